"""Absences and holidays: noting them, planning a holiday, and the account of each holiday credit year."""

from employer.leave.queries import (
    absence,
    absences,
    days_between,
    entries,
    hindered_before,
    incapacity,
    lasted_over,
    unbroken,
    wishes,
)
from employer.leave.service import (
    account,
    add_absence,
    change_absence,
    holiday_account,
    plan_holiday,
    preview_holiday,
    remove_absence,
    whole_days_free,
)

__all__ = [
    "absence",
    "absences",
    "account",
    "add_absence",
    "change_absence",
    "days_between",
    "entries",
    "hindered_before",
    "holiday_account",
    "incapacity",
    "lasted_over",
    "plan_holiday",
    "preview_holiday",
    "remove_absence",
    "unbroken",
    "whole_days_free",
    "wishes",
]
