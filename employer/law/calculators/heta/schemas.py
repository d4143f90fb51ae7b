"""What the questions of heta ask."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from employer.forms import (
    Choice,
    ClockTime,
    Duration,
    Number,
    Percent,
    Text,
    Whole,
    YesNo,
    refuse,
)
from employer.law.calculators.schemas import (
    WEEK_MINUTES,
    QuestionSchema,
    Several,
    a_day,
    hourly_wage,
    minutes_between,
    months_fit,
    several_in,
    shift_fits,
    wrong,
)
from rules import calendar
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


class HetaExperience(QuestionSchema):
    day = a_day()
    table_wage = hourly_wage()
    step_percent = Percent()


class HetaWageRange(QuestionSchema):
    pay_group = Choice(GROUPS, required=True)
    region = Choice((ELSEWHERE, CAPITAL), required=True)


class HetaRaise(QuestionSchema):
    day = a_day()
    wage = hourly_wage()
    pay_group = Choice((*GROUPS, "B"))  # B: before 2024
    region = Choice((ELSEWHERE, CAPITAL))
    experience_months = Whole(lowest=0, highest=720)
    all_or_none = (("pay_group", "region", "experience_months"),)


class HetaBackPay(QuestionSchema):
    day = a_day()
    pay_group = Choice(GROUPS, required=True)
    region = Choice((ELSEWHERE, CAPITAL), required=True)
    time = Duration(highest_minutes=400 * 60, required=True)
    wage = hourly_wage()


class HetaMonthlyPay(QuestionSchema):
    day = a_day()
    weekly_hours = Duration(highest_minutes=WEEK_MINUTES, required=True)
    wage = hourly_wage()


class HetaOneOff(QuestionSchema):
    day = a_day()
    time_share = Number(lowest="0", highest="1", decimals=4, required=True)


class CountyWage(QuestionSchema):
    county = Choice(("varsinais_suomi", "keski_uusimaa"), required=True)
    day = a_day()
    pay_group = Choice(GROUPS, required=True)


class HetaWeekdayHoliday(QuestionSchema):
    day = a_day()
    employment_start = a_day()
    employment_end = a_day(required=False)
    wage = hourly_wage()
    worked = Duration(highest_minutes=24 * 60)
    weekly_hours = Duration(highest_minutes=WEEK_MINUTES)
    in_order = (("employment_start", "employment_end"), ("employment_start", "day"), ("day", "employment_end"))

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        several_in(data, found, "worked", "weekly_hours")


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
    time = Duration()
    wage = hourly_wage(required=False)
    all_or_none = (("time", "wage"),)


class HetaHoliday(QuestionSchema):
    employment_start = a_day()
    year = Whole(lowest=2001, highest=2060, required=True)
    similar_months = Whole(lowest=0, highest=60, required=True)
    full_months = Whole(lowest=0, highest=12)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        months_fit(data, found, None)


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


class HetaShift(QuestionSchema):
    day = a_day()
    time = Duration(highest_minutes=24 * 60, required=True)
    shortest_shift = Duration(highest_minutes=24 * 60)


class HetaOvertime(QuestionSchema):
    day = a_day()
    member = YesNo()
    confirmed = YesNo()


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
    wage = hourly_wage(required=False)
    evening_percent = Percent()
    night_percent = Percent()

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        shift_fits(data, found)
        length = minutes_between(data["start"], data["end"])
        begins = datetime.combine(data["day"], data["start"])
        passed = calendar.in_utc(begins + timedelta(minutes=length)) - calendar.in_utc(begins)
        if not found and passed != timedelta(minutes=length):
            found.setdefault("day", []).extend(wrong("clocks_change").messages)


class SostesSupplements(QuestionSchema):
    day = a_day()
    start = ClockTime(required=True)
    end = ClockTime(required=True)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if data["end"] <= data["start"]:
            found.setdefault("end", []).extend(wrong("end_before_start").messages)
