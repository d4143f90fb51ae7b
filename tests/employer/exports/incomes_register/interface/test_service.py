"""The client of the register's interface, against the stand-in: what it says, and what it makes of every failure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from employer import clock
from employer.exports import cancellation_xml, separate_report_xml, wage_report_xml
from employer.exports.incomes_register.feedback.service import read_feedback
from employer.exports.incomes_register.interface.schemas import Caller, NotArrived, TurnedAway, Unsure
from employer.exports.incomes_register.interface.service import ask, caller, check_signature, send
from employer.exports.incomes_register.schemas import Identifier
from tests.employer.exports.builders import cancellation_message, changed, separate_message, wage_message
from tests.employer.exports.incomes_register.service_stand_in import PROVIDER, RegisterService, certificates, served

BY_PROVIDER = Identifier(1, PROVIDER)
FILE = wage_report_xml(changed(wage_message(), "delivery.provider", BY_PROVIDER))
SEPARATE = separate_report_xml(changed(separate_message(), "delivery.provider", BY_PROVIDER))
CANCELLATION = cancellation_xml(changed(cancellation_message(), "delivery.provider", BY_PROVIDER))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[RegisterService]:
    with served(tmp_path) as service:
        yield service


@pytest.fixture
def line(register: RegisterService) -> Caller:
    return caller(register.access())


def test_each_kind_of_message_is_sent_and_acknowledged(register: RegisterService, line: Caller) -> None:
    for file in (FILE, SEPARATE, CANCELLATION):
        feedback = read_feedback(send(line, file))
        assert (feedback.status, feedback.register_delivery_id) == (2, "d" * 32)
        assert feedback.delivery_reference == etree.fromstring(file).findtext("DeliveryData/DeliveryId")
    assert register.calls == ["SendWageReports", "SendPayerSummaryReports", "SendInvalidations"]


def test_the_status_of_a_message_is_asked_by_its_own_reference(register: RegisterService, line: Caller) -> None:
    assert read_feedback(ask(line, FILE, None, clock.now())).status == 0
    send(line, FILE)
    register.not_ready = 1
    assert read_feedback(ask(line, FILE, "d" * 32, clock.now())).status == 2
    answer = read_feedback(ask(line, FILE, "d" * 32, clock.now()))
    assert (answer.status, [item.reference for item in answer.valid]) == (3, ["wage-ilona-2026-01-30"])


def test_the_same_message_twice_makes_no_second_report(register: RegisterService, line: Caller) -> None:
    send(line, FILE)
    feedback = read_feedback(send(line, FILE))
    assert (feedback.status, [error.code for error in feedback.errors]) == (4, ["DD0080"])
    assert register.register.versions == {"wage-ilona-2026-01-30": 1}


@pytest.mark.parametrize(
    ("fault", "raised", "problem"),
    [
        ("lost", Unsure, "no_answer"),
        ("down", Unsure, "no_answer"),
        ("broken", Unsure, "answer"),
        ("unsigned", Unsure, "signature"),
        ("refused", NotArrived, "certificate"),
        ("fault", TurnedAway, "fault"),
    ],
)
def test_what_goes_wrong_is_told_apart(
    register: RegisterService, line: Caller, fault: str, raised: type[Exception], problem: str
) -> None:
    register.faults = [fault]
    with pytest.raises(raised) as told:
        send(line, FILE)
    assert told.value.problem == problem  # type: ignore[attr-defined]
    if isinstance(told.value, TurnedAway):
        assert told.value.detail == "Schema validation failed"


def test_an_answer_that_does_not_come_in_time_leaves_it_unsure(register: RegisterService) -> None:
    line = caller(register.access(timeout_seconds=1))
    register.lock.acquire()  # the register is busy
    try:
        with pytest.raises(Unsure):
            send(line, FILE)
    finally:
        register.lock.release()


def test_a_line_that_does_not_open_has_sent_nothing(tmp_path: Path) -> None:
    with served(tmp_path) as register:
        access = register.access()
    line = caller(access)  # nobody listens any more
    with pytest.raises(NotArrived) as told:
        send(line, FILE)
    assert told.value.problem == "connection"


def test_a_server_that_nobody_vouches_for_is_told_nothing(register: RegisterService, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(certificates()["stranger"].certificate)
    with pytest.raises(NotArrived):
        send(caller(register.access(trust=other)), FILE)
    assert register.calls == []


def test_a_key_that_is_not_the_certificates_is_not_used(register: RegisterService, tmp_path: Path) -> None:
    (tmp_path / "wrong.key").write_bytes(certificates()["stranger"].key)
    with pytest.raises(NotArrived) as told:
        caller(register.access(key=tmp_path / "wrong.key"))
    assert told.value.problem == "certificate"


def test_the_signature_is_the_one_of_the_registers_examples(register: RegisterService) -> None:
    posted: list[bytes] = []

    def post(service: str, operation: str, envelope: bytes) -> tuple[int, bytes]:
        posted.append(envelope)
        raise NotArrived("trial")

    line = replace(caller(register.access()), post=post)
    with pytest.raises(NotArrived):
        send(line, FILE)
    (message,) = etree.fromstring(posted[0]).iter("{*}WageReportsRequestToIR")
    signature = message[-1]
    assert etree.QName(signature).localname == "Signature"
    algorithms = [element.get("Algorithm") for element in signature.iter() if element.get("Algorithm")]
    assert algorithms == [
        "http://www.w3.org/2001/10/xml-exc-c14n#",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
        "http://www.w3.org/2001/04/xmlenc#sha256",
    ]
    (reference,) = signature.iter("{*}Reference")
    assert reference.get("URI") == ""
    (certificate,) = signature.iter("{*}X509Certificate")
    assert "".join((certificate.text or "").split()) in certificates()["organisation"].certificate.decode().replace(
        "\n", ""
    )
    message.remove(signature)
    kept = etree.fromstring(FILE)
    own = [etree.tostring(one, method="c14n", exclusive=True, with_tail=False) for one in (message, kept)]
    assert own[0] == own[1]  # what was kept is what is sent


def test_a_changed_answer_is_not_believed(register: RegisterService, line: Caller) -> None:
    answer = send(line, FILE)
    check_signature(etree.fromstring(answer), register.trust)
    with pytest.raises(Unsure):
        check_signature(etree.fromstring(answer.replace(b">2<", b">3<")), register.trust)
