"""What the questions of contract ask."""

from __future__ import annotations

from employer.forms import (
    Choice,
    Duration,
    Whole,
    YesNo,
)
from employer.law.calculators.schemas import (
    WEEK_MINUTES,
    QuestionSchema,
    a_day,
    hourly_wage,
)


class NoticePeriod(QuestionSchema):
    by = Choice(("employer", "employee"), required=True)
    known = a_day()
    employment_start = a_day()
    agreed_amount = Whole(lowest=0, highest=400)
    agreed_unit = Choice(("days", "months"))
    in_order = (("employment_start", "known"),)
    all_or_none = (("agreed_amount", "agreed_unit"),)


class NoticeDelivery(QuestionSchema):
    means = Choice(("in_person", "letter", "message"), required=True)
    sent = a_day()
    received = a_day(required=False)
    leave_first = a_day(required=False)
    leave_last = a_day(required=False)
    in_order = (("sent", "received"), ("leave_first", "leave_last"))
    all_or_none = (("leave_first", "leave_last"),)


class TrialPeriod(QuestionSchema):
    employment_start = a_day()
    employment_end = a_day(required=False)
    trial_months = Whole(lowest=1, highest=24, required=True)
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
    in_order = (("employment_start", "employment_end"), ("signed", "employment_end"))
    needed = (("earlier", "ended", "earlier_end"),)


class WrittenTerms(QuestionSchema):
    employment_start = a_day()
    weekly_hours = Duration(highest_minutes=WEEK_MINUTES)


class LayoffNotice(QuestionSchema):
    layoff_start = a_day()


class WaitingPay(QuestionSchema):
    due = a_day()
    paid = a_day()
    disputed = YesNo(required=True)
    employment_end = a_day(required=False)
    complained = a_day(required=False)
    in_order = (("due", "paid"), ("employment_end", "complained"))
    needed = (("disputed", True, "employment_end"),)


class EmployerDied(QuestionSchema):
    death = a_day()
    notice_known = a_day(required=False)
    in_order = (("death", "notice_known"),)


class TrialExtension(QuestionSchema):
    employment_start = a_day()
    trial_last = a_day()
    absence_days = Whole(lowest=0, highest=400, required=True)
    told_on = a_day()
    in_order = (("employment_start", "trial_last"), ("employment_start", "told_on"))


class MissingNotice(QuestionSchema):
    known = a_day()
    notice_last = a_day()
    left = a_day()
    weekly_hours = Duration(highest_minutes=WEEK_MINUTES)
    wage = hourly_wage(required=False)
    in_order = (("known", "notice_last"), ("known", "left"))
    all_or_none = (("weekly_hours", "wage"),)


class Hindrance(QuestionSchema):
    cause = Choice(("employer_side", "independent", "strike"), required=True)
    first = a_day()
    employee_ready = YesNo(required=True)
    agreed_otherwise = YesNo(required=True)


class ClaimDeadline(QuestionSchema):
    claim = Choice(("pay", "holiday"), required=True)
    due = a_day()
    employment_end = a_day(required=False)
