"""The book: the value picks its own day, nothing is guessed, and what was known stays known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter_ns

import pytest

from rules import BookError, Days, NoSuchValue, NoValueForDay, UnknownValue, UnverifiedValue, load_book
from rules.values import Unit

HEAD = """\
- name: topic.rate_percent
  title: {fi: eka, sv: två, en: the rate}
  unit: percent
  decided_by: payment_day
  better_for_employee: lower
  statute_is: exact
  values:
"""
ITEM = """\
  - from: '{first}'
    until: {until}
    value: {value}
    source: {{title: act, clause: 1 §, link: 'https://example.invalid/act'}}
    says: "The rate is {value} %."
    confidence: {confidence}
    recorded: '{recorded}'
    checked_by: [reader]
"""


def item(first, value="'5'", until="one_year", confidence="confirmed", recorded="2025-12-01", more=""):
    return ITEM.format(first=first, until=until, value=value, confidence=confidence, recorded=recorded) + more


def book(tmp_path: Path, *items: str):
    (tmp_path / "topic.yaml").write_text(HEAD + "".join(items), encoding="utf-8")
    return load_book(tmp_path)


def paid(day: str) -> Days:
    return Days(payment_day=date.fromisoformat(day))


def test_a_value_picks_its_own_day(tmp_path):
    law = book(tmp_path, item("2025-01-01", "'4'"), item("2026-01-01"))
    days = Days(payment_day=date(2026, 1, 5), work_day=date(2025, 12, 20), period_end=date(2025, 12, 31))
    assert law.value("topic.rate_percent", days).number == Decimal(5)


def test_the_answer_is_never_a_bare_number(tmp_path):
    value = book(tmp_path, item("2026-01-01")).value("topic.rate_percent", paid("2026-06-01"))
    assert (value.unit, value.first, value.last) == (Unit.PERCENT, date(2026, 1, 1), date(2026, 12, 31))
    assert value.source.clause == "1 §"
    assert value.says == "The rate is '5' %."
    assert dict(value.title)["fi"] == "eka"


def test_the_deciding_day_must_be_given(tmp_path):
    law = book(tmp_path, item("2026-01-01"))
    with pytest.raises(ValueError, match="decided by payment_day"):
        law.value("topic.rate_percent", Days(work_day=date(2026, 1, 1)))


def test_an_unknown_name_is_a_mistake_of_the_program(tmp_path):
    law = book(tmp_path, item("2026-01-01"))
    for ask in (lambda: law.value("topic.other", paid("2026-01-01")), lambda: law.entry("x"), lambda: law.entries("x")):
        with pytest.raises(NoSuchValue, match="no value named"):
            ask()


@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01"])
def test_outside_its_days_the_text_names_value_day_and_what_to_add(tmp_path, day):
    with pytest.raises(NoValueForDay) as raised:
        book(tmp_path, item("2026-01-01")).value("topic.rate_percent", paid(day))
    for words in ("topic.rate_percent", day, "the rate", "rules/data/topic.yaml", "add"):
        assert words in str(raised.value)


def test_only_expected_values_say_that_there_is_none_yet(tmp_path):
    with pytest.raises(NoValueForDay, match="there is none yet"):
        book(tmp_path, item("2026-01-01", "expected")).value("topic.rate_percent", paid("2026-02-01"))


def test_an_expected_value_changes_nothing(tmp_path):
    law = book(tmp_path, item("2026-01-01", until="open"), item("2027-01-01", "expected"))
    assert law.value("topic.rate_percent", paid("2027-02-01")).number == Decimal(5)


def test_unknown_asks_its_question(tmp_path):
    law = book(tmp_path, item("2026-01-01", "unknown", more="    question: What is the rate?\n"))
    with pytest.raises(UnknownValue) as raised:
        law.value("topic.rate_percent", paid("2026-02-01"))
    assert raised.value.question == "What is the rate?"
    assert (raised.value.name, raised.value.day) == ("topic.rate_percent", date(2026, 2, 1))


def test_unverified_does_not_answer_but_suggests(tmp_path):
    law = book(tmp_path, item("2026-01-01", confidence="unverified"))
    with pytest.raises(UnverifiedValue) as raised:
        law.value("topic.rate_percent", paid("2026-02-01"))
    assert raised.value.suggestion == "5"
    assert "nobody has verified" in raised.value.question


def test_a_single_source_is_used(tmp_path):
    law = book(tmp_path, item("2026-01-01", confidence="single"))
    assert law.value("topic.rate_percent", paid("2026-02-01")).number == Decimal(5)


def test_a_correction_keeps_the_mistake_visible(tmp_path):
    wrong = item("2026-01-01", "'5'", recorded="2025-12-01")
    right = item("2026-01-01", "'6'", recorded="2026-03-01", more="    corrects: a slip of the pen\n")
    law = book(tmp_path, wrong, right)
    assert law.value("topic.rate_percent", paid("2026-02-01")).number == Decimal(6)
    assert law.known_on(date(2026, 2, 28)).value("topic.rate_percent", paid("2026-02-01")).number == Decimal(5)
    assert law.known_on(date(2026, 3, 1)).value("topic.rate_percent", paid("2026-02-01")).number == Decimal(6)
    assert [each.text for each in law.entry("topic.rate_percent").items] == ["5", "6"]


def test_what_was_recorded_later_was_not_known(tmp_path):
    law = book(tmp_path, item("2026-01-01", recorded="2025-12-01")).known_on(date(2025, 11, 30))
    assert law.names() == ()
    with pytest.raises(NoSuchValue):
        law.value("topic.rate_percent", paid("2026-01-01"))


def test_two_values_from_one_day_need_a_correction(tmp_path):
    with pytest.raises(BookError, match="two values from 2026-01-01"):
        book(tmp_path, item("2026-01-01"), item("2026-01-01", "'6'"))


def test_overlapping_values_are_refused_with_both_lines(tmp_path):
    with pytest.raises(BookError, match=r"topic.yaml:16: .* overlaps .*line 8"):
        book(tmp_path, item("2026-01-01"), item("2026-07-01", "'6'"))


def test_an_open_value_cannot_be_followed(tmp_path):
    with pytest.raises(BookError, match="overlaps"):
        book(tmp_path, item("2026-01-01", until="open"), item("2027-01-01", "'6'"))


def test_the_edition_changes_with_the_data_and_not_with_comments(tmp_path):
    one, two, three = (tmp_path / name for name in "abc")
    for folder in (one, two, three):
        folder.mkdir()
    first = book(one, item("2026-01-01"))
    (two / "topic.yaml").write_text("# a comment\n" + HEAD + item("2026-01-01"), encoding="utf-8")
    changed = book(three, item("2026-01-01", "'6'"))
    assert first.edition == load_book(two).edition
    assert first.edition != changed.edition
    assert len(first.edition) == 64


def test_the_law_book_opens_and_is_read_once():
    assert load_book() is load_book()
    assert len(load_book().names()) > 300


def test_a_repeated_look_up_costs_less_than_a_microsecond():
    law, days = load_book(), paid("2026-01-30")
    law.value("pension.employee_percent", days)
    best = min(_time(law, days) for _ in range(5))
    assert best < 1000


def _time(law, days) -> int:
    begun = perf_counter_ns()
    for _ in range(1000):
        law.value("pension.employee_percent", days)
    return (perf_counter_ns() - begun) // 1000


@pytest.mark.parametrize(
    "name",
    [
        "pension.employee_percent",
        "pension.temporary_total_percent",
        "pension.basic_contract_percent",
        "pension.monthly_threshold_euros",
        "pension.temporary_six_months_euros",
        "unemployment.employee_percent",
        "unemployment.employer_percent",
        "unemployment.yearly_limit_euros",
        "health.employer_percent",
        "accident.yearly_limit_euros",
    ],
)
def test_nothing_is_known_for_a_payment_in_2027(name):
    assert load_book().value(name, paid("2026-12-31")) is not None
    with pytest.raises(NoValueForDay, match="2027-01-01"):
        load_book().value(name, paid("2027-01-01"))


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("pension.temporary_total_percent", "2024-06-01", "26.12"),
        ("pension.temporary_total_percent", "2025-06-01", "26.28"),
        ("pension.temporary_total_percent", "2026-06-01", "25.85"),
        ("pension.monthly_threshold_euros", "2026-06-01", "71.72"),
        ("pension.temporary_six_months_euros", "2025-06-01", "10038.00"),
        ("unemployment.employee_percent", "2024-06-01", "0.79"),
        ("unemployment.employee_percent", "2025-06-01", "0.59"),
        ("unemployment.employee_percent", "2026-06-01", "0.89"),
        ("unemployment.employer_upper_percent", "2026-06-01", "1.23"),
        ("health.employer_percent", "2024-06-01", "1.16"),
        ("health.employer_percent", "2025-06-01", "1.87"),
        ("health.employer_percent", "2026-06-01", "1.91"),
        ("withholding.no_card_percent", "2026-06-01", "60"),
        ("garnishment.protected_dependant_euros", "2026-06-01", "9.65"),
        ("garnishment.protected_debtor_euros", "2026-06-01", "33.03"),
    ],
)
def test_figures_as_the_decrees_print_them(name, day, expected):
    assert str(load_book().value(name, paid(day)).number) == expected


def test_the_employee_percentage_goes_by_age_until_2025():
    law = load_book()
    for year, ages in ((2024, (17, 52, 53, 62, 63)), (2025, (17, 52, 53, 62, 63))):
        table = law.value("pension.employee_percent", paid(f"{year}-06-01"))
        assert [str(table.row(age=age)["percent"]) for age in ages] == ["7.15", "7.15", "8.65", "8.65", "7.15"]
    assert str(law.value("pension.employee_percent", paid("2026-06-01")).row(age=55)["percent"]) == "7.30"


def test_a_pinned_book_answers_every_question_for_one_day():
    law = load_book().pinned_on(date(2025, 6, 1))
    value = law.value("unemployment.employee_percent", paid("2026-01-30"))
    assert str(value.number) == "0.59"
    assert str(law.value("working_time.sunday_percent", Days()).number) == "100"


def test_the_timeline_of_the_agreement_is_part_of_the_book():
    law = load_book()
    assert "heta" in law.agreements()
    assert [edition.edition for edition in law.editions("heta")] == [
        "heta-2021",
        "heta-2022",
        None,
        "heta-2023",
        "heta-2025",
    ]
    assert law.editions("other") == ()
    assert law.known_on(date(2026, 11, 21)).editions("heta") == ()


def test_every_rounding_of_the_book_is_one_that_the_calculation_knows():
    from payroll.figures import ROUNDINGS

    law = load_book()
    names = [name for name in law.names() if name.startswith("rounding.")]
    assert names
    for name in names:
        (item,) = law.entries(name)
        assert item.text in ROUNDINGS
        assert law.entry(name).choice


def test_choices_of_the_project_say_why():
    law = load_book()
    for name in law.names():
        if name.startswith("choice."):
            assert law.entry(name).choice, name


def test_every_line_kind_has_an_income_type_that_the_register_knows():
    law, days = load_book(), paid("2026-01-30")
    known = {int(row["code"]) for row in law.value("codes.income_type_insurance", days).number}
    lines = law.value("codes.line_income_type", days).number
    assert {row["kind"]: int(row["code"]) for row in lines}["sunday"] == 221
    assert {int(row["code"]) for row in lines} <= known
