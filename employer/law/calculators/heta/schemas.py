"""What the questions of heta ask."""

from __future__ import annotations

from typing import Any

from employer.forms import (
    Choice,
    ClockTime,
    Text,
    Whole,
    YesNo,
    refuse,
)
from employer.law.calculators.schemas import (
    QuestionSchema,
    Several,
    a_day,
    wrong,
)
from rules.decisions.personal_assistants import CAPITAL, ELSEWHERE, GROUPS

EVENTS = ("birthday_50", "birthday_60", "funeral_of_close_relative", "another_event")


class HetaBinding(QuestionSchema):
    day = a_day()
    job = Choice(("personal_assistance", "childminding", "home_care"), required=True)
    employer = Choice(("natural_person", "company", "county"), required=True)
    assists_disabled = YesNo()
    member = YesNo()
    member_since = a_day(required=False)


class HetaPayGroup(QuestionSchema):
    day = a_day()
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
    day = a_day()
    pay_group = Choice((*GROUPS, "B"), required=True)  # B: before 2024
    region = Choice((ELSEWHERE, CAPITAL), required=True)
    experience_months = Whole(lowest=0, highest=720, required=True)


class WeekdayHolidays(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)


class HetaOldGroup(QuestionSchema):
    day = a_day()
    group_before = Choice(("A", "B"), required=True)


class HetaRegion(QuestionSchema):
    day = a_day()
    municipality = Text(100, shortest=2, required=True)


class HetaCertificate(QuestionSchema):
    day = a_day()
    absence_days = Whole(lowest=1, highest=400, required=True)
    agreed_from_first_day = YesNo(required=True)


class HetaDayOff(QuestionSchema):
    day = a_day()
    event = Choice(EVENTS, required=True)


class HetaHoliday(QuestionSchema):
    employment_start = a_day()
    year = Whole(lowest=2001, highest=2060, required=True)
    similar_months = Whole(lowest=0, highest=60, required=True)


class HetaBonus(QuestionSchema):
    day = a_day()
    employment_months = Whole(lowest=0, highest=720, required=True)


class HetaNotice(QuestionSchema):
    day = a_day()
    employment_months = Whole(lowest=0, highest=720, required=True)


class HetaLayoff(QuestionSchema):
    day = a_day()
    sudden = YesNo(required=True)


class HetaRoster(QuestionSchema):
    first = a_day()
    weeks = Whole(lowest=1, highest=52)


class HetaPayDay(QuestionSchema):
    day = a_day()
    monthly_agreed = YesNo(required=True)


class HetaTravelDay(QuestionSchema):
    day = a_day()
    start = ClockTime(required=True)
    end = ClockTime(required=True)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if data["end"] <= data["start"]:
            found.setdefault("end", []).extend(wrong("end_before_start").messages)


class HetaSupplements(QuestionSchema):
    day = a_day()
    start = ClockTime(required=True)
    end = ClockTime(required=True)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if data["end"] <= data["start"]:
            found.setdefault("end", []).extend(wrong("end_before_start").messages)
