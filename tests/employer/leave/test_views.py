"""The pages of holidays and absences on the demo's household."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import texts
from employer.leave.balances.schemas import NOTED_KINDS
from tests.conftest import Demo, Signer
from tests.employer.households import stop_clock
from tests.pages import Opened, look, send, squeezed, visit

pytestmark = pytest.mark.demo

Open = Callable[..., Any]


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
def test_every_page_in_every_language(client: FlaskClient, base: str, language: str) -> None:
    speak(client, language, f"{base}/leave")
    for path in (
        "leave",
        "leave/1/holiday",
        "leave/1/absence",
        "leave/1/absence?absence=1",
        "leave/1/absences/1/remove",
    ):
        visit(client, f"{base}/{path}")
    send(client, f"{base}/leave/1/holiday", {"first": "2026-07-13", "last": "2026-07-16"})
    send(client, f"{base}/leave/1/holiday", {"first": "x"}, status=422)
    send(client, f"{base}/leave/1/absence", {"kind": "sick"}, status=422)


def test_a_holiday_in_advance_without_the_tick_stays_on_the_check_and_says_where(
    client: FlaskClient, base: str
) -> None:
    days = {"first": "2026-12-14", "last": "2026-12-18"}
    page = send(client, f"{base}/leave/1/holiday", {**days, "step": "plan"}, status=422)
    assert "Tarkista loma" in page.words()
    assert page.all("input", id="agreed")
    assert "#agreed" in [one.get("href") for one in page.all("a")]
    page = send(client, f"{base}/leave/1/holiday", {**days, "step": "plan", "agreed": "yes"})
    assert "Tallensimme loman." in page.words()
    # What the check cannot show, days that are taken already, is asked for on the page before it.
    page = send(client, f"{base}/leave/1/holiday", {**days, "step": "plan", "agreed": "yes"}, status=422)
    assert "Suunnittele loma" in page.words()


@pytest.mark.parametrize(("first", "last"), [("14", "18"), ("16", "22"), ("09", "15")])
def test_days_that_are_taken_already_are_refused_before_anything_is_priced(
    client: FlaskClient, base: str, first: str, last: str
) -> None:
    days = {"first": "2026-12-14", "last": "2026-12-18", "step": "plan", "agreed": "yes"}
    send(client, f"{base}/leave/1/holiday", days)
    page = visit(client, f"{base}/leave/1/holiday?first=2026-12-{first}&last=2026-12-{last}")
    assert "Ajalle on jo tieto, joka on voimassa 14.12.2026–18.12.2026." in page.words()
    assert "Suunnittele loma" in page.words()


def test_a_wish_whose_days_were_taken_afterwards_can_only_be_declined(
    client: FlaskClient, base: str, demo: Demo, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch)
    employee = signer.client(demo.people["employee"])
    days = {"first": "2026-12-14", "last": "2026-12-16"}
    send(employee, f"{base}/leave/1/wish", {**days, "step": "plan"}, on=f"{base}/leave/1/wish")
    send(client, f"{base}/leave/1/holiday", {**days, "last": "2026-12-14", "step": "plan", "agreed": "yes"})
    page = visit(client, f"{base}/leave/1/wishes/1")
    assert "Ajalle on jo tieto, joka on voimassa 14.12.2026–14.12.2026." in page.words()
    actions = [str(one.get("action")) for one in page.all("form")]
    assert any(one.endswith("/decline") for one in actions)
    assert not any(one.endswith("/accept") for one in actions)


def test_the_balance_shows_each_credit_year_and_each_month_with_its_reason(client: FlaskClient, base: str) -> None:
    words = visit(client, f"{base}/leave").words()
    assert "1.4.2025–31.3.2026" in words
    assert "Tammikuu 2026" in words
    assert "Miten päivät on laskettu?" in words
    # 4 days were earned by the end of March (2 full months of 2 days), and all were taken in July.
    table = next(one for one in visit(client, f"{base}/leave").tree.iter("table"))
    row = next(one for one in table.iter("tr") if "1.4.2025" in squeezed(one))
    assert [squeezed(cell).split()[-1] for cell in row.iter("td")] == ["4", "4", "0", "0"]


def test_a_planned_holiday_shows_what_it_uses_and_is_saved_on_purpose(client: FlaskClient, base: str) -> None:
    days = {"first": "2026-08-03", "last": "2026-08-08"}
    page = send(client, f"{base}/leave/1/holiday", days)
    assert "Tarkista loma" in page.words()
    assert "Loma käyttää 6 päivää" in page.words().replace("käyttää6", "käyttää 6")
    assert "Vuosiloma 3.8" not in visit(client, f"{base}/leave").words()
    refused = send(client, f"{base}/leave/1/holiday", {**days, "step": "plan"}, status=422)
    assert refused.all("input", name="first")[0].get("value") == "2026-08-03"
    page = send(client, f"{base}/leave/1/holiday", {**days, "step": "plan", "agreed": "yes"})
    assert "Tallensimme loman." in page.words()
    assert "3.8.–8.8.2026, lomapäiviä 6" in page.words()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"first": ""}, "first", "Kirjoita päivä"),
        ({"last": "31.6.2026"}, "last", "ei ole kalenterissa"),
        ({"last": "2026-08-01"}, "last", "ennen ensimmäistä"),
        ({"first": "2026-08-09", "last": "2026-08-09"}, "first", "lomapäiv"),
    ],
)
def test_each_wrong_day_of_a_holiday_is_told(
    client: FlaskClient, base: str, wrong: dict[str, str], field: str, words: str
) -> None:
    page = send(client, f"{base}/leave/1/holiday", {"first": "2026-08-03", "last": "2026-08-08", **wrong}, status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == [f"#{field}"]
    assert words in squeezed(summary)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "annual_holiday"}, "kind"),
        ({"first": "huomenna"}, "first"),
        ({"last": "2026-05-01"}, "last"),
        ({"certificate_seen": "eilen"}, "certificate_seen"),
        ({"child_born": "2020-02-30"}, "child_born"),
        ({"first": "2026-02-06", "last": "2026-02-06"}, "first"),
        ({"same_illness": "2026-03-01"}, "same_illness"),
        ({"no_pay": "agreed"}, "no_pay"),
        ({"start": "25"}, "start"),
        ({"last": "2026-05-05", "start": "10", "end": "9"}, "end"),
        ({"kind": "prenatal_check", "last": "2026-05-05", "end": "10.30"}, "start"),
        ({"kind": "study", "start": "10"}, "start"),
    ],
)
def test_each_wrong_field_of_an_absence_is_told(
    client: FlaskClient, base: str, wrong: dict[str, str], field: str
) -> None:
    given = {"kind": "sick", "first": "2026-05-05", "last": "2026-05-06", **wrong}
    page = send(client, f"{base}/leave/1/absence", given, status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert f"#{field}" in [one.get("href") for one in summary.iter("a")]


def test_every_noted_absence_can_be_chosen_and_tells_its_effect(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/leave/1/absence")
    (select,) = (one for one in page.all("select") if one.get("name") == "kind")
    offered = [option.get("value") for option in select.iter("option") if option.get("value")]
    assert sorted(map(str, offered)) == sorted(NOTED_KINDS)
    for kind in NOTED_KINDS:
        assert texts.say("fi", f"leave.effect.{kind}") in page.words()


def test_an_absence_is_noted_corrected_and_taken_back(client: FlaskClient, base: str) -> None:
    given = {"kind": "child_sick", "first": "5.5.2026", "last": "6.5.2026"}
    page = send(client, f"{base}/leave/1/absence", given)
    assert "5.5.–6.5.2026" in page.words()
    link = next(one.get("href") for one in page.tree.iter("a") if "5.5.–6.5.2026" in squeezed(one))
    assert link is not None
    noted = link.rpartition("=")[2]
    page = send(client, f"{base}/leave/1/absence", {**given, "last": "7.5.2026", "absence": noted}, on=link)
    assert "5.5.–7.5.2026" in page.words()
    assert "5.5.–6.5.2026" not in page.words()
    link = next(
        one.get("href") or ""
        for one in page.tree.iter("a")
        if squeezed(one).startswith("Poista") and "7.5." in squeezed(one)
    )
    assert "5.5." not in send(client, link, {}).words()


@pytest.mark.usefixtures("next_may")
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_holiday_is_taken_as_shorter_working_days(client: FlaskClient, base: str, language: str) -> None:
    speak(client, language, f"{base}/leave")
    at = f"{base}/leave/1/ledger/shortened"
    assert any(one.get("href") == at for one in visit(client, f"{base}/leave").tree.iter("a"))
    asked = visit(client, at)
    assert asked.all("input", name="asked_by")[0].get("value")
    given = {"credit_year": "2026-04-01", "days": "7", "day": "2027-05-10", "asked_by": "Ilona Rantavirta"}
    send(client, at, given, status=422)
    send(client, at, {**given, "days": "6", "asked_by": ""}, status=422)
    page = send(client, at, {**given, "days": "6"})
    assert texts.say(language, "leave.ledger.kind.shortened") in page.words()
    send(client, at, {**given, "days": "1"}, status=422)


def test_a_check_of_a_part_of_a_day_shows_its_times_and_is_corrected(client: FlaskClient, base: str) -> None:
    given = {"kind": "prenatal_check", "first": "5.5.2026", "last": "5.5.2026", "start": "15", "end": "16.30"}
    page = send(client, f"{base}/leave/1/absence", given)
    assert "5.5.2026, 15.00–16.30" in page.words()
    link = next(one.get("href") for one in page.tree.iter("a") if "5.5.2026" in squeezed(one))
    shown = visit(client, str(link))
    typed = {one.get("name"): one.get("value") for one in shown.all("input")}
    assert (typed["start"], typed["end"]) == ("15.00", "16.30")


def test_an_illness_that_began_at_work_shows_when(client: FlaskClient, base: str) -> None:
    given = {"kind": "sick", "first": "5.5.2026", "last": "7.5.2026", "start": "16"}
    assert "7.5.2026, alkoi 16.00" in send(client, f"{base}/leave/1/absence", given).words()
    given = {"kind": "compelling", "first": "12.5.2026", "last": "12.5.2026", "end": "15.30"}
    assert "12.5.2026, loppui 15.30" in send(client, f"{base}/leave/1/absence", given).words()


def test_leave_that_levels_out_working_time_is_noted(client: FlaskClient, base: str) -> None:
    form = visit(client, f"{base}/leave/1/absence")
    assert "keskimääräinen työaika tasoittuu" in form.words()
    given = {"kind": "levelling", "first": "5.5.2026", "last": "7.5.2026"}
    assert "Tasoitusvapaa" in send(client, f"{base}/leave/1/absence", given).words()


# The calendar


def picked(page: Opened) -> list[str]:
    """The days marked as chosen, without their names."""
    return [squeezed(one).split()[-1] for one in page.tree.iter("a") if one.get("aria-current") and one.get("href")]


def day_links(page: Opened) -> dict[str, str]:
    """The address of each day of the calendar, by its number."""
    (table,) = (one for one in page.tree.iter("table") if one.get("class") == "pick")
    return {squeezed(one).split()[-1]: one.get("href") or "" for one in table.iter("a")}


def test_two_days_of_the_calendar_show_at_once_what_a_holiday_uses_costs_and_leaves(
    client: FlaskClient, base: str
) -> None:
    page = visit(client, f"{base}/leave/1/holiday?month=2026-08")
    assert "Valitse loman ensimmäinen päivä." in page.words()
    page = visit(client, day_links(page)["3"])
    assert "Loma alkaa 3.8.2026. Valitse sen viimeinen päivä." in page.words()
    assert picked(page) == ["3"]
    page = visit(client, day_links(page)["8"])
    assert "Tarkista loma" in page.words()
    assert "Loma käyttää6 päivää" in page.words()
    assert "Lomapalkka" in page.words()
    assert picked(page) == ["3", "4", "5", "6", "7", "8"]
    again = visit(client, day_links(page)["10"])  # a new first day
    assert picked(again) == ["10"]
    earlier = visit(client, day_links(again)["5"])  # before the chosen first day: it is the first day now
    assert picked(earlier) == ["5"]


def test_the_calendar_goes_on_over_the_end_of_a_month(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/leave/1/holiday?month=2026-08&first=2026-08-31")
    (later,) = (one.get("href") for one in page.tree.iter("a") if squeezed(one) == "Syyskuu 2026 →")
    page = visit(client, day_links(visit(client, later or ""))["5"])
    assert "31.8.–5.9.2026" in page.words()
    assert "Loma käyttää6 päivää" in page.words()


def test_days_outside_the_employment_and_absences_cannot_be_chosen(client: FlaskClient, base: str) -> None:
    assert "5" not in day_links(visit(client, f"{base}/leave/1/holiday?month=2026-02"))  # ill on 5 February
    assert "20" in day_links(visit(client, f"{base}/leave/1/holiday?month=2026-02"))
    started = day_links(visit(client, f"{base}/leave/1/holiday?month=2026-01"))
    assert "11" not in started
    assert "12" in started
    for odd in (
        "first=2026-02-31&last=2026-03-02",
        "first=x&last=y",
        "month=2026-13",
        "first=2026-08-08&last=2026-08-03",
    ):
        visit(client, f"{base}/leave/1/holiday?{odd}")


# Wishes


@pytest.fixture
def employee(demo: Demo, signer: Signer) -> FlaskClient:
    """The employee, signed in."""
    return signer.client(demo.people["employee"])


@pytest.fixture
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is November 2026."""
    stop_clock(monkeypatch)


WISHED = {"first": "2026-12-14", "last": "2026-12-16"}


@pytest.mark.usefixtures("november")
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_employee_wishes_and_the_employer_accepts(
    client: FlaskClient, employee: FlaskClient, base: str, language: str
) -> None:
    for one in (client, employee):
        speak(one, language, f"{base}/leave")
    assert f"{base}/leave/1/wish" in [one.get("href") for one in visit(employee, f"{base}/").all("a")]
    visit(employee, f"{base}/leave/1/wish")
    page = visit(employee, f"{base}/leave/1/wish?first=2026-12-14&last=2026-12-16")
    assert texts.say(language, "leave.plan.uses") in page.words()
    assert "€" not in page.words()
    send(employee, f"{base}/leave/1/wish", {"first": "x"}, status=422)
    send(employee, f"{base}/leave/1/wish", {**WISHED, "step": "look"})
    page = send(employee, f"{base}/leave/1/wish", {**WISHED, "step": "plan"})
    assert texts.say(language, "leave.wish.sent") in page.words()
    assert texts.say(language, "leave.wish.state.wished") in page.words()
    told = texts.say(language, "duties.holiday_wish", first="14.12.2026", last="16.12.2026")
    assert told in visit(client, f"{base}/").words()
    answering = f"{base}/leave/1/wishes/1"
    assert answering in [one.get("href") for one in visit(client, f"{base}/leave").all("a")]
    page = visit(client, answering)
    assert texts.say(language, "leave.plan.uses") in page.words()
    assert texts.say(language, "leave.plan.in_advance", count=3) in page.words()
    send(client, f"{answering}/decline", {}, on=answering, status=422)
    send(client, f"{answering}/accept", {}, on=answering, status=422)  # in advance: a written agreement is needed
    page = send(client, f"{answering}/accept", {"agreed": "yes"}, on=answering)
    assert texts.say(language, "leave.wish.accepted") in page.words()
    assert told not in visit(client, f"{base}/").words()
    assert texts.say(language, "leave.wish.state.accepted") in visit(employee, f"{base}/leave").words()
    visit(client, answering, status=404)


@pytest.mark.usefixtures("november")
def test_a_declined_wish_tells_the_employee_why(client: FlaskClient, employee: FlaskClient, base: str) -> None:
    send(employee, f"{base}/leave/1/wish", {**WISHED, "step": "plan"})
    refused = send(employee, f"{base}/leave/1/wish", {**WISHED, "step": "plan"}, status=422)
    summary = next(one for one in refused.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == ["#first"]
    answering = f"{base}/leave/1/wishes/1"
    send(client, f"{answering}/decline", {"answer": "Tammikuu sopii paremmin"}, on=answering)
    words = visit(employee, f"{base}/leave").words()
    assert "Ei käy" in words
    assert "Tammikuu sopii paremmin" in words


@pytest.mark.usefixtures("november")
def test_who_wishes_and_who_answers(
    client: FlaskClient, employee: FlaskClient, demo: Demo, signer: Signer, base: str
) -> None:
    visit(client, f"{base}/leave/1/wish", status=404)
    visit(employee, f"{base}/leave/99/wish", status=404)
    send(employee, f"{base}/leave/1/wish", {**WISHED, "step": "plan"})
    visit(employee, f"{base}/leave/1/wishes/1", status=404)
    token = visit(employee, f"{base}/leave/1/wish").token()
    assert employee.post(f"{base}/leave/1/wishes/1/accept", data={"form_token": token}).status_code == 404
    other = signer.person("Toinen Esimerkki")
    signer.relate(other, demo.employer_id, "employee", employee_id=999)
    another = signer.client(other)
    token = visit(another, f"{base}/").token()
    assert another.post(f"{base}/leave/1/wishes/1/withdraw", data={"form_token": token}).status_code == 404
    token = visit(client, f"{base}/leave").token()
    assert client.post(f"{base}/leave/1/wishes/1/withdraw", data={"form_token": token}).status_code == 404
    page = send(employee, f"{base}/leave/1/wishes/1/withdraw", {}, on=f"{base}/leave")
    assert "Peruimme pyyntösi." in page.words()


# Rights


def test_the_reason_is_hidden_from_those_who_may_not_know_it(demo: Demo, signer: Signer, base: str) -> None:
    carer = signer.client(demo.people["carer"], acting_for=demo.employer_id)
    page = visit(carer, f"{base}/leave")
    assert "Sairaana" not in page.words()
    assert "Todistus" not in page.words()
    assert "Vuosiloma" in page.words()
    visit(carer, f"{base}/leave/1/absence?absence=1", status=404)
    visit(carer, f"{base}/leave/1/absences/1/remove", status=404)
    assert "5.2.2026" not in visit(carer, f"{base}/leave/1/absence").words()


def test_an_employee_sees_the_own_balance_and_changes_nothing(demo: Demo, signer: Signer, base: str) -> None:
    employee = signer.client(demo.people["employee"])
    page = visit(employee, f"{base}/leave")
    assert "Sairaana" in page.words()
    assert "Suunnittele loma" not in page.words()
    visit(employee, f"{base}/leave/1/holiday", status=404)
    visit(employee, f"{base}/leave/1/absence", status=404)


def test_a_stranger_finds_nothing(signer: Signer, base: str) -> None:
    visit(signer.client(signer.person()), f"{base}/leave", status=404)


def test_without_a_contract_the_page_says_how_to_start(signer: Signer) -> None:
    person = signer.person()
    signer.relate(person, 99, "client")
    assert "Tee ensin työsopimus" in visit(signer.client(person), "/e/99/leave").words()


# In the browser


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fi", "sv"])  # every language: tests/employer/test_every_page.py
def test_the_pages_are_accessible(open_page: Open, demo: Demo, base: str, language: str) -> None:
    page = open_page(demo.people["client"])
    page.goto(f"{base}/leave")
    if language != "fi":
        page.locator(f"button.language[value={language}]").click()
    page.goto(f"{base}/leave")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    look(page)
    look(page, f"{base}/leave/1/holiday")
    page.locator("main form button:not(.secondary)").click()
    look(page)
    for name, value in (("first", "3"), ("last", "8")):
        page.fill(f"#{name}", value)
        page.fill(f"#{name}_month", "8")
        page.fill(f"#{name}_year", "2026")
    page.locator("main form button:not(.secondary)").click()
    look(page)
    look(page, f"{base}/leave/1/absence")
    look(page, f"{base}/leave/1/absences/1/remove")


@pytest.mark.browser
@pytest.mark.usefixtures("november")
def test_a_wish_by_the_calendar_alone_without_scripts(open_page: Open, demo: Demo, base: str) -> None:
    page = open_page(demo.people["employee"], scripts=False, width=360)
    page.goto(f"{base}/leave/1/wish?month=2026-12")
    for day in ("14", "16"):
        page.locator(".pick a", has_text=re.compile(rf"{day}$")).focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    page.get_by_role("button", name="Lähetä pyyntö").click()
    assert "Lähetimme pyyntösi työnantajalle." in page.locator("main").inner_text()
    look(open_page(demo.people["employee"]), f"{base}/leave/1/wish?first=2026-12-21&last=2026-12-23")
    look(open_page(demo.people["employee"]), f"{base}/leave")
    employer = open_page(demo.people["client"])
    look(employer, f"{base}/leave/1/wishes/1")
    look(employer, f"{base}/leave/1/holiday?first=2026-12-21&last=2026-12-23")


@pytest.mark.browser
def test_a_holiday_is_planned_without_scripts_on_a_phone(open_page: Open, demo: Demo, base: str) -> None:
    page = open_page(demo.people["client"], scripts=False, width=360)
    page.goto(f"{base}/leave/1/holiday")
    for name, value in (("first", "3"), ("last", "8")):
        page.fill(f"#{name}", value)
        page.fill(f"#{name}_month", "elokuuta")
        page.fill(f"#{name}_year", "2026")
    page.keyboard.press("Enter")
    page.wait_for_selector("#agreed")
    page.check("#agreed")
    page.get_by_role("button", name="Tallenna loma").click()
    assert "Tallensimme loman." in page.locator("main").inner_text()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_an_illness_in_a_holiday_is_looked_at_and_then_moves_it(client: FlaskClient, base: str, language: str) -> None:
    days = {"first": "2026-08-03", "last": "2026-08-08"}
    page = send(client, f"{base}/leave/1/holiday", {**days, "step": "plan", "agreed": "yes"})
    speak(client, language, f"{base}/leave")
    page = visit(client, f"{base}/leave")
    at = next(href for one in page.tree.iter("a") if (href := one.get("href") or "").endswith("/illness"))
    visit(client, at)
    said = {"first": "2026-08-05", "request": "in_time", "cause": "sick", "asked": "2026-08-05"}
    send(client, at, {**said, "last": "2026-08-10"}, on=at, status=422)
    given = {**said, "last": "2026-08-08"}
    send(client, at, {**given, "asked": ""}, on=at, status=422)
    looked = send(client, at, given, on=at)
    assert "3.8.–4.8.2026" in looked.words()
    assert "5.8.–8.8.2026" not in visit(client, f"{base}/leave").words()
    moved = send(client, at, {**given, "step": "move"}, on=at)
    assert "5.8.–8.8.2026" in moved.words()
    assert "3.8.–8.8.2026" not in moved.words()
    client.get(f"{base}/leave/1/absences/1/illness")
    assert client.get(f"{base}/leave/1/absences/1/illness").status_code == 404  # an illness is no holiday


def illness_of(client: FlaskClient, base: str) -> str:
    """The address that moves the last planned holiday."""
    page = visit(client, f"{base}/leave")
    return next(href for one in page.tree.iter("a") if (href := one.get("href") or "").endswith("/illness"))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_moved_holiday_waits_for_its_new_time(client: FlaskClient, base: str, language: str) -> None:
    days = {"first": "2026-08-03", "last": "2026-08-08"}
    send(client, f"{base}/leave/1/holiday", {**days, "step": "plan", "agreed": "yes"})
    at = illness_of(client, base)
    given = {**days, "request": "in_time", "cause": "accident", "asked": "2026-08-03", "step": "move"}
    send(client, at, given, on=at)
    speak(client, language, f"{base}/leave")
    words = visit(client, f"{base}/leave").words()
    assert all(day in words for day in ("30.9.2026", "30.9.2027", "31.12.2027"))
    again = f"{base}/leave/1/holiday?moved=2026-08-03"
    assert "3.8.2026" in visit(client, again).words()
    asked = {"first": "2026-09-14", "last": "2026-09-19", "moved_from": "2026-08-03", "agreed": "yes"}
    looked = send(client, again, asked, on=again)
    assert "31.8.2026" in looked.words()  # two weeks before, not a month
    assert looked.all("input", name="moved_from")[0].get("value") == "2026-08-03"
    send(client, f"{base}/leave/1/holiday", {**asked, "moved_from": "2026-08-04", "step": "plan"}, status=422)
    page = send(client, f"{base}/leave/1/holiday", {**asked, "step": "plan"})
    assert "30.9.2027" not in page.words()


@pytest.fixture
def next_may(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, datetime(2027, 5, 10, 9, tzinfo=UTC))


@pytest.mark.usefixtures("next_may")
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_holiday_is_saved_and_paid_in_money_on_request(client: FlaskClient, base: str, language: str) -> None:
    speak(client, language, f"{base}/leave")
    at = f"{base}/leave/1/ledger"
    visit(client, f"{at}/saved")
    given = {"credit_year": "2026-04-01", "days": "7", "day": "2027-05-03", "ground": "right"}
    send(client, f"{at}/saved", given, status=422)
    send(client, f"{at}/saved", {**given, "ground": ""}, status=422)
    page = send(client, f"{at}/saved", {**given, "days": "6"})
    assert "3.5.2027" in page.words()
    asked = visit(client, f"{at}/paid_saved")
    assert asked.all("input", name="asked_by")[0].get("value")
    wish = {"credit_year": "2026-04-01", "days": "6", "day": "2027-05-10", "asked_by": "Rauha Edustaja"}
    send(client, f"{at}/paid_saved", {**wish, "ground": "laid_off"}, status=422)
    layoff = {"kind": "layoff", "first": "2027-05-10", "last": "2027-12-31"}
    send(client, f"{base}/leave/1/absence", layoff)
    page = send(client, f"{at}/paid_saved", {**wish, "ground": "laid_off"})
    assert "Rauha Edustaja" in page.words()
    table = next(one for one in page.tree.iter("table"))
    row = next(one for one in table.iter("tr") if "1.4.2026" in squeezed(one))
    assert [squeezed(cell).split()[-1] for cell in row.iter("td")] == ["30", "0", "0", "6", "24"]
    remove = next(href for one in page.tree.iter("a") if "/ledger/2/remove" in (href := one.get("href") or ""))
    visit(client, remove)
    assert "Rauha Edustaja" not in send(client, remove, {}).words()
    client.get(remove)
    assert client.get(remove).status_code == 404


@pytest.mark.usefixtures("next_may")
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_holiday_is_paid_when_service_begins(client: FlaskClient, base: str, language: str) -> None:
    page = speak(client, language, f"{base}/leave")
    at = f"{base}/leave/1/ledger/paid_service"
    assert at in {one.get("href") for one in visit(client, f"{base}/leave").tree.iter("a")}
    visit(client, at)
    given = {"credit_year": "2026-04-01", "days": "31", "day": "2027-05-10", "asked_by": "Rauha Edustaja"}
    send(client, at, given, status=422)
    page = send(client, at, {**given, "days": "30"})
    assert texts.say(language, "leave.ledger.kind.paid_service") in page.words()
    assert "Rauha Edustaja" in page.words()


def test_why_a_holiday_moved_is_not_told_to_those_who_may_not_know(
    client: FlaskClient, base: str, signer: Signer, demo: Demo
) -> None:
    days = {"first": "2026-08-03", "last": "2026-08-08"}
    send(client, f"{base}/leave/1/holiday", {**days, "step": "plan", "agreed": "yes"})
    at = illness_of(client, base)
    given = {**days, "request": "in_time", "cause": "accident", "asked": "2026-08-03", "step": "move"}
    send(client, at, given, on=at)
    helper = signer.person("Toivo Tukija")
    signer.relate(helper, demo.employer_id, "helper", "prepare", "read")
    other = signer.client(helper, demo.employer_id)
    words = visit(other, f"{base}/leave").words()
    assert "Loma siirtyi" in words
    assert "Tapaturma" not in words
    assert other.get(f"{base}/leave/1/ledger/paid_moved?moved=2026-08-03").status_code == 404
    assert other.get(f"{base}/leave/1/ledger/1/remove").status_code == 404


@pytest.mark.browser
def test_the_pages_of_moved_and_saved_holiday_are_accessible(
    open_page: Open, demo: Demo, base: str, client: FlaskClient
) -> None:
    days = {"first": "2026-08-03", "last": "2026-08-08"}
    send(client, f"{base}/leave/1/holiday", {**days, "step": "plan", "agreed": "yes"})
    at = illness_of(client, base)
    page = open_page(demo.people["client"])
    look(page, at)
    given = {**days, "request": "in_time", "cause": "sick", "asked": "2026-08-03", "step": "move"}
    send(client, at, given, on=at)
    for path in (
        "leave",
        "leave/1/holiday?moved=2026-08-03",
        "leave/1/ledger/paid_moved?moved=2026-08-03",
        "leave/1/ledger/paid_service",
        "leave/1/ledger/saved",
        "leave/1/ledger/shortened",
        "leave/1/ledger/1/remove",
    ):
        look(page, f"{base}/{path}")


def linked(page: Opened) -> list[str]:
    return [str(one.get("href")) for one in page.tree.iter("a") if one.get("href")]


def a_leave(client: FlaskClient, base: str, kind: str, first: str, last: str) -> str:
    """Notes a leave and gives the address where it is said when it was told."""
    page = send(client, f"{base}/leave/1/absence", {"kind": kind, "first": first, "last": last})
    return max(one for one in linked(page) if one.endswith("/told"))


def test_what_is_told_of_a_leave_is_noted_and_a_change_of_its_dates_is_asked(client: FlaskClient, base: str) -> None:
    at = a_leave(client, base, "parental", "1.3.2027", "31.5.2027")
    told = send(client, at, {"told": "2.1.2027"})
    assert "Siitä olisi pitänyt ilmoittaa viimeistään 1.1.2027" in told.words()
    noted = next(one for one in linked(told) if "absence?absence=" in one)
    dates = {"kind": "parental", "first": "5.4.2027", "last": "31.5.2027", "absence": noted.rpartition("=")[2]}
    moved = send(client, f"{base}/leave/1/absence", dates, on=noted)
    assert "Vapaan päivät muuttuivat." in moved.words()
    at = next(one for one in linked(moved) if one.endswith("/told"))
    wrong = send(client, at, {"change_ground": "reasoned"}, status=422)
    assert "#changed_from" in linked(wrong)
    answer = {"change_ground": "reasoned", "changed_from": "1.3.2027", "told": "2.2.2027"}
    answered = send(client, at, answer)
    assert "Vapaan päivät muuttuivat." not in answered.words()
    assert "Siitä olisi pitänyt ilmoittaa viimeistään 1.2.2027" in answered.words()
    visit(client, f"{base}/leave/1/absences/2/told", status=404)  # a holiday is told by the employer


def test_a_late_leave_waits_for_an_answer_and_a_refusal_is_given_in_writing(
    client: FlaskClient, base: str, signer: Signer, demo: Demo
) -> None:
    at = a_leave(client, base, "parental", "1.3.2027", "31.5.2027")
    late = send(client, at, {"told": "2.1.2027"}).words()
    assert "Vapaa odottaa vastaustasi." in late
    assert "vapaa alkaa aikaisintaan 2.3.2027" in late
    assert "toinen vanhempi menee työhön" in late
    at = next(one for one in linked(visit(client, f"{base}/leave")) if one.endswith("/told"))
    answered = send(client, at, {"told": "2.1.2027", "answer": "agreed", "answered": "4.1.2027"}).words()
    assert "Suostuit 4.1.2027." in answered
    assert "Vapaa odottaa" not in answered
    at = a_leave(client, base, "partial_parental", "1.9.2027", "30.11.2027")
    assert "refused" in [one.get("value") for one in visit(client, at).all("input")]
    refused = {"told": "1.6.2027", "answer": "refused", "answered": "8.6.2027"}
    assert "#answer_ground" in linked(send(client, at, refused, status=422))
    page = send(client, at, {**refused, "answer_ground": "Iltoihin ei saada sijaista."})
    assert "Et suostunut 8.6.2027." in page.words()
    (paper,) = (one for one in linked(page) if one.endswith("/refusal.pdf"))
    assert client.get(paper).data.startswith(b"%PDF")
    send(client, paper.removesuffix(".pdf"), {}, on=f"{base}/leave")
    employee = signer.client(demo.people["employee"])
    kept = [one for one in linked(visit(employee, f"{base}/procedures/1/holidays")) if "/papers/" in one]
    assert len(kept) == 1
    assert employee.get(kept[0]).data.startswith(b"%PDF")
    assert employee.get(paper).status_code == 404
    assert client.get(f"{base}/procedures/1/leaves/1/refusal.pdf").status_code == 404


@pytest.mark.browser
def test_the_page_of_what_is_told_is_accessible(open_page: Open, demo: Demo, base: str, client: FlaskClient) -> None:
    page = open_page(demo.people["client"])
    for kind, first, last in (
        ("pregnancy", "1.3.2027", "20.4.2027"),
        ("study", "3.5.2027", "31.5.2027"),
        ("partial_parental", "1.9.2027", "30.9.2027"),
    ):
        look(page, a_leave(client, base, kind, first, last))
    look(page, f"{base}/leave")


@pytest.mark.parametrize(
    ("who", "page", "words"),
    [
        ("client", "holiday", "Kerro loman aika työntekijälle heti, viimeistään 7.12.2026."),
        ("employee", "wish", "Työnantaja kertoo loman ajan viimeistään 7.12.2026."),
    ],
)
def test_after_the_ordinary_notice_only_the_latest_day_is_told(
    signer: Signer, demo: Demo, base: str, monkeypatch: pytest.MonkeyPatch, who: str, page: str, words: str
) -> None:
    stop_clock(monkeypatch, datetime(2026, 11, 23, 9, tzinfo=UTC))
    shown = visit(signer.client(demo.people[who]), f"{base}/leave/1/{page}?first=2026-12-21&last=2027-01-03").words()
    assert f"{words} Tavallinen ilmoitusaika meni jo 21.11.2026." in shown
