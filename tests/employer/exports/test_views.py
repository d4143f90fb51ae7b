"""The pages of reports and payments on the demo's household."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import update

from employer import answers, budget, clock, contracts, documents, duties, exports, pay, people, texts
from employer.answers.schemas import Answer
from employer.app import Application
from employer.clock import HELSINKI
from employer.config import RegisterInterface
from employer.effective import Hand
from employer.exports import models, outbox
from employer.exports.outbox import Outcome
from employer.exports.sending.service import finish
from employer.pay import recovering
from employer.pay.recovering.schemas import RepaidTyped
from employer.people.schemas import Account
from tests.conftest import Demo, Signer
from tests.employer.exports.incomes_register.stand_in import Register
from tests.employer.households import stop_clock
from tests.pages import Opened, look, send, visit

pytestmark = pytest.mark.demo

Open = Callable[..., Any]


@pytest.fixture
def base(demo: Demo) -> str:
    return f"/e/{demo.employer_id}"


@pytest.fixture
def client(demo: Demo, signer: Signer) -> FlaskClient:
    """The employer, signed in."""
    return signer.client(demo.people["client"])


@pytest.fixture
def january(base: str) -> str:
    """The address of January's pay day."""
    return f"{base}/reports/2026-01-30"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_in_every_language(client: FlaskClient, base: str, january: str, language: str) -> None:
    client.post("/language", data={"form_token": visit(client, january).token(), "language": language, "back": january})
    visit(client, f"{base}/reports")
    visit(client, january)
    for kind, subject in (("payment", "0"), ("wage", "1"), ("separate", "0")):
        send(client, january, {"kind": kind, "subject": subject})


def test_an_empty_page_says_how_to_start(signer: Signer) -> None:
    person = signer.person()
    signer.relate(person, 99, "client")
    words = visit(signer.client(person), "/e/99/reports").words()
    assert "kun olet antanut ensimmäisen palkkalaskelman" in words


def test_a_pay_day_says_what_to_do_by_when(client: FlaskClient, january: str) -> None:
    words = visit(client, january).words()
    # 505.68 of wages; 76.03 of tax and 12.10 of health contribution in the same file.
    assert "Maksa viimeistään 30.1.2026." in words
    assert "Yhteensä 593,81 €. Siinä on veroja ja sairausvakuutusmaksua 88,13 €." in words
    assert "Myöhässä" in words  # it is November
    assert "Ilmoita viimeistään 5.2.2026." in words
    assert "88,13 €. Maksa ne Verohallinnolle viimeistään 12.2.2026." in words


def test_who_pays_without_a_file_sees_to_whom_how_much_and_with_which_reference(
    client: FlaskClient, january: str, base: str
) -> None:
    words = visit(client, january).words()
    assert "Maksa ilman tiedostoa" in words
    wages, taxes = words.index("Ilona Rantavirta", words.index("Maksa ilman tiedostoa")), words.index("oma-aloitteiset")
    assert wages < words.index("505,68 €", wages) < taxes
    assert "2026-0001" in words[wages:taxes]
    assert "99900020260119" in words[taxes:]
    assert "88,13 €" in words[taxes:]


def test_a_pay_day_warns_when_the_county_pays_the_wages(
    client: FlaskClient, demo: Demo, signer: Signer, january: str
) -> None:
    assert "Hyvinvointialue maksaa palkan" not in visit(client, january).words()
    with signer.unit() as session:
        hand = Hand("Salla", datetime(2026, 11, 10, 12, tzinfo=HELSINKI))
        decision = budget.decision_on(session, demo.employer_id, date(2026, 1, 30), date(2026, 11, 10))
        assert decision is not None
        lines = tuple(
            replace(line, money_model="substitute_payer") for line in decision.lines if "wages" in line.covers
        )
        others = tuple(line for line in decision.lines if "wages" not in line.covers)
        budget.record_decision(session, demo.employer_id, replace(decision, lines=(*lines, *others)), hand, decision.id)
    page = visit(client, january)
    assert "Hyvinvointialue maksaa palkan" in page.words()
    assert "Onko hyvinvointialueella valtuutus" in page.words()
    with signer.unit() as session:
        asked = duties.duties(session, demo.employer_id, date(2026, 11, 10))
        paid_by_county = dict.fromkeys(one.day for one in asked if one.code == "pay_wages")
        assert date(2026, 1, 30) not in paid_by_county  # the county pays it
        assert any(one.code == "wage_report" and one.day == date(2026, 2, 5) for one in asked)
        [october] = [one for one in contracts.pay_runs(session, demo.employer_id, hand.day) if one.pay_day.month == 10]
        shown = pay.draft(session, demo.employer_id, 1, october, hand.day).shown
        [notice] = [one for one in shown.notices if one.code == "county_pays"]  # the payslip tells who pays
        said = documents.say_notice("en", {"code": notice.code, "facts": dict(notice.facts)})
        assert "The wellbeing services county pays this wage" in said
        assert "The employer is still Salla Aallonkoski" in said
        mandate = Answer("county_reports:ilona-1:2026-01-30", "yes", "mandate", date(2026, 1, 30))
        answers.record_answer(session, demo.employer_id, mandate, hand)
        asked = duties.duties(session, demo.employer_id, date(2026, 11, 10))
        assert not any(one.code == "wage_report" and one.day == date(2026, 2, 5) for one in asked)
    assert "Tältä päivältä ei ole ilmoitettavaa." in visit(client, january).words()


def test_an_employer_in_the_register_reports_a_month_without_wages_too(
    client: FlaskClient, demo: Demo, signer: Signer, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo's latest payslips are of September; October is whole on the 10th of November."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 10, 12, tzinfo=HELSINKI))
    assert "Ei palkkaa" not in visit(client, f"{base}/reports").words()
    with signer.unit() as session:
        hand = Hand("Salla", datetime(2026, 11, 10, 12, tzinfo=HELSINKI))
        details = people.employer_facts(session, demo.employer_id, hand.day, hand.day).details
        people.change_employer(session, demo.employer_id, replace(details, employer_register="regular"), hand)
    words = visit(client, f"{base}/reports").words()
    assert "Ei palkkaa: 10/2026" in words
    assert "Ei palkkaa: 9/2026" not in words  # paid
    assert "Ei palkkaa: 11/2026" not in words  # not over yet
    assert "Ilmoita viimeistään 5.11.2026." in words
    form = {"kind": "separate", "subject": "0"}
    made = send(client, f"{base}/reports/2026-10-01", form, on=f"{base}/reports")
    assert "Lataa erillisilmoitus" in made.words()
    assert "Tee erillisilmoitus" not in made.words()
    with signer.unit() as session:
        (report,) = [one for one in exports.reports(session, demo.employer_id, "separate") if one.subject == "2026-10"]
        file = exports.report_file(session, demo.employer_id, report.id)
    assert file is not None
    assert b">101<" in file

    def done() -> dict[str, bool]:
        with signer.unit() as session:
            found = duties.duties(session, demo.employer_id, hand.day)
        return {dict(one.facts)["month"]: one.done for one in found if one.code == "separate_report"}

    assert (done()["10/2026"], done()["9/2026"]) == (False, False)  # a file that nobody has sent reports nothing
    send(client, f"{base}/reports/carried/{report.id}", {}, on=f"{base}/reports")
    assert (done()["10/2026"], done()["9/2026"]) == (True, False)


def test_a_month_that_needs_no_report_gets_none(client: FlaskClient, base: str, january: str) -> None:
    send(client, f"{base}/reports/2026-10-01", {"kind": "separate", "subject": "0"}, on=january, status=409)


def test_files_are_made_once_and_downloaded(client: FlaskClient, base: str, january: str) -> None:
    for kind, subject in (("payment", "0"), ("wage", "1"), ("separate", "0")):
        page = send(client, january, {"kind": kind, "subject": subject})
    assert "Kaikki tiedostot on tehty." in page.words()
    assert "Tee maksutiedosto" not in page.words()
    assert "Lataa maksutiedosto 593,81 €" in page.words()
    assert "Vie jokainen tiedosto pankkiin vain kerran." in page.words()
    assert "Tee tiedosto ja vie se" not in page.words()  # the file is there
    assert "Katso tiedostot 30.1.2026" in visit(client, f"{base}/reports").words().replace("\xa0", " ")
    send(client, january, {"kind": "payment", "subject": "0"}, status=409)  # nothing is left to pay
    payment = client.get(f"{base}/reports/files/payment/1")
    assert b"pain.001.001.09" in payment.data
    assert b"505.68" in payment.data
    wage = client.get(f"{base}/reports/files/report/1")
    assert b"WageReportRequestToIR" in wage.data or b"WageReports" in wage.data
    ledger = client.get(f"{base}/reports/ledger.csv")
    assert ledger.data.decode("utf-8").splitlines()[0].lstrip("\ufeff").startswith("day;voucher;account")
    for response in (payment, wage, ledger):
        assert response.headers["Content-Disposition"].startswith("attachment; filename=")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"


def run_state(app: Application, demo: Demo, day: str) -> list[tuple[int, str]]:
    """The states of the pay run of a day, revision by revision."""
    with app.extensions["edge"].sessions() as session:
        runs = contracts.pay_runs(session, demo.employer_id, clock.today())
        [run] = [one for one in runs if one.pay_day == date.fromisoformat(day)]
        states = pay.queries.all_run_states(session, demo.employer_id)
        return [(one.revision, one.state) for one in states if one.pay_run_id == run.id]


def test_a_pay_run_goes_from_its_file_over_being_paid_to_being_reported(
    app: Application, demo: Demo, client: FlaskClient, base: str, january: str
) -> None:
    assert "Palkat on maksettu" not in visit(client, january).words()  # the file comes first
    send(client, f"{january}/paid", {}, on=january, status=409)
    send(client, january, {"kind": "payment", "subject": "0"})
    assert run_state(app, demo, "2026-01-30") == [(0, "payment_file")]
    page = visit(client, january)
    assert "Kerro vielä, kun olet vahvistanut maksun pankissa." in page.words()
    page = send(client, f"{january}/paid", {}, on=january)
    assert "Palkat on merkitty maksetuiksi." in page.words()
    assert run_state(app, demo, "2026-01-30") == [(0, "paid")]
    send(client, f"{january}/paid", {}, on=january, status=409)  # it has been told
    send(client, january, {"kind": "wage", "subject": "1"})
    assert run_state(app, demo, "2026-01-30") == [(0, "paid")]  # nobody has carried the report yet
    send(client, f"{base}/reports/carried/1", {}, on=january)
    assert run_state(app, demo, "2026-01-30") == [(0, "reported")]


def test_what_is_paid_without_a_file_is_told_and_only_a_later_difference_is_paid(
    app: Application, demo: Demo, client: FlaskClient, base: str, january: str
) -> None:
    def account(iban: str | None, day: date) -> None:
        with app.extensions["edge"].sessions() as session, session.begin():
            people.set_employer_account(session, demo.employer_id, Account(iban, day), Hand.of("Salla Aallonkoski"))

    account(None, date(2026, 1, 20))
    send(client, january, {"kind": "wage", "subject": "1"})
    send(client, f"{base}/reports/carried/1", {}, on=january)
    page = visit(client, january)
    assert "Maksutiedostoa ei synny" in page.words()
    send(client, f"{january}/paid", {}, on=january)
    assert run_state(app, demo, "2026-01-30") == [(0, "reported")]  # its report had been carried already
    assert "Palkat on merkitty maksetuiksi." in visit(client, january).words()
    account("FI2112345600000785", date(2026, 1, 25))
    correct(client, base, end="17")
    assert run_state(app, demo, "2026-01-30") == [(0, "corrected"), (1, "approved")]


def correct(client: FlaskClient, base: str, end: str) -> Opened:
    """Corrects January: the shift of the 14th ended at an hour."""
    send(client, f"{base}/hours/1/shift", {"day": "2026-01-14", "start": "14", "end": end, "kind": "work"})
    page = visit(client, address := f"{base}/pay/payslips/1/correct")
    order = {one: page.all("input", name=one)[0].get("value") for one in ("fingerprint", "request_key")}
    return send(client, address, {**order, "reason": "Tunti oli väärin."})


def test_pay_added_when_the_pay_was_out_has_a_pay_day_of_its_own(
    app: Application, demo: Demo, client: FlaskClient, base: str, january: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch)
    send(client, january, {"kind": "payment", "subject": "0"})
    send(client, january, {"kind": "wage", "subject": "1"})
    send(client, f"{january}/paid", {}, on=january)
    assert run_state(app, demo, "2026-01-30") == [(0, "paid")]
    assert "10.11.2026" in correct(client, base, end="19").words()
    assert run_state(app, demo, "2026-01-30") == [(0, "paid")]
    send(client, january, {"kind": "wage", "subject": "1"})  # its report stands as it is: nothing is made
    own = f"{base}/reports/2026-11-10"
    with app.extensions["edge"].sessions() as session:
        [added] = [one for one in pay.payslips(session, demo.employer_id) if one.revision]
    assert (added.payment_day, added.totals["gross"]) == (date(2026, 11, 10), 1320)
    assert "Lisäys maksetaan 10.11.2026." in visit(client, f"{base}/pay/payslips/{added.id}").words()
    send(client, own, {"kind": "payment", "subject": "0"})
    file = etree.fromstring(client.get(f"{base}/reports/files/payment/2").data)
    wages = [
        one.text
        for one in file.iter("{*}InstdAmt")
        if "ilona" in (one.getparent().getparent().findtext(".//{*}EndToEndId") or "")
    ]
    assert wages == [f"{added.totals['paid'] // 100}.{added.totals['paid'] % 100:02d}"]
    send(client, own, {"kind": "wage", "subject": "1"})
    with app.extensions["edge"].sessions() as session:
        first, report = exports.reports(session, demo.employer_id, "wage")
        told = etree.fromstring(exports.report_file(session, demo.employer_id, report.id) or b"")
    assert (report.action, report.day, report.payslips) == ("new", date(2026, 11, 10), (added.number,))
    assert report.reference != first.reference
    assert told.findtext(".//{*}PaymentDate") == "2026-11-10"
    assert [one.text for one in told.iter("{*}ActionCode")] == ["1"]


def test_added_pay_that_is_paid_without_a_file_is_told_to_be_paid(
    app: Application, demo: Demo, client: FlaskClient, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch)
    with app.extensions["edge"].sessions() as session, session.begin():
        people.set_employer_account(
            session, demo.employer_id, Account(None, date(2026, 1, 20)), Hand.of("Salla Aallonkoski")
        )
    correct(client, base, end="19")
    own = f"{base}/reports/2026-11-10"

    def late() -> bool:
        with app.extensions["edge"].sessions() as session:
            found = duties.duties(session, demo.employer_id, date(2026, 11, 12))
            return any(one.code == "pay_wages" and one.day == date(2026, 11, 10) and not one.done for one in found)

    assert late()
    assert "Palkat on merkitty maksetuiksi." in send(client, f"{own}/paid", {}, on=own).words()
    assert not late()
    send(client, f"{own}/paid", {}, on=own, status=409)


def test_a_bank_that_takes_the_older_form_gets_it_and_is_offered_it_first(
    client: FlaskClient, base: str, january: str
) -> None:
    assert "Tee tiedosto muodossa 03" in visit(client, january).words()
    send(client, january, {"kind": "payment", "subject": "0", "version": "05"}, status=404)
    send(client, january, {"kind": "payment", "subject": "0", "version": "03"})
    assert b"pain.001.001.03" in client.get(f"{base}/reports/files/payment/1").data
    words = visit(client, f"{base}/reports/2026-02-27").words()
    assert "Tavallinen tiedosto on muotoa pain.001.001.03." in words
    assert "Tee tiedosto muodossa 09" in words


def test_the_files_of_others_and_days_without_pay_do_not_exist(
    client: FlaskClient, base: str, january: str, demo: Demo, signer: Signer
) -> None:
    send(client, january, {"kind": "wage", "subject": "1"})
    for path in ("reports/2026-01-29", "reports/tammikuu", "reports/files/report/9", "reports/files/payment/9"):
        visit(client, f"{base}/{path}", status=404)
    send(client, january, {"kind": "jokin"}, status=404)
    employee = signer.client(demo.people["employee"])
    for path in ("reports", "reports/2026-01-30", "reports/files/report/1", "reports/ledger.csv"):
        assert employee.get(f"{base}/{path}").status_code == 404
    stranger = signer.person()
    other = signer.relate(stranger, 99, "client")
    assert other
    assert signer.client(stranger).get("/e/99/reports/files/report/1").status_code == 404


def test_a_carer_reads_and_does_not_make(demo: Demo, signer: Signer, january: str) -> None:
    carer = signer.client(demo.people["carer"], acting_for=demo.employer_id)
    assert "Työnantaja tekee tämän tiedoston." in visit(carer, january).words()
    send(carer, january, {"kind": "wage", "subject": "1"}, status=404)


# The register's answers


def bring(client: FlaskClient, base: str, file: bytes | None, status: int = 200) -> Opened:
    given = {} if file is None else {"file": (io.BytesIO(file), "vastaus.xml")}
    return send(client, f"{base}/reports/answers", given, status=status)


@pytest.fixture
def sent(client: FlaskClient, base: str, january: str) -> bytes:
    """January's wage report, as its file."""
    send(client, january, {"kind": "wage", "subject": "1"})
    return client.get(f"{base}/reports/files/report/1").data


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_an_answer_is_brought_in_and_shown(
    client: FlaskClient, base: str, january: str, sent: bytes, language: str
) -> None:
    address = f"{base}/reports/answers"
    client.post("/language", data={"form_token": visit(client, address).token(), "language": language, "back": address})
    page = bring(client, base, Register().take(sent))
    assert texts.say(language, "exports_pages.answers.kept") in page.words()
    assert texts.say(language, "exports_pages.receipt.accepted") in page.words()
    assert texts.say(language, "exports_pages.receipt.accepted") in visit(client, january).words()


def test_what_the_register_refuses_is_shown_in_its_own_words(
    client: FlaskClient, base: str, january: str, sent: bytes
) -> None:
    register = Register()
    register.take(sent)
    page = bring(client, base, register.take(sent))  # sent twice: the register takes it once
    assert "Tulorekisteri ei ottanut ilmoitusta vastaan." in page.words()
    assert "DD0080: DeliveryId has been used" in page.words()
    assert "DD0080: DeliveryId has been used" in visit(client, january).words()


def test_a_refused_report_is_not_reported_and_is_made_again_as_a_new_one(
    client: FlaskClient, base: str, january: str, sent: bytes
) -> None:
    register = Register()
    reference = etree.fromstring(sent).findtext(".//ReportId") or ""
    register.versions[reference] = 1  # somebody else has used the reference: a new report of it is refused
    page = bring(client, base, register.take(sent))
    assert "Katso alta, mikä siinä on väärin." in page.words()
    front = visit(client, f"{base}/").words()
    assert "Tulorekisteri ei ottanut vastaan ilmoitusta, jonka päivä on 30.1.2026." in front
    assert "Ilmoita 30.1.2026 maksettu palkka tulorekisteriin." in front
    page = visit(client, january)
    assert "Tulorekisteri ei ottanut ilmoitusta vastaan." in page.words()
    assert "RD0050" in page.words()
    send(client, january, {"kind": "wage", "subject": "1"})
    again = client.get(f"{base}/reports/files/report/2").data
    assert etree.fromstring(again).findtext(".//ReportId") == f"{reference}-2"
    assert etree.fromstring(again).findtext(".//ActionCode") == "1"
    bring(client, base, register.take(again))
    front = visit(client, f"{base}/").words()
    assert "ei ottanut vastaan ilmoitusta" not in front
    assert "Ilmoita 30.1.2026 maksettu palkka tulorekisteriin." not in front


def test_a_pay_run_goes_back_when_the_register_refuses_its_report_and_on_with_the_next(
    app: Application, demo: Demo, client: FlaskClient, base: str, january: str
) -> None:
    register = Register()
    send(client, january, {"kind": "payment", "subject": "0"})
    send(client, f"{january}/paid", {}, on=january)
    send(client, january, {"kind": "wage", "subject": "1"})
    send(client, f"{base}/reports/carried/1", {}, on=january)
    assert run_state(app, demo, "2026-01-30") == [(0, "reported")]
    first = client.get(f"{base}/reports/files/report/1").data
    register.versions[etree.fromstring(first).findtext(".//ReportId") or ""] = 1  # used by somebody else: refused
    bring(client, base, register.take(first))
    assert run_state(app, demo, "2026-01-30") == [(0, "paid")]
    send(client, january, {"kind": "wage", "subject": "1"})
    assert run_state(app, demo, "2026-01-30") == [(0, "paid")]  # made, and still to be carried
    second = client.get(f"{base}/reports/files/report/2").data
    bring(client, base, register.take(second))  # what the register has taken has been reported, carried or not
    assert run_state(app, demo, "2026-01-30") == [(0, "reported")]
    bring(client, base, register.take(second))  # sent a second time: the one that was taken stands
    assert run_state(app, demo, "2026-01-30") == [(0, "reported")]


def test_a_refused_replacement_takes_its_run_back_and_is_a_duty(
    app: Application, demo: Demo, client: FlaskClient, base: str, january: str
) -> None:
    """Of a corrected pay, and of overpaid pay that came back on a later pay day that had been reported."""
    february, register = f"{base}/reports/2026-02-27", Register()

    def reported(page: str, number: int) -> None:
        send(client, page, {"kind": "wage", "subject": "1"})
        bring(client, base, register.take(client.get(f"{base}/reports/files/report/{number}").data))

    for number, page in enumerate((january, february), 1):
        send(client, page, {"kind": "payment", "subject": "0"})
        send(client, f"{page}/paid", {}, on=page)
        reported(page, number)
    correct(client, base, end="17")
    send(client, f"{january}/paid", {}, on=january)
    known, register.versions = register.versions, {}
    reported(january, 3)
    assert run_state(app, demo, "2026-01-30") == [(0, "corrected"), (1, "paid")]
    front = visit(client, f"{base}/").words()
    assert "ei ottanut vastaan ilmoitusta, jonka päivä on 30.1.2026." in front
    assert "uusi ilmoitus, maksupäivä 30.1.2026." in front
    register.versions = known
    reported(january, 4)
    assert run_state(app, demo, "2026-01-30") == [(0, "corrected"), (1, "reported")]
    with app.extensions["edge"].sessions() as session, session.begin():
        [claim] = recovering.overpaid(session, demo.employer_id, 1).values()
        typed = RepaidTyped(claim.open_cents, date(2026, 2, 27), "tiliote")
        recovering.note_repaid(session, demo.employer_id, claim.payslip_id, typed, Hand.of("Salla Aallonkoski"))
    register.versions = {}
    reported(february, 5)
    assert run_state(app, demo, "2026-02-27") == [(0, "paid")]
    front = visit(client, f"{base}/").words()
    assert "ei ottanut vastaan ilmoitusta, jonka päivä on 27.2.2026." in front
    register.versions = known
    reported(february, 6)
    assert run_state(app, demo, "2026-02-27") == [(0, "reported")]
    assert "ei ottanut vastaan" not in visit(client, f"{base}/").words()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Valitse tiedosto."),
        (b"", "Tiedostoa ei voi lukea."),
        (b"%PDF-1.7", "Tiedostoa ei voi lukea."),
        (b"<a/>", "Tiedosto ei ole tulorekisterin"),
    ],
)
def test_a_wrong_file_is_told(client: FlaskClient, base: str, file: bytes | None, words: str) -> None:
    page = bring(client, base, file, status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == ["#file"]
    assert words in page.words()
    assert "Vastauksia ei ole vielä tuotu." in page.words()


def test_an_answer_to_another_households_report_is_refused(
    client: FlaskClient, base: str, sent: bytes, signer: Signer
) -> None:
    person = signer.person()
    signer.relate(person, 99, "client")
    page = bring(signer.client(person), "/e/99", Register().take(sent), status=422)
    assert "Palaute koskee ilmoitusta, jota ei ole tehty täällä." in page.words()


def test_only_those_who_prepare_bring_answers(demo: Demo, signer: Signer, base: str) -> None:
    employee = signer.client(demo.people["employee"])
    visit(employee, f"{base}/reports/answers", status=404)
    assert employee.post(f"{base}/reports/answers").status_code == 404


# How a report goes to the register


def test_a_person_carries_a_report_and_says_so(
    client: FlaskClient, demo: Demo, signer: Signer, base: str, january: str
) -> None:
    assert "Seuraavaksi" not in visit(client, january).words()
    page = send(client, january, {"kind": "wage", "subject": "1"})
    assert "Seuraavaksi: sinä. Lataa ilmoitus ja lähetä se tulorekisterin asiointipalvelussa." in page.words()
    assert "Kuka lähettää ilmoitukset" not in visit(client, f"{base}/reports").words()  # there is no certificate here
    carried = f"{base}/reports/carried/1"
    employee = signer.client(demo.people["employee"])
    assert employee.post(carried).status_code == 404
    assert "Lähetä vielä ilmoitus" in visit(client, f"{base}/reports").words()
    page = send(client, carried, {}, on=january)
    assert "Lähetä vielä ilmoitus" not in visit(client, f"{base}/reports").words()
    assert "Merkitsimme, että lähetit ilmoituksen." in page.words()
    assert "Seuraavaksi: tulorekisteri. Ilmoitus on lähetetty" in page.words()
    assert "Olen lähettänyt ilmoituksen" not in page.words()
    send(client, carried, {}, on=january, status=409)
    send(client, f"{base}/reports/carried/9", {}, on=january, status=404)
    send(client, f"{base}/reports/sending", {"given": "yes"}, on=f"{base}/reports", status=404)
    bring(client, base, Register().take(client.get(f"{base}/reports/files/report/1").data))
    assert "Seuraavaksi" not in visit(client, january).words()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_employer_lets_the_service_send_and_sees_whose_turn_it_is(
    client: FlaskClient,
    app: Application,
    demo: Demo,
    signer: Signer,
    base: str,
    january: str,
    language: str,
    tmp_path: Path,
) -> None:
    for name in ("own.pem", "own.key", "trust.pem"):
        (tmp_path / name).touch()
    edge = app.extensions["edge"]
    line = RegisterInterface(
        "https://localhost/20170526", tmp_path / "own.pem", tmp_path / "own.key", tmp_path / "trust.pem", "1572860-0"
    )
    app.extensions["edge"] = replace(edge, settings=replace(edge.settings, register=line))
    listed = f"{base}/reports"
    client.post("/language", data={"form_token": visit(client, listed).token(), "language": language, "back": listed})
    assert texts.say(language, "exports_pages.sending.no") in visit(client, listed).words()
    page = send(client, f"{base}/reports/sending", {"given": "yes"}, on=listed)
    assert texts.say(language, "exports_pages.sending.on") in page.words()
    page = send(client, january, {"kind": "wage", "subject": "1"})
    assert texts.say(language, "exports_pages.made.sending") in page.words()
    assert texts.say(language, "exports_pages.way.waiting") in page.words()
    assert texts.say(language, "exports_pages.mark_carried.wage") not in page.words()
    file = etree.fromstring(client.get(f"{base}/reports/files/report/1").data)
    assert [file.findtext(f".//DeliveryData{one}/Code") for one in ("Owner", "Creator", "Sender")] == [
        "020586-902L",
        "1572860-0",
        "1572860-0",
    ]
    send(client, january, {"kind": "payment", "subject": "0"})
    send(client, f"{january}/paid", {}, on=january)
    assert run_state(app, demo, "2026-01-30") == [(0, "paid")]  # the report waits for the service to send it
    with signer.unit() as session:
        hand = Hand.of("Palvelu")
        item = outbox.of_report(session, demo.employer_id, 1)
        assert item is not None
        claimed = outbox.claim(session, demo.employer_id, item, hand)
        assert claimed is not None
        assert finish(session, demo.employer_id, claimed, Outcome("sent"), None, hand)
    assert run_state(app, demo, "2026-01-30") == [(0, "reported")]
    with signer.unit() as session:
        item = outbox.of_report(session, demo.employer_id, 1)
        assert item is not None
        claimed = outbox.claim(session, demo.employer_id, item, hand)
        assert claimed is not None
        assert finish(session, demo.employer_id, claimed, Outcome("failed", "rejected"), None, hand)
    assert run_state(app, demo, "2026-01-30") == [(0, "paid")]  # the register did not take it after all
    for state in ("unsure", "failed"):
        with signer.unit() as session:
            session.execute(update(models.Outbox).values(state=state))
        assert texts.say(language, f"exports_pages.way.{state}") in visit(client, january).words()
    with signer.unit() as session:
        session.execute(update(models.Outbox).values(state="sent", sent_at=clock.now() - timedelta(hours=3)))
    assert texts.say(language, "exports_pages.way.overdue", moment="|").split("|")[-1] in visit(client, january).words()
    page = send(client, f"{base}/reports/sending", {"given": "no"}, on=listed)
    assert texts.say(language, "exports_pages.sending.off") in page.words()


@pytest.mark.browser
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_pages_are_accessible(open_page: Open, demo: Demo, base: str, january: str, language: str) -> None:
    page = open_page(demo.people["client"])
    page.goto(f"{base}/reports")
    if language != "fi":
        page.locator(f"button.language[value={language}]").click()
    look(page, f"{base}/reports")
    look(page, f"{base}/reports/answers")
    look(page, january)
    page.locator("main form button").first.click()
    look(page)
    page.locator("main form[action$='/paid'] button").click()
    look(page)
