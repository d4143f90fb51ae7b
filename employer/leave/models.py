"""Tables of absences and of wishes for holidays. Why somebody is absent can tell about health: it is kept encrypted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Moment
from employer.effective import Recorded
from employer.sealed import SealedText


class Absence(Recorded, Base):
    """One absence, whole days. Of a certificate only the day it was seen is kept, never what it says."""

    __tablename__ = "absence"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    kind: Mapped[str] = mapped_column(SealedText(associated="absence.kind"))
    first: Mapped[date] = mapped_column(Date, index=True)
    last: Mapped[date] = mapped_column(Date)
    certificate_seen: Mapped[date | None] = mapped_column(Date)
    same_illness_as: Mapped[date | None] = mapped_column(Date)
    child_born: Mapped[date | None] = mapped_column(Date)
    agreed_in_writing: Mapped[bool | None] = mapped_column(Boolean)
    own_risk_days: Mapped[int | None] = mapped_column(Integer)


class HolidayWish(Recorded, Base):
    """Days on which the employee wishes to be on holiday, and the employer's answer: a new row that replaces this one.

    ``state``: wished, accepted, declined or withdrawn. ``answer``: the employer's words.
    """

    __tablename__ = "holiday_wish"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10))
    answer: Mapped[str | None] = mapped_column(SealedText(associated="holiday_wish.answer", once_plain=True))
    wished_at: Mapped[datetime] = mapped_column(Moment)
    wished_by: Mapped[str] = mapped_column(String(200))
