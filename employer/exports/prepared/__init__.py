"""The files for others, made from what was issued and from the facts in force."""

from employer.exports.prepared.schemas import Prepared
from employer.exports.prepared.service import (
    BY_COUNTY,
    CANCEL_FIRST,
    ENFORCEMENT,
    NOTHING_LEFT,
    cancellation,
    cost_centre_on,
    county_part,
    ledger_entries,
    payment,
    repaid_by,
    repaid_names,
    report_months,
    separate_report,
    tax_cents,
    unsaid,
    wage_report,
)

__all__ = [
    "BY_COUNTY",
    "CANCEL_FIRST",
    "ENFORCEMENT",
    "NOTHING_LEFT",
    "Prepared",
    "cancellation",
    "cost_centre_on",
    "county_part",
    "ledger_entries",
    "payment",
    "repaid_by",
    "repaid_names",
    "report_months",
    "separate_report",
    "tax_cents",
    "unsaid",
    "wage_report",
]
