"""Every role against every route: what is not allowed answers 404, and no page or file says too much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.routing import Rule

from employer import access, audit, chain, clock, contracts
from employer.app import HEADERS, Application
from employer.documents.models import Document
from employer.effective import Hand
from employer.pay import draft, issue, payslips
from employer.pay.schemas import IssuePayslip
from employer.pay.showing.service import render
from tests.conftest import Demo, Signer
from tests.documents.reading import pdf_of

CODES = ("020586-902L", "140301A904V")
ACCOUNTS = ("FI2112345600000785", "FI8657810020088880", "FI8333010001100775")
SECRETS = (*CODES, *ACCOUNTS, *(account[4:] for account in ACCOUNTS), *(code[6:] for code in CODES))
FILES_FOR_AUTHORITIES = ("report", "payment")


def pdf_text(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pdf_of(content).pages)


def rules(app: Application) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def addresses(app: Application, rule: Rule, employer_id: int) -> list[str]:
    """Addresses of the route: with the first of everything, and with words and days where they are wanted."""
    plain = {"day": "2026-01-30", "month": "2026-01", "amount": "net", "kind": "pdf", "step": "who"}

    def filled(place: re.Match[str]) -> str:
        choices = re.match(r"any\(([^,)]+)", place[1] or "")
        if place[2] == "employer_id":
            return str(employer_id)
        return choices[1].strip() if choices else plain.get(place[2], "1")

    path = re.sub(r"<(?:([^<>]+):)?([^:<>]+)>", filled, rule.rule)
    assert "<" not in path, f"{rule.rule} has a place that this test cannot fill in"
    return [path]


@dataclass(frozen=True)
class Who:
    """One role with its mandates, and what time it holds: own, former, future, another household or another county."""

    role: str
    mandates: tuple[str, ...] = ()
    when: str = "now"

    def __str__(self) -> str:
        return "-".join((self.role, *self.mandates, self.when))


INSIDERS = (
    Who("client"),
    Who("employee"),
    *(Who(role, (mandate,)) for role in ("carer", "helper") for mandate in access.MANDATES),
    Who("carer"),
    Who("helper"),
)
STRANGERS = tuple(
    Who(role, access.MANDATES if role in ("carer", "helper") else (), when)
    for role in access.ROLES
    for when in ("until yesterday", "from tomorrow", "another household", "another county")
)


def signed_in(signer: Signer, demo: Demo, who: Who) -> FlaskClient:
    """A client signed in as the person; carers and helpers act for the household where they may."""
    today, person = clock.today(), signer.person()
    days = {
        "now": {},
        "until yesterday": {"last": today - timedelta(days=1)},
        "from tomorrow": {"first": today + timedelta(days=1)},
    }.get(who.when, {})
    employer = demo.employer_id if who.when in ("now", "until yesterday", "from tomorrow") else demo.employer_id + 7
    employee_id = 1 if who.role == "employee" else None
    signer.relate(person, employer, who.role, *who.mandates, employee_id=employee_id, **days)
    acting = demo.employer_id if who.role in ("carer", "helper") and who.when == "now" else None
    return signer.client(person, acting)


def issue_next(signer: Signer, employer_id: int) -> None:
    """Gives the next payslip that the household has not been given yet."""
    known = clock.today() + timedelta(days=1)
    with signer.unit() as session:
        given = {(one.first, one.last) for one in payslips(session, employer_id)}
        runs = [one for one in contracts.pay_runs(session, employer_id, known) if (one.first, one.until) not in given]
        (employment,) = contracts.employments(session, employer_id, known)
        made = draft(session, employer_id, employment.id, runs[0], known)
        papers = (render(made, "fi", known, "next"),)
        issue(session, employer_id, IssuePayslip(made, papers), Hand.of("Salla Aallonkoski (1)"))


def allowed(app: Application, rule: Rule, who: Who) -> bool:
    right = access.Right(1, who.role, frozenset(who.mandates), None, clock.today(), None)
    return any(right.covers(term) for term in access.policy_of(app, rule.endpoint))


def of_household(app: Application) -> list[tuple[Rule, str]]:
    return [(rule, method) for rule, method in rules(app) if "employer_id" in rule.arguments]


@pytest.mark.demo
def test_nobody_passes_a_route_whose_policy_they_do_not_satisfy(app: Application, signer: Signer, demo: Demo) -> None:
    app.testing = False
    issue_next(signer, demo.employer_id)
    leaks = []
    for who in INSIDERS:
        client = signed_in(signer, demo, who)
        for rule, method in of_household(app):
            if allowed(app, rule, who):
                continue
            for path in addresses(app, rule, demo.employer_id):
                answer = client.open(path, method=method, buffered=True)
                if answer.status_code != 404:
                    leaks.append(f"{who}: {method} {path} answers {answer.status_code}")
    assert leaks == []


@pytest.mark.demo
def test_who_may_is_let_in(app: Application, signer: Signer, demo: Demo) -> None:
    """Otherwise a service that answers 404 to everybody would pass. POSTs stop at the missing token, not before."""
    app.testing = False
    issue_next(signer, demo.employer_id)
    shut = []
    for who in (Who("client"), Who("carer", access.MANDATES)):
        client = signed_in(signer, demo, who)
        for rule, method in of_household(app):
            if not allowed(app, rule, who):
                continue
            answer = client.open(addresses(app, rule, demo.employer_id)[0], method=method, buffered=True)
            if answer.status_code >= 500 or (method != "GET" and answer.status_code != 400):
                shut.append(f"{who}: {method} {rule.rule} answers {answer.status_code}")
    assert shut == []


@pytest.mark.demo
@pytest.mark.parametrize("who", STRANGERS, ids=str)
def test_former_future_and_foreign_people_find_nothing(app: Application, signer: Signer, demo: Demo, who: Who) -> None:
    client = signed_in(signer, demo, who)
    found = [
        f"{method} {path}"
        for rule, method in of_household(app)
        for path in addresses(app, rule, demo.employer_id)
        if client.open(path, method=method, buffered=True).status_code != 404
    ]
    assert found == []


@pytest.mark.demo
def test_what_is_refused_is_logged_with_who_and_where(app: Application, signer: Signer, demo: Demo) -> None:
    stranger = signer.person()
    signer.client(stranger).get(f"/e/{demo.employer_id}/log")
    with signer.unit() as session:
        (denied,) = [one for one in audit.events(session, audit.NOBODYS) if one.kind == "denied"]
        assert chain.verify(session) == ()
    assert denied.person_id == stranger
    assert denied.facts == {"route": "GET /e/<int:employer_id>/log", "employer": str(demo.employer_id)}


@pytest.mark.demo
@pytest.mark.parametrize("role", ["client", "carer", "helper", "employee"])
def test_no_page_or_document_shows_a_whole_code_or_account(
    app: Application, signer: Signer, demo: Demo, role: str
) -> None:
    """Only the files made for the register and the bank hold them."""
    app.testing = False
    issue_next(signer, demo.employer_id)
    acting = demo.employer_id if role in ("carer", "helper") else None
    client = signer.client(demo.people[role], acting)
    shown, bare = [], []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        for path in addresses(app, rule, demo.employer_id):
            answer = client.get(path, buffered=True)
            missing = [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
            if missing or answer.headers.get("Cache-Control") != "no-store":
                bare.append(f"{path}: {missing}")
            if any(f"/files/{kind}/" in path for kind in FILES_FOR_AUTHORITIES):
                continue
            content = answer.data.decode("utf-8", "replace")
            if answer.data.startswith(b"%PDF"):
                content = pdf_text(answer.data)
            squeezed = re.sub(r"\s", "", content)
            shown += [f"{path} shows {secret}" for secret in SECRETS if secret in squeezed]
    assert not shown, "\n".join(shown)
    assert bare == []


@pytest.mark.demo
def test_a_protected_address_is_shown_to_nobody_but_its_person(app: Application, signer: Signer, demo: Demo) -> None:
    app.testing = False
    with signer.unit() as session:
        session.execute(
            text(
                "UPDATE employee SET protected_address = true, street = 'Kätketynkuja 99', city = 'Piilola', "
                "postal_code = '00991', phone = '+358409998887', email = 'piilossa@example.invalid'"
            )
        )
    issue_next(signer, demo.employer_id)
    hidden = ("Kätketynkuja", "Piilola", "00991", "9998887", "piilossa@")
    shown = []
    for role in ("client", "carer", "helper"):
        client = signer.client(demo.people[role], demo.employer_id if role != "client" else None)
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
                continue
            for path in addresses(app, rule, demo.employer_id):
                answer = client.get(path, buffered=True)
                content = pdf_text(answer.data) if answer.data.startswith(b"%PDF") else answer.text
                shown += [f"{role} {path} shows {word}" for word in hidden if word in content]
    with signer.unit() as session:
        for paper in session.scalars(select(Document)):
            shown += [f"document {paper.title} shows {word}" for word in hidden if word in paper.html.decode("utf-8")]
            shown += [f"PDF {paper.title} shows {word}" for word in hidden if word in pdf_text(paper.pdf)]
    assert not shown, "\n".join(shown)


def test_every_changing_route_of_pay_and_payments_is_marked_as_one_that_moves_money(app: Application) -> None:
    # Declares days; keeps the register's answers, that a report was carried, who sends: nothing is paid by these.
    not_money = {
        "pay.declare_run",
        "pay.change_pay_day",
        "exports.record_answer",
        "exports.mark_carried",
        "exports.choose_sending",
    }
    unmarked = [
        rule.endpoint
        for rule, method in rules(app)
        if method != "GET"
        and rule.endpoint.partition(".")[0] in ("pay", "exports")
        and rule.endpoint not in not_money
        and not access.moves_money_at(app, rule.endpoint)
    ]
    assert unmarked == []
