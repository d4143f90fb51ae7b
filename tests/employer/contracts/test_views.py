"""Pages of the employments: making one step by step, the contract as page and PDF, changing terms from a day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from employer import contracts, documents, texts
from employer.accounts import service as account_service
from employer.contracts.schemas import Ending, Wage
from employer.effective import Hand
from tests.conftest import Demo, Signer
from tests.employer.households import stop_clock
from tests.pages import look, send, squeezed, visit

pytestmark = pytest.mark.demo

Open = Callable[..., Any]
TODAY = date(2026, 11, 10)
PAGES = (
    "contracts",
    "contracts/new",
    "contracts/1",
    "contracts/1/document",
    "contracts/1/followed",
    "contracts/1/wage",
    "contracts/1/weekly-time",
    "contracts/1/terms",
    "contracts/1/agreement",
    "contracts/1/holiday",
    "contracts/1/pattern",
    "contracts/1/pattern/1/end",
    "contracts/1/gate/criminal_record",
    "contracts/1/gate/occupational_health",
    "contracts/1/gate/young_list",
    "contracts/1/schooling",
    "contracts/1/late",
    "contracts/1/agreed",
    "contracts/1/end",
)
WHO = {"employee": "1", "job": "home_care", "start_day": "1", "start_month": "12", "start_year": "2026"}
LENGTH = {"length": "open", "trial_months": "4"}
WORK = {"duties": "ruoanlaitto\n\nulkoilu", "workplace": "työnantajan koti", "occupation_code": ""}
TIME = {"weekly": "10", "repeats": "yes", "weekdays": ["4"], "start_time": "8", "end_time": "18", "break": ""}
PAY = {"unit": "hour", "euros": "14,00", "pay_day": "last"}
TERMS = {"agreement": "none", "accrual": "by_law", "bonus": "no"}
STEPS = {"who": WHO, "length": LENGTH, "work": WORK, "time": TIME, "pay": PAY, "terms": TERMS}


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is November 2026."""
    stop_clock(monkeypatch)


@pytest.fixture
def salla(signer: Signer, demo: Demo) -> FlaskClient:
    return signer.client(demo.people["client"])


def employments(signer: Signer, demo: Demo) -> Any:
    with signer.unit() as session:
        return contracts.employments(session, demo.employer_id, TODAY)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_wage_that_begins_later_is_until_further_notice(
    salla: FlaskClient, demo: Demo, signer: Signer, language: str
) -> None:
    """In the demo a wage was raised on 1 June 2026; it is 10 November."""
    address = f"/e/{demo.employer_id}/contracts/1"
    salla.post("/language", data={"form_token": visit(salla, address).token(), "language": language, "back": address})
    now = f" – {texts.say(language, 'contracts.now')}"
    since_june = texts.say(language, "contracts.from", day="1.6.2026").capitalize() + now
    assert since_june in visit(salla, address).words()
    with signer.unit() as session:
        hand = Hand.of("Salla Aallonkoski")
        contracts.set_wage(session, demo.employer_id, 1, Wage("hour", Decimal("14.10"), date(2026, 12, 1)), hand)
    words = visit(salla, address).words()
    assert texts.say(language, "contracts.from_open", day="1.12.2026").capitalize() in words
    assert texts.say(language, "contracts.from", day="1.12.2026").capitalize() + now not in words
    assert since_june in words  # the one before it holds still
    assert "12.1.–31.5.2026" in words
    with signer.unit() as session:
        end = Ending(date(2026, 12, 31), None, "resignation")
        contracts.end_employment(session, demo.employer_id, 1, end, hand)
    assert "1.12.–31.12.2026" in visit(salla, address).words()


def until(step: str) -> dict[str, Any]:
    """Everything typed before and on a step."""
    typed: dict[str, Any] = {}
    for name, fields in STEPS.items():
        typed |= fields
        if name == step:
            break
    return typed | {"step": step}


def links(page: Any) -> list[str]:
    return [one.get("href", "") for one in page.all("a")]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_in_every_language(signer: Signer, demo: Demo, salla: FlaskClient, language: str) -> None:
    with signer.unit() as session:
        account_service.choose_language(session, demo.people["client"], language)
    for page in PAGES:
        visit(salla, f"/e/{demo.employer_id}/{page}")
    address = f"/e/{demo.employer_id}/contracts/new"
    for step in STEPS:
        send(salla, address, until(step))
    send(salla, f"/e/{demo.employer_id}/contracts/1/wage", raise_to("15,00"))


def test_a_contract_is_made_step_by_step_and_nothing_is_kept_before_the_last(
    signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    address = f"/e/{demo.employer_id}/contracts/new"
    for step, heading in zip(STEPS, (*list(STEPS)[1:], "check"), strict=True):
        page = send(salla, address, until(step))
        key = f"contracts.step.{heading}" if heading in STEPS else "contracts.check"
        assert squeezed(page.all("h1")[0]) == texts.say("fi", key)
    assert len(employments(signer, demo)) == 1
    words = page.words()
    assert "14,00 €" in words
    assert "perjantai 8.00–18.00" in words, words[300:1500]
    send(salla, address, {**until("terms"), "step": "check"})
    made = employments(signer, demo)[1]
    assert (made.code, made.job, made.start) == ("ilona-2", "home_care", date(2026, 12, 1))
    assert made.terms[0].duties == ("ruoanlaitto", "ulkoilu")
    assert (made.wages[0].euros, made.weekly_times[0].minutes) == (Decimal("14.00"), 600)
    assert (made.patterns[0].weekdays, made.patterns[0].start_minute) == ((4,), 480)
    assert (made.agreements[0].name, made.holiday_terms[0].bonus_percent) == ("none", None)


def test_what_is_not_known_stays_a_question(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    typed = {**until("terms"), "step": "check", "agreement": "unknown", "duties": "", "bonus": ""}
    page = send(salla, f"/e/{demo.employer_id}/contracts/new", typed)
    assert "Sopimuksesta puuttuu tietoja" in page.words()
    made = employments(signer, demo)[1]
    assert made.agreements == ()
    assert f"/e/{demo.employer_id}/contracts/{made.id}/agreement" in links(page)
    assert f"/e/{demo.employer_id}/contracts/{made.id}/terms" in links(page)


def test_a_fixed_term_with_a_long_term_unemployed_person_needs_no_reason(
    signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    kind = {"ground_kind": "long_term_unemployed", "end_day": "30", "end_month": "11", "end_year": "2027"}
    typed = {**until("terms"), "length": "fixed", **kind}
    assert (
        "Pitkäaikaistyötön: laki ei vaadi syytä" in send(salla, f"/e/{demo.employer_id}/contracts/new", typed).words()
    )
    send(salla, f"/e/{demo.employer_id}/contracts/new", {**typed, "step": "check"})
    made = employments(signer, demo)[1]
    assert (made.long_term_unemployed, made.fixed_term_ground) == (True, None)
    page = visit(salla, f"/e/{demo.employer_id}/contracts/{made.id}")
    assert "Pitkäaikaistyötön: laki ei vaadi syytä" in page.words()


def test_a_fixed_term_without_a_reason_asks_about_an_earlier_employment_with_a_link(
    signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    fixed = {"length": "fixed", "ground_kind": "none", "end_day": "30", "end_month": "11", "end_year": "2027"}
    typed = {**until("terms"), "step": "check", **fixed}
    page = send(salla, f"/e/{demo.employer_id}/contracts/new", typed)
    made = employments(signer, demo)[1]
    assert (made.end, made.fixed_term_ground) == (date(2027, 11, 30), None)
    asked = f"/e/{demo.employer_id}/questions/contract.earlier_employment:ilona-2:2026-12-01"
    assert asked in [address.replace("%3A", ":") for address in links(page)]
    visit(salla, asked)


def test_the_day_of_the_contract_is_asked_noted_and_shown(
    open_page: Open, signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    fixed = {"length": "fixed", "ground_kind": "none", "end_day": "30", "end_month": "11", "end_year": "2027"}
    signed = {"signed_day": "20", "signed_month": "11", "signed_year": "2026"}
    address = f"/e/{demo.employer_id}/contracts"
    assert "20.11.2026" in send(salla, f"{address}/new", {**until("terms"), **fixed, **signed}).words()
    page = send(salla, f"{address}/new", {**until("terms"), "step": "check", **fixed})
    asked = f"{address}/2/signed"
    assert asked in links(page)
    assert "Milloin sopimus tehtiin?" in visit(salla, asked).words()
    late = {"signed_day": "2", "signed_month": "12", "signed_year": "2026"}
    assert "viimeistään ensimmäinen työpäivä" in send(salla, asked, late, status=422).words()
    before = {"signed_day": "31", "signed_month": "5", "signed_year": "2026"}
    assert "määräajan peruste puuttuu" in send(salla, asked, before, status=422).words()
    send(salla, asked, signed)
    assert employments(signer, demo)[1].signed == date(2026, 11, 20)
    assert "20.11.2026" in visit(salla, f"{address}/2").words()
    look(open_page(demo.people["client"]), asked)


def test_changing_an_answer_returns_to_the_check(demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/contracts/new"
    whole = {**until("terms"), "checked": "yes"}
    page = send(salla, address, {**whole, "go": "pay"})
    assert page.all("input", name="euros")[0].get("value") == "14,00"
    back = send(salla, address, {**whole, "step": "pay", "euros": "15,50"})
    assert "15,50 €" in back.words()
    assert squeezed(back.all("h1")[0]) == "Tarkista tiedot"


@pytest.mark.parametrize(
    ("step", "wrong", "field"),
    [
        ("who", {"employee": ""}, "employee"),
        ("who", {"job": "gardening"}, "job"),
        ("who", {"start_month": "13"}, "start"),
        ("length", {"length": "fixed"}, "end"),
        ("length", {"length": "fixed", "end_day": "1", "end_month": "2", "end_year": "2027"}, "ground"),
        ("length", {"trial_months": "kaksi"}, "trial_months"),
        ("time", {"weekly": "monta"}, "weekly"),
        ("time", {"weekly": "0"}, "weekly"),
        ("time", {"end_time": "8"}, "end_time"),
        ("time", {"weekdays": []}, "weekdays"),
        ("time", {"start_time": ""}, "start_time"),
        ("pay", {"euros": "0"}, "euros"),
        ("pay", {"pay_day": ""}, "pay_day"),
        ("terms", {"accrual": ""}, "accrual"),
    ],
)
def test_each_wrong_answer_is_said_on_its_step(
    demo: Demo, salla: FlaskClient, step: str, wrong: dict[str, Any], field: str
) -> None:
    page = send(salla, f"/e/{demo.employer_id}/contracts/new", {**until(step), **wrong}, status=422)
    assert f"#{field}" in links(page)
    assert squeezed(page.all("h1")[0]) == texts.say("fi", f"contracts.step.{step}")


def test_a_made_up_employee_or_step_is_not_found(demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/contracts/new"
    send(salla, address, {**until("terms"), "employee": "99"}, on=address, status=404)
    send(salla, address, {**until("terms"), "employee": "99", "step": "check"}, on=address, status=404)
    send(salla, address, {"step": "everything"}, on=address, status=404)


def raise_to(euros: str) -> dict[str, str]:
    return {"unit": "hour", "euros": euros, "first_day": "1", "first_month": "12", "first_year": "2026"}


def test_a_raise_is_checked_before_it_is_kept(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/contracts/1/wage"
    check = send(salla, address, raise_to("14,25"))
    assert "14,25 €" in squeezed(check.all("span", **{"class": "sum-money"})[0]).replace("\N{NO-BREAK SPACE}", " ")
    assert len(employments(signer, demo)[0].wages) == 2
    after = send(salla, address, {**raise_to("14,25"), "confirmed": "yes"})
    assert "Tallensimme tiedot." in after.words()
    wages = employments(signer, demo)[0].wages
    assert (wages[-1].euros, wages[-1].first, wages[-2].until) == (
        Decimal("14.25"),
        date(2026, 12, 1),
        date(2026, 11, 30),
    )
    wrong = send(salla, address, {**raise_to("14,25"), "euros": "", "unit": ""}, status=422)
    assert {"#euros", "#unit"} <= set(links(wrong))


def test_other_terms_change_from_a_day_on(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    base = f"/e/{demo.employer_id}/contracts/1"
    day = {"first_day": "1", "first_month": "12", "first_year": "2026"}
    send(salla, f"{base}/weekly-time", {"minutes": "20", **day})
    send(salla, f"{base}/terms", {"duties": "leikki", "workplace": "koti"})
    send(salla, f"{base}/agreement", {"name": "other", "reason": "sovittu", **day})
    holiday = {"accrual": "14_days", "bonus": "yes", "bonus_percent": "50", "seasonal": "yes", **day}
    send(salla, f"{base}/holiday", holiday)
    send(salla, f"{base}/schooling", {"kind": "term", "mon": "6", "fri": "4:30", **day})
    send(salla, f"{base}/late", {"agreed": "yes", "in_home": "yes", "reason": "Iltatoimet", **day})
    send(salla, f"{base}/pattern", {"weekdays": ["5"], "start": "9", "end": "12", **day})
    pattern = employments(signer, demo)[0].patterns[-1]
    send(
        salla,
        f"{base}/pattern/{pattern.id}/end",
        {"until_day": "31", "until_month": "12", "until_year": "2026"},
    )
    noted = {"day_day": "2", "day_month": "11", "day_year": "2026"}
    send(salla, f"{base}/gate/induction", {**noted, "document": "perehdytyslista"})
    one = employments(signer, demo)[0]
    assert one.weekly_times[-1].minutes == 1200
    assert (one.terms[-1].duties, one.terms[-1].trial_months) == (("leikki",), 4)
    assert (one.agreements[-1].name, one.holiday_terms[-1].bonus_percent) == ("other", Decimal(50))
    assert (one.patterns[-1].weekdays, one.patterns[-1].until) == ((5,), date(2026, 12, 31))
    assert one.holiday_terms[-1].seasonal is True
    assert [(row.kind, row.school_minutes) for row in one.schooling] == [("term", (360, 0, 0, 0, 270, 0, 0))]
    assert "maanantai" in visit(salla, f"{base}/schooling").words()
    assert [(row.agreed, row.reason, row.in_home) for row in one.late_work] == [(True, "Iltatoimet", True)]
    assert "Iltatoimet" in visit(salla, f"{base}/late").words()
    gates = {gate.kind: (gate.day, gate.document) for gate in one.gates}
    assert gates["induction"] == (date(2026, 11, 2), "perehdytyslista")


@pytest.mark.parametrize(
    ("page", "typed", "field"),
    [
        ("weekly-time", {"minutes": "200"}, "minutes"),
        ("agreement", {"name": ""}, "name"),
        ("holiday", {"accrual": "14_days", "bonus_percent": "101"}, "bonus_percent"),
        ("pattern", {"start": "9", "end": "12", "first": "2026-12-01"}, "weekdays"),
        ("pattern", {"weekdays": ["0"], "start": "14", "end": "18"}, "first"),
        ("gate/criminal_record", {"day_day": ""}, "day"),
        ("schooling", {"kind": "term", "first": "2026-12-01"}, "mon"),
        ("schooling", {"kind": "", "first": "2026-12-01"}, "kind"),
        ("late", {"agreed": "yes", "in_home": "yes", "first": "2026-12-01"}, "reason"),
        ("late", {"agreed": "yes", "first": "2026-12-01", "reason": "Iltatoimet"}, "in_home"),
        ("late", {"agreed": "", "first": "2026-12-01"}, "agreed"),
        ("end", {"end_reason": "resignation"}, "end"),
    ],
)
def test_each_wrong_field_of_a_change(
    demo: Demo, salla: FlaskClient, page: str, typed: dict[str, Any], field: str
) -> None:
    opened = send(salla, f"/e/{demo.employer_id}/contracts/1/{page}", typed, status=422)
    assert f"#{field}" in links(opened)


def test_the_end_is_checked_before_it_is_kept(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/contracts/1/end"
    typed = {"end_day": "31", "end_month": "12", "end_year": "2026", "end_reason": "resignation"}
    check = send(salla, address, typed)
    assert "Työntekijä irtisanoutui" in check.words()
    assert employments(signer, demo)[0].end is None
    saved = send(salla, address, {**typed, "confirmed": "yes"})
    assert "Seuraavaksi: anna loppupalkka" in saved.words()
    assert employments(signer, demo)[0].end == date(2026, 12, 31)


CANCELLED = {"end_day": "20", "end_month": "11", "end_year": "2026", "end_reason": "cancelled_by_employer"}


def test_a_cancelled_contract_is_asked_its_days_and_told_what_the_law_asks_for(
    signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    address = f"/e/{demo.employer_id}/contracts/1"
    asked = links(send(salla, f"{address}/end", CANCELLED, status=422))
    assert {"#breach_known", "#cancel_sent", "#employee_heard"} <= set(asked)
    by_employee = {**CANCELLED, "end_reason": "cancelled_by_employee"}
    assert "#employee_heard" not in links(send(salla, f"{address}/end", by_employee, status=422))
    typed = {**CANCELLED, "breach_known": "2026-11-02", "cancel_sent": "2026-11-19", "employee_heard": "no"}
    check = send(salla, f"{address}/end", typed).words()
    for words in ("Pura sopimus viimeistään", "16.11.2026", "Purkaminen on myöhässä", "ei kuultu", "26.11.2026"):
        assert words in check
    send(salla, f"{address}/end", {**typed, "confirmed": "yes"})
    one = employments(signer, demo)[0]
    assert (one.end, one.breach_known, one.employee_heard) == (date(2026, 11, 20), date(2026, 11, 2), False)
    shown = visit(salla, address).words()
    assert "Työnantaja purki sopimuksen heti" in shown
    assert "Purkaminen on myöhässä" in shown


def test_an_absence_without_word_is_noted_and_undone(
    open_page: Open, signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    address = f"/e/{demo.employer_id}/contracts/1"
    visit(salla, f"{address}/undone", status=404)
    typed = {"end": "2026-11-18", "end_reason": "absence_without_word", "confirmed": "yes"}
    assert "Laki vaatii vähintään" in send(salla, f"{address}/end", typed, status=422).words()
    assert (
        "Purkautuminen peruuntuu"
        in send(salla, f"{address}/end", {**typed, "end": "2026-11-02", "confirmed": ""}).words()
    )
    send(salla, f"{address}/end", {**typed, "end": "2026-11-02"})
    assert f"{address}/undone" in links(visit(salla, address))
    assert "#hindered" in links(send(salla, f"{address}/undone", {}, status=422))
    look(open_page(demo.people["client"]), f"{address}/undone")
    send(salla, f"{address}/undone", {"hindered": "yes"})
    one = employments(signer, demo)[0]
    assert (one.end, one.end_reason) == (None, None)


def test_the_end_leads_to_working_out_the_notice_period(demo: Demo, salla: FlaskClient) -> None:
    page = visit(salla, f"/e/{demo.employer_id}/contracts/1/end")
    (link,) = [one for one in page.all("a") if squeezed(one) == "Laske irtisanomisaika ja viimeinen päivä"]
    assert "Irtisanominen" in visit(salla, str(link.get("href"))).words()


def end_in_october(signer: Signer, demo: Demo) -> None:
    with signer.unit() as session:
        ending = Ending(date(2026, 10, 31), "Sijaisuus")
        contracts.end_employment(session, demo.employer_id, 1, ending, Hand.of("Salla"))


def test_work_that_went_on_after_the_end_is_noted(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/contracts/1"
    visit(salla, f"{address}/goes-on", status=404)  # there is no end
    end_in_october(signer, demo)
    assert f"{address}/goes-on" in links(visit(salla, address))
    day = {"end_day": "31", "end_month": "12", "end_year": "2026", "end_reason": "fixed_term_ended", "confirmed": "yes"}
    assert "#later" in links(send(salla, f"{address}/end", day, status=422))
    assert "#worked" in links(send(salla, f"{address}/goes-on", {}, status=422))
    send(salla, f"{address}/goes-on", {"worked": "yes"})
    assert employments(signer, demo)[0].end is None


def test_an_extended_fixed_term_says_how_often(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/contracts/1"
    end_in_october(signer, demo)
    typed = {"end_day": "31", "end_month": "12", "end_year": "2026", "end_reason": "fixed_term_ended"}
    typed |= {"later": "extended", "fixed_term_ground": "Sijaisuus jatkuu", "confirmed": "yes"}
    send(salla, f"{address}/end", typed)
    one = employments(signer, demo)[0]
    assert (one.end, one.renewals, one.fixed_term_ground) == (date(2026, 12, 31), 1, "Sijaisuus jatkuu")
    assert "1 kerran" in visit(salla, address).words()


def test_a_contract_with_an_address_that_became_protected_is_shown_to_the_employee_alone(
    signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    base = f"/e/{demo.employer_id}/contracts/1"
    with signer.unit() as session:
        kept = documents.kept(session, demo.employer_id, "contract", "ilona-1")[-1]
    address = f"{base}/kept/{kept.id}.pdf"
    assert salla.get(address).status_code == 200
    with signer.unit() as session:  # who moved before is protected with the old address too
        session.execute(text("UPDATE employee SET protected_address = true, street = 'Uusikuja 9', phone = '+358409'"))
    assert salla.get(address).status_code == 404
    page = visit(salla, base)
    assert "Vain työntekijä voi avata tämän." in page.words()
    assert address not in [one.get("href") for one in page.all("a")]
    ilona = signer.client(demo.people["employee"])
    assert ilona.get(address).data == kept.pdf
    assert address in [one.get("href") for one in visit(ilona, base).all("a")]
    send(salla, f"{base}/keep", {}, on=base)
    with signer.unit() as session:
        later = documents.kept(session, demo.employer_id, "contract", "ilona-1")
    (made,) = {one.id for one in later} - {kept.id}
    assert salla.get(f"{base}/kept/{made}.pdf").status_code == 200  # made under the protection, it tells no address


def test_the_contract_is_read_downloaded_and_kept(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    base = f"/e/{demo.employer_id}/contracts/1"
    assert "Ilona Rantavirta" in visit(salla, f"{base}/document").words()
    answer = salla.get(f"{base}/document.pdf")
    assert answer.data.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Tallensimme sopimuksen." in send(salla, f"{base}/keep", {}, on=base).words()
    with signer.unit() as session:
        kept = documents.kept(session, demo.employer_id, "contract", "ilona-1")[-1]
    assert salla.get(f"{base}/kept/{kept.id}.pdf").data == kept.pdf
    visit(salla, f"{base}/kept/{kept.id + 1000}.pdf", status=404)


def test_an_employee_reads_the_contract_and_changes_nothing(signer: Signer, demo: Demo) -> None:
    ilona = signer.client(demo.people["employee"])
    base = f"/e/{demo.employer_id}/contracts/1"
    page = visit(ilona, base)
    assert "13,60 €" in page.words()
    assert "Muuta" not in page.words()
    visit(ilona, f"{base}/document")
    visit(ilona, f"{base}/wage", status=404)


def test_pay_is_hidden_from_those_without_the_mandate_and_all_from_strangers(signer: Signer, demo: Demo) -> None:
    person = signer.person("Kaisa Esimerkki")
    signer.relate(person, demo.employer_id, "carer", "prepare")
    carer = signer.client(person, acting_for=demo.employer_id)
    assert "€" not in visit(carer, f"/e/{demo.employer_id}/contracts/1").words()
    visit(carer, f"/e/{demo.employer_id}/contracts/1/document", status=404)
    stranger = signer.client(signer.person("Vieras Esimerkki"))
    for page in PAGES:
        visit(stranger, f"/e/{demo.employer_id}/{page}", status=404)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fi", "sv"])  # every language: tests/employer/test_every_page.py
def test_the_pages_of_contracts_are_accessible(open_page: Open, signer: Signer, demo: Demo, language: str) -> None:
    with signer.unit() as session:
        account_service.choose_language(session, demo.people["client"], language)
    page = open_page(demo.people["client"])
    for name in ("contracts", "contracts/1", "contracts/1/document", "contracts/1/wage", "contracts/1/late"):
        look(page, f"/e/{demo.employer_id}/{name}")
    end_in_october(signer, demo)
    for name in ("contracts/1", "contracts/1/end", "contracts/1/goes-on"):
        look(page, f"/e/{demo.employer_id}/{name}")
    page.goto(f"/e/{demo.employer_id}/contracts/new")
    page.locator("main form button").first.click()
    page.locator("#error-summary:focus").wait_for()
    look(page)


ASSISTANT = WHO | {"job": "personal_assistance"}
HETA = TERMS | {"agreement": "heta", "pay_group": "A", "region": "muu_suomi", "experience_months": "0"}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_each_step_says_what_the_law_and_the_agreement_set(
    demo: Demo, signer: Signer, salla: FlaskClient, language: str
) -> None:
    with signer.unit() as session:
        account_service.choose_language(session, demo.people["client"], language)
    address = f"/e/{demo.employer_id}/contracts/new"
    for step, after, term in (
        ("who", "length", "trial"),
        ("work", "time", "weekly_time"),
        ("time", "pay", "sunday"),
        ("pay", "terms", "holiday_days"),
    ):
        page = send(salla, address, until(step) | (ASSISTANT if step == "who" else {}))
        words = page.words()
        assert texts.say(language, "terms.says_now") in words, after
        assert texts.say(language, f"terms.name.{term}") in words


def test_a_wage_below_the_agreements_is_told_before_the_contract_is_made(
    demo: Demo, signer: Signer, salla: FlaskClient
) -> None:
    address = f"/e/{demo.employer_id}/contracts/new"
    typed = until("terms") | ASSISTANT | HETA
    page = send(salla, address, typed | {"euros": "12,50"})
    assert "Työsopimuksen ehto, joka ei päde" in page.words()
    assert "12,51 € tunnilta" in page.words()
    fine = send(salla, address, typed | {"euros": "12,51"})
    assert "Työsopimuksen ehto, joka ei päde" not in fine.words()
    send(salla, address, typed | {"euros": "12,50", "step": "check"})
    made = employments(signer, demo)[1]
    assert (made.wages[0].euros, made.agreements[0].pay_group, made.agreements[0].region) == (
        Decimal("12.50"),
        "A",
        "muu_suomi",
    )
    page = visit(salla, f"/e/{demo.employer_id}/contracts/{made.id}")
    assert "Työsopimuksen ehto, joka ei päde" in page.words()
    assert f"/e/{demo.employer_id}/contracts/{made.id}/followed" in links(page)


def test_a_changed_wage_is_settled_before_it_is_saved(demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/contracts/1/wage"
    form = {"unit": "hour", "euros": "14,20", "first_day": "1", "first_month": "12", "first_year": "2026"}
    assert "Työsopimuksessa on sovittu 14,20 € tunnilta." in send(salla, address, form).words()
    heta = {"name": "heta", "pay_group": "B1", "region": "muu_suomi", "experience_months": "0"}
    send(salla, f"/e/{demo.employer_id}/contracts/1/agreement", heta)
    assert (
        "on pienempi kuin työehtosopimuksen aiempi vähimmäispalkka 13,05 €"
        in send(salla, address, form | {"euros": "13,04"}).words()
    )
    assert "Työsopimuksen ehto, joka ei päde" not in send(salla, address, form | {"euros": "13,05"}).words()


def test_what_is_followed_is_told_term_by_term(demo: Demo, signer: Signer, salla: FlaskClient) -> None:
    page = visit(salla, f"/e/{demo.employer_id}/contracts/1/followed")
    words = page.words()
    assert "Mitä sinun sopimuksessasi noudatetaan" in words
    assert "Sunnuntaityön korotus" in words
    assert "Laki määrää: 100 %." in words
    assert "työaikalaki 872/2019, 20 §" in words
    employee = signer.client(demo.people["employee"])
    assert (
        "Mitä sinun sopimuksessasi noudatetaan"
        in visit(employee, f"/e/{demo.employer_id}/contracts/1/followed").words()
    )


@pytest.mark.browser
def test_a_contract_is_made_by_keyboard_without_scripts(open_page: Open, signer: Signer, demo: Demo) -> None:
    page = open_page(demo.people["client"], scripts=False)
    page.goto(f"/e/{demo.employer_id}/contracts/new")

    def press(*keys: str) -> None:
        for key in keys:
            if len(key) > 1 and key[0] == "<":
                page.keyboard.press(key[1:-1])
            else:
                page.keyboard.type(key)

    page.locator("#employee").focus()
    press("<Space>", "<Tab>", "<Space>", "<Tab>", "1", "<Tab>", "12", "<Tab>", "2026", "<Enter>")
    page.locator("#length").focus()
    press("<Space>", *9 * ("<Tab>",), "4", "<Enter>")
    page.locator("#duties").focus()
    press("ulkoilu", "<Tab>", "koti", "<Enter>")
    page.locator("#weekly").focus()
    press("8", "<Tab>", "<ArrowDown>", "<Space>", "<Enter>")
    page.locator("#unit").focus()
    press("<Space>", "<Tab>", "14", "<Tab>", "<ArrowDown>", "<Tab>", "<Enter>")
    page.locator("#agreement").focus()
    press("<Space>", "<Tab>", "<Tab>", "<Tab>", "<Space>", "<Tab>", "<Tab>", "<Tab>", "<Enter>")
    page.locator("main form > button:not([class])").focus()
    press("<Enter>")
    page.wait_for_url("**/contracts/2")
    assert "Teimme työsopimuksen." in page.locator("main").inner_text()
    assert employments(signer, demo)[1].weekly_times[0].minutes == 480
