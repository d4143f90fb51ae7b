"""What was issued, as the ``kept`` part of a household file, and back."""

from employer.household.keeping.service import DECISIONS, decisions_of, keep, restore, since, trip_of

__all__ = ["DECISIONS", "decisions_of", "keep", "restore", "since", "trip_of"]
