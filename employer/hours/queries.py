"""Reading hours: always within one employer, always as known on a day, always as frozen plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from employer import effective
from employer.clock import HELSINKI
from employer.hours import models
from employer.hours.schemas import Approval, Shift


def midnight(day: date) -> datetime:
    """The moment a day begins in Finland, in UTC."""
    return datetime.combine(day, time(), HELSINKI).astimezone(UTC)


def shifts(
    session: Session,
    employer_id: int,
    employment_id: int | None,
    known_on: date,
    first: date | None = None,
    after: date | None = None,
) -> tuple[Shift, ...]:
    """The entered shifts (cancelled ones too) of one employment, or of all with None, in order of time.

    With ``first`` and ``after`` only those that touch the days from ``first`` up to, not including, ``after``.
    """
    wanted = effective.known(models.Shift, employer_id, known_on)
    if employment_id is not None:
        wanted = wanted.where(models.Shift.employment_id == employment_id)
    if first is not None:
        wanted = wanted.where(models.Shift.end > midnight(first))
    if after is not None:
        wanted = wanted.where(models.Shift.start < midnight(after))
    rows = session.scalars(wanted)
    return tuple(sorted((fact(row) for row in rows), key=lambda shift: (shift.start, shift.id)))


def shift(session: Session, employer_id: int, shift_id: int, known_on: date) -> Shift:
    """One shift. Raises ``LookupError`` when the household has no such shift, or it was replaced."""
    return fact(shift_row(session, employer_id, shift_id, known_on))


def shift_row(session: Session, employer_id: int, shift_id: int, known_on: date) -> models.Shift:
    """One shift's own row. Raises ``LookupError``."""
    row = session.scalar(effective.known(models.Shift, employer_id, known_on).where(models.Shift.id == shift_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no shift {shift_id}")
    return row


def approvals(
    session: Session, employer_id: int, employment_id: int, first: date, after: date, known_on: date
) -> tuple[Approval, ...]:
    """The approvals that touch the days, oldest first, each with whether it still holds."""
    rows = session.scalars(
        effective.known(models.HoursApproval, employer_id, known_on).where(
            models.HoursApproval.employment_id == employment_id,
            models.HoursApproval.first < after,
            models.HoursApproval.until >= first,
        )
    )
    return tuple(
        Approval(
            first=row.first,
            until=row.until,
            minutes=row.minutes,
            by=row.recorded_by,
            at=row.recorded_at,
            holds=not _changed_since(session, row, known_on),
        )
        for row in rows
    )


def fact(row: Any) -> Shift:
    """A shift's row as plain data, in Finnish time."""
    return Shift(
        employment_id=row.employment_id,
        start=row.start.astimezone(HELSINKI),
        end=row.end.astimezone(HELSINKI),
        break_minutes=row.break_minutes,
        kind=row.kind,
        status=row.status,
        id=row.id,
    )


def _changed_since(session: Session, approval: models.HoursApproval, known_on: date) -> bool:
    table = models.Shift
    later = session.scalar(
        select(table.id)
        .where(
            table.employer_id == approval.employer_id,
            table.employment_id == approval.employment_id,
            table.recorded_on <= known_on,
            table.recorded_at > approval.recorded_at,
            table.end > midnight(approval.first),
            table.start < midnight(date.fromordinal(approval.until.toordinal() + 1)),
        )
        .limit(1)
    )
    return later is not None


@dataclass(frozen=True, slots=True)
class Change:
    """Days of an employment of which something was recorded: shifts entered, corrected or taken back.

    ``says``: all that was recorded, where it is no secret; None for an absence.
    """

    employment_id: int
    first: date
    last: date
    at: datetime
    says: tuple[object, ...] | None = None


def changed_since(
    session: Session, employer_id: int, since: datetime, until: date, known_on: date
) -> tuple[Change, ...]:
    """What was recorded of shifts after a moment, about days up to ``until``: the days of each shift, and of the one it
    replaced."""
    new, old = models.Shift, aliased(models.Shift)
    after = midnight(date.fromordinal(until.toordinal() + 1))
    rows = session.execute(
        select(
            new.employment_id,
            new.start,
            new.end,
            old.start,
            old.end,
            new.recorded_at,
            new.break_minutes,
            new.kind,
            new.status,
            new.withdrawn,
        )
        .outerjoin(old, and_(old.id == new.replaces_id, old.employer_id == new.employer_id))
        .where(
            new.employer_id == employer_id,
            new.recorded_at > since,
            new.recorded_on <= known_on,
            or_(new.start < after, old.start < after),
        )
    )
    return tuple(
        Change(row[0], start.astimezone(HELSINKI).date(), end.astimezone(HELSINKI).date(), row[5], tuple(row))
        for row in rows
        for start, end in ((row[1], row[2]), (row[3], row[4]))
        if start is not None
    )
