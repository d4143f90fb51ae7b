"""The calculators of heta against results worked out by hand from the law."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from employer.law.calculators import question, reads
from tests.employer.law.calculators.facts import ask


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


def test_weekday_holidays_beyond_the_agreement_are_asked() -> None:
    """The edition ends on 30.4.2028: 1 May of that year is not known any more."""
    assert ask("weekday-holidays", year=2027)["outcome"]["count"] == 8
    assert len(ask("weekday-holidays", year=2027)["reasons"]) == 1
    for year in (2016, 2028, 2046):
        found = ask("weekday-holidays", year=year)
        assert (found["outcome"], found["says"]) == (None, [])
        assert found["questions"]


def outcome(name: str, **facts: Any) -> Any:
    return ask(name, **facts)["outcome"]


def test_old_group_b_became_b1_and_the_region_goes_by_the_municipality() -> None:
    assert outcome("heta-old-group", day="2024-02-01", group_before="B") == {"pay_group": "B1"}
    assert outcome("heta-region", day="2026-11-30", municipality=" espoo ") == {"region": "paakaupunkiseutu"}
    assert outcome("heta-region", day="2026-11-30", municipality="Tampere") == {"region": "muu_suomi"}


def test_a_certificate_is_needed_from_the_fourth_day() -> None:
    day = {"day": "2026-11-30"}
    assert outcome("heta-certificate", **day, absence_days=4, agreed_from_first_day=False)["certificate_needed"] is True
    assert (
        outcome("heta-certificate", **day, absence_days=3, agreed_from_first_day=False)["certificate_needed"] is False
    )
    assert outcome("heta-certificate", **day, absence_days=1, agreed_from_first_day=True)["certificate_needed"] is True


def test_paid_days_off_of_the_agreements_list() -> None:
    assert outcome("heta-day-off", day="2026-11-30", event="birthday_50") == {"days": 1}
    assert outcome("heta-day-off", day="2026-11-30", event="another_event") == {"days": 0}
    assert ask("heta-day-off", day="2026-11-30", event="birthday_50")["says"] == ["There is 1 paid day off."]


def test_notice_grows_after_five_years_and_the_bonus_comes_after_four_months() -> None:
    assert outcome("heta-notice", day="2026-12-01", employment_months=60)["months_of_notice"] == 1
    assert outcome("heta-notice", day="2026-12-01", employment_months=61)["months_of_notice"] == 2
    assert outcome("heta-bonus", day="2026-11-30", employment_months=4) == {"bonus_due": False}
    due = ask("heta-bonus", day="2026-11-30", employment_months=5)
    assert due["outcome"] == {"bonus_due": True, "percent": None}
    assert due["questions"]


def test_the_agreements_roster_pay_days_and_lay_off() -> None:
    assert outcome("heta-roster", first="2026-12-14", weeks=8) == {"roster_by": "2026-12-07", "averaging_allowed": True}
    assert outcome("heta-roster", first="2026-12-14", weeks=9)["averaging_allowed"] is False
    assert outcome("heta-pay-day", day="2026-12-15", monthly_agreed=False) == {"paid_by": "2026-12-31"}
    assert outcome("heta-pay-day", day="2026-12-16", monthly_agreed=False) == {"paid_by": "2027-01-15"}
    assert outcome("heta-pay-day", day="2026-12-03", monthly_agreed=True) == {"paid_by": "2027-01-15"}
    assert outcome("heta-layoff", day="2025-01-10", sudden=False) == {"days_of_notice": 14, "employee_heard": True}
    assert outcome("heta-layoff", day="2025-01-10", sudden=True)["employee_heard"] is False


def test_what_decides_whether_it_binds_is_asked_in_its_own_words() -> None:
    facts = {"job": "personal_assistance", "employer": "natural_person"}
    assert "member" in ask("heta-binding", day="2025-04-30", **facts)["questions"][0]["asks"]
    assert "in force" in ask("heta-binding", day="2028-05-01", **facts)["questions"][0]["asks"]
    assert "ended on" in ask("heta-binding", day="2027-05-01", **facts)["questions"][0]["asks"]
    home = ask("heta-binding", day="2026-01-01", job="home_care", employer="natural_person")
    assert "personal assistance" in home["questions"][0]["asks"]


def test_a_shift_is_held_against_the_shortest_that_a_person_read() -> None:
    unknown = ask("heta-shift", day="2026-11-30", time="2")
    assert unknown["outcome"] is None
    assert len(unknown["questions"]) == 1
    short = {"day": "2026-11-30", "time": "2"}
    assert outcome("heta-shift", **short, shortest_shift="3") == {"long_enough": False, "missing_time": 60}
    assert outcome("heta-shift", **short, shortest_shift="2") == {"long_enough": True, "missing_time": 0}
    assert outcome("heta-shift", **short, shortest_shift="0") == {"long_enough": True, "missing_time": 0}


def test_who_may_agree_otherwise_on_overtime() -> None:
    assert outcome("heta-overtime", day="2026-11-30", member=True) == {"may_be_agreed": True}
    unknown = ask("heta-overtime", day="2026-11-30", member=False)
    assert unknown["outcome"] is None
    assert len(unknown["questions"]) == 1
    assert outcome("heta-overtime", day="2026-11-30", confirmed=True) == {"may_be_agreed": True}
    assert outcome("heta-overtime", day="2026-11-30", member=False, confirmed=False) == {"may_be_agreed": False}
    assert outcome("heta-overtime", day="2022-07-31", member=True) == {"may_be_agreed": False}
    assert outcome("heta-overtime", day="2022-08-01", member=True) == {"may_be_agreed": True}


def test_supplements_hour_by_hour_and_what_is_not_known_is_asked() -> None:
    """On Monday 3 June 2024 the evening begins at 18 and the night at 21."""
    found = outcome("heta-supplements", day="2024-06-03", start="15:00", end="21:30")["hours"]
    assert found == [
        {"begins": "15:00", "ends": "18:00", "supplements": None},
        {"begins": "18:00", "ends": "21:00", "supplements": ["supplement_evening"]},
        {"begins": "21:00", "ends": "21:30", "supplements": ["supplement_night"]},
    ]
    (sunday,) = outcome("heta-supplements", day="2024-06-02", start="10:00", end="14:00")["hours"]
    assert sunday["supplements"] == ["supplement_sunday"]


def test_holiday_and_travel_meals_of_the_agreement() -> None:
    new = outcome("heta-holiday", employment_start="2025-09-01", year=2026, similar_months=0)
    old = outcome("heta-holiday", employment_start="2010-09-01", year=2026, similar_months=0)
    assert Decimal(new["days_per_month"]) < Decimal(old["days_per_month"])
    day = ask("heta-travel-day", day="2024-06-03", start="8:00", end="20:00")
    assert day["outcome"] is not None or day["questions"]


def test_experience_is_rounded_step_by_step_and_asked_where_its_percentage_is_not_confirmed() -> None:
    """11.31 × 1.0125 = 11.45, × 1.0125 = 11.59, × 1.0125 = 11.73 (11.74 when rounded once)."""
    wages = outcome("heta-experience", day="2022-09-01", table_wage="11.31")["experience_wages"]
    assert [one["hourly_wage"] for one in wages][:3] == ["11.45", "11.59", "11.73"]
    later = ask("heta-experience", day="2026-11-02", table_wage="13.20")
    assert later["outcome"] is None
    assert later["questions"]


def test_a_range_without_a_floor_of_its_region_is_asked() -> None:
    found = ask("heta-wage-range", pay_group="A", region="paakaupunkiseutu")
    assert found["outcome"] is None
    assert found["questions"]


def test_an_ordinary_day_is_no_weekday_holiday_and_gives_no_sum() -> None:
    facts = {"employment_start": "2025-01-07", "wage": "13.20"}
    assert outcome("heta-weekday-holiday", **facts, day="2026-11-18", worked="5") == {"weekday_holiday": False}
    off = outcome("heta-weekday-holiday", **facts, day="2026-01-06", weekly_hours="30")
    assert (off["paid_time"], off["amount"], off["rest_of_week"]) == (360, "79.20", 1440)


def test_supplements_in_euros_only_where_the_percentage_is_known_or_told() -> None:
    facts = {"day": "2026-11-18", "start": "18:00", "end": "20:00", "wage": "14.00"}
    asked = ask("heta-supplements", **facts)
    assert asked["outcome"]["amount"] is None
    assert asked["questions"]
    told = ask("heta-supplements", **facts, evening_percent="10")
    assert told["outcome"]["amount"] == "30.80"  # 28.00 and a tenth
    assert told["questions"] == []
    assert told["says"][1:] == [
        "Included: evening supplement, 2\xa0hours.",
        "The pay with its supplements is 30,80\xa0€. Of it 28,00\xa0€ is basic pay.",
    ]
    nothing = ask("heta-supplements", day="2026-11-18", start="10:00", end="12:00")
    assert nothing["says"] == ["No supplements are due for hours of 18.11.2026."]


def test_a_raise_without_a_known_sum_is_asked() -> None:
    assert ask("heta-raise", day="2024-03-01", wage="13.00")["outcome"] is None


def test_a_day_between_raises_raises_nothing_and_names_the_day_of_the_last_one() -> None:
    between = ask("heta-raise", day="2023-05-01", wage="12.00", pay_group="A", region="muu_suomi", experience_months=0)
    assert between["outcome"] == {"raise": "0.00", "hourly_wage": "12.00"}
    assert "came on 1.8.2022" in between["says"][0]
    below = ask("heta-raise", day="2022-09-15", wage="11.00", pay_group="A", region="muu_suomi", experience_months=0)
    assert below["outcome"] == {"raise": "0.00", "hourly_wage": "11.31"}  # the table of 1 August 2022


def test_what_the_agreement_leaves_open_is_asked_in_words_of_its_own() -> None:
    several = ask("heta-pay-group", day="2024-01-01", tasks=["intimate_hygiene", "injections"])
    described = ask("heta-pay-group", day="2026-01-01", tasks=["injections"])
    evening = ask("heta-supplements", day="2026-11-30", start="17:00", end="20:00", wage="13.00")
    found = [one["asks"] for answer in (several, described, evening) for one in answer["questions"]]
    assert found[0].startswith("To which pay group does the work belong when its permanent tasks")
    assert found[1].startswith("To which pay group do the employee's permanent tasks belong under the agreement")
    assert found[2] == "How many per cent is the agreement's evening supplement on 30.11.2026?"


def test_a_shift_to_midnight_is_told_and_the_unknown_end_of_the_night_is_asked() -> None:
    """Saturday 20 to 24: Saturday's to 21, then Sunday's; evening to 21, then night."""
    found = outcome("heta-supplements", day="2024-03-02", start="20:00", end="0:00")
    times = {one["supplement"]: one["time"] for one in found["supplement_times"]}
    assert times == {
        "supplement_saturday": 60, "supplement_evening": 60, "supplement_sunday": 180, "supplement_night": 180,
    }  # fmt: skip
    assert found["hours"][-1]["ends"] == "00:00"
    over = ask("heta-supplements", day="2024-03-02", start="20:00", end="2:00")
    assert over["outcome"] is None
    assert over["questions"]
    form = reads(question("heta-supplements"), {"day": "2026-03-28", "start": "22:00", "end": "6:00"})
    assert set(form.problems) == {"day"}  # the clocks are put forward in that night


def test_a_step_that_somebody_read_in_the_agreement_is_used() -> None:
    wages = outcome("heta-experience", day="2026-11-02", table_wage="13.00", step_percent="1.25")["experience_wages"]
    assert wages[0]["hourly_wage"] == "13.16"


def test_the_agreements_notice_tells_the_last_day() -> None:
    assert outcome("heta-notice", day="2026-11-30", employment_months=61)["last_day"] == "2027-01-30"
