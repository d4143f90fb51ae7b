"""Answers that are facts of the household take the place that the file left open."""

from employer.household.running.answering.service import fill

__all__ = ["fill"]
