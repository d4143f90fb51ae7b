"""Checks a month's planned shifts against the Working Time Act and publishes them (872/2019 30 §). Nothing commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import audit, contracts, effective, hours, leave
from employer.effective import Hand
from employer.errors import Problem, Refused, Sentence
from employer.rosters import models, queries
from employer.rosters.schemas import Change, Found, Planned, Publish, RosterOfMonth
from rules import load_book
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
    whole = _planned(session, employer_id, employment_id, begin, end + timedelta(days=7), known_on)
    weeks = [one for one in whole if one.start.date() <= end]
    following = next((one.start for one in whole if one.start.date() > end), None)
    own = tuple(one for one in weeks if first <= one.start.date() <= last)
    book = load_book()
    spans = [working_time.Span(one.start, one.end, one.break_minutes) for one in weeks if one.kind == "work"]
    found = working_time.check_roster(spans, book, next_shift=following).outcome if own else ()
    given = queries.publications(session, employer_id, employment_id, first, last, known_on)
    published = given[-1] if given else None
    give_by = working_time.roster_notice(first, book).outcome
    return RosterOfMonth(
        first=first,
        last=last,
        shifts=own,
        minutes=sum((one.end - one.start) // _MINUTE - one.break_minutes for one in own if one.kind == "work"),
        breaches=tuple(
            Found(one.day, one.reason.code, one.reason.section, one.reason.says, one.reason.facts, one.consent)
            for one in found
            if one.day <= last and one.day + timedelta(days=6) >= first and (one.day >= first or one.day.weekday() == 0)
        ),
        published=published,
        changes=() if published is None else _changes(published.shifts, own),
        give_by=give_by,
        late=known_on > give_by,
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
            "late": now.late,
            "agreed": order.agreed,
            "why": order.why,
        },
    )
    session.add(row)
    session.flush()
    code = contracts.employment(session, employer_id, employment_id, hand.day).code
    about = {"employment": code, "first": now.first, "until": now.last, "late": now.late, "agreed": order.agreed}
    audit.record(session, employer_id, hand.by, "rosters.change.published", None, about, at=hand.at)
    return int(row.id)


# -- parts -------------------------------------------------------------------------------------------------------------


def _planned(
    session: Session, employer_id: int, employment_id: int, first: date, last: date, known_on: date
) -> tuple[Planned, ...]:
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    entered = hours.shifts(session, employer_id, employment_id, known_on, first - _ONE_DAY, last + timedelta(days=2))
    away = leave.absences(session, employer_id, employment_id, known_on, first, last + _ONE_DAY)
    roster = hours.expand(employment, entered, first, last + _ONE_DAY, away)
    return tuple(
        Planned(one.start, one.end, one.break_minutes, one.kind)
        for one in roster.spans
        if first <= one.start.date() <= last
    )


def _changes(before: Sequence[Planned], now: Sequence[Planned]) -> tuple[Change, ...]:
    days: dict[date, tuple[list[Planned], list[Planned]]] = defaultdict(lambda: ([], []))
    for place, shifts in enumerate((before, now)):
        for one in shifts:
            days[one.start.date()][place].append(one)
    return tuple(
        Change(day, tuple(old), tuple(new)) for day, (old, new) in sorted(days.items()) if sorted(old) != sorted(new)
    )


def _problem(field: str, code: str) -> Problem:
    key = f"rosters.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", {}), Sentence(f"{key}.do", {}))
