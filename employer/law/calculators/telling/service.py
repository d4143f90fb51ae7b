"""Reads the facts of a question and tells its answer: in words for a page, as plain data for JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import MultiDict

from employer import documents, formats, texts
from employer.errors import Sentence, code_of
from employer.errors import said as said_part
from employer.forms import Both, Duration, Form, Number, Ticked, Whole, YesNo, read
from employer.law.calculators.gathering.service import in_euros
from employer.law.calculators.schemas import (
    Answer,
    Asked,
    Cents,
    Clock,
    Minutes,
    Percents,
    Question,
    QuestionSchema,
    Rate,
    Said,
    TermPart,
    Used,
    Word,
    Words,
    wrong,
)
from rules import (
    Reason,
    load_book,
)

_CLAUSE = re.compile(r"Heta,? ([a-z][a-z -]*?)(?: §)?")


def reads(question: Question, given: Any) -> Form[Any]:
    """The facts as they came, read through the question's schema.

    A JSON body may hold true and false for yes and no, whole numbers for counts, and null for what is not told; other
    values are text. In an address the problem of an unknown field stands under no field, for the page has none to
    lead to.
    """
    if not isinstance(given, MultiDict):
        return _labelled(question, read(question.schema, _plain(question.schema, given)))
    form = _labelled(question, read(question.schema, given))
    known = question.schema().fields
    for name in [name for name in form.problems if name and name not in known]:
        form.problems.setdefault("", []).extend(form.problems.pop(name))
    return form


class _Needed(Sentence):
    """That a fact is needed because of another one, told by the label of that one."""

    __slots__ = ("because", "question")

    def __new__(cls, question: Question, because: Mapping[str, Any]) -> _Needed:
        made = str.__new__(cls, "needed")
        made.key = "law.wrong.needed_by.what"
        made.question, made.because = question, because
        return made

    question: Question
    because: Mapping[str, Any]

    def say(self, language: str) -> str:
        """The sentence in a language of the catalogue."""
        value = self.because["value"]
        key = texts_key(self.question)
        shown = show(value, language) if isinstance(value, bool) else choice_word(key, str(value), language)
        label = field_words(self.question, self.because["field"], "field", language)
        return texts.say(language, self.key, field=label.rstrip("?"), value=shown)


def _labelled(question: Question, form: Form[Any]) -> Form[Any]:
    """The form whose problems name the other field by its label."""
    for found in form.problems.values():
        for at, one in enumerate(found):
            what, do = one.parts if isinstance(one, Both) else (None, "")
            if isinstance(what, Sentence) and what.key == "law.wrong.needed_by.what":
                found[at] = Both(_Needed(question, what.facts), do)
    return form


_THREE_DECIMALS = re.compile(r"[0-9]+\.[0-9]{3}")
_NOTHING: list[str] = []  # what no field of text, choice or number reads


def _plain(schema: type[QuestionSchema], given: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON body as the fields read it: an empty text is no value, and a point always begins the decimals."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        known = schema._declared_fields.get(name)
        if value is None:
            continue
        if isinstance(value, bool) and isinstance(known, (YesNo, Ticked)):
            if value or isinstance(known, YesNo):
                found[name] = "yes" if value else "no"
        elif isinstance(value, int) and not isinstance(value, bool) and isinstance(known, Whole):
            found[name] = str(value) if abs(value) < 10**9 else "too large"
        elif isinstance(value, str) and not value.strip():
            found[name] = _NOTHING
        elif isinstance(value, str) and isinstance(known, (Number, Duration)) and _THREE_DECIMALS.fullmatch(value):
            found[name] = f"{value}0"
        else:
            found[name] = value
    return found


def problems(form: Form[Any], language: str) -> list[dict[str, str]]:
    """Every problem of a form as field, its lasting name, what is wrong, and what to do."""
    found = []
    for name, sentences in form.problems.items():
        for one in sentences:
            code, what, do = _code_and_words(one, language)
            found.append({"field": name, "code": code, "what": what, "what_to_do": do})
    return found


def sentence_of(code: str) -> Sentence:
    """The two sentences of ``law.wrong.<code>`` as one problem."""
    both: Sentence = wrong(code).messages[0]
    return both


def texts_key(question: Question) -> str:
    """The name under which a question's words stand."""
    return question.name.replace("-", "_")


def field_words(question: Question, name: str, part: str, language: str) -> str:
    """A field's label (``field``) or hint of a question: its own words, or those that questions share; may be empty."""
    for key in (f"law.{texts_key(question)}.{part}.{name}", f"law.{part}.{name}"):
        if texts.has(key):
            return texts.say(language, key)
    return ""


def choice_word(key: str, choice: str, language: str) -> str:
    """A choice of a question in words: the question's own (``key``: its name in the texts), or those of all."""
    own = f"law.{key}.word.{choice}"
    return texts.say(language, own) if texts.has(own) else word(choice, language)


def _code_and_words(one: Sentence, language: str) -> tuple[str, str, str]:
    if isinstance(one, Both):
        what, do = (said_part(part, language) for part in one.parts)
        first = one.parts[0]
        return code_of(first.key) if isinstance(first, Sentence) else "refused", what, do
    code = _OF_A_FIELD.get(one.key, "unreadable")
    what = texts.say(language, f"law.wrong.{code}.what")
    if code in ("unknown", "no_text"):
        return code, what, texts.say(language, f"law.wrong.{code}.do")
    return code_of(one.key) if code == "unreadable" else code, what, one.say(language)


_OF_A_FIELD = {
    "errors.field.unexpected": "unknown",
    "errors.field.text": "no_text",
    "errors.field.required": "missing",
}
"""What a field cannot read, by the words of ``law.wrong`` that a program is told; of the rest the field's own name."""


def told(answered: Answer, language: str) -> dict[str, Any]:
    """An answer in words and plain data, as JSON has it and the page shows it.

    Money and decimals are text, days ISO, lengths of time whole minutes.
    """
    return {
        "outcome": _as_json(answered.outcome),
        "says": [said(one, language) for one in answered.sentences],
        "reasons": [
            {
                "code": one.code,
                "section": section_of(one, language),
                "words": reason_words(one, language),
                "link": one.link,
            }
            for one in answered.reasons
        ],
        "values": [
            {
                "name": one.name,
                "title": title_of(one.name, language),
                "number": one.number,
                "unit": one.unit,
                "since": one.since,
                "source": one.source,
                "clause": one.clause,
                "link": one.link,
                "confidence": one.confidence,
            }
            for one in answered.values
        ],
        "sources": _sources(answered, language),
        "questions": [asked_words(one, language) for one in answered.questions],
        "edition": answered.edition,
    }


def _sources(answered: Answer, language: str) -> list[dict[str, str]]:
    """Where an answer stands, each place once: the sections of its reasons, then the sources of its values."""
    places = [(section_of(one, language), "", one.link) for one in answered.reasons]
    places += [(one.source, one.clause, one.link) for one in answered.values]
    return [dict(zip(("source", "clause", "link"), one, strict=True)) for one in dict.fromkeys(places)]


def said(one: Said, language: str) -> str:
    """A sentence of an answer in a language."""
    return texts.say(
        language, f"law.answer.{one.key}", **{name: show(fact, language) for name, fact in one.facts.items()}
    )


def show(fact: Any, language: str) -> str:
    """One plain value for the eye."""
    if fact is None:
        return texts.say(language, "common.not_known")
    if isinstance(fact, bool):
        return texts.say(language, "common.yes" if fact else "common.no")
    if isinstance(fact, Cents):
        return formats.money(int(fact))
    if isinstance(fact, Minutes):
        return formats.hours(int(fact), language)
    if isinstance(fact, Rate):
        return formats.percent(fact)
    if isinstance(fact, TermPart):
        told = documents.say_term(language, documents.plain_term(fact.term))
        if fact.part == "sources":
            return "; ".join(_source(language, *one[:2]) for one in told.sources) or "–"
        return str(getattr(told, fact.part)) or "–"
    if isinstance(fact, Percents):
        return "; ".join(f"{_percent_title(name, language)} {formats.percent(number)}" for name, number in fact) or "–"
    if isinstance(fact, Word):
        return word(fact, language)
    if isinstance(fact, Clock):
        return formats.clock_time(int(fact), language)
    if isinstance(fact, Words):
        return ", ".join(word(one, language) for one in fact)
    if isinstance(fact, Reason):
        return reason_words(fact, language)
    if isinstance(fact, date):
        return formats.day(fact)
    if isinstance(fact, (int, Decimal)):
        return formats.number(fact) if abs(fact) < 1900 or abs(fact) > 2200 else str(fact)
    return str(fact)


def _percent_title(name: str, language: str) -> str:
    if texts.has(f"law.percent.{name}"):
        return texts.say(language, f"law.percent.{name}")
    return title_of(name, language)


def word(one: str, language: str) -> str:
    """A word of the program in words: a choice of a question, a kind of pay line, or a step of a procedure."""
    if texts.has(f"law.word.{one}"):
        return texts.say(language, f"law.word.{one}")
    if texts.has(f"procedures.step.{one}"):
        return texts.say(language, f"procedures.step.{one}")
    return texts.say(language, f"lines.{one.removeprefix('line.')}.title", percent="").strip()


def _as_json(value: Any) -> Any:
    """Plain data without words of any language."""
    if isinstance(value, Clock):
        return f"{value // 60:02d}:{value % 60:02d}"
    if isinstance(value, TermPart):
        return _part_of_term(value)
    if isinstance(value, Percents):
        return [{"name": name, "percent": number} for name, number in value]
    if isinstance(value, Mapping):
        return {name: _as_json(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_json(one) for one in value]
    if isinstance(value, Cents):
        return f"{in_euros(value):.2f}"
    if isinstance(value, Minutes):
        return int(value)
    if isinstance(value, Word):
        return str(value).removeprefix("line.")
    if isinstance(value, Reason):
        return value.code
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, (bool, int)) or value is None else str(value)


def _source(language: str, title: str, clause: str) -> str:
    return ", ".join(texts.say_source(language, one) for one in (title, clause) if one)


def _part_of_term(value: TermPart) -> Any:
    """A term's part without words of any language: its name, its level, or an amount with its unit."""
    term, part = value
    if part == "because":
        return [one.code for one in term.reasons]
    if part == "sources":
        found = (getattr(term, level) for level in ("statute", "agreement", "contract"))
        return [
            {"source": one.source.title, "clause": one.source.clause, "link": one.source.link}
            for one in found
            if one is not None and one.source is not None
        ]
    if part in ("title", "level"):
        return term.name if part == "title" else term.level
    amount = term.amount if part == "holds" else getattr(term, part)
    return None if amount is None else {"number": f"{amount.number:f}", "unit": str(amount.unit)}


def reason_words(one: Reason, language: str) -> str:
    """A reason in words."""
    own = one.code.removeprefix("law.")
    if texts.has(f"law.reason.{own}"):
        shown = {name: formats.day(fact) if _is_day(fact) else fact for name, fact in one.facts}
        return texts.say(language, f"law.reason.{own}", **shown)
    return documents.say_reason(language, one.code, dict(one.facts), one.says)


def section_of(one: Reason, language: str) -> str:
    """Where a reason stands: a section of an act as the rules name it, a clause of the agreement in words."""
    found = _CLAUSE.fullmatch(one.section)
    key = f"law.clause.{found[1].replace(' ', '_').replace('-', '')}" if found else ""
    return f"Heta, {texts.say(language, key)}" if texts.has(key) else one.section


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4:5] == text[7:8] == "-"


def title_of(name: str, language: str) -> str:
    """The law book's title of a value."""
    return dict(load_book().entry(name).title)["fi" if language == "selko" else language]


def asked_words(one: Asked, language: str) -> dict[str, str]:
    """A question in words: what is asked, why, and where the answer is found."""
    name = one.topic.removeprefix("missing_law_value.").removeprefix("unverified_law_value.")
    key = f"law.ask.{name}"
    if texts.has(f"{key}.asks"):
        facts = {key: formats.day(fact) if _is_day(fact) else fact for key, fact in one.facts}
        parts = {part: texts.say(language, f"{key}.{part}", **facts) for part in ("asks", "why", "where")}
        return {"asks": parts["asks"], "why": parts["why"], "where_to_find": parts["where"]}
    if name in load_book().names():
        day = dict(one.facts).get("day")
        facts = {"title": title_of(name, language), "day": formats.day(day) if day else ""}
        return {
            "asks": texts.say(language, "law.ask.value.asks" if day else "law.ask.value.asks_any", **facts),
            "why": texts.say(language, "law.ask.value.unverified" if one.suggestion else "law.ask.value.why"),
            "where_to_find": texts.say(language, "law.ask.value.where"),
        }
    plain = {
        "topic": one.topic,
        "asks": one.asks,
        "why": one.why,
        "where_to_find": one.where_to_find,
        "facts": dict(one.facts),
        "suggestion": one.suggestion,
    }
    words = documents.say_question(language, plain)
    return {"asks": words.asks, "why": words.why, "where_to_find": words.where_to_find}


def rows_of_outcome(answered: Answer, language: str) -> tuple[list[tuple[str, str]], list[dict[str, Any]]]:
    """The outcome for a page: named values, and tables with a caption, column headings and rows."""
    facts: list[tuple[str, str]] = []
    tables: list[dict[str, Any]] = []
    outcome = answered.outcome or {}
    for name, value in outcome.items():
        if name in ("amount", "unit") and isinstance(outcome.get("unit"), Word):
            continue  # an amount with its unit stands in the sentence
        if not isinstance(value, list):
            facts.append((texts.say(language, f"law.out.{name}"), show(value, language)))
        elif value:
            columns = [texts.say(language, f"law.out.{column}") for column in value[0]]
            rows = [[_cell(column, cell, language) for column, cell in row.items()] for row in value]
            numbers = [at for at, cell in enumerate(value[0].values()) if isinstance(cell, (Cents, Minutes))]
            caption = texts.say(language, f"law.out.{name}")
            tables.append({"caption": caption, "columns": columns, "rows": rows, "numbers": numbers})
    return facts, tables


def _cell(column: str, cell: Any, language: str) -> str:
    if column == "price" and isinstance(cell, Decimal):
        return formats.price(cell)
    if column == "month":
        return formats.month(cell, language)
    return "–" if cell is None else show(cell, language)


def used_number(one: Used, language: str) -> str:
    """A used value's number for the eye; empty for a table."""
    if one.number is None:
        return ""
    if one.unit == "percent":
        return formats.percent(one.number)
    if one.unit in ("euros", "euros_per_hour"):
        return formats.price(one.number)
    try:
        return formats.number(one.number)
    except (ArithmeticError, ValueError):
        return one.number
