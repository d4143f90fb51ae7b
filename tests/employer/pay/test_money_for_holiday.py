"""Holiday paid in money while the employment goes on (162/2005 26 and 27 §), and what the final pay leaves to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import answers, contracts, leave, pay
from employer.answers import Answer
from employer.contracts.schemas import (
    Agreement,
    Ending,
    HolidayTerm,
    Opening,
    OpeningHoliday,
    Pattern,
    Wage,
    WeeklyTime,
)
from employer.effective import Hand
from employer.errors import Refused
from employer.leave import ledger
from employer.leave.schemas import Absence, Entry
from employer.pay.gathering.holidays.service import _every_month_35_hours
from payroll import replay
from tests.employer.conftest import on
from tests.employer.pay.conftest import KNOWN, month_run

BEGAN, APRIL, AUTUMN = date(2024, 4, 1), date(2026, 4, 1), date(2026, 9, 1)
YEAR = date(2025, 4, 1)
LATE = on(date(2026, 12, 30))


@pytest.fixture
def make(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    insured: Callable[..., None],
    hand: Hand,
) -> Callable[..., tuple[int, int]]:
    """An employment from April 2024 whose hours halve on 1 September 2026; 30 days of 2025–2026 are open."""

    def build(unit: str, before: str, after: str, **changes: Any) -> tuple[int, int]:
        employer_id = an_employer()
        long, short = ((0, 1, 2, 3), (0, 1)) if unit == "hour" else ((0, 1, 2, 3, 4), (0, 1, 2, 3, 4))
        minutes = (960, 480) if unit == "hour" else (2400, 1200)
        ends = (1080, 1080) if unit == "hour" else (1320, 1080)
        until = date(2026, 8, 31)
        employment_id = an_employment(
            employer_id, an_employee(employer_id), start=BEGAN,
            wages=changes.get(
                "wages", (Wage(unit, Decimal(before), BEGAN, until), Wage(unit, Decimal(after), AUTUMN))
            ),
            weekly_times=(WeeklyTime(minutes[0], BEGAN, until), WeeklyTime(minutes[1], AUTUMN)),
            patterns=(
                Pattern(BEGAN, until, long, 840, ends[0], 0, "public_holidays"),
                Pattern(AUTUMN, None, short, 840, ends[1], 0, "public_holidays"),
            ),
            holiday_terms=(HolidayTerm("by_law", None),),
        )  # fmt: skip
        insured(employer_id)
        agreement = changes.get("agreement", Agreement("none", "childminding at home"))
        contracts.set_agreement(session, employer_id, employment_id, agreement, hand)
        contracts.set_opening(
            session,
            employer_id,
            Opening(
                employment_id=employment_id,
                day=APRIL,
                year_so_far=None,
                card_used_cents=None,
                holidays=(
                    OpeningHoliday((date(2024, 4, 1), date(2025, 3, 31)), Decimal(12), 992_640, 188, 45_120),
                    # 188 days of four hours at 13.20
                    OpeningHoliday((YEAR, date(2026, 3, 31)), Decimal(30), 992_640, 188, 45_120),
                ),
            ),
            hand,
        )
        return employer_id, employment_id

    return build


def save_and_pay(session: Session, household: tuple[int, int], asked: date, days: int = 6) -> None:
    employer_id, employment_id = household
    saved = Entry(employment_id, "saved", YEAR, days, date(2026, 4, 20), "agreement")
    ledger.note(session, employer_id, saved, LATE)
    paid = Entry(employment_id, "paid_saved", YEAR, days, asked, "part_time", asked_by="Ilona Rantavirta")
    ledger.note(session, employer_id, paid, LATE)


def compensation(session: Session, household: tuple[int, int], month: int) -> list[Any]:
    made = pay.draft(session, *household, month_run(month), KNOWN)
    return [one for one in made.payslip.lines if one.kind == "holiday_compensation"]


def test_a_monthly_wage_pays_saved_leave_by_the_hours_of_its_year(
    session: Session, make: Callable[..., tuple[int, int]]
) -> None:
    household = make("month", "2500.00", "1250.00")
    save_and_pay(session, household, date(2026, 9, 15))
    (line,) = compensation(session, household, 9)
    # 1250 is half of the credit year's hours: 2500 ÷ 25 × 6
    assert (line.amount_cents, line.days, line.income_type) == (60_000, 6, 234)
    assert "annual_holiday.saved_paid_out" in {one.code for one in line.reasons}
    assert compensation(session, household, 8) == compensation(session, household, 10) == []


@pytest.mark.parametrize(("asked", "month"), [(date(2026, 8, 31), 8), (date(2026, 9, 1), 9)])
def test_it_belongs_to_the_pay_that_holds_the_day_of_the_request(
    session: Session, make: Callable[..., tuple[int, int]], asked: date, month: int
) -> None:
    household = make("month", "2500.00", "1250.00")
    save_and_pay(session, household, asked)
    assert [one.amount_cents for one in compensation(session, household, month)] == [60_000]


def test_an_hourly_wage_pays_saved_leave_by_average_and_coefficient(
    session: Session, make: Callable[..., tuple[int, int]]
) -> None:
    household = make("hour", "13.20", "13.20")
    save_and_pay(session, household, date(2026, 9, 15))
    made = pay.draft(session, *household, month_run(9), KNOWN)
    (line,) = [one for one in made.payslip.lines if one.kind == "holiday_compensation"]
    # 9926.40 ÷ 188 = 52.80 a day; × 4/5 × 27.8 (30 days) × 6/30 = 234.8544
    assert line.amount_cents == 23_485
    facts = dict(line.facts)
    assert (facts["average"], facts["coefficient"], facts["days"], facts["days_earned"]) == ("52.8", "27.8", "6", "30")
    codes = {one.code for one in line.reasons}
    assert {"annual_holiday.saved_paid_out", "annual_holiday.saved_pay_year"} <= codes
    replay(made.payslip.trace)
    (held,) = [one for one in made.shown.holidays if one.first == YEAR]
    assert (held.earned, held.left) == ("30", "24")


def test_what_was_paid_is_not_paid_again_at_the_end(session: Session, make: Callable[..., tuple[int, int]]) -> None:
    household = make("hour", "13.20", "13.20")
    save_and_pay(session, household, date(2026, 9, 15))
    ending = Ending(date(2026, 9, 30), None, "resignation")
    contracts.end_employment(session, *household, ending, LATE)
    days = [(dict(one.facts)["credit_year"][:4], int(one.days)) for one in compensation(session, household, 9)]
    # of the 30 days of 2025–2026 the request has had six; the running year waits for the pay before
    assert sorted(days) == [("2024", 12), ("2025", 6), ("2025", 24)]


def test_holiday_is_paid_when_service_begins(session: Session, make: Callable[..., tuple[int, int]]) -> None:
    household = make("hour", "13.20", "13.20")
    service = Entry(household[1], "paid_service", YEAR, 30, date(2026, 9, 14), asked_by="Ilona Rantavirta")
    ledger.note(session, household[0], service, LATE)
    made = pay.draft(session, *household, month_run(9), KNOWN)
    (line,) = [one for one in made.payslip.lines if one.kind == "holiday_compensation"]
    # 9926.40 ÷ 188 = 52.80 a day; × 4/5 × 27.8 = 1174.272
    assert (line.amount_cents, line.days, line.income_type) == (117_427, 30, 234)
    assert ("annual_holiday.may_be_paid", "162/2005 19 §") in {(one.code, one.section) for one in line.reasons}
    assert compensation(session, household, 8) == compensation(session, household, 10) == []
    replay(made.payslip.trace)


def test_holiday_of_the_running_year_is_paid_when_service_begins(
    session: Session, make: Callable[..., tuple[int, int]]
) -> None:
    household = make("month", "2500.00", "2500.00")
    service = Entry(household[1], "paid_service", APRIL, 13, date(2026, 9, 14), asked_by="Ilona Rantavirta")
    ledger.note(session, household[0], service, LATE)
    (line,) = compensation(session, household, 9)
    assert (line.amount_cents, line.days) == (130_000, 13)  # 2500 ÷ 25 × 13


def shorten(session: Session, household: tuple[int, int], days: int = 6) -> None:
    entry = Entry(household[1], "shortened", YEAR, days, date(2026, 9, 15), asked_by="Ilona Rantavirta")
    ledger.note(session, household[0], entry, LATE)


def test_shorter_working_days_of_an_hourly_wage_are_asked_and_paid_once(
    session: Session, make: Callable[..., tuple[int, int]]
) -> None:
    household = make("hour", "13.20", "13.20")
    shorten(session, household)
    made = pay.draft(session, *household, month_run(9), KNOWN)
    (asked,) = [one for one in made.payslip.questions if one.topic == "holiday_shortened_pay.2026-09-15"]
    assert (dict(asked.facts), asked.blocks) == ({"days": "6", "day": "2026-09-15"}, True)
    answers.record_answer(session, household[0], Answer(asked.id, "234.85", "agreement", date(2026, 9, 15)), LATE)
    told = pay.draft(session, *household, month_run(9), KNOWN)
    (line,) = [one for one in told.payslip.lines if one.kind == "holiday_pay"]
    assert (line.amount_cents, line.days) == (23_485, 6)
    assert [one.code for one in line.reasons][-1] == "annual_holiday.shortened_time"
    (held,) = [one for one in told.shown.holidays if one.first == YEAR]
    assert (held.earned, held.left) == ("30", "24")
    ending = Ending(date(2026, 9, 30), None, "resignation")
    contracts.end_employment(session, *household, ending, LATE)
    days = [(dict(one.facts)["credit_year"][:4], int(one.days)) for one in compensation(session, household, 9)]
    assert sorted(days) == [("2024", 12), ("2025", 24)]


def test_shorter_working_days_leave_a_monthly_wage_as_it_is(
    session: Session, make: Callable[..., tuple[int, int]]
) -> None:
    household = make("month", "2500.00", "1250.00")
    before = pay.draft(session, *household, month_run(9), KNOWN).payslip
    shorten(session, household)
    after = pay.draft(session, *household, month_run(9), KNOWN).payslip
    assert (after.totals, after.questions) == (before.totals, before.questions)
    contracts.end_employment(session, *household, Ending(date(2026, 9, 30), None, "resignation"), LATE)
    days = [(dict(one.facts)["credit_year"][:4], int(one.days)) for one in compensation(session, household, 9)]
    assert ("2025", 24) in days


@pytest.mark.parametrize(
    ("days", "asked_by", "field"),
    [(7, "Ilona", "days"), (31, "Ilona", "days"), (6, None, "asked_by"), (6, "", "asked_by")],
)
def test_shorter_working_days_are_beyond_24_and_wished_for(
    session: Session, make: Callable[..., tuple[int, int]], days: int, asked_by: str | None, field: str
) -> None:
    household = make("hour", "13.20", "13.20")
    entry = Entry(household[1], "shortened", YEAR, days, date(2026, 9, 15), asked_by=asked_by)
    with pytest.raises(Refused) as refused:
        ledger.note(session, household[0], entry, LATE)
    assert [one.field for one in refused.value.problems] == [field]


def test_the_form_of_pay_at_the_end_of_the_credit_year_decides_the_method(
    session: Session, make: Callable[..., tuple[int, int]], hand: Hand
) -> None:
    """An hourly wage until May 2026, a monthly one from June: the days earned by the hour are paid by the average."""
    by_hour = Wage("hour", Decimal("13.20"), BEGAN, date(2026, 5, 31))
    by_month = Wage("month", Decimal("900.00"), date(2026, 6, 1))
    employer_id, employment_id = household = make("hour", "13.20", "13.20", wages=(by_hour, by_month))
    holiday = Absence(employment_id, "annual_holiday", date(2026, 7, 6), date(2026, 7, 11))
    leave.add_absence(session, employer_id, holiday, LATE)
    made = pay.draft(session, *household, month_run(7), KNOWN)
    (line,) = [one for one in made.payslip.lines if one.kind == "holiday_pay"]
    # the older year's 12 days are used first: 52.80 x 4/5 x 10.8 x 6/12
    assert (line.amount_cents, dict(line.facts)["method"]) == (22_810, "average_daily_pay")
    # 14 of the 18 workdays of July, Mondays to Thursdays, are paid by the month
    assert [one.amount_cents for one in made.payslip.lines if one.kind == "base_pay"] == [70_000]
    (asked,) = [one for one in made.payslip.questions if one.topic.startswith("holiday_by_month")]
    assert (asked.topic, asked.blocks) == ("holiday_by_month.2024-04-01", False)
    answers.record_answer(session, employer_id, Answer(asked.id, "kyllä", "sopimus", date(2026, 7, 1)), hand)
    made = pay.draft(session, *household, month_run(7), KNOWN)
    # 14 §: agreed in writing, so the monthly pay goes on: 4 of the 18 workdays of July
    (line,) = [one for one in made.payslip.lines if one.kind == "holiday_pay"]
    assert (line.amount_cents, [one.code for one in line.reasons][-1]) == (20_000, "annual_holiday.form_agreed")


def test_a_wage_by_the_month_at_the_end_of_the_credit_year_and_hourly_since_is_asked(
    session: Session, make: Callable[..., tuple[int, int]], hand: Hand
) -> None:
    by_month = Wage("month", Decimal("2500.00"), BEGAN, date(2026, 5, 31))
    by_hour = Wage("hour", Decimal("16.00"), date(2026, 6, 1))
    employer_id, employment_id = household = make("month", "2500.00", "1250.00", wages=(by_month, by_hour))
    holiday = Absence(employment_id, "annual_holiday", date(2026, 7, 6), date(2026, 7, 11))
    leave.add_absence(session, employer_id, holiday, LATE)
    made = pay.draft(session, *household, month_run(7), KNOWN)
    (asked,) = [one for one in made.payslip.questions if one.topic.startswith("holiday_monthly_pay")]
    assert (asked.topic, asked.suggestion) == ("holiday_monthly_pay.2024-04-01", "2500.00")
    answers.record_answer(session, employer_id, Answer(asked.id, "2 600 €", "muutossopimus", date(2026, 7, 1)), hand)
    made = pay.draft(session, *household, month_run(7), KNOWN)
    (line,) = [one for one in made.payslip.lines if one.kind == "holiday_pay"]
    # 5 of the 23 workdays of July
    assert (line.amount_cents, dict(line.facts)["method"]) == (56_522, "monthly_pay")


def test_moved_holiday_that_illness_prevents_is_paid(session: Session, make: Callable[..., tuple[int, int]]) -> None:
    employer_id, employment_id = household = make("hour", "13.20", "13.20")
    old = date(2024, 4, 1)
    moved = Entry(employment_id, "moved", old, 12, date(2025, 7, 7), "sick", date(2025, 7, 7))
    ledger.note(session, employer_id, moved, LATE)
    ill = Absence(employment_id, "sick", date(2026, 12, 7), date(2026, 12, 31))
    leave.add_absence(session, employer_id, ill, LATE)
    paid = Entry(employment_id, "paid_moved", old, 12, date(2026, 12, 15), moved_from=date(2025, 7, 7))
    ledger.note(session, employer_id, paid, LATE)
    (line,) = compensation(session, household, 12)
    # 52.80 × 4/5 × 10.8, the coefficient of 12 days
    assert (line.amount_cents, line.days) == (45_619, 12)
    assert [one.section for one in line.reasons if one.code == "annual_holiday.may_be_paid"] == ["162/2005 26 §"]


def test_where_the_agreement_binds_its_bonus_is_asked(session: Session, make: Callable[..., tuple[int, int]]) -> None:
    household = make("hour", "14.50", "14.50", agreement=Agreement("heta", None))
    save_and_pay(session, household, date(2026, 9, 15))
    made = pay.draft(session, *household, month_run(9), KNOWN)
    (asked,) = [one for one in made.payslip.questions if one.topic == "holiday_bonus_paid_out"]
    assert dict(asked.facts) == {"day": "2026-09-15"}
    assert "holiday_bonus" not in {one.kind for one in made.payslip.lines}


@pytest.mark.parametrize(("last", "days"), [(date(2026, 5, 5), 4), (date(2026, 5, 4), 2)])
def test_the_first_and_the_last_month_together_make_one_on_the_final_pay(
    session: Session, payer: tuple[int, int], pay_month: Callable[..., Any], hand: Hand, last: date, days: int
) -> None:
    """17 §: January has twelve days at work; with two in May they are fourteen, with one thirteen."""
    contracts.end_employment(session, *payer, Ending(last, None, "resignation"), hand)
    for month in (1, 2, 3, 4):
        pay_month(*payer, month)
    made = pay.draft(session, *payer, month_run(5), KNOWN)
    found = {one.credit_year.first.year: one.days for one in made.inputs.holidays}
    assert found == {2025: 4, 2026: days}  # February and March; April, and the merged month
    told = [one.code for part in made.inputs.holidays for one in part.grounds]
    paid = [int(one.days) for one in made.payslip.lines if one.kind == "holiday_compensation"]
    assert sorted(paid) == sorted([4, days])
    assert "annual_holiday.compensation_average" in told


@pytest.mark.parametrize(
    ("known", "said", "expected"),
    [(True, "no", True), (False, "yes", False), (None, None, None), (None, "yes", True), (None, "no", False)],
)
def test_whether_every_month_has_its_hours_is_answered_where_the_contract_does_not_say(
    known: bool | None, said: str | None, expected: bool | None
) -> None:
    year = SimpleNamespace(every_month_35_hours=known)
    told = () if said is None else (SimpleNamespace(question="annual_holiday.every_month_35:ilona-1:", value=said),)
    others = (SimpleNamespace(question="annual_holiday.every_month_35:b-1:", value="yes"),)
    inputs = SimpleNamespace(employment="ilona-1", answers=(*others, *told))
    assert _every_month_35_hours(year, inputs) is expected
