"""What comes in and goes out about the budget: frozen plain data. Money is whole cents, time whole minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from employer import forms
from employer.effective import NOT_SAID, NotSaid

MONEY_MODELS = ("advance", "substitute_payer", "reimbursement", "voucher")
CARRY_OVERS = ("none", "next_period", "within_decision")
COVERS = ("wages", "employer_contributions", "accident_insurance", "other")
PERIODS = ("decision", "year", "month", "week")
EXPENSE_KINDS = ("other", "mileage", "per_diem", "meal")
REASONS = ("payslip", "correction")
OWED = "owed"
"""The account against every cost: what is owed to employees, insurers and the state. Together they sum to nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the decision: what it covers, and cents or minutes for each ``period``."""

    code: str
    title: str
    covers: tuple[str, ...]
    cents: int | None = None
    minutes: int | None = None
    period: str = "decision"
    money_model: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Unspent:
    """What happens to unspent money; ``return_by`` None: nothing agreed."""

    return_by: date | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The authority's decision from ``first`` to ``until`` (last day), with its lines.

    ``unspent`` None in a command is the same answer as ``Unspent(None)``: nothing agreed; read back it is the latter.
    """

    number: str
    authority: str
    authority_id: str
    ground: str
    first: date
    until: date
    money_model: str
    lines: tuple[Line, ...]
    language: str = "fi"
    cents: int | None = None
    minutes: int | None = None
    carry_over: str = "none"
    unspent: Unspent | NotSaid | None = NOT_SAID
    id: int = 0


@dataclass(frozen=True, slots=True)
class Received:
    """Money received on a day; ``line`` None: for all lines."""

    day: date
    cents: int
    line: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Expense:
    """A cost on a day; with an employment it is paid back to that employee with the pay of that day's run."""

    day: date
    title: str
    cents: int
    line: str | None = None
    kind: str = "other"
    employment_id: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One posting to the ledger. ``account`` is one of ``COVERS``; what is spent is positive, a correction may be less.

    ``day``: when it is due. ``for_day``: the last day of the work it pays; it decides which decision bears the cost.
    ``line`` only where the payer chose one; otherwise the first line that covers the account. ``minutes``: paid time,
    for lines granted in hours. ``belongs_to``: such as ``payslip 2026-0001``. ``original``: what a correction corrects.
    """

    account: str
    cents: int
    reason: str
    day: date
    for_day: date
    belongs_to: str
    line: str | None = None
    employment: str | None = None
    minutes: int = 0
    id: int = 0
    original: str | None = None


@dataclass(frozen=True, slots=True)
class PayEntry:
    """What one issued payslip costs the employer, without what it pays back for expenses (those are costs already).

    Cents: ``wages`` all pay of the payslip, ``contributions`` pension, unemployment and health, ``accident`` accident
    and group life insurance. ``minutes``: time paid as work. ``corrects``: the number of the payslip it corrects.
    """

    payslip: str
    employment: str
    day: date
    first: date
    last: date
    wages_cents: int
    contributions_cents: int
    accident_cents: int
    minutes: int
    correction: bool = False
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class LineState:
    """A line as of a day. ``granted_cents`` and ``granted_minutes`` are for the whole decision; None: not granted."""

    line: Line
    granted_cents: int | None
    granted_minutes: int | None
    received_cents: int
    spent_cents: int
    used_minutes: int

    @property
    def unspent_cents(self) -> int | None:
        """What is granted and not spent; below zero when too much was spent."""
        return None if self.granted_cents is None else self.granted_cents - self.spent_cents


@dataclass(frozen=True, slots=True)
class MonthState:
    """A calendar month (``YYYY-MM``): received, spent in all and by line code (``None``: no line covers it)."""

    month: str
    received_cents: int
    spent_cents: int
    by_line: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class BudgetState:
    """A decision's money as of a day. ``uncovered_cents``: spent, but no line covers it; part of ``spent_cents``."""

    as_of: date
    decision: Decision
    granted_cents: int | None
    granted_minutes: int | None
    received_cents: int
    spent_cents: int
    used_minutes: int
    uncovered_cents: int
    lines: tuple[LineState, ...]
    months: tuple[MonthState, ...]


class ReceivedSchema(forms.FormSchema):
    """The form for money received."""

    command = Received

    day = forms.Day(required=True, metadata={"missing": "day"})
    cents = forms.Euros(required=True, lowest_cents=1, data_key="euros", metadata={"missing": "euros"})
    line = forms.Text(40, load_default=None)


class ExpenseSchema(forms.FormSchema):
    """The form for a cost; an employment means that it is paid back to that employee."""

    command = Expense

    title = forms.Text(200, required=True)
    cents = forms.Euros(required=True, lowest_cents=1, data_key="euros", metadata={"missing": "euros"})
    day = forms.Day(required=True, metadata={"missing": "day"})
    line = forms.Text(40, load_default=None)
    employment_id = forms.Whole(lowest=1, highest=999_999_999, load_default=None, data_key="employment")
