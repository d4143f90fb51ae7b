"""Reading averaging periods: always within one employer, always as known on a day, always as frozen plain data."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy.orm import Session

from employer import effective
from employer.arrangements import models
from employer.arrangements.averaging.schemas import Averaging


def averaging(
    session: Session, employer_id: int, employment_id: int | None, known_on: date
) -> dict[int, tuple[Averaging, ...]]:
    """The averaging periods of one employment, or of all with None, by employment id, in order of days."""
    table = models.AveragingPeriod
    rows: dict[int, list[Averaging]] = defaultdict(list)
    for row in effective.rows(session, table, employer_id, known_on):
        if employment_id not in (None, row.employment_id):
            continue
        plan = None if row.plan is None else tuple(int(minutes) for minutes in row.plan.split())
        rows[row.employment_id].append(Averaging(row.first, row.until, plan, row.id))
    return {owner: tuple(sorted(kept, key=lambda one: one.first)) for owner, kept in sorted(rows.items())}


def averaging_of(session: Session, employer_id: int, employment_id: int, known_on: date) -> tuple[Averaging, ...]:
    """The averaging periods of one employment."""
    return averaging(session, employer_id, employment_id, known_on).get(employment_id, ())


def row_of(session: Session, employer_id: int, row_id: int, known_on: date) -> models.AveragingPeriod:
    """One known row. Raises ``LookupError``."""
    table = models.AveragingPeriod
    row = session.scalar(effective.known(table, employer_id, known_on).where(table.id == row_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no averaging period {row_id}")
    return row
