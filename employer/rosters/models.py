"""The table of published rosters: what was given to the employee, when and by whom."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base
from employer.effective import Recorded


class RosterPublication(Recorded, Base):
    """The shifts of some days as they were published (JSON: start, end, break, kind). A change is a new publication.

    ``late``: given later than a week before. ``agreed``: how a change was allowed (consent, weighty_reason), or none.
    """

    __tablename__ = "roster_publication"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    first: Mapped[date] = mapped_column(Date, index=True)
    until: Mapped[date] = mapped_column(Date)
    shifts: Mapped[str] = mapped_column(Text)
    late: Mapped[bool] = mapped_column(Boolean)
    agreed: Mapped[str | None] = mapped_column(String(20))
    why: Mapped[str | None] = mapped_column(Text)
