"""Answers about lay-off and the end of the employment."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from employer.law.calculators.gathering.service import (
    Gathered,
    answering,
    yes_or_no,
)
from employer.law.calculators.schemas import (
    Answer,
    Cents,
    Facts,
    Minutes,
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
    ending,
)


@answering
def notice_period(g: Gathered, facts: Facts) -> Answer:
    """How long the notice period is, and the last day of the employment."""
    agreed = None
    if "agreed_amount" in facts:
        agreed = ending.Length(facts["agreed_amount"], facts["agreed_unit"])
    by = facts["by"]
    employers = agreed if by == "employer" else None
    if "employer_amount" in facts:
        employers = ending.Length(facts["employer_amount"], facts["employer_unit"])
    notice = g.take(
        lambda: ending.notice_period(
            by,
            facts["known"],
            g.book,
            employment_start=facts.get("employment_start"),
            agreed_employer=employers,
            agreed_employee=agreed if by == "employee" else None,
        )
    )
    length = notice.length
    return g.answer(
        {"amount": length.amount, "unit": Word(length.unit), "last_day": notice.last_day},
        Said(f"notice_period.length.{length.unit}", {"amount": length.amount}),
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
    outcome: dict[str, Any] = {"contract_ended": after.contract_ended, "right_expires": after.right_expires}
    if after.notice is not None:
        length = after.notice.length
        outcome |= {"amount": length.amount, "unit": Word(length.unit)}
        said.append(Said(f"notice_period.length.{length.unit}", {"amount": length.amount}))
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
def claim_deadline(g: Gathered, facts: Facts) -> Answer:
    """Until when a claim of pay or of holiday can be made."""
    decide = {
        "pay": ending.pay_claim_by,
        "holiday": annual_holiday_pay.claim_by,
        "holiday_bonus": annual_holiday_pay.bonus_claim_by,
    }[facts["claim"]]
    by = g.take(lambda: decide(facts["due"], facts.get("employment_end"), g.book))
    return g.answer({"claim_by": by}, Said("claim_deadline", {"day": by}))


@answering
def layoff(g: Gathered, facts: Facts) -> Answer:
    """Whether a temporary lay-off has its ground, by when it is told, and by when work is called back."""
    start = facts["layoff_start"]
    allowed = g.take(lambda: ending.layoff_is_temporary(facts["estimated_days"], facts["other_work"], start, g.book))
    told = g.take(lambda: ending.layoff_notice_by(start, g.book))
    outcome: dict[str, Any] = {"has_ground": allowed, "told_by": told}
    said = [Said("layoff.yes" if allowed else "layoff.no", {}), Said("layoff_notice", {"day": told})]
    if "work_begins" in facts:
        call = g.take(lambda: ending.layoff_return_call_by(facts["work_begins"], g.book))
        outcome["call_by"] = call
        said.append(Said("layoff.call", {"day": call}))
    return g.answer(outcome, *said)


@answering
def retirement_end(g: Gathered, facts: Facts) -> Answer:
    """The day on which the employment ends by age."""
    end = g.take(lambda: ending.ends_by_age(facts["born"], facts["day"], g.book))
    return g.answer({"last_day": end}, Said("retirement_end", {"day": end}))


@answering
def reemployment(g: Gathered, facts: Facts) -> Answer:
    """Until when work is offered back."""
    until = g.take(
        lambda: ending.reemployment_until(
            facts["employment_end"], facts["notice_known"], facts["service_years"], facts["employees"], g.book
        )
    )
    if until is None:
        return g.answer({"duty": False}, Said("reemployment.none", {}))
    return g.answer({"duty": True, "offered_until": until}, Said("reemployment", {"day": until}))


@answering
def certificate(g: Gathered, facts: Facts) -> Answer:
    """Until when a certificate of employment may be asked for."""
    until = g.take(
        lambda: ending.certificate_until(facts["employment_end"], g.book, with_assessment=facts["with_assessment"])
    )
    key = "certificate.assessment" if facts["with_assessment"] else "certificate"
    outcome: dict[str, Any] = {"asked_until": until}
    said = [Said(key, {"day": until})]
    if "requested" in facts:
        late = facts["requested"] > until
        outcome["in_time"] = not late
        said.append(Said("certificate.late" if late else "certificate.in_time", {}))
    return g.answer(outcome, *said)


@answering
def dismissal(g: Gathered, facts: Facts) -> Answer:
    """What a dismissal needs and goes through, and what one without a ground may cost."""
    day, cause = facts["notice_day"], facts["ground"]
    outcome: dict[str, Any] = {}
    said: list[Said] = []
    if cause != "work_ends":
        needs = g.take(lambda: ending.dismissal_ground(day, g.book))
        outcome["reason_needed"] = Word(needs)
        said.append(Said(f"dismissal.{needs}", {}))
    steps = g.take(
        lambda: ending.dismissal_steps(
            cause,
            day,
            g.book,
            very_serious=facts.get("very_serious", False),
            ability_changed=facts.get("ability_changed", False),
        )
    )
    least, most = g.take(lambda: ending.groundless_compensation_months(day, g.book))
    outcome |= {
        "steps_of_dismissal": [{"number": number, "step": Word(step)} for number, step in enumerate(steps, 1)],
        "least_months": least,
        "most_months": most,
    }
    said += [Said("dismissal.steps", {"count": len(steps)}), Said("dismissal.cost", {"least": least, "most": most})]
    return g.answer(outcome, *said)


@answering
def job_search(g: Gathered, facts: Facts) -> Answer:
    """Paid days to look for work in the notice period."""
    last = facts["notice_last"]
    notice = ending.Notice(ending.Length((last - facts["known"]).days, "days"), last)
    days = g.take(lambda: ending.job_search_days(notice, facts["known"], facts["age"], facts["service_years"], g.book))
    return g.answer({"days": days}, Said("job_search", {"days": days}))


@answering
def cancel_contract(g: Gathered, facts: Facts) -> Answer:
    """By when the contract may be cancelled at once."""
    by = g.take(lambda: ending.cancel_by(facts["learned"], g.book))
    return g.answer({"cancel_by": by}, Said("cancel_contract", {"day": by}))


@answering
def absent_without_word(g: Gathered, facts: Facts) -> Answer:
    """Whether the contract may be treated as ended because of absence without word."""
    absent = g.take(
        lambda: ending.absent_without_word(
            facts["absent_from"],
            facts["day"],
            g.book,
            reason_told=facts["reason_told"],
            could_not_tell=facts["could_not_tell"],
        )
    )
    outcome: dict[str, Any] = {"may_treat_as_ended": absent.may_treat_as_ended}
    if absent.effective is None:
        return g.answer(outcome, Said("absent_without_word.no", {}))
    return g.answer({**outcome, "ended_on": absent.effective}, Said("absent_without_word", {"day": absent.effective}))


@answering
def variable_notice(g: Gathered, facts: Facts) -> Answer:
    """Working time of a notice period that is paid although less was offered: with variable hours, which are meant
    unless the hours are said to be fixed, and with fixed hours that were exceeded fourfold."""
    covered = g.take(
        lambda: ending.notice_loss_covers(
            variable_hours=facts.get("variable_hours") is not False,
            exceeded_fourfold=facts.get("exceeded_fourfold"),
            known=facts["known"],
            book=g.book,
        )
    )
    if covered is None:
        return g.answer(None)
    if not covered:
        return g.answer({"paid_time": Minutes(0)}, Said("variable_notice.none", {}))
    loss = g.take(
        lambda: ending.variable_notice_loss(
            Fraction(facts["average_weekly"]),
            facts["offered"],
            Fraction(facts["weeks"]),
            employment_start=facts["employment_start"],
            known=facts["known"],
            book=g.book,
        )
    )
    time = Minutes(loss)
    return g.answer({"paid_time": time}, Said("variable_notice" if time else "variable_notice.none", {"time": time}))


@answering
def economic_ground(g: Gathered, facts: Facts) -> Answer:
    """Whether there is an economic or production ground."""
    names = ("reduced", "lasting", "other_work", "hired_for_similar")
    has = g.take(lambda: ending.economic_ground(**{name: facts[name] for name in names}))
    return g.answer({"has_ground": has}, Said(f"economic_ground.{yes_or_no(has)}", {}))


@answering
def layoff_fixed_term(g: Gathered, facts: Facts) -> Answer:
    """Whether one in a fixed term may be laid off."""
    may = g.take(
        lambda: ending.fixed_term_layoff(
            replaces_someone=facts["replaces_someone"], that_one_could_be_laid_off=facts.get("other_could_be_laid_off")
        )
    )
    if may is None:
        return g.answer(None)
    return g.answer({"may_lay_off": may}, Said(f"layoff_fixed_term.{yes_or_no(may)}", {}))


@answering
def layoff_resigning(g: Gathered, facts: Facts) -> Answer:
    """Whether one who is laid off may resign without notice."""
    may = g.take(lambda: ending.resigns_without_notice(facts["day"], facts.get("layoff_last"), g.book))
    return g.answer({"without_notice": may}, Said(f"layoff_resigning.{yes_or_no(may)}", {}))
