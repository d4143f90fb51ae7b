"""What wins, in words, on the pages of the contract and the wage."""

from __future__ import annotations

import pytest

from employer import texts
from employer.contracts.schemas import AGREEMENTS
from tests.conftest import Demo, Signer
from tests.pages import visit


@pytest.mark.demo
@pytest.mark.parametrize("path", ["contracts/1", "contracts/1/wage"])
def test_the_page_says_what_wins(demo: Demo, signer: Signer, path: str) -> None:
    page = visit(signer.client(demo.people["client"]), f"/e/{demo.employer_id}/{path}")
    assert "Mikä sääntö voittaa" in page.words()
    assert "palkkalaskelma käyttää vähimmäispalkkaa" in page.words()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_each_agreement_has_its_words(language: str) -> None:
    for name in (*AGREEMENTS, "unknown"):
        assert texts.say(language, f"procedures.precedence.{name}")
