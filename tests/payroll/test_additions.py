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
    assert lines(result(shifts=(), absences=away("hindrance"))) == [("hindrance_pay", 480, 10560, 201)]


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


def test_standby_needs_an_agreed_price():
    standby = (a_shift("2026-01-13", "18:00", "22:00", kind="standby"),)
    asked = result(shifts=standby)
    assert [question.topic for question in asked.questions] == ["standby_pay"]
    given = (Answer("standby_pay:ilona-1:2026-01-12", "4.00", "contract", day("2026-01-12")),)
    assert lines(result(shifts=standby, answers=given)) == [("standby", 240, 1600, 230)]


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
        ),
    )
    found = [(line.kind, line.income_type, line.days, line.unit_price, line.amount_cents) for line in payslip.lines]
    assert found == [
        ("mileage", 311, None, None, 8160),
        ("per_diem", 331, Decimal(2), "54.00", 10800),
        ("per_diem", 331, Decimal(1), "12.50", 1250),
        ("per_diem", 303, None, None, 2700),
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
