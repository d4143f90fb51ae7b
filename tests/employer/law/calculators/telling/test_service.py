"""How answers and problems are told."""

from __future__ import annotations

import pytest

from employer.law import calculators
from employer.law.calculators.schemas import Cents, Minutes, Percents, Rate, Used, Word
from employer.law.calculators.telling.service import reads, rows_of_outcome, show, used_number


def test_plain_values_for_the_eye() -> None:
    shown = [show(one, "fi") for one in (Cents(123456), Minutes(90), Rate("7.5"), Word("mon"), True, None, 2026, 12)]
    assert shown == [
        "1\xa0234,56\xa0€", "1\xa0tunti 30\xa0minuuttia", "7,5\xa0%", "maanantai", "Kyllä", "Ei tiedossa", "2026", "12",
    ]  # fmt: skip
    assert show(Percents([("accident_percent", "1.2")]), "en") == "accident insurance 1,2\xa0%"


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [("7.3", "percent", "7,3\xa0%"), ("1500.00", "euros", "1\xa0500,00\xa0€"), ("14", "days", "14"),
     (None, "table", ""), ("counted", "word", "counted")],
)  # fmt: skip
def test_used_numbers_for_the_eye(number: str | None, unit: str, shown: str) -> None:
    assert used_number(Used("a", number, unit, "2026-01-01", "", "", "", ""), "fi") == shown


def test_an_amount_with_its_unit_is_told_in_the_sentence_alone() -> None:
    asked = calculators.question("notice-period")
    answered = calculators.answer(asked, reads(asked, dict(asked.example)).command)
    facts, _ = rows_of_outcome(answered, "en")
    assert facts == [("Last day", "1.2.2027")]
