"""What the page of an illness in a holiday shows and reads: frozen plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Choice, Day, FormSchema, Ticked
from employer.leave.schemas import GROUNDS
from rules import Period, Reason

REQUESTS = ("in_time", "late_with_reason", "late", "none")
"""Whether the employee asked to move the holiday: without delay, late with or without a reason, or not at all."""


@dataclass(frozen=True, slots=True)
class IllnessTyped:
    """An incapacity for work in a holiday as typed: its days and cause, and how moving was asked for.

    ``known_before``: treatment that was known to fall in the holiday. ``own_fault``: caused on purpose or by gross
    negligence. ``proof_missing``: the statement was asked for and not given. ``step``: look first, or move.
    """

    first: date
    last: date
    request: str
    certificate_seen: date | None = None
    cause: str = "sick"
    asked: date | None = None
    known_before: bool = False
    own_fault: bool = False
    proof_missing: bool = False
    step: str = "look"


class IllnessSchema(FormSchema):
    """The form of an illness in a holiday, and of its check page."""

    command: ClassVar[type] = IllnessTyped
    first = Day(required=True, metadata={"missing": "day"})
    last = Day(required=True, metadata={"missing": "day"})
    request = Choice(REQUESTS, required=True, metadata={"missing": "choice"})
    certificate_seen = Day()
    cause = Choice(GROUNDS["moved"], required=True, metadata={"missing": "choice"})
    asked = Day()
    known_before = Ticked()
    own_fault = Ticked()
    proof_missing = Ticked()
    step = Choice(("look", "move"), load_default="look")


@dataclass(frozen=True, slots=True)
class Moving:
    """What an illness does to a holiday.

    ``moved`` and ``own_risk``: holiday days. ``holidays``: what stays holiday, with the own-risk days in it; ``ill``:
    what becomes absence for it. ``reasons`` say why, and until when the moved days are given (25 and 26 §).
    ``by_year``: the first day of the credit year, the first moved day and the moved days of each year that gives them.
    """

    moved: int
    own_risk: int
    holidays: tuple[tuple[Period, int], ...]
    ill: tuple[Period, ...]
    reasons: tuple[Reason, ...]
    by_year: tuple[tuple[date, date, int], ...] = ()
