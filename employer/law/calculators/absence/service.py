"""Answers about sickness, family leave and other absences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from employer.law.calculators.gathering.service import (
    HELSINKI,
    Gathered,
    answering,
    in_euros,
    payslip_inputs,
    to_cents,
)
from employer.law.calculators.schemas import (
    WEEKDAYS,
    Answer,
    Cents,
    Facts,
    Minutes,
    Rate,
    Said,
    Word,
)
from payroll.figures import Figure, Trace
from payroll.inputs import (
    Absence,
    Shift,
    Wage,
)
from payroll.sickness_allowance import allowance_income, allowance_per_weekday
from rules import (
    Decision,
    Period,
    Reason,
)
from rules.decisions import (
    family_leave,
    sick_leave,
)


@answering
def sick_pay(g: Gathered, facts: Facts) -> Answer:
    """For which days sick pay is due, and in euros when the wage and the shifts are told."""
    first, last, start = facts["first"], facts["last"], facts["employment_start"]
    earlier_first, earlier_last = facts.get("earlier_first"), facts.get("earlier_last")
    window = g.take(
        lambda: sick_leave.pay_window(
            g.book,
            first=first,
            last=last,
            employment_first=start,
            relapse_of_first=earlier_first,
            relapse_of_last=earlier_last,
        )
    )
    if window is None:
        return g.answer(None)
    said = [Said("sick_pay.window", {"first": window.first, "last": window.last, "percent": Rate(window.percent)})]
    outcome: dict[str, Any] = {"first": window.first, "last": window.last, "percent": Rate(window.percent)}
    if window.allowance_from is not None:
        outcome["allowance_from"] = window.allowance_from
        said.append(Said("sick_pay.allowance", {"day": window.allowance_from}))
    if "wage" in facts:
        shifts = _shifts(window.first, window.last, facts["weekdays"], facts["daily_hours"])
        absence = Absence(
            "sick", first, last, shifts, same_illness_as=earlier_first or earlier_last, earlier_last=earlier_last
        )
        month = payslip_inputs(
            first,
            last=window.last,
            employment_first=start,
            wages=(Wage(start, None, "hour", facts["wage"]),),
            absences=(absence,),
        )
        payslip = g.calculate(month)
        line = next((one for one in payslip.lines if one.kind == "sick_pay"), None)
        cents = Cents(0 if line is None else line.amount_cents)
        outcome["amount"] = cents
        outcome["paid_time"] = Minutes(0 if line is None else line.minutes or 0)
        said.append(Said("sick_pay.amount", {"amount": cents, "time": outcome["paid_time"]}))
    return g.answer(outcome, *said)


def _shifts(first: date, last: date, weekdays: Sequence[str], minutes: int) -> tuple[Shift, ...]:
    """The shifts of a weekly pattern between two days; the hour of the day does not matter for sick pay."""
    found = []
    for day in Period.closed(first, last):
        if WEEKDAYS[day.weekday()] in weekdays and minutes:
            begins = datetime(day.year, day.month, day.day, tzinfo=HELSINKI)
            found.append(Shift(begins, begins + timedelta(minutes=minutes)))
    return tuple(found)


@answering
def sickness_allowance(g: Gathered, facts: Facts) -> Answer:
    """Kela's sickness allowance for a weekday."""
    trace = Trace()
    wages = trace.given("wages_12_months", in_euros(facts["year_wages"]), "euros")

    def daily() -> Decision[Figure]:
        income = allowance_income(trace, g.book, facts["first"], wages)
        return Decision(allowance_per_weekday(trace, g.book, facts["first"], income), ())

    amount = g.take(daily)
    g.trace(trace)
    g.reasons.append(
        Reason(
            "law.sickness_allowance",
            "1224/2004 11:1 §",
            "from the wages of twelve months",
            (),
            sick_leave.INSURANCE_LINK,
        )
    )
    cents = to_cents(str(Fraction(amount.value)))
    return g.answer({"per_weekday": cents}, Said("sickness_allowance", {"amount": cents}))


@answering
def family_leave_notice(g: Gathered, facts: Facts) -> Answer:
    """By when a family leave is told."""
    by = g.take(
        lambda: family_leave.notice_by(facts["leave"], facts["first"], g.book, weekdays=facts.get("weekdays_count"))
    )
    if by is None:
        if any(one.blocks for one in g.questions.values()):
            return g.answer(None)
        agreed = facts["leave"] in ("partial_parental", "close_person")
        return g.answer(
            {"told_by": None, "how": Word("by_agreement" if agreed else "at_once")},
            Said("family_leave_notice.by_agreement" if agreed else "family_leave_notice.at_once", {}),
        )
    return g.answer({"told_by": by, "how": Word("in_time")}, Said("family_leave_notice", {"day": by}))


@answering
def sick_child(g: Gathered, facts: Facts) -> Answer:
    """How many days of leave a child's sudden illness gives."""
    leave = g.take(
        lambda: family_leave.sick_child(
            facts["child_age"],
            facts["needed_days"],
            facts["first"],
            g.book,
            other_parent_at_home=facts["other_parent"],
        )
    )
    return _leave(g, leave)


@answering
def carers_leave(g: Gathered, facts: Facts) -> Answer:
    """How many days of carer's leave are left."""
    leave = g.take(lambda: family_leave.carers_leave(facts["needed_days"], facts["used_days"], facts["first"], g.book))
    return _leave(g, leave)


def _leave(g: Gathered, leave: family_leave.Leave) -> Answer:
    said = Said("leave_days" if leave.working_days else "leave_days.none", {"days": leave.working_days})
    return g.answer({"days": leave.working_days, "paid": leave.paid_by_law}, said)


@answering
def study_leave(g: Gathered, facts: Facts) -> Answer:
    """How long study leave may be."""
    days = g.take(
        lambda: family_leave.longest_study_leave(facts["service_months"], facts["used_days"], facts["first"], g.book)
    )
    return g.answer({"days": days}, Said("study_leave" if days else "study_leave.none", {"days": days}))
