"""What the questions of absence ask."""

from __future__ import annotations

from typing import Any

from employer.forms import (
    Choice,
    Duration,
    Whole,
    YesNo,
)
from employer.law.calculators.schemas import (
    WEEKDAYS,
    Part,
    Periods,
    QuestionSchema,
    Several,
    Shifts,
    a_day,
    amount_fits,
    birth_day,
    hourly_wage,
    shown,
    sum_of_euros,
    wrong,
)
from rules.decisions import family_leave


class SickPay(QuestionSchema):
    first = a_day()
    last = a_day()
    employment_start = a_day()
    earlier_first = a_day(required=False)
    earlier_last = a_day(required=False)
    earlier_allowance = YesNo()
    after_allowance = YesNo()
    wage = hourly_wage(required=False)
    weekdays = Several(WEEKDAYS)
    daily_hours = Duration()
    shifts = Shifts()
    own_fault = YesNo()
    full_from_month = YesNo()
    born = birth_day(required=False)
    in_order = (
        ("born", "employment_start"),
        ("employment_start", "first"),
        ("first", "last"),
        ("earlier_first", "earlier_last"),
    )
    parts = (
        Part("earlier", ("earlier_first", "earlier_last", "earlier_allowance", "after_allowance")),
        Part("seldom", ("own_fault", "full_from_month", "born")),
    )

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if "earlier_last" in data and data["earlier_last"] >= data["first"]:
            found.setdefault("earlier_last", []).extend(wrong("not_before", before=shown(data["first"])).messages)
        if "earlier_first" in data and "earlier_last" not in data:
            found.setdefault("earlier_last", []).extend(wrong("together").messages)
        given = {"wage": "wage" in data, "weekdays": bool(data.get("weekdays")), "daily_hours": "daily_hours" in data}
        if "shifts" in data:
            if given["weekdays"] or given["daily_hours"]:
                found.setdefault("shifts", []).extend(wrong("two_ways").messages)
            if not given["wage"]:
                found.setdefault("wage", []).extend(wrong("together").messages)
            if not all(data["first"] <= shift.start.date() <= data["last"] for shift in data["shifts"]):
                found.setdefault("shifts", []).extend(
                    wrong("outside_illness", first=shown(data["first"]), last=shown(data["last"])).messages
                )
        elif any(given.values()):
            for name, present in given.items():
                if not present:
                    found.setdefault(name, []).extend(wrong("together").messages)


class SicknessAllowance(QuestionSchema):
    first = a_day()
    year_wages = sum_of_euros()
    born = birth_day(required=False)
    in_order = (("born", "first"),)


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
    first = a_day()
    weekdays_count = Whole(lowest=1, highest=1000)
    told = a_day(required=False)


class SickChild(QuestionSchema):
    first = a_day()
    child_age = Whole(lowest=0, highest=25, required=True)
    needed_days = Whole(lowest=1, highest=60, required=True)
    other_parent = YesNo(required=True)


class CarersLeave(QuestionSchema):
    first = a_day()
    needed_days = Whole(lowest=1, highest=60, required=True)
    used_days = Whole(lowest=0, highest=60, required=True)
    next_year_days = Whole(lowest=0, highest=60)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        amount_fits(data, found, "next_year_days", "needed_days")


class StudyLeave(QuestionSchema):
    first = a_day()
    service_months = Whole(lowest=0, highest=720, required=True)
    used_days = Whole(lowest=0, highest=2000, required=True)


class PregnancyLeave(QuestionSchema):
    due_day = a_day()
    first = a_day(required=False)
    last = a_day(required=False)
    in_order = (("first", "last"),)
    all_or_none = (("first", "last"),)


class ParentalLeave(QuestionSchema):
    periods = Periods(required=True)


class ChildcareLeave(QuestionSchema):
    child_born = a_day()
    first = a_day()
    last = a_day()
    earlier_periods = Whole(lowest=0, highest=20, required=True)
    adopted = YesNo(required=True)
    in_order = (("child_born", "first"), ("first", "last"))


class PartialChildcareLeave(QuestionSchema):
    child_born = a_day()
    first = a_day()
    months_in_service = Whole(lowest=0, highest=12, required=True)
    disabled_or_ill = YesNo(required=True)
    in_order = (("child_born", "first"),)


class LeaveChange(QuestionSchema):
    leave = Choice(("pregnancy", "parental", "childcare", "partial_childcare"), required=True)
    first = a_day()
    change_ground = Choice(family_leave.CHANGE_GROUNDS, required=True)
    told = a_day(required=False)


class CompellingReason(QuestionSchema):
    presence_necessary = YesNo(required=True)
    unforeseen = YesNo(required=True)


class LeavePay(QuestionSchema):
    leave = Choice((*sorted(family_leave.KINDS), "prenatal_check"), required=True)
    outside_impossible = YesNo()
    needed = (("leave", "prenatal_check", "outside_impossible"),)


class StudyLeaveApplication(QuestionSchema):
    first = a_day()
    short = YesNo(required=True)
    postponed_before = Whole(lowest=0, highest=10, required=True)
    employees = Whole(lowest=1, highest=1000, required=True)
    postponed_to = a_day(required=False)
    in_order = (("first", "postponed_to"),)


class SickShift(QuestionSchema):
    variable_hours = YesNo(required=True)
    in_roster = YesNo(required=True)
    otherwise_agreed = YesNo(required=True)
    clear_anyway = YesNo()


class SickProof(QuestionSchema):
    asked_for = YesNo(required=True)
    was_shown = YesNo(required=True)


class AccidentAtWork(QuestionSchema):
    incident_day = a_day()
    known = a_day()
    incapable_days = Whole(lowest=0, highest=1000, required=True)
    in_order = (("incident_day", "known"),)


class OccupationalHealth(QuestionSchema):
    employment_start = a_day()
    absence_first = a_day(required=False)
    in_order = (("employment_start", "absence_first"),)


class KelaClaims(QuestionSchema):
    compensation = Choice(
        ("sickness_allowance", "holiday_costs", "family_leave", "occupational_health_care"), required=True
    )
    day = a_day()


class FamilyLeaveCompensation(QuestionSchema):
    employment_start = a_day()
    leave_first = a_day()
    parental_leave = YesNo()
    adopted = YesNo()
    contract_last = a_day(required=False)
    weekly_hours = Duration(highest_minutes=7 * 24 * 60)
    full_time_enough = YesNo()
    paid_a_month = YesNo()
    in_order = (("employment_start", "leave_first"), ("employment_start", "contract_last"))


class SicknessRefund(QuestionSchema):
    first = a_day()
    last = a_day()
    year_wages = sum_of_euros()
    pay = sum_of_euros()
    in_order = (("first", "last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if (data["last"] - data["first"]).days > 366:
            found.setdefault("last", []).extend(wrong("too_long_period", days=366).messages)


class CapacityOpinion(QuestionSchema):
    periods = Periods(required=True)
