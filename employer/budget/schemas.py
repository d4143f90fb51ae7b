"""What comes in and goes out about the budget: frozen plain data. Money is whole cents, time whole minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from marshmallow import fields, post_load
from werkzeug.datastructures import MultiDict

from employer import forms
from employer.effective import NOT_SAID, NotSaid

MONEY_MODELS = ("advance", "substitute_payer", "reimbursement", "voucher")
CARRY_OVERS = ("none", "next_period", "within_decision")
OWN_ACCOUNT = ("advance", "reimbursement")
"""The money models in which the employer pays: from money got before, or to be paid back."""
COVERS = ("wages", "employer_contributions", "accident_insurance", "other")
PERIODS = ("decision", "year", "month", "week")
EXPENSE_KINDS = ("other", "mileage", "per_diem", "meal")
REASONS = ("payslip", "correction")
RETURN_KINDS = ("unspent", "recovered")
"""Why money goes back to the authority: it was not used, or the authority recovers it."""
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

    @property
    def cuts_a_month(self) -> bool:
        """Whether it begins or ends in the middle of a month: a pay run over that day is divided by day."""
        return self.first.day != 1 or (self.until + timedelta(days=1)).day != 1


@dataclass(frozen=True, slots=True)
class Received:
    """Money received on a day; ``line`` None: for all lines."""

    day: date
    cents: int
    line: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Returned:
    """Money paid back to the authority on ``day``; ``kind`` is one of ``RETURN_KINDS``.

    ``decision_day``: a day of the decision whose money it is. ``document``: on what it rests, such as a letter of the
    authority and its number. ``line`` None: for no line in particular.
    """

    day: date
    cents: int
    kind: str
    decision_day: date
    document: str
    note: str | None = None
    line: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Expense:
    """A cost on a day; with an employment it is paid back to that employee with the pay of that day's run.

    Of a work trip also ``number``: kilometres, travel days or meals; ``per_diem``: full or partial, ``halved`` by free
    meals; ``vehicle`` (car, motorcycle), its ``passengers`` and ``trailer``. None where only the sum is known.
    """

    day: date
    title: str
    cents: int
    line: str | None = None
    kind: str = "other"
    employment_id: int | None = None
    id: int = 0
    number: Decimal | None = None
    per_diem: str | None = None
    halved: bool = False
    vehicle: str | None = None
    passengers: int = 0
    trailer: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One posting to the ledger. ``account`` is one of ``COVERS``; what is spent is positive, a correction may be less.

    ``day``: when it is due. ``for_day``: the last day of the work it pays; it decides which decision bears the cost.
    ``line`` only where the payer chose one; otherwise the first line that covers the account. ``minutes``: paid time,
    for lines granted in hours. ``belongs_to``: such as ``payslip 2026-0001``. ``original``: what a correction corrects.
    ``by_day``: day, cents and minutes of the days of the work, together the whole; then each day decides for its part.
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
    by_day: tuple[tuple[date, int, int], ...] = ()

    @property
    def parts(self) -> tuple[Entry, ...]:
        """The posting day by day, each part for its own day; itself where the days are not known."""
        if not self.by_day:
            return (self,)
        return tuple(
            Entry(
                account=self.account,
                cents=cents,
                reason=self.reason,
                day=self.day,
                for_day=day,
                belongs_to=self.belongs_to,
                line=self.line,
                employment=self.employment,
                minutes=minutes,
                id=self.id,
                original=self.original,
            )
            for day, cents, minutes in self.by_day
        )

    @property
    def days(self) -> tuple[tuple[date, int, int], ...]:
        """Day, cents and minutes of each of the ``parts``."""
        return self.by_day or ((self.for_day, self.cents, self.minutes),)


@dataclass(frozen=True, slots=True)
class PayEntry:
    """What one issued payslip costs the employer, without what it pays back for expenses (those are costs already).

    Cents: ``wages`` all pay of the payslip, ``contributions`` pension, unemployment and health, ``accident`` accident
    and group life insurance. ``minutes``: time paid as work. ``corrects``: the number of the payslip it corrects.
    ``by_account``: day, cents and minutes of each account's days; of a correction as the whole is known now.
    ``other_days``: the numbers of the payslips of its chain that were paid on another day.
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
    by_account: Mapping[str, tuple[tuple[date, int, int], ...]] = field(default_factory=dict)
    other_days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineState:
    """A line as of a day. ``granted_cents`` and ``granted_minutes`` are for the whole decision; None: not granted."""

    line: Line
    granted_cents: int | None
    granted_minutes: int | None
    received_cents: int
    spent_cents: int
    used_minutes: int
    returned_cents: int = 0

    @property
    def unspent_cents(self) -> int | None:
        """What is granted and not spent; below zero when too much was spent."""
        return None if self.granted_cents is None else self.granted_cents - self.spent_cents


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """Money that goes through the employer's own account (paid in advance, or paid back): whole cents as of a day.

    ``to_come``: granted and not yet received; None when not all of it is granted in euros. ``returned``: paid back to
    the authority. ``overpaid``: what employees have to give back of pay that was too much; it is with them.
    """

    received: int
    spent: int
    to_come: int | None
    returned: int = 0
    overpaid: int = 0

    @property
    def left(self) -> int:
        """What is on the account when everything due by the day is paid; below zero: paid from the employer's own."""
        return self.received - self.spent - self.returned - self.overpaid


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A month or week of a line that is granted by them, from its ``first`` to its ``last`` day: cents and minutes.

    ``granted``: its own and what came over from those before; ``lapsed``: what the decision lets nobody use any more
    when it is over (0 as long as it runs). None where the line is not granted so.
    """

    first: date
    last: date
    granted: int | None
    used: int
    lapsed: int | None
    granted_minutes: int | None
    used_minutes: int
    lapsed_minutes: int | None

    @property
    def over(self) -> int:
        """Cents used beyond what is granted."""
        return 0 if self.granted is None else max(0, self.used - self.granted)

    @property
    def over_minutes(self) -> int:
        """Minutes used beyond what is granted."""
        return 0 if self.granted_minutes is None else max(0, self.used_minutes - self.granted_minutes)


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
    returned_cents: int = 0


@dataclass(frozen=True, slots=True)
class SharedCost:
    """What one pay run costs more than one decision. ``parts``: each decision's number (None: days without one), its
    first and last day of the run, and cents; together the whole."""

    employment: str
    day: date
    cents: int
    parts: tuple[tuple[str | None, date, date, int], ...]


class ReceivedSchema(forms.FormSchema):
    """The form for money received."""

    command = Received

    day = forms.Day(required=True, metadata={"missing": "day"})
    cents = forms.Euros(required=True, lowest_cents=1, data_key="euros", metadata={"missing": "euros"})
    line = forms.Text(40, load_default=None)


class ReturnedSchema(forms.FormSchema):
    """The form for money paid back to the authority."""

    command = Returned

    kind = forms.Choice(RETURN_KINDS, required=True, metadata={"missing": "choice"})
    day = forms.Day(required=True, metadata={"missing": "day"})
    cents = forms.Euros(required=True, lowest_cents=1, data_key="euros", metadata={"missing": "euros"})
    decision_day = forms.Day(required=True, data_key="decision", metadata={"missing": "choice"})
    document = forms.Text(200, required=True)
    note = forms.Text(500, load_default=None)
    line = forms.Text(40, load_default=None)


class ExpenseSchema(forms.FormSchema):
    """The form for a cost; an employment means that it is paid back to that employee."""

    command = Expense

    title = forms.Text(200, required=True)
    cents = forms.Euros(required=True, lowest_cents=1, data_key="euros", metadata={"missing": "euros"})
    day = forms.Day(required=True, metadata={"missing": "day"})
    line = forms.Text(40, load_default=None)
    employment_id = forms.Whole(lowest=1, highest=999_999_999, load_default=None, data_key="employment")


# The form of a decision: its own facts, and its lines as rows ``lines-0-title`` and so on --------------------------

HIGHEST_MINUTES = 100_000 * 60
UNSPENT_ANSWERS = ("not_said", "nothing_agreed", "returned")
_ROW_FIELDS = ("title", *COVERS, "euros", "minutes")
"""What makes a row a line: a row without any of these is empty and left out."""


class LineSchema(forms.FormSchema):
    """One line of the decision. ``code`` is the known line that the row changes; a new one has none yet."""

    code = forms.Text(40, load_default=None)
    title = forms.Text(200, required=True)
    wages = forms.Ticked()
    employer_contributions = forms.Ticked()
    accident_insurance = forms.Ticked()
    other = forms.Ticked()
    cents = forms.Euros(data_key="euros", load_default=None)
    minutes = forms.Duration(highest_minutes=HIGHEST_MINUTES, load_default=None)
    period = forms.Choice(PERIODS, load_default="decision")
    money_model = forms.Choice(MONEY_MODELS, load_default=None)

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> Line:
        """The line; a new one gets its code from the decision."""
        covers = tuple(one for one in COVERS if data[one])
        return Line(
            data["code"] or "", data["title"], covers, data["cents"], data["minutes"], data["period"],
            data["money_model"],
        )  # fmt: skip


class DecisionSchema(forms.FormSchema):
    """The form of a budget decision with its lines."""

    number = forms.Text(100, required=True)
    authority = forms.Text(200, required=True)
    authority_id = forms.Text(20, required=True)
    ground = forms.Text(500, required=True)
    first = forms.Day(required=True, metadata={"missing": "day"})
    until = forms.Day(required=True, metadata={"missing": "day"})
    language = forms.Choice(("fi", "sv", "en"), load_default="fi")
    cents = forms.Euros(data_key="euros", load_default=None)
    minutes = forms.Duration(highest_minutes=HIGHEST_MINUTES, load_default=None)
    money_model = forms.Choice(MONEY_MODELS, required=True, metadata={"missing": "choice"})
    carry_over = forms.Choice(CARRY_OVERS, required=True, metadata={"missing": "choice"})
    unspent = forms.Choice(UNSPENT_ANSWERS, required=True, metadata={"missing": "choice"})
    return_by = forms.Day(load_default=None)
    lines = fields.Nested(LineSchema, many=True)

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> Decision:
        """The decision; "not said" stays a question, "nothing agreed" is an answer."""
        answer, return_by = data.pop("unspent"), data.pop("return_by")
        unspent = {"not_said": NOT_SAID, "nothing_agreed": Unspent(None)}.get(answer, Unspent(return_by))
        return Decision(**{**data, "lines": _with_codes(data["lines"]), "unspent": unspent})


def _with_codes(lines: list[Line]) -> tuple[Line, ...]:
    """The lines, each with a code of its own: a known one keeps its own, a new one gets the next free number."""
    taken = {line.code for line in lines}
    free = (code for number in count(1) if (code := f"line-{number}") not in taken)
    return tuple(line if line.code else replace(line, code=next(free)) for line in lines)


def without_empty_rows(typed: Mapping[str, Any]) -> MultiDict[str, str]:
    """The typed form with its empty rows left out and the others numbered from 0, so that problems find their rows."""
    rows: dict[int, dict[str, str]] = {}
    others: list[tuple[str, str]] = []
    pairs = typed.items(multi=True) if isinstance(typed, MultiDict) else typed.items()
    for name, value in pairs:
        start, _, rest = name.partition("-")
        number, _, field = rest.partition("-")
        if start == "lines" and number.isdecimal() and len(number) <= 4 and field:
            rows.setdefault(int(number), {})[field] = value
        else:
            others.append((name, value))
    written = [row for _, row in sorted(rows.items()) if any(row.get(name, "").strip() for name in _ROW_FIELDS)]
    return MultiDict(
        others + [(f"lines-{place}-{name}", value) for place, row in enumerate(written) for name, value in row.items()]
    )


def decision_values(decision: Decision) -> dict[str, Any]:
    """What the form of a known decision holds before anybody types."""
    unspent = decision.unspent
    return_by = unspent.return_by if isinstance(unspent, Unspent) else None
    values: dict[str, Any] = {
        "number": decision.number,
        "authority": decision.authority,
        "authority_id": decision.authority_id,
        "ground": decision.ground,
        "first": decision.first,
        "until": decision.until,
        "language": decision.language,
        "euros": _euros(decision.cents),
        "minutes": _hours(decision.minutes),
        "money_model": decision.money_model,
        "carry_over": decision.carry_over,
        "unspent": "returned" if return_by else "nothing_agreed" if isinstance(unspent, Unspent) else "not_said",
        "return_by": return_by,
    }
    for place, line in enumerate(decision.lines):
        row = {"code": line.code, "title": line.title, "euros": _euros(line.cents), "minutes": _hours(line.minutes)}
        row |= {"period": line.period, "money_model": line.money_model} | dict.fromkeys(line.covers, "yes")
        values |= {f"lines-{place}-{name}": value for name, value in row.items()}
    return values


def _euros(cents: int | None) -> str | None:
    return None if cents is None else f"{cents // 100},{cents % 100:02d}"


def _hours(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60}:{minutes % 60:02d}"
