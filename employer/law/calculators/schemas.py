"""What the calculators ask: one schema for each question, read from a form, an address or a JSON body alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple

from marshmallow import ValidationError, fields, missing, validates_schema

from employer.errors import Sentence
from employer.forms import (
    Both,
    Choices,
    ClockTime,
    Day,
    Euros,
    FormSchema,
    Number,
    refuse,
    tidy,
)
from rules import Period, Reason, calendar
from rules.decisions.terms import Term
from rules.decisions.working_time import Span

Facts = Mapping[str, Any]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EARLIEST, _LATEST = date(1960, 1, 1), date(2060, 12, 31)  # employments may have begun long ago
_LONGEST_YEARS = 55
_MOST_SHIFTS = 62
_MOST_PERIODS = 12
WEEK_MINUTES = 7 * 24 * 60


class Cents(int):
    """An amount of money in whole cents: shown as euros, written to JSON as text with two decimals."""


class Minutes(int):
    """A length of time in whole minutes: shown in hours and minutes, written to JSON as a whole number."""


class Rate(str):
    """A percentage as printed."""


class TermPart(NamedTuple):
    """A settled term, and which part of it is told: its title, what holds, from where, what a level says, or why."""

    term: Term
    part: str


class Percents(tuple[tuple[str, str], ...]):
    """Percentages that an amount was made with: the value's name (or the given one's) and its number."""

    __slots__ = ()


class Clock(int):
    """A time of day in minutes from midnight: shown by the clock, written to JSON as ``18:00``."""


class Words(tuple[str, ...]):
    """Several words of the program, each as ``Word``."""

    __slots__ = ()


class Word(str):
    """A word of the program that the texts say in words: ``law.word.<word>``."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer: ``law.answer.<key>``, filled in by the facts."""

    key: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that has to be known before the answer can be given."""

    topic: str
    asks: str
    why: str
    where_to_find: str
    facts: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = None
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Used:
    """A value of law behind an answer: its name, number (None for a table), unit, since when, and where it stands."""

    name: str
    number: str | None
    unit: str
    since: str
    source: str
    clause: str
    link: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome as named plain data, its sentences, the reasons in order, the values used, the open questions.

    ``outcome`` is None while a question stands in the way. A list in it is a table: its rows have the same names.
    """

    outcome: Mapping[str, Any] | None
    sentences: tuple[Said, ...]
    reasons: tuple[Reason, ...]
    values: tuple[Used, ...]
    questions: tuple[Asked, ...]
    edition: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its address, its group on the index page, its facts, what answers it, and an example."""

    name: str
    group: str
    schema: type[QuestionSchema]
    answers: Callable[[Facts], Answer]
    example: Facts


def wrong(code: str, **facts: object) -> ValidationError:
    """The error of ``law.wrong.<code>.what`` and ``.do``."""
    what, do = (Sentence(f"law.wrong.{code}.{part}", facts) for part in ("what", "do"))
    return ValidationError(Both(what, do))


def shown(day: date) -> str:
    """A day inside a sentence of refusal."""
    return f"{day.day}.{day.month}.{day.year}"


# Fields --------------------------------------------------------------------------------------------------------------


def a_day(*, required: bool = True) -> Day:
    return Day(earliest=_EARLIEST, latest=_LATEST, required=required)


def birth_day(*, required: bool = True) -> Day:
    return Day(earliest=date(1900, 1, 1), latest=_LATEST, required=required)


def hourly_wage(*, required: bool = True) -> Number:
    return Number(lowest="0.01", highest="1000", decimals=4, required=required)


def sum_of_euros(*, required: bool = True, highest_cents: int = 100_000_000) -> Euros:
    return Euros(highest_cents=highest_cents, required=required)


class Several(Choices):
    """Any of the given words; at least one when it is required."""

    def __init__(self, choices: tuple[str, ...], *, required: bool = False) -> None:
        super().__init__(choices)
        if required:
            self.required, self.load_default = True, missing

    def _deserialize(self, value: Any, attr: str | None, data: Any, **given: Any) -> tuple[str, ...]:
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list) or not all(isinstance(one, str) for one in several):
            raise refuse("choice")
        return super()._deserialize([one for one in several if one], attr, data, **given)


class Shifts(fields.Field[tuple[Span, ...]]):
    """Shifts, one a line ("7.12.2026 8.00-16.00 30": the day, the hours, the break in minutes); JSON: also a list.

    A shift that ends before the hour of its start ends on the next day. Overlaps are refused, and a time that the
    change to summer time skips.
    """

    _line = re.compile(
        r"(?P<day>\S+)\s+(?P<start>[0-9:.]+)\s*-\s*(?P<end>[0-9:.]+)(?:\s+(?P<rest>[0-9]{1,3})(?: ?min)?)?"
    )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[Span, ...]:
        lines = value.splitlines() if isinstance(value, str) else value
        if not isinstance(lines, list) or not all(isinstance(one, str) for one in lines):
            raise refuse("text")
        written = [line for line in lines if line.strip()]
        if len(written) > _MOST_SHIFTS:
            raise wrong("too_many_shifts", most=_MOST_SHIFTS)
        spans = sorted((self._span(number, line) for number, line in enumerate(written, 1)), key=lambda one: one.start)
        if not spans:
            raise refuse("required")
        if (spans[-1].start - spans[0].start).days > _MOST_SHIFTS:
            raise wrong("shifts_too_far", days=_MOST_SHIFTS)
        for earlier, later in pairwise(spans):
            if later.start < earlier.end:
                raise wrong("shifts_overlap", day=shown(later.start.date()))
        return tuple(spans)

    def _span(self, number: int, line: str) -> Span:
        found = self._line.fullmatch(tidy(line))
        if found is None:
            raise wrong("shift_line", line=number)
        try:
            day = a_day().deserialize(found["day"])
            start = ClockTime().deserialize(found["start"])
            end = time(0) if found["end"] in ("24", "24.00", "24:00") else ClockTime().deserialize(found["end"])
        except ValidationError:
            raise wrong("shift_line", line=number) from None
        if start == end and found["start"] == found["end"]:  # "0.00-24.00" is a day and a night that was meant
            raise wrong("shift_same_time", line=number)
        begins = datetime.combine(day, start)
        ends = begins + timedelta(minutes=minutes_between(start, end))
        if not (calendar.on_the_clock(begins) and calendar.on_the_clock(ends)):
            raise wrong("shift_skipped", line=number)
        rest = int(found["rest"] or 0)
        if rest >= (calendar.in_utc(ends) - calendar.in_utc(begins)) // timedelta(minutes=1):
            raise wrong("break_too_long")
        return Span(begins, ends, rest)


class Periods(fields.Field[tuple[Period, ...]]):
    """Periods of whole days, one a line ("1.3.2027-30.4.2027": the first and the last day); JSON: also a list."""

    _line = re.compile(
        r"(?P<first>[0-9.]+|[0-9]{4}-[0-9]{2}-[0-9]{2})\s*-\s*(?P<last>[0-9.]+|[0-9]{4}-[0-9]{2}-[0-9]{2})"
    )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[Period, ...]:
        lines = value.splitlines() if isinstance(value, str) else value
        if not isinstance(lines, list) or not all(isinstance(one, str) for one in lines):
            raise refuse("text")
        written = [line for line in lines if line.strip()]
        if len(written) > _MOST_PERIODS:
            raise wrong("too_many_periods", most=_MOST_PERIODS)
        periods = sorted((self._period(number, line) for number, line in enumerate(written, 1)), key=_first_day)
        if not periods:
            raise refuse("required")
        for earlier, later in pairwise(periods):
            if later.first <= earlier.last:
                raise wrong("periods_overlap", day=shown(later.first))
        return tuple(periods)

    def _period(self, number: int, line: str) -> Period:
        found = self._line.fullmatch(tidy(line))
        try:
            if found is None:
                raise refuse("day")
            first, last = (a_day().deserialize(found[name]) for name in ("first", "last"))
        except ValidationError:
            raise wrong("period_line", line=number) from None
        if not first <= last <= first + timedelta(days=366 * _LONGEST_YEARS):
            raise wrong("period_line", line=number)
        return Period.closed(first, last)


def _first_day(period: Period) -> date:
    return period.first


# Schemas -------------------------------------------------------------------------------------------------------------


def minutes_between(start: time, end: time) -> int:
    """The length of a shift by the clock: one that ends at or before the hour of its start ends on the next day."""
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return minutes if minutes > 0 else minutes + 24 * 60


def shift_fits(data: dict[str, Any], found: dict[str, list[Any]]) -> None:
    """A shift told by its day and hours: its hours differ and are on the clock, and its break is shorter than it."""
    begins = datetime.combine(data["day"], data["start"])
    ends = begins + timedelta(minutes=minutes_between(data["start"], data["end"]))
    if data["start"] == data["end"]:
        found.setdefault("end", []).extend(wrong("same_time").messages)
        return
    for name, moment in (("start", begins), ("end", ends)):
        if not calendar.on_the_clock(moment):
            found.setdefault(name, []).extend(wrong("skipped_time").messages)
    if data.get("break_minutes", 0) >= (calendar.in_utc(ends) - calendar.in_utc(begins)) // timedelta(minutes=1):
        found.setdefault("break_minutes", []).extend(wrong("break_too_long").messages)


def _needed_by(name: str, value: Any) -> ValidationError:
    """The error of a field that another one makes necessary; who reads it says that one's label."""
    what = Sentence("law.wrong.needed_by.what", {"field": name, "value": value})
    return ValidationError(Both(what, Sentence("law.wrong.needed.do", {})))


class Part(NamedTuple):
    """Fields that a page keeps behind a heading (``law.fields.<name>``), in their order and none of them required.

    ``because``: a field and the value of it that opens the part.
    """

    name: str
    fields: tuple[str, ...]
    because: tuple[str, str] | None = None


class QuestionSchema(FormSchema):
    """Facts of a question. ``in_order``: pairs of days, the second not before the first. ``all_or_none``: fields that
    are given together. ``needed``: fields that another one, with a value, makes necessary. ``parts``: fields that stand
    together, which a page opens where one of them is filled in or wrong."""

    parts: ClassVar[tuple[Part, ...]] = ()

    in_order: ClassVar[tuple[tuple[str, str], ...]] = ()
    all_or_none: ClassVar[tuple[tuple[str, ...], ...]] = ()
    needed: ClassVar[tuple[tuple[str, Any, str], ...]] = ()

    @validates_schema
    def _fits_together(self, data: dict[str, Any], **_: Any) -> None:
        found: dict[str, list[Any]] = {}
        for first, second in self.in_order:
            if first not in data or second not in data:
                continue
            if data[second] < data[first]:
                found.setdefault(second, []).extend(wrong("order", earliest=shown(data[first])).messages)
            elif (data[second] - data[first]).days > 366 * _LONGEST_YEARS and first != "born":
                found.setdefault(second, []).extend(wrong("too_far", years=_LONGEST_YEARS).messages)
        for together in self.all_or_none:
            if any(name in data for name in together):
                for name in together:
                    if name not in data:
                        found.setdefault(name, []).extend(wrong("together").messages)
        for name, value, other in self.needed:
            if data.get(name) == value and other not in data:
                found.setdefault(other, []).extend(_needed_by(name, value).messages)
        self.check(data, found)
        if found:
            raise ValidationError(found)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        """What a question checks beyond days and pairs: adds to ``found``."""


def several_in(data: dict[str, Any], found: dict[str, list[Any]], *names: str) -> None:
    """Of several ways to tell the same exactly one is used: ``names`` are their first fields."""
    given = [name for name in names if name in data]
    if not given:
        found.setdefault(names[0], []).extend(wrong("one_needed").messages)
    for name in given[1:]:
        found.setdefault(name, []).extend(wrong("two_ways").messages)


def months_fit(data: dict[str, Any], found: dict[str, list[Any]], end: date | None) -> None:
    """The employment reaches into the credit year, and has as many calendar months in it as are told to be full."""
    first, last = date(data["year"] - 1, 4, 1), date(data["year"], 3, 31)
    begins, ends = max(data["employment_start"], first), last if end is None else min(end, last)
    if begins > ends:
        found.setdefault("year", []).extend(wrong("outside_year", first=shown(first), last=shown(last)).messages)
        return
    months = 12 * (ends.year - begins.year) + ends.month - begins.month + 1
    if data.get("full_months", 0) > months:
        found.setdefault("full_months", []).extend(wrong("too_many_months", most=months).messages)


def amount_fits(data: dict[str, Any], found: dict[str, list[Any]], part: str, whole: str) -> None:
    if part in data and whole in data and data[part] > data[whole]:
        found.setdefault(part, []).extend(wrong("more_than_whole").messages)
