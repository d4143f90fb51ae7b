"""Reading what was overpaid and recovered: from what was issued and noted, never calculated again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from employer import effective
from employer.clock import HELSINKI
from employer.pay import models, queries
from employer.pay.recovering.schemas import Overpaid, Repaid, TaxedYear
from employer.pay.schemas import Issued, IssuedSums
from payroll.inputs import RecoveredPart, from_text
from payroll.recovery import recovered_of


def late(one: Issued | IssuedSums) -> bool:
    """Whether a correction was given when the pay was out already: on its pay day or after it.

    Pay that was added later and is paid on a day of its own changes nothing of the pay that was out.
    """
    return bool(one.revision) and not one.own_day and one.issued_at.astimezone(HELSINKI).date() >= one.payment_day


def taxed_at_source(one: Issued) -> bool:
    """Whether the card that held on the pay day was a card for tax at source."""
    held = [
        card
        for card in from_text(one.inputs_text).tax_cards
        if card.first <= one.payment_day and (card.until is None or one.payment_day <= card.until)
    ]
    return bool(held) and max(held, key=lambda card: card.first).kind == "source"


def overpaid_of(chain: Sequence[Issued], *, gross: bool = False) -> Overpaid | None:
    """The claim of a payslip with its corrections (oldest first); None when they do not come to less than was paid.

    ``gross``: the tax that the corrections took off is got back from the employee too.
    """
    corrections = [one for one in chain if late(one)]
    cents = -sum(one.totals["paid"] for one in corrections)
    if cents <= 0:
        return None
    by_type: dict[int | None, int] = defaultdict(int)
    for one in corrections:
        for line in one.lines:
            if line.cash:
                by_type[line.income_type] -= line.amount_cents
    parts = tuple(RecoveredPart(code, less) for code, less in by_type.items() if less > 0)
    root = chain[0]
    tax = -sum(one.totals["withholding"] for one in corrections)
    gross = gross and tax > 0
    return Overpaid(
        root.id,
        root.number,
        root.employment_id,
        root.payment_day,
        root.first,
        root.last,
        cents + tax if gross else cents,
        parts,
        tax_cents=tax,
        gross=gross,
        at_source=taxed_at_source(root),
    )


def overpaid(session: Session, employer_id: int, employment_id: int, before: int | None = None) -> dict[str, Overpaid]:
    """The claims of an employment by the number of the payslip, with what has come back of each.

    ``before``: a payslip that is calculated again; what it and later ones recovered does not count.
    """
    known = queries.payslip_sums(session, employer_id)
    if not any(late(one) for one in known if one.employment_id == employment_id):
        return {}
    chains: dict[int, list[Issued]] = defaultdict(list)
    for one in sorted(
        queries.payslips(session, employer_id, employment_id=employment_id), key=lambda one: (one.revision, one.id)
    ):
        chains[one.corrects or one.id].append(one)
    claims = {claim.number: claim for chain in chains.values() if (claim := overpaid_of(chain)) is not None}
    if not claims:
        return {}
    answered = taxed_years(session, employer_id)
    for chain in chains.values():
        told = answered.get(chain[0].number)
        if told is not None and told.completed and (claim := overpaid_of(chain, gross=True)) is not None:
            claims[claim.number] = claim
    own = {root: [one for one in chain if not one.own_day] for root, chain in chains.items()}
    newest = [chain[-1] for root, chain in own.items() if before is None or root < before]
    taken = _recovered(newest)
    until = chains[before][0].issued_at if before in chains else None
    for row in _repayments(session, employer_id):
        if row.employment_id == employment_id and (until is None or row.recorded_at < until):
            taken[row.payslip] += row.cents
    return {number: replace(one, recovered_cents=taken[number]) for number, one in claims.items()}


def open_claim(session: Session, employer_id: int, payslip_id: int) -> Overpaid | None:
    """The claim of a payslip, whichever of its chain is named; None without one. Raises ``LookupError``."""
    return open_claim_of(session, employer_id, queries.chain(session, employer_id, payslip_id))


def open_claim_of(session: Session, employer_id: int, chain: Sequence[Issued]) -> Overpaid | None:
    """The claim of a payslip with its corrections (oldest first); None without one."""
    if overpaid_of(chain) is None:
        return None
    return overpaid(session, employer_id, chain[0].employment_id).get(chain[0].number)


def repayments(session: Session, employer_id: int) -> tuple[Repaid, ...]:
    """What came back outside the pay, in the order in which it was noted."""
    return tuple(
        Repaid(row.payslip, row.employment_id, row.day, row.cents, row.before_cents, row.document, row.id)
        for row in _repayments(session, employer_id)
    )


def taxed_years(session: Session, employer_id: int) -> dict[str, TaxedYear]:
    """What the Tax Administration answered about the year of each overpaid pay, by the number of its payslip."""
    rows = effective.rows(session, models.TaxedYear, employer_id, date.max)
    return {row.payslip: TaxedYear(row.payslip, row.completed, row.asked, row.document, row.id) for row in rows}


def claims_of(session: Session, employer_id: int) -> tuple[Overpaid, ...]:
    """Every claim of the employer, in the order of its pay days."""
    late_ones = {one.employment_id for one in queries.payslip_sums(session, employer_id) if late(one)}
    found = [claim for one in sorted(late_ones) for claim in overpaid(session, employer_id, one).values()]
    return tuple(sorted(found, key=lambda one: (one.payment_day, one.number)))


def _repayments(session: Session, employer_id: int) -> tuple[models.PayRepayment, ...]:
    return effective.rows(session, models.PayRepayment, employer_id, date.max)


def _recovered(issued: Iterable[Issued]) -> dict[str, int]:
    taken: dict[str, int] = defaultdict(int)
    for one in issued:
        if "recovered" not in one.trace:
            continue  # reading its inputs costs much more
        for claim, net, _ in recovered_of(from_text(one.inputs_text), one.trace):
            taken[claim.payslip] += net
    return taken
