"""Kept reports and payment files, and the register's answers to them, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from employer import audit
from employer.effective import Hand
from employer.exports import (
    ExportRefused,
    cancellation_xml,
    keep_payment_file,
    keep_report,
    payment_file,
    payment_files,
    payment_xml,
    receipts,
    record_feedback,
    report,
    report_file,
    reports,
    wage_report_xml,
)
from employer.exports.incomes_register.schemas import REPLACEMENT
from employer.exports.schemas import NewPaymentFile, NewReport
from tests.employer.exports import builders
from tests.employer.exports.builders import changed, wage_message
from tests.employer.exports.incomes_register.stand_in import Register

REFERENCE = "wage-ilona-2026-01-30"
SENT = wage_report_xml(wage_message())
NEW = NewReport("wage", "new", REFERENCE, REFERENCE, "ilona", date(2026, 1, 30), SENT, False, ("1001",))
SECOND = wage_report_xml(
    changed(changed(wage_message(), "reports.0.action", REPLACEMENT), "delivery.reference", "v2"),
    replaces=wage_report_xml(wage_message()),
)
REPLACED = NewReport(
    "wage", "replacement", REFERENCE, "v2", "ilona", date(2026, 1, 30), SECOND, False, ("1001", "1002")
)
CANCELLED = NewReport(
    "wage",
    "cancellation",
    REFERENCE,
    "cancel-wage-ilona-2026-01-30",
    "ilona",
    date(2026, 1, 30),
    cancellation_xml(builders.cancellation_message()),
    False,
)


@pytest.fixture
def employer_id(an_employer: Callable[..., int]) -> int:
    return an_employer()


def test_a_report_is_kept_as_it_was_made(session: Session, employer_id: int, hand: Hand) -> None:
    report_id = keep_report(session, employer_id, NEW, hand)
    session.expire_all()
    assert report_file(session, employer_id, report_id) == SENT
    kept = report(session, employer_id, report_id)
    assert kept is not None
    assert (kept.reference, kept.version, kept.state, kept.payslips) == (REFERENCE, 1, "made", ("1001",))
    assert (kept.made_by, kept.made_at) == (hand.by, hand.at)
    assert [change.what for change in audit.changes(session, employer_id)][-1] == "changes.report_made"


def test_keeping_it_again_changes_nothing(session: Session, employer_id: int, hand: Hand) -> None:
    assert keep_report(session, employer_id, NEW, hand) == keep_report(session, employer_id, NEW, hand)
    assert len(reports(session, employer_id)) == 1


def test_the_identity_code_is_not_readable_in_the_database(session: Session, employer_id: int, hand: Hand) -> None:
    keep_report(session, employer_id, NEW, hand)
    raw = session.execute(text("select * from report")).all()
    assert builders.ILONA not in repr(raw)
    assert builders.SALLA not in repr(raw)


def test_replacement_and_cancellation_follow_in_order(session: Session, employer_id: int, hand: Hand) -> None:
    for new in (NEW, REPLACED, CANCELLED):
        keep_report(session, employer_id, new, hand)
    assert [(kept.version, kept.action) for kept in reports(session, employer_id, "wage")] == [
        (1, "new"),
        (2, "replacement"),
        (3, "cancellation"),
    ]
    assert reports(session, employer_id, "separate") == ()


@pytest.mark.parametrize(
    ("before", "new", "rule"),
    [
        ((), REPLACED, "report_not_made"),
        ((), CANCELLED, "report_not_made"),
        ((NEW,), changed(changed(NEW, "delivery", "v2"), "file", SECOND), "report_made_already"),
        ((NEW, CANCELLED), REPLACED, "report_cancelled"),
        ((NEW,), changed(REPLACED, "delivery", REFERENCE), "delivery_used"),
    ],
)
def test_what_the_history_does_not_allow(
    session: Session, employer_id: int, hand: Hand, before: tuple[NewReport, ...], new: NewReport, rule: str
) -> None:
    for one in before:
        keep_report(session, employer_id, one, hand)
    with pytest.raises(ExportRefused) as refused:
        keep_report(session, employer_id, new, hand)
    assert [fault.rule for fault in refused.value.faults] == [rule]


def test_the_answer_becomes_a_receipt(session: Session, employer_id: int, hand: Hand) -> None:
    register = Register()
    first = keep_report(session, employer_id, NEW, hand)
    answer = register.take(SENT)
    (receipt,) = record_feedback(session, employer_id, answer, hand)
    assert (receipt.report_id, receipt.state, receipt.register_version) == (first, "accepted", 1)
    assert record_feedback(session, employer_id, answer, hand) == (receipt,)
    assert receipts(session, employer_id) == (receipt,)
    kept = report(session, employer_id, first)
    assert kept is not None
    assert kept.state == "accepted"


def test_a_rejection_keeps_what_the_register_said(session: Session, employer_id: int, hand: Hand) -> None:
    register = Register()
    register.versions[REFERENCE] = 1  # somebody has made it already
    report_id = keep_report(session, employer_id, NEW, hand)
    (receipt,) = record_feedback(session, employer_id, register.take(SENT), hand)
    assert receipt.state == "rejected"
    assert [code for code, _, _ in receipt.errors] == ["RD0050"]
    again = register.take(SENT)  # the same delivery twice
    (second,) = record_feedback(session, employer_id, again, hand)
    assert [code for code, _, _ in second.errors] == ["DD0080"]
    kept = report(session, employer_id, report_id)
    assert kept is not None
    assert kept.receipts == (receipt, second)


def test_a_cancellation_has_its_own_receipt(session: Session, employer_id: int, hand: Hand) -> None:
    register = Register()
    keep_report(session, employer_id, NEW, hand)
    record_feedback(session, employer_id, register.take(SENT), hand)
    cancelled = keep_report(session, employer_id, CANCELLED, hand)
    (receipt,) = record_feedback(session, employer_id, register.take(CANCELLED.file), hand)
    assert (receipt.report_id, receipt.state) == (cancelled, "accepted")


def test_an_answer_to_somebody_else_is_refused(
    session: Session, employer_id: int, hand: Hand, an_employer: Callable[..., int]
) -> None:
    other = an_employer(code="toinen", identity_code="010594Y9032")
    report_id = keep_report(session, employer_id, NEW, hand)
    answer = Register().take(SENT)
    with pytest.raises(ExportRefused) as refused:
        record_feedback(session, other, answer, hand)
    assert [fault.rule for fault in refused.value.faults] == ["feedback_foreign"]
    assert reports(session, other) == ()
    assert report(session, other, report_id) is None
    assert report_file(session, other, report_id) is None
    assert receipts(session, other) == ()


def test_an_answer_from_the_other_environment_is_refused(session: Session, employer_id: int, hand: Hand) -> None:
    keep_report(session, employer_id, changed(NEW, "production", True), hand)
    with pytest.raises(ExportRefused):
        record_feedback(session, employer_id, Register().take(SENT), hand)


def test_payment_files_are_kept(
    session: Session, employer_id: int, hand: Hand, an_employer: Callable[..., int]
) -> None:
    made = builders.payment_file()
    file = payment_xml(made)
    new = NewPaymentFile(made.reference, made.pay_day, "09", 59381, file, ("1001",))
    file_id = keep_payment_file(session, employer_id, new, hand)
    assert keep_payment_file(session, employer_id, new, hand) == file_id
    session.expire_all()
    assert payment_file(session, employer_id, file_id) == file
    (kept,) = payment_files(session, employer_id)
    assert (kept.reference, kept.cents, kept.payslips) == ("hameenlinna-2026-01-30", 59381, ("1001",))
    assert made.wages[0].iban not in repr(session.execute(text("select * from payment_file")).all())
    other = an_employer(code="toinen", identity_code="010594Y9032")
    assert payment_files(session, other) == ()
    assert payment_file(session, other, file_id) is None


@pytest.mark.parametrize("table", ["report", "report_receipt", "payment_file"])
@pytest.mark.parametrize("verb", ["update {} set employer_id = employer_id", "delete from {}"])
def test_the_database_refuses_changes(session: Session, employer_id: int, hand: Hand, table: str, verb: str) -> None:
    keep_report(session, employer_id, NEW, hand)
    record_feedback(session, employer_id, Register().take(SENT), hand)
    made: Any = builders.payment_file()
    keep_payment_file(session, employer_id, NewPaymentFile("a", made.pay_day, "09", 1, payment_xml(made)), hand)
    with pytest.raises(DatabaseError, match="kept as they are"):
        session.execute(text(verb.format(table)))
