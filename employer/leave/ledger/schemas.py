"""What the forms of saved, moved and paid holiday read and show: frozen plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Choice, Day, FormSchema, Text, Whole
from employer.leave.schemas import GROUNDS, Entry
from rules.decisions.annual_holiday_giving import MovedBy


@dataclass(frozen=True, slots=True)
class OpenMove:
    """A moved holiday whose new time is not set yet: its entry, the days still to be given and their limits (26 §)."""

    entry: Entry
    days: int
    limits: MovedBy

    def next_limit(self, as_of: date) -> date:
        """The first limit that has not passed by a day, or the last of all."""
        limits = (self.limits.first, self.limits.second, self.limits.last)
        return next((day for day in limits if day >= as_of), self.limits.last)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of an employment's holiday in order of their day, and its moved days that wait for a new time."""

    entries: tuple[Entry, ...]
    moves: tuple[OpenMove, ...]


@dataclass(frozen=True, slots=True)
class EntryTyped:
    """Holiday saved or paid in money, as typed. ``credit_year``: its first day."""

    credit_year: date
    days: int
    day: date
    ground: str | None = None
    asked_by: str | None = None
    moved_from: date | None = None


class _EntrySchema(FormSchema):
    command: ClassVar[type] = EntryTyped
    credit_year = Day(required=True, metadata={"missing": "choice"})
    days = Whole(required=True, lowest=1, highest=48)
    day = Day(required=True, metadata={"missing": "day"})


class SavedSchema(_EntrySchema):
    """The form that saves holiday for a later season."""

    ground = Choice(GROUNDS["saved"], required=True, metadata={"missing": "choice"})


class PaidSavedSchema(_EntrySchema):
    """The form that pays saved leave in money."""

    ground = Choice(GROUNDS["paid_saved"], required=True, metadata={"missing": "choice"})
    asked_by = Text(100, required=True)


class ShortenedSchema(_EntrySchema):
    """The form of holiday that is taken as shorter working days."""

    asked_by = Text(100, required=True)


class PaidServiceSchema(_EntrySchema):
    """The form that pays earned holiday in money when military or civil service begins."""

    asked_by = Text(100, required=True)


class PaidMovedSchema(_EntrySchema):
    """The form that pays a moved holiday in money because illness prevents it for good."""

    moved_from = Day(required=True)


SCHEMAS: dict[str, type[FormSchema]] = {
    "saved": SavedSchema,
    "paid_saved": PaidSavedSchema,
    "paid_moved": PaidMovedSchema,
    "paid_service": PaidServiceSchema,
    "shortened": ShortenedSchema,
}
"""The form of each kind of entry that a person notes; a moved holiday is noted by its illness."""
