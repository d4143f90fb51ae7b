"""Planned and worked shifts, their approval, and the calendar of some days."""

from employer.hours.choosing import choices, named
from employer.hours.months import Choice, chosen
from employer.hours.queries import approvals, midnight, shift, shifts
from employer.hours.service import (
    add_shift,
    approve_hours,
    away_within,
    by_week,
    change_shift,
    expand,
    minutes_by_day,
    overlap,
    remove_shift,
    worked_minutes,
)

__all__ = [
    "Choice",
    "add_shift",
    "approvals",
    "approve_hours",
    "away_within",
    "by_week",
    "change_shift",
    "choices",
    "chosen",
    "expand",
    "midnight",
    "minutes_by_day",
    "named",
    "overlap",
    "remove_shift",
    "shift",
    "shifts",
    "worked_minutes",
]
