"""Holiday balances in the reader's words, and doing what the forms of holidays and absences say. Nothing commits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from employer import contracts, documents
from employer.answers import answers_known
from employer.effective import Hand
from employer.errors import Problems
from employer.leave import ledger, limits, queries, service, told
from employer.leave.balances.schemas import (
    AbsenceRow,
    AbsenceTyped,
    Balance,
    CalendarDay,
    HolidayCalendar,
    HolidayTyped,
    MonthRow,
    YearRow,
)
from employer.leave.schemas import HOLIDAYS, ILLNESSES, Absence, CreditYear, HolidayPlan
from rules import Period, Question, Reason, calendar, load_book

_ONE_DAY = timedelta(days=1)
Trainings = Iterable[tuple[date, int]]


def balance(
    session: Session, employer_id: int, employment_id: int, known_on: date, language: str, trainings: Trainings = ()
) -> Balance:
    """The holiday of an employment as known on a day, newest credit year first. Raises ``LookupError``."""
    years = service.holiday_account(
        session, employer_id, employment_id, known_on, known_on=known_on, trainings=trainings
    )
    running = [one for one in years if not one.closed]
    return Balance(
        years=tuple(_year(one, language) for one in reversed(years)),
        free_now=service.whole_days_free(years, known_on + _ONE_DAY),
        running=running[-1].days_earned if running else Decimal(0),
        saveable=bool(ledger.proposed(years, known_on)),
        payable=bool(ledger.payable(years)),
        saved=sum(one.days_saved for one in years),
    )


def absence_rows(
    session: Session, employer_id: int, employment_id: int, known_on: date, language: str, *, reasons: bool
) -> tuple[AbsenceRow, ...]:
    """The absences of an employment, latest first. ``reasons``: whether the reader may see why somebody was away."""
    noted = queries.absences(session, employer_id, employment_id, known_on, partial=True)
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    employees = sum(1 for one in contracts.employments(session, employer_id, known_on) if one.runs_on(known_on))
    said = queries.lasted_over(answers_known(session, employer_id, known_on), employment.code)
    lasted = [day for day, yes in said.items() if yes]
    return tuple(
        AbsenceRow(
            id=one.id,
            kind=one.kind if reasons or one.kind in HOLIDAYS else None,
            first=one.first,
            last=one.last,
            certificate_seen=one.certificate_seen if reasons else None,
            holiday_days=calendar.holiday_days(Period.closed(one.first, one.last)) if one.kind in HOLIDAYS else None,
            state="coming" if known_on < one.first else "over" if one.last < known_on else "now",
            beyond=tuple(
                _reason(why, language)
                for why in (limits.beyond(one, noted, employment, load_book(), lasted) if reasons else ())
            ),
            told=tuple(
                _reason(why, language)
                for why in (
                    *(limits.notice(one, load_book()) if reasons and known_on < one.first else ()),
                    *(told.warnings(one, employees, load_book()) if reasons else ()),
                )
            ),
            tellable=reasons and one.kind in told.TELLABLE,
            change_asked=reasons and told.change_is_open(one),
            answer=one.answer if reasons else None,
            answered=one.answered if reasons else None,
            answer_waits=reasons and known_on < one.first and told.waits_for_answer(one, load_book()),
            answer_asks=tuple(
                _question(asked, language) for asked in (told.asked(one, load_book()) if reasons else ())
            ),
            no_pay=one.no_pay if reasons else None,
            start_minute=one.start_minute,
            end_minute=one.end_minute,
        )
        for one in reversed(noted)
    )


def earlier_illnesses(
    session: Session, employer_id: int, employment_id: int, known_on: date, own_id: int = 0
) -> tuple[date, ...]:
    """First days of the noted illnesses, latest first: which of them a new one may continue."""
    found = queries.absences(session, employer_id, employment_id, known_on)
    return tuple(one.first for one in reversed(found) if one.kind in ILLNESSES and one.id != own_id)[:12]


def holiday_calendar(
    session: Session,
    employer_id: int,
    employment_id: int,
    month: date,
    known_on: date,
    first: date | None = None,
    last: date | None = None,
) -> HolidayCalendar:
    """A month (its first day) for choosing a holiday; ``first``, ``last``: what is chosen. Raises ``LookupError``."""
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    after = (month + timedelta(days=32)).replace(day=1)
    away = queries.absences(session, employer_id, employment_id, known_on, month, after)
    days: list[CalendarDay | None] = [None] * month.weekday()
    day = month
    while day < after:
        covered = any(one.first <= day <= one.last for one in away)
        picked = first is not None and first <= day <= (last or first)
        may = employment.runs_on(day) and not covered
        days.append(CalendarDay(day, calendar.uses_holiday_day(day), covered, may, picked))
        day += _ONE_DAY
    days += [None] * (-len(days) % 7)
    earlier = (month - _ONE_DAY).replace(day=1)
    return HolidayCalendar(
        month=month,
        weeks=tuple(tuple(days[start : start + 7]) for start in range(0, len(days), 7)),
        first=first if last is None else None,
        earlier=earlier if employment.start < month else None,
        later=after if employment.end is None or after <= employment.end else None,
    )


def look_at_holiday(
    session: Session,
    employer_id: int,
    employment_id: int,
    typed: HolidayTyped,
    known_on: date,
    trainings: Trainings = (),
) -> HolidayPlan:
    """What a holiday would use and leave. Raises ``Refused`` when it ends before it begins, uses no holiday day, lies
    outside the employment, or falls on days that are of an absence already: such a holiday cannot be priced."""
    problems = Problems()
    if typed.last < typed.first:
        problems.add("last", "ends_before_it_begins", first=typed.first, last=typed.last)
    problems.refuse()
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    for field, day in (("first", typed.first), ("last", typed.last)):
        if not employment.runs_on(day):
            problems.add(field, "outside_employment", day=day)
    for other in queries.absences(session, employer_id, employment_id, known_on):
        if other.first <= typed.last and typed.first <= other.last:
            problems.add("first", "overlaps", first=other.first, last=other.last)
    problems.refuse()
    found = service.preview_holiday(session, employer_id, holiday_of(employment_id, typed), known_on, trainings)
    if found.days == 0:
        problems.add("first", "no_holiday_day")
    problems.refuse()
    return found


def plan(
    session: Session,
    employer_id: int,
    employment_id: int,
    typed: HolidayTyped,
    hand: Hand,
    trainings: Trainings = (),
) -> HolidayPlan:
    """Notes the holiday that was looked at. Raises ``Refused``, ``LookupError``."""
    return service.plan_holiday(session, employer_id, holiday_of(employment_id, typed), hand, trainings)[1]


def note(session: Session, employer_id: int, employment_id: int, typed: AbsenceTyped, hand: Hand) -> int:
    """Notes an absence, or corrects the one that ``typed`` names. Gives back its id. Raises ``Refused``,
    ``LookupError``.
    """
    given = Absence(
        employment_id=employment_id,
        kind=typed.kind,
        first=typed.first,
        last=typed.last,
        certificate_seen=typed.certificate_seen,
        same_illness_as=typed.same_illness,
        child_born=typed.child_born,
        no_pay=typed.no_pay,
        start_minute=_minute(typed.start),
        end_minute=_minute(typed.end),
    )
    if not typed.absence:
        return service.add_absence(session, employer_id, given, hand)
    before = queries.absence(session, employer_id, typed.absence, hand.day)
    if before.employment_id != employment_id:
        raise LookupError(f"employment {employment_id} has no absence {typed.absence}")
    if given.kind in ILLNESSES and before.ill_since is not None and before.ill_since < given.first:
        given = replace(given, ill_since=before.ill_since)
    return service.change_absence(session, employer_id, typed.absence, told.carried(before, given), hand)


def _minute(clock_time: time | None) -> int | None:
    return None if clock_time is None else clock_time.hour * 60 + clock_time.minute


def holiday_of(employment_id: int, typed: HolidayTyped) -> Absence:
    """The holiday that a form tells of, not noted yet."""
    kind = "saved_holiday" if typed.saved else "annual_holiday"
    return Absence(
        employment_id, kind, typed.first, typed.last, agreed_in_writing=typed.agreed, moved_from=typed.moved_from
    )


def _year(year: CreditYear, language: str) -> YearRow:
    return YearRow(
        first=year.credit_year.first,
        last=year.credit_year.last,
        closed=year.closed,
        earned=year.entitlement,
        taken=year.days_taken,
        planned=year.days_planned,
        free=year.days_free,
        months=tuple(
            MonthRow(one.month, one.days, one.minutes, one.full, _reason(one.why, language)) for one in year.months
        ),
        why=tuple(_reason(one, language) for one in year.reasons),
        asked=tuple(_question(one, language) for one in year.questions),
        paid=year.days_paid,
    )


def _reason(reason: Reason, language: str) -> str:
    return documents.say_reason(language, reason.code, dict(reason.facts), reason.says)


def _question(question: Question, language: str) -> str:
    return documents.say_question(
        language,
        {
            "topic": question.topic,
            "asks": question.asks,
            "why": question.why,
            "where_to_find": question.where_to_find,
            "facts": dict(question.facts),
        },
    ).asks
