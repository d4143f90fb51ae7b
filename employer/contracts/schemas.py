"""What comes in and goes out about employments: frozen plain data, one shape for command and fact.

``id`` is 0 in a command. Time is whole minutes, a time of day is minutes from midnight, weekdays count from Monday 0.
``NOT_SAID`` is a fact nobody stated; ``None`` is an answer ("agreed that there is none").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from employer.effective import NOT_SAID, NotSaid

JOBS = ("childminding", "personal_assistance", "home_care")
END_REASONS = (
    "resignation",
    "notice_by_employer",
    "fixed_term_ended",
    "trial_period",
    "death_of_employer",
    "agreed",
)
AGREEMENTS = ("none", "heta", "other")
WAGE_UNITS = ("hour", "month")
ACCRUALS = ("by_law", "14_days", "35_hours", "none")
RHYTHMS = ("monthly", "twice_a_month")
SKIPS = ("none", "public_holidays")
GATES = ("criminal_record", "induction", "risk_assessment", "occupational_health")
PAY_RUN_KINDS = ("ordinary", "supplementary", "final")
MINUTES_OF_DAY = 1440
MINUTES_OF_WEEK = 10080


@dataclass(frozen=True, slots=True)
class Ending:
    """When and why the employment ends; ``end`` None: until further notice. The last day is a day of employment."""

    end: date | None = None
    fixed_term_ground: str | None = None
    end_reason: str | None = None


@dataclass(frozen=True, slots=True)
class VariableHours:
    """Agreed bounds of the weekly time, and when the variation is used."""

    min_minutes: int
    max_minutes: int
    when: str | None = None


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
    """How holiday is earned by the contract, and the bonus; a bonus of None: agreed that there is none."""

    accrual: str = "by_law"
    bonus_percent: Decimal | NotSaid | None = NOT_SAID
    first: date | None = None
    until: date | None = None
    id: int = 0


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
class Gate:
    """Something that must be in order. ``day``: the day it was shown or done, or occupational health care began.

    Of a criminal record extract only the day it was shown and its own day are kept. ``provider`` belongs to
    occupational health care.
    """

    kind: str
    day: date | None
    extract_day: date | None = None
    provider: str | None = None
    id: int = 0


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
