"""A work trip as typed, and what it gives. Money is whole cents, time whole minutes, distances decimal kilometres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar

from employer.forms import Choice, Day, Duration, FormSchema, Number, Text, Ticked, Whole, YesNo

VEHICLES = ("car", "motorcycle")
_LONGEST_MINUTES = 31 * 24 * 60


@dataclass(frozen=True, slots=True)
class Trip:
    """One trip from ``day`` on. ``kilometres``: by the employee's own ``vehicle``; ``minutes`` None: no per diem asked.

    ``full_with_meals`` and ``partial_with_meals``: travel days of a full and of a partial per diem that had free meals.
    ``meals``: bought because the usual place was out of reach. ``nights``: without lodging that somebody else paid.
    ``kilometres_new_year`` and ``nights_new_year``: how many of them fell in the next year, whose values they have,
    when the trip may have gone on into it; None: nobody has said. ``abroad``: the per diems of foreign countries are
    not known here.
    """

    day: date
    title: str
    between_home_and_work: bool
    kilometres: Decimal | None = None
    passengers: int = 0
    minutes: int | None = None
    home_km: Decimal | None = None
    work_km: Decimal | None = None
    step: str = "look"
    vehicle: str = "car"
    trailer: bool = False
    full_with_meals: int = 0
    partial_with_meals: int = 0
    meals: int = 0
    nights: int = 0
    abroad: bool = False
    kilometres_new_year: Decimal | None = None
    nights_new_year: int | None = None

    @property
    def new_year(self) -> date | None:
        """The first day of the next year when the trip may have gone on into it: its hour of beginning is not noted."""
        last = self.day + timedelta(minutes=self.minutes or 0) + timedelta(days=1 if self.minutes else 0)
        day = date(self.day.year + 1, 1, 1)
        return day if last >= day else None


@dataclass(frozen=True, slots=True)
class TripRow:
    """One sum of a trip, paid back as an expense of its ``kind`` from ``day`` on.

    ``what``: mileage, full, partial, full_halved, partial_halved, meal or night; ``count``: kilometres, days, meals or
    nights.
    """

    what: str
    kind: str
    day: date
    count: Decimal
    cents: int


@dataclass(frozen=True, slots=True)
class TripPay:
    """What a trip gives free of tax, in cents, and why (code, section, words of the rules, facts)."""

    rows: tuple[TripRow, ...]
    reasons: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...]

    @property
    def cents(self) -> int:
        """All rows together."""
        return sum(row.cents for row in self.rows)


class TripSchema(FormSchema):
    """The form of a work trip."""

    command: ClassVar[type] = Trip
    day = Day(required=True, metadata={"missing": "day"})
    title = Text(required=True, longest=150)
    between_home_and_work = YesNo(required=True, metadata={"missing": "choice"})
    abroad = Ticked()
    kilometres = Number(highest="9000", decimals=1)
    vehicle = Choice(VEHICLES, load_default="car")
    passengers = Whole(load_default=0, highest=8)
    trailer = Ticked()
    minutes = Duration(data_key="length", highest_minutes=_LONGEST_MINUTES)
    home_km = Number(highest="2000", decimals=1)
    work_km = Number(highest="2000", decimals=1)
    full_with_meals = Whole(load_default=0, highest=32)
    partial_with_meals = Whole(load_default=0, highest=1)
    meals = Whole(load_default=0, highest=2)
    nights = Whole(load_default=0, highest=31)
    kilometres_new_year = Number(highest="9000", decimals=1)
    nights_new_year = Whole(load_default=None, highest=31)
    step = Choice(("look", "claim"), load_default="look")
