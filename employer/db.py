"""Engine, session, base class and the column types for cents, minutes, moments and encrypted text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Engine, Integer, MetaData, String, Table, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

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


def make_engine(url: str) -> Engine:
    """An engine for the address, with the settings that each database needs to be safe.

    SQLite: writing transactions begin at once (``BEGIN IMMEDIATE``), so that two writers never meet half-way.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def settings(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN stays off
        cursor = connection.cursor()
        for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("PRAGMA trusted_schema=OFF")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """A maker of sessions that keep objects usable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def unit_of_work(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """One unit of work: committed when the block succeeds, rolled back otherwise. Only edges open it."""
    with sessions() as session, session.begin():
        yield session


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


def append_only(table: Any) -> None:
    """Marks a table as one whose rows are only added; the triggers come and go with the table, in migrations too."""
    table.info["append_only"] = True


@event.listens_for(Table, "after_create")
def _add_triggers(table: Table, connection: Any, **_: Any) -> None:
    if table.info.get("append_only"):
        for statement in append_only_statements(table.name, connection.dialect.name):
            connection.exec_driver_sql(statement)


@event.listens_for(Table, "after_drop")
def _drop_function(table: Table, connection: Any, **_: Any) -> None:
    if table.info.get("append_only") and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {table.name}_is_kept()")
