"""Fringe benefits in the price of an hour from which overtime, additional work and Sundays are paid (872/2019 23 §)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import payroll
from payroll.inputs import Benefit, Wage, WeeklyTime
from rules import Period, load_book
from tests.payroll.builders import a_month_of_shifts, a_shift, day, inputs
from tests.payroll.test_missing_values import Lacking

BOOK = load_book()
JANUARY = {"first": day("2026-01-01"), "last": day("2026-01-31")}
BOARD = Benefit("Täysihoito", 62_000, 317, "other", **JANUARY)  # 620.00 a month


def result(*, monthly=False, benefits=(BOARD,), book=BOOK, **changes):
    """January of a 40-hour week that has begun long ago: eight hours from Monday to Friday, at 20.00 an hour."""
    wage = Wage(day("2020-01-01"), None, "month", Decimal("3200.00")) if monthly else None
    usual = {
        "employment_first": day("2020-01-01"),
        "wages": (wage or Wage(day("2020-01-01"), None, "hour", Decimal("20.00")),),
        "weekly_time": (WeeklyTime(day("2020-01-01"), None, 2400),),
        "shifts": worked(),
        "benefits": benefits,
    }
    if monthly:
        usual["workdays"] = tuple(one for one in Period.closed(*JANUARY.values()) if one.weekday() < 5)
        usual["regular_minutes"] = ((day("2026-01-01"), 9_600),)
    payslip = payroll.calculate(inputs(**{**usual, **changes}), book)
    if None not in payslip.totals.values():
        assert payroll.replay(payslip.trace) == payslip.totals
    return payslip


def worked(*more):
    """A week of eight-hour days but for a Tuesday of eleven hours, and further shifts."""
    days = a_month_of_shifts("2026-01-12", "2026-01-16", "mon wed thu fri", start="08:00", end="16:00")
    return (*days, a_shift("2026-01-13", "08:00", "19:00"), *more)


def parts(payslip):
    return [(line.kind, line.amount_cents) for line in payslip.lines if dict(line.facts).get("benefits")]


def test_an_hour_of_overtime_has_the_benefits_of_the_regular_hours_with_its_increase():
    # 31 days of 40 hours a week are 177.142857… hours: 620.00 / 177.142857… = 3.50 an hour
    payslip = result()
    assert [(line.kind, line.minutes) for line in payslip.lines if line.kind.startswith("overtime")][:2] == [
        ("overtime_50", 120),
        ("overtime_100", 60),
    ]
    assert parts(payslip) == [("overtime_50", 1050), ("overtime_100", 700)]  # 2 × 3.50 × 150 %, 3.50 × 200 %
    # and they cost what they cost on the day of the overtime
    tuesday = day("2026-01-13")
    days = [line.by_day for line in payslip.lines if dict(line.facts).get("benefits")]
    assert days == [((tuesday, 120),), ((tuesday, 60),)]
    codes = {line.income_type for line in payslip.lines if dict(line.facts).get("benefits")}
    assert codes == {235}
    assert payslip.hours.overtime == 180


def test_a_sunday_has_only_its_increase_of_them():
    payslip = result(shifts=(a_shift("2026-01-18", "10:00", "14:00"),))
    assert parts(payslip) == [("sunday", 1400)]  # 4 × 3.50
    assert dict(payslip.holiday_base)[day("2025-04-01")] == 4 * 2000 * 2 + 1400


def test_a_monthly_wage_is_divided_with_its_benefits_by_the_hours_of_the_month():
    # 620.00 / 160 hours = 3.875; three additional hours, two of them at 50 and one at 100 percent
    assert parts(result(monthly=True)) == [("additional_hours", 1163), ("overtime_50", 388), ("overtime_100", 388)]


def test_what_the_employee_pays_for_a_benefit_is_left_out():
    half = Benefit("Täysihoito", 62_000, 317, "other", collected_cents=31_000, **JANUARY)
    assert parts(result(benefits=(half,))) == [("overtime_50", 525), ("overtime_100", 350)]
    whole = Benefit("Täysihoito", 62_000, 317, "other", collected_cents=62_000, **JANUARY)
    assert parts(result(benefits=(whole,))) == []


def test_without_agreed_hours_the_time_that_is_no_overtime_counts():
    # 43 hours worked, three of them overtime: 620.00 / 40 = 15.50
    payslip = result(weekly_time=(WeeklyTime(day("2020-01-01"), None, 0),))
    assert parts(payslip) == [("overtime_50", 4650), ("overtime_100", 3100)]
    assert parts(result(weekly_time=())) == parts(payslip)


def test_no_line_without_benefits_or_without_increases():
    assert parts(result(benefits=())) == []
    plain = a_month_of_shifts("2026-01-12", "2026-01-16", "mon tue wed thu fri", start="08:00", end="16:00")
    assert parts(result(shifts=plain)) == []
    additional = (*plain[:1], a_shift("2026-01-13", "08:00", "10:00"))
    assert parts(result(shifts=additional, weekly_time=(WeeklyTime(day("2020-01-01"), None, 480),))) == []


def test_the_days_before_the_employment_have_no_regular_hours():
    # from 12 January twenty days: 114.2857… hours, and the benefit of those days is 400.00
    from_start = Benefit("Täysihoito", 62_000, 317, "other", first=day("2026-01-12"), last=day("2026-01-31"))
    assert parts(result(benefits=(from_start,), employment_first=day("2026-01-12"))) == [
        ("overtime_50", 1050),
        ("overtime_100", 700),
    ]


@pytest.mark.parametrize("name", ["choice.benefits_in_increases", "working_time.overtime_first_percent"])
def test_what_the_book_cannot_say_is_asked(name):
    payslip = result(book=Lacking(name))
    assert [one.topic for one in payslip.questions] == [f"missing_law_value.{name}"]
    assert not payslip.can_be_issued


def test_a_sunday_increase_that_the_book_cannot_say_is_asked():
    payslip = result(shifts=(a_shift("2026-01-18", "10:00", "14:00"),), book=Lacking("working_time.sunday_percent"))
    assert not payslip.can_be_issued
    assert parts(payslip) == []


def test_a_benefit_of_less_than_a_cent_an_hour_adds_no_line():
    least = Benefit("Täysihoito", 1, 317, "other", **JANUARY)
    assert parts(result(benefits=(least,))) == []
    # 1.00 / 177.142857… = 0.0056 an hour: 2 × 150 % and 1 × 200 % of it
    assert parts(result(benefits=(replace(least, cents=100),))) == [("overtime_50", 2), ("overtime_100", 1)]
