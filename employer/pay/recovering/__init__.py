"""Pay that turned out to be too much: what is claimed back, what has come back, from which pay or outside it."""

from employer.pay.recovering.queries import (
    claims_of,
    late,
    open_claim,
    open_claim_of,
    overpaid,
    overpaid_of,
    repayments,
    taxed_at_source,
    taxed_years,
)
from employer.pay.recovering.schemas import Overpaid, Repaid, TaxedYear
from employer.pay.recovering.service import note, note_repaid, note_taxed_year, remove_repaid, runs_to_come

__all__ = [
    "Overpaid",
    "Repaid",
    "TaxedYear",
    "claims_of",
    "late",
    "note",
    "note_repaid",
    "note_taxed_year",
    "open_claim",
    "open_claim_of",
    "overpaid",
    "overpaid_of",
    "remove_repaid",
    "repayments",
    "runs_to_come",
    "taxed_at_source",
    "taxed_years",
]
