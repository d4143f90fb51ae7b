"""Fringe benefits: which yearly value counts. Tax Administration's decision on fringe benefits (Finlex 998/2025 and
its predecessors), Income Tax Act 1535/1992, 64 §.

https://www.vero.fi/

Covered: meals, telephone, full board, a centrally heated dwelling, what is collected from the employee. Not covered:
the formula of a car benefit, other heating, meal vouchers; their value is asked. Euros are ``payroll.benefits``'s.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rules.book import Book
from rules.decisions.grounds import Grounds
from rules.values import Decision

ACT = "1535/1992"
LINK = "https://www.vero.fi/"
KINDS = ("phone", "meal", "housing", "full_board", "car", "other")
MEALS = ("ordinary", "institution", "supervised")
ZONES = (
    "helsinki_1",
    "helsinki_2",
    "helsinki_3_espoo_kauniainen",
    "helsinki_4_vantaa",
    "large_cities_and_other_metropolitan",
    "other_finland",
)
ROOMS = ("own", "shared")
_OWN_VALUE = {"institution": "benefit.institution_meal_euros", "supervised": "benefit.supervised_meal_euros"}


def meal_value(book: Book, kind: str, cost: Decimal | None, payment_day: date) -> Decision[str | None]:
    """Which value a meal has: the name of the book's value, or ``cost`` for what it costs the employer.

    ``kind``: ordinary | institution (eaten in a school, a day-care centre or the like) | supervised (eaten while
    watching over those who are cared for, in such a place). ``cost``: euros of one ordinary meal to the employer, with
    value added tax; None is asked. The value holds while the cost is between it and the highest cost, both included;
    otherwise the cost itself is the value. Raises ``ValueError`` for an unknown kind, and what ``Book.value`` raises.
    """
    if kind not in MEALS:
        raise ValueError(f"{kind!r} is not one of {MEALS}")
    g = Grounds(ACT, LINK, book)
    if kind in _OWN_VALUE:
        name = _OWN_VALUE[kind]
        own = g.number(name, payment_day=payment_day)
        g.because(f"benefit.{kind}_meal", "64", "a meal of its own value", value=own)
        return g.decide(name)
    if cost is None:
        g.ask(
            "meal_cost",
            "What does one meal cost you, with value added tax?",
            "The Tax Administration's value holds only when the cost is within its limits.",
            "The receipt or the bill of the meals.",
        )
        return g.decide(None)
    value = g.number("benefit.meal_euros", payment_day=payment_day)
    highest = g.number("benefit.meal_highest_cost_euros", payment_day=payment_day)
    facts = {"cost": f"{cost:.2f}", "value": value, "highest": highest}
    if value <= cost <= highest:
        g.because("benefit.meal", "64", f"the cost {cost} is from {value} to {highest}", **facts)
        return g.decide("benefit.meal_euros")
    g.because("benefit.meal_cost", "64", f"the cost {cost} is not from {value} to {highest}", **facts)
    return g.decide("cost")


def taxable(value: Decimal, collected: Decimal) -> Decision[bool]:
    """Whether anything of a benefit is taxable, when the employee pays for it: not when at least its value is paid.

    Euros of the same time. Raises ``ValueError`` for less than nothing.
    """
    if value < 0 or collected < 0:
        raise ValueError("a benefit and what is collected for it cannot be negative")
    g = Grounds(ACT, LINK)
    if collected >= value:
        g.because("benefit.paid_in_full", "64", "the employee pays at least the value of the benefit")
    elif collected:
        g.because("benefit.paid_in_part", "64", "the employee pays a part of the value of the benefit")
    else:
        g.because("benefit.taxable", "64", "a fringe benefit is taxed like pay at its value")
    return g.decide(collected < value)
