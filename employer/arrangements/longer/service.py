"""Noting agreements on longer regular hours and taking them back. Nothing here commits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from employer import audit, contracts, effective
from employer.arrangements import models
from employer.arrangements.longer import queries
from employer.arrangements.longer.schemas import LongerTime
from employer.effective import Hand, Overlap
from employer.errors import Problem, Refused, Sentence
from rules import load_book
from rules.decisions import working_time

_WEEK = 7


def note_longer(session: Session, employer_id: int, employment_id: int, agreed: LongerTime, hand: Hand) -> int:
    """Notes an agreement on longer regular hours; gives back the row's id.

    Raises ``Refused`` when it goes beyond what may be agreed, is not in writing although it has to be, begins before
    the employment or before it was agreed, or overlaps another; ``LookupError``.
    """
    one = contracts.employment(session, employer_id, employment_id, hand.day)
    problems = []
    weeks = None if agreed.until is None else ((agreed.until - agreed.first).days + 1) // _WEEK
    allowed = working_time.agreed_longer_time(
        agreed.day_minutes, agreed.week_minutes, 0, weeks, agreed.first, load_book()
    )
    facts = dict(allowed.reasons[-1].facts)
    if not allowed.outcome.allowed:
        shown = {name: int(facts[name]) // 60 for name in ("day", "week")}
        problems.append(_problem("day_minutes", "too_long", **shown))
    if allowed.outcome.in_writing and not agreed.document:
        problems.append(_problem("document", "in_writing"))
    if agreed.until is not None and agreed.until < agreed.first:
        problems.append(_problem("until", "ends_first"))
    if agreed.first < one.start:
        problems.append(_problem("first", "outside_employment"))
    if agreed.agreed_on > agreed.first:
        problems.append(_problem("agreed_on", "agreed_later"))
    if problems:
        raise Refused(problems)
    row = effective.fill(
        models.LongerTime(),
        hand,
        employer_id,
        {
            "employment_id": one.id,
            "day_minutes": agreed.day_minutes,
            "week_minutes": agreed.week_minutes,
            "agreed_on": agreed.agreed_on,
            "agreed_by": agreed.agreed_by,
            "document": agreed.document,
            "valid_from": agreed.first,
            "valid_until": agreed.until,
        },
    )
    table = models.LongerTime
    others = list(session.scalars(effective.known(table, employer_id, hand.day).where(table.employment_id == one.id)))
    try:
        effective.add(session, row, others)
    except Overlap as overlap:
        raise Refused([_problem("first", "overlaps")]) from overlap
    about = {"employment": one.code, "from": agreed.first, "until": agreed.until, "agreed_on": agreed.agreed_on}
    audit.record(session, employer_id, hand.by, "changes.longer_time", None, about, at=hand.at)
    return int(row.id)


def take_back(session: Session, employer_id: int, employment_id: int, row_id: int, hand: Hand) -> None:
    """Takes an agreement back that should not have been noted. Raises ``LookupError``."""
    row = queries.row_of(session, employer_id, employment_id, row_id, hand.day)
    about = {
        "employment": contracts.employment(session, employer_id, employment_id, hand.day).code,
        "from": row.valid_from,
    }
    effective.withdraw(session, row, hand)
    audit.record(session, employer_id, hand.by, "changes.longer_time_removed", about, None, at=hand.at)


def _problem(field: str, code: str, **facts: object) -> Problem:
    key = f"longer.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", facts), Sentence(f"{key}.do", facts))
