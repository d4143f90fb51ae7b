"""Rows of a table: exact columns, half-open bands, and no guess when none or several fit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules import Band, Confidence, Source, Unit, Value


def value(*rows: dict[str, object]) -> Value:
    return Value(
        name="topic.table",
        number=tuple(Band(tuple(row.items())) for row in rows),
        unit=Unit.TABLE,
        first=date(2026, 1, 1),
        last=None,
        source=Source("act", "1 §", "https://example.invalid/"),
        says="A table.",
        confidence=Confidence.CONFIRMED,
    )


AGES = value(
    {"age_from": Decimal(17), "age_below": Decimal(53), "percent": Decimal("7.15")},
    {"age_from": Decimal(53), "age_below": None, "percent": Decimal("8.65")},
)


@pytest.mark.parametrize(("age", "percent"), [(17, "7.15"), (52, "7.15"), (53, "8.65"), (100, "8.65")])
def test_a_band_includes_its_beginning_and_not_its_end(age, percent):
    assert AGES.row(age=age)["percent"] == Decimal(percent)


def test_no_row_is_no_answer():
    with pytest.raises(LookupError, match="0 rows fit"):
        AGES.row(age=16)


def test_several_rows_are_no_answer():
    with pytest.raises(LookupError, match="2 rows fit"):
        AGES.row()


def test_a_column_of_the_same_name_is_compared_exactly():
    table = value({"group": "a", "euros": Decimal(1)}, {"group": "b", "euros": Decimal(2)})
    assert table.row(group="b")["euros"] == Decimal(2)
    with pytest.raises(LookupError):
        table.row(group="c")


def test_a_column_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="euros"):
        AGES.row(age=20)["euros"]
