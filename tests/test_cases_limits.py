"""Both sides of every limit (``cases/limits.yaml``, ``limits-further.yaml``): one decision of the rules for each case.

``rule`` names the module of ``rules.decisions`` and its function, ``given`` its facts by name (days as ``2026-11-22``,
moments as ``2026-11-22T08:00``), ``expect`` the outcome, ``asks`` the topics of the questions and ``because`` codes of
reasons that have to be among those given. A list of cases may share a rule under ``each``.

``cases/grounds.yaml`` holds what the rules say with their answers, whole: each reason with its section and the facts of
its sentence, the values of the law book that were used, and the questions with their day, suggestion and facts.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rules import Decision, Period, Question
from rules.book import load_book
from rules.decisions import annual_holiday_giving, ending, working_time
from tests.soundness import everything_made_is_sound  # noqa: F401 - watches every case
from tests.yaml_files import read_yaml

FILE = Path(__file__).parent / "cases" / "limits.yaml"
FURTHER = FILE.with_name("limits-further.yaml")
GROUNDS: list[dict[str, Any]] = read_yaml(FILE.with_name("grounds.yaml"))
BOOK = load_book()
RECORDS = {
    "SickPart": annual_holiday_giving.SickPart,
    "Length": ending.Length,
    "Span": working_time.Span,
    "Notice": ending.Notice,
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


def cases() -> Iterator[dict[str, Any]]:
    """Every case by itself, with the rule, source and confidence of its group."""
    groups = [group for file in (FILE, FURTHER) for group in read_yaml(file)]
    for group in groups:
        for number, case in enumerate(group["each"], start=1):
            yield {**{k: v for k, v in group.items() if k != "each"}, **case, "id": f"{group['id']}-{number:02}"}


CASES = list(cases())


def fact(given: Any) -> Any:
    """A fact as the rules take it."""
    if isinstance(given, str) and DAY.fullmatch(given):
        return date.fromisoformat(given)
    if isinstance(given, str) and MOMENT.fullmatch(given):
        return datetime.fromisoformat(given)
    if isinstance(given, str) and re.fullmatch(r"\d+\.\d+", given):
        return Decimal(given)
    if isinstance(given, list):
        return tuple(fact(one) for one in given)
    if isinstance(given, dict) and set(given) == {"first", "last"}:
        return Period.closed(fact(given["first"]), fact(given["last"]))
    if isinstance(given, dict) and len(given) == 1 and next(iter(given)) in RECORDS:
        ((name, facts),) = given.items()
        return RECORDS[name](**{key: fact(one) for key, one in facts.items()})
    return given


def plain(outcome: Any) -> Any:
    """An outcome as the cases write it."""
    if dataclasses.is_dataclass(outcome) and not isinstance(outcome, type):
        return {field.name: plain(getattr(outcome, field.name)) for field in dataclasses.fields(outcome)}
    if isinstance(outcome, tuple | list):
        return [plain(one) for one in outcome]
    if isinstance(outcome, date | datetime):
        return outcome.isoformat()
    if isinstance(outcome, Decimal | Fraction):
        return str(outcome)
    return outcome


def answer(case: dict[str, Any]) -> Any:
    """What the rules say to a case."""
    module, name = case["rule"].split(".")
    rule = getattr(importlib.import_module(f"rules.decisions.{module}"), name)
    facts = {key: fact(one) for key, one in {**case.get("given", {}), **case.get("facts", {})}.items()}
    if "book" in inspect.signature(rule).parameters:
        facts["book"] = BOOK
    return rule(**facts)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(ValueError, match=case["refused"]):
            answer(case)
        return
    found = answer(case)
    outcome = found.outcome if isinstance(found, Decision) else found
    shown = plain(outcome)
    expected = case["expect"]
    if isinstance(expected, dict) and isinstance(shown, dict):
        shown = {key: shown[key] for key in expected}
    assert shown == expected
    if not isinstance(found, Decision):
        assert "asks" not in case
        assert "because" not in case
        return
    assert [question.topic for question in found.questions] == case.get("asks", [])
    assert found.reasons or found.questions
    assert set(case.get("because", [])) <= {reason.code for reason in found.reasons}


def asked(question: Question) -> dict[str, Any]:
    """A question as the cases write it; what is empty is left out."""
    shown = {
        "day": question.day and question.day.isoformat(),
        "blocks": question.blocks,
        "suggestion": question.suggestion,
        "facts": dict(question.facts),
    }
    return {name: one for name, one in shown.items() if one not in (None, {})}


@pytest.mark.parametrize("case", GROUNDS, ids=[case["id"] for case in GROUNDS])
def test_grounds(case: dict[str, Any]) -> None:
    found = answer(case)
    assert [[one.code, one.section, dict(one.facts)] for one in found.reasons] == case["reasons"]
    assert sorted({value.name for value in found.values}) == case["values"]
    assert {one.topic: asked(one) for one in found.questions} == case.get("asks", {})


def test_every_case_has_its_own_name_and_says_where_it_stands() -> None:
    names = [case["id"] for case in CASES]
    assert len(names) == len(set(names))
    for case in CASES:
        assert case["source"], case["id"]
        assert case["title"], case["id"]
        assert case["confidence"] in {"confirmed", "single", "unverified"}
        assert "expect" in case or "refused" in case, case["id"]
