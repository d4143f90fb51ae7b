"""The pages of hours on the demo's household: every language and state, forms, rights, the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import clock, texts
from tests.conftest import Demo, Signer
from tests.pages import look, send, squeezed, visit

pytestmark = pytest.mark.demo

Open = Callable[..., Any]
APRIL = "hours?month=2026-04"


@pytest.fixture
def base(demo: Demo) -> str:
    return f"/e/{demo.employer_id}"


@pytest.fixture
def client(demo: Demo, signer: Signer) -> FlaskClient:
    """The employer, signed in."""
    return signer.client(demo.people["client"])


def speak(client: FlaskClient, language: str, at: str) -> None:
    client.post("/language", data={"form_token": visit(client, at).token(), "language": language, "back": at})


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_of_hours_in_every_language(client: FlaskClient, base: str, language: str) -> None:
    speak(client, language, f"{base}/{APRIL}")
    for path in (APRIL, "hours?month=2026-02", "hours", "hours/1/shift", "hours/1/cancel?day=2026-04-20&shift=0"):
        visit(client, f"{base}/{path}")
    send(client, f"{base}/hours/1/shift", {"start": "keskiyö"}, status=422)


def test_a_month_shows_plan_and_work_and_the_difference_in_words(client: FlaskClient, base: str) -> None:
    words = visit(client, f"{base}/{APRIL}").words()
    assert "Työtunnit, huhtikuu 2026" in words
    assert "1 tunti 30 minuuttia enemmän kuin suunniteltu." in words
    assert "14.00–19.30" in words
    assert "Pyhäpäivä" in words or "Easter" not in words


def test_an_absence_is_away_and_its_reason_is_for_those_who_may_know(
    client: FlaskClient, base: str, demo: Demo, signer: Signer
) -> None:
    assert "Sairaana" in visit(client, f"{base}/hours?month=2026-02").words()
    carer = signer.client(demo.people["carer"], acting_for=demo.employer_id)
    words = visit(carer, f"{base}/hours?month=2026-02").words()
    assert "Sairaana" not in words
    assert "Poissa" in words


def test_a_day_that_differs_is_approved_first_and_then_the_month(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/{APRIL}")
    assert "Katso nämä päivät" in page.words()
    assert "Hyväksy kaikki" not in page.words()
    one = {"first": "2026-04-22", "until": "2026-04-22", "minutes": "330"}
    page = send(client, f"{base}/hours/1/approve", one, on=f"{base}/{APRIL}")
    assert "Hyväksyimme tunnit." in page.words()
    assert "Hyväksy kaikki, 69 tuntia 30 minuuttia" in page.words()
    minutes = page.all("input", name="minutes")[0].get("value")
    assert minutes == "4170"  # 17 shifts of four hours and an hour and a half more
    whole = {"first": "2026-04-01", "until": page.all("input", name="until")[0].get("value"), "minutes": minutes}
    assert "Tunnit on hyväksytty" in send(client, f"{base}/hours/1/approve", whole, on=f"{base}/{APRIL}").words()


def test_what_was_done_is_told_at_its_day_and_of_the_whole_month_at_the_top(client: FlaskClient, base: str) -> None:
    longer = {"day": "2026-04-20", "start": "14", "end": "19", "kind": "work"}
    page = send(client, f"{base}/hours/1/shift", longer)
    card = next(one for one in page.tree.iter("li") if one.get("id") == "d-2026-04-20")
    assert "Tallensimme työvuoron." in squeezed(card)
    assert page.words().count("Tallensimme työvuoron.") == 1
    for day, minutes in (("2026-04-20", "300"), ("2026-04-22", "330")):
        one = {"first": day, "until": day, "minutes": minutes}
        page = send(client, f"{base}/hours/1/approve", one, on=f"{base}/{APRIL}")
    whole = {name: page.all("input", name=name)[0].get("value") for name in ("first", "until", "minutes")}
    page = send(client, f"{base}/hours/1/approve", whole, on=f"{base}/{APRIL}")
    cards = [squeezed(one) for one in page.tree.iter("li") if str(one.get("id")).startswith("d-")]
    assert "Hyväksyimme tunnit." in page.words()
    assert not [one for one in cards if "Hyväksyimme" in one]


def test_the_days_of_a_given_pay_say_that_a_change_needs_a_correction(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/{APRIL}")
    assert "Palkka 1.4.2026–30.4.2026 on jo annettu." in page.words()
    assert f"{base}/pay" in [one.get("href") for one in page.all("a")]
    assert "on jo annettu" not in visit(client, f"{base}/hours").words()


def test_an_approved_month_leads_on_to_its_pay(client: FlaskClient, base: str) -> None:
    month = f"{base}/hours?month=2026-11"
    page = visit(client, month)
    assert "Seuraavaksi: katso palkka" not in page.words()
    whole = {name: page.all("input", name=name)[0].get("value") for name in ("first", "until", "minutes")}
    page = send(client, f"{base}/hours/1/approve", whole, on=month)
    assert "Seuraavaksi: katso palkka" in page.words()


def test_correcting_with_a_mistake_is_still_correcting(client: FlaskClient, base: str) -> None:
    address = f"{base}/hours/1/shift?day=2026-04-20&start=14.00&end=18.00"
    page = visit(client, address)
    assert "Korjaa työvuoro" in page.words()
    (form,) = [one for one in page.all("form") if "/shift" in str(one.get("action"))]
    wrong = {"day": "2026-04-20", "start": "14.00", "end": "25.00", "kind": "work"}
    again = send(client, str(form.get("action")), wrong, on=address, status=422)
    assert "Korjaa työvuoro" in again.words()
    assert "Lisää työvuoro" not in again.words()


def test_who_may_not_approve_is_not_told_to_approve(demo: Demo, signer: Signer, base: str) -> None:
    for who, acting in (("employee", None), ("carer", demo.employer_id)):
        person = demo.people[who]
        words = visit(
            signer.client(person, acting_for=acting) if acting else signer.client(person), f"{base}/{APRIL}"
        ).words()
        assert "Työnantaja katsoo ne ja hyväksyy tunnit." in words
        assert "Sitten voit hyväksyä" not in words


def test_a_changed_shift_to_come_is_not_held_against_itself(client: FlaskClient, base: str) -> None:
    later = {"day": "2026-12-07", "start": "15", "end": "19", "kind": "work"}
    page = send(client, f"{base}/hours/1/shift", later)
    card = next(one for one in page.tree.iter("li") if one.get("id") == "d-2026-12-07")
    assert "15.00–19.00" in squeezed(card)
    assert "kuin suunniteltu" not in squeezed(card)


def test_what_was_not_seen_is_not_approved(client: FlaskClient, base: str) -> None:
    one = {"first": "2026-04-22", "until": "2026-04-22", "minutes": "240"}
    send(client, f"{base}/hours/1/approve", one, on=f"{base}/{APRIL}", status=409)
    whole = {"first": "2026-04-01", "until": "2026-04-30", "minutes": "4170"}
    send(client, f"{base}/hours/1/approve", whole, on=f"{base}/{APRIL}", status=409)


def test_a_shift_is_added_corrected_cancelled_and_given_back(client: FlaskClient, base: str) -> None:
    new = {
        "day_day": "18",
        "day_month": "huhtikuu",
        "day_year": "2026",
        "start": "klo 9",
        "end": "12.30",
        "kind": "work",
    }
    page = send(client, f"{base}/hours/1/shift", new)
    assert "9.00–12.30" in page.words()
    assert "Tätä vuoroa ei ollut suunniteltu." in page.words()
    longer = {"day": "2026-04-20", "start": "13.30", "end": "18", "break_minutes": "30 min", "kind": "work"}
    page = send(client, f"{base}/hours/1/shift", longer)
    assert "13.30–18.00 (tauko 30 minuuttia)" in page.words()
    assert "Yhtä pitkä kuin suunniteltu, mutta eri aikaan." in page.words()
    page = send(client, f"{base}/hours/1/cancel", {"day": "2026-04-21"}, on=f"{base}/hours/1/cancel?day=2026-04-21")
    assert "Vuoroa ei tehty." in page.words()
    page = send(client, f"{base}/hours/1/restore", {"day": "2026-04-21"}, on=f"{base}/{APRIL}")
    assert "Vuoroa ei tehty." not in page.words()


def test_a_second_shift_of_a_day_leaves_the_pattern_standing(client: FlaskClient, base: str) -> None:
    page = send(client, f"{base}/hours/1/shift", {"day": "2026-04-20", "start": "8", "end": "9", "kind": "work"})
    card = next(one for one in page.tree.iter("li") if one.get("id") == "d-2026-04-20")
    assert "8.00–9.00, 14.00–18.00" in squeezed(card)
    assert "1 tunti enemmän kuin suunniteltu." in squeezed(card)


def test_emergency_work_is_entered_beside_the_shift_of_its_day(client: FlaskClient, base: str) -> None:
    asked = {"day": "2026-04-20", "start": "19", "end": "21", "kind": "emergency"}
    page = send(client, f"{base}/hours/1/shift", asked)
    card = next(one for one in page.tree.iter("li") if one.get("id") == "d-2026-04-20")
    assert "14.00–18.00, 19.00–21.00 (hätätyö)" in squeezed(card)
    assert "2 tuntia enemmän kuin suunniteltu." in squeezed(card)
    page = send(client, f"{base}/hours/1/shift", {**asked, "day": "2026-04-21", "start": "17"}, status=422)
    assert "samaan aikaan kuin tavallinen työvuoro klo 14.00–18.00" in page.words()


def test_a_planned_shift_waits_until_somebody_says_it_was_worked(
    client: FlaskClient, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = clock.today()
    day = today + timedelta(days=6 - today.weekday() + 7)  # a Sunday: not of the pattern
    page = send(client, f"{base}/hours/1/shift", {"day": day.isoformat(), "start": "12", "end": "14", "kind": "work"})
    card = next(one for one in page.tree.iter("li") if one.get("id") == f"d-{day.isoformat()}")
    assert "Tulossa" in squeezed(card)
    monkeypatch.setattr(clock, "today", lambda: day + timedelta(days=1))
    page = visit(client, f"{base}/hours?month={day:%Y-%m}")
    card = next(one for one in page.tree.iter("li") if one.get("id") == f"d-{day.isoformat()}")
    assert "Odottaa vahvistusta" in squeezed(card)
    shift = next(one.get("value") for one in card.iter("input") if one.get("name") == "shift")
    page = send(
        client,
        f"{base}/hours/1/confirm",
        {"day": day.isoformat(), "shift": shift},
        on=f"{base}/hours?month={day:%Y-%m}",
    )
    card = next(one for one in page.tree.iter("li") if one.get("id") == f"d-{day.isoformat()}")
    assert "Odottaa vahvistusta" not in squeezed(card)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"day": ""}, "day", "Kirjoita päivä"),
        ({"day": "31.2.2026"}, "day", "ei ole kalenterissa"),
        ({"start": "25"}, "start", "Kirjoita kellonaika"),
        ({"end": ""}, "end", "Kirjoita kellonaika"),
        ({"break_minutes": "pitkä"}, "break_minutes", "Kirjoita aika tunteina"),
        ({"break_minutes": "5 h"}, "break_minutes", "Anna tauko"),
        ({"day": "1.12.2025"}, "start", "työsuhte"),
        ({"start": "15", "end": "20", "day": "8.3.2026"}, "start", "päällekkäin"),
        ({"kind": "loma"}, "kind", "Valitse yksi"),
        ({"end": "14"}, "end", "kirjoita se kahtena"),
        ({"day": "29.3.2026", "start": "3.30", "end": "8"}, "start", "Kellonaikaa 03.30 ei ole 29.3.2026"),
    ],
)
def test_each_wrong_field_is_told_and_what_was_typed_stays(
    client: FlaskClient, base: str, wrong: dict[str, str], field: str, words: str
) -> None:
    given = {"day": "20.4.2026", "start": "14", "end": "18", "break_minutes": "", "kind": "work", **wrong}
    page = send(client, f"{base}/hours/1/shift", given, status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == [f"#{field}"]
    assert words in squeezed(summary)
    assert page.all("input", name="start")[0].get("value") == given["start"]


# Rights


def test_an_employee_sees_and_enters_their_own_hours_and_approves_nothing(
    demo: Demo, signer: Signer, base: str
) -> None:
    employee = signer.client(demo.people["employee"])
    page = visit(employee, f"{base}/{APRIL}")
    assert "Hyväksy" not in page.words().replace("Hyväksytty", "")
    page = send(employee, f"{base}/hours/1/shift", {"day": "2026-04-18", "start": "9", "end": "10", "kind": "work"})
    assert "9.00–10.00" in page.words()
    one = {"first": "2026-04-22", "until": "2026-04-22", "minutes": "330"}
    send(employee, f"{base}/hours/1/approve", one, on=f"{base}/{APRIL}", status=404)


def test_an_employee_is_told_to_agree_before_cancelling_and_reads_of_the_own_details(
    demo: Demo, signer: Signer, base: str, client: FlaskClient
) -> None:
    employee, cancelling = signer.client(demo.people["employee"]), f"{base}/hours/1/cancel?day=2026-04-20"
    page = visit(employee, cancelling).words()
    assert "Peru vuoro vain, jos olet sopinut siitä työnantajan kanssa." in page
    assert "Omat tietosi" in page
    own = visit(client, cancelling).words()
    assert "Jos perut vuoron itse myöhään" in own
    assert "Omat tietosi" not in own


def test_another_employee_s_hours_do_not_exist(demo: Demo, signer: Signer, base: str) -> None:
    other = signer.person("Toinen Esimerkki")
    signer.relate(other, demo.employer_id, "employee", employee_id=999)
    client = signer.client(other)
    for page in ("hours", "leave"):
        words = visit(client, f"{base}/{page}").words()
        assert "Sinulla ei ole nyt työsuhdetta täällä." in words
        assert "Tee ensin työsopimus" not in words


def test_a_household_without_contracts_is_led_to_making_one(signer: Signer) -> None:
    person = signer.person()
    signer.relate(person, 99, "client")
    for page in ("hours", "leave"):
        opened = visit(signer.client(person), f"/e/99/{page}")
        assert "Tee ensin työsopimus" in opened.words()
        assert "/e/99/contracts" in [one.get("href") for one in opened.all("a") if one.get("class") == "button"]


def test_other_addresses_of_another_employee_do_not_exist(demo: Demo, signer: Signer, base: str) -> None:
    other = signer.person("Toinen Esimerkki")
    signer.relate(other, demo.employer_id, "employee", employee_id=999)
    client = signer.client(other)
    for path in ("hours?employment=1", "hours/1/shift", "hours/1/cancel?day=2026-04-20"):
        status = 200 if path.startswith("hours?") else 404
        assert "Ilona" not in visit(client, f"{base}/{path}", status=status).words()


def test_a_stranger_finds_nothing(signer: Signer, base: str) -> None:
    visit(signer.client(signer.person()), f"{base}/hours", status=404)


# In the browser


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fi", "sv"])  # every language: tests/employer/test_every_page.py
def test_the_pages_are_accessible(open_page: Open, demo: Demo, base: str, language: str) -> None:
    page = open_page(demo.people["client"])
    page.goto(f"{base}/{APRIL}")
    if language != "fi":
        page.locator(f"button.language[value={language}]").click()
    look(page, f"{base}/{APRIL}")
    look(page, f"{base}/hours/1/shift")
    page.locator("main form button:not(.secondary)").click()
    page.locator("#error-summary:focus").wait_for()
    look(page)
    look(page, f"{base}/hours/1/cancel?day=2026-04-20&shift=0")


@pytest.mark.browser
def test_the_keyboard_alone_approves_a_month_without_scripts(open_page: Open, demo: Demo, base: str) -> None:
    page = open_page(demo.people["client"], scripts=False, width=360)
    page.goto(f"{base}/{APRIL}")
    tab_to(page, "Hyväksy keskiviikko 22.4.")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "Hyväksy kaikki")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Tunnit on hyväksytty" in page.locator("main").inner_text()


def tab_to(page: Any, words: str) -> None:
    """Presses Tab until the focus is on a control with the words, which must be visible."""
    for _ in range(150):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()")
        if focused.lower().startswith(words.lower()):
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")
