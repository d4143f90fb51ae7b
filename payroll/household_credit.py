"""The household tax credit (Income Tax Act 1535/1992, 127 a–b §), for telling what a client may claim."""

from __future__ import annotations

from datetime import date

from payroll.figures import Figure, Trace
from rules import Book, Days


def credit(
    trace: Trace,
    book: Book,
    payment_day: date,
    *,
    wages: Figure | None,
    side_costs: Figure | None,
    company: Figure | None,
) -> Figure:
    """Euros of credit for a year: a percentage of wages and the whole of their side costs, a percentage of company
    work, less the own liability, at most the maximum. Not available for work that a county pays (see the facts)."""
    on = Days(payment_day=payment_day)
    parts = []
    if wages is not None:
        parts.append(
            trace.product("credit_of_wages", wages, trace.law(book.value("household_credit.wage_percent", on)))
        )
    if side_costs is not None:
        parts.append(side_costs)
    if company is not None:
        percent = trace.law(book.value("household_credit.company_percent", on))
        parts.append(trace.product("credit_of_company_work", company, percent))
    own = trace.law(book.value("household_credit.own_liability_euros", on))
    counted = trace.less("credit_after_own_liability", trace.total("credit_counted", parts), own)
    nothing = trace.given("nothing", 0, "euros")
    maximum = trace.law(book.value("household_credit.maximum_euros", on))
    limited = trace.at_most("credit_limited", trace.at_least("credit_at_least", counted, nothing), maximum)
    return trace.total("household_credit", (limited,), rounding="cent_half_up")
