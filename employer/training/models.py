"""The table of trainings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Cents, Minutes
from employer.effective import Recorded
from employer.sealed import SealedText


class Training(Recorded, Base):
    """A training on a day: how long, whether the work requires it, whether it is paid, what it costs and from where."""

    __tablename__ = "training"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    title: Mapped[str] = mapped_column(SealedText(associated="training.title", was=String(200)))
    day: Mapped[date] = mapped_column(Date, index=True)
    minutes: Mapped[int] = mapped_column(Minutes)
    required: Mapped[bool] = mapped_column(Boolean)
    paid: Mapped[bool] = mapped_column(Boolean)
    cost: Mapped[int | None] = mapped_column(Cents)
    line: Mapped[str | None] = mapped_column(String(40))
