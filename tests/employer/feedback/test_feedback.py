"""The accessibility statement and its form: a receipt at once, an answer within two weeks, a queue with days left."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.orm import Session

from employer import feedback, texts
from employer.app import Application
from employer.errors import NotFound
from employer.feedback import commands, queries, service
from employer.feedback.schemas import NewFeedback
from tests.conftest import Signer
from tests.employer.households import stop_clock
from tests.pages import send, visit

# Half past midnight in Finland: its day counts.
CAME = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def came(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, CAME)


def test_the_statement_is_open_to_everybody_dated_and_names_the_supervisor(app: Application) -> None:
    page = visit(app.test_client(), "/accessibility")
    assert "Tämä seloste on päivitetty 22.11.2026." in page.words()
    assert "https://www.saavutettavuusvaatimukset.fi/" in [one.get("href") for one in page.all("a")]
    assert "/accessibility" in [one.get("href") for one in visit(app.test_client(), "/sign-in").all("a")]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_statement_holds_in_every_language(app: Application, language: str) -> None:
    client = app.test_client()
    client.set_cookie("language", language)
    page = visit(client, "/accessibility")
    assert texts.say(language, "feedback.intro") in page.words()
    assert page.tree.get("lang") == texts.html_language(language)


def test_feedback_gets_a_receipt_with_its_time_and_is_kept_encrypted(app: Application, signer: Signer) -> None:
    given = {"message": "En löydä nappia.\nRuudunlukija ei lue sitä.", "contact": "aino@example.invalid"}
    page = send(app.test_client(), "/accessibility", given)
    assert "Saimme palautteesi 22.11.2026 klo 0.30." in page.words()
    assert "Vastaamme viimeistään 6.12.2026" in page.words()
    with signer.unit() as session:
        (one,) = queries.waiting(session, date(2026, 12, 6))
        assert (one.message, one.contact, one.days_left) == (given["message"], given["contact"], 0)
        assert queries.waiting(session, date(2026, 12, 7))[0].days_left == -1
        assert "löydä" not in session.execute(text("SELECT message || contact FROM feedback")).scalar_one()


def test_an_empty_message_is_refused_and_what_was_typed_stays(app: Application) -> None:
    page = send(app.test_client(), "/accessibility", {"message": " ", "contact": "040 123"}, status=422)
    assert [one.get("value") for one in page.all("input", name="contact")] == ["040 123"]
    assert "#message" in [one.get("href") for one in page.all("a")]


def test_what_was_answered_leaves_the_queue(session: Session) -> None:
    made = feedback.receive(session, NewFeedback("Teksti on pientä."), "fi")
    assert [one.id for one in feedback.waiting(session, date(2026, 11, 22))] == [made.id]
    feedback.answer(session, made.id)
    assert feedback.waiting(session, date(2026, 11, 22)) == ()
    with pytest.raises(NotFound):
        feedback.answer(session, made.id + 1)


def test_a_flood_is_refused_with_words(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_AN_HOUR", 1)
    client = app.test_client()
    send(client, "/accessibility", {"message": "Yksi"})
    assert "Odota tunti" in send(client, "/accessibility", {"message": "Kaksi"}, status=422).words()


def test_the_queue_on_the_command_line_shows_the_days_left(
    app: Application, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "_sessions", lambda: app.extensions["edge"].sessions)
    with signer.unit() as session:
        number = service.receive(session, NewFeedback("Teksti on pientä.", "040 123"), "fi").id
    shown = CliRunner().invoke(commands.feedback, ["list"]).output
    assert f"{number}: 14 days left, by 2026-12-06" in shown
    assert "040 123" in shown
    assert CliRunner().invoke(commands.feedback, ["answered", str(number)]).output == "Noted.\n"
    assert CliRunner().invoke(commands.feedback, ["list"]).output == "0 waiting.\n"
    assert CliRunner().invoke(commands.feedback, ["answered", "99"]).exit_code == 1
