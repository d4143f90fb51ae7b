"""Doing things with training: note, correct and take back. None of it commits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from employer import audit, contracts, effective
from employer.contracts.schemas import EmploymentFacts
from employer.effective import Hand
from employer.errors import Problems
from employer.training import models, queries
from employer.training.schemas import Training, TrainingTyped

_LONGEST = 24 * 60


def add_training(session: Session, employer_id: int, training: Training, hand: Hand) -> int:
    """Notes a training and gives back its id. Raises ``Refused``, or ``LookupError`` for an unknown employment."""
    employment = contracts.employment(session, employer_id, training.employment_id, hand.day)
    problems = Problems()
    _check(problems, employment, training)
    problems.refuse()
    row = _row(employer_id, training, hand)
    session.add(row)
    session.flush()
    words = _words(employment.code, training)
    audit.record(session, employer_id, hand.by, "changes.training_added", None, words, at=hand.at)
    return row.id


def change_training(session: Session, employer_id: int, training_id: int, training: Training, hand: Hand) -> int:
    """Corrects a training: a new row replaces it. Gives back the new id. Raises ``Refused``, ``LookupError``."""
    before = queries.training(session, employer_id, training_id, hand.day)
    employment = contracts.employment(session, employer_id, training.employment_id, hand.day)
    problems = Problems()
    if before.employment_id != training.employment_id:
        problems.add("employment", "not_this_employment")
    _check(problems, employment, training)
    problems.refuse()
    row = _row(employer_id, training, hand)
    row.replaces_id = training_id
    session.add(row)
    session.flush()
    audit.record(
        session,
        employer_id,
        hand.by,
        "changes.training_changed",
        _words(employment.code, before),
        _words(employment.code, training),
        at=hand.at,
    )
    return row.id


def note_training(session: Session, employer_id: int, employment_id: int, typed: TrainingTyped, hand: Hand) -> int:
    """Notes a training as typed, or corrects the one that it names; the line of the budget stays. Gives back its id.

    Raises ``Refused``, ``LookupError``.
    """
    before = queries.training(session, employer_id, typed.training, hand.day) if typed.training else None
    given = Training(
        employment_id=employment_id,
        title=typed.title,
        day=typed.day,
        minutes=typed.minutes,
        required=typed.required,
        paid=typed.paid,
        cost_cents=typed.cost or None,
        line=typed.line or (None if before is None else before.line),
    )
    if before is None:
        return add_training(session, employer_id, given, hand)
    return change_training(session, employer_id, before.id, given, hand)


def remove_training(session: Session, employer_id: int, training_id: int, hand: Hand) -> None:
    """Takes a training back. Raises ``LookupError``."""
    row = queries.training_row(session, employer_id, training_id, hand.day)
    employment = contracts.employment(session, employer_id, row.employment_id, hand.day)
    effective.withdraw(session, row, hand)
    words = _words(employment.code, queries.fact(row))
    audit.record(session, employer_id, hand.by, "changes.training_removed", words, None, at=hand.at)


def _check(problems: Problems, employment: EmploymentFacts, training: Training) -> None:
    if not training.title.strip():
        problems.add("title", "text_needed")
    elif len(training.title) > 200:
        problems.add("title", "text_too_long", most=200)
    if training.minutes <= 0:
        problems.add("minutes", "more_than_zero", text=training.minutes)
    elif training.minutes > _LONGEST:
        problems.add("minutes", "shift_too_long", hours=training.minutes // 60)
    if training.cost_cents is not None and training.cost_cents < 0:
        problems.add("cost", "not_negative", text=training.cost_cents)
    if not employment.runs_on(training.day):
        problems.add("day", "outside_employment", day=training.day)


def _row(employer_id: int, training: Training, hand: Hand) -> models.Training:
    row: models.Training = effective.fill(
        models.Training(),
        hand,
        employer_id,
        {
            "employment_id": training.employment_id,
            "title": training.title,
            "day": training.day,
            "minutes": training.minutes,
            "required": training.required,
            "paid": training.paid,
            "cost": training.cost_cents,
            "line": training.line,
        },
    )
    return row


def _words(employment: str, training: Training) -> dict[str, object]:
    return {
        "employment": employment,
        "title": training.title,
        "day": training.day,
        "minutes": training.minutes,
        "required": training.required,
        "paid": training.paid,
        "cost_cents": training.cost_cents,
    }
