"""Accounts, relations to employers, sign-ins, and the counting of failed ones."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Moment


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
    notice: Mapped[str | None] = mapped_column(Text)


class FailedSignIn(Base):
    """How often signing in has failed lately for one account or one address; neither is kept in the clear."""

    __tablename__ = "failed_sign_in"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime] = mapped_column(Moment)
