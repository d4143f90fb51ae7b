"""The contract: every item the law requires, drafts with open facts, and the variants."""

from __future__ import annotations

import json
from typing import Any

import pytest

from employer import documents
from employer.documents import DocumentError
from tests.documents.reading import MADE_ON, sample, text_of


def _text(language: str = "fi", **changes: Any) -> str:
    data = {**sample("contract"), **changes}
    return text_of(documents.render_html("contract", data, language, MADE_ON, "ilona-1"))


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("1 employer", "Salla Aallonkoski / Esimerkkikatu 4 A 2, 13100 Hämeenlinna"),
        ("1 employee", "Ilona Rantavirta, syntynyt 14.3.2001 / Malliraitti 7, 13210 Hämeenlinna"),
        ("2 start", "Työnteko alkaa 12.1.2026. Työsopimus on voimassa toistaiseksi."),
        ("4 trial period", "päättyy 11.5.2026"),
        ("5 place", "Työ tehdään tässä paikassa: työnantajan koti"),
        ("6 duties", "saattaminen esikouluun ja takaisin"),
        ("7 pay", "Palkka on 13,20 € tunnilta. Alkaen 1.6.2026: 13,60 € tunnilta."),
        ("7 pay period", "Palkanmaksukausi on kalenterikuukausi. Palkka maksetaan: kuukauden viimeisenä päivänä."),
        ("8 working time", "Säännöllinen työaika on 16 tuntia viikossa."),
        ("8 shifts", "maanantaisin, tiistaisin, keskiviikkoisin, torstaisin klo 14.00–18.00"),
        ("11 training", "koulutuksen maksutta ja työaikana"),
        ("12 holiday", "Vuosiloma määräytyy vuosilomalain 162/2005 mukaan."),
        ("13 notice", "yli 5 vuotta, enintään 8 vuotta | 2 kuukautta | 1 kuukausi"),
        ("14 agreement", "Työsuhteeseen ei sovelleta työehtosopimusta. Peruste: "),
        ("15 pension", "Malli Eläke, vakuutuksen numero 46-12345678"),
        ("15 accident", "Malli Vakuutus, vakuutuksen numero TT1002003"),
        ("signatures", "Työntekijän allekirjoitus, paikka ja päivä"),
        ("which words count", "sopimuksen teksti ratkaisee"),
    ],
)
def test_every_item_of_the_written_terms_is_there(item: str, words: str) -> None:
    assert words in _text(), item


@pytest.mark.parametrize("what", ["workplace", "duties", "agreement", "pension", "accident"])
def test_what_is_not_known_is_asked_in_a_draft_and_stops_the_contract(what: str) -> None:
    with pytest.raises(DocumentError, match=what):
        _text(**{what: None})
    question = {"topic": what, "facts": {}, "suggestion": None}
    draft = _text(**{what: None, "draft": True, "questions": [question]})
    assert "kysytään" in draft
    assert "Nämä pitää vielä selvittää" in draft
    assert draft.index("Nämä pitää vielä selvittää") < draft.index("1. Osapuolet")


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Huoltajan allekirjoitus"), ("sv", "Vårdnadshavarens underskrift"), ("en", "Custodian's signature")],
)
def test_the_custodian_of_a_young_employee_signs_too(language: str, words: str) -> None:
    assert words in _text(language, custodian_signs=True)
    assert words not in _text(language)


def test_a_fixed_term_says_its_end_and_ground() -> None:
    text = _text(end="2026-08-31", end_kind="ground", end_ground="äitiysvapaan sijaisuus")
    assert "Työsopimus on määräaikainen ja päättyy 31.8.2026." in text
    assert "Määräaikaisuuden peruste: äitiysvapaan sijaisuus" in text
    assert "ei voi irtisanoa kesken" in text
    assert "yli 12 v" not in text
    with pytest.raises(DocumentError, match="end_ground"):
        _text(end="2026-08-31", end_kind="ground", end_ground=None)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("no_ground", "ilman perusteltua syytä"), ("long_term_unemployed", "pitkäaikaistyöttömän kanssa")],
)
def test_a_fixed_term_without_a_ground_is_stated(kind: str, words: str) -> None:
    assert words in _text(end="2026-12-31", end_kind=kind)


def test_variable_hours_say_when_work_arises() -> None:
    time = {
        "weekly_minutes": 600,
        "variable": {
            "min_minutes": 300,
            "max_minutes": 1200,
            "when": "iltaisin ja viikonloppuisin, kun perhe tarvitsee",
            "times": [{"weekdays": ["sat", "sun"], "start": "10:00", "end": "20:00"}],
        },
        "patterns": [],
        "public_holidays_off": False,
    }
    text = _text(working_time=time)
    assert "Työaika vaihtelee: vähintään 5 tuntia ja enintään 20 tuntia viikossa." in text
    assert "iltaisin ja viikonloppuisin, kun perhe tarvitsee" in text
    assert "ilman erillistä suostumusta näinä aikoina: lauantaisin, sunnuntaisin klo 10.00–20.00" in " ".join(
        text.split()
    )
    asked = _text(working_time={**time, "variable": {**time["variable"], "times": None}}, draft=True)
    assert "10.00–20.00" not in asked
    with pytest.raises(DocumentError, match="variable_hours_times"):
        _text(working_time={**time, "variable": {**time["variable"], "times": None}})
    assert "työvuoroluetteloon" in text
    assert "Yleiset pyhäpäivät" not in text


def test_the_agreement_for_assistants_brings_its_group_and_supplements() -> None:
    data = sample("contract")
    pay = {**data["pay"], "group": {"name": "B1", "experience_months": 40, "region": "muu_suomi"}}
    text = _text(
        agreement={"name": "heta", "title": None, "reason": "yleissitova 1.5.2025 alkaen"},
        pay=pay,
        job="personal_assistance",
    )
    assert "Heta-liiton ja JHL:n" in text
    assert "Palkkaryhmä: B1. Kokemus kuukausina: 40. Alue: muu Suomi." in text
    assert "sovellettavan työehtosopimuksen mukaan" in text


def test_a_pay_group_without_experience_or_region_says_the_group_alone() -> None:
    pay = {**sample("contract")["pay"], "group": {"name": "A", "experience_months": None, "region": None}}
    text = _text(pay=pay)
    assert "Palkkaryhmä: A." in text
    assert "Kokemus kuukausina" not in text
    assert "Alue:" not in text
    elsewhere = {**pay, "group": {"name": "A", "experience_months": None, "region": "Pohjola"}}
    assert "Alue: Pohjola." in _text(pay=elsewhere)


def _wage(**changes: Any) -> dict[str, Any]:
    """What is followed, with another settling of the wage."""
    followed = json.loads(json.dumps(sample("contract")["followed"]))
    followed["groups"][0]["terms"][0] |= changes
    return {**followed, "agreement": "heta"}


def test_what_decides_is_told_term_by_term() -> None:
    text = _text()
    assert "Laki ja työsopimus ratkaisevat." in text
    assert "Näin ehdot ratkeavat 12.1.2026:" in text
    assert "Palkka: Työsopimuksessa on sovittu 13,20 € tunnilta. Laki tai työehtosopimus ei määrää tästä." in text
    assert "Työsopimuksen ehto, joka ei päde" not in text
    assert text.index("12. Oikeus") < text.index("13. Mikä ratkaisee") < text.index("Muut ehdot")


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("fi", "Työsopimuksen ehto, joka ei päde"),
        ("selko", "Tämä työsopimuksen kohta ei päde"),
        ("sv", "Villkor i arbetsavtalet som inte gäller"),
        ("en", "A term of the contract that does not hold"),
    ],
)
def test_a_wage_below_the_agreement_stands_as_one_that_does_not_hold(language: str, heading: str) -> None:
    amount = {"number": "13.50", "unit": "euros_per_hour", "source": ["Heta", "palkkataulukko", ""], "since": None}
    facts = {"what": "wage", "level": "agreement", "number": "13.50", "than": "contract", "other": "13.20"}
    because = [{"code": "agreement_replaces_contract", "facts": facts, "says": "-"}]
    text = _text(language, followed=_wage(level="agreement", raised=True, agreement=amount, because=because))
    assert heading in text
    told = text[text.index(heading) :]
    assert "13,50" in told[:200]
    assert "13,20" in told[:200]


def test_two_pay_days_and_agreed_notice_and_holiday_bonus() -> None:
    data = sample("contract")
    text = _text(
        pay={**data["pay"], "rhythm": "twice_a_month", "pay_days": [15, "last"]},
        notice={"agreed": {"employer_days": 30, "employee_days": 14}, "set_by": "law", "by_law": []},
        holiday={"rule": "35_hours", "bonus_percent": "50", "bonus_known": True},
    )
    assert "kahdesti kuukaudessa: kuukauden 15. päivänä ja kuukauden viimeisenä päivänä" in text
    assert "30 päivää, kun työnantaja irtisanoo, ja 14 päivää" in text
    assert "vähintään 35 työtuntia" in text
    assert "Lomaraha on 50 % vuosilomapalkasta." in text


def test_a_protected_address_stays_out() -> None:
    data = sample("contract")
    employee = {**data["employee"], "protected_address": True, "phone": "+358400000000"}
    html = documents.render_html("contract", {**data, "employee": employee}, "fi", MADE_ON, "x")
    for hidden in ("Malliraitti", "13210", "ilona.rantavirta@", "+358400000000"):
        assert hidden not in html


def test_no_identity_code_and_no_account_is_in_the_contract() -> None:
    text = _text()
    assert "140301" not in text
    assert "FI86" not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", "Arbetsavtalet gäller tills vidare."), ("en", "The contract is valid until further notice.")],
)
def test_the_contract_speaks_the_employees_language(language: str, words: str) -> None:
    assert words in _text(language)


def test_work_abroad_says_what_the_law_asks() -> None:
    text = _text(abroad={"country": "Ruotsi", "first": "2026-06-01", "last": "2026-07-15", "currency": "euro",
                         "benefits": "matkat", "return": "työnantaja maksaa paluumatkan"})  # fmt: skip
    assert "Ruotsi" in text
    assert "1.6.–15.7.2026" in text
