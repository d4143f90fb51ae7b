"""The pages of training on the demo's household."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import texts
from tests.conftest import Demo, Signer
from tests.pages import look, send, squeezed, visit

pytestmark = pytest.mark.demo

Open = Callable[..., Any]
GIVEN = {"title": "Ensiapu", "day": "2026-05-20", "minutes": "3:30", "required": "yes", "paid": "yes", "cost": "40 €"}


@pytest.fixture
def base(demo: Demo) -> str:
    return f"/e/{demo.employer_id}"


@pytest.fixture
def client(demo: Demo, signer: Signer) -> FlaskClient:
    """The employer, signed in."""
    return signer.client(demo.people["client"])


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_in_every_language(client: FlaskClient, base: str, language: str) -> None:
    at = f"{base}/training"
    client.post("/language", data={"form_token": visit(client, at).token(), "language": language, "back": at})
    for path in ("training", "training/1/note", "training/1/note?training=1", "training/1/1/remove"):
        visit(client, f"{base}/{path}")
    send(client, f"{base}/training/1/note", {}, status=422)


def test_a_training_is_noted_corrected_and_taken_back(client: FlaskClient, base: str) -> None:
    page = send(client, f"{base}/training/1/note", GIVEN)
    assert "Ensiapu keskiviikko 20. toukokuuta 2026, 3 tuntia 30 minuuttia" in page.words()
    assert "Kurssimaksu 40,00 €" in page.words()
    link = next(one.get("href") or "" for one in page.tree.iter("a") if squeezed(one) == "Muuta Ensiapu")
    noted = link.rpartition("=")[2]
    page = send(client, f"{base}/training/1/note", {**GIVEN, "title": "Ensiapu 2", "training": noted}, on=link)
    assert "Ensiapu 2" in page.words()
    link = next(one.get("href") or "" for one in page.tree.iter("a") if squeezed(one) == "Poista Ensiapu 2")
    assert "Ensiapu 2" not in send(client, link, {}).words()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("day", "1.1.2025"),
        ("day", "ensi viikolla"),
        ("minutes", "0"),
        ("minutes", "pitkä"),
        ("required", ""),
        ("paid", "ehkä"),
        ("cost", "1.234"),
    ],
)
def test_each_wrong_field_is_told(client: FlaskClient, base: str, field: str, value: str) -> None:
    page = send(client, f"{base}/training/1/note", {**GIVEN, field: value}, status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == [f"#{field}"]
    if field != "title":
        assert page.all("input", name="title")[0].get("value") == "Ensiapu"


def test_who_sees_what(demo: Demo, signer: Signer, base: str) -> None:
    employee = signer.client(demo.people["employee"])
    words = visit(employee, f"{base}/training").words()
    assert "Hätäensiapu" in words
    assert "Kurssimaksu" not in words
    assert "Lisää koulutus" not in words
    visit(employee, f"{base}/training/1/note", status=404)
    visit(signer.client(signer.person()), f"{base}/training", status=404)
    other = signer.person()
    signer.relate(other, demo.employer_id, "employee", employee_id=999)
    assert "Tee ensin työsopimus" in visit(signer.client(other), f"{base}/training").words()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fi", "sv"])  # every language: tests/employer/test_every_page.py
def test_the_pages_are_accessible(open_page: Open, demo: Demo, base: str, language: str) -> None:
    page = open_page(demo.people["client"])
    page.goto(f"{base}/training")
    if language != "fi":
        page.locator(f"button.language[value={language}]").click()
    look(page, f"{base}/training")
    look(page, f"{base}/training/1/note")
    page.locator("main form button:not(.secondary)").click()
    look(page)
    look(page, f"{base}/training/1/1/remove")
