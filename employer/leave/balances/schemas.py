"""Holiday balances as plain data in the reader's words, and the forms of holidays and absences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import ClassVar

from employer.forms import Choice, ClockTime, Day, FormSchema, Ticked, Whole
from employer.leave.schemas import HOLIDAYS, KINDS, NO_PAY

NOTED_KINDS = tuple(kind for kind in KINDS if kind not in HOLIDAYS)
"""Absences that are noted as they are; holidays are planned."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A calendar month of a credit year: days and minutes at work, whether it earns holiday, and why, in words."""

    month: str
    days: int
    minutes: int
    full: bool
    why: str


@dataclass(frozen=True, slots=True)
class YearRow:
    """A holiday credit year in numbers, with its months. ``asked``: what is not known about it, in words; ``paid``:
    days paid in money."""

    first: date
    last: date
    closed: bool
    earned: Decimal
    taken: int
    planned: int
    free: Decimal
    months: tuple[MonthRow, ...]
    why: tuple[str, ...]
    asked: tuple[str, ...]
    paid: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """An employment's holiday. ``free_now``: whole days that can be given now; ``running``: earned in this year;
    ``saveable``: whether days of an ended year may still be saved; ``saved``: saved days that are left.
    ``payable``: whether there are days that the beginning of military or civil service may have paid."""

    years: tuple[YearRow, ...]
    free_now: int
    running: Decimal
    saveable: bool = False
    payable: bool = False
    saved: int = 0


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence as a reader may see it; ``kind`` None: the reader may not see its reason. ``beyond``: what of it goes
    beyond the right by law, in words; ``told``: by when the employee tells of one that is to come; ``no_pay``: why pay
    that the law has due is not paid. ``tellable``: it may be noted when the employee told of it; ``change_asked``: its
    dates have changed, and nobody has said why; ``answer``: what the employer answered to the leave, on ``answered``;
    ``answer_waits``: there is something to answer, and ``answer_asks`` what decides it."""

    id: int
    kind: str | None
    first: date
    last: date
    certificate_seen: date | None
    holiday_days: int | None
    state: str
    beyond: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    no_pay: str | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    tellable: bool = False
    change_asked: bool = False
    answer: str | None = None
    answered: date | None = None
    answer_waits: bool = False
    answer_asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the calendar for choosing a holiday. ``uses``: it uses a holiday day; ``away``: already an absence;
    ``may``: it can be chosen; ``picked``: it belongs to the chosen days."""

    day: date
    uses: bool
    away: bool
    may: bool
    picked: bool


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """A month for choosing a holiday: its weeks, None for days of other months. ``first``: the chosen first day when
    the last is not chosen yet. ``earlier`` and ``later``: the months beside it that can be looked at."""

    month: date
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    first: date | None
    earlier: date | None
    later: date | None


@dataclass(frozen=True, slots=True)
class HolidayTyped:
    """A holiday as typed. ``step``: look at it first, or plan it. ``saved``: it is saved leave; ``moved_from``: first
    day of the moved holiday that it stands for."""

    first: date
    last: date
    step: str = "look"
    agreed: bool = False
    saved: bool = False
    moved_from: date | None = None


class HolidaySchema(FormSchema):
    """The form of a holiday, and of its check page."""

    command: ClassVar[type] = HolidayTyped
    first = Day(required=True, metadata={"missing": "day"})
    last = Day(required=True, metadata={"missing": "day"})
    step = Choice(("look", "plan"), load_default="look")
    agreed = Ticked()
    saved = Ticked()
    moved_from = Day()


@dataclass(frozen=True, slots=True)
class AbsenceTyped:
    """An absence as typed; ``same_illness`` is the first day of the earlier absence, ``absence`` the corrected one."""

    kind: str
    first: date
    last: date
    certificate_seen: date | None = None
    same_illness: date | None = None
    child_born: date | None = None
    no_pay: str | None = None
    start: time | None = None
    end: time | None = None
    absence: int = 0


class AbsenceSchema(FormSchema):
    """The form of an absence."""

    command: ClassVar[type] = AbsenceTyped
    kind = Choice(NOTED_KINDS, required=True, metadata={"missing": "choice"})
    first = Day(required=True, metadata={"missing": "day"})
    last = Day(required=True, metadata={"missing": "day"})
    certificate_seen = Day()
    same_illness = Day()
    child_born = Day()
    no_pay = Choice(tuple(NO_PAY), load_default=None)
    start = ClockTime(load_default=None)
    end = ClockTime(load_default=None)
    absence = Whole(load_default=0, highest=2_000_000_000)
