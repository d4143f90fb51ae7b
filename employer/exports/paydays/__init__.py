"""What each pay day needs: its reports and payments, by when, and whether their files are made."""

from employer.exports.paydays.schemas import Answered, PayDay, Step
from employer.exports.paydays.service import (
    answers,
    ledger,
    make,
    months_without_pay,
    note_answered,
    note_reported,
    pay_day,
    pay_days,
    tell_paid,
)

__all__ = [
    "Answered",
    "PayDay",
    "Step",
    "answers",
    "ledger",
    "make",
    "months_without_pay",
    "note_answered",
    "note_reported",
    "pay_day",
    "pay_days",
    "tell_paid",
]
