"""What comes in and goes out about arrangements: frozen plain data and forms. Money is whole cents of a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from employer.forms import Choice, Day, Euros, FormSchema, Text

INCOME_TYPES: Mapping[str, int] = {"housing": 301, "phone": 330, "other": 317}
"""The Incomes Register's own type of each kind of benefit. Cars and meals need facts that are not asked here."""
KINDS = ("garnishment", "benefit", "kela")


@dataclass(frozen=True, slots=True)
class Garnishment:
    """A payment prohibition from ``first`` on; exactly one of the sums is stated by the order."""

    number: str
    first: date
    protected_cents: int | None = None
    fixed_cents: int | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit in kind; ``cents`` is its taxable value of a month."""

    kind: str
    title: str
    cents: int
    first: date
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class KelaPart:
    """What Kela pays of the wage of a month."""

    cents: int
    first: date
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Arrangements:
    """Everything arranged for one employment, in order of days; ``until`` also where the next row ends the earlier."""

    garnishments: tuple[Garnishment, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    kela_parts: tuple[KelaPart, ...] = ()


NOTHING = Arrangements()


@dataclass(frozen=True, slots=True)
class Shares:
    """What one pay period gets: benefits (title, cents, income type), Kela's part and the order on the pay day."""

    benefits: tuple[tuple[str, int, int], ...] = ()
    kela_cents: int = 0
    garnishment: Garnishment | None = field(default=None)


class GarnishmentSchema(FormSchema):
    """The form of a payment prohibition."""

    command: ClassVar[type] = Garnishment
    number = Text(required=True, longest=60)
    protected_cents = Euros(data_key="protected")
    fixed_cents = Euros(data_key="fixed")
    first = Day(required=True, metadata={"missing": "day"})
    until = Day()


class BenefitSchema(FormSchema):
    """The form of a benefit in kind."""

    command: ClassVar[type] = Benefit
    kind = Choice(tuple(INCOME_TYPES), required=True, metadata={"missing": "choice"})
    title = Text(required=True, longest=100)
    cents = Euros(required=True, data_key="euros")
    first = Day(required=True, metadata={"missing": "day"})
    until = Day()


class KelaSchema(FormSchema):
    """The form of Kela's part."""

    command: ClassVar[type] = KelaPart
    cents = Euros(required=True, data_key="euros")
    first = Day(required=True, metadata={"missing": "day"})
    until = Day()
