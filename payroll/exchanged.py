"""Overtime and additional work exchanged for time off: what an exchange gives, how it is used up, what is not paid.

What was exchanged is not paid when it is worked. It becomes minutes of time off, longer by the increases, which are
used in the order of their last days; of one exchange first what stands for the work itself, then its increase.
Weekly rest that was missed is given back in the same way. Source: Working Time Act 872/2019, 21 and 28 §.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from payroll.errors import CannotCalculate
from payroll.hours import EMERGENCY, TRAINING, Sorted
from payroll.inputs import Inputs, TimeOff
from rules import Book, Reason
from rules.decisions import working_time

WEEKLY_REST = "weekly_rest"
ADDITIONAL = "additional"
EXCHANGED = (ADDITIONAL, "overtime_50", "overtime_100", "overtime_weekly")
_GIVEN = {
    ADDITIONAL: "additional",
    "overtime_50": "daily",
    "overtime_100": "daily_rest",
    "overtime_weekly": "weekly",
}
WORK, INCREASE, REST = "work", "increase", "rest"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Credit:
    """What one exchange gives: minutes that stand for the work, for its increase, for rest, and their last day."""

    noted: TimeOff
    work: int
    increase: int
    rest: int
    by: date
    reasons: tuple[Reason, ...] = ()

    @property
    def minutes(self) -> int:
        """All minutes of time off that it gives."""
        return self.work + self.increase + self.rest


@dataclass(frozen=True, slots=True)
class Share:
    """Minutes of time off taken on a day, and what they stand for: work, increase or rest of one exchange."""

    day: date
    minutes: int
    of: str
    credit: Credit


@dataclass(frozen=True, slots=True)
class Settled:
    """What was taken, and what each exchange has left: work, increase and rest. ``beyond``: the days on which more was
    taken than there was, and how much more."""

    shares: tuple[Share, ...]
    left: tuple[tuple[Credit, int, int, int], ...]
    beyond: tuple[tuple[date, int], ...] = ()

    @property
    def left_minutes(self) -> int:
        """The minutes that are left together."""
        return sum(work + increase + rest for _, work, increase, rest in self.left)


def credit(noted: TimeOff, book: Book) -> Credit:
    """What an exchange gives, by the law of its day. Raises ``ValueError`` when that is no whole minute, and what the
    book raises for a day that it does not know."""
    if noted.kind == WEEKLY_REST:
        given = working_time.missed_weekly_rest(noted.day, book, money_agreed=False)
        return Credit(noted, 0, 0, noted.minutes, noted.by or given.outcome or noted.day, given.reasons)
    minutes = {_GIVEN[noted.kind]: noted.minutes}
    grown = working_time.time_off(
        noted.day,
        book,
        daily=minutes.get("daily", 0),
        daily_rest=minutes.get("daily_rest", 0),
        weekly=minutes.get("weekly", 0),
        additional=minutes.get("additional", 0),
        increase_only=noted.increase_only,
    )
    work = 0 if noted.increase_only else noted.minutes
    by = noted.by or working_time.time_off_by(noted.day, book).outcome
    return Credit(noted, work, grown.outcome - work, 0, by, grown.reasons)


def settle(credits: Iterable[Credit], taken: Iterable[tuple[date, int]]) -> Settled:
    """Uses up exchanges by the minutes taken on days. Time off may be taken from the day of its work on."""
    order = sorted(credits, key=lambda one: (one.by, one.noted.day, one.noted.kind))
    left = [{WORK: one.work, INCREASE: one.increase, REST: one.rest} for one in order]
    shares: list[Share] = []
    beyond: list[tuple[date, int]] = []
    for day, minutes in sorted(taken):
        open_minutes = minutes
        for one, parts in zip(order, left, strict=True):
            for part in parts if one.noted.day <= day else ():
                used = min(open_minutes, parts[part])
                if used:
                    parts[part] -= used
                    open_minutes -= used
                    shares.append(Share(day, used, part, one))
        if open_minutes:
            beyond.append((day, open_minutes))
    rows = tuple((one, parts[WORK], parts[INCREASE], parts[REST]) for one, parts in zip(order, left, strict=True))
    return Settled(tuple(shares), rows, tuple(beyond))


def without_exchanged(
    inputs: Inputs, rows: Sequence[Sorted], hourly: Callable[[date], bool], mondays: Container[date]
) -> list[Sorted]:
    """The sorted minutes of whole weeks without those that are not paid because they were exchanged.

    Daily overtime belongs to its day. Additional work and weekly overtime belong to their week, at whose end they are
    counted: the day that was noted may be any of it. Daily overtime that leaves a week makes as much of the additional
    work at its end plain, because the agreed week is full that much later. Hours beyond the agreed week that are there
    only because of the week's overtime are no additional work (17 §): as such they cannot be exchanged. It is looked
    for first, while the overtime of the week still stands. ``hourly``: whether a day has an hourly
    wage. A monthly wage holds the plain price of its own hours, so that of them only the increase can be exchanged.
    ``mondays``: those of averaged weeks, whose weekly overtime is settled at the end of the period. Raises
    ``CannotCalculate`` when more was exchanged of work of the period than there is.
    """
    found = list(rows)
    first, last = (_monday(day) for day in (inputs.period.first, inputs.period.last))
    for noted in sorted(inputs.time_off, key=lambda one: one.kind != ADDITIONAL):
        if noted.kind == WEEKLY_REST or not first <= _monday(noted.day) <= last:
            continue
        if noted.kind == "overtime_weekly" and _monday(noted.day) in mondays:
            continue  # see ``exchanged_at_end``
        offered = _additional(found, _monday(noted.day)) if noted.kind == ADDITIONAL else noted.minutes
        open_minutes = within = min(noted.minutes, offered)
        for position in reversed(range(len(found))):
            row = found[position]
            if not _of(row, noted) or row.kind == EMERGENCY or row.start_minute == TRAINING:
                continue
            later = [at for at in range(position + 1, len(found)) if _monday(found[at].day) == _monday(row.day)]
            beyond = sum(found[at].additional for at in later)
            found[position], used = _less(row, noted, open_minutes, hourly=hourly(row.day), beyond=beyond)
            open_minutes -= used
            _move_up(found, later, row.plain - found[position].plain)
        if within - open_minutes < noted.minutes and noted.day in inputs.period:
            raise too_much(noted, within - open_minutes)
    return found


def _additional(rows: Iterable[Sorted], monday: date) -> int:
    """Minutes of additional work of a week: what is beyond its agreed time without its overtime."""
    week = [row for row in rows if _monday(row.day) == monday and row.kind != EMERGENCY]
    overtime = sum(row.overtime_first + row.overtime_rest + row.overtime_weekly for row in week)
    return max(0, sum(row.additional for row in week) - overtime)


def _of(row: Sorted, noted: TimeOff) -> bool:
    if noted.kind in (ADDITIONAL, "overtime_weekly"):
        return _monday(row.day) == _monday(noted.day)
    return row.day == noted.day


def _monday(day: date) -> date:
    return day - _DAY * day.weekday()


def exchanged_at_end(inputs: Inputs, last: date, most: int) -> int:
    """Minutes of the weekly overtime of an averaging period that ends on ``last`` whose increase was exchanged.

    Raises ``CannotCalculate`` when it is more than ``most``, or more than the increase: the hours were paid as plain
    time when they were worked.
    """
    noted = [one for one in inputs.time_off if one.kind == "overtime_weekly" and one.day == last]
    minutes = 0
    for one in noted:
        minutes += one.minutes
        if not one.increase_only or minutes > most:
            raise too_much(one, most if one.increase_only else 0)
    return minutes


def too_much(noted: TimeOff, minutes: int) -> CannotCalculate:
    """More was exchanged than the day or the week has: ``minutes`` of it."""
    return CannotCalculate(
        "time_off",
        f"{noted.minutes} minutes of {noted.kind} of {noted.day} are exchanged for time off, there are {minutes} "
        "that are paid apart",
        "Correct the hours or what is noted as exchanged",
        code="time_off_minutes",
        day=noted.day,
        minutes=noted.minutes,
        offered=minutes,
    )


def _move_up(rows: list[Sorted], later: Iterable[int], minutes: int) -> None:
    """Makes so many minutes of the later additional work of a week plain: those that the exchanged ones had put there.

    No day has more or fewer minutes by it; a monthly wage holds them now.
    """
    for at in later:
        moved = min(minutes, rows[at].additional)
        rows[at] = replace(rows[at], plain=rows[at].plain + moved, additional=rows[at].additional - moved)
        minutes -= moved


def _less(row: Sorted, noted: TimeOff, minutes: int, *, hourly: bool, beyond: int) -> tuple[Sorted, int]:
    """A piece without at most so many of its exchanged minutes, and how many they are.

    The last minutes of a piece are beyond the day, those before them beyond the week; additional work is counted from
    the same end. ``beyond``: the additional minutes of the rest of the week. Minutes of a day's overtime that are
    within the agreed week in order of time have put as many there, so that a monthly wage has not paid them.
    """
    overtime = row.overtime_first + row.overtime_rest + row.overtime_weekly
    if noted.kind == ADDITIONAL:
        used = min(minutes, max(0, row.additional - overtime))
        return replace(row, additional=row.additional - used), used
    after = {"overtime_100": 0, "overtime_50": row.overtime_rest}.get(
        noted.kind, row.overtime_rest + row.overtime_first
    )
    there = {"overtime_100": row.overtime_rest, "overtime_50": row.overtime_first}.get(noted.kind, row.overtime_weekly)
    additional = min(there, max(0, row.additional - after))
    used = min(minutes, there if hourly or noted.increase_only else min(there, additional + beyond))
    if not noted.increase_only:
        off_additional = min(used, additional)
        row = replace(row, additional=row.additional - off_additional, plain=row.plain - (used - off_additional))
    if noted.kind == "overtime_100":
        return replace(row, overtime_rest=there - used), used
    if noted.kind == "overtime_50":
        return replace(row, overtime_first=there - used), used
    return replace(row, overtime_weekly=there - used), used
