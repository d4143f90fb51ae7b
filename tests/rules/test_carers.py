"""Who is employed, and when a family member may be the assistant."""

from __future__ import annotations

from datetime import date

import pytest

from rules import load_book
from rules.decisions import carers

BOOK = load_book()


@pytest.mark.parametrize(
    ("carer", "employed", "section"),
    [
        ("assistant", True, "55/2001 1:1 §"),
        ("childminder", True, "55/2001 1:1 §"),
        ("home_carer", True, "55/2001 1:1 §"),
        ("informal_carer", False, "937/2005 10 §"),
        ("family_carer", False, "263/2015 20 §"),
    ],
)
def test_who_works_under_an_employment_contract(carer: str, employed: bool, section: str) -> None:
    decided = carers.is_employed(carer)
    assert (decided.outcome, decided.reasons[0].section) == (employed, section)


def test_another_carer_is_refused() -> None:
    with pytest.raises(ValueError, match="is not one of"):
        carers.is_employed("neighbour")


@pytest.mark.parametrize(
    ("relative", "start", "allows", "outcome"),
    [
        (False, "2020-01-01", None, True),
        (False, "2026-01-01", False, True),
        (True, "2025-01-01", True, True),
        (True, "2025-01-01", False, False),
        (True, "2025-01-01", None, None),
        # before the section only a decision that allows it says enough
        (True, "2024-12-31", True, True),
        (True, "2024-12-31", False, None),
        (True, "2024-12-31", None, None),
    ],
)
def test_a_family_member_needs_the_countys_decision(
    relative: bool, start: str, allows: bool | None, outcome: bool | None
) -> None:
    decided = carers.relative_as_assistant(
        BOOK, relative=relative, employment_start=date.fromisoformat(start), county_allows=allows
    )
    assert decided.outcome is outcome
    assert [one.topic for one in decided.questions] == (["relative_decision"] if outcome is None else [])
