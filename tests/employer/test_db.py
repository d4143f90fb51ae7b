"""How each database is set up to be safe, and what the application's role may do on PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError

from employer import db
from employer.db import do_whole, journal_mode, make_engine, make_sessions, must_try_again, rights_statements


def test_sqlite_is_set_up_as_the_rules_say(fresh_sqlite_url: str) -> None:
    engine = make_engine(fresh_sqlite_url)
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in (
                "journal_mode",
                "journal_size_limit",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "trusted_schema",
            )
        }
    engine.dispose()
    assert found == {
        "journal_mode": journal_mode().lower(),
        "journal_size_limit": 4 * 1024 * 1024,
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10000,
        "trusted_schema": 0,
    }


def test_the_write_ahead_log_is_used_only_where_it_is_safe() -> None:
    versions = {(3, 40, 1): "PERSIST", (3, 51, 2): "PERSIST", (3, 51, 3): "WAL", (3, 52, 0): "WAL", (4, 0, 0): "WAL"}
    assert {version: journal_mode(version) for version in versions} == versions


def test_two_writers_of_sqlite_wait_for_each_other_from_the_beginning(fresh_sqlite_url: str) -> None:
    engine = make_engine(fresh_sqlite_url)
    with engine.connect() as one, engine.connect() as other:
        one.execute(text("SELECT 1"))
        other.connection.driver_connection.execute("PRAGMA busy_timeout=1")  # type: ignore[union-attr]
        with pytest.raises(OperationalError, match="locked"):
            other.execute(text("SELECT 1"))
    engine.dispose()


def test_postgresql_has_longest_times(postgresql_url: str) -> None:
    engine = make_engine(postgresql_url)
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    with engine.connect() as connection:
        found = [connection.execute(text(f"SHOW {name}")).scalar_one() for name in names]
    engine.dispose()
    assert found == ["30s", "10s", "1min"]


def test_money_is_serializable_and_the_rest_is_not(postgresql_url: str) -> None:
    engine = make_engine(postgresql_url)
    sessions = make_sessions(engine)
    shown = text("SHOW transaction_isolation")
    assert do_whole(sessions, lambda session: session.execute(shown).scalar_one()) == "serializable"
    with sessions() as session:
        assert session.execute(shown).scalar_one() == "read committed"
    engine.dispose()


class _Met(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(("sqlstate", "tries"), [("40001", 5), ("40P01", 5), ("23505", 1), ("57014", 1)])
def test_only_what_met_another_transaction_is_done_again(fresh_sqlite_url: str, sqlstate: str, tries: int) -> None:
    engine = make_engine(fresh_sqlite_url)
    done = []

    def do(_: object) -> None:
        done.append(1)
        raise OperationalError("x", {}, _Met(sqlstate))

    with pytest.raises(OperationalError):
        do_whole(make_sessions(engine), do)
    assert len(done) == tries
    assert must_try_again(OperationalError("x", {}, _Met(sqlstate))) == (tries > 1)
    engine.dispose()


@pytest.fixture
def limited(postgresql_url: str) -> Iterator[Engine]:
    """An engine of a role that has only what ``database rights`` grants."""
    owner = make_engine(postgresql_url)
    role = "employer_app_trial"
    with owner.begin() as connection:
        connection.execute(text(f"DROP ROLE IF EXISTS {role}"))
        connection.execute(text(f"CREATE ROLE {role}"))
        for statement in rights_statements(role):
            connection.execute(text(statement))
    made = make_engine(postgresql_url)
    yield made
    made.dispose()
    with owner.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {role}"))
        connection.execute(text(f"DROP ROLE {role}"))
    owner.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET cents = 0",
        "DELETE FROM change",
        "DELETE FROM event",
        "DELETE FROM chain_head",
        "TRUNCATE issued_payslip",
        "ALTER TABLE change DISABLE TRIGGER USER",
        "DROP TABLE change",
    ],
)
def test_the_applications_role_cannot_touch_what_is_kept(limited: Engine, statement: str) -> None:
    with limited.connect() as connection:
        connection.execute(text("SET ROLE employer_app_trial"))
        connection.execute(text("SELECT count(*) FROM change"))
        connection.execute(text("DELETE FROM kept_form WHERE id = -1"))
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
            connection.execute(text(statement))


@pytest.mark.parametrize("role", ["app; DROP TABLE change", 'a"b', "Role", ""])
def test_a_role_with_a_strange_name_is_refused(role: str) -> None:
    with pytest.raises(ValueError, match="role"):
        db.rights_statements(role)


REPLACES = (
    "INSERT OR REPLACE INTO change SELECT * FROM change",
    "INSERT OR REPLACE INTO change (employer_id, recorded_at, actor, what, position, previous, hash) "
    "SELECT employer_id, recorded_at, 'another', what, position, previous, hash FROM change",
    "UPDATE OR REPLACE change SET actor = 'another'",
)


@pytest.mark.parametrize("statement", REPLACES)
def test_a_kept_row_cannot_be_replaced_whoever_opens_the_file(fresh_sqlite_url: str, statement: str) -> None:
    path = make_url(fresh_sqlite_url).database or ""
    with sqlite3.connect(path, isolation_level=None) as plain:
        plain.execute(
            "INSERT INTO change (employer_id, recorded_at, actor, what, position, previous, hash) "
            "VALUES (1, '2026-01-01 10:00:00', 'one', 'b', 1, 'c', 'd')"
        )
        with pytest.raises(sqlite3.IntegrityError, match="kept as they are"):
            plain.execute(statement)
        assert plain.execute("SELECT actor FROM change").fetchall() == [("one",)]
        # The next row of the chain is no replacement.
        plain.execute(
            "INSERT INTO change (employer_id, recorded_at, actor, what, position, previous, hash) "
            "VALUES (1, '2026-01-01 10:00:00', 'two', 'b', 2, 'd', 'e')"
        )
    plain.close()


def test_deleting_triggers_fire_for_a_replaced_row_on_our_connections(fresh_sqlite_url: str) -> None:
    engine = make_engine(fresh_sqlite_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA recursive_triggers").scalar_one() == 1
    engine.dispose()
