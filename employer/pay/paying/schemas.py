"""Pay runs as their pages show them, and what their forms send. Money is whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.contracts.schemas import PayRun
from employer.forms import Choice, Day, FormSchema, Text
from employer.pay.schemas import Draft, Issued
from rules import calendar


@dataclass(frozen=True, slots=True)
class RunRow:
    """One employment's payslip in a pay run.

    ``state``: given, next (its turn), or waiting (an earlier payslip of the employment has to be given first).
    """

    run: PayRun
    employment_id: int
    employee_id: int
    name: str
    state: str
    issued: Issued | None = None
    corrections: tuple[Issued, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft that was opened from its pay run; ``first_open`` is the run that has to be given before it."""

    row: RunRow
    draft: Draft
    first_open: PayRun | None

    @property
    def may_be_given(self) -> bool:
        """Whether nothing stands in the way of giving the payslip."""
        return self.first_open is None and self.draft.payslip.can_be_issued

    @property
    def bank_day(self) -> date | None:
        """The next banking day when banks carry no file on the pay day (Employment Contracts Act 2:15), else None."""
        following = calendar.next_business_day(self.row.run.pay_day)
        return None if following == self.row.run.pay_day else following


@dataclass(frozen=True, slots=True)
class HolidayCost:
    """What a planned holiday costs: its pay with its pay days, and by how much the employer's whole cost of those pays
    and of the holiday's days changes (None: not all contributions are known).

    The sums are None when a question is open; ``asks`` is its words. ``estimated_until``: the last day of the pays that
    are not given yet and that the holiday's price depends on; the shifts of the calendar stand for them.
    """

    pay_days: tuple[date, ...]
    pay_cents: int | None
    cost_cents: int | None
    asks: str = ""
    estimated_until: date | None = None


@dataclass(frozen=True, slots=True)
class Giving:
    """The draft that was approved on the page: its fingerprint, and the key of the form."""

    fingerprint: str
    request_key: str


class GivingSchema(FormSchema):
    """The button that gives a payslip."""

    command: ClassVar[type] = Giving
    fingerprint = Text(64, required=True)
    request_key = Text(64, required=True)


@dataclass(frozen=True, slots=True)
class Correcting:
    """A correction that was approved on the page, with the employer's reason."""

    fingerprint: str
    request_key: str
    reason: str


class CorrectingSchema(FormSchema):
    """The form of a correction."""

    command: ClassVar[type] = Correcting
    fingerprint = Text(64, required=True)
    request_key = Text(64, required=True)
    reason = Text(500, required=True)


@dataclass(frozen=True, slots=True)
class RunTyped:
    """A pay run as typed: the days it pays and its pay day."""

    first: date
    until: date
    pay_day: date
    kind: str = "ordinary"


@dataclass(frozen=True, slots=True)
class DayMoved:
    """The new pay day of a run."""

    pay_day: date


class DaySchema(FormSchema):
    """The form that moves a pay day."""

    command: ClassVar[type] = DayMoved
    pay_day = Day(required=True)


class RunSchema(FormSchema):
    """The form of a pay run."""

    command: ClassVar[type] = RunTyped
    first = Day(required=True, metadata={"missing": "day"})
    until = Day(required=True, metadata={"missing": "day"})
    pay_day = Day(required=True, metadata={"missing": "day"})
    kind = Choice(("ordinary", "supplementary"), load_default="ordinary")
