"""What the cases of annual holidays and employment law say in euros, calculated by the payroll to the cent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

import payroll
from payroll import single_amounts
from payroll.figures import Trace, as_text
from payroll.inputs import Absence, Agreement, HolidayPart, Inputs, Wage, WeeklyTime
from rules import Period
from rules.book import load_book
from rules.decisions import annual_holiday, ending, working_time
from rules.decisions import annual_holiday_pay as holiday_pay
from tests.payroll.builders import a_shift, inputs
from tests.soundness import everything_made_is_sound  # noqa: F401 - watches every case
from tests.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "cases"
FILES = ("annual-holidays.yaml", "employment-law.yaml", "annual-holidays-further.yaml", "employment-law-further.yaml")
CASES: list[dict[str, Any]] = [case for name in FILES for case in read_yaml(FOLDER / name) if "euros" in case]
IDS = (
    "AH-S21 AH-S22 AH-S42 AH-S43 AH-S45 AH-S46 AH-S47 AH-S49 AH-S50 AH-S51 AH-S54 AH-S56 sick-01 sick-04 "
    "sick-05 sick-08 notice-10 ot-01 ot-03 ot-05 ot-07 ot-11 sun-01 sun-03 setoff-01 setoff-04 hinder-01"
)
BOOK = load_book()
Facts = dict[str, Any]
YEAR = Period.closed(date(2025, 4, 1), date(2026, 3, 31))
WORK_DAY = date(2026, 11, 11)


def day(text: str) -> date:
    return date.fromisoformat(text)


def cents(euros: str) -> int:
    return int(Decimal(euros) * 100)


def euros(number: Any) -> str:
    return f"{Decimal(as_text(number)):.2f}"


def minutes(hours: str) -> int:
    return int(Decimal(hours) * 60)


def part(method: str, **changes: Any) -> HolidayPart:
    facts: Facts = {
        "credit_year": YEAR, "rule": "14_days", "method": method, "days": 24, "days_earned": 24, "full_months": 12,
        "days_per_month": Decimal(2), "base_cents": 0, "base_known": True, "work_days": 0, "excess_minutes": 0,
        "weekly_days_numerator": 5, "weekly_days_denominator": 5, "percent": None, "absence_pay_cents": 0,
        "first": date(2026, 7, 6), "last": date(2026, 8, 1),
    }  # fmt: skip
    return HolidayPart(**(facts | changes))


def july(**changes: Any) -> Inputs:
    facts: Facts = {
        "period": Period.closed(date(2026, 7, 1), date(2026, 7, 31)),
        "payment_day": date(2026, 7, 31),
        "known_on": date(2026, 7, 31),
        "shifts": (),
    }
    return inputs(**(facts | changes))


def line(payslip: payroll.Payslip, kind: str) -> payroll.Line:
    found = [one for one in payslip.lines if one.kind == kind]
    assert len(found) == 1, [one.kind for one in payslip.lines]
    return found[0]


def paid(payslip: payroll.Payslip, *kinds: str) -> str:
    total = sum(one.amount_cents for one in payslip.lines if one.kind in kinds)
    payroll.replay(payslip.trace)
    return f"{Decimal(total) / 100:.2f}"


def holiday_line(one: HolidayPart, **changes: Any) -> tuple[str, dict[str, str]]:
    payslip = payroll.calculate(july(holidays=(one,), **changes), BOOK)
    found = line(payslip, "holiday_compensation" if one.compensation else "holiday_pay")
    return paid(payslip, found.kind), dict(found.facts)


# --- annual holidays --------------------------------------------------------------------------------------------------


def supplementary(given: Facts) -> Facts:
    divisor = {"tes-div-21": 21}[given["method"]]
    return {
        "pay_per_day": euros(single_amounts.supplementary_day(Trace(), Decimal(given["monthly_pay"]), divisor).value)
    }


def free_time(given: Facts) -> Facts:
    lasted_a_year = annual_holiday.lasted_a_year(day(given["employment_start"]), YEAR.last)
    percent = holiday_pay.percent(lasted_a_year, YEAR.last, BOOK).outcome
    paid_part = part("percentage", rule="none", base_cents=cents(given["pay_for_time_at_work"]), percent=percent,
                     compensation=True)  # fmt: skip
    return {"compensation": holiday_line(paid_part)[0]}


def monthly(given: Facts) -> Facts:
    wages = (Wage(date(2019, 1, 1), None, "month", Decimal(given["monthly_pay"])),)
    if "bonus_percent" in given:
        owed = part("monthly_pay", days=given["holiday_days"], days_earned=given["holiday_days"], compensation=True,
                    bonus_percent=Decimal(given["bonus_percent"]))  # fmt: skip
        # a bonus on compensation is an agreement's own, so an agreement binds
        bound = (Agreement(date(2019, 1, 1), None, "heta", employer_is_member=True),)
        given_to = {"job": "personal_assistance", "agreements": bound, "employment_first": date(2019, 1, 1)}
        payslip = payroll.calculate(july(wages=wages, holidays=(owed,), **given_to), BOOK)
        one = part("monthly_pay", days=1, days_earned=1, compensation=True)
        return {
            "daily_price": holiday_line(one, wages=wages)[0],
            "priced_holiday": paid(payslip, "holiday_compensation"),
            "bonus": paid(payslip, "holiday_bonus"),
        }
    first, last = (day(text) for text in given["holiday"])
    month = Period(first.replace(day=1), (first.replace(day=1) + timedelta(days=31)).replace(day=1))
    workdays = tuple(one for one in month if one.weekday() < 5)
    taken = part(
        "monthly_pay", first=first, last=last, holiday_workdays=sum(1 for one in workdays if first <= one <= last)
    )
    payslip = payroll.calculate(
        july(
            period=month,
            payment_day=month.last,
            employment_first=date(2019, 1, 1),
            wages=wages,
            weekly_time=(WeeklyTime(date(2019, 1, 1), None, 2400),),
            workdays=workdays,
            regular_minutes=((month.first, len(workdays) * 480),),
            absences=(Absence("annual_holiday", first, last, ()),),
            holidays=(taken,),
        ),
        BOOK,
    )
    return {
        "holiday_pay": paid(payslip, "holiday_pay"),
        "pay_for_work": paid(payslip, "base_pay"),
        "month_total": paid(payslip, "holiday_pay", "base_pay"),
    }


def average(given: Facts) -> Facts:
    base = given.get("pay_for_time_at_work") or given["pay_for_time_at_work_without_overtime_increment"]
    excess = given.get("hours_over_daily_regular") or given["overtime_hours"]
    one = part(
        "average_daily_pay",
        days=given["holiday_days"],
        days_earned=given["holiday_days"],
        base_cents=cents(base),
        work_days=given["days_at_work"],
        excess_minutes=minutes(excess),
        weekly_days_numerator=given["weekly_workdays"],
    )
    amount, facts = holiday_line(one)
    trace = Trace()
    rounded = trace.quotient(
        "average_daily_pay",
        trace.given("base", Decimal(facts["base"]), "euros"),
        trace.given("days", Decimal(facts["work_days"]), "days"),
        unit="euros_per_day",
        rounding="cent_half_up",
    )
    share = trace.quotient(
        "weekly_days_factor",
        trace.given("weekly_workdays", given["weekly_workdays"], "days"),
        trace.given("five", 5, "days"),
        unit="number",
    )
    coefficient = trace.given("coefficient", Decimal(facts["coefficient"]), "number")
    return {
        "divisor": facts["work_days"],
        "daily_average": euros(rounded.value),
        "adjusted_daily_average": euros(trace.product("adjusted", rounded, share).value),
        "holiday_pay": amount,
        "holiday_pay_full_precision": amount,
        "holiday_pay_if_average_rounded_first": euros(
            trace.product("too_much", rounded, share, coefficient, rounding="cent_half_up").value
        ),
    }


def by_percent(given: Facts) -> Facts:
    if "total_holiday_pay" in given:
        base = Decimal(given["total_holiday_pay"]) * 10_000 / Decimal("11.5")
        assert base == int(base)
        one = part("percentage", base_cents=int(base), percent=Decimal("11.5"), days=given["holiday_days_taken"],
                   days_earned=given["holiday_days_earned"])  # fmt: skip
        whole = part("percentage", base_cents=int(base), percent=Decimal("11.5"), days=given["holiday_days_earned"],
                     days_earned=given["holiday_days_earned"])  # fmt: skip
        assert holiday_line(whole)[0] == given["total_holiday_pay"]
        return {"pay_for_part": holiday_line(one)[0]}
    percent = holiday_pay.percent(given["over_one_year_by_31_march"], YEAR.last, BOOK).outcome
    found: Facts = {}
    addition = 0
    if "base_pay" in given:
        base = cents(given["base_pay"])
        wage = single_amounts.calculated_wage(
            Trace(), minutes(given["agreed_hours_per_week"]), 7 * given["absence_weeks"],
            Decimal(given["hourly_pay_at_start"]),
        )  # fmt: skip
        addition = wage.cents
        found["addition"] = euros(wage.value)
    else:
        outside = {
            "overtime_50": cents(given["of_which_overtime_increment"]),
            "emergency": cents(given["of_which_emergency_work"]),
        }
        whole = cents(given["gross_credit_year_pay_for_time_at_work"])
        lines = {**outside, "base_pay": whole - sum(outside.values())}
        base = sum(amount for kind, amount in lines.items() if holiday_pay.belongs_to_base(kind).outcome)
    amount, _ = holiday_line(part("percentage", base_cents=base, absence_pay_cents=addition, percent=percent))
    return found | {"base": f"{Decimal(base + addition) / 100:.2f}", "holiday_pay": amount}


def termination(given: Facts) -> Facts:
    days = given.get("untaken_days", 18)
    wages = (Wage(date(2019, 1, 1), None, "month", Decimal(given["monthly_pay"])),)
    owed = part("monthly_pay", days=days, days_earned=days, compensation=True)
    return {"compensation": holiday_line(owed, wages=wages)[0]}


# --- employment law ---------------------------------------------------------------------------------------------------


def sick(given: Facts) -> Facts:
    if "rostered_shifts" in given:
        first, last = (day(text) for text in given["incapacity"])
        absence = Absence("sick", first, last, ())
        return {"employer_sick_pay_eur": paid(november(absence, "13.00", first - timedelta(days=60)), "sick_pay")}
    first, last = (day(text) for text in given["incapacity"])
    amount, unit = given["employment_lasted"].split()
    began = first - relativedelta(**{unit if unit.endswith("s") else unit + "s": int(amount)})
    end = f"{8 + int(given['hours_per_shift']):02}:00"
    shifts = tuple(a_shift(text, "08:00", end) for text in given["shift_dates"])
    return {
        "employer_sick_pay_eur": paid(
            november(Absence("sick", first, last, shifts), given["hourly_pay_eur"], began), "sick_pay"
        )
    }


def november(absence: Absence, hourly: str, began: date) -> payroll.Payslip:
    return payroll.calculate(
        inputs(
            period=Period.closed(date(2026, 11, 1), date(2026, 11, 30)),
            payment_day=date(2026, 11, 30),
            known_on=date(2026, 11, 30),
            employment_first=began,
            wages=(Wage(began, None, "hour", Decimal(hourly)),),
            weekly_time=(WeeklyTime(began, None, 2400),),
            shifts=(),
            absences=(absence,),
        ),
        BOOK,
    )


def notice(given: Facts) -> Facts:
    known = date(2026, 11, 2)
    last = known + timedelta(days=given["notice_period_days"])
    missing = ending.missing_notice(known, last, known + timedelta(days=given["observed_days"])).outcome
    time = ending.missing_notice_minutes(missing, minutes(given["weekly_hours"]))
    return {
        "compensation_eur": euros(
            single_amounts.time_at_price(Trace(), "notice_pay", time, Decimal(given["hourly_pay_eur"])).value
        )
    }


def overtime(given: Facts) -> Facts:
    if "regular_hours_in_month" in given:
        hour = single_amounts.hour_of_monthly_pay(
            Trace(), Decimal(given["monthly_pay_eur"]), minutes(given["regular_hours_in_month"])
        )
        return {"hourly_base_eur": euros(hour.value)}
    hourly = Decimal(given["hourly_pay_eur"])
    if "ot_hours_50" in given:
        split = working_time.TimeSplit(0, 0, 60 * given["ot_hours_50"], 0)
    elif isinstance(given["hours"], dict):
        days = [minutes(given["hours"]["mon_fri_each"])] * 5 + [minutes(given["hours"]["sat"]), 0]
        split = working_time.split_week(days, WORK_DAY - timedelta(days=WORK_DAY.weekday()), BOOK).outcome
    else:
        split = working_time.split_day(
            minutes(given["hours"]),
            WORK_DAY,
            BOOK,
            agreed=minutes(given["agreed_daily"]) if "agreed_daily" in given else None,
            rostered=minutes(given["rostered"]) if "rostered" in given else None,
            averaging=given.get("system") == "averaged",
        ).outcome
    total = euros(single_amounts.worked_pay(Trace(), BOOK, WORK_DAY, hourly, split).total.value)
    return {"ot_pay_eur": total, "total_eur": total}


def sunday(given: Facts) -> Facts:
    worked_on = date(2026, 11, 15) if given["day"] == "Sunday" else day(given["day"])
    split = working_time.split_sunday(minutes(given["hours"]), worked_on, BOOK).outcome
    pay = single_amounts.worked_pay(Trace(), BOOK, worked_on, Decimal(given["hourly_pay_eur"]), split)
    return {
        "base_eur": euros(pay.base.value),
        "sunday_increase_eur": euros(pay.sunday.value),
        "ot_increase_eur": euros(pay.overtime.value),
        "total_eur": euros(pay.total.value),
    }


def setoff(given: Facts) -> Facts:
    found = single_amounts.set_off(
        Trace(),
        BOOK,
        day(given["month"] + "-30"),
        Decimal(given["net_pay_eur"]),
        given["dependants"],
        periodic=given.get("periodic", True),
        advance_euros=Decimal(given.get("advance_eur", "0.00")),
    )
    return {
        "protected_eur": euros(found.protected.value),
        "untouchable_eur": euros(found.untouchable.value),
        "max_set_off_eur": euros(found.highest.value),
    }


def hinder(given: Facts) -> Facts:
    assert given["earned_elsewhere_eur"] == given["saved_eur"] == "0.00"
    shifts = tuple(a_shift(f"2026-11-{number:02}", "09:00", "14:00") for number in range(9, 14))
    assert len(shifts) * 300 == minutes(given["rostered_hours"])
    absence = Absence("hindrance", date(2026, 11, 9), date(2026, 11, 13), shifts)
    payslip = november(absence, given["hourly_pay_eur"], date(2026, 1, 1))
    return {"pay_eur": paid(payslip, "hindrance_pay")}


TOPICS: dict[str, Callable[[Facts], Facts]] = {
    "supplementary-days": supplementary,
    "free-time": free_time,
    "pay-monthly": monthly,
    "pay-average": average,
    "pay-percent": by_percent,
    "termination": termination,
    "sick": sick,
    "notice": notice,
    "ot": overtime,
    "sun": sunday,
    "setoff": setoff,
    "hinder": hinder,
}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = TOPICS[case["topic"]](case["given"])
    expected = case["euros"]
    assert {key: found.get(key, "not computed") for key in expected} == expected


def test_no_case_is_missing() -> None:
    assert [case["id"] for case in CASES][: len(IDS.split())] == IDS.split()
