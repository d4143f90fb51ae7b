"""What the page of an illness in a holiday shows and reads: frozen plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Choice, Day, FormSchema
from rules import Period, Reason

REQUESTS = ("in_time", "late_with_reason", "late", "none")
"""Whether the employee asked to move the holiday: without delay, late with or without a reason, or not at all."""


@dataclass(frozen=True, slots=True)
class IllnessTyped:
    """An illness in a holiday as typed: its days, and how moving was asked for. ``step``: look first, or move."""

    first: date
    last: date
    request: str
    certificate_seen: date | None = None
    step: str = "look"


class IllnessSchema(FormSchema):
    """The form of an illness in a holiday, and of its check page."""

    command: ClassVar[type] = IllnessTyped
    first = Day(required=True, metadata={"missing": "day"})
    last = Day(required=True, metadata={"missing": "day"})
    request = Choice(REQUESTS, required=True, metadata={"missing": "choice"})
    certificate_seen = Day()
    step = Choice(("look", "move"), load_default="look")


@dataclass(frozen=True, slots=True)
class Moving:
    """What an illness does to a holiday.

    ``moved`` and ``own_risk``: holiday days. ``holidays``: what stays holiday, with the own-risk days in it; ``ill``:
    what becomes absence for illness. ``reasons`` say why, and until when the moved days are given (25 and 26 §).
    """

    moved: int
    own_risk: int
    holidays: tuple[tuple[Period, int], ...]
    ill: tuple[Period, ...]
    reasons: tuple[Reason, ...]
