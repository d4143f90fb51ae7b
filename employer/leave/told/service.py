"""Notes what is told of a leave and holds it against the law. It tells and refuses nothing that may be agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from employer.effective import Hand
from employer.errors import Problems
from employer.leave import queries, service
from employer.leave.schemas import Absence
from employer.leave.told.schemas import MISTAKE, TELLABLE, ToldTyped
from rules import Book, NoValueForDay, Period, Reason
from rules.decisions import family_leave

_ONE_DAY = timedelta(days=1)
_STUDY = "study"


def note(session: Session, employer_id: int, absence_id: int, typed: ToldTyped, hand: Hand) -> int:
    """Notes what was told of a leave, in place of what was noted; gives back the new row's id.

    Raises ``Refused`` for a kind of which nothing is told, an expected birth of another leave than pregnancy leave, a
    postponement without the day that was applied for (or the other way round), or one not before the leave;
    ``LookupError``.
    """
    before = queries.absence(session, employer_id, absence_id, hand.day)
    problems = Problems()
    if before.kind not in TELLABLE:
        problems.add("told", "nothing_told_of_kind")
    if typed.due is not None and before.kind != "pregnancy":
        problems.add("due", "due_day_of_pregnancy_leave")
    if before.kind == _STUDY:
        if (typed.postponements is None) != (typed.changed_from is None):
            problems.add("changed_from" if typed.changed_from is None else "postponements", "postponement_incomplete")
        elif typed.changed_from is not None and typed.changed_from >= before.first:
            problems.add("changed_from", "postponed_before_it_began", first=before.first)
    elif typed.postponements is not None:
        problems.add("postponements", "only_study_is_postponed")
    elif typed.change_ground is not None and typed.change_ground != MISTAKE and typed.changed_from is None:
        problems.add("changed_from", "changed_day_needed")
    problems.refuse()
    changed = replace(
        before,
        told=typed.told,
        due=typed.due,
        change_ground=typed.change_ground,
        changed_from=typed.changed_from,
        postponements=typed.postponements,
        id=0,
    )
    return service.change_absence(session, employer_id, absence_id, changed, hand)


def carried(before: Absence, given: Absence) -> Absence:
    """A corrected absence with what was told of it. When the dates of a family leave have changed, why is asked anew:
    the first day that the change touches stays, and what was told of the old dates does not."""
    if given.kind != before.kind or given.kind not in TELLABLE:
        return given
    kept = replace(given, due=before.due, changed_from=before.changed_from, postponements=before.postponements)
    if (given.first, given.last) == (before.first, before.last):
        return replace(kept, told=before.told, change_ground=before.change_ground)
    if given.kind == _STUDY:
        return replace(kept, told=before.told)
    return replace(kept, changed_from=_first_touched(before, given))


def change_is_open(absence: Absence) -> bool:
    """Whether the dates of a family leave have changed and nobody has said why, or when it was told."""
    if absence.kind not in TELLABLE or absence.kind == _STUDY or absence.changed_from is None:
        return False
    return absence.change_ground is None or (absence.change_ground == "reasoned" and absence.told is None)


def warnings(absence: Absence, employees: int, book: Book) -> tuple[Reason, ...]:
    """What was told too late, does not fit the expected birth or was postponed too far, each with its section; empty
    for days before the law book. ``employees``: how many the employer has."""
    if absence.kind not in TELLABLE:
        return ()
    try:
        return _postponed(absence, employees, book) if absence.kind == _STUDY else _family(absence, book)
    except NoValueForDay:
        return ()


def _family(absence: Absence, book: Book) -> tuple[Reason, ...]:
    """4:1 to 4:3 a."""
    days, found = Period.closed(absence.first, absence.last), list[Reason]()
    health = absence.change_ground == "birth_or_health"
    if absence.kind == "pregnancy" and absence.due is not None:
        early = "family_leave.pregnancy_early"
        broken = family_leave.pregnancy_leave_fits(absence.due, days, book).outcome
        found += [one for one in broken if not (one.code == early and health)]
    if absence.changed_from is not None and absence.change_ground != MISTAKE:
        change = family_leave.changed(
            absence.kind, absence.changed_from, book, ground=absence.change_ground, told=absence.told
        )
        if change.outcome is not None and not change.outcome.in_time:
            found.append(change.reasons[-1])
    elif absence.told is not None:
        weekdays = family_leave.leave_weekdays(days)
        told = family_leave.told_in_time(absence.kind, absence.first, absence.told, book, weekdays=weekdays)
        if told.outcome is False:
            found.append(told.reasons[-1])
    return tuple(found)


def _postponed(absence: Absence, employees: int, book: Book) -> tuple[Reason, ...]:
    """273/1979 8 §."""
    if absence.changed_from is None or absence.postponements is None:
        return ()
    decided = family_leave.study_leave_postponed(
        absence.changed_from, absence.first, absence.postponements, employees, book
    )
    return () if decided.outcome else decided.reasons[-1:]


def _first_touched(before: Absence, given: Absence) -> date:
    """The first day that belongs to only one of the two times."""
    if before.first != given.first:
        return min(before.first, given.first)
    return min(before.last, given.last) + _ONE_DAY
