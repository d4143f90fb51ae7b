"""The cases of moved and saved holiday: each by what the pages and the household file decide it with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from employer.leave.illness.schemas import IllnessTyped
from employer.leave.illness.service import moving
from employer.leave.placing import told_by
from employer.leave.schemas import Absence
from rules import Period, load_book
from rules.decisions import annual_holiday_giving as giving
from rules.decisions import annual_holiday_pay
from tests.employer.leave.test_placing import a_year
from tests.yaml_files import read_yaml

CASES = read_yaml(Path(__file__).parent / "cases" / "holidays-moved-and-saved.yaml")
BOOK = load_book()


def move(given: dict[str, Any]) -> dict[str, Any]:
    first, last = given["holiday"]
    ill_first, ill_last = given["ill"]
    typed = IllnessTyped(
        ill_first, ill_last, given.get("request", "in_time"), cause=given.get("cause", "sick"), asked=ill_first,
        **{name: given.get(name, False) for name in ("known_before", "own_fault", "proof_missing")},
    )  # fmt: skip
    holiday = Absence(1, "annual_holiday", first, last, id=1)
    found = moving(holiday, typed, [a_year(given["earned"], Period.closed(first, last))], (), BOOK)
    return {
        "moved": found.moved,
        "own_risk": found.own_risk,
        "stays": [[run.first, run.last] for run, _ in found.holidays],
        "absent": [[run.first, run.last] for run in found.ill],
        "why": found.reasons[0].code,
    }


def new_time(given: dict[str, Any]) -> dict[str, Any]:
    first, last = given["holiday"]
    limits = giving.moved_limits(given["moved_from"]).outcome
    told = told_by(Absence(1, "annual_holiday", first, last, moved_from=given["moved_from"]), BOOK).outcome
    return {
        "stands": giving.moved_placing(Period.closed(first, last), limits).outcome,
        "limits": [limits.first, limits.second, limits.last],
        "told_by": told.by_main_rule,
        "at_latest": told.at_latest,
    }


def saving(given: dict[str, Any]) -> dict[str, Any]:
    agreed, harm = given["by"] == "agreement", given.get("serious_harm", False)
    on = date(2026, 3, 31)
    found = [giving.saved_leave(one, agreed=agreed, serious_harm=harm, on=on, book=BOOK) for one in given["earned"]]
    return {"most": [one.outcome for one in found]}


def money(given: dict[str, Any]) -> dict[str, Any]:
    if given["saved"]:
        decided = giving.saved_leave_paid_out(
            employment_ends=False,
            became_part_time=given.get("part_time", False),
            laid_off_open_ended=given.get("laid_off", False),
        )
    else:
        prevents = given.get("illness_prevents", False)
        decided = annual_holiday_pay.may_be_paid_instead(
            employment_ends=False, free_time_right=False, illness_prevents=prevents
        )
    return {"may_be_paid": decided.outcome}


TOPICS = {"move": move, "new-time": new_time, "saving": saving, "money": money}


@pytest.mark.parametrize("case", CASES, ids=[one["id"] for one in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = TOPICS[case["topic"]](case["given"])
    assert {name: found[name] for name in case["expect"]} == case["expect"], case["working"]


def test_every_case_has_its_own_id_and_its_section() -> None:
    assert len({one["id"] for one in CASES}) == len(CASES) == 32
    assert all(one["source"] and one["working"] for one in CASES)
