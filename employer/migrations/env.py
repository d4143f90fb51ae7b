"""How alembic reaches the database and the tables: the address comes from the command, the tables from the features."""

from __future__ import annotations

from alembic import context

from employer import config
from employer.app import import_models
from employer.db import Base, make_engine

import_models()


def migrate() -> None:
    """Runs the migrations in one transaction."""
    given = context.config.attributes
    connection = given.get("connection")
    if connection is not None:
        _run(connection)
        return
    engine = make_engine(given.get("database_url") or config.load().database_url)
    with engine.connect() as opened:
        _run(opened)
    engine.dispose()


def _run(connection: object) -> None:
    context.configure(
        connection=connection,  # type: ignore[arg-type]
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


migrate()
