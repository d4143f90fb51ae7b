"""Impossible inputs are refused with the field, the reason and the way out, and nothing is calculated."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

import payroll
from payroll.contradictions import refuse
from payroll.inputs import Absence, Advance, Agreement, Claim, HolidayPart, Training, Wage, WeeklyTime
from rules import Period, load_book
from tests.payroll.builders import HELSINKI, a_card, a_shift, an_insurance, day, inputs


def absence(kind="sick", first="2026-01-12", last="2026-01-16", shifts=()):
    return Absence(kind, day(first), day(last), shifts)


def training(minutes):
    return Training(day("2026-01-20"), "First aid", minutes, required=True, paid=True)


def holiday(**changes):
    part = HolidayPart(
        credit_year=Period.closed(day("2025-04-01"), day("2026-03-31")),
        rule="35_hours",
        method="percentage",
        days=2,
        days_earned=10,
        full_months=5,
        days_per_month=Decimal("2"),
        base_cents=100_00,
        base_known=True,
        work_days=20,
        excess_minutes=0,
        weekly_days_numerator=4,
        weekly_days_denominator=1,
        percent=Decimal("9"),
        absence_pay_cents=0,
        first=day("2026-01-19"),
        last=day("2026-01-20"),
    )
    return replace(part, **changes)


SHIFT = a_shift("2026-01-12", "08:00", "16:00")
LONG = replace(SHIFT, end=SHIFT.start + timedelta(hours=25))

IMPOSSIBLE = {
    "period without days": ({"period": Period(day("2026-01-12"), day("2026-01-12"))}, "period", "last day"),
    "employment ends before it starts": ({"employment_last": day("2026-01-11")}, "employment_last", "Correct one"),
    "born after the work began": ({"born": day("2026-01-13")}, "born", "Correct one"),
    "wage ends before it starts": (
        {"wages": (Wage(day("2026-01-12"), day("2026-01-11"), "hour", Decimal("13.20")),)},
        "wages[0].until",
        "Correct one",
    ),
    "weekly time ends before it starts": (
        {"weekly_time": (WeeklyTime(day("2026-01-12"), None, 1), WeeklyTime(day("2026-01-13"), day("2026-01-01"), 1))},
        "weekly_time[1].until",
        "Correct one",
    ),
    "agreement ends before it starts": (
        {"agreements": (Agreement(day("2026-01-12"), day("2026-01-11"), "none"),)},
        "agreements[0].until",
        "Correct one",
    ),
    "card ends before it starts": ({"tax_cards": (a_card(until=day("2025-12-31")),)}, "tax_cards[0].until", "Correct"),
    "negative wage": (
        {"wages": (Wage(day("2026-01-12"), None, "hour", Decimal("-0.01")),)},
        "wages[0].euros",
        "0 or more",
    ),
    "card without a percent": (
        {"tax_cards": (a_card(), replace(a_card(), percent=None))},
        "tax_cards[1].percent",
        "Copy the percent from the card, or leave the card out",
    ),
    "card of 101 percent": ({"tax_cards": (a_card("100.01"),)}, "tax_cards[0].percent", "from 0 to 100"),
    "card of less than nothing": ({"tax_cards": (a_card("-0.5"),)}, "tax_cards[0].percent", "from 0 to 100"),
    "additional percentage of 101": (
        {"tax_cards": (a_card(additional="101"),)},
        "tax_cards[0].additional_percent",
        "from 0 to 100",
    ),
    "negative ceiling": ({"tax_cards": (a_card(ceiling="-1.00"),)}, "tax_cards[0].ceiling_euros", "Copy the income"),
    "shift without length": ({"shifts": (replace(SHIFT, end=SHIFT.start),)}, "shifts[0].end", "Correct the start"),
    "shift ending before its start": (
        {"shifts": (SHIFT, replace(SHIFT, end=SHIFT.start - timedelta(minutes=1)))},
        "shifts[1].end",
        "Correct the start",
    ),
    "day of 25 hours": ({"shifts": (LONG,)}, "shifts[0].end", "each day's work as its own shift"),
    "break longer than the shift": (
        {"shifts": (replace(SHIFT, break_minutes=481),)},
        "shifts[0].break_minutes",
        "Correct the break",
    ),
    "negative break": ({"shifts": (replace(SHIFT, break_minutes=-1),)}, "shifts[0].break_minutes", "Correct the break"),
    "overlapping shifts": (
        {"shifts": (a_shift("2026-01-12", "15:59", "18:00"), SHIFT)},
        "shifts[0].start",
        "not paid twice",
    ),
    "overlapping free days": (
        {"free_public_holidays": (SHIFT, SHIFT)},
        "free_public_holidays[1].start",
        "not paid twice",
    ),
    "absence ends before it starts": (
        {"absences": (absence(last="2026-01-11"),)},
        "absences[0].last",
        "Correct one of the two days",
    ),
    "overlapping absences": (
        {"absences": (absence("family_leave", "2026-01-16", "2026-01-20"), absence())},
        "absences[0].first",
        "one ground of absence",
    ),
    "absences at the same time of a day": (
        {
            "absences": (
                replace(absence("sick", "2026-01-13", "2026-01-13"), start_minute=719),
                replace(absence("child_sick", "2026-01-13", "2026-01-13"), end_minute=720),
            )
        },
        "absences[0].first",
        "one ground of absence",
    ),
    "absence within an absence": (
        {"absences": (absence(), absence("hindrance", "2026-01-13", "2026-01-13"))},
        "absences[1].first",
        "one ground of absence",
    ),
    "shift of 25 hours missed": ({"absences": (absence(shifts=(LONG,)),)}, "absences[0].shifts[0].end", "own shift"),
    "training of no minutes": ({"trainings": (training(0),)}, "trainings[0].minutes", "one row for each day"),
    "training of 25 hours": ({"trainings": (training(60), training(1500))}, "trainings[1].minutes", "one row for each"),
    "holiday ends before it starts": (
        {"holidays": (holiday(last=day("2026-01-18")),)},
        "holidays[0].last",
        "Correct one of the two days",
    ),
    "negative holiday": ({"holidays": (holiday(days=-1),)}, "holidays[0].days", "0 or more"),
    "born in the last century by a slip": ({"born": day("1901-03-14")}, "born", "A is of this century"),
    "whole pension contribution below the employee's share": (
        {"insurance": an_insurance(pension_total_percent=Decimal("7.29"))},
        "insurance.pension_total_percent",
        "the employee's share included",
    ),
    "negative months": ({"holidays": (holiday(full_months=-1),)}, "holidays[0].days", "0 or more"),
}


@pytest.mark.parametrize(("changes", "field", "way_out"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_is_refused(changes, field, way_out):
    with pytest.raises(payroll.CannotCalculate) as refused:
        payroll.calculate(inputs(**changes), load_book())
    assert refused.value.field == field
    assert way_out in refused.value.way_out
    assert refused.value.reason
    assert str(refused.value) == f"{field}: {refused.value.reason}. {refused.value.way_out}."


def changed_clock(start, end, fold=0):
    begins = datetime.fromisoformat(start).replace(tzinfo=HELSINKI)
    return replace(SHIFT, start=begins, end=datetime.fromisoformat(end).replace(tzinfo=HELSINKI, fold=fold))


POSSIBLE = {
    "one day": {"period": Period(day("2026-01-12"), day("2026-01-13")), "employment_last": day("2026-01-12")},
    "born on the first day": {"born": day("2026-01-12")},
    "wage of a day": {"wages": (Wage(day("2026-01-12"), day("2026-01-12"), "hour", Decimal(0)),)},
    "card of 0 and 100 percent": {"tax_cards": (a_card("0", "100", "0"),)},
    "card without the rest": {"tax_cards": (a_card(ceiling=None, additional_percent=None),)},
    "whole day": {"shifts": (replace(SHIFT, end=SHIFT.start + timedelta(hours=24)),)},
    "whole break": {"shifts": (replace(SHIFT, break_minutes=480),)},
    "shifts side by side": {"shifts": (SHIFT, a_shift("2026-01-12", "16:00", "18:00"))},
    "stand-by around work": {"shifts": (SHIFT, a_shift("2026-01-12", "06:00", "22:00", kind="standby"))},
    # 25.10.2026 has 25 hours and 29.3.2026 has 23: clock times say one thing, the time that passed another
    "night of the second three o'clock": {"shifts": (changed_clock("2026-10-25T03:30", "2026-10-25T03:15", fold=1),)},
    "absences side by side": {"absences": (absence(), absence("hindrance", "2026-01-17", "2026-01-17"))},
    "nothing left of the pension contribution": {"insurance": an_insurance(pension_total_percent=Decimal("7.30"))},
    "training of a day": {"trainings": (training(1), training(1440))},
    "holiday of a day": {"holidays": (holiday(last=day("2026-01-19")),)},
    "least claim and advance": {"claims": (Claim("Key", 1),), "advances": (Advance(1, day("2026-01-20")),)},
    "no months": {"holidays": (holiday(rule="none", full_months=0, days=0),)},
    "compensation has no days of its own": {"holidays": (holiday(first=None, last=None),)},
}


@pytest.mark.parametrize("changes", POSSIBLE.values(), ids=POSSIBLE)
def test_what_can_be_is_not_refused(changes):
    refuse(inputs(**changes))


def test_a_day_and_night_by_the_clock_is_possible_when_the_clocks_change():
    refuse(inputs(shifts=(changed_clock("2026-10-24T12:00", "2026-10-25T12:00"),)))  # 25 hours
    with pytest.raises(payroll.CannotCalculate, match="longer than 24 hours"):
        refuse(inputs(shifts=(changed_clock("2026-10-24T12:00", "2026-10-25T12:01"),)))


def test_shifts_overlap_by_the_time_that_passed():
    early, late = (
        changed_clock("2026-10-25T02:00", "2026-10-25T03:30"),
        replace(SHIFT, start=datetime(2026, 10, 25, 3, 15, tzinfo=HELSINKI, fold=1), end=a_shift("2026-10-25").end),
    )
    refuse(inputs(shifts=(early, late)))
