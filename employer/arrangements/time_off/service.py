"""Noting what is exchanged for time off, and taking it back. Nothing here commits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from employer import audit, contracts, effective
from employer.arrangements import models
from employer.arrangements.time_off import queries
from employer.arrangements.time_off.schemas import KINDS, TimeOff
from employer.effective import Hand
from employer.errors import Problem, Refused, Sentence
from payroll import exchanged
from rules import NoValueForDay, load_book

_WITHOUT_INCREASE = ("additional", exchanged.WEEKLY_REST)


def note_time_off(
    session: Session, employer_id: int, employment_id: int, noted: TimeOff, hand: Hand, *, to_come: bool = False
) -> int:
    """Notes minutes of a day's work that are taken as time off; gives back the row's id.

    Raises ``Refused`` for no minutes, an unknown kind, a day outside the employment or before the law that the book
    holds, minutes that would give no whole minute of time off, an increase that the kind does not have, overtime
    without the day of the agreement, one that is after the hand's day unless it may be ``to_come`` (a file is worked
    through as of a day of its own), and a last day before the work; ``LookupError``.
    """
    one = contracts.employment(session, employer_id, employment_id, hand.day)
    problems = []
    if noted.kind not in KINDS:
        problems.append(_problem("kind", "kind"))
    if noted.minutes <= 0:
        problems.append(_problem("minutes", "more_than_nothing"))
    if not one.runs_on(noted.day):
        problems.append(_problem("day", "outside_employment"))
    if noted.increase_only and noted.kind in _WITHOUT_INCREASE:
        problems.append(_problem("increase_only", "no_increase"))
    if noted.agreed is None and noted.kind != exchanged.WEEKLY_REST:
        problems.append(_problem("agreed", "agreement_needed"))
    if noted.agreed is not None and noted.agreed > hand.day and not to_come:
        problems.append(_problem("agreed", "to_come", day=hand.day))
    if noted.by is not None and noted.by < noted.day:
        problems.append(_problem("by", "before_work"))
    if not problems:
        problems += _whole(noted)
    if problems:
        raise Refused(problems)
    facts = {
        "employment_id": one.id,
        "day": noted.day,
        "kind": noted.kind,
        "minutes": noted.minutes,
        "increase_only": noted.increase_only,
        "agreed": noted.agreed,
        "until": noted.by,
    }
    row = effective.fill(models.TimeOff(), hand, employer_id, facts)
    session.add(row)
    session.flush()
    about = {"employment": one.code, "day": noted.day, "minutes": noted.minutes}
    audit.record(session, employer_id, hand.by, "changes.time_off", None, about, at=hand.at)
    return int(row.id)


def take_back(session: Session, employer_id: int, employment_id: int, row_id: int, hand: Hand) -> None:
    """Takes an exchange back that should not have been noted; a payslip that was issued stays. Raises
    ``LookupError``."""
    row = queries.row_of(session, employer_id, employment_id, row_id, hand.day)
    code = contracts.employment(session, employer_id, employment_id, hand.day).code
    about = {"employment": code, "day": row.day, "minutes": row.minutes}
    effective.withdraw(session, row, hand)
    audit.record(session, employer_id, hand.by, "changes.time_off_removed", about, None, at=hand.at)


def _whole(noted: TimeOff) -> list[Problem]:
    try:
        exchanged.credit(queries.exchange(noted), load_book())
    except NoValueForDay:
        return [_problem("day", "before_law")]
    except ValueError:
        return [_problem("minutes", "even_minutes")]
    return []


def _problem(field: str, code: str, **facts: object) -> Problem:
    key = f"time_off.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", facts), Sentence(f"{key}.do", facts))
