"""Who changed what, from what to what, in readable words; and what happened that touches security.

Rows are added, never altered, and chained: see ``employer.chain``. Every row names the person who acted, in which role,
and the employer acted for (0: nobody's household). Pages name the acting person once for the whole unit of work.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from employer import clock
from employer.chain import Chained, append, chained
from employer.db import Base, Moment
from employer.sealed import SealedText

NOBODYS = 0
"""The ``employer_id`` of events that belong to no household, such as a failed sign-in."""

EVENTS = (
    "signed_in",
    "sign_in_failed",
    "signed_out",
    "sign_ins_ended",
    "account_made",
    "account_closed",
    "denied",
    "form_refused",
    "rights_given",
    "rights_ended",
    "acting_begun",
    "acting_ended",
    "break_glass",
    "viewed_by_county",
    "exported",
    "imported",
    "payment_file_made",
    "report_made",
    "report_sent",
    "report_not_taken",
    "report_answered",
    "two_person_on",
    "two_person_off",
    "chain_checked",
)
"""What is logged besides changes. The words for people are ``accounts.event.<kind>``."""

_ACTING = "acting"


class Change(Chained, Base):
    """One change: ``actor`` did ``what`` for the employer; ``before`` and ``after`` are JSON objects, kept encrypted.

    ``person_id`` and ``role``: the account that acted and what it is to the employer; none for commands.
    """

    __tablename__ = "change"
    __table_args__ = (UniqueConstraint("employer_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(Integer)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int | None] = mapped_column(Integer)
    role: Mapped[str | None] = mapped_column(String(16))
    what: Mapped[str] = mapped_column(String(200))
    before: Mapped[str | None] = mapped_column(SealedText(associated="change.before"))
    after: Mapped[str | None] = mapped_column(SealedText(associated="change.after"))


class Event(Chained, Base):
    """One event of ``EVENTS``. ``facts`` is a JSON object, kept encrypted."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("employer_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(String(30))
    person_id: Mapped[int | None] = mapped_column(Integer)
    role: Mapped[str | None] = mapped_column(String(16))
    facts: Mapped[str | None] = mapped_column(SealedText(associated="event.facts"))


chained(Change.__table__)
chained(Event.__table__)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One change as it is read back."""

    recorded_at: datetime
    actor: str
    what: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    person_id: int | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as it is read back."""

    at: datetime
    kind: str
    person_id: int | None
    role: str | None
    facts: Mapping[str, str]


def acting(session: Session, person_id: int | None, role: str | None) -> None:
    """Names who acts, and in which role, in everything that this unit of work records from here on."""
    session.info[_ACTING] = (person_id, role)


def acting_person(session: Session) -> int | None:
    """The account that acts in this unit of work; None in commands."""
    found: tuple[int | None, str | None] = session.info.get(_ACTING, (None, None))
    return found[0]


def record(
    session: Session,
    employer_id: int,
    actor: str,
    what: str,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
    *,
    at: datetime | None = None,
) -> None:
    """Adds a change to the unit of work.

    ``actor`` is the person who acted, ``employer_id`` the employer acted for, ``what`` a short sentence or text key.
    Values are written as text. Encrypted fields are never given here by value, only by name ("changed").
    ``at`` is the moment, now when left out.
    """
    person_id, role = session.info.get(_ACTING, (None, None))
    row = {
        "recorded_at": at or clock.now(),
        "actor": actor,
        "person_id": person_id,
        "role": role,
        "what": what,
        "before": _written(before),
        "after": _written(after),
    }
    append(session, Change.__table__, employer_id, [row])  # type: ignore[arg-type]


def note(
    session: Session,
    kind: str,
    employer_id: int = NOBODYS,
    *,
    person_id: int | None = None,
    role: str | None = None,
    at: datetime | None = None,
    **facts: object,
) -> None:
    """Adds an event to the unit of work. Without ``person_id`` it is the person who acts.

    Raises ``ValueError`` for a kind that is not in ``EVENTS``.
    """
    if kind not in EVENTS:
        raise ValueError(f"{kind!r} is not an event")
    if person_id is None:
        person_id, role = session.info.get(_ACTING, (None, None))
    row = {
        "at": at or clock.now(),
        "kind": kind,
        "person_id": person_id,
        "role": role,
        "facts": _written(facts or None),
    }
    append(session, Event.__table__, employer_id, [row])  # type: ignore[arg-type]


def changes(session: Session, employer_id: int) -> tuple[Recorded, ...]:
    """Every change of one employer's data, oldest first."""
    rows = session.scalars(select(Change).where(Change.employer_id == employer_id).order_by(Change.id))
    return tuple(
        Recorded(
            row.recorded_at,
            row.actor,
            row.what,
            json.loads(row.before or "{}"),
            json.loads(row.after or "{}"),
            row.person_id,
            row.role,
        )
        for row in rows
    )


def events(session: Session, employer_id: int) -> tuple[Happened, ...]:
    """Every event of one employer (0: of nobody's household), oldest first."""
    rows = session.scalars(select(Event).where(Event.employer_id == employer_id).order_by(Event.id))
    return tuple(Happened(row.at, row.kind, row.person_id, row.role, json.loads(row.facts or "{}")) for row in rows)


def _written(values: Mapping[str, object] | None) -> str | None:
    if values is None:
        return None
    return json.dumps(
        {name: None if value is None else str(value) for name, value in values.items()},
        sort_keys=True,
        ensure_ascii=False,
    )
