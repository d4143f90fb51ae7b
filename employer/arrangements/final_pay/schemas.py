"""The facts of each sum as typed and as kept: frozen plain data. Money is whole cents, time whole minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Choice, Day, Duration, Euros, FormSchema, Text, Ticked, Whole

SIDES = ("employer", "employee")
WEEK = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class NoticePay:
    """A notice period that was not observed. ``by``: whose notice it was; ``weekly``: the average week in minutes where
    the hours vary; ``dependants`` matter when the employee owes the pay."""

    by: str
    known: date
    weekly: int | None = None
    dependants: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class NoticeLoss:
    """Less work than the average in a notice period. ``known``: the day on which notice became known; ``weekly``: the
    average week in minutes before the last shift; None: asked."""

    known: date
    weekly: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class WaitingPay:
    """A late final pay. ``paid``: the day on which it was really paid; None: on the payslip's payment day."""

    due: date
    paid: date | None = None
    disputed: bool = False
    complained: date | None = None
    weekly: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class SetOff:
    """The employer's own due claim, taken from the pay whose period holds ``day``."""

    title: str
    cents: int
    day: date
    dependants: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Advance:
    """Pay that was paid in advance on the day ``paid``, taken off the pay whose period holds ``day``."""

    cents: int
    paid: date
    day: date
    id: int = 0


@dataclass(frozen=True, slots=True)
class Recovery:
    """Overpaid pay taken back from the pay whose period holds ``day``: the number of the payslip, and the day on which
    the employee agreed to it."""

    payslip: str
    cents: int
    day: date
    agreed: date
    dependants: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class MissedRest:
    """Weekly rest missed on ``day`` and paid in money: the sum, and the day on which the employee agreed to it."""

    cents: int
    day: date
    agreed: date
    id: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """What is noted for one employment."""

    notice: NoticePay | None = None
    waiting: WaitingPay | None = None
    set_offs: tuple[SetOff, ...] = ()
    loss: NoticeLoss | None = None
    advances: tuple[Advance, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    missed_rests: tuple[MissedRest, ...] = ()


NO_SUMS = Sums()


class NoticeSchema(FormSchema):
    """The form of a notice period that was not observed."""

    command: ClassVar[type] = NoticePay
    by = Choice(SIDES, required=True, metadata={"missing": "choice"})
    known = Day(required=True, metadata={"missing": "day"})
    weekly = Duration(highest_minutes=WEEK)
    dependants = Whole(highest=20)


class LossSchema(FormSchema):
    """The form of a notice period with too little work."""

    command: ClassVar[type] = NoticeLoss
    known = Day(required=True, metadata={"missing": "day"})
    weekly = Duration(highest_minutes=WEEK)


class WaitingSchema(FormSchema):
    """The form of a late final pay."""

    command: ClassVar[type] = WaitingPay
    due = Day(required=True, metadata={"missing": "day"})
    paid = Day()
    disputed = Ticked()
    complained = Day()
    weekly = Duration(highest_minutes=WEEK)


class SetOffSchema(FormSchema):
    """The form of a claim to be set off."""

    command: ClassVar[type] = SetOff
    title = Text(required=True, longest=100)
    cents = Euros(required=True, data_key="euros")
    day = Day(required=True, metadata={"missing": "day"})
    dependants = Whole(highest=20)


class AdvanceSchema(FormSchema):
    """The form of pay in advance."""

    command: ClassVar[type] = Advance
    cents = Euros(required=True, data_key="euros")
    paid = Day(required=True, metadata={"missing": "day"})
    day = Day(required=True, metadata={"missing": "day"})


class MissedRestSchema(FormSchema):
    """The form of weekly rest that is paid in money."""

    command: ClassVar[type] = MissedRest
    cents = Euros(required=True, data_key="euros")
    day = Day(required=True, metadata={"missing": "day"})
    agreed = Day(required=True, metadata={"missing": "day"})
