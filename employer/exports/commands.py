"""``employer reports``: sends the reports that wait in the outbox to the Incomes Register, and shows the outbox.

Exit codes: 0 all done; 1 something needs a person; 2 there is no such report.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from employer import clock, config, db, sealed
from employer.effective import Hand
from employer.errors import Conflict
from employer.exports import outbox
from employer.exports.incomes_register.interface.schemas import Caller, NotArrived
from employer.exports.incomes_register.interface.service import caller
from employer.exports.models import Outbox
from employer.exports.outbox.schemas import FAILED, INTERFACE, Item
from employer.exports.sending.service import call, finish, to_send
from employer.people.models import Employer

NEEDS_A_PERSON = 1
UNKNOWN = 2
BY = "employer reports send"


@click.group("reports")
def reports() -> None:
    """Reports to the Incomes Register: sending them and asking for the answers."""


@reports.command("send")
def send_command() -> None:
    """Sends what waits and asks for answers that are due. Run it every five minutes; several at once do no harm."""
    settings = config.load()
    if settings.register is None:
        raise click.ClickException(
            "This installation has no certificate for the Incomes Register's interface (EMPLOYER_REGISTER_…): "
            "people take the report files to the e-service themselves."
        )
    try:
        line = caller(settings.register)
    except NotArrived as error:
        raise click.ClickException(
            "The certificate for the Incomes Register cannot be used. Check EMPLOYER_REGISTER_CERTIFICATE, "
            "EMPLOYER_REGISTER_KEY and EMPLOYER_REGISTER_TRUST: PEM files, the key without a password."
        ) from error
    with _database() as sessions:
        came_to = work_through(sessions, line)
        stuck = any(item.state == FAILED or item.overdue(clock.now()) for _, item in _under_way(sessions))
    for state, count in sorted(came_to.items()):
        click.echo(f"{state}: {count}")
    if not came_to:
        click.echo("Nothing to send or to ask.")
    if stuck:
        click.echo("Something needs a person: see `employer reports outbox`.", err=True)
        sys.exit(NEEDS_A_PERSON)


def work_through(sessions: sessionmaker[Session], line: Caller) -> Counter[str]:
    """Makes the call of every row that is due now, each at most once; counts the states that they came to."""
    came_to: Counter[str] = Counter()
    now = clock.now()
    with db.unit_of_work(sessions) as session:
        waiting = select(Outbox.employer_id).where(Outbox.channel == INTERFACE, Outbox.next_try <= now)
        employers = sorted(session.scalars(waiting.distinct()))
    for employer_id in employers:
        with db.unit_of_work(sessions) as session:
            items = outbox.due(session, employer_id, now)
        for item in items:
            state = _one(sessions, line, employer_id, item)
            if state is not None:
                came_to[state] += 1
    return came_to


def _one(sessions: sessionmaker[Session], line: Caller, employer_id: int, item: Item) -> str | None:
    # Each step is one update of a row in a known state: that is enough without serializable transactions, which several
    # senders at once would only make each other do again.
    with db.unit_of_work(sessions) as session:
        claimed = outbox.claim(session, employer_id, item, Hand.of(BY))
    if claimed is None:
        return None  # another sender has it
    with db.unit_of_work(sessions) as session:
        report, file = to_send(session, employer_id, claimed)
    outcome, answer = call(line, claimed, report, file, clock.now())
    with db.unit_of_work(sessions) as session:
        finish(session, employer_id, claimed, outcome, answer, Hand.of(BY))
    return outcome.state


@reports.command("outbox")
def outbox_command() -> None:
    """Lists the reports that are on their way over the interface, without names."""
    with _database() as sessions:
        under_way = _under_way(sessions)
    for code, item in under_way:
        parts = [code, f"report {item.report_id}", item.state, f"calls {item.attempts}"]
        parts += ["no answer in two hours: ask the register for help"] if item.overdue(clock.now()) else []
        parts += [part for part in (item.problem, item.detail) if part]
        click.echo("  ".join(parts))
    click.echo(f"{len(under_way)} on their way.")


@reports.command("again")
@click.argument("report_id", type=int)
def again_command(report_id: int) -> None:
    """Puts a failed report (its number from `reports outbox`) back to be sent, after its cause was put right."""
    with _database() as sessions, db.unit_of_work(sessions) as session:
        employer_id = session.scalar(select(Outbox.employer_id).where(Outbox.report_id == report_id))
        try:
            if employer_id is None:
                raise LookupError(report_id)
            outbox.try_again(session, employer_id, report_id, Hand.of("employer reports again"))
        except (LookupError, Conflict):
            click.echo(f"There is no failed report {report_id}.", err=True)
            sys.exit(UNKNOWN)
    click.echo("It is asked about and sent at the next `employer reports send`.")


@contextmanager
def _database() -> Iterator[sessionmaker[Session]]:
    settings = config.load()
    sealed.use_keys(settings)
    engine = db.make_engine(settings.database_url)
    try:
        yield db.make_sessions(engine)
    finally:
        engine.dispose()


def _under_way(sessions: sessionmaker[Session]) -> list[tuple[str, Item]]:
    with db.unit_of_work(sessions) as session:
        codes = {row.id: row.code for row in session.execute(select(Employer.id, Employer.code))}
        employers = sorted(set(session.scalars(select(Outbox.employer_id).where(Outbox.channel == INTERFACE))))
        return [
            (codes[employer_id], item)
            for employer_id in employers
            for item in outbox.on_its_way(session, employer_id).values()
            if item.channel == INTERFACE and item.state != "answered"
        ]


commands = (reports,)
