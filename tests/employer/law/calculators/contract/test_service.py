"""The calculators of contract against results worked out by hand from the law."""

from __future__ import annotations

from typing import Any

import pytest

from tests.employer.law.calculators.facts import ask


@pytest.mark.parametrize(
    ("start", "by", "amount", "unit", "last"),
    [  # 6:3: employer 14 d to 1 y, 1 mo to 4 y, 2 mo to 8 y, 4 mo to 12 y, then 6 mo; employee 14 d to 5 y, then 1 mo
        ("2026-06-01", "employer", 14, "days", "2026-12-15"),
        ("2024-06-01", "employer", 1, "months", "2027-01-01"),
        ("2021-06-01", "employer", 2, "months", "2027-02-01"),
        ("2016-06-01", "employer", 4, "months", "2027-04-01"),
        ("2010-06-01", "employer", 6, "months", "2027-06-01"),
        ("2022-06-01", "employee", 14, "days", "2026-12-15"),
        ("2020-06-01", "employee", 1, "months", "2027-01-01"),
    ],
)
def test_the_notice_period_by_law(start: str, by: str, amount: int, unit: str, last: str) -> None:
    found = ask("notice-period", by=by, known="2026-12-01", employment_start=start)
    assert found["outcome"] == {"amount": amount, "unit": unit, "last_day": last}
    assert found["reasons"][0]["section"] == "55/2001 6:3 §"


def test_an_agreed_notice_period_goes_first() -> None:
    found = ask(
        "notice-period", by="employee", known="2026-12-01", employment_start="2020-06-01", agreed_amount=14,
        agreed_unit="days",
    )  # fmt: skip
    assert found["outcome"]["last_day"] == "2026-12-15"


def test_a_letter_is_known_on_the_seventh_day_and_after_a_holiday() -> None:
    assert ask("notice-delivery", means="letter", sent="2026-12-01")["outcome"] == {"known": "2026-12-08"}
    found = ask("notice-delivery", means="letter", sent="2026-12-01", leave_first="2026-12-01", leave_last="2026-12-20")
    assert found["outcome"] == {"known": "2026-12-21"}


def test_a_trial_period_is_at_most_half_of_a_fixed_term() -> None:
    found = ask("trial-period", employment_start="2026-12-01", employment_end="2027-03-31", trial_months=6)
    assert found["outcome"] == {"last_day": "2027-01-31", "months_at_most": 2}  # four months
    longest = {"last_day": "2027-05-31", "months_at_most": 6}
    assert ask("trial-period", employment_start="2026-12-01", trial_months=8)["outcome"] == longest
    assert ask("trial-period", employment_start="2026-12-01")["outcome"] == longest
    uneven = ask("trial-period", employment_start="2026-12-01", employment_end="2027-02-10")["outcome"]
    assert uneven == {"last_day": "2027-01-05"}  # 72 days; half of the months is no whole number


@pytest.mark.parametrize(("signed", "holds"), [("2026-05-31", False), ("2026-06-01", True)])
def test_a_fixed_term_without_a_ground_since_the_reform(signed: str, holds: bool) -> None:
    found = ask(
        "fixed-term", signed=signed, employment_start="2026-06-15", employment_end="2026-12-15", ground=False,
        employee_asked=False, long_term_unemployed=False, earlier="none",
    )  # fmt: skip
    assert found["outcome"]["allowed"] is holds
    assert bool(found["questions"]) is not holds


def test_an_earlier_employment_that_nobody_knows_is_asked() -> None:
    found = ask(
        "fixed-term", signed="2026-12-01", employment_start="2026-12-15", employment_end="2027-05-31", ground=False,
        employee_asked=False, long_term_unemployed=False, earlier="not_known",
    )  # fmt: skip
    assert found["outcome"] is None
    assert len(found["questions"]) == 1


def test_written_terms_in_two_steps_and_none_under_three_hours() -> None:
    found = ask("written-terms", employment_start="2026-12-01", weekly_hours="16")
    assert found["outcome"] == {"required": True, "first_items_by": "2026-12-08", "other_items_by": "2027-01-01"}
    assert ask("written-terms", employment_start="2026-12-01", weekly_hours="3")["outcome"] == {"required": False}


def test_a_lay_off_is_told_fourteen_days_before_and_seven_since_june_2026() -> None:
    assert ask("layoff-notice", layoff_start="2026-05-20")["outcome"] == {"told_by": "2026-05-06"}
    assert ask("layoff-notice", layoff_start="2026-12-21")["outcome"] == {"told_by": "2026-12-14"}


def test_waiting_time_is_at_most_six_days() -> None:
    assert ask("waiting-pay", due="2026-11-01", paid="2026-11-24", disputed=False)["outcome"] == {"days": 6}
    assert ask("waiting-pay", due="2026-11-20", paid="2026-11-20", disputed=False)["outcome"] == {"days": 0}
    disputed = ask("waiting-pay", due="2026-11-01", paid="2026-11-24", disputed=True, employment_end="2026-11-01")
    assert disputed["outcome"] == {"days": 0}


def test_the_employers_death_leaves_three_months() -> None:
    found = ask("employer-died", death="2026-11-10", notice_known="2026-12-01")
    assert found["outcome"] == {
        "contract_ended": False, "right_expires": "2027-02-10", "amount": 14, "unit": "days", "last_day": "2026-12-15",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("days", "told", "last"),
    [(29, "2026-11-20", "2026-11-30"), (30, "2026-11-20", "2026-12-30"), (60, "2026-12-01", "2026-11-30")],
)
def test_a_trial_period_grows_a_month_for_thirty_days_told_in_time(days: int, told: str, last: str) -> None:
    found = ask(
        "trial-extension", employment_start="2026-06-01", trial_last="2026-11-30", absence_days=days, told_on=told
    )
    assert found["outcome"]["last_day"] == last


def test_a_trial_period_does_not_grow_beyond_half_of_a_fixed_term() -> None:
    """Four months have two of trial, which are used up; of eight months two more are left, and one is earned."""
    away = {"employment_start": "2026-09-01", "trial_last": "2026-10-31", "told_on": "2026-10-30"}
    found = ask("trial-extension", **away, employment_end="2026-12-31", absence_days=30)
    assert found["outcome"] == {"extended": False, "last_day": "2026-10-31"}
    assert "contract.trial_half_reached" in [one["code"] for one in found["reasons"]]
    found = ask("trial-extension", **away, employment_end="2027-04-30", absence_days=59)
    assert found["outcome"] == {"extended": True, "last_day": "2026-11-30"}


def test_missing_days_of_notice_in_euros() -> None:
    """Seven days of 16 hours a week at 13.20 euros: one week, 211.20 euros."""
    found = ask(
        "missing-notice",
        known="2026-12-01",
        notice_last="2026-12-15",
        left="2026-12-08",
        weekly_hours="16",
        wage="13.20",
    )
    assert found["outcome"] == {"days": 7, "amount": "211.20"}
    on_time = ask("missing-notice", known="2026-12-01", notice_last="2026-12-15", left="2026-12-15")
    assert on_time["outcome"] == {"days": 0}


@pytest.mark.parametrize(
    ("cause", "ready", "agreed", "outcome"),
    [
        ("employer_side", True, False, {"paid": True}),
        ("employer_side", True, True, {"paid": False}),
        ("employer_side", False, False, {"paid": False}),
        ("independent", True, False, {"paid": True, "last": "2026-12-14"}),
        ("strike", True, False, {"paid": True, "last": "2026-12-07"}),
    ],
)
def test_pay_while_work_is_prevented(cause: str, ready: bool, agreed: bool, outcome: dict[str, Any]) -> None:
    found = ask("hindrance", cause=cause, first="2026-12-01", employee_ready=ready, agreed_otherwise=agreed)
    assert found["outcome"] == outcome


@pytest.mark.parametrize(
    ("claim", "end", "by"),
    [("pay", None, "2031-11-30"), ("pay", "2026-12-31", "2028-12-31"), ("holiday", None, "2028-12-31")],
)
def test_claims_expire(claim: str, end: str | None, by: str) -> None:
    assert ask("claim-deadline", claim=claim, due="2026-11-30", employment_end=end)["outcome"] == {"claim_by": by}


def outcome(name: str, **facts: Any) -> Any:
    return ask(name, **facts)["outcome"]


def test_a_fixed_term_goes_on_only_with_a_reason() -> None:
    dates = {"signed": "2026-12-01", "first_start": "2026-07-01", "end_before": "2026-12-31"}
    facts: dict[str, Any] = {**dates, "employment_end": "2027-06-30", "employee_asked": False}
    facts["long_term_unemployed"] = False
    no, yes = {"allowed": False, "treated_as": "indefinite"}, {"allowed": True, "treated_as": "fixed_term"}
    assert outcome("fixed-term-renewal", **facts, ground=False) == no
    assert outcome("fixed-term-renewal", **facts, ground=True) == yes
    assert outcome("fixed-term-renewal", **facts | {"employee_asked": True}, ground=False) == yes


@pytest.mark.parametrize(
    ("end", "renewals", "allowed"),
    [("2027-06-30", 1, True), ("2027-06-30", 2, False), ("2027-07-01", 1, False)],
)
def test_an_extension_for_the_long_term_unemployed_is_a_renewal(end: str, renewals: int, allowed: bool) -> None:
    found = outcome(
        "fixed-term-renewal", signed="2026-12-01", first_start="2026-07-01", end_before="2026-12-31",
        employment_end=end, ground=False, employee_asked=False, long_term_unemployed=True, renewals=renewals,
    )  # fmt: skip
    assert found["allowed"] is allowed


@pytest.mark.parametrize(("signed", "allowed"), [("2026-12-31", True), ("2027-01-01", False)])
def test_an_extension_is_agreed_before_the_end(signed: str, allowed: bool) -> None:
    found = outcome(
        "fixed-term-renewal", signed=signed, first_start="2026-07-01", end_before="2026-12-31",
        employment_end="2027-06-30", ground=True, employee_asked=False, long_term_unemployed=False,
    )  # fmt: skip
    assert found["allowed"] is allowed


@pytest.mark.parametrize(
    ("before", "days", "allowed"), [(2, 184, True), (3, 184, False), (2, 185, False), (0, 0, True)]
)
def test_contracts_of_the_long_term_unemployed_count_together(before: int, days: int, allowed: bool) -> None:
    """1 January to 30 June is 181 days: with 184 before it a year of 365 days is full."""
    found = outcome(
        "fixed-term", signed="2026-12-01", employment_start="2027-01-01", employment_end="2027-06-30", ground=False,
        employee_asked=False, long_term_unemployed=True, earlier="none", contracts_before=before, days_before=days,
    )  # fmt: skip
    assert found["allowed"] is allowed


def test_notice_in_a_fixed_term_is_agreed_or_comes_after_five_years_or_is_asked() -> None:
    facts = {"signed": "2021-11-20", "employment_start": "2021-12-01", "ground": True}
    assert outcome("fixed-term-notice", **facts, day="2026-11-30", notice_agreed=False) == {"may_give_notice": False}
    assert outcome("fixed-term-notice", **facts, day="2026-12-01", notice_agreed=False) == {"may_give_notice": True}
    assert outcome("fixed-term-notice", **facts, day="2022-01-01", notice_agreed=True) == {"may_give_notice": True}
    asked = ask(
        "fixed-term-notice", signed="2026-06-15", employment_start="2026-07-01", day="2027-02-01", ground=False,
        notice_agreed=False,
    )  # fmt: skip
    assert asked["outcome"] is None
    assert asked["questions"]


def test_work_after_the_end_makes_the_contract_one_until_further_notice() -> None:
    assert outcome("work-after-end", employment_end="2026-11-30", worked_on="2026-12-01") == {
        "treated_as": "indefinite"
    }
    assert outcome("work-after-end", employment_end="2026-11-30", worked_on="2026-11-30") == {
        "treated_as": "fixed_term"
    }


def test_variable_hours_need_a_varying_need_when_the_employer_asks() -> None:
    assert outcome("variable-hours", employer_asked=True, need_is_fixed=True) == {"may_be_agreed": False}
    assert outcome("variable-hours", employer_asked=True, need_is_fixed=False) == {"may_be_agreed": True}
    assert outcome("variable-hours", employer_asked=False) == {"may_be_agreed": True}
    assert outcome("variable-hours", employer_asked=True) is None


def test_variable_hours_are_reviewed_in_a_year_and_more_is_offered_in_a_month() -> None:
    facts = {"last_review": "2025-12-01", "reviewed_on": "2026-11-15", "agreed_minimum": "10"}
    assert outcome("variable-hours-review", **facts, needed="10:01") == {
        "review_by": "2026-12-01", "offer": True, "weekly_time": 601, "offer_by": "2026-12-15",
    }  # fmt: skip
    assert outcome("variable-hours-review", **facts, needed="10") == {"review_by": "2026-12-01", "offer": False}


def test_the_written_terms_leave_out_what_the_contract_has_not() -> None:
    """16 items; without fixed term, trial, variable hours, work abroad and agency work 11."""
    plain = outcome("written-items", fixed_term=False, trial=False, variable_hours=False)["items"]
    assert len(plain) == 11
    full = outcome("written-items", fixed_term=True, trial=True, variable_hours=True)["items"]
    assert [one["item"] for one in full if one["item"] not in [other["item"] for other in plain]] == [
        "item_fixed_term", "item_trial_period", "item_variable_hours",
    ]  # fmt: skip


def test_a_wish_is_answered_in_a_month_by_many_and_in_three_by_few() -> None:
    """2:6: one month; three with at most 250 employees; not under six months of service, not twice in a year."""
    facts = {"requested": "2026-12-01", "employment_start": "2026-06-01"}
    assert outcome("request-reply", **facts, employees=1) == {"reply_owed": True, "reply_by": "2027-03-01"}
    assert outcome("request-reply", **facts, employees=251) == {"reply_owed": True, "reply_by": "2027-01-01"}
    late = {"requested": "2026-12-01", "employment_start": "2026-06-02"}
    assert outcome("request-reply", **late, employees=1) == {"reply_owed": False}


def test_papers_are_kept_for_their_times() -> None:
    """Wages six years from the end of the year, working time two, the right to work two from the end."""
    assert outcome("keep-records", record="wage_records", day="2026-11-30") == {"kept_until": "2032-12-31"}
    assert outcome("keep-records", record="working_time_record", day="2026-11-30") == {"kept_until": "2028-12-31"}
    found = outcome("keep-records", record="right_to_work_data", day="2026-01-01", employment_end="2026-11-30")
    assert found == {"kept_until": "2028-11-30"}
    ended = {"day": "2026-03-31", "employment_end": "2026-06-30"}
    for record, until in (
        ("holiday_record", "2028-06-30"),
        ("pay_basis", "2032-12-31"),
        ("certificate_data", "2036-06-30"),
        ("household_credit_receipts", "2029-12-31"),
        ("camera_recording", "2027-03-31"),
        ("health_data", "2031-03-31"),
    ):
        assert outcome("keep-records", record=record, **ended) == {"kept_until": until}


def test_a_changed_term_and_work_abroad_have_their_days() -> None:
    found = outcome("written-terms", employment_start="2025-12-01", weekly_hours="16", changed_from="2026-12-15")
    assert found["changed_term_by"] == "2026-12-15"
    assert outcome("work-abroad", departure="2027-01-10", months_abroad=1) == {
        "required": True, "given_by": "2027-01-09",
    }  # fmt: skip
    assert outcome("work-abroad", departure="2027-01-10", months_abroad=0) == {"required": False}


def test_the_end_of_a_permit_holders_work_is_asked_because_its_days_are_not_known() -> None:
    asked = ask("work-permit-end", employment_end="2026-11-30")
    assert asked["outcome"] is None
    assert asked["questions"]


@pytest.mark.parametrize(
    ("wage", "level", "because", "raised"),
    [
        ("12.50", "agreement", "agreement_replaces_contract", True),
        ("12.51", "contract", "contract_same_agreement", False),
    ],
)
def test_a_wage_below_the_agreements_table_is_raised(wage: str, level: str, because: str, raised: bool) -> None:
    facts = {"day": "2024-11-04", "employment_start": "2024-01-08", "agreement": "heta", "agreed_wage": wage}
    answered = ask("which-terms", **facts, pay_group="A", region="muu_suomi", experience_months=0)
    (row,) = answered["outcome"]["terms"]
    assert (row["term_level"], row["term_because"]) == (level, [because])
    assert row["term_holds"] == {"number": "12.51", "unit": "euros_per_hour"}
    assert any("12,51" in sentence for sentence in answered["says"]) is raised
    assert answered["questions"] == []


def test_a_wage_is_tried_against_the_table_that_the_reader_knows_and_else_the_table_is_asked() -> None:
    facts = {"day": "2026-11-30", "employment_start": "2025-01-07", "agreement": "heta", "agreed_wage": "13.20"}
    (row,) = outcome("which-terms", **facts, table_wage="13.37")["terms"]
    assert (row["term_level"], row["term_holds"]["number"]) == ("agreement", "13.37")
    answered = ask("which-terms", **facts)
    asked = [one["asks"] for one in answered["questions"]]
    assert len(asked) == 4
    assert asked[3].startswith("What is the agreement's lowest hourly wage on 30.11.2026?")
    (row,) = answered["outcome"]["terms"]
    assert row["term_because"] == ["agreement_not_known"]
    low = ask("which-terms", **{**facts, "agreed_wage": "12.50"})["outcome"]["terms"][0]
    assert "wage_below_floor" in low["term_because"]
    (alone,) = outcome("which-terms", **{**facts, "agreement": "none"})["terms"]
    assert (alone["term_level"], alone["term_because"]) == ("contract", ["contract_alone"])


def test_a_contracts_percentage_is_tried_against_the_act() -> None:
    """Sunday work carries 100 % by law: 50 in a contract is replaced, 150 holds."""
    facts = {"day": "2026-11-30", "employment_start": "2025-01-07", "agreement": "none", "agreed_term": "sunday"}
    (row,) = outcome("which-terms", **facts, agreed_percent="50")["terms"]
    assert (row["term_holds"]["number"], row["term_level"]) == ("100", "statute")
    (row,) = outcome("which-terms", **facts, agreed_percent="150")["terms"]
    assert (row["term_holds"]["number"], row["term_level"]) == ("150", "contract")
    everything = outcome("which-terms", day="2026-11-30", employment_start="2025-01-07", agreement="heta")["terms"]
    saturday = next(row for row in everything if row["term"] == "saturday")
    assert saturday["term_holds"] == {"number": "25", "unit": "percent"}
    assert saturday["term_level"] == "agreement"
    assert saturday["term_sources"][0]["link"].startswith("https://")
