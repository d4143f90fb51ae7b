"""Migrations: one head, from nothing to the tables of the code and back, on both databases, with rows in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from employer import contracts, leave, people
from employer.app import import_models
from employer.cli import MIGRATIONS, alembic_config
from employer.db import Base, make_engine
from employer.sealed import seal


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


def test_small_tables_of_every_issue_are_kept_by_their_key_alone_on_sqlite(empty: Engine) -> None:
    small = ("chain_head", "paid_on_day", "payslip_counter")
    upgrade(empty, "0023")
    with empty.begin() as connection:
        connection.execute(text("INSERT INTO chain_head VALUES (1, 'change', 7, 'abc')"))
    upgrade(empty)
    with empty.connect() as connection:
        assert connection.execute(text("SELECT * FROM chain_head")).all() == [(1, "change", 7, "abc")]
        if empty.dialect.name == "sqlite":
            for name in small:
                query = text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
                assert "WITHOUT ROWID" in connection.execute(query, {"name": name}).scalar_one()
    downgrade(empty, "0023")
    with empty.connect() as connection:
        assert connection.execute(text("SELECT * FROM chain_head")).all() == [(1, "change", 7, "abc")]


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


def add(connection: Connection, table: str, **values: object) -> None:
    """A row as some release wrote it."""
    places = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})"), values)  # noqa: S608


def test_what_was_clear_before_it_was_encrypted_is_read_as_it_was(empty: Engine) -> None:
    upgrade(empty, "0011")
    then, day = "2026-01-01 10:00:00", "2026-01-01"
    person = {"first_name": "Aino", "last_name": "Esimerkki", "created_at": then, "language": "fi"}
    place = {"street": "x", "postal_code": "x", "city": "x", "country": "FI"}
    named = {"cared_for_first_name": "Otso", "cared_for_last_name": "Esimerkki", "cared_for_born": "2020-08-21"}
    of = {"employer_id": 1, "recorded_at": then, "recorded_on": day, "recorded_by": "Aino", "withdrawn": False}
    of["left_out"] = ""
    said = {"certificate_seen": "2026-03-10", "same_illness_as": "2026-02-05", "child_born": "2022-05-30"}
    with empty.begin() as connection:
        add(
            connection, "employer", id=1, code="a", kind="person", **person, **place, **named, tax_said=False,
            cared_for_relation="child", employer_register="none", identity_code=seal("x", "employer.identity_code"),
        )  # fmt: skip
        add(
            connection, "employee", id=1, employer_id=1, code="b", **person, born="1990-01-01", sex=2,
            protected_address=False,
        )  # fmt: skip
        add(
            connection, "employment", id=1, employer_id=1, employee_id=1, code="c", job="childminding", start=day,
            created_at=then,
        )  # fmt: skip
        add(
            connection, "absence", **of, employment_id=1, kind=seal("sick", "absence.kind"), first="2026-03-09",
            last="2026-03-11", **said, agreed_in_writing=True, own_risk_days=9,
        )  # fmt: skip
        add(connection, "opening", **of, employment_id=1, day=day, year_said=False, card_used=123456)
        percent = seal("35", "tax_card.percent")
        add(
            connection, "tax_card", **of, employee_id=1, valid_from=day, kind="source", percent=percent, deduction=False
        )
    upgrade(empty)
    with Session(empty) as session:
        (absence,) = leave.absences(session, 1, 1, date(2026, 11, 22))
        cared_for = people.employer_details(session, 1).cared_for
        (card,) = people.tax_cards(session, 1, 1, date(2026, 11, 22))
        opening = contracts.opening(session, 1, 1, date(2026, 11, 22))
    days = (absence.certificate_seen, absence.same_illness_as, absence.child_born)
    assert days == (date(2026, 3, 10), date(2026, 2, 5), date(2022, 5, 30))
    assert (absence.kind, absence.agreed_in_writing, absence.own_risk_days) == ("sick", True, 9)
    assert (cared_for.relation, cared_for.born) == ("child", date(2020, 8, 21))
    assert cared_for.name is not None
    assert cared_for.name.full == "Otso Esimerkki"
    assert (card.kind, card.percent, card.deduction, card.ceiling) == ("source", 35, False, None)
    assert opening is not None
    assert opening.card_used_cents == 123456
