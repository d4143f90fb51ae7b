"""Encrypted fields: what is kept, what opens it and what does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, insert, select, text
from sqlalchemy.orm import Session

from employer import sealed

CODE = "010190-999P"


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


def test_a_sealed_column_keeps_no_plain_text(engine: Engine) -> None:
    table = Table(
        "sealed_trial",
        MetaData(),
        Column("id", Integer, primary_key=True),
        Column("code", sealed.SealedText("sealed_trial.code")),
    )
    with engine.connect() as connection, connection.begin() as transaction:
        table.create(connection)
        with Session(connection) as session:
            session.execute(insert(table), [{"id": 1, "code": CODE}, {"id": 2, "code": None}])
            assert session.execute(select(table.c.code).order_by(table.c.id)).scalars().all() == [CODE, None]
            raw = session.execute(text("select code from sealed_trial where id = 1")).scalar_one()
        assert raw.startswith("v1|k1|")
        assert CODE not in raw
        transaction.rollback()


def test_a_row_from_before_a_column_was_sealed_is_read_as_it_is_and_a_changed_one_never() -> None:
    once = sealed.SealedText("trial.why", once_plain=True)
    assert once.process_result_value("sairas lapsi", None) == "sairas lapsi"
    kept = once.process_bind_param("sairas lapsi", None)
    assert kept is not None
    assert kept.startswith("v1|")
    assert once.process_result_value(kept, None) == "sairas lapsi"
    with pytest.raises(sealed.SealError):
        once.process_result_value(kept[:-4] + "AAA=", None)
    with pytest.raises(sealed.SealError):
        sealed.SealedText("trial.why").process_result_value("sairas lapsi", None)


def test_the_place_of_a_column_must_be_table_and_column() -> None:
    with pytest.raises(ValueError, match=r"table\.column"):
        sealed.SealedText("code")
