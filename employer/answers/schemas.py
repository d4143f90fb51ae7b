"""What comes in and goes out about answers: frozen plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answered: the question's id (``topic:employment:day``), the value as text, the document, from when.

    ``by`` and ``at`` say who answered and when; they are filled in when an answer is read back.
    """

    question: str
    value: str
    document: str
    day: date
    by: str = ""
    at: datetime | None = None
    id: int = 0

    @property
    def topic(self) -> str:
        """What the question is about."""
        return self.question.partition(":")[0]
