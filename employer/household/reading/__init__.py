"""Reads a household file: text, shape, and everything that must agree."""

from employer.household.reading.service import read, read_answers

__all__ = ["read", "read_answers"]
