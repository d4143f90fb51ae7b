"""Tables of rosters: what was given to the employee, when and by whom, and each change of it with its consent."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Moment
from employer.effective import Recorded
from employer.sealed import SealedText


class RosterPublication(Recorded, Base):
    """The shifts of some days as they were published (JSON: start, end, break, kind). A change is a new publication.

    ``late``: given later than a week before. ``agreed``: how a change was allowed (consent, weighty_reason), or none.
    """

    __tablename__ = "roster_publication"
    read_whole = False

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    first: Mapped[date] = mapped_column(Date, index=True)
    until: Mapped[date] = mapped_column(Date)
    shifts: Mapped[str] = mapped_column(Text)
    late: Mapped[bool] = mapped_column(Boolean)
    agreed: Mapped[str | None] = mapped_column(String(20))
    why: Mapped[str | None] = mapped_column(SealedText(associated="roster_publication.why", once_plain=True))


class RosterChange(Recorded, Base):
    """A change of a day of a published roster: asked for, or carried out with what allowed it. An answer is a new row.

    ``verb``: shift (another or a changed shift), cancel or restore. ``typed``: what was sent, as JSON; ``before`` and
    ``after``: the shifts of the days it touches, as JSON. ``state``: asked, done, declined or
    withdrawn. ``allowed_by``: consent or weighty_reason. ``answered_here``: the employee answered in the service;
    otherwise the employer tells of an answer. ``asked_at`` and ``asked_by``: when and by whom the employee was told.
    """

    __tablename__ = "roster_change"
    read_whole = False

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    verb: Mapped[str] = mapped_column(String(10))
    typed: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    allowed_by: Mapped[str | None] = mapped_column(String(20))
    answered_here: Mapped[bool] = mapped_column(Boolean)
    why: Mapped[str | None] = mapped_column(SealedText(associated="roster_change.why", once_plain=True))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    asked_by: Mapped[str] = mapped_column(String(200))
