"""The edge of every request: headers, tokens, sessions, errors, the technical log."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from employer import access
from employer.access import policy
from employer.app import HEADERS, Application, create_app
from employer.errors import Conflict, NotFound, Refused
from tests.conftest import Signer, settings_for_tests
from tests.pages import parse, send, visit

pytestmark = pytest.mark.own_app

CANARY = "010190-900P"


@pytest.fixture
def with_trials(app: Application) -> Application:
    """The application with a few routes that go wrong on purpose."""

    def raising(error: Exception):  # type: ignore[no-untyped-def]
        @policy("public")
        def view() -> str:
            raise error

        return view

    errors = {
        "broken": ValueError(f"secret {CANARY}"),
        "refused": Refused([("wages", "Palkka on liian pieni.", "Korjaa palkka.")]),
        "conflict": Conflict(),
        "missing": NotFound(),
        "unknown": LookupError("there is no employment 5"),
    }
    for name, error in errors.items():
        app.add_url_rule(f"/trial/{name}", name, raising(error), methods=["GET", "POST"])

    @policy("prepare", "employee")
    def household(employer_id: int) -> str:
        return f"{access.current_employer_id()} {access.right().role} {access.acting_for()}"

    app.add_url_rule("/e/<int:employer_id>/trial", "household", household)

    @policy("signed_in")
    def note() -> str:
        access.tell("common.saved")
        return "noted"

    app.add_url_rule("/trial/note", "note", note, methods=["POST"])
    return app


def csrf(client: FlaskClient) -> str:
    return visit(client, "/sign-in").token() if not client.get_cookie("session") else visit(client, "/act-for").token()


# Headers and limits


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/", "/static/style.css", "/static/nowhere.css"])
def test_every_response_has_the_whole_header_set(client: FlaskClient, path: str) -> None:
    response = client.get(path, buffered=True)
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    policy_text = response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy_text
    assert "default-src 'none'" in policy_text


def test_pages_are_never_kept_and_static_files_are(client: FlaskClient) -> None:
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
    assert "max-age=31536000" in client.get("/static/style.css", buffered=True).headers["Cache-Control"]


def test_a_host_that_is_not_ours_is_refused(client: FlaskClient) -> None:
    assert client.get("/sign-in", headers={"Host": "elsewhere.invalid"}).status_code == 400


def test_a_body_that_is_too_large_is_refused_in_plain_words(client: FlaskClient) -> None:
    token = csrf(client)
    response = client.post("/sign-in", data={"form_token": token, "email": "x" * 3_000_000})
    assert response.status_code == 413
    assert "Tiedosto on liian suuri" in response.text


def test_cookies_are_host_only_and_secure_behind_https(tmp_path: Path, fresh_sqlite_url: str) -> None:
    app = create_app(settings_for_tests(tmp_path, fresh_sqlite_url, demo=False, https=True))
    cookie = app.test_client().get("/sign-in", base_url="https://localhost").headers["Set-Cookie"]
    assert cookie.startswith("__Host-visit=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    app.extensions["engine"].dispose()


# Tokens


def test_a_form_without_its_token_changes_nothing(client: FlaskClient) -> None:
    response = client.post("/language", data={"language": "sv", "back": "/sign-in"})
    assert response.status_code == 400
    assert "Sivu oli auki liian kauan" in response.text
    assert client.get_cookie("language") is None


def test_a_token_of_somebody_else_does_not_fit(app: Application) -> None:
    mine, other = app.test_client(), app.test_client()
    token = csrf(other)
    csrf(mine)
    assert mine.post("/language", data={"form_token": token, "language": "sv"}).status_code == 400


def test_the_token_of_an_anonymous_visit_does_not_fit_after_signing_in(app: Application, signer: Signer) -> None:
    client = app.test_client()
    before = csrf(client)
    person = signer.person()
    signer.relate(person, 1, "client")
    send(client, "/sign-in/demo", {"person": str(person)}, on="/sign-in", status=404)  # /e/1/ is not built here
    assert client.post("/language", data={"form_token": before, "language": "sv"}).status_code == 400


def test_the_token_may_come_in_a_header(client: FlaskClient) -> None:
    token = csrf(client)
    response = client.post("/language", data={"language": "en", "back": "/sign-in"}, headers={"X-Form-Token": token})
    assert response.status_code == 303


@pytest.mark.parametrize(
    "where", ["https://elsewhere.invalid/", "//elsewhere.invalid", "/\\elsewhere.invalid", "x", ""]
)
def test_nobody_is_sent_elsewhere(client: FlaskClient, where: str) -> None:
    response = client.post("/language", data={"form_token": csrf(client), "language": "sv", "back": where})
    assert (response.status_code, response.headers["Location"]) == (303, "/")


# Errors


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("refused", 422, "Palkka on liian pieni. Korjaa palkka."),
        ("conflict", 409, "Tämä on jo muuttunut"),
        ("missing", 404, "Sivua ei löytynyt"),
        ("unknown", 404, "Sivua ei löytynyt"),
    ],
)
def test_an_error_becomes_a_page_in_plain_words(with_trials: Application, name: str, status: int, words: str) -> None:
    assert words in visit(with_trials.test_client(), f"/trial/{name}", status=status).words()


def test_a_fault_of_the_program_shows_nothing_of_the_inside(with_trials: Application) -> None:
    with_trials.testing = False
    page = visit(with_trials.test_client(), "/trial/broken", status=500)
    assert "Vika on meillä" in page.words()
    for inside in (CANARY, "ValueError", "Traceback", "employer/", "test_app"):
        assert inside not in page.text


def test_a_missing_page_and_a_page_of_others_look_the_same(with_trials: Application, signer: Signer) -> None:
    stranger = signer.client(signer.person())
    foreign, missing, nowhere = (
        visit(stranger, path, status=404) for path in ("/e/1/trial", "/e/1/nothing", "/nowhere-at-all")
    )
    bodies = {
        page.text.replace(page.all("input", name="back")[0].get("value", ""), "").replace(_request_id(page.text), "")
        for page in (foreign, missing, nowhere)
    }
    assert len(bodies) == 1


def _request_id(text: str) -> str:
    return text.partition("kerro tämä tunnus: ")[2][:16]


def test_the_wrong_method_is_told_plainly(client: FlaskClient) -> None:
    assert "Tätä ei voi tehdä näin" in visit(client, "/sign-out", status=405).words()


# Policies


def test_a_route_without_a_policy_stops_the_start(app: Application) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open to all")
    with pytest.raises(RuntimeError, match="forgotten"):
        access.check_policies(app)


@pytest.mark.parametrize(
    ("address", "terms"),
    [("/e/<int:employer_id>/x", ("public",)), ("/x", ("client",)), ("/x/<int:employer_id>", ("client",))],
)
def test_a_policy_that_does_not_fit_its_address_stops_the_start(
    app: Application, address: str, terms: tuple[str, ...]
) -> None:
    app.add_url_rule(address, "unfit", policy(*terms)(lambda **_: ""))
    with pytest.raises(RuntimeError, match="unfit"):
        access.check_policies(app)


@pytest.mark.parametrize("terms", [(), ("everybody",), ("public", "client")])
def test_a_policy_of_unknown_words_is_refused(terms: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"polic|alone"):
        policy(*terms)


@pytest.mark.parametrize(
    ("role", "mandates", "allowed"),
    [
        ("client", (), True),
        ("carer", ("prepare",), True),
        ("carer", ("read", "see_money"), False),
        ("helper", ("supervise",), False),
        ("helper", ("prepare",), True),
        ("employee", (), True),
    ],
)
def test_a_mandate_opens_what_it_covers_and_nothing_else(
    with_trials: Application, signer: Signer, role: str, mandates: tuple[str, ...], allowed: bool
) -> None:
    person = signer.person()
    signer.relate(person, 7, role, *mandates, employee_id=3 if role == "employee" else None)
    response = signer.client(person, acting_for=7).get("/e/7/trial")
    assert response.status_code == (200 if allowed else 404)


def test_nobody_supervises_themselves() -> None:
    own = access.Right(1, "client", frozenset(), None, first=None, last=None)  # type: ignore[arg-type]
    assert own.covers("approve")
    assert not own.covers("supervise")


def test_a_carer_must_choose_to_act_first(with_trials: Application, signer: Signer) -> None:
    carer = signer.person("Onni Esimerkki")
    signer.relate(carer, 7, "carer", "prepare")
    client = signer.client(carer)
    response = client.get("/e/7/trial?month=1")
    assert (response.status_code, response.headers["Location"]) == (303, "/act-for?next=/e/7/trial?month%3D1")
    page = visit(client, "/act-for?next=/e/7/trial")
    answer = client.post("/act-for", data={"form_token": page.token(), "employer": "7", "next": "/e/7/trial"})
    assert answer.headers["Location"] == "/e/7/trial"
    assert client.get("/e/7/trial").status_code == 200


def test_a_notice_is_said_once(with_trials: Application, signer: Signer) -> None:
    client = signer.client(signer.person())
    client.post("/trial/note", data={"form_token": visit(client, "/act-for").token()})
    assert "Tallensimme tiedot." in visit(client, "/act-for").words()
    assert "Tallensimme tiedot." not in visit(client, "/act-for").words()


# The technical log


def test_the_log_holds_no_personal_data(with_trials: Application, caplog: pytest.LogCaptureFixture) -> None:
    with_trials.testing = False
    logger = logging.getLogger("employer.requests")
    logger.addHandler(caplog.handler)
    client = with_trials.test_client()
    try:
        client.get(f"/nowhere/{CANARY}?code={CANARY}")
        client.get("/trial/broken")
        client.post(
            "/sign-in", data={"form_token": csrf(client), "email": f"{CANARY}@example.invalid", "password": CANARY}
        )
    finally:
        logger.removeHandler(caplog.handler)
    lines = [json.loads(record.getMessage()) for record in caplog.records]
    assert len(lines) >= 4
    assert CANARY not in json.dumps(lines)
    assert "900P" not in caplog.text
    broken = next(line for line in lines if line.get("status") == 500)
    assert (broken["error"], broken["route"], broken["method"]) == ("ValueError", "/trial/broken", "GET")
    assert len(broken["request"]) == 16
    assert {line["route"] for line in lines} >= {None, "/sign-in", "/trial/broken"}


def test_log_lines_are_one_line_of_json_whatever_was_asked(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    logger = logging.getLogger("employer.requests")
    logger.addHandler(caplog.handler)
    try:
        client.open("/sign-in%0Afake", method="GET")
    finally:
        logger.removeHandler(caplog.handler)
    assert all("\n" not in record.getMessage() for record in caplog.records)


# The unit of work


def test_a_refused_request_keeps_nothing_and_a_successful_one_does(app: Application, signer: Signer) -> None:
    person = signer.person()

    @policy("signed_in")
    def change(status: int) -> tuple[str, int]:
        from employer.accounts.service import choose_language

        choose_language(access.session(), access.current_person(), "sv")
        return "", status

    app.add_url_rule("/trial/change/<int:status>", "change", change, methods=["GET", "POST"])
    client = signer.client(person)
    token = csrf(client)
    client.post("/trial/change/422", data={"form_token": token})
    client.get("/trial/change/200")
    assert parse(client.get("/act-for").text).get("lang") == "fi"
    client.post("/trial/change/200", data={"form_token": token})
    assert parse(client.get("/act-for").text).get("lang") == "sv"


def test_an_undefined_name_in_a_template_fails(app: Flask) -> None:
    from jinja2 import UndefinedError

    template = app.jinja_env.from_string("{{ no_such_name }}")
    with app.test_request_context("/"), pytest.raises(UndefinedError):
        template.render()
