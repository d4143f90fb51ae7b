"""The table of feedback on accessibility. It belongs to the installation, not to a household."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Moment
from employer.sealed import SealedText


class Feedback(Base):
    """One message, kept encrypted: people tell of their own hindrances. ``contact``: where they want the answer."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    received_at: Mapped[datetime] = mapped_column(Moment, index=True)
    language: Mapped[str] = mapped_column(String(8))
    message: Mapped[str] = mapped_column(SealedText(associated="feedback.message"))
    contact: Mapped[str | None] = mapped_column(SealedText(associated="feedback.contact"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
