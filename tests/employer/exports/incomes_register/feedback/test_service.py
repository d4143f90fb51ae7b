"""The register's answers, written by a stand-in that follows the register's own schemas, read and kept."""

from __future__ import annotations

import pytest

from employer.exports import ExportRefused, cancellation_xml, wage_report_xml
from employer.exports.incomes_register.feedback.service import read_feedback
from employer.exports.incomes_register.schemas import REPLACEMENT
from tests.employer.exports.builders import cancellation_message, changed, wage_message
from tests.employer.exports.incomes_register.stand_in import SIGNATURE, Register

REFERENCE = "wage-ilona-2026-01-30"


def test_an_accepted_report() -> None:
    answer = read_feedback(Register().take(wage_report_xml(wage_message())))
    assert answer.accepted
    assert (answer.status, answer.data_type, answer.delivery_reference) == (3, 100, REFERENCE)
    assert answer.production is False
    (item,) = answer.valid
    assert (item.reference, item.version, item.errors) == (REFERENCE, 1, ())
    assert len(item.register_id or "") == 32
    assert answer.answered_at.tzinfo is not None


def test_a_rejected_report_keeps_the_errors_as_received() -> None:
    register = Register()
    register.take(wage_report_xml(wage_message()))
    answer = read_feedback(register.take(wage_report_xml(changed(wage_message(), "delivery.reference", "second"))))
    assert not answer.accepted
    (item,) = answer.invalid
    (error,) = item.errors
    assert (error.code, error.details) == ("RD0050", "details as received")


def test_the_same_delivery_twice_is_an_error_of_the_delivery() -> None:
    register = Register()
    register.take(wage_report_xml(wage_message()))
    answer = read_feedback(register.take(wage_report_xml(wage_message())))
    assert (answer.status, [error.code for error in answer.errors]) == (5, ["DD0080"])
    assert not answer.accepted


def test_replacement_and_cancellation_in_order() -> None:
    register = Register()
    register.take(wage_report_xml(wage_message()))
    replacement = changed(changed(wage_message(), "reports.0.action", REPLACEMENT), "delivery.reference", "v2")
    second = read_feedback(register.take(wage_report_xml(replacement, replaces=wage_report_xml(wage_message()))))
    assert [(item.reference, item.version) for item in second.valid] == [(REFERENCE, 2)]
    cancelled = read_feedback(register.take(cancellation_xml(cancellation_message())))
    assert (cancelled.accepted, cancelled.data_type) == (True, 105)
    revived = read_feedback(
        register.take(
            wage_report_xml(changed(replacement, "delivery.reference", "v3"), replaces=wage_report_xml(wage_message()))
        )
    )
    assert [item.reference for item in revived.invalid] == [REFERENCE]


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        (b"", "feedback_not_xml"),
        (b"palkka", "feedback_not_xml"),
        (b"\xff\xfe", "feedback_not_xml"),
        (b"<a/>", "feedback_not_answer"),
        (wage_report_xml(wage_message()), "feedback_not_answer"),
        (b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>', "feedback_not_answer"),
        (b" " * 5_000_001, "feedback_large"),
    ],
)
def test_what_is_not_an_answer_is_refused(file: bytes, rule: str) -> None:
    with pytest.raises(ExportRefused) as refused:
        read_feedback(file)
    assert [fault.rule for fault in refused.value.faults] == [rule]


def test_a_right_answer_with_a_document_type_is_refused() -> None:
    answer = Register().take(wage_report_xml(wage_message())).decode()
    head, _, rest = answer.partition("?>")
    with pytest.raises(ExportRefused):
        read_feedback(f'{head}?><!DOCTYPE a [<!ENTITY e "x">]>{rest}'.encode())


def test_a_moment_without_its_zone_is_finnish_time() -> None:
    answer = Register().take(wage_report_xml(wage_message())).decode()
    assert "2026-01-31T12:05:00+00:00" in answer
    local = read_feedback(answer.replace("2026-01-31T12:05:00+00:00", "2026-01-31T14:05:00").encode())
    assert local.answered_at == read_feedback(answer.encode()).answered_at


def test_the_stand_in_signs_as_the_schema_says() -> None:
    assert SIGNATURE.encode().split()[0] in Register().take(wage_report_xml(wage_message()))
