"""The frozen inputs of one payslip: complete, plain, and all that the calculation ever sees.

Money is whole cents (``int``) unless a field says euros, percent or price: those are ``Decimal`` as written by the
source. Time is whole minutes. Moments are ``datetime`` with a time zone; days are ``date``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from rules import Period, Question, Reason


@dataclass(frozen=True, slots=True)
class Insurance:
    """The employer's insurances in force on the payment day. ``None`` where nobody has said: it becomes a question."""

    pension_kind: str | None  # temporary | contract
    pension_total_percent: Decimal | None  # from the policy; only for a contract employer
    accident_percent: Decimal | None
    accident_known: bool
    group_life_percent: Decimal | None  # None with group_life_known: agreed that there is none
    group_life_known: bool


@dataclass(frozen=True, slots=True)
class Wage:
    """Agreed pay from a day on, until the next row or ``until`` (last day)."""

    first: date
    until: date | None
    unit: str  # hour | month
    euros: Decimal


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """Agreed weekly working time from a day on."""

    first: date
    until: date | None
    minutes: int


@dataclass(frozen=True, slots=True)
class VaryingHours:
    """A time in which the contract fixes no hours: the least and the most of a week vary between two numbers."""

    first: date
    until: date | None
    least_minutes: int  # 0: the employee works on call


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which collective agreement the parties say applies, from a day on. ``None`` fields were not said."""

    first: date
    until: date | None
    name: str  # none | heta | other
    reason: str | None = None
    employer_is_member: bool | None = None
    pay_group: str | None = None
    experience_months: int | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class TaxCard:
    """A tax card, with what this employer paid under it before this payment (counted from the card's first day)."""

    first: date
    until: date | None
    kind: str  # wage | source
    percent: Decimal
    additional_percent: Decimal | None
    ceiling_euros: Decimal | None  # None: the card has no ceiling
    deduction: bool | None  # tax at source only
    paid_cents: int | None  # None: not known (employment older than the records); asked when it matters


@dataclass(frozen=True, slots=True)
class Shift:
    """One span of work, or of the work that would have been done in an absence or on a free public holiday."""

    start: datetime
    end: datetime
    break_minutes: int = 0
    kind: str = "work"  # work | standby


@dataclass(frozen=True, slots=True)
class MissedPart:
    """A workday of which an absence takes a part: ``missed`` of its ``minutes``; None: nobody has said how much."""

    day: date
    missed: int | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence that touches the period, with the shifts of the period that would have been worked in it."""

    kind: str
    first: date
    last: date
    shifts: tuple[Shift, ...]
    certificate_seen: date | None = None
    same_illness_as: date | None = None
    earlier_last: date | None = None  # last day of the earlier spell of the same illness
    # first day of the unbroken incapacity or hindrance that this is the rest of, and its earlier spells
    since: date | None = None
    earlier_spells: tuple[tuple[date, date], ...] = ()
    # days between the notes of an illness or hindrance on which nothing was worked or noted: whether it lasted is asked
    unnoted: tuple[tuple[date, date], ...] = ()
    child_born: date | None = None
    # why no pay is due: own_fault, after_allowance, proof_missing (illness), agreed (the employer's hindrance)
    no_pay: str | None = None
    hours_vary: bool = False  # the contract fixes no hours: without a shift in the roster it is asked what was missed
    worked_fourfold: bool = False  # fixed hours, of which at least fourfold was worked in the months before (illness)
    missed_parts: tuple[MissedPart, ...] = ()  # a monthly wage: workdays on which the rest of the day is worked
    # when it begins on its first day and ends on its last, in minutes from midnight; None: with the day
    start_minute: int | None = None
    end_minute: int | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """Training in the period."""

    day: date
    title: str
    minutes: int
    required: bool
    paid: bool


@dataclass(frozen=True, slots=True)
class Expense:
    """Money paid back to the employee with this pay, free of tax unless the kind says otherwise."""

    day: date
    title: str
    cents: int
    kind: str  # other | mileage | per_diem | meal
    # of a work trip: kilometres (mileage), travel days (per_diem) or meals (meal); None: only the sum is known
    number: Decimal | None = None
    per_diem: str | None = None  # full | partial
    halved: bool = False  # free meals have halved the per diem
    vehicle: str | None = None  # car | motorcycle
    passengers: int = 0
    trailer: bool = False


@dataclass(frozen=True, slots=True)
class Benefit:
    """A fringe benefit of the period: taxable at the Tax Administration's value, not paid in money.

    Without a ``kind`` (payslips of before there were any) ``cents`` is the value of the period. Otherwise ``cents`` is
    the value of a month as a person gave it (car, other, a dwelling without a zone), and None where the year's decision
    sets it; ``first`` and ``last`` are the days of the benefit in the period. ``variant``: a meal is ordinary,
    institution or supervised, a dwelling has a zone, full board a room (own, shared), a car benefit is full or limited.
    """

    title: str
    cents: int | None
    income_type: int | None = None  # the Incomes Register's own type; None: the code list's type of the kind
    kind: str = ""  # phone | meal | housing | full_board | car | other
    variant: str | None = (
        None  # meal: ordinary, institution, supervised; housing: zone; full_board: room; car: full, limited
    )
    number: Decimal | None = None  # meals on a day at work; square metres of a dwelling
    cost_cents: int | None = None  # of one ordinary meal to the employer
    first: date | None = None
    last: date | None = None
    collected_cents: int = 0  # what the employee pays for it: a month, or one meal
    from_pay: bool = True  # it is taken from the pay; otherwise the employee pays it apart


@dataclass(frozen=True, slots=True)
class GarnishmentOrder:
    """A payment prohibition: the protected sum of a month that it states, or the sum it orders to be taken.

    ``earlier_net_cents`` and ``earlier_taken_cents``: the net pay, benefits included, of payslips that paid the same
    days before this one, and what was taken from it.
    """

    number: str
    protected_cents: int | None
    fixed_cents: int | None
    periodic: bool = True
    earlier_net_cents: int = 0
    earlier_taken_cents: int = 0


@dataclass(frozen=True, slots=True)
class NoticePay:
    """A notice period that was not observed: whose notice it was and when it became known; the employment has ended.

    ``weekly_minutes`` is the average week where the hours vary; None: the agreed weekly time.
    """

    by: str  # employer | employee
    known: date
    employer_days: int | None = None  # agreed notice; None: by law
    employee_days: int | None = None
    weekly_minutes: int | None = None
    hours_vary: bool = False
    after_death: bool = False  # of the employer: the notice is the same whatever was agreed


@dataclass(frozen=True, slots=True)
class NoticeLoss:
    """Less work than the average in a notice period that ended with the employment: when the notice became known;
    None: whether there was less, and since when, is asked.

    ``average_minutes``: the average week of the weeks before the last shift; None: asked. What was offered is asked.
    """

    known: date | None
    average_minutes: int | None = None
    hours_vary: bool = True


@dataclass(frozen=True, slots=True)
class WaitingPay:
    """A final pay that is late: when it was due and when it was paid (None: on the payment day)."""

    due: date
    paid: date | None = None
    disputed: bool = False  # unclear, disputed or late through an error
    complained: date | None = None
    weekly_minutes: int | None = None
    hours_vary: bool = False


@dataclass(frozen=True, slots=True)
class RecoveredPart:
    """Overpaid pay of one income type, before tax; None: not reported."""

    income_type: int | None
    cents: int


@dataclass(frozen=True, slots=True)
class Claim:
    """The employer's own due claim that is set off against this pay, as far as the law lets it.

    Of overpaid pay ``payslip`` is the number of the payslip, ``whole_cents`` the money that was overpaid with it,
    ``before_cents`` what earlier pays gave back, ``parts`` the overpaid pay, ``paid``, ``first`` and ``last`` its pay
    day and period, and ``agreed`` the day on which the employee agreed to the recovery.
    """

    title: str
    cents: int
    payslip: str = ""
    whole_cents: int = 0
    before_cents: int = 0
    parts: tuple[RecoveredPart, ...] = ()
    paid: date | None = None
    first: date | None = None
    last: date | None = None
    agreed: date | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """Pay that was paid in advance of its pay day, and is taken off this pay."""

    cents: int
    paid: date


@dataclass(frozen=True, slots=True)
class MissedRest:
    """Weekly rest that was missed on a day and is paid in money, the sum agreed with the employee on a day."""

    day: date
    cents: int
    agreed: date


@dataclass(frozen=True, slots=True)
class TimeOff:
    """Work of a day that is taken as time off instead of money: so many minutes of one kind.

    ``kind``: additional, overtime_50, overtime_100, overtime_weekly, or weekly_rest, which was missed and is given
    back. ``increase_only``: the work is paid, its increase alone is exchanged. ``by``: the last day for the time off
    where one was agreed; None: by law.
    """

    day: date
    kind: str
    minutes: int
    increase_only: bool = False
    by: date | None = None


@dataclass(frozen=True, slots=True)
class CancelledShift:
    """A shift of variable hours that was cancelled, and the moment at which that was noted."""

    start: datetime
    cancelled: datetime


@dataclass(frozen=True, slots=True)
class Averaging:
    """Whole weeks, Monday to Sunday, over which the working time is averaged.

    ``week_minutes``: the written plan, week by week. None where nobody has said: it becomes a question.
    ``training_minutes``: training in it that counts as work and was paid on an earlier payslip.
    """

    first: date
    last: date | None
    week_minutes: tuple[int, ...] | None
    training_minutes: int = 0


@dataclass(frozen=True, slots=True)
class LongerDay:
    """A longer regular working day in minutes, agreed on from a day to a last day or until further notice (11 §)."""

    first: date
    last: date | None
    minutes: int


@dataclass(frozen=True, slots=True)
class RosteredDay:
    """The minutes that the roster had for an averaged day before it was worked; 0: the roster left it free."""

    day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class HolidayAbsence:
    """An absence for which percentage holiday pay counts a calculated wage (Annual Holidays Act 12 §).

    ``calendar_days``: from ``first`` on, within the section's limits. ``weekly_minutes`` divided by its divisor is the
    agreed weekly time at its start, or the average before it; None: not known, and ``minutes``, which would have been
    worked, count.
    """

    first: date
    calendar_days: int
    weekly_minutes: int | None
    weekly_minutes_divisor: int
    minutes: int


@dataclass(frozen=True, slots=True)
class HolidayPart:
    """Days of one holiday credit year that this pay run pays, with what the credit year gives.

    ``method``: average_daily_pay | percentage | monthly_pay. ``reason`` says why that method.
    ``base_cents`` is the pay for time at work in the credit year that earlier payslips (and the opening balance) hold;
    ``base_known`` is false when a part of the credit year lies before the records.
    """

    credit_year: Period
    rule: str  # 14_days | 35_hours | none
    method: str
    days: int  # holiday days paid now (weekdays of the Annual Holidays Act)
    days_earned: int
    full_months: int
    days_per_month: Decimal
    base_cents: int
    base_known: bool
    work_days: int  # days at work in the credit year
    excess_minutes: int  # beyond the statutory daily regular time
    weekly_days_numerator: int  # contract's weekly workdays averaged over its cycle, as a fraction
    weekly_days_denominator: int
    percent: Decimal | None  # percentage method: 9 or 11.5
    absence_pay_cents: int  # percentage method: calculated wage for absences, where ``absences`` do not tell it
    first: date | None  # the holiday itself; None for compensation at the end
    last: date | None
    compensation: bool = False
    include_this_payslip: bool = (
        False  # the credit year is still running: this payslip's own work pay belongs to the base
    )
    in_advance: bool = False
    reasons: tuple[tuple[str, str], ...] = ()  # (section, words): only in payslips issued before ``grounds``
    bonus_percent: Decimal | None = None
    bonus_known: bool = True  # false: nobody has said whether a bonus was agreed; asked when an agreement binds
    holiday_workdays: int = 0  # the contract's workdays inside the part (monthly pay)
    grounds: tuple[Reason, ...] = ()  # why so much is earned and paid by this method
    # monthly pay: weekly minutes of the credit year and of the holiday's day where they differ for good, and what was
    # paid beside the monthly pay for the hours of supplements in the credit year
    credit_year_weekly_minutes: int | None = None
    weekly_minutes_now: int | None = None
    supplements_cents: int = 0
    paid_on: date | None = None  # compensation while the employment goes on: the day it belongs to
    questions: tuple[Question, ...] = ()  # what the credit years leave open; a part of no days carries nothing else
    shortened_from: date | None = None  # taken as shorter working days from this day: what is paid for them is asked
    single_sources: tuple[str, ...] = ()  # values of law behind the days that only one source or practice supports
    absences: tuple[HolidayAbsence, ...] = ()  # percentage method: those with a calculated wage
    hourly_since: bool = False  # monthly pay at the end of the credit year, hourly since: what goes on is asked


@dataclass(frozen=True, slots=True)
class UntaxedPay:
    """Pay given earlier in the year without tax, below the household's limit, as tax at source would have counted it.

    ``whole_month``: its period was a calendar month, all of it inside the employment, ``half_month``: a half of such a
    month; ``work_days``: days at work in the period; ``month_before_cents``: what had been paid in the same calendar
    month before it.
    """

    paid: date
    cents: int
    whole_month: bool
    work_days: int
    month_before_cents: int = 0
    half_month: bool = False


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """What this employer has paid before this payment in the payment day's calendar year, and plans to pay after it.

    ``planned`` counts planned wages after this payment to the end of the year; ``None`` when the limit has been passed
    by paid wages alone, so that nobody needed to plan. ``known`` is false when the employment began before the records
    and no opening balance was given.
    """

    known: bool
    gross_cents: int  # this employee
    withheld_cents: int
    pension_employee_cents: int
    unemployment_employee_cents: int
    planned_gross_cents: int | None
    all_gross_cents: int  # every employee of the employer
    all_planned_gross_cents: int | None
    month_gross_cents: int  # this employee, same calendar month
    month_planned_gross_cents: int
    month_pension_base_cents: int  # of which pension contribution was withheld
    month_health_base_cents: int  # every employee, wages liable to the health contribution paid earlier this month
    month_health_cents: int  # the contribution already attributed to payslips of this month
    gross_not_withheld_cents: int = (
        0  # this employee: paid earlier this year under the household limit without withholding
    )
    gross_without_health_cents: int = 0
    all_gross_without_unemployment_cents: int = 0
    all_gross_without_accident_cents: int = 0
    net_cents: int = 0
    withheld_later_cents: int = 0  # a payslip calculated again: its pay whose tax a later payslip has withheld
    not_withheld: tuple[UntaxedPay, ...] = ()  # the payments of ``gross_not_withheld_cents``, for tax at source only
    month_before_records: bool = False  # pay of before the records may have been paid in the same calendar month
    opened: bool = False  # holds pay of before the records, whose contributions and net nobody has told


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answered to a question: the value as text, the document it rests on, and from which day."""

    question: str
    value: str
    document: str
    day: date


@dataclass(frozen=True, slots=True)
class Party:
    """Name and address as they stand on the payslip of this day."""

    name: str
    address: tuple[str, ...] = ()
    language: str = "fi"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything one payslip is calculated from."""

    employment: str  # the employment's own id, part of every question's id
    kind: str  # ordinary | supplementary | final
    period: Period
    payment_day: date
    known_on: date
    employer: Party
    employee: Party
    born: date
    job: str
    employment_first: date
    employment_last: date | None
    insurance: Insurance
    wages: tuple[Wage, ...]
    weekly_time: tuple[WeeklyTime, ...]
    agreements: tuple[Agreement, ...]
    tax_cards: tuple[TaxCard, ...]
    shifts: tuple[Shift, ...]  # worked, of the whole weeks around the period
    year: YearSoFar
    absences: tuple[Absence, ...] = ()
    free_public_holidays: tuple[Shift, ...] = ()  # pattern shifts left out for a public holiday in the period
    workdays: tuple[date, ...] = ()  # the contract's workdays of the calendar months of the period (monthly pay)
    regular_minutes: tuple[tuple[date, int], ...] = ()  # first day of month, regular minutes in it (monthly pay's hour)
    trainings: tuple[Training, ...] = ()
    expenses: tuple[Expense, ...] = ()
    holidays: tuple[HolidayPart, ...] = ()
    answers: tuple[Answer, ...] = ()
    unconfirmed: tuple[Shift, ...] = ()  # planned shifts of the period that nobody has said were worked
    benefits: tuple[Benefit, ...] = ()
    garnishment: GarnishmentOrder | None = None
    kela_allowance_cents: int = 0  # the part of the wage that Kela pays to the childminder (private day-care allowance)
    corrects: str | None = None
    notes: tuple[str, ...] = field(default=())
    # a monthly wage: first day of week, the contract's minutes in it on which nothing is worked
    minutes_paid_without_work: tuple[tuple[date, int], ...] = ()
    notice: NoticePay | None = None
    waiting: WaitingPay | None = None
    claims: tuple[Claim, ...] = ()
    dependants: int | None = None  # of the employee; asked where something is set off
    cancelled: tuple[CancelledShift, ...] = ()
    notice_loss: NoticeLoss | None = None
    advances: tuple[Advance, ...] = ()
    pay_days: tuple[str, ...] = ()  # the contract's pay days: numbers of the month or "last"; none: of before they were
    longer_days: tuple[LongerDay, ...] = ()  # those that touch the period's weeks or an averaging period
    varying_hours: tuple[
        VaryingHours, ...
    ] = ()  # none: the contract fixes the hours, or the payslip is of before they were
    averaging: tuple[Averaging, ...] = ()  # those that touch the period; ``shifts`` reach back to one that ends in it
    # the averaged days whose roster is known; another one is asked when it was worked. None: a payslip of before
    # rosters were looked at, whose daily overtime is beyond the statutory day or the longer one agreed on
    rostered: tuple[RosteredDay, ...] | None = None
    missed_rests: tuple[MissedRest, ...] = ()
    # pay added after the period's pay was out, paid on ``payment_day``: the day on which the period's pay was paid
    first_paid_on: date | None = None

    time_off: tuple[TimeOff, ...] = ()  # exchanged for time off, of work to the end of the period's weeks
    time_off_taken: tuple[tuple[date, int], ...] = ()  # minutes of time off by day, taken before the period
    hours_unfollowed: bool = False  # a relative of whom the contract says that nobody sets or follows up the hours

    def employed_on(self, day: date) -> bool:
        """Whether the employment is running on a day."""
        return self.employment_first <= day and (self.employment_last is None or day <= self.employment_last)


# -- to and from plain data -------------------------------------------------------------------------------------------

_FINLAND = ZoneInfo("Europe/Helsinki")
_Plain = Any  # text, whole number, truth value, None, list or mapping of these: what JSON can hold


def to_plain(value: Any) -> _Plain:
    """Inputs (or any part of them) as plain data that survives JSON: a mapping of every field, nothing left out.

    Decimals, days and moments become their exact text, a moment with its offset from UTC. Raises ``TypeError`` for
    anything that inputs cannot hold, a float above all.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, tuple):
        return [to_plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    names = _field_names(type(value))  # type: ignore[arg-type]
    return {name: to_plain(getattr(value, name)) for name in names}


def to_text(inputs: Inputs) -> str:
    """Inputs as JSON text: the same inputs give the same text."""
    return json.dumps(to_plain(inputs), ensure_ascii=False, separators=(",", ":"))


def from_plain(plain: _Plain) -> Inputs:
    """Inputs from plain data.

    A field that did not exist when the data were written takes its default. Raises ``ValueError`` for a field that
    inputs do not have or a required one that is missing, and for text that is no number, day or moment.
    """
    inputs: Inputs = _reader(Inputs)(plain)
    return inputs


def from_text(text: str) -> Inputs:
    """Inputs from JSON text. Raises ``ValueError`` as ``from_plain`` does."""
    return from_plain(json.loads(text))


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"inputs cannot hold a {kind.__name__}")
    return tuple(one.name for one in fields(kind))


def _same(plain: _Plain) -> Any:
    return plain


def _moment(plain: _Plain) -> datetime:
    # Finnish time with its fold: a moment with a fixed offset would not equal itself in the repeated hour of October
    return datetime.fromisoformat(plain).astimezone(_FINLAND)


def _number(plain: _Plain) -> Decimal:
    try:
        return Decimal(plain)
    except (InvalidOperation, TypeError) as problem:
        raise ValueError(f"{plain!r} is no number") from problem


@cache
def _reader(kind: Any) -> Callable[[_Plain], Any]:
    """How plain data become a value of the declared type."""
    if kind in (str, int, bool):
        return _same
    if kind is datetime:
        return _moment
    if kind is date:
        return date.fromisoformat
    if kind is Decimal:
        return _number
    origin, inside = get_origin(kind), get_args(kind)
    if origin is tuple:
        readers = [_reader(one) for one in inside if one is not Ellipsis]
        if Ellipsis in inside:
            return lambda plain: tuple(readers[0](one) for one in plain)
        return lambda plain: tuple(read(one) for read, one in zip(readers, plain, strict=True))
    if origin in (UnionType, Union):
        (present,) = [_reader(one) for one in inside if one is not NoneType]
        return lambda plain: None if plain is None else present(plain)
    return _dataclass_reader(kind)


def _dataclass_reader(kind: Any) -> Callable[[_Plain], Any]:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in _field_names(kind)}

    def read(plain: _Plain) -> Any:
        try:
            return kind(**{name: readers[name](one) for name, one in plain.items()})
        except (KeyError, TypeError, AttributeError) as problem:
            raise ValueError(f"this is no {kind.__name__}: {problem}") from problem

    return read
