"""Every page and form of the address map, opened in Chromium as the demo's people, at a narrow and a wide screen.

The pages are found as a person finds them, by following links; a route that no link reaches must be named here, so that
a new page cannot be forgotten. Steps and checks that only a form opens are opened by sending their forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from employer import texts
from employer.accounts import service as account_service
from employer.app import Application
from tests.conftest import Demo, Signer
from tests.employer.contracts.test_views import LENGTH, PAY, TERMS, TIME, WHO, WORK
from tests.employer.households import stop_clock
from tests.employer.test_starting import DECISION, day
from tests.pages import AT_TWICE_THE_TEXT, AXE_RULES, NARROW, PHONE, SMALL_TARGETS, WIDE

pytestmark = pytest.mark.demo

Open = Callable[..., Any]
FILES = {
    "static", "law.openapi", "contracts.document_pdf", "contracts.kept_pdf", "exports.payment_file",
    "exports.report_file", "exports.ledger_file", "pay.payslip_file",
}  # fmt: skip
"""Routes that give a file; routes whose address ends as a file's are left out anyway."""
ELSEWHERE = {
    "accounts.home", "accounts.sign_in_page", "accounts.act_for_page", "accounts.break_glass_page", "duties.clients",
    "people.start_page", "budget.after_change", "leave.wish_page",
}  # fmt: skip
"""Pages that are not the client's own: other tests look at them with the people who may open them."""
WITHOUT_A_LINK = {
    "duties.answer_page",
    "leave.remove_page",
    "leave.wish",
    "training.remove_page",
    "arrangements.remove_page",
    "arrangements.final_pay.remove_page",
    "arrangements.final_pay.remove_averaging_page",
    "budget.removing",
    "people.end_delegate_page",
    "exports.pay_day_page",
    "pay.draft_how_page",
    "pay.give_page",
    "pay.given_page",
}
"""Pages that have a link only when there is something to remove, answer or give: the features' tests open them."""
OF_EMPLOYEES = ("", "leave", "leave/1/wish", "leave/1/wish?first=2026-12-14&last=2026-12-16", "procedures/1/holidays")
"""Pages of an employee's own matters."""
AXE_EVERY = 4
"""Each page is opened in two of the four languages, and in one of them axe looks at it; the features' tests look at
their pages in Finnish at both widths, and every page's HTML is checked in every language without a browser."""


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is November 2026."""
    stop_clock(monkeypatch)


def endpoint_of(app: Application, address: str) -> str | None:
    """The route of an address, with the words of its address that choose a form; None for what is no page of ours."""
    try:
        endpoint, values = app.url_map.bind("localhost").match(address.partition("?")[0], method="GET")
    except HTTPException:
        return None
    words = [str(value) for name, value in sorted(values.items()) if name in ("kind", "guide", "what", "question")]
    return " ".join([endpoint, *words])


def reached(app: Application, client: FlaskClient, start: str) -> dict[str, str]:
    """The first address of every page that links lead to from ``start``, by route."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop(0)
        endpoint = endpoint_of(app, address)
        name = (endpoint or "").partition(" ")[0]
        rule = next((one.rule for one in app.url_map.iter_rules(name)), "") if name else ""
        if not name or endpoint in found or name in FILES or re.search(r"\.\w{3}$", rule) or name in ELSEWHERE:
            continue
        answer = client.get(address)
        assert answer.status_code in (200, 303), f"{address} answers {answer.status_code}"
        if answer.status_code == 303:
            waiting.append(answer.headers["Location"])
            continue
        found[endpoint or ""] = address
        waiting += [unescape(one) for one in re.findall(r'<a [^>]*href="(/[^"#]*)', answer.text)]
    return found


def wanted(app: Application) -> set[str]:
    """The routes of every page."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not re.search(r"\.\w{3}$", rule.rule)
    } - FILES - ELSEWHERE  # fmt: skip


def test_every_page_is_reached_by_links_or_named(app: Application, signer: Signer, demo: Demo) -> None:
    client = signer.client(demo.people["client"])
    found = {one.partition(" ")[0] for one in reached(app, client, f"/e/{demo.employer_id}/")}
    assert wanted(app) - found - WITHOUT_A_LINK == set()


def forms_of(home: str) -> list[tuple[str, dict[str, Any]]]:
    """What is sent to open each step and each check."""
    found: list[tuple[str, dict[str, Any]]] = []
    typed: dict[str, Any] = {}
    for step, answers in (
        ("who", WHO), ("length", LENGTH), ("work", WORK), ("time", TIME), ("pay", PAY), ("terms", TERMS),
    ):  # fmt: skip
        typed = {**typed, **answers, "step": step}
        found.append((home + "contracts/new", typed))
    found.append((home + "contracts/new", {"step": "who"}))
    found.append((home + "contracts/1/wage", {"unit": "hour", "euros": "15", **day("first", "1.12.2026")}))
    found.append((home + "contracts/1/end", {**day("end", "31.12.2026"), "end_reason": "resignation"}))
    found.append((home + "contracts/1/agreed", {"varies": "yes"}))
    found.append((home + "budget/decision", {**DECISION, "go": "check"}))
    found.append((home + "budget/decision", {"go": "check", "lines-0-title": "x"}))
    found.append((home + "employer/delegates/new", {}))
    return found


_SEND = """([address, fields]) => {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = address;
  const token = document.querySelector('input[name=form_token]').value;
  for (const [name, value] of [['form_token', token], ...fields]) {
    const input = document.createElement('input');
    [input.type, input.name, input.value] = ['hidden', name, value];
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}"""


def see(page: Any, number: int, language: str, script: str) -> list[str]:
    """What is wrong with the page that is open: too wide, targets too small; and axe's violations at one width.

    The order of the languages decides which pages axe looks at.
    """
    wrong = []
    turn = number + texts.LANGUAGES.index(language)
    for one in (WIDE, NARROW) if turn // AXE_EVERY % 2 else (NARROW, WIDE):
        page.set_viewport_size({"width": one, "height": 900})
        over = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        small = page.evaluate(SMALL_TARGETS)
        wrong += [f"{over} px too wide at {one} px"] if over > 0 else []
        wrong += [f"small at {one} px: {small}"] if small else []
    if turn % AXE_EVERY:
        page.set_viewport_size({"width": PHONE, "height": 900})
        over = page.evaluate(AT_TWICE_THE_TEXT)
        return wrong + ([f"{over} px too wide on a phone with text of twice the size"] if over > 0 else [])
    page.evaluate(script)
    options = {"runOnly": {"type": "tag", "values": AXE_RULES}, "resultTypes": ["violations"]}
    found = page.evaluate("(options) => axe.run(document, options).then((all) => all.violations)", options)
    return wrong + [f"{one['id']}: {[node['html'][:120] for node in one['nodes']][:3]}" for one in found]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_is_accessible(app: Application, open_page: Open, signer: Signer, demo: Demo, language: str) -> None:
    person, home = demo.people["client"], f"/e/{demo.employer_id}/"
    with signer.unit() as session:
        account_service.choose_language(session, person, language)
    addresses = reached(app, signer.client(person), home)
    page, script = open_page(person), AXE_FILE_PATH.read_text("utf-8")
    wrong = {}
    first = texts.LANGUAGES.index(language) % 2
    for number, address in list(enumerate(addresses.values()))[first::2]:
        page.goto(address)
        if found := see(page, number, language, script):
            wrong[address] = found
    for number, (address, fields) in list(enumerate(forms_of(home)))[first::2]:
        pairs = [(name, one) for name, value in fields.items() for one in (value if type(value) is list else [value])]
        page.goto(home + "employer/tax")
        with page.expect_navigation():
            page.evaluate(_SEND, [address, pairs])
        assert page.locator("h1").count() == 1, address
        if found := see(page, number, language, script):
            wrong[f"{address} {number}"] = found
    assert not wrong, "\n".join(f"{address}: {one}" for address, found in wrong.items() for one in found)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_pages_of_the_others_are_accessible(open_page: Open, signer: Signer, demo: Demo, language: str) -> None:
    script = AXE_FILE_PATH.read_text("utf-8")
    newcomer = signer.person("Aino Esimerkki")
    wrong = {}
    for person, addresses in (
        (demo.people["helper"], ("/", "/act-for", "/clients")),
        (demo.people["employee"], tuple(f"/e/{demo.employer_id}/{one}" for one in OF_EMPLOYEES)),
        (newcomer, ("/", "/start")),
        (None, ("/sign-in",)),
    ):
        if person is not None:
            with signer.unit() as session:
                account_service.choose_language(session, person, language)
        page = open_page(person)
        for number, address in enumerate(addresses):
            page.goto(address)
            if found := see(page, number, language, script):
                wrong[address] = found
    assert not wrong, wrong
