"""Falling ill in a holiday: what is moved, until when it is given, and the records that follow."""

from employer.leave.illness.service import ABSENCES, look, move

__all__ = ["ABSENCES", "look", "move"]
