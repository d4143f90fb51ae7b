"""A household that was read can be written, and is the same when it is read again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from employer.household.reading import read
from employer.household.schemas import Household
from employer.household.writing import text_of, tree_of
from employer.leave.schemas import KINDS

EXAMPLE = Path(__file__).resolve().parents[3] / "employer" / "household" / "demo" / "hameenlinna-childminder.yaml"


def example() -> Household:
    return read(EXAMPLE.read_bytes())


def test_a_written_household_is_the_same_when_read_again() -> None:
    household = example()
    assert read(text_of(household).encode()) == household
    assert read(json.dumps(tree_of(household)).encode()) == household


def test_every_kind_of_absence_can_be_written_and_read() -> None:
    household = example()
    sick = household.absences[0]
    for kind in KINDS:
        changed = replace(household, absences=(replace(sick, kind=kind, certificate_seen=None),))
        assert read(text_of(changed).encode()).absences[0].kind == kind


def test_a_contract_with_a_long_term_unemployed_person_can_be_written_and_read() -> None:
    household = example()
    one = replace(
        household.employments[0], end=date(2026, 12, 31), long_term_unemployed=True, renewals=2, signed=date(2026, 1, 7)
    )
    assert read(text_of(replace(household, employments=(one,))).encode()).employments == (one,)


def test_a_cancelled_contract_can_be_written_and_read() -> None:
    household = example()
    one = replace(
        household.employments[0],
        end=date(2026, 11, 20),
        end_reason="cancelled_by_employer",
        breach_known=date(2026, 11, 10),
        cancel_sent=date(2026, 11, 18),
        employee_heard=False,
    )
    assert read(text_of(replace(household, employments=(one,))).encode()).employments == (one,)


def test_why_no_pay_is_due_can_be_written_and_read() -> None:
    household = example()
    facts = {"told": date(2026, 3, 1), "due": date(2026, 6, 1), "change_ground": "mistake", "postponements": 1}
    facts |= {
        "answer": "refused",
        "answered": date(2026, 3, 9),
        "answer_ground": "Illat jäisivät auki",
        "ill_since": date(2026, 1, 30),
    }
    one = replace(household.absences[0], no_pay="own_fault", changed_from=date(2026, 5, 1), **facts)  # type: ignore[arg-type]
    changed = replace(household, absences=(one,))
    assert read(text_of(changed).encode()).absences == changed.absences


def test_writing_is_stable() -> None:
    once = text_of(example())
    assert text_of(read(once.encode())) == once


def test_what_was_not_said_is_not_written_and_what_is_none_is() -> None:
    household = example()
    tree = tree_of(household)
    assert tree["employer"]["accident"]["group_life_percent"] is None
    assert tree["employments"][0]["holiday"] == {"accrual": "14_days", "bonus_percent": None}
    assert "experience_months" not in tree["employments"][0]["agreement"]
    assert "opening" not in tree
    assert tree["employer"]["iban"] == "FI2112345600000785"
    assert tree["employments"][0]["weekly_minutes"] == 960


def test_a_dated_row_keeps_its_day() -> None:
    household = example()
    wages = household.employments[0].wages
    assert [row["from"] for row in tree_of(household)["employments"][0]["wages"]] == ["2026-01-12", "2026-06-01"]
    one = replace(household.employments[0], wages=wages[:1])
    assert tree_of(replace(household, employments=(one,)))["employments"][0]["wages"] == [
        {"from": "2026-01-12", "unit": "hour", "euros": "13.20"}
    ]


def test_texts_that_look_like_numbers_are_quoted() -> None:
    text = text_of(example())
    assert "euros: '13.20'" in text
    assert "postal_code: '13100'" in text
    assert "&" not in text.replace("&amp;", "")
