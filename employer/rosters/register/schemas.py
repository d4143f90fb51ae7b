"""Rows of the working-time register. Whole minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RegisterDay:
    """A day at work: all minutes, and those of them that are increased or were emergency work; standby is no working
    time."""

    day: date
    times: tuple[tuple[int, int], ...]  # minutes from midnight on the clock: start, end
    worked: int
    overtime_50: int
    overtime_100: int
    sunday: int
    standby: int
    emergency: int = 0


@dataclass(frozen=True, slots=True)
class RegisterWeek:
    """A week's additional work and weekly overtime, which no single day shows."""

    monday: date
    additional: int
    weekly_overtime: int


@dataclass(frozen=True, slots=True)
class Register:
    """The register of an employment from ``first`` to ``last``. ``unconfirmed``: days that nobody has confirmed."""

    employment: str
    employee: str
    employer: str
    first: date
    last: date
    days: tuple[RegisterDay, ...]
    weeks: tuple[RegisterWeek, ...]
    unconfirmed: tuple[date, ...]
    kept_until: date

    def total(self, name: str) -> int:
        """The minutes of one kind together."""
        rows = self.weeks if name in ("additional", "weekly_overtime") else self.days
        return sum(getattr(one, name) for one in rows)
