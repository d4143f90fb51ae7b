"""Every published and derived payroll example, to the cent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import payroll
from payroll import garnishment, household_credit, sickness_allowance, travel
from payroll.figures import Trace, as_text
from payroll.hours import HELSINKI
from payroll.inputs import (
    Agreement,
    Answer,
    Averaging,
    Benefit,
    CancelledShift,
    Claim,
    GarnishmentOrder,
    Inputs,
    NoticePay,
    Shift,
    TimeOff,
    Wage,
    WaitingPay,
    WeeklyTime,
)
from rules import Period, load_book
from rules.decisions import travel as law_of_travel
from tests.payroll.builders import a_card, a_month_of_shifts, a_shift, a_year, an_insurance, inputs
from tests.yaml_files import read_yaml

FOLDER = Path(__file__).parent.parent / "cases"
FIRST: list[dict[str, Any]] = read_yaml(FOLDER / "payroll-rules.yaml")
FURTHER: list[dict[str, Any]] = read_yaml(FOLDER / "payroll-rules-further.yaml")
CASES = FIRST + FURTHER
BOOK = load_book()
ALL = {
    "ex-2026-avg-contract",
    "ex-2026-ceiling-split",
    "ex-2026-ceiling-used-up",
    "ex-2026-no-card",
    "ex-2026-remaining-ceiling",
    "ex-2026-employer-rates",
    "ex-2026-part-month",
    "ex-2026-fringe",
    "ex-tvr-2026-median",
    "ex-tvr-2024-median",
    "ex-tax-at-source-plain",
    "ex-tax-at-source-deduction",
    "ex-ceiling-split-teaching",
    "ex-accident-duty",
    "ex-protected-2024",
    "ex-household-credit-max",
    "dv-2026-temporary",
    "dv-2026-temporary-cents",
    "dv-2026-contract-basic",
    "dv-2025-temporary-40",
    "dv-2025-temporary-55",
    "dv-2024-temporary-40",
    "dv-2024-temporary-55",
    "dv-2026-born-1958",
    "dv-2026-born-1960",
    "dv-2026-age-17",
    "dv-2026-age-16",
    "dv-2026-under-month-threshold",
    "dv-2026-at-month-threshold",
    "dv-2026-split-cent",
    "dv-2026-health-month-total",
    "dv-2026-kela-childminder",
    "dv-garnishment-2025",
    "dv-garnishment-2025-one-dependant",
    "dv-garnishment-2024",
    "dv-protected-2025",
    "dv-sickness-2026",
    "dv-sickness-2025",
    "dv-sickness-2024",
    "dv-protected-2026",
    "dv-garnishment-2026",
    "dv-garnishment-periods-2026",
    "dv-trip-2026-50-hours",
    "dv-benefits-2026",
    "dv-notice-not-observed-2026",
    "dv-notice-kept-by-nobody-2026",
    "dv-waiting-2026",
    "dv-set-off-2026",
    "dv-cancelled-shift-2026",
    "dv-averaging-2026",
}
NAMES = {
    "withholding": "withholding",
    "family_withholding": "withholding",
    "tax_at_source": "withholding",
    "tyel_employee": "pension_employee",
    "unemployment_employee": "unemployment_employee",
    "unemployment_employee_month": "unemployment_employee",
    "net": "net",
    "paid_by_family": "paid",
    "tyel_employer": "employer_pension",
    "unemployment_employer": "employer_unemployment",
    "health_employer": "employer_health",
    "employer_total": "employer_cost",  # the sources' total is the wage with the employer's contributions
    "accident": "employer_accident",
    "group_life": "employer_group_life",
    "withholding_base": "taxable",
    "cash_unchanged": "gross",
}


def cents(text: str) -> int:
    return int(Decimal(text).scaleb(2))


def test_all_cases_are_here():
    assert {case["id"] for case in FIRST} == ALL
    names = [case["id"] for case in CASES]
    assert len(names) == len(set(names))


def the_inputs(given: dict[str, Any]) -> Inputs:
    """One payment of the given gross pay in a month (June) of the case's year, with no accident insurance unless it is
    given."""
    year = int(given.get("year") or given.get("pay_year") or 2026)
    gross = given.get("gross") or given.get("monthly_gross") or given.get("cash") or given.get("whole_wage")
    month = given.get("month", 6)
    period = Period(date(year, month, 1), date(year, month + 1, 1))
    age = given.get("age")
    on = given.get("born", year - (age or 40))
    born = date.fromisoformat(on) if isinstance(on, str) else date(on, 1, 15)
    temporary = str(given.get("employer", "")).startswith("temporary")
    total = given.get("tyel_total_rate")
    if total is None and "tyel_employer_rate" in given:
        total = str(Decimal(given["tyel_employer_rate"]) + Decimal("7.30"))
    cards = []
    if given.get("card") != "none":
        remaining = given.get("remaining_ceiling")
        ceiling = given.get("ceiling") or remaining
        cards = [
            a_card(
                given.get("base_rate", "0"),
                given.get("additional_rate", "0"),
                ceiling,
                first=date(year, 1, 1),
                paid_cents=cents(given.get("paid_before", "0")),
            )
        ]
    if "deduction_on_card" in given:
        cards = [
            a_card("35", ceiling=None, first=date(year, 1, 1), kind="source", deduction=given["deduction_on_card"])
        ]
    small = given.get("withholding") == "none"
    limits = {"planned_gross_cents": 0, "all_planned_gross_cents": 1_000_000} if small else {}
    return inputs(
        period=period,
        payment_day=period.last,
        known_on=period.last,
        born=born,
        employment_first=date(year, 1, 1),
        wages=(Wage(date(year, 1, 1), None, "hour", Decimal(gross)),),
        weekly_time=(WeeklyTime(date(year, 1, 1), None, 960),),
        shifts=(a_shift(f"{year}-{month:02}-03", "10:00", "11:00"),),
        tax_cards=tuple(cards),
        year=a_year(**limits),
        insurance=an_insurance(
            pension_kind="temporary" if temporary else "contract",
            pension_total_percent=None if temporary else Decimal(total or "24.85"),
            accident_percent=Decimal(given.get("accident_rate", "0")),
            group_life_percent=Decimal(given["group_life_rate"]) if "group_life_rate" in given else None,
        ),
        benefits=(Benefit("benefit", cents(given["fringe"]), 317),) if "fringe" in given else (),
        kela_allowance_cents=cents(given.get("kela_part", "0")),
        answers=(Answer(f"tax_at_source_health:ilona-1:{year}-01-01", "no", "case", date(year, 1, 1)),),
    )


def a_payslip(case: dict[str, Any]) -> None:
    result = payroll.calculate(the_inputs(case["given"]), BOOK)
    assert result.questions == ()
    totals = result.totals
    for name, text in case["expect"].items():
        if name == "tyel_total":
            assert (totals["pension_employee"] or 0) + (totals["employer_pension"] or 0) == cents(text)
        elif name in NAMES:
            assert totals[NAMES[name]] == cents(text), name
    assert payroll.replay(result.trace) == totals


def twelve_months(case: dict[str, Any]) -> None:
    a_payslip(case)
    month = cents(case["expect"]["unemployment_employee_month"])
    assert 12 * month == cents(case["expect"]["year_12_months"])


def remaining_ceiling(case: dict[str, Any]) -> None:
    result = payroll.calculate(the_inputs({**case["given"], "base_rate": "20"}), BOOK)
    left = Decimal(case["given"]["ceiling"]) - Decimal(case["given"]["paid_before"]) - Decimal(case["given"]["gross"])
    assert left == Decimal(case["expect"]["remaining_after"])
    assert result.totals["withholding"] == 40000  # all of the pay fits under the ceiling


def part_of_month(case: dict[str, Any]) -> None:
    given, trace = case["given"], Trace()
    share = trace.quotient(
        "share",
        trace.given("days", given["days"], "days"),
        trace.given("month", given["month_days"], "days"),
        unit="number",
    )
    for name, whole in (("phone_part", "phone_benefit"), ("wage_part", "monthly_wage")):
        part = trace.product(name, trace.given(whole, given[whole], "euros"), share, rounding="cent_half_up")
        assert part.cents == cents(case["expect"][name])


def accident_duty(case: dict[str, Any]) -> None:
    given = case["given"]
    total = given["employees"] * Decimal(given["wage_each_year"])
    assert total == Decimal(case["expect"]["total"])
    policy = an_insurance(accident_percent=None, accident_known=False)
    others = cents(given["wage_each_year"]) * (given["employees"] - 1)
    wage = {"gross": given["wage_each_year"], "base_rate": "0"}
    for all_gross, must in ((others, True), (0, False)):
        year = a_year(all_gross_cents=all_gross, all_planned_gross_cents=0, planned_gross_cents=0)
        result = payroll.calculate(replace(the_inputs(wage), insurance=policy, year=year), BOOK)
        assert ("accident" in {question.topic for question in result.questions}) is must
    assert case["expect"]["must_insure"] is True


def health_of_month(case: dict[str, Any]) -> None:
    first, second = case["given"]["wages"]
    wage = {"pay_year": case["given"]["pay_year"], "base_rate": "0"}
    one = payroll.calculate(the_inputs({**wage, "gross": first}), BOOK)
    later = a_year(
        gross_cents=cents(first),
        all_gross_cents=cents(first),
        month_gross_cents=cents(first),
        month_pension_base_cents=cents(first),
        month_health_base_cents=cents(first),
        month_health_cents=one.totals["employer_health"],
    )
    two = payroll.calculate(replace(the_inputs({**wage, "gross": second}), year=later), BOOK)
    assert one.totals["employer_health"] == cents(case["expect"]["each_rounded"][0])
    assert one.totals["employer_health"] + two.totals["employer_health"] == cents(case["expect"]["on_month_total"])


def split_cent(case: dict[str, Any]) -> None:
    a_payslip(case)
    direct = Decimal(case["given"]["gross"]) * Decimal("18.55") / 100
    assert direct.quantize(Decimal("0.01")) == Decimal(case["expect"]["direct_percentage_would_give"])


def the_garnishment(case: dict[str, Any]) -> None:
    given = case["given"]
    day = date(given["year"], 6, 30)
    nets, portions = given["net"], given["P"]
    pairs = [(net, portions) for net in nets] if isinstance(nets, list) else [(nets, portion) for portion in portions]
    found = []
    for net, portion in pairs:
        trace = Trace()
        figure = garnishment.garnished(
            trace, BOOK, day, trace.given("net", net, "euros"), trace.given("protected", portion, "euros")
        )
        found.append(figure.cents)
    assert found == [cents(text) for text in case["expect"]["garnished"]]


def protected(case: dict[str, Any]) -> None:
    given, expect = case["given"], case["expect"]
    day = date(given["year"], 6, 30)

    def portion(dependants: int, days: int) -> int:
        return garnishment.protected_portion(Trace(), BOOK, day, dependants, days).cents

    assert [portion(number, given["days"]) for number in given["dependants"]] == [
        cents(text) for text in expect["protected"]
    ]
    if "days_15_no_dependants" in expect:
        assert portion(0, 15) == cents(expect["days_15_no_dependants"])
        assert portion(0, 7) == cents(expect["days_7_no_dependants"])


def sickness(case: dict[str, Any]) -> None:
    given, expect = case["given"], case["expect"]
    first = date(given["year"], 6, 1)

    def listed(value: Any) -> list[Any]:
        return value if isinstance(value, list) else [value]

    for wages, income, allowance in zip(
        listed(given["wages_12_months"]), listed(expect["income"]), listed(expect["allowance_per_weekday"]), strict=True
    ):
        trace = Trace()
        counted = sickness_allowance.allowance_income(trace, BOOK, first, trace.given("wages", wages, "euros"))
        assert counted.cents == cents(income)
        assert sickness_allowance.allowance_per_weekday(trace, BOOK, first, counted).cents == cents(allowance)


def the_credit(case: dict[str, Any]) -> None:
    given, trace = case["given"], Trace()
    day = date(given["year"], 6, 30)
    names = {"wages": "wages", "side_costs": "side_costs", "company_work": "work"}
    paid = {name: trace.given(row, given[name], "euros") for name, row in names.items() if name in given}
    found = household_credit.credit(
        trace, BOOK, day, wages=paid.get("wages"), side_costs=paid.get("side_costs"), company=paid.get("company_work")
    )
    assert found.cents == cents(case["expect"]["credit"])
    assert {"company_percent": given["percent"], "own": given["own_liability"]} == {
        "company_percent": as_text_of("household_credit.company_percent", day),
        "own": as_text_of("household_credit.own_liability_euros", day),
    }


def as_text_of(name: str, day: date) -> str:
    from rules import Days

    return as_text(Trace().law(BOOK.value(name, Days(payment_day=day))).value)


def garnishment_of_periods(case: dict[str, Any]) -> None:
    """The net pay given as a wage of the period, with no contributions: what the order takes of it."""
    given, found = case["given"], []
    order = GarnishmentOrder("1", cents(given["protected_of_month"]), None)
    for first, last in given["periods"]:
        one = inputs(
            period=Period.closed(first, last),
            payment_day=last,
            born=date(1950, 1, 1),
            tax_cards=(a_card("0", ceiling=None),),
            wages=(Wage(date(2026, 1, 12), None, "hour", Decimal(given["net"]) / 4),),
            shifts=(a_shift("2026-03-10" if first.day < 16 else "2026-03-17"),),
            garnishment=order,
        )
        found.append(payroll.calculate(one, BOOK).totals["garnishment"])
    assert found == [cents(text) for text in case["expect"]["garnished"]]


def the_trip(case: dict[str, Any]) -> None:
    given, day = case["given"], date(case["given"]["year"], 6, 10)
    driven = travel.mileage(Trace(), BOOK, day, Decimal(given["kilometres"]), given["passengers"])
    days = law_of_travel.travel_days(
        given["minutes"],
        Decimal(given["home_km"]),
        Decimal(given["work_km"]),
        day,
        BOOK,
        full_with_meals=given["full_with_meals"],
    ).outcome
    paid = [travel.per_diem(Trace(), BOOK, one.day, one.per_diem, halved=one.halved).cents for one in days]
    assert driven.cents == cents(case["expect"]["mileage"])
    assert paid == [cents(text) for text in case["expect"]["per_diems"]]


def the_benefits(case: dict[str, Any]) -> None:
    given, expect = case["given"], case["expect"]
    month = Period.closed(date(2026, 3, 1), date(2026, 3, 31))
    shifts = a_month_of_shifts("2026-03-01", "2026-03-31", "mon tue wed thu fri")
    assert len(shifts) == given["days_at_work"]

    def values(first: date, kinds: tuple[str, ...]) -> list[int]:
        found = []
        for one in given["benefits"]:
            if one["kind"] not in kinds:
                continue
            benefit = Benefit(
                "x",
                None,
                kind=one["kind"],
                variant=one.get("variant"),
                number=None if "number" not in one else Decimal(one["number"]),
                cost_cents=None if "cost" not in one else cents(one["cost"]),
                first=first,
                last=month.last,
            )
            payslip = payroll.calculate(
                inputs(period=month, payment_day=month.last, shifts=shifts, benefits=(benefit,)), BOOK
            )
            found.append(sum(line.amount_cents for line in payslip.lines if not line.cash))
        return found

    every = ("phone", "full_board", "housing", "meal")
    assert values(month.first, every) == [cents(text) for text in expect["month"]]
    assert values(date(2026, 3, 22), every[:3]) == [cents(text) for text in expect["last_ten_days"]]


def of_the_end(case: dict[str, Any], **changes: Any) -> Inputs:
    """January 2026 of an employment that ends in it: four hours on each Monday to Thursday."""
    given = case["given"]
    first, last = (date.fromisoformat(text) for text in given["employed"])
    shifts = a_month_of_shifts(first.isoformat(), last.isoformat())
    assert len(shifts) * 4 == int(given["worked_hours"])
    usual: dict[str, Any] = {
        "kind": "final",
        "employment_first": first,
        "employment_last": last,
        "wages": (Wage(first, None, "hour", Decimal(given["hourly"])),),
        "weekly_time": (WeeklyTime(first, None, int(given["weekly_hours"]) * 60),),
        "shifts": shifts,
        "tax_cards": (a_card(given.get("base_rate", "12")),),
        "dependants": given.get("dependants"),
    }
    return inputs(**{**usual, **changes})


def the_notice(case: dict[str, Any]) -> None:
    given, expect = case["given"], case["expect"]
    notice = NoticePay(given["notice_by"], date.fromisoformat(given["notice_known"]))
    result = payroll.calculate(of_the_end(case, notice=notice), BOOK)
    assert {line.kind: line.amount_cents for line in result.lines} == {
        kind: cents(text) for kind, text in expect["lines"].items()
    }
    names = {**NAMES, "gross": "gross", "set_off": "other_deductions", "paid": "paid"}
    for name, text in expect.items():
        if name != "lines":
            assert result.totals[names[name]] == cents(text), name
    assert payroll.replay(result.trace) == result.totals


def the_waiting(case: dict[str, Any]) -> None:
    given = case["given"]
    found = []
    for paid in given["paid"]:
        waiting = WaitingPay(date.fromisoformat(given["due"]), date.fromisoformat(paid))
        lines = payroll.calculate(of_the_end(case, waiting=waiting), BOOK).lines
        found += [line.amount_cents for line in lines if line.kind == "waiting_pay"]
    assert found == [cents(text) for text in case["expect"]["waiting_pay"]]


def the_set_off(case: dict[str, Any]) -> None:
    given, expect = case["given"], case["expect"]
    usual = replace(the_inputs({**given, "year": 2026}), claims=(Claim("claim", cents(given["claim"])),))
    found = []
    for dependants in given["dependants"]:
        totals: dict[str, Any] = payroll.calculate(replace(usual, dependants=dependants), BOOK).totals
        assert totals["net"] == cents(expect["net"])
        found.append(totals["other_deductions"])
    assert found == [cents(text) for text in expect["set_off"]]
    order = GarnishmentOrder("1", None, cents(given["garnishment_of_dependants_0"]))
    beside = payroll.calculate(replace(usual, dependants=0, garnishment=order), BOOK).totals
    assert beside["other_deductions"] == cents(expect["beside_garnishment"])


def the_cancelled_shift(case: dict[str, Any]) -> None:
    given = case["given"]
    start = a_shift("2026-01-13").start
    answer = Answer("cancelled_shift.2026-01-13T14:00:ilona-1:2026-01-30", given["agreed"], "case", date(2026, 1, 30))
    found = []
    for hours in given["hours_before"]:
        cancelled = (CancelledShift(start, start - timedelta(hours=int(hours))),)
        result = payroll.calculate(inputs(shifts=(), cancelled=cancelled, answers=(answer,)), BOOK)
        found.append(result.totals["gross"])
    assert found == [cents(text) for text in case["expect"]["compensation"]]


def the_averaging(case: dict[str, Any]) -> None:
    given = case["given"]
    assert given["worked"] == ["44", "40"]
    shifts = (
        *a_month_of_shifts("2026-01-12", "2026-01-16", "mon tue wed thu fri", start="08:00", end="16:00"),
        a_shift("2026-01-17", "08:00", "12:00"),
        *a_month_of_shifts("2026-01-19", "2026-01-23", "mon tue wed thu fri", start="08:00", end="16:00"),
    )
    plan = tuple(int(hours) * 60 for hours in given["plan"])
    whole = inputs(
        wages=(Wage(date(2026, 1, 12), None, "hour", Decimal(given["hourly"])),),
        weekly_time=(WeeklyTime(date(2026, 1, 12), None, 2400),),
        shifts=shifts,
        averaging=(Averaging(date(2026, 1, 12), date(2026, 1, 25), plan),),
    )
    for name, first, last in (("first_half", 1, 18), ("second_half", 19, 31)):
        period = Period.closed(date(2026, 1, first), date(2026, 1, last))
        lines = payroll.calculate(replace(whole, period=period), BOOK).lines
        assert {line.kind: line.amount_cents for line in lines} == {
            kind: cents(text) for kind, text in case["expect"][name].items()
        }


KINDS: dict[str, Callable[[dict[str, Any]], None]] = {
    "ex-tvr-2026-median": twelve_months,
    "ex-tvr-2024-median": twelve_months,
    "ex-2026-remaining-ceiling": remaining_ceiling,
    "ex-2026-part-month": part_of_month,
    "ex-accident-duty": accident_duty,
    "ex-protected-2024": protected,
    "dv-protected-2025": protected,
    "dv-2026-health-month-total": health_of_month,
    "dv-2026-split-cent": split_cent,
    "dv-garnishment-2025": the_garnishment,
    "dv-garnishment-2025-one-dependant": the_garnishment,
    "dv-garnishment-2024": the_garnishment,
    "dv-sickness-2026": sickness,
    "dv-sickness-2025": sickness,
    "dv-sickness-2024": sickness,
    "ex-household-credit-max": the_credit,
    "dv-protected-2026": protected,
    "dv-garnishment-2026": the_garnishment,
    "dv-garnishment-periods-2026": garnishment_of_periods,
    "dv-trip-2026-50-hours": the_trip,
    "dv-benefits-2026": the_benefits,
    "dv-notice-not-observed-2026": the_notice,
    "dv-notice-kept-by-nobody-2026": the_notice,
    "dv-waiting-2026": the_waiting,
    "dv-set-off-2026": the_set_off,
    "dv-cancelled-shift-2026": the_cancelled_shift,
    "dv-averaging-2026": the_averaging,
}


def the_hours(case: dict[str, Any]) -> None:
    """What shifts of one month are paid by the hour, by the kind of line; ``exchanged`` is taken as time off."""
    given = case["given"]
    spans = [[datetime.fromisoformat(text) for text in shift.split("/")] for shift in given["shifts"]]
    shifts = tuple(Shift(*(moment.replace(tzinfo=HELSINKI) for moment in span)) for span in spans)
    first = spans[0][0].date().replace(day=1)
    month = Period(first, (first + timedelta(days=31)).replace(day=1))
    began = month.first - timedelta(days=400)
    result = payroll.calculate(
        inputs(
            period=month,
            payment_day=month.last,
            known_on=month.last,
            employment_first=began,
            wages=(Wage(began, None, "hour", Decimal("12.00")),),
            weekly_time=(WeeklyTime(began, None, int(given["weekly_hours"]) * 60),),
            time_off=tuple(
                TimeOff(date.fromisoformat(on), kind, int(minutes)) for on, kind, minutes in given.get("exchanged", ())
            ),
            agreements=(Agreement(began, None, "none"),),
            tax_cards=(a_card("0", ceiling=None, first=month.first),),
            shifts=shifts,
        ),
        BOOK,
    )
    found: dict[str, int] = {}
    for line in result.lines:
        found[line.kind] = found.get(line.kind, 0) + line.amount_cents
    assert found == {kind: cents(text) for kind, text in case["expect"].items()}


def the_year(case: dict[str, Any]) -> None:
    """A payment near the limits of a year: what was paid before to the person (`earlier`) and to others (`others`)."""
    given = case["given"]
    earlier, others = cents(given.get("earlier", "0")), cents(given.get("others", "0"))
    year = a_year(
        planned_gross_cents=0,
        all_planned_gross_cents=0,
        gross_cents=earlier,
        all_gross_cents=earlier + others,
        gross_not_withheld_cents=earlier,
        gross_without_health_cents=earlier,
        all_gross_without_unemployment_cents=earlier,
    )
    result = payroll.calculate(replace(the_inputs(given), year=year), BOOK)
    assert sorted(one.topic for one in result.questions) == case.get("asks", [])
    for name, text in case["expect"].items():
        assert result.totals[NAMES[name]] == cents(text), name
    assert payroll.replay(result.trace) == result.totals


def the_kilometres(case: dict[str, Any]) -> None:
    found = [
        travel.mileage(Trace(), BOOK, date(one["year"], 6, 10), Decimal(one["km"]), one.get("passengers", 0)).cents
        for one in case["given"]["each"]
    ]
    assert found == [cents(text) for text in case["expect"]["euros"]]


def the_allowances(case: dict[str, Any]) -> None:
    found = [
        travel.per_diem(Trace(), BOOK, date(one["year"], 6, 10), one["kind"], halved=one.get("halved", False)).cents
        for one in case["given"]["each"]
    ]
    assert found == [cents(text) for text in case["expect"]["euros"]]


def the_benefit(case: dict[str, Any]) -> None:
    """The value of a benefit in June of each year, with four hours of work on every weekday."""
    given, found = case["given"], []
    for year in given["years"]:
        usual = the_inputs({"year": year, "gross": "12.00"})
        benefit = Benefit(
            "x",
            None,
            kind=given["kind"],
            variant=given.get("variant"),
            number=None if "number" not in given else Decimal(given["number"]),
            cost_cents=None if "cost" not in given else cents(given["cost"]),
            first=usual.period.first,
            last=usual.period.last,
        )
        shifts = a_month_of_shifts(f"{year}-06-01", f"{year}-06-30", "mon tue wed thu fri")
        result = payroll.calculate(replace(usual, shifts=shifts, benefits=(benefit,)), BOOK)
        found.append(sum(line.amount_cents for line in result.lines if not line.cash))
    assert found == [cents(text) for text in case["expect"]["values"]]


CALCULATIONS: dict[str, Callable[[dict[str, Any]], None]] = {
    "garnishment": the_garnishment,
    "sickness": sickness,
    "credit": the_credit,
    "protected": protected,
    "health": health_of_month,
    "twelve_months": twelve_months,
    "hours": the_hours,
    "year": the_year,
    "kilometres": the_kilometres,
    "allowances": the_allowances,
    "benefit": the_benefit,
}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    calculation = CALCULATIONS[case["calculation"]] if "calculation" in case else KINDS.get(case["id"], a_payslip)
    calculation(case)
