"""Answers about the personal assistants' agreement."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from employer.law.calculators.gathering.service import (
    ONE_DAY,
    Gathered,
    Open,
    answering,
    payslip_inputs,
    to_cents,
    yes_or_no,
)
from employer.law.calculators.schemas import (
    WEEKDAYS,
    Answer,
    Asked,
    Cents,
    Clock,
    Facts,
    Minutes,
    Rate,
    Said,
    Word,
    Words,
    minutes_between,
)
from payroll.agreement import Terms
from payroll.agreement_pay import even_monthly_pay, one_off_compensation, raised_wage, shortfall
from payroll.draft import Draft
from payroll.figures import Figure, Trace, as_text
from payroll.inputs import (
    Agreement,
)
from payroll.single_amounts import experience_wages, supplement_pay, time_at_price
from rules import (
    Days,
    Decision,
    Reason,
    Value,
    calendar,
)
from rules.decisions import (
    annual_holiday,
    contract,
    coverage,
    ending,
    personal_assistants,
    supplements,
)


@answering
def heta_binding(g: Gathered, facts: Facts) -> Answer:
    """Whether the personal assistants' agreement binds on a day."""
    found = g.take(
        lambda: coverage.agreement_on(
            g.book,
            facts["day"],
            job=facts["job"],
            employer=facts["employer"],
            member=facts.get("member"),
            member_since=facts.get("member_since"),
            assists_disabled_person=facts.get("assists_disabled"),
        )
    )
    if found is None:
        return g.answer(None)
    outcome = {"binds": found.binding, "edition": found.edition, "why": Word(found.reason)}
    return g.answer(outcome, Said("heta_binding.yes" if found.binding else "heta_binding.no", {"day": facts["day"]}))


@answering
def heta_pay_group(g: Gathered, facts: Facts) -> Answer:
    """The pay group of permanent tasks."""
    group = g.take(lambda: personal_assistants.pay_group(facts["tasks"], facts["day"], g.book))
    if group is None:
        return g.answer(None)
    return g.answer({"pay_group": group}, Said("heta_pay_group", {"group": group}))


def _lowest_wage(g: Gathered, facts: Facts) -> Figure | None:
    """The agreement's lowest hourly wage on a day for a pay group, a region and months of experience; None after
    asking."""
    day = facts["day"]
    row = Agreement(
        day,
        None,
        "heta",
        pay_group=facts["pay_group"],
        region=facts["region"],
        experience_months=facts["experience_months"],
    )
    draft = Draft(payslip_inputs(day, job=coverage.PERSONAL_ASSISTANCE, agreements=(row,)), g.book)
    wage = g.take(lambda: Decision(Terms(draft).lowest_wage(day), ()))
    g.draft(draft)
    return wage


@answering
def heta_wage(g: Gathered, facts: Facts) -> Answer:
    """The agreement's lowest hourly wage."""
    day = facts["day"]
    steps = g.take(lambda: personal_assistants.experience_steps(facts["experience_months"], day, g.book))
    wage = _lowest_wage(g, facts)
    if wage is None:
        return g.answer(None)
    cents = to_cents(str(Fraction(wage.value)))
    return g.answer({"lowest_wage": cents, "steps": steps}, Said("heta_wage", {"amount": cents, "steps": steps}))


def _known(g: Gathered, name: str, day: date) -> Value:
    """A value of the book on a day of work, noted as used. Raises ``Open`` when the book cannot answer."""
    return g.take(lambda: _value(g, name, day))


def _by_agreement(g: Gathered, clause: str) -> None:
    """The reason of what stands in a table of the agreement alone."""
    g.reasons.append(Reason("law.by_agreement", f"Heta, {clause}", "it stands in the agreement", (), AGREEMENT_LINK))


def _cents(figure: Figure) -> Cents:
    return to_cents(str(Fraction(figure.value)))


@answering
def heta_experience(g: Gathered, facts: Facts) -> Answer:
    """The wages that experience makes of a wage of the table, step by step."""
    day, trace = facts["day"], Trace()
    steps = _known(g, "heta.experience_steps", day).number
    g.take(lambda: personal_assistants.experience_steps(0, day, g.book))
    wages = g.take(
        lambda: Decision(
            experience_wages(trace, g.book, day, facts["table_wage"], len(steps), percent=facts.get("step_percent")), ()
        )
    )
    g.trace(trace)
    rows = [
        {"step_number": int(step["step"]), "from_months": int(step["months"]), "hourly_wage": _cents(wage)}
        for step, wage in zip(steps, wages, strict=True)
    ]
    return g.answer({"experience_wages": rows}, Said("heta_experience", {"count": len(rows)}))


@answering
def heta_wage_range(g: Gathered, facts: Facts) -> Answer:
    """Between which wages the table's wage is after each increase, while the table itself is not known."""
    group, region = facts["pay_group"], facts["region"]
    _by_agreement(g, "wage table")
    first = g.book.entry("heta.wage_floor_euros").items[-1].first
    floors = _known(g, "heta.wage_floor_euros", first)
    increases = _known(g, "heta.table_increase_euros", first)
    base = next((one["euros"] for one in floors.number if (one["group"], one["region"]) == (group, region)), None)
    if base is None:
        g.ask(Asked("heta.base_wage_euros", "", "", "", (("day", first.isoformat()),)))
        return g.answer(None)
    least = most = base
    rows = []
    for one in increases.number:
        least, most = least + one["lowest_euros"], most + one["highest_euros"]
        rows.append(
            {"after_year": int(one["year"]), "least_wage": to_cents(f"{least:f}"), "most_wage": to_cents(f"{most:f}")}
        )
    said = Said("heta_wage_range", {"least": rows[0]["least_wage"], "most": rows[0]["most_wage"]})
    return g.answer({"wage_ranges": rows}, said)


@answering
def heta_raise(g: Gathered, facts: Facts) -> Answer:
    """A personal wage after the agreement's raise of a day, and not below the table's wage."""
    day, trace = facts["day"], Trace()
    _by_agreement(g, "wage table")
    above = "heta.above_table_raise_euros"
    known = any(one.first <= day and (one.after is None or day < one.after) for one in g.book.entry(above).items)
    name = above if known else "heta.raise_at_least_euros"
    by = _known(g, name, day)
    lowest = None
    if "pay_group" in facts:
        found = _lowest_wage(g, facts)
        if found is None:
            return g.answer(None)
        lowest = trace.given("table_wage", Fraction(found.value), "euros_per_hour")
    raised = name == above or day == by.first  # the days of the raises of wages above the table are not known
    more = trace.law(by) if raised else trace.given("no_raise", 0, "euros")
    wage = raised_wage(trace, trace.given("wage", facts["wage"], "euros_per_hour"), more, lowest)
    cents = _cents(wage)
    if not raised:
        outcome = {"raise": Cents(0), "hourly_wage": cents}
        return g.answer(outcome, Said("heta_raise.none", {"day": by.first, "amount": cents}))
    return g.answer({"raise": to_cents(f"{by.number:f}"), "hourly_wage": cents}, Said("heta_raise", {"amount": cents}))


@answering
def heta_back_pay(g: Gathered, facts: Facts) -> Answer:
    """What is owed at least when hours were paid below the lowest wage that is certain."""
    day, trace = facts["day"], Trace()
    _by_agreement(g, "wage table")
    floors = _known(g, "heta.wage_floor_euros", day)
    key = (facts["pay_group"], facts["region"])
    floor = next((one["euros"] for one in floors.number if (one["group"], one["region"]) == key), None)
    if floor is None:
        g.ask(Asked("heta.base_wage_euros", "", "", "", (("day", day.isoformat()),)))
        return g.answer(None)
    owed = shortfall(
        trace,
        trace.given("minutes", facts["time"], "minutes"),
        trace.given("paid", facts["wage"], "euros_per_hour"),
        trace.given("floor", floor, "euros_per_hour"),
    )
    amount = Cents(max(owed.cents, 0))
    return g.answer({"least_wage": to_cents(f"{floor:f}"), "amount": amount}, Said("heta_back_pay", {"amount": amount}))


@answering
def heta_monthly_pay(g: Gathered, facts: Facts) -> Answer:
    """Even monthly pay of an hourly wage."""
    _by_agreement(g, "pay days")
    trace = Trace()
    pay = g.take(
        lambda: Decision(
            even_monthly_pay(
                trace,
                g.book,
                facts["day"],
                trace.given("weekly", facts["weekly_hours"], "minutes"),
                trace.given("wage", facts["wage"], "euros_per_hour"),
            ),
            (),
        )
    )
    g.trace(trace)
    return g.answer({"amount": Cents(pay.cents)}, Said("heta_monthly_pay", {"amount": Cents(pay.cents)}))


@answering
def heta_one_off(g: Gathered, facts: Facts) -> Answer:
    """The one-off compensation of an edition for a share of full time."""
    _by_agreement(g, "wage table")
    trace = Trace()
    share = trace.given("share", facts["time_share"], "number")
    paid = g.take(lambda: Decision(one_off_compensation(trace, g.book, facts["day"], share), ()))
    g.trace(trace)
    return g.answer({"amount": Cents(paid.cents)}, Said("heta_one_off", {"amount": Cents(paid.cents)}))


_COUNTIES = {"varsinais_suomi": "county.varha_hourly_euros", "keski_uusimaa": "county.keusote_hourly_euros"}


@answering
def county_wage(g: Gathered, facts: Facts) -> Answer:
    """What a county has paid for hours of employers outside the agreement, beside the agreement's wage."""
    day, group = facts["day"], facts["pay_group"]
    table = _known(g, _COUNTIES[facts["county"]], day)
    paid = next(one["euros"] for one in table.number if one["group"] in (group, "all"))
    g.reasons.append(Reason("law.which_terms", "55/2001 2:7 §", "a binding agreement goes first", (), contract.LINK))
    outcome: dict[str, Any] = {"hourly_wage": to_cents(f"{paid:f}")}
    with suppress(Open):
        rows = _known(g, "heta.base_wage_euros", day).number
        own = next((one["euros"] for one in rows if (one["group"], one["region"]) == (group, "muu_suomi")), None)
        if own is not None:
            outcome |= {"table_wage": to_cents(f"{own:f}"), "difference": to_cents(f"{own - paid:f}")}
    return g.answer(outcome, Said("county_wage", {"amount": outcome["hourly_wage"]}))


@answering
def heta_weekday_holiday(g: Gathered, facts: Facts) -> Answer:
    """What a weekday holiday of the agreement pays: off, or worked."""
    day, trace = facts["day"], Trace()
    is_one = supplements.weekday_holiday(day)
    outcome: dict[str, Any] = {"weekday_holiday": is_one}
    right = is_one and g.take(
        lambda: supplements.weekday_holiday_right(g.book, day, facts["employment_start"], facts.get("employment_end"))
    )
    if is_one:
        outcome["has_right"] = right
    else:
        _by_agreement(g, "weekday holidays")
    if "weekly_hours" in facts:
        weekly = facts["weekly_hours"]
        minutes = -(-weekly // int(_known(g, "heta.free_day_week_divisor", day).number)) if right else 0
        amount = Cents(time_at_price(trace, "day_off", minutes, facts["wage"]).cents)
        outcome |= {"paid_time": Minutes(minutes), "amount": amount, "rest_of_week": Minutes(weekly - minutes)}
        key = "heta_weekday_holiday.off" if right else "heta_weekday_holiday.none"
        return g.answer(outcome, Said(key, {"amount": amount, "time": Minutes(minutes)}))
    sunday = calendar.is_sunday_rate(day)
    if not right and not sunday:
        return g.answer(outcome, Said("heta_weekday_holiday.ordinary", {}))
    worked, wage = facts["worked"], facts["wage"]
    base = time_at_price(trace, "base_pay", worked, wage).cents
    percent = _known(g, "heta.free_day_worked_percent" if right else "heta.sunday.percent", day)
    increase = supplement_pay(trace, "increase", worked, wage, trace.law(percent)).cents
    doubled = 0
    if sunday:
        by = _known(g, "heta.sunday.percent", day)
        doubled = supplement_pay(trace, "sunday", worked, wage, trace.law(by)).cents
    total = Cents(base + increase)
    outcome |= {
        "base_pay": Cents(base),
        "holiday_increase": Cents(increase - doubled),
        "sunday_pay": Cents(doubled),
        "saturday_pay": Cents(0),  # Sunday pay or the day's own increase takes its place
        "amount": total,
        "pay_multiple": (100 + percent.number) / 100,
    }
    return g.answer(outcome, Said("heta_weekday_holiday.worked", {"amount": total}))


@answering
def weekday_holidays(g: Gathered, facts: Facts) -> Answer:
    """The paid weekday holidays of the agreement in a year."""
    year = facts["year"]
    free = sorted(calendar.heta_free_days(year))
    days = [{"day": day, "weekday": Word(WEEKDAYS[day.weekday()])} for day in free]
    begun = date(year - 1, 1, 1)

    def right() -> Decision[bool]:
        """Every day is looked up: a year may reach beyond what is known of the agreement, and then it is asked."""
        found = [supplements.weekday_holiday_right(g.book, day, begun, None) for day in free]
        return found[0]

    g.take(right)
    return g.answer({"count": len(days), "days": days}, Said("weekday_holidays", {"count": len(days), "year": year}))


@answering
def heta_old_group(g: Gathered, facts: Facts) -> Answer:
    """The pay group that an old one became."""
    group = g.take(lambda: personal_assistants.group_after_2024(facts["group_before"], facts["day"], g.book))
    return g.answer({"pay_group": group}, Said("heta_pay_group", {"group": group}))


@answering
def heta_region(g: Gathered, facts: Facts) -> Answer:
    """The region of a municipality."""
    found = g.take(lambda: personal_assistants.region(facts["municipality"], facts["day"], g.book))
    return g.answer({"region": Word(found)}, Said("heta_region", {"region": Word(found)}))


@answering
def heta_certificate(g: Gathered, facts: Facts) -> Answer:
    """Whether a doctor's certificate is needed."""
    needed = g.take(
        lambda: personal_assistants.certificate_required(
            facts["absence_days"], facts["agreed_from_first_day"], facts["day"], g.book
        )
    )
    return g.answer({"certificate_needed": needed}, Said(f"heta_certificate.{yes_or_no(needed)}", {}))


@answering
def heta_day_off(g: Gathered, facts: Facts) -> Answer:
    """Paid days off that an event gives."""
    days = g.take(lambda: personal_assistants.paid_day_off(facts["event"], facts["day"], g.book))
    key = "heta_day_off" if days else "heta_day_off.none"
    outcome: dict[str, Any] = {"days": days}
    said = [Said(key, {"days": days})]
    if days and "time" in facts:
        amount = Cents(time_at_price(Trace(), "paid_day_off", facts["time"], facts["wage"]).cents)
        outcome |= {"amount": amount, "supplements_paid": Cents(0)}
        said.append(Said("heta_day_off.amount", {"amount": amount}))
    return g.answer(outcome, *said)


@answering
def heta_holiday(g: Gathered, facts: Facts) -> Answer:
    """Holiday days for a full month by the agreement."""
    end = date(facts["year"], 3, 31)
    days = g.take(
        lambda: personal_assistants.holiday_days_per_month(
            facts["employment_start"], end, facts["similar_months"], g.book
        )
    )
    outcome: dict[str, Any] = {"days_per_month": days}
    said = [Said("heta_holiday", {"days": days})]
    if "full_months" in facts:
        earned = annual_holiday.round_up(days * facts["full_months"])
        outcome["days_earned"] = earned
        said.append(Said("holiday_from_months", {"days": earned, "months": facts["full_months"], "rate": days}))
    return g.answer(outcome, *said)


def _bonus_percent(g: Gathered, credit_year_end: date) -> Decision[Value]:
    value = g.book.value("heta.holiday_bonus_percent", Days(credit_year_end=credit_year_end))
    return Decision(value, (), (), (value,))


@answering
def heta_bonus(g: Gathered, facts: Facts) -> Answer:
    """Whether the holiday bonus is paid on compensation at the end."""
    due = g.take(lambda: personal_assistants.bonus_on_compensation(facts["employment_months"], facts["day"], g.book))
    outcome: dict[str, Any] = {"bonus_due": due}
    if due:
        end = calendar.credit_year(facts["day"]).last
        outcome["percent"] = None
        with suppress(Open):
            outcome["percent"] = Rate(g.take(lambda: _bonus_percent(g, end)).number)
    return g.answer(outcome, Said(f"heta_bonus.{yes_or_no(due)}", {}))


@answering
def heta_notice(g: Gathered, facts: Facts) -> Answer:
    """The agreement's notice period."""
    months = g.take(lambda: personal_assistants.notice_months(facts["employment_months"], facts["day"], g.book))
    last = ending.Length(months, "months").after(facts["day"])
    return g.answer(
        {"months_of_notice": months, "last_day": last},
        Said("notice_period.length.months", {"amount": months}),
        Said("notice_period.last_day", {"day": last}),
    )


@answering
def heta_layoff(g: Gathered, facts: Facts) -> Answer:
    """The agreement's notice of a lay-off, and whether the employee is heard."""
    days, heard = g.take(lambda: personal_assistants.layoff_notice_days(facts["sudden"], facts["day"], g.book))
    return g.answer(
        {"days_of_notice": days, "employee_heard": heard},
        Said("heta_layoff", {"days": days}),
        Said(f"heta_layoff.heard.{yes_or_no(heard)}", {}),
    )


@answering
def heta_roster(g: Gathered, facts: Facts) -> Answer:
    """By when the roster is given, and whether an averaging period is allowed."""
    first = facts["first"]
    by = g.take(lambda: personal_assistants.roster_by(first, g.book))
    outcome: dict[str, Any] = {"roster_by": by}
    said = [Said("roster_change.by", {"day": by})]
    if "weeks" in facts:
        allowed = g.take(lambda: personal_assistants.averaging_allowed(facts["weeks"], first, g.book))
        outcome["averaging_allowed"] = allowed
        said.append(Said(f"heta_roster.{yes_or_no(allowed)}", {"weeks": facts["weeks"]}))
    return g.answer(outcome, *said)


@answering
def heta_shift(g: Gathered, facts: Facts) -> Answer:
    """Whether a shift is shorter than the agreement's shortest one, and by how much."""
    short = g.take(
        lambda: personal_assistants.short_of_shift(facts["time"], facts.get("shortest_shift"), facts["day"], g.book)
    )
    if short is None:
        return g.answer(None)
    outcome = {"long_enough": not short, "missing_time": Minutes(short)}
    return g.answer(outcome, Said(f"heta_shift.{yes_or_no(not short)}", {"time": Minutes(short)}))


@answering
def heta_overtime(g: Gathered, facts: Facts) -> Answer:
    """Whether the parties may agree on another overtime pay than the act's."""
    may = g.take(
        lambda: personal_assistants.overtime_may_be_agreed(
            facts["day"], facts.get("member"), facts.get("confirmed"), g.book
        )
    )
    if may is None:
        return g.answer(None)
    return g.answer({"may_be_agreed": may}, Said(f"heta_overtime.{yes_or_no(may)}", {}))


@answering
def heta_pay_day(g: Gathered, facts: Facts) -> Answer:
    """By when work is paid by the agreement."""
    by = g.take(lambda: personal_assistants.pay_by(facts["day"], facts["monthly_agreed"], g.book))
    return g.answer({"paid_by": by}, Said("heta_pay_day", {"day": by}))


@answering
def heta_travel_day(g: Gathered, facts: Facts) -> Answer:
    """Meals that the employer pays on a travel day."""
    start, end = (60 * facts[name].hour + facts[name].minute for name in ("start", "end"))
    meals = g.take(lambda: personal_assistants.travel_meals(start, end, facts["day"], g.book))
    if meals is None:
        return g.answer(None)
    key = "heta_travel_day" if meals else "heta_travel_day.none"
    return g.answer({"meals": meals}, Said(key, {"meals": meals}))


AGREEMENT_LINK = "https://heta-liitto.fi/tyoehtosopimus/"
_KNOWN_EDGES = (
    "heta.evening.first",
    "heta.evening.after",
    "heta.night.first",
    "heta.saturday.after",
    "heta.sunday.eve_first",
)


def _value(g: Gathered, name: str, day: date) -> Decision[Value]:
    value = g.book.value(name, Days(work_day=day))
    return Decision(value, (), (), (value,))


DAY_MINUTES = 24 * 60


@answering
def heta_supplements(g: Gathered, facts: Facts) -> Answer:
    """The agreement's supplements hour by hour of a shift; one that ends by its beginning ends on the next day."""
    day = facts["day"]
    first = 60 * facts["start"].hour + facts["start"].minute
    after = first + minutes_between(facts["start"], facts["end"])
    inputs = payslip_inputs(
        day, last=day + ONE_DAY, job=coverage.PERSONAL_ASSISTANCE, agreements=(Agreement(day, None, "heta"),)
    )
    draft = Draft(inputs, g.book)

    def spans() -> Decision[list[tuple[int, int, tuple[str, ...]]]]:
        terms = Terms(draft)
        edges = [cut + start for cut in (0, *terms.edges(day).cuts) for start in (0, DAY_MINUTES)]
        cuts = sorted({first, after, *(cut for cut in edges if first < cut < after)})
        found: list[tuple[int, int, tuple[str, ...]]] = []
        for begin, end in pairwise(cuts):
            kinds = terms.kinds(day + (begin // DAY_MINUTES) * ONE_DAY, begin % DAY_MINUTES)
            if found and found[-1][2] == kinds:
                found[-1] = (found[-1][0], end, kinds)
            else:
                found.append((begin, end, kinds))
        return Decision(found, ())

    found = g.take(spans)
    g.draft(draft)
    for name in _KNOWN_EDGES:
        with suppress(Open):
            g.take(lambda name=name: _value(g, name, day))
    g.reasons.append(Reason("law.heta_supplements", "Heta 11 §", "by the hours of the clock", (), AGREEMENT_LINK))
    if any(one.blocks for one in g.questions.values()):
        return g.answer(None)
    times: dict[str, int] = {}
    for begin, end, kinds in found:
        for kind in kinds:
            times[kind] = times.get(kind, 0) + end - begin
    rows = [
        {
            "begins": Clock(begin % DAY_MINUTES),
            "ends": Clock(end % DAY_MINUTES),
            "supplements": Words(f"supplement_{kind}" for kind in kinds) if kinds else None,
        }
        for begin, end, kinds in found
    ]
    outcome: dict[str, Any] = {"hours": rows, "supplement_times": _times(g, facts, times)}
    if "wage" in facts:
        base = time_at_price(Trace(), "base_pay", after - first, facts["wage"]).cents
        amounts = [row["amount"] for row in outcome["supplement_times"]]
        outcome |= {"working_time": Minutes(after - first), "base_pay": Cents(base)}
        outcome["amount"] = None if None in amounts else Cents(base + sum(amounts))
    else:
        outcome["working_time"] = Minutes(after - first)
    said = _said_supplements(day, outcome["supplement_times"])
    if outcome.get("amount") is not None:
        said.append(Said("heta_supplements.pay", {"amount": outcome["amount"], "base": outcome["base_pay"]}))
    return g.answer(outcome, *said)


def _said_supplements(day: date, rows: list[dict[str, Any]]) -> list[Said]:
    """Whether hours of a day have supplements, and how long each of them is paid."""
    if not rows:
        return [Said("heta_supplements.none", {"day": day})]
    each = [Said("heta_supplements.time", {"kind": one["supplement"], "time": one["time"]}) for one in rows]
    return [Said("heta_supplements", {"day": day}), *each]


def _times(g: Gathered, facts: Facts, times: Mapping[str, int]) -> list[dict[str, Any]]:
    """How long each supplement is paid; with a wage also how much, where the percentage is known or was told."""
    rows = []
    for kind, minutes in times.items():
        row: dict[str, Any] = {"supplement": Word(f"supplement_{kind}"), "time": Minutes(minutes)}
        if "wage" in facts:
            row |= {"percent": None, "amount": None}
            trace = Trace()
            told = facts.get(f"{kind}_percent")
            percent = None
            if told is not None:
                percent = trace.given(f"{kind}_percent", told, "percent")
            else:
                name = "heta.free_day_worked_percent" if kind == "public_holiday" else f"heta.{kind}.percent"
                with suppress(Open):
                    percent = trace.law(_known(g, name, facts["day"]))
            if percent is not None:
                row["percent"] = Rate(as_text(percent.value))
                row["amount"] = Cents(supplement_pay(trace, kind, minutes, facts["wage"], percent).cents)
        rows.append(row)
    return rows


@answering
def sostes_supplements(g: Gathered, facts: Facts) -> Answer:
    """The supplements of the private social services' agreement by the hours of a day."""
    day = facts["day"]
    first, after = (60 * facts[name].hour + facts[name].minute for name in ("start", "end"))
    source = _known(g, "sostes.saturday", day).source
    g.reasons.append(Reason("law.sostes", "SOSTES", "by the hours of the clock", (), source.link))
    rows = []
    for kind in ("saturday", "sunday", "evening", "night"):
        for window in _known(g, f"sostes.{kind}", day).number:
            inside = min(after, window.after_minute) - max(first, window.first_minute)
            if day.weekday() in window.weekdays and inside > 0:
                rows.append(
                    {
                        "supplement": Word(f"supplement_{kind}"),
                        "time": Minutes(inside),
                        "percent": Rate(window.percent),
                    }
                )
    return g.answer({"supplement_times": rows}, *_said_supplements(day, rows))
