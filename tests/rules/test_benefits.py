"""Fringe benefits: which value counts, and when nothing is taxed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules import NoValueForDay, load_book
from rules.decisions import benefits

BOOK = load_book()


@pytest.mark.parametrize(
    ("day", "cost", "gives"),
    [
        ("2026-05-01", "8.79", "cost"),
        ("2026-05-01", "8.80", "benefit.meal_euros"),
        ("2026-05-01", "14.00", "benefit.meal_euros"),
        ("2026-05-01", "14.01", "cost"),
        ("2025-05-01", "8.60", "benefit.meal_euros"),
        ("2025-05-01", "8.59", "cost"),
        ("2025-05-01", "13.70", "benefit.meal_euros"),
        ("2025-05-01", "13.71", "cost"),
        ("2024-05-01", "13.50", "benefit.meal_euros"),
        ("2024-05-01", "13.51", "cost"),
        ("2024-05-01", "8.50", "benefit.meal_euros"),
        ("2024-05-01", "8.49", "cost"),
    ],
)
def test_a_meal_within_its_limits(day: str, cost: str, gives: str) -> None:
    decided = benefits.meal_value(BOOK, "ordinary", Decimal(cost), date.fromisoformat(day))
    assert decided.outcome == gives
    assert decided.reasons[0].code == ("benefit.meal_cost" if gives == "cost" else "benefit.meal")


def test_the_cost_is_asked_only_for_an_ordinary_meal() -> None:
    day = date(2026, 5, 1)
    assert [one.topic for one in benefits.meal_value(BOOK, "ordinary", None, day).questions] == ["meal_cost"]
    for kind, name in (
        ("institution", "benefit.institution_meal_euros"),
        ("supervised", "benefit.supervised_meal_euros"),
    ):
        decided = benefits.meal_value(BOOK, kind, None, day)
        assert (decided.outcome, decided.questions) == (name, ())
    with pytest.raises(ValueError, match="is not one of"):
        benefits.meal_value(BOOK, "lunch", None, day)
    with pytest.raises(NoValueForDay):
        benefits.meal_value(BOOK, "ordinary", Decimal("9.00"), date(2027, 1, 31))


@pytest.mark.parametrize(
    ("value", "collected", "taxed", "code"),
    [
        ("20.00", "0", True, "benefit.taxable"),
        ("20.00", "19.99", True, "benefit.paid_in_part"),
        ("20.00", "20.00", False, "benefit.paid_in_full"),
        ("20.00", "25.00", False, "benefit.paid_in_full"),
    ],
)
def test_what_the_employee_pays(value: str, collected: str, taxed: bool, code: str) -> None:
    decided = benefits.taxable(Decimal(value), Decimal(collected))
    assert (decided.outcome, decided.reasons[0].code) == (taxed, code)


def test_sums_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        benefits.taxable(Decimal(-1), Decimal(0))
    with pytest.raises(ValueError, match="negative"):
        benefits.taxable(Decimal(1), Decimal(-1))


def test_every_zone_and_room_of_the_form_is_in_the_book() -> None:
    from rules import Days

    on = Days(payment_day=date(2026, 5, 1))
    assert {row["zone"] for row in BOOK.value("benefit.accommodation_euros", on).number} == set(benefits.ZONES)
    assert {row["room"] for row in BOOK.value("benefit.full_board_euros", on).number} == set(benefits.ROOMS)
    assert {row["kind"] for row in BOOK.value("codes.benefit_income_type", on).number} == set(benefits.KINDS)
