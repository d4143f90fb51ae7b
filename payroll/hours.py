"""Splits shifts into whole minutes by day and window, and sorts them into plain, additional, overtime and Sunday time.

A shift's length is the time that really passed (both changes of daylight saving included); the day of a minute is the
day it is in Finland. A break is taken in the middle of its shift (a documented choice: ``choice.break_place``).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from payroll.inputs import Shift

HELSINKI = ZoneInfo("Europe/Helsinki")
AT_WORK = ("work", "emergency")
EMERGENCY = "emergency"
TRAINING = 1440  # the start minute of training, which has a day but no time: after that day's shifts
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """Minutes of work on one day, between two cuts. ``start_minute`` counts from midnight on the clock."""

    day: date
    start_minute: int
    minutes: int
    kind: str = "work"


@lru_cache(maxsize=4096)
def _moment(day: date, minute: int) -> datetime:
    """The UTC moment of a clock minute of a day in Finland."""
    local = datetime.combine(day, time(minute // 60, minute % 60), HELSINKI)
    return local.astimezone(UTC)


@lru_cache(maxsize=1024)
def split(shift: Shift, cuts: tuple[int, ...] = ()) -> tuple[Piece, ...]:
    """The pieces of a shift, cut at every midnight and at the given clock minutes, its break left out.

    ``cuts`` are minutes from midnight (1 to 1439). Raises ``ValueError`` when the shift does not end after it starts
    or its break is longer than it.
    """
    start, end = shift.start.astimezone(UTC), shift.end.astimezone(UTC)
    length = (end - start) // _MINUTE
    if length <= 0 or not 0 <= shift.break_minutes <= length:
        raise ValueError(f"a shift from {shift.start} to {shift.end} with a break of {shift.break_minutes} minutes")
    local = start.astimezone(HELSINKI)
    first_minute = local.hour * 60 + local.minute
    same_clock = local.utcoffset() == end.astimezone(HELSINKI).utcoffset()
    if (
        same_clock
        and first_minute + length <= 1440
        and not any(first_minute < cut < first_minute + length for cut in cuts)
    ):
        worked = length - shift.break_minutes
        return (Piece(local.date(), first_minute, worked, shift.kind),) if worked else ()
    spans = [(start, end)]
    if shift.break_minutes:
        break_start = start + ((length - shift.break_minutes) // 2) * _MINUTE
        spans = [(start, break_start), (break_start + shift.break_minutes * _MINUTE, end)]
    pieces: list[Piece] = []
    for span_start, span_end in spans:
        at = span_start
        while at < span_end:
            here = at.astimezone(HELSINKI)
            day, minute = here.date(), here.hour * 60 + here.minute
            stop = min(
                [span_end, _moment(day + _DAY, 0)] + [moment for cut in cuts if (moment := _moment(day, cut)) > at]
            )
            pieces.append(Piece(day, minute, (stop - at) // _MINUTE, shift.kind))
            at = stop
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Limits:
    """Statutory regular time in minutes, and the length of the first step of daily overtime."""

    daily: int
    weekly: int
    daily_first_step: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """How the minutes of one piece (or training) fall: each worked minute is plain or additional, never both.

    The overtime minutes are among them; they carry only an increase.
    """

    day: date
    start_minute: int
    minutes: int
    plain: int
    additional: int
    overtime_first: int
    overtime_rest: int
    overtime_weekly: int
    kind: str = "work"


NO_ROSTER: Mapping[date, int] = MappingProxyType({})


def sort_minutes(
    pieces: Iterable[Piece],
    weekly_agreed: Sequence[tuple[date, int]],
    limits: Limits,
    averaged: Container[date] = (),
    longer: Sequence[tuple[date, date | None, int]] = (),
    rostered: Mapping[date, int] = NO_ROSTER,
) -> list[Sorted]:
    """Sorts the pieces of whole weeks, in order of time.

    ``weekly_agreed`` holds (first day, agreed weekly minutes) in order. The week begins on Monday and the day at
    midnight (Working Time Act 872/2019, 16–20 and 42 §): daily overtime is beyond the daily limit, weekly overtime
    beyond the weekly limit without what already was daily overtime, additional work beyond the agreed weekly time.
    The weeks whose Monday is ``averaged`` have no weekly overtime of their own: it is settled over the weeks together.
    ``longer``: the days (first, last or None) on which a longer regular day in minutes is agreed on (11 §).
    ``rostered``: the minutes that the roster had for averaged days; see ``daily_limit``.
    Emergency work extends the regular time (19 §): it comes after everything else of its day and week, at the end of
    the list; it is plain or overtime and never additional work.
    """
    result: list[Sorted] = []
    extra: list[Piece] = []
    monday: date | None = None
    week_total = week_regular = day_total = 0
    day_now: date | None = None
    for piece in sorted(pieces, key=lambda one: (one.day, one.start_minute)):
        if piece.kind == EMERGENCY:
            extra.append(piece)
            continue
        if piece.day != day_now:
            day_now, day_total = piece.day, 0
            this_monday = piece.day - _DAY * piece.day.weekday()
            if this_monday != monday:
                monday, week_total, week_regular = this_monday, 0, 0
        agreed = 0
        for first, minutes in weekly_agreed:
            if first <= piece.day:
                agreed = minutes
        worked = piece.minutes
        additional = min(worked, max(0, week_total + worked - agreed))
        first_step, rest = _beyond_day(day_total, worked, limits, daily_limit(piece.day, limits, longer, rostered))
        regular = worked - first_step - rest
        weekly_over = 0 if monday in averaged else min(regular, max(0, week_regular + regular - limits.weekly))
        week_total += worked
        week_regular += regular
        day_total += worked
        result.append(
            Sorted(
                piece.day,
                piece.start_minute,
                worked,
                worked - additional,
                additional,
                first_step,
                rest,
                weekly_over,
            )
        )
    if extra:
        result.extend(_on_top(extra, result, limits, averaged, longer, rostered))
    return result


def daily_limit(
    day: date, limits: Limits, longer: Sequence[tuple[date, date | None, int]], rostered: Mapping[date, int]
) -> int:
    """The minutes of a day beyond which its work is daily overtime (872/2019 5, 11 and 16 §).

    The statutory day or the longer one agreed on; on an averaged day that the roster has work for, the roster's own,
    which cannot be longer than those (``choice.averaging_daily_overtime``).
    """
    daily = max([limits.daily, *(minutes for first, last, minutes in longer if _within(day, first, last))])
    planned = rostered.get(day, 0)
    return min(daily, planned) if planned else daily


def _beyond_day(before: int, worked: int, limits: Limits, daily: int) -> tuple[int, int]:
    """The minutes of a piece in the first step of daily overtime, and beyond it.

    ``before``: done earlier on the same day; ``daily``: what the day may have without overtime.
    """
    over_before = max(0, before - daily)
    over = max(0, before + worked - daily) - over_before
    first_step = max(0, min(limits.daily_first_step - over_before, over))
    return first_step, over - first_step


def _on_top(
    pieces: Iterable[Piece],
    others: Iterable[Sorted],
    limits: Limits,
    averaged: Container[date],
    longer: Sequence[tuple[date, date | None, int]],
    rostered: Mapping[date, int],
) -> Iterable[Sorted]:
    """Emergency work in order of time, after all the other time of its day and week."""
    days: dict[date, int] = {}
    weeks: dict[date, int] = {}
    for one in others:
        monday = one.day - _DAY * one.day.weekday()
        days[one.day] = days.get(one.day, 0) + one.minutes
        weeks[monday] = weeks.get(monday, 0) + one.minutes - one.overtime_first - one.overtime_rest
    for piece in pieces:
        monday, worked = piece.day - _DAY * piece.day.weekday(), piece.minutes
        first_step, rest = _beyond_day(
            days.get(piece.day, 0), worked, limits, daily_limit(piece.day, limits, longer, rostered)
        )
        regular = worked - first_step - rest
        done = weeks.get(monday, 0)
        weekly = 0 if monday in averaged else min(regular, max(0, done + regular - limits.weekly))
        days[piece.day] = days.get(piece.day, 0) + worked
        weeks[monday] = done + regular
        yield Sorted(piece.day, piece.start_minute, worked, worked, 0, first_step, rest, weekly, EMERGENCY)


def _within(day: date, first: date, last: date | None) -> bool:
    return first <= day and (last is None or day <= last)
