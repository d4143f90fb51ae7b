"""Annual Holidays Act (vuosilomalaki 162/2005), chapters 1 and 2: how much holiday is earned.

https://www.finlex.fi/fi/laki/ajantasa/2005/20050162

Covered: 2 § scope, 4 § terms (the days themselves are in ``rules.calendar``), 5 § length, 6 § full month, 7 § days
equivalent to work, 7 a § supplementary days, 8 § free time, and from 17 § the rate and the merging of the first and
last month when an employment ends. Pay (9–19, 28–34 §) is in ``annual_holiday_pay``, giving the holiday (20–27 §) in
``annual_holiday_giving``.

Not covered: 3 and 30 § (binding force and collective agreements: ``coverage`` and ``precedence``), 31–33 and 35–40 §.

What the Act leaves open is a word in the law data (``choice.*`` and ``holiday_choice.*``), never an assumption here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from math import ceil

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.days import Period
from rules.decisions import personal_assistants
from rules.decisions.grounds import Grounds
from rules.values import Decision, Reason

ACT = "162/2005"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2005/20050162"

RULE_14_DAYS = "14_days"
RULE_35_HOURS = "35_hours"
RULE_NONE = "none"

_ONE_DAY = timedelta(days=1)
_WEEK = 7
_DAY_MINUTES = 1440
_FULL_WEEK_DAYS = 5

# 7 §: absences by how they are counted. The household file's words come first.
UNLIMITED = frozenset(
    {
        "hindrance",
        "public_duty",
        "child_sick",
        "compelling",
        "carer",
        "paid_by_law",
        "special_pregnancy",
        "isolation",
        "reservist",
        "work_trip",
        "time_off",  # in place of money for overtime: paid by law
    }
)
OWN_HOLIDAY = frozenset({"annual_holiday", "saved_holiday"})
ILLNESS = frozenset({"sick", "accident"})
REHABILITATION = frozenset({"rehabilitation"})
FAMILY_LEAVE = frozenset({"pregnancy", "parental"})
OLD_FAMILY_LEAVE = frozenset({"old_maternity", "old_paternity", "old_parental"})  # before the reform of 1 August 2022
LAYOFF = frozenset({"layoff"})
SHORT_WEEK = frozenset({"layoff_short_week"})
STUDY = frozenset({"study"})
TRAINING = frozenset({"training"})
LEVELLING = frozenset({"levelling"})
NOT_EARNING = frozenset({"childcare", "close_person", "unpaid", "supplementary_days", "strike"})
# 12 §: absences for which a calculated wage is added to the base of percentage pay.
ADDED_WAGE = (
    frozenset({"special_pregnancy", "child_sick", "compelling", "carer", "isolation"})
    | ILLNESS
    | REHABILITATION
    | FAMILY_LEAVE
    | OLD_FAMILY_LEAVE
    | LAYOFF
)
KINDS = (
    UNLIMITED
    | OWN_HOLIDAY
    | ILLNESS
    | REHABILITATION
    | FAMILY_LEAVE
    | OLD_FAMILY_LEAVE
    | LAYOFF
    | SHORT_WEEK
    | STUDY
    | TRAINING
    | LEVELLING
    | NOT_EARNING
)


# --- plain facts ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ContractPhase:
    """What the contract says about working time from ``first`` to ``last`` (None: for now).

    ``week`` is the agreed pattern: one or more weeks of seven numbers, the minutes agreed for Monday to Sunday; the
    first week is the one that holds ``anchor`` (default: ``first``). Without a pattern, ``days_per_week`` and
    ``weekly_minutes``, or ``monthly_days`` and ``monthly_minutes``, say how much. ``variable`` marks a contract that
    fixes no hours; ``temporary`` a passing change, which leaves the accrual rule alone. ``agreed_rule`` is what the
    parties wrote and is used only where the contract's hours do not decide.
    """

    first: date
    last: date | None = None
    week: tuple[tuple[int, ...], ...] = ()
    anchor: date | None = None
    days_per_week: Fraction | int | None = None
    weekly_minutes: int | None = None
    monthly_days: int | None = None
    monthly_minutes: int | None = None
    variable: bool = False
    temporary: bool = False
    agreed_rule: str | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError(f"a contract phase cannot end ({self.last}) before it begins ({self.first})")
        if any(len(week) != _WEEK or any(not 0 <= minutes <= _DAY_MINUTES for minutes in week) for week in self.week):
            raise ValueError("a week has seven days of 0 to 1440 minutes")
        if self.days_per_week is not None and not 0 < self.days_per_week <= _WEEK:
            raise ValueError("a contract has more than zero and at most seven days a week")

    def minutes_on(self, day: date) -> int | None:
        """The minutes agreed for a day by the pattern, public holidays not considered; None without a pattern."""
        if not self.week:
            return None
        if len(self.week) == 1:
            return self.week[0][day.weekday()]
        monday = (self.anchor or self.first) - timedelta(days=(self.anchor or self.first).weekday())
        return self.week[((day - monday).days // _WEEK) % len(self.week)][day.weekday()]

    @property
    def weekly_days(self) -> Fraction | None:
        """Agreed workdays a week, averaged over the pattern's cycle; None when the contract does not say."""
        if self.week:
            return Fraction(sum(1 for week in self.week for minutes in week if minutes), len(self.week))
        return None if self.days_per_week is None else Fraction(self.days_per_week)

    @property
    def average_weekly_minutes(self) -> Fraction | None:
        """Agreed minutes a week; None when the contract does not say."""
        if self.weekly_minutes is not None:
            return Fraction(self.weekly_minutes)
        if self.week:
            return Fraction(sum(sum(week) for week in self.week), len(self.week))
        return None


@dataclass(frozen=True, slots=True)
class AbsenceSpell:
    """One absence from ``first`` to ``last``.

    ``days`` are the days that would have been worked, with the minutes not worked; None: by the contract's pattern.
    ``same_illness_as`` is set when the spell goes on with the illness of an earlier one. ``returned_after`` matters for
    study leave; ``birth`` tells births and adoptions apart; ``limited`` says that the parties agreed the limit for
    training.
    """

    kind: str
    first: date
    last: date
    days: tuple[tuple[date, int], ...] | None = None
    same_illness_as: date | None = None
    returned_after: bool | None = None
    birth: str | None = None
    limited: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind} is no kind of absence; known: {', '.join(sorted(KINDS))}")
        if self.last < self.first:
            raise ValueError(f"an absence cannot end ({self.last}) before it begins ({self.first})")


@dataclass(frozen=True, slots=True)
class EarningFacts:
    """Everything one holiday credit year is decided from.

    ``worked`` are minutes worked by calendar day, of the whole employment as far as known (the first month and the
    twelve weeks before an absence may matter). ``spells`` likewise. ``as_of`` is the last day that is known;
    ``continuous_since`` the first day of the unbroken chain of employments when it is earlier than
    ``employment_start``. ``agreement_binds``: the personal assistants' agreement binds at the year's end, which may
    give more days for a month; ``similar_work_months``: similar work in the five years before (None: not known),
    ``experience_months``: all the experience that is counted, which similar work cannot exceed. ``first_month_known``:
    the days before the employment's first month ended are all known; when not, ``first_month_days`` and
    ``first_month_minutes`` are what a person says of that month, work and what is equivalent together (None: nothing).
    ``shortened``: first and last possible days of holiday that is taken as shorter working days (21 §), and
    ``shortened_minutes`` what a person says of a month (YYYY-MM): the minutes that were not worked because of it.
    """

    credit_year: Period
    employment_start: date
    employment_end: date | None
    as_of: date
    phases: tuple[ContractPhase, ...]
    worked: tuple[tuple[date, int], ...] = ()
    spells: tuple[AbsenceSpell, ...] = ()
    continuous_since: date | None = None
    first_month_compensated: bool = False
    agreement_binds: bool = False
    similar_work_months: int | None = None
    experience_months: int | None = None
    first_month_known: bool = True
    first_month_days: int | None = None
    first_month_minutes: int | None = None
    shortened: tuple[tuple[date, date], ...] = ()
    shortened_minutes: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if self.employment_end is not None and self.employment_end < self.employment_start:
            raise ValueError("an employment cannot end before it begins")
        if not self.phases:
            raise ValueError("an employment has at least one contract phase")
        if calendar.credit_year(self.credit_year.first) != self.credit_year:
            raise ValueError("a holiday credit year runs from 1 April to 31 March")


# --- outcomes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MonthOutcome:
    """A calendar month: days and minutes at work or equivalent, and whether it is full."""

    month: str  # YYYY-MM
    rule: str
    days: int
    minutes: int
    worked_days: int
    equivalent_days: int
    full: bool
    why: Reason


@dataclass(frozen=True, slots=True)
class AddedAbsence:
    """An absence for which 12 § adds a calculated wage: calendar days within the limit, in this credit year.

    ``weekly_minutes`` is the agreed weekly time at its start, or the average of the twelve weeks before; None: not
    known. ``minutes`` are the minutes that would have been worked on those days.
    """

    kind: str
    first: date
    last: date
    calendar_days: int
    weekly_minutes: Fraction | None
    minutes: int


@dataclass(frozen=True, slots=True)
class CreditYearOutcome:
    """What one holiday credit year has earned. ``days_earned`` is rounded up once ``closed`` or ended."""

    credit_year: Period
    rule: str
    months: tuple[MonthOutcome, ...]
    full_months: int
    merged: bool
    lasted_a_year: bool
    days_per_month: Decimal
    days_unrounded: Decimal
    days_earned: Decimal
    closed: bool
    free_time_days: int
    work_days: int
    excess_minutes: int
    weekly_days_factor: Fraction | None
    added_absences: tuple[AddedAbsence, ...]
    full_credit_year: bool


# --- 2 §: who is left out ---------------------------------------------------------------------------------------------


def scope(
    *,
    family_member: bool | None,
    outside_employees: int | None,
    unsupervised_home_work: bool = False,
    same_household: bool | None = None,
) -> Decision[str | None]:
    """2 §: whether the whole Act applies (``full``) or only free time and percentage compensation (``free_time``).

    A member of the employer's family gets only 8 and 16 § while the employer has nobody outside the family on the
    payroll; so does one whose working time the employer cannot supervise. A relative living elsewhere is unclear and
    asked.
    """
    g = Grounds(ACT, LINK)
    if unsupervised_home_work:
        g.because("annual_holiday.scope_unsupervised", "2", "work that the employer cannot supervise: free time only")
        return g.decide("free_time")
    if family_member is None or (family_member and outside_employees is None):
        g.ask(
            "annual_holiday.scope_family",
            "Is the employee a member of the employer's family, and has the employer other employees?",
            "A family member without outside colleagues earns free time instead of holiday (2 §).",
            "the employer",
        )
        return g.decide(None)
    if not family_member:
        g.because("annual_holiday.scope_full", "1", "an ordinary employment: the whole Act applies")
        return g.decide("full")
    if outside_employees:
        g.because("annual_holiday.scope_outsiders", "2", "there is an employee from outside the family")
        return g.decide("full")
    if same_household is False:
        g.ask(
            "annual_holiday.scope_household",
            "The relative lives in another household. Is the relative a member of the employer's family in this sense?",
            "The exception for family members is read narrowly (2 §).",
            "occupational safety authority or a lawyer",
        )
        return g.decide(None)
    g.because("annual_holiday.scope_family_only", "2", "only family members work: free time and 16 § compensation")
    return g.decide("free_time")


# --- 5 §: length ------------------------------------------------------------------------------------------------------


def continuous(earlier_end: date, later_start: date) -> Decision[bool | None]:
    """5 §: whether a new employment continues an earlier one with the same employer for holiday purposes.

    Without a break it does; how short a break is harmless is not in the Act, so any break is asked.
    """
    g = Grounds(ACT, LINK)
    if later_start <= earlier_end + _ONE_DAY:
        g.because("annual_holiday.continuous", "5", "the employments follow each other without a break")
        return g.decide(True)
    g.ask(
        "annual_holiday.short_break",
        f"There are {(later_start - earlier_end).days - 1} days between two employments. Is the break short?",
        "Employments with only short breaks are one for the holiday; the Act gives no number of days (5 §).",
        "occupational safety authority or a lawyer",
    )
    return g.decide(None)


def lasted_a_year(since: date, by: date) -> bool:
    """5 §: whether an employment that began on ``since`` has lasted a year at the end of the day ``by``."""
    return since + relativedelta(years=1) <= by + _ONE_DAY


def days_per_month(since: date, credit_year: Period, ended: date | None, book: Book) -> Decision[Decimal]:
    """5 §: holiday days per full month of a credit year; 2 when the employment has lasted under a year, otherwise 2.5.

    The year is looked at on 31 March and holds for the whole credit year; for an employment that ends in the credit
    year on its last day (17 §, Supreme Court KKO 2005:61). ``since`` is the first day of the unbroken employment.
    """
    g = Grounds(ACT, LINK, book)
    ends_inside = ended is not None and ended < credit_year.last
    by = ended if ended is not None and ends_inside else credit_year.last
    full = lasted_a_year(since, by)
    name = "annual_holiday.days_per_month_full_year" if full else "annual_holiday.days_per_month_under_year"
    rate = g.number(name, credit_year_end=credit_year.last)
    g.because(
        "annual_holiday.rate_year" if full else "annual_holiday.rate_under_year",
        "17" if ends_inside else "5",
        f"since {since} the employment has lasted {'a year or more' if full else 'under a year'} by {by}",
        since=since,
        by=by,
        days=rate,
    )
    return g.decide(rate)


def round_up(days: Decimal) -> int:
    """5 §: a part of a day becomes a whole one; done once, on the total of the credit year."""
    return int(days.to_integral_value(ROUND_CEILING))


# --- 6 §: the accrual rule and the full month -------------------------------------------------------------------------


def accrual_rule(phase: ContractPhase, on: date, book: Book) -> Decision[str | None]:
    """6 and 8 §: which rule makes a month full under the contract: ``14_days``, ``35_hours`` or ``none``.

    The 14-day rule when every month reaches 14 days by the contract; the 35-hour rule when no month or only some do;
    none when every month stays below both. None (not decided): the contract fixes no days, so the work done decides.
    ``on`` is the last day of the credit year. A public holiday off does not lower a contract's days.
    """
    g = Grounds(ACT, LINK, book)
    need_days = g.whole("annual_holiday.full_month_days", credit_year_end=on)
    need_minutes = g.whole("annual_holiday.full_month_minutes", credit_year_end=on)
    least_days, most_days, most_minutes = _month_by_contract(phase)
    if phase.variable or least_days is None or most_days is None:
        g.because("annual_holiday.rule_not_fixed", "6", "the contract fixes no days: the work done decides")
        return g.decide(None)
    if least_days >= need_days:
        says = f"by the contract every month has at least {least_days} working days"
        g.because("annual_holiday.rule_14_days", "6", says, least_days=least_days)
        return g.decide(RULE_14_DAYS)
    if most_days >= need_days or (most_minutes is not None and most_minutes >= need_minutes):
        says = f"by the contract a month can have only {least_days} working days"
        g.because("annual_holiday.rule_35_hours", "6", says, least_days=least_days)
        return g.decide(RULE_35_HOURS)
    if most_minutes is None:
        g.because("annual_holiday.rule_not_fixed", "6", "the contract fixes no hours: the work done decides")
        return g.decide(None)
    g.because(
        "annual_holiday.rule_none",
        "8",
        f"by the contract no month reaches {need_days} days or {need_minutes} minutes",
        most_days=most_days,
        most_minutes=most_minutes,
    )
    return g.decide(RULE_NONE)


def _month_by_contract(phase: ContractPhase) -> tuple[int | None, int | None, int | None]:
    """Fewest days, most days and most minutes that a calendar month can have under the contract.

    The shortest month has 28 days and the longest 31; with a pattern the worst and best placing of the month counts.
    """
    if phase.week:
        flat = [minutes for week in phase.week for minutes in week]
        doubled = flat * (31 // len(flat) + 2)
        starts = range(len(flat))
        least = min(sum(1 for minutes in doubled[start : start + 28] if minutes) for start in starts)
        most = max(sum(1 for minutes in doubled[start : start + 31] if minutes) for start in starts)
        return least, most, max(sum(doubled[start : start + 31]) for start in starts)
    if phase.monthly_days is not None:
        return phase.monthly_days, phase.monthly_days, phase.monthly_minutes
    if phase.days_per_week is not None:
        weekly = Fraction(phase.days_per_week)
        extra = min(Fraction(3), weekly)  # the month's days beyond four weeks can all be working days
        minutes = None if phase.weekly_minutes is None else ceil(phase.weekly_minutes * (4 + extra / weekly))
        return int(4 * weekly), ceil(4 * weekly + extra), minutes
    return None, None, None


def rule_by_actual_months(months: Sequence[tuple[int, int]], on: date, book: Book) -> Decision[str]:
    """6 §: the rule of a contract that fixes no days, from the (days, minutes) of its whole months so far."""
    g = Grounds(ACT, LINK, book)
    need_days = g.whole("annual_holiday.full_month_days", credit_year_end=on)
    need_minutes = g.whole("annual_holiday.full_month_minutes", credit_year_end=on)
    if months and all(days >= need_days for days, _ in months):
        rule = RULE_14_DAYS
    elif any(days >= need_days or minutes >= need_minutes for days, minutes in months):
        rule = RULE_35_HOURS
    else:
        rule = RULE_NONE
    g.because("annual_holiday.rule_by_actual", "6", f"the months worked so far lead to {rule}", rule=rule)
    return g.decide(rule)


def days_at_work(shifts: Iterable[tuple[datetime, datetime]]) -> tuple[date, ...]:
    """6 §: the calendar days touched by shifts (start, end in local time), each once.

    A shift over midnight gives two days; how shifts that share a day count is a documented choice
    (``choice.shared_night_days``).
    """
    days: set[date] = set()
    for start, end in shifts:
        if end <= start:
            raise ValueError(f"a shift cannot end ({end}) before it begins ({start})")
        last = (end - timedelta(microseconds=1)).date()
        days.update(Period.closed(start.date(), last))
    return tuple(sorted(days))


def month_is_full(rule: str, days: int, minutes: int, on: date, book: Book) -> Decision[bool]:
    """6 §: whether a month is full under its one rule: 14 days, or 35 hours; the other measure never helps.

    ``on`` is the last day of the credit year.
    """
    g = Grounds(ACT, LINK, book)
    full, why = _full(g, rule, days, minutes, on)
    g.because(why.code, "6", why.says, **dict(why.facts))
    return g.decide(full)


def _full(g: Grounds, rule: str, days: int, minutes: int, on: date) -> tuple[bool, Reason]:
    if rule == RULE_14_DAYS:
        need = g.whole("annual_holiday.full_month_days", credit_year_end=on)
        full = days >= need
        code = "annual_holiday.month_full_days" if full else "annual_holiday.month_short_days"
        return full, g.reason(code, "6", f"{days} days at work or equivalent, {need} needed", days=days, need=need)
    if rule == RULE_35_HOURS:
        need = g.whole("annual_holiday.full_month_minutes", credit_year_end=on)
        full = minutes >= need
        code = "annual_holiday.month_full_hours" if full else "annual_holiday.month_short_hours"
        return full, g.reason(
            code, "6", f"{minutes} minutes at work or equivalent, {need} needed", minutes=minutes, need=need
        )
    return False, g.reason("annual_holiday.month_no_rule", "8", "the contract is below both limits: free time instead")


# --- 7 §: days equivalent to work -------------------------------------------------------------------------------------


class _Equivalent:
    """Days and minutes of absences that count as work, after their limits. Filled spell by spell."""

    def __init__(self, facts: EarningFacts, law: Grounds) -> None:
        self.facts = facts
        self.law = law
        self.worked = dict(facts.worked)
        self.days: dict[date, str] = {}
        self.minutes: dict[date, int] = {}
        self.added: list[
            tuple[AbsenceSpell, date, int]
        ] = []  # spell, calendar day, minutes that would have been worked
        self.days_with_wage: set[date] = set()
        self.limits: dict[tuple[str, int], tuple[int, int]] = {}
        self.work_counts: dict[tuple[str, date], int] = {}
        self.calendar_counts: dict[tuple[str, date], int] = {}
        self.off_on_public_holidays = (
            law.word("choice.illness_public_holidays", credit_year_end=facts.credit_year.last) == "not_counted"
            if facts.spells
            else True
        )
        spells = sorted((spell for spell in facts.spells if spell.first <= facts.as_of), key=lambda spell: spell.first)
        self._illness([spell for spell in spells if spell.kind in ILLNESS], "illness")
        self._illness([spell for spell in spells if spell.kind in REHABILITATION], "rehabilitation")
        self._family_leave([spell for spell in spells if spell.kind in FAMILY_LEAVE], "family_leave")
        self._family_leave([spell for spell in spells if spell.kind in OLD_FAMILY_LEAVE], "old_family_leave")
        self._at_a_time([spell for spell in spells if spell.kind in LAYOFF], "layoff")
        self._at_a_time([s for s in spells if s.kind in TRAINING and s.limited], "training")
        for spell in spells:
            if spell.kind in UNLIMITED or (spell.kind in TRAINING and not spell.limited):
                self._unlimited(spell)
            elif spell.kind in OWN_HOLIDAY:
                self._own_holiday(spell)
            elif spell.kind in STUDY:
                self._study(spell)
        self._short_weeks([spell for spell in spells if spell.kind in SHORT_WEEK])
        self._levelling([spell for spell in spells if spell.kind in LEVELLING])

    def would_work(self, spell: AbsenceSpell) -> Mapping[date, int]:
        """The days of the spell that would have been worked, with their minutes."""
        if spell.days is not None:
            return dict(spell.days)
        found: dict[date, int] = {}
        for day in self.calendar_days(spell):
            minutes = phase_on(self.facts.phases, day).minutes_on(day)
            if minutes is None:
                phase = phase_on(self.facts.phases, day)
                if spell.kind not in OWN_HOLIDAY or phase.agreed_rule == RULE_35_HOURS:
                    self.law.ask(
                        "annual_holiday.absence_days",
                        f"Which shifts would have been worked in the absence from {spell.first} to {spell.last}?",
                        "The contract has no weekday pattern; the days decide whether the month earns holiday (7 §).",
                        "the roster, or what was agreed",
                        first=spell.first,
                        last=spell.last,
                    )
                return found
            if minutes and not (self.off_on_public_holidays and calendar.is_public_holiday(day)):
                found[day] = minutes
        return found

    def calendar_days(self, spell: AbsenceSpell) -> Iterator[date]:
        """The spell's days inside the employment, up to what is known."""
        end = self.facts.employment_end or date.max - _ONE_DAY
        last = min(spell.last, self.facts.as_of, end)
        first = max(spell.first, self.facts.employment_start)
        return iter(Period.closed(first, last)) if first <= last else iter(())

    def count(self, spell: AbsenceSpell, day: date, minutes: int, *, as_day: bool, as_minutes: bool) -> None:
        """Lets a day (14-day rule) and its minutes (35-hour rule) count as work."""
        if as_day:
            self.days.setdefault(day, spell.kind)
        if as_minutes:
            self.minutes[day] = self.minutes.get(day, 0) + minutes

    def add_wage(self, spell: AbsenceSpell, day: date, minutes: int) -> None:
        """Notes a calendar day for the calculated wage of 12 §: once, though two absences share it."""
        if spell.kind in ADDED_WAGE and day not in self.days_with_wage:
            self.days_with_wage.add(day)
            self.added.append((spell, day, minutes))

    def _unlimited(self, spell: AbsenceSpell) -> None:
        would = self.would_work(spell)
        for day in self.calendar_days(spell):
            if day in would:
                self.count(spell, day, would[day], as_day=True, as_minutes=True)
            self.add_wage(spell, day, would.get(day, 0))

    def _own_holiday(self, spell: AbsenceSpell) -> None:
        would = self.would_work(spell)
        for day in self.calendar_days(spell):
            if calendar.uses_holiday_day(day):
                self.count(spell, day, 0, as_day=True, as_minutes=False)
            if day in would:
                self.count(spell, day, would[day], as_day=False, as_minutes=True)

    def _limits(self, name: str, day: date) -> tuple[int, int]:
        """The limits of a kind in workdays and in calendar days, in the credit year of a day."""
        year = day.year if day.month >= 4 else day.year - 1
        found = self.limits.get((name, year))
        if found is None:
            year_end = date(year + 1, 3, 31)
            found = self.limits[name, year] = (
                self.law.whole(f"holiday_limit.{name}_workdays", credit_year_end=year_end),
                self.law.whole(f"holiday_limit.{name}_calendar_days", credit_year_end=year_end),
            )
        return found

    def _illness(self, spells: list[AbsenceSpell], name: str) -> None:
        """75 workdays (105 calendar days) in a credit year; an illness that goes on over 31 March has them once."""
        chain = chain_last = None
        year_work: dict[date, int] = {}
        year_calendar: dict[date, int] = {}
        chain_work = chain_calendar = 0
        counted: set[date] = set()
        for spell in spells:
            goes_on = spell.same_illness_as is not None and chain_last is not None and not any(
                day in self.worked for day in _between(chain_last, spell.first)
            )  # fmt: skip
            if chain is None or not goes_on:
                chain, chain_work, chain_calendar = spell.first, 0, 0
            chain_last = spell.last
            would = self.would_work(spell)
            for day in self.calendar_days(spell):
                year = calendar.credit_year(day).first
                work_limit, calendar_limit = self._limits(name, day)
                minutes = would.get(day, 0)
                in_calendar = max(year_calendar.get(year, 0), chain_calendar) < calendar_limit
                in_work = max(year_work.get(year, 0), chain_work) < work_limit
                again = day in counted  # two illnesses on one day take one day of the limits
                counted.add(day)
                if in_calendar:
                    year_calendar[year] = year_calendar.get(year, 0) + (0 if again else 1)
                    chain_calendar += 0 if again else 1
                    self.add_wage(spell, day, minutes)
                if day not in would:
                    continue
                if in_work and day not in self.worked and not again:
                    year_work[year] = year_work.get(year, 0) + 1
                    chain_work += 1
                self.count(spell, day, minutes, as_day=in_work, as_minutes=in_calendar)

    def _family_leave(self, spells: list[AbsenceSpell], name: str) -> None:
        """160 days of leave for each birth or adoption (156 under the old system, ``name``); pregnancy and parental
        leave of one parent together."""
        used: dict[str | None, int] = {}
        begun: dict[str | None, date] = {}  # a family that began under the old limit keeps it
        for spell in spells:
            first = begun.setdefault(spell.birth, spell.first) if spell.birth is not None else spell.first
            limit = self.law.whole(f"holiday_limit.{name}_days", absence_first=first)
            would = self.would_work(spell)
            for day in self.calendar_days(spell):
                if calendar.is_sick_weekday(day):
                    used[spell.birth] = used.get(spell.birth, 0) + 1
                own = used.get(spell.birth, 0)
                others = [days for birth, days in used.items() if None in (birth, spell.birth) and birth != spell.birth]
                unsaid = spell.birth is None and len(spells) > 1 and own > limit
                if unsaid or (others and own <= limit < own + max(others)):
                    self.law.ask(
                        "annual_holiday.birth",
                        "Do the family leaves belong to the same birth or adoption?",
                        "Each birth or adoption has its own limit of days that earn holiday (7 §).",
                        "the employee",
                        blocks=False,
                    )
                if own > limit:
                    break
                if day in would:
                    self.count(spell, day, would[day], as_day=True, as_minutes=True)
                self.add_wage(spell, day, would.get(day, 0))

    def _at_a_time(self, spells: list[AbsenceSpell], name: str) -> None:
        """30 workdays (42 calendar days) at a time; only a return to work starts a new count, not 1 April."""
        work = calendar_days = 0
        before: date | None = None
        for spell in spells:
            if before is not None and any(day in self.worked for day in _between(before, spell.first)):
                work = calendar_days = 0
            before = spell.last
            would = self.would_work(spell)
            for day in self.calendar_days(spell):
                work_limit, calendar_limit = self._limits(name, day)
                calendar_days += 1
                in_calendar = calendar_days <= calendar_limit
                if in_calendar:
                    self.add_wage(spell, day, would.get(day, 0))
                if day in would:
                    work += 1
                    self.count(spell, day, would[day], as_day=work <= work_limit, as_minutes=in_calendar)

    def _study(self, spell: AbsenceSpell) -> None:
        """30 workdays (42 calendar days) in a credit year, only when work goes on directly after the leave."""
        if spell.returned_after is None and spell.last < self.facts.as_of:
            self.law.ask(
                "annual_holiday.study_return",
                f"Did the employee return to work directly after the study leave that ended on {spell.last}?",
                "Study leave earns holiday only when the employee returns directly (7 §).",
                "the roster",
                last=spell.last,
            )
        if not spell.returned_after:
            return
        would = self.would_work(spell)
        for day in self.calendar_days(spell):
            work_limit, calendar_limit = self._limits("study", day)
            key = ("study", calendar.credit_year(day).first)
            self.calendar_counts[key] = self.calendar_counts.get(key, 0) + 1
            if day in would:
                self.work_counts[key] = self.work_counts.get(key, 0) + 1
                self.count(
                    spell,
                    day,
                    would[day],
                    as_day=self.work_counts[key] <= work_limit,
                    as_minutes=self.calendar_counts[key] <= calendar_limit,
                )

    def _short_weeks(self, spells: list[AbsenceSpell]) -> None:
        """A lay-off as a shorter week: six months at a time, a new six months from 1 April. Days off noted one by one
        are the same time until a long gap."""
        began = before = None
        for spell in spells:
            gap = 0 if before is None else (spell.first - before).days
            end = calendar.credit_year(spell.first).last
            if began is None or gap > self.law.whole("holiday_choice.short_week_gap_days", credit_year_end=end):
                began = spell.first
            before = spell.last
            would = self.would_work(spell)
            for day in self.calendar_days(spell):
                year = calendar.credit_year(day)
                length = self.law.whole("holiday_limit.short_week_months", credit_year_end=year.last)
                if day in would and day < max(began, year.first) + relativedelta(months=length):
                    self.count(spell, day, would[day], as_day=True, as_minutes=True)

    def _levelling(self, spells: list[AbsenceSpell]) -> None:
        """Days off that level out working time: beyond four in a month, or all when over six weekdays in a row, in
        whatever notes these stand."""
        seen: dict[tuple[int, int], int] = {}
        leave_of: dict[date, int] = {}  # the weekdays of the unbroken leave that a spell belongs to, by its first day
        chain: list[AbsenceSpell] = []
        for spell in spells:
            if chain and any(calendar.uses_holiday_day(day) for day in _between(chain[-1].last, spell.first)):
                chain = []
            chain.append(spell)
            weekdays = sum(calendar.holiday_days(Period.closed(one.first, one.last)) for one in chain)
            leave_of.update({one.first: weekdays for one in chain})
        for spell in spells:
            year_end = calendar.credit_year(spell.first).last
            free = self.law.whole("holiday_limit.levelling_days_per_month", credit_year_end=year_end)
            run = self.law.whole("holiday_limit.levelling_run_weekdays", credit_year_end=year_end)
            long = leave_of[spell.first] > run
            would = self.would_work(spell)
            for day in self.calendar_days(spell):
                if day not in would:
                    continue
                key = (day.year, day.month)
                seen[key] = seen.get(key, 0) + 1
                if long or seen[key] > free:
                    self.count(spell, day, would[day], as_day=True, as_minutes=True)


def _between(before: date, first: date) -> Iterator[date]:
    """The days after ``before`` and before ``first``."""
    return iter(Period(before + _ONE_DAY, first)) if before + _ONE_DAY <= first else iter(())


def phase_on(phases: Sequence[ContractPhase], day: date) -> ContractPhase:
    """The contract phase in force on a day: the last one begun, or the first one for days before it."""
    in_force = [phase for phase in phases if phase.first <= day and (phase.last is None or day <= phase.last)]
    begun = in_force or [phase for phase in phases if phase.first <= day]
    return max(begun, key=lambda phase: phase.first) if begun else min(phases, key=lambda phase: phase.first)


def equivalent_days(facts: EarningFacts, book: Book) -> Decision[dict[date, str]]:
    """7 §: every day of an absence that counts as a day at work under the 14-day rule, with its kind."""
    g = Grounds(ACT, LINK, book)
    found = _Equivalent(facts, g)
    return g.decide({day: found.days[day] for day in sorted(found.days)})


def equivalent_minutes(facts: EarningFacts, book: Book) -> Decision[dict[date, int]]:
    """7 §: the minutes of absences that count as work under the 35-hour rule, by day."""
    g = Grounds(ACT, LINK, book)
    found = _Equivalent(facts, g)
    return g.decide({day: found.minutes[day] for day in sorted(found.minutes)})


# --- the credit year as a whole: 5, 6, 7, 8 and 17 § ------------------------------------------------------------------


def earning(facts: EarningFacts, book: Book) -> Decision[CreditYearOutcome]:
    """5–8 and 17 §: what one credit year has earned by ``as_of``, month by month.

    Raises ``ValueError`` when the employment has no day of the credit year by ``as_of``. Questions: absences whose
    shifts nobody knows, a return after study leave, a first month that is not known. The outcome counts what is known
    without them.
    """
    g = Grounds(ACT, LINK, book)
    year, end = facts.credit_year, facts.employment_end
    year_end = year.last
    first = max(year.first, facts.employment_start)
    last = min(facts.as_of, year_end if end is None else min(end, year_end))
    if last < first:
        raise ValueError(f"the employment has no day between {year.first} and {min(facts.as_of, year_end)}")
    ends_inside = end is not None and end <= year_end
    closed = facts.as_of >= year_end or (end is not None and end <= facts.as_of)

    found = _Equivalent(facts, g)
    worked = found.worked
    spans = list(calendar.months(Period.closed(first, last)))
    rules = _rules(facts, spans, found, g, book)
    months = tuple(_month(span, rule, found, g, year_end) for span, rule in zip(spans, rules, strict=True))
    merged = ends_inside and closed and _merges(facts, months[-1], found, g, book)

    since = facts.continuous_since or facts.employment_start
    rate = g.include(days_per_month(since, year, end, book))
    if facts.agreement_binds:
        rate = max(
            rate, _days_of_agreement(facts, since, end if end is not None and ends_inside else year_end, g, book)
        )
    full_months = sum(1 for month in months if month.full) + (1 if merged else 0)
    unrounded = rate * full_months
    earned = Decimal(round_up(unrounded)) if closed else unrounded
    if closed and earned != unrounded:
        g.because(
            "annual_holiday.rounded_up", "5", f"{unrounded} days become {earned}", unrounded=unrounded, days=earned
        )

    free_days = 0
    if RULE_NONE in rules:  # of a part of the year too: each part by itself (14 §)
        per_month = g.whole("holiday_limit.free_time_days_per_month", credit_year_end=year_end)
        free_days = per_month * sum(1 for rule in rules if rule == RULE_NONE)
        g.because("annual_holiday.free_time", "8", f"free time of {free_days} days instead of holiday", days=free_days)

    in_year = {day: minutes for day, minutes in worked.items() if first <= day <= last and minutes > 0}
    phase = phase_on([one for one in facts.phases if not one.temporary] or facts.phases, last)
    weekly_days = phase.weekly_days
    if weekly_days is None or phase.variable:
        weekly_days = _actual_weekly_days(in_year, found, first, last)
    return g.decide(
        CreditYearOutcome(
            credit_year=year,
            rule=rules[-1],
            months=months,
            full_months=full_months,
            merged=merged,
            lasted_a_year=lasted_a_year(since, end if end is not None and ends_inside else year_end),
            days_per_month=rate,
            days_unrounded=unrounded,
            days_earned=earned,
            closed=closed,
            free_time_days=free_days,
            work_days=len(in_year),
            excess_minutes=_excess(in_year, g),
            weekly_days_factor=None if weekly_days is None else weekly_days / _FULL_WEEK_DAYS,
            added_absences=_added(facts, found, first, last),
            full_credit_year=facts.employment_start <= year.first and last == year_end,
        )
    )


def _days_of_agreement(facts: EarningFacts, since: date, by: date, g: Grounds, book: Book) -> Decimal:
    """Days for a full month by the personal assistants' agreement, looked at like the Act's; zero after a question when
    the agreement of that day is not in the book."""
    where = "The agreement's clause on annual holiday."
    if g.or_ask("heta.holiday_days_per_month", where=where, blocks=False, credit_year_end=by) is None:
        return Decimal(0)
    return g.include(
        personal_assistants.holiday_days_per_month(
            since, by, facts.similar_work_months, book, experience_months=facts.experience_months
        )
    )


def _month(span: Period, rule: str, found: _Equivalent, g: Grounds, year_end: date) -> MonthOutcome:
    worked_days, equivalent, minutes = _count(span, found.worked, found)
    full, why = _full(g, rule, worked_days + equivalent, minutes, year_end)
    if rule == RULE_35_HOURS and not full:
        minutes += _shortened_minutes(span, found.facts, g)
        full, why = _full(g, rule, worked_days + equivalent, minutes, year_end)
    return MonthOutcome(
        month=f"{span.first:%Y-%m}",
        rule=rule,
        days=worked_days + equivalent,
        minutes=minutes,
        worked_days=worked_days,
        equivalent_days=equivalent,
        full=full,
        why=why,
    )


def _shortened_minutes(span: Period, facts: EarningFacts, g: Grounds) -> int:
    """7 and 21 §: own holiday that is taken as shorter working days is equivalent to work by the time that it freed.

    Under the 14-day rule the shorter day is a day at work anyhow. The time is known to the parties alone: asked for a
    month that has ended and falls short without it, and none is counted until somebody has said.
    """
    if not any(first <= span.last and span.first <= last for first, last in facts.shortened):
        return 0
    month = f"{span.first:%Y-%m}"
    told = dict(facts.shortened_minutes).get(month)
    if told is not None:
        g.because(
            "annual_holiday.shortened_counted", "7", f"{told} minutes of holiday as shorter days in {month}",
            month=month, minutes=told,
        )  # fmt: skip
        return told
    ended = (span.after.day == 1 or span.last == facts.employment_end) and span.last <= facts.as_of
    if ended:
        g.ask(
            f"holiday_shortened_hours.{month}",
            f"How many hours were not worked in {month} because holiday was taken as shorter working days?",
            "The time of the own holiday counts as work; without it the month earns no holiday (7 §).",
            "the written agreement on the shorter days, and the roster",
            month=month,
        )
    return 0


def _count(span: Period, worked: Mapping[date, int], found: _Equivalent) -> tuple[int, int, int]:
    """Days worked, other days that count, and minutes that count, in a span of days."""
    worked_days = equivalent = minutes = 0
    for day in span:
        done = worked.get(day, 0)
        if done > 0:
            worked_days += 1
        elif day in found.days:
            equivalent += 1
        minutes += done + found.minutes.get(day, 0)
    return worked_days, equivalent, minutes


def _rules(facts: EarningFacts, spans: list[Period], found: _Equivalent, g: Grounds, book: Book) -> list[str]:
    """The rule of each month: by the lasting phase in force when the month (or the employment) begins."""
    year_end = facts.credit_year.last
    by_phase: dict[ContractPhase, str] = {}
    lasting = [phase for phase in facts.phases if not phase.temporary] or list(facts.phases)
    rules: list[str] = []
    for span in spans:
        phase = phase_on(lasting, span.first)
        if phase not in by_phase:
            decided = accrual_rule(phase, year_end, book)
            rule = decided.outcome
            if rule is None and phase.agreed_rule is not None:
                rule = phase.agreed_rule
                g.because("annual_holiday.rule_agreed", "6", f"the contract says {rule}", rule=rule)
            elif rule is None:
                own = [other for other in spans if phase_on(lasting, other.first) is phase]
                whole = [other for other in own if _is_whole(other, facts)]
                if not whole:
                    g.ask(
                        "annual_holiday.rule_uncertain",
                        "How many days and hours a month was the work meant to be?",
                        "The contract fixes no hours and no whole month has been worked; the rule of 6 § is uncertain.",
                        "the contract, or what was agreed",
                        blocks=False,
                    )
                counts = [_count(other, found.worked, found) for other in whole or own]
                months = [(worked + equivalent, minutes) for worked, equivalent, minutes in counts]
                rule = g.include(rule_by_actual_months(months, year_end, book))
            else:
                g.include(decided)
            by_phase[phase] = rule
        rules.append(by_phase[phase])
    return rules


def _is_whole(span: Period, facts: EarningFacts) -> bool:
    """Whether a span is a calendar month that the employment, and what is known, covers from end to end."""
    return span.first.day == 1 and span.after.day == 1 and span.last <= facts.as_of


def _merges(facts: EarningFacts, last_month: MonthOutcome, found: _Equivalent, g: Grounds, book: Book) -> bool:
    """17 §: whether the first and the last month, neither full alone, make one full month together."""
    year_end = facts.credit_year.last
    end = facts.employment_end
    start = facts.employment_start
    if (
        end is None
        or (start.year, start.month) == (end.year, end.month)
        or last_month.full
        or last_month.rule == RULE_NONE
        or facts.first_month_compensated
    ):
        return False
    first_span = next(calendar.months(Period.closed(start, end)))
    lasting = [phase for phase in facts.phases if not phase.temporary] or list(facts.phases)
    first_phase = phase_on(lasting, start)
    # The rule of hours that are not fixed comes from the work done; of a month that nobody knows it is not told apart.
    by_contract = first_phase.agreed_rule or accrual_rule(first_phase, year_end, book).outcome
    if first_phase is not phase_on(lasting, end) and (facts.first_month_known or by_contract):
        first_rule = _rules(facts, [first_span], found, Grounds(ACT, LINK, book), book)[0]
        if first_rule != last_month.rule:
            return False
    first_month = _first_month(facts, first_span, last_month, found, g)
    if first_month is None or _full(g, last_month.rule, *first_month, year_end)[0]:
        return False
    days, minutes = first_month
    full, _ = _full(g, last_month.rule, last_month.days + days, last_month.minutes + minutes, year_end)
    if full:
        g.because(
            "annual_holiday.merged_months",
            "17",
            "the first and the last month together make one full month",
            first_days=days,
            last_days=last_month.days,
        )
    return full


def _first_month(
    facts: EarningFacts, span: Period, last_month: MonthOutcome, found: _Equivalent, g: Grounds
) -> tuple[int, int] | None:
    """17 §: days and minutes of the employment's first month.

    None where they are not known: asked, unless the contract filled the whole month or it is too short to make a full
    one with the last.
    """
    worked_days, equivalent, minutes = _count(span, found.worked, found)
    known = worked_days + equivalent, minutes
    year_end = facts.credit_year.last
    if facts.first_month_known or _full(g, last_month.rule, *known, year_end)[0]:
        return known
    by_hours = last_month.rule == RULE_35_HOURS
    told = facts.first_month_minutes if by_hours else facts.first_month_days
    if told is not None:
        return (0, told) if by_hours else (told, 0)
    days = (span.after - span.first).days
    at_most = last_month.days + days, last_month.minutes + days * _DAY_MINUTES
    whole = span.first.day == 1 and _full(g, last_month.rule, *_by_contract(facts, span), year_end)[0]
    if not whole and _full(g, last_month.rule, *at_most, year_end)[0]:
        g.ask(
            f"annual_holiday.first_month_{'hours' if by_hours else 'days'}",
            f"How many {'hours' if by_hours else 'days'} were worked from {span.first} to {span.last}?",
            "The first and the last month of the employment may make one full month together (17 §).",
            "the earlier rosters or payslips",
            first=span.first,
            last=span.last,
        )
    return None


def _by_contract(facts: EarningFacts, span: Period) -> tuple[int, int]:
    """The days and minutes that the contract gives at least in a month; none where it fixes no hours."""
    phase = phase_on(facts.phases, span.first)
    if phase.variable:
        return 0, 0
    if phase.week:
        off = [0 if calendar.is_public_holiday(day) else phase.minutes_on(day) or 0 for day in span]
        return sum(1 for minutes in off if minutes), sum(off)
    days, _, _ = _month_by_contract(phase)
    minutes = phase.monthly_minutes if phase.weekly_minutes is None else 4 * phase.weekly_minutes
    return days or 0, minutes or 0


def _excess(in_year: Mapping[date, int], g: Grounds) -> int:
    """11 §: minutes beyond the statutory daily regular time, day by day."""
    limits = {
        month: g.whole("working_time.daily_minutes", work_day=month) for month in {d.replace(day=1) for d in in_year}
    }
    return sum(max(0, minutes - limits[day.replace(day=1)]) for day, minutes in in_year.items())


def _actual_weekly_days(in_year: Mapping[date, int], found: _Equivalent, first: date, last: date) -> Fraction | None:
    """Average workdays a week from what was done, absences' days included; None when nothing was done."""
    counted = set(in_year) | {
        day for day, kind in found.days.items() if first <= day <= last and kind not in OWN_HOLIDAY
    }
    holiday = sum(1 for day, kind in found.days.items() if first <= day <= last and kind in OWN_HOLIDAY)
    weeks = Fraction((last - first).days + 1, _WEEK) - Fraction(holiday, 6)
    return Fraction(len(counted)) / weeks if counted and weeks > 0 else None


def _added(facts: EarningFacts, found: _Equivalent, first: date, last: date) -> tuple[AddedAbsence, ...]:
    """12 §: the absences of the credit year for which a calculated wage is added, one row per spell."""
    rows: dict[tuple[str, date], list[tuple[date, int]]] = {}
    spells: dict[tuple[str, date], AbsenceSpell] = {}
    for spell, day, minutes in found.added:
        if first <= day <= last:
            rows.setdefault((spell.kind, spell.first), []).append((day, minutes))
            spells[spell.kind, spell.first] = spell
    return tuple(
        AddedAbsence(
            kind=key[0],
            first=days[0][0],
            last=days[-1][0],
            calendar_days=len(days),
            weekly_minutes=weekly_time_before(facts, spells[key].first),
            minutes=sum(minutes for _, minutes in days),
        )
        for key, days in rows.items()
    )


def weekly_time_before(facts: EarningFacts, absence_first: date) -> Fraction | None:
    """12 §: the agreed weekly minutes when an absence begins; not agreed: the average of the twelve weeks before.

    None when the employment has no day before the absence to average over.
    """
    phase = phase_on(facts.phases, absence_first)
    agreed = None if phase.variable else phase.average_weekly_minutes
    if agreed is not None:
        return agreed
    begin = max(absence_first - timedelta(weeks=12), facts.employment_start)
    days = (absence_first - begin).days
    if days <= 0:
        return None
    done = sum(minutes for day, minutes in facts.worked if begin <= day < absence_first)
    return Fraction(done * _WEEK, days)


# --- 7 a §: supplementary days ----------------------------------------------------------------------------------------


def supplementary_days(
    outcome: CreditYearOutcome,
    *,
    lost_to_illness: bool,
    absent_since: date | None,
    asked_on: date,
    book: Book,
    days_of_year: int | None = None,
    lost_months: int | None = None,
) -> Decision[int | None]:
    """7 a §: days off that fill the holiday of a full credit year up to 24 when illness made it shorter.

    ``lost_to_illness``: whether illness, accident or medical rehabilitation made the holiday short.
    ``absent_since``: first day of an absence that still goes on unbroken (only work that earns a full month breaks it);
    None when it does not. The right ends when it has lasted over twelve months. Of a credit year in which the
    employment began or ended the 24 days are scaled by ``days_of_year`` (``supplementary_year_days``) out of 365, a
    part of a day is a whole one (``holiday_choice.supplementary_rounding``); None, or where the choice is to ask
    (``choice.supplementary_part_year``): the sources' wordings differ, and the days are asked. ``lost_months``: the
    months that illness cost (``months_lost_to_illness``); months that other absences cost are not filled
    (``holiday_choice.supplementary_other_absences``). Raises ``ValueError`` for another choice.
    """
    g = Grounds(ACT, LINK, book)
    day = outcome.credit_year.last
    floor = g.whole("holiday_limit.supplementary_floor_days", credit_year_end=day)
    if not lost_to_illness:
        g.because("annual_holiday.no_supplementary_cause", "7 a", "only illness or rehabilitation gives these days")
        return g.decide(0)
    months = g.whole("holiday_limit.supplementary_absence_months", credit_year_end=day)
    if absent_since is not None and absent_since + relativedelta(months=months) <= asked_on:
        g.because(
            "annual_holiday.no_supplementary_long_absence",
            "7 a",
            f"the absence has gone on for over {months} months",
            months=months,
        )
        return g.decide(0)
    if not outcome.full_credit_year:
        choice = g.word("choice.supplementary_part_year", credit_year_end=day)
        if choice not in ("asked", "scaled"):
            raise ValueError(f"no rule is written for the choice {choice}")
        if choice == "asked" or days_of_year is None:
            g.ask(
                "annual_holiday.supplementary_part_year",
                "How many supplementary days does the incomplete credit year give?",
                f"The {floor} days are scaled when the employment lasted a part of the year, and the sources differ.",
                "occupational safety authority or a lawyer",
            )
            return g.decide(None)
        whole = g.whole("holiday_limit.supplementary_year_days", credit_year_end=day)
        rounding = g.word("holiday_choice.supplementary_rounding", credit_year_end=day)
        if rounding != "up_to_a_whole_day":
            raise ValueError(f"no rule is written for the choice {rounding}")
        full, floor = floor, min(floor, round_up(Decimal(floor * days_of_year) / whole))
        g.because(
            "annual_holiday.supplementary_scaled",
            "7 a",
            f"{full} days scaled by {days_of_year} of {whole} days: {floor}",
            days=floor,
            count=days_of_year,
        )
    earned = round_up(outcome.days_unrounded)
    if lost_months is not None:
        others = g.word("holiday_choice.supplementary_other_absences", credit_year_end=day)
        if others != "only_months_of_illness":
            raise ValueError(f"no rule is written for the choice {others}")
        healthy = round_up(outcome.days_per_month * (outcome.full_months + lost_months))
        if healthy < floor:
            floor = healthy
            g.because(
                "annual_holiday.supplementary_only_illness",
                "7 a",
                f"without the illness {healthy} days would have been earned: other absences are not filled",
                days=healthy,
            )
    extra = max(0, floor - earned)
    g.because(
        "annual_holiday.supplementary_days",
        "7 a",
        f"{earned} days of holiday are filled up to {floor} with {extra}",
        earned=earned,
        days=extra,
    )
    return g.decide(extra)


def months_lost_to_illness(facts: EarningFacts, outcome: CreditYearOutcome, book: Book) -> int:
    """7 a §: how many months of a credit year were not full and would have been with the days (hours) of illness,
    accident or rehabilitation that do not count any more. Other absences never give supplementary days."""
    g = Grounds(ACT, LINK, book)
    found = _Equivalent(facts, g)
    missed: dict[str, list[int]] = {}
    for spell in (one for one in facts.spells if one.kind in ILLNESS | REHABILITATION):
        would = found.would_work(spell)
        for day in found.calendar_days(spell):
            if day in would and day not in found.worked:
                month = missed.setdefault(f"{day:%Y-%m}", [0, 0])
                month[0] += day not in found.days
                month[1] += would[day] if day not in found.minutes else 0
    lost = 0
    for one in outcome.months:
        days, minutes = missed.get(one.month, (0, 0))
        full, _ = _full(g, one.rule, one.days + days, one.minutes + minutes, facts.credit_year.last)
        lost += not one.full and full
    return lost


def supplementary_year_days(
    credit_year: Period, start: date, end: date | None, spells: Sequence[AbsenceSpell]
) -> int | None:
    """7 a §: the calendar days of a credit year by which the 24 days are scaled: those of the employment, all of which
    earn or are sick. None when another absence than illness, rehabilitation or the own holiday falls in them: the
    sources count it differently."""
    within = credit_year.overlap(Period.closed(max(start, credit_year.first), min(end or date.max, credit_year.last)))
    if within is None:
        return None
    counted = ILLNESS | REHABILITATION | OWN_HOLIDAY
    if any(one.kind not in counted and one.first <= within.last and within.first <= one.last for one in spells):
        return None
    return (within.last - within.first).days + 1


def illness_behind(outcome: CreditYearOutcome, spells: Sequence[AbsenceSpell], as_of: date) -> tuple[bool, date | None]:
    """7 a §: whether illness or rehabilitation falls in a month that was not full, and since when the absence that
    goes on over ``as_of`` has lasted; only work that earned a full month breaks it. None when none goes on."""
    ill = sorted((one for one in spells if one.kind in ILLNESS | REHABILITATION), key=lambda one: one.first)
    lost = any(
        not month.full and any(f"{one.first:%Y-%m}" <= month.month <= f"{one.last:%Y-%m}" for one in ill)
        for month in outcome.months
    )
    full = [month.month for month in outcome.months if month.full]
    since: date | None = None
    for one in reversed(ill):
        if since is None:
            since = one.first if one.first <= as_of <= one.last else None
        elif any(f"{one.last:%Y-%m}" < month < f"{since:%Y-%m}" for month in full):
            break
        elif one.last >= outcome.credit_year.first:
            since = one.first
    return lost, since


# --- 8 §: free time ---------------------------------------------------------------------------------------------------


def free_time_days(months_employed: int, on: date, book: Book) -> Decision[int]:
    """8 §: free time of one below both limits: two weekdays for each calendar month of employment."""
    g = Grounds(ACT, LINK, book)
    days = months_employed * g.whole("holiday_limit.free_time_days_per_month", credit_year_end=on)
    g.because("annual_holiday.free_time", "8", f"free time of {days} days instead of holiday", days=days)
    return g.decide(days)


def free_time_wish_by(year: int) -> date:
    """8 §: the last day to tell the wish for free time: the day before the holiday season begins."""
    return calendar.holiday_season(year).first - _ONE_DAY
