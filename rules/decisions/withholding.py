"""How a tax card is applied.

Withholding Act 1118/1996, https://www.finlex.fi/fi/laki/ajantasa/1996/19961118, and Prepayment Decree 1124/1996,
https://www.finlex.fi/fi/laki/ajantasa/1996/19961124: 3 § (which card, 60 % without one, January) covered; the income
ceiling and the household's limit by the Tax Administration's guidance. Act on the taxation of non-residents 627/1978:
the card's deduction covered. Not covered: the tax authority's own computation of a card, net-of-tax contracts,
recovery of a payment.

Euros are not multiplied here: a decision says which part of a payment goes by which percentage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from rules.book import Book
from rules.days import Days
from rules.errors import NoValueForDay, UnknownValue, UnverifiedValue
from rules.values import Decision, Question, Reason, Value

DECREE = "https://www.finlex.fi/fi/laki/ajantasa/1996/19961124"
GUIDE = "https://www.vero.fi/"
WAGE, SOURCE = "wage", "source"
_JANUARY = 1


@dataclass(frozen=True, slots=True)
class Split:
    """How many cents of a payment go by the card's percentage and how many by its additional percentage."""

    at_card_percent_cents: int
    at_additional_percent_cents: int


def card_for(cards: Sequence[tuple[date, date | None, str]], payment_day: date) -> Decision[tuple[int, bool] | None]:
    """1124/1996 3 §: the card that applies on the payment day, chosen by payment and not by earning.

    ``cards``: (first day, last day or None for the end of its year, kind ``wage`` or ``source``). The outcome is the
    card's position and whether only its basic percentage counts (last year's card in January, whose ceiling is not
    followed); None without a card: 60 %. The card that began last applies; it ends the earlier ones.
    """
    begun = [position for position, (first, _, _) in enumerate(cards) if first <= payment_day]
    if not begun:
        return _no_card("no tax card has begun by the payment day", "no_card")
    latest = max(begun, key=lambda position: (cards[position][0], position))
    first, until, kind = cards[latest]
    last = min(until or date(first.year, 12, 31), date(first.year, 12, 31))
    if payment_day <= last:
        reason = Reason(
            "card_in_force",
            "1124/1996 3 §",
            "the card in force on the payment day applies",
            (("first", first.isoformat()), ("last", last.isoformat())),
            DECREE,
        )
        return Decision((latest, False), (reason,))
    of_last_year = first.year == payment_day.year - 1 and last == date(first.year, 12, 31)
    if kind == WAGE and of_last_year and payment_day.month == _JANUARY:
        reason = Reason(
            "january_card",
            "1124/1996 3 §",
            "in January the basic percentage of last year's last card may be used",
            (("first", first.isoformat()),),
            DECREE,
        )
        return Decision((latest, True), (reason,))
    return _no_card(f"the last tax card ended on {last.isoformat()}", "card_ended")


def _no_card(says: str, code: str) -> Decision[tuple[int, bool] | None]:
    return Decision(None, (Reason(code, "1124/1996 3 §", says, link=DECREE),))


def withholding_required(book: Book, *, paid_cents: int, planned_cents: int, payment_day: date) -> Decision[bool]:
    """A household withholds when the same person gets more than the yearly limit in the calendar year, from the first
    payment when that is known beforehand. Source: the Tax Administration's guidance for households.
    """
    limit = book.value("withholding.yearly_limit_euros", Days(payment_day=payment_day))
    total = paid_cents + planned_cents
    facts = (("limit", f"{limit.number:.2f}"), ("total_cents", str(total)))
    if total > limit.number * 100:
        says = "the person's paid and planned wages of the year exceed the household's limit"
        return Decision(
            True, (Reason("withholding_over_limit", "household guidance", says, facts, GUIDE),), (), (limit,)
        )
    says = "the person's paid and planned wages of the year stay at or below the household's limit"
    return Decision(False, (Reason("withholding_under_limit", "household guidance", says, facts, GUIDE),), (), (limit,))


def ceiling_split(
    base_cents: int, *, ceiling_cents: int | None, paid_since_card_began_cents: int | None, has_additional: bool
) -> Decision[Split | None]:
    """The part of a payment below the card's income ceiling and the part above it, in cents.

    The ceiling is counted from the card's first day, by payer and card; a revised card starts its own count. What was
    paid before must be known when there is a ceiling. A ceiling that is passed needs the additional percentage.
    """
    if base_cents < 0:
        raise ValueError("the base of withholding cannot be negative")
    if ceiling_cents is None:
        says = "the card has no income ceiling"
        return Decision(Split(base_cents, 0), (Reason("card_without_ceiling", "tax card", says, link=GUIDE),))
    if paid_since_card_began_cents is None:
        question = Question(
            topic="card_used",
            asks="How much pay has this employer paid under the tax card before?",
            why="The card's income ceiling is counted from the card's first day.",
            where_to_find="The earlier payslips of the year.",
        )
        return Decision(None, (), (question,))
    left = max(0, ceiling_cents - paid_since_card_began_cents)
    at_base = min(base_cents, left)
    if at_base == base_cents:
        says = "the whole payment fits under the card's income ceiling"
        return Decision(Split(base_cents, 0), (Reason("under_ceiling", "tax card", says, link=GUIDE),))
    if not has_additional:
        question = Question(
            topic="tax_card",
            asks="What is the additional percentage of the tax card?",
            why="The card's income ceiling is used up by this payment.",
            where_to_find="The tax card.",
        )
        return Decision(None, (), (question,))
    says = "the part above the card's income ceiling goes by the additional percentage"
    return Decision(Split(at_base, base_cents - at_base), (Reason("over_ceiling", "tax card", says, link=GUIDE),))


def source_deduction(
    book: Book, *, on_card: bool | None, full_month: bool, work_days: int, payment_day: date, half_month: bool = False
) -> Decision[tuple[str, int | Fraction] | None]:
    """The deduction before tax at source: the value's name and how many times it counts, only when the card grants it.

    627/1978: a full month's deduction, or a daily one for work shorter than a full month. ``full_month``: the period
    is a calendar month and the employment runs through all of it. ``half_month``: it is a half of such a month, paid
    twice a month: the work is no shorter, so that each half has a half of the month's deduction.
    """
    if on_card is None:
        question = Question(
            topic="source_deduction",
            asks="Does the tax-at-source card grant the deduction?",
            why="The deduction is made only when the card says so.",
            where_to_find="The tax-at-source card.",
        )
        return Decision(None, (), (question,))
    if not on_card:
        says = "the card does not grant the deduction"
        return Decision(("none", 0), (Reason("no_source_deduction", "627/1978", says, link=GUIDE),))
    by_month = full_month or half_month
    name = "withholding.source_deduction_month_euros" if by_month else "withholding.source_deduction_day_euros"
    values: tuple[Value, ...]
    try:
        values = (book.value(name, Days(payment_day=payment_day)),)
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        values = ()  # which one and how many does not depend on how much: the amount is asked where it is used
    says = "the card grants the deduction for the month" if by_month else "the card grants the deduction by day"
    reason = Reason("source_deduction", "627/1978", says, (("days", str(work_days)),), GUIDE)
    times: int | Fraction = 1 if full_month else Fraction(1, 2) if half_month else work_days
    return Decision((name, times), (reason,), (), values)


def source_stay_over(book: Book, *, first: date, until: date, payment_day: date) -> Decision[bool]:
    """Whether the work has gone on longer than tax at source is for: a non-resident's stay of at most six months.

    ``first`` and ``until``: the employment's first day and the last day that is paid now. A longer stay is taxed with
    an ordinary card (627/1978).
    """
    value = book.value("withholding.source_longest_months", Days(payment_day=payment_day))
    over = until >= first + relativedelta(months=int(value.number))
    facts = (("months", str(value.number)), ("first", first.isoformat()))
    says = "the work has gone on over" if over else "the work has gone on for at most"
    reason = Reason("source_stay", "627/1978", f"{says} {value.number} months", facts, GUIDE)
    return Decision(over, (reason,), (), (value,))


def source_health_contribution(*, insured_in_finland: bool | None) -> Decision[bool | None]:
    """Beside tax at source the employee's health contribution is collected separately from a person insured in Finland;
    with an ordinary card it is part of the card's percentage.
    """
    if insured_in_finland is None:
        question = Question(
            topic="tax_at_source_health",
            asks="Is the employee insured for sickness in Finland?",
            why="Then the employee's health contribution is collected beside tax at source.",
            where_to_find="Kela's decision, or the employee's A1 certificate.",
        )
        return Decision(None, (), (question,))
    says = "insured in Finland" if insured_in_finland else "not insured in Finland"
    return Decision(insured_in_finland, (Reason("source_health", "1224/2004", says, link=GUIDE),))
