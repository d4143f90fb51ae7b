"""Reading absences: always within one employer, always as known on a day, always as frozen plain data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from employer import effective, sealed
from employer.answers import Answer
from employer.answers.schemas import asked_about
from employer.hours.queries import Change
from employer.leave import models
from employer.leave.schemas import ILLNESSES, Absence, Entry, Wish
from employer.read_once import read_once
from rules import Period
from rules.decisions import family_leave
from rules.decisions.contract import HINDRANCES

_ONE_DAY = timedelta(days=1)


def absences(
    session: Session,
    employer_id: int,
    employment_id: int | None,
    known_on: date,
    first: date | None = None,
    after: date | None = None,
    *,
    partial: bool = False,
) -> tuple[Absence, ...]:
    """The absences of one employment, or of all with None, in order of their first day.

    Partial leaves are left out, for shorter hours are worked in them; ``partial`` takes them along.
    With ``first`` and ``after`` only those that touch the days from ``first`` up to, not including, ``after``.
    """
    return tuple(
        one
        for one in _absences(session, employer_id, known_on)
        if employment_id in (None, one.employment_id)
        and (first is None or one.last >= first)
        and (after is None or one.first < after)
        and (partial or one.kind not in family_leave.PARTIAL)
    )


def changed_since(
    session: Session, employer_id: int, since: datetime, until: date, known_on: date
) -> tuple[Change, ...]:
    """What was recorded of absences after a moment, about days up to ``until``: the days of each, and of the one it
    replaced."""
    new, old = models.Absence, aliased(models.Absence)
    rows = session.execute(
        select(new.employment_id, new.first, new.last, old.first, old.last, new.recorded_at)
        .outerjoin(old, and_(old.id == new.replaces_id, old.employer_id == new.employer_id))
        .where(
            new.employer_id == employer_id,
            new.recorded_at > since,
            new.recorded_on <= known_on,
            or_(new.first <= until, old.first <= until),
        )
    )
    return tuple(
        Change(employment_id, first, last, at)
        for employment_id, *days, at in rows
        for first, last in (days[:2], days[2:])
        if first is not None
    )


@read_once
def _absences(session: Session, employer_id: int, known_on: date) -> tuple[Absence, ...]:
    found = (fact(row) for row in effective.rows(session, models.Absence, employer_id, known_on))
    return tuple(sorted(found, key=lambda absence: (absence.first, absence.id)))


def absence(session: Session, employer_id: int, absence_id: int, known_on: date) -> Absence:
    """One absence. Raises ``LookupError`` when the household has no such absence, or it was replaced."""
    return fact(absence_row(session, employer_id, absence_id, known_on))


def absence_row(session: Session, employer_id: int, absence_id: int, known_on: date) -> models.Absence:
    """One absence's own row. Raises ``LookupError``."""
    row = session.scalar(effective.known(models.Absence, employer_id, known_on).where(models.Absence.id == absence_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no absence {absence_id}")
    return row


def incapacity(
    absence: Absence, noted: Iterable[Absence], lasted: Collection[date] = ()
) -> tuple[date, tuple[Period, ...]]:
    """Since when a noted illness has gone on without a day between, and the earlier spells of the same illness.

    Notes of one illness, by ``same_illness_as``, that follow each other without a day between are one incapacity, as
    are parts of one day; one that began in a holiday has lasted since then. ``lasted``: first days of ``days_between``
    over which the incapacity lasted, as people answered.
    """
    ill = [one for one in noted if one.kind in ILLNESSES and one.employment_id == absence.employment_id]
    by_first = {one.first: one for one in sorted(ill, key=lambda row: row.last)}  # of one day the longer one

    def began(one: Absence) -> date:
        while one.same_illness_as is not None and one.same_illness_as < one.first:
            earlier = by_first.get(one.same_illness_as)
            if earlier is None:
                return one.same_illness_as
            one = earlier
        return one.first

    mine = began(absence)
    spells: list[Period] = []
    for one in sorted(by_first.values(), key=lambda row: row.first):
        if one.first < absence.first and began(one) == mine:
            if spells and (one.first <= spells[-1].after or spells[-1].after in lasted):
                spells[-1] = Period.closed(spells[-1].first, max(spells[-1].last, one.last))
            else:
                spells.append(Period.closed(one.ill_since or one.first, one.last))
    since = absence.ill_since or absence.first
    if spells and (absence.first <= spells[-1].after or spells[-1].after in lasted):
        since = spells.pop().first
    return since, tuple(spells)


def lasted_over(given: Iterable[Answer], employment: str) -> dict[date, bool]:
    """What people answered of ``days_between`` of an employment (its code), by their first day: whether the illness or
    the hindrance lasted over them."""
    found = {}
    for one in given:
        topic, subject = asked_about(one.question)
        head, _, first = topic.partition(".")
        if head in ("illness_lasted", "hindrance_lasted") and subject == employment:
            found[date.fromisoformat(first)] = one.value == "yes"
    return found


def days_between(absence: Absence, noted: Sequence[Absence]) -> tuple[Period, ...]:
    """The days between the notes of one illness, or of one kind of prevented work, that no absence holds: a weekend,
    for example.

    Where nothing was worked on them it is not known whether the incapacity or the hindrance lasted.
    """
    if absence.kind in ILLNESSES:
        since, spells = incapacity(absence, noted)
    elif absence.kind in HINDRANCES:
        since, spells = unbroken(absence, noted), hindered_before(absence, noted)
    else:
        return ()
    ordered = (*spells, Period.closed(since, absence.last))
    gaps = (Period(before.after, after.first) for before, after in pairwise(ordered) if before.after < after.first)
    return tuple(
        gap
        for gap in gaps
        if not any(one.employment_id == absence.employment_id and _touches(one, gap) for one in noted)
    )


def _touches(absence: Absence, days: Period) -> bool:
    return absence.first < days.after and absence.last >= days.first


def hindered_before(absence: Absence, noted: Iterable[Absence]) -> tuple[Period, ...]:
    """The earlier unbroken runs of notes of the absence's kind, in order: the first days of one hindrance, perhaps."""
    since = unbroken(absence, noted)
    alike = [one for one in noted if (one.kind, one.employment_id) == (absence.kind, absence.employment_id)]
    runs: list[Period] = []
    for one in sorted((one for one in alike if one.first < since), key=lambda row: row.first):
        if runs and one.first <= runs[-1].after:
            runs[-1] = Period.closed(runs[-1].first, max(runs[-1].last, one.last))
        else:
            runs.append(Period.closed(one.first, one.last))
    return tuple(runs)


def unbroken(absence: Absence, noted: Iterable[Absence], lasted: Collection[date] = ()) -> date:
    """Since when notes of the absence's kind have followed each other without a day between: its own first day or
    an earlier one. ``lasted``: first days of ``days_between`` over which it lasted, as people answered."""
    first = absence.first
    alike = [one for one in noted if (one.kind, one.employment_id) == (absence.kind, absence.employment_id)]
    for one in sorted(alike, key=lambda row: row.first, reverse=True):
        if one.first < first and (first <= one.last + _ONE_DAY or one.last + _ONE_DAY in lasted):
            first = one.first
    return first


def wishes(session: Session, employer_id: int, employment_id: int | None, known_on: date) -> tuple[Wish, ...]:
    """The wishes for holidays of one employment, or of all with None, as they stand, in order of their first day."""
    rows = effective.rows(session, models.HolidayWish, employer_id, known_on)
    found = (wish_fact(row) for row in rows if employment_id in (None, row.employment_id))
    return tuple(sorted(found, key=lambda one: (one.first, one.id)))


def wish(session: Session, employer_id: int, wish_id: int, known_on: date) -> Wish:
    """One wish. Raises ``LookupError`` when the household has no such wish, or it was replaced."""
    table = models.HolidayWish
    row = session.scalar(effective.known(table, employer_id, known_on).where(table.id == wish_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no wish {wish_id}")
    return wish_fact(row)


def wish_fact(row: models.HolidayWish) -> Wish:
    """A wish's row as plain data."""
    return Wish(
        id=row.id,
        employment_id=row.employment_id,
        first=row.first,
        last=row.last,
        state=row.state,
        answer=row.answer,
        wished_at=row.wished_at,
        wished_by=row.wished_by,
        answered_at=row.recorded_at,
        answered_by=row.recorded_by,
    )


def entries(session: Session, employer_id: int, employment_id: int | None, known_on: date) -> tuple[Entry, ...]:
    """What was saved, moved or paid in money of one employment's holiday, or of all with None, in order of its day."""
    rows = effective.rows(session, models.HolidayEntry, employer_id, known_on)
    found = (_entry_fact(row) for row in rows if employment_id in (None, row.employment_id))
    return tuple(sorted(found, key=lambda one: (one.day, one.id)))


def entry_row(session: Session, employer_id: int, entry_id: int, known_on: date) -> models.HolidayEntry:
    """One entry's own row. Raises ``LookupError``."""
    table = models.HolidayEntry
    row = session.scalar(effective.known(table, employer_id, known_on).where(table.id == entry_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no holiday entry {entry_id}")
    return row


def _entry_fact(row: models.HolidayEntry) -> Entry:
    return Entry(
        employment_id=row.employment_id,
        kind=row.kind,
        credit_year=row.credit_year,
        days=row.days,
        day=row.day,
        ground=row.ground,
        asked=row.asked,
        asked_by=row.asked_by,
        moved_from=row.moved_from,
        id=row.id,
    )


def fact(row: models.Absence) -> Absence:
    """An absence's row as plain data."""
    return Absence(
        employment_id=row.employment_id,
        kind=row.kind,
        first=row.first,
        last=row.last,
        certificate_seen=sealed.day_of(row.certificate_seen),
        same_illness_as=sealed.day_of(row.same_illness_as),
        child_born=sealed.day_of(row.child_born),
        agreed_in_writing=sealed.truth_of(row.agreed_in_writing),
        own_risk_days=sealed.number_of(row.own_risk_days),
        no_pay=row.no_pay or None,
        moved_from=row.moved_from,
        start_minute=sealed.number_of(row.start_minute),
        end_minute=sealed.number_of(row.end_minute),
        told=sealed.day_of(row.told),
        due=sealed.day_of(row.due),
        change_ground=row.change_ground or None,
        changed_from=sealed.day_of(row.changed_from),
        postponements=sealed.number_of(row.postponements),
        answer=row.answer or None,
        answered=sealed.day_of(row.answered),
        answer_ground=row.answer_ground or None,
        ill_since=sealed.day_of(row.ill_since),
        id=row.id,
    )
