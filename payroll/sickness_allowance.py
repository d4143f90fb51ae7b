"""Kela's sickness allowance for a weekday, for telling the employer what it will get back.

Source: Health Insurance Act 1224/2004 ch. 11 and the yearly limits.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from payroll.figures import Figure, Trace
from rules import Book, Days


def allowance_income(trace: Trace, book: Book, absence_first: date, wages_12_months: Figure) -> Figure:
    """Yearly income that the allowance is counted from: the wages less the year's percentage, rounded to cents."""
    percent = trace.law(book.value("kela.income_deduction_percent", Days(absence_first=absence_first)))
    deduction = trace.product("income_deduction", wages_12_months, percent)
    return trace.total(
        "allowance_income", (trace.less("income_left", wages_12_months, deduction),), rounding="cent_half_up"
    )


def allowance_per_weekday(trace: Trace, book: Book, absence_first: date, income: Figure) -> Figure:
    """Euros for a weekday (Monday to Saturday): a share of the income by bands ÷ 300, never below the minimum."""
    on = Days(absence_first=absence_first)
    minimum = trace.law(book.value("kela.sickness_minimum_euros", on))
    if income.value < trace.law(book.value("kela.sickness_first_limit_euros", on)).value:
        return minimum
    limit = trace.law(book.value("kela.sickness_second_limit_euros", on))
    lower = trace.product(
        "lower_part",
        trace.at_most("income_up_to_limit", income, limit),
        trace.law(book.value("kela.sickness_first_percent", on)),
    )
    above = trace.at_least(
        "income_above_limit", trace.less("over_limit", income, limit), trace.given("nothing", 0, "euros")
    )
    upper = trace.product("upper_part", above, trace.law(book.value("kela.sickness_second_percent", on)))
    daily = trace.quotient(
        "allowance",
        trace.total("yearly_allowance", (lower, upper)),
        trace.law(book.value("kela.income_divisor_days", on)),
        unit="euros",
        rounding="cent_half_up",
    )
    return trace.at_least("allowance_at_least", daily, minimum)


def allowance_to_employer(trace: Trace, daily: Figure, weekdays: int, paid_euros: Decimal) -> Figure:
    """Euros that Kela pays to the employer for weekdays of illness that the employer has paid: never above the pay.

    Source: Employment Contracts Act 55/2001 2:11. ``daily``: the allowance of a weekday; ``paid_euros``: pay for the
    same days.
    """
    whole = trace.product("allowance_of_days", daily, trace.given("weekdays", weekdays, "number"))
    paid = trace.given("pay_for_same_days", paid_euros, "euros")
    return trace.total(
        "allowance_to_employer", (trace.at_most("allowance_at_most_pay", whole, paid),), rounding="cent_half_up"
    )
