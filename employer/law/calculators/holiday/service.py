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
    yes_or_no,
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


def _pattern(facts: Facts) -> annual_holiday.EarningFacts:
    """What a credit year's holiday is earned from when the work goes by a weekly pattern."""
    year = _credit_year(facts["year"])
    start, end = facts["employment_start"], facts.get("employment_end")
    minutes = facts["daily_hours"]
    week = tuple(minutes if day in facts["weekdays"] else 0 for day in WEEKDAYS)
    spells = ()
    if "absence_first" in facts:
        kind = facts.get("absence_kind", "sick")
        spells = (annual_holiday.AbsenceSpell(kind, facts["absence_first"], facts["absence_last"]),)
    last = year.last if end is None else min(end, year.last)
    away = Period.closed(spells[0].first, spells[0].last) if spells else Period(start, start)
    # Days before the credit year matter only for the employment's first month (17 §).
    known = [*Period.closed(max(start, year.first), last)]
    if start < year.first:
        known = [*Period(start, _next_month(start)), *known]
    worked = tuple(
        (day, minutes)
        for day in dict.fromkeys(known)
        if week[day.weekday()]
        and day not in away
        and (facts.get("public_holidays", False) or not calendar.is_public_holiday(day))
    )
    phase = annual_holiday.ContractPhase(start, week=(week,), agreed_rule=None)
    return annual_holiday.EarningFacts(year, start, end, year.last, (phase,), worked, spells)


def _credit_year(year: int) -> Period:
    """The holiday credit year that ends in March of a year."""
    return Period(date(year - 1, 4, 1), date(year, 4, 1))


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
    year = _credit_year(facts["year"])
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
    part = annual_holiday_giving.SickPart(
        days, began, requested=facts["requested"], part_days=calendar.holiday_days(holiday)
    )
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
    return g.answer({"scope": Word(f"scope_{found}")}, Said(f"holiday_scope.{found}", {}))


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
            weekly_minutes=facts["weekly_hours"],
        )
        found = g.take(lambda: annual_holiday.accrual_rule(phase, last, g.book))
        if found is None:
            return g.answer(None)
        rule = found
    return g.answer({"rule": Word(f"rule_{rule}")}, Said(f"holiday_rule.{rule}", {}))


@answering
def full_month(g: Gathered, facts: Facts) -> Answer:
    """Whether a month is full."""
    last = _credit_year(facts["year"]).last
    full = g.take(lambda: annual_holiday.month_is_full(facts["rule"], facts["days"], facts["time"], last, g.book))
    return g.answer({"full": full}, Said(f"full_month.{yes_or_no(full)}", {}))


@answering
def holiday_absence(g: Gathered, facts: Facts) -> Answer:
    """How much of an absence counts as work when holiday is earned."""
    known = _pattern(facts)
    days = g.take(lambda: annual_holiday.equivalent_days(known, g.book))
    minutes = g.take(lambda: annual_holiday.equivalent_minutes(known, g.book))
    time = Minutes(sum(minutes.values()))
    outcome: dict[str, Any] = {"days": len(days), "counted_time": time}
    if days:
        outcome["last_counted_day"] = max(days)
    key = "holiday_absence" if days else "holiday_absence.none"
    return g.answer(outcome, Said(key, {"days": len(days), "time": time}))


@answering
def supplementary_days(g: Gathered, facts: Facts) -> Answer:
    """Days off that fill a holiday that illness made short."""
    known = _pattern({**facts, "absence_kind": "sick"})
    earned = g.take(lambda: annual_holiday.earning(known, g.book))
    days = g.take(
        lambda: annual_holiday.supplementary_days(
            earned,
            lost_to_illness=True,
            absent_since=facts["absence_first"] if facts["absence_goes_on"] else None,
            asked_on=facts["day"],
            book=g.book,
            days_of_year=annual_holiday.supplementary_year_days(
                known.credit_year, known.employment_start, known.employment_end, known.spells
            ),
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
    return g.answer({"days": days}, Said(key, {"days": days}))


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
    return g.answer({"paid_by": by}, Said("holiday_pay_day", {"day": by}))


@answering
def holiday_compensation(g: Gathered, facts: Facts) -> Answer:
    """How holiday compensation is worked out at the end, and how much it is by percentage."""
    method = g.take(
        lambda: annual_holiday_pay.compensation_method(
            unit=facts["unit"],
            rule=_rule(facts),
            full_months=facts["full_months"],
            percentage_year=facts["hours_changed_in_year"],
        )
    )
    outcome: dict[str, Any] = {"method": Word(f"method_{method}")}
    said = [Said(f"holiday_compensation.{method}", {})]
    by_percentage = method in (annual_holiday_pay.PERCENTAGE, annual_holiday_pay.COMPENSATION_PERCENTAGE)
    if by_percentage and "year_pay" in facts:
        year = _credit_year(facts["year"])
        percent = g.take(lambda: annual_holiday_pay.percent(facts["lasted_a_year"], year.last, g.book))
        part = HolidayPart(
            credit_year=year,
            rule=_rule(facts),
            method="percentage",
            days=1,
            days_earned=1,
            full_months=facts["full_months"],
            days_per_month=Decimal(0),
            base_cents=facts["year_pay"],
            base_known=True,
            work_days=0,
            excess_minutes=0,
            weekly_days_numerator=1,
            weekly_days_denominator=1,
            percent=percent,
            absence_pay_cents=0,
            first=None,
            last=None,
            compensation=True,
        )
        payslip = g.calculate(payslip_inputs(year.after, holidays=(part,)))
        g.payslip(payslip)
        amount = Cents(sum(line.amount_cents for line in payslip.lines if line.kind == "holiday_compensation"))
        outcome |= {"percent": Rate(percent), "amount": amount}
        said.append(Said("holiday_compensation.amount", {"amount": amount, "percent": Rate(percent)}))
    return g.answer(outcome, *said)


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
