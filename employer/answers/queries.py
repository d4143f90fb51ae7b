"""Reading answers: always within one employer, always as known on a day, always as frozen plain data."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from employer import effective
from employer.answers import models
from employer.answers.schemas import Answer


def answers_known(session: Session, employer_id: int, known_on: date) -> tuple[Answer, ...]:
    """Every answer that stood on a day, in the order in which they were given."""
    rows = effective.rows(session, models.Answer, employer_id, known_on)
    return tuple(
        Answer(
            question=row.question,
            value=row.value,
            document=row.document,
            day=row.day,
            by=row.recorded_by,
            at=row.recorded_at,
            id=row.id,
        )
        for row in rows
    )


def answer(session: Session, employer_id: int, question: str, on: date, known_on: date) -> Answer | None:
    """The answer to a question in force on a day: the one with the latest first day by then, or None."""
    found = None
    for one in answers_known(session, employer_id, known_on):
        if one.question == question and one.day <= on and (found is None or one.day >= found.day):
            found = one
    return found
