"""The chains of logs and ledger: every row that was changed, dropped, added or swapped is found."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Column, MetaData, String, Table, select, text
from sqlalchemy.orm import Session

from employer import audit, chain, sealed
from employer.audit import Change
from employer.cli import main

AT = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
ROWS = 8
TABLE: Any = Change.__table__


def written(session: Session, employer_id: int = 5, rows: int = ROWS) -> None:
    for number in range(rows):
        audit.record(
            session, employer_id, "Salla Esimerkki (1)", f"wage {number}", None, {"day": date(2026, 6, 1)}, at=AT
        )


def without_triggers(session: Session) -> None:
    """Somebody with the owner's rights."""
    if session.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER change_no_{verb}"))
    else:
        session.execute(text("ALTER TABLE change DISABLE TRIGGER USER"))


def numbers(session: Session) -> list[int]:
    return list(session.scalars(select(TABLE.c.id).where(TABLE.c.employer_id == 5).order_by(TABLE.c.position)))


def test_an_untouched_chain_holds_and_knows_its_end(session: Session) -> None:
    written(session)
    written(session, 6, 2)
    assert chain.verify(session) == ()
    found = {one.employer_id: one.rows for one in chain.heads(session) if one.chain == "change"}
    assert (found[5], found[6]) == (ROWS, 2)
    rows = session.execute(select(TABLE).where(TABLE.c.employer_id == 5).order_by(TABLE.c.position)).mappings().all()
    assert [row["position"] for row in rows] == list(range(1, ROWS + 1))
    assert [row["previous"] for row in rows[1:]] == [row["hash"] for row in rows[:-1]]


def change_a_row(session: Session, luck: random.Random) -> None:
    number = luck.choice(numbers(session))
    column, value = luck.choice(
        [("what", "nothing"), ("actor", "nobody"), ("recorded_at", AT + timedelta(seconds=1)), ("person_id", 77)]
    )
    session.execute(TABLE.update().where(TABLE.c.id == number).values({column: value}))


def garble_what_is_sealed(session: Session, luck: random.Random) -> None:
    statement = text('UPDATE change SET "after" = :after WHERE id = :number')
    session.execute(
        statement, {"after": luck.choice(["", "x", "v1|k1|AAAA|AAAA"]), "number": luck.choice(numbers(session))}
    )


def drop_a_row(session: Session, luck: random.Random) -> None:
    session.execute(TABLE.delete().where(TABLE.c.id == luck.choice(numbers(session))))


def drop_the_last_row(session: Session, luck: random.Random) -> None:
    session.execute(TABLE.delete().where(TABLE.c.id == numbers(session)[-1]))


def add_a_row(session: Session, luck: random.Random) -> None:
    last = session.execute(select(TABLE).where(TABLE.c.employer_id == 5).order_by(TABLE.c.position.desc())).mappings()
    row = {**dict(last.first() or {}), "what": "forged", "position": ROWS + 1}
    row["previous"] = row["hash"]
    row["hash"] = chain.hash_of(TABLE, row)
    del row["id"]
    session.execute(TABLE.insert().values(sealed.tied(TABLE, row)))


def swap_two_rows(session: Session, luck: random.Random) -> None:
    one, other = luck.sample(numbers(session), 2)
    wanted = text('SELECT what, "after" FROM change WHERE id = :number')
    rows = {number: session.execute(wanted, {"number": number}).one() for number in (one, other)}
    write = text('UPDATE change SET what = :what, "after" = :after WHERE id = :number')
    for number, by in ((one, other), (other, one)):
        session.execute(write, {"what": rows[by].what, "after": rows[by].after, "number": number})


def swap_two_numbers(session: Session, luck: random.Random) -> None:
    one, other = luck.sample(numbers(session), 2)
    for before, after in ((one, -1), (other, one), (-1, other)):
        session.execute(TABLE.update().where(TABLE.c.id == before).values(id=after))


def move_to_another_chain(session: Session, luck: random.Random) -> None:
    session.execute(TABLE.update().where(TABLE.c.id == luck.choice(numbers(session))).values(employer_id=9))


TAMPERINGS = (
    change_a_row,
    garble_what_is_sealed,
    drop_a_row,
    drop_the_last_row,
    add_a_row,
    swap_two_rows,
    swap_two_numbers,
    move_to_another_chain,
)


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.__name__)
def test_tampering_is_found(session: Session, tampering: Any) -> None:
    written(session)
    without_triggers(session)
    for seed in range(15):
        with session.begin_nested() as trial:
            tampering(session, random.Random(seed))
            assert chain.verify(session) != (), f"{tampering.__name__} with seed {seed} was not found"
            trial.rollback()
    assert chain.verify(session) == ()


def test_a_chain_made_anew_from_the_beginning_is_found_by_the_ends_kept_outside(session: Session) -> None:
    written(session)
    kept = [one for one in chain.heads(session) if one.employer_id == 5]
    assert chain.verify(session, kept) == ()
    without_triggers(session)
    session.execute(text("DELETE FROM change WHERE employer_id = 5"))
    session.execute(text("DELETE FROM chain_head WHERE employer_id = 5"))
    for number in range(ROWS):
        audit.record(session, 5, "Somebody else", f"wage {number}", None, None, at=AT)
    assert chain.verify(session) == ()
    (found,) = chain.verify(session, kept)
    assert (found.employer_id, found.position, found.what) == (5, ROWS, "is not what was kept outside")


def test_the_commands_keep_the_ends_and_tell_what_is_broken(
    fresh_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from employer.db import make_engine, make_sessions, unit_of_work

    monkeypatch.setenv("EMPLOYER_DEMO", "1")
    monkeypatch.setenv("EMPLOYER_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("EMPLOYER_DATABASE_URL", fresh_sqlite_url)
    from employer import config, sealed

    before = sealed._keys
    try:
        sealed.use_keys(config.load())
        engine = make_engine(fresh_sqlite_url)
        with unit_of_work(make_sessions(engine)) as session:
            written(session)
        heads = tmp_path / "heads.jsonl"
        assert CliRunner().invoke(main, ["chain", "keep", str(heads)]).exit_code == 0
        assert len(json.loads(heads.read_text("ascii"))["heads"]) == 1
        fine = CliRunner().invoke(main, ["verify-chain", "--heads", str(heads)])
        assert (fine.exit_code, fine.output) == (0, f"{ROWS} rows in 1 chains hold.\n")
        with unit_of_work(make_sessions(engine)) as session:
            without_triggers(session)
            session.execute(text("UPDATE change SET what = 'nothing' WHERE position = 3"))
        engine.dispose()
        broken = CliRunner().invoke(main, ["verify-chain"])
        assert broken.exit_code == 1
        assert "change of employer 5, row 3: the row was changed" in broken.output
    finally:
        assert before is not None
        sealed.use_keys(before)


def test_a_column_that_came_later_leaves_the_hashes_of_before_as_they_were() -> None:
    """Where it is empty the row's hash is that of a table without it; filled or emptied, it is another."""
    metadata = MetaData()
    columns = [Column(name, String) for name in ("id", "hash", "position", "previous", "facts")]
    before = Table("kept", metadata, *columns)
    after = Table(
        "kept",
        MetaData(),
        *(Column(one.name, String) for one in columns),
        Column("later", String, info={chain.ADDED_LATER: True}),
    )
    row = {"position": "1", "previous": chain.START, "facts": "x"}
    old = chain.hash_of(before, row)
    assert chain.hash_of(after, {**row, "later": None}) == old
    assert len({old, chain.hash_of(after, {**row, "later": ""}), chain.hash_of(after, {**row, "later": "y"})}) == 3
