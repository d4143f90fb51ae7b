"""The calculators against results worked out by hand from the law."""

from __future__ import annotations

from typing import Any

import pytest

from employer.errors import Refused
from employer.law.calculators import Question, answer, question, reads, told
from employer.law.calculators.schemas import Cents, Minutes, Percents, Rate, Used, Word
from employer.law.calculators.service import problems, show, used_number


def ask(name: str, **facts: Any) -> dict[str, Any]:
    """The answer in English and plain data."""
    asked = question(name)
    form = reads(asked, facts)
    assert form.ok, problems(form, "en")
    return told(answer(asked, form.command), "en")


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
    assert found["outcome"] == {"last_day": "2027-01-29"}  # 121 days, half 60
    assert ask("trial-period", employment_start="2026-12-01", trial_months=8)["outcome"] == {"last_day": "2027-05-31"}


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
    assert found["outcome"] == {"right_expires": "2027-02-10", "last_day": "2026-12-15"}


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


def test_sick_pay_for_the_window_in_euros() -> None:
    """2 November 2026 is a Monday; the ninth weekday after it is Thursday 12th: eight shifts of four hours."""
    facts = {
        "first": "2026-11-02", "last": "2026-11-20", "wage": "13,20", "weekdays": ["mon", "tue", "wed", "thu"],
        "daily_hours": "4",
    }  # fmt: skip
    full = ask("sick-pay", employment_start="2025-01-07", **facts)["outcome"]
    assert full == {
        "first": "2026-11-02", "last": "2026-11-12", "percent": "100", "allowance_from": "2026-11-13",
        "amount": "422.40", "paid_time": 1920,
    }  # fmt: skip
    half = ask("sick-pay", employment_start="2026-10-20", **facts)["outcome"]
    assert (half["percent"], half["amount"]) == ("50", "211.20")


def test_a_relapse_has_one_day() -> None:
    facts = {"first": "2026-11-16", "last": "2026-11-20", "employment_start": "2025-01-07"}
    asked = ask("sick-pay", **facts, earlier_last="2026-11-06")
    assert asked["outcome"] is None
    assert len(asked["questions"]) == 1
    relapse = ask("sick-pay", **facts, earlier_first="2026-10-12", earlier_last="2026-11-06")
    assert relapse["outcome"]["last"] == "2026-11-16"


@pytest.mark.parametrize(
    ("leave", "weekdays", "by"),
    [
        ("pregnancy", None, "2027-01-01"),
        ("parental", 12, "2027-02-01"),
        ("parental", 13, "2027-01-01"),
        ("carer", None, None),
    ],
)
def test_notice_of_family_leave(leave: str, weekdays: int | None, by: str | None) -> None:
    found = ask("family-leave-notice", leave=leave, first="2027-03-01", weekdays_count=weekdays)
    assert found["outcome"]["told_by"] == by
    assert ask("family-leave-notice", leave="parental", first="2027-03-01")["outcome"] is None


SHIFT: dict[str, Any] = {
    "wage": "13.20", "day": "2026-12-06", "start": "14:00", "end": "18:00", "born": "1990-05-20", "job": "childminding",
    "agreement": "none", "month_wages": "800", "year_wages": "9000", "pension": "contract", "pension_percent": "24.85",
    "accident_percent": "1.2", "group_life": "no",
}  # fmt: skip


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


def test_a_pay_day_on_a_holiday_comes_earlier() -> None:
    assert ask("pay-day", year=2026, month=12, day_of_month=26)["outcome"] == {"pay_day": "2026-12-23"}


def test_deadlines_of_a_payment() -> None:
    assert ask("report-deadlines", payment_day="2026-11-30", registered=False)["outcome"] == {
        "wage_report": "2026-12-07", "separate_report": "2026-12-07", "tax_payment": "2026-12-14",
        "pension_payment": "2026-12-31",
    }  # fmt: skip


def test_who_is_insured_at_seventeen_and_a_half() -> None:
    found = ask("insured", born="2009-02-14", payment_day="2026-11-30")["outcome"]
    assert found == {"pension": True, "unemployment": False, "health": True}


def test_tax_beyond_the_ceiling() -> None:
    """500 € at 14.5 % and 400 € at 32 %: 72.50 + 128.00."""
    found = ask(
        "withholding", pay="900", payment_day="2026-11-30", year_wages="9000", card="wage", card_first="2026-01-01",
        card_percent="14.5", additional_percent="32", ceiling="9500", paid_before="9000",
    )  # fmt: skip
    assert found["outcome"] == {"withholding": "200.50", "left": "699.50"}


def test_tax_without_a_card_is_sixty_percent_and_none_under_the_limit() -> None:
    facts = {"pay": "1000", "payment_day": "2026-11-30", "card": "none"}
    assert ask("withholding", **facts, year_wages="9000")["outcome"]["withholding"] == "600.00"
    assert ask("withholding", **facts, year_wages="500")["outcome"]["withholding"] == "0.00"


def test_what_was_paid_under_a_card_with_a_ceiling_is_asked() -> None:
    found = ask(
        "withholding", pay="900", payment_day="2026-11-30", year_wages="9000", card="wage", card_first="2026-01-01",
        card_percent="14.5", ceiling="9500",
    )  # fmt: skip
    assert found["outcome"] is None
    assert len(found["questions"]) == 1


def test_the_protected_portion_and_what_exceeds_it() -> None:
    """2026: 33.03 € a day, 9.65 € for a dependant, 30 days: 1,280.40 €. Of 1,500 €, two thirds of 219.60 €."""
    assert ask("protected-portion", payment_day="2026-11-30", dependants=1, days=30)["outcome"] == {
        "protected": "1280.40"
    }
    found = ask("set-off", payment_day="2026-11-30", net_pay="1500", dependants=1)["outcome"]
    assert found == {"protected": "1280.40", "highest": "146.40"}


def test_household_credit_and_none_for_what_the_county_pays() -> None:
    facts = {"year": 2026, "wages": "3000", "side_costs": "700"}
    assert ask("household-credit", **facts, county_pays=True)["outcome"] == {"credit": "0.00"}
    assert ask("household-credit", **facts, county_pays=False)["outcome"] == {"credit": "940.00"}


def test_the_agreement_binds_everyone_since_may_2025_and_members_before() -> None:
    facts = {"job": "personal_assistance", "employer": "natural_person"}
    assert ask("heta-binding", day="2025-05-01", **facts)["outcome"]["binds"] is True
    assert ask("heta-binding", day="2025-04-30", **facts)["outcome"] is None
    assert ask("heta-binding", day="2025-04-30", **facts, member=False)["outcome"]["binds"] is False
    assert ask("heta-binding", day="2025-04-30", **facts, member=True)["outcome"]["binds"] is True


def test_pay_group_and_lowest_wage_of_a_known_table() -> None:
    assert ask("heta-pay-group", day="2025-03-03", tasks=["everyday_assistance", "stoma"])["outcome"] == {
        "pay_group": "B1"
    }
    found = ask("heta-wage", day="2024-11-04", pay_group="A", region="muu_suomi", experience_months=0)
    assert found["outcome"] == {"lowest_wage": "12.51", "steps": 0}


def test_an_unconfirmed_or_unknown_value_of_the_agreement_is_asked() -> None:
    for name, facts in (
        ("heta-pay-group", {"day": "2026-11-02", "tasks": ["stoma"]}),
        ("heta-wage", {"day": "2026-11-02", "pay_group": "A", "region": "muu_suomi", "experience_months": 0}),
    ):
        found = ask(name, **facts)
        assert found["outcome"] is None
        assert found["says"] == []
        assert len(found["questions"]) == 1


def test_the_weekday_holidays_of_2026() -> None:
    found = ask("weekday-holidays", year=2026)["outcome"]
    assert [one["day"] for one in found["days"]] == [
        "2026-01-01", "2026-01-06", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-06-19", "2026-12-24",
        "2026-12-25",
    ]  # fmt: skip


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


def test_kelas_allowance_of_the_year() -> None:
    asked: Question = question("sickness-allowance")
    found = ask("sickness-allowance", **asked.example)
    (percent,) = [one for one in found["values"] if one["name"] == "kela.income_deduction_percent"]
    assert percent["number"] is not None
    assert found["outcome"]["per_weekday"] == "38.19"


# Words and numbers ----------------------------------------------------------------------------------------------------


def test_plain_values_for_the_eye() -> None:
    shown = [show(one, "fi") for one in (Cents(123456), Minutes(90), Rate("7.5"), Word("mon"), True, None, 2026, 12)]
    assert shown == [
        "1\xa0234,56\xa0€", "1\xa0tunti 30\xa0minuuttia", "7,5\xa0%", "maanantai", "Kyllä", "Ei tiedossa", "2026", "12",
    ]  # fmt: skip
    assert show(Percents([("accident_percent", "1.2")]), "en") == "accident insurance 1,2\xa0%"


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [("7.3", "percent", "7,3\xa0%"), ("1500.00", "euros", "1\xa0500,00\xa0€"), ("14", "days", "14"),
     (None, "table", ""), ("counted", "word", "counted")],
)  # fmt: skip
def test_used_numbers_for_the_eye(number: str | None, unit: str, shown: str) -> None:
    assert used_number(Used("a", number, unit, "2026-01-01", "", "", "", ""), "fi") == shown


def test_a_contradiction_that_only_the_law_sees_is_refused_in_words() -> None:
    def contradict(_: Any) -> Any:
        raise ValueError("these days cannot be")

    asked = question("pay-day")
    with pytest.raises(Refused) as refused:
        answer(Question("x", "pay", asked.schema, contradict, {}), {})
    assert refused.value.problems[0].what == "The details contradict each other."


# More of the contract, the holiday and the absences -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "told", "last"),
    [(29, "2026-11-20", "2026-11-30"), (30, "2026-11-20", "2026-12-30"), (60, "2026-12-01", "2026-11-30")],
)
def test_a_trial_period_grows_a_month_for_thirty_days_told_in_time(days: int, told: str, last: str) -> None:
    found = ask(
        "trial-extension", employment_start="2026-06-01", trial_last="2026-11-30", absence_days=days, told_on=told
    )
    assert found["outcome"]["last_day"] == last


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
    assert ask("saved-leave", year=2026, days_earned=30, agreed_saving=False)["outcome"] == {"days": 6}
    refused = ask("saved-leave", year=2026, days_earned=30, agreed_saving=False, serious_harm=True)
    assert refused["outcome"] == {"days": 0}


def test_short_leaves() -> None:
    child = {"first": "2026-12-01", "needed_days": 6, "other_parent": False}
    assert ask("sick-child", **child, child_age=9)["outcome"] == {"days": 4, "paid": False}
    assert ask("sick-child", **child, child_age=10)["outcome"] == {"days": 0, "paid": False}
    carer = ask("carers-leave", first="2026-12-01", needed_days=4, used_days=2)["outcome"]
    assert carer == {"days": 3, "paid": False}
    study = [
        ask("study-leave", first="2027-01-11", service_months=months, used_days=0)["outcome"]["days"]
        for months in (2, 3, 12)
    ]
    assert study == [0, 5, 731]


def test_which_insurances_a_household_needs() -> None:
    for wages, compulsory in (("900.00", False), ("9000.00", True)):
        found = ask("accident-insurance", payment_day="2026-11-30", all_wages=wages)
        assert found["outcome"] == {"compulsory": compulsory}
    facts = {"payment_day": "2026-11-30", "six_months_wages": "5000.00", "has_policy": False}
    assert ask("pension-employer", **facts, permanent_employees=0)["outcome"] == {"employer_kind": "temporary"}
    assert ask("pension-employer", **facts, permanent_employees=1)["outcome"] == {"employer_kind": "contract"}
    assert ask("pension-employer", payment_day="2026-11-30")["outcome"] is None


def test_an_illness_outside_the_holiday_is_refused() -> None:
    form = reads(
        question("holiday-illness"),
        {"first": "2026-07-06", "last": "2026-08-02", "sick_first": "2026-08-03", "sick_last": "2026-08-05",
         "days_earned": 30, "requested": True},
    )  # fmt: skip
    assert set(form.problems) == {"sick_first"}
