"""The questions that words mean, the best first: by the words of their titles, explanations and details.

A word that few questions have counts for more than one of many, so that "how long is my" leaves the order to "notice".
Endings of words are left out, for a reader writes "irtisanomisaikani" and a title "irtisanomisaika".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from employer import texts
from employer.law.calculators import Question, question, questions
from employer.law.openapi.service import field_words, texts_key

MOST_ASKED = (
    "shift-cost",
    "net-pay",
    "notice-period",
    "holiday-days",
    "holiday-pay",
    "sick-pay",
    "overtime",
    "public-holidays",
)
"""The questions that stand first on the index page."""

_MOST = 12
_LEAST_LETTERS, _ENDING = 4, 3
_TITLE, _EXPLAINED, _DETAIL = 6, 3, 1
_EXACT = 3
_WORD = re.compile(r"[^\W_]+")


def most_asked() -> tuple[Question, ...]:
    """The questions that most visitors come for, in order."""
    return tuple(question(name) for name in MOST_ASKED)


def found(search: str, language: str) -> tuple[Question, ...]:
    """The questions that the words mean, the best first, at most twelve; none when no word is known."""
    index, count = _index(language)
    scores = dict.fromkeys(index, 0)
    for word in {_stem(word) for word in _words(search)}:
        near = {stem: _EXACT if stem == word else 1 for stem in count if _alike(word, stem)}
        for name, stems in index.items():
            scores[name] += max(
                (stems[stem] * close * len(index) // count[stem] for stem, close in near.items() if stem in stems),
                default=0,
            )
    best = max(scores.values(), default=0)
    ranked = sorted(
        (name for name in scores if scores[name] > 0 and best <= 3 * scores[name]), key=lambda name: -scores[name]
    )
    return tuple(question(name) for name in ranked[:_MOST])


def _alike(one: str, other: str) -> bool:
    """Whether two stems begin alike: the shorter is the whole beginning of the longer, and long enough to tell."""
    return one == other or (
        min(len(one), len(other)) >= _LEAST_LETTERS and (one.startswith(other) or other.startswith(one))
    )


def _words(text: str) -> Iterator[str]:
    return (found.group().casefold() for found in _WORD.finditer(text))


def _stem(word: str) -> str:
    """The beginning of a word, its ending left out when enough stays."""
    return word[: max(_LEAST_LETTERS, len(word) - _ENDING)]


@cache
def _index(language: str) -> tuple[dict[str, dict[str, int]], Counter[str]]:
    """For each question its stems with their weights, and in how many questions a stem stands."""
    index: dict[str, dict[str, int]] = {}
    for one in questions():
        stems: dict[str, int] = {}
        for weight, text in _texts(one, language):
            for word in _words(text):
                stem = _stem(word)
                stems[stem] = max(weight, stems.get(stem, 0))
        index[one.name] = stems
    return index, Counter(stem for stems in index.values() for stem in stems)


def _texts(one: Question, language: str) -> Iterator[tuple[int, str]]:
    """The words of a question with their weight: title and the other words for it, explanation, labels."""
    key = texts_key(one)
    yield _TITLE, texts.say(language, f"law.{key}.title")
    if texts.has(f"law.{key}.also"):
        yield _TITLE, texts.say(language, f"law.{key}.also")
    yield _EXPLAINED, texts.say(language, f"law.{key}.intro")
    for name in one.schema().fields:
        yield _DETAIL, field_words(one, name, "field", language)
