"""What was issued, as the ``kept`` part of a household file, and back."""

from employer.household.keeping.service import keep, restore, since, trip_of

__all__ = ["keep", "restore", "since", "trip_of"]
