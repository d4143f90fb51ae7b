"""Keeping answers: a dated record of who answered what, on which evidence."""

from __future__ import annotations

from sqlalchemy.orm import Session

from employer import audit, effective
from employer.answers import models
from employer.answers.schemas import Answer, read_value
from employer.effective import Hand
from employer.errors import Problems


def record_answer(session: Session, employer_id: int, answer: Answer, hand: Hand) -> int:
    """Keeps an answer and gives back its id; an earlier answer to the same question for the same day is replaced.

    Raises ``Refused`` when the question, the value or the document it rests on is missing or cannot be read.
    """
    value = check_answer(answer)
    same_day = session.scalars(
        effective.known(models.Answer, employer_id, hand.day).where(models.Answer.day == answer.day)
    )
    earlier = next((one for one in same_day if one.question == answer.question), None)
    row: models.Answer = effective.fill(
        models.Answer(),
        hand,
        employer_id,
        {
            "question": answer.question,
            "value": value,
            "document": answer.document.strip(),
            "day": answer.day,
            "replaces_id": None if earlier is None else earlier.id,
        },
    )
    session.add(row)
    session.flush()
    before = None if earlier is None else {"question": earlier.question, "day": earlier.day, "value": "…"}
    after = {"question": row.question, "day": row.day, "value": "…"}
    audit.record(session, employer_id, hand.by, "changes.answer", before, after, at=hand.at)
    return row.id


def check_answer(answer: Answer) -> str:
    """The value of an answer as calculations read it. Raises ``Refused`` with everything that is wrong with it."""
    problems = Problems()
    for field, text, most in (
        ("question", answer.question, 200),
        ("value", answer.value, 4000),
        ("document", answer.document, 4000),
    ):
        if not text.strip():
            problems.add(field, "text_needed")
        elif len(text) > most:
            problems.add(field, "text_too_long", most=most)
    value, expected = read_value(answer.question, answer.value)
    if answer.value.strip() and expected is not None:
        problems.add("value", f"answer_{expected}", text=answer.value.strip()[:60])
    problems.refuse()
    return value


def withdraw_answer(session: Session, employer_id: int, answer_id: int, hand: Hand) -> None:
    """Takes an answer back: its question is open again. Raises ``LookupError``."""
    row = session.scalar(effective.known(models.Answer, employer_id, hand.day).where(models.Answer.id == answer_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no answer {answer_id}")
    effective.withdraw(session, row, hand)
    words = {"question": row.question, "day": row.day, "value": "…"}
    audit.record(session, employer_id, hand.by, "changes.answer_withdrawn", words, None, at=hand.at)
