"""An employee wishes for a holiday; the employer answers, and the duty to answer shows by which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from employer import audit, contracts, leave
from employer.contracts.schemas import Ending
from employer.duties import duties
from employer.effective import Hand
from employer.errors import Conflict, Refused
from employer.leave import wishing
from employer.leave.balances.schemas import HolidayTyped
from employer.leave.schemas import Absence, Wish
from employer.leave.wishing.schemas import Answer
from tests.employer.conftest import on

MAY = on(date(2026, 5, 4), "Ilona Rantavirta")
LATER = on(date(2026, 5, 6))
JULY = HolidayTyped(date(2026, 7, 6), date(2026, 7, 9))

Household = tuple[int, int]


def known(session: Session, household: Household, day: date = date(2026, 12, 31)) -> list[Wish]:
    return list(leave.wishes(session, *household, day))


def test_a_wish_is_kept_and_plans_nothing(session: Session, household: Household) -> None:
    wish_id = wishing.wish(session, *household, JULY, MAY)
    (one,) = known(session, household)
    assert (one.id, one.state, one.first, one.last) == (wish_id, "wished", JULY.first, JULY.last)
    assert (one.wished_by, one.wished_at) == (MAY.by, MAY.at)
    assert leave.absences(session, *household, date(2026, 12, 31)) == ()
    session.flush()
    assert audit.changes(session, household[0])[-1].what == "leave.change.wished"


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 7, 9), date(2026, 7, 8), "last"),
        (date(2026, 5, 4), date(2026, 5, 8), "first"),  # today
        (date(2026, 7, 5), date(2026, 7, 5), "first"),  # a Sunday uses no holiday day
        (date(2026, 6, 1), date(2026, 6, 3), "first"),  # an absence is there
        (date(2026, 8, 3), date(2026, 8, 5), "first"),  # another wish is there
    ],
)
def test_days_that_cannot_be_wished_are_refused(
    session: Session, household: Household, first: date, last: date, field: str
) -> None:
    leave.add_absence(session, household[0], Absence(household[1], "unpaid", date(2026, 6, 3), date(2026, 6, 4)), MAY)
    wishing.wish(session, *household, HolidayTyped(date(2026, 8, 5), date(2026, 8, 7)), MAY)
    with pytest.raises(Refused) as refused:
        wishing.wish(session, *household, HolidayTyped(first, last), MAY)
    assert [one.field for one in refused.value.problems] == [field]
    assert len(known(session, household)) == 1


def test_tomorrow_can_be_wished_but_not_beyond_the_employment(session: Session, household: Household) -> None:
    assert wishing.wish(session, *household, HolidayTyped(date(2026, 5, 5), date(2026, 5, 5)), MAY)
    contracts.end_employment(session, *household, Ending(date(2026, 7, 8), end_reason="resignation"), MAY)
    with pytest.raises(Refused) as refused:
        wishing.wish(session, *household, JULY, MAY)
    assert [one.field for one in refused.value.problems] == ["last"]


def test_an_accepted_wish_is_a_planned_holiday(session: Session, household: Household) -> None:
    # Nothing has been earned in an ended credit year beyond 4 days (January is short): July uses four of them.
    wish_id = wishing.wish(session, *household, JULY, MAY)
    wishing.answer(session, household[0], wish_id, Answer(), LATER, accepted=True)
    (one,) = known(session, household)
    assert (one.state, one.answered_by) == ("accepted", LATER.by)
    (holiday,) = leave.absences(session, *household, LATER.day)
    assert (holiday.kind, holiday.first, holiday.last) == ("annual_holiday", JULY.first, JULY.last)
    with pytest.raises(LookupError):  # it was replaced by its answer
        wishing.answer(session, household[0], wish_id, Answer(), LATER, accepted=True)
    with pytest.raises(Conflict):
        wishing.open_wish(session, household[0], one.id, LATER.day)


def test_more_than_earned_needs_a_written_agreement(session: Session, household: Household) -> None:
    wish_id = wishing.wish(session, *household, HolidayTyped(date(2026, 7, 6), date(2026, 7, 25)), MAY)
    with pytest.raises(Refused) as refused:
        wishing.answer(session, household[0], wish_id, Answer(), LATER, accepted=True)
    assert [one.field for one in refused.value.problems] == ["last"]
    assert [one.state for one in known(session, household)] == ["wished"]
    wishing.answer(session, household[0], wish_id, Answer(agreed=True), LATER, accepted=True)
    assert [one.state for one in known(session, household)] == ["accepted"]


def test_declining_says_why(session: Session, household: Household) -> None:
    wish_id = wishing.wish(session, *household, JULY, MAY)
    with pytest.raises(Refused) as refused:
        wishing.answer(session, household[0], wish_id, Answer(), LATER, accepted=False)
    assert [one.field for one in refused.value.problems] == ["answer"]
    wishing.answer(session, household[0], wish_id, Answer("Elokuu sopii paremmin"), LATER, accepted=False)
    assert [(one.state, one.answer) for one in known(session, household)] == [("declined", "Elokuu sopii paremmin")]
    assert leave.absences(session, *household, LATER.day) == ()


def test_days_that_have_come_are_no_longer_accepted(session: Session, household: Household) -> None:
    wish_id = wishing.wish(session, *household, JULY, MAY)
    with pytest.raises(Conflict):
        wishing.answer(session, household[0], wish_id, Answer(), on(JULY.first), accepted=True)
    wishing.answer(session, household[0], wish_id, Answer(), on(date(2026, 7, 5)), accepted=True)


def test_a_wish_is_taken_back_until_it_is_answered(session: Session, household: Household) -> None:
    wishing.withdraw(session, household[0], wishing.wish(session, *household, JULY, MAY), LATER)
    assert [one.state for one in known(session, household)] == ["withdrawn"]
    assert wishing.wish(session, *household, JULY, LATER)  # the same days can be wished again


def test_another_household_finds_no_wish(
    session: Session, household: Household, an_employer: Callable[..., int]
) -> None:
    wish_id = wishing.wish(session, *household, JULY, MAY)
    stranger = an_employer(code="muu")
    assert leave.wishes(session, stranger, None, LATER.day) == ()
    with pytest.raises(LookupError):
        wishing.answer(session, stranger, wish_id, Answer(), LATER, accepted=True)
    with pytest.raises(LookupError):
        wishing.wish(session, stranger, household[1], JULY, MAY)


@pytest.mark.parametrize(
    ("as_of", "due"),
    [
        (date(2026, 5, 6), date(2026, 6, 6)),  # a month before
        (date(2026, 6, 6), date(2026, 6, 6)),
        (date(2026, 6, 7), date(2026, 6, 22)),  # two weeks before
        (date(2026, 6, 23), date(2026, 6, 23)),  # both have passed: at once
        (date(2026, 7, 6), None),
    ],
)
def test_the_duty_to_answer_ends_when_the_employee_must_know(
    session: Session, household: Household, as_of: date, due: date | None
) -> None:
    wishing.wish(session, *household, JULY, MAY)
    found = [one for one in duties(session, household[0], as_of) if one.code == "holiday_wish"]
    assert [one.day for one in found] == ([] if due is None else [due])
    if found:
        assert dict(found[0].facts) == {"first": "6.7.2026", "last": "9.7.2026"}


def test_an_answered_wish_is_no_duty(session: Session, household: Household) -> None:
    wish_id = wishing.wish(session, *household, JULY, MAY)
    wishing.answer(session, household[0], wish_id, Answer("Ei"), Hand("Salla", LATER.at), accepted=False)
    assert not [one for one in duties(session, household[0], LATER.day) if one.code == "holiday_wish"]
