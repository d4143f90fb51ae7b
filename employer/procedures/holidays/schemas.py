"""What the page of holiday papers shows: plain data in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One holiday: its days, and by when the employee has to know of it (Annual Holidays Act 23 §)."""

    absence_id: int
    kind: str
    first: date
    last: date
    days: int
    told_by: date
    told_at_latest: date


@dataclass(frozen=True, slots=True)
class PaidRow:
    """One payslip that paid holiday: its id, number, pay day and the cents of its holiday lines."""

    payslip_id: int
    number: str
    pay_day: date
    cents: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The holidays of an employment and the payslips that paid them, latest first."""

    holidays: tuple[HolidayRow, ...]
    paid: tuple[PaidRow, ...]
