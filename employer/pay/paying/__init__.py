"""Pay runs as their pages go through them: what is next, giving a payslip, correcting one, what a holiday costs."""

from employer.pay.paying.schemas import HolidayCost, Opened, RunRow
from employer.pay.paying.service import (
    change_pay_day,
    correct,
    declare,
    give,
    given_before,
    holiday_cost,
    opened,
    proposed_pay_day,
    proposed_run,
    run_rows,
)

__all__ = [
    "HolidayCost",
    "Opened",
    "RunRow",
    "change_pay_day",
    "correct",
    "declare",
    "give",
    "given_before",
    "holiday_cost",
    "opened",
    "proposed_pay_day",
    "proposed_run",
    "run_rows",
]
