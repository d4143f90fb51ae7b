"""Answers about the contract and its end."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from dateutil.relativedelta import relativedelta

from employer.law.calculators.gathering.service import (
    ONE_DAY,
    Gathered,
    answering,
    in_euros,
    payslip_inputs,
    to_cents,
    yes_or_no,
)
from employer.law.calculators.schemas import (
    Answer,
    Cents,
    Facts,
    Minutes,
    Said,
    TermPart,
    Word,
)
from payroll.agreement import Terms as AgreementTerms
from payroll.draft import Draft
from payroll.figures import Trace
from payroll.inputs import Agreement
from payroll.single_amounts import hindrance_pay
from payroll.terms import WageFacts, lowest_wage, wage_floor
from rules import Reason
from rules.decisions import (
    contract,
    coverage,
    duties,
    retention,
    terms,
)


@answering
def trial_period(g: Gathered, facts: Facts) -> Answer:
    """The last day of an agreed trial period."""
    start, end = facts["employment_start"], facts.get("employment_end")
    length = None if end is None else _months(start, end)
    most = g.take(lambda: contract.longest_trial_months(length, start, g.book))
    asked = facts.get("trial_months", math.ceil(most))
    last = g.take(lambda: contract.last_trial_day(start, end, asked, g.book))
    outcome: dict[str, Any] = {"last_day": last}
    if most.denominator == 1:
        outcome["months_at_most"] = int(most)
    return g.answer(outcome, Said("trial_period", {"day": last}))


def _months(first: date, last: date) -> Fraction:
    """The length of a fixed term in months, the days of a part of a month as its share."""
    after = last + ONE_DAY
    gone = relativedelta(after, first)
    whole = 12 * gone.years + gone.months
    begun = first + relativedelta(months=whole)
    return whole + Fraction((after - begun).days, (begun + relativedelta(months=1) - begun).days)


@answering
def trial_extension(g: Gathered, facts: Facts) -> Answer:
    """The trial period's last day after an absence."""
    last = g.take(
        lambda: contract.extended_trial(
            facts["trial_last"],
            facts["absence_days"],
            facts["told_on"],
            g.book,
            start=facts["employment_start"],
            end=facts.get("employment_end"),
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
            contracts_before=facts.get("contracts_before", 0),
            total_days_before=facts.get("days_before", 0),
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
    outcome: dict[str, Any] = {
        "required": True,
        "first_items_by": due.first_items_by,
        "other_items_by": due.other_items_by,
    }
    said = [Said("written_terms.due", {"first": due.first_items_by, "rest": due.other_items_by})]
    if "changed_from" in facts:
        by = g.take(lambda: contract.changed_term_by(facts["changed_from"]))
        outcome["changed_term_by"] = by
        said.append(Said("written_terms.changed", {"day": by}))
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
    said = [Said("hindrance", {})]
    if found.last is not None:
        outcome["last"] = found.last
        said = [Said("hindrance.until", {"day": found.last})]
    if "time" in facts:
        pay = hindrance_pay(
            Trace(),
            facts["time"],
            facts["wage"],
            saved_euros=in_euros(facts.get("saved", 0)),
            earned_elsewhere_euros=in_euros(facts.get("earned_elsewhere", 0)),
        )
        outcome["amount"] = Cents(pay.cents)
        said.append(Said("hindrance.amount", {"amount": Cents(pay.cents)}))
    return g.answer(outcome, *said)


@answering
def fixed_term_renewal(g: Gathered, facts: Facts) -> Answer:
    """Whether a fixed term may be extended or renewed; one agreed after its end, work having gone on, is none."""
    late = facts["signed"] > facts["end_before"]
    decided = g.take(
        lambda: contract.extended(
            g.book,
            agreed=facts["signed"],
            start=facts["first_start"],
            end_before=facts["end_before"],
            end=facts["employment_end"],
            ground="a justified reason" if facts["ground"] else None,
            long_term_unemployed=facts["long_term_unemployed"],
            renewals=facts.get("renewals", 0),
            employee_asked=facts["employee_asked"],
        )
    )
    if decided is None:
        return g.answer(None)
    if late:
        kind = g.take(lambda: contract.work_goes_on_after_end(facts["end_before"], facts["signed"]))
        return g.answer(
            {"allowed": False, "treated_as": Word(kind)}, Said("fixed_term.agreed_late", {"day": facts["end_before"]})
        )
    said = Said("fixed_term.valid" if decided.valid else "fixed_term.indefinite", {"day": facts["employment_end"]})
    return g.answer({"allowed": decided.valid, "treated_as": Word(decided.treated_as)}, said)


@answering
def fixed_term_notice(g: Gathered, facts: Facts) -> Answer:
    """Whether a fixed term may be ended by notice before its end."""
    start, day = facts["employment_start"], facts["day"]
    if facts["ground"] or facts["notice_agreed"]:
        may = g.take(
            lambda: contract.fixed_term_may_be_given_notice(start, day, g.book, notice_agreed=facts["notice_agreed"])
        )
    else:
        may = g.take(lambda: contract.no_ground_may_be_given_notice(start, day, g.book, signed=facts["signed"]))
    if may is None:
        return g.answer(None)
    return g.answer({"may_give_notice": may}, Said(f"fixed_term_notice.{yes_or_no(may)}", {}))


@answering
def work_after_end(g: Gathered, facts: Facts) -> Answer:
    """What a fixed term becomes when work goes on after its end."""
    kind = g.take(lambda: contract.work_goes_on_after_end(facts["employment_end"], facts["worked_on"]))
    return g.answer({"treated_as": Word(kind)}, Said(f"work_after_end.{kind}", {"day": facts["employment_end"]}))


@answering
def variable_hours(g: Gathered, facts: Facts) -> Answer:
    """Whether variable hours may be agreed."""
    allowed = g.take(
        lambda: contract.variable_hours_allowed(
            need_is_fixed=facts.get("need_is_fixed"), employer_asked=facts["employer_asked"]
        )
    )
    if allowed is None:
        return g.answer(None)
    return g.answer({"may_be_agreed": allowed}, Said(f"variable_hours.{yes_or_no(allowed)}", {}))


@answering
def variable_hours_review(g: Gathered, facts: Facts) -> Answer:
    """When variable hours are reviewed, and whether a higher minimum is offered."""
    due = g.take(lambda: duties.variable_hours_review_due(g.book, facts["last_review"]))
    review = g.take(
        lambda: contract.review_variable_hours(facts["agreed_minimum"], facts["needed"], facts["reviewed_on"], g.book)
    )
    outcome: dict[str, Any] = {"review_by": due, "offer": review.offer}
    said = [Said("variable_hours_review.due", {"day": due})]
    if review.weekly_minutes is None:
        return g.answer(outcome, *said, Said("variable_hours_review.no_offer", {}))
    outcome |= {"weekly_time": Minutes(review.weekly_minutes), "offer_by": review.by}
    said.append(Said("variable_hours_review.offer", {"time": Minutes(review.weekly_minutes), "day": review.by}))
    return g.answer(outcome, *said)


@answering
def written_items(g: Gathered, facts: Facts) -> Answer:
    """What the written terms hold."""
    items = g.take(
        lambda: contract.written_items(
            fixed_term=facts["fixed_term"], trial=facts["trial"], variable_hours=facts["variable_hours"]
        )
    )
    rows = [
        {
            "number": one.number,
            "item": Word(f"item_{one.name}"),
            "given_first": one.first,
            "may_refer": one.may_refer,
        }
        for one in items
    ]
    return g.answer({"items": rows}, Said("written_items", {"count": len(rows)}))


@answering
def request_reply(g: Gathered, facts: Facts) -> Answer:
    """By when a wish for longer hours or another kind of contract is answered."""
    by = g.take(
        lambda: contract.reply_to_request_by(
            facts["requested"], facts["employment_start"], facts.get("last_request"), facts["employees"], g.book
        )
    )
    if by is None:
        return g.answer({"reply_owed": False}, Said("request_reply.none", {}))
    return g.answer({"reply_owed": True, "reply_by": by}, Said("request_reply", {"day": by}))


@answering
def keep_records(g: Gathered, facts: Facts) -> Answer:
    """Until which day a record is kept, or at the latest removed or looked at again."""
    kind = facts["record"]
    until = g.take(lambda: retention.kept_until(kind, facts["day"], facts.get("employment_end"), g.book))
    said = f"keep_records.{kind}" if kind in ("camera_recording", "health_data") else "keep_records"
    return g.answer({"kept_until": until}, Said(said, {"day": until}))


@answering
def work_abroad(g: Gathered, facts: Facts) -> Answer:
    """By when the terms of work abroad are given."""
    by = g.take(lambda: contract.abroad_terms_by(facts["departure"], facts["months_abroad"]))
    if by is None:
        return g.answer({"required": False}, Said("work_abroad.none", {}))
    return g.answer({"required": True, "given_by": by}, Said("work_abroad", {"day": by}))


@answering
def work_permit_end(g: Gathered, facts: Facts) -> Answer:
    """By when the early end of a work permit holder's job is reported."""
    by = g.take(lambda: contract.work_permit_end_report_by(facts["employment_end"], g.book))
    if by is None:
        return g.answer(None)
    return g.answer({"reported_by": by}, Said("work_permit_end", {"day": by}))


@answering
def which_terms(g: Gathered, facts: Facts) -> Answer:
    """What the statute and the agreement say of each term, and which of them holds."""
    agreed = {}
    if "agreed_term" in facts:
        agreed[facts["agreed_term"]] = terms.Amount(facts["agreed_percent"], "percent")
    case = terms.Case(
        day=facts["day"],
        employment_start=facts["employment_start"],
        employment_end=facts.get("employment_end"),
        binding=facts["agreement"],
        agreed=agreed,
    )
    if "agreed_wage" in facts:
        agreed["wage"] = terms.Amount(facts["agreed_wage"], "euros_per_hour")
        case = _with_lowest_wage(g, facts, case)
    names = tuple(agreed) or tuple(terms.KINDS)
    settled = [terms.term(name, case, g.book) for name in names]
    g.reasons.append(Reason("law.which_terms", "55/2001 2:7 §", "the law and a binding agreement", (), contract.LINK))
    parts = ("holds", "level", "statute", "agreement", *(("contract", "because") if agreed else ()), "sources")
    rows = [
        {"term": TermPart(one, "title"), **{f"term_{part}": TermPart(one, part) for part in parts}} for one in settled
    ]
    for one in settled if agreed else ():
        g.reasons.extend(reason for reason in one.reasons if reason not in g.reasons)
    said = [Said("which_terms", {"count": len(rows)})]
    wage = next((one for one in settled if one.name == "wage" and one.replaced_contract), None)
    if wage is not None and wage.amount is not None:
        said.append(Said("which_terms.raised", {"amount": to_cents(f"{wage.amount.number:f}")}))
    return g.answer({"terms": rows}, *said)


def _with_lowest_wage(g: Gathered, facts: Facts, case: terms.Case) -> terms.Case:
    """The case with the agreement's lowest wage; what it depends on is asked where nobody has said it."""
    if case.binding != coverage.HETA:
        return case
    told = facts.get("table_wage")
    wage = WageFacts(
        "hour",
        facts.get("pay_group"),
        facts.get("region"),
        facts.get("experience_months"),
        answer=None if told is None else (told, "told in the question"),
    )
    lowest = lowest_wage(g.book, case.day, wage)
    if lowest is None:
        row = Agreement(
            case.day,
            None,
            coverage.HETA,
            pay_group=wage.pay_group,
            region=wage.region,
            experience_months=wage.experience_months,
        )
        draft = Draft(payslip_inputs(case.day, job=coverage.PERSONAL_ASSISTANCE, agreements=(row,)), g.book)
        AgreementTerms(draft).lowest_wage(case.day)
        g.draft(draft)
    return replace(case, lowest_wage=lowest, wage_floor=wage_floor(g.book, case.day, wage))
