"""Doing things with absences: note, correct and plan them, and keep the holiday account of each credit year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from sqlalchemy.orm import Session

from employer import audit, contracts, effective, hours
from employer.answers import Answer, answers_known
from employer.answers.schemas import asked_about
from employer.contracts.schemas import EmploymentFacts, Opening, OpeningHoliday
from employer.effective import Hand
from employer.errors import Problems
from employer.hours.schemas import Shift, Span
from employer.leave import models, placing, queries, schemas
from employer.leave.schemas import Absence, CreditYear, HolidayPart, HolidayPlan, Month
from rules import Book, Period, Question, Reason, calendar, load_book
from rules.decisions import (
    annual_holiday,
    annual_holiday_giving,
    annual_holiday_pay,
    contract,
    coverage,
    public_holidays,
)
from rules.decisions.annual_holiday import AbsenceSpell, ContractPhase, CreditYearOutcome, EarningFacts

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_FULL_WEEK_DAYS = 5


def add_absence(session: Session, employer_id: int, absence: Absence, hand: Hand) -> int:
    """Notes an absence and gives back its id.

    Raises ``Refused`` for days outside the employment or already absent, for an earlier illness that nobody noted, and
    ``LookupError`` for an unknown employment. Whether a holiday is earned is for ``plan_holiday`` to say.
    """
    employment = contracts.employment(session, employer_id, absence.employment_id, hand.day)
    problems = Problems()
    _check(session, employer_id, problems, employment, absence, hand, None)
    problems.refuse()
    row = _row(employer_id, absence, hand)
    session.add(row)
    session.flush()
    words = _words(employment.code, absence)
    audit.record(session, employer_id, hand.by, "changes.absence_added", None, words, at=hand.at)
    return row.id


def change_absence(session: Session, employer_id: int, absence_id: int, absence: Absence, hand: Hand) -> int:
    """Corrects an absence: a new row replaces it. Gives back the new id. Raises ``Refused``, ``LookupError``."""
    before = queries.absence(session, employer_id, absence_id, hand.day)
    employment = contracts.employment(session, employer_id, absence.employment_id, hand.day)
    problems = Problems()
    if before.employment_id != absence.employment_id:
        problems.add("employment", "not_this_employment")
    _check(session, employer_id, problems, employment, absence, hand, absence_id)
    problems.refuse()
    row = _row(employer_id, absence, hand)
    row.replaces_id = absence_id
    session.add(row)
    session.flush()
    audit.record(
        session,
        employer_id,
        hand.by,
        "changes.absence_changed",
        _words(employment.code, before),
        _words(employment.code, absence),
        at=hand.at,
    )
    return row.id


def remove_absence(session: Session, employer_id: int, absence_id: int, hand: Hand) -> None:
    """Takes an absence back. Raises ``LookupError``."""
    row = queries.absence_row(session, employer_id, absence_id, hand.day)
    employment = contracts.employment(session, employer_id, row.employment_id, hand.day)
    words = _words(employment.code, queries.fact(row))
    effective.withdraw(session, row, hand)
    audit.record(session, employer_id, hand.by, "changes.absence_removed", words, None, at=hand.at)


def preview_holiday(
    session: Session,
    employer_id: int,
    absence: Absence,
    known_on: date,
    trainings: Iterable[tuple[date, int]] = (),
) -> HolidayPlan:
    """What a holiday would use and leave, without writing anything. Raises ``LookupError``."""
    employment = contracts.employment(session, employer_id, absence.employment_id, known_on)
    book = load_book()
    period = Period.closed(absence.first, absence.last)
    days = calendar.holiday_days(period)
    account = holiday_account(
        session, employer_id, absence.employment_id, absence.first - _ONE_DAY, known_on=known_on, trainings=trainings
    )
    available = whole_days_free(account, absence.first, leaving_out=absence.id)
    told = annual_holiday_giving.notice(absence.first, book)
    weekdays = {
        day for pattern in employment.patterns if effective.holds(pattern, absence.first) for day in pattern.weekdays
    }
    reasons = list(told.reasons)
    needs_consent = False
    if weekdays and days:
        consent = annual_holiday_giving.needs_consent(period, weekdays, book)
        needs_consent = bool(consent.outcome)
        reasons.extend(consent.reasons)
    around = queries.absences(session, employer_id, absence.employment_id, known_on)
    leaves = placing.own_family_leaves(around)
    stands = placing.in_family_leave(period, leaves, book)
    wished = any(
        one.first <= absence.last and absence.first <= one.last
        for one in queries.wishes(session, employer_id, absence.employment_id, known_on)
    )
    running = sum(1 for one in contracts.employments(session, employer_id, known_on) if one.runs_on(absence.first))
    to_know = (
        *annual_holiday_giving.hearing(wished=wished, employees=running).reasons,
        *placing.placed(account, period, leaves, book, leaving_out=absence.id),
        *stands,
    )
    return HolidayPlan(
        first=absence.first,
        last=absence.last,
        days=days,
        available=available,
        in_advance=max(0, days - available),
        told_by=told.outcome.by_main_rule,
        told_at_latest=told.outcome.at_latest,
        needs_consent=needs_consent or bool(stands),
        reasons=tuple(reasons),
        to_know=to_know,
    )


def plan_holiday(
    session: Session,
    employer_id: int,
    absence: Absence,
    hand: Hand,
    trainings: Iterable[tuple[date, int]] = (),
) -> tuple[int, HolidayPlan]:
    """Notes a holiday after looking at what it uses; gives back its id and the plan.

    Raises ``Refused`` when it uses no holiday day, or more days than the ended credit years have left without
    ``agreed_in_writing``.
    """
    problems = Problems()
    if absence.kind not in schemas.HOLIDAYS:
        problems.add("kind", "not_a_choice", text=absence.kind, choices=", ".join(schemas.HOLIDAYS))
    if absence.last < absence.first:
        problems.add("last", "ends_before_it_begins", first=absence.first, last=absence.last)
    problems.refuse()
    plan = preview_holiday(session, employer_id, absence, hand.day, trainings)
    if plan.days == 0:
        problems.add("first", "no_holiday_day")
    if plan.in_advance and not absence.agreed_in_writing:
        problems.add("last", "more_holiday_than_earned", days=plan.days, available=plan.available)
    problems.refuse()
    return add_absence(session, employer_id, absence, hand), plan


def holiday_account(
    session: Session,
    employer_id: int,
    employment_id: int,
    as_of: date,
    *,
    known_on: date | None = None,
    trainings: Iterable[tuple[date, int]] = (),
    book: Book | None = None,
) -> tuple[CreditYear, ...]:
    """Every holiday credit year of an employment up to ``as_of``, oldest first.

    ``known_on``: the day whose knowledge is used (``as_of`` when left out). ``trainings``: (day, minutes) of training
    that counts as work. Empty when the employment has not begun. Raises ``LookupError``.
    """
    seen = as_of if known_on is None else known_on
    employment = contracts.employment(session, employer_id, employment_id, seen)
    return account(
        employment,
        hours.shifts(session, employer_id, employment_id, seen),
        queries.absences(session, employer_id, employment_id, seen),
        as_of,
        opening=contracts.opening(session, employer_id, employment_id, seen),
        outside_employees=_outside_employees(session, employer_id, employment, as_of, seen),
        trainings=trainings,
        answers=answers_known(session, employer_id, seen),
        book=book or load_book(),
    )


def account(
    employment: EmploymentFacts,
    shifts: Sequence[Shift],
    absences: Sequence[Absence],
    as_of: date,
    *,
    opening: Opening | None = None,
    outside_employees: int | None = None,
    trainings: Iterable[tuple[date, int]] = (),
    answers: Iterable[Answer] = (),
    book: Book,
) -> tuple[CreditYear, ...]:
    """The holiday account from plain facts; reads nothing but its arguments.

    Holidays use the oldest ended credit year that has days left; what goes beyond comes from the running one, in
    advance.
    """
    if as_of < employment.start:
        return ()
    holidays = [one for one in absences if one.kind in schemas.HOLIDAYS]
    latest_begin = max((one.first for one in holidays), default=as_of)
    horizon = max(as_of, latest_begin - _ONE_DAY)
    said = [one for one in answers if asked_about(one.question)[1] == employment.code]
    facts = _Facts(employment, shifts, absences, horizon, opening, tuple(trainings), said, book)
    last = horizon if employment.end is None else min(horizon, employment.end)
    years = list(calendar.credit_years(employment.start, last))
    full = {year: _year(facts, year, min(horizon, year.last), outside_employees, book) for year in years}
    parts = _allocate(holidays, full)
    found = []
    for year in years:
        if year.first > as_of:
            continue
        closes = year.last if employment.end is None else min(year.last, employment.end)
        known = full[year] if closes <= as_of or horizon == as_of else _year(
            facts, year, as_of, outside_employees, book
        )  # fmt: skip
        taken = planned = 0
        for part in parts.get(year, []):
            done = _days_until(part, as_of)
            taken += done
            planned += part.days - done
        found.append(replace(known, days_taken=taken, days_planned=planned, parts=tuple(parts.get(year, ()))))
    return tuple(found)


def whole_days_free(years: Sequence[CreditYear], before: date, leaving_out: int = 0) -> int:
    """Whole days for a holiday that begins on ``before``: of credit years ended by then, holidays to come taken off.

    ``leaving_out``: the id of a recorded holiday that is being changed.
    """
    total = Decimal(0)
    for year in years:
        if year.closed and year.credit_year.last < before:
            used = sum(part.days for part in year.parts if part.absence_id != leaving_out)
            total += year.entitlement - used
    return max(0, int(total.to_integral_value(ROUND_FLOOR)))


# --- the facts of the credit years ------------------------------------------------------------------------------------


class _Facts:
    """What every credit year of one employment is decided from, gathered once."""

    def __init__(
        self,
        employment: EmploymentFacts,
        shifts: Sequence[Shift],
        absences: Sequence[Absence],
        horizon: date,
        opening: Opening | None,
        trainings: tuple[tuple[date, int], ...],
        said: Sequence[Answer],
        book: Book,
    ) -> None:
        self.employment = employment
        self.said = said
        self.opening = opening
        self.records_begin = employment.start if opening is None else max(employment.start, opening.day)
        last = horizon if employment.end is None else min(horizon, employment.end)
        roster = hours.expand(
            employment, shifts, self.records_begin, max(last + _ONE_DAY, self.records_begin), absences
        )
        worked: dict[date, int] = {}
        for span in roster.spans:
            if span.kind == "work" and span.status == "worked":
                _add_days(worked, span)
        for day, minutes in trainings:
            if self.records_begin <= day <= last:
                worked[day] = worked.get(day, 0) + minutes
        self.worked = {day: minutes for day, minutes in worked.items() if self.records_begin <= day <= last}
        self.phases = contracts.phases(employment)
        would: dict[int, dict[date, int]] = {}
        for span in roster.absent:
            if span.absence is not None and span.kind == "work":
                _add_days(would.setdefault(span.absence, {}), span)
        next_work = sorted(self.worked)
        paid_off: dict[date, int] = {}
        for span in roster.skipped:
            if public_holidays.independence_day_pay(book, span.start.date(), employment.start).outcome:
                _add_days(paid_off, span)
        free = tuple(
            AbsenceSpell(kind="paid_by_law", first=day, last=day, days=((day, minutes),))
            for day, minutes in sorted(paid_off.items())
            if self.records_begin <= day <= last
        )
        self.spells = free + tuple(
            AbsenceSpell(
                kind=_counted_as(absence.kind),
                first=absence.first,
                last=_counted_to(absence, book),
                days=_would_have(employment, absence, would.get(number, {}), horizon),
                same_illness_as=absence.same_illness_as,
                returned_after=_returned(absence, absences, next_work, horizon),
                birth=None if absence.child_born is None else absence.child_born.isoformat(),
            )
            for number, absence in enumerate(absences)
        )

    def answered(self, topic: str) -> Decimal | None:
        """The number that was answered to a topic of this employment, the newest one; None when nobody has."""
        found = [one.value for one in self.said if asked_about(one.question)[0] == topic]
        try:
            return Decimal(found[-1].replace(",", ".")) if found else None
        except InvalidOperation:
            return None  # no number: it stays open

    def work_before(self, day: date) -> tuple[int | None, int | None]:
        """Months of similar work before as answered, and all the experience that the contract counts."""
        said = self.answered("annual_holiday.similar_work")
        terms = effective.at(self.employment.agreements, day)
        return None if said is None else int(said), None if terms is None else terms.experience_months

    def agreement_binds(self, day: date, book: Book) -> bool:
        """Whether the personal assistants' agreement is followed on a day."""
        terms = effective.at(self.employment.agreements, day)
        if self.employment.job != coverage.PERSONAL_ASSISTANCE and (terms is None or terms.name != coverage.HETA):
            return False
        decided = coverage.binding_on(
            book,
            day,
            job=self.employment.job,
            said=None if terms is None else terms.name,
            member=None if terms is None else terms.employer_is_member,
        )
        return decided.outcome == coverage.HETA


def _add_days(days: dict[date, int], span: Span) -> None:
    """Adds a span's minutes to the days they fall on; its break lies in the middle."""
    first_day = span.start.date()
    if (span.end - _MINUTE).date() == first_day:
        worked = hours.worked_minutes(span)
        if worked:
            days[first_day] = days.get(first_day, 0) + worked
        return
    start, end = span.start.astimezone(UTC), span.end.astimezone(UTC)
    free = (end - start) // _MINUTE - span.break_minutes
    break_start = start + (free // 2) * _MINUTE
    break_end = break_start + span.break_minutes * _MINUTE
    day, at = first_day, start
    while at < end:
        stop = min(end, hours.midnight(day + _ONE_DAY))
        rest = max(0, (min(stop, break_end) - max(at, break_start)) // _MINUTE)
        worked = (stop - at) // _MINUTE - rest
        if worked:
            days[day] = days.get(day, 0) + worked
        day, at = day + _ONE_DAY, stop


def _would_have(
    employment: EmploymentFacts, absence: Absence, found: Mapping[date, int], horizon: date
) -> tuple[tuple[date, int], ...] | None:
    """The days of an absence that would have been worked; None when neither a pattern nor a shift says."""
    last = min(absence.last, horizon)
    planned = any(
        pattern.first <= last and (pattern.until is None or pattern.until >= absence.first)
        for pattern in employment.patterns
    )
    if not planned and not found:
        return None
    return tuple(sorted(found.items()))


def _counted_as(kind: str) -> str:
    """The Annual Holidays Act's name of a noted absence: prevented work that neither side has caused is paid by law."""
    return "paid_by_law" if kind in contract.HINDRANCES and kind != "hindrance" else kind


def _counted_to(absence: Absence, book: Book) -> date:
    """The last day of an absence that can count as work: prevented work does while it is paid (55/2001 2:12)."""
    if absence.kind not in contract.HINDRANCES:
        return absence.last
    return contract.hindered_to(absence.kind, absence.first, absence.last, book).outcome or absence.last


def _returned(absence: Absence, absences: Sequence[Absence], worked: Sequence[date], horizon: date) -> bool | None:
    """Whether work went on directly after the absence: the next thing noted is work, not another absence."""
    next_work = next((day for day in worked if day > absence.last), None)
    next_absence = min((one.first for one in absences if one.first > absence.last), default=None)
    if next_work is None and next_absence is None:
        return None
    if next_work is None:
        return False if next_absence is not None and next_absence <= horizon else None
    return next_absence is None or next_work < next_absence


def _opening_of(facts: _Facts, year: Period) -> OpeningHoliday | None:
    """What was left of a credit year when the records began, as told with the opening or answered later."""
    told = [one for one in ((facts.opening and facts.opening.holidays) or ()) if one.credit_year[0] == year.first]
    if told and told[0].days is not None:
        return told[0]
    days = facts.answered(f"opening_days.{year.first.isoformat()}")
    if days is None:
        return told[0] if told else None
    return replace(told[0], days=days) if told else OpeningHoliday((year.first, year.last), days)


def _year(facts: _Facts, year: Period, as_of: date, outside_employees: int | None, book: Book) -> CreditYear:
    employment = facts.employment
    if employment.end is not None:
        as_of = min(as_of, max(employment.end, employment.start))
    first = max(year.first, employment.start)
    similar, experience = facts.work_before(min(as_of, year.last))
    decision = annual_holiday.earning(
        EarningFacts(
            credit_year=year,
            employment_start=employment.start,
            employment_end=employment.end,
            as_of=max(as_of, first),
            phases=facts.phases,
            worked=tuple(facts.worked.items()),
            spells=facts.spells,
            agreement_binds=facts.agreement_binds(max(first, min(as_of, year.last)), book),
            similar_work_months=similar,
            experience_months=experience,
        ),
        book,
    )
    outcome: CreditYearOutcome = decision.outcome
    reasons, questions = decision.reasons, decision.questions
    terms = effective.at(employment.terms, min(as_of, year.last)) or (employment.terms or (None,))[-1]
    rule, free_time, earned = outcome.rule, outcome.free_time_days, outcome.days_unrounded
    if terms is not None and terms.family_member is not None:
        scope = annual_holiday.scope(
            family_member=True,
            outside_employees=outside_employees,
            same_household=terms.family_member.same_household,
        )
        reasons, questions = (*reasons, *scope.reasons), (*questions, *scope.questions)
        if scope.outcome == "free_time":
            free = annual_holiday.free_time_days(len(outcome.months), year.last, book)
            rule, free_time, earned = annual_holiday.RULE_NONE, free.outcome, Decimal(0)
            reasons = (*reasons, *free.reasons)
    months = tuple(Month(one.month, one.days, one.minutes, one.full, one.why) for one in outcome.months)
    full_months = outcome.full_months
    opening = _opening_of(facts, year)
    before_records = False
    work_days, excess = outcome.work_days, outcome.excess_minutes
    if first < facts.records_begin:
        begins = f"{facts.records_begin:%Y-%m}"
        before = [one for one in months if one.month < begins]
        months = tuple(one for one in months if one.month >= begins)
        full_months -= sum(1 for one in before if one.full)
        earned = Decimal(0) if rule == annual_holiday.RULE_NONE else outcome.days_per_month * full_months
        if opening is not None and opening.days is not None:
            earned += opening.days
            work_days += opening.work_days or 0
        else:
            before_records = True
            questions = (*questions, *_opening_questions(employment, year, facts.records_begin, book))
    closed = outcome.closed
    if closed:
        earned = Decimal(annual_holiday.round_up(earned))
    extra: int | None = 0
    if closed and rule != annual_holiday.RULE_NONE and not before_records:
        extra, why, asked = _supplementary(facts, outcome, as_of, book)
        reasons, questions = (*reasons, *why), (*questions, *asked)
    phases_in_year = [
        phase
        for phase in facts.phases
        if not phase.temporary and phase.first <= year.last and (phase.last is None or phase.last >= first)
    ]
    return CreditYear(
        credit_year=year,
        rule=rule,
        months=months,
        full_months=full_months,
        days_per_month=outcome.days_per_month,
        days_earned=earned,
        closed=closed,
        days_taken=0,
        days_planned=0,
        parts=(),
        free_time_days=free_time,
        merged=outcome.merged,
        lasted_a_year=outcome.lasted_a_year,
        work_days=work_days,
        excess_minutes=excess,
        weekly_days=None if outcome.weekly_days_factor is None else outcome.weekly_days_factor * _FULL_WEEK_DAYS,
        added_absences=outcome.added_absences,
        hours_changed=len({phase.average_weekly_minutes for phase in phases_in_year}) > 1,
        every_month_35_hours=_every_month_35_hours(phases_in_year, year, book),
        before_records=before_records,
        opening_days=None if opening is None else opening.days,
        opening_pay_base_cents=None if opening is None else opening.pay_base_cents,
        reasons=reasons,
        questions=questions,
        supplementary_days=extra,
    )


def _supplementary(
    facts: _Facts, outcome: CreditYearOutcome, as_of: date, book: Book
) -> tuple[int | None, tuple[Reason, ...], tuple[Question, ...]]:
    """7 a §: supplementary days of a credit year that has ended; None where they are asked. Nothing is said of a year
    in which illness cost no month."""
    lost, since = annual_holiday.illness_behind(outcome, facts.spells, as_of)
    if not lost:
        return 0, (), ()
    decided = annual_holiday.supplementary_days(
        outcome, lost_to_illness=True, absent_since=since, asked_on=as_of, book=book
    )
    answer = facts.answered("annual_holiday.supplementary_part_year")
    if decided.outcome is None and answer is not None:
        return int(answer), decided.reasons, ()
    return decided.outcome, decided.reasons, decided.questions


def _every_month_35_hours(found: Sequence[ContractPhase], year: Period, book: Book) -> bool | None:
    """Whether the contract gives 35 hours even in the shortest month; None when it fixes no hours."""
    answers = []
    for phase in found:
        weekly = None if phase.variable else phase.average_weekly_minutes
        if weekly is None:
            return None
        answers.append(annual_holiday.month_is_full("35_hours", 0, int(weekly * 4), year.last, book).outcome)
    return all(answers) if answers else None


def _opening_questions(employment: EmploymentFacts, year: Period, begin: date, book: Book) -> tuple[Question, ...]:
    """Asks for the days of a credit year that begins before the records and is not among the opening balances.

    A year whose holiday could not be claimed any more when the records began (162/2005 34 §) is not asked about.
    """
    latest = calendar.holiday_season(year.last.year + 1).first - _ONE_DAY
    if annual_holiday_pay.claim_by(latest, None, book).outcome < begin:
        return ()
    credit_year = f"{year.first}/{year.last}"
    return (
        Question(
            topic=f"opening_days.{year.first.isoformat()}",
            asks=f"How many holiday days of the credit year {credit_year} were left when these records began?",
            why="The credit year begins before these records, and no opening balance tells its days.",
            where_to_find="the holiday ledger or the payslips of the earlier records",
            day=year.first,
            facts=(("credit_year", credit_year),),
            blocks=False,
        ),
    )


def _allocate(holidays: Sequence[Absence], years: Mapping[Period, CreditYear]) -> dict[Period, list[HolidayPart]]:
    """Which credit year gives which days of which holiday: the oldest ended one with days left, then in advance."""
    left = {year: int(one.entitlement.to_integral_value(ROUND_FLOOR)) for year, one in years.items()}
    parts: dict[Period, list[HolidayPart]] = {}
    ordered = sorted(years, key=lambda year: year.first)
    for holiday in sorted(holidays, key=lambda one: one.first):
        days = [day for day in Period.closed(holiday.first, holiday.last) if calendar.uses_holiday_day(day)]
        while days:
            year = next((one for one in ordered if one.last < holiday.first and left[one] > 0), None)
            if year is None:
                running = calendar.credit_year(holiday.first)
                year = running if running in left else ordered[-1] if ordered else None
                if year is None:
                    break
                count = len(days)
            else:
                count = min(left[year], len(days))
            left[year] -= count
            mine, days = days[:count], days[count:]
            parts.setdefault(year, []).append(
                HolidayPart(holiday.id, mine[0], mine[-1], count, year.last >= holiday.first)
            )
    return parts


def _days_until(part: HolidayPart, as_of: date) -> int:
    if part.last <= as_of:
        return part.days
    if part.first > as_of:
        return 0
    return calendar.holiday_days(Period.closed(part.first, as_of))


def _outside_employees(
    session: Session, employer_id: int, employment: EmploymentFacts, as_of: date, known_on: date
) -> int | None:
    """How many others from outside the family are employed on the day; looked up only for a family member."""
    if all(terms.family_member is None for terms in employment.terms):
        return None
    others = {
        one.employee_id
        for one in contracts.employments(session, employer_id, known_on)
        if one.employee_id != employment.employee_id
        and one.runs_on(as_of)
        and all(terms.family_member is None for terms in one.terms)
    }
    return len(others)


# --- checks and writing -----------------------------------------------------------------------------------------------


def _check(
    session: Session,
    employer_id: int,
    problems: Problems,
    employment: EmploymentFacts,
    absence: Absence,
    hand: Hand,
    own_id: int | None,
) -> None:
    if absence.kind not in schemas.KINDS:
        problems.add("kind", "not_a_choice", text=absence.kind, choices=", ".join(schemas.KINDS))
    if absence.last < absence.first:
        problems.add("last", "ends_before_it_begins", first=absence.first, last=absence.last)
        return
    for field, day in (("first", absence.first), ("last", absence.last)):
        if not employment.runs_on(day):
            problems.add(field, "outside_employment", day=day)
    others = [one for one in queries.absences(session, employer_id, employment.id, hand.day) if one.id != own_id]
    for other in others:
        if other.first <= absence.last and absence.first <= other.last:
            problems.add("first", "overlaps", first=other.first, last=other.last)
    earlier = absence.same_illness_as
    if earlier is None:
        return
    if absence.kind not in schemas.ILLNESSES:
        problems.add("same_illness_as", "only_for_illness")
        return
    opening = contracts.opening(session, employer_id, employment.id, hand.day)
    before_records = opening is not None and earlier < opening.day
    known = any(one.first == earlier and one.kind in schemas.ILLNESSES for one in others)
    if earlier >= absence.first or not (known or before_records):
        problems.add("same_illness_as", "no_such_illness", day=earlier)


def _row(employer_id: int, absence: Absence, hand: Hand) -> models.Absence:
    row: models.Absence = effective.fill(
        models.Absence(),
        hand,
        employer_id,
        {
            "employment_id": absence.employment_id,
            "kind": absence.kind,
            "first": absence.first,
            "last": absence.last,
            "certificate_seen": absence.certificate_seen,
            "same_illness_as": absence.same_illness_as,
            "child_born": absence.child_born,
            "agreed_in_writing": absence.agreed_in_writing,
            "own_risk_days": absence.own_risk_days,
        },
    )
    return row


def _words(employment: str, absence: Absence) -> dict[str, object]:
    # The kind can tell about health, so the log of changes has only the days.
    return {"employment": employment, "first": absence.first, "last": absence.last}
