"""What comes in and goes out about training: frozen plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
