"""Refusals: all problems together, each with what to do, in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from employer import texts
from employer.errors import Problem, Problems, Refused, Sentence

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
