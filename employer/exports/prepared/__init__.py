"""The files for others, made from what was issued and from the facts in force."""

from employer.exports.prepared.schemas import Prepared
from employer.exports.prepared.service import (
    ledger_entries,
    payment,
    report_months,
    separate_report,
    tax_cents,
    unsaid,
    wage_report,
)

__all__ = [
    "Prepared",
    "ledger_entries",
    "payment",
    "report_months",
    "separate_report",
    "tax_cents",
    "unsaid",
    "wage_report",
]
