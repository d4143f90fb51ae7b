"""Engine, session, base class and the column types for cents, minutes, moments and encrypted text."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from employer import sealed

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)


sealed.tie_rows_of(Base)


class _WholeNumber(TypeDecorator[int]):
    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: int | None, dialect: Any) -> int | None:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise TypeError(f"{type(self).__name__} takes whole numbers, not {value!r}")
        return value


class Cents(_WholeNumber):
    """Money in whole cents."""

    cache_ok = True


class Minutes(_WholeNumber):
    """Time in whole minutes."""

    cache_ok = True


class DecimalText(TypeDecorator[Decimal]):
    """A decimal number kept as it was written (``12.0`` stays ``12.0``): percentages and unit prices."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> str | None:
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise TypeError(f"a decimal number is needed, not {value!r}")
        return format(value, "f")

    def process_result_value(self, value: str | None, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC and given back with its time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


WAL_IS_SAFE_FROM = (3, 51, 3)
"""Before this version of SQLite its write-ahead log could be damaged by several writers."""
_JOURNAL_BYTES = 4 * 1024 * 1024
"""The room that a journal keeps after a larger transaction."""
MOST_TRIES = 5
_TIMEOUTS_MS = {"statement_timeout": 30_000, "lock_timeout": 10_000, "idle_in_transaction_session_timeout": 60_000}
_TRY_AGAIN = frozenset({"40001", "40P01"})

T = TypeVar("T")


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """The journal that is safe with several writers in a version of SQLite.

    PERSIST is as durable as TRUNCATE: a commit writes nothing over the journal's header and waits for the disk. The
    file keeps its room, so that the disk need not give it out and take it back at every commit.
    """
    return "WAL" if version >= WAL_IS_SAFE_FROM else "PERSIST"


def make_engine(url: str) -> Engine:
    """An engine for the address, with the settings that each database needs to be safe.

    SQLite: transactions begin with ``BEGIN IMMEDIATE``, so that two writers never meet half-way.
    PostgreSQL: a statement, a lock and an idle transaction each have a longest time.
    """
    if not url.startswith("sqlite"):
        made = create_engine(url, pool_pre_ping=True)

        @event.listens_for(made, "connect")
        def limits(connection: Any, record: Any) -> None:
            with connection.cursor() as cursor:
                for name, milliseconds in _TIMEOUTS_MS.items():
                    cursor.execute(f"SET SESSION {name} = {milliseconds}")
            connection.commit()

        return made
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def settings(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN stays off
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=10000")  # first: changing the journal may have to wait too
        pragmas = ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", "recursive_triggers=ON")
        for pragma in (f"journal_mode={journal_mode()}", f"journal_size_limit={_JOURNAL_BYTES}", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begin(connection: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        cursor.close()

    # The dialect's own place for it: for an event SQLAlchemy would look for listeners around every statement.
    engine.dialect.do_begin = begin  # type: ignore[method-assign]
    return engine


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """A maker of sessions that keep objects usable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def unit_of_work(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """One unit of work: committed when the block succeeds, rolled back otherwise. Only edges open it."""
    with sessions() as session, session.begin():
        yield session


def serializable(session: Session) -> None:
    """Makes the transaction that begins now behave as if no other ran beside it. Call it before anything is read.

    SQLite is so by itself. On PostgreSQL the transaction may have to be done again: see ``must_try_again``.
    """
    if session.get_bind().dialect.name != "sqlite":
        session.connection(execution_options={"isolation_level": "SERIALIZABLE"})


def must_try_again(error: BaseException) -> bool:
    """Whether a transaction only met another one (serialization failure, deadlock), and is to be done again whole."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _TRY_AGAIN


def do_whole(sessions: sessionmaker[Session], do: Callable[[Session], T]) -> T:
    """Does something with money in one serializable unit of work, again from the beginning when it met another one.

    At most ``MOST_TRIES`` times; then the database's error is raised. ``do`` must not keep anything between tries.
    """
    for number in range(1, MOST_TRIES + 1):
        try:
            with sessions() as session, session.begin():
                serializable(session)
                return do(session)
        except DBAPIError as error:
            if number == MOST_TRIES or not must_try_again(error):
                raise
    raise AssertionError("unreachable")


def append_only_statements(table_name: str, dialect: str) -> tuple[str, ...]:
    """The statements that make the database itself refuse to update or delete rows of a table.

    ``dialect``: ``sqlite`` or ``postgresql``. Run when a table marked ``append_only`` is made.
    """
    message = f"rows of {table_name} are kept as they are"
    if dialect == "sqlite":
        return tuple(
            f'CREATE TRIGGER {table_name}_no_{verb} BEFORE {verb.upper()} ON "{table_name}" '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for verb in ("update", "delete")
        )
    return (
        f"CREATE OR REPLACE FUNCTION {table_name}_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$",
        f'CREATE TRIGGER {table_name}_no_change BEFORE UPDATE OR DELETE ON "{table_name}" '
        f"FOR EACH ROW EXECUTE FUNCTION {table_name}_is_kept()",
        f'CREATE TRIGGER {table_name}_no_truncate BEFORE TRUNCATE ON "{table_name}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table_name}_is_kept()",
    )


def no_replace_statement(table_name: str, keys: Iterable[Sequence[str]]) -> str:
    """The statement by which SQLite refuses a row that would take the place of a kept one.

    ``INSERT OR REPLACE`` removes the old row without asking the trigger on DELETE, unless the connection wants it.
    ``keys``: the columns of each key, names of ours.
    """
    same = (" AND ".join(f'"{column}" = NEW."{column}"' for column in key) for key in keys)
    taken = " OR ".join(f'EXISTS (SELECT 1 FROM "{table_name}" WHERE {key})' for key in same)  # noqa: S608 - names of ours
    return (
        f'CREATE TRIGGER IF NOT EXISTS {table_name}_no_replace BEFORE INSERT ON "{table_name}" WHEN {taken} '
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table_name} are kept as they are'); END"
    )


def keys_of(table: Table) -> tuple[tuple[str, ...], ...]:
    """The columns of a table's primary key and of each of its unique keys."""
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    found = {tuple(one.columns.keys()) for one in (table.primary_key, *unique)}
    found |= {tuple(one.columns.keys()) for one in table.indexes if one.unique}
    return tuple(sorted(found))


def append_only(table: Any) -> None:
    """Marks a table as one whose rows are only added; the triggers come and go with the table, in migrations too."""
    table.info["append_only"] = True


@event.listens_for(Table, "after_create")
def _add_triggers(table: Table, connection: Any, **_: Any) -> None:
    if table.info.get("append_only"):
        for statement in append_only_statements(table.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(no_replace_statement(table.name, keys_of(table)))


@event.listens_for(Table, "after_drop")
def _drop_function(table: Table, connection: Any, **_: Any) -> None:
    if table.info.get("append_only") and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {table.name}_is_kept()")


def rights_statements(role: str) -> tuple[str, ...]:
    """What an owner grants the application's role on PostgreSQL: it owns nothing, and of what is kept it only adds.

    Raises ``ValueError`` for a role's name that would have to be quoted.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise ValueError(f"{role!r} is not a plain name of a role: use small letters, digits and _")
    statements = [f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"]
    for table in Base.metadata.sorted_tables:
        may = "SELECT, INSERT" if table.info.get("append_only") else "SELECT, INSERT, UPDATE, DELETE"
        if table.name == "chain_head":
            may = "SELECT, INSERT, UPDATE"  # an end of a chain moves on, and is never taken away
        statements.append(f'REVOKE ALL ON "{table.name}" FROM {role}')
        statements.append(f'GRANT {may} ON "{table.name}" TO {role}')
    return tuple(statements)
