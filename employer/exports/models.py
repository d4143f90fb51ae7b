"""Tables of what was made for others: reports, how they went, what the register answered, and payment files.

Rows are only added; only the outbox changes, as its reports go on their way.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Cents, Moment, append_only
from employer.marks import marked
from employer.sealed import SealedText


class Report(Base):
    """One report as it was made for the Incomes Register.

    ``data_type`` is the register's code of the message's kind; a delivery's reference is unique within it.
    ``reference`` lasts over replacements; ``version`` counts what was made under it. ``subject`` is the employee's or
    the month's name, ``day`` the payment date or the month's first day, ``payslips`` the numbers of the payslips in it
    (a JSON list). The file holds identity codes, so it is kept encrypted; ``sha256`` is of its bytes in the clear.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("employer_id", "kind", "reference", "version"),
        UniqueConstraint("employer_id", "data_type", "delivery"),
        CheckConstraint("kind in ('wage', 'separate')", name="known_kind"),
        CheckConstraint("action in ('new', 'replacement', 'cancellation')", name="known_action"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    action: Mapped[str] = mapped_column(String(12))
    data_type: Mapped[int] = mapped_column(Integer)
    reference: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Integer)
    delivery: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(String(100))
    day: Mapped[date] = mapped_column(Date)
    payslips: Mapped[str] = mapped_column(Text)
    production: Mapped[bool] = mapped_column(Boolean)
    file: Mapped[str] = mapped_column(SealedText(associated="report.file"))
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(200))


class ReportReceipt(Base):
    """What the register answered about a report. ``errors`` is a JSON list of code, message and details as received."""

    __tablename__ = "report_receipt"
    __table_args__ = (UniqueConstraint("report_id", "response_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    response_id: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12))
    register_id: Mapped[str | None] = mapped_column(String(40))
    register_version: Mapped[int | None] = mapped_column(Integer)
    errors: Mapped[str] = mapped_column(SealedText(associated="report_receipt.errors"))
    answered_at: Mapped[datetime] = mapped_column(Moment)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(String(200))


class Outbox(Base):
    """How one report goes to the register: made with the report, changed only from a known state to the next.

    ``channel``: interface (the service sends) or hand (a person carries the file). ``state``: see
    ``employer.exports.outbox``. ``attempts`` counts calls; ``next_try`` is when the sender works on it next, also the
    end of a claim. ``problem`` is why the last call failed, ``detail`` what the register said of it.
    ``register_delivery`` is the register's own reference of the message, ``sent_at`` when it arrived or was carried.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("report_id"),
        CheckConstraint("channel in ('interface', 'hand')", name="known_channel"),
        CheckConstraint(
            "state in ('carry', 'carried', 'waiting', 'sending', 'unsure', 'sent', 'asking', 'failed', 'answered')",
            name="known_state",
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    channel: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_try: Mapped[datetime | None] = mapped_column(Moment, index=True)
    problem: Mapped[str | None] = mapped_column(String(20))
    detail: Mapped[str | None] = mapped_column(SealedText(associated="outbox.detail"))
    register_delivery: Mapped[str | None] = mapped_column(String(40))
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(200))


class SendingMandate(Base):
    """Whether the employer lets the service provider report for it. The newest row holds; rows are only added."""

    __tablename__ = "sending_mandate"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    given: Mapped[bool] = mapped_column(Boolean)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(String(200))


class PaymentFile(Base):
    """One payment file as it was made for the bank. It holds account numbers, so it is kept encrypted."""

    __tablename__ = "payment_file"
    __table_args__ = (UniqueConstraint("employer_id", "sha256"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    reference: Mapped[str] = mapped_column(String(35))
    pay_day: Mapped[date] = mapped_column(Date)
    schema_version: Mapped[str] = mapped_column(String(2))
    cents: Mapped[int] = mapped_column(Cents)
    payslips: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(SealedText(associated="payment_file.file"))
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(200))


append_only(SendingMandate.__table__)
for _table in (Report, ReportReceipt, PaymentFile):
    marked(_table.__table__)
