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
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from employer import texts
from employer.accounts import service as account_service
from employer.app import Application
from tests.conftest import Demo, Signer
from tests.employer.contracts.test_views import LENGTH, PAY, TERMS, TIME, WHO, WORK
from tests.employer.households import stop_clock
from tests.employer.test_starting import DECISION, day
from tests.pages import AT_TWICE_THE_TEXT, NARROW, PHONE, SMALL_TARGETS, WIDE, violations

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
    "arrangements.final_pay.remove_longer_page",
    "contracts.schooling_page",
    "contracts.goes_on_page",
    "contracts.late_page",
    "leave.entry_page",
    "leave.remove_entry_page",
    "pay.recover_page",
    "pay.repaid_page",
    "pay.taxed_year_page",
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


_OPEN = """async ([address, fields]) => {
  const token = document.querySelector('input[name=form_token]')?.value;
  const body = fields === null ? null : new URLSearchParams([['form_token', token], ...fields]);
  const answer = await fetch(address, body ? {method: 'POST', body} : {});
  const text = await answer.text();
  history.replaceState(null, '', answer.url);
  document.open();
  const loaded = new Promise((done) => addEventListener('load', done, {once: true}));
  document.write(text);
  document.close();
  await loaded;
  await document.fonts.ready;
  return answer.status;
}"""
"""The browser takes a page in place of the one it has, as it would after a link or a form, with the first page's
content policy: axe need not be read and warmed up again for every page."""
_MEASURED = """() => {
  const root = document.documentElement;
  return [root.scrollWidth - root.clientWidth, document.querySelectorAll('h1').length];
}"""


class Eyes:
    """A browser page that looks at one page of ours after another, and notes what is wrong with each."""

    def __init__(self, page: Any) -> None:
        self.page, self.number = page, 0
        self.wrong: list[str] = []
        self._where = "/sign-in"
        page.on(
            "console", lambda told: self.note(told.text) if told.type == "error" and "422" not in told.text else None
        )
        page.on("pageerror", lambda error: self.note(str(error)))
        page.goto(self._where)

    def note(self, what: str) -> None:
        """Keeps what is wrong with the page that is open."""
        self.wrong.append(f"{self._where}: {what}")

    def see(self, address: str, fields: list[tuple[str, Any]] | None = None) -> None:
        """Opens a page, by a form when there are fields: not too wide, no small targets, nothing that axe finds.

        Axe looks at one width of each page, at the other of the next one.
        """
        self._where = f"{address} {'after a form' if fields is not None else ''}"
        status = self.page.evaluate(_OPEN, [address, fields])
        self.number += 1
        if status not in ((200, 422) if fields is not None else (200,)):
            self.note(f"answers {status}")
        for width in (WIDE, NARROW) if self.number % 2 else (NARROW, WIDE):
            self.page.set_viewport_size({"width": width, "height": 900})
            over, headings = self.page.evaluate(_MEASURED)
            small = self.page.evaluate(SMALL_TARGETS)
            if over > 0 or small or headings != 1:
                self.note(f"at {width} px: {over} px too wide, {headings} main headings, small targets: {small}")
        for found in violations(self.page):
            self.note(found)
        self.page.set_viewport_size({"width": PHONE, "height": 900})
        if (over := self.page.evaluate(AT_TWICE_THE_TEXT)) > 0:
            self.note(f"{over} px too wide on a phone with text of twice the size")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_is_accessible(app: Application, open_page: Open, signer: Signer, demo: Demo, language: str) -> None:
    person, home = demo.people["client"], f"/e/{demo.employer_id}/"
    with signer.unit() as session:
        account_service.choose_language(session, person, language)
    eyes = Eyes(open_page(person))
    for address in reached(app, signer.client(person), home).values():
        eyes.see(address)
    for address, fields in forms_of(home):
        eyes.see(home + "employer/tax")
        eyes.see(
            address,
            [(name, one) for name, value in fields.items() for one in (value if type(value) is list else [value])],
        )
    assert not eyes.wrong, "\n".join(eyes.wrong)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_pages_of_the_others_are_accessible(open_page: Open, signer: Signer, demo: Demo, language: str) -> None:
    newcomer = signer.person("Aino Esimerkki")
    for person, addresses in (
        (demo.people["helper"], ("/", "/act-for", "/clients", "/clients?need=money")),
        (demo.people["employee"], tuple(f"/e/{demo.employer_id}/{one}" for one in OF_EMPLOYEES)),
        (newcomer, ("/", "/start")),
        (None, ("/sign-in",)),
    ):
        if person is not None:
            with signer.unit() as session:
                account_service.choose_language(session, person, language)
        eyes = Eyes(open_page(person))
        for address in addresses:
            eyes.see(address)
        assert not eyes.wrong, "\n".join(eyes.wrong)
