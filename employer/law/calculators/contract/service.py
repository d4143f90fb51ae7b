"""Answers about the contract and its end."""

from __future__ import annotations

from typing import Any

from employer.law.calculators.gathering.service import (
    Gathered,
    answering,
)
from employer.law.calculators.schemas import (
    Answer,
    Cents,
    Facts,
    Said,
    Word,
)
from payroll.figures import Trace
from payroll.single_amounts import time_at_price
from rules import (
    Period,
)
from rules.decisions import (
    annual_holiday_pay,
    contract,
    duties,
    ending,
)


@answering
def notice_period(g: Gathered, facts: Facts) -> Answer:
    """How long the notice period is, and the last day of the employment."""
    agreed = None
    if "agreed_amount" in facts:
        agreed = ending.Length(facts["agreed_amount"], facts["agreed_unit"])
    by = facts["by"]
    notice = g.take(
        lambda: ending.notice_period(
            by,
            facts["known"],
            g.book,
            employment_start=facts["employment_start"],
            agreed_employer=agreed if by == "employer" else None,
            agreed_employee=agreed if by == "employee" else None,
        )
    )
    length = notice.length
    return g.answer(
        {"amount": length.amount, "unit": Word(length.unit), "last_day": notice.last_day},
        Said("notice_period.length", {"amount": length.amount, "unit": Word(length.unit)}),
        Said("notice_period.last_day", {"day": notice.last_day}),
    )


@answering
def notice_delivery(g: Gathered, facts: Facts) -> Answer:
    """On which day notice is deemed known."""
    leave = Period.closed(facts["leave_first"], facts["leave_last"]) if "leave_first" in facts else None
    known = g.take(
        lambda: ending.known_on(facts["means"], facts["sent"], g.book, received=facts.get("received"), leave=leave)
    )
    return g.answer({"known": known}, Said("notice_delivery", {"day": known}))


@answering
def trial_period(g: Gathered, facts: Facts) -> Answer:
    """The last day of an agreed trial period."""
    start, end = facts["employment_start"], facts.get("employment_end")
    last = g.take(lambda: contract.last_trial_day(start, end, facts["trial_months"], g.book))
    return g.answer({"last_day": last}, Said("trial_period", {"day": last}))


@answering
def trial_extension(g: Gathered, facts: Facts) -> Answer:
    """The trial period's last day after an absence."""
    last = g.take(
        lambda: contract.extended_trial(
            facts["trial_last"], facts["absence_days"], facts["told_on"], g.book, start=facts["employment_start"]
        )
    )
    longer = last > facts["trial_last"]
    return g.answer(
        {"extended": longer, "last_day": last},
        Said("trial_extension" if longer else "trial_extension.none", {"day": last}),
    )


@answering
def fixed_term(g: Gathered, facts: Facts) -> Answer:
    """Whether a fixed term holds."""
    decided = g.take(
        lambda: contract.fixed_term(
            g.book,
            signed=facts["signed"],
            start=facts["employment_start"],
            end=facts["employment_end"],
            ground="a justified reason" if facts["ground"] else None,
            earlier_end=facts.get("earlier_end") if facts["earlier"] == "ended" else None,
            earlier_known=facts["earlier"] != "not_known",
            long_term_unemployed=facts["long_term_unemployed"],
            employee_asked=facts["employee_asked"],
        )
    )
    if decided is None:
        return g.answer(None)
    said = Said("fixed_term.valid" if decided.valid else "fixed_term.indefinite", {"day": facts["employment_end"]})
    return g.answer({"allowed": decided.valid, "treated_as": Word(decided.treated_as)}, said)


@answering
def written_terms(g: Gathered, facts: Facts) -> Answer:
    """By when the written terms are given."""
    due = g.take(
        lambda: duties.written_terms_due(
            g.book, facts["employment_start"], average_weekly_minutes=facts.get("weekly_hours")
        )
    )
    if due.first_items_by is None:
        return g.answer({"required": False}, Said("written_terms.none", {}))
    return g.answer(
        {"required": True, "first_items_by": due.first_items_by, "other_items_by": due.other_items_by},
        Said("written_terms.due", {"first": due.first_items_by, "rest": due.other_items_by}),
    )


@answering
def layoff_notice(g: Gathered, facts: Facts) -> Answer:
    """By when a lay-off is told."""
    by = g.take(lambda: ending.layoff_notice_by(facts["layoff_start"], g.book))
    return g.answer({"told_by": by}, Said("layoff_notice", {"day": by}))


@answering
def waiting_pay(g: Gathered, facts: Facts) -> Answer:
    """Days of pay for waiting when the final pay is late."""
    days = g.take(
        lambda: ending.waiting_days(
            facts["due"],
            facts["paid"],
            g.book,
            disputed=facts["disputed"],
            employment_end=facts.get("employment_end"),
            complained=facts.get("complained"),
        )
    )
    return g.answer({"days": days}, Said("waiting_pay" if days else "waiting_pay.none", {"days": days}))


@answering
def employer_died(g: Gathered, facts: Facts) -> Answer:
    """What the employer's death means for the employment."""
    after = g.take(lambda: ending.employer_died(facts["death"], facts.get("notice_known"), g.book))
    said = [Said("employer_died", {"day": after.right_expires})]
    outcome: dict[str, Any] = {"right_expires": after.right_expires}
    if after.notice is not None:
        outcome["last_day"] = after.notice.last_day
        said.append(Said("notice_period.last_day", {"day": after.notice.last_day}))
    return g.answer(outcome, *said)


@answering
def missing_notice(g: Gathered, facts: Facts) -> Answer:
    """Days of a notice period that were not observed, and in euros when the wage and the hours are told."""
    days = g.take(lambda: ending.missing_notice(facts["known"], facts["notice_last"], facts["left"]))
    outcome: dict[str, Any] = {"days": days}
    said = [Said("missing_notice", {"days": days})]
    if "wage" in facts:
        minutes = ending.missing_notice_minutes(days, facts["weekly_hours"])
        amount = Cents(time_at_price(Trace(), "missing_notice", minutes, facts["wage"]).cents)
        outcome["amount"] = amount
        said.append(Said("missing_notice.amount", {"amount": amount}))
    return g.answer(outcome, *said)


@answering
def hindrance(g: Gathered, facts: Facts) -> Answer:
    """Whether pay is due while work is prevented."""
    cause = "employer" if facts["cause"] == "employer_side" else facts["cause"]
    found = g.take(
        lambda: contract.hindrance(
            cause,
            facts["first"],
            g.book,
            employee_ready=facts["employee_ready"],
            agreed_otherwise=facts["agreed_otherwise"],
        )
    )
    outcome: dict[str, Any] = {"paid": found.paid}
    if not found.paid:
        return g.answer(outcome, Said("hindrance.none", {}))
    if found.last is None:
        return g.answer(outcome, Said("hindrance", {}))
    return g.answer({**outcome, "last": found.last}, Said("hindrance.until", {"day": found.last}))


@answering
def claim_deadline(g: Gathered, facts: Facts) -> Answer:
    """Until when a claim of pay or of holiday can be made."""
    decide = ending.pay_claim_by if facts["claim"] == "pay" else annual_holiday_pay.claim_by
    by = g.take(lambda: decide(facts["due"], facts.get("employment_end"), g.book))
    return g.answer({"claim_by": by}, Said("claim_deadline", {"day": by}))
