"""Marks of what was issued, in the chain of changes: a kept row changed, dropped or added past the service is found.

The database refuses to change or remove such a row, but who owns the database can take the refusal away. So the
fingerprint of every such row stands in the change that tells of its making (``audit.record``), and that change is
chained: whoever changes the row has to make the whole chain anew, which the ends kept outside show.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from employer import chain, sealed
from employer.audit import Change
from employer.db import Base, append_only

_LINES = "marked_with"
_CHANGES: Any = Change.__table__


def marked(table: Any, lines: Any = None) -> None:
    """Says that rows of a table are only added, and that each is marked: with its rows of ``lines``, which name it in a
    column of a foreign key and have a ``position``."""
    append_only(table)
    table.info["marked"] = True
    if lines is not None:
        append_only(lines)
        table.info[_LINES] = lines.name


def of(table: Any, row: Mapping[str, Any], lines: Iterable[Mapping[str, Any]] = ()) -> dict[str, str]:
    """The mark of a row that is kept, to be told with the change: its place, as ``document/7``, and its fingerprint.

    ``row`` holds the row's values in the clear, its ``id`` too, ``lines`` those of its lines in their order.
    """
    rows = [_values(table, row)]
    if _LINES in table.info:
        other = Base.metadata.tables[table.info[_LINES]]
        rows += [_values(other, line) for line in lines]
    written = json.dumps([table.name, *rows], ensure_ascii=False)
    return {f"{table.name}/{row['id']}": hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()}


def of_row(kept: Any) -> dict[str, str]:
    """The mark of a row that was written through its class; for tables without lines."""
    table = kept.__table__
    return of(table, {column.key: getattr(kept, column.key) for column in table.columns})


def of_all(session: Session, employer_id: int) -> dict[str, str]:
    """The marks of every row that the employer has: for what comes back from an export.

    Raises ``sealed.SealError`` when one does not open.
    """
    found: dict[str, str] = {}
    for table in _tables():
        for number in _ids(session, table, employer_id):
            found |= _of_kept(session, table, number)
    return found


def unlike(session: Session, employer_id: int) -> tuple[str, ...]:
    """What of the marked rows is not as it was marked, in sentences for who runs it.

    Rows that an earlier program kept have no marks; they are those before the first mark of their table.
    """
    marks = _marks(session, employer_id)
    wrong = []
    for table in _tables():
        told = {number: mark for (name, number), mark in marks.items() if name == table.name}
        there = set(_ids(session, table, employer_id))
        wrong += [f"{table.name} {number} was removed" for number in sorted(set(told) - there)]
        for number in sorted(there):
            if number not in told:
                if told and number > min(told):
                    wrong.append(f"{table.name} {number} was added past the service")
                continue
            try:
                same = _of_kept(session, table, number)[f"{table.name}/{number}"] == told[number]
            except (sealed.SealError, ValueError, TypeError):
                same = False
            if not same:
                wrong.append(f"{table.name} {number} is not what was kept")
    return tuple(wrong)


def _tables() -> tuple[Table, ...]:
    return tuple(table for table in Base.metadata.sorted_tables if table.info.get("marked"))


def _ids(session: Session, table: Table, employer_id: int) -> Sequence[int]:
    return session.scalars(select(table.c.id).where(table.c.employer_id == employer_id).order_by(table.c.id)).all()


def _of_kept(session: Session, table: Table, number: int) -> dict[str, str]:
    wanted = [table.c.id, *_hashed(table)]
    row = session.execute(select(*wanted).where(table.c.id == number)).mappings().one()
    lines: Sequence[Mapping[str, Any]] = ()
    if _LINES in table.info:
        other = Base.metadata.tables[table.info[_LINES]]
        (names_it,) = (one for one in other.columns if any(key.column is table.c.id for key in one.foreign_keys))
        found = select(*_hashed(other)).where(names_it == number).order_by(other.c.position)
        lines = list(map(dict, session.execute(found).mappings()))
    return of(table, dict(row), lines)


def _marks(session: Session, employer_id: int) -> dict[tuple[str, int], str]:
    """Every mark of the employer by table and number, the first one told.

    A change that does not open is the chain's to tell.
    """
    known = {table.name for table in _tables()}
    columns = sealed.as_kept(_CHANGES)
    wanted = select(*columns).where(_CHANGES.c.employer_id == employer_id).order_by(_CHANGES.c.position)
    found: dict[tuple[str, int], str] = {}
    for row in session.execute(wanted).mappings():
        try:
            after = json.loads(sealed.opened(_CHANGES, row)["after"] or "{}")
        except (sealed.SealError, ValueError):
            continue
        for place, mark in after.items():
            name, _, number = place.partition("/")
            if name in known and number.isdecimal():
                found.setdefault((name, int(number)), mark)
    return found


def _values(table: Table, row: Mapping[str, Any]) -> list[Any]:
    """What a mark is made of: the values in the order of their columns' names; of columns that came later those that
    hold something, with the name, so that earlier marks hold."""
    columns = _hashed(table)
    values: list[Any] = [chain.as_text(row.get(one.key)) for one in columns if not one.info.get(chain.ADDED_LATER)]
    later = [one.key for one in columns if one.info.get(chain.ADDED_LATER) and row.get(one.key) is not None]
    return [*values, *([key, chain.as_text(row[key])] for key in later)]


@cache
def _hashed(table: Table) -> tuple[Column[Any], ...]:
    """The columns that a mark is made of. What has a hash of its own in the row is left to that hash."""
    own = {one.key.removesuffix("_sha256") for one in table.columns if one.key.endswith("_sha256")}
    return tuple(sorted((one for one in table.columns if one.key not in {"id", *own}), key=lambda one: one.key))
