"""Doing things with employments: each verb checks, writes, records the change, gives plain data back; none commits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from employer import audit, effective, people, sealed
from employer.contracts import models, queries, schemas
from employer.contracts.schemas import (
    Agreement,
    EmploymentFacts,
    Ending,
    Gate,
    HolidayTerm,
    LateWork,
    NewEmployment,
    Opening,
    Pattern,
    PayRun,
    PayTerms,
    Schooling,
    Terms,
    Wage,
    WeeklyTime,
    WorkTime,
)
from employer.effective import Hand, Overlap
from employer.errors import Problems, Refused
from rules import NoValueForDay, calendar, load_book
from rules.decisions import annual_holiday, contract, young_workers
from rules.decisions import ending as absences
from rules.decisions.annual_holiday import ContractPhase

_ONE_DAY = timedelta(days=1)


def add_employment(session: Session, employer_id: int, command: NewEmployment, hand: Hand) -> int:
    """Adds an employment with all its terms, and gives back its id.

    Raises ``Refused`` with every problem of every part (``wages[1].euros``), ``LookupError`` for an unknown employee.
    """
    employee = people.employee(session, employer_id, command.employee_id, hand.day)
    problems = Problems()
    _check_age(problems, employee.born, command.start)
    if queries.employment_id_of(session, employer_id, command.code) is not None:
        problems.add("id", "code_taken", code=command.code)
    _choice(problems, "job", command.job, schemas.JOBS)
    earlier = _earlier(session, employer_id, command.employee_id, command.start, hand.day)
    _check_ending(problems, command.start, command.ending, earlier)
    _check_terms(problems, command.terms)
    parts: tuple[tuple[str, tuple[Any, ...], Callable[[Problems, Any], None]], ...] = (
        ("wages", command.wages, _check_wage),
        ("weekly_minutes", command.weekly_times, _check_weekly_time),
        ("agreement", command.agreements, _check_agreement),
        ("holiday", command.holiday_terms, _check_holiday_term),
        ("patterns", command.patterns, _check_pattern),
        ("gates", command.gates, _check_gate),
    )
    for name, rows, check in parts:
        for number, row in enumerate(rows):
            part = Problems()
            check(part, row)
            _inside(problems, f"{name}[{number}]", part)
    if not command.wages:
        problems.add("wages", "wage_needed")
    if not command.weekly_times:
        problems.add("weekly_minutes", "weekly_time_needed")
    _check_clashes(problems, command.patterns)
    if not problems.found:
        _check_hours_agree(problems, "weekly_minutes", command.weekly_times, command.patterns, (command.terms,))
        for number, term in enumerate(command.holiday_terms):
            part = Problems()
            following = [one.first for one in command.holiday_terms if one.first is not None]
            _check_accrual(part, term, command.start, command.ending.end, following, command.patterns, command.terms)
            _inside(problems, f"holiday[{number}]", part)
    problems.refuse()
    row = models.Employment(
        employer_id=employer_id,
        employee_id=command.employee_id,
        code=command.code,
        job=command.job,
        start=command.start,
        created_at=hand.at,
    )
    session.add(row)
    session.flush()
    _add_ending(session, employer_id, row.id, command.ending, hand)
    _insert(session, employer_id, row.id, _terms_row(command.terms), command.terms, hand, "terms")
    for number, wage in enumerate(command.wages):
        _insert(session, employer_id, row.id, _wage_row(wage), wage, hand, f"wages[{number}]")
    for number, time in enumerate(command.weekly_times):
        _insert(session, employer_id, row.id, _weekly_row(time), time, hand, f"weekly_minutes[{number}]")
    for number, agreement in enumerate(command.agreements):
        _insert(session, employer_id, row.id, _agreement_row(agreement), agreement, hand, f"agreement[{number}]")
    for number, term in enumerate(command.holiday_terms):
        _insert(session, employer_id, row.id, _holiday_row(term), term, hand, f"holiday[{number}]")
    for pattern in command.patterns:
        session.add(_pattern_row(employer_id, row.id, pattern, hand))
    for gate in command.gates:
        session.add(_gate_row(employer_id, row.id, gate, hand))
    session.flush()
    words = {"code": command.code, "job": command.job, "start": command.start, "end": command.ending.end}
    audit.record(session, employer_id, hand.by, "changes.employment_added", None, words, at=hand.at)
    return row.id


def set_wage(session: Session, employer_id: int, employment_id: int, wage: Wage, hand: Hand) -> int:
    """Adds agreed pay from a day on (also from a day in the past); gives back the row's id. Raises ``Refused``."""
    problems = Problems()
    _check_wage(problems, wage)
    return _set(session, employer_id, employment_id, _wage_row(wage), wage, hand, problems, "changes.wage")


def set_weekly_time(session: Session, employer_id: int, employment_id: int, time: WeeklyTime, hand: Hand) -> int:
    """Adds the agreed weekly time from a day on; gives back the row's id. Raises ``Refused``."""
    problems = Problems()
    _check_weekly_time(problems, time)
    if not problems.found:
        known = queries.employment(session, employer_id, employment_id, hand.day)
        _check_hours_agree(problems, "minutes", (time,), known.patterns, known.terms)
    return _set(session, employer_id, employment_id, _weekly_row(time), time, hand, problems, "changes.weekly_time")


def set_agreement(session: Session, employer_id: int, employment_id: int, agreement: Agreement, hand: Hand) -> int:
    """Says which collective agreement applies from a day on; gives back the row's id. Raises ``Refused``."""
    problems = Problems()
    _check_agreement(problems, agreement)
    return _set(
        session, employer_id, employment_id, _agreement_row(agreement), agreement, hand, problems, "changes.agreement"
    )


def set_holiday_term(session: Session, employer_id: int, employment_id: int, term: HolidayTerm, hand: Hand) -> int:
    """Adds the holiday terms from a day on; gives back the row's id. Raises ``Refused``."""
    problems = Problems()
    _check_holiday_term(problems, term)
    if not problems.found:
        known = queries.employment(session, employer_id, employment_id, hand.day)
        following = [one.first for one in known.holiday_terms if one.first is not None]
        terms = effective.at(known.terms, max(known.start, term.first or known.start)) or known.terms[-1]
        _check_accrual(problems, term, known.start, known.end, following, known.patterns, terms)
    return _set(session, employer_id, employment_id, _holiday_row(term), term, hand, problems, "changes.holiday_term")


def set_terms(session: Session, employer_id: int, employment_id: int, terms: Terms, hand: Hand) -> int:
    """Adds the other terms of the contract from a day on; gives back the row's id. Raises ``Refused``."""
    problems = Problems()
    _check_terms(problems, terms)
    return _set(session, employer_id, employment_id, _terms_row(terms), terms, hand, problems, "changes.terms")


def end_employment(session: Session, employer_id: int, employment_id: int, ending: Ending, hand: Hand) -> int:
    """Says when and why the employment ends (or that it goes on); gives back the row's id. Raises ``Refused``.

    A contract with a long-term unemployed person stays one, unless a ground is written. A fixed term that ends later
    than was noted says why (``later``): an extension needs its own ground, and is counted.
    """
    employment = queries.employment(session, employer_id, employment_id, hand.day)
    problems = Problems()
    earlier = _earlier(session, employer_id, employment.employee_id, employment.start, hand.day)
    if employment.long_term_unemployed and ending.end is not None and not (ending.fixed_term_ground or "").strip():
        ending = replace(ending, long_term_unemployed=True)
    ending = replace(ending, renewals=employment.renewals, signed=employment.signed)
    if _ends_later(employment, ending):
        ending = _extended(problems, employment, ending, earlier, hand.day)
    elif employment.fixed_term and ending.end is not None and not ending.fixed_term_ground:
        ending = replace(ending, fixed_term_ground=employment.fixed_term_ground)
    if ending.later != "extended":
        _check_ending(problems, employment.start, ending, earlier)
    if ending.end_reason == "absence_without_word" and ending.end is not None:
        _check_absent(problems, ending.end, hand.day)
    problems.refuse()
    row_id = _add_ending(session, employer_id, employment_id, ending, hand)
    words = {"employment": employment.code, "end": ending.end, "reason": ending.end_reason}
    if ending.renewals:
        words["renewals"] = ending.renewals
    audit.record(session, employer_id, hand.by, "changes.employment_end", None, words, at=hand.at)
    return row_id


def set_signed(session: Session, employer_id: int, employment_id: int, signed: date, hand: Hand) -> int:
    """Notes the day on which the contract was made; gives back the row's id.

    Raises ``Refused`` for a day after the first day of work, and for one whose rule does not allow the fixed term as it
    was agreed (55/2001 1:3); ``LookupError``.
    """
    employment = queries.employment(session, employer_id, employment_id, hand.day)
    ending = _ending_of(employment, signed)
    problems = Problems()
    _check_ending(
        problems,
        employment.start,
        ending,
        _earlier(session, employer_id, employment.employee_id, employment.start, hand.day),
    )
    problems.refuse()
    row_id = _add_ending(session, employer_id, employment_id, ending, hand)
    before = None if employment.signed is None else {"employment": employment.code, "day": employment.signed}
    after = {"employment": employment.code, "day": signed}
    audit.record(session, employer_id, hand.by, "changes.signed", before, after, at=hand.at)
    return row_id


def _ending_of(employment: EmploymentFacts, signed: date | None) -> Ending:
    """The end as it is noted, with the day on which the contract was made."""
    return Ending(
        employment.end,
        employment.fixed_term_ground,
        employment.end_reason,
        long_term_unemployed=employment.long_term_unemployed,
        renewals=employment.renewals,
        signed=signed,
        breach_known=employment.breach_known,
        cancel_sent=employment.cancel_sent,
        employee_heard=employment.employee_heard,
    )


def go_on(session: Session, employer_id: int, employment_id: int, hand: Hand) -> int:
    """Notes that work went on after the end, which makes the contract one until further notice (55/2001 6:5); gives
    back the row's id. Raises ``Refused`` when there is no end, or it has not passed; ``LookupError``."""
    employment = queries.employment(session, employer_id, employment_id, hand.day)
    problems = Problems()
    if employment.end is None or employment.end >= hand.day:
        problems.add("end", "end_not_passed", day=employment.end or "…")
    problems.refuse()
    row_id = _add_ending(session, employer_id, employment_id, Ending(signed=employment.signed), hand)
    before = {"employment": employment.code, "end": employment.end, "reason": employment.end_reason}
    after = {"employment": employment.code, "section": "55/2001 6:5"}
    audit.record(session, employer_id, hand.by, "changes.employment_goes_on", before, after, at=hand.at)
    return row_id


def undo_absence(session: Session, employer_id: int, employment_id: int, hand: Hand) -> int:
    """Notes that the absent employee could not tell for an acceptable hindrance: the ending is undone (55/2001 8:3),
    and the end that was noted before it holds again; gives back the row's id.

    Raises ``Refused`` when the employment has not ended by an absence without word; ``LookupError``.
    """
    employment = queries.employment(session, employer_id, employment_id, hand.day)
    problems = Problems()
    if employment.end_reason != "absence_without_word":
        problems.add("end", "not_ended_by_absence")
    problems.refuse()
    restored = replace(queries.ending_before_absence(session, employer_id, employment_id), signed=employment.signed)
    row_id = _add_ending(session, employer_id, employment_id, restored, hand)
    before = {"employment": employment.code, "end": employment.end, "reason": employment.end_reason}
    after = {"employment": employment.code, "end": restored.end, "section": "55/2001 8:3"}
    audit.record(session, employer_id, hand.by, "changes.absence_undone", before, after, at=hand.at)
    return row_id


def add_pattern(session: Session, employer_id: int, employment_id: int, pattern: Pattern, hand: Hand) -> int:
    """Adds weekly repeating work; gives back the row's id. Raises ``Refused``, also when it clashes with another."""
    employment = queries.employment(session, employer_id, employment_id, hand.day)
    problems = Problems()
    _check_pattern(problems, pattern)
    if not problems.found:
        _check_clashes(problems, (*employment.patterns, pattern))
        _check_hours_agree(problems, "weekdays", employment.weekly_times, (pattern,), employment.terms)
    problems.refuse()
    return _write_pattern(session, employer_id, employment, pattern, None, hand, "changes.pattern_added")


def change_pattern(
    session: Session, employer_id: int, employment_id: int, pattern_id: int, pattern: Pattern, hand: Hand
) -> int:
    """Replaces a pattern (to end it, give the same with ``until``); gives back the new row's id.

    Raises ``Refused``, or ``LookupError`` for an unknown pattern.
    """
    employment = queries.employment(session, employer_id, employment_id, hand.day)
    if pattern_id not in {one.id for one in employment.patterns}:
        raise LookupError(f"employment {employment_id} has no pattern {pattern_id}")
    problems = Problems()
    _check_pattern(problems, pattern)
    if not problems.found:
        _check_clashes(problems, (*(one for one in employment.patterns if one.id != pattern_id), pattern))
    problems.refuse()
    return _write_pattern(session, employer_id, employment, pattern, pattern_id, hand, "changes.pattern_changed")


def set_schooling(session: Session, employer_id: int, employment_id: int, schooling: Schooling, hand: Hand) -> int:
    """Says how a young employee's basic education goes from a day on; gives back the row's id. Raises ``Refused``."""
    problems = Problems()
    _check_schooling(problems, schooling)
    minutes = schooling.school_minutes
    facts = {"kind": schooling.kind, "school_minutes": None if minutes is None else " ".join(map(str, minutes))}
    row = (models.Schooling(), facts)
    return _set(session, employer_id, employment_id, row, schooling, hand, problems, "changes.schooling")


def set_late_work(session: Session, employer_id: int, employment_id: int, late: LateWork, hand: Hand) -> int:
    """Says whether a young employee agrees to household work in the employer's home late in the evening, and why it is
    needed; gives back the row's id. Raises ``Refused``, also when it is agreed to without a reason or elsewhere than in
    the employer's home (998/1993 7 §)."""
    problems = Problems()
    _order(problems, late.first, late.until)
    if late.agreed and not (late.reason or "").strip():
        problems.add("reason", "late_reason_needed")
    if late.agreed and late.in_home is False:
        problems.add("in_home", "late_only_in_home")
    row = (models.LateWork(), {"agreed": late.agreed, "reason": late.reason, "in_home": late.in_home})
    return _set(session, employer_id, employment_id, row, late, hand, problems, "changes.late_work")


def gate_kinds(employment: EmploymentFacts, born: date, *, foreign: bool, as_of: date) -> tuple[str, ...]:
    """Which things have to be in order in an employment, so far; what has been noted is always among them.

    ``foreign``: the employee's right to work is noted (301/2004 82 §). What belongs to the end is asked when there is
    one.
    """
    try:
        young = young_workers.is_young(born, employment.start, load_book())
    except NoValueForDay:
        young = False  # hired before the act that the law book holds
    over = employment.end is not None and employment.end <= as_of
    varying = any(terms.variable_hours is not None for terms in employment.terms)
    of_some = (*schemas.YOUNG_GATES, *schemas.FOREIGN_GATES, *schemas.END_GATES)
    asked = {kind: True for kind in schemas.GATES if kind not in of_some}
    asked |= dict.fromkeys(schemas.END_GATES, over and not employment.never_begun)
    asked |= dict.fromkeys(schemas.YOUNG_GATES, young)
    asked |= {"tell_migri": foreign, "right_to_work_data": foreign and over, "variable_hours_review": varying}
    asked["tell_migri_end"] = foreign and employment.end is not None
    noted = {gate.kind for gate in employment.gates}
    return tuple(kind for kind in schemas.GATES if asked[kind] or kind in noted)


def set_gate(session: Session, employer_id: int, employment_id: int, gate: Gate, hand: Hand) -> int:
    """Notes that something is in order, instead of its earlier note; gives back the id. Raises ``Refused``."""
    employment = queries.employment(session, employer_id, employment_id, hand.day)
    problems = Problems()
    _check_gate(problems, gate)
    problems.refuse()
    row = _gate_row(employer_id, employment_id, gate, hand)
    row.replaces_id = next((one.id for one in employment.gates if one.kind == gate.kind), None)
    session.add(row)
    session.flush()
    words = {"employment": employment.code, "kind": gate.kind, "day": gate.day}
    audit.record(session, employer_id, hand.by, "changes.gate", None, words, at=hand.at)
    return row.id


def set_opening(session: Session, employer_id: int, opening: Opening, hand: Hand) -> int:
    """Notes how an older employment stood when the records begin, in place of an earlier note. Raises ``Refused``."""
    employment = queries.employment_row(session, employer_id, opening.employment_id)
    problems = Problems()
    _check_opening(problems, employment.start, opening)
    if (opening.card_used_cents or 0) > 0:
        _check_card_used(problems, people.tax_cards(session, employer_id, employment.employee_id, hand.day), opening)
    problems.refuse()
    earlier = queries.opening(session, employer_id, opening.employment_id, hand.day)
    year = opening.year_so_far
    row = effective.fill(
        models.Opening(),
        hand,
        employer_id,
        {
            "employment_id": opening.employment_id,
            "day": opening.day,
            "year_said": year is not None,
            "gross": None if year is None else year.gross_cents,
            "withholding": None if year is None else year.withholding_cents,
            "card_used": sealed.written(opening.card_used_cents),
            "replaces_id": None if earlier is None else earlier.id,
        },
    )
    session.add(row)
    session.flush()
    for kind, cents in () if year is None else year.by_kind:
        session.add(models.OpeningKind(employer_id=employer_id, opening_id=row.id, kind=kind, cents=cents))
    for holiday in opening.holidays:
        session.add(
            models.OpeningHoliday(
                employer_id=employer_id,
                opening_id=row.id,
                credit_year_first=holiday.credit_year[0],
                credit_year_last=holiday.credit_year[1],
                days=holiday.days,
                pay_base=holiday.pay_base_cents,
                work_days=holiday.work_days,
                minutes=holiday.minutes,
            )
        )
    session.flush()
    words = {"employment": employment.code, "day": opening.day}
    audit.record(session, employer_id, hand.by, "changes.opening", None, words, at=hand.at)
    return int(row.id)


def declare_pay_run(session: Session, employer_id: int, run: PayRun, hand: Hand) -> int:
    """Declares a pay run; gives back its id.

    Raises ``Refused`` when it ends before it begins, or pays days of an employment that another ordinary or final run
    pays already.
    """
    problems = Problems()
    _order(problems, run.first, run.until)
    _choice(problems, "kind", run.kind, schemas.PAY_RUN_KINDS)
    known = {one.id for one in queries.employments(session, employer_id, hand.day)}
    for number, employment_id in enumerate(run.employment_ids or ()):
        if employment_id not in known:
            raise LookupError(f"employer {employer_id} has no employment {employment_id}")
        if employment_id in (run.employment_ids or ())[:number]:
            problems.add(f"employments[{number}]", "named_twice")
    if run.kind != "supplementary" and not problems.found:
        for other in queries.pay_runs(session, employer_id, hand.day):
            if other.kind == "supplementary" or other.until < run.first or run.until < other.first:
                continue
            if run.employment_ids is None or other.employment_ids is None:
                meets = True
            else:
                meets = not set(run.employment_ids).isdisjoint(other.employment_ids)
            if meets:
                problems.add("from", "overlaps", first=other.first, last=other.until)
    problems.refuse()
    row = effective.fill(
        models.PayRun(),
        hand,
        employer_id,
        {
            "valid_from": run.first,
            "valid_until": run.until,
            "pay_day": run.pay_day,
            "kind": run.kind,
            "for_all": run.employment_ids is None,
        },
    )
    session.add(row)
    session.flush()
    for employment_id in run.employment_ids or ():
        session.add(models.PayRunEmployment(employer_id=employer_id, pay_run_id=row.id, employment_id=employment_id))
    session.flush()
    words = {"from": run.first, "until": run.until, "pay_day": run.pay_day, "kind": run.kind}
    audit.record(session, employer_id, hand.by, "changes.pay_run", None, words, at=hand.at)
    return int(row.id)


def withdraw_pay_run(session: Session, employer_id: int, pay_run_id: int, hand: Hand) -> None:
    """Takes a declared pay run back. Raises ``LookupError``."""
    row = session.scalar(effective.known(models.PayRun, employer_id, hand.day).where(models.PayRun.id == pay_run_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no pay run {pay_run_id}")
    effective.withdraw(session, row, hand)
    words = {"from": row.valid_from, "until": row.valid_until, "pay_day": row.pay_day}
    audit.record(session, employer_id, hand.by, "changes.pay_run_withdrawn", words, None, at=hand.at)


def weekly_workdays(employment: EmploymentFacts, on: date) -> tuple[int, int] | None:
    """The contract's working days a week on a day, as a fraction (days, weeks of the cycle); None without a pattern.

    Patterns repeat every week, so the cycle is one week; a weekday with two patterns counts once.
    """
    weekdays = {day for pattern in employment.patterns if effective.holds(pattern, on) for day in pattern.weekdays}
    return (len(weekdays), 1) if weekdays else None


def workdays(employment: EmploymentFacts, first: date, after: date) -> tuple[date, ...]:
    """The contract's working days from ``first`` up to, not including, ``after``: the patterns' weekdays.

    Public holidays on them are included: they divide a monthly wage into days.
    """
    found = []
    day = first
    while day < after:
        if employment.runs_on(day) and any(
            day.weekday() in pattern.weekdays and effective.holds(pattern, day) for pattern in employment.patterns
        ):
            found.append(day)
        day += _ONE_DAY
    return tuple(found)


def phases(employment: EmploymentFacts) -> tuple[ContractPhase, ...]:
    """What the contract says about working time, in phases: a new one begins where the weekly time, the patterns, the
    bounds of variable hours or the holiday terms change."""
    begins = {employment.start}
    dated: tuple[Any, ...] = (
        *employment.weekly_times,
        *employment.patterns,
        *employment.terms,
        *employment.holiday_terms,
    )
    for row in dated:
        if row.first is not None:
            begins.add(row.first)
        if row.until is not None:
            begins.add(row.until + _ONE_DAY)
    ordered = sorted(
        day for day in begins if day >= employment.start and (employment.end is None or day <= employment.end)
    )
    found: list[ContractPhase] = []
    for number, first in enumerate(ordered):
        last = ordered[number + 1] - _ONE_DAY if number + 1 < len(ordered) else employment.end
        week = _week(employment.patterns, first)
        terms = effective.at(employment.terms, first)
        weekly = effective.at(employment.weekly_times, first)
        holiday = effective.at(employment.holiday_terms, first)
        phase = ContractPhase(
            first=first,
            last=last,
            week=() if week is None else (week,),
            weekly_minutes=None if weekly is None else weekly.minutes,
            variable=week is None or (terms is not None and terms.variable_hours is not None),
            agreed_rule=None if holiday is None or holiday.accrual == "by_law" else holiday.accrual,
        )
        if found and replace(found[-1], first=first, last=last) == phase:
            found[-1] = replace(found[-1], last=last)
        else:
            found.append(phase)
    return tuple(found)


def _week(patterns: Iterable[Pattern], on: date) -> tuple[int, ...] | None:
    """The minutes that the patterns in force agree for Monday to Sunday, nights cut at midnight; None without any."""
    minutes = [0] * 7
    found = False
    for pattern in patterns:
        if not effective.holds(pattern, on):
            continue
        found = True
        worked = pattern.length - pattern.break_minutes
        tonight = min(worked, 1440 - pattern.start_minute)
        for weekday in pattern.weekdays:
            minutes[weekday] = min(1440, minutes[weekday] + tonight)
            minutes[(weekday + 1) % 7] = min(1440, minutes[(weekday + 1) % 7] + worked - tonight)
    return tuple(minutes) if found else None


# --- checks -----------------------------------------------------------------------------------------------------------


def _inside(problems: Problems, place: str, part: Problems) -> None:
    problems.found.extend(one._replace(field=f"{place}.{one.field}") for one in part.found)


def _choice(problems: Problems, field: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        problems.add(field, "not_a_choice", text=value, choices=", ".join(choices))


def _order(problems: Problems, first: date | None, until: date | None) -> None:
    if first is not None and until is not None and until < first:
        problems.add("until", "ends_before_it_begins", first=first, last=until)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What the records know of earlier employments of the same person: the last day of the latest, and the days and
    number of those as a long-term unemployed."""

    end: date | None
    unemployed_days: int
    unemployed_contracts: int


def _earlier(session: Session, employer_id: int, employee_id: int, start: date, known_on: date) -> _Earlier:
    days, count = queries.unemployed_before(session, employer_id, employee_id, start, known_on)
    return _Earlier(queries.earlier_end(session, employer_id, employee_id, start, known_on), days, count)


def _check_ending(problems: Problems, start: date, ending: Ending, earlier: _Earlier) -> None:
    if ending.end_reason is not None:
        _choice(problems, "end_reason", ending.end_reason, schemas.END_REASONS)
    if ending.signed is not None and ending.signed > start:
        problems.add("signed", "signed_after_start", day=ending.signed, first=start)
    if ending.end is None:
        if ending.end_reason is not None:
            problems.add("end", "end_needed")
        return
    if ending.end < start and not (ending.end_reason == "absence_without_word" and ending.end == start - _ONE_DAY):
        problems.add("end", "ends_before_it_begins", first=start, last=ending.end)
    if ending.renewals < 0:
        problems.add("renewals", "not_negative", text=str(ending.renewals))
    _check_cancelling(problems, ending, ending.end)
    if ending.end_reason in (None, "fixed_term_ended") and not (ending.fixed_term_ground or "").strip():
        _check_no_ground(problems, start, max(start, ending.end), ending, earlier)


def _check_cancelling(problems: Problems, ending: Ending, end: date) -> None:
    """The days of a cancelled contract: learned of, told or sent, known; no other ending has them."""
    if ending.end_reason not in schemas.CANCELLED:
        for name in ("breach_known", "cancel_sent", "employee_heard"):
            if getattr(ending, name) is not None:
                problems.add(name, "not_cancelled")
        return
    if ending.cancel_sent is not None and ending.cancel_sent > end:
        problems.add("cancel_sent", "ends_before_cancelling", day=ending.cancel_sent, last=end)
    if ending.breach_known is not None and ending.breach_known > (ending.cancel_sent or end):
        problems.add("breach_known", "cancelled_before_known", day=ending.breach_known)


def _check_absent(problems: Problems, end: date, on: date) -> None:
    """Whether on a day the contract may be treated as ended by an absence that began the day after its last day."""
    found = absences.absent_without_word(end + _ONE_DAY, on, load_book(), reason_told=False, could_not_tell=False)
    if not found.outcome.may_treat_as_ended:
        facts = dict(found.reasons[-1].facts)
        problems.add("end", "absence_too_short", first=end + _ONE_DAY, days=facts["days"], needed=facts["needed"])


def _ends_later(employment: EmploymentFacts, ending: Ending) -> bool:
    """Whether a fixed term is to end later than the records say."""
    fixed = ending.end_reason in (None, "fixed_term_ended")
    return fixed and employment.fixed_term and ending.end is not None and ending.end > (employment.end or ending.end)


def _extended(problems: Problems, employment: EmploymentFacts, ending: Ending, earlier: _Earlier, on: date) -> Ending:
    """The later end of a fixed term, by why it is later: a wrong day keeps the ground, an extension needs its own
    (1:3), or is one of the renewals with a long-term unemployed person (1:3 a)."""
    if ending.later == "corrected":
        return replace(ending, fixed_term_ground=ending.fixed_term_ground or employment.fixed_term_ground)
    if ending.later is None or employment.end is None or ending.end is None:
        problems.add("later", "later_end_needed", day=employment.end)
        return replace(ending, later="extended")
    decided = contract.extended(
        load_book(),
        agreed=on,
        start=employment.start,
        end_before=employment.end,
        end=ending.end,
        ground=(ending.fixed_term_ground or "").strip() or None,
        long_term_unemployed=ending.long_term_unemployed,
        total_days_before=earlier.unemployed_days,
        contracts_before=earlier.unemployed_contracts,
        renewals=employment.renewals,
    )
    if decided.outcome is None or not decided.outcome.valid:
        reason = decided.reasons[-1]
        facts = dict(reason.facts)
        code = _NO_GROUND.get(reason.code, "fixed_term_ground_needed")
        problems.add("fixed_term_ground", code, months=facts.get("months"), renewals=facts.get("renewals"))
    return replace(ending, renewals=employment.renewals + 1)


def _check_age(problems: Problems, born: date, start: date) -> None:
    """998/1993 2 §: nobody is hired before the year of light work; schooling and kind of work are asked later."""
    try:
        light = young_workers.may_be_hired(born, start, load_book(), basic_education_done=True, light_work=True)
    except NoValueForDay:
        return  # hired before the act that the law book holds
    if light.outcome is False:
        problems.add("employee", "too_young_to_hire", age=young_workers.age_on(born, start))


_NO_GROUND = {
    "contract.no_ground_too_soon": "fixed_term_too_soon",
    "contract.no_ground_too_long": "fixed_term_too_long",
    "contract.long_unemployed_over": "fixed_term_unemployed_over",
    "contract.no_ground_not_renewed": "fixed_term_not_extended",
}
"""Why a fixed term without a ground does not hold, as it is refused; before the reform a ground is simply needed."""


def _check_no_ground(problems: Problems, start: date, end: date, ending: Ending, earlier: _Earlier) -> None:
    """55/2001 1:3 and 1:3 a: by the rule of the day on which the contract was made. Where nobody has said it, only what
    no day allows is refused: the first day of work is the latest one, and the most lenient."""
    if ending.renewals and not ending.long_term_unemployed:
        problems.add("fixed_term_ground", "fixed_term_not_extended")
        return
    decided = contract.fixed_term(
        load_book(),
        signed=min(start, ending.signed or start),
        start=start,
        end=end,
        ground=None,
        earlier_end=earlier.end,
        long_term_unemployed=ending.long_term_unemployed,
        total_days_before=earlier.unemployed_days,
        contracts_before=earlier.unemployed_contracts,
        renewals=ending.renewals,
    )
    if decided.outcome is None or not decided.outcome.valid:
        reason = decided.reasons[-1]
        problems.add(
            "fixed_term_ground",
            _NO_GROUND.get(reason.code, "fixed_term_ground_needed"),
            months=dict(reason.facts).get("months"),
            renewals=dict(reason.facts).get("renewals"),
            earlier_end=earlier.end,
        )


def _check_terms(problems: Problems, terms: Terms) -> None:
    _order(problems, terms.first, terms.until)
    if terms.trial_months < 0:
        problems.add("trial_months", "not_negative", text=str(terms.trial_months))
    variable = terms.variable_hours
    if variable is not None and not 0 <= variable.min_minutes <= variable.max_minutes <= schemas.MINUTES_OF_WEEK:
        problems.add("variable_hours", "bounds_wrong")
    _check_times(problems, () if variable is None else variable.times or ())
    notice = terms.notice
    for field, days in (
        ("notice.employer_days", None if notice is None else notice.employer_days),
        ("notice.employee_days", None if notice is None else notice.employee_days),
    ):
        if days is not None and days < 0:
            problems.add(field, "not_negative", text=str(days))
    _check_pay(problems, terms.pay)


def _check_times(problems: Problems, times: tuple[WorkTime, ...]) -> None:
    """Each row has weekdays and a time of day; not more rows than the page can show."""
    rows = schemas.TIME_ROWS
    for row, one in zip(rows, times, strict=False):
        _check_weekdays(problems, f"{row}_weekdays", one.weekdays)
        for field, minute in (("start", one.start_minute), ("end", one.end_minute)):
            if not 0 <= minute < schemas.MINUTES_OF_DAY:
                problems.add(f"{row}_{field}", "time_wrong")
    if len(times) > len(rows):
        problems.add("variable_hours", "too_many_times", rows=len(rows))


def _check_weekdays(problems: Problems, field: str, weekdays: tuple[int, ...]) -> None:
    if not weekdays or len(set(weekdays)) != len(weekdays) or not all(0 <= day <= 6 for day in weekdays):
        problems.add(field, "weekdays_wrong")


def _check_pay(problems: Problems, pay: PayTerms) -> None:
    _choice(problems, "pay.rhythm", pay.rhythm, schemas.RHYTHMS)
    wanted = 2 if pay.rhythm == "twice_a_month" else 1
    if len(pay.pay_days) != wanted or len(set(pay.pay_days)) != len(pay.pay_days):
        problems.add("pay.pay_day", "pay_days_wrong", wanted=wanted)
    for day in pay.pay_days:
        if day != "last" and not (day.isascii() and day.isdigit() and 1 <= int(day) <= 31):
            problems.add("pay.pay_day", "pay_day_wrong", text=day)


def _check_wage(problems: Problems, wage: Wage) -> None:
    _order(problems, wage.first, wage.until)
    _choice(problems, "unit", wage.unit, schemas.WAGE_UNITS)
    if wage.euros <= 0:
        problems.add("euros", "more_than_zero", text=format(wage.euros, "f"))


def _check_weekly_time(problems: Problems, time: WeeklyTime) -> None:
    _order(problems, time.first, time.until)
    if not 0 <= time.minutes <= schemas.MINUTES_OF_WEEK:
        problems.add("minutes", "week_is_too_short", text=str(time.minutes))


def _check_hours_agree(
    problems: Problems,
    field: str,
    times: Iterable[WeeklyTime],
    patterns: Iterable[Pattern],
    terms: Iterable[Terms],
) -> None:
    """A weekly time of nothing contradicts work that repeats every week, unless the hours vary."""
    rows, listed, known = tuple(times), tuple(patterns), tuple(terms)
    for pattern in listed:
        begins = [one.first for one in rows if one.first is not None and effective.holds(pattern, one.first)]
        for day in (pattern.first, *begins):
            agreed, of_day = effective.at(rows, day), effective.at(known, day)
            if agreed is None or agreed.minutes or (of_day is not None and of_day.variable_hours is not None):
                continue
            week = sum(_week(listed, day) or ())
            problems.add(field, "weekly_time_is_none", day=day, hours=f"{week // 60}:{week % 60:02d}")
            return


def _check_agreement(problems: Problems, agreement: Agreement) -> None:
    _order(problems, agreement.first, agreement.until)
    _choice(problems, "name", agreement.name, schemas.AGREEMENTS)
    if agreement.experience_months is not None and agreement.experience_months < 0:
        problems.add("experience_months", "not_negative", text=str(agreement.experience_months))


def _check_holiday_term(problems: Problems, term: HolidayTerm) -> None:
    _order(problems, term.first, term.until)
    _choice(problems, "accrual", term.accrual, schemas.ACCRUALS)
    bonus = term.bonus_percent
    if bonus is not None and not isinstance(bonus, effective.NotSaid) and not 0 <= bonus <= 100:
        problems.add("bonus_percent", "percent_wrong", text=format(bonus, "f"))


def _check_accrual(
    problems: Problems,
    term: HolidayTerm,
    start: date,
    end: date | None,
    following: Iterable[date],
    patterns: Iterable[Pattern],
    terms: Terms,
) -> None:
    """An agreed accrual rule must be one that the contract's hours lead to while it holds; one stretch is enough.

    A passing stretch alone (a summer's pattern) does not change the rule. Variable hours, and a contract without
    patterns, leave it open.
    """
    if term.accrual == "by_law" or terms.variable_hours is not None:
        return
    listed = list(patterns)
    first = max(start, term.first or start)
    ends = [day for day in (end, term.until, *(day - _ONE_DAY for day in following if day > first)) if day is not None]
    last = min(ends, default=date.max)
    edges = {first} | {row.first for row in listed} | {row.until + _ONE_DAY for row in listed if row.until is not None}
    lawful = set()
    for day in sorted(edges):
        week = _week(listed, day)
        if first <= day <= last and week is not None:
            on = calendar.credit_year(day).last
            lawful.add(annual_holiday.accrual_rule(ContractPhase(first=day, week=(week,)), on, load_book()).outcome)
    lawful.discard(None)
    if lawful and term.accrual not in lawful:
        problems.add("accrual", "accrual_contradicts", agreed=term.accrual, lawful=", ".join(sorted(map(str, lawful))))


def _check_pattern(problems: Problems, pattern: Pattern) -> None:
    _order(problems, pattern.first, pattern.until)
    _choice(problems, "skip", pattern.skip, schemas.SKIPS)
    _check_weekdays(problems, "weekdays", pattern.weekdays)
    for field, minute in (("start", pattern.start_minute), ("end", pattern.end_minute)):
        if not 0 <= minute < schemas.MINUTES_OF_DAY:
            problems.add(field, "time_wrong")
            return
    if pattern.start_minute == pattern.end_minute:
        problems.add("end", "shift_same_time")
    if not 0 <= pattern.break_minutes < pattern.length:
        problems.add("break_minutes", "break_too_long", minutes=pattern.length)


def _check_clashes(problems: Problems, patterns: tuple[Pattern, ...]) -> None:
    if any(not pattern.weekdays for pattern in patterns):
        return
    for one, other in queries.clashes(patterns):
        problems.add("patterns", "patterns_clash", first=one.first, other=other.first)


def _check_schooling(problems: Problems, schooling: Schooling) -> None:
    _order(problems, schooling.first, schooling.until)
    _choice(problems, "kind", schooling.kind, schemas.SCHOOLINGS)
    minutes = schooling.school_minutes or ()
    if schooling.kind == "term" and (
        len(minutes) != len(schemas.SCHOOL_DAYS)
        or not any(minutes)
        or not all(0 <= one <= schemas.MINUTES_OF_DAY for one in minutes)
    ):
        problems.add(schemas.SCHOOL_DAYS[0], "school_days_needed")


def _check_gate(problems: Problems, gate: Gate) -> None:
    _choice(problems, "kind", gate.kind, schemas.GATES)
    if gate.day is not None and gate.extract_day is not None and gate.day < gate.extract_day:
        problems.add("extract_day", "extract_after_shown")
    if gate.document is not None and gate.kind not in schemas.DOCUMENTED:
        problems.add("document", "no_document_kept")


def _check_opening(problems: Problems, start: date, opening: Opening) -> None:
    if opening.day < start:
        problems.add("day", "outside_employment", day=opening.day)
    year = opening.year_so_far
    for field, cents in (
        ("year_so_far.gross", None if year is None else year.gross_cents),
        ("year_so_far.withholding", None if year is None else year.withholding_cents),
        ("card_used", opening.card_used_cents),
    ):
        if cents is not None and cents < 0:
            problems.add(field, "not_negative", text=str(cents))
    for number, holiday in enumerate(opening.holidays):
        first, last = holiday.credit_year
        if (first.month, first.day) != (4, 1) or last != date(first.year + 1, 3, 31):
            problems.add(f"holiday[{number}].credit_year", "credit_year_wrong")
        for field, amount in (
            ("days", holiday.days),
            ("pay_base", holiday.pay_base_cents),
            ("work_days", holiday.work_days),
            ("minutes", holiday.minutes),
        ):
            if amount is not None and amount < 0:
                problems.add(f"holiday[{number}].{field}", "not_negative", text=str(amount))


def _check_card_used(problems: Problems, cards: Iterable[Any], opening: Opening) -> None:
    """What was used of a card needs a card that was in use before the records, and is at most the pay of its year."""
    day, used = opening.day, opening.card_used_cents or 0
    begun = [
        first
        for card in cards
        for first in (card.first or date(day.year, 1, 1),)
        if first < day and (card.until is None or card.until >= day - _ONE_DAY)
    ]
    gross = None if opening.year_so_far is None else opening.year_so_far.gross_cents
    if not begun:
        problems.add("card_used", "card_not_used_yet", day=day)
    elif gross is not None and used > gross >= 0 and all(first.year == day.year for first in begun):
        problems.add("card_used", "card_used_over_pay")


# --- writing ----------------------------------------------------------------------------------------------------------


def _set(
    session: Session,
    employer_id: int,
    employment_id: int,
    parts: tuple[Any, dict[str, Any]],
    command: Any,
    hand: Hand,
    problems: Problems,
    what: str,
) -> int:
    employment = queries.employment_row(session, employer_id, employment_id)
    problems.refuse()
    row = _insert(session, employer_id, employment_id, parts, command, hand, "")
    words = {name: value for name, value in parts[1].items() if value is not None and value is not effective.NOT_SAID}
    words |= {"employment": employment.code, "from": command.first, "until": command.until}
    audit.record(session, employer_id, hand.by, what, None, words, at=hand.at)
    return int(row.id)


def _insert(
    session: Session,
    employer_id: int,
    employment_id: int,
    parts: tuple[Any, dict[str, Any]],
    command: Any,
    hand: Hand,
    place: str,
) -> Any:
    row, facts = parts
    effective.fill(
        row,
        hand,
        employer_id,
        facts | {"employment_id": employment_id, "valid_from": command.first, "valid_until": command.until},
    )
    model = type(row)
    others = list(
        session.scalars(effective.known(model, employer_id, hand.day).where(model.employment_id == employment_id))
    )
    try:
        return effective.add(session, row, others)
    except Overlap as overlap:
        problems = Problems()
        field = f"{place}.from" if place else "from"
        problems.add(field, "overlaps", first=overlap.first or "…", last=overlap.until or "…")
        raise Refused(problems.found) from overlap


def _add_ending(session: Session, employer_id: int, employment_id: int, ending: Ending, hand: Hand) -> int:
    facts = {
        "end": ending.end,
        "fixed_term_ground": ending.fixed_term_ground,
        "end_reason": ending.end_reason,
        "long_term_unemployed": ending.long_term_unemployed or None,
        "renewals": ending.renewals or None,
        "signed": ending.signed,
        "breach_known": ending.breach_known,
        "cancel_sent": ending.cancel_sent,
        "employee_heard": ending.employee_heard,
    }
    return int(_insert(session, employer_id, employment_id, (models.Ending(), facts), _ALWAYS, hand, "").id)


# An ending holds for the whole employment: a later recorded one replaces it.
_ALWAYS = Terms()


def _terms_row(terms: Terms) -> tuple[models.Terms, dict[str, Any]]:
    duties: Any = terms.duties
    if isinstance(duties, tuple):
        duties = json.dumps(list(duties), ensure_ascii=False)
    variable, notice, family = terms.variable_hours, terms.notice, terms.family_member
    return models.Terms(), {
        "duties": duties,
        "workplace": terms.workplace,
        "occupation_code": terms.occupation_code,
        "trial_months": terms.trial_months,
        "variable": variable is not None,
        "variable_min_minutes": None if variable is None else variable.min_minutes,
        "variable_max_minutes": None if variable is None else variable.max_minutes,
        "variable_when": None if variable is None else variable.when,
        "variable_times": None if variable is None or variable.times is None else queries.times_text(variable.times),
        "notice_by_law": notice is None,
        "notice_employer_days": None if notice is None else notice.employer_days,
        "notice_employee_days": None if notice is None else notice.employee_days,
        "family_member": family is not None,
        "same_household": None if family is None else family.same_household,
        "hours_fixed": None if family is None else family.hours_fixed,
        "hours_supervised": None if family is None else family.hours_supervised,
        "pay_rhythm": terms.pay.rhythm,
        "pay_days": " ".join(terms.pay.pay_days),
    }


def _wage_row(wage: Wage) -> tuple[models.Wage, dict[str, Any]]:
    return models.Wage(), {"unit": wage.unit, "euros": wage.euros}


def _weekly_row(time: WeeklyTime) -> tuple[models.WeeklyTime, dict[str, Any]]:
    return models.WeeklyTime(), {"minutes": time.minutes}


def _agreement_row(agreement: Agreement) -> tuple[models.AgreementTerm, dict[str, Any]]:
    return models.AgreementTerm(), {
        "name": agreement.name,
        "reason": agreement.reason,
        "employer_is_member": agreement.employer_is_member,
        "pay_group": agreement.pay_group,
        "experience_months": agreement.experience_months,
        "region": agreement.region,
    }


def _holiday_row(term: HolidayTerm) -> tuple[models.HolidayTerm, dict[str, Any]]:
    facts = {"accrual": term.accrual, "bonus_percent": term.bonus_percent, "seasonal": term.seasonal}
    return models.HolidayTerm(), facts


def _pattern_row(employer_id: int, employment_id: int, pattern: Pattern, hand: Hand) -> models.WorkPattern:
    row: models.WorkPattern = effective.fill(
        models.WorkPattern(),
        hand,
        employer_id,
        {
            "employment_id": employment_id,
            "valid_from": pattern.first,
            "valid_until": pattern.until,
            "weekdays": "".join(str(day) for day in sorted(pattern.weekdays)),
            "start_minute": pattern.start_minute,
            "end_minute": pattern.end_minute,
            "break_minutes": pattern.break_minutes,
            "skip": pattern.skip,
        },
    )
    return row


def _write_pattern(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    pattern: Pattern,
    replaces_id: int | None,
    hand: Hand,
    what: str,
) -> int:
    row = _pattern_row(employer_id, employment.id, pattern, hand)
    row.replaces_id = replaces_id
    session.add(row)
    session.flush()
    words = {"employment": employment.code, "from": pattern.first, "until": pattern.until, "weekdays": row.weekdays}
    audit.record(session, employer_id, hand.by, what, None, words, at=hand.at)
    return row.id


def _gate_row(employer_id: int, employment_id: int, gate: Gate, hand: Hand) -> models.Gate:
    row: models.Gate = effective.fill(
        models.Gate(),
        hand,
        employer_id,
        {
            "employment_id": employment_id,
            "kind": gate.kind,
            "day": gate.day,
            "extract_day": gate.extract_day,
            "provider": gate.provider,
            "document": gate.document,
        },
    )
    return row
