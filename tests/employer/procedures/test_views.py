"""The pages of procedures on the demo's household."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from employer import clock, contracts, duties, effective, texts
from employer.contracts.schemas import Terms, VariableHours
from employer.effective import Hand
from employer.leave.models import HolidayEntry
from employer.procedures import papers
from employer.procedures.ending import GUIDES, hours_to_review
from tests.conftest import Demo, Signer
from tests.documents.reading import pdf_of
from tests.pages import Opened, look, send, visit

pytestmark = pytest.mark.demo
ANSWERS = {
    "starting": "cared=child&foreigner=yes&small_child=yes&medicine=yes",
    "trial": "away_days=0&told=2026-03-01",
    "notice": "by=employer&means=letter&sent=2026-11-20&cause=work_ends",
    "absence": "away_from=2026-11-01&checked=2026-11-09",
    "cancelling": "by=employer&learned=2026-11-02&cancelled=2026-11-17&means=letter",
    "layoff": "start=2026-12-20&days=100",
    "death": "died=2026-10-01&notice=2026-10-05",
    "final_pay": "due=2026-10-01&paid=2026-10-20&daily=52,80",
    "review": "reviewed=2026-11-20&needed=20",
    "request": "requested=2026-11-20",
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


def test_the_review_of_variable_hours_begins_with_the_hours_that_were_done(
    client: FlaskClient, base: str, signer: Signer, demo: Demo
) -> None:
    page = f"{base}/procedures/1/review"
    assert "Täytimme luvun" not in visit(client, page).words()  # the hours do not vary
    with signer.unit() as session:
        terms = Terms(first=date(2026, 1, 12), variable_hours=VariableHours(600, 1200))
        hand = Hand.of("Salla Aallonkoski")
        contracts.set_terms(session, demo.employer_id, 1, terms, hand)
        done = hours_to_review(session, demo.employer_id, 1, clock.today())
    assert done is not None
    opened = visit(client, page)
    assert "Täytimme luvun valmiiksi" in opened.words()
    (needed,) = opened.all("input", name="needed")
    weekly = divmod(done.weekly_minutes, 60)
    assert (needed.get("value") or "").replace("\N{NO-BREAK SPACE}", " ").startswith(f"{weekly[0]} h")
    today = clock.today()
    day = f"reviewed_day={today.day}&reviewed_month={today.month}&reviewed_year={today.year}"
    answered = visit(client, f"{page}?{day}&needed={quote(needed.get('value') or '')}").words()
    assert "Sovittu vähimmäis" in answered
    assert "Täytimme luvun" not in answered


def test_a_guide_answers_with_days_steps_and_sections(client: FlaskClient, base: str) -> None:
    words = visit(client, f"{base}/procedures/1/layoff?{ANSWERS['layoff']}").words()
    assert "13.12.2026" in words
    assert "työsopimuslaki 55/2001, 5 luku 4 §" in words
    assert "ei ole perustetta" in words
    assert "Tämä on apu eikä päätös" in words
    page = visit(client, f"{base}/procedures/1/notice?by=employer&means=letter&sent=2026-11-20", status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == ["#cause"]


def test_the_guide_of_notice_leads_on_to_noting_the_end(client: FlaskClient, base: str) -> None:
    sent = "by=employee&means=in_person&sent_day=10&sent_month=11&sent_year=2026"
    address = f"{base}/procedures/1/notice"

    def to_end(page: str) -> list[str]:
        found = [str(one.get("href")) for one in visit(client, page).all("a")]
        return [one for one in found if one.startswith(f"{base}/contracts/1/end")]

    assert to_end(address) == []
    [link] = to_end(f"{address}?{sent}")
    noted = visit(client, link)
    fields = {str(one.get("name")): one.get("value") for one in noted.all("input") if one.get("type") != "radio"}
    assert [fields[f"end_{part}"] for part in ("day", "month", "year")] == ["24", "11", "2026"]
    assert [one.get("value") for one in noted.all("input") if one.get("checked") is not None] == ["resignation"]
    cancelled = "by=employer&learned=2026-11-02&cancelled=2026-11-16&means=in_person"
    [link] = to_end(f"{base}/procedures/1/cancelling?{cancelled}")
    chosen = [one.get("value") for one in visit(client, link).all("input") if one.get("checked") is not None]
    assert chosen == ["cancelled_by_employer", "no"]


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
    # A letter to the employee is in the employee's language, whatever its reader's is.
    client.post("/language", data={"form_token": page.token(), "language": "en", "back": "/"})
    assert visit(client, f"{base}/procedures/1").tree.get("lang") == "en"
    for part, title in (
        ("/notice.pdf", "Ilmoitus vuosilomasta"),
        ("/ledger.pdf", "Vuosilomakirjanpito"),
        ("/paid/", "Laskelma lomapalkasta"),
    ):
        assert title in read(client, next(one for one in links if part in one))
    assert "Holiday ledger" in visit(client, f"{base}/procedures/1/holidays/ledger").words()
    page = visit(client, f"{base}/procedures/1/certificate")
    again = client.post(f"{base}/procedures/1/certificate", data={"form_token": page.token()}).data
    assert "Työtodistus" in " ".join(one.extract_text() for one in pdf_of(again).pages)


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


# Kept papers


def links(page: Opened, end: str = ".pdf") -> list[str]:
    found = [one.get("href") or "" for one in page.tree.iter("a")]
    return [one for one in found if "/papers/" in one and one.endswith(end)]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_answers_of_every_guide_are_kept(client: FlaskClient, base: str, language: str) -> None:
    own = f"{base}/procedures/1"
    client.post("/language", data={"form_token": visit(client, own).token(), "language": language, "back": own})
    for number, guide in enumerate(GUIDES, 1):
        address = f"{own}/{guide}?{ANSWERS[guide]}"
        shown = visit(client, address)
        (form,) = (one for one in shown.tree.iter("form") if (one.get("action") or "").endswith("/keep"))
        hidden = {one.get("name") or "": one.get("value") or "" for one in form.iter("input")}
        given = {name: value for name, value in hidden.items() if not name.startswith("form_")}
        page = send(client, form.get("action") or "", given, on=address)
        assert texts.say(language, "procedures.kept.done") in page.words()
        assert len(links(page)) == number
        assert texts.say(language, f"procedures.{guide}.title")[:20] in read(client, links(page)[0])


def test_the_same_paper_is_kept_once_and_does_not_change(client: FlaskClient, base: str) -> None:
    own = f"{base}/procedures/1"
    given = {"start": "2026-12-20", "days": "100"}
    address = f"{own}/layoff?{ANSWERS['layoff']}"
    (link,) = links(send(client, f"{own}/layoff/keep", given, on=address))
    first = client.get(link).data
    assert links(send(client, f"{own}/layoff/keep", given, on=address)) == [link]
    assert len(links(send(client, f"{own}/layoff/keep", {**given, "days": "80"}, on=address))) == 2
    assert client.get(link).data == first


def test_a_wrong_answer_is_not_kept(client: FlaskClient, base: str) -> None:
    given = {"away_from": "2026-11-09", "checked": "2026-11-01"}
    page = send(
        client, f"{base}/procedures/1/absence/keep", given, on=f"{base}/procedures/1/absence?{ANSWERS['absence']}",
        status=422,
    )  # fmt: skip
    assert "Päivä on ennen poissaolon alkua." in page.words()
    assert links(visit(client, f"{base}/procedures/1")) == []
    send(client, f"{base}/procedures/1/nothing/keep", given, on=f"{base}/procedures/1/certificate", status=404)


def test_a_certificate_is_kept_as_it_was_given(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/procedures/1/certificate")
    made = client.post(f"{base}/procedures/1/certificate", data={"form_token": page.token()})
    (link,) = links(visit(client, f"{base}/procedures/1"))
    assert client.get(link).data == made.data


def test_holiday_papers_are_kept_and_the_employee_sees_them(
    client: FlaskClient, demo: Demo, signer: Signer, base: str
) -> None:
    own = f"{base}/procedures/1/holidays"
    page = visit(client, own)
    actions = [one.get("action") or "" for one in page.tree.iter("form") if "/procedures/" in (one.get("action") or "")]
    assert len(actions) >= 3  # the ledger, the notice of the demo's holiday, what was paid for it
    for action in actions:
        page = send(client, action, {}, on=own)
        assert "Säilytimme paperin." in page.words()
    assert len(links(page)) == len(actions)
    send(client, f"{base}/procedures/1/trial/keep", {"told": "2026-03-01"}, on=f"{base}/procedures/1/certificate")
    employee = signer.client(demo.people["employee"])
    theirs = visit(employee, own)
    assert links(theirs) == links(page)
    may = {one.get("action") for one in theirs.tree.iter("form") if "/procedures/" in (one.get("action") or "")}
    assert may == {f"{own}/request"}  # nothing but asking for the ledger in writing (29 §)
    for link in links(theirs):
        assert employee.get(link).data == client.get(link).data
    # The guide's paper is the employer's own.
    (guide,) = set(links(visit(client, f"{base}/procedures/1"))) - set(links(page))
    assert employee.get(guide).status_code == 404
    assert client.get(f"{base}/procedures/1/papers/999.pdf").status_code == 404


def test_the_ledger_tells_what_moved_a_holiday_only_to_who_may_know(
    client: FlaskClient, demo: Demo, signer: Signer, base: str
) -> None:
    facts = {
        "employment_id": 1, "kind": "moved", "credit_year": date(2025, 4, 1), "days": 2, "day": date(2026, 7, 6),
        "ground": "accident", "asked": date(2026, 7, 7),
    }  # fmt: skip
    with signer.unit() as session:
        hand = Hand("Salla Aallonkoski", datetime(2026, 7, 7, 12, tzinfo=UTC))
        session.add(effective.fill(HolidayEntry(), hand, demo.employer_id, facts))
    helper = signer.person("Onni Aallonkoski")
    signer.relate(helper, demo.employer_id, "carer", "see_money")
    own = f"{base}/procedures/1/holidays"
    send(client, f"{own}/ledger", {}, on=own)  # what is kept is read by who may see the money
    told = []
    for one in (client, signer.client(demo.people["employee"]), signer.client(helper, demo.employer_id)):
        (kept,) = links(visit(one, own))
        words = visit(one, f"{own}/ledger").words()
        assert "Pyydetty 7.7.2026" in words
        told.append(["Tapaturma" in text for text in (words, read(one, f"{own}/ledger.pdf"), read(one, kept))])
    assert told == [[True, True, False], [True, True, False], [False, False, False]]


def read(client: FlaskClient, address: str) -> str:
    """The words of a PDF."""
    return " ".join(" ".join(one.extract_text() for one in pdf_of(client.get(address).data).pages).split())


def test_a_paper_of_another_kind_or_household_is_not_found(
    client: FlaskClient, demo: Demo, signer: Signer, base: str
) -> None:
    page = visit(client, f"{base}/procedures/1/certificate")
    client.post(f"{base}/procedures/1/certificate", data={"form_token": page.token()})
    (link,) = links(visit(client, f"{base}/procedures/1"))
    number = int(link.rpartition("/")[2].removesuffix(".pdf"))
    assert number > 1  # contracts and payslips are kept documents too
    assert client.get(f"{base}/procedures/1/papers/1.pdf").status_code == 404
    stranger = signer.client(signer.person("Muu Ihminen"))
    assert stranger.get(link).status_code == 404
    with signer.unit() as session:
        assert papers.find(session, demo.employer_id + 1, "ilona-1", number) is None


@pytest.mark.browser
def test_the_pages_in_a_browser(open_page: Callable[..., Any], demo: Demo, base: str) -> None:
    page = open_page(demo.people["client"])
    for path in (*PAGES[:5], f"procedures/1/notice?{ANSWERS['notice']}", f"procedures/1/set_off?{ANSWERS['set_off']}"):
        look(page, f"{base}/{path}")


def test_the_employee_asks_for_the_ledger_and_gets_it(
    client: FlaskClient, base: str, signer: Signer, demo: Demo
) -> None:
    page = f"{base}/procedures/1/holidays"
    employee = signer.client(demo.people["employee"])

    def duty() -> list[bool]:
        with signer.unit() as session:
            found = duties.duties(session, demo.employer_id, clock.today())
        return [one.done for one in found if one.code == "holiday_ledger_request"]

    send(client, f"{page}/request", {}, on=page, status=404)  # only the employee asks here
    assert duty() == []
    send(employee, f"{page}/request", {}, on=page)
    assert duty() == [False]
    assert "Työntekijä pyysi kirjallista selvitystä" in visit(client, page).words()
    assert "Pyydä kirjanpito kirjallisena" not in visit(employee, page).words()
    send(client, f"{page}/ledger", {}, on=page)
    assert duty() == [True]
    assert "Työntekijä pyysi kirjallista selvitystä" not in visit(client, page).words()
    send(employee, f"{page}/request", {}, on=page)  # asked anew: a later ledger answers it
    assert duty() == [True, False]
