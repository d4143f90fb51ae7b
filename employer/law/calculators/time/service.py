"""Answers about working time and the cost of a shift."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from employer.law.calculators.gathering.service import (
    HELSINKI,
    ONE_DAY,
    YEAR,
    Gathered,
    Open,
    answering,
    paid_besides,
    payslip_inputs,
)
from employer.law.calculators.schemas import (
    WEEKDAYS,
    Answer,
    Cents,
    Facts,
    Minutes,
    Percents,
    Said,
    Used,
    Word,
)
from payroll.figures import Trace, results_of, rows_of
from payroll.inputs import (
    Agreement,
    Insurance,
    Shift,
    Wage,
)
from payroll.single_amounts import worked_pay
from rules import (
    Decision,
    calendar,
)
from rules.decisions import (
    insurance,
    working_time,
)

EMPLOYER_COSTS = (
    "employer_pension",
    "employer_unemployment",
    "employer_health",
    "employer_accident",
    "employer_group_life",
)


@answering
def shift_cost(g: Gathered, facts: Facts) -> Answer:
    """What a shift costs: gross by lines, and the employer's contributions."""
    day = facts["day"]
    begins = datetime.combine(day, facts["start"], tzinfo=HELSINKI)
    ends = datetime.combine(day if facts["end"] > facts["start"] else day + ONE_DAY, facts["end"], tzinfo=HELSINKI)
    agreement = Agreement(
        day,
        None,
        facts["agreement"],
        pay_group=facts.get("pay_group"),
        region=facts.get("region"),
        experience_months=facts.get("experience_months"),
    )
    group_life = facts.get("group_life")
    month = payslip_inputs(
        day,
        last=day + ONE_DAY,
        payment_day=day,
        born=facts["born"],
        job=facts["job"],
        wages=(Wage(day - YEAR, None, "hour", facts["wage"]),),
        shifts=(Shift(begins, ends, facts.get("break_minutes", 0)),),
        agreements=(agreement,),
        insurance=Insurance(
            pension_kind=facts.get("pension"),
            pension_total_percent=facts.get("pension_percent"),
            accident_percent=facts.get("accident_percent"),
            accident_known="accident_percent" in facts,
            group_life_percent=facts.get("group_life_percent") if group_life == "yes" else None,
            group_life_known=group_life is not None,
        ),
        year=paid_besides(facts["year_wages"], facts["month_wages"]),
    )
    payslip = g.calculate(month)
    g.payslip(payslip)
    trace, results = rows_of(payslip.trace), results_of(payslip.trace)
    rows = [
        {
            "part": Word(f"line.{line.kind}"),
            "time": None if line.minutes is None else Minutes(line.minutes),
            "price": None if line.unit_price is None else _price(line.unit_price),
            "by": _percents(trace, line.figure),
            "amount": Cents(line.amount_cents),
        }
        for line in payslip.lines
    ]
    for line in payslip.lines:
        g.reasons.extend(reason for reason in line.reasons if reason not in g.reasons)
    for decide in (insurance.pension_insured, insurance.unemployment_insured, insurance.health_insured):
        with suppress(Open):
            g.take(lambda decide=decide: decide(g.book, facts["born"], day))
    costs = [
        {"part": Word(f"line.{key}"), "by": _percents(trace, results[key]), "amount": Cents(amount)}
        for key in EMPLOYER_COSTS
        if (amount := payslip.totals[key]) is not None
    ]
    _law_rows(g, trace)
    gross = sum(line.amount_cents for line in payslip.lines)
    total = payslip.totals["employer_cost"]
    outcome: dict[str, Any] = {"gross": Cents(gross), "lines": rows, "employer_costs": costs}
    if any(
        one.topic.startswith(("missing_law_value.", "agreement", "unverified_law_value.")) for one in payslip.questions
    ):
        # Supplements or a lowest wage are not known: the sum of what is known would be too little.
        outcome.pop("gross")
        return g.answer({**outcome, "employer_cost": None}, Said("shift_cost.open", {}))
    if total is None:
        return g.answer({**outcome, "employer_cost": None}, Said("shift_cost.gross", {"amount": Cents(gross)}))
    return g.answer(
        {**outcome, "employer_cost": Cents(total)},
        Said("shift_cost", {"amount": Cents(total), "gross": Cents(gross)}),
    )


def _price(text: str) -> Decimal | None:
    return None if "/" in text else Decimal(text)


def _percents(trace: Sequence[Sequence[Any]], row: int) -> Percents:
    """The percentages that a figure was made with, in their order, each once."""
    found: dict[tuple[str, str], None] = {}

    def look(number: int) -> None:
        _, name, value, unit, parts, _, _ = trace[number]
        if unit == "percent":
            found[name, value] = None
        for part in parts:
            if trace[part][1] not in ("gross", "taxable"):
                look(part)

    look(row)
    return Percents(found)


def _law_rows(g: Gathered, trace: Sequence[Sequence[Any]]) -> None:
    """Notes what a calculation used; this question leaves the employee's tax out."""
    for operation, name, number, unit, _, _, about in trace:
        if operation == "law" and not name.startswith("withholding."):
            confidence = str(g.book.entry(name).items[-1].confidence or "")
            used = Used(name, number, unit, about["since"], about["source"], about["clause"], about["link"], confidence)
            g.values.setdefault((name, about["since"]), used)
        elif operation == "decision" and about:
            for section, says in about["because"]:
                reason = next((one for one in _INSURANCE_REASONS if one.says == says and one.section == section), None)
                if reason is not None and reason not in g.reasons:
                    g.reasons.append(reason)


_INSURANCE_REASONS = tuple(
    reason
    for decision in (
        insurance.pension_threshold_reached(False),
        insurance.no_group_life_agreed(),
        *(insurance.under_yearly_limit(kind) for kind in insurance.LIMITS),
    )
    for reason in decision.reasons
)
"""Reasons of decisions that set a contribution to nothing; the trace keeps their words only."""


@answering
def overtime(g: Gathered, facts: Facts) -> Answer:
    """How a day's work splits into regular time, additional work and overtime, and its pay."""
    day = facts["day"]
    sunday = calendar.is_sunday_rate(day)
    split = g.take(lambda: working_time.split_day(facts["worked"], day, g.book, agreed=facts.get("agreed")))
    outcome: dict[str, Any] = {
        "regular": Minutes(split.regular),
        "additional": Minutes(split.additional),
        "overtime_50": Minutes(split.overtime_50),
        "overtime_100": Minutes(split.overtime_100),
    }
    said = [Said("overtime", {"time": Minutes(split.overtime_50 + split.overtime_100)})]
    priced: working_time.TimeSplit | working_time.SundaySplit = split
    if sunday:
        priced = g.take(lambda: working_time.split_sunday(facts["worked"], day, g.book))
        outcome["sunday"] = Minutes(facts["worked"])
        said.append(Said("overtime.sunday", {}))
    return _with_pay(g, facts, day, priced, outcome, said)


@answering
def weekly_overtime(g: Gathered, facts: Facts) -> Answer:
    """How a week's work splits into regular time, additional work, daily and weekly overtime."""
    monday = facts["monday"]
    days = tuple(facts[day] for day in WEEKDAYS)
    split = g.take(lambda: working_time.split_week(days, monday, g.book, agreed_weekly=facts.get("agreed_weekly")))
    outcome = {
        "regular": Minutes(split.regular),
        "additional": Minutes(split.additional),
        "overtime_50": Minutes(split.overtime_50),
        "overtime_100": Minutes(split.overtime_100),
        "weekly_overtime": Minutes(split.weekly_overtime),
    }
    over = split.overtime_50 + split.overtime_100 + split.weekly_overtime
    return _with_pay(g, facts, monday, split, outcome, [Said("overtime", {"time": Minutes(over)})])


def _with_pay(
    g: Gathered,
    facts: Facts,
    day: date,
    split: working_time.TimeSplit | working_time.SundaySplit,
    outcome: dict[str, Any],
    said: list[Said],
) -> Answer:
    if "wage" in facts:
        trace = Trace()
        pay = g.take(lambda: Decision(worked_pay(trace, g.book, day, facts["wage"], split), ()))
        g.trace(trace)
        outcome["base_pay"] = Cents(pay.base.cents)
        outcome["overtime_pay"] = Cents(pay.overtime.cents)
        outcome["sunday_pay"] = Cents(pay.sunday.cents)
        outcome["amount"] = Cents(pay.total.cents)
        said.append(Said("overtime.pay", {"amount": Cents(pay.total.cents)}))
    return g.answer(outcome, *said)


@answering
def roster_check(g: Gathered, facts: Facts) -> Answer:
    """What a roster would break."""
    breaches = g.take(
        lambda: working_time.check_roster(
            facts["shifts"],
            g.book,
            published_on=facts.get("published_on"),
            shorter_break_agreed=facts["shorter_break_agreed"],
            presence_necessary=facts["presence_necessary"],
            averaging=facts["averaging"],
            agreed_longer=facts["agreed_longer"],
            night_work_allowed=facts["night_work_allowed"],
            sunday_work_agreed=facts["sunday_work_agreed"],
        )
    )
    g.reasons.extend(one.reason for one in breaches if one.reason not in g.reasons)
    rows = [
        {"day": one.day, "section": one.reason.section, "why": one.reason, "consent_is_enough": one.consent}
        for one in breaches
    ]
    total = Minutes(sum(shift.minutes for shift in facts["shifts"]))
    said = Said("roster_check.fine", {}) if not breaches else Said("roster_check.broken", {"count": len(breaches)})
    return g.answer({"kept": not breaches, "working_time": total, "breaches": rows}, said)
