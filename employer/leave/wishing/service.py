"""An employee wishes for a holiday, the employer answers; an accepted wish is a planned holiday. Nothing commits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from employer import audit, contracts, effective
from employer.effective import Hand
from employer.errors import Conflict, Problem, Problems, Refused, Sentence
from employer.leave import models, queries, service
from employer.leave.balances.schemas import HolidayTyped
from employer.leave.schemas import Absence, Wish
from employer.leave.wishing.schemas import Answer
from rules import Period, calendar

Trainings = Iterable[tuple[date, int]]


def wish(session: Session, employer_id: int, employment_id: int, typed: HolidayTyped, hand: Hand) -> int:
    """Keeps a wish for a holiday. Gives back its id.

    Raises ``Refused`` for days that have come, lie outside the employment, use no holiday day, or are already of an
    absence or of another open wish; ``LookupError``.
    """
    employment = contracts.employment(session, employer_id, employment_id, hand.day)
    problems = Problems()
    if typed.last < typed.first:
        problems.add("last", "ends_before_it_begins", first=typed.first, last=typed.last)
    problems.refuse()
    for field, day in (("first", typed.first), ("last", typed.last)):
        if not employment.runs_on(day):
            problems.add(field, "outside_employment", day=day)
    if calendar.holiday_days(Period.closed(typed.first, typed.last)) == 0:
        problems.add("first", "no_holiday_day")
    others = [
        *queries.absences(session, employer_id, employment_id, hand.day),
        *(one for one in queries.wishes(session, employer_id, employment_id, hand.day) if one.state == "wished"),
    ]
    for other in others:
        if other.first <= typed.last and typed.first <= other.last:
            problems.add("first", "overlaps", first=other.first, last=other.last)
    if typed.first <= hand.day:
        problems.found.append(_problem("first", "day_has_come"))
    problems.refuse()
    facts = {
        "employment_id": employment_id,
        "first": typed.first,
        "last": typed.last,
        "state": "wished",
        "answer": None,
        "wished_at": hand.at,
        "wished_by": hand.by,
    }
    row = effective.fill(models.HolidayWish(), hand, employer_id, facts)
    session.add(row)
    session.flush()
    _record(session, employer_id, "wished", queries.wish_fact(row), hand)
    return int(row.id)


def answer(
    session: Session,
    employer_id: int,
    wish_id: int,
    given: Answer,
    hand: Hand,
    trainings: Trainings = (),
    *,
    accepted: bool,
) -> None:
    """Accepts an open wish, which plans the holiday, or declines it with the employer's words.

    Raises ``Refused`` when nothing is said for declining, or the holiday cannot be planned (more days than have been
    earned and no written agreement); ``Conflict`` when the wish is no longer open, or its days have come;
    ``LookupError``.
    """
    found = open_wish(session, employer_id, wish_id, hand.day)
    if not accepted and not given.answer:
        raise Refused([_problem("answer", "answer_needed")])
    if accepted:
        if found.first <= hand.day:
            raise Conflict("the wished days have come")
        holiday = Absence(
            found.employment_id, "annual_holiday", found.first, found.last, agreed_in_writing=given.agreed
        )
        service.plan_holiday(session, employer_id, holiday, hand, trainings)
    _replace(session, employer_id, found, "accepted" if accepted else "declined", given.answer, hand)


def withdraw(session: Session, employer_id: int, wish_id: int, hand: Hand) -> None:
    """The employee no longer wishes it. Raises ``Conflict`` when it has been answered, ``LookupError``."""
    found = open_wish(session, employer_id, wish_id, hand.day)
    _replace(session, employer_id, found, "withdrawn", None, hand)


def open_wish(session: Session, employer_id: int, wish_id: int, known_on: date) -> Wish:
    """A wish that waits for its answer. Raises ``Conflict`` when it has one, ``LookupError``."""
    found = queries.wish(session, employer_id, wish_id, known_on)
    if found.state != "wished":
        raise Conflict("the wish has been answered")
    return found


# -- parts -------------------------------------------------------------------------------------------------------------


def _replace(session: Session, employer_id: int, before: Wish, state: str, words: str | None, hand: Hand) -> None:
    facts = {
        "employment_id": before.employment_id,
        "first": before.first,
        "last": before.last,
        "state": state,
        "answer": words,
        "wished_at": before.wished_at,
        "wished_by": before.wished_by,
    }
    row = effective.fill(models.HolidayWish(), hand, employer_id, facts)
    row.replaces_id = before.id
    session.add(row)
    session.flush()
    _record(session, employer_id, state, queries.wish_fact(row), hand)


def _record(session: Session, employer_id: int, state: str, found: Wish, hand: Hand) -> None:
    code = contracts.employment(session, employer_id, found.employment_id, hand.day).code
    words = {"employment": code, "first": found.first, "last": found.last, "answer": found.answer}
    audit.record(session, employer_id, hand.by, f"leave.change.{state}", None, words, at=hand.at)


def _problem(field: str, code: str) -> Problem:
    key = f"leave.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", {}), Sentence(f"{key}.do", {}))
