"""Holiday balances and absences as their pages show them, and what the forms of absences send."""

from employer.leave.balances.schemas import AbsenceRow, Balance, HolidayCalendar, MonthRow, YearRow
from employer.leave.balances.service import (
    absence_rows,
    balance,
    earlier_illnesses,
    holiday_calendar,
    holiday_of,
    look_at_holiday,
    note,
    plan,
)

__all__ = [
    "AbsenceRow",
    "Balance",
    "HolidayCalendar",
    "MonthRow",
    "YearRow",
    "absence_rows",
    "balance",
    "earlier_illnesses",
    "holiday_calendar",
    "holiday_of",
    "look_at_holiday",
    "note",
    "plan",
]
