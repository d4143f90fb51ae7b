"""Strict reading of the law data: every scalar is text, every complaint says file, line and what to do.

The ordinary YAML reader turns ``7:30`` into 510, ``NO`` into false and ``7.30`` into a float, and keeps the last of two
equal keys. Here nothing is converted by the reader; the unit that an entry declares says how its text is read.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml

from rules.days import Days
from rules.values import Band, Confidence, Source, Unit, Window

DATA: Final = Path(__file__).parent / "data"

LANGUAGES: Final = ("fi", "sv", "en")
DAY_ROLES: Final = frozenset(Days.__dataclass_fields__)
BETTER: Final = frozenset({"higher", "lower", "neither"})
STATUTE_IS: Final = frozenset({"minimum", "exact", "default", "silent"})
UNKNOWN: Final = "unknown"
EXPECTED: Final = "expected"
NO_LIMIT: Final = "none"

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_EUROS = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]{2}")
_WHOLE = re.compile(r"0|[1-9][0-9]*")
_TIME = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]*")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MINUTES_OF_A_DAY = 24 * 60

_ENTRY_KEYS = frozenset(
    {
        "name",
        "title",
        "unit",
        "columns",
        "decided_by",
        "better_for_employee",
        "statute_is",
        "choice",
        "gaps",
        "values",
    }
)
_ENTRY_NEEDS = ("name", "title", "unit", "decided_by", "better_for_employee", "statute_is", "values")
_ITEM_KEYS = frozenset(
    {
        "from",
        "until",
        "value",
        "source",
        "also",
        "says",
        "confidence",
        "recorded",
        "checked_by",
        "corrects",
        "question",
    }
)
_ITEM_NEEDS = ("from", "until", "value", "source", "says", "confidence", "recorded", "checked_by")
_EDITION_KEYS = frozenset({"edition", "agreement", "from", "until", "values"})
_TIMELINE_KEYS = frozenset({"agreement", "title", "job", "employer", "periods"})
_PERIOD_KEYS = frozenset(
    {
        "edition",
        "from",
        "until",
        "binds",
        "decided",
        "may_end",
        "lives_on",
        "source",
        "says",
        "confidence",
        "recorded",
        "checked_by",
    }
)
_PERIOD_NEEDS = tuple(sorted(_PERIOD_KEYS - {"decided", "may_end"}))
BINDS: Final = frozenset({"members", "everyone", "nobody"})
TIMELINE: Final = "timeline.yaml"


class _ComplaintError(Exception):
    """One thing wrong at one line; collected, never shown as a crash."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line
        self.words = words


@dataclass(frozen=True, slots=True)
class Gap:
    """Days for which an entry says on purpose that it has no value."""

    first: date
    last: date
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One dated value of an entry, as written and as read.

    ``state`` is ``known``, ``unknown`` or ``expected``; ``number`` is None unless known. ``after`` is the first day on
    which the value no longer holds, None when it holds until changed.
    """

    first: date
    after: date | None
    until: str
    state: str
    text: str
    number: Any
    source: Source
    also: tuple[str, ...]
    says: str
    confidence: Confidence
    recorded: date
    checked_by: tuple[str, ...]
    corrects: str | None
    question: str | None
    file: str
    line: int

    @property
    def last(self) -> date | None:
        """The last day on which the value holds."""
        return None if self.after is None else self.after - timedelta(days=1)

    def facts(self) -> dict[str, Any]:
        """The content as plain data, for the fingerprint of the edition."""
        return {
            "from": self.first.isoformat(),
            "until": self.until,
            "last": None if self.last is None else self.last.isoformat(),
            "value": self.text,
            "source": [self.source.title, self.source.clause, self.source.link],
            "says": self.says,
            "confidence": self.confidence.value,
            "recorded": self.recorded.isoformat(),
            "corrects": self.corrects,
            "question": self.question,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """A named value with its whole history."""

    name: str
    title: tuple[tuple[str, str], ...]
    unit: Unit
    columns: tuple[tuple[str, Unit], ...]
    decided_by: str
    better_for_employee: str
    statute_is: str
    choice: str | None
    gaps: tuple[Gap, ...]
    items: tuple[Item, ...]
    file: str
    line: int

    def facts(self) -> dict[str, Any]:
        """The content as plain data, for the fingerprint of the edition."""
        return {
            "name": self.name,
            "unit": self.unit.value,
            "columns": [[name, unit.value] for name, unit in self.columns],
            "decided_by": self.decided_by,
            "better_for_employee": self.better_for_employee,
            "statute_is": self.statute_is,
            "values": [item.facts() for item in self.items],
        }

    def header(self) -> tuple[object, ...]:
        """What must agree when several editions of an agreement set the same name."""
        return (self.unit, self.columns, self.decided_by, self.better_for_employee, self.statute_is)


@dataclass(frozen=True, slots=True)
class Edition:
    """A span of an agreement's timeline: which edition it is, whom it binds, and since when that was decided.

    ``edition`` is None for a span without an agreement. ``binds``: members, everyone or nobody. ``may_end`` is the last
    day if a party ends it early.
    """

    agreement: str
    edition: str | None
    first: date
    last: date | None
    binds: str
    decided: date | None
    may_end: date | None
    lives_on: str
    job: str
    employer: str
    source: Source
    says: str
    confidence: Confidence
    recorded: date
    file: str
    line: int

    def facts(self) -> dict[str, Any]:
        """The content as plain data, for the fingerprint of the edition."""
        return {
            "agreement": self.agreement,
            "edition": self.edition,
            "from": self.first.isoformat(),
            "last": None if self.last is None else self.last.isoformat(),
            "binds": self.binds,
            "decided": None if self.decided is None else self.decided.isoformat(),
            "job": self.job,
            "employer": self.employer,
            "says": self.says,
            "recorded": self.recorded.isoformat(),
        }


@dataclass(slots=True)
class Reading:
    """The entries and agreement timelines of a folder, and every complaint about it."""

    entries: dict[str, Entry] = field(default_factory=dict)
    editions: list[Edition] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def read_folder(folder: Path) -> Reading:
    """Read every data file below ``folder``; problems are collected as sentences, never raised."""
    reading = Reading()
    for path in sorted(folder.rglob("*.yaml")):
        place = path.relative_to(folder).as_posix()
        if path.name == TIMELINE:
            reading.editions.extend(_read_timeline(path, place, reading.complaints))
            continue
        for entry in _read_file(path, place, reading.complaints):
            _add(reading, entry)
    return reading


def read_tree(path: Path) -> yaml.Node | None:
    """The syntax tree of one YAML file, with a line for every node; None when the file is empty.

    Raises ``yaml.YAMLError`` when the text is no YAML.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as stream:
        tree: yaml.Node | None = yaml.compose(stream, Loader=loader)
    return tree


def as_plain(tree: yaml.Node) -> Any:
    """A syntax tree as dicts, lists and text.

    Raises ``ValueError`` with the line for a key written twice or an alias.
    """
    try:
        return _plain(tree, set())
    except _ComplaintError as complaint:
        raise ValueError(f"line {complaint.line}: {complaint.words}") from None


def _add(reading: Reading, entry: Entry) -> None:
    before = reading.entries.get(entry.name)
    if before is None:
        reading.entries[entry.name] = entry
        return
    same_agreement = entry.file.startswith("agreements/") and (
        Path(before.file).parent.as_posix() == Path(entry.file).parent.as_posix()
    )
    if not same_agreement:
        reading.complaints.append(
            f"{entry.file}:{entry.line}: {entry.name} stands already in {before.file}:{before.line}; "
            "keep one of them, a value has one home"
        )
        return
    if before.header() != entry.header():
        reading.complaints.append(
            f"{entry.file}:{entry.line}: {entry.name} has another unit, columns or deciding day than in "
            f"{before.file}:{before.line}; the editions of an agreement must describe it alike"
        )
        return
    reading.entries[entry.name] = Entry(
        name=before.name,
        title=before.title,
        unit=before.unit,
        columns=before.columns,
        decided_by=before.decided_by,
        better_for_employee=before.better_for_employee,
        statute_is=before.statute_is,
        choice=before.choice,
        gaps=before.gaps + entry.gaps,
        items=tuple(sorted(before.items + entry.items, key=lambda item: (item.first, item.recorded))),
        file=before.file,
        line=before.line,
    )


def _tree_of(path: Path, place: str, complaints: list[str]) -> yaml.Node | None:
    try:
        tree = read_tree(path)
    except UnicodeDecodeError:
        complaints.append(f"{place}:1: the file is not UTF-8 text; save it as UTF-8")
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        problem = getattr(error, "problem", None) or "it is no valid YAML"
        complaints.append(f"{place}:{line}: {problem}; look at the indentation, the colons and the quotes")
        return None
    if tree is None:
        complaints.append(f"{place}:1: the file is empty; remove it or write its values")
    return tree


def _read_timeline(path: Path, place: str, complaints: list[str]) -> Iterator[Edition]:
    tree = _tree_of(path, place, complaints)
    if tree is None:
        return
    try:
        _plain(tree, set())
        keys = _mapping(tree, _TIMELINE_KEYS, sorted(_TIMELINE_KEYS), "the timeline")
        if not isinstance(keys["periods"], yaml.SequenceNode):
            raise _ComplaintError(
                _line(keys["periods"]), "expected a list of periods, each beginning with '- edition:'"
            )
        for row in keys["periods"].value:
            yield _edition(row, keys, place)
    except _ComplaintError as complaint:
        complaints.append(f"{place}:{complaint.line}: {complaint.words}")


def _edition(node: yaml.Node, head: dict[str, yaml.Node], place: str) -> Edition:
    keys = _mapping(node, _PERIOD_KEYS, _PERIOD_NEEDS, "a period")
    edition = _text(keys["edition"], "edition")
    source = _mapping(keys["source"], frozenset({"title", "clause", "link"}), ("title", "clause", "link"), "the source")
    _texts(keys["checked_by"], "checked_by")
    until = _text(keys["until"], "until")
    first = _day(_text(keys["from"], "from"), _line(keys["from"]), "from")
    last = None if until == "open" else _day(until, _line(keys["until"]), "until (a day, or open)")
    if last is not None and last < first:
        raise _ComplaintError(_line(keys["until"]), f"{edition} would end before it begins; look at 'from' and 'until'")
    days = {key: _day(_text(keys[key], key), _line(keys[key]), key) for key in ("decided", "may_end") if key in keys}
    return Edition(
        agreement=_text(head["agreement"], "agreement"),
        edition=None if edition == NO_LIMIT else edition,
        first=first,
        last=last,
        binds=_one_of(keys["binds"], BINDS, "binds"),
        decided=days.get("decided"),
        may_end=days.get("may_end"),
        lives_on=_text(keys["lives_on"], "lives_on"),
        job=_text(head["job"], "job"),
        employer=_text(head["employer"], "employer"),
        source=Source(*(_text(source[key], f"source.{key}") for key in ("title", "clause", "link"))),
        says=_text(keys["says"], "says"),
        confidence=Confidence(_one_of(keys["confidence"], frozenset(Confidence), "confidence")),
        recorded=_day(_text(keys["recorded"], "recorded"), _line(keys["recorded"]), "recorded"),
        file=place,
        line=_line(node),
    )


def _read_file(path: Path, place: str, complaints: list[str]) -> Iterator[Entry]:
    tree = _tree_of(path, place, complaints)
    if tree is None:
        return
    edition_last: date | None = None
    rows: yaml.Node = tree
    try:
        _plain(tree, set())
        if isinstance(tree, yaml.MappingNode):
            edition = _mapping(tree, _EDITION_KEYS, ("edition", "agreement", "from", "until", "values"), "the edition")
            edition_last = _edition_last(edition["until"])
            rows = edition["values"]
        if not isinstance(rows, yaml.SequenceNode):
            raise _ComplaintError(_line(rows), "expected a list of values, each beginning with '- name:'")
    except _ComplaintError as complaint:
        complaints.append(f"{place}:{complaint.line}: {complaint.words}")
        return
    for node in rows.value:
        try:
            yield _entry(node, place, edition_last, complaints)
        except _ComplaintError as complaint:
            complaints.append(f"{place}:{complaint.line}: {complaint.words}")


def _edition_last(node: yaml.Node) -> date | None:
    text = _text(node, "until")
    return None if text in {"open", UNKNOWN} else _day(text, _line(node), "until")


def _entry(node: yaml.Node, place: str, edition_last: date | None, complaints: list[str]) -> Entry:
    keys = _mapping(node, _ENTRY_KEYS, _ENTRY_NEEDS, "a value")
    name = _text(keys["name"], "name")
    if not _NAME.fullmatch(name):
        raise _ComplaintError(
            _line(keys["name"]), f"the name {name!r} must be small letters with dots, as topic.detail_unit"
        )
    unit = _unit(keys["unit"], "unit")
    columns = _columns(keys, unit, name)
    items: list[Item] = []
    values = keys["values"]
    if not isinstance(values, yaml.SequenceNode) or not values.value:
        raise _ComplaintError(_line(values), f"{name} needs at least one dated value under 'values'")
    for row in values.value:
        try:
            items.append(_item(row, name, unit, columns, place, edition_last))
        except _ComplaintError as complaint:
            complaints.append(f"{place}:{complaint.line}: {complaint.words}")
    title = _mapping(keys["title"], frozenset(LANGUAGES), LANGUAGES, "the title")
    return Entry(
        name=name,
        title=tuple((language, _text(title[language], f"title.{language}")) for language in LANGUAGES),
        unit=unit,
        columns=columns,
        decided_by=_one_of(keys["decided_by"], DAY_ROLES, "decided_by"),
        better_for_employee=_one_of(keys["better_for_employee"], BETTER, "better_for_employee"),
        statute_is=_one_of(keys["statute_is"], STATUTE_IS, "statute_is"),
        choice=_text(keys["choice"], "choice") if "choice" in keys else None,
        gaps=tuple(_gaps(keys.get("gaps"))),
        items=tuple(sorted(items, key=lambda item: (item.first, item.recorded))),
        file=place,
        line=_line(node),
    )


def _columns(keys: dict[str, yaml.Node], unit: Unit, name: str) -> tuple[tuple[str, Unit], ...]:
    if unit is not Unit.TABLE:
        if "columns" in keys:
            raise _ComplaintError(
                _line(keys["columns"]), f"{name} is no table; remove 'columns' or write 'unit: table'"
            )
        return ()
    if "columns" not in keys:
        raise _ComplaintError(
            _line(keys["name"]), f"{name} is a table; name its columns and their units under 'columns'"
        )
    node = keys["columns"]
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise _ComplaintError(_line(node), "columns must be written as 'column: unit'")
    columns: list[tuple[str, Unit]] = []
    for key, value in node.value:
        column = _unit(value, f"columns.{key.value}")
        if column in {Unit.TABLE, Unit.WINDOWS}:
            raise _ComplaintError(_line(value), f"the column {key.value} cannot itself be a {column.value}")
        columns.append((key.value, column))
    return tuple(columns)


def _gaps(node: yaml.Node | None) -> Iterator[Gap]:
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode):
        raise _ComplaintError(_line(node), "gaps must be a list of {from, until, why}")
    for row in node.value:
        keys = _mapping(row, frozenset({"from", "until", "why"}), ("from", "until", "why"), "a gap")
        yield Gap(
            _day(_text(keys["from"], "from"), _line(row), "from"),
            _day(_text(keys["until"], "until"), _line(row), "until"),
            _text(keys["why"], "why"),
        )


def _item(
    node: yaml.Node,
    name: str,
    unit: Unit,
    columns: tuple[tuple[str, Unit], ...],
    place: str,
    edition_last: date | None,
) -> Item:
    keys = _mapping(node, _ITEM_KEYS, _ITEM_NEEDS, f"a dated value of {name}")
    line = _line(node)
    first = _day(_text(keys["from"], "from"), _line(keys["from"]), "from")
    until = _text(keys["until"], "until")
    after = _after(until, first, edition_last, place, _line(keys["until"]))
    if after is not None and after <= first:
        raise _ComplaintError(_line(keys["until"]), f"{name} would end before it begins; look at 'from' and 'until'")
    question = _text(keys["question"], "question") if "question" in keys else None
    state, text, number = _value(keys["value"], name, unit, columns)
    if state == UNKNOWN and question is None:
        raise _ComplaintError(line, f"{name} is unknown and asks nothing; write a 'question' in plain words")
    if unit is Unit.TABLE and state == "known" and question is None and _has_unknown_cell(number, columns):
        raise _ComplaintError(line, f"{name} has a cell that is unknown; write a 'question' in plain words")
    source = _mapping(keys["source"], frozenset({"title", "clause", "link"}), ("title", "clause", "link"), "the source")
    return Item(
        first=first,
        after=after,
        until=until,
        state=state,
        text=text,
        number=number,
        source=Source(*(_text(source[key], f"source.{key}") for key in ("title", "clause", "link"))),
        also=_texts(keys.get("also"), "also"),
        says=_text(keys["says"], "says"),
        confidence=Confidence(_one_of(keys["confidence"], frozenset(Confidence), "confidence")),
        recorded=_day(_text(keys["recorded"], "recorded"), _line(keys["recorded"]), "recorded"),
        checked_by=_texts(keys["checked_by"], "checked_by"),
        corrects=_text(keys["corrects"], "corrects") if "corrects" in keys else None,
        question=question,
        file=place,
        line=line,
    )


def _after(until: str, first: date, edition_last: date | None, place: str, line: int) -> date | None:
    if until == "open":
        return None
    if until == "one_year":
        return date(first.year + 1, 1, 1)
    if until == "with_the_edition":
        if not place.startswith("agreements/"):
            raise _ComplaintError(line, "only an agreement's edition can write 'until: with_the_edition'")
        return None if edition_last is None else edition_last + timedelta(days=1)
    return _day(until, line, "until (a day, one_year, with_the_edition or open)") + timedelta(days=1)


def _value(node: yaml.Node, name: str, unit: Unit, columns: tuple[tuple[str, Unit], ...]) -> tuple[str, str, Any]:
    if isinstance(node, yaml.ScalarNode) and node.value in {UNKNOWN, EXPECTED}:
        return node.value, node.value, None
    if unit is Unit.TABLE:
        bands = tuple(_bands(node, name, columns))
        return "known", json.dumps(_plain(node, set()), ensure_ascii=False), bands
    if unit is Unit.WINDOWS:
        windows = tuple(_windows(node, name))
        return "known", json.dumps(_plain(node, set()), ensure_ascii=False), windows
    text = _text(node, "value")
    return "known", text, _read_number(text, unit, _line(node), name)


def _read_number(text: str, unit: Unit, line: int, name: str) -> Any:
    """One text read as its unit: Decimal, date, minutes from midnight, or a word.

    Raises a complaint (caught by the reader of the file) that says how the text must look.
    """
    if unit is Unit.EUROS:
        if not _EUROS.fullmatch(text):
            raise _ComplaintError(line, f"{name}: {text!r} must be euros with a point and two decimals, as '1500.00'")
        return Decimal(text)
    if unit in {Unit.PERCENT, Unit.NUMBER}:
        if not _DECIMAL.fullmatch(text):
            raise _ComplaintError(
                line, f"{name}: {text!r} must be a plain number with a point, as the source prints it"
            )
        return Decimal(text)
    if unit is Unit.TIME:
        found = _TIME.fullmatch(text)
        if found is None or int(found[1]) * 60 + int(found[2]) > _MINUTES_OF_A_DAY:
            raise _ComplaintError(line, f"{name}: {text!r} must be a time of day, as '18:00'")
        return int(found[1]) * 60 + int(found[2])
    if unit is Unit.DAY:
        return _day(text, line, name)
    if unit is Unit.WORD:
        if not _WORD.fullmatch(text):
            raise _ComplaintError(line, f"{name}: {text!r} must be one word of letters, digits and _ . : / -")
        return text
    pattern = _DECIMAL if unit in {Unit.DAYS, Unit.WEEKDAYS, Unit.HOURS, Unit.YEARS, Unit.WORKDAYS} else _WHOLE
    if not pattern.fullmatch(text):
        raise _ComplaintError(line, f"{name}: {text!r} must be a number of {unit.value}")
    return Decimal(text)


def _bands(node: yaml.Node, name: str, columns: tuple[tuple[str, Unit], ...]) -> Iterator[Band]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise _ComplaintError(_line(node), f"{name}: a table is a list of rows")
    names = frozenset(column for column, _ in columns)
    for row in node.value:
        cells = _mapping(row, names, tuple(column for column, _ in columns), f"a row of {name}")
        yield Band(
            tuple((column, _cell(cells[column], column, unit, name)) for column, unit in columns),
        )


def _cell(node: yaml.Node, column: str, unit: Unit, name: str) -> Any:
    text = _text(node, column)
    if text == UNKNOWN:
        return None
    if text == NO_LIMIT and column.endswith(("_from", "_below")):
        return None
    return _read_number(text, unit, _line(node), f"{name}.{column}")


def _has_unknown_cell(bands: tuple[Band, ...], columns: tuple[tuple[str, Unit], ...]) -> bool:
    closed = [column for column, _ in columns if not column.endswith(("_from", "_below"))]
    return any(band[column] is None for band in bands for column in closed)


def _windows(node: yaml.Node, name: str) -> Iterator[Window]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise _ComplaintError(_line(node), f"{name}: windows are a list of {{first, after, weekdays, percent}}")
    for row in node.value:
        keys = _mapping(
            row, frozenset({"first", "after", "weekdays", "percent"}), ("first", "after", "weekdays"), "a window"
        )
        first = _read_number(_text(keys["first"], "first"), Unit.TIME, _line(row), name)
        after = _read_number(_text(keys["after"], "after"), Unit.TIME, _line(row), name)
        if after <= first:
            raise _ComplaintError(_line(row), f"{name}: a window over midnight is written as two windows")
        weekdays = _texts(keys["weekdays"], "weekdays")
        if not weekdays or not set(weekdays) <= set(_WEEKDAYS):
            raise _ComplaintError(_line(row), f"{name}: weekdays must be chosen from {', '.join(_WEEKDAYS)}")
        percent = None
        if "percent" in keys:
            percent = _read_number(_text(keys["percent"], "percent"), Unit.PERCENT, _line(row), name)
        yield Window(first, after, frozenset(_WEEKDAYS.index(day) for day in weekdays), percent)


def _plain(node: yaml.Node, seen: set[int]) -> Any:
    if id(node) in seen:
        raise _ComplaintError(_line(node), "anchors and aliases (& and *) are not allowed; write the text out")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, seen) for each in node.value]
    plain: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _ComplaintError(_line(key), "a key must be one word")
        if key.value in plain:
            raise _ComplaintError(_line(key), f"the key {key.value!r} is written twice; keep one of them")
        plain[key.value] = _plain(value, seen)
    return plain


def _mapping(node: yaml.Node, allowed: frozenset[str], needs: Iterable[str], what: str) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _ComplaintError(_line(node), f"{what} must be written as 'key: text' lines")
    keys: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value not in allowed:
            raise _ComplaintError(
                _line(key), f"{what} has no key {key.value!r}; the keys are {', '.join(sorted(allowed))}"
            )
        keys[key.value] = value
    missing = [key for key in needs if key not in keys]
    if missing:
        raise _ComplaintError(_line(node), f"{what} lacks {', '.join(missing)}; add it, nothing is assumed")
    return keys


def _text(node: yaml.Node, what: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _ComplaintError(_line(node), f"{what} must be one text")
    text: str = node.value.strip()
    if not text:
        raise _ComplaintError(_line(node), f"{what} is empty; write the text, or 'unknown' with a question")
    return text


def _texts(node: yaml.Node | None, what: str) -> tuple[str, ...]:
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise _ComplaintError(_line(node), f"{what} must be a list of texts")
    return tuple(_text(each, what) for each in node.value)


def _one_of(node: yaml.Node, allowed: frozenset[Any], what: str) -> str:
    text = _text(node, what)
    if text not in {str(each) for each in allowed}:
        raise _ComplaintError(
            _line(node), f"{what} is {text!r}; it must be one of {', '.join(sorted(str(each) for each in allowed))}"
        )
    return text


def _unit(node: yaml.Node, what: str) -> Unit:
    return Unit(_one_of(node, frozenset(Unit), what))


def _day(text: str, line: int, what: str) -> date:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if found is not None:
        year, month, day = (int(part) for part in found.groups())
        if 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1] and year >= 1900:
            return date(year, month, day)
    raise _ComplaintError(line, f"{what}: {text!r} is no day; write it as '2026-01-31'")


def _line(node: yaml.Node) -> int:
    line: int = node.start_mark.line + 1
    return line
