"""Hindered work, supplementary days, stand-by, fringe benefits and money paid back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import payroll
from payroll.inputs import Absence, Answer, Benefit, Expense, Wage
from rules import Period, load_book
from tests.payroll.builders import a_shift, day, inputs

BOOK = load_book()


def result(**changes):
    return payroll.calculate(inputs(**changes), BOOK)


def lines(payslip):
    return [(line.kind, line.minutes, line.amount_cents, line.income_type) for line in payslip.lines]


def away(kind):
    return (Absence(kind, day("2026-01-13"), day("2026-01-14"), (a_shift("2026-01-13"), a_shift("2026-01-14"))),)


def test_hindered_work_is_paid_in_full():
    payslip = result(shifts=(), absences=away("hindrance"))
    assert lines(payslip) == [("hindrance_pay", 480, 10560, 201)]
    assert [one.code for one in payslip.lines[0].reasons] == ["hindrance"]
    levelled = Absence("levelling", day("2026-01-12"), day("2026-01-12"), (a_shift("2026-01-12"),))
    assert lines(result(shifts=(), absences=(levelled, *away("hindrance")))) == lines(payslip)


def test_a_prenatal_check_that_cannot_be_outside_working_time_is_paid_and_nothing_is_taken_off():
    payslip = result(shifts=(), absences=away("prenatal_check"))
    assert lines(payslip) == [("hindrance_pay", 480, 10560, 201)]
    assert ([one.code for one in payslip.lines[0].reasons], payslip.questions) == (["family_leave.prenatal_paid"], ())


def test_a_supplementary_day_is_paid_like_a_day_at_work():
    assert lines(result(shifts=(), absences=away("supplementary_days"))) == [("holiday_pay", 480, 10560, 201)]


def test_unpaid_absences_make_no_line():
    for kind in (
        "unpaid",
        "carer",
        "compelling",
        "study",
        "layoff",
        "pregnancy",
        "parental",
        "childcare",
        "public_duty",
        "special_pregnancy",
        "close_person",
        "rehabilitation",
        "isolation",
        "reservist",
        "layoff_short_week",
        "levelling",
        "old_maternity",
        "old_paternity",
        "old_parental",
    ):
        assert lines(result(shifts=(), absences=away(kind))) == []


@pytest.mark.parametrize(
    ("kind", "first", "paid", "code"),
    [
        ("hindrance_independent", "2026-01-01", 480, []),  # 14 days: to 14 January
        ("hindrance_independent", "2025-12-31", 240, ["hindrance_paid_to"]),  # to 13 January
        ("hindrance_strike", "2026-01-08", 480, []),  # 7 days: to 14 January
        ("hindrance_strike", "2026-01-07", 240, ["hindrance_paid_to"]),
        ("hindrance_strike", "2026-01-01", 0, ["hindrance_paid_to"]),
    ],
)
def test_a_hindrance_of_neither_side_is_paid_for_a_limited_time(kind, first, paid, code):
    (absence,) = away(kind)
    payslip = result(shifts=(), absences=(replace(absence, first=day(first)),), employment_first=day("2025-01-01"))
    assert sum(line.minutes for line in payslip.lines) == paid
    assert [one.code for one in payslip.notices if one.code == "hindrance_paid_to"] == code


def test_a_hindrance_that_began_before_its_note_has_its_days_from_its_beginning():
    (absence,) = away("hindrance_independent")
    since = replace(absence, since=day("2025-12-31"))
    payslip = result(shifts=(), absences=(since,), employment_first=day("2025-01-01"))
    assert sum(line.minutes for line in payslip.lines) == 240  # 14 days: to 13 January


def test_notes_of_one_hindrance_with_unnoted_days_between_share_its_days_of_pay():
    # 2 to 6 and 13 to 14 January: one strike is paid to the 8th, a new one from the 13th; one fire would reach the 15th
    for kind, value, minutes in (
        ("hindrance_strike", None, 0), ("hindrance_strike", "yes", 0), ("hindrance_strike", "no", 480),
        ("hindrance_independent", None, 480), ("hindrance", None, 480),
    ):  # fmt: skip
        (absence,) = away(kind)
        rest = replace(
            absence, since=absence.first, earlier_spells=((day("2026-01-02"), day("2026-01-06")),),
            unnoted=((day("2026-01-07"), day("2026-01-12")),),
        )  # fmt: skip
        question = "hindrance_lasted.2026-01-07"
        given = () if value is None else (Answer(f"{question}:ilona-1:2026-02-15", value, "mail", day("2026-01-20")),)
        payslip = result(shifts=(), absences=(rest,), answers=given, employment_first=day("2025-01-01"))
        assert sum(line.minutes for line in payslip.lines) == minutes
        asked = [(one.topic, one.blocks) for one in payslip.questions if one.blocks]
        assert asked == ([(question, True)] if kind == "hindrance_strike" and value is None else [])


def test_a_monthly_wage_ends_with_the_paid_days_of_a_hindrance():
    workdays = tuple(one for one in Period(day("2026-01-01"), day("2026-02-01")) if one.weekday() < 5)
    payslip = result(
        shifts=(),
        wages=(Wage(day("2026-01-01"), None, "month", Decimal("2200.00")),),
        employment_first=day("2026-01-01"),
        workdays=workdays,
        regular_minutes=((day("2026-01-01"), 360 * len(workdays)),),
        absences=(Absence("hindrance_strike", day("2026-01-12"), day("2026-01-20"), ()),),
    )
    # 22 workdays: 100.00 a day; paid to the 18th, so the 19th and 20th are not
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [("base_pay", 200000)]


@pytest.mark.parametrize(("kind", "cents"), [("levelling", 220000), ("unpaid", 200000)])
def test_a_monthly_wage_goes_on_when_working_time_is_levelled_out(kind, cents):
    workdays = tuple(one for one in Period(day("2026-01-01"), day("2026-02-01")) if one.weekday() < 5)
    payslip = result(
        shifts=(),
        wages=(Wage(day("2026-01-01"), None, "month", Decimal("2200.00")),),
        employment_first=day("2026-01-01"),
        workdays=workdays,
        regular_minutes=((day("2026-01-01"), 360 * len(workdays)),),
        absences=away(kind),
    )
    # 22 workdays: 100.00 a day; two days off
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [("base_pay", cents)]
    assert payslip.hours.absent == ((kind, 480),)


def test_standby_needs_an_agreed_price():
    standby = (a_shift("2026-01-13", "18:00", "22:00", kind="standby"),)
    asked = result(shifts=standby)
    assert [question.topic for question in asked.questions] == ["standby_pay"]
    given = (Answer("standby_pay:ilona-1:2026-01-12", "4.00", "contract", day("2026-01-12")),)
    paid = result(shifts=standby, answers=given)
    assert lines(paid) == [("standby", 240, 1600, 230)]
    assert [one.section for one in paid.lines[0].reasons] == ["872/2019 4 §"]
    worked = result(shifts=(a_shift("2026-01-13"), *standby), answers=given)
    assert lines(worked)[1:] == [("standby", 240, 1600, 230)]


def test_standby_outside_the_period_is_no_question():
    standby = (a_shift("2026-02-02", "18:00", "22:00", kind="standby"),)
    assert result(shifts=standby).questions == ()


def test_money_paid_back_is_free_of_tax_and_only_some_of_it_is_reported():
    kinds = ("other", "mileage", "per_diem", "meal")
    expenses = tuple(Expense(day("2026-01-20"), kind, 1000, kind) for kind in kinds)
    payslip = result(shifts=(), expenses=expenses)
    assert [(line.kind, line.income_type) for line in payslip.lines] == [
        ("expense", None),
        ("mileage", 311),
        ("per_diem", 331),
        ("per_diem", 303),
    ]
    assert (payslip.totals["gross"], payslip.totals["tax_free"], payslip.totals["paid"]) == (0, 4000, 4000)


def test_a_fringe_benefit_is_taxed_but_not_paid():
    payslip = result(benefits=(Benefit("Phone", 2000, 330),))
    assert payslip.totals["gross"] == 63360
    assert payslip.totals["taxable"] == 65360
    assert payslip.totals["withholding"] == 7843
    assert payslip.lines[-1].income_type == 330


def test_benefits_that_leave_too_little_money_are_asked():
    payslip = result(shifts=(), benefits=(Benefit("Home", 50_000, 301),))
    assert "cash_too_small" in {question.topic for question in payslip.questions}
    assert payslip.totals["paid"] is None


def test_a_monthly_wage_goes_on_through_hindrance():
    from decimal import Decimal

    wage = (Wage(day("2026-01-12"), None, "month", Decimal("2000.00")),)
    workdays = (day("2026-01-13"), day("2026-01-14"))
    payslip = result(
        shifts=(),
        wages=wage,
        workdays=workdays,
        regular_minutes=((day("2026-01-01"), 480),),
        absences=away("hindrance"),
    )
    assert lines(payslip) == [("base_pay", None, 200000, 201)]


def trip(kind, cents, **facts):
    return Expense(day("2026-01-20"), "Tampere", cents, kind, **facts)


def test_a_known_trip_shows_how_its_sum_came_about():
    from decimal import Decimal

    payslip = result(
        shifts=(),
        expenses=(
            trip("mileage", 8160, number=Decimal(120), vehicle="car", passengers=1, trailer=True),  # 120 × 0.68
            trip("per_diem", 10800, number=Decimal(2), per_diem="full"),
            trip("per_diem", 1250, number=Decimal(1), per_diem="partial", halved=True),
            trip("meal", 2700, number=Decimal(2)),
            trip("meal", 1350, number=Decimal(1)),
        ),
    )
    found = [(line.kind, line.income_type, line.days, line.unit_price, line.amount_cents) for line in payslip.lines]
    assert found == [
        ("mileage", 311, None, None, 8160),
        ("per_diem", 331, Decimal(2), "54.00", 10800),
        ("per_diem", 331, Decimal(1), "12.50", 1250),
        ("per_diem", 303, None, None, 2700),
        ("per_diem", 303, None, None, 1350),
    ]
    assert [[value.name for value in line.values] for line in payslip.lines[3:]] == [
        ["travel.two_meals_euros"],
        ["travel.one_meal_euros"],
    ]
    assert [value.name for value in payslip.lines[0].values] == [
        "travel.car_kilometre_euros",
        "travel.passenger_kilometre_euros",
        "travel.trailer_kilometre_euros",
    ]
    assert '"kilometres","120"' in payslip.trace
    assert payroll.replay(payslip.trace)["tax_free"] is not None


def test_a_sum_that_the_trip_does_not_make_stays_as_it_was_given():
    from decimal import Decimal

    given = trip("mileage", 8000, number=Decimal(120), vehicle="car")
    before_the_law_book = Expense(day("2015-01-20"), "Tampere", 5400, "per_diem", Decimal(1), "full")
    (mileage, per_diem) = result(shifts=(), expenses=(given, before_the_law_book)).lines
    assert (mileage.amount_cents, mileage.values) == (8000, ())
    assert (per_diem.amount_cents, per_diem.unit, per_diem.days) == (5400, "euro", None)


# -- 2:12: what was agreed otherwise, saved or earned elsewhere -----------------------------------------------------


def notices(payslip):
    return [one.code for one in payslip.notices if one.code.startswith(("hindrance", "no_pay"))]


def told(value, first="2026-01-13"):
    return (Answer(f"hindrance_taken_off.{first}:ilona-1:2026-02-15", value, "message", day("2026-01-20")),)


def of_answer(value, **changes):
    given = {"absences": away("hindrance"), "shifts": (), "answers": told(value), "dependants": 0} | changes
    return result(**given)


def test_a_hindrance_that_was_agreed_without_pay_pays_nothing_and_says_so():
    (absence,) = away("hindrance")
    payslip = result(shifts=(), absences=(replace(absence, no_pay="agreed"),))
    assert (lines(payslip), notices(payslip), payslip.questions) == ([], ["no_pay_agreed"], ())


def test_what_was_saved_or_earned_elsewhere_is_asked_and_does_not_stand_in_the_way():
    payslip = result(shifts=(), absences=away("hindrance"))
    (question,) = payslip.questions
    assert (question.topic, question.blocks) == ("hindrance_taken_off.2026-01-13", False)
    assert (notices(payslip), payslip.totals["gross"]) == (["hindrance_deductions"], 10560)


@pytest.mark.parametrize(("answer", "off"), [("0", []), ("20.50", [-2050]), ("640", [-64000]), ("900", [-64000])])
def test_what_was_answered_is_taken_off_at_most_down_to_nothing(answer, off):
    payslip = of_answer(
        answer,
        shifts=(
            a_shift("2026-01-15", "08:00", "16:00"),
            a_shift("2026-01-16", "08:00", "16:00"),
            a_shift("2026-01-19", "08:00", "16:00"),
            a_shift("2026-01-20", "08:00", "16:00"),
        ),
        wages=(Wage(day("2026-01-12"), None, "hour", Decimal("80.00")),),
    )
    found = [line for line in payslip.lines if line.kind == "hindrance_pay"]
    assert [line.amount_cents for line in found] == [64000, *off]
    assert [(line.unit, line.income_type, line.reasons[0].code) for line in found[1:]] == [
        ("euro", 201, "contract.hindrance_taken_off")
    ] * len(off)
    assert (notices(payslip), payslip.questions) == ([], ())
    assert payroll.replay(payslip.trace) == payslip.totals


def test_an_answer_about_another_period_is_not_used_again():
    payslip = of_answer("20.50", answers=told("20.50", "2025-12-29"))
    assert [line.amount_cents for line in payslip.lines] == [10560]
    assert [one.topic for one in payslip.questions] == ["hindrance_taken_off.2026-01-13"]


def test_the_protected_part_of_the_pay_limits_the_deduction():
    # a small pay: all of the net is protected, so nothing may be taken off at once
    payslip = of_answer("20.50")
    assert [one.topic for one in payslip.questions if one.blocks] == ["hindrance_over_limit"]
    assert dict(payslip.questions[-1].facts) == {"amount": "0.00"}
    assert payslip.totals["paid"] is None


def test_dependants_are_asked_only_where_something_is_taken_off():
    assert "set_off_dependants" in [one.topic for one in of_answer("20.50", dependants=None).questions]
    assert of_answer("0", dependants=None).questions == ()


def test_what_was_earned_elsewhere_is_taken_off_a_monthly_wage():
    workdays = tuple(one for one in Period(day("2026-01-01"), day("2026-02-01")) if one.weekday() < 5)
    payslip = of_answer(
        "500",
        wages=(Wage(day("2026-01-01"), None, "month", Decimal("2200.00")),),
        employment_first=day("2026-01-01"),
        workdays=workdays,
        regular_minutes=((day("2026-01-01"), 360 * len(workdays)),),
        absences=(Absence("hindrance", day("2026-01-13"), day("2026-01-14"), ()),),
    )
    # 22 workdays: the two days were paid 200.00, and no more is taken off
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [
        ("base_pay", 220000), ("hindrance_pay", -20000),
    ]  # fmt: skip


def test_a_hindrance_without_work_asks_nothing():
    payslip = result(shifts=(), absences=(Absence("hindrance", day("2026-01-17"), day("2026-01-18"), ()),))
    assert (payslip.questions, notices(payslip)) == ((), [])
