"""A household of the database as the data of a household file: the facts as known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from employer import arrangements, budget, contracts, hours, leave, people, training
from employer.arrangements import NOTHING, Arrangements, averaging, final_pay, longer, time_off
from employer.arrangements.averaging import Averaging
from employer.arrangements.longer import LongerTime
from employer.budget.schemas import Decision, Received, Returned
from employer.contracts.schemas import DOCUMENTED, EmploymentFacts, OpeningHoliday
from employer.effective import NOT_SAID
from employer.household import schemas
from employer.household.keeping import DECISIONS, keep
from employer.household.reading.schemas import WEEKDAYS, BudgetSchema
from employer.household.writing import part_of
from employer.leave import requesting
from employer.people.schemas import EmployeeFacts, EmployerFacts
from rules import calendar

_ONE_DAY = timedelta(days=1)


def household(session: Session, employer_id: int, known_on: date, *, with_kept: bool = False) -> schemas.Household:
    """The household's facts as known on a day, and what was issued when asked. Raises ``LookupError``."""
    facts = people.employer_facts(session, employer_id, known_on, known_on)
    employments = contracts.employments(session, employer_id, known_on)
    codes = {employment.id: employment.code for employment in employments}
    arranged = arrangements.arrangements(session, employer_id, None, known_on)
    sums = final_pay.sums(session, employer_id, None, known_on)
    averaged = averaging.averaging(session, employer_id, None, known_on)
    longest = longer.longer(session, employer_id, None, known_on)
    return schemas.Household(
        format="household/1",
        id=facts.details.code,
        employer=_employer(facts),
        budget=_budget(session, employer_id, known_on),
        employees=tuple(_employee(employee) for employee in people.employees(session, employer_id, known_on)),
        employments=tuple(
            _employment(
                employment,
                arranged.get(employment.id, NOTHING),
                averaged.get(employment.id, ()),
                longest.get(employment.id, ()),
                [at for _, at in requesting.ledger_requests(session, employer_id, employment.id, known_on)],
            )
            for employment in employments
        ),
        shifts=tuple(
            schemas.ShiftRow(
                codes[shift.employment_id], shift.start, shift.end, shift.break_minutes, shift.kind, shift.status
            )
            for employment in employments
            for shift in hours.shifts(session, employer_id, employment.id, known_on)
        ),
        absences=tuple(
            schemas.AbsenceRow(
                codes[absence.employment_id],
                absence.kind,
                absence.first,
                absence.last,
                absence.certificate_seen,
                absence.same_illness_as,
                absence.child_born,
                absence.agreed_in_writing,
                absence.own_risk_days,
                absence.no_pay,
                absence.moved_from,
                *(
                    None if one is None else time(*divmod(one, 60))
                    for one in (absence.start_minute, absence.end_minute)
                ),
                absence.told,
                absence.due,
                absence.change_ground,
                absence.changed_from,
                absence.postponements,
                absence.answer,
                absence.answered,
                absence.answer_ground,
                absence.ill_since,
            )
            for employment in employments
            for absence in leave.absences(session, employer_id, employment.id, known_on, partial=True)
        ),
        holiday_entries=tuple(
            schemas.HolidayEntryRow(
                codes[one.employment_id],
                one.kind,
                (one.credit_year, calendar.credit_year(one.credit_year).last),
                one.days,
                one.day,
                one.ground,
                one.asked,
                one.asked_by,
                one.moved_from,
            )
            for one in leave.entries(session, employer_id, None, known_on)
        ),
        trainings=tuple(
            schemas.TrainingRow(
                codes[one.employment_id],
                one.title,
                one.day,
                one.minutes,
                one.required,
                one.paid,
                _euros(one.cost_cents),
                one.line,
            )
            for one in training.trainings(session, employer_id, None, known_on)
        ),
        expenses=tuple(
            schemas.ExpenseRow(
                one.day,
                one.title,
                Decimal(one.cents).scaleb(-2),
                one.line,
                one.kind,
                None if one.employment_id is None else codes[one.employment_id],
            )
            for one in budget.expenses(session, employer_id, known_on)
        ),
        advances=tuple(
            schemas.AdvanceRow(codes[owner], one.day, one.paid, Decimal(one.cents).scaleb(-2))
            for owner, of_one in sums.items()
            for one in of_one.advances
        ),
        set_offs=tuple(
            schemas.SetOffRow(codes[owner], one.day, one.title, Decimal(one.cents).scaleb(-2), one.dependants)
            for owner, of_one in sums.items()
            for one in of_one.set_offs
        ),
        missed_rests=tuple(
            schemas.MissedRestRow(codes[owner], one.day, Decimal(one.cents).scaleb(-2), one.agreed)
            for owner, of_one in sums.items()
            for one in of_one.missed_rests
        ),
        time_off=tuple(
            schemas.TimeOffRow(codes[owner], one.day, one.kind, one.minutes, one.agreed, one.increase_only, one.by)
            for owner, rows in time_off.time_off(session, employer_id, None, known_on).items()
            for one in rows
        ),
        notice_pay=tuple(
            schemas.NoticePayRow(codes[owner], one.by, one.known, one.weekly, one.dependants)
            for owner, of_one in sums.items()
            if (one := of_one.notice) is not None
        ),
        notice_loss=tuple(
            schemas.NoticeLossRow(codes[owner], one.known, one.weekly)
            for owner, of_one in sums.items()
            if (one := of_one.loss) is not None
        ),
        waiting_pay=tuple(
            schemas.WaitingPayRow(codes[owner], one.due, one.paid, one.disputed, one.complained, one.weekly)
            for owner, of_one in sums.items()
            if (one := of_one.waiting) is not None
        ),
        opening=tuple(_opening(opening, codes) for opening in contracts.openings(session, employer_id, known_on)),
        pay_runs=tuple(
            schemas.PayRunRow(
                run.first,
                run.until,
                run.pay_day,
                run.kind,
                None if run.employment_ids is None else tuple(codes[one] for one in run.employment_ids),
            )
            for run in contracts.pay_runs(session, employer_id, known_on)
        ),
        kept=_kept(session, employer_id, known_on) if with_kept else {},
    )


def _kept(session: Session, employer_id: int, known_on: date) -> dict[str, Any]:
    """What was issued, and the decisions beside the one that the file holds."""
    current = budget.decision_on(session, employer_id, known_on, known_on)
    others = [one for one in budget.decisions(session, employer_id, known_on) if current and one.id != current.id]
    kept = keep(session, employer_id, known_on)
    if others:
        kept[DECISIONS] = [
            part_of(BudgetSchema(), _decision(one, (), budget.returned(session, employer_id, known_on, one)))
            for one in others
        ]
    return kept


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)


def _budget(session: Session, employer_id: int, known_on: date) -> schemas.Budget | None:
    """The decision in force, or the latest one; a household file holds one."""
    found: Decision | None = budget.decision_on(session, employer_id, known_on, known_on)
    if found is None:
        return None
    back = budget.returned(session, employer_id, known_on, found)
    return _decision(found, budget.received(session, employer_id, known_on), back)


def _decision(found: Decision, received: Iterable[Received], returned: Iterable[Returned]) -> schemas.Budget:
    return schemas.Budget(
        decision=schemas.BudgetDecision(
            found.number,
            found.authority,
            found.authority_id,
            found.ground,
            found.first,
            found.until,
            found.language,
            _euros(found.cents),
            found.minutes,
        ),
        money_model=found.money_model,
        carry_over=found.carry_over,
        unspent=NOT_SAID if not found.unspent else schemas.Unspent(found.unspent.return_by),
        lines=tuple(
            schemas.BudgetLine(
                line.code, line.title, line.covers, _euros(line.cents), line.minutes, line.period, line.money_model
            )
            for line in found.lines
        ),
        received=tuple(schemas.Received(one.day, Decimal(one.cents).scaleb(-2), one.line) for one in received),
        returned=tuple(
            schemas.Returned(one.day, Decimal(one.cents).scaleb(-2), one.kind, one.document, one.note, one.line)
            for one in returned
        ),
    )


def find(session: Session, name: str) -> int | None:
    """The household with this id in its file, or this number in the installation; None when there is none."""
    found = people.employer_id_of(session, name)
    if found is not None or not (name.isascii() and name.isdigit()):
        return found
    try:
        people.employer_details(session, int(name))
    except LookupError:
        return None
    return int(name)


def _name(name: Any) -> schemas.Name:
    return schemas.Name(name.first, name.last)


def _address(address: Any) -> schemas.Address:
    return schemas.Address(address.street, address.postal_code, address.city, address.country)


def _dated(rows: Iterable[Any]) -> tuple[Any, ...]:
    """Dated rows without the last days that only follow from the next row."""
    ordered = tuple(rows)
    written = []
    for number, row in enumerate(ordered):
        follows = ordered[number + 1].first if number + 1 < len(ordered) else None
        ended = follows is not None and row.until == follows - _ONE_DAY
        written.append(replace(row, until=None) if ended else row)
    return tuple(written)


def _history(rows: Sequence[Any], nothing: Any) -> Any:
    """Not said without rows, None for the one row that says there is none, else the rows."""
    if not rows:
        return NOT_SAID
    return None if tuple(rows) == (nothing,) else _dated(rows)


def _accounts(rows: Iterable[Any]) -> Any:
    return _history([schemas.Account(row.iban, row.first, row.until) for row in rows], schemas.Account(None))


def _employer(facts: EmployerFacts) -> schemas.EmployerPart:
    details = facts.details
    cared_for, tax = details.cared_for, details.self_assessed_tax
    return schemas.EmployerPart(
        kind=details.kind,
        name=_name(details.name),
        identity_code=details.identity_code,
        address=_address(details.address),
        municipality=details.municipality,
        language=details.language,
        email=details.email,
        phone=details.phone,
        iban=_accounts(facts.ibans),
        cared_for=schemas.CaredFor(
            cared_for.relation, None if cared_for.name is None else _name(cared_for.name), cared_for.born
        ),
        pension=_history(
            [
                schemas.Pension(
                    row.kind,
                    row.provider,
                    row.provider_name,
                    row.policy_number,
                    row.total_percent,
                    row.first,
                    row.until,
                )
                for row in facts.pensions
            ],
            schemas.Pension(None, None, None, None, None),
        ),
        accident=_history(
            [
                schemas.Accident(
                    row.insurer,
                    row.insurer_name,
                    row.policy_number,
                    row.percent,
                    row.group_life_percent,
                    row.first,
                    row.until,
                )
                for row in facts.accidents
            ],
            schemas.Accident(None, None, None, None, None),
        ),
        self_assessed_tax=tax if not tax else schemas.SelfAssessedTax(tax.reference, tax.iban),
        employer_register=details.employer_register,
        delegates=tuple(
            schemas.Delegate(_name(one.name), one.email, one.organisation, tuple(one.may), one.first, one.until)
            for one in facts.delegates
        ),
    )


def _employee(facts: EmployeeFacts) -> schemas.EmployeePart:
    details = facts.details
    known_by_code = details.identity_code is not None
    return schemas.EmployeePart(
        id=details.code,
        name=_name(details.name),
        identity_code=details.identity_code,
        born=None if known_by_code else facts.born,
        sex=None if known_by_code else facts.sex,
        address=None if details.address is None else _address(details.address),
        language=details.language,
        email=details.email,
        phone=details.phone,
        protected_address=details.protected_address,
        iban=_accounts(facts.ibans),
        tax_cards=_dated(
            schemas.TaxCardRow(
                _day(card.first),
                card.until,
                card.kind,
                card.percent,
                card.additional_percent,
                card.ceiling,
                card.deduction,
            )
            for card in facts.tax_cards
        ),
        right_to_work=(
            None
            if details.right_to_work_basis is None
            else schemas.RightToWork(details.right_to_work_basis, details.right_to_work_until)
        ),
    )


def _day(day: date | None) -> date:
    if day is None:
        raise ValueError("a tax card has a first day")
    return day


def _employment(
    facts: EmploymentFacts,
    arranged: Arrangements,
    averaged: Iterable[Averaging],
    longest: Iterable[LongerTime],
    ledger_asked: Iterable[datetime],
) -> schemas.EmploymentPart:
    terms = facts.terms[-1]
    variable, notice, family = terms.variable_hours, terms.notice, terms.family_member
    return schemas.EmploymentPart(
        id=facts.code,
        employee=facts.employee_code,
        job=facts.job,
        duties=terms.duties,
        workplace=terms.workplace,
        occupation_code=terms.occupation_code,
        agreement=_dated(
            schemas.AgreementRow(
                row.name,
                row.reason,
                _or_unsaid(row.employer_is_member),
                _or_unsaid(row.pay_group),
                _or_unsaid(row.experience_months),
                _or_unsaid(row.region),
                row.first,
                row.until,
            )
            for row in facts.agreements
        )
        or NOT_SAID,
        start=facts.start,
        end=facts.end,
        fixed_term_ground=facts.fixed_term_ground,
        end_reason=facts.end_reason,
        long_term_unemployed=facts.long_term_unemployed or None,
        renewals=facts.renewals or None,
        signed=facts.signed,
        breach_known=facts.breach_known,
        cancel_sent=facts.cancel_sent,
        employee_heard=facts.employee_heard,
        trial_months=terms.trial_months,
        weekly_minutes=_dated(schemas.WeeklyMinutes(row.minutes, row.first, row.until) for row in facts.weekly_times),
        variable_hours=(
            None
            if variable is None
            else schemas.VariableHours(
                variable.min_minutes,
                variable.max_minutes,
                variable.when,
                None if variable.times is None else tuple(schemas.WorkTimes(*_clock(row)) for row in variable.times),
            )
        ),
        notice=None if notice is None else schemas.Notice(notice.employer_days, notice.employee_days),
        wages=_dated(schemas.WageRow(row.unit, row.euros, row.first, row.until) for row in facts.wages),
        holiday=_dated(
            schemas.HolidayRow(row.accrual, row.bonus_percent, row.first, row.until, row.seasonal)
            for row in facts.holiday_terms
        ),
        pay=schemas.PayTerms(terms.pay.rhythm, terms.pay.pay_days),
        patterns=tuple(
            schemas.Pattern(
                row.first,
                row.until,
                *_clock(row),
                row.break_minutes,
                row.skip,
            )
            for row in facts.patterns
        ),
        family_member=(
            None
            if family is None
            else schemas.FamilyMember(family.same_household, family.hours_fixed, family.hours_supervised)
        ),
        gates=_gates(facts),
        garnishments=_dated(
            schemas.GarnishmentRow(
                one.number,
                one.first,
                one.until,
                _euros(one.protected_cents),
                _euros(one.fixed_cents),
                one.periodic,
                one.iban,
                one.reference,
            )
            for one in arranged.garnishments
        ),
        benefits=tuple(
            schemas.BenefitRow(
                one.kind,
                one.title,
                one.first,
                one.until,
                _euros(one.cents),
                one.variant,
                one.number,
                _euros(one.cost_cents),
                Decimal(one.collected_cents).scaleb(-2),
                one.from_pay,
            )
            for one in arranged.benefits
        ),
        kela_parts=_dated(
            schemas.KelaPartRow(Decimal(one.cents).scaleb(-2), one.first, one.until) for one in arranged.kela_parts
        ),
        averaging=tuple(schemas.AveragingRow(one.first, one.until, one.plan) for one in averaged),
        # With its last day also where the next row ends it: whether it must be in writing depends on its length.
        longer_hours=tuple(
            schemas.LongerRow(
                one.day_minutes,
                one.week_minutes,
                one.agreed_on,
                one.agreed_by,
                one.document,
                one.first,
                one.until,
            )
            for one in longest
        ),
        schooling=_dated(
            schemas.SchoolingRow(
                one.kind,
                None if one.school_minutes is None else schemas.SchoolDays(*one.school_minutes),
                one.first,
                one.until,
            )
            for one in facts.schooling
        ),
        late_work=_dated(
            schemas.LateWorkRow(one.agreed, one.reason, one.in_home, one.first, one.until) for one in facts.late_work
        ),
        ledger_requests=tuple(ledger_asked),
    )


def _or_unsaid(value: Any) -> Any:
    return NOT_SAID if value is None else value


def _clock(row: Any) -> tuple[tuple[str, ...], time, time]:
    """The weekdays, the start and the end of a row of weekly times, as the file writes them."""
    weekdays = tuple(WEEKDAYS[weekday] for weekday in row.weekdays)
    return weekdays, time(*divmod(row.start_minute, 60)), time(*divmod(row.end_minute, 60))


def _gates(facts: EmploymentFacts) -> schemas.Gates:
    by_kind = {gate.kind: gate for gate in facts.gates}
    record, health = by_kind.get("criminal_record"), by_kind.get("occupational_health")
    return schemas.Gates(
        criminal_record=None if record is None else schemas.CriminalRecord(record.day, record.extract_day),
        occupational_health=(None if health is None else schemas.OccupationalHealth(health.provider or "", health.day)),
        **{kind: schemas.Done(by_kind[kind].day, by_kind[kind].document) for kind in DOCUMENTED if kind in by_kind},
    )


def _opening(opening: Any, codes: dict[int, str]) -> schemas.Opening:
    year = opening.year_so_far
    return schemas.Opening(
        employment=codes[opening.employment_id],
        day=opening.day,
        year_so_far=(
            None
            if year is None
            else schemas.OpeningYear(
                _euros(year.gross_cents),
                _euros(year.withholding_cents),
                tuple((kind, Decimal(cents).scaleb(-2)) for kind, cents in year.by_kind),
            )
        ),
        card_used=_euros(opening.card_used_cents),
        holiday=tuple(_holiday(one) for one in opening.holidays),
    )


def _holiday(one: OpeningHoliday) -> schemas.OpeningHoliday:
    return schemas.OpeningHoliday(one.credit_year, one.days, _euros(one.pay_base_cents), one.work_days, one.minutes)
