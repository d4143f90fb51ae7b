"""What wins, in words, on the pages of the contract and the wage."""

from __future__ import annotations

import pytest

from employer import texts
from employer.contracts.schemas import AGREEMENTS
from tests.conftest import Demo, Signer
from tests.pages import visit


@pytest.mark.demo
def test_the_pages_say_what_wins(demo: Demo, signer: Signer) -> None:
    client = signer.client(demo.people["client"])
    assert "palkkalaskelma käyttää vähimmäispalkkaa" in visit(client, f"/e/{demo.employer_id}/contracts/1/wage").words()
    assert (
        "Lain pakollisista säännöistä ei voi poiketa"
        in visit(client, f"/e/{demo.employer_id}/contracts/1/followed").words()
    )


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_each_agreement_has_its_words(language: str) -> None:
    for name in (*AGREEMENTS, "unknown"):
        assert texts.say(language, f"procedures.precedence.{name}")
