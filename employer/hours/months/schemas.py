"""A month of hours as plain data, and what the forms of hours send. Time is whole minutes, moments are Finnish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from employer.forms import Choice as ChoiceField
from employer.forms import ClockTime, Day, Duration, FormSchema, Text, Whole
from employer.hours.schemas import KINDS
from rules import Reason

CHANGE_WAYS = ("consent", "ask", "weighty_reason")
"""How a change of a published roster is allowed: the employee has agreed, is asked first, or a weighty reason."""
STATES = ("planned", "unconfirmed", "worked", "away", "cancelled", "skipped", "free")


@dataclass(frozen=True, slots=True)
class Choice:
    """An employment that a person may look at, with its employee's name."""

    id: int
    code: str
    employee_id: int
    name: str
    email: str | None
    job: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """One shift as shown. ``shift_id`` 0: it comes from the weekly pattern. ``minutes`` without the break."""

    start: datetime
    end: datetime
    break_minutes: int
    minutes: int
    kind: str
    status: str
    shift_id: int = 0


@dataclass(frozen=True, slots=True)
class DayOfHours:
    """One day: what was planned, what was worked, and how they differ.

    ``state``: planned (still to come), unconfirmed (over, nobody has said it was worked), worked, away (inside an
    absence), cancelled, skipped (free because of a public holiday) or free. ``difference`` is worked less planned
    minutes; it counts only when somebody entered other hours than the plan's.
    """

    day: date
    state: str
    planned: tuple[Part, ...] = ()
    worked: tuple[Part, ...] = ()
    planned_minutes: int = 0
    worked_minutes: int = 0
    difference: int = 0
    approved: bool = False
    away_kind: str | None = None
    entered: bool = False

    @property
    def differs(self) -> bool:
        """Whether the day is not as planned and somebody has to look at it."""
        return self.state == "unconfirmed" or (self.entered and self.planned != self.worked)


@dataclass(frozen=True, slots=True)
class MonthOfHours:
    """The days of one month that have something to show, and their sums.

    ``approve_until``: the last day that can be approved now, None when there is nothing. ``to_look_at``: days that
    differ and have not been approved one by one; while there are any, the month is not approved at once.
    ``young``: what the hours break of the Young Workers Act, by day; ``asks``: what of it nobody has said.
    """

    choice: Choice
    first: date
    last: date
    days: tuple[DayOfHours, ...]
    planned_minutes: int
    worked_minutes: int
    away_minutes: int
    to_come_minutes: int
    approve_until: date | None
    approve_minutes: int
    to_look_at: tuple[date, ...]
    approved: bool
    young: tuple[tuple[date, Reason], ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftTyped:
    """A shift as typed. It ends on the next day when ``end`` is not later than ``start``."""

    day: date
    start: time
    end: time
    break_minutes: int = 0
    kind: str = "work"
    shift: int = 0
    agreed: str | None = None
    why: str | None = None


class ShiftSchema(FormSchema):
    """The form of one shift. ``shift``: the entered shift that is corrected, 0 for a new one.

    ``agreed`` and ``why``: what allows the change of a shift of a published roster (see ``CHANGE_WAYS``).
    """

    command: ClassVar[type] = ShiftTyped
    day = Day(required=True, metadata={"missing": "day"})
    start = ClockTime(required=True, metadata={"missing": "clock_time"})
    end = ClockTime(required=True, metadata={"missing": "clock_time"})
    break_minutes = Duration(load_default=0, highest_minutes=12 * 60)
    kind = ChoiceField(KINDS, load_default="work")
    shift = Whole(load_default=0, highest=2_000_000_000)
    agreed = ChoiceField(CHANGE_WAYS)
    why = Text(300)


@dataclass(frozen=True, slots=True)
class DayTyped:
    """A day whose shift is cancelled, confirmed or given back. ``agreed`` and ``why`` as in ``ShiftTyped``."""

    day: date
    shift: int = 0
    agreed: str | None = None
    why: str | None = None


class DaySchema(FormSchema):
    """The buttons of one day."""

    command: ClassVar[type] = DayTyped
    day = Day(required=True, metadata={"missing": "day"})
    shift = Whole(load_default=0, highest=2_000_000_000)
    agreed = ChoiceField(CHANGE_WAYS)
    why = Text(300)


@dataclass(frozen=True, slots=True)
class ApprovalTyped:
    """The days that are approved and the minutes that were seen on the page."""

    first: date
    until: date
    minutes: int


class ApprovalSchema(FormSchema):
    """The buttons that approve hours."""

    command: ClassVar[type] = ApprovalTyped
    first = Day(required=True)
    until = Day(required=True)
    minutes = Whole(required=True, highest=100_000)
