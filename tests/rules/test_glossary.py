"""The glossary: one code word for one term, in three languages; every figure of a calculation has its name there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from rules.loading import as_plain, read_tree

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "rules" / "glossary.yaml"
OPERATIONS = {"given", "product", "quotient", "total", "less", "at_most", "at_least", "decision", "answer", "cents"}
ENDINGS = ("_minutes", "_price", "_difference")


def glossary() -> dict[str, dict[str, dict[str, str]]]:
    tree = read_tree(GLOSSARY)
    assert tree is not None
    plain: dict[str, dict[str, dict[str, str]]] = as_plain(tree)
    return plain


def figure_names() -> set[str]:
    """Every name that the source of payroll gives to an operation of the trace as a plain text."""
    names: set[str] = set()
    for path in (ROOT / "payroll").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OPERATIONS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    names.add(first.value)
    return names


@pytest.mark.parametrize("part", ["terms", "figures"])
def test_every_word_has_all_three_languages(part):
    for key, words in glossary()[part].items():
        assert {"fi", "sv", "en"} <= set(words), key
        assert all(words.values()), key


def test_a_code_word_stands_once():
    parts = glossary()
    assert not set(parts["terms"]) & set(parts["figures"])


def test_every_figure_of_a_calculation_is_in_the_glossary():
    known = set(glossary()["terms"]) | set(glossary()["figures"])
    missing = {
        name
        for name in figure_names()
        if name not in known and not any(name.endswith(end) and name[: -len(end)] in known for end in ENDINGS)
    }
    assert missing == set()
