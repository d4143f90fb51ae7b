"""Tables of the employments: their dated terms, what came before our records, and the declared pay runs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Cents, DecimalText, Minutes, Moment
from employer.effective import Dated, Recorded
from employer.sealed import SealedText


class Employment(Base):
    """One employment: who, for which work, from which day. Everything that can change is in the dated tables."""

    __tablename__ = "employment"
    __table_args__ = (UniqueConstraint("employer_id", "code"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    job: Mapped[str] = mapped_column(String(40))
    start: Mapped[date] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(Moment)


class Ending(Dated, Base):
    """When the employment ends, as agreed or known: a later recorded row replaces it. No end: until further notice.

    ``renewals``: how often the fixed term has been extended so far; None: never. ``signed``: the day on which the
    contract was made; None: nobody has said. ``breach_known``, ``cancel_sent`` and ``employee_heard``: of a contract
    that was cancelled.
    """

    __tablename__ = "employment_end"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    end: Mapped[date | None] = mapped_column(Date)
    fixed_term_ground: Mapped[str | None] = mapped_column(
        SealedText(associated="employment_end.fixed_term_ground", once_plain=True)
    )
    end_reason: Mapped[str | None] = mapped_column(String(40))
    long_term_unemployed: Mapped[bool | None] = mapped_column(Boolean)
    renewals: Mapped[int | None] = mapped_column(Integer)
    signed: Mapped[date | None] = mapped_column(Date)
    breach_known: Mapped[date | None] = mapped_column(Date)
    cancel_sent: Mapped[date | None] = mapped_column(Date)
    employee_heard: Mapped[bool | None] = mapped_column(Boolean)


class Terms(Dated, Base):
    """The terms of the written contract that have no table of their own. ``duties`` is a JSON list.

    ``variable_times``: when variable hours may be worked without asking, as a JSON list; None: nobody has said.
    """

    __tablename__ = "contract_terms"
    may_be_left_out: ClassVar[tuple[str, ...]] = ("duties", "workplace", "occupation_code")

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    duties: Mapped[str | None] = mapped_column(SealedText(associated="contract_terms.duties", once_plain=True))
    workplace: Mapped[str | None] = mapped_column(SealedText(associated="contract_terms.workplace", once_plain=True))
    occupation_code: Mapped[str | None] = mapped_column(String(20))
    trial_months: Mapped[int] = mapped_column(Integer)
    variable: Mapped[bool] = mapped_column(Boolean)
    variable_min_minutes: Mapped[int | None] = mapped_column(Minutes)
    variable_max_minutes: Mapped[int | None] = mapped_column(Minutes)
    variable_when: Mapped[str | None] = mapped_column(
        SealedText(associated="contract_terms.variable_when", once_plain=True)
    )
    variable_times: Mapped[str | None] = mapped_column(Text)
    notice_by_law: Mapped[bool] = mapped_column(Boolean)
    notice_employer_days: Mapped[int | None] = mapped_column(Integer)
    notice_employee_days: Mapped[int | None] = mapped_column(Integer)
    family_member: Mapped[bool] = mapped_column(Boolean)
    same_household: Mapped[bool | None] = mapped_column(Boolean)
    hours_fixed: Mapped[bool | None] = mapped_column(Boolean)
    hours_supervised: Mapped[bool | None] = mapped_column(Boolean)
    pay_rhythm: Mapped[str] = mapped_column(String(20))
    pay_days: Mapped[str] = mapped_column(String(20))


class Wage(Dated, Base):
    """The agreed pay per hour or month, in euros as written."""

    __tablename__ = "wage"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    unit: Mapped[str] = mapped_column(String(10))
    euros: Mapped[Decimal] = mapped_column(DecimalText)


class WeeklyTime(Dated, Base):
    """The agreed weekly working time."""

    __tablename__ = "weekly_time"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    minutes: Mapped[int] = mapped_column(Minutes)


class AgreementTerm(Dated, Base):
    """Which collective agreement the parties say applies."""

    __tablename__ = "agreement_term"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    name: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(SealedText(associated="agreement_term.reason", once_plain=True))
    employer_is_member: Mapped[bool | None] = mapped_column(Boolean)
    pay_group: Mapped[str | None] = mapped_column(String(20))
    experience_months: Mapped[int | None] = mapped_column(Integer)
    region: Mapped[str | None] = mapped_column(String(40))


class HolidayTerm(Dated, Base):
    """How holiday is earned by the contract, and the bonus; no bonus percent: agreed that there is none.

    ``seasonal``: seasonal work in which a holiday in the season would make serious difficulty (162/2005 20 §).
    """

    __tablename__ = "holiday_term"
    may_be_left_out: ClassVar[tuple[str, ...]] = ("bonus_percent",)

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    accrual: Mapped[str] = mapped_column(String(10))
    bonus_percent: Mapped[Decimal | None] = mapped_column(DecimalText)
    seasonal: Mapped[bool | None] = mapped_column(Boolean)


class Schooling(Dated, Base):
    """Basic education of an employee under eighteen: finished, in a term or on holiday, from a day on.

    ``school_minutes``: of a term, the length of the school day from Monday to Sunday, separated by spaces.
    """

    __tablename__ = "schooling"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    school_minutes: Mapped[str | None] = mapped_column(Text)


class LateWork(Dated, Base):
    """Whether an employee under eighteen agrees to household work in the employer's home late in the evening
    (998/1993 7 §), and the special reason for it, which can tell about health."""

    __tablename__ = "late_work"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    agreed: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(SealedText(associated="late_work.reason"))
    in_home: Mapped[bool | None] = mapped_column(Boolean)


class WorkPattern(Recorded, Base):
    """Weekly repeating work. ``weekdays`` holds digits, Monday 0; times are minutes from midnight on the clock."""

    __tablename__ = "work_pattern"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    weekdays: Mapped[str] = mapped_column(String(7))
    start_minute: Mapped[int] = mapped_column(Minutes)
    end_minute: Mapped[int] = mapped_column(Minutes)
    break_minutes: Mapped[int] = mapped_column(Minutes)
    skip: Mapped[str] = mapped_column(String(20))


class Gate(Recorded, Base):
    """Something that must be in order before, during or after the work: what, when, and only what may be kept of it.

    ``document``: which paper shows that it was done. It can tell about a person's health or permit.
    """

    __tablename__ = "gate"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    day: Mapped[date | None] = mapped_column(Date)
    extract_day: Mapped[date | None] = mapped_column(Date)
    provider: Mapped[str | None] = mapped_column(String(200))
    document: Mapped[str | None] = mapped_column(SealedText(associated="gate.document"))


class Opening(Recorded, Base):
    """What was paid and earned before our records begin on ``day``. ``card_used``: of the tax card, in cents."""

    __tablename__ = "opening"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    day: Mapped[date] = mapped_column(Date)
    year_said: Mapped[bool] = mapped_column(Boolean)
    gross: Mapped[int | None] = mapped_column(Cents)
    withholding: Mapped[int | None] = mapped_column(Cents)
    card_used: Mapped[str | None] = mapped_column(SealedText(associated="opening.card_used", was=Integer()))


class OpeningKind(Base):
    """A sum of the year so far by its kind, which can tell about health."""

    __tablename__ = "opening_kind"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"), index=True)
    kind: Mapped[str] = mapped_column(SealedText(associated="opening_kind.kind", was=String(40)))
    cents: Mapped[int] = mapped_column(Cents)


class OpeningHoliday(Base):
    """A holiday credit year at the opening: days left, and the year's pay, days and time at work so far."""

    __tablename__ = "opening_holiday"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"), index=True)
    credit_year_first: Mapped[date] = mapped_column(Date)
    credit_year_last: Mapped[date] = mapped_column(Date)
    days: Mapped[Decimal | None] = mapped_column(DecimalText)
    pay_base: Mapped[int | None] = mapped_column(Cents)
    work_days: Mapped[int | None] = mapped_column(Integer)
    minutes: Mapped[int | None] = mapped_column(Minutes)


class PayRun(Recorded, Base):
    """A declared pay run: which days it pays, when, of what kind; for all employments or the named ones."""

    __tablename__ = "pay_run"

    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date] = mapped_column(Date)
    pay_day: Mapped[date] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(20))
    for_all: Mapped[bool] = mapped_column(Boolean)


class PayRunEmployment(Base):
    """An employment that a pay run names."""

    __tablename__ = "pay_run_employment"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    pay_run_id: Mapped[int] = mapped_column(ForeignKey("pay_run.id"), index=True)
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
