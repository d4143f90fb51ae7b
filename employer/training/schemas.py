"""What comes in and goes out about training: frozen plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Day, Duration, Euros, FormSchema, Text, Whole, YesNo


@dataclass(frozen=True, slots=True)
class Training:
    """A training on a day. ``cost_cents`` None: it costs nothing; ``line`` is the budget line that pays the cost.

    ``required``: by law, by an agreement, or because the work cannot be done without it.
    """

    employment_id: int
    title: str
    day: date
    minutes: int
    required: bool
    paid: bool
    cost_cents: int | None = None
    line: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class TrainingTyped:
    """A training as typed; ``training`` is the noted one that is corrected, 0 for a new one."""

    title: str
    day: date
    minutes: int
    required: bool
    paid: bool
    cost: int | None = None
    line: str | None = None
    training: int = 0


class TrainingSchema(FormSchema):
    """The form of a training."""

    command: ClassVar[type] = TrainingTyped
    title = Text(200, required=True)
    day = Day(required=True, metadata={"missing": "day"})
    minutes = Duration(required=True, metadata={"missing": "duration"})
    required = YesNo(required=True, metadata={"missing": "choice"})
    paid = YesNo(required=True, metadata={"missing": "choice"})
    cost = Euros()
    line = Text(40)
    training = Whole(load_default=0, highest=2_000_000_000)
