"""Migrations: one head, from nothing to the tables of the code and back, on both databases, with rows in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from employer.app import import_models
from employer.cli import MIGRATIONS, alembic_config
from employer.db import Base, make_engine


def scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config("sqlite://"))


@pytest.fixture
def empty(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database; on PostgreSQL a schema of its own."""
    if database == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path}/migrated.sqlite3")
        yield made
        made.dispose()
        return
    url = request.getfixturevalue("empty_postgresql_url")
    server = make_engine(url)
    with server.begin() as connection:
        connection.execute(text("CREATE SCHEMA migrated"))
    made = make_engine(f"{url}?options=-csearch_path%3Dmigrated")
    yield made
    made.dispose()
    with server.begin() as connection:
        connection.execute(text("DROP SCHEMA migrated CASCADE"))
    server.dispose()


def settings_on(connection: Connection) -> Config:
    made = alembic_config("")
    made.attributes["connection"] = connection
    return made


def upgrade(engine: Engine, revision: str = "head") -> None:
    with engine.connect() as connection:
        command.upgrade(settings_on(connection), revision)
        connection.commit()


def downgrade(engine: Engine, revision: str) -> None:
    with engine.connect() as connection:
        command.downgrade(settings_on(connection), revision)
        connection.commit()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_there_is_one_head_and_it_is_the_one_that_is_named() -> None:
    assert scripts().get_heads() == [(MIGRATIONS / "HEAD").read_text("ascii").strip()]


def test_the_migrations_lead_to_the_tables_of_the_code(empty: Engine) -> None:
    import_models()
    upgrade(empty)
    with empty.connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata
        )
    assert differences == []


def test_the_migrations_go_down_to_nothing_and_up_again(empty: Engine) -> None:
    import_models()
    upgrade(empty)
    assert tables(empty) == set(Base.metadata.tables)
    downgrade(empty, "base")
    assert tables(empty) == set()
    upgrade(empty)
    assert tables(empty) == set(Base.metadata.tables)


def test_every_step_goes_up_and_down_with_rows_in_the_tables(empty: Engine) -> None:
    steps = [step.revision for step in reversed(list(scripts().walk_revisions()))]
    upgrade(empty, steps[0])
    with empty.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO person (email, name, language, active, demo, created_at) "
                "VALUES ('aino@example.invalid', 'Aino Esimerkki', 'fi', true, true, '2026-01-01 10:00:00')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO change (employer_id, recorded_at, actor, what, position, previous, hash) "
                "VALUES (1, '2026-01-01 10:00:00', 'a', 'b', 1, 'c', 'd')"
            )
        )
    for step in steps[1:]:
        upgrade(empty, step)
        downgrade(empty, "-1")
        upgrade(empty, step)
    with empty.connect() as connection:
        assert connection.execute(text("SELECT name FROM person")).scalars().all() == ["Aino Esimerkki"]
        assert connection.execute(text("SELECT what FROM change")).scalars().all() == ["b"]


def test_tables_that_are_kept_are_kept_after_migrating_too(empty: Engine) -> None:
    import_models()
    upgrade(empty)
    kept = {table.name for table in Base.metadata.tables.values() if table.info.get("append_only")}
    assert kept >= {"change", "document", "issued_payslip", "issued_line"}
    query = (
        "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'"
        if empty.dialect.name == "sqlite"
        else "SELECT event_object_table FROM information_schema.triggers WHERE trigger_schema = 'migrated'"
    )
    with empty.connect() as connection:
        assert set(connection.execute(text(query)).scalars()) == kept
        connection.execute(
            text(
                "INSERT INTO change (employer_id, recorded_at, actor, what, position, previous, hash) "
                "VALUES (1, '2026-01-01 10:00:00', 'a', 'b', 1, 'c', 'd')"
            )
        )
        with pytest.raises(DBAPIError, match="are kept as they are"):
            connection.execute(text("UPDATE change SET what = 'c'"))


def test_reports_made_before_the_outbox_are_in_it(empty: Engine) -> None:
    upgrade(empty, "0007")
    with empty.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO employer (id, code, kind, first_name, last_name, identity_code, street, postal_code, "
                "city, country, language, cared_for_relation, employer_register, tax_said, created_at) VALUES (1, 'a', "
                "'household', 'Aino', 'Esimerkki', '', '', '', '', 'FI', 'fi', 'self', 'casual', false, "
                "'2026-01-01 10:00:00')"
            )
        )
        for number in (1, 2):
            connection.execute(
                text(
                    "INSERT INTO report (id, employer_id, kind, action, data_type, reference, version, delivery, "
                    "subject, day, payslips, production, file, sha256, made_at, made_by) VALUES (:id, 1, 'wage', "
                    "'new', 100, :reference, 1, :reference, 'a', '2026-01-30', '[]', false, '', '', "
                    "'2026-01-31 10:00:00', 'Aino')"
                ),
                {"id": number, "reference": f"r{number}"},
            )
        connection.execute(
            text(
                "INSERT INTO report_receipt (employer_id, report_id, response_id, state, errors, answered_at, "
                "recorded_at, recorded_by) VALUES (1, 2, 'x', 'accepted', '', '2026-02-01 10:00:00', "
                "'2026-02-01 10:00:00', 'Aino')"
            )
        )
    upgrade(empty, "0008")
    with empty.connect() as connection:
        rows = connection.execute(text("SELECT report_id, channel, state, changed_by FROM outbox ORDER BY id")).all()
    # of the first nobody has said whether it was taken to the register; the second was answered
    assert [tuple(row) for row in rows] == [(1, "hand", "carry", "Aino"), (2, "hand", "answered", "Aino")]
    downgrade(empty, "0007")
    assert "outbox" not in tables(empty)
