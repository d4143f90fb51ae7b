"""The documents' words: complete, without law's figures, and every kind and topic has them."""

from __future__ import annotations

import re

import pytest

from employer import documents, formats, texts
from rules.decisions import insurance

AREAS = ("contract", "documents", "lines", "notices", "payslip", "questions", "reasons")
LINE_KINDS = [
    "base_pay",
    "additional_hours",
    "emergency",
    "overtime_50",
    "overtime_100",
    "sunday",
    "evening",
    "night",
    "saturday",
    "eve",
    "public_holiday",
    "public_holiday_off",
    "sick_pay",
    "child_sick_pay",
    "holiday_pay",
    "holiday_bonus",
    "holiday_compensation",
    "training_pay",
    "hindrance_pay",
    "notice_pay",
    "back_pay",
    "standby",
    "mileage",
    "per_diem",
    "fringe_benefit",
    "other_taxable",
    "expense",
]
CHARGES = [
    "withholding",
    "tax_at_source",
    "health_employee",
    "pension_employee",
    "unemployment_employee",
    "garnishment",
    "other_deduction",
    "wage_advance",
    "fringe_benefit_not_cash",
    "employer_pension",
    "employer_unemployment",
    "employer_health",
    "employer_accident",
    "employer_group_life",
]
TOPICS = [
    "iban_employer",
    "iban_employee",
    "pension",
    "pension_total_percent",
    "policy_number",
    "accident",
    "accident_percent",
    "group_life",
    "self_assessed_tax",
    "unspent",
    "tax_card",
    "card_used",
    "agreement",
    "duties",
    "workplace",
    "occupation_code",
    "holiday_bonus",
    "opening_year",
    "opening_month",
    "opening_holiday",
    "limit_passed_withholding",
    "limit_passed_source",
    "limit_passed_health",
    "limit_passed_unemployment",
    "limit_passed_accident",
    "standby_pay",
    "unconfirmed_shift",
    "missing_law_value",
    "unverified_law_value",
    "monthly_threshold",
    "pension_age",
    "temporary_employer",
    "tax_at_source_health",
    "retirement_age",
    "cash_too_small",
    "average_pay_without_work",
]
NOTICES = [
    "no_card_60",
    "january_card",
    "household_limit_no_withholding",
    "unemployment_withheld_not_invoiced",
    "training_paid_by_law",
    "wage_raised_to_minimum",
    "wage_raised_by_agreement",
    "overtime_by_law",
    "bonus_pay_day_not_known",
    "averaging_beyond_agreement",
    "ceiling_passed",
    "holiday_pay_late",
    "year_before_records_unknown",
]
FACTS = {
    "hours", "days", "days_earned", "price", "percent", "amount", "base", "first", "last", "span", "coefficient",
    "average", "credit_year", "factor", "additional_percent", "additional_base", "title", "due",
}  # fmt: skip
FORBIDDEN = re.compile(
    r"\b(toimenpi|edellä maini|kyseinen|kyseistä|mikäli|virheelli|epäkelpo|kirjautumisistun|validoin)", re.IGNORECASE
)


def _own() -> dict[str, dict[str, str]]:
    return {key: dict(entry) for key, entry in texts.catalogue().items() if key.partition(".")[0] in AREAS}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_text_is_there_in_every_language(language: str) -> None:
    assert [key for key in texts.missing(language) if key.partition(".")[0] in AREAS] == []


def test_every_language_has_the_same_places_to_fill_in() -> None:
    assert [key for key in texts.unlike() if key.partition(".")[0] in AREAS] == []


@pytest.mark.parametrize("kind", LINE_KINDS + CHARGES)
def test_every_kind_of_line_has_a_title_and_a_reason(kind: str) -> None:
    assert texts.has(f"lines.{kind}.title")
    assert any(key.startswith(f"lines.{kind}.because") for key in texts.catalogue())


def test_lines_use_only_the_agreed_facts() -> None:
    used = {
        place
        for key, entry in _own().items()
        if key.startswith("lines.")
        for text in entry.values()
        for place in texts.places(text)
    }
    assert used <= FACTS


@pytest.mark.parametrize("topic", TOPICS)
def test_every_question_says_what_why_and_where(topic: str) -> None:
    assert all(texts.has(f"questions.{topic}.{part}") for part in ("asks", "why", "where_to_find"))


@pytest.mark.parametrize("code", NOTICES)
def test_every_notice_has_words(code: str) -> None:
    assert texts.has(f"notices.{code}")


def test_no_figure_of_law_hides_in_the_words_of_a_payslip() -> None:
    """Percentages and sums come from the law book; only numbers of acts and sections may be written out."""
    for key, entry in _own().items():
        if key.partition(".")[0] in {"lines", "notices", "payslip", "questions"}:
            for language, text in entry.items():
                digits = re.findall(r"\d+", re.sub(r"TK10|\bB[12]\b", "", text))
                assert not digits, (key, language, text)


def test_finnish_avoids_the_words_that_hinder_reading() -> None:
    found = [
        (key, entry[language])
        for key, entry in _own().items()
        for language in ("fi", "selko")
        if language in entry and FORBIDDEN.search(entry[language])
    ]
    assert found == []


def test_plain_finnish_has_short_sentences() -> None:
    """A sentence of plain Finnish has at most fifteen words; a filled-in place counts as one."""
    for key, entry in _own().items():
        for sentence in re.split(r"(?<=[.!?])\s+|: ", entry.get("selko", "")):
            assert len(sentence.split()) <= 15, (key, sentence)


def test_a_missing_value_of_law_is_named_by_its_title() -> None:
    facts = {"name": "pension.employee_percent", "day": "2027-01-29"}
    question = {"topic": "missing_law_value.pension.employee_percent", "facts": facts}
    assert "työntekijän työeläkemaksu" in documents.say_question("fi", question).asks
    assert "arbetstagarens arbetspensionsavgift" in documents.say_question("sv", question).asks


@pytest.mark.parametrize(
    ("language", "one", "other", "names"),
    [
        ("fi", "sunday", "evening", "sunnuntaikorotus ja iltalisä"),
        ("sv", "public_holiday", "night", "söckenhelgsförhöjning och nattillägg"),
    ],
)
def test_two_supplements_of_the_same_hour_are_asked_about_by_their_names(
    language: str, one: str, other: str, names: str
) -> None:
    question = {"topic": f"agreement_stacking.{one}.{other}", "facts": {"one": one, "other": other}}
    assert names in documents.say_question(language, question).asks


@pytest.mark.parametrize("kind", ["withholding", "source", "health", "unemployment", "accident"])
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_question_of_a_passed_limit_tells_the_sum_in_every_language(kind: str, language: str) -> None:
    asked = insurance.question_limit_passed(kind, 123_456, 14_815)
    said = documents.say_question(language, {"topic": asked.topic, "facts": dict(asked.facts)})
    assert formats.money(123_456) in said.asks or language == "selko"


@pytest.mark.parametrize(
    "topic",
    [
        "pay_group",
        "region",
        "experience_months",
        "agreement_wage",
        "agreement_raise_day",
        "agreement_wage_low",
        "agreement_wage_high",
        "agreement_other",
        "protected_portion",
    ],
)
def test_questions_of_the_agreement_are_asked_in_every_language(topic: str) -> None:
    facts = {"group": "A", "region": "muu_suomi", "months": "0", "day": "2026-01-12", "limit": "12.85"}
    facts["year"] = "2026"
    said = {documents.say_question(language, {"topic": topic, "facts": facts}).asks for language in ("fi", "sv", "en")}
    assert len(said) == 3


@pytest.mark.parametrize(
    ("facts", "fi", "en"),
    [
        (
            {"group": "B1", "region": "muu_suomi", "months": "0"},
            "Palkkaryhmä: B1, alue: muu Suomi, kokemus kuukausina: 0.",
            "Pay group: B1, region: elsewhere in Finland, experience in months: 0.",
        ),
        (
            {},
            "Palkkaryhmä: ei tiedossa, alue: ei tiedossa, kokemus kuukausina: ei tiedossa.",
            "Pay group: not known, region: not known, experience in months: not known.",
        ),
    ],
)
def test_the_lowest_wage_is_asked_without_codes_and_question_marks(facts: dict[str, str], fi: str, en: str) -> None:
    question = {"topic": "agreement_wage", "facts": {**facts, "day": "2026-01-12"}}
    assert documents.say_question("fi", question).asks.endswith(fi)
    assert documents.say_question("en", question).asks.endswith(en)
