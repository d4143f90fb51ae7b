"""The household file on the command line: exit codes, nothing half-written, import, export and the demo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from employer.cli import main

EXAMPLE = Path(__file__).resolve().parents[3] / "employer" / "household" / "demo" / "hameenlinna-childminder.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
SHORT = TEXT[: TEXT.index("- {from: '2026-03-01', until: '2026-03-31'")]


def command(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """The example with its first two pay runs."""
    path = tmp_path / "short.yaml"
    path.write_text(SHORT, encoding="utf-8")
    return path


@pytest.fixture
def installation(fresh_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo installation with an empty database of its own."""
    monkeypatch.setenv("EMPLOYER_DEMO", "1")
    monkeypatch.setenv("EMPLOYER_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("EMPLOYER_DATABASE_URL", fresh_sqlite_url)
    return tmp_path


def test_run_writes_the_folder_and_says_so(short: Path, tmp_path: Path) -> None:
    result = command("household", "run", short, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "payslips" / "ilona-1-2026-01-30.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "out" / "questions.json").read_text() == "[]\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "own.sqlite3", "short.yaml"] or sorted(
        path.name for path in tmp_path.iterdir()
    ) == ["out", "short.yaml"]


def test_names_that_papers_cannot_show_are_told(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text(SHORT.replace("name: {first: Ilona,", "name: {first: Ilona 小明,"), encoding="utf-8")
    result = command("household", "run", path, "--out", tmp_path / "out", "--until", "2026-01-31")
    assert result.exit_code == 0
    assert result.stderr.startswith("employees[0].name: ")
    assert "小明" in result.stderr
    path.write_text(SHORT.replace("name: {first: Ilona,", "name: {first: Љиљана Žšő,"), encoding="utf-8")
    result = command("household", "run", path, "--out", tmp_path / "more", "--until", "2026-01-31")
    assert (result.exit_code, result.stderr) == (0, "")


def test_who_pays_is_told_when_the_county_pays_the_wages(tmp_path: Path) -> None:
    path = tmp_path / "county.yaml"
    path.write_text(SHORT.replace("money_model: advance ", "money_model: substitute_payer "), encoding="utf-8")
    result = command("household", "run", path, "--out", tmp_path / "out", "--until", "2026-01-31")
    assert result.exit_code == 3  # whether the county has a mandate is asked before its reports and taxes are written
    assert result.stderr.startswith("budget.money_model: päätöksen mukaan hyvinvointialue maksaa palkan")
    assert "county_reports" in (tmp_path / "out" / "questions.json").read_text("utf-8")


def test_an_empty_folder_is_used_and_a_full_one_refused(short: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert command("household", "run", short, "--out", out, "--until", "2026-01-31").exit_code == 0
    before = sorted(path.name for path in out.iterdir())
    result = command("household", "run", short, "--out", out)
    assert result.exit_code == 2
    assert "out" in result.stderr
    assert sorted(path.name for path in out.iterdir()) == before


def test_the_folder_somebody_stands_in_stays_where_it_is(
    short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "here"
    out.mkdir()
    monkeypatch.chdir(out)
    number = out.stat().st_ino
    assert command("household", "run", short, "--out", ".", "--until", "2026-01-31").exit_code == 0
    assert out.stat().st_ino == number
    assert (out / "payslips").is_dir()
    assert not (tmp_path / ".here.writing").exists()


def test_a_folder_that_cannot_be_made_is_said(short: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = command("household", "run", short, "--out", tmp_path / "file" / "out", "--until", "2026-01-31")
    assert result.exit_code == 2
    assert "out" in result.stderr


def test_a_refused_file_lists_every_problem_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    broken = SHORT.replace("percent: '12.0'", "percent: twelve").replace("FI2112345600000785", "FI2112345600000786")
    path.write_text(broken, encoding="utf-8")
    result = command("household", "run", path, "--out", tmp_path / "out", "--language", "en")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert lines[0].startswith("employer.iban: ")
    assert lines[1].startswith("employees[0].tax_cards[0].percent: 'twelve' is not a percentage.")
    assert len(lines) == 3
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = command("household", "run", tmp_path / "none.yaml", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "none.yaml" in result.stderr


@pytest.mark.parametrize("words", [("--until", "soon"), ("--until", "2026-02-30"), ("--pain", "11"), ("--colour", "x")])
def test_wrong_options_are_refused(words: tuple[str, str], short: Path, tmp_path: Path) -> None:
    assert command("household", "run", short, "--out", tmp_path / "out", *words).exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_blocking_question_gives_three_and_an_answer_gives_nought(tmp_path: Path) -> None:
    path = tmp_path / "unknown.yaml"
    path.write_text(SHORT.replace("percent: '1.20', ", ""), encoding="utf-8")
    result = command("household", "run", path, "--out", tmp_path / "out")
    assert result.exit_code == 3
    [question] = json.loads((tmp_path / "out" / "questions.json").read_text())
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        f"{question['id']}: {{value: '1.20', document: vakuutuskirja, day: '2026-01-01'}}\n", encoding="utf-8"
    )
    assert command("household", "run", path, "--out", tmp_path / "answered", "--answers", answers).exit_code == 0
    answers.write_text(f"{question['id']}: {{value: '1.20', day: '2026-01-01'}}\n", encoding="utf-8")
    refused = command("household", "run", path, "--out", tmp_path / "refused", "--answers", answers)
    assert refused.exit_code == 2
    assert f"{question['id']}.document" in refused.stderr
    assert not (tmp_path / "refused").exists()


@pytest.mark.parametrize(
    ("language", "question", "near", "words"),
    [
        ("en", "acident_percent:ilona-1:2026-01-30", True, "No question has this id. A similar open question: "),
        ("sv", "acident_percent:ilona-1:2026-01-30", True, "En liknande öppen fråga: "),
        ("fi", "acident_percent:ilona-1:2026-01-30", True, "Samankaltainen avoin kysymys: "),
        ("en", "accident_percent", True, "A similar open question: "),
        ("en", "workplace:ilona-1:2026-01-30", False, "No question has this id. Copy the id from questions.json."),
        ("en", "colour of the sky", False, "No question has this id. Copy the id from questions.json."),
    ],
)
def test_an_answer_that_nothing_asks_for_is_told(
    language: str, question: str, near: bool, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "unknown.yaml"
    path.write_text(SHORT.replace("percent: '1.20', ", ""), encoding="utf-8")
    answers = tmp_path / "answers.yaml"
    answers.write_text(f"'{question}': {{value: '1.20', document: policy, day: '2026-01-01'}}\n", encoding="utf-8")
    result = command("household", "run", path, "--out", tmp_path / "out", "--answers", answers, "--language", language)
    assert result.exit_code == 3
    [asked] = json.loads((tmp_path / "out" / "questions.json").read_text())
    [line] = [one for one in result.stderr.splitlines() if one.startswith(f"{question}: ")]
    assert words in line
    assert (asked["id"] in line) is near


def test_an_answer_to_what_the_file_says_is_told_and_one_that_is_asked_later_is_not(
    short: Path, tmp_path: Path
) -> None:
    answers = tmp_path / "answers.yaml"
    given = "value: '1.20', document: policy, day: '2026-01-01'"
    answers.write_text(f"accident_percent:ilona-1:2026-01-30: {{{given}}}\n", encoding="utf-8")
    result = command("household", "run", short, "--out", tmp_path / "out", "--answers", answers)
    assert result.exit_code == 0
    assert result.stderr.startswith("accident_percent:ilona-1:2026-01-30: ")
    later = tmp_path / "later.yaml"
    later.write_text(SHORT.replace("percent: '1.20', ", ""), encoding="utf-8")
    until = ("--until", "2026-01-15")
    result = command("household", "run", later, "--out", tmp_path / "until", "--answers", answers, *until)
    assert result.stderr == ""


def test_problems_of_both_files_are_told_together(tmp_path: Path) -> None:
    """A faulty household or a household that a service refuses: the answers' own faults come with either."""
    answers = tmp_path / "answers.yaml"
    answers.write_text("'iban_employee:ilona-1:2026-01-30': {value: FI86, document: e-mail}\n", encoding="utf-8")
    for name, wrong in (("weekly_minutes: 960", "weekly_minutes: -1"), ("last: '2026-07-09'", "last: '2026-08-09'")):
        path = tmp_path / "wrong.yaml"
        path.write_text(SHORT.replace(name, wrong), encoding="utf-8")
        result = command("household", "run", path, "--answers", answers, "--out", tmp_path / "out")
        assert result.exit_code == 2
        told = [line.partition(": ")[0] for line in result.stderr.splitlines()]
        assert told[:-1] == [
            "employments[0].weekly_minutes" if "-1" in wrong else "absences[1].last",
            "iban_employee:ilona-1:2026-01-30.day",
        ]
        assert not (tmp_path / "out").exists()


def test_a_fault_of_the_whole_answers_file_names_that_file(short: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("- a list\n", encoding="utf-8")
    result = command("household", "run", short, "--answers", answers, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{answers}: ")


def test_a_damaged_export_is_refused_in_the_language_that_was_asked_for(installation: Path, short: Path) -> None:
    short.write_text(SHORT + "kept: {since: yesterday}\n", encoding="utf-8")
    result = command("household", "import", short, "--language", "en")
    assert result.exit_code == 2
    assert result.stderr.startswith("kept.since: What was kept is damaged")


def test_import_and_export_round_trip(installation: Path, short: Path) -> None:
    assert command("household", "import", short).exit_code == 0
    assert command("household", "export", "hameenlinna-childminder", "--out", installation / "a.yaml").exit_code == 0
    again = command("household", "import", installation / "a.yaml")
    assert again.exit_code == 2  # it is there already
    assert again.stderr.startswith("id: ")
    exported = (installation / "a.yaml").read_text(encoding="utf-8")
    assert "identity_code: 020586-902L" in exported
    assert command("household", "run", installation / "a.yaml", "--out", installation / "x").exit_code == 0
    assert command("household", "run", short, "--out", installation / "y").exit_code == 0
    for name in ("payslips/ilona-1-2026-02-27.json", "budget.json", "holidays.json", "ledger.csv"):
        assert (installation / "x" / name).read_bytes() == (installation / "y" / name).read_bytes()
    assert command("household", "export", "nobody", "--out", installation / "b.yaml").exit_code == 2
    assert not (installation / "b.yaml").exists()


def test_a_refused_import_leaves_the_database_as_it_was(installation: Path, short: Path) -> None:
    more_than_earned = TEXT.replace(
        "first: '2026-07-06', last: '2026-07-09'", "first: '2026-07-06', last: '2026-07-18'"
    )
    path = installation / "long.yaml"
    path.write_text(more_than_earned, encoding="utf-8")
    refused = command("household", "import", path)
    assert refused.exit_code == 2
    assert "absences[1]" in refused.stderr
    assert command("household", "import", short).exit_code == 0


def test_the_demo_is_loaded_once(installation: Path) -> None:
    assert command("demo").exit_code == 0
    assert command("demo").exit_code == 0
    assert command("household", "export", "1", "--out", installation / "demo.yaml").exit_code == 0
