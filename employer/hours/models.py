"""Tables of the hours: shifts as entered, and what was approved."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Minutes, Moment
from employer.effective import Recorded


class Shift(Recorded, Base):
    """One shift: work, standby or emergency work; worked, planned or cancelled. A corrected shift is a new row that
    replaces it."""

    __tablename__ = "shift"
    read_whole = False

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    start: Mapped[datetime] = mapped_column(Moment, index=True)
    end: Mapped[datetime] = mapped_column(Moment)
    break_minutes: Mapped[int] = mapped_column(Minutes)
    kind: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(10))


class HoursApproval(Recorded, Base):
    """The employer's approval of an employment's hours on some days, with the minutes that were approved."""

    __tablename__ = "hours_approval"
    read_whole = False

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    first: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int] = mapped_column(Minutes)
