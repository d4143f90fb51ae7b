"""The contract's workdays and regular minutes of calendar months, for a monthly wage."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from employer import effective, hours
from employer.contracts.schemas import EmploymentFacts
from employer.hours.schemas import Away
from payroll.inputs import MissedPart, Wage
from rules import Period


def monthly(
    employment: EmploymentFacts, wages: Sequence[Wage], period: Period
) -> tuple[tuple[date, ...], tuple[tuple[date, int], ...]]:
    """The workdays and the regular minutes of the calendar months of the period, for a monthly wage."""
    if not any(wage.unit == "month" for wage in wages):
        return (), ()
    days: list[date] = []
    minutes: list[tuple[date, int]] = []
    month = period.first.replace(day=1)
    while month <= period.last:
        found = workdays_of_month(employment, month)
        days.extend(found)
        minutes.append((month, sum(_minutes_on(employment, day) for day in found)))
        month = next_month(month)
    return tuple(days), tuple(minutes)


def workdays_of_month(employment: EmploymentFacts, month: date) -> tuple[date, ...]:
    """The contract's workdays of a whole calendar month, also of its days before the start or after the end.

    The patterns' weekdays, public holidays included; without a pattern Monday to Friday, which matters only for a part
    of a month.
    """
    after = next_month(month)
    return tuple(day for day in Period(month, after) if day.weekday() in _weekdays(employment, day))


def _weekdays(employment: EmploymentFacts, day: date) -> frozenset[int]:
    patterns = _patterns_on(employment, day)
    if not employment.patterns:
        return frozenset(range(5))
    return frozenset(weekday for pattern in patterns for weekday in pattern.weekdays)


def _patterns_on(employment: EmploymentFacts, day: date) -> list[Any]:
    """The patterns of a day; before the employment those of its beginning, after it those of its end."""
    if not employment.patterns:
        return []
    earliest = max(employment.start, min(pattern.first for pattern in employment.patterns))
    asked = max(day, earliest)
    if employment.end is not None:
        asked = min(asked, max(employment.end, earliest))
    return [pattern for pattern in employment.patterns if effective.holds(pattern, asked)]


def _minutes_on(employment: EmploymentFacts, day: date) -> int:
    patterns = _patterns_on(employment, day)
    if employment.patterns:
        return sum(one.length - one.break_minutes for one in patterns if day.weekday() in one.weekdays)
    weekly = effective.at(employment.weekly_times, max(day, employment.start))
    return 0 if weekly is None else weekly.minutes // 5


def paid_without_work(
    employment: EmploymentFacts,
    absences: Sequence[Away],
    free: Collection[date],
    missed: Mapping[date, int],
    first: date,
    after: date,
) -> tuple[tuple[date, int], ...]:
    """By week, named by its Monday, the contract's minutes on which nothing is worked: days of absences, days ``free``
    for a public holiday, and days before the employment or after it; of a day that is missed in part the minutes that
    are ``missed``. A monthly wage does not look at these hours, so
    that work in their place comes on top of it. ``first`` and ``after`` are Mondays.
    """
    weeks: dict[date, int] = {}
    for day in Period(first, after):
        away = next((one for one in absences if one.first <= day <= one.last), None)
        if (away or day in free or not employment.runs_on(day)) and day.weekday() in _weekdays(employment, day):
            monday, minutes = day - timedelta(days=day.weekday()), _minutes_on(employment, day)
            if away and day not in free and employment.runs_on(day) and hours.away_within(away, day) is not None:
                minutes = min(minutes, missed.get(day, 0))
            weeks[monday] = weeks.get(monday, 0) + minutes
    return tuple(weeks.items())


def missed_parts(
    employment: EmploymentFacts, absence: Away, period: Period, missed: Mapping[date, int], worked: Mapping[date, int]
) -> tuple[MissedPart, ...]:
    """The workdays of a monthly wage that an absence takes in part. ``missed`` and ``worked``: minutes by day, those
    that another absence of the day took with the worked ones; where neither knows of a shift, how much was missed is
    not known."""
    parts = []
    for day in dict.fromkeys((absence.first, absence.last)):
        if day not in period or hours.away_within(absence, day) is None:
            continue
        if day.weekday() in _weekdays(employment, day):
            whole = missed.get(day, 0) + worked.get(day, 0)
            parts.append(MissedPart(day, missed.get(day, 0) if whole else None, whole or _minutes_on(employment, day)))
    return tuple(parts)


def next_month(month: date) -> date:
    """The first day of the calendar month after that of ``month``."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
