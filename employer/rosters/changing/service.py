"""Lets hours change a published roster only with the employee's consent or for a weighty reason (872/2019 30 §).

The pages of hours stand below this feature; it lends them what is said here. Nothing commits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from employer import audit, contracts, effective, hours
from employer.effective import Hand
from employer.errors import Conflict, Problem, Refused, Sentence
from employer.hours import months
from employer.hours.months.schemas import DayTyped, ShiftTyped
from employer.rosters import models, queries, service
from employer.rosters.schemas import Changed, Planned, Publish
from rules.decisions import working_time

Typed = ShiftTyped | DayTyped
_DO: Mapping[str, Callable[[Session, int, int, Any, Hand], object]] = {
    "shift": months.enter,
    "cancel": months.cancel_day,
    "restore": months.restore,
}
_ENDS = {"agree": "done", "decline": "declined", "withdraw": "withdrawn"}
_FAR = timedelta(days=400)


class _OnlyTried(Exception):
    """Takes back what was carried out to see whether it can be."""


def alter(
    session: Session, employer_id: int, employment_id: int, verb: str, typed: Typed, hand: Hand, *, by_employee: bool
) -> bool:
    """Enters, cancels or restores shifts as ``typed``, or asks the employee first. Gives whether it was carried out.

    ``verb``: shift, cancel or restore. Days that no published roster binds change freely. Raises ``Refused`` when a
    published day would change and nothing allows it (an employee cannot change it alone), or the shifts cannot be so;
    ``LookupError``.
    """
    days = _days(session, employer_id, employment_id, typed, hand)
    if not any(binds(session, employer_id, employment_id, verb, day, hand) for day in days):
        _DO[verb](session, employer_id, employment_id, typed, hand)
        return True
    if by_employee:
        raise Refused([_problem("day", "employee_alone")])
    allowed = working_time.roster_change(
        published=True, consent=typed.agreed in ("consent", "ask"), weighty_reason=typed.agreed == "weighty_reason"
    )
    if not allowed.outcome:
        raise Refused([_problem("agreed", "binds")])
    if typed.agreed == "weighty_reason" and not typed.why:
        raise Refused([_problem("why", "why_needed")])
    before = _of_days(session, employer_id, employment_id, days, hand)
    asked = typed.agreed == "ask"
    if asked:
        # Carried out and taken back, so that what cannot be is refused now and the employee sees what would be.
        after = ()
        try:
            with session.begin_nested():
                _DO[verb](session, employer_id, employment_id, typed, hand)
                after = _of_days(session, employer_id, employment_id, days, hand)
                raise _OnlyTried
        except _OnlyTried:
            pass
    else:
        _DO[verb](session, employer_id, employment_id, typed, hand)
        after = _of_days(session, employer_id, employment_id, days, hand)
        service.publish_days(session, employer_id, employment_id, days, Publish(typed.agreed, typed.why), hand)
    facts = {
        "employment_id": employment_id,
        "day": min(days),
        "verb": verb,
        "typed": _text(typed),
        "before": queries.shifts_text(before),
        "after": queries.shifts_text(after),
        "state": "asked" if asked else "done",
        "allowed_by": None if asked else typed.agreed,
        "answered_here": False,
        "why": typed.why,
        "asked_at": hand.at,
        "asked_by": hand.by,
    }
    session.add(effective.fill(models.RosterChange(), hand, employer_id, facts))
    session.flush()
    what = "asked" if asked else str(typed.agreed)
    _record(session, employer_id, employment_id, what, before, after, typed.why, hand)
    return not asked


def answer(session: Session, employer_id: int, change_id: int, given: str, hand: Hand) -> None:
    """Answers an asked change: the employee agrees or declines, or the employer withdraws it.

    Agreed, it is carried out and published. Raises ``Conflict`` when it is no longer asked, its shift has begun, or the
    day's shifts have changed since; ``Refused`` when it can no longer be carried out; ``LookupError``.
    """
    row = queries.change_row(session, employer_id, change_id, hand.day)
    if row.state != "asked" or (given == "agree" and row.day <= hand.day and _begun(row, hand)):
        raise Conflict("the change is no longer asked, or its shift has begun")
    typed = _read(row.verb, row.typed)
    days = _days(session, employer_id, row.employment_id, typed, hand)
    before, after = row.before, row.after
    if given == "agree":
        if queries.shifts_text(_of_days(session, employer_id, row.employment_id, days, hand)) != before:
            raise Conflict("the shifts are no longer those whose change was asked for")
        _DO[row.verb](session, employer_id, row.employment_id, typed, hand)
        after = queries.shifts_text(_of_days(session, employer_id, row.employment_id, days, hand))
        order = Publish("consent", row.why)
        service.publish_days(session, employer_id, row.employment_id, days, order, hand)
    kept = ("employment_id", "day", "verb", "typed", "asked_at", "asked_by")
    facts = {column: getattr(row, column) for column in kept} | {
        "before": before,
        "after": after,
        "state": _ENDS[given],
        "allowed_by": "consent" if given == "agree" else None,
        "answered_here": given != "withdraw",
        "why": row.why,
    }
    new = effective.fill(models.RosterChange(), hand, employer_id, facts)
    new.replaces_id = row.id
    session.add(new)
    session.flush()
    found = queries.changes(session, employer_id, row.employment_id, row.day, row.day, hand.day)
    told = next(one for one in found if one.id == new.id)
    _record(session, employer_id, row.employment_id, _ENDS[given], told.before, told.after, row.why, hand)


def binds(session: Session, employer_id: int, employment_id: int, verb: str, day: date, hand: Hand) -> bool:
    """Whether a published roster binds a day's shifts against ``verb``: its day is to come, or its shift is.

    What is entered for a day that has come is what was worked, not a plan.
    """
    given = queries.publications(session, employer_id, employment_id, day, day, hand.day)
    if not given or day < hand.day:
        return False
    if day > hand.day:
        return True
    return verb != "shift" and any(one.start > hand.at for one in given[-1].shifts if one.start.date() == day)


def waiting(session: Session, employer_id: int, employment_id: int, hand: Hand) -> tuple[Changed, ...]:
    """The changes that wait for the employee's answer, of today and later days, in order of asking."""
    found = queries.changes(session, employer_id, employment_id, hand.day, hand.day + _FAR, hand.day)
    return tuple(one for one in found if one.state == "asked")


# -- parts -------------------------------------------------------------------------------------------------------------


def _days(session: Session, employer_id: int, employment_id: int, typed: Typed, hand: Hand) -> set[date]:
    """The days that a change touches: the typed one, and that of the shift which is corrected."""
    days = {typed.day}
    if typed.shift:
        shift = hours.shift(session, employer_id, typed.shift, hand.day)
        if shift.employment_id != employment_id:
            raise LookupError(f"employment {employment_id} has no shift {typed.shift}")
        days.add(shift.start.date())
    return days


def _of_days(
    session: Session, employer_id: int, employment_id: int, days: set[date], hand: Hand
) -> tuple[Planned, ...]:
    found = service.planned(session, employer_id, employment_id, min(days), max(days), hand.day)
    return tuple(one for one in found if one.start.date() in days)


def _begun(row: models.RosterChange, hand: Hand) -> bool:
    """Whether the day is over, or a shift of it, as it is or would be, has begun."""
    starts = [datetime.fromisoformat(start) for start, *_ in (*json.loads(row.before), *json.loads(row.after))]
    return row.day < hand.day or any(start <= hand.at for start in starts)


def _text(typed: Typed) -> str:
    plain = {name: value for name, value in asdict(typed).items() if name not in ("agreed", "why")}
    return json.dumps({name: str(value) if isinstance(value, (date, time)) else value for name, value in plain.items()})


def _read(verb: str, text: str) -> Typed:
    given = json.loads(text)
    given["day"] = date.fromisoformat(given["day"])
    if verb != "shift":
        return DayTyped(**given)
    return ShiftTyped(**{**given, "start": time.fromisoformat(given["start"]), "end": time.fromisoformat(given["end"])})


def _record(
    session: Session,
    employer_id: int,
    employment_id: int,
    what: str,
    before: tuple[Planned, ...],
    after: tuple[Planned, ...],
    why: str | None,
    hand: Hand,
) -> None:
    code = contracts.employment(session, employer_id, employment_id, hand.day).code
    was = {"employment": code, "shifts": _said(before)}
    now = {"employment": code, "shifts": _said(after), "why": why}
    audit.record(session, employer_id, hand.by, f"rosters.change.{what}", was, now, at=hand.at)


def _said(shifts: tuple[Planned, ...]) -> str:
    return ", ".join(f"{one.start:%Y-%m-%d %H.%M}–{one.end:%H.%M}" for one in shifts)


def _problem(field: str, code: str) -> Problem:
    key = f"rosters.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", {}), Sentence(f"{key}.do", {}))
