"""``employer rules``: what the commands say, and their exit codes."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from employer import clock
from employer.law.commands import rules
from rules.loading import DATA


def run(*arguments: str):
    return CliRunner().invoke(rules, arguments)


def test_check_says_that_the_data_is_in_order():
    result = run("check")
    assert result.exit_code == 0
    assert "in order" in result.output


def test_check_tells_each_fault_and_fails(tmp_path):
    (tmp_path / "topic.yaml").write_text("- name: Topic\n", encoding="utf-8")
    result = run("check", "--data", str(tmp_path))
    assert result.exit_code == 1
    assert "topic.yaml:1: " in result.output
    assert "1 to mend." in result.output


def test_due_lists_by_urgency_from_a_given_day():
    result = run("due", "--on", "2026-11-22")
    assert result.exit_code == 0
    assert "Ends within four months" in result.output
    assert "pension.employee_percent ends on 2026-12-31" in result.output
    assert "heta.evening.percent is not known" in result.output
    assert "waits for a second reader" not in result.output
    assert "waits for a second reader" in run("due", "--on", "2026-11-22", "--all").output


def test_due_looks_from_today(monkeypatch):
    from datetime import date

    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 1))
    assert "pension.employee_percent ended on 2026-12-31" in run("due").output


def test_effect_shows_values_and_sample_months():
    output = run("effect", "--from", "2026-01-01").output
    assert "2026-01-01 unemployment.employee_percent: 0.59 -> 0.89" in output
    assert "Sample month childminder-afternoons" in output
    assert "unemployment_employee: 3.74 -> 5.64 (+1.90)" in output
    assert "pension.employee_percent: a table -> a table (employee's pension contribution)" in output
    assert "+ age_from 17, age_below none, percent 7.30" in output
    assert "2026-01-01 accident.yearly_limit_euros" in output.split("go on unchanged in a new entry")[1]
    assert "unemployment.employee_percent" in output.split("end with nothing after them")[1]
    assert "net pay of assistant-aged-55" in output


def test_effect_of_a_year_without_figures_says_that_it_is_asked():
    assert "-> asked first" in run("effect", "--from", "2027-01-01").output


def test_a_folder_that_has_lost_a_value_is_told(tmp_path):
    made = tmp_path / "data"
    shutil.copytree(DATA, made)
    (made / "yearly" / "health.yaml").unlink()
    assert "does not hold health.employer_percent" in run("check", "--data", str(made)).output
    result = run("effect", "--from", "2026-01-01", "--data", str(made))
    assert result.exit_code == 1
    assert "the law book has no value named health." in result.output


def test_effect_of_a_quiet_day():
    assert "Nothing changes in the sample months." in run("effect", "--from", "2026-03-10").output


def test_effect_needs_a_day():
    assert run("effect").exit_code == 2


def test_the_book_is_printed_or_written(tmp_path):
    assert "### pension.employee_percent" in run("book").output
    out = tmp_path / "book.md"
    assert run("book", "--out", str(out)).exit_code == 0
    assert "### pension.employee_percent" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("due",), ("book",), ("effect", "--from", "2026-01-01")])
def test_broken_data_is_told_in_words(tmp_path, command):
    (tmp_path / "topic.yaml").write_text("- name: Topic\n", encoding="utf-8")
    result = run(*command, "--data", str(tmp_path))
    assert result.exit_code == 1
    assert "The law data cannot be read" in result.output
    assert "Traceback" not in result.output


def test_the_description_of_the_addresses_is_printed_or_written(tmp_path):
    assert json.loads(run("openapi").output)["openapi"] == "3.1.0"
    out = tmp_path / "openapi.json"
    assert run("openapi", "--out", str(out), "--language", "sv").exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["info"]["title"] == "Lagens frågor"
