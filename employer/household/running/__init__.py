"""The main job: a household file in, every contract, payslip, report, payment and balance out."""

from employer.household.running.schemas import Outcome
from employer.household.running.service import run, service_problems, unasked, with_the_rest

__all__ = ["Outcome", "run", "service_problems", "unasked", "with_the_rest"]
