"""The granted budget: the decision and its lines, money received, expenses, and the ledger of what pay has cost."""

from employer.budget.queries import (
    ceilings,
    costs,
    county_pays_wages,
    decision_on,
    decisions,
    entries,
    expenses,
    line_of,
    of_decision,
    out_of_balance,
    own_account,
    received,
    state,
    whole_periods,
)
from employer.budget.schemas import PayEntry
from employer.budget.service import (
    post,
    post_pay,
    record_decision,
    record_expense,
    record_received,
    remove_expense,
    remove_received,
)

__all__ = [
    "PayEntry",
    "ceilings",
    "costs",
    "county_pays_wages",
    "decision_on",
    "decisions",
    "entries",
    "expenses",
    "line_of",
    "of_decision",
    "out_of_balance",
    "own_account",
    "post",
    "post_pay",
    "received",
    "record_decision",
    "record_expense",
    "record_received",
    "remove_expense",
    "remove_received",
    "state",
    "whole_periods",
]
