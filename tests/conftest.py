"""Databases, the application and the browser for every test.

Data-layer tests run on SQLite and on PostgreSQL. Each test process makes its own PostgreSQL database and drops it. The
server is the one that ``TEST_DATABASE_URL`` names, or the one on 127.0.0.1:5432; with ``REQUIRE_POSTGRESQL=1`` its
absence is a failure, otherwise those tests are skipped and say why.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import pkgutil
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from hypothesis import settings as properties
from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from waitress.server import create_server

import employer
from employer import accounts, clock, sealed
from employer.accounts import service as account_service
from employer.app import Application, create_app
from employer.config import Settings
from employer.db import Base, make_engine, make_sessions, unit_of_work

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KEYS = {
    "form_key": bytes(range(10, 42)),
    "field_keys": {"k1": bytes(range(60, 92)), "k2": bytes(range(100, 132))},
    "search_key": bytes(range(150, 182)),
}

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOBODY = QUICK.hash("nobody's password")

# A busy machine is no fault of the code, and every run tries the same examples: `make campaign` tries new ones.
properties.register_profile("same", deadline=None, derandomize=True)
properties.register_profile("new", deadline=None, max_examples=1000)
properties.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

DEMO_IMPORTED = datetime(2026, 11, 9, 10, tzinfo=UTC)


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


def use_test_keys() -> None:
    """Seals with the keys of the tests."""
    sealed.use_keys(sealed.Keys("k1", KEYS["field_keys"], KEYS["search_key"]))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def sealed_with_test_keys() -> None:
    """Encrypted columns work in every test, whichever keys the test before it used."""
    use_test_keys()


@pytest.fixture(autouse=True)
def quick_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 takes a quarter of a second on purpose; only the tests marked ``slow_passwords`` wait for it."""
    if request.node.get_closest_marker("slow_passwords") is None:
        monkeypatch.setattr(account_service, "_hasher", QUICK)
        monkeypatch.setattr(account_service, "_NOBODY", NOBODY)


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """The folder of this process's installation under test: in memory where there is such a disk, as every commit waits
    until the disk has it."""
    memory = "/dev/shm"  # noqa: S108 - what is made in it has a name that nobody can foresee
    with tempfile.TemporaryDirectory(
        prefix="employer-tests-", dir=memory if os.access(memory, os.W_OK) else None
    ) as made:
        yield Path(made)


@pytest.fixture(scope="session")
def sqlite_url(place: Path) -> str:
    """Address of a SQLite file with every table and no rows; tests copy it or roll back."""
    path = place / "empty.sqlite3"
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
    _on_server(f'ALTER DATABASE "{name}" SET synchronous_commit = off')  # nobody needs what a test wrote after a crash
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


@pytest.fixture(scope="session")
def engines() -> Iterator[dict[str, Engine]]:
    """The engines that were opened, by address: what SQLAlchemy has compiled once serves every test."""
    made: dict[str, Engine] = {}
    yield made
    for one in made.values():
        one.dispose()


@pytest.fixture
def engine(database: str, request: pytest.FixtureRequest, engines: dict[str, Engine]) -> Engine:
    """An engine of a database with every table. What a test writes is rolled back: see ``session``."""
    url = request.getfixturevalue(f"{database}_url")
    if url not in engines:
        engines[url] = make_engine(url)
    return engines[url]


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose every change is rolled back after the test, also what the test commits."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as made:
            yield made
        transaction.rollback()


@pytest.fixture(scope="session")
def demo_sqlite_url(sqlite_url: str, place: Path) -> str:
    """Address of a SQLite file with the demo's household and people; tests copy it."""
    from employer.household import service as household_service

    use_test_keys()  # it may be made after a test that used others
    path = place / "demo.sqlite3"
    shutil.copy(make_url(sqlite_url).database or "", path)
    engine = make_engine(f"sqlite:///{path}")
    # Imported on a day of its own year, so that tests may stop the clock in that year whenever they run.
    with pytest.MonkeyPatch.context() as patch, unit_of_work(make_sessions(engine)) as made:
        patch.setattr(clock, "now", lambda: DEMO_IMPORTED)
        household_service.make_demo(made)
    engine.dispose()
    return f"sqlite:///{path}"


@pytest.fixture
def fresh_sqlite_url(request: pytest.FixtureRequest, place: Path) -> str:
    """Address of this test's own SQLite file with every table: for tests that commit from several connections.

    With the mark ``demo`` it holds the demo's household and people.
    """
    given = "demo_sqlite_url" if request.node.get_closest_marker("demo") else "sqlite_url"
    path = place / "own.sqlite3"
    for old in place.glob(f"{path.name}*"):  # whoever still has it open keeps the old file, which has no name now
        old.unlink()
    shutil.copy(make_url(request.getfixturevalue(given)).database or "", path)
    return f"sqlite:///{path}"


# The application -----------------------------------------------------------------------------------------------------


@pytest.fixture
def settings(fresh_sqlite_url: str, place: Path) -> Settings:
    """Settings of this test's application."""
    return settings_for_tests(place, fresh_sqlite_url)


@pytest.fixture(scope="session")
def applications() -> Iterator[list[Application]]:
    """The application that every test of this process uses, once it is made."""
    made: list[Application] = []
    yield made
    for one in made:
        one.extensions["engine"].dispose()


@pytest.fixture
def app(request: pytest.FixtureRequest, settings: Settings, applications: list[Application]) -> Iterator[Application]:
    """An application with an empty database of its own. Errors of the program reach the test.

    It is made once in a process: its routes, templates and statements are the same for every test, only the file of
    its database is another. A test that adds routes is marked ``own_app``.
    """
    own = request.node.get_closest_marker("own_app") is not None
    if own or not applications:
        made = create_app(settings)
        if not own:
            applications.append(made)
    else:
        made = applications[0]
        sealed.use_keys(settings)
    made.testing = True
    yield made
    made.extensions["engine"].dispose()


@pytest.fixture
def client(app: Application) -> FlaskClient:
    """A visitor who has not signed in."""
    return app.test_client()


class Signer:
    """Makes people and signs them in, straight through the services."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self.count = 0

    def unit(self):  # type: ignore[no-untyped-def]
        """A unit of work on the application's database."""
        return unit_of_work(self.app.extensions["edge"].sessions)

    def person(self, name: str = "Aino Esimerkki", language: str = "fi", *, demo: bool = True) -> int:
        """A new person's account."""
        self.count += 1
        new = accounts.NewAccount(f"person-{self.count}@example.invalid", name, language, None, demo=demo)
        with self.unit() as session:
            return accounts.create_account(session, new)

    def relate(
        self,
        person_id: int,
        employer_id: int,
        role: str,
        *mandates: str,
        employee_id: int | None = None,
        first: date = date(2026, 1, 1),
        last: date | None = None,
    ) -> int:
        """What the person is to an employer."""
        new = accounts.NewRelation(person_id, role, first, last, frozenset(mandates), employee_id)
        with self.unit() as session:
            return accounts.relate(session, employer_id, new)

    def reference(self, person_id: int, acting_for: int | None = None) -> str:
        """The session reference of a new sign-in."""
        with self.unit() as session:
            reference = account_service.start(session, person_id)
            if acting_for is not None:
                session.flush()
                session_id = session.execute(text("select max(id) from sign_in")).scalar_one()
                reference = account_service.renew(session, session_id, acting_for=acting_for)
        return reference

    def client(self, person_id: int, acting_for: int | None = None) -> FlaskClient:
        """A signed-in client; carers and helpers act for the given employer."""
        made = self.app.test_client()
        made.set_cookie("session", self.reference(person_id, acting_for), domain="localhost")
        return made


@pytest.fixture
def signer(app: Application) -> Signer:
    """Makes people and signs them in."""
    return Signer(app)


@dataclass(frozen=True)
class Demo:
    """The demo's employer and its people by role: client, carer, helper, employee."""

    employer_id: int
    people: dict[str, int]


@pytest.fixture
def demo(app: Application, request: pytest.FixtureRequest) -> Demo:
    """The demo's household; the test needs the mark ``demo``."""
    assert request.node.get_closest_marker("demo"), "mark the test: @pytest.mark.demo"
    with app.extensions["edge"].sessions() as made:
        (employer_id,) = made.execute(text("SELECT id FROM employer")).scalars()
        people = {right.role: account.person_id for account, right in accounts.people_of(made, employer_id)}
    return Demo(employer_id, people)


# The browser ---------------------------------------------------------------------------------------------------------

CHROMIUM_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """The program of Chromium or Chrome: the one that ``CHROMIUM`` names, or the first that is found.

    Debian's headless shell is the same engine without its window: the tests need a quarter less time with it.
    """
    named = os.environ.get("CHROMIUM")
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = named or next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("no Chromium or Chrome is found: install it (make chromium) or name it in CHROMIUM")
    return found


@pytest.fixture(scope="session")
def servers() -> Iterator[ExitStack]:
    """What serves the process's application as long as there are tests."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def browser(servers: ExitStack) -> Iterator[Browser]:
    """Headless Chromium, one per test process; it goes before the server, whose thread ends with its last visitor."""
    from playwright.sync_api import sync_playwright

    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield made
        made.close()


@contextmanager
def serving(app: Application) -> Iterator[str]:
    """Serves an application with the same server as in use, and gives its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def addresses() -> dict[int, str]:
    """Where an application is served."""
    return {}


@pytest.fixture
def served(
    app: Application, applications: list[Application], servers: ExitStack, addresses: dict[int, str]
) -> Iterator[str]:
    """The application's address, served by the same server as in use."""
    app.testing = False
    if app not in applications:
        with serving(app) as address:
            yield address
        return
    if id(app) not in addresses:
        addresses[id(app)] = servers.enter_context(serving(app))
    yield addresses[id(app)]


@pytest.fixture(scope="session")
def free_pages(browser: Browser) -> dict[tuple[str, bool], list[Page]]:
    """Browser pages that tests have left, by the server's address and whether scripts run: a new one takes as long as
    looking at one, and one that has run a program once runs it faster the next time."""
    return {}


@pytest.fixture
def open_page(
    browser: Browser, served: str, signer: Signer, free_pages: dict[tuple[str, bool], list[Page]]
) -> Iterator[Callable[..., Page]]:
    """Opens a browser page for a visitor, or for a signed-in person: ``open_page(person_id, width=320)``.

    Each has cookies of its own, and none that another test left. ``own`` is for a test that changes what a browser page
    knows beyond its cookies.
    """
    used: list[tuple[tuple[str, bool], Page]] = []
    owned = []

    def new(scripts: bool) -> Page:
        context = browser.new_context(
            base_url=served,
            locale="fi-FI",
            viewport={"width": 1280, "height": 900},
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(15000)
        return page

    def opened(
        person_id: int | None = None,
        *,
        acting_for: int | None = None,
        width: int = 1280,
        scripts: bool = True,
        own: bool = False,
    ) -> Page:
        free = free_pages.setdefault((served, scripts), [])
        page = free.pop() if free and not own else new(scripts)
        if own:
            owned.append(page)
        else:
            used.append(((served, scripts), page))
        page.set_viewport_size({"width": width, "height": 900})
        if person_id is not None:
            reference = signer.reference(person_id, acting_for)
            page.context.add_cookies([{"name": "session", "value": reference, "url": served}])
        return page

    yield opened
    for page in owned:
        page.context.close()
    for kind, page in used:
        page.goto("about:blank")
        page.context.clear_cookies()
        free_pages[kind].append(page)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is read once and stays (tests, law, texts, tables) is not searched for garbage again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests begin first, so that no process waits for another one's at the end."""
    items.sort(key=lambda item: "test_every_page" not in item.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says plainly whether the data-layer tests ran on PostgreSQL."""
    where = postgresql_server().render_as_string(hide_password=True)
    try:
        _on_server("SELECT 1")
    except OperationalError:
        terminalreporter.write_line(
            f"PostgreSQL: no server answers at {where}; the data-layer tests ran on SQLite only.", yellow=True
        )
    else:
        terminalreporter.write_line(f"PostgreSQL: the data-layer tests also used {where}.")
