"""The calculators of pay against results worked out by hand from the law."""

from __future__ import annotations

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
    assert found["outcome"] == {"withholding": "200.50", "left": "699.50"}


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
    assert found == {"protected": "1280.40", "highest": "146.40"}


def test_household_credit_and_none_for_what_the_county_pays() -> None:
    facts = {"year": 2026, "wages": "3000", "side_costs": "700"}
    assert ask("household-credit", **facts, county_pays=True)["outcome"] == {"credit": "0.00"}
    assert ask("household-credit", **facts, county_pays=False)["outcome"] == {"credit": "940.00"}


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
        assert found["outcome"] == {"compulsory": compulsory}
    facts = {"payment_day": "2026-11-30", "six_months_wages": "5000.00", "has_policy": False}
    assert ask("pension-employer", **facts, permanent_employees=0)["outcome"] == {"employer_kind": "temporary"}
    assert ask("pension-employer", **facts, permanent_employees=1)["outcome"] == {"employer_kind": "contract"}
    assert ask("pension-employer", payment_day="2026-11-30")["outcome"] is None
