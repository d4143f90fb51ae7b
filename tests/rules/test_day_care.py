"""The private day-care allowance: whose wage Kela pays a part of."""

from __future__ import annotations

import pytest

from rules.decisions import day_care


@pytest.mark.parametrize(
    ("childminding", "same_household", "outcome", "code"),
    [
        (True, False, True, "kela_pays"),
        (True, True, False, "kela_same_household"),
        (False, False, False, "kela_only_childminding"),
        (False, None, False, "kela_only_childminding"),
    ],
)
def test_kela_pays_for_a_childminder_of_another_household(
    childminding: bool, same_household: bool | None, outcome: bool, code: str
) -> None:
    decided = day_care.day_care_allowance(childminding=childminding, same_household=same_household)
    assert (decided.outcome, decided.reasons[0].code, decided.questions) == (outcome, code, ())


def test_whose_household_the_childminder_lives_in_is_asked() -> None:
    decided = day_care.day_care_allowance(childminding=True, same_household=None)
    assert decided.outcome is None
    assert [one.topic for one in decided.questions] == ["kela_same_household"]
