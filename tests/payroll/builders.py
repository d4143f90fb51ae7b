"""Sensible defaults, so that a test states only what matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from payroll.inputs import Agreement, Inputs, Insurance, Party, Shift, TaxCard, Wage, WeeklyTime, YearSoFar
from rules import Period

HELSINKI = ZoneInfo("Europe/Helsinki")


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_shift(on: str, start: str = "14:00", end: str = "18:00", break_minutes: int = 0, kind: str = "work") -> Shift:
    begins = datetime.fromisoformat(f"{on}T{start}").replace(tzinfo=HELSINKI)
    ends = datetime.fromisoformat(f"{on}T{end}").replace(tzinfo=HELSINKI)
    if end <= start:
        ends += timedelta(days=1)
    return Shift(begins, ends, break_minutes, kind)


def a_month_of_shifts(first: str, last: str, weekdays: str = "mon tue wed thu", **kwargs: Any) -> tuple[Shift, ...]:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    wanted = {names.index(name) for name in weekdays.split()}
    return tuple(
        a_shift(one.isoformat(), **kwargs) for one in Period.closed(day(first), day(last)) if one.weekday() in wanted
    )


def a_year(**changes: Any) -> YearSoFar:
    nothing = YearSoFar(
        known=True,
        gross_cents=0,
        withheld_cents=0,
        pension_employee_cents=0,
        unemployment_employee_cents=0,
        planned_gross_cents=1_000_000,
        all_gross_cents=0,
        all_planned_gross_cents=1_000_000,
        month_gross_cents=0,
        month_planned_gross_cents=0,
        month_pension_base_cents=0,
        month_health_base_cents=0,
        month_health_cents=0,
    )
    return replace(nothing, **changes)


def a_card(
    percent: str = "12.0", additional: str = "30.0", ceiling: str | None = "12000.00", **changes: Any
) -> TaxCard:
    card = TaxCard(
        first=day("2026-01-01"),
        until=None,
        kind="wage",
        percent=Decimal(percent),
        additional_percent=Decimal(additional),
        ceiling_euros=None if ceiling is None else Decimal(ceiling),
        deduction=None,
        paid_cents=0,
    )
    return replace(card, **changes)


def an_insurance(**changes: Any) -> Insurance:
    policy = Insurance(
        pension_kind="contract",
        pension_total_percent=Decimal("24.85"),
        accident_percent=Decimal("1.20"),
        accident_known=True,
        group_life_percent=None,
        group_life_known=True,
    )
    return replace(policy, **changes)


def inputs(**changes: Any) -> Inputs:
    """January 2026 of the childminder in Hämeenlinna: four afternoons a week from 12 January at 13.20 an hour."""
    usual = Inputs(
        employment="ilona-1",
        kind="ordinary",
        period=Period.closed(day("2026-01-01"), day("2026-01-31")),
        payment_day=day("2026-01-30"),
        known_on=day("2026-01-30"),
        employer=Party("Salla Aallonkoski"),
        employee=Party("Ilona Rantavirta"),
        born=day("2001-03-14"),
        job="childminding",
        employment_first=day("2026-01-12"),
        employment_last=None,
        insurance=an_insurance(),
        wages=(Wage(day("2026-01-12"), None, "hour", Decimal("13.20")),),
        weekly_time=(WeeklyTime(day("2026-01-12"), None, 960),),
        agreements=(Agreement(day("2024-01-01"), None, "none"),),
        tax_cards=(a_card(),),
        shifts=a_month_of_shifts("2026-01-12", "2026-01-29"),
        year=a_year(),
    )
    return replace(usual, **changes)
