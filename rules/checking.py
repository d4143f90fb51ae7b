"""Checks over the whole law book, what is due next, and the book as a text that a lawyer can read.

``check`` answers in sentences with file and line. ``due`` lists what ends, is expected, unknown or unverified.
``print_book`` writes every value with its history, wording, source, where it is used and which cases test it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from rules.book import Book, overlaps, timeline
from rules.loading import DATA, EXPECTED, UNKNOWN, Edition, Entry, Gap, Item, read_folder
from rules.values import Band, Confidence, Unit

_UNIT_ENDINGS = {
    "euros": Unit.EUROS,
    "percent": Unit.PERCENT,
    "minutes": Unit.MINUTES,
    "hours": Unit.HOURS,
    "weeks": Unit.WEEKS,
    "months": Unit.MONTHS,
    "weekdays": Unit.WEEKDAYS,
    "workdays": Unit.WORKDAYS,
}
_PLAIN_NUMBERS = frozenset(Unit) - {Unit.TABLE, Unit.WINDOWS, Unit.WORD, Unit.DAY}
_SHORTEST_WORDING = 15
_HIGHEST_PERCENT = Decimal(300)
_LINK = re.compile(r"https?://[^\s]+\.[^\s]+")
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u2009\u202f ](?=\d{3}(?!\d))")
_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d./§-])")
_SOON = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing the law data needs from people.

    ``kind``: ends, ended, expected, unknown, unverified, single (one source) or one_reader.
    """

    kind: str
    name: str
    day: date | None
    says: str


def check(folder: Path = DATA) -> list[str]:
    """Every fault of the data files below ``folder``, as sentences that begin with file and line; empty when sound."""
    reading = read_folder(folder)
    found = list(reading.complaints)
    found.extend(_check_timelines(reading.editions))
    for entry in reading.entries.values():
        found.extend(overlaps(entry))
        found.extend(_check_gaps(entry, reading.editions))
        found.extend(_check_name(entry))
        for item in entry.items:
            found.extend(_check_item(entry, item))
    return sorted(found, key=_place)


def _place(sentence: str) -> tuple[str, int]:
    file, line, _ = sentence.split(":", 2)
    return (file, int(line))


def _check_gaps(entry: Entry, editions: Iterable[Edition]) -> Iterator[str]:
    agreement = entry.file.split("/")[1] if entry.file.startswith("agreements/") else None
    silent = [*entry.gaps, *_silences(agreement, editions)]
    for earlier, later in pairwise(timeline(entry.items)):
        if earlier.after is not None and earlier.after < later.first:
            hole = (earlier.after, later.first - timedelta(days=1))
            if not any(gap.first <= hole[0] and hole[1] <= gap.last for gap in silent):
                yield (
                    f"{later.file}:{later.line}: {entry.name} says nothing from {hole[0]} to {hole[1]}; add the value, "
                    "or declare the gap under 'gaps' with its reason"
                )


def _silences(agreement: str | None, editions: Iterable[Edition]) -> Iterator[Gap]:
    """The spans between the editions of an agreement, and those in which its timeline says that nothing binds."""
    spans = sorted(
        (each for each in editions if each.agreement == agreement and each.edition is not None),
        key=lambda each: each.first,
    )
    for earlier, later in pairwise(spans):
        if earlier.last is not None and earlier.last + timedelta(days=1) < later.first:
            # A value that outlived its edition may end inside the silence, so the gap is as wide as the silence itself.
            yield Gap(earlier.last + timedelta(days=1), later.first - timedelta(days=1), "no agreement in force")


def _check_timelines(editions: Iterable[Edition]) -> Iterator[str]:
    for earlier, later in pairwise(sorted(editions, key=lambda each: (each.agreement, each.first))):
        if earlier.agreement == later.agreement and (earlier.last is None or earlier.last >= later.first):
            yield (
                f"{later.file}:{later.line}: {later.edition or 'the span without an agreement'} overlaps the one "
                "before; let that one end the day before"
            )
    for edition in editions:
        if not _LINK.fullmatch(edition.source.link):
            yield f"{edition.file}:{edition.line}: the link {edition.source.link!r} is no web address"


def _check_name(entry: Entry) -> Iterator[str]:
    ending = re.split(r"[._]", entry.name)[-1]
    expected = _UNIT_ENDINGS.get(ending)
    if expected is not None and entry.unit not in {expected, Unit.TABLE}:
        yield (
            f"{entry.file}:{entry.line}: {entry.name} ends in {ending} but its unit is {entry.unit.value}; "
            "rename it or correct the unit"
        )
    elif entry.unit in {Unit.EUROS, Unit.PERCENT} and expected is not entry.unit and "percent" not in entry.name:
        yield (
            f"{entry.file}:{entry.line}: {entry.name} is in {entry.unit.value}; let its name end in _{entry.unit.value}"
        )
    if len({words for _, words in entry.title}) < len(entry.title) and entry.unit is not Unit.WORD:
        yield f"{entry.file}:{entry.line}: {entry.name} has the same title in two languages; translate it"


def _check_item(entry: Entry, item: Item) -> Iterator[str]:
    where = f"{item.file}:{item.line}: {entry.name}"
    if not _LINK.fullmatch(item.source.link):
        yield f"{where}: the link {item.source.link!r} is no web address; write where the source is read"
    if len(item.says) < _SHORTEST_WORDING:
        yield f"{where}: 'says' is too short to tell what the source sets; write it in your own words"
    if item.corrects is not None and not any(
        other.first == item.first and other.recorded < item.recorded for other in entry.items
    ):
        yield f"{where}: 'corrects' has nothing to correct; an earlier value with the same 'from' must stand before it"
    if item.until == "one_year" and (years := set(_YEAR.findall(item.says))) and str(item.first.year) not in years:
        yield (
            f"{where}: 'says' speaks of {', '.join(sorted(years))} but the value is that of {item.first.year}; "
            "write what the new source says"
        )
    if item.state in {UNKNOWN, EXPECTED}:
        return
    if entry.unit in _PLAIN_NUMBERS and not digits_in(item.text, entry.unit, item.says):
        yield f"{where}: {item.text} is not found in 'says'; one of them has a slip of the pen"
    if entry.unit is Unit.PERCENT and not 0 <= item.number <= _HIGHEST_PERCENT:
        yield f"{where}: {item.text} % is no plausible percentage; write it as printed, '25' and not '0.25' or '2500'"
    if entry.unit is Unit.EUROS and item.number < 0:
        yield f"{where}: {item.text} euros is negative"
    if entry.unit is Unit.TABLE:
        yield from (f"{where}: {words}" for words in _check_rows(entry, item.number))


def digits_in(text: str, unit: Unit, says: str) -> bool:
    """Whether the digits of a value stand in its wording: ``9822.00`` is found as 9822, 9,822 or 9822.00."""
    plain = _THOUSANDS.sub("", says)
    forms = {text, text.replace(".", ",")}
    if unit is Unit.EUROS and text.endswith(".00"):
        forms.add(text[:-3])
    return any(re.search(rf"(?<![\d.,]){re.escape(form)}(?!\d|[.,]\d)", plain) for form in forms)


def _check_rows(entry: Entry, rows: tuple[Band, ...]) -> Iterator[str]:
    names = [name for name, _ in entry.columns]
    pairs = [name[: -len("_from")] for name in names if name.endswith("_from") and f"{name[:-5]}_below" in names]
    words = [name for name, unit in entry.columns if unit is Unit.WORD]
    if not pairs:
        keys = [tuple(row[name] for name in names) for row in rows]
        if len(set(keys)) < len(keys):
            yield "a row of the table stands twice"
        return
    for row in rows:
        for pair in pairs:
            low, high = row[f"{pair}_from"], row[f"{pair}_below"]
            if low is not None and high is not None and low >= high:
                yield f"the band from {low} to {high} of {pair} is empty"
    for one, other in combinations(rows, 2):
        if all(one[word] == other[word] for word in words) and all(_meet(one, other, pair) for pair in pairs):
            yield f"two rows of the table meet: {_shown(one)} and {_shown(other)}"
    if len(pairs) == 1 and not words:
        ordered = sorted(rows, key=lambda row: (row[f"{pairs[0]}_from"] is not None, row[f"{pairs[0]}_from"] or 0))
        for one, other in pairwise(ordered):
            if one[f"{pairs[0]}_below"] != other[f"{pairs[0]}_from"]:
                yield f"nothing is said between {_shown(one)} and {_shown(other)}"


def _meet(one: Band, other: Band, pair: str) -> bool:
    first, second = (one[f"{pair}_from"], one[f"{pair}_below"]), (other[f"{pair}_from"], other[f"{pair}_below"])
    return (first[1] is None or second[0] is None or second[0] < first[1]) and (
        second[1] is None or first[0] is None or first[0] < second[1]
    )


def _shown(row: Band) -> str:
    return ", ".join(f"{name} {_text_of(value)}" for name, value in row.columns)


def _text_of(value: Any) -> str:
    return "none" if value is None else str(value)


def due(book: Book, day: date) -> tuple[Due, ...]:
    """What people must see to, on ``day``: what ends within four months or has ended with nothing after it, and
    everything expected, unknown, unverified, from one source or read by one person only; in the order of urgency.
    """
    found: list[Due] = []
    for name in book.names():
        entry = book.entry(name)
        shown = _named(entry)
        items = book.entries(name)
        found.extend(_endings(entry, items, day))
        for item in entry.items:
            if item.state == EXPECTED:
                says = f"{shown} is announced from {item.first} but not known yet: {item.says}"
                found.append(Due("expected", name, item.first, says))
        for item in items:
            if item.after is not None and item.after <= day:
                continue
            if item.state == UNKNOWN or _has_unknown_cell(item):
                found.append(
                    Due("unknown", name, item.first, f"{shown} is not known from {item.first}: {item.question}")
                )
            elif item.confidence is Confidence.UNVERIFIED:
                says = f"{shown} = {_brief(item)} from {item.first} is unverified: {item.source.title}"
                found.append(Due("unverified", name, item.first, says))
            elif item.confidence is Confidence.SINGLE and item.first <= day:
                says = f"{shown} = {_brief(item)} from {item.first} rests on a single source: {item.source.title}"
                found.append(Due("single", name, item.first, says))
            elif len(item.checked_by) == 1 and item.first <= day:
                says = f"{shown} = {_brief(item)} from {item.first} waits for a second reader"
                found.append(Due("one_reader", name, item.first, says))
    order = ("ended", "ends", "expected", "unknown", "unverified", "single", "one_reader")
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.day or day, each.name)))


def _endings(entry: Entry, items: tuple[Item, ...], day: date) -> Iterator[Due]:
    if not items or items[-1].last is None:
        return
    last = items[-1].last
    if any(gap.first <= last + timedelta(days=1) for gap in entry.gaps):
        return
    if last < day:
        yield Due(
            "ended", entry.name, last, f"{_named(entry)} ended on {last} and nothing follows; payments ask for it"
        )
    elif last <= day + _SOON:
        yield Due(
            "ends", entry.name, last, f"{_named(entry)} ends on {last}; add what follows to rules/data/{entry.file}"
        )


def _named(entry: Entry) -> str:
    """A value in words before its name, for people who do not know the names."""
    return f"{dict(entry.title)['en']}: {entry.name}"


def _has_unknown_cell(item: Item) -> bool:
    return isinstance(item.number, tuple) and item.question is not None


def _brief(item: Item) -> str:
    return "the table" if isinstance(item.number, tuple) else item.text


def print_book(book: Book, sources: Path | None = None, tests: Path | None = None) -> str:
    """The whole book as Markdown: value by value, history, wording, source, where used, and which tests name it.

    ``sources`` and ``tests`` are the folders searched for the names; left out, the repository's own.
    """
    root = DATA.parent.parent
    used = _mentions(book.names(), sources or root, ("rules/**/*.py", "payroll/**/*.py", "employer/**/*.py"))
    tested = _mentions(book.names(), tests or root, ("tests/**/*.py", "tests/**/*.yaml"))
    lines = ["# The law book", "", f"Edition {book.edition}", ""]
    topic = ""
    for name in book.names():
        if name.split(".", 1)[0] != topic:
            topic = name.split(".", 1)[0]
            lines += [f"## {topic}", ""]
        lines += _page(book.entry(name), used.get(name, ()), tested.get(name, ()))
    for agreement in book.agreements():
        lines += [f"## Timeline of {agreement}", ""]
        lines += [
            f"- {edition.first} to {edition.last or 'until changed'}: {edition.edition or 'no agreement'}, binds "
            f"{edition.binds}. {edition.says} ({edition.source.link})"
            for edition in book.editions(agreement)
        ]
        lines.append("")
    return "\n".join(lines)


def _page(entry: Entry, used: Iterable[str], tested: Iterable[str]) -> list[str]:
    titles = dict(entry.title)
    lines = [
        f"### {entry.name}",
        "",
        f"{titles['en']} / {titles['fi']} / {titles['sv']}",
        "",
        f"- unit: {entry.unit.value}; decided by: {entry.decided_by}; better for the employee: "
        f"{entry.better_for_employee}; the statute is: {entry.statute_is}",
    ]
    if entry.choice is not None:
        lines.append(f"- choice of the project: {entry.choice}")
    for item in entry.items:
        until = item.until if item.last is None else item.last.isoformat()
        lines.append(f"- **{item.first} to {until}: {item.text}** ({item.confidence.value}, recorded {item.recorded})")
        lines.append(f"  - {item.says}")
        lines.append(f"  - {item.source.title}, {item.source.clause}: {item.source.link}")
        lines.extend(f"  - also: {also}" for also in item.also)
        if item.question is not None:
            lines.append(f"  - asked: {item.question}")
        if item.corrects is not None:
            lines.append(f"  - corrects an earlier entry: {item.corrects}")
        lines.append(f"  - checked by: {', '.join(item.checked_by)}")
    lines.append(f"- used in: {', '.join(used) or 'nothing yet'}")
    lines.append(
        f"- named in tests: {', '.join(tested) or 'none by name; every value is tested on both sides of its days'}"
    )
    lines.append("")
    return lines


_QUOTED_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")


def _mentions(names: Iterable[str], root: Path, patterns: Iterable[str]) -> dict[str, list[str]]:
    wanted = set(names)
    found: dict[str, list[str]] = {}
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            if not path.is_file():
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            for name in sorted(wanted.intersection(_QUOTED_NAME.findall(text))):
                found.setdefault(name, []).append(path.relative_to(root).as_posix())
    return found
