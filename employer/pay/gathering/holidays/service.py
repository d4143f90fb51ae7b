"""Which holiday days a pay run pays, and the facts of their credit years.

Annual Holidays Act 162/2005 15 §: a holiday of at most six days may be paid on the ordinary pay day, a longer one
before it begins, so in the last pay run before it. 17 §: the final run pays everything that is left. 16 and 19 §: what
stands for unused free time is paid by the end of September. 26 and 27 §: moved holiday that illness prevents, and saved
leave on request, are paid in money by the run that holds their day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import contracts, effective, hours, leave
from employer.contracts.schemas import EmploymentFacts, PayRun
from employer.effective import NOT_SAID
from employer.leave.schemas import HOLIDAYS, USED, Absence, CreditYear, Entry
from employer.pay import queries
from employer.pay.gathering.schemas import Situation
from employer.pay.gathering.workdays.service import workdays_of_month
from employer.pay.schemas import HolidayBalance, PaidHoliday
from payroll import forecast
from payroll.inputs import HolidayAbsence, HolidayPart, Inputs
from rules import Days, Decision, Period, Question, Reason, calendar, load_book
from rules.decisions import annual_holiday_giving, annual_holiday_pay
from rules.decisions.annual_holiday import phase_on

_ONE_DAY = timedelta(days=1)
_FULL_WEEK_DAYS = 5
_EVERY_MONTH = "annual_holiday.every_month_35"
_ASKED_WHEN_PAID = (
    "annual_holiday.similar_work",
    "holiday_shortened_hours.",
    "holiday_hours_temporary.",
    "opening_days.",
)
_ASKED_AT_THE_END = (*_ASKED_WHEN_PAID, "annual_holiday.supplementary_part_year", "annual_holiday.first_month_")


def accounts(
    session: Session, employer_id: int, employment: EmploymentFacts, as_of: date, now: Situation
) -> tuple[CreditYear, ...]:
    """Every holiday credit year of an employment up to a day, from what the situation knows."""
    found = now.accounts.get((employment.id, as_of))
    if found is None:
        shifts = now.shifts.get(employment.id)
        if shifts is None:
            shifts = now.shifts[employment.id] = hours.shifts(session, employer_id, employment.id, now.known_on)
        found = now.accounts[employment.id, as_of] = leave.account(
            employment,
            shifts,
            now.absences.get(employment.id, ()),
            as_of,
            earlier=contracts.earlier_employments(tuple(now.employments.values()), employment),
            opening=now.openings.get(employment.id),
            entries=now.entries.get(employment.id, ()),
            outside_employees=_outside_employees(employment, as_of, now),
            trainings=[
                (one.day, one.minutes) for one in now.trainings.get(employment.id, ()) if one.required or one.paid
            ],
            answers=now.answers,
            book=load_book(),
        )
    return tuple(found)


def balances(
    session: Session, employer_id: int, employment_id: int, as_of: date, now: Situation
) -> tuple[HolidayBalance, ...]:
    """The holiday credit years as a payslip shows them: days unrounded while a year runs."""
    employment = now.employments[employment_id]
    return tuple(
        HolidayBalance(
            first=year.credit_year.first,
            last=year.credit_year.last,
            earned=_text(year.entitlement),
            taken=str(year.days_taken),
            left=_text(year.days_left),
            closed=year.closed,
        )
        for year in accounts(session, employer_id, employment, as_of, now)
    )


def _text(days: Decimal) -> str:
    return format(days.normalize(), "f")


@dataclass(frozen=True, slots=True)
class _Due:
    """Holiday days of one credit year that this run pays. ``entry``: why they are paid in money before the end."""

    year: CreditYear
    first: date | None
    last: date | None
    days: int
    in_advance: bool = False
    compensation: bool = False
    saved: bool = False
    entry: Entry | None = None


def holiday_parts(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    run: PayRun,
    now: Situation,
    inputs: Inputs,
    root_id: int | None,
) -> tuple[HolidayPart, ...]:
    """The holiday parts that the run pays, oldest credit year first. ``inputs``: everything else, gathered already."""
    final = inputs.kind == "final"
    if not final and not _any_holiday(employment, now):
        return ()
    as_of = inputs.period.last
    if final and employment.end is not None:
        as_of = employment.end
    years = accounts(session, employer_id, employment, as_of, now)
    if not years:
        return ()
    paid = queries.holiday_paid(session, employer_id, employment.id, but_not=root_id)
    issued = queries.issued_periods(session, employer_id, employment.id)
    carried: tuple[HolidayPart, ...] = ()
    beyond = tuple(_beyond_earned(years)) if final else ()
    due = list(_due_holidays(employment, run, now, years, paid, {day for _, _, day in issued}))
    due.extend(_paid_in_money(employment, run, now, years))
    if final:
        left = tuple(_left(years, paid, due, _shortened_without_a_line(employment, now)))
        carried = _carried_over(employment, now, inputs, years[-1], left)
        due.extend(() if carried else left)
    else:
        due.extend(_free_time(employment, run, now, years, paid, due))
    open_of_years = tuple(
        question
        for year in years
        for question in year.questions
        if question.topic.startswith(_ASKED_AT_THE_END if final else _ASKED_WHEN_PAID)
    )
    extra = _supplementary_left(employment, now, years) if final and not carried else 0
    behind = tuple(sorted({name for year in years if year.supplementary_days for name in year.single_sources}))
    if not due:
        if not final or not (open_of_years or extra):
            return (*carried, *beyond)
        return (_without_holiday(years[-1], open_of_years, extra, behind if extra else ()), *carried, *beyond)
    base = queries.holiday_base(session, employer_id, employment.id, inputs.period.last, but_not=root_id)
    supplements = queries.holiday_supplements(session, employer_id, employment.id, inputs.period.last, but_not=root_id)
    covered = [Period.closed(first, last) for first, last, _ in issued]
    total_full_months = sum(year.full_months for year in years)
    found = []
    for one in sorted(due, key=lambda each: (each.year.credit_year.first, each.compensation, each.first or date.max)):
        priced_by = _priced_by(one, years)
        for part in _parts(employment, one, now, inputs, base, covered, total_full_months, priced_by):
            beside = supplements.get(part.credit_year.first, 0) if part.method == "monthly_pay" else 0
            found.append(replace(part, supplements_cents=max(0, beside)) if beside else part)
    if open_of_years and found:
        found[0] = replace(found[0], questions=(*found[0].questions, *open_of_years))
    if extra:
        found.append(_without_holiday(years[-1], (), extra, behind))
    return (*found, *carried, *beyond)


def _beyond_earned(years: Sequence[CreditYear]) -> Iterable[HolidayPart]:
    """Days that were taken in advance and not earned by the end: what was paid of them stays, and the payslip tells."""
    for year in years:
        over = year.days_taken + year.days_paid - _whole(year.entitlement)
        if over > 0 and not year.before_records:
            yield replace(_without_holiday(year, (), 0), method="beyond_earned", days=over)


def _carried_over(
    employment: EmploymentFacts, now: Situation, inputs: Inputs, year: CreditYear, left: Sequence[_Due]
) -> tuple[HolidayPart, ...]:
    """18 §: nothing is compensated at the end where it was agreed in writing that the benefits move to a following
    employment. Asked (a part that holds the question only) when there is one; nothing: compensation is paid.

    The payslip tells what moved; the days are noted as the next employment's opening balance.
    """
    end = employment.end
    if end is None or not left:
        return ()
    following = min(
        (
            one.start
            for one in now.employments.values()
            if one.employee_id == employment.employee_id and one.start > end
        ),
        default=None,
    )
    if following is None:
        return ()
    said = [one for one in inputs.answers if one.question.startswith(f"holiday_carried_over:{inputs.employment}:")]
    if not said:
        asked = Question(
            topic="holiday_carried_over",
            asks=f"Was it agreed in writing by {end} that the holiday moves to the employment that begins {following}?",
            why="Without such an agreement the holiday that is left is paid at the end (Annual Holidays Act 18 §).",
            where_to_find="the written agreement with the employee",
            facts=(("end", end.isoformat()), ("start", following.isoformat())),
        )
        return (_without_holiday(year, (asked,), 0),)
    decided = annual_holiday_pay.may_carry_over(
        written=said[-1].value == "yes", agreed_on=end, employment_end=end, same_employer=True
    )
    if not decided.outcome:
        return ()
    moved = replace(_without_holiday(year, (), 0), method="carried_over", days=sum(one.days for one in left))
    return (replace(moved, first=following, last=following, grounds=decided.reasons),)


def _supplementary_left(employment: EmploymentFacts, now: Situation, years: Sequence[CreditYear]) -> int:
    """7 a and 17 §: supplementary days that were not taken by the end."""
    taken = sum(
        calendar.holiday_days(Period.closed(one.first, one.last))
        for one in now.absences.get(employment.id, ())
        if one.kind == "supplementary_days"
    )
    return max(0, sum(year.supplementary_days or 0 for year in years) - taken)


def _without_holiday(
    year: CreditYear, questions: tuple[Question, ...], supplementary: int, single_sources: tuple[str, ...] = ()
) -> HolidayPart:
    """A part of no holiday for a final run: what the credit years leave open, and supplementary days not taken."""
    return HolidayPart(
        credit_year=year.credit_year,
        rule=year.rule,
        method="supplementary_days" if supplementary else "monthly_pay",
        days=supplementary,
        days_earned=0,
        full_months=year.full_months,
        days_per_month=year.days_per_month,
        base_cents=0,
        base_known=True,
        work_days=0,
        excess_minutes=0,
        weekly_days_numerator=1,
        weekly_days_denominator=1,
        percent=None,
        absence_pay_cents=0,
        first=None,
        last=None,
        compensation=bool(supplementary),
        questions=questions,
        single_sources=single_sources,
    )


def _any_holiday(employment: EmploymentFacts, now: Situation) -> bool:
    """Whether an account has to be made at all: a holiday is noted or paid in money, or free time may be owed."""
    if now.entries.get(employment.id) or any(one.kind in HOLIDAYS for one in now.absences.get(employment.id, ())):
        return True
    weekly = [row.minutes for row in employment.weekly_times]
    # Below nine hours a week a month can stay under 35 hours, and free time may be the right.
    return not weekly or min(weekly) < 9 * 60 or any(row.accrual == "none" for row in employment.holiday_terms)


def _outside_employees(employment: EmploymentFacts, as_of: date, now: Situation) -> int | None:
    if all(terms.family_member is None for terms in employment.terms):
        return None
    return len(
        {
            one.employee_id
            for one in now.employments.values()
            if one.employee_id != employment.employee_id
            and one.runs_on(as_of)
            and all(terms.family_member is None for terms in one.terms)
        }
    )


# -- what is due -------------------------------------------------------------------------------------------------------


def _due_holidays(
    employment: EmploymentFacts,
    run: PayRun,
    now: Situation,
    years: Sequence[CreditYear],
    paid: Sequence[PaidHoliday],
    issued_pay_days: set[date],
) -> Iterable[_Due]:
    holidays = {one.id: one for one in now.absences.get(employment.id, ()) if one.kind in HOLIDAYS}
    opening = now.openings.get(employment.id)
    short = int(load_book().value("holiday_limit.pay_day_part_days", Days(credit_year_end=run.until)).number)
    together = _together(holidays.values())
    for year in years:
        for part in year.parts:
            begins, days = together[part.absence_id]
            if opening is not None and begins < opening.day:
                continue  # began before these records, and was paid there
            if days <= short:
                mine = [
                    day
                    for day in Period.closed(part.first, part.last)
                    if calendar.uses_holiday_day(day) and _pays_day(day, employment, run, now)
                ]
                if mine:
                    saved = holidays[part.absence_id].kind == "saved_holiday"
                    yield _Due(year, mine[0], mine[-1], len(mine), part.in_advance, saved=saved)
                continue
            if _is_paid(year, part.first, part.last, paid):
                continue
            before = _last_run_before(begins, employment, run, now)
            if before is None or before.pay_day == run.pay_day or before.pay_day in issued_pay_days:
                saved = holidays[part.absence_id].kind == "saved_holiday"
                yield _Due(year, part.first, part.last, part.days, part.in_advance, saved=saved)


def _paid_in_money(
    employment: EmploymentFacts, run: PayRun, now: Situation, years: Sequence[CreditYear]
) -> Iterable[_Due]:
    """19, 26 and 27 §: what is paid in money while the employment goes on, by the run that holds its day."""
    opening = now.openings.get(employment.id)
    for entry in now.entries.get(employment.id, ()):
        if entry.kind not in USED or not _pays_day(entry.day, employment, run, now):
            continue
        if entry.kind == "shortened" and _paid_by_the_month(employment, entry.day):
            continue  # the wage goes on unchanged
        if opening is not None and entry.day < opening.day:
            continue  # paid before these records
        for year in years:
            if year.credit_year.first == entry.credit_year:
                saved, taken = entry.kind == "paid_saved", entry.kind == "shortened"
                yield _Due(year, None, None, entry.days, compensation=not taken, saved=saved, entry=entry)


def _paid_by_the_month(employment: EmploymentFacts, day: date) -> bool:
    wage = effective.at(employment.wages, day)
    return wage is not None and wage.unit == "month"


def _shortened_without_a_line(employment: EmploymentFacts, now: Situation) -> dict[date, int]:
    """21 §: days by credit year that were taken as shorter working days while a monthly wage went on."""
    found: dict[date, int] = {}
    for entry in now.entries.get(employment.id, ()):
        if entry.kind == "shortened" and _paid_by_the_month(employment, entry.day):
            found[entry.credit_year] = found.get(entry.credit_year, 0) + entry.days
    return found


def _together(holidays: Iterable[Absence]) -> dict[int, tuple[date, int]]:
    """For each noted holiday the first day and the days of the whole unbroken holiday that it belongs to."""
    chains: list[list[Absence]] = []
    for holiday in sorted(holidays, key=lambda one: one.first):
        previous = chains[-1][-1] if chains else None
        if previous is not None and not any(
            calendar.uses_holiday_day(day) for day in Period(previous.last + _ONE_DAY, holiday.first)
        ):
            chains[-1].append(holiday)
        else:
            chains.append([holiday])
    found: dict[int, tuple[date, int]] = {}
    for chain in chains:
        days = sum(calendar.holiday_days(Period.closed(one.first, one.last)) for one in chain)
        found.update({one.id: (chain[0].first, days) for one in chain})
    return found


def _pays_day(day: date, employment: EmploymentFacts, run: PayRun, now: Situation) -> bool:
    if not run.first <= day <= run.until:
        return False
    if run.kind != "supplementary":
        return True
    return not any(
        one.kind != "supplementary" and one.first <= day <= one.until and _for(one, employment) for one in now.runs
    )


def _for(run: PayRun, employment: EmploymentFacts) -> bool:
    return run.employment_ids is None or employment.id in run.employment_ids


def _last_run_before(begins: date, employment: EmploymentFacts, run: PayRun, now: Situation) -> PayRun | None:
    """The last pay run before a holiday begins that pays the employment; None when there is none."""
    runs = [one for one in (*now.runs, run) if _for(one, employment) and one.pay_day < begins]
    runs = [one for one in runs if one.until >= employment.start]
    return max(runs, key=lambda one: one.pay_day, default=None)


def _is_paid(year: CreditYear, first: date, last: date, paid: Sequence[PaidHoliday]) -> bool:
    days = sum(
        line.days
        for line in paid
        if not line.compensation
        and line.credit_year == year.credit_year.first
        and line.first is not None
        and line.last is not None
        and line.first <= last
        and line.last >= first
    )
    return days > 0


def _paid_days(year: CreditYear, paid: Sequence[PaidHoliday]) -> int:
    return sum(line.days for line in paid if line.credit_year == year.credit_year.first)


def _left(
    years: Sequence[CreditYear], paid: Sequence[PaidHoliday], due: Sequence[_Due], taken: Mapping[date, int]
) -> Iterable[_Due]:
    """17 §: at the end everything that is left of every credit year; 16 §: a percentage where no month was full."""
    nothing_earned = not any(year.entitlement for year in years)
    for year in years:
        now_paid = sum(one.days for one in due if one.year.credit_year == year.credit_year)
        left = _whole(year.entitlement) - _paid_days(year, paid) - now_paid - taken.get(year.credit_year.first, 0)
        if left > 0 or (nothing_earned and not any(line.credit_year == year.credit_year.first for line in paid)):
            yield _Due(year, None, None, max(left, 0), compensation=True)


def _free_time(
    employment: EmploymentFacts,
    run: PayRun,
    now: Situation,
    years: Sequence[CreditYear],
    paid: Sequence[PaidHoliday],
    due: Sequence[_Due],
) -> Iterable[_Due]:
    """16 and 19 §: what stands for free time that was not used, at the latest at the end of the holiday season.

    Free time may be taken until then, so it is paid by the last pay day until the end of the season, counting pay days
    that are still to be declared. An employment that ends before it leaves this to its final pay.
    """
    for year in years:
        if year.rule != "none" or not year.closed:
            continue
        by = annual_holiday_pay.free_time_compensation_by(year.credit_year.last, employment.end).outcome
        if by == employment.end or _pays_later(run, by, employment, now):
            continue
        now_paid = sum(one.days for one in due if one.year.credit_year == year.credit_year)
        left = _whole(year.entitlement) - _paid_days(year, paid) - now_paid
        if left > 0:
            yield _Due(year, None, None, left, compensation=True)


def _pays_later(run: PayRun, by: date, employment: EmploymentFacts, now: Situation) -> bool:
    """Whether a pay run after this one pays the employment by a day: declared, or to be expected as the runs go."""
    days = [one.pay_day for one in (*now.runs, run) if _for(one, employment) and run.pay_day <= one.pay_day <= by]
    if any(day > run.pay_day for day in days):
        return True
    ordinary = [one for one in (*now.runs, run) if _for(one, employment) and one.kind != "supplementary"]
    if not days or not ordinary:
        return False
    latest = max(ordinary, key=lambda one: one.pay_day)
    whole_month = latest.first.day == 1 and (latest.until + _ONE_DAY).day == 1
    between = relativedelta(months=1) if whole_month else relativedelta(days=(latest.until - latest.first).days + 1)
    return run.pay_day < latest.pay_day + between <= by


def _whole(days: Decimal) -> int:
    return int(days.to_integral_value(ROUND_CEILING))


# -- what it is paid from ----------------------------------------------------------------------------------------------


def _parts(
    employment: EmploymentFacts,
    due: _Due,
    now: Situation,
    inputs: Inputs,
    base: dict[date, int],
    covered: Sequence[Period],
    total_full_months: int,
    priced_by: CreditYear,
) -> Iterable[HolidayPart]:
    year, book = due.year, load_book()
    span = year.credit_year
    shortened = due.entry is not None and due.entry.kind == "shortened"
    paid_on = None if due.entry is None else due.entry.day
    day = due.first or paid_on or employment.end or inputs.period.last
    unit_now = unit = _unit_on(inputs, day) or "hour"
    form: Decision[str] | None = None
    if year.closed:
        form = annual_holiday_pay.form_of_pay(
            at_year_end=_unit_on(inputs, span.last) or unit_now,
            now=unit_now,
            agreed_in_writing=False
            if due.compensation
            else _said(inputs, f"holiday_by_month.{span.first.isoformat()}"),
            credit_year_first=span.first,
        )
        unit = form.outcome
    changed = _changed_after(employment, year, day)
    every_month = _every_month_35_hours(year, inputs)
    open_questions: tuple[Question, ...] = ()
    if due.compensation:
        decided = annual_holiday_pay.compensation_method(
            unit=unit,
            rule=year.rule,
            # days of a year before the records have been earned by full months that nobody counted here
            full_months=max(1, year.full_months) if year.entitlement else total_full_months,
            percentage_year=year.hours_changed,
            every_month_35_hours=every_month,
        )
        method, reasons, open_questions = decided.outcome or "percentage", decided.reasons, decided.questions
        if due.entry is not None:
            reasons = (*reasons, *_why_in_money(due.entry))
        elif inputs.kind != "final":
            by = annual_holiday_pay.free_time_compensation_by(span.last, employment.end)
            reasons = (*reasons, *by.reasons)
    else:
        chosen = annual_holiday_pay.pay_method(
            unit=unit,
            rule=year.rule,
            hours_changed_in_year=year.hours_changed,
            hours_changed_after_year=changed is not None,
            every_month_35_hours=every_month,
        )
        method, reasons = "percentage" if chosen.outcome is None else chosen.outcome.method, chosen.reasons
        open_questions = chosen.questions
    if form is not None:
        reasons, open_questions = (*form.reasons, *reasons), (*form.questions, *open_questions)
        if any(one.code == "annual_holiday.form_agreed" for one in form.reasons):
            method, reasons, open_questions = annual_holiday_pay.MONTHLY_PAY, form.reasons, ()
    method = {"compensation_percentage": "percentage", "month_div_25": "monthly_pay"}.get(method, method)
    if shortened:
        method, paid_on, reasons = "shortened", None, _why_shortened(year)
    elif year.two_systems and method != "monthly_pay":
        method = "two_systems"
    percent = None
    if method == "percentage":
        percent = annual_holiday_pay.percent(priced_by.lasted_a_year, priced_by.credit_year.last, book).outcome
    factor = Fraction(1) if priced_by.weekly_days is None else Fraction(priced_by.weekly_days) / _FULL_WEEK_DAYS
    opened = priced_by.opening_pay_base_cents
    earned = max(_whole(priced_by.entitlement), due.days)
    base_known, estimated = _base_known(employment, priced_by, now, inputs, covered)
    whole = HolidayPart(
        shortened_from=due.entry.day if due.entry is not None and shortened else None,
        credit_year=span,
        rule=year.rule,
        method=method,
        days=due.days,
        days_earned=earned,
        full_months=year.full_months,
        days_per_month=year.days_per_month,
        base_cents=base.get(priced_by.credit_year.first, 0) + (opened or 0) + estimated,
        base_known=base_known,
        work_days=priced_by.work_days,
        excess_minutes=priced_by.excess_minutes,
        weekly_days_numerator=factor.numerator,
        weekly_days_denominator=factor.denominator,
        percent=percent,
        absence_pay_cents=0,
        absences=_absences(priced_by) if method == "percentage" else (),
        first=due.first,
        last=due.last,
        compensation=due.compensation,
        paid_on=paid_on,
        include_this_payslip=inputs.period.overlap(priced_by.credit_year) is not None,
        in_advance=due.in_advance,
        grounds=(*year.reasons[:1], *reasons),
        questions=open_questions,
        single_sources=year.single_sources,
        credit_year_weekly_minutes=None if changed is None else changed[0],
        weekly_minutes_now=None if changed is None else changed[1],
        bonus_percent=_bonus(employment, due, inputs),
        hourly_since=method == "monthly_pay" and unit_now == "hour",
    )
    if method != "monthly_pay" or due.first is None or due.last is None:
        return (whole,)
    return _by_month(employment, whole, due.first, due.last)


def _priced_by(due: _Due, years: Sequence[CreditYear]) -> CreditYear:
    """The credit year whose pay prices what is due: its own, and for saved leave the one before the year of taking it
    (162/2005 27 §) when that has been earned in this employment. Saved leave paid in money is priced as if taken."""
    if due.entry is not None and due.saved:
        wanted = annual_holiday_giving.saved_leave_paid_year(due.entry.day, load_book()).outcome
    elif due.saved and due.first is not None:
        wanted = annual_holiday_giving.saved_leave_pay_year(due.first).outcome
    else:
        return due.year
    return next((one for one in years if one.credit_year == wanted and one.entitlement), due.year)


def _unit_on(inputs: Inputs, day: date) -> str | None:
    """The form of pay in force on a day; None where no wage is."""
    return next(
        (wage.unit for wage in inputs.wages if wage.first <= day and (wage.until is None or day <= wage.until)), None
    )


def _every_month_35_hours(year: CreditYear, inputs: Inputs) -> bool | None:
    """10 §: whether every month has 35 hours under the contract; where it fixes no hours, what a person answered."""
    if year.every_month_35_hours is not None:
        return year.every_month_35_hours
    return _said(inputs, _EVERY_MONTH)


def _said(inputs: Inputs, topic: str) -> bool | None:
    """What a person answered to a question of yes or no; None: nobody has."""
    said = [one for one in inputs.answers if one.question.startswith(f"{topic}:{inputs.employment}:")]
    return said[-1].value == "yes" if said else None


def _why_shortened(year: CreditYear) -> tuple[Reason, ...]:
    """Why days are taken as shorter working days."""
    return annual_holiday_giving.shortened_working_time(
        _whole(year.entitlement), asked_by_employee=True, on=year.credit_year.last, book=load_book()
    ).reasons


def _why_in_money(entry: Entry) -> tuple[Reason, ...]:
    """Why holiday is paid in money while the employment goes on."""
    if entry.kind in ("paid_moved", "paid_service"):
        service = entry.kind == "paid_service"
        return annual_holiday_pay.may_be_paid_instead(
            employment_ends=False, free_time_right=False, illness_prevents=not service, service_begins=service
        ).reasons
    allowed = annual_holiday_giving.saved_leave_paid_out(
        employment_ends=False,
        became_part_time=entry.ground == "part_time",
        laid_off_open_ended=entry.ground == "laid_off",
    )
    return (*allowed.reasons, *annual_holiday_giving.saved_leave_paid_year(entry.day, load_book()).reasons)


def _changed_after(employment: EmploymentFacts, year: CreditYear, day: date) -> tuple[int, int] | None:
    """The weekly minutes at the end of an ended credit year and on a later day, where they and the pay with them have
    changed for good; hours that changed without the monthly wage change no pay."""
    if not year.closed or day <= year.credit_year.last or year.hours_changed:
        return None
    wages = [effective.at(employment.wages, one) for one in (year.credit_year.last, day)]
    if any(one is None or one.unit != "month" for one in wages) or len({one.euros for one in wages if one}) == 1:
        return None
    lasting = [phase for phase in contracts.phases(employment) if not phase.temporary]
    if not lasting:
        return None
    then, now = (
        None if phase.variable else phase.average_weekly_minutes
        for phase in (phase_on(lasting, year.credit_year.last), phase_on(lasting, day))
    )
    if not then or not now or then == now:
        return None
    return int(then), int(now)


def _by_month(employment: EmploymentFacts, whole: HolidayPart, first: date, last: date) -> tuple[HolidayPart, ...]:
    """A monthly wage is shared month by month, so a holiday over the turn of a month is two parts."""
    found = []
    for month in calendar.months(Period.closed(first, last)):
        days = [day for day in month if calendar.uses_holiday_day(day)]
        if days:
            workdays = [one for one in workdays_of_month(employment, month.first.replace(day=1)) if one in month]
            found.append(replace(whole, days=len(days), first=days[0], last=days[-1], holiday_workdays=len(workdays)))
    return tuple(found)


def _base_known(
    employment: EmploymentFacts, year: CreditYear, now: Situation, inputs: Inputs, covered: Sequence[Period]
) -> tuple[bool, int]:
    """Whether issued payslips and the opening hold the pay of every worked day of the credit year until now, or the
    plan of an estimate does, and the cents of that plan."""
    opening = now.openings.get(employment.id)
    begin = max(year.credit_year.first, employment.start)
    if opening is not None and begin < opening.day:
        if year.opening_pay_base_cents is None:
            return False, 0
        begin = opening.day
    elif year.before_records:
        return False, 0
    end = min(year.credit_year.after, inputs.period.first)
    missing = {day for day in (Period(begin, end) if begin < end else ()) if not any(day in one for one in covered)}
    if not missing:
        return True, 0
    roster = hours.expand(
        employment, now.shifts.get(employment.id, ()), min(missing), end, now.absences.get(employment.id, ())
    )
    planned = now.planned.get(employment.id, {})
    known = all(day in planned for day in (span.start.date() for span in roster.spans) if day in missing)
    return known, forecast.cents(sum((planned[day] for day in missing if day in planned), Fraction(0)))


def _absences(year: CreditYear) -> tuple[HolidayAbsence, ...]:
    """12 §: the absences for which the section adds a calculated wage to the base."""
    return tuple(
        HolidayAbsence(
            first=absence.first,
            calendar_days=absence.calendar_days,
            weekly_minutes=None if absence.weekly_minutes is None else absence.weekly_minutes.numerator,
            weekly_minutes_divisor=1 if absence.weekly_minutes is None else absence.weekly_minutes.denominator,
            minutes=absence.minutes,
        )
        for absence in year.added_absences
    )


def _bonus(employment: EmploymentFacts, due: _Due, inputs: Inputs) -> Decimal | None:
    if due.compensation or due.first is None:
        return None
    terms = effective.at(employment.holiday_terms, due.first)
    if terms is None:
        return None
    if terms.bonus_percent is NOT_SAID:
        said = [one for one in inputs.answers if one.question.startswith("holiday_bonus:")]
        return Decimal(said[-1].value.replace(",", ".")) if said else None
    percent: Decimal | None = terms.bonus_percent  # type: ignore[assignment]
    return percent
