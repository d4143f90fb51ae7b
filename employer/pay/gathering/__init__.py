"""Gathers the inputs of a payslip from the household's records."""

from employer.pay.gathering.holidays.service import accounts as holiday_accounts
from employer.pay.gathering.holidays.service import balances as holiday_balances
from employer.pay.gathering.schemas import PaidSums, Situation
from employer.pay.gathering.service import (
    gather,
    gather_again,
    gather_for_own_day,
    insurance_on,
    paid_before,
    pay_of_minutes,
    planned_pay,
    records_first,
    roster,
    shift_of,
    situation,
    wages_of,
)

__all__ = [
    "PaidSums",
    "Situation",
    "gather",
    "gather_again",
    "gather_for_own_day",
    "holiday_accounts",
    "holiday_balances",
    "insurance_on",
    "paid_before",
    "pay_of_minutes",
    "planned_pay",
    "records_first",
    "roster",
    "shift_of",
    "situation",
    "wages_of",
]
