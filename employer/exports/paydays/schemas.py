"""Pay days with their reports and payments, as plain data, and what the buttons of their pages send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from employer.exports.sepa.service import VERSIONS
from employer.forms import Choice, FormSchema, Whole, YesNo

NEWEST_VERSION = VERSIONS[0]
CANCEL_WAGE = "cancel_wage"
KINDS = ("payment", "wage", "separate", CANCEL_WAGE)


@dataclass(frozen=True, slots=True)
class StepFile:
    """One kept file of a step. ``cents``: of a payment file. ``action``: new, replacement or cancellation of a report.

    ``way``: how far a report is (a state of ``employer.exports.outbox``, or overdue); ``way_at``: when it was sent or
    carried.
    """

    id: int
    made_at: datetime
    cents: int | None = None
    action: str = "new"
    way: str | None = None
    way_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a pay day.

    ``kind``: payment, wage or separate; ``subject``: the employee's name, or empty. ``state``: made (a file tells
    everything), paid (a person has told that the wages are paid), changed (a payslip has come after the file), ready
    (can be made), asked (a question is open), refused (the receiver would not take it) or not_needed. ``words``: the
    questions or faults. ``files``: every payment file of the day, each paid once; of reports the newest, and those
    before it that the register has not answered. ``version``: the bank file that is offered first, the one that was
    made last. ``receipt`` is what the register last answered, with its ``errors`` as it wrote them. ``cancels``: the
    report that stands has to be cancelled before a new one is made.
    """

    kind: str
    subject: str
    subject_id: int
    state: str
    due: date
    cents: int | None = None
    words: tuple[str, ...] = ()
    files: tuple[StepFile, ...] = ()
    receipt: str | None = None
    errors: tuple[str, ...] = ()
    cancels: bool = False
    version: str = NEWEST_VERSION


@dataclass(frozen=True, slots=True)
class PayDay:
    """A pay day: what was paid, and its steps in the order in which they are due.

    ``tax_cents``: withheld tax and the health contribution of the whole month, due on ``tax_due``; ``with_tax``: the
    day's payment file holds their transfer. ``can_be_told``: a person may tell that the wages have been paid.
    """

    day: date
    paid_cents: int
    payslips: int
    steps: tuple[Step, ...]
    tax_cents: int
    tax_due: date
    with_tax: bool
    can_be_told: bool

    @property
    def done(self) -> bool:
        """Whether every file that is needed is made and tells everything."""
        return all(one.state in ("made", "paid", "not_needed") for one in self.steps)


@dataclass(frozen=True, slots=True)
class Answered:
    """What the register last answered about one report. ``subject``: the employee's name, or empty."""

    kind: str
    subject: str
    day: date
    state: str
    answered_at: datetime
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """Whether the service sends the employer's reports."""

    given: bool


class SendingSchema(FormSchema):
    """The button that lets the service send reports, or takes that back."""

    command: ClassVar[type] = Sending
    given = YesNo(required=True)


@dataclass(frozen=True, slots=True)
class Making:
    """Which file is made. ``version``: of a payment file, the bank file's 09 or 03."""

    kind: str
    subject: int = 0
    version: str = NEWEST_VERSION


class MakingSchema(FormSchema):
    """The button that makes a file."""

    command: ClassVar[type] = Making
    kind = Choice(KINDS, required=True)
    subject = Whole(load_default=0, highest=2_000_000_000)
    version = Choice(VERSIONS, load_default=NEWEST_VERSION)
