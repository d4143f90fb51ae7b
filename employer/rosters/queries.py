"""Reading published rosters: always within one employer, always as known on a day, as frozen plain data."""

from __future__ import annotations

import json
from datetime import date, datetime

from sqlalchemy.orm import Session

from employer import effective
from employer.clock import HELSINKI
from employer.rosters import models
from employer.rosters.schemas import Planned, Published


def publications(
    session: Session, employer_id: int, employment_id: int, first: date, last: date, known_on: date
) -> tuple[Published, ...]:
    """Every roster published for days from ``first`` to ``last``, in the order in which they were given."""
    table = models.RosterPublication
    wanted = effective.known(table, employer_id, known_on).where(
        table.employment_id == employment_id, table.first <= last, table.until >= first
    )
    return tuple(_fact(row) for row in session.scalars(wanted))


def shifts_text(shifts: tuple[Planned, ...]) -> str:
    """Shifts as JSON text, as they are kept."""
    rows = [[one.start.isoformat(), one.end.isoformat(), one.break_minutes, one.kind] for one in shifts]
    return json.dumps(rows, separators=(",", ":"))


def _fact(row: models.RosterPublication) -> Published:
    shifts = tuple(
        Planned(
            datetime.fromisoformat(start).astimezone(HELSINKI),
            datetime.fromisoformat(end).astimezone(HELSINKI),
            minutes,
            kind,
        )
        for start, end, minutes, kind in json.loads(row.shifts)
    )
    return Published(
        row.id, row.first, row.until, shifts, row.late, row.agreed, row.why, row.recorded_by, row.recorded_at
    )
