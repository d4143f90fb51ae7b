"""What comes in and goes out about rosters: frozen plain data. Time is whole minutes, moments are Finnish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from employer.forms import Choice, FormSchema, Text

AGREED = ("consent", "weighty_reason")


@dataclass(frozen=True, slots=True, order=True)
class Planned:
    """One shift of a roster."""

    start: datetime
    end: datetime
    break_minutes: int = 0
    kind: str = "work"


@dataclass(frozen=True, slots=True)
class Found:
    """What a roster would break: day, reason (code, section, words, facts). ``consent``: unless agreed to."""

    day: date
    code: str
    section: str
    says: str
    facts: tuple[tuple[str, str], ...]
    consent: bool


@dataclass(frozen=True, slots=True)
class Published:
    """A roster as it was given."""

    id: int
    first: date
    until: date
    shifts: tuple[Planned, ...]
    late: bool
    agreed: str | None
    why: str | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A day whose shifts are no longer those that were published."""

    day: date
    before: tuple[Planned, ...]
    now: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class RosterOfMonth:
    """A month's planned shifts, what they would break, and how they stand to what was published.

    ``give_by``: the last day to give it without consent; ``late``: given now it would be late.
    """

    first: date
    last: date
    shifts: tuple[Planned, ...]
    minutes: int
    breaches: tuple[Found, ...]
    published: Published | None
    changes: tuple[Change, ...]
    give_by: date
    late: bool

    @property
    def binding_change(self) -> bool:
        """Whether a published roster would be changed, which needs consent or a weighty reason."""
        return bool(self.changes)


@dataclass(frozen=True, slots=True)
class Publish:
    """The order to publish a month. ``agreed``: how a change of a published roster, or a late one, is allowed."""

    agreed: str | None = None
    why: str | None = None


class PublishSchema(FormSchema):
    """The form of publishing."""

    command: ClassVar[type] = Publish
    agreed = Choice(AGREED)
    why = Text(longest=300)
