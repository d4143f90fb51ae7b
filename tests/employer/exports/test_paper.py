"""The month on paper: everything that a reader of paper needs, in large type, from what was issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from employer import budget, clock, contracts, pay
from employer.effective import Hand
from employer.exports import paper
from tests.conftest import Demo, Signer
from tests.employer.households import stop_clock
from tests.pages import visit

pytestmark = pytest.mark.demo
SEPTEMBER = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is November 2026."""
    stop_clock(monkeypatch)


def plain(part: str) -> str:
    return part.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["fi", "selko", "sv", "en"])
def test_the_month_is_one_tagged_document_in_every_language(signer: Signer, demo: Demo, language: str) -> None:
    with signer.unit() as session:
        made = paper.month_pack(session, demo.employer_id, SEPTEMBER, clock.today(), language)
        again = paper.month_pack(session, demo.employer_id, SEPTEMBER, clock.today(), language)
    assert made.pdf[:5] == b"%PDF-"
    assert made.pdf == again.pdf


def test_the_pay_the_payments_the_budget_and_the_report_stand_on_it(signer: Signer, demo: Demo) -> None:
    with signer.unit() as session:
        part = plain(paper.month_pack(session, demo.employer_id, SEPTEMBER, clock.today(), "fi").part)
        (issued,) = pay.payslips(session, demo.employer_id, first_pay_day=SEPTEMBER, last_pay_day=date(2026, 9, 30))
    cents = issued.totals["paid"]
    for words in (
        "Palkka: Ilona Rantavirta",
        issued.number,
        "Tarkistakaa tunnit yhdessä.",
        "Mitä maksetaan ja kenelle",
        "Verohallinto, oma-aloitteiset verot",
        "12.10.2026",
        "Ilmoitus tulorekisteriin paperilla",
        "Paperilla tehtävän ilmoituksen määräpäivä on 8.10.2026.",
        "Salla Aallonkoski",
        f"{cents // 100 % 1000:03d},{cents % 100:02d} €",
    ):
        assert words in part, words


def test_what_the_county_pays_is_not_among_the_payments(signer: Signer, demo: Demo) -> None:
    with signer.unit() as session:
        (decision,) = budget.decisions(session, demo.employer_id, clock.today())
        hand = Hand.of("Salla Aallonkoski")
        by_county = replace(decision, money_model="substitute_payer")
        budget.record_decision(session, demo.employer_id, by_county, hand, decision.id)
        part = plain(paper.month_pack(session, demo.employer_id, SEPTEMBER, clock.today(), "fi").part)
    assert "Hyvinvointialue maksaa palkan itse. Älä maksa sitä toiseen kertaan." in part
    assert "Hyvinvointialue ilmoittaa maksamansa palkan itse." in part
    assert "määräpäivä on" not in part


def test_a_month_without_pay_has_no_papers(signer: Signer, demo: Demo) -> None:
    with signer.unit() as session, pytest.raises(LookupError):
        paper.month_pack(session, demo.employer_id, date(2025, 12, 1), clock.today(), "fi")


def test_the_empty_sheet_has_a_row_for_each_day_and_places_to_sign(signer: Signer, demo: Demo) -> None:
    with signer.unit() as session:
        (employment,) = contracts.employments(session, demo.employer_id, clock.today())
        made = paper.empty_sheet(session, demo.employer_id, employment.id, SEPTEMBER, clock.today(), "fi")
    assert "Tuntilista, syyskuu 2026" in plain(made.part)
    assert made.part.count('scope="row"') == 30
    assert "keskiviikko 30.9." in plain(made.part)
    assert made.part.count("Ilona Rantavirta") > 1


def test_the_pages_offer_the_papers_to_those_who_may_see_them(signer: Signer, demo: Demo) -> None:
    salla = signer.client(demo.people["client"])
    address = f"/e/{demo.employer_id}/papers"
    assert "Tulosta kuukauden paperit" in visit(salla, f"/e/{demo.employer_id}/reports/2026-09-30").words()
    assert "Tyhjä tuntilista" in visit(salla, f"/e/{demo.employer_id}/hours").words()
    for page in ("2026-09.pdf", "hours/1/2026-09.pdf"):
        given = salla.get(f"{address}/{page}")
        assert (given.status_code, given.content_type) == (200, "application/pdf")
    assert salla.get(f"{address}/2025-12.pdf").status_code == 404
    assert salla.get(f"{address}/2026-13.pdf").status_code == 404
    employee = signer.client(demo.people["employee"])
    assert employee.get(f"{address}/2026-09.pdf").status_code == 404
    assert employee.get(f"{address}/hours/1/2026-09.pdf").status_code == 404
