"""Reading what was overpaid and recovered: from what was issued, never calculated again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from employer.clock import HELSINKI
from employer.pay import queries
from employer.pay.recovering.schemas import Overpaid
from employer.pay.schemas import Issued
from payroll.inputs import RecoveredPart, from_text
from payroll.recovery import recovered_of


def late(one: Issued) -> bool:
    """Whether a correction was given when the pay was out already: on its pay day or after it."""
    return bool(one.revision) and one.issued_at.astimezone(HELSINKI).date() >= one.payment_day


def overpaid_of(chain: Sequence[Issued]) -> Overpaid | None:
    """The claim of a payslip with its corrections (oldest first); None when they do not come to less than was paid."""
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
    return Overpaid(root.id, root.number, root.employment_id, root.payment_day, root.first, root.last, cents, parts)


def overpaid(session: Session, employer_id: int, employment_id: int, before: int | None = None) -> dict[str, Overpaid]:
    """The claims of an employment by the number of the payslip, with what later payslips have recovered.

    ``before``: a payslip that is calculated again; what it and later ones recovered does not count.
    """
    chains: dict[int, list[Issued]] = defaultdict(list)
    for one in sorted(
        queries.payslips(session, employer_id, employment_id=employment_id), key=lambda one: (one.revision, one.id)
    ):
        chains[one.corrects or one.id].append(one)
    claims = {claim.number: claim for chain in chains.values() if (claim := overpaid_of(chain)) is not None}
    if not claims:
        return {}
    newest = [chain[-1] for root, chain in chains.items() if before is None or root < before]
    taken = _recovered(newest)
    return {number: replace(one, recovered_cents=taken[number]) for number, one in claims.items()}


def open_claim(session: Session, employer_id: int, payslip_id: int) -> Overpaid | None:
    """The claim of a payslip, whichever of its chain is named; None without one. Raises ``LookupError``."""
    root = queries.chain(session, employer_id, payslip_id)[0]
    return overpaid(session, employer_id, root.employment_id).get(root.number)


def _recovered(issued: Iterable[Issued]) -> dict[str, int]:
    taken: dict[str, int] = defaultdict(int)
    for one in issued:
        for claim, net, _ in recovered_of(from_text(one.inputs_text), one.trace):
            taken[claim.payslip] += net
    return taken
