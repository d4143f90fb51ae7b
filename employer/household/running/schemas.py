"""What a run gives back, and what it gathers on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from employer.answers.schemas import holds_for_all


@dataclass(frozen=True, slots=True)
class Outcome:
    """``files``: name to bytes, in the order of writing. ``blocked``: an open question stops something.

    ``asked``: the ids of the open questions.
    """

    files: Mapping[str, bytes]
    questions: int
    blocked: bool
    asked: tuple[str, ...] = ()


@dataclass(slots=True)
class OpenQuestion:
    """One open question of the file: ``blocks`` lists the payslips, ``<employment>-<pay day>``, that wait for it.

    ``stops``: something waits for it that is no payslip of its own (a report, a transfer).
    """

    id: str
    asks: str
    why: str
    where_to_find: str
    blocks: list[str] = field(default_factory=list)


def employment_of(payslip: str) -> str:
    """The employment's code in a payslip's name ``<employment>-<pay day>``."""
    return payslip[: -len("-2026-01-31")]


class Questions:
    """Collects the open questions; the same one asked again only grows in what it blocks."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], OpenQuestion] = {}

    def ask(
        self, topic: str, subject: str, day: date, words: Any, blocks: str | None = None, same: str | None = None
    ) -> None:
        """Notes a question about ``subject`` (an employment or the household); ``words``: asks, why, where_to_find.

        It is the same question when ``same`` (the words when left out) is the same. What concerns the employer's own
        insurances and accounts, the law or the agreement is one question, whichever employment asks first.
        """
        key = (topic, "" if holds_for_all(topic) else subject, words.asks if same is None else same)
        known = self._found.get(key)
        if known is None:
            known = OpenQuestion(f"{topic}:{subject}:{day.isoformat()}", words.asks, words.why, words.where_to_find)
            self._found[key] = known
        if blocks is not None and blocks not in known.blocks:
            known.blocks.append(blocks)

    def block(self, subject: str, blocked: str) -> None:
        """What waits for every blocking question of a subject, because an earlier payslip waits for it."""
        for question in self._found.values():
            if blocked not in question.blocks and any(employment_of(name) == subject for name in question.blocks):
                question.blocks.append(blocked)

    def plain(self) -> list[dict[str, Any]]:
        """The questions as plain data, in the order in which they came up."""
        return [
            {
                "id": question.id,
                "asks": question.asks,
                "why": question.why,
                "where_to_find": question.where_to_find,
                "blocks": list(question.blocks),
            }
            for question in self._found.values()
        ]

    @property
    def blocked(self) -> bool:
        """Whether any question stops something."""
        return any(question.blocks for question in self._found.values())

    def __len__(self) -> int:
        return len(self._found)
