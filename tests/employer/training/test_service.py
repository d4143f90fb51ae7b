"""Trainings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import audit, contracts, training
from employer.effective import Hand
from employer.errors import Refused
from employer.training.schemas import Training

DECEMBER = date(2026, 12, 31)


def first_aid(household: tuple[int, int], **changes: Any) -> Training:
    given = Training(household[1], "Hätäensiapu 4 h", date(2026, 5, 9), 240, True, True, 6500, "other")
    return replace(given, **changes)


def test_a_training_is_noted_corrected_and_taken_back(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    employer_id, employment_id = household
    first = training.add_training(session, employer_id, first_aid(household), hand_on(date(2026, 5, 1)))
    changed = first_aid(household, minutes=300, cost_cents=None, line=None)
    second = training.change_training(session, employer_id, first, changed, hand_on(date(2026, 5, 10)))
    session.expire_all()
    read = training.training(session, employer_id, second, DECEMBER)
    assert read == replace(changed, id=second)
    training.remove_training(session, employer_id, second, hand_on(date(2026, 5, 12)))
    known = [
        [one.minutes for one in training.trainings(session, employer_id, employment_id, day)]
        for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 10), date(2026, 5, 12))
    ]
    assert known == [[], [240], [300], []]
    assert [change.what for change in audit.changes(session, employer_id)[-3:]] == [
        "changes.training_added",
        "changes.training_changed",
        "changes.training_removed",
    ]


def test_trainings_of_some_days(session: Session, household: tuple[int, int], hand: Hand) -> None:
    for day in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 5, 1)):
        training.add_training(session, household[0], first_aid(household, day=day), hand)
    may = training.trainings(session, household[0], None, DECEMBER, date(2026, 5, 1), date(2026, 6, 1))
    assert [one.day.day for one in may] == [1, 31]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": " "}, ["title"]),
        ({"title": "a" * 201}, ["title"]),
        ({"minutes": 0}, ["minutes"]),
        ({"minutes": 1441}, ["minutes"]),
        ({"cost_cents": -1}, ["cost"]),
        ({"day": date(2026, 1, 11)}, ["day"]),
    ],
)
def test_trainings_that_cannot_be(
    session: Session, household: tuple[int, int], hand: Hand, changes: dict[str, Any], expected: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        training.add_training(session, household[0], first_aid(household, **changes), hand)
    assert [problem.field for problem in refused.value.problems] == expected


def test_a_training_stays_in_its_employment(
    session: Session, household: tuple[int, int], hand: Hand, an_employment: Callable[..., int]
) -> None:
    employer_id, employment_id = household
    training_id = training.add_training(session, employer_id, first_aid(household), hand)
    other = an_employment(employer_id, contracts.employment(session, *household, DECEMBER).employee_id, code="ilona-2")
    with pytest.raises(Refused) as refused:
        training.change_training(session, employer_id, training_id, first_aid((employer_id, other)), hand)
    assert [problem.field for problem in refused.value.problems] == ["employment"]
    assert training.training(session, employer_id, training_id, DECEMBER).employment_id == employment_id


def test_another_households_training_is_not_found(
    session: Session, household: tuple[int, int], hand: Hand, an_employer: Callable[..., int]
) -> None:
    training_id = training.add_training(session, household[0], first_aid(household), hand)
    other = an_employer(code="other")
    for attempt in (
        lambda: training.add_training(session, other, first_aid(household), hand),
        lambda: training.change_training(session, other, training_id, first_aid(household), hand),
        lambda: training.remove_training(session, other, training_id, hand),
    ):
        with pytest.raises(LookupError):
            attempt()
    assert training.trainings(session, other, None, DECEMBER) == ()
