"""Employment Contracts Act (työsopimuslaki 55/2001), chapter 4, and Study Leave Act 273/1979: leaves without pay.

https://www.finlex.fi/fi/laki/ajantasa/2001/20010055, https://www.finlex.fi/fi/laki/ajantasa/1979/19790273

Covered (as in force since 1 August 2022): 4:1 pregnancy and parental leave, 4:2 no work around the birth, 4:3
child-care leave, 4:3 a notice and change, 4:4 partial child-care leave, 4:6 a sick child, 4:7 compelling family
reasons, 4:7 a care of a close person, 4:7 b carer's leave, 4:8 pay, 4:9 return; study leave 4, 5 and 8 §.
Not covered: leaves under the system before 1 August 2022 (only their limit of holiday earning is known:
``annual_holiday``); the terms of partial parental leave, which are agreed; the school-year limits of partial child-care
leave, whose wording of 1 August 2026 was not seen: asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.days import Period
from rules.decisions.grounds import Grounds
from rules.values import Decision, Reason

ACT = "55/2001"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2001/20010055"
STUDY_ACT = "273/1979"
STUDY_LINK = "https://www.finlex.fi/fi/laki/ajantasa/1979/19790273"

PARTIAL = frozenset({"partial_parental", "partial_childcare"})
"""Leaves in which shorter hours are worked: their days are no absence."""
KINDS = frozenset(
    {
        "special_pregnancy",
        "pregnancy",
        "parental",
        "partial_parental",
        "childcare",
        "partial_childcare",
        "sick_child",
        "compelling",
        "close_person",
        "carer",
        "study",
    }
)


@dataclass(frozen=True, slots=True)
class Leave:
    """Working days of leave that the section gives, and whether the law has it paid."""

    working_days: int
    paid_by_law: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Whether a change of a leave's time was told in time, and by when it had to be; None: no day is set."""

    in_time: bool
    by: date | None


@dataclass(frozen=True, slots=True)
class PregnancyLeave:
    """First day of pregnancy leave, the latest first day that may be agreed, and the days without work around the
    birth."""

    first: date
    latest_agreed: date
    no_work: Period


# --- 4:1 and 4:2 ------------------------------------------------------------------------------------------------------


def pregnancy_leave(due: date, book: Book) -> Decision[PregnancyLeave]:
    """4:1 and 4:2: pregnancy leave begins 30 weekdays before the due day, by agreement at the latest 14 weekdays
    before.

    No work in the two weeks before the due day and after the birth (here: the due day).
    """
    g = Grounds(ACT, LINK, book)
    first = _weekdays_before(due, g.whole("absence_limit.pregnancy_start_weekdays", absence_first=due))
    latest = _weekdays_before(due, g.whole("absence_limit.pregnancy_latest_weekdays", absence_first=due))
    weeks = g.whole("absence_limit.no_work_around_birth_weeks", absence_first=due)
    around = Period.closed(due - timedelta(weeks=weeks), due + timedelta(weeks=weeks))
    g.because("family_leave.pregnancy", "4:1", f"from {first}, by agreement at the latest {latest}", first=first)
    return g.decide(PregnancyLeave(first, latest, around))


def pregnancy_leave_fits(due: date, leave: Period, book: Book) -> Decision[tuple[Reason, ...]]:
    """4:1 and 4:2: what a pregnancy leave's days break, held against the due day: it begins 30 weekdays before or, when
    agreed, later; no work may be left in the two weeks before the due day and after it."""
    g = Grounds(ACT, LINK, book)
    lawful = g.include(pregnancy_leave(due, book))
    broken: list[Reason] = []
    if leave.first < lawful.first:
        says = f"begins before {lawful.first}"
        broken.append(g.reason("family_leave.pregnancy_early", "4:1", says, first=lawful.first))
    elif leave.first > lawful.latest_agreed:
        says = f"by agreement too it begins at the latest on {lawful.latest_agreed}"
        broken.append(g.reason("family_leave.pregnancy_late", "4:1", says, latest=lawful.latest_agreed))
    elif leave.first > lawful.first:
        says = f"a beginning after {lawful.first} is agreed"
        broken.append(g.reason("family_leave.pregnancy_agreed", "4:1", says, first=lawful.first))
    if leave.last < lawful.no_work.last:
        says = f"no work to {lawful.no_work.last}, two weeks after the birth"
        broken.append(g.reason("family_leave.pregnancy_short", "4:2", says, last=lawful.no_work.last))
    return g.decide(tuple(broken))


def _weekdays_before(day: date, count: int) -> date:
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_sick_weekday(day)
    return day


def leave_weekdays(leave: Period) -> int:
    """4:1: weekdays (Monday to Saturday, no public holiday) of a family leave, the measure of its periods."""
    return sum(1 for day in leave if calendar.is_sick_weekday(day))


def parental_periods(periods: Sequence[Period], book: Book) -> Decision[tuple[Reason, ...]]:
    """4:1: what the periods of parental leave break: at most four, each at least 12 weekdays, four begun in a year."""
    g = Grounds(ACT, LINK, book)
    broken: list[Reason] = []
    if not periods:
        return g.decide(())
    first = min(period.first for period in periods)
    most = g.whole("absence_limit.parental_periods", absence_first=first)
    shortest = g.whole("absence_limit.parental_period_weekdays", absence_first=first)
    starts = g.whole("absence_limit.parental_starts_per_year", absence_first=first)
    if len(periods) > most:
        broken.append(g.reason("family_leave.too_many_periods", "4:1", f"{len(periods)} periods, at most {most}"))
    for period in periods:
        if leave_weekdays(period) < shortest:
            says = f"the period from {period.first} has under {shortest} weekdays"
            broken.append(g.reason("family_leave.short_period", "4:1", says, first=period.first))
    for year in sorted({period.first.year for period in periods}):
        if sum(1 for period in periods if period.first.year == year) > starts:
            broken.append(g.reason("family_leave.too_many_starts", "4:1", f"over {starts} periods begin in {year}"))
    return g.decide(tuple(broken))


# --- 4:3 and 4:4 ------------------------------------------------------------------------------------------------------


def childcare_leave(
    child_born: date, leave: Period, earlier_periods: int, book: Book, *, adopted: bool = False
) -> Decision[bool | None]:
    """4:3: whether child-care leave fits: until the child is three, at most two periods of at least a month each."""
    g = Grounds(ACT, LINK, book)
    if adopted:
        g.ask(
            "family_leave.adopted_childcare",
            "Until when does the child-care leave of an adopted child last?",
            "For an adopted child the limit differs from the age of three (4:3).",
            "Kela or the occupational safety authority",
        )
        return g.decide(None)
    years = g.whole("absence_limit.childcare_until_years", absence_first=leave.first)
    periods = g.whole("absence_limit.childcare_periods", absence_first=leave.first)
    months = g.whole("absence_limit.childcare_period_months", absence_first=leave.first)
    fits = (
        leave.after <= child_born + relativedelta(years=years)
        and earlier_periods < periods
        and leave.after >= leave.first + relativedelta(months=months)
    )
    g.because(
        "family_leave.childcare_fits" if fits else "family_leave.childcare_does_not_fit",
        "4:3",
        f"until the child is {years}, {periods} periods, each at least {months} month",
    )
    return g.decide(fits)


def partial_childcare_leave(
    months_in_service: int, first: date, child_born: date, book: Book, *, disabled_or_ill: bool
) -> Decision[bool | None]:
    """4:4: whether partial child-care leave is open: six of the last twelve months in service; for a disabled or ill
    child until eighteen, otherwise by the child's school year, which is asked."""
    g = Grounds(ACT, LINK, book)
    needed = g.whole("absence_limit.partial_childcare_service_months", absence_first=first)
    if months_in_service < needed:
        g.because("family_leave.partial_too_new", "4:4", f"{months_in_service} of {needed} months in service")
        return g.decide(False)
    if disabled_or_ill:
        years = g.whole("absence_limit.partial_childcare_ill_child_years", absence_first=first)
        open_ = first < child_born + relativedelta(years=years)
        code = "family_leave.partial_ill_child" if open_ else "family_leave.partial_over_age"
        g.because(code, "4:4", f"for a disabled or ill child until {years}", years=years)
        return g.decide(open_)
    g.ask(
        "family_leave.school_year",
        "Has the child's second (in some cases third) school year ended?",
        "Partial child-care leave lasts until then; the wording changed on 1 August 2026 (4:4).",
        "the section in force, and the school",
    )
    return g.decide(None)


# --- 4:3 a: notice ----------------------------------------------------------------------------------------------------


def notice_by(kind: str, first: date, book: Book, *, weekdays: int | None = None) -> Decision[date | None]:
    """4:3 a, 4:6, 4:7 and 4:7 b: the last day to tell of a leave that begins on ``first``; None: as soon as possible.

    Two months; one month for parental leave of at most 12 weekdays (``weekdays``). A sick child, compelling reasons and
    carer's leave are told at once.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind} is no family leave")
    g = Grounds(ACT, LINK, book)
    at_once = {"sick_child": "4:6", "compelling": "4:7", "carer": "4:7 b", "special_pregnancy": "4:3 a"}
    if kind in at_once:
        g.because("family_leave.notice_at_once", at_once[kind], "told as soon as possible")
        return g.decide(None)
    if kind in {"partial_parental", "close_person"}:
        g.because("family_leave.by_agreement", "4:2 a" if kind == "partial_parental" else "4:7 a", "by agreement")
        return g.decide(None)
    if kind == "study":
        raise ValueError("study leave has its own Act: ask study_application_by")
    months = _notice_months(g, kind, first, weekdays)
    if months is None:
        return g.decide(None)
    by = first - relativedelta(months=months)
    g.because("family_leave.notice", "4:3 a", f"told {months} months before, by {by}", months=months, by=by)
    return g.decide(by)


def _notice_months(g: Grounds, kind: str, first: date, weekdays: int | None) -> int | None:
    """How many months before a leave it is told; None after asking how long a parental leave is."""
    short = g.whole("absence_limit.short_parental_weekdays", absence_first=first)
    name = "absence_limit.family_notice_months"
    if kind == "parental":
        if weekdays is None:
            g.ask(
                "family_leave.length",
                "How many weekdays does the parental leave have?",
                f"At most {short} weekdays have a shorter notice (4:3 a).",
                "the employee",
            )
            return None
        if weekdays <= short:
            name = "absence_limit.short_parental_notice_months"
    return g.whole(name, absence_first=first)


def change_by(first: date, book: Book) -> Decision[date]:
    """4:3 a: the last day to change the time of a leave for a reasoned cause: a month before."""
    g = Grounds(ACT, LINK, book)
    by = first - relativedelta(months=g.whole("absence_limit.change_notice_months", absence_first=first))
    g.because("family_leave.change", "4:3 a", f"changed by {by}", by=by)
    return g.decide(by)


def told_in_time(
    kind: str, first: date, told: date, book: Book, *, weekdays: int | None = None
) -> Decision[bool | None]:
    """4:3 a: whether a leave that begins on ``first`` was told in time; what is told as soon as possible is. None: the
    length of a parental leave is not known."""
    g = Grounds(ACT, LINK, book)
    notice = notice_by(kind, first, book, weekdays=weekdays)
    by = g.include(notice)
    if notice.questions:
        return g.decide(None)
    if by is not None and told > by:
        g.because("family_leave.told_late", "4:3 a", f"told on {told}, by {by} was needed", told=told, by=by)
        return g.decide(False)
    return g.decide(True)


@dataclass(frozen=True, slots=True)
class EmployersAnswer:
    """What the employer may answer to a leave. ``earliest``: the first day on which it may begin when the notice was
    late and the employer keeps to the notice time; None: the notice was in time, or there is none."""

    may_refuse: bool
    in_writing: bool
    earliest: date | None


def employers_answer(
    kind: str, first: date, told: date, book: Book, *, weekdays: int | None = None
) -> Decision[EmployersAnswer | None]:
    """4:2 a, 4:3 a and 4:7 a: what the employer may answer to a leave from ``first`` on that was told on ``told``;
    None: the length of a parental leave is asked.

    Partial parental leave is by agreement, and refusing it is reasoned in writing; care of a close person is by
    agreement. Other leaves are a right: one told too late may be agreed to, or begins when the notice time is full.
    Whether parental leave that was told late begins sooner because the other parent goes to work is not among the facts
    that were read: asked.
    """
    g = Grounds(ACT, LINK, book)
    if kind == "partial_parental":
        g.because("family_leave.refused_in_writing", "4:2 a", "by agreement; a refusal is reasoned in writing")
        return g.decide(EmployersAnswer(True, True, None))
    in_time = told_in_time(kind, first, told, book, weekdays=weekdays)
    fits = g.include(in_time)
    if kind == "close_person":
        return g.decide(EmployersAnswer(True, False, None))
    if fits is not False:
        return g.decide(None if fits is None else EmployersAnswer(False, False, None))
    notice = relativedelta(months=_notice_months(g, kind, first, weekdays) or 0)
    earliest = told + notice
    while earliest - notice < told:  # the last days of a month come to one day of a shorter one
        earliest += timedelta(days=1)
    says = f"agreed to, or begins on {earliest} at the earliest"
    g.because("family_leave.notice_kept", "4:3 a", says, earliest=earliest)
    if kind == "parental":
        g.ask(
            "family_leave.other_parent_to_work",
            "Could the notice time not be kept because the other parent goes to work and the child's care had to be "
            "arranged?",
            "The leave may then begin before the notice time is full, unless that does serious harm; an employer who "
            "cannot accept it explains why to the employee (4:3 a). The section itself was not read for this.",
            "the employee, and the occupational safety authority",
            blocks=False,
        )
    return g.decide(EmployersAnswer(False, False, earliest))


CHANGE_GROUNDS = ("reasoned", "birth_or_health", "agreed")
"""Why the time of a family leave changes: a reasoned cause; the birth, or the health of the child or a parent; or the
employer has agreed to it."""


def changed(kind: str, day: date, book: Book, *, ground: str | None, told: date | None) -> Decision[Change | None]:
    """4:3 a: whether a change of a leave's time that touches ``day`` first was told in time; None: it is asked.

    For a reasoned cause a month before. Pregnancy leave is brought forward, and leave at the birth moved, for the birth
    or for health when it is told as soon as possible. What the employer agrees to has no time. Raises ``ValueError``
    for an unknown ground.
    """
    if ground not in (None, *CHANGE_GROUNDS):
        raise ValueError(f"{ground} is no ground for changing a leave")
    g = Grounds(ACT, LINK, book)
    if ground == "agreed":
        g.because("family_leave.change_agreed", "4:3 a", "the employer has agreed to the change")
        return g.decide(Change(True, None))
    if ground == "birth_or_health" and kind in {"pregnancy", "parental", "special_pregnancy"}:
        g.because("family_leave.change_at_once", "4:3 a", "for the birth or for health: told as soon as possible")
        return g.decide(Change(True, None))
    if ground is None or told is None:
        g.ask(
            "family_leave.change",
            "Why do the dates of the leave change, and when did the employee tell of it?",
            "The time of a family leave is changed for a reasoned cause, told a month before (4:3 a).",
            "the employee",
            blocks=False,
        )
        return g.decide(None)
    by = g.include(change_by(day, book))
    if told > by:
        g.because("family_leave.changed_late", "4:3 a", f"told on {told}, by {by} was needed", told=told, by=by)
    return g.decide(Change(told <= by, by))


# --- 4:6 to 4:9 -------------------------------------------------------------------------------------------------------


def sick_child(
    child_age: int, needed_days: int, first: date, book: Book, *, other_parent_at_home: bool = False
) -> Decision[Leave]:
    """4:6: temporary child-care leave: a child under ten, at most four working days at a time, one parent at a time.

    ``child_age`` in whole years when the child falls ill. Unpaid by law (4:8).
    """
    g = Grounds(ACT, LINK, book)
    below = g.whole("absence_limit.sick_child_below_years", absence_first=first)
    most = g.whole("absence_limit.sick_child_workdays", absence_first=first)
    if child_age >= below or other_parent_at_home:
        g.because(
            "family_leave.child_too_old" if child_age >= below else "family_leave.other_parent",
            "4:6",
            f"the child is {child_age}, the limit {below}" if child_age >= below else "the other parent is on leave",
        )
        return g.decide(Leave(0, False))
    days = min(needed_days, most)
    g.because("family_leave.sick_child", "4:6", f"{days} working days, at most {most} at a time", days=days)
    g.because("family_leave.unpaid", "4:8", "the law has no pay for it")
    return g.decide(Leave(days, False))


def carers_leave(needed_days: int, used_this_year: int, first: date, book: Book) -> Decision[Leave]:
    """4:7 b: carer's leave: at most five working days in a calendar year; unpaid by law."""
    g = Grounds(ACT, LINK, book)
    most = g.whole("absence_limit.carer_workdays", absence_first=first)
    days = max(0, min(needed_days, most - used_this_year))
    g.because("family_leave.carer", "4:7 b", f"{days} working days, {used_this_year} of {most} used", days=days)
    g.because("family_leave.unpaid", "4:8", "the law has no pay for it")
    return g.decide(Leave(days, False))


def compelling_reasons(*, presence_necessary: bool, unforeseen: bool) -> Decision[bool]:
    """4:7: short leave when an unforeseeable illness or accident in the family makes presence necessary; unpaid."""
    g = Grounds(ACT, LINK)
    given = presence_necessary and unforeseen
    g.because(
        "family_leave.compelling" if given else "family_leave.not_compelling",
        "4:7",
        "presence is necessary for an unforeseen reason" if given else "not both unforeseen and necessary",
    )
    return g.decide(given)


def pay_by_law(kind: str, *, prenatal_check_outside_hours_impossible: bool = False) -> Decision[bool]:
    """4:8: whether the law has a leave paid: none of them, except prenatal checks that cannot be outside working
    time."""
    if kind not in KINDS and kind != "prenatal_check":
        raise ValueError(f"{kind} is no family leave")
    g = Grounds(ACT, LINK)
    paid = kind == "prenatal_check" and prenatal_check_outside_hours_impossible
    g.because(
        "family_leave.prenatal_paid" if paid else "family_leave.unpaid", "4:8", "paid" if paid else "no pay by law"
    )
    return g.decide(paid)


# --- 273/1979: study leave --------------------------------------------------------------------------------------------


def longest_study_leave(service_months: int, days_used: int, first: date, book: Book) -> Decision[int]:
    """4 §: the longest study leave in days: after a year in service up to two years in five, after three months five
    days.

    ``days_used`` are days of study leave in the last five years.
    """
    g = Grounds(STUDY_ACT, STUDY_LINK, book)
    if service_months >= g.whole("absence_limit.study_after_months", absence_first=first):
        years = g.whole("absence_limit.study_years", absence_first=first)
        window = g.whole("absence_limit.study_window_years", absence_first=first)
        whole = (first + relativedelta(years=years) - first).days
        g.because("family_leave.study", "4", f"{years} years in {window}", years=years, window=window)
        return g.decide(max(0, whole - days_used))
    if service_months >= g.whole("absence_limit.short_study_after_months", absence_first=first):
        days = g.whole("absence_limit.short_study_days", absence_first=first)
        g.because("family_leave.short_study", "4", f"at most {days} days", days=days)
        return g.decide(max(0, days - days_used))
    g.because("family_leave.study_too_new", "4", "too short a service")
    return g.decide(0)


def study_application_by(first: date, book: Book, *, short: bool) -> Decision[date | None]:
    """The decree: by when study leave is applied for; the days were not verified, so they are asked (None)."""
    g = Grounds(STUDY_ACT, STUDY_LINK, book)
    name = "absence_limit.short_study_application_days" if short else "absence_limit.study_application_days"
    days = g.or_ask(name, where="decree 864/1979", blocks=False, absence_first=first)
    return g.decide(None if days is None else first - timedelta(days=int(days)))


def study_leave_may_be_postponed(
    postponed_before: int, employees: int, first: date, book: Book
) -> Decision[date | None]:
    """8 §: until when study leave may be postponed for considerable harm (six months at most), or None when it may not.

    Employers of five or more may do so twice; smaller ones are not limited.
    """
    g = Grounds(STUDY_ACT, STUDY_LINK, book)
    limited = employees >= g.whole("absence_limit.study_many_employees", absence_first=first)
    if limited and postponed_before >= 2:
        g.because("family_leave.study_postponed_twice", "8", "postponed twice already")
        return g.decide(None)
    until = first + relativedelta(months=g.whole("absence_limit.study_postponed_months", absence_first=first))
    g.because("family_leave.study_postponed", "8", f"at the latest to {until}", until=until)
    return g.decide(until)


def study_leave_postponed(
    applied_first: date, first: date, postponements: int, employees: int, book: Book
) -> Decision[bool]:
    """8 §: whether a study leave that was applied for from ``applied_first`` and begins on ``first`` was postponed as
    the Act lets it be; ``postponements``: how often, this time counted in."""
    g = Grounds(STUDY_ACT, STUDY_LINK, book)
    until = g.include(study_leave_may_be_postponed(postponements - 1, employees, applied_first, book))
    if until is None:
        return g.decide(False)
    if first > until:
        says = f"begins on {first}, at the latest {until}"
        g.because("family_leave.study_postponed_late", "8", says, first=first, until=until)
    return g.decide(first <= until)
