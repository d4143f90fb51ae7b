"""Notes that overpaid pay is taken back: from a later pay as the employee agreed, or repaid outside it. Nothing here
commits."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from employer import audit, budget, contracts, effective
from employer.arrangements import final_pay
from employer.contracts.schemas import PayRun
from employer.effective import Hand
from employer.errors import Problems
from employer.pay import models, queries
from employer.pay.recovering.queries import open_claim, taxed_years
from employer.pay.recovering.schemas import Overpaid, RecoveryTyped, RepaidTyped, TaxedYearTyped


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

    Raises ``Refused`` for more than is open or noted already, for a pay of another calendar year before the Tax
    Administration's answer is noted (``choice.recovery_other_year``), and for a consent that is still to come;
    ``LookupError`` without a claim or such a run.
    """
    claim = _claim(session, employer_id, payslip_id)
    runs = runs_to_come(session, employer_id, claim, hand.day)
    run = next((one for one in runs if one.id == typed.run), None)
    if run is None:
        raise LookupError(f"employer {employer_id} has no pay run {typed.run} to come")
    problems = Problems()
    _check_sum(session, employer_id, claim, typed.cents, problems, hand)
    _check_year(session, employer_id, claim, run.pay_day, "run", problems)
    if typed.agreed > hand.day:
        problems.add("agreed", "recovery_agreed_to_come")
    problems.refuse()
    employment = contracts.employment(session, employer_id, claim.employment_id, hand.day)
    day = run.until if employment.end is None else min(run.until, employment.end)
    noted = final_pay.Recovery(claim.number, typed.cents, day, typed.agreed, typed.dependants)
    return final_pay.note_recovery(session, employer_id, claim.employment_id, noted, hand)


def note_repaid(session: Session, employer_id: int, payslip_id: int, typed: RepaidTyped, hand: Hand) -> int:
    """Notes money of an overpaid pay that came back outside the pay; gives back the row's id.

    Raises ``Refused`` for more than is open or noted to be taken from a pay, a day before the pay or after today, no
    document, a pay that the county paid itself, and a day of another calendar year than the pay before the Tax
    Administration's answer is noted (``choice.recovery_other_year``); ``LookupError`` without a claim.
    """
    claim = _claim(session, employer_id, payslip_id)
    problems = Problems()
    _check_sum(session, employer_id, claim, typed.cents, problems, hand)
    if typed.day > hand.day:
        problems.add("day", "repaid_to_come")
    if typed.day < claim.payment_day:
        problems.add("day", "repaid_before_paid", day=claim.payment_day)
    if not typed.document.strip():
        problems.add("document", "text_needed")
    if budget.county_pays_wages(session, employer_id, claim.payment_day, hand.day):
        problems.add("cents", "repaid_to_county")
    _check_year(session, employer_id, claim, typed.day, "day", problems)
    problems.refuse()
    facts = {"payslip": claim.number, "day": typed.day, "cents": typed.cents}
    row = effective.fill(
        models.PayRepayment(),
        hand,
        employer_id,
        {
            **facts,
            "employment_id": claim.employment_id,
            "before_cents": claim.recovered_cents,
            "document": typed.document,
        },
    )
    session.add(row)
    session.flush()
    audit.record(session, employer_id, hand.by, "changes.pay_repaid", None, facts, at=hand.at)
    return int(row.id)


def remove_repaid(session: Session, employer_id: int, payslip_id: int, row_id: int, hand: Hand) -> None:
    """Takes a note of money that came back outside the pay back.

    Raises ``Refused`` when more has come back since (the shares told to the register rest on it), ``LookupError``.
    """
    claim = _claim(session, employer_id, payslip_id)
    table = models.PayRepayment
    row = session.scalar(
        effective.known(table, employer_id, hand.day).where(table.id == row_id, table.payslip == claim.number)
    )
    if row is None:
        raise LookupError(f"employer {employer_id} has no repayment {row_id}")
    problems = Problems()
    if row.before_cents + row.cents != claim.recovered_cents:
        problems.add("cents", "repaid_not_last")
    problems.refuse()
    facts = {"payslip": row.payslip, "day": row.day, "cents": row.cents}
    effective.withdraw(session, row, hand)
    audit.record(session, employer_id, hand.by, "changes.pay_repaid_removed", facts, None, at=hand.at)


def note_taxed_year(session: Session, employer_id: int, payslip_id: int, typed: TaxedYearTyped, hand: Hand) -> int:
    """Notes whether the taxation of an overpaid pay's year is completed; gives back the row's id.

    Raises ``Refused`` for a day to come, for a taxation completed in its own year, without a document, for pay taxed at
    source, and for an answer that would change what has come back or is noted already; ``LookupError`` without a claim.
    """
    claim = _claim(session, employer_id, payslip_id)
    year = claim.payment_day.year
    before = taxed_years(session, employer_id).get(claim.number)
    problems = Problems()
    if claim.at_source:
        problems.add("completed", "recovery_source_tax", year=year)
    if typed.asked > hand.day:
        problems.add("asked", "taxed_year_asked_to_come")
    if typed.completed and typed.asked.year <= year:
        problems.add("asked", "taxed_year_not_over", year=year)
    if not typed.document.strip():
        problems.add("document", "text_needed")
    changes = typed.completed != (before is not None and before.completed)
    if changes and (claim.recovered_cents or _waiting(session, employer_id, claim, hand)):
        problems.add("completed", "taxed_year_recovered")
    problems.refuse()
    facts = {"payslip": claim.number, "completed": typed.completed, "asked": typed.asked}
    row = effective.fill(
        models.TaxedYear(),
        hand,
        employer_id,
        {
            **facts,
            "employment_id": claim.employment_id,
            "document": typed.document,
            "replaces_id": None if before is None else before.id,
        },
    )
    session.add(row)
    session.flush()
    audit.record(session, employer_id, hand.by, "changes.taxed_year", None, facts, at=hand.at)
    return int(row.id)


# -- parts -------------------------------------------------------------------------------------------------------------


def _claim(session: Session, employer_id: int, payslip_id: int) -> Overpaid:
    claim = open_claim(session, employer_id, payslip_id)
    if claim is None:
        raise LookupError(f"payslip {payslip_id} has no claim")
    return claim


def _waiting(session: Session, employer_id: int, claim: Overpaid, hand: Hand) -> int:
    """What pays to come are noted to give back, in cents."""
    runs = runs_to_come(session, employer_id, claim, hand.day)
    sums = final_pay.sums_of(session, employer_id, claim.employment_id, hand.day)
    return sum(
        one.cents
        for one in sums.recoveries
        if one.payslip == claim.number and any(each.first <= one.day <= each.until for each in runs)
    )


def _check_sum(session: Session, employer_id: int, claim: Overpaid, cents: int, problems: Problems, hand: Hand) -> None:
    left = claim.open_cents - _waiting(session, employer_id, claim, hand)
    if cents > left:
        problems.add("cents", "recovery_too_much", cents=max(0, left))


def _check_year(session: Session, employer_id: int, claim: Overpaid, day: date, field: str, problems: Problems) -> None:
    """In another year than the pay's, the tax goes as the Tax Administration has answered."""
    year = claim.payment_day.year
    if day.year == year:
        if claim.gross:
            problems.add(field, "recovery_mixed", year=year)
    elif claim.at_source:
        problems.add(field, "recovery_source_tax", year=year)
    elif claim.number not in taxed_years(session, employer_id):
        problems.add(field, "recovery_other_year", year=year)
