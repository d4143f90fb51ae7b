"""Rows of the working-time register. Whole minutes and whole cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

PAID_AS = {
    "base_pay": "worked",
    "additional_hours": "additional",
    "overtime_50": "overtime_50",
    "overtime_100": "overtime_100",
    "sunday": "sunday",
    "emergency": "emergency",
    "standby": "standby",
}
"""Lines of a payslip that pay hours, and which hours of the register they pay; an increase is a line of its own."""


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
class PaidFor:
    """What a payslip, its corrections included, has paid for the hours of its days: cents by the register's kinds."""

    number: str
    first: date
    last: date
    payment_day: date
    cents: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenAsTimeOff:
    """Work of a day that is taken as time off instead of money: its kind, its minutes and those of the time off."""

    day: date
    kind: str
    minutes: int
    time_off: int


@dataclass(frozen=True, slots=True)
class Register:
    """The register of an employment from ``first`` to ``last``. ``unconfirmed``: days that nobody has confirmed;
    ``paid``: what issued payslips that touch the days have paid for hours; None: not to be shown to the reader."""

    employment: str
    employee: str
    employer: str
    first: date
    last: date
    days: tuple[RegisterDay, ...]
    weeks: tuple[RegisterWeek, ...]
    unconfirmed: tuple[date, ...]
    kept_until: date
    paid: tuple[PaidFor, ...] | None = None
    time_off: tuple[TakenAsTimeOff, ...] = ()

    def total(self, name: str) -> int:
        """The minutes of one kind together."""
        rows = self.weeks if name in ("additional", "weekly_overtime") else self.days
        return sum(getattr(one, name) for one in rows)
