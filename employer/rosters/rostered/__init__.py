"""What the roster had for a day before it was worked: what the daily overtime of averaged time is held against."""

from employer.rosters.rostered.service import rostered_minutes

__all__ = ["rostered_minutes"]
