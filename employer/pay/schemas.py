"""What comes in and goes out about pay: frozen plain data. Money is whole cents, time whole minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from employer.documents import Rendered
from payroll import TOTALS, Inputs, Line, Payslip
from payroll.cost_days import DayCost

STATES = ("draft", "calculated", "approved", "payment_file", "paid", "reported", "cancelled", "corrected")
MOVES: Mapping[str, tuple[str, ...]] = {
    "draft": ("calculated", "cancelled"),
    "calculated": ("draft", "approved", "cancelled"),
    "approved": ("payment_file", "paid", "corrected"),
    "payment_file": ("paid", "corrected"),
    "paid": ("reported", "corrected"),
    "reported": ("paid", "corrected"),  # back when the register refuses what was told
    "cancelled": (),
    "corrected": (),
}
"""From which state a pay run may go where. Issuing is the step from calculated to approved."""

BASES = (
    "pension_base",
    "health_base",
    "without_withholding",
    "without_health",
    "without_unemployment",
    "without_accident",
)
"""Of which pay a contribution was taken, and which pay was left without because a yearly limit was not passed."""

SUMS = (
    "gross",
    "taxable",
    "withholding",
    "pension_employee",
    "unemployment_employee",
    "net",
    "paid",
    "employer_health",
    *BASES,
)
"""The running totals of a payment day; the names of the columns."""


@dataclass(frozen=True, slots=True)
class HolidayBalance:
    """A holiday credit year as it stands on a payslip; days as text, unrounded while the year runs."""

    first: date
    last: date
    earned: str
    taken: str
    left: str
    closed: bool


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice at the foot: the name of its sentence and the facts that fill it in."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the payslip beside its calculation."""

    account_last_four: str | None
    holidays: tuple[HolidayBalance, ...] = ()
    hours: tuple[tuple[str, int], ...] = ()
    year: tuple[tuple[str, int], ...] = ()
    """Year so far, this payslip included: gross, withheld, pension, unemployment and net, in cents."""
    notices: tuple[ShownNotice, ...] = ()
    terms: tuple[Mapping[str, Any], ...] = ()
    """What decided the terms that the lines rest on, as ``documents.plain_term``; none on payslips of before."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One payslip before it is issued: its frozen inputs, its calculation and what is shown beside it.

    ``whole`` is the calculation of the whole period: the payslip itself, but for a correction, which is its difference
    from what was paid. ``inputs_text`` and ``shown_text`` are what is kept of them. ``fingerprint`` names the content:
    what a person approved is issued, or nothing is. ``days``: what the whole costs by day; none while a question
    withholds it.
    """

    employment_id: int
    employee_id: int
    inputs: Inputs
    payslip: Payslip
    whole: Payslip
    shown: Shown
    inputs_text: str
    shown_text: str
    fingerprint: str
    days: tuple[DayCost, ...]
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class IssuePayslip:
    """The order to issue a draft, with the documents that were rendered from it beforehand.

    ``request_key`` comes from the form: the same key with the same content gives the first answer again.
    """

    draft: Draft
    documents: tuple[Rendered, ...] = ()
    request_key: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """One line as it was issued."""

    position: int
    kind: str
    income_type: int | None
    unit: str
    amount_cents: int
    minutes: int | None
    days: Decimal | None
    unit_price: str | None
    first: date | None
    last: date | None
    taxable: bool
    cash: bool
    holiday_base: date | None
    title: str | None
    figure: int
    reasons: tuple[Mapping[str, Any], ...] = ()
    sources: tuple[Mapping[str, Any], ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


def issued_line(line: Line, position: int = 0) -> IssuedLine:
    """A calculated line in the shape of an issued one: its reasons and the values of law it rests on as plain data."""
    return IssuedLine(
        position=position,
        kind=line.kind,
        income_type=line.income_type,
        unit=line.unit,
        amount_cents=line.amount_cents,
        minutes=line.minutes,
        days=line.days,
        unit_price=line.unit_price,
        first=line.first,
        last=line.last,
        taxable=line.taxable,
        cash=line.cash,
        holiday_base=line.holiday_base,
        title=line.title,
        figure=line.figure,
        reasons=tuple(
            {"code": one.code, "section": one.section, "says": one.says, "facts": dict(one.facts), "link": one.link}
            for one in line.reasons
        ),
        sources=tuple(
            {
                "name": one.name,
                "title": one.source.title,
                "clause": one.source.clause,
                "link": one.source.link,
                "says": one.says,
            }
            for one in line.values
        ),
        facts=dict(line.facts),
    )


@dataclass(frozen=True, slots=True)
class Issued:
    """One payslip as it was issued. ``number`` is written ``2026-0001``; ``corrects`` is the id of what it corrects and
    ``corrects_day`` the pay day of that."""

    id: int
    employer_id: int
    employment_id: int
    employment: str
    employee_id: int
    number: str
    first: date
    last: date
    payment_day: date
    kind: str
    run_kind: str
    revision: int
    corrects: int | None
    corrects_number: str | None
    reason: str | None
    known_on: date
    totals: Mapping[str, int]
    bases: Mapping[str, int]
    lines: tuple[IssuedLine, ...]
    rules_edition: str
    code_version: str
    inputs_sha256: str
    trace_sha256: str
    issued_at: datetime
    issued_by: str
    shown: Shown
    inputs_text: str = field(repr=False)
    trace: str = field(repr=False)
    corrects_day: date | None = None

    @property
    def name(self) -> str:
        """``<employment>-<pay day>``, a correction with ``-c`` and its number: the name of its files."""
        correction = f"-c{self.revision}" if self.revision else ""
        return f"{self.employment}-{(self.corrects_day or self.payment_day).isoformat()}{correction}"

    @property
    def own_day(self) -> bool:
        """Whether it is pay that was added later and is paid on a day of its own, not on that of what it corrects."""
        return self.corrects_day is not None and self.corrects_day != self.payment_day


@dataclass(frozen=True, slots=True)
class IssuedSums:
    """One payslip in short, as ``Issued`` without what is kept encrypted: its days, its totals and its hashes."""

    id: int
    employment_id: int
    employment: str
    employee_id: int
    number: str
    first: date
    last: date
    payment_day: date
    revision: int
    corrects: int | None
    totals: Mapping[str, int]
    inputs_sha256: str
    trace_sha256: str
    issued_at: datetime
    corrects_day: date | None = None

    @property
    def own_day(self) -> bool:
        """As of ``Issued``."""
        return self.corrects_day is not None and self.corrects_day != self.payment_day


@dataclass(frozen=True, slots=True)
class PaidHoliday:
    """One line that paid for a holiday (or instead of it): the credit year's first day, days and cents."""

    credit_year: date
    first: date | None
    last: date | None
    days: int
    cents: int
    compensation: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """How an issued payslip stands against a check: the totals that differ, as (kept, found) in cents."""

    number: str
    payslip_id: int
    agrees: bool
    differences: Mapping[str, tuple[int, int | None]]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class PayRunState:
    """How far a pay run has come."""

    pay_run_id: int
    revision: int
    state: str
    version: int
    changed_at: datetime
    changed_by: str


def no_sums() -> dict[str, int]:
    """Running totals of nothing."""
    return dict.fromkeys(SUMS, 0)


def totals_of(row: Any) -> dict[str, int]:
    """The totals of a payslip's row, under the payslip's own names."""
    return {key: getattr(row, key) for key in TOTALS}
