"""Tables of pay: issued payslips and their lines (kept for ever), running totals of a year, states of pay runs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Cents, DecimalText, Minutes, Moment, append_only
from employer.effective import Recorded
from employer.marks import marked
from employer.sealed import SealedText

EVERYONE = 0
"""The ``employee_id`` of the running totals over all employees of an employer."""


def _where(condition: str) -> dict[str, Any]:
    """An index of these rows only: most payslips correct nothing and most lines pay no holiday."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class IssuedPayslip(Base):
    """One payslip as it was issued: the whole of its inputs, its trace and its totals in cents. Never changed.

    ``revision`` 0 is the payslip itself, 1 and on are its corrections, which name it in ``corrects_id`` and hold
    differences. ``shown`` is what stands on the payslip beside the calculation: the balances of that day. Inputs and
    trace tell of tax cards and absences, so they are kept encrypted; the hashes are of their text in the clear.
    """

    __tablename__ = "issued_payslip"
    __table_args__ = (
        UniqueConstraint("employer_id", "year", "number"),
        UniqueConstraint("employment_id", "first", "last", "payment_day", "kind", "revision"),
        UniqueConstraint("employer_id", "request_key"),
        Index(None, "employer_id", "payment_day"),
        Index(None, "corrects_id", **_where("corrects_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    employment_code: Mapped[str] = mapped_column(String(40))
    year: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    payment_day: Mapped[date] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column(Integer)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("issued_payslip.id"))
    reason: Mapped[str | None] = mapped_column(SealedText(associated="issued_payslip.reason", once_plain=True))
    known_on: Mapped[date] = mapped_column(Date)
    inputs: Mapped[str] = mapped_column(SealedText(associated="issued_payslip.inputs"))
    trace: Mapped[str] = mapped_column(SealedText(associated="issued_payslip.trace"))
    inputs_sha256: Mapped[str] = mapped_column(String(64))
    trace_sha256: Mapped[str] = mapped_column(String(64))
    rules_edition: Mapped[str] = mapped_column(String(64))
    code_version: Mapped[str] = mapped_column(String(40))
    gross: Mapped[int] = mapped_column(Cents)
    taxable: Mapped[int] = mapped_column(Cents)
    withholding: Mapped[int] = mapped_column(Cents)
    pension_employee: Mapped[int] = mapped_column(Cents)
    unemployment_employee: Mapped[int] = mapped_column(Cents)
    garnishment: Mapped[int] = mapped_column(Cents)
    other_deductions: Mapped[int] = mapped_column(Cents)
    tax_free: Mapped[int] = mapped_column(Cents)
    net: Mapped[int] = mapped_column(Cents)
    paid: Mapped[int] = mapped_column(Cents)
    employer_pension: Mapped[int] = mapped_column(Cents)
    employer_unemployment: Mapped[int] = mapped_column(Cents)
    employer_health: Mapped[int] = mapped_column(Cents)
    employer_accident: Mapped[int] = mapped_column(Cents)
    employer_group_life: Mapped[int] = mapped_column(Cents)
    employer_total: Mapped[int] = mapped_column(Cents)
    employer_cost: Mapped[int] = mapped_column(Cents)
    pension_base: Mapped[int] = mapped_column(Cents)
    health_base: Mapped[int] = mapped_column(Cents)
    without_withholding: Mapped[int] = mapped_column(Cents)
    without_health: Mapped[int] = mapped_column(Cents)
    without_unemployment: Mapped[int] = mapped_column(Cents)
    without_accident: Mapped[int] = mapped_column(Cents)
    shown: Mapped[str] = mapped_column(SealedText(associated="issued_payslip.shown", once_plain=True))
    issued_at: Mapped[datetime] = mapped_column(Moment)
    issued_by: Mapped[str] = mapped_column(String(200))
    request_key: Mapped[str | None] = mapped_column(String(100))
    request_sha256: Mapped[str | None] = mapped_column(String(64))


class IssuedLine(Base):
    """One line of an issued payslip, in its order. ``why`` is JSON: reasons, sources and facts of its sentence.

    ``kind`` tells of illness (``sick_pay``) and is encrypted: who needs lines of a kind reads them and looks.
    """

    __tablename__ = "issued_line"
    __table_args__ = (
        UniqueConstraint("payslip_id", "position"),
        Index(None, "employment_id", "credit_year", **_where("credit_year IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"))
    payslip_id: Mapped[int] = mapped_column(ForeignKey("issued_payslip.id"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(SealedText(associated="issued_line.kind", was=String(30)))
    income_type: Mapped[int | None] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(10))
    minutes: Mapped[int | None] = mapped_column(Minutes)
    days: Mapped[Decimal | None] = mapped_column(DecimalText)
    unit_price: Mapped[str | None] = mapped_column(String(60))
    amount: Mapped[int] = mapped_column(Cents)
    first: Mapped[date | None] = mapped_column(Date)
    last: Mapped[date | None] = mapped_column(Date)
    taxable: Mapped[bool] = mapped_column(Boolean)
    cash: Mapped[bool] = mapped_column(Boolean)
    holiday_base: Mapped[date | None] = mapped_column(Date)
    credit_year: Mapped[date | None] = mapped_column(Date)
    title: Mapped[str | None] = mapped_column(SealedText(associated="issued_line.title", once_plain=True))
    figure: Mapped[int] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(SealedText(associated="issued_line.why", once_plain=True))


class PaidOnDay(Base):
    """What was paid to one employee (or everyone) on one payment day: running totals, so that a year is summed at once.

    Worked out again from the payslips by ``queries.totals_from_payslips``, which a check compares.
    """

    __tablename__ = "paid_on_day"
    __table_args__ = ({"sqlite_with_rowid": False},)

    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    payment_day: Mapped[date] = mapped_column(Date, primary_key=True)
    gross: Mapped[int] = mapped_column(Cents)
    taxable: Mapped[int] = mapped_column(Cents)
    withholding: Mapped[int] = mapped_column(Cents)
    pension_employee: Mapped[int] = mapped_column(Cents)
    unemployment_employee: Mapped[int] = mapped_column(Cents)
    net: Mapped[int] = mapped_column(Cents)
    paid: Mapped[int] = mapped_column(Cents)
    employer_health: Mapped[int] = mapped_column(Cents)
    pension_base: Mapped[int] = mapped_column(Cents)
    health_base: Mapped[int] = mapped_column(Cents)
    without_withholding: Mapped[int] = mapped_column(Cents)
    without_health: Mapped[int] = mapped_column(Cents)
    without_unemployment: Mapped[int] = mapped_column(Cents)
    without_accident: Mapped[int] = mapped_column(Cents)


class PayslipCounter(Base):
    """The last payslip number of an employer and a year. Its row is what two issuers at once wait for."""

    __tablename__ = "payslip_counter"
    __table_args__ = ({"sqlite_with_rowid": False},)

    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class RunState(Base):
    """How far a declared pay run has come. Changed only by an update that names the state and version it leaves."""

    __tablename__ = "pay_run_state"
    __table_args__ = (UniqueConstraint("employer_id", "pay_run_id", "revision"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    pay_run_id: Mapped[int] = mapped_column(ForeignKey("pay_run.id"))
    revision: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(200))


class PayRepayment(Recorded, Base):
    """Money of an overpaid pay that came back outside the pay, on a ``day``; ``payslip``: the number of the pay.

    ``before_cents``: what had come back before it, so that the shares told to the register add up; ``document``: by
    what it is known, such as the bank's statement.
    """

    __tablename__ = "pay_repayment"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    payslip: Mapped[str] = mapped_column(String(20))
    day: Mapped[date] = mapped_column(Date)
    cents: Mapped[int] = mapped_column(Cents)
    before_cents: Mapped[int] = mapped_column(Cents)
    document: Mapped[str] = mapped_column(SealedText(associated="pay_repayment.document"))


class TaxedYear(Recorded, Base):
    """What the Tax Administration answered on ``asked``: whether the taxation of an overpaid pay's year is completed.

    It decides whether the pay with the number ``payslip`` is got back without its tax or with it. ``document``: by what
    the answer is known.
    """

    __tablename__ = "taxed_year"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    payslip: Mapped[str] = mapped_column(String(20))
    completed: Mapped[bool] = mapped_column(Boolean)
    asked: Mapped[date] = mapped_column(Date)
    document: Mapped[str] = mapped_column(SealedText(associated="taxed_year.document"))


class AddedPayPaid(Recorded, Base):
    """A person told that pay which was added later, and is paid on a ``day`` of its own, has been paid."""

    __tablename__ = "added_pay_paid"

    day: Mapped[date] = mapped_column(Date)


append_only(PayRepayment.__table__)
append_only(AddedPayPaid.__table__)
append_only(TaxedYear.__table__)
marked(IssuedPayslip.__table__, IssuedLine.__table__)
IssuedLine.__table__.info["named_by"] = ("payslip_id", "position")
