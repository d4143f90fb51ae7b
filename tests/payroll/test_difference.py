"""What changes when a period is calculated again: one difference per line, and a trace that replays."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll import TOTALS, Payslip, calculate, replay
from payroll.difference import PaidLine, difference
from payroll.inputs import Inputs, Wage
from rules import load_book
from tests.payroll.builders import a_card, a_month_of_shifts, a_shift, day, inputs

BOOK = load_book()


def paid(*payslips: Payslip) -> tuple[tuple[PaidLine, ...], dict[str, int]]:
    """The lines and totals of payslips as they are kept."""
    lines = tuple(
        PaidLine(
            line.kind,
            line.income_type,
            line.unit,
            line.amount_cents,
            line.minutes,
            line.days,
            line.unit_price,
            line.first,
            line.last,
            line.taxable,
            line.cash,
            line.holiday_base,
            line.title,
            line.facts,
        )
        for one in payslips
        for line in one.lines
    )
    return lines, {key: sum(one.totals[key] or 0 for one in payslips) for key in TOTALS}


def january(**changes: object) -> Inputs:
    return inputs(shifts=a_month_of_shifts("2026-01-12", "2026-01-31"), tax_cards=(a_card(),), **changes)


def wage(euros: str, first: str = "2026-01-12", until: str | None = None) -> Wage:
    return Wage(day(first), None if until is None else day(until), "hour", Decimal(euros))


def corrected(before: Inputs, after: Inputs) -> tuple[Payslip, Payslip, Payslip]:
    one, other = calculate(before, BOOK), calculate(after, BOOK)
    return one, other, difference(*paid(one), other)


def test_nothing_new_is_all_zeros() -> None:
    _, _, found = corrected(january(), january())
    assert found.lines
    assert {line.amount_cents for line in found.lines} == {0}
    assert {line.minutes for line in found.lines} == {0}
    assert set(found.totals.values()) == {0}
    assert replay(found.trace) == found.totals


def test_a_raise_is_one_difference() -> None:
    before, after, found = corrected(january(), january(wages=(wage("13.70"),)))
    (line,) = found.lines
    assert (line.kind, line.amount_cents, line.minutes, line.unit_price) == ("base_pay", 2400, 0, "13.70")
    facts = dict(line.facts)
    assert (facts["amount_paid_before"], facts["amount_now"]) == ("63360", "65760")
    assert found.totals["gross"] == 2400
    for key in TOTALS:
        assert found.totals[key] == (after.totals[key] or 0) - (before.totals[key] or 0)
    assert replay(found.trace) == found.totals
    assert found.holiday_base == ((day("2025-04-01"), 2400),)


def test_a_raise_adds_to_the_base_of_holiday_pay_with_every_line() -> None:
    before = replace(january(), shifts=(*january().shifts, a_shift("2026-01-18")))  # a Sunday beyond the agreed week
    _, _, found = corrected(before, replace(before, wages=(wage("14.20"),)))
    # 48 hours, 4 hours and 4 hours of increase at one euro more
    assert sorted(line.amount_cents for line in found.lines) == [400, 400, 4800]
    assert found.holiday_base == ((day("2025-04-01"), 5600),)


def test_a_raise_in_the_middle_compares_the_kind_as_a_whole() -> None:
    after = january(wages=(wage("13.20", until="2026-01-18"), wage("14.20", "2026-01-19")))
    _, now, found = corrected(january(), after)
    assert len(now.lines) == 2
    (line,) = found.lines
    assert line.amount_cents == 3200  # eight shifts of four hours from the 19th
    assert line.unit_price is None  # two prices
    assert (line.first, line.last) == (day("2026-01-12"), day("2026-01-29"))


def test_the_same_days_are_compared_span_by_span() -> None:
    before = january(wages=(wage("13.20", until="2026-01-18"), wage("14.20", "2026-01-19")))
    after = january(wages=(wage("13.20", until="2026-01-18"), wage("15.20", "2026-01-19")))
    _, _, found = corrected(before, after)
    assert [line.amount_cents for line in found.lines] == [0, 3200]


def test_what_is_no_longer_due_is_taken_back() -> None:
    extra = a_shift("2026-01-25", "12:00", "14:00")  # a Sunday
    before = replace(january(), shifts=(*january().shifts, extra))
    _, _, found = corrected(before, january())
    assert {line.kind: line.amount_cents for line in found.lines} == {
        "base_pay": 0,
        "additional_hours": -2640,
        "sunday": -2640,
    }
    assert found.totals["gross"] == -5280
    assert replay(found.trace)["gross"] == -5280


def test_earlier_corrections_count_as_paid() -> None:
    first = calculate(january(), BOOK)
    second = difference(*paid(first), calculate(january(wages=(wage("13.70"),)), BOOK))
    third = difference(*paid(first, second), calculate(january(wages=(wage("14.20"),)), BOOK))
    assert [line.amount_cents for line in third.lines] == [2400]
    whole = calculate(january(wages=(wage("14.20"),)), BOOK)
    for key in TOTALS:
        assert sum(one.totals[key] or 0 for one in (first, second, third)) == whole.totals[key]


def test_a_withheld_total_is_withheld_in_the_difference() -> None:
    before = calculate(january(), BOOK)
    asked = calculate(replace(january(), agreements=()), BOOK)
    found = difference(*paid(before), asked)
    assert not found.can_be_issued
    assert found.totals["paid"] is None
    assert found.questions == asked.questions


def test_a_total_that_was_not_kept_is_a_mistake() -> None:
    before = calculate(january(), BOOK)
    with pytest.raises(KeyError):
        difference((), {"gross": before.totals["gross"] or 0}, before)


def test_the_explanation_goes_down_to_the_new_calculation() -> None:
    _, _, found = corrected(january(), january(wages=(wage("13.70"),)))
    rows = json.loads(found.trace)["rows"]
    operation, name, value, unit, parts, _, _ = rows[found.lines[0].figure]
    assert (operation, name, value, unit) == ("less", "base_pay_difference", "24", "euros")
    assert rows[parts[0]][1] == "base_pay"
    assert rows[parts[1]][1:3] == ["amount_paid_before", "633.6"]


euros = st.integers(500, 4000).map(lambda cents: str(Decimal(cents) / 100))
days_of_work = st.lists(st.integers(12, 31), unique=True, max_size=12)


@settings(max_examples=60)
@given(euros, euros, days_of_work, days_of_work)
def test_what_was_paid_and_the_difference_make_the_new_calculation(
    old: str, new: str, old_days: list[int], new_days: list[int]
) -> None:
    def of(price: str, chosen: list[int]) -> Inputs:
        shifts = tuple(a_shift(f"2026-01-{number:02d}") for number in sorted(chosen))
        return inputs(shifts=shifts, tax_cards=(a_card(),), wages=(wage(price),))

    before, after, found = corrected(of(old, old_days), of(new, new_days))
    assert replay(found.trace) == found.totals
    for key in TOTALS:
        assert (before.totals[key] or 0) + (found.totals[key] or 0) == after.totals[key]
    assert sum(line.amount_cents for line in found.lines) == found.totals["gross"]
