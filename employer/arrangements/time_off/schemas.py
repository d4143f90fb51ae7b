"""What is exchanged for time off, as typed and as kept, and its balance: frozen plain data. Time is whole minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Choice, Day, Duration, FormSchema, Ticked

KINDS = ("overtime_50", "overtime_100", "overtime_weekly", "additional", "weekly_rest")
"""Overtime by its increase, additional work, and weekly rest that was missed."""


@dataclass(frozen=True, slots=True)
class TimeOff:
    """Minutes of one kind of work of a day that are taken as time off, and the day on which that was agreed.

    ``increase_only``: the work is paid, its increase alone is taken as time off. ``by``: the last day for the time off
    where another one than the law's was agreed. Weekly rest that was missed is given back without an agreement.
    """

    day: date
    kind: str
    minutes: int
    agreed: date | None = None
    increase_only: bool = False
    by: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """The time off of an employment as of a day, in minutes. ``by``: the first last day of what is left.

    ``left``: each exchange that has something left, with its last day and the minutes.
    """

    earned: int
    taken: int
    left: tuple[tuple[TimeOff, date, int], ...]

    @property
    def left_minutes(self) -> int:
        """What is left together."""
        return sum(minutes for _, _, minutes in self.left)

    @property
    def by(self) -> date | None:
        """The first last day of what is left."""
        return min((by for _, by, _ in self.left), default=None)


NO_BALANCE = Balance(0, 0, ())


class TimeOffSchema(FormSchema):
    """The form of an exchange."""

    command: ClassVar[type] = TimeOff
    day = Day(required=True, metadata={"missing": "day"})
    kind = Choice(KINDS, required=True, metadata={"missing": "choice"})
    minutes = Duration(highest_minutes=2 * 24 * 60, required=True, metadata={"missing": "duration"})
    increase_only = Ticked()
    agreed = Day()
    by = Day()
