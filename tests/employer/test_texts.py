"""The words: complete in every language, filled in the same way, and plain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from employer import texts
from tests.yaml_files import read_yaml

FORBIDDEN = (
    "toimenpide",
    "edellä mainittu",
    "kyseinen",
    "mikäli",
    "virheelli",
    "epäkelpo",
    "kirjautumisistunto",
    "validointi",
)


@pytest.mark.parametrize("language", texts.COMPLETE)
def test_every_text_is_there_in_every_language(language: str) -> None:
    assert texts.missing(language) == []


def test_every_language_fills_in_the_same_facts() -> None:
    assert texts.unlike() == []


def test_plain_finnish_falls_back_to_finnish() -> None:
    assert texts.missing("selko") == []
    assert texts.say("selko", "common.save") == texts.say("fi", "common.save")
    assert texts.say("selko", "common.help.demo") != texts.say("fi", "common.help.demo")


def test_plain_finnish_sentences_are_short() -> None:
    long = [
        (key, sentence)
        for key, entry in texts.catalogue().items()
        for sentence in re.split(r"(?<=[.?!:])\s", entry.get("selko", ""))
        if len(sentence.split()) > 15
    ]
    assert long == []


def test_the_pages_use_no_office_language() -> None:
    areas = ("common.", "accounts.", "errors.")
    found = [
        (key, word)
        for key, entry in texts.catalogue().items()
        if key.startswith(areas)
        for word in FORBIDDEN
        if word in (entry["fi"] + entry.get("selko", "")).lower()
    ]
    assert found == []


def test_facts_are_filled_in() -> None:
    assert texts.say("sv", "common.signed_in_as", name="Åsa") == "Du är Åsa."


@pytest.mark.parametrize(
    ("language", "key", "facts"),
    [("de", "common.save", {}), ("fi", "common.nothing", {}), ("fi", "common.signed_in_as", {})],
)
def test_a_missing_key_language_or_fact_is_an_error(language: str, key: str, facts: dict[str, str]) -> None:
    with pytest.raises(texts.TextError):
        texts.say(language, key, **facts)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("a: {fi: x, fi: y}", "twice"),
        ("a: {fi: x}\na: {fi: y}", "twice"),
        ("a: {de: x}", "unknown languages"),
        ("a: x", "one text per language"),
        ("a: {fi: [", "file.yaml"),
    ],
)
def test_a_slip_in_a_file_is_told_with_its_place(tmp_path: Path, written: str, complaint: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(written, "utf-8")
    with pytest.raises(texts.TextError, match=complaint):
        texts.read_area(path)


def test_words_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("no: {fi: no, sv: 7:30, en: 1.10}", "utf-8")
    assert texts.read_area(path) == {"no": {"fi": "no", "sv": "7:30", "en": "1.10"}}


def test_texts_used_by_the_code_exist() -> None:
    """Keys written out in pages and code; composed ones are tried by the page tests."""
    root = Path(texts.__file__).resolve().parent.parent
    used: set[str] = set()
    for path in [*root.glob("templates/**/*.html"), *root.glob("employer/**/*.py")]:
        used |= set(re.findall(r"""\bsay\(['"]([a-z_]+\.[a-z_.]+[a-z_])['"][,)]""", path.read_text("utf-8")))
    assert {
        key for key in used if not texts.has(key) and key.split(".")[0] in ("common", "accounts", "errors")
    } == set()
    assert len(used) > 40


@pytest.mark.parametrize(
    ("source", "fi", "sv"),
    [
        ("Working Time Act 872/2019", "työaikalaki 872/2019", "arbetstidslagen 872/2019"),
        ("12 and 16 §", "12 ja 16 §", "12 och 16 §"),
        ("2:11", "2 luku 11 §", "2 kap. 11 §"),
        ("4:3a", "4 luku 3 a §", "4 kap. 3 a §"),
        ("7:8.2", "7 luvun 8 §:n 2 momentti", "7 kap. 8 § 2 mom."),
        ("7:12 and 7:12a", "7 luku 12 § ja 7 luku 12 a §", "7 kap. 12 § och 7 kap. 12 a §"),
        ("55/2001 2:11 §", "työsopimuslaki 55/2001, 2 luku 11 §", "arbetsavtalslagen 55/2001, 2 kap. 11 §"),
        ("55/2001 6:1 a §", "työsopimuslaki 55/2001, 6 luku 1 a §", "arbetsavtalslagen 55/2001, 6 kap. 1 a §"),
        (
            "705/2007 4:48 and the year's decree",
            "ulosottokaari 705/2007, 4 luku 48 § ja vuoden asetus",
            "utsökningsbalken 705/2007, 4 kap. 48 § och årets förordning",
        ),
        ("wage from 12.1.2026", "palkka 12.1.2026 alkaen", "lön från 12.1.2026"),
        (
            "employment contract, wage from 12.1.2026",
            "työsopimus, palkka 12.1.2026 alkaen",
            "arbetsavtalet, lön från 12.1.2026",
        ),
        ("at 11:00 to 13:00", "at 11:00 to 13:00", "at 11:00 to 13:00"),
        ("162/2005 6 §", "vuosilomalaki 162/2005, 6 §", "semesterlagen 162/2005, 6 §"),
        (
            "55/2001 2:14 and 13:3",
            "työsopimuslaki 55/2001, 2 luku 14 § ja 13 luku 3 §",
            "arbetsavtalslagen 55/2001, 2 kap. 14 § och 13 kap. 3 §",
        ),
        ("1/1734 6 §", "1/1734 6 §", "1/1734 6 §"),
        ("ilmarinen.fi", "ilmarinen.fi", "ilmarinen.fi"),
        ("55/2001 9:1-9:5 §", "työsopimuslaki 55/2001, 9 luku 1–5 §", "arbetsavtalslagen 55/2001, 9 kap. 1–5 §"),
    ],
)
def test_sources_are_told_in_the_readers_language(source, fi, sv):
    assert texts.say_source("fi", source) == fi
    assert texts.say_source("selko", source) == fi
    assert texts.say_source("sv", source) == sv
    assert texts.say_source("en", source).replace(", ", " ").endswith(source.replace(", ", " "))


@pytest.mark.parametrize(
    ("source", "fi", "sv", "en"),
    [
        (
            "Working Time Act 872/2019, 20 § 5",
            "työaikalaki 872/2019, 20 §:n 5 momentti",
            "arbetstidslagen 872/2019, 20 § 5 mom.",
            "Working Time Act 872/2019, 20 § subsection 5",
        ),
        ("7 § 2 (34/2022)", "7 §:n 2 momentti (34/2022)", "7 § 2 mom. (34/2022)", "7 § subsection 2 (34/2022)"),
    ],
)
def test_the_part_of_a_section_is_told_with_its_word(source, fi, sv, en):
    assert [texts.say_source(language, source) for language in ("fi", "selko", "sv", "en")] == [fi, fi, sv, en]


def test_every_section_that_a_reason_names_can_be_told_in_finnish():
    register = Path(__file__).resolve().parents[1] / "register.yaml"
    reasons = read_yaml(register)["reasons"]
    sections = {row.partition(";")[0] for rows in reasons.values() for row in rows}
    assert len(sections) > 100
    english = re.compile(r"\b(agreement|the|holiday|guidance|notice|wage|absence|health|card|working|travel|roster)\b")
    assert [one for one in sorted(sections) if english.search(texts.say_source("fi", one))] == []


def test_every_source_that_a_payslip_can_rest_on_has_its_words():
    from rules import load_book

    book = load_book()
    areas = (
        "pension",
        "unemployment",
        "health",
        "accident",
        "withholding",
        "working_time",
        "annual_holiday",
        "sick_pay",
    )
    english = ["act", "decree", "guide", "limit", "contribution", "page"]
    for name in book.names():
        if name.split(".")[0] in areas and "average" not in name and "due" not in name:
            for item in book.entries(name):
                for text in (item.source.title, item.source.clause):
                    told = texts.say_source("fi", text)
                    same = told == text and any(word in text.lower().split() for word in english)
                    assert not same, f"{name}: no Finnish words for {text!r} in templates/texts/sources.yaml"


# Counted words -------------------------------------------------------------------------------------------------------

COUNTED = {
    "fi": "päivää|päivä|kuukautta|viikkoa|vuotta|tuntia|minuuttia|arkipäivää|työpäivää|lomapäivää",
    "sv": "dagar|månader|veckor|timmar|minuter|vardagar|arbetsdagar|semesterdagar",
    "en": "days|months|weeks|years|hours|minutes|weekdays",
}
SINGULAR_APART = {"terms.unit.days", "terms.unit.months", "terms.unit.weekdays", "terms.unit.workdays"}
"""Beside these stands the same text for one, under ``…_one``, or the number is never one."""


@pytest.mark.parametrize("language", ["fi", "selko", "sv", "en"])
def test_no_counted_word_has_only_its_plural(language: str) -> None:
    plain = re.compile(r"\{\w+\} (?:" + COUNTED["fi" if language == "selko" else language] + r")(?![\w-])")
    kept = re.compile(r"(Et pitänyt|täyttää) \{\w+\} ")  # Finnish keeps the partitive here
    found = [
        key
        for key, entry in texts.catalogue().items()
        if key not in SINGULAR_APART and not key.endswith("_one")
        if (text := entry.get(language)) and plain.search(kept.sub("", text))
    ]
    assert found == []


def test_a_percentage_brings_its_own_sign() -> None:
    """``{percent}`` is told as "80 %": a text does not write the sign again."""
    twice = re.compile(r"\{(?:additional_)?percent\}\s*%")
    texts_of_all = ((key, text) for key, entry in texts.catalogue().items() for text in entry.values())
    assert [key for key, text in texts_of_all if twice.search(text)] == []


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("fi", "Irtisanomisaika on 1 kuukausi.", "Irtisanomisaika on 2 kuukautta."),
        ("selko", "Irtisanomisaika on 1 kuukausi.", "Irtisanomisaika on 2 kuukautta."),
        ("sv", "Uppsägningstiden är 1 månad.", "Uppsägningstiden är 2 månader."),
        ("en", "The notice period is 1 month.", "The notice period is 2 months."),
    ],
)
def test_a_counted_word_goes_by_its_number(language: str, one: str, two: str) -> None:
    key = "law.answer.notice_period.length.months"
    for number in (1, "1"):
        assert texts.say(language, key, amount=number) == one
    for number in (2, "2", 0):
        assert texts.say(language, key, amount=number) == two.replace("2", str(number))


def test_a_counted_word_without_its_number_is_a_mistake_in_the_program() -> None:
    with pytest.raises(texts.TextError, match="cannot be filled in"):
        texts.say("fi", "law.answer.notice_period.length.months")


NOT_THE_GLOSSARYS = {"semesterpremie": "holiday_bonus"}
"""Swedish words that mean the same as a word of the glossary, which is said instead: one thing has one name."""


def test_one_thing_has_one_name_in_swedish_too() -> None:
    said = {
        f"{path.stem}.{key}": entry["sv"]
        for path in texts.FOLDER.glob("*.yaml")
        for key, entry in texts.read_area(path).items()
    }
    found = [(key, word) for key, words in said.items() for word in NOT_THE_GLOSSARYS if word in words.casefold()]
    assert found == []
