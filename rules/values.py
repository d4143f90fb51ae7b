"""The frozen types of the law book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar


class Confidence(StrEnum):
    """How well a value is known."""

    CONFIRMED = "confirmed"
    SINGLE = "single"
    UNVERIFIED = "unverified"


class Unit(StrEnum):
    """How the text of a value is read."""

    EUROS = "euros"
    PERCENT = "percent"
    DAYS = "days"
    WEEKDAYS = "weekdays"
    WORKDAYS = "workdays"
    MONTHS = "months"
    YEARS = "years"
    WEEKS = "weeks"
    HOURS = "hours"
    MINUTES = "minutes"
    NUMBER = "number"
    TIME = "time"
    DAY = "day"
    WORD = "word"
    TABLE = "table"
    WINDOWS = "windows"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands: the act, decree, decision or page, its clause and its address."""

    title: str
    clause: str
    link: str


@dataclass(frozen=True, slots=True)
class Window:
    """A span of the day (minutes from midnight, half-open) on some weekdays (0 = Monday)."""

    first_minute: int
    after_minute: int
    weekdays: frozenset[int]
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a table: named columns; ``None`` in a ``_from`` or ``_below`` column means no limit."""

    columns: tuple[tuple[str, Any], ...]

    def __getitem__(self, column: str) -> Any:
        for name, value in self.columns:
            if name == column:
                return value
        raise KeyError(column)


@dataclass(frozen=True, slots=True)
class Value:
    """One answer of the book: what holds on the asked day, since when, and where it stands.

    ``number`` is a ``Decimal`` for euros, percent, counts and other numbers; text for a word; a ``date`` for a day;
    minutes from midnight (int) for a time; a tuple of ``Band`` for a table; a tuple of ``Window`` for windows.
    """

    name: str
    number: Any
    unit: Unit
    first: date
    last: date | None
    source: Source
    says: str
    confidence: Confidence
    title: tuple[tuple[str, str], ...] = ()

    def row(self, **facts: Any) -> Band:
        """The one row of a table for the given facts, for example ``row(age=45)``.

        A fact ``x`` is matched against the columns ``x`` (equal) or ``x_from`` and ``x_below`` (half-open band).
        Raises ``LookupError`` when no row or more than one row fits.
        """
        fitting: list[Band] = [band for band in self.number if _fits(band, facts)]
        if len(fitting) != 1:
            raise LookupError(f"{self.name}: {len(fitting)} rows fit {facts}")
        return fitting[0]


def _fits(band: Band, facts: dict[str, Any]) -> bool:
    columns = dict(band.columns)
    for name, fact in facts.items():
        if name in columns:
            if columns[name] != fact:
                return False
            continue
        low, high = columns.get(f"{name}_from"), columns.get(f"{name}_below")
        if (low is not None and fact < low) or (high is not None and fact >= high):
            return False
    return True


@dataclass(frozen=True, slots=True)
class Reason:
    """One step towards an outcome: the section it rests on and the facts that mattered.

    ``code`` names the sentence in ``templates`` that says it to people; ``facts`` fills the sentence in.
    ``says`` is the same in plain English for developers, lawyers and logs.
    """

    code: str
    section: str
    says: str
    facts: tuple[tuple[str, str], ...] = ()
    link: str = ""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Decision(Generic[T]):
    """An outcome of the law for a case, with its reasons in order and the questions that stay open.

    ``outcome`` is None only when a question has to be answered first.
    """

    outcome: T
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...] = ()
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can supply. ``topic`` also names the sentences in ``templates``.

    ``asks``, ``why`` and ``where_to_find`` say the same in plain English; ``suggestion`` is an unverified value's text.
    """

    topic: str
    asks: str
    why: str
    where_to_find: str
    day: date | None = None
    suggestion: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    blocks: bool = True
