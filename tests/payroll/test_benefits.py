"""Fringe benefits: the year's values, parts of months, meals, and what the employee pays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import payroll
from payroll.inputs import Answer, Benefit
from rules import Period, load_book
from tests.payroll.builders import a_month_of_shifts, a_shift, day, inputs

BOOK = load_book()
WHOLE = {"first": day("2026-01-01"), "last": day("2026-01-31")}


def result(*benefits, **changes):
    return payroll.calculate(inputs(benefits=benefits, **changes), BOOK)


def in_kind(payslip):
    return [(line.income_type, line.amount_cents) for line in payslip.lines if not line.cash]


def asked(payslip):
    return [question.topic for question in payslip.questions]


def a_phone(**changes):
    return replace(Benefit("Puhelin", None, 330, "phone", **WHOLE), **changes)


def a_meal(**changes):
    meal = Benefit("Ruoka", None, 334, "meal", "ordinary", Decimal(1), cost_cents=1000, **WHOLE)
    return replace(meal, **changes)


def a_home(zone="other_finland", area="20", **changes):
    return replace(Benefit("Asunto", None, 301, "housing", zone, Decimal(area), **WHOLE), **changes)


def test_a_phone_has_the_value_of_its_year():
    payslip = result(a_phone())
    assert in_kind(payslip) == [(330, 2000)]
    assert payslip.totals["taxable"] == 65360
    assert payslip.totals["gross"] == 63360
    line = payslip.lines[-1]
    assert [value.name for value in line.values] == ["benefit.phone_euros"]


def test_a_part_of_a_month_counts_by_its_days():
    assert in_kind(result(a_phone(first=day("2026-01-17")))) == [(330, 968)]  # 20.00 × 15 ÷ 31
    half = Period.closed(day("2026-01-16"), day("2026-01-31"))
    assert in_kind(result(a_phone(), period=half)) == [(330, 1032)]  # 20.00 × 16 ÷ 31


def test_several_months_are_rounded_once():
    # a whole January, and 10 of the 28 days of February: 20.00 + 7.142… = 27.14
    period = Period.closed(day("2026-01-01"), day("2026-02-10"))
    assert in_kind(result(a_phone(last=day("2026-02-10")), period=period)) == [(330, 2714)]
    two = Period.closed(day("2026-01-01"), day("2026-02-28"))
    assert in_kind(result(a_phone(last=day("2026-02-28")), period=two)) == [(330, 4000)]


@pytest.mark.parametrize(
    ("cost", "each"),
    [(879, 879), (880, 880), (1000, 880), (1400, 880), (1401, 1401)],
)
def test_a_meal_is_worth_its_year_between_its_limits_and_its_cost_beyond_them(cost, each):
    # twelve days at work in January
    assert in_kind(result(a_meal(cost_cents=cost))) == [(334, 12 * each)]


def test_meals_count_by_the_days_at_work():
    assert in_kind(result(a_meal(number=Decimal(2)))) == [(334, 24 * 880)]
    assert in_kind(result(a_meal(first=day("2026-01-26")))) == [(334, 4 * 880)]
    night = (a_shift("2026-01-31", "20:00", "06:00"), a_shift("2026-01-30", "20:00", "06:00"))
    assert in_kind(result(a_meal(), shifts=night)) == [(334, 2 * 880)]  # a night shift has one day
    assert in_kind(result(a_meal(), shifts=())) == []


@pytest.mark.parametrize(("kind", "each"), [("institution", 660), ("supervised", 528)])
def test_meals_of_an_institution_need_no_cost(kind, each):
    assert in_kind(result(a_meal(variant=kind, cost_cents=None))) == [(334, 12 * each)]


def test_the_cost_of_a_meal_is_asked():
    payslip = result(a_meal(cost_cents=None))
    assert asked(payslip) == ["meal_cost"]
    assert payslip.totals["paid"] is None


@pytest.mark.parametrize(
    ("zone", "area", "cents"),
    [
        ("other_finland", "20", 35200),  # 178.00 + 20 × 8.70
        ("helsinki_1", "35.5", 76760),  # 299.00 + 35.5 × 13.20
        ("large_cities_and_other_metropolitan", "0", 20600),
    ],
)
def test_a_dwelling_is_worth_its_zone_and_its_area(zone, area, cents):
    assert in_kind(result(a_home(zone, area), wages=RICH)) == [(301, cents)]


RICH = tuple(replace(wage, euros=Decimal("40.00")) for wage in inputs().wages)


@pytest.mark.parametrize(("room", "cents"), [("own", 66000), ("shared", 63600)])
def test_full_board_is_worth_its_room(room, cents):
    benefit = Benefit("Täysihoito", None, 317, "full_board", room, **WHOLE)
    assert in_kind(result(benefit, wages=RICH)) == [(317, cents)]


def test_a_car_and_other_benefits_have_the_value_that_was_given():
    car = Benefit("Auto", 31_000, 304, "car", "limited", **WHOLE)
    assert in_kind(result(car, wages=RICH)) == [(304, 31_000)]
    other = Benefit("Sauna", 3_100, 317, "other", first=day("2026-01-22"), last=day("2026-01-31"))
    assert in_kind(result(other)) == [(317, 1_000)]  # 31.00 × 10 ÷ 31


@pytest.mark.parametrize(
    "benefit",
    [a_phone(), a_meal(), a_meal(variant="supervised", cost_cents=None), a_home()],
    ids=["phone", "meal", "supervised", "housing"],
)
def test_a_year_without_values_is_asked_and_the_answer_is_used(benefit):
    first, last = day("2027-01-01"), day("2027-01-31")
    there = replace(benefit, first=first, last=last)
    changes = {
        "period": Period.closed(first, last),
        "payment_day": last,
        "shifts": a_month_of_shifts("2027-01-04", "2027-01-04", "mon"),
    }
    topics = asked(result(there, **changes))
    mine = [topic for topic in topics if "benefit" in topic]
    law = "missing_law_value.benefit.phone_euros" if benefit.kind == "phone" else f"benefit_value.{benefit.kind}-2027"
    assert mine == [law]
    answer = Answer(f"{law}:ilona-1:2027-01-31", "21.00", "decision", last)
    answered = result(there, answers=(answer,), **changes)
    assert in_kind(answered) == [(benefit.income_type, 2100)]
    assert not [topic for topic in asked(answered) if "benefit" in topic]


@pytest.mark.parametrize(
    ("collected", "taxable", "left"),
    [(500, 1500, 500), (1999, 1, 1999), (2000, 0, 2000), (2500, 0, 2000)],
)
def test_what_the_employee_pays_is_not_taxed_and_comes_off_the_pay(collected, taxable, left):
    plain = result()
    payslip = result(a_phone(collected_cents=collected))
    assert in_kind(payslip) == [(330, 2000), (407, -left)]
    assert payslip.totals["taxable"] == plain.totals["gross"] + taxable
    assert payslip.totals["other_deductions"] == left
    assert payslip.totals["paid"] == payslip.totals["net"] - left
    assert payroll.replay(payslip.trace) is not None


def test_what_the_employee_pays_apart_does_not_touch_the_money():
    payslip = result(a_phone(collected_cents=2000, from_pay=False))
    assert in_kind(payslip) == [(330, 2000), (407, -2000)]
    assert payslip.totals["other_deductions"] == 0
    assert payslip.totals["paid"] == result().totals["paid"]


def test_a_price_of_a_meal_and_of_a_part_month():
    payslip = result(a_meal(collected_cents=300))
    assert in_kind(payslip) == [(334, 10560), (407, -3600)]
    part = result(a_phone(first=day("2026-01-17"), collected_cents=1000))
    assert in_kind(part) == [(330, 968), (407, -484)]


def test_what_is_collected_for_a_car_has_its_own_type():
    car = Benefit("Auto", 31_000, 304, "car", "full", collected_cents=1_000, **WHOLE)
    assert in_kind(result(car, wages=RICH)) == [(304, 31_000), (401, -1_000)]


def test_collected_money_and_kelas_part_stand_together():
    payslip = result(a_phone(collected_cents=2000), kela_allowance_cents=10_000)
    assert payslip.totals["other_deductions"] == 12_000
    # tax of the family's own part: 633.60 − 100.00, the phone is paid for in full
    assert payslip.totals["withholding"] == 6403


def test_a_benefit_is_in_the_base_of_every_contribution():
    plain, payslip = result().totals, result(a_phone()).totals
    assert payslip["pension_employee"] - plain["pension_employee"] == 146  # 7.30 % of 20.00
    assert payslip["withholding"] - plain["withholding"] == 240
    assert payslip["paid"] == plain["paid"] - 240 - 146 - 18
