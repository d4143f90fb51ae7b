"""Work trips: what may be paid back free of tax, and why."""

from employer.arrangements.travel.service import claim, look_at

__all__ = ["claim", "look_at"]
