"""Answers about the personal assistants' agreement."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from employer.law.calculators.gathering.service import (
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
    Clock,
    Facts,
    Said,
    Word,
    Words,
)
from payroll.agreement import Terms
from payroll.draft import Draft
from payroll.inputs import (
    Agreement,
)
from rules import (
    Days,
    Decision,
    Reason,
    Value,
    calendar,
)
from rules.decisions import (
    coverage,
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


@answering
def heta_wage(g: Gathered, facts: Facts) -> Answer:
    """The agreement's lowest hourly wage."""
    day = facts["day"]
    steps = g.take(lambda: personal_assistants.experience_steps(facts["experience_months"], day, g.book))
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
    if wage is None:
        return g.answer(None)
    cents = to_cents(str(Fraction(wage.value)))
    return g.answer({"lowest_wage": cents, "steps": steps}, Said("heta_wage", {"amount": cents, "steps": steps}))


@answering
def weekday_holidays(g: Gathered, facts: Facts) -> Answer:
    """The paid weekday holidays of the agreement in a year."""
    year = facts["year"]
    days = [{"day": day, "weekday": Word(WEEKDAYS[day.weekday()])} for day in sorted(calendar.heta_free_days(year))]
    with suppress(Open):
        g.take(
            lambda: supplements.weekday_holiday_right(g.book, days[0]["day"], date(year - 1, 1, 1), None)  # type: ignore[arg-type]
        )
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
    return g.answer({"days": days}, Said(key, {"days": days}))


@answering
def heta_holiday(g: Gathered, facts: Facts) -> Answer:
    """Holiday days for a full month by the agreement."""
    end = date(facts["year"], 3, 31)
    days = g.take(
        lambda: personal_assistants.holiday_days_per_month(
            facts["employment_start"], end, facts["similar_months"], g.book
        )
    )
    return g.answer({"days_per_month": days}, Said("heta_holiday", {"days": days}))


@answering
def heta_bonus(g: Gathered, facts: Facts) -> Answer:
    """Whether the holiday bonus is paid on compensation at the end."""
    due = g.take(lambda: personal_assistants.bonus_on_compensation(facts["employment_months"], facts["day"], g.book))
    return g.answer({"bonus_due": due}, Said(f"heta_bonus.{yes_or_no(due)}", {}))


@answering
def heta_notice(g: Gathered, facts: Facts) -> Answer:
    """The agreement's notice period."""
    months = g.take(lambda: personal_assistants.notice_months(facts["employment_months"], facts["day"], g.book))
    return g.answer({"months_of_notice": months}, Said("notice_period.length.months", {"amount": months}))


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


@answering
def heta_supplements(g: Gathered, facts: Facts) -> Answer:
    """The agreement's supplements hour by hour of a day."""
    day = facts["day"]
    first, after = (60 * facts[name].hour + facts[name].minute for name in ("start", "end"))
    draft = Draft(
        payslip_inputs(day, job=coverage.PERSONAL_ASSISTANCE, agreements=(Agreement(day, None, "heta"),)), g.book
    )

    def spans() -> Decision[list[tuple[int, int, tuple[str, ...]]]]:
        terms = Terms(draft)
        cuts = sorted({first, after, *(cut for cut in terms.edges(day).cuts if first < cut < after)})
        found: list[tuple[int, int, tuple[str, ...]]] = []
        for begin, end in pairwise(cuts):
            kinds = terms.kinds(day, begin)
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
    rows = [
        {
            "begins": Clock(begin),
            "ends": Clock(end),
            "supplements": Words(f"supplement_{kind}" for kind in kinds) if kinds else None,
        }
        for begin, end, kinds in found
    ]
    key = "heta_supplements" if any(kinds for *_, kinds in found) else "heta_supplements.none"
    return g.answer({"hours": rows}, Said(key, {"day": day}))
