"""Reading agreements on longer regular hours: within one employer, as known on a day, as frozen plain data."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy.orm import Session

from employer import effective
from employer.arrangements import models
from employer.arrangements.longer.schemas import LongerTime


def longer(
    session: Session, employer_id: int, employment_id: int | None, known_on: date
) -> dict[int, tuple[LongerTime, ...]]:
    """The agreements of one employment, or of all with None, by employment id, with the days on which they hold."""
    table = models.LongerTime
    rows: dict[int, list[models.LongerTime]] = defaultdict(list)
    for row in effective.rows(session, table, employer_id, known_on):
        if employment_id in (None, row.employment_id):
            rows[row.employment_id].append(row)
    return {
        owner: tuple(
            LongerTime(
                spell.row.day_minutes,
                spell.row.week_minutes,
                spell.row.agreed_on,
                spell.row.agreed_by,
                spell.row.document,
                spell.first or date.min,
                spell.until,
                spell.row.id,
            )
            for spell in effective.timeline(kept)
        )
        for owner, kept in sorted(rows.items())
    }


def longer_of(session: Session, employer_id: int, employment_id: int, known_on: date) -> tuple[LongerTime, ...]:
    """The agreements of one employment."""
    return longer(session, employer_id, employment_id, known_on).get(employment_id, ())


def row_of(session: Session, employer_id: int, employment_id: int, row_id: int, known_on: date) -> models.LongerTime:
    """One known row of an employment. Raises ``LookupError``."""
    table = models.LongerTime
    row = session.scalar(effective.known(table, employer_id, known_on).where(table.id == row_id))
    if row is None or row.employment_id != employment_id:
        raise LookupError(f"employment {employment_id} has no agreement {row_id} on longer hours")
    return row
