"""Payslips whose days were changed after they were given: what was issued stays, but a correction may be missing."""

from employer.pay.outdated.service import Outdated, outdated

__all__ = ["Outdated", "outdated"]
