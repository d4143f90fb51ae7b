"""Answers about the personal assistants' agreement."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from fractions import Fraction

from employer.law.calculators.gathering.service import (
    Gathered,
    Open,
    answering,
    payslip_inputs,
    to_cents,
)
from employer.law.calculators.schemas import (
    WEEKDAYS,
    Answer,
    Facts,
    Said,
    Word,
)
from payroll.agreement import Terms
from payroll.draft import Draft
from payroll.inputs import (
    Agreement,
)
from rules import (
    Decision,
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
