"""Rows that carry a hash of the row before them: a changed, dropped, added or swapped row is found.

Every employer has one chain for each such table (employer 0: what belongs to nobody's household). ``chain_head`` knows
how many rows a chain has and the last hash, so that a missing end is found too. A head that is also kept outside the
database (``employer chain keep``) shows a chain that somebody has made anew from the beginning.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, String, Table, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from employer import sealed
from employer.db import Base, append_only

COLUMNS = ("position", "previous", "hash")
ADDED_LATER = "added_later"
"""Marks a column that a chained table got after it had rows: where it is empty, a row's hash is what it was before."""
START = hashlib.sha256(b"the first row has no row before it").hexdigest()


class Chained:
    """Columns of a chained row: its place in the employer's chain, the hash of the row before, and its own."""

    position: Mapped[int] = mapped_column(Integer)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class ChainHead(Base):
    """Where a chain ends. Its row is what two writers of one chain wait for."""

    __tablename__ = "chain_head"
    __table_args__ = ({"sqlite_with_rowid": False},)

    employer_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    chain: Mapped[str] = mapped_column(String(40), primary_key=True)
    rows: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(64))


_HEAD = ChainHead.__table__
_THIS = (_HEAD.c.employer_id == bindparam("of_employer"), _HEAD.c.chain == bindparam("of_chain"))
_READ = select(_HEAD.c.rows, _HEAD.c.hash).where(*_THIS).with_for_update()
_MOVE = update(_HEAD).where(*_THIS).values(rows=bindparam("to_rows"), hash=bindparam("to_hash"))


@dataclass(frozen=True, slots=True)
class Head:
    """The end of one chain: the table's name, the employer (0: nobody's), how many rows, the last hash."""

    chain: str
    employer_id: int
    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a chain does not hold: the table, the employer, the position (0: its end), and what is wrong."""

    chain: str
    employer_id: int
    position: int
    what: str


def chained(table: Any) -> None:
    """Marks a table as chained, and so as one whose rows are only added."""
    append_only(table)
    table.info.update(chained=True, named_by=("employer_id", "position"))


def tables() -> tuple[Table, ...]:
    """Every chained table."""
    return tuple(table for table in Base.metadata.sorted_tables if table.info.get("chained"))


def append(
    session: Session, table: Table, employer_id: int, rows: Sequence[Mapping[str, Any]], *, ids: bool = False
) -> tuple[int, ...]:
    """Adds rows to the employer's chain of the table, in this unit of work and in this order; gives ``ids`` if wanted.

    ``rows`` name every column but ``id``, ``employer_id`` and those of the chain. Other writers of the same chain wait
    until the unit of work ends.
    """
    if not rows:
        return ()
    connection = session.connection()
    this = {"of_employer": employer_id, "of_chain": table.name}
    head = connection.execute(_READ, this).first()
    if head is None:
        begin = {"employer_id": employer_id, "chain": table.name, "rows": 0, "hash": START}
        connection.execute(_begin(connection.dialect.name), begin)
        head = connection.execute(_READ, this).one()
    position, last = head
    linked = []
    for row in rows:
        position += 1
        whole = {**row, "employer_id": employer_id, "position": position, "previous": last}
        last = hash_of(table, whole)
        linked.append(sealed.tied(table, {**whole, "hash": last}))
    made: tuple[int, ...] = ()
    if ids:
        made = tuple(connection.execute(_insert_with_ids(table), linked).scalars())
    else:
        connection.execute(_insert(table), linked)
    connection.execute(_MOVE, {**this, "to_rows": position, "to_hash": last})
    return made


@cache
def _begin(dialect: str) -> Any:
    return (sqlite.insert if dialect == "sqlite" else postgresql.insert)(_HEAD).on_conflict_do_nothing()


@cache
def _insert(table: Table) -> Any:
    return insert(table)


@cache
def _insert_with_ids(table: Table) -> Any:
    return insert(table).returning(table.c.id, sort_by_parameter_order=True)


def hash_of(table: Table, row: Mapping[str, Any]) -> str:
    """The hash of a row's values in the clear, its place and the hash before it included."""
    values = [[name, as_text(row[name])] for name, later in _hashed(table) if not (later and row[name] is None)]
    written = json.dumps([table.name, values], ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _hashed(table: Table) -> tuple[tuple[str, bool], ...]:
    """The columns that a row's hash is made of, in their order, and whether each was added later."""
    columns = [column for column in table.columns if column.key not in ("id", "hash")]
    return tuple(sorted((column.key, bool(column.info.get(ADDED_LATER))) for column in columns))


def as_text(value: Any) -> str | None:
    """A value as it is written for a fingerprint: a moment in UTC to the microsecond, a day as 2026-11-22."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else str(value)


# Checking ------------------------------------------------------------------------------------------------------------


def heads(session: Session) -> tuple[Head, ...]:
    """The ends of every chain, for keeping outside the database."""
    rows = session.execute(select(_HEAD).order_by(_HEAD.c.chain, _HEAD.c.employer_id)).mappings()
    return tuple(Head(row["chain"], row["employer_id"], row["rows"], row["hash"]) for row in rows)


def verify(session: Session, kept: Iterable[Head] = ()) -> tuple[Broken, ...]:
    """Every place where a chain does not hold. ``kept``: heads of earlier days, from outside the database."""
    ends = {(one.chain, one.employer_id): one for one in heads(session)}
    outside: dict[tuple[str, int], list[Head]] = defaultdict(list)
    for one in kept:
        outside[one.chain, one.employer_id].append(one)
    broken: list[Broken] = []
    known = {table.name for table in tables()}
    strange = sorted(key for key in {*ends, *outside} if key[0] not in known)
    broken += [Broken(name, employer_id, 0, "no such chain") for name, employer_id in strange]
    for table in tables():
        wanted = select(*sealed.as_kept(table)).order_by(table.c.employer_id, table.c.position, table.c.id)
        found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for row in session.execute(wanted).mappings():
            found[row["employer_id"]].append(_clear(table, row))
        employers = {*found, *(number for chain, number in {*ends, *outside} if chain == table.name)}
        for employer_id in sorted(employers):
            key = (table.name, employer_id)
            broken += _check(table, employer_id, found.get(employer_id, []), ends.get(key), outside.get(key, []))
    return tuple(broken)


def _clear(table: Table, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row in the clear. A value that does not open stays as it is kept, so that the row's hash does not hold."""
    try:
        return sealed.opened(table, row)
    except sealed.SealError:
        return row


def _check(
    table: Table, employer_id: int, rows: Sequence[Mapping[str, Any]], end: Head | None, kept: Sequence[Head]
) -> list[Broken]:
    broken = []
    last, number, hashes = START, 0, {0: START}
    for place, row in enumerate(rows, 1):
        wrong = None
        if row["position"] != place:
            wrong = "a row is missing, added or moved"
        elif row["previous"] != last:
            wrong = "does not follow the row before it"
        elif row["hash"] != hash_of(table, row):
            wrong = "the row was changed"
        elif row["id"] <= number:
            wrong = "the order of the rows was changed"
        if wrong is not None:
            broken.append(Broken(table.name, employer_id, row["position"], wrong))
        last, number = row["hash"], row["id"]
        hashes[row["position"]] = row["hash"]
    if end is None or (end.rows, end.hash) != (len(rows), last):
        broken.append(Broken(table.name, employer_id, 0, "the end is not where it was left"))
    broken += [
        Broken(table.name, employer_id, one.rows, "is not what was kept outside")
        for one in kept
        if hashes.get(one.rows) != one.hash
    ]
    return broken
