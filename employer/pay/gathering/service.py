"""Gathers the inputs of one payslip: the only place that reads the database for a calculation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import answers, arrangements, budget, contracts, effective, hours, leave, people, training
from employer.answers.schemas import asked_about, holds_for_all
from employer.arrangements import averaging, final_pay, longer, time_off
from employer.contracts.schemas import EmploymentFacts, Opening, PayRun
from employer.effective import NOT_SAID
from employer.hours.schemas import Roster, Span
from employer.leave.schemas import ILLNESSES
from employer.pay import queries
from employer.pay.gathering.final_pay.service import averaging_in, ending, looks_back_to, rostered_in, varies_on
from employer.pay.gathering.holidays.service import accounts as holiday_accounts
from employer.pay.gathering.holidays.service import holiday_parts
from employer.pay.gathering.schemas import PaidSums, Situation
from employer.pay.gathering.workdays.service import (
    missed_parts,
    monthly,
    next_month,
    paid_without_work,
    workdays_of_month,
)
from employer.pay.schemas import SUMS, Issued, no_sums
from employer.people.schemas import AccidentInsurance, PensionInsurance
from payroll import forecast
from payroll.final_pay import UNINSURED_KINDS
from payroll.inputs import (
    Absence,
    Agreement,
    Answer,
    Benefit,
    Expense,
    GarnishmentOrder,
    HolidayPart,
    Inputs,
    Insurance,
    LongerDay,
    Party,
    Shift,
    TaxCard,
    Training,
    UntaxedPay,
    VaryingHours,
    Wage,
    WeeklyTime,
    YearSoFar,
    from_text,
)
from payroll.withholding import month_and_days
from rules import Days, NoValueForDay, Period, UnknownValue, UnverifiedValue, load_book
from rules.decisions import annual_holiday, annual_holiday_pay, contract, sick_leave
from rules.decisions.withholding import SOURCE

_ONE_DAY = timedelta(days=1)
_LIMITS_OF_ONE = ("withholding.yearly_limit_euros", "health.yearly_limit_euros")
_LIMITS_AT_SOURCE = (*_LIMITS_OF_ONE, "health.employee_daily_allowance_limit_euros")
_LIMITS_OF_ALL = ("unemployment.yearly_limit_euros", "accident.yearly_limit_euros")
_HOLIDAYS = ("annual_holiday", "saved_holiday", "supplementary_days")
_YES = ("yes", "true", "worked", "kyllä", "ja")


def situation(session: Session, employer_id: int, known_on: date) -> Situation:
    """The household as known on a day, read once for all the payslips of a pay run. Raises ``LookupError``."""
    absences: dict[int, list[Any]] = defaultdict(list)
    for absence in leave.absences(session, employer_id, None, known_on):
        absences[absence.employment_id].append(absence)
    entries: dict[int, list[Any]] = defaultdict(list)
    for entry in leave.entries(session, employer_id, None, known_on):
        entries[entry.employment_id].append(entry)
    trainings: dict[int, list[Any]] = defaultdict(list)
    for one in training.trainings(session, employer_id, None, known_on):
        trainings[one.employment_id].append(one)
    expenses: dict[int, list[Any]] = defaultdict(list)
    for expense in budget.expenses(session, employer_id, known_on):
        if expense.employment_id is not None:
            expenses[expense.employment_id].append(expense)
    return Situation(
        known_on=known_on,
        employer=people.employer_facts(session, employer_id, known_on, known_on),
        employees={one.id: one for one in people.employees(session, employer_id, known_on)},
        employments={one.id: one for one in contracts.employments(session, employer_id, known_on)},
        openings={one.employment_id: one for one in contracts.openings(session, employer_id, known_on)},
        runs=contracts.pay_runs(session, employer_id, known_on),
        absences={owner: tuple(rows) for owner, rows in absences.items()},
        trainings={owner: tuple(rows) for owner, rows in trainings.items()},
        expenses={owner: tuple(rows) for owner, rows in expenses.items()},
        answers=tuple(answers.answers_known(session, employer_id, known_on)),
        arrangements=arrangements.arrangements(session, employer_id, None, known_on),
        sums=final_pay.sums(session, employer_id, None, known_on),
        averaging=averaging.averaging(session, employer_id, None, known_on),
        longer=longer.longer(session, employer_id, None, known_on),
        time_off=time_off.time_off(session, employer_id, None, known_on),
        entries={owner: tuple(rows) for owner, rows in entries.items()},
    )


def gather(
    session: Session, employer_id: int, employment_id: int, run: PayRun, known_on: date, now: Situation | None = None
) -> Inputs:
    """The inputs of one employment's payslip in a pay run, as known on a day.

    The run in which the employment ends is its final one, said or not. Raises ``LookupError`` for an unknown
    employment.
    """
    now = now or situation(session, employer_id, known_on)
    return _gather(session, employer_id, employment_id, run, now, None)


def gather_again(
    session: Session, employer_id: int, issued: Issued, known_on: date, now: Situation | None = None
) -> Inputs:
    """The inputs of an issued payslip's period as they are known now; what it paid itself does not count as paid."""
    now = now or situation(session, employer_id, known_on)
    run = PayRun(issued.first, issued.last, issued.payment_day, issued.run_kind, (issued.employment_id,))
    inputs = _gather(session, employer_id, issued.employment_id, run, now, issued.id)
    return replace(inputs, kind=issued.run_kind, corrects=issued.number)


def gather_for_own_day(
    session: Session, employer_id: int, root: Issued, inputs: Inputs, payment_day: date, now: Situation
) -> Inputs:
    """The inputs of pay that is added to an issued payslip and paid on a day of its own.

    ``inputs``: those of the payslip calculated again (``gather_again``). Cards, insurance, a payment prohibition and
    what was paid before are of the new day, the payslip itself included; nothing of the employer's is taken off.
    """
    employment = now.employments[root.employment_id]
    employee = now.employees[employment.employee_id]
    run = PayRun(root.first, root.last, payment_day, root.run_kind, (root.employment_id,))
    sums = paid_before(session, employer_id, employment.employee_id, payment_day, None, _first_card_day(employee))
    begin = records_first(employment, now, queries.issued_periods(session, employer_id, employment.id), run)
    by_kela = _paid_by_kela(session, employer_id, employee, run, now, None)
    return replace(
        inputs,
        payment_day=payment_day,
        first_paid_on=root.payment_day,
        insurance=insurance_on(now, payment_day),
        tax_cards=_cards(employment, employee, now, run, sums, begin, by_kela),
        year=_year(
            session,
            employer_id,
            employment,
            run,
            now,
            (),
            inputs.wages,
            sums,
            begin,
            None,
            lag=root.payment_day - root.last,
        ),
        garnishment=_arranged(session, employer_id, employment, run, now, None).get("garnishment"),
        kela_allowance_cents=0,
        claims=(),
        advances=(),
    )


def _gather(
    session: Session, employer_id: int, employment_id: int, run: PayRun, now: Situation, root_id: int | None
) -> Inputs:
    try:
        employment = now.employments[employment_id]
    except KeyError:
        raise LookupError(f"employer {employer_id} has no employment {employment_id}") from None
    employee = now.employees[employment.employee_id]
    period = Period.closed(run.first, run.until)
    monday, after = _whole_weeks(period)
    averaged = averaging_in(employment_id, run, now)
    early = looks_back_to(monday, run, averaged)
    roster = _roster(session, employer_id, employment, now, early, after)
    worked, unconfirmed = _worked(roster, period, run, employment, now)
    wages = _wages(employment)
    sums = paid_before(session, employer_id, employment.employee_id, run.pay_day, root_id, _first_card_day(employee))
    issued = queries.issued_periods(session, employer_id, employment_id)
    begin = records_first(employment, now, issued, run)
    kind = _kind(run, employment)
    workdays, regular_minutes = monthly(employment, wages, period)
    inputs = Inputs(
        employment=employment.code,
        kind=kind,
        period=period,
        payment_day=run.pay_day,
        known_on=now.known_on,
        employer=_employer(now),
        employee=Party(
            employee.details.name.full,
            ()
            if employee.details.address is None or employee.details.protected_address
            else employee.details.address.lines,
            employee.details.language,
        ),
        born=employee.born,
        job=employment.job,
        employment_first=employment.start,
        employment_last=employment.end,
        insurance=insurance_on(now, run.pay_day),
        wages=wages,
        weekly_time=tuple(
            WeeklyTime(row.first or employment.start, row.until, row.minutes)
            for row in employment.weekly_times
            if row.until is None or row.until >= employment.start  # else replaced from its first day on
        ),
        varying_hours=tuple(
            VaryingHours(row.first or employment.start, row.until, row.variable_hours.min_minutes)
            for row in employment.terms
            if row.variable_hours is not None
        ),
        agreements=tuple(
            Agreement(
                row.first or employment.start,
                row.until,
                row.name,
                row.reason,
                row.employer_is_member,
                row.pay_group,
                row.experience_months,
                row.region,
            )
            for row in employment.agreements
            if row.until is None or row.until >= employment.start
        ),
        tax_cards=_cards(
            employment,
            employee,
            now,
            run,
            sums,
            begin,
            _paid_by_kela(session, employer_id, employee, run, now, root_id),
        ),
        shifts=worked,
        year=_year(session, employer_id, employment, run, now, worked, wages, sums, begin, root_id),
        absences=_absences(
            employment,
            roster,
            period,
            now,
            lambda day: _fourfold(session, employer_id, employment, now, day),
            lambda days: bool(_roster(session, employer_id, employment, now, days.first, days.after).spans),
            monthly_wage=bool(workdays),
        ),
        free_public_holidays=tuple(
            _shift(span) for span in roster.skipped if span.start.date() in period and span.absence is None
        ),
        workdays=workdays,
        regular_minutes=regular_minutes,
        minutes_paid_without_work=paid_without_work(
            employment,
            # a day that levels out working time is made up for by work at another time
            [one for one in now.absences.get(employment.id, ()) if one.kind not in annual_holiday.LEVELLING],
            {span.start.date() for span in roster.skipped},
            _work_by_day(roster.absent),
            *_whole_weeks(period),
        )
        if workdays
        else (),
        trainings=tuple(
            Training(one.day, one.title, one.minutes, one.required, one.paid)
            for one in now.trainings.get(employment_id, ())
            if one.day in period and run.kind != "supplementary"
        ),
        expenses=tuple(
            Expense(
                one.day,
                one.title,
                one.cents,
                one.kind,
                number=one.number,
                per_diem=one.per_diem,
                halved=one.halved,
                vehicle=one.vehicle,
                passengers=one.passengers,
                trailer=one.trailer,
            )
            for one in now.expenses.get(employment_id, ())
            if _pays_expense(one.day, run, employment, now)
        ),
        answers=_answers(now.answers, employment.code),
        unconfirmed=unconfirmed,
        hours_unfollowed=_unfollowed(employment, run),
        longer_days=tuple(
            LongerDay(one.first, one.until, one.day_minutes)
            for one in now.longer.get(employment_id, ())
            if one.first < after and (one.until is None or one.until >= early)
        ),
        averaging=averaged,
        **_exchanged(session, employer_id, employment, run, now),
        rostered=rostered_in(session, employer_id, employment, now, roster, early, after - _ONE_DAY)
        if averaged
        else None,
        pay_days=(effective.at(employment.terms, run.until) or employment.terms[-1]).pay.pay_days,
        **_arranged(session, employer_id, employment, run, now, root_id),
        **ending(
            session,
            employer_id,
            employment,
            run,
            now,
            root_id,
            alone=_ordinary_run_on(run.until, employment, now) is None,
        ),
    )
    parts = holiday_parts(session, employer_id, employment, run, now, inputs, root_id)
    return (
        replace(inputs, holidays=parts, workdays=_with_holiday_months(employment, workdays, parts)) if parts else inputs
    )


# -- parts -------------------------------------------------------------------------------------------------------------


def _whole_weeks(period: Period) -> tuple[date, date]:
    """The Monday of the first week, and the Monday after the last one."""
    return (
        period.first - timedelta(days=period.first.weekday()),
        period.last + timedelta(days=7 - period.last.weekday()),
    )


def _roster(
    session: Session, employer_id: int, employment: EmploymentFacts, now: Situation, first: date, after: date
) -> Roster:
    shifts = _shifts_of(session, employer_id, employment, now)
    return hours.expand(employment, shifts, first, after, now.absences.get(employment.id, ()))


def _shifts_of(session: Session, employer_id: int, employment: EmploymentFacts, now: Situation) -> tuple[Any, ...]:
    shifts = now.shifts.get(employment.id)
    if shifts is None:
        shifts = now.shifts[employment.id] = hours.shifts(session, employer_id, employment.id, now.known_on)
    return shifts


def roster(session: Session, employer_id: int, employment_id: int, now: Situation, first: date, after: date) -> Roster:
    """The calendar of an employment from ``first`` up to, not including, ``after``."""
    return _roster(session, employer_id, now.employments[employment_id], now, first, after)


def _shift(span: Span) -> Shift:
    return Shift(span.start, span.end, span.break_minutes, span.kind)


def shift_of(span: Span) -> Shift:
    """A span of the calendar as the calculation takes it."""
    return _shift(span)


def _worked(
    roster: Roster, period: Period, run: PayRun, employment: EmploymentFacts, now: Situation
) -> tuple[tuple[Shift, ...], tuple[Shift, ...]]:
    """The shifts worked in the whole weeks, and those of the period that nobody has said were worked.

    A supplementary run leaves the days of the ordinary runs to them.
    """
    said = {
        topic.partition(".")[2]: one.value.strip().lower() in _YES
        for one in now.answers
        for topic, code in (asked_about(one.question),)
        if code == employment.code and topic.startswith("unconfirmed_shift.")
    }
    worked, unconfirmed = [], []
    for span in roster.spans:
        day = span.start.date()
        if run.kind == "supplementary" and _ordinary_run_on(day, employment, now) is not None:
            continue
        if span.status == "worked":
            worked.append(_shift(span))
        elif day in period or (span.end - timedelta(minutes=1)).date() in period:
            answer = said.get(span.start.strftime("%Y-%m-%dT%H:%M"))
            if answer is None:
                unconfirmed.append(_shift(span))
            elif answer:
                worked.append(_shift(span))
    return tuple(worked), tuple(unconfirmed)


def _pays(run: PayRun, employment: EmploymentFacts) -> bool:
    return run.employment_ids is None or employment.id in run.employment_ids


def _ordinary_run_on(day: date, employment: EmploymentFacts, now: Situation) -> PayRun | None:
    for run in now.runs:
        if run.kind != "supplementary" and run.first <= day <= run.until and _pays(run, employment):
            return run
    return None


def _pays_expense(day: date, run: PayRun, employment: EmploymentFacts, now: Situation) -> bool:
    if not run.first <= day <= run.until:
        return False
    return run.kind != "supplementary" or _ordinary_run_on(day, employment, now) is None


def _kind(run: PayRun, employment: EmploymentFacts) -> str:
    if employment.end is not None and run.kind == "ordinary" and run.first <= employment.end <= run.until:
        return "final"
    return run.kind


def _wages(employment: EmploymentFacts) -> tuple[Wage, ...]:
    return tuple(Wage(row.first or employment.start, row.until, row.unit, row.euros) for row in employment.wages)


def wages_of(employment: EmploymentFacts) -> tuple[Wage, ...]:
    """The agreed wages of an employment as the calculation takes them."""
    return _wages(employment)


def pay_of_minutes(employment: EmploymentFacts, day: date, minutes: int) -> Fraction:
    """Exact euros of minutes at the plain price of a day: of a monthly wage by the regular hours of its month."""
    wages = _wages(employment)
    wage = effective.at(employment.wages, day)
    if wage is None or wage.unit == "hour":
        return forecast.pay_of_minutes(wages, day, minutes)
    _, regular = monthly(employment, wages, Period.closed(day, day))
    in_month = sum(count for _, count in regular)
    return Fraction(wage.euros) * minutes / in_month if in_month else Fraction(0)


def _employer(now: Situation) -> Party:
    details = now.employer.details
    return Party(details.name.full, details.address.lines, details.language)


def insurance_on(now: Situation, day: date) -> Insurance:
    """The employer's insurances in force on a day; what nobody has said is left open, so that it is asked."""
    pension: PensionInsurance | None = effective.at(now.employer.pensions, day)
    accident: AccidentInsurance | None = effective.at(now.employer.accidents, day)
    insured = accident is not None and accident.insured
    percent = accident.percent if accident is not None and insured else None
    group_life = accident.group_life_percent if accident is not None and insured else None
    total = pension.total_percent if pension is not None else None
    return Insurance(
        pension_kind=None if pension is None else pension.kind,
        pension_total_percent=None if total is NOT_SAID else total,
        accident_percent=None if percent is NOT_SAID else percent,
        accident_known=insured,
        group_life_percent=None if group_life is NOT_SAID else group_life,
        group_life_known=accident is not None and group_life is not NOT_SAID,
    )


def _arranged(
    session: Session, employer_id: int, employment: EmploymentFacts, run: PayRun, now: Situation, root_id: int | None
) -> dict[str, Any]:
    """The benefits, Kela's part and the payment prohibition of a run; an additional run leaves the monthly sums to the
    ordinary ones of its days."""
    found = now.arrangements.get(employment.id)
    if found is None:
        return {}
    share = arrangements.shares(found, run.first, run.until, run.pay_day, employment.start, employment.end)
    order = share.garnishment
    stated: GarnishmentOrder | None = None
    if order is not None:
        net, taken = queries.paid_for_same_days(
            session, employer_id, employment.id, run.first, run.until, order.first, root_id
        )
        stated = GarnishmentOrder(
            order.number,
            order.protected_cents,
            order.fixed_cents,
            periodic=order.periodic,
            earlier_net_cents=net,
            earlier_taken_cents=taken,
        )
    if run.kind == "supplementary":
        return {"garnishment": stated}
    return {
        "benefits": tuple(
            Benefit(
                one.title,
                one.cents,
                kind=one.kind,
                variant=one.variant,
                number=one.number,
                cost_cents=one.cost_cents,
                first=one.first,
                last=one.until,
                collected_cents=one.collected_cents,
                from_pay=one.from_pay,
            )
            for one in share.benefits
        ),
        "kela_allowance_cents": share.kela_cents,
        "garnishment": stated,
    }


def _exchanged(
    session: Session, employer_id: int, employment: EmploymentFacts, run: PayRun, now: Situation
) -> dict[str, Any]:
    """What was exchanged for time off, and what of it was taken before the run; an additional run leaves both to the
    ordinary ones of its days."""
    noted = now.time_off.get(employment.id, ())
    if not noted or (run.kind == "supplementary" and _ordinary_run_on(run.until, employment, now) is not None):
        return {}
    rows = now.absences.get(employment.id, ())
    return {
        "time_off": tuple(
            time_off.exchange(one) for one in noted if one.day < _whole_weeks(Period.closed(run.first, run.until))[1]
        ),
        "time_off_taken": time_off.taken(
            employment, _shifts_of(session, employer_id, employment, now), rows, now.answers, run.first
        ),
    }


def _work_by_day(spans: Iterable[Span]) -> dict[date, int]:
    """Minutes of work by the day on which they fall."""
    return hours.minutes_by_day(span for span in spans if span.kind == "work")


def _fourfold(session: Session, employer_id: int, employment: EmploymentFacts, now: Situation, day: date) -> bool:
    """Whether at least fourfold the fixed hours were worked in the months before an illness (2:11.2), as recorded."""
    opening = now.openings.get(employment.id)
    book = load_book()
    months = sick_leave.extra_work_months(book, absence_first=day)
    if months is None:
        return False
    first = max(day - relativedelta(months=months), employment.start)
    if opening is not None:
        first = max(first, opening.day)
    if first >= day:
        return False
    spans = _roster(session, employer_id, employment, now, first, day).spans
    if not any(span.shift_id for span in spans):
        return False
    worked = sum(_work_by_day(span for span in spans if span.status == "worked").values())
    weekly = (effective.at(employment.weekly_times, one) for one in Period(first, day))
    agreed = sum(0 if one is None else one.minutes for one in weekly) // 7
    return sick_leave.exceeded_fourfold(agreed, worked, book, absence_first=day)


def _absences(
    employment: EmploymentFacts,
    roster: Roster,
    period: Period,
    now: Situation,
    worked_fourfold: Callable[[date], bool],
    is_worked: Callable[[Period], bool],
    *,
    monthly_wage: bool,
) -> tuple[Absence, ...]:
    rows = now.absences.get(employment.id, ())
    shifts: dict[int, list[Shift]] = defaultdict(list)
    for span in roster.absent:
        if span.absence is not None and (
            span.start.date() in period or (span.end - timedelta(minutes=1)).date() in period
        ):
            shifts[span.absence].append(_shift(span))
    by_first = {row.first: row for row in rows}
    found = []
    for position, row in enumerate(rows):
        if row.first > period.last or row.last < period.first:
            continue
        earlier = by_first.get(row.same_illness_as) if row.same_illness_as is not None else None
        since, spells = leave.incapacity(row, rows)
        if row.kind in contract.HINDRANCES:
            since, spells = leave.unbroken(row, rows), leave.hindered_before(row, rows)
        found.append(
            Absence(
                kind=row.kind,
                first=row.first,
                last=row.last,
                shifts=tuple(shifts[position]),
                certificate_seen=row.certificate_seen,
                same_illness_as=row.same_illness_as,
                earlier_last=None if earlier is None else earlier.last,
                since=since if row.kind in ILLNESSES or row.kind in contract.HINDRANCES else None,
                earlier_spells=tuple((spell.first, spell.last) for spell in spells),
                unnoted=tuple((gap.first, gap.last) for gap in leave.days_between(row, rows) if not is_worked(gap)),
                child_born=row.child_born,
                no_pay=row.no_pay,
                hours_vary=varies_on(employment, row.first),
                worked_fourfold=row.kind in ILLNESSES
                and not varies_on(employment, row.first)
                and worked_fourfold(since),
                missed_parts=missed_parts(
                    employment,
                    row,
                    period,
                    _work_by_day(span for span in roster.absent if span.absence == position),
                    _work_by_day((*roster.spans, *(span for span in roster.absent if span.absence != position))),
                )
                if monthly_wage and (row.start_minute is not None or row.end_minute is not None)
                else (),
                start_minute=row.start_minute,
                end_minute=row.end_minute,
            )
        )
    return tuple(found)


def _with_holiday_months(
    employment: EmploymentFacts, workdays: tuple[date, ...], parts: Iterable[HolidayPart]
) -> tuple[date, ...]:
    """The workdays with those of the months that a holiday paid beforehand lies in, where a monthly wage goes on."""
    months = {part.first.replace(day=1) for part in parts if part.method == "monthly_pay" and part.first is not None}
    return tuple(sorted({*workdays, *(day for month in months for day in workdays_of_month(employment, month))}))


def _answers(rows: Iterable[Any], code: str) -> tuple[Answer, ...]:
    """The answers about an employment, and those about its employer, the law or the agreement that were asked for
    another one first; of one day its own goes before another's."""
    found = []
    for row in rows:
        topic, asked_for = asked_about(row.question)
        if asked_for == code or holds_for_all(topic):
            question = f"{topic}:{code}:{row.question.rpartition(':')[2]}"
            found.append((asked_for == code, Answer(question, row.value, row.document, row.day)))
    found.sort(key=lambda one: (one[1].day, one[0], one[1].question))
    return tuple(answer for _, answer in found)


# -- what was paid before ------------------------------------------------------------------------------------------


def paid_before(
    session: Session,
    employer_id: int,
    employee_id: int,
    payment_day: date,
    root_id: int | None,
    cards_from: date | None = None,
) -> PaidSums:
    """What was paid before a payment, and later in its year. ``root_id``: the payslip that is calculated again.

    A payslip that is calculated again leaves out itself, its corrections and those issued after it for the same day.
    """
    first, last = date(payment_day.year, 1, 1), date(payment_day.year, 12, 31)
    rows = queries.paid_days(session, employer_id, employee_id, min(first, cards_from or first), last)
    own: dict[date, dict[str, int]] = defaultdict(no_sums)
    everyone: dict[date, dict[str, int]] = defaultdict(no_sums)
    for all_of_them, day, sums in rows:
        (everyone if all_of_them else own)[day].update(sums)
    if root_id is not None:
        for paid_employee, sums in queries.paid_with_or_after(session, employer_id, root_id, payment_day):
            for name in SUMS:
                everyone[payment_day][name] -= sums[name]
                if paid_employee == employee_id:
                    own[payment_day][name] -= sums[name]
    month = payment_day.replace(day=1)
    month_sums = _sum(own, month, payment_day)
    return PaidSums(
        year=_sum(own, first, payment_day),
        month=month_sums,
        everyone_year=_sum(everyone, first, payment_day),
        everyone_month=_sum(everyone, month, payment_day),
        later_year=_sum(own, payment_day + _ONE_DAY, last)["taxable"],
        everyone_later_year=_sum(everyone, payment_day + _ONE_DAY, last)["taxable"],
        by_day=tuple((day, own[day]["taxable"]) for day in sorted(own) if day <= payment_day),
        month_uninsured=queries.paid_of_kinds(
            session, employer_id, employee_id, UNINSURED_KINDS, month, payment_day, root_id
        )
        if month_sums["taxable"]
        else 0,
    )


def _sum(days: Mapping[date, Mapping[str, int]], first: date, last: date) -> dict[str, int]:
    total = no_sums()
    for day, sums in days.items():
        if first <= day <= last:
            for name in SUMS:
                total[name] += sums[name]
    return total


def records_first(
    employment: EmploymentFacts, now: Situation, issued: Iterable[tuple[date, date, date]], run: PayRun | None = None
) -> date:
    """The first day that these records cover for an employment: the opening's day, else the first day paid or to pay.

    ``issued``: the periods of its payslips (``queries.issued_periods``).
    """
    opening = now.openings.get(employment.id)
    if opening is not None:
        return opening.day
    firsts = [one.first for one in now.runs if _pays(one, employment)] + [first for first, _, _ in issued]
    if run is not None:
        firsts.append(run.first)
    return min(firsts, default=employment.start)


def _first_card_day(employee: Any) -> date | None:
    return min((card.first for card in employee.tax_cards if card.first is not None), default=None)


def _paid_by_kela(
    session: Session, employer_id: int, employee: Any, run: PayRun, now: Situation, root_id: int | None
) -> Mapping[date, int]:
    """What Kela has paid of the employee's wages, by payment day: Kela withholds of it by its own card, so that it does
    not use up the ceiling of the card given to the household."""
    of_employee = (one for one in now.employments.values() if one.employee_id == employee.id)
    if not any(one.id in now.arrangements and now.arrangements[one.id].kela_parts for one in of_employee):
        return {}
    first = min(date(run.pay_day.year, 1, 1), _first_card_day(employee) or run.pay_day)
    return queries.paid_by_kela(session, employer_id, employee.id, first, run.pay_day, root_id)


def _cards(
    employment: EmploymentFacts,
    employee: Any,
    now: Situation,
    run: PayRun,
    sums: PaidSums,
    begin: date,
    by_kela: Mapping[date, int],
) -> tuple[TaxCard, ...]:
    openings = [
        now.openings[one.id]
        for one in now.employments.values()
        if one.employee_id == employment.employee_id and one.id in now.openings
    ]
    found = []
    for card in employee.tax_cards:
        first = card.first or date(run.pay_day.year, 1, 1)
        paid: int | None = sum(cents - by_kela.get(day, 0) for day, cents in sums.by_day if first <= day)
        for opening in openings:
            if first < opening.day and (card.until is None or card.until >= opening.day - _ONE_DAY):
                paid = None if paid is None or opening.card_used_cents is None else paid + opening.card_used_cents
        if employment.start < begin and first < begin and employment.id not in now.openings:
            paid = None
        found.append(
            TaxCard(
                first=first,
                until=card.until,
                kind=card.kind,
                percent=card.percent,
                additional_percent=card.additional_percent,
                ceiling_euros=card.ceiling,
                deduction=card.deduction,
                paid_cents=paid,
            )
        )
    return tuple(found)


def _year(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    run: PayRun,
    now: Situation,
    worked: Sequence[Shift],
    wages: Sequence[Wage],
    sums: PaidSums,
    begin: date,
    root_id: int | None,
    lag: timedelta | None = None,
) -> YearSoFar:
    year = run.pay_day.year
    own_openings = [
        opening
        for one in now.employments.values()
        if one.employee_id == employment.employee_id
        for opening in _opening_of_year(now, one, year)
    ]
    all_openings = [opening for one in now.employments.values() for opening in _opening_of_year(now, one, year)]
    opened = sum(_gross(opening) for opening in own_openings)
    all_opened = sum(_gross(opening) for opening in all_openings)
    paid, everyone = sums.year["taxable"] + opened, sums.everyone_year["taxable"] + all_opened
    lag = run.pay_day - run.until if lag is None else lag
    planned, all_planned = _planned(
        session, employer_id, employment, run, now, worked, wages, sums, paid, everyone, lag, root_id
    )
    kinds = [dict(opening.year_so_far.by_kind) for opening in own_openings if opening.year_so_far is not None]
    withheld = sum(
        opening.year_so_far.withholding_cents or 0 for opening in own_openings if opening.year_so_far is not None
    )
    return YearSoFar(
        known=_year_known(employment, now, run, begin),
        gross_cents=paid,
        withheld_cents=sums.year["withholding"] + withheld,
        pension_employee_cents=sums.year["pension_employee"] + sum(one.get("pension_employee", 0) for one in kinds),
        unemployment_employee_cents=sums.year["unemployment_employee"]
        + sum(one.get("unemployment_employee", 0) for one in kinds),
        planned_gross_cents=planned,
        all_gross_cents=everyone,
        all_planned_gross_cents=all_planned,
        month_gross_cents=sums.month["taxable"] - sums.month_uninsured,
        month_planned_gross_cents=_planned_in_month(session, employer_id, employment, run, now, lag, root_id),
        month_pension_base_cents=sums.month["pension_base"],
        month_health_base_cents=sums.everyone_month["health_base"],
        month_health_cents=sums.everyone_month["employer_health"],
        gross_not_withheld_cents=sums.year["without_withholding"],
        gross_without_health_cents=sums.year["without_health"],
        all_gross_without_unemployment_cents=sums.everyone_year["without_unemployment"],
        all_gross_without_accident_cents=sums.everyone_year["without_accident"],
        net_cents=sums.year["net"],
        withheld_later_cents=0 if root_id is None else queries.withheld_later(session, employer_id, root_id),
        not_withheld=_not_withheld(session, employer_id, employment, run, now, sums, root_id),
        month_before_records=_month_before_records(employment, run, now, begin),
        opened=opened > 0,
    )


def _unfollowed(employment: EmploymentFacts, run: PayRun) -> bool:
    """Whether the contract says of a relative that nobody sets or follows up the hours."""
    terms = effective.at(employment.terms, run.until)
    family = None if terms is None else terms.family_member
    return family is not None and family.hours_fixed is False and family.hours_supervised is False


def _month_before_records(employment: EmploymentFacts, run: PayRun, now: Situation, begin: date) -> bool:
    """Whether the month of the pay day may hold pay of before the records: in their first month of pay, when they begin
    in the middle of a month or pay comes more often than once in it."""
    if employment.start >= begin:
        return False
    terms = effective.at(employment.terms, begin)
    often = terms is not None and terms.pay.rhythm != "monthly"
    first = min((one.pay_day for one in now.runs if _pays(one, employment)), default=run.pay_day)
    same = (first.year, first.month) == (run.pay_day.year, run.pay_day.month)
    return same and (begin.day != 1 or often)


def _not_withheld(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    run: PayRun,
    now: Situation,
    sums: PaidSums,
    root_id: int | None,
) -> tuple[UntaxedPay, ...]:
    """The year's payments that were given without tax, for a person who has a card for tax at source: what is deducted
    before that tax goes by payment."""
    cards = now.employees[employment.employee_id].tax_cards
    if sums.year["without_withholding"] <= 0 or all(card.kind != SOURCE for card in cards):
        return ()
    found = []
    rows = queries.without_tax(session, employer_id, employment.employee_id, run.pay_day, root_id)
    for cents, inputs_text in rows:
        inputs = from_text(inputs_text)
        whole, half, days = month_and_days(inputs)
        found.append(UntaxedPay(inputs.payment_day, cents, whole, days, inputs.year.month_gross_cents, half))
    return tuple(found)


def _opening_of_year(now: Situation, employment: EmploymentFacts, year: int) -> list[Opening]:
    opening = now.openings.get(employment.id)
    return [] if opening is None or opening.day.year != year or opening.year_so_far is None else [opening]


def _gross(opening: Opening) -> int:
    return 0 if opening.year_so_far is None else opening.year_so_far.gross_cents or 0


def _year_known(employment: EmploymentFacts, now: Situation, run: PayRun, begin: date) -> bool:
    if employment.start >= begin or begin <= date(run.pay_day.year, 1, 1):
        return True
    opening = now.openings.get(employment.id)
    return opening is not None and opening.year_so_far is not None and opening.year_so_far.gross_cents is not None


# -- what is still planned -----------------------------------------------------------------------------------------


def _limit_cents(names: Iterable[str], day: date) -> int | None:
    """The largest of the limits in cents, or None when one of them has no value on the day."""
    found = []
    for name in names:
        try:
            found.append(int(load_book().value(name, Days(payment_day=day)).number * 100))
        except UnverifiedValue as unverified:
            found.append(int(unverified.suggestion.split(".")[0]) * 110)
        except (NoValueForDay, UnknownValue):
            return None
    return max(found)


def _planned(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    run: PayRun,
    now: Situation,
    worked: Sequence[Shift],
    wages: Sequence[Wage],
    sums: PaidSums,
    paid: int,
    everyone: int,
    lag: timedelta,
    root_id: int | None,
) -> tuple[int | None, int | None]:
    """Planned pay of the rest of the year, the employee's and everyone's; None where the limits are settled without."""
    at_source = any(card.kind == SOURCE for card in now.employees[employment.employee_id].tax_cards)
    own_limit = _limit_cents(_LIMITS_AT_SOURCE if at_source else _LIMITS_OF_ONE, run.pay_day)
    all_limit = _limit_cents(_LIMITS_OF_ALL, run.pay_day)
    first, last = run.first, run.until
    sure = sum(
        forecast.by_month(
            {
                day: euros
                for day, euros in forecast.pay_by_day(worked, wages, load_book()).items()
                if first <= day <= last
            }
        ).values()
    )
    sure -= sum(  # what was added to it is paid on a day of its own, and counts as that
        one.totals["taxable"]
        for one in (() if root_id is None else queries.payslip_sums(session, employer_id))
        if one.corrects == root_id and one.own_day
    )
    # A limit that the book lacks may be answered, so the plan is needed for it, too.
    need_own = own_limit is None or paid + sure <= own_limit
    need_all = all_limit is None or everyone + sure <= all_limit
    if not need_own and not need_all:
        return None, None
    own = all_of_them = 0
    for one in now.employments.values():
        mine = one.employee_id == employment.employee_id
        if not mine and not need_all:
            continue
        but_not = run if one.id == employment.id else None
        cents = _planned_of(session, employer_id, one, run, now, lag, but_not)
        all_of_them += cents
        own += cents if mine else 0
    return (
        own + sums.later_year if need_own else None,
        all_of_them + sums.everyone_later_year if need_all else None,
    )


def _planned_of(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    run: PayRun,
    now: Situation,
    lag: timedelta,
    but_not: PayRun | None,
) -> int:
    """Plain pay in cents of the days of an employment that are still unpaid and will be paid in the pay day's year,
    with the holiday compensation of a known end. Weeks to come without a shift have the agreed weekly time.

    Pay follows its month by ``lag``: as many days as the run's pay day follows its period.
    """
    year = run.pay_day.year
    issued = queries.issued_periods(session, employer_id, employment.id)
    taken = [Period.closed(first, last) for first, last, _ in issued]
    if but_not is not None:
        taken.append(Period.closed(but_not.first, but_not.until))
    begin = max(employment.start, records_first(employment, now, issued, run), date(year - 1, 12, 1))
    end = date(year, 12, 31) if employment.end is None else min(employment.end, date(year, 12, 31))
    if end < begin:
        return 0
    calendar_of = _roster(session, employer_id, employment, now, begin, end + _ONE_DAY)
    found = _pay_of(employment, calendar_of, begin, end + _ONE_DAY)
    found |= _agreed_pay(employment, now, calendar_of, max(begin, run.until + _ONE_DAY), end + _ONE_DAY)
    planned = sum(
        forecast.by_month(
            {
                day: euros
                for day, euros in found.items()
                if (next_month(day.replace(day=1)) - _ONE_DAY + lag).year == year
                and not any(day in period for period in taken)
            }
        ).values()
    )
    last = employment.end
    if last is None or any(last in period for period in taken):
        return planned  # no end is known, or this pay run or an issued payslip settles it
    if (next_month(last.replace(day=1)) - _ONE_DAY + lag).year != year:
        return planned
    unpaid = {
        day: euros for day, euros in found.items() if not any(first <= day <= until for first, until, _ in issued)
    }
    return planned + _compensation_at_end(session, employer_id, employment, last, now, unpaid)


def _compensation_at_end(
    session: Session, employer_id: int, employment: EmploymentFacts, last: date, now: Situation, unpaid: dict[date, Any]
) -> int:
    """Cents of holiday pay and compensation that the final pay of a known last day still holds, estimated in every
    method by the percentage of the pay for time at work (``unpaid``: plain pay by day that no payslip holds yet)."""
    base = queries.holiday_base(session, employer_id, employment.id, last)
    paid: dict[date, int] = defaultdict(int)
    for line in queries.holiday_paid(session, employer_id, employment.id):
        paid[line.credit_year] += line.cents
    cents = 0
    for year in holiday_accounts(session, employer_id, employment, last, now):
        span = year.credit_year
        if year.closed and year.days_left <= 0:
            continue
        percent = annual_holiday_pay.percent(year.lasted_a_year, span.last, load_book()).outcome
        earned = Fraction(base.get(span.first, 0) + (year.opening_pay_base_cents or 0), 100)
        earned += sum((euros for day, euros in unpaid.items() if day in span), Fraction(0))
        cents += max(0, forecast.cents(earned * Fraction(percent) / 100) - paid[span.first])
    return cents


def planned_pay(
    session: Session, employer_id: int, employment: EmploymentFacts, now: Situation, first: date, after: date
) -> dict[date, Any]:
    """Plain pay by day in exact euros for the shifts of the calendar from ``first`` up to, not including, ``after``."""
    return _pay_of(employment, _roster(session, employer_id, employment, now, first, after), first, after)


def _agreed_pay(
    employment: EmploymentFacts, now: Situation, calendar_of: Roster, first: date, after: date
) -> dict[date, Any]:
    """Plain pay by day in exact euros of the agreed weekly time (with variable hours the least of it) in weeks for
    which no shift stands in the calendar yet and no pattern holds: who has agreed on it knows that it will be paid. An
    absence other than a holiday leaves its days out; a monthly wage is planned by its workdays."""
    wages = _wages(employment)
    planned = {_monday(span.start.date()) for span in (*calendar_of.spans, *calendar_of.absent)}
    away = [one for one in now.absences.get(employment.id, ()) if one.kind not in _HOLIDAYS]
    found: dict[date, Any] = {}
    day = first
    while day < after:
        if _monday(day) in planned:
            day = _monday(day) + 7 * _ONE_DAY
            continue
        terms, weekly = effective.at(employment.terms, day), effective.at(employment.weekly_times, day)
        minutes = 0 if weekly is None else weekly.minutes
        if terms is not None and terms.variable_hours is not None:
            minutes = terms.variable_hours.min_minutes
        euros = forecast.pay_of_minutes(wages, day, minutes) / 7
        known = any(one.first <= day <= one.last for one in away)
        known = known or any(effective.holds(pattern, day) for pattern in employment.patterns)
        if euros and not known and employment.runs_on(day):
            found[day] = euros
        day += _ONE_DAY
    return found


def _monday(day: date) -> date:
    return day - day.weekday() * _ONE_DAY


def _pay_of(employment: EmploymentFacts, calendar_of: Roster, first: date, after: date) -> dict[date, Any]:
    wages = _wages(employment)
    workdays: list[date] = []
    if any(wage.unit == "month" for wage in wages):
        month = first.replace(day=1)
        while month < after:
            workdays.extend(workdays_of_month(employment, month))
            month = next_month(month)
    paid = forecast.pay_by_day((_shift(span) for span in calendar_of.spans), wages, load_book(), workdays)
    return {day: euros for day, euros in paid.items() if first <= day < after and employment.runs_on(day)}


def _planned_in_month(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    run: PayRun,
    now: Situation,
    lag: timedelta,
    root_id: int | None,
) -> int:
    """Plain pay that the person still gets in the calendar month of the pay day: of the runs to come, also of those
    that nobody has declared yet, and of other employments, on the same day those that are not paid yet.

    ``lag``: how many days after its period the run's ordinary pay day comes. ``root_id``: as in ``paid_before``.
    """
    cents = 0
    for one in now.employments.values():
        if one.employee_id != employment.employee_id:
            continue
        for other in _runs_of_month(one, run, now, lag):
            this = one.id == employment.id and (other.first, other.until) == (run.first, run.until)
            if this or (other.pay_day == run.pay_day and _paid_on(session, employer_id, one.id, run.pay_day, root_id)):
                continue  # it is this payment, or counts as paid
            after = other.until + _ONE_DAY
            calendar_of = _roster(session, employer_id, one, now, other.first, after)
            found = _pay_of(one, calendar_of, other.first, after)
            found |= _agreed_pay(one, now, calendar_of, max(other.first, run.until + _ONE_DAY), after)
            cents += sum(forecast.by_month(found).values())
    return cents


def _runs_of_month(employment: EmploymentFacts, run: PayRun, now: Situation, lag: timedelta) -> list[PayRun]:
    """The pay runs of an employment from the pay day of ``run`` to the end of its month: those declared, and those that
    go on after the last one as it was, as long and as many days after the work."""
    ordinary = [one for one in now.runs if one.kind != "supplementary" and _pays(one, employment)]
    month_end = next_month(run.pay_day.replace(day=1)) - _ONE_DAY
    found = [one for one in ordinary if run.pay_day <= one.pay_day <= month_end]
    last = max(ordinary, key=lambda one: one.until, default=None)
    if last is None:
        last = PayRun(run.first, run.until, run.until + lag)
    ends = min(employment.end or date.max, month_end)
    while (last := _run_after(last)).pay_day <= month_end and last.first <= ends:
        if last.pay_day >= run.pay_day and last.until >= employment.start:
            found.append(last)
    return found


def _run_after(run: PayRun) -> PayRun:
    """The run that goes on after another: the next month or half of one, or as many days."""
    first = run.until + _ONE_DAY
    whole = first.day == 1 and run.until - run.first >= timedelta(days=27)
    if whole or first.day == 16:
        until = next_month(first.replace(day=1)) - _ONE_DAY
    elif first.day == 1 and run.first.day == 16:
        until = first.replace(day=15)
    else:
        until = first + (run.until - run.first)
    return PayRun(first, until, until + (run.pay_day - run.until))


def _paid_on(session: Session, employer_id: int, employment_id: int, day: date, root_id: int | None) -> bool:
    """Whether a payslip of an employment counts as paid on a day; ``root_id``: as in ``paid_before``."""
    return any(
        one.employment_id == employment_id
        and one.payment_day == day
        and not one.revision
        and (root_id is None or one.id < root_id)
        for one in queries.payslip_sums(session, employer_id)
    )
