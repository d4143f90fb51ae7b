"""A month to a payslip: the totals by hand, and what every payslip must keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as st

import payroll
from payroll.inputs import (
    Absence,
    Advance,
    Agreement,
    Answer,
    Benefit,
    Claim,
    Expense,
    GarnishmentOrder,
    MissedRest,
    Shift,
    Training,
    Wage,
    WeeklyTime,
)
from payroll.payslip import parts_of_other_deductions
from rules import Period, load_book
from tests.payroll.builders import a_card, a_month_of_shifts, a_shift, a_year, an_insurance, day, inputs

BOOK = load_book()


def result(**changes):
    return payroll.calculate(inputs(**changes), BOOK)


def lines(payslip):
    return [(line.kind, line.minutes, line.unit_price, line.amount_cents) for line in payslip.lines]


def test_the_first_month_of_the_childminder():
    payslip = result()
    assert lines(payslip) == [("base_pay", 2880, "13.20", 63360)]
    # 12 shifts of 4 hours at 13.20; tax 12 %; 7.30 and 0.89 %; 24.85, 0.31, 1.91 and 1.20 %
    assert payslip.totals == {
        "gross": 63360,
        "taxable": 63360,
        "withholding": 7603,
        "pension_employee": 4625,
        "unemployment_employee": 564,
        "garnishment": 0,
        "other_deductions": 0,
        "tax_free": 0,
        "net": 50568,
        "paid": 50568,
        "employer_pension": 11120,
        "employer_unemployment": 196,
        "employer_health": 1210,
        "employer_accident": 760,
        "employer_group_life": 0,
        "employer_total": 13286,
        "employer_cost": 76646,
    }
    assert payslip.can_be_issued


@pytest.mark.parametrize(
    ("began", "end", "told"),
    [("2014-12-31", "19:00", True), ("2015-01-01", "19:00", False), ("2014-12-31", "16:00", False)],
)
def test_overtime_of_a_contract_of_before_2015_tells_that_it_is_counted_by_the_act_of_today(began, end, told):
    shifts = (a_shift("2026-01-12", "08:00", end),)
    wages = (Wage(day(began), None, "hour", Decimal("13.20")),)
    week = (WeeklyTime(day(began), None, 960),)
    made = result(shifts=shifts, employment_first=day(began), wages=wages, weekly_time=week)
    found = [dict(one.facts) for one in made.notices if one.code == "old_household_hours"]
    assert found == ([{"day": began}] if told else [])


@pytest.mark.parametrize(("on", "end", "told"), [("12", "19:00", True), ("11", "12:00", True), ("12", "16:00", False)])
def test_increases_of_a_relative_whose_hours_nobody_follows_up_by_the_contract_are_told(on, end, told):
    shifts = (a_shift(f"2026-01-{on}", "08:00", end),)
    began = day("2026-01-01")
    wages, week = (Wage(began, None, "hour", Decimal("13.20")),), (WeeklyTime(began, None, 960),)
    more = {"shifts": shifts, "employment_first": began, "wages": wages, "weekly_time": week}
    for unfollowed in (True, False):
        codes = [one.code for one in result(hours_unfollowed=unfollowed, **more).notices]
        assert ("relative_hours_followed" in codes) is (told and unfollowed)


def test_the_trace_replays_to_the_same_cents():
    payslip = result()
    assert payroll.replay(payslip.trace) == payslip.totals


def test_sunday_work_carries_its_increase_on_a_line_of_its_own():
    march = Period.closed(day("2026-03-01"), day("2026-03-31"))
    payslip = result(
        period=march,
        payment_day=day("2026-03-31"),
        shifts=(*a_month_of_shifts("2026-03-01", "2026-03-31"), a_shift("2026-03-08", "12:00", "17:00")),
    )
    # 18 afternoons; the Sunday's 5 hours are beyond the agreed 16 hours of that week
    assert lines(payslip) == [
        ("base_pay", 4320, "13.20", 95040),
        ("additional_hours", 300, "13.20", 6600),
        ("sunday", 300, "13.20", 6600),
    ]


def test_the_eve_of_midsummer_is_no_sunday_and_midsummer_day_is():
    june = Period.closed(day("2026-06-01"), day("2026-06-30"))
    payslip = result(
        period=june,
        payment_day=day("2026-06-30"),
        shifts=(a_shift("2026-06-19"), a_shift("2026-06-20")),
    )
    assert [line.minutes for line in payslip.lines if line.kind == "sunday"] == [240]


def test_a_night_into_sunday_is_paid_as_sunday_work_from_midnight():
    payslip = result(shifts=(a_shift("2026-01-17", "20:00", "04:00"),))
    assert [line.minutes for line in payslip.lines if line.kind == "sunday"] == [240]


def test_overtime_lines_carry_the_increase_only():
    week = tuple(a_shift(f"2026-01-{number}", "08:00", "19:00") for number in (12, 13, 14, 15))
    payslip = result(shifts=week, weekly_time=(WeeklyTime(day("2026-01-12"), None, 2400),))
    # 4 days of 11 hours: 8 plain hours, 2 at +50 %, 1 at +100 %; 44 hours in all, 32 of them regular
    assert lines(payslip) == [
        ("base_pay", 2400, "13.20", 52800),
        ("additional_hours", 240, "13.20", 5280),
        ("overtime_50", 480, "6.60", 5280),
        ("overtime_100", 240, "13.20", 5280),
    ]


def test_weekly_overtime_is_half_more_for_every_hour():
    week = tuple(a_shift(f"2026-01-{number}", "08:00", "16:00") for number in (12, 13, 14, 15, 16, 17))
    payslip = result(shifts=week, weekly_time=(WeeklyTime(day("2026-01-12"), None, 2400),))
    assert [line for line in lines(payslip) if line[0].startswith("overtime")] == [
        ("overtime_50", 480, "6.60", 5280 // 1)
    ]


def test_weekly_overtime_looks_at_the_whole_week_around_the_period():
    before = tuple(a_shift(f"2026-01-{number}", "08:00", "16:00") for number in (26, 27, 28, 29, 30))
    payslip = result(
        period=Period.closed(day("2026-01-31"), day("2026-02-28")),
        payment_day=day("2026-02-27"),
        shifts=(*before, a_shift("2026-01-31", "08:00", "12:00")),
        weekly_time=(WeeklyTime(day("2026-01-12"), None, 2400),),
    )
    # only the Saturday lies in the period; the week's 40 hours are already full
    assert lines(payslip) == [("additional_hours", 240, "13.20", 5280), ("overtime_50", 240, "6.60", 2640)]


def test_a_wage_that_changes_inside_the_period_is_split_by_day():
    payslip = result(
        wages=(
            Wage(day("2026-01-12"), day("2026-01-19"), "hour", Decimal("13.20")),
            Wage(day("2026-01-20"), None, "hour", Decimal("13.60")),
        )
    )
    assert lines(payslip) == [("base_pay", 1200, "13.20", 26400), ("base_pay", 1680, "13.60", 38080)]


def test_a_week_without_a_wage_is_refused_in_words():
    with pytest.raises(payroll.CannotCalculate, match="no agreed wage on 2026-01-12"):
        result(wages=(Wage(day("2026-02-01"), None, "hour", Decimal("13.20")),))


def february(first, last, **changes):
    shifts = a_month_of_shifts("2026-02-01", "2026-02-28")
    missed = tuple(shift for shift in shifts if day(first) <= shift.start.date() <= day(last))
    return result(
        period=Period.closed(day("2026-02-01"), day("2026-02-28")),
        payment_day=day("2026-02-27"),
        shifts=tuple(shift for shift in shifts if shift not in missed),
        absences=(Absence("sick", day(first), day(last), missed),),
        **changes,
    )


def test_under_a_month_sick_pay_is_full_time_at_half_the_price():
    payslip = february("2026-02-05", "2026-02-11")
    assert lines(payslip) == [("base_pay", 2880, "13.20", 63360), ("sick_pay", 960, "6.60", 10560)]


def test_after_a_month_sick_pay_is_full():
    payslip = february("2026-02-12", "2026-02-18")
    assert ("sick_pay", 960, "13.20", 21120) in lines(payslip)


def test_sick_pay_ends_with_the_ninth_weekday_after_the_first_day():
    payslip = february("2026-02-12", "2026-02-28")
    # 12 February is a Thursday; the ninth weekday after it is Monday 23 February
    # paid: 12, 16, 17, 18, 19 and 23 February
    assert [line for line in lines(payslip) if line[0] == "sick_pay"] == [("sick_pay", 6 * 240, "13.20", 31680)]
    assert dict(payslip.hours.absent) == {"sick": 9 * 240}


def test_a_childs_illness_is_unpaid_by_law():
    missed = (a_shift("2026-01-13"),)
    payslip = result(
        shifts=tuple(
            shift for shift in a_month_of_shifts("2026-01-12", "2026-01-29") if shift.start.date() != day("2026-01-13")
        ),
        absences=(Absence("child_sick", day("2026-01-13"), day("2026-01-13"), missed, child_born=day("2022-05-30")),),
    )
    assert lines(payslip) == [("base_pay", 2640, "13.20", 58080)]
    assert dict(payslip.hours.absent) == {"child_sick": 240}


def test_training_is_paid_at_the_plain_price_and_fills_the_week():
    payslip = result(trainings=(Training(day("2026-01-17"), "First aid", 240, required=True, paid=True),))
    assert lines(payslip) == [("base_pay", 2880, "13.20", 63360), ("training_pay", 240, "13.20", 5280)]
    assert payslip.holiday_base == ((day("2025-04-01"), 63360 + 5280),)


@pytest.mark.parametrize(("required", "section"), [(True, "55/2001 2:19 §"), (False, "55/2001 2:1 §")])
def test_training_says_why_it_is_paid(required, section):
    own = Training(day("2026-01-10"), "Course", 60, required=False, paid=False)  # one that is not paid comes first
    paid = Training(day("2026-01-17"), "First aid", 240, required=required, paid=True)
    [line] = [one for one in result(trainings=(own, paid)).lines if one.kind == "training_pay"]
    assert (line.title, [one.section for one in line.reasons]) == ("First aid", [section])


def test_required_training_is_paid_even_if_the_parties_said_otherwise():
    payslip = result(trainings=(Training(day("2026-01-17"), "First aid", 240, required=True, paid=False),))
    assert ("training_pay", 240, "13.20", 5280) in lines(payslip)
    assert "training_paid_by_law" in {notice.code for notice in payslip.notices}


def test_voluntary_unpaid_training_is_not_paid():
    payslip = result(trainings=(Training(day("2026-01-17"), "Course", 240, required=False, paid=False),))
    assert lines(payslip) == [("base_pay", 2880, "13.20", 63360)]


def december(start: str, friday_shift: str):
    return result(
        period=Period.closed(day("2024-12-01"), day("2024-12-31")),
        payment_day=day("2024-12-31"),
        employment_first=day(start),
        wages=(Wage(day(start), None, "hour", Decimal("13.20")),),
        weekly_time=(WeeklyTime(day(start), None, 960),),
        tax_cards=(a_card(first=day("2024-02-01")),),
        shifts=(),
        free_public_holidays=(a_shift(friday_shift),),
    )


def test_independence_day_off_is_paid_after_six_working_days():
    payslip = december("2024-11-29", "2024-12-06")
    assert lines(payslip) == [("public_holiday_off", 240, "13.20", 5280)]
    assert {one.section.partition(" ")[0] for one in payslip.lines[0].reasons} == {"388/1937"}


def test_independence_day_off_is_unpaid_in_a_new_employment():
    # employed since Saturday 30 November: 30.11., 2.–5.12. are five working days
    assert lines(december("2024-11-30", "2024-12-06")) == []


def test_other_public_holidays_off_are_unpaid_by_law():
    assert lines(december("2024-11-01", "2024-12-26")) == []


def test_an_expense_is_paid_back_outside_pay():
    payslip = result(expenses=(Expense(day("2026-01-20"), "Bus ticket", 350, "other"),))
    assert (payslip.totals["gross"], payslip.totals["tax_free"]) == (63360, 350)
    assert payslip.totals["paid"] == 50568 + 350


def test_the_ceiling_of_the_card_splits_the_pay():
    payslip = result(tax_cards=(a_card(paid_cents=1_170_000),))
    # 300.00 left under the ceiling of 12,000: 300 × 12 % + 333.60 × 30 %
    assert payslip.totals["withholding"] == 13608
    assert "ceiling_passed" in {notice.code for notice in payslip.notices}


def test_a_new_card_begins_a_new_count():
    cards = (
        a_card(paid_cents=1_200_000, until=day("2026-01-19")),
        a_card("20.0", first=day("2026-01-20"), ceiling="600.00"),
    )
    assert result(tax_cards=cards).totals["withholding"] == 12000 + 1008


def test_sixty_per_cent_without_a_card():
    payslip = result(tax_cards=())
    assert payslip.totals["withholding"] == 38016
    assert "no_card_60" in {notice.code for notice in payslip.notices}


def test_last_years_card_may_be_used_in_january():
    payslip = result(tax_cards=(a_card("10.0", first=day("2025-01-01"), ceiling="1.00"),))
    assert payslip.totals["withholding"] == 6336


def test_below_the_households_limit_nothing_is_withheld_and_no_health_contribution_is_due():
    payslip = result(year=a_year(planned_gross_cents=86_640, all_planned_gross_cents=86_640))  # 1,500.00 in all
    assert (payslip.totals["withholding"], payslip.totals["employer_health"]) == (0, 0)
    assert payslip.totals["unemployment_employee"] == 564  # withheld from the first euro
    assert payslip.totals["employer_unemployment"] == 0


def test_one_cent_over_the_limit_withholds_from_the_first_payment():
    payslip = result(year=a_year(planned_gross_cents=86_641, all_planned_gross_cents=86_641))
    assert payslip.totals["withholding"] == 7603
    assert payslip.totals["employer_unemployment"] == 196


def test_a_limit_passed_unexpectedly_asks_about_earlier_payments_and_blocks_nothing():
    payslip = result(
        year=a_year(
            gross_cents=100_000,
            all_gross_cents=100_000,
            gross_not_withheld_cents=100_000,
            gross_without_health_cents=100_000,
            all_gross_without_unemployment_cents=100_000,
        )
    )
    asked = {question.topic: question.blocks for question in payslip.questions}
    assert asked == {
        "limit_passed_withholding": False,
        "limit_passed_health": False,
        "limit_passed_unemployment": False,
    }
    assert payslip.totals["withholding"] == 7603  # on itself only
    assert payslip.can_be_issued


def test_unknown_insurances_are_all_asked_at_once_and_what_can_be_known_is_shown():
    policy = an_insurance(
        pension_kind=None,
        pension_total_percent=None,
        accident_percent=None,
        accident_known=False,
        group_life_known=False,
    )
    payslip = result(insurance=policy)
    assert [question.topic for question in payslip.questions] == [
        "pension",
        "pension_total_percent",
        "accident",
        "group_life",
    ]
    assert payslip.questions[0].id == "pension:ilona-1:2026-01-30"
    assert payslip.totals["net"] == 50568
    assert payslip.totals["employer_total"] is None
    assert not payslip.can_be_issued


def test_a_pay_day_in_2027_asks_for_the_values_that_nobody_has_set():
    payslip = result(
        payment_day=day("2027-01-15"), tax_cards=(a_card(first=day("2027-01-01")),), known_on=day("2027-01-15")
    )
    named = {question.topic for question in payslip.questions}
    assert {
        "missing_law_value.pension.employee_percent",
        "missing_law_value.unemployment.employee_percent",
        "missing_law_value.health.employer_percent",
    } <= named
    assert payslip.totals["gross"] == 63360
    assert payslip.totals["net"] is None
    assert not payslip.can_be_issued


def test_a_planned_shift_in_a_closed_period_is_asked():
    payslip = result(unconfirmed=(a_shift("2026-01-20"),))
    assert [question.topic for question in payslip.questions] == ["unconfirmed_shift.2026-01-20T14:00"]
    assert payslip.totals["gross"] is None
    no = Answer("unconfirmed_shift.2026-01-20T14:00:ilona-1:2026-01-30", "no", "told", day("2026-01-30"))
    told = result(unconfirmed=(a_shift("2026-01-20"),), answers=(no,))
    assert (told.questions, told.totals["gross"]) == ((), 63360)


def test_garnishment_takes_what_the_order_leaves_unprotected():
    order = GarnishmentOrder("1", 30_000, None)
    # net 505.68, protected 300.00: two thirds of 205.68
    assert result(garnishment=order).totals["garnishment"] == 13712
    assert result(garnishment=GarnishmentOrder("1", None, 5_000)).totals["paid"] == 45568


def a_monthly(**changes):
    workdays = tuple(one for one in Period.closed(day("2026-01-01"), day("2026-01-31")) if one.weekday() < 5)
    settings = {
        "employment_first": day("2025-01-01"),
        "wages": (Wage(day("2025-01-01"), None, "month", Decimal("2000.00")),),
        "weekly_time": (WeeklyTime(day("2025-01-01"), None, 2250),),
        "workdays": workdays,
        "regular_minutes": ((day("2026-01-01"), 450 * len(workdays)),),
        "shifts": (),
    }
    return result(**{**settings, **changes})


def test_a_whole_month_of_a_monthly_wage_is_the_wage():
    assert [line[0::3] for line in lines(a_monthly())] == [("base_pay", 200000)]


def test_a_part_of_a_month_is_its_workdays_with_public_holidays_among_them():
    # January 2026 has 22 weekdays from Monday to Friday; from Monday 12 January 15 of them
    payslip = a_monthly(employment_first=day("2026-01-12"))
    assert payslip.lines[0].amount_cents == 136364


def test_unpaid_days_leave_a_monthly_wage_and_sick_days_move_to_their_line():
    unpaid = a_monthly(absences=(Absence("unpaid", day("2026-01-12"), day("2026-01-13"), ()),))
    assert lines(unpaid)[0][3] == 181818
    sick = a_monthly(absences=(Absence("sick", day("2026-01-12"), day("2026-01-13"), ()),))
    assert [line[3] for line in lines(sick)] == [181818, 18182]
    whole = a_monthly(absences=(Absence("unpaid", day("2026-01-01"), day("2026-01-31"), ()),))
    assert (whole.lines, whole.totals["gross"]) == ((), 0)


def emergency(*when: tuple[str, str, str]):
    return tuple(a_shift(*one, kind="emergency") for one in when)


def test_emergency_work_is_paid_on_a_line_of_its_own_outside_the_base_of_holiday_pay():
    usual = inputs().shifts
    payslip = result(shifts=(*usual, *emergency(("2026-01-12", "19:00", "01:00"))))
    # Monday has 4 + 5 hours, one of them beyond eight; Tuesday 4 + 1. 16 hours are agreed: nothing is additional work
    assert lines(payslip) == [
        ("base_pay", 2880, "13.20", 63360),
        ("emergency", 360, "13.20", 7920),
        ("overtime_50", 60, "6.60", 660),
    ]
    assert payslip.holiday_base == ((day("2025-04-01"), 63360),)
    line = payslip.lines[1]
    assert (line.income_type, line.taxable) == (205, True)
    assert [(one.code, one.section) for one in line.reasons] == [("emergency_work", "872/2019 19 §")]
    assert payslip.totals["gross"] == 63360 + 7920 + 660
    assert payroll.replay(payslip.trace) == payslip.totals
    assert payslip.can_be_issued


def test_the_sunday_increase_of_emergency_work_stands_apart_from_that_of_other_work():
    usual = (*inputs().shifts, a_shift("2026-01-18", "14:00", "15:00"))
    payslip = result(shifts=(*usual, *emergency(("2026-01-18", "10:00", "12:00"))))
    sundays = [(line.minutes, line.amount_cents, line.holiday_base) for line in payslip.lines if line.kind == "sunday"]
    assert sorted(sundays) == [(60, 1320, day("2025-04-01")), (120, 2640, None)]
    assert payslip.holiday_base == ((day("2025-04-01"), 63360 + 2 * 1320),)


def test_by_the_other_choice_the_basic_pay_of_emergency_work_is_in_the_base(monkeypatch):
    from rules.decisions import annual_holiday_pay
    from rules.values import Decision

    monkeypatch.setattr(annual_holiday_pay, "emergency_pay_in_base", lambda *_: Decision(True, ()))
    payslip = result(shifts=(*inputs().shifts, *emergency(("2026-01-18", "10:00", "12:00"))))
    assert payslip.holiday_base == ((day("2025-04-01"), 63360 + 2640),)


def test_weekly_rest_that_was_missed_is_paid_as_agreed_on_the_payslip_of_its_month():
    agreed = day("2026-01-20")
    rests = (MissedRest(day("2026-01-18"), 12_000, agreed), MissedRest(day("2026-02-01"), 5_000, agreed))
    payslip = result(missed_rests=rests)
    [line] = [one for one in payslip.lines if one.kind == "missed_weekly_rest"]
    assert (line.amount_cents, line.first, line.last, line.holiday_base) == (12_000, rests[0].day, rests[0].day, None)
    assert dict(line.facts) == {"agreed": "2026-01-20"}
    assert [one.section for one in line.reasons] == ["872/2019 28 §"]
    assert payslip.totals["gross"] == 63360 + 12_000
    assert payroll.replay(payslip.trace) == payslip.totals


def test_emergency_work_comes_on_top_of_a_monthly_wage():
    payslip = a_monthly(shifts=emergency(("2026-01-17", "12:00", "14:00")))
    # 2000 ÷ 165 h = 12.1212… an hour
    assert [line[0::3] for line in lines(payslip)] == [("base_pay", 200000), ("emergency", 2424)]


def test_emergency_work_counts_where_work_does():
    with pytest.raises(payroll.CannotCalculate, match="begins before"):
        result(shifts=(*inputs().shifts, *emergency(("2026-01-12", "17:00", "20:00"))))
    standby = a_shift("2026-01-12", "12:00", "23:00", kind="standby")
    agreed = (Answer("standby_pay:ilona-1:2026-01-31", "4.00", "Sopimus", day("2026-01-12")),)
    shifts = (*inputs().shifts, standby, *emergency(("2026-01-12", "19:00", "20:00")))
    assert "emergency" in [line.kind for line in result(shifts=shifts, answers=agreed).lines]


def test_the_agreed_hours_of_a_month_price_a_monthly_paid_persons_extra_hour():
    payslip = a_monthly(
        shifts=(a_shift("2026-01-18", "12:00", "16:00"),), weekly_time=(WeeklyTime(day("2025-01-01"), None, 0),)
    )
    # 2000 ÷ (22 × 7.5 h) = 12.1212… an hour; four additional hours, doubled on Sunday
    assert [line[0::3] for line in lines(payslip)] == [
        ("base_pay", 200000),
        ("additional_hours", 4848),
        ("sunday", 4848),
    ]


def test_work_in_place_of_hours_that_the_monthly_wage_covers_comes_on_top_of_it():
    # 37.5 h are agreed. In the week of 12 January 15 h are away, so 22.5 h belong to the wage; 30 h are worked.
    week = tuple(a_shift(f"2026-01-{number}", "08:00", "15:30") for number in (14, 15, 16, 17))
    next_week = (a_shift("2026-01-24", "08:00", "15:30"),)
    shifts = (*week, *next_week)
    assert "additional_hours" not in [line[0] for line in lines(a_monthly(shifts=shifts))]
    payslip = a_monthly(shifts=shifts, minutes_paid_without_work=((day("2026-01-12"), 900),))
    # 7.5 h × 2000 ÷ 165 h = 90.909…
    assert [line[0::3] for line in lines(payslip)] == [("base_pay", 200000), ("additional_hours", 9091)]


@pytest.mark.parametrize("changed", ["2026-01-15", "2026-01-19"])  # in the week with hours off, and right after it
def test_a_change_of_the_agreed_time_holds_after_a_week_with_hours_off(changed):
    rows = (WeeklyTime(day("2025-01-01"), None, 2250), WeeklyTime(day(changed), None, 1200))
    shifts = tuple(a_shift(f"2026-01-{number}", "08:00", "18:00") for number in (19, 20, 21))
    payslip = a_monthly(weekly_time=rows, shifts=shifts, minutes_paid_without_work=((day("2026-01-12"), 900),))
    # 30 h against the 20 h agreed by then
    assert [line[1] for line in lines(payslip) if line[0] == "additional_hours"] == [600]


@given(
    st.lists(
        st.tuples(st.integers(0, 27), st.integers(0, 539), st.integers(1, 600)),
        max_size=12,
        unique_by=lambda one: one[0],
    ),
    st.integers(1, 300),
)
def test_more_work_never_means_less_gross_and_totals_equal_their_lines(shifts, longer):
    begin = a_shift("2026-02-01", "12:00", "13:00").start  # many go on past midnight; none reaches the next noon
    made = [
        Shift(begin + timedelta(days=days, minutes=start), begin + timedelta(days=days, minutes=start + length))
        for days, start, length in shifts
    ]
    month = {"period": Period.closed(day("2026-02-01"), day("2026-02-28")), "payment_day": day("2026-02-27")}
    payslip = result(shifts=tuple(made), **month)
    assert payslip.totals["gross"] == sum(line.amount_cents for line in payslip.lines)
    assert payroll.replay(payslip.trace) == payslip.totals
    if made:
        last = made[-1]
        more = (*made[:-1], replace(last, end=last.end + timedelta(minutes=longer)))
        assert result(shifts=more, **month).totals["gross"] >= payslip.totals["gross"]


@given(st.integers(1, 27))
def test_splitting_a_month_at_any_day_gives_the_same_minutes(split_day):
    shifts = a_month_of_shifts("2026-01-26", "2026-03-01", "mon tue wed thu sat", start="18:00", end="02:00")
    first, middle, after = day("2026-02-01"), day("2026-02-01") + timedelta(days=split_day), day("2026-03-01")

    def minutes(period):
        payslip = result(period=period, payment_day=day("2026-02-27"), shifts=shifts)
        sums = {}
        for line in payslip.lines:
            sums[line.kind] = sums.get(line.kind, 0) + line.minutes
        return sums

    whole, left, right = minutes(Period(first, after)), minutes(Period(first, middle)), minutes(Period(middle, after))
    assert whole == {kind: left.get(kind, 0) + right.get(kind, 0) for kind in whole}


CARDS = (
    (),
    (a_card("12.5", "37.5", "500.00"),),
    (a_card("35", ceiling=None, kind="source", deduction=True),),
)


@properties(max_examples=50)
@given(
    st.sampled_from(CARDS),
    st.integers(100, 30_000),
    st.none() | st.integers(20_000, 200_000),
    st.none() | st.integers(1, 150_000),
    st.none() | st.integers(1, 150_000),
    st.sampled_from((0, 30_000)),
    st.sampled_from((0, 2_000)),
)
def test_every_cent_of_the_pay_goes_to_somebody(cards, price, protected, claim, advance, kela, benefit):
    """Tax at source beside an order, an advance beside a claim, Kela's part beside a benefit: all of them at once."""
    answers = tuple(
        Answer(f"{topic}:ilona-1:2026-01-30", "yes", "told", day("2026-01-30"))
        for topic in ("tax_at_source_health", "garnishment_kela_part")
    )
    payslip = result(
        tax_cards=cards,
        wages=(Wage(day("2026-01-12"), None, "hour", Decimal(price).scaleb(-2)),),
        garnishment=None if protected is None else GarnishmentOrder("1", protected, None),
        claims=() if claim is None else (Claim("Key", claim),),
        advances=() if advance is None else (Advance(advance, day("2026-01-15")),),
        dependants=1,
        kela_allowance_cents=kela,
        benefits=(Benefit("Phone", benefit, 317),) if benefit else (),
        answers=answers,
    )
    totals = payslip.totals
    assert payroll.replay(payslip.trace) == {name: cents for name, cents in totals.items() if cents is not None}
    if not payslip.can_be_issued:  # the money does not cover what is to be taken of it
        assert {one.topic for one in payslip.questions} <= {"cash_too_small", "kela_over_wage"}
        return
    insured = totals["pension_employee"] + totals["unemployment_employee"]
    assert totals["gross"] == totals["net"] + totals["withholding"] + insured
    assert totals["net"] == totals["paid"] + totals["garnishment"] + totals["other_deductions"]
    assert totals["other_deductions"] == sum(parts_of_other_deductions(payslip.trace).values())
    assert totals["employer_cost"] == totals["gross"] - kela + totals["employer_total"]
    assert min(totals.values()) >= 0


@properties(max_examples=30)
@given(st.integers(1, 30), st.integers(800, 3_000), st.integers(800, 3_000))
def test_a_wage_that_changes_on_any_day_splits_the_month_by_day(change, before, after):
    first = day("2026-02-01") + timedelta(days=change)
    wages = (
        Wage(day("2026-01-12"), None, "hour", Decimal(before).scaleb(-2)),
        Wage(first, None, "hour", Decimal(after).scaleb(-2)),
    )
    shifts = a_month_of_shifts("2026-02-01", "2026-02-28")
    period = Period.closed(day("2026-02-01"), day("2026-02-28"))
    payslip = result(period=period, payment_day=day("2026-02-27"), shifts=shifts, wages=wages)
    early = sum(240 for one in shifts if one.start.date() < first)
    # whole hours at whole cents: nothing is rounded
    assert payslip.totals["gross"] == (early * before + (64 * 60 - early) * after) // 60


@pytest.mark.parametrize(
    ("month", "on", "minutes"),
    [("2026-03", "2026-03-28", 420), ("2026-10", "2026-10-24", 540), ("2026-11", "2026-11-28", 480)],
)
def test_a_night_over_the_change_of_clocks_has_the_minutes_that_really_passed(month, on, minutes):
    last = day(f"{month}-01") + timedelta(days=29)
    payslip = result(
        period=Period.closed(day(f"{month}-01"), last),
        payment_day=last,
        shifts=(a_shift(on, "22:00", "06:00"),),
        weekly_time=(WeeklyTime(day("2026-01-12"), None, 2400),),
    )
    sunday = minutes - 120
    assert [one[:2] for one in lines(payslip)] == [("base_pay", minutes), ("sunday", sunday)]
    assert payslip.totals["gross"] == (minutes + sunday) * 1320 // 60


def test_an_agreement_that_nobody_named_is_no_error_here():
    assert result(agreements=(Agreement(day("2026-01-12"), None, "none"),)).can_be_issued


def test_a_year_that_began_before_the_records_is_asked_only_where_it_decides():
    small = a_year(known=False, planned_gross_cents=0, all_planned_gross_cents=0)
    assert [question.topic for question in result(year=small).questions] == ["opening_year"]
    assert result(year=a_year(known=False)).questions == ()  # planned wages exceed every limit by themselves
    answers = (Answer("opening_year:ilona-1:2026-01-30", "866.41", "payslips", day("2026-01-30")),)
    assert result(year=small, answers=answers).totals["withholding"] == 7603
    answers = (Answer("opening_year:ilona-1:2026-01-30", "866.40", "payslips", day("2026-01-30")),)
    assert result(year=small, answers=answers).totals["withholding"] == 0


def test_questions_of_lines_and_of_totals_come_together():
    policy = an_insurance(pension_kind=None, pension_total_percent=None)
    payslip = result(unconfirmed=(a_shift("2026-01-20"),), insurance=policy)
    assert [question.topic for question in payslip.questions] == [
        "unconfirmed_shift.2026-01-20T14:00", "pension", "pension_total_percent",
    ]  # fmt: skip
    assert payslip.notices == ()
