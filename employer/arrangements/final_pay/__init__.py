"""Sums besides the wage: pay in place of notice, pay for waiting, pay in advance and the employer's own claims."""

from employer.arrangements.final_pay.queries import sums, sums_of
from employer.arrangements.final_pay.schemas import (
    NO_SUMS,
    Advance,
    MissedRest,
    NoticeLoss,
    NoticePay,
    Recovery,
    SetOff,
    Sums,
    WaitingPay,
)
from employer.arrangements.final_pay.service import (
    note_advance,
    note_loss,
    note_missed_rest,
    note_notice,
    note_recovery,
    note_set_off,
    note_waiting,
    take_back,
)

__all__ = [
    "NO_SUMS",
    "Advance",
    "MissedRest",
    "NoticeLoss",
    "NoticePay",
    "Recovery",
    "SetOff",
    "Sums",
    "WaitingPay",
    "note_advance",
    "note_loss",
    "note_missed_rest",
    "note_notice",
    "note_recovery",
    "note_set_off",
    "note_waiting",
    "sums",
    "sums_of",
    "take_back",
]
