"""Sorts the duties for the front page, and gathers what an employee sees on theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from employer import contracts, hours, leave, pay, rosters
from employer.arrangements import time_off
from employer.arrangements.time_off import NO_BALANCE, Balance
from employer.clock import HELSINKI
from employer.contracts.schemas import EmploymentFacts
from employer.duties.queries import duties
from employer.duties.schemas import Duty
from employer.effective import Hand
from employer.forecast.picture import BudgetPage, budget_page

SHOWN_NOW = 3
NEAR = timedelta(days=21)
COMING = timedelta(days=120)
JUST_PASSED = timedelta(days=45)
RECORDED = frozenset(
    {
        "wage_report",
        "separate_report",
        "report_refused",
        "report_changed",
        "repayment_report",
        "holiday_moved",
        "holiday_moved_pay",
        "holiday_wish",
        "pay_run",
        "pay_changed",
        "written_terms",
        "induction",
        "risk_assessment",
        "criminal_record",
        "occupational_health",
        "accident_policy",
        "pension_policy",
        "employer_register",
        "pension_permanent_employee",
        "pension_six_months_limit",
        "tax_card_missing",
        "tax_card",
        "right_to_work",
        "work_after_end",
        "shifts_after_end",
        "holiday_after_end",
        "partial_leave_hours",
        "time_off",
        "weekly_rest_given",
    }
)
"""Duties of which the records tell whether they are done: not done and past their day, they are late.

Of the others nothing is recorded; once their day has passed, they are only asked to be checked.
"""

TELLS_OF_ILLNESS = frozenset(
    {
        "sickness_claim",
        "sickness_claim_amount",
        "sickness_claim_paid",
        "sickness_claim_paid_amount",
        "accident_report",
        "occupational_health_absence",
        "capacity_opinion",
        "certificate",
        "family_leave_notice",
        "leave_answer",
        "leave_refusal",
        "partial_leave_hours",
        "family_leave_claim",
        "family_leave_claim_ask",
        "family_leave_claim_met",
        "family_leave_claim_met_by",
        "holiday_cost_claim",
        "holiday_moved_pay",
    }
)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """``now``: at most three things, late ones first. ``more``: how many others are due as soon. ``check``: their day
    passed lately and nothing tells whether they were done. ``money`` None: not to be seen, or no decision.
    """

    now: tuple[Duty, ...]
    more: tuple[Duty, ...]
    coming: tuple[Duty, ...]
    check: tuple[Duty, ...]
    money: BudgetPage | None
    has_employments: bool


@dataclass(frozen=True, slots=True)
class NextShift:
    """A shift that is still to come, in Finnish time."""

    start: datetime
    end: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class EmployeePage:
    """One employment as its employee sees it. ``worked_minutes``: this month so far. ``holiday_now``: days of
    holiday that can be given now; ``holiday_running``: days earned so far in the holiday year that runs.

    ``asked``: the days of given shifts whose change waits for the employee's answer. ``time_off``: in place of money.
    """

    employment_id: int
    job: str
    start: date
    next_shift: NextShift | None
    worked_minutes: int
    holiday_now: int
    holiday_running: Decimal
    last_payslip_id: int | None
    last_payment_day: date | None
    last_paid_cents: int | None
    asked: tuple[date, ...] = ()
    time_off: Balance = NO_BALANCE


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is open as the front page sorts it. ``pressing``: late or due soon, the late ones first."""

    pressing: tuple[Duty, ...]
    coming: tuple[Duty, ...]
    check: tuple[Duty, ...]


def to_do(session: Session, employer_id: int, as_of: date, *, with_money: bool, with_absence_reasons: bool) -> ToDo:
    """What the employer has to do, seen from a day, as far as the reader may see."""
    open_ones = [
        one
        for one in duties(session, employer_id, as_of)
        if not one.done
        and (with_absence_reasons or one.code not in TELLS_OF_ILLNESS)
        and (with_money or one.code != "pay_enforcement")
    ]
    late = [one for one in open_ones if one.day < as_of and _recorded(one, as_of)]
    soon = [one for one in open_ones if as_of <= one.day <= as_of + NEAR]
    return ToDo(
        pressing=(*late, *soon),
        coming=tuple(one for one in open_ones if as_of + NEAR < one.day <= as_of + COMING),
        check=tuple(one for one in open_ones if as_of - JUST_PASSED <= one.day < as_of and not _recorded(one, as_of)),
    )


def _recorded(one: Duty, as_of: date) -> bool:
    """Whether an open duty is truly not done. Wages that were paid by hand long ago may never have been told of: only
    those of the last weeks are late."""
    return one.code in RECORDED or (one.code == "pay_wages" and one.day >= as_of - JUST_PASSED)


def front_page(
    session: Session, employer_id: int, as_of: date, *, with_money: bool, with_absence_reasons: bool
) -> FrontPage:
    """What the employer has to do, seen from a day, and how much money is left, as far as the reader may see."""
    found = to_do(session, employer_id, as_of, with_money=with_money, with_absence_reasons=with_absence_reasons)
    return FrontPage(
        now=found.pressing[:SHOWN_NOW],
        more=found.pressing[SHOWN_NOW:],
        coming=found.coming,
        check=found.check,
        money=budget_page(session, employer_id, as_of) if with_money else None,
        has_employments=bool(contracts.employments(session, employer_id, as_of)),
    )


def employee_page(session: Session, employer_id: int, employee_id: int, now: datetime) -> tuple[EmployeePage, ...]:
    """The employments of one employee that have not ended: next shift, this month's hours, pay and holidays."""
    as_of = now.astimezone(HELSINKI).date()
    return tuple(
        _employment(session, employer_id, one, now, as_of)
        for one in contracts.employments(session, employer_id, as_of)
        if one.employee_id == employee_id and (one.end is None or one.end >= as_of)
    )


def _employment(
    session: Session, employer_id: int, employment: EmploymentFacts, now: datetime, as_of: date
) -> EmployeePage:
    first, after = as_of.replace(day=1), as_of + timedelta(days=28)
    roster = hours.expand(
        employment,
        hours.shifts(session, employer_id, employment.id, as_of, first - timedelta(days=1), after),
        first,
        after,
        leave.absences(session, employer_id, employment.id, as_of),
    )
    coming = next((span for span in roster.spans if span.start > now), None)
    years = leave.holiday_account(session, employer_id, employment.id, as_of)
    issued = pay.payslips(session, employer_id, employment_id=employment.id)
    last = issued[-1] if issued else None
    return EmployeePage(
        employment_id=employment.id,
        job=employment.job,
        start=employment.start,
        next_shift=(None if coming is None else NextShift(coming.start, coming.end, hours.worked_minutes(coming))),
        worked_minutes=sum(hours.worked_minutes(span) for span in roster.spans if span.end <= now),
        holiday_now=leave.whole_days_free(years, as_of + timedelta(days=1)),
        holiday_running=sum((one.days_earned for one in years if not one.closed), Decimal(0)),
        last_payslip_id=None if last is None else last.id,
        last_payment_day=None if last is None else last.payment_day,
        last_paid_cents=None if last is None else last.totals["paid"],
        asked=tuple(one.day for one in rosters.waiting(session, employer_id, employment.id, Hand("", now))),
        time_off=time_off.balance(session, employer_id, employment, as_of, as_of),
    )
