"""The calculators of absence against results worked out by hand from the law."""

from __future__ import annotations

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
    study = [
        ask("study-leave", first="2027-01-11", service_months=months, used_days=0)["outcome"]["days"]
        for months in (2, 3, 12)
    ]
    assert study == [0, 5, 731]
