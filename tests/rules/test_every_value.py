"""Every value, both sides of every day on which it changes or ends. Generated from the data files themselves.

The expectation is read from the files with the ordinary YAML reader for text, not with the loader under test.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from rules import Days, NoValueForDay, UnknownValue, UnverifiedValue, load_book
from tests.yaml_files import read_texts

DATA = Path(__file__).parents[2] / "rules" / "data"
ONE_DAY = timedelta(days=1)


def rows():
    """(name, decided by, first, last or None, value as written, confidence, unit) of every dated value in the files."""
    for path in sorted(DATA.rglob("*.yaml")):
        if path.name == "timeline.yaml":
            continue
        content = read_texts(path)
        edition_end = content["until"] if isinstance(content, dict) else None
        for entry in content["values"] if isinstance(content, dict) else content:
            corrected = {
                (value["from"], value["recorded"])
                for value in entry["values"]
                for later in entry["values"]
                if later["from"] == value["from"] and later["recorded"] > value["recorded"]
            }
            for value in entry["values"]:
                if value["value"] == "expected" or (value["from"], value["recorded"]) in corrected:
                    continue
                first = date.fromisoformat(value["from"])
                end = {"open": None, "one_year": f"{first.year}-12-31", "with_the_edition": edition_end}.get(
                    value["until"], value["until"]
                )
                last = None if end is None else date.fromisoformat(end)
                yield (
                    entry["name"],
                    entry["decided_by"],
                    first,
                    last,
                    value["value"],
                    value["confidence"],
                    entry["unit"],
                )


ROWS = list(rows())
FIRSTS = {(name, first) for name, _, first, _, _, _, _ in ROWS}
LASTS = {(name, last) for name, _, _, last, _, _, _ in ROWS}


def outcome(name: str, decided_by: str, day: date):
    try:
        return load_book().value(name, Days(**{decided_by: day}))
    except (NoValueForDay, UnknownValue, UnverifiedValue) as raised:
        return raised


def agrees(answer, value, confidence, unit) -> bool:
    if value == "unknown":
        return isinstance(answer, UnknownValue)
    if confidence == "unverified":
        return isinstance(answer, UnverifiedValue)
    if isinstance(answer, Exception):
        return False
    if unit == "table":
        return len(answer.number) == len(value) and all(
            band[column] in _cell(text)
            for band, row in zip(answer.number, value, strict=True)
            for column, text in row.items()
        )
    if unit == "windows":
        return len(answer.number) == len(value)
    if unit == "time":
        return answer.number == int(value[:2]) * 60 + int(value[3:])
    if unit == "day":
        return answer.number == date.fromisoformat(value)
    return answer.number == (value if unit == "word" else Decimal(value))


def _cell(text: str) -> tuple[object, ...]:
    """What a cell may be read as: nothing for an unknown one, nothing or the word for 'none', else its own reading."""
    if text == "unknown":
        return (None,)
    if text == "none":
        return (None, "none")
    try:
        return (date.fromisoformat(text),)
    except ValueError:
        pass
    try:
        return (Decimal(text),)
    except ArithmeticError:
        return (text,)


def test_the_files_hold_many_values():
    assert len(ROWS) > 500
    assert {name for name, *_ in ROWS} == set(load_book().names())


@pytest.mark.parametrize(
    ("name", "decided_by", "first", "last", "value", "confidence", "unit"),
    ROWS,
    ids=[f"{name}-{first}" for name, _, first, *_ in ROWS],
)
def test_value_on_both_sides_of_its_days(name, decided_by, first, last, value, confidence, unit):
    assert agrees(outcome(name, decided_by, first), value, confidence, unit)
    assert agrees(outcome(name, decided_by, first + ONE_DAY), value, confidence, unit) or last == first
    if (name, first - ONE_DAY) not in LASTS:
        assert isinstance(outcome(name, decided_by, first - ONE_DAY), NoValueForDay)
    if last is None:
        assert agrees(outcome(name, decided_by, date(2099, 12, 31)), value, confidence, unit)
        return
    assert agrees(outcome(name, decided_by, last), value, confidence, unit)
    if (name, last + ONE_DAY) not in FIRSTS:
        assert isinstance(outcome(name, decided_by, last + ONE_DAY), NoValueForDay)
