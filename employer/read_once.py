"""Facts that a unit of work asks for again and again are read from the database once.

A page asks a household's facts for its duties, its questions, its budget and its drafts, each on its own. What was
read is remembered until the unit of work writes something, and never beyond its transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

P = ParamSpec("P")
T = TypeVar("T")

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
        read: dict[Any, Any] = session.info.setdefault(_READ, {})
        key = (query, args, tuple(kwargs.items()))
        if key not in read:
            read[key] = query(session, *args, **kwargs)
        found: T = read[key]
        return found

    return asked


def forget(session: Session, *_: Any) -> None:
    """Lets the unit of work read everything anew."""
    session.info.pop(_READ, None)


for _moment in ("after_flush", "after_begin", "after_soft_rollback", "after_commit"):
    event.listen(Session, _moment, forget)
