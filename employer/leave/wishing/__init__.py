"""Holidays that an employee wishes for, and the employer's answers (162/2005 22 §)."""

from employer.leave.wishing.service import answer, open_wish, wish, withdraw

__all__ = ["answer", "open_wish", "wish", "withdraw"]
