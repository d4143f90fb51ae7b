"""The pages of arrangements on the demo's household."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import texts
from rules.decisions.benefits import KINDS
from tests.conftest import Demo, Signer
from tests.pages import look, send, squeezed, visit

pytestmark = pytest.mark.demo

PAGES = (
    "arrangements/1",
    "arrangements/1/garnishment",
    "arrangements/1/benefit",
    *(f"arrangements/1/benefit?kind={kind}" for kind in KINDS),
    "arrangements/1/kela",
    "arrangements/1/trip",
)
TRIP = {
    "day": "2026-02-10",
    "title": "Lääkäriin Tampereelle",
    "between_home_and_work": "no",
    "kilometres": "120",
    "length": "11 h",
    "home_km": "60",
    "work_km": "55",
}


@pytest.fixture
def base(demo: Demo) -> str:
    return f"/e/{demo.employer_id}"


@pytest.fixture
def client(demo: Demo, signer: Signer) -> FlaskClient:
    """The employer, signed in."""
    return signer.client(demo.people["client"])


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_in_every_language(client: FlaskClient, base: str, language: str) -> None:
    token = visit(client, f"{base}/arrangements/1").token()
    client.post("/language", data={"form_token": token, "language": language, "back": f"{base}/arrangements/1"})
    for path in PAGES:
        visit(client, f"{base}/{path}")
    for path in PAGES[1:]:
        wrong = {"day": "x"} if path.endswith("trip") else {"first": "x"}
        send(client, f"{base}/{path}", wrong, status=422)
    send(client, f"{base}/arrangements/1/trip", TRIP)
    send(
        client,
        f"{base}/arrangements/1/benefit",
        {"kind": "phone", "title": "Puhelin", "euros": "20", "first": "1.4.2026"},
    )
    visit(client, f"{base}/arrangements/1/benefit/1/remove")


def test_the_kilometres_of_the_new_year_are_asked_and_keep_their_field(client: FlaskClient, base: str) -> None:
    given = {**TRIP, "day": "2025-12-31", "kilometres_new_year": "70"}
    page = send(client, f"{base}/arrangements/1/trip", given)
    assert "29,50" in page.words()  # 50 × 0.59
    assert "38,50" in page.words()  # 70 × 0.55
    (field,) = page.all("input", name="kilometres_new_year")
    assert field.get("value") == "70"


def test_an_order_is_noted_shown_and_taken_back(client: FlaskClient, base: str) -> None:
    given = {"number": "1234/2026", "protected": "990,90", "first": "1.4.2026"}
    page = send(client, f"{base}/arrangements/1/garnishment", given)
    assert "Tallensimme tiedon." in page.words()
    assert "palkasta jää aina 990,90 €" in page.words().replace("\xa0", " ")
    page = send(client, f"{base}/arrangements/1/garnishment/1/remove", {})
    assert "990,90" not in page.words()


@pytest.mark.parametrize(
    ("path", "given", "field"),
    [
        ("garnishment", {"number": "1", "first": "1.4.2026"}, "protected"),
        ("garnishment", {"number": "1", "first": "", "fixed": "10"}, "first"),
        ("benefit", {"kind": "other", "title": "Sauna", "euros": "0", "first": "1.4.2026"}, "euros"),
        (
            "benefit",
            {"kind": "meal", "title": "Ruoka", "variant": "ordinary", "number": "1", "first": "1.4.2026"},
            "cost",
        ),
        ("benefit", {"kind": "housing", "title": "Koti", "first": "1.4.2026"}, "variant"),
        ("garnishment", {"number": "1", "protected": "900", "iban": "FI00", "first": "1.4.2026"}, "iban"),
        ("benefit", {"kind": "yacht", "title": "Vene", "euros": "1", "first": "1.4.2026"}, "kind"),
        ("kela", {"euros": "paljon", "first": "1.4.2026"}, "euros"),
        ("kela", {"euros": "100", "first": "1.4.2026", "until": "1.3.2026"}, "until"),
        ("trip", {**TRIP, "between_home_and_work": "yes"}, "between_home_and_work"),
        ("trip", {**TRIP, "home_km": ""}, "home_km"),
        ("trip", {**TRIP, "nights": "2"}, "nights"),
        ("trip", {**TRIP, "meals": "1"}, "meals"),
        ("trip", {**TRIP, "abroad": "on"}, "abroad"),
        ("trip", {**TRIP, "day": "2025-12-31"}, "kilometres_new_year"),
        ("trip", {**TRIP, "day": "2025-12-31", "kilometres": "", "length": "20 h", "nights": "1"}, "nights_new_year"),
    ],
)
def test_each_wrong_field_is_told(client: FlaskClient, base: str, path: str, given: dict[str, str], field: str) -> None:
    page = send(client, f"{base}/arrangements/1/{path}", given, status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert f"#{field}" in [one.get("href") for one in summary.iter("a")]


def test_a_trip_shows_what_it_gives_and_is_saved_on_purpose(client: FlaskClient, base: str) -> None:
    page = send(client, f"{base}/arrangements/1/trip", TRIP)
    words = page.words().replace("\xa0", " ")
    assert "66,00 €" in words  # 120 kilometres at 0.55
    assert "54,00 €" in words
    assert "120,00 €" in words
    assert "Tallensimme matkan" not in words
    page = send(client, f"{base}/arrangements/1/trip", {**TRIP, "step": "claim"})
    assert "Tallensimme matkan" in squeezed(page.tree)


def test_strangers_and_those_who_may_not_see_money_find_nothing(demo: Demo, signer: Signer, base: str) -> None:
    for who in (signer.client(signer.person("Muu Ihminen")), signer.client(demo.people["employee"])):
        for path in PAGES:
            visit(who, f"{base}/{path}", status=404)
    filler = signer.person("Vuorojen Täyttäjä")
    signer.relate(filler, demo.employer_id, "carer", "prepare")
    carer = signer.client(filler, acting_for=demo.employer_id)
    visit(carer, f"{base}/arrangements/1/garnishment", status=404)
    owner = signer.client(demo.people["client"])
    visit(owner, f"{base}/arrangements/99", status=404)


@pytest.mark.browser
def test_the_pages_in_a_browser(open_page: Callable[..., Any], demo: Demo, base: str) -> None:
    page = open_page(demo.people["client"])
    for path in PAGES:
        look(page, f"{base}/{path}")
