"""An empty installation: a signed-in person begins as an employer and makes everything by hand in the browser's forms.

Then who else may act, what is agreed besides, older work, corrected decisions, and the county helper's list of clients.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import accounts, budget, contracts, people, texts
from employer.accounts import service as account_service
from employer.budget.schemas import Unspent
from employer.contracts.schemas import (
    FamilyMember,
    Notice,
    Opening,
    OpeningForm,
    OpeningHoliday,
    OpeningYear,
    PayTerms,
    VariableHours,
    WorkTime,
)
from employer.effective import NOT_SAID
from employer.forecast.picture import budget_page
from tests.conftest import Demo, Signer
from tests.employer.households import stop_clock
from tests.pages import send, squeezed, visit

TODAY = date(2026, 11, 10)


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 10 November 2026."""
    stop_clock(monkeypatch)


def day(name: str, text: str) -> dict[str, str]:
    """A day as its three fields."""
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), text.split("."), strict=True))


START = {
    "first_name": "Aino",
    "last_name": "Esimerkki",
    "identity_code": "010190-900P",
    "street": "Koetie 1",
    "postal_code": "13100",
    "city": "Hämeenlinna",
    "municipality": "Hämeenlinna",
    "relation": "self",
}
DECISION = {
    "number": "2026/17",
    "authority": "Esimerkin hyvinvointialue",
    "authority_id": "0737546-2",
    "ground": "Vammaispalvelulaki",
    **day("first", "1.12.2026"),
    **day("until", "30.11.2027"),
    "language": "fi",
    "euros": "24 000",
    "money_model": "advance",
    "carry_over": "within_decision",
    "unspent": "returned",
    **day("return_by", "31.1.2028"),
    "lines-0-title": "Palkat",
    "lines-0-wages": "yes",
    "lines-0-employer_contributions": "yes",
    "lines-0-euros": "1 900,50",
    "lines-0-period": "month",
    "lines-2-title": "Tunnit",
    "lines-2-wages": "yes",
    "lines-2-minutes": "25:30",
    "lines-2-period": "week",
    "lines-2-money_model": "voucher",
}


def test_a_person_without_a_household_begins_by_hand(signer: Signer) -> None:
    person = signer.person("Aino Esimerkki")
    aino = signer.client(person)
    assert "/start" in visit(aino, "/").text
    send(aino, "/start", {**START, "identity_code": "010190-900A", "relation": "child"}, status=422)
    made = send(aino, "/start", START)
    with signer.unit() as session:
        (right,) = accounts.rights(session, person, TODAY)
        details = people.employer_details(session, right.employer_id)
    assert (right.role, details.name.full, details.municipality) == ("client", "Aino Esimerkki", "Hämeenlinna")
    assert made.address == f"/e/{right.employer_id}/"
    home = f"/e/{right.employer_id}/"
    visit(aino, home)
    assert aino.get("/start").status_code == 404
    assert aino.post("/start", data={}).status_code in (400, 404)

    send(aino, home + "employees/new", {"first_name": "Åke", "last_name": "Mallila", "language": "sv",
                                        "identity_code": "020586-902L"})  # fmt: skip
    steps: list[dict[str, Any]] = [
        {"step": "who", "employee": "1", "job": "personal_assistance", **day("start", "1.12.2026")},
        {"step": "length", "length": "open"},
        {"step": "work", "duties": "Ruoka", "workplace": "Koti"},
        {"step": "time", "weekly": "20", "repeats": "no"},
        {"step": "pay", "unit": "hour", "euros": "13,20", "pay_day": "15"},
        {"step": "terms", "agreement": "none", "accrual": "by_law", "bonus": "no"},
    ]
    typed: dict[str, Any] = {}
    for step in steps:
        typed |= step
        send(aino, home + "contracts/new", typed)
    send(aino, home + "contracts/new", typed | {"step": "check"})
    cuts = "alkaa tai päättyy kesken kuukauden"
    assert cuts not in send(aino, home + "budget/decision", {**DECISION, "go": "check"}).words()
    for changed in (day("first", "2.12.2026"), day("until", "29.11.2027")):
        assert cuts in send(aino, home + "budget/decision", {**DECISION, **changed, "go": "check"}).words()
    send(aino, home + "budget/decision", {**DECISION, "go": "save"})
    with signer.unit() as session:
        (employment,) = contracts.employments(session, right.employer_id, TODAY)
        (decision,) = budget.decisions(session, right.employer_id, TODAY)
    assert (employment.job, employment.start, employment.wages[0].euros) == (
        "personal_assistance", date(2026, 12, 1), Decimal("13.20"),
    )  # fmt: skip
    assert (decision.first, decision.until, decision.cents) == (date(2026, 12, 1), date(2027, 11, 30), 2_400_000)
    assert decision.unspent == Unspent(date(2028, 1, 31))
    assert [(one.code, one.covers, one.cents, one.minutes, one.period, one.money_model) for one in decision.lines] == [
        ("line-1", ("wages", "employer_contributions"), 190_050, None, "month", None),
        ("line-2", ("wages",), None, 1530, "week", "voucher"),
    ]
    for page in ("", "budget", "questions", "employees", "contracts", "pay", "hours"):
        assert aino.get(home + page, follow_redirects=True).status_code == 200, page


def test_a_decision_says_what_is_wrong_beside_its_rows(signer: Signer) -> None:
    aino = signer.client(signer.person("Aino Esimerkki"))
    home = send(aino, "/start", START).address
    page = home + "budget/decision"
    for wrong, name in (
        ({"number": ""}, "number"),
        ({"authority_id": "0737546-3"}, "authority_id"),
        ({"euros": "1.234"}, "euros"),
        ({"money_model": "gift"}, "money_model"),
        ({"unspent": ""}, "unspent"),
        ({"until_year": "2025"}, "until"),
        (day("return_by", "30.11.2026"), "return_by"),
        ({"lines-0-title": ""}, "lines-0-title"),
        ({"lines-2-minutes": ""}, "lines-1-euros"),
        ({"lines-2-wages": ""}, "lines-1-wages"),
        ({"lines-0-euros": "5 000"}, "lines-0-title"),
    ):
        answer = send(aino, page, {**DECISION, **wrong, "go": "save"}, status=422)
        assert f'href="#{name}"' in answer.text, wrong
    more = send(aino, page, {**DECISION, "go": "more"})
    assert 'name="lines-2-title"' in more.text
    assert 'name="lines-3-title"' not in more.text


@pytest.mark.demo
def test_a_corrected_decision_takes_the_place_of_the_old(signer: Signer, demo: Demo) -> None:
    client = signer.client(demo.people["client"])
    with signer.unit() as session:
        (old,) = budget.decisions(session, demo.employer_id, TODAY)
    page = f"/e/{demo.employer_id}/budget/decision/{old.id}"
    shown = visit(client, page)
    assert old.number in shown.text
    values = {
        **DECISION, "number": "korjattu", **day("first", f"{old.first.day}.{old.first.month}.{old.first.year}"),
        **day("until", f"{old.until.day}.{old.until.month}.{old.until.year}"), "unspent": "not_said",
        "lines-0-code": old.lines[0].code, "euros": "",
    }  # fmt: skip
    send(client, page, {**values, "go": "save"})
    with signer.unit() as session:
        (new,) = budget.decisions(session, demo.employer_id, TODAY)
    assert (new.number, new.cents, new.unspent, new.lines[0].code) == ("korjattu", None, NOT_SAID, old.lines[0].code)
    assert client.get(f"/e/{demo.employer_id}/budget/decision/{old.id}").status_code == 404


@pytest.mark.demo
def test_a_mandate_opens_the_household_and_its_end_closes_it(
    signer: Signer, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signer.client(demo.people["client"])
    friend = signer.person("Eero Esimerkki")
    home = f"/e/{demo.employer_id}/"
    with signer.unit() as session:
        before = {one.id for one in people.employer_facts(session, demo.employer_id, TODAY, TODAY).delegates}
    given = {"first_name": "Eero", "last_name": "Esimerkki", "email": f"person-{signer.count}@example.invalid"}
    send(client, home + "employer/delegates/new", given, status=422)
    send(client, home + "employer/delegates/new", {**given, "may": ["supervise"]}, status=422)
    send(client, home + "employer/delegates/new", {**given, "may": ["read", "see_money"]})
    with signer.unit() as session:
        (right,) = accounts.rights(session, friend, TODAY)
        known = people.employer_facts(session, demo.employer_id, TODAY, TODAY).delegates
    (mandate,) = [one for one in known if one.id not in before]
    assert (right.role, right.mandates) == ("carer", {"read", "see_money"})
    carer = signer.client(friend, demo.employer_id)
    visit(carer, home + "budget")
    assert carer.get(home + "employer/delegates").status_code == 404
    send(client, f"{home}employer/delegates/{mandate.id}/rights", {}, on=home + "employer/delegates")
    send(client, f"{home}employer/delegates/{mandate.id}/end", day("last", "9.11.2026"))
    with signer.unit() as session:
        assert accounts.rights(session, friend, TODAY) == ()
    assert carer.get(home + "budget").status_code in (303, 404)


@pytest.mark.demo
def test_a_mandate_for_an_account_made_later_opens_when_given_again(signer: Signer, demo: Demo) -> None:
    client = signer.client(demo.people["client"])
    home = f"/e/{demo.employer_id}/employer/delegates"
    given = {"first_name": "Eero", "last_name": "Esimerkki", "email": f"person-{signer.count + 1}@example.invalid"}
    send(client, home + "/new", {**given, "may": "read"})
    friend = signer.person("Eero Esimerkki")
    with signer.unit() as session:
        assert accounts.rights(session, friend, TODAY) == ()
        known = people.employer_facts(session, demo.employer_id, TODAY, TODAY).delegates
    for _ in range(2):
        send(client, f"{home}/{known[-1].id}/rights", {}, on=home)
    with signer.unit() as session:
        (right,) = accounts.rights(session, friend, TODAY)
    assert right.mandates == {"read"}


AGREED = {
    "varies": "yes", "least": "10", "most": "20:30", "when": "Lomat", "notice": "agreed", "employer_days": "30",
    "employee_days": "14", "rhythm": "twice_a_month", "pay_day": "15", "second_pay_day": "last", "family": "yes",
    "same_household": "yes", "hours_fixed": "no",
}  # fmt: skip


@pytest.mark.demo
def test_what_is_agreed_besides_is_noted_from_its_day(signer: Signer, demo: Demo) -> None:
    client = signer.client(demo.people["client"])
    page = f"/e/{demo.employer_id}/contracts/1/agreed"
    for wrong, name in (
        ({"least": ""}, "least"),
        ({"least": "30"}, "least"),
        ({"employer_days": "soon"}, "employer_days"),
        ({"second_pay_day": ""}, "second_pay_day"),
        ({"second_pay_day": "15"}, "pay_day"),
        ({"family": ""}, "family"),
    ):
        assert f'href="#{name}"' in send(client, page, {**AGREED, **wrong}, status=422).text, wrong
    with signer.unit() as session:
        before = contracts.employment(session, demo.employer_id, 1, TODAY).terms[-1]
    send(client, page, {**AGREED, **day("first", "1.12.2026")})
    with signer.unit() as session:
        terms = contracts.employment(session, demo.employer_id, 1, TODAY).terms[-1]
    assert terms.first == date(2026, 12, 1)
    assert terms.variable_hours == VariableHours(600, 1230, "Lomat")
    times: dict[str, Any] = {"times_1_weekdays": ["0", "5"], "times_1_start": "8", "times_1_end": "16.30"}
    for wrong, name in (
        ({"times_1_weekdays": []}, "times_1_weekdays"),
        ({"times_1_start": ""}, "times_1_start"),
        ({"times_3_end": "12"}, "times_3_start"),
    ):
        assert f'href="#{name}"' in send(client, page, {**AGREED, **times, **wrong}, status=422).text, wrong
    send(client, page, {**AGREED, **times, **day("first", "15.1.2026")})
    with signer.unit() as session:
        known = [one.variable_hours for one in contracts.employment(session, demo.employer_id, 1, TODAY).terms]
    assert VariableHours(600, 1230, "Lomat", (WorkTime((0, 5), 480, 990),)) in known
    assert "8.00–16.30" in visit(client, f"/e/{demo.employer_id}/contracts/1").text
    assert terms.notice == Notice(30, 14)
    assert terms.pay == PayTerms("twice_a_month", ("15", "last"))
    assert terms.family_member == FamilyMember(same_household=True, hours_fixed=False, hours_supervised=None)
    assert (terms.duties, terms.workplace) == (before.duties, before.workplace)


@pytest.mark.demo
def test_older_work_is_noted_and_what_is_empty_is_not_zero(signer: Signer, demo: Demo) -> None:
    client = signer.client(demo.people["client"])
    page = f"/e/{demo.employer_id}/contracts/1/opening"
    send(client, page, {"gross": "-1"}, status=422)
    typed = {**day("day", "1.9.2026"), "gross": "9 100,50", "before_days": "12,5", "this_minutes": "312:30"}
    refused = send(client, page, typed | {"card_used": "9 100,51"}, status=422)
    assert "suurempi kuin tänä vuonna maksettu palkka" in refused.text
    send(client, page, typed)
    with signer.unit() as session:
        known = contracts.opening(session, demo.employer_id, 1, TODAY)
    assert known is not None
    assert known.year_so_far is not None
    assert (known.year_so_far.gross_cents, known.year_so_far.withholding_cents) == (910_050, None)
    assert known.card_used_cents is None
    assert [(one.credit_year[0], one.days, one.pay_base_cents, one.minutes) for one in known.holidays] == [
        (date(2025, 4, 1), Decimal("12.5"), None, None),
        (date(2026, 4, 1), None, None, 18_750),
    ]
    shown = visit(client, page).text
    assert 'value="9100,50"' in shown
    assert 'value="312:30"' in shown


def test_correcting_older_work_keeps_what_the_form_does_not_show() -> None:
    """Pay by kind of the same calendar year, and credit years that the form has no fields for, came from a file."""
    older = OpeningHoliday((date(2024, 4, 1), date(2025, 3, 31)), days=Decimal(3))
    shown = OpeningHoliday((date(2025, 4, 1), date(2026, 3, 31)), days=Decimal(5))
    known = Opening(1, date(2026, 9, 1), OpeningYear(100_00, 20_00, (("sunday", 30_00),)), None, (older, shown))
    form = OpeningForm(date(2026, 8, 1), gross=120_00, before_days=Decimal(6))
    corrected = form.opening(1, known)
    assert corrected.year_so_far == OpeningYear(120_00, None, (("sunday", 30_00),))
    assert corrected.holidays == (older, OpeningHoliday(shown.credit_year, Decimal(6), None, None, None))
    next_year = OpeningForm(date(2027, 1, 1), gross=120_00).opening(1, known)
    assert next_year.year_so_far == OpeningYear(120_00, None)


@pytest.mark.demo
def test_the_helper_sees_why_a_client_needs_a_person_and_the_client_sees_the_look(signer: Signer, demo: Demo) -> None:
    helper = signer.client(demo.people["helper"])
    with signer.unit() as session:
        name = people.employer_details(session, demo.employer_id).name.full
    for language in texts.LANGUAGES:
        with signer.unit() as session:
            account_service.choose_language(session, demo.people["helper"], language)
        assert name in visit(helper, "/clients").text
    log = visit(signer.client(demo.people["client"]), f"/e/{demo.employer_id}/log")
    assert "10.11.2026" in log.text
    assert signer.client(demo.people["client"]).get("/clients").status_code == 404


def a_quiet_client(signer: Signer, name: str) -> int:
    """Another household, where nothing waits."""
    person = signer.person(name)
    first, last = name.split()
    made = send(signer.client(person), "/start", {**START, "first_name": first, "last_name": last})
    return int(made.address.split("/")[2])


@pytest.mark.demo
def test_clients_who_need_a_person_come_first(signer: Signer, demo: Demo) -> None:
    other = a_quiet_client(signer, "Aatu Aamu")
    signer.relate(demo.people["helper"], other, "helper", "read", "supervise")
    words = visit(signer.client(demo.people["helper"]), "/clients").words()
    with signer.unit() as session:
        name = people.employer_details(session, demo.employer_id).name.full
    assert words.index(name) < words.index("Aatu Aamu")


@pytest.mark.demo
def test_a_client_is_found_by_name_in_every_group_and_lists_go_by_the_family_name(signer: Signer, demo: Demo) -> None:
    for one in ("Östen Aamu", "Aatu Äijälä", "Zoë Zetterberg", "Åke Aamu"):
        signer.relate(demo.people["helper"], a_quiet_client(signer, one), "helper", "supervise")
    helper = signer.client(demo.people["helper"])
    quiet = visit(helper, "/clients?need=nothing").all("h2")
    assert [squeezed(one) for one in quiet][:4] == ["Åke Aamu", "Östen Aamu", "Zoë Zetterberg", "Aatu Äijälä"]
    for typed, names in (("aamu ÖS", ["Östen Aamu"]), ("zoe", ["Zoë Zetterberg"]), ("salla", ["Salla Aallonkoski"])):
        page = visit(helper, f"/clients?name={typed}")
        assert [squeezed(one) for one in page.all("h2")][: len(names)] == names
        assert f"”{typed}”: 1." in page.words()
    assert "”Uuno”: 0." in visit(helper, "/clients?name=Uuno").words()
    assert "Aatu Äijälä" in visit(helper, "/clients").words(), "the group that was chosen stays chosen"


@pytest.mark.demo
def test_a_helper_who_may_see_money_sees_its_pace_against_the_time(signer: Signer, demo: Demo) -> None:
    helper = demo.people["helper"]
    assert "Päätöksen ajasta" not in visit(signer.client(helper), "/clients").words()
    seeing = signer.person("Leena Vartti")
    signer.relate(seeing, demo.employer_id, "helper", "see_money")
    with signer.unit() as session:
        forecast = budget_page(session, demo.employer_id, TODAY).forecast
    money = (forecast.total.spent + forecast.total.accrued) * 100 // forecast.total.granted
    # 10 November is the 314th of 365 days: 86.03 %
    expected = f"Rahasta on käytetty tai varattu lomiin {money} %. Päätöksen ajasta on kulunut 86 %."
    assert expected in visit(signer.client(seeing), "/clients").words()


@pytest.mark.demo
def test_the_clients_are_a_table_with_the_money_that_the_helper_may_see(signer: Signer, demo: Demo) -> None:
    def rows(person: int) -> list[dict[str, str]]:
        answer = signer.client(person).get("/clients.csv")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="clients-2026-11-10.csv"'
        return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))

    (unseen,) = rows(demo.people["helper"])
    assert (unseen["name"], unseen["need"], unseen["granted"]) == ("Salla Aallonkoski", "late", "")
    seeing = signer.person("Leena Vartti")
    signer.relate(seeing, demo.employer_id, "helper", "see_money")
    (row,) = rows(seeing)
    with signer.unit() as session:
        total = budget_page(session, demo.employer_id, TODAY).forecast.total
    assert (row["decision"], row["until"], row["granted"]) == ("HB-2026-0117", "2026-12-31", "14400.00")
    assert row["spent"].replace(".", "") == str(total.spent)
    assert row["remains"].replace(".", "") == str(total.forecast_end)
    assert row["time_percent"] == "86"
    assert signer.client(demo.people["client"]).get("/clients.csv").status_code == 404


@pytest.mark.demo
def test_the_employee_opens_the_latest_payslip_from_the_front_page(signer: Signer, demo: Demo) -> None:
    employee: FlaskClient = signer.client(demo.people["employee"])
    front = visit(employee, f"/e/{demo.employer_id}/").text
    address = front.split(f'href="/e/{demo.employer_id}/pay/payslips/')[1].split('"')[0]
    visit(employee, f"/e/{demo.employer_id}/pay/payslips/{address}")
