"""Pay of past periods calculated again with what is known now: one difference payslip where something changed."""

from employer.pay.retroactive.schemas import Recalculated
from employer.pay.retroactive.service import recalculate

__all__ = ["Recalculated", "recalculate"]
