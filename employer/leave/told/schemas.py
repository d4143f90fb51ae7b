"""What is told of a leave, as typed: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Choice, Day, FormSchema, Whole
from rules.decisions import family_leave

TELLABLE = ("pregnancy", "parental", "childcare", "partial_childcare", "study")
"""Kinds of which it is noted when the employee told of them (55/2001 4:3 a, 273/1979)."""
MISTAKE = "mistake"
"""The noted dates were wrong: nothing changed, and nothing had to be told."""
CHANGES = (*family_leave.CHANGE_GROUNDS, MISTAKE)


@dataclass(frozen=True, slots=True)
class ToldTyped:
    """What was told of a leave. Its fields are those of ``leave.schemas.Absence``."""

    told: date | None = None
    due: date | None = None
    change_ground: str | None = None
    changed_from: date | None = None
    postponements: int | None = None


class ToldSchema(FormSchema):
    """The form of what was told of a leave."""

    command: ClassVar[type] = ToldTyped
    told = Day(load_default=None)
    due = Day(load_default=None)
    change_ground = Choice(CHANGES, load_default=None)
    changed_from = Day(load_default=None)
    postponements = Whole(lowest=1, highest=20, load_default=None)
