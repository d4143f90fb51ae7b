"""Noting the sums of the end of an employment, and taking them back. Nothing here commits.

What is noted are facts; what they come to is calculated on the payslip. A notice period and a late pay are noted once
for an employment: noting one again takes the place of the earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from employer import audit, contracts, effective
from employer.arrangements import models
from employer.arrangements.final_pay import queries
from employer.arrangements.final_pay.schemas import (
    SIDES,
    Advance,
    MissedRest,
    NoticeLoss,
    NoticePay,
    Recovery,
    SetOff,
    WaitingPay,
)
from employer.contracts.schemas import NO_NOTICE_PERIOD, EmploymentFacts
from employer.effective import Hand
from employer.errors import Problem, Refused, Sentence


def note_notice(session: Session, employer_id: int, employment_id: int, notice: NoticePay, hand: Hand) -> int:
    """Notes a notice period that was not observed; gives back the row's id.

    Raises ``Refused`` while the employment goes on, for one that ended without notice (55/2001 8:1, 8:3), for notice
    that became known before its start or after its end, and without the average week where the hours vary;
    ``LookupError``.
    """
    one = contracts.employment(session, employer_id, employment_id, hand.day)
    problems = []
    if notice.by not in SIDES:
        problems.append(_problem("by", "side"))
    if one.end is None:
        problems.append(_problem("by", "end_first"))
    elif notice.known > one.end:
        problems.append(_problem("known", "known_after_end", end=one.end))
    if one.end_reason in NO_NOTICE_PERIOD:
        problems.append(_problem("by", "without_notice"))
    if notice.known < one.start:
        problems.append(_problem("known", "known_before_start", start=one.start))
    if notice.weekly is None and hours_vary(one):
        problems.append(_problem("weekly", "weekly_needed"))
    facts = {
        "given_by": notice.by,
        "known": notice.known,
        "weekly": notice.weekly,
        "dependants": notice.dependants,
    }
    before = queries.sums_of(session, employer_id, employment_id, hand.day).notice
    return _note(session, employer_id, one, "notice_pay", one.end, facts, notice, before, problems, hand)


def note_loss(session: Session, employer_id: int, employment_id: int, loss: NoticeLoss, hand: Hand) -> int:
    """Notes that a notice period had less work than the average; gives back the row's id.

    Raises ``Refused`` while the employment goes on and for notice that became known before its start or after its end;
    ``LookupError``. An average that is left out is asked on the payslip.
    """
    one = contracts.employment(session, employer_id, employment_id, hand.day)
    problems = []
    if one.end is None:
        problems.append(_problem("known", "end_first"))
    elif loss.known > one.end:
        problems.append(_problem("known", "known_after_end", end=one.end))
    if one.end_reason in NO_NOTICE_PERIOD:
        problems.append(_problem("known", "without_notice"))
    if loss.known < one.start:
        problems.append(_problem("known", "known_before_start", start=one.start))
    facts = {"known": loss.known, "weekly": loss.weekly}
    before = queries.sums_of(session, employer_id, employment_id, hand.day).loss
    return _note(session, employer_id, one, "notice_loss", one.end, facts, loss, before, problems, hand)


def note_waiting(session: Session, employer_id: int, employment_id: int, waiting: WaitingPay, hand: Hand) -> int:
    """Notes a late final pay; gives back the row's id.

    Raises ``Refused`` while the employment goes on, for a pay that was due before the end or paid before it was due,
    and without the average week where the hours vary; ``LookupError``.
    """
    one = contracts.employment(session, employer_id, employment_id, hand.day)
    problems = []
    if one.end is None:
        problems.append(_problem("due", "end_first"))
    elif waiting.due < one.end:
        problems.append(_problem("due", "due_before_end", end=one.end))
    if waiting.paid is not None and waiting.paid < waiting.due:
        problems.append(_problem("paid", "paid_before_due", due=waiting.due))
    if waiting.complained is not None and waiting.complained < waiting.due:
        problems.append(_problem("complained", "complained_before_due", due=waiting.due))
    if waiting.weekly is None and hours_vary(one):
        problems.append(_problem("weekly", "weekly_needed"))
    facts = {
        "due": waiting.due,
        "paid": waiting.paid,
        "disputed": waiting.disputed,
        "complained": waiting.complained,
        "weekly": waiting.weekly,
    }
    before = queries.sums_of(session, employer_id, employment_id, hand.day).waiting
    return _note(session, employer_id, one, "waiting_pay", one.end, facts, waiting, before, problems, hand)


def note_set_off(session: Session, employer_id: int, employment_id: int, claim: SetOff, hand: Hand) -> int:
    """Notes a claim to be set off; gives back the row's id. Raises ``Refused``, ``LookupError``."""
    one = contracts.employment(session, employer_id, employment_id, hand.day)
    problems = []
    if claim.cents <= 0:
        problems.append(_problem("euros", "more_than_nothing"))
    if not one.runs_on(claim.day):
        problems.append(_problem("day", "outside_employment"))
    facts = {"title": claim.title, "cents": claim.cents, "dependants": claim.dependants}
    return _note(session, employer_id, one, "set_off", claim.day, facts, claim, None, problems, hand)


def note_advance(
    session: Session, employer_id: int, employment_id: int, advance: Advance, hand: Hand, *, to_come: bool = False
) -> int:
    """Notes pay that was paid in advance; gives back the row's id.

    Raises ``Refused`` for nothing, a payment after the hand's day unless it may be ``to_come`` (a file is worked
    through as of a day of its own), and a day outside the employment; ``LookupError``.
    """
    one = contracts.employment(session, employer_id, employment_id, hand.day)
    problems = []
    if advance.cents <= 0:
        problems.append(_problem("euros", "advance_more_than_nothing"))
    if advance.paid > hand.day and not to_come:
        problems.append(_problem("paid", "advance_to_come", day=hand.day))
    if not one.runs_on(advance.day):
        problems.append(_problem("day", "outside_employment"))
    facts = {"cents": advance.cents, "paid": advance.paid}
    return _note(session, employer_id, one, "advance", advance.day, facts, advance, None, problems, hand)


def note_recovery(session: Session, employer_id: int, employment_id: int, recovery: Recovery, hand: Hand) -> int:
    """Notes that overpaid pay is taken back from a later pay; gives back the row's id. Raises ``LookupError``.

    What may be taken back is known to the payslips, and checked there.
    """
    one = contracts.employment(session, employer_id, employment_id, hand.day)
    facts = {
        "title": recovery.payslip,
        "cents": recovery.cents,
        "known": recovery.agreed,
        "dependants": recovery.dependants,
    }
    return _note(session, employer_id, one, "recovery", recovery.day, facts, recovery, None, [], hand)


def note_missed_rest(
    session: Session, employer_id: int, employment_id: int, rest: MissedRest, hand: Hand, *, to_come: bool = False
) -> int:
    """Notes weekly rest that is paid in money (872/2019 28 §); gives back the row's id.

    Raises ``Refused`` for no money, a day outside the employment and a consent after the hand's day unless it may be
    ``to_come`` (a file is worked through as of a day of its own); ``LookupError``.
    """
    one = contracts.employment(session, employer_id, employment_id, hand.day)
    problems = []
    if rest.cents <= 0:
        problems.append(_problem("euros", "rest_more_than_nothing"))
    if not one.runs_on(rest.day):
        problems.append(_problem("day", "outside_employment"))
    if rest.agreed > hand.day and not to_come:
        problems.append(_problem("agreed", "rest_agreed_to_come", day=hand.day))
    facts = {"cents": rest.cents, "known": rest.agreed}
    return _note(session, employer_id, one, "missed_rest", rest.day, facts, rest, None, problems, hand)


NOTERS: Mapping[str, Callable[[Session, int, int, Any, Hand], int]] = {
    "notice": note_notice,
    "loss": note_loss,
    "waiting": note_waiting,
    "set_off": note_set_off,
    "advance": note_advance,
    "missed_rest": note_missed_rest,
}
"""What each form does, by its name in the address."""


def take_back(session: Session, employer_id: int, employment_id: int, row_id: int, hand: Hand) -> None:
    """Takes a sum back that should not have been noted; a payslip that was issued stays. Raises ``LookupError``."""
    row = queries.row_of(session, employer_id, row_id, hand.day)
    if row.employment_id != employment_id:
        raise LookupError(f"employment {employment_id} has no pay item {row_id}")
    kind, day = row.kind, row.day
    effective.withdraw(session, row, hand)
    code = contracts.employment(session, employer_id, employment_id, hand.day).code
    about = {"employment": code, "day": day}
    audit.record(session, employer_id, hand.by, f"final_pay.change.{kind}_removed", about, None, at=hand.at)


def hours_vary(one: EmploymentFacts) -> bool:
    """Whether the terms in force at the end (or now) have variable hours."""
    terms = effective.at(one.terms, one.end) if one.end is not None else None
    return (terms or one.terms[-1]).variable_hours is not None


# -- parts -------------------------------------------------------------------------------------------------------------


def _note(
    session: Session,
    employer_id: int,
    one: EmploymentFacts,
    kind: str,
    day: date | None,
    facts: dict[str, Any],
    command: NoticePay | NoticeLoss | WaitingPay | SetOff | Advance | Recovery | MissedRest,
    before: NoticePay | NoticeLoss | WaitingPay | None,
    problems: list[Problem],
    hand: Hand,
) -> int:
    if problems or day is None:
        raise Refused(problems)
    row = effective.fill(
        models.PayItem(), hand, employer_id, {"employment_id": one.id, "kind": kind, "day": day, **facts}
    )
    if before is not None:
        row.replaces_id = before.id
    session.add(row)
    session.flush()
    said = {name: value for name, value in asdict(command).items() if value is not None and name != "id"}
    about = {"employment": one.code, **said}
    audit.record(session, employer_id, hand.by, f"final_pay.change.{kind}", None, about, at=hand.at)
    return int(row.id)


def _problem(field: str, code: str, **facts: object) -> Problem:
    key = f"final_pay.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", facts), Sentence(f"{key}.do", facts))
