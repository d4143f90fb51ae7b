"""A monthly wage on a day of which an absence takes a part: the rest of the day is worked, and paid as it always is.

The wage goes on for such a day, and what of the missed part is not paid is taken off: the part's share of the day's
minutes, of the day's share of the month's workdays (``choice.missed_part_of_day``). An illness is paid in its window
(Employment Contracts Act 55/2001 2:11), a child's as a binding agreement says; other leave is not paid by law (4:8).
"""

from __future__ import annotations

from datetime import date

from payroll.agreement import Terms
from payroll.draft import Draft, Line
from payroll.earnings import Prices, credit_year_first
from payroll.figures import Figure, price_text
from payroll.inputs import Absence, Answer, MissedPart
from payroll.sick_pay import SICK, child_days, paid_as_work_to, pay_parts, window_of
from rules import Days, Question, Reason

CHOICE = "choice.missed_part_of_day"


def take_off(draft: Draft, prices: Prices, terms: Terms) -> None:
    """Takes off the monthly wage what is not paid of days that an absence takes in part."""
    parts: dict[date, int] = {}
    for absence in draft.inputs.absences:
        for part in absence.missed_parts:
            if draft.inputs.wages[prices.wage_on(part.day)].unit == "month":
                parts[part.day] = parts.get(part.day, 0) + 1
                _take_off(draft, prices, terms, absence, part, parts[part.day])


def _take_off(draft: Draft, prices: Prices, terms: Terms, absence: Absence, part: MissedPart, number: int) -> None:
    unpaid, reasons = _unpaid(draft, prices, terms, absence, part)
    if not unpaid or not part.minutes:
        return
    missed = _missed(draft, absence, part, number)
    value = draft.value(CHOICE, Days(work_day=part.day))
    if missed is None or value is None or not missed.value:
        return
    trace, workdays = draft.trace, draft.inputs.workdays
    month_days = sum(1 for day in workdays if day.replace(day=1) == part.day.replace(day=1))
    whole = trace.given("day_minutes", part.minutes, "minutes")
    factors = [
        prices.monthly_wage(part.day),
        trace.quotient("part_of_day", trace.at_most("missed_minutes", missed, whole), whole, unit="number"),
        trace.quotient(
            "part_of_month",
            trace.given("days", 1, "days"),
            trace.given("month_days", month_days, "days"),
            unit="number",
        ),
    ]
    if unpaid != 100:
        factors.append(trace.decision("unpaid_percent", unpaid, "percent", reasons))
    taken = trace.product("missed_part", *factors, rounding="cent_half_up")
    amount = trace.less("base_pay", trace.given("nothing", 0, "euros"), taken)
    draft.add_line(
        amount,
        Line(
            kind="base_pay",
            income_type=draft.income_type("base_pay"),
            unit="euro",
            amount_cents=amount.cents,
            figure=amount.row,
            unit_price=price_text(factors[0].value),
            first=part.day,
            last=part.day,
            holiday_base=credit_year_first(part.day),
            values=(value,),
            reasons=reasons,
            facts=(("first", part.day.isoformat()), ("last", part.day.isoformat()), ("missed_part", "yes")),
        ),
    )


def _unpaid(
    draft: Draft, prices: Prices, terms: Terms, absence: Absence, part: MissedPart
) -> tuple[int, tuple[Reason, ...]]:
    """How many percent of the missed part are not paid, and why; nothing where it has to be asked first."""
    paid_to = paid_as_work_to(draft, absence)
    if paid_to is not None and part.day <= paid_to:
        return 0, ()
    if absence.kind in SICK and absence.no_pay != "proof_missing":
        window = window_of(draft, absence)
        if window is None or (window.outcome is None and window.questions):
            return 0, ()
        paid = [] if window.outcome is None else pay_parts(window.outcome)
        share = next((one.percent for one in paid if one.first <= part.day <= one.last), 0)
        return 100 - share, window.reasons
    if absence.kind == "child_sick" and terms.bound(absence.first):
        most = draft.law("heta.child_sick_paid_workdays", Days(absence_first=absence.first), unit="days")
        if most is None or part.day in child_days(draft, prices, absence)[: int(most.value)]:
            return 0, ()
    return 100, ()


def _missed(draft: Draft, absence: Absence, part: MissedPart, number: int) -> Figure | None:
    """The minutes that were missed; None after asking: no roster has the day's shift. ``number``: the absence's among
    those of its day."""
    trace = draft.trace
    if part.missed is not None:
        return trace.given("missed_part_minutes", part.missed, "minutes")
    if number > 1:
        return _missed_besides(draft, absence, part)
    topic = f"missed_hours.{part.day.isoformat()}"
    answer = draft.answered(topic)
    if answer is None:
        draft.ask(
            Question(
                topic,
                f"How many hours of the working day {part.day} did the absence take?",
                "The absence took a part of the day, and no shift of the day is noted.",
                "The employee, or messages of the day.",
                facts=(("first", part.day.isoformat()), ("last", part.day.isoformat())),
            )
        )
        return None
    return _minutes(draft, answer)


def _missed_besides(draft: Draft, absence: Absence, part: MissedPart) -> Figure | None:
    """The minutes of another absence of the same day, which its clock times tell apart; None after asking."""
    start, end = absence.start_minute or 0, 24 * 60 if absence.end_minute is None else absence.end_minute
    times = f"{start // 60}.{start % 60:02}–{end // 60}.{end % 60:02}"
    topic = f"missed_hours_other.{part.day.isoformat()}_{start}"
    answer = draft.answered(topic)
    if answer is None:
        draft.ask(
            Question(
                topic,
                f"How many hours of the working day {part.day} did the absence at {times} take?",
                "The day has two absences, and no shift of the day is noted.",
                "The employee, or messages of the day.",
                facts=(("first", part.day.isoformat()), ("last", part.day.isoformat()), ("times", times)),
            )
        )
        return None
    return _minutes(draft, answer)


def _minutes(draft: Draft, answer: Answer) -> Figure:
    trace = draft.trace
    hours = trace.answer("missed_hours", answer.value, "hours", answer.question, answer.document)
    sixty = trace.given("minutes_an_hour", 60, "minutes")
    return trace.product("missed_part_minutes", hours, sixty, unit="minutes")
