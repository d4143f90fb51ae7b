"""Writes the rows that never change, and those that have no fields in the file, and puts them back.

Rows keep their values; only the numbers that a database gives are replaced: an employment and an employee by their
codes, a pay run by its place, another kept row by its place in its own list. Long texts and bytes are compressed.
Hashes are checked on the way in, so that what comes back is what was issued.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from marshmallow import ValidationError
from sqlalchemy import Boolean, Column, Date, LargeBinary, Table, insert, select
from sqlalchemy.orm import Session

from employer import audit, budget, chain, contracts, marks, people, sealed
from employer.db import Base, Cents, DecimalText, Minutes, Moment
from employer.effective import Hand
from employer.household.reading.schemas import BudgetSchema, make
from employer.household.schemas import Budget, Fault, Problem, Unreadable
from employer.people.queries import employer_row
from employer.read_once import forget
from payroll import DoesNotReplay, replay

TABLES = (
    "answer",
    "garnishment_order",
    "fringe_benefit",
    "kela_part",
    "pay_item",
    "pay_repayment",
    "added_pay_paid",
    "taxed_year",
    "averaging_period",
    "longer_time",
    "time_off",
    "schooling",
    "hours_approval",
    "roster_publication",
    "roster_change",
    "holiday_wish",
    "ledger_request",
    "pay_run_state",
    "payslip_counter",
    "issued_payslip",
    "issued_line",
    "paid_on_day",
    "document",
    "report",
    "outbox",
    "report_receipt",
    "payment_file",
    "ledger_entry",
)
IN_FIELDS = (
    "garnishment_order",
    "fringe_benefit",
    "kela_part",
    "averaging_period",
    "longer_time",
    "time_off",
    "schooling",
    "ledger_request",
)
"""Tables that the file's own fields hold now; exports of before kept their rows, which still come in."""
KINDS_IN_FIELDS = {"pay_item": ("advance", "set_off", "notice_pay", "notice_loss", "waiting_pay", "missed_rest")}
"""Kinds of rows that the file's own fields hold, by table."""
TRIPS = "trips"
"""The facts of work trips, which the fields of an expense in the file have no place for."""
DECISIONS = "decisions"
"""The budget decisions before and after the one that the file's own field holds, each as that field would."""
LONG = 400
UNPACKED_AT_MOST = 20_000_000
OWNER_COLUMNS = {"paid_on_day.employee_id": "employee"}
OWNERS = {"employment.id": "employment", "employee.id": "employee", "pay_run.id": "pay_run"}


def since(kept: Mapping[str, Any]) -> datetime | None:
    """The moment at which the household's records began, when the file says so."""
    said = kept.get("since")
    if not isinstance(said, str):
        return None
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise _refusal("kept.since") from None
    if moment.tzinfo is None:
        raise _refusal("kept.since")
    return moment


def keep(session: Session, employer_id: int, known_on: date) -> dict[str, Any]:
    """Everything of a household that was issued, as plain data; empty lists are left out."""
    to_name = _names(session, employer_id, known_on)
    places: dict[str, dict[int, int]] = {}
    kept: dict[str, Any] = {"since": employer_row(session, employer_id).created_at.isoformat()}
    trips = _trips(session, employer_id, known_on)
    if trips:
        kept[TRIPS] = trips
    for name in TABLES:
        table = Base.metadata.tables.get(name)
        if table is None or name in IN_FIELDS:
            continue
        wanted = select(table).where(table.c.employer_id == employer_id).order_by(*table.primary_key.columns)
        if name in KINDS_IN_FIELDS:
            wanted = wanted.where(table.c.kind.not_in(KINDS_IN_FIELDS[name]))
        rows = session.execute(wanted).mappings()
        written = []
        for row in rows:
            if "id" in table.c:
                places.setdefault(name, {})[row["id"]] = len(written)
            written.append(_written(table, row, to_name, places))
        if written:
            kept[name] = written
    return kept


def _trips(session: Session, employer_id: int, known_on: date) -> dict[str, dict[str, str]]:
    """The facts of work trips by the place of their expense in the file, which has no fields for them."""
    found = {}
    for place, one in enumerate(budget.expenses(session, employer_id, known_on)):
        if one.number is None:
            continue
        facts = {
            name: getattr(one, name) for name in ("number", "per_diem", "vehicle", "halved", "passengers", "trailer")
        }
        found[str(place)] = {name: _plain(fact) for name, fact in facts.items() if fact}
    return found


def trip_of(kept: Mapping[str, Any], place: int) -> dict[str, Any]:
    """The facts of the trip of the expense at a place of the file, as ``keep`` wrote them; none without a trip.

    Raises ``Unreadable`` when they are damaged.
    """
    trips = kept.get(TRIPS, {})
    facts = trips.get(str(place)) if isinstance(trips, dict) else None
    if facts is None and isinstance(trips, dict):
        return {}
    if not isinstance(facts, dict):
        raise _refusal(f"kept.{TRIPS}")
    try:
        read = {
            "number": Decimal(facts["number"]),
            "per_diem": {None: None, "full": "full", "partial": "partial"}[facts.get("per_diem")],
            "vehicle": {None: None, "car": "car", "motorcycle": "motorcycle"}[facts.get("vehicle")],
            "passengers": int(facts.get("passengers", 0)),
        }
        return read | {name: facts.get(name) == "true" for name in ("halved", "trailer")}
    except (KeyError, ValueError, TypeError, InvalidOperation):
        raise _refusal(f"kept.{TRIPS}.{place}") from None


def decisions_of(kept: Mapping[str, Any]) -> tuple[Budget, ...]:
    """The other budget decisions that an export keeps. Raises ``Unreadable`` when one is damaged."""
    rows = kept.get(DECISIONS, [])
    if not isinstance(rows, list):
        raise _refusal(f"kept.{DECISIONS}", "not_list")
    schema, found = BudgetSchema(), []
    for number, row in enumerate(rows):
        try:
            found.append(make(schema, schema.load(row)))
        except ValidationError:
            raise _refusal(f"kept.{DECISIONS}[{number}]") from None
    return tuple(found)


def restore(session: Session, employer_id: int, kept: Mapping[str, Any], hand: Hand) -> None:
    """Puts the kept rows of a file back. Raises ``Unreadable`` when a row is damaged or points at nothing."""
    names = _names(session, employer_id, hand.day)
    from_name = {kind: {code: number for number, code in codes.items()} for kind, codes in names.items()}
    ids: dict[str, dict[int, int]] = {}
    unknown = set(kept) - set(TABLES) - {"since", TRIPS, DECISIONS}
    if unknown:
        raise _refusal(f"kept.{sorted(unknown)[0]}", "unknown_key")
    for name in TABLES:
        table, rows = Base.metadata.tables.get(name), kept.get(name, [])
        if table is None or not rows:
            continue
        if not isinstance(rows, list):
            raise _refusal(f"kept.{name}", "not_list")
        for number, row in enumerate(rows):
            place = f"kept.{name}[{number}]"
            values = _read(table, row, from_name, ids, place)
            values["employer_id"] = employer_id
            _check(name, values, place)
            if table.info.get("chained"):
                (made,) = chain.append(session, table, employer_id, [values], ids=True)
            else:
                if "id" in table.c:
                    values["id"] = sealed.next_id(session.connection(), table)
                made = session.execute(insert(table).values(sealed.tied(table, values))).inserted_primary_key[0]
            if "id" in table.c:
                ids.setdefault(name, {})[number] = int(made)
    forget(session)
    found = marks.of_all(session, employer_id)
    if found:
        audit.record(session, employer_id, hand.by, "changes.kept_restored", None, found, at=hand.at)


def _refusal(place: str, code: str = "kept_damaged") -> Unreadable:
    return Unreadable((Problem(place, Fault(code)),), "fi")


def _names(session: Session, employer_id: int, known_on: date) -> dict[str, dict[int, str]]:
    runs = contracts.pay_runs(session, employer_id, known_on)
    return {
        "employment": {one.id: one.code for one in contracts.employments(session, employer_id, known_on)},
        "employee": people.employee_codes(session, employer_id),
        "pay_run": {one.id: f"{one.pay_day.isoformat()}/{number}" for number, one in enumerate(runs)},
    }


def _of_chain(table: Table, column: Column[Any]) -> bool:
    """Whether a column only links rows of this installation: such links are made anew."""
    return bool(table.info.get("chained")) and column.name in chain.COLUMNS


def _owner(table: Table, column: Column[Any]) -> str | None:
    """Which kind of thing a column points at: an owner, or the name of a kept table."""
    special = OWNER_COLUMNS.get(f"{table.name}.{column.name}")
    if special is not None:
        return special
    if column.name == "replaces_id":
        return table.name
    for key in column.foreign_keys:
        if key.target_fullname in OWNERS:
            return OWNERS[key.target_fullname]
        return key.target_fullname.partition(".")[0]
    return None


def _written(
    table: Table, row: Any, to_name: Mapping[str, Mapping[int, str]], places: Mapping[str, Mapping[int, int]]
) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for column in table.columns:
        value = row[column.name]
        if column.name in ("id", "employer_id") or _of_chain(table, column) or value is None:
            continue
        owner = _owner(table, column)
        if owner in to_name:
            written[column.name] = to_name[owner].get(value, str(value))
        elif owner is not None:
            written[column.name] = str(places.get(owner, {}).get(value, ""))
        else:
            written[column.name] = _plain(value)
    return written


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"bytes": _packed(value)}
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and len(value) > LONG:
        return {"text": _packed(value.encode("utf-8"))}
    if isinstance(value, datetime | date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")


def _unpacked(text: Any) -> bytes:
    opener = zlib.decompressobj()
    content = opener.decompress(base64.b64decode(str(text), validate=True), UNPACKED_AT_MOST)
    if not opener.eof:
        raise ValueError("too long, or cut")
    return content


def _read(
    table: Table,
    row: Any,
    from_name: Mapping[str, Mapping[str, int]],
    ids: Mapping[str, Mapping[int, int]],
    place: str,
) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise _refusal(place, "not_mapping")
    unknown = set(row) - {column.name for column in table.columns}
    if unknown or {"id", "employer_id"} & set(row):
        raise _refusal(place)
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.name in ("id", "employer_id") or _of_chain(table, column):
            continue
        said, owner = row.get(column.name), _owner(table, column)
        try:
            if said is None:
                values[column.name] = None
            elif owner in from_name:
                everyone = owner == "employee" and said == "0"
                values[column.name] = 0 if everyone else from_name[owner][said]
            elif owner is not None:
                values[column.name] = ids[owner][int(said)] if said != "" else None
            else:
                values[column.name] = _value(column, said)
        except (KeyError, ValueError, TypeError, InvalidOperation, binascii.Error, zlib.error):
            raise _refusal(f"{place}.{column.name}") from None
    return values


def _value(column: Column[Any], said: Any) -> Any:
    kind = column.type
    if isinstance(said, dict):
        content = _unpacked(said.get("bytes", said.get("text")))
        return content if isinstance(kind, LargeBinary | sealed.SealedBytes) else content.decode("utf-8")
    if not isinstance(said, str):
        raise TypeError(said)
    if isinstance(kind, Boolean):
        return {"true": True, "false": False}[said]
    if isinstance(kind, Moment):
        return datetime.fromisoformat(said)
    if isinstance(kind, Date):
        return date.fromisoformat(said)
    if isinstance(kind, DecimalText):
        return Decimal(said)
    if isinstance(kind, Cents | Minutes) or kind.python_type is int:
        return int(said)
    return said


def _check(name: str, values: Mapping[str, Any], place: str) -> None:
    """What was issued must be whole: hashes agree, and the trace gives the amounts."""
    for column, hashed in (("inputs", "inputs_sha256"), ("trace", "trace_sha256"), ("html", "html_sha256")):
        if column in values and hashed in values and _sha256(values[column]) != values[hashed]:
            raise _refusal(f"{place}.{column}")
    if "pdf" in values and "pdf_sha256" in values and _sha256(values["pdf"]) != values["pdf_sha256"]:
        raise _refusal(f"{place}.pdf")
    if name == "issued_payslip":
        try:
            found = replay(values["trace"])
        except DoesNotReplay:
            raise _refusal(f"{place}.trace") from None
        if any(values[key] != cents for key, cents in found.items()):
            raise _refusal(f"{place}.trace")


def _sha256(content: str | bytes | None) -> str:
    raw = content.encode("utf-8") if isinstance(content, str) else content or b""
    return hashlib.sha256(raw).hexdigest()
