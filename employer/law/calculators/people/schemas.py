"""What the questions of people ask."""

from __future__ import annotations

from typing import Any

from employer.forms import (
    Choice,
    ClockTime,
    Duration,
    Whole,
    YesNo,
)
from employer.law.calculators.schemas import (
    WEEK_MINUTES,
    QuestionSchema,
    a_day,
    amount_fits,
    birth_day,
    wrong,
)
from rules.decisions import carers


class YoungWorker(QuestionSchema):
    born = birth_day()
    day = a_day()
    start = ClockTime(required=True)
    end = ClockTime(required=True)
    break_minutes = Whole(lowest=0, highest=600)
    light_work = YesNo(required=True)
    education_done = YesNo()
    household_consent = YesNo()
    special_reason = YesNo()
    school = Choice(("none", "day_off", "school_day"), required=True)
    school_hours = Duration()
    week_hours = Duration(highest_minutes=WEEK_MINUTES)
    in_order = (("born", "day"),)
    needed = (("school", "school_day", "school_hours"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if data["end"] <= data["start"]:
            found.setdefault("end", []).extend(wrong("end_before_start").messages)
            return
        length = (data["end"].hour - data["start"].hour) * 60 + data["end"].minute - data["start"].minute
        if data.get("break_minutes", 0) >= length:
            found.setdefault("break_minutes", []).extend(wrong("break_too_long").messages)
        if "week_hours" in data and data["week_hours"] < length - data.get("break_minutes", 0):
            found.setdefault("week_hours", []).extend(wrong("less_than_day").messages)


class CriminalRecord(QuestionSchema):
    employment_start = a_day()
    client_minor = YesNo(required=True)
    custodian_present = YesNo()
    months_in_year = Whole(lowest=0, highest=12)
    employer_model = YesNo()


class YoungOvertime(QuestionSchema):
    born = birth_day()
    day = a_day()
    year_overtime = Duration(highest_minutes=366 * 24 * 60, required=True)
    consent = YesNo(required=True)
    longest_rest = Duration(highest_minutes=WEEK_MINUTES)
    in_order = (("born", "day"),)


class YoungHealthCheck(QuestionSchema):
    born = birth_day()
    employment_start = a_day()
    employment_end = a_day(required=False)
    light_work = YesNo(required=True)
    certificate_day = a_day(required=False)
    in_order = (("born", "employment_start"), ("employment_start", "employment_end"))


class WhoMaySign(QuestionSchema):
    representative = Choice(("guardian", "attorney", "custodian"), required=True)
    relation = Choice(
        (
            "other",
            "self",
            "spouse",
            "child",
            "represented",
            "sibling",
            "parent",
            "grandchild",
            "grandparent",
            "spouse_of_relative",
        ),
        required=True,
    )


class CriminalExtract(QuestionSchema):
    extract_day = a_day()
    shown_day = a_day()


class YoungSigns(QuestionSchema):
    born = birth_day()
    day = a_day()
    harms = YesNo(required=True)
    in_order = (("born", "day"),)


class LightWork(QuestionSchema):
    day = a_day()
    holiday_days = Whole(lowest=0, highest=120, required=True)
    light_work_days = Whole(lowest=0, highest=120, required=True)
    in_term = YesNo(required=True)
    short_and_temporary = YesNo(required=True)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not data["in_term"]:
            amount_fits(data, found, "light_work_days", "holiday_days")


class WhoIsEmployed(QuestionSchema):
    carer = Choice((*carers.EMPLOYED, *carers.COMMISSIONED), required=True)


class RelativeAssistant(QuestionSchema):
    employment_start = a_day()
    relative = YesNo(required=True)
    county_allows = YesNo()
