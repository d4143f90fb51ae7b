"""Sick pay: relapse, the monthly wage, and what is asked. Plain cases stand in test_payslip."""

from __future__ import annotations

from decimal import Decimal

import payroll
from payroll.inputs import Absence, Answer, Wage
from rules import Period, load_book
from tests.payroll.builders import a_shift, day, inputs

BOOK = load_book()
MARCH = {"period": Period.closed(day("2026-03-01"), day("2026-03-31")), "payment_day": day("2026-03-31"), "shifts": ()}


def result(*absences, **changes):
    return payroll.calculate(inputs(**{**MARCH, "absences": absences, **changes}), BOOK)


def sick(first, last, *days, **changes):
    return Absence("sick", day(first), day(last), tuple(a_shift(one) for one in days), **changes)


def paid(payslip):
    return sum(line.minutes or 0 for line in payslip.lines if line.kind == "sick_pay")


def test_the_same_illness_after_paid_allowance_pays_the_first_day_only():
    back = sick(
        "2026-03-23", "2026-03-26", "2026-03-23", "2026-03-24", "2026-03-25",
        same_illness_as=day("2026-02-16"), earlier_last=day("2026-03-12"),
    )  # fmt: skip
    assert paid(result(back)) == 240


def test_another_illness_starts_a_new_window():
    assert paid(result(sick("2026-03-23", "2026-03-26", "2026-03-23", "2026-03-24", "2026-03-25"))) == 720


def test_whether_allowance_was_paid_earlier_is_asked_and_answered():
    back = sick("2026-03-23", "2026-03-25", "2026-03-23", "2026-03-24", earlier_last=day("2026-03-12"))
    payslip = result(back)
    assert [question.topic for question in payslip.questions] == ["sick_leave.earlier_allowance"]
    for value, minutes in (("yes", 240), ("no", 480)):
        given = (Answer("sick_leave.earlier_allowance:ilona-1:2026-03-31", value, "Kela", day("2026-03-31")),)
        assert paid(result(back, answers=given)) == minutes


def test_a_window_that_began_before_the_period_goes_on_in_it():
    # ill since 26 February, a Thursday; the ninth weekday after it is 9 March
    days = ("2026-03-02", "2026-03-09", "2026-03-10")
    assert paid(result(sick("2026-02-26", "2026-03-12", *days))) == 480


def test_an_accident_is_paid_like_an_illness():
    absence = Absence("accident", day("2026-03-23"), day("2026-03-24"), (a_shift("2026-03-23"),))
    assert paid(result(absence)) == 240


def test_half_pay_of_a_monthly_wage():
    workdays = tuple(one for one in Period.closed(day("2026-01-01"), day("2026-01-31")) if one.weekday() < 5)
    payslip = payroll.calculate(
        inputs(
            wages=(Wage(day("2026-01-12"), None, "month", Decimal("2200.00")),),
            workdays=workdays,
            regular_minutes=((day("2026-01-01"), 450 * len(workdays)),),
            shifts=(),
            absences=(Absence("sick", day("2026-01-19"), day("2026-01-20"), ()),),
        ),
        BOOK,
    )
    # 22 workdays in January: 13 of 15 worked, two at half pay
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [("base_pay", 130000), ("sick_pay", 10000)]
