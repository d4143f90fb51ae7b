"""What waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from employer.clock import HELSINKI
from employer.feedback.models import Feedback

ANSWERED_WITHIN = timedelta(days=14)
"""Act 306/2019, section 9: feedback on accessibility is answered within two weeks."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message that has not been answered: the last day for the answer and the days left (negative: late)."""

    id: int
    received_at: datetime
    last_day: date
    days_left: int
    language: str
    message: str
    contact: str | None


def last_day(received_at: datetime) -> date:
    """The last day for answering what was received at a moment, in Finland."""
    return received_at.astimezone(HELSINKI).date() + ANSWERED_WITHIN


def waiting(session: Session, as_of: date) -> tuple[Waiting, ...]:
    """What has not been answered, the oldest first, with the days left as seen from a day."""
    rows = session.scalars(select(Feedback).where(Feedback.answered_at.is_(None)).order_by(Feedback.id))
    return tuple(
        Waiting(
            row.id,
            row.received_at,
            last_day(row.received_at),
            (last_day(row.received_at) - as_of).days,
            row.language,
            row.message,
            row.contact,
        )
        for row in rows
    )


def received_since(session: Session, moment: datetime) -> int:
    """How many messages have come since a moment."""
    return session.scalar(select(func.count()).select_from(Feedback).where(Feedback.received_at > moment)) or 0
