"""Overtime, additional work and missed weekly rest that are taken as time off (872/2019 21 and 28 §)."""

from employer.arrangements.time_off.queries import balance, changed_since, exchange, taken, time_off, time_off_of
from employer.arrangements.time_off.schemas import NO_BALANCE, Balance, TimeOff
from employer.arrangements.time_off.service import note_time_off, take_back

__all__ = [
    "NO_BALANCE",
    "Balance",
    "TimeOff",
    "balance",
    "changed_since",
    "exchange",
    "note_time_off",
    "take_back",
    "taken",
    "time_off",
    "time_off_of",
]
