"""What comes in and goes out about arrangements: frozen plain data and forms. Money is whole cents of a month."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from employer.forms import Choice, Day, Euros, FormSchema, Iban, Number, Text, YesNo
from rules.decisions.benefits import KINDS as BENEFITS
from rules.decisions.benefits import MEALS, ROOMS, ZONES

KINDS = ("garnishment", "benefit", "kela")
CARS = ("full", "limited")
OTHER_HEATING = "given"
"""A dwelling whose value a person gives: the year's table is for central heating."""
VARIANTS = {"meal": MEALS, "housing": (*ZONES, OTHER_HEATING), "full_board": ROOMS, "car": CARS}
VALUED_BY_LAW = ("phone", "meal", "full_board")


@dataclass(frozen=True, slots=True)
class Garnishment:
    """A payment prohibition from ``first`` on; of periodic pay exactly one of the sums is stated by the order.

    ``iban`` and ``reference`` are where the order tells to send the money; None while nobody has said.
    """

    number: str
    first: date
    protected_cents: int | None = None
    fixed_cents: int | None = None
    until: date | None = None
    id: int = 0
    periodic: bool = True
    iban: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit in kind; ``cents`` is its taxable value of a month where the year's decision does not set it.

    ``variant``: one of ``VARIANTS`` of its kind. ``number``: meals on a day at work, square metres. ``cost_cents``: of
    one meal to the employer. ``collected_cents``: what the employee pays a month, or one meal.
    """

    kind: str
    title: str
    cents: int | None
    first: date
    until: date | None = None
    id: int = 0
    variant: str | None = None
    number: Decimal | None = None
    cost_cents: int | None = None
    collected_cents: int = 0
    from_pay: bool = True


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
    """What one pay period gets: benefits (each with its days in it), Kela's part and the order on the pay day."""

    benefits: tuple[Benefit, ...] = ()
    kela_cents: int = 0
    garnishment: Garnishment | None = field(default=None)


class GarnishmentSchema(FormSchema):
    """The form of a payment prohibition."""

    command: ClassVar[type] = Garnishment
    number = Text(required=True, longest=60)
    periodic = YesNo(load_default=True)
    protected_cents = Euros(data_key="protected")
    fixed_cents = Euros(data_key="fixed")
    iban = Iban()
    reference = Text(longest=40)
    first = Day(required=True, metadata={"missing": "day"})
    until = Day()


class BenefitSchema(FormSchema):
    """The form of a benefit in kind."""

    command: ClassVar[type] = Benefit
    kind = Choice(BENEFITS, required=True, metadata={"missing": "choice"})
    title = Text(required=True, longest=100)
    cents = Euros(data_key="euros", load_default=None)
    variant = Choice(tuple(one for kind in VARIANTS.values() for one in kind), load_default=None)
    number = Number(highest="10000", decimals=2)
    cost_cents = Euros(data_key="cost", lowest_cents=1)
    collected_cents = Euros(data_key="collected", load_default=0)
    from_pay = YesNo(load_default=True)
    first = Day(required=True, metadata={"missing": "day"})
    until = Day()


class KelaSchema(FormSchema):
    """The form of Kela's part."""

    command: ClassVar[type] = KelaPart
    cents = Euros(required=True, data_key="euros")
    first = Day(required=True, metadata={"missing": "day"})
    until = Day()
