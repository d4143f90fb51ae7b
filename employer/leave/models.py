"""Tables of absences and of wishes for holidays. Why somebody is absent can tell about health: it is kept encrypted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Moment
from employer.effective import Recorded
from employer.sealed import SealedText


class Absence(Recorded, Base):
    """One absence, whole days or a part of one. Of a certificate only the day it was seen is kept, never what it says.

    What is noted of an absence tells its kind, so that all but its days is kept encrypted, as ``sealed.written``.
    """

    __tablename__ = "absence"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    kind: Mapped[str] = mapped_column(SealedText(associated="absence.kind"))
    first: Mapped[date] = mapped_column(Date, index=True)
    last: Mapped[date] = mapped_column(Date)
    certificate_seen: Mapped[str | None] = mapped_column(SealedText(associated="absence.certificate_seen", was=Date()))
    same_illness_as: Mapped[str | None] = mapped_column(SealedText(associated="absence.same_illness_as", was=Date()))
    child_born: Mapped[str | None] = mapped_column(SealedText(associated="absence.child_born", was=Date()))
    agreed_in_writing: Mapped[str | None] = mapped_column(
        SealedText(associated="absence.agreed_in_writing", was=Boolean())
    )
    own_risk_days: Mapped[str | None] = mapped_column(SealedText(associated="absence.own_risk_days", was=Integer()))
    no_pay: Mapped[str | None] = mapped_column(SealedText(associated="absence.no_pay"))
    moved_from: Mapped[date | None] = mapped_column(Date)
    start_minute: Mapped[str | None] = mapped_column(SealedText(associated="absence.start_minute"))
    end_minute: Mapped[str | None] = mapped_column(SealedText(associated="absence.end_minute"))
    told: Mapped[str | None] = mapped_column(SealedText(associated="absence.told"))
    due: Mapped[str | None] = mapped_column(SealedText(associated="absence.due"))
    change_ground: Mapped[str | None] = mapped_column(SealedText(associated="absence.change_ground"))
    changed_from: Mapped[str | None] = mapped_column(SealedText(associated="absence.changed_from"))
    postponements: Mapped[str | None] = mapped_column(SealedText(associated="absence.postponements"))
    answer: Mapped[str | None] = mapped_column(SealedText(associated="absence.answer"))
    answered: Mapped[str | None] = mapped_column(SealedText(associated="absence.answered"))
    answer_ground: Mapped[str | None] = mapped_column(SealedText(associated="absence.answer_ground"))
    ill_since: Mapped[str | None] = mapped_column(SealedText(associated="absence.ill_since"))


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


class LedgerRequest(Recorded, Base):
    """The employee, or a representative, has asked for a written account of the holiday ledger (162/2005 29 §)."""

    __tablename__ = "ledger_request"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    asked_on: Mapped[date] = mapped_column(Date)


class HolidayEntry(Recorded, Base):
    """What becomes of earned holiday besides being taken: it is saved, moved by an illness, or paid in money.

    ``leave.schemas.Entry`` says what each column means. The kind and the ground can tell about health.
    """

    __tablename__ = "holiday_entry"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    kind: Mapped[str] = mapped_column(SealedText(associated="holiday_entry.kind"))
    credit_year: Mapped[date] = mapped_column(Date)
    days: Mapped[int] = mapped_column(Integer)
    day: Mapped[date] = mapped_column(Date)
    ground: Mapped[str | None] = mapped_column(SealedText(associated="holiday_entry.ground"))
    asked: Mapped[date | None] = mapped_column(Date)
    asked_by: Mapped[str | None] = mapped_column(SealedText(associated="holiday_entry.asked_by"))
    moved_from: Mapped[date | None] = mapped_column(Date)
