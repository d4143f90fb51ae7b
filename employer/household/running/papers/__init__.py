"""The plain data of the run's JSON files."""

from employer.household.running.papers.service import HolidayPay, as_json, euros, holidays, span

__all__ = ["HolidayPay", "as_json", "euros", "holidays", "span"]
