"""A month of hours as its page shows it: planned and worked side by side, and what is approved."""

from employer.hours.months.schemas import Choice, DayOfHours, MonthOfHours, Part
from employer.hours.months.service import approve, cancel_day, chosen, confirm, enter, month_of_hours, restore

__all__ = [
    "Choice",
    "DayOfHours",
    "MonthOfHours",
    "Part",
    "approve",
    "cancel_day",
    "chosen",
    "confirm",
    "enter",
    "month_of_hours",
    "restore",
]
