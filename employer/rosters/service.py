"""Checks a month's planned shifts against the Working Time Act and publishes them (872/2019 30 §). Nothing commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import audit, contracts, effective, hours, leave, people
from employer.arrangements import averaging, longer
from employer.clock import HELSINKI
from employer.contracts import precedence
from employer.effective import Hand
from employer.errors import Problem, Refused, Sentence
from employer.hours import young
from employer.leave.schemas import Absence
from employer.rosters import checking, models, queries
from employer.rosters.checking.service import Asked
from employer.rosters.schemas import Change, Planned, Publish, Published, RosterOfMonth
from rules import Days, Period, load_book
from rules.decisions import working_time

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def roster_of_month(
    session: Session, employer_id: int, employment_id: int, month: date, known_on: date
) -> RosterOfMonth:
    """The planned shifts of a calendar month (``month``: its first day) with everything they would break.

    Whole weeks are looked at, so that a week over the end of the month is judged whole. Raises ``LookupError``.
    """
    first, last = month.replace(day=1), month + relativedelta(day=31)
    begin = first - timedelta(days=first.weekday())
    end = last + timedelta(days=6 - last.weekday())
    book = load_book()
    months = book.value("working_time_limit.highest_average_months", Days(work_day=first)).number
    early = min(begin, first - relativedelta(months=int(months)))
    known = planned(session, employer_id, employment_id, early, end + timedelta(days=7), known_on)
    weeks = [one for one in known if begin <= one.start.date() <= end]
    following = next((one.start for one in known if one.start.date() > end), None)
    own = tuple(one for one in weeks if first <= one.start.date() <= last)
    given = queries.publications(session, employer_id, employment_id, first, last, known_on)
    published = given[-1] if given else None
    give_by = working_time.roster_notice(first, book).outcome
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    away = leave.absences(session, employer_id, employment_id, known_on, first, last + _ONE_DAY)
    terms = effective.at(employment.terms, max(first, employment.start))
    bounds = None if terms is None else terms.variable_hours
    given_on = known_on if published is None else given[0].at.astimezone(HELSINKI).date()
    fixed = _fixed_schedule(session, employer_id, employment_id, own, first, last, give_by)
    asked = Asked(
        employment=employment,
        shifts=weeks,
        following=following,
        before=_worked([one for one in known if one.start.date() < first]),
        first=first,
        last=last,
        born=people.employee(session, employer_id, employment.employee_id, known_on).born,
        given_on=min(given_on, give_by) if fixed else given_on,
        longer=longer.longer_of(session, employer_id, employment_id, known_on),
        shortest=precedence.shortest_shift(session, employer_id, employment_id, known_on, max(first, employment.start)),
        averaged=frozenset(
            monday
            for monday in Period.closed(begin, end)
            for period in averaging.averaging_of(session, employer_id, employment_id, known_on)
            if monday.weekday() == 0 and period.first <= monday and (period.until is None or monday <= period.until)
        ),
    )
    return RosterOfMonth(
        first=first,
        last=last,
        shifts=own,
        minutes=sum(_worked(own).values()),
        breaches=checking.found(asked, book),
        published=published,
        changes=() if published is None else _changes(published.shifts, own, known_on, away),
        give_by=give_by,
        late=known_on > give_by and not fixed,
        history=queries.changes(session, employer_id, employment_id, first, last, known_on),
        agreed_times=None if bounds is None else bounds.times,
        asks=(
            *young.asks(employment, asked.born, own, book),
            *(("agreed",) if own and bounds is not None and bounds.times is None else ()),
        ),
    )


def publish(session: Session, employer_id: int, employment_id: int, month: date, order: Publish, hand: Hand) -> int:
    """Publishes a month as it stands: who, when and what is kept. Gives back the publication's id.

    Raises ``Refused`` when there is no shift, nothing has changed since it was published, or a published roster would
    change with neither the employee's consent nor a weighty reason, which has to be told; ``LookupError``.
    """
    now = roster_of_month(session, employer_id, employment_id, month, hand.day)
    problems = []
    if not now.shifts:
        problems.append(_problem("agreed", "no_shifts"))
    elif now.published is not None and not now.changes:
        problems.append(_problem("agreed", "published_already"))
    allowed = working_time.roster_change(
        published=now.binding_change,
        consent=order.agreed == "consent",
        weighty_reason=order.agreed == "weighty_reason",
    )
    if not allowed.outcome:
        problems.append(_problem("agreed", "binds"))
    if order.agreed == "weighty_reason" and not order.why:
        problems.append(_problem("why", "why_needed"))
    if problems:
        raise Refused(problems)
    row = effective.fill(
        models.RosterPublication(),
        hand,
        employer_id,
        {
            "employment_id": employment_id,
            "first": now.first,
            "until": now.last,
            "shifts": queries.shifts_text(now.shifts),
            "late": now.late if now.published is None else now.published.late,
            "agreed": order.agreed,
            "why": order.why,
        },
    )
    session.add(row)
    session.flush()
    code = contracts.employment(session, employer_id, employment_id, hand.day).code
    about = {
        "employment": code,
        "first": now.first,
        "until": now.last,
        "late": row.late,
        "agreed": order.agreed,
        "would_break": ", ".join(sorted({one.section for one in now.breaches})),
    }
    audit.record(session, employer_id, hand.by, "rosters.change.published", None, about, at=hand.at)
    return int(row.id)


def publish_days(
    session: Session, employer_id: int, employment_id: int, days: set[date], order: Publish, hand: Hand
) -> None:
    """Publishes again, as they stand now, these days of published rosters; their other days stay as they were given.

    ``order`` says what allowed the change. Raises ``LookupError``.
    """
    given = queries.publications(session, employer_id, employment_id, min(days), max(days), hand.day)
    newest: dict[date, Published] = {one.first: one for one in given}
    for one in newest.values():
        mine = {day for day in days if one.first <= day <= one.until}
        own = planned(session, employer_id, employment_id, one.first, one.until, hand.day)
        kept = [shift for shift in one.shifts if shift.start.date() not in mine]
        now = sorted([*kept, *(shift for shift in own if shift.start.date() in mine)])
        row = effective.fill(
            models.RosterPublication(),
            hand,
            employer_id,
            {
                "employment_id": employment_id,
                "first": one.first,
                "until": one.until,
                "shifts": queries.shifts_text(tuple(now)),
                "late": one.late,
                "agreed": order.agreed,
                "why": order.why,
            },
        )
        session.add(row)
    session.flush()


# -- parts -------------------------------------------------------------------------------------------------------------


def planned(
    session: Session, employer_id: int, employment_id: int, first: date, last: date, known_on: date
) -> tuple[Planned, ...]:
    """The shifts that begin from ``first`` to ``last``, absences left out, in order of time. Raises ``LookupError``."""
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    entered = hours.shifts(session, employer_id, employment_id, known_on, first - _ONE_DAY, last + timedelta(days=2))
    away = leave.absences(session, employer_id, employment_id, known_on, first, last + _ONE_DAY)
    roster = hours.expand(employment, entered, first, last + _ONE_DAY, away)
    return tuple(
        Planned(one.start, one.end, one.break_minutes, one.kind)
        for one in roster.spans
        if first <= one.start.date() <= last
    )


def _fixed_schedule(
    session: Session,
    employer_id: int,
    employment_id: int,
    own: Sequence[Planned],
    first: date,
    last: date,
    by: date,
) -> bool:
    """Whether every shift of the days is one of the repeating shifts that the contract already had on a day: such a
    schedule has been given until further notice (872/2019 30 §)."""
    try:
        then = contracts.employment(session, employer_id, employment_id, by)
    except LookupError:
        return False
    repeated = hours.expand(then, (), first, last + _ONE_DAY).spans
    return bool(own) and set(own) <= {Planned(one.start, one.end, one.break_minutes, one.kind) for one in repeated}


def _changes(
    before: Sequence[Planned], now: Sequence[Planned], known_on: date, away: Sequence[Absence]
) -> tuple[Change, ...]:
    """Days to come whose shifts differ. What was worked otherwise, or not because of an absence, changes no roster."""
    days: dict[date, tuple[list[Planned], list[Planned]]] = defaultdict(lambda: ([], []))
    for place, shifts in enumerate((before, now)):
        for one in shifts:
            days[one.start.date()][place].append(one)
    return tuple(
        Change(day, tuple(old), tuple(new))
        for day, (old, new) in sorted(days.items())
        if sorted(old) != sorted(new) and day > known_on and not any(one.first <= day <= one.last for one in away)
    )


def _worked(shifts: Sequence[Planned]) -> dict[date, int]:
    minutes: dict[date, int] = {}
    for one in shifts:
        if one.kind == "work":
            length = (one.end.astimezone(UTC) - one.start.astimezone(UTC)) // _MINUTE - one.break_minutes
            minutes[one.start.date()] = minutes.get(one.start.date(), 0) + length
    return minutes


def _problem(field: str, code: str) -> Problem:
    key = f"rosters.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", {}), Sentence(f"{key}.do", {}))
