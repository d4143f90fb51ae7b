"""The pages of pay on the demo's household: drafts, explanations, giving, correcting, downloads, rights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import config, texts
from employer.pay.sheet import service as sheet
from tests.conftest import Demo, Signer
from tests.employer.households import stop_clock
from tests.pages import Opened, look, send, squeezed, visit
from tests.yaml_files import read_yaml

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


def hidden(page: Opened, *names: str) -> dict[str, str]:
    return {one.get("name", ""): one.get("value", "") for one in page.tree.iter("input") if one.get("name") in names}


def give(client: FlaskClient, base: str, run: int = 10) -> Opened:
    """Gives the payslip of a run as the buttons do: October's is the one that waits in the demo."""
    address = f"{base}/pay/runs/{run}/1/give"
    return send(client, address, hidden(visit(client, address), "fingerprint", "request_key"))


NOVEMBER = {"first": "2026-11-01", "until": "2026-11-30", "pay_day": "2026-11-30", "kind": "ordinary"}


def declare_november(client: FlaskClient, base: str) -> Opened:
    """Declares the pay run after the demo's last one."""
    return send(client, f"{base}/pay/runs/new", NOVEMBER)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_in_every_language(client: FlaskClient, base: str, language: str) -> None:
    speak(client, language, f"{base}/pay")
    for path in ("pay", "pay/runs/new", "pay/runs/10/1", "pay/runs/10/1/give"):
        visit(client, f"{base}/{path}")
    give(client, base)
    for path in ("pay", "pay/payslips/10", "pay/payslips/10/given", "pay/payslips/10/correct"):
        visit(client, f"{base}/{path}")
    send(client, f"{base}/pay/runs/new", {"first": "", "until": "2026-11-31"}, status=422)


def test_the_draft_begins_with_the_sum_and_explains_every_amount(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/pay/runs/10/1")
    words = page.words()
    # October: 15 shifts of four hours at 13.60 are 816.00; 12 % tax, 7.30 % and 0.89 % go off.
    assert words.index("651,25 €") < words.index("816,00 €")
    amounts = [one for one in page.tree.iter("span") if one.get("class") == "amount"]
    amounts += [one for one in page.tree.iter("strong") if one.get("class") == "amount"]
    ways = [one.get("href") or "" for one in page.tree.iter("a") if "/how/" in (one.get("href") or "")]
    assert len(ways) == len(amounts)
    assert len(set(ways)) == len(ways)
    for way in ways:
        assert "Laskun vaiheet" in visit(client, way).words()
    assert "Mistä ehdot tulevat" in words
    assert "Palkka: Työsopimuksessa on sovittu 13,60 € tunnilta. Laki tai työehtosopimus ei määrää tästä." in words
    why = visit(client, f"{base}/pay/runs/10/1/how/line-0").words()
    assert "Mistä tämä ehto tulee" in why
    assert "Työsopimuksessa on sovittu 13,60 € tunnilta." in why


def test_an_explanation_goes_down_to_facts_and_law(client: FlaskClient, base: str) -> None:
    words = visit(client, f"{base}/pay/runs/10/1/how/employer_pension").words()
    assert "202,78 € − 59,57 € = 143,21 €" in words
    assert "816,00 € × 24,85 % = 202,78 € (pyöristetty lähimpään senttiin)" in words
    assert "60 tuntia × 13,60 € tunnilta = 816,00 €" in words
    assert "Finlex 1020/2025" in words
    visit(client, f"{base}/pay/runs/10/1/how/line-99", status=404)
    visit(client, f"{base}/pay/runs/10/1/how/line-x", status=404)
    visit(client, f"{base}/pay/runs/10/1/how/nothing", status=404)


def test_a_later_payslip_waits_for_the_earlier_one(client: FlaskClient, base: str) -> None:
    declare_november(client, base)
    page = visit(client, f"{base}/pay/runs/11/1")
    assert "Anna ensin palkka ajalta 1.10.–31.10.2026." in page.words()
    visit(client, f"{base}/pay/runs/11/1/give", status=404)


def test_giving_a_payslip_confirms_and_keeps_its_documents(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/pay/runs/10/1/give")
    assert "Hyväksy ja anna palkkalaskelma 651,25 €" in page.words()
    page = give(client, base)
    assert "Palkkalaskelma on annettu" in page.words()
    assert "2026-0010" in page.words()
    for kind, start in (("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>")):
        response = client.get(f"{base}/pay/payslips/10/file/{kind}")
        assert response.data.startswith(start)
        assert response.headers["Content-Disposition"] == f'attachment; filename="ilona-1-2026-10-30.{kind}"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
    assert "Kaikki palkkalaskelmat on annettu." in visit(client, f"{base}/pay").words()
    # The draft's address leads to what was given.
    assert visit(client, f"{base}/pay/runs/10/1").address.endswith("/pay/payslips/10")


def test_the_page_of_a_payslip_names_it_as_the_bank_and_as_the_paper(client: FlaskClient, base: str) -> None:
    """The message of the payment is the number, the paper and its file bear the name: they are one payslip."""
    assert "2026-0009 (ilona-1-2026-09-30)" in visit(client, f"{base}/pay/payslips/9").words()


def test_pressing_the_button_twice_gives_one_payslip(client: FlaskClient, base: str) -> None:
    address = f"{base}/pay/runs/10/1/give"
    page = visit(client, address)
    order = {"form_token": page.token(), **hidden(page, "fingerprint", "request_key")}
    first, second = (client.post(address, data=order) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    visit(client, f"{base}/pay/payslips/11", status=404)


def test_a_draft_that_has_changed_is_not_given(client: FlaskClient, base: str) -> None:
    address = f"{base}/pay/runs/10/1/give"
    order = hidden(visit(client, address), "fingerprint", "request_key")
    send(client, f"{base}/hours/1/shift", {"day": "2026-10-21", "start": "14", "end": "19", "kind": "work"})
    send(client, address, order, status=409)
    visit(client, f"{base}/pay/payslips/10", status=404)


def test_a_correction_shows_the_differences_and_needs_a_reason(client: FlaskClient, base: str) -> None:
    address = f"{base}/pay/payslips/1/correct"
    assert "Mikään ei ole muuttunut" in visit(client, address).words()
    send(client, f"{base}/hours/1/shift", {"day": "2026-01-14", "start": "14", "end": "19", "kind": "work"})
    page = visit(client, address)
    assert "13,20 €" in page.words()
    order = hidden(page, "fingerprint", "request_key")
    refused = send(client, address, {**order, "reason": " "}, status=422)
    assert "Vastaa tähän." in refused.words()
    page = send(client, address, {**order, "reason": "Tunti puuttui 14.1."})
    assert "2026-0010" in page.words()
    words = visit(client, f"{base}/pay/payslips/10").words()
    assert "Tunti puuttui 14.1." in words
    assert "2026-0001" in words
    visit(client, f"{base}/pay/payslips/10/how/paid")


def overpay(client: FlaskClient, base: str) -> None:
    """January is corrected: three of the four hours of a day were not worked."""
    send(client, f"{base}/hours/1/shift", {"day": "2026-01-14", "start": "14", "end": "15", "kind": "work"})
    address = f"{base}/pay/payslips/1/correct"
    order = hidden(visit(client, address), "fingerprint", "request_key")
    send(client, address, {**order, "reason": "Tunteja oli liikaa."})


def test_overpaid_pay_is_shown_and_taken_back_from_a_coming_pay(client: FlaskClient, base: str) -> None:
    overpay(client, base)
    words = visit(client, f"{base}/pay/payslips/1").words()
    assert "Palkkaa maksettiin liikaa" in words
    recover = f"{base}/pay/payslips/1/recover"
    assert "Tulevaa palkkaa ei ole" not in visit(client, recover).words()
    [run] = [one.get("value") for one in visit(client, recover).all("input", name="run")]
    agreed = {"agreed_day": "9", "agreed_month": "11", "agreed_year": "2026"}
    too_much = send(client, recover, {"run": run, "euros": "999", **agreed}, status=422)
    assert "isompi kuin se, mitä on vielä perimättä" in too_much.words()
    send(client, recover, {"euros": "10", **agreed}, status=422)
    assert "Takaisinperintä on merkitty" in send(client, recover, {"run": run, "euros": "10,00", **agreed}).words()
    assert "Palkkalaskelma 2026-0001: 10,00" in visit(client, f"{base}/arrangements/1/final-pay").words().replace(
        "\xa0", " "
    )
    assert client.get(f"{base}/pay/payslips/2/recover").status_code == 404  # nothing was overpaid


def test_money_that_came_back_is_noted_and_the_year_is_asked(client: FlaskClient, base: str) -> None:
    overpay(client, base)
    payslip = f"{base}/pay/payslips/1"
    assert visit(client, f"{payslip}/repaid").all("input", name="euros")
    came = {"day_day": "9", "day_month": "11", "day_year": "2026", "document": "tiliote"}
    wrong = send(client, f"{payslip}/repaid", {"euros": "999", **came}, status=422)
    assert "isompi kuin se, mitä on vielä perimättä" in wrong.words()
    send(client, f"{payslip}/repaid", {"euros": "10"}, status=422)
    words = send(client, f"{payslip}/repaid", {"euros": "10,00", **came}).words().replace("\xa0", " ")
    assert "Raha on merkitty" in words
    assert "9.11.2026: 10,00 €" in words
    assert "9.11.2026" in visit(client, f"{base}/reports").words()
    assert "9.11.2026" in visit(client, f"{base}/reports/2026-11-09").words()
    asked = {"asked_day": "9", "asked_month": "11", "asked_year": "2026", "document": "OmaVero"}
    early = send(client, f"{payslip}/taxed-year", {"completed": "yes", **asked}, status=422)
    assert "ei voi olla valmis saman vuoden aikana" in early.words()
    assert "Verotus on kesken" in send(client, f"{payslip}/taxed-year", {"completed": "no", **asked}).words()
    [form] = [one for one in visit(client, payslip).all("form") if str(one.get("action")).endswith("/remove")]
    assert "Merkintä on poistettu" in send(client, str(form.get("action")), {}, on=payslip).words()
    for page in ("repaid", "taxed-year"):
        assert client.get(f"{base}/pay/payslips/2/{page}").status_code == 404  # nothing was overpaid


def test_a_pay_run_is_proposed_and_declared(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/pay/runs/new")
    assert hidden(page, "first_day", "first_month") == {"first_day": "1", "first_month": "11"}
    assert "Marraskuu 2026" in declare_november(client, base).words()
    again = send(client, f"{base}/pay/runs/new", NOVEMBER, status=422)
    summary = next(one for one in again.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == ["#first"]


def test_a_pay_day_that_has_passed_is_told_and_can_be_moved(
    client: FlaskClient, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A Sunday: banks carry a payment on Monday.
    stop_clock(monkeypatch, datetime(2026, 11, 22, 10, tzinfo=UTC))
    draft = visit(client, f"{base}/pay/runs/10/1")
    assert "Maksupäivä 30.10.2026 on jo mennyt." in draft.words()
    assert "Maksupäivä 30.10.2026 on jo mennyt." in visit(client, f"{base}/pay/runs/10/1/give").words()
    asked = visit(client, f"{base}/pay/runs/10/1/pay-day")
    proposed = hidden(asked, "pay_day_day", "pay_day_month")
    assert proposed == {"pay_day_day": "23", "pay_day_month": "11"}
    send(client, f"{base}/pay/runs/10/1/pay-day", {"pay_day": "31.2.2026"}, status=422)
    moved = send(client, f"{base}/pay/runs/10/1/pay-day", {"pay_day": "2026-11-23"})
    assert "Tallensimme maksupäivän." in moved.words()
    assert "on jo mennyt" not in moved.words()
    assert "651,25 €" in moved.words()
    # The run of the old day is gone; its days are paid once.
    assert client.get(f"{base}/pay/runs/10/1").status_code == 404
    assert visit(client, f"{base}/pay").words().count("Lokakuu 2026") == 1


@pytest.mark.parametrize(("day", "bank_day"), [("2026-11-22", "23.11.2026"), ("2026-12-06", "7.12.2026")])
def test_a_pay_day_on_which_banks_are_closed_is_told(
    client: FlaskClient, base: str, monkeypatch: pytest.MonkeyPatch, day: str, bank_day: str
) -> None:
    stop_clock(monkeypatch)
    draft = send(client, f"{base}/pay/runs/10/1/pay-day", {"pay_day": day})
    assert f"muuta maksupäivä pankkipäiväksi, esimerkiksi {bank_day}." in draft.words()
    assert bank_day in visit(client, f"{draft.address}/give").words()
    # The proposal stays on the day that the person chose, and a banking day needs no word.
    assert hidden(visit(client, f"{draft.address}/pay-day"), "pay_day_day")["pay_day_day"] == str(int(day[-2:]))
    moved = send(client, f"{draft.address}/pay-day", {"pay_day": bank_day})
    assert "pankkipäiväksi" not in moved.words()


@pytest.mark.parametrize(("months", "proposed"), [(("11", "12"), "29"), (("11",), "31")])
def test_a_new_pay_run_is_paid_on_the_last_banking_day_of_its_month(
    client: FlaskClient, base: str, months: tuple[str, ...], proposed: str
) -> None:
    for month in months:
        last = "30" if month == "11" else "31"
        days = {"first": f"2026-{month}-01", "until": f"2026-{month}-{last}", "pay_day": f"2026-{month}-{last}"}
        send(client, f"{base}/pay/runs/new", {**days, "kind": "ordinary"})
    # The last day of January 2027 is a Sunday, that of December 2026 a Thursday.
    assert hidden(visit(client, f"{base}/pay/runs/new"), "pay_day_day") == {"pay_day_day": proposed}


def test_the_pay_day_of_a_given_payslip_does_not_move(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/pay/runs/10/1/pay-day")
    give(client, base)
    token = {"form_token": page.token(), "form_key": "a" * 32}
    answer = client.post(f"{base}/pay/runs/10/1/pay-day", data={**token, "pay_day": "2026-12-01"})
    assert answer.status_code == 409
    assert visit(client, f"{base}/pay/payslips/10").words().count("30.10.2026") > 0


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_words_of_a_payslip_are_explained_on_its_page(client: FlaskClient, base: str, language: str) -> None:
    speak(client, language, f"{base}/pay")
    page = visit(client, f"{base}/pay/payslips/3").words()
    for word in ("hourly_wage", "additional_work", "sunday_increase", "withholding", "holiday_credit_year"):
        assert f"{texts.say(language, f'words.{word}')}{texts.say(language, f'words.{word}.about')}" in page
    assert texts.say(language, "words.sick_pay.about") not in page


def test_the_words_are_those_of_the_glossary() -> None:
    terms = read_yaml(config.ROOT / "rules" / "glossary.yaml")["terms"]
    for word in {*sheet.WORDS.values(), "gross_wage", "net_wage", "tax_card", "holiday_credit_year"}:
        for language in texts.COMPLETE:
            assert texts.say(language, f"words.{word}").casefold() == terms[word][language].casefold()
        assert texts.say("fi", f"words.{word}.about") == terms[word]["plain"]


def test_who_gave_a_fact_is_told_by_who_reads(client: FlaskClient, base: str, signer: Signer, demo: Demo) -> None:
    way = f"{base}/pay/payslips/9/how/line-0"
    assert "Tämä on tieto, jonka olet antanut." in visit(client, way).words()
    read = visit(signer.client(demo.people["employee"]), way).words()
    assert "Työnantaja on antanut tämän tiedon." in read
    assert "olet antanut" not in read


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first", ""),
        ("until", "31.2.2026"),
        ("until", "2026-10-30"),
        ("pay_day", "perjantai"),
        ("pay_day", "2026-10-31"),
        ("kind", "jokin"),
    ],
)
def test_each_wrong_field_of_a_pay_run_is_told(client: FlaskClient, base: str, field: str, value: str) -> None:
    page = send(client, f"{base}/pay/runs/new", {**NOVEMBER, field: value}, status=422)
    summary = next(one for one in page.tree.iter("div") if one.get("id") == "error-summary")
    assert [one.get("href") for one in summary.iter("a")] == [f"#{field}"]


def test_what_a_holiday_costs_is_the_pay_of_its_days(client: FlaskClient, base: str) -> None:
    page = send(client, f"{base}/leave/1/holiday", {"first": "2026-10-26", "last": "2026-10-27"})
    assert "Lomapalkka maksetaan 30.10.2026." in page.words()
    assert "Muutos sinun kuluihisi" in page.words()


def test_what_a_holiday_changes_holds_the_pay_before_it_and_the_work_that_falls_away(
    client: FlaskClient, base: str
) -> None:
    """A day of work is four hours of 13.60 euros, and the contributions are 20.98 %. Of 12 days of holiday in December,
    paid in November, eight are days of work: 475.65 less 435.20, and of eight days of November paid in October six:
    315.54 less 326.40. A short holiday over the turn of the year is paid in two months."""
    for first, last, told in (
        (
            "2026-12-07",
            "2026-12-19",
            "Lomapalkka475,65 €Muutos sinun kuluihisi48,94 € Lomapalkka maksetaan 30.11.2026.",
        ),
        (
            "2026-11-02",
            "2026-11-10",
            "Lomapalkka315,54 €Muutos sinun kuluihisi−13,13 € Lomapalkka maksetaan 30.10.2026.",
        ),
        ("2026-12-28", "2027-01-02", "Lomapalkka200,77 € Lomapalkka maksetaan 31.12.2026, 31.1.2027. Emme vielä tiedä"),
    ):
        page = send(client, f"{base}/leave/1/holiday", {"first": first, "last": last}).words()
        assert told in page


def test_a_holiday_of_the_next_summer_rests_on_the_pay_to_the_end_of_march(client: FlaskClient, base: str) -> None:
    page = send(client, f"{base}/leave/1/holiday", {"first": "2027-07-05", "last": "2027-07-31"}).words()
    assert "Loma käyttää24 päivää Lomaa on silloin30 päivää Jäljelle jää6 päivää Lomapalkka" in page
    assert "koska palkkoja 31.3.2027 asti ei ole vielä annettu" in page
    assert "koska kaikkia työnantajan maksuja ei tunneta" in page


def test_the_price_of_a_holiday_is_an_estimate_until_the_pays_before_it_are_given_and_nothing_is_asked(
    client: FlaskClient, base: str
) -> None:
    asked = "ennen tämän palvelun käyttöä"
    days = {"first": "2026-12-21", "last": "2026-12-30"}
    planned = send(client, f"{base}/leave/1/holiday", days).words()
    assert "Lomapalkka240,80 €" in planned  # average of the days so far and of the shifts to come
    assert "Summat ovat arvioita." in planned
    assert "koska palkkoja 30.11.2026 asti ei ole vielä annettu" in planned
    assert asked not in planned
    declare_november(client, base)
    december = {"first": "2026-12-01", "until": "2026-12-31", "pay_day": "2026-12-31", "kind": "ordinary"}
    send(client, f"{base}/pay/runs/new", december)
    send(client, f"{base}/leave/1/holiday", {**days, "agreed": "yes", "step": "plan"})
    waits = visit(client, f"{base}/pay/runs/12/1").words()
    assert "Anna ensin palkka ajalta 1.10.–31.10.2026." in waits
    assert asked not in waits
    give(client, base)
    give(client, base, 11)
    given = visit(client, f"{base}/pay/runs/12/1").words()
    assert "Vuosilomapalkka240,80 €" in given
    once_more = send(client, f"{base}/leave/1/holiday", {"first": "2026-12-14", "last": "2026-12-15"}).words()
    assert "Lomapalkka80,26 €" in once_more
    assert "arvioita" not in once_more


# Rights


def test_an_employee_sees_the_own_payslips_only_and_no_costs(demo: Demo, signer: Signer, base: str) -> None:
    employee = signer.client(demo.people["employee"])
    visit(employee, f"{base}/pay/runs/10/1", status=404)
    assert "505,68 €" in visit(employee, f"{base}/pay").words()
    page = visit(employee, f"{base}/pay/payslips/1")
    assert "Työnantajan kulut" not in page.words()
    assert "Korjaa" not in page.words()
    visit(employee, f"{base}/pay/payslips/1/how/gross")
    assert employee.get(f"{base}/pay/payslips/1/file/pdf").status_code == 200
    other = signer.person()
    signer.relate(other, demo.employer_id, "employee", employee_id=999)
    stranger = signer.client(other)
    for path in ("pay/payslips/1", "pay/payslips/1/file/pdf", "pay/payslips/1/how/gross"):
        assert stranger.get(f"{base}/{path}").status_code == 404
    words = visit(stranger, f"{base}/pay").words()
    assert "505,68" not in words
    assert "Ensimmäinen tulee" in words


def test_who_may_not_see_reasons_of_absences_sees_the_sums_of_such_a_payslip_only(
    demo: Demo, signer: Signer, client: FlaskClient, base: str
) -> None:
    carer = signer.client(demo.people["carer"], acting_for=demo.employer_id)
    page = visit(carer, f"{base}/pay/payslips/2")  # February: sick pay
    words = page.words()
    assert "739,20 €" in squeezed(page.tree)
    assert "Poissaolon palkka" in words
    assert not [one for one in ("Sairausajan palkka", "airaana", "sairauden vuoksi", "2:11") if one in words]
    assert not [one for one in page.all("a") if "/how/" in one.get("href", "") or "/file/" in one.get("href", "")]
    for path in ("how/line-1", "how/gross", "file/pdf", "file/html"):
        visit(carer, f"{base}/pay/payslips/2/{path}", status=404)
    whole = visit(client, f"{base}/pay/payslips/2")
    assert "Sairausajan palkka" in whole.words()
    visit(client, f"{base}/pay/payslips/2/how/line-1")


def test_a_payslip_that_tells_of_no_absence_is_whole_for_who_sees_money(demo: Demo, signer: Signer, base: str) -> None:
    carer = signer.client(demo.people["carer"], acting_for=demo.employer_id)
    assert "Miten tämä on laskettu?" in visit(carer, f"{base}/pay/payslips/1").words()
    assert carer.get(f"{base}/pay/payslips/1/file/pdf").status_code == 200


def test_a_carer_without_the_right_to_approve_gives_nothing(demo: Demo, signer: Signer, base: str) -> None:
    carer = signer.client(demo.people["carer"], acting_for=demo.employer_id)
    assert "Työnantaja hyväksyy palkan." in visit(carer, f"{base}/pay/runs/10/1").words()
    visit(carer, f"{base}/pay/runs/10/1/give", status=404)


def test_money_is_for_those_who_may_see_it(demo: Demo, signer: Signer, base: str) -> None:
    person = signer.person()
    signer.relate(person, demo.employer_id, "carer", "prepare", "approve")
    carer = signer.client(person, acting_for=demo.employer_id)
    for path in ("pay", "pay/runs/10/1", "pay/runs/10/1/give", "pay/payslips/1"):
        visit(carer, f"{base}/{path}", status=404)


def test_a_stranger_finds_nothing(signer: Signer, base: str) -> None:
    visit(signer.client(signer.person()), f"{base}/pay", status=404)


# In the browser


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fi", "sv"])  # every language: tests/employer/test_every_page.py
def test_the_pages_are_accessible(open_page: Open, demo: Demo, base: str, language: str) -> None:
    page = open_page(demo.people["client"])
    page.goto(f"{base}/pay")
    if language != "fi":
        page.locator(f"button.language[value={language}]").click()
    for path in (
        "pay",
        "pay/runs/10/1",
        "pay/runs/10/1/give",
        "pay/payslips/1",
        "pay/payslips/1/given",
        "pay/payslips/1/correct",
        "pay/runs/new",
    ):
        look(page, f"{base}/{path}")
    page.goto(f"{base}/pay/payslips/1/how/employer_cost")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    look(page)


@pytest.mark.browser
def test_the_pages_of_overpaid_pay_are_accessible(open_page: Open, demo: Demo, client: FlaskClient, base: str) -> None:
    overpay(client, base)
    page = open_page(demo.people["client"])
    for path in ("pay/payslips/1", *(f"pay/payslips/1/{one}" for one in ("recover", "repaid", "taxed-year"))):
        look(page, f"{base}/{path}")
    page.get_by_role("button", name="Tallenna").click()
    look(page)  # with its errors


@pytest.mark.browser
def test_the_keyboard_alone_gives_a_payslip_without_scripts(open_page: Open, demo: Demo, base: str) -> None:
    page = open_page(demo.people["client"], scripts=False, width=360)
    page.goto(f"{base}/pay")
    for words in ("Katso palkka", "Jatka: tarkista", "Hyväksy ja anna"):
        tab_to(page, words)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert "Palkkalaskelma on annettu" in page.locator("h1").inner_text()


def tab_to(page: Any, words: str) -> None:
    """Presses Tab until the focus is on a control with the words, and sees that the focus is visible."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused, outline = page.evaluate(
            """() => [document.activeElement.textContent.replace(/\\s+/g, ' ').trim(),
                      getComputedStyle(document.activeElement).outlineStyle]"""
        )
        assert outline != "none"
        if focused.startswith(words):
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def test_the_words_of_a_step_are_in_order(client: FlaskClient, base: str) -> None:
    page = visit(client, f"{base}/pay/runs/10/1/how/net")
    line = next(one for one in page.tree.iter("p") if one.get("class") == "sum-line")
    assert squeezed(line) == "816,00 € − 97,92 € − 59,57 € − 7,26 € = 651,25 €"
