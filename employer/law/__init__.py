"""The law book for people: checks, what is due, what a change does to sample months, and the book as a text."""

from employer.law.service import Change, Effect, changes_from, effects_on

__all__ = ["Change", "Effect", "changes_from", "effects_on"]
