"""What a change of the law data does: the values that change, and the sample months before and after."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from payroll import Payslip, calculate
from payroll.inputs import Inputs, from_text
from rules import Book
from rules.loading import Item

SAMPLES = Path(__file__).parent / "samples"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """A value that changes on a day. ``before`` and ``after`` are as written; None where the book says nothing.

    ``title``: in English. ``rows``: of a table that changes, the rows that go and those that come, each as text.
    """

    name: str
    day: date
    before: str | None
    after: str | None
    title: str = ""
    rows: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    @property
    def same(self) -> bool:
        """Whether a new entry says what the one before it said."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Effect:
    """One line or total of a sample month that changes, in cents; None where a question withholds it."""

    sample: str
    what: str
    before_cents: int | None
    after_cents: int | None


def changes_from(book: Book, day: date) -> tuple[Change, ...]:
    """Every value of the book that begins, changes or ends on ``day`` or later, in the order of days and names."""
    found: list[Change] = []
    for name in book.names():
        items, title = book.entries(name), dict(book.entry(name).title)["en"]
        for position, item in enumerate(items):
            earlier = items[position - 1] if position else None
            if item.first >= day:
                joined = earlier is not None and earlier.after == item.first
                old = earlier if joined else None
                found.append(Change(name, item.first, _brief(old), _brief(item), title, _rows(old, item)))
            follows = position + 1 < len(items) and items[position + 1].first == item.after
            if item.after is not None and item.after >= day and not follows:
                found.append(Change(name, item.after, _brief(item), None, title))
    return tuple(sorted(found, key=lambda change: (change.day, change.name)))


def _brief(item: Item | None) -> str | None:
    return None if item is None else item.text


def _rows(old: Item | None, new: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rows of a table that are not in the other one."""
    before, after = (_row_texts(one) for one in (old, new))
    if not before or not after:
        return (), ()
    return tuple(one for one in before if one not in after), tuple(one for one in after if one not in before)


def _row_texts(item: Item | None) -> tuple[str, ...]:
    if item is None or not item.text.startswith("["):
        return ()
    rows: list[dict[str, str]] = json.loads(item.text)
    return tuple(", ".join(f"{column} {cell}" for column, cell in row.items()) for row in rows)


def samples() -> tuple[tuple[str, Inputs], ...]:
    """The bundled sample months: invented people, one file each, by name."""
    return tuple((path.stem, from_text(path.read_text(encoding="utf-8"))) for path in sorted(SAMPLES.glob("*.json")))


def effects_on(book: Book, day: date, months: Iterable[tuple[str, Inputs]] | None = None) -> tuple[Effect, ...]:
    """What changes in the sample months between the law of the day before and the law of ``day``.

    The same work is calculated twice, by the book as it stands on either day; unchanged lines are left out. Cents.
    """
    before, after = book.pinned_on(day - _ONE_DAY), book.pinned_on(day)
    found: list[Effect] = []
    for name, inputs in samples() if months is None else months:
        old, new = _amounts(calculate(inputs, before)), _amounts(calculate(inputs, after))
        for what in dict.fromkeys([*old, *new]):
            if old.get(what) != new.get(what):
                found.append(Effect(name, what, old.get(what), new.get(what)))
    return tuple(found)


def withheld_on(book: Book, day: date) -> tuple[str, ...]:
    """The sample months whose net pay the law of ``day`` withholds until something is answered."""
    pinned = book.pinned_on(day)
    return tuple(name for name, inputs in samples() if calculate(inputs, pinned).totals["net"] is None)


def _amounts(payslip: Payslip) -> dict[str, int | None]:
    amounts: dict[str, int | None] = {}
    for line in payslip.lines:
        what = f"line {line.kind}"
        amounts[what] = (amounts.get(what) or 0) + line.amount_cents
    amounts.update(payslip.totals)
    return amounts
