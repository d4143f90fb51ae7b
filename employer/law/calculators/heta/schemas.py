"""What the questions of heta ask."""

from __future__ import annotations

from typing import Any

from employer.forms import (
    Choice,
    Whole,
    YesNo,
    refuse,
)
from employer.law.calculators.schemas import (
    QuestionSchema,
    Several,
    a_day,
)
from rules.decisions.personal_assistants import CAPITAL, ELSEWHERE, GROUPS


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
