"""The commands' edge: what goes wrong is told in words, never as a traceback."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from employer import cli, config
from employer.errors import NotFound, Problems, Refused


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> object:
    """Runs a command that raises an error."""

    def with_error(error: BaseException) -> Result:
        @click.command("fail")
        def fail() -> None:
            raise error

        monkeypatch.setattr(cli, "commands", lambda: iter([fail]))
        return CliRunner().invoke(cli._Commands(name="employer"), ["fail"])

    return with_error


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    command = [str(Path(sys.executable).parent / "employer"), "rules", "book"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "# The law book\n"
        process.stdout.close()
        assert process.stderr.read() == ""


def test_an_unforeseen_error_says_what_to_do_and_where_the_detail_is(run) -> None:
    result = run(ZeroDivisionError("140301A904V"))
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert "Vika on meillä." in result.output
    assert "The fault is ours." in result.output
    found = re.search(r"tiedostossa (\S+\.log)", result.output)
    assert found is not None
    detail = Path(found[1])
    written = detail.read_text(encoding="utf-8")
    detail.unlink()
    assert "builtins.ZeroDivisionError" in written
    assert "raise error" in written
    assert "140301A904V" not in written


def test_what_a_service_refuses_is_told_problem_by_problem(run) -> None:
    problems = Problems()
    problems.add("value", "answer_number", text="x")
    try:
        problems.refuse()
    except Refused as refused:
        result = run(refused)
    assert result.exit_code == 2
    assert result.output.startswith("value: The answer x is not a number.")


def test_what_is_not_there_is_told_without_a_detail(run) -> None:
    result = run(NotFound())
    assert result.exit_code == 2
    assert ".log" not in result.output


def test_a_wrong_setting_is_one_sentence(run) -> None:
    result = run(config.ConfigError("EMPLOYER_DEMO is wrong"))
    assert result.exit_code == 1
    assert result.output == "Error: EMPLOYER_DEMO is wrong\n"


def test_a_command_ends_with_its_own_code(run) -> None:
    assert run(click.exceptions.Exit(3)).exit_code == 3
    assert run(SystemExit(2)).exit_code == 2


def test_a_server_without_settings_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("EMPLOYER_")]:
        monkeypatch.delenv(name)
    with pytest.raises(SystemExit, match=r"EMPLOYER_DATABASE_URL is missing.*EMPLOYER_DEMO=1"):
        runpy.run_path(str(config.ROOT / "wsgi.py"))
