"""The calculators of time against results worked out by hand from the law."""

from __future__ import annotations

from typing import Any

from tests.employer.law.calculators.facts import ask

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
