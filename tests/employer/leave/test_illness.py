"""Falling ill in a holiday: own-risk days, what is moved, and the records that follow. Counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import leave
from employer.effective import Hand
from employer.errors import Refused
from employer.leave import balances, illness
from employer.leave.balances.schemas import AbsenceTyped
from employer.leave.illness.schemas import IllnessTyped, Moving
from employer.leave.illness.service import moving
from employer.leave.schemas import Absence
from rules import Period, load_book
from tests.employer.leave.test_placing import a_year

BOOK = load_book()
JULY = ("2026-07-06", "2026-07-18")  # Monday to the Saturday of the next week: 12 holiday days


def days(first: str, last: str) -> Period:
    return Period.closed(date.fromisoformat(first), date.fromisoformat(last))


def ill(first: str, last: str, request: str = "in_time") -> IllnessTyped:
    asked = None if request == "none" else date.fromisoformat(first)
    return IllnessTyped(date.fromisoformat(first), date.fromisoformat(last), request, asked=asked)


def result(earned: int, typed: IllnessTyped, *others: Absence, holiday: tuple[str, str] = JULY) -> Moving:
    span = days(*holiday)
    noted = Absence(1, "annual_holiday", span.first, span.last, id=1)
    taken = [span, *(Period.closed(one.first, one.last) for one in others)]
    return moving(noted, typed, [a_year(earned, *taken)], others, BOOK)


def codes(found: Moving) -> list[str]:
    return [one.code.partition(".")[2] for one in found.reasons]


def test_without_own_risk_days_every_day_of_illness_is_moved() -> None:
    found = result(24, ill("2026-07-09", "2026-07-14"))
    # Thursday to Saturday, Monday and Tuesday: the Sunday is neither moved nor own risk
    assert (found.moved, found.own_risk) == (5, 0)
    assert found.holidays == ((days("2026-07-06", "2026-07-08"), 0), (days("2026-07-15", "2026-07-18"), 0))
    assert found.ill == (days("2026-07-09", "2026-07-14"),)
    assert codes(found) == ["moved_beyond_risk", "moved_by"]
    assert dict(found.reasons[1].facts) == {"first": "2026-09-30", "second": "2027-09-30", "last": "2027-12-31"}


@pytest.mark.parametrize(("earned", "moved", "own_risk"), [(24, 5, 0), (26, 3, 2), (30, 0, 5)])
def test_own_risk_days_never_leave_less_than_24(earned: int, moved: int, own_risk: int) -> None:
    found = result(earned, ill("2026-07-09", "2026-07-14"))
    assert (found.moved, found.own_risk) == (moved, own_risk)


def test_own_risk_days_stay_holiday_before_the_illness() -> None:
    found = result(26, ill("2026-07-09", "2026-07-14"))
    assert found.holidays == ((days("2026-07-06", "2026-07-10"), 2), (days("2026-07-15", "2026-07-18"), 0))
    assert found.ill == (days("2026-07-11", "2026-07-14"),)


def test_own_risk_days_are_used_up_by_the_years_parts_together() -> None:
    summer = Absence(1, "annual_holiday", date(2026, 6, 1), date(2026, 6, 6), own_risk_days=4, id=2)
    found = result(30, ill("2026-07-09", "2026-07-14"), summer)
    assert (found.moved, found.own_risk) == (3, 2)


def test_ill_when_the_holiday_begins_the_whole_part_is_moved() -> None:
    found = result(30, ill("2026-07-05", "2026-07-07"))
    assert (found.moved, found.own_risk, found.holidays) == (12, 0, ())
    assert found.ill == (days("2026-07-06", "2026-07-07"),)
    assert codes(found) == ["moved_whole", "moved_by"]


@pytest.mark.parametrize(("request_", "code"), [("none", "not_moved_unasked"), ("late", "not_moved_late")])
def test_nothing_is_moved_unasked_or_late_without_a_reason(request_: str, code: str) -> None:
    found = result(30, ill("2026-07-09", "2026-07-14", request_))
    assert (found.moved, found.own_risk, found.ill) == (0, 0, ())
    assert codes(found) == [code]
    assert found.holidays == ((days(*JULY), 0),)


def test_late_with_a_reason_is_moved() -> None:
    assert result(24, ill("2026-07-09", "2026-07-14", "late_with_reason")).moved == 5


def test_winter_holiday_is_moved_before_the_next_season() -> None:
    january = ("2027-01-11", "2027-01-16")
    found = result(24, ill("2027-01-13", "2027-01-16"), holiday=january)
    assert dict(found.reasons[-1].facts)["first"] == "2027-04-30"
    assert found.holidays == ((days("2027-01-11", "2027-01-12"), 0),)


@pytest.fixture
def holiday(session: Session, household: tuple[int, int], hand: Hand) -> int:
    away: Any = Absence(household[1], "annual_holiday", date(2026, 7, 6), date(2026, 7, 18), agreed_in_writing=True)
    return leave.add_absence(session, household[0], away, hand)


def test_moving_writes_the_holiday_anew_and_the_illness(
    session: Session, household: tuple[int, int], hand: Hand, holiday: int
) -> None:
    employer_id, employment_id = household
    illness.move(session, employer_id, holiday, ill("2026-07-09", "2026-07-14"), hand)
    found = leave.absences(session, employer_id, employment_id, hand.day)
    assert [(one.kind, one.first.day, one.last.day, one.agreed_in_writing) for one in found] == [
        ("annual_holiday", 6, 8, True), ("sick", 9, 14, None), ("annual_holiday", 15, 18, True),
    ]  # fmt: skip


def test_ill_from_the_start_the_holiday_goes_and_the_illness_goes_on_from_the_one_before(
    session: Session, household: tuple[int, int], hand: Hand, holiday: int
) -> None:
    employer_id, employment_id = household
    earlier = Absence(employment_id, "sick", date(2026, 7, 2), date(2026, 7, 5))
    leave.add_absence(session, employer_id, earlier, hand)
    illness.move(session, employer_id, holiday, ill("2026-07-02", "2026-07-07"), hand)
    found = leave.absences(session, employer_id, employment_id, hand.day)
    assert [(one.kind, one.first.day, one.last.day, one.same_illness_as) for one in found] == [
        ("sick", 2, 5, None), ("sick", 6, 7, date(2026, 7, 2)),
    ]  # fmt: skip


def test_an_illness_that_began_before_what_is_moved_has_lasted_since_then(
    session: Session, household: tuple[int, int], hand: Hand, holiday: int
) -> None:
    employer_id, employment_id = household
    illness.move(session, employer_id, holiday, ill("2026-07-02", "2026-07-07"), hand)
    (moved,) = [one for one in leave.absences(session, employer_id, employment_id, hand.day) if one.kind == "sick"]
    assert (moved.first, moved.last, moved.ill_since) == (date(2026, 7, 6), date(2026, 7, 7), date(2026, 7, 2))
    typed = AbsenceTyped("sick", date(2026, 7, 6), date(2026, 7, 8), absence=moved.id)
    longer = balances.note(session, employer_id, employment_id, typed, hand)
    assert leave.absence(session, employer_id, longer, hand.day).ill_since == date(2026, 7, 2)


def test_what_cannot_be_moved_is_refused_with_its_reason(
    session: Session, household: tuple[int, int], hand: Hand, holiday: int
) -> None:
    def problem(typed: IllnessTyped) -> tuple[str, str]:
        with pytest.raises(Refused) as refused:
            illness.move(session, household[0], holiday, typed, hand)
        (one,) = refused.value.problems
        return one.field, one.what.key

    assert problem(ill("2026-07-09", "2026-07-08")) == ("last", "refused.ends_before_it_begins.what")
    assert problem(ill("2026-07-17", "2026-07-19")) == ("last", "refused.not_in_the_holiday.what")
    assert problem(ill("2026-07-01", "2026-07-05")) == ("last", "refused.not_in_the_holiday.what")
    assert problem(ill("2026-07-09", "2026-07-14", "none")) == ("request", "refused.nothing_to_move.what")
    sick = leave.add_absence(
        session, household[0], Absence(household[1], "sick", date(2026, 8, 3), date(2026, 8, 3)), hand
    )
    with pytest.raises(LookupError, match="no holiday"):
        illness.look(session, household[0], sick, ill("2026-08-03", "2026-08-03"), hand.day)
