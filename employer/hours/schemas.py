"""What comes in and goes out about hours: frozen plain data. Moments carry a time zone; facts are in Finnish time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

KINDS = ("work", "standby", "emergency")
AT_WORK = ("work", "emergency")
"""Kinds that are time at work; emergency work comes on top of the regular time (872/2019 19 §)."""
STATUSES = ("worked", "planned", "cancelled")


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift as entered. It replaces the pattern's shift that starts on the same day; cancelled removes that one."""

    employment_id: int
    start: datetime
    end: datetime
    break_minutes: int = 0
    kind: str = "work"
    status: str = "worked"
    id: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A shift of the calendar. ``status``: worked (also from the pattern) or planned (nobody has said it was worked).

    ``absence`` is the place, in the absences given to ``expand``, of the one that covers it: it would have been worked.
    ``shift_id`` is 0 for a shift of the pattern.
    """

    start: datetime
    end: datetime
    break_minutes: int
    kind: str
    status: str
    shift_id: int = 0
    absence: int | None = None

    @property
    def from_pattern(self) -> bool:
        """Whether nobody entered it: the pattern says so."""
        return self.shift_id == 0


@dataclass(frozen=True, slots=True)
class Roster:
    """The calendar of some days, each part in order of time.

    ``spans``: at work. ``absent``: inside an absence, would have been worked. ``skipped``: the pattern's shifts left
    out for a public holiday (Independence Day is paid as its Act says).
    """

    spans: tuple[Span, ...]
    absent: tuple[Span, ...]
    skipped: tuple[Span, ...]


class Timed(Protocol):
    """A shift as far as the law of working time cares: when it begins and ends, and its break."""

    @property
    def start(self) -> datetime: ...

    @property
    def end(self) -> datetime: ...

    @property
    def break_minutes(self) -> int: ...


T = TypeVar("T", bound=Timed)


class Away(Protocol):
    """An absence as far as the calendar cares: its days, when on the first of them it begins and when on the last it
    ends (minutes from midnight; None: with the day)."""

    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date: ...

    @property
    def start_minute(self) -> int | None: ...

    @property
    def end_minute(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval of the days ``first`` to ``until``; it no longer holds when a shift of them was changed after it."""

    first: date
    until: date
    minutes: int
    by: str
    at: datetime
    holds: bool
