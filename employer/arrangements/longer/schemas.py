"""An agreement on longer regular hours as typed and as kept: frozen plain data. Time is whole minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Day, Duration, FormSchema, Text


@dataclass(frozen=True, slots=True)
class LongerTime:
    """The longest regular day and week; who agreed with the employer and when; ``document``: where it is written.

    ``document`` None: it is not in writing. The week counts within an averaging period only.
    """

    day_minutes: int
    week_minutes: int
    agreed_on: date
    agreed_by: str
    document: str | None
    first: date
    until: date | None = None
    id: int = 0


class LongerSchema(FormSchema):
    """The form of an agreement on longer regular hours."""

    command: ClassVar[type] = LongerTime
    day_minutes = Duration(highest_minutes=24 * 60, required=True, metadata={"missing": "duration"})
    week_minutes = Duration(highest_minutes=7 * 24 * 60, required=True, metadata={"missing": "duration"})
    agreed_on = Day(required=True, metadata={"missing": "day"})
    agreed_by = Text(longest=200, required=True)
    document = Text(longest=200, load_default=None)
    first = Day(required=True, metadata={"missing": "day"})
    until = Day()
