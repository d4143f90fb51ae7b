"""Pay added when the period's pay was out: its own day's tax and contributions, worked out by hand, and its trace."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from payroll import Payslip, calculate, replay
from payroll.arrears import left_to_pay, only_adds
from payroll.difference import difference
from payroll.inputs import Advance, Answer, Claim, GarnishmentOrder, Inputs
from rules import Period, load_book
from tests.payroll.builders import a_card, a_month_of_shifts, a_year, day, inputs
from tests.payroll.test_difference import january, paid, wage

BOOK = load_book()
RAISED = january(wages=(wage("14.20"),))  # 48 hours at one euro more


def on_its_own_day(raised: Inputs, payment_day: str, **changes: Any) -> Inputs:
    usual: dict[str, Any] = {
        "payment_day": day(payment_day),
        "first_paid_on": raised.payment_day,
        "corrects": "2026-0001",
    }
    return replace(raised, **{**usual, "year": a_year(month_planned_gross_cents=80_000), **changes})


def added(before: Payslip, later: Inputs) -> Payslip:
    return left_to_pay(later, paid(before)[0], BOOK)


def test_a_raise_agreed_later_is_taxed_by_the_card_of_the_day_on_which_it_is_paid() -> None:
    cards = (a_card(until=day("2026-02-28")), a_card("20.0", first=day("2026-03-01")))
    found = added(calculate(january(), BOOK), on_its_own_day(RAISED, "2026-03-10", tax_cards=cards))
    (line,) = found.lines
    assert (line.kind, line.amount_cents, line.minutes) == ("base_pay", 4800, 0)
    assert found.totals == {
        "gross": 4800,
        "taxable": 4800,
        "withholding": 960,  # 20 %
        "pension_employee": 350,  # 7.30 %: 3.504
        "unemployment_employee": 43,  # 0.89 %: 0.4272
        "garnishment": 0,
        "other_deductions": 0,
        "tax_free": 0,
        "net": 3447,
        "paid": 3447,
        "employer_pension": 843,  # 24.85 %: 11.928, less the employee's share
        "employer_unemployment": 15,  # 0.31 %
        "employer_health": 92,  # 1.91 %
        "employer_accident": 58,  # 1.20 %
        "employer_group_life": 0,
        "employer_total": 1008,
        "employer_cost": 5808,
    }
    assert replay(found.trace) == found.totals
    assert found.holiday_base == ((day("2025-04-01"), 4800),)


def test_over_a_change_of_year_the_contributions_are_those_of_the_new_year() -> None:
    cards = (a_card("30.0", first=day("2025-01-01"), until=day("2025-12-31")), a_card())
    december = inputs(
        period=Period.closed(day("2025-12-01"), day("2025-12-31")),
        payment_day=day("2025-12-30"),
        employment_first=day("2025-12-01"),
        shifts=a_month_of_shifts("2025-12-01", "2025-12-18"),  # 12 shifts of four hours
        wages=(wage("13.20", "2025-12-01"),),
        tax_cards=cards,
    )
    before = calculate(december, BOOK)
    assert (before.totals["withholding"], before.totals["unemployment_employee"]) == (19008, 374)  # 30 %, 0.59 %
    raised = replace(december, wages=(wage("14.20", "2025-12-01"),))
    found = added(before, on_its_own_day(raised, "2026-01-13"))
    assert {
        key: found.totals[key] for key in ("gross", "withholding", "pension_employee", "unemployment_employee")
    } == {
        "gross": 4800,
        "withholding": 576,  # 12 %
        "pension_employee": 350,
        "unemployment_employee": 43,  # 0.89 %
    }


def test_a_year_whose_values_nobody_knows_asks() -> None:
    found = added(calculate(january(), BOOK), on_its_own_day(RAISED, "2027-01-12"))
    assert not found.can_be_issued
    assert any(one.topic.partition(".")[0] in ("missing_law_value", "unverified_law_value") for one in found.questions)
    assert [line.amount_cents for line in found.lines] == [4800]


def test_the_pay_of_the_period_s_own_day_stays_what_it_was() -> None:
    first = calculate(january(), BOOK)
    second = added(first, on_its_own_day(RAISED, "2026-03-10", tax_cards=(a_card("20.0"),)))
    rest = left_to_pay(RAISED, paid(second)[0], BOOK)
    assert rest.totals == first.totals
    assert replay(rest.trace) == rest.totals
    again = difference(*paid(first), rest)
    assert {line.amount_cents for line in again.lines} == {0}
    assert set(again.totals.values()) == {0}


def test_what_goes_down_afterwards_goes_off_the_period_s_own_day() -> None:
    first = calculate(january(), BOOK)
    second = added(first, on_its_own_day(RAISED, "2026-03-10", tax_cards=(a_card("20.0"),)))
    fewer = replace(RAISED, shifts=RAISED.shifts[1:])
    off = difference(*paid(first), left_to_pay(fewer, paid(second)[0], BOOK))
    assert [line.amount_cents for line in off.lines] == [-5680]  # four hours at 14.20
    # 12 % of 633.60 is 76.03, of 576.80 it is 69.22
    assert (off.totals["gross"], off.totals["withholding"]) == (-5680, 6922 - 7603)
    assert replay(off.trace) == off.totals


def test_a_second_addition_counts_the_first() -> None:
    first = calculate(january(), BOOK)
    second = added(first, on_its_own_day(RAISED, "2026-03-10"))
    more = on_its_own_day(january(wages=(wage("14.70"),)), "2026-04-14")
    third = left_to_pay(more, paid(first, second)[0], BOOK)
    assert [line.amount_cents for line in third.lines] == [2400]
    assert third.totals["withholding"] == 288


def test_nothing_of_the_employer_s_is_taken_off() -> None:
    later = on_its_own_day(RAISED, "2026-03-10")
    owed = replace(
        later,
        claims=(Claim("laskuvirhe", 1000),),
        advances=(Advance(2000, day("2026-01-20")),),
        kela_allowance_cents=500,
    )
    before = calculate(january(), BOOK)
    assert added(before, owed).totals == added(before, later).totals


def test_earlier_pay_of_the_month_carries_its_part_of_the_health_contribution() -> None:
    year = a_year(month_gross_cents=80_000, month_health_base_cents=80_000, month_health_cents=1528)
    found = added(calculate(january(), BOOK), on_its_own_day(RAISED, "2026-03-31", year=year))
    assert found.totals["employer_health"] == 1620 - 1528  # 1.91 % of 848.00 is 16.1968


def test_what_is_protected_from_garnishment_is_protected_once_with_the_pay_of_the_same_days() -> None:
    order = GarnishmentOrder("1-2026", 60_000, None, earlier_net_cents=60_000)
    found = added(calculate(january(), BOOK), on_its_own_day(RAISED, "2026-03-10", garnishment=order))
    # of 48.00 are left 48.00 - 5.76 - 3.50 - 0.43 = 38.31, of which two thirds exceed what is protected
    assert (found.totals["net"], found.totals["garnishment"], found.totals["paid"]) == (3831, 2554, 1277)


def test_the_deduction_before_tax_at_source_is_made_once() -> None:
    card = a_card("35.0", kind="source", deduction=True)
    insured = Answer("tax_at_source_health:ilona-1:2026-01-30", "no", "certificate A1", day("2026-01-30"))
    later = on_its_own_day(RAISED, "2026-03-10", tax_cards=(card,), answers=(insured,))
    assert added(calculate(january(), BOOK), later).totals["withholding"] == 1680  # 35 % of the whole


def test_the_trace_begins_with_the_lines_of_the_whole_calculation() -> None:
    found = added(calculate(january(), BOOK), on_its_own_day(RAISED, "2026-03-10"))
    rows = json.loads(found.trace)["rows"]
    operation, name, value, _, parts, _, _ = rows[found.lines[0].figure]
    assert (operation, name, value) == ("less", "base_pay_difference", "48")
    assert rows[parts[0]][1:3] == ["base_pay", "681.6"]
    assert sum(row[1] == "gross" for row in rows) == 1


def test_only_pay_that_is_added_and_none_that_is_taken_off_adds() -> None:
    first = calculate(january(), BOOK)
    nothing = difference(*paid(first), calculate(january(), BOOK))
    more = difference(*paid(first), calculate(RAISED, BOOK))
    less = difference(*paid(calculate(RAISED, BOOK)), first)
    mixed = (*more.lines, replace(more.lines[0], amount_cents=-1))
    assert [only_adds(one) for one in (more.lines, nothing.lines, less.lines, mixed)] == [True, False, False, False]
    free = replace(more.lines[0], taxable=False)
    in_kind = replace(more.lines[0], cash=False)
    assert (only_adds((free,)), only_adds((in_kind,))) == (True, False)


def test_without_anything_paid_it_is_the_calculation_itself() -> None:
    assert left_to_pay(january(), (), BOOK) == calculate(january(), BOOK)
