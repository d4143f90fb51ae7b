"""Accounts, relations to employers, sign-ins, the counting of failed ones, and forms that were kept or answered.

A county's supervisor may open a household for an hour by giving a reason; that is kept for ever and the client sees it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Moment, append_only
from employer.sealed import SealedText


class Person(Base):
    """Somebody who can sign in. A demo person has no password and exists only in a demo installation."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(201))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    demo: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)


class Relation(Base):
    """What a person is to an employer, from a day until a last day (None: until further notice).

    ``mandates`` are words with spaces between. The employer lives in a feature above this one, so its id is not a
    foreign key here.
    """

    __tablename__ = "relation"
    __table_args__ = (CheckConstraint("role in ('client', 'carer', 'helper', 'employee')", name="known_role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(Integer, index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    mandates: Mapped[str] = mapped_column(String(200), default="")
    employee_id: Mapped[int | None] = mapped_column(Integer)
    organisation: Mapped[str] = mapped_column(String(200), default="")
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)


class SignIn(Base):
    """One sign-in on one device. Only the hash of the cookie's reference is kept."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reference_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime] = mapped_column(Moment)
    acting_for: Mapped[int | None] = mapped_column(Integer)
    notice: Mapped[str | None] = mapped_column(SealedText(associated="sign_in.notice", once_plain=True))


class FailedSignIn(Base):
    """How often signing in has failed lately for one account or one address; neither is kept in the clear."""

    __tablename__ = "failed_sign_in"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime] = mapped_column(Moment)


class KeptForm(Base):
    """A form that came when the sign-in had ended: kept for the person until it is sent again or a day has passed.

    ``page`` is the address's search key (``sealed.search_key``): addresses can tell what a form was about.
    """

    __tablename__ = "kept_form"
    __table_args__ = (UniqueConstraint("person_id", "employer_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    page: Mapped[str] = mapped_column(String(500))
    content: Mapped[str] = mapped_column(SealedText(associated="kept_form.content"))
    kept_at: Mapped[datetime] = mapped_column(Moment)


class MoneyForm(Base):
    """A form that moved money, by the key that its page gave it: sent again, it gets the first answer again."""

    __tablename__ = "money_form"

    employer_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    content_sha256: Mapped[str] = mapped_column(String(64))
    location: Mapped[str | None] = mapped_column(SealedText(associated="money_form.location", was=String(1000)))
    at: Mapped[datetime] = mapped_column(Moment)


class Supervisor(Base):
    """A person who supervises a county's helpers, from a day until a last day (None: until further notice)."""

    __tablename__ = "county_supervisor"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)


class BreakGlass(Base):
    """A supervisor opened a household of the county without being assigned to it: why, and until which moment."""

    __tablename__ = "break_glass"

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(Integer, index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(SealedText(associated="break_glass.reason"))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)


append_only(BreakGlass.__table__)
