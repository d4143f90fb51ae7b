"""What the questions of ending ask."""

from __future__ import annotations

from typing import Any

from employer.forms import (
    Choice,
    Duration,
    Number,
    Whole,
    YesNo,
)
from employer.law.calculators.schemas import (
    WEEK_MINUTES,
    QuestionSchema,
    a_day,
    birth_day,
    hourly_wage,
    wrong,
)


class NoticePeriod(QuestionSchema):
    by = Choice(("employer", "employee"), required=True)
    known = a_day()
    employment_start = a_day(required=False)
    agreed_amount = Whole(lowest=0, highest=400)
    agreed_unit = Choice(("days", "months"))
    employer_amount = Whole(lowest=0, highest=400)
    employer_unit = Choice(("days", "months"))
    in_order = (("employment_start", "known"),)
    all_or_none = (("agreed_amount", "agreed_unit"), ("employer_amount", "employer_unit"))

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        known = "agreed_amount" in data and (data["by"] == "employer" or "employer_amount" in data)
        if not known and "employment_start" not in data:  # the employee may use the employer's time when it is shorter
            found.setdefault("employment_start", []).extend(wrong("needed").messages)
        if data["by"] == "employer" and "employer_amount" in data:
            found.setdefault("employer_amount", []).extend(wrong("only_for_employee").messages)


class NoticeDelivery(QuestionSchema):
    means = Choice(("in_person", "letter", "message"), required=True)
    sent = a_day()
    received = a_day(required=False)
    leave_first = a_day(required=False)
    leave_last = a_day(required=False)
    in_order = (("sent", "received"), ("leave_first", "leave_last"))
    all_or_none = (("leave_first", "leave_last"),)


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


class MissingNotice(QuestionSchema):
    known = a_day()
    notice_last = a_day()
    left = a_day()
    weekly_hours = Duration(highest_minutes=WEEK_MINUTES)
    wage = hourly_wage(required=False)
    in_order = (("known", "notice_last"), ("known", "left"))
    all_or_none = (("weekly_hours", "wage"),)


class ClaimDeadline(QuestionSchema):
    claim = Choice(("pay", "holiday", "holiday_bonus"), required=True)
    due = a_day()
    employment_end = a_day(required=False)


class Layoff(QuestionSchema):
    layoff_start = a_day()
    estimated_days = Whole(lowest=1, highest=1000, required=True)
    other_work = YesNo(required=True)
    work_begins = a_day(required=False)
    in_order = (("layoff_start", "work_begins"),)


class RetirementEnd(QuestionSchema):
    born = birth_day()
    day = a_day()
    in_order = (("born", "day"),)


class Reemployment(QuestionSchema):
    notice_known = a_day()
    employment_end = a_day()
    service_years = Whole(lowest=0, highest=60, required=True)
    employees = Whole(lowest=1, highest=1000, required=True)
    in_order = (("notice_known", "employment_end"),)


class Certificate(QuestionSchema):
    employment_end = a_day()
    with_assessment = YesNo(required=True)
    requested = a_day(required=False)
    in_order = (("employment_end", "requested"),)


class Dismissal(QuestionSchema):
    notice_day = a_day()
    ground = Choice(("breach", "ability", "work_ends"), required=True)
    very_serious = YesNo()
    ability_changed = YesNo()


class JobSearch(QuestionSchema):
    known = a_day()
    notice_last = a_day()
    age = Whole(lowest=13, highest=100, required=True)
    service_years = Whole(lowest=0, highest=60, required=True)
    in_order = (("known", "notice_last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if data["service_years"] > data["age"] - 13:
            found.setdefault("service_years", []).extend(wrong("service_over_age").messages)


class CancelContract(QuestionSchema):
    learned = a_day()


class AbsentWithoutWord(QuestionSchema):
    absent_from = a_day()
    day = a_day()
    reason_told = YesNo(required=True)
    could_not_tell = YesNo(required=True)
    in_order = (("absent_from", "day"),)


class VariableNotice(QuestionSchema):
    employment_start = a_day()
    known = a_day()
    average_weekly = Duration(highest_minutes=WEEK_MINUTES, required=True)
    weeks = Number(lowest="0.1", highest="60", decimals=2, required=True)
    offered = Duration(highest_minutes=60 * WEEK_MINUTES, required=True)
    variable_hours = YesNo()
    exceeded_fourfold = YesNo()
    in_order = (("employment_start", "known"),)


class EconomicGround(QuestionSchema):
    reduced = YesNo(required=True)
    lasting = YesNo(required=True)
    other_work = YesNo(required=True)
    hired_for_similar = YesNo(required=True)


class LayoffFixedTerm(QuestionSchema):
    replaces_someone = YesNo(required=True)
    other_could_be_laid_off = YesNo()


class LayoffResigning(QuestionSchema):
    day = a_day()
    layoff_last = a_day(required=False)
    in_order = (("day", "layoff_last"),)
