"""The plain data of the run's JSON files."""

from employer.household.running.papers.service import as_json, euros, holidays

__all__ = ["as_json", "euros", "holidays"]
