"""Lays out a month of hours for its page, and does what the page's buttons say. None of it commits.

Absences come from the caller: their feature stands above this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from employer import contracts, people
from employer.clock import HELSINKI
from employer.contracts.schemas import EmploymentFacts
from employer.effective import Hand
from employer.errors import Conflict, Problems
from employer.hours import queries, service, young
from employer.hours.months.schemas import ApprovalTyped, Choice, DayOfHours, DayTyped, MonthOfHours, Part, ShiftTyped
from employer.hours.schemas import AT_WORK, Approval, Away, Shift, Span
from rules import NoValueForDay, calendar, load_book
from rules.decisions import young_workers

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def chosen(session: Session, employer_id: int, known_on: date, employee_id: int | None = None) -> tuple[Choice, ...]:
    """The household's employments with the employees' names, the running ones first; one employee's own when named."""
    known = {one.id: one.details for one in people.employees(session, employer_id, known_on)}
    found = [
        Choice(
            id=one.id,
            code=one.code,
            employee_id=one.employee_id,
            name=known[one.employee_id].name.full,
            email=known[one.employee_id].email,
            job=one.job,
            start=one.start,
            end=one.end,
        )
        for one in contracts.employments(session, employer_id, known_on)
        if employee_id is None or one.employee_id == employee_id
    ]
    return tuple(sorted(found, key=lambda one: (one.end is not None and one.end < known_on, one.name, one.id)))


def month_of_hours(
    session: Session,
    employer_id: int,
    choice: Choice,
    month: date,
    known_on: date,
    absences: Sequence[Away],
    away_kinds: Sequence[str] = (),
) -> MonthOfHours:
    """A calendar month of one employment, as known on a day.

    ``month``: its first day. ``absences``: those that touch the month; ``away_kinds``: what each of them may be called
    on the page, in the same order. Raises ``LookupError``.
    """
    employment = contracts.employment(session, employer_id, choice.id, known_on)
    born = people.employee(session, employer_id, choice.employee_id, known_on).born
    after = _next_month(month)
    entered = queries.shifts(session, employer_id, choice.id, known_on, month - _ONE_DAY, after + _ONE_DAY)
    approvals = queries.approvals(session, employer_id, choice.id, month, after, known_on)
    days = _days(employment, entered, absences, away_kinds, approvals, month, after, known_on)
    over = [one for one in days if one.state == "worked" and one.day <= known_on]
    to_look_at = tuple(one.day for one in days if one.differs and not one.approved and one.day <= known_on)
    until = max((one.day for one in days if one.day <= known_on and one.state != "planned"), default=None)
    return MonthOfHours(
        choice=choice,
        first=month,
        last=after - _ONE_DAY,
        days=days,
        planned_minutes=sum(one.planned_minutes for one in days),
        worked_minutes=sum(one.worked_minutes for one in over),
        away_minutes=sum(one.planned_minutes for one in days if one.state == "away"),
        to_come_minutes=sum(one.planned_minutes for one in days if one.state == "planned"),
        approve_until=until if over else None,
        approve_minutes=sum(one.worked_minutes for one in over),
        to_look_at=to_look_at,
        approved=bool(over) and all(one.approved for one in over) and not to_look_at,
        **_of_young(session, employer_id, employment, born, month, after, known_on, absences),
    )


def _of_young(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    born: date,
    month: date,
    after: date,
    known_on: date,
    absences: Sequence[Away],
) -> dict[str, Any]:
    """What a month's hours break of the Young Workers Act (998/1993); of an adult nothing. A week is judged whole, the
    overtime of the year up to the month's end or the day it is known."""
    book, last = load_book(), after - _ONE_DAY
    try:
        if not young_workers.is_young(born, max(month, employment.start), book):
            return {}
    except NoValueForDay:
        return {}  # before the act that the law book holds
    begin = month - timedelta(days=month.weekday())
    end = last + timedelta(days=6 - last.weekday())
    early = min(begin, month.replace(month=1, day=1))
    entered = queries.shifts(session, employer_id, employment.id, known_on, early - _ONE_DAY, end + 2 * _ONE_DAY)
    spans = service.expand(employment, entered, early, end + _ONE_DAY, absences).spans
    work = [one for one in spans if one.kind in AT_WORK]
    weeks = [one for one in work if begin <= one.start.date() <= end]
    found = [
        (day, reason)
        for day, reason in young.breaches(employment, born, weeks, book)
        if max(month, day) <= last and day + timedelta(days=6) >= month and (day >= month or day == begin)
    ]
    of_year = [one for one in work if one.start.year == month.year]
    overtime = young.overtime_breach(born, of_year, min(last, known_on), book)
    if overtime is not None and month <= known_on:
        found.append((min(last, known_on), overtime))
    of_month = [one for one in work if month <= one.start.date() <= last]
    return {
        "young": tuple(sorted(found, key=lambda one: (one[0], one[1].section, one[1].code))),
        "asks": young.asks(employment, born, of_month, book),
    }


def enter(session: Session, employer_id: int, employment_id: int, typed: ShiftTyped, hand: Hand) -> int:
    """Enters a shift, or corrects the entered shift that ``typed`` names. Gives back the shift's id.

    Days that are over are worked, days to come planned. A new shift beside the pattern's shift of the same day leaves
    that one standing; one at the same time takes its place. Raises ``Refused``, ``LookupError``.
    """
    shift = _shift(employment_id, typed, hand.day)
    if typed.shift:
        _own(session, employer_id, employment_id, typed.shift, hand.day)
        return service.change_shift(session, employer_id, typed.shift, shift, hand)
    if shift.kind != "emergency":  # that comes on top of the pattern's shift
        _keep_pattern(session, employer_id, shift, typed.day, hand)
    return service.add_shift(session, employer_id, shift, hand)


def cancel_day(session: Session, employer_id: int, employment_id: int, typed: DayTyped, hand: Hand) -> None:
    """Says that a shift is not worked: the entered one that is named, or the pattern's of the day. Raises ``Refused``,
    ``LookupError``.
    """
    if typed.shift:
        before = _own(session, employer_id, employment_id, typed.shift, hand.day)
        service.change_shift(session, employer_id, typed.shift, _with_status(before, "cancelled"), hand)
        return
    for span in _pattern_of(session, employer_id, employment_id, typed.day, hand.day):
        service.add_shift(session, employer_id, _of_span(employment_id, span, "cancelled"), hand)


def confirm(session: Session, employer_id: int, employment_id: int, typed: DayTyped, hand: Hand) -> None:
    """Says that a planned shift was worked as planned. Raises ``Conflict`` when it has changed, ``LookupError``."""
    before = _own(session, employer_id, employment_id, typed.shift, hand.day)
    if before.status != "planned":
        raise Conflict("the shift is no longer a planned one")
    service.change_shift(session, employer_id, typed.shift, _with_status(before, "worked"), hand)


def restore(session: Session, employer_id: int, employment_id: int, typed: DayTyped, hand: Hand) -> None:
    """Takes back what was entered for a day, so that the plan stands again. Raises ``LookupError``."""
    for shift in _entered_on(session, employer_id, employment_id, typed.day, hand.day):
        service.remove_shift(session, employer_id, shift.id, hand)


def approve(
    session: Session,
    employer_id: int,
    choice: Choice,
    typed: ApprovalTyped,
    hand: Hand,
    absences: Sequence[Away],
) -> int:
    """Approves the hours that the page showed, of one day or of a month so far. Gives back the approval's id.

    Raises ``Conflict`` when the hours are no longer those that were shown, ``Refused``, ``LookupError``.
    """
    now = month_of_hours(session, employer_id, choice, typed.first.replace(day=1), hand.day, absences)
    worked = [one for one in now.days if typed.first <= one.day <= typed.until and one.state == "worked"]
    if sum(one.worked_minutes for one in worked) != typed.minutes or typed.until > hand.day:
        raise Conflict("the hours are no longer those that were shown")
    if typed.first != typed.until and any(typed.first <= day <= typed.until for day in now.to_look_at):
        raise Conflict("a day that differs has not been looked at")
    return service.approve_hours(session, employer_id, choice.id, typed.first, typed.until, typed.minutes, hand)


# -- the days ----------------------------------------------------------------------------------------------------------


def _days(
    employment: EmploymentFacts,
    entered: Sequence[Shift],
    absences: Sequence[Away],
    away_kinds: Sequence[str],
    approvals: Iterable[Approval],
    first: date,
    after: date,
    today: date,
) -> tuple[DayOfHours, ...]:
    plan = service.expand(employment, (), first, after)
    real = service.expand(employment, entered, first, after, absences)
    valid = [one for one in approvals if one.holds]
    found = []
    day = first
    while day < after:
        mine = [one for one in entered if one.start.date() == day]
        one = _day(
            day,
            _on(plan.spans, day),
            _on(real.spans, day),
            _on(real.absent, day),
            _on(real.skipped, day),
            mine,
            today,
            approved=any(approval.first <= day <= approval.until for approval in valid),
            away_kinds=away_kinds,
        )
        if one is not None:
            found.append(one)
        day += _ONE_DAY
    return tuple(found)


def _day(
    day: date,
    plan: Sequence[Span],
    spans: Sequence[Span],
    absent: Sequence[Span],
    skipped: Sequence[Span],
    entered: Sequence[Shift],
    today: date,
    *,
    approved: bool,
    away_kinds: Sequence[str],
) -> DayOfHours | None:
    still_planned = tuple(_part(one) for one in spans if one.status == "planned")
    planned = tuple(_part(one) for one in plan) or still_planned
    worked = tuple(_part(one) for one in spans if one.status == "worked")
    planned_minutes, worked_minutes = _sum(planned), _sum(worked)
    facts = {"day": day, "planned": planned, "planned_minutes": planned_minutes, "entered": bool(entered)}
    to_come = day > today or (day == today and not entered)
    if absent:
        covering = absent[0].absence
        kind = away_kinds[covering] if covering is not None and covering < len(away_kinds) else None
        away = {**facts, "planned": planned or tuple(_part(one) for one in absent), "away_kind": kind}
        away["planned_minutes"] = _sum(away["planned"])
        return DayOfHours(state="away", worked=worked, worked_minutes=worked_minutes, approved=approved, **away)
    if not spans and any(one.status == "cancelled" for one in entered):
        return DayOfHours(state="cancelled", difference=-planned_minutes, approved=approved, **facts)
    if not spans:
        return DayOfHours(state="skipped", **facts) if skipped and not plan else None
    if still_planned and not to_come:
        return DayOfHours(state="unconfirmed", **{**facts, "planned": still_planned})
    if to_come:
        coming = worked or still_planned
        return DayOfHours(state="planned", **{**facts, "planned": coming, "planned_minutes": _sum(coming)})
    return DayOfHours(
        state="worked",
        worked=worked,
        worked_minutes=worked_minutes,
        difference=worked_minutes - planned_minutes if entered else 0,
        approved=approved,
        **facts,
    )


def _on(spans: Iterable[Span], day: date) -> list[Span]:
    return [one for one in spans if one.start.date() == day]


def _part(span: Span) -> Part:
    length = (span.end.astimezone(UTC) - span.start.astimezone(UTC)) // _MINUTE
    return Part(
        span.start, span.end, span.break_minutes, length - span.break_minutes, span.kind, span.status, span.shift_id
    )


def _sum(parts: Iterable[Part]) -> int:
    return sum(one.minutes for one in parts if one.kind in AT_WORK)


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


# -- shifts as typed ---------------------------------------------------------------------------------------------------


def _shift(employment_id: int, typed: ShiftTyped, today: date) -> Shift:
    start = datetime.combine(typed.day, typed.start, HELSINKI)
    ends_on = typed.day if typed.end > typed.start else typed.day + _ONE_DAY
    end = datetime.combine(ends_on, typed.end, HELSINKI)
    problems = Problems()
    if typed.start == typed.end:
        problems.add("end", "shift_same_time")
    for field, moment in (("start", start), ("end", end)):
        if not calendar.on_the_clock(moment):
            problems.add(field, "skipped_time", day=moment.date(), time=f"{moment:%H.%M}")
    problems.refuse()
    status = "worked" if typed.day <= today else "planned"
    return Shift(employment_id, start, end, typed.break_minutes, typed.kind, status)


def _keep_pattern(session: Session, employer_id: int, shift: Shift, day: date, hand: Hand) -> None:
    """Enters the pattern's shifts of the day that the new one leaves in peace; without it they would be replaced."""
    if _entered_on(session, employer_id, shift.employment_id, day, hand.day):
        return
    for span in _pattern_of(session, employer_id, shift.employment_id, day, hand.day):
        if span.end <= shift.start or shift.end <= span.start:
            service.add_shift(session, employer_id, _of_span(shift.employment_id, span, shift.status), hand)


def _own(session: Session, employer_id: int, employment_id: int, shift_id: int, known_on: date) -> Shift:
    found = queries.shift(session, employer_id, shift_id, known_on)
    if found.employment_id != employment_id:
        raise LookupError(f"employment {employment_id} has no shift {shift_id}")
    return found


def _entered_on(session: Session, employer_id: int, employment_id: int, day: date, known_on: date) -> tuple[Shift, ...]:
    found = queries.shifts(session, employer_id, employment_id, known_on, day, day + _ONE_DAY)
    return tuple(one for one in found if one.start.date() == day)


def _pattern_of(session: Session, employer_id: int, employment_id: int, day: date, known_on: date) -> list[Span]:
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    return _on(service.expand(employment, (), day, day + _ONE_DAY).spans, day)


def _of_span(employment_id: int, span: Span, status: str) -> Shift:
    return Shift(employment_id, span.start, span.end, span.break_minutes, span.kind, status)


def _with_status(shift: Shift, status: str) -> Shift:
    return Shift(shift.employment_id, shift.start, shift.end, shift.break_minutes, shift.kind, status)
