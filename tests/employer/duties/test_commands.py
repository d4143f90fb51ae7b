"""A corrected value of law reaches the employers whose payslips rested on it: as a duty and on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from employer import config, db, duties, texts
from employer.clock import HELSINKI
from employer.duties import commands, queries
from employer.duties.commands import affected_command
from employer.effective import Hand
from employer.law.corrections import Paid
from employer.pay.retroactive import recalculate
from employer.pay.schemas import Issued
from rules import load_book
from tests.employer.law.corrections.corrected import corrected_data

TODAY = date(2027, 1, 5)
Issue = Callable[..., Issued]


def _unemployment(folder: Path, right: str) -> Path:
    """The employee's unemployment contribution of 2026 was another after all."""
    return corrected_data(
        folder, "yearly/unemployment.yaml", "unemployment.employee_percent", "2026-01-01", "0.89", right, "2026-12-15"
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contribution was higher: too little was withheld."""
    return _unemployment(tmp_path_factory.mktemp("law"), "0.95")


@pytest.fixture(scope="module")
def lower(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contribution was lower: too much was withheld."""
    return _unemployment(tmp_path_factory.mktemp("lower"), "0.83")


def corrected_duties(session: Session, employer_id: int, data: Path) -> list[duties.Duty]:
    found = duties.duties(session, employer_id, TODAY, book=load_book(data))
    return [one for one in found if one.code == "law_corrected"]


def test_the_duty_says_what_changed_and_the_euros(
    session: Session,
    payer: tuple[int, int],
    pay_month: Issue,
    data: Path,
) -> None:
    """633.60 euros in January: 5.64 became 6.02."""
    pay_month(*payer, 1)
    (duty,) = corrected_duties(session, payer[0], data)
    assert (duty.day, duty.subject, duty.done) == (date(2026, 12, 15), "ilona-1", False)
    facts = dict(duty.facts)
    assert (facts["number"], facts["before"], facts["after"]) == ("2026-0001", "0,89", "0,95")
    assert (facts["gross"], facts["net"]) == ("0,00\xa0€", "\N{MINUS SIGN}0,38\xa0€")
    assert facts["employer_cost"] == "0,00\xa0€"
    for language, title in (
        ("fi", "palkansaajan työttömyysvakuutusmaksu"),
        ("selko", "palkansaajan työttömyysvakuutusmaksu"),
        ("sv", "löntagarens arbetslöshetsförsäkringspremie"),
        ("en", "employee's unemployment insurance contribution"),
    ):
        told = texts.say(language, f"duties.{duty.code}", **duties.facts_told(duty.facts, language))
        assert "2026-0001" in told
        assert title in told
        assert "0,89 → 0,95" in told


def test_a_correction_in_the_other_direction_gives_back_and_is_over_when_it_has_been_paid(
    session: Session, payer: tuple[int, int], pay_month: Issue, lower: Path, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """633.60 euros in January: 0.83 % is 5.26, and 5.64 was withheld."""
    pay_month(*payer, 1)
    (duty,) = corrected_duties(session, payer[0], lower)
    facts = dict(duty.facts)
    assert (facts["before"], facts["after"]) == ("0,89", "0,83")
    assert (facts["gross"], facts["net"]) == ("0,00\xa0€", "+0,38\xa0€")
    now = load_book(lower)
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("employer", "payroll") and hasattr(module, "load_book"):
            monkeypatch.setattr(module, "load_book", lambda: now)
    later = replace(hand, at=datetime(2027, 1, 5, 12, tzinfo=HELSINKI))
    (row,) = recalculate(session, payer[0], date(2026, 1, 1), date(2026, 1, 31), later, papers=False)
    assert (row.outcome, row.differences["net"]) == ("corrected", 38)
    assert corrected_duties(session, payer[0], lower) == []


def test_a_right_value_that_is_not_known_is_a_duty_without_euros(
    session: Session, payer: tuple[int, int], pay_month: Issue, tmp_path: Path
) -> None:
    pay_month(*payer, 1)
    unknown = corrected_data(
        tmp_path, "yearly/unemployment.yaml", "unemployment.employee_percent", "2026-01-01", "value: '0.89'",
        "value: unknown\n    question: 'What is the contribution of 2026? The decree tells it.'", "2026-12-15",
    )  # fmt: skip
    assert corrected_duties(session, payer[0], unknown) == []
    found = duties.duties(session, payer[0], TODAY, book=load_book(unknown))
    (duty,) = [one for one in found if one.code == "law_corrected_asked"]
    facts = dict(duty.facts)
    assert (facts["number"], facts["before"], facts["after"]) == ("2026-0001", "0,89", "–")


def test_the_book_as_it_was_raises_no_duty(
    session: Session,
    payer: tuple[int, int],
    pay_month: Issue,
) -> None:
    pay_month(*payer, 1)
    assert not [one for one in duties.duties(session, payer[0], TODAY) if one.code == "law_corrected"]


def test_what_corrections_mean_for_an_issued_payslip_is_calculated_once(
    session: Session, payer: tuple[int, int], pay_month: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay_month(*payer, 1)
    asked: list[Paid] = []
    monkeypatch.setattr(queries, "_MEANS", {})
    monkeypatch.setattr(queries, "affected", lambda paid, book: asked.append(paid))
    for _ in range(2):
        duties.duties(session, payer[0], TODAY)
    assert len(asked) == 1
    monkeypatch.setattr(queries, "_MEANS_KEPT", 1)
    pay_month(*payer, 2)
    duties.duties(session, payer[0], TODAY)
    assert len(queries._MEANS) == 1


@pytest.mark.parametrize("known", [True, False])
def test_the_command_lists_the_payslips_with_the_euros(
    session: Session, payer: tuple[int, int], pay_month: Issue, data: Path, hand: Hand, known: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    pay_month(*payer, 1)
    session.flush()

    class Unit:
        def __enter__(self) -> Session:
            return session

        def __exit__(self, *_: Any) -> None:
            return None

    monkeypatch.setattr(config, "load", lambda: config.throwaway("sqlite://"))
    monkeypatch.setattr(commands.sealed, "use_keys", lambda _: None)
    monkeypatch.setattr(db, "make_engine", lambda _: None)
    monkeypatch.setattr(db, "make_sessions", lambda _: None)
    monkeypatch.setattr(db, "unit_of_work", lambda _: Unit())
    result = CliRunner().invoke(affected_command, ["--data", str(data)] if known else [])
    if known:
        assert result.exit_code == 1, result.output
        title = "employee's unemployment insurance contribution"
        told = f"hameenlinna 2026-0001: unemployment.employee_percent ({title}) from 2026-01-01: 0.89 -> 0.95"
        assert told in result.output
        assert "unemployment_employee 5.64 -> 6.02" in result.output
        assert "1 concerned" in result.output
    else:
        assert result.exit_code == 0, result.output
        assert "0 concerned" in result.output
    assert CliRunner().invoke(affected_command, ["--employer", "nobody"]).exit_code == 2


def test_broken_law_data_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "topic.yaml").write_text("- name: Topic\n", encoding="utf-8")
    result = CliRunner().invoke(affected_command, ["--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "The law data cannot be read" in result.output


def test_the_command_stands_with_the_others_of_the_law_data() -> None:
    from employer.cli import main

    listed = CliRunner().invoke(main, ["rules", "--help"]).output
    assert "affected" in listed
    assert "effect" in listed
