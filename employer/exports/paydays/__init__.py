"""What each pay day needs: its reports and payments, by when, and whether their files are made."""

from employer.exports.paydays.schemas import PayDay, Step
from employer.exports.paydays.service import ledger, make, pay_day, pay_days

__all__ = ["PayDay", "Step", "ledger", "make", "pay_day", "pay_days"]
