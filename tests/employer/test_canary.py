"""Known values through the whole application, then the raw database, the log and the kept forms: none is found.

The values are the demo's identity codes, accounts, a tax card's ceiling, the reason of an absence, an answer's text.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, make_url, text

from employer import audit, clock, contracts, effective, pay
from employer.accounts import NewAccount, create_account
from employer.accounts import service as account_service
from employer.answers import models
from employer.app import Application, import_models
from employer.db import Base, make_sessions, unit_of_work
from employer.effective import Hand
from employer.exports.prepared.service import payment, wage_report
from employer.exports.service import keep_payment_file, keep_report
from employer.household.reading.service import read
from employer.household.service import DEMO, load
from employer.pay.schemas import IssuePayslip
from employer.pay.showing.service import render
from employer.sealed import SealedText
from tests.conftest import Demo, Signer
from tests.employer.pay.test_at_once import own  # noqa: F401 - the fixture

SECRETS = (
    "020586-902L",
    "140301A904V",
    "FI2112345600000785",
    "FI8657810020088880",
    "FI8333010001100775",
    "12000.00",
    "child_sick",
    "absent.sick",
    "Kaisla kertoi asian",
    "salainen lomaketieto",
)


def used(engine: Engine) -> None:
    """The demo's household from import to payslips, files, an answer, a log and a form that came too late."""
    sessions = make_sessions(engine)
    hand, known = Hand.of("Salla Aallonkoski (1)"), clock.today() + timedelta(days=1)
    with unit_of_work(sessions) as session:
        employer_id = load(session, read(DEMO.read_bytes()), hand, "fi")
    for number in range(2):
        with unit_of_work(sessions) as session:
            run = contracts.pay_runs(session, employer_id, known)[number]
            (employment,) = contracts.employments(session, employer_id, known)
            draft = pay.draft(session, employer_id, employment.id, run, known)
            papers = (render(draft, "fi", known, "canary"),)
            issued = pay.issue(session, employer_id, IssuePayslip(draft, papers), hand)
            report = wage_report(session, employer_id, issued.employee_id, issued.payment_day, hand.at, known)
            assert report.file is not None
            keep_report(session, employer_id, report.file, hand)
            file = payment(session, employer_id, issued.payment_day, hand.at, known, with_tax=False)
            assert file.file is not None
            keep_payment_file(session, employer_id, file.file, hand)
    with unit_of_work(sessions) as session:
        person = create_account(session, NewAccount("k@example.invalid", "K", "fi", None, demo=True))
        account_service.keep_form(
            session, employer_id, person, "/e/1/x", [("note", "salainen lomaketieto 140301A904V")]
        )
        audit.note(session, "break_glass", employer_id, person_id=person, reason="Kaisla kertoi asian")
        session.add(_answer(employer_id, hand))


def _answer(employer_id: int, hand: Hand) -> models.Answer:
    words = "Kaisla kertoi asian"
    facts = {"question": "trial", "value": words, "document": words, "day": hand.day}
    return effective.fill(models.Answer(), hand, employer_id, facts)  # type: ignore[no-any-return]


def test_no_secret_stands_in_any_table(own: Engine) -> None:  # noqa: F811
    used(own)
    found = []
    with own.connect() as connection:
        for table in inspect(own).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():  # noqa: S608
                for column, value in row.items():
                    raw = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                    found += [f"{table}.{column} holds {secret}" for secret in SECRETS if secret.encode() in raw]
    assert not found, "\n".join(sorted(set(found)))
    if own.dialect.name == "sqlite":
        own.dispose()
        path = Path(make_url(own.url).database or "")
        raw = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
        assert raw
        assert [secret for secret in SECRETS if secret.encode() in raw] == []


FREE_TEXT = {
    "answer.document",
    "break_glass.reason",
    "employment_end.fixed_term_ground",
    "feedback.message",
    "holiday_wish.answer",
    "issued_payslip.reason",
    "roster_change.why",
    "roster_publication.why",
}
"""What people write about a person in their own words."""


def test_free_text_about_a_person_is_kept_encrypted() -> None:
    import_models()
    of_column = {
        f"{table.name}.{column.name}": column.type for table in Base.metadata.sorted_tables for column in table.columns
    }
    for name in FREE_TEXT:
        kind = of_column[name]
        assert isinstance(kind, SealedText), name
        assert kind.associated == name


@pytest.mark.demo
def test_no_secret_stands_in_the_log_of_requests(
    app: Application, signer: Signer, demo: Demo, caplog: pytest.LogCaptureFixture
) -> None:
    app.testing = False
    logger = logging.getLogger("employer.requests")
    logger.addHandler(caplog.handler)
    client = signer.client(demo.people["client"])
    try:
        with caplog.at_level(logging.DEBUG):
            for path in (f"/e/{demo.employer_id}/employees?q=140301A904V", "/e/1/FI2112345600000785"):
                client.get(path)
            client.post(
                f"/e/{demo.employer_id}/employer/change",
                data={"form_token": "wrong", "identity_code": "020586-902L", "first_name": "salainen lomaketieto"},
                headers={"X-Forwarded-For": "140301A904V", "User-Agent": "FI8657810020088880"},
            )
    finally:
        logger.removeHandler(caplog.handler)
    assert len(caplog.records) >= 3
    assert [secret for secret in (*SECRETS, "Salla", "Ilona") if secret in caplog.text] == []
