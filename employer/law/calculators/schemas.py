"""What the calculators ask: one schema for each question, read from a form, an address or a JSON body alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, ClassVar

from marshmallow import ValidationError, fields, missing, validates_schema

from employer.errors import Sentence
from employer.forms import (
    Both,
    Choice,
    Choices,
    ClockTime,
    Day,
    Duration,
    Euros,
    FormSchema,
    Number,
    Percent,
    Ticked,
    Whole,
    YesNo,
    refuse,
    tidy,
)
from rules import Reason
from rules.decisions.personal_assistants import CAPITAL, ELSEWHERE, GROUPS
from rules.decisions.working_time import Span

Facts = Mapping[str, Any]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EARLIEST, _LATEST = date(2000, 1, 1), date(2060, 12, 31)
_LONGEST_YEARS = 30
_MOST_SHIFTS = 62
_WEEK_MINUTES = 7 * 24 * 60


class Cents(int):
    """An amount of money in whole cents: shown as euros, written to JSON as text with two decimals."""


class Minutes(int):
    """A length of time in whole minutes: shown in hours and minutes, written to JSON as a whole number."""


class Rate(str):
    """A percentage as printed."""


class Percents(tuple[tuple[str, str], ...]):
    """Percentages that an amount was made with: the value's name (or the given one's) and its number."""

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


def _a_day(*, required: bool = True) -> Day:
    return Day(earliest=_EARLIEST, latest=_LATEST, required=required)


def _born(*, required: bool = True) -> Day:
    return Day(earliest=date(1900, 1, 1), latest=_LATEST, required=required)


def _wage(*, required: bool = True) -> Number:
    return Number(lowest="0.01", highest="1000", decimals=4, required=required)


def _euros(*, required: bool = True, highest_cents: int = 100_000_000) -> Euros:
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

    A shift that ends at or before the hour of its start ends on the next day. Overlaps are refused.
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
            day = _a_day().deserialize(found["day"])
            start = ClockTime().deserialize(found["start"])
            end = time(0) if found["end"] in ("24", "24.00", "24:00") else ClockTime().deserialize(found["end"])
        except ValidationError:
            raise wrong("shift_line", line=number) from None
        begins, ends = datetime.combine(day, start), datetime.combine(day, end)
        if ends <= begins:
            ends += timedelta(days=1)
        rest = int(found["rest"] or 0)
        if rest * 60 >= (ends - begins).total_seconds():
            raise wrong("break_too_long")
        return Span(begins, ends, rest)


# Schemas -------------------------------------------------------------------------------------------------------------


class QuestionSchema(FormSchema):
    """Facts of a question. ``in_order``: pairs of days, the second not before the first. ``all_or_none``: fields that
    are given together. ``needed``: fields that another one, with a value, makes necessary."""

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
                found.setdefault(other, []).extend(wrong("needed").messages)
        self.check(data, found)
        if found:
            raise ValidationError(found)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        """What a question checks beyond days and pairs: adds to ``found``."""


def _amount_fits(data: dict[str, Any], found: dict[str, list[Any]], part: str, whole: str) -> None:
    if part in data and whole in data and data[part] > data[whole]:
        found.setdefault(part, []).extend(wrong("more_than_whole").messages)


class NoticePeriod(QuestionSchema):
    by = Choice(("employer", "employee"), required=True)
    known = _a_day()
    employment_start = _a_day()
    agreed_amount = Whole(lowest=0, highest=400)
    agreed_unit = Choice(("days", "months"))
    in_order = (("employment_start", "known"),)
    all_or_none = (("agreed_amount", "agreed_unit"),)


class NoticeDelivery(QuestionSchema):
    means = Choice(("in_person", "letter", "message"), required=True)
    sent = _a_day()
    received = _a_day(required=False)
    leave_first = _a_day(required=False)
    leave_last = _a_day(required=False)
    in_order = (("sent", "received"), ("leave_first", "leave_last"))
    all_or_none = (("leave_first", "leave_last"),)


class TrialPeriod(QuestionSchema):
    employment_start = _a_day()
    employment_end = _a_day(required=False)
    trial_months = Whole(lowest=1, highest=24, required=True)
    in_order = (("employment_start", "employment_end"),)


class FixedTerm(QuestionSchema):
    signed = _a_day()
    employment_start = _a_day()
    employment_end = _a_day()
    ground = YesNo(required=True)
    employee_asked = YesNo(required=True)
    long_term_unemployed = YesNo(required=True)
    earlier = Choice(("none", "ended", "not_known"), required=True)
    earlier_end = _a_day(required=False)
    in_order = (("employment_start", "employment_end"), ("signed", "employment_end"))
    needed = (("earlier", "ended", "earlier_end"),)


class WrittenTerms(QuestionSchema):
    employment_start = _a_day()
    weekly_hours = Duration(highest_minutes=_WEEK_MINUTES)


class LayoffNotice(QuestionSchema):
    layoff_start = _a_day()


class WaitingPay(QuestionSchema):
    due = _a_day()
    paid = _a_day()
    disputed = YesNo(required=True)
    employment_end = _a_day(required=False)
    complained = _a_day(required=False)
    in_order = (("due", "paid"), ("employment_end", "complained"))
    needed = (("disputed", True, "employment_end"),)


class EmployerDied(QuestionSchema):
    death = _a_day()
    notice_known = _a_day(required=False)
    in_order = (("death", "notice_known"),)


class HolidayDays(QuestionSchema):
    employment_start = _a_day()
    employment_end = _a_day(required=False)
    year = Whole(lowest=2001, highest=2060, required=True)
    weekdays = Several(WEEKDAYS, required=True)
    daily_hours = Duration(required=True)
    public_holidays = YesNo(required=True)
    absence_kind = Choice(("sick", "child_sick", "parental", "childcare", "unpaid", "layoff"))
    absence_first = _a_day(required=False)
    absence_last = _a_day(required=False)
    in_order = (
        ("employment_start", "employment_end"),
        ("absence_first", "absence_last"),
        ("employment_start", "absence_first"),
        ("absence_last", "employment_end"),
    )
    all_or_none = (("absence_kind", "absence_first", "absence_last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not data["weekdays"]:
            found.setdefault("weekdays", []).extend(refuse("required").messages)
        if not data["daily_hours"]:
            found.setdefault("daily_hours", []).extend(wrong("no_time").messages)
        first, last = date(data["year"] - 1, 4, 1), date(data["year"], 3, 31)
        if data["employment_start"] > last or data.get("employment_end", last) < first:
            found.setdefault("year", []).extend(wrong("outside_year", first=shown(first), last=shown(last)).messages)


class HolidayUsed(QuestionSchema):
    first = _a_day()
    last = _a_day()
    in_order = (("first", "last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if (data["last"] - data["first"]).days > 366:
            found.setdefault("last", []).extend(wrong("too_long_period", days=366).messages)


class HolidayPay(QuestionSchema):
    method = Choice(("average_daily_pay", "percentage"), required=True)
    year = Whole(lowest=2001, highest=2060, required=True)
    days_earned = Whole(lowest=1, highest=48, required=True)
    days_taken = Whole(lowest=1, highest=48, required=True)
    year_pay = _euros()
    work_days = Whole(lowest=1, highest=366)
    weekly_days = Number(lowest="0.1", highest="7", decimals=2)
    excess_hours = Duration(highest_minutes=60_000)
    lasted_a_year = YesNo()
    needed = (
        ("method", "average_daily_pay", "work_days"),
        ("method", "average_daily_pay", "weekly_days"),
        ("method", "percentage", "lasted_a_year"),
    )

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        _amount_fits(data, found, "days_taken", "days_earned")


class HolidayNotice(QuestionSchema):
    first = _a_day()
    kind = Choice(("ordinary", "moved", "saved"), required=True)


class SickPay(QuestionSchema):
    first = _a_day()
    last = _a_day()
    employment_start = _a_day()
    earlier_first = _a_day(required=False)
    earlier_last = _a_day(required=False)
    wage = _wage(required=False)
    weekdays = Several(WEEKDAYS)
    daily_hours = Duration()
    in_order = (("employment_start", "first"), ("first", "last"), ("earlier_first", "earlier_last"))

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if "earlier_last" in data and data["earlier_last"] >= data["first"]:
            found.setdefault("earlier_last", []).extend(wrong("not_before", before=shown(data["first"])).messages)
        if "earlier_first" in data and "earlier_last" not in data:
            found.setdefault("earlier_last", []).extend(wrong("together").messages)
        given = {"wage": "wage" in data, "weekdays": bool(data.get("weekdays")), "daily_hours": "daily_hours" in data}
        if any(given.values()):
            for name, present in given.items():
                if not present:
                    found.setdefault(name, []).extend(wrong("together").messages)


class SicknessAllowance(QuestionSchema):
    first = _a_day()
    year_wages = _euros()


class FamilyLeaveNotice(QuestionSchema):
    leave = Choice(
        (
            "pregnancy",
            "parental",
            "partial_parental",
            "childcare",
            "partial_childcare",
            "sick_child",
            "compelling",
            "carer",
            "close_person",
        ),
        required=True,
    )
    first = _a_day()
    weekdays_count = Whole(lowest=1, highest=1000)


class ShiftCost(QuestionSchema):
    wage = _wage()
    day = _a_day()
    start = ClockTime(required=True)
    end = ClockTime(required=True)
    break_minutes = Whole(lowest=0, highest=600)
    born = _born()
    job = Choice(("personal_assistance", "childminding", "home_care"), required=True)
    agreement = Choice(("none", "heta"), required=True)
    pay_group = Choice(GROUPS)
    region = Choice((ELSEWHERE, CAPITAL))
    experience_months = Whole(lowest=0, highest=720)
    month_wages = _euros()
    year_wages = _euros()
    pension = Choice(("contract", "temporary"))
    pension_percent = Percent()
    accident_percent = Percent()
    group_life = Choice(("no", "yes"))
    group_life_percent = Percent()
    in_order = (("born", "day"),)
    needed = (("group_life", "yes", "group_life_percent"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        minutes = (data["end"].hour - data["start"].hour) * 60 + data["end"].minute - data["start"].minute
        length = minutes if minutes > 0 else minutes + 24 * 60
        if data.get("break_minutes", 0) >= length:
            found.setdefault("break_minutes", []).extend(wrong("break_too_long").messages)
        _amount_fits(data, found, "month_wages", "year_wages")


class Overtime(QuestionSchema):
    day = _a_day()
    worked = Duration(highest_minutes=24 * 60, required=True)
    agreed = Duration(highest_minutes=24 * 60)
    wage = _wage(required=False)


class WeeklyOvertime(QuestionSchema):
    monday = _a_day()
    mon = Duration(load_default=0)
    tue = Duration(load_default=0)
    wed = Duration(load_default=0)
    thu = Duration(load_default=0)
    fri = Duration(load_default=0)
    sat = Duration(load_default=0)
    sun = Duration(load_default=0)
    agreed_weekly = Duration(highest_minutes=_WEEK_MINUTES)
    wage = _wage(required=False)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if data["monday"].weekday() != 0:
            monday = data["monday"] - timedelta(days=data["monday"].weekday())
            found.setdefault("monday", []).extend(wrong("no_monday", monday=shown(monday)).messages)


class RosterCheck(QuestionSchema):
    shifts = Shifts(required=True)
    published_on = _a_day(required=False)
    shorter_break_agreed = Ticked()
    presence_necessary = Ticked()
    averaging = Ticked()
    agreed_longer = Ticked()
    night_work_allowed = Ticked()
    sunday_work_agreed = Ticked()


class PayDay(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    month = Whole(lowest=1, highest=12, required=True)
    day_of_month = Whole(lowest=1, highest=31)


class ReportDeadlines(QuestionSchema):
    payment_day = _a_day()
    registered = YesNo(required=True)


class Insured(QuestionSchema):
    born = _born()
    payment_day = _a_day()
    in_order = (("born", "payment_day"),)


class Withholding(QuestionSchema):
    pay = _euros()
    payment_day = _a_day()
    year_wages = _euros()
    card = Choice(("wage", "none"), required=True)
    card_first = _a_day(required=False)
    card_percent = Percent()
    additional_percent = Percent()
    ceiling = _euros(required=False)
    paid_before = _euros(required=False)
    needed = (("card", "wage", "card_first"), ("card", "wage", "card_percent"))


class SetOff(QuestionSchema):
    payment_day = _a_day()
    net_pay = _euros()
    dependants = Whole(lowest=0, highest=30, required=True)


class ProtectedPortion(QuestionSchema):
    payment_day = _a_day()
    dependants = Whole(lowest=0, highest=30, required=True)
    days = Whole(lowest=1, highest=31, required=True)


class HouseholdCredit(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    county_pays = YesNo(required=True)
    wages = _euros(required=False)
    side_costs = _euros(required=False)
    company = _euros(required=False)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not any(name in data for name in ("wages", "company")):
            found.setdefault("wages", []).extend(wrong("needed").messages)


class HetaBinding(QuestionSchema):
    day = _a_day()
    job = Choice(("personal_assistance", "childminding", "home_care"), required=True)
    employer = Choice(("natural_person", "company", "county"), required=True)
    assists_disabled = YesNo()
    member = YesNo()
    member_since = _a_day(required=False)


class HetaPayGroup(QuestionSchema):
    day = _a_day()
    tasks = Several(
        (
            "everyday_assistance",
            "lifting_or_transferring",
            "intimate_hygiene",
            "bowel_function",
            "stoma",
            "independent_medicine_dispensing",
            "injections",
            "demanding_wound_care",
            "airway_help",
            "peg_tube_change",
            "catheterisation",
            "suprapubic_catheter",
            "ventilator_dependent_person",
            "end_of_life_care",
            "demanding_communication",
        ),
        required=True,
    )

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not data["tasks"]:
            found.setdefault("tasks", []).extend(refuse("required").messages)


class HetaWage(QuestionSchema):
    day = _a_day()
    pay_group = Choice((*GROUPS, "B"), required=True)  # B: before 2024
    region = Choice((ELSEWHERE, CAPITAL), required=True)
    experience_months = Whole(lowest=0, highest=720, required=True)


class WeekdayHolidays(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)


class YoungWorker(QuestionSchema):
    born = _born()
    day = _a_day()
    start = ClockTime(required=True)
    end = ClockTime(required=True)
    break_minutes = Whole(lowest=0, highest=600)
    light_work = YesNo(required=True)
    education_done = YesNo()
    school = Choice(("none", "day_off", "school_day"), required=True)
    school_hours = Duration()
    week_hours = Duration(highest_minutes=_WEEK_MINUTES)
    in_order = (("born", "day"),)
    needed = (("school", "school_day", "school_hours"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if data["end"] <= data["start"]:
            found.setdefault("end", []).extend(wrong("end_before_start").messages)
            return
        length = (data["end"].hour - data["start"].hour) * 60 + data["end"].minute - data["start"].minute
        if data.get("break_minutes", 0) >= length:
            found.setdefault("break_minutes", []).extend(wrong("break_too_long").messages)
        if "week_hours" in data and data["week_hours"] < length - data.get("break_minutes", 0):
            found.setdefault("week_hours", []).extend(wrong("less_than_day").messages)


class CriminalRecord(QuestionSchema):
    employment_start = _a_day()
    client_minor = YesNo(required=True)
    custodian_present = YesNo()
    months_in_year = Whole(lowest=0, highest=12)
    employer_model = YesNo()


class TrialExtension(QuestionSchema):
    employment_start = _a_day()
    trial_last = _a_day()
    absence_days = Whole(lowest=0, highest=400, required=True)
    told_on = _a_day()
    in_order = (("employment_start", "trial_last"), ("employment_start", "told_on"))


class MissingNotice(QuestionSchema):
    known = _a_day()
    notice_last = _a_day()
    left = _a_day()
    weekly_hours = Duration(highest_minutes=_WEEK_MINUTES)
    wage = _wage(required=False)
    in_order = (("known", "notice_last"), ("known", "left"))
    all_or_none = (("weekly_hours", "wage"),)


class ClaimDeadline(QuestionSchema):
    claim = Choice(("pay", "holiday"), required=True)
    due = _a_day()
    employment_end = _a_day(required=False)


class Hindrance(QuestionSchema):
    cause = Choice(("employer_side", "independent", "strike"), required=True)
    first = _a_day()
    employee_ready = YesNo(required=True)
    agreed_otherwise = YesNo(required=True)


class HolidayIllness(QuestionSchema):
    first = _a_day()
    last = _a_day()
    sick_first = _a_day()
    sick_last = _a_day()
    days_earned = Whole(lowest=1, highest=48, required=True)
    requested = YesNo(required=True)
    in_order = (("first", "last"), ("sick_first", "sick_last"))

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        for first, last in (("first", "last"), ("sick_first", "sick_last")):
            if (data[last] - data[first]).days > 366:
                found.setdefault(last, []).extend(wrong("too_long_period", days=366).messages)
        if data["sick_last"] < data["first"] or data["sick_first"] > data["last"]:
            found.setdefault("sick_first", []).extend(wrong("no_overlap").messages)


class SavedLeave(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    days_earned = Whole(lowest=1, highest=48, required=True)
    agreed_saving = YesNo(required=True)
    serious_harm = YesNo()


class AccidentInsurance(QuestionSchema):
    payment_day = _a_day()
    all_wages = _euros()


class PensionEmployer(QuestionSchema):
    payment_day = _a_day()
    permanent_employees = Whole(lowest=0, highest=100)
    six_months_wages = _euros(required=False)
    has_policy = YesNo()


class CarersLeave(QuestionSchema):
    first = _a_day()
    needed_days = Whole(lowest=1, highest=60, required=True)
    used_days = Whole(lowest=0, highest=60, required=True)


class SickChild(QuestionSchema):
    first = _a_day()
    child_age = Whole(lowest=0, highest=25, required=True)
    needed_days = Whole(lowest=1, highest=60, required=True)
    other_parent = YesNo(required=True)


class StudyLeave(QuestionSchema):
    first = _a_day()
    service_months = Whole(lowest=0, highest=720, required=True)
    used_days = Whole(lowest=0, highest=2000, required=True)
