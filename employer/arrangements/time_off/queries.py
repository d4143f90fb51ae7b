"""Reading exchanges and their balance: always within one employer, as known on a day, as frozen plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from employer import answers, effective, hours, leave
from employer.answers.schemas import asked_about
from employer.arrangements import models
from employer.arrangements.time_off.schemas import NO_BALANCE, Balance, TimeOff
from employer.contracts.schemas import EmploymentFacts
from employer.hours.queries import Change
from payroll import exchanged
from payroll.inputs import TimeOff as Exchange
from rules import load_book

ABSENCE = "time_off"
"""The kind of an absence in which time off is taken."""
HOURS_ASKED = "time_off_hours"
"""The question how many hours time off took where no shift of its days is noted."""
_ONE_DAY = timedelta(days=1)
_HOUR = 60


def time_off(
    session: Session, employer_id: int, employment_id: int | None, known_on: date
) -> dict[int, tuple[TimeOff, ...]]:
    """The exchanges of one employment, or of all with None, by employment id, in order of days."""
    rows: dict[int, list[TimeOff]] = defaultdict(list)
    for row in effective.rows(session, models.TimeOff, employer_id, known_on):
        if employment_id in (None, row.employment_id):
            rows[row.employment_id].append(
                TimeOff(row.day, row.kind, row.minutes, row.agreed, row.increase_only, row.until, row.id)
            )
    return {owner: tuple(sorted(kept, key=lambda one: (one.day, one.id))) for owner, kept in sorted(rows.items())}


def time_off_of(session: Session, employer_id: int, employment_id: int, known_on: date) -> tuple[TimeOff, ...]:
    """The exchanges of one employment."""
    return time_off(session, employer_id, employment_id, known_on).get(employment_id, ())


def changed_since(
    session: Session, employer_id: int, since: datetime, until: date, known_on: date
) -> tuple[Change, ...]:
    """What was recorded of exchanges after a moment, about work of days up to ``until``."""
    table = models.TimeOff
    rows = session.scalars(
        select(table).where(
            table.employer_id == employer_id,
            table.recorded_at > since,
            table.recorded_on <= known_on,
            table.day <= until,
        )
    )
    return tuple(
        Change(
            row.employment_id,
            row.day,
            row.day,
            row.recorded_at,
            (row.id, row.day, row.kind, row.minutes, row.increase_only, row.withdrawn),
        )
        for row in rows
    )


def row_of(session: Session, employer_id: int, employment_id: int, row_id: int, known_on: date) -> models.TimeOff:
    """One known row of an employment. Raises ``LookupError``."""
    table = models.TimeOff
    row = session.scalar(effective.known(table, employer_id, known_on).where(table.id == row_id))
    if row is None or row.employment_id != employment_id:
        raise LookupError(f"employment {employment_id} has no exchange {row_id} for time off")
    return row


def exchange(noted: TimeOff) -> Exchange:
    """An exchange as the calculation takes it."""
    return Exchange(noted.day, noted.kind, noted.minutes, noted.increase_only, noted.by)


def taken(
    employment: EmploymentFacts,
    shifts: Sequence[Any],
    absences: Sequence[Any],
    said: Iterable[Any],
    after: date,
) -> tuple[tuple[date, int], ...]:
    """Minutes of time off by day, taken before ``after``: of the shifts that would have been worked, and where none is
    noted what was answered (``said``: the answers of the employer)."""
    first = min((one.first for one in absences if one.kind == ABSENCE), default=None)
    if first is None or first >= after:
        return ()
    found: dict[date, int] = defaultdict(int)
    for span in hours.expand(employment, shifts, first, after, absences).absent:
        if span.absence is not None and span.kind == "work" and absences[span.absence].kind == ABSENCE:
            for day, minutes in hours.minutes_by_day((span,)).items():
                if day < after:
                    found[day] += minutes
    for one in said:
        topic, code = asked_about(one.question)
        head, _, day_text = topic.partition(".")
        if head == HOURS_ASKED and code == employment.code and (day := date.fromisoformat(day_text)) < after:
            found[day] = int(_hours(one.value) * _HOUR)
    return tuple(sorted(found.items()))


def balance(session: Session, employer_id: int, employment: EmploymentFacts, as_of: date, known_on: date) -> Balance:
    """The time off of an employment at the end of a day: earned by work up to it, and taken up to it."""
    noted = [one for one in time_off_of(session, employer_id, employment.id, known_on) if one.day <= as_of]
    if not noted:
        return NO_BALANCE
    used = taken(
        employment,
        hours.shifts(session, employer_id, employment.id, known_on),
        leave.absences(session, employer_id, employment.id, known_on),
        answers.answers_known(session, employer_id, known_on),
        as_of + _ONE_DAY,
    )
    credits = [exchanged.credit(exchange(one), load_book()) for one in noted]
    settled = exchanged.settle(credits, used)
    rows = {id(one): kept for one, kept in zip(credits, noted, strict=True)}
    left = tuple((rows[id(one)], one.by, sum(parts)) for one, *parts in settled.left if sum(parts))
    return Balance(sum(one.minutes for one in credits), sum(minutes for _, minutes in used), left)


def _hours(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return Decimal(0)
