"""Encrypted fields: what is kept, what opens it and what does not."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from employer import sealed
from employer.feedback.models import Feedback

CODE = "010190-999P"
FEEDBACK = {"received_at": datetime(2026, 11, 22, tzinfo=UTC), "language": "fi", "contact": None}


@pytest.fixture(autouse=True)
def own_keys_afterwards() -> Iterator[None]:
    before = sealed._keys
    yield
    sealed._keys = before


def test_a_sealed_text_opens_in_its_place_only() -> None:
    kept = sealed.seal(CODE, "employee.identity_code")
    assert sealed.unseal(kept, "employee.identity_code") == CODE
    with pytest.raises(sealed.SealError):
        sealed.unseal(kept, "employee.iban")


def test_the_kept_form_names_version_and_key_and_hides_the_text() -> None:
    kept = sealed.seal(CODE, "employee.identity_code")
    version, key_id, _nonce, _hidden = kept.split("|")
    assert (version, key_id, sealed.key_of(kept)) == ("v1", "k1", "k1")
    assert "010190" not in kept


def test_the_same_text_is_never_kept_the_same_way_twice() -> None:
    assert sealed.seal(CODE, "a.b") != sealed.seal(CODE, "a.b")


@pytest.mark.parametrize("spoil", [lambda kept: kept[:-3] + "AAA", lambda kept: "v2" + kept[2:], lambda kept: "x"])
def test_a_changed_value_does_not_open_and_the_error_does_not_show_it(spoil) -> None:  # type: ignore[no-untyped-def]
    kept = sealed.seal(CODE, "a.b")
    with pytest.raises(sealed.SealError) as error:
        sealed.unseal(spoil(kept), "a.b")
    assert CODE not in str(error.value)
    assert kept not in str(error.value)


def test_an_old_key_still_opens_and_an_unknown_key_does_not() -> None:
    keys = sealed._in_use()
    kept = sealed.seal(CODE, "a.b")
    sealed.use_keys(sealed.Keys("k2", keys.keys, keys.search_key))
    assert sealed.unseal(kept, "a.b") == CODE
    assert sealed.key_of(sealed.seal(CODE, "a.b")) == "k2"
    sealed.use_keys(sealed.Keys("k2", {"k2": keys.keys["k2"]}, keys.search_key))
    with pytest.raises(sealed.SealError, match="k1"):
        sealed.unseal(kept, "a.b")


def test_without_keys_nothing_is_sealed() -> None:
    sealed._keys = None
    with pytest.raises(sealed.SealError, match="use_keys"):
        sealed.seal(CODE, "a.b")


def test_keys_are_not_shown_when_printed() -> None:
    assert "search_key" not in repr(sealed._in_use())


def test_search_keys_compare_normal_forms_and_keep_the_separator() -> None:
    assert sealed.search_key("fi21 1234 5600 0007 85") == sealed.search_key("FI2112345600000785")
    assert sealed.search_key("010190-999P") != sealed.search_key("010190Y999P")
    assert len(sealed.search_key(CODE)) == 64


TRIAL = Table(
    "sealed_trial",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("code", sealed.SealedText("sealed_trial.code", once_plain=True)),
    Column("paper", sealed.SealedBytes("sealed_trial.paper")),
)
PAPER = bytes(range(256)) + b"#1#"


@pytest.fixture
def trial(engine: Engine) -> Iterator[Session]:
    """A table with a sealed text and sealed bytes: a row of each, and one of nothing."""
    with engine.connect() as connection, connection.begin() as transaction:
        TRIAL.create(connection)
        rows = [{"id": 1, "code": CODE, "paper": PAPER}, {"id": 2, "code": None, "paper": None}]
        connection.execute(insert(TRIAL), [sealed.tied(TRIAL, row) for row in rows])
        with Session(connection) as session:
            yield session
        transaction.rollback()


def codes(session: Session) -> list[str | None]:
    return list(session.execute(select(TRIAL.c.code).order_by(TRIAL.c.id)).scalars())


def test_a_sealed_column_keeps_no_plain_text(trial: Session) -> None:
    assert codes(trial) == [CODE, None]
    assert trial.execute(select(TRIAL.c.paper).order_by(TRIAL.c.id)).scalars().all() == [PAPER, None]
    raw, paper = trial.execute(text("select code, paper from sealed_trial where id = 1")).one()
    assert raw.startswith("v1|k1|")
    assert CODE not in raw
    assert bytes(paper).startswith(b"v1|k1|")
    assert PAPER[:20] not in bytes(paper)


def test_it_is_read_under_another_name_of_its_table_and_of_its_own(trial: Session) -> None:
    other = TRIAL.alias("other")
    both = select(TRIAL.c.code.label("mine"), other.c.code).join(other, other.c.id == TRIAL.c.id).where(other.c.id == 1)
    assert trial.execute(both).one() == (CODE, CODE)


@pytest.mark.parametrize("column", ["code", "paper"])
def test_a_value_moved_to_another_row_does_not_open(trial: Session, column: str) -> None:
    trial.execute(text(f"update sealed_trial set {column} = (select {column} from sealed_trial where id = 1)"))  # noqa: S608
    read = select(TRIAL.c[column]).order_by(TRIAL.c.id)
    assert trial.execute(read.where(TRIAL.c.id == 1)).scalar_one() in (CODE, PAPER)
    with pytest.raises(sealed.SealError, match=f"sealed_trial.{column}"):
        trial.execute(read).scalars().all()


def test_a_value_of_before_rows_were_named_still_opens(trial: Session) -> None:
    kept = sealed.seal(CODE, "sealed_trial.code")
    trial.execute(text("update sealed_trial set code = :kept where id = 2"), {"kept": kept})
    assert codes(trial) == [CODE, CODE]


def test_a_value_that_nobody_tied_to_its_row_is_not_written(trial: Session) -> None:
    with pytest.raises(StatementError, match="not tied to its row"):
        trial.execute(insert(TRIAL), {"id": 3, "code": CODE})


def test_rows_of_one_flush_get_numbers_of_their_own_and_what_changes_is_tied_again(session: Session) -> None:
    made = [Feedback(**FEEDBACK, message=words) for words in ("one", "two")]
    session.add_all(made)
    session.flush()
    assert made[1].id == made[0].id + 1
    made[0].message = "changed"
    session.flush()
    session.expire_all()
    assert [one.message for one in made] == ["changed", "two"]
    kept = session.scalar(text("select message from feedback where id = :id"), {"id": made[0].id})
    assert sealed.unseal(kept, f"feedback.message#{made[0].id}") == "changed"


def test_a_row_is_not_numbered_outside_a_transaction(sqlite_url: str) -> None:
    with create_engine(sqlite_url).connect() as connection, pytest.raises(sealed.SealError, match="in the transaction"):
        sealed.next_id(connection, TRIAL)


def test_a_row_from_before_a_column_was_sealed_is_read_as_it_is_and_a_changed_one_never(trial: Session) -> None:
    trial.execute(text("update sealed_trial set code = 'sairas #2 lapsi'"))
    assert codes(trial) == ["sairas #2 lapsi"] * 2
    kept = sealed.seal("sairas lapsi", "sealed_trial.code#1")
    trial.execute(text("update sealed_trial set code = :kept"), {"kept": kept[:-4] + "AAA="})
    with pytest.raises(sealed.SealError):
        codes(trial)


def test_the_place_of_a_column_must_be_table_and_column() -> None:
    with pytest.raises(ValueError, match=r"table\.column"):
        sealed.SealedText("code")


@pytest.mark.parametrize("fact", [date(2026, 11, 22), True, False, 0, 9, None])
def test_a_fact_is_read_as_it_was_written(fact: date | bool | int | None) -> None:
    read = {bool: sealed.truth_of, date: sealed.day_of}.get(type(fact), sealed.number_of)
    assert read(sealed.written(fact)) is fact or read(sealed.written(fact)) == fact
    assert read(None) is None


def test_a_decimal_is_written_as_it_stands() -> None:
    assert sealed.written(Decimal("12000.00")) == "12000.00"
    assert sealed.written(Decimal("1E+2")) == "100"


@pytest.mark.parametrize(("words", "as_long"), [("", True), ("x" * 32, True), ("x" * 33, False), ("ä" * 17, False)])
def test_the_length_of_a_short_text_is_not_seen(words: str, as_long: bool) -> None:
    kept = sealed.seal(words, "a.b")
    assert sealed.unseal(kept, "a.b") == words
    assert (len(kept) == len(sealed.seal("sick", "a.b"))) is as_long


def test_a_text_that_was_not_filled_up_still_opens() -> None:
    keys = sealed._in_use()
    hidden = AESGCM(keys.keys["k1"]).encrypt(bytes(12), b"sick", b"a.b")
    kept = "|".join(("v1", "k1", *(base64.b64encode(part).decode() for part in (bytes(12), hidden))))
    assert sealed.unseal(kept, "a.b") == "sick"


WAS = Table(
    "sealed_was",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("words", sealed.SealedText("sealed_was.words", was=String(4))),
    Column("day", sealed.SealedText("sealed_was.day", was=Date())),
    Column("yes", sealed.SealedText("sealed_was.yes", was=Boolean())),
    Column("number", sealed.SealedText("sealed_was.number", was=Integer())),
)


def test_a_column_that_was_of_another_type_reads_rows_of_then_and_of_now(engine: Engine) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        WAS.create(connection)
        kinds = [str(column["type"]) for column in inspect(connection).get_columns("sealed_was")]
        kept = ["VARCHAR(4)", "DATE", "BOOLEAN", "INTEGER"] if engine.dialect.name == "sqlite" else ["TEXT"] * 4
        assert kinds[1:] == kept
        plain = {"words": "sick", "day": "2026-11-22", "yes": "1", "number": "9"}
        connection.execute(text("insert into sealed_was values (1, 'sick', '2026-11-22', '1', '9')"))
        connection.execute(insert(WAS), sealed.tied(WAS, {"id": 2, **plain, "words": "longer than four"}))
        rows = connection.execute(select(*(WAS.c[name] for name in plain)).order_by(WAS.c.id)).mappings().all()
        assert rows[0] == plain
        assert rows[1] == {**plain, "words": "longer than four"}
        for row in connection.execute(text("select words, day, yes, number from sealed_was where id = 2")):
            assert all(one.startswith("v1|k1|") for one in row)
        transaction.rollback()
