"""Refusals: all problems together, each with what to do, in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from employer import config, texts
from employer.clock import HELSINKI
from employer.errors import Problem, Problems, Refused, Sentence, answer_for, cannot_calculate, problems_of, said
from payroll import CannotCalculate

EMPLOYER = Path(__file__).resolve().parents[2] / "employer"


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of a method of this name in the employer package."""
    for path in sorted(EMPLOYER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                yield path, node


def refusals() -> list[tuple[str, str, frozenset[str]]]:
    """(place, code, facts) of every ``problems.add(field, code, ...)`` written with a plain code."""
    found = []
    for path, call in calls("add"):
        owner = call.func.value  # type: ignore[attr-defined]
        if not isinstance(owner, ast.Name) or owner.id not in ("problems", "part") or len(call.args) != 2:
            continue
        code = call.args[1]
        if isinstance(code, ast.Constant):
            facts = frozenset(keyword.arg or "" for keyword in call.keywords)
            found.append((f"{path.relative_to(EMPLOYER)}:{call.lineno}", str(code.value), facts))
    return found


def test_there_are_refusals_to_look_at() -> None:
    assert len(refusals()) > 60


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_refusal_can_be_said_in_every_language(language: str) -> None:
    for place, code, facts in refusals():
        for part in ("what", "do"):
            said = texts.say(language, f"refused.{code}.{part}", **dict.fromkeys(facts, "x"))
            assert said, place


def test_every_change_that_a_service_records_has_its_words() -> None:
    seen = set()
    for path in sorted(EMPLOYER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("changes."):
                seen.add(node.value)
    assert len(seen) > 30
    assert sorted(key for key in seen if not texts.has(key)) == []


def test_problems_are_refused_together() -> None:
    problems = Problems()
    problems.refuse()
    problems.add("from", "overlaps", first=date(2026, 2, 3), last="…")
    problems.add("name", "text_needed")
    with pytest.raises(Refused) as refused:
        problems.refuse()
    assert [one.field for one in refused.value.problems] == ["from", "name"]
    assert "3.2.2026–…" in str(refused.value)
    what = refused.value.problems[0].what
    assert isinstance(what, Sentence)
    assert what.say("sv") == "För tiden finns redan en uppgift som gäller 3.2.2026–…."


def test_plain_problems_are_taken_as_they_are() -> None:
    refused = Refused([("field", "wrong", "put it right")])
    assert refused.problems == (Problem("field", "wrong", "put it right"),)


# What the calculation refuses ----------------------------------------------------------------------------------------


def contradictions() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every place of ``payroll`` that refuses: where, its code, and the names of its facts."""
    for path in sorted((config.ROOT / "payroll").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "CannotCalculate":
                given = {one.arg: one.value for one in node.keywords}
                code = given.pop("code")
                assert isinstance(code, ast.Constant)
                yield f"{path.name}:{node.lineno}", code.value, frozenset(name for name in given if name)


def test_every_refusal_of_the_calculation_has_its_sentences_and_their_facts() -> None:
    found = list(contradictions())
    assert len(found) > 20
    for place, code, facts in found:
        for part in ("what", "do"):
            key = f"cannot.{code}.{part}"
            assert texts.has(key), f"{place}: {key}"
            for language in ("fi", "sv", "en"):
                assert texts.places(texts.catalogue()[key][language]) <= facts, f"{place}: {key}"
    assert {key.split(".")[1] for key in texts.catalogue() if key.startswith("cannot.")} == {one[1] for one in found}


def test_a_refusal_is_told_in_the_readers_language_with_days_times_and_numbers() -> None:
    when = datetime(2026, 3, 2, 22, 0, tzinfo=HELSINKI)
    refused = CannotCalculate("shifts[0].end", "why", "how", code="shift_too_long", start=when)
    told = cannot_calculate(refused)
    assert told.field == "shifts[0].end"
    assert said(told.what, "fi") == "Vuoro, joka alkaa 2.3.2026 22:00, on yli 24 tuntia."
    assert said(told.what_to_do, "sv") == "Rätta slutet eller anteckna varje dags arbete som ett eget skift."
    month = cannot_calculate(CannotCalculate("", "", "", code="regular_minutes", month=date(2026, 3, 1)))
    assert said(month.what, "en") == "The price of an hour of the monthly wage needs the regular time of 3/2026."
    percent = cannot_calculate(CannotCalculate("", "", "", code="card_percent", percent=Decimal("101.5")))
    assert said(percent.what, "fi") == "Verokortin prosentti 101,5 ei ole mahdollinen."
    days = cannot_calculate(CannotCalculate("", "", "", code="training_minutes", minutes=1, day=date(2026, 3, 1)))
    assert "1 minuutti." in said(days.what, "fi")
    assert problems_of(refused) == (told,)
    assert answer_for(refused).status == 422
