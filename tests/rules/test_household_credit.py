"""For which work the household tax credit may be claimed."""

from __future__ import annotations

import pytest

from rules.decisions.household_credit import SUPPORTS, may_be_claimed


@pytest.mark.parametrize(
    ("support", "outcome"),
    [
        ("none", True),
        ("informal_care", False),
        ("voucher", False),
        ("day_care_allowance", False),
        ("county_all", False),
    ],
)
def test_support_for_the_same_work_leaves_no_credit(support: str, outcome: bool) -> None:
    decided = may_be_claimed(same_household=False, support=support)
    assert decided.outcome is outcome
    code = "may_be_claimed" if outcome else support
    assert [(one.code, one.section) for one in decided.reasons] == [(f"household_credit.{code}", "1535/1992 127 a §")]


@pytest.mark.parametrize("support", SUPPORTS)
def test_nor_does_work_of_a_person_of_the_same_household(support: str) -> None:
    decided = may_be_claimed(same_household=True, support=support)
    assert (decided.outcome, decided.questions) == (False, ())
    assert [one.code for one in decided.reasons] == ["household_credit.same_household"]


def test_wages_that_the_county_reimburses_in_part_are_asked() -> None:
    decided = may_be_claimed(same_household=False, support="county_part")
    assert (decided.outcome, decided.reasons) == (None, ())
    assert [one.topic for one in decided.questions] == ["household_credit_reimbursed"]


def test_an_unknown_support_is_refused() -> None:
    with pytest.raises(ValueError, match="stipend"):
        may_be_claimed(same_household=False, support="stipend")
