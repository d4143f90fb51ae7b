"""A household as text: the inverse of reading, in the order of the format, defaults and what was not said left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import yaml
from marshmallow import Schema, fields

from employer.clock import HELSINKI
from employer.effective import NOT_SAID
from employer.household.reading.schemas import ByKind, CreditYear, Dated, HouseholdSchema, OneOrRows, Rows
from employer.household.schemas import Household


class _Writer(yaml.SafeDumper):
    """Writes no anchors, and texts that look like numbers or days in quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def text_of(household: Household) -> str:
    """The household file's text. ``read`` gives the same household back."""
    return as_yaml(tree_of(household))


def as_yaml(tree: Mapping[str, Any]) -> str:
    """A tree of plain data as YAML, keys in the order given."""
    return yaml.dump(
        dict(tree), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None
    )


def tree_of(household: Household) -> dict[str, Any]:
    """The household as the plain data of a household file."""
    return part_of(HouseholdSchema(), household)


def part_of(schema: Schema, part: Any) -> dict[str, Any]:
    """One part of a household as its schema would read it."""
    written: dict[str, Any] = {}
    for name, field in schema.fields.items():
        value = getattr(part, name)
        stands_for = getattr(schema, "stands_for", {})
        if value is NOT_SAID or (field.load_default is None and value == stands_for.get(name, NOT_SAID)):
            continue
        if not field.required and name not in stands_for and value == field.load_default:
            continue
        if value is None and name in getattr(schema, "unsaid_is_none", ()) and getattr(part, "end", None) is None:
            continue
        written[field.data_key or name] = _value(field, value)
    return written


def _value(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, Dated | OneOrRows) and len(value) == 1 and getattr(value[0], "first", None) is None:
        row = part_of(field.schema, value[0])
        scalar = getattr(field, "scalar", None)
        return row[scalar] if scalar is not None and set(row) == {scalar} else row
    if isinstance(field, Rows):
        return [part_of(field.schema, row) for row in value]
    if isinstance(field, fields.Nested):
        return part_of(field.schema, value)
    if isinstance(field, ByKind):
        return {kind: _plain(euros) for kind, euros in value}
    if isinstance(field, CreditYear):
        return "/".join(day.isoformat() for day in value)
    if isinstance(value, tuple):
        if len(value) == 1 and getattr(field, "single", False):
            return _plain(value[0])
        return [_plain(item) for item in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(HELSINKI).strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value
