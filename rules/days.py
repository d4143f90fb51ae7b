"""Days that choose values, and half-open periods of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from ``first`` up to, not including, ``after``."""

    first: date
    after: date

    def __post_init__(self) -> None:
        if self.after < self.first:
            raise ValueError(f"a period cannot end ({self.after}) before it begins ({self.first})")

    @classmethod
    def closed(cls, first: date, last: date) -> Period:
        """The period whose last day is ``last``, as people write it."""
        return cls(first, last + _ONE_DAY)

    @property
    def last(self) -> date:
        """The last day inside the period."""
        return self.after - _ONE_DAY

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day < self.after

    def __iter__(self) -> Iterator[date]:
        day = self.first
        while day < self.after:
            yield day
            day += _ONE_DAY

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.after - self.first).days

    def overlap(self, other: Period) -> Period | None:
        """The days common to both, or None."""
        first, after = max(self.first, other.first), min(self.after, other.after)
        return Period(first, after) if first < after else None


@dataclass(frozen=True, slots=True)
class Days:
    """Every day that may choose a value; a value picks its own through ``decided_by``.

    There is no default day: asking for a value whose day is missing here is an error of the caller.
    """

    work_day: date | None = None
    payment_day: date | None = None
    period_end: date | None = None
    credit_year_end: date | None = None
    absence_first: date | None = None
    employment_start: date | None = None
    signing_day: date | None = None
    notice_day: date | None = None
    incident_day: date | None = None
