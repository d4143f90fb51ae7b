"""The record: one document for every list and statement, its words made by the feature that knows them."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from employer import documents, texts

SAMPLE = Path(__file__).resolve().parents[2] / "templates" / "documents" / "record" / "sample.json"
DAY = date(2026, 2, 1)


@pytest.fixture
def sample() -> dict[str, Any]:
    return copy.deepcopy(json.loads(SAMPLE.read_text("utf-8")))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_page_and_the_paper_hold_the_same_words(sample: dict[str, Any], language: str) -> None:
    made = documents.render("record", sample, language, DAY, "ilona-1")
    assert made.title == "Työaikakirjanpito"
    for words in ("Ilona Rantavirta", "12.1.2026", "8 tuntia"):
        assert words in made.part
    assert made.pdf.startswith(b"%PDF")
    assert made.pdf == documents.render("record", sample, language, DAY, "ilona-1").pdf


def test_a_draft_says_so(sample: dict[str, Any]) -> None:
    assert "Luonnos" in documents.render_html("record", {**sample, "draft": True}, "fi", DAY, "1")
    assert "Luonnos" not in documents.render_html("record", sample, "fi", DAY, "1")


def test_data_that_lacks_something_is_refused(sample: dict[str, Any]) -> None:
    del sample["facts"]
    with pytest.raises(documents.DocumentError):
        documents.render_html("record", sample, "fi", DAY, "1")
