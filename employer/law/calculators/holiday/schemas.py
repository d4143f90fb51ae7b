"""What the questions of holiday ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from employer.forms import (
    Choice,
    Duration,
    Number,
    Whole,
    YesNo,
    refuse,
)
from employer.law.calculators.schemas import (
    WEEKDAYS,
    QuestionSchema,
    Several,
    a_day,
    amount_fits,
    shown,
    sum_of_euros,
    wrong,
)


class HolidayDays(QuestionSchema):
    employment_start = a_day()
    employment_end = a_day(required=False)
    year = Whole(lowest=2001, highest=2060, required=True)
    weekdays = Several(WEEKDAYS, required=True)
    daily_hours = Duration(required=True)
    public_holidays = YesNo(required=True)
    absence_kind = Choice(("sick", "child_sick", "parental", "childcare", "unpaid", "layoff"))
    absence_first = a_day(required=False)
    absence_last = a_day(required=False)
    in_order = (
        ("employment_start", "employment_end"),
        ("absence_first", "absence_last"),
        ("employment_start", "absence_first"),
        ("absence_last", "employment_end"),
    )
    all_or_none = (("absence_kind", "absence_first", "absence_last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not data["weekdays"]:
            found.setdefault("weekdays", []).extend(refuse("required").messages)
        if not data["daily_hours"]:
            found.setdefault("daily_hours", []).extend(wrong("no_time").messages)
        first, last = date(data["year"] - 1, 4, 1), date(data["year"], 3, 31)
        if data["employment_start"] > last or data.get("employment_end", last) < first:
            found.setdefault("year", []).extend(wrong("outside_year", first=shown(first), last=shown(last)).messages)


class HolidayUsed(QuestionSchema):
    first = a_day()
    last = a_day()
    in_order = (("first", "last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if (data["last"] - data["first"]).days > 366:
            found.setdefault("last", []).extend(wrong("too_long_period", days=366).messages)


class HolidayPay(QuestionSchema):
    method = Choice(("average_daily_pay", "percentage"), required=True)
    year = Whole(lowest=2001, highest=2060, required=True)
    days_earned = Whole(lowest=1, highest=48, required=True)
    days_taken = Whole(lowest=1, highest=48, required=True)
    year_pay = sum_of_euros()
    work_days = Whole(lowest=1, highest=366)
    weekly_days = Number(lowest="0.1", highest="7", decimals=2)
    excess_hours = Duration(highest_minutes=60_000)
    lasted_a_year = YesNo()
    needed = (
        ("method", "average_daily_pay", "work_days"),
        ("method", "average_daily_pay", "weekly_days"),
        ("method", "percentage", "lasted_a_year"),
    )

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        amount_fits(data, found, "days_taken", "days_earned")


class HolidayNotice(QuestionSchema):
    first = a_day()
    kind = Choice(("ordinary", "moved", "saved"), required=True)


class HolidayIllness(QuestionSchema):
    first = a_day()
    last = a_day()
    sick_first = a_day()
    sick_last = a_day()
    days_earned = Whole(lowest=1, highest=48, required=True)
    requested = YesNo(required=True)
    in_order = (("first", "last"), ("sick_first", "sick_last"))

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        for first, last in (("first", "last"), ("sick_first", "sick_last")):
            if (data[last] - data[first]).days > 366:
                found.setdefault(last, []).extend(wrong("too_long_period", days=366).messages)
        if data["sick_last"] < data["first"] or data["sick_first"] > data["last"]:
            found.setdefault("sick_first", []).extend(wrong("no_overlap").messages)


class SavedLeave(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    days_earned = Whole(lowest=1, highest=48, required=True)
    agreed_saving = YesNo(required=True)
    serious_harm = YesNo()
