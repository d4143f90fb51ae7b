"""The calculators of the employment's end against results worked out by hand from the law."""

from __future__ import annotations

from typing import Any

import pytest

from employer.law.calculators import question, reads
from tests.employer.law.calculators.facts import ask


def outcome(name: str, **facts: Any) -> Any:
    return ask(name, **facts)["outcome"]


def test_a_lay_off_lasts_at_most_ninety_days_and_is_told_a_week_before() -> None:
    facts = {"layoff_start": "2026-12-21", "other_work": False}
    assert outcome("layoff", **facts, estimated_days=90) == {"has_ground": True, "told_by": "2026-12-14"}
    assert outcome("layoff", **facts, estimated_days=91)["has_ground"] is False
    assert outcome("layoff", layoff_start="2026-12-21", estimated_days=30, other_work=True)["has_ground"] is False
    assert outcome("layoff", **facts, estimated_days=60, work_begins="2027-02-15")["call_by"] == "2027-02-08"
    assert outcome("layoff", layoff_start="2026-05-31", estimated_days=9, other_work=False)["told_by"] == "2026-05-17"


def test_an_economic_ground_falls_with_any_of_its_parts() -> None:
    facts = {"reduced": True, "lasting": True, "other_work": False, "hired_for_similar": False}
    assert outcome("economic-ground", **facts) == {"has_ground": True}
    for name, value in facts.items():
        assert outcome("economic-ground", **{**facts, name: not value}) == {"has_ground": False}


def test_only_a_substitute_is_laid_off_in_a_fixed_term() -> None:
    assert outcome("layoff-fixed-term", replaces_someone=True, other_could_be_laid_off=True) == {"may_lay_off": True}
    assert outcome("layoff-fixed-term", replaces_someone=True, other_could_be_laid_off=False) == {"may_lay_off": False}
    assert outcome("layoff-fixed-term", replaces_someone=False) == {"may_lay_off": False}
    assert outcome("layoff-fixed-term", replaces_someone=True) is None


def test_one_laid_off_resigns_without_notice_until_the_last_week() -> None:
    facts = {"layoff_last": "2026-12-31"}
    assert outcome("layoff-resigning", day="2026-12-24", **facts) == {"without_notice": True}
    assert outcome("layoff-resigning", day="2026-12-25", **facts) == {"without_notice": False}
    assert outcome("layoff-resigning", day="2026-12-25") == {"without_notice": True}


def test_the_steps_of_a_dismissal() -> None:
    """Since 2026 a proper reason is enough, and other work is looked for only when the ability has changed."""
    found = outcome("dismissal", notice_day="2026-12-01", ground="breach")
    assert found["reason_needed"] == "proper"
    assert [one["step"] for one in found["steps_of_dismissal"]] == [
        "warning_and_chance_to_correct", "hear_the_employee", "within_reasonable_time", "deliver_notice",
        "written_reasons_on_request",
    ]  # fmt: skip
    assert (found["least_months"], found["most_months"]) == (3, 24)
    before = outcome("dismissal", notice_day="2025-12-31", ground="breach", very_serious=True)
    assert before["reason_needed"] == "proper_and_weighty"
    assert before["steps_of_dismissal"][0]["step"] == "hear_the_employee"
    ends = outcome("dismissal", notice_day="2026-12-01", ground="work_ends")
    assert "reason_needed" not in ends
    assert [one["step"] for one in ends["steps_of_dismissal"]][:2] == ["look_for_other_work", "explain_the_ground"]


def test_a_contract_is_cancelled_in_two_weeks() -> None:
    assert outcome("cancel-contract", learned="2026-12-01") == {"cancel_by": "2026-12-15"}


def test_seven_days_without_a_word_end_the_contract() -> None:
    facts = {"absent_from": "2026-11-20", "reason_told": False, "could_not_tell": False}
    assert outcome("absent-without-word", **facts, day="2026-11-27") == {
        "may_treat_as_ended": True, "ended_on": "2026-11-20",
    }  # fmt: skip
    assert outcome("absent-without-word", **facts, day="2026-11-26") == {"may_treat_as_ended": False}
    told = {**facts, "reason_told": True, "day": "2026-12-20"}
    assert outcome("absent-without-word", **told) == {"may_treat_as_ended": False}


@pytest.mark.parametrize(
    ("born", "last"), [("1957-12-31", "2025-12-31"), ("1958-01-01", "2027-01-31"), ("1962-01-01", "2032-01-31")]
)
def test_the_age_of_resignation_goes_by_the_year_of_birth(born: str, last: str) -> None:
    """68 for those born until 1957, 69 from 1958 to 1961, 70 from 1962: the end of that month."""
    assert outcome("retirement-end", born=born, day="2026-12-01") == {"last_day": last}


def test_variable_hours_are_paid_up_to_their_average_in_the_notice_period() -> None:
    """12 h 30 min × 2 weeks less 10 h: 15 hours; nothing when the employment has lasted under a month."""
    facts = {"known": "2026-12-01", "average_weekly": "12:30", "weeks": "2", "offered": "10"}
    assert outcome("variable-notice", employment_start="2026-11-01", **facts) == {"paid_time": 900}
    assert outcome("variable-notice", employment_start="2026-11-02", **facts) == {"paid_time": 0}


def test_fixed_hours_are_paid_so_only_when_they_were_exceeded_fourfold() -> None:
    facts = {"employment_start": "2026-01-01", "known": "2026-12-01", "average_weekly": "12:30", "weeks": "2"}
    facts |= {"offered": "10"}
    assert outcome("variable-notice", **facts, variable_hours=True) == {"paid_time": 900}
    assert outcome("variable-notice", **facts, variable_hours=False, exceeded_fourfold=True) == {"paid_time": 900}
    assert outcome("variable-notice", **facts, variable_hours=False, exceeded_fourfold=False) == {"paid_time": 0}
    assert outcome("variable-notice", **facts, variable_hours=False) is None


def test_days_to_look_for_work_grow_with_the_notice_period_and_the_age() -> None:
    facts = {"known": "2026-12-01", "service_years": 5}
    assert outcome("job-search", **facts, notice_last="2027-01-01", age=40) == {"days": 5}
    assert outcome("job-search", **facts, notice_last="2027-02-01", age=40) == {"days": 10}
    assert outcome("job-search", **facts, notice_last="2027-06-01", age=54) == {"days": 20}
    assert outcome("job-search", **facts, notice_last="2027-06-01", age=55) == {"days": 25}
    form = reads(question("job-search"), {"known": "2026-12-01", "notice_last": "2027-01-01", "age": 20,
                                          "service_years": 8})  # fmt: skip
    assert set(form.problems) == {"service_years"}


def test_work_is_offered_back_by_large_employers_only_since_the_reform() -> None:
    facts = {"employment_end": "2026-05-20", "notice_known": "2026-04-20", "service_years": 4}
    assert outcome("re-employment", **facts, employees=1) == {"duty": True, "offered_until": "2026-09-20"}
    after = {"employment_end": "2027-01-01", "notice_known": "2026-12-01", "service_years": 12}
    assert outcome("re-employment", **after, employees=49) == {"duty": False}
    assert outcome("re-employment", **after, employees=50) == {"duty": True, "offered_until": "2027-07-01"}


def test_a_certificate_is_asked_for_ten_years_and_an_assessment_five() -> None:
    assert outcome("certificate", employment_end="2026-11-30", with_assessment=False) == {"asked_until": "2036-11-30"}
    assert outcome("certificate", employment_end="2026-11-30", with_assessment=True) == {"asked_until": "2031-11-30"}
    last = {"employment_end": "2016-11-30", "with_assessment": False}
    assert outcome("certificate", **last, requested="2026-11-30")["in_time"] is True
    assert outcome("certificate", **last, requested="2026-12-01")["in_time"] is False
    assert outcome("certificate", **last | {"with_assessment": True}, requested="2021-12-01")["in_time"] is False


def test_a_month_of_notice_is_said_in_the_singular() -> None:
    found = ask("notice-period", by="employer", known="2026-12-01", employment_start="2024-06-01")
    assert found["says"][0] == "The notice period is 1 month."
    two = ask("notice-period", by="employer", known="2026-12-01", employment_start="2021-06-01")
    assert two["says"][0] == "The notice period is 2 months."


def test_claims_lapse_in_five_years_and_of_holiday_in_two() -> None:
    facts = {"due": "2026-11-30"}
    assert outcome("claim-deadline", **facts, claim="pay") == {"claim_by": "2031-11-30"}
    assert outcome("claim-deadline", **facts, claim="holiday") == {"claim_by": "2028-12-31"}
    assert outcome("claim-deadline", **facts, claim="holiday_bonus") == {"claim_by": "2028-12-31"}
    ended = {**facts, "employment_end": "2026-12-15"}
    assert outcome("claim-deadline", **ended, claim="holiday_bonus") == {"claim_by": "2028-12-15"}
