"""The pages of the final pay's sums and of averaging periods, on the demo's household."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import texts
from tests.conftest import Demo, Signer
from tests.pages import look, send, visit

pytestmark = pytest.mark.demo

FORMS = (
    "final-pay/notice",
    "final-pay/loss",
    "final-pay/waiting",
    "final-pay/set_off",
    "final-pay/advance",
    "final-pay/missed_rest",
)
WRONG = {
    "averaging": "first",
    "final-pay/notice": "known",
    "final-pay/loss": "known",
    "final-pay/waiting": "due",
    "final-pay/set_off": "day",
    "final-pay/advance": "paid",
    "final-pay/missed_rest": "agreed",
}


@pytest.fixture
def base(demo: Demo) -> str:
    return f"/e/{demo.employer_id}/arrangements/1"


@pytest.fixture
def client(demo: Demo, signer: Signer) -> FlaskClient:
    """The employer, signed in."""
    return signer.client(demo.people["client"])


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_in_every_language(client: FlaskClient, base: str, language: str) -> None:
    token = visit(client, base).token()
    client.post("/language", data={"form_token": token, "language": language, "back": base})
    for path in ("final-pay", "averaging", *FORMS):
        visit(client, f"{base}/{path}")
    for path in ("averaging", *FORMS):
        send(client, f"{base}/{path}", {WRONG[path]: "x"}, status=422)
    send(client, f"{base}/final-pay/waiting", {"due": "31.10.2026"}, status=422)  # the employment goes on
    send(client, f"{base}/averaging", {"first": "2.11.2026", "until": "15.11.2026", "plan": "44 36"})
    send(client, f"{base}/averaging", {"first": "30.11.2026"})
    send(client, f"{base}/final-pay/set_off", {"title": "Avain", "euros": "30", "day": "20.10.2026"})
    for path in ("averaging/1/remove", "final-pay/1/remove", "final-pay", "averaging"):
        visit(client, f"{base}/{path}")


LONGER = {"day_minutes": "10 t", "week_minutes": "40 t", "agreed_on": "2.11.2026", "agreed_by": "Ilona Rantavirta"}


def test_longer_hours_are_agreed_shown_and_taken_back(client: FlaskClient, base: str) -> None:
    wrong = send(client, f"{base}/longer", {**LONGER, "first": "9.11.2026", "day_minutes": "10 t 1 min"}, status=422)
    assert wrong.all("input", name="agreed_by")[0].get("value") == "Ilona Rantavirta"  # what was written stays
    page = send(client, f"{base}/longer", {**LONGER, "first": "9.11.2026", "until": "20.11.2026"})
    assert "9.11.–20.11.2026: päivä enintään 10 tuntia" in page.words().replace("\xa0", " ")
    page = send(client, f"{base}/longer/1/remove", {})
    assert "9.11.–20.11.2026" not in page.words()
    visit(client, f"{base}/longer/1/remove", status=404)


@pytest.mark.browser
def test_the_pages_of_longer_hours_are_accessible(
    open_page: Callable[..., Any], client: FlaskClient, demo: Demo, base: str
) -> None:
    send(client, f"{base}/longer", {**LONGER, "first": "9.11.2026", "until": "20.11.2026"})
    page = open_page(demo.people["client"])
    for path in ("longer", "longer/1/remove"):
        look(page, f"{base}/{path}")
    page.goto(f"{base}/longer")
    page.get_by_role("button", name="Tallenna").click()
    look(page)  # with its errors


OFF = {"day": "5.10.2026", "kind": "overtime_50", "minutes": "2 t", "agreed": "6.10.2026"}


def test_overtime_taken_as_time_off_is_noted_shown_and_taken_back(client: FlaskClient, base: str) -> None:
    wrong = send(client, f"{base}/time-off", {**OFF, "minutes": "0:01"}, status=422)
    assert "parillisina minuutteina" in wrong.words()
    said = send(client, f"{base}/time-off", OFF).words().replace("\xa0", " ")
    assert (
        "5.10.2026: Vuorokautinen ylityö, ensimmäiset tunnit, 2 tuntia. Vapaata 3 tuntia. Viimeistään 5.4.2027." in said
    )
    assert "Jäljellä 3 tuntia" in said
    address = f"{base.replace('/arrangements/', '/leave/')}/absence?kind=time_off"
    assert visit(client, f"{base}/time-off").all("a", href=address)
    assert visit(client, address).all("option", value="time_off")[0].get("selected") is not None
    page = send(client, f"{base}/time-off/1/remove", {})
    assert "5.10.2026" not in page.words()
    visit(client, f"{base}/time-off/1/remove", status=404)


@pytest.mark.browser
def test_the_pages_of_time_off_are_accessible(
    open_page: Callable[..., Any], client: FlaskClient, demo: Demo, base: str
) -> None:
    send(client, f"{base}/time-off", OFF)
    page = open_page(demo.people["client"])
    for path in ("time-off", "time-off/1/remove"):
        look(page, f"{base}/{path}")
    page.goto(f"{base}/time-off")
    page.get_by_role("button", name="Tallenna").click()
    look(page)  # with its errors


def test_a_claim_is_noted_shown_and_taken_back(client: FlaskClient, base: str) -> None:
    given = {"title": "Kadonnut avain", "euros": "30,50", "day": "20.10.2026", "dependants": "1"}
    page = send(client, f"{base}/final-pay/set_off", given)
    assert "Kadonnut avain, 30,50 €, kuitataan palkasta, johon kuuluu 20.10.2026" in page.words().replace("\xa0", " ")
    page = send(client, f"{base}/final-pay/1/remove", {})
    assert "Kadonnut avain" not in page.words()


def test_an_advance_is_noted_shown_and_taken_back(client: FlaskClient, base: str) -> None:
    page = send(client, f"{base}/final-pay/advance", {"euros": "200", "paid": "5.10.2026", "day": "20.10.2026"})
    said = page.words().replace("\xa0", " ")
    assert "200,00 €, maksettu 5.10.2026, vähennetään palkasta, johon kuuluu 20.10.2026" in said
    page = send(client, f"{base}/final-pay/1/remove", {})
    assert "maksettu 5.10.2026" not in page.words()


def test_missed_rest_in_money_is_noted_shown_and_taken_back(client: FlaskClient, base: str) -> None:
    proposed = visit(client, f"{base}/final-pay/missed_rest?day_day=5&day_month=10&day_year=2026")
    assert [proposed.all("input", name=f"day_{part}")[0].get("value") for part in ("day", "month", "year")] == [
        "5",
        "10",
        "2026",
    ]
    given = {"euros": "120", "day": "5.10.2026", "agreed": "6.10.2026"}
    said = send(client, f"{base}/final-pay/missed_rest", given).words().replace("\xa0", " ")
    assert "120,00 €, lepo jäi pitämättä 5.10.2026, työntekijä suostui 6.10.2026" in said
    page = send(client, f"{base}/final-pay/1/remove", {})
    assert "lepo jäi pitämättä 5.10.2026" not in page.words()


def test_a_period_is_noted_shown_and_taken_back(client: FlaskClient, base: str) -> None:
    page = send(client, f"{base}/averaging", {"first": "2.11.2026", "until": "15.11.2026", "plan": "43,5 36"})
    assert "43 tuntia 30 minuuttia, 36 tuntia" in page.words().replace("\xa0", " ")
    page = send(client, f"{base}/averaging/1/remove", {})
    assert "Työaikaa ei tasata." in page.words()


@pytest.mark.parametrize(
    ("path", "given", "field"),
    [
        ("averaging", {"first": "3.11.2026"}, "first"),
        ("averaging", {"first": "2.11.2026", "until": "15.11.2026", "plan": "44"}, "plan"),
        ("final-pay/set_off", {"title": "Avain", "euros": "0", "day": "20.10.2026"}, "euros"),
        ("final-pay/set_off", {"title": "Avain", "euros": "1", "day": "20.10.2020"}, "day"),
        ("final-pay/missed_rest", {"euros": "0", "day": "5.10.2026", "agreed": "6.10.2026"}, "euros"),
        ("final-pay/missed_rest", {"euros": "1", "day": "5.10.2026", "agreed": "6.10.2030"}, "agreed"),
        ("final-pay/missed_rest", {"euros": "1", "day": "5.10.2020", "agreed": "6.10.2026"}, "day"),
        ("final-pay/advance", {"euros": "0", "paid": "5.10.2026", "day": "20.10.2026"}, "euros"),
        ("final-pay/notice", {"by": "employer", "known": "20.10.2026"}, "by"),
        ("final-pay/loss", {"known": "20.10.2026"}, "known"),
        ("final-pay/loss", {"known": "20.10.2026", "weekly": "x"}, "weekly"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    client: FlaskClient, base: str, path: str, given: dict[str, str], field: str
) -> None:
    page = send(client, f"{base}/{path}", given, status=422)
    assert f'id="{field}' in page.text


def test_a_guide_brings_what_it_was_told(client: FlaskClient, demo: Demo, base: str) -> None:
    asked = "due=2026-10-31&due_day=31&due_month=10&due_year=2026&paid_day=3&paid_month=11&paid_year=2026&net=5"
    page = visit(client, f"{base}/final-pay/waiting?{asked}")
    assert 'value="31"' in page.text
    assert 'value="3"' in page.text
    guide = visit(
        client,
        f"/e/{demo.employer_id}/procedures/1/final_pay?due_day=31&due_month=10&due_year=2026"
        "&paid_day=3&paid_month=11&paid_year=2026&daily=50",
    )
    assert "arrangements/1/final-pay/waiting?due_day=31&amp;due_month=10" in guide.text


def test_a_sum_of_another_employment_is_not_found(client: FlaskClient, base: str) -> None:
    for path in ("final-pay/99/remove", "averaging/99/remove"):
        assert client.get(f"{base}/{path}").status_code == 404


def test_a_period_without_an_end_is_asked_with_a_link_to_its_page(client: FlaskClient, demo: Demo, base: str) -> None:
    send(client, f"{base}/averaging", {"first": "2.2.2026"})
    page = visit(client, f"/e/{demo.employer_id}/questions")
    assert f'href="{base}/averaging"' in page.text
