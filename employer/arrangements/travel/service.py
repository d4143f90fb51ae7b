"""Works out what a work trip gives and notes it as an expense that is paid back with the pay. Nothing here commits."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from employer import budget, contracts
from employer.arrangements.travel.schemas import Trip, TripPay
from employer.budget.schemas import Expense
from employer.effective import Hand
from employer.errors import Problem, Refused, Sentence
from payroll import travel as euros
from payroll.figures import Trace
from rules import NoValueForDay, load_book
from rules.decisions import travel as law
from rules.values import Decision, Reason

_A_DAY = 24 * 60


def look_at(trip: Trip) -> TripPay:
    """What a trip gives free of tax by the yearly values of its day, with the reasons.

    Raises ``Refused`` for the way between home and work, a trip of no kilometres or time, one over a day, missing
    distances and a day without published values.
    """
    work_trip = law.is_work_trip(between_home_and_work=trip.between_home_and_work)
    problems = []
    if not work_trip.outcome:
        raise Refused([_problem("between_home_and_work", "commuting")])
    if not trip.kilometres and not trip.minutes:
        problems.append(_problem("kilometres", "nothing_claimed"))
    if trip.minutes is not None and trip.minutes > _A_DAY:
        problems.append(_problem("length", "over_a_day"))
    if trip.minutes and (trip.home_km is None or trip.work_km is None):
        problems.append(_problem("home_km" if trip.home_km is None else "work_km", "distance_needed"))
    if problems:
        raise Refused(problems)
    try:
        return _worked_out(trip, work_trip.reasons, trip.day)
    except NoValueForDay as missing:
        raise Refused([_problem("day", "no_values", year=trip.day.year)]) from missing


def claim(session: Session, employer_id: int, employment_id: int, trip: Trip, hand: Hand) -> tuple[int, ...]:
    """Notes what a trip gives, to be paid back with the pay of its day; gives back the ids of the expenses.

    Raises ``Refused`` as ``look_at`` does, and when the trip gives nothing; ``LookupError``.
    """
    employment = contracts.employment(session, employer_id, employment_id, hand.day)
    pay = look_at(trip)
    if not pay.cents:
        raise Refused([_problem("length", "gives_nothing")])
    if not employment.runs_on(trip.day):
        raise Refused([_problem("day", "not_employed")])
    kinds = (("mileage", pay.mileage_cents), ("per_diem", pay.per_diem_cents))
    return tuple(
        budget.record_expense(
            session, employer_id, Expense(trip.day, trip.title, cents, kind=kind, employment_id=employment.id), hand
        )
        for kind, cents in kinds
        if cents
    )


def _worked_out(trip: Trip, reasons: tuple[Reason, ...], day: date) -> TripPay:
    book, trace = load_book(), Trace()
    mileage = per_diem = 0
    if trip.kilometres:
        mileage = euros.mileage(trace, book, day, trip.kilometres, trip.passengers).cents
    if trip.minutes and trip.home_km is not None and trip.work_km is not None:
        found: Decision[str | None] = law.per_diem(trip.minutes, trip.home_km, trip.work_km, day, book)
        reasons = (*reasons, *found.reasons)
        if found.outcome is not None:
            per_diem = euros.per_diem(trace, book, day, found.outcome).cents
    return TripPay(mileage, per_diem, tuple((one.code, one.section, one.says, one.facts) for one in reasons))


def _problem(field: str, code: str, **facts: object) -> Problem:
    key = f"arrangements.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", facts), Sentence(f"{key}.do", facts))
