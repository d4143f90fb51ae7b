"""The calculators of holiday against results worked out by hand from the law."""

from __future__ import annotations

from typing import Any

from employer.law.calculators import question, reads
from tests.employer.law.calculators.facts import ask


def holiday(**changes: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "employment_start": "2025-01-07", "year": 2026, "weekdays": ["mon", "tue", "wed", "thu"], "daily_hours": "4",
        "public_holidays": False,
    }  # fmt: skip
    return ask("holiday-days", **(facts | changes))["outcome"]


def test_holiday_of_a_whole_credit_year() -> None:
    found = holiday()
    assert (found["rule"], found["full_months"], found["days_per_month"], found["days_earned"]) == (
        "14_days", 12, "2.5", "30",
    )  # fmt: skip
    assert len(found["months"]) == 12


def test_holiday_of_the_first_year_is_two_days_a_month() -> None:
    found = holiday(employment_start="2025-09-01")
    assert (found["full_months"], found["days_per_month"], found["days_earned"]) == (7, "2", "14")


def test_few_days_go_by_hours_and_very_few_give_free_time() -> None:
    assert holiday(weekdays=["mon", "wed"], daily_hours="6")["rule"] == "35_hours"
    found = holiday(weekdays=["mon"], daily_hours="4")
    assert (found["rule"], found["days_earned"], found["free_time_days"]) == ("none", "0", 24)


def test_illness_within_its_limit_keeps_the_months_full_and_unpaid_leave_does_not() -> None:
    sick = holiday(absence_kind="sick", absence_first="2025-11-03", absence_last="2025-11-30")
    unpaid = holiday(absence_kind="unpaid", absence_first="2025-11-03", absence_last="2025-11-30")
    assert (sick["full_months"], unpaid["full_months"]) == (12, 11)


def test_midsummer_uses_no_holiday_days() -> None:
    """15 June to 12 July 2026: four weeks of six weekdays, less Midsummer Eve and Midsummer Day."""
    found = ask("holiday-used", first="2026-06-15", last="2026-07-12")["outcome"]
    assert found["days"] == 22
    assert [one["day"] for one in found["days_not_counted"]] == ["2026-06-19", "2026-06-20"]


def test_holiday_pay_by_both_methods() -> None:
    """9,800 € ÷ 190 days × 4/5 × 22.2 × 12/24 = 458.02 €; 11.5 % of 10,000 € = 1,150 €."""
    average = ask(
        "holiday-pay", method="average_daily_pay", year=2026, days_earned=24, days_taken=12, year_pay="9800",
        work_days=190, weekly_days="4",
    )  # fmt: skip
    assert average["outcome"] == {"amount": "458.02", "average_daily_pay": "51.58", "coefficient": "22.2"}
    percentage = ask(
        "holiday-pay",
        method="percentage",
        year=2026,
        days_earned=30,
        days_taken=30,
        year_pay="10000",
        lasted_a_year=True,
    )
    assert percentage["outcome"] == {"amount": "1150.00"}


def test_notice_of_holidays() -> None:
    assert ask("holiday-notice", first="2026-06-15", kind="ordinary")["outcome"] == {
        "told_by": "2026-05-15", "at_the_latest": "2026-06-01",
    }  # fmt: skip
    assert ask("holiday-notice", first="2026-06-15", kind="moved")["outcome"]["told_by"] == "2026-06-01"
    assert ask("holiday-notice", first="2026-06-15", kind="saved")["outcome"] == {"told_by": "2026-02-15"}


def test_illness_in_a_holiday_moves_what_is_beyond_six_days() -> None:
    facts = {"first": "2026-07-06", "last": "2026-08-02", "sick_last": "2026-07-26", "days_earned": 30}
    during = ask("holiday-illness", **facts, sick_first="2026-07-13", requested=True)["outcome"]
    assert during == {"sick_days": 12, "own_risk_days": 6, "moved_days": 6}
    before = ask("holiday-illness", **facts, sick_first="2026-07-06", requested=True)["outcome"]
    assert before == {"sick_days": 18, "own_risk_days": 0, "moved_days": 18}
    unasked = ask("holiday-illness", **facts, sick_first="2026-07-13", requested=False)["outcome"]
    assert unasked["moved_days"] == 0


def test_days_that_may_be_saved() -> None:
    assert ask("saved-leave", year=2026, days_earned=30, agreed_saving=True)["outcome"] == {"days": 12}
    harmless = ask("saved-leave", year=2026, days_earned=30, agreed_saving=False, serious_harm=False)
    assert harmless["outcome"] == {"days": 6}
    unsaid = ask("saved-leave", year=2026, days_earned=30, agreed_saving=False)
    assert unsaid["outcome"] is None
    assert len(unsaid["questions"]) == 1
    refused = ask("saved-leave", year=2026, days_earned=30, agreed_saving=False, serious_harm=True)
    assert refused["outcome"] == {"days": 0}


def test_an_illness_outside_the_holiday_is_refused() -> None:
    form = reads(
        question("holiday-illness"),
        {"first": "2026-07-06", "last": "2026-08-02", "sick_first": "2026-08-03", "sick_last": "2026-08-05",
         "days_earned": 30, "requested": True},
    )  # fmt: skip
    assert set(form.problems) == {"sick_first"}
