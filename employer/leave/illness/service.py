"""An employee falls ill in a holiday: which days are moved (Annual Holidays Act 162/2005, 25 and 26 §). No commits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING

from sqlalchemy.orm import Session

from employer.effective import Hand
from employer.errors import Problems
from employer.leave import ledger, queries, service
from employer.leave.illness.schemas import IllnessTyped, Moving
from employer.leave.schemas import HOLIDAYS, ILLNESSES, Absence, CreditYear, Entry
from rules import Book, Period, Reason, calendar, load_book
from rules.decisions import annual_holiday_giving
from rules.decisions.annual_holiday_giving import SickPart

_ONE_DAY = timedelta(days=1)
ABSENCES = {"sick": "sick", "accident": "accident", "childbirth": "pregnancy"}
"""The kind of absence that each cause of a move becomes."""


def look(
    session: Session,
    employer_id: int,
    absence_id: int,
    typed: IllnessTyped,
    known_on: date,
    trainings: Iterable[tuple[date, int]] = (),
) -> Moving:
    """What an illness would move of a noted holiday, without writing anything.

    Raises ``Refused`` for days that are not in the holiday, ``LookupError`` for what is no holiday.
    """
    holiday = queries.absence(session, employer_id, absence_id, known_on)
    if holiday.kind not in HOLIDAYS:
        raise LookupError(f"absence {absence_id} is no holiday")
    problems = Problems()
    if typed.request != "none" and typed.asked is None:
        problems.add("asked", "when_asked_needed")
    if typed.last < typed.first:
        problems.add("last", "ends_before_it_begins", first=typed.first, last=typed.last)
    elif typed.first > holiday.last or not holiday.first <= typed.last <= holiday.last:
        problems.add("last", "not_in_the_holiday", first=holiday.first, last=holiday.last)
    problems.refuse()
    employment_id = holiday.employment_id
    years = service.holiday_account(
        session, employer_id, employment_id, holiday.last, known_on=known_on, trainings=trainings
    )
    others = [
        one
        for one in queries.absences(session, employer_id, employment_id, known_on)
        if one.kind in HOLIDAYS and one.id != absence_id
    ]
    return moving(holiday, typed, years, others, load_book())


def moving(
    holiday: Absence, typed: IllnessTyped, years: Sequence[CreditYear], others: Sequence[Absence], book: Book
) -> Moving:
    """What an illness moves of a holiday, from plain facts. ``others``: the employment's other holidays."""
    began = "before" if typed.known_before or typed.first <= holiday.first else "during"
    sick = Period.closed(max(typed.first, holiday.first), typed.last)
    moved: set[date] = set()
    own_risk: set[date] = set()
    reasons: list[Reason] = []
    by_year: list[tuple[date, date, int]] = []
    for year in years:
        for part in year.parts:
            if part.absence_id != holiday.id:
                continue
            days = [day for day in Period.closed(part.first, part.last) if calendar.uses_holiday_day(day)]
            ill = [day for day in days if day in sick]
            if not ill and began == "during":
                continue
            earlier = SickPart(_used(year, (*others, holiday)), "during")
            asked = SickPart(
                len(ill),
                began,
                requested=typed.request != "none",
                own_fault=typed.own_fault,
                delayed=typed.request == "late",
                proof=not typed.proof_missing,
                part_days=len(days),
            )
            earned = int(year.entitlement.to_integral_value(ROUND_CEILING))
            last = year.credit_year.last
            decided = annual_holiday_giving.moved_for_illness(earned, (earlier, asked), last, book)
            before = annual_holiday_giving.moved_for_illness(earned, (earlier,), last, book).outcome.own_risk_days
            own_risk.update(ill[: decided.outcome.own_risk_days - before])
            count = decided.outcome.moved_by_part[1]
            mine = days if began == "before" and count else ill[len(ill) - count :]
            moved.update(mine)
            if mine:
                by_year.append((year.credit_year.first, mine[0], len(mine)))
            reasons.extend(decided.reasons[-1:])
    if moved:
        reasons.extend(annual_holiday_giving.moved_limits(holiday.moved_from or min(moved)).reasons)
    holidays, absent = _runs(holiday, sick, moved)
    return Moving(
        moved=len(moved),
        own_risk=len(own_risk),
        holidays=tuple((run, sum(1 for day in run if day in own_risk)) for run in holidays),
        ill=absent,
        reasons=tuple(dict.fromkeys(reasons)),
        by_year=tuple(by_year),
    )


def move(
    session: Session,
    employer_id: int,
    absence_id: int,
    typed: IllnessTyped,
    hand: Hand,
    trainings: Iterable[tuple[date, int]] = (),
) -> Moving:
    """Moves what was looked at: the holiday keeps its healthy and own-risk days, the rest becomes absence, and what was
    moved is noted with its credit year, so that its new time can be set within its limits.

    Raises ``Refused``, also when nothing is moved and no own-risk day is used; ``LookupError``.
    """
    found = look(session, employer_id, absence_id, typed, hand.day, trainings)
    if not found.moved and not found.own_risk:
        problems = Problems()
        problems.add("request", "nothing_to_move")
        problems.refuse()
    holiday = queries.absence(session, employer_id, absence_id, hand.day)
    kept = [
        replace(holiday, first=run.first, last=run.last, own_risk_days=own or None, id=0) for run, own in found.holidays
    ]
    if kept and kept[0].own_risk_days is not None and holiday.own_risk_days is not None:
        kept[0] = replace(kept[0], own_risk_days=kept[0].own_risk_days + holiday.own_risk_days)
    if kept:
        service.change_absence(session, employer_id, absence_id, kept[0], hand)
    else:
        service.remove_absence(session, employer_id, absence_id, hand)
    kind = ABSENCES[typed.cause]
    earlier = _just_before(session, employer_id, holiday, hand.day) if kind in ILLNESSES else None
    for run in found.ill:
        goes_on = earlier is not None and run.first == holiday.first
        illness = Absence(
            holiday.employment_id,
            kind,
            run.first,
            run.last,
            certificate_seen=typed.certificate_seen,
            same_illness_as=earlier if goes_on else None,
            ill_since=None if goes_on or kind not in ILLNESSES or typed.first >= run.first else typed.first,
        )
        service.add_absence(session, employer_id, illness, hand)
    for one in kept[1:]:
        service.add_absence(session, employer_id, one, hand)
    if holiday.moved_from is None:  # moved once more, the days keep the limits of the first time
        for credit_year, first, days in found.by_year:
            entry = Entry(holiday.employment_id, "moved", credit_year, days, first, typed.cause, typed.asked)
            ledger.note(session, employer_id, entry, hand, trainings)
    return found


def _used(year: CreditYear, holidays: Sequence[Absence]) -> int:
    """Own-risk days that holidays have used of a credit year; a holiday's are of the year that gives its last day."""
    last_of = {part.absence_id: part.last for part in year.parts}
    return sum(
        one.own_risk_days or 0
        for one in holidays
        if one.id in last_of and not calendar.holiday_days(Period(last_of[one.id] + _ONE_DAY, one.last + _ONE_DAY))
    )


def _runs(holiday: Absence, sick: Period, moved: set[date]) -> tuple[list[Period], tuple[Period, ...]]:
    """The unbroken runs of what stays holiday and of what becomes illness; days that use none go with the day before.

    A run of holiday without a holiday day is left out; of what is moved only the days of incapacity are illness.
    """
    runs: list[tuple[bool, list[date]]] = []
    state = holiday.first in moved
    for day in Period.closed(holiday.first, holiday.last):
        if calendar.uses_holiday_day(day):
            state = day in moved
        elif day > sick.last and not (moved and holiday.last in moved):
            state = False
        if not runs or runs[-1][0] != state:
            runs.append((state, []))
        runs[-1][1].append(day)
    kept = [Period.closed(days[0], days[-1]) for ill, days in runs if not ill]
    absent = (Period.closed(days[0], days[-1]).overlap(sick) for ill, days in runs if ill)
    return [run for run in kept if calendar.holiday_days(run)], tuple(one for one in absent if one is not None)


def _just_before(session: Session, employer_id: int, holiday: Absence, known_on: date) -> date | None:
    """First day of the noted illness that lasted to the day before the holiday; None when there is none."""
    return next(
        (
            one.first
            for one in queries.absences(session, employer_id, holiday.employment_id, known_on)
            if one.kind in ILLNESSES and one.last == holiday.first - _ONE_DAY
        ),
        None,
    )
