"""The registry of questions: pages, JSON addresses and their description all come from this one list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from employer.law.calculators.absence.queries import QUESTIONS as ABSENCE
from employer.law.calculators.contract.queries import QUESTIONS as CONTRACT
from employer.law.calculators.ending.queries import QUESTIONS as ENDING
from employer.law.calculators.heta.queries import QUESTIONS as HETA
from employer.law.calculators.holiday.queries import QUESTIONS as HOLIDAY
from employer.law.calculators.pay.queries import QUESTIONS as PAY
from employer.law.calculators.people.queries import QUESTIONS as PEOPLE
from employer.law.calculators.schemas import Question
from employer.law.calculators.time.queries import QUESTIONS as TIME

GROUPS = ("contract", "ending", "holiday", "absence", "time", "pay", "heta", "people")
"""The groups of the index page, in order; each has a folder of its own."""

_ALL: tuple[Question, ...] = (*CONTRACT, *ENDING, *HOLIDAY, *ABSENCE, *TIME, *PAY, *HETA, *PEOPLE)
_BY_NAME: Mapping[str, Question] = MappingProxyType({one.name: one for one in _ALL})


def questions() -> tuple[Question, ...]:
    """Every question, in the order of the index page."""
    return _ALL


def question(name: str) -> Question:
    """The question of an address. Raises ``LookupError`` when there is none."""
    found = _BY_NAME.get(name)
    if found is None:
        raise LookupError("there is no such question")
    return found
