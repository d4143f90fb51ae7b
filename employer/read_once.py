"""Facts that a unit of work asks for again and again are read from the database once.

A page asks a household's facts for its duties, its questions, its budget and its drafts, each on its own. What was
read is remembered until the unit of work writes something, and never beyond its transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import ScalarResult, Select, bindparam, event, select
from sqlalchemy.orm import Session

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")

_READ = "read_once"


def read_once(query: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
    """A query of unchangeable facts, asked once for the same arguments (which must be hashable).

    Only for tables that are written through the unit of work (``session.add``); who writes past it calls ``forget``.
    What the query gives is shared by all who ask: it must not be changed.
    """

    @wraps(query)
    def asked(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if session.new or session.dirty or session.deleted:
            session.flush()
        read = _read(session)
        key = (query, args, tuple(kwargs.items()))
        if key not in read:
            read[key] = query(session, *args, **kwargs)
        found: T = read[key]
        return found

    return asked


@cache
def _every(model: type[R]) -> Select[R]:
    table: Any = model
    return select(model).where(table.employer_id == bindparam("of_employer")).order_by(table.id)


def every(session: Session, model: type[R], employer_id: int) -> ScalarResult[R]:
    """All rows of a household in a table that have no kind of days, in the order in which they were added.

    The statement is made once: making one costs more than running it.
    """
    return session.scalars(_every(model), {"of_employer": employer_id})


def remember(session: Session, asked: Callable[..., T], *args: Any, found: T) -> None:
    """Gives a ``read_once`` query what it would find for these arguments: it was read together with others."""
    _read(session)[asked.__wrapped__, args, ()] = found  # type: ignore[attr-defined]


def _read(session: Session) -> dict[Any, Any]:
    read: dict[Any, Any] = session.info.setdefault(_READ, {})
    return read


def forget(session: Session, *_: Any) -> None:
    """Lets the unit of work read everything anew."""
    session.info.pop(_READ, None)


for _moment in ("after_flush", "after_begin", "after_soft_rollback", "after_commit"):
    event.listen(Session, _moment, forget)
