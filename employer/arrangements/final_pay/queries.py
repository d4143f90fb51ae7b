"""Reading the sums: always within one employer, always as known on a day, always as frozen plain data."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy.orm import Session

from employer import effective
from employer.arrangements import models
from employer.arrangements.final_pay.schemas import (
    NO_SUMS,
    Advance,
    MissedRest,
    NoticeLoss,
    NoticePay,
    Recovery,
    SetOff,
    Sums,
    WaitingPay,
)


def sums(session: Session, employer_id: int, employment_id: int | None, known_on: date) -> dict[int, Sums]:
    """The sums of one employment, or of all with None, by employment id; without any it is left out."""
    table = models.PayItem
    rows: dict[int, list[models.PayItem]] = defaultdict(list)
    for row in effective.rows(session, table, employer_id, known_on):
        if employment_id in (None, row.employment_id):
            rows[row.employment_id].append(row)
    return {owner: _sums(kept) for owner, kept in sorted(rows.items())}


def sums_of(session: Session, employer_id: int, employment_id: int, known_on: date) -> Sums:
    """The sums of one employment."""
    return sums(session, employer_id, employment_id, known_on).get(employment_id, NO_SUMS)


def row_of(session: Session, employer_id: int, row_id: int, known_on: date) -> models.PayItem:
    """One known row. Raises ``LookupError``."""
    table = models.PayItem
    row = session.scalar(effective.known(table, employer_id, known_on).where(table.id == row_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no pay item {row_id}")
    return row


def _sums(rows: list[models.PayItem]) -> Sums:
    notice = loss = waiting = None
    set_offs, advances, recoveries, rests = [], [], [], []
    for row in sorted(rows, key=lambda one: (one.recorded_at, one.id)):
        if row.kind == "notice_pay" and row.given_by is not None and row.known is not None:
            notice = NoticePay(row.given_by, row.known, row.weekly, row.dependants, row.id)
        elif row.kind == "notice_loss" and row.known is not None:
            loss = NoticeLoss(row.known, row.weekly, row.id)
        elif row.kind == "waiting_pay" and row.due is not None:
            waiting = WaitingPay(row.due, row.paid, bool(row.disputed), row.complained, row.weekly, row.id)
        elif row.kind == "set_off" and row.title is not None and row.cents is not None:
            set_offs.append(SetOff(row.title, row.cents, row.day, row.dependants, row.id))
        elif row.kind == "advance" and row.cents is not None and row.paid is not None:
            advances.append(Advance(row.cents, row.paid, row.day, row.id))
        elif row.kind == "recovery" and row.title is not None and row.cents is not None and row.known is not None:
            recoveries.append(Recovery(row.title, row.cents, row.day, row.known, row.dependants, row.id))
        elif row.kind == "missed_rest" and row.cents is not None and row.known is not None:
            rests.append(MissedRest(row.cents, row.day, row.known, row.id))
    return Sums(
        notice,
        waiting,
        tuple(sorted(set_offs, key=lambda one: (one.day, one.id))),
        loss,
        tuple(sorted(advances, key=lambda one: (one.day, one.id))),
        tuple(sorted(recoveries, key=lambda one: (one.day, one.id))),
        tuple(sorted(rests, key=lambda one: (one.day, one.id))),
    )
