"""The demo's people: each signs in with one click and stands where they belong."""

from __future__ import annotations

import pytest

from employer.app import Application
from tests.conftest import Demo, Signer
from tests.pages import visit

pytestmark = pytest.mark.demo


def test_the_demo_offers_all_four_roles(app: Application, demo: Demo) -> None:
    words = visit(app.test_client(), "/sign-in").words()
    for person in (
        "Salla Aallonkoski, työnantaja",
        "Onni Aallonkoski, omainen",
        "Ilona Rantavirta, työntekijä",
        "Leena Vartti, hyvinvointialueen auttaja",
    ):
        assert person in words
    assert set(demo.people) == {"client", "carer", "helper", "employee"}


@pytest.mark.parametrize("role", ["client", "employee"])
def test_one_goes_straight_to_ones_own(signer: Signer, demo: Demo, role: str) -> None:
    answer = signer.client(demo.people[role]).get("/")
    assert answer.headers["Location"] == f"/e/{demo.employer_id}/"


@pytest.mark.parametrize("role", ["carer", "helper"])
def test_one_chooses_whose_matters_to_handle_and_sees_it_on_every_page(signer: Signer, demo: Demo, role: str) -> None:
    client = signer.client(demo.people[role])
    page = visit(client, "/")
    assert "Hoida henkilön Salla Aallonkoski asioita" in page.words()
    assert "Hoidat henkilön" not in page.words()
