"""The front page and the questions: what is shown to whom, in every language, and that an answer is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import answers, budget, contracts, people, texts
from employer.accounts import service as account_service
from employer.budget.schemas import Unspent
from employer.contracts.schemas import Ending, NewEmployment, Wage, WeeklyTime
from employer.duties import asking, duties
from employer.effective import Hand
from employer.people.schemas import Address, EmployeeDetails, EmployerDetails, Name
from tests.conftest import Demo, Signer
from tests.employer.households import pay_all, stop_clock
from tests.pages import look, send, squeezed, visit

pytestmark = pytest.mark.demo

Open = Callable[..., Any]


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is November 2026."""
    stop_clock(monkeypatch)


def speak(signer: Signer, person_id: int, language: str) -> None:
    with signer.unit() as session:
        account_service.choose_language(session, person_id, language)


@pytest.fixture
def salla(signer: Signer, demo: Demo) -> FlaskClient:
    return signer.client(demo.people["client"])


@pytest.fixture
def bare(signer: Signer) -> tuple[int, int]:
    """A household of which almost nothing is known: (person, employer id)."""
    hand = Hand.of("Aino Esimerkki")
    with signer.unit() as session:
        employer_id = people.new_employer(
            session,
            EmployerDetails(
                "bare", Name("Aino", "Esimerkki"), "020586-902L", Address("Mallitie 1", "13100", "Hämeenlinna")
            ),
            hand,
        )
    person = signer.person()
    signer.relate(person, employer_id, "client")
    return person, employer_id


def open_ended(signer: Signer, employer_id: int) -> int:
    """An employment without duties, workplace, agreement and insurances."""
    hand = Hand.of("Aino Esimerkki")
    with signer.unit() as session:
        details = EmployeeDetails("ilona", Name("Ilona", "Rantavirta"), "140301A904V")
        employee_id = people.add_employee(session, employer_id, details, hand)
        start = date(2026, 1, 12)
        new = NewEmployment(
            "ilona-1",
            employee_id,
            "childminding",
            start,
            wages=(Wage("hour", Decimal("13.20"), start),),
            weekly_times=(WeeklyTime(960),),
        )
        return contracts.add_employment(session, employer_id, new, hand)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_front_page_and_the_questions_in_every_language(
    signer: Signer, demo: Demo, salla: FlaskClient, language: str
) -> None:
    speak(signer, demo.people["client"], language)
    for page in ("", "questions"):
        opened = visit(salla, f"/e/{demo.employer_id}/{page}")
        assert opened.tree.get("lang") == ("fi" if language == "selko" else language)


def test_three_things_come_first_and_the_money_left_in_large_type(
    signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    page = visit(salla, f"/e/{demo.employer_id}/")
    first = page.all("ul", **{"class": "tasks"})[0]
    assert len(list(first.iter("li"))) == 3
    (money,) = page.all("span", **{"class": "sum-money"})
    assert squeezed(money).endswith("€")
    # There is money in all, but the wages' own line does not last: that is said, not that the money lasts.
    assert re.search(r"kohdasta Lastenhoitajan palkka ja sivukulut puuttuu [0-9]+,[0-9]{2} €", page.words())


def test_what_the_records_show_as_not_done_is_late(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    page = visit(salla, f"/e/{demo.employer_id}/")
    words = page.words()
    assert "Tee palkkalaskelma, maksupäivä 30.10.2026." in words
    assert "Myöhässä" in words


def test_making_the_one_waiting_payslip_leads_straight_to_its_draft(demo: Demo, salla: FlaskClient) -> None:
    page = visit(salla, f"/e/{demo.employer_id}/")
    (link,) = [one for one in page.all("a") if "Tee palkkalaskelma" in squeezed(one)]
    draft = visit(salla, str(link.get("href")))
    assert "1.10.–31.10.2026" in draft.words()


def test_wages_that_were_given_and_not_paid_are_late(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    pay_all(signer, demo)
    home = f"/e/{demo.employer_id}/"
    (task,) = [one for one in visit(salla, home).all("li") if "Maksa palkka, maksupäivä 30.10.2026." in squeezed(one)]
    assert "Myöhässä" in squeezed(task)
    # Of long ago nobody knows: they were perhaps paid by hand before this could be told.
    assert "Maksa palkka, maksupäivä 31.8.2026." not in visit(salla, home).words()
    day = f"{home}reports/2026-10-30"
    send(salla, day, {"kind": "payment", "subject": "0", "version": "09"})
    assert "Maksa palkka, maksupäivä 30.10.2026." not in visit(salla, home).words()


def test_a_duty_leads_to_its_own_page(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    pay_all(signer, demo)
    home = f"/e/{demo.employer_id}/"
    with signer.unit() as session:
        (employment,) = contracts.employments(session, demo.employer_id, date(2026, 11, 10))
        ending = Ending(date(2026, 11, 30), end_reason="resignation")
        contracts.end_employment(session, demo.employer_id, employment.id, ending, Hand.of("Salla Aallonkoski"))
    links = {squeezed(one): one.get("href") for one in visit(salla, home).all("a")}
    assert links["Ilmoita 30.10.2026 maksettu palkka tulorekisteriin."] == f"{home}reports/2026-10-30"
    ends = next(address for words, address in links.items() if words.startswith("Työsuhde päättyy."))
    assert ends == f"{home}contracts/{employment.id}"
    card = next(address for words, address in links.items() if words.startswith("Verokortti päättyy"))
    assert card == f"{home}employees/{employment.employee_id}"


def test_a_duty_names_its_employee_where_there_are_several(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    home, hand = f"/e/{demo.employer_id}/", Hand.of("Salla Aallonkoski")
    assert "Tarmo Esimerkki" not in visit(salla, home).words()
    with signer.unit() as session:
        details = EmployeeDetails("tarmo", Name("Tarmo", "Esimerkki"), "010190-900P")
        employee_id = people.add_employee(session, demo.employer_id, details, hand)
        start = date(2026, 12, 1)
        wages, weekly = (Wage("hour", Decimal("14"), start),), (WeeklyTime(600),)
        new = NewEmployment("tarmo-1", employee_id, "home_care", start, wages=wages, weekly_times=weekly)
        contracts.add_employment(session, demo.employer_id, new, hand)
    tasks = [squeezed(one) for one in visit(salla, home).all("li")]
    assert any("Arvioi työn vaarat kotona." in one and "Tarmo Esimerkki" in one for one in tasks)
    (written,) = [one for one in visit(salla, home).all("a") if "Anna työsuhteen ehdot" in squeezed(one)]
    assert "tarmo-1" not in str(written.get("href"))
    assert "Tarmo Esimerkki" in visit(salla, str(written.get("href"))).words()


def test_hours_changed_after_the_pay_was_given_lead_to_its_correction(
    signer: Signer, demo: Demo, salla: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay_all(signer, demo)
    home = f"/e/{demo.employer_id}/"
    told = "Tunteja tai poissaoloja muutettiin, kun palkka 1.10.2026–31.10.2026 oli jo annettu."
    assert told not in visit(salla, home).words()
    stop_clock(monkeypatch, datetime(2026, 11, 10, 10, 5, tzinfo=UTC))
    typed = {"day_day": "6", "day_month": "10", "day_year": "2026", "start": "14.00", "end": "19.00", "kind": "work"}
    with signer.unit() as session:
        (employment,) = contracts.employments(session, demo.employer_id, date(2026, 11, 10))
    send(salla, f"{home}hours/{employment.id}/shift", typed)
    (link,) = [one for one in visit(salla, home).all("a") if told in squeezed(one)]
    page = visit(salla, str(link.get("href")))
    assert "Korjaa palkkalaskelma" in page.words()
    assert "13,60" in page.words()
    # A carer who may not give pay is told too; the correction itself is the employer's.
    carer = visit(signer.client(demo.people["carer"], acting_for=demo.employer_id), home)
    assert told in carer.words()
    assert not [one for one in carer.all("a") if told in squeezed(one)]


def test_the_helpers_choice_of_clients_is_kept(signer: Signer, demo: Demo) -> None:
    helper = signer.client(demo.people["helper"])
    assert "Salla Aallonkoski" in visit(helper, "/clients").words()
    for address in ("/clients?need=question", "/clients"):
        page = visit(helper, address)
        assert "Tässä ryhmässä ei ole nyt yhtään asiakasta." in page.words()
        assert "Kaikki (1)" in page.words()
    assert "Salla Aallonkoski" in visit(helper, "/clients?need=all").words()
    assert "Salla Aallonkoski" in visit(helper, "/clients?need=late").words()


def test_a_household_without_employments_is_told_how_to_start(signer: Signer, bare: tuple[int, int]) -> None:
    person, employer_id = bare
    page = visit(signer.client(person), f"/e/{employer_id}/")
    assert "Lisää työntekijä" in page.words()
    assert "Sinulla ei ole vielä budjettipäätöstä täällä." in page.words()


def test_money_and_illness_are_shown_only_to_those_who_may_see_them(signer: Signer, demo: Demo) -> None:
    helper = signer.client(demo.people["helper"], acting_for=demo.employer_id)
    page = visit(helper, f"/e/{demo.employer_id}/")
    assert "€" not in page.words()
    assert "Kelasta" not in page.words()


def test_the_front_page_asks_what_its_reader_does_and_names_who_helps(signer: Signer, demo: Demo) -> None:
    home = f"/e/{demo.employer_id}/"
    helper = visit(signer.client(demo.people["helper"], acting_for=demo.employer_id), home).words()
    assert "Mitä asiakkaan pitää tehdä nyt?" in helper
    client = visit(signer.client(demo.people["client"]), home).words()
    assert "Mitä sinun pitää tehdä nyt?" in client
    assert "Numero on päätöksessäsi." in client
    employee = visit(signer.client(demo.people["employee"]), home)
    assert "Kysy ensin työnantajaltasi." in employee.words()
    assert "Numero on päätöksessäsi." not in employee.words()
    (enter,) = [one for one in employee.all("a") if "merkitse tunnit" in squeezed(one)]
    assert "Lisää työvuoro" in visit(signer.client(demo.people["employee"]), str(enter.get("href"))).words()


def test_an_employee_sees_the_next_shift_and_nothing_of_the_budget(signer: Signer, demo: Demo) -> None:
    page = visit(signer.client(demo.people["employee"]), f"/e/{demo.employer_id}/")
    assert "Seuraava työvuoro" in page.words()
    assert "Budjetti" not in page.words()
    assert "maksupäivä 30.9.2026" in page.words()
    # What can be taken now is another thing than what this holiday year has earned so far.
    assert re.search(r"Lomaa voi pitää nyt ?0 päivää ?Tänä lomavuonna on kertynyt ?[0-9]+(,5)? päivää", page.words())


def test_the_next_shift_is_the_first_that_has_not_begun(
    signer: Signer, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Monday 23 November 2026 at 15 in Finland: the day's shift has begun at 14, the next is on Tuesday.
    stop_clock(monkeypatch, datetime(2026, 11, 23, 13, tzinfo=UTC))
    page = visit(signer.client(demo.people["employee"]), f"/e/{demo.employer_id}/")
    (shift, *_) = page.all("span", **{"class": "sum-money"})
    assert squeezed(shift) == "tiistai 24. marraskuuta 2026"
    assert "kello 14.00–18.00" in page.words()


def test_a_stranger_finds_neither_page(signer: Signer, demo: Demo) -> None:
    stranger = signer.client(signer.person("Vieras Esimerkki"))
    for page in ("", "questions", "questions/tax_card:ilona-1:2026-01-30"):
        visit(stranger, f"/e/{demo.employer_id}/{page}", status=404)


def test_nothing_open_is_said_in_words(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    pay_all(signer, demo)
    assert "Mikään kysymys ei odota vastausta." in visit(salla, f"/e/{demo.employer_id}/questions").words()


def test_what_a_contract_lacks_is_asked_with_a_link_to_its_place(signer: Signer, bare: tuple[int, int]) -> None:
    person, employer_id = bare
    employment = open_ended(signer, employer_id)
    page = visit(signer.client(person), f"/e/{employer_id}/questions")
    links = [one.get("href") for one in page.all("a")]
    assert f"/e/{employer_id}/contracts/{employment}/terms" in links
    assert f"/e/{employer_id}/contracts/{employment}/agreement" in links
    assert f"/e/{employer_id}/employer/pension" in links
    assert f"/e/{employer_id}/employer/accident" in links


def test_an_answer_needs_its_document_and_is_kept_with_it(
    signer: Signer, demo: Demo, salla: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The demo's ninth pay day with a wage in 2027 asks for what nobody has decided yet.
    question = ask_something(signer, demo, monkeypatch)
    address = f"/e/{demo.employer_id}/questions/{question}"
    empty = send(salla, address, {}, status=422)
    summary = [one.get("href") for one in empty.all("a") if (one.get("href") or "").startswith("#")]
    assert {"#value", "#document", "#day"} <= set(summary)
    wrong = {"value": "24,85 %", "document": "", "day_day": "1", "day_month": "13", "day_year": "2026"}
    kept = send(salla, address, wrong, status=422)
    assert kept.all("input", name="value")[0].get("value") == "24,85 %"
    right = {**wrong, "document": "Päätös 2.1.2026", "day_month": "1"}
    after = send(salla, address, right, on=address)
    assert "Tallensimme vastauksen." in after.words()
    with signer.unit() as session:
        (given,) = answers.answers_known(session, demo.employer_id, date(2100, 1, 1))
    assert (given.question, given.value, given.document) == (question, "24.85", "Päätös 2.1.2026")


def test_an_answer_of_a_few_is_picked(
    signer: Signer, demo: Demo, salla: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {"topic": "limit_passed_withholding", "facts": {"euros": "1000.00", "due": "120.00"}}
    words |= dict.fromkeys(("asks", "why", "where_to_find"), "limit_passed_withholding")
    question = "limit_passed_withholding:ilona-1:2026-10-30"
    asked = asking.OpenQuestion(question, "limit_passed_withholding", "ilona-1", date(2026, 10, 30), False, words)
    monkeypatch.setattr(asking, "open_question", lambda *_: asked)
    address = f"/e/{demo.employer_id}/questions/{question}"
    page = visit(salla, address)
    assert [one.get("value") for one in page.all("input", name="value")] == ["from_pay", "not"]
    assert "1 000,00 €" in page.words().replace("\xa0", " ")
    assert "120,00 €" in page.words().replace("\xa0", " ")
    day = {"day_day": "30", "day_month": "10", "day_year": "2026"}
    send(salla, address, {"document": "OmaVeron viesti", **day}, status=422)
    send(salla, address, {"value": "not", "document": "OmaVeron viesti", **day}, on=address)
    with signer.unit() as session:
        (given,) = answers.answers_known(session, demo.employer_id, date(2100, 1, 1))
    assert (given.question, given.value) == (question, "not")


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("topic", ["agreement_gives.sick_pay", "source_deduction"])
def test_yes_or_no_is_picked_in_the_readers_words(
    demo: Demo, salla: FlaskClient, monkeypatch: pytest.MonkeyPatch, language: str, topic: str
) -> None:
    words = {"topic": topic, "facts": {}} | dict.fromkeys(("asks", "why", "where_to_find"), topic)
    question = f"{topic}:ilona-1:2026-10-30"
    asked = asking.OpenQuestion(question, topic, "ilona-1", date(2026, 10, 30), False, words)
    monkeypatch.setattr(asking, "open_question", lambda *_: asked)
    address = f"/e/{demo.employer_id}/questions/{question}"
    salla.post("/language", data={"form_token": visit(salla, address).token(), "language": language, "back": address})
    page = visit(salla, address)
    assert [one.get("value") for one in page.all("input", name="value")] == ["yes", "no"]
    assert texts.say(language, "common.yes") in page.words()
    assert texts.say(language, "common.no") in page.words()


@pytest.mark.parametrize(
    ("topic", "seen"),
    [
        ("region", {"paakaupunkiseutu": "Pääkaupunkiseutu", "muu_suomi": "Muu Suomi"}),
        ("pay_group", {group: f"Palkkaryhmä {group}" for group in ("A", "B1", "B2", "C")}),
        ("end_ground", {"resignation": "irtisanoutui itse", "economic": "Työ väheni", "not_told": "En ilmoita syytä"}),
    ],
)
def test_words_that_are_few_are_chosen_and_not_typed(
    demo: Demo, salla: FlaskClient, monkeypatch: pytest.MonkeyPatch, topic: str, seen: dict[str, str]
) -> None:
    words = {"topic": topic, "facts": {}} | dict.fromkeys(("asks", "why", "where_to_find"), topic)
    asked = asking.OpenQuestion(f"{topic}:ilona-1:2026-10-30", topic, "ilona-1", date(2026, 10, 30), False, words)
    monkeypatch.setattr(asking, "open_question", lambda *_: asked)
    page = visit(salla, f"/e/{demo.employer_id}/questions/{asked.id}")
    assert set(seen) <= {one.get("value") for one in page.all("input", name="value")}
    assert [said for said in seen.values() if said not in page.words()] == []


@pytest.mark.parametrize("language", ["fi", "selko", "sv"])
def test_no_question_asks_for_a_word_of_the_machine(language: str) -> None:
    machine = re.compile(r"\b(yes|no|none|contract|temporary|heta or|from_pay)\b")
    said = {key: row.get(language, "") for key, row in texts.catalogue().items() if key.startswith("questions.")}
    assert [key for key, words in said.items() if machine.search(words)] == []
    assert "temporary" in texts.say(language, "household.answer.pension")  # only where an answers file is written


def test_an_answer_can_be_taken_back(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    given = answers.schemas.Answer("standby_pay:ilona-1:2026-01-30", "5", "Sopimus", date(2026, 1, 1))
    with signer.unit() as session:
        answer_id = answers.record_answer(session, demo.employer_id, given, Hand.of("Salla Aallonkoski"))
    page = f"/e/{demo.employer_id}/questions"
    assert "Sopimus" in visit(salla, page).words()
    after = send(salla, f"/e/{demo.employer_id}/answers/{answer_id}/withdraw", {}, on=page)
    assert "Peruimme vastauksen." in after.words()
    with signer.unit() as session:
        assert answers.answers_known(session, demo.employer_id, date(2100, 1, 1)) == ()


def ask_something(signer: Signer, demo: Demo, monkeypatch: pytest.MonkeyPatch) -> str:
    """Makes the next payslip ask something that is answered as an answer; gives the question's id."""
    from employer.duties import asking
    from employer.duties.asking import OpenQuestion

    question = OpenQuestion(
        "standby_pay:ilona-1:2026-01-30",
        "standby_pay",
        "ilona-1",
        date(2026, 1, 30),
        True,
        {"topic": "standby_pay", "facts": {}, "asks": "?", "why": "?", "where_to_find": "?"},
    )
    monkeypatch.setattr(asking, "open_question", lambda *_: question)
    monkeypatch.setattr(asking, "open_questions", lambda *_: (question,))
    return question.id


# In the browser ------------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fi", "sv"])  # every language: tests/employer/test_every_page.py
def test_the_front_page_and_the_questions_are_accessible(
    open_page: Open, signer: Signer, demo: Demo, bare: tuple[int, int], language: str
) -> None:
    person, employer_id = bare
    open_ended(signer, employer_id)
    for one in (demo.people["client"], person, demo.people["employee"]):
        speak(signer, one, language)
    look(open_page(demo.people["client"]), f"/e/{demo.employer_id}/")
    look(open_page(demo.people["employee"]), f"/e/{demo.employer_id}/")
    page = open_page(person)
    look(page, f"/e/{employer_id}/questions")
    look(page, f"/e/{employer_id}/")


@pytest.mark.browser
def test_answering_is_accessible_with_errors_and_works_by_keyboard_without_scripts(
    open_page: Open, signer: Signer, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ask_something(signer, demo, monkeypatch)
    page = open_page(demo.people["client"])
    page.goto(f"/e/{demo.employer_id}/questions/{question}")
    page.locator("main form button").click()
    page.locator("#error-summary:focus").wait_for()
    look(page)
    plain = open_page(demo.people["client"], scripts=False)
    plain.goto(f"/e/{demo.employer_id}/questions/{question}")
    plain.locator("#value").focus()
    for typed in ("64", "Eläkeyhtiön kirje", "1", "1", "2026"):
        plain.keyboard.type(typed)
        plain.keyboard.press("Tab")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/questions")
    assert "Tallensimme vastauksen." in plain.locator("main").inner_text()


def test_unspent_money_of_the_old_decision_is_returned_although_a_new_one_runs(
    signer: Signer, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = date(2100, 1, 1)
    with signer.unit() as session:
        (old,) = budget.decisions(session, demo.employer_id, known)
        days = {"first": date(2027, 1, 1), "until": date(2027, 12, 31), "unspent": Unspent(date(2028, 1, 31))}
        hand = Hand.of("Salla Aallonkoski")
        budget.record_decision(session, demo.employer_id, replace(old, number="HB-2027", **days), hand)
        for as_of, numbers in (
            (date(2026, 12, 31), [(old.number, date(2027, 1, 31))]),
            (date(2027, 1, 1), [(old.number, date(2027, 1, 31)), ("HB-2027", date(2028, 1, 31))]),
        ):
            found = [one for one in duties(session, demo.employer_id, as_of, known) if one.code == "return_unspent"]
            assert [(dict(one.facts)["number"], one.day) for one in found] == numbers
    stop_clock(monkeypatch, datetime(2027, 1, 10, 12, tzinfo=UTC))
    words = visit(signer.client(demo.people["client"]), f"/e/{demo.employer_id}/budget").words()
    assert "Aiemmat päätökset" in words
    assert old.number in words
