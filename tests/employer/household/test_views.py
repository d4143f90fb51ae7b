"""Bringing a household in from a file in the browser, and taking one out (``employer.household.carrying``)."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from employer import accounts, clock, people, texts
from employer.accounts import service as account_service
from employer.household.reading import EXPORT_MARK, read
from tests.conftest import Demo, Signer
from tests.employer.households import stop_clock
from tests.pages import Opened, send, visit

pytestmark = pytest.mark.demo

EXAMPLE = Path(__file__).resolve().parents[3] / "employer" / "household" / "demo" / "hameenlinna-childminder.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
OTHER = (
    TEXT[: TEXT.index("pay_runs:")]
    .replace("id: hameenlinna-childminder", "id: another")
    .replace("020586-902L", "010190-900P")
)
"""The example as another household, without pay runs."""
KEPT = OTHER + "kept: {since: '2026-01-01T12:00:00+00:00'}\n"


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is November 2026."""
    stop_clock(monkeypatch)


def bring(client: FlaskClient, text: str | bytes, whose: str = "own", *, status: int = 200) -> Opened:
    content = text.encode() if isinstance(text, str) else text
    return send(client, "/bring-in", {"whose": whose, "file": (io.BytesIO(content), "own.yaml")}, status=status)


def households(signer: Signer) -> int:
    with signer.unit() as session:
        return sum(people.employer_id_of(session, one) is not None for one in ("hameenlinna-childminder", "another"))


def rights(signer: Signer, person: int) -> list[tuple[str, frozenset[str]]]:
    with signer.unit() as session:
        return [(one.role, one.mandates) for one in accounts.rights(session, person, clock.today())]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_in_every_language(signer: Signer, demo: Demo, language: str) -> None:
    newcomer = signer.person()
    with signer.unit() as session:
        for person in (newcomer, demo.people["client"]):
            account_service.choose_language(session, person, language)
    client = signer.client(newcomer)
    visit(client, "/bring-in")
    bring(client, OTHER.replace("weekly_minutes: 960", "weekly_minutes: -1"), status=422)
    visit(signer.client(demo.people["client"]), f"/e/{demo.employer_id}/take-out")


def test_a_newcomer_brings_in_their_own_household_and_its_helpers_get_in(signer: Signer, demo: Demo) -> None:
    newcomer = signer.person("Salla Aallonkoski")
    assert "Tiedot on tallennettu" in bring(signer.client(newcomer), OTHER).words()
    assert households(signer) == 2
    assert [role for role, _ in rights(signer, newcomer)] == ["client"]
    # Onni may prepare and see money in the second household too; the county's helper is not let in by a file.
    assert [one for one in rights(signer, demo.people["carer"]) if one[0] == "carer"] == [
        ("carer", frozenset({"prepare", "see_money"}))
    ] * 2
    assert len(rights(signer, demo.people["helper"])) == 1


def test_a_helper_brings_in_a_client_s_household_with_the_mandates_of_the_file(signer: Signer, demo: Demo) -> None:
    helper = signer.client(demo.people["helper"])
    before = rights(signer, demo.people["helper"])
    somebody = OTHER.replace("leena.vartti@", "somebody@")
    page = bring(helper, somebody, "client", status=422)
    assert "employer.delegates: Sähköpostiasi ei ole tässä luettelossa." in page.words()
    bring(helper, OTHER, "client")
    assert rights(signer, demo.people["helper"]) == [*before, ("helper", frozenset({"supervise"}))]
    with signer.unit() as session:
        assert accounts.counties_of(session, demo.people["helper"], clock.today()) == ("Kanta-Hämeen hyvinvointialue",)


def test_all_problems_stand_on_the_page_and_nothing_is_kept(signer: Signer) -> None:
    newcomer = signer.person()
    wrong = OTHER.replace("weekly_minutes: 960", "weekly_minutes: -1").replace("percent: '1.20'", "percent: '101'")
    page = bring(signer.client(newcomer), wrong, status=422)
    assert "Tiedostoa ei tallennettu. Korjattavaa: 2" in page.words()
    assert "employer.accident.percent: 101 ei ole sallitulla välillä." in page.words()
    assert "employments[0].weekly_minutes: -1 ei ole sallitulla välillä." in page.words()
    assert (households(signer), rights(signer, newcomer)) == (1, [])


def test_what_a_service_refuses_is_told_too_and_nothing_is_kept(signer: Signer) -> None:
    newcomer = signer.person()
    page = bring(signer.client(newcomer), OTHER.replace("last: '2026-07-09'", "last: '2026-08-09'"), status=422)
    assert "absences[1].last: " in page.words()
    taken = bring(signer.client(newcomer), TEXT, status=422)
    assert "id: " in taken.words()
    assert (households(signer), rights(signer, newcomer)) == (1, [])


@pytest.mark.parametrize("content", [b"", b"- a\n", b"\xff\xfe\x00", b"a: &x [*x]\n", b"x" * 10_001])
def test_files_that_are_no_household_are_refused(
    signer: Signer, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr("employer.household.reading.service.MOST_BYTES", 10_000)
    assert "Tiedostoa ei tallennettu" in bring(signer.client(signer.person()), content, status=422).words()


def test_a_page_shows_so_many_problems_and_says_how_many_there_are(signer: Signer) -> None:
    words = bring(signer.client(signer.person()), OTHER + "".join(f"x{n}: 1\n" for n in range(201)), status=422).words()
    assert "Korjattavaa: 201" in words
    assert "200 ensimmäistä" in words
    assert "x199: " in words
    assert "x200: " not in words


def test_no_file_and_no_choice_are_asked_for(signer: Signer) -> None:
    words = send(signer.client(signer.person()), "/bring-in", {}, status=422).words()
    assert "Valitse tiedosto." in words
    assert households(signer) == 1


def test_an_employer_brings_in_no_second_household_and_a_newcomer_no_client_s(signer: Signer, demo: Demo) -> None:
    salla = signer.client(demo.people["client"])
    assert "Sinulla on jo omat työnantajan tiedot" in visit(salla, "/bring-in").words()
    token = visit(salla, f"/e/{demo.employer_id}/take-out").token()
    form = {"form_token": token, "whose": "own", "file": (io.BytesIO(OTHER.encode()), "own.yaml")}
    assert salla.post("/bring-in", data=form).status_code == 404
    newcomer = signer.client(signer.person())
    form = {"form_token": visit(newcomer, "/bring-in").token(), "whose": "client"}
    assert newcomer.post("/bring-in", data=form | {"file": (io.BytesIO(OTHER.encode()), "x")}).status_code == 404
    assert households(signer) == 1


def take(client: FlaskClient, employer_id: int, what: str) -> bytes:
    token = visit(client, f"/e/{employer_id}/take-out").token()
    answer = client.post(f"/e/{employer_id}/take-out", data={"form_token": token, "what": what})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="household-{what}-2026-11-')
    return answer.data


def test_everything_goes_out_and_the_facts_come_in_again(signer: Signer, demo: Demo) -> None:
    salla = signer.client(demo.people["client"])
    everything = take(salla, demo.employer_id, "everything")
    assert everything.decode().startswith(EXPORT_MARK)
    assert {"issued_payslip", "ledger_entry"} <= set(read(everything, most_bytes=64_000_000).kept)
    newcomer = signer.client(signer.person())
    assert "kept: Tiedostossa on annettuja palkkalaskelmia" in bring(newcomer, KEPT, status=422).words()
    facts = take(salla, demo.employer_id, "facts")
    known = read(facts)
    assert (known.kept, known.id) == ({}, "hameenlinna-childminder")
    assert known == read(everything, most_bytes=64_000_000)
    again = facts.replace(b"id: hameenlinna-childminder", b"id: another").replace(b"020586-902L", b"010190-900P")
    bring(newcomer, again)
    assert households(signer) == 2


def test_a_protected_address_stays_out_and_so_does_what_was_issued(signer: Signer, demo: Demo) -> None:
    with signer.unit() as session:
        assert not people.employees(session, demo.employer_id, date(2026, 11, 10))[0].details.protected_address
    text = OTHER.replace(
        "  address: {street: Malliraitti 7", "  protected_address: true\n  address: {street: Malliraitti 7"
    )
    newcomer = signer.client(signer.person())
    bring(newcomer, text)
    (employer_id,) = {demo.employer_id, demo.employer_id + 1} - {demo.employer_id}
    assert "turvakielto" in visit(newcomer, f"/e/{employer_id}/take-out").words()
    for what in ("everything", "facts"):
        out = take(newcomer, employer_id, what).decode()
        assert "Malliraitti" not in out
        assert "ilona.rantavirta@" not in out
        assert "kept" not in out


def test_who_may_not_see_everything_takes_nothing_out(signer: Signer, demo: Demo) -> None:
    for role, mandates, status in (
        ("carer", ("prepare", "see_money"), 404),
        ("carer", ("see_money", "see_absence_reasons"), 404),
        ("helper", ("prepare", "see_money", "see_absence_reasons"), 200),
    ):
        person = signer.person()
        signer.relate(person, demo.employer_id, role, *mandates)
        assert signer.client(person, demo.employer_id).get(f"/e/{demo.employer_id}/take-out").status_code == status


def test_taking_out_is_written_down_where_the_client_sees_it(signer: Signer, demo: Demo) -> None:
    salla = signer.client(demo.people["client"])
    take(salla, demo.employer_id, "facts")
    assert "Aallonkoski" in visit(salla, f"/e/{demo.employer_id}/log").words()
