"""Household credit at its limits. Published cases stand in the case files."""

from __future__ import annotations

from datetime import date

from payroll import household_credit
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
