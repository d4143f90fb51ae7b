"""Sums that an agreement sets outside a single hour: raises, one-off compensation, even monthly pay, shortfall."""

from __future__ import annotations

from datetime import date

from payroll.figures import Figure, Trace
from rules import Book, Days


def raised_wage(
    trace: Trace, wage: Figure, raise_by: Figure, lowest: Figure | None = None, *, unit: str = "euros_per_hour"
) -> Figure:
    """A personal wage after a raise, but not below the table's wage of the day. Euros an hour (or ``unit``)."""
    raised = trace.total("raised_wage", (wage, raise_by), unit=unit)
    return raised if lowest is None else trace.at_least("raised_wage_at_least_table", raised, lowest)


def one_off_compensation(trace: Trace, book: Book, work_day: date, share: Figure) -> Figure:
    """The agreement's one-off compensation for a share of full time, in euros."""
    whole = trace.law(book.value("heta.compensation_euros", Days(work_day=work_day)))
    return trace.product("one_off_compensation", whole, share, rounding="cent_half_up")


def even_monthly_pay(trace: Trace, book: Book, work_day: date, weekly_minutes: Figure, wage: Figure) -> Figure:
    """Even monthly pay from an hourly wage: weekly hours × wage × the agreement's multiplier, in euros."""
    multiplier = trace.law(book.value("heta.monthly_multiplier", Days(work_day=work_day)), unit="number")
    return trace.product("even_monthly_pay", weekly_minutes, wage, multiplier, rounding="cent_half_up")


def month_minutes(trace: Trace, book: Book, work_day: date, weekly_minutes: Figure) -> Figure:
    """The regular minutes of any month as the agreement's even monthly pay has them: weekly minutes × multiplier.

    The hour of such a pay is the personal hourly wage that it was made from.
    """
    multiplier = trace.law(book.value("heta.monthly_multiplier", Days(work_day=work_day)), unit="number")
    return trace.product("average_month_minutes", weekly_minutes, multiplier, unit="minutes")


def shortfall(trace: Trace, minutes: Figure, paid: Figure, lowest: Figure) -> Figure:
    """Euros owed when hours were paid below the lowest wage."""
    difference = trace.less("difference_an_hour", lowest, paid, unit="euros_per_hour")
    return trace.product("shortfall", minutes, difference, rounding="cent_half_up")
