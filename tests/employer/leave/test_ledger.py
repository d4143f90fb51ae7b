"""Saved leave, moved holiday and what is paid in money (162/2005 25–27 §). Days counted by hand from the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import audit, contracts, leave
from employer.contracts.schemas import Ending, HolidayTerm, Pattern, Wage, WeeklyTime
from employer.effective import Hand
from employer.errors import Conflict, Refused
from employer.leave import illness, ledger
from employer.leave.illness.schemas import IllnessTyped
from employer.leave.ledger.service import days_for
from employer.leave.schemas import Absence, CreditYear, Entry
from tests.employer.conftest import on

BEGAN = date(2025, 4, 1)
YEAR = date(2025, 4, 1)  # earns 30 days: twelve full months and a year in employment by 31 March 2026
JUNE, LATE = on(date(2026, 6, 1)), on(date(2026, 12, 1))


@pytest.fixture
def household(
    an_employer: Callable[..., int], an_employee: Callable[..., int], an_employment: Callable[..., int]
) -> tuple[int, int]:
    """An employment from April 2025; the week becomes two days shorter on 1 September 2026."""
    employer_id = an_employer()
    autumn = date(2026, 9, 1)
    employment = an_employment(
        employer_id, an_employee(employer_id), start=BEGAN, wages=(Wage("hour", Decimal("13.20"), BEGAN),),
        weekly_times=(WeeklyTime(960, BEGAN, date(2026, 8, 31)), WeeklyTime(480, autumn)),
        patterns=(
            Pattern(BEGAN, date(2026, 8, 31), (0, 1, 2, 3), 840, 1080, 0, "public_holidays"),
            Pattern(autumn, None, (0, 1), 840, 1080, 0, "public_holidays"),
        ),
        holiday_terms=(HolidayTerm("by_law", None),),
    )  # fmt: skip
    return employer_id, employment


def saved(household: tuple[int, int], days: int, ground: str = "agreement", **changes: Any) -> Entry:
    return Entry(household[1], "saved", YEAR, days, date(2026, 4, 20), ground, **changes)


def away(household: tuple[int, int], first: str, last: str, kind: str = "annual_holiday", **changes: Any) -> Absence:
    return Absence(household[1], kind, date.fromisoformat(first), date.fromisoformat(last), **changes)


def year_of(session: Session, household: tuple[int, int], as_of: str = "2026-12-01") -> CreditYear:
    found = leave.holiday_account(session, *household, date.fromisoformat(as_of), known_on=date(2027, 12, 31))
    return next(one for one in found if one.credit_year.first == YEAR)


def refused_in(done: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        done()
    return [(one.field, one.what.key.split(".")[1]) for one in refused.value.problems]


@pytest.mark.parametrize(("ground", "most", "code"), [("agreement", 12, "saved_beyond_agreement"),
                                                      ("right", 6, "saved_beyond_right")])  # fmt: skip
def test_by_agreement_what_is_beyond_18_days_is_saved_and_as_a_right_what_is_beyond_24(
    session: Session, household: tuple[int, int], ground: str, most: int, code: str
) -> None:
    beyond = saved(household, most + 1, ground)
    assert refused_in(lambda: ledger.note(session, household[0], beyond, JUNE)) == [("days", code)]
    ledger.note(session, household[0], saved(household, most, ground), JUNE)
    found = year_of(session, household)
    assert (found.entitlement, found.days_saved, found.days_left) == (30, most, 30)
    more = saved(household, 1, ground)
    assert refused_in(lambda: ledger.note(session, household[0], more, JUNE)) == [("days", code)]


def test_saved_days_wait_for_saved_leave(session: Session, household: tuple[int, int]) -> None:
    employer_id, _ = household
    ledger.note(session, employer_id, saved(household, 6), JUNE)
    # 1.7.–28.7.2026: 24 holiday days (Wednesday to Tuesday, four weeks); one more would be in advance
    assert (
        leave.preview_holiday(session, employer_id, away(household, "2026-07-01", "2026-07-28"), JUNE.day).available
        == 24
    )
    leave.plan_holiday(session, employer_id, away(household, "2026-07-01", "2026-07-28"), JUNE)
    ordinary = away(household, "2026-10-05", "2026-10-10")
    assert leave.preview_holiday(session, employer_id, ordinary, JUNE.day).in_advance == 6
    leave.plan_holiday(session, employer_id, away(household, "2026-10-05", "2026-10-10", "saved_holiday"), JUNE)
    found = year_of(session, household)
    assert (found.days_taken, found.days_saved, found.days_left) == (30, 0, 0)


def test_only_days_that_are_left_of_a_year_that_has_ended_are_saved(
    session: Session, household: tuple[int, int]
) -> None:
    employer_id, employment_id = household
    leave.plan_holiday(session, employer_id, away(household, "2026-07-01", "2026-07-28"), JUNE)
    beyond = saved(household, 7)
    assert refused_in(lambda: ledger.note(session, employer_id, beyond, JUNE)) == [("days", "holiday_not_left")]
    running = Entry(employment_id, "saved", date(2026, 4, 1), 1, date(2026, 6, 1), "agreement")
    assert refused_in(lambda: ledger.note(session, employer_id, running, JUNE)) == [
        ("credit_year", "holiday_year_not_ended")
    ]
    outside = Entry(employment_id, "saved", YEAR, 1, date(2024, 6, 1), "agreement")
    assert refused_in(lambda: ledger.note(session, employer_id, outside, JUNE)) == [("day", "outside_employment")]


def test_saved_leave_is_paid_when_the_work_becomes_part_time(session: Session, household: tuple[int, int]) -> None:
    employer_id, employment_id = household
    ledger.note(session, employer_id, saved(household, 6), JUNE)
    asked = Entry(employment_id, "paid_saved", YEAR, 6, date(2026, 9, 15), "part_time", asked_by="Ilona Rantavirta")
    more = Entry(employment_id, "paid_saved", YEAR, 7, date(2026, 9, 15), "part_time", asked_by="Ilona Rantavirta")
    nobody = Entry(employment_id, "paid_saved", YEAR, 6, date(2026, 9, 15), "part_time")
    laid_off = Entry(employment_id, "paid_saved", YEAR, 6, date(2026, 9, 15), "laid_off", asked_by="Ilona Rantavirta")
    assert refused_in(lambda: ledger.note(session, employer_id, more, LATE)) == [("days", "holiday_not_saved")]
    assert refused_in(lambda: ledger.note(session, employer_id, nobody, LATE)) == [("asked_by", "who_asked_needed")]
    assert refused_in(lambda: ledger.note(session, employer_id, laid_off, LATE)) == [("ground", "not_laid_off")]
    number = ledger.note(session, employer_id, asked, LATE)
    found = year_of(session, household)
    assert (found.days_paid, found.days_saved, found.days_left, found.days_free) == (6, 0, 24, 24)
    assert year_of(session, household, "2026-09-14").days_paid == 0
    ledger.take_back(session, employer_id, number, LATE)
    assert year_of(session, household).days_saved == 6


def test_saved_leave_is_paid_in_a_lay_off_but_not_while_the_work_goes_on_as_it_was(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    employer_id, employment_id = household
    ledger.note(session, employer_id, saved(household, 6), JUNE)
    leave.add_absence(session, employer_id, away(household, "2026-10-01", "2026-12-31", "layoff"), JUNE)
    asked = Entry(employment_id, "paid_saved", YEAR, 2, date(2026, 10, 1), "laid_off", asked_by="Ilona Rantavirta")
    ledger.note(session, employer_id, asked, LATE)
    assert year_of(session, household).days_saved == 4


def test_saved_days_that_were_paid_keep_their_saving(session: Session, household: tuple[int, int]) -> None:
    employer_id, employment_id = household
    number = ledger.note(session, employer_id, saved(household, 6), JUNE)
    paid = Entry(employment_id, "paid_saved", YEAR, 1, date(2026, 9, 15), "part_time", asked_by="Ilona Rantavirta")
    ledger.note(session, employer_id, paid, LATE)
    with pytest.raises(Conflict):
        ledger.take_back(session, employer_id, number, LATE)


def served(household: tuple[int, int], days: int, year: date = YEAR, **changes: Any) -> Entry:
    given = {"asked_by": "Ilona Rantavirta", **changes}
    return Entry(household[1], "paid_service", year, days, date(2026, 7, 6), **given)


def test_holiday_is_paid_when_service_begins_also_of_the_running_year(
    session: Session, household: tuple[int, int]
) -> None:
    """Of 30 days six are planned and six saved; April to June 2026 give three months of 2.5 days, which is eight."""
    employer_id, _ = household
    leave.plan_holiday(session, employer_id, away(household, "2026-08-03", "2026-08-08"), JUNE)
    ledger.note(session, employer_id, saved(household, 6), JUNE)
    for entry in (served(household, 19), served(household, 9, date(2026, 4, 1))):
        assert refused_in(lambda one=entry: ledger.note(session, employer_id, one, LATE)) == [
            ("days", "holiday_not_left")
        ]
    nobody = served(household, 1, asked_by=None)
    assert refused_in(lambda: ledger.note(session, employer_id, nobody, LATE)) == [("asked_by", "who_asked_needed")]
    ledger.note(session, employer_id, served(household, 18), LATE)
    number = ledger.note(session, employer_id, served(household, 8, date(2026, 4, 1)), LATE)
    found = year_of(session, household)
    assert (found.days_paid, found.days_saved, found.days_taken, found.days_left) == (18, 6, 6, 6)
    (closed,) = [
        one
        for one in leave.holiday_account(session, *household, date(2026, 7, 31), known_on=date(2027, 12, 31))
        if one.credit_year.first == date(2026, 4, 1)
    ]
    assert closed.days_paid == 8
    ledger.take_back(session, employer_id, number, LATE)
    years = leave.holiday_account(session, *household, date(2026, 7, 6), known_on=date(2026, 12, 1))
    assert [(one.first, days) for one, days in ledger.payable(years)] == [(date(2026, 4, 1), 8)]


@pytest.fixture
def moved(session: Session, household: tuple[int, int]) -> tuple[int, int]:
    """12 days from Monday 6 July 2026, ill from the first day on: all 12 are moved."""
    employer_id, _ = household
    number = leave.add_absence(session, employer_id, away(household, "2026-07-06", "2026-07-18"), JUNE)
    typed = IllnessTyped(date(2026, 7, 6), date(2026, 7, 8), "in_time", asked=date(2026, 7, 6))
    illness.move(session, employer_id, number, typed, JUNE)
    return household


def test_a_move_is_noted_and_its_days_return(session: Session, moved: tuple[int, int]) -> None:
    (entry,) = leave.entries(session, moved[0], moved[1], JUNE.day)
    assert (entry.kind, entry.credit_year, entry.days, entry.day, entry.ground, entry.asked) == (
        "moved", YEAR, 12, date(2026, 7, 6), "sick", date(2026, 7, 6),
    )  # fmt: skip
    assert year_of(session, moved).days_free == 30
    (open_move,) = ledger.open_moves((entry,), ())
    limits = (date(2026, 9, 30), date(2027, 9, 30), date(2027, 12, 31))
    assert (open_move.days, open_move.limits.first, open_move.limits.second, open_move.limits.last) == (12, *limits)
    assert [open_move.next_limit(day) for day in (date(2026, 9, 30), date(2026, 10, 1), date(2027, 10, 1),
            date(2028, 1, 1))] == [limits[0], limits[1], limits[2], limits[2]]  # fmt: skip


def test_a_new_time_of_moved_holiday_has_its_own_limits_and_notice(session: Session, moved: tuple[int, int]) -> None:
    employer_id, employment_id = moved
    again = away(moved, "2026-09-07", "2026-09-12", moved_from=date(2026, 7, 6))
    _, plan = leave.plan_holiday(session, employer_id, again, JUNE)
    # two weeks before, or one when that is not possible
    assert (plan.told_by, plan.told_at_latest) == (date(2026, 8, 24), date(2026, 8, 31))
    assert "annual_holiday.moved_in_time" in {one.code for one in plan.to_know}
    noted = leave.absences(session, employer_id, employment_id, JUNE.day)
    known = leave.entries(session, employer_id, employment_id, JUNE.day)
    assert [one.days for one in ledger.open_moves(known, noted)] == [6]
    leave.plan_holiday(session, employer_id, away(moved, "2026-09-14", "2026-09-19", moved_from=date(2026, 7, 6)), JUNE)
    assert ledger.open_moves(known, leave.absences(session, employer_id, employment_id, JUNE.day)) == ()
    with pytest.raises(Conflict):
        ledger.take_back(session, employer_id, known[0].id, JUNE)


def test_a_new_time_goes_on_to_what_the_same_illness_moved_of_another_year() -> None:
    def entry(day: int, credit_year: int, asked: int = 6) -> Entry:
        return Entry(1, "moved", date(credit_year, 4, 1), 6, date(2026, 7, day), "sick", date(2026, 7, asked))

    again = Absence(1, "annual_holiday", date(2026, 9, 7), date(2026, 9, 17), moved_from=date(2026, 7, 6))  # 10 days
    both = ledger.open_moves((entry(6, 2024), entry(13, 2025)), (again,))
    assert [(one.entry.credit_year.year, one.days) for one in both] == [(2025, 2)]
    apart = ledger.open_moves((entry(6, 2024), entry(13, 2025, asked=13)), (again,))
    assert [one.days for one in apart] == [6]


def test_a_time_between_the_limits_needs_an_agreement(session: Session, moved: tuple[int, int]) -> None:
    autumn = away(moved, "2026-10-05", "2026-10-10", moved_from=date(2026, 7, 6))
    plan = leave.preview_holiday(session, moved[0], autumn, JUNE.day)
    assert "annual_holiday.moved_by_agreement" in {one.code for one in plan.to_know}


def test_days_moved_once_more_keep_the_limits_of_the_first_time(session: Session, moved: tuple[int, int]) -> None:
    employer_id, employment_id = moved
    again = away(moved, "2026-09-07", "2026-09-19", moved_from=date(2026, 7, 6))
    number, _ = leave.plan_holiday(session, employer_id, again, JUNE)
    typed = IllnessTyped(date(2026, 9, 7), date(2026, 9, 9), "in_time", asked=date(2026, 9, 7), cause="accident")
    found = illness.move(session, employer_id, number, typed, LATE)
    assert dict(found.reasons[-1].facts)["first"] == "2026-09-30"
    known = leave.entries(session, employer_id, employment_id, LATE.day)
    noted = leave.absences(session, employer_id, employment_id, LATE.day)
    assert [(one.entry.day, one.days) for one in ledger.open_moves(known, noted)] == [(date(2026, 7, 6), 12)]
    assert [one.kind for one in noted] == ["sick", "accident"]


def test_a_new_time_stands_for_a_holiday_that_was_moved(session: Session, moved: tuple[int, int]) -> None:
    wrong = away(moved, "2026-09-07", "2026-09-12", moved_from=date(2026, 7, 7))
    assert refused_in(lambda: leave.add_absence(session, moved[0], wrong, JUNE)) == [("moved_from", "no_such_move")]


def test_moved_holiday_is_paid_only_when_illness_leaves_no_time(session: Session, moved: tuple[int, int]) -> None:
    employer_id, employment_id = moved
    end_of_2027 = on(date(2027, 12, 20))
    paid = Entry(employment_id, "paid_moved", YEAR, 12, date(2027, 12, 15), moved_from=date(2026, 7, 6))
    assert refused_in(lambda: ledger.note(session, employer_id, paid, end_of_2027)) == [("day", "still_time")]
    # from 16.12. to 31.12.2027 there are 12 holiday days: Thursday to Saturday, Monday to Thursday, Monday to Friday;
    # Christmas Eve, Christmas Day, the 26th and Sundays are none
    leave.add_absence(session, employer_id, away(moved, "2027-12-16", "2027-12-16", "sick"), end_of_2027)
    ledger.note(session, employer_id, paid, end_of_2027)
    assert year_of(session, moved, "2027-12-31").days_paid == 12
    known = leave.entries(session, employer_id, employment_id, end_of_2027.day)
    assert ledger.open_moves(known, ()) == ()
    once_more = Entry(employment_id, "paid_moved", YEAR, 1, date(2027, 12, 16), moved_from=date(2026, 7, 6))
    assert refused_in(lambda: ledger.note(session, employer_id, once_more, end_of_2027)) == [
        ("moved_from", "no_such_move")
    ]


def test_days_left_before_the_last_limit(session: Session, moved: tuple[int, int]) -> None:
    (open_move,) = ledger.open_moves(leave.entries(session, moved[0], moved[1], JUNE.day), ())
    assert days_for(open_move, date(2027, 12, 15), ()) == 12
    assert days_for(open_move, date(2027, 12, 15), [away(moved, "2027-12-27", "2027-12-28", "accident")]) == 10
    assert days_for(open_move, date(2027, 12, 31), ()) == 0


def test_the_log_of_changes_tells_days_and_not_why(session: Session, moved: tuple[int, int]) -> None:
    told = [one for one in audit.changes(session, moved[0]) if one.what == "changes.holiday_entry_added"]
    assert [one.after for one in told] == [{"employment": "ilona-1", "day": "2026-07-06", "days": "12"}]


def test_an_unknown_kind_or_ground_is_refused(session: Session, household: tuple[int, int]) -> None:
    employer_id, employment_id = household
    for kind, ground, field in (("sold", None, "kind"), ("saved", None, "ground"), ("saved", "ill", "ground")):
        entry = Entry(employment_id, kind, YEAR, 1, date(2026, 4, 20), ground)
        assert refused_in(lambda entry=entry: ledger.note(session, employer_id, entry, JUNE)) == [
            (field, "not_a_choice")
        ]


@pytest.mark.parametrize(("taken", "merged"), [(True, False), (False, True)])
def test_a_first_month_that_percentage_pay_has_paid_makes_no_month_at_the_end(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    taken: bool,
    merged: bool,
) -> None:
    """17 §: 12 days at work in January 2026 and two in May 2026; the hours changed in February, so that the first
    credit year's holiday is paid by percentage of all its pay, January's too."""
    began, changed = date(2026, 1, 12), date(2026, 2, 1)
    employer_id = an_employer()
    employment_id = an_employment(
        employer_id, an_employee(employer_id),
        weekly_times=(WeeklyTime(960, began, date(2026, 1, 31)), WeeklyTime(1200, changed)),
        patterns=(
            Pattern(began, date(2026, 1, 31), (0, 1, 2, 3), 840, 1080, 0, "public_holidays"),
            Pattern(changed, None, (0, 1, 2, 3), 840, 1140, 0, "public_holidays"),
        ),
        holiday_terms=(HolidayTerm("by_law", None),),
    )  # fmt: skip
    contracts.end_employment(session, employer_id, employment_id, Ending(date(2026, 5, 5), None, "resignation"), JUNE)
    if taken:
        away_in_april = Absence(employment_id, "annual_holiday", date(2026, 4, 13), date(2026, 4, 13))
        leave.add_absence(session, employer_id, away_in_april, JUNE)
    years = leave.holiday_account(session, employer_id, employment_id, date(2026, 5, 5), known_on=JUNE.day)
    assert [(one.credit_year.first.year, one.merged) for one in years] == [(2025, False), (2026, merged)]
    assert years[-1].days_earned == (4 if merged else 2)
