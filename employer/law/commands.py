"""``employer rules``: check the law data, see what is due, try a change on sample months, read the book, describe the
calculators. (``affected`` is with ``duties``: it looks at what households have issued.)
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

from employer import clock, texts
from employer.law.openapi import description
from employer.law.service import Change, Effect, changes_from, effects_on, withheld_on
from rules import Book, load_book
from rules.checking import check, due, print_book
from rules.errors import BookError, NoSuchValue
from rules.loading import DATA

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_HEADINGS = {
    "ended": "Ended, and nothing follows",
    "ends": "Ends within four months",
    "expected": "Announced, not known yet",
    "unknown": "Not known: asked from people",
    "unverified": "Unverified: a person must confirm it before it drives a payment",
    "single": "Rests on one source: used, and told on the payslip",
    "one_reader": "Waits for a second reader",
}


def _folder(option: Path | None) -> Path:
    return DATA if option is None else option


_data = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="A folder of law data to use instead of the installed one.",
)


@click.group("rules")
def rules() -> None:
    """The law book: dated values with their sources."""


@rules.command("check")
@_data
def check_command(data: Path | None) -> None:
    """Checks the law data; says file, line and what to do. Exit code 1 when something is wrong."""
    complaints = check(_folder(data))
    if data is not None and not complaints:
        lost = sorted(set(load_book(DATA).names()) - set(load_book(data).names()))
        complaints = [
            f"The folder does not hold {name}, which the installed data has and the program uses; add it"
            for name in lost
        ]
    for complaint in complaints:
        click.echo(complaint)
    if complaints:
        click.echo(f"{len(complaints)} to mend.")
        raise SystemExit(1)
    click.echo(f"The law data is in order: {len(load_book(_folder(data)).names())} values.")


@rules.command("due")
@click.option("--on", "day", type=_DAY, default=None, help="The day to look from; today if left out.")
@click.option(
    "--all", "everything", is_flag=True, help="Also the values of one source and those that wait for a second reader."
)
@_data
def due_command(day: datetime | None, everything: bool, data: Path | None) -> None:
    """Lists what ends soon, is expected, unknown or unverified."""
    found = due(_open(data), _day(day))
    for kind, heading in _HEADINGS.items():
        rows = [one for one in found if one.kind == kind]
        if not rows:
            continue
        click.echo(f"{heading} ({len(rows)})")
        if kind in ("single", "one_reader") and not everything:
            click.echo("  shown with --all")
            continue
        for one in rows:
            click.echo(f"  {one.says}")


@rules.command("effect")
@click.option("--from", "day", type=_DAY, required=True, help="The first day of the new law.")
@_data
def effect_command(day: datetime, data: Path | None) -> None:
    """Lists the values that change on or after a day, and what changes in the sample months on that day."""
    book = _open(data)
    found = changes_from(book, day.date())
    changes = [one for one in found if one.after is not None and not one.same]
    click.echo(f"Values that change on or after {day.date().isoformat()}: {len(changes)}")
    for change in changes:
        _tell(change)
    _list("Values that go on unchanged in a new entry", [one for one in found if one.same])
    ends = [one for one in found if one.after is None]
    _list("Values that end with nothing after them: asked from that day on", ends)
    click.echo("")
    try:
        effects, withheld = effects_on(book, day.date()), withheld_on(book, day.date())
    except NoSuchValue as error:
        raise click.ClickException(f"The sample months need a value that the folder does not hold: {error}") from error
    if not effects:
        click.echo("Nothing changes in the sample months.")
    sample = ""
    for effect in effects:
        if effect.sample != sample:
            sample = effect.sample
            click.echo(f"Sample month {sample}")
        click.echo(f"  {_line(effect)}")
    if withheld:
        click.echo(f"Not known on the new day before something is answered: net pay of {', '.join(withheld)}")


def _tell(change: Change) -> None:
    what = f"{change.day.isoformat()} {change.name}: {_shown(change.before)} -> {_shown(change.after)}"
    click.echo(f"  {what} ({change.title})")
    for sign, rows in zip("-+", change.rows, strict=True):
        for row in rows:
            click.echo(f"    {sign} {row}")


def _list(heading: str, found: list[Change]) -> None:
    """Values by their day, without their numbers."""
    if found:
        click.echo(f"{heading}: {len(found)}")
    for day in dict.fromkeys(one.day for one in found):
        click.echo(f"  {day.isoformat()} {', '.join(one.name for one in found if one.day == day)}")


@rules.command("book")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="A file to write to.")
@_data
def book_command(out: Path | None, data: Path | None) -> None:
    """Prints the whole book: every value with history, wording, source, where it is used and what tests it."""
    text = print_book(_open(data))
    if out is None:
        click.echo(text)
    else:
        out.write_text(text, encoding="utf-8")
        click.echo(f"Written to {out}.")


@rules.command("openapi")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="A file to write to.")
@click.option("--language", type=click.Choice(texts.COMPLETE), default="en", help="Language of titles and hints.")
def openapi_command(out: Path | None, language: str) -> None:
    """Prints the OpenAPI description of the calculators' JSON addresses."""
    text = json.dumps(description(language), ensure_ascii=False, indent=1)
    if out is None:
        click.echo(text)
    else:
        out.write_text(f"{text}\n", encoding="utf-8")
        click.echo(f"Written to {out}.")


def _open(data: Path | None) -> Book:
    try:
        return load_book(_folder(data))
    except BookError as error:
        raise click.ClickException(f"The law data cannot be read:\n{error}") from error


def _day(given: datetime | None) -> date:
    return clock.today() if given is None else given.date()


def _shown(text: str | None) -> str:
    if text is None:
        return "nothing"
    return "a table" if text.startswith("[") else text


def _line(effect: Effect) -> str:
    shown = f"{effect.what}: {_euros(effect.before_cents)} -> {_euros(effect.after_cents)}"
    if effect.before_cents is None or effect.after_cents is None:
        return shown
    difference = effect.after_cents - effect.before_cents
    return f"{shown} ({'+' if difference > 0 else '-'}{_euros(abs(difference))})"


def _euros(cents: int | None) -> str:
    if cents is None:
        return "asked first"
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


commands = (rules,)
