"""Who changed what, from what to what, in readable words. Rows are added, never altered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from employer import clock
from employer.db import Base, Moment, append_only


class Change(Base):
    """One change: ``actor`` did ``what`` for the employer; ``before`` and ``after`` are JSON objects."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(index=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(200))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


append_only(Change.__table__)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One change as it is read back."""

    recorded_at: datetime
    actor: str
    what: str
    before: Mapping[str, str]
    after: Mapping[str, str]


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
    session.add(
        Change(
            employer_id=employer_id,
            recorded_at=at or clock.now(),
            actor=actor,
            what=what,
            before=_written(before),
            after=_written(after),
        )
    )


def changes(session: Session, employer_id: int) -> tuple[Recorded, ...]:
    """Every change of one employer's data, oldest first."""
    rows = session.scalars(select(Change).where(Change.employer_id == employer_id).order_by(Change.id))
    return tuple(
        Recorded(row.recorded_at, row.actor, row.what, json.loads(row.before or "{}"), json.loads(row.after or "{}"))
        for row in rows
    )


def _written(values: Mapping[str, object] | None) -> str | None:
    if values is None:
        return None
    return json.dumps(
        {name: None if value is None else str(value) for name, value in values.items()},
        sort_keys=True,
        ensure_ascii=False,
    )
