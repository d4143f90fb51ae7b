"""The calculators of time against results worked out by hand from the law."""

from __future__ import annotations

from typing import Any

import pytest

from employer import texts
from employer.errors import Refused
from employer.law.calculators import answer, question, reads
from tests.employer.law.calculators.facts import ask

SHIFT: dict[str, Any] = {
    "wage": "13.20", "day": "2026-12-06", "start": "14:00", "end": "18:00", "born": "1990-05-20", "job": "childminding",
    "agreement": "none", "month_wages": "800", "year_wages": "9000", "pension": "contract", "pension_percent": "24.85",
    "accident_percent": "1.2", "group_life": "no",
}  # fmt: skip


def test_a_shift_of_a_year_without_figures_tells_its_pay_and_asks_for_the_contributions() -> None:
    found = ask("shift-cost", **{**SHIFT, "day": "2027-12-05"})
    assert found["says"] == ["The pay is 105,60\xa0€. Something about the employer's contributions is still missing."]
    assert (found["outcome"]["gross"], found["outcome"]["employer_cost"]) == ("105.60", None)
    assert found["questions"]


def test_a_contribution_below_the_employees_share_is_refused_at_its_field() -> None:
    asked = question("shift-cost")
    with pytest.raises(Refused) as refused:
        answer(asked, reads(asked, {**SHIFT, "pension_percent": "5"}).command)
    assert [one.field for one in refused.value.problems] == ["pension_percent"]


def test_what_a_sunday_shift_costs() -> None:
    """4 h × 13.20 € doubled is 105.60 €; pension 24.85 % 26.24 less the employee's 7.3 % 7.71; 0.31, 1.91, 1.2 %."""
    found = ask("shift-cost", **SHIFT)["outcome"]
    assert found["gross"] == "105.60"
    assert {one["part"]: one["amount"] for one in found["employer_costs"]} == {
        "employer_pension": "18.53", "employer_unemployment": "0.33", "employer_health": "2.02",
        "employer_accident": "1.27", "employer_group_life": "0.00",
    }  # fmt: skip
    assert found["employer_cost"] == "127.75"
    assert found["lines"][1]["by"] == [{"name": "working_time.sunday_percent", "percent": "100"}]


def test_what_is_not_told_about_the_insurance_is_asked() -> None:
    found = ask("shift-cost", **{name: value for name, value in SHIFT.items() if name != "accident_percent"})
    assert found["outcome"]["gross"] == "105.60"
    assert found["outcome"]["employer_cost"] is None
    assert len(found["questions"]) == 1


def test_supplements_of_the_agreement_that_nobody_knows_withhold_the_sum() -> None:
    found = ask(
        "shift-cost",
        **(SHIFT | {"job": "personal_assistance", "agreement": "heta", "day": "2026-11-30", "start": "18:00",
                    "end": "22:00", "pay_group": "A", "region": "muu_suomi", "experience_months": 0}),
    )  # fmt: skip
    assert "gross" not in found["outcome"]
    assert found["outcome"]["employer_cost"] is None
    assert found["questions"]


def test_what_a_person_knows_of_the_agreement_makes_the_answer_whole() -> None:
    """Saturday 14–22 at the agreement's 13.21: 105.68, evening 3 h × 15 % 5.94, night 1 h × 30 % 3.96, Saturday from
    its certain hour on 7 h × 25 % 23.12, Sunday 1 h 13.21."""
    asked = SHIFT | {
        "job": "personal_assistance", "day": "2026-11-28", "end": "22:00", "pay_group": "A", "region": "muu_suomi",
        "experience_months": 0, "lowest_wage": "13.21", "evening_percent": "15", "night_percent": "30",
    }  # fmt: skip
    found = ask("shift-cost", **asked)
    assert (found["outcome"]["gross"], found["outcome"]["lines"][0]["price"]) == ("151.91", "13.21")
    assert found["says"][1:] == [
        "The personal assistants' agreement binds by law, so the pay follows it.",
        "The hourly wage of 13,20\xa0€ is below the binding minimum wage. It was worked out with 13,21\xa0€.",
    ]
    morning = ask("shift-cost", **asked | {"start": "8:00", "end": "12:00", "saturday_first": "10:00"})
    assert [(one["part"], one["time"]) for one in morning["outcome"]["lines"]] == [("base_pay", 240), ("saturday", 120)]


def test_overtime_of_a_day() -> None:
    """10.5 h with 6 agreed: 2 h additional, 2 h at 50 %, half an hour at 100 %; 138.60 + 13.20 + 6.60."""
    found = ask("overtime", day="2026-12-02", worked="10:30", agreed="6", wage="13.20")["outcome"]
    assert (found["regular"], found["additional"], found["overtime_50"], found["overtime_100"]) == (360, 120, 120, 30)
    assert (found["base_pay"], found["overtime_pay"], found["amount"]) == ("138.60", "19.80", "158.40")


def test_overtime_of_a_sunday_is_doubled_too() -> None:
    found = ask("overtime", day="2026-12-06", worked="4", wage="10")["outcome"]
    assert (found["sunday"], found["sunday_pay"], found["amount"]) == (240, "40.00", "80.00")


def test_overtime_of_a_week() -> None:
    found = ask("weekly-overtime", monday="2026-11-30", mon="8", tue="10", wed="8", thu="8", fri="8", sat="4")[
        "outcome"
    ]
    assert (found["regular"], found["overtime_50"], found["weekly_overtime"]) == (2400, 120, 240)


def test_the_sunday_of_a_week_is_doubled_beside_its_weekly_overtime() -> None:
    days = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "8")
    found = ask("weekly-overtime", monday="2026-11-09", **days, sun="5", wage="13.00")["outcome"]
    # 45 h, five of them half more as weekly overtime and doubled as Sunday work, each from the plain price
    assert (found["weekly_overtime"], found["sunday"]) == (300, 300)
    assert (found["base_pay"], found["overtime_pay"], found["sunday_pay"]) == ("585.00", "32.50", "65.00")
    assert found["amount"] == "682.50"
    independence = ask("weekly-overtime", monday="2025-12-01", sat="6", wage="13.00")["outcome"]
    assert (independence["sunday"], independence["sunday_pay"]) == (360, "78.00")
    assert "sunday" not in ask("weekly-overtime", monday="2026-11-09", sat="6", wage="13.00")["outcome"]


def test_a_roster_that_breaks_three_sections() -> None:
    found = ask(
        "roster-check",
        shifts="30.11.2026 8.00-20.00 30\n1.12.2026 6.00-14.00 60",
        published_on="2026-11-20",
    )["outcome"]
    assert found["kept"] is False
    assert [one["section"] for one in found["breaches"]] == ["872/2019 24 §", "872/2019 25 §", "872/2019 5 §"]
    assert ask("roster-check", shifts=["2026-11-30 8:00-16:00 60"])["outcome"]["kept"] is True


def test_a_shift_over_midnight_is_night_work() -> None:
    found = ask("roster-check", shifts=["2026-11-30 22:00-24:00", "2026-12-02 22-6 60"])["outcome"]
    assert [one["why"] for one in found["breaches"]].count("working_time.night_work") == 2


def outcome(name: str, **facts: Any) -> Any:
    return ask(name, **facts)["outcome"]


def test_the_working_time_act_covers_a_relative_whose_hours_are_followed() -> None:
    relative = {"family_member": True, "supervisable": True}
    assert outcome("working-time-act", **relative, hours_followed=True) == {"applies": True}
    assert outcome("working-time-act", **relative, hours_followed=False) == {"applies": False}
    assert outcome("working-time-act", **relative) is None
    assert outcome("working-time-act", family_member=False, supervisable=True) == {"applies": True}


def test_a_shift_of_over_six_hours_has_an_hours_break() -> None:
    day = {"day": "2026-12-01", "start": "8:00"}
    assert outcome("rest-break", **day, end="14:00")["enough"] is True
    assert outcome("rest-break", **day, end="14:01")["enough"] is False
    assert outcome("rest-break", **day, end="16:00", break_minutes=60)["enough"] is True
    assert outcome("rest-break", **day, end="16:00", break_minutes=59)["enough"] is False
    assert outcome("rest-break", **day, end="16:00", break_minutes=30, shorter_break_agreed=True)["enough"] is True
    assert outcome("rest-break", **day, end="16:00", presence_necessary=True)["enough"] is True
    assert outcome("rest-break", **day, end="19:01", break_minutes=60)["further_break"] == 30
    assert outcome("rest-break", **day, end="19:00", break_minutes=60)["further_break"] == 0


def test_daily_rest_is_eleven_hours_and_on_a_ground_five() -> None:
    facts = {"shifts": ["2026-12-01 12:00-21:00", "2026-12-02 8:00-12:00"], "shortened_before": 0}
    assert outcome("daily-rest", **facts, shortened_ground=False) == {"enough": True, "rest_time": 660}
    early = {**facts, "shifts": ["2026-12-01 12:00-21:00", "2026-12-02 7:59-12:00"]}
    assert outcome("daily-rest", **early, shortened_ground=False) == {"enough": False, "rest_time": 659}
    assert outcome("daily-rest", **early, shortened_ground=True) == {
        "enough": True, "rest_time": 659, "made_up_by": "2026-12-15",
    }  # fmt: skip
    third = {**early, "shortened_before": 3}
    assert outcome("daily-rest", **third, shortened_ground=True)["enough"] is False


def test_weekly_rest_is_thirty_five_hours_in_a_week_or_on_average() -> None:
    """From Monday 13.00 to midnight of Tuesday: 35 hours; an hour more of work leaves 34."""
    days = [f"2026-12-0{day} 0:00-24:00" for day in range(2, 7)]
    week = {"monday": "2026-11-30", "weeks": 1}
    found = outcome("weekly-rest", **week, shifts=["2026-11-30 0:00-13:00", *days])
    assert found == {"enough": True, "weeks": [{"week_first": "2026-11-30", "rest_time": 2100}]}
    assert outcome("weekly-rest", **week, shifts=["2026-11-30 0:00-14:00", *days])["enough"] is False


def test_night_work_is_between_eleven_and_six_and_needs_its_ground() -> None:
    facts = {"day": "2026-12-01", "start": "20:00"}
    assert outcome("night-work", **facts, end="23:00") == {"night_time": 0, "ground_needed": False}
    assert outcome("night-work", **facts, end="7:00") == {"night_time": 420, "ground_needed": True}
    broken = ask("night-work", **facts, end="2:00", night_work_allowed=False)
    assert "needs a legal ground" in broken["says"][0]
    assert "has its ground" in ask("night-work", **facts, end="2:00", night_work_allowed=True)["says"][0]


def test_stand_by_and_travel_are_working_time_only_when_they_are_work() -> None:
    assert outcome("stand-by", must_stay=True) == {"is_working_time": True}
    assert outcome("stand-by", must_stay=False) == {"is_working_time": False}
    assert outcome("travel-time", is_the_work=True) == {"is_working_time": True}
    assert outcome("travel-time", is_the_work=False) == {"is_working_time": False}


def test_the_average_is_at_most_forty_eight_hours_over_four_months() -> None:
    """1 August to 30 November 2026 is 122 days: 48 h × 122 ÷ 7 = 836 h 34 min."""
    months = {"first": "2026-08-01", "last": "2026-11-30"}
    assert outcome("highest-average", **months, time="836:34") == {"within_limit": True, "weekly_average": 2880}
    # what is told is over the limit when the average is: a part of a minute counts as one
    assert outcome("highest-average", **months, time="836:35") == {"within_limit": False, "weekly_average": 2881}
    form = reads(question("highest-average"), {"first": "2026-08-01", "last": "2026-12-01", "time": "10"})
    assert set(form.problems) == {"last"}


def test_what_consent_extra_work_needs() -> None:
    plain = {"variable_hours": False, "agreed_in_contract": True}
    assert outcome("overtime-consent", work="overtime", **plain) == {"consent": "consent_each_time"}
    assert outcome("overtime-consent", work="additional", **plain) == {"consent": "consent_agreed"}
    assert outcome("overtime-consent", work="additional", variable_hours=False, agreed_in_contract=False) == {
        "consent": "consent_in_contract"
    }
    assert outcome("overtime-consent", work="additional", variable_hours=True, agreed_in_contract=True) == {
        "consent": "consent_each_time"
    }


def test_time_off_grows_by_the_increases() -> None:
    """3 h of daily overtime: 2 h × 1.5 + 1 h × 2 = 5 h; 2 h of weekly overtime: 3 h; additional hour for hour."""
    assert outcome("time-off", day="2026-12-02", daily="3") == {"time_off": 300, "given_by": "2027-06-02"}
    assert outcome("time-off", day="2026-12-02", weekly="2", additional="1")["time_off"] == 240
    assert outcome("time-off", day="2026-12-02", daily="3", increase_only=True)["time_off"] == 120  # 1 h and 1 h
    assert set(reads(question("time-off"), {"day": "2026-12-02", "daily": "0:31"}).problems) == {"daily"}


def test_period_work_is_asked_without_an_agreement_and_its_overtime_split() -> None:
    facts = {"day": "2026-12-02", "overtime": "20"}
    found = outcome("period-work", **facts, weeks=3, agreement_or_permit=True)
    assert (found["overtime_50"], found["overtime_100"]) == (18 * 60, 2 * 60)
    assert outcome("period-work", **facts, weeks=2, agreement_or_permit=True)["overtime_50"] == 12 * 60
    assert outcome("period-work", **facts, weeks=2, agreement_or_permit=False) is None


def test_a_roster_is_given_a_week_before_and_binds_then() -> None:
    facts = {"first": "2026-12-14", "consent": False, "weighty_reason": False}
    assert outcome("roster-change", **facts, published=True) == {"roster_by": "2026-12-07", "may_be_changed": False}
    assert outcome("roster-change", **facts, published=False)["may_be_changed"] is True
    assert outcome("roster-change", **{**facts, "consent": True}, published=True)["may_be_changed"] is True


def test_a_shift_beyond_the_minimum_needs_consent() -> None:
    facts = {"within_agreed_times": True, "time_before": "6", "agreed_minimum": "10"}
    assert outcome("variable-shift", **facts, shift_time="4") == {"consent_needed": False}
    assert outcome("variable-shift", **facts, shift_time="4:01") == {"consent_needed": True}


def test_a_shift_cancelled_within_forty_eight_hours_is_compensated() -> None:
    facts = {"cancelled_day": "2026-11-29", "day": "2026-12-01", "start": "16:00", "paid_anyway": False}
    assert outcome("cancelled-shift", **facts, cancelled_at="16:00") == {"compensation_due": False}
    assert outcome("cancelled-shift", **facts, cancelled_at="16:01") == {"compensation_due": True}
    paid = {**facts, "paid_anyway": True}
    assert outcome("cancelled-shift", **paid, cancelled_at="16:01") == {"compensation_due": False}


def test_training_that_is_required_or_ordered_is_working_time() -> None:
    assert outcome("training-terms", required_by_law=True, ordered=False)["in_normal_shifts"] is True
    assert outcome("training-terms", required_by_law=False, ordered=True)["is_working_time"] is True
    assert outcome("training-terms", required_by_law=False, ordered=False) is None
    own = outcome("training-terms", required_by_law=False, ordered=False, agreed_paid=False)
    assert own["is_working_time"] is False
    assert outcome("orientation", first_work_day="2026-12-01") == {"given_by": "2026-12-01"}


def test_independence_day_needs_six_working_days_and_no_sunday() -> None:
    assert outcome("independence-day", year=2027, employment_start="2027-11-29")["paid"] is True
    assert outcome("independence-day", year=2027, employment_start="2027-11-30")["paid"] is False
    assert outcome("independence-day", year=2026, employment_start="2020-01-01")["paid"] is False


def test_overtime_of_an_averaging_period_is_beyond_forty_hours_a_week() -> None:
    period = {"last": "2026-11-29", "weeks": 4}
    assert outcome("averaging", **period, time="160")["overtime_50"] == 0
    found = outcome("averaging", **period, time="161", plan_time="160", employment_end="2026-11-29")
    assert found == {"overtime_50": 60, "plan_fits": True, "ends_early": False}
    assert outcome("averaging", **period, time="0", plan_time="160:01")["plan_fits"] is False


def test_an_employment_that_ends_in_an_averaging_period_has_plain_time_and_no_overtime() -> None:
    """Of four weeks two went by: 90 hours are ten above the average. Ten days are 57 hours 8 minutes."""
    period = {"last": "2026-11-29", "weeks": 4}
    found = outcome("averaging", **period, time="90", employment_end="2026-11-15")
    assert found == {"overtime_50": 0, "ends_early": True, "plain_time": 600}
    assert outcome("averaging", **period, time="80", employment_end="2026-11-15")["plain_time"] == 0
    assert outcome("averaging", **period, time="57:09", employment_end="2026-11-11")["plain_time"] == 1
    says = ask("averaging", **period, time="90", employment_end="2026-11-15")["says"]
    assert says[-1] == "The average was exceeded by 10\xa0hours."


def test_missed_weekly_rest_is_given_back_in_three_months_or_paid() -> None:
    assert outcome("missed-rest", day="2026-11-29", money_agreed=False) == {
        "paid_in_money": False, "given_by": "2027-02-28",
    }  # fmt: skip
    assert outcome("missed-rest", day="2026-11-29", money_agreed=True) == {"paid_in_money": True}


def test_regular_time_may_be_agreed_two_hours_longer() -> None:
    facts = {"day": "2026-12-01", "average_time": "40"}
    assert outcome("longer-time", **facts, day_time="10", week_time="48", weeks=1) == {
        "may_be_agreed": True, "in_writing": False,
    }  # fmt: skip
    assert outcome("longer-time", **facts, day_time="10", week_time="48", weeks=2)["in_writing"] is True
    assert outcome("longer-time", **facts, day_time="10", week_time="48")["in_writing"] is True
    assert outcome("longer-time", **facts, day_time="10:01", week_time="48")["may_be_agreed"] is False
    assert outcome("longer-time", **facts, day_time="10", week_time="48:01")["may_be_agreed"] is False
    agreed = {**facts, "day_time": "10", "agreed_week": "45"}
    assert outcome("longer-time", **agreed, week_time="45")["may_be_agreed"] is True
    for week, sentence in (("45:01", "longer_time.beyond"), ("48:01", "longer_time.no")):
        found = ask("longer-time", **agreed, week_time=week)
        assert found["outcome"]["may_be_agreed"] is False
        assert found["says"] == [texts.say("en", f"law.answer.{sentence}")]
    over = {"day": "2026-12-01", "average_time": "40:01", "day_time": "10", "week_time": "48"}
    assert outcome("longer-time", **over)["may_be_agreed"] is False


def test_overtime_of_a_rostered_sunday_is_beyond_the_roster() -> None:
    """Seven hours where six were rostered: 84.00 doubled, and half of an hour's 12.00 on top."""
    found = ask("overtime", day="2026-11-15", worked="7", rostered="6", wage="12")["outcome"]
    assert (found["overtime_50"], found["overtime_pay"], found["amount"]) == (60, "6.00", "174.00")
