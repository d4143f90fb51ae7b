"""Every route: it declares a policy, and to a stranger what belongs to others does not exist."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from employer import access, clock
from employer.app import NAVIGATION, Application
from tests.conftest import Signer

CALCULATORS = {"/calculators", "/calculators/<question>", "/api/v1/rules/<question>", "/api/v1/openapi.json"}


def rules(app: Application) -> list[Rule]:
    return list(app.url_map.iter_rules())


def address(rule: Rule, employer_id: int) -> str:
    """An address of the route, with plausible values in its places."""
    path = rule.rule.replace("<int:employer_id>", str(employer_id))
    path = re.sub(r"<any\(([^,)]+)[^>]*>", lambda place: place[1], path)
    path = re.sub(r"<[^<>]+>", "1", path)
    assert "<" not in path, f"{rule.rule} has a place that this test cannot fill in"
    return path


def asked(client: FlaskClient, app: Application, employer_id: int) -> dict[str, int]:
    """The status of every household route, by every method it has, when the client asks for it."""
    answers: dict[str, int] = {}
    for rule in rules(app):
        if "employer_id" not in rule.arguments:
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            response = client.open(address(rule, employer_id), method=method, buffered=True)
            answers[f"{method} {rule.rule}"] = response.status_code
    return answers


def test_every_route_declares_a_policy(app: Application) -> None:
    without = [rule.rule for rule in rules(app) if not access.policy_of(app, rule.endpoint)]
    assert without == []


def test_the_routes_without_a_household_are_few_and_known(app: Application) -> None:
    known = {
        "/",
        "/sign-in",
        "/sign-in/demo",
        "/sign-out",
        "/stay",
        "/language",
        "/act-for",
        "/act-for/stop",
        "/break-glass",
        "/clients",
        "/clients.csv",
        "/start",
        "/accessibility",
        "/bring-in",
    }
    found = {rule.rule for rule in rules(app) if "employer_id" not in rule.arguments}
    assert found == known | CALCULATORS | {"/static/<path:filename>"}


def test_only_signing_in_language_accessibility_calculators_and_static_files_are_public(app: Application) -> None:
    public = {rule.rule for rule in rules(app) if access.policy_of(app, rule.endpoint) == (access.PUBLIC,)}
    assert public == CALCULATORS | {
        *("/sign-in", "/sign-in/demo", "/language", "/accessibility", "/static/<path:filename>")
    }


@pytest.mark.own_app
def test_a_route_that_asks_for_no_form_token_keeps_nothing_and_is_public(app: Application) -> None:
    stateless = {rule.rule for rule in rules(app) if getattr(app.view_functions[rule.endpoint], "stateless", False)}
    assert stateless == {"/api/v1/rules/<question>", "/api/v1/openapi.json"}

    @access.stateless
    def page(employer_id: int) -> str:
        return "mine"

    page.policy = ("client",)  # type: ignore[attr-defined]
    app.add_url_rule("/e/<int:employer_id>/mine", "mine", page)
    with pytest.raises(RuntimeError, match="must be public"):
        access.check_policies(app)


def relate_stranger(signer: Signer, kind: str) -> int:
    """A person who has nothing to do with employer 1 today."""
    person = signer.person()
    today = clock.today()
    if kind == "of another household":
        signer.relate(person, 2, "client")
    elif kind == "until yesterday":
        signer.relate(person, 1, "client", last=today - timedelta(days=1))
    elif kind == "from tomorrow":
        signer.relate(person, 1, "client", first=today + timedelta(days=1))
    elif kind == "helper of another household":
        signer.relate(person, 2, "helper", *access.MANDATES)
    return person


@pytest.mark.parametrize(
    "kind",
    ["with no relation", "of another household", "until yesterday", "from tomorrow", "helper of another household"],
)
def test_a_stranger_finds_nothing(app: Application, signer: Signer, kind: str) -> None:
    client = signer.client(relate_stranger(signer, kind))
    assert {route: status for route, status in asked(client, app, 1).items() if status != 404} == {}


def test_a_visitor_who_has_not_signed_in_is_asked_to(app: Application, client: FlaskClient) -> None:
    assert {route: status for route, status in asked(client, app, 1).items() if status != 303} == {}


@pytest.mark.own_app
def test_the_end_of_a_relation_takes_effect_at_the_next_request(app: Application, signer: Signer) -> None:
    from employer import accounts

    @access.policy("client")
    def page(employer_id: int) -> str:
        return "mine"

    app.add_url_rule("/e/<int:employer_id>/mine", "mine", page)
    person = signer.person()
    relation = signer.relate(person, 1, "client")
    client = signer.client(person)
    assert client.get("/e/1/mine").status_code == 200
    with signer.unit() as session:
        accounts.end_relation(session, 1, relation, clock.today() - timedelta(days=1), actor="Aino Esimerkki")
    assert client.get("/e/1/mine").status_code == 404


def test_every_page_of_the_navigation_exists(app: Application) -> None:
    assert [endpoint for endpoint, _ in NAVIGATION if endpoint not in app.view_functions] == []
