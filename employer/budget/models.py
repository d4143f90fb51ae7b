"""Tables of the budget: the decision with its lines, money received, expenses, and the ledger of what pay has cost."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from employer.chain import ADDED_LATER, Chained, chained
from employer.db import Base, Cents, DecimalText, Minutes, Moment, append_only
from employer.effective import Recorded
from employer.sealed import SealedText


class BudgetDecision(Recorded, Base):
    """The authority's decision. ``euros`` and ``minutes`` are its own sums over the whole time."""

    __tablename__ = "budget_decision"

    number: Mapped[str] = mapped_column(String(100))
    authority: Mapped[str] = mapped_column(String(200))
    authority_id: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str] = mapped_column(SealedText(associated="budget_decision.ground", once_plain=True))
    first: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    language: Mapped[str] = mapped_column(String(5))
    euros: Mapped[int | None] = mapped_column(Cents)
    minutes: Mapped[int | None] = mapped_column(Minutes)
    money_model: Mapped[str] = mapped_column(String(20))
    carry_over: Mapped[str] = mapped_column(String(20))
    unspent_said: Mapped[bool] = mapped_column(Boolean)
    return_by: Mapped[date | None] = mapped_column(Date)


class BudgetLine(Base):
    """A line of a decision: what it covers, and euros or minutes for each period. ``covers`` lists words."""

    __tablename__ = "budget_line"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("budget_decision.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(SealedText(associated="budget_line.title", was=String(200)))
    covers: Mapped[str] = mapped_column(String(100))
    euros: Mapped[int | None] = mapped_column(Cents)
    minutes: Mapped[int | None] = mapped_column(Minutes)
    period: Mapped[str] = mapped_column(String(10))
    money_model: Mapped[str | None] = mapped_column(String(20))


class BudgetReceived(Recorded, Base):
    """Money received on a day, for one line or for all."""

    __tablename__ = "budget_received"

    day: Mapped[date] = mapped_column(Date)
    cents: Mapped[int] = mapped_column(Cents)
    line: Mapped[str | None] = mapped_column(String(40))


class BudgetReturned(Recorded, Base):
    """Money paid back to the authority on a day: what was not used, or what it recovers.

    ``decision_day``: a day of the decision whose money it is, because money is often returned when it is over.
    """

    __tablename__ = "budget_returned"

    day: Mapped[date] = mapped_column(Date)
    cents: Mapped[int] = mapped_column(Cents)
    kind: Mapped[str] = mapped_column(String(20))
    decision_day: Mapped[date] = mapped_column(Date)
    document: Mapped[str] = mapped_column(SealedText(associated="budget_returned.document"))
    note: Mapped[str | None] = mapped_column(SealedText(associated="budget_returned.note"))
    line: Mapped[str | None] = mapped_column(String(40))


append_only(BudgetReturned.__table__)


class Expense(Recorded, Base):
    """A cost on a day; with an employment it is paid back to that employee.

    Of a work trip also ``number``: kilometres, travel days or meals; ``per_diem``: full or partial, ``halved`` by free
    meals; ``vehicle`` with its ``passengers`` and ``trailer``. Empty where only the sum is known.
    """

    __tablename__ = "expense"

    day: Mapped[date] = mapped_column(Date)
    title: Mapped[str] = mapped_column(SealedText(associated="expense.title", was=String(200)))
    cents: Mapped[int] = mapped_column(Cents)
    line: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    employment_id: Mapped[int | None] = mapped_column(ForeignKey("employment.id"), index=True)
    number: Mapped[Decimal | None] = mapped_column(DecimalText)
    per_diem: Mapped[str | None] = mapped_column(String(20))
    halved: Mapped[bool | None] = mapped_column(Boolean)
    vehicle: Mapped[str | None] = mapped_column(String(20))
    passengers: Mapped[int | None] = mapped_column(Integer)
    trailer: Mapped[bool | None] = mapped_column(Boolean)


class LedgerEntry(Chained, Base):
    """One side of a posting: an account, cents (what is spent is positive), why, and what it belongs to. Never altered.

    Entries of one ``journal`` sum to nothing: against every cost stands what is owed for it (account ``owed``).
    ``day`` is the day it is due; ``for_day`` the day of the work it pays, which decides the decision that bears it.
    ``original``: what a correcting entry corrects. ``by_day``: how the cents and minutes fall on days, where that is
    known; encrypted, because the pay of a single day may tell of an absence.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (UniqueConstraint("employer_id", "position"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    journal: Mapped[str] = mapped_column(String(120))
    account: Mapped[str] = mapped_column(String(40))
    cents: Mapped[int] = mapped_column(Cents)
    minutes: Mapped[int] = mapped_column(Minutes)
    reason: Mapped[str] = mapped_column(String(40))
    day: Mapped[date] = mapped_column(Date)
    for_day: Mapped[date] = mapped_column(Date)
    line: Mapped[str | None] = mapped_column(String(40))
    belongs_to: Mapped[str] = mapped_column(String(100))
    original: Mapped[str | None] = mapped_column(String(100))
    employment: Mapped[str | None] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_on: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[str] = mapped_column(String(200))
    by_day: Mapped[str | None] = mapped_column(SealedText(associated="ledger_entry.by_day"), info={ADDED_LATER: True})


chained(LedgerEntry.__table__)
