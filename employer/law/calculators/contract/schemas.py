"""What the questions of contract ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from employer.forms import (
    Choice,
    Duration,
    Percent,
    Whole,
    YesNo,
)
from employer.law.calculators.schemas import (
    WEEK_MINUTES,
    QuestionSchema,
    a_day,
    hourly_wage,
    shown,
    sum_of_euros,
    wrong,
)
from rules.decisions import retention
from rules.decisions.personal_assistants import CAPITAL, ELSEWHERE, GROUPS

PERCENT_TERMS = (
    "evening",
    "night",
    "saturday",
    "sunday",
    "overtime_first",
    "overtime_rest",
    "overtime_weekly",
    "sick_percent",
    "holiday_bonus",
)
"""Terms of which a contract can be tried against the act and the agreement: those that are a percentage."""


class TrialPeriod(QuestionSchema):
    employment_start = a_day()
    employment_end = a_day(required=False)
    trial_months = Whole(lowest=1, highest=24)
    in_order = (("employment_start", "employment_end"),)


class FixedTerm(QuestionSchema):
    signed = a_day()
    employment_start = a_day()
    employment_end = a_day()
    ground = YesNo(required=True)
    employee_asked = YesNo(required=True)
    long_term_unemployed = YesNo(required=True)
    earlier = Choice(("none", "ended", "not_known"), required=True)
    earlier_end = a_day(required=False)
    contracts_before = Whole(lowest=0, highest=20)
    days_before = Whole(lowest=0, highest=3660)
    in_order = (("employment_start", "employment_end"), ("signed", "employment_end"))
    needed = (
        ("earlier", "ended", "earlier_end"),
        ("long_term_unemployed", True, "contracts_before"),
        ("long_term_unemployed", True, "days_before"),
    )


class WrittenTerms(QuestionSchema):
    employment_start = a_day()
    weekly_hours = Duration(highest_minutes=WEEK_MINUTES)
    changed_from = a_day(required=False)
    in_order = (("employment_start", "changed_from"),)


class TrialExtension(QuestionSchema):
    employment_start = a_day()
    employment_end = a_day(required=False)
    trial_last = a_day()
    absence_days = Whole(lowest=0, highest=400, required=True)
    told_on = a_day()
    in_order = (
        ("employment_start", "trial_last"),
        ("employment_start", "told_on"),
        ("trial_last", "employment_end"),
    )


class Hindrance(QuestionSchema):
    cause = Choice(("employer_side", "independent", "strike"), required=True)
    first = a_day()
    employee_ready = YesNo(required=True)
    agreed_otherwise = YesNo(required=True)
    time = Duration(highest_minutes=60 * WEEK_MINUTES)
    wage = hourly_wage(required=False)
    earned_elsewhere = sum_of_euros(required=False)
    saved = sum_of_euros(required=False)
    all_or_none = (("time", "wage"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if "time" not in data and ("earned_elsewhere" in data or "saved" in data):
            found.setdefault("time", []).extend(wrong("together").messages)


class FixedTermRenewal(QuestionSchema):
    signed = a_day()
    first_start = a_day()
    end_before = a_day()
    employment_end = a_day()
    ground = YesNo(required=True)
    employee_asked = YesNo(required=True)
    long_term_unemployed = YesNo(required=True)
    renewals = Whole(lowest=0, highest=20)
    in_order = (("first_start", "end_before"), ("end_before", "employment_end"), ("signed", "employment_end"))
    needed = (("long_term_unemployed", True, "renewals"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        """An extension ends later than the contract did."""
        if data.get("employment_end") == data.get("end_before") is not None:
            day = data["end_before"] + timedelta(days=1)
            found.setdefault("employment_end", []).extend(wrong("order", earliest=shown(day)).messages)


class FixedTermNotice(QuestionSchema):
    signed = a_day()
    employment_start = a_day()
    day = a_day()
    ground = YesNo(required=True)
    notice_agreed = YesNo(required=True)
    in_order = (("employment_start", "day"),)


class WorkAfterEnd(QuestionSchema):
    employment_end = a_day()
    worked_on = a_day()


class VariableHours(QuestionSchema):
    employer_asked = YesNo(required=True)
    need_is_fixed = YesNo()


class VariableHoursReview(QuestionSchema):
    last_review = a_day()
    reviewed_on = a_day()
    agreed_minimum = Duration(highest_minutes=WEEK_MINUTES, required=True)
    needed = Duration(highest_minutes=WEEK_MINUTES, required=True)
    in_order = (("last_review", "reviewed_on"),)


class WrittenItems(QuestionSchema):
    fixed_term = YesNo(required=True)
    trial = YesNo(required=True)
    variable_hours = YesNo(required=True)


class RequestReply(QuestionSchema):
    requested = a_day()
    employment_start = a_day()
    last_request = a_day(required=False)
    employees = Whole(lowest=1, highest=1000, required=True)
    in_order = (("employment_start", "requested"), ("last_request", "requested"))


class KeepRecords(QuestionSchema):
    record = Choice(retention.KINDS, required=True)
    day = a_day()
    employment_end = a_day(required=False)
    needed = tuple(("record", kind, "employment_end") for kind in retention.AFTER_THE_END)
    in_order = (("day", "employment_end"),)


class WorkAbroad(QuestionSchema):
    departure = a_day()
    months_abroad = Whole(lowest=0, highest=240, required=True)


class WorkPermitEnd(QuestionSchema):
    employment_end = a_day()


class Terms(QuestionSchema):
    day = a_day()
    employment_start = a_day()
    employment_end = a_day(required=False)
    agreement = Choice(("none", "heta"), required=True)
    agreed_term = Choice(PERCENT_TERMS)
    agreed_percent = Percent(highest="300")
    agreed_wage = hourly_wage(required=False)
    pay_group = Choice((*GROUPS, "B"))  # B: before 2024
    region = Choice((ELSEWHERE, CAPITAL))
    experience_months = Whole(lowest=0, highest=720)
    table_wage = hourly_wage(required=False)
    in_order = (("employment_start", "day"), ("day", "employment_end"))
    all_or_none = (("agreed_term", "agreed_percent"),)
