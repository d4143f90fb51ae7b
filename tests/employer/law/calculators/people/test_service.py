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
    assert (None if outcome is None else outcome["extract"]) == found
    if found in ("duty", "right"):
        assert outcome["may_copy"] is False


def outcome(name: str, **facts: Any) -> Any:
    return ask(name, **facts)["outcome"]


def test_overtime_of_the_young_has_its_year_and_consent() -> None:
    facts = {"born": "2010-05-20", "day": "2026-12-02"}
    assert outcome("young-overtime", **facts, year_overtime="80", consent=True)["overtime_allowed"] is True
    assert outcome("young-overtime", **facts, year_overtime="80:01", consent=True)["overtime_allowed"] is False
    assert outcome("young-overtime", **facts, year_overtime="1", consent=False)["overtime_allowed"] is False
    adult = outcome("young-overtime", born="2008-12-02", day="2026-12-02", year_overtime="81", consent=True)
    assert adult == {"age": 18, "overtime_allowed": True}
    assert outcome("young-overtime", **facts, year_overtime="0", consent=True, longest_rest="38")["enough"] is True
    assert outcome("young-overtime", **facts, year_overtime="0", consent=True, longest_rest="37:59")["enough"] is False


def test_a_health_check_is_made_in_a_month_unless_the_work_is_light_or_short() -> None:
    facts = {"born": "2010-05-20", "employment_start": "2026-12-01"}
    assert outcome("young-health-check", **facts, light_work=False) == {
        "health_check_needed": True, "on_list": True, "check_by": "2027-01-01",
    }  # fmt: skip
    assert outcome("young-health-check", **facts, light_work=True)["health_check_needed"] is False
    short = outcome("young-health-check", **facts, light_work=False, employment_end="2027-01-30")
    assert short == {"health_check_needed": False, "on_list": False}
    adult = outcome("young-health-check", born="2008-12-01", employment_start="2026-12-01", light_work=False)
    assert adult == {"health_check_needed": False, "on_list": False}


def test_a_young_person_signs_alone_from_fifteen() -> None:
    day = {"day": "2026-12-01", "harms": False}
    assert outcome("young-signs", born="2011-12-01", **day)["signs_alone"] is True
    assert outcome("young-signs", born="2011-12-02", **day)["signs_alone"] is False
    harmed = {"day": "2026-12-01", "harms": True}
    assert outcome("young-signs", born="2008-12-02", **harmed)["custodian_may_cancel"] is True
    assert outcome("young-signs", born="2008-12-01", **harmed)["custodian_may_cancel"] is False


def test_light_work_takes_at_most_two_thirds_of_the_school_holidays() -> None:
    facts = {"day": "2027-06-07", "in_term": False, "short_and_temporary": False, "holiday_days": 60}
    assert outcome("light-work", **facts, light_work_days=40) == {"work_allowed": True}
    assert outcome("light-work", **facts, light_work_days=41) == {"work_allowed": False}
    term = {"day": "2027-02-07", "in_term": True, "holiday_days": 0, "light_work_days": 2}
    assert outcome("light-work", **term, short_and_temporary=True) == {"work_allowed": True}
    assert outcome("light-work", **term, short_and_temporary=False) == {"work_allowed": False}


def test_a_guardian_does_not_sign_with_close_ones_and_a_custodian_may_with_some() -> None:
    no = {"may_sign": False, "instead": "substitute_guardian"}
    assert outcome("who-may-sign", representative="guardian", relation="other") == {"may_sign": True}
    assert outcome("who-may-sign", representative="guardian", relation="sibling") == no
    assert outcome("who-may-sign", representative="custodian", relation="sibling") == {"may_sign": True}
    assert outcome("who-may-sign", representative="custodian", relation="spouse") == no


def test_an_extract_is_valid_for_six_months_and_is_not_copied() -> None:
    found = outcome("criminal-extract", extract_day="2026-06-01", shown_day="2026-12-01")
    assert (found["valid"], found["may_copy"]) == (True, False)
    assert outcome("criminal-extract", extract_day="2026-05-31", shown_day="2026-12-01")["valid"] is False


def test_an_informal_carer_is_no_employee() -> None:
    assert outcome("who-is-employed", carer="childminder") == {"is_employee": True}
    assert outcome("who-is-employed", carer="informal_carer") == {"is_employee": False}


def test_a_family_member_assists_by_the_countys_decision() -> None:
    start = {"employment_start": "2026-12-01"}
    assert outcome("relative-assistant", **start, relative=False) == {"may_assist": True}
    assert outcome("relative-assistant", **start, relative=True, county_allows=True) == {"may_assist": True}
    assert outcome("relative-assistant", **start, relative=True, county_allows=False) == {"may_assist": False}
    assert outcome("relative-assistant", **start, relative=True) is None


def test_household_work_with_consent_may_go_on_later() -> None:
    late = {**YOUNG, "start": "18:30", "end": "22:30"}
    assert not ask("young-worker", **late)["outcome"]["time_allowed"]
    assert ask("young-worker", **late, household_consent=True)["outcome"]["time_allowed"]
