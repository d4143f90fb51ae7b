"""Asks the law what planned shifts would break. Reads nothing but its arguments; time is whole minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from employer import effective, hours
from employer.arrangements.longer import LongerTime
from employer.contracts.schemas import EmploymentFacts, WorkTime
from employer.hours import young
from employer.rosters.schemas import Found, Planned
from rules import Book, Days, Reason
from rules.decisions import personal_assistants, working_time, young_workers

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_DAY = 24 * 60
_WEEK = 7 * _DAY


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at: the shifts of whole weeks, which days are asked about, and who works.

    ``following``: the first shift after the weeks. ``before``: minutes at work in the months before the days, by day.
    ``born``: the employee's day of birth. ``given_on``: the day on which the roster is or was given. ``averaged``: the
    Mondays of the weeks that average out over a longer period (872/2019 5 §). ``longer``: agreements on longer regular
    hours (11 §). ``shortest``: the agreement's shortest shift in minutes; 0: none is known.
    """

    employment: EmploymentFacts
    shifts: Sequence[Planned]
    following: datetime | None
    before: dict[date, int]
    first: date
    last: date
    born: date
    given_on: date
    averaged: frozenset[date] = frozenset()
    longer: tuple[LongerTime, ...] = ()
    shortest: int = 0


def found(asked: Asked, book: Book) -> tuple[Found, ...]:
    """What the shifts of the asked days would break, in order of days. A week is judged whole."""
    work = [one for one in asked.shifts if one.kind == "work"]
    if not any(asked.first <= one.start.date() <= asked.last for one in work):
        return ()
    everything = [
        *_given_late(asked, book),
        *_roster(asked, work, book),
        *_beyond_the_agreed(asked, work, book),
        *_average(asked, work, book),
        *_short_shifts(asked, work, book),
        *_young(asked, work, book),
    ]
    kept = {
        one
        for one in everything
        if one.day <= asked.last
        and one.day + timedelta(days=6) >= asked.first
        and (one.day >= asked.first or one.day.weekday() == 0)
    }
    return tuple(sorted(kept, key=lambda one: (one.day, one.section, one.code)))


def _given_late(asked: Asked, book: Book) -> Iterator[Found]:
    """872/2019 30 §: given later than a week before."""
    by = working_time.roster_notice(asked.first, book)
    if asked.given_on > by.outcome:
        yield _found(asked.first, by.reasons[-1], consent=True)


def _roster(asked: Asked, work: Sequence[Planned], book: Book) -> Iterator[Found]:
    """5, 8, 17, 24, 25, 27 and 28 §: what ``working_time.check_roster`` finds and how missed rest is made good.

    A shorter break can be agreed on; in a day of over ten hours the employee may take a further one.
    """
    spans = [working_time.Span(one.start, one.end, one.break_minutes) for one in work]
    strict = working_time.check_roster(spans, book, next_shift=asked.following).outcome
    agreed = working_time.check_roster(spans, book, next_shift=asked.following, shorter_break_agreed=True).outcome
    lasting = {(one.day, one.reason.code) for one in agreed}
    by_day = hours.minutes_by_day(work)
    for one in strict:
        if one.reason.code == "working_time.long_week" and one.day in asked.averaged:
            continue
        known = effective.at(asked.longer, one.day)
        if one.reason.code == "working_time.long_day" and known and by_day[one.day] <= known.day_minutes:
            continue
        yield _found(one.day, one.reason, consent=one.consent or (one.day, one.reason.code) not in lasting)
        if one.reason.code == "working_time.weekly_rest_broken":
            made_good = working_time.missed_weekly_rest(one.day + timedelta(days=6), book, money_agreed=False)
            yield _found(one.day, made_good.reasons[-1], consent=False)
    yield from _beyond_longer_weeks(asked, work, book)
    for day, minutes in by_day.items():
        further = working_time.long_day_break(minutes, day, book)
        if further.outcome:
            yield _found(day, further.reasons[-1], consent=False)


def _beyond_longer_weeks(asked: Asked, work: Sequence[Planned], book: Book) -> Iterator[Found]:
    """11 §: weeks that average out are at most as long as was agreed, and the time evens out within four months."""
    for monday, shifts in hours.by_week(work):
        known = effective.at(asked.longer, monday)
        if known is None or monday not in asked.averaged:
            continue
        minutes = sum(hours.minutes_by_day(shifts).values())
        allowed = working_time.agreed_longer_time(0, minutes, 0, None, monday, book, agreed_week=known.week_minutes)
        if not allowed.outcome.allowed:
            yield _found(monday, allowed.reasons[-1], consent=True)
    known = effective.at(asked.longer, asked.last)
    months = book.value("working_time_limit.agreed_average_months", Days(work_day=asked.first)).number
    first = asked.last + _ONE_DAY - relativedelta(months=int(months))
    if known and known.first <= first:
        planned = hours.minutes_by_day(work)
        total = sum(count for day, count in asked.before.items() if first <= day < asked.first)
        total += sum(count for day, count in planned.items() if asked.first <= day <= asked.last)
        average = total * 7 // ((asked.last - first).days + 1)
        evened = working_time.agreed_longer_time(known.day_minutes, known.week_minutes, average, None, asked.last, book)
        if not evened.outcome.allowed:
            yield _found(asked.last, evened.reasons[-1], consent=False)


def _beyond_the_agreed(asked: Asked, work: Sequence[Planned], book: Book) -> Iterator[Found]:
    """16 and 30 a §: additional work beyond the agreed week; shifts of variable hours above the minimum or outside the
    agreed times, as far as times are agreed."""
    for monday, shifts in hours.by_week(work):
        terms = effective.at(asked.employment.terms, max(monday, asked.employment.start))
        agreed = effective.at(asked.employment.weekly_times, max(monday, asked.employment.start))
        bounds = None if terms is None else terms.variable_hours
        if bounds is None and agreed is not None and monday not in asked.averaged:
            by_day = hours.minutes_by_day(shifts)
            days = [by_day.get(monday + timedelta(days=number), 0) for number in range(7)]
            split = working_time.split_week(days, monday, book, agreed_weekly=agreed.minutes)
            if split.outcome.additional:
                yield _found(monday, split.reasons[-1], consent=True)
        if bounds is not None:
            done = 0
            for one in shifts:
                length = _length(one)
                consent = working_time.variable_shift_consent(
                    within_agreed_times=bounds.times is None or _within(one, bounds.times),
                    minutes_before=done,
                    shift_minutes=length,
                    agreed_minimum=bounds.min_minutes,
                )
                done += length
                if consent.outcome:
                    yield _found(one.start.date(), consent.reasons[-1], consent=True)


def _average(asked: Asked, work: Sequence[Planned], book: Book) -> Iterator[Found]:
    """18 §: the average of the months up to the end of the asked days, work before them included."""
    after = asked.last + _ONE_DAY
    months = book.value("working_time_limit.highest_average_months", Days(work_day=asked.first)).number
    first = max(asked.employment.start, after - relativedelta(months=int(months)))
    planned = hours.minutes_by_day(work)
    minutes = sum(count for day, count in asked.before.items() if first <= day < asked.first)
    minutes += sum(count for day, count in planned.items() if asked.first <= day < after)
    average = working_time.within_highest_average(minutes, first, after, book)
    if not average.outcome:
        yield _found(asked.last, average.reasons[-1], consent=False)


def _short_shifts(asked: Asked, work: Sequence[Planned], book: Book) -> Iterator[Found]:
    """Heta: shifts shorter than the agreement's shortest one; those that follow without a pause are one."""
    if not asked.shortest:
        return
    joined: list[list[Planned]] = []
    for one in sorted(work, key=lambda shift: shift.start):
        if joined and joined[-1][-1].end == one.start:
            joined[-1].append(one)
        else:
            joined.append([one])
    for parts in joined:
        day, minutes = parts[0].start.date(), sum(_length(one) for one in parts)
        short = personal_assistants.short_of_shift(minutes, asked.shortest, day, book)
        if short.outcome:
            yield _found(day, short.reasons[-1], consent=False)


def _young(asked: Asked, work: Sequence[Planned], book: Book) -> Iterator[Found]:
    """998/1993 4 to 8 §: hours, school days, time of day, rest and breaks of one under eighteen."""
    if young_workers.is_young(asked.born, asked.first, book):
        for day, reason in young.breaches(asked.employment, asked.born, work, book):
            yield _found(day, reason, consent=False)


# -- parts -------------------------------------------------------------------------------------------------------------


def _found(day: date, reason: Reason, *, consent: bool) -> Found:
    return Found(day, reason.code, reason.section, reason.says, reason.facts, consent)


def _length(one: Planned) -> int:
    return (one.end.astimezone(UTC) - one.start.astimezone(UTC)) // _MINUTE - one.break_minutes


def _within(one: Planned, times: Sequence[WorkTime]) -> bool:
    """Whether a shift lies wholly within the agreed times of the week by the clock; they may meet at midnight."""
    agreed = {
        (weekday * _DAY + at) % _WEEK
        for row in times
        for weekday in row.weekdays
        for at in range(row.start_minute, row.start_minute + ((row.end_minute - row.start_minute) % _DAY or _DAY))
    }
    start, end = (at.replace(tzinfo=None) for at in (one.start, one.end))
    begins = start.weekday() * _DAY + start.hour * 60 + start.minute
    return all((begins + minute) % _WEEK in agreed for minute in range((end - start) // _MINUTE))
