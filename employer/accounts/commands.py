"""Accounts from the command line: ``employer account create``."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session, sessionmaker

from employer import clock, config, db, sealed
from employer.accounts import queries, service
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
    try:
        with db.unit_of_work(_sessions()) as session:
            person_id = service.create_account(session, NewAccount(email, name, language, password))
            if client_of is not None:
                service.relate(
                    session, client_of, NewRelation(person_id, "client", clock.today()), actor="installation"
                )
    except Refused as refused:
        raise click.ClickException("\n".join(problem.what for problem in refused.problems)) from refused
    click.echo(f"Account {person_id} made.")


@account.command("close")
@click.option("--email", required=True, help="the address the person signs in with")
def close(email: str) -> None:
    """Closes an account and ends its sign-ins at once."""
    with db.unit_of_work(_sessions()) as session:
        service.close_account(session, _known(session, email))
    click.echo("Account closed.")


@account.command("sign-out")
@click.option("--email", required=True, help="the address the person signs in with")
def sign_out(email: str) -> None:
    """Ends every sign-in of a person at once."""
    with db.unit_of_work(_sessions()) as session:
        ended = service.end_sign_ins(session, _known(session, email))
    click.echo(f"{ended} sign-ins ended.")


@account.command("supervisor")
@click.option("--email", required=True, help="the address the person signs in with")
@click.option("--organisation", required=True, help="the county, as it is written in the helpers' rights")
def supervisor(email: str, organisation: str) -> None:
    """Makes a person a supervisor of a county's helpers, who may open a household for an hour by giving a reason."""
    with db.unit_of_work(_sessions()) as session:
        service.appoint_supervisor(session, _known(session, email), organisation, clock.today(), None)
    click.echo("Supervisor noted.")


def _sessions() -> sessionmaker[Session]:
    settings = config.load()
    sealed.use_keys(settings)
    return db.make_sessions(db.make_engine(settings.database_url))


def _known(session: Session, email: str) -> int:
    found = queries.account_by_email(session, email)
    if found is None:
        raise click.ClickException("There is no account with this address.")
    return found.person_id


commands = [account]
