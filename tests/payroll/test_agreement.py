"""The personal assistants' agreement on a payslip: what its known text gives, and what has to be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import payroll
from payroll.agreement import Terms, followed_on, group_on, wage_bounds
from payroll.draft import Draft
from payroll.figures import as_text
from payroll.inputs import (
    Absence,
    Agreement,
    Answer,
    Averaging,
    HolidayPart,
    Training,
    VaryingHours,
    Wage,
    WeeklyTime,
)
from payroll.replay import replay
from rules import Book, Days, Period, Source, load_book
from tests.payroll.builders import a_card, a_month_of_shifts, a_shift, a_year, day, inputs
from tests.payroll.test_missing_values import Lacking

BOOK = load_book()
START = "2024-01-01"
GROUP_A = Agreement(
    day(START), None, "heta", employer_is_member=True, pay_group="A", experience_months=0, region="muu_suomi"
)


def result(
    month: str = "2024-08",
    wage: str = "12.51",
    agreement: Agreement = GROUP_A,
    book: Book = BOOK,
    shortest_told: bool = True,
    **changes,
):
    first = day(f"{month}-01")
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    settings = {
        "job": "personal_assistance",
        "period": Period(first, after),
        "payment_day": Period(first, after).last,
        "employment_first": day(START),
        "wages": (Wage(day(START), None, "hour", Decimal(wage)),),
        "weekly_time": (WeeklyTime(day(START), None, 1800),),
        # the experience of a row from the start is that of the month
        "agreements": (
            replace(agreement, first=max(agreement.first, first)) if agreement.first == day(START) else agreement,
        ),
        "tax_cards": (a_card(first=date(first.year, 1, 1)), a_card(first=date(first.year, 2, 1))),
        "shifts": (),
    }
    settings |= changes
    if shortest_told:
        settings["answers"] = (*settings.get("answers", ()), NO_SHORTEST)
    return payroll.calculate(inputs(**settings), book)


def lines(payslip):
    return [(line.kind, line.minutes, line.unit_price, line.amount_cents) for line in payslip.lines]


def asked(payslip):
    return [question.topic for question in payslip.questions]


def answer(topic: str, value: str, on: str = START) -> Answer:
    return Answer(f"{topic}:ilona-1:{on}", value, "agreement 2023-2025", day(on))


NO_RAISE = answer("agreement_raise_day.2026", "no")
FROM_SIX = answer("missing_law_value.heta.saturday.first", "06:00")
SHORTEST = "missing_law_value.heta.minimum_shift_minutes"
NO_SHORTEST = answer(SHORTEST, "0", "2020-01-01")


def test_a_saturday_evening_shift_asks_for_the_percentages_that_nobody_printed():
    payslip = result(shifts=(a_shift("2024-08-03", "14:00", "22:00"),))
    assert asked(payslip) == ["missing_law_value.heta.evening.percent", "missing_law_value.heta.night.percent"]
    assert lines(payslip) == [
        ("base_pay", 480, "12.51", 10008),
        ("saturday", 420, "3.1275", 2189),
        ("sunday", 60, "12.51", 1251),
    ]
    assert payslip.totals["gross"] is None


def test_a_new_wage_table_in_the_middle_of_a_period_counts_from_its_day():
    period = Period(day("2024-06-24"), day("2024-07-16"))
    shifts = (a_shift("2024-06-28"), a_shift("2024-07-03"))  # the tables of 1 January and 1 July 2024
    payslip = result("2024-06", "11.00", period=period, payment_day=day("2024-07-31"), shifts=shifts)
    assert lines(payslip) == [("base_pay", 240, "11.76", 4704), ("base_pay", 240, "12.51", 5004)]


YOUNG = {"born": day("2006-08-17"), "shifts": (a_shift("2024-08-05", "09:00", "17:00"),)}
PERCENT = "missing_law_value.heta.young_wage_percent"


def test_a_young_workers_wage_below_the_table_asks_for_the_agreements_percentage_once():
    payslip = result(wage="11.00", **YOUNG)
    assert asked(payslip) == [PERCENT]
    assert payslip.totals["gross"] is None


@pytest.mark.parametrize(
    ("percent", "wage", "price"),
    [
        ("90", "11.00", "11.26"),  # 12.51 × 0.9 = 11.259
        ("80", "11.00", "11.00"),  # 10.01 allows the agreed wage
        ("100", "11.00", "12.51"),
    ],
)
def test_the_answered_percentage_of_a_young_workers_wage_is_used(percent: str, wage: str, price: str):
    payslip = result(wage=wage, answers=(answer(PERCENT, percent),), **YOUNG)
    assert asked(payslip) == []
    assert lines(payslip) == [("base_pay", 480, price, int(Decimal(price) * 800))]
    assert payroll.replay(payslip.trace) == payslip.totals


def test_nothing_is_asked_of_youth_where_it_decides_nothing():
    assert asked(result(wage="12.51", **YOUNG)) == []  # not below the table
    assert asked(result(wage="11.00", **{**YOUNG, "born": day("2006-08-05")})) == []  # eighteen on that very day
    own = (answer("agreement_wage", "11.50"), answer("agreement_wage_low", "11.50"))
    assert PERCENT not in asked(result(wage="11.00", answers=own, **YOUNG))  # answered for this employee
    outsider = replace(GROUP_A, name="none", employer_is_member=False)
    assert PERCENT not in asked(result(wage="11.00", agreement=outsider, **YOUNG))


def test_the_table_holds_whole_from_the_eighteenth_birthday():
    shifts = (a_shift("2024-08-16", "09:00", "17:00"), a_shift("2024-08-19", "09:00", "17:00"))
    payslip = result(wage="11.00", answers=(answer(PERCENT, "90"),), **{**YOUNG, "shifts": shifts})
    assert lines(payslip) == [("base_pay", 480, "11.26", 9008), ("base_pay", 480, "12.51", 10008)]


def test_the_percentage_counts_of_a_young_workers_monthly_wage_too():
    workdays = tuple(one for one in Period(day("2024-08-01"), day("2024-09-01")) if one.weekday() < 5)
    payslip = result(
        wages=(Wage(day(START), None, "month", Decimal("1400.00")),),
        workdays=workdays,
        regular_minutes=((day("2024-08-01"), 360 * len(workdays)),),
        born=day("2007-01-01"),
        answers=(answer(PERCENT, "90"),),
    )
    # 30 h × 12.51 × 4.35 = 1 632.56; 90 % of it
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [("base_pay", 146930)]


def test_answered_percentages_are_used_and_add_up_without_multiplying():
    payslip = result(
        wage="13.00",
        shifts=(a_shift("2024-08-03", "14:00", "22:00"),),
        answers=(
            answer("missing_law_value.heta.evening.percent", "10"),
            answer("missing_law_value.heta.night.percent", "20"),
        ),
    )
    # 8 h × 13.00; 3 h × 1.30; 1 h × 2.60; 7 h × 3.25; 1 h × 13.00
    assert lines(payslip) == [
        ("base_pay", 480, "13.00", 10400),
        ("evening", 180, "1.30", 390),
        ("night", 60, "2.60", 260),
        ("saturday", 420, "3.25", 2275),
        ("sunday", 60, "13.00", 1300),
    ]
    assert payslip.totals["gross"] == 14625
    assert payroll.replay(payslip.trace) == payslip.totals


def test_a_saturday_morning_asks_when_the_window_begins():
    shift = (a_shift("2024-08-03", "09:00", "12:00"),)
    assert asked(result(shifts=shift)) == ["missing_law_value.heta.saturday.first"]
    known = result(shifts=shift, answers=(answer("missing_law_value.heta.saturday.first", "10:00"),))
    assert [line for line in lines(known) if line[0] == "saturday"] == [("saturday", 120, "3.1275", 626)]


def test_an_early_morning_asks_when_the_night_ends():
    shift = (a_shift("2024-08-07", "05:00", "09:00"),)
    assert asked(result(shifts=shift)) == ["missing_law_value.heta.night.after"]
    answers = (
        answer("missing_law_value.heta.night.after", "06:00"),
        answer("missing_law_value.heta.night.percent", "20"),
    )
    assert [line[:2] for line in lines(result(shifts=shift, answers=answers))] == [("base_pay", 240), ("night", 60)]


class NightEndsAtSix(Book):
    """The book once somebody has added when the night ends."""

    def value(self, name, days):
        found = super().value("heta.evening.first" if name == "heta.night.after" else name, days)
        return replace(found, name=name, number=360) if name == "heta.night.after" else found


def test_an_edge_that_has_been_added_to_the_book_is_used_without_asking():
    book = NightEndsAtSix([BOOK.entry(name) for name in BOOK.names()], BOOK.editions("heta"))
    shift = (a_shift("2024-08-07", "05:00", "09:00"),)
    payslip = result(shifts=shift, answers=(answer("missing_law_value.heta.night.percent", "20"),), book=book)
    assert asked(payslip) == []
    assert [line[:2] for line in lines(payslip)] == [("base_pay", 240), ("night", 60)]


def test_a_weekday_afternoon_asks_nothing():
    payslip = result(shifts=(a_shift("2024-08-07"),))
    assert asked(payslip) == []
    assert lines(payslip) == [("base_pay", 240, "12.51", 5004)]


def test_sunday_evening_stacking_is_asked():
    payslip = result(shifts=(a_shift("2024-08-04", "17:00", "19:00"),))
    assert "agreement_stacking.sunday.evening" in asked(payslip)


def test_a_wage_below_the_minimum_is_raised_with_a_notice():
    payslip = result(wage="11.31", shifts=(a_shift("2024-08-07"),))
    assert lines(payslip) == [("base_pay", 240, "12.51", 5004)]
    (notice,) = [one for one in payslip.notices if one.code == "wage_raised_to_minimum"]
    assert dict(notice.facts)["minimum"] == "12.51"


def with_experience(months: int) -> Agreement:
    return Agreement(
        day("2022-01-01"),
        None,
        "heta",
        employer_is_member=True,
        pay_group="A",
        experience_months=months,
        region="muu_suomi",
    )


def september_2022(months: int):
    return result(
        "2022-09",
        wage="11.00",
        agreement=replace(with_experience(months), first=day("2022-09-01")),
        shifts=(a_shift("2022-09-07"),),
        employment_first=day("2022-01-01"),
        wages=(Wage(day("2022-01-01"), None, "hour", Decimal("11.00")),),
        weekly_time=(WeeklyTime(day("2022-01-01"), None, 1800),),
    )


def test_experience_raises_the_minimum_step_by_step_each_step_rounded():
    # 11.31 → 11.45 → 11.59 → 11.73 → 11.88; one month less than eight years stops at 11.73
    assert lines(september_2022(96)) == [("base_pay", 240, "11.88", 4752)]
    assert lines(september_2022(95)) == [("base_pay", 240, "11.73", 4692)]


def test_experience_steps_that_nobody_has_seen_printed_are_asked():
    eight_years = Agreement(
        day(START), None, "heta", employer_is_member=True, pay_group="A", experience_months=96, region="muu_suomi"
    )
    assert asked(result(agreement=eight_years, shifts=(a_shift("2024-08-07"),))) == ["agreement_wage"]


def test_an_unknown_table_is_asked_and_the_answer_used():
    capital = Agreement(
        day(START),
        None,
        "heta",
        employer_is_member=True,
        pay_group="B1",
        experience_months=0,
        region="paakaupunkiseutu",
    )
    payslip = result(agreement=capital, wage="13.00", shifts=(a_shift("2024-08-07"),))
    assert asked(payslip) == ["agreement_wage"]
    known = result(
        agreement=capital,
        wage="13.00",
        shifts=(a_shift("2024-08-07"),),
        answers=(answer("agreement_wage", "13.21", "2024-07-01"),),
    )
    assert lines(known) == [("base_pay", 240, "13.21", 5284)]


def test_pay_group_region_and_experience_are_asked_together():
    bare = Agreement(day(START), None, "heta", employer_is_member=True)
    assert asked(result(agreement=bare, shifts=(a_shift("2024-08-07"),))) == [
        "pay_group",
        "region",
        "experience_months",
    ]


def test_before_may_2025_the_agreement_binds_members_only():
    outsider = Agreement(day(START), None, "none", employer_is_member=False)
    payslip = result(agreement=outsider, wage="11.31", shifts=(a_shift("2024-08-03", "14:00", "22:00"),))
    assert lines(payslip) == [("base_pay", 480, "11.31", 9048)]
    assert asked(payslip) == []


def test_since_may_2025_it_binds_everyone_whatever_the_parties_say():
    outsider = Agreement(day(START), None, "none", employer_is_member=False)
    payslip = result("2025-06", agreement=outsider, wage="11.31", shifts=(a_shift("2025-06-04"),))
    assert "agreement_binds_by_law" in {notice.code for notice in payslip.notices}
    assert "pay_group" in asked(payslip)
    assert payslip.totals["gross"] is None


def test_an_agreement_that_nobody_named_is_asked():
    payslip = result(agreements=(), shifts=(a_shift("2024-08-07"),))
    assert asked(payslip) == ["agreement"]


def test_a_free_weekday_holiday_pays_a_fifth_of_the_week():
    # Epiphany 2025 is a Monday; 30 hours a week
    payslip = result("2025-01", shifts=())
    # New Year's Day (Wednesday) and Epiphany (Monday): six hours each
    assert lines(payslip) == [("public_holiday_off", 720, "12.51", 15012)]
    assert [one.code for one in payslip.lines[0].reasons] == ["weekday_holiday_off"]


def test_the_week_of_a_free_weekday_holiday_is_shorter():
    week = a_month_of_shifts("2025-01-07", "2025-01-10", "tue wed thu fri", start="08:00", end="15:00")
    payslip = result("2025-01", shifts=week)
    # 28 hours worked in a week of 30 − 6 hours: 4 hours are additional
    assert [line for line in lines(payslip) if line[0] == "additional_hours"] == [
        ("additional_hours", 240, "12.51", 5004)
    ]


def test_a_worked_weekday_holiday_is_paid_three_times_and_no_sunday_beside_it():
    payslip = result("2025-01", shifts=(a_shift("2025-01-06", "10:00", "15:00"),), year=a_year())
    # New Year's Day is off in the same month
    assert [line for line in lines(payslip) if line[0] != "public_holiday_off"] == [
        ("base_pay", 300, "12.51", 6255),
        ("public_holiday", 300, "25.02", 12510),
    ]


def test_boxing_day_on_a_saturday_is_sunday_work_without_a_saturday_supplement():
    free = Agreement(
        day(START), None, "heta", employer_is_member=True, pay_group="A", experience_months=0, region="muu_suomi"
    )
    payslip = result(
        "2026-12",
        wage="13.20",
        agreement=free,
        shifts=(a_shift("2026-12-26", "10:00", "14:00"),),
        weekly_time=(WeeklyTime(day(START), None, 0),),
        answers=(answer("agreement_wage", "13.20", "2026-12-01"),),
    )
    assert lines(payslip)[-2:] == [("additional_hours", 240, "13.20", 5280), ("sunday", 240, "13.20", 5280)]


def test_ten_days_of_employment_give_no_paid_weekday_holiday():
    payslip = result(
        "2025-01",
        shifts=(),
        employment_first=day("2025-01-02"),
        employment_last=day("2025-01-11"),
        wages=(Wage(day("2025-01-02"), None, "hour", Decimal("12.51")),),
    )
    assert lines(payslip) == []


def test_three_days_of_a_childs_illness_are_paid():
    missed = tuple(a_shift(f"2024-08-{number:02}") for number in (5, 6, 7, 8))
    payslip = result(absences=(Absence("child_sick", day("2024-08-05"), day("2024-08-08"), missed),))
    assert lines(payslip) == [("child_sick_pay", 720, "12.51", 15012)]


def test_a_childs_illness_under_the_agreement_of_2025_is_asked_and_the_answer_is_used():
    missed = tuple(a_shift(f"2026-03-{number:02}") for number in (2, 3, 4, 5))
    ill = {"absences": (Absence("child_sick", day("2026-03-02"), day("2026-03-05"), missed),)}
    wage = answer("agreement_wage", "13.00", "2026-01-01")
    unsure = result("2026-03", "13.00", answers=(wage, NO_RAISE), **ill)
    assert asked(unsure) == ["unverified_law_value.heta.child_sick_paid_workdays"]
    told = answer("unverified_law_value.heta.child_sick_paid_workdays", "2")
    payslip = result("2026-03", "13.00", answers=(wage, NO_RAISE, told), **ill)
    assert asked(payslip) == []
    assert lines(payslip) == [("child_sick_pay", 480, "13.00", 10400)]


def test_a_childs_illness_is_paid_of_a_monthly_wage_too():
    workdays = tuple(one for one in Period(day("2024-08-01"), day("2024-09-01")) if one.weekday() < 5)
    payslip = result(
        wages=(Wage(day(START), None, "month", Decimal("2200.00")),),
        workdays=workdays,
        regular_minutes=((day("2024-08-01"), 360 * len(workdays)),),
        absences=(Absence("child_sick", day("2024-08-05"), day("2024-08-08"), ()),),
    )
    # 22 workdays: 100.00 a day; 18 days of work, three days paid, the fourth not
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [
        ("base_pay", 180000), ("child_sick_pay", 30000),
    ]  # fmt: skip


def test_pay_during_an_isolation_order_is_asked_under_the_agreement_and_the_answer_is_used():
    missed = tuple(a_shift(f"2026-03-{number:02}") for number in (2, 3))
    away = {"absences": (Absence("isolation", day("2026-03-02"), day("2026-03-03"), missed),)}
    wage = answer("agreement_wage", "13.00", "2026-01-01")
    unsure = result("2026-03", "13.00", answers=(wage, NO_RAISE), **away)
    assert asked(unsure) == ["missing_law_value.heta.quarantine_pay_percent"]
    half = result("2026-03", "13.00", answers=(wage, NO_RAISE, answer(asked(unsure)[0], "50")), **away)
    assert (asked(half), lines(half)) == ([], [("hindrance_pay", 480, "6.50", 5200)])
    nothing = result("2026-03", "13.00", answers=(wage, NO_RAISE, answer(asked(unsure)[0], "0")), **away)
    assert (asked(nothing), lines(nothing)) == ([], [])


def test_pay_during_an_isolation_order_of_a_monthly_wage():
    workdays = tuple(one for one in Period(day("2026-03-01"), day("2026-04-01")) if one.weekday() < 5)
    payslip = result(
        "2026-03",
        wages=(Wage(day("2026-01-01"), None, "month", Decimal("2200.00")),),
        workdays=workdays,
        regular_minutes=((day("2026-03-01"), 360 * len(workdays)),),
        absences=(Absence("isolation", day("2026-03-02"), day("2026-03-03"), ()),),
        answers=(
            answer("missing_law_value.heta.quarantine_pay_percent", "50"),
            answer("agreement_wage", "13.00", "2026-01-01"),
        ),
    )
    # 22 workdays: 100.00 a day; 20 days of work, two days at half
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [
        ("base_pay", 200000), ("hindrance_pay", 10000),
    ]  # fmt: skip


def test_the_percentage_for_three_days_a_month_is_asked():
    part = HolidayPart(
        credit_year=Period(day("2023-04-01"), day("2024-04-01")), rule="35_hours", method="percentage", days=36,
        days_earned=36, full_months=12, days_per_month=Decimal(3), base_cents=1_000_000, base_known=True, work_days=100,
        excess_minutes=0, weekly_days_numerator=5, weekly_days_denominator=5, percent=Decimal("11.5"),
        absence_pay_cents=0, first=day("2024-08-05"), last=day("2024-08-10"),
    )  # fmt: skip
    assert asked(result(holidays=(part,))) == ["missing_law_value.heta.holiday_percent_three_days"]
    told = result(holidays=(part,), answers=(answer("missing_law_value.heta.holiday_percent_three_days", "14"),))
    assert [(line.kind, line.amount_cents) for line in told.lines] == [("holiday_pay", 140000)]


HOLIDAY = HolidayPart(
    credit_year=Period(day("2023-04-01"), day("2024-04-01")),
    rule="14_days",
    method="average_daily_pay",
    days=6,
    days_earned=6,
    full_months=3,
    days_per_month=Decimal(2),
    base_cents=300_000,
    base_known=True,
    work_days=60,
    excess_minutes=0,
    weekly_days_numerator=5,
    weekly_days_denominator=5,
    percent=None,
    absence_pay_cents=0,
    first=day("2024-08-05"),
    last=day("2024-08-10"),
)


def test_the_holiday_bonus_of_the_agreement_is_asked():
    part = replace(HOLIDAY, bonus_known=False)
    payslip = result(holidays=(part,))
    # 3000 / 60 × 5.4
    assert lines(payslip)[0][0::3] == ("holiday_pay", 27000)
    assert asked(payslip) == ["missing_law_value.heta.holiday_bonus_percent"]
    known = result(holidays=(part,), answers=(answer("missing_law_value.heta.holiday_bonus_percent", "50"),))
    assert lines(known)[1][0::3] == ("holiday_bonus", 13500)
    assert _codes(known) == ["bonus_pay_day_not_known"]
    assert _codes(payslip) == []  # no bonus is paid yet


PAID_OUT = replace(HOLIDAY, first=None, last=None, compensation=True, paid_on=day("2024-08-05"))
BONUS = answer("missing_law_value.heta.holiday_bonus_percent", "50")


def test_whether_holiday_paid_in_money_has_a_bonus_is_asked_while_the_employment_goes_on():
    payslip = result(holidays=(PAID_OUT,), answers=(BONUS,))
    assert asked(payslip) == ["holiday_bonus_paid_out"]
    assert dict(payslip.questions[0].facts) == {"day": "2024-08-05"}
    no = result(holidays=(PAID_OUT,), answers=(BONUS, answer("holiday_bonus_paid_out", "no")))
    assert (asked(no), [line[0::3] for line in lines(no)]) == ([], [("holiday_compensation", 27000)])
    yes = result(holidays=(PAID_OUT,), answers=(BONUS, answer("holiday_bonus_paid_out", "yes")))
    assert asked(yes) == []
    assert [line[0::3] for line in lines(yes)] == [("holiday_compensation", 27000), ("holiday_bonus", 13500)]


def test_holiday_paid_in_money_has_no_bonus_of_an_agreement_that_does_not_bind():
    member_only = Agreement(day(START), None, "none")
    payslip = result(holidays=(PAID_OUT,), agreement=member_only)
    assert [line[0::3] for line in lines(payslip)] == [("holiday_compensation", 27000)]


@pytest.mark.parametrize("name", ["heta.stacking", "heta.free_day_week_divisor"])
def test_a_clause_of_the_agreement_that_the_book_lost_is_asked(name: str):
    book: Any = Lacking(name)
    shifts = (a_shift("2024-08-10", "16:00", "22:00"),)  # a Saturday evening
    off = (a_shift("2024-06-20", "10:00", "14:00"), a_shift("2024-06-22", "10:00", "14:00"))
    evening = result(shifts=shifts, book=book)
    week = result("2024-06", shifts=off[:1], free_public_holidays=(a_shift("2024-06-21", "10:00", "14:00"),), book=book)
    assert f"missing_law_value.{name}" in {*asked(evening), *asked(week)}


def test_no_agreement_is_asked_for_the_days_before_the_employment_begins():
    payslip = result(
        month="2026-01",
        employment_first=date(2026, 1, 12),
        agreement=Agreement(date(2026, 1, 12), None, "heta", pay_group="A", experience_months=0, region="muu_suomi"),
        wages=(Wage(date(2026, 1, 12), None, "hour", Decimal("15.00")),),
        weekly_time=(WeeklyTime(date(2026, 1, 12), None, 1800),),
        shifts=(a_shift("2026-01-13", "09:00", "12:00"),),
    )
    assert asked(payslip) == ["agreement_wage"]


NOTHING_SAID = Agreement(day("2026-01-01"), None, "heta")


def test_what_decides_the_lowest_wage_is_asked_at_once_and_the_answers_are_used():
    settings = {
        "month": "2026-01",
        "agreement": NOTHING_SAID,
        "wage": "13.00",
        "shifts": (a_shift("2026-01-13", "09:00", "12:00"),),
    }
    assert asked(result(**settings)) == ["pay_group", "region", "experience_months", "agreement_wage"]
    facts = (
        answer("pay_group", "b1"),
        answer("region", "Espoo"),
        answer("experience_months", "30", "2026-01-01"),
    )
    question = result(answers=facts, **settings).questions[0]
    assert (question.topic, dict(question.facts)) == (
        "agreement_wage",
        {"group": "B1", "region": "paakaupunkiseutu", "months": "30", "day": "2026-01-01"},
    )
    # 3 h × 13.37: the answered lowest wage is above the agreed 13.00
    payslip = result(answers=(*facts, answer("agreement_wage", "13.37", "2026-01-01")), **settings)
    assert [(kind, cents) for kind, _, _, cents in lines(payslip) if kind == "base_pay"] == [("base_pay", 4011)]


def test_answered_facts_find_the_wage_in_a_known_table_and_an_unclear_answer_is_asked_again():
    # group A elsewhere in Finland without experience: 12.51 from 1.8.2024
    settings = {
        "month": "2024-09",
        "agreement": Agreement(day(START), None, "heta", employer_is_member=True),
        "wage": "10.00",
        "shifts": (a_shift("2024-09-03", "09:00", "12:00"),),
    }
    assert asked(result(**settings)) == ["pay_group", "region", "experience_months"]
    known = (answer("pay_group", "A"), answer("region", "muu_suomi"))
    assert asked(result(answers=(*known, answer("experience_months", "some")), **settings)) == ["experience_months"]
    payslip = result(answers=(*known, answer("experience_months", "0")), **settings)
    assert ("base_pay", 180, "12.51", 3753) in lines(payslip)


def test_a_day_without_any_edition_is_asked():
    payslip = result(
        "2020-01",
        shifts=(a_shift("2020-01-04", "17:00", "19:00"),),
        employment_first=day("2019-01-01"),
        wages=(Wage(day("2019-01-01"), None, "hour", Decimal("12.51")),),
        weekly_time=(WeeklyTime(day("2019-01-01"), None, 1800),),
        agreements=(Agreement(day("2019-01-01"), None, "heta", employer_is_member=True),),
    )
    assert payslip.totals["gross"] is None
    assert "missing_law_value.heta.free_day_employment_weeks" in asked(payslip)


def test_an_answer_about_the_agreement_that_is_none_of_the_words_is_asked_again():
    unsaid = {"agreements": (), "shifts": (a_shift("2024-09-03", "09:00", "12:00"),), "month": "2024-09"}
    assert asked(result(**unsaid)) == ["agreement"]
    assert asked(result(answers=(answer("agreement", "yes, the county's"),), **unsaid)) == ["agreement"]
    assert asked(result(answers=(answer("agreement", " None "),), **unsaid)) == []
    assert "pay_group" in asked(result(answers=(answer("agreement", "Heta"),), **unsaid))


def test_another_agreement_is_asked_about_until_somebody_has_found_nothing_better_in_it():
    shifts = (a_shift("2024-09-03", "09:00", "12:00"),)
    row = Agreement(day(START), None, "other", employer_is_member=False)
    other = {"agreement": row, "shifts": shifts, "month": "2024-09"}
    assert asked(result(**other)) == ["agreement_other"]
    assert asked(result(answers=(answer("agreement_other", "15 an hour"),), **other)) == ["agreement_other"]
    assert asked(result(answers=(answer("agreement_other", "None"),), **other)) == []
    answered = {"agreements": (), "shifts": shifts, "month": "2024-09", "answers": (answer("agreement", "other"),)}
    assert asked(result(**answered)) == ["agreement_other"]


@pytest.mark.parametrize(
    ("first", "after", "paid", "late"),
    [
        ("2024-08-01", "2024-09-01", "2024-09-15", None),
        ("2024-08-01", "2024-09-01", "2024-09-16", "2024-09-15"),
        ("2024-08-01", "2024-08-16", "2024-08-31", None),
        ("2024-08-01", "2024-08-16", "2024-09-01", "2024-08-31"),
        ("2024-08-16", "2024-09-01", "2024-09-15", None),
        ("2024-08-16", "2024-09-01", "2024-09-16", "2024-09-15"),
        ("2024-08-15", "2024-09-01", "2024-09-15", None),  # over both halves: monthly
    ],
)
def test_a_pay_day_later_than_the_agreements_is_told(first, after, paid, late):
    payslip = result(
        period=Period(day(first), day(after)),
        payment_day=day(paid),
        shifts=(a_shift(first if first != "2024-08-01" else "2024-08-07"),),
    )
    told = [dict(one.facts)["day"] for one in payslip.notices if one.code == "pay_day_late"]
    assert told == ([] if late is None else [late])


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "supplementary"},
        {"shifts": ()},
        {"agreement": Agreement(day(START), None, "none", employer_is_member=False)},
    ],
)
def test_a_late_pay_day_is_not_told_where_the_agreement_says_nothing_of_it(changes):
    settings = {"payment_day": day("2024-10-01"), "shifts": (a_shift("2024-08-07"),), **changes}
    assert [one for one in result(**settings).notices if one.code == "pay_day_late"] == []


def test_the_last_pay_of_an_employment_is_due_by_its_last_day_of_work():
    settings = {"employment_last": day("2024-08-07"), "kind": "final", "shifts": (a_shift("2024-08-07"),)}
    told = [one for one in result(payment_day=day("2024-09-16"), **settings).notices if one.code == "pay_day_late"]
    assert [dict(one.facts) for one in told] == [{"day": "2024-09-15"}]


def _hour_of(payslip):
    return [(line.minutes, line.unit_price) for line in payslip.lines if line.kind == "base_pay"]


def test_answers_hold_from_their_own_day_of_work_not_from_the_pay_day():
    settings = {
        "month": "2026-05",
        "payment_day": day("2026-06-15"),
        "wage": "13.00",
        "agreement": replace(GROUP_A, region="espoo"),
        "shifts": (a_shift("2026-05-06", "16:00", "20:00"),),
    }
    percent = "missing_law_value.heta.evening.percent"
    given = (
        answer("agreement_wage", "13.60", "2026-01-01"),
        answer(percent, "10", "2026-01-01"),
        answer("agreement_wage", "13.94", "2026-06-01"),
        answer(percent, "15", "2026-06-01"),
    )
    may = result(answers=given, **settings)
    assert lines(may)[:2] == [("base_pay", 240, "13.60", 5440), ("evening", 120, "1.36", 272)]
    june = result(answers=given, **{**settings, "month": "2026-06", "payment_day": day("2026-06-30"),
                                    "shifts": (a_shift("2026-06-01", "16:00", "20:00"),)})  # fmt: skip
    assert lines(june)[:2] == [("base_pay", 240, "13.94", 5576), ("evening", 120, "2.091", 418)]
    # the first answer holds for the pay that it was asked for, also before its own day
    alone = result(answers=given[2:], **settings)
    assert lines(alone)[:2] == [("base_pay", 240, "13.94", 5576), ("evening", 120, "2.091", 418)]


def test_experience_is_asked_again_when_another_step_may_be_full():
    row = Agreement(
        day("2022-08-01"), None, "heta", employer_is_member=True, pay_group="B", experience_months=30, region="espoo"
    )
    settings = {"employment_first": day("2022-08-01"), "agreements": (row,)}
    settings["wages"] = (Wage(day("2022-08-01"), None, "hour", Decimal("12.00")),)
    settings["weekly_time"] = (WeeklyTime(day("2022-08-01"), None, 1800),)
    before = result("2023-01", shifts=(a_shift("2023-01-31", "09:00", "12:00"),), **settings)
    assert _hour_of(before) == [(180, "12.87")]  # 12.71 and one step
    assert "experience_months" not in asked(before)
    there = result("2023-02", shifts=(a_shift("2023-02-01", "09:00", "12:00"),), **settings)
    assert "experience_months" in asked(there)  # thirty months and six
    said = (answer("experience_months", "36", "2023-02-01"),)
    raised = result("2023-02", shifts=(a_shift("2023-02-01", "09:00", "12:00"),), answers=said, **settings)
    assert _hour_of(raised) == [(180, "13.03")]
    assert "experience_months" not in asked(raised)
    part_time = (answer("experience_months", "33", "2023-02-01"),)
    lower = result("2023-02", shifts=(a_shift("2023-02-01", "09:00", "12:00"),), answers=part_time, **settings)
    assert _hour_of(lower) == [(180, "12.87")]


def test_an_answered_lowest_wage_is_asked_again_when_another_step_may_be_full():
    row = replace(GROUP_A, region="espoo", experience_months=10)  # twelve months on 1.3.2024
    wage = (answer("agreement_wage", "13.20", "2024-02-01"),)
    first = result(
        "2024-02", "13.00", agreements=(row,), shifts=(a_shift("2024-02-29", "09:00", "12:00"),), answers=wage
    )
    assert (asked(first), _hour_of(first)) == ([], [(180, "13.20")])
    later = result(
        "2024-03", "13.00", agreements=(row,), shifts=(a_shift("2024-03-01", "09:00", "12:00"),), answers=wage
    )
    assert asked(later) == ["agreement_wage"]
    again = (*wage, answer("agreement_wage", "13.37", "2024-03-01"))
    found = result(
        "2024-03", "13.00", agreements=(row,), shifts=(a_shift("2024-03-01", "09:00", "12:00"),), answers=again
    )
    assert (asked(found), _hour_of(found)) == ([], [(180, "13.37")])


def on(month: str = "2024-08", **changes) -> Terms:
    """The agreement's terms of a payslip, to be asked directly."""
    first = day(f"{month}-01")
    settings = {
        "job": "personal_assistance",
        "period": Period(first, date(first.year + first.month // 12, first.month % 12 + 1, 1)),
        "payment_day": day(f"{month}-28"),
        "employment_first": day(START),
        "weekly_time": (WeeklyTime(day(START), None, 1800),),
        "agreements": (GROUP_A,),
    }
    return Terms(Draft(inputs(**{**settings, **changes}), BOOK))


def test_the_agreement_that_is_followed_on_a_day():
    nobody = inputs(job="personal_assistance", agreements=(Agreement(day(START), None, "none"),))
    assert followed_on(nobody, BOOK, day("2025-05-01")) == "heta"
    outsider = inputs(
        job="personal_assistance", agreements=(Agreement(day(START), None, "none", employer_is_member=False),)
    )
    assert followed_on(outsider, BOOK, day("2025-04-30")) == "none"
    assert (
        followed_on(inputs(agreements=(Agreement(day("2026-01-01"), None, "other"),)), BOOK, day("2026-02-02"))
        == "other"
    )
    assert followed_on(inputs(agreements=()), BOOK, day("2026-02-02")) is None


def test_a_row_of_the_agreement_holds_from_its_first_to_its_last_day():
    rows = (
        Agreement(day("2024-01-01"), day("2024-08-10"), "heta", employer_is_member=True, pay_group="A"),
        Agreement(day("2024-08-11"), None, "heta", employer_is_member=True, pay_group="B1"),
    )
    terms = on(agreements=rows)
    found = [terms.row(day(one)) for one in ("2023-12-31", "2024-01-01", "2024-08-10", "2024-08-11")]
    assert [None if row is None else row.pay_group for row in found] == [None, "A", "A", "B1"]


@pytest.mark.parametrize(
    ("value", "minute", "kinds"),
    [
        ("10:30", 629, ()),
        ("10:30", 630, ("saturday",)),
        ("10.30", 630, ("saturday",)),
        ("10", 599, ()),
        ("10", 600, ("saturday",)),
    ],
)
def test_an_answered_beginning_of_saturday_is_a_clock_time(value, minute, kinds):
    terms = on(answers=(answer("missing_law_value.heta.saturday.first", value),))
    assert terms.kinds(day("2024-08-03"), minute) == kinds


@pytest.mark.parametrize(("said", "kinds"), [("yes", ("public_holiday", "evening")), ("no", ("public_holiday",))])
def test_whether_the_evening_is_paid_on_a_weekday_holiday_is_answered(said, kinds):
    midsummer = day("2024-06-21")
    open_terms = on("2024-06")
    assert open_terms.kinds(midsummer, 1100) == ("public_holiday",)
    terms = on("2024-06", answers=(answer("agreement_stacking.public_holiday.evening", said),))
    assert terms.kinds(midsummer, 1100) == kinds


def test_whether_two_supplements_are_paid_together_is_used_from_the_day_of_the_answer():
    """Sundays of August 2024: the first answer holds before its day too, the second from its own."""
    topic = "agreement_stacking.sunday.evening"
    said = (answer(topic, "no", "2024-08-04"), answer(topic, "yes", "2024-08-18"))
    found = [on(answers=said).kinds(day(f"2024-08-{sunday:02}"), 1110) for sunday in (4, 11, 18, 25)]
    assert found == [("sunday",), ("sunday",), ("sunday", "evening"), ("sunday", "evening")]
    shifts = tuple(a_shift(f"2024-08-{sunday:02}", "18:30", "19:30") for sunday in (4, 11, 18, 25))
    percent = answer("missing_law_value.heta.evening.percent", "10")
    paid = result(shifts=shifts, answers=(*said, percent, NO_RAISE))
    assert [line.minutes for line in paid.lines if line.kind == "evening"] == [120]
    assert topic not in asked(paid)  # once answered it is not asked again
    assert asked(result(shifts=shifts, answers=(percent,))).count(topic) == 1  # four shifts, one question


def test_an_answered_pay_group_and_region_hold_from_their_days():
    said = (
        answer("pay_group", "A", "2022-09-01"), answer("pay_group", "B", "2022-09-16"),
        answer("region", "muu_suomi", "2022-09-01"), answer("region", "pääkaupunkiseutu", "2022-09-23"),
    )  # fmt: skip
    row = Agreement(day("2022-09-01"), None, "heta", employer_is_member=True, experience_months=0)
    terms = on("2022-09", answers=said, agreements=(row,))
    found = [terms.lowest_wage(day(f"2022-09-{number}")) for number in (15, 16, 22, 23)]
    assert [None if one is None else as_text(one.value) for one in found] == ["11.31", "12.55", "12.55", "12.71"]


def test_a_stacking_that_nobody_has_printed_is_asked_by_its_two_supplements():
    payslip = result("2024-06", shifts=(a_shift("2024-06-21", "18:00", "20:00"),))
    (question,) = (one for one in payslip.questions if one.topic.startswith("agreement_stacking."))
    assert (question.topic, dict(question.facts)) == (
        "agreement_stacking.public_holiday.evening", {"one": "public_holiday", "other": "evening"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, [("2024-06-21", 360)]),
        ({"weekly_time": (WeeklyTime(day(START), None, 961),)}, [("2024-06-21", 193)]),  # 192.2 upwards
        ({"weekly_time": (WeeklyTime(day(START), day("2024-06-21"), 1800),)}, [("2024-06-21", 360)]),
        ({"weekly_time": (WeeklyTime(day(START), day("2024-06-20"), 1800),)}, []),
        ({"weekly_time": (WeeklyTime(day("2024-06-22"), None, 1800),)}, []),
        ({"absences": (Absence("unpaid", day("2024-06-10"), day("2024-06-21"), ()),)}, []),
        ({"absences": (Absence("unpaid", day("2024-06-10"), day("2024-06-20"), ()),)}, [("2024-06-21", 360)]),
        ({"absences": (Absence("unpaid", day("2024-06-21"), day("2024-06-21"), ()),)}, []),
        ({"employment_last": day("2024-06-21")}, [("2024-06-21", 360)]),
        ({"employment_last": day("2024-06-20")}, []),
        ({"employment_first": day("2024-06-22")}, []),
        ({"agreements": (Agreement(day(START), None, "none", employer_is_member=False),)}, []),
    ],
)
def test_midsummer_eve_off_is_paid_by_the_weekly_time_of_the_day(changes, found):
    free = on("2024-06", **changes).free_days(day("2024-06-01"), day("2024-07-01"), frozenset())
    assert [(one.day.isoformat(), one.minutes) for one in free] == found


def test_a_weekday_holiday_is_free_inside_the_days_asked_for_and_when_not_worked():
    terms, eve = on("2024-06"), day("2024-06-21")
    assert terms.free_days(day("2024-06-01"), eve, frozenset()) == []
    assert [one.day for one in terms.free_days(eve, day("2024-06-22"), frozenset())] == [eve]
    assert terms.free_days(day("2024-06-01"), day("2024-07-01"), frozenset({eve})) == []


def test_the_source_of_a_lowest_wage_is_the_table_or_the_document_of_the_answer():
    one = day("2024-08-07")
    assert on().wage_source(one) == BOOK.value("heta.base_wage_euros", Days(work_day=one)).source
    assert on(answers=(answer("agreement_wage", "13.00"),)).wage_source(one) == Source("agreement 2023-2025", "", "")


@pytest.mark.parametrize(
    ("row", "asks"),
    [
        ({"pay_group": None}, ["pay_group"]),
        ({"region": None}, ["region"]),
        ({"experience_months": None}, ["experience_months"]),
        ({"pay_group": "C"}, ["agreement_wage"]),
    ],
)
def test_each_fact_of_a_lowest_wage_is_asked_alone_where_the_table_is_known(row, asks):
    assert asked(result(agreement=replace(GROUP_A, **row), shifts=(a_shift("2024-08-07"),))) == asks


def test_a_missing_wage_is_asked_from_the_day_of_the_row_or_of_the_employment():
    rows = (replace(GROUP_A, first=day("2024-08-05"), region="espoo"),)
    question = result(agreements=rows, shifts=(a_shift("2024-08-07"),)).questions[-1]
    assert dict(question.facts) == {
        "group": "A", "region": "paakaupunkiseutu", "months": "0", "day": "2024-08-05",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("on_day", "group", "least", "most"),
    [
        ("2025-12-31", "A", "12.51", "12.89"),
        ("2026-01-01", "A", "12.85", "13.23"),
        ("2027-01-01", "A", "13.19", "13.56"),
        ("2028-01-01", "A", "13.52", "13.56"),
        ("2026-01-01", "B1", "13.39", "13.77"),
        ("2026-01-01", "B2", "13.89", "14.27"),
    ],
)
def test_the_published_increases_bound_the_table_that_nobody_has_seen(on_day, group, least, most):
    assert wage_bounds(BOOK, day(on_day), group, "muu_suomi") == (Decimal(least), Decimal(most))


def test_no_bounds_are_made_up():
    for group, region in (("C", "muu_suomi"), ("A", "paakaupunkiseutu"), (None, "muu_suomi"), ("A", None)):
        assert wage_bounds(BOOK, day("2026-01-01"), group, region) is None
    assert wage_bounds(BOOK, day("2025-04-30"), "A", "muu_suomi") is None  # the day's own table is known


@pytest.mark.parametrize(
    ("wage", "months", "asks"),
    [
        ("12.84", 0, ["agreement_wage_low"]),
        ("12.85", 0, []),
        ("13.23", 0, []),
        ("13.24", 0, ["agreement_wage_high"]),
        ("13.24", 12, []),  # steps of experience are added, and their table is not known
        ("12.84", 12, ["agreement_wage_low"]),
    ],
)
def test_an_answered_wage_outside_what_was_published_is_asked_again_before_it_is_used(wage, months, asks):
    row = replace(GROUP_A, first=day("2026-03-01"), experience_months=months)
    settings = {"agreements": (row,), "shifts": (a_shift("2026-03-03", "09:00", "12:00"),)}
    given = (answer("agreement_wage", wage, "2026-03-01"), NO_RAISE)
    first = result("2026-03", "10.00", answers=given, **settings)
    assert asked(first) == asks
    if asks:
        assert dict(first.questions[0].facts)["limit"] == ("12.85" if asks == ["agreement_wage_low"] else "13.23")
        checked = (*given, answer(asks[0], "13.99", "2026-03-01"))
        second = result("2026-03", "10.00", answers=checked, **settings)
        assert (asked(second), _hour_of(second)) == ([], [(180, "13.99")])  # what the table says counts
        assert second.terms[0].agreement.source.title == "agreement 2023-2025"
    else:
        assert _hour_of(first) == [(180, wage)]


def test_an_answered_wage_is_asked_again_in_a_later_year_when_the_table_must_have_risen():
    row = replace(GROUP_A, first=day("2026-03-01"), experience_months=0)
    given = (answer("agreement_wage", "13.00", "2026-03-01"),)

    def year(first: str, answers: tuple[Answer, ...]):
        months = {
            "agreements": (replace(row, first=day(f"{first}-01")),),
            "shifts": (a_shift(f"{first}-05", "09:00", "12:00"),),
        }
        found = result(first, "10.00", answers=answers, **months)
        return [one for one in asked(found) if one.startswith("agreement_wage")], _hour_of(found)

    assert year("2026-12", given) == ([], [(180, "13.00")])
    assert year("2027-01", given) == (["agreement_wage_low"], [(180, "10.00")])  # at least 13.19 by then
    checked = (*given, answer("agreement_wage_low", "13.30", "2027-01-01"))
    assert year("2027-12", checked) == ([], [(180, "13.30")])
    assert year("2028-01", checked) == (["agreement_wage_low"], [(180, "10.00")])  # at least 13.52
    kept = (*checked, answer("agreement_wage_low", "13.40", "2028-01-01"))  # the table says so, whatever was published
    assert year("2028-02", kept) == ([], [(180, "13.40")])


def _answered_year(month: str, *given: Answer):
    row = replace(GROUP_A, first=day("2026-03-01"), experience_months=0)
    found = result(month, "10.00", agreements=(row,), shifts=(a_shift(f"{month}-05", "09:00", "12:00"),), answers=given)
    return asked(found), _hour_of(found)


def test_the_day_of_the_year_s_raise_is_asked_and_from_it_on_the_wage_again():
    wage = answer("agreement_wage", "13.00", "2026-03-01")
    before, hour = _answered_year("2026-06", wage)
    assert (before, hour) == (["agreement_raise_day.2026"], [(180, "13.00")])  # it stops nothing
    raised = answer("agreement_raise_day.2026", "2026-08-05", "2026-06-30")
    assert _answered_year("2026-07", wage, raised) == ([], [(180, "13.00")])
    assert _answered_year("2026-08", wage, raised)[0] == ["agreement_wage"]
    later = answer("agreement_raise_day.2026", "2026-08-06", "2026-06-30")
    assert _answered_year("2026-08", wage, later) == ([], [(180, "13.00")])  # the work was on the day before
    again = answer("agreement_wage", "13.20", "2026-08-05")
    assert _answered_year("2026-08", wage, raised, again) == ([], [(180, "13.20")])
    assert _answered_year("2026-10", wage, raised, again) == ([], [(180, "13.20")])


def test_the_wage_asked_again_names_the_day_of_the_raise():
    wage, raised = answer("agreement_wage", "13.00", "2026-03-01"), answer("agreement_raise_day.2026", "2026-08-05")
    row = replace(GROUP_A, first=day("2026-03-01"), experience_months=0)
    [shift] = (a_shift("2026-08-10", "09:00", "12:00"),)
    payslip = result("2026-08", "10.00", agreements=(row,), shifts=(shift,), answers=(wage, raised))
    [question] = payslip.questions
    assert (question.blocks, dict(question.facts)["day"]) == (True, "2026-08-05")


def test_an_answer_of_an_edition_before_is_asked_again():
    old = answer("agreement_wage", "13.00", "2025-04-30")
    assert _answered_year("2026-03", old, NO_RAISE, answer("agreement_raise_day.2025", "no"))[0] == ["agreement_wage"]
    first = answer("agreement_wage", "13.00", "2025-05-01")
    assert _answered_year("2026-03", first, NO_RAISE, answer("agreement_raise_day.2025", "no"))[0] == []


AUTUMN = (a_shift("2026-10-05", "10:00", "14:00"), a_shift("2026-10-20", "10:00", "14:00"))


def _autumn(wage: str, *given: Answer, **changes):
    row = replace(GROUP_A, first=day("2026-06-01"), experience_months=0)
    wages = (Wage(day("2026-06-01"), None, "hour", Decimal(wage)),)
    settings = {"agreements": (row,), "wages": wages, "shifts": AUTUMN, "answers": given, **changes}
    return result("2026-10", wage, employment_first=day("2026-06-01"), **settings)


LOWEST = (answer("agreement_wage", "13.00", "2026-06-30"), answer("agreement_wage", "13.20", "2026-10-15"))
RISES = answer("agreement_raise_day.2026", "2026-10-15", "2026-06-30")


def test_a_lowest_wage_holds_from_its_own_day_in_the_middle_of_a_period():
    payslip = _autumn("12.00", *LOWEST, RISES)
    assert lines(payslip) == [("base_pay", 240, "13.00", 5200), ("base_pay", 240, "13.20", 5280)]
    asks = _autumn("12.00", LOWEST[0], RISES)  # the table rose on the 15th, and nobody has said to what
    assert asked(asks) == ["agreement_wage"]
    assert dict(asks.questions[0].facts)["day"] == "2026-10-15"


def test_a_lowest_wage_below_the_agreed_one_splits_no_line():
    assert lines(_autumn("16.00", *LOWEST, NO_RAISE)) == [("base_pay", 480, "16.00", 12800)]


def test_a_wage_above_the_table_rises_on_the_day_that_was_answered():
    payslip = _autumn("16.00", *LOWEST, RISES)
    assert asked(payslip) == []
    assert lines(payslip) == [("base_pay", 240, "16.00", 6400), ("base_pay", 240, "16.27", 6508)]
    [notice] = [one for one in payslip.notices if one.code == "wage_raised_by_agreement"]
    assert dict(notice.facts) == {"day": "2026-10-20", "agreed": "16", "minimum": "16.27"}
    [term] = [one for one in payslip.terms if one.name == "wage" and one.level == "agreement"]
    assert (term.amount.number, term.replaced_contract) == (Decimal("16.27"), True)
    assert term.amount.source.title == "jhl.fi: agreement of 2025"
    replay(payslip.trace)


def test_a_raise_answered_after_the_pay_day_holds_for_pay_calculated_again():
    late = answer("agreement_raise_day.2026", "2026-10-15", "2026-12-20")
    assert lines(_autumn("16.00", *LOWEST, late)) == [
        ("base_pay", 240, "16.00", 6400),
        ("base_pay", 240, "16.27", 6508),
    ]
    assert asked(_autumn("12.00", LOWEST[0], late)) == ["agreement_wage"]


def test_a_raise_whose_day_is_not_known_is_asked_and_stops_nothing():
    payslip = _autumn("16.00", *LOWEST)
    assert [(one.topic, one.blocks) for one in payslip.questions] == [("agreement_raise_day.2026", False)]
    assert lines(payslip) == [("base_pay", 480, "16.00", 12800)]
    assert lines(_autumn("16.00", *LOWEST, NO_RAISE)) == [("base_pay", 480, "16.00", 12800)]


def test_a_wage_just_above_the_table_is_raised_to_the_new_table():
    # 12.95 + 0.27 = 13.22; the table rises from 12.89 to 13.23, or to 13.19
    before = answer("agreement_wage", "12.89", "2026-06-30")
    table = (before, answer("agreement_wage", "13.23", "2026-10-15"))
    assert lines(_autumn("12.95", *table, RISES)) == [
        ("base_pay", 240, "12.95", 5180),
        ("base_pay", 240, "13.23", 5292),
    ]
    lower = (before, answer("agreement_wage", "13.19", "2026-10-15"))
    assert lines(_autumn("12.95", *lower, RISES))[1] == ("base_pay", 240, "13.22", 5288)


def test_a_wage_agreed_on_the_day_of_the_raise_or_later_has_it_already():
    for since in ("2026-10-15", "2026-10-16"):
        wages = (
            Wage(day("2026-06-01"), day(since) - timedelta(days=1), "hour", Decimal("16.00")),
            Wage(day(since), None, "hour", Decimal("16.10")),
        )
        assert lines(_autumn("16.00", *LOWEST, RISES, wages=wages))[1] == ("base_pay", 240, "16.10", 6440)


def test_two_raises_add_up_and_one_before_the_agreement_of_2025_is_none():
    row = replace(GROUP_A, first=day("2026-06-01"), experience_months=0)
    wages = (Wage(day("2025-05-01"), None, "hour", Decimal("16.00")),)
    last_year = answer("agreement_raise_day.2025", "2025-11-01", "2026-06-30")
    settings = {"agreements": (row,), "wages": wages, "shifts": AUTUMN, "employment_first": day("2025-05-01")}
    payslip = result("2026-10", "16.00", answers=(*LOWEST, RISES, last_year), **settings)
    assert lines(payslip) == [("base_pay", 240, "16.27", 6508), ("base_pay", 240, "16.54", 6616)]
    of_2024 = result("2024-08", "16.00", shifts=(a_shift("2024-08-07"),))
    assert (asked(of_2024), lines(of_2024)) == ([], [("base_pay", 240, "16.00", 6400)])


def test_a_monthly_wage_above_the_table_rises_by_the_week_s_hours():
    workdays = tuple(one for one in Period(day("2026-10-01"), day("2026-11-01")) if one.weekday() < 5)
    payslip = _autumn(
        "16.00",
        *LOWEST,
        RISES,
        wages=(Wage(day("2026-06-01"), None, "month", Decimal("2200.00")),),
        shifts=(),
        workdays=workdays,
        regular_minutes=((day("2026-10-01"), 360 * len(workdays)),),
    )
    # 30 h × 0.27 × 4.35 = 35.235, rounded 35.24; 10 workdays before the raise and 12 from it on, of 22
    assert [(line.unit_price, line.amount_cents) for line in payslip.lines] == [
        ("2200.00", 100000),
        ("2235.24", 121922),
    ]


@pytest.mark.parametrize(
    ("regular", "cents"),
    [
        (138, 1877),  # 1632.56 ÷ 138 h = 11.83, below the wage of the table: 6 h × 1632.56 ÷ 130.5 × 25 %
        (126, 1944),  # 6 h × 1632.56 ÷ 126 × 25 %
    ],
)
def test_an_hour_of_a_monthly_wage_is_never_below_the_personal_hourly_wage_it_is_made_from(regular, cents):
    # 30 h × 12.51 × 4.35 = 1632.555, rounded 1632.56
    payslip = result(
        wages=(Wage(day(START), None, "month", Decimal("1500.00")),),
        shifts=(a_shift("2024-08-10", "12:00", "18:00"),),
        regular_minutes=((day("2024-08-01"), regular * 60),),
        answers=(FROM_SIX,),
    )
    assert asked(payslip) == []
    [saturday] = [line for line in payslip.lines if line.kind == "saturday"]
    assert (saturday.minutes, saturday.amount_cents) == (360, cents)
    replay(payslip.trace)


def test_fewer_hours_for_the_same_monthly_wage_make_the_hour_dearer_from_their_day():
    payslip = result(
        wages=(Wage(day(START), None, "month", Decimal("1740.00")),),
        weekly_time=(WeeklyTime(day(START), day("2024-08-15"), 1800), WeeklyTime(day("2024-08-16"), None, 1200)),
        shifts=(a_shift("2024-08-10", "12:00", "18:00"), a_shift("2024-08-17", "12:00", "18:00")),
        regular_minutes=((day("2024-08-01"), 150 * 60),),
        answers=(FROM_SIX,),
    )
    # 1740.00 ÷ 130.5 h = 13.33 an hour, 1740.00 ÷ 87 h = 20.00 an hour
    assert [one.amount_cents for one in payslip.lines if one.kind == "saturday"] == [2000, 3000]


def test_a_percentage_holds_from_its_own_day_in_the_middle_of_a_period():
    evenings = (a_shift("2026-10-06", "18:00", "20:00"), a_shift("2026-10-20", "18:00", "20:00"))
    name = "missing_law_value.heta.evening.percent"
    payslip = _autumn(
        "13.00",
        LOWEST[0],
        NO_RAISE,
        answer(name, "10", "2026-06-30"),
        answer(name, "15", "2026-10-15"),
        shifts=evenings,
    )
    assert asked(payslip) == []
    assert [line for line in lines(payslip) if line[0] == "evening"] == [
        ("evening", 120, "1.30", 260),
        ("evening", 120, "1.95", 390),
    ]


def _varying(least: int, *given: Answer, **changes):
    settings = {"varying_hours": (VaryingHours(day(START), None, least),), "answers": given, "shifts": (), **changes}
    return result("2025-01", **settings)


NEW_YEAR, EPIPHANY = "2025-01-01", "2025-01-06"


def test_hours_of_a_weekday_holiday_off_are_asked_where_the_hours_vary():
    payslip = _varying(600)
    assert asked(payslip) == [f"free_day_hours.{NEW_YEAR}", f"free_day_hours.{EPIPHANY}"]
    assert {(one.blocks, one.suggestion) for one in payslip.questions} == {(True, "6")}  # a fifth of 30 hours
    told = _varying(600, answer(f"free_day_hours.{NEW_YEAR}", "4.5"), answer(f"free_day_hours.{EPIPHANY}", "0"))
    assert (asked(told), lines(told)) == ([], [("public_holiday_off", 270, "12.51", 5630)])
    replay(told.trace)
    assert asked(result("2025-01", shifts=())) == []  # the contract fixes the hours
    before = VaryingHours(day("2024-06-01"), day("2024-12-31"), 600)
    assert asked(_varying(600, varying_hours=(before,))) == []


def test_the_right_of_an_employee_on_call_is_asked_before_the_hours():
    rights = (f"free_day_right.{NEW_YEAR}", f"free_day_right.{EPIPHANY}")
    payslip = _varying(0)
    assert asked(payslip) == list(rights)
    assert dict(payslip.questions[0].facts) == {"day": NEW_YEAR, "weeks": "2"}
    yes_and_no = (answer(rights[0], "yes"), answer(rights[1], "no"))
    assert asked(_varying(0, *yes_and_no)) == [f"free_day_hours.{NEW_YEAR}"]
    none = (answer(rights[0], "no"), answer(rights[1], "no"))
    assert (asked(_varying(0, *none)), lines(_varying(0, *none))) == ([], [])


def test_a_weekday_holiday_worked_on_call_is_paid_three_times_only_with_the_right():
    worked = (a_shift(EPIPHANY, "10:00", "15:00"),)
    off = answer(f"free_day_right.{NEW_YEAR}", "no")
    right = f"free_day_right.{EPIPHANY}"
    assert asked(_varying(0, off, shifts=worked)) == [right]
    triple = _varying(0, off, answer(right, "yes"), shifts=worked)
    assert [line[0::3] for line in lines(triple)] == [("base_pay", 6255), ("public_holiday", 12510)]
    double = _varying(0, off, answer(right, "no"), shifts=worked)
    assert [line[0::3] for line in lines(double)] == [("base_pay", 6255), ("sunday", 6255)]  # a church holiday by law


def test_a_weekday_holiday_of_a_week_around_the_period_is_not_asked():
    # the week of 28 April to 4 May 2025 has May Day, which is paid in May
    row = replace(GROUP_A, first=day("2025-04-01"))
    payslip = result(
        "2025-04",
        agreements=(row,),
        varying_hours=(VaryingHours(day(START), None, 0),),
        shifts=(a_shift("2025-04-29", "10:00", "15:00"),),
    )
    assert asked(payslip) == ["free_day_right.2025-04-18", "free_day_right.2025-04-21"]


def _codes(payslip) -> list[str]:
    return [one.code for one in payslip.notices if one.code != "single_source"]


def test_overtime_by_the_law_says_that_the_agreement_lets_agree_otherwise():
    long_day = (a_shift("2024-08-07", "08:00", "17:00"),)
    payslip = result(shifts=long_day)
    assert _codes(payslip) == ["overtime_by_law"]
    assert [line.kind for line in payslip.lines] == ["base_pay", "overtime_50"]
    assert "overtime_by_law" not in _codes(result(shifts=(a_shift("2024-08-07", "08:00", "16:00"),)))
    outsider = replace(GROUP_A, name="none", employer_is_member=False)
    assert "overtime_by_law" not in _codes(result(agreement=outsider, shifts=long_day))


@pytest.mark.parametrize(("on", "told"), [("2022-07-29", False), ("2022-08-01", True)])
def test_agreeing_otherwise_on_overtime_began_on_the_first_of_august_2022(on: str, told: bool):
    row = replace(GROUP_A, first=day(on))
    payslip = result(
        on[:7],
        agreements=(row,),
        shifts=(a_shift(on, "08:00", "17:00"),),
        employment_first=day("2022-06-01"),
        wages=(Wage(day("2022-06-01"), None, "hour", Decimal("12.51")),),
        weekly_time=(WeeklyTime(day("2022-06-01"), None, 1800),),
    )
    assert ("overtime_by_law" in _codes(payslip)) is told


@pytest.mark.parametrize(("weeks", "told"), [(1, True), (2, False), (8, False), (9, True)])
def test_an_averaging_period_of_another_length_than_the_agreement_s_is_told(weeks: int, told: bool):
    last = day("2024-09-01")  # a Sunday
    period = Averaging(last - timedelta(days=7 * weeks - 1), last, (1800,) * weeks)
    payslip = result(averaging=(period,))
    notices = [dict(one.facts) for one in payslip.notices if one.code == "averaging_beyond_agreement"]
    whole = {"first": period.first.isoformat(), "last": "2024-09-01", "least": "2", "most": "8"}
    assert notices == ([whole] if told else [])
    outsider = replace(GROUP_A, name="none", employer_is_member=False)
    assert "averaging_beyond_agreement" not in _codes(result(agreement=outsider, averaging=(period,)))


def test_an_own_training_may_be_one_of_the_agreement_s_paid_days():
    course = Training(day("2024-08-07"), "nostotekniikka", 360, required=False, paid=False)
    payslip = result(trainings=(course,))
    assert [(one.topic, one.blocks, dict(one.facts)) for one in payslip.questions] == [
        ("agreement_training.2024-08-07", False, {"day": "2024-08-07", "days": "2"})
    ]
    assert lines(payslip) == []
    paid = result(trainings=(course,), answers=(answer("agreement_training.2024-08-07", "yes"),))
    assert (asked(paid), lines(paid)) == ([], [("training_pay", 360, "12.51", 7506)])
    assert (paid.lines[0].title, paid.lines[0].holiday_base) == (course.title, day("2024-04-01"))
    assert [one.code for one in paid.lines[0].reasons] == ["training_agreement"]
    refused = result(trainings=(course,), answers=(answer("agreement_training.2024-08-07", "no"),))
    assert (asked(refused), lines(refused)) == ([], [])
    for told in (replace(course, required=True), replace(course, paid=True)):
        assert (asked(result(trainings=(told,))), len(result(trainings=(told,)).lines)) == ([], 1)
    outsider = replace(GROUP_A, name="none", employer_is_member=False)
    assert asked(result(agreement=outsider, trainings=(course,))) == []


@pytest.mark.parametrize(("on", "euros"), [("2023-12-07", "12.55"), ("2024-01-08", "12.75"), ("2024-07-08", "13.05")])
def test_the_old_group_b_is_b1_from_2024_without_a_question(on: str, euros: str):
    row = Agreement(day("2023-10-01"), None, "heta", None, True, "B", 0, "muu_suomi")
    row = replace(row, first=day(on))
    payslip = result(
        on[:7],
        agreements=(row,),
        shifts=(a_shift(on, "10:00", "11:00"),),
        employment_first=day("2022-06-01"),
        wages=(Wage(day("2022-06-01"), None, "hour", Decimal("10.00")),),
        weekly_time=(WeeklyTime(day("2022-06-01"), None, 1800),),
    )
    assert "agreement_wage" not in asked(payslip)
    assert lines(payslip)[0][:3] == ("base_pay", 60, euros)


def test_a_new_group_stays_as_it_was_said():
    assert [group_on(BOOK, said, day("2024-02-01")) for said in (" b1 ", "B2", "C", "a")] == ["B1", "B2", "C", "A"]
    assert group_on(BOOK, "B", day("2023-12-31")) == "B"
    assert group_on(BOOK, "B", day("2026-02-01")) == "B1"


def test_two_wages_with_one_lowest_wage_are_told_once_each_and_a_later_answer_of_the_same_sum_splits_nothing():
    same = (LOWEST[0], answer("agreement_wage", "13.00", "2026-10-15"))
    payslip = _autumn("12.00", *same, NO_RAISE)
    assert lines(payslip) == [("base_pay", 480, "13.00", 10400)]
    assert _codes(payslip) == ["wage_raised_to_minimum"]


def test_whether_the_agreement_was_ended_early_is_asked_and_the_answer_is_used():
    row = replace(GROUP_A, name="none", employer_is_member=None, first=day("2026-01-01"))
    wage = answer("agreement_wage", "13.50", "2027-05-01")

    def may(*given: Answer):
        shifts = (a_shift("2027-05-03", "08:00", "16:00"),)
        raises = (answer("agreement_raise_day.2027", "no", "2027-05-01"),)
        return result("2027-05", "12.00", agreements=(row,), shifts=shifts, answers=(wage, *raises, *given))

    assert "agreement_ended" in asked(may())
    no = may(answer("agreement_ended", "no", "2027-05-01"))
    assert "agreement_ended" not in asked(no)
    assert [line[:3] for line in lines(no)][:1] == [("base_pay", 480, "13.50")]
    yes = may(answer("agreement_ended", "yes", "2027-05-01"))
    assert [one.topic for one in yes.questions if one.topic.startswith("agreement")] == ["agreement"]
    assert dict(next(one for one in yes.questions if one.topic == "agreement").facts)["about"] == "timeline"
    none = may(answer("agreement_ended", "yes", "2027-05-01"), answer("agreement", "none", "2027-05-01"))
    assert not [one for one in asked(none) if one.startswith("agreement")]
    assert [line[:3] for line in lines(none)][:1] == [("base_pay", 480, "12.00")]
