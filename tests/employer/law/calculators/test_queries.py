"""The registry of questions."""

from __future__ import annotations

import re

import pytest

from employer.law.calculators import question, questions
from employer.law.calculators.queries import GROUPS


def test_every_question_has_its_own_address_schema_and_group() -> None:
    names = [one.name for one in questions()]
    assert len(set(names)) == len(names) >= 30
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", name) for name in names)
    assert len({one.schema for one in questions()}) == len(names)
    assert {one.group for one in questions()} == set(GROUPS)


def test_a_question_is_found_by_its_address() -> None:
    assert question("insured").name == "insured"
    with pytest.raises(LookupError):
        question("Insured")
