"""The checks of everything issued, on the command line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from employer import config, contracts, db, documents, pay, people
from employer.cli import main
from employer.contracts.schemas import Agreement, HolidayTerm, NewEmployment, Pattern, Wage, WeeklyTime
from employer.documents import Rendered
from employer.pay.commands import payslips
from employer.pay.schemas import IssuePayslip
from employer.people.schemas import AccidentInsurance, Address, EmployeeDetails, EmployerDetails, Name, PensionInsurance
from payroll import calculate
from rules import load_book
from tests.conftest import settings_for_tests
from tests.employer.conftest import START, on
from tests.employer.pay.conftest import JANUARY, KNOWN, month_run


@pytest.fixture
def installation(fresh_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installation with one household that has paid January; gives its database's address."""
    monkeypatch.setattr(config, "load", lambda: settings_for_tests(tmp_path, fresh_sqlite_url))
    hand = on(date(2026, 1, 5))
    with db.unit_of_work(db.make_sessions(db.make_engine(fresh_sqlite_url))) as session:
        employer_id = people.new_employer(
            session,
            EmployerDetails(
                code="hameenlinna",
                name=Name("Salla", "Aallonkoski"),
                identity_code="020586-902L",
                address=Address("Esimerkkikatu 4 A 2", "13100", "Hämeenlinna"),
            ),
            hand,
        )
        people.set_pension(
            session, employer_id, PensionInsurance("contract", total_percent=Decimal("24.85"), first=JANUARY), hand
        )
        people.set_accident(
            session,
            employer_id,
            AccidentInsurance(percent=Decimal("1.20"), group_life_percent=None, first=JANUARY),
            hand,
        )
        employee_id = people.add_employee(
            session,
            employer_id,
            EmployeeDetails(code="ilona", name=Name("Ilona", "Rantavirta"), identity_code="140301A904V"),
            hand,
        )
        employment_id = contracts.add_employment(
            session,
            employer_id,
            NewEmployment(
                code="ilona-1",
                employee_id=employee_id,
                job="childminding",
                start=START,
                wages=(Wage("hour", Decimal("13.20"), START),),
                weekly_times=(WeeklyTime(960),),
                agreements=(Agreement("none", "childminding"),),
                holiday_terms=(HolidayTerm("14_days", None),),
                patterns=(Pattern(START, None, (0, 1, 2, 3), 840, 1080, 0, "public_holidays"),),
            ),
            hand,
        )
        made = pay.draft(session, employer_id, employment_id, month_run(1), KNOWN)
        pay.issue(session, employer_id, IssuePayslip(made), hand)
    return fresh_sqlite_url


def call(*arguments: str) -> Result:
    return CliRunner().invoke(payslips, arguments)


@pytest.mark.parametrize("command", ["replay", "compare"])
def test_everything_issued_agrees(installation: str, command: str) -> None:
    found = call(command)
    assert (found.exit_code, found.output) == (0, "1 payslips, 0 differ.\n")
    assert call(command, "--employer", "hameenlinna").exit_code == 0


def test_an_unknown_household_is_said(installation: str) -> None:
    found = call("replay", "--employer", "nobody")
    assert found.exit_code == 2
    assert "nobody" in found.output


@pytest.mark.parametrize("column", ["trace_sha256", "inputs_sha256"])
def test_a_text_that_is_not_the_one_kept_is_found(installation: str, column: str) -> None:
    engine = db.make_engine(installation)
    with Session(engine) as session, session.begin():
        session.execute(text("DROP TRIGGER issued_payslip_no_update"))
        session.execute(text(f"UPDATE issued_payslip SET {column} = :other"), {"other": "0" * 64})  # noqa: S608
    found = call("replay")
    assert found.exit_code == 1
    assert "2026-0001: fingerprint" in found.output


def test_a_total_changed_behind_the_databases_back_is_found(installation: str) -> None:
    engine = db.make_engine(installation)
    with Session(engine) as session, session.begin():
        session.execute(text("DROP TRIGGER issued_payslip_no_update"))
        session.execute(text("UPDATE issued_payslip SET paid = paid + 100"))
    for command in ("replay", "compare"):
        found = call(command)
        assert found.exit_code == 1
        assert "hameenlinna 2026-0001: paid 202.55 -> 201.55" in found.output


def test_a_running_total_that_is_not_the_sum_of_its_payslips_is_found(installation: str) -> None:
    engine = db.make_engine(installation)
    with Session(engine) as session, session.begin():
        session.execute(text("UPDATE paid_on_day SET taxable = taxable + 1 WHERE employee_id = 0"))
    found = call("replay")
    assert found.exit_code == 1
    assert "hameenlinna 2026-01-31: the running totals are not the sums of the payslips" in found.output
    assert call("compare").exit_code == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE issued_payslip SET paid = paid + 1", "issued_payslip 1 (2026-0001) was changed: its totals"),
        ("UPDATE issued_payslip SET trace_sha256 = inputs_sha256", "(2026-0001) was changed: fingerprint"),
        ("UPDATE issued_payslip SET trace = 'k1:nonsense'", "issued_payslip 1 cannot be opened: it was changed"),
        ("DELETE FROM issued_line", "(2026-0001) was changed: lines"),
        ("UPDATE issued_payslip SET payment_day = '2026-02-01'", "2026-01-31: the running totals"),
        ("DELETE FROM issued_payslip", "2026-01-31: the running totals are not the sums of the payslips"),
        ("UPDATE document SET pdf = x'255044'", "document 1 was changed"),
        ("UPDATE document SET html_sha256 = pdf_sha256", "document 1 was changed"),
        ("DELETE FROM document", "document 1 was removed"),
        ("UPDATE document SET subject = '2026-0002'", "document 1 is not what was kept"),
        ("UPDATE issued_payslip SET issued_by = 'Joku Muu'", "issued_payslip 1 is not what was kept"),
        ("UPDATE issued_line SET income_type = 211", "issued_payslip 1 is not what was kept"),
    ],
)
def test_the_check_of_the_chains_tells_of_payslips_and_documents_too(installation: str, change: str, told: str) -> None:
    with db.unit_of_work(db.make_sessions(db.make_engine(installation))) as session:
        paper = Rendered("Palkkalaskelma", "fi", "<article></article>", "<html></html>", b"%PDF-", "0" * 64)
        documents.keep(session, 1, "payslip", "2026-0001", "fi", paper, on(date(2026, 2, 1)))
    fine = CliRunner().invoke(main, ["verify-chain"])
    assert fine.exit_code == 0, fine.output
    engine = db.make_engine(installation)
    with Session(engine) as session, pytest.raises(IntegrityError, match="are kept as they are"):
        session.execute(text(change))
    engine.dispose()
    # Somebody with the file itself, past every guard of the service.
    with closing(sqlite3.connect(installation.removeprefix("sqlite:///"))) as file:
        for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {trigger}")
        file.execute(change)
        file.commit()
    found = CliRunner().invoke(main, ["verify-chain"])
    assert found.exit_code == 1, found.output
    assert told in found.output


# -- the retroactive run -----------------------------------------------------------------------------------------------

PERIOD = ("--from", "2026-01-01", "--until", "2026-01-31")


def raise_wage(url: str) -> None:
    with db.unit_of_work(db.make_sessions(db.make_engine(url))) as session:
        contracts.set_wage(session, 1, 1, Wage("hour", Decimal("14.20"), START), on(date(2026, 2, 10)))


def count(url: str) -> int:
    with Session(db.make_engine(url)) as session:
        return int(session.scalar(text("SELECT count(*) FROM issued_payslip")) or 0)


def test_a_trial_shows_the_differences_and_keeps_nothing(installation: str) -> None:
    raise_wage(installation)
    found = call("retroactive", "--employer", "hameenlinna", *PERIOD, "--dry-run")
    assert found.exit_code == 0, found.output
    assert "2026-0001" in found.output
    assert "base_pay 48.00" in found.output  # 48 hours at one euro more
    assert "Nothing was kept" in found.output
    assert count(installation) == 1


def test_the_run_makes_the_difference_once(installation: str) -> None:
    raise_wage(installation)
    found = call("retroactive", "--all", *PERIOD)
    assert "1 payslips, 1 with differences, 0 open." in found.output
    assert "2026-0002" in found.output
    assert count(installation) == 2
    again = call("retroactive", "--all", *PERIOD)
    assert "1 payslips, 0 with differences, 0 open." in again.output
    assert count(installation) == 2
    assert call("replay").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "wages[0].euros: Palkka on alle nollan: \u22121. Anna palkka, joka on 0 tai enemmän."),
        (("--language", "en"), "wages[0].euros: The wage is below zero: \u22121. Give a wage of 0 or more."),
    ],
)
def test_what_cannot_be_calculated_is_said_in_the_households_language(
    installation: str, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    drafted = pay.service.draft_correction

    def below_zero(*asked: Any) -> Any:
        draft = drafted(*asked)
        wages = tuple(replace(one, euros=Decimal(-1)) for one in draft.inputs.wages)
        calculate(replace(draft.inputs, wages=wages), load_book())
        return draft

    monkeypatch.setattr(pay.service, "draft_correction", below_zero)
    found = call("retroactive", "--all", *PERIOD, *arguments)
    assert found.exit_code == 1
    assert says in found.output
    assert "1 payslips, 0 with differences, 1 open." in found.output


@pytest.mark.parametrize(
    ("language", "asks"),
    [("fi", "Tehdäänkö työ pääkaupunkiseudulla"), ("en", "Is the work done in the capital region")],
)
def test_what_has_to_be_answered_first_is_asked_in_words(installation: str, language: str, asks: str) -> None:
    with db.unit_of_work(db.make_sessions(db.make_engine(installation))) as session:
        agreed = Agreement("heta", None, employer_is_member=True)
        contracts.set_agreement(session, 1, 1, agreed, on(date(2026, 2, 10)))
    found = call("retroactive", "--all", *PERIOD, "--language", language)
    assert found.exit_code == 1
    assert "1 payslips, 0 with differences, 1 open." in found.output
    assert asks in found.output
    assert count(installation) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        PERIOD,
        ("--all", "--employer", "hameenlinna", *PERIOD),
        ("--all", "--from", "2026-02-01", "--until", "2026-01-31"),
        ("--employer", "nobody", *PERIOD),
    ],
)
def test_a_run_without_its_household_or_period_is_refused(installation: str, wrong: tuple[str, ...]) -> None:
    assert call("retroactive", *wrong).exit_code == 2
    assert count(installation) == 1
