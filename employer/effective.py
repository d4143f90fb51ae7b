"""Dated records: what was in force on a day, as it was known on a day. The one mechanism for all of them.

Two kinds of time. *Valid from* says when a thing holds, *recorded* says when we learned it; every read names both days.
Rows are added and never altered: a correction is a new row that names the row it ``replaces``, and a row that should
never have been is replaced by one that is ``withdrawn``. Between rows of one kind the later valid day ends the earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache, lru_cache
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlalchemy import Boolean, Date, ForeignKey, Integer, Select, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from employer import clock
from employer.db import Moment
from employer.read_once import read_once, remember

_ONE_DAY = timedelta(days=1)


class NotSaid(Enum):
    """The mark of a fact that nobody has stated: different from ``None``, which is an answer ("there is none")."""

    NOT_SAID = "not said"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_SAID"


NOT_SAID = NotSaid.NOT_SAID


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand writes, and when: the person's readable name and the moment (UTC).

    Every verb of a service takes one. Pages use ``Hand.of(name)``; the household file gives the moment itself, so that
    the same file gives the same bytes.
    """

    by: str
    at: datetime

    @classmethod
    def of(cls, by: str) -> Hand:
        """The hand of ``by`` at this moment."""
        return cls(by, clock.now())

    @property
    def day(self) -> date:
        """The day it is in Finland at that moment."""
        return self.at.astimezone(clock.HELSINKI).date()


class Recorded:
    """Columns of a row that is added and never altered."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_on: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[str] = mapped_column(String(200))
    replaces_id: Mapped[int | None] = mapped_column(Integer, index=True)
    withdrawn: Mapped[bool] = mapped_column(Boolean, default=False)
    left_out: Mapped[str] = mapped_column(String(400), default="")

    #: whether the rows of a household are so few that ``rows`` may read them all
    read_whole: ClassVar[bool] = True
    #: columns that may be not said: left out of the facts, which is not the same as empty
    may_be_left_out: ClassVar[tuple[str, ...]] = ()


class Dated(Recorded):
    """A recorded row that holds from a day on; no from: since the beginning; no until: until further notice.

    ``valid_until`` is the last day, as people write it.
    """

    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)


R = TypeVar("R", bound=Recorded)
D = TypeVar("D", bound=Dated)


@cache
def _later(model: type[R]) -> type[R]:
    """The model under its second name, made once: making it costs more than the query."""
    return aliased(model)


@lru_cache(maxsize=4096)
def known(model: type[R], employer_id: int, known_on: date) -> Select[R]:
    """The rows of one employer as known on a day, for a query that wants only some of them."""
    return _known(model, employer_id, known_on)


@read_once
def rows(session: Session, model: type[R], employer_id: int, known_on: date) -> tuple[R, ...]:
    """The rows of one employer as known on a day, in the order in which they were added; read once for all who ask."""
    if model in _empty(session, employer_id):
        return ()
    return tuple(session.scalars(_all_known(model), {"of_employer": employer_id, "known_on": known_on}))


def read_ahead(session: Session, employer_ids: Sequence[int], known_on: date) -> None:
    """Reads the rows of several employers at once, for a list of them; ``rows`` then gives each its own."""
    if session.new or session.dirty or session.deleted:
        session.flush()
    for model in _models():
        if not model.read_whole:
            continue
        of: dict[int, list[Any]] = {employer_id: [] for employer_id in employer_ids}
        for row in session.scalars(_all_of(model), {"of_employers": list(employer_ids), "known_on": known_on}):
            of[row.employer_id].append(row)
        for employer_id, found in of.items():
            remember(session, rows, model, employer_id, known_on, found=tuple(found))


@cache
def _all_of(model: type[R]) -> Select[R]:
    """The statement of ``read_ahead``."""
    return _known(model, bindparam("of_employers", expanding=True), bindparam("known_on"))


@read_once
def _empty(session: Session, employer_id: int) -> frozenset[type[Recorded]]:
    """The tables that have nothing of the employer: most households need half of them, asked at once."""
    models = _models()
    found = session.execute(_any(models), {"of_employer": employer_id}).one()
    return frozenset(model for model, some in zip(models, found, strict=True) if not some)


def _models() -> tuple[type[Recorded], ...]:
    """Every table of recorded rows that the program has by now."""
    found: list[type[Recorded]] = []
    waiting = [Recorded]
    while waiting:
        for model in waiting.pop().__subclasses__():
            (found if hasattr(model, "__table__") else waiting).append(model)
    return tuple(found)


@cache
def _any(models: tuple[type[Recorded], ...]) -> Select[Any]:
    """For each of the tables whether it has a row of the employer."""
    return select(*(select(one.id).where(one.employer_id == bindparam("of_employer")).exists() for one in models))


@cache
def _all_known(model: type[R]) -> Select[R]:
    """The statement of ``rows``, made once: a page asks for dozens, and making one costs more than running it."""
    return _known(model, bindparam("of_employer"), bindparam("known_on"))


def _known(model: type[R], employer_id: Any, known_on: Any) -> Select[R]:
    """The rows recorded by a day, not replaced and not withdrawn by then; of several employers where that is asked."""

    def owned(rows: Any) -> Any:
        several = getattr(employer_id, "expanding", False)
        return rows.employer_id.in_(employer_id) if several else rows.employer_id == employer_id

    later = _later(model)
    replaced = select(later.replaces_id).where(
        owned(later), later.recorded_on <= known_on, later.replaces_id.is_not(None)
    )
    return (
        select(model)
        .where(
            owned(model),
            model.recorded_on <= known_on,
            model.withdrawn.is_(False),
            model.id.not_in(replaced),
        )
        .order_by(model.id)
    )


def fill(row: Recorded, hand: Hand, employer_id: int, facts: dict[str, Any]) -> Any:
    """Fills a new row: who and when, and the facts, where ``NOT_SAID`` is noted by the column's name.

    Raises ``ValueError`` when a fact that must be said is not.
    """
    row.employer_id = employer_id
    row.recorded_at, row.recorded_on, row.recorded_by = hand.at, hand.day, hand.by
    row.withdrawn = False
    left_out = []
    for name, value in facts.items():
        if value is NOT_SAID:
            if name not in row.may_be_left_out:
                raise ValueError(f"{type(row).__name__}.{name} must be said")
            left_out.append(name)
            value = None
        setattr(row, name, value)
    row.left_out = " ".join(left_out)
    return row


def said(row: Any, name: str) -> Any:
    """The value of a column, or ``NOT_SAID`` when nobody stated it."""
    return NOT_SAID if name in row.left_out.split() else getattr(row, name)


class Overlap(ValueError):
    """The new row begins inside an earlier row whose own last day was stated, or ends after a later row begins."""

    def __init__(self, first: date | None, until: date | None) -> None:
        super().__init__(f"there already is a row from {first} until {until}")
        self.first, self.until = first, until


def add(session: Session, row: D, others: Sequence[D]) -> D:
    """Adds a dated row beside the known rows of the same kind and owner, and gives it back with its id.

    A known row with the same first day is replaced. Raises ``Overlap`` when days that an earlier row claims to its own
    stated end, or that a later row has, are claimed again.
    """
    for other in others:
        if other.valid_from == row.valid_from:
            row.replaces_id = other.id
            continue
        before, after = (other, row) if _order(other) < _order(row) else (row, other)
        if before.valid_until is not None and after.valid_from is not None and before.valid_until >= after.valid_from:
            raise Overlap(other.valid_from, other.valid_until)
    session.add(row)
    session.flush()
    return row


def withdraw(session: Session, row: R, hand: Hand) -> None:
    """Takes a row back: a copy that is withdrawn replaces it. What was known before stays readable."""
    copy = type(row)()
    for column in row.__table__.columns:  # type: ignore[attr-defined]
        if column.key != "id":
            setattr(copy, column.key, getattr(row, column.key))
    copy.recorded_at, copy.recorded_on, copy.recorded_by = hand.at, hand.day, hand.by
    copy.replaces_id, copy.withdrawn = row.id, True
    session.add(copy)
    session.flush()


def _order(row: Dated) -> date:
    return row.valid_from or date.min


@dataclass(frozen=True, slots=True)
class Spell(Generic[D]):
    """A row with the days on which it really holds; ``until`` is the last day, also when the next row sets it."""

    row: D
    first: date | None
    until: date | None


def timeline(rows: Iterable[D]) -> tuple[Spell[D], ...]:
    """The known rows of one kind and owner in order of their days, each ended by the next."""
    ordered = sorted(rows, key=lambda row: (_order(row), row.id))
    spells = []
    for number, row in enumerate(ordered):
        until = row.valid_until
        if number + 1 < len(ordered):
            following = ordered[number + 1].valid_from
            if following is not None:
                day_before = following - _ONE_DAY
                until = day_before if until is None else min(until, day_before)
        spells.append(Spell(row, row.valid_from, until))
    return tuple(spells)


class Lasting(Protocol):
    """Plain facts that hold from ``first`` (None: since ever) until ``until`` (last day; None: no end)."""

    @property
    def first(self) -> date | None: ...

    @property
    def until(self) -> date | None: ...


L = TypeVar("L", bound=Lasting)


def holds(fact: Lasting, on: date) -> bool:
    """Whether the fact is in force on the day."""
    return (fact.first is None or fact.first <= on) and (fact.until is None or on <= fact.until)


def at(facts: Iterable[L], on: date) -> L | None:
    """The fact in force on a day, or ``None``. The facts come from one timeline, so that at most one fits."""
    found = None
    for fact in facts:
        if holds(fact, on):
            found = fact
    return found
