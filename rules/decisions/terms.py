"""Term by term: what the act, the binding agreement and the contract say, which of them decides, and why.

Employment Contracts Act 55/2001, https://www.finlex.fi/fi/laki/ajantasa/2001/20010055: 1:4, 2:7, 2:11, 2:13, 5:4, 6:2,
6:3, 13:6 and 13:7 where they meet in one term; Working Time Act 872/2019 5, 17, 20, 25, 27 and 34 §; Annual Holidays
Act 162/2005 5 §. Each number comes from the book, what may be agreed from its ``statute_is`` and
``better_for_employee``; what wins is settled in ``rules.precedence``. The agreement is that of personal assistants:
its lowest wage is euros and is given. Not covered: terms of an agreement that the book does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.days import Days
from rules.decisions import annual_holiday, contract, ending, personal_assistants
from rules.decisions.coverage import HETA, NONE, OTHER
from rules.errors import NoValueForDay, UnknownValue, UnverifiedValue
from rules.precedence import ACT, AGREEMENT, CONTRACT, HIGHER, LOWER, STATUTE, settle
from rules.values import Reason, Source, Unit, Value

PAY_DAY, PAY_DAY_NEXT = "pay_day", "pay_day_next"
"""Units of the pay day: a number of the month (0: its last day), or a number of the month after the work."""
OVERTIME = frozenset({"overtime_first", "overtime_rest", "overtime_weekly"})
"""The terms that the personal assistants' agreement lets one agree on below the act."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What one level says: a number with its unit; where it stands, or since when it is agreed."""

    number: Decimal
    unit: str
    source: Source | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The facts that settle the terms of an employment on a day.

    ``binding``: the agreement followed on the day (``coverage.binding_on``), None when nobody has said. ``agreed``:
    what the contract says, by the term's name. ``answers``: what people answered to values that the book lacks, by
    the value's name. ``lowest_wage``: the agreement's lowest wage in the wage's own unit, None when it is not known;
    ``wage_floor``: what it is at least. ``working_time_act``: whether the Working Time Act applies to the work.
    ``overtime_open``: whether the agreement lets these parties agree on another overtime pay than the act's
    (``personal_assistants.overtime_may_be_agreed``); None: nobody has said.
    """

    day: date
    employment_start: date
    employment_end: date | None = None
    binding: str | None = NONE
    agreed: Mapping[str, Amount] = field(default_factory=dict)
    answers: Mapping[str, Decimal] = field(default_factory=dict)
    lowest_wage: Amount | None = None
    wage_floor: Amount | None = None
    working_time_act: bool = True
    overtime_open: bool | None = None

    @property
    def days(self) -> Days:
        """The days that choose the values of the day's terms."""
        return Days(
            work_day=self.day,
            payment_day=self.day,
            period_end=self.day,
            credit_year_end=calendar.credit_year(self.day).last,
            absence_first=self.day,
            employment_start=self.employment_start,
            signing_day=self.employment_start,
            notice_day=self.day,
            incident_day=self.day,
        )


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what each level says (None: nothing), which decides (``level``), and why.

    ``level`` is None when nobody sets the term as far as is known. ``unknown`` names the levels that may say something
    which is not known; the term is then settled from the rest, and says so.
    """

    name: str
    level: str | None
    statute: Amount | None
    agreement: Amount | None
    contract: Amount | None
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...] = ()
    replaced_contract: bool = False

    @property
    def amount(self) -> Amount | None:
        """What holds."""
        amounts = {STATUTE: self.statute, AGREEMENT: self.agreement, CONTRACT: self.contract}
        return None if self.level is None else amounts[self.level]


class _NotKnown(Exception):
    """A level may set the term, but the book cannot say what."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a term is looked up. ``statute`` and ``agreement`` name values of the book or read them."""

    statute: str | Callable[[Case, Book], Amount | None] | None = None
    agreement: str | Callable[[Case, Book], Amount | None] | None = None
    of: str | None = None  # the entry whose statute_is and better_for_employee hold, when it is not the named one
    may_differ: bool = False  # a collective agreement may set less than the act (55/2001 13:7, 872/2019 34 §)
    working_time: bool = False
    limit: bool = False
    key: Callable[[Amount, Case], Decimal] | None = None  # what two amounts of different units are compared by


def term(name: str, case: Case, book: Book) -> Term:
    """One term of an employment on the case's day, settled by 55/2001 2:7 and 13:6.

    ``name``: one of ``KINDS``. Raises ``KeyError`` for another.
    """
    kind = KINDS[name]
    unknown = []
    statute = agreement = None
    try:
        statute = None if kind.working_time and not case.working_time_act else _statute(kind, case, book)
    except _NotKnown:
        unknown.append(STATUTE)
    try:
        agreement = _agreement(name, kind, case, book)
    except _NotKnown:
        unknown.append(AGREEMENT)
    agreed = case.agreed.get(name)
    statute_is, better = _nature(name, kind, book)
    if name in OVERTIME and case.overtime_open and statute_is == "minimum":
        statute_is = "default"
    key = kind.key or _number
    in_doubt = _pay_day_in_doubt(name, agreement, agreed)
    floor = None if in_doubt else agreement
    decision = settle(
        what=name,
        statute=None if statute is None else key(statute, case),
        agreement=None if floor is None else key(floor, case),
        contract=None if agreed is None else key(agreed, case),
        statute_is=statute_is,
        better_for_employee=better,
        agreement_may_deviate=kind.may_differ,
        limit=kind.limit,
    )
    settled = [one for one in decision.reasons if not (unknown and one.code == "contract_alone")]
    reasons = [*settled, *in_doubt, *_open(name, unknown, case)]
    if not reasons:
        reasons.append(Reason("term_not_set", "55/2001 1:1", f"nobody sets {name}", (("what", name),), ACT))
    if name == "wage":
        reasons += _below_floor(agreed, case)
    if name in OVERTIME:
        reasons += _overtime_may_differ(case, book)
    return Term(
        name=name,
        level=None if decision.outcome is None else decision.outcome.level,
        statute=statute,
        agreement=agreement,
        contract=agreed,
        reasons=tuple(reasons),
        unknown=tuple(unknown),
        replaced_contract=decision.outcome is not None and decision.outcome.replaced_contract,
    )


def terms(case: Case, book: Book) -> tuple[Term, ...]:
    """Every term that somebody sets, or may set, on the case's day; those that nobody sets are left out."""
    found = (term(name, case, book) for name in KINDS)
    return tuple(one for one in found if one.level is not None or one.unknown)


# -- the levels --------------------------------------------------------------------------------------------------------


def _statute(kind: _Kind, case: Case, book: Book) -> Amount | None:
    if kind.statute is None:
        return None
    try:
        if callable(kind.statute):
            return kind.statute(case, book)
        return _amount(book.value(kind.statute, case.days))
    except (NoValueForDay, UnknownValue, UnverifiedValue) as missing:
        raise _NotKnown from missing


def _agreement(name: str, kind: _Kind, case: Case, book: Book) -> Amount | None:
    if kind.agreement is None or case.binding == NONE:
        return None
    if case.binding != HETA:
        raise _NotKnown
    if callable(kind.agreement):
        try:
            return kind.agreement(case, book)
        except (NoValueForDay, UnknownValue, UnverifiedValue) as missing:
            raise _NotKnown from missing
    try:
        return _amount(book.value(kind.agreement, case.days))
    except (NoValueForDay, UnknownValue, UnverifiedValue) as missing:
        answer = case.answers.get(kind.agreement)
        if answer is None:
            raise _NotKnown from missing
        return _in_minutes(answer, book.entry(kind.agreement).unit, None)


def _amount(value: Value) -> Amount:
    return _in_minutes(value.number, value.unit, value.source)


def _in_minutes(number: Decimal, unit: Unit, source: Source | None) -> Amount:
    """Hours become minutes, so that one level's hours can be compared with another's minutes."""
    if unit is Unit.HOURS:
        return Amount(number * 60, Unit.MINUTES.value, source)
    return Amount(number, unit.value, source)


def _nature(name: str, kind: _Kind, book: Book) -> tuple[str, str]:
    """``statute_is`` and ``better_for_employee`` of the term: those of the act's value, else of the agreement's."""
    if name in _NATURES:
        return _NATURES[name]
    named = kind.of or (kind.statute if isinstance(kind.statute, str) else kind.agreement)
    if not isinstance(named, str):
        raise KeyError(f"{name} names no value")
    entry = book.entry(named)
    return entry.statute_is, entry.better_for_employee


def _number(amount: Amount, case: Case) -> Decimal:
    return amount.number


def _open(name: str, unknown: list[str], case: Case) -> list[Reason]:
    """Why the term is not settled for certain."""
    found = []
    for level in unknown:
        code = f"{level}_not_known"
        if level == AGREEMENT and case.binding != HETA:
            code = "agreement_not_held" if case.binding == OTHER else "agreement_not_said"
        says = f"what the {'law' if level == STATUTE else level} says about {name} is not known"
        found.append(
            Reason(code, "55/2001 2:7" if level == AGREEMENT else "55/2001 13:6", says, (("what", name),), ACT)
        )
    return found


def _below_floor(agreed: Amount | None, case: Case) -> list[Reason]:
    """The agreement's wage is not known, but it is more than the contract's for certain."""
    floor = case.wage_floor
    if case.binding != HETA or case.lowest_wage is not None or agreed is None or floor is None:
        return []
    if agreed.unit != floor.unit or agreed.number >= floor.number:
        return []
    says = f"the contract's {agreed.number} is below the agreement's earlier {floor.number}"
    facts = (("what", "wage"), ("level", "floor"), ("number", str(floor.number)), ("than", CONTRACT))
    return [Reason("wage_below_floor", "55/2001 2:7", says, (*facts, ("other", str(agreed.number))), ACT)]


def _overtime_may_differ(case: Case, book: Book) -> list[Reason]:
    """That the agreement lets one agree on another overtime pay than the act's, or lets members do so."""
    if case.binding != HETA:
        return []
    member = True if case.overtime_open else None
    decided = personal_assistants.overtime_may_be_agreed(case.day, member, case.overtime_open, book)
    if decided.outcome is None:
        says = "the agreement lets its members agree otherwise; whether others may is asked"
        return [Reason("overtime_may_be_open", "Heta, working time", says, (), personal_assistants.LINK)]
    return [one for one in decided.reasons if one.code != "overtime_by_act"]


# -- terms that are no plain number ------------------------------------------------------------------------------------


def _lowest_wage(case: Case, book: Book) -> Amount | None:
    if case.lowest_wage is None:
        raise _NotKnown
    return case.lowest_wage


def _longest_trial(case: Case, book: Book) -> Amount | None:
    """1:4: six months, in a fixed term half of it: then in days."""
    value = book.value("contract_limit.trial_months", case.days)
    if case.employment_end is not None:
        last = contract.last_trial_day(case.employment_start, case.employment_end, int(value.number), book).outcome
        if last < case.employment_start + relativedelta(months=int(value.number)) - timedelta(days=1):
            return Amount(Decimal((last - case.employment_start).days + 1), "days", value.source)
    return _amount(value)


def _trial_days(amount: Amount, case: Case) -> Decimal:
    """The days of a trial period from the employment's first day."""
    start = case.employment_start
    after = start + (
        timedelta(days=int(amount.number)) if amount.unit == "days" else relativedelta(months=int(amount.number))
    )
    return Decimal((after - start).days)


def _notice(by: str) -> Callable[[Case, Book], Amount | None]:
    def of_statute(case: Case, book: Book) -> Amount | None:
        notice = ending.notice_period(by, case.day, book, employment_start=case.employment_start)
        length = notice.outcome.length
        return Amount(Decimal(length.amount), length.unit, notice.values[0].source)

    return of_statute


def _notice_of_agreement(case: Case, book: Book) -> Amount | None:
    lasted = relativedelta(case.day, case.employment_start)
    # a month begun counts as over the full ones: "over five years" begins the day after the anniversary
    months = lasted.years * 12 + lasted.months + (1 if lasted.days else 0)
    notice = personal_assistants.notice_months(months, case.day, book)
    return Amount(Decimal(notice.outcome), "months", notice.values[-1].source)


def _notice_days(amount: Amount, case: Case) -> Decimal:
    """The days of a notice period that begins on the case's day: months have no length of their own."""
    return Decimal((ending.Length(int(amount.number), amount.unit).after(case.day) - case.day).days)


def _sick_percent(case: Case, book: Book) -> Amount | None:
    """2:11: full pay when the employment has lasted a month at the beginning of the illness, otherwise half."""
    months = int(book.value("sick_pay.full_pay_after_months", case.days).number)
    full = case.employment_start + relativedelta(months=months) <= case.day
    name = "sick_pay.full_percent" if full else "sick_pay.short_employment_percent"
    return _amount(book.value(name, case.days))


def _holiday_days(case: Case, book: Book) -> Amount | None:
    year = calendar.credit_year(case.day)
    rate = annual_holiday.days_per_month(case.employment_start, year, case.employment_end, book)
    return Amount(rate.outcome, "weekdays", rate.values[0].source)


def _holiday_days_of_agreement(case: Case, book: Book) -> Amount | None:
    year = calendar.credit_year(case.day)
    by = year.last if case.employment_end is None else min(case.employment_end, year.last)
    rate = personal_assistants.holiday_days_per_month(case.employment_start, by, 0, book)
    return Amount(rate.outcome, "weekdays", rate.values[-1].source)


def _shortest_shift(case: Case, book: Book) -> Amount | None:
    """The agreement's shortest shift in minutes, or what a person read in it; none when it sets none."""
    name = "heta.minimum_shift_minutes"
    try:
        found = _amount(book.value(name, case.days))
    except (UnknownValue, UnverifiedValue):
        answer = case.answers.get(name)
        if answer is None:
            raise
        found = Amount(answer, "minutes")
    return found if found.number else None


def _free_days(case: Case, book: Book) -> Amount | None:
    """The weekday holidays on the agreement's list."""
    value = book.value("heta.free_days", case.days)
    return Amount(Decimal(len(value.number)), "days", value.source)


def _meals(case: Case, book: Book) -> Amount | None:
    """The most meals that a travel day gives."""
    value = book.value("heta.travel_meals", case.days)
    return Amount(max(band["meals"] for band in value.number), "meals", value.source)


def agreed_pay_day(word: str) -> Amount:
    """An agreed pay day as an amount: ``word`` is a number of the month or ``last``."""
    return Amount(Decimal(0 if word == "last" else int(word)), PAY_DAY)


def _pay_day(case: Case, book: Book) -> Amount | None:
    """2:13: the last day of the pay period, unless agreed otherwise."""
    return Amount(Decimal(0), PAY_DAY, Source("Employment Contracts Act 55/2001", "2:13", ACT))


def _pay_day_of_agreement(case: Case, book: Book) -> Amount | None:
    """The latest pay day of a month's work."""
    value = book.value("heta.pay_day_second_half", case.days)
    return Amount(value.number, PAY_DAY_NEXT, value.source)


def _pay_day_in_doubt(name: str, agreement: Amount | None, agreed: Amount | None) -> list[Reason]:
    """A number of the month beyond the agreement's: early in the month of the work, too late in the next one."""
    if name != "pay_day" or agreement is None or agreed is None or agreed.number <= agreement.number:
        return []
    says = (
        f"the {agreed.number}th is in time only in the month of the work; the agreement's limit is {agreement.number}"
    )
    facts = (("what", name), ("level", CONTRACT), ("number", str(agreed.number)))
    other = (("than", AGREEMENT), ("other", str(agreement.number)))
    return [Reason("pay_day_in_doubt", "55/2001 2:7", says, (*facts, *other), ACT)]


KINDS: Final[Mapping[str, _Kind]] = {
    "wage": _Kind(agreement=_lowest_wage),
    "evening": _Kind(agreement="heta.evening.percent"),
    "night": _Kind(agreement="heta.night.percent"),
    "saturday": _Kind(agreement="heta.saturday.percent"),
    "sunday": _Kind("working_time.sunday_percent", "heta.sunday.percent", may_differ=True, working_time=True),
    "eve": _Kind(agreement="heta.eve_percent"),
    "overtime_first": _Kind("working_time.overtime_first_percent", working_time=True),
    "overtime_rest": _Kind("working_time.overtime_rest_percent", working_time=True),
    "overtime_weekly": _Kind("working_time.overtime_weekly_percent", working_time=True),
    "public_holiday": _Kind("working_time.sunday_percent", "heta.free_day_worked_percent", working_time=True),
    "free_days": _Kind(agreement=_free_days),
    "independence_day": _Kind("independence_day.pay_percent"),
    "weekly_time": _Kind("working_time.weekly_minutes", "heta.weekly_average_hours", working_time=True, limit=True),
    "daily_time": _Kind("working_time.daily_minutes", working_time=True, limit=True),
    "shortest_shift": _Kind(agreement=_shortest_shift),
    "daily_rest": _Kind("working_time_limit.daily_rest_hours", working_time=True),
    "weekly_rest": _Kind("working_time_limit.weekly_rest_hours", working_time=True),
    "trial": _Kind(_longest_trial, "heta.trial_months", of="contract_limit.trial_months", limit=True, key=_trial_days),
    "notice_employer": _Kind(_notice("employer"), _notice_of_agreement, of="notice.employer", key=_notice_days),
    "notice_employee": _Kind(_notice("employee"), _notice_of_agreement, of="notice.employee", key=_notice_days),
    "layoff_notice": _Kind("notice.layoff_days", "heta.layoff_notice_days", may_differ=True),
    "sick_days": _Kind("sick_pay.weekdays_after_first", "heta.sick_pay_weekdays_after_first", may_differ=True),
    "sick_percent": _Kind(_sick_percent, of="sick_pay.full_percent", may_differ=True),
    "child_sick_days": _Kind(agreement="heta.child_sick_paid_workdays"),
    "holiday_days": _Kind(_holiday_days, _holiday_days_of_agreement, of="annual_holiday.days_per_month_full_year"),
    "holiday_bonus": _Kind(agreement="heta.holiday_bonus_percent"),
    "training_days": _Kind(agreement="heta.training_days_per_year"),
    "meals": _Kind(agreement=_meals),
    "pay_day": _Kind(_pay_day, _pay_day_of_agreement),
}
"""The terms, in the order in which pages show them."""

_NATURES: Final[Mapping[str, tuple[str, str]]] = {
    "wage": ("silent", HIGHER),
    "free_days": ("silent", HIGHER),
    "shortest_shift": ("silent", HIGHER),
    "meals": ("silent", HIGHER),
    "pay_day": ("default", LOWER),
}
"""Of the terms that stand in the book as tables, or not at all: what the act is, and what favours the employee."""
