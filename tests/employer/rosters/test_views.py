"""The pages of rosters on the demo's household."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import clock, texts
from tests.conftest import Demo, Signer
from tests.pages import look, send, visit

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


def test_strangers_find_nothing_and_employees_read_their_own(demo: Demo, signer: Signer, base: str) -> None:
    stranger = signer.client(signer.person("Muu Ihminen"))
    for path in (*PAGES, "rosters/1/register.csv", "rosters/1/register.pdf"):
        visit(stranger, f"{base}/{path}", status=404)
    employee = signer.client(demo.people["employee"])
    page = visit(employee, f"{base}/rosters/1?month=2026-04")
    assert not [one for one in page.tree.iter("form") if "publish" in (one.get("action") or "")]
    visit(signer.client(demo.people["client"]), f"{base}/rosters/99", status=404)


def test_a_roster_is_given_on_its_page(client: FlaskClient, base: str, coming: date) -> None:
    path = f"{base}/rosters/1?month={coming:%Y-%m}"
    publish = f"{base}/rosters/1/publish?month={coming:%Y-%m}"
    assert "Työvuoroluettelo, " in visit(client, path).words()
    page = send(client, publish, {}, on=path)
    assert "Annoimme työvuoroluettelon" in page.words()
    tuesday = next(day for day in (coming + timedelta(days=n) for n in range(14, 21)) if day.weekday() == 1)
    given = {"day": tuesday.isoformat(), "start": "9", "end": "13", "kind": "work"}
    send(client, f"{base}/hours/1/shift", given)
    assert "Vuoroja on muutettu antamisen jälkeen" in visit(client, path).words()
    page = send(client, publish, {}, on=path, status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == ["#agreed"]
    page = send(client, publish, {"agreed": "consent"}, on=path)
    assert "Työntekijä suostui muutokseen." in page.words()


@pytest.mark.browser
def test_the_pages_in_a_browser(open_page: Callable[..., Any], demo: Demo, base: str) -> None:
    page = open_page(demo.people["client"])
    for path in PAGES:
        look(page, f"{base}/{path}")
