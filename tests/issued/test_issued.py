"""What was issued stays issued: payslips that earlier programs issued are read, replayed and calculated again.

A total or a line that the law book or the program of today gives otherwise stands in ``differences.yaml`` with its
legal reason; a difference that is listed and no longer there fails too.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from payroll import Inputs, Payslip, calculate, replay
from payroll.inputs import from_text, to_text
from rules import Book, Days, Value, load_book
from tests.issued.keeping import as_kept, lines_of, main
from tests.payroll.test_missing_values import Lacking

HERE = Path(__file__).resolve().parent
KEPT = {f"{path.parent.name}/{path.stem}": path for path in sorted(HERE.glob("*/*.json"))}
REASONS: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "differences.yaml").read_text("utf-8")) or {}


def kept(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(KEPT[name].read_text("utf-8"))
    return found


def test_there_are_kept_payslips_and_every_listed_difference_is_of_one():
    assert len(KEPT) >= 20
    assert set(REASONS) <= set(KEPT)
    for name, one in REASONS.items():
        assert set(one) == {"now", "because"}, name
        assert one["because"].strip(), name


@pytest.mark.parametrize("name", KEPT)
def test_what_was_kept_is_what_was_issued(name: str):
    one = kept(name)
    for part in ("inputs", "trace"):
        assert hashlib.sha256(one[part].encode()).hexdigest() == one[f"{part}_sha256"]


@pytest.mark.parametrize("name", KEPT)
def test_the_kept_trace_replays_with_todays_program(name: str):
    one = kept(name)
    assert replay(one["trace"]) == one["totals"]


@pytest.mark.parametrize("name", KEPT)
def test_the_kept_inputs_give_the_same_to_the_cent_or_the_difference_has_its_reason(name: str):
    one = kept(name)
    given = from_text(one["inputs"])
    now = calculate(given, load_book())
    differences = {
        f"line {number}": [before, after]
        for number, (before, after) in enumerate(_pairs(one["lines"], lines_of(now.lines)), 1)
        if before != after
    }
    differences.update(
        {key: [cents, now.totals[key]] for key, cents in one["totals"].items() if now.totals[key] != cents}
    )
    assert differences == REASONS.get(name, {}).get("now", {})


def _pairs(before: list[str], after: list[str]) -> list[tuple[str | None, str | None]]:
    longest = max(len(before), len(after))
    return [
        (before[row] if row < len(before) else None, after[row] if row < len(after) else None) for row in range(longest)
    ]


@pytest.mark.parametrize("name", KEPT)
def test_the_kept_inputs_survive_being_read_and_written(name: str):
    given = from_text(kept(name)["inputs"])
    assert from_text(to_text(given)) == given


def test_nothing_is_kept_over_what_is_there(tmp_path: Path):
    with pytest.raises(FileExistsError):
        main(tmp_path)


def test_what_is_kept_holds_what_it_is_checked_by():
    name = next(iter(KEPT))
    given = from_text(kept(name)["inputs"])
    assert set(as_kept(given, calculate(given, load_book()))) == set(kept(name))


class Watching:
    """The law book, and the names that were looked up in it."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getattr__(self, attribute: str) -> Any:
        return getattr(load_book(), attribute)

    def value(self, name: str, days: Days) -> Value:
        self.names.add(name)
        return load_book().value(name, days)


@cache
def resting_on() -> dict[str, list[tuple[Inputs, Payslip]]]:
    """By name of a value the kept payslips that look it up: their inputs and what they give with the whole book."""
    found: dict[str, list[tuple[Inputs, Payslip]]] = {}
    for name in KEPT:
        given, book = from_text(kept(name)["inputs"]), Watching()
        now = calculate(given, cast("Book", book))
        for looked_up in book.names:
            found.setdefault(looked_up, []).append((given, now))
    return found


@pytest.mark.parametrize("unverified", [False, True], ids=["missing", "unverified"])
def test_a_value_that_a_payslip_rests_on_is_asked_when_the_book_cannot_say(unverified: bool):
    assert len(resting_on()) > 60
    for name, payslips in resting_on().items():
        for given, before in payslips:
            now = calculate(given, Lacking(name, unverified))  # never fails
            same = (now.totals, lines_of(now.lines)) == (before.totals, lines_of(before.lines))
            assert same or not now.can_be_issued, (name, given.employment, given.payment_day)
