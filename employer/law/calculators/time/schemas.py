"""What the questions of time ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from employer.forms import (
    Choice,
    ClockTime,
    Duration,
    Percent,
    Ticked,
    Whole,
)
from employer.law.calculators.schemas import (
    WEEK_MINUTES,
    QuestionSchema,
    Shifts,
    a_day,
    amount_fits,
    birth_day,
    hourly_wage,
    shown,
    sum_of_euros,
    wrong,
)
from rules.decisions.personal_assistants import CAPITAL, ELSEWHERE, GROUPS


class ShiftCost(QuestionSchema):
    wage = hourly_wage()
    day = a_day()
    start = ClockTime(required=True)
    end = ClockTime(required=True)
    break_minutes = Whole(lowest=0, highest=600)
    born = birth_day()
    job = Choice(("personal_assistance", "childminding", "home_care"), required=True)
    agreement = Choice(("none", "heta"), required=True)
    pay_group = Choice(GROUPS)
    region = Choice((ELSEWHERE, CAPITAL))
    experience_months = Whole(lowest=0, highest=720)
    month_wages = sum_of_euros()
    year_wages = sum_of_euros()
    pension = Choice(("contract", "temporary"))
    pension_percent = Percent()
    accident_percent = Percent()
    group_life = Choice(("no", "yes"))
    group_life_percent = Percent()
    in_order = (("born", "day"),)
    needed = (("group_life", "yes", "group_life_percent"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        minutes = (data["end"].hour - data["start"].hour) * 60 + data["end"].minute - data["start"].minute
        length = minutes if minutes > 0 else minutes + 24 * 60
        if data.get("break_minutes", 0) >= length:
            found.setdefault("break_minutes", []).extend(wrong("break_too_long").messages)
        amount_fits(data, found, "month_wages", "year_wages")


class Overtime(QuestionSchema):
    day = a_day()
    worked = Duration(highest_minutes=24 * 60, required=True)
    agreed = Duration(highest_minutes=24 * 60)
    wage = hourly_wage(required=False)


class WeeklyOvertime(QuestionSchema):
    monday = a_day()
    mon = Duration(load_default=0)
    tue = Duration(load_default=0)
    wed = Duration(load_default=0)
    thu = Duration(load_default=0)
    fri = Duration(load_default=0)
    sat = Duration(load_default=0)
    sun = Duration(load_default=0)
    agreed_weekly = Duration(highest_minutes=WEEK_MINUTES)
    wage = hourly_wage(required=False)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if data["monday"].weekday() != 0:
            monday = data["monday"] - timedelta(days=data["monday"].weekday())
            found.setdefault("monday", []).extend(wrong("no_monday", monday=shown(monday)).messages)


class RosterCheck(QuestionSchema):
    shifts = Shifts(required=True)
    published_on = a_day(required=False)
    shorter_break_agreed = Ticked()
    presence_necessary = Ticked()
    averaging = Ticked()
    agreed_longer = Ticked()
    night_work_allowed = Ticked()
    sunday_work_agreed = Ticked()
