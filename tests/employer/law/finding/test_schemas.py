"""What the search reads."""

from __future__ import annotations

from employer.forms import read
from employer.law.finding.schemas import Search


def test_words_are_read_and_too_many_are_refused() -> None:
    assert read(Search, {"search": "  notice   period "}).command == {"search": "notice period"}
    assert read(Search, {}).command == {}
    assert set(read(Search, {"search": "x" * 101}).problems) == {"search"}
