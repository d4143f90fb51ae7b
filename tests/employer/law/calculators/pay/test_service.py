"""The calculators of pay against results worked out by hand from the law."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from employer.errors import Refused
from employer.law.calculators import Question, answer, question
from tests.employer.law.calculators.facts import ask


def test_a_pay_day_on_a_holiday_comes_earlier() -> None:
    assert ask("pay-day", year=2026, month=12, day_of_month=26)["outcome"] == {"pay_day": "2026-12-23"}


def test_deadlines_of_a_payment() -> None:
    assert ask("report-deadlines", payment_day="2026-11-30", registered=False)["outcome"] == {
        "wage_report": "2026-12-07", "separate_report": "2026-12-07", "tax_payment": "2026-12-14",
        "pension_payment": "2026-12-31", "earliest_report": "2026-10-16", "unemployment_invoice": "2027-01-01",
    }  # fmt: skip


def test_who_is_insured_at_seventeen_and_a_half() -> None:
    found = ask("insured", born="2009-02-14", payment_day="2026-11-30")["outcome"]
    assert found == {"pension": True, "unemployment": False, "health": True}


def test_tax_beyond_the_ceiling() -> None:
    """500 € at 14.5 % and 400 € at 32 %: 72.50 + 128.00."""
    found = ask(
        "withholding", pay="900", payment_day="2026-11-30", year_wages="9000", card="wage", card_first="2026-01-01",
        card_percent="14.5", additional_percent="32", ceiling="9500", paid_before="9000",
    )  # fmt: skip
    assert found["outcome"] == {"withholding": "200.50", "left": "699.50", "ceiling_left": "0.00"}


def test_tax_without_a_card_is_sixty_percent_and_none_under_the_limit() -> None:
    facts = {"pay": "1000", "payment_day": "2026-11-30", "card": "none"}
    assert ask("withholding", **facts, year_wages="9000")["outcome"]["withholding"] == "600.00"
    assert ask("withholding", **facts, year_wages="500")["outcome"]["withholding"] == "0.00"


def test_what_was_paid_under_a_card_with_a_ceiling_is_asked() -> None:
    found = ask(
        "withholding", pay="900", payment_day="2026-11-30", year_wages="9000", card="wage", card_first="2026-01-01",
        card_percent="14.5", ceiling="9500",
    )  # fmt: skip
    assert found["outcome"] is None
    assert len(found["questions"]) == 1


def test_the_protected_portion_and_what_exceeds_it() -> None:
    """2026: 33.03 € a day, 9.65 € for a dependant, 30 days: 1,280.40 €. Of 1,500 €, two thirds of 219.60 €."""
    assert ask("protected-portion", payment_day="2026-11-30", dependants=1, days=30)["outcome"] == {
        "protected": "1280.40"
    }
    found = ask("set-off", payment_day="2026-11-30", net_pay="1500", dependants=1)["outcome"]
    assert found == {"protected": "1280.40", "left_at_least": "1353.60", "highest": "146.40"}


def test_household_credit_and_none_for_work_that_support_is_received_for() -> None:
    facts = {"year": 2026, "wages": "3000", "side_costs": "700", "same_household": False}
    assert ask("household-credit", **facts, support="county_all")["outcome"] == {"credit": "0.00"}
    assert ask("household-credit", **facts, support="day_care_allowance")["outcome"] == {"credit": "0.00"}
    assert ask("household-credit", **facts, support="none")["outcome"] == {"credit": "940.00"}
    assert ask("household-credit", **facts, support="county_part")["outcome"] is None


def test_a_contradiction_that_only_the_law_sees_is_refused_in_words() -> None:
    def contradict(_: Any) -> Any:
        raise ValueError("these days cannot be")

    asked = question("pay-day")
    with pytest.raises(Refused) as refused:
        answer(Question("x", "pay", asked.schema, contradict, {}), {})
    assert refused.value.problems[0].what == "The details contradict each other."


def test_which_insurances_a_household_needs() -> None:
    for wages, compulsory in (("900.00", False), ("9000.00", True)):
        found = ask("accident-insurance", payment_day="2026-11-30", all_wages=wages)
        assert found["outcome"] == {"compulsory": compulsory, "limit": "1500.00"}
    facts = {"payment_day": "2026-11-30", "six_months_wages": "5000.00", "has_policy": False}
    assert ask("pension-employer", **facts, permanent_employees=0)["outcome"] == {"employer_kind": "temporary"}
    assert ask("pension-employer", **facts, permanent_employees=1)["outcome"] == {"employer_kind": "contract"}
    assert ask("pension-employer", payment_day="2026-11-30")["outcome"] is None


def outcome(name: str, **facts: Any) -> Any:
    return ask(name, **facts)["outcome"]


def test_a_household_reports_separately_only_when_it_must() -> None:
    facts = {"registered": False, "wages_in_month": True}
    assert outcome("separate-report", **facts, anyone_over_limit=True) == {"report_required": True}
    assert outcome("separate-report", **facts, anyone_over_limit=False) == {"report_required": False}
    registered = {"registered": True, "wages_in_month": False, "anyone_over_limit": False}
    assert outcome("separate-report", **registered) == {"report_required": True}


def test_two_permanent_employees_or_six_at_once_make_a_regular_employer() -> None:
    day = {"day": "2026-12-01"}
    assert outcome("regular-employer", **day, permanent_employees=1, at_the_same_time=5) == {"must_register": False}
    assert outcome("regular-employer", **day, permanent_employees=2, at_the_same_time=2) == {"must_register": True}
    assert outcome("regular-employer", **day, permanent_employees=0, at_the_same_time=6) == {"must_register": True}


def test_when_insurances_are_taken() -> None:
    assert outcome("insurance-deadlines", employment_start="2026-12-01", first_payment="2026-12-31") == {
        "accident_policy": "2026-11-30", "pension_policy": "2027-01-31",
    }  # fmt: skip


def test_the_yearly_limit_of_withholding_is_passed_only_above_it() -> None:
    """A household withholds when the year's pay of one employee exceeds 1,500 euros."""
    facts = {"limit": "withholding", "payment_day": "2026-11-30", "paid_wages": "1000"}
    at = outcome("yearly-limit", **facts, planned_wages="500.00")
    assert at == {"exceeded": False, "wages_in_all": "1500.00"}
    assert outcome("yearly-limit", **facts, planned_wages="500.01")["exceeded"] is True


def test_tax_at_source_after_the_deduction_of_a_month_and_of_days() -> None:
    """(1,800 − 510) × 35 % = 451.50; ten days of 17 euros: (1,800 − 170) × 35 % = 570.50; none: 630.00."""
    facts = {"payment_day": "2026-11-30", "pay": "1800", "card_percent": "35", "insured_in_finland": True}
    month = outcome("tax-at-source", **facts, deduction_on_card=True, full_month=True)
    assert (month["withholding"], month["left"], month["health_separately"]) == ("451.50", "1348.50", True)
    days = outcome("tax-at-source", **facts, deduction_on_card=True, full_month=False, work_days=10)
    assert (days["deductions"], days["withholding"]) == ("10", "570.50")
    half = outcome("tax-at-source", **facts, deduction_on_card=True, full_month=True, half_month=True)
    assert (half["deductions"], half["withholding"]) == ("0.5", "540.75")  # (1,800 − 255) × 35 %
    short = outcome("tax-at-source", **facts, deduction_on_card=True, full_month=False, half_month=True, work_days=10)
    assert short == days
    none = outcome("tax-at-source", **facts, deduction_on_card=False, full_month=True)
    assert none["withholding"] == "630.00"
    assert outcome("tax-at-source", **facts, full_month=True) is None
    long = {**facts, "deduction_on_card": True, "full_month": True}
    assert outcome("tax-at-source", **long, employment_start="2026-06-01")["stay_over"] is False
    assert outcome("tax-at-source", **long, employment_start="2026-05-31")["stay_over"] is True


def test_tax_at_source_of_a_small_pay_waits_for_the_years_other_wages() -> None:
    """(900 − 10 × 17) × 35 % = 255.50; nothing when the year stays at 1,500 euros, and untold is not nothing."""
    facts = {"payment_day": "2026-11-30", "pay": "900", "card_percent": "35", "insured_in_finland": False}
    facts |= {"deduction_on_card": True, "full_month": False, "work_days": 10}
    untold = ask("tax-at-source", **facts)
    assert untold["outcome"]["withholding"] == "255.50"
    assert "Other wages of the same year were not told." in untold["says"][-1]
    assert outcome("tax-at-source", **facts, year_wages="600.00")["withholding"] == "0.00"
    over = ask("tax-at-source", **facts, year_wages="600.01")
    assert over["outcome"]["withholding"] == "255.50"
    assert "not told" not in " ".join(over["says"])
    assert "not told" in " ".join(ask("tax-at-source", **{**facts, "pay": "1500"})["says"])
    assert "not told" not in " ".join(ask("tax-at-source", **{**facts, "pay": "1500.01"})["says"])


def test_the_health_contribution_beside_tax_at_source_goes_by_the_years_wages() -> None:
    """1.10 % of 900 euros; with the daily allowance's 0.88 % from 17,255 euros in the year; nothing up to 1,500."""
    facts = {"payment_day": "2026-11-30", "pay": "900", "card_percent": "35", "insured_in_finland": True}
    facts |= {"deduction_on_card": False, "full_month": True}
    for other, health in (("600", "0.00"), ("600.01", "9.90"), ("16354.99", "9.90"), ("16355.00", "17.82")):
        assert outcome("tax-at-source", **facts, year_wages=other)["health_employee"] == health
    assert "health_employee" not in outcome("tax-at-source", **facts)
    abroad = outcome("tax-at-source", **{**facts, "insured_in_finland": False}, year_wages="5000")
    assert "health_employee" not in abroad


def test_a_set_off_beside_an_advance_and_of_a_single_payment() -> None:
    """Of 1,500 euros 1,160.60 may not be touched: an advance takes of the rest only what goes beyond that."""
    facts = {"payment_day": "2026-11-30", "net_pay": "1500", "dependants": 0}
    whole = {"protected": "990.90", "left_at_least": "1160.60"}
    assert outcome("set-off", **facts, advance="300") == whole | {"highest": "339.40"}
    assert outcome("set-off", **facts, advance="1200") == whole | {"highest": "300.00"}
    assert outcome("set-off", **facts, advance="1500") == whole | {"highest": "0.00"}
    single = ask("set-off", **facts, periodic=False)
    assert single["outcome"] == {"left_at_least": "1000.00", "highest": "500.00"}
    assert single["says"] == ["At most 500,00\xa0€ may be taken from the single payment. It has no protected portion."]


def test_hourly_pay_is_due_twice_a_month_unless_agreed() -> None:
    assert outcome("pay-times", unit="hour", agreed_monthly=False) == {"times_a_month": 2}
    assert outcome("pay-times", unit="hour", agreed_monthly=True) == {"times_a_month": 1}
    assert outcome("pay-times", unit="month", agreed_monthly=False) == {"times_a_month": 1}


def test_kela_pays_a_part_of_a_childminder_of_another_household() -> None:
    assert outcome("private-day-care", childminding=True, same_household=False) == {"kela_can_pay": True}
    assert outcome("private-day-care", childminding=True, same_household=True) == {"kela_can_pay": False}
    assert outcome("private-day-care", childminding=False) == {"kela_can_pay": False}
    assert outcome("private-day-care", childminding=True) is None


ORDER: dict[str, Any] = {
    "first": "2026-11-01", "last": "2026-11-30", "payment_day": "2026-11-30", "protected": "1113.90",
}  # fmt: skip


def test_what_a_payment_prohibition_takes_of_a_month() -> None:
    """(1,500 − 1,113.90) × 2/3 = 257.40; nothing at the portion itself; a third of 3,000 between 2 P and 4 P."""
    found = outcome("garnishment", **ORDER, pay="1500", periodic=True)
    assert found == {
        "protected_days": 30, "taken": "257.40", "left": "1242.60", "transferred_by": "2026-11-30",
    }  # fmt: skip
    assert outcome("garnishment", **ORDER, pay="1113.90", periodic=True)["taken"] == "0.00"
    assert outcome("garnishment", **ORDER, pay="3000", periodic=True)["taken"] == "1000.00"


def test_half_a_month_has_half_the_portion_and_pay_that_is_not_periodic_none() -> None:
    """(750 − 556.95) × 2/3 = 128.70; a third of 900 is 300; above 4 P the year's average is asked."""
    half = outcome("garnishment", **{**ORDER, "last": "2026-11-15"}, pay="750", periodic=True)
    assert (half["protected_days"], half["taken"]) == (15, "128.70")
    assert outcome("garnishment", **ORDER, pay="900", periodic=False)["taken"] == "300.00"
    assert outcome("garnishment", **ORDER, pay="6000", periodic=False) is None
    assert outcome("garnishment", **ORDER, pay="6000", periodic=False, year_over_four_times=False)["taken"] == "2000.00"


def test_kilometres_of_a_work_trip_are_tax_free_and_commuting_is_not() -> None:
    """In 2026 a car's kilometre is 55 cents and a passenger adds 4: 100 km with one is 59.00."""
    trip = {"day": "2026-11-30", "kilometres": "100", "vehicle": "car", "passengers": 1, "trailer": False}
    assert outcome("mileage", **trip, commuting=False) == {"amount": "59.00"}
    assert outcome("mileage", **trip, commuting=True) == {"amount": "0.00"}


def test_per_diems_go_by_the_length_and_the_distance() -> None:
    """In 2026 a full per diem is 54 and a partial one 25 euros."""
    trip = {"day": "2026-11-30", "home_km": "120", "work_km": "118"}
    assert outcome("per-diem", **trip, length="6")["amount"] == "0.00"
    assert outcome("per-diem", **trip, length="6:01")["amount"] == "25.00"
    assert outcome("per-diem", **trip, length="10:01")["amount"] == "54.00"
    assert outcome("per-diem", **trip, length="30")["amount"] == "79.00"
    assert [outcome("per-diem", **trip, length=one)["nights_at_most"] for one in ("6", "26", "30")] == [0, 1, 2]
    assert outcome("per-diem", **trip, length="10:01", full_with_meals=1)["amount"] == "27.00"
    near = {"day": "2026-11-30", "home_km": "15", "work_km": "15"}
    assert outcome("per-diem", **near, length="12")["amount"] == "0.00"


def test_a_meal_allowance_is_for_a_trip_without_a_per_diem() -> None:
    trip = {"day": "2026-11-30", "usual_place": False}
    one = outcome("meal-allowance", **trip, meals=1, per_diem_paid=False)
    two = outcome("meal-allowance", **trip, meals=2, per_diem_paid=False)
    assert Decimal(two["amount"]) == 2 * Decimal(one["amount"]) > 0
    assert outcome("meal-allowance", **trip, meals=1, per_diem_paid=True) == {"amount": "0.00"}


def test_a_meal_has_the_years_value_between_its_limits_and_its_cost_outside() -> None:
    """In 2026 the value is 8.80 while the meal costs from 8.80 to 14.00 euros."""
    meal = {"payment_day": "2026-11-30", "meal": "ordinary"}
    for cost, collected, value, taxed in (
        ("14.00", "0", "8.80", "8.80"),
        ("14.01", "0", "14.01", "14.01"),
        ("10.00", "5.00", "8.80", "3.80"),
        ("8.80", "8.80", "8.80", "0.00"),
        ("8.80", "9.00", "8.80", "0.00"),
    ):
        found = ask("meal-benefit", **meal, cost=cost, collected=collected)
        assert found["outcome"] == {"value": value, "taxable": taxed != "0.00", "taxable_value": taxed}
        assert (value if taxed == "0.00" else taxed).replace(".", ",") in found["says"][0]
    assert outcome("meal-benefit", **meal, collected="0") is None


def test_benefits_have_the_years_values_less_what_the_employee_pays() -> None:
    """In 2026: a telephone 20, full board with an own room 660, elsewhere in Finland 178 + 8.70 a square metre."""
    month = {"year": 2026, "month": 11}
    assert outcome("fringe-benefit", **month, benefit="phone", collected="5") == {
        "value": "20.00", "taxable_value": "15.00",
    }  # fmt: skip
    assert outcome("fringe-benefit", **month, benefit="phone", collected="20")["taxable_value"] == "0.00"
    board = outcome("fringe-benefit", **month, benefit="full_board", room="own", collected="0")
    assert board["taxable_value"] == "660.00"
    flat = {"benefit": "housing", "zone": "other_finland", "square_metres": "30", "collected": "0"}
    assert outcome("fringe-benefit", **month, **flat)["value"] == "439.00"
    assert outcome("fringe-benefit", year=2027, month=1, **flat) is None


def test_what_is_left_of_a_pay_asks_what_is_not_known_and_totals_nothing_without_it() -> None:
    facts: dict[str, Any] = {
        "pay": "800", "payment_day": "2026-11-30", "born": "1981-05-20", "pension": "temporary", "month_wages": "0",
        "year_wages": "8000", "others_wages": "0", "card": "none", "group_life": "no",
    }  # fmt: skip
    found = ask("net-pay", **facts)
    assert found["questions"]  # the percentage of the accident insurance
    assert found["outcome"] is None or found["outcome"]["employer_cost"] is None
    whole = ask("net-pay", **facts, accident_percent="1")["outcome"]
    assert (whole["withholding"], whole["employer_accident"]) == ("480.00", "8.00")


def test_a_benefit_of_some_days_of_a_month_is_a_part_of_its_value() -> None:
    """20 € × 15/31 = 9.68."""
    facts = {"year": 2026, "month": 1, "benefit": "phone", "collected": "0"}
    assert outcome("fringe-benefit", **facts, benefit_days=15)["value"] == "9.68"
    assert outcome("fringe-benefit", **facts, benefit_days=31)["value"] == "20.00"
