"""Answers about sickness, family leave and other absences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
from payroll.figures import Figure, Trace
from payroll.inputs import Absence, Shift, Wage
from payroll.inputs import Answer as Told
from payroll.sickness_allowance import allowance_income, allowance_per_weekday, allowance_to_employer
from rules import (
    Decision,
    Period,
    Reason,
    calendar,
)
from rules.decisions import (
    duties,
    family_leave,
    sick_leave,
)
from rules.decisions.working_time import Span


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
            kela_relapse=facts.get("earlier_allowance"),
            own_fault=facts.get("own_fault", False),
            after_other_allowance=facts.get("after_allowance", False),
            born=facts.get("born"),
            full_from_month=facts.get("full_from_month"),
        )
    )
    if window is None:
        if g.questions:
            return g.answer(None)
        return g.answer({"amount": Cents(0), "paid_shifts": 0, "paid_time": Minutes(0)}, Said("sick_pay.none", {}))
    said = [Said("sick_pay.window", {"first": window.first, "last": window.last, "percent": Rate(window.percent)})]
    outcome: dict[str, Any] = {"first": window.first, "last": window.last, "percent": Rate(window.percent)}
    if window.allowance_from is not None:
        outcome["allowance_from"] = window.allowance_from
        said.append(Said("sick_pay.allowance", {"day": window.allowance_from}))
    if window.full_from is not None:
        outcome["full_from"] = window.full_from
        said.append(Said("sick_pay.full_from", {"day": window.full_from}))
    if "wage" in facts:
        if "shifts" in facts:
            shifts = _told_shifts(facts["shifts"], window.first, window.last)
        else:
            shifts = _shifts(window.first, window.last, facts["weekdays"], facts["daily_hours"])
        # the window is decided above: only its shifts and its days go in
        absence = Absence("sick", first, window.last, shifts)
        payment = window.last.isoformat()
        full = Told(
            f"sick_leave.month_in_illness:calculator:{payment}", yes_or_no(window.full_from is not None), "", first
        )
        month = payslip_inputs(
            first,
            last=window.last,
            employment_first=start,
            answers=(full,),
            wages=(Wage(start, None, "hour", facts["wage"]),),
            absences=(absence,),
        )
        payslip = g.calculate(month)
        lines = [one for one in payslip.lines if one.kind == "sick_pay"]
        cents = Cents(sum(one.amount_cents for one in lines))
        outcome["amount"] = cents
        outcome["paid_shifts"] = len(shifts)
        outcome["paid_time"] = Minutes(sum(one.minutes or 0 for one in lines))
        said.append(Said("sick_pay.amount", {"amount": cents, "time": outcome["paid_time"]}))
    return g.answer(outcome, *said)


def _told_shifts(spans: Sequence[Span], first: date, last: date) -> tuple[Shift, ...]:
    """The shifts that were told, as far as they begin between two days."""
    return tuple(
        Shift(one.start.replace(tzinfo=HELSINKI), one.end.replace(tzinfo=HELSINKI), one.break_minutes)
        for one in spans
        if first <= one.start.date() <= last
    )


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

    def daily() -> Decision[tuple[Figure, Figure]]:
        income = allowance_income(trace, g.book, facts["first"], wages)
        return Decision((income, allowance_per_weekday(trace, g.book, facts["first"], income)), ())

    counted, amount = g.take(daily)
    income = to_cents(str(Fraction(counted.value)))
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
    said = [Said("sickness_allowance", {"amount": cents})]
    if "born" not in facts:
        return g.answer({"yearly_income": income, "per_weekday": cents}, *said)
    of_age = g.take(lambda: sick_leave.of_allowance_age(facts["born"], facts["first"], g.book))
    if not of_age:
        said = [Said("sickness_allowance.age", {})]
    return g.answer({"yearly_income": income, "per_weekday": cents if of_age else Cents(0), "of_age": of_age}, *said)


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
        said = [Said("family_leave_notice.by_agreement" if agreed else "family_leave_notice.at_once", {})]
        outcome: dict[str, Any] = {"told_by": None, "how": Word("by_agreement" if agreed else "at_once")}
        if agreed and "told" in facts:
            _employers_answer(g, facts, outcome, said)
        return g.answer(outcome, *said)
    outcome = {"told_by": by, "how": Word("in_time")}
    said = [Said("family_leave_notice", {"day": by})]
    if "told" in facts:
        kind, first, told = facts["leave"], facts["first"], facts["told"]
        in_time = g.take(
            lambda: family_leave.told_in_time(kind, first, told, g.book, weekdays=facts.get("weekdays_count"))
        )
        outcome["told_in_time"] = bool(in_time)
        said.append(Said(f"family_leave_notice.{yes_or_no(bool(in_time))}", {}))
        _employers_answer(g, facts, outcome, said)
    return g.answer(outcome, *said)


def _employers_answer(g: Gathered, facts: Facts, outcome: dict[str, Any], said: list[Said]) -> None:
    """What the employer may answer to a leave that was told late, or that is by agreement."""
    found = g.take(
        lambda: family_leave.employers_answer(
            facts["leave"], facts["first"], facts["told"], g.book, weekdays=facts.get("weekdays_count")
        )
    )
    if found is None:
        return
    if found.may_refuse:
        outcome["refused_in_writing"] = found.in_writing
        said.append(Said(f"family_leave_notice.refusal_{yes_or_no(found.in_writing)}", {}))
    elif found.earliest is not None:
        outcome["earliest"] = found.earliest
        said.append(Said("family_leave_notice.earliest", {"day": found.earliest}))


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
    """How many days of carer's leave are left; of a leave over the turn of the year each year counts its own."""
    later = facts.get("next_year_days", 0)
    now = facts["needed_days"] - later
    leave = g.take(lambda: family_leave.carers_leave(now, facts["used_days"], facts["first"], g.book))
    if later:
        turn = date(facts["first"].year + 1, 1, 1)
        after = g.take(lambda: family_leave.carers_leave(later, 0, turn, g.book))
        leave = replace(leave, working_days=leave.working_days + after.working_days)
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


@answering
def pregnancy_leave(g: Gathered, facts: Facts) -> Answer:
    """When pregnancy leave begins, and when no work may be done."""
    leave = g.take(lambda: family_leave.pregnancy_leave(facts["due_day"], g.book))
    outcome: dict[str, Any] = {
        "leave_first": leave.first,
        "latest_agreed": leave.latest_agreed,
        "no_work_first": leave.no_work.first,
        "no_work_last": leave.no_work.last,
    }
    if "first" in facts:
        days = Period.closed(facts["first"], facts["last"])
        broken = g.take(lambda: family_leave.pregnancy_leave_fits(facts["due_day"], days, g.book))
        g.reasons.extend(reason for reason in broken if reason not in g.reasons)
        outcome["periods_fit"] = not broken
    return g.answer(
        outcome,
        Said("pregnancy_leave", {"first": leave.first, "latest": leave.latest_agreed}),
        Said("pregnancy_leave.no_work", {"first": leave.no_work.first, "last": leave.no_work.last}),
    )


@answering
def parental_leave(g: Gathered, facts: Facts) -> Answer:
    """Whether the periods of parental leave are as the law has them."""
    periods = facts["periods"]
    broken = g.take(lambda: family_leave.parental_periods(periods, g.book))
    g.reasons.extend(reason for reason in broken if reason not in g.reasons)
    if not broken:
        g.reasons.append(Reason("law.parental_leave", "55/2001 4:1 §", "how leave is divided", (), family_leave.LINK))
    rows = [
        {"first_day": one.first, "last_day": one.last, "weekdays": family_leave.leave_weekdays(one)} for one in periods
    ]
    key = "parental_leave.no" if broken else "parental_leave.yes"
    return g.answer({"periods_fit": not broken, "periods": rows}, Said(key, {"count": len(broken)}))


@answering
def childcare_leave(g: Gathered, facts: Facts) -> Answer:
    """Whether a child-care leave fits."""
    fits = g.take(
        lambda: family_leave.childcare_leave(
            facts["child_born"],
            Period.closed(facts["first"], facts["last"]),
            facts["earlier_periods"],
            g.book,
            adopted=facts["adopted"],
        )
    )
    return _fits(g, fits)


@answering
def partial_childcare_leave(g: Gathered, facts: Facts) -> Answer:
    """Whether partial child-care leave is open."""
    fits = g.take(
        lambda: family_leave.partial_childcare_leave(
            facts["months_in_service"],
            facts["first"],
            facts["child_born"],
            g.book,
            disabled_or_ill=facts["disabled_or_ill"],
        )
    )
    return _fits(g, fits)


def _fits(g: Gathered, fits: bool | None) -> Answer:
    if fits is None:
        return g.answer(None)
    return g.answer({"right_to_leave": fits}, Said(f"right_to_leave.{yes_or_no(fits)}", {}))


@answering
def leave_change(g: Gathered, facts: Facts) -> Answer:
    """By when the time of a family leave may be changed, and whether a change was told in time."""
    ground, first, told = facts["change_ground"], facts["first"], facts.get("told")
    if ground == "reasoned" and told is None:
        by = g.take(lambda: family_leave.change_by(first, g.book))
        return g.answer({"changed_by": by}, Said("leave_change", {"day": by}))
    found = g.take(lambda: family_leave.changed(facts["leave"], first, g.book, ground=ground, told=told))
    if found is None:
        return g.answer(None)
    outcome = {"told_in_time": found.in_time} | ({} if found.by is None else {"changed_by": found.by})
    return g.answer(outcome, Said(f"leave_change.{yes_or_no(found.in_time)}", {}))


@answering
def compelling_reason(g: Gathered, facts: Facts) -> Answer:
    """Whether a compelling family reason gives leave."""
    given = g.take(
        lambda: family_leave.compelling_reasons(
            presence_necessary=facts["presence_necessary"], unforeseen=facts["unforeseen"]
        )
    )
    return _fits(g, given)


@answering
def leave_pay(g: Gathered, facts: Facts) -> Answer:
    """Whether the law has a leave paid."""
    paid = g.take(
        lambda: family_leave.pay_by_law(
            facts["leave"], prenatal_check_outside_hours_impossible=facts.get("outside_impossible", False)
        )
    )
    return g.answer({"paid": paid}, Said(f"leave_pay.{yes_or_no(paid)}", {}))


@answering
def study_leave_application(g: Gathered, facts: Facts) -> Answer:
    """By when study leave is applied for, and until when it may be postponed."""
    by = g.take(lambda: family_leave.study_application_by(facts["first"], g.book, short=facts["short"]))
    until = g.take(
        lambda: family_leave.study_leave_may_be_postponed(
            facts["postponed_before"], facts["employees"], facts["first"], g.book
        )
    )
    outcome: dict[str, Any] = {"may_be_postponed": until is not None}
    said = []
    if by is not None:
        outcome["applied_by"] = by
        said.append(Said("study_leave_application", {"day": by}))
    if until is None:
        return g.answer(outcome, *said, Said("study_leave_application.not_postponed", {}))
    outcome["postponed_until"] = until
    said.append(Said("study_leave_application.postponed", {"day": until}))
    if "postponed_to" in facts:
        lawful = g.take(
            lambda: family_leave.study_leave_postponed(
                facts["first"], facts["postponed_to"], facts["postponed_before"] + 1, facts["employees"], g.book
            )
        )
        outcome["new_day_fits"] = lawful
        said.append(Said(f"study_leave_application.{yes_or_no(lawful)}", {}))
    return g.answer(outcome, *said)


@answering
def sick_shift(g: Gathered, facts: Facts) -> Answer:
    """Whether sick pay is due for a shift."""
    covered = g.take(
        lambda: sick_leave.shift_is_covered(
            variable_hours=facts["variable_hours"],
            in_roster=facts["in_roster"],
            otherwise_agreed=facts["otherwise_agreed"],
            clear_anyway=facts.get("clear_anyway"),
        )
    )
    if covered is None:
        return g.answer(None)
    return g.answer({"paid": covered}, Said(f"sick_shift.{yes_or_no(covered)}", {}))


@answering
def sick_proof(g: Gathered, facts: Facts) -> Answer:
    """Whether sick pay may be held back for want of proof."""
    missing = g.take(lambda: sick_leave.proof(facts["asked_for"], facts["was_shown"]))
    return g.answer({"may_be_held_back": missing}, Said(f"sick_proof.{yes_or_no(missing)}", {}))


@answering
def accident_at_work(g: Gathered, facts: Facts) -> Answer:
    """What the accident insurance pays after an accident at work, and by when the accident is reported."""
    day = facts["incident_day"]
    found = g.take(lambda: sick_leave.accident_at_work(facts["incapable_days"], g.book, incident_day=day))
    by = g.take(lambda: duties.accident_report_due(g.book, facts["known"]))
    key = "accident_at_work" if found.allowance_days else "accident_at_work.none"
    return g.answer(
        {"allowance_days": found.allowance_days, "employer_pays": found.employer_pays, "reported_by": by},
        Said(key, {"days": found.allowance_days}),
        Said("accident_at_work.report", {"day": by}),
    )


@answering
def occupational_health(g: Gathered, facts: Facts) -> Answer:
    """From when occupational health care is arranged, and when a long absence is told to it."""
    start = g.take(lambda: duties.occupational_health_due(facts["employment_start"]))
    outcome: dict[str, Any] = {"arranged_by": start}
    said = [Said("occupational_health", {"day": start})]
    if "absence_first" in facts:
        told = g.take(lambda: duties.occupational_health_absence_due(g.book, facts["absence_first"]))
        outcome["absence_told_by"] = told
        said.append(Said("occupational_health.absence", {"day": told}))
    return g.answer(outcome, *said)


@answering
def kela_claims(g: Gathered, facts: Facts) -> Answer:
    """By when the employer claims a compensation from Kela."""
    day = facts["day"]
    by = g.take(
        {
            "sickness_allowance": lambda: duties.sickness_claim_due(g.book, day),
            "holiday_costs": lambda: duties.holiday_cost_claim_due(g.book, day),
            "family_leave": lambda: duties.family_leave_claim_due(g.book, day),
            "occupational_health_care": lambda: duties.occupational_health_claim_due(g.book, day.year),
        }[facts["compensation"]]
    )
    if by is None:
        return g.answer(None)
    return g.answer({"claim_by": by}, Said("kela_claims", {"day": by}))


@answering
def family_leave_compensation(g: Gathered, facts: Facts) -> Answer:
    """Whether Kela's family leave compensation is due to the employer."""
    due = g.take(
        lambda: duties.family_leave_compensation(
            g.book,
            leave_first=facts["leave_first"],
            employment_first=facts["employment_start"],
            contract_last=facts.get("contract_last"),
            weekly_minutes=facts.get("weekly_hours"),
            full_time_enough=facts.get("full_time_enough"),
            paid=facts.get("paid_a_month"),
            parental=facts.get("parental_leave", False),
            adopted=facts.get("adopted"),
        )
    )
    if due is None:
        return g.answer(None)
    return g.answer({"family_compensation": due}, Said(f"family_leave_compensation.{yes_or_no(due)}", {}))


@answering
def sickness_refund(g: Gathered, facts: Facts) -> Answer:
    """What Kela pays to the employer for days of illness that the employer has paid."""
    trace = Trace()
    first = facts["first"]
    wages = trace.given("wages_12_months", in_euros(facts["year_wages"]), "euros")
    weekdays = sum(1 for day in Period.closed(first, facts["last"]) if calendar.is_sick_weekday(day))

    def sums() -> Decision[tuple[Figure, Figure]]:
        daily = allowance_per_weekday(trace, g.book, first, allowance_income(trace, g.book, first, wages))
        return Decision((daily, allowance_to_employer(trace, daily, weekdays, in_euros(facts["pay"]))), ())

    daily, refund = g.take(sums)
    by = g.take(lambda: duties.sickness_claim_due(g.book, first))
    g.trace(trace)
    g.reasons.append(
        Reason("law.sickness_refund", "55/2001 2:11 §", "the allowance, at most the pay", (), sick_leave.LINK)
    )
    return g.answer(
        {
            "weekdays": weekdays,
            "per_weekday": to_cents(str(Fraction(daily.value))),
            "amount": Cents(refund.cents),
            "claim_by": by,
        },
        Said("sickness_refund", {"amount": Cents(refund.cents), "days": weekdays}),
        Said("kela_claims", {"day": by}),
    )


@answering
def capacity_opinion(g: Gathered, facts: Facts) -> Answer:
    """By when occupational health care gives its opinion on the capacity to work."""
    by = g.take(lambda: duties.capacity_opinion_due(g.book, facts["periods"]))
    if by is None:
        return g.answer({"opinion_needed": False}, Said("capacity_opinion.none", {}))
    return g.answer({"opinion_needed": True, "given_by": by}, Said("capacity_opinion", {"day": by}))
