"""Asks the Young Workers Act (998/1993) about shifts. Reads nothing but its arguments; time is whole minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta

from employer import effective
from employer.contracts.schemas import EmploymentFacts
from employer.hours import service
from employer.hours.schemas import Timed
from rules import Book, Days, Reason
from rules.decisions import working_time, young_workers

_MINUTE = timedelta(minutes=1)
_WEEK = timedelta(days=7)


def breaches(
    employment: EmploymentFacts, born: date, work: Sequence[Timed], book: Book
) -> Iterator[tuple[date, Reason]]:
    """4 to 8 §: what the shifts break of one who is under eighteen on their days, each with its day; of a week, its
    Monday. ``work``: the shifts of whole weeks in order of time. School, and consent to late work, count as noted.
    """
    yield from _shifts(employment, born, work, book)
    for day, minutes in service.minutes_by_day(work).items():
        school = _school(employment, day)
        hours = young_workers.daily_hours(
            young_workers.age_on(born, day),
            minutes,
            day,
            book,
            school=None if school is None else "school_day" if school else "day_off",
            school_minutes=school or 0,
        )
        if not hours.outcome.allowed:
            yield day, hours.reasons[-1]
    for monday, shifts in service.by_week(work):
        age = young_workers.age_on(born, monday)
        minutes = sum(service.minutes_by_day(shifts).values())
        in_term = any(_school(employment, monday + timedelta(days=number)) is not None for number in range(7))
        hours = young_workers.weekly_hours(age, minutes, monday, book, in_term=in_term)
        if not hours.outcome.allowed:
            yield monday, hours.reasons[-1]
    yield from _weekly_rest(born, work, book)


def _weekly_rest(born: date, work: Sequence[Timed], book: Book) -> Iterator[tuple[date, Reason]]:
    """8 §: the weekly rest of each week with work. It may run on into the next week, as an adult's may; after the last
    week work is taken to go on as it began."""
    if not work:
        return
    spans = [working_time.Span(one.start, one.end, one.break_minutes) for one in work]
    first, last = (at.start.date() - timedelta(days=at.start.weekday()) for at in (work[0], work[-1]))
    mondays = [first + number * _WEEK for number in range((last - first).days // 7 + 1)]
    need = 60 * int(book.value("young_worker.weekly_rest_hours", Days(work_day=first)).number)
    rests = working_time.week_rests(spans, mondays, spans[0].start + len(mondays) * _WEEK, need)
    busy = {one.start.date() - timedelta(days=one.start.weekday()) for one in work}
    for monday, rest in zip(mondays, rests, strict=True):
        weekly = young_workers.weekly_rest_is_enough(young_workers.age_on(born, monday), rest, monday, book)
        if monday in busy and not weekly.outcome:
            yield monday, weekly.reasons[-1]


def overtime_breach(born: date, work: Sequence[Timed], last: date, book: Book) -> Reason | None:
    """5 §: why the overtime of a calendar year up to ``last`` is more than the Act lets one under eighteen do.

    ``work``: the year's shifts. Overtime is beyond the statutory day and week; it is taken as agreed to.
    """
    by_day = service.minutes_by_day(one for one in work if one.start.date() <= last)
    minutes = 0
    for monday in sorted({day - timedelta(days=day.weekday()) for day in by_day}):
        days = [by_day.get(monday + timedelta(days=number), 0) for number in range(7)]
        split = working_time.split_week(days, monday, book).outcome
        minutes += split.overtime_50 + split.overtime_100 + split.weekly_overtime
    found = young_workers.overtime(young_workers.age_on(born, last), minutes, last, book, consent=True)
    return None if found.outcome.allowed else found.reasons[-1]


def asks(employment: EmploymentFacts, born: date, work: Sequence[Timed], book: Book) -> tuple[str, ...]:
    """What nobody has said of somebody under eighteen on the days of the shifts: ``schooling``, how basic education
    goes; ``late``, whether they agree to a shift that ends too late without it, in the home where it is worked."""
    own = [one for one in work if young_workers.is_young(born, one.start.date(), book)]
    found = {
        "schooling": any(effective.at(employment.schooling, one.start.date()) is None for one in own),
        "late": any(
            _consent(employment, one.start.date()) is None and _consent_decides(born, one, book) for one in own
        ),
    }
    return tuple(name for name, asked in found.items() if asked)


def _consent_decides(born: date, one: Timed, book: Book) -> bool:
    """7 §: whether the young worker's consent decides if a shift may be at its time of day."""
    age = young_workers.age_on(born, one.start.date())
    without, agreed = (
        young_workers.shift_breaches(
            age, one.start, one.end, one.break_minutes, None, book, household_consent=consent
        ).outcome
        for consent in (False, True)
    )
    return len(agreed) < len(without)


def _shifts(
    employment: EmploymentFacts, born: date, work: Sequence[Timed], book: Book
) -> Iterator[tuple[date, Reason]]:
    """7 and 8 §: the time of day, the rest before a shift, and its break."""
    before: Timed | None = None
    for one in work:
        age, rest = young_workers.age_on(born, one.start.date()), None
        if before is not None:
            rest = (one.start.astimezone(UTC) - before.end.astimezone(UTC)) // _MINUTE
        broken = young_workers.shift_breaches(
            age,
            one.start,
            one.end,
            one.break_minutes,
            rest,
            book,
            household_consent=_consent(employment, one.start.date()) is True,
        )
        yield from ((one.start.date(), reason) for reason in broken.outcome)
        before = one


def _consent(employment: EmploymentFacts, day: date) -> bool | None:
    """7 §: whether late work in the employer's home is agreed to on a day; None: nobody has said, or not of this
    workplace: a consent is given for the home in which the work is done on its first day."""
    known = effective.at(employment.late_work, day)
    if known is None or (known.agreed and known.in_home is None):
        return None
    if not known.agreed or not known.in_home:
        return False
    places = {_workplace(employment, at) for at in (max(known.first or employment.start, employment.start), day)}
    return True if len(places) == 1 else None


def _workplace(employment: EmploymentFacts, day: date) -> object:
    known = effective.at(employment.terms, day)
    return None if known is None else known.workplace


def _school(employment: EmploymentFacts, day: date) -> int | None:
    """The length of the day's school in minutes, 0 on a day off in a term; None outside a term, or not known."""
    known = effective.at(employment.schooling, day)
    if known is None or known.school_minutes is None:
        return None
    return known.school_minutes[day.weekday()]
