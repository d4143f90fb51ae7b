"""Reading arrangements: always within one employer, always as known on a day, always as frozen plain data."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from employer import effective
from employer.arrangements import models
from employer.arrangements.schemas import NOTHING, Arrangements, Benefit, Garnishment, KelaPart
from employer.effective import Dated, Spell

D = TypeVar("D", bound=Dated)
TABLES: dict[str, Any] = {
    "garnishment": models.GarnishmentOrder,
    "benefit": models.FringeBenefit,
    "kela": models.KelaPart,
}


def arrangements(
    session: Session, employer_id: int, employment_id: int | None, known_on: date
) -> dict[int, Arrangements]:
    """The arrangements of one employment, or of all with None, by employment id; without any it is left out."""
    orders = _spells(session, employer_id, models.GarnishmentOrder, employment_id, known_on)
    benefits = _spells(session, employer_id, models.FringeBenefit, employment_id, known_on)
    parts = _spells(session, employer_id, models.KelaPart, employment_id, known_on)
    return {
        owner: Arrangements(
            tuple(_garnishment(one) for one in orders.get(owner, ())),
            tuple(_benefit(one) for one in benefits.get(owner, ())),
            tuple(_kela_part(one) for one in parts.get(owner, ())),
        )
        for owner in sorted({*orders, *benefits, *parts})
    }


def of_employment(session: Session, employer_id: int, employment_id: int, known_on: date) -> Arrangements:
    """The arrangements of one employment."""
    return arrangements(session, employer_id, employment_id, known_on).get(employment_id, NOTHING)


def row_of(session: Session, employer_id: int, kind: str, row_id: int, known_on: date) -> Any:
    """One known row of a kind. Raises ``LookupError``."""
    table = TABLES[kind]
    row = session.scalar(effective.known(table, employer_id, known_on).where(table.id == row_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no {kind} {row_id}")
    return row


def _spells(
    session: Session, employer_id: int, table: type[D], employment_id: int | None, known_on: date
) -> dict[int, list[Spell[D]]]:
    """The rows of a table by employment with the days on which they hold; benefits of another name go side by side."""
    rows: dict[tuple[int, str], list[D]] = defaultdict(list)
    for row in effective.rows(session, table, employer_id, known_on):
        owner = row.employment_id  # type: ignore[attr-defined]
        if employment_id in (None, owner):
            rows[owner, getattr(row, "title", "")].append(row)
    found: dict[int, list[Spell[D]]] = defaultdict(list)
    for (owner, _), kept in sorted(rows.items()):
        found[owner].extend(effective.timeline(kept))
    return found


def _garnishment(spell: Spell[models.GarnishmentOrder]) -> Garnishment:
    row = spell.row
    return Garnishment(
        row.number,
        spell.first or date.min,
        row.protected,
        row.fixed,
        spell.until,
        row.id,
        periodic=row.periodic is not False,
        iban=row.iban,
        reference=row.reference,
    )


def _benefit(spell: Spell[models.FringeBenefit]) -> Benefit:
    row = spell.row
    return Benefit(
        row.kind,
        row.title,
        row.cents,
        spell.first or date.min,
        spell.until,
        row.id,
        variant=row.variant,
        number=row.number,
        cost_cents=row.cost,
        collected_cents=row.collected or 0,
        from_pay=row.from_pay is not False,
    )


def _kela_part(spell: Spell[models.KelaPart]) -> KelaPart:
    return KelaPart(spell.row.cents, spell.first or date.min, spell.until, spell.row.id)
