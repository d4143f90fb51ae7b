"""Notes what is told of a leave and holds it against the law. It tells and refuses nothing that may be agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from employer.effective import Hand
from employer.errors import Problems
from employer.leave import queries, service
from employer.leave.schemas import Absence
from employer.leave.told.schemas import BY_AGREEMENT, MISTAKE, NOTICE_KEPT, REFUSABLE, TELLABLE, ToldTyped
from rules import Book, Decision, NoValueForDay, Period, Question, Reason, load_book
from rules.decisions import family_leave
from rules.decisions.family_leave import EmployersAnswer

_ONE_DAY = timedelta(days=1)
_STUDY = "study"
_LATE = ("family_leave.told_late", "family_leave.notice_kept")


def note(session: Session, employer_id: int, absence_id: int, typed: ToldTyped, hand: Hand) -> int:
    """Notes what was told of a leave, in place of what was noted; gives back the new row's id.

    Raises ``Refused`` for a kind of which nothing is told, an expected birth of another leave than pregnancy leave, a
    postponement without the day that was applied for (or the other way round), or one not before the leave; an answer
    without its day, or before the leave was told, a refusal of a right, or one without its ground; a notice time that
    was kept to although the leave begins in it; ``LookupError``.
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
    _check_answer(problems, before, typed)
    problems.refuse()
    changed = replace(
        before,
        told=typed.told,
        due=typed.due,
        change_ground=typed.change_ground,
        changed_from=typed.changed_from,
        postponements=typed.postponements,
        answer=typed.answer,
        answered=typed.answered,
        answer_ground=typed.answer_ground,
        id=0,
    )
    return service.change_absence(session, employer_id, absence_id, changed, hand)


def _check_answer(problems: Problems, before: Absence, typed: ToldTyped) -> None:
    """What the employer answered, and the notice time that the employer kept to."""
    if typed.answer == "refused" and before.kind not in REFUSABLE:
        problems.add("answer", "leave_not_refused")
    if typed.answer == "refused" and not typed.answer_ground:
        problems.add("answer_ground", "refusal_ground_needed")
    if typed.answer is not None and typed.answered is None:
        problems.add("answered", "answer_day_needed")
    if typed.answered is not None and typed.told is not None and typed.answered < typed.told:
        problems.add("answered", "answered_before_told", day=typed.told)
    if typed.change_ground != NOTICE_KEPT or before.kind not in TELLABLE or before.kind == _STUDY:
        return
    decided = None if typed.told is None else answer_to(replace(before, told=typed.told), load_book())
    if decided is None:
        problems.add("told", "notice_day_needed")
    elif decided.earliest is not None:
        problems.add("change_ground", "leave_before_notice", day=decided.earliest)


def answer_to(absence: Absence, book: Book) -> EmployersAnswer | None:
    """What the employer may answer to a leave that was told; None: not known, or a leave without an answer by law."""
    decided = _answer(absence, book)
    return None if decided is None else decided.outcome


def asked(absence: Absence, book: Book) -> tuple[Question, ...]:
    """What has to be known before a leave is answered."""
    decided = _answer(absence, book)
    return () if decided is None else decided.questions


def _answer(absence: Absence, book: Book) -> Decision[EmployersAnswer | None] | None:
    if absence.told is None or absence.kind not in TELLABLE or absence.kind == _STUDY:
        return None
    weekdays = family_leave.leave_weekdays(Period.closed(absence.first, absence.last))
    try:
        return family_leave.employers_answer(absence.kind, absence.first, absence.told, book, weekdays=weekdays)
    except NoValueForDay:
        return None


def waits_for_answer(absence: Absence, book: Book) -> bool:
    """Whether the employer has something to answer to a leave: it was told late, or it is by agreement."""
    if absence.answer is not None or absence.change_ground == NOTICE_KEPT or absence.changed_from is not None:
        return False
    found = answer_to(absence, book)
    return found is not None and (found.may_refuse or found.earliest is not None)


def carried(before: Absence, given: Absence) -> Absence:
    """A corrected absence with what was told of it. When the dates of a family leave have changed, why is asked anew:
    the first day that the change touches stays, and what was told of the old dates does not."""
    if given.kind != before.kind or given.kind not in TELLABLE:
        return given
    kept = replace(given, due=before.due, changed_from=before.changed_from, postponements=before.postponements)
    if (given.first, given.last) == (before.first, before.last) or given.kind in BY_AGREEMENT:
        return replace(
            kept,
            told=before.told,
            change_ground=before.change_ground,
            answer=before.answer,
            answered=before.answered,
            answer_ground=before.answer_ground,
        )
    if given.kind == _STUDY:
        return replace(kept, told=before.told)
    return replace(kept, changed_from=_first_touched(before, given))


def change_is_open(absence: Absence) -> bool:
    """Whether the dates of a family leave have changed and nobody has said why, or when it was told."""
    if absence.kind not in TELLABLE or absence.kind == _STUDY or absence.changed_from is None:
        return False
    return absence.change_ground is None or (
        absence.change_ground in ("reasoned", NOTICE_KEPT) and absence.told is None
    )


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
    if absence.changed_from is not None and absence.change_ground not in (MISTAKE, NOTICE_KEPT):
        change = family_leave.changed(
            absence.kind, absence.changed_from, book, ground=absence.change_ground, told=absence.told
        )
        if change.outcome is not None and not change.outcome.in_time:
            found.append(change.reasons[-1])
    elif absence.told is not None and absence.kind not in BY_AGREEMENT and absence.answer != "agreed":
        weekdays = family_leave.leave_weekdays(days)
        decided = family_leave.employers_answer(absence.kind, absence.first, absence.told, book, weekdays=weekdays)
        if decided.outcome is not None and decided.outcome.earliest is not None:
            found += [one for one in decided.reasons if one.code in _LATE]
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
