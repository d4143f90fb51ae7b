"""OpenAPI 3.1 of ``POST /api/v1/rules/<question>``, written from the registry: it cannot fall behind the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from marshmallow import fields

from employer import texts
from employer.forms import Choice, ClockTime, Day, Duration, Euros, Number, Percent, Text, Ticked, Whole, YesNo
from employer.law.calculators import Question, questions
from employer.law.calculators.schemas import Periods, Several, Shifts
from employer.law.calculators.telling.service import choice_word, field_words, texts_key
from employer.law.openapi.schemas import OUTCOMES

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
            "schemas": {
                **_shared(language),
                **{_name(one): _facts(one, language) for one in questions()},
                **{_outcome_name(one): _outcome(one, language) for one in questions()},
            },
            "responses": _refusals(language),
        },
    }


def _name(question: Question) -> str:
    return question.schema.__name__


def _outcome_name(question: Question) -> str:
    return f"{_name(question)}Outcome"


def _answer(question: Question) -> dict[str, Any]:
    """The answer that all questions share, with the outcome of this one."""
    outcome = {"$ref": f"#/components/schemas/{_outcome_name(question)}"}
    return {
        "allOf": [
            {"$ref": "#/components/schemas/Answer"},
            {"type": "object", "properties": {"question": {"const": question.name}, "outcome": outcome}},
        ]
    }


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
                    "content": {"application/json": {"schema": _answer(question)}},
                },
                **{
                    status: {"$ref": f"#/components/responses/{name}"}
                    for status, name in (
                        ("400", "Unreadable"),
                        ("422", "Refused"),
                        ("404", "NoSuchQuestion"),
                        ("405", "WrongMethod"),
                        ("413", "TooLarge"),
                        ("415", "NotJson"),
                    )
                },
            },
        }
    }


def _refusals(language: str) -> dict[str, Any]:
    return {
        name: {
            "description": texts.say(language, f"law.api.{key}"),
            "content": {"application/json": {"schema": _PROBLEMS}},
        }
        for name, key in (
            ("Unreadable", "unreadable"),
            ("Refused", "refused"),
            ("NoSuchQuestion", "no_such_question"),
            ("WrongMethod", "wrong_method"),
            ("TooLarge", "too_large"),
            ("NotJson", "not_json"),
        )
    }


def _shared(language: str) -> dict[str, Any]:
    def told(name: str, part: dict[str, Any]) -> dict[str, Any]:
        key = f"law.api.part.{name}"
        return {**part, "description": texts.say(language, key)} if texts.has(key) else part

    def record(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": list(required),
            "properties": {name: told(name, part) for name, part in properties.items()},
        }

    reason = record(("code", "section", "words", "link"), code=_TEXT, section=_TEXT, words=_TEXT, link=_TEXT)
    names = ("name", "title", "number", "unit", "since", "source", "clause", "link", "confidence")
    value = record(
        names,
        **{
            **dict.fromkeys(names, _TEXT),
            "number": {"type": ["string", "null"]},
            "since": {"type": "string", "format": "date"},
        },
    )
    source = record(("source", "clause", "link"), source=_TEXT, clause=_TEXT, link=_TEXT)
    asked = record(("asks", "why", "where_to_find"), asks=_TEXT, why=_TEXT, where_to_find=_TEXT)
    code = {**_TEXT, "pattern": "^[a-z0-9_.]+$", "examples": ["missing", "unknown", "order"]}
    problem = record(("field", "code", "what", "what_to_do"), field=_TEXT, code=code, what=_TEXT, what_to_do=_TEXT)

    def listed(name: str) -> dict[str, Any]:
        return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}

    return {
        "Money": {"type": "string", "pattern": _MONEY, "examples": ["105.60"]},
        "Reason": reason,
        "Value": value,
        "Source": source,
        "Question": asked,
        "Problem": problem,
        "Problems": record(("problems",), problems=listed("Problem")),
        "Answer": record(
            ("question", "outcome", "says", "reasons", "values", "sources", "questions", "edition"),
            question=_TEXT,
            outcome={"type": ["object", "null"], "additionalProperties": True},
            says={"type": "array", "items": _TEXT},
            reasons=listed("Reason"),
            values=listed("Value"),
            sources=listed("Source"),
            questions=listed("Question"),
            edition={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        ),
    }


_KINDS: dict[str, dict[str, Any]] = {
    "yes_no": {"type": "boolean"},
    "whole": {"type": "integer"},
    "minutes": {"type": "integer", "description": "minutes"},
    "money": {"type": "string", "pattern": _MONEY},
    "number": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "percent": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "day": {"type": "string", "format": "date"},
    "clock": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"},
    "word": {"type": "string"},
    "text": {"type": "string"},
    "reason": {"type": "string"},
    "words": {"type": "array", "items": {"type": "string"}},
    "percents": {
        "type": "array",
        "items": {"type": "object", "properties": {"name": {"type": "string"}, "percent": {"type": "string"}}},
    },
    "term": {},
}


def _outcome(question: Question, language: str) -> dict[str, Any]:
    """The parts of a question's outcome; each may be missing where it does not apply, and null while not known."""
    return {
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {name: _part(name, kind, language) for name, kind in OUTCOMES[question.name].items()},
    }


def _part(name: str, kind: str | Mapping[str, str], language: str) -> dict[str, Any]:
    title = {"title": texts.say(language, f"law.out.{name}")}
    if isinstance(kind, str):
        known = _KINDS[kind]
        return {**title, **known, **({"type": [known["type"], "null"]} if "type" in known else {})}
    columns = {column: _part(column, one, language) for column, one in kind.items()}
    row = {"type": "object", "additionalProperties": False, "properties": columns}
    return {**title, "type": ["array", "null"], "items": row}


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
    kind = _kind(one) if one.required else _or_null(_kind(one))
    described = {"title": field_words(question, name, "field", language), **kind}
    told = " ".join(_explained(question, name, one, language))
    if told:
        described["description"] = told
    if name in question.example:
        described["examples"] = [question.example[name]]
    return described


def _explained(question: Question, name: str, one: fields.Field[Any], language: str) -> Iterator[str]:
    """What a program has to know of a field: its hint, how it is written, what its words mean, what it goes with."""
    hint = field_words(question, name, "hint", language)
    if hint:
        yield hint
    written = next((kind for types, kind in _WRITTEN if isinstance(one, types)), None)
    if written is not None:
        yield texts.say(language, f"law.api.written.{written}")
    if isinstance(one, Number):
        yield texts.say(language, "law.api.range", lowest=f"{one.lowest:f}", highest=f"{one.highest:f}")
    choices = getattr(one, "choices", ())
    if choices:
        meant = (f"{choice}: {choice_word(texts_key(question), choice, language)}" for choice in choices)
        yield f"{'; '.join(meant)}."
    needs = [(other, value) for other, value, needed in question.schema.needed if needed == name]
    for other in dict.fromkeys(other for other, _ in needs):
        values = ", ".join(json.dumps(value) if isinstance(value, bool) else str(value) for _, value in needs)
        yield texts.say(language, "law.api.needed", field=other, values=values)
    for together in question.schema.all_or_none:
        if name in together:
            others = ", ".join(part for part in together if part != name)
            yield texts.say(language, "law.api.together", fields=others)


_WRITTEN = (
    ((Shifts,), "shifts"),
    ((Periods,), "periods"),
    ((Duration,), "duration"),
    ((Euros,), "euros"),
    ((Percent,), "percent"),
    ((ClockTime,), "clock"),
)


def _or_null(kind: dict[str, Any]) -> dict[str, Any]:
    """The same, or null: what is not told."""
    if "enum" in kind:
        return {**kind, "enum": [*kind["enum"], None]}
    if "oneOf" in kind:
        return {**kind, "oneOf": [*kind["oneOf"], {"type": "null"}]}
    return {**kind, "type": [kind["type"], "null"]}


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
