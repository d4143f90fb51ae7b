"""Notes that overpaid pay is taken back from a later pay, as the employee agreed. Nothing here commits."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from employer import contracts
from employer.arrangements import final_pay
from employer.contracts.schemas import PayRun
from employer.effective import Hand
from employer.errors import Problems
from employer.pay import queries
from employer.pay.recovering.queries import open_claim
from employer.pay.recovering.schemas import Overpaid, RecoveryTyped


def runs_to_come(session: Session, employer_id: int, claim: Overpaid, known_on: date) -> tuple[PayRun, ...]:
    """The declared pay runs of an employment that are paid after the overpaid one and have not been issued."""
    issued = queries.issued_periods(session, employer_id, claim.employment_id)
    return tuple(
        run
        for run in contracts.pay_runs(session, employer_id, known_on)
        if run.pay_day > claim.payment_day
        and run.kind != "supplementary"
        and (run.employment_ids is None or claim.employment_id in run.employment_ids)
        and (run.first, run.until, run.pay_day) not in issued
    )


def note(session: Session, employer_id: int, payslip_id: int, typed: RecoveryTyped, hand: Hand) -> int:
    """Notes how much of an overpaid pay a later pay gives back; gives back the row's id.

    Raises ``Refused`` for more than is open or noted already, for a pay of another calendar year (the tax of the
    overpaid pay is corrected on its own report, ``choice.recovery_tax``), and for a consent that is still to come;
    ``LookupError`` without a claim or such a run.
    """
    claim = open_claim(session, employer_id, payslip_id)
    if claim is None:
        raise LookupError(f"payslip {payslip_id} has no claim")
    runs = runs_to_come(session, employer_id, claim, hand.day)
    run = next((one for one in runs if one.id == typed.run), None)
    if run is None:
        raise LookupError(f"employer {employer_id} has no pay run {typed.run} to come")
    sums = final_pay.sums_of(session, employer_id, claim.employment_id, hand.day)
    waiting = sum(
        one.cents
        for one in sums.recoveries
        if one.payslip == claim.number and any(each.first <= one.day <= each.until for each in runs)
    )
    problems = Problems()
    if typed.cents > claim.open_cents - waiting:
        problems.add("cents", "recovery_too_much", cents=max(0, claim.open_cents - waiting))
    if run.pay_day.year != claim.payment_day.year:
        problems.add("run", "recovery_other_year", year=claim.payment_day.year)
    if typed.agreed > hand.day:
        problems.add("agreed", "recovery_agreed_to_come")
    problems.refuse()
    employment = contracts.employment(session, employer_id, claim.employment_id, hand.day)
    day = run.until if employment.end is None else min(run.until, employment.end)
    noted = final_pay.Recovery(claim.number, typed.cents, day, typed.agreed, typed.dependants)
    return final_pay.note_recovery(session, employer_id, claim.employment_id, noted, hand)
