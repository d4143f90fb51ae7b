"""Kela's sickness allowance at its limits, and what the employer gets of it. Published cases: the case files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from payroll import replay, sickness_allowance
from payroll.figures import Trace
from rules import load_book

BOOK = load_book()
FIRST = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("income", "cents"),
    [
        ("1756.99", 3199),  # below the first limit
        ("5000.00", 3199),  # 0.70 × 5,000 / 300 = 11.67 is below the lowest allowance
        ("28899.00", 6743),  # the second limit: 0.70 × 28,899 / 300
        ("40000.00", 7298),  # (0.70 × 28,899 + 0.15 × 11,101) / 300 = 72.9815
    ],
)
def test_the_allowance_of_a_weekday(income: str, cents: int) -> None:
    trace = Trace()
    daily = sickness_allowance.allowance_per_weekday(trace, BOOK, FIRST, trace.given("income", income, "euros"))
    assert daily.cents == cents


@pytest.mark.parametrize(("paid", "cents"), [("1000.00", 87_576), ("800.00", 80_000)])
def test_the_employer_gets_the_allowance_of_the_days_and_never_more_than_was_paid(paid: str, cents: int) -> None:
    trace = Trace()
    daily = sickness_allowance.allowance_per_weekday(trace, BOOK, FIRST, trace.given("income", "40000.00", "euros"))
    refund = sickness_allowance.allowance_to_employer(trace, daily, 12, Decimal(paid))  # 12 × 72.98
    trace.result("refund", refund)
    assert replay(trace.text()) == {"refund": cents}
