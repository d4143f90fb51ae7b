"""Doing things with hours: enter, correct and approve shifts, and lay out the calendar of some days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from employer import audit, contracts, effective
from employer.clock import HELSINKI
from employer.contracts.schemas import EmploymentFacts, Pattern
from employer.effective import Hand
from employer.errors import Problems
from employer.hours import models, queries, schemas
from employer.hours.schemas import Away, Roster, Shift, Span, T, Timed
from rules import calendar

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_EXTRA = "emergency"
_LONGEST = _DAY_MINUTES = 24 * 60


def add_shift(session: Session, employer_id: int, shift: Shift, hand: Hand) -> int:
    """Enters a shift and gives back its id.

    Raises ``Refused`` for a shift that cannot be, lies outside the employment or overlaps another shift of the same
    person, and ``LookupError`` for an unknown employment.
    """
    employment = contracts.employment(session, employer_id, shift.employment_id, hand.day)
    problems = Problems()
    _check(session, employer_id, problems, employment, shift, hand, None)
    problems.refuse()
    row = _row(employer_id, shift, hand)
    session.add(row)
    session.flush()
    audit.record(session, employer_id, hand.by, "changes.shift_added", None, _words(employment.code, shift), at=hand.at)
    return row.id


def change_shift(session: Session, employer_id: int, shift_id: int, shift: Shift, hand: Hand) -> int:
    """Corrects a shift: a new row replaces it. Gives back the new id. Raises ``Refused``, ``LookupError``."""
    before = queries.shift(session, employer_id, shift_id, hand.day)
    employment = contracts.employment(session, employer_id, shift.employment_id, hand.day)
    problems = Problems()
    if before.employment_id != shift.employment_id:
        problems.add("employment", "not_this_employment")
    _check(session, employer_id, problems, employment, shift, hand, shift_id)
    problems.refuse()
    row = _row(employer_id, shift, hand)
    row.replaces_id = shift_id
    session.add(row)
    session.flush()
    audit.record(
        session,
        employer_id,
        hand.by,
        "changes.shift_changed",
        _words(employment.code, before),
        _words(employment.code, shift),
        at=hand.at,
    )
    return row.id


def remove_shift(session: Session, employer_id: int, shift_id: int, hand: Hand) -> None:
    """Takes a shift back; the pattern's shift of that day stands again. Raises ``LookupError``."""
    row = queries.shift_row(session, employer_id, shift_id, hand.day)
    employment = contracts.employment(session, employer_id, row.employment_id, hand.day)
    effective.withdraw(session, row, hand)
    words = _words(employment.code, queries.fact(row))
    audit.record(session, employer_id, hand.by, "changes.shift_removed", words, None, at=hand.at)


def approve_hours(
    session: Session, employer_id: int, employment_id: int, first: date, until: date, minutes: int, hand: Hand
) -> int:
    """Approves an employment's hours from ``first`` to ``until`` (last day), ``minutes`` in all as the approver saw.

    Gives back the approval's id. A shift changed afterwards ends the approval. Raises ``Refused``, ``LookupError``.
    """
    employment = contracts.employment(session, employer_id, employment_id, hand.day)
    problems = Problems()
    if until < first:
        problems.add("until", "ends_before_it_begins", first=first, last=until)
    if minutes < 0:
        problems.add("minutes", "not_negative", text=minutes)
    problems.refuse()
    row = effective.fill(
        models.HoursApproval(),
        hand,
        employer_id,
        {"employment_id": employment_id, "first": first, "until": until, "minutes": minutes},
    )
    session.add(row)
    session.flush()
    words = {"employment": employment.code, "from": first, "until": until, "minutes": minutes}
    audit.record(session, employer_id, hand.by, "changes.hours_approved", None, words, at=hand.at)
    return int(row.id)


def expand(
    employment: EmploymentFacts,
    shifts: Iterable[Shift],
    first: date,
    after: date,
    absences: Sequence[Away] = (),
) -> Roster:
    """The calendar of an employment from ``first`` up to, not including, ``after``: patterns and entered shifts.

    Gives whole shifts that touch the days, also one that began on the evening before. An entered shift replaces the
    pattern's shifts that start on the same day, a cancelled one removes them; emergency work comes on top of them. A
    pattern that skips public holidays
    leaves out public holidays, Midsummer Eve and Christmas Eve. Time on the days of an absence is set apart, cut at
    midnight; a break lies in the middle of its shift, as in the calculation. Times are Finnish, over midnight and both
    changes of daylight saving. Pure: reads nothing but its arguments.
    """
    entered: dict[date, list[Shift]] = {}
    for shift in shifts:
        if shift.employment_id == employment.id:
            entered.setdefault(shift.start.astimezone(HELSINKI).date(), []).append(shift)
    begins = first - _ONE_DAY
    replaced: dict[date, list[Shift]] = {}
    for shift in (one for rows in entered.values() for one in rows if one.kind != _EXTRA):
        replaced.setdefault(shift.start.astimezone(HELSINKI).date(), []).append(shift)
    found: list[Span] = []
    skipped: list[Span] = []
    for day, own in entered.items():
        if begins <= day < after:
            found.extend(
                Span(
                    shift.start.astimezone(HELSINKI),
                    shift.end.astimezone(HELSINKI),
                    shift.break_minutes,
                    shift.kind,
                    shift.status,
                    shift.id,
                )
                for shift in own
                if shift.status != "cancelled"
            )
    for pattern in employment.patterns:
        start = max(begins, pattern.first, employment.start)
        stop = after
        for last in (pattern.until, employment.end):
            if last is not None and last < stop:
                stop = last + _ONE_DAY
        skips = pattern.skip == "public_holidays"
        day = start
        while day < stop:
            if day.weekday() in pattern.weekdays:
                here = replaced.get(day)
                off = calendar.is_public_holiday(day)
                if here is None and not (skips and off):
                    found.append(_span(pattern, day, "worked"))
                elif off and (here is None or all(shift.status == "cancelled" for shift in here)):
                    # Left free because of the public holiday, by the pattern or by hand.
                    skipped.append(_span(pattern, day, "skipped"))
            day += _ONE_DAY
    opens, closes = queries.midnight(first), queries.midnight(after)
    spans: list[Span] = []
    absent: list[Span] = []
    for span in found:
        # Only what began on the evening before, or was cut at a midnight, can lie outside the days.
        if span.start.date() < first and span.end <= opens:
            continue
        for part in _cut(span, absences) if absences else (span,):
            if part is not span and not (part.end > opens and part.start < closes):
                continue
            (spans if part.absence is None else absent).append(part)
    left_out = [
        replace(span, absence=_covering(span.start.date(), absences))
        for span in skipped
        if span.start.date() >= first or span.end > opens
    ]
    return Roster(_ordered(spans), _ordered(absent), _ordered(left_out))


def worked_minutes(span: Span) -> int:
    """The length of a span in minutes that really passed, without its break."""
    return (span.end.astimezone(UTC) - span.start.astimezone(UTC)) // _MINUTE - span.break_minutes


def by_week(shifts: Iterable[T]) -> Iterator[tuple[date, list[T]]]:
    """The shifts by the Monday of the week in which they begin, in order of time."""
    weeks: dict[date, list[T]] = {}
    for one in sorted(shifts, key=lambda one: (one.start, one.end)):
        day = one.start.date()
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(one)
    yield from sorted(weeks.items())


def minutes_by_day(shifts: Iterable[Timed]) -> dict[date, int]:
    """Working minutes by the day on which they fall; a break is taken off the day on which its shift begins."""
    worked: dict[date, int] = {}
    for one in shifts:
        at, left = one.start, one.break_minutes
        while at < one.end:
            stop = min(one.end, datetime.combine(at.date() + _ONE_DAY, time(), HELSINKI))
            minutes = (stop.astimezone(UTC) - at.astimezone(UTC)) // _MINUTE
            taken = min(left, minutes)
            left -= taken
            worked[at.date()] = worked.get(at.date(), 0) + minutes - taken
            at = stop
    return worked


def _ordered(spans: list[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda span: (span.start, span.end, span.shift_id)))


def _span(pattern: Pattern, day: date, status: str) -> Span:
    start_hour, start_minute = divmod(pattern.start_minute, 60)
    end_hour, end_minute = divmod(pattern.end_minute, 60)
    end_day = day if pattern.end_minute > pattern.start_minute else day + _ONE_DAY
    return Span(
        datetime(day.year, day.month, day.day, start_hour, start_minute, tzinfo=HELSINKI),
        datetime(end_day.year, end_day.month, end_day.day, end_hour, end_minute, tzinfo=HELSINKI),
        pattern.break_minutes,
        "work",
        status,
    )


def _covering(day: date, absences: Sequence[Away]) -> int | None:
    for number, absence in enumerate(absences):
        if absence.first <= day <= absence.last:
            return number
    return None


def _cut(span: Span, absences: Sequence[Away]) -> list[Span]:
    """The span in parts at the midnights and clock times where an absence begins or ends."""
    first_day = span.start.date()
    last_day = (span.end - _MINUTE).date()
    if first_day == last_day:
        covering = _covering(first_day, absences)
        if covering is None:
            return [span]
        if away_within(absences[covering], first_day) is None:  # a whole day, which no other absence shares
            return [replace(span, absence=covering)]
    start, end = span.start.astimezone(UTC), span.end.astimezone(UTC)
    free = (end - start) // _MINUTE - span.break_minutes
    break_start = start + (free // 2) * _MINUTE
    break_end = break_start + span.break_minutes * _MINUTE
    parts: list[tuple[datetime, datetime, int | None]] = []
    day, at = first_day, start
    while at < end:
        stop = min(end, queries.midnight(day + _ONE_DAY))
        for begin, until, covering in _of_day(day, at, stop, absences):
            if parts and parts[-1][2] == covering:
                parts[-1] = (parts[-1][0], until, covering)
            else:
                parts.append((begin, until, covering))
        day, at = day + _ONE_DAY, stop
    return [
        replace(
            span,
            start=begin.astimezone(HELSINKI),
            end=stop.astimezone(HELSINKI),
            break_minutes=max(0, (min(stop, break_end) - max(begin, break_start)) // _MINUTE),
            absence=covering,
        )
        for begin, stop, covering in parts
    ]


def _of_day(
    day: date, at: datetime, stop: datetime, absences: Sequence[Away]
) -> Iterator[tuple[datetime, datetime, int | None]]:
    """The time of one day in parts: before, in, between and after its absences; empty ones left out."""
    taken = sorted(
        (away_within(absence, day) or (0, _DAY_MINUTES), number)
        for number, absence in enumerate(absences)
        if absence.first <= day <= absence.last
    )
    for (first, last), number in taken:
        away_from, away_until = (min(max(_clock(day, minute), at), stop) for minute in (first, last))
        if at < away_from:
            yield at, away_from, None
        if away_from < away_until:
            yield away_from, away_until, number
        at = max(at, away_until)
    if at < stop:
        yield at, stop, None


def away_within(absence: Away, day: date) -> tuple[int, int] | None:
    """From which to which minute of one of its days an absence lasts; None: the whole day."""
    start = absence.start_minute if day == absence.first else None
    end = absence.end_minute if day == absence.last else None
    return None if start is None and end is None else (start or 0, _DAY_MINUTES if end is None else end)


def overlap(one: Away, other: Away) -> bool:
    """Whether two absences take the same time: on a day that both touch, their clock times decide."""

    def starts(absence: Away) -> tuple[date, int]:
        return absence.first, absence.start_minute or 0

    def ends(absence: Away) -> tuple[date, int]:
        return absence.last, _DAY_MINUTES if absence.end_minute is None else absence.end_minute

    return starts(one) < ends(other) and starts(other) < ends(one)


def _clock(day: date, minute: int) -> datetime:
    """A clock time of a day in Finland; the minute after its last is the next midnight."""
    if minute == _DAY_MINUTES:
        return queries.midnight(day + _ONE_DAY)
    return datetime.combine(day, time(*divmod(minute, 60)), HELSINKI).astimezone(UTC)


def _check(
    session: Session,
    employer_id: int,
    problems: Problems,
    employment: EmploymentFacts,
    shift: Shift,
    hand: Hand,
    own_id: int | None,
) -> None:
    for field, value, choices in (
        ("kind", shift.kind, schemas.KINDS),
        ("status", shift.status, schemas.STATUSES),
    ):
        if value not in choices:
            problems.add(field, "not_a_choice", text=value, choices=", ".join(choices))
    start, end = shift.start.astimezone(UTC), shift.end.astimezone(UTC)
    length = (end - start) // _MINUTE
    if start.second or start.microsecond or end.second or end.microsecond:
        problems.add("start", "whole_minutes_only")
    if length <= 0:
        problems.add("end", "shift_ends_before_it_begins")
        return
    if length > _LONGEST:
        problems.add("end", "shift_too_long", hours=length // 60)
    if not 0 <= shift.break_minutes < length:
        problems.add("break_minutes", "break_too_long", minutes=length)
    day = start.astimezone(HELSINKI).date()
    if employment.end is not None and day > employment.end:
        problems.add("start", "after_the_end", day=day, end=employment.end)
    elif not employment.runs_on(day):
        problems.add("start", "outside_employment", day=day)
    if shift.status == "cancelled":
        return
    if shift.kind == _EXTRA:
        _beyond_regular_time(session, employer_id, problems, employment, shift, hand, own_id)
    same_person = contracts.employment_ids_of_employee(session, employer_id, employment.employee_id)
    for other in queries.shifts(session, employer_id, None, hand.day, day - _ONE_DAY, day + 2 * _ONE_DAY):
        if other.id == own_id or other.status == "cancelled" or other.employment_id not in same_person:
            continue
        if other.start < end and start < other.end:
            problems.add(
                "start", "shifts_overlap", day=other.start.date(), time=f"{other.start:%H.%M}–{other.end:%H.%M}"
            )


def _beyond_regular_time(
    session: Session,
    employer_id: int,
    problems: Problems,
    employment: EmploymentFacts,
    shift: Shift,
    hand: Hand,
    own_id: int | None,
) -> None:
    """872/2019 19 §: emergency work extends the regular time; what is done within the pattern's shift is none."""
    first, after = shift.start.astimezone(HELSINKI).date(), shift.end.astimezone(HELSINKI).date() + _ONE_DAY
    noted = queries.shifts(session, employer_id, employment.id, hand.day, first - _ONE_DAY, after)
    entered = [one for one in noted if one.id != own_id]
    for span in expand(employment, entered, first, after).spans:
        if span.shift_id == 0 and span.start < shift.end and shift.start < span.end:
            problems.add("start", "emergency_in_regular_time", time=f"{span.start:%H.%M}–{span.end:%H.%M}")


def _row(employer_id: int, shift: Shift, hand: Hand) -> models.Shift:
    row: models.Shift = effective.fill(
        models.Shift(),
        hand,
        employer_id,
        {
            "employment_id": shift.employment_id,
            "start": shift.start,
            "end": shift.end,
            "break_minutes": shift.break_minutes,
            "kind": shift.kind,
            "status": shift.status,
        },
    )
    return row


def _words(employment: str, shift: Shift) -> dict[str, object]:
    return {
        "employment": employment,
        "start": shift.start.astimezone(HELSINKI).isoformat(timespec="minutes"),
        "end": shift.end.astimezone(HELSINKI).isoformat(timespec="minutes"),
        "break_minutes": shift.break_minutes,
        "kind": shift.kind,
        "status": shift.status,
    }
