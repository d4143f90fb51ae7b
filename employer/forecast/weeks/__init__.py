"""Weeks whose hours or euros go beyond what the decision grants by the week."""

from employer.forecast.weeks.service import WeekOver, over

__all__ = ["WeekOver", "over"]
