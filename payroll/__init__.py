"""How much, and how it came about: one payslip from frozen inputs, and the check of its trace."""

from payroll.draft import Line, Notice, OpenQuestion
from payroll.errors import CannotCalculate
from payroll.inputs import Inputs
from payroll.payslip import TOTALS, Payslip, calculate
from payroll.replay import DoesNotReplay, replay

__all__ = [
    "TOTALS",
    "CannotCalculate",
    "DoesNotReplay",
    "Inputs",
    "Line",
    "Notice",
    "OpenQuestion",
    "Payslip",
    "calculate",
    "replay",
]
