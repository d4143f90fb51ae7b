"""Contributions: limits, ages, policies and what must be asked. Plain cases stand in test_payslip and the cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

import payroll
from payroll.inputs import Answer
from rules import Period, load_book
from tests.payroll.builders import a_card, a_shift, a_year, an_insurance, day, inputs

BOOK = load_book()


def result(**changes):
    return payroll.calculate(inputs(**changes), BOOK)


def asked(payslip):
    return [question.topic for question in payslip.questions]


def answers(**values):
    return tuple(
        Answer(f"{topic}:ilona-1:2026-01-12", value, "policy", day("2026-01-12")) for topic, value in values.items()
    )


@pytest.mark.parametrize(
    ("born", "pension", "unemployment", "health"),
    [
        ("2010-01-01", 0, 0, 0),  # 16 in January: the health contribution begins in February
        ("2009-12-31", 0, 0, 1210),
        ("2009-01-31", 0, 0, 1210),  # 17 in January: pension begins in February
        ("2008-12-31", 4625, 0, 1210),
        ("2008-01-31", 4625, 0, 1210),  # 18 in January: unemployment begins in February
        ("2007-12-31", 4625, 564, 1210),
        ("1961-01-01", 4625, 564, 1210),  # 65 in January: unemployment to the end of the month
        ("1960-12-31", 4625, 0, 1210),
        ("1958-01-01", 4625, 0, 1210),  # 68 in January: health to the end of the month
        ("1957-12-31", 0, 0, 0),  # 68 in December 2025 and born in 1957: pension has ended too
    ],
)
def test_ages_change_at_the_end_of_a_month(born, pension, unemployment, health):
    totals = result(born=day(born)).totals
    assert (totals["pension_employee"], totals["unemployment_employee"], totals["employer_health"]) == (
        pension,
        unemployment,
        health,
    )


@pytest.mark.parametrize(
    ("born", "cents"),
    [
        ("1972-05-31", 5481),  # 53 in May: the higher rate from June
        ("1972-06-01", 4530),
        ("1970-01-01", 5481),
        ("1962-06-30", 5481),  # 63 in June: the higher rate to the end of June
        ("1962-05-31", 4530),
    ],
)
def test_the_higher_rate_of_2025_lasts_from_53_to_63(born, cents):
    june = {"payment_day": day("2025-06-30"), "known_on": day("2025-06-30")}
    payslip = result(born=day(born), tax_cards=(a_card(first=day("2025-01-01")),), **june)
    assert payslip.totals["pension_employee"] == cents  # 633.60 at 8.65 % or 7.15 %


LATER = {"payment_day": day("2026-02-15"), "known_on": day("2026-02-15")}


@pytest.mark.parametrize(
    ("born", "asks"),
    [
        ("2009-02-10", False),  # 17 in February: insured from March, on neither day
        ("2009-01-31", True),  # 17 in January: paid in the first insured month, worked before it
        ("2008-12-31", False),  # insured since January
        ("1957-01-31", False),  # ended long ago
        ("1957-12-31", False),
        ("1958-01-10", False),  # insured to 69
    ],
)
def test_a_payment_on_the_other_side_of_an_age_is_asked(born, asks):
    payslip = result(born=day(born), **LATER)
    assert ("pension_age" in asked(payslip)) is asks
    assert payslip.can_be_issued is not asks


def test_the_end_of_pension_insurance_between_work_and_payment_is_asked():
    month = {"payment_day": day("2025-07-10"), "known_on": day("2025-07-10")}
    june = Period.closed(day("2025-06-01"), day("2025-06-30"))
    turned = {"born": day("1957-06-20"), "period": june, "employment_first": day("2025-01-01"), **month}
    [question] = [one for one in result(**turned).questions if one.topic == "pension_age"]
    assert dict(question.facts) == {"first": "2025-06-01", "last": "2025-06-30", "day": "2025-07-10"}
    assert "pension_age" not in asked(result(**{**turned, "payment_day": day("2025-06-30")}))


@pytest.mark.parametrize(("answer", "cents"), [("yes", 4625), ("no", 0)])
@pytest.mark.parametrize(
    ("born", "period", "paid"),
    [
        ("2009-01-31", ("2026-01-01", "2026-01-31"), "2026-02-15"),  # too young at work, not at payment
        ("1957-12-31", ("2025-12-15", "2026-01-31"), "2026-01-30"),  # too old at payment, not at work
    ],
)
def test_what_was_answered_of_the_age_is_followed(born, period, paid, answer, cents):
    said = (Answer("pension_age:ilona-1:2026-01-12", answer, "eläkeyhtiö", day("2026-01-12")),)
    days = {"payment_day": day(paid), "known_on": day(paid), "period": Period.closed(day(period[0]), day(period[1]))}
    totals = result(born=day(born), answers=said, employment_first=day("2025-12-01"), **days).totals
    assert totals["pension_employee"] == cents
    assert (totals["employer_pension"] > 0) is (cents > 0)


def test_a_persons_own_retirement_age_is_asked_when_it_can_matter():
    payslip = result(born=day("1965-06-01"), payment_day=day("2026-01-30"))
    assert asked(payslip) == []
    assert payslip.totals["unemployment_employee"] == 564


@pytest.mark.parametrize(
    ("answer", "insured"),
    [("2030-07-31", True), ("2030-06-01", True), ("2030-05-31", False), ("65 v 3 kk", None), (None, None)],
)
def test_the_month_of_the_lowest_pension_age_ends_unemployment_insurance(answer, insured):
    june = {"payment_day": day("2030-06-28"), "known_on": day("2030-06-28")}
    said = () if answer is None else (Answer("retirement_age:ilona-1:2026-01-12", answer, "ote", day("2026-01-12")),)
    payslip = result(born=day("1965-03-10"), answers=said, **june)
    assert ("retirement_age" in asked(payslip)) is (insured is None)
    rates = "missing_law_value.unemployment.employee_percent"  # of 2030: asked only when the contribution is due
    assert (rates in asked(payslip)) is bool(insured)


def test_the_months_pay_decides_the_pension_threshold():
    small = {"shifts": (a_shift("2026-01-13", "14:00", "15:00"),)}  # 13.20
    assert result(**small).totals["pension_employee"] == 0
    later = a_year(month_planned_gross_cents=5852)  # 71.72 in all
    assert result(**small, year=later).totals["pension_employee"] == 96
    below = a_year(month_planned_gross_cents=5851)
    assert result(**small, year=below).totals["pension_employee"] == 0


def test_pay_of_the_month_before_the_records_is_asked_only_below_the_threshold():
    on = day("2026-01-20")
    small = {"period": Period.closed(on, day("2026-01-31")), "shifts": (a_shift("2026-01-20", "14:00", "18:00"),)}
    year = a_year(month_before_records=True)
    assert asked(result(year=year, **small)) == ["opening_month"]
    assert "opening_month" not in asked(result(year=year))
    answers = (Answer("opening_month:ilona-1:2026-01-30", "18.92", "payslip", day("2026-01-30")),)
    reached = result(year=year, answers=answers, **small)  # 52.80 + 18.92 = 71.72
    assert reached.totals["pension_employee"] == 385
    assert asked(reached) == ["monthly_threshold"]
    assert {one.topic: dict(one.facts) for one in reached.questions}["monthly_threshold"]["due"] == "1.38"


def test_a_threshold_passed_by_a_later_payment_of_the_month_asks_about_the_earlier_one():
    earlier = a_year(month_gross_cents=5000, gross_cents=5000, all_gross_cents=5000)
    payslip = result(year=earlier)
    assert asked(payslip) == ["monthly_threshold"]
    assert payslip.can_be_issued
    assert dict(payslip.questions[0].facts) == {"euros": "50.00", "due": "3.65"}  # 7.30 % of what was paid before
    assert payslip.totals["pension_employee"] == 4625  # 7.30 % of 633.60: nothing of the earlier pay is taken
    # answered in this month it is not asked again; an answer of another month says nothing of this one
    month = inputs().payment_day
    said = Answer(f"monthly_threshold:ilona-1:{month}", "pidetään seuraavasta", "eläkeyhtiö", month)
    assert asked(result(year=earlier, answers=(said,))) == []
    before = replace(said, day=month - timedelta(days=31))
    assert asked(result(year=earlier, answers=(before,))) == ["monthly_threshold"]


def test_the_pension_policy_may_be_answered():
    unknown = an_insurance(pension_kind=None, pension_total_percent=None)
    payslip = result(insurance=unknown)
    assert asked(payslip) == ["pension", "pension_total_percent"]  # together; a temporary employer has no percentage
    assert [question.blocks for question in payslip.questions] == [True, False]
    assert asked(result(insurance=unknown, answers=answers(pension="contract"))) == ["pension_total_percent"]
    both = answers(pension="contract", pension_total_percent="24.85")
    assert result(insurance=unknown, answers=both).totals["employer_pension"] == 11120
    temporary = result(insurance=unknown, answers=answers(pension="temporary"))
    assert temporary.totals["employer_pension"] == 16379 - 4625  # 25.85 % of 633.60


def test_the_accident_policy_is_asked_only_above_the_limit():
    none = an_insurance(accident_percent=None, accident_known=False)
    assert asked(result(insurance=none)) == ["accident"]
    small = a_year(planned_gross_cents=0, all_planned_gross_cents=0)
    payslip = result(insurance=none, year=small)
    assert asked(payslip) == []
    assert (payslip.totals["employer_accident"], payslip.totals["employer_group_life"]) == (0, 0)


def test_the_accident_percentage_may_be_answered():
    policy = an_insurance(accident_percent=None)
    assert asked(result(insurance=policy)) == ["accident_percent"]
    assert result(insurance=policy, answers=answers(accident_percent="2.5")).totals["employer_accident"] == 1584


def test_group_life_is_agreed_given_or_asked():
    assert result().totals["employer_group_life"] == 0
    given = an_insurance(group_life_percent=Decimal("0.06"))
    assert result(insurance=given).totals["employer_group_life"] == 38
    unknown = an_insurance(group_life_known=False)
    assert asked(result(insurance=unknown)) == ["group_life"]
    assert result(insurance=unknown, answers=answers(group_life="0.06")).totals["employer_group_life"] == 38


def test_the_second_payslip_of_a_month_carries_what_the_months_total_adds():
    earlier = a_year(month_health_base_cents=100_025, month_health_cents=1910)
    # (1000.25 + 633.60) × 1.91 % = 31.206… less 19.10
    assert result(year=earlier).totals["employer_health"] == 1211


def test_an_answer_may_stand_for_a_value_of_2027():
    pay = {
        "payment_day": day("2027-01-15"),
        "tax_cards": (a_card(first=day("2027-01-01")),),
        "known_on": day("2027-01-15"),
    }
    given = tuple(
        Answer(f"missing_law_value.{name}:ilona-1:2027-01-15", value, "decree", day("2027-01-01"))
        for name, value in {
            "pension.monthly_threshold_euros": "73.00",
            "unemployment.employee_percent": "1.00",
            "unemployment.employer_percent": "0.40",
            "unemployment.yearly_limit_euros": "1500",
            "health.employer_percent": "2.00",
        }.items()
    )
    payslip = result(**pay, answers=given)
    assert asked(payslip) == ["missing_law_value.pension.employee_percent"]  # a table: needs the data file
    assert payslip.totals["unemployment_employee"] == 634
    assert payslip.totals["employer_health"] == 1267
