"""Annual Holidays Act, chapters 3, 4 and 7: which pay, from what, when; records and claims."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules import load_book
from rules.decisions import annual_holiday_pay as pay

BOOK = load_book()
ON = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("given", "method", "base"),
    [
        ({"unit": "hour", "rule": "14_days"}, "average_daily_pay", "credit_year_pay"),
        ({"unit": "hour", "rule": "35_hours"}, "percentage", "credit_year_pay"),
        ({"unit": "hour", "rule": "none"}, "compensation_percentage", "credit_year_pay"),
        ({"unit": "month", "rule": "none"}, "compensation_percentage", "credit_year_pay"),
        ({"unit": "month", "rule": "14_days"}, "monthly_pay", "current_pay"),
        ({"unit": "week", "rule": "14_days"}, "monthly_pay", "current_pay"),
        ({"unit": "month", "rule": "35_hours", "every_month_35_hours": True}, "monthly_pay", "current_pay"),
        ({"unit": "month", "rule": "35_hours", "every_month_35_hours": False}, "percentage", "credit_year_pay"),
        ({"unit": "month", "rule": "14_days", "hours_changed_in_year": True}, "percentage", "credit_year_pay"),
        ({"unit": "month", "rule": "14_days", "hours_changed_after_year": True}, "monthly_pay", "credit_year_hours"),
    ],
)
def test_the_form_of_pay_and_the_rule_choose_the_method(given, method, base) -> None:
    decision = pay.pay_method(**given)
    assert decision.outcome is not None
    assert (decision.outcome.method, decision.outcome.base) == (method, base)
    assert not decision.questions
    assert decision.reasons[-1].section.endswith(f"{decision.outcome.section} §")


def test_monthly_pay_under_the_hours_rule_asks_about_every_month() -> None:
    decision = pay.pay_method(unit="month", rule="35_hours")
    assert decision.outcome is None
    assert decision.questions[0].blocks


def test_hourly_pay_with_changed_hours_is_flagged() -> None:
    decision = pay.pay_method(unit="hour", rule="35_hours", hours_changed_in_year=True)
    assert decision.outcome is not None
    assert decision.outcome.method == "percentage"
    assert not decision.questions[0].blocks


@pytest.mark.parametrize("wrong", [pay.pay_method, lambda **given: pay.compensation_method(full_months=1, **given)])
def test_an_unknown_form_of_pay_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="hour, piece, week or month"):
        wrong(unit="year", rule="14_days")


def test_pay_for_emergency_work_is_in_the_base_by_the_projects_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    last = date(2026, 3, 31)
    decided = pay.belongs_to_base("emergency", BOOK, last)
    assert decided.outcome is False
    assert [one.code for one in decided.reasons] == ["annual_holiday.emergency_not_in_base"]
    assert [one.name for one in decided.values] == ["holiday_choice.emergency_pay"]
    assert pay.belongs_to_base("emergency").outcome is False
    for word, inside in (("left_out", False), ("increase_left_out", True)):
        monkeypatch.setattr(pay.Grounds, "word", lambda *_, word=word, **__: word)
        assert pay.emergency_pay_in_base(last, BOOK).outcome is inside
        assert pay.belongs_to_base("emergency", BOOK, last).outcome is inside
    monkeypatch.setattr(pay.Grounds, "word", lambda *_, **__: "asked")
    with pytest.raises(ValueError, match="no rule is written for the choice asked"):
        pay.emergency_pay_in_base(last, BOOK)


def test_every_line_kind_is_in_the_base_out_of_it_or_asked() -> None:
    for kind in pay.IN_BASE:
        assert pay.belongs_to_base(kind).outcome is True
    for kind in pay.NOT_IN_BASE:
        assert pay.belongs_to_base(kind).outcome is False
    for kind in pay.ASKED_IN_BASE:
        assert pay.belongs_to_base(kind).questions
    with pytest.raises(ValueError, match="no kind"):
        pay.belongs_to_base("tip")
    assert {"sunday", "evening", "additional_hours"} <= pay.IN_BASE
    assert {"overtime_50", "holiday_pay", "sick_pay", "holiday_bonus"} <= pay.NOT_IN_BASE


@pytest.mark.parametrize(
    ("days", "number"), [(1, "0.9"), (2, "1.8"), (13, "11.8"), (30, "27.8"), (31, "28.7"), (40, "36.8")]
)
def test_coefficients(days, number) -> None:
    assert pay.coefficient(days, ON, BOOK).outcome == Decimal(number)


def test_no_coefficient_below_one_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        pay.coefficient(0, ON, BOOK)


def test_percentages() -> None:
    assert pay.percent(False, ON, BOOK).outcome == 9
    assert pay.percent(True, ON, BOOK).outcome == Decimal("11.5")
    codes = [pay.percent(lasted, ON, BOOK).reasons[0].code for lasted in (False, True)]
    assert codes == ["annual_holiday.percent_under_year", "annual_holiday.percent_year"]


@pytest.mark.parametrize(
    ("days", "pay_day", "latest"),
    [
        (6, date(2026, 7, 15), date(2026, 7, 15)),
        (7, date(2026, 7, 15), date(2026, 7, 5)),
        (6, date(2026, 6, 30), date(2026, 7, 5)),
    ],
)
def test_holiday_pay_is_paid_before_or_on_the_pay_day(days, pay_day, latest) -> None:
    assert pay.pay_latest(date(2026, 7, 6), days, pay_day, BOOK).outcome == latest


def test_compensation_of_unused_free_time() -> None:
    assert pay.free_time_compensation_by(ON, None).outcome == date(2026, 9, 30)
    assert pay.free_time_compensation_by(ON, date(2026, 6, 5)).outcome == date(2026, 6, 5)
    assert pay.free_time_compensation_by(ON, date(2027, 6, 5)).outcome == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("unit", "rule", "full_months", "changed", "method"),
    [
        ("month", "14_days", 3, False, "month_div_25"),
        ("week", "14_days", 3, False, "week_div_6"),
        ("hour", "14_days", 3, False, "average_daily_pay"),
        ("hour", "35_hours", 3, False, "percentage"),
        ("month", "14_days", 3, True, "percentage"),
        ("week", "14_days", 3, True, "percentage"),
        ("hour", "14_days", 3, True, "average_daily_pay"),  # hourly pay follows its rule (5 and 11.5 of the facts)
        ("piece", "14_days", 3, True, "average_daily_pay"),
        ("hour", "35_hours", 3, True, "percentage"),
        ("month", "14_days", 0, False, "compensation_percentage"),
        ("hour", "none", 0, False, "compensation_percentage"),
    ],
)
def test_compensation_at_the_end(unit, rule, full_months, changed, method) -> None:
    decision = pay.compensation_method(unit=unit, rule=rule, full_months=full_months, percentage_year=changed)
    assert decision.outcome == method
    flagged = changed and unit in ("hour", "piece")
    assert [(one.topic, one.blocks) for one in decision.questions] == [
        ("annual_holiday.hourly_change", False)
    ] * flagged


@pytest.mark.parametrize("unit", ["month", "week"])
def test_compensation_under_the_hours_rule_asks_whether_every_month_has_its_hours(unit) -> None:
    def decided(**changes):
        return pay.compensation_method(**({"unit": unit, "rule": "35_hours", "full_months": 3} | changes))

    asked = decided()
    assert asked.outcome is None
    assert [(one.topic, one.blocks) for one in asked.questions] == [("annual_holiday.every_month_35", True)]
    assert decided(every_month_35_hours=True).outcome == {"month": "month_div_25", "week": "week_div_6"}[unit]
    assert decided(every_month_35_hours=False).outcome == "percentage"
    for known in ({"full_months": 0}, {"percentage_year": True}, {"rule": "14_days"}):
        assert decided(**known).questions == ()


@pytest.mark.parametrize(
    ("ends", "free_time", "illness", "allowed"),
    [(False, False, False, False), (True, False, False, True), (False, True, False, True), (False, False, True, True)],
)
def test_holiday_is_not_sold(ends, free_time, illness, allowed) -> None:
    decision = pay.may_be_paid_instead(employment_ends=ends, free_time_right=free_time, illness_prevents=illness)
    assert decision.outcome is allowed


@pytest.mark.parametrize(
    ("written", "agreed_on", "same", "allowed"),
    [
        (True, date(2026, 6, 30), True, True),
        (True, date(2026, 7, 1), True, False),
        (False, date(2026, 6, 1), True, False),
        (True, date(2026, 6, 1), False, False),
    ],
)
def test_benefits_move_by_a_written_agreement_before_the_end(written, agreed_on, same, allowed) -> None:
    decision = pay.may_carry_over(
        written=written, agreed_on=agreed_on, employment_end=date(2026, 6, 30), same_employer=same
    )
    assert decision.outcome is allowed


def test_claims_lapse_in_two_years() -> None:
    assert pay.claim_by(date(2026, 9, 30), None, BOOK).outcome == date(2028, 12, 31)
    assert pay.claim_by(date(2026, 9, 30), date(2026, 10, 15), BOOK).outcome == date(2028, 10, 15)


def test_the_ledger_says_how_it_was_calculated() -> None:
    assert "basis of calculation" in pay.ledger_fields().outcome


def test_the_calculation_shows_what_it_was_made_from() -> None:
    for method in (pay.MONTHLY_PAY, pay.AVERAGE_DAILY_PAY, pay.PERCENTAGE, pay.COMPENSATION_PERCENTAGE):
        assert pay.calculation_fields(method).outcome[0] == "amount"
    assert "coefficient" in pay.calculation_fields(pay.AVERAGE_DAILY_PAY).outcome
    with pytest.raises(ValueError, match="no method"):
        pay.calculation_fields("lump_sum")


def test_the_form_of_pay_at_the_end_of_the_credit_year_decides_unless_a_monthly_pay_was_agreed_in_writing() -> None:
    """14 §."""

    def decided(then: str, now: str, agreed: bool | None = None) -> tuple[str, list[str], list[tuple[str, bool]]]:
        found = pay.form_of_pay(at_year_end=then, now=now, agreed_in_writing=agreed, credit_year_first=date(2025, 4, 1))
        codes = [one.code.rpartition(".")[2] for one in found.reasons]
        return found.outcome, codes, [(one.topic, one.blocks) for one in found.questions]

    assert decided("hour", "hour") == ("hour", [], [])
    assert decided("month", "month") == ("month", [], [])
    asked = [("holiday_by_month.2025-04-01", False)]
    assert decided("hour", "month") == ("hour", ["form_at_year_end"], asked)
    assert decided("hour", "month", False) == ("hour", ["form_at_year_end"], [])
    assert decided("hour", "month", True) == ("month", ["form_agreed"], [])
    assert decided("month", "hour") == ("month", ["form_at_year_end"], [])
