"""Which issued payslips rested on a value of law that was corrected since, and what that means in euros.

Pure: stored traces and inputs in, differences out. A correction is an entry of the law data with ``corrects``; the
wrong entry stays beside it (``rules/README.md``). A change that was written after its first day, when the value before
it was still thought to hold, is one as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from payroll import CannotCalculate
from payroll.arrears import left_to_pay
from payroll.difference import PaidLine
from payroll.figures import rows_of
from payroll.inputs import from_text
from rules import Book
from rules.loading import EXPECTED, UNKNOWN, Item

SHOWN = ("gross", "net", "employer_cost")
"""The totals in which people see what a correction means."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One corrected value: the entry that counts now, and those that stood for its first day before."""

    name: str
    item: Item
    before: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Paid:
    """What a payslip and its corrections hold together: inputs and trace of the newest of them, totals in cents.

    ``beside``: the lines paid for the same period that the totals do not hold, because another day paid them.
    """

    inputs_text: str
    trace: str
    totals: Mapping[str, int]
    issued_on: date
    beside: tuple[PaidLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A corrected value that a payslip rested on: its number as it was used and as it is now, and where it stands.

    ``before`` or ``after`` is empty when the trace holds no number of it: a limit that only decided something.
    """

    name: str
    since: date
    recorded: date
    before: str
    after: str
    why: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class Affected:
    """A payslip whose totals are not what today's law data gives: paid and now, in cents; None: a question withholds
    it."""

    changes: tuple[Change, ...]
    differences: Mapping[str, tuple[int, int | None]]

    @property
    def euros(self) -> dict[str, int | None]:
        """The change of gross, net and the employer's whole cost in cents; None where a question withholds it."""
        found: dict[str, int | None] = {}
        for key in SHOWN:
            before, now = self.differences.get(key, (0, 0))
            found[key] = None if now is None else now - before
        return found


@lru_cache(maxsize=8)
def corrections(book: Book) -> tuple[Correction, ...]:
    """Every value of the book that counts now in the place of another, in the order of names and days.

    A correction of the wording or the confidence alone changes no payslip and is left out.
    """
    found: list[Correction] = []
    for name in book.names():
        written, counting = book.entry(name).items, book.entries(name)
        for position, item in enumerate(counting):
            if item.corrects is not None:
                earlier = tuple(one for one in written if one is not item and one.first == item.first)
            else:
                earlier = tuple(one for one in counting[max(position - 1, 0) : position] if _told_late(one, item))
            earlier = tuple(one for one in earlier if one.state != EXPECTED)
            if any((one.state, one.number) != (item.state, item.number) for one in earlier):
                found.append(Correction(name, item, earlier))
    return tuple(found)


def _told_late(before: Item, item: Item) -> bool:
    """Whether the earlier value was used on days of the later one, because the change was written after its first day.

    A value of one year or of an edition ends by itself: it was never used beyond its end.
    """
    ended_by_hand = before.until not in ("one_year", "with_the_edition")
    return ended_by_hand and before.after == item.first and before.recorded < item.recorded > item.first


def affected(paid: Paid, book: Book, known: Sequence[Correction] | None = None) -> Affected | None:
    """What the book's corrections mean for a payslip, or None when they mean nothing for it.

    A correction concerns it when its trace used one of the wrong entries, or when the correction was written on the
    day of issue or later: a value that only decided something leaves no number in the trace. ``known``: the book's
    corrections when the caller has them.
    """
    found = corrections(book) if known is None else known
    if not found:
        return None
    used = _law_rows(paid.trace)
    relied = [one for one in found if _relied(one, used)]
    later = [
        one for one in found if one not in relied and one.item.recorded >= paid.issued_on and not _known(one, used)
    ]
    if not relied and not later:
        return None
    try:
        now = left_to_pay(from_text(paid.inputs_text), paid.beside, book)
    except CannotCalculate:
        if not relied:
            return None
        # the sums are not known, but the payslip rested on the wrong value
        unknown = {key: (paid.totals[key], None) for key in SHOWN if key in paid.totals}
        return Affected(tuple(_change(one, used, {}) for one in relied), unknown)
    differences = {key: (cents, now.totals[key]) for key, cents in paid.totals.items() if now.totals[key] != cents}
    if not differences:
        return None
    fresh = _law_rows(now.trace)
    concerned = relied or [one for one in later if (one.name, one.item.first.isoformat()) in fresh] or later
    return Affected(tuple(_change(one, used, fresh) for one in concerned), differences)


_Rows = Mapping[tuple[str, str], Sequence[tuple[str, str]]]


def _law_rows(trace: str) -> _Rows:
    """The values of law in a trace: (name, since) to the numbers used and their wordings."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    rows: list[list[Any]] = rows_of(trace)
    for operation, name, number, _, _, _, about in rows:
        if operation == "law":
            found.setdefault((name, about["since"]), []).append((number, about["says"]))
    return found


def _relied(one: Correction, used: _Rows) -> bool:
    """Whether the trace used one of the values before; an unknown one is never used, whatever its wording."""
    now = (one.item.first, one.item.says) if one.item.state != UNKNOWN else None
    return any(
        item.says == says and (item.first, item.says) != now
        for item in one.before
        for _, says in used.get((one.name, item.first.isoformat()), ())
    )


def _known(one: Correction, used: _Rows) -> bool:
    return any(says == one.item.says for _, says in used.get((one.name, one.item.first.isoformat()), ()))


def _change(one: Correction, used: _Rows, fresh: _Rows) -> Change:
    starts = {item.first.isoformat() for item in one.before}
    before = [number for start in sorted(starts) for number, _ in used.get((one.name, start), ())]
    after = [number for number, _ in fresh.get((one.name, one.item.first.isoformat()), ())]
    unlike = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
    first, second = unlike[0] if unlike else (before[0] if before else "", after[0] if after else "")
    if not first and one.before:
        first, second = _plain(one.before[-1]), _plain(one.item)
    source = ", ".join(part for part in (one.item.source.title, one.item.source.clause) if part)
    return Change(
        one.name,
        one.item.first,
        one.item.recorded,
        first,
        second,
        one.item.corrects or "",
        source,
        one.item.source.link,
    )


def _plain(item: Item) -> str:
    return "" if item.state == UNKNOWN or item.text.startswith("[") else item.text
