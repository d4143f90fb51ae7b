"""Supplements of the personal assistants' agreement (Heta): which hours carry which, and what stacks.

Agreement of Heta and JHL, editions in ``rules/data/agreements/heta``. Covered: evening, night, Saturday and Sunday
work, weekday holidays worked and free. Not covered: percentages (``data``), eve, stand-by and cancelled shifts (not
found).

The agreement's text was not seen. Where a window's edge is not known, the hours that may lie beyond it are asked and
never guessed; hours that a published example settles are not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules import calendar
from rules.book import Book
from rules.days import Days
from rules.decisions.personal_assistants import LINK
from rules.values import Decision, Reason

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Edges:
    """Clock minutes of the windows; None where nobody has said. ``midnight`` is 1440.

    ``morning``: until when night and Sunday work may go on at the most where their end is not known
    (``choice.unknown_window_until``).
    """

    evening_first: int
    evening_after: int
    night_first: int
    night_after: int | None  # on the morning after
    saturday_first: int | None
    saturday_certain_from: int
    saturday_after: int
    sunday_eve_first: int
    sunday_after: int | None  # on the morning after the Sunday
    morning: int

    @property
    def cuts(self) -> tuple[int, ...]:
        """The clock minutes at which a supplement may begin or end, without midnight."""
        known = {
            self.evening_first,
            self.evening_after,
            self.night_first,
            self.night_after,
            self.saturday_first,
            self.saturday_certain_from,
            self.saturday_after,
            self.sunday_eve_first,
            self.sunday_after,
        }
        if self.night_after is None or self.sunday_after is None:
            known.add(self.morning)
        return tuple(sorted(cut for cut in known if cut is not None and 0 < cut < 1440))


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a minute carries (``evening``, ``night``, ``saturday``, ``sunday``, ``public_holiday``), and which edges of
    windows (names of values) have to be known first."""

    kinds: tuple[str, ...]
    unknown_edges: tuple[str, ...]


def kinds_at(day: date, minute: int, edges: Edges, holiday: bool) -> Kinds:
    """Clause 11: the supplements of the minute beginning at a clock time of a day.

    Sunday pay takes the place of Saturday's, and a weekday holiday's increase contains Sunday's; evening and night
    never share an hour, nor do Saturday and Sunday.
    """
    kinds: list[str] = []
    unknown: list[str] = []
    sunday = calendar.is_sunday_rate(day) or (day.weekday() == _SATURDAY and minute >= edges.sunday_eve_first)
    if not sunday and minute < edges.morning and calendar.is_sunday_rate(day - timedelta(days=1)):
        if edges.sunday_after is None:
            unknown.append("heta.sunday.after")
        else:
            sunday = 0 < edges.sunday_after < 1440 and minute < edges.sunday_after
    if holiday:
        kinds.append("public_holiday")
    elif sunday:
        kinds.append("sunday")
    elif day.weekday() == _SATURDAY and minute < edges.saturday_after:
        if edges.saturday_first is not None:
            if minute >= edges.saturday_first:
                kinds.append("saturday")
        elif minute >= edges.saturday_certain_from:
            kinds.append("saturday")
        else:
            unknown.append("heta.saturday.first")
    if edges.evening_first <= minute < edges.evening_after:
        kinds.append("evening")
    elif minute >= edges.night_first:
        kinds.append("night")
    elif minute < edges.morning:
        if edges.night_after is None:
            unknown.append("heta.night.after")
        elif minute < edges.night_after:
            kinds.append("night")
    return Kinds(tuple(kinds), tuple(unknown))


def stacks(book: Book, day: date, one: str, other: str) -> str:
    """Clause 11: whether two supplements are paid for the same hour: ``yes``, ``no`` or ``unknown``."""
    for band in book.value("heta.stacking", Days(work_day=day)).number:
        if {band["one"], band["other"]} == {one, other}:
            return band["together"] or "unknown"
    return "unknown"


def weekday_holiday(day: date) -> bool:
    """Whether a day is a weekday holiday (arkipyhä) of the agreement: a paid day off, or triple pay when worked."""
    return day in calendar.heta_free_days(day.year)


def weekday_holiday_right(
    book: Book, day: date, employment_first: date, employment_last: date | None
) -> Decision[bool]:
    """Weekday holidays: the employment lasts at least two weeks in all."""
    value = book.value("heta.free_day_employment_weeks", Days(work_day=day))
    least = timedelta(weeks=int(value.number))
    enough = employment_last is None or employment_last - employment_first + timedelta(days=1) >= least
    facts = (("day", day.isoformat()), ("weeks", str(value.number)))
    says = "the employment lasts long enough" if enough else "the employment is too short for paid weekday holidays"
    return Decision(
        enough, (Reason("weekday_holiday_right", "Heta, weekday holidays", says, facts, LINK),), (), (value,)
    )
