"""The calculators of people against results worked out by hand from the law."""

from __future__ import annotations

from typing import Any

import pytest

from tests.employer.law.calculators.facts import ask

YOUNG: dict[str, Any] = {
    "born": "2010-05-20", "day": "2026-12-02", "start": "16:00", "end": "20:00", "light_work": False,
    "education_done": True, "school": "none",
}  # fmt: skip


def test_limits_of_a_young_worker() -> None:
    assert ask("young-worker", **YOUNG)["outcome"]["time_allowed"] is True
    late = ask("young-worker", **(YOUNG | {"end": "22:30"}))
    assert late["outcome"]["time_allowed"] is False
    assert any(one["section"] == "998/1993 7 §" for one in late["reasons"])
    long = ask("young-worker", **(YOUNG | {"start": "8:00", "end": "18:30", "break_minutes": 60}))
    assert (long["outcome"]["hours_allowed"], long["outcome"]["daily_limit"]) == (False, 540)
    week = ask("young-worker", **(YOUNG | {"week_hours": "49"}))
    assert (week["outcome"]["week_allowed"], week["outcome"]["weekly_limit"]) == (False, 2880)
    child = ask("young-worker", **(YOUNG | {"born": "2013-05-20"}))
    assert child["outcome"]["may_be_hired"] is False
    unknown = ask("young-worker", **{name: value for name, value in YOUNG.items() if name != "education_done"})
    assert unknown["outcome"]["may_be_hired"] is None
    assert len(unknown["questions"]) == 1


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"client_minor": True, "custodian_present": False, "months_in_year": 4}, "duty"),
        ({"client_minor": True, "custodian_present": False, "months_in_year": 3}, "right"),
        ({"client_minor": True, "custodian_present": True}, "none"),
        ({"client_minor": False, "employer_model": True}, "right"),
        ({"client_minor": False}, None),
    ],
)
def test_the_criminal_record_extract(facts: dict[str, Any], found: str | None) -> None:
    outcome = ask("criminal-record", employment_start="2026-12-01", **facts)["outcome"]
    assert outcome == (None if found is None else {"extract": found})
