"""Reading trainings: always within one employer, always as known on a day, always as frozen plain data."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from employer import effective
from employer.read_once import read_once
from employer.training import models
from employer.training.schemas import Training


@read_once
def trainings(
    session: Session,
    employer_id: int,
    employment_id: int | None,
    known_on: date,
    first: date | None = None,
    after: date | None = None,
) -> tuple[Training, ...]:
    """The trainings of one employment, or of all with None, in order of their day.

    With ``first`` and ``after`` only those from ``first`` up to, not including, ``after``.
    """
    found = (
        fact(row)
        for row in effective.rows(session, models.Training, employer_id, known_on)
        if employment_id in (None, row.employment_id)
        and (first is None or row.day >= first)
        and (after is None or row.day < after)
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.id)))


def training(session: Session, employer_id: int, training_id: int, known_on: date) -> Training:
    """One training. Raises ``LookupError`` when the household has no such training, or it was replaced."""
    return fact(training_row(session, employer_id, training_id, known_on))


def training_row(session: Session, employer_id: int, training_id: int, known_on: date) -> models.Training:
    """One training's own row. Raises ``LookupError``."""
    table = models.Training
    row = session.scalar(effective.known(table, employer_id, known_on).where(table.id == training_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no training {training_id}")
    return row


def fact(row: models.Training) -> Training:
    """A training's row as plain data."""
    return Training(
        employment_id=row.employment_id,
        title=row.title,
        day=row.day,
        minutes=row.minutes,
        required=row.required,
        paid=row.paid,
        cost_cents=row.cost,
        line=row.line,
        id=row.id,
    )
