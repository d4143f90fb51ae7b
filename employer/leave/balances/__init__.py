"""Holiday balances and absences as their pages show them, and what the forms of absences send."""

from employer.leave.balances.schemas import AbsenceRow, Balance, MonthRow, YearRow
from employer.leave.balances.service import absence_rows, balance, earlier_illnesses, look_at_holiday, note, plan

__all__ = [
    "AbsenceRow",
    "Balance",
    "MonthRow",
    "YearRow",
    "absence_rows",
    "balance",
    "earlier_illnesses",
    "look_at_holiday",
    "note",
    "plan",
]
