"""Keeps what was made for others and what they answered. Rows are only added; nothing here commits."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from employer import audit, marks
from employer.effective import Hand
from employer.errors import Conflict
from employer.exports import models, outbox, queries
from employer.exports.incomes_register.feedback.service import read_feedback
from employer.exports.incomes_register.schemas import Feedback, FeedbackItem
from employer.exports.schemas import ExportRefused, Fault, NewPaymentFile, NewReport, Receipt

_STATES = {0: "unknown", 2: "processing", 3: "accepted", 4: "rejected", 5: "rejected", 6: "cancelled"}


def keep_report(session: Session, employer_id: int, report: NewReport, hand: Hand) -> int:
    """Keeps a report's file, puts it into the outbox and gives its id; keeping the same file again gives the same id.

    A report begins as new, may be replaced, and ends when it is cancelled. Raises ``ExportRefused`` when the history of
    the reference does not allow the action, or when the message's own reference was used for another file.
    """
    history = [one for one in queries.reports(session, employer_id, report.kind) if one.reference == report.reference]
    sha256 = hashlib.sha256(report.file).hexdigest()
    for earlier in history:
        if earlier.delivery == report.delivery and earlier.sha256 == sha256 and earlier.action == report.action:
            return earlier.id
    _check_history(report, [one.action for one in history])
    _check_delivery(session, employer_id, report)
    row = models.Report(
        employer_id=employer_id,
        kind=report.kind,
        action=report.action,
        data_type=report.data_type,
        reference=report.reference,
        version=len(history) + 1,
        delivery=report.delivery,
        subject=report.subject,
        day=report.day,
        payslips=json.dumps(report.payslips),
        production=report.production,
        file=report.file.decode("utf-8"),
        sha256=sha256,
        made_at=hand.at,
        made_by=hand.by,
    )
    session.add(row)
    session.flush()
    outbox.put(session, employer_id, row.id, hand, over_interface=report.provider is not None)
    facts = {"reference": row.reference, "version": row.version, "action": row.action, "day": row.day}
    told = {**facts, **marks.of_row(row)}
    audit.record(session, employer_id, hand.by, "changes.report_made", None, told, at=hand.at)
    audit.note(session, "report_made", employer_id, at=hand.at, **facts)
    return row.id


def _check_history(report: NewReport, actions: list[str]) -> None:
    if "cancellation" in actions:
        raise ExportRefused((Fault("reference", "report_cancelled", (("reference", report.reference),)),))
    if report.action == "new" and actions:
        raise ExportRefused((Fault("reference", "report_made_already", (("reference", report.reference),)),))
    if report.action != "new" and not actions:
        raise ExportRefused((Fault("reference", "report_not_made", (("reference", report.reference),)),))


def _check_delivery(session: Session, employer_id: int, report: NewReport) -> None:
    used = session.scalar(
        select(models.Report.id).where(
            models.Report.employer_id == employer_id,
            models.Report.data_type == report.data_type,
            models.Report.delivery == report.delivery,
        )
    )
    if used is not None:
        raise ExportRefused((Fault("delivery", "delivery_used", (("reference", report.delivery),)),))


def record_feedback(
    session: Session, employer_id: int, file: bytes, hand: Hand, asked_about: int | None = None
) -> tuple[Receipt, ...]:
    """Reads an answer of the register and keeps it with the employer's reports that it is about.

    ``asked_about``: the report that was asked about over the interface; the register's answer may then leave out which
    message it is about. The same answer recorded again changes nothing. Gives the receipts of the reports. Raises
    ``ExportRefused`` when the file is not an answer, or is about a message that was not made here (or was made for the
    other environment).
    """
    feedback = read_feedback(file)
    rows = [
        row
        for row in queries.reports(session, employer_id)
        if asked_about in (None, row.id)
        and (row.delivery == feedback.delivery_reference or (asked_about and feedback.delivery_reference is None))
        and feedback.data_type in (None, row.data_type)
        and feedback.production in (None, row.production)
    ]
    if not rows:
        raise ExportRefused((Fault("file", "feedback_foreign"),))
    recorded = []
    for row in rows:
        known = next((one for one in row.receipts if one.response_id == feedback.response_id), None)
        if known is None:
            known = _receipt(session, employer_id, row.id, row.reference, feedback, hand)
        if known.state in ("accepted", "rejected", "cancelled"):
            outbox.answered(session, employer_id, row.id, hand)
        recorded.append(known)
    return tuple(recorded)


def _receipt(
    session: Session, employer_id: int, report_id: int, reference: str, feedback: Feedback, hand: Hand
) -> Receipt:
    valid, invalid = _item(feedback.valid, reference), _item(feedback.invalid, reference)
    item = invalid or valid
    state = "rejected" if invalid is not None else _STATES.get(feedback.status, "unknown")
    errors = [*feedback.errors, *(item.errors if item is not None else ())]
    plain = tuple((error.code, error.message, error.details) for error in errors)
    receipt = Receipt(
        report_id,
        feedback.response_id,
        state,
        None if item is None else item.register_id,
        None if item is None else item.version,
        plain,
        feedback.answered_at,
    )
    row = models.ReportReceipt(
        employer_id=employer_id,
        report_id=report_id,
        response_id=receipt.response_id,
        state=receipt.state,
        register_id=receipt.register_id,
        register_version=receipt.register_version,
        errors=json.dumps(plain, ensure_ascii=False),
        answered_at=receipt.answered_at,
        recorded_at=hand.at,
        recorded_by=hand.by,
    )
    session.add(row)
    session.flush()
    facts = {"reference": reference, "state": receipt.state, "errors": ", ".join(code for code, _, _ in plain)}
    told = {**facts, **marks.of_row(row)}
    audit.record(session, employer_id, hand.by, "changes.report_answered", None, told, at=hand.at)
    audit.note(session, "report_answered", employer_id, at=hand.at, **facts)
    return receipt


def _item(items: tuple[FeedbackItem, ...], reference: str) -> FeedbackItem | None:
    """The item of our report; an item without a reference is the message's only report."""
    return next((item for item in items if item.reference in (reference, None)), None)


def keep_payment_file(session: Session, employer_id: int, file: NewPaymentFile, hand: Hand) -> int:
    """Keeps a payment file and gives its id; keeping the same bytes again gives the same id.

    Raises ``Conflict`` when another file was kept under its reference: somebody else made it at the same time.
    """
    sha256 = hashlib.sha256(file.file).hexdigest()
    known = session.scalar(
        select(models.PaymentFile.id).where(
            models.PaymentFile.employer_id == employer_id, models.PaymentFile.sha256 == sha256
        )
    )
    if known is not None:
        return known
    used = select(models.PaymentFile.id).where(
        models.PaymentFile.employer_id == employer_id, models.PaymentFile.reference == file.reference
    )
    if session.scalar(used) is not None:
        raise Conflict("a payment file with this reference has been made")
    row = models.PaymentFile(
        employer_id=employer_id,
        reference=file.reference,
        pay_day=file.pay_day,
        schema_version=file.schema_version,
        cents=file.cents,
        payslips=json.dumps(file.payslips),
        file=file.file.decode("utf-8"),
        sha256=sha256,
        made_at=hand.at,
        made_by=hand.by,
    )
    session.add(row)
    session.flush()
    facts = {"reference": row.reference, "day": row.pay_day}
    told = {**facts, **marks.of_row(row)}
    audit.record(session, employer_id, hand.by, "changes.payment_file_made", None, told, at=hand.at)
    audit.note(session, "payment_file_made", employer_id, at=hand.at, **facts)
    return row.id
