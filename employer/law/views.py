"""The law as pages and as JSON: no sign-in, nothing kept. One list of questions makes all of it."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, render_template, request

from employer import access, forms, texts
from employer.access import policy, stateless
from employer.errors import NotFound, Refused
from employer.law import calculators, finding
from employer.law.calculators.queries import GROUPS
from employer.law.calculators.schemas import Answer, Part, Question
from employer.law.calculators.telling import service
from employer.law.finding.schemas import Search
from employer.law.openapi.service import MOST_BYTES, description

blueprint = Blueprint("law", __name__)


@blueprint.get("/calculators")
@policy("public")
def index() -> str:
    """Every question, by groups; with words in the address first those that they mean."""
    form = forms.read(Search, request.args)
    asked = form.command.get("search", "") if form.ok else ""
    hits = finding.found(asked, access.language()) if asked else ()
    groups = [(group, [one for one in calculators.questions() if one.group == group]) for group in GROUPS]
    return render_template(
        "pages/law/index.html",
        groups=groups,
        key=service.texts_key,
        form=form,
        asked=asked,
        hits=hits,
        most_asked=finding.most_asked(),
    )


@blueprint.get("/calculators/<question>")
@policy("public")
def calculator(question: str) -> str | tuple[str, int]:
    """One question with its form; with facts in the address also the answer, so that it can be shared."""
    asked = _question(question)
    if not request.args:
        return _page(asked, forms.Form(), None)
    form = calculators.reads(asked, request.args)
    answered = _answered(asked, form)
    return _page(asked, form, answered), 200 if answered is not None else 422


@blueprint.post("/api/v1/rules/<question>")
@policy("public")
@stateless
def answer(question: str) -> Response:
    """The answer as JSON."""
    try:
        asked = calculators.question(question)
    except LookupError:
        return _refused(404, "no_such_question")
    if request.mimetype != "application/json":
        return _refused(415, "not_json")
    if (request.content_length or 0) > MOST_BYTES:
        return _refused(413, "too_large")
    given = _body()
    if given is None:
        return _refused(400, "no_object")
    form = calculators.reads(asked, given)
    answered = _answered(asked, form)
    if answered is None:
        return _json({"problems": service.problems(form, access.language())}, 422)
    return _json({"question": asked.name, **calculators.told(answered, access.language())}, 200)


@blueprint.get("/api/v1/openapi.json")
@policy("public")
@stateless
def openapi() -> Response:
    """The description of the JSON addresses."""
    return _json(description(access.language()), 200)


def _question(name: str) -> Question:
    try:
        return calculators.question(name)
    except LookupError:
        raise NotFound from None


def _answered(asked: Question, form: forms.Form[Any]) -> Answer | None:
    if not form.ok:
        return None
    try:
        return calculators.answer(asked, form.command)
    except Refused as refused:
        form.refused(refused)
        return None


def _body() -> dict[str, Any] | None:
    """The facts of a JSON body; None for anything but one object, or when it tells a fact twice."""
    try:
        given = json.loads(request.get_data(cache=False), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _json(content: dict[str, Any], status: int) -> Response:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode("utf-8", "replace"), status, mimetype="application/json")


def _refused(status: int, code: str) -> Response:
    language = access.language()
    problem = {
        "field": "",
        "code": code,
        "what": texts.say(language, f"law.wrong.{code}.what"),
        "what_to_do": texts.say(language, f"law.wrong.{code}.do", most=MOST_BYTES // 1024),
    }
    return _json({"problems": [problem]}, status)


def _page(asked: Question, form: forms.Form[Any], answered: Answer | None) -> str:
    language = access.language()
    shown = None
    if answered is not None:
        facts, tables = service.rows_of_outcome(answered, language)
        shown = {
            **calculators.told(answered, language),
            "facts": facts,
            "tables": tables,
            "numbers": [service.used_number(one, language) for one in answered.values],
        }
    fields = [
        {
            "name": name,
            "kind": type(one).__name__,
            "optional": not one.required,
            "label": service.field_words(asked, name, "field", language),
            "hint": service.field_words(asked, name, "hint", language),
            "options": [
                (choice, service.choice_word(service.texts_key(asked), choice, language))
                for choice in getattr(one, "choices", ())
            ],
        }
        for name, one in asked.schema().fields.items()
    ]
    return render_template(
        "pages/law/calculator.html",
        question=asked,
        key=service.texts_key(asked),
        form=form,
        parts=_in_parts(asked, form, fields),
        answer=shown,
    )


def _in_parts(asked: Question, form: forms.Form[Any], fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The fields in their order, those of a part under its name; a part is open where its fields matter already."""
    found: list[dict[str, Any]] = []
    for one in fields:
        part = next((part for part in asked.schema.parts if one["name"] in part.fields), None)
        if not found or found[-1]["part"] is not part:
            found.append({"part": part, "open": part is not None and _open(part, form), "fields": []})
        found[-1]["fields"].append(one)
    return found


def _open(part: Part, form: forms.Form[Any]) -> bool:
    filled = any(form.value(name) or any(form.day_parts(name)) or name in form.problems for name in part.fields)
    return filled or (part.because is not None and form.value(part.because[0]) == part.because[1])
