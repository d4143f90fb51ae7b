"""Bringing a household in from a file in the browser, and taking one out."""

from employer.household.carrying.service import bring_in, choices, has_protected, take_out

__all__ = ["bring_in", "choices", "has_protected", "take_out"]
