"""The hours that a review of variable hours looks at: which weeks, what counts, both sides of each limit."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from employer import contracts, hours, leave
from employer.clock import HELSINKI
from employer.contracts.schemas import Ending, Gate, Opening, Terms, VariableHours
from employer.effective import Hand
from employer.hours.schemas import Shift
from employer.leave.schemas import Absence
from employer.procedures import ending
from employer.procedures.ending.schemas import HoursDone
from tests.employer.conftest import START

TODAY = date(2026, 11, 20)  # a Friday


@pytest.fixture
def varying(session: Session, household: tuple[int, int], hand: Hand) -> tuple[int, int]:
    """The household with variable hours: the pattern's 16 hours a week."""
    terms = Terms(first=START, variable_hours=VariableHours(600, 1200))
    contracts.set_terms(session, *household, terms, hand)
    return household


def reviewed(session: Session, household: tuple[int, int], hand: Hand, day: date) -> None:
    contracts.set_gate(session, *household, Gate("variable_hours_review", day), hand)


def test_the_whole_weeks_since_the_last_review_are_counted(
    session: Session, varying: tuple[int, int], hand: Hand
) -> None:
    reviewed(session, varying, hand, date(2026, 11, 2))
    first, last = date(2026, 11, 2), date(2026, 11, 15)
    assert ending.hours_to_review(session, *varying, TODAY) == HoursDone(first, last, 1920, 960, 0)
    start = datetime(2026, 11, 6, 10, tzinfo=HELSINKI)
    hours.add_shift(session, varying[0], Shift(varying[1], start, start.replace(minute=31)), hand)
    assert ending.hours_to_review(session, *varying, TODAY) == HoursDone(first, last, 1951, 976, 0)
    later = datetime(2026, 11, 16, 8, tzinfo=HELSINKI)  # in the week that is not over
    hours.add_shift(session, varying[0], Shift(varying[1], later, later.replace(hour=9)), hand)
    ill = Absence(varying[1], "sick", date(2026, 11, 15), date(2026, 11, 17))
    leave.add_absence(session, varying[0], ill, hand)
    assert ending.hours_to_review(session, *varying, TODAY) == HoursDone(first, last, 1951, 991, 1)  # the first week
    leave.add_absence(session, varying[0], Absence(varying[1], "sick", date(2026, 11, 9), date(2026, 11, 10)), hand)
    assert ending.hours_to_review(session, *varying, TODAY) == HoursDone(first, last, 1471, 991, 1)
    leave.add_absence(
        session, varying[0], Absence(varying[1], "child_sick", date(2026, 11, 3), date(2026, 11, 3)), hand
    )
    assert ending.hours_to_review(session, *varying, TODAY) == HoursDone(first, last, 1231, None, 2)


@pytest.mark.parametrize(("day", "first"), [
    (date(2026, 1, 19), START),  # one week
    (date(2027, 1, 12), START),  # a year since the beginning
    (date(2027, 1, 13), date(2026, 1, 19)),
])  # fmt: skip
def test_at_most_the_time_between_two_reviews_is_looked_at(
    session: Session, varying: tuple[int, int], day: date, first: date
) -> None:
    done = ending.hours_to_review(session, *varying, day)
    assert done is not None
    assert done.first == first


def test_it_ends_with_the_employment_and_begins_with_the_records(
    session: Session, varying: tuple[int, int], hand: Hand
) -> None:
    contracts.set_opening(session, varying[0], Opening(varying[1], date(2026, 11, 3), None, None, ()), hand)
    assert ending.hours_to_review(session, *varying, TODAY) == HoursDone(
        date(2026, 11, 9), date(2026, 11, 15), 960, 960, 0
    )
    contracts.end_employment(session, *varying, Ending(date(2026, 11, 14), None, "resignation"), hand)
    assert ending.hours_to_review(session, *varying, TODAY) is None
    contracts.end_employment(session, *varying, Ending(date(2026, 11, 15), None, "resignation"), hand)
    assert ending.hours_to_review(session, *varying, TODAY) is not None


def test_nothing_is_filled_in_without_a_whole_week_or_variable_hours(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    assert ending.hours_to_review(session, *household, TODAY) is None
    terms = Terms(first=START, variable_hours=VariableHours(600, 1200))
    contracts.set_terms(session, *household, terms, hand)
    assert ending.hours_to_review(session, *household, date(2026, 1, 18)) is None
    assert ending.hours_to_review(session, *household, date(2026, 1, 11)) is None  # before the employment
    reviewed(session, household, hand, date(2026, 11, 10))
    assert ending.hours_to_review(session, *household, TODAY) is None
    with pytest.raises(LookupError):
        ending.hours_to_review(session, household[0] + 1, household[1], TODAY)
