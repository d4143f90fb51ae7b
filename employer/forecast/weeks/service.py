"""Checks the weeks of a roster or of entered hours against the lines that the decision grants by the week.

The ceiling holds for all employees together. What is paid counts as it was paid, the rest as it is planned or worked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from employer import budget
from employer.budget.schemas import Ceiling
from employer.forecast.service import planned_costs


@dataclass(frozen=True, slots=True)
class WeekOver:
    """A week that goes beyond its line: the line's title, and the week with what is granted and used."""

    title: str
    week: Ceiling


def over(session: Session, employer_id: int, first: date, last: date, known_on: date) -> tuple[WeekOver, ...]:
    """The weeks that touch the days from ``first`` to ``last`` and go beyond what a line grants, in order of days."""
    found = []
    for decision in budget.decisions(session, employer_id, known_on):
        weekly = [line for line in decision.lines if line.period == "week"]
        if not weekly or decision.first > last or decision.until < first:
            continue
        as_of = min(max(known_on, decision.first), decision.until)
        costs = (
            *budget.costs(session, employer_id, known_on),
            *planned_costs(session, employer_id, as_of, known_on),
        )
        for line in weekly:
            weeks = budget.ceilings(decision, line, [replace(one, day=one.for_day) for one in costs], decision.until)
            found += [
                WeekOver(line.title, week)
                for week in weeks
                if week.first <= last and first <= week.last and (week.over or week.over_minutes)
            ]
    return tuple(sorted(found, key=lambda one: (one.week.first, one.title)))
