"""An averaging period as typed and as kept: frozen plain data. Time is whole minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Day, FormSchema, Text


@dataclass(frozen=True, slots=True)
class Averaging:
    """Whole weeks from a Monday to a Sunday. ``plan``: the minutes of each week; None: nobody has said."""

    first: date
    until: date | None
    plan: tuple[int, ...] | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class AveragingTyped:
    """What the form sends: ``plan`` as typed, the hours of each week with spaces between."""

    first: date
    until: date | None = None
    plan: str | None = None


class AveragingSchema(FormSchema):
    """The form of an averaging period."""

    command: ClassVar[type] = AveragingTyped
    first = Day(required=True, metadata={"missing": "day"})
    until = Day()
    plan = Text(longest=600)
