"""The payslip's words: snapshots in each language, and what it must and must not show."""

from __future__ import annotations

import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from html5lib import HTMLParser

from employer import documents
from employer.documents import DocumentError
from tests.documents.reading import DOCUMENTS, LANGUAGES, MADE_ON, pdf_of, sample, text_of, tight, words_of

SNAPSHOTS = Path(__file__).parent / "snapshots"


def _text(data: dict[str, Any], language: str = "fi") -> str:
    return text_of(documents.render_html("payslip", data, language, MADE_ON, "ilona-1-2026-03-31"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_sample_reads_as_it_was_approved(name: str, language: str) -> None:
    made = documents.render_html(name, sample(name), language, MADE_ON, "ilona-1-2026-03-31")
    approved = (SNAPSHOTS / f"{name}-{language}.txt").read_text(encoding="utf-8")
    assert text_of(made) == approved


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_page_file_and_paper_have_the_same_words_in_the_same_order(name: str, language: str) -> None:
    made = documents.render(name, sample(name), language, MADE_ON, "ilona-1")
    assert tight(text_of(made.part)) == words_of(made.pdf, "ilona-1")
    assert made.part in made.html
    assert made.part == documents.render_html(name, sample(name), language, MADE_ON, "ilona-1")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_file_is_valid_html_and_fetches_nothing(name: str) -> None:
    html = documents.render(name, sample(name), "sv", MADE_ON, "ilona-1").html
    HTMLParser(strict=True).parse(html)
    assert '<html lang="sv">' in html
    for fetching in ("<script", "<link", "<img", "url(", "@import", "src="):
        assert fetching not in html


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_data_survives_json(name: str) -> None:
    data = sample(name)
    again = json.loads(json.dumps(data))
    assert documents.render(name, data, "fi", MADE_ON, "x") == documents.render(name, again, "fi", MADE_ON, "x")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_missing_fact_is_an_error(name: str) -> None:
    for key in sample(name):
        data = sample(name)
        del data[key]
        with pytest.raises(DocumentError):
            documents.render(name, data, "fi", MADE_ON, "x")


def test_an_unknown_document_or_language_is_an_error() -> None:
    with pytest.raises(DocumentError):
        documents.render("letter", {}, "fi", MADE_ON, "x")
    with pytest.raises(DocumentError):
        documents.render("payslip", sample("payslip"), "de", MADE_ON, "x")


@pytest.mark.parametrize("field", ["minutes", "amount_cents"])
def test_a_float_is_an_error(field: str) -> None:
    data = sample("payslip")
    data["earnings"][0][field] = 10.5
    with pytest.raises(DocumentError):
        documents.render("payslip", data, "fi", MADE_ON, "x")


def test_the_sum_and_its_day_come_first() -> None:
    lines = _text(sample("payslip")).splitlines()
    assert lines[:3] == ["Palkkalaskelma", "Tilillä: tiistai 31. maaliskuuta 2026", "869,66 €"]


def test_the_sample_adds_up() -> None:
    data = sample("payslip")
    totals = data["totals"]
    assert sum(line["amount_cents"] for line in data["earnings"]) == totals["gross"]
    assert sum(line["amount_cents"] for line in data["deductions"]) == totals["deductions"]
    assert totals["net"] == totals["gross"] - totals["deductions"]
    assert totals["paid"] == totals["net"] + totals["tax_free"]
    assert sum(line["amount_cents"] for line in data["employer_charges"]) == totals["employer_total"]
    assert totals["employer_cost"] == totals["gross"] + totals["employer_total"]
    for line in data["earnings"]:
        assert Decimal(line["unit_price"]) * line["minutes"] * 100 / 60 == line["amount_cents"]


def test_the_account_shows_its_last_four_characters_only() -> None:
    text = _text(sample("payslip"))
    assert "päättyy 8880" in text
    assert "FI86" not in text


def test_an_open_question_withholds_the_sum_and_is_shown() -> None:
    data = sample("payslip")
    data["draft"] = True
    data["totals"] = dict.fromkeys(data["totals"], None)
    data["totals"]["gross"] = 108240
    data["questions"] = [
        {"topic": "pension_total_percent", "facts": {}, "suggestion": None},
        {"topic": "missing_law_value.pension.employee_percent", "facts": {"name": "pension.employee_percent",
         "day": "2027-01-29"}, "suggestion": None},
        {"topic": "something_new", "facts": {}, "asks": "What?", "why": "Because.", "where_to_find": "There."},
    ]  # fmt: skip
    text = _text(data)
    assert "869,66" not in text.split("Palkka\n")[0]
    assert "Summa on auki, kunnes kysymyksiin on vastattu" in text
    assert "Mikä on vakuutuksen koko työeläkemaksu prosentteina?" in text
    assert "Tieto puuttuu: työntekijän työeläkemaksu, päivä 29.1.2027." in text
    assert "What?" in text
    assert "Luonnos" in text
    made = documents.render("payslip", data, "fi", MADE_ON, "x")
    assert all("LUONNOS" in page.extract_text() for page in pdf_of(made.pdf).pages)


def test_a_correction_says_what_it_corrects_and_each_difference() -> None:
    data = sample("payslip")
    data["kind"] = "correction"
    data["corrects"] = {
        "number": "ilona-1-2026-02-27",
        "pay_day": "2026-02-27",
        "own_day": None,
        "why": "yksi vuoro puuttui",
        "differences": [
            {"kind": "base_pay", "title": None, "before_cents": 84480, "after_cents": 89760, "difference_cents": 5280},
            {
                "kind": "withholding",
                "title": None,
                "before_cents": 10138,
                "after_cents": 10771,
                "difference_cents": 633,
            },
            {"kind": "sunday", "title": None, "before_cents": 0, "after_cents": 0, "difference_cents": 0},
        ],
        "paid_before_cents": 67422,
        "paid_after_cents": 71636,
        "paid_difference_cents": 4214,
    }
    text = _text(data)
    assert text.startswith("Palkkalaskelman korjaus\n")
    assert "Tämä korjaa laskelman ilona-1-2026-02-27, jonka maksupäivä oli 27.2.2026." in text
    assert "Peruspalkka | 844,80 € | 897,60 € | 52,80 €" in text
    assert "Sunnuntaikorotus | 0,00 € | 0,00 € | 0,00 €" in text


def test_money_paid_too_much_is_not_called_a_payment() -> None:
    data = sample("payslip")
    data["totals"]["paid"] = -4214
    assert _text(data).splitlines()[1:3] == ["Maksettu liikaa", "\u221242,14 €"]


def test_a_line_needs_its_facts_and_the_line_itself_gives_the_common_ones() -> None:
    line = {"kind": "sick_pay", "minutes": 1200, "unit": "hour", "unit_price": "13.20", "amount_cents": 26400}
    with pytest.raises(Exception, match="span"):
        documents.say_line("fi", line)
    said = documents.say_line("fi", {**line, "facts": {"first": "2026-02-05", "last": "2026-02-11"}})
    assert said == (
        "Sairaana 5.2.–11.2.2026. Näistä päivistä olisi ollut työtä 20\u00a0tuntia. Tunnin palkka on 13,20\u00a0€."
    )


def test_an_unrounded_average_is_shown_with_four_decimals() -> None:
    line = {
        "kind": "holiday_pay",
        "because": "holiday_pay.because_average",
        "unit": "day",
        "quantity": "4",
        "amount_cents": 19008,
        "facts": {
            "first": "2026-07-06",
            "last": "2026-07-09",
            "credit_year": "2025-04-01/2026-03-31",
            "average": "317/6",
            "coefficient": "3.6",
        },
    }
    assert documents.say_line("sv", line) == (
        "Semester 6.7.–9.7.2026, 4 semesterdagar. Semestern har tjänats in 1.4.2025–31.3.2026. "
        "Medeldagslönen 52,8333\u00a0€ multipliceras med 3,6."
    )


LONGEST = "Maximiliana-Alexandriina Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe-Langenburg " * 1


@pytest.mark.parametrize(
    "name",
    [
        LONGEST.strip()[:100],
        "W" * 100,
        'O\'Brien \\ "x" #eval() $1$ <b>&amp;</b>',
        "Нина Ћирић",
        "Nguyễn Thị Hồng",
        "Y",
    ],
)
def test_the_longest_and_strangest_names_fit_on_the_paper(name: str) -> None:
    for kind in DOCUMENTS:
        data = copy.deepcopy(sample(kind))
        data["employee"]["name"] = name
        data["employer"]["name"] = name[::-1]
        made = documents.render(kind, data, "fi", date(2026, 3, 30), "ilona-1")
        assert tight(text_of(made.part)) == words_of(made.pdf, "ilona-1")
        assert len(pdf_of(made.pdf).pages) <= 3


def test_a_title_that_a_person_wrote_is_never_markup() -> None:
    data = sample("payslip")
    data["tax_free"][0]["title"] = "<script>alert(1)</script> & <b>x</b>"
    html = documents.render("payslip", data, "fi", MADE_ON, "x").html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;" in html
    assert "<script" not in html
