"""Noting that the holiday ledger was asked for, and reading the requests. Nothing commits.

A request is answered by the ledger that the employer keeps for the employee afterwards: nothing more is noted of it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from employer import audit, contracts, effective
from employer.effective import Hand
from employer.leave import models


def request_ledger(session: Session, employer_id: int, employment_id: int, hand: Hand) -> int:
    """Notes that the employee asks for the ledger today; gives back the id. Raises ``LookupError``."""
    employment = contracts.employment(session, employer_id, employment_id, hand.day)
    row = effective.fill(
        models.LedgerRequest(), hand, employer_id, {"employment_id": employment_id, "asked_on": hand.day}
    )
    session.add(row)
    session.flush()
    about = {"employment": employment.code, "day": hand.day}
    audit.record(session, employer_id, hand.by, "changes.ledger_request", None, about, at=hand.at)
    return int(row.id)


def ledger_requests(
    session: Session, employer_id: int, employment_id: int, known_on: date
) -> tuple[tuple[date, datetime], ...]:
    """The requests of an employment, oldest first: the day, and the moment when it was noted (UTC)."""
    table = models.LedgerRequest
    rows = effective.rows(session, table, employer_id, known_on)
    return tuple(sorted((row.asked_on, row.recorded_at) for row in rows if row.employment_id == employment_id))
