"""Which tax card applies, and which part of a payment goes by which percentage."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rules import load_book
from rules.decisions import withholding

BOOK = load_book()


def day(text: str) -> date:
    return date.fromisoformat(text)


def card(first: str, until: str | None = None, kind: str = "wage"):
    return (day(first), None if until is None else day(until), kind)


@pytest.mark.parametrize(
    ("cards", "payment", "outcome", "code"),
    [
        ([], "2026-01-30", None, "no_card"),
        ([card("2026-01-01")], "2025-12-31", None, "no_card"),
        ([card("2026-01-01")], "2026-01-01", (0, False), "card_in_force"),
        ([card("2026-01-01")], "2026-12-31", (0, False), "card_in_force"),
        # the newer card ends the older one, whatever their order in the list
        ([card("2026-01-01"), card("2026-06-01")], "2026-05-31", (0, False), "card_in_force"),
        ([card("2026-01-01"), card("2026-06-01")], "2026-06-01", (1, False), "card_in_force"),
        ([card("2026-06-01"), card("2026-01-01")], "2026-06-30", (0, False), "card_in_force"),
        ([card("2026-01-01"), card("2026-06-01", "2026-06-30")], "2026-07-01", None, "card_ended"),
        # last year's card in January only, by its basic percentage
        ([card("2025-01-01")], "2026-01-01", (0, True), "january_card"),
        ([card("2025-01-01", "2025-12-31")], "2026-01-31", (0, True), "january_card"),
        ([card("2025-01-01"), card("2025-09-01")], "2026-01-31", (1, True), "january_card"),
        ([card("2025-01-01")], "2026-02-01", None, "card_ended"),
        ([card("2025-01-01", "2025-06-30")], "2026-01-31", None, "card_ended"),
        ([card("2024-02-01")], "2026-01-31", None, "card_ended"),
        ([card("2025-01-01"), card("2026-01-15")], "2026-01-14", (0, True), "january_card"),
        ([card("2025-01-01"), card("2026-01-15")], "2026-01-15", (1, False), "card_in_force"),
        # the cards of 2024 began in February; in January 2024 the card of 2023 was used
        ([card("2023-02-01"), card("2024-02-01")], "2024-01-31", (0, True), "january_card"),
        ([card("2023-02-01"), card("2024-02-01")], "2024-02-01", (1, False), "card_in_force"),
        # a card never outlives its year, even when it says so
        ([card("2025-01-01", "2026-06-30")], "2026-02-01", None, "card_ended"),
        # tax at source has no January rule
        ([card("2025-05-01", None, "source")], "2025-12-31", (0, False), "card_in_force"),
        ([card("2025-05-01", None, "source")], "2026-01-15", None, "card_ended"),
    ],
)
def test_the_card_of_the_payment_day(cards, payment, outcome, code):
    decision = withholding.card_for(cards, day(payment))
    assert decision.outcome == outcome
    assert [reason.code for reason in decision.reasons] == [code]


@pytest.mark.parametrize(
    ("paid", "planned", "required"), [(0, 150_000, False), (0, 150_001, True), (150_001, 0, True), (150_000, 0, False)]
)
def test_a_household_withholds_above_its_yearly_limit(paid, planned, required):
    decision = withholding.withholding_required(
        BOOK, paid_cents=paid, planned_cents=planned, payment_day=day("2026-02-27")
    )
    assert decision.outcome is required
    assert decision.values[0].name == "withholding.yearly_limit_euros"


@pytest.mark.parametrize(
    ("base", "ceiling", "paid", "split"),
    [
        # published examples: remaining 500 of 1000; used up; 3600 of 4100
        (100_000, 100_000, 50_000, (50_000, 50_000)),
        (100_000, 100_000, 100_000, (0, 100_000)),
        (410_000, 360_000, 0, (360_000, 50_000)),
        (200_000, 2_500_000, 845_000, (200_000, 0)),
        (100_000, 100_000, 0, (100_000, 0)),
        (100_001, 100_000, 0, (100_000, 1)),
        (100_000, 100_000, 250_000, (0, 100_000)),
        (0, 100_000, 250_000, (0, 0)),
    ],
)
def test_the_ceiling_splits_a_payment(base, ceiling, paid, split):
    decision = withholding.ceiling_split(
        base, ceiling_cents=ceiling, paid_since_card_began_cents=paid, has_additional=True
    )
    assert decision.outcome is not None
    assert (decision.outcome.at_card_percent_cents, decision.outcome.at_additional_percent_cents) == split


def test_a_card_without_a_ceiling_is_never_split():
    decision = withholding.ceiling_split(
        999, ceiling_cents=None, paid_since_card_began_cents=None, has_additional=False
    )
    assert decision.outcome == withholding.Split(999, 0)


def test_what_was_paid_under_the_card_is_asked_not_guessed():
    decision = withholding.ceiling_split(
        999, ceiling_cents=100_000, paid_since_card_began_cents=None, has_additional=True
    )
    assert (decision.outcome, decision.questions[0].topic) == (None, "card_used")


def test_a_passed_ceiling_needs_the_additional_percentage():
    decision = withholding.ceiling_split(999, ceiling_cents=100, paid_since_card_began_cents=0, has_additional=False)
    assert (decision.outcome, decision.questions[0].topic) == (None, "tax_card")


def test_a_negative_base_is_refused():
    with pytest.raises(ValueError, match="negative"):
        withholding.ceiling_split(-1, ceiling_cents=None, paid_since_card_began_cents=None, has_additional=True)


@pytest.mark.parametrize(
    ("on_card", "full_month", "days", "outcome"),
    [
        (True, True, 20, ("withholding.source_deduction_month_euros", 1)),
        (True, False, 7, ("withholding.source_deduction_day_euros", 7)),
        (False, True, 20, ("none", 0)),
        (None, True, 20, None),
    ],
)
def test_the_deduction_of_tax_at_source(on_card, full_month, days, outcome):
    decision = withholding.source_deduction(
        BOOK, on_card=on_card, full_month=full_month, work_days=days, payment_day=day("2026-05-29")
    )
    assert decision.outcome == outcome
    assert bool(decision.questions) is (outcome is None)


def test_a_half_month_has_a_half_of_the_months_deduction():
    decision = withholding.source_deduction(
        BOOK, on_card=True, full_month=False, half_month=True, work_days=8, payment_day=day("2026-05-29")
    )
    assert decision.outcome == ("withholding.source_deduction_month_euros", Fraction(1, 2))


@pytest.mark.parametrize("insured", [True, False, None])
def test_the_health_contribution_beside_tax_at_source(insured):
    decision = withholding.source_health_contribution(insured_in_finland=insured)
    assert decision.outcome is insured
    assert bool(decision.questions) is (insured is None)
