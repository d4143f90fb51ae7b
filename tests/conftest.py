"""Databases, the application and the browser for every test.

Data-layer tests run on SQLite and on PostgreSQL. Each test process makes its own PostgreSQL database and drops it. The
server is the one that ``TEST_DATABASE_URL`` names, or the one on 127.0.0.1:5432; with ``REQUIRE_POSTGRESQL=1`` its
absence is a failure, otherwise those tests are skipped and say why.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import pkgutil
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

import employer
from employer import sealed
from employer.config import Settings
from employer.db import Base, make_engine

KEYS = {
    "form_key": bytes(range(10, 42)),
    "field_keys": {"k1": bytes(range(60, 92)), "k2": bytes(range(100, 132))},
    "search_key": bytes(range(150, 182)),
}


def load_models() -> None:
    """Imports every feature's tables, so that the metadata is whole."""
    importlib.import_module("employer.audit")
    for feature in pkgutil.iter_modules(employer.__path__, "employer."):
        if feature.ispkg and importlib.util.find_spec(f"{feature.name}.models"):
            importlib.import_module(f"{feature.name}.models")


def settings_for_tests(instance: Path, database_url: str, **changes: object) -> Settings:
    """Settings of an application under test: the demo on http, with fixed keys."""
    given: dict[str, object] = {
        "instance": instance,
        "database_url": database_url,
        "demo": True,
        "https": False,
        "trusted_hosts": ("127.0.0.1", "localhost"),
        "trusted_proxies": 0,
        "field_key": "k1",
        **KEYS,
        **changes,
    }
    return Settings(**given)  # type: ignore[arg-type]


@pytest.fixture(scope="session", autouse=True)
def sealed_with_test_keys() -> None:
    """Encrypted columns work in every test."""
    sealed.use_keys(sealed.Keys("k1", KEYS["field_keys"], KEYS["search_key"]))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of a SQLite file with every table and no rows; tests copy it or roll back."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    load_models()
    engine = make_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return f"sqlite:///{path}"


def postgresql_server() -> URL:
    """Where the PostgreSQL server is expected."""
    named = os.environ.get("TEST_DATABASE_URL")
    url = make_url(named or "postgresql://postgres@127.0.0.1:5432/postgres")
    return url.set(drivername="postgresql+psycopg")


def _on_server(statement: str) -> None:
    server = create_engine(postgresql_server(), isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5})
    try:
        with server.connect() as connection:
            connection.execute(text(statement))
    finally:
        server.dispose()


@pytest.fixture(scope="session")
def empty_postgresql_url() -> Iterator[str]:
    """Address of this process's own PostgreSQL database, without tables; dropped at the end."""
    name = f"employer_test_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    try:
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    except OperationalError as error:
        where = postgresql_server().render_as_string(hide_password=True)
        message = f"no PostgreSQL server answers at {where}; set TEST_DATABASE_URL to one"
        if os.environ.get("REQUIRE_POSTGRESQL") == "1":
            pytest.fail(f"{message} ({type(error.orig).__name__})")
        pytest.skip(message)
    _on_server(f'CREATE DATABASE "{name}"')
    yield postgresql_server().set(database=name).render_as_string(hide_password=False)
    _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgresql_url(empty_postgresql_url: str) -> str:
    """Address of this process's PostgreSQL database with every table and no rows."""
    load_models()
    engine = make_engine(empty_postgresql_url)
    Base.metadata.create_all(engine)
    engine.dispose()
    return empty_postgresql_url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The databases that a data-layer test runs on."""
    return str(request.param)


@pytest.fixture
def engine(database: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine of a database with every table. Tests that commit use ``fresh_engine``."""
    url = request.getfixturevalue(f"{database}_url")
    made = make_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose every change is rolled back after the test, also what the test commits."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as made:
            yield made
        transaction.rollback()


@pytest.fixture
def fresh_sqlite_url(sqlite_url: str, tmp_path: Path) -> str:
    """Address of this test's own SQLite file with every table: for tests that commit from several connections."""
    path = tmp_path / "own.sqlite3"
    shutil.copy(make_url(sqlite_url).database or "", path)
    return f"sqlite:///{path}"
