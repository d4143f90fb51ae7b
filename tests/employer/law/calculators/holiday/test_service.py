"""The calculators of holiday against results worked out by hand from the law."""

from __future__ import annotations

from typing import Any

import pytest

from employer.errors import Refused
from employer.law.calculators import answer, question, reads
from tests.employer.law.calculators.facts import ask

FIVE_DAYS = {
    "employment_start": "2019-01-01", "weekdays": ["mon", "tue", "wed", "thu", "fri"], "daily_hours": "8", "year": 2027,
}  # fmt: skip


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
    assert average["outcome"] == {
        "amount": "458.02", "base": "9800.00", "average_daily_pay": "51.58", "average_for_week": "41.26",
        "divisor": "190", "coefficient": "22.2",
    }  # fmt: skip
    percentage = ask(
        "holiday-pay",
        method="percentage",
        year=2026,
        days_earned=30,
        days_taken=30,
        year_pay="10000",
        lasted_a_year=True,
    )
    assert percentage["outcome"] == {"amount": "1150.00", "base": "10000.00", "percent": "11.5"}


def test_notice_of_holidays() -> None:
    assert ask("holiday-notice", first="2026-06-15", kind="ordinary")["outcome"] == {
        "told_by": "2026-05-15", "at_the_latest": "2026-06-01",
    }  # fmt: skip
    assert ask("holiday-notice", first="2026-06-15", kind="moved")["outcome"]["told_by"] == "2026-06-01"
    assert ask("holiday-notice", first="2026-06-15", kind="saved")["outcome"] == {"told_by": "2026-02-15"}


def test_illness_in_a_holiday_moves_what_is_beyond_six_days() -> None:
    facts = {"first": "2026-07-06", "last": "2026-08-02", "sick_last": "2026-07-26", "days_earned": 30}
    during = ask("holiday-illness", **facts, sick_first="2026-07-13", requested=True)["outcome"]
    assert during == {"sick_days": 12, "own_risk_days": 6, "moved_days": 6, "most_own_risk_days": 6}
    before = ask("holiday-illness", **facts, sick_first="2026-07-06", requested=True)["outcome"]
    assert (before["sick_days"], before["own_risk_days"], before["moved_days"]) == (18, 0, 24)  # the whole holiday
    told = {"days_earned": 30, "requested": True, "sick_days": 8, "began": "during", "year": 2026}
    later = ask("holiday-illness", **told, own_risk_used=5)["outcome"]
    assert (later["own_risk_days"], later["moved_days"]) == (1, 7)
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


def outcome(name: str, **facts: Any) -> Any:
    return ask(name, **facts)["outcome"]


def test_a_family_member_alone_gets_free_time() -> None:
    family = {"unsupervised": False, "family_member": True, "same_household": True}
    assert outcome("holiday-scope", **family, outside_employees=0) == {
        "scope": "scope_free_time", "free_time_right": True, "compensation": "method_compensation_percentage",
    }  # fmt: skip
    full = {"scope": "scope_full", "free_time_right": False}
    assert outcome("holiday-scope", **family, outside_employees=1) == full
    assert outcome("holiday-scope", unsupervised=False, family_member=False) == full
    assert outcome("holiday-scope", unsupervised=False) is None


def test_employments_without_a_break_are_one_and_a_break_is_asked() -> None:
    assert outcome("holiday-continuity", earlier_end="2026-05-31", later_start="2026-06-01") == {"continuous": True}
    assert outcome("holiday-continuity", earlier_end="2026-05-31", later_start="2026-06-02") is None


def test_the_rule_of_a_contract_and_of_hours_that_vary() -> None:
    assert outcome("holiday-rule", year=2026, hours="fixed", weekly_days="4", weekly_hours="16") == {
        "rule": "rule_14_days"
    }
    assert outcome("holiday-rule", year=2026, hours="fixed", weekly_days="2", weekly_hours="16") == {
        "rule": "rule_35_hours"
    }
    assert outcome("holiday-rule", year=2026, hours="fixed", weekly_days="1", weekly_hours="4") == {"rule": "rule_none"}
    varies = {"year": 2026, "hours": "variable"}
    assert outcome("holiday-rule", **varies, least_days=14, most_days=20, most_time="90") == {"rule": "rule_14_days"}
    assert outcome("holiday-rule", **varies, least_days=13, most_days=14, most_time="30") == {"rule": "rule_35_hours"}
    assert outcome("holiday-rule", **varies, least_days=3, most_days=13, most_time="34:59") == {"rule": "rule_none"}


def test_a_month_is_full_at_fourteen_days_or_thirty_five_hours() -> None:
    days, hours = {"year": 2026, "rule": "14_days"}, {"year": 2026, "rule": "35_hours"}
    assert outcome("full-month", **days, days=14, time="10")["full"] is True
    assert outcome("full-month", **days, days=13, time="100")["full"] is False
    assert outcome("full-month", **hours, days=3, time="35") == {"full": True, "counted_time": 2100}
    assert outcome("full-month", **hours, days=20, time="34:59")["full"] is False
    night = outcome("full-month", **days, shifts=["2026-02-02 22:00-06:00"], days_like_work=12)
    assert night == {"full": True, "days_at_work": 2, "counted_days": 14}


def test_the_same_may_be_told_in_one_way_only() -> None:
    for name, facts in (
        ("full-month", {"year": 2026, "rule": "14_days", "time": "20"}),
        ("full-month", {"year": 2026, "rule": "14_days", "days": 5, "shifts": ["2026-02-02 22:00-06:00"]}),
        ("holiday-used", {"first": "2026-06-15"}),
        ("holiday-used", {"first": "2026-06-15", "last": "2026-06-20", "days": 6}),
        ("holiday-illness", {"days_earned": 30, "requested": True}),
    ):
        assert not reads(question(name), facts).ok


def test_a_holiday_of_monthly_pay_is_the_months_pay_by_working_days() -> None:
    """2,100 € and 21 working days: ten of holiday are 1,000 €; a holiday over two months is asked month by month."""
    facts = {
        "method": "monthly_pay",
        "year": 2022,
        "monthly_pay": "2100",
        "weekdays": ["mon", "tue", "wed", "thu", "fri"],
    }
    found = outcome("holiday-pay", **facts, first="2022-07-04", last="2022-07-17")
    assert (found["amount"], found["pay_for_work"], found["month_total"]) == ("1000.00", "1100.00", "2100.00")
    form = reads(question("holiday-pay"), {**facts, "first": "2022-07-25", "last": "2022-08-05"})
    assert set(form.problems) == {"last"}


def test_too_few_days_ask_the_hours_of_the_contract() -> None:
    found = ask("holiday-rule", year=2026, hours="fixed", weekly_days="2")
    assert found["outcome"] is None
    assert found["questions"][0]["asks"] == "How many hours a week does the employee work?"


PATTERN: dict[str, Any] = {
    "employment_start": "2024-01-08", "year": 2026, "daily_hours": "7:30",
    "weekdays": ["mon", "tue", "wed", "thu", "fri"],
}  # fmt: skip


def test_illness_counts_for_seventy_five_days_and_unpaid_leave_for_none() -> None:
    """Five days a week: 75 working days of illness count; the public holidays inside count with them."""
    away = {"absence_first": "2025-08-04", "absence_last": "2026-03-31"}
    assert outcome("holiday-absence", **PATTERN, **away, absence_kind="sick")["days"] == 75
    assert outcome("holiday-absence", **PATTERN, **away, absence_kind="unpaid")["counted_time"] == 0


def test_supplementary_days_fill_a_year_of_illness_up_to_twenty_four() -> None:
    away = {"absence_first": "2025-08-04", "absence_last": "2026-03-31", "day": "2026-05-04"}
    found = outcome("supplementary-days", **PATTERN, **away, absence_goes_on=False)
    assert found["supplementary_days"] == 24 - int(found["days_earned"]) > 0
    assert outcome("supplementary-days", **{**PATTERN, **away, "absence_goes_on": True, "day": "2026-08-04"})[
        "supplementary_days"
    ] == 0  # fmt: skip


def test_a_lay_off_gives_no_supplementary_days_and_beside_an_illness_fills_none() -> None:
    """Illness from April to September 2025 costs August and September, a lay-off after it November and December: 8
    months are 20 days. Without the illness 10 months would be 25, so 4 days are filled up to 24. A lay-off of a month
    more leaves 9 months without the illness, 22.5 and so 23 days: 23 - 18 = 5. Eight months of lay-off alone: none."""
    day = {"day": "2026-05-04", "absence_goes_on": False}
    year = {**FIVE_DAYS, "year": 2026, **day}
    ill = {"absence_kind": "sick", "absence_first": "2025-04-01", "absence_last": "2025-09-30"}
    laid_off = {"second_kind": "layoff", "second_first": "2025-10-01", "second_last": "2025-12-31"}
    assert outcome("supplementary-days", **year, **ill, **laid_off) == {"days_earned": "20", "supplementary_days": 4}
    longer = {**laid_off, "second_last": "2026-01-31"}
    assert outcome("supplementary-days", **year, **ill, **longer) == {"days_earned": "18", "supplementary_days": 5}
    alone = {"absence_kind": "layoff", "absence_first": "2025-06-01", "absence_last": "2026-01-31"}
    assert outcome("supplementary-days", **year, **alone)["supplementary_days"] == 0


def test_an_illness_that_does_not_move_a_holiday() -> None:
    """Ten days of illness in a holiday of a year of 28: 4 at one's own risk, 6 moved; known before, all ten."""
    facts = {"days_earned": 28, "requested": True, "sick_days": 10, "began": "during", "year": 2026}
    assert outcome("holiday-illness", **facts)["moved_days"] == 6
    assert outcome("holiday-illness", **facts, known_before=True)["moved_days"] == 10
    refused = ({"own_incapacity": False}, {"own_fault": True}, {"proof_missing": True},
               {"asked_late": True, "late_reason": False})  # fmt: skip
    for one in refused:
        found = outcome("holiday-illness", **facts, **one)
        assert (found["moved_days"], found["own_risk_days"]) == (0, 0)
    late = ask("holiday-illness", **facts, asked_late=True)
    assert (late["outcome"]["moved_days"], len(late["questions"])) == (0, 1)
    excused = ask("holiday-illness", **facts, asked_late=True, late_reason=True)
    assert (excused["outcome"]["moved_days"], excused["questions"]) == (6, [])


def test_free_time_is_two_days_a_month_and_has_its_days() -> None:
    found = outcome("free-time", year=2026, months=12)
    assert found == {"days": 24, "wish_by": "2026-05-01", "compensation_by": "2026-09-30"}
    ended = outcome("free-time", year=2026, months=3, employment_end="2026-06-30")
    assert ended == {"days": 6, "wish_by": "2026-05-01", "compensation_by": "2026-06-30"}


def test_twenty_four_days_go_to_the_summer_and_the_rest_to_the_winter() -> None:
    found = outcome("holiday-placement", year=2026, days_earned=30)
    assert (found["season_days"], found["season_first"], found["season_last"]) == (24, "2026-05-02", "2026-09-30")
    assert (found["winter_days"], found["winter_by"], found["one_piece_days"]) == (6, "2027-04-30", 12)
    assert outcome("holiday-placement", year=2026, days_earned=24)["winter_days"] == 0


def test_twelve_days_stay_in_one_piece() -> None:
    facts = {"year": 2026, "agreed_split": True, "necessary_for_work": False}
    assert outcome("holiday-split", **facts, part_1=12, part_2=12) == {"split_allowed": True}
    assert outcome("holiday-split", **facts, part_1=11, part_2=11) == {"split_allowed": False}
    alone = {**facts, "agreed_split": False}
    assert outcome("holiday-split", **alone, part_1=12, part_2=12) == {"split_allowed": False}
    assert outcome("holiday-split", **alone, part_1=24) == {"split_allowed": True}


def test_what_is_beyond_twenty_four_days_may_be_shorter_days() -> None:
    assert outcome("holiday-shorter-days", year=2026, days_earned=30, asked_by_employee=True) == {
        "days": 6, "in_writing": True,
    }  # fmt: skip
    assert outcome("holiday-shorter-days", year=2026, days_earned=24, asked_by_employee=True)["days"] == 0
    assert outcome("holiday-shorter-days", year=2026, days_earned=30, asked_by_employee=False)["days"] == 0
    spoken = {"year": 2026, "days_earned": 30, "asked_by_employee": True, "in_writing": False}
    assert outcome("holiday-shorter-days", **spoken)["days"] == 0


def test_a_short_holiday_on_a_day_off_needs_consent() -> None:
    """Saturday 13 June 2026 is a day off of a Monday-to-Friday week; Monday to Wednesday has none."""
    week = ["mon", "tue", "wed", "thu", "fri"]
    assert outcome("holiday-consent", first="2026-06-13", last="2026-06-16", weekdays=week) == {"consent_needed": True}
    assert outcome("holiday-consent", first="2026-06-15", last="2026-06-17", weekdays=week) == {"consent_needed": False}


def test_a_holiday_inside_family_leave_waits_six_months_without_consent() -> None:
    facts = {"first": "2026-06-15", "last": "2026-07-12", "leave_first": "2026-05-04", "leave_last": "2026-08-30"}
    assert outcome("holiday-family-leave", **facts, employee_consents=False) == {
        "may_be_given": False, "given_by": "2027-02-28",
    }  # fmt: skip
    assert outcome("holiday-family-leave", **facts, employee_consents=True) == {"may_be_given": True}


def test_a_moved_holiday_has_three_limits() -> None:
    assert outcome("holiday-moved", part="summer", year=2026) == {
        "first_by": "2026-09-30", "second_by": "2027-09-30", "last_by": "2027-12-31",
    }  # fmt: skip
    assert outcome("holiday-moved", part="winter", year=2026)["first_by"] == "2027-04-30"


@pytest.mark.parametrize(
    ("first", "last", "new_time"),
    [
        ("2026-09-14", "2026-09-19", "moved_in_time"),
        ("2026-10-05", "2026-10-10", "moved_agreement"),
        ("2027-06-07", "2027-06-12", "moved_next_season"),
        ("2027-11-01", "2027-11-06", "moved_year_end"),
        ("2028-01-03", "2028-01-08", "moved_too_late"),
    ],
)
def test_a_new_time_of_a_moved_holiday(first: str, last: str, new_time: str) -> None:
    assert outcome("holiday-moved", part="summer", year=2026, first=first, last=last)["new_time"] == new_time


def test_how_holiday_pay_is_worked_out() -> None:
    same = {"hours_changed_in_year": False, "hours_changed_after_year": False}
    assert outcome("holiday-pay-method", unit="hour", rule="14_days", **same)["method"] == "method_average_daily_pay"
    assert outcome("holiday-pay-method", unit="hour", rule="35_hours", **same)["method"] == "method_percentage"
    assert outcome("holiday-pay-method", unit="month", rule="14_days", **same)["method"] == "method_monthly_pay"
    found = outcome("holiday-pay-method", unit="hour", rule="neither", **same)
    assert found["method"] == "method_compensation_percentage"
    assert outcome("holiday-pay-method", unit="month", rule="35_hours", **same) is None


def test_which_lines_count_for_holiday_pay() -> None:
    assert outcome("holiday-base", line="evening") == {"belongs": True}
    assert outcome("holiday-base", line="overtime_50") == {"belongs": False}
    assert outcome("holiday-base", line="back_pay") is None


def test_holiday_pay_of_over_six_days_is_paid_before() -> None:
    facts = {"first": "2026-06-15", "ordinary_pay_day": "2026-06-30"}
    assert outcome("holiday-pay-day", **facts, days_taken=7) == {"paid_by": "2026-06-14"}
    assert outcome("holiday-pay-day", **facts, days_taken=6) == {"paid_by": "2026-06-30"}
    said = ask("holiday-pay-day", **facts, days_taken=7)["says"]  # 14.6.2026 is a Sunday
    assert said[1:] == ["If you pay into an account, the last banking day before it is 12.6.2026."]


def test_compensation_at_the_end_by_percentage_and_by_other_ways() -> None:
    """4,000.00 × 9 % = 360.00 and × 11.5 % = 460.00."""
    facts = {"year": 2026, "unit": "hour", "rule": "35_hours", "full_months": 6, "hours_changed_in_year": False}
    new = outcome("holiday-compensation", **facts, year_pay="4000.00", lasted_a_year=False)
    assert (new["method"], new["percent"], new["amount"]) == ("method_percentage", "9", "360.00")
    old = outcome("holiday-compensation", **facts, year_pay="4000.00", lasted_a_year=True)
    assert (old["percent"], old["amount"]) == ("11.5", "460.00")
    assert outcome("holiday-compensation", **{**facts, "rule": "14_days"}) == {"method": "method_average_daily_pay"}
    monthly = {**facts, "unit": "month"}
    told = {every: outcome("holiday-compensation", **monthly, every_month_35_hours=every) for every in (True, False)}
    assert told == {True: {"method": "method_month_div_25"}, False: {"method": "method_percentage"}}
    asked = ask("holiday-compensation", **monthly)
    assert (asked["outcome"], len(asked["questions"])) == (None, 1)
    none = outcome("holiday-compensation", **{**facts, "full_months": 0})
    assert none == {"method": "method_compensation_percentage"}


def test_compensation_by_average_daily_pay_and_by_weekly_pay() -> None:
    """3,660.00 ÷ (60 + 8 ÷ 8) × 4 ÷ 5 × 5.4 = 259.20; 3,660.00 ÷ 60 × 4 ÷ 5 × 7.2 × 6 ÷ 8 = 263.52 when two of the
    eight days were taken. Weekly pay: 455.00 ÷ 6 × 8 = 606.67, and half of it as a bonus that was agreed."""
    facts = {"year": 2026, "rule": "14_days", "full_months": 3, "hours_changed_in_year": False}
    hourly = {**facts, "unit": "hour", "year_pay": "3660.00", "work_days": 60, "weekly_days": "4", "untaken_days": 6}
    assert outcome("holiday-compensation", **hourly, excess_hours="8")["amount"] == "259.20"
    assert outcome("holiday-compensation", **hourly, days_earned=8)["amount"] == "263.52"
    weekly = {**facts, "unit": "week", "weekly_pay": "455.00", "untaken_days": 8}
    assert outcome("holiday-compensation", **weekly, bonus_percent="50") == {
        "method": "method_week_div_6", "price_of_day": "75.83", "amount": "606.67", "bonus": "303.34",
    }  # fmt: skip
    found = ask("holiday-compensation", **weekly)
    assert [one["name"] for one in found["values"]] == ["annual_holiday.weekly_pay_divisor"]
    assert found["says"][-1] == "The holiday compensation for 8 holiday days is 606,67\u00a0€."


def test_compensation_asks_nothing_that_its_sum_does_not_need() -> None:
    """1,900.00 ÷ 25 × 6 = 456.00; 1,040.00 × 9 % = 93.60 for a year whose contributions are not known yet."""
    facts = {"hours_changed_in_year": False, "unit": "month", "rule": "14_days"}
    monthly = ask("holiday-compensation", **facts, year=2026, full_months=3, monthly_pay="1900.00", untaken_days=6)
    assert (monthly["outcome"]["amount"], monthly["questions"]) == ("456.00", [])
    short = ask("holiday-compensation", **facts, year=2027, full_months=0, year_pay="1040.00", lasted_a_year=False)
    assert (short["outcome"]["amount"], short["questions"]) == ("93.60", [])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"monthly_pay": "1900", "weekly_pay": "455", "untaken_days": 6}, "weekly_pay"),
        ({"weekly_pay": "455"}, "untaken_days"),
        ({"untaken_days": 6}, "monthly_pay"),
        ({"work_days": 60, "weekly_days": "4", "untaken_days": 6}, "year_pay"),
        ({"weekly_pay": "455", "untaken_days": 6, "days_earned": 5}, "untaken_days"),
    ],
)
def test_compensation_that_is_told_in_part_is_refused(given: dict[str, Any], field: str) -> None:
    facts = {"year": 2026, "unit": "week", "rule": "14_days", "full_months": 3, "hours_changed_in_year": False}
    form = reads(question("holiday-compensation"), facts | given)
    assert field in set(form.problems)


def test_two_illnesses_share_the_limit_and_one_that_goes_on_has_it_once() -> None:
    """38 working days of the first illness are after 31 March, so 37 are left: to 21 October. With the same illness
    going on nothing is left, for its 75 ended on 28 May."""
    first = {"absence_kind": "sick", "absence_first": "2026-02-09", "absence_last": "2026-05-29"}
    second = {"second_kind": "sick", "second_first": "2026-09-01", "second_last": "2026-11-30"}
    found = outcome("holiday-absence", **FIVE_DAYS, **first, **second)
    assert (found["days"], found["last_counted_day"], found["full_months"]) == (112, "2026-10-21", 4)
    at_once = {**second, "second_first": "2026-06-01"}
    went_on = outcome("holiday-absence", **FIVE_DAYS, **first, **at_once, same_illness=True)
    assert (went_on["days"], went_on["last_counted_day"]) == (75, "2026-05-28")
    other = outcome("holiday-absence", **FIVE_DAYS, **first, **at_once, same_illness=False)
    assert (other["days"], other["last_counted_day"]) == (112, "2026-07-22")


def test_leaves_of_one_birth_have_one_limit() -> None:
    """160 weekdays from 4 May 2026 end on 9 November. Of two births each has its own 160: from 22 June to
    28 December."""
    leaves = {
        "absence_kind": "pregnancy", "absence_first": "2026-05-04", "absence_last": "2026-06-20",
        "second_kind": "parental", "second_first": "2026-06-22", "second_last": "2027-03-31",
    }  # fmt: skip
    one = ask("holiday-absence", **FIVE_DAYS, **leaves, same_birth=True)
    assert (one["outcome"]["last_counted_day"], one["outcome"]["full_months"]) == ("2026-11-09", 6)
    assert one["questions"] == []
    assert [row["month"] for row in one["outcome"]["months"]].count("2026-06") == 1
    asked = ask("holiday-absence", **FIVE_DAYS, **leaves)
    assert [row["asks"] for row in asked["questions"]] == [
        "Do the family leaves belong to the same birth or adoption? Answer yes or no."
    ]
    two = outcome("holiday-absence", **FIVE_DAYS, **leaves, same_birth=False)
    assert two["last_counted_day"] == "2026-12-28"


def test_a_shorter_week_counts_six_months_and_anew_from_april() -> None:
    """Wednesday to Friday off from 1 November 2025 for a year: to 31 March and again to 30 September; in October two
    days a week are left."""
    away = {"absence_kind": "layoff_short_week", "absence_first": "2025-11-01", "absence_last": "2026-10-31"}
    found = outcome("holiday-absence", **FIVE_DAYS, **away, weekdays_off=["wed", "thu", "fri"])
    assert (found["last_counted_day"], found["full_months"]) == ("2026-09-30", 6)
    assert found["months"][-1]["full"] is False
    form = reads(question("holiday-absence"), FIVE_DAYS | away)
    assert set(form.problems) == {"weekdays_off"}


def test_absences_of_other_kinds_and_of_old_law() -> None:
    """Training with an agreed limit has 30 working days from 1 September, to 12 October, and without it no limit.
    Family leave of before August 2022 has 156 weekdays: from 2 May to 1 November 2022."""
    training = {"absence_kind": "training", "absence_first": "2026-09-01", "absence_last": "2026-10-30"}
    assert outcome("holiday-absence", **FIVE_DAYS, **training, limit_agreed=True)["last_counted_day"] == "2026-10-12"
    assert outcome("holiday-absence", **FIVE_DAYS, **training)["last_counted_day"] == "2026-10-30"
    old = {"absence_kind": "old_maternity", "absence_first": "2022-05-02", "absence_last": "2023-01-31"}
    found = outcome("holiday-absence", **{**FIVE_DAYS, "year": 2023}, **old)
    assert (found["last_counted_day"], found["full_months"]) == ("2022-11-01", 6)


def test_an_absence_is_told_in_what_its_rule_counts() -> None:
    """A lay-off from 3 August 2026: 30 working days to 11 September by days; 42 calendar days to 13 September by hours,
    which are 12 shifts of six hours on Mondays and Tuesdays."""
    away = {"absence_kind": "layoff", "absence_first": "2026-08-03", "absence_last": "2026-10-30"}
    assert ask("holiday-absence", **FIVE_DAYS, **away)["says"] == ["30 days of the absence count as work."]
    few = {**FIVE_DAYS, "weekdays": ["mon", "tue"], "daily_hours": "6"}
    assert ask("holiday-absence", **few, **away)["says"] == ["Of the absence 72\u00a0hours count as work."]
    strike = {**away, "absence_kind": "strike"}
    assert ask("holiday-absence", **few, **strike)["says"] == ["No day of the absence counts as work."]


def test_two_absences_at_one_time_are_refused() -> None:
    away = {"absence_kind": "sick", "absence_first": "2026-06-01", "absence_last": "2026-06-30"}
    other = {"second_kind": "layoff", "second_first": "2026-06-30", "second_last": "2026-07-31"}
    form = reads(question("holiday-absence"), FIVE_DAYS | away | other)
    assert set(form.problems) == {"second_first"}


def test_holiday_is_not_for_sale_while_the_employment_goes_on() -> None:
    nothing = {"employment_ends": False, "free_time_right": False, "illness_prevents": False}
    assert outcome("holiday-as-money", **nothing) == {"may_be_paid": False}
    for name in nothing:
        assert outcome("holiday-as-money", **{**nothing, name: True}) == {"may_be_paid": True}


def test_benefits_are_carried_over_in_writing_before_the_end() -> None:
    facts = {"written": True, "employment_end": "2026-11-30", "same_employer": True}
    assert outcome("holiday-carry-over", **facts, agreed_on="2026-11-30") == {"carried_over": True}
    assert outcome("holiday-carry-over", **facts, agreed_on="2026-12-01") == {"carried_over": False}
    assert outcome("holiday-carry-over", **{**facts, "written": False}, agreed_on="2026-11-01") == {
        "carried_over": False
    }


def test_who_decides_the_time_of_a_holiday() -> None:
    facts = {"year": 2026, "days_earned": 30, "first": "2026-10-05"}
    assert outcome("holiday-placing", **facts, last="2026-10-10") == {"placing": "placing_employer"}
    assert outcome("holiday-placing", **facts, last="2026-10-12") == {"placing": "placing_agreement"}
    assert outcome("holiday-placing", **facts, last="2026-10-10", days_elsewhere=1) == {"placing": "placing_agreement"}
    late = {**facts, "first": "2027-10-01", "last": "2027-10-02"}
    assert outcome("holiday-placing", **late) == {"placing": "placing_too_late"}
    assert outcome("holiday-placing", **late, after_family_leave="2027-10-02") == {"placing": "placing_employer"}


@pytest.mark.parametrize(
    ("last", "seasonal", "placing"),
    [
        ("2026-12-31", True, "placing_employer"),  # seasonal work: anywhere in the calendar year
        ("2026-12-31", False, "placing_agreement"),
        ("2027-01-02", True, "placing_agreement"),
    ],
)
def test_in_seasonal_work_the_employer_decides_within_the_calendar_year(
    last: str, seasonal: bool, placing: str
) -> None:
    facts = {"year": 2026, "days_earned": 30, "first": "2026-12-14", "last": last}
    assert outcome("holiday-placing", **facts, seasonal_difficulty=seasonal) == {"placing": placing}


def test_earned_holiday_may_be_ordered_into_the_notice_time_of_the_season() -> None:
    facts = {"first": "2026-06-15", "last": "2026-06-27", "told_on": "2026-05-12", "days_left_before": 10}
    assert outcome("holiday-in-notice", **facts) == {"may_be_ordered": True}
    assert outcome("holiday-in-notice", **{**facts, "days_left_before": 9}) == {"may_be_ordered": False}
    late = {**facts, "told_on": "2026-06-08"}
    assert outcome("holiday-in-notice", **late) == {"may_be_ordered": False}
    assert outcome("holiday-in-notice", **late, moved_for_illness=True) == {"may_be_ordered": True}


def test_an_employee_is_heard_first() -> None:
    assert outcome("holiday-hearing", wished=False, employees=1) == {"heard": False}
    assert outcome("holiday-hearing", wished=True, employees=2) == {"heard": True}


def test_a_benefit_goes_on_in_the_holiday_unless_it_cannot_be_used_or_the_employment_ends() -> None:
    facts = {"benefit": "meal", "available": True, "employment_ends": False}
    assert outcome("holiday-benefit", **facts) == {"goes_on": True}
    assert outcome("holiday-benefit", **{**facts, "available": False}) == {"goes_on": False}
    assert outcome("holiday-benefit", **{**facts, "employment_ends": True}) == {"goes_on": False}


def test_the_papers_of_holiday_name_their_items() -> None:
    found = outcome("holiday-papers", method="average_daily_pay")
    assert [one["item"] for one in found["calculation"]] == [
        "paper_amount", "paper_average_daily_pay", "paper_coefficient", "paper_days",
    ]  # fmt: skip
    assert len(found["ledger"]) == 5


def test_saved_leave_is_paid_from_the_year_before_and_in_money_at_the_end() -> None:
    facts = {"first": "2026-07-06", "became_part_time": False, "laid_off_open_ended": False}
    assert outcome("saved-leave-pay", **facts, employment_ends=False) == {
        "year_first": "2025-04-01", "year_last": "2026-03-31", "may_be_paid": False,
    }  # fmt: skip
    assert outcome("saved-leave-pay", **facts, employment_ends=True)["may_be_paid"] is True


def test_kela_compensates_months_with_fourteen_days_of_allowance() -> None:
    """June from the 10th has 17 weekdays less Midsummer Eve and Midsummer Day, September to the 20th 17."""
    found = outcome("holiday-cost-months", leave_first="2026-06-10", leave_last="2026-09-20")
    assert [one["month"] for one in found["months"]] == ["2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01"]
    short = outcome("holiday-cost-months", leave_first="2026-07-20", leave_last="2026-08-31")
    assert [one["month"] for one in short["months"]] == ["2026-08-01"]


def test_more_own_risk_days_than_the_law_has_are_refused() -> None:
    facts = {"days_earned": 26, "requested": True, "sick_days": 5, "began": "during", "year": 2026}
    form = reads(question("holiday-illness"), {**facts, "own_risk_used": 3})
    with pytest.raises(Refused) as refused:
        answer(question("holiday-illness"), form.command)
    assert refused.value.problems[0].field == "own_risk_used"
