"""Accounts from the command line: ``employer account create``."""

from __future__ import annotations

import click

from employer import clock, config, db, sealed
from employer.accounts import service
from employer.accounts.schemas import NewAccount, NewRelation
from employer.errors import Refused
from employer.texts import LANGUAGES


@click.group("account")
def account() -> None:
    """Accounts of the people who sign in."""


@account.command("create")
@click.option("--email", required=True, help="the address the person signs in with")
@click.option("--name", required=True, help="the person's name as others see it")
@click.option("--language", type=click.Choice(LANGUAGES), default="fi", show_default=True)
@click.option("--client-of", type=int, help="number of the employer that this person is")
@click.password_option(help="12 to 128 characters; asked when left out")
def create(email: str, name: str, language: str, client_of: int | None, password: str) -> None:
    """Makes an account with a password, and gives it its own employer when asked."""
    settings = config.load()
    sealed.use_keys(settings)
    sessions = db.make_sessions(db.make_engine(settings.database_url))
    try:
        with db.unit_of_work(sessions) as session:
            person_id = service.create_account(session, NewAccount(email, name, language, password))
            if client_of is not None:
                service.relate(
                    session, client_of, NewRelation(person_id, "client", clock.today()), actor="installation"
                )
    except Refused as refused:
        raise click.ClickException("\n".join(problem.what for problem in refused.problems)) from refused
    click.echo(f"Account {person_id} made.")


commands = [account]
