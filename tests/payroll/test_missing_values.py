"""What the book does not say is asked, whichever value it is; the answer takes its place, and nothing is guessed."""

from __future__ import annotations

from dataclasses import asdict, replace
from decimal import Decimal

import pytest

import payroll
from payroll.inputs import Absence, Answer, CancelledShift, Claim, GarnishmentOrder, NoticeLoss, Wage
from rules import NoValueForDay, Period, UnverifiedValue, load_book
from tests.payroll.builders import a_card, a_month_of_shifts, a_shift, a_year, day, inputs
from tests.payroll.test_holiday_pay import a_part, monthly

BOOK = load_book()


class Lacking:
    """The book without one value, or with it unverified."""

    def __init__(self, name, unverified=False):
        self.name, self.unverified, self.edition = name, unverified, BOOK.edition

    def __getattr__(self, attribute):
        return getattr(BOOK, attribute)

    def value(self, name, days):
        if name != self.name:
            return BOOK.value(name, days)
        on = next(one for one in asdict(days).values() if one is not None)
        if self.unverified:
            raise UnverifiedValue(name, on, f"Is {name} right?", "as printed")
        raise NoValueForDay(name, on, f"{name} is missing")


LONG_DAY = (*a_month_of_shifts("2026-01-12", "2026-01-29"), a_shift("2026-01-18", "06:00", "20:00"))
SICK = Absence("sick", day("2026-01-12"), day("2026-01-13"), a_month_of_shifts("2026-01-12", "2026-01-13"))
SOURCE = replace(a_card("35", ceiling=None), kind="source", deduction=True)
INSURED = (Answer("tax_at_source_health:ilona-1:2026-01-30", "yes", "Kela", day("2026-01-30")),)
FREE_DAY = a_shift("2024-12-06", "08:00", "12:00")
CANCELLED = a_shift("2026-01-13")

CASES = {
    "working_time.daily_minutes": {},
    "working_time.weekly_minutes": {},
    "working_time.overtime_first_minutes": {},
    "working_time.sunday_percent": {"shifts": LONG_DAY},
    "working_time.overtime_first_percent": {"shifts": LONG_DAY},
    "working_time.overtime_rest_percent": {"shifts": LONG_DAY},
    "withholding.yearly_limit_euros": {},
    "withholding.no_card_percent": {"tax_cards": ()},
    "withholding.source_deduction_month_euros": {
        "tax_cards": (SOURCE,),
        "answers": INSURED,
        "employment_first": day("2025-12-01"),
    },
    "health.employee_medical_percent": {"tax_cards": (SOURCE,), "answers": INSURED},
    "health.employee_daily_allowance_limit_euros": {"tax_cards": (SOURCE,), "answers": INSURED},
    "pension.monthly_threshold_euros": {},
    "pension.age_from_years": {},
    "unemployment.employee_percent": {},
    "unemployment.employer_percent": {},
    "unemployment.yearly_limit_euros": {},
    "unemployment.age_from_years": {},
    "health.employer_percent": {},
    "health.age_from_years": {},
    "annual_holiday.coefficients": {"holidays": (a_part(),)},
    "annual_holiday.coefficient_step": {"holidays": (a_part(days=40, days_earned=40),)},
    "annual_holiday.percent_full_year": {"holidays": (a_part(method="percentage", percent=Decimal("11.5")),)},
    "annual_holiday.percent_under_year": {"holidays": (a_part(method="percentage", percent=Decimal("9")),)},
    "garnishment.protected_debtor_euros": {"garnishment": GarnishmentOrder("1", None, None, periodic=False)},
    "garnishment.nonperiodic": {"garnishment": GarnishmentOrder("1", 90_000, None, periodic=False)},
    "working_time_limit.cancel_hours": {"cancelled": (CancelledShift(CANCELLED.start, CANCELLED.start),)},
}
MONTHLY = {
    "period": Period.closed(day("2026-07-01"), day("2026-07-31")),
    "payment_day": day("2026-07-31"),
    "shifts": (),
    "holidays": (a_part(method="monthly_pay", compensation=True, days=10, first=None, last=None),),
    **monthly(workdays=()),
}


@pytest.mark.parametrize("unverified", [False, True], ids=["missing", "unverified"])
@pytest.mark.parametrize(("name", "changes"), CASES.items(), ids=CASES)
def test_a_value_that_is_not_known_is_asked_and_stops_the_payslip(name, changes, unverified):
    payslip = payroll.calculate(inputs(**changes), Lacking(name, unverified))
    topic = f"{'un' if unverified else 'missing_'}{'verified_' if unverified else ''}law_value.{name}"
    (question,) = [one for one in payslip.questions if one.topic.endswith(name)]
    assert question.topic == topic
    assert question.blocks
    assert question.suggestion == ("as printed" if unverified else None)
    assert dict(question.facts)["name"] == name
    assert name in question.asks
    assert name in question.why
    assert not payslip.can_be_issued
    assert payslip.totals["paid"] is None or payslip.totals["employer_cost"] is None


THE_SUPPLEMENTS = a_part(
    method="monthly_pay", holiday_workdays=10, days=12, days_earned=24, supplements_cents=129_000, work_days=43
)
LEFT_DAYS = a_part(method="supplementary_days", days=6, days_earned=0, compensation=True, first=None, last=None)
JULY = {"period": Period.closed(day("2026-07-01"), day("2026-07-31")), "payment_day": day("2026-07-31"), "shifts": ()}
AT_THE_END = {**JULY, "kind": "final", "employment_last": day("2026-07-31")}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("choice.supplementary_day_value", {**AT_THE_END, **monthly(), "holidays": (LEFT_DAYS,)}),
        ("holiday_choice.regular_sunday_pay_of_monthly_paid", {**JULY, **monthly(), "holidays": (THE_SUPPLEMENTS,)}),
        ("notice.variable_service_months", {**AT_THE_END, "notice_loss": NoticeLoss(day("2026-07-17"), 600)}),
        ("garnishment.nonperiodic", {"kind": "supplementary", "claims": (Claim("Key", 10_000),), "dependants": 0}),
    ],
)
def test_a_line_that_needs_it_waits_for_it(name, changes):
    offered = Answer("notice_offered:ilona-1:2026-07-20", "0", "list", day("2026-07-20"))
    payslip = payroll.calculate(inputs(**changes, answers=(offered,)), Lacking(name))
    assert f"missing_law_value.{name}" in [one.topic for one in payslip.questions]
    assert not payslip.can_be_issued
    assert not [one for one in payslip.lines if one.kind in ("holiday_compensation", "notice_loss")]
    assert payslip.totals["paid"] is None


def test_the_divisor_of_monthly_pay_is_asked():
    payslip = payroll.calculate(inputs(**MONTHLY), Lacking("annual_holiday.monthly_pay_divisor"))
    assert "missing_law_value.annual_holiday.monthly_pay_divisor" in [one.topic for one in payslip.questions]
    assert [line.kind for line in payslip.lines] == []


PLAIN = [
    "working_time.sunday_percent",
    "working_time.overtime_first_percent",
    "working_time.overtime_rest_percent",
    "withholding.yearly_limit_euros",
    "withholding.no_card_percent",
    "withholding.source_deduction_month_euros",
    "health.employee_medical_percent",
    "pension.monthly_threshold_euros",
    "unemployment.employee_percent",
    "unemployment.employer_percent",
    "health.employer_percent",
]


@pytest.mark.parametrize("unverified", [False, True], ids=["missing", "unverified"])
@pytest.mark.parametrize("name", PLAIN)
def test_an_answer_takes_the_place_of_the_book(name, unverified):
    usual = inputs(**CASES[name])
    with_the_book = payroll.calculate(usual, BOOK)
    number = BOOK.value(name, payroll.draft.Draft(usual, BOOK).days).number
    topic = "unverified_law_value" if unverified else "missing_law_value"
    said = Answer(f"{topic}.{name}:ilona-1:2026-01-30", str(number), "the decree", day("2026-01-30"))
    answered = payroll.calculate(replace(usual, answers=(*usual.answers, said)), Lacking(name, unverified))
    assert answered.questions == with_the_book.questions == ()
    assert answered.totals == with_the_book.totals
    assert f'["answer","{name}",' in answered.trace
    assert "the decree" in answered.trace


# -- what else is asked ------------------------------------------------------------------------------------------------


def asked(**changes):
    return [(one.topic, one.blocks) for one in payroll.calculate(inputs(**changes), BOOK).questions]


@pytest.mark.parametrize(
    ("field", "topic", "due"),
    [
        ("gross_not_withheld_cents", "limit_passed_withholding", "14.81"),  # 12 % of 123.45 is 14.814
        ("all_gross_without_unemployment_cents", "limit_passed_unemployment", "0.38"),  # 0.31 %
        ("gross_without_health_cents", "limit_passed_health", "2.36"),  # 1.91 %
    ],
)
def test_what_was_not_collected_below_a_limit_is_asked_when_the_limit_is_passed(field, topic, due):
    payslip = payroll.calculate(inputs(year=a_year(**{field: 12_345})), BOOK)
    (question,) = payslip.questions
    assert (question.topic, question.blocks, question.facts) == (
        topic,
        False,
        (("euros", "123.45"), ("due", due)),
    )
    assert payslip.totals["paid"] == 63360 - 7603 - 4625 - 564


def test_the_protected_portion_is_asked_when_the_order_does_not_say_it():
    payslip = payroll.calculate(inputs(garnishment=GarnishmentOrder("1", None, None)), BOOK)
    assert [one.topic for one in payslip.questions] == ["protected_portion"]
    assert (payslip.totals["garnishment"], payslip.totals["paid"]) == (None, None)


def test_a_monthly_wage_without_its_regular_time_has_no_price_of_an_hour():
    wage = (Wage(day("2026-01-01"), None, "month", Decimal("2000.00")),)
    with pytest.raises(payroll.CannotCalculate, match=r"regular_minutes: .*2026-01") as refused:
        payroll.calculate(inputs(wages=wage, shifts=LONG_DAY, workdays=()), BOOK)
    assert refused.value.field == "regular_minutes"


def test_hours_of_the_period_are_told_by_kind():
    payslip = payroll.calculate(inputs(shifts=LONG_DAY, absences=(SICK,)), BOOK)
    # twelve afternoons of four hours and fourteen hours on Sunday, all but the last two minutes' worth as agreed
    hours = payslip.hours
    assert hours.worked == 12 * 240 + 14 * 60
    assert hours.sunday == 14 * 60
    assert hours.overtime == 6 * 60
    assert hours.plain + hours.additional == hours.worked
    assert hours.absent == (("sick", 480),)
    assert payslip.edition == BOOK.edition


def test_independence_day_off_is_paid_once_an_hour_of_it_was_work():
    december = {
        "period": Period.closed(day("2024-12-01"), day("2024-12-31")),
        "payment_day": day("2024-12-31"),
        "employment_first": day("2024-01-01"),
        "wages": (Wage(day("2024-01-01"), None, "hour", Decimal("13.20")),),
        "shifts": (),
        "agreements": (),
        "tax_cards": (a_card(first=day("2024-01-01")),),
    }
    payslip = payroll.calculate(inputs(free_public_holidays=(FREE_DAY,), **december), BOOK)
    assert [(line.kind, line.amount_cents, line.minutes) for line in payslip.lines] == [
        ("public_holiday_off", 5280, 240)
    ]
