"""What the questions of time ask."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from employer.forms import (
    Choice,
    ClockTime,
    Duration,
    Percent,
    Ticked,
    Whole,
    YesNo,
)
from employer.law.calculators.schemas import (
    WEEK_MINUTES,
    Part,
    QuestionSchema,
    Shifts,
    a_day,
    amount_fits,
    birth_day,
    hourly_wage,
    shift_fits,
    shown,
    sum_of_euros,
    wrong,
)
from rules import calendar
from rules.decisions.personal_assistants import CAPITAL, ELSEWHERE, GROUPS

_AVERAGE_MONTHS = 4  # the field refuses more; the decision has the same limit from the law data


AGREEMENT_ANSWERS = {
    "lowest_wage": "agreement_wage",
    "evening_percent": "missing_law_value.heta.evening.percent",
    "night_percent": "missing_law_value.heta.night.percent",
    "saturday_first": "missing_law_value.heta.saturday.first",
}
"""What the agreement says and the law book does not, by the field of a shift that answers it: the answers' topics."""


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
    lowest_wage = hourly_wage(required=False)
    evening_percent = Percent()
    night_percent = Percent()
    saturday_first = ClockTime()
    month_wages = sum_of_euros()
    year_wages = sum_of_euros()
    pension = Choice(("contract", "temporary"))
    pension_percent = Percent()
    accident_percent = Percent()
    group_life = Choice(("no", "yes"))
    group_life_percent = Percent()
    in_order = (("born", "day"),)
    needed = (("group_life", "yes", "group_life_percent"),)
    parts = (
        Part("agreement", ("pay_group", "region", "experience_months", *AGREEMENT_ANSWERS), ("agreement", "heta")),
        Part("insurance", ("pension", "pension_percent", "accident_percent", "group_life", "group_life_percent")),
    )

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        shift_fits(data, found)
        amount_fits(data, found, "month_wages", "year_wages")


class Overtime(QuestionSchema):
    day = a_day()
    worked = Duration(highest_minutes=24 * 60, required=True)
    agreed = Duration(highest_minutes=24 * 60)
    rostered = Duration(highest_minutes=24 * 60)
    wage = hourly_wage(required=False)


class HourlyPrice(QuestionSchema):
    monthly_pay = sum_of_euros()
    month_hours = Duration(highest_minutes=400 * 60, required=True)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not data["month_hours"]:
            found.setdefault("month_hours", []).extend(wrong("no_time").messages)


class PublicHolidays(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)


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


class WorkingTimeAct(QuestionSchema):
    family_member = YesNo(required=True)
    supervisable = YesNo(required=True)
    hours_followed = YesNo()


class StandBy(QuestionSchema):
    must_stay = YesNo(required=True)


class PeriodWork(QuestionSchema):
    day = a_day()
    agreement_or_permit = YesNo()
    overtime = Duration(highest_minutes=3 * WEEK_MINUTES)
    weeks = Whole(lowest=2, highest=3)
    all_or_none = (("overtime", "weeks"),)


class TimeOff(QuestionSchema):
    day = a_day()
    daily = Duration(load_default=0)
    weekly = Duration(load_default=0)
    additional = Duration(load_default=0)
    increase_only = Ticked()

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not any(data[name] for name in ("daily", "weekly", "additional")):
            found.setdefault("daily", []).extend(wrong("needed").messages)
        for name in ("daily", "weekly"):
            if data[name] % 2:
                found.setdefault(name, []).extend(wrong("even_minutes").messages)


class OvertimeConsent(QuestionSchema):
    work = Choice(("overtime", "additional"), required=True)
    variable_hours = YesNo(required=True)
    agreed_in_contract = YesNo(required=True)


class HighestAverage(QuestionSchema):
    first = a_day()
    last = a_day()
    time = Duration(highest_minutes=20 * WEEK_MINUTES, required=True)
    in_order = (("first", "last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if data["last"] >= data["first"] + relativedelta(months=_AVERAGE_MONTHS):
            found.setdefault("last", []).extend(wrong("too_long_average", months=_AVERAGE_MONTHS).messages)


class RestBreak(QuestionSchema):
    day = a_day()
    start = ClockTime(required=True)
    end = ClockTime(required=True)
    break_minutes = Whole(lowest=0, highest=600)
    shorter_break_agreed = Ticked()
    presence_necessary = Ticked()

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        shift_fits(data, found)


class EmergencyWork(QuestionSchema):
    first = a_day()
    last = a_day()
    unforeseen = YesNo(required=True)
    endangers = YesNo(required=True)
    can_wait = YesNo(required=True)
    beyond_regular_time = YesNo(required=True)
    in_order = (("first", "last"),)


class DailyRest(QuestionSchema):
    shifts = Shifts(required=True)
    shortened_ground = YesNo(required=True)
    shortened_before = Whole(lowest=0, highest=10, required=True)


class WeeklyRest(QuestionSchema):
    monday = a_day()
    weeks = Whole(lowest=1, highest=2, required=True)
    shifts = Shifts(required=True)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        first = data["monday"]
        if first.weekday() != 0:
            monday = first - timedelta(days=first.weekday())
            found.setdefault("monday", []).extend(wrong("no_monday", monday=shown(monday)).messages)
        after = first + timedelta(weeks=data["weeks"])
        if not all(first <= shift.start.date() < after for shift in data["shifts"]):
            found.setdefault("shifts", []).extend(
                wrong("outside_weeks", first=shown(first), last=shown(after - timedelta(days=1))).messages
            )


class NightWork(QuestionSchema):
    day = a_day()
    start = ClockTime(required=True)
    end = ClockTime(required=True)
    night_work_allowed = YesNo()

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        shift_fits(data, found)


class RosterChange(QuestionSchema):
    first = a_day()
    published = YesNo(required=True)
    consent = YesNo(required=True)
    weighty_reason = YesNo(required=True)


class VariableShift(QuestionSchema):
    within_agreed_times = YesNo(required=True)
    time_before = Duration(highest_minutes=5 * WEEK_MINUTES, required=True)
    shift_time = Duration(required=True)
    agreed_minimum = Duration(highest_minutes=5 * WEEK_MINUTES, required=True)


class CancelledShift(QuestionSchema):
    cancelled_day = a_day()
    cancelled_at = ClockTime(required=True)
    day = a_day()
    start = ClockTime(required=True)
    paid_anyway = YesNo(required=True)
    in_order = (("cancelled_day", "day"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        cancelled = datetime.combine(data["cancelled_day"], data["cancelled_at"])
        begins = datetime.combine(data["day"], data["start"])
        for name, moment in (("cancelled_at", cancelled), ("start", begins)):
            if not calendar.on_the_clock(moment):
                found.setdefault(name, []).extend(wrong("skipped_time").messages)
        if cancelled >= begins and not found:
            found.setdefault("cancelled_at", []).extend(wrong("cancelled_after").messages)


class TrainingTerms(QuestionSchema):
    required_by_law = YesNo(required=True)
    ordered = YesNo(required=True)
    agreed_paid = YesNo()


class Orientation(QuestionSchema):
    first_work_day = a_day()
    new_task_day = a_day(required=False)
    in_order = (("first_work_day", "new_task_day"),)


class IndependenceDay(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    employment_start = a_day()


class Averaging(QuestionSchema):
    last = a_day()
    weeks = Whole(lowest=1, highest=52, required=True)
    time = Duration(highest_minutes=52 * WEEK_MINUTES, required=True)
    plan_time = Duration(highest_minutes=52 * WEEK_MINUTES)
    employment_end = a_day(required=False)


class MissedRest(QuestionSchema):
    day = a_day()
    money_agreed = YesNo(required=True)


class TravelTime(QuestionSchema):
    is_the_work = YesNo(required=True)


class LongerTime(QuestionSchema):
    day = a_day()
    day_time = Duration(required=True)
    week_time = Duration(highest_minutes=WEEK_MINUTES, required=True)
    average_time = Duration(highest_minutes=WEEK_MINUTES, required=True)
    agreed_week = Duration(highest_minutes=WEEK_MINUTES)
    weeks = Whole(lowest=1, highest=52)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        amount_fits(data, found, "average_time", "week_time")
        amount_fits(data, found, "day_time", "week_time")
