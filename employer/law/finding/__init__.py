"""Finds the calculator that somebody means by a few words."""

from employer.law.finding.service import MOST_ASKED, found, most_asked

__all__ = ["MOST_ASKED", "found", "most_asked"]
