"""The pages of procedures on the demo's household."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import texts
from employer.procedures.ending import GUIDES
from tests.conftest import Demo, Signer
from tests.pages import look, send, visit

pytestmark = pytest.mark.demo
ANSWERS = {
    "trial": "away_days=0&told=2026-03-01",
    "notice": "by=employer&means=letter&sent=2026-11-20&cause=work_ends",
    "layoff": "start=2026-12-20&days=100",
    "death": "died=2026-10-01&notice=2026-10-05",
    "final_pay": "due=2026-10-01&paid=2026-10-20&daily=52,80",
    "review": "reviewed=2026-11-20&needed=20",
    "change": "effective=2026-12-01",
    "reemployment": "known=2026-02-10&ended=2026-02-24&employees=1",
    "set_off": "pay_day=2026-03-31&net=1500&dependants=1",
}
PAGES = (
    "procedures/1",
    "procedures/1/certificate",
    "procedures/1/holidays",
    "procedures/1/holidays/ledger",
    *(f"procedures/1/{guide}" for guide in GUIDES),
    *(f"procedures/1/{guide}?{given}" for guide, given in ANSWERS.items()),
)


@pytest.fixture
def base(demo: Demo) -> str:
    return f"/e/{demo.employer_id}"


@pytest.fixture
def client(demo: Demo, signer: Signer) -> FlaskClient:
    """The employer, signed in."""
    return signer.client(demo.people["client"])


def test_every_guide_is_tried() -> None:
    assert set(ANSWERS) == set(GUIDES)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_in_every_language(client: FlaskClient, base: str, language: str) -> None:
    token = visit(client, f"{base}/procedures/1").token()
    client.post("/language", data={"form_token": token, "language": language, "back": f"{base}/procedures/1"})
    for path in PAGES:
        visit(client, f"{base}/{path}")
    for guide in GUIDES:
        visit(client, f"{base}/procedures/1/{guide}?{ANSWERS[guide].partition('&')[0].partition('=')[0]}=x", status=422)


def test_a_guide_answers_with_days_steps_and_sections(client: FlaskClient, base: str) -> None:
    words = visit(client, f"{base}/procedures/1/layoff?{ANSWERS['layoff']}").words()
    assert "13.12.2026" in words
    assert "55/2001 5:4" in words
    assert "ei ole perustetta" in words
    assert "Tämä on apu eikä päätös" in words
    page = visit(client, f"{base}/procedures/1/notice?by=employer&means=letter&sent=2026-11-20", status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == ["#cause"]


def test_papers_are_downloaded(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/procedures/1/certificate")
    made = client.post(f"{base}/procedures/1/certificate", data={"form_token": page.token()})
    assert made.data.startswith(b"%PDF")
    send(client, f"{base}/procedures/1/certificate", {"with_reason": "yes"}, status=422)
    links = [
        one.get("href") or ""
        for one in visit(client, f"{base}/procedures/1/holidays").tree.iter("a")
        if (one.get("href") or "").endswith(".pdf")
    ]
    assert len(links) >= 3  # the ledger, the demo's holiday and what was paid for it
    for link in links:
        assert client.get(link).data.startswith(b"%PDF")


def test_strangers_find_nothing_and_employees_their_own_ledger(demo: Demo, signer: Signer, base: str) -> None:
    stranger = signer.client(signer.person("Muu Ihminen"))
    for path in PAGES:
        visit(stranger, f"{base}/{path}", status=404)
    employee = signer.client(demo.people["employee"])
    visit(employee, f"{base}/procedures/1/holidays")
    visit(employee, f"{base}/procedures/1/notice", status=404)
    client = signer.client(demo.people["client"])
    visit(client, f"{base}/procedures/1/nothing", status=404)
    visit(client, f"{base}/procedures/99", status=404)
    assert client.get(f"{base}/procedures/1/holidays/999/notice.pdf").status_code == 404


@pytest.mark.browser
def test_the_pages_in_a_browser(open_page: Callable[..., Any], demo: Demo, base: str) -> None:
    page = open_page(demo.people["client"])
    for path in (*PAGES[:5], f"procedures/1/notice?{ANSWERS['notice']}", f"procedures/1/set_off?{ANSWERS['set_off']}"):
        look(page, f"{base}/{path}")
