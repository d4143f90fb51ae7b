"""Planned pay: plain prices, the Sunday increase, monthly wages by workday, and the employer's contributions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from payroll import forecast
from payroll.inputs import Wage
from rules import load_book
from tests.payroll.builders import a_month_of_shifts, a_shift, an_insurance, day

BOOK = load_book()
WAGE = (Wage(day("2026-01-12"), None, "hour", Decimal("13.20")),)
BORN = date(2001, 3, 14)


def test_planned_time_is_priced_by_its_minutes() -> None:
    found = forecast.pay_by_day([a_shift("2026-02-02", "14:00", "17:50")], WAGE, BOOK)
    assert found == {day("2026-02-02"): Fraction("50.6")}


def test_sunday_has_its_increase_unless_the_time_is_not_worked() -> None:
    shift = a_shift("2026-02-01", "12:00", "14:00")
    assert forecast.pay_by_day([shift], WAGE, BOOK) == {day("2026-02-01"): Fraction("52.8")}
    assert forecast.pay_by_day([shift], WAGE, BOOK, plain=True) == {day("2026-02-01"): Fraction("26.4")}


def test_a_night_before_sunday_is_raised_from_midnight() -> None:
    found = forecast.pay_by_day([a_shift("2026-02-07", "22:00", "02:00")], WAGE, BOOK)
    assert found == {day("2026-02-07"): Fraction("26.4"), day("2026-02-08"): Fraction("52.8")}


def test_standby_and_days_without_a_wage_are_not_planned() -> None:
    shifts = [a_shift("2026-02-02", kind="standby"), a_shift("2026-01-05")]
    assert forecast.pay_by_day(shifts, WAGE, BOOK) == {}


def test_a_raise_holds_from_its_day() -> None:
    wages = (
        Wage(day("2026-01-12"), day("2026-02-02"), "hour", Decimal("13.20")),
        Wage(day("2026-02-03"), None, "hour", Decimal("14.00")),
    )
    found = forecast.pay_by_day(a_month_of_shifts("2026-02-02", "2026-02-03"), wages, BOOK)
    assert list(found.values()) == [Fraction("52.8"), Fraction("56")]


def test_a_monthly_wage_is_shared_over_the_months_workdays() -> None:
    wages = (Wage(day("2026-01-01"), None, "month", Decimal("2200.00")),)
    workdays = [day(f"2026-02-{number:02d}") for number in range(1, 29) if number % 7 not in (0, 1)]
    found = forecast.pay_by_day([a_shift("2026-02-02")], wages, BOOK, workdays)
    assert forecast.by_month(found) == {day("2026-02-01"): 220_000}


def test_a_month_is_rounded_once() -> None:
    third = {day(f"2026-02-0{number}"): Fraction(1, 3) for number in (1, 2)}
    assert forecast.by_month(third) == {day("2026-02-01"): 67}
    assert forecast.cents(Fraction("54.375")) == 5438


def test_contributions_are_at_the_days_rates() -> None:
    found = forecast.contribution_percents(an_insurance(), BORN, day("2026-10-31"), BOOK)
    assert found.pension == Decimal("17.55")  # 24.85 less 7.30
    assert found.unemployment == Decimal("0.31")
    assert found.health == Decimal("1.91")
    assert found.accident == Decimal("1.20")
    assert found.group_life == 0
    assert found.unknown == ()
    # 715.65: 125.60 + 2.22 + 13.67 + 8.59
    assert forecast.contributions_of(71565, found) == {
        "pension": 12560,
        "unemployment": 222,
        "health": 1367,
        "accident": 859,
        "group_life": 0,
    }


def test_a_temporary_employer_pays_the_uniform_rate() -> None:
    found = forecast.contribution_percents(
        an_insurance(pension_kind="temporary", pension_total_percent=None), BORN, day("2026-10-31"), BOOK
    )
    assert found.pension == Decimal("18.55")


def test_below_the_yearly_limits_two_contributions_are_nothing() -> None:
    policy = an_insurance(accident_percent=None, accident_known=False)
    found = forecast.contribution_percents(policy, BORN, day("2026-10-31"), BOOK, year_over_limit=False)
    assert (found.unemployment, found.health, found.accident) == (0, 0, 0)
    found = forecast.contribution_percents(
        policy, BORN, day("2026-10-31"), BOOK, year_over_limit=False, everyone_over_limit=True
    )  # of unemployment and accident insurance the wages of everyone count
    assert (found.unemployment, found.health, found.accident) == (Decimal("0.31"), 0, None)


@pytest.mark.parametrize(
    ("changes", "on", "unknown"),
    [
        ({"pension_kind": None}, "2026-10-31", ("pension",)),
        ({"pension_total_percent": None}, "2026-10-31", ("pension",)),
        ({"accident_percent": None}, "2026-10-31", ("accident",)),
        ({"group_life_known": False}, "2026-10-31", ("group_life",)),
    ],
)
def test_what_nobody_knows_is_named_and_never_zero(
    changes: dict[str, object], on: str, unknown: tuple[str, ...]
) -> None:
    found = forecast.contribution_percents(an_insurance(**changes), BORN, day(on), BOOK)
    assert found.unknown == unknown
    assert set(forecast.contributions_of(100_00, found)) == {
        "pension", "unemployment", "health", "accident", "group_life"
    } - set(unknown)  # fmt: skip


@pytest.mark.parametrize(("ages_on", "health"), [(None, "1.91"), ("2026-10-31", "1.91"), ("2026-11-30", "0")])
def test_the_age_is_that_of_the_planned_month(ages_on: str | None, health: str) -> None:
    """The 68th birthday's month is the last of the health insurance."""
    asked = None if ages_on is None else day(ages_on)
    found = forecast.contribution_percents(an_insurance(), date(1958, 10, 3), day("2026-10-31"), BOOK, ages_on=asked)
    assert found.health == Decimal(health)


def test_an_age_outside_the_limits_pays_no_pension() -> None:
    found = forecast.contribution_percents(an_insurance(), date(2010, 5, 1), day("2026-10-31"), BOOK)
    assert (found.pension, found.unemployment) == (0, 0)


def test_minutes_at_a_monthly_wage_are_paid_already() -> None:
    monthly = (Wage(day("2026-01-01"), None, "month", Decimal("2200.00")),)
    assert forecast.pay_of_minutes(monthly, day("2026-02-02"), 60) == 0
    assert forecast.pay_of_minutes(WAGE, day("2026-02-02"), 90) == Fraction("19.8")
    assert forecast.pay_of_minutes(WAGE, day("2025-02-02"), 90) == 0


@pytest.mark.parametrize(
    ("born", "on", "ages_on", "pension"),
    [
        (date(2009, 10, 3), "2026-10-31", "2026-11-30", "17.55"),  # 17 in October, insured from November on
        (date(2009, 11, 3), "2026-10-31", "2026-12-31", "17.55"),  # 16 on the day whose rates hold
        (date(2009, 11, 3), "2026-10-31", "2026-11-30", "0"),
        (date(1972, 11, 3), "2025-10-31", "2025-11-30", "17.85"),  # 53 in November: the higher share from December on
        (date(1972, 11, 3), "2025-10-31", "2025-12-31", "16.35"),
    ],
)
def test_the_pension_share_is_that_of_the_age_of_the_planned_month(
    born: date, on: str, ages_on: str, pension: str
) -> None:
    policy = an_insurance(pension_total_percent=Decimal("25.00" if on < "2026" else "24.85"))
    found = forecast.contribution_percents(policy, born, day(on), BOOK, ages_on=day(ages_on))
    assert found.pension == Decimal(pension)
