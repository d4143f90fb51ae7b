"""Receives feedback on accessibility and notes that it was answered."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from employer import clock
from employer.errors import NotFound
from employer.feedback.models import Feedback
from employer.feedback.queries import received_since
from employer.feedback.schemas import NewFeedback

MOST_AN_HOUR = 60
"""The form is open to everybody; more than this in an hour is no longer people writing."""


class TooMuch(Exception):
    """More messages came within the hour than people write."""


def receive(session: Session, command: NewFeedback, language: str) -> Feedback:
    """Keeps a message with the time at which it came. Raises ``TooMuch``."""
    now = clock.now()
    if received_since(session, now - timedelta(hours=1)) >= MOST_AN_HOUR:
        raise TooMuch
    made = Feedback(
        received_at=now, language=language, message=command.message, contact=command.contact or None, answered_at=None
    )
    session.add(made)
    session.flush()
    return made


def answer(session: Session, feedback_id: int) -> None:
    """Notes that a message has been answered now. Raises ``NotFound`` for one that is not there."""
    found = session.get(Feedback, feedback_id)
    if found is None:
        raise NotFound
    found.answered_at = found.answered_at or clock.now()
