"""The household file on the command line: the main job, import, export, and the example household.

Exit codes: 0 all done; 2 the input is refused (every problem on a line of its own, nothing written); 3 everything that
could be written is written, but an open question blocks something.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from employer import audit, clock, config, db, documents, sealed, texts
from employer.household import queries, service
from employer.household.reading import EXPORT_MARK, MOST_BYTES, read, read_answers
from employer.household.running import run as run_household
from employer.household.running import service_problems, unasked, with_the_rest
from employer.household.schemas import AnswerRow, Budget, Household, Problem, Unreadable
from employer.household.writing import text_of

REFUSED = 2
BLOCKED = 3
LARGEST_IMPORT = 64_000_000
"""An export holds what was issued over the years, so it may be larger than a file that somebody writes."""
LANGUAGES = click.Choice(texts.COMPLETE)


def words_of(problem: Problem, language: str) -> str:
    """One line for people: the place, what is wrong, and what is expected."""
    place = problem.place or texts.say(language, "household.whole_file")
    return f"{place}: {texts.say(language, f'household.problem.{problem.fault.code}', **dict(problem.fault.facts))}"


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
                raise ValueError(value)
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day. The form YYYY-MM-DD is expected.", param, ctx)


@click.group("household")
def household() -> None:
    """One employer's whole situation as a file: run it, import it, export it."""


@household.command("run")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="an empty folder, or one to be made")
@click.option("--until", type=_Day(), help="only pay runs paid on or before this day")
@click.option("--answers", "answers_file", type=click.Path(path_type=Path), help="answers to questions")
@click.option(
    "--pain", type=click.Choice(("09", "03")), default="09", show_default=True, help="version of the bank file"
)
@click.option("--language", type=LANGUAGES, help="language of the messages; the file's own when left out")
def run(file: Path, out: Path, until: date | None, answers_file: Path | None, pain: str, language: str | None) -> None:
    """Makes every contract and pay run of FILE and writes all documents, reports and balances into a folder."""
    whole, answers = _read_both(file, answers_file, language)
    spoken = language or whole.employer.language
    target = out.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        _refuse([texts.say(spoken, "household.folder_in_use", folder=out)])
    try:
        outcome = run_household(whole, answers=answers, until=until, pain=pain, language=spoken)
        unused = unasked(whole, answers, outcome, until=until, language=spoken)
    except Unreadable as unreadable:
        _refuse_file(unreadable)
    try:
        _write_folder(target, outcome.files)
    except OSError as error:
        _refuse([texts.say(spoken, "household.cannot_write", folder=out, reason=error.strerror or "")])
    click.echo(texts.say(spoken, "household.written", folder=out, files=len(outcome.files)))
    for question, near in unused:
        key = "household.answer_unasked" if near is None else "household.answer_unasked_near"
        click.echo(texts.say(spoken, key, question=question, near=near or ""), err=True)
    for place, signs in _not_on_paper(whole):
        click.echo(texts.say(spoken, "household.not_on_paper", place=place, signs=signs), err=True)
    if whole.budget is not None and _county_pays(whole.budget):
        click.echo(texts.say(spoken, "household.county_pays"), err=True)
    if outcome.blocked:
        click.echo(texts.say(spoken, "household.blocked", count=outcome.questions), err=True)
        sys.exit(BLOCKED)


@household.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", type=LANGUAGES, help="language of the messages; the file's own when left out")
def import_file(file: Path, language: str | None) -> None:
    """Loads FILE into the installation's database as a new household."""
    whole = _read(file, language, most_bytes=LARGEST_IMPORT)
    spoken = language or whole.employer.language
    try:
        with db.unit_of_work(_sessions()) as session:
            employer_id = service.import_file(session, whole, spoken)
            audit.note(session, "imported", employer_id)
    except Unreadable as unreadable:
        _refuse_file(unreadable)
    click.echo(texts.say(spoken, "household.imported", household=whole.id, number=employer_id))


@household.command("export")
@click.argument("employer")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="the file to write")
@click.option("--language", type=LANGUAGES, default="fi", show_default=True, help="language of the messages")
def export_file(employer: str, out: Path, language: str) -> None:
    """Writes the household EMPLOYER (its id in the file, or its number) with everything that was issued."""
    with db.unit_of_work(_sessions()) as session:
        employer_id = queries.find(session, employer)
        if employer_id is None:
            _refuse([texts.say(language, "household.unknown_employer", household=employer)])
        text = EXPORT_MARK + text_of(queries.household(session, employer_id, clock.today(), with_kept=True))
        audit.note(session, "exported", employer_id, what="household")
    part = out.with_name(f".{out.name}.writing")
    part.write_text(text, encoding="utf-8")
    part.replace(out)
    click.echo(texts.say(language, "household.exported", household=employer, file=out))


@click.command("demo")
def demo() -> None:
    """Loads the example household, with people who sign in by one click, into an empty database."""
    settings = config.load()
    if not settings.demo:
        _refuse(["EMPLOYER_DEMO=1 is needed: the example's people are invented."])
    with db.unit_of_work(_sessions()) as session:
        made = service.make_demo(session, reported=True)
    click.echo(texts.say("fi", "household.demo_ready" if made else "household.demo_there"))


def _sessions() -> Any:
    settings = config.load()
    sealed.use_keys(settings)
    return db.make_sessions(db.make_engine(settings.database_url))


def _refuse(lines: list[str]) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(REFUSED)


def _refuse_file(unreadable: Unreadable) -> NoReturn:
    language = unreadable.language
    lines = [words_of(problem, language) for problem in unreadable.problems]
    _refuse([*lines, texts.say(language, "household.problems", count=len(lines))])


def _content(file: Path, language: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        _refuse([texts.say(language, "household.no_file", file=file)])


def _read(file: Path, language: str | None, most_bytes: int = MOST_BYTES) -> Household:
    content = _content(file, language or "fi")
    try:
        return read(content, language, most_bytes)
    except Unreadable as unreadable:
        _refuse_file(with_the_rest(content, unreadable))


def _read_both(file: Path, answers_file: Path | None, language: str | None) -> tuple[Household, tuple[AnswerRow, ...]]:
    """A household file and the answers to its questions. Everything that is wrong with the two is told together."""
    content = _content(file, language or "fi")
    household: Household | None = None
    problems: tuple[Problem, ...] = ()
    try:
        household = read(content, language)
        spoken = language or household.employer.language
    except Unreadable as unreadable:
        refused = with_the_rest(content, unreadable)
        spoken, problems = refused.language, refused.problems
    answers: tuple[AnswerRow, ...] = ()
    try:
        if answers_file is not None:
            answers = read_answers(_content(answers_file, spoken), spoken)
    except Unreadable as unreadable:
        if household is not None:
            problems = service_problems(household, spoken)
        named = (replace(one, place=one.place or str(answers_file)) for one in unreadable.problems)
        problems = (*problems, *named)
    if household is None or problems:
        _refuse_file(Unreadable(problems, spoken))
    return household, answers


def _county_pays(budget: Budget) -> bool:
    """Whether the county pays the wages itself: what the household would pay too would be paid twice."""
    models = {line.money_model or budget.money_model for line in budget.lines if "wages" in line.covers}
    return "substitute_payer" in (models or {budget.money_model})


def _not_on_paper(household: Household) -> Iterator[tuple[str, str]]:
    """The names that the papers cannot show whole: their places in the file and the characters."""
    names = [("employer.name", household.employer.name), ("employer.cared_for.name", household.employer.cared_for.name)]
    names += [(f"employees[{number}].name", one.name) for number, one in enumerate(household.employees)]
    for place, name in names:
        signs = "" if name is None else documents.not_on_paper(f"{name.first} {name.last}")
        if signs:
            yield place, signs


def _write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Writes everything beside the target first, so that nobody ever sees a half-written file.

    An empty folder that is there already keeps its place (it may be mounted, or somebody may stand in it).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.writing")
    if part.exists():
        shutil.rmtree(part)
    try:
        for name, content in files.items():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if target.exists():
            for path in sorted(part.iterdir()):
                shutil.move(path, target / path.name)
            part.rmdir()
        else:
            part.replace(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


commands = [household, demo]
