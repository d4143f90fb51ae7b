"""Checks over the whole book, what is due, and the printed book."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rules import load_book
from rules.checking import check, digits_in, due, print_book
from rules.values import Unit

ENTRY = """\
- name: {name}
  title: {{fi: eka, sv: två, en: {en}}}
  unit: {unit}
{more}  decided_by: payment_day
  better_for_employee: lower
  statute_is: exact
  values:
"""
ITEM = """\
  - from: '{first}'
    until: {until}
    value: {value}
    source: {{title: act, clause: 1 §, link: '{link}'}}
    says: "{says}"
    confidence: {confidence}
    recorded: '{recorded}'
    checked_by: {readers}
"""


def entry(*items: str, name="topic.rate_percent", unit="percent", more="", en="three") -> str:
    return ENTRY.format(name=name, unit=unit, more=more, en=en) + "".join(items)


def item(first="2026-01-01", value="'5'", *, until="one_year", says="The rate is 5 % of the wage.", more="", **changes):
    given = {
        "link": "https://example.invalid/act",
        "confidence": "confirmed",
        "recorded": "2025-12-01",
        "readers": "[one, two]",
        **changes,
    }
    return ITEM.format(first=first, until=until, value=value, says=says, **given) + more


def complaints(tmp_path: Path, *texts: str) -> list[str]:
    (tmp_path / "topic.yaml").write_text("".join(texts), encoding="utf-8")
    return check(tmp_path)


def test_the_law_data_is_in_order():
    assert check() == []


def test_a_sound_value_has_no_complaint(tmp_path):
    assert complaints(tmp_path, entry(item())) == []


def test_a_wording_that_was_copied_from_another_year_is_told(tmp_path):
    says = "In 2026 the rate is 5 % of the wage."
    assert complaints(tmp_path, entry(item(says=says))) == []
    (found,) = complaints(tmp_path, entry(item(says=says), item("2027-01-01", says=says)))
    assert "speaks of 2026 but the value is that of 2027" in found
    assert complaints(tmp_path, entry(item("2027-01-01", says="In 2027 it is 5 %, as in 2026."))) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (entry(item(says="The rate is 6 % of the wage.")), "not found in 'says'"),
        (entry(item(says="5 %")), "too short"),
        (entry(item(link="Finlex")), "no web address"),
        (entry(item(value="'2500'", says="The rate is 2500 % of the wage.")), "no plausible percentage"),
        (entry(item(more="    corrects: nothing\n")), "nothing to correct"),
        (entry(item(), name="topic.rate_euros"), "ends in euros but its unit is percent"),
        (entry(item(), name="topic.rate"), "let its name end in _percent"),
        (entry(item(), en="eka"), "same title in two languages"),
        (entry(item(), item("2028-01-01")), "says nothing from 2027-01-01 to 2027-12-31"),
        (entry(item(), item("2026-07-01")), "overlaps"),
        (
            entry(item(value="'-1.00'", says="It takes -1.00 euros."), name="topic.sum_euros", unit="euros"),
            "is negative",
        ),
    ],
)
def test_each_fault_is_told_with_file_and_line(tmp_path, text, words):
    found = complaints(tmp_path, text)
    assert len(found) == 1, found
    assert words in found[0]
    assert found[0].startswith("topic.yaml:")


def test_a_declared_gap_is_no_fault(tmp_path):
    gap = "  gaps:\n  - {from: '2027-01-01', until: '2027-12-31', why: none was set}\n"
    assert complaints(tmp_path, entry(item(), item("2028-01-01"), more=gap)) == []


def table(rows: str, columns: str = "{age_from: years, age_below: years, percent: percent}") -> str:
    more = f"  columns: {columns}\n"
    says = "The percentages go by the age of the employee."
    return entry(item(value=rows, says=says), name="topic.rates", unit="table", more=more)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("[{age_from: '17', age_below: '17', percent: '1'}]", "is empty"),
        ("[{age_from: none, age_below: '18', percent: '1'}, {age_from: '17', age_below: none, percent: '2'}]", "meet"),
        (
            "[{age_from: none, age_below: '17', percent: '1'}, {age_from: '18', age_below: none, percent: '2'}]",
            "nothing is said between",
        ),
    ],
)
def test_bands_of_a_table_meet_exactly(tmp_path, rows, words):
    found = complaints(tmp_path, table(rows))
    assert any(words in each for each in found), found


def test_bands_beside_a_word_are_compared_within_the_word(tmp_path):
    columns = "{group: word, age_from: years, age_below: years, percent: percent}"
    good = (
        "[{group: a, age_from: none, age_below: none, percent: '1'}, {group: b, age_from: '5', age_below: none, "
        "percent: '2'}]"
    )
    assert complaints(tmp_path, table(good, columns)) == []
    assert "meet" in complaints(tmp_path, table(good.replace("group: b", "group: a"), columns))[0]


def test_a_row_twice_is_told(tmp_path):
    columns = "{group: word, percent: percent}"
    rows = "[{group: a, percent: '1'}, {group: a, percent: '1'}]"
    assert "stands twice" in complaints(tmp_path, table(rows, columns))[0]


@pytest.mark.parametrize(
    ("text", "unit", "says", "found"),
    [
        ("9822.00", Unit.EUROS, "below 9,822 euros", True),
        ("9822.00", Unit.EUROS, "below 9 822.00 euros", True),
        ("9822.00", Unit.EUROS, "below 98220 euros", False),
        ("0.79", Unit.PERCENT, "takes 0,79 %", True),
        ("0.79", Unit.PERCENT, "takes 10.79 %", False),
        ("5", Unit.PERCENT, "takes 5.5 %", False),
        ("5", Unit.NUMBER, "on the 5th.", True),
        ("5", Unit.NUMBER, "by day 5.", True),
        ("2337000.00", Unit.EUROS, "over 2,337,000 euros", True),
    ],
)
def test_digits_are_looked_for_as_people_write_them(text, unit, says, found):
    assert digits_in(text, unit, says) is found


TIMELINE = """\
agreement: pact
title: {fi: a, sv: b, en: c}
job: personal_assistance
employer: natural_person
periods:
"""
SPAN = """\
- edition: {name}
  from: '{first}'
  until: '{last}'
  binds: members
  lives_on: not known
  source: {{title: t, clause: c, link: '{link}'}}
  says: In force for members.
  confidence: confirmed
  recorded: '2026-11-22'
  checked_by: [reader]
"""


def span(name: str, first: str, last: str, link: str = "https://example.invalid/") -> str:
    return SPAN.format(name=name, first=first, last=last, link=link)


def timeline(tmp_path: Path, *spans: str) -> list[str]:
    folder = tmp_path / "agreements" / "pact"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "timeline.yaml").write_text(TIMELINE + "".join(spans), encoding="utf-8")
    return check(tmp_path)


def test_spans_of_a_timeline_may_not_overlap(tmp_path):
    found = timeline(tmp_path, span("a-1", "2024-01-01", "2025-01-01"), span("a-2", "2025-01-01", "2026-01-01"))
    assert "a-2 overlaps the one before" in found[0]


def test_the_link_of_a_timeline_is_checked(tmp_path):
    assert "no web address" in timeline(tmp_path, span("a-1", "2024-01-01", "2025-01-01", "the union"))[0]


def test_a_silence_between_editions_is_no_gap_of_their_values(tmp_path):
    found = timeline(tmp_path, span("a-1", "2024-01-01", "2024-12-31"), span("a-2", "2026-01-01", "2026-12-31"))
    assert found == []
    for name, year in (("a-1", "2024"), ("a-2", "2026")):
        text = entry(item(f"{year}-01-01", until="with_the_edition"), name="pact.rate_percent")
        head = f"edition: {name}\nagreement: pact\nfrom: '{year}-01-01'\nuntil: '{year}-12-31'\nvalues:\n"
        (tmp_path / "agreements" / "pact" / f"{name}.yaml").write_text(head + text, encoding="utf-8")
    assert check(tmp_path) == []


# -- due -------------------------------------------------------------------------------------------------------------


def dues(tmp_path: Path, day: str, *items: str, more: str = "") -> list[tuple[str, str]]:
    (tmp_path / "topic.yaml").write_text(entry(*items, more=more), encoding="utf-8")
    return [(one.kind, one.says) for one in due(load_book(tmp_path), date.fromisoformat(day))]


@pytest.mark.parametrize(
    ("day", "kinds"),
    [("2026-09-01", []), ("2026-09-02", ["ends"]), ("2026-12-31", ["ends"]), ("2027-01-01", ["ended"])],
)
def test_an_end_is_due_four_months_ahead_and_after(tmp_path, day, kinds):
    assert [kind for kind, _ in dues(tmp_path, day, item())] == kinds


def test_an_open_value_is_never_due(tmp_path):
    assert dues(tmp_path, "2030-01-01", item(until="open")) == []


def test_expected_unknown_and_unverified_are_due(tmp_path):
    found = dues(
        tmp_path,
        "2026-02-01",
        item("2025-01-01", "unknown", more="    question: What is it?\n"),
        item("2026-01-01", confidence="unverified"),
        item("2027-01-01", "expected"),
    )
    assert [kind for kind, _ in found] == ["expected", "unverified"]


def test_an_unknown_value_is_due_with_its_question(tmp_path):
    found = dues(tmp_path, "2025-02-01", item("2025-01-01", "unknown", until="open", more="    question: What?\n"))
    assert found == [("unknown", "three: topic.rate_percent is not known from 2025-01-01: What?")]


def test_a_value_with_one_reader_waits_for_another(tmp_path):
    assert [kind for kind, _ in dues(tmp_path, "2026-02-01", item(until="open", readers="[one]"))] == ["one_reader"]


def test_a_value_of_one_source_is_named_until_it_has_a_second(tmp_path):
    alone = item("2026-01-01", until="open", confidence="single")
    assert [kind for kind, _ in dues(tmp_path, "2026-02-01", alone)] == ["single"]
    assert dues(tmp_path, "2025-12-31", alone) == []
    confirmed = item(
        "2026-01-01", until="open", recorded="2026-02-01", more="    corrects: a second source was found\n"
    )
    (tmp_path / "corrected").mkdir()
    assert dues(tmp_path / "corrected", "2026-02-01", alone, confirmed) == []


def test_an_end_that_was_meant_is_not_due(tmp_path):
    gap = "  gaps:\n  - {from: '2027-01-01', until: '2030-12-31', why: it was paid once}\n"
    assert dues(tmp_path, "2027-02-01", item(), more=gap) == []


def test_what_the_real_book_needs_in_november_2026():
    found = due(load_book(), date(2026, 11, 22))
    ends = {one.name for one in found if one.kind == "ends"}
    unknown = {one.name for one in found if one.kind == "unknown"}
    assert {"pension.employee_percent", "health.employer_percent", "travel.car_kilometre_euros"} <= ends
    assert {"heta.evening.percent", "heta.base_wage_euros"} <= unknown
    assert not [one for one in found if one.kind == "ended"]


# -- the printed book ------------------------------------------------------------------------------------------------


def test_the_printed_book_shows_history_wording_source_and_use(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "rules" / "user.py").write_text('book.value("topic.rate_percent", days)\n', encoding="utf-8")
    (tmp_path / "tests" / "case.yaml").write_text("law: topic.rate_percent\n", encoding="utf-8")
    data = tmp_path / "data"
    data.mkdir()
    wrong = item(value="'4'", says="The rate is 4 % of the wage.", recorded="2025-11-01")
    right = item(more="    corrects: a slip of the pen\n    also: [another page]\n")
    asked = item("2027-01-01", "unknown", more="    question: What is it?\n")
    text = entry(wrong, right, asked, more="  choice: both were possible\n")
    (data / "topic.yaml").write_text(text, encoding="utf-8")
    printed = print_book(load_book(data), tmp_path, tmp_path)
    for words in (
        "### topic.rate_percent",
        "three / eka / två",
        "2026-01-01 to 2026-12-31: 4",
        "2026-01-01 to 2026-12-31: 5",
        "a slip of the pen",
        "also: another page",
        "asked: What is it?",
        "both were possible",
        "https://example.invalid/act",
        "used in: rules/user.py",
        "named in tests: tests/case.yaml",
    ):
        assert words in printed


def test_the_real_book_prints_every_value_and_the_timeline():
    law = load_book()
    printed = print_book(law)
    assert all(f"### {name}\n" in printed for name in law.names())
    assert law.edition in printed
    assert "## Timeline of heta" in printed
    assert "no agreement, binds nobody" in printed
