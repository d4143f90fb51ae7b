"""What each pay day needs: its reports and payments, by when, and whether their files are made."""

from employer.exports.paydays.schemas import Answered, PayDay, Step
from employer.exports.paydays.service import answers, ledger, make, months_without_pay, pay_day, pay_days

__all__ = ["Answered", "PayDay", "Step", "answers", "ledger", "make", "months_without_pay", "pay_day", "pay_days"]
