"""Reads a household file: text, shape, and everything that must agree."""

from employer.household.reading.service import EXPORT_MARK, MOST_BYTES, read, read_answers

__all__ = ["EXPORT_MARK", "MOST_BYTES", "read", "read_answers"]
