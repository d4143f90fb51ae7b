"""The budget's page: its numbers and sentences, its picture and table, and noting money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import budget, people, texts
from employer.accounts import service as account_service
from employer.effective import Hand
from employer.forecast import budget_forecast
from employer.people.schemas import Address, EmployerDetails, Name
from tests.conftest import Demo, Signer
from tests.employer.households import stop_clock
from tests.pages import look, send, squeezed, visit

pytestmark = pytest.mark.demo

Open = Callable[..., Any]
LAST_DAY = date(2100, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is November 2026."""
    stop_clock(monkeypatch)


@pytest.fixture
def salla(signer: Signer, demo: Demo) -> FlaskClient:
    return signer.client(demo.people["client"])


def speak(signer: Signer, person_id: int, language: str) -> None:
    with signer.unit() as session:
        account_service.choose_language(session, person_id, language)


def without_decision(signer: Signer) -> tuple[int, int]:
    """A person and a household without a budget decision."""
    details = EmployerDetails(
        "bare", Name("Aino", "Esimerkki"), "020586-902L", Address("Mallitie 1", "13100", "Hämeenlinna")
    )
    with signer.unit() as session:
        employer_id = people.new_employer(session, details, Hand.of("Aino Esimerkki"))
    person = signer.person()
    signer.relate(person, employer_id, "client")
    return person, employer_id


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_of_the_budget_in_every_language(
    signer: Signer, demo: Demo, salla: FlaskClient, language: str
) -> None:
    speak(signer, demo.people["client"], language)
    for page in ("", "/received", "/returned", "/expense", "/received/1/remove", "/expense/1/remove"):
        visit(salla, f"/e/{demo.employer_id}/budget{page}")


def test_left_is_what_is_granted_less_what_is_spent_and_set_aside(
    signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    page = visit(salla, f"/e/{demo.employer_id}/budget")
    cells = [squeezed(one) for one in page.all("tfoot")[0].iter("td")]
    granted, spent, accrued, planned, remains = (cents(cell) for cell in cells)
    assert granted == 14_400_00
    (left,) = page.all("span", **{"class": "sum-money"})
    assert cents(squeezed(left)) == granted - spent - accrued
    assert remains == granted - spent - accrued - planned


def cents(words: str) -> int:
    """The sum at the end of some words: ``Käytetty 1 234,50 €``."""
    signs = words.replace("\N{NO-BREAK SPACE}", "").removesuffix("€").strip()
    number = "".join(sign for sign in signs if sign.isdigit() or sign == "\N{MINUS SIGN}")
    return int(number.replace("\N{MINUS SIGN}", "-"))


def test_the_pictures_have_names_and_the_same_numbers_stand_in_tables(
    signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    page = visit(salla, f"/e/{demo.employer_id}/budget")
    pictures = page.all(f"{SVG}svg", role="img")
    assert len(pictures) == 2
    for picture in pictures:
        assert picture.get("aria-labelledby")
        assert squeezed(next(picture.iter(f"{SVG}title")))
        assert squeezed(next(picture.iter(f"{SVG}desc")))
    months = page.all("table")[1]
    assert len(list(months.iter("tr"))) == 1 + 12


def test_a_line_that_runs_short_is_said_in_words(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    base, enough = f"/e/{demo.employer_id}", "Raha riittää päätöksen loppuun"
    wages = "Päätöksen loppuun 31.12.2026 kohdasta Lastenhoitajan palkka ja sivukulut puuttuu 22,26 €"
    for page in (f"{base}/", f"{base}/budget"):
        words = visit(salla, page).words().replace("\xa0", " ")
        assert f"{wages}, vaikka muuhun jää rahaa. Kysy hyvinvointialueelta" in words
        assert enough not in words
    # A shift less, and the line's own money lasts.
    send(salla, f"{base}/hours/1/cancel", {"day": "2026-12-01"}, on=f"{base}/hours/1/cancel?day=2026-12-01")
    words = visit(salla, f"{base}/").words()
    assert enough in words
    assert "puuttuu" not in words
    with signer.unit() as session:
        dear = budget.schemas.Expense(date(2026, 11, 1), "Uusi pesukone", 400_00, "other")
        budget.record_expense(session, demo.employer_id, dear, Hand.of("Salla Aallonkoski"))
    # 300 granted; 12 for the extract, 65 for the course and now 400 spent.
    assert "Kohdasta Muut kulut puuttuu 177,00 €." in visit(salla, f"{base}/budget").words()


def test_the_money_on_the_own_account_and_what_a_month_may_use(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/budget"
    with signer.unit() as session:
        (decision,) = budget.decisions(session, demo.employer_id, LAST_DAY)
        wages, other = decision.lines
        hours = replace(wages, cents=None, minutes=60 * 60, period="month")
        hand = Hand.of("Salla Aallonkoski")
        budget.record_decision(session, demo.employer_id, replace(decision, lines=(hours, other)), hand, decision.id)
    words = visit(salla, address).words().replace("\N{NO-BREAK SPACE}", " ")
    assert "Tilille on tullut 14 400,00 €. Siitä on käytetty" in words
    assert "Käyttämättä jäänyt raha palautetaan viimeistään 31.1.2027." in words
    # November has no payslip yet; January's 48 hours leave 12 that do not carry over, as less work later does.
    assert "Kuukauden yläraja 1.11.–30.11.2026 on 60 h. Siitä on käytetty 0 h niiden palkkojen mukaan" in words
    assert "Päätöksen mukaan se ei siirry." in words


def test_without_a_decision_the_page_says_what_will_be_here(signer: Signer) -> None:
    person, employer_id = without_decision(signer)
    assert "Sinulla ei ole vielä budjettipäätöstä" in visit(signer.client(person), f"/e/{employer_id}/budget").words()


def test_received_money_is_kept_and_can_be_taken_back(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/budget"
    given = {"euros": "1 200,50 €", "day_day": "2", "day_month": "marraskuuta", "day_year": "2026", "line": ""}
    after = send(salla, f"{address}/received", given)
    assert "Tallensimme saadun rahan." in after.words()
    with signer.unit() as session:
        newest = budget.received(session, demo.employer_id, LAST_DAY)[-1]
    assert (newest.day, newest.cents, newest.line) == (date(2026, 11, 2), 1_200_50, None)
    gone = send(salla, f"{address}/received/{newest.id}/remove", {})
    assert "Poistimme saadun rahan." in gone.words()
    with signer.unit() as session:
        assert newest not in budget.received(session, demo.employer_id, LAST_DAY)


def test_returned_money_is_kept_shown_and_can_be_taken_back(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/budget"
    assert "Minkä päätöksen rahaa se oli?" in visit(salla, f"{address}/returned").words()
    with signer.unit() as session:
        before = budget_forecast(session, demo.employer_id, LAST_DAY)
    given = {"kind": "unspent", "euros": "100", "day_day": "2", "day_month": "11", "day_year": "2026"}
    given |= {"decision": "1.1.2026", "document": "Kirje 30.10.2026", "line": "", "note": "Sovittu puhelimessa"}
    after = send(salla, f"{address}/returned", given).words().replace("\N{NO-BREAK SPACE}", " ")
    assert "Tallensimme palautetun rahan." in after
    assert "Raha jäi käyttämättä: Kirje 30.10.2026, Sovittu puhelimessa 100,00 €" in after
    assert "Hyvinvointialueelle on palautettu 100,00 €." in after
    with signer.unit() as session:
        (kept,) = budget.returned(session, demo.employer_id, LAST_DAY)
        now = budget_forecast(session, demo.employer_id, LAST_DAY)
    assert before is not None
    assert now is not None
    assert (now.total.returned, now.total.available) == (100_00, (before.total.available or 0) - 100_00)
    send(salla, f"{address}/returned/{kept.id}/remove", {})
    with signer.unit() as session:
        assert budget.returned(session, demo.employer_id, LAST_DAY) == ()
    refused = send(salla, f"{address}/returned", {**given, "decision": "1.1.2020"}, status=422)
    assert "Valitse päätös, jonka rahaa palautettiin." in refused.words()


def test_pay_over_the_change_of_the_decision_is_shown_by_decision(
    signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    with signer.unit() as session:
        (decision,) = budget.decisions(session, demo.employer_id, LAST_DAY)
        hand = Hand.of("Salla Aallonkoski")
        last = max(one.for_day for one in budget.entries(session, demo.employer_id, LAST_DAY))
        change = last.replace(day=16)
        earlier = replace(decision, until=change - timedelta(days=1), cents=None)
        budget.record_decision(session, demo.employer_id, earlier, hand, decision.id)
        later = replace(decision, number="HML 2/2026", first=change, cents=None)
        budget.record_decision(session, demo.employer_id, later, hand)
        run = [one for one in budget.entries(session, demo.employer_id, LAST_DAY) if one.for_day == last]
        (shared,) = budget.shared_costs(session, demo.employer_id, LAST_DAY)
    assert shared.cents == sum(one.cents for one in run)
    assert [number for number, *_ in shared.parts] == [decision.number, "HML 2/2026"]
    assert all(cents > 0 for *_, cents in shared.parts)
    words = visit(salla, f"/e/{demo.employer_id}/budget").words()
    assert "Palkat, jotka kuuluvat useaan päätökseen" in words


def test_other_costs_are_all_listed_those_of_trainings_too(demo: Demo, salla: FlaskClient) -> None:
    page = visit(salla, f"/e/{demo.employer_id}/budget")
    (costs,) = [one for one in page.all("ul", **{"class": "rows"}) if "Hätäensiapu 4 h" in squeezed(one)]
    assert "65,00 €" in squeezed(costs)


def test_an_expense_is_kept_and_can_be_taken_back(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/budget"
    given = {"title": "Käsineet", "euros": "12,5", "day_day": "2", "day_month": "11", "day_year": "2026"}
    after = send(salla, f"{address}/expense", {**given, "line": "other", "employment": ""})
    assert "Tallensimme kulun." in after.words()
    with signer.unit() as session:
        (kept,) = [one for one in budget.expenses(session, demo.employer_id, LAST_DAY) if one.title == "Käsineet"]
    assert (kept.cents, kept.line, kept.employment_id) == (12_50, "other", None)
    send(salla, f"{address}/expense/{kept.id}/remove", {})
    with signer.unit() as session:
        assert kept not in budget.expenses(session, demo.employer_id, LAST_DAY)


@pytest.mark.parametrize(
    ("page", "field", "wrong"),
    [
        ("received", "euros", {"euros": "1.234"}),
        ("received", "euros", {"euros": "0"}),
        ("received", "day", {"day_month": "13"}),
        ("received", "line", {"line": "rent"}),
        ("expense", "title", {"title": ""}),
        ("expense", "euros", {"euros": "paljon"}),
        ("expense", "day", {"day_day": ""}),
        ("expense", "line", {"line": "rent"}),
    ],
)
def test_each_wrong_field_is_said_beside_it_and_what_was_typed_stays(
    demo: Demo, salla: FlaskClient, page: str, field: str, wrong: dict[str, str]
) -> None:
    right = {"title": "Käsineet", "euros": "12,50", "day_day": "2", "day_month": "11", "day_year": "2026", "line": ""}
    if page == "received":
        del right["title"]
    typed = {**right, **wrong}
    opened = send(salla, f"/e/{demo.employer_id}/budget/{page}", typed, status=422)
    assert [one.get("href") for one in opened.all("a") if (one.get("href") or "").startswith("#")][1:] == [f"#{field}"]
    assert opened.all("input", name="euros")[0].get("value") == typed["euros"]


def test_somebody_elses_money_does_not_exist(signer: Signer, demo: Demo) -> None:
    person, employer_id = without_decision(signer)
    stranger = signer.client(person)
    for page in ("budget", "budget/received", "budget/returned", "budget/expense", "budget/received/1/remove"):
        visit(stranger, f"/e/{demo.employer_id}/{page}", status=404)
    # The demo's row under the stranger's own household.
    visit(stranger, f"/e/{employer_id}/budget/received/1/remove", status=404)
    visit(stranger, f"/e/{employer_id}/budget/everything/1/remove", status=404)


def test_a_helper_without_the_mandate_does_not_see_the_budget(signer: Signer, demo: Demo) -> None:
    helper = signer.client(demo.people["helper"], acting_for=demo.employer_id)
    visit(helper, f"/e/{demo.employer_id}/budget", status=404)
    visit(signer.client(demo.people["employee"]), f"/e/{demo.employer_id}/budget", status=404)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fi", "sv"])  # every language: tests/employer/test_every_page.py
def test_the_budget_is_accessible_filled_empty_and_with_errors(
    open_page: Open, signer: Signer, demo: Demo, language: str
) -> None:
    person, employer_id = without_decision(signer)
    for one in (demo.people["client"], person):
        speak(signer, one, language)
    page = open_page(demo.people["client"])
    look(page, f"/e/{demo.employer_id}/budget")
    page.goto(f"/e/{demo.employer_id}/budget/expense")
    page.locator("main form button").click()
    page.locator("#error-summary:focus").wait_for()
    look(page)
    look(open_page(person), f"/e/{employer_id}/budget")


@pytest.mark.browser
def test_money_is_noted_by_keyboard_without_scripts(open_page: Open, demo: Demo) -> None:
    page = open_page(demo.people["client"], scripts=False)
    page.goto(f"/e/{demo.employer_id}/budget")
    page.get_by_role("link", name="Lisää saatu raha").focus()
    page.keyboard.press("Enter")
    page.locator("#euros").focus()
    for typed in ("250", "3", "11", "2026"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/budget")
    assert "Tallensimme saadun rahan." in page.locator("main").inner_text()
