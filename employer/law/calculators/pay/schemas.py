"""What the questions of pay ask."""

from __future__ import annotations

from typing import Any

from employer.forms import (
    Choice,
    Duration,
    Number,
    Percent,
    Whole,
    YesNo,
)
from employer.law.calculators.schemas import (
    Part,
    QuestionSchema,
    a_day,
    amount_fits,
    birth_day,
    sum_of_euros,
    wrong,
)
from rules.decisions import benefits
from rules.decisions.household_credit import SUPPORTS


class PayDay(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    month = Whole(lowest=1, highest=12, required=True)
    day_of_month = Whole(lowest=1, highest=31)


class ReportDeadlines(QuestionSchema):
    payment_day = a_day()
    registered = YesNo(required=True)


class Insured(QuestionSchema):
    born = birth_day()
    payment_day = a_day()
    in_order = (("born", "payment_day"),)


class AccidentInsurance(QuestionSchema):
    payment_day = a_day()
    all_wages = sum_of_euros()


class PensionEmployer(QuestionSchema):
    payment_day = a_day()
    permanent_employees = Whole(lowest=0, highest=100)
    six_months_wages = sum_of_euros(required=False)
    has_policy = YesNo()


class Withholding(QuestionSchema):
    pay = sum_of_euros()
    payment_day = a_day()
    year_wages = sum_of_euros()
    card = Choice(("wage", "none"), required=True)
    card_first = a_day(required=False)
    card_percent = Percent()
    additional_percent = Percent()
    ceiling = sum_of_euros(required=False)
    paid_before = sum_of_euros(required=False)
    needed = (("card", "wage", "card_first"), ("card", "wage", "card_percent"))


class NetPay(QuestionSchema):
    pay = sum_of_euros()
    payment_day = a_day()
    born = birth_day()
    pension = Choice(("contract", "temporary"), required=True)
    pension_percent = Percent()
    month_wages = sum_of_euros()
    year_wages = sum_of_euros()
    others_wages = sum_of_euros()
    card = Choice(("wage", "none"), required=True)
    card_first = a_day(required=False)
    card_percent = Percent()
    additional_percent = Percent()
    ceiling = sum_of_euros(required=False)
    paid_before = sum_of_euros(required=False)
    accident_percent = Percent()
    group_life = Choice(("no", "yes"))
    group_life_percent = Percent()
    benefits_value = sum_of_euros(required=False)
    kela_part = sum_of_euros(required=False)
    in_order = (("born", "payment_day"),)
    needed = (
        ("pension", "contract", "pension_percent"),
        ("card", "wage", "card_first"),
        ("card", "wage", "card_percent"),
        ("group_life", "yes", "group_life_percent"),
    )
    parts = (
        Part("accident", ("accident_percent", "group_life", "group_life_percent")),
        Part("benefits", ("benefits_value", "kela_part")),
    )

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        amount_fits(data, found, "month_wages", "year_wages")
        amount_fits(data, found, "kela_part", "pay")


class SetOff(QuestionSchema):
    payment_day = a_day()
    net_pay = sum_of_euros()
    dependants = Whole(lowest=0, highest=30, required=True)
    periodic = YesNo()
    advance = sum_of_euros(required=False)


class ProtectedPortion(QuestionSchema):
    payment_day = a_day()
    dependants = Whole(lowest=0, highest=30, required=True)
    days = Whole(lowest=1, highest=31, required=True)


class HouseholdCredit(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    support = Choice(SUPPORTS, required=True)
    same_household = YesNo(required=True)
    wages = sum_of_euros(required=False)
    side_costs = sum_of_euros(required=False)
    company = sum_of_euros(required=False)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not any(name in data for name in ("wages", "company")):
            found.setdefault("wages", []).extend(wrong("needed").messages)


class SeparateReport(QuestionSchema):
    registered = YesNo(required=True)
    wages_in_month = YesNo(required=True)
    anyone_over_limit = YesNo(required=True)


class RegularEmployer(QuestionSchema):
    day = a_day()
    permanent_employees = Whole(lowest=0, highest=1000, required=True)
    at_the_same_time = Whole(lowest=0, highest=1000, required=True)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        amount_fits(data, found, "permanent_employees", "at_the_same_time")


class InsuranceDeadlines(QuestionSchema):
    employment_start = a_day()
    first_payment = a_day()
    in_order = (("employment_start", "first_payment"),)


class YearlyLimit(QuestionSchema):
    limit = Choice(("withholding", "health", "unemployment", "accident"), required=True)
    payment_day = a_day()
    paid_wages = sum_of_euros()
    planned_wages = sum_of_euros()


class TaxAtSource(QuestionSchema):
    payment_day = a_day()
    pay = sum_of_euros()
    year_wages = sum_of_euros(required=False)
    card_percent = Percent()
    deduction_on_card = YesNo()
    full_month = YesNo(required=True)
    half_month = YesNo()
    work_days = Whole(lowest=0, highest=31)
    insured_in_finland = YesNo()
    employment_start = a_day(required=False)
    in_order = (("employment_start", "payment_day"),)
    needed = (("full_month", False, "work_days"),)


class PayTimes(QuestionSchema):
    unit = Choice(("hour", "day", "week", "month"), required=True)
    agreed_monthly = YesNo(required=True)


class PrivateDayCare(QuestionSchema):
    childminding = YesNo(required=True)
    same_household = YesNo()


class Garnishment(QuestionSchema):
    first = a_day()
    last = a_day()
    payment_day = a_day()
    pay = sum_of_euros()
    protected = sum_of_euros()
    periodic = YesNo(required=True)
    year_over_four_times = YesNo()
    in_order = (("first", "last"),)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if (data["last"] - data["first"]).days > 366:
            found.setdefault("last", []).extend(wrong("too_long_period", days=366).messages)


class Mileage(QuestionSchema):
    day = a_day()
    commuting = YesNo(required=True)
    kilometres = Number(lowest="0.1", highest="5000", decimals=1, required=True)
    vehicle = Choice(("car", "motorcycle"), required=True)
    passengers = Whole(lowest=0, highest=8, required=True)
    trailer = YesNo(required=True)


class PerDiem(QuestionSchema):
    day = a_day()
    length = Duration(highest_minutes=30 * 24 * 60, required=True)
    home_km = Number(lowest="0", highest="5000", decimals=1, required=True)
    work_km = Number(lowest="0", highest="5000", decimals=1, required=True)
    full_with_meals = Whole(lowest=0, highest=31)
    partial_with_meals = Whole(lowest=0, highest=31)

    def check(self, data: dict[str, Any], found: dict[str, list[Any]]) -> None:
        if not data["length"]:
            found.setdefault("length", []).extend(wrong("no_time").messages)


class MealAllowance(QuestionSchema):
    day = a_day()
    meals = Whole(lowest=1, highest=2, required=True)
    per_diem_paid = YesNo(required=True)
    usual_place = YesNo(required=True)


class MealBenefit(QuestionSchema):
    payment_day = a_day()
    meal = Choice(("ordinary", "institution", "supervised"), required=True)
    cost = sum_of_euros(required=False, highest_cents=100_00)
    collected = sum_of_euros(highest_cents=100_00)


class FringeBenefit(QuestionSchema):
    year = Whole(lowest=2001, highest=2060, required=True)
    month = Whole(lowest=1, highest=12, required=True)
    benefit = Choice(("phone", "housing", "full_board"), required=True)
    zone = Choice(benefits.ZONES)
    square_metres = Number(lowest="1", highest="1000", decimals=1)
    room = Choice(benefits.ROOMS)
    collected = sum_of_euros()
    benefit_days = Whole(lowest=1, highest=31)
    needed = (
        ("benefit", "housing", "zone"),
        ("benefit", "housing", "square_metres"),
        ("benefit", "full_board", "room"),
    )
