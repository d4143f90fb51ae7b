"""The employee's request for a written account of the holiday ledger (162/2005 29 §)."""

from employer.leave.requesting.service import ledger_requests, request_ledger

__all__ = ["ledger_requests", "request_ledger"]
