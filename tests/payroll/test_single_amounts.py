"""Sums outside a payslip: each to the cent, by hand, and each trace replays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import payroll
from payroll import single_amounts
from payroll.figures import Figure, Trace, as_text
from rules import UnverifiedValue, load_book
from rules.decisions.working_time import SundaySplit, TimeSplit

BOOK = load_book()
DAY = date(2026, 11, 11)
PRICE = Decimal("13.35")


def cents(trace: Trace, figure: Figure) -> int:
    trace.result("result", figure)
    assert payroll.replay(trace.text()) == {"result": figure.cents}
    return figure.cents


def test_the_hour_of_monthly_pay_has_the_benefits_of_the_month() -> None:
    hour = single_amounts.hour_of_monthly_pay(Trace(), Decimal("2400.00"), 9600, benefits_euros=Decimal("160.00"))
    assert hour.value == 16
    without = single_amounts.hour_of_monthly_pay(Trace(), Decimal("2400.00"), 9600)
    assert without.value == 15


def test_the_hour_of_monthly_pay_stays_exact() -> None:
    hour = single_amounts.hour_of_monthly_pay(Trace(), Decimal("2000.00"), 9030)
    assert hour.value == Fraction(2000 * 60, 9030)


def test_time_at_a_price_takes_parts_of_minutes() -> None:
    trace = Trace()
    assert cents(trace, single_amounts.time_at_price(trace, "notice_pay", Fraction(100, 7), PRICE)) == 318  # 3.1785


def test_a_week_with_every_kind_of_time() -> None:
    trace = Trace()
    split = TimeSplit(regular=2400, additional=30, overtime_50=120, overtime_100=60, weekly_overtime=90)
    pay = single_amounts.worked_pay(trace, BOOK, DAY, PRICE, split)
    # 45 h at 13.35; half of 2 h and of 1.5 h, and a whole hour more
    assert pay.base.cents == 60075
    assert pay.overtime.cents == 1335 + 1335 + 1001
    assert pay.sunday.cents == 0
    assert cents(trace, pay.total) == 60075 + 3671


def test_overtime_on_a_sunday_comes_from_the_plain_price() -> None:
    trace = Trace()
    pay = single_amounts.worked_pay(trace, BOOK, DAY, Decimal("15.00"), SundaySplit(660, 660, 120, 60))
    assert (pay.base.cents, pay.sunday.cents, pay.overtime.cents) == (16500, 16500, 3000)
    assert cents(trace, pay.total) == 36000


def test_weekly_overtime_on_a_sunday_comes_from_the_plain_price() -> None:
    pay = single_amounts.worked_pay(Trace(), BOOK, DAY, Decimal("13.00"), SundaySplit(300, 300, 0, 0, 300))
    assert (pay.base.cents, pay.sunday.cents, pay.overtime.cents, pay.total.cents) == (6500, 6500, 3250, 16250)


def test_the_sunday_minutes_of_a_week_are_doubled() -> None:
    split = TimeSplit(regular=2400, additional=0, overtime_50=0, overtime_100=0, weekly_overtime=300)
    pay = single_amounts.worked_pay(Trace(), BOOK, DAY, Decimal("13.00"), split, sunday_minutes=300)
    assert (pay.base.cents, pay.sunday.cents, pay.overtime.cents) == (58500, 6500, 3250)


def test_the_calculated_wage_of_ten_days() -> None:
    trace = Trace()
    wage = single_amounts.calculated_wage(trace, 1440, 10, Decimal("15.00"))
    assert cents(trace, wage) == 51429  # 24 h × 10/7 × 15


def test_a_supplementary_day() -> None:
    trace = Trace()
    assert cents(trace, single_amounts.supplementary_day(trace, Decimal("2100.00"), 22)) == 9545


def test_compensation_by_weekly_pay() -> None:
    trace = Trace()
    day, days = single_amounts.weekly_pay_compensation(trace, BOOK, date(2026, 3, 31), Decimal("455.00"), 8)
    # 455 ÷ 6 = 75.8333..., unrounded until the end: 606.67 and not 8 × 75.83 = 606.64
    assert (days.cents, day.value * 6) == (60667, 455)


def test_set_off_leaves_the_protected_part() -> None:
    trace = Trace()
    found = single_amounts.set_off(trace, BOOK, date(2026, 11, 30), Decimal("1500.00"), 2)
    # P = 30 × (33.03 + 2 × 9.65) = 1569.90: nothing may be taken
    assert (found.protected.cents, found.highest.cents, found.untouchable.cents) == (156990, 0, 150000)


@pytest.mark.parametrize(("net", "highest"), [("900.00", 30000), ("100.00", 3333), ("5000.00", 166667)])
def test_two_thirds_of_pay_that_is_not_periodic_may_not_be_touched(net: str, highest: int) -> None:
    found = single_amounts.set_off(Trace(), BOOK, date(2026, 11, 30), Decimal(net), 0, periodic=False)
    assert found.highest.cents == highest
    assert found.untouchable.value == Decimal(net) - Decimal(highest) / 100
    assert found.protected.value == 0


@pytest.mark.parametrize(
    ("saved", "elsewhere", "left"),
    [("0.00", "0.00", 32500), ("12.50", "100.00", 21250), ("0.00", "325.00", 0), ("10.00", "400.00", 0)],
)
def test_pay_for_prevented_work_is_less_what_was_saved_and_earned(saved, elsewhere, left):
    trace = Trace()
    pay = single_amounts.hindrance_pay(
        trace, 1500, Decimal("13.00"), saved_euros=Decimal(saved), earned_elsewhere_euros=Decimal(elsewhere)
    )
    assert pay.cents == left


def test_regular_supplements_add_their_average_times_the_coefficient():
    # 1,290.00 on 215 days are 6.00 a day; 24 days: 22.2; unrounded before the end: 100 / 3 × 2.7 = 90.00
    added = single_amounts.supplements_in_holiday_pay(Trace(), Decimal("1290.00"), 215, Decimal("22.2"))
    assert added.cents == 13320
    assert single_amounts.supplements_in_holiday_pay(Trace(), Decimal("100.00"), 3, Decimal("2.7")).cents == 9000


def test_experience_steps_are_rounded_one_on_the_other() -> None:
    """11.31 by the book's 1.25 % in 2022: 11.45, 11.59, 11.73; 10.00 by a told 2 %: 10.20, 10.40."""
    trace = Trace()
    by_book = single_amounts.experience_wages(trace, BOOK, date(2022, 9, 1), Decimal("11.31"), 3)
    assert [as_text(one.value) for one in by_book] == ["11.45", "11.59", "11.73"]  # each is rounded on its own
    told = single_amounts.experience_wages(trace, BOOK, date(2026, 9, 1), Decimal(10), 2, percent=Decimal(2))
    assert [Decimal(as_text(one.value)) for one in told] == [Decimal("10.2"), Decimal("10.4")]
    with pytest.raises(UnverifiedValue):
        single_amounts.experience_wages(trace, BOOK, date(2026, 9, 1), Decimal(10), 1)


def test_a_supplement_is_a_percentage_of_the_plain_price_of_its_minutes() -> None:
    """Seven hours of 12.51 at 25 %: 21.8925, so 21.89."""
    trace = Trace()
    percent = trace.given("plain_percent", Decimal(25), "percent")
    assert single_amounts.supplement_pay(trace, "saturday", 420, Decimal("12.51"), percent).cents == 2189


def test_a_percentage_of_a_sum_is_rounded_to_the_cent() -> None:
    assert single_amounts.holiday_bonus(Trace(), Decimal("1920.01"), Decimal(50)).cents == 96001
