"""What a payslip costs day by day: each decision bears its own days, and together they bear exactly the whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll import calculate
from payroll.cost_days import cost_by_day, shared
from payroll.inputs import Benefit, Inputs, Wage
from rules import load_book
from tests.payroll.builders import a_card, a_shift, day, inputs

BOOK = load_book()
LAST = date(2026, 1, 31)


def two_days(**changes: object) -> Inputs:
    """A Wednesday of four hours and a Sunday of two: 52.80, and 26.40 with an increase of 26.40."""
    shifts = (a_shift("2026-01-14"), a_shift("2026-01-18", "14:00", "16:00"))
    return inputs(shifts=shifts, **changes)


def test_each_day_bears_its_own_time_with_its_own_increase() -> None:
    given = two_days()
    costs = {one.day: one for one in cost_by_day(calculate(given, BOOK), given.period)}
    assert {on: (one.wages, one.minutes) for on, one in costs.items()} == {
        date(2026, 1, 14): (5280, 240),
        date(2026, 1, 18): (5280, 120),
    }


def test_contributions_follow_the_pay_and_the_odd_cent_is_the_later_days() -> None:
    given = two_days()
    payslip = calculate(given, BOOK)
    earlier, later = cost_by_day(payslip, given.period)
    totals = {key: cents or 0 for key, cents in payslip.totals.items()}
    contributions = sum(totals[f"employer_{kind}"] for kind in ("pension", "unemployment", "health"))
    assert (earlier.contributions, later.contributions) == (contributions // 2, contributions // 2)
    assert (totals["employer_accident"], totals["employer_group_life"]) == (127, 0)
    assert (earlier.accident, later.accident) == (63, 64)


def test_a_fringe_benefit_costs_contributions_and_no_money() -> None:
    phone = Benefit("phone", None, kind="phone", first=date(2026, 1, 16), last=date(2026, 1, 17))
    given = two_days(benefits=(phone,))
    found = cost_by_day(calculate(given, BOOK), given.period)
    assert [(one.day.day, one.wages, one.minutes) for one in found] == [
        (14, 5280, 240),
        (16, 0, 0),
        (17, 0, 0),
        (18, 5286, 120),  # the Sunday increase of two hours of it: 2 × 1.29 / (20 × 16 / 7) = 0.056
    ]
    assert all(one.contributions for one in found)


def test_a_monthly_wage_is_the_cost_of_its_workdays() -> None:
    workdays = tuple(date(2026, 1, 1) + timedelta(days=number) for number in range(31) if number % 7 in (0, 1))
    given = inputs(
        wages=(Wage(day("2026-01-01"), None, "month", Decimal("1000.00")),),
        employment_first=day("2026-01-01"),
        shifts=(),
        workdays=workdays,
    )
    payslip = calculate(given, BOOK)
    found = {one.day: one.wages for one in cost_by_day(payslip, given.period)}
    assert set(found) == set(workdays)
    assert sum(found.values()) == 100_000
    assert max(found.values()) - min(found.values()) <= 1


def test_days_outside_the_period_count_as_its_nearest_day() -> None:
    given = two_days()
    payslip = calculate(given, BOOK)
    line = replace(payslip.lines[0], by_day=((date(2026, 2, 3), 1), (date(2025, 12, 30), 1)))
    found = cost_by_day(replace(payslip, lines=(line,)), given.period)
    assert [one.day for one in found if one.wages] == [given.period.first, given.period.last]


def test_a_line_that_knows_only_its_first_and_last_day_is_spread_evenly() -> None:
    given = two_days()
    payslip = calculate(given, BOOK)
    line = replace(payslip.lines[0], by_day=(), first=date(2026, 1, 5), last=date(2026, 1, 8))
    found = cost_by_day(replace(payslip, lines=(line,)), given.period)
    assert {one.day.day: one.wages for one in found if one.wages} == dict.fromkeys((5, 6, 7, 8), 2640)
    dayless = replace(line, first=None, last=None)
    found = cost_by_day(replace(payslip, lines=(dayless,)), given.period)
    assert [one.day for one in found if one.wages] == [LAST]


def test_an_open_question_leaves_nothing_to_share() -> None:
    given = two_days()
    payslip = calculate(given, BOOK)
    with pytest.raises(ValueError, match="open question"):
        cost_by_day(replace(payslip, totals={**payslip.totals, "employer_cost": None}), given.period)


def test_without_pay_the_whole_falls_on_the_day_that_is_named() -> None:
    assert shared(7, {}, LAST) == {LAST: 7}
    assert shared(7, {day("2026-01-05"): 1, day("2026-01-06"): -1}, LAST) == {LAST: 7}


@given(
    cents=st.integers(-10_000_000, 10_000_000),
    weights=st.lists(st.integers(1, 100_000), min_size=1, max_size=31),
    cut=st.integers(0, 31),
)
def test_the_parts_are_the_whole_and_no_decision_bears_more_than_its_share(
    cents: int, weights: list[int], cut: int
) -> None:
    days = {date(2026, 1, 1) + timedelta(days=number): weight for number, weight in enumerate(weights)}
    found = shared(cents, days, LAST)
    assert sum(found.values()) == cents
    earlier = sum(part for on, part in found.items() if on < date(2026, 1, 1) + timedelta(days=cut))
    exact = Fraction(cents * sum(weights[:cut]), sum(weights))
    assert exact - 1 < earlier <= exact


@settings(max_examples=20, deadline=None)
@given(hours=st.lists(st.integers(0, 10), min_size=14, max_size=14), percent=st.integers(0, 60))
def test_the_days_of_any_payslip_are_its_cost(hours: list[int], percent: int) -> None:
    shifts = tuple(
        a_shift((date(2026, 1, 12) + timedelta(days=number)).isoformat(), "08:00", f"{8 + many:02d}:00")
        for number, many in enumerate(hours)
        if many
    )
    this = inputs(shifts=shifts, tax_cards=(a_card(percent=Decimal(percent)),))
    payslip = calculate(this, BOOK)
    found = cost_by_day(payslip, this.period)
    assert sum(one.wages + one.contributions + one.accident for one in found) == payslip.totals["employer_cost"]
    assert sum(one.minutes for one in found) == payslip.hours.worked == 60 * sum(hours)
