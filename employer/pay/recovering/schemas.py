"""What is overpaid, and the form that takes it back from a later pay. Money is whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Day, Euros, FormSchema, Whole
from payroll.inputs import RecoveredPart


@dataclass(frozen=True, slots=True)
class Overpaid:
    """The claim of a payslip whose corrections, given on or after its pay day, came to less than was paid.

    ``cents``: the money to get back; ``parts``: the overpaid pay by income type, before tax; ``recovered_cents``: what
    later payslips have taken.
    """

    payslip_id: int
    number: str
    employment_id: int
    payment_day: date
    first: date
    last: date
    cents: int
    parts: tuple[RecoveredPart, ...]
    recovered_cents: int = 0

    @property
    def open_cents(self) -> int:
        """What has not been recovered yet."""
        return max(0, self.cents - self.recovered_cents)


@dataclass(frozen=True, slots=True)
class RecoveryTyped:
    """From which pay run how much is taken back, and when the employee agreed to it."""

    run: int
    cents: int
    agreed: date
    dependants: int | None = None


class RecoverySchema(FormSchema):
    """The form of a recovery."""

    command: ClassVar[type] = RecoveryTyped
    run = Whole(required=True, metadata={"missing": "choice"})
    cents = Euros(required=True, data_key="euros", lowest_cents=1)
    agreed = Day(required=True, metadata={"missing": "day"})
    dependants = Whole(highest=20)
