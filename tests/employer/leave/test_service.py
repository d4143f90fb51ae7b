"""Absences, planning a holiday and the holiday account. Expectations are counted by hand from the calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from employer import answers, audit, contracts, hours, leave
from employer.answers import Answer
from employer.answers.schemas import read_value
from employer.contracts.schemas import (
    Ending,
    FamilyMember,
    HolidayTerm,
    Opening,
    OpeningHoliday,
    Pattern,
    Terms,
    VariableHours,
    Wage,
    WeeklyTime,
)
from employer.effective import Hand
from employer.errors import Refused
from employer.hours.schemas import Shift
from employer.leave.schemas import Absence, CreditYear, Entry
from rules import Period, load_book

HELSINKI = ZoneInfo("Europe/Helsinki")
START = date(2026, 1, 12)
DECEMBER = date(2026, 12, 31)


def away(household: tuple[int, int], kind: str, first: str, last: str, **changes: Any) -> Absence:
    return Absence(household[1], kind, date.fromisoformat(first), date.fromisoformat(last), **changes)


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.field for problem in refused.value.problems]


def account(session: Session, household: tuple[int, int], as_of: str, **more: Any) -> list[CreditYear]:
    return list(leave.holiday_account(session, *household, date.fromisoformat(as_of), known_on=DECEMBER, **more))


@pytest.fixture
def example(session: Session, household: tuple[int, int], hand: Hand) -> tuple[int, int]:
    """The Hämeenlinna example: its shifts and absences of 2026."""
    employer_id, employment_id = household
    for start, end in (("2026-03-08T12:00", "2026-03-08T17:00"), ("2026-04-22T14:00", "2026-04-22T19:30")):
        moments = [datetime.fromisoformat(one).replace(tzinfo=HELSINKI) for one in (start, end)]
        hours.add_shift(session, employer_id, Shift(employment_id, moments[0], moments[1]), hand)
    for absence in (
        away(household, "sick", "2026-02-05", "2026-02-11", certificate_seen=date(2026, 2, 9)),
        away(household, "annual_holiday", "2026-07-06", "2026-07-09"),
        away(household, "child_sick", "2026-10-13", "2026-10-14", child_born=date(2022, 5, 30)),
    ):
        leave.add_absence(session, employer_id, absence, hand)
    return household


BREAK = "annual_holiday.short_break"


def second_of(
    session: Session, household: tuple[int, int], first_ends: date, second_starts: date, *said: str
) -> list[CreditYear]:
    """The credit year to March 2027 of a second employment with the same person; ``said``: what the break is."""
    first = contracts.employment(session, *household, DECEMBER)
    one = replace(first, end=first_ends)
    two = replace(first, id=99, code="ilona-2", start=second_starts)
    answered = [Answer(f"{BREAK}:ilona-2:2027-03-31", word, "letter", DECEMBER) for word in said]
    earlier = contracts.earlier_employments((one, two), two)
    return list(leave.account(two, (), (), date(2027, 3, 31), earlier=earlier, answers=answered, book=load_book()))


@pytest.mark.parametrize(
    ("first_ends", "second_starts", "said", "per_month", "asked"),
    [
        (date(2026, 6, 30), date(2026, 7, 1), (), "2.5", False),  # no break: since January 2026
        (date(2026, 6, 29), date(2026, 7, 1), (), "2", True),  # a day between: how short is short is not in the Act
        (date(2026, 6, 29), date(2026, 7, 1), ("yes",), "2.5", False),
        (date(2026, 6, 29), date(2026, 7, 1), ("no",), "2", False),
    ],
)
def test_employments_without_a_break_are_one_when_it_is_looked_whether_a_year_has_passed(
    session: Session,
    household: tuple[int, int],
    first_ends: date,
    second_starts: date,
    said: tuple[str, ...],
    per_month: str,
    asked: bool,
) -> None:
    """5 §: nine months of the second employment alone would earn two days a month."""
    (year,) = second_of(session, household, first_ends, second_starts, *said)
    assert year.days_per_month == Decimal(per_month)
    assert (BREAK in [one.topic for one in year.questions]) is asked


def test_a_break_is_not_asked_when_both_employments_together_are_under_a_year(
    session: Session, household: tuple[int, int]
) -> None:
    first = contracts.employment(session, *household, DECEMBER)
    one = replace(first, start=date(2026, 8, 1), end=date(2026, 8, 31))
    two = replace(first, id=99, code="ilona-2", start=date(2026, 10, 1))
    (year,) = leave.account(two, (), (), date(2027, 3, 31), earlier=[one], book=load_book())
    assert (year.days_per_month, [one.topic for one in year.questions if one.topic == BREAK]) == (Decimal(2), [])


def test_the_examples_first_credit_year(session: Session, example: tuple[int, int]) -> None:
    (year,) = account(session, example, "2026-03-31")
    assert (year.credit_year.first, year.credit_year.last) == (date(2025, 4, 1), date(2026, 3, 31))
    assert [(one.month, one.days, one.minutes, one.full) for one in year.months] == [
        ("2026-01", 12, 2880, False),
        ("2026-02", 16, 3840, True),  # four of the days were sick days
        ("2026-03", 19, 4620, True),  # 18 afternoons of four hours and a Sunday of five
    ]
    assert (year.rule, year.days_per_month, year.days_earned, year.closed) == ("14_days", 2, 4, True)
    assert (year.work_days, year.excess_minutes, year.weekly_days) == (12 + 12 + 19, 0, Fraction(4))
    assert not year.lasted_a_year
    assert year.questions == ()


def test_the_examples_account_after_the_holiday(session: Session, example: tuple[int, int]) -> None:
    first, running = account(session, example, "2026-10-31")
    assert (first.days_taken, first.days_left, first.days_free) == (4, 0, 0)
    assert [(part.first, part.last, part.days, part.in_advance) for part in first.parts] == [
        (date(2026, 7, 6), date(2026, 7, 9), 4, False)
    ]
    assert (running.closed, running.days_taken) == (False, 0)
    assert running.credit_year.first == date(2026, 4, 1)
    # In force for a year by 31 March 2027? It began on 12 January 2026: yes.
    assert (running.lasted_a_year, running.days_per_month) == (True, Decimal("2.5"))
    days = {one.month: one.days for one in running.months}
    # April: 18 afternoons, two skipped (Maundy Thursday is worked; Easter Monday 6.4. is not).
    assert days["2026-04"] == 17
    # July: 14 afternoons at work and four weekdays of holiday.
    assert days["2026-07"] == 18
    # A child's illness counts as work.
    assert days["2026-10"] == 17
    assert all(one.full for one in running.months)
    assert running.days_earned == Decimal("17.5")


def test_before_and_in_the_middle_of_the_holiday(session: Session, example: tuple[int, int]) -> None:
    before = account(session, example, "2026-06-30")[0]
    assert (before.days_taken, before.days_planned, before.days_left, before.days_free) == (0, 4, 4, 0)
    middle = account(session, example, "2026-07-07")[0]
    assert (middle.days_taken, middle.days_planned) == (2, 2)


def test_nothing_is_earned_before_the_employment(session: Session, household: tuple[int, int]) -> None:
    assert account(session, household, "2026-01-11") == []
    (first_day,) = account(session, household, "2026-01-12")
    assert (first_day.work_days, first_day.days_earned) == (1, 0)


def test_what_was_not_known_does_not_count(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    shift = Shift(
        household[1],
        datetime(2026, 2, 1, 12, tzinfo=HELSINKI),
        datetime(2026, 2, 1, 14, tzinfo=HELSINKI),
    )
    hours.add_shift(session, household[0], shift, hand_on(date(2026, 3, 15)))
    february = date(2026, 2, 28)
    then = leave.holiday_account(session, *household, february)[0].work_days
    now = leave.holiday_account(session, *household, february, known_on=date(2026, 3, 15))[0].work_days
    assert (then, now) == (28, 29)


def test_training_counts_as_a_day_at_work(session: Session, household: tuple[int, int]) -> None:
    plain = account(session, household, "2026-01-31")[0]
    trained = account(session, household, "2026-01-31", trainings=[(date(2026, 1, 17), 240), (date(2026, 1, 19), 60)])[
        0
    ]
    assert (plain.work_days, trained.work_days) == (12, 13)
    assert trained.months[0].minutes == 2880 + 300


def test_a_paid_independence_day_is_like_a_day_at_work(session: Session, household: tuple[int, int]) -> None:
    # Monday to Thursday: 6 December 2027 is a Monday off with pay, 25 December 2027 no day of the pattern. December
    # has 18 such days, 17 of them worked; the day off counts for the month and stands for no work.
    december = account(session, household, "2027-12-31")[2].months[-1]
    assert (december.month, december.days) == ("2027-12", 18)
    assert (
        account(session, household, "2027-12-31")[2].work_days
        == account(session, household, "2027-11-30")[2].work_days + 17
    )


def test_a_holiday_beyond_what_is_earned_comes_from_the_running_year_in_advance(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    holiday = away(household, "annual_holiday", "2026-07-06", "2026-07-13", agreed_in_writing=True)
    leave.add_absence(session, household[0], holiday, hand)
    first, running = account(session, household, "2026-07-31")
    assert [(part.days, part.last, part.in_advance) for part in first.parts] == [(4, date(2026, 7, 9), False)]
    assert [(part.days, part.first, part.in_advance) for part in running.parts] == [(3, date(2026, 7, 10), True)]
    assert (first.days_left, running.days_taken) == (0, 3)


def test_a_thirty_five_hour_contract_earns_by_hours(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        weekly_times=(WeeklyTime(600),),
        patterns=(Pattern(START, None, (0, 3), 600, 900),),
        holiday_terms=(HolidayTerm("by_law", None),),
    )
    (year,) = account(session, (employer_id, employment_id), "2026-03-31")
    # January: 12, 15, 19, 22, 26, 29 = six days of five hours; February: eight; March: nine.
    assert [(one.days, one.minutes, one.full) for one in year.months] == [
        (6, 1800, False),
        (8, 2400, True),
        (9, 2700, True),
    ]
    assert (year.rule, year.days_earned, year.weekly_days) == ("35_hours", 4, Fraction(2))
    assert year.every_month_35_hours is True


def test_below_both_limits_there_is_free_time_instead(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        weekly_times=(WeeklyTime(120),),
        patterns=(Pattern(START, None, (5,), 600, 720),),
        holiday_terms=(HolidayTerm("none", None),),
    )
    (year,) = account(session, (employer_id, employment_id), "2026-03-31")
    assert (year.rule, year.days_earned, year.free_time_days, year.entitlement) == ("none", 0, 6, 6)
    assert not any(one.full for one in year.months)
    assert year.every_month_35_hours is False


def test_a_night_gives_two_days_at_work(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        weekly_times=(WeeklyTime(480),),
        patterns=(Pattern(START, None, (2,), 1320, 360),),
        holiday_terms=(HolidayTerm(),),
    )
    (year,) = account(session, (employer_id, employment_id), "2026-01-31")
    # Nights of 14, 21 and 28 January, each also on the following day.
    assert [(one.days, one.minutes) for one in year.months] == [(6, 1440)]


def test_variable_hours_are_judged_by_what_was_worked(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        start=date(2026, 1, 1),
        patterns=(),
        terms=Terms(variable_hours=VariableHours(0, 1200)),
        holiday_terms=(HolidayTerm("by_law", None),),
    )
    for day in (*range(2, 17), 20):
        for month in (1, 2):
            start = datetime(2026, month, day, 9, tzinfo=HELSINKI)
            shift = Shift(employment_id, start, start.replace(hour=11))
            hours.add_shift(session, employer_id, shift, hand)
    (year,) = account(session, (employer_id, employment_id), "2026-02-28")
    assert [(one.days, one.full) for one in year.months] == [(16, True), (16, True)]
    assert (year.rule, year.every_month_35_hours) == ("14_days", None)


def test_an_absence_nobody_rostered_is_asked_about(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    employment_id = an_employment(employer_id, an_employee(employer_id), patterns=())
    household = (employer_id, employment_id)
    leave.add_absence(session, employer_id, away(household, "sick", "2026-01-19", "2026-01-23"), hand)
    (year,) = account(session, household, "2026-01-31")
    assert [question.topic for question in year.questions] == ["annual_holiday.absence_days"]


def test_standby_and_unconfirmed_shifts_are_not_days_at_work(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    employment_id = an_employment(employer_id, an_employee(employer_id), patterns=())
    for day, kind, status in (
        (13, "work", "worked"),
        (14, "standby", "worked"),
        (15, "work", "planned"),
        (16, "emergency", "worked"),  # time at work (872/2019 19 §)
    ):
        start = datetime(2026, 1, day, 9, tzinfo=HELSINKI)
        shift = Shift(employment_id, start, start.replace(hour=11), 0, kind, status)
        hours.add_shift(session, employer_id, shift, hand)
    (year,) = account(session, (employer_id, employment_id), "2026-01-31")
    assert (year.work_days, year.months[0].minutes) == (2, 240)


def test_an_end_closes_the_year_and_merges_first_and_last_month(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    ending = Ending(date(2026, 3, 5), "sijaisuus", "fixed_term_ended")
    contracts.end_employment(session, *household, ending, hand)
    open_year = account(session, household, "2026-03-04")[0]
    (year,) = account(session, household, "2026-06-30")
    # January 12 days, February 16, March 4: February is full; January and March together reach 14.
    assert [one.days for one in year.months] == [12, 16, 4]
    assert (open_year.closed, year.closed, year.merged, year.full_months, year.days_earned) == (
        False,
        True,
        True,
        2,
        4,
    )


def test_half_days_are_rounded_up_once_when_the_year_closes(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    start = date(2025, 4, 1)
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        start=start,
        ending=Ending(date(2027, 3, 31), "sijaisuus", "fixed_term_ended"),
        wages=(Wage("hour", Decimal("13.20"), start),),
        patterns=(Pattern(start, date(2026, 6, 30), (0, 1, 2, 3), 840, 1080),),
    )
    running = account(session, (employer_id, employment_id), "2026-06-30")[1]
    assert (running.days_earned, running.closed, running.full_months) == (Decimal("7.5"), False, 3)
    closed = account(session, (employer_id, employment_id), "2027-03-31")[1]
    assert (closed.days_earned, closed.closed, closed.full_months) == (Decimal(8), True, 3)


def test_an_opening_holds_what_the_records_do_not(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    start = date(2024, 3, 1)
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        start=start,
        patterns=(Pattern(start, None, (0, 1, 2, 3), 840, 1080),),
    )
    opening = Opening(
        employment_id,
        date(2026, 2, 1),
        holidays=(OpeningHoliday((date(2025, 4, 1), date(2026, 3, 31)), Decimal("22.5"), 900_000, 150, 36_000),),
    )
    contracts.set_opening(session, employer_id, opening, hand)
    years = account(session, (employer_id, employment_id), "2026-03-31")
    assert [year.credit_year.first.year for year in years] == [2023, 2024, 2025]
    last = years[-1]
    # February and March are full: two months of 2.5 days on top of 22.5, and 34 days at work on top of 150.
    assert (last.days_earned, last.opening_days, last.opening_pay_base_cents) == (
        Decimal(28),
        Decimal("22.5"),
        900_000,
    )
    assert [one.month for one in last.months] == ["2026-02", "2026-03"]
    assert (last.work_days, last.before_records) == (150 + 34, False)
    assert [year.before_records for year in years] == [True, True, False]
    assert [[one.topic for one in year.questions] for year in years[:2]] == [
        ["opening_days.2023-04-01"], ["opening_days.2024-04-01"],
    ]  # fmt: skip
    assert not years[1].questions[-1].blocks
    question = f"opening_days.2024-04-01:{employment_code(session, employer_id, employment_id)}:2026-02-01"
    answers.record_answer(session, employer_id, Answer(question, "6", "earlier ledger", date(2026, 2, 1)), hand)
    told = account(session, (employer_id, employment_id), "2026-03-31")
    assert [(year.days_earned, year.before_records) for year in told[:2]] == [(Decimal(0), True), (Decimal(6), False)]


@pytest.mark.parametrize(
    ("begin", "said", "merged", "asked"),
    [
        (date(2026, 1, 12), (), True, False),  # everything is in the records: 12 and 4 days
        (date(2026, 1, 13), (), False, True),
        (date(2026, 2, 1), (), False, True),
        (date(2026, 2, 1), (("days", "9"),), False, False),
        (date(2026, 2, 1), (("days", "10"),), True, False),
        (date(2026, 2, 1), (("days", "14"),), False, False),
        (date(2026, 2, 1), (("hours", "40"),), False, True),
        (date(2026, 2, 1), (("days", "9"), ("days", "10")), True, False),  # the newest answer
    ],
)
def test_a_first_month_before_the_records_is_asked_at_the_end(
    session: Session,
    household: tuple[int, int],
    hand: Hand,
    begin: date,
    said: tuple[tuple[str, str], ...],
    merged: bool,
    asked: bool,
) -> None:
    """17 §: February is full, March has four days; the first month is looked at together with it."""
    employer_id, employment_id = household
    year = (date(2025, 4, 1), date(2026, 3, 31))
    opening = Opening(employment_id, begin, holidays=(OpeningHoliday(year, Decimal(0)),))
    contracts.set_opening(session, employer_id, opening, hand)
    code = employment_code(session, *household)
    contracts.end_employment(session, *household, Ending(date(2026, 3, 5), "sijaisuus", "fixed_term_ended"), hand)
    for kind, value in said:
        question = f"annual_holiday.first_month_{kind}:{code}:2026-03-05"
        answers.record_answer(session, employer_id, Answer(question, value, "old rosters", START), hand)
    (open_year,) = account(session, household, "2026-03-04")
    assert open_year.questions == ()  # asked when the employment ends
    (found,) = account(session, household, "2026-06-30")
    assert (found.merged, found.days_earned) == (merged, 4 if merged else 2)
    topics = [one.topic for one in found.questions]
    assert topics == ["annual_holiday.first_month_days"] * asked


def test_hours_of_a_first_month_before_the_records_are_used_to_the_minute(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    """17 § under the 35-hour rule: two eight-hour days in May; 19 hours are missing."""
    employer_id, start = an_employer(), date(2026, 1, 12)
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        start=start,
        ending=Ending(date(2026, 5, 5), "sijaisuus", "fixed_term_ended"),
        patterns=(Pattern(start, None, (0, 1), 480, 960),),
        weekly_times=(WeeklyTime(960, start),),
        holiday_terms=(HolidayTerm("by_law", None),),
    )
    opening = Opening(
        employment_id, date(2026, 4, 1), holidays=(OpeningHoliday((date(2025, 4, 1), date(2026, 3, 31)), Decimal(4)),)
    )
    contracts.set_opening(session, employer_id, opening, hand)
    for value, merged in (("18,99", False), ("19", True)):
        question = "annual_holiday.first_month_hours:" + employment_code(session, employer_id, employment_id)
        answer = Answer(f"{question}:2026-05-05", read_value(f"{question}:2026-05-05", value)[0], "payslip", START)
        answers.record_answer(session, employer_id, answer, hand)
        found = account(session, (employer_id, employment_id), "2026-05-05")[-1]
        assert (found.merged, found.full_months) == (merged, 2 if merged else 1), value
        assert found.questions == ()


@pytest.mark.parametrize(("said", "full"), [(None, False), ("5,99", False), ("6", True)])
def test_the_hours_of_shorter_days_that_are_told_make_a_month_full(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    said: str | None,
    full: bool,
) -> None:
    """7 and 21 §: eight hours on Mondays; in November 2026 five hours and 48 minutes, 29 hours in the month."""
    employer_id, start = an_employer(), date(2025, 4, 1)
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        start=start,
        patterns=(Pattern(start, None, (0,), 480, 960),),
        weekly_times=(WeeklyTime(480, start),),
        holiday_terms=(HolidayTerm("by_law", None),),
    )
    shorter = [
        Shift(
            employment_id,
            datetime(2026, 11, day, 8, tzinfo=HELSINKI),
            datetime(2026, 11, day, 13, 48, tzinfo=HELSINKI),
            status="worked",
        )
        for day in (2, 9, 16, 23, 30)
    ]
    entry = Entry(employment_id, "shortened", start, 1, date(2026, 11, 2), asked_by="Ilona Rantavirta")
    code = employment_code(session, employer_id, employment_id)
    question = f"holiday_shortened_hours.2026-11:{code}:2026-11-30"
    told = [] if said is None else [Answer(question, read_value(question, said)[0], "agreement", START)]
    years = leave.account(
        contracts.employment(session, employer_id, employment_id, START),
        shorter,
        (),
        date(2026, 11, 30),
        entries=(entry,),
        answers=told,
        book=load_book(),
    )
    (november,) = [one for one in years[-1].months if one.month == "2026-11"]
    assert (november.minutes, november.full) == (1740 + (360 if full else 359 if said else 0), full)
    asked = [one.topic for one in years[-1].questions if one.topic.startswith("holiday_shortened_hours")]
    assert asked == (["holiday_shortened_hours.2026-11"] if said is None else [])


def employment_code(session: Session, employer_id: int, employment_id: int) -> str:
    return contracts.employment(session, employer_id, employment_id, date(2026, 3, 31)).code


def test_a_year_whose_holiday_had_lapsed_before_the_records_is_not_asked_about(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        start=date(2021, 3, 1),
        patterns=(Pattern(date(2021, 3, 1), None, (0, 1, 2, 3), 840, 1080),),
    )
    contracts.set_opening(session, employer_id, Opening(employment_id, date(2026, 2, 1)), hand)
    years = account(session, (employer_id, employment_id), "2026-03-31")
    # holiday of 2022/23 is given by 30 April 2024 and claimed by the end of 2026; that of 2021/22 by the end of 2025
    assert [(year.credit_year.first.year, len(year.questions)) for year in years] == [
        (2020, 0), (2021, 0), (2022, 1), (2023, 1), (2024, 1), (2025, 1),
    ]  # fmt: skip


def test_the_agreement_of_personal_assistants_gives_its_days(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    start = date(2026, 1, 12)
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        start=start,
        job="personal_assistance",
        patterns=(Pattern(start, None, (0, 1, 2, 3), 840, 1080),),
    )
    both = (employer_id, employment_id)
    (asked,) = account(session, both, "2026-03-31")
    assert (asked.days_per_month, [one.topic for one in asked.questions]) == (2, ["annual_holiday.similar_work"])
    question = f"annual_holiday.similar_work:{employment_code(session, *both)}:2026-02-01"
    answers.record_answer(session, employer_id, Answer(question, "24", "certificates", start), hand)
    (known,) = account(session, both, "2026-03-31")
    assert (known.days_per_month, known.questions) == (Decimal("2.5"), ())


def test_a_year_that_illness_made_short_is_filled_with_supplementary_days(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    """Work from 12 January 2026; ill from July 2026 to the end of March 2027."""
    leave.add_absence(session, household[0], away(household, "sick", "2026-07-01", "2027-03-31"), hand)
    *_, year = leave.holiday_account(session, *household, date(2027, 3, 31), known_on=DECEMBER)
    assert year.closed
    earned = int(year.days_earned)
    assert 0 < earned < 24
    assert year.supplementary_days == 24 - earned
    assert year.reasons[-1].code == "annual_holiday.supplementary_days"
    *_, later = leave.holiday_account(session, *household, date(2027, 7, 1), known_on=DECEMBER)
    assert later.supplementary_days == 0  # nothing is earned in the running year yet
    first, *_ = leave.holiday_account(session, *household, date(2026, 3, 31), known_on=DECEMBER)
    assert (first.supplementary_days, first.questions) == (0, ())


def test_supplementary_days_of_a_part_of_a_year_are_scaled(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    """Ill from 13 April 2026 until the end on 31 December, four days a week: 24 x 275 / 365 is over 18; what would have
    been earned without the illness is 2 days for each of nine months."""
    leave.add_absence(session, household[0], away(household, "sick", "2026-04-13", "2026-12-31"), hand)
    contracts.end_employment(session, *household, Ending(DECEMBER, None, "resignation"), hand)
    *_, year = account(session, household, "2026-12-31")
    # 75 workdays to 24 August: 13 of them in August
    assert [one.month for one in year.months if one.full] == ["2026-04", "2026-05", "2026-06", "2026-07"]
    assert (year.days_earned, year.supplementary_days, year.questions) == (8, 10, ())
    assert [one.code for one in year.reasons][-3:] == [
        "annual_holiday.supplementary_scaled",
        "annual_holiday.supplementary_only_illness",
        "annual_holiday.supplementary_days",
    ]


def test_illness_that_cost_no_month_gives_no_supplementary_days(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    """January is short because the employment began in it; every day of illness counts as work."""
    leave.add_absence(session, household[0], away(household, "sick", "2026-01-26", "2026-03-31"), hand)
    (year,) = account(session, household, "2026-03-31")
    assert [one.full for one in year.months] == [False, True, True]
    assert (year.supplementary_days, year.questions) == (0, ())


def test_supplementary_days_of_a_part_of_a_year_are_asked_once(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    leave.add_absence(session, household[0], away(household, "unpaid", "2026-04-01", "2026-04-30"), hand)
    leave.add_absence(session, household[0], away(household, "sick", "2026-05-04", "2026-12-31"), hand)
    contracts.end_employment(session, *household, Ending(DECEMBER, None, "resignation"), hand)
    *_, asked = account(session, household, "2026-12-31")
    assert (asked.supplementary_days, [one.topic for one in asked.questions]) == (
        None, ["annual_holiday.supplementary_part_year"],
    )  # fmt: skip
    question = f"annual_holiday.supplementary_part_year:{employment_code(session, *household)}:2026-12-31"
    answers.record_answer(session, household[0], Answer(question, "3", "advice of the authority", START), hand)
    *_, known = account(session, household, "2026-12-31")
    assert (known.supplementary_days, known.questions) == (3, ())


@pytest.mark.parametrize(
    ("said", "rule", "full", "asked"),
    [(None, "35_hours", True, True), ("no", "35_hours", True, False), ("yes", "14_days", False, False)],
)
def test_a_passing_change_of_hours_leaves_the_rule_alone_once_somebody_has_said_so(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    said: str | None,
    rule: str,
    full: bool,
    asked: bool,
) -> None:
    """6 §: five hours from Monday to Thursday, in May on Mondays and Tuesdays: eight days and forty hours."""
    employer_id, may, june = an_employer(), date(2026, 5, 1), date(2026, 6, 1)
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        start=START,
        patterns=(
            Pattern(START, date(2026, 4, 30), (0, 1, 2, 3), 840, 1140),
            Pattern(may, date(2026, 5, 31), (0, 1), 840, 1140),
            Pattern(june, None, (0, 1, 2, 3), 840, 1140),
        ),
        weekly_times=(
            WeeklyTime(1200, START, date(2026, 4, 30)), WeeklyTime(600, may, date(2026, 5, 31)), WeeklyTime(1200, june),
        ),
        holiday_terms=(HolidayTerm("by_law", None),),
    )  # fmt: skip
    employment = contracts.employment(session, employer_id, employment_id, DECEMBER)
    question = f"holiday_hours_temporary.2026-05-01:{employment.code}:2026-05-01"
    told = [] if said is None else [Answer(question, said, "roster", START)]

    def years(known: Any) -> list[CreditYear]:
        return list(leave.account(known, (), (), date(2026, 6, 30), answers=told, book=load_book()))

    before, running = years(employment)
    (month,) = [one for one in running.months if one.month == "2026-05"]
    assert (month.minutes, month.full, month.why.code.endswith("hours")) == (2400, full, rule == "35_hours")
    topics = ["holiday_hours_temporary.2026-05-01"] * asked
    assert [one.topic for one in running.questions] == topics
    assert before.questions == ()  # it is not of that year
    # a monthly wage that changed with the hours goes by percentage unless the change was a passing one
    rows = (("1500.00", START, date(2026, 4, 30)), ("750.00", may, date(2026, 5, 31)), ("1500.00", june, None))
    wages = tuple(Wage("month", Decimal(euros), first, until) for euros, first, until in rows)
    assert years(replace(employment, wages=wages))[-1].hours_changed is (said != "yes")


def test_a_change_of_hours_that_decides_nothing_or_has_not_ended_is_not_asked(
    session: Session, household: tuple[int, int]
) -> None:
    employment = contracts.employment(session, *household, DECEMBER)
    first, later = date(2026, 5, 1), date(2026, 6, 1)

    def asked(*rows: tuple[date, date | None, tuple[int, ...], int], **changes: Any) -> list[str]:
        """Rows of first day, last day, weekdays and the hour at which work ends that begins at two."""
        known = replace(
            employment,
            patterns=tuple(Pattern(one, last, days, 840, 60 * end) for one, last, days, end in rows),
            weekly_times=tuple(WeeklyTime(60 * len(days) * (end - 14), one, last) for one, last, days, end in rows),
            **changes,
        )
        years = leave.account(known, (), (), date(2027, 3, 31), book=load_book())
        return [one.topic.partition(".")[0] for one in years[-1].questions]

    four, two = (0, 1, 2, 3), (0, 1)
    april, may, spring = date(2026, 4, 30), date(2026, 5, 31), date(2027, 3, 31)
    assert asked((START, april, four, 19), (first, may, four, 17), (later, None, four, 19)) == []  # days stay
    assert asked((START, april, four, 19), (first, may, two, 19), (later, None, two, 17)) == []  # not back again
    assert asked((START, april, four, 19), (first, None, two, 19)) == []
    again = date(2027, 4, 1)
    over_the_end = ((START, april, four, 19), (first, spring, (0, 1, 2, 3, 4), 19), (again, None, four, 19))
    assert asked(*over_the_end) == ["holiday_hours_temporary"]  # the days a week on 31 March
    rows = ((START, april, four, 19), (first, may, four, 17), (later, None, four, 19))
    monthly = tuple(
        Wage("month", Decimal(euros), one, last)
        for euros, one, last in ((1500, START, april), (900, first, may), (1500, later, None))
    )
    assert asked(*rows, wages=monthly) == ["holiday_hours_temporary"]


def test_a_family_member_without_outside_colleagues_has_free_time_only(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    relative = an_employment(
        employer_id, an_employee(employer_id), terms=Terms(family_member=FamilyMember(True, True, True))
    )
    (year,) = account(session, (employer_id, relative), "2026-03-31")
    assert (year.rule, year.days_earned, year.free_time_days) == ("none", 0, 6)
    other = an_employee(employer_id, code="b", identity_code=None, born=date(1990, 1, 1), sex=1)
    an_employment(employer_id, other, code="b-1")
    (year,) = account(session, (employer_id, relative), "2026-03-31")
    assert (year.rule, year.days_earned, year.free_time_days) == ("14_days", 4, 0)


def test_changed_weekly_time_is_told(session: Session, household: tuple[int, int], hand: Hand) -> None:
    assert [year.hours_changed for year in account(session, household, "2026-06-30")] == [False, False]
    contracts.set_weekly_time(session, *household, WeeklyTime(1200, date(2026, 6, 1)), hand)
    assert [year.hours_changed for year in account(session, household, "2026-06-30")] == [False, True]
    employment = contracts.employment(session, *household, DECEMBER)

    def changed(*wages: Wage) -> bool:
        """A monthly wage goes by percentage only when it changed with the hours (162/2005 10 and 12 §)."""
        paid = replace(employment, wages=wages)
        return leave.account(paid, (), (), date(2026, 6, 30), book=load_book())[-1].hours_changed

    may, june = date(2026, 5, 31), date(2026, 6, 1)
    assert not changed(Wage("month", Decimal(1000), START))
    assert changed(Wage("month", Decimal(1000), START, may), Wage("month", Decimal(1250), june))
    assert changed(Wage("hour", Decimal(13), START, may), Wage("month", Decimal(1250), june))
    assert changed(Wage("hour", Decimal(13), START))
    assert changed()


def test_study_leave_counts_when_work_goes_on_after_it(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    leave.add_absence(session, household[0], away(household, "study", "2026-02-02", "2026-02-12"), hand)
    open_question = account(session, household, "2026-02-12")[0]
    returned = account(session, household, "2026-03-31")[0]
    assert [one.days for one in open_question.months] == [12, 0]
    assert returned.questions == ()
    assert returned.months[1].days == 16


# --- absences ---------------------------------------------------------------------------------------------------------


def test_an_absence_is_noted_corrected_and_taken_back(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    employer_id, _ = household
    sick = away(household, "sick", "2026-02-05", "2026-02-11")
    first = leave.add_absence(session, employer_id, sick, hand_on(date(2026, 2, 5)))
    seen = replace(sick, certificate_seen=date(2026, 2, 9))
    second = leave.change_absence(session, employer_id, first, seen, hand_on(date(2026, 2, 9)))
    leave.remove_absence(session, employer_id, second, hand_on(date(2026, 2, 20)))
    session.expire_all()
    known = [
        [(one.kind, one.certificate_seen) for one in leave.absences(session, *household, day)]
        for day in (date(2026, 2, 4), date(2026, 2, 5), date(2026, 2, 9), date(2026, 2, 20))
    ]
    assert known == [[], [("sick", None)], [("sick", date(2026, 2, 9))], []]


def test_the_reason_of_an_absence_is_neither_in_the_table_nor_in_the_log(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    accident = away(household, "accident", "2026-02-05", "2026-02-11", no_pay="own_fault")
    leave.add_absence(session, household[0], accident, hand)
    kept = repr(session.execute(text("SELECT * FROM absence")).all())
    kept += repr(audit.changes(session, household[0]))
    assert "accident" not in kept
    assert "own_fault" not in kept
    (noted,) = leave.absences(session, *household, DECEMBER)
    assert noted.no_pay == "own_fault"


@pytest.mark.parametrize(
    ("kind", "first", "last", "changes", "expected"),
    [
        ("sick", "2026-03-12", "2026-03-11", {}, ["last"]),
        ("sick", "2026-01-11", "2026-01-13", {}, ["first"]),
        ("tired", "2026-03-11", "2026-03-12", {}, ["kind"]),
        ("sick", "2026-02-11", "2026-02-12", {}, ["first"]),
        ("sick", "2026-03-11", "2026-03-12", {"same_illness_as": date(2026, 2, 6)}, ["same_illness_as"]),
        ("unpaid", "2026-03-11", "2026-03-12", {"same_illness_as": date(2026, 2, 5)}, ["same_illness_as"]),
        ("sick", "2026-03-11", "2026-03-12", {"same_illness_as": date(2026, 2, 5)}, []),
        ("sick", "2026-02-12", "2026-02-12", {}, []),
        ("sick", "2026-03-11", "2026-03-12", {"no_pay": "own_fault"}, []),
        ("accident", "2026-03-11", "2026-03-12", {"no_pay": "after_allowance"}, []),
        ("hindrance", "2026-03-11", "2026-03-12", {"no_pay": "agreed"}, []),
        ("hindrance_strike", "2026-03-11", "2026-03-12", {"no_pay": "agreed"}, ["no_pay"]),
        ("unpaid", "2026-03-11", "2026-03-12", {"no_pay": "own_fault"}, ["no_pay"]),
        ("sick", "2026-03-11", "2026-03-12", {"no_pay": "tired"}, ["no_pay"]),
        ("sick", "2026-03-11", "2026-03-12", {"no_pay": "proof_missing"}, []),
        (
            *("sick", "2026-03-11", "2026-03-12"),
            {"no_pay": "proof_missing", "certificate_seen": date(2026, 3, 12)},
            ["no_pay"],
        ),
    ],
)
def test_absences_that_cannot_be(
    session: Session,
    household: tuple[int, int],
    hand: Hand,
    kind: str,
    first: str,
    last: str,
    changes: dict[str, Any],
    expected: list[str],
) -> None:
    leave.add_absence(session, household[0], away(household, "sick", "2026-02-05", "2026-02-11"), hand)
    absence = away(household, kind, first, last, **changes)
    if not expected:
        leave.add_absence(session, household[0], absence, hand)
        return
    with pytest.raises(Refused) as refused:
        leave.add_absence(session, household[0], absence, hand)
    assert fields(refused) == expected


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        ("child_sick", {"child_born": date(2026, 3, 5)}, ["child_born"]),
        ("child_sick", {"child_born": date(2026, 3, 4)}, []),
        ("parental", {"child_born": date(2026, 3, 5)}, []),  # noted before the birth, by the day that was expected
        ("sick", {"certificate_seen": date(2025, 3, 4)}, ["certificate_seen"]),
        ("sick", {"certificate_seen": date(2025, 9, 5)}, []),  # a planned operation
        ("sick", {"certificate_seen": date(2025, 9, 4)}, ["certificate_seen"]),
        ("sick", {"certificate_seen": date(2025, 9, 4), "ill_since": date(2026, 3, 3)}, []),
    ],
)
def test_a_child_is_born_and_a_certificate_is_of_this_illness(
    session: Session,
    household: tuple[int, int],
    hand: Hand,
    kind: str,
    changes: dict[str, Any],
    expected: list[str],
) -> None:
    absence = away(household, kind, "2026-03-04", "2026-03-06", **changes)
    if not expected:
        leave.add_absence(session, household[0], absence, hand)
        return
    with pytest.raises(Refused) as refused:
        leave.add_absence(session, household[0], absence, hand)
    assert fields(refused) == expected


def test_another_households_absence_is_not_found(
    session: Session, household: tuple[int, int], hand: Hand, an_employer: Callable[..., int]
) -> None:
    sick = away(household, "sick", "2026-02-05", "2026-02-11")
    absence_id = leave.add_absence(session, household[0], sick, hand)
    other = an_employer(code="other")
    for attempt in (
        lambda: leave.add_absence(session, other, sick, hand),
        lambda: leave.change_absence(session, other, absence_id, sick, hand),
        lambda: leave.remove_absence(session, other, absence_id, hand),
        lambda: leave.absence(session, other, absence_id, DECEMBER),
        lambda: leave.holiday_account(session, other, household[1], DECEMBER),
    ):
        with pytest.raises(LookupError):
            attempt()
    assert leave.absences(session, other, None, DECEMBER) == ()


# --- planning ---------------------------------------------------------------------------------------------------------


def test_a_planned_holiday_says_what_it_uses_and_when_to_tell(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    absence = away(household, "annual_holiday", "2026-07-06", "2026-07-09")
    absence_id, plan = leave.plan_holiday(session, household[0], absence, hand)
    assert (plan.days, plan.available, plan.in_advance, plan.needs_consent) == (4, 4, 0, False)
    assert (plan.told_by, plan.told_at_latest) == (date(2026, 6, 6), date(2026, 6, 22))
    assert [one.id for one in leave.absences(session, *household, DECEMBER)] == [absence_id]
    again = leave.preview_holiday(
        session, household[0], away(household, "annual_holiday", "2026-08-03", "2026-08-04"), DECEMBER
    )
    assert (again.days, again.available, again.in_advance) == (2, 0, 2)


def test_more_holiday_than_is_earned_needs_a_written_agreement(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    week = away(household, "annual_holiday", "2026-07-06", "2026-07-12")
    with pytest.raises(Refused) as refused:
        leave.plan_holiday(session, household[0], week, hand)
    assert fields(refused) == ["last"]
    assert refused.value.problems[0].what == "The holiday uses 6 holiday days, but 4 earned days are left."
    _, plan = leave.plan_holiday(session, household[0], replace(week, agreed_in_writing=True), hand)
    assert plan.in_advance == 2


def test_only_a_holiday_is_planned_and_it_uses_days(session: Session, household: tuple[int, int], hand: Hand) -> None:
    with pytest.raises(Refused) as refused:
        leave.plan_holiday(session, household[0], away(household, "sick", "2026-07-06", "2026-07-05"), hand)
    assert fields(refused) == ["kind", "last"]
    with pytest.raises(Refused) as refused:
        leave.plan_holiday(session, household[0], away(household, "annual_holiday", "2026-07-05", "2026-07-05"), hand)
    assert fields(refused) == ["first"]


def test_a_holiday_on_days_off_needs_consent(session: Session, household: tuple[int, int]) -> None:
    friday = away(household, "annual_holiday", "2026-07-10", "2026-07-11")
    assert leave.preview_holiday(session, household[0], friday, DECEMBER).needs_consent


def test_an_illness_may_fall_in_a_partial_leave_but_no_other_partial_leave(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    partial = away(household, "partial_childcare", "2026-02-02", "2026-04-30")
    leave.add_absence(session, household[0], partial, hand)
    leave.add_absence(session, household[0], away(household, "sick", "2026-02-05", "2026-02-06"), hand)
    with pytest.raises(Refused) as refused:
        leave.add_absence(session, household[0], away(household, "partial_parental", "2026-04-30", "2026-05-30"), hand)
    assert fields(refused) == ["first"]
    kinds = [
        [one.kind for one in leave.absences(session, *household, DECEMBER, partial=partial)]
        for partial in (False, True)
    ]
    assert kinds == [["sick"], ["partial_childcare", "sick"]]


def test_the_days_of_a_partial_leave_are_worked_and_count_as_work(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    before = account(session, household, "2026-05-31")
    leave.add_absence(session, household[0], away(household, "partial_parental", "2026-04-01", "2026-05-31"), hand)
    assert account(session, household, "2026-05-31") == before


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, []),
        ({"start_minute": None, "end_minute": None}, []),
        ({"end_minute": 601}, []),
        ({"end_minute": 600}, ["end"]),
        ({"end_minute": None}, ["end"]),
        ({"start_minute": None}, ["start"]),
        ({"kind": "study"}, ["start"]),
        ({"kind": "study", "start_minute": None}, ["end"]),
        ({"last": date(2026, 3, 4)}, ["last"]),
        ({"kind": "sick"}, []),
        ({"kind": "sick", "end_minute": None}, []),
        ({"kind": "sick", "start_minute": None}, []),
        ({"kind": "sick", "start_minute": None, "end_minute": 0}, ["end"]),
        ({"kind": "sick", "end_minute": 600}, ["end"]),
        ({"kind": "sick", "last": date(2026, 3, 5)}, []),
        ({"kind": "hindrance", "last": date(2026, 3, 5), "end_minute": 600}, []),
    ],
)
def test_a_part_of_a_day_is_of_one_day_and_of_its_kinds(
    session: Session, household: tuple[int, int], hand: Hand, changes: dict[str, object], problems: list[str]
) -> None:
    check = replace(
        away(household, "prenatal_check", "2026-03-03", "2026-03-03", start_minute=600, end_minute=690), **changes
    )
    if not problems:
        leave.add_absence(session, household[0], check, hand)
        (kept,) = leave.absences(session, household[0], household[1], hand.day)
        assert replace(kept, id=0) == check
        return
    with pytest.raises(Refused) as refused:
        leave.add_absence(session, household[0], check, hand)
    assert [one.field for one in refused.value.problems] == problems


def test_two_absences_of_one_day_are_noted_when_their_times_lie_apart(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    child = away(household, "child_sick", "2026-03-03", "2026-03-03", end_minute=960)
    own = away(household, "sick", "2026-03-03", "2026-03-04", start_minute=960)
    for absence in (child, own):
        leave.add_absence(session, household[0], absence, hand)
    for other, field in (
        (away(household, "unpaid", "2026-03-03", "2026-03-03", start_minute=959, end_minute=961), "start"),
        (away(household, "unpaid", "2026-03-04", "2026-03-05"), "first"),
    ):
        with pytest.raises(Refused) as refused:
            leave.add_absence(session, household[0], other, hand)
        assert {(one.field, one.what.key) for one in refused.value.problems} == {
            (field, "refused.absences_overlap.what")
        }
    months = {one.month: one.days for year in account(session, household, "2026-03-31") for one in year.months}
    assert months["2026-03"] == 18  # Mondays to Thursdays of March, the shared Tuesday once


def test_days_between_the_notes_of_one_illness_are_those_that_no_absence_holds(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    first, second = date(2026, 3, 2), date(2026, 3, 9)
    for absence in (
        away(household, "sick", "2026-03-02", "2026-03-06"),
        away(household, "sick", "2026-03-09", "2026-03-13", same_illness_as=first),
        away(household, "unpaid", "2026-03-14", "2026-03-14"),
        away(household, "sick", "2026-03-16", "2026-03-18", same_illness_as=second),
        away(household, "sick", "2026-03-21", "2026-03-22"),
    ):
        leave.add_absence(session, household[0], absence, hand)
    noted = leave.absences(session, *household, hand.day)
    weekend = Period.closed(date(2026, 3, 7), date(2026, 3, 8))
    assert [leave.days_between(one, noted) for one in noted] == [(), (weekend,), (), (weekend,), ()]
    assert leave.incapacity(noted[1], noted, [weekend.first]) == (first, ())
    asked = "illness_lasted.2026-03-07"
    given = [Answer(f"{asked}:{code}:2026-03-31", "yes", "certificate", hand.day) for code in ("ilona-1", "ilona-2")]
    assert leave.lasted_over(given[:1], "ilona-1") == {weekend.first: True}
    assert leave.lasted_over(given[1:], "ilona-1") == {}
    earlier = Period.closed(first, date(2026, 3, 13))
    assert leave.incapacity(noted[3], noted, [weekend.first]) == (date(2026, 3, 16), (earlier,))


def test_days_between_the_notes_of_a_hindrance_are_seen(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    for first, last in (("2026-03-02", "2026-03-04"), ("2026-03-05", "2026-03-05"), ("2026-03-09", "2026-03-12")):
        leave.add_absence(session, household[0], away(household, "hindrance_independent", first, last), hand)
    noted = leave.absences(session, *household, hand.day)
    runs = (Period.closed(date(2026, 3, 2), date(2026, 3, 5)),)
    assert [leave.hindered_before(one, noted) for one in noted] == [(), (), runs]
    gap = Period.closed(date(2026, 3, 6), date(2026, 3, 8))
    assert [leave.days_between(one, noted) for one in noted] == [(), (), (gap,)]


def test_a_second_illness_of_the_day_goes_on_with_the_first(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    morning = away(household, "sick", "2026-03-02", "2026-03-03", end_minute=900)
    again = away(
        household, "sick", "2026-03-03", "2026-03-20", start_minute=960, same_illness_as=date(2026, 3, 2)
    )  # fmt: skip
    for absence in (morning, again):
        leave.add_absence(session, household[0], absence, hand)
    noted = leave.absences(session, *household, hand.day)
    assert leave.incapacity(noted[1], noted) == (date(2026, 3, 2), ())


@pytest.mark.parametrize(
    ("kind", "no_pay", "days"),
    [
        ("prenatal_check", None, 8),
        ("hindrance", None, 8),
        ("hindrance", "agreed", 0),  # agreed to be without pay: no pay by law, so it is no time at work
        ("sick", "own_fault", 8),  # illness counts whether or not it is paid
    ],
)
def test_what_an_absence_without_pay_earns(
    session: Session, household: tuple[int, int], hand: Hand, kind: str, no_pay: str | None, days: int
) -> None:
    """Two weeks of March, four days of work in each; the rest of the month is without work."""
    absence = away(household, kind, "2026-03-02", "2026-03-15", no_pay=no_pay)
    leave.add_absence(session, household[0], absence, hand)
    leave.add_absence(session, household[0], away(household, "unpaid", "2026-03-16", "2026-03-31"), hand)
    months = {one.month: one.days for year in account(session, household, "2026-03-31") for one in year.months}
    assert months["2026-03"] == days


def test_how_many_days_of_an_absence_count_as_work(session: Session, household: tuple[int, int], hand: Hand) -> None:
    for kind, first, last in (
        ("hindrance_independent", "2026-03-02", "2026-03-29"),  # paid, and counted as work, for 14 days
        ("hindrance_strike", "2026-06-01", "2026-06-28"),  # for 7 days
        ("isolation", "2026-08-03", "2026-08-30"),
        ("close_person", "2026-10-05", "2026-11-01"),
    ):
        leave.add_absence(session, household[0], away(household, kind, first, last), hand)
    months = {one.month: one.days for year in account(session, household, "2026-11-01") for one in year.months}
    # four days of work a week, and the days of work at the end of the month: 30 and 31 March, 29 and 30 June, 31 August
    assert [months[f"2026-{month}"] for month in ("03", "06", "08", "10")] == [8 + 2, 4 + 2, 16 + 1, 1]


@pytest.mark.parametrize(
    ("notes", "since", "spells"),
    [
        ([("2026-03-20", "2026-03-24", None)], "2026-03-20", []),
        ([("2026-03-02", "2026-03-19", None), ("2026-03-20", "2026-03-24", "2026-03-02")], "2026-03-02", []),
        # another illness
        ([("2026-03-02", "2026-03-19", None), ("2026-03-20", "2026-03-24", None)], "2026-03-20", []),
        # a day between: it has returned
        (
            [("2026-03-02", "2026-03-18", None), ("2026-03-20", "2026-03-24", "2026-03-02")],
            "2026-03-20",
            [("2026-03-02", "2026-03-18")],
        ),
        # three notes of one illness, the last named by the first or by the one before it
        (
            [
                ("2026-01-05", "2026-01-09", None),
                ("2026-01-10", "2026-01-20", "2026-01-05"),
                ("2026-03-02", "2026-03-19", "2026-01-10"),
                ("2026-03-20", "2026-03-24", "2026-03-02"),
            ],
            "2026-03-02",
            [("2026-01-05", "2026-01-20")],
        ),
        # of before the records
        ([("2026-03-20", "2026-03-24", "2025-12-01")], "2026-03-20", []),
    ],
)
def test_notes_of_one_illness_without_a_day_between_are_one_incapacity(
    notes: list[tuple[str, str, str | None]], since: str, spells: list[tuple[str, str]]
) -> None:
    found = [
        Absence(
            1,
            "sick",
            date.fromisoformat(first),
            date.fromisoformat(last),
            same_illness_as=None if earlier is None else date.fromisoformat(earlier),
        )
        for first, last, earlier in notes
    ]
    other = Absence(2, "sick", date(2026, 3, 19), date(2026, 3, 19))
    expected = tuple(Period.closed(date.fromisoformat(one), date.fromisoformat(two)) for one, two in spells)
    assert leave.incapacity(found[-1], [other, *reversed(found)]) == (date.fromisoformat(since), expected)


def test_notes_of_one_hindrance_share_the_days_that_count_as_work(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    whole = away(household, "hindrance_independent", "2026-03-02", "2026-03-31")
    one = leave.add_absence(session, household[0], whole, hand)
    once = account(session, household, "2026-03-31")
    leave.change_absence(session, household[0], one, replace(whole, last=date(2026, 3, 20)), hand)
    leave.add_absence(session, household[0], replace(whole, first=date(2026, 3, 21)), hand)
    assert [year.months for year in account(session, household, "2026-03-31")] == [year.months for year in once]


@pytest.mark.parametrize(("lasted", "days"), [(None, 12), ("no", 12), ("yes", 8)])
def test_a_hindrance_that_lasted_over_the_days_between_its_notes_counts_as_work_for_its_days_once(
    session: Session, household: tuple[int, int], hand: Hand, lasted: str | None, days: int
) -> None:
    """From 2 to 5 and from 9 to 22 March, Monday to Thursday: one hindrance is paid to the 15th."""
    for kind, first, last in (
        ("hindrance_independent", "2026-03-02", "2026-03-05"),
        ("hindrance_independent", "2026-03-09", "2026-03-22"),
        ("unpaid", "2026-03-23", "2026-03-31"),
    ):
        leave.add_absence(session, household[0], away(household, kind, first, last), hand)
    if lasted is not None:
        asked = "hindrance_lasted.2026-03-06:ilona-1:2026-03-31"
        answers.record_answer(session, household[0], Answer(asked, lasted, "fire report", hand.day), hand)
    (march,) = [
        one for year in account(session, household, "2026-03-31") for one in year.months if one.month == "2026-03"
    ]
    assert march.days == days


@pytest.mark.parametrize(
    ("lasted", "full"), [("yes", ["2026-04"]), ("no", ["2026-04", "2026-05", "2026-06", "2026-07"])]
)
def test_an_illness_that_did_not_last_over_the_turn_of_the_credit_year_has_new_days_in_the_new_one(
    session: Session, household: tuple[int, int], hand: Hand, lasted: str, full: list[str]
) -> None:
    """Ill to Thursday 26 March and again from Monday the 30th. As one illness 46 of its 75 workdays are used by April,
    and the rest ends on 20 May; as two the new one has 73 left, to 10 August."""
    first = away(household, "sick", "2026-01-12", "2026-03-26")
    leave.add_absence(session, household[0], first, hand)
    again = away(household, "sick", "2026-03-30", "2026-08-31", same_illness_as=first.first)
    leave.add_absence(session, household[0], again, hand)
    asked = "illness_lasted.2026-03-27:ilona-1:2026-04-30"
    answers.record_answer(session, household[0], Answer(asked, lasted, "certificate", hand.day), hand)
    year = account(session, household, "2026-08-31")[-1]
    assert [one.month for one in year.months if one.full] == full


@pytest.mark.parametrize(
    ("kind", "spells", "days", "full"),
    [
        # of 18 days from Monday to Thursday in March 2026 five or six are off, of which four earn nothing
        ("levelling", (("2026-03-02", "2026-03-05"), ("2026-03-09", "2026-03-09")), 14, True),
        ("levelling", (("2026-03-02", "2026-03-05"), ("2026-03-09", "2026-03-10")), 14, True),
        ("levelling", (("2026-03-02", "2026-03-05"),), 14, True),
        ("unpaid", (("2026-03-02", "2026-03-05"), ("2026-03-09", "2026-03-09")), 13, False),
        # an unbroken leave of seven weekdays counts whole
        ("levelling", (("2026-03-02", "2026-03-09"),), 18, True),
        ("levelling", (("2026-03-02", "2026-03-07"),), 14, True),
        ("levelling", (("2026-03-02", "2026-03-05"), ("2026-03-06", "2026-03-09")), 18, True),  # noted in two parts
        ("levelling", (("2026-03-02", "2026-03-07"), ("2026-03-09", "2026-03-09")), 18, True),  # a Sunday between
    ],
)
def test_leave_that_levels_out_working_time_counts_beyond_four_days_of_a_month_or_when_it_is_long(
    session: Session,
    household: tuple[int, int],
    hand: Hand,
    kind: str,
    spells: tuple[tuple[str, str], ...],
    days: int,
    full: bool,
) -> None:
    for first, last in spells:
        leave.add_absence(session, household[0], away(household, kind, first, last), hand)
    (march,) = [
        one for year in account(session, household, "2026-03-31") for one in year.months if one.month == "2026-03"
    ]
    assert (march.days, march.full) == (days, full)


def test_an_illness_that_began_in_a_holiday_has_lasted_since_then(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    ill = away(household, "sick", "2026-03-09", "2026-03-20", ill_since=date(2026, 3, 2))
    assert leave.incapacity(ill, [ill]) == (date(2026, 3, 2), ())
    later = away(household, "sick", "2026-03-23", "2026-03-24", same_illness_as=date(2026, 3, 9))
    spells = (Period.closed(date(2026, 3, 2), date(2026, 3, 20)),)
    assert leave.incapacity(later, [ill, later]) == (date(2026, 3, 23), spells)
    noted = leave.add_absence(session, household[0], ill, hand)
    assert leave.absence(session, household[0], noted, hand.day).ill_since == date(2026, 3, 2)
    for wrong in (
        replace(ill, ill_since=date(2026, 3, 9)),
        replace(ill, ill_since=date(2025, 1, 1)),
        replace(ill, kind="carer"),
    ):
        with pytest.raises(Refused) as refused:
            leave.change_absence(session, household[0], noted, wrong, hand)
        assert [one.field for one in refused.value.problems] == ["ill_since"]
