"""The files for others, made from what was issued and from the facts in force."""

from employer.exports.prepared.amounts.service import BY_COUNTY, county_part, repaid_by, repaid_names, tax_cents
from employer.exports.prepared.needs.service import unsaid
from employer.exports.prepared.payments.service import ENFORCEMENT, payment
from employer.exports.prepared.postings.service import cost_centre_on, ledger_entries
from employer.exports.prepared.reports.service import (
    CANCEL_FIRST,
    NOTHING_LEFT,
    cancellation,
    report_months,
    separate_report,
    wage_report,
)
from employer.exports.prepared.schemas import Prepared

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
