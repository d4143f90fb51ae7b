"""Makes the working-time register from the hours that were worked."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from employer import answers, contracts, documents, effective, formats, hours, leave, people, texts, training
from employer.answers.schemas import asked_about
from employer.arrangements import averaging, longer, time_off
from employer.arrangements.averaging import Averaging
from employer.documents import Rendered
from employer.rosters import queries
from employer.rosters.register.schemas import PaidFor, Register, RegisterDay, RegisterWeek, TakenAsTimeOff
from employer.rosters.rostered import rostered_minutes
from payroll import exchanged
from rules import Book, Days, Period, calendar, load_book
from rules.decisions import working_time

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_HOUR = 60
PAID_COLUMNS = {
    "worked": ("worked",),
    "additional": ("additional",),
    "overtime": ("overtime_50", "overtime_100"),
    "sunday": ("sunday",),
    "emergency": ("emergency",),
    "standby": ("standby",),
}
"""The columns of what was paid, each with the register's kinds that it adds up."""
KINDS = ("worked", "additional", "overtime_50", "overtime_100", "weekly_overtime", "sunday", "emergency", "standby")


def register(
    session: Session, employer_id: int, employment_id: int, first: date, last: date, known_on: date
) -> Register:
    """The register of whole days from ``first`` to ``last`` as known on a day. Raises ``LookupError``.

    Weeks that end in the period are judged whole. A break is taken off the day on which its shift begins. Training that
    is required or paid is working time (55/2001 2:19). The weeks of an averaging period are held against its plan; its
    weekly overtime stands in its last week (``choice.averaging_overtime``), among the hours that went beyond the plan.
    Emergency work is working time (19 §): it may be overtime, and is no additional work.
    """
    book = load_book()
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    begin, end = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    averaged = averaging.averaging_of(session, employer_id, employment_id, known_on)
    early = min([begin, *(one.first for one in averaged if one.until is not None and first <= one.until <= last)])
    entered = hours.shifts(session, employer_id, employment_id, known_on, early - _ONE_DAY, end + timedelta(days=2))
    away = leave.absences(session, employer_id, employment_id, known_on, early, end + _ONE_DAY)
    roster = hours.expand(employment, entered, early, end + _ONE_DAY, away)
    agreed_longer = longer.longer_of(session, employer_id, employment_id, known_on)
    worked: dict[date, int] = defaultdict(int)
    standby: dict[date, int] = defaultdict(int)
    emergency: dict[date, int] = defaultdict(int)
    times: dict[date, list[tuple[int, int]]] = defaultdict(list)
    unconfirmed: list[date] = []
    for span in roster.spans:
        day = span.start.date()
        if span.status != "worked" or day > known_on:
            if first <= day <= min(last, known_on):
                unconfirmed.append(day)
            continue
        times[day].append((_clock(span.start), _clock(span.end) or 24 * 60))
        for piece, minutes in _by_day(span.start, span.end, span.break_minutes):
            (standby if span.kind == "standby" else worked)[piece] += minutes
            if span.kind == "emergency":
                emergency[piece] += minutes
    for one in training.trainings(session, employer_id, employment_id, known_on, early, end + _ONE_DAY):
        if (one.required or one.paid) and one.day <= known_on:
            worked[one.day] += one.minutes
    given = queries.publications(session, employer_id, employment_id, early - _ONE_DAY, end, known_on)
    answered = _answered(session, employer_id, employment.code, known_on)
    as_worked = _as_worked(session, employer_id, employment.code, known_on)
    planned_days = rostered_minutes(employment, given, roster, averaged, early, end)

    def split_of(day: date, minutes: int) -> working_time.TimeSplit:
        planned = planned_days.get(day, 0)
        if day not in planned_days and any(_covers(one, day) for one in averaged):
            whole = worked[day] - emergency[day] if any(day in one for one in as_worked) else 0
            planned = answered.get(day.isoformat(), whole)
        return _split(minutes, day, book, _longer(agreed_longer, day), planned)

    days = []
    for day in sorted({*worked, *standby}):
        if first <= day <= last:
            split = split_of(day, worked[day])
            days.append(
                RegisterDay(
                    day,
                    tuple(times.get(day, ())),
                    worked[day],
                    split.overtime_50,
                    split.overtime_100,
                    worked[day] if calendar.is_sunday_rate(day) else 0,
                    standby[day],
                    emergency[day],
                )
            )
    weeks = []
    regular: dict[date, int] = {}
    monday = early
    while monday <= last:
        of_week = [monday + timedelta(days=number) for number in range(7)]
        agreed = effective.at(employment.weekly_times, monday) if monday >= employment.start else None
        week, ordinary = (
            working_time.split_week(
                minutes_of,
                monday,
                book,
                agreed_weekly=None if agreed is None else agreed.minutes,
                longer=[_longer(agreed_longer, day) for day in of_week],
            ).outcome
            for minutes_of in ([worked[day] for day in of_week], [worked[day] - emergency[day] for day in of_week])
        )
        additional, overtime = ordinary.additional, week.weekly_overtime
        regular[monday] = week.regular + week.additional + overtime
        period = next((one for one in averaged if _covers(one, monday)), None)
        if period is not None:
            regular[monday], planned = (
                sum(one.regular + one.additional for one in map(split_of, of_week, minutes_of))
                for minutes_of in ([worked[day] for day in of_week], [worked[day] - emergency[day] for day in of_week])
            )
            additional = _beyond_plan(period, monday, planned)
            overtime = _settled(period, monday, regular, employment.end, book)
        if monday + timedelta(days=6) <= max(last, known_on) and first <= monday + timedelta(days=6) <= last:
            weeks.append(RegisterWeek(monday, additional, overtime))
        monday += timedelta(weeks=1)
    employer = people.employer_facts(session, employer_id, known_on, known_on)
    return Register(
        employment=employment.code,
        employee=people.employee(session, employer_id, employment.employee_id, known_on).details.name.full,
        employer=employer.details.name.full,
        first=first,
        last=last,
        days=tuple(days),
        weeks=tuple(weeks),
        unconfirmed=tuple(unconfirmed),
        kept_until=working_time.record_kept_until(last, employment.end, book).outcome,
        time_off=tuple(
            TakenAsTimeOff(one.day, one.kind, one.minutes, exchanged.credit(time_off.exchange(one), book).minutes)
            for one in time_off.time_off_of(session, employer_id, employment_id, known_on)
            if first <= one.day <= last
        ),
    )


def as_csv(found: Register) -> bytes:
    """The register as CSV (UTF-8 with its mark, semicolons): a row for each day, then for each week, in whole minutes;
    then the minutes that are taken as time off instead of money (``time_off``);
    then for each payslip what it has paid for each kind, in whole cents (``pay_cents``)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(("employment", "day_or_week", "from", *KINDS))
    for one in found.days:
        plain = (one.worked, "", one.overtime_50, one.overtime_100, "", one.sunday, one.emergency, one.standby)
        writer.writerow((found.employment, "day", one.day.isoformat(), *plain))
    for week in found.weeks:
        writer.writerow(
            (
                found.employment,
                "week",
                week.monday.isoformat(),
                "",
                week.additional,
                "",
                "",
                week.weekly_overtime,
                "",
                "",
                "",
            )
        )
    for off in found.time_off:
        column = {"overtime_weekly": "weekly_overtime"}.get(off.kind, off.kind)
        if column in KINDS:
            minutes_of = (off.minutes if kind == column else "" for kind in KINDS)
            writer.writerow((found.employment, "time_off", off.day.isoformat(), *minutes_of))
    for paid in found.paid or ():
        sums = (paid.cents.get(kind, "") for kind in KINDS)
        writer.writerow((found.employment, "pay_cents", paid.first.isoformat(), *sums))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_document(found: Register, language: str, made_on: date) -> Rendered:
    """The register as a page and a PDF, in a language."""

    def say(key: str, **facts: object) -> str:
        return texts.say(language, f"rosters.register.{key}", **facts)

    rows = [
        [
            formats.day(one.day),
            ", ".join(f"{formats.clock_time(start)}–{formats.clock_time(end)}" for start, end in one.times),
            formats.clock_hours(one.worked),
            formats.clock_hours(one.overtime_50 + one.overtime_100),
            formats.clock_hours(one.sunday),
            formats.clock_hours(one.emergency),
        ]
        for one in found.days
    ]
    weeks = [
        [formats.day(one.monday), formats.clock_hours(one.additional), formats.clock_hours(one.weekly_overtime)]
        for one in found.weeks
    ]
    data: dict[str, Any] = {
        "draft": bool(found.unconfirmed),
        "heading": say("title"),
        "lead": [formats.days(found.first, found.last)],
        "facts": [
            [say("employee"), found.employee],
            [say("employer"), found.employer],
            *([say(kind), formats.hours(found.total(kind), language)] for kind in KINDS if found.total(kind)),
            [say("kept"), formats.day(found.kept_until)],
        ],
        "parts": [
            _part(
                say("days"),
                rows,
                [say("day"), say("times"), say("worked"), say("overtime"), say("sunday"), say("emergency")],
                [2, 3, 4, 5],
                say("none"),
            ),
            _part(say("weeks"), weeks, [say("week"), say("additional"), say("weekly_overtime")], [1, 2], say("none")),
            *((_time_off(found.time_off, language, say),) if found.time_off else ()),
            *(() if found.paid is None else (_paid(found.paid, say),)),
        ],
        "signatures": [],
    }
    return documents.render("record", data, language, made_on, found.employment)


def _time_off(found: Sequence[TakenAsTimeOff], language: str, say: Callable[[str], str]) -> dict[str, Any]:
    rows = [
        [
            formats.day(one.day),
            texts.say(language, f"time_off.kind.{one.kind}"),
            formats.clock_hours(one.minutes),
            formats.clock_hours(one.time_off),
        ]
        for one in found
    ]
    columns = [say("day"), say("time_off.what"), say("time_off.time"), say("time_off.off")]
    return _part(say("time_off"), rows, columns, [2, 3], say("none"))


def _paid(paid: Sequence[PaidFor], say: Callable[[str], str]) -> dict[str, Any]:
    rows = [
        [formats.days(one.first, one.last), *(formats.money(cents) for cents in paid_columns(one)), one.number]
        for one in paid
    ]
    columns = [say("period"), *(say(f"paid.{name}") for name in PAID_COLUMNS), say("payslip")]
    return _part(say("paid"), rows, columns, list(range(1, len(PAID_COLUMNS) + 1)), say("paid.none"))


def paid_columns(one: PaidFor) -> tuple[int, ...]:
    """The cents of a row of pay in the order of ``PAID_COLUMNS``; what was not paid is 0."""
    return tuple(sum(one.cents.get(kind, 0) for kind in kinds) for kinds in PAID_COLUMNS.values())


def _part(heading: str, rows: list[list[str]], columns: list[str], numbers: list[int], none: str) -> dict[str, Any]:
    text = [] if rows else [none]
    return {"heading": heading, "text": text, "facts": [], "columns": columns, "numbers": numbers, "rows": rows}


def _covers(one: Averaging, monday: date) -> bool:
    return one.first <= monday and (one.until is None or monday <= one.until)


def _beyond_plan(one: Averaging, monday: date, regular: int) -> int:
    """The minutes of a week beyond its plan; none while nobody has said what the plan is."""
    number = (monday - one.first).days // 7
    return 0 if one.plan is None or number >= len(one.plan) else max(0, regular - one.plan[number])


def _settled(one: Averaging, monday: date, regular: Mapping[date, int], end: date | None, book: Book) -> int:
    """The weekly overtime of an averaging period that this week ends, in minutes; none in its other weeks, and none
    when the employment has ended before the period (22 §)."""
    last = monday + timedelta(days=6)
    if one.until != last or (end is not None and end < last):
        return 0
    weeks = (last - one.first).days // 7 + 1
    minutes = sum(regular.get(one.first + timedelta(weeks=number), 0) for number in range(weeks))
    return working_time.averaging_overtime(minutes, weeks, last, book).outcome


def _answered(session: Session, employer_id: int, code: str, known_on: date) -> dict[str, int]:
    """What was answered of the roster's minutes of averaged days, by day as text: the newest answer holds."""
    found = {}
    for one in answers.answers_known(session, employer_id, known_on):
        topic, subject = asked_about(one.question)
        head, _, day = topic.partition(".")
        if head == "rostered_day" and subject == code:
            found[day] = int(Decimal(one.value) * _HOUR)
    return found


def _as_worked(session: Session, employer_id: int, code: str, known_on: date) -> list[Period]:
    """The periods of whose averaged days it was answered that the roster had the hours that were worked."""
    found: dict[str, bool] = {}
    for one in answers.answers_known(session, employer_id, known_on):
        topic, subject = asked_about(one.question)
        head, _, days = topic.partition(".")
        if head == "rostered_as_worked" and subject == code:
            found[days] = one.value == "yes"
    return [Period.closed(*map(date.fromisoformat, days.split("_"))) for days, yes in found.items() if yes]


def _split(minutes: int, day: date, book: Book, longer: int | None, rostered: int) -> working_time.TimeSplit:
    """A day's minutes; on an averaged day that the roster has work for, overtime is beyond the roster's day, as on the
    payslip (``choice.averaging_daily_overtime``)."""
    if not rostered:
        return working_time.split_day(minutes, day, book, longer=longer).outcome
    longest = max(int(book.value("working_time.daily_minutes", Days(work_day=day)).number), longer or 0)
    return working_time.split_day(minutes, day, book, rostered=min(rostered, longest), averaging=True).outcome


def _longer(agreed: tuple[longer.LongerTime, ...], day: date) -> int | None:
    """The longer regular day in minutes that is agreed on for a day (872/2019 11 §)."""
    known = effective.at(agreed, day)
    return None if known is None else known.day_minutes


def _clock(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _by_day(start: datetime, end: datetime, pause: int) -> list[tuple[date, int]]:
    found = []
    at = start
    while at < end:
        midnight = datetime.combine(at.date() + _ONE_DAY, time(), at.tzinfo)
        stop = min(end, midnight)
        minutes = (stop.astimezone(UTC) - at.astimezone(UTC)) // _MINUTE
        taken = min(pause, minutes)
        pause -= taken
        found.append((at.date(), minutes - taken))
        at = stop
    return found
