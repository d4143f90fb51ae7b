"""``employer feedback``: what people have said about accessibility, and how long there is to answer."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session, sessionmaker

from employer import clock, config, db, sealed
from employer.errors import NotFound
from employer.feedback import queries, service


@click.group("feedback")
def feedback() -> None:
    """Feedback on accessibility: it is answered within two weeks."""


@feedback.command("list")
def list_waiting() -> None:
    """Lists what has not been answered, with the days that are left."""
    with db.unit_of_work(_sessions()) as session:
        found = queries.waiting(session, clock.today())
    for one in found:
        left = f"{one.days_left} days left" if one.days_left >= 0 else f"{-one.days_left} days late"
        click.echo(f"{one.id}: {left}, by {one.last_day.isoformat()}, language {one.language}")
        click.echo(f"  answer to: {one.contact or 'nobody asked for an answer'}")
        click.echo("\n".join(f"  {line}" for line in one.message.splitlines()))
    click.echo(f"{len(found)} waiting.")


@feedback.command("answered")
@click.argument("number", type=int)
def answered(number: int) -> None:
    """Notes that the message NUMBER has been answered."""
    with db.unit_of_work(_sessions()) as session:
        try:
            service.answer(session, number)
        except NotFound as error:
            raise click.ClickException(f"There is no message {number}. See `employer feedback list`.") from error
    click.echo("Noted.")


def _sessions() -> sessionmaker[Session]:
    settings = config.load()
    sealed.use_keys(settings)
    return db.make_sessions(db.make_engine(settings.database_url))


commands = [feedback]
