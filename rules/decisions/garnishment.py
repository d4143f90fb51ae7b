"""Garnishment of wages: Enforcement Code 705/2007, chapter 4.

https://www.finlex.fi/fi/laki/ajantasa/2007/20070705

Covered: 48 § the days of a protected portion, 50 § pay that is not periodic, the transfer of what was taken. The
order's own sums come before every table; the newest order replaces the one before. Not covered: exemptions that the
enforcement officer grants. Euros are ``payroll.garnishment``'s.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from rules.book import Book
from rules.days import Days, Period
from rules.decisions.grounds import Grounds
from rules.values import Decision, Question, Reason

ACT = "705/2007"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2007/20070705"
_SIXTEENTH = 16
_MONTHS = 12


def protected_days(book: Book, period: Period, payment_day: date) -> Decision[int]:
    """4:48: for how many days a pay period has a protected portion.

    A month always counts as 30 days and half a month (from the 1st to the 15th, or from the 16th to the end) as 15; the
    real days of any other period, such as a week, count. Several whole months count 30 days each.
    """
    g = Grounds(ACT, LINK, book)
    months = _whole_months(period)
    if months:
        each = g.whole("garnishment.days_per_month", payment_day=payment_day)
        g.because("garnishment.days_of_month", "4:48", f"a month counts as {each} days", days=each, months=months)
        return g.decide(each * months)
    first, last = period.first, period.last
    if _half_month(first, last):
        days = g.whole("garnishment.days_per_half_month", payment_day=payment_day)
        g.because("garnishment.days_of_half_month", "4:48", f"half a month counts as {days} days", days=days)
        return g.decide(days)
    g.because("garnishment.days_as_they_are", "4:48", f"the {period.days} days of the period count", days=period.days)
    return g.decide(period.days)


def not_periodic_share(
    book: Book, *, over_four_times: bool, year_over_four_times: bool | None, payment_day: date
) -> Decision[str | None]:
    """4:50: how pay that is not periodic is garnished: ``third`` of each instalment, or ``table`` (the highest band).

    ``over_four_times``: this instalment is over four times the protected portion of a month; only then it matters
    whether the year's pay probably averages above that (``year_over_four_times``), which None asks.
    """
    g = Grounds(ACT, LINK, book)
    g.law("garnishment.nonperiodic", payment_day=payment_day)
    if over_four_times and year_over_four_times is None:
        g.ask(
            "garnishment_year_average",
            "Will the pay of the year average above four times the protected portion?",
            "Then more than a third of each instalment is taken.",
            "Ask the enforcement officer named in the payment prohibition.",
        )
        return g.decide(None)
    if over_four_times and year_over_four_times:
        g.because("garnishment.not_periodic_high", "4:50", "the year's pay averages above four times the portion")
        return g.decide("table")
    g.because("garnishment.not_periodic", "4:50", "a third of each instalment, without a protected portion")
    return g.decide("third")


def transfer_due(book: Book, payment_day: date) -> Decision[date]:
    """What was taken is transferred at once on the pay day, to the account and with the reference of the order."""
    value = book.value("garnishment.transfer", Days(payment_day=payment_day))
    facts = (("day", payment_day.isoformat()),)
    reason = Reason("garnishment.transfer", "705/2007 4 luku", value.says, facts, value.source.link)
    return Decision(payment_day, (reason,), (), (value,))


def question_holiday_in_advance(payment_day: date) -> Question:
    """How the protected portion is shared when holiday pay is paid before its days, or its days follow already paid."""
    return Question(
        f"garnishment_holiday.{payment_day.isoformat()}",
        "What protected portion does enforcement leave of this pay, in euros?",
        "Holiday pay that is paid in advance covers its own days; how the portion is shared was not found.",
        "Ask the enforcement officer named in the payment prohibition.",
        facts=(("day", payment_day.isoformat()),),
    )


def question_kela_part() -> Question:
    """Whether the part of the wage that Kela pays counts as pay when the family's part is garnished."""
    return Question(
        "garnishment_kela_part",
        "Does enforcement count the part of the wage that Kela pays?",
        "The order concerns what you pay; whether Kela's part counts in it was not found.",
        "Ask the enforcement officer named in the payment prohibition.",
    )


def _whole_months(period: Period) -> int:
    for months in range(1, _MONTHS + 1):
        after = period.first + relativedelta(months=months)
        if after == period.after:
            return months
        if after > period.after:
            return 0
    return 0


def _half_month(first: date, last: date) -> bool:
    if first.day == 1:
        return last == first.replace(day=_SIXTEENTH - 1)
    return first.day == _SIXTEENTH and last.month == first.month and (last + timedelta(days=1)).day == 1
