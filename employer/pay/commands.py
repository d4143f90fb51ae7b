"""Checks of everything that was issued: ``employer payslips replay`` and ``employer payslips compare``.

Exit codes: 0 every payslip agrees; 1 some do not (each on a line of its own); 2 there is no such household.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from employer import config, db, sealed
from employer.pay import service
from employer.pay.schemas import Compared
from employer.pay.showing.service import euros
from employer.people.models import Employer

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
    """Works every kept trace out again, with nothing but what is kept."""
    _check(code, service.replay_issued)


@payslips.command("compare")
@_household
def compare(code: str | None) -> None:
    """Calculates every kept payslip's inputs with the rules of today and shows what would differ."""
    _check(code, service.compare_issued)


def _check(code: str | None, check: _Check) -> None:
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
    click.echo(f"{looked} payslips, {wrong} differ.")
    if wrong:
        sys.exit(DISAGREES)


def _line(employer: str, one: Compared) -> str:
    parts = [f"{key} {euros(kept)} -> {euros(now) or '?'}" for key, (kept, now) in one.differences.items()]
    if one.problem is not None:
        parts.append(one.problem)
    return f"{employer} {one.number}: {', '.join(parts)}"


commands = (payslips,)
