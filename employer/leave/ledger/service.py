"""Saves holiday, notes moved holiday and what is paid in money (162/2005 19 and 25–27 §). Nothing here commits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR
from itertools import pairwise

from sqlalchemy.orm import Session

from employer import audit, contracts, effective
from employer.contracts.schemas import EmploymentFacts
from employer.effective import Hand
from employer.errors import Conflict, Problems
from employer.leave import models, queries, service
from employer.leave.ledger.schemas import Ledger, OpenMove
from employer.leave.schemas import ENTRIES, GROUNDS, HOLIDAYS, ILLNESSES, Absence, CreditYear, Entry
from rules import Book, Period, calendar, load_book
from rules.decisions import annual_holiday_giving

_ONE_DAY = timedelta(days=1)
_OF_RUNNING_YEAR = ("moved", "paid_service")
Trainings = Iterable[tuple[date, int]]


def note(session: Session, employer_id: int, entry: Entry, hand: Hand, trainings: Trainings = ()) -> int:
    """Notes an entry of an employment's holiday and gives back its id.

    Raises ``Refused``: a day outside the employment, a credit year that has not ended or that the employment has not,
    more days than may be saved (27 §) or are left, saved leave paid without part-time work or a lay-off in the records,
    a moved holiday paid while there still is time for it (26 §). Raises ``LookupError``.
    """
    employment = contracts.employment(session, employer_id, entry.employment_id, hand.day)
    problems = Problems()
    if entry.kind not in ENTRIES:
        problems.add("kind", "not_a_choice", text=entry.kind, choices=", ".join(ENTRIES))
        problems.refuse()
    grounds = GROUNDS[entry.kind]
    if (entry.ground is None) != (not grounds) or (grounds and entry.ground not in grounds):
        problems.add("ground", "not_a_choice", text=entry.ground or "", choices=", ".join(grounds))
    if not employment.runs_on(entry.day):
        problems.add("day", "outside_employment", day=entry.day)
    problems.refuse()
    years = service.holiday_account(
        session, employer_id, employment.id, entry.day, known_on=hand.day, trainings=trainings
    )
    year = next((one for one in years if one.credit_year.first == entry.credit_year), None)
    if year is None or (entry.kind not in _OF_RUNNING_YEAR and not year.credit_year.last < entry.day):
        problems.add("credit_year", "holiday_year_not_ended", day=entry.day)
        problems.refuse()
    else:
        noted = queries.entries(session, employer_id, employment.id, hand.day)
        absences = queries.absences(session, employer_id, employment.id, hand.day)
        _CHECKS[entry.kind](problems, entry, year, noted, absences, employment, load_book())
        problems.refuse()
    row = effective.fill(
        models.HolidayEntry(),
        hand,
        employer_id,
        {
            "employment_id": entry.employment_id,
            "kind": entry.kind,
            "credit_year": entry.credit_year,
            "days": entry.days,
            "day": entry.day,
            "ground": entry.ground,
            "asked": entry.asked,
            "asked_by": entry.asked_by,
            "moved_from": entry.moved_from,
        },
    )
    session.add(row)
    session.flush()
    audit.record(
        session, employer_id, hand.by, "changes.holiday_entry_added", None, _words(employment.code, entry), at=hand.at
    )
    return int(row.id)


def take_back(session: Session, employer_id: int, entry_id: int, hand: Hand) -> None:
    """Takes back an entry that should not have been noted; a payslip that was issued stays.

    Raises ``Conflict`` when saved days of it have been taken or paid, or a new time or a payment stands for the moved
    holiday; ``LookupError``.
    """
    row = queries.entry_row(session, employer_id, entry_id, hand.day)
    noted = queries.entries(session, employer_id, row.employment_id, hand.day)
    entry = next(one for one in noted if one.id == entry_id)
    if entry.kind == "moved":
        absences = queries.absences(session, employer_id, row.employment_id, hand.day)
        if any(one.moved_from == entry.day for one in (*absences, *noted)):
            raise Conflict("the moved holiday has a new time or was paid")
    if entry.kind == "saved":
        years = service.holiday_account(session, employer_id, row.employment_id, hand.day, known_on=hand.day)
        if any(one.credit_year.first == entry.credit_year and one.days_saved < entry.days for one in years):
            raise Conflict("saved days have been taken or paid")
    effective.withdraw(session, row, hand)
    employment = contracts.employment(session, employer_id, row.employment_id, hand.day)
    audit.record(
        session, employer_id, hand.by, "changes.holiday_entry_removed", _words(employment.code, entry), None, at=hand.at
    )


def open_moves(entries: Sequence[Entry], absences: Sequence[Absence]) -> tuple[OpenMove, ...]:
    """The moved holidays with days that have neither a new time nor been paid, in order of their first day.

    A new time that is longer than its moved part goes on to what the same request moved of another credit year.
    """
    found: list[OpenMove] = []
    over, request = 0, None
    for entry in entries:
        if entry.kind != "moved":
            continue
        again = sum(
            calendar.holiday_days(Period.closed(one.first, one.last))
            for one in absences
            if one.kind in HOLIDAYS and one.moved_from == entry.day
        )
        paid = sum(one.days for one in entries if one.kind == "paid_moved" and one.moved_from == entry.day)
        left = entry.days - again - paid - (over if entry.asked == request else 0)
        over, request = max(0, -left), entry.asked
        if left > 0:
            found.append(OpenMove(entry, left, annual_holiday_giving.moved_limits(entry.day).outcome))
    return tuple(found)


def proposed(years: Sequence[CreditYear], as_of: date) -> tuple[CreditYear, ...]:
    """The ended credit years of which days may be saved by agreement, oldest first."""
    book = load_book()
    return tuple(
        year
        for year in years
        if year.credit_year.last < as_of and year.rule != "none" and _free(year) > 0 and _most(year, book, agreed=True)
    )


def payable(years: Sequence[CreditYear]) -> tuple[tuple[Period, int], ...]:
    """The credit years, the running one with them, of which the beginning of service may have days paid (19 §), oldest
    first, with the days."""
    return tuple((one.credit_year, _earned(one)) for one in years if _earned(one) > 0)


def choices(
    session: Session, employer_id: int, employment_id: int, kind: str, known_on: date, trainings: Trainings = ()
) -> tuple[tuple[Period, int], ...]:
    """The credit years of which an entry of a kind may be noted, oldest first, with the days that there are.

    Raises ``LookupError``.
    """
    years = service.holiday_account(
        session, employer_id, employment_id, known_on, known_on=known_on, trainings=trainings
    )
    if kind == "saved":
        return tuple((one.credit_year, _free(one)) for one in proposed(years, known_on))
    if kind == "shortened":
        left = tuple((one, min(_free(one), _most_shortened(one, load_book()))) for one in proposed(years, known_on))
        return tuple((one.credit_year, days) for one, days in left if days > 0)
    if kind == "paid_saved":
        return tuple((one.credit_year, one.days_saved) for one in years if one.days_saved > 0)
    if kind == "paid_service":
        return payable(years)
    moves = standing(session, employer_id, employment_id, known_on).moves
    return tuple(
        (calendar.credit_year(first), sum(one.days for one in moves if one.entry.credit_year == first))
        for first in sorted({one.entry.credit_year for one in moves})
    )


def standing(session: Session, employer_id: int, employment_id: int, known_on: date) -> Ledger:
    """What was saved, moved and paid of an employment's holiday, and what of the moved days waits for its time."""
    noted = queries.entries(session, employer_id, employment_id, known_on)
    moves = open_moves(noted, queries.absences(session, employer_id, employment_id, known_on)) if noted else ()
    return Ledger(noted, moves)


# -- checks ------------------------------------------------------------------------------------------------------------


def _free(year: CreditYear) -> int:
    """Whole days of a credit year that are neither taken, planned, paid nor saved."""
    return int(year.days_free.to_integral_value(ROUND_FLOOR)) - year.days_saved


def _earned(year: CreditYear) -> int:
    """Days of a credit year that service may have paid: as ``_free``, but of the running year a part of a day counts as
    one, as where the employment ends; free time is paid by its own rule."""
    if year.rule == "none":
        return 0
    return int(year.days_free.to_integral_value(ROUND_CEILING)) - year.days_saved


def _most(year: CreditYear, book: Book, *, agreed: bool) -> int | None:
    """How many days of a credit year may be saved (27 §); of a year before the records only what is left is known, so
    that it may be all of that."""
    if year.opening_days is not None:
        return _free(year)
    earned = int(year.entitlement.to_integral_value(ROUND_CEILING))
    last = year.credit_year.last
    return annual_holiday_giving.saved_leave(earned, agreed=agreed, serious_harm=False, on=last, book=book).outcome


def _check_saved(
    problems: Problems,
    entry: Entry,
    year: CreditYear,
    noted: Sequence[Entry],
    absences: Sequence[Absence],
    employment: EmploymentFacts,
    book: Book,
) -> None:
    """27 §: by agreement what is beyond 18 days, as a right what is beyond 24, and only days that are left.

    Of a credit year before the records only the days left are known, so that alone is looked at.
    """
    if entry.days > _free(year):
        problems.add("days", "holiday_not_left", days=entry.days, available=max(0, _free(year)))
        return
    most = _most(year, book, agreed=entry.ground == "agreement") or 0
    before = sum(one.days for one in noted if one.kind == "saved" and one.credit_year == entry.credit_year)
    if year.opening_days is None and before + entry.days > most:
        problems.add("days", f"saved_beyond_{entry.ground}", days=before + entry.days, most=most)


def _most_shortened(year: CreditYear, book: Book) -> int:
    """How many days of a credit year may be taken as shorter working days (21 §); of a year before the records at most
    what is left is known."""
    earned = int(year.entitlement.to_integral_value(ROUND_CEILING))
    last = year.credit_year.last
    return annual_holiday_giving.shortened_working_time(earned, asked_by_employee=True, on=last, book=book).outcome


def _check_shortened(
    problems: Problems,
    entry: Entry,
    year: CreditYear,
    noted: Sequence[Entry],
    absences: Sequence[Absence],
    employment: EmploymentFacts,
    book: Book,
) -> None:
    """21 §: what is beyond 24 days, on the employee's own wish, and only days that are left."""
    if not entry.asked_by:
        problems.add("asked_by", "who_asked_needed")
    if entry.days > _free(year):
        problems.add("days", "holiday_not_left", days=entry.days, available=max(0, _free(year)))
        return
    most = _most_shortened(year, book)
    before = sum(one.days for one in noted if one.kind == "shortened" and one.credit_year == entry.credit_year)
    if before + entry.days > most:
        problems.add("days", "shortened_beyond", days=before + entry.days, most=most)


def _check_moved(
    problems: Problems,
    entry: Entry,
    year: CreditYear,
    noted: Sequence[Entry],
    absences: Sequence[Absence],
    employment: EmploymentFacts,
    book: Book,
) -> None:
    """25 §: a day moves once; how many days move is decided with the illness."""
    if any(one.kind == "moved" and one.day == entry.day for one in noted):
        problems.add("day", "moved_already", day=entry.day)


def _check_paid_saved(
    problems: Problems,
    entry: Entry,
    year: CreditYear,
    noted: Sequence[Entry],
    absences: Sequence[Absence],
    employment: EmploymentFacts,
    book: Book,
) -> None:
    """27 §: on the employee's request when the work becomes part-time or is laid off until further notice."""
    if entry.days > year.days_saved:
        problems.add("days", "holiday_not_saved", days=entry.days, available=year.days_saved)
    if entry.ground == "laid_off" and not any(one.kind == "layoff" and one.last >= entry.day for one in absences):
        problems.add("ground", "not_laid_off", day=entry.day)
    if entry.ground == "part_time" and not _hours_fell(employment):
        problems.add("ground", "not_part_time")
    if not entry.asked_by:
        problems.add("asked_by", "who_asked_needed")


def _hours_fell(employment: EmploymentFacts) -> bool:
    """Whether the contract's lasting hours have become fewer, or will; of hours that are not fixed it is not known and
    the request is believed."""
    lasting = [phase for phase in contracts.phases(employment) if not phase.temporary]
    minutes = [None if phase.variable else phase.average_weekly_minutes for phase in lasting]
    if None in minutes:
        return True
    return any(later < earlier for earlier, later in pairwise(minutes) if earlier is not None and later is not None)


def _check_paid_moved(
    problems: Problems,
    entry: Entry,
    year: CreditYear,
    noted: Sequence[Entry],
    absences: Sequence[Absence],
    employment: EmploymentFacts,
    book: Book,
) -> None:
    """26 §: paid only when illness leaves no time for the moved days before their last limit."""
    found = [one for one in open_moves(noted, absences) if one.entry.day == entry.moved_from]
    if not found or found[0].entry.credit_year != entry.credit_year:
        problems.add("moved_from", "no_such_move")
        return
    move = found[0]
    if entry.days > move.days:
        problems.add("days", "holiday_not_left", days=entry.days, available=move.days)
    if days_for(move, entry.day, absences) >= move.days:
        problems.add("day", "still_time", day=move.limits.last)


def _check_paid_service(
    problems: Problems,
    entry: Entry,
    year: CreditYear,
    noted: Sequence[Entry],
    absences: Sequence[Absence],
    employment: EmploymentFacts,
    book: Book,
) -> None:
    """19 §: what is earned and not taken, planned, paid or saved, on the employee's request."""
    if entry.days > _earned(year):
        problems.add("days", "holiday_not_left", days=entry.days, available=max(0, _earned(year)))
    if not entry.asked_by:
        problems.add("asked_by", "who_asked_needed")


def days_for(move: OpenMove, as_of: date, absences: Sequence[Absence]) -> int:
    """Holiday days after a day and by the last limit of a move on which no noted illness stands in the way."""
    if as_of >= move.limits.last:
        return 0
    ill = [Period.closed(one.first, one.last) for one in absences if one.kind in ILLNESSES]
    ahead = Period.closed(as_of + _ONE_DAY, move.limits.last)
    return sum(1 for day in ahead if calendar.uses_holiday_day(day) and not any(day in one for one in ill))


_CHECKS = {
    "shortened": _check_shortened,
    "saved": _check_saved,
    "moved": _check_moved,
    "paid_saved": _check_paid_saved,
    "paid_moved": _check_paid_moved,
    "paid_service": _check_paid_service,
}


def _words(employment: str, entry: Entry) -> dict[str, object]:
    # Why a holiday was moved or paid can tell about health, so the log of changes has only the days.
    return {"employment": employment, "day": entry.day, "days": entry.days}
