"""Pay for public holidays by statute.

Independence Day Act 388/1937, https://www.finlex.fi/fi/laki/ajantasa/1937/19370388: covered whole.
Covered also: that May Day (272/1944) and the church holidays give no pay for the time off by statute. Not covered: paid
free days of collective agreements (``supplements``); work on these days (``working_time``).
"""

from __future__ import annotations

from datetime import date

from rules import calendar
from rules.book import Book
from rules.days import Days, Period
from rules.values import Decision, Reason

_SECTION = "388/1937"
_LINK = "https://www.finlex.fi/fi/laki/ajantasa/1937/19370388"


def independence_day_pay(book: Book, day: date, employment_first: date) -> Decision[bool]:
    """388/1937: whether a free day that would have been a working day is paid by statute.

    Only 6 December is, and not when it is a Sunday; a person paid by the hour must have been employed without a break
    for at least so many working days (Monday to Saturday, public holidays left out) before it as the Act says.
    """
    if (day.month, day.day) != (12, 6):
        return Decision(
            False, (Reason("other_holiday_unpaid", _SECTION, "only Independence Day is paid by statute", link=_LINK),)
        )
    if day.weekday() == 6:
        return Decision(
            False, (Reason("independence_day_sunday", _SECTION, "on a Sunday the Sunday rules hold", link=_LINK),)
        )
    least = book.value("independence_day.working_days_before", Days(work_day=day))
    before = sum(1 for one in Period(min(employment_first, day), day) if calendar.is_sick_weekday(one))
    employed = (("employment_first", employment_first.isoformat()), ("working_days", str(before)))
    if before < least.number:
        return Decision(
            False,
            (
                Reason(
                    "independence_day_too_new",
                    _SECTION,
                    "employed for too few working days before it",
                    employed,
                    _LINK,
                ),
            ),
            (),
            (least,),
        )
    return Decision(
        True,
        (
            Reason(
                "independence_day", _SECTION, "would have been a working day, so it is paid in full", employed, _LINK
            ),
        ),
        (),
        (least,),
    )
