"""Garnishment of periodic wages: the protected portion and what may be taken above it.

Source: Enforcement Code 705/2007 4:48–50. The payment prohibition's own sums come before this table.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from payroll.figures import Figure, Trace, exact
from rules import Book, Days, Value


def protected_portion(trace: Trace, book: Book, payment_day: date, dependants: int, days: int) -> Figure:
    """Protected euros: (the debtor's sum + each dependant's) × days; a month has 30 days, half a month 15."""
    on = Days(payment_day=payment_day)
    own = trace.law(book.value("garnishment.protected_debtor_euros", on))
    each = trace.law(book.value("garnishment.protected_dependant_euros", on))
    dependant = trace.product("protected_for_dependants", each, trace.given("dependants", dependants, "persons"))
    per_day = trace.total("protected_per_day", (own, dependant))
    return trace.product("protected_portion", per_day, trace.given("days", days, "days"), rounding="cent_half_up")


def garnished(trace: Trace, book: Book, payment_day: date, net: Figure, protected: Figure) -> Figure:
    """Euros to take from the net pay of a period whose protected portion is ``protected``, rounded once.

    Nothing up to P; two thirds of what exceeds P up to 2 P; a third of the net up to 4 P; above it a third of 4 P and
    four fifths of the rest, at most half of the net.
    """
    on = Days(payment_day=payment_day)
    bands = book.value("garnishment.bands", on)
    band = next(
        one
        for one in bands.number  # in order; at a border both neighbours give the same sum
        if one["net_below"] is None or net.value <= protected.value * exact(one["net_below"])
    )

    def share(name: str, above: str, below: str) -> Figure:
        return trace.quotient(
            name,
            _number(trace, bands, band[above]),
            _number(trace, bands, band[below]),
            unit="number",
        )

    fixed = trace.product(
        "share_of_protected", protected, share("protected_share", "protected_numerator", "protected_denominator")
    )
    free = trace.product("not_counted", protected, _number(trace, bands, band["share_above"]))
    above = trace.product(
        "share_above", trace.less("net_above", net, free), share("share", "share_numerator", "share_denominator")
    )
    highest = trace.product("highest", net, trace.law(book.value("garnishment.highest_percent", on)))
    return trace.total(
        "garnishment", (trace.at_most("taken", trace.total("table", (fixed, above)), highest),), rounding="cent_half_up"
    )


def _number(trace: Trace, bands: Value, number: Decimal) -> Figure:
    return trace.law(bands, number, "number")
