"""How alembic reaches the database and the tables: the address comes from the command, the tables from the features."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import Connection

from employer import config, db
from employer.app import import_models
from employer.db import Base, make_engine
from employer.sealed import SealedBytes, SealedText

_OURS = (db.Cents, db.Minutes, db.Moment, db.DecimalText)

import_models()


def migrate() -> None:
    """Runs the migrations in one transaction, on the connection that was given or on one of its own."""
    given = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    engine = make_engine(context.config.attributes.get("database_url") or config.load().database_url)
    with engine.connect() as opened:
        _run(opened)
    engine.dispose()


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=_render,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _render(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Our column types by name; an encrypted column is text to the database."""
    if kind == "type" and isinstance(item, SealedText):
        return "sa.Text()"
    if kind == "type" and isinstance(item, SealedBytes):
        return "sa.LargeBinary()"
    if kind == "type" and isinstance(item, _OURS):
        autogen_context.imports.add("from employer import db")
        return f"db.{type(item).__name__}()"
    return False


migrate()
