"""Noting averaging periods and taking them back. Nothing here commits.

The same period noted again takes the place of the earlier: so its end and its plan can be told later.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from employer import audit, contracts, effective, forms
from employer.arrangements import models
from employer.arrangements.averaging import queries
from employer.arrangements.averaging.schemas import Averaging, AveragingTyped
from employer.effective import Hand
from employer.errors import Problem, Refused, Sentence
from rules import load_book
from rules.decisions import working_time

_SUNDAY = 6
_WEEK = 7
_LONGEST_WEEK = 7 * 24 * 60


def note_averaging(session: Session, employer_id: int, employment_id: int, typed: AveragingTyped, hand: Hand) -> int:
    """Notes an averaging period; gives back the row's id.

    Raises ``Refused`` when it does not begin on a Monday and end on a Sunday of the employment, overlaps another one,
    or its plan cannot be read, has another number of weeks or averages above the law's week; ``LookupError``.
    """
    one = contracts.employment(session, employer_id, employment_id, hand.day)
    others = queries.averaging_of(session, employer_id, employment_id, hand.day)
    same = next((other for other in others if other.first == typed.first), None)
    problems = _days(typed, one.start)
    plan = None if typed.plan is None else read_plan(typed.plan)
    if typed.plan is not None and plan is None:
        problems.append(_problem("plan", "plan_not_read"))
    if not problems and any(_overlap(typed, other) for other in others if other is not same):
        problems.append(_problem("first", "overlaps"))
    if not problems and plan is not None:
        problems += _plan_fits(typed, plan)
    if problems:
        raise Refused(problems)
    text = None if plan is None else " ".join(str(minutes) for minutes in plan)
    facts = {"employment_id": one.id, "first": typed.first, "until": typed.until, "plan": text}
    row = effective.fill(models.AveragingPeriod(), hand, employer_id, facts)
    if same is not None:
        row.replaces_id = same.id
    session.add(row)
    session.flush()
    about = {"employment": one.code, "first": typed.first, "until": typed.until, "weeks": len(plan or ())}
    audit.record(session, employer_id, hand.by, "averaging.change.noted", None, about, at=hand.at)
    return int(row.id)


def take_back(session: Session, employer_id: int, employment_id: int, row_id: int, hand: Hand) -> None:
    """Takes a period back that should not have been noted. Raises ``LookupError``."""
    row = queries.row_of(session, employer_id, row_id, hand.day)
    if row.employment_id != employment_id:
        raise LookupError(f"employment {employment_id} has no averaging period {row_id}")
    first = row.first
    effective.withdraw(session, row, hand)
    code = contracts.employment(session, employer_id, employment_id, hand.day).code
    about = {"employment": code, "first": first}
    audit.record(session, employer_id, hand.by, "averaging.change.removed", about, None, at=hand.at)


def read_plan(text: str) -> tuple[int, ...] | None:
    """The minutes of each week from hours with spaces, semicolons or lines between: "44 36", "37,5; 42:30".

    None when one of them is no length of time within a week.
    """
    found = []
    field = forms.Duration(highest_minutes=_LONGEST_WEEK)
    for word in re.split(r"[\s;]+", text.strip()):
        try:
            found.append(field.deserialize(word))
        except ValidationError:
            return None
    return tuple(found)


# -- parts -------------------------------------------------------------------------------------------------------------


def _days(typed: AveragingTyped, start: date) -> list[Problem]:
    problems = []
    if typed.first.weekday() != 0:
        problems.append(_problem("first", "not_monday"))
    if typed.first + timedelta(days=_WEEK) <= start:
        problems.append(_problem("first", "outside_employment"))
    if typed.until is not None and typed.until < typed.first:
        problems.append(_problem("until", "ends_first"))
    elif typed.until is not None and typed.until.weekday() != _SUNDAY:
        problems.append(_problem("until", "not_sunday"))
    return problems


def _overlap(typed: AveragingTyped, other: Averaging) -> bool:
    return (other.until is None or typed.first <= other.until) and (typed.until is None or other.first <= typed.until)


def _plan_fits(typed: AveragingTyped, plan: tuple[int, ...]) -> list[Problem]:
    if typed.until is None:
        return [_problem("until", "plan_needs_end")]
    weeks = ((typed.until - typed.first).days + 1) // _WEEK
    if len(plan) != weeks:
        return [_problem("plan", "plan_weeks", told=len(plan), weeks=weeks)]
    if not working_time.averaging_plan(plan, typed.until, load_book()).outcome:
        return [_problem("plan", "plan_too_much")]
    return []


def _problem(field: str, code: str, **facts: object) -> Problem:
    key = f"averaging.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", facts), Sentence(f"{key}.do", facts))
