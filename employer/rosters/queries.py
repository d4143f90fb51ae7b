"""Reading published rosters: always within one employer, always as known on a day, as frozen plain data."""

from __future__ import annotations

import json
from datetime import date, datetime

from sqlalchemy.orm import Session

from employer import effective
from employer.clock import HELSINKI
from employer.rosters import models
from employer.rosters.schemas import Cancelled, Changed, Planned, Published


def publications(
    session: Session, employer_id: int, employment_id: int, first: date, last: date, known_on: date
) -> tuple[Published, ...]:
    """Every roster published for days from ``first`` to ``last``, in the order in which they were given."""
    table = models.RosterPublication
    wanted = effective.known(table, employer_id, known_on).where(
        table.employment_id == employment_id, table.first <= last, table.until >= first
    )
    return tuple(_fact(row) for row in session.scalars(wanted))


def changes(
    session: Session, employer_id: int, employment_id: int, first: date, last: date, known_on: date
) -> tuple[Changed, ...]:
    """The changes of published days from ``first`` to ``last``, as they stand, in the order of asking."""
    table = models.RosterChange
    wanted = effective.known(table, employer_id, known_on).where(
        table.employment_id == employment_id, table.day >= first, table.day <= last
    )
    found = (_changed(row) for row in session.scalars(wanted))
    return tuple(sorted(found, key=lambda one: (one.asked_at, one.id)))


def change_row(session: Session, employer_id: int, change_id: int, known_on: date) -> models.RosterChange:
    """One change's own row as it stands. Raises ``LookupError``."""
    table = models.RosterChange
    row = session.scalar(effective.known(table, employer_id, known_on).where(table.id == change_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no change {change_id}")
    return row


def cancelled(
    session: Session, employer_id: int, employment_id: int, first: date, last: date, known_on: date
) -> tuple[Cancelled, ...]:
    """The shifts of published days from ``first`` to ``last`` that were cancelled, in order of time."""
    found = [
        Cancelled(one.start, one.end, one.break_minutes, one.kind, change.asked_at, change.allowed_by == "consent")
        for change in changes(session, employer_id, employment_id, first, last, known_on)
        if change.verb == "cancel" and change.state == "done"
        for one in change.before
        if one not in change.after
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def shifts_text(shifts: tuple[Planned, ...]) -> str:
    """Shifts as JSON text, as they are kept."""
    rows = [[one.start.isoformat(), one.end.isoformat(), one.break_minutes, one.kind] for one in shifts]
    return json.dumps(rows, separators=(",", ":"))


def _shifts(text: str) -> tuple[Planned, ...]:
    return tuple(
        Planned(
            datetime.fromisoformat(start).astimezone(HELSINKI),
            datetime.fromisoformat(end).astimezone(HELSINKI),
            minutes,
            kind,
        )
        for start, end, minutes, kind in json.loads(text)
    )


def _changed(row: models.RosterChange) -> Changed:
    return Changed(
        id=row.id,
        day=row.day,
        verb=row.verb,
        before=_shifts(row.before),
        after=_shifts(row.after),
        state=row.state,
        allowed_by=row.allowed_by,
        answered_here=row.answered_here,
        why=row.why,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        answered_at=row.recorded_at,
        answered_by=row.recorded_by,
    )


def _fact(row: models.RosterPublication) -> Published:
    return Published(
        row.id,
        row.first,
        row.until,
        _shifts(row.shifts),
        row.late,
        row.agreed,
        row.why,
        row.recorded_by,
        row.recorded_at,
    )
