"""Every reason that the rules can give has a sentence, and gives the facts that the sentence names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from employer import documents, texts

ROOT = Path(__file__).resolve().parents[2]
MODULES = (
    "rules/decisions/annual_holiday.py",
    "rules/decisions/annual_holiday_giving.py",
    "rules/decisions/annual_holiday_pay.py",
    "rules/decisions/contract.py",
    "rules/decisions/coverage.py",
    "rules/decisions/ending.py",
    "rules/decisions/family_leave.py",
    "rules/decisions/insurance.py",
    "rules/decisions/public_holidays.py",
    "rules/decisions/sick_leave.py",
    "rules/decisions/supplements.py",
    "rules/decisions/training.py",
    "rules/decisions/withholding.py",
    "rules/decisions/working_time.py",
    "rules/decisions/young_workers.py",
)


def _codes(node: ast.expr) -> Iterator[str]:
    """The codes that an expression can be; an f-string as a pattern."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]+" for part in node.values
        )


def reasons_of(path: str) -> list[tuple[str, frozenset[str] | None]]:
    """(pattern of the code, names of the facts when they stand in the call) of every reason a module makes."""
    found: list[tuple[str, frozenset[str] | None]] = []
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == "code" for one in node.targets):
            found += [(code, None) for code in _codes(node.value)]
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in {"Reason", "because", "reason"}:
            plain = name != "Reason" and all(keyword.arg for keyword in node.keywords)
            facts = frozenset(str(keyword.arg) for keyword in node.keywords) if plain else None
            found += [(code, facts) for code in _codes(node.args[0])]
    return found


@pytest.mark.parametrize("path", MODULES)
def test_every_reason_has_a_sentence(path: str) -> None:
    known = {key.removeprefix("reasons.") for key in texts.catalogue() if key.startswith("reasons.")}
    without = [code for code, _ in reasons_of(path) if not any(re.fullmatch(code, one) for one in known)]
    assert without == []


@pytest.mark.parametrize("path", MODULES)
def test_every_sentence_gets_the_facts_it_names(path: str) -> None:
    lacking = []
    for code, facts in reasons_of(path):
        if facts is None:
            continue
        for key, entry in texts.catalogue().items():
            if key.startswith("reasons.") and re.fullmatch(code, key.removeprefix("reasons.")):
                wanted = frozenset().union(*(texts.places(text) for text in entry.values()))
                if not wanted <= facts:
                    lacking.append((key, sorted(wanted - facts)))
    assert lacking == []


def test_facts_of_a_reason_are_written_the_finnish_way() -> None:
    said = documents.say_reason("fi", "annual_holiday.month_short_hours", {"minutes": "1950", "need": "2100"}, "x")
    assert said == "Ei täysi kuukausi: työtä tai sen veroista aikaa 32\u00a0tuntia 30\u00a0minuuttia."
    said = documents.say_reason("sv", "sick_leave.window", {"first": "2026-02-05", "window_last": "2026-02-16"}, "x")
    assert said == "Lön betalas från insjuknandedagen till 16.2.2026."
    said = documents.say_reason("en", "annual_holiday.coefficient", {"days": "4", "coefficient": "3.6"}, "x")
    assert said == "There are 4 holiday days, so the coefficient is 3,6."


def test_a_reason_without_a_sentence_is_told_as_the_rules_say_it() -> None:
    assert documents.say_reason("fi", "no.such.code", {}, "as the rules say") == "as the rules say"
