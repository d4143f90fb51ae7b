"""Known values through the whole application, then the raw database, the log and the kept forms: none is found.

The values are the demo's identity codes, accounts, a tax card's ceiling, the reason of an absence, an answer's text,
titles, who needs care, kinds of payslip lines. Then every encrypted column is looked at as it is kept, and every other
text column must say why it is not encrypted.
"""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Engine, LargeBinary, String, inspect, make_url, select, text
from sqlalchemy.orm import Session

from employer import audit, clock, contracts, effective, pay
from employer.accounts import NewAccount, create_account
from employer.accounts import service as account_service
from employer.accounts.models import SignIn
from employer.answers import models
from employer.app import Application, import_models
from employer.db import Base, DecimalText, Moment, make_sessions, unit_of_work
from employer.effective import Hand
from employer.exports.prepared.payments.service import payment
from employer.exports.prepared.reports.service import wage_report
from employer.exports.service import keep_payment_file, keep_report
from employer.household.reading.service import read
from employer.household.service import DEMO, load
from employer.pay.schemas import IssuePayslip
from employer.pay.showing.service import render
from employer.sealed import SealedBytes, SealedText
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
    "sick_pay",
    "earlier_allowance",
    "Otso",
    "2020-08-21",
    "työnantajan koti",
    "ei ole yleissitovaa työehtosopimusta",
    "Lastenhoitajan palkka ja sivukulut",
    "Hätäensiapu",
    "Rikostaustaote",
)
WORDS = "Kaisla kertoi asian"

import_models()  # the tables must be known before a database is made


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
        page = "/e/1/absences/new?kind=child_sick"
        account_service.keep_form(session, employer_id, person, page, [("note", "salainen lomaketieto 140301A904V")])
        assert account_service.first_answer(session, employer_id, person, "key", "content") is None
        account_service.keep_answer(session, employer_id, "key", page)
        account_service.start(session, person)
        account_service.keep_notice(session, session.scalars(select(SignIn.id)).one(), "kept", {"what": WORDS})
        audit.note(session, "break_glass", employer_id, person_id=person, reason=WORDS)
        audit.record(session, employer_id, hand.by, "changes.answer", {"value": WORDS}, {"value": WORDS})
        session.add(_answer(employer_id, hand))
    with unit_of_work(sessions) as session:
        fill_the_rest(session)


def _answer(employer_id: int, hand: Hand) -> models.Answer:
    facts = {
        "question": "sick_leave.earlier_allowance:ilona-1:2026-02-05",
        "value": WORDS,
        "document": WORDS,
        "day": hand.day,
    }
    return effective.fill(models.Answer(), hand, employer_id, facts)  # type: ignore[no-any-return]


def encrypted() -> dict[str, list[str]]:
    """The encrypted columns of each table that has any."""
    found = {
        table.name: [column.name for column in table.columns if isinstance(column.type, SealedText | SealedBytes)]
        for table in Base.metadata.sorted_tables
    }
    return {table: columns for table, columns in found.items() if columns}


def fill_the_rest(session: Session) -> None:
    """Writes the known words through the classes into every encrypted column in which nothing stands yet."""
    wanted = encrypted()
    of_table = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    for name, columns in wanted.items():
        model: Any = of_table[name]
        rows = session.scalars(select(model)).all()
        empty = [one for one in columns if all(getattr(row, one) is None for row in rows)]
        if not empty:
            continue
        if rows and not model.__table__.info.get("append_only"):
            for one in empty:
                setattr(rows[0], one, WORDS)
            continue
        row = model()
        for column in model.__table__.columns:
            if column.name != "id" and (column.name in empty or not column.nullable):
                setattr(row, column.name, _something(session, column))
        session.add(row)


def _something(session: Session, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return session.scalars(select(key.column)).first()
    for kind, value in (
        (SealedText, WORDS),
        (SealedBytes, WORDS.encode()),
        (DecimalText, Decimal(1)),
        (Moment, datetime(2026, 11, 22, tzinfo=UTC)),
        (Date, date(2026, 11, 22)),
        (Boolean, False),
        (String, "x"),
    ):
        if isinstance(column.type, kind):
            return value
    return 1001


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


def test_every_encrypted_column_is_kept_encrypted(own: Engine) -> None:  # noqa: F811
    used(own)
    with own.connect() as connection:
        for table, columns in encrypted().items():
            for column in columns:
                kept = connection.execute(text(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'))  # noqa: S608
                raw = [one.encode() if isinstance(one, str) else bytes(one) for one in kept.scalars()]
                assert raw, f"nothing was written to {table}.{column}"
                assert all(one.startswith(b"v1|") for one in raw), f"{table}.{column}"


def test_an_encrypted_column_names_its_own_place() -> None:
    for table, columns in encrypted().items():
        for column in columns:
            kind = Base.metadata.tables[table].columns[column].type
            assert kind.associated == f"{table}.{column}"  # type: ignore[attr-defined]


CLEAR = {
    "who wrote, answered or approved": """*.recorded_by change.actor approval.approved_by report.made_by
        payment_file.made_by outbox.changed_by pay_run_state.changed_by issued_payslip.issued_by roster_change.asked_by
        holiday_wish.wished_by longer_time.agreed_by change.role event.role""",
    "names of columns of ours": "*.left_out",
    "a hash, or a key made by chance": """*.hash *.previous document.html_sha256 document.pdf_sha256
        report.sha256 payment_file.sha256 approval.content_sha256 issued_payslip.inputs_sha256
        issued_payslip.trace_sha256 issued_payslip.request_sha256 issued_payslip.request_key money_form.key
        money_form.content_sha256 sign_in.reference_hash failed_sign_in.subject person.password_hash kept_form.page
        document.template_version issued_payslip.rules_edition issued_payslip.code_version""",
    "a language": """document.language employer.language feedback.language person.language budget_decision.language
        employee.language""",
    "names and addresses of people; protected ones are hidden by the flag, and none of them says anything of them": """
        employer.first_name employer.last_name employer.street employer.postal_code employer.city employer.country
        employer.municipality employer.email employer.phone employee.first_name employee.last_name employee.street
        employee.postal_code employee.city employee.country employee.email employee.phone person.email person.name
        delegate.first_name delegate.last_name delegate.email""",
    "a name or number of an organisation": """delegate.organisation relation.organisation break_glass.organisation
        county_supervisor.organisation employer_accident.insurer employer_accident.insurer_name
        employer_accident.policy_number employer_pension.provider employer_pension.provider_name
        employer_pension.policy_number gate.provider budget_decision.authority budget_decision.authority_id""",
    "a number or an id that others are named by; the file allows letters, digits and hyphens": """employer.code
        employee.code employment.code issued_payslip.employment_code budget_decision.number budget_line.code
        budget_received.line budget_returned.line expense.line training.line ledger_entry.line ledger_entry.employment
        ledger_entry.belongs_to ledger_entry.original ledger_entry.journal report.reference report.delivery
        report.subject report.payslips payment_file.reference payment_file.payslips document.subject
        outbox.register_delivery report_receipt.response_id report_receipt.register_id employer.tax_reference
        chain_head.chain pay_repayment.payslip taxed_year.payslip""",
    "a word of ours for a state or a way of doing": """change.what event.kind document.kind approval.subject
        relation.role relation.mandates delegate.may report.kind report.action report_receipt.state outbox.channel
        outbox.state outbox.problem pay_run_state.state payment_file.schema_version roster_change.verb
        roster_change.state roster_change.allowed_by roster_publication.agreed holiday_wish.state shift.kind
        shift.status""",
    "a word of ours for a term of money or work, the same for the ill and the well": """employer.kind
        employer.employer_register employer_pension.kind employment.job budget_decision.money_model
        budget_decision.carry_over budget_line.covers budget_line.period budget_line.money_model pay_run.kind
        issued_payslip.kind ledger_entry.account ledger_entry.reason agreement_term.name agreement_term.pay_group
        agreement_term.region contract_terms.occupation_code contract_terms.pay_rhythm contract_terms.pay_days
        employment_end.end_reason expense.kind expense.per_diem expense.vehicle fringe_benefit.kind
        fringe_benefit.variant gate.kind holiday_term.accrual pay_item.kind pay_item.given_by wage.unit
        work_pattern.weekdays work_pattern.skip issued_line.unit issued_line.unit_price
        budget_returned.kind schooling.kind time_off.kind""",
    "numbers": """employer_accident.percent employer_accident.group_life_percent employer_pension.total_percent
        expense.number fringe_benefit.number holiday_term.bonus_percent wage.euros issued_line.days
        opening_holiday.days""",
    "times of shifts": """contract_terms.variable_times roster_change.typed roster_change.before roster_change.after
        roster_publication.shifts""",
    "minutes of weeks": "averaging_period.plan schooling.school_minutes",
}
"""Why a column of text is not encrypted. One that holds a person's own words about somebody, or tells of health or of
a tax card, has no place here: it is a ``SealedText`` (rule D1)."""

ONLY_CLEAR = {
    "absence": {
        *("id", "employer_id", "employment_id", "first", "last", "moved_from", "left_out"),
        *("recorded_at", "recorded_on", "recorded_by", "replaces_id", "withdrawn"),
    },
    "tax_card": {
        *("id", "employer_id", "employee_id", "valid_from", "valid_until", "left_out"),
        *("recorded_at", "recorded_on", "recorded_by", "replaces_id", "withdrawn"),
    },
}
"""Tables of health and of tax cards, where numbers and days tell too: all that is not encrypted."""


def test_every_column_of_text_is_encrypted_or_says_why_not() -> None:
    allowed = {name for names in CLEAR.values() for name in names.split()}
    unexplained = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(getattr(column.type, "impl", column.type), String | LargeBinary)
        and not isinstance(column.type, SealedText | SealedBytes)
        and not {f"{table.name}.{column.name}", f"*.{column.name}"} & allowed
    ]
    assert unexplained == [], "make them SealedText, or say in CLEAR why they need not be"


def test_of_an_absence_and_a_tax_card_only_the_days_are_clear() -> None:
    columns = encrypted()
    for name, clear in ONLY_CLEAR.items():
        assert {column.name for column in Base.metadata.tables[name].columns} - set(columns[name]) <= clear


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
