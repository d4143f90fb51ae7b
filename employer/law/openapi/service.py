"""OpenAPI 3.1 of ``POST /api/v1/rules/<question>``, written from the registry: it cannot fall behind the code."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from marshmallow import fields

from employer import texts
from employer.forms import Choice, ClockTime, Day, Duration, Euros, Number, Text, Ticked, Whole, YesNo
from employer.law.calculators import Question, questions
from employer.law.calculators.schemas import Periods, Several, Shifts

VERSION = "1.0.0"
MOST_BYTES = 65_536
_MONEY = r"^-?[0-9]+\.[0-9]{2}$"
_TEXT = {"type": "string"}
_PROBLEMS = {"$ref": "#/components/schemas/Problems"}


@cache
def description(language: str = "en") -> dict[str, Any]:
    """The whole description; titles and hints in a language."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": texts.say(language, "law.api.title"),
            "version": VERSION,
            "description": texts.say(language, "law.api.about"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [],
        "tags": [
            {"name": group, "description": texts.say(language, f"law.group.{group}")}
            for group in dict.fromkeys(one.group for one in questions())
        ],
        "paths": {f"/api/v1/rules/{one.name}": _path(one, language) for one in questions()},
        "components": {
            "parameters": {
                "Language": {
                    "name": "Accept-Language",
                    "in": "header",
                    "required": False,
                    "description": texts.say(language, "law.api.language"),
                    "schema": {"type": "string", "examples": ["fi", "sv", "en"]},
                }
            },
            "schemas": {**_shared(), **{_name(one): _facts(one, language) for one in questions()}},
            "responses": _refusals(language),
        },
    }


def _name(question: Question) -> str:
    return question.schema.__name__


def _path(question: Question, language: str) -> dict[str, Any]:
    key = texts_key(question)
    return {
        "post": {
            "operationId": re.sub("-", "_", question.name),
            "tags": [question.group],
            "summary": texts.say(language, f"law.{key}.title"),
            "description": texts.say(language, f"law.{key}.intro"),
            "parameters": [{"$ref": "#/components/parameters/Language"}],
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {"$ref": f"#/components/schemas/{_name(question)}"},
                        "examples": {"example": {"value": dict(question.example)}},
                    }
                },
            },
            "responses": {
                "200": {
                    "description": texts.say(language, "law.api.answer"),
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}},
                },
                **{
                    status: {"$ref": f"#/components/responses/{name}"}
                    for status, name in (
                        ("400", "Refused"),
                        ("404", "NoSuchQuestion"),
                        ("405", "WrongMethod"),
                        ("413", "TooLarge"),
                        ("415", "NotJson"),
                    )
                },
            },
        }
    }


def texts_key(question: Question) -> str:
    """The name under which a question's words stand."""
    return question.name.replace("-", "_")


def _refusals(language: str) -> dict[str, Any]:
    return {
        name: {
            "description": texts.say(language, f"law.api.{key}"),
            "content": {"application/json": {"schema": _PROBLEMS}},
        }
        for name, key in (
            ("Refused", "refused"),
            ("NoSuchQuestion", "no_such_question"),
            ("WrongMethod", "wrong_method"),
            ("TooLarge", "too_large"),
            ("NotJson", "not_json"),
        )
    }


def _shared() -> dict[str, Any]:
    def record(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": list(required),
            "properties": properties,
        }

    reason = record(("section", "words", "link"), section=_TEXT, words=_TEXT, link=_TEXT)
    names = ("name", "title", "number", "unit", "since", "source", "clause", "link", "confidence")
    value = record(
        names,
        **{
            **dict.fromkeys(names, _TEXT),
            "number": {"type": ["string", "null"]},
            "since": {"type": "string", "format": "date"},
        },
    )
    asked = record(("asks", "why", "where_to_find"), asks=_TEXT, why=_TEXT, where_to_find=_TEXT)
    problem = record(("field", "what", "what_to_do"), field=_TEXT, what=_TEXT, what_to_do=_TEXT)

    def listed(name: str) -> dict[str, Any]:
        return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}

    return {
        "Money": {"type": "string", "pattern": _MONEY, "examples": ["105.60"]},
        "Reason": reason,
        "Value": value,
        "Question": asked,
        "Problem": problem,
        "Problems": record(("problems",), problems=listed("Problem")),
        "Answer": record(
            ("question", "outcome", "says", "reasons", "values", "questions", "edition"),
            question=_TEXT,
            outcome={"type": ["object", "null"], "additionalProperties": True},
            says={"type": "array", "items": _TEXT},
            reasons=listed("Reason"),
            values=listed("Value"),
            questions=listed("Question"),
            edition={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        ),
    }


def _facts(question: Question, language: str) -> dict[str, Any]:
    known = question.schema().fields
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, one in known.items() if one.required],
        "properties": {name: _field(question, name, one, language) for name, one in known.items()},
        "examples": [dict(question.example)],
    }


def _field(question: Question, name: str, one: fields.Field[Any], language: str) -> dict[str, Any]:
    described = {"title": field_words(question, name, "field", language), **_kind(one)}
    hint = field_words(question, name, "hint", language)
    if hint:
        described["description"] = hint
    if name in question.example:
        described["examples"] = [question.example[name]]
    return described


def field_words(question: Question, name: str, part: str, language: str) -> str:
    """A field's label (``field``) or hint of a question: its own words, or those that questions share; may be empty."""
    for key in (f"law.{texts_key(question)}.{part}.{name}", f"law.{part}.{name}"):
        if texts.has(key):
            return texts.say(language, key)
    return ""


def _kind(one: fields.Field[Any]) -> dict[str, Any]:
    if isinstance(one, Several):
        return {"type": "array", "items": {"enum": list(one.choices)}}
    if isinstance(one, Choice):
        return {"enum": list(one.choices)}
    if isinstance(one, (YesNo, Ticked)):
        return {"type": "boolean"}
    if isinstance(one, Whole):
        return {"type": "integer", "minimum": one.lowest, "maximum": one.highest}
    if isinstance(one, Day):
        return {"type": "string", "format": "date"}
    if isinstance(one, ClockTime):
        return {"type": "string", "pattern": "^([01]?[0-9]|2[0-3])[.:][0-5][0-9]$"}
    if isinstance(one, Duration):
        return {"type": "string", "pattern": r"^[0-9]{1,5}(:[0-5][0-9]|[.,][0-9]+)?$"}
    if isinstance(one, Euros):
        return {"type": "string", "pattern": r"^[0-9]+([.,][0-9]{1,2})?$"}
    if isinstance(one, Number):
        return {"type": "string", "pattern": r"^[0-9]+([.,][0-9]+)?$"}
    if isinstance(one, Text):
        return {"type": "string", "minLength": one.shortest, "maxLength": one.longest}
    if isinstance(one, (Shifts, Periods)):
        return {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    raise TypeError(f"{type(one).__name__} has no description")
