"""Pay runs as their pages go through them: what is next, giving a payslip, correcting one, what a holiday costs."""

from employer.pay.paying.schemas import HolidayCost, Opened, RunRow
from employer.pay.paying.service import (
    change_pay_day,
    correct,
    day_states,
    declare,
    give,
    given_before,
    holiday_cost,
    move_day,
    opened,
    proposed_pay_day,
    proposed_run,
    run_rows,
    take_back_reported,
    told_paid,
)

__all__ = [
    "HolidayCost",
    "Opened",
    "RunRow",
    "change_pay_day",
    "correct",
    "day_states",
    "declare",
    "give",
    "given_before",
    "holiday_cost",
    "move_day",
    "opened",
    "proposed_pay_day",
    "proposed_run",
    "run_rows",
    "take_back_reported",
    "told_paid",
]
