"""Kept reports, receipts and payment files as plain data."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, defer

from employer.exports import models
from employer.exports.schemas import KeptPaymentFile, KeptReport, Receipt
from employer.read_once import every, read_once


def _without_file(model: Any) -> Any:
    """All rows of a household, whose files stay closed."""
    wanted = select(model).where(model.employer_id == bindparam("of_employer")).order_by(model.id)
    return wanted.options(defer(model.file))


_REPORTS, _PAYMENT_FILES = _without_file(models.Report), _without_file(models.PaymentFile)


@read_once
def reports(session: Session, employer_id: int, kind: str | None = None) -> tuple[KeptReport, ...]:
    """The employer's reports in the order in which they were made; of one kind (wage, separate) when given."""
    answers = receipts(session, employer_id)
    return tuple(
        _report(row, tuple(one for one in answers if one.report_id == row.id))
        for row in session.scalars(_REPORTS, {"of_employer": employer_id})
        if kind in (None, row.kind)
    )


def standing(session: Session, employer_id: int, kind: str | None = None) -> tuple[KeptReport, ...]:
    """The employer's reports that tell something: neither refused by the register nor cancelled."""
    taken = [one for one in reports(session, employer_id, kind) if not one.refused]
    cancelled = {(one.kind, one.reference) for one in taken if one.action == "cancellation"}
    return tuple(one for one in taken if (one.kind, one.reference) not in cancelled)


def report(session: Session, employer_id: int, report_id: int) -> KeptReport | None:
    """The employer's report with this id, or None: another employer's is not found either."""
    return next((one for one in reports(session, employer_id) if one.id == report_id), None)


def report_file(session: Session, employer_id: int, report_id: int) -> bytes | None:
    """The bytes of the employer's report as they were made, or None."""
    text = session.scalar(
        select(models.Report.file).where(models.Report.employer_id == employer_id, models.Report.id == report_id)
    )
    return None if text is None else text.encode("utf-8")


def receipts(session: Session, employer_id: int) -> tuple[Receipt, ...]:
    """Every answer of the register to the employer's reports, in the order in which they were recorded."""
    rows = every(session, models.ReportReceipt, employer_id)
    return tuple(
        Receipt(
            row.report_id,
            row.response_id,
            row.state,
            row.register_id,
            row.register_version,
            tuple((code, message, details) for code, message, details in json.loads(row.errors)),
            row.answered_at,
        )
        for row in rows
    )


def payment_files(session: Session, employer_id: int) -> tuple[KeptPaymentFile, ...]:
    """The employer's payment files in the order in which they were made."""
    rows = session.scalars(_PAYMENT_FILES, {"of_employer": employer_id})
    return tuple(
        KeptPaymentFile(
            row.id,
            row.reference,
            row.pay_day,
            row.schema_version,
            row.cents,
            tuple(json.loads(row.payslips)),
            row.sha256,
            row.made_at,
            row.made_by,
        )
        for row in rows
    )


def payment_file(session: Session, employer_id: int, file_id: int) -> bytes | None:
    """The bytes of the employer's payment file as they were made, or None."""
    text = session.scalar(
        select(models.PaymentFile.file).where(
            models.PaymentFile.employer_id == employer_id, models.PaymentFile.id == file_id
        )
    )
    return None if text is None else text.encode("utf-8")


def _report(row: models.Report, answers: tuple[Receipt, ...]) -> KeptReport:
    return KeptReport(
        row.id,
        row.kind,
        row.action,
        row.data_type,
        row.reference,
        row.version,
        row.delivery,
        row.subject,
        row.day,
        tuple(json.loads(row.payslips)),
        row.production,
        row.sha256,
        row.made_at,
        row.made_by,
        answers,
    )
