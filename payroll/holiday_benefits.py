"""Fringe benefits and annual holiday: which go on during it, and what is paid in money for those that do not.

A benefit that the employee has not on the days of a holiday is not taxed for them; money stands for it. What it is
worth is not set by the law and is asked. Whether it goes on is decided in ``rules.decisions.annual_holiday_pay``.
"""

from __future__ import annotations

from datetime import date

from payroll.draft import Draft, Line
from payroll.inputs import Benefit
from rules import Decision, Period, Reason
from rules.decisions import annual_holiday_pay as law
from rules.decisions import pay_grounds

_HOLIDAYS = ("annual_holiday", "saved_holiday")
_NO_HOLIDAY = ("supplementary_days", "carried_over", "beyond_earned")  # parts that pay no holiday


def in_holiday(draft: Draft, benefit: Benefit) -> Decision[bool | None]:
    """Whether the employee has the benefit during a holiday; asks nothing by itself."""
    answer = draft.answered(f"benefit_in_holiday.{benefit.kind}")
    return law.benefit_in_holiday(
        benefit.kind, available=None if answer is None else answer.value == "yes", title=benefit.title
    )


def holiday_days(draft: Draft, benefit: Benefit) -> frozenset[date]:
    """The calendar days of the period's holidays on which the benefit would hold; none for a benefit of no kind."""
    period = draft.inputs.period
    if not benefit.kind:
        return frozenset()
    days = Period.closed(
        max(benefit.first or period.first, period.first), min(benefit.last or period.last, period.last)
    )
    away = (Period.closed(one.first, one.last) for one in draft.inputs.absences if one.kind in _HOLIDAYS)
    common = (one.overlap(days) for one in away)
    return frozenset(day for span in common if span is not None for day in span)


def add_benefits_in_money(draft: Draft) -> None:
    """A line of holiday pay or of the last compensation for each benefit that money stands for."""
    inputs = draft.inputs
    parts = [one for one in inputs.holidays if one.method not in _NO_HOLIDAY]
    for benefit in inputs.benefits:
        if not benefit.kind:
            continue
        held = [
            (part.first, part.last)
            for part in parts
            if part.first is not None and part.last is not None and _holds(draft, benefit, part.first, part.last)
        ]
        if held:
            decided = in_holiday(draft, benefit)
            for question in decided.questions:
                draft.ask(question)
            if decided.outcome is False:
                first, last = min(one for one, _ in held), max(one for _, one in held)
                _add(draft, benefit, "holiday_pay", (first, last), decided.reasons)
        ends = inputs.kind == "final" and any(part.compensation for part in parts)
        last_day = inputs.employment_last or inputs.period.last
        if ends and _holds(draft, benefit, last_day, last_day):
            _add(draft, benefit, "holiday_compensation", None, _ended(benefit))


def _ended(benefit: Benefit) -> tuple[Reason, ...]:
    return law.benefit_in_holiday(benefit.kind, employment_ends=True).reasons


def _holds(draft: Draft, benefit: Benefit, first: date, last: date) -> bool:
    """Whether the benefit holds on some of the days; one that goes on at the period's end goes on after it."""
    period = draft.inputs.period
    begins = benefit.first is None or benefit.first <= last
    return begins and (benefit.last is None or benefit.last >= min(first, period.last))


def _add(
    draft: Draft, benefit: Benefit, kind: str, days: tuple[date, date] | None, reasons: tuple[Reason, ...]
) -> None:
    first, last = days or (None, None)
    words = "benefit_in_money" if days else "benefit_in_compensation"
    topic = f"{words}.{benefit.kind}-{draft.inputs.payment_day.isoformat()}"
    answer = draft.answered(topic)
    if answer is None:
        draft.ask(pay_grounds.question_benefit_in_holiday(topic, benefit.title, days))
        return
    trace = draft.trace
    said = trace.answer("benefit_in_money", answer.value, "euros", answer.question, answer.document)
    amount = trace.total(kind, (said,), rounding="cent_half_up")
    if not amount.value:
        return
    draft.add_line(
        amount,
        Line(
            kind=kind,
            income_type=draft.income_type(kind),
            unit="euro",
            amount_cents=amount.cents,
            figure=amount.row,
            first=first,
            last=last,
            reasons=reasons,
            facts=(("method", "benefit"), ("title", benefit.title)),
        ),
    )
