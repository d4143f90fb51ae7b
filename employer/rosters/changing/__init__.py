"""Changes of a published roster: nothing changes before the employee agrees, or a weighty reason is told."""

from employer.rosters.changing.service import alter, answer, binds, waiting

__all__ = ["alter", "answer", "binds", "waiting"]
