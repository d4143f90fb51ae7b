"""The pages on PostgreSQL: every page opens, and the demo's month goes from the approval to the files that are sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from employer import clock
from employer.app import Application, create_app
from employer.db import Base, make_engine, unit_of_work
from employer.household import service as household_service
from tests.conftest import DEMO_IMPORTED, Signer, settings_for_tests
from tests.employer.households import stop_clock
from tests.employer.test_every_page import reached
from tests.pages import send, visit

HOME = "/e/1/"


@pytest.fixture
def served_from_postgresql(
    empty_postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    """An application whose database is a schema of PostgreSQL with the demo's household."""
    url = make_url(empty_postgresql_url)
    server = make_engine(url.render_as_string(hide_password=False))
    with server.begin() as connection:
        connection.execute(text("CREATE SCHEMA pages"))
    with_schema = url.update_query_dict({"options": "-csearch_path=pages"})
    app = create_app(settings_for_tests(tmp_path, with_schema.render_as_string(hide_password=False)))
    app.testing = True
    Base.metadata.create_all(app.extensions["engine"])
    monkeypatch.setattr(clock, "now", lambda: DEMO_IMPORTED)
    with unit_of_work(app.extensions["edge"].sessions) as session:
        household_service.make_demo(session)
    stop_clock(monkeypatch)
    yield app
    app.extensions["engine"].dispose()
    with server.begin() as connection:
        connection.execute(text("DROP SCHEMA pages CASCADE"))
    server.dispose()


def test_the_pages_and_the_months_work_are_the_same_on_postgresql(served_from_postgresql: Application) -> None:
    with served_from_postgresql.extensions["edge"].sessions() as session:
        owner = session.execute(text("SELECT person_id FROM relation WHERE role = 'client'")).scalar_one()
    client = Signer(served_from_postgresql).client(owner)
    give = f"{HOME}pay/runs/10/1/give"
    page = visit(client, give)
    fields = {one.get("name", ""): one.get("value", "") for one in page.all("input", type="hidden")}
    given = send(client, give, {name: fields[name] for name in ("fingerprint", "request_key")})
    assert "Palkkalaskelma on annettu" in given.words()
    pay_day = f"{HOME}reports/2026-10-30"
    for kind, subject in (("payment", "0"), ("wage", "1"), ("separate", "0")):
        page = send(client, pay_day, {"kind": kind, "subject": subject})
    assert "Kaikki tiedostot on tehty." in page.words()
    assert "Merkitsimme" in send(client, f"{HOME}reports/carried/1", {}, on=pay_day).words()
    assert len(reached(served_from_postgresql, client, HOME)) > 200
