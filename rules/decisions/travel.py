"""Tax-free travel allowances: Income Tax Act 1535/1992, 72 and 73 §, and the Tax Administration's yearly decision.

https://www.vero.fi/

Covered: commuting is no work trip, 3 § shortest time and distance of a per diem, 12 § of the yearly decision: travel
days of a longer trip, free meals, the meal allowance, the most nights. Not covered: the per diems of foreign countries;
a trip abroad is refused in words. Euros are ``payroll.travel``'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rules.book import Book
from rules.decisions.grounds import Grounds
from rules.values import Decision

ACT = "1535/1992"
LINK = "https://www.vero.fi/"
_LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class TravelDay:
    """One travel day of a trip: the day on which it begins, its per diem (full | partial), halved for free meals or
    not."""

    day: date
    per_diem: str
    halved: bool = False


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


def travel_days(
    minutes: int,
    home_km: Decimal,
    work_km: Decimal,
    day: date,
    book: Book,
    *,
    full_with_meals: int = 0,
    partial_with_meals: int = 0,
) -> Decision[tuple[TravelDay, ...]]:
    """73 § and 12 § of the yearly decision: the per diems of a whole trip, one for each travel day that gives one.

    A travel day is 24 hours from the beginning of the trip (``day``). After the last full one, at least 2 hours give a
    partial and over 6 hours a full per diem; a trip of at most a day goes by ``per_diem``. ``full_with_meals``: how
    many of the full per diems had two free meals or more; ``partial_with_meals``: how many partial ones had one: these
    are halved. Raises ``ValueError`` for a trip of no time or more days with meals than there are per diems.
    """
    if minutes <= 0:
        raise ValueError(f"a trip of {minutes} minutes has no time")
    g = Grounds(ACT, LINK, book)
    whole, rest = divmod(minutes, _LONGEST_MINUTES)
    kinds: list[str] = []
    if not whole:
        kind = g.include(per_diem(minutes, home_km, work_km, day, book))
        kinds = [] if kind is None else [kind]
    elif g.include(per_diem(_LONGEST_MINUTES, home_km, work_km, day, book)) is not None:
        kinds = ["full"] * whole
        last = day + timedelta(days=whole)
        partial_from = g.whole("travel.last_day_partial_hours_from", work_day=last)
        full_over = g.whole("travel.last_day_full_hours_over", work_day=last)
        if rest > full_over:
            kinds.append("full")
            g.because(
                "travel.last_day_full", "73", f"{rest} minutes of the last day are over {full_over}", over=full_over
            )
        elif rest >= partial_from:
            kinds.append("partial")
            g.because(
                "travel.last_day_partial",
                "73",
                f"{rest} minutes of the last day are at least {partial_from}",
                over=partial_from,
            )
        elif rest:
            g.because(
                "travel.last_day_nothing",
                "73",
                f"{rest} minutes of the last day are under {partial_from}",
                over=partial_from,
            )
    meals = {"full": full_with_meals, "partial": partial_with_meals}
    for kind, count in meals.items():
        if not 0 <= count <= kinds.count(kind):
            raise ValueError(f"{count} {kind} per diems with free meals of {kinds.count(kind)}")
    if any(meals.values()):
        g.law("travel.free_meals", work_day=day)
        g.law("travel.halved_percent", work_day=day)
        g.because("travel.free_meals", "73", "free meals halve the per diem of their day")
    found = []
    for number, kind in enumerate(kinds):
        halved, meals[kind] = meals[kind] > 0, meals[kind] - 1
        found.append(TravelDay(day + timedelta(days=number), kind, halved))
    return g.decide(tuple(found))


def nights_at_most(minutes: int, per_diems: int, day: date, book: Book) -> Decision[int]:
    """The most nights that a night's allowance may be paid for: one for each travel day with a per diem, of which the
    least number of hours may fall in the night (four, between 21 and 7).

    ``minutes``: length of the trip; ``per_diems``: how many it gives. The last part of a trip that is shorter than
    those hours holds no night. Raises ``ValueError`` for a trip of no time.
    """
    if minutes <= 0:
        raise ValueError(f"a trip of {minutes} minutes has no time")
    g = Grounds(ACT, LINK, book)
    whole, rest = divmod(minutes, _LONGEST_MINUTES)
    least = g.whole("travel.night_least_hours", work_day=day)
    highest = min(per_diems, whole + (rest >= least))
    g.because(
        "travel.nights", "73", f"at most {highest} nights of at least {least} minutes", nights=highest, minutes=least
    )
    return g.decide(highest)


def meal_allowance(
    meals: int, *, per_diem_paid: bool, usual_place: bool, day: date, book: Book
) -> Decision[str | None]:
    """Which meal allowance a trip gives: the name of the book's value for one meal or two, or None.

    It needs that no per diem is paid for the trip and that the work keeps the employee from eating at the usual place
    (``usual_place`` false). Raises ``ValueError`` for other than one meal or two.
    """
    if meals not in (1, 2):
        raise ValueError(f"a meal allowance is for one meal or two, not {meals}")
    g = Grounds(ACT, LINK, book)
    if per_diem_paid:
        g.because("travel.meal_with_per_diem", "73", "no meal allowance is paid beside a per diem")
        return g.decide(None)
    if usual_place:
        g.because("travel.meal_at_usual_place", "73", "the employee could eat at the usual place")
        return g.decide(None)
    name = "travel.one_meal_euros" if meals == 1 else "travel.two_meals_euros"
    g.law(name, work_day=day)
    g.because("travel.meal", "73", f"{meals} meals away from the usual place, and no per diem", meals=meals)
    return g.decide(name)
