"""A work trip as typed, and what it gives. Money is whole cents, time whole minutes, distances decimal kilometres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from employer.forms import Choice, Day, Duration, FormSchema, Number, Text, Whole, YesNo


@dataclass(frozen=True, slots=True)
class Trip:
    """One trip of at most a day. ``kilometres``: by the employee's own car; ``minutes`` None: no per diem asked."""

    day: date
    title: str
    between_home_and_work: bool
    kilometres: Decimal | None = None
    passengers: int = 0
    minutes: int | None = None
    home_km: Decimal | None = None
    work_km: Decimal | None = None
    step: str = "look"


@dataclass(frozen=True, slots=True)
class TripPay:
    """What a trip gives free of tax, in cents, and why (code, section, words of the rules, facts)."""

    mileage_cents: int
    per_diem_cents: int
    reasons: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...]

    @property
    def cents(self) -> int:
        """Both together."""
        return self.mileage_cents + self.per_diem_cents


class TripSchema(FormSchema):
    """The form of a work trip."""

    command: ClassVar[type] = Trip
    day = Day(required=True, metadata={"missing": "day"})
    title = Text(required=True, longest=150)
    between_home_and_work = YesNo(required=True, metadata={"missing": "choice"})
    kilometres = Number(highest="2000", decimals=1)
    passengers = Whole(load_default=0, highest=8)
    minutes = Duration(data_key="length")
    home_km = Number(highest="2000", decimals=1)
    work_km = Number(highest="2000", decimals=1)
    step = Choice(("look", "claim"), load_default="look")
