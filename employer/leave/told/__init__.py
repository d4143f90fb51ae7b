"""What is told of a leave: when, the expected day of birth, why its dates change, a study leave that is
postponed, and what the employer answers."""

from employer.leave.told.schemas import ANSWERS, BY_AGREEMENT, REFUSABLE, TELLABLE, ToldSchema, ToldTyped
from employer.leave.told.service import answer_to, asked, carried, change_is_open, note, waits_for_answer, warnings

__all__ = [
    "ANSWERS",
    "BY_AGREEMENT",
    "REFUSABLE",
    "TELLABLE",
    "ToldSchema",
    "ToldTyped",
    "answer_to",
    "asked",
    "carried",
    "change_is_open",
    "note",
    "waits_for_answer",
    "warnings",
]
