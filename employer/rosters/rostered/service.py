"""Finds the roster of days as it was before they were worked (872/2019 16 and 30 §). Nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from employer import effective, hours
from employer.arrangements.averaging import Averaging
from employer.contracts.schemas import EmploymentFacts
from employer.hours.schemas import Roster, Timed
from employer.rosters.schemas import Published
from payroll.hours import split
from payroll.inputs import Shift

_ONE_DAY = timedelta(days=1)
_WEEK = 7
STANDBY = "standby"


def rostered_minutes(
    employment: EmploymentFacts,
    given: Sequence[Published],
    calendar: Roster,
    averaged: Iterable[Averaging],
    first: date,
    last: date,
) -> dict[date, int]:
    """The roster's minutes of the averaged days from ``first`` to ``last`` that it is known for; 0: a free day.

    ``given``: the published rosters that touch the days and the evening before, in the order in which they were given;
    ``calendar``: the shifts as they are now. The newest roster that was given before the day's shifts begin tells the
    day. Without one, the contract's repeating shifts do, in a week whose minutes are those of the written plan (a fixed
    schedule has been given until further notice), and then shifts that still stand as planned. No other day is known:
    what was worked is no roster.
    """
    periods = tuple(averaged)
    found: dict[date, int] = {}
    repeated = _repeated(employment, first, last)
    planned = _planned(calendar)
    for day in (first + number * _ONE_DAY for number in range((last - first).days + 1)):
        period = next((one for one in periods if _covers(one, day)), None)
        if period is None or not employment.runs_on(day):
            continue
        minutes = _published(given, day)
        if minutes is None and _fits(employment, period, repeated, day):
            minutes = repeated.get(day, 0)
        if minutes is None:
            minutes = planned.get(day)
        if minutes is not None:
            found[day] = minutes
    return found


# -- parts -------------------------------------------------------------------------------------------------------------


def _published(given: Sequence[Published], day: date) -> int | None:
    """The minutes of a day in the newest roster that was given in time; None: no roster was."""
    for one in reversed(given):
        if not one.first <= day <= one.until:
            continue
        begins = min((shift.start for shift in one.shifts if shift.start.date() == day), default=hours.midnight(day))
        if one.at <= begins:
            evening = _before(given, day) if day == one.first else ()
            return _minutes((*one.shifts, *evening)).get(day, 0)
    return None


def _before(given: Sequence[Published], day: date) -> tuple[Timed, ...]:
    """The shifts of the evening before that go on into a roster's first day."""
    eve = day - _ONE_DAY
    newest = next((one for one in reversed(given) if one.first <= eve <= one.until), None)
    return () if newest is None else tuple(one for one in newest.shifts if one.start.date() == eve)


def _repeated(employment: EmploymentFacts, first: date, last: date) -> dict[date, int]:
    """The minutes of the contract's repeating shifts by day, in the whole weeks around the days."""
    begin = first - timedelta(days=first.weekday())
    after = last + timedelta(days=_WEEK - last.weekday())
    return _minutes(hours.expand(employment, (), begin, after).spans)


def _fits(employment: EmploymentFacts, period: Averaging, repeated: dict[date, int], day: date) -> bool:
    """Whether the repeating shifts are the roster of a day's week: they hold on the day, and the plan says no other."""
    if not any(effective.holds(pattern, day) for pattern in employment.patterns):
        return False
    monday = day - timedelta(days=day.weekday())
    number = (monday - period.first).days // _WEEK
    if period.plan is None or number >= len(period.plan):
        return True
    return period.plan[number] == sum(repeated.get(monday + step * _ONE_DAY, 0) for step in range(_WEEK))


def _planned(calendar: Roster) -> dict[date, int]:
    """The minutes of days on which every shift still stands as planned by hand."""
    spans = [one for one in (*calendar.spans, *calendar.absent) if one.kind == "work"]
    told = {one.start.date() for one in spans if one.status != "planned"}
    plans = [one for one in spans if one.status == "planned" and one.start.date() not in told]
    days = {one.start.date() for one in plans}
    return {day: minutes for day, minutes in _minutes(plans).items() if day in days}


def _minutes(shifts: Iterable[Timed]) -> dict[date, int]:
    """Working minutes by the day on which they fall, as the calculation splits them; stand-by is none."""
    found: dict[date, int] = defaultdict(int)
    for one in shifts:
        if getattr(one, "kind", "work") == STANDBY:
            continue
        for piece in split(Shift(one.start, one.end, one.break_minutes)):
            found[piece.day] += piece.minutes
    return dict(found)


def _covers(one: Averaging, day: date) -> bool:
    return one.first <= day and (one.until is None or day <= one.until)
