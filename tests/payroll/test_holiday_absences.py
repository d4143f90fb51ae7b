"""The calculated pay of absences in percentage holiday pay (12 §): the wage of each day, a binding minimum included."""

from __future__ import annotations

from decimal import Decimal

import payroll
from payroll.inputs import Agreement, Answer, HolidayAbsence, Wage, WeeklyTime
from rules import load_book
from tests.payroll.builders import day
from tests.payroll.test_holiday_pay import a_part, result

BOOK = load_book()


def absent(first="2026-02-02", days=14, weekly=960, divisor=1, minutes=0):
    return HolidayAbsence(day(first), days, weekly, divisor, minutes)


def hourly(*rows):
    return tuple(Wage(day(first), None if last is None else day(last), "hour", Decimal(euros))
                 for first, last, euros in rows)  # fmt: skip


def calculated(*absences, **changes):
    """The calculated pay of the absences in cents, from the trace of a payslip that holds nothing else of it."""
    part = a_part(rule="35_hours", method="percentage", percent=Decimal("9"), absences=absences)
    payslip = result(part, **changes)
    assert payroll.replay(payslip.trace) == payslip.totals
    rows = payroll.figures.rows_of(payslip.trace)
    return [int(Decimal(row[2]) * 100) for row in rows if row[1] == "calculated_pay_for_absences"]


WAGE = hourly(("2026-01-12", None, "13.20"))


def test_an_absence_is_priced_by_the_agreed_week():
    # 960 minutes a week for 7 days at 13.20 an hour
    assert calculated(absent(days=7), wages=WAGE) == [21120]
    assert calculated(absent(days=7, weekly=1920, divisor=2), wages=WAGE) == [21120]
    assert calculated(absent(days=7, weekly=None, minutes=480), wages=WAGE) == [10560]
    assert calculated(absent("2025-02-02", days=7), wages=WAGE) == [0]


def test_a_raise_during_an_absence_counts_from_its_day():
    """16 hours a week at 13.20, from the fifth of fourteen days at 14.00."""
    rows = hourly(("2026-01-01", "2026-02-05", "13.20"), ("2026-02-06", None, "14.00"))
    assert calculated(absent(), wages=rows) == [44069]  # 16 x (4 x 13.20 + 10 x 14.00) / 7 = 440.685...
    assert calculated(absent(weekly=None, minutes=840), wages=rows) == [19280]  # an hour a day
    lower = hourly(("2026-01-01", "2026-02-05", "14.00"), ("2026-02-06", None, "13.20"))
    assert calculated(absent(), wages=lower) == [44800]  # 32 hours at 14.00
    begun = hourly(("2026-02-09", None, "13.20"))
    assert calculated(absent(), wages=begun) == [21120]
    assert calculated(absent(), absent("2026-03-02", days=7), wages=WAGE) == [42240, 21120]


def test_a_monthly_wage_counts_by_calendar_days():
    rows = (
        Wage(day("2026-01-01"), day("2026-02-05"), "month", Decimal("1825.00")),
        Wage(day("2026-02-06"), None, "month", Decimal("2190.00")),
    )
    july = {"regular_minutes": ((day("2026-07-01"), 9000),), "workdays": ()}
    assert calculated(absent(), wages=rows, **july) == [96000]  # 4 x 60 + 10 x 72
    one = (Wage(day("2026-01-01"), None, "month", Decimal("3041.67")),)
    assert calculated(absent(days=10), wages=one, **july) == [100_000]  # 3041.67 x 12 / 365 x 10, to the cent


def bound(wage, **changes):
    """An absence of fourteen days in February 2026 under the agreement, whose lowest wage of 13.00 was answered."""
    row = Agreement(day("2026-01-01"), None, "heta", "decision", True, "A", 0, "muu_suomi")
    told = tuple(
        Answer(f"{topic}:ilona-1:2026-01-01", value, "wage table", day("2026-01-01"))
        for topic, value in (
            ("agreement_wage", "13.00"),
            ("agreement_raise_day.2026", "no"),
            ("missing_law_value.heta.holiday_bonus_percent", "0"),
        )
    )
    usual = {
        "job": "personal_assistance",
        "agreements": (row,),
        "weekly_time": (WeeklyTime(day("2026-01-01"), None, 960),),
        "wages": hourly(("2026-01-01", None, wage)),
        "answers": told,
    }
    return calculated(absent(), **{**usual, **changes})


def test_a_wage_raised_to_the_binding_minimum_counts_raised():
    assert bound("12.50") == [41600]  # 32 hours at 13.00, not at 12.50
    assert bound("14.50") == [46400]


def test_the_percentage_is_of_the_base_and_every_absence():
    part = a_part(method="percentage", percent=Decimal("9"), days=2, absences=(absent(), absent("2026-03-02", 7)))
    payslip = result(part, wages=WAGE)
    # (2349.60 + 422.40 + 211.20) × 9 % × 2/4
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [("holiday_pay", 13424)]
