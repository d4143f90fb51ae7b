"""Encrypted text columns: identity codes, bank accounts, tax cards, health and free text about a person.

Kept as ``v1|key id|nonce|ciphertext`` (AES-256-GCM, 96-bit nonce, the last two parts in base64). The associated data
is ``table.column#row``, so that a value that somebody moved to another column or row does not open. A row is named by
its primary key, or by the columns in its table's ``info["named_by"]``; its number is taken before it is written. Rows
of before 22 November 2026 were tied to their column only; such a value still opens, in any row of its column.

A short text is filled up before it is encrypted, so that ``sick`` and ``annual_holiday`` cannot be told by their
length; for the same reason a fact that may be missing is kept as an empty text (``written``), not as nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    RootTransaction,
    Select,
    Table,
    Text,
    cast,
    func,
    inspect,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy import event as events
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapper
from sqlalchemy.sql.elements import Label
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from employer.config import Settings, fresh_bytes

_VERSION = "v1"
_NONCE_BYTES = 12
_LEAST_BYTES = 32
"""How long a text is made before it is encrypted, with bytes of nothing that are taken off again."""


class SealError(Exception):
    """A kept value cannot be opened: wrong key, wrong place, or changed by somebody. Never says the value."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """``current`` names the key that writes; every key in ``keys`` (32 bytes each) can read."""

    current: str
    keys: Mapping[str, bytes]
    search_key: bytes


_keys: Keys | None = None


def use_keys(keys: Keys | Settings) -> None:
    """Sets the process's keys; called once at the start by the application and the commands."""
    global _keys
    if isinstance(keys, Settings):
        keys = Keys(keys.field_key, dict(keys.field_keys), keys.search_key)
    _keys = keys


def _in_use() -> Keys:
    if _keys is None:
        raise SealError("no keys are in use: call sealed.use_keys at the start")
    return _keys


@cache
def _cipher(key: bytes) -> AESGCM:
    """A key ready for use: making it ready costs as much as encrypting with it."""
    return AESGCM(key)


def seal(text: str, associated: str) -> str:
    """``text`` encrypted for the place that ``associated`` names."""
    keys = _in_use()
    nonce = fresh_bytes(_NONCE_BYTES)
    hidden = _cipher(keys.keys[keys.current]).encrypt(nonce, _filled(text), associated.encode("utf-8"))
    return "|".join((_VERSION, keys.current, base64.b64encode(nonce).decode(), base64.b64encode(hidden).decode()))


def unseal(kept: str, associated: str) -> str:
    """The text that was sealed for the same place. Raises ``SealError``."""
    keys = _in_use()
    parts = kept.split("|")
    if len(parts) != 4 or parts[0] != _VERSION:
        raise SealError(f"a kept value of {associated} does not have the form {_VERSION}|key|nonce|text")
    if parts[1] not in keys.keys:
        raise SealError(f"a kept value of {associated} needs the key {parts[1]!r}, which is not in use")
    try:
        nonce, hidden = (base64.b64decode(part, validate=True) for part in parts[2:])
        opened = _cipher(keys.keys[parts[1]]).decrypt(nonce, hidden, associated.encode("utf-8"))
        return opened.rstrip(b"\0").decode("utf-8")
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise SealError(f"a kept value of {associated} cannot be opened") from error


def _filled(text: str) -> bytes:
    return text.encode("utf-8").ljust(_LEAST_BYTES, b"\0")


def seal_bytes(content: bytes, associated: str) -> bytes:
    """``content`` encrypted for the place that ``associated`` names."""
    keys = _in_use()
    nonce = fresh_bytes(_NONCE_BYTES)
    hidden = _cipher(keys.keys[keys.current]).encrypt(nonce, content, associated.encode("utf-8"))
    return b"|".join((_VERSION.encode(), keys.current.encode(), nonce + hidden))


def unseal_bytes(kept: bytes, associated: str) -> bytes:
    """The bytes that were sealed for the same place. Raises ``SealError``."""
    keys = _in_use()
    parts = kept.split(b"|", 2)
    if len(parts) != 3 or parts[0] != _VERSION.encode():
        raise SealError(f"kept bytes of {associated} do not have the form {_VERSION}|key|nonce and content")
    key_id = parts[1].decode("ascii", "replace")
    if key_id not in keys.keys:
        raise SealError(f"kept bytes of {associated} need the key {key_id!r}, which is not in use")
    nonce, hidden = parts[2][:_NONCE_BYTES], parts[2][_NONCE_BYTES:]
    try:
        return _cipher(keys.keys[key_id]).decrypt(nonce, hidden, associated.encode("utf-8"))
    except (InvalidTag, ValueError) as error:
        raise SealError(f"kept bytes of {associated} cannot be opened") from error


def key_of(kept: str) -> str:
    """The id of the key that a kept value was written with: what key rotation looks for."""
    return kept.split("|", 2)[1]


def normal_form(value: str) -> str:
    """The form in which equal values compare equal: capital letters, no spaces. Separators stay: they have meaning."""
    return "".join(unicodedata.normalize("NFC", value).upper().split())


def search_key(value: str) -> str:
    """HMAC-SHA-256 of the value's normal form, in hex: for a column that is searched by equality."""
    return hmac.new(_in_use().search_key, normal_form(value).encode("utf-8"), hashlib.sha256).hexdigest()


# Facts that are no text -----------------------------------------------------------------------------------------------


def written(fact: str | date | bool | int | Decimal | None) -> str:
    """The text that an encrypted column keeps of a fact: a day as ``2026-11-22``, yes as ``1``,
    none as empty."""
    if fact is None:
        return ""
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, Decimal):
        return format(fact, "f")
    return str(int(fact)) if isinstance(fact, bool) else str(fact)


def day_of(kept: str | None) -> date | None:
    """The day that was ``written``, or None."""
    return date.fromisoformat(kept) if kept else None


def number_of(kept: str | None) -> int | None:
    """The whole number that was ``written``, or None."""
    return int(kept) if kept else None


def truth_of(kept: str | None) -> bool | None:
    """Yes or no as it was ``written``, or None."""
    return kept == "1" if kept else None


# The row of a value ---------------------------------------------------------------------------------------------------


class _TiedText(str):
    row: str


class _TiedBytes(bytes):
    row: str


def tie(value: Any, row: str) -> Any:
    """A text or bytes that may be written to the named row of its table, and to no other; None stays None."""
    if value is None:
        return None
    made: _TiedText | _TiedBytes = _TiedText(value) if isinstance(value, str) else _TiedBytes(value)
    made.row = row
    return made


def tied(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a new row by column, with the encrypted ones tied to it; ``row`` holds the columns that name it.

    For statements that write rows without the mapper, which ties them by itself.
    """
    name = _row_name([row[key] for key in _naming_keys(table)])
    return {**row, **{key: tie(row[key], name) for key in _sealed_columns(table) if key in row}}


def as_kept(table: Table) -> list[ColumnElement[Any]]:
    """The columns of a table, encrypted ones as they are kept: for reading rows that somebody may have changed."""
    sealed = _sealed_columns(table)
    return [type_coerce(one, one.type.impl).label(one.name) if one.name in sealed else one for one in table.columns]  # type: ignore[attr-defined]


def opened(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row that was read ``as_kept``, in the clear. Raises ``SealError`` when a value does not belong to it."""
    name = _row_name([row[key] for key in _naming_keys(table)]) + "#"
    found = dict(row)
    for key in _sealed_columns(table):
        if (kept := row[key]) is not None:
            whole = name + kept if isinstance(kept, str) else name.encode() + kept
            found[key] = table.c[key].type.process_result_value(whole, None)  # type: ignore[attr-defined]
    return found


def next_id(connection: Connection, table: Table) -> int:
    """The number that a new row of the table takes: its row must be named before it is written.

    Raises ``SealError`` outside a transaction, where another writer could take the same number.
    """
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(select(func.nextval(func.pg_get_serial_sequence(table.name, "id")))) or 0)
    transaction = connection.get_transaction()
    if transaction is None:
        raise SealError(f"a row of {table.name} is numbered in the transaction that writes it")
    taken = _taken.setdefault(transaction, {})
    number = max(connection.scalar(_last_id(table)) or 0, taken.get(table.name, 0)) + 1
    taken[table.name] = number
    return number


@cache
def _last_id(table: Table) -> Select[tuple[int | None]]:
    return select(func.max(table.c.id))


_taken: WeakKeyDictionary[RootTransaction, dict[str, int]] = WeakKeyDictionary()
"""Numbers that a transaction on SQLite, the only one that writes, has taken and not written yet."""


def _naming(table: Any) -> list[Column[Any]]:
    """The columns that name a row: of a chain its employer and place, else the primary key."""
    named = getattr(table, "element", table).info.get("named_by")
    return [table.c[name] for name in named] if named else list(table.primary_key)


@cache
def _naming_keys(table: Any) -> tuple[str, ...]:
    return tuple(column.name for column in _naming(table))


def _row_name(values: Sequence[Any]) -> str:
    return "/".join(str(value) for value in values)


@cache
def _sealed_columns(table: Any) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if isinstance(column.type, SealedText | SealedBytes))


def _tie_new(mapper: Mapper[Any], connection: Connection, target: Any) -> None:
    """Before a row is written for the first time: numbers it when the database would, and ties what is encrypted."""
    table = mapper.local_table
    keys = _sealed_columns(table)
    if not keys:
        return
    if _naming_keys(table) == ("id",) and target.id is None:
        target.id = next_id(connection, table)  # type: ignore[arg-type]
    _tie_all(table, target, keys)


def _tie_changed(mapper: Mapper[Any], connection: Connection, target: Any) -> None:
    """Before a row is changed: ties the encrypted values that are new."""
    history = inspect(target).attrs
    table = mapper.local_table
    _tie_all(table, target, [key for key in _sealed_columns(table) if history[key].history.has_changes()])


def _tie_all(table: Any, target: Any, keys: Sequence[str]) -> None:
    row = _row_name([getattr(target, key) for key in _naming_keys(table)])
    for key in keys:
        setattr(target, key, tie(getattr(target, key), row))


def tie_rows_of(base: type) -> None:
    """Ties the encrypted values of every row that is written through a class of ``base``."""
    events.listen(base, "before_insert", _tie_new, propagate=True)
    events.listen(base, "before_update", _tie_changed, propagate=True)


class _WithRow(FunctionElement[bytes]):
    """The name of a row and ``#`` before the bytes of a column."""

    inherit_cache = True


@compiles(_WithRow, "sqlite")
def _with_row_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    row, kept = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(CAST({row} AS BLOB) || {kept} AS BLOB)"


@compiles(_WithRow, "postgresql")
def _with_row_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    row, kept = (compiler.process(one, **options) for one in element.clauses)
    return f"(convert_to({row}, 'UTF8') || {kept})"


def _named(column: Any) -> tuple[Any, ColumnElement[str]]:
    """A column and the text in SQL that names its row, with a ``#`` at the end."""
    while isinstance(column, Label):
        column = column.element
    first, *others = (cast(one, Text) for one in _naming(column.table))
    row: ColumnElement[str] = first
    for one in others:
        row = row + literal_column("'/'", Text) + one
    return column, row + literal_column("'#'", Text)


def _place(associated: str, value: Any) -> str:
    row = getattr(value, "row", None)
    if row is None:
        raise SealError(f"a value of {associated} is not tied to its row: write it through its class, or with tied()")
    return f"{associated}#{row}"


class SealedText(TypeDecorator[str]):
    """A text column kept encrypted: ``SealedText(associated="employee.identity_code")``.

    ``once_plain``: the column was not encrypted before; rows of then, which nobody may change, are read as they are.
    ``was``: the type that the column had then. SQLite keeps it, because it does not mind what stands in a column and
    could only take a new one in its place.
    """

    impl = Text
    cache_ok = True

    def __init__(self, associated: str, *, once_plain: bool = False, was: TypeEngine[Any] | None = None) -> None:
        super().__init__()
        if associated.count(".") != 1:
            raise ValueError(f"name the place as table.column, not {associated!r}")
        self.associated = associated
        self.once_plain = once_plain or was is not None
        self.was = was

    def load_dialect_impl(self, dialect: Any) -> Any:
        """The type in the database: text, but on SQLite that of before."""
        return self.was if self.was is not None and dialect.name == "sqlite" else super().load_dialect_impl(dialect)

    def bind_processor(self, dialect: Any) -> Any:
        """Writes text whatever the type that SQLite keeps for the column."""
        return lambda value: self.process_bind_param(value, dialect)

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        """Reads text whatever the type that SQLite keeps for the column."""
        return lambda value: self.process_result_value(value, dialect)

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else seal(value, _place(self.associated, value))

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """What is read: the name of the row, and what is kept."""
        column, row = _named(column)
        return type_coerce(row + type_coerce(column, Text), self)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        if value is None:
            return None
        row, _, kept = value.partition("#")
        if self.once_plain and not kept.startswith(f"{_VERSION}|"):
            return kept
        try:
            return unseal(kept, f"{self.associated}#{row}")
        except SealError:
            return unseal(kept, self.associated)


class SealedBytes(TypeDecorator[bytes]):
    """A column of bytes kept encrypted: ``v1|key id|``, the nonce and the ciphertext as they are."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, associated: str) -> None:
        super().__init__()
        if associated.count(".") != 1:
            raise ValueError(f"name the place as table.column, not {associated!r}")
        self.associated = associated

    def process_bind_param(self, value: bytes | None, dialect: Any) -> bytes | None:
        return None if value is None else seal_bytes(value, _place(self.associated, value))

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """What is read: the name of the row, and what is kept."""
        column, row = _named(column)
        return type_coerce(_WithRow(row, type_coerce(column, LargeBinary)), self)

    def process_result_value(self, value: bytes | None, dialect: Any) -> bytes | None:
        if value is None:
            return None
        row, _, kept = bytes(value).partition(b"#")
        try:
            return unseal_bytes(kept, f"{self.associated}#{row.decode()}")
        except SealError:
            return unseal_bytes(kept, self.associated)
