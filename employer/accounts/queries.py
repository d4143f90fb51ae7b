"""Who is signed in, what they may do for whom, and the persons of the demo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from employer.access import Right, Visitor
from employer.accounts.models import Person, Relation, SignIn

_NOTE_USE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Account:
    """An account as others may see it."""

    person_id: int
    email: str
    name: str
    language: str
    active: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """When a sign-in ends: after so many minutes without use (county staff sooner), and in any case."""

    idle_minutes: int
    staff_idle_minutes: int
    absolute_minutes: int


def visitor(session: Session, reference_hash: str, now: datetime, limits: Limits) -> Visitor | None:
    """The signed-in person of a session reference; None when it is unknown or has ended, or the account is closed.

    The use is noted at most once a minute.
    """
    staff = select(Relation.id).where(Relation.person_id == Person.id, Relation.role == "helper").exists()
    found = session.execute(
        select(SignIn, Person, staff).join(Person).where(SignIn.reference_hash == reference_hash)
    ).one_or_none()
    if found is None:
        return None
    sign_in, person, is_staff = found
    idle_minutes = limits.staff_idle_minutes if is_staff else limits.idle_minutes
    idle, absolute = timedelta(minutes=idle_minutes), timedelta(minutes=limits.absolute_minutes)
    if now >= sign_in.used_at + idle or now >= sign_in.started_at + absolute or not person.active:
        return None
    if now - sign_in.used_at >= _NOTE_USE_EVERY:
        sign_in.used_at = now
    notice = _notice(sign_in.notice)
    return Visitor(person.id, person.name, person.language, sign_in.id, sign_in.acting_for, idle_minutes, notice)


def _notice(kept: str | None) -> tuple[str, Mapping[str, str]] | None:
    if kept is None:
        return None
    read = json.loads(kept)
    return str(read["key"]), {str(name): str(value) for name, value in read["facts"].items()}


def rights(session: Session, person_id: int, day: date) -> tuple[Right, ...]:
    """The person's relations that are valid on the day."""
    rows = session.scalars(
        select(Relation)
        .where(
            Relation.person_id == person_id,
            Relation.valid_from <= day,
            or_(Relation.valid_until.is_(None), Relation.valid_until >= day),
        )
        .order_by(Relation.id)
    )
    return tuple(
        Right(
            row.employer_id,
            row.role,
            frozenset(row.mandates.split()),
            row.employee_id,
            row.valid_from,
            row.valid_until,
        )
        for row in rows
    )


def demo_persons(session: Session) -> tuple[tuple[Account, str], ...]:
    """The demo's persons with the role by which they sign in, in the order they were made."""
    rows = session.execute(
        select(Person, Relation.role)
        .join(Relation, Relation.person_id == Person.id)
        .where(Person.demo.is_(True), Person.active.is_(True))
        .order_by(Person.id, Relation.id)
    )
    seen: dict[int, tuple[Account, str]] = {}
    for person, role in rows:
        seen.setdefault(person.id, (_account(person), role))
    return tuple(seen.values())


def account_by_email(session: Session, email: str) -> Account | None:
    """The account of an e-mail address, however it is written."""
    person = session.scalar(select(Person).where(Person.email == normal_email(email)))
    return None if person is None else _account(person)


def people_of(session: Session, employer_id: int) -> tuple[tuple[Account, Right], ...]:
    """Everybody who has or had a relation to the employer, with it."""
    rows = session.execute(
        select(Person, Relation).join(Relation).where(Relation.employer_id == employer_id).order_by(Relation.id)
    )
    return tuple(
        (
            _account(person),
            Right(
                row.employer_id,
                row.role,
                frozenset(row.mandates.split()),
                row.employee_id,
                row.valid_from,
                row.valid_until,
            ),
        )
        for person, row in rows
    )


def normal_email(email: str) -> str:
    """The form in which equal addresses compare equal."""
    return email.strip().casefold()


def _account(person: Person) -> Account:
    return Account(person.id, person.email, person.name, person.language, person.active, person.demo)
