"""The application's one command group: ``employer``, and the same commands under ``flask --app wsgi``."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session, sessionmaker

from employer import chain, clock, config, db, errors, sealed, texts

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

LANGUAGES = ("fi", "en")
"""What goes wrong before a command knows its person's language is told in these."""
REFUSED = 2
BROKEN = 1
MIGRATIONS = Path(__file__).resolve().parent / "migrations"


@click.group("database")
def database() -> None:
    """The installation's database."""


def alembic_config(database_url: str) -> AlembicConfig:
    """Alembic's settings for one database."""
    from alembic.config import Config as AlembicConfig

    made = AlembicConfig()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["database_url"] = database_url
    return made


@database.command("upgrade")
def upgrade() -> None:
    """Brings the database's tables up to date."""
    url = config.load().database_url
    if _at_head(url):
        return
    from alembic import command as alembic_command

    alembic_command.upgrade(alembic_config(url), "head")


def _at_head(database_url: str) -> bool:
    """Whether the database stands at the last migration: then alembic, which takes long to load, has nothing to do."""
    engine = db.make_engine(database_url)
    try:
        with engine.connect() as opened:
            if not inspect(opened).has_table("alembic_version"):
                return False
            stands = set(opened.scalars(text("SELECT version_num FROM alembic_version")))
            return stands == {(MIGRATIONS / "HEAD").read_text("ascii").strip()}
    finally:
        engine.dispose()


@database.command("revise", hidden=True)
@click.argument("message")
def revise(message: str) -> None:
    """For developers: writes a migration from the last one to the tables of the code, and names it the head."""
    from alembic import command as alembic_command
    from alembic.script import Script, ScriptDirectory

    with tempfile.TemporaryDirectory() as folder:
        settings = alembic_config(f"sqlite:///{folder}/empty.sqlite3")
        scripts = ScriptDirectory.from_config(settings)
        number = 1 + sum(1 for _ in scripts.walk_revisions())
        alembic_command.upgrade(settings, "head")
        made = alembic_command.revision(settings, message, autogenerate=True, rev_id=f"{number:04d}")
    if isinstance(made, Script):
        (MIGRATIONS / "HEAD").write_text(f"{made.revision}\n", "ascii")
        click.echo(f"Look through {made.path}.")


@database.command("rights")
@click.argument("role")
def rights(role: str) -> None:
    """Prints what an owner runs on PostgreSQL for the application's ROLE.

    The role then owns nothing, and of what is kept it can only add. Pipe it to psql as the owner of the tables.
    """
    from employer.app import import_models
    from employer.db import rights_statements

    import_models()
    try:
        statements = rights_statements(role)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    for statement in statements:
        click.echo(f"{statement};")


@click.group("chain")
def chain_group() -> None:
    """The chains of the logs and the ledger."""


@chain_group.command("keep")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def keep_heads(file: Path) -> None:
    """Adds today's ends of the chains to FILE, which belongs outside the database: run it every day."""
    with db.unit_of_work(_sessions()) as session:
        ends = [asdict(head) for head in chain.heads(session)]
    with file.open("a", encoding="ascii") as out:
        out.write(json.dumps({"at": clock.now().isoformat(timespec="seconds"), "heads": ends}) + "\n")
    click.echo(f"{len(ends)} ends kept.")


@click.command("verify-chain")
@click.option("--heads", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="the file of `chain keep`")
def verify_chain(heads: Path | None) -> None:
    """Looks for rows changed, dropped, added or swapped in the logs and the ledger, and for payslips and documents that
    are no longer what was issued. Exit code 1 when there are any."""
    from employer import budget, marks, pay
    from employer.app import import_models
    from employer.people.models import Employer

    import_models()
    kept = []
    for line in [] if heads is None else heads.read_text("ascii").splitlines():
        kept += [chain.Head(**head) for head in json.loads(line)["heads"]]
    with db.unit_of_work(_sessions()) as session:
        broken = chain.verify(session, kept)
        ends = chain.heads(session)
        uneven = [
            (head.employer_id, *journal)
            for head in ends
            if head.chain == "ledger_entry"
            for journal in budget.out_of_balance(session, head.employer_id)
        ]
        spoiled = [
            (employer_id, words)
            for employer_id in session.scalars(select(Employer.id).order_by(Employer.id)).all()
            for words in (*pay.spoiled(session, employer_id), *marks.unlike(session, employer_id))
        ]
    for one in broken:
        click.echo(f"{one.chain} of employer {one.employer_id}, row {one.position}: {one.what}")
    for employer_id, journal, cents in uneven:
        click.echo(f"ledger_entry of employer {employer_id}, journal {journal}: sums to {cents} cents, not to nothing")
    for employer_id, words in spoiled:
        click.echo(f"employer {employer_id}: {words}")
    if broken or uneven or spoiled:
        sys.exit(1)
    click.echo(f"{sum(head.rows for head in ends)} rows in {len(ends)} chains hold.")


def _sessions() -> sessionmaker[Session]:
    settings = config.load()
    sealed.use_keys(settings)
    return db.make_sessions(db.make_engine(settings.database_url))


@click.command("serve")
def serve() -> None:
    """Serves the pages with waitress until stopped."""
    import waitress

    from employer.app import create_app

    settings = config.load()
    app = create_app(settings)
    click.echo(f"Serving on http://{settings.host}:{settings.port} (stop with Ctrl-C)")
    waitress.serve(app, host=settings.host, port=settings.port, threads=8, ident=None)


@click.command("start")
@click.pass_context
def start(ctx: click.Context) -> None:
    """Brings the database up to date, loads the demo in a demo installation, and serves the pages."""
    ctx.invoke(upgrade)
    if config.load().demo:
        demo = main.get_command(ctx, "demo")
        if demo is not None:
            ctx.invoke(demo)
    ctx.invoke(serve)


def commands() -> Iterator[click.Command]:
    """Every command of the application: its own, then the list ``commands`` of each feature's module ``commands``."""
    from employer.app import FEATURES, feature_module

    yield database
    yield chain_group
    yield verify_chain
    yield serve
    yield start
    for feature in FEATURES:
        found = feature_module(feature, "commands")
        if found is not None:
            yield from getattr(found, "commands", ())


def _tell(error: Exception) -> NoReturn:
    """Says an error in words, by the same table as the pages, and ends the command. Nobody is shown a traceback."""
    answer = errors.answer_for(error)
    if isinstance(error, errors.Refused):
        for problem in error.problems:
            click.echo(f"{problem.field}: {problem.what} {problem.what_to_do}".strip(), err=True)
        raise SystemExit(REFUSED) from error
    where = None if answer.status in (404, 503) else _detail(error)
    for language in LANGUAGES:
        words = [texts.say(language, f"errors.page.{answer.words}.{part}") for part in ("what", "do")]
        if where is not None:
            words.append(texts.say(language, "errors.command.detail", file=where))
        click.echo(" ".join(words), err=True)
    raise SystemExit(REFUSED if answer.status == 404 else BROKEN) from error


def _detail(error: Exception) -> str:
    """Writes where it went wrong into a file that only this user may read, without the values; gives its place."""
    handle, name = tempfile.mkstemp(prefix="employer-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        shown: BaseException | None = error
        while shown is not None:
            file.write(f"{type(shown).__module__}.{type(shown).__qualname__}\n")
            file.writelines(traceback.format_tb(shown.__traceback__))
            shown = shown.__cause__ or shown.__context__
    return name


class _Commands(click.Group):
    """Finds the commands when they are needed, and tells what goes wrong in words."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except config.ConfigError as error:
            raise click.ClickException(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # a reader that has seen enough (``| head``) is nothing to tell about
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, a person is told what to do
            _tell(error)

    def _load(self) -> None:
        if not self.commands:
            for command in commands():
                self.add_command(command)

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        self._load()
        return super().get_command(ctx, cmd_name)


@click.group("employer", cls=_Commands)
@click.version_option(package_name="employer")
def main() -> None:
    """Support for people in Finland who employ their own carer, childminder or personal assistant."""
