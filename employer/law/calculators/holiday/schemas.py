"""What the questions of holiday ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from employer.forms import (
    Choice,
    Duration,
    Number,
    Percent,
    Whole,
    YesNo,
    refuse,
)
from employer.law.calculators.schemas import (
    WEEK_MINUTES,
    WEEKDAYS,
    Part,
    QuestionSchema,
    Several,
    Shifts,
    a_day,
    amount_fits,
    hourly_wage,
    months_fit,
    several_in,
    shown,
    sum_of_euros,
    wrong,
)
from rules.decisions import annual_holiday_pay, benefits

_ABSENCES = (
    "sick", "accident", "rehabilitation", "child_sick", "compelling", "carer", "close_person",
    "pregnancy", "parental", "special_pregnancy", "childcare", "old_maternity", "old_paternity", "old_parental",
    "annual_holiday", "supplementary_days", "levelling", "study", "training", "layoff", "layoff_short_week",
    "isolation", "reservist", "public_duty", "strike", "unpaid",
)  # fmt: skip
_ASKING_MORE = {"study", "training", "layoff_short_week"}  # what these count depends on more than their days


class HolidayDays(QuestionSchema):
    employment_start = a_day()
    employment_end = a_day(required=False)
    year = Whole(lowest=2000, highest=2060, required=True)
    weekdays = Several(WEEKDAYS, required=True)
    daily_hours = Duration(required=True)
    public_holidays = YesNo(required=True)
    changed_from = a_day(required=False)
    changed_weekdays = Several(WEEKDAYS)
    changed_daily_hours = Duration()
    absence_kind = Choice(tuple(kind for kind in _ABSENCES if kind not in _ASKING_MORE))
    absence_first = a_day(required=False)
    absence_last = a_day(required=False)
    in_order = (
        ("employment_start", "changed_from"),
        ("employment_start", "employment_end"),
        ("absence_first", "absence_last"),
        ("employment_start", "absence_first"),
        ("absence_last", "employment_end"),
    )
    all_or_none = (("absence_kind", "absence_first", "absence_last"),)
    parts = (
        Part("changed", ("changed_from", "changed_weekdays", "changed_daily_hours")),
        Part("absence", ("absence_kind", "absence_first", "absence_last")),
    )

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not data["weekdays"]:
            found.setdefault("weekdays", []).extend(refuse("required").messages)
        if not data["daily_hours"]:
            found.setdefault("daily_hours", []).extend(wrong("no_time").messages)
        changed = {name for name in ("changed_from", "changed_weekdays", "changed_daily_hours") if data.get(name)}
        for name in ("changed_from", "changed_weekdays", "changed_daily_hours") if changed else ():
            if name not in changed:
                found.setdefault(name, []).extend(wrong("together").messages)
        first, last = date(data["year"] - 1, 4, 1), date(data["year"], 3, 31)
        if data["employment_start"] > last or data.get("employment_end", last) < first:
            found.setdefault("year", []).extend(wrong("outside_year", first=shown(first), last=shown(last)).messages)


class HolidayFromMonths(QuestionSchema):
    employment_start = a_day()
    employment_end = a_day(required=False)
    year = Whole(lowest=2000, highest=2060, required=True)
    full_months = Whole(lowest=0, highest=12, required=True)
    in_order = (("employment_start", "employment_end"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        months_fit(data, found, data.get("employment_end"))


class HolidayUsed(QuestionSchema):
    first = a_day()
    last = a_day(required=False)
    days = Whole(lowest=1, highest=96)
    in_order = (("first", "last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        several_in(data, found, "last", "days")
        if "last" in data and (data["last"] - data["first"]).days > 366:
            found.setdefault("last", []).extend(wrong("too_long_period", days=366).messages)


_FOR_HOURLY_PAY = ("days_earned", "days_taken", "year_pay")
_FOR_MONTHLY_PAY = ("monthly_pay", "first", "last")


class HolidayPay(QuestionSchema):
    method = Choice(("average_daily_pay", "percentage", "monthly_pay"), required=True)
    year = Whole(lowest=2001, highest=2060, required=True)
    days_earned = Whole(lowest=1, highest=48)
    days_taken = Whole(lowest=1, highest=48)
    year_pay = sum_of_euros(required=False)
    overtime_increases = sum_of_euros(required=False)
    absence_weeks = Number(lowest="0", highest="53", decimals=2)
    absence_weekly_hours = Duration(highest_minutes=WEEK_MINUTES)
    absence_wage = hourly_wage(required=False)
    work_days = Whole(lowest=1, highest=366)
    weekly_days = Number(lowest="0.1", highest="7", decimals=2)
    excess_hours = Duration(highest_minutes=60_000)
    lasted_a_year = YesNo()
    monthly_pay = sum_of_euros(required=False)
    first = a_day(required=False)
    last = a_day(required=False)
    weekdays = Several(WEEKDAYS)
    in_order = (("first", "last"),)
    all_or_none = (("absence_weeks", "absence_weekly_hours", "absence_wage"),)
    needed = (
        *(("method", way, name) for way in ("average_daily_pay", "percentage") for name in _FOR_HOURLY_PAY),
        ("method", "average_daily_pay", "work_days"),
        ("method", "average_daily_pay", "weekly_days"),
        ("method", "percentage", "lasted_a_year"),
        *(("method", "monthly_pay", name) for name in _FOR_MONTHLY_PAY),
    )
    parts = (
        Part("without_pay", ("absence_weeks", "absence_weekly_hours", "absence_wage")),
        Part("average", ("work_days", "weekly_days", "excess_hours"), ("method", "average_daily_pay")),
        Part("monthly", ("monthly_pay", "first", "last", "weekdays"), ("method", "monthly_pay")),
    )

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        amount_fits(data, found, "days_taken", "days_earned")
        amount_fits(data, found, "overtime_increases", "year_pay")
        if data["method"] != "monthly_pay":
            return
        if not data["weekdays"]:
            found.setdefault("weekdays", []).extend(wrong("needed").messages)
        if "first" in data and "last" in data and data["first"].replace(day=1) != data["last"].replace(day=1):
            found.setdefault("last", []).extend(wrong("one_month").messages)


class SupplementaryDayPay(QuestionSchema):
    monthly_pay = sum_of_euros()
    divisor_days = Whole(lowest=1, highest=31, required=True)


class HolidayNotice(QuestionSchema):
    first = a_day()
    kind = Choice(("ordinary", "moved", "saved"), required=True)


class HolidayIllness(QuestionSchema):
    days_earned = Whole(lowest=1, highest=48, required=True)
    requested = YesNo(required=True)
    first = a_day(required=False)
    last = a_day(required=False)
    sick_first = a_day(required=False)
    sick_last = a_day(required=False)
    sick_days = Whole(lowest=0, highest=48)
    began = Choice(("before", "during"))
    year = Whole(lowest=2001, highest=2060)
    own_risk_used = Whole(lowest=0, highest=48)
    own_incapacity = YesNo()
    known_before = YesNo()
    own_fault = YesNo()
    asked_late = YesNo()
    late_reason = YesNo()
    proof_missing = YesNo()
    parts = (
        Part(
            "seldom",
            ("own_incapacity", "known_before", "own_fault", "asked_late", "late_reason", "proof_missing"),
        ),
    )
    in_order = (("first", "last"), ("sick_first", "sick_last"))
    all_or_none = (("first", "last", "sick_first", "sick_last"), ("sick_days", "began", "year"))

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        several_in(data, found, "first", "sick_days")
        amount_fits(data, found, "sick_days", "days_earned")
        if found or "first" not in data:
            return
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


class HolidayScope(QuestionSchema):
    unsupervised = YesNo(required=True)
    family_member = YesNo()
    outside_employees = Whole(lowest=0, highest=1000)
    same_household = YesNo()


class HolidayContinuity(QuestionSchema):
    earlier_end = a_day()
    later_start = a_day()
    in_order = (("earlier_end", "later_start"),)


_DAY_MINUTES = 24 * 60


class HolidayRule(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    hours = Choice(("fixed", "variable"), required=True)
    weekly_days = Number(lowest="0.1", highest="7", decimals=2)
    weekly_hours = Duration(highest_minutes=WEEK_MINUTES)
    least_days = Whole(lowest=0, highest=31)
    most_days = Whole(lowest=0, highest=31)
    most_time = Duration(highest_minutes=31 * 24 * 60)
    needed = (
        ("hours", "fixed", "weekly_days"),
        ("hours", "variable", "least_days"),
        ("hours", "variable", "most_days"),
        ("hours", "variable", "most_time"),
    )

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        amount_fits(data, found, "least_days", "most_days")
        if data.get("weekly_hours", 0) > data.get("weekly_days", 7) * _DAY_MINUTES:
            found.setdefault("weekly_hours", []).extend(wrong("more_than_days").messages)


class FullMonth(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    rule = Choice(("14_days", "35_hours"), required=True)
    days = Whole(lowest=0, highest=31)
    time = Duration(highest_minutes=31 * 24 * 60)
    shifts = Shifts()
    days_like_work = Whole(lowest=0, highest=31)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        several_in(data, found, "days" if data["rule"] == "14_days" else "time", "shifts")


class _OfPattern(QuestionSchema):
    """A credit year of work by a weekly pattern, with an absence or two."""

    employment_start = a_day()
    employment_end = a_day(required=False)
    year = Whole(lowest=2001, highest=2060, required=True)
    weekdays = Several(WEEKDAYS, required=True)
    daily_hours = Duration(required=True)
    absence_kind = Choice(_ABSENCES)
    absence_first = a_day()
    absence_last = a_day()
    second_kind = Choice(_ABSENCES)
    second_first = a_day(required=False)
    second_last = a_day(required=False)
    same_illness = YesNo()
    same_birth = YesNo()
    in_order = (
        ("employment_start", "absence_first"),
        ("absence_first", "absence_last"),
        ("employment_start", "second_first"),
        ("second_first", "second_last"),
        ("absence_last", "employment_end"),
        ("second_last", "employment_end"),
    )
    all_or_none = (("second_kind", "second_first", "second_last"),)
    parts = (Part("second", ("second_kind", "second_first", "second_last", "same_illness", "same_birth")),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not data["weekdays"]:
            found.setdefault("weekdays", []).extend(refuse("required").messages)
        if not data["daily_hours"]:
            found.setdefault("daily_hours", []).extend(wrong("no_time").messages)
        if (
            "second_first" in data
            and "second_last" in data
            and data["second_first"] <= data["absence_last"]
            and data["absence_first"] <= data["second_last"]
        ):
            found.setdefault("second_first", []).extend(wrong("absences_overlap").messages)
        first, last = date(data["year"] - 1, 4, 1), date(data["year"], 3, 31)
        if data["employment_start"] > last or data.get("employment_end", last) < first:
            found.setdefault("year", []).extend(wrong("outside_year", first=shown(first), last=shown(last)).messages)
        elif data["absence_last"] < first or data["absence_first"] > last:
            found.setdefault("absence_first", []).extend(
                wrong("absence_outside_year", first=shown(first), last=shown(last)).messages
            )


class HolidayAbsence(_OfPattern):
    absence_kind = Choice(_ABSENCES, required=True)
    returned_after = YesNo()
    limit_agreed = YesNo()
    weekdays_off = Several(WEEKDAYS)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        super().check(data, found)
        if "layoff_short_week" in (data["absence_kind"], data.get("second_kind")) and not data["weekdays_off"]:
            found.setdefault("weekdays_off", []).extend(wrong("needed").messages)


class SupplementaryDays(_OfPattern):
    absence_kind = Choice(tuple(kind for kind in _ABSENCES if kind not in _ASKING_MORE))
    second_kind = Choice(tuple(kind for kind in _ABSENCES if kind not in _ASKING_MORE))
    absence_goes_on = YesNo(required=True)
    day = a_day()


class FreeTime(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    months = Whole(lowest=0, highest=12, required=True)
    employment_end = a_day(required=False)


class HolidayPlacement(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    days_earned = Whole(lowest=1, highest=48, required=True)
    seasonal_difficulty = YesNo(load_default=False)


class HolidayPlacing(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    days_earned = Whole(lowest=1, highest=48, required=True)
    first = a_day()
    last = a_day()
    days_elsewhere = Whole(lowest=0, highest=48)
    days_late = Whole(lowest=0, highest=48)
    after_family_leave = a_day(required=False)
    seasonal_difficulty = YesNo(load_default=False)
    in_order = (("first", "last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if (data["last"] - data["first"]).days > 366:
            found.setdefault("last", []).extend(wrong("too_long_period", days=366).messages)


class HolidayInNotice(QuestionSchema):
    first = a_day()
    last = a_day()
    told_on = a_day()
    days_left_before = Whole(lowest=0, highest=96, required=True)
    moved_for_illness = YesNo(load_default=False)
    in_order = (("first", "last"), ("told_on", "first"))

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if (data["last"] - data["first"]).days > 366:
            found.setdefault("last", []).extend(wrong("too_long_period", days=366).messages)


class HolidayHearing(QuestionSchema):
    wished = YesNo(required=True)
    employees = Whole(lowest=1, highest=99, required=True)


class HolidaySplit(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    part_1 = Whole(lowest=1, highest=48, required=True)
    part_2 = Whole(lowest=1, highest=48)
    part_3 = Whole(lowest=1, highest=48)
    part_4 = Whole(lowest=1, highest=48)
    agreed_split = YesNo(required=True)
    necessary_for_work = YesNo(required=True)


class HolidayShorterDays(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    days_earned = Whole(lowest=1, highest=48, required=True)
    asked_by_employee = YesNo(required=True)
    in_writing = YesNo()


class HolidayConsent(QuestionSchema):
    first = a_day()
    last = a_day()
    weekdays = Several(WEEKDAYS, required=True)
    in_order = (("first", "last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not data["weekdays"]:
            found.setdefault("weekdays", []).extend(refuse("required").messages)
        if (data["last"] - data["first"]).days > 366:
            found.setdefault("last", []).extend(wrong("too_long_period", days=366).messages)


class HolidayFamilyLeave(QuestionSchema):
    first = a_day()
    last = a_day()
    leave_first = a_day()
    leave_last = a_day()
    employee_consents = YesNo(required=True)
    in_order = (("first", "last"), ("leave_first", "leave_last"))


class HolidayMoved(QuestionSchema):
    in_order = (("first", "last"),)
    all_or_none = (("first", "last"),)
    part = Choice(("summer", "winter"), required=True)
    year = Whole(lowest=2001, highest=2059, required=True)
    first = a_day(required=False)
    last = a_day(required=False)


class HolidayPayMethod(QuestionSchema):
    unit = Choice(("hour", "week", "month"), required=True)
    rule = Choice(("14_days", "35_hours", "neither"), required=True)
    hours_changed_in_year = YesNo(required=True)
    hours_changed_after_year = YesNo(required=True)
    every_month_35_hours = YesNo()


class HolidayBase(QuestionSchema):
    line = Choice(
        tuple(sorted(annual_holiday_pay.IN_BASE | annual_holiday_pay.NOT_IN_BASE | annual_holiday_pay.ASKED_IN_BASE)),
        required=True,
    )


class HolidayPayDay(QuestionSchema):
    first = a_day()
    days_taken = Whole(lowest=1, highest=48, required=True)
    ordinary_pay_day = a_day()


class HolidayCompensation(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    unit = Choice(("hour", "week", "month"), required=True)
    rule = Choice(("14_days", "35_hours", "neither"), required=True)
    full_months = Whole(lowest=0, highest=12, required=True)
    hours_changed_in_year = YesNo(required=True)
    every_month_35_hours = YesNo()
    year_pay = sum_of_euros(required=False)
    lasted_a_year = YesNo()
    monthly_pay = sum_of_euros(required=False)
    weekly_pay = sum_of_euros(required=False)
    untaken_days = Whole(lowest=1, highest=96)
    bonus_percent = Percent()
    days_earned = Whole(lowest=1, highest=48)
    work_days = Whole(lowest=1, highest=366)
    weekly_days = Number(lowest="0.1", highest="7", decimals=2)
    excess_hours = Duration(highest_minutes=60_000)
    all_or_none = (("work_days", "weekly_days"),)
    parts = (Part("average", ("days_earned", "work_days", "weekly_days", "excess_hours"), ("rule", "14_days")),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        pay = [name for name in ("monthly_pay", "weekly_pay") if name in data]
        if len(pay) > 1:
            found.setdefault("weekly_pay", []).extend(wrong("two_ways").messages)
        if (pay or "work_days" in data) and "untaken_days" not in data:
            found.setdefault("untaken_days", []).extend(wrong("together").messages)
        if "untaken_days" in data and not (pay or "work_days" in data):
            found.setdefault("monthly_pay", []).extend(wrong("together").messages)
        if "work_days" in data and "year_pay" not in data:
            found.setdefault("year_pay", []).extend(wrong("together").messages)
        elif "year_pay" in data and "work_days" not in data and "lasted_a_year" not in data:
            found.setdefault("lasted_a_year", []).extend(wrong("needed").messages)
        amount_fits(data, found, "untaken_days", "days_earned")
        if "bonus_percent" in data and not pay:
            found.setdefault("monthly_pay", []).extend(wrong("needed").messages)


class HolidayAsMoney(QuestionSchema):
    employment_ends = YesNo(required=True)
    free_time_right = YesNo(required=True)
    illness_prevents = YesNo(required=True)


class HolidayCarryOver(QuestionSchema):
    written = YesNo(required=True)
    agreed_on = a_day()
    employment_end = a_day()
    same_employer = YesNo(required=True)


class HolidayBenefit(QuestionSchema):
    benefit = Choice(benefits.KINDS, required=True)
    available = YesNo(required=True)
    employment_ends = YesNo(required=True)


class HolidayPapers(QuestionSchema):
    method = Choice(
        ("average_daily_pay", "percentage", "monthly_pay", "compensation_percentage"),
        required=True,
    )


class SavedLeavePay(QuestionSchema):
    first = a_day()
    employment_ends = YesNo(required=True)
    became_part_time = YesNo(required=True)
    laid_off_open_ended = YesNo(required=True)


class HolidayCostMonths(QuestionSchema):
    leave_first = a_day()
    leave_last = a_day()
    in_order = (("leave_first", "leave_last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if (data["leave_last"] - data["leave_first"]).days > 1100:
            found.setdefault("leave_last", []).extend(wrong("too_long_period", days=1100).messages)
