"""Answers to open questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from employer import answers, audit
from employer.answers.schemas import Answer
from employer.effective import Hand
from employer.errors import Refused

QUESTION = "accident_percent:ilona-1:2026-01-30"
JANUARY = date(2026, 1, 30)


def test_an_answer_is_known_from_its_recording_and_says_who_gave_it(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    employer_id = household[0]
    given = Answer(QUESTION, " 1.20 ", "vakuutuskirja TT1002003", JANUARY)
    answers.record_answer(session, employer_id, given, hand_on(date(2026, 2, 3)))
    session.expire_all()
    assert answers.answers_known(session, employer_id, date(2026, 2, 2)) == ()
    (read,) = answers.answers_known(session, employer_id, date(2026, 2, 3))
    assert (read.question, read.value, read.document, read.day) == (
        QUESTION,
        "1.20",
        "vakuutuskirja TT1002003",
        JANUARY,
    )
    assert (read.by, read.topic) == ("Salla Aallonkoski", "accident_percent")
    assert read.at is not None
    assert read.at.date() == date(2026, 2, 3)


def test_a_later_answer_for_the_same_day_replaces_and_for_another_day_follows(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    employer_id = household[0]
    for value, day, recorded in (
        ("1.20", JANUARY, date(2026, 2, 3)),
        ("1.25", JANUARY, date(2026, 2, 10)),
        ("1.40", date(2026, 7, 1), date(2026, 6, 20)),
    ):
        answers.record_answer(session, employer_id, Answer(QUESTION, value, "vakuutuskirja", day), hand_on(recorded))
    known = date(2026, 6, 20)
    assert [one.value for one in answers.answers_known(session, employer_id, known)] == ["1.25", "1.40"]
    in_force = [
        answers.answer(session, employer_id, QUESTION, on, known)
        for on in (date(2026, 1, 29), JANUARY, date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert [None if one is None else one.value for one in in_force] == [None, "1.25", "1.25", "1.40"]
    earlier = answers.answer(session, employer_id, QUESTION, JANUARY, date(2026, 2, 9))
    assert earlier is not None
    assert earlier.value == "1.20"


def test_a_withdrawn_answer_opens_the_question_again(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    employer_id = household[0]
    answer_id = answers.record_answer(
        session, employer_id, Answer(QUESTION, "1.20", "kirje", JANUARY), hand_on(date(2026, 2, 3))
    )
    answers.withdraw_answer(session, employer_id, answer_id, hand_on(date(2026, 2, 5)))
    assert answers.answers_known(session, employer_id, date(2026, 2, 5)) == ()
    assert len(answers.answers_known(session, employer_id, date(2026, 2, 4))) == 1
    with pytest.raises(LookupError):
        answers.withdraw_answer(session, employer_id, answer_id, hand_on(date(2026, 2, 6)))


def test_an_answer_without_value_or_document_is_refused(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    with pytest.raises(Refused) as refused:
        answers.record_answer(session, household[0], Answer("", " ", "d" * 4001, JANUARY), hand)
    assert [problem.field for problem in refused.value.problems] == ["question", "value", "document"]


def test_the_words_of_an_answer_are_neither_in_the_table_nor_in_the_log(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    answers.record_answer(session, household[0], Answer(QUESTION, "salainen", "luottamuskirje", JANUARY), hand)
    kept = repr(session.execute(text("SELECT * FROM answer")).all()) + repr(audit.changes(session, household[0]))
    assert "salainen" not in kept
    assert "luottamuskirje" not in kept


def test_another_households_answers_are_not_seen(
    session: Session, household: tuple[int, int], hand: Hand, an_employer: Callable[..., int]
) -> None:
    answer_id = answers.record_answer(session, household[0], Answer(QUESTION, "1", "d", JANUARY), hand)
    other = an_employer(code="other")
    assert answers.answers_known(session, other, JANUARY) == ()
    with pytest.raises(LookupError):
        answers.withdraw_answer(session, other, answer_id, hand)
