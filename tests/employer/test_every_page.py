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
from tests.pages import (
    AT_TWICE_THE_TEXT,
    NARROW,
    PHONE,
    SMALL_TARGETS,
    WIDE,
    Complaints,
    in_order,
    resize,
    violations,
    visit,
)

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
    "arrangements.time_off.remove_page",
    "contracts.schooling_page",
    "contracts.goes_on_page",
    "contracts.undone_page",
    "contracts.signed_page",
    "contracts.late_page",
    "leave.entry_page",
    "leave.remove_entry_page",
    "leave.told_page",
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


def reached(app: Application, client: FlaskClient, start: str) -> dict[str, tuple[str, str]]:
    """The first address of every page that links lead to from ``start``, and what it answers, by route."""
    found: dict[str, tuple[str, str]] = {}
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
        found[endpoint or ""] = address, answer.text
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


_OPEN = """async ([address, text]) => {
  history.replaceState(null, '', address);
  document.open();
  const loaded = new Promise((done) => addEventListener('load', done, {once: true}));
  document.write(text);
  document.close();
  await loaded;
  await document.fonts.ready;
}"""
"""The browser takes a page in place of the one it has, with the first page's content policy: axe need not be read and
warmed up again for every page."""
_MEASURED = f"""() => {{
  const root = document.documentElement;
  return [root.scrollWidth - root.clientWidth, document.querySelectorAll('h1').length, ({SMALL_TARGETS})()];
}}"""


class Eyes:
    """A browser page that looks at one page of ours after another, and notes what is wrong with each.

    axe looks at every page in every language, at the narrow screen in two of them and at the wide one in the other two.
    Its rule of contrast, half of its work, is left to the first two languages, so that each width has it once: colours
    do not change with the words.
    """

    def __init__(self, page: Any, language: str) -> None:
        self.page, self.turn = page, texts.LANGUAGES.index(language)
        self.contrast = self.turn < 2
        self.wrong: list[str] = []
        self._where = "/sign-in"
        self.complaints = Complaints(page)
        page.goto(self._where)

    def note(self, what: str) -> None:
        """Keeps what is wrong with the page that is open."""
        self.wrong.append(f"{self._where}: {what}")

    def see(self, address: str, text: str) -> None:
        """Shows a page: not too wide, no small targets, nothing that axe finds."""
        self._where = address
        self.page.evaluate(_OPEN, [address, text])
        for width in in_order(self.page):
            resize(self.page, width)
            if width == PHONE:
                if (over := self.page.evaluate(AT_TWICE_THE_TEXT)) > 0:
                    self.note(f"{over} px too wide on a phone with text of twice the size")
                continue
            over, headings, small = self.page.evaluate(_MEASURED)
            if over > 0 or small or headings != 1:
                self.note(f"at {width} px: {over} px too wide, {headings} main headings, small targets: {small}")
            if width == (WIDE if self.turn % 2 else NARROW):
                for found in violations(self.page, contrast=self.contrast):
                    self.note(f"at {width} px: {found}")
        self.turn += 1
        self._hear()

    def _hear(self) -> None:
        while self.complaints.said:
            self.note(self.complaints.said.pop(0))

    def done(self) -> None:
        """Fails when anything was wrong."""
        self.complaints.stop()
        self._hear()
        assert not self.wrong, "\n".join(self.wrong)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_is_accessible(app: Application, open_page: Open, signer: Signer, demo: Demo, language: str) -> None:
    person, home = demo.people["client"], f"/e/{demo.employer_id}/"
    with signer.unit() as session:
        account_service.choose_language(session, person, language)
    client, eyes = signer.client(person), Eyes(open_page(person), language)
    for address, text in reached(app, client, home).values():
        eyes.see(address, text)
    token = visit(client, home + "employer/tax").token()
    for address, fields in forms_of(home):
        answer = client.post(address, data={"form_token": token, **fields})
        assert answer.status_code in (200, 422), f"{address} answers {answer.status_code}"
        eyes.see(f"{address} after a form", answer.text)
    eyes.done()


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
        client = signer.client(person) if person is not None else signer.app.test_client()
        eyes = Eyes(open_page(person), language)
        for address in addresses:
            eyes.see(address, visit(client, address).text)
        eyes.done()
