"""The table of absences. Why somebody is absent can tell about health: the kind is kept encrypted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base
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
