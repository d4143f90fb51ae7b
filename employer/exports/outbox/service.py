"""Moves the rows of the outbox. Each step asks for the state it comes from, and must change exactly one row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from employer import audit, sealed
from employer.effective import Hand
from employer.errors import Conflict
from employer.exports.models import Outbox, SendingMandate
from employer.exports.outbox.queries import of_report, sends_for
from employer.exports.outbox.schemas import (
    ANSWERED,
    ASKING,
    CARRIED,
    CARRY,
    CLAIM,
    FAILED,
    HAND,
    INTERFACE,
    OVERDUE,
    SELDOM,
    SENDING,
    SENT,
    STEP,
    UNSURE,
    WAITING,
    Item,
    Outcome,
)

_MOST_DOUBLINGS = 4
_SAID = {
    CARRIED: "changes.report_carried",
    SENT: "changes.report_sent",
    FAILED: "changes.report_failed",
}


def put(session: Session, employer_id: int, report_id: int, hand: Hand, *, over_interface: bool) -> None:
    """Puts a report that was just kept into the outbox, in the same unit of work."""
    session.add(
        Outbox(
            employer_id=employer_id,
            report_id=report_id,
            channel=INTERFACE if over_interface else HAND,
            state=WAITING if over_interface else CARRY,
            attempts=0,
            next_try=hand.at if over_interface else None,
            changed_at=hand.at,
            changed_by=hand.by,
        )
    )
    session.flush()


def carried(session: Session, employer_id: int, report_id: int, hand: Hand) -> None:
    """A person has taken the report's file to the register's e-service.

    Raises ``LookupError`` when there is no such report, ``Conflict`` when it was carried already or is not carried.
    """
    item = of_report(session, employer_id, report_id)
    if item is None:
        raise LookupError(f"employer {employer_id} has no report {report_id} in the outbox")
    if not _move(session, employer_id, item, CARRY, hand, state=CARRIED, sent_at=hand.at):
        raise Conflict("the report was carried already, or the service sends it")
    _tell(session, employer_id, report_id, CARRIED, hand)


def answered(session: Session, employer_id: int, report_id: int, hand: Hand) -> None:
    """The register has answered about the report, whoever brought the answer: nothing is left to do."""
    item = of_report(session, employer_id, report_id)
    if item is not None and item.state != ANSWERED:
        _move(session, employer_id, item, item.state, hand, state=ANSWERED, next_try=None, problem=None, detail=None)


def choose_sending(session: Session, employer_id: int, given: bool, hand: Hand) -> None:
    """The employer lets the service send its reports, or takes that back; it concerns reports made from now on."""
    before = sends_for(session, employer_id)
    if before == given:
        return
    session.add(SendingMandate(employer_id=employer_id, given=given, recorded_at=hand.at, recorded_by=hand.by))
    session.flush()
    audit.record(
        session, employer_id, hand.by, "changes.sending_mandate", {"given": before}, {"given": given}, at=hand.at
    )


def claim(session: Session, employer_id: int, item: Item, hand: Hand) -> Item | None:
    """Takes a row for one call, or gives None when another sender was faster.

    What waits is sent; what was sent, may have been sent, or was left over by a sender that stopped is asked about.
    """
    to = SENDING if item.state == WAITING else ASKING
    until = hand.at + CLAIM
    if not _move(session, employer_id, item, item.state, hand, state=to, attempts=item.attempts + 1, next_try=until):
        return None
    return of_report(session, employer_id, item.report_id)


def record(session: Session, employer_id: int, item: Item, outcome: Outcome, hand: Hand) -> bool:
    """Records what a call came to, on the row as it was claimed. False when the row has moved on since."""
    facts: dict[str, Any] = {
        "state": outcome.state,
        "problem": outcome.problem,
        "detail": outcome.detail,
        "register_delivery": outcome.register_delivery or item.register_delivery,
        "sent_at": item.sent_at,
        "next_try": _next_try(item, outcome.state, hand.at),
    }
    if outcome.state == SENT and item.sent_at is None:
        facts["sent_at"] = hand.at
    if not _move(session, employer_id, item, item.state, hand, **facts):
        return False
    if outcome.state == FAILED or (outcome.state == SENT and item.sent_at is None):
        _tell(session, employer_id, item.report_id, outcome.state, hand)
    return True


def try_again(session: Session, employer_id: int, report_id: int, hand: Hand) -> None:
    """Puts a report that the register did not take back to be sent, after its cause was put right.

    Its status is asked first. Raises ``LookupError`` for an unknown report and ``Conflict`` when it has not failed.
    """
    item = of_report(session, employer_id, report_id)
    if item is None:
        raise LookupError(f"employer {employer_id} has no report {report_id} in the outbox")
    if not _move(session, employer_id, item, FAILED, hand, state=UNSURE, next_try=hand.at, problem=None, detail=None):
        raise Conflict("the report has not failed")


def _next_try(item: Item, state: str, now: datetime) -> datetime | None:
    if state in (FAILED, ANSWERED):
        return None
    if state == WAITING:  # 5, 10, 20, 40, then 80 minutes between tries
        return now + STEP * 2 ** min(item.attempts - 1, _MOST_DOUBLINGS)
    since = timedelta() if item.sent_at is None else now - item.sent_at
    return now + (SELDOM if since >= OVERDUE else STEP)


def _move(session: Session, employer_id: int, item: Item, come_from: str, hand: Hand, **facts: Any) -> bool:
    """The conditional update: nothing happens unless the row is as it was read."""
    if "detail" in facts:
        facts["detail"] = sealed.tie(facts["detail"], str(item.id))
    changed = session.execute(
        update(Outbox)
        .where(
            Outbox.id == item.id,
            Outbox.employer_id == employer_id,
            Outbox.state == come_from,
            Outbox.attempts == item.attempts,
        )
        .values(changed_at=hand.at, changed_by=hand.by, **facts)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return changed.rowcount == 1  # type: ignore[attr-defined, no-any-return]


def _tell(session: Session, employer_id: int, report_id: int, state: str, hand: Hand) -> None:
    facts = {"report": report_id, "state": state}
    audit.record(session, employer_id, hand.by, _SAID[state], None, facts, at=hand.at)
    audit.note(session, "report_sent" if state != FAILED else "report_not_taken", employer_id, at=hand.at, **facts)
