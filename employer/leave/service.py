"""Doing things with absences: note, correct and plan them, and keep the holiday account of each credit year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import audit, contracts, effective, hours
from employer.answers import Answer, answers_known
from employer.answers.schemas import asked_about
from employer.contracts.schemas import EmploymentFacts, Opening, OpeningHoliday
from employer.effective import Hand
from employer.errors import Problems
from employer.hours.schemas import AT_WORK, Shift, Span
from employer.leave import models, placing, queries, schemas
from employer.leave.schemas import Absence, CreditYear, Entry, HolidayPart, HolidayPlan, Month
from employer.sealed import written
from rules import Book, Confidence, Decision, Period, Question, Reason, calendar, load_book
from rules.decisions import (
    annual_holiday,
    annual_holiday_giving,
    annual_holiday_pay,
    contract,
    coverage,
    family_leave,
    public_holidays,
)
from rules.decisions.annual_holiday import AbsenceSpell, ContractPhase, CreditYearOutcome, EarningFacts

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_FULL_WEEK_DAYS = 5
_SHORT_BREAK = "annual_holiday.short_break"
_BIRTH = "annual_holiday.birth"
_FIRST_MONTH = "annual_holiday.first_month_"
_SHORTENED = "holiday_shortened_hours."
_TEMPORARY = "holiday_hours_temporary."
_BEFORE_BIRTH = ("pregnancy", "old_maternity")
_AFTER_BIRTH = ("parental", "old_parental")


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
    is_saved = absence.kind == "saved_holiday"
    available = whole_days_free(account, absence.first, leaving_out=absence.id, with_saved=is_saved)
    told = placing.told_by(absence, book)
    weekdays = {
        day for pattern in employment.patterns if effective.holds(pattern, absence.first) for day in pattern.weekdays
    }
    reasons = list(told.reasons)
    days_off = None if weekdays else _days_off(session, employer_id, absence, known_on)
    consent = annual_holiday_giving.needs_consent(period, weekdays, book, roster_days_off=days_off)
    known = bool(weekdays) or days_off is not None
    reasons.extend(consent.reasons if known else ())
    around = queries.absences(session, employer_id, absence.employment_id, known_on)
    leaves = placing.own_family_leaves(around)
    stands = placing.in_family_leave(period, leaves, book)
    wished = any(
        one.first <= absence.last and absence.first <= one.last
        for one in queries.wishes(session, employer_id, absence.employment_id, known_on)
    )
    running = sum(1 for one in contracts.employments(session, employer_id, known_on) if one.runs_on(absence.first))
    noticed = placing.in_notice_time(absence, employment, available, known_on, book)
    in_time = annual_holiday_giving.told_in_time(told.outcome.at_latest, known_on)
    late = not (in_time.outcome or is_saved or noticed is not None) and known_on < absence.first
    to_know = (
        *(in_time.reasons if late else ()),
        *(() if known else consent.reasons),
        *annual_holiday_giving.hearing(wished=wished, employees=running).reasons,
        *_placed(account, absence, period, leaves, book, seasonal=_seasonal(employment, absence.first)),
        *(() if noticed is None else (one for one in noticed.reasons if one not in told.reasons)),
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
        needs_consent=consent.outcome or late or bool(stands) or (noticed is not None and not noticed.outcome),
        in_time=known_on <= told.outcome.by_main_rule,
        still_to_tell=known_on <= told.outcome.at_latest,
        reasons=tuple(reasons),
        to_know=to_know,
    )


def _days_off(session: Session, employer_id: int, holiday: Absence, known_on: date) -> tuple[date, ...] | None:
    """The days of a holiday, and of the weeks after it, without a shift; None when no shift of its days is known."""
    after = holiday.last + timedelta(weeks=5)
    found = hours.shifts(session, employer_id, holiday.employment_id, known_on, holiday.first, after)
    work = {one.start.date() for one in found if one.status != "cancelled"}
    if not any(holiday.first <= day <= holiday.last for day in work):
        return None
    return tuple(day for day in Period.closed(holiday.first, after) if day not in work)


def _seasonal(employment: EmploymentFacts, on: date) -> bool:
    """Whether seasonal work that a holiday in the season would make difficult is agreed on a day (20 §)."""
    term = effective.at(employment.holiday_terms, on)
    return term is not None and term.seasonal is True


def _placed(
    years: Sequence[CreditYear],
    absence: Absence,
    period: Period,
    leaves: Sequence[Period],
    book: Book,
    *,
    seasonal: bool,
) -> tuple[Reason, ...]:
    """Who decides the time of a holiday and its parts: by its own limits when it was moved (26 §), otherwise by 20 and
    21 §."""
    if absence.moved_from is None:
        parts = () if absence.kind == "saved_holiday" else placing.split(
            years, period, book, leaving_out=absence.id, seasonal=seasonal
        )  # fmt: skip
        return (*placing.placed(years, period, leaves, book, leaving_out=absence.id, seasonal=seasonal), *parts)
    limits = annual_holiday_giving.moved_limits(absence.moved_from).outcome
    return annual_holiday_giving.moved_placing(period, limits).reasons


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
    that counts as work. Empty when the employment has not begun, or never did. Raises ``LookupError``.
    """
    seen = as_of if known_on is None else known_on
    employment = contracts.employment(session, employer_id, employment_id, seen)
    return account(
        employment,
        hours.shifts(session, employer_id, employment_id, seen),
        queries.absences(session, employer_id, employment_id, seen),
        as_of,
        earlier=contracts.earlier_employments(contracts.employments(session, employer_id, seen), employment),
        opening=contracts.opening(session, employer_id, employment_id, seen),
        entries=queries.entries(session, employer_id, employment_id, seen),
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
    earlier: Sequence[EmploymentFacts] = (),
    opening: Opening | None = None,
    entries: Sequence[Entry] = (),
    outside_employees: int | None = None,
    trainings: Iterable[tuple[date, int]] = (),
    answers: Iterable[Answer] = (),
    book: Book,
) -> tuple[CreditYear, ...]:
    """The holiday account from plain facts; reads nothing but its arguments.

    Holidays use the oldest ended credit year that has days left; what goes beyond comes from the running one, in
    advance. Saved leave uses what was saved, and other holidays leave that alone. ``entries``: what was saved or paid.
    ``earlier``: the same person's employments that ended before, the latest first.
    """
    if as_of < employment.start or employment.never_begun:
        return ()
    holidays = [one for one in absences if one.kind in schemas.HOLIDAYS]
    latest_begin = max((one.first for one in holidays), default=as_of)
    horizon = max(as_of, latest_begin - _ONE_DAY)
    every = tuple(answers)
    said = [one for one in every if asked_about(one.question)[1] == employment.code]
    facts = _Facts(employment, shifts, absences, horizon, opening, tuple(trainings), said, book)
    facts.continue_from(earlier, every)
    facts.shortened = tuple(_shortened(one, book) for one in entries if one.kind == "shortened")
    last = horizon if employment.end is None else min(horizon, employment.end)
    years = list(calendar.credit_years(employment.start, last))
    full = {year: _year(facts, year, min(horizon, year.last), outside_employees, book) for year in years}
    paid = _entered(entries, as_of, *schemas.USED)
    parts, saved = _allocate(holidays, full, entries)
    if years and _first_month_counts(full[years[-1]]) and _first_month_is_paid(full[years[0]], parts, entries):
        facts.first_month_compensated = True
        full[years[-1]] = _year(facts, years[-1], min(horizon, years[-1].last), outside_employees, book)
        parts, saved = _allocate(holidays, full, entries)
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
        found.append(
            replace(
                known,
                days_taken=taken,
                days_planned=planned,
                parts=tuple(parts.get(year, ())),
                days_paid=paid.get(year.first, 0),
                days_saved=saved[year],
            )
        )
    return tuple(found)


def whole_days_free(
    years: Sequence[CreditYear], before: date, leaving_out: int = 0, *, with_saved: bool = False
) -> int:
    """Whole days for a holiday that begins on ``before``: of credit years ended by then, holidays to come and what was
    saved or paid taken off.

    ``leaving_out``: the id of a recorded holiday that is being changed. ``with_saved``: what was saved may be used.
    """
    total = Decimal(0)
    for year in years:
        if year.closed and year.credit_year.last < before:
            used = sum(part.days for part in year.parts if part.absence_id != leaving_out)
            total += year.entitlement - used - year.days_paid - (0 if with_saved else year.days_saved)
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
        self.first_month_compensated = False
        self.shortened: tuple[tuple[date, date], ...] = ()
        self.continuous_since = employment.start
        self.chain: tuple[Reason, ...] = ()
        self.break_asked: tuple[date, tuple[Question, ...]] | None = None
        self.records_begin = employment.start if opening is None else max(employment.start, opening.day)
        last = horizon if employment.end is None else min(horizon, employment.end)
        roster = hours.expand(
            employment, shifts, self.records_begin, max(last + _ONE_DAY, self.records_begin), absences
        )
        worked: dict[date, int] = {}
        for span in roster.spans:
            if span.kind in AT_WORK and span.status == "worked":
                _add_days(worked, span)
        for day, minutes in trainings:
            if self.records_begin <= day <= last:
                worked[day] = worked.get(day, 0) + minutes
        self.worked = {day: minutes for day, minutes in worked.items() if self.records_begin <= day <= last}
        self.phases = _with_temporary(contracts.phases(employment), said)
        self.returned = _returned_from(self.phases, said)
        would: dict[int, dict[date, int]] = {}
        for span in roster.absent:
            if span.absence is not None and span.kind in AT_WORK:
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
        lasted = queries.lasted_over(said, employment.code)
        births = [one.value == "yes" for one in said if asked_about(one.question) == (_BIRTH, employment.code)]
        same = births[-1] if births else None
        self.spells = free + tuple(
            AbsenceSpell(
                kind=_counted_as(absence, absences, lasted, book),
                first=absence.first,
                last=_counted_to(absence, absences, lasted, book),
                days=_would_have(employment, absence, would.get(number, {}), horizon),
                same_illness_as=None if _well_before(absence, absences, lasted) else absence.same_illness_as,
                returned_after=_returned(absence, absences, next_work, horizon),
                birth=_birth(absence, absences, same),
            )
            for number, absence in enumerate(absences)
        )

    def continue_from(self, earlier: Sequence[EmploymentFacts], answers: Sequence[Answer]) -> None:
        """Finds since when the employment has lasted without a break; ``earlier``: those that ended, the latest first.

        Whether a break is short is asked of the employment after it, with the day since when it may have lasted.
        """
        later = self.employment
        for one in earlier:
            if one.end is None:
                continue
            decided = annual_holiday.continuous(one.end, self.continuous_since)
            asked = (_SHORT_BREAK, later.code)
            said = [answer.value for answer in answers if asked_about(answer.question) == asked]
            if not (decided.outcome or said[-1:] == ["yes"]):
                self.break_asked = None if said else (one.start, decided.questions)
                return
            self.continuous_since, later = one.start, one
            self.chain = (*self.chain, *decided.reasons)

    def answered(self, topic: str) -> Decimal | None:
        """The number that was answered to a topic of this employment, the newest one; None when nobody has."""
        found = [one.value for one in self.said if asked_about(one.question)[0] == topic]
        try:
            return Decimal(found[-1].replace(",", ".")) if found else None
        except InvalidOperation:
            return None  # no number: it stays open

    def shortened_minutes(self) -> tuple[tuple[str, int], ...]:
        """What was answered for each month of holiday that is taken as shorter working days, in minutes."""
        months = {topic.removeprefix(_SHORTENED): topic for topic in self._topics() if topic.startswith(_SHORTENED)}
        told = {month: self.answered(topic) for month, topic in sorted(months.items())}
        return tuple((month, _minutes(time)) for month, time in told.items() if time is not None)

    def _topics(self) -> Iterable[str]:
        return (asked_about(one.question)[0] for one in self.said)

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


def _counted_as(absence: Absence, absences: Sequence[Absence], lasted: Mapping[date, bool], book: Book) -> str:
    """The Annual Holidays Act's name of a noted absence: prevented work that neither side has caused is paid by law; a
    hindrance that was agreed to be without pay, or whose pay has ended before, is not, so that it does not count as
    work."""
    if absence.no_pay == "agreed" or _paid_hindrance(absence, absences, lasted, book) < absence.first:
        return "unpaid"
    if absence.kind in ("hindrance_independent", "hindrance_strike", "prenatal_check"):
        return "paid_by_law"
    return absence.kind


def _counted_to(absence: Absence, absences: Sequence[Absence], lasted: Mapping[date, bool], book: Book) -> date:
    """The last day of an absence that can count as work: prevented work does while it is paid (55/2001 2:12)."""
    paid_to = _paid_hindrance(absence, absences, lasted, book)
    return absence.last if paid_to < absence.first else paid_to


def _paid_hindrance(absence: Absence, absences: Sequence[Absence], lasted: Mapping[date, bool], book: Book) -> date:
    """The last paid day of prevented work, which notes that follow each other share; another absence's own last day."""
    if absence.kind not in contract.HINDRANCES:
        return absence.last
    since = queries.unbroken(absence, absences, [day for day, yes in lasted.items() if yes])
    return contract.hindered_to(absence.kind, since, absence.last, book).outcome or absence.last


def _birth(absence: Absence, absences: Sequence[Absence], same: bool | None) -> str | None:
    """Which birth or adoption a family leave belongs to, by the child's day of birth; None: nobody has said.

    A pregnancy leave begins before the child is born: it belongs to the child of another leave that was born in it, or
    so late that the leave had just ended. ``same``: whether leaves of which this is not known belong to one birth, as
    people answered: to that of the one child that is known, or each to its own. Of several children nothing is taken.
    """
    born = absence.child_born
    known = sorted({one.child_born for one in absences if one.kind in _AFTER_BIRTH and one.child_born is not None})
    if born is None and absence.kind in _BEFORE_BIRTH:
        until = absence.last + relativedelta(months=1)
        born = next((day for day in known if absence.first - _ONE_DAY <= day <= until), None)
    if born is None and same is not None and absence.kind in (*_BEFORE_BIRTH, *_AFTER_BIRTH):
        if same and len(known) > 1:
            return None  # to which of them is not said
        return (known[0].isoformat() if known else "same") if same else f"of {absence.first.isoformat()}"
    return None if born is None else born.isoformat()


def _well_before(absence: Absence, absences: Sequence[Absence], lasted: Mapping[date, bool]) -> bool:
    """Whether somebody answered that an illness did not last over the days just before this note of it."""
    return any(
        gap.after == absence.first and lasted.get(gap.first) is False for gap in queries.days_between(absence, absences)
    )


def _returned(absence: Absence, absences: Sequence[Absence], worked: Sequence[date], horizon: date) -> bool | None:
    """Whether work went on directly after the absence: the next thing noted is work, not another absence."""
    next_work = next((day for day in worked if day > absence.last), None)
    next_absence = min((one.first for one in absences if one.first > absence.last), default=None)
    if next_work is None and next_absence is None:
        return None
    if next_work is None:
        return False if next_absence is not None and next_absence <= horizon else None
    return next_absence is None or next_work < next_absence


def _minutes(hours: Decimal) -> int:
    """Hours of an answer in whole minutes."""
    return int((hours * 60).to_integral_value(ROUND_HALF_UP))


def _shortened(entry: Entry, book: Book) -> tuple[date, date]:
    """Between which days holiday that is taken as shorter working days is: from its first to the last that can be
    agreed (21 §)."""
    year = calendar.credit_year(entry.credit_year)
    return entry.day, annual_holiday_giving.placement(entry.days, year, book).outcome.agreed_rest_until


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
    days, time = facts.answered(f"{_FIRST_MONTH}days"), facts.answered(f"{_FIRST_MONTH}hours")
    asked_of = EarningFacts(
        continuous_since=facts.continuous_since,
        credit_year=year,
        employment_start=employment.start,
        employment_end=employment.end,
        as_of=max(as_of, first),
        phases=facts.phases,
        worked=tuple(facts.worked.items()),
        spells=facts.spells,
        first_month_compensated=facts.first_month_compensated,
        agreement_binds=facts.agreement_binds(max(first, min(as_of, year.last)), book),
        similar_work_months=similar,
        experience_months=experience,
        first_month_known=facts.records_begin <= employment.start,
        first_month_days=None if days is None else int(days),
        first_month_minutes=None if time is None else _minutes(time),
        shortened=facts.shortened,
        shortened_minutes=facts.shortened_minutes() if facts.shortened else (),
    )
    decision = annual_holiday.earning(asked_of, book)
    outcome: CreditYearOutcome = decision.outcome
    reasons, questions = (*facts.chain, *decision.reasons), decision.questions
    if facts.break_asked is not None and not outcome.lasted_a_year:
        since, asked = facts.break_asked
        if annual_holiday.lasted_a_year(since, min(year.last, employment.end or year.last)):
            questions = (*questions, *asked)
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
    values = decision.values
    if closed and rule != annual_holiday.RULE_NONE and not before_records:
        more = _supplementary(facts, asked_of, outcome, as_of, book)
        extra, values = more.outcome, (*values, *more.values)
        reasons, questions = (*reasons, *more.reasons), (*questions, *more.questions)
    questions = (*questions, *_temporary_questions(facts, year, first, book))
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
        hours_changed=_hours_and_pay_changed(employment, phases_in_year),
        every_month_35_hours=_every_month_35_hours(phases_in_year, year, book),
        before_records=before_records,
        opening_days=None if opening is None else opening.days,
        opening_pay_base_cents=None if opening is None else opening.pay_base_cents,
        reasons=reasons,
        questions=questions,
        supplementary_days=extra,
        single_sources=tuple(sorted({one.name for one in values if one.confidence is Confidence.SINGLE})),
        two_systems=rule == outcome.rule and len({one.rule == annual_holiday.RULE_NONE for one in outcome.months}) > 1,
    )


def _with_temporary(phases: tuple[ContractPhase, ...], said: Sequence[Answer]) -> tuple[ContractPhase, ...]:
    """The contract's phases, those marked that somebody has said to be a passing change."""
    yes = {asked_about(one.question)[0].removeprefix(_TEMPORARY) for one in said if one.value == "yes"}
    return tuple(replace(one, temporary=True) if one.first.isoformat() in yes else one for one in phases)


def _returned_from(
    phases: tuple[ContractPhase, ...], said: Sequence[Answer]
) -> tuple[tuple[ContractPhase, ContractPhase], ...]:
    """6 §: the phases after which the contract went back to what it was before, each with the one before it, as long as
    nobody has said whether the change was a passing one."""
    told = {asked_about(one.question)[0] for one in said}
    return tuple(
        (before, between)
        for before, between, after in zip(phases, phases[1:], phases[2:], strict=False)
        if replace(after, first=before.first, last=before.last) == before
        and between.average_weekly_minutes != before.average_weekly_minutes
        and f"{_TEMPORARY}{between.first.isoformat()}" not in told
    )


def _temporary_questions(facts: _Facts, year: Period, first: date, book: Book) -> tuple[Question, ...]:
    """6, 11 and 12 §: a passing change of hours leaves the rule alone, an agreed lasting one does not. Asked where the
    contract went back to what it was and the answer decides the rule, the method of a monthly wage or the days a week
    at the end of the credit year."""
    found = []
    for before, phase in facts.returned:
        if phase.first > year.last or phase.last is None or phase.last < first:
            continue
        rules = [
            annual_holiday.accrual_rule(one, year.last, book).outcome or one.agreed_rule for one in (before, phase)
        ]
        wage = effective.at(facts.employment.wages, phase.first)
        by_month = wage is not None and wage.unit == "month"
        at_the_end = year.last in Period.closed(phase.first, phase.last) and before.weekly_days != phase.weekly_days
        if (
            rules[0] != rules[1]
            or at_the_end
            or (by_month and _hours_and_pay_changed(facts.employment, (before, phase)))
        ):
            days = {"first": phase.first.isoformat(), "last": phase.last.isoformat()}
            found.append(
                Question(
                    topic=f"{_TEMPORARY}{phase.first.isoformat()}",
                    asks=f"Was the change of hours from {phase.first} to {phase.last} a temporary one?",
                    why="A temporary change of hours does not change how holiday is earned and paid; an agreed lasting "
                    "one does (Annual Holidays Act 6 and 12 §).",
                    where_to_find="what was agreed on the hours of that time",
                    day=phase.first,
                    facts=tuple(days.items()),
                )
            )
    return tuple(found)


def _hours_and_pay_changed(employment: EmploymentFacts, phases: Sequence[ContractPhase]) -> bool:
    """10 and 12 §: whether the lasting hours, and the pay with them, changed between the phases of a credit year: an
    hourly wage follows the hours, a monthly wage only when it has changed too."""
    if len({phase.average_weekly_minutes for phase in phases}) < 2:
        return False
    last = [phase.last or phase.first for phase in phases]
    wages = [effective.at(employment.wages, day) for day in (phases[0].first, *last)]
    known = {(one.unit, one.euros) for one in wages if one is not None}
    return not known or any(unit != "month" for unit, _ in known) or len(known) > 1


def _supplementary(
    facts: _Facts, asked_of: EarningFacts, outcome: CreditYearOutcome, as_of: date, book: Book
) -> Decision[int | None]:
    """7 a §: supplementary days of a credit year that has ended; None where they are asked. Nothing is said of a year
    in which illness cost no month."""
    ill, since = annual_holiday.illness_behind(outcome, facts.spells, as_of)
    lost = annual_holiday.months_lost_to_illness(asked_of, outcome, book) if ill else 0
    if not lost:
        return Decision(0, ())
    employment = facts.employment
    decided = annual_holiday.supplementary_days(
        outcome,
        lost_to_illness=True,
        absent_since=since,
        asked_on=as_of,
        book=book,
        days_of_year=annual_holiday.supplementary_year_days(
            outcome.credit_year, employment.start, employment.end, facts.spells
        ),
        lost_months=lost,
    )
    answer = facts.answered("annual_holiday.supplementary_part_year")
    if decided.outcome is None and answer is not None:
        return Decision(int(answer), decided.reasons)
    return decided


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


def _first_month_counts(last: CreditYear) -> bool:
    """17 §: whether the first month is merged with the last, or it is asked whether it could be."""
    return last.merged or any(one.topic.startswith(_FIRST_MONTH) for one in last.questions)


def _first_month_is_paid(
    first: CreditYear, parts: Mapping[Period, Sequence[HolidayPart]], entries: Sequence[Entry]
) -> bool:
    """17 §: whether holiday pay or compensation was received for the first month: a percentage of the pay of its whole
    credit year holds that month's too."""
    by_percentage = first.hours_changed or (
        first.rule == annual_holiday.RULE_35_HOURS and not first.every_month_35_hours
    )
    received = first.credit_year in parts or first.credit_year.first in _entered(entries, None, *schemas.USED)
    return by_percentage and received


def _allocate(
    holidays: Sequence[Absence], years: Mapping[Period, CreditYear], entries: Sequence[Entry]
) -> tuple[dict[Period, list[HolidayPart]], dict[Period, int]]:
    """Which credit year gives which days of which holiday, and how many saved days each year has left.

    The oldest ended year with days left, then in advance; saved leave first from what was saved, which other holidays
    leave alone.
    """
    paid, paid_saved = _entered(entries, None, *schemas.USED), _entered(entries, None, "paid_saved")
    kept = _entered(entries, None, "saved")
    left = {
        year: int(one.entitlement.to_integral_value(ROUND_FLOOR)) - paid.get(year.first, 0)
        for year, one in years.items()
    }
    saved = {year: kept.get(year.first, 0) - paid_saved.get(year.first, 0) for year in years}
    parts: dict[Period, list[HolidayPart]] = {}
    ordered = sorted(years, key=lambda year: year.first)
    for holiday in sorted(holidays, key=lambda one: one.first):
        days = [day for day in Period.closed(holiday.first, holiday.last) if calendar.uses_holiday_day(day)]
        while days:
            ended = [year for year in ordered if year.last < holiday.first]
            from_saved = holiday.kind == "saved_holiday" and any(saved[year] > 0 for year in ended)
            room = saved if from_saved else {year: left[year] - saved[year] for year in ended}
            year = next((one for one in ended if room[one] > 0), None)
            if year is None:
                running = calendar.credit_year(holiday.first)
                year = running if running in left else ordered[-1] if ordered else None
                if year is None:
                    break
                count = len(days)
            else:
                count = min(room[year], len(days))
            left[year] -= count
            if from_saved:
                saved[year] -= count
            mine, days = days[:count], days[count:]
            parts.setdefault(year, []).append(
                HolidayPart(holiday.id, mine[0], mine[-1], count, year.last >= holiday.first)
            )
    return parts, saved


def _entered(entries: Sequence[Entry], as_of: date | None, *kinds: str) -> dict[date, int]:
    """Days of entries of some kinds by the first day of their credit year: up to a day, or all with None."""
    found: dict[date, int] = {}
    for one in entries:
        if one.kind in kinds and (as_of is None or one.day <= as_of):
            found[one.credit_year] = found.get(one.credit_year, 0) + one.days
    return found


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
    _check_no_pay(problems, absence)
    _check_days_of_proof(problems, absence)
    _check_part_of_day(problems, absence)
    noted = queries.absences(session, employer_id, employment.id, hand.day, partial=True)
    others = [one for one in noted if one.id != own_id]
    partial = absence.kind in family_leave.PARTIAL  # an illness or a holiday may fall in a partial leave
    for other in others:
        if (other.kind in family_leave.PARTIAL) == partial and hours.overlap(absence, other):
            field = "first" if absence.start_minute is None else "start"
            problems.add(field, "absences_overlap", first=other.first, last=other.last)
    _check_moved_from(session, employer_id, problems, absence, hand)
    if absence.ill_since is not None:
        if absence.kind not in schemas.ILLNESSES:
            problems.add("ill_since", "only_for_illness")
        if not employment.start <= absence.ill_since < absence.first:
            problems.add("ill_since", "ill_since_not_before", first=absence.first, start=employment.start)
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


def _check_moved_from(session: Session, employer_id: int, problems: Problems, absence: Absence, hand: Hand) -> None:
    """A new time stands for a holiday that an illness moved."""
    if absence.moved_from is None:
        return
    noted = queries.entries(session, employer_id, absence.employment_id, hand.day)
    moved = any(one.kind == "moved" and one.day == absence.moved_from for one in noted)
    if absence.kind not in schemas.HOLIDAYS or not moved:
        problems.add("moved_from", "no_such_move")


def _check_no_pay(problems: Problems, absence: Absence) -> None:
    """Pay is left out only where the law lets it be; proof that was seen is not missing."""
    if absence.no_pay is None:
        return
    kinds = schemas.NO_PAY.get(absence.no_pay)
    if kinds is None:
        problems.add("no_pay", "not_a_choice", text=absence.no_pay, choices=", ".join(schemas.NO_PAY))
    elif absence.kind not in kinds:
        problems.add("no_pay", "no_pay_not_of_kind")
    elif absence.no_pay == "proof_missing" and absence.certificate_seen is not None:
        problems.add("no_pay", "proof_was_seen", day=absence.certificate_seen)


def _check_days_of_proof(problems: Problems, absence: Absence) -> None:
    """A child of an absence is born by its first day; a certificate of a planned treatment may be seen before it, but
    not a year before."""
    born, seen = absence.child_born, absence.certificate_seen
    if born is not None and born > absence.first and absence.kind in schemas.OF_A_CHILD:
        problems.add("child_born", "child_not_born", born=born, first=absence.first)
    began = min(one for one in (absence.first, absence.same_illness_as, absence.ill_since) if one is not None)
    if seen is not None and seen < began - schemas.CERTIFICATE_SEEN_AHEAD:
        problems.add("certificate_seen", "certificate_too_early", seen=seen, first=began)


def _check_part_of_day(problems: Problems, absence: Absence) -> None:
    """Times are said only where the rest of the day is worked; a prenatal check has both of them, on one day."""
    start, end = absence.start_minute, absence.end_minute
    if start is None and end is None:
        return
    one_day = absence.kind in schemas.OF_ONE_DAY
    if one_day and (start is None or end is None):
        problems.add("start" if start is None else "end", "part_of_day_incomplete")
    elif end is not None and end <= ((start or 0) if absence.first == absence.last else 0):
        problems.add("end", "part_of_day_backwards")
    if absence.kind not in schemas.PART_OF_DAY:
        problems.add("start" if start is not None else "end", "part_of_day_not_of_kind")
    if one_day and absence.first != absence.last:
        problems.add("last", "part_of_day_is_one_day", first=absence.first)


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
            "certificate_seen": written(absence.certificate_seen),
            "same_illness_as": written(absence.same_illness_as),
            "child_born": written(absence.child_born),
            "agreed_in_writing": written(absence.agreed_in_writing),
            "own_risk_days": written(absence.own_risk_days),
            "no_pay": written(absence.no_pay),
            "moved_from": absence.moved_from,
            "start_minute": written(absence.start_minute),
            "end_minute": written(absence.end_minute),
            "told": written(absence.told),
            "due": written(absence.due),
            "change_ground": written(absence.change_ground),
            "changed_from": written(absence.changed_from),
            "postponements": written(absence.postponements),
            "answer": written(absence.answer),
            "answered": written(absence.answered),
            "answer_ground": written(absence.answer_ground),
            "ill_since": written(absence.ill_since),
        },
    )
    return row


def _words(employment: str, absence: Absence) -> dict[str, object]:
    # The kind can tell about health, so the log of changes has only the days.
    return {"employment": employment, "first": absence.first, "last": absence.last}
