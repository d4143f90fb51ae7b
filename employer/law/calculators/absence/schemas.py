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
    QuestionSchema,
    Several,
    a_day,
    hourly_wage,
    shown,
    sum_of_euros,
    wrong,
)


class SickPay(QuestionSchema):
    first = a_day()
    last = a_day()
    employment_start = a_day()
    earlier_first = a_day(required=False)
    earlier_last = a_day(required=False)
    wage = hourly_wage(required=False)
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
    first = a_day()
    year_wages = sum_of_euros()


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


class SickChild(QuestionSchema):
    first = a_day()
    child_age = Whole(lowest=0, highest=25, required=True)
    needed_days = Whole(lowest=1, highest=60, required=True)
    other_parent = YesNo(required=True)


class CarersLeave(QuestionSchema):
    first = a_day()
    needed_days = Whole(lowest=1, highest=60, required=True)
    used_days = Whole(lowest=0, highest=60, required=True)


class StudyLeave(QuestionSchema):
    first = a_day()
    service_months = Whole(lowest=0, highest=720, required=True)
    used_days = Whole(lowest=0, highest=2000, required=True)
