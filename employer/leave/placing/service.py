"""Looks at the place of a planned holiday (Annual Holidays Act 162/2005, 20, 21 and 24 §). Plain facts only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR

from employer.contracts.schemas import EmploymentFacts
from employer.leave.schemas import Absence, CreditYear
from rules import Book, Decision, Period, Reason, calendar
from rules.decisions import annual_holiday_giving
from rules.decisions.annual_holiday_giving import Notice

NOTICES = ("resignation", "notice_by_employer", "death_of_employer")
"""Why an employment ends after a notice time."""
_LONGEST_GAP = timedelta(days=366)  # between the pregnancy leave and the parental leave of one birth


def own_family_leaves(absences: Sequence[Absence]) -> tuple[Period, ...]:
    """The pregnancy leaves of an employee, and the parental leaves that follow them: those of the birthing parent."""
    pregnancies = [one for one in absences if one.kind == "pregnancy"]
    return tuple(
        Period.closed(one.first, one.last)
        for one in absences
        if one in pregnancies
        or (
            one.kind == "parental"
            and any(timedelta(0) < one.first - before.last <= _LONGEST_GAP for before in pregnancies)
        )
    )


def told_by(holiday: Absence, book: Book) -> Decision[Notice]:
    """By when the employee knows of a holiday: a month before (23 §), a moved one two weeks before (26 §)."""
    decide = annual_holiday_giving.notice if holiday.moved_from is None else annual_holiday_giving.moved_notice
    return decide(holiday.first, book)


def in_family_leave(holiday: Period, leaves: Iterable[Period], book: Book) -> tuple[Reason, ...]:
    """24 §: why a holiday cannot be put into the employee's family leaves without consent, and by when it may be given
    instead; nothing where none stands in the way."""
    found: list[Reason] = []
    for leave in leaves:
        decided = annual_holiday_giving.during_family_leave(holiday, leave, book, consent=False)
        if decided.outcome is not None:
            found.extend(decided.reasons)
    return tuple(found)


def placed(
    years: Sequence[CreditYear],
    holiday: Period,
    leaves: Sequence[Period],
    book: Book,
    *,
    leaving_out: int = 0,
    seasonal: bool = False,
) -> tuple[Reason, ...]:
    """20 and 21 §: for each ended credit year that gives the holiday its days, who decides the time; each reason once.

    ``leaving_out``: the id of a recorded holiday that is being changed. ``seasonal``: seasonal work in which the
    calendar year stands in the place of the season.
    """
    days = [day for day in holiday if calendar.uses_holiday_day(day)]
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Reason] = {}
    for year in years:
        if not days:
            break
        given = [part for part in year.parts if part.absence_id != leaving_out]
        gone = sum(part.days for part in given) + year.days_paid + year.days_saved
        left = int((year.entitlement - gone).to_integral_value(ROUND_FLOOR))
        if not year.closed or year.credit_year.last >= holiday.first or left <= 0:
            continue
        mine, days = days[:left], days[left:]
        earned = int(year.entitlement.to_integral_value(ROUND_CEILING))
        season = _season(year, seasonal)
        following = calendar.holiday_season(year.credit_year.last.year + 1).first
        used = [day for part in given for day in Period.closed(part.first, part.last) if calendar.uses_holiday_day(day)]
        decided = annual_holiday_giving.placing(
            Period.closed(mine[0], mine[-1]),
            earned,
            year.credit_year,
            book,
            days_elsewhere=sum(1 for day in used if day not in season),
            days_late=sum(1 for day in used if day >= following),
            after_family_leave=_after(leaves, mine[0], season, book),
            seasonal_difficulty=seasonal,
        )
        found.update({(one.code, one.facts): one for one in decided.reasons})
    return tuple(found.values())


def split(
    years: Sequence[CreditYear], holiday: Period, book: Book, *, leaving_out: int = 0, seasonal: bool = False
) -> tuple[Reason, ...]:
    """20 and 21 §: what a planned holiday does to the parts of the ended credit years that give it its days; each
    reason once.

    The days in one piece cannot be agreed away: it is told when neither what is placed nor what is left can hold them.
    A further part in the season, or outside it, needs an agreement or the needs of the work. ``leaving_out`` and
    ``seasonal`` as in ``placed``.
    """
    given = {year.credit_year: _days_of(year, leaving_out) for year in years}
    every = {day for used in given.values() for day in used}
    days = [day for day in holiday if calendar.uses_holiday_day(day)]
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Reason] = {}
    for year in years:
        used, season = given[year.credit_year], _season(year, seasonal)
        left = int((year.entitlement - len(used) - year.days_paid - year.days_saved).to_integral_value(ROUND_FLOOR))
        if not year.closed or year.credit_year.last >= holiday.first or left <= 0:
            continue
        mine, days = set(days[:left]), days[left:]
        if not mine or year.opening_days is not None:  # what was taken before these records is not known
            continue
        placed_days, around = used | mine, every | mine
        to_come = [left - len(mine)] if left > len(mine) else []
        parts = [*_pieces(placed_days, around), *to_come]
        held, decided = (
            annual_holiday_giving.split_is_allowed(
                parts, agreed=agreed, necessary_for_work=False, on=year.credit_year.last, book=book
            )
            for agreed in (True, False)
        )
        further = any(
            len(_pieces({day for day in placed_days if (day in season) is inside}, around)) > 1
            for inside in {day in season for day in mine}
        )
        if not held.outcome or (further and not decided.outcome):
            found.update({(one.code, one.facts): one for one in decided.reasons})
    return tuple(found.values())


def _days_of(year: CreditYear, leaving_out: int) -> set[date]:
    """The holiday days of a credit year that are placed."""
    parts = [Period.closed(part.first, part.last) for part in year.parts if part.absence_id != leaving_out]
    return {day for part in parts for day in part if calendar.uses_holiday_day(day)}


def _season(year: CreditYear, seasonal: bool) -> Period:
    """The season of a credit year's holiday; in seasonal work its calendar year."""
    season = calendar.holiday_season(year.credit_year.last.year)
    return Period.closed(date(season.first.year, 1, 1), date(season.first.year, 12, 31)) if seasonal else season


def _pieces(mine: set[date], every: set[date]) -> list[int]:
    """How many of some holiday days are in each unbroken piece of holiday, other credit years' days included."""
    pieces: list[int] = []
    before: date | None = None
    for day in sorted(every):
        between = () if before is None else Period(before + timedelta(days=1), day)
        if before is None or any(calendar.uses_holiday_day(one) for one in between):
            pieces.append(0)
        pieces[-1] += day in mine
        before = day
    return [one for one in pieces if one]


def in_notice_time(
    holiday: Absence, employment: EmploymentFacts, available: int, told_on: date, book: Book
) -> Decision[bool] | None:
    """20, 21 and 23 §: whether the employer alone may order a holiday that is told on a day, after the notice that ends
    the employment; None where no notice has been given.

    ``available``: whole days of ended credit years that are left for it.
    """
    if employment.end is None or employment.end_reason not in NOTICES:
        return None
    return annual_holiday_giving.in_notice_time(
        Period.closed(holiday.first, holiday.last),
        book,
        told_on=told_on,
        days_earned_before=available,
        moved=holiday.moved_from is not None,
    )


def _after(leaves: Sequence[Period], first: date, season: Period, book: Book) -> date | None:
    """The latest day for a holiday that family leave in its season stood in the way of; None when none did."""
    found = [
        annual_holiday_giving.during_family_leave(leave, leave, book, consent=False).outcome
        for leave in leaves
        if leave.last < first and leave.overlap(season) is not None
    ]
    return max((day for day in found if day is not None), default=None)
