"""Answers about the annual holiday."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from employer.law.calculators.gathering.service import (
    ONE_DAY,
    Gathered,
    answering,
    payslip_inputs,
    to_cents,
)
from employer.law.calculators.schemas import (
    WEEKDAYS,
    Answer,
    Cents,
    Facts,
    Minutes,
    Said,
    Word,
)
from payroll.inputs import (
    HolidayPart,
)
from rules import (
    Period,
    Reason,
    calendar,
)
from rules.decisions import (
    annual_holiday,
    annual_holiday_giving,
    annual_holiday_pay,
)


@answering
def holiday_days(g: Gathered, facts: Facts) -> Answer:
    """How many holiday days a credit year gives when the work goes by a weekly pattern."""
    year = Period(date(facts["year"] - 1, 4, 1), date(facts["year"], 4, 1))
    start, end = facts["employment_start"], facts.get("employment_end")
    minutes = facts["daily_hours"]
    week = tuple(minutes if day in facts["weekdays"] else 0 for day in WEEKDAYS)
    spells = ()
    if "absence_kind" in facts:
        spells = (annual_holiday.AbsenceSpell(facts["absence_kind"], facts["absence_first"], facts["absence_last"]),)
    last = year.last if end is None else min(end, year.last)
    away = Period.closed(spells[0].first, spells[0].last) if spells else Period(start, start)
    # Days before the credit year matter only for the employment's first month (17 §).
    known = [*Period.closed(max(start, year.first), last)]
    if start < year.first:
        known = [*Period(start, _next_month(start)), *known]
    worked = tuple(
        (day, minutes)
        for day in dict.fromkeys(known)
        if week[day.weekday()] and day not in away and (facts["public_holidays"] or not calendar.is_public_holiday(day))
    )
    phase = annual_holiday.ContractPhase(start, week=(week,), agreed_rule=None)
    earned = g.take(
        lambda: annual_holiday.earning(
            annual_holiday.EarningFacts(year, start, end, year.last, (phase,), worked, spells), g.book
        )
    )
    g.take(lambda: annual_holiday.accrual_rule(phase, year.last, g.book))
    months = [
        {
            "month": one.month,
            "days_at_work": one.days,
            "time_at_work": Minutes(one.minutes),
            "full": one.full,
        }
        for one in earned.months
    ]
    outcome = {
        "rule": Word(earned.rule),
        "full_months": earned.full_months,
        "days_per_month": earned.days_per_month,
        "days_earned": earned.days_earned,
        "free_time_days": earned.free_time_days,
        "months": months,
    }
    if earned.rule == annual_holiday.RULE_NONE:
        return g.answer(outcome, Said("holiday_days.free_time", {"days": earned.free_time_days}))
    return g.answer(
        outcome,
        Said("holiday_days", {"days": earned.days_earned, "months": earned.full_months, "rule": Word(earned.rule)}),
    )


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@answering
def holiday_used(g: Gathered, facts: Facts) -> Answer:
    """How many holiday days a time off uses."""
    away = Period.closed(facts["first"], facts["last"])
    days = calendar.holiday_days(away)
    free = [{"day": day} for day in away if day.weekday() != 6 and not calendar.uses_holiday_day(day)]
    g.reasons.append(Reason("law.holiday_used", "162/2005 4 §", "Sundays and public holidays use no holiday", (), LINK))
    return g.answer(
        {"days": days, "season_days": annual_holiday_giving.days_in_season(away), "days_not_counted": free},
        Said("holiday_used", {"days": days, "first": facts["first"], "last": facts["last"]}),
    )


LINK = annual_holiday.LINK


@answering
def holiday_pay(g: Gathered, facts: Facts) -> Answer:
    """Holiday pay by the average daily pay or by percentage."""
    year = Period(date(facts["year"] - 1, 4, 1), date(facts["year"], 4, 1))
    percent = None
    if facts["method"] == "percentage":
        percent = g.take(lambda: annual_holiday_pay.percent(facts["lasted_a_year"], year.last, g.book))
    else:
        g.take(lambda: annual_holiday_pay.coefficient(facts["days_earned"], year.last, g.book))
    weekly = Fraction(facts.get("weekly_days", 5))
    after = date(facts["year"], 6, 1)
    part = HolidayPart(
        credit_year=year,
        rule="14_days" if percent is None else "35_hours",
        method=facts["method"],
        days=facts["days_taken"],
        days_earned=facts["days_earned"],
        full_months=0,
        days_per_month=Decimal(0),
        base_cents=facts["year_pay"],
        base_known=True,
        work_days=facts.get("work_days", 0),
        excess_minutes=facts.get("excess_hours", 0),
        weekly_days_numerator=weekly.numerator,
        weekly_days_denominator=5 * weekly.denominator,
        percent=percent,
        absence_pay_cents=0,
        first=after,
        last=after,
    )
    payslip = g.calculate(payslip_inputs(after, holidays=(part,)))
    line = next((one for one in payslip.lines if one.kind == "holiday_pay"), None)
    if line is None:
        g.payslip(payslip)
        return g.answer(None)
    for value in line.values:
        g.use(value)
    outcome: dict[str, Any] = {"amount": Cents(line.amount_cents)}
    told = dict(line.facts)
    if "average" in told:
        outcome["average_daily_pay"] = to_cents(told["average"])
        outcome["coefficient"] = Decimal(told["coefficient"])
    return g.answer(outcome, Said("holiday_pay", {"amount": Cents(line.amount_cents), "days": facts["days_taken"]}))


@answering
def holiday_notice(g: Gathered, facts: Facts) -> Answer:
    """By when the time of a holiday is told."""
    first = facts["first"]
    if facts["kind"] == "saved":
        by = g.take(lambda: annual_holiday_giving.saved_leave_notice(first, g.book))
        return g.answer({"told_by": by}, Said("holiday_notice.saved", {"day": by}))
    decide = annual_holiday_giving.moved_notice if facts["kind"] == "moved" else annual_holiday_giving.notice
    told = g.take(lambda: decide(first, g.book))
    return g.answer(
        {"told_by": told.by_main_rule, "at_the_latest": told.at_latest},
        Said("holiday_notice", {"day": told.by_main_rule, "latest": told.at_latest}),
    )


@answering
def holiday_illness(g: Gathered, facts: Facts) -> Answer:
    """How many holiday days are moved because of illness."""
    holiday = Period.closed(facts["first"], facts["last"])
    sick = Period.closed(facts["sick_first"], facts["sick_last"])
    days = annual_holiday_giving.sick_holiday_days(holiday, sick)
    began = "before" if facts["sick_first"] <= facts["first"] else "during"
    part = annual_holiday_giving.SickPart(days, began, requested=facts["requested"])
    on = calendar.credit_year(facts["first"]).first - ONE_DAY  # the credit year whose holiday is taken
    moved = g.take(lambda: annual_holiday_giving.moved_for_illness(facts["days_earned"], (part,), on, g.book))
    return g.answer(
        {"sick_days": days, "own_risk_days": moved.own_risk_days, "moved_days": moved.moved_days},
        Said("holiday_illness", {"days": moved.moved_days, "risk": moved.own_risk_days}),
    )


@answering
def saved_leave(g: Gathered, facts: Facts) -> Answer:
    """How many days of a credit year may be saved."""
    days = g.take(
        lambda: annual_holiday_giving.saved_leave(
            facts["days_earned"],
            agreed=facts["agreed_saving"],
            serious_harm=facts.get("serious_harm"),
            on=date(facts["year"], 3, 31),
            book=g.book,
        )
    )
    if days is None:
        return g.answer(None)
    return g.answer({"days": days}, Said("saved_leave", {"days": days}))
