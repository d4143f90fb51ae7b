"""The strict reader: everything is text, every complaint has file, line and what to do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rules.loading import as_plain, read_folder, read_tree
from rules.values import Unit

ENTRY = """\
- name: {name}
  title: {{fi: eka, sv: två, en: three}}
  unit: {unit}
{more}  decided_by: work_day
  better_for_employee: higher
  statute_is: silent
  values:
  - from: '2026-01-01'
    until: {until}
    value: {value}
    source: {{title: act, clause: 1 §, link: 'https://example.invalid/act'}}
    says: "The act sets {value} for the year 2026."
    confidence: confirmed
    recorded: '2026-11-22'
    checked_by: [reader]
"""


def entry(
    name: str = "topic.thing", unit: str = "number", value: str = "'5'", until: str = "open", more: str = ""
) -> str:
    return ENTRY.format(name=name, unit=unit, value=value, until=until, more=more)


def read(tmp_path: Path, text: str, name: str = "topic.yaml"):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_folder(tmp_path)


def only_complaint(tmp_path: Path, text: str, name: str = "topic.yaml") -> str:
    complaints = read(tmp_path, text, name).complaints
    assert len(complaints) == 1, complaints
    return complaints[0]


def number(tmp_path: Path, unit: str, value: str):
    reading = read(tmp_path, entry(unit=unit, value=value))
    assert not reading.complaints
    return reading.entries["topic.thing"].items[0].number


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("time", "7:30", None),
        ("time", "07:30", 450),
        ("time", "24:00", 1440),
        ("percent", "7.30", Decimal("7.30")),
        ("word", "NO", "NO"),
        ("word", "yes", "yes"),
        ("euros", "1500.00", Decimal("1500.00")),
        ("day", "2026-02-28", date(2026, 2, 28)),
        ("years", "68", Decimal(68)),
        ("weekdays", "2.5", Decimal("2.5")),
        ("number", "010", None),
        ("number", "1e3", None),
        ("euros", "1500", None),
        ("euros", "1500.0", None),
        ("euros", "1 500.00", None),
        ("percent", "7,30", None),
        ("day", "2026-02-30", None),
        ("day", "1.2.2026", None),
        ("time", "24:01", None),
        ("minutes", "7.5", None),
        ("months", "-1", None),
    ],
)
def test_text_is_read_as_its_unit_says_even_unquoted(tmp_path, unit, value, expected):
    reading = read(tmp_path, entry(unit=unit, value=value))
    if expected is None:
        assert len(reading.complaints) == 1
        assert reading.complaints[0].startswith("topic.yaml:10: ")
        assert not reading.entries["topic.thing"].items
    else:
        assert not reading.complaints
        assert reading.entries["topic.thing"].items[0].number == expected
        assert reading.entries["topic.thing"].items[0].text == value


def test_a_percent_keeps_the_digits_of_its_source(tmp_path):
    assert str(number(tmp_path, "percent", "7.30")) == "7.30"


def test_a_key_written_twice_is_refused_with_its_line(tmp_path):
    text = entry().replace("  unit: number\n", "  unit: number\n  unit: percent\n")
    complaint = only_complaint(tmp_path, text)
    assert complaint.startswith("topic.yaml:4: ")
    assert "'unit' is written twice" in complaint


def test_a_key_written_twice_deep_inside_is_refused(tmp_path):
    complaint = only_complaint(tmp_path, entry().replace("{fi: eka,", "{fi: eka, fi: toka,"))
    assert "'fi' is written twice" in complaint


def test_aliases_are_refused(tmp_path):
    text = entry().replace("confidence: confirmed", "confidence: &c confirmed") + "\n"
    text = text.replace("checked_by: [reader]", "checked_by: [*c]")
    assert "aliases" in only_complaint(tmp_path, text)


def test_an_unknown_key_is_named_with_the_known_ones(tmp_path):
    complaint = only_complaint(tmp_path, entry().replace("  unit:", "  units:"))
    assert "'units'" in complaint
    assert "unit" in complaint.split("the keys are")[1]


@pytest.mark.parametrize("key", ["until", "value", "says", "confidence", "recorded", "checked_by", "source"])
def test_nothing_of_a_dated_value_may_be_left_out(tmp_path, key):
    lines = [line for line in entry().splitlines() if not line.startswith(f"    {key}:")]
    complaint = only_complaint(tmp_path, "\n".join(lines))
    assert f"lacks {key}" in complaint


def test_an_empty_field_is_refused(tmp_path):
    complaint = only_complaint(tmp_path, entry(value="''"))
    assert "empty" in complaint
    assert "unknown" in complaint


def test_unknown_needs_a_question(tmp_path):
    assert "question" in only_complaint(tmp_path, entry(value="unknown"))


def test_unknown_with_a_question_is_read(tmp_path):
    text = entry(value="unknown") + "    question: What is it?\n"
    item = read(tmp_path, text).entries["topic.thing"].items[0]
    assert (item.state, item.number, item.question) == ("unknown", None, "What is it?")


def test_an_unknown_cell_of_a_table_needs_a_question(tmp_path):
    more = "  columns: {born_from: years, years: years}\n"
    text = entry(unit="table", value="[{born_from: none, years: unknown}]", more=more)
    assert "cell that is unknown" in only_complaint(tmp_path, text)


def test_a_table_is_read_with_open_ends(tmp_path):
    more = "  columns: {age_from: years, age_below: years, percent: percent}\n"
    value = "[{age_from: none, age_below: '53', percent: '7.15'}, {age_from: '53', age_below: none, percent: '8.65'}]"
    rows = read(tmp_path, entry(unit="table", value=value, more=more)).entries["topic.thing"].items[0].number
    assert rows[0]["age_from"] is None
    assert rows[1]["percent"] == Decimal("8.65")


def test_a_row_may_not_lack_a_column(tmp_path):
    more = "  columns: {age_from: years, percent: percent}\n"
    text = entry(unit="table", value="[{age_from: none}]", more=more)
    assert "lacks percent" in only_complaint(tmp_path, text)


def test_a_table_must_name_its_columns(tmp_path):
    assert "columns" in only_complaint(tmp_path, entry(unit="table", value="[{a: '1'}]"))


def test_only_a_table_has_columns(tmp_path):
    assert "no table" in only_complaint(tmp_path, entry(more="  columns: {a: years}\n"))


def test_windows_are_read_and_never_run_over_midnight(tmp_path):
    good = "[{first: '21:00', after: '24:00', weekdays: [sat, sun], percent: '30'}]"
    window = read(tmp_path, entry(unit="windows", value=good)).entries["topic.thing"].items[0].number[0]
    assert (window.first_minute, window.after_minute, window.weekdays) == (1260, 1440, frozenset({5, 6}))
    bad = good.replace("24:00", "06:00")
    assert "midnight" in only_complaint(tmp_path, entry(unit="windows", value=bad))


def test_a_window_knows_only_weekdays(tmp_path):
    value = "[{first: '06:00', after: '08:00', weekdays: [lauantai]}]"
    assert "weekdays" in only_complaint(tmp_path, entry(unit="windows", value=value))


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("open", None),
        ("one_year", date(2026, 12, 31)),
        ("'2026-06-30'", date(2026, 6, 30)),
        ("2026-01-01", date(2026, 1, 1)),
    ],
)
def test_the_end_is_always_said(tmp_path, until, last):
    assert read(tmp_path, entry(until=until)).entries["topic.thing"].items[0].last == last


def test_an_end_before_the_beginning_is_refused(tmp_path):
    assert "end before it begins" in only_complaint(tmp_path, entry(until="'2025-12-31'"))


def test_only_an_agreement_ends_with_its_edition(tmp_path):
    assert "agreement's edition" in only_complaint(tmp_path, entry(until="with_the_edition"))


def edition(values: str, until: str = "'2028-04-30'", name: str = "pact-2025") -> str:
    return f"edition: {name}\nagreement: pact\nfrom: '2025-05-01'\nuntil: {until}\nvalues:\n{values}"


def test_an_edition_ends_its_values(tmp_path):
    reading = read(tmp_path, edition(entry(until="with_the_edition")), "agreements/pact/pact-2025.yaml")
    assert not reading.complaints
    assert reading.entries["topic.thing"].items[0].last == date(2028, 4, 30)


def test_two_editions_of_one_agreement_make_one_history(tmp_path):
    read(tmp_path, edition(entry()), "agreements/pact/pact-2025.yaml")
    later = entry(value="'6'").replace("from: '2026-01-01'", "from: '2027-01-01'")
    reading = read(tmp_path, edition(later), "agreements/pact/pact-2027.yaml")
    assert not reading.complaints
    assert [item.text for item in reading.entries["topic.thing"].items] == ["5", "6"]


def test_editions_must_describe_a_value_alike(tmp_path):
    read(tmp_path, edition(entry()), "agreements/pact/pact-2025.yaml")
    reading = read(tmp_path, edition(entry(unit="percent")), "agreements/pact/pact-2027.yaml")
    assert "alike" in reading.complaints[0]


def test_a_value_has_one_home(tmp_path):
    read(tmp_path, entry(), "one.yaml")
    reading = read(tmp_path, entry(), "two.yaml")
    assert "one.yaml:1" in reading.complaints[0]
    assert "one home" in reading.complaints[0]


def test_broken_yaml_says_where(tmp_path):
    complaint = only_complaint(tmp_path, "- name: [unclosed\n  title: x\n")
    assert complaint.startswith("topic.yaml:")


def test_an_empty_file_is_a_complaint(tmp_path):
    assert "empty" in only_complaint(tmp_path, "# nothing\n")


def test_a_file_in_another_encoding_is_a_complaint(tmp_path):
    (tmp_path / "topic.yaml").write_bytes("- name: ä".encode("latin-1"))
    assert "UTF-8" in read_folder(tmp_path).complaints[0]


@pytest.mark.parametrize("text", ["name: topic.thing\n", "'just text'\n", "- just text\n"])
def test_a_file_is_a_list_of_values(tmp_path, text):
    assert len(read(tmp_path, text).complaints) == 1


@pytest.mark.parametrize("name", ["thing", "Topic.thing", "topic.", "topic thing", "topic-x.thing"])
def test_names_are_small_letters_with_dots(tmp_path, name):
    assert "small letters" in only_complaint(tmp_path, entry(name=f"'{name}'"))


def test_every_complaint_of_a_file_is_collected(tmp_path):
    text = entry(value="x") + entry(name="topic.other", until="later") + entry(name="topic.third")
    reading = read(tmp_path, text)
    assert len(reading.complaints) == 2
    assert set(reading.entries) == {"topic.thing", "topic.other", "topic.third"}


def test_a_gap_is_declared_with_its_reason(tmp_path):
    more = "  gaps:\n  - {from: '2025-01-01', until: '2025-12-31', why: none was set}\n"
    gap = read(tmp_path, entry(more=more)).entries["topic.thing"].gaps[0]
    assert (gap.first, gap.last, gap.why) == (date(2025, 1, 1), date(2025, 12, 31), "none was set")
    assert "gaps must be a list" in only_complaint(tmp_path, entry(more="  gaps: none\n"))


TIMELINE = """\
agreement: pact
title: {fi: a, sv: b, en: c}
job: personal_assistance
employer: natural_person
periods:
- edition: pact-2025
  from: '2025-05-01'
  until: '2028-04-30'
  binds: everyone
  decided: '2025-10-06'
  lives_on: not known
  source: {title: t, clause: c, link: 'https://example.invalid/'}
  says: In force for everyone.
  confidence: confirmed
  recorded: '2026-11-22'
  checked_by: [reader]
"""


def test_a_timeline_is_read(tmp_path):
    edition_read = read(tmp_path, TIMELINE, "agreements/pact/timeline.yaml").editions[0]
    assert (edition_read.agreement, edition_read.edition, edition_read.binds) == ("pact", "pact-2025", "everyone")
    assert edition_read.decided == date(2025, 10, 6)
    assert edition_read.may_end is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("binds: everyone", "binds: some", "binds is 'some'"),
        ("until: '2028-04-30'", "until: '2025-04-30'", "end before it begins"),
        ("  says: In force for everyone.\n", "", "lacks says"),
        ("periods:", "periods: none\nperiod:", "no key 'period'"),
    ],
)
def test_a_broken_timeline_is_a_complaint(tmp_path, old, new, words):
    complaints = read(tmp_path, TIMELINE.replace(old, new), "agreements/pact/timeline.yaml").complaints
    assert len(complaints) == 1
    assert words in complaints[0]


def test_a_timeline_without_a_list_is_a_complaint(tmp_path):
    text = TIMELINE.split("periods:")[0] + "periods: none\n"
    assert "list of periods" in only_complaint(tmp_path, text, "agreements/pact/timeline.yaml")


def test_an_empty_timeline_is_a_complaint(tmp_path):
    assert "empty" in only_complaint(tmp_path, "# nothing\n", "agreements/pact/timeline.yaml")


def test_plain_text_trees_for_other_readers(tmp_path):
    path = tmp_path / "plain.yaml"
    path.write_text("a: 7:30\nb: [NO, {c: 1.0}]\n", encoding="utf-8")
    tree = read_tree(path)
    assert tree is not None
    assert as_plain(tree) == {"a": "7:30", "b": ["NO", {"c": "1.0"}]}
    path.write_text("a: 1\na: 2\n", encoding="utf-8")
    tree = read_tree(path)
    assert tree is not None
    with pytest.raises(ValueError, match="line 2"):
        as_plain(tree)


def test_a_mapping_cannot_be_a_key(tmp_path):
    assert "a key must be one word" in only_complaint(tmp_path, "? {a: b}\n: c\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (entry().split("  values:")[0] + "  values: none\n", "at least one dated value"),
        (entry(unit="table", value="[{a: '1'}]", more="  columns: [a]\n"), "column: unit"),
        (entry(unit="table", value="[{a: '1'}]", more="  columns: {a: table}\n"), "cannot itself be a table"),
        (entry(unit="table", value="'5'", more="  columns: {a: years}\n"), "a table is a list of rows"),
        (entry(unit="table", value="[{a: none}]", more="  columns: {a: years}\n"), "'none' must be a number of years"),
        (entry(unit="word", value="'two words'"), "must be one word"),
        (entry(unit="windows", value="'18:00'"), "windows are a list"),
        (entry(value="['5']"), "value must be one text"),
        (entry().replace("checked_by: [reader]", "checked_by: reader"), "checked_by must be a list"),
        (entry().replace("confidence: confirmed", "confidence: sure"), "confidence is 'sure'"),
        (entry().replace("decided_by: work_day", "decided_by: today"), "decided_by is 'today'"),
        (entry().replace("{fi: eka, sv: två, en: three}", "{fi: eka, sv: två}"), "the title lacks en"),
        (entry().replace("{fi: eka, sv: två, en: three}", "eka"), "must be written as 'key: text'"),
    ],
)
def test_what_is_written_in_another_shape_is_told(tmp_path, text, words):
    assert words in only_complaint(tmp_path, text)


def test_windows_keep_their_percentage(tmp_path):
    value = "[{first: '18:00', after: '21:00', weekdays: [mon], percent: '15'}]"
    window = read(tmp_path, entry(unit="windows", value=value)).entries["topic.thing"].items[0].number[0]
    assert window.percent == Decimal(15)


def test_every_unit_has_a_reader(tmp_path):
    samples = {
        Unit.TIME: "06:00",
        Unit.DAY: "2026-01-01",
        Unit.WORD: "word",
        Unit.EUROS: "1.00",
    }
    for unit in Unit:
        if unit not in {Unit.TABLE, Unit.WINDOWS}:
            assert number(tmp_path, unit.value, f"'{samples.get(unit, '1')}'") is not None
