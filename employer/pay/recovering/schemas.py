"""What is overpaid, and the forms that take it back. Money is whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Day, Euros, FormSchema, Text, Whole, YesNo
from payroll.inputs import RecoveredPart


@dataclass(frozen=True, slots=True)
class Overpaid:
    """The claim of a payslip whose corrections, given on or after its pay day, came to less than was paid.

    ``cents``: the money to get back; ``parts``: the overpaid pay by income type, before tax; ``recovered_cents``: what
    has come back, in later payslips or outside them. ``tax_cents``: how much less tax the corrections withheld;
    ``gross``: the taxation of the pay's year is completed, so that this tax is got back from the employee too and stays
    on the report of the pay. ``at_source``: the pay was taxed at source.
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
    tax_cents: int = 0
    gross: bool = False
    at_source: bool = False

    @property
    def open_cents(self) -> int:
        """What has not been recovered yet."""
        return max(0, self.cents - self.recovered_cents)


@dataclass(frozen=True, slots=True)
class Repaid:
    """Money of an overpaid pay that came back outside the pay. ``before_cents``: what had come back before it."""

    payslip: str
    employment_id: int
    day: date
    cents: int
    before_cents: int
    document: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class TaxedYear:
    """The Tax Administration's answer on ``asked``: whether the taxation of an overpaid pay's year is completed."""

    payslip: str
    completed: bool
    asked: date
    document: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class RecoveryTyped:
    """From which pay run how much is taken back, and when the employee agreed to it."""

    run: int
    cents: int
    agreed: date
    dependants: int | None = None


@dataclass(frozen=True, slots=True)
class RepaidTyped:
    """How much came back outside the pay, when, and by what it is known."""

    cents: int
    day: date
    document: str


@dataclass(frozen=True, slots=True)
class TaxedYearTyped:
    """Whether the taxation of the pay's year is completed, when it was asked, and by what the answer is known."""

    completed: bool
    asked: date
    document: str


class RecoverySchema(FormSchema):
    """The form of a recovery."""

    command: ClassVar[type] = RecoveryTyped
    run = Whole(required=True, metadata={"missing": "choice"})
    cents = Euros(required=True, data_key="euros", lowest_cents=1)
    agreed = Day(required=True, metadata={"missing": "day"})
    dependants = Whole(highest=20)


class RepaidSchema(FormSchema):
    """The form of money that came back outside the pay."""

    command: ClassVar[type] = RepaidTyped
    cents = Euros(required=True, data_key="euros", lowest_cents=1)
    day = Day(required=True, metadata={"missing": "day"})
    document = Text(required=True, longest=200)


class TaxedYearSchema(FormSchema):
    """The form of the Tax Administration's answer."""

    command: ClassVar[type] = TaxedYearTyped
    completed = YesNo(required=True, metadata={"missing": "choice"})
    asked = Day(required=True, metadata={"missing": "day"})
    document = Text(required=True, longest=200)
