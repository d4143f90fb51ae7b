"""The questions that words mean, the best first: by the words of their titles, explanations and details.

A word that few questions have counts for more than one of many, so that "how long is my" leaves the order to "notice".
Endings of words are left out, for a reader writes "irtisanomisaikani" and a title "irtisanomisaika".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from employer import texts
from employer.law.calculators import Question, question, questions
from employer.law.calculators.telling.service import field_words, texts_key

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
_WORD = re.compile(r"[^\W_]+")


def most_asked() -> tuple[Question, ...]:
    """The questions that most visitors come for, in order."""
    return tuple(question(name) for name in MOST_ASKED)


def found(search: str, language: str) -> tuple[Question, ...]:
    """The questions that the words mean, the best first, at most twelve; none when no word is known."""
    index = _index(language)
    known_stems = {stem for stems in index.values() for stem in stems}
    scores = dict.fromkeys(index, 0)
    for word in {_stem(word) for word in _words(search)}:
        near = {stem: _nearness(word, stem) for stem in known_stems if _alike(word, stem)}
        known = {name: near.keys() & stems.keys() for name, stems in index.items() if near.keys() & stems.keys()}
        for name, stems in known.items():
            scores[name] += max(index[name][stem] * near[stem] for stem in stems) * len(index) // len(known)
    best = max(scores.values())
    fitting = [name for name, score in scores.items() if score and best <= 3 * score]
    ranked = sorted(fitting, key=lambda name: (-scores[name], name not in MOST_ASKED))
    return tuple(question(name) for name in ranked[:_MOST])


def _alike(one: str, other: str) -> bool:
    """Whether two stems begin alike: the shorter is the whole beginning of the longer, and long enough to tell."""
    return one == other or (
        min(len(one), len(other)) >= _LEAST_LETTERS and (one.startswith(other) or other.startswith(one))
    )


def _nearness(word: str, stem: str) -> int:
    """The same, a longer word that begins so, or only a shorter one that the word begins with."""
    if word == stem:
        return 3
    return 2 if stem.startswith(word) else 1


def _words(text: str) -> Iterator[str]:
    return (found.group().casefold() for found in _WORD.finditer(text))


def _stem(word: str) -> str:
    """The beginning of a word, its ending left out when enough stays."""
    return word[: max(_LEAST_LETTERS, len(word) - _ENDING)]


@cache
def _index(language: str) -> dict[str, dict[str, int]]:
    """For each question its stems with their weights."""
    index: dict[str, dict[str, int]] = {}
    for one in questions():
        stems: dict[str, int] = {}
        for weight, text in _texts(one, language):
            for word in _words(text):
                stem = _stem(word)
                stems[stem] = max(weight, stems.get(stem, 0))
        index[one.name] = stems
    return index


def _texts(one: Question, language: str) -> Iterator[tuple[int, str]]:
    """The words of a question with their weight: title and the other words for it, explanation, labels."""
    key = texts_key(one)
    yield _TITLE, texts.say(language, f"law.{key}.title")
    if texts.has(f"law.{key}.also"):
        yield _TITLE, texts.say(language, f"law.{key}.also")
    yield _EXPLAINED, texts.say(language, f"law.{key}.intro")
    for name in one.schema().fields:
        yield _DETAIL, field_words(one, name, "field", language)
