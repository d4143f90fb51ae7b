"""``employer rules affected``: which issued payslips a correction of the law data concerns, and what it means in euros.

Exit codes: 0 none; 1 some, each on a line of its own; 2 there is no such household.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from sqlalchemy import select

from employer import clock, config, db, pay, sealed
from employer.duties.queries import corrected_payslips
from employer.law.commands import rules
from employer.law.corrections import Affected
from employer.pay.schemas import IssuedSums
from employer.people.models import Employer
from rules import Book, load_book
from rules.errors import BookError
from rules.loading import DATA

CONCERNED = 1
UNKNOWN = 2


@rules.command("affected")
@click.option("--employer", "code", help="One household by its id; every household when left out.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=DATA,
    help="A folder of law data to use instead of the installed one.",
)
def affected_command(code: str | None, data: Path) -> None:
    """Lists the issued payslips that rested on a value corrected since, with the change in euros."""
    try:
        book = load_book(data)
    except BookError as error:
        raise click.ClickException(f"The law data cannot be read:\n{error}") from error
    settings = config.load()
    sealed.use_keys(settings)
    looked = concerned = 0
    with db.unit_of_work(db.make_sessions(db.make_engine(settings.database_url))) as session:
        rows = session.execute(select(Employer.id, Employer.code).order_by(Employer.id))
        households = {row.id: row.code for row in rows}
        if code is not None and code not in households.values():
            click.echo(f"There is no household {code}.", err=True)
            sys.exit(UNKNOWN)
        for employer_id, employer in households.items():
            if code in (None, employer):
                issued = pay.payslip_sums(session, employer_id)
                looked += len(issued)
                for newest, found in corrected_payslips(session, employer_id, issued, book):
                    concerned += 1
                    click.echo(_line(employer, newest, found, book))
    click.echo(f"{looked} payslips looked at on {clock.today().isoformat()}, {concerned} concerned.")
    if concerned:
        sys.exit(CONCERNED)


def _line(employer: str, newest: IssuedSums, found: Affected, book: Book) -> str:
    changed = ", ".join(
        f"{one.name} ({dict(book.entry(one.name).title)['en']}) from {one.since.isoformat()}: "
        f"{one.before or '?'} -> {one.after or '?'}"
        for one in found.changes
    )
    totals = ", ".join(f"{key} {_euros(before)} -> {_euros(now)}" for key, (before, now) in found.differences.items())
    return f"{employer} {newest.number}: {changed}; {totals}"


def _euros(cents: int | None) -> str:
    if cents is None:
        return "asked first"
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


commands = ()
"""The command belongs to the group ``rules``, which another feature lists."""
