"""Who is signed in, what they may do for whom, and the persons of the demo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from employer import audit, sealed
from employer.access import Right, Visitor
from employer.accounts.models import BreakGlass, KeptForm, Person, Relation, SignIn, Supervisor

_NOTE_USE_EVERY = timedelta(minutes=1)
KEEP_FORMS = timedelta(hours=24)
# Asked at every page: made once, because making a statement costs more than asking it.
_STAFF = select(Relation.id).where(Relation.person_id == Person.id, Relation.role == "helper").exists()
_SIGNED_IN = select(SignIn, Person, _STAFF).join(Person).where(SignIn.reference_hash == bindparam("reference_hash"))
_RELATIONS = (
    select(Relation)
    .where(
        Relation.person_id == bindparam("person_id"),
        Relation.valid_from <= bindparam("day"),
        or_(Relation.valid_until.is_(None), Relation.valid_until >= bindparam("day")),
    )
    .order_by(Relation.id)
)
_OPENED = (
    select(BreakGlass.employer_id)
    .where(
        BreakGlass.person_id == bindparam("person_id"),
        BreakGlass.opened_at <= bindparam("now"),
        BreakGlass.until > bindparam("now"),
    )
    .distinct()
)
_KEPT_FORM = select(KeptForm).where(
    KeptForm.person_id == bindparam("person_id"),
    KeptForm.employer_id == bindparam("employer_id"),
    KeptForm.page == bindparam("page"),
)
BREAK_GLASS_MANDATES = frozenset({"read", "supervise"})


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
    found = session.execute(_SIGNED_IN, {"reference_hash": reference_hash}).one_or_none()
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


def ended_person(session: Session, reference_hash: str, now: datetime, limits: Limits) -> int | None:
    """The person whose sign-in has ended by itself, unused or too old; None when it goes on or was signed out of."""
    if visitor(session, reference_hash, now, limits) is not None:
        return None
    found = session.execute(
        select(Person.id).join(SignIn).where(SignIn.reference_hash == reference_hash, Person.active.is_(True))
    ).one_or_none()
    return None if found is None else int(found[0])


def rights(session: Session, person_id: int, day: date, now: datetime | None = None) -> tuple[Right, ...]:
    """The person's relations that are valid on the day, and the households that a supervisor has open at ``now``."""
    rows = session.scalars(_RELATIONS, {"person_id": person_id, "day": day})
    found = [
        Right(
            row.employer_id,
            row.role,
            frozenset(row.mandates.split()),
            row.employee_id,
            row.valid_from,
            row.valid_until,
        )
        for row in rows
    ]
    if now is not None:
        opened = session.scalars(_OPENED, {"person_id": person_id, "now": now})
        found += [Right(employer_id, "helper", BREAK_GLASS_MANDATES, None, day, day) for employer_id in opened]
    return tuple(found)


def supervised(session: Session, person_id: int, day: date) -> tuple[str, ...]:
    """The counties whose helpers the person supervises on the day."""
    return tuple(
        session.scalars(
            select(Supervisor.organisation)
            .where(
                Supervisor.person_id == person_id,
                Supervisor.valid_from <= day,
                or_(Supervisor.valid_until.is_(None), Supervisor.valid_until >= day),
            )
            .order_by(Supervisor.organisation)
        )
    )


def account_of(session: Session, person_id: int) -> Account:
    """The account of a person. Raises ``LookupError``."""
    person = session.get(Person, person_id)
    if person is None:
        raise LookupError(f"there is no person {person_id}")
    return _account(person)


def counties_of(session: Session, person_id: int, day: date) -> tuple[str, ...]:
    """The organisations for which the person is a helper of somebody on the day."""
    rows = session.scalars(
        select(Relation.organisation)
        .where(
            Relation.person_id == person_id,
            Relation.role == "helper",
            Relation.organisation != "",
            Relation.valid_from <= day,
            or_(Relation.valid_until.is_(None), Relation.valid_until >= day),
        )
        .distinct()
        .order_by(Relation.organisation)
    )
    return tuple(rows)


def households_of(session: Session, organisations: tuple[str, ...]) -> tuple[int, ...]:
    """The employers that the counties have, or have had, a helper for."""
    rows = session.scalars(
        select(Relation.employer_id)
        .where(Relation.role == "helper", Relation.organisation.in_(organisations), Relation.organisation != "")
        .distinct()
        .order_by(Relation.employer_id)
    )
    return tuple(rows)


def kept_form(
    session: Session, employer_id: int, person_id: int, page: str, now: datetime
) -> list[tuple[str, str]] | None:
    """The fields of the form that the person wrote on the page before the sign-in ended; None when there is none."""
    of = {"person_id": person_id, "employer_id": employer_id, "page": sealed.search_key(page)}
    row = session.scalar(_KEPT_FORM, of)
    if row is None or row.kept_at < now - KEEP_FORMS:
        return None
    return [(str(name), str(value)) for name, value in json.loads(row.content)]


@dataclass(frozen=True, slots=True)
class Logged:
    """One row of the log: when, who (a name, empty for nobody), in which role, what happened, and why.

    ``area``: the pages that were looked at, a word of ``accounts.area.<word>``; ``to``: who got or lost a right;
    ``purpose``: a word of ``accounts.purpose.<word>``; ``reason``: what was written.
    """

    at: datetime
    name: str
    role: str
    kind: str
    reason: str
    purpose: str = ""
    area: str = ""
    to: str = ""


SHOWN_EVENTS = ("break_glass", "viewed_by_county", "acting_begun", "acting_ended", "rights_given", "rights_ended")
AREAS = {
    "": "front",
    "answers": "questions",
    "arrangements": "pay",
    "budget": "budget",
    "clients": "front",
    "contracts": "contracts",
    "employees": "employees",
    "employer": "employer",
    "hours": "hours",
    "leave": "leave",
    "log": "log",
    "papers": "reports",
    "pay": "pay",
    "procedures": "contracts",
    "questions": "questions",
    "reports": "reports",
    "rosters": "hours",
    "take-out": "employer",
    "training": "training",
}
"""The first part of a route behind the employer's number, and the pages that people know it by."""
OF_EMPLOYEES = frozenset({"contracts", "employees", "hours", "leave", "pay", "reports", "training"})
"""The pages that hold employees' data."""


def area_of(route: str) -> str:
    """The pages that a route belongs to; empty for one that nobody has named."""
    return AREAS.get(route.removeprefix("/e/<int:employer_id>").strip("/").partition("/")[0], "")


def log(session: Session, employer_id: int) -> tuple[Logged, ...]:
    """Who has looked at a client's data or acted for the client, the latest first.

    What county staff looked at has the reason that they gave when they opened the client's matters.
    """
    happened = [one for one in audit.events(session, employer_id) if one.kind in SHOWN_EVENTS]
    people = {one.person_id for one in happened} | {_number(one.facts.get("to")) for one in happened}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    names = {number: name for number, name in rows}  # noqa: C416 - rows are not plain tuples
    why: dict[int | None, tuple[str, str]] = {}
    found = []
    for one in happened:
        if one.facts.get("reason") or one.facts.get("purpose"):
            why[one.person_id] = one.facts.get("reason", ""), one.facts.get("purpose", "")
        own = one.kind in ("acting_begun", "break_glass", "viewed_by_county")
        reason, purpose = why.get(one.person_id, ("", "")) if own else ("", "")
        found.append(
            Logged(
                one.at,
                names.get(one.person_id or 0, ""),
                one.role or "",
                one.kind,
                reason,
                purpose,
                area_of(one.facts.get("route", "-")),
                names.get(_number(one.facts.get("to")) or 0, ""),
            )
        )
    return tuple(reversed(found))


def employees_log(session: Session, employer_id: int) -> tuple[Logged, ...]:
    """What county staff have looked at of pages with employees' data, the latest first.

    Why a client's matters were opened in an emergency is the client's own, and is left out.
    """
    return tuple(
        replace(one, reason="")
        for one in log(session, employer_id)
        if one.kind == "viewed_by_county" and one.area in OF_EMPLOYEES
    )


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None


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
