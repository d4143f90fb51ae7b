"""What a payment prohibition takes: pay periods, pay that is not periodic, further pay of the same days."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import payroll
from payroll.inputs import Absence, Answer, GarnishmentOrder, HolidayPart
from rules import Period, load_book
from tests.payroll.builders import a_card, a_month_of_shifts, a_shift, day, inputs

BOOK = load_book()
# no tax, pension or unemployment contribution: the net is the pay itself
NET = {"tax_cards": (a_card("0", ceiling=None),), "born": day("1950-01-01")}


def result(order, **changes):
    return payroll.calculate(inputs(garnishment=order, **{**NET, **changes}), BOOK)


def taken(order, **changes):
    return result(order, **changes).totals["garnishment"]


def asked(payslip):
    return [question.topic for question in payslip.questions]


def at(wage, **changes):
    """January with 48 hours at a wage: net = 48 × wage."""
    wages = tuple(replace(one, euros=Decimal(wage)) for one in inputs().wages)
    return {"wages": wages, **changes}


@pytest.mark.parametrize(
    ("wage", "cents"),
    [
        ("6.25", 0),  # 300.00 = P
        ("6.50", 800),  # two thirds of 12.00
        ("12.50", 20_000),  # 600.00 = 2 P: a third
        ("20.00", 32_000),  # a third of 960.00
        ("25.00", 40_000),  # 1,200.00 = 4 P
        ("26.00", 43_840),  # 400.00 + four fifths of 48.00
        ("60.00", 144_000),  # at most half: 400.00 + 1,344.00 is more
    ],
)
def test_the_table_above_the_protected_portion_of_a_month(wage, cents):
    assert taken(GarnishmentOrder("1", 30_000, None), **at(wage)) == cents


HALF = Period.closed(day("2026-01-16"), day("2026-01-31"))
FIRST_HALF = Period.closed(day("2026-02-01"), day("2026-02-15"))
WEEK = Period.closed(day("2026-01-12"), day("2026-01-18"))


def test_half_a_month_protects_fifteen_days():
    # 8 afternoons: 422.40; P = 300.00 × 15 ÷ 30 = 150.00: between 2 P and 4 P
    assert taken(GarnishmentOrder("1", 30_000, None), period=HALF) == 14_080
    # P = 500.00 × 15 ÷ 30 = 250.00: two thirds of 172.40
    assert taken(GarnishmentOrder("1", 50_000, None), period=HALF) == 11_493


def test_a_week_protects_its_seven_days():
    # 4 afternoons: 211.20; P = 600.00 × 7 ÷ 30 = 140.00: two thirds of 71.20
    assert taken(GarnishmentOrder("1", 60_000, None), period=WEEK) == 4_747


def test_a_month_of_28_days_protects_thirty():
    february = Period.closed(day("2026-02-01"), day("2026-02-28"))
    shifts = a_month_of_shifts("2026-02-01", "2026-02-28")
    # 16 afternoons: 844.80; two thirds of 244.80
    changes = {"period": february, "shifts": shifts, "payment_day": day("2026-02-27")}
    assert taken(GarnishmentOrder("1", 60_000, None), **changes) == 16_320


def test_further_pay_of_the_same_days_has_no_portion_of_its_own():
    order = GarnishmentOrder("1", 60_000, None, earlier_net_cents=63_360, earlier_taken_cents=2_240)
    extra = {"period": WEEK, "kind": "supplementary", "shifts": (a_shift("2026-01-13"),)}
    month = replace(inputs().period)
    # 633.60 + 52.80 = 686.40: two thirds of 86.40 = 57.60, less the 22.40 taken already
    assert taken(order, **{**extra, "period": month}) == 3_520
    # what was taken already may be more than all of it
    assert taken(replace(order, earlier_taken_cents=5_760), **{**extra, "period": month}) == 0
    assert taken(replace(order, earlier_taken_cents=9_999), **{**extra, "period": month}) == 0
    # without them the portion would be protected twice
    assert taken(GarnishmentOrder("1", 60_000, None), **{**extra, "period": month}) == 0


def test_an_ordered_sum_is_taken_once_for_the_same_days():
    order = GarnishmentOrder("1", None, 10_000, earlier_net_cents=63_360, earlier_taken_cents=7_500)
    assert taken(order) == 2_500
    assert taken(GarnishmentOrder("1", None, 90_000)) == 63_360  # never more than the net


# -- pay that is not periodic ------------------------------------------------------------------------------------------

YES = (Answer("garnishment_year_average:ilona-1:2026-01-30", "yes", "enforcement", day("2026-01-30")),)
NO = (Answer("garnishment_year_average:ilona-1:2026-01-30", "no", "enforcement", day("2026-01-30")),)


def test_a_third_is_taken_of_pay_that_is_not_periodic():
    # no protected portion: a third of 633.60, though the order would protect 900.00 of a month
    assert taken(GarnishmentOrder("1", 90_000, None, periodic=False)) == 21_120
    assert taken(GarnishmentOrder("1", None, None, periodic=False)) == 21_120


def test_a_large_instalment_asks_about_the_year():
    order = GarnishmentOrder("1", 30_000, None, periodic=False)
    # 1,200.00 is four times the portion, not over it
    assert taken(order, **at("25.00")) == 40_000
    assert asked(result(order, **at("25.01"))) == ["garnishment_year_average"]
    # 1,248.00: a third; or 400.00 + four fifths of 48.00
    assert taken(order, answers=NO, **at("26.00")) == 41_600
    assert taken(order, answers=YES, **at("26.00")) == 43_840


def test_without_a_stated_portion_the_debtors_own_tells_when_to_ask():
    order = GarnishmentOrder("1", None, None, periodic=False)
    # 33.03 × 30 = 990.90; four times 3,963.60
    assert asked(result(order, **at("82.57"))) == []  # 3,963.36
    assert asked(result(order, **at("82.58"))) == ["garnishment_year_average"]  # 3,963.84


# -- Kela's part and holiday pay in advance ----------------------------------------------------------------------------


def kela(value):
    return (Answer("garnishment_kela_part:ilona-1:2026-01-30", value, "enforcement", day("2026-01-30")),)


def test_whether_kelas_part_counts_is_asked():
    order = GarnishmentOrder("1", 30_000, None)
    assert asked(result(order, kela_allowance_cents=20_000)) == ["garnishment_kela_part"]
    # 633.60: a third; without Kela's 200.00: two thirds of 133.60
    assert taken(order, kela_allowance_cents=20_000, answers=kela("yes")) == 21_120
    assert taken(order, kela_allowance_cents=20_000, answers=kela("no")) == 8_907


def a_holiday(**changes):
    part = HolidayPart(
        credit_year=Period.closed(day("2024-04-01"), day("2025-03-31")),
        rule="14_days",
        method="average_daily_pay",
        days=6,
        days_earned=12,
        full_months=6,
        days_per_month=Decimal(2),
        base_cents=300_000,
        base_known=True,
        work_days=60,
        excess_minutes=0,
        weekly_days_numerator=4,
        weekly_days_denominator=1,
        percent=None,
        absence_pay_cents=0,
        first=day("2026-02-02"),
        last=day("2026-02-07"),
    )
    return replace(part, **changes)


def test_the_portion_of_holiday_pay_in_advance_is_asked():
    order = GarnishmentOrder("1", 30_000, None)
    payslip = result(order, holidays=(a_holiday(),))
    assert asked(payslip) == ["garnishment_holiday.2026-01-30"]
    assert payslip.totals["garnishment"] is None
    given = Answer("garnishment_holiday.2026-01-30:ilona-1:2026-01-30", "600.00", "enforcement", day("2026-01-30"))
    answered = result(order, holidays=(a_holiday(),), answers=(given,))
    # 633.60 and six days' holiday pay; between 2 P and 4 P: a third
    assert (answered.totals["net"], answered.totals["garnishment"]) == (171_360, 57_120)
    # an answer for another pay does not do
    other = replace(given, question="garnishment_holiday.2025-12-30:ilona-1:2025-12-30")
    assert asked(result(order, holidays=(a_holiday(),), answers=(other,))) == ["garnishment_holiday.2026-01-30"]


def test_holiday_pay_of_the_period_itself_asks_nothing():
    order = GarnishmentOrder("1", 30_000, None)
    inside = a_holiday(first=day("2026-01-19"), last=day("2026-01-24"))
    assert asked(result(order, holidays=(inside,))) == []
    # a holiday that is taken before its credit year has ended is not paid before its days
    early = replace(inside, in_advance=True)
    assert asked(result(order, holidays=(early,))) == []


def test_a_holiday_that_was_paid_earlier_asks_too():
    order = GarnishmentOrder("1", 30_000, None)
    away = Absence("annual_holiday", day("2026-01-19"), day("2026-01-24"), (a_shift("2026-01-19"),))
    assert asked(result(order, absences=(away,))) == ["garnishment_holiday.2026-01-30"]
    paid_now = a_holiday(first=day("2026-01-19"), last=day("2026-01-24"))
    assert asked(result(order, absences=(away,), holidays=(paid_now,))) == []
    # the order's own sum or a third needs no portion
    assert asked(result(GarnishmentOrder("1", None, 5_000), absences=(away,))) == []


def test_every_step_replays():
    order = GarnishmentOrder("1", 60_000, None, earlier_net_cents=10_000, earlier_taken_cents=500)
    payslip = result(order, period=HALF)
    assert payroll.replay(payslip.trace)["garnishment"] is not None
