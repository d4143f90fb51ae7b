"""What comes in and goes out about absences and holidays: frozen plain data. Both ends of an absence belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from rules import Period, Question, Reason
from rules.decisions.annual_holiday import AddedAbsence

KINDS = (
    "sick",
    "child_sick",
    "accident",
    "annual_holiday",
    "saved_holiday",
    "supplementary_days",
    "pregnancy",
    "parental",
    "childcare",
    "carer",
    "compelling",
    "study",
    "layoff",
    "unpaid",
    "hindrance",
    "public_duty",
    "special_pregnancy",
    "close_person",
    "rehabilitation",
    "isolation",
    "reservist",
    "layoff_short_week",
    "levelling",
    "time_off",
    "hindrance_independent",
    "hindrance_strike",
    "prenatal_check",
    "partial_parental",
    "partial_childcare",
    "old_maternity",
    "old_paternity",
    "old_parental",
)
NO_PAY = {
    "own_fault": ("sick", "accident"),
    "after_allowance": ("sick", "accident"),
    "proof_missing": ("sick", "accident"),
    "agreed": ("hindrance",),
}
"""Why an absence that is paid by law is not paid (55/2001 2:11 and 2:12), with the kinds that it can be said of."""
PART_OF_DAY = (
    "prenatal_check",
    "sick",
    "accident",
    "child_sick",
    "compelling",
    "carer",
    "public_duty",
    "unpaid",
    "time_off",
    "hindrance",
    "hindrance_independent",
    "hindrance_strike",
)
"""Kinds that may begin or end within a day; the rest of that day is worked."""
OF_ONE_DAY = ("prenatal_check",)
"""Of these the kinds that take one part of one day: both its times are said."""
OF_A_CHILD = ("child_sick", "childcare", "partial_childcare")
"""Kinds that need a child who is born."""
CERTIFICATE_SEEN_AHEAD = timedelta(days=180)
"""How long before an illness its certificate can have been seen, of a treatment that was planned; longer is a slip."""
HOLIDAYS = ("annual_holiday", "saved_holiday")
ILLNESSES = ("sick", "accident")


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence. ``same_illness_as``: first day of the earlier absence that the same illness caused.

    ``own_risk_days``: days of a holiday on which the employee was ill and which stayed holiday (162/2005 25 §).
    ``moved_from``: first day of the moved holiday that this one stands for (26 §).
    ``no_pay``: why no pay is due, one of ``NO_PAY``. ``start_minute``: when on its first day the absence begins, and
    ``end_minute``: when on its last day it ends, in minutes from midnight; None: that day is whole at that end.
    ``told``: when the employee told of a leave, or of its change; ``due``: the expected day of birth.
    ``changed_from``: the first day that a change of its dates touched, ``change_ground`` why
    (``family_leave.CHANGE_GROUNDS``, or ``mistake``); of a study leave, the day from which it was applied for before
    the employer postponed it ``postponements`` times. ``answer``: what the employer answered to a leave (``ANSWERS`` of
    ``told``) on ``answered``, with the ``answer_ground`` of a refusal. ``ill_since``: first day of an
    incapacity that began before its first day, in a holiday whose own-risk days it used; None: on the first day.
    """

    employment_id: int
    kind: str
    first: date
    last: date
    certificate_seen: date | None = None
    same_illness_as: date | None = None
    child_born: date | None = None
    agreed_in_writing: bool | None = None
    own_risk_days: int | None = None
    no_pay: str | None = None
    moved_from: date | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    told: date | None = None
    due: date | None = None
    change_ground: str | None = None
    changed_from: date | None = None
    postponements: int | None = None
    answer: str | None = None
    answered: date | None = None
    answer_ground: str | None = None
    ill_since: date | None = None
    id: int = 0


ENTRIES = ("saved", "moved", "paid_saved", "paid_moved", "paid_service", "shortened")
GROUNDS = {
    "saved": ("agreement", "right"),
    "moved": ("sick", "accident", "childbirth"),
    "paid_saved": ("part_time", "laid_off"),
    "paid_moved": (),
    "paid_service": (),
    "shortened": (),
}
"""Why holiday is saved, moved or paid in money, by the kind of the entry."""
USED = ("paid_saved", "paid_moved", "paid_service", "shortened")
"""Entries whose days are used without a holiday in the calendar."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What becomes of earned holiday besides being taken (162/2005 19, 21 and 25–27 §).

    ``saved``: kept for a later season, by agreement or by the employee's right; ``day``: when it was agreed or told.
    ``moved``: incapacity for work moved it; ``day``: its first day; ``asked``: when the employee asked for it.
    ``paid_saved`` and ``paid_moved``: paid in money, by the pay whose days hold ``day``.
    ``paid_service``: so paid on the employee's request when military or civil service begins on ``day`` (19 §), also of
    the year that still runs. ``shortened``: taken as
    shorter working days from ``day`` on, by a written agreement that ``asked_by`` wished for (21 §). ``credit_year``:
    first day.
    """

    employment_id: int
    kind: str
    credit_year: date
    days: int
    day: date
    ground: str | None = None
    asked: date | None = None
    asked_by: str | None = None
    moved_from: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """Days on which the employee wishes to be on holiday. ``state``: wished, accepted, declined or withdrawn.

    ``answer``: the employer's words; ``answered_at`` and ``answered_by``: who wrote the state and when.
    """

    id: int
    employment_id: int
    first: date
    last: date
    state: str
    answer: str | None
    wished_at: datetime
    wished_by: str
    answered_at: datetime
    answered_by: str


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month of a credit year: days and minutes at work or equivalent, whether it is full, and why."""

    month: str
    days: int
    minutes: int
    full: bool
    why: Reason


@dataclass(frozen=True, slots=True)
class HolidayPart:
    """Holiday days of one recorded holiday that one credit year gives.

    ``in_advance``: taken before the credit year ended. ``days`` counts weekdays of the Annual Holidays Act 4 §.
    """

    absence_id: int
    first: date
    last: date
    days: int
    in_advance: bool


@dataclass(frozen=True, slots=True)
class CreditYear:
    """One holiday credit year of an employment, as of a day.

    ``days_earned`` is the unrounded sum so far; rounded up once when ``closed``. ``parts`` holds every recorded
    holiday, also one that is still to come; ``days_taken`` counts the days up to *as of*, ``days_planned`` those after
    it. ``opening_days``, ``opening_pay_base_cents``: what the records began with; ``before_records`` says that a part
    of the year lies before the records and nobody has said what it gave. ``supplementary_days``: days off that fill a
    holiday which illness made short (162/2005 7 a §); None: not known, and asked. ``days_paid``: paid in money while
    the employment goes on; ``days_saved``: saved for later seasons and still there (26 and 27 §).
    ``single_sources``: the values of law that decided and that only one source or practice supports. ``two_systems``: a
    part of the year earned holiday and a part the right to free time; each is paid by itself (14 §).
    """

    credit_year: Period
    rule: str
    months: tuple[Month, ...]
    full_months: int
    days_per_month: Decimal
    days_earned: Decimal
    closed: bool
    days_taken: int
    days_planned: int
    parts: tuple[HolidayPart, ...]
    free_time_days: int
    merged: bool
    lasted_a_year: bool
    work_days: int
    excess_minutes: int
    weekly_days: Fraction | None
    added_absences: tuple[AddedAbsence, ...]
    hours_changed: bool
    every_month_35_hours: bool | None
    before_records: bool
    opening_days: Decimal | None
    opening_pay_base_cents: int | None
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
    supplementary_days: int | None = 0
    days_paid: int = 0
    days_saved: int = 0
    single_sources: tuple[str, ...] = ()
    two_systems: bool = False

    @property
    def entitlement(self) -> Decimal:
        """Holiday days earned, or days of free time where no holiday is earned."""
        return self.days_earned + self.free_time_days

    @property
    def days_left(self) -> Decimal:
        """What is earned and neither taken by *as of* nor paid in money."""
        return self.entitlement - self.days_taken - self.days_paid

    @property
    def days_free(self) -> Decimal:
        """What is left when the holidays still to come are taken off too."""
        return self.days_left - self.days_planned


@dataclass(frozen=True, slots=True)
class HolidayPlan:
    """What a planned holiday would use and leave, and what to take care of.

    ``days``: holiday days it uses. ``available``: whole days free for it from credit years that have ended before it
    begins. ``in_advance``: days beyond them, which need a written agreement. ``told_by`` and ``told_at_latest``: when
    the employee must know; ``in_time``: the former is not past, ``still_to_tell``: the latter is not.
    ``needs_consent``: its place needs the employee's consent (24 §), or its time an agreement (20, 21 and 23 §).
    ``to_know``: what decides whether this time will do (20, 21, 22, 23 and 24 §), shown at once; ``reasons``: what the
    rest is based on.
    """

    first: date
    last: date
    days: int
    available: int
    in_advance: int
    told_by: date
    told_at_latest: date
    needs_consent: bool
    in_time: bool
    still_to_tell: bool
    reasons: tuple[Reason, ...]
    to_know: tuple[Reason, ...] = ()
