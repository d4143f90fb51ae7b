"""What is told of a leave, as typed: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Choice, Day, FormSchema, Text, Whole
from rules.decisions import family_leave

BY_AGREEMENT = ("partial_parental", "close_person")
TELLABLE = ("pregnancy", "parental", "childcare", "partial_childcare", "study", *BY_AGREEMENT)
"""Kinds of which it is noted when the employee told of them or asked for them (55/2001 4:2 a to 4:7 a, 273/1979)."""
MISTAKE = "mistake"
"""The noted dates were wrong: nothing changed, and nothing had to be told."""
NOTICE_KEPT = "notice_kept"
"""The employer kept to the notice time of a leave that was told late, and the leave begins later."""
CHANGES = (*family_leave.CHANGE_GROUNDS, NOTICE_KEPT, MISTAKE)
ANSWERS = ("agreed", "refused")
"""What the employer answers: agrees to a leave that was told late, or to one by agreement; refuses a partial parental
leave. A leave of whole days that was refused is none, and is not noted."""
REFUSABLE = ("partial_parental",)


@dataclass(frozen=True, slots=True)
class ToldTyped:
    """What was told of a leave. Its fields are those of ``leave.schemas.Absence``."""

    told: date | None = None
    due: date | None = None
    change_ground: str | None = None
    changed_from: date | None = None
    postponements: int | None = None
    answer: str | None = None
    answered: date | None = None
    answer_ground: str | None = None


class ToldSchema(FormSchema):
    """The form of what was told of a leave."""

    command: ClassVar[type] = ToldTyped
    told = Day(load_default=None)
    due = Day(load_default=None)
    change_ground = Choice(CHANGES, load_default=None)
    changed_from = Day(load_default=None)
    postponements = Whole(lowest=1, highest=20, load_default=None)
    answer = Choice(ANSWERS, load_default=None)
    answered = Day(load_default=None)
    answer_ground = Text(1000, load_default=None)
