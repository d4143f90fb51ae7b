"""What a correction of the law data means for payslips that have been issued."""

from employer.law.corrections.service import Affected, Change, Paid, affected, corrections

__all__ = ["Affected", "Change", "Paid", "affected", "corrections"]
