"""The calculated pay of absences that percentage holiday pay counts with (Annual Holidays Act 162/2005 12 and 16 §).

The wage of each day is the one a payslip of that day would pay: as agreed, or the lowest of a binding agreement where
that is higher. Raises during an absence count from their day.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from payroll.draft import Draft
from payroll.earnings import Prices
from payroll.figures import Figure
from payroll.inputs import HolidayAbsence

_ONE_DAY = timedelta(days=1)
_WEEK_DAYS, _MONTHS, _YEAR_DAYS = 7, 12, 365


def calculated_pay(draft: Draft, prices: Prices, absences: tuple[HolidayAbsence, ...]) -> tuple[Figure, ...]:
    """The euros of each absence, rounded once: its agreed weekly time at the wage of its first day, with the raises
    during it.

    Without an agreed weekly time the minutes that would have been worked count, evenly over the days. A monthly wage
    counts by calendar days of the year. A day on which no wage was in force gives nothing; a lower wage later in the
    absence takes nothing away.
    """
    return tuple(
        draft.trace.total(
            "calculated_pay_for_absences",
            [_at_one_wage(draft, one, price, days) for price, days in _runs(draft, prices, one)],
            rounding="cent_half_up",
        )
        for one in absences
    )


def _runs(draft: Draft, prices: Prices, absence: HolidayAbsence) -> list[tuple[Figure, int]]:
    """The wages of an absence in turn, and for how many of its days each counts."""
    runs: list[tuple[Figure, int]] = []
    for number in range(absence.calendar_days):
        wage = _wage_on(draft, prices, absence.first + number * _ONE_DAY)
        if wage is None:
            continue
        before, days = runs[-1] if runs else (None, 0)
        if before is not None and before.unit == wage.unit and before.value >= wage.value:
            runs[-1] = (before, days + 1)
        else:
            runs.append((wage, 1))
    return runs


def _wage_on(draft: Draft, prices: Prices, day: date) -> Figure | None:
    units = [one.unit for one in draft.inputs.wages if one.first <= day and (one.until is None or day <= one.until)]
    if not units:
        return None
    return prices.on(day).figure if units[-1] == "hour" else prices.monthly_wage(day)


def _at_one_wage(draft: Draft, absence: HolidayAbsence, wage: Figure, days: int) -> Figure:
    trace = draft.trace
    counted = trace.given("absence_days", days, "days", since=absence.first.isoformat())
    if wage.unit == "euros_per_month":
        year = trace.quotient("part_of_year", counted, trace.given("days_a_year", _YEAR_DAYS, "days"), unit="number")
        return trace.product("pay_of_absence", wage, trace.given("months_a_year", _MONTHS, "number"), year)
    if absence.weekly_minutes is None:
        share = trace.quotient(
            "part_of_absence", counted, trace.given("absence_days", absence.calendar_days, "days"), unit="number"
        )
        missed = trace.given("absence_minutes", absence.minutes, "minutes")
        return trace.product("pay_of_absence", missed, share, wage)
    weeks = trace.quotient("absence_weeks", counted, trace.given("days_a_week", _WEEK_DAYS, "days"), unit="number")
    weekly = trace.given("weekly_minutes", Fraction(absence.weekly_minutes, absence.weekly_minutes_divisor), "minutes")
    return trace.product("pay_of_absence", weekly, weeks, wage)
