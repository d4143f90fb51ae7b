"""The OpenAPI description is well-formed, complete and true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from employer.law.calculators import questions
from employer.law.openapi import description
from employer.law.openapi.schemas import OUTCOMES

TOLD = description("en")


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, one in node.items():
            if name == "$ref":
                yield one
            else:
                yield from references(one)
    elif isinstance(node, list):
        for one in node:
            yield from references(one)


def test_a_number_tells_its_limits() -> None:
    wage = TOLD["components"]["schemas"]["ShiftCost"]["properties"]["wage"]
    assert "From 0.01 to 1000." in wage["description"]


def test_it_says_its_version_and_licence() -> None:
    assert TOLD["openapi"] == "3.1.0"
    assert TOLD["info"]["license"]["identifier"] == "Apache-2.0"


def test_every_reference_leads_somewhere() -> None:
    for one in references(TOLD):
        node: Any = TOLD
        for part in one.removeprefix("#/").split("/"):
            node = node[part]


def test_every_question_declares_its_answer_and_its_refusals() -> None:
    for one in questions():
        operation = TOLD["paths"][f"/api/v1/rules/{one.name}"]["post"]
        assert set(operation["responses"]) == {"200", "400", "404", "405", "413", "415", "422"}
        assert operation["summary"]
        assert operation["description"]


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value is what a schema of a field says, for the few words that ours use."""
    if "oneOf" in schema:
        return any(fits(value, one) for one in schema["oneOf"])
    if "enum" in schema:
        return value in schema["enum"]
    kinds = {"string": str, "integer": int, "boolean": bool, "array": list, "null": type(None)}
    allowed = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if not isinstance(value, tuple(kinds[one] for one in allowed)):
        return False
    if isinstance(value, list):
        return all(fits(one, schema["items"]) for one in value)
    if "minimum" in schema:
        return bool(schema["minimum"] <= value <= schema["maximum"])
    return "pattern" not in schema or re.search(schema["pattern"], value) is not None


def fits_part(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a part of an outcome is what its schema says."""
    kinds = {"string": str, "integer": int, "boolean": bool, "array": list, "null": type(None)}
    wanted = schema.get("type")
    if wanted is None or value is None:
        return wanted is None or "null" in wanted
    if not isinstance(value, tuple(kinds[one] for one in wanted if one != "null")):
        return False
    if isinstance(value, bool):
        return "boolean" in wanted
    if isinstance(value, list):
        rows = schema["items"]
        if rows["type"] == "string":
            return all(isinstance(one, str) for one in value)
        return (
            all(
                column in rows["properties"] and fits_part(cell, rows["properties"][column])
                for row in value
                for column, cell in row.items()
            )
            if "additionalProperties" in rows
            else True
        )
    if "format" in schema:
        return re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None
    return "pattern" not in schema or re.search(schema["pattern"], value) is not None


def test_every_question_tells_the_parts_of_its_outcome() -> None:
    assert list(OUTCOMES) == [one.name for one in questions()]
    assert all(OUTCOMES.values())


def test_a_part_of_another_kind_does_not_fit() -> None:
    parts = TOLD["components"]["schemas"]["NoticePeriodOutcome"]["properties"]
    assert fits_part("2026-12-31", parts["last_day"])
    assert not fits_part("soon", parts["last_day"])
    assert not fits_part(True, parts["amount"])
    assert not fits_part("14", parts["amount"])


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_the_examples_are_what_the_description_says(one: Any) -> None:
    schema = TOLD["components"]["schemas"][one.schema.__name__]
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) <= set(one.example) <= set(schema["properties"])
    for name, value in one.example.items():
        assert fits(value, schema["properties"][name]), (name, value)


def test_amounts_are_text_with_a_pattern() -> None:
    wage = TOLD["components"]["schemas"]["ShiftCost"]["properties"]["wage"]
    assert wage["type"] == "string"
    assert re.search(wage["pattern"], str(Decimal("13.20")))
    assert not re.search(wage["pattern"], "1e3")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_it_is_told_in_other_languages(language: str) -> None:
    assert description(language)["info"]["title"] != TOLD["info"]["title"]
