"""Holds a noted absence against the limits of its leave by law. It tells and refuses nothing: more may be agreed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from employer import contracts, effective
from employer.answers import Answer
from employer.answers.schemas import asked_about
from employer.contracts.schemas import EmploymentFacts
from employer.leave import queries
from employer.leave.schemas import Absence
from rules import Book, Decision, NoValueForDay, Period, Reason, calendar
from rules.decisions import contract, duties, family_leave

_ONE_DAY = timedelta(days=1)
_WOMAN = 2


def beyond(
    absence: Absence,
    noted: Sequence[Absence],
    employment: EmploymentFacts,
    book: Book,
    lasted: Collection[date] = (),
) -> tuple[Reason, ...]:
    """Why an absence is longer than the law gives, or begins too often or too soon; empty: within its limits.

    ``noted``: all absences of the employment. ``lasted``: first days of the days between two notes over which prevented
    work lasted, as people answered. Working days are those of the contract's patterns; without a pattern the days of a
    leave counted in them are not known, and nothing is told. Nor is it for days before the law book.
    """
    earlier = [one for one in noted if one.kind == absence.kind and one.first < absence.first]
    try:
        if absence.kind in contract.HINDRANCES:
            return _hindered(absence, queries.unbroken(absence, earlier, lasted), book)
        return _BY_KIND[absence.kind](absence, earlier, employment, book) if absence.kind in _BY_KIND else ()
    except NoValueForDay:
        return ()


def notice(absence: Absence, book: Book) -> tuple[Reason, ...]:
    """By when the employee tells of a family leave (4:3 a, 4:6, 4:7 to 4:7 b); empty where the Act knows no time for
    its kind, and for days before the law book."""
    name = "sick_child" if absence.kind == "child_sick" else absence.kind
    if name not in family_leave.KINDS or name == "study":
        return ()
    weekdays = family_leave.leave_weekdays(Period.closed(absence.first, absence.last))
    try:
        return family_leave.notice_by(name, absence.first, book, weekdays=weekdays).reasons
    except NoValueForDay:
        return ()


def compensation(
    absence: Absence,
    noted: Iterable[Absence],
    employment: EmploymentFacts,
    sex: int,
    given: Iterable[Answer],
    book: Book,
) -> Decision[bool | None] | None:
    """Whether Kela's family leave compensation is due for a pregnancy leave, or for a woman's first parental leave of a
    child without one, which may belong to an adoption; from what is noted (``noted``) and was answered. A decision of
    None has questions; None: no other leave has it. Raises ``NoValueForDay`` for days before the law book."""
    if absence.kind != "pregnancy" and (sex != _WOMAN or not _may_be_adoption(absence, noted)):
        return None
    said = {}
    for one in given:
        topic, subject = asked_about(one.question)
        if subject == employment.code:
            said[topic] = one.value == "yes"
    day = absence.first.isoformat()
    weekly = effective.at(employment.weekly_times, absence.first)
    return duties.family_leave_compensation(
        book,
        leave_first=absence.first,
        employment_first=employment.start,
        contract_last=employment.agreed_end,
        weekly_minutes=None if weekly is None else weekly.minutes,
        full_time_enough=said.get(f"family_leave_time.{day}"),
        paid=said.get(f"family_leave_paid.{day}"),
        parental=absence.kind == "parental",
        adopted=said.get(f"family_leave_adoption.{day}"),
    )


def _may_be_adoption(absence: Absence, noted: Iterable[Absence]) -> bool:
    """Whether a leave is the first parental leave of a child that no noted pregnancy leave belongs to."""
    before = [one for one in noted if one.first < absence.first]
    born = any(
        one.kind == "pregnancy" and (absence.child_born is None or one.first <= absence.child_born) for one in before
    )
    first = not any(one.kind == "parental" and one.child_born == absence.child_born for one in before)
    return absence.kind == "parental" and first and not born


def _sick_child(
    absence: Absence, earlier: Sequence[Absence], employment: EmploymentFacts, book: Book
) -> tuple[Reason, ...]:
    """4:6: four working days at a time, for a child under ten; an age that nobody has told is not judged. Notes of one
    child that follow each other are one time."""
    same = [one for one in earlier if one.child_born == absence.child_born]
    days = _workdays(employment, replace(absence, first=queries.unbroken(absence, same)))
    age = 0 if absence.child_born is None else relativedelta(absence.first, absence.child_born).years
    decided = family_leave.sick_child(age, days, absence.first, book)
    return decided.reasons[:1] if decided.outcome.working_days < days else ()


def _carer(absence: Absence, earlier: Sequence[Absence], employment: EmploymentFacts, book: Book) -> tuple[Reason, ...]:
    """4:7 b: five working days in a calendar year; of a leave over its turn each year counts its own."""
    taken = {day for one in earlier for day in _days_of(employment, one)}
    mine = [day for day in _days_of(employment, absence) if day not in taken]
    for year in range(absence.first.year, absence.last.year + 1):
        days = sum(1 for day in mine if day.year == year)
        used = sum(1 for day in taken if day.year == year)
        decided = family_leave.carers_leave(days, used, max(absence.first, date(year, 1, 1)), book)
        if decided.outcome.working_days < days:
            return decided.reasons[:1]
    return ()


def _parental(
    absence: Absence, earlier: Sequence[Absence], employment: EmploymentFacts, book: Book
) -> tuple[Reason, ...]:
    """4:1: at most four periods, each of twelve weekdays, four begun in a year; of the same child."""
    periods = [Period.closed(one.first, one.last) for one in earlier if one.child_born == absence.child_born]
    own = Period.closed(absence.first, absence.last)
    before = {one.code for one in family_leave.parental_periods(periods, book).outcome}
    found = family_leave.parental_periods([*periods, own], book).outcome
    short = "family_leave.short_period"
    return tuple(
        one for one in found
        if (dict(one.facts)["first"] == str(absence.first) if one.code == short else one.code not in before)
    )  # fmt: skip


def _childcare(
    absence: Absence, earlier: Sequence[Absence], employment: EmploymentFacts, book: Book
) -> tuple[Reason, ...]:
    """4:3: two periods of at least a month, until the child is three."""
    if absence.child_born is None:
        return ()
    same = sum(1 for one in earlier if one.child_born == absence.child_born)
    leave = Period.closed(absence.first, absence.last)
    decided = family_leave.childcare_leave(absence.child_born, leave, same, book)
    return decided.reasons if decided.outcome is False else ()


def _partial_childcare(
    absence: Absence, earlier: Sequence[Absence], employment: EmploymentFacts, book: Book
) -> tuple[Reason, ...]:
    """4:4: six of the last twelve months in service; whether the child is ill or which school year it is in is not
    noted, so that nothing else is judged."""
    lasted = relativedelta(absence.first, employment.start)
    decided = family_leave.partial_childcare_leave(
        lasted.years * 12 + lasted.months,
        absence.first,
        absence.child_born or absence.first,
        book,
        disabled_or_ill=False,
    )
    return decided.reasons if decided.outcome is False else ()


def _study(absence: Absence, earlier: Sequence[Absence], employment: EmploymentFacts, book: Book) -> tuple[Reason, ...]:
    """273/1979 4 §: two years in five after a year in service, five days after three months."""
    lasted = relativedelta(absence.first, employment.start)
    window = absence.first - relativedelta(years=5)
    used = sum(max(0, (one.last - max(one.first, window)).days + 1) for one in earlier)
    days = (absence.last - absence.first).days + 1
    decided = family_leave.longest_study_leave(lasted.years * 12 + lasted.months, used, absence.first, book)
    return decided.reasons if decided.outcome < days else ()


def _hindered(absence: Absence, since: date, book: Book) -> tuple[Reason, ...]:
    """2:12: pay for a hindrance of neither side ends before the absence does. ``since``: when the hindrance began."""
    decided = contract.hindered_to(absence.kind, since, absence.last, book)
    return () if decided.outcome == absence.last else decided.reasons


_BY_KIND = {
    "child_sick": _sick_child,
    "carer": _carer,
    "parental": _parental,
    "childcare": _childcare,
    "partial_childcare": _partial_childcare,
    "study": _study,
}


def _workdays(employment: EmploymentFacts, absence: Absence) -> int:
    return len(_days_of(employment, absence))


def _days_of(employment: EmploymentFacts, absence: Absence) -> Sequence[date]:
    """The days of an absence that would have been worked: a public holiday only where the pattern does not skip it."""
    after: date = absence.last + _ONE_DAY
    return [
        day
        for day in contracts.workdays(employment, absence.first, after)
        if not calendar.is_public_holiday(day)
        or any(
            one.skip != "public_holidays" and day.weekday() in one.weekdays
            for one in employment.patterns
            if effective.holds(one, day)
        )
    ]
