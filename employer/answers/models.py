"""The table of answers: what a person said to a question, resting on which document."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base
from employer.effective import Recorded
from employer.sealed import SealedText


class Answer(Recorded, Base):
    """One answer. A later answer to the same question for the same day replaces it; both stay readable.

    What was asked can tell about health, value and document are free text about a person: kept encrypted.
    """

    __tablename__ = "answer"

    question: Mapped[str] = mapped_column(SealedText(associated="answer.question", was=String(200)))
    value: Mapped[str] = mapped_column(SealedText(associated="answer.value"))
    document: Mapped[str] = mapped_column(SealedText(associated="answer.document"))
    day: Mapped[date] = mapped_column(Date)
