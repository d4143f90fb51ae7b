"""Tables of the people: the household that employs, its helpers, the employees, and their dated details."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, DecimalText, Moment, append_only
from employer.effective import Dated, Recorded
from employer.sealed import SealedText


class Employer(Base):
    """The household: one person or estate that employs. Its ``id`` is the ``employer_id`` of every other table.

    Who of the household needs care (``cared_for_…``) tells about health and is kept encrypted, as ``sealed.written``.
    """

    __tablename__ = "employer"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    identity_code: Mapped[str] = mapped_column(SealedText(associated="employer.identity_code"))
    street: Mapped[str] = mapped_column(String(200))
    postal_code: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(100))
    country: Mapped[str] = mapped_column(String(2))
    municipality: Mapped[str | None] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(5))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(40))
    cared_for_relation: Mapped[str] = mapped_column(
        SealedText(associated="employer.cared_for_relation", was=String(10))
    )
    cared_for_first_name: Mapped[str | None] = mapped_column(
        SealedText(associated="employer.cared_for_first_name", was=String(100))
    )
    cared_for_last_name: Mapped[str | None] = mapped_column(
        SealedText(associated="employer.cared_for_last_name", was=String(100))
    )
    cared_for_born: Mapped[str | None] = mapped_column(SealedText(associated="employer.cared_for_born", was=Date()))
    employer_register: Mapped[str] = mapped_column(String(10))
    tax_said: Mapped[bool] = mapped_column(Boolean)
    tax_reference: Mapped[str | None] = mapped_column(String(40))
    tax_iban: Mapped[str | None] = mapped_column(SealedText(associated="employer.tax_iban"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    two_person_since: Mapped[datetime | None] = mapped_column(Moment)


class Approval(Base):
    """One person's approval of one content, where two are needed. The database refuses a second one by the same person.

    ``subject``: ``payslip`` or ``two_person_off``; ``content_sha256`` names exactly what was approved.
    """

    __tablename__ = "approval"
    __table_args__ = (UniqueConstraint("employer_id", "subject", "content_sha256", "person_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    subject: Mapped[str] = mapped_column(String(20))
    content_sha256: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(Integer)
    approved_at: Mapped[datetime] = mapped_column(Moment)
    approved_by: Mapped[str] = mapped_column(String(200))


append_only(Approval.__table__)


class EmployerIban(Dated, Base):
    """The account that pays wages; a row without one says that there is none."""

    __tablename__ = "employer_iban"

    iban: Mapped[str | None] = mapped_column(SealedText(associated="employer_iban.iban"))


class Pension(Dated, Base):
    """The employer's pension insurance; a row without a kind says that there is none."""

    __tablename__ = "employer_pension"
    may_be_left_out: ClassVar[tuple[str, ...]] = ("provider", "provider_name", "policy_number", "total_percent")

    kind: Mapped[str | None] = mapped_column(String(10))
    provider: Mapped[str | None] = mapped_column(String(20))
    provider_name: Mapped[str | None] = mapped_column(String(200))
    policy_number: Mapped[str | None] = mapped_column(String(40))
    total_percent: Mapped[Decimal | None] = mapped_column(DecimalText)


class Accident(Dated, Base):
    """The accident and group life insurance; a group life percent of nothing says that none is agreed."""

    __tablename__ = "employer_accident"
    may_be_left_out: ClassVar[tuple[str, ...]] = (
        "insurer",
        "insurer_name",
        "policy_number",
        "percent",
        "group_life_percent",
    )

    insured: Mapped[bool] = mapped_column(Boolean)
    insurer: Mapped[str | None] = mapped_column(String(20))
    insurer_name: Mapped[str | None] = mapped_column(String(200))
    policy_number: Mapped[str | None] = mapped_column(String(40))
    percent: Mapped[Decimal | None] = mapped_column(DecimalText)
    group_life_percent: Mapped[Decimal | None] = mapped_column(DecimalText)


class Delegate(Recorded, Base):
    """Somebody who may act for the household within the named mandates, on the named days."""

    __tablename__ = "delegate"

    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str | None] = mapped_column(String(254))
    organisation: Mapped[str | None] = mapped_column(String(200))
    may: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)


class Employee(Base):
    """A person whom the household employs."""

    __tablename__ = "employee"
    __table_args__ = (UniqueConstraint("employer_id", "code"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    identity_code: Mapped[str | None] = mapped_column(SealedText(associated="employee.identity_code"))
    born: Mapped[date] = mapped_column(Date)
    sex: Mapped[int] = mapped_column(Integer)
    street: Mapped[str | None] = mapped_column(String(200))
    postal_code: Mapped[str | None] = mapped_column(String(20))
    city: Mapped[str | None] = mapped_column(String(100))
    country: Mapped[str | None] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(5))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(40))
    protected_address: Mapped[bool] = mapped_column(Boolean)
    right_to_work_basis: Mapped[str | None] = mapped_column(
        SealedText(associated="employee.right_to_work_basis", once_plain=True)
    )
    right_to_work_until: Mapped[date | None] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(Moment)


class EmployeeIban(Dated, Base):
    """The account that the employee's wages are paid to; a row without one says that there is none."""

    __tablename__ = "employee_iban"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    iban: Mapped[str | None] = mapped_column(SealedText(associated="employee_iban.iban"))


class TaxCard(Dated, Base):
    """A tax card from a day on. What it says is tax data and kept encrypted, as ``sealed.written``."""

    __tablename__ = "tax_card"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    kind: Mapped[str] = mapped_column(SealedText(associated="tax_card.kind", was=String(10)))
    percent: Mapped[str] = mapped_column(SealedText(associated="tax_card.percent"))
    additional_percent: Mapped[str | None] = mapped_column(SealedText(associated="tax_card.additional_percent"))
    ceiling: Mapped[str | None] = mapped_column(SealedText(associated="tax_card.ceiling"))
    deduction: Mapped[str | None] = mapped_column(SealedText(associated="tax_card.deduction", was=Boolean()))
