"""Works out what a work trip gives and notes it as expenses that are paid back with the pay. Nothing here commits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from sqlalchemy.orm import Session

from employer import budget, contracts
from employer.arrangements.travel.schemas import Trip, TripPay, TripRow
from employer.budget.schemas import Expense
from employer.effective import Hand
from employer.errors import Problem, Refused, Sentence
from payroll import travel as euros
from payroll.figures import Trace
from rules import NoValueForDay, load_book
from rules.decisions import travel as law
from rules.values import Reason


def look_at(trip: Trip) -> TripPay:
    """What a trip gives free of tax by the yearly values of its days, with the reasons.

    Raises ``Refused`` for the way between home and work, a trip abroad, a trip of no kilometres, time or meals, missing
    distances, kilometres or nights over a change of year that are not divided, more free meals or nights than the per
    diems hold, a meal allowance beside a per diem, and a day without published values.
    """
    work_trip = law.is_work_trip(between_home_and_work=trip.between_home_and_work)
    problems = []
    if not work_trip.outcome:
        raise Refused([_problem("between_home_and_work", "commuting")])
    if trip.abroad:
        raise Refused([_problem("abroad", "abroad")])
    if not trip.kilometres and not trip.minutes and not trip.meals:
        problems.append(_problem("kilometres", "nothing_claimed"))
    if trip.minutes and (trip.home_km is None or trip.work_km is None):
        problems.append(_problem("home_km" if trip.home_km is None else "work_km", "distance_needed"))
    problems.extend(_undivided(trip))
    if problems:
        raise Refused(problems)
    try:
        return _worked_out(trip, list(work_trip.reasons))
    except NoValueForDay as missing:
        raise Refused([_problem("day", "no_values", year=missing.day.year)]) from missing


def claim(session: Session, employer_id: int, employment_id: int, trip: Trip, hand: Hand) -> tuple[int, ...]:
    """Notes what a trip gives, to be paid back with the pay of its days; gives back the ids of the expenses.

    Raises ``Refused`` as ``look_at`` does, and when the trip gives nothing; ``LookupError``.
    """
    employment = contracts.employment(session, employer_id, employment_id, hand.day)
    pay = look_at(trip)
    if not pay.cents:
        raise Refused([_problem("length", "gives_nothing")])
    if not employment.runs_on(trip.day):
        raise Refused([_problem("day", "not_employed")])
    return tuple(
        budget.record_expense(session, employer_id, _expense(trip, row, employment.id), hand) for row in pay.rows
    )


def _expense(trip: Trip, row: TripRow, employment_id: int) -> Expense:
    driven = row.kind == "mileage"
    return Expense(
        # Paid with the pay of the trip's first day, as one bill; a new year has values of its own.
        trip.day if row.day.year == trip.day.year else row.day,
        trip.title,
        row.cents,
        kind=row.kind,
        employment_id=employment_id,
        number=None if row.kind == "other" else row.count,
        per_diem=row.what.partition("_")[0] if row.kind == "per_diem" else None,
        halved=row.what.endswith("_halved"),
        vehicle=trip.vehicle if driven else None,
        passengers=trip.passengers if driven else 0,
        trailer=trip.trailer and driven,
    )


def _undivided(trip: Trip) -> Iterator[Problem]:
    """Of kilometres and nights of a trip over a change of year it is asked how many are the new year's."""
    if trip.new_year is None:
        return
    for name in ("kilometres", "nights"):
        whole, later = getattr(trip, name), getattr(trip, f"{name}_new_year")
        if whole and later is None:
            yield _problem(f"{name}_new_year", "new_year_needed", year=trip.new_year.year)
        elif (later or 0) > (whole or 0):
            yield _problem(f"{name}_new_year", "more_than_whole")


def _by_year(trip: Trip, whole: Decimal, later: Decimal) -> Iterator[tuple[date, Decimal]]:
    """What of a number belongs to the year in which the trip begins and to the next one, with a day of each."""
    later = later if trip.new_year is not None else Decimal(0)
    parts = ((trip.day, whole - later), (trip.new_year or trip.day, later))
    yield from ((day, part) for day, part in parts if part)


def _worked_out(trip: Trip, reasons: list[Reason]) -> TripPay:
    book, trace = load_book(), Trace()
    rows: list[TripRow] = []
    for day, driven in _by_year(trip, trip.kilometres or Decimal(0), trip.kilometres_new_year or Decimal(0)):
        cents = euros.mileage(
            trace, book, day, driven, trip.passengers, vehicle=trip.vehicle, trailer=trip.trailer
        ).cents
        rows.append(TripRow("mileage", "mileage", day, driven, cents))
    days: tuple[law.TravelDay, ...] = ()
    if trip.minutes and trip.home_km is not None and trip.work_km is not None:
        days = _days(trip, reasons)
        rows.extend(_per_diems(trace, days))
    if trip.nights:
        highest = law.nights_at_most(trip.minutes, len(days), trip.day, book).outcome if trip.minutes else 0
        if trip.nights > highest:
            raise Refused([_problem("nights", "nights_of_days", nights=highest)])
        for day, count in _by_year(trip, Decimal(trip.nights), Decimal(trip.nights_new_year or 0)):
            cents = euros.nights(trace, book, day, int(count)).cents
            rows.append(TripRow("night", "other", day, count, cents))
    if trip.meals:
        found = law.meal_allowance(trip.meals, per_diem_paid=bool(days), usual_place=False, day=trip.day, book=book)
        reasons.extend(found.reasons)
        if found.outcome is None:
            raise Refused([_problem("meals", "meals_with_per_diem")])
        cents = euros.meals(trace, book, trip.day, found.outcome).cents
        rows.append(TripRow("meal", "meal", trip.day, Decimal(trip.meals), cents))
    return TripPay(tuple(rows), tuple((one.code, one.section, one.says, one.facts) for one in reasons))


def _days(trip: Trip, reasons: list[Reason]) -> tuple[law.TravelDay, ...]:
    book = load_book()
    minutes, home, work = trip.minutes or 0, trip.home_km or Decimal(0), trip.work_km or Decimal(0)
    found = law.travel_days(minutes, home, work, trip.day, book)
    with_meals = {"full": trip.full_with_meals, "partial": trip.partial_with_meals}
    for kind, count in with_meals.items():
        if count > sum(1 for one in found.outcome if one.per_diem == kind):
            raise Refused([_problem(f"{kind}_with_meals", "meals_of_days")])
    if any(with_meals.values()):
        found = law.travel_days(
            minutes,
            home,
            work,
            trip.day,
            book,
            full_with_meals=trip.full_with_meals,
            partial_with_meals=trip.partial_with_meals,
        )
    reasons.extend(found.reasons)
    return found.outcome


def _per_diems(trace: Trace, days: tuple[law.TravelDay, ...]) -> Iterator[TripRow]:
    """A row for each kind of per diem and year: values change with the year."""

    def kind(one: law.TravelDay) -> tuple[int, str, bool]:
        return one.day.year, one.per_diem, one.halved

    for (_, per_diem, halved), group in groupby(sorted(days, key=kind), kind):
        same = list(group)
        cents = euros.per_diem(trace, load_book(), same[0].day, per_diem, days=len(same), halved=halved).cents
        what = f"{per_diem}_halved" if halved else per_diem
        yield TripRow(what, "per_diem", same[0].day, Decimal(len(same)), cents)


def _problem(field: str, code: str, **facts: object) -> Problem:
    key = f"arrangements.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", facts), Sentence(f"{key}.do", facts))
