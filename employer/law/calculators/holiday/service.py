"""Answers about the annual holiday."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from employer.errors import Refused
from employer.law.calculators.gathering.service import (
    ONE_DAY,
    YEAR,
    Gathered,
    answering,
    in_euros,
    payslip_inputs,
    to_cents,
    yes_or_no,
)
from employer.law.calculators.schemas import (
    WEEKDAYS,
    Answer,
    Asked,
    Cents,
    Facts,
    Minutes,
    Rate,
    Said,
    Word,
    wrong,
)
from payroll.figures import Figure, Trace
from payroll.inputs import Absence, HolidayPart, Wage
from payroll.single_amounts import calculated_wage, holiday_bonus, supplementary_day, weekly_pay_compensation
from rules import (
    Decision,
    Period,
    Reason,
    calendar,
)
from rules.decisions import (
    annual_holiday,
    annual_holiday_giving,
    annual_holiday_pay,
    duties,
)


@answering
def holiday_days(g: Gathered, facts: Facts) -> Answer:
    """How many holiday days a credit year gives when the work goes by a weekly pattern."""
    known = _pattern(facts)
    earned = g.take(lambda: annual_holiday.earning(known, g.book))
    g.take(lambda: annual_holiday.accrual_rule(known.phases[0], known.credit_year.last, g.book))
    months = [
        {
            "month": one.month,
            "days_at_work": one.days,
            "absence_days_counted": one.equivalent_days,
            "time_at_work": Minutes(one.minutes),
            "full": one.full,
        }
        for one in earned.months
    ]
    outcome: dict[str, Any] = {
        "rule": Word(earned.rule),
        "full_months": earned.full_months,
        "merged_months": int(earned.merged),
        "days_per_month": earned.days_per_month,
        "days_earned": earned.days_earned,
        "free_time_days": earned.free_time_days,
        "months": months,
    }
    if len(known.phases) > 1:
        before, after = (
            g.take(lambda phase=phase: annual_holiday.accrual_rule(phase, known.credit_year.last, g.book))
            for phase in known.phases
        )
        outcome |= {"rule_before": Word(f"rule_{before}"), "rule_after": Word(f"rule_{after}")}
    if earned.rule == annual_holiday.RULE_NONE:
        return g.answer(outcome, Said("holiday_days.free_time", {"days": earned.free_time_days}))
    return g.answer(
        outcome,
        Said("holiday_days", {"days": earned.days_earned, "months": earned.full_months, "rule": Word(earned.rule)}),
    )


def _pattern(facts: Facts) -> annual_holiday.EarningFacts:
    """What a credit year's holiday is earned from when the work goes by a weekly pattern."""
    year = _credit_year(facts["year"])
    start, end = facts["employment_start"], facts.get("employment_end")
    phases = [annual_holiday.ContractPhase(start, week=(_week(facts["weekdays"], facts["daily_hours"]),))]
    if "changed_from" in facts:
        later = annual_holiday.ContractPhase(
            facts["changed_from"], week=(_week(facts["changed_weekdays"], facts["changed_daily_hours"]),)
        )
        first = [] if later.first <= start else [replace(phases[0], last=later.first - ONE_DAY)]
        phases = [*first, later]
    spells = tuple(_absence(facts, name, phases) for name in ("absence", "second") if f"{name}_first" in facts)
    last = year.last if end is None else min(end, year.last)
    away = {day for one in spells for day in _days_away(one)}
    # Days before the credit year matter only for the employment's first month (17 §).
    known = [*Period.closed(max(start, year.first), last)]
    if start < year.first:
        known = [*Period(start, _next_month(start)), *known]
    worked = tuple(
        (day, minutes)
        for day in dict.fromkeys(known)
        if (minutes := annual_holiday.phase_on(phases, day).minutes_on(day))
        and day not in away
        and (facts.get("public_holidays", False) or not calendar.is_public_holiday(day))
    )
    return annual_holiday.EarningFacts(year, start, end, year.last, tuple(phases), worked, spells)


def _absence(facts: Facts, name: str, phases: Sequence[annual_holiday.ContractPhase]) -> annual_holiday.AbsenceSpell:
    """An absence of a question; of a shorter week only the weekdays off are away."""
    kind, first, last = facts.get(f"{name}_kind", "sick"), facts[f"{name}_first"], facts[f"{name}_last"]
    goes_on = name == "second" and facts.get("same_illness")
    births = {None: None, True: "first", False: name}
    spell = annual_holiday.AbsenceSpell(
        kind,
        first,
        last,
        returned_after=facts.get("returned_after"),
        limited=facts.get("limit_agreed", False),
        same_illness_as=facts["absence_first"] if goes_on else None,
        birth=births[facts.get("same_birth")],
    )
    if kind not in annual_holiday.SHORT_WEEK:
        return spell
    off = {WEEKDAYS.index(day) for day in facts["weekdays_off"]}
    days = tuple(
        (day, minutes)
        for day in Period.closed(first, last)
        if day.weekday() in off
        and not calendar.is_public_holiday(day)
        and (minutes := annual_holiday.phase_on(phases, day).minutes_on(day))
    )
    return replace(spell, days=days)


def _days_away(spell: annual_holiday.AbsenceSpell) -> Iterable[date]:
    return Period.closed(spell.first, spell.last) if spell.days is None else [day for day, _ in spell.days]


def _week(weekdays: Sequence[str], minutes: int) -> tuple[int, ...]:
    return tuple(minutes if day in weekdays else 0 for day in WEEKDAYS)


def _credit_year(year: int) -> Period:
    """The holiday credit year that ends in March of a year."""
    return Period(date(year - 1, 4, 1), date(year, 4, 1))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@answering
def holiday_from_months(g: Gathered, facts: Facts) -> Answer:
    """How many holiday days the full months of a credit year give."""
    year, months = _credit_year(facts["year"]), facts["full_months"]
    rate = g.take(
        lambda: annual_holiday.days_per_month(facts["employment_start"], year, facts.get("employment_end"), g.book)
    )
    days = annual_holiday.round_up(rate * months)
    return g.answer(
        {"days_per_month": rate, "days_earned": days},
        Said("holiday_from_months", {"days": days, "months": months, "rate": rate}),
    )


@answering
def holiday_used(g: Gathered, facts: Facts) -> Answer:
    """How many holiday days a time off uses, or until when a number of them lasts."""
    last = facts["last"] if "last" in facts else calendar.last_holiday_day(facts["first"], facts["days"])
    away = Period.closed(facts["first"], last)
    days = calendar.holiday_days(away)
    free = [{"day": day} for day in away if day.weekday() != 6 and not calendar.uses_holiday_day(day)]
    g.reasons.append(Reason("law.holiday_used", "162/2005 4 §", "Sundays and public holidays use no holiday", (), LINK))
    outcome = {"days": days, "last_day": last, "season_days": annual_holiday_giving.days_in_season(away)}
    return g.answer(
        {**outcome, "days_not_counted": free},
        Said("holiday_used", {"days": days, "first": facts["first"], "last": last}),
    )


LINK = annual_holiday.LINK


@answering
def holiday_pay(g: Gathered, facts: Facts) -> Answer:
    """Holiday pay by the average daily pay, by percentage, or as monthly pay that goes on."""
    if facts["method"] == "monthly_pay":
        return _monthly_holiday_pay(g, facts)
    year = _credit_year(facts["year"])
    addition = _absence_pay(g, facts)
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
        base_cents=facts["year_pay"] - facts.get("overtime_increases", 0),
        base_known=True,
        work_days=facts.get("work_days", 0),
        excess_minutes=facts.get("excess_hours", 0),
        weekly_days_numerator=weekly.numerator,
        weekly_days_denominator=5 * weekly.denominator,
        percent=percent,
        absence_pay_cents=addition or 0,
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
    outcome["base"] = to_cents(told["base"])
    if "average" in told:
        outcome["average_daily_pay"] = to_cents(told["average"])
        outcome["average_for_week"] = to_cents(str(Fraction(told["average"]) * weekly / 5))
        outcome["divisor"] = Decimal(told["work_days"]) if "/" not in told["work_days"] else None
        outcome["coefficient"] = Decimal(told["coefficient"])
    else:
        outcome["percent"] = Rate(told["percent"])
        if addition is not None:
            outcome["absence_pay"] = addition
    return g.answer(outcome, Said("holiday_pay", {"amount": Cents(line.amount_cents), "days": facts["days_taken"]}))


def _absence_pay(g: Gathered, facts: Facts) -> Cents | None:
    """The calculated wage that 12 § adds for absences, when they were told."""
    if facts["method"] != "percentage" or "absence_weeks" not in facts:
        return None
    days = Fraction(facts["absence_weeks"]) * 7
    wage = calculated_wage(Trace(), facts["absence_weekly_hours"], round(days), facts["absence_wage"])
    g.reasons.append(Reason("law.absence_pay", "162/2005 12 §", "a calculated wage for the absence", (), LINK))
    return Cents(wage.cents)


def _monthly_holiday_pay(g: Gathered, facts: Facts) -> Answer:
    """Monthly pay that goes on in a holiday of one calendar month, and the rest of the month's pay."""
    first, last = facts["first"], facts["last"]
    month = Period(first.replace(day=1), _next_month(first))
    weekdays = {WEEKDAYS.index(day) for day in facts["weekdays"]}
    workdays = tuple(day for day in month if day.weekday() in weekdays)
    away = Period.closed(first, last)
    method = g.take(lambda: annual_holiday_pay.pay_method(unit="month", rule=annual_holiday.RULE_14_DAYS))
    if method is None:
        return g.answer(None)
    taken = calendar.holiday_days(away)
    part = HolidayPart(
        credit_year=_credit_year(facts["year"]),
        rule=annual_holiday.RULE_14_DAYS,
        method="monthly_pay",
        days=taken,
        days_earned=max(facts.get("days_earned", taken), taken),
        full_months=0,
        days_per_month=Decimal(0),
        base_cents=0,
        base_known=True,
        work_days=0,
        excess_minutes=0,
        weekly_days_numerator=len(weekdays),
        weekly_days_denominator=5,
        percent=None,
        absence_pay_cents=0,
        first=first,
        last=last,
        holiday_workdays=sum(1 for day in workdays if day in away),
    )
    begin = month.first - YEAR
    payslip = g.calculate(
        payslip_inputs(
            month.first,
            last=month.last,
            wages=(Wage(begin, None, "month", in_euros(facts["monthly_pay"])),),
            workdays=workdays,
            regular_minutes=((month.first, len(workdays) * 480),),
            absences=(Absence("annual_holiday", first, last, ()),),
            holidays=(part,),
        )
    )
    sums = {
        kind: Cents(sum(line.amount_cents for line in payslip.lines if line.kind == kind))
        for kind in ("holiday_pay", "base_pay")
    }
    if not any(line.kind == "holiday_pay" for line in payslip.lines):
        g.payslip(payslip)
        return g.answer(None)
    for line in payslip.lines:
        for value in line.values:
            g.use(value)
    return g.answer(
        {
            "amount": sums["holiday_pay"],
            "days": taken,
            "holiday_workdays": part.holiday_workdays,
            "workdays_in_month": len(workdays),
            "pay_for_work": sums["base_pay"],
            "month_total": Cents(sum(sums.values())),
        },
        Said("holiday_pay", {"amount": sums["holiday_pay"], "days": taken}),
    )


@answering
def supplementary_day_pay(g: Gathered, facts: Facts) -> Answer:
    """What one supplementary day of monthly pay is worth with a divisor."""
    trace = Trace()
    price = supplementary_day(trace, in_euros(facts["monthly_pay"]), facts["divisor_days"])
    g.trace(trace)
    g.reasons.append(Reason("law.supplementary_day", "162/2005 7 a §", "the divisor is open in the Act", (), LINK))
    return g.answer({"amount": Cents(price.cents)}, Said("supplementary_day_pay", {"amount": Cents(price.cents)}))


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
    """How many holiday days are moved because of illness; told by days of the calendar or by a number of days."""
    if "first" in facts:
        holiday = Period.closed(facts["first"], facts["last"])
        sick = Period.closed(facts["sick_first"], facts["sick_last"])
        part = annual_holiday_giving.SickPart(
            annual_holiday_giving.sick_holiday_days(holiday, sick),
            "before" if facts["sick_first"] <= facts["first"] else "during",
            part_days=calendar.holiday_days(holiday),
        )
        on = calendar.credit_year(facts["first"]).first - ONE_DAY  # the credit year whose holiday is taken
    else:
        part = annual_holiday_giving.SickPart(facts["sick_days"], facts["began"])
        on = _credit_year(facts["year"]).last
    reason = facts.get("late_reason")
    part = replace(
        part,
        began="before" if facts.get("known_before") else part.began,
        requested=facts["requested"],
        own=facts.get("own_incapacity", True),
        own_fault=facts.get("own_fault", False),
        delayed=False if not facts.get("asked_late") else None if reason is None else not reason,
        proof=not facts.get("proof_missing", False),
    )
    earned = facts["days_earned"]
    most = g.take(lambda: annual_holiday_giving.own_risk_days(earned, on, g.book))
    used = facts.get("own_risk_used", 0)
    if used > most:
        raise Refused([("own_risk_used", *wrong("more_than_whole").messages[0].parts)])
    before = (annual_holiday_giving.SickPart(used, "during"),) if used else ()
    moved = g.take(lambda: annual_holiday_giving.moved_for_illness(earned, (*before, part), on, g.book))
    risk = moved.own_risk_days - used
    return g.answer(
        {
            "sick_days": part.sick_days,
            "own_risk_days": risk,
            "moved_days": moved.moved_days,
            "most_own_risk_days": most,
        },
        Said("holiday_illness", {"days": moved.moved_days, "risk": risk}),
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


@answering
def holiday_scope(g: Gathered, facts: Facts) -> Answer:
    """Whether the whole Annual Holidays Act applies."""
    found = g.take(
        lambda: annual_holiday.scope(
            family_member=facts.get("family_member"),
            outside_employees=facts.get("outside_employees"),
            unsupervised_home_work=facts["unsupervised"],
            same_household=facts.get("same_household"),
        )
    )
    if found is None:
        return g.answer(None)
    outcome: dict[str, Any] = {"scope": Word(f"scope_{found}"), "free_time_right": found == "free_time"}
    if found == "free_time":
        method = g.take(
            lambda: annual_holiday_pay.compensation_method(unit="hour", rule=annual_holiday.RULE_NONE, full_months=0)
        )
        outcome["compensation"] = Word(f"method_{method}")
    return g.answer(outcome, Said(f"holiday_scope.{found}", {}))


@answering
def holiday_continuity(g: Gathered, facts: Facts) -> Answer:
    """Whether two employments are one for the holiday."""
    one = g.take(lambda: annual_holiday.continuous(facts["earlier_end"], facts["later_start"]))
    if one is None:
        return g.answer(None)
    return g.answer({"continuous": one}, Said("holiday_continuity", {}))


@answering
def holiday_rule(g: Gathered, facts: Facts) -> Answer:
    """Which rule makes a month full."""
    last = _credit_year(facts["year"]).last
    if facts["hours"] == "variable":
        months = ((facts["least_days"], 0), (facts["most_days"], facts["most_time"]))
        rule = g.take(lambda: annual_holiday.rule_by_actual_months(months, last, g.book))
    else:
        phase = annual_holiday.ContractPhase(
            _credit_year(facts["year"]).first,
            days_per_week=Fraction(facts["weekly_days"]),
            weekly_minutes=facts.get("weekly_hours"),
        )
        found = g.take(lambda: annual_holiday.accrual_rule(phase, last, g.book))
        if found is None:
            g.ask(Asked("weekly_hours", "", "", ""))
            return g.answer(None)
        rule = found
    return g.answer({"rule": Word(f"rule_{rule}")}, Said(f"holiday_rule.{rule}", {}))


@answering
def full_month(g: Gathered, facts: Facts) -> Answer:
    """Whether a month is full."""
    last = _credit_year(facts["year"]).last
    days, minutes = facts.get("days", 0), facts.get("time", 0)
    if "shifts" in facts:
        days = len(annual_holiday.days_at_work((one.start, one.end) for one in facts["shifts"]))
        minutes = sum(one.minutes for one in facts["shifts"])
    counted = days + facts.get("days_like_work", 0)
    full = g.take(lambda: annual_holiday.month_is_full(facts["rule"], counted, minutes, last, g.book))
    outcome: dict[str, Any] = {"full": full}
    if facts["rule"] == annual_holiday.RULE_14_DAYS:
        outcome |= {"days_at_work": days, "counted_days": counted}
    else:
        outcome["counted_time"] = Minutes(minutes)
    return g.answer(outcome, Said(f"full_month.{yes_or_no(full)}", {}))


@answering
def holiday_absence(g: Gathered, facts: Facts) -> Answer:
    """How much of an absence counts as work when holiday is earned."""
    known = _pattern(facts)
    days = g.take(lambda: annual_holiday.equivalent_days(known, g.book))
    minutes = g.take(lambda: annual_holiday.equivalent_minutes(known, g.book))
    time = Minutes(sum(minutes.values()))
    outcome: dict[str, Any] = {"days": len(days), "counted_time": time}
    earned = g.take(lambda: annual_holiday.earning(known, g.book))
    by_days = earned.rule == annual_holiday.RULE_14_DAYS
    counted = set(days) if by_days else {day for day, done in minutes.items() if done}
    if counted:
        outcome["last_counted_day"] = max(counted)
    full = {one.month for one in earned.months if one.full}
    rows = []
    months = dict.fromkeys(
        month.first.replace(day=1)
        for one in known.spells
        for month in calendar.months(Period.closed(one.first, one.last))
    )
    for first in sorted(months):
        month, inside = Period(first, _next_month(first)), f"{first:%Y-%m}"
        rows.append(
            {
                "month": inside,
                "absence_days_counted": sum(1 for day in days if day in month),
                "counted_time": Minutes(sum(done for day, done in minutes.items() if day in month)),
                "full": inside in full if month.first in known.credit_year else None,
            }
        )
    filled = sum(1 for row in rows if row["full"])
    outcome |= {"full_months": filled, "days_unrounded": earned.days_per_month * filled, "months": rows}
    # each rule has limits of its own, so only what its rule counts is said
    if not counted:
        said = Said("holiday_absence.none", {})
    else:
        said = Said("holiday_absence", {"days": len(days)}) if by_days else Said("holiday_absence.time", {"time": time})
    return g.answer(outcome, said)


@answering
def supplementary_days(g: Gathered, facts: Facts) -> Answer:
    """Days off that fill a holiday that illness made short."""
    known = _pattern(facts)
    earned = g.take(lambda: annual_holiday.earning(known, g.book))
    lost, _ = annual_holiday.illness_behind(earned, known.spells, known.as_of)
    days = g.take(
        lambda: annual_holiday.supplementary_days(
            earned,
            lost_to_illness=lost,
            absent_since=facts["absence_first"] if facts["absence_goes_on"] else None,
            asked_on=facts["day"],
            book=g.book,
            days_of_year=annual_holiday.supplementary_year_days(
                known.credit_year, known.employment_start, known.employment_end, known.spells
            ),
            lost_months=annual_holiday.months_lost_to_illness(known, earned, g.book),
        )
    )
    if days is None:
        return g.answer(None)
    key = "supplementary_days" if days else "supplementary_days.none"
    return g.answer(
        {"days_earned": earned.days_earned, "supplementary_days": days},
        Said(key, {"earned": earned.days_earned, "days": days}),
    )


@answering
def free_time(g: Gathered, facts: Facts) -> Answer:
    """Free time of one who earns no holiday: how much, by when it is asked for, by when the compensation is paid."""
    year = _credit_year(facts["year"])
    days = g.take(lambda: annual_holiday.free_time_days(facts["months"], year.last, g.book))
    wish = annual_holiday.free_time_wish_by(facts["year"])
    paid = g.take(lambda: annual_holiday_pay.free_time_compensation_by(year.last, facts.get("employment_end")))
    return g.answer(
        {"days": days, "wish_by": wish, "compensation_by": paid},
        Said("free_time", {"days": days}),
        Said("free_time.wish", {"day": wish}),
        Said("free_time.paid", {"day": paid}),
    )


@answering
def holiday_placement(g: Gathered, facts: Facts) -> Answer:
    """When the holiday of a credit year is given."""
    seasonal = facts["seasonal_difficulty"]
    placed = g.take(
        lambda: annual_holiday_giving.placement(
            facts["days_earned"], _credit_year(facts["year"]), g.book, seasonal_difficulty=seasonal
        )
    )
    outcome: dict[str, Any] = {
        "season_days": placed.season_days,
        "season_first": placed.season.first,
        "season_last": placed.season.last,
        "one_piece_days": placed.one_piece_days,
        "winter_days": placed.winter_days,
        "winter_by": placed.winter_by,
        "agreed_from": placed.agreed_from,
        "agreed_until": placed.agreed_until,
        "agreed_rest_until": placed.agreed_rest_until,
    }
    said = [
        Said(
            "holiday_placement.year" if seasonal else "holiday_placement.season",
            {"days": placed.season_days, "first": placed.season.first, "last": placed.season.last},
        )
    ]
    if placed.winter_days:
        said.append(Said("holiday_placement.winter", {"days": placed.winter_days, "day": placed.winter_by}))
    return g.answer(outcome, *said)


@answering
def holiday_placing(g: Gathered, facts: Facts) -> Answer:
    """Who may decide that a holiday is at a time."""
    found = g.take(
        lambda: annual_holiday_giving.placing(
            Period.closed(facts["first"], facts["last"]),
            facts["days_earned"],
            _credit_year(facts["year"]),
            g.book,
            days_elsewhere=facts.get("days_elsewhere", 0),
            days_late=facts.get("days_late", 0),
            after_family_leave=facts.get("after_family_leave"),
            seasonal_difficulty=facts["seasonal_difficulty"],
        )
    )
    return g.answer({"placing": Word(f"placing_{found}")}, Said(f"holiday_placing.{found}", {}))


@answering
def holiday_in_notice(g: Gathered, facts: Facts) -> Answer:
    """Whether the employer alone may order a holiday into the notice time."""
    may = g.take(
        lambda: annual_holiday_giving.in_notice_time(
            Period.closed(facts["first"], facts["last"]),
            g.book,
            told_on=facts["told_on"],
            days_earned_before=facts["days_left_before"],
            moved=facts["moved_for_illness"],
        )
    )
    return g.answer({"may_be_ordered": may}, Said(f"holiday_in_notice.{yes_or_no(may)}", {}))


@answering
def holiday_hearing(g: Gathered, facts: Facts) -> Answer:
    """Whether the employee has been heard about the time of the holiday."""
    heard = g.take(lambda: annual_holiday_giving.hearing(wished=facts["wished"], employees=facts["employees"]))
    return g.answer({"heard": heard}, Said(f"holiday_hearing.{yes_or_no(heard)}", {}))


@answering
def holiday_split(g: Gathered, facts: Facts) -> Answer:
    """Whether the holiday may be given in parts."""
    parts = tuple(facts[name] for name in ("part_1", "part_2", "part_3", "part_4") if name in facts)
    allowed = g.take(
        lambda: annual_holiday_giving.split_is_allowed(
            parts,
            agreed=facts["agreed_split"],
            necessary_for_work=facts["necessary_for_work"],
            on=_credit_year(facts["year"]).last,
            book=g.book,
        )
    )
    return g.answer({"split_allowed": allowed}, Said(f"holiday_split.{yes_or_no(allowed)}", {}))


@answering
def holiday_shorter_days(g: Gathered, facts: Facts) -> Answer:
    """How much holiday may be taken as shorter working days."""
    days = g.take(
        lambda: annual_holiday_giving.shortened_working_time(
            facts["days_earned"],
            asked_by_employee=facts["asked_by_employee"],
            written=facts.get("in_writing", True),
            on=_credit_year(facts["year"]).last,
            book=g.book,
        )
    )
    key = "holiday_shorter_days" if days else "holiday_shorter_days.none"
    return g.answer({"days": days, "in_writing": days > 0}, Said(key, {"days": days}))


@answering
def holiday_consent(g: Gathered, facts: Facts) -> Answer:
    """Whether a holiday needs the employee's consent because of days off."""
    holiday = Period.closed(facts["first"], facts["last"])
    workdays = {WEEKDAYS.index(day) for day in facts["weekdays"]}
    needed = g.take(lambda: annual_holiday_giving.needs_consent(holiday, workdays, g.book))
    return g.answer({"consent_needed": needed}, Said(f"holiday_consent.{yes_or_no(needed)}", {}))


@answering
def holiday_family_leave(g: Gathered, facts: Facts) -> Answer:
    """Whether a holiday may be put into a family leave."""
    holiday = Period.closed(facts["first"], facts["last"])
    leave = Period.closed(facts["leave_first"], facts["leave_last"])
    by = g.take(
        lambda: annual_holiday_giving.during_family_leave(holiday, leave, g.book, consent=facts["employee_consents"])
    )
    if by is None:
        return g.answer({"may_be_given": True}, Said("holiday_family_leave.yes", {}))
    return g.answer({"may_be_given": False, "given_by": by}, Said("holiday_family_leave.no", {"day": by}))


@answering
def holiday_moved(g: Gathered, facts: Facts) -> Answer:
    """Until when a holiday moved because of illness is given, and whether a new time keeps to it."""
    found = g.take(lambda: annual_holiday_giving.moved_by(facts["part"], facts["year"]))
    outcome: dict[str, Any] = {"first_by": found.first, "second_by": found.second, "last_by": found.last}
    said = [Said("holiday_moved", {"first": found.first, "second": found.second, "last": found.last})]
    if "first" in facts:
        again = Period.closed(facts["first"], facts["last"])
        placed = g.take(lambda: annual_holiday_giving.moved_placing(again, found))
        outcome["new_time"] = Word(f"moved_{placed}")
        said.append(Said(f"holiday_moved.{placed}", {}))
    return g.answer(outcome, *said)


def _rule(facts: Facts) -> str:
    return annual_holiday.RULE_NONE if facts["rule"] == "neither" else str(facts["rule"])


@answering
def holiday_pay_method(g: Gathered, facts: Facts) -> Answer:
    """How holiday pay is worked out."""
    found = g.take(
        lambda: annual_holiday_pay.pay_method(
            unit=facts["unit"],
            rule=_rule(facts),
            hours_changed_in_year=facts["hours_changed_in_year"],
            hours_changed_after_year=facts["hours_changed_after_year"],
            every_month_35_hours=facts.get("every_month_35_hours"),
        )
    )
    if found is None:
        return g.answer(None)
    return g.answer(
        {"method": Word(f"method_{found.method}"), "from_what": Word(found.base)},
        Said(f"holiday_pay_method.{found.method}", {}),
    )


@answering
def holiday_base(g: Gathered, facts: Facts) -> Answer:
    """Whether a line of a payslip belongs to what holiday pay is worked out from."""
    belongs = g.take(lambda: annual_holiday_pay.belongs_to_base(facts["line"]))
    if belongs is None:
        return g.answer(None)
    return g.answer({"belongs": belongs}, Said(f"holiday_base.{yes_or_no(belongs)}", {}))


@answering
def holiday_benefit(g: Gathered, facts: Facts) -> Answer:
    """Whether a fringe benefit goes on during a holiday or is paid in money."""
    goes_on = g.take(
        lambda: annual_holiday_pay.benefit_in_holiday(
            facts["benefit"], available=facts["available"], employment_ends=facts["employment_ends"]
        )
    )
    return g.answer({"goes_on": goes_on}, Said(f"holiday_benefit.{yes_or_no(goes_on)}", {}))


@answering
def holiday_pay_day(g: Gathered, facts: Facts) -> Answer:
    """By when holiday pay is paid."""
    by = g.take(
        lambda: annual_holiday_pay.pay_latest(facts["first"], facts["days_taken"], facts["ordinary_pay_day"], g.book)
    )
    said = [Said("holiday_pay_day", {"day": by})]
    bank_day = calendar.previous_business_day(by)
    if bank_day != by:
        said.append(Said("holiday_pay_day.bank", {"day": bank_day}))
    return g.answer({"paid_by": by}, *said)


@answering
def holiday_compensation(g: Gathered, facts: Facts) -> Answer:
    """How holiday compensation is worked out at the end, and how much it is."""
    method = g.take(
        lambda: annual_holiday_pay.compensation_method(
            unit=facts["unit"],
            rule=_rule(facts),
            full_months=facts["full_months"],
            percentage_year=facts["hours_changed_in_year"],
            every_month_35_hours=facts.get("every_month_35_hours"),
        )
    )
    if method is None:
        return g.answer(None)
    outcome: dict[str, Any] = {"method": Word(f"method_{method}")}
    said = [Said(f"holiday_compensation.{method}", {})]
    by_percentage = method in (annual_holiday_pay.PERCENTAGE, annual_holiday_pay.COMPENSATION_PERCENTAGE)
    if by_percentage and "lasted_a_year" in facts:
        year = _credit_year(facts["year"])
        percent = g.take(lambda: annual_holiday_pay.percent(facts["lasted_a_year"], year.last, g.book))
        outcome["percent"] = Rate(percent)
        if "year_pay" in facts:
            part = _owed(facts, "percentage", 1, base_cents=facts["year_pay"], percent=percent)
            outcome["amount"] = amount = _compensation(g, part)["holiday_compensation"]
            said.append(Said("holiday_compensation.amount", {"amount": amount, "percent": Rate(percent)}))
    if method == annual_holiday_pay.AVERAGE_DAILY_PAY and "work_days" in facts:
        weekly = Fraction(facts["weekly_days"])
        part = _owed(
            facts,
            method,
            facts["untaken_days"],
            days_earned=facts.get("days_earned", facts["untaken_days"]),
            base_cents=facts["year_pay"],
            work_days=facts["work_days"],
            excess_minutes=facts.get("excess_hours", 0),
            weekly_days_numerator=weekly.numerator,
            weekly_days_denominator=5 * weekly.denominator,
        )
        outcome["amount"] = _compensation(g, part)["holiday_compensation"]
        said.append(_of_days(outcome["amount"], facts))
    if method == "week_div_6" and "weekly_pay" in facts:
        by = _credit_year(facts["year"]).last
        day, figure = g.take(lambda: _by_weekly_pay(g, facts, by))
        outcome |= {"price_of_day": to_cents(str(Fraction(day.value))), "amount": Cents(figure.cents)}
        said.append(_of_days(outcome["amount"], facts))
    if method == "month_div_25" and "monthly_pay" in facts:
        begin = _credit_year(facts["year"]).after - YEAR
        wages = (Wage(begin, None, "month", in_euros(facts["monthly_pay"])),)
        one = _compensation(g, _owed(facts, "monthly_pay", 1), wages)
        sums = _compensation(g, _owed(facts, "monthly_pay", facts["untaken_days"]), wages)
        outcome |= {"price_of_day": one["holiday_compensation"], "amount": sums["holiday_compensation"]}
        said.append(_of_days(outcome["amount"], facts))
    if "price_of_day" in outcome and "bonus_percent" in facts:
        paid = holiday_bonus(Trace(), in_euros(outcome["amount"]), facts["bonus_percent"])
        outcome["bonus"] = Cents(paid.cents)
        said.append(Said("holiday_compensation.bonus", {"amount": Cents(paid.cents)}))
    return g.answer(outcome, *said)


def _of_days(amount: Cents, facts: Facts) -> Said:
    return Said("holiday_compensation.days", {"amount": amount, "days": facts["untaken_days"]})


def _by_weekly_pay(g: Gathered, facts: Facts, on: date) -> Decision[tuple[Figure, Figure]]:
    """The compensation of a day and of all the days by weekly pay (17 §)."""
    trace = Trace()
    figures = weekly_pay_compensation(trace, g.book, on, in_euros(facts["weekly_pay"]), facts["untaken_days"])
    g.trace(trace)
    return Decision(figures, ())


def _owed(facts: Facts, method: str, days: int, **changes: Any) -> HolidayPart:
    """Holiday of the question's credit year that is paid as compensation."""
    given: dict[str, Any] = {
        "credit_year": _credit_year(facts["year"]),
        "rule": _rule(facts),
        "method": method,
        "days": days,
        "days_earned": days,
        "full_months": facts["full_months"],
        "days_per_month": Decimal(0),
        "base_cents": 0,
        "base_known": True,
        "work_days": 0,
        "excess_minutes": 0,
        "weekly_days_numerator": 1,
        "weekly_days_denominator": 1,
        "percent": None,
        "absence_pay_cents": 0,
        "first": None,
        "last": None,
        "compensation": True,
    }
    return HolidayPart(**(given | changes))


def _compensation(g: Gathered, part: HolidayPart, wages: tuple[Wage, ...] = ()) -> dict[str, Cents]:
    """The compensation of a part in cents by kinds of lines; what it needs and does not know is asked."""
    payslip = g.calculate(payslip_inputs(part.credit_year.after, holidays=(part,), wages=wages))
    kinds = ("holiday_compensation", "holiday_bonus")
    if not any(line.kind in kinds for line in payslip.lines):
        g.payslip(payslip)
    for line in payslip.lines:
        for value in line.values if line.kind in kinds else ():
            g.use(value)
    return {kind: Cents(sum(line.amount_cents for line in payslip.lines if line.kind == kind)) for kind in kinds}


@answering
def holiday_as_money(g: Gathered, facts: Facts) -> Answer:
    """Whether holiday may be paid instead of given."""
    allowed = g.take(
        lambda: annual_holiday_pay.may_be_paid_instead(
            employment_ends=facts["employment_ends"],
            free_time_right=facts["free_time_right"],
            illness_prevents=facts["illness_prevents"],
        )
    )
    return g.answer({"may_be_paid": allowed}, Said(f"holiday_as_money.{yes_or_no(allowed)}", {}))


@answering
def holiday_carry_over(g: Gathered, facts: Facts) -> Answer:
    """Whether holiday benefits move to the next employment."""
    allowed = g.take(
        lambda: annual_holiday_pay.may_carry_over(
            written=facts["written"],
            agreed_on=facts["agreed_on"],
            employment_end=facts["employment_end"],
            same_employer=facts["same_employer"],
        )
    )
    return g.answer({"carried_over": allowed}, Said(f"holiday_carry_over.{yes_or_no(allowed)}", {}))


@answering
def holiday_papers(g: Gathered, facts: Facts) -> Answer:
    """What the calculation of holiday pay shows, and what the holiday ledger holds."""
    shown = g.take(lambda: annual_holiday_pay.calculation_fields(facts["method"]))
    kept = g.take(annual_holiday_pay.ledger_fields)
    return g.answer(
        {"calculation": [{"item": _paper(one)} for one in shown], "ledger": [{"item": _paper(one)} for one in kept]},
        Said("holiday_papers", {}),
    )


def _paper(field: str) -> Word:
    return Word("paper_" + field.replace(" ", "_"))


@answering
def saved_leave_pay(g: Gathered, facts: Facts) -> Answer:
    """From which year's pay saved leave is paid, and whether it may be paid in money."""
    year = g.take(lambda: annual_holiday_giving.saved_leave_pay_year(facts["first"]))
    paid = g.take(
        lambda: annual_holiday_giving.saved_leave_paid_out(
            employment_ends=facts["employment_ends"],
            became_part_time=facts["became_part_time"],
            laid_off_open_ended=facts["laid_off_open_ended"],
        )
    )
    return g.answer(
        {"year_first": year.first, "year_last": year.last, "may_be_paid": paid},
        Said("saved_leave_pay.year", {"first": year.first, "last": year.last}),
        Said(f"saved_leave_pay.{yes_or_no(paid)}", {}),
    )


@answering
def holiday_cost_months(g: Gathered, facts: Facts) -> Answer:
    """The months of a family leave for which Kela compensates holiday costs."""
    leave = Period.closed(facts["leave_first"], facts["leave_last"])
    months = g.take(lambda: duties.holiday_cost_months(g.book, leave))
    rows = [{"month": month} for month in months]
    most = g.take(lambda: duties.holiday_cost_days(g.book, leave.first))
    return g.answer(
        {"months_in_all": len(rows), "days_per_month": most, "months": rows},
        Said("holiday_cost_months", {"count": len(rows), "days": most}),
    )
