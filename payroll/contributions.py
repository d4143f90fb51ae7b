"""Employee's and employer's contributions: pension, unemployment, health, accident and group life insurance.

Whether a contribution is due is a decision of ``rules.decisions.insurance``; here it becomes money. The employer's
pension share is the rounded total less the rounded employee's share, so that the two always add up to the total.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from payroll import missed
from payroll.draft import Draft
from payroll.errors import CannotCalculate
from payroll.figures import Figure, as_text
from rules import Decision
from rules.decisions import insurance

CENT = "cent_half_up"


def _zero(draft: Draft, name: str, decision: Decision[bool] | Decision[bool | None]) -> Figure:
    return draft.trace.decision(name, 0, "euros", decision.reasons)


def pension(draft: Draft, gross: Figure) -> tuple[Figure | None, Figure | None]:
    """The employee's and the employer's pension contribution (TyEL 395/2006), or None where something must be asked."""
    inputs, trace = draft.inputs, draft.trace
    insured = draft.decide(insurance.pension_insured, inputs.born, inputs.payment_day)
    if insured is None or insured.outcome is None:
        return None, None
    of_work = _pension_age_of_work(draft, insured)
    if of_work is None:
        return None, None
    if not of_work.outcome:
        return _zero(draft, "pension_employee", of_work), _zero(draft, "pension_employer", of_work)
    threshold, percents = draft.law("pension.monthly_threshold_euros"), draft.value("pension.employee_percent")
    total_percent = _pension_total_percent(draft)
    if threshold is None:
        return None, None
    month = trace.total(
        "month_gross",
        (
            draft.cents("paid_earlier_this_month", inputs.year.month_gross_cents),
            gross,
            draft.cents("planned_later_this_month", inputs.year.month_planned_gross_cents),
        ),
    )
    enough = month.value >= threshold.value
    before = None
    if not enough and inputs.year.month_before_records:
        answer = draft.answered("opening_month")
        if answer is None:
            draft.ask(insurance.question_opening_month(inputs.payment_day))
            return None, None
        before = trace.answer("paid_before_records", answer.value, "euros", answer.question, answer.document)
        enough = trace.total("month_gross", (month, before)).value >= threshold.value
    reached = insurance.pension_threshold_reached(enough)
    if not reached.outcome:
        return _zero(draft, "pension_employee", reached), _zero(draft, "pension_employer", reached)
    employee: Figure | None = None
    percent: Figure | None
    if percents is None:
        percent = draft.answer_to_law("pension.employee_percent", "percent")
    else:
        age = insurance.insurance_age(inputs.born, inputs.payment_day)
        percent = trace.law(percents, percents.row(age=age)["percent"], "percent")
    if percent is not None:
        missed.ask_pension(draft, percent, before)
        employee = trace.product("pension_employee", gross, percent, rounding=CENT)
    if employee is None or total_percent is None:
        return employee, None
    if percent is not None and total_percent.value < percent.value:
        whole, own = (Decimal(as_text(one.value)) for one in (total_percent, percent))
        raise CannotCalculate(
            "insurance.pension_total_percent",
            f"a whole pension contribution of {whole} %, of which the employee pays {own}",
            "Copy the whole contribution from the policy, the employee's share included",
            code="pension_percent_low",
            total=whole,
            employee=own,
        )
    total = trace.product("pension_total", gross, total_percent, rounding=CENT)
    return employee, trace.less("pension_employer", total, employee)


def _pension_age_of_work(draft: Draft, at_payment: Decision[bool]) -> Decision[bool] | None:
    """Whether the pay is insured by age: as at the payment when the days of work say the same, otherwise as a person
    answered (``choice.age_day``); None after asking."""
    inputs, period = draft.inputs, draft.inputs.period
    if inputs.payment_day.replace(day=1) == period.first.replace(day=1):
        return at_payment
    days = (period.first, max(period.first, min(period.last, inputs.employment_last or period.last)))
    at_work = [draft.decide(insurance.pension_insured, inputs.born, day) for day in days]
    other = next((one for one in at_work if one is not None and one.outcome != at_payment.outcome), None)
    if other is None:
        return at_payment
    answer = draft.answered("pension_age")
    if answer is None:
        draft.ask(insurance.question_pension_age(period.first, period.last, inputs.payment_day))
        return None
    return at_payment if (answer.value == "yes") is at_payment.outcome else other


def _pension_total_percent(draft: Draft) -> Figure | None:
    kind = draft.inputs.insurance.pension_kind
    if kind is None:
        answer = draft.answered("pension")
        if answer is None:
            draft.ask(insurance.question_pension_kind())
            if draft.answered("pension_total_percent") is None:
                draft.ask(insurance.question_pension_percent(kind_known=False))
            return None
        kind = answer.value
    if kind == "temporary":
        return draft.law("pension.temporary_total_percent")
    percent = draft.inputs.insurance.pension_total_percent
    if percent is not None:
        return draft.trace.given("pension_total_percent", percent, "percent", document="pension policy")
    answer = draft.answered("pension_total_percent")
    if answer is not None:
        return draft.trace.answer("pension_total_percent", answer.value, "percent", answer.question, answer.document)
    draft.ask(insurance.question_pension_percent())
    return None


def _year_total(draft: Draft, gross: Figure, *, everyone: bool) -> Figure:
    """Paid, this payment and planned wages of the calendar year."""
    year = draft.inputs.year
    paid, planned = (
        (year.all_gross_cents, year.all_planned_gross_cents)
        if everyone
        else (year.gross_cents, year.planned_gross_cents)
    )
    whose = "all_" if everyone else ""
    return draft.trace.total(
        f"{whose}year_gross",
        (
            draft.cents(f"{whose}paid_earlier_this_year", paid),
            gross,
            draft.cents(f"{whose}planned_later_this_year", planned or 0),
        ),
    )


def year_over_limit(draft: Draft, gross: Figure, limit_name: str, *, everyone: bool) -> bool | None:
    """Whether the year's wages, planned ones too, exceed a yearly limit; None when something has to be asked first.

    What was paid before the records is asked only when the known wages do not exceed the limit by themselves.
    """
    limit = draft.law(limit_name)
    if limit is None:
        return None
    total = _year_total(draft, gross, everyone=everyone)
    if total.value > limit.value:
        return True
    if draft.inputs.year.known:
        return False
    answer = draft.answered("opening_year")
    if answer is None:
        draft.ask(insurance.question_opening_year())
        return None
    before = draft.trace.answer("paid_before_records", answer.value, "euros", answer.question, answer.document)
    return draft.trace.total("year_gross_with_answer", (total, before)).value > limit.value


def year_reaches(draft: Draft, gross: Figure, limit_name: str) -> bool | None:
    """Whether the employee's wages of the year, planned ones too, reach a limit; None when it has to be asked."""
    limit = draft.law(limit_name)
    return None if limit is None else _year_total(draft, gross, everyone=False).value >= limit.value


def unemployment(draft: Draft, gross: Figure, wages: Figure) -> tuple[Figure | None, Figure | None]:
    """The employee's and the employer's unemployment insurance contribution (555/1998) of the insured pay ``gross``.

    ``wages``: this payment's whole taxable pay, which counts towards the yearly limit (``choice.yearly_limit_wages``);
    so in ``health`` and ``accident_and_group_life``.
    """
    inputs, trace = draft.inputs, draft.trace
    insured = draft.decide(insurance.unemployment_insured, inputs.born, inputs.payment_day, _retirement(draft))
    if insured is None or insured.outcome is None:
        return None, None
    if not insured.outcome:
        return _zero(draft, "unemployment_employee", insured), _zero(draft, "unemployment_employer", insured)
    percent, employer_percent = draft.law("unemployment.employee_percent"), draft.law("unemployment.employer_percent")
    employee = None if percent is None else trace.product("unemployment_employee", gross, percent, rounding=CENT)
    over = year_over_limit(draft, wages, "unemployment.yearly_limit_euros", everyone=True)
    if over is None:
        return employee, None
    if not over:
        draft.notice("unemployment_withheld_not_invoiced")
        return employee, _zero(draft, "unemployment_employer", insurance.under_yearly_limit("unemployment"))
    if employer_percent is None:
        return employee, None
    if inputs.year.all_gross_without_unemployment_cents > 0:
        missed.ask(draft, "unemployment", inputs.year.all_gross_without_unemployment_cents, employer_percent)
    return employee, trace.product("unemployment_employer", gross, employer_percent, rounding=CENT)


def _retirement(draft: Draft) -> date | None:
    """A day of the month in which the employee reaches the lowest age for the old-age pension, as a person answered."""
    answer = draft.answered("retirement_age")
    try:
        return None if answer is None else date.fromisoformat(answer.value)
    except ValueError:  # words of before a day was asked
        return None


def health(draft: Draft, gross: Figure, wages: Figure) -> Figure | None:
    """This payslip's part of the month's health insurance contribution (771/2016): the month's total, rounded once,
    less what earlier payslips of the month carry."""
    inputs, trace = draft.inputs, draft.trace
    insured = draft.decide(insurance.health_insured, inputs.born, inputs.payment_day)
    if insured is None or insured.outcome is None:
        return None
    if not insured.outcome:
        return _zero(draft, "health_employer", insured)
    percent = draft.law("health.employer_percent")
    over = year_over_limit(draft, wages, "health.yearly_limit_euros", everyone=False)
    if over is None:
        return None
    if not over:
        return _zero(draft, "health_employer", insurance.under_yearly_limit("health"))
    if percent is None:
        return None
    if inputs.year.gross_without_health_cents > 0:
        missed.ask(draft, "health", inputs.year.gross_without_health_cents, percent)
    if not inputs.year.month_health_base_cents:
        return trace.product("health_employer", gross, percent, rounding=CENT)
    month = trace.total(
        "month_health_base", (draft.cents("month_health_base_before", inputs.year.month_health_base_cents), gross)
    )
    whole = trace.product("month_health", month, percent, rounding=CENT)
    return trace.less("health_employer", whole, draft.cents("month_health_before", inputs.year.month_health_cents))


def accident_and_group_life(draft: Draft, gross: Figure, wages: Figure) -> tuple[Figure | None, Figure | None]:
    """The accident insurance premium and the group life premium at the policy's percentages (459/2015)."""
    policy, trace = draft.inputs.insurance, draft.trace
    if not policy.accident_known:
        over = year_over_limit(draft, wages, "accident.yearly_limit_euros", everyone=True)
        if over is None:
            return None, None
        if not over:
            under = insurance.under_yearly_limit("accident")
            return _zero(draft, "accident", under), _zero(draft, "group_life", under)
    accident: Figure | None
    percent = policy.accident_percent
    answer = draft.answered("accident_percent") or draft.answered("accident")
    if percent is not None:
        accident = trace.product(
            "accident",
            gross,
            trace.given("accident_percent", percent, "percent", document="accident policy"),
            rounding=CENT,
        )
    elif answer is not None:
        accident = trace.product(
            "accident",
            gross,
            trace.answer("accident_percent", answer.value, "percent", answer.question, answer.document),
            rounding=CENT,
        )
    else:
        draft.ask(insurance.question_accident(known=policy.accident_known))
        accident = None
    return accident, _group_life(draft, gross)


def _group_life(draft: Draft, gross: Figure) -> Figure | None:
    policy, trace = draft.inputs.insurance, draft.trace
    if policy.group_life_percent is not None:
        percent = trace.given("group_life_percent", policy.group_life_percent, "percent", document="group life policy")
        return trace.product("group_life", gross, percent, rounding=CENT)
    if policy.group_life_known:
        return trace.decision("group_life", 0, "euros", insurance.no_group_life_agreed().reasons)
    answer = draft.answered("group_life")
    if answer is not None:
        given = trace.answer("group_life_percent", answer.value, "percent", answer.question, answer.document)
        return trace.product("group_life", gross, given, rounding=CENT)
    draft.ask(insurance.question_group_life())
    return None
