"""The law book: a named value for given days, with its source; nothing is ever guessed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from rules.days import Days
from rules.errors import BookError, NoSuchValue, NoValueForDay, UnknownValue, UnverifiedValue
from rules.loading import DATA, EXPECTED, UNKNOWN, Edition, Entry, Item, read_folder
from rules.values import Confidence, Unit, Value


class Book:
    """All named values with their history; frozen, and quick when asked the same thing again.

    ``value(name, days)`` answers with what holds on the day that the value itself names through ``decided_by``.
    """

    __slots__ = ("_answers", "_edition", "_editions", "_entries", "_roles", "_timelines")

    def __init__(self, entries: Iterable[Entry], editions: Iterable[Edition] = ()) -> None:
        self._entries: dict[str, Entry] = {entry.name: entry for entry in entries}
        self._timelines: dict[str, tuple[Item, ...]] = {
            name: timeline(entry.items) for name, entry in self._entries.items()
        }
        self._roles: dict[str, str] = {name: entry.decided_by for name, entry in self._entries.items()}
        self._answers: dict[tuple[str, date], Value] = {}
        self._edition: str | None = None
        self._editions = tuple(sorted(editions, key=lambda each: (each.agreement, each.first, each.recorded)))

    @property
    def edition(self) -> str:
        """Fingerprint (SHA-256, hexadecimal) of all values, kept with every payslip; comments do not change it."""
        if self._edition is None:
            content = [self._entries[name].facts() for name in sorted(self._entries)]
            content.extend(edition.facts() for edition in self._editions)
            text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            self._edition = sha256(text.encode("utf-8")).hexdigest()
        return self._edition

    def value(self, name: str, days: Days) -> Value:
        """The value that holds on its own deciding day among ``days``.

        Raises ``NoSuchValue`` for a name the book does not hold, ``ValueError`` when the deciding day was not given,
        ``NoValueForDay`` outside the written days, ``UnknownValue`` and ``UnverifiedValue`` when a person must answer
        or confirm first.
        """
        try:
            day: date | None = getattr(days, self._roles[name])
        except KeyError:
            raise NoSuchValue(f"the law book has no value named {name}") from None
        if day is None:
            raise ValueError(f"{name} is decided by {self._roles[name]}, which was not given")
        try:
            return self._answers[name, day]
        except KeyError:
            answer = self._answers[name, day] = self._find(name, day)
            return answer

    def known_on(self, day: date) -> Book:
        """The book as it was known on ``day``: without anything recorded later."""
        known: list[Entry] = []
        for entry in self._entries.values():
            items = tuple(item for item in entry.items if item.recorded <= day)
            if items:
                known.append(_with_items(entry, items))
        return Book(known, (edition for edition in self._editions if edition.recorded <= day))

    def pinned_on(self, day: date) -> Book:
        """A book that answers every question as for ``day``, whatever days it is given.

        It shows what a change of law does to the same work: the same inputs under the values of two days.
        """
        return _PinnedBook(self._entries.values(), self._editions, day)

    def editions(self, agreement: str) -> tuple[Edition, ...]:
        """The timeline of an agreement in order; empty for one that the book does not hold."""
        return tuple(edition for edition in self._editions if edition.agreement == agreement)

    def agreements(self) -> tuple[str, ...]:
        """The agreements whose timelines the book holds."""
        return tuple(sorted({edition.agreement for edition in self._editions}))

    def names(self) -> tuple[str, ...]:
        """The names of all values, in alphabetical order."""
        return tuple(sorted(self._entries))

    def entry(self, name: str) -> Entry:
        """The named value with its description and its whole history, mistakes included.

        Raises ``NoSuchValue`` for a name the book does not hold.
        """
        try:
            return self._entries[name]
        except KeyError:
            raise NoSuchValue(f"the law book has no value named {name}") from None

    def entries(self, name: str) -> tuple[Item, ...]:
        """The dated values that count for a name, in order, corrected ones left out.

        Raises ``NoSuchValue`` for a name the book does not hold.
        """
        self.entry(name)
        return self._timelines[name]

    def _find(self, name: str, day: date) -> Value:
        entry = self._entries[name]
        for item in self._timelines[name]:
            if item.first <= day and (item.after is None or day < item.after):
                return _answer(entry, item, day)
        raise NoValueForDay(name, day, _what_to_add(entry, self._timelines[name], day))


class _PinnedBook(Book):
    """A book whose every value is that of one day."""

    __slots__ = ("_day",)

    def __init__(self, entries: Iterable[Entry], editions: Iterable[Edition], day: date) -> None:
        super().__init__(entries, editions)
        self._day = day

    def value(self, name: str, days: Days) -> Value:
        role = self.entry(name).decided_by
        return super().value(name, replace(days, **{role: self._day}))


@cache
def load_book(folder: Path = DATA) -> Book:
    """The law book of the data files in ``folder``, read once.

    Raises ``BookError`` whose text lists every problem with file and line.
    """
    reading = read_folder(folder)
    complaints = reading.complaints + [complaint for entry in reading.entries.values() for complaint in overlaps(entry)]
    if complaints:
        raise BookError("\n".join(complaints))
    return Book(reading.entries.values(), reading.editions)


def timeline(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items that count: of those that begin on the same day, the one recorded last; ``expected`` ones left out."""
    latest: dict[date, Item] = {}
    for item in items:
        if item.state == EXPECTED:
            continue
        before = latest.get(item.first)
        if before is None or before.recorded <= item.recorded:
            latest[item.first] = item
    return tuple(latest[first] for first in sorted(latest))


def overlaps(entry: Entry) -> list[str]:
    """Sentences about two values of one name that would both hold on a day."""
    complaints: list[str] = []
    by_start: dict[date, list[Item]] = {}
    for item in entry.items:
        if item.state != EXPECTED:
            by_start.setdefault(item.first, []).append(item)
    for first, same in by_start.items():
        for earlier, later in pairwise(same):
            if later.corrects is None or later.recorded <= earlier.recorded:
                complaints.append(
                    f"{later.file}:{later.line}: {entry.name} has two values from {first.isoformat()}; a correction "
                    "needs a later 'recorded' and 'corrects' with the reason"
                )
    for earlier, later in pairwise(timeline(entry.items)):
        if earlier.after is None or earlier.after > later.first:
            complaints.append(
                f"{later.file}:{later.line}: {entry.name} from {later.first.isoformat()} overlaps the value from "
                f"{earlier.first.isoformat()} (line {earlier.line}); let the earlier one end the day before"
            )
    return complaints


def _with_items(entry: Entry, items: tuple[Item, ...]) -> Entry:
    return Entry(
        name=entry.name,
        title=entry.title,
        unit=entry.unit,
        columns=entry.columns,
        decided_by=entry.decided_by,
        better_for_employee=entry.better_for_employee,
        statute_is=entry.statute_is,
        choice=entry.choice,
        gaps=entry.gaps,
        items=items,
        file=entry.file,
        line=entry.line,
    )


def _answer(entry: Entry, item: Item, day: date) -> Value:
    title = dict(entry.title)["en"]
    if item.state == UNKNOWN:
        raise UnknownValue(entry.name, day, item.question or f"{title} is not known; what is it?")
    if item.confidence is Confidence.UNVERIFIED:
        question = item.question or (
            f"{title}: the law book has {item.text}, which nobody has verified. Is it right? See {item.source.title}, "
            f"{item.source.clause}."
        )
        raise UnverifiedValue(entry.name, day, question, item.text)
    return Value(
        name=entry.name,
        number=item.number,
        unit=Unit(entry.unit),
        first=item.first,
        last=item.last,
        source=item.source,
        says=item.says,
        confidence=item.confidence,
        title=entry.title,
    )


def _what_to_add(entry: Entry, items: tuple[Item, ...], day: date) -> str:
    title = dict(entry.title)["en"]
    before = [item for item in items if item.first <= day]
    if before:
        known = f"the last one ended on {before[-1].last}"
    elif items:
        known = f"the first one begins on {items[0].first}"
    else:
        known = "there is none yet"
    return (
        f"{title} has no value for {day.isoformat()} ({known}). Someone must add it to rules/data/{entry.file} "
        "from the decision that sets it, with source and wording; last year's value is not used."
    )
