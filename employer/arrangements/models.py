"""Tables of what changes a pay besides the wage. That somebody's pay is garnished is nobody else's business: the
number of the order and its account are kept encrypted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Cents, DecimalText, Minutes
from employer.effective import Dated, Recorded
from employer.sealed import SealedText


class GarnishmentOrder(Dated, Base):
    """A payment prohibition of the enforcement authority: the protected sum of a month, or the sum to be taken.

    ``periodic`` false: the pay is not paid periodically; empty in rows of before it was asked. ``iban`` and
    ``reference``: where the money is sent.
    """

    __tablename__ = "garnishment_order"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    number: Mapped[str] = mapped_column(SealedText(associated="garnishment_order.number"))
    protected: Mapped[int | None] = mapped_column(Cents)
    fixed: Mapped[int | None] = mapped_column(Cents)
    periodic: Mapped[bool | None] = mapped_column(Boolean)
    iban: Mapped[str | None] = mapped_column(SealedText(associated="garnishment_order.iban"))
    reference: Mapped[str | None] = mapped_column(SealedText(associated="garnishment_order.reference"))


class FringeBenefit(Dated, Base):
    """A benefit in kind. ``cents``: its value of a month where a person gives it, empty where the year's decision does.

    ``variant``: the kind of meal, the zone of a dwelling, the room of full board, the kind of a car benefit.
    ``number``: meals on a day at work, square metres. ``cost``: of one meal to the employer. ``collected``: what the
    employee pays a month (one meal), out of the pay or apart (``from_pay``).
    """

    __tablename__ = "fringe_benefit"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(SealedText(associated="fringe_benefit.title", was=String(200)))
    cents: Mapped[int | None] = mapped_column(Cents)
    variant: Mapped[str | None] = mapped_column(String(60))
    number: Mapped[Decimal | None] = mapped_column(DecimalText)
    cost: Mapped[int | None] = mapped_column(Cents)
    collected: Mapped[int | None] = mapped_column(Cents)
    from_pay: Mapped[bool | None] = mapped_column(Boolean)


class KelaPart(Dated, Base):
    """The part of a childminder's monthly wage that Kela pays as private day-care allowance."""

    __tablename__ = "kela_part"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    cents: Mapped[int] = mapped_column(Cents)


class PayItem(Recorded, Base):
    """One sum of one payslip, as the facts from which it is calculated: notice_pay, notice_loss, waiting_pay, set_off,
    advance, recovery, missed_rest.

    ``day``: a day of the payslip's period. The facts of a kind: notice (``given_by`` employer or employee, ``known``,
    ``weekly`` minutes where the hours vary), loss (``known``, ``weekly``), waiting (``due``, ``paid``,
    ``disputed``, ``complained``, ``weekly``), set-off (``title``, ``cents``; ``dependants``), advance (``cents``,
    ``paid``), recovery of overpaid pay (``title``: the number of its payslip, ``cents``, ``known``: when the employee
    agreed; ``dependants``), missed weekly rest (``cents``, ``known``: when the employee agreed to money).
    """

    __tablename__ = "pay_item"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    day: Mapped[date] = mapped_column(Date)
    title: Mapped[str | None] = mapped_column(SealedText(associated="pay_item.title", once_plain=True))
    cents: Mapped[int | None] = mapped_column(Cents)
    given_by: Mapped[str | None] = mapped_column(String(20))
    known: Mapped[date | None] = mapped_column(Date)
    due: Mapped[date | None] = mapped_column(Date)
    disputed: Mapped[bool | None] = mapped_column(Boolean)
    complained: Mapped[date | None] = mapped_column(Date)
    paid: Mapped[date | None] = mapped_column(Date)
    weekly: Mapped[int | None] = mapped_column(Minutes)
    dependants: Mapped[int | None] = mapped_column(Integer)


class AveragingPeriod(Recorded, Base):
    """Whole weeks over which the working time is averaged. ``until``: the last day, a Sunday; None: nobody has said.

    ``plan``: the written plan's minutes of each week, separated by spaces; None: nobody has said.
    """

    __tablename__ = "averaging_period"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    first: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    plan: Mapped[str | None] = mapped_column(Text)


class LongerTime(Dated, Base):
    """An agreement on longer regular hours (872/2019 11 §): the longest day and week in minutes.

    ``agreed_by``: who agreed with the employer; ``document``: where it is written, None when it is not in writing.
    """

    __tablename__ = "longer_time"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    day_minutes: Mapped[int] = mapped_column(Minutes)
    week_minutes: Mapped[int] = mapped_column(Minutes)
    agreed_on: Mapped[date] = mapped_column(Date)
    agreed_by: Mapped[str] = mapped_column(String(200))
    document: Mapped[str | None] = mapped_column(SealedText(associated="longer_time.document", once_plain=True))


class TimeOff(Recorded, Base):
    """Work of a day that is taken as time off instead of money, or weekly rest that was missed and is given back.

    ``kind``: overtime_50, overtime_100, overtime_weekly, additional, weekly_rest. ``increase_only``: the increase
    alone. ``agreed``: the day of the agreement; ``until``: the last day for the time off where one was agreed.
    """

    __tablename__ = "time_off"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    day: Mapped[date] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(20))
    minutes: Mapped[int] = mapped_column(Minutes)
    increase_only: Mapped[bool] = mapped_column(Boolean)
    agreed: Mapped[date | None] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
