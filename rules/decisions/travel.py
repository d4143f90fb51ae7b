"""Tax-free travel allowances: Income Tax Act 1535/1992, 72 and 73 §, and the Tax Administration's yearly decision.

https://www.vero.fi/

Covered: commuting is no work trip, 3 § shortest time and distance of a per diem. Not covered: free meals (half of the
per diem), nights, trips over a day and trips abroad. Euros are ``payroll.travel``'s.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rules.book import Book
from rules.decisions.grounds import Grounds
from rules.values import Decision

ACT = "1535/1992"
LINK = "https://www.vero.fi/"
_LONGEST_MINUTES = 24 * 60


def is_work_trip(*, between_home_and_work: bool) -> Decision[bool]:
    """72 §: a trip that the work needs is a work trip; the way between one's home and the workplace is not, so what is
    paid for it is pay."""
    g = Grounds(ACT, LINK)
    if between_home_and_work:
        g.because("travel.commuting", "72", "the way between home and work is no work trip")
    else:
        g.because("travel.work_trip", "72", "a trip for the work is a work trip")
    return g.decide(not between_home_and_work)


def per_diem(minutes: int, home_km: Decimal, work_km: Decimal, day: date, book: Book) -> Decision[str | None]:
    """73 §: which per diem a work trip of at most a day gives: ``full``, ``partial`` or None.

    ``minutes``: length of the trip; ``home_km`` and ``work_km``: the place's distance from home and from the ordinary
    workplace. Over 6 or 10 hours, over 15 km from either and over 5 km from both. Raises ``ValueError`` for a trip of
    no time or over a day.
    """
    if not 0 < minutes <= _LONGEST_MINUTES:
        raise ValueError(f"a trip of {minutes} minutes is not one of at most a day")
    g = Grounds(ACT, LINK, book)
    either = g.number("travel.kilometres_from_either_over", work_day=day)
    both = g.number("travel.kilometres_from_both_over", work_day=day)
    if not (max(home_km, work_km) > either and min(home_km, work_km) > both):
        g.because(
            "travel.too_near", "73", f"not over {either} km from either or {both} km from both", far=either, near=both
        )
        return g.decide(None)
    partial = g.whole("travel.partial_per_diem_hours_over", work_day=day)
    full = g.whole("travel.full_per_diem_hours_over", work_day=day)
    if minutes > full:
        g.because("travel.full_per_diem", "73", f"{minutes} minutes are over {full}", over=full)
        return g.decide("full")
    if minutes > partial:
        g.because("travel.partial_per_diem", "73", f"{minutes} minutes are over {partial}", over=partial)
        return g.decide("partial")
    g.because("travel.too_short", "73", f"{minutes} minutes are not over {partial}", over=partial)
    return g.decide(None)
