"""What a roster would break: every rule of working time that planned shifts can break, each with its section."""

from employer.rosters.checking.service import found

__all__ = ["found"]
