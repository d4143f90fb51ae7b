"""Holiday pay by average daily pay, by percentage and by monthly pay; bonus and compensation."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import payroll
from payroll import replay
from payroll.inputs import Answer, HolidayPart, Wage, WeeklyTime, from_plain, to_plain
from rules import Period, Reason, load_book
from rules.decisions import pay_grounds
from tests.payroll.builders import a_month_of_shifts, day, inputs

BOOK = load_book()
YEAR = Period(day("2025-04-01"), day("2026-04-01"))


def a_part(**changes):
    """Four holiday days from two full months: 2,349.60 euros on 43 days, four days a week."""
    usual = HolidayPart(
        credit_year=YEAR,
        rule="14_days",
        method="average_daily_pay",
        days=4,
        days_earned=4,
        full_months=2,
        days_per_month=Decimal(2),
        base_cents=234_960,
        base_known=True,
        work_days=43,
        excess_minutes=0,
        weekly_days_numerator=4,
        weekly_days_denominator=5,
        percent=None,
        absence_pay_cents=0,
        first=day("2026-07-06"),
        last=day("2026-07-09"),
        reasons=(("162/2005 11 §", "paid by the hour under the 14-day rule"),),
    )
    return replace(usual, **changes)


def result(*parts, **changes):
    july = {
        "period": Period.closed(day("2026-07-01"), day("2026-07-31")),
        "payment_day": day("2026-07-31"),
        "shifts": (),
        "holidays": parts,
    }
    return payroll.calculate(inputs(**{**july, **changes}), BOOK)


def amounts(payslip):
    return [(line.kind, line.amount_cents) for line in payslip.lines]


def test_a_line_tells_why_its_method_with_the_decisions_own_reasons():
    why = Reason(
        "annual_holiday.pay_average",
        "162/2005 11 §",
        "hourly pay",
        (),
        "https://www.finlex.fi/fi/laki/ajantasa/2005/20050162",
    )
    (line,) = [one for one in result(a_part(grounds=(why,))).lines if one.kind == "holiday_pay"]
    assert line.reasons == (why,)


def test_what_its_credit_year_leaves_open_is_asked_until_it_is_answered():
    open_question = pay_grounds.question_opening_holiday(YEAR)
    part = a_part(questions=(open_question,))
    assert [one.topic for one in result(part).questions] == [open_question.topic]
    told = Answer(f"{open_question.topic}:ilona-1:2026-07-31", "0/0", "records", day("2026-07-31"))
    assert result(part, answers=(told,)).questions == ()
    assert amounts(result(part, answers=(told,))) == amounts(result(a_part()))


def shortened(**changes):
    return a_part(method="shortened", first=None, last=None, shortened_from=day("2026-07-06"), **changes)


def test_what_shorter_working_days_cost_is_asked_and_paid_as_told():
    asked = result(shortened())
    topic = "holiday_shortened_pay.2026-07-06"
    assert [(one.topic, one.blocks, dict(one.facts)) for one in asked.questions if one.topic == topic] == [
        (topic, True, {"days": "4", "day": "2026-07-06"})
    ]
    answers = (Answer(f"{topic}:ilona-1:2026-07-31", "123.45", "the agreement", day("2026-07-31")),)
    paid = result(shortened(), answers=answers)
    assert amounts(paid) == [("holiday_pay", 12345)]
    assert dict(paid.lines[0].facts)["method"] == "shortened"
    assert replay(paid.trace)
    other = (Answer("holiday_shortened_pay.2026-07-13:ilona-1:2026-07-31", "9.00", "x", day("2026-07-31")),)
    assert topic in [one.topic for one in result(shortened(), answers=other).questions]
    before_records = result(shortened(base_known=False), answers=answers)
    assert amounts(before_records) == [("holiday_pay", 12345)]  # the sum was told, so the year's base is not asked


@pytest.mark.parametrize(
    ("part", "names"),
    [
        (a_part(), []),
        (a_part(days=1, days_earned=1), ["choice.one_day_coefficient"]),
        (a_part(days=3), ["choice.holiday_part_price"]),
        (a_part(days=3, method="percentage", percent=Decimal("9"), rule="35_hours"), []),
        (a_part(single_sources=("holiday_limit.supplementary_year_days",)), ["holiday_limit.supplementary_year_days"]),
        (a_part(days=0, single_sources=("holiday_limit.supplementary_year_days",)), []),
    ],
)
def test_what_rests_on_one_source_is_told(part, names):
    told = [dict(one.facts)["name"] for one in result(part).notices if one.code == "single_source"]
    assert told == names


def test_the_inputs_of_an_older_payslip_have_sections_only():
    older = to_plain(inputs(holidays=(a_part(),)))
    for part in older["holidays"]:
        del part["grounds"]
    (part,) = from_plain(older).holidays
    assert part.grounds == ()
    (line,) = [one for one in result(part).lines if one.kind == "holiday_pay"]
    assert [(one.code, one.section) for one in line.reasons] == [("holiday", "162/2005 11 §")]


def answer(topic, value):
    return Answer(f"{topic}:ilona-1:2026-01-12", value, "earlier payslips", day("2026-01-12"))


def test_average_daily_pay_times_factor_and_coefficient():
    payslip = result(a_part())
    # 2349.60 / 43 × 4/5 × 3.6 = 157.3686…
    assert amounts(payslip) == [("holiday_pay", 15737)]
    assert payroll.replay(payslip.trace) == payslip.totals
    facts = dict(payslip.lines[0].facts)
    assert (facts["coefficient"], facts["factor"], facts["work_days"]) == ("3.6", "4/5", "43")


def test_hours_beyond_eight_a_day_divide_too():
    # 43 days and 240 minutes beyond the daily limit are 43.5 days
    assert amounts(result(a_part(excess_minutes=240))) == [("holiday_pay", 15556)]


def test_five_days_a_week_need_no_factor():
    assert amounts(result(a_part(weekly_days_numerator=5))) == [("holiday_pay", 19671)]


def test_a_part_is_its_days_share_of_the_whole():
    # 24 earned: 54.6418… × 4/5 × 22.2 × 6/24
    assert amounts(result(a_part(days=6, days_earned=24))) == [("holiday_pay", 24261)]


def test_beyond_thirty_days_each_day_adds_nine_tenths():
    # 27.8 + 2 × 0.9 = 29.6
    assert amounts(result(a_part(days=32, days_earned=32))) == [("holiday_pay", 129392)]


def test_a_single_day_uses_the_documented_choice():
    assert amounts(result(a_part(days=1, days_earned=1))) == [("holiday_pay", 3934)]


def test_no_day_at_work_is_asked_and_the_daily_pay_told_is_used():
    idle = a_part(work_days=0, base_cents=0)
    topic = "average_pay_without_work.2025-04-01"
    assert [question.topic for question in result(idle).questions] == [topic]
    told = result(idle, answers=(answer(topic, "52.80"),))
    # 52.80 × 4/5 × 3.6
    assert (amounts(told), told.questions) == ([("holiday_pay", 15206)], ())
    assert payroll.replay(told.trace) == told.totals
    before = replace(idle, base_known=False)
    euros_only = (answer("opening_holiday.2025-04-01", "1349.60/0"),)
    assert [one.topic for one in result(before, answers=euros_only).questions] == [topic]


def test_a_credit_year_before_the_records_is_asked_and_the_answer_used():
    part = a_part(base_known=False, base_cents=100_000, work_days=20)
    asked = result(part)
    assert [question.topic for question in asked.questions] == ["opening_holiday.2025-04-01"]
    assert amounts(asked) == []
    own_year = result(part, answers=(answer("opening_holiday.2025-04-01", "1349.60/23"),))
    assert amounts(own_year) == [("holiday_pay", 15737)]
    other_year = result(part, answers=(answer("opening_holiday.2024-04-01", "1349.60/23"),))
    assert other_year.questions == asked.questions
    known = result(part, answers=(answer("opening_holiday", "1349.60/23"),))
    assert amounts(known) == [("holiday_pay", 15737)]


@pytest.mark.parametrize(("percent", "cents"), [("9", 21146), ("11.5", 27020)])
def test_percentage_of_the_pay_for_time_at_work(percent, cents):
    part = a_part(rule="35_hours", method="percentage", percent=Decimal(percent))
    assert amounts(result(part)) == [("holiday_pay", cents)]


def test_calculated_pay_for_absences_raises_the_base_and_a_part_takes_its_share():
    part = a_part(method="percentage", percent=Decimal("9"), absence_pay_cents=10_000, days=2)
    # (2349.60 + 100.00) × 9 % × 2/4
    assert amounts(result(part)) == [("holiday_pay", 11023)]


def test_a_percentage_that_nobody_decided_gives_no_line():
    assert amounts(result(a_part(method="percentage"))) == []


def left_over(**changes):
    """Six supplementary days that were not taken by the end."""
    part = a_part(method="supplementary_days", days=6, days_earned=0, compensation=True, first=None, last=None)
    return result(part, kind="final", employment_last=day("2026-07-31"), **changes)


def test_supplementary_days_left_at_the_end_are_asked_of_an_hourly_wage():
    assert [one.topic for one in left_over().questions] == ["supplementary_day"]
    payslip = left_over(answers=(answer("supplementary_day", "52.80"),))
    assert amounts(payslip) == [("holiday_compensation", 31680)]
    assert not payslip.questions
    assert payroll.replay(payslip.trace) == payslip.totals


def test_supplementary_days_left_of_a_monthly_wage_are_its_share_of_the_months_workdays():
    wage = Wage(day("2026-01-12"), None, "month", Decimal("2300.00"))
    workdays = tuple(one for one in Period.closed(day("2026-07-01"), day("2026-07-31")) if one.weekday() < 5)
    payslip = left_over(wages=(wage,), workdays=workdays, regular_minutes=((day("2026-07-01"), 9000),))
    # 2300.00 ÷ 23 workdays of July × 6
    assert ("holiday_compensation", 60000) in amounts(payslip)


def test_bonus_is_a_percentage_of_the_holiday_pay():
    payslip = result(a_part(bonus_percent=Decimal("50")))
    assert amounts(payslip) == [("holiday_pay", 15737), ("holiday_bonus", 7869)]


def test_an_agreed_bonus_of_zero_makes_no_line():
    assert amounts(result(a_part(bonus_percent=Decimal("0")))) == [("holiday_pay", 15737)]


def test_compensation_in_the_running_year_takes_this_payslips_own_work():
    may = Period.closed(day("2026-05-01"), day("2026-05-31"))
    part = a_part(
        credit_year=Period(day("2026-04-01"), day("2027-04-01")),
        base_cents=91_740,
        work_days=24,
        compensation=True,
        include_this_payslip=True,
        first=None,
        last=None,
    )
    shifts = a_month_of_shifts("2026-05-01", "2026-05-13")  # seven afternoons
    payslip = result(part, period=may, payment_day=day("2026-05-29"), shifts=shifts)
    # (917.40 + 369.60) / 24 × 4/5 × 3.6
    assert amounts(payslip) == [("base_pay", 36960), ("holiday_compensation", 15444)]


def monthly(**changes):
    workdays = tuple(one for one in Period.closed(day("2026-07-01"), day("2026-07-31")) if one.weekday() < 5)
    return {
        "wages": (Wage(day("2025-01-01"), None, "month", Decimal("2300.00")),),
        "weekly_time": (WeeklyTime(day("2025-01-01"), None, 2250),),
        "workdays": workdays,
        "regular_minutes": ((day("2026-07-01"), 450 * len(workdays)),),
        "employment_first": day("2025-01-01"),
        **changes,
    }


def test_monthly_pay_goes_on():
    part = a_part(method="monthly_pay", holiday_workdays=10)
    # 23 workdays in July
    assert amounts(result(part, **monthly()))[-1] == ("holiday_pay", 100000)


def test_the_monthly_pay_of_a_wage_that_is_hourly_since_is_asked_and_used():
    since = (Wage(day("2025-01-01"), day("2026-04-30"), "month", Decimal("2300.00")),
             Wage(day("2026-05-01"), None, "hour", Decimal("15.00")))  # fmt: skip
    part = a_part(method="monthly_pay", holiday_workdays=10, hourly_since=True)
    asked = result(part, **monthly(wages=since))
    (question,) = asked.questions
    assert (question.topic, question.suggestion) == ("holiday_monthly_pay.2025-04-01", "2300.00")
    told = (answer("holiday_monthly_pay.2025-04-01", "2300.00"),)
    # 10 of July's 23 workdays; ÷ 25 × 4 days when it is compensated
    assert amounts(result(part, answers=told, **monthly(wages=since))) == [("holiday_pay", 100000)]
    left = replace(part, compensation=True, first=None, last=None)
    assert amounts(result(left, answers=told, **monthly(wages=since))) == [("holiday_compensation", 36800)]


def test_a_year_of_holiday_and_of_free_time_is_asked_and_paid_as_told():
    part = a_part(method="two_systems", base_known=False)
    topic = "holiday_two_systems.2025-04-01.2026-07-06"
    assert [(one.topic, dict(one.facts)["days"]) for one in result(part).questions] == [(topic, "4")]
    paid = result(part, answers=(answer(topic, "201.50"),))
    assert (amounts(paid), payroll.replay(paid.trace)) == ([("holiday_pay", 20150)], paid.totals)
    left = replace(part, compensation=True, first=None, last=None)
    assert [one.topic for one in result(left).questions] == ["holiday_two_systems.2025-04-01.left"]


def test_compensation_of_monthly_pay_is_a_twenty_fifth_a_day():
    part = a_part(method="monthly_pay", compensation=True, days=10, first=None, last=None)
    assert amounts(result(part, **monthly(workdays=())))[-1] == ("holiday_compensation", 92000)


HALVED = {"credit_year_weekly_minutes": 2250, "weekly_minutes_now": 1125}


def test_monthly_pay_follows_the_hours_of_the_credit_year_when_they_changed_after_it():
    halved = monthly(
        wages=(Wage(day("2025-01-01"), None, "month", Decimal("1150.00")),),
        weekly_time=(WeeklyTime(day("2025-01-01"), None, 1125),),
    )
    part = a_part(method="monthly_pay", holiday_workdays=10, **HALVED)
    payslip = result(part, **halved)
    # 1,150.00 × 2250/1125 = 2,300.00; × 10/23
    assert amounts(payslip)[-1] == ("holiday_pay", 100000)
    assert payroll.replay(payslip.trace) == payslip.totals
    owed = replace(part, compensation=True, days=10, first=None, last=None)
    assert amounts(result(owed, **(halved | {"workdays": ()})))[-1] == ("holiday_compensation", 92000)


# 1,290.00 euros of supplements on 215 days: 6.00 a day; five days a week, 24 days: × 22.2 = 133.20
SUPPLEMENTS = {
    "method": "monthly_pay", "holiday_workdays": 10, "days": 12, "days_earned": 24, "supplements_cents": 129_000,
    "work_days": 215, "weekly_days_numerator": 5,
}  # fmt: skip


def test_supplements_beside_monthly_pay_are_asked_about():
    payslip = result(a_part(**SUPPLEMENTS), **monthly())
    assert [(one.topic, one.blocks) for one in payslip.questions] == [("regular_supplements.2025-04-01", True)]
    nothing = result(a_part(**(SUPPLEMENTS | {"supplements_cents": 0})), **monthly())
    assert not nothing.questions


@pytest.mark.parametrize(("said", "expected"), [("yes", [100000, 6660]), ("no", [100000])])
def test_regular_supplements_are_added_by_the_coefficient_for_the_parts_share(said, expected):
    told = (answer("regular_supplements.2025-04-01", said), answer("regular_supplements.2024-04-01", "maybe"))
    payslip = result(a_part(**SUPPLEMENTS), answers=told, **monthly())
    assert [cents for kind, cents in amounts(payslip) if kind == "holiday_pay"] == expected
    assert payroll.replay(payslip.trace) == payslip.totals


def test_the_bonus_is_of_the_pay_and_its_addition():
    part = a_part(**SUPPLEMENTS, bonus_percent=Decimal(50))
    payslip = result(part, answers=(answer("regular_supplements", "yes"),), **monthly())
    assert ("holiday_bonus", 53330) in amounts(payslip)
