"""What a service refuses, said so that a person can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from employer import texts


class Sentence(str):
    """A sentence in English that also knows its place in the texts, so that a page can say it in its own language."""

    __slots__ = ("facts", "key")

    key: str
    facts: dict[str, object]

    def __new__(cls, key: str, facts: dict[str, object]) -> Sentence:
        sentence = super().__new__(cls, texts.say("en", key, **facts))
        sentence.key, sentence.facts = key, facts
        return sentence

    def say(self, language: str) -> str:
        """The sentence in a language of the catalogue."""
        return texts.say(language, self.key, **self.facts)


class Problem(NamedTuple):
    """One thing that stands in the way: the field's name, what is wrong with it, and what to do."""

    field: str
    what: str
    what_to_do: str


class Refused(Exception):  # noqa: N818 - it says what happened
    """A service did nothing because of the problems, all of them listed together."""

    def __init__(self, problems: Iterable[Problem | tuple[str, str, str]]) -> None:
        self.problems = tuple(Problem(*problem) for problem in problems)
        super().__init__("; ".join(f"{one.field}: {one.what} {one.what_to_do}".strip() for one in self.problems))


class Problems:
    """Collects problems, so that all of them are told at once. The sentences are ``refused.<code>.what`` and ``.do``."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, field: str, code: str, **facts: object) -> None:
        """Notes a problem of a field; ``facts`` fill in the sentences."""
        self.found.append(
            Problem(field, Sentence(f"refused.{code}.what", facts), Sentence(f"refused.{code}.do", facts))
        )

    def refuse(self) -> None:
        """Raises ``Refused`` when there is any problem."""
        if self.found:
            raise Refused(self.found)
