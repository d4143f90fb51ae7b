"""The outbox as plain data: its states, how long each step waits, and what a call came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

INTERFACE, HAND = "interface", "hand"
CARRY, CARRIED = "carry", "carried"
WAITING, SENDING, UNSURE, SENT, ASKING, FAILED, ANSWERED = (
    "waiting",
    "sending",
    "unsure",
    "sent",
    "asking",
    "failed",
    "answered",
)

STEP = timedelta(minutes=5)
"""How often the register is asked for its answer, and how soon first. Source: the interface guide of 2021."""
OVERDUE = timedelta(hours=2)
"""After this without an answer a person asks the register for help, and it is asked every hour. The same source."""
SELDOM = timedelta(hours=1)
CLAIM = timedelta(minutes=10)
"""How long one call may hold a row: longer than any call lasts, so that what is left over is from a stopped sender."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the outbox. ``overdue``: sent more than two hours ago and still without an answer."""

    id: int
    report_id: int
    channel: str
    state: str
    attempts: int
    next_try: datetime | None
    problem: str | None
    detail: str | None
    register_delivery: str | None
    sent_at: datetime | None
    changed_at: datetime
    changed_by: str

    def overdue(self, now: datetime) -> bool:
        """Whether it was sent more than two hours ago and the register has not answered."""
        return self.state in (SENT, ASKING) and self.sent_at is not None and now - self.sent_at > OVERDUE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call came to: the next state, why, and what the register said.

    ``register_delivery`` is the register's reference of the message, when it gave one.
    """

    state: str
    problem: str | None = None
    detail: str | None = None
    register_delivery: str | None = None
