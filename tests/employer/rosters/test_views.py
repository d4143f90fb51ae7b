"""The pages of rosters on the demo's household."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import clock, formats, hours, pay, people, texts
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.hours.schemas import Shift
from tests.conftest import Demo, Signer
from tests.pages import Opened, look, send, visit

pytestmark = pytest.mark.demo
PAGES = ("rosters/1?month=2026-04", "rosters/1", "rosters/1/register?month=2026-02", "rosters/1/register")


@pytest.fixture
def coming() -> date:
    """The first day of the month after next: it can still be given in time."""
    return (clock.today().replace(day=1) + timedelta(days=62)).replace(day=1)


@pytest.fixture
def base(demo: Demo) -> str:
    return f"/e/{demo.employer_id}"


@pytest.fixture
def client(demo: Demo, signer: Signer) -> FlaskClient:
    """The employer, signed in."""
    return signer.client(demo.people["client"])


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_in_every_language(client: FlaskClient, base: str, language: str) -> None:
    token = visit(client, f"{base}/rosters/1").token()
    client.post("/language", data={"form_token": token, "language": language, "back": f"{base}/rosters/1"})
    for path in PAGES:
        visit(client, f"{base}/{path}")


def test_a_register_is_downloaded(client: FlaskClient, base: str) -> None:
    assert client.get(f"{base}/rosters/1/register.pdf?month=2026-02").data.startswith(b"%PDF")
    table = client.get(f"{base}/rosters/1/register.csv?month=2026-02")
    assert table.mimetype == "text/csv"
    assert b"day_or_week" in table.data


def test_the_register_tells_what_was_paid_for_the_hours_to_who_may_see_money(
    client: FlaskClient, base: str, demo: Demo, signer: Signer
) -> None:
    with signer.unit() as session:
        issued = pay.payslips(session, demo.employer_id, employment_id=1)
    one = next(slip for slip in issued if slip.first == date(2026, 2, 1))
    plain = sum(line.amount_cents for line in one.lines if line.kind == "base_pay")
    assert plain > 0
    address = f"{base}/rosters/1/register?month=2026-02"
    for reader in (client, signer.client(demo.people["employee"])):
        words = visit(reader, address).words()
        assert formats.money(plain).replace("\xa0", " ") in words
        assert one.number in words
    rows = client.get(f"{base}/rosters/1/register.csv?month=2026-02").data.decode("utf-8-sig").splitlines()
    (row,) = [row for row in rows if ";pay_cents;" in row]
    assert row.split(";")[2:4] == ["2026-02-01", str(plain)]
    ahead = visit(client, f"{base}/rosters/1/register?month=2027-03").words()
    assert "ei ole vielä annettu palkkaa" in ahead


def test_who_may_not_see_money_reads_the_hours_alone(signer: Signer, demo: Demo, base: str) -> None:
    person = signer.person("Vuorojen Täyttäjä")
    signer.relate(person, demo.employer_id, "carer", "prepare")
    words = visit(
        signer.client(person, acting_for=demo.employer_id), f"{base}/rosters/1/register?month=2026-02"
    ).words()
    assert "Työaikakirjanpito" in words
    assert "Tunneista maksettu palkka" not in words


def test_strangers_find_nothing_and_employees_read_their_own(demo: Demo, signer: Signer, base: str) -> None:
    stranger = signer.client(signer.person("Muu Ihminen"))
    for path in (*PAGES, "rosters/1/register.csv", "rosters/1/register.pdf"):
        visit(stranger, f"{base}/{path}", status=404)
    employee = signer.client(demo.people["employee"])
    page = visit(employee, f"{base}/rosters/1?month=2026-04")
    assert not [one for one in page.tree.iter("form") if "publish" in (one.get("action") or "")]
    visit(signer.client(demo.people["client"]), f"{base}/rosters/99", status=404)


def test_what_nobody_has_said_of_a_young_worker_is_asked_where_it_is_answered(
    client: FlaskClient, base: str, coming: date, signer: Signer, demo: Demo
) -> None:
    evening = coming + timedelta(days=14 - coming.weekday() + 4)  # a Friday, on which the pattern has no shift
    start = datetime(evening.year, evening.month, evening.day, 18, tzinfo=HELSINKI)
    with signer.unit() as session:
        hand = Hand.of("Salla Aallonkoski")
        (one,) = people.employees(session, demo.employer_id, clock.today())
        young = replace(one.details, identity_code=None, born=date(coming.year - 16, 1, 1), sex=2)
        people.change_employee(session, demo.employer_id, one.id, young, hand)
        hours.add_shift(
            session, demo.employer_id, Shift(1, start, start.replace(hour=22, minute=30), 0, status="planned"), hand
        )
    asked = {f"{base}/contracts/1/{name}" for name in ("schooling", "late")}

    def links(path: str) -> set[str]:
        return asked & {one.get("href") or "" for one in visit(client, f"{base}/{path}").tree.iter("a")}

    paths = (f"rosters/1?month={evening:%Y-%m}", f"hours?employment=1&month={evening:%Y-%m}")
    assert [links(path) for path in paths] == [asked, asked]
    first = {"first_day": "1", "first_month": str(evening.month), "first_year": str(evening.year)}
    send(client, f"{base}/contracts/1/late", {"agreed": "yes", "in_home": "yes", "reason": "Iltatoimet", **first})
    assert [links(path) for path in paths] == [{f"{base}/contracts/1/schooling"}] * 2


def test_a_roster_is_given_on_its_page(client: FlaskClient, base: str, coming: date) -> None:
    path = f"{base}/rosters/1?month={coming:%Y-%m}"
    publish = f"{base}/rosters/1/publish?month={coming:%Y-%m}"
    assert "Työvuoroluettelo, " in visit(client, path).words()
    page = send(client, publish, {}, on=path)
    assert "Annoimme työvuoroluettelon" in page.words()
    tuesday = next(day for day in (coming + timedelta(days=n) for n in range(14, 21)) if day.weekday() == 1)
    given = {"day": tuesday.isoformat(), "start": "9", "end": "13", "kind": "work"}
    page = send(client, f"{base}/hours/1/shift", given, status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == ["#agreed"]
    assert "Tämä päivä on jo annetussa työvuoroluettelossa." in page.words()
    send(client, f"{base}/hours/1/shift", {**given, "agreed": "consent"})
    page = visit(client, path)
    assert "Työntekijä suostui muutokseen." in page.words()
    assert "Muutokset annettuihin vuoroihin" in page.words()
    assert "Annettu: 14.00–18.00" in page.words()
    assert "Muutettu: 9.00–13.00, 14.00–18.00" in page.words()


def test_what_a_roster_breaks_leads_to_its_day(client: FlaskClient, base: str, coming: date, demo: Demo) -> None:
    path, day = f"{base}/rosters/1?month={coming:%Y-%m}", coming + timedelta(days=6)
    night = {"day": day.isoformat(), "start": "20", "end": "23.30", "kind": "work"}
    send(client, f"{base}/hours/1/shift", night)
    page = visit(client, path)
    assert "Tarkista nämä ennen kuin annat luettelon" in page.words()
    (link, *_) = [one for one in page.all("a") if f"#d-{day.isoformat()}" in str(one.get("href"))]
    month = visit(client, str(link.get("href")).partition("#")[0])
    assert f'id="d-{day.isoformat()}"' in month.text
    send(client, f"{base}/rosters/1/publish?month={coming:%Y-%m}", {}, on=path)
    given = visit(client, path).words()
    assert "Näissä vuoroissa on korjattavaa" in given
    assert "Salla Aallonkoski." in given


def test_missed_rest_leads_to_its_money_and_to_time_off(
    client: FlaskClient, base: str, coming: date, signer: Signer, demo: Demo
) -> None:
    monday = coming + timedelta(days=7 - coming.weekday())
    with signer.unit() as session:
        for day in (monday + timedelta(days=number) for number in range(14)):  # two weeks without a day off
            start = datetime(day.year, day.month, day.day, 8, tzinfo=HELSINKI)
            shift = Shift(1, start, start.replace(hour=20), 0, status="planned")
            hours.add_shift(session, demo.employer_id, shift, Hand.of("Salla Aallonkoski"))
    page = visit(client, f"{base}/rosters/1?month={coming:%Y-%m}")
    (link, *_) = [str(one.get("href")) for one in page.all("a") if "final-pay/missed_rest" in str(one.get("href"))]
    form = visit(client, link)
    assert form.all("input", name="day_month")[0].get("value") == str(coming.month)
    (link, *_) = [str(one.get("href")) for one in page.all("a") if "/time-off" in str(one.get("href"))]
    form = visit(client, link)
    assert form.all("input", name="day_month")[0].get("value") == str(coming.month)
    assert form.all("input", name="kind", value="weekly_rest")[0].get("checked") is not None


@pytest.fixture
def tuesday(client: FlaskClient, base: str, coming: date) -> date:
    """A Tuesday of a month whose roster has been given."""
    send(client, f"{base}/rosters/1/publish?month={coming:%Y-%m}", {}, on=f"{base}/rosters/1?month={coming:%Y-%m}")
    return next(day for day in (coming + timedelta(days=n) for n in range(14, 21)) if day.weekday() == 1)


def answers(page: Opened, verb: str) -> list[str]:
    found = [one.get("action") or "" for one in page.tree.iter("form")]
    return [one for one in found if one.endswith(f"/{verb}")]


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("given", ["agree", "decline"])
def test_the_employee_is_asked_and_answers(
    client: FlaskClient, demo: Demo, signer: Signer, base: str, tuesday: date, language: str, given: str
) -> None:
    asking = f"{base}/hours/1/cancel?day={tuesday.isoformat()}&shift=0"
    page = send(client, f"{base}/hours/1/cancel", {"day": tuesday.isoformat(), "agreed": "ask"}, on=asking)
    assert "Kysyimme muutosta työntekijältä." in page.words()
    employee = signer.client(demo.people["employee"])
    roster = f"{base}/rosters/1?month={tuesday:%Y-%m}"
    employee.post(
        "/language", data={"form_token": visit(employee, roster).token(), "language": language, "back": roster}
    )
    front = visit(employee, f"{base}/")
    assert roster in [one.get("href") for one in front.all("a")]
    page = visit(employee, roster)
    (address,) = answers(page, given)
    page = send(employee, address, {}, on=roster)
    assert texts.say(language, f"rosters.answered.{given}") in page.words()
    assert answers(page, given) == []
    send(employee, address, {}, on=roster, status=404)
    words = visit(client, roster).words()
    assert ("Työntekijä ei suostunut" in words) is (given == "decline")
    assert roster not in [one.get("href") for one in visit(employee, f"{base}/").all("a")]


def test_only_the_employee_answers_and_only_the_employer_withdraws(
    client: FlaskClient, demo: Demo, signer: Signer, base: str, tuesday: date
) -> None:
    day = tuesday.isoformat()
    send(client, f"{base}/hours/1/cancel", {"day": day, "agreed": "ask"}, on=f"{base}/hours/1/cancel?day={day}")
    roster = f"{base}/rosters/1?month={tuesday:%Y-%m}"
    page = visit(client, roster)
    assert answers(page, "agree") == []
    (withdraw,) = answers(page, "withdraw")
    agree = withdraw.replace("withdraw", "agree")
    send(client, agree, {}, on=roster, status=404)
    employee = signer.client(demo.people["employee"])
    send(employee, withdraw, {}, on=roster, status=404)
    other = signer.person("Toinen Esimerkki")
    signer.relate(other, demo.employer_id, "employee", employee_id=999)
    client_of_other = signer.client(other)
    token = visit(client_of_other, f"{base}/").token()
    assert client_of_other.post(agree, data={"form_token": token}).status_code == 404
    assert "Peruimme kysymyksen." in send(client, withdraw, {}, on=roster).words()


def test_an_employee_does_not_change_a_given_roster(demo: Demo, signer: Signer, base: str, tuesday: date) -> None:
    employee = signer.client(demo.people["employee"])
    day = tuesday.isoformat()
    page = visit(employee, f"{base}/hours/1/shift?day={day}")
    assert "Sovi muutoksesta työnantajan kanssa." in page.words()
    given = {"day": day, "start": "9", "end": "13", "kind": "work", "agreed": "consent"}
    send(employee, f"{base}/hours/1/shift", given, status=422)
    page = send(employee, f"{base}/hours/1/cancel", {"day": day}, on=f"{base}/hours/1/cancel?day={day}", status=422)
    assert "Annettua työvuoroluetteloa ei voi muuttaa yksin." in page.words()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_of_a_change_in_every_language(client: FlaskClient, base: str, tuesday: date, language: str) -> None:
    day, roster = tuesday.isoformat(), f"{base}/rosters/1?month={tuesday:%Y-%m}"
    client.post("/language", data={"form_token": visit(client, roster).token(), "language": language, "back": roster})
    cancel = f"{base}/hours/1/cancel?day={day}"
    visit(client, f"{base}/hours/1/shift?day={day}")
    send(client, f"{base}/hours/1/cancel", {"day": day}, on=cancel, status=422)
    send(client, f"{base}/hours/1/restore", {"day": day}, on=cancel, status=422)
    send(client, f"{base}/hours/1/cancel", {"day": day, "agreed": "weighty_reason"}, on=cancel, status=422)
    send(client, f"{base}/hours/1/cancel", {"day": day, "agreed": "weighty_reason", "why": "x"}, on=cancel)
    visit(client, roster)


@pytest.mark.browser
def test_the_pages_in_a_browser(open_page: Callable[..., Any], demo: Demo, base: str) -> None:
    page = open_page(demo.people["client"])
    for path in PAGES:
        look(page, f"{base}/{path}")


@pytest.mark.browser
def test_asking_and_answering_in_a_browser(open_page: Callable[..., Any], demo: Demo, base: str, tuesday: date) -> None:
    page = open_page(demo.people["client"], scripts=False, width=360)
    page.goto(f"{base}/hours/1/cancel?day={tuesday.isoformat()}&shift=0")
    page.locator("#agreed").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hours?**")
    assert "Kysyimme muutosta työntekijältä." in page.locator("main").inner_text()
    look(open_page(demo.people["client"]), f"{base}/hours/1/cancel?day={tuesday.isoformat()}&shift=0")
    roster = f"{base}/rosters/1?month={tuesday:%Y-%m}"
    look(open_page(demo.people["client"]), roster)
    employee = open_page(demo.people["employee"])
    look(employee, f"{base}/")
    look(employee, roster)
    employee.get_by_role("button", name="Suostun muutokseen").click()
    look(employee)
    assert "Suostuit muutokseen." in employee.locator("main").inner_text()
