"""Answers about working time and the cost of a shift."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from employer.law.calculators.gathering.service import (
    HELSINKI,
    ONE_DAY,
    YEAR,
    Gathered,
    Open,
    answering,
    in_euros,
    paid_besides,
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
    Percents,
    Said,
    Used,
    Word,
    Words,
    minutes_between,
)
from employer.law.calculators.time.schemas import AGREEMENT_ANSWERS
from payroll.figures import Trace, rows_and_results
from payroll.inputs import Agreement, Insurance, Shift, Wage
from payroll.inputs import Answer as Told
from payroll.single_amounts import hour_of_monthly_pay, worked_pay
from rules import (
    Days,
    Decision,
    Reason,
    calendar,
)
from rules.decisions import (
    annual_holiday,
    duties,
    insurance,
    public_holidays,
    training,
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
        answers=tuple(
            Told(f"{topic}:calculator:{day.isoformat()}", _as_answered(facts[field]), "", day)
            for field, topic in AGREEMENT_ANSWERS.items()
            if field in facts
        ),
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
    trace, results = rows_and_results(payslip.trace)
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
    told = [
        Said(f"shift_cost.{one.code}", {name: to_cents(fact) for name, fact in one.facts if name in _WAGES})
        for one in payslip.notices
        if one.code in ("agreement_binds_by_law", "wage_raised_to_minimum")
    ]
    if payslip.totals["gross"] is None:
        # Supplements or a lowest wage are not known: the sum of what is known would be too little.
        outcome.pop("gross")
        return g.answer({**outcome, "employer_cost": None}, Said("shift_cost.open", {}), *told)
    if total is None:
        return g.answer({**outcome, "employer_cost": None}, Said("shift_cost.gross", {"amount": Cents(gross)}), *told)
    return g.answer(
        {**outcome, "employer_cost": Cents(total)},
        Said("shift_cost", {"amount": Cents(total), "gross": Cents(gross)}),
        *told,
    )


_WAGES = ("agreed", "minimum")


def _as_answered(fact: Decimal | time) -> str:
    return f"{fact:%H:%M}" if isinstance(fact, time) else f"{fact:f}"


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
    rostered = facts.get("rostered")
    split = g.take(
        lambda: working_time.split_day(
            facts["worked"],
            day,
            g.book,
            agreed=facts.get("agreed"),
            rostered=rostered,
            averaging=rostered is not None,
        )
    )
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
        if rostered is not None:  # overtime is what goes beyond the rostered day, on a Sunday too
            priced = replace(priced, overtime_50=split.overtime_50, overtime_100=split.overtime_100)
        outcome["sunday"] = Minutes(facts["worked"])
        said.append(Said("overtime.sunday", {}))
    return _with_pay(g, facts, day, priced, outcome, said)


@answering
def hourly_price(g: Gathered, facts: Facts) -> Answer:
    """The price of an hour of monthly pay, from which overtime is raised."""
    trace = Trace()
    price = hour_of_monthly_pay(trace, in_euros(facts["monthly_pay"]), facts["month_hours"])
    g.trace(trace)
    g.reasons.append(
        Reason("law.hourly_price", "872/2019 23 §", "the pay by the hours of its month", (), working_time.LINK)
    )
    cents = to_cents(str(Fraction(price.value)))
    return g.answer({"hourly_price": cents}, Said("hourly_price", {"amount": cents}))


@answering
def public_days(g: Gathered, facts: Facts) -> Answer:
    """The public holidays and eves of a year, and what the law sets for each."""
    year = facts["year"]
    names = {**calendar.public_holidays(year), calendar.easter_saturday(year): "Easter Saturday"}
    free = calendar.heta_free_days(year)
    rows = [
        {
            "day": day,
            "weekday": Word(WEEKDAYS[day.weekday()]),
            "name": Words(f"day_{one.lower().replace(' ', '_').replace(chr(39), '')}" for one in name.split("; ")),
            "pay_doubled": calendar.is_sunday_rate(day),
            "heta_day_off": day in free,
        }
        for day, name in sorted(names.items())
    ]
    weekdays = sum(1 for day in calendar.public_holidays(year) if day.weekday() < _SATURDAY)
    g.reasons += [
        Reason("law.doubled_days", "872/2019 17 §", "which days are paid as Sundays", (), working_time.LINK),
        Reason("law.holiday_used", "162/2005 4 §", "which days use no holiday", (), annual_holiday.LINK),
    ]
    return g.answer(
        {
            "count_weekdays": weekdays,
            "holidays": rows,
            "days_not_counted": [{"day": day} for day in calendar.uncounted_weekdays(year)],
        },
        Said("public_holidays", {"count": weekdays, "year": year}),
    )


_SATURDAY = 5


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
    said = [Said("overtime", {"time": Minutes(over)})]
    sundays = sum(
        minutes for offset, minutes in enumerate(days) if calendar.is_sunday_rate(monday + timedelta(days=offset))
    )
    if sundays:
        outcome["sunday"] = Minutes(sundays)
        said.append(Said("overtime.sundays", {"time": Minutes(sundays)}))
    return _with_pay(g, facts, monday, split, outcome, said, sundays)


def _with_pay(
    g: Gathered,
    facts: Facts,
    day: date,
    split: working_time.TimeSplit | working_time.SundaySplit,
    outcome: dict[str, Any],
    said: list[Said],
    sunday_minutes: int = 0,
) -> Answer:
    if "wage" in facts:
        trace = Trace()
        pay = g.take(
            lambda: Decision(worked_pay(trace, g.book, day, facts["wage"], split, sunday_minutes=sunday_minutes), ())
        )
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


def _span(facts: Facts) -> working_time.Span:
    """The shift of a day, an hour of beginning and an hour of ending; the break is what was told of it."""
    begins = datetime.combine(facts["day"], facts["start"])
    ends = begins + timedelta(minutes=minutes_between(facts["start"], facts["end"]))
    return working_time.Span(begins, ends, facts.get("break_minutes", 0))


@answering
def working_time_act(g: Gathered, facts: Facts) -> Answer:
    """Whether the Working Time Act applies."""
    applies = g.take(
        lambda: working_time.applies(
            family_member=facts["family_member"],
            supervisable=facts["supervisable"],
            hours_set_or_monitored=facts.get("hours_followed"),
        )
    )
    if applies is None:
        return g.answer(None)
    return g.answer({"applies": applies}, Said(f"working_time_act.{yes_or_no(applies)}", {}))


@answering
def stand_by(g: Gathered, facts: Facts) -> Answer:
    """Whether stand-by is working time."""
    is_work = g.take(lambda: working_time.standby_is_working_time(must_stay_at_workplace=facts["must_stay"]))
    return g.answer({"is_working_time": is_work}, Said(f"stand_by.{yes_or_no(is_work)}", {}))


@answering
def period_work(g: Gathered, facts: Facts) -> Answer:
    """Whether period work is open, and how its overtime is raised."""
    day = facts["day"]
    allowed = g.take(
        lambda: working_time.period_work(agreement_or_permit=facts.get("agreement_or_permit") or None, day=day)
    )
    if allowed is None:
        return g.answer(None)
    outcome: dict[str, Any] = {"period_work_allowed": allowed}
    said = [Said("period_work", {})]
    if "overtime" in facts:
        split = g.take(lambda: working_time.split_period_work(facts["overtime"], facts["weeks"], day, g.book))
        outcome |= {"overtime_50": Minutes(split.overtime_50), "overtime_100": Minutes(split.overtime_100)}
        said.append(Said("overtime", {"time": Minutes(facts["overtime"])}))
    return g.answer(outcome, *said)


@answering
def time_off(g: Gathered, facts: Facts) -> Answer:
    """How much time off stands for overtime, and by when it is given."""
    day = facts["day"]
    minutes = g.take(
        lambda: working_time.time_off(
            day,
            g.book,
            daily=facts["daily"],
            weekly=facts["weekly"],
            additional=facts["additional"],
            increase_only=facts["increase_only"],
        )
    )
    by = g.take(lambda: working_time.time_off_by(day, g.book))
    return g.answer(
        {"time_off": Minutes(minutes), "given_by": by}, Said("time_off", {"time": Minutes(minutes), "day": by})
    )


@answering
def overtime_consent(g: Gathered, facts: Facts) -> Answer:
    """What consent work beyond the agreed time needs."""
    needs = g.take(
        lambda: working_time.overtime_consent(
            facts["work"], variable_hours=facts["variable_hours"], agreed_in_contract=facts["agreed_in_contract"]
        )
    )
    return g.answer({"consent": Word(f"consent_{needs}")}, Said(f"overtime_consent.{needs}", {}))


@answering
def highest_average(g: Gathered, facts: Facts) -> Answer:
    """Whether the average working time stays within the maximum."""
    first, after = facts["first"], facts["last"] + ONE_DAY
    kept = g.take(lambda: working_time.within_highest_average(facts["time"], first, after, g.book))
    average = Minutes(ceil(Fraction(facts["time"] * 7, (after - first).days)))  # told as it was decided
    return g.answer(
        {"within_limit": kept, "weekly_average": average},
        Said(f"highest_average.{yes_or_no(kept)}", {"time": average}),
    )


@answering
def rest_break(g: Gathered, facts: Facts) -> Answer:
    """Whether a shift has the break it needs."""
    enough = g.take(
        lambda: working_time.break_is_enough(
            _span(facts),
            g.book,
            shorter_agreed=facts["shorter_break_agreed"],
            presence_necessary=facts["presence_necessary"],
        )
    )
    said = [Said(f"rest_break.{yes_or_no(enough)}", {})]
    further = Minutes(g.take(lambda: working_time.long_day_break(_span(facts).minutes, facts["day"], g.book)))
    if further:
        said.append(Said("rest_break.further", {"time": further}))
    return g.answer({"enough": enough, "further_break": further}, *said)


@answering
def emergency_work(g: Gathered, facts: Facts) -> Answer:
    """Whether work is emergency work, and by when the authority is told of it."""
    is_one = g.take(
        lambda: working_time.emergency_work(
            unforeseen=facts["unforeseen"],
            endangers=facts["endangers"],
            can_wait=facts["can_wait"],
            beyond_regular_time=facts["beyond_regular_time"],
            first=facts["first"],
            last=facts["last"],
            book=g.book,
        )
    )
    outcome: dict[str, Any] = {"is_emergency_work": is_one}
    said = [Said(f"emergency_work.{yes_or_no(is_one)}", {})]
    if is_one:
        outcome["told_by"] = by = g.take(lambda: duties.emergency_notice_due(facts["first"]))
        said.append(Said("emergency_work.told", {"day": by}))
    return g.answer(outcome, *said)


@answering
def daily_rest(g: Gathered, facts: Facts) -> Answer:
    """The rest in the day and night after the first of the shifts begins."""
    shift, *following = facts["shifts"]
    rest = g.take(
        lambda: working_time.daily_rest(
            shift,
            following,
            g.book,
            shortened_ground="a ground of the section" if facts["shortened_ground"] else None,
            shortened_before=facts["shortened_before"],
        )
    )
    outcome: dict[str, Any] = {"enough": rest.compliant, "rest_time": Minutes(rest.rest_minutes)}
    said = [Said(f"daily_rest.{yes_or_no(rest.compliant)}", {"time": Minutes(rest.rest_minutes)})]
    if rest.make_up_by is not None:
        outcome["made_up_by"] = rest.make_up_by
        said.append(Said("daily_rest.made_up", {"day": rest.make_up_by}))
    return g.answer(outcome, *said)


@answering
def weekly_rest(g: Gathered, facts: Facts) -> Answer:
    """Whether the weekly rest is enough."""
    shifts, first = facts["shifts"], datetime.combine(facts["monday"], time())
    week = timedelta(weeks=1)
    rests = [
        working_time.longest_rest(shifts, first + number * week, first + (number + 1) * week)
        for number in range(facts["weeks"])
    ]
    days: dict[date, int] = {}
    for shift in shifts:
        days[shift.start.date()] = days.get(shift.start.date(), 0) + shift.minutes
    kept = g.take(lambda: working_time.weekly_rest(rests, facts["monday"], g.book, longest_day=max(days.values())))
    rows = [
        {"week_first": (first + number * week).date(), "rest_time": Minutes(rest)} for number, rest in enumerate(rests)
    ]
    return g.answer({"enough": kept, "weeks": rows}, Said(f"weekly_rest.{yes_or_no(kept)}", {}))


@answering
def night_work(g: Gathered, facts: Facts) -> Answer:
    """How much of a shift is night work, and whether it needs a ground."""
    shift, day = _span(facts), facts["day"]

    def at_night() -> Decision[int]:
        limits = tuple(g.book.value(f"working_time_limit.night_{end}", Days(work_day=day)) for end in ("from", "until"))
        reason = Reason("law.night_hours", "872/2019 8 §", "by the clock", (), working_time.LINK)
        return Decision(working_time.night_minutes(shift, g.book), (reason,), (), limits)

    night = Minutes(g.take(at_night))
    breaches = g.take(
        lambda: working_time.check_roster(
            (shift,),
            g.book,
            presence_necessary=True,
            averaging=True,
            night_work_allowed=facts.get("night_work_allowed"),
            sunday_work_agreed=True,
        )
    )
    broken = [one.reason for one in breaches if one.reason.section.endswith(" 8 §")]
    g.reasons.extend(broken)
    key = "none" if not night else "broken" if broken else "allowed"
    return g.answer({"night_time": night, "ground_needed": bool(night)}, Said(f"night_work.{key}", {"time": night}))


@answering
def roster_change(g: Gathered, facts: Facts) -> Answer:
    """By when a roster is given, and whether it may be changed."""
    by = g.take(lambda: working_time.roster_notice(facts["first"], g.book))
    may = g.take(
        lambda: working_time.roster_change(
            published=facts["published"], consent=facts["consent"], weighty_reason=facts["weighty_reason"]
        )
    )
    return g.answer(
        {"roster_by": by, "may_be_changed": may},
        Said("roster_change.by", {"day": by}),
        Said(f"roster_change.{yes_or_no(may)}", {}),
    )


@answering
def variable_shift(g: Gathered, facts: Facts) -> Answer:
    """Whether a shift of variable hours needs consent."""
    needed = g.take(
        lambda: working_time.variable_shift_consent(
            within_agreed_times=facts["within_agreed_times"],
            minutes_before=facts["time_before"],
            shift_minutes=facts["shift_time"],
            agreed_minimum=facts["agreed_minimum"],
        )
    )
    return g.answer({"consent_needed": needed}, Said(f"variable_shift.{yes_or_no(needed)}", {}))


@answering
def cancelled_shift(g: Gathered, facts: Facts) -> Answer:
    """Whether a cancelled shift of variable hours gives compensation."""
    due = g.take(
        lambda: working_time.cancelled_shift_compensation(
            datetime.combine(facts["cancelled_day"], facts["cancelled_at"]),
            datetime.combine(facts["day"], facts["start"]),
            paid_anyway=facts["paid_anyway"],
            book=g.book,
        )
    )
    return g.answer({"compensation_due": due}, Said(f"cancelled_shift.{yes_or_no(due)}", {}))


@answering
def training_terms(g: Gathered, facts: Facts) -> Answer:
    """Whether training is working time, and who pays."""
    found = g.take(
        lambda: training.training_terms(
            required_by_law_or_agreement=facts["required_by_law"],
            ordered_by_employer=facts["ordered"],
            agreed_paid=facts.get("agreed_paid"),
        )
    )
    if found is None:
        return g.answer(None)
    return g.answer(
        {
            "is_working_time": found.working_time,
            "employer_pays_cost": found.employer_pays_cost,
            "in_normal_shifts": found.in_normal_shifts,
        },
        Said(f"training_terms.{yes_or_no(found.working_time)}", {}),
    )


@answering
def orientation(g: Gathered, facts: Facts) -> Answer:
    """By when the employee is taught the work."""
    by = g.take(lambda: training.orientation_by(facts["first_work_day"], facts.get("new_task_day")))
    return g.answer({"given_by": by}, Said("orientation", {"day": by}))


@answering
def independence_day(g: Gathered, facts: Facts) -> Answer:
    """Whether Independence Day off is paid by statute."""
    day = date(facts["year"], 12, 6)
    paid = g.take(lambda: public_holidays.independence_day_pay(g.book, day, facts["employment_start"]))
    return g.answer({"day": day, "paid": paid}, Said(f"independence_day.{yes_or_no(paid)}", {"day": day}))


@answering
def averaging(g: Gathered, facts: Facts) -> Answer:
    """Overtime of an averaging period, and whether its plan fits."""
    weeks, last, end = facts["weeks"], facts["last"], facts.get("employment_end")
    cut_off = end is not None and end < last
    over = 0 if cut_off else g.take(lambda: working_time.averaging_overtime(facts["time"], weeks, last, g.book))
    outcome: dict[str, Any] = {"overtime_50": Minutes(over)}
    said = [Said("overtime", {"time": Minutes(over)})]
    if "plan_time" in facts:
        plan = (facts["plan_time"], *(0 for _ in range(weeks - 1)))  # only the sum and the weeks decide
        fits = g.take(lambda: working_time.averaging_plan(plan, last, g.book))
        outcome["plan_fits"] = fits
        said.append(Said(f"averaging.plan.{yes_or_no(fits)}", {}))
    if end is not None:
        ended = g.take(lambda: working_time.averaging_ended(end, last))
        outcome["ends_early"] = ended
        said.append(Said(f"averaging.ended.{yes_or_no(ended)}", {}))
    if cut_off:
        first = last + timedelta(days=1) - timedelta(weeks=weeks)
        plain = g.take(lambda: working_time.ended_average(facts["time"], first, end, g.book))
        outcome["plain_time"] = Minutes(plain)
        said.append(Said("averaging.plain", {"time": Minutes(plain)}))
    return g.answer(outcome, *said)


@answering
def missed_rest(g: Gathered, facts: Facts) -> Answer:
    """How weekly rest that was not given is made good."""
    by = g.take(lambda: working_time.missed_weekly_rest(facts["day"], g.book, money_agreed=facts["money_agreed"]))
    if by is None:
        return g.answer({"paid_in_money": True}, Said("missed_rest.money", {}))
    return g.answer({"paid_in_money": False, "given_by": by}, Said("missed_rest", {"day": by}))


@answering
def travel_time(g: Gathered, facts: Facts) -> Answer:
    """Whether travel is working time."""
    is_work = g.take(lambda: working_time.travel_is_working_time(is_the_work_itself=facts["is_the_work"]))
    return g.answer({"is_working_time": is_work}, Said(f"travel_time.{yes_or_no(is_work)}", {}))


@answering
def longer_time(g: Gathered, facts: Facts) -> Answer:
    """Whether longer regular hours may be agreed, and whether in writing."""
    found = g.take(
        lambda: working_time.agreed_longer_time(
            facts["day_time"],
            facts["week_time"],
            facts["average_time"],
            facts.get("weeks"),
            facts["day"],
            g.book,
            agreed_week=facts.get("agreed_week"),
        )
    )
    beyond = any(reason.code == "working_time.beyond_agreed_week" for reason in g.reasons)
    said = [Said("longer_time.beyond" if beyond else f"longer_time.{yes_or_no(found.allowed)}", {})]
    if found.allowed and found.in_writing:
        said.append(Said("longer_time.written", {}))
    return g.answer({"may_be_agreed": found.allowed, "in_writing": found.in_writing}, *said)
