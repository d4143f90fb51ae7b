"""What comes in and goes out about rosters: frozen plain data. Time is whole minutes, moments are Finnish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from employer.contracts.schemas import WorkTime
from employer.forms import Choice, FormSchema, Text

AGREED = ("consent", "weighty_reason")
VERBS = ("shift", "cancel", "restore")
ANSWERS = ("agree", "decline", "withdraw")


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
class Changed:
    """A change of a published roster that was asked for or carried out.

    ``verb``: shift, cancel or restore; ``before`` and ``after``: the shifts of the days it touches. ``state``: asked,
    done, declined or withdrawn. ``allowed_by``: consent or weighty_reason, when done. ``answered_here``: the employee
    answered in the service; else the employer told of it. ``asked_at``: when the employee was told.
    """

    id: int
    day: date
    verb: str
    before: tuple[Planned, ...]
    after: tuple[Planned, ...]
    state: str
    allowed_by: str | None
    answered_here: bool
    why: str | None
    asked_at: datetime
    asked_by: str
    answered_at: datetime
    answered_by: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A shift of a published roster that was cancelled: when the employee was told, and whether they agreed to it."""

    start: datetime
    end: datetime
    break_minutes: int
    kind: str
    cancelled_at: datetime
    consented: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A day whose shifts are no longer those that were published."""

    day: date
    before: tuple[Planned, ...]
    now: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class RosterOfMonth:
    """A month's planned shifts, what they would break, and how they stand to what was published.

    ``give_by``: the last day to give it without consent; ``late``: given now it would be late. ``history``: the changes
    asked for or made since it was published, oldest first. ``agreed_times``: when variable hours may be worked without
    asking. ``asks``: what nobody has said and the check needs: ``schooling``, ``late`` work, ``agreed`` times.
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
    history: tuple[Changed, ...] = ()
    agreed_times: tuple[WorkTime, ...] | None = None
    asks: tuple[str, ...] = ()

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
