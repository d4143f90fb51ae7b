"""What comes in and goes out about employments: frozen plain data, one shape for command and fact.

``id`` is 0 in a command. Time is whole minutes, a time of day is minutes from midnight, weekdays count from Monday 0.
``NOT_SAID`` is a fact nobody stated; ``None`` is an answer ("agreed that there is none").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, cast

from marshmallow import ValidationError, post_load, validates_schema

from employer import forms
from employer.effective import NOT_SAID, NotSaid
from employer.errors import Sentence

JOBS = ("childminding", "personal_assistance", "home_care")
END_REASONS = (
    "resignation",
    "notice_by_employer",
    "fixed_term_ended",
    "trial_period",
    "death_of_employer",
    "agreed",
    "cancelled_by_employer",
    "cancelled_by_employee",
    "absence_without_word",
    "age",
)
CANCELLED = ("cancelled_by_employer", "cancelled_by_employee")
"""The contract was cancelled at once for an extremely serious breach (55/2001 8:1)."""
WITHOUT_NOTICE = (*CANCELLED, "absence_without_word")
"""Why an employment ends without any notice period by chapter 8 of the Employment Contracts Act."""
NO_NOTICE_PERIOD = (*WITHOUT_NOTICE, "trial_period", "age")
"""Why an employment ends without a notice period: besides, in its trial period (1:4) and by age (6:1 a)."""
WITH_NOTICE = ("resignation", "notice_by_employer", "death_of_employer")
"""Why an employment ends after a notice period, in which less work than usual may have been offered (6:4 a)."""
LATER = ("extended", "corrected")
"""Why a fixed term ends later than was noted: the parties agreed to go on, or the noted day was wrong."""
AGREEMENTS = ("none", "heta", "other")
WAGE_UNITS = ("hour", "month")
ACCRUALS = ("by_law", "14_days", "35_hours", "none")
RHYTHMS = ("monthly", "twice_a_month")
SKIPS = ("none", "public_holidays")
YOUNG_GATES = ("young_health_check", "young_list")
FOREIGN_GATES = ("tell_migri", "tell_migri_end", "right_to_work_data")
END_GATES = ("end_papers", "end_insurance")
GATES = (
    "criminal_record",
    "induction",
    "risk_assessment",
    "occupational_health",
    *YOUNG_GATES,
    *FOREIGN_GATES,
    "variable_hours_review",
    *END_GATES,
)
DOCUMENTED = ("induction", "risk_assessment", *YOUNG_GATES, *FOREIGN_GATES, "variable_hours_review", *END_GATES)
"""Gates of which may be noted which paper shows that they were done; of a criminal record nothing more is kept."""
SCHOOLINGS = ("finished", "term", "holiday")
SCHOOL_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PAY_GROUPS = ("A", "B1", "B2", "C")
REGIONS = ("muu_suomi", "paakaupunkiseutu")
PAY_RUN_KINDS = ("ordinary", "supplementary", "final")
MINUTES_OF_DAY = 1440
MINUTES_OF_WEEK = 10080


@dataclass(frozen=True, slots=True)
class Ending:
    """When and why the employment ends; ``end`` None: until further notice. The last day is a day of employment.

    A fixed term whose ``fixed_term_ground`` is None has been agreed without a ground (55/2001 1:3), or with a person
    who has been unemployed for long (``long_term_unemployed``, 1:3 a). ``renewals``: how often it has been extended.
    ``later``: why the end of a fixed term is later than the noted one, one of ``LATER``. ``signed``: the day on which
    the contract was made, in writing or by word, at the latest its first day; None: nobody has said.

    Of a cancelled contract (8:1): ``breach_known``, the day on which the one who cancelled learned of the breach (8:2);
    ``cancel_sent``, the day on which it was told or sent, the last day of the employment being the day it became known
    (9:4); ``employee_heard`` (9:2). None: nobody has said. Of an absence without word (8:3) the last day is the one
    before the absence.
    """

    end: date | None = None
    fixed_term_ground: str | None = None
    end_reason: str | None = None
    long_term_unemployed: bool = False
    renewals: int = 0
    later: str | None = None
    signed: date | None = None
    breach_known: date | None = None
    cancel_sent: date | None = None
    employee_heard: bool | None = None


@dataclass(frozen=True, slots=True)
class WorkTime:
    """Weekdays and the time of day between which work may be given; it may run over midnight."""

    weekdays: tuple[int, ...]
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class VariableHours:
    """Agreed bounds of the weekly time, and when the variation is used.

    ``times``: when work may be given without asking each time (55/2001 2:4, 872/2019 30 a §); None: nobody has said.
    """

    min_minutes: int
    max_minutes: int
    when: str | None = None
    times: tuple[WorkTime, ...] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Agreed notice periods in days; None: by law."""

    employer_days: int | None
    employee_days: int | None


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """The employee is a member of the family: facts that decide whether the working time rules apply."""

    same_household: bool | None = None
    hours_fixed: bool | None = None
    hours_supervised: bool | None = None


@dataclass(frozen=True, slots=True)
class PayTerms:
    """When pay is due: numbers of the month, or ``last``; two of them when paid twice a month."""

    rhythm: str = "monthly"
    pay_days: tuple[str, ...] = ("last",)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the written contract that are not dated one by one."""

    duties: tuple[str, ...] | NotSaid | None = NOT_SAID
    workplace: str | NotSaid | None = NOT_SAID
    occupation_code: str | NotSaid | None = NOT_SAID
    trial_months: int = 0
    variable_hours: VariableHours | None = None
    notice: Notice | None = None
    family_member: FamilyMember | None = None
    pay: PayTerms = PayTerms()
    first: date | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Wage:
    """Agreed pay from a day on, in euros as written."""

    unit: str
    euros: Decimal
    first: date | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """Agreed weekly working time from a day on."""

    minutes: int
    first: date | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which collective agreement the parties say applies from a day on; a field of None was not said."""

    name: str
    reason: str | None = None
    employer_is_member: bool | None = None
    pay_group: str | None = None
    experience_months: int | None = None
    region: str | None = None
    first: date | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class HolidayTerm:
    """How holiday is earned by the contract, and the bonus; a bonus of None: agreed that there is none.

    ``seasonal``: seasonal work in which a holiday in the season would make serious difficulty (162/2005 20 §); None:
    nobody has said, and the season holds.
    """

    accrual: str = "by_law"
    bonus_percent: Decimal | NotSaid | None = NOT_SAID
    first: date | None = None
    until: date | None = None
    id: int = 0
    seasonal: bool | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Weekly repeating work. It ends on the next day when ``end_minute`` is not later than ``start_minute``."""

    first: date
    until: date | None
    weekdays: tuple[int, ...]
    start_minute: int
    end_minute: int
    break_minutes: int = 0
    skip: str = "none"
    id: int = 0

    @property
    def length(self) -> int:
        """From start to end on the clock, in minutes, the break included."""
        return (self.end_minute - self.start_minute) % MINUTES_OF_DAY or MINUTES_OF_DAY


@dataclass(frozen=True, slots=True)
class Schooling:
    """Basic education of a young employee from a day on: ``finished``, ``term`` or ``holiday`` (998/1993 4 and 6 §).

    ``school_minutes``: of a term, the length of the school day from Monday to Sunday, 0 without school.
    """

    kind: str
    school_minutes: tuple[int, ...] | None = None
    first: date | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class LateWork:
    """Whether a young employee agrees to household work in the employer's home late in the evening, from a day on, and
    the special reason without which it is not allowed (998/1993 7 §).

    ``in_home``: whether the late work is household work in the employer's home; None: nobody has said. The consent
    holds for the workplace of its first day.
    """

    agreed: bool
    reason: str | None = None
    first: date | None = None
    until: date | None = None
    id: int = 0
    in_home: bool | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that must be in order. ``day``: the day it was shown or done, or occupational health care began.

    Of a criminal record extract only the day it was shown and its own day are kept. ``provider`` belongs to
    occupational health care. ``document``: which paper shows what was done (see ``DOCUMENTED``).
    """

    kind: str
    day: date | None
    extract_day: date | None = None
    provider: str | None = None
    id: int = 0
    document: str | None = None


@dataclass(frozen=True, slots=True)
class NewEmployment:
    """Everything about an employment at once."""

    code: str
    employee_id: int
    job: str
    start: date
    ending: Ending = Ending()
    terms: Terms = Terms()
    wages: tuple[Wage, ...] = ()
    weekly_times: tuple[WeeklyTime, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    holiday_terms: tuple[HolidayTerm, ...] = (HolidayTerm(),)
    patterns: tuple[Pattern, ...] = ()
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class EmploymentFacts:
    """An employment as known on a day; every dated row stands with the days on which it really holds.

    ``agreements`` is empty when nobody has said which agreement applies: it becomes a question.
    """

    id: int
    employer_id: int
    employee_id: int
    employee_code: str
    code: str
    job: str
    start: date
    end: date | None
    fixed_term_ground: str | None
    end_reason: str | None
    terms: tuple[Terms, ...]
    wages: tuple[Wage, ...]
    weekly_times: tuple[WeeklyTime, ...]
    agreements: tuple[Agreement, ...]
    holiday_terms: tuple[HolidayTerm, ...]
    patterns: tuple[Pattern, ...]
    gates: tuple[Gate, ...]
    schooling: tuple[Schooling, ...] = ()
    long_term_unemployed: bool = False
    late_work: tuple[LateWork, ...] = ()
    renewals: int = 0
    signed: date | None = None
    breach_known: date | None = None
    cancel_sent: date | None = None
    employee_heard: bool | None = None

    @property
    def fixed_term(self) -> bool:
        """Whether the end was agreed for a fixed term; one until further notice that has been ended is none."""
        return self.end is not None and self.end_reason in (None, "fixed_term_ended")

    @property
    def agreed_end(self) -> date | None:
        """The end of a fixed term; None for one until further notice, also when it has been ended since."""
        return self.end if self.fixed_term or self.fixed_term_ground else None

    @property
    def fixed_without_ground(self) -> bool:
        """Whether a fixed term was agreed without a ground; one until further notice that has ended is none, nor is one
        with a person who has been unemployed for long."""
        return self.fixed_term and self.fixed_term_ground is None and not self.long_term_unemployed

    @property
    def never_begun(self) -> bool:
        """Whether the employee never came: the contract is treated as ended from its first day (55/2001 8:3)."""
        return self.end is not None and self.end < self.start

    def runs_on(self, day: date) -> bool:
        """Whether the day is inside the employment."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class OpeningHoliday:
    """A holiday credit year when the records begin: days left, pay base in cents, days and minutes at work."""

    credit_year: tuple[date, date]
    days: Decimal | None = None
    pay_base_cents: int | None = None
    work_days: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class OpeningYear:
    """What had been paid in the calendar year before the records begin, in cents; by line kind where known."""

    gross_cents: int | None = None
    withholding_cents: int | None = None
    by_kind: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """How an older employment stood on ``day``, the first day of these records."""

    employment_id: int
    day: date
    year_so_far: OpeningYear | None = None
    card_used_cents: int | None = None
    holidays: tuple[OpeningHoliday, ...] = field(default=())
    id: int = 0


@dataclass(frozen=True, slots=True)
class PayRun:
    """A declared pay run of the days ``first`` to ``until``; ``employment_ids`` None: every employment."""

    first: date
    until: date
    pay_day: date
    kind: str = "ordinary"
    employment_ids: tuple[int, ...] | None = None
    id: int = 0


# Forms of the pages -------------------------------------------------------------------------------------------------


class WageSchema(forms.FormSchema):
    """The form of agreed pay from a day on."""

    command = Wage

    unit = forms.Choice(WAGE_UNITS, required=True, metadata={"missing": "choice"})
    euros = forms.Number(lowest="0.01", highest="1000000", decimals=4, required=True, metadata={"missing": "euros"})
    first = forms.Day(required=True, metadata={"missing": "day"})


class WeeklyTimeSchema(forms.FormSchema):
    """The form of the agreed weekly time from a day on."""

    command = WeeklyTime

    minutes = forms.Duration(highest_minutes=MINUTES_OF_WEEK, required=True, metadata={"missing": "duration"})
    first = forms.Day(required=True, metadata={"missing": "day"})


@dataclass(frozen=True, slots=True)
class WorkForm:
    """What the work is and where. An empty field is not said, and asked when it is needed."""

    duties: str | None = None
    workplace: str | None = None
    occupation_code: str | None = None

    def terms(self, known: Terms) -> Terms:
        """The known terms with what the form changes."""
        return replace(
            known,
            duties=lines_of(self.duties) or NOT_SAID,
            workplace=self.workplace or NOT_SAID,
            occupation_code=self.occupation_code or NOT_SAID,
        )


class WorkSchema(forms.FormSchema):
    """The form of duties and workplace."""

    command = WorkForm

    duties = forms.Text(4000, lines=True, load_default=None)
    workplace = forms.Text(500, load_default=None)
    occupation_code = forms.Text(20, load_default=None)


PAY_DAYS = ("last", *(str(day) for day in range(1, 32)))
FAMILY_FACTS = ("same_household", "hours_fixed", "hours_supervised")
TIMES_AT_MOST = 7
"""Rows of times in which work of variable hours may be given: one for each weekday is enough."""


@dataclass(frozen=True, slots=True)
class AgreedForm:
    """What may be agreed besides: bounds of the weekly time, notice, pay days; and whether they are of one family."""

    varies: bool
    family: bool
    rhythm: str
    pay_day: str
    least: int | None = None
    most: int | None = None
    when: str | None = None
    times: tuple[WorkTime, ...] | None = None
    notice: str = "by_law"
    employer_days: int | None = None
    employee_days: int | None = None
    second_pay_day: str | None = None
    same_household: bool | None = None
    hours_fixed: bool | None = None
    hours_supervised: bool | None = None
    first: date | None = None

    def terms(self, known: Terms) -> Terms:
        """The known terms with what the form changes, from the form's day on."""
        second = self.second_pay_day if self.rhythm == "twice_a_month" else None
        return replace(
            known,
            variable_hours=VariableHours(self.least or 0, self.most or 0, self.when, self.times)
            if self.varies
            else None,
            notice=Notice(self.employer_days, self.employee_days) if self.notice == "agreed" else None,
            family_member=FamilyMember(self.same_household, self.hours_fixed, self.hours_supervised)
            if self.family
            else None,
            pay=PayTerms(self.rhythm, (self.pay_day,) if second is None else (self.pay_day, second)),
            first=self.first,
            until=None,
            id=0,
        )

    @classmethod
    def values(cls, known: Terms) -> dict[str, Any]:
        """What the form holds before anybody types. What nobody said about the family stays open."""
        variable, notice, family = known.variable_hours, known.notice, known.family_member
        words = {True: "yes", False: "no", None: None}
        days = (*known.pay.pay_days, None)
        return {
            "varies": words[variable is not None],
            "least": None if variable is None else clock_length(variable.min_minutes),
            "most": None if variable is None else clock_length(variable.max_minutes),
            "when": None if variable is None else variable.when,
            **_times_values(() if variable is None else variable.times or ()),
            "notice": "by_law" if notice is None else "agreed",
            "employer_days": None if notice is None else notice.employer_days,
            "employee_days": None if notice is None else notice.employee_days,
            "rhythm": known.pay.rhythm,
            "pay_day": days[0],
            "second_pay_day": days[1],
            "family": words[family is not None],
            **{name: None if family is None else words[getattr(family, name)] for name in FAMILY_FACTS},
        }


def _times_values(times: tuple[WorkTime, ...]) -> dict[str, Any]:
    """The rows of times as the form shows them."""
    return {
        f"{row}_{name}": value
        for row, one in zip(TIME_ROWS, times, strict=False)
        for name, value in {
            "weekdays": tuple(str(day) for day in one.weekdays),
            "start": clock_length(one.start_minute),
            "end": clock_length(one.end_minute),
        }.items()
    }


TIME_ROWS = tuple(f"times_{number}" for number in range(1, TIMES_AT_MOST + 1))
_TIME_FIELDS: dict[str, Any] = {
    f"{row}_{name}": field()
    for row in TIME_ROWS
    for name, field in (
        ("weekdays", lambda: forms.Choices("0123456")),
        ("start", lambda: forms.ClockTime(load_default=None)),
        ("end", lambda: forms.ClockTime(load_default=None)),
    )
}


class AgreedSchema(forms.FormSchema.from_dict(_TIME_FIELDS)):  # type: ignore[misc]
    """The form of what may be agreed besides. A question whose answer opens others makes those needed."""

    varies = forms.YesNo(required=True, metadata={"missing": "choice"})
    least = forms.Duration(highest_minutes=MINUTES_OF_WEEK, load_default=None)
    most = forms.Duration(highest_minutes=MINUTES_OF_WEEK, load_default=None)
    when = forms.Text(500, load_default=None)
    notice = forms.Choice(("by_law", "agreed"), required=True, metadata={"missing": "choice"})
    employer_days = forms.Whole(highest=730, load_default=None)
    employee_days = forms.Whole(highest=730, load_default=None)
    rhythm = forms.Choice(RHYTHMS, required=True, metadata={"missing": "choice"})
    pay_day = forms.Choice(PAY_DAYS, required=True, metadata={"missing": "choice"})
    second_pay_day = forms.Choice(PAY_DAYS, load_default=None)
    family = forms.YesNo(required=True, metadata={"missing": "choice"})
    same_household = forms.YesNo(load_default=None)
    hours_fixed = forms.YesNo(load_default=None)
    hours_supervised = forms.YesNo(load_default=None)
    first = forms.Day(load_default=None)

    @validates_schema
    def opened_questions_are_answered(self, data: dict[str, Any], **_: Any) -> None:
        """Bounds when the hours vary, days when notice is agreed, a second day when pay comes twice a month."""
        wanted = {
            "least": ("duration", data.get("varies")),
            "most": ("duration", data.get("varies")),
            "employer_days": ("whole", data.get("notice") == "agreed"),
            "employee_days": ("whole", data.get("notice") == "agreed"),
            "second_pay_day": ("choice", data.get("rhythm") == "twice_a_month"),
        }
        missing = {
            name: [forms.sentence(key)] for name, (key, needed) in wanted.items() if needed and data.get(name) is None
        }
        for row in TIME_ROWS:
            begun = [data.get(f"{row}_{name}") for name in ("weekdays", "start", "end")]
            if any(one not in (None, ()) for one in begun):
                words = {"weekdays": "choice", "start": "clock_time", "end": "clock_time"}
                missing |= {
                    f"{row}_{name}": [forms.sentence(key)]
                    for (name, key), one in zip(words.items(), begun, strict=True)
                    if one in (None, ())
                }
        if missing:
            raise ValidationError(cast(dict[str, Any], missing))

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> AgreedForm:
        """What is agreed; rows of times left empty are no rows, and none at all is not said."""
        rows = [tuple(data.pop(f"{row}_{name}") for name in ("weekdays", "start", "end")) for row in TIME_ROWS]
        times = tuple(
            WorkTime(tuple(int(day) for day in days), start.hour * 60 + start.minute, end.hour * 60 + end.minute)
            for days, start, end in rows
            if days
        )
        return AgreedForm(**data, times=times or None)


@dataclass(frozen=True, slots=True)
class OpeningForm:
    """How an older employment stood when the records began: this year's pay, and two holiday credit years."""

    day: date
    gross: int | None = None
    withholding: int | None = None
    card_used: int | None = None
    before_days: Decimal | None = None
    before_pay: int | None = None
    before_work_days: int | None = None
    before_minutes: int | None = None
    this_days: Decimal | None = None
    this_pay: int | None = None
    this_work_days: int | None = None
    this_minutes: int | None = None

    def opening(self, employment_id: int, known: Opening | None = None) -> Opening:
        """The command. A holiday credit year of which nothing was said is left out: it is asked, not zero.

        What ``known`` says and the form has no field for (pay by kind, other credit years) stays as it was.
        """
        year = known.year_so_far if known is not None and known.day.year == self.day.year else None
        by_kind = () if year is None else year.by_kind
        shown = tuple(credit_years(self.day).values())
        others = () if known is None else tuple(one for one in known.holidays if one.credit_year not in shown)
        said_of_year = self.gross is not None or self.withholding is not None or bool(by_kind)
        rows = (
            OpeningHoliday(year, *(getattr(self, f"{name}_{one}") for one in ("days", "pay", "work_days", "minutes")))
            for name, year in credit_years(self.day).items()
        )
        return Opening(
            employment_id,
            self.day,
            OpeningYear(self.gross, self.withholding, by_kind) if said_of_year else None,
            self.card_used,
            others
            + tuple(row for row in rows if (row.days, row.pay_base_cents, row.work_days, row.minutes) != (None,) * 4),
        )


def credit_years(day: date) -> dict[str, tuple[date, date]]:
    """The holiday credit years (1 April to 31 March) that matter on a day: the one ``before``, and ``this``."""
    begins = day.year if day >= date(day.year, 4, 1) else day.year - 1
    return {
        name: (date(year, 4, 1), date(year + 1, 3, 31)) for name, year in (("before", begins - 1), ("this", begins))
    }


class OpeningSchema(forms.FormSchema):
    """The form of how an older employment stood; what is left empty is not known."""

    command = OpeningForm

    day = forms.Day(required=True, metadata={"missing": "day"})
    gross = forms.Euros(load_default=None)
    withholding = forms.Euros(load_default=None)
    card_used = forms.Euros(load_default=None)
    before_days = forms.Number(highest="366", decimals=2, load_default=None)
    before_pay = forms.Euros(load_default=None)
    before_work_days = forms.Whole(highest=366, load_default=None)
    before_minutes = forms.Duration(highest_minutes=10_000 * 60, load_default=None)
    this_days = forms.Number(highest="366", decimals=2, load_default=None)
    this_pay = forms.Euros(load_default=None)
    this_work_days = forms.Whole(highest=366, load_default=None)
    this_minutes = forms.Duration(highest_minutes=10_000 * 60, load_default=None)


def opening_values(known: Opening) -> dict[str, Any]:
    """What the form of a known opening holds before anybody types."""
    year = known.year_so_far
    values: dict[str, Any] = {
        "day": known.day,
        "gross": None if year is None else _euros(year.gross_cents),
        "withholding": None if year is None else _euros(year.withholding_cents),
        "card_used": _euros(known.card_used_cents),
    }
    names = {days: name for name, days in credit_years(known.day).items()}
    for holiday in known.holidays:
        name = names.get(holiday.credit_year)
        if name is not None:
            values |= {
                f"{name}_days": None if holiday.days is None else f"{holiday.days:f}".replace(".", ","),
                f"{name}_pay": _euros(holiday.pay_base_cents),
                f"{name}_work_days": holiday.work_days,
                f"{name}_minutes": None if holiday.minutes is None else clock_length(holiday.minutes),
            }
    return values


def clock_length(minutes: int) -> str:
    """Minutes as typed into a form: ``16:30``."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def _euros(cents: int | None) -> str | None:
    return None if cents is None else f"{cents // 100},{cents % 100:02d}"


class AgreementSchema(forms.FormSchema):
    """The form of the collective agreement."""

    command = Agreement

    name = forms.Choice(AGREEMENTS, required=True, metadata={"missing": "choice"})
    reason = forms.Text(1000, load_default=None)
    employer_is_member = forms.YesNo(load_default=None)
    pay_group = forms.Choice(PAY_GROUPS, load_default=None)
    region = forms.Choice(REGIONS, load_default=None)
    experience_months = forms.Whole(highest=1200, load_default=None)
    first = forms.Day(load_default=None)


class HolidaySchema(forms.FormSchema):
    """The form of the holiday terms; the bonus left empty is not said."""

    accrual = forms.Choice(ACCRUALS, required=True, metadata={"missing": "choice"})
    bonus = forms.YesNo(load_default=None)
    bonus_percent = forms.Percent()
    seasonal = forms.YesNo(load_default=None)
    first = forms.Day(load_default=None)

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> HolidayTerm:
        """The terms; "no bonus" is an answer, an empty field is not."""
        return HolidayTerm(data["accrual"], _bonus(data), data["first"], seasonal=data["seasonal"])


class SchoolingSchema(forms.FormSchema):
    """The form of a young employee's basic education; the length of each school day belongs to a term."""

    kind = forms.Choice(SCHOOLINGS, required=True, metadata={"missing": "choice"})
    mon, tue, wed, thu, fri, sat, sun = (
        forms.Duration(highest_minutes=MINUTES_OF_DAY, load_default=0) for _ in range(7)
    )
    first = forms.Day(required=True, metadata={"missing": "day"})
    until = forms.Day(load_default=None)

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> Schooling:
        """The facts from their day on."""
        minutes = tuple(data[day] for day in SCHOOL_DAYS)
        return Schooling(data["kind"], minutes if data["kind"] == "term" else None, data["first"], data["until"])


class LateWorkSchema(forms.FormSchema):
    """The form of a young employee's consent to work late in the evening."""

    command: ClassVar[type] = LateWork
    agreed = forms.YesNo(required=True, metadata={"missing": "choice"})
    in_home = forms.YesNo(required=True, metadata={"missing": "choice"})
    reason = forms.Text(500, load_default=None)
    first = forms.Day(required=True, metadata={"missing": "day"})
    until = forms.Day(load_default=None)


class PatternSchema(forms.FormSchema):
    """The form of weekly repeating work."""

    weekdays = forms.Choices("0123456")
    start = forms.ClockTime(required=True, metadata={"missing": "clock_time"})
    end = forms.ClockTime(required=True, metadata={"missing": "clock_time"})
    break_minutes = forms.Duration(load_default=0, data_key="break")
    skip = forms.Choice(SKIPS, load_default="public_holidays")
    first = forms.Day(required=True, metadata={"missing": "day"})
    until = forms.Day(load_default=None)

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> Pattern:
        """The pattern, times as minutes from midnight."""
        return Pattern(data["first"], data["until"], *_pattern_facts(data))


class EndPatternSchema(forms.FormSchema):
    """The form of the last day of weekly repeating work."""

    until = forms.Day(required=True, metadata={"missing": "day"})


class EndingSchema(forms.FormSchema):
    """The form of the employment's end."""

    command = Ending

    end = forms.Day(required=True, metadata={"missing": "day"})
    end_reason = forms.Choice(END_REASONS, required=True, metadata={"missing": "choice"})
    fixed_term_ground = forms.Text(1000, load_default=None)
    later = forms.Choice(LATER, load_default=None)
    breach_known = forms.Day(load_default=None)
    cancel_sent = forms.Day(load_default=None)
    employee_heard = forms.YesNo(load_default=None)

    @validates_schema
    def cancelled(self, data: dict[str, Any], **_: Any) -> None:
        """A cancelled contract is told with its days, and the employer's with whether the employee was heard."""
        if data.get("end_reason") not in CANCELLED:
            return
        days = ("breach_known", "cancel_sent")
        missing = {name: [forms.sentence("day")] for name in days if data.get(name) is None}
        if data["end_reason"] == "cancelled_by_employer" and data.get("employee_heard") is None:
            missing["employee_heard"] = [forms.sentence("choice")]
        if missing:
            raise ValidationError(cast(dict[str, Any], missing))


@dataclass(frozen=True, slots=True)
class SigningForm:
    """The day on which the contract was made."""

    signed: date


class SigningSchema(forms.FormSchema):
    """The form of the day on which the contract was made."""

    command = SigningForm

    signed = forms.Day(required=True, metadata={"missing": "day"})


class UndoneSchema(forms.FormSchema):
    """The form that notes that the absent employee could not tell: nothing but that it was so."""

    hindered = forms.Choice(("yes",), required=True, metadata={"missing": "choice"})


class GoesOnSchema(forms.FormSchema):
    """The form that notes that work went on after the end: nothing but that it did."""

    worked = forms.Choice(("yes",), required=True, metadata={"missing": "choice"})


class GateSchema(forms.FormSchema):
    """The form of something that must be in order; of an extract only its days are kept."""

    day = forms.Day(required=True, metadata={"missing": "day"})
    extract_day = forms.Day(load_default=None)
    provider = forms.Text(200, load_default=None)
    document = forms.Text(200, load_default=None)


# The steps of a new employment, in order. Each reads its own fields into plain facts.


class WhoStep(forms.FormSchema):
    """Who works, at what, from when."""

    employee = forms.Whole(lowest=1, highest=999_999_999, required=True, metadata={"missing": "choice"})
    job = forms.Choice(JOBS, required=True, metadata={"missing": "choice"})
    start = forms.Day(required=True, metadata={"missing": "day"})


class LengthStep(forms.FormSchema):
    """Until further notice or for a fixed term; the trial period."""

    length = forms.Choice(("open", "fixed"), required=True, metadata={"missing": "choice"})
    end = forms.Day(load_default=None)
    ground_kind = forms.Choice(("ground", "none", "long_term_unemployed"), load_default="ground")
    ground = forms.Text(1000, load_default=None)
    signed = forms.Day(load_default=None)
    trial_months = forms.Whole(highest=12, load_default=0)

    @validates_schema
    def fixed_term_is_whole(self, data: dict[str, Any], **_: Any) -> None:
        """A fixed term has its last day and its ground, or is said to need none."""
        if data.get("length") == "fixed":
            wanted = ("end", "ground") if data.get("ground_kind") == "ground" else ("end",)
            missing = {
                name: [forms.sentence("day" if name == "end" else "required")]
                for name in wanted
                if data.get(name) is None
            }
            if missing:
                raise ValidationError(cast(dict[str, Any], missing))


class TimeStep(forms.FormSchema):
    """The weekly time, and the days and times of work when they repeat every week."""

    weekly = forms.Duration(highest_minutes=MINUTES_OF_WEEK, required=True, metadata={"missing": "duration"})
    repeats = forms.YesNo(required=True, metadata={"missing": "choice"})
    weekdays = forms.Choices("0123456")
    start_time = forms.ClockTime(load_default=None)
    end_time = forms.ClockTime(load_default=None)
    break_minutes = forms.Duration(load_default=0, data_key="break")
    skip = forms.Choice(SKIPS, load_default="public_holidays")

    @validates_schema
    def pattern_is_whole(self, data: dict[str, Any], **_: Any) -> None:
        """Work that repeats has its weekdays and times."""
        if data.get("repeats"):
            missing = {
                name: [forms.sentence("clock_time")] for name in ("start_time", "end_time") if not data.get(name)
            }
            if not data.get("weekdays"):
                missing["weekdays"] = [forms.sentence("choice")]
            if not data["weekly"]:
                missing["weekly"] = [forms.sentence("duration")]
            if not missing and data["start_time"] == data["end_time"]:
                what, do = (Sentence(f"refused.shift_same_time.{part}", {}) for part in ("what", "do"))
                missing["end_time"] = [forms.Both(what, do)]
            if missing:
                raise ValidationError(cast(dict[str, Any], missing))


class PayStep(forms.FormSchema):
    """The pay and when it is paid."""

    unit = forms.Choice(WAGE_UNITS, required=True, metadata={"missing": "choice"})
    euros = forms.Number(lowest="0.01", highest="1000000", decimals=4, required=True, metadata={"missing": "euros"})
    pay_day = forms.Choice(PAY_DAYS, required=True, metadata={"missing": "choice"})


class TermsStep(forms.FormSchema):
    """The collective agreement and the holiday terms."""

    agreement = forms.Choice((*AGREEMENTS, "unknown"), required=True, metadata={"missing": "choice"})
    reason = forms.Text(1000, load_default=None)
    pay_group = forms.Choice(PAY_GROUPS, load_default=None)
    region = forms.Choice(REGIONS, load_default=None)
    experience_months = forms.Whole(highest=1200, load_default=None)
    accrual = forms.Choice(ACCRUALS, required=True, metadata={"missing": "choice"})
    bonus = forms.YesNo(load_default=None)
    bonus_percent = forms.Percent()


STEPS: Mapping[str, type[forms.FormSchema]] = {
    "who": WhoStep,
    "length": LengthStep,
    "work": WorkSchema,
    "time": TimeStep,
    "pay": PayStep,
    "terms": TermsStep,
}


def _fixed_term(length: Mapping[str, Any]) -> Ending:
    kind = length["ground_kind"]
    ground = length["ground"] if kind == "ground" else None
    return Ending(length["end"], ground, long_term_unemployed=kind == "long_term_unemployed", signed=length["signed"])


def new_employment(code: str, steps: Mapping[str, Any]) -> NewEmployment:
    """The command of a new employment from what its steps read. What was left empty is not said, never guessed."""
    who, length, work, time, pay, terms = (steps[name] for name in STEPS)
    fixed = length["length"] == "fixed"
    patterns = ()
    if time["repeats"]:
        facts = {**time, "start": time["start_time"], "end": time["end_time"]}
        patterns = (Pattern(who["start"], length["end"] if fixed else None, *_pattern_facts(facts)),)
    return NewEmployment(
        code=code,
        employee_id=who["employee"],
        job=who["job"],
        start=who["start"],
        ending=_fixed_term(length) if fixed else Ending(signed=length["signed"]),
        terms=work.terms(Terms(trial_months=length["trial_months"], pay=PayTerms("monthly", (pay["pay_day"],)))),
        wages=(Wage(pay["unit"], pay["euros"], who["start"]),),
        weekly_times=(WeeklyTime(time["weekly"]),),
        agreements=() if terms["agreement"] == "unknown" else (_agreement(terms),),
        holiday_terms=(HolidayTerm(terms["accrual"], _bonus(terms)),),
        patterns=patterns,
    )


def _agreement(terms: Mapping[str, Any]) -> Agreement:
    """The agreement; what its wage table needs belongs to the agreement of personal assistants only."""
    if terms["agreement"] != "heta":
        return Agreement(terms["agreement"], terms["reason"])
    table = {name: terms[name] for name in ("pay_group", "region", "experience_months")}
    return Agreement("heta", terms["reason"], **table)


def lines_of(text: str | None) -> tuple[str, ...]:
    """The lines of a text that hold something."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _bonus(data: Mapping[str, Any]) -> Decimal | NotSaid | None:
    if data["bonus"] is False:
        return None
    return cast("Decimal | NotSaid", data.get("bonus_percent", NOT_SAID))


def _pattern_facts(data: Mapping[str, Any]) -> tuple[tuple[int, ...], int, int, int, str]:
    start, end = data["start"], data["end"]
    return (
        tuple(int(day) for day in data["weekdays"]),
        start.hour * 60 + start.minute,
        end.hour * 60 + end.minute,
        data["break_minutes"],
        data["skip"],
    )
