"""The place of a planned holiday: season, winter, agreement and the employee's own family leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from employer import contracts, hours, leave
from employer.contracts.schemas import Ending, HolidayTerm, Terms, VariableHours
from employer.effective import Hand
from employer.hours.schemas import Shift
from employer.leave.placing import in_family_leave, in_notice_time, own_family_leaves, placed, split
from employer.leave.schemas import Absence, CreditYear, HolidayPart
from rules import Period, calendar, load_book

BOOK = load_book()


def days(first: str, last: str) -> Period:
    return Period.closed(date.fromisoformat(first), date.fromisoformat(last))


def away(kind: str, first: str, last: str) -> Absence:
    return Absence(1, kind, date.fromisoformat(first), date.fromisoformat(last))


def a_year(earned: int, *taken: Period, ends: int = 2026, **changes: Any) -> CreditYear:
    parts = tuple(
        HolidayPart(number, one.first, one.last, calendar.holiday_days(one), False)
        for number, one in enumerate(taken, 1)
    )
    facts: dict[str, Any] = {
        "credit_year": Period(date(ends - 1, 4, 1), date(ends, 4, 1)), "rule": "14_days", "months": (),
        "full_months": 12, "days_per_month": Decimal("2.5"), "days_earned": Decimal(earned), "closed": True,
        "days_taken": 0, "days_planned": 0, "parts": parts, "free_time_days": 0, "merged": False,
        "lasted_a_year": True, "work_days": 200, "excess_minutes": 0, "weekly_days": None, "added_absences": (),
        "hours_changed": False, "every_month_35_hours": None, "before_records": False, "opening_days": None,
        "opening_pay_base_cents": None, "reasons": (), "questions": (),
    }  # fmt: skip
    return CreditYear(**{**facts, **changes})


def codes(years: list[CreditYear], holiday: Period, *leaves: Period, **more: Any) -> list[str]:
    return [one.code.partition(".")[2] for one in placed(years, holiday, leaves, BOOK, **more)]


def test_a_holiday_in_the_season_is_the_employers_and_outside_it_an_agreements() -> None:
    assert codes([a_year(24)], days("2026-07-06", "2026-07-18")) == ["employer_decides"]
    assert codes([a_year(24)], days("2026-10-05", "2026-10-10")) == ["only_by_agreement"]


def test_in_seasonal_work_the_calendar_year_stands_in_the_place_of_the_season() -> None:
    assert codes([a_year(24)], days("2026-10-05", "2026-10-10"), seasonal=True) == ["placed_in_year"]
    assert codes([a_year(24)], days("2026-12-28", "2026-12-31"), seasonal=True) == ["placed_in_year"]
    assert codes([a_year(24)], days("2026-12-28", "2027-01-05"), seasonal=True) == ["only_by_agreement"]
    used_in_autumn = a_year(30, days("2026-10-05", "2026-10-31"))
    assert codes([used_in_autumn], days("2027-01-11", "2027-01-16"), seasonal=True) == ["employer_decides"]
    assert codes([used_in_autumn], days("2027-01-11", "2027-01-16")) == ["only_by_agreement"]


def test_what_was_given_outside_the_season_leaves_less_for_the_winter() -> None:
    summer, autumn = days("2026-07-06", "2026-08-01"), days("2026-10-05", "2026-10-07")
    three = days("2027-03-01", "2027-03-03")
    assert codes([a_year(30, summer, autumn)], three) == ["employer_decides"]
    assert codes([a_year(30, summer, days("2026-10-05", "2026-10-08"))], days("2027-03-01", "2027-03-02")) == [
        "employer_decides"
    ]
    # a holiday in April before the season was outside it too
    early = days("2026-04-20", "2026-04-23")
    assert codes([a_year(30, early)], three) == ["only_by_agreement"]
    assert codes([a_year(30, early)], three, leaving_out=1) == ["employer_decides"]


def test_a_late_holiday_takes_the_oldest_year_first_and_each_year_has_its_own_season() -> None:
    old, new = a_year(20, days("2026-07-06", "2026-07-18"), ends=2026), a_year(24, ends=2027)
    assert codes([old, new], days("2027-07-05", "2027-07-17")) == ["only_by_agreement", "employer_decides"]
    assert codes([a_year(20, ends=2026), new], days("2027-07-05", "2027-07-17")) == ["placed_too_late"]


def test_a_year_with_nothing_left_or_still_running_is_not_looked_at() -> None:
    assert codes([a_year(12, days("2026-07-06", "2026-07-18"))], days("2026-10-05", "2026-10-06")) == []
    assert codes([a_year(24, closed=False)], days("2026-10-05", "2026-10-06")) == []


def parts(years: list[CreditYear], holiday: Period, **more: Any) -> list[str]:
    return [one.code.partition(".")[2] for one in split(years, holiday, BOOK, **more)]


def test_twelve_days_in_one_piece_are_kept_free() -> None:
    week, other = days("2026-06-01", "2026-06-06"), days("2026-06-29", "2026-07-04")
    assert parts([a_year(24)], week) == []  # 18 are left
    assert parts([a_year(24, week)], other) == ["split_needs_agreement"]  # 12 are left
    assert parts([a_year(24, week, other)], days("2026-08-03", "2026-08-08")) == ["split_too_small"]
    assert parts([a_year(24, week, days("2026-07-06", "2026-07-18"))], days("2026-08-03", "2026-08-08")) == [
        "split_needs_agreement"
    ]
    assert parts([a_year(12)], days("2026-07-06", "2026-07-17")) == ["split_too_small"]  # 11 of 12 days
    assert parts([a_year(12)], days("2026-07-06", "2026-07-18")) == []
    assert parts([a_year(24, week)], days("2026-06-08", "2026-06-18")) == []  # goes on after a Sunday: one piece
    assert parts([a_year(24, week, other)], other, leaving_out=2) == ["split_needs_agreement"]
    # of a year before the records only what is left is known
    assert parts([a_year(6, opening_days=Decimal(6))], days("2026-06-01", "2026-06-03")) == []


def test_the_winters_days_are_split_by_agreement_and_the_summers_stay_apart() -> None:
    summer, day = days("2026-06-29", "2026-07-25"), days("2026-12-28", "2026-12-28")
    assert parts([a_year(30, summer)], day) == []
    assert parts([a_year(30, summer, day)], days("2027-01-11", "2027-01-12")) == ["split_needs_agreement"]
    assert parts([a_year(30)], day) == []
    assert parts([a_year(30, ends=2025)], summer) == []
    assert parts([a_year(24, days_saved=6)], days("2026-06-29", "2026-07-11")) == []
    assert parts([a_year(24, closed=False)], days("2026-06-01", "2026-06-03")) == []


def test_days_of_an_older_year_join_a_piece() -> None:
    """Three days of the older year and nine of the newer one follow each other; twelve of the newer one are needed."""
    old, new = a_year(3, ends=2025), a_year(24)
    assert parts([old, new], days("2026-06-29", "2026-07-11")) == []
    assert parts([old, a_year(9)], days("2026-06-29", "2026-07-11")) == []
    again = a_year(9, days("2026-07-02", "2026-07-03"))
    assert parts([old, again], days("2026-06-29", "2026-07-01")) == []  # all three are of the older year
    assert parts([old, again], days("2026-07-06", "2026-07-11")) == ["split_too_small"]


def test_own_family_leaves_are_those_of_the_birthing_parent() -> None:
    pregnancy, parental = away("pregnancy", "2026-05-04", "2026-06-19"), away("parental", "2026-06-20", "2026-09-30")
    assert own_family_leaves([pregnancy, parental]) == (
        days("2026-05-04", "2026-06-19"), days("2026-06-20", "2026-09-30"),
    )  # fmt: skip
    assert own_family_leaves([parental]) == ()  # the other parent's
    later = away("parental", "2027-06-21", "2027-07-30")
    assert own_family_leaves([pregnancy, later]) == (days("2026-05-04", "2026-06-19"),)


def test_a_holiday_is_not_put_into_a_pregnancy_leave_and_may_be_given_half_a_year_after_it() -> None:
    leave_ = days("2026-05-04", "2026-09-30")
    (why,) = in_family_leave(days("2026-09-30", "2026-10-06"), [leave_], BOOK)
    assert (why.code, dict(why.facts)) == ("annual_holiday.after_family_leave", {"by": "2027-03-30"})
    assert in_family_leave(days("2026-10-01", "2026-10-06"), [leave_], BOOK) == ()
    assert codes([a_year(24)], days("2027-03-01", "2027-03-27"), leave_) == ["placed_after_leave"]
    assert codes([a_year(24)], days("2027-03-05", "2027-04-01"), leave_) == ["only_by_agreement"]


def test_the_plan_tells_what_decides_its_time(session: Session, household: tuple[int, int], hand: Hand) -> None:
    employer_id, employment_id = household
    leave.add_absence(
        session, employer_id, Absence(employment_id, "pregnancy", date(2026, 8, 3), date(2026, 9, 12)), hand
    )

    def to_know(first: str, last: str) -> list[str]:
        planned = Absence(employment_id, "annual_holiday", date.fromisoformat(first), date.fromisoformat(last))
        plan = leave.preview_holiday(session, employer_id, planned, date(2026, 12, 31))
        return [one.code.partition(".")[2] for one in plan.to_know]

    # four days were earned: they are given in one piece
    assert to_know("2026-07-06", "2026-07-07") == ["hear_first", "employer_decides", "split_too_small"]
    assert to_know("2026-07-06", "2026-07-09") == ["hear_first", "employer_decides"]
    assert to_know("2026-10-05", "2026-10-08") == ["hear_first", "placed_after_leave"]
    assert to_know("2026-08-31", "2026-09-03") == ["hear_first", "employer_decides", "after_family_leave"]


def test_a_holiday_that_can_no_longer_be_told_in_time_has_to_be_agreed_on(
    session: Session, household: tuple[int, int]
) -> None:
    planned = Absence(household[1], "annual_holiday", date(2026, 6, 1), date(2026, 6, 4))

    def told(day: date, holiday: Absence = planned) -> tuple[bool, bool, bool]:
        plan = leave.preview_holiday(session, household[0], holiday, day)
        late = any(one.code == "annual_holiday.told_late" for one in plan.to_know)
        return late, plan.needs_consent, plan.still_to_tell

    assert told(date(2026, 5, 18)) == (False, False, True)
    assert leave.preview_holiday(session, household[0], planned, date(2026, 5, 1)).in_time
    assert not leave.preview_holiday(session, household[0], planned, date(2026, 5, 2)).in_time
    assert told(date(2026, 5, 19)) == told(date(2026, 5, 31)) == (True, True, False)
    assert told(date(2026, 6, 1)) == (False, False, False)  # it is noted afterwards
    assert told(date(2026, 5, 19), replace(planned, kind="saved_holiday"))[0] is False


def test_in_a_notice_time_the_plan_tells_whether_the_employer_may_order_the_holiday(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    """The employment began on 12 January 2026: four days of 2025–2026 were earned by 31 March."""
    employer_id, employment_id = household
    planned = Absence(employment_id, "annual_holiday", date(2026, 6, 1), date(2026, 6, 3))

    def told(day: date, holiday: Absence = planned) -> tuple[bool, list[str]]:
        plan = leave.preview_holiday(session, employer_id, holiday, day)
        codes = [one.code.partition(".")[2] for one in plan.to_know]
        return plan.needs_consent, [one for one in codes if one.startswith("notice_time")]

    assert told(date(2026, 5, 18)) == (False, [])
    contracts.end_employment(session, *household, Ending(date(2026, 6, 30), None, "resignation"), hand)
    assert told(date(2026, 5, 18)) == (False, ["notice_time_ordered"])
    assert told(date(2026, 5, 19)) == (True, ["notice_time_told_late"])
    longer = Absence(employment_id, "annual_holiday", date(2026, 6, 1), date(2026, 6, 30))
    assert told(date(2026, 5, 18), longer) == (True, ["notice_time_not_earned"])


def test_the_end_of_a_fixed_term_is_no_notice_time(session: Session, household: tuple[int, int]) -> None:
    employment = contracts.employment(session, *household, date(2026, 12, 31))
    holiday = Absence(household[1], "annual_holiday", date(2026, 6, 1), date(2026, 6, 3))
    for reason, noticed in (
        ("fixed_term_ended", False), ("agreed", False), ("trial_period", False), (None, False),
        ("notice_by_employer", True), ("resignation", True), ("death_of_employer", True),
    ):  # fmt: skip
        ends = replace(employment, end=date(2026, 6, 30), end_reason=reason)
        assert (in_notice_time(holiday, ends, 4, date(2026, 5, 1), BOOK) is not None) is noticed, reason
    assert in_notice_time(holiday, replace(employment, end=None), 4, date(2026, 5, 1), BOOK) is None


def test_days_off_of_one_without_a_weekly_pattern_are_those_of_the_noted_shifts(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    """Shifts on Thursday 9, Friday 10, Monday 13 and Tuesday 14 July 2026: two days from Wednesday free one day of
    work, from Thursday two."""
    employer_id = an_employer()
    began = date(2025, 4, 1)
    employment_id = an_employment(
        employer_id, an_employee(employer_id), start=began, patterns=(),
        terms=Terms(variable_hours=VariableHours(0, 1200)), holiday_terms=(HolidayTerm("by_law", None),),
    )  # fmt: skip

    def plan(first: str, last: str) -> tuple[bool, set[str]]:
        found = leave.preview_holiday(
            session, employer_id, replace(away("annual_holiday", first, last), employment_id=employment_id), hand.day
        )
        about = ("days_off_not_known", "short_part_on_day_off", "no_consent_needed", "begins_on_day_off")
        said = {one.code.partition(".")[2] for one in (*found.reasons, *found.to_know)}
        return "short_part_on_day_off" in said or "begins_on_day_off" in said, said & set(about)

    assert plan("2026-07-08", "2026-07-09") == (False, {"days_off_not_known"})
    for day in (9, 10, 13, 14):
        start = datetime(2026, 7, day, 9, tzinfo=ZoneInfo("Europe/Helsinki"))
        hours.add_shift(session, employer_id, Shift(employment_id, start, start.replace(hour=15)), hand)
    assert plan("2026-07-08", "2026-07-09") == (True, {"short_part_on_day_off"})
    assert plan("2026-07-09", "2026-07-10") == (False, {"no_consent_needed"})
    assert plan("2026-07-08", "2026-07-11") == (True, {"begins_on_day_off"})
    assert plan("2026-08-03", "2026-08-08") == (False, {"days_off_not_known"})
