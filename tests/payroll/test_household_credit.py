"""Household credit and sickness allowance at their limits. Published cases stand in the case files."""

from __future__ import annotations

from datetime import date

from payroll import household_credit, sickness_allowance
from payroll.figures import Trace
from rules import load_book

BOOK = load_book()
DAY = date(2026, 6, 30)


def credit(**euros):
    trace = Trace()
    figures = {name: None if text is None else trace.given(name, text, "euros") for name, text in euros.items()}
    return household_credit.credit(trace, BOOK, DAY, **figures).cents


def test_wages_count_by_percentage_and_side_costs_in_full():
    # 13 % of 5,000 + 1,000 − 150
    assert credit(wages="5000", side_costs="1000", company=None) == 150000


def test_the_credit_is_never_negative():
    assert credit(wages="100", side_costs=None, company=None) == 0


def test_below_the_first_limit_the_allowance_is_the_minimum():
    trace = Trace()
    income = trace.given("income", "1756.99", "euros")
    assert sickness_allowance.allowance_per_weekday(trace, BOOK, DAY, income).cents == 3199


def test_small_income_above_the_limit_still_gets_the_minimum():
    trace = Trace()
    income = trace.given("income", "5000.00", "euros")  # 0.70 × 5000 / 300 = 11.67
    assert sickness_allowance.allowance_per_weekday(trace, BOOK, DAY, income).cents == 3199
