"""Fringe benefits: taxable at the value of the year's decision, not paid in money; and what the employee pays for one.

A benefit's line is its value; a second, negative line takes off what is collected for it, so that together they are
what is taxed. Which value counts is decided in ``rules.decisions.benefits``.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from payroll import holiday_benefits
from payroll.draft import Draft, Line
from payroll.figures import Figure, exact
from payroll.hours import AT_WORK, split
from payroll.inputs import Benefit
from rules import Days, NoValueForDay, Question, Reason, UnknownValue, UnverifiedValue, Value
from rules.decisions import benefits as law

CENT = "cent_half_up"
_ONE_DAY = timedelta(days=1)
_BY_ROW = {"housing": "benefit.accommodation_euros", "full_board": "benefit.full_board_euros"}


@dataclass(slots=True)
class _Found:
    """What a benefit's value stands on."""

    reasons: list[Reason] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)


def add_benefits(draft: Draft) -> None:
    """A line for each benefit of the period, in the base of tax and contributions but not in the money paid."""
    for benefit in draft.inputs.benefits:
        found = _Found()
        amount = _value(draft, benefit, found)
        if amount is None or not amount.value:
            continue
        draft.add_line(amount, _line(benefit, amount, _income_type(draft, benefit, "code"), found))
        collected = _collected(draft, benefit, amount)
        if collected is None or not collected.value:
            continue
        decided = law.taxable(Decimal(amount.cents), Decimal(collected.cents))
        less = draft.trace.less("benefit_collected", draft.trace.given("nothing", 0, "euros"), collected)
        draft.add_line(
            less, _line(benefit, less, _income_type(draft, benefit, "collected"), _Found(list(decided.reasons)))
        )
        if benefit.from_pay:
            draft.collected.append(collected)


def _line(benefit: Benefit, amount: Figure, income_type: int | None, found: _Found) -> Line:
    return Line(
        kind="fringe_benefit",
        income_type=income_type,
        unit="euro",
        amount_cents=amount.cents,
        figure=amount.row,
        first=benefit.first,
        last=benefit.last,
        cash=False,
        title=benefit.title,
        reasons=tuple(found.reasons),
        values=tuple(found.values),
    )


def _value(draft: Draft, benefit: Benefit, found: _Found) -> Figure | None:
    """Euros of a benefit for its days in the period, rounded once; None after asking."""
    if not benefit.kind:
        return draft.cents("fringe_benefit", benefit.cents or 0)
    if benefit.kind == "meal":
        return _meals(draft, benefit, found)
    month = _month_value(draft, benefit, found)
    if month is None:
        return None
    found.reasons.extend(law.taxable(Decimal(1), Decimal(0)).reasons)
    if holiday_benefits.holiday_days(draft, benefit):
        decided = holiday_benefits.in_holiday(draft, benefit)
        for question in decided.questions:
            draft.ask(question)
        found.reasons.extend(decided.reasons)
    return _for_its_days(draft, benefit, "fringe_benefit", month)


def _month_value(draft: Draft, benefit: Benefit, found: _Found) -> Figure | None:
    trace = draft.trace
    if benefit.kind == "phone":
        value = draft.value("benefit.phone_euros")
        if value is not None:
            found.values.append(value)
        return draft.law("benefit.phone_euros")
    if benefit.cents is not None:
        return draft.cents("benefit_month_value", benefit.cents)
    if benefit.kind not in _BY_ROW:
        return _asked_value(draft, benefit)
    value = _table(draft, _BY_ROW[benefit.kind])
    if value is None:
        return _asked_value(draft, benefit)
    found.values.append(value)
    if benefit.kind == "full_board":
        return trace.law(value, value.row(room=benefit.variant)["euros"], "euros")
    row = value.row(zone=benefit.variant)
    area = trace.given("square_metres", benefit.number or 0, "number")
    by_area = trace.product("benefit_by_area", trace.law(value, row["square_metre_euros"], "euros"), area)
    return trace.total("benefit_month_value", (trace.law(value, row["base_euros"], "euros"), by_area))


def _table(draft: Draft, name: str) -> Value | None:
    """A table of the book for the payment day, or None where the year's decision is not known."""
    try:
        return draft.book.value(name, Days(payment_day=draft.inputs.payment_day))
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return None


def _asked_value(draft: Draft, benefit: Benefit) -> Figure | None:
    """The value of a month (of one meal) as a person has answered it for the year; None after asking."""
    topic = f"benefit_value.{benefit.kind}-{draft.inputs.payment_day.year}"
    answer = draft.answered(topic)
    if answer is None:
        draft.ask(
            Question(
                topic,
                f"What is the taxable value of {benefit.title} in {draft.inputs.payment_day.year}?",
                "The Tax Administration sets it for each year.",
                "The Tax Administration's decision on fringe benefits of the year.",
                facts=(("title", benefit.title), ("year", str(draft.inputs.payment_day.year))),
            )
        )
        return None
    return draft.trace.answer("benefit_month_value", answer.value, "euros", answer.question, answer.document)


def _meals(draft: Draft, benefit: Benefit, found: _Found) -> Figure | None:
    """The meals of the days at work × the value of one."""
    trace = draft.trace
    cost = None if benefit.cost_cents is None else Decimal(benefit.cost_cents).scaleb(-2)
    each: Figure | None
    try:
        decided = law.meal_value(draft.book, benefit.variant or "ordinary", cost, draft.inputs.payment_day)
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        each = _asked_value(draft, benefit)
    else:
        if decided.outcome is None:
            for question in decided.questions:
                draft.ask(question)
            return None
        found.reasons.extend(decided.reasons)
        found.values.extend(decided.values)
        named = next((value for value in decided.values if value.name == decided.outcome), None)
        each = trace.law(named) if named is not None else draft.cents("meal_cost", benefit.cost_cents or 0)
    if each is None:
        return None
    return trace.product("fringe_benefit", each, _meal_count(draft, benefit), rounding=CENT)


def _meal_count(draft: Draft, benefit: Benefit) -> Figure:
    """Meals on the days at work of the benefit in the period."""
    first, last = benefit.first or draft.inputs.period.first, benefit.last or draft.inputs.period.last
    days = {
        piece.day
        for shift in draft.inputs.shifts
        if shift.kind in AT_WORK
        for piece in split(shift)[:1]  # a meal belongs to the day on which the shift begins
        if piece.day in draft.inputs.period and first <= piece.day <= last
    }
    worked = draft.trace.given("days_at_work", len(days), "days")
    return draft.trace.product(
        "meals", worked, draft.trace.given("meals_a_day", benefit.number or 1, "number"), unit="number"
    )


def _collected(draft: Draft, benefit: Benefit, amount: Figure) -> Figure | None:
    """What the employee pays for the benefit in the period, at most its value."""
    if not benefit.kind or not benefit.collected_cents:
        return None
    each = draft.cents("benefit_paid_by_employee", benefit.collected_cents)
    if benefit.kind == "meal":
        paid = draft.trace.product("benefit_paid", each, _meal_count(draft, benefit), rounding=CENT)
    else:
        paid = _for_its_days(draft, benefit, "benefit_paid", each)
    return draft.trace.at_most("benefit_paid_at_most", paid, amount)


def _income_type(draft: Draft, benefit: Benefit, column: str) -> int | None:
    """The Incomes Register's type of a benefit (``code``) or of what is collected for it (``collected``)."""
    if benefit.income_type is not None and column == "code":
        return benefit.income_type
    value = draft.value("codes.benefit_income_type")
    return None if value is None else int(value.row(kind=benefit.kind)[column])


def _for_its_days(draft: Draft, benefit: Benefit, name: str, month: Figure) -> Figure:
    """A monthly sum for the benefit's days: whole months whole, of a part its calendar days ÷ the month's.

    The days of a holiday on which the employee does not have it are left out.
    """
    trace, period = draft.trace, draft.inputs.period
    away = holiday_benefits.holiday_days(draft, benefit)
    if away and holiday_benefits.in_holiday(draft, benefit).outcome is not False:
        away = frozenset()
    first, last = max(benefit.first or period.first, period.first), min(benefit.last or period.last, period.last)
    parts, whole = [], 0
    while first <= last:
        month_days = monthrange(first.year, first.month)[1]
        stop = min(last, first.replace(day=month_days))
        days = (stop - first).days + 1 - sum(1 for day in away if first <= day <= stop)
        if days == month_days:
            whole += 1
        else:
            share = trace.quotient(
                "share_of_month",
                trace.given("benefit_days", days, "days"),
                trace.given("month_days", month_days, "days"),
                unit="number",
            )
            parts.append(trace.product("part_of_month", month, share))
        first = stop + _ONE_DAY
    if whole == 1:
        parts.append(month)
    elif whole:
        parts.append(trace.product("whole_months", month, trace.given("months", exact(whole), "number")))
    return trace.total(name, parts, rounding=CENT)
