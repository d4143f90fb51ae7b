"""Reads the outbox and the mandate to send."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from employer.exports.models import Outbox, Report, SendingMandate
from employer.exports.outbox.schemas import (
    ANSWERED,
    ASKING,
    CARRY,
    FAILED,
    INTERFACE,
    SENDING,
    SENT,
    UNSURE,
    WAITING,
    Item,
)

_TO_WORK_ON = (WAITING, SENDING, UNSURE, SENT, ASKING)


def due(session: Session, employer_id: int, now: datetime) -> tuple[Item, ...]:
    """The employer's rows that a sender may work on now, in the order in which their reports were made.

    What depends on an earlier message of the same report waits until the register has answered that one.
    """
    earlier, before = aliased(Report), aliased(Outbox)
    unanswered = (
        select(before.id)
        .join(earlier, earlier.id == before.report_id)
        .where(
            earlier.employer_id == Report.employer_id,
            earlier.kind == Report.kind,
            earlier.reference == Report.reference,
            earlier.version < Report.version,
            before.state != ANSWERED,
        )
        .exists()
    )
    rows = session.scalars(
        select(Outbox)
        .join(Report, Report.id == Outbox.report_id)
        .where(
            Outbox.employer_id == employer_id,
            Outbox.channel == INTERFACE,
            Outbox.state.in_(_TO_WORK_ON),
            Outbox.next_try <= now,
            ~unanswered,
        )
        .order_by(Outbox.id)
    )
    return tuple(_item_of(row) for row in rows)


def of_report(session: Session, employer_id: int, report_id: int) -> Item | None:
    """The outbox's row of a report; None for a report that is not the employer's, or older than the outbox."""
    row = session.scalar(select(Outbox).where(Outbox.employer_id == employer_id, Outbox.report_id == report_id))
    return None if row is None else _item_of(row)


def on_its_way(session: Session, employer_id: int) -> dict[int, Item]:
    """The employer's rows by the id of their report."""
    rows = session.scalars(select(Outbox).where(Outbox.employer_id == employer_id).order_by(Outbox.id))
    return {row.report_id: _item_of(row) for row in rows}


def left_to_people(session: Session, employer_id: int) -> frozenset[int]:
    """Reports that are made but still a person's turn: to be carried to the e-service, or not taken by the register."""
    wanted = select(Outbox.report_id).where(Outbox.employer_id == employer_id, Outbox.state.in_((CARRY, FAILED)))
    return frozenset(session.scalars(wanted))


def sends_for(session: Session, employer_id: int) -> bool:
    """Whether the employer has let the service send its reports; not until it has said so."""
    newest = select(SendingMandate.given).where(SendingMandate.employer_id == employer_id)
    return bool(session.scalar(newest.order_by(SendingMandate.id.desc()).limit(1)))


def _item_of(row: Outbox) -> Item:
    """A row as plain data."""
    return Item(
        row.id,
        row.report_id,
        row.channel,
        row.state,
        row.attempts,
        row.next_try,
        row.problem,
        row.detail,
        row.register_delivery,
        row.sent_at,
        row.changed_at,
        row.changed_by,
    )
