"""Sums outside a whole payslip, each a figure with its own trace: for calculators, the end of an employment and
set-off.

Every function takes the ``Trace`` that it writes into and plain facts, and gives a ``Figure`` in euros, rounded once
to the cent unless it says otherwise. What is due, and for how long, is decided in ``rules.decisions``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from payroll.figures import Figure, Trace
from payroll.garnishment import garnished, protected_portion
from rules import Book, Days
from rules.decisions.working_time import SundaySplit, TimeSplit

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class WorkedPay:
    """Pay for worked time: the plain price of every minute, and the increases on top of it."""

    base: Figure
    overtime: Figure
    sunday: Figure
    total: Figure


@dataclass(frozen=True, slots=True)
class SetOff:
    """Net pay split into what may not be touched and what the employer's own claim may take at most."""

    protected: Figure
    untouchable: Figure
    highest: Figure


def hour_of_monthly_pay(
    trace: Trace, monthly_euros: Decimal, regular_minutes: int, *, benefits_euros: Decimal = _NOTHING
) -> Figure:
    """The price of an hour of monthly pay: the pay, with the month's fringe benefits, ÷ the regular hours of its month
    (872/2019 23 §), unrounded."""
    hours = trace.quotient(
        "regular_hours",
        trace.given("regular_minutes", regular_minutes, "minutes"),
        trace.given("minutes_an_hour", 60, "minutes"),
        unit="hours",
    )
    pay = trace.given("wage", monthly_euros, "euros_per_month")
    if benefits_euros:
        benefits = trace.given("benefits_of_month", benefits_euros, "euros_per_month")
        pay = trace.total("wage_with_benefits", (pay, benefits), unit="euros_per_month")
    return trace.quotient("hourly_price", pay, hours, unit="euros_per_hour")


def time_at_price(trace: Trace, name: str, minutes: int | Fraction, hourly_euros: Decimal) -> Figure:
    """Minutes at an hourly price: hindrance (55/2001 2:12), missing notice (6:4), sick pay of given shifts and the
    like."""
    return trace.product(
        name,
        trace.given(f"{name}_minutes", minutes, "minutes"),
        trace.given("wage", hourly_euros, "euros_per_hour"),
        rounding="cent_half_up",
    )


def worked_pay(
    trace: Trace,
    book: Book,
    day: date,
    hourly_euros: Decimal,
    split: TimeSplit | SundaySplit,
    *,
    sunday_minutes: int = 0,
) -> WorkedPay:
    """Pay of a day or a week whose minutes the rules have split; increases come from the plain price (872/2019 20
    §). ``sunday_minutes``: those of a week that were worked on a Sunday or a national holiday."""
    on = Days(work_day=day)
    wage = trace.given("wage", hourly_euros, "euros_per_hour")
    if isinstance(split, SundaySplit):
        worked, sunday, weekly = split.minutes, split.sunday, split.weekly_overtime
    else:
        sunday, weekly = sunday_minutes, split.weekly_overtime
        worked = split.regular + split.additional + split.overtime_50 + split.overtime_100 + weekly
    base = trace.product("base_pay", trace.given("worked_minutes", worked, "minutes"), wage, rounding="cent_half_up")

    def increase(name: str, minutes: int, percent: str) -> Figure:
        return trace.product(
            name,
            trace.given(f"{name}_minutes", minutes, "minutes"),
            wage,
            trace.law(book.value(percent, on)),
            rounding="cent_half_up",
        )

    overtime = trace.total(
        "overtime_increase",
        (
            increase("overtime_50", split.overtime_50, "working_time.overtime_first_percent"),
            increase("overtime_100", split.overtime_100, "working_time.overtime_rest_percent"),
            increase("overtime_weekly", weekly, "working_time.overtime_weekly_percent"),
        ),
    )
    doubled = increase("sunday", sunday, "working_time.sunday_percent")
    return WorkedPay(base, overtime, doubled, trace.total("pay", (base, overtime, doubled)))


def hindrance_pay(
    trace: Trace, minutes: int, hourly_euros: Decimal, *, saved_euros: Decimal, earned_elsewhere_euros: Decimal
) -> Figure:
    """Pay for work that was prevented (55/2001 2:12): full pay less what the employee saved and what was earned, or
    left unearned on purpose, elsewhere; never below zero. What may be taken off at once follows the set-off limit."""
    full = time_at_price(trace, "hindrance_pay", minutes, hourly_euros)
    taken_off = trace.total(
        "hindrance_deductions",
        (
            trace.given("hindrance_saved", saved_euros, "euros"),
            trace.given("hindrance_earned_elsewhere", earned_elsewhere_euros, "euros"),
        ),
    )
    return trace.less("hindrance_pay_left", full, trace.at_most("hindrance_deductions", taken_off, full))


def supplements_in_holiday_pay(
    trace: Trace, supplements_euros: Decimal, work_days: int, coefficient: Decimal
) -> Figure:
    """What regular supplements beside monthly pay add to the holiday pay of a whole entitlement (162/2005 10 §): their
    average for a day at work × the coefficient of the days."""
    average = trace.quotient(
        "average_daily_pay",
        trace.given("supplements_of_credit_year", supplements_euros, "euros"),
        trace.given("days_at_work", work_days, "days"),
        unit="euros_per_day",
    )
    return trace.product(
        "holiday_pay", average, trace.given("coefficient", coefficient, "number"), rounding="cent_half_up"
    )


def calculated_wage(trace: Trace, weekly_minutes: int | Fraction, calendar_days: int, hourly_euros: Decimal) -> Figure:
    """The wage that 12 § of the Annual Holidays Act adds for an absence: weekly time × weeks × price when it began."""
    weeks = trace.quotient(
        "absence_weeks",
        trace.given("absence_days", calendar_days, "days"),
        trace.given("days_a_week", 7, "days"),
        unit="number",
    )
    return trace.product(
        "calculated_pay_for_absences",
        trace.given("weekly_minutes", weekly_minutes, "minutes"),
        weeks,
        trace.given("wage", hourly_euros, "euros_per_hour"),
        rounding="cent_half_up",
    )


def supplementary_day(trace: Trace, monthly_euros: Decimal, divisor_days: int) -> Figure:
    """A supplementary day (162/2005 7 a §) of monthly pay: the pay ÷ the month's workdays, or an agreement's
    divisor."""
    return trace.quotient(
        "supplementary_day",
        trace.given("wage", monthly_euros, "euros_per_month"),
        trace.given("divisor_days", divisor_days, "days"),
        unit="euros",
        rounding="cent_half_up",
    )


def weekly_pay_compensation(
    trace: Trace, book: Book, day: date, weekly_euros: Decimal, holiday_days: int
) -> tuple[Figure, Figure]:
    """Holiday compensation by weekly pay (162/2005 17 §), of one day unrounded and of ``holiday_days``: the pay ÷ the
    divisor that the law has on ``day``, which counts the weekdays of a week."""
    divisor = trace.law(book.value("annual_holiday.weekly_pay_divisor", Days(period_end=day)), unit="days")
    pay = trace.given("wage", weekly_euros, "euros")
    daily = trace.quotient("holiday_day_price", pay, divisor, unit="euros_per_day")
    days = trace.given("holiday_days", holiday_days, "days")
    return daily, trace.product("holiday_compensation", daily, days, rounding="cent_half_up")


def supplement_pay(trace: Trace, name: str, minutes: int, hourly_euros: Decimal, percent: Figure) -> Figure:
    """A supplement: minutes at a percentage of the hourly price, each supplement on the plain price."""
    return trace.product(
        name,
        trace.given(f"{name}_minutes", minutes, "minutes"),
        trace.given("wage", hourly_euros, "euros_per_hour"),
        percent,
        rounding="cent_half_up",
    )


def experience_wages(
    trace: Trace, book: Book, day: date, table_euros: Decimal, steps: int, *, percent: Decimal | None = None
) -> tuple[Figure, ...]:
    """The agreement's wages of a wage group with 1 to ``steps`` steps of experience, each rounded on the one before.

    ``percent``: of a step as a person read it in the agreement; None: the book's. Euros an hour.
    """
    if percent is None:
        step = trace.law(book.value("heta.experience_step_percent", Days(work_day=day)))
    else:
        step = trace.given("experience_step_percent", percent, "percent")
    plus = trace.total("percent_with_step", (trace.given("whole", 100, "percent"), step), unit="percent")
    wage = trace.given("wage", table_euros, "euros_per_hour")
    found = []
    for _ in range(steps):
        wage = trace.product("experience_step", wage, plus, unit="euros_per_hour", rounding="cent_half_up")
        found.append(wage)
    return tuple(found)


def holiday_bonus(trace: Trace, holiday_pay_euros: Decimal, percent: Decimal) -> Figure:
    """A holiday bonus that was agreed: a percentage of holiday pay or of compensation, in euros."""
    pay = trace.given("holiday_pay", holiday_pay_euros, "euros")
    bonus = trace.given("holiday_bonus_percent", percent, "percent")
    return trace.product("holiday_bonus", pay, bonus, rounding="cent_half_up")


def set_off(
    trace: Trace,
    book: Book,
    payment_day: date,
    net_euros: Decimal,
    dependants: int,
    *,
    periodic: bool = True,
    advance_euros: Decimal = _NOTHING,
) -> SetOff:
    """What the employer's own due claim may take from a month's net pay at most (55/2001 2:17): as a garnishment. Of a
    payment that is not ``periodic`` a share may be taken of each instalment, with no protected portion (705/2007
    4:50). ``advance_euros``: what was paid of it in advance."""
    if not periodic:
        value = book.value("garnishment.nonperiodic", Days(payment_day=payment_day))
        row = value.number[0]
        share = trace.quotient(
            "share",
            trace.law(value, row["numerator"], "number"),
            trace.law(value, row["denominator"], "number"),
            unit="number",
        )
        once = trace.given("net_pay", net_euros, "euros")
        most = trace.product("highest_set_off", once, share, rounding="cent_half_up")
        protected = trace.given("nothing", 0, "euros")
        return _beside_advance(trace, SetOff(protected, trace.less("untouchable", once, most), most), advance_euros)
    days = int(book.value("garnishment.days_per_month", Days(payment_day=payment_day)).number)
    net = trace.given("net_pay", net_euros, "euros")
    protected = protected_portion(trace, book, payment_day, dependants, days)
    highest = garnished(trace, book, payment_day, net, protected)
    found = SetOff(protected, trace.less("untouchable", net, highest), highest)
    return _beside_advance(trace, found, advance_euros)


def _beside_advance(trace: Trace, found: SetOff, advance_euros: Decimal) -> SetOff:
    """Pay in advance counts first against the untouchable part, and lessens the set-off only beyond it (55/2001
    2:17)."""
    if not advance_euros:
        return found
    nothing = trace.given("nothing", 0, "euros")
    advance = trace.given("advance_paid", advance_euros, "euros")
    beyond = trace.at_least("advance_beyond", trace.less("advance_less", advance, found.untouchable), nothing)
    free = trace.at_least("set_off_free", trace.less("set_off_left", found.highest, beyond), nothing)
    return SetOff(found.protected, found.untouchable, free)
