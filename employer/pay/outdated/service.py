"""Finds the payslips whose hours or absences were changed after they were given, or what of their work is taken as time
off, and whose pay the change moves.

A payslip never changes; whoever enters a forgotten hour afterwards has to be told that the pay now needs a correction.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from employer.arrangements import time_off
from employer.hours import queries as hours
from employer.hours.queries import Change
from employer.leave import queries as leave
from employer.pay import service
from employer.pay.schemas import IssuedSums
from payroll import CannotCalculate
from rules import Book


@dataclass(frozen=True, slots=True)
class Outdated:
    """A payslip (the newest of its chain) that no longer gives what its days give. ``changed_at``: the last change."""

    newest: IssuedSums
    changed_at: datetime


def outdated(
    session: Session, employer_id: int, issued: Sequence[IssuedSums], known_on: date, book: Book
) -> tuple[Outdated, ...]:
    """The payslips among ``issued`` whose shifts, absences or time off were changed later so that a correction gives a
    difference (in cents), or asks a question first; in order of their pay day.

    ``book``: the law book that the calculation uses, for what is remembered of it. A change that moves no money is left
    out; so is a payslip whose period cannot be calculated, for its page says why.
    """
    chains: dict[int, list[IssuedSums]] = {}
    for one in issued:
        chains.setdefault(one.corrects or one.id, []).append(one)
    newest = [max(chain, key=lambda one: one.revision) for chain in chains.values()]
    if not newest:
        return ()
    since, last = min(one.issued_at for one in newest), max(one.last for one in newest)
    changes = (
        *hours.changed_since(session, employer_id, since, last, known_on),
        *leave.changed_since(session, employer_id, since, last, known_on),
        *time_off.changed_since(session, employer_id, since, last, known_on),
    )
    found = []
    for one in sorted(newest, key=lambda one: (one.payment_day, one.id)):
        later = [change for change in changes if _touches(change, one)]
        if later and _gives_a_difference(session, employer_id, one, later, known_on, book):
            found.append(Outdated(one, max(change.at for change in later)))
    return tuple(found)


def _touches(change: Change, one: IssuedSums) -> bool:
    """Whether a change was recorded after the payslip and is about its days."""
    days = change.first <= one.last and change.last >= one.first
    return days and change.employment_id == one.employment_id and change.at > one.issued_at


_KNOWN: dict[Hashable, bool] = {}
"""Whether changed shifts move the pay of a payslip: neither changes afterwards, so it is calculated once while this
runs. What an absence says is not kept in memory: it is calculated each time, until the correction is given."""
_KNOWN_KEPT = 10_000


def _gives_a_difference(
    session: Session, employer_id: int, one: IssuedSums, later: Sequence[Change], known_on: date, book: Book
) -> bool:
    if any(change.says is None for change in later):
        return _difference(session, employer_id, one.id, known_on)
    says = tuple(change.says for change in later)
    key = (employer_id, one.id, one.inputs_sha256, one.trace_sha256, says, known_on, book.edition)
    if key not in _KNOWN:
        if len(_KNOWN) >= _KNOWN_KEPT:
            _KNOWN.clear()
        _KNOWN[key] = _difference(session, employer_id, one.id, known_on)
    return _KNOWN[key]


def _difference(session: Session, employer_id: int, payslip_id: int, known_on: date) -> bool:
    try:
        payslip = service.draft_correction(session, employer_id, payslip_id, known_on).payslip
    except CannotCalculate:
        return False
    return any(payslip.totals.values()) or any(one.blocks for one in payslip.questions)
