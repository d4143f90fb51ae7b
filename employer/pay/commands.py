"""Everything that was issued: ``employer payslips replay``, ``compare`` and ``retroactive``.

Exit codes: 0 every payslip agrees; 1 some do not (each on a line of its own); 2 there is no such household or no such
period. A retroactive run: 1 when a payslip waits for an answer or cannot be calculated.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from employer import config, db, documents, sealed, texts
from employer.effective import Hand
from employer.errors import Problem, said
from employer.pay import retroactive as past
from employer.pay import service
from employer.pay.schemas import Compared
from employer.pay.showing.service import euros, question_data
from employer.people.models import Employer
from payroll import OpenQuestion

DISAGREES = 1
UNKNOWN = 2

_Check = Callable[[Session, int], Iterable[Compared]]


@click.group("payslips")
def payslips() -> None:
    """What was issued, checked."""


_household = click.option("--employer", "code", help="one household by its id; every household when left out")


@payslips.command("replay")
@_household
def replay(code: str | None) -> None:
    """Works every kept trace out again, and the running totals of each payment day, with nothing but what is kept."""
    _check(code, service.replay_issued, service.uneven_days)


@payslips.command("compare")
@_household
def compare(code: str | None) -> None:
    """Calculates every kept payslip's inputs with the rules of today and shows what would differ."""
    _check(code, service.compare_issued)


def _check(code: str | None, check: _Check, days: Callable[[Session, int], Iterable[date]] = lambda *_: ()) -> None:
    settings = config.load()
    sealed.use_keys(settings)
    looked = wrong = 0
    with db.unit_of_work(db.make_sessions(db.make_engine(settings.database_url))) as session:
        found = {row.id: row.code for row in session.execute(select(Employer.id, Employer.code).order_by(Employer.id))}
        if code is not None and code not in found.values():
            click.echo(f"There is no household {code}.", err=True)
            sys.exit(UNKNOWN)
        for employer_id, employer in found.items():
            if code in (None, employer):
                for one in check(session, employer_id):
                    looked += 1
                    if not one.agrees:
                        wrong += 1
                        click.echo(_line(employer, one))
                for day in days(session, employer_id):
                    wrong += 1
                    click.echo(f"{employer} {day.isoformat()}: the running totals are not the sums of the payslips")
    click.echo(f"{looked} payslips, {wrong} differ.")
    if wrong:
        sys.exit(DISAGREES)


@payslips.command("retroactive")
@click.option("--employer", "code", help="one household by its id")
@click.option("--all", "everyone", is_flag=True, help="every household")
@click.option("--from", "first", required=True, type=click.DateTime(["%Y-%m-%d"]), help="first day of the period")
@click.option("--until", "last", required=True, type=click.DateTime(["%Y-%m-%d"]), help="last day of the period")
@click.option("--dry-run", is_flag=True, help="shows the differences and makes nothing")
@click.option(
    "--language",
    type=click.Choice(texts.COMPLETE),
    help="language of what cannot be calculated; the household's own when left out",
)
def retroactive(
    code: str | None, everyone: bool, first: datetime, last: datetime, dry_run: bool, language: str | None
) -> None:
    """Calculates past payslips again with what is known now and makes the difference payslips."""
    if everyone == (code is not None):
        raise click.UsageError("Name a household with --employer, or say --all.")
    if last < first:
        raise click.UsageError("--until is before --from.")
    settings = config.load()
    sealed.use_keys(settings)
    sessions = db.make_sessions(db.make_engine(settings.database_url))
    with sessions() as session:
        found = session.execute(select(Employer.id, Employer.code, Employer.language).order_by(Employer.id)).all()
    chosen = {row.id: (row.code, language or row.language) for row in found if everyone or row.code == code}
    if not chosen and not everyone:
        click.echo(f"There is no household {code}.", err=True)
        sys.exit(UNKNOWN)
    hand = Hand.of("employer payslips retroactive")
    rows = [
        (name, row, spoken)
        for employer_id, (name, spoken) in chosen.items()
        for row in _past(sessions, employer_id, first.date(), last.date(), hand, dry_run)
    ]
    for line in _table(rows):
        click.echo(line)
    made = sum(row.outcome == "corrected" for _, row, _ in rows)
    open_ones = sum(row.outcome in ("waits", "fails") for _, row, _ in rows)
    ending = " Nothing was kept: this was a trial." if dry_run else ""
    click.echo(f"{len(rows)} payslips, {made} with differences, {open_ones} open.{ending}")
    if open_ones:
        sys.exit(DISAGREES)


class _Trial(Exception):
    """Carries the rows of a trial out of the unit of work that is undone."""

    def __init__(self, rows: tuple[past.Recalculated, ...]) -> None:
        self.rows = rows


def _past(
    sessions: sessionmaker[Session], employer_id: int, first: date, last: date, hand: Hand, dry_run: bool
) -> tuple[past.Recalculated, ...]:
    """One household in one unit of work of its own, so that one that fails does not undo another."""

    def run(session: Session) -> tuple[past.Recalculated, ...]:
        rows = past.recalculate(session, employer_id, first, last, hand, papers=not dry_run)
        if dry_run:
            raise _Trial(rows)
        return rows

    try:
        return db.do_whole(sessions, run)
    except _Trial as trial:
        return trial.rows


_HEAD = ("household", "payslip", "period", "agreement", "outcome", "gross", "paid", "cost", "new payslip")


def _table(rows: Iterable[tuple[str, past.Recalculated, str]]) -> Iterable[str]:
    """The rows, each with its household and language, as columns of equal width; the lines that change, and what is
    open, on lines below their payslip."""
    cells: list[tuple[tuple[str, ...], tuple[str, ...]]] = [(_HEAD, ())]
    for household, row, language in rows:
        amounts = tuple(euros(row.differences.get(key, 0)) or "" for key in ("gross", "paid", "employer_cost"))
        outcome = {"corrected": "difference"}.get(row.outcome, row.outcome)
        period = f"{row.first.isoformat()}..{row.last.isoformat()}"
        below = [f"{kind} {euros(cents)}" for kind, cents in row.lines.items()]
        below += [_open(one, language) for one in row.questions]
        below += [_problem(row.problem, language)] if row.problem else []
        cells.append(
            ((household, row.number, period, row.agreement, outcome, *amounts, row.correction or "-"), tuple(below))
        )
    widths = [max(len(line[column]) for line, _ in cells) for column in range(len(_HEAD))]
    for line, below in cells:
        yield "  ".join(
            cell.rjust(width) if 5 <= column <= 7 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        yield from (f"    {one}" for one in below)


def _open(question: OpenQuestion, language: str) -> str:
    return f"open: {question.id}: {documents.say_question(language, question_data(question)).asks}"


def _problem(problem: Problem, language: str) -> str:
    return f"{problem.field}: {said(problem.what, language)} {said(problem.what_to_do, language)}"


def _line(employer: str, one: Compared) -> str:
    parts = [f"{key} {euros(kept)} -> {euros(now) or '?'}" for key, (kept, now) in one.differences.items()]
    if one.problem is not None:
        parts.append(one.problem)
    return f"{employer} {one.number}: {', '.join(parts)}"


commands = (payslips,)
