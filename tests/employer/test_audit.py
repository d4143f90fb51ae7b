"""The log of changes: readable, limited to one employer, and kept by the database itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from employer import audit
from employer.audit import Change

AT = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


def test_a_change_says_who_what_from_and_to(session: Session) -> None:
    audit.record(
        session,
        5,
        "Salla Esimerkki (1)",
        "wage",
        {"euros": "13.20"},
        {"euros": "13.60", "from": date(2026, 6, 1)},
        at=AT,
    )
    audit.record(session, 6, "Aino Esimerkki (2)", "wage", None, {"euros": None})
    session.flush()
    (change,) = audit.changes(session, 5)
    assert (change.actor, change.what, change.recorded_at) == ("Salla Esimerkki (1)", "wage", AT)
    assert change.before == {"euros": "13.20"}
    assert change.after == {"euros": "13.60", "from": "2026-06-01"}
    (other,) = audit.changes(session, 6)
    assert (other.before, other.after) == ({}, {"euros": None})


@pytest.mark.parametrize(
    "attempt",
    [
        update(Change).values(actor="somebody else"),
        delete(Change),
        text("UPDATE change SET what = 'nothing'"),
        text("DELETE FROM change WHERE employer_id = 5"),
    ],
)
def test_the_database_refuses_to_change_or_remove_a_row(session: Session, attempt) -> None:  # type: ignore[no-untyped-def]
    audit.record(session, 5, "Salla Esimerkki (1)", "wage", None, {"euros": "13.60"}, at=AT)
    session.flush()
    with pytest.raises(DBAPIError, match="are kept as they are"), session.begin_nested():
        session.execute(attempt)
    (change,) = audit.changes(session, 5)
    assert change.what == "wage"


def test_postgresql_refuses_to_empty_the_table(postgresql_url: str) -> None:
    from employer.db import make_engine

    engine = make_engine(postgresql_url)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="are kept as they are"):
        connection.execute(text("TRUNCATE change"))
    engine.dispose()
