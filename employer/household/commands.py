"""The household file on the command line."""

from __future__ import annotations

from employer import texts
from employer.household.schemas import Problem


def words_of(problem: Problem, language: str) -> str:
    """One line for people: the place, what is wrong, and what is expected."""
    place = problem.place or texts.say(language, "household.whole_file")
    return f"{place}: {texts.say(language, f'household.problem.{problem.fault.code}', **dict(problem.fault.facts))}"
