"""Answers to open questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from employer import answers, audit
from employer.answers.schemas import PICKED, Answer, holds_for_all
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
    asked = "workplace:ilona-1:2026-01-30"
    answers.record_answer(session, household[0], Answer(asked, "salainen", "luottamuskirje", JANUARY), hand)
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


@pytest.mark.parametrize(
    ("topic", "given", "read"),
    [
        ("pension_total_percent", "24,85 %", "24.85"),
        ("card_used", "1 234,50 €", "1234.50"),
        ("group_life", "ei", "0"),
        ("group_life", "0,06", "0.06"),
        ("unconfirmed_shift.2026-01-17T10:00", "kyllä", "yes"),
        ("unconfirmed_shift.2026-01-17T10:00", "Ei", "no"),
        ("agreement_stacking.saturday.night", "nej", "no"),
        ("missing_law_value.heta.night.percent", "20 %", "20"),
        ("missing_law_value.heta.night.after", "6", "06:00"),
        ("missing_law_value.heta.night.after", "6.30", "06:30"),
        ("missing_law_value.pension.employee_percent", "7,40", "7.40"),
        ("workplace", " koti  ja piha ", "koti ja piha"),
        ("agreement", "Heta", "heta"),
        ("agreement", "ei mitään", "none"),
        ("agreement_other", "Inget", "none"),
        ("pay_group", "b1", "B1"),
        ("region", "Muu Suomi", "muu_suomi"),
        ("region", "Espoo", "paakaupunkiseutu"),
        ("agreement_raise_day.2026", "1.8.2026", "2026-08-01"),
        ("agreement_raise_day.2026", "Ei", "no"),
        ("agreement_sick_pay.2026-03-02", "30.3.2026", "2026-03-30"),
        ("agreement_leave_pay.2026-03-02", "nej", "no"),
        ("agreement_day_off.2026-03-02", "kyllä", "yes"),
        ("agreement_gives.sick_pay", "Ei", "no"),
        ("agreement_overtime", "Ei", "no"),
        ("agreement_overtime", "25 %", "25"),
        ("agreement_overtime_allowed", "Kyllä", "yes"),
        ("agreement_ended", "nej", "no"),
        ("missing_law_value.heta.minimum_shift_minutes", "0", "0"),
        ("free_day_right.2026-01-06", "Ei", "no"),
        ("free_day_hours.2026-01-06", "4,5", "4.5"),
        ("limit_passed_withholding", "Palkasta", "from_pay"),
        ("limit_passed_withholding", "ei", "not"),
        ("limit_passed_source", "palkasta", "from_pay"),
        ("pension_age", "kyllä", "yes"),
        ("retirement_age", "31.8.2030", "2030-08-31"),
        ("limit_passed_health", "kyllä", "yes"),
        *((topic, one, one) for topic, words in PICKED.items() for one in words),
    ],
)
def test_an_answer_is_kept_as_calculations_read_it(
    session: Session, household: tuple[int, int], hand: Hand, topic: str, given: str, read: str
) -> None:
    question = f"{topic}:ilona-1:2026-01-30"
    answers.record_answer(session, household[0], Answer(question, given, "d", JANUARY), hand)
    (kept,) = answers.answers_known(session, household[0], hand.day)
    assert kept.value == read


@pytest.mark.parametrize(
    ("topic", "given"),
    [
        ("accident", "Malli Vakuutus"),
        ("agreement_wage", "noin 13"),
        ("agreement_wage_low", "oikein"),
        ("agreement", "kyllä"),
        ("agreement_other", "tunti on 15 euroa"),
        ("pay_group", "B3"),
        ("region", "Pohjola"),
        ("agreement_raise_day.2026", "elokuussa"),
        ("agreement_sick_pay.2026-03-02", "neljä viikkoa"),
        ("agreement_leave_pay.2026-03-02", "kuukausi"),
        ("limit_passed_withholding", "kyllä"),
        ("limit_passed_source", "kyllä"),
        ("retirement_age", "ei"),
        ("retirement_age", "65 vuotta"),
        ("limit_passed_health", "maksan"),
        ("opening_year", "-5"),
        ("unconfirmed_shift.2026-01-17T10:00", "ehkä"),
        ("missing_law_value.heta.night.after", "aamulla"),
        ("missing_law_value.heta.night.after", "25:00"),
        ("missing_law_value.health.employer_percent", "sama kuin ennen"),
    ],
)
def test_an_answer_that_no_calculation_can_read_is_refused(
    session: Session, household: tuple[int, int], hand: Hand, topic: str, given: str
) -> None:
    with pytest.raises(Refused) as refused:
        answers.record_answer(session, household[0], Answer(f"{topic}:ilona-1:2026-01-30", given, "d", JANUARY), hand)
    assert [problem.field for problem in refused.value.problems] == ["value"]


@pytest.mark.parametrize(
    ("topic", "for_all"),
    [
        ("missing_law_value.heta.night.percent", True),
        ("unverified_law_value.heta.child_sick_paid_workdays", True),
        ("agreement_stacking.sunday.evening", True),
        ("agreement_raise_day.2026", True),
        ("agreement_gives.leave_pay", True),
        ("pension", True),
        ("agreement_wage", False),
        ("pay_group", False),
        ("free_day_hours.2026-01-06", False),
    ],
)
def test_what_the_law_and_the_agreement_say_is_answered_once_for_every_employment(topic: str, for_all: bool) -> None:
    assert holds_for_all(topic) is for_all
