"""Reading employments: always within one employer, always as known on a day, always as frozen plain data."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from employer import effective, people, sealed
from employer.contracts import models
from employer.contracts.schemas import (
    Agreement,
    EmploymentFacts,
    Ending,
    FamilyMember,
    Gate,
    HolidayTerm,
    LateWork,
    Notice,
    Opening,
    OpeningHoliday,
    OpeningYear,
    Pattern,
    PayRun,
    PayTerms,
    Schooling,
    Terms,
    VariableHours,
    Wage,
    WeeklyTime,
    WorkTime,
)
from employer.effective import Spell, said
from employer.read_once import every, read_once

T = TypeVar("T")


def employment_row(session: Session, employer_id: int, employment_id: int) -> models.Employment:
    """One employment's own row. Raises ``LookupError``, also for another household's employment."""
    row = session.get(models.Employment, employment_id)
    if row is None or row.employer_id != employer_id:
        raise LookupError(f"employer {employer_id} has no employment {employment_id}")
    return row


def employment_id_of(session: Session, employer_id: int, code: str) -> int | None:
    """The id of the household's employment with this code, or None."""
    return session.scalar(
        select(models.Employment.id).where(models.Employment.employer_id == employer_id, models.Employment.code == code)
    )


def employment_ids_of_employee(session: Session, employer_id: int, employee_id: int) -> frozenset[int]:
    """The ids of every employment of one employee of the household."""
    return frozenset(
        session.scalars(
            select(models.Employment.id).where(
                models.Employment.employer_id == employer_id, models.Employment.employee_id == employee_id
            )
        )
    )


def free_employment_code(session: Session, employer_id: int, employee_id: int) -> str:
    """A code for a new employment that nobody of the household has: the employee's code and a number."""
    employee = people.employee_codes(session, employer_id)[employee_id]
    number = 1
    while employment_id_of(session, employer_id, f"{employee}-{number}") is not None:
        number += 1
    return f"{employee}-{number}"


@read_once
def employments(session: Session, employer_id: int, known_on: date) -> tuple[EmploymentFacts, ...]:
    """Every employment of the household with all its terms, in the order in which they were added."""
    rows = every(session, models.Employment, employer_id)
    return _facts(session, employer_id, known_on, list(rows), None)


@read_once
def employment(session: Session, employer_id: int, employment_id: int, known_on: date) -> EmploymentFacts:
    """One employment with all its dated rows as known on a day. Raises ``LookupError``."""
    row = employment_row(session, employer_id, employment_id)
    return _facts(session, employer_id, known_on, [row], employment_id)[0]


def earlier_employments(found: Sequence[EmploymentFacts], of: EmploymentFacts) -> tuple[EmploymentFacts, ...]:
    """Of a household's employments those of the same person that began before and have ended, the latest first."""
    before = [
        one for one in found if one.employee_id == of.employee_id and one.start < of.start and one.end is not None
    ]
    return tuple(sorted(before, key=lambda one: (one.end or one.start, one.id), reverse=True))


def earlier_end(session: Session, employer_id: int, employee_id: int, before: date, known_on: date) -> date | None:
    """The last day of the same person's latest employment that ended before a day; None: the records know of none."""
    ends = [
        one.end
        for one in employments(session, employer_id, known_on)
        if one.employee_id == employee_id and one.end is not None and one.end < before
    ]
    return max(ends, default=None)


def unemployed_before(
    session: Session, employer_id: int, employee_id: int, before: date, known_on: date
) -> tuple[int, int]:
    """The days of the same person's contracts as a long-term unemployed that began before a day, and how many they
    were, each extension counted as one more."""
    found = [
        ((one.end - one.start).days + 1, 1 + one.renewals)
        for one in employments(session, employer_id, known_on)
        if one.employee_id == employee_id and one.start < before and one.long_term_unemployed and one.end is not None
    ]
    return sum(days for days, _ in found), sum(count for _, count in found)


def ending_before_absence(session: Session, employer_id: int, employment_id: int) -> Ending:
    """The end that was noted before the employment was treated as ended by an absence without word."""
    row = session.scalars(
        select(models.Ending)
        .where(
            models.Ending.employer_id == employer_id,
            models.Ending.employment_id == employment_id,
            models.Ending.withdrawn.is_(False),
            func.coalesce(models.Ending.end_reason, "") != "absence_without_word",
        )
        .order_by(models.Ending.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return Ending()
    return Ending(
        row.end,
        row.fixed_term_ground,
        row.end_reason,
        long_term_unemployed=bool(row.long_term_unemployed),
        renewals=row.renewals or 0,
        signed=row.signed,
        breach_known=row.breach_known,
        cancel_sent=row.cancel_sent,
        employee_heard=row.employee_heard,
    )


def employments_with_names(
    session: Session, employer_id: int, known_on: date
) -> tuple[tuple[EmploymentFacts, str], ...]:
    """Every employment of the household with the employee's name, in the order in which they were added."""
    names = {one.id: one.details.name.full for one in people.employees(session, employer_id, known_on)}
    return tuple((one, names[one.employee_id]) for one in employments(session, employer_id, known_on))


@read_once
def openings(session: Session, employer_id: int, known_on: date) -> tuple[Opening, ...]:
    """What was paid and earned before the records begin, one for each employment that has an opening."""
    rows = effective.rows(session, models.Opening, employer_id, known_on)
    if not rows:
        return ()
    kinds: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for kind in every(session, models.OpeningKind, employer_id):
        kinds[kind.opening_id].append((kind.kind, kind.cents))
    holidays: dict[int, list[OpeningHoliday]] = defaultdict(list)
    for holiday in every(session, models.OpeningHoliday, employer_id):
        holidays[holiday.opening_id].append(
            OpeningHoliday(
                credit_year=(holiday.credit_year_first, holiday.credit_year_last),
                days=holiday.days,
                pay_base_cents=holiday.pay_base,
                work_days=holiday.work_days,
                minutes=holiday.minutes,
            )
        )
    return tuple(
        Opening(
            employment_id=row.employment_id,
            day=row.day,
            year_so_far=OpeningYear(row.gross, row.withholding, tuple(kinds[row.id])) if row.year_said else None,
            card_used_cents=sealed.number_of(row.card_used),
            holidays=tuple(holidays[row.id]),
            id=row.id,
        )
        for row in rows
    )


def opening(session: Session, employer_id: int, employment_id: int, known_on: date) -> Opening | None:
    """What was paid and earned in one employment before the records begin, or None."""
    for one in openings(session, employer_id, known_on):
        if one.employment_id == employment_id:
            return one
    return None


@read_once
def pay_runs(session: Session, employer_id: int, known_on: date) -> tuple[PayRun, ...]:
    """The declared pay runs in order of their pay day, then of their first day."""
    rows = effective.rows(session, models.PayRun, employer_id, known_on)
    named: dict[int, list[int]] = defaultdict(list)
    for link in every(session, models.PayRunEmployment, employer_id):
        named[link.pay_run_id].append(link.employment_id)
    found = [
        PayRun(
            first=row.valid_from,
            until=row.valid_until,
            pay_day=row.pay_day,
            kind=row.kind,
            employment_ids=None if row.for_all else tuple(named[row.id]),
            id=row.id,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda run: (run.pay_day, run.first, run.id)))


def _facts(
    session: Session,
    employer_id: int,
    known_on: date,
    rows: list[models.Employment],
    only: int | None,
) -> tuple[EmploymentFacts, ...]:
    if not rows:
        return ()

    def dated(model: Any, build: Callable[[Spell[Any]], T]) -> Mapping[int, tuple[T, ...]]:
        return {
            owner: tuple(build(spell) for spell in effective.timeline(group))
            for owner, group in _grouped(session, employer_id, known_on, model, only).items()
        }

    endings = {
        owner: effective.timeline(group)[-1].row
        for owner, group in _grouped(session, employer_id, known_on, models.Ending, only).items()
    }
    terms = dated(models.Terms, _terms)
    wages = dated(models.Wage, lambda s: Wage(s.row.unit, s.row.euros, s.first, s.until, s.row.id))
    weekly_times = dated(models.WeeklyTime, lambda s: WeeklyTime(s.row.minutes, s.first, s.until, s.row.id))
    agreements = dated(models.AgreementTerm, _agreement)
    holiday_terms = dated(
        models.HolidayTerm,
        lambda s: HolidayTerm(
            s.row.accrual, said(s.row, "bonus_percent"), s.first, s.until, s.row.id, seasonal=s.row.seasonal
        ),
    )
    schooling = dated(models.Schooling, _schooling)
    late_work = dated(
        models.LateWork, lambda s: LateWork(s.row.agreed, s.row.reason, s.first, s.until, s.row.id, s.row.in_home)
    )
    patterns = _grouped(session, employer_id, known_on, models.WorkPattern, only)
    gates = _grouped(session, employer_id, known_on, models.Gate, only)
    codes = people.employee_codes(session, employer_id)
    found = []
    for row in rows:
        ending = endings.get(row.id)
        found.append(
            EmploymentFacts(
                id=row.id,
                employer_id=row.employer_id,
                employee_id=row.employee_id,
                employee_code=codes[row.employee_id],
                code=row.code,
                job=row.job,
                start=row.start,
                end=None if ending is None else ending.end,
                fixed_term_ground=None if ending is None else ending.fixed_term_ground,
                end_reason=None if ending is None else ending.end_reason,
                terms=terms.get(row.id, ()),
                wages=wages.get(row.id, ()),
                weekly_times=weekly_times.get(row.id, ()),
                agreements=agreements.get(row.id, ()),
                holiday_terms=holiday_terms.get(row.id, ()),
                patterns=tuple(_pattern(one) for one in patterns.get(row.id, ())),
                gates=tuple(
                    Gate(one.kind, one.day, one.extract_day, one.provider, one.id, one.document)
                    for one in gates.get(row.id, ())
                ),
                schooling=schooling.get(row.id, ()),
                late_work=late_work.get(row.id, ()),
                long_term_unemployed=ending is not None and bool(ending.long_term_unemployed),
                renewals=0 if ending is None else ending.renewals or 0,
                signed=None if ending is None else ending.signed,
                breach_known=None if ending is None else ending.breach_known,
                cancel_sent=None if ending is None else ending.cancel_sent,
                employee_heard=None if ending is None else ending.employee_heard,
            )
        )
    return tuple(found)


def _grouped(
    session: Session, employer_id: int, known_on: date, model: Any, only: int | None
) -> Mapping[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in effective.rows(session, model, employer_id, known_on):
        if only in (None, row.employment_id):
            groups[row.employment_id].append(row)
    return groups


def _terms(spell: Spell[models.Terms]) -> Terms:
    row = spell.row
    duties: Any = said(row, "duties")
    if isinstance(duties, str):
        duties = tuple(json.loads(duties))
    variable, notice, family = None, None, None
    if row.variable and row.variable_min_minutes is not None and row.variable_max_minutes is not None:
        times = None if row.variable_times is None else _times(row.variable_times)
        variable = VariableHours(row.variable_min_minutes, row.variable_max_minutes, row.variable_when, times)
    if not row.notice_by_law:
        notice = Notice(row.notice_employer_days, row.notice_employee_days)
    if row.family_member:
        family = FamilyMember(row.same_household, row.hours_fixed, row.hours_supervised)
    return Terms(
        duties=duties,
        workplace=said(row, "workplace"),
        occupation_code=said(row, "occupation_code"),
        trial_months=row.trial_months,
        variable_hours=variable,
        notice=notice,
        family_member=family,
        pay=PayTerms(row.pay_rhythm, tuple(row.pay_days.split())),
        first=spell.first,
        until=spell.until,
        id=row.id,
    )


def times_text(times: Iterable[WorkTime]) -> str:
    """Times of work as they are kept: rows of weekdays (digits, Monday 0), start and end (minutes from midnight)."""
    rows = [["".join(str(day) for day in sorted(one.weekdays)), one.start_minute, one.end_minute] for one in times]
    return json.dumps(rows)


def _times(text: str) -> tuple[WorkTime, ...]:
    return tuple(WorkTime(tuple(int(digit) for digit in days), start, end) for days, start, end in json.loads(text))


def _agreement(spell: Spell[models.AgreementTerm]) -> Agreement:
    row = spell.row
    return Agreement(
        name=row.name,
        reason=row.reason,
        employer_is_member=row.employer_is_member,
        pay_group=row.pay_group,
        experience_months=row.experience_months,
        region=row.region,
        first=spell.first,
        until=spell.until,
        id=row.id,
    )


def _schooling(spell: Spell[models.Schooling]) -> Schooling:
    minutes = spell.row.school_minutes
    told = None if minutes is None else tuple(int(one) for one in minutes.split())
    return Schooling(spell.row.kind, told, spell.first, spell.until, spell.row.id)


def _pattern(row: models.WorkPattern) -> Pattern:
    return Pattern(
        first=row.valid_from,
        until=row.valid_until,
        weekdays=tuple(int(digit) for digit in row.weekdays),
        start_minute=row.start_minute,
        end_minute=row.end_minute,
        break_minutes=row.break_minutes,
        skip=row.skip,
        id=row.id,
    )


def clashes(patterns: Iterable[Pattern]) -> tuple[tuple[Pattern, Pattern], ...]:
    """The pairs of patterns that would put two shifts at the same time of the same weeks."""
    listed = list(patterns)
    found = []
    for number, one in enumerate(listed):
        for other in listed[number + 1 :]:
            together_first = max(one.first, other.first)
            ends = [day for day in (one.until, other.until) if day is not None]
            if ends and min(ends) < together_first:
                continue
            if _week_minutes_meet(one, other):
                found.append((one, other))
    return tuple(found)


def _week_minutes_meet(one: Pattern, other: Pattern) -> bool:
    week = 7 * 1440
    for day in one.weekdays:
        start = day * 1440 + one.start_minute
        for other_day in other.weekdays:
            ahead = (other_day * 1440 + other.start_minute - start) % week
            if ahead < one.length or (week - ahead) % week < other.length:
                return True
    return False
