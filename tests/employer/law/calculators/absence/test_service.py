"""The calculators of absence against results worked out by hand from the law."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from employer.law.calculators import Question, question
from tests.employer.law.calculators.facts import ask


def test_sick_pay_for_the_window_in_euros() -> None:
    """2 November 2026 is a Monday; the ninth weekday after it is Thursday 12th: eight shifts of four hours."""
    facts = {
        "first": "2026-11-02", "last": "2026-11-20", "wage": "13,20", "weekdays": ["mon", "tue", "wed", "thu"],
        "daily_hours": "4",
    }  # fmt: skip
    full = ask("sick-pay", employment_start="2025-01-07", **facts)["outcome"]
    assert full == {
        "first": "2026-11-02", "last": "2026-11-12", "percent": "100", "allowance_from": "2026-11-13",
        "amount": "422.40", "paid_shifts": 8, "paid_time": 1920,
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
    told = ask("sick-pay", **facts, earlier_last="2026-11-06", earlier_allowance=True)
    assert (told["outcome"]["last"], told["questions"]) == ("2026-11-16", [])
    unpaid = ask("sick-pay", **facts, earlier_last="2026-11-06", earlier_allowance=False)
    assert unpaid["outcome"]["last"] == "2026-11-20"


def test_a_relapse_is_paid_for_its_first_shift_alone() -> None:
    """Allowance was paid to 10 October 2026: 9 November is the thirtieth day after it, 10 November the thirty-first.
    One shift of five hours at 14.00 is 70.00; Tuesday to Friday have shifts on Wednesday and Friday."""
    facts = {
        "last": "2026-11-13", "employment_start": "2025-01-07", "earlier_first": "2026-09-20",
        "earlier_last": "2026-10-10", "wage": "14.00", "weekdays": ["mon", "wed", "fri"], "daily_hours": "5",
    }  # fmt: skip
    thirtieth = ask("sick-pay", **facts, first="2026-11-09")["outcome"]
    assert (thirtieth["last"], thirtieth["amount"]) == ("2026-11-09", "70.00")
    day_later = ask("sick-pay", **facts, first="2026-11-10")["outcome"]
    assert (day_later["last"], day_later["amount"]) == ("2026-11-13", "140.00")


def test_the_month_that_fills_during_the_illness_is_asked_and_paid_as_it_is_decided() -> None:
    """Employed since 10 January 2027 and ill from 5 February: shifts on 6, 8, 10, 13 and 15 February in the window that
    ends on the 16th. Half of five: 175.00; half of two and three in full: 70.00 + 210.00."""
    facts = {
        "first": "2027-02-05", "last": "2027-02-25", "employment_start": "2027-01-10", "wage": "14.00",
        "weekdays": ["mon", "wed", "sat"], "daily_hours": "5",
    }  # fmt: skip
    asked = ask("sick-pay", **facts)
    assert (asked["outcome"]["amount"], len(asked["questions"])) == ("175.00", 1)
    full = ask("sick-pay", **facts, full_from_month=True)
    assert (full["outcome"]["amount"], full["outcome"]["full_from"]) == ("280.00", "2027-02-10")
    assert (full["outcome"]["paid_time"], full["questions"]) == (1500, [])
    half = ask("sick-pay", **facts, full_from_month=False)
    assert (half["outcome"]["amount"], half["questions"]) == ("175.00", [])
    assert "full_from" not in half["outcome"]


def test_no_sick_pay_for_own_fault_or_after_another_allowance_and_no_allowance_at_sixty_eight() -> None:
    facts = {"first": "2026-11-16", "last": "2026-12-20", "employment_start": "2025-01-07"}
    for name in ("own_fault", "after_allowance"):
        found = ask("sick-pay", **facts, **{name: True})
        assert found["outcome"] == {"amount": "0.00", "paid_shifts": 0, "paid_time": 0}
        assert found["says"] == ["No sick pay is due."]
    assert ask("sick-pay", **facts, born="1958-12-20")["outcome"]["allowance_from"] == "2026-11-27"
    assert "allowance_from" not in ask("sick-pay", **facts, born="1958-11-20")["outcome"]


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


@pytest.mark.parametrize(
    ("leave", "told", "key", "value"),
    [
        ("childcare", "2027-01-01", "earliest", None),
        ("childcare", "2027-01-02", "earliest", "2027-03-02"),
        ("partial_parental", "2027-02-28", "refused_in_writing", True),
        ("close_person", "2027-02-28", "refused_in_writing", False),
    ],
)
def test_what_the_employer_may_answer_to_a_leave(leave: str, told: str, key: str, value: object) -> None:
    found = ask("family-leave-notice", leave=leave, first="2027-03-01", told=told)
    assert found["outcome"].get(key) == value


def test_kelas_allowance_of_the_year() -> None:
    asked: Question = question("sickness-allowance")
    found = ask("sickness-allowance", **asked.example)
    (percent,) = [one for one in found["values"] if one["name"] == "kela.income_deduction_percent"]
    assert percent["number"] is not None
    assert found["outcome"]["per_weekday"] == "38.19"


def test_short_leaves() -> None:
    child = {"first": "2026-12-01", "needed_days": 6, "other_parent": False}
    assert ask("sick-child", **child, child_age=9)["outcome"] == {"days": 4, "paid": False}
    assert ask("sick-child", **child, child_age=10)["outcome"] == {"days": 0, "paid": False}
    carer = ask("carers-leave", first="2026-12-01", needed_days=4, used_days=2)["outcome"]
    assert carer == {"days": 3, "paid": False}
    turn = {"first": "2026-12-30", "needed_days": 3, "used_days": 4}  # 30 and 31 December and 4 January
    assert ask("carers-leave", **turn, next_year_days=1)["outcome"] == {"days": 2, "paid": False}
    assert ask("carers-leave", **turn)["outcome"] == {"days": 1, "paid": False}
    study = [
        ask("study-leave", first="2027-01-11", service_months=months, used_days=0)["outcome"]["days"]
        for months in (2, 3, 12)
    ]
    assert study == [0, 5, 731]


def outcome(name: str, **facts: Any) -> Any:
    return ask(name, **facts)["outcome"]


def test_pregnancy_leave_begins_thirty_weekdays_before_the_due_day() -> None:
    """Due on Monday 15 March 2027: 30 weekdays before is 8 February, 14 before is 26 February."""
    found = outcome("pregnancy-leave", due_day="2027-03-15")
    assert (found["leave_first"], found["latest_agreed"]) == ("2027-02-08", "2027-02-26")
    assert (found["no_work_first"], found["no_work_last"]) == ("2027-03-01", "2027-03-29")


def test_parental_leave_has_at_most_four_periods_of_twelve_weekdays() -> None:
    fine = outcome("parental-leave", periods=["2027-01-11 - 2027-01-23", "2027-06-01 - 2027-08-31"])
    assert fine["periods_fit"] is True
    assert [one["weekdays"] for one in fine["periods"]] == [12, 78]
    assert outcome("parental-leave", periods=["2027-01-11 - 2027-01-22"])["periods_fit"] is False
    five = [f"2027-{month:02d}-01 - 2027-{month:02d}-28" for month in (1, 3, 5, 8, 10)]
    assert outcome("parental-leave", periods=five)["periods_fit"] is False


def test_childcare_leave_lasts_until_the_third_birthday_in_two_periods() -> None:
    facts = {"child_born": "2025-05-20", "first": "2028-04-01", "adopted": False}
    assert outcome("childcare-leave", **facts, last="2028-05-19", earlier_periods=1) == {"right_to_leave": True}
    assert outcome("childcare-leave", **facts, last="2028-05-20", earlier_periods=1) == {"right_to_leave": False}
    assert outcome("childcare-leave", **facts, last="2028-05-19", earlier_periods=2) == {"right_to_leave": False}
    assert outcome("childcare-leave", **{**facts, "adopted": True}, last="2028-05-19", earlier_periods=0) is None


def test_partial_childcare_leave_needs_six_months_of_service() -> None:
    facts = {"child_born": "2015-05-20", "first": "2027-01-11", "disabled_or_ill": True}
    assert outcome("partial-childcare-leave", **facts, months_in_service=6) == {"right_to_leave": True}
    assert outcome("partial-childcare-leave", **facts, months_in_service=5) == {"right_to_leave": False}
    asked = {**facts, "disabled_or_ill": False}
    assert outcome("partial-childcare-leave", **asked, months_in_service=6) is None


def test_leaves_change_a_month_before_and_are_unpaid_by_law() -> None:
    facts: dict[str, Any] = {"leave": "parental", "first": "2027-03-31"}
    assert outcome("leave-change", **facts, change_ground="reasoned") == {"changed_by": "2027-02-28"}
    for told, in_time in (("2027-02-28", True), ("2027-03-01", False)):
        found = outcome("leave-change", **facts, change_ground="reasoned", told=told)
        assert found == {"told_in_time": in_time, "changed_by": "2027-02-28"}
    for ground in ("birth_or_health", "agreed"):
        assert outcome("leave-change", **facts, change_ground=ground, told="2027-03-30") == {"told_in_time": True}
    childcare = {"leave": "childcare", "first": "2027-03-31", "change_ground": "birth_or_health"}
    assert ask("leave-change", **childcare)["outcome"] is None  # a reasoned cause then, and the day it was told


def test_days_of_a_pregnancy_leave_are_held_against_the_due_day() -> None:
    for first, last, fits in (
        ("2026-11-19", "2027-01-07", True),
        ("2026-11-18", "2027-01-07", False),
        ("2026-11-20", "2027-01-07", False),  # later than 30 weekdays before has to be agreed
        ("2026-11-19", "2027-01-06", False),
    ):
        assert outcome("pregnancy-leave", due_day="2026-12-24", first=first, last=last)["periods_fit"] is fits
    assert outcome("leave-pay", leave="parental") == {"paid": False}
    assert outcome("leave-pay", leave="prenatal_check", outside_impossible=True) == {"paid": True}
    assert outcome("leave-pay", leave="prenatal_check", outside_impossible=False) == {"paid": False}
    assert outcome("compelling-reason", presence_necessary=True, unforeseen=True) == {"right_to_leave": True}
    assert outcome("compelling-reason", presence_necessary=True, unforeseen=False) == {"right_to_leave": False}


def test_study_leave_is_postponed_twice_by_many_and_its_application_is_asked() -> None:
    facts = {"first": "2027-01-11", "short": False}
    found = ask("study-leave-application", **facts, postponed_before=2, employees=4)
    assert found["outcome"] == {"may_be_postponed": True, "postponed_until": "2027-07-11"}
    assert found["questions"]
    many = outcome("study-leave-application", **facts, postponed_before=2, employees=5)
    assert many == {"may_be_postponed": False}


def test_which_shifts_of_variable_hours_carry_sick_pay() -> None:
    shift = {"variable_hours": True, "in_roster": False, "otherwise_agreed": False}
    assert outcome("sick-shift", **shift) is None
    assert outcome("sick-shift", **shift, clear_anyway=False) == {"paid": False}
    assert outcome("sick-shift", **{**shift, "in_roster": True}) == {"paid": True}
    assert outcome("sick-shift", **{**shift, "variable_hours": False}) == {"paid": True}


def test_sick_pay_is_held_back_only_for_want_of_proof_asked_for() -> None:
    assert outcome("sick-proof", asked_for=True, was_shown=False) == {"may_be_held_back": True}
    assert outcome("sick-proof", asked_for=False, was_shown=False) == {"may_be_held_back": False}
    assert outcome("sick-proof", asked_for=True, was_shown=True) == {"may_be_held_back": False}


def test_the_family_leave_compensation_is_due_with_pay_and_nearly_full_time() -> None:
    facts = {"employment_start": "2025-01-07", "leave_first": "2026-03-02", "weekly_hours": "32:00"}
    assert outcome("family-leave-compensation", **facts, paid_a_month=True) == {"family_compensation": True}
    assert outcome("family-leave-compensation", **facts, paid_a_month=False) == {"family_compensation": False}
    parental = {**facts, "paid_a_month": True, "parental_leave": True}
    assert outcome("family-leave-compensation", **parental) is None
    assert outcome("family-leave-compensation", **parental, adopted=True) == {"family_compensation": True}
    assert outcome("family-leave-compensation", **parental, adopted=False) == {"family_compensation": False}
    asked = {**facts, "weekly_hours": "31:59"}
    assert outcome("family-leave-compensation", **asked, paid_a_month=True) is None


def test_the_insurer_pays_from_three_days_of_incapacity() -> None:
    """Reported by the tenth weekday after Tuesday 1 December 2026: Independence Day is a Sunday."""
    facts = {"incident_day": "2026-12-01", "known": "2026-12-01"}
    assert outcome("accident-at-work", **facts, incapable_days=3) == {
        "allowance_days": 3, "employer_pays": True, "reported_by": "2026-12-12",
    }  # fmt: skip
    assert outcome("accident-at-work", **facts, incapable_days=2)["allowance_days"] == 0


def test_occupational_health_care_and_the_employers_claims() -> None:
    assert outcome("occupational-health", employment_start="2025-01-07", absence_first="2026-11-02") == {
        "arranged_by": "2025-01-07", "absence_told_by": "2026-12-02",
    }  # fmt: skip
    assert outcome("kela-claims", compensation="sickness_allowance", day="2026-11-02") == {"claim_by": "2027-01-02"}
    assert outcome("kela-claims", compensation="holiday_costs", day="2026-11-02") == {"claim_by": "2028-11-30"}
    assert outcome("kela-claims", compensation="occupational_health_care", day="2026-11-02") == {
        "claim_by": "2027-06-30"
    }
    asked = ask("kela-claims", compensation="family_leave", day="2026-11-02")
    assert asked["outcome"] is None
    assert asked["questions"]


def test_kela_pays_the_employer_the_allowance_but_never_more_than_the_pay() -> None:
    """13 to 30 November 2026 has 15 weekdays; the allowance of a weekday is as in sickness-allowance."""
    daily = outcome("sickness-allowance", first="2026-11-13", year_wages="18000")["per_weekday"]
    facts = {"first": "2026-11-13", "last": "2026-11-30", "year_wages": "18000"}
    found = outcome("sickness-refund", **facts, pay="5000")
    assert (found["weekdays"], found["per_weekday"]) == (15, daily)
    assert Decimal(found["amount"]) == 15 * Decimal(daily)
    assert found["claim_by"] == "2027-01-13"
    assert outcome("sickness-refund", **facts, pay="100")["amount"] == "100.00"


def test_the_allowance_has_its_ages() -> None:
    facts = {"first": "2026-11-13", "year_wages": "18000"}
    assert outcome("sickness-allowance", **facts, born="2009-01-01")["of_age"] is False
    assert outcome("sickness-allowance", **facts, born="2008-12-31")["of_age"] is True
    old = outcome("sickness-allowance", **facts, born="1958-11-13")
    assert (old["of_age"], old["per_weekday"]) == (False, "0.00")


def test_the_opinion_is_due_on_the_ninetieth_day_of_allowance() -> None:
    """From Monday 3 August 2026: fifteen weeks of six weekdays, and one more for All Saints' Day: 16 November."""
    found = outcome("capacity-opinion", periods=["2026-08-03 - 2026-12-31"])
    assert found == {"opinion_needed": True, "given_by": "2026-11-16"}
    assert outcome("capacity-opinion", periods=["2026-08-03 - 2026-11-15"]) == {"opinion_needed": False}
