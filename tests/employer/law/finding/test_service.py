"""The search of the calculators finds what people mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employer.law import finding
from employer.texts import LANGUAGES


@pytest.mark.parametrize(
    ("language", "words", "first"),
    [
        ("en", "How long is my notice period?", "notice-period"),
        ("en", "how many holiday days", "holiday-days"),
        ("en", "what does this shift cost?", "shift-cost"),
        ("en", "sick leave", "sick-pay"),
        ("en", "fire", "dismissal"),
        ("en", "net salary", "net-pay"),
        ("fi", "kuinka pitkä on irtisanomisaikani?", "notice-period"),
        ("fi", "montako lomapäivää", "holiday-days"),
        ("fi", "mitä tämä vuoro maksaa", "shift-cost"),
        ("fi", "SAIRASLOMA", "sick-pay"),
        ("fi", "lomautus", "layoff-notice"),  # begins like "loma"
        ("selko", "verokortti", "withholding"),
        ("sv", "uppsägningstid", "notice-period"),
        ("sv", "vad kostar skiftet", "shift-cost"),
        ("sv", "skattekort", "withholding"),
    ],
)
def test_the_words_of_people_find_the_question_first(language: str, words: str, first: str) -> None:
    assert finding.found(words, language)[0].name == first


def test_words_of_nothing_find_nothing() -> None:
    assert finding.found("xyzzy", "en") == ()
    assert finding.found("?!", "fi") == ()


@given(words=st.text(max_size=100), language=st.sampled_from(LANGUAGES))
def test_any_words_may_be_typed(words: str, language: str) -> None:
    assert len(finding.found(words, language)) <= 12


def test_the_most_asked_are_questions() -> None:
    assert [one.name for one in finding.most_asked()] == list(finding.MOST_ASKED)
