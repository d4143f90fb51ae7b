"""Young Workers Act (laki nuorista työntekijöistä 998/1993): https://www.finlex.fi/fi/laki/ajantasa/1993/19930998

Covered: 2 § hiring, 3 § the contract, 4–6 § hours and overtime, 7 § time of day, 8 § rest and breaks, 11 § health
check, 12–13 § evidence of age and the list. Not covered: permits, and the decree's list of dangerous and light
work, which was not seen: the guide of the first day says to ask. Whether basic education goes on, the school's days and
the consent to late work are asked in the contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.decisions.grounds import Grounds
from rules.values import Decision, Reason

ACT = "998/1993"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/1993/19930998"
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whether the hours are allowed, and the limit in minutes that decides."""

    allowed: bool
    limit_minutes: int


def age_on(born: date, day: date) -> int:
    """Whole years on a day."""
    return relativedelta(day, born).years


def is_young(born: date, day: date, book: Book) -> bool:
    """1 §: whether the Act protects the person on that day: under eighteen."""
    return age_on(born, day) < Grounds(ACT, LINK, book).whole("young_worker.adult_age", work_day=day)


def may_be_hired(
    born: date, day: date, book: Book, *, basic_education_done: bool | None, light_work: bool
) -> Decision[bool | None]:
    """2 §: at fifteen with basic education finished; for light work at fourteen, or in the year of turning fourteen."""
    g = Grounds(ACT, LINK, book)
    if not is_young(born, day, book):
        g.because("young_worker.adult", "1", "eighteen or older")
        return g.decide(True)
    light_age = g.whole("young_worker.light_work_age", work_day=day)
    if light_work and day.year - born.year >= light_age:
        g.because("young_worker.light_work", "2", f"light work from the year of turning {light_age}")
        return g.decide(True)
    if age_on(born, day) < g.whole("young_worker.hire_age", work_day=day):
        g.because("young_worker.too_young", "2", "too young for this work")
        return g.decide(False)
    if basic_education_done is None:
        g.ask(
            "young_worker.education",
            "Has the young person finished basic education?",
            "At fifteen it is a condition (2 §); evidence of age and schooling is taken before hiring (12 §).",
            "the school certificate",
        )
        return g.decide(None)
    code = "young_worker.may_be_hired" if basic_education_done else "young_worker.in_school"
    g.because(code, "2", f"basic education {'finished' if basic_education_done else 'not finished'}")
    return g.decide(basic_education_done)


def signs_alone(born: date, day: date, book: Book) -> Decision[bool]:
    """3 §: whether a young person makes and ends the employment contract alone: from fifteen on; for a younger one the
    custodian does, or the young person with the custodian's consent."""
    g = Grounds(ACT, LINK, book)
    alone = age_on(born, day) >= g.whole("young_worker.signs_alone_age", work_day=day)
    g.because(
        "young_worker.signs_alone" if alone else "young_worker.custodian_signs",
        "3",
        "fifteen or older signs alone" if alone else "the custodian signs or consents",
    )
    return g.decide(alone)


def custodian_may_cancel(born: date, day: date, book: Book, *, harms: bool) -> Decision[bool]:
    """3 §: whether the custodian may cancel the contract of one under eighteen: when it is needed for the young
    person's upbringing, development or health (``harms``)."""
    g = Grounds(ACT, LINK, book)
    may = is_young(born, day, book) and harms
    g.because(
        "young_worker.custodian_may_cancel" if may else "young_worker.custodian_may_not_cancel",
        "3",
        "needed for upbringing, development or health" if may else "not under eighteen, or nothing is harmed",
    )
    return g.decide(may)


def light_work_fits(
    holiday_days: int, work_days: int, day: date, book: Book, *, in_term: bool, short_and_temporary: bool = False
) -> Decision[bool]:
    """2 §: whether light work of one of fourteen fits: at most two thirds of the school holidays (calendar days both),
    in term only short and temporary work."""
    g = Grounds(ACT, LINK, book)
    thirds = g.whole("young_worker.light_work_holiday_thirds", work_day=day)
    fits = short_and_temporary if in_term else work_days * 3 <= holiday_days * thirds
    g.because(
        "young_worker.light_work_fits" if fits else "young_worker.light_work_too_long",
        "2",
        "short and temporary work in term" if in_term else f"{work_days} of {holiday_days} days of holiday",
    )
    return g.decide(fits)


def daily_hours(
    age: int, minutes: int, day: date, book: Book, *, school: str | None = None, school_minutes: int = 0
) -> Decision[Allowed]:
    """4 and 6 §: whether so many minutes in a day are allowed at an age (whole years).

    From fifteen 9 hours; under fifteen 7. ``school`` (in basic education during term): ``day_off`` 7 hours,
    ``school_day`` 2 hours and 8 together with the school's minutes. An adult has no limit in this Act.
    """
    g = Grounds(ACT, LINK, book)
    if school not in {None, "day_off", "school_day"}:
        raise ValueError(f"{school} is no kind of school day")
    if age >= g.whole("young_worker.adult_age", work_day=day):
        g.because("young_worker.adult", "1", "eighteen or older")
        return g.decide(Allowed(True, 24 * 60))
    if school == "school_day":
        together = g.whole("young_worker.school_and_work_hours", work_day=day) - school_minutes
        limit = max(0, min(g.whole("young_worker.school_day_hours", work_day=day), together))
    elif school == "day_off":
        limit = g.whole("young_worker.school_free_day_hours", work_day=day)
    elif age >= g.whole("young_worker.hire_age", work_day=day):
        limit = g.whole("young_worker.daily_hours", work_day=day)
    else:
        limit = g.whole("young_worker.child_daily_hours", work_day=day)
    allowed = minutes <= limit
    code = "young_worker.hours_allowed" if allowed else "young_worker.too_many_hours"
    g.because(code, "6", f"{minutes} minutes, at most {limit}", minutes=minutes, limit=limit)
    return g.decide(Allowed(allowed, limit))


def weekly_hours(age: int, minutes: int, day: date, book: Book, *, in_term: bool = False) -> Decision[Allowed]:
    """4 and 6 §: whether so many minutes in a week are allowed: 48 hours from fifteen, 35 under it, 12 in term."""
    g = Grounds(ACT, LINK, book)
    if age >= g.whole("young_worker.adult_age", work_day=day):
        g.because("young_worker.adult", "1", "eighteen or older")
        return g.decide(Allowed(True, 7 * 24 * 60))
    if in_term:
        name = "young_worker.school_week_hours"
    elif age >= g.whole("young_worker.hire_age", work_day=day):
        name = "young_worker.weekly_hours"
    else:
        name = "young_worker.child_weekly_hours"
    limit = g.whole(name, work_day=day)
    allowed = minutes <= limit
    code = "young_worker.hours_allowed" if allowed else "young_worker.too_many_hours"
    g.because(code, "6", f"{minutes} minutes, at most {limit}", minutes=minutes, limit=limit)
    return g.decide(Allowed(allowed, limit))


def overtime(age: int, minutes_this_year: int, day: date, book: Book, *, consent: bool) -> Decision[Allowed]:
    """5 §: overtime of the calendar year: from fifteen, with consent, at most 80 hours; under fifteen none."""
    g = Grounds(ACT, LINK, book)
    if age >= g.whole("young_worker.adult_age", work_day=day):
        g.because("young_worker.adult", "1", "eighteen or older")
        return g.decide(Allowed(True, 366 * 24 * 60))
    old_enough = age >= g.whole("young_worker.hire_age", work_day=day)
    limit = g.whole("young_worker.yearly_overtime_hours", work_day=day) if old_enough and consent else 0
    allowed = minutes_this_year <= limit
    code = "young_worker.overtime_allowed" if allowed else "young_worker.too_much_overtime"
    g.because(code, "5", f"{minutes_this_year} minutes in the year, at most {limit}", limit=limit)
    return g.decide(Allowed(allowed, limit))


def shift_breaches(
    age: int,
    start: datetime,
    end: datetime,
    break_minutes: int,
    rest_before_minutes: int | None,
    book: Book,
    *,
    household_consent: bool = False,
    special_reason: bool = False,
) -> Decision[tuple[Reason, ...]]:
    """7 and 8 §: what a shift of one under eighteen breaks: the time of day, the rest before it, the break inside it.

    ``household_consent``: household work at the employer's home, with consent and a special reason, until 23.
    ``special_reason`` lets one under fifteen begin at 6; without it a beginning between 6 and 8 tells that condition,
    for whoever looks knows the reason. ``rest_before_minutes`` None: the first shift.
    """
    g = Grounds(ACT, LINK, book)
    day = start.date()
    if age >= g.whole("young_worker.adult_age", work_day=day):
        g.because("young_worker.adult", "1", "eighteen or older")
        return g.decide(())
    child = age < g.whole("young_worker.hire_age", work_day=day)
    if child:
        earliest = "young_worker.child_special_from_time" if special_reason else "young_worker.child_from_time"
        latest, rest = "young_worker.child_until_time", "young_worker.child_daily_rest_hours"
    else:
        earliest = "young_worker.from_time"
        latest = "young_worker.household_until_time" if household_consent else "young_worker.until_time"
        rest = "young_worker.daily_rest_hours"
    broken: list[Reason] = []
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + g.whole(earliest, work_day=day) * _MINUTE
    last = midnight + g.whole(latest, work_day=day) * _MINUTE
    special = first
    if child and start < first:
        special = midnight + g.whole("young_worker.child_special_from_time", work_day=day) * _MINUTE
    if special <= start < first and end <= last:
        code = "young_worker.special_reason_needed"
        says = f"begins before {first:%H:%M}: allowed from {special:%H:%M} only for a special reason"
        broken.append(g.reason(code, "7", says, first=f"{first:%H:%M}", special=f"{special:%H:%M}"))
    elif start < first or end > last:
        says = f"work is placed between {first:%H:%M} and {last:%H:%M}"
        broken.append(g.reason("young_worker.time_of_day", "7", says, first=f"{first:%H:%M}", last=f"{last:%H:%M}"))
    need = g.whole(rest, work_day=day)
    if rest_before_minutes is not None and rest_before_minutes < need:
        says = f"{rest_before_minutes} minutes of rest, {need} needed"
        broken.append(g.reason("young_worker.daily_rest", "8", says, minutes=rest_before_minutes, need=need))
    length = (calendar.in_utc(end) - calendar.in_utc(start)) // _MINUTE
    pause = g.whole("young_worker.break_minutes", work_day=day)
    if length > g.whole("young_worker.break_after_minutes", work_day=day) and break_minutes < pause:
        says = f"a break of {break_minutes} minutes, {pause} needed"
        broken.append(g.reason("young_worker.break", "8", says, minutes=break_minutes, need=pause))
    return g.decide(tuple(broken))


def weekly_rest_is_enough(age: int, minutes: int, day: date, book: Book) -> Decision[bool]:
    """8 §: whether a weekly rest of so many minutes is enough: 38 hours under eighteen."""
    g = Grounds(ACT, LINK, book)
    if age >= g.whole("young_worker.adult_age", work_day=day):
        g.because("young_worker.adult", "1", "eighteen or older")
        return g.decide(True)
    need = g.whole("young_worker.weekly_rest_hours", work_day=day)
    enough = minutes >= need
    code = "young_worker.weekly_rest_kept" if enough else "young_worker.weekly_rest_broken"
    g.because(code, "8", f"{minutes} minutes of rest, {need} needed", minutes=minutes, need=need)
    return g.decide(enough)


def health_check_by(
    start: date, end: date | None, book: Book, *, light_work: bool, certificate: date | None
) -> Decision[date | None]:
    """11 §: by when a health check is made at the employer's cost; None: not needed.

    Not in light work, in work of at most three months, or with a certificate less than twelve months old.
    """
    g = Grounds(ACT, LINK, book)
    short = g.whole("young_worker.health_check_not_before_months", work_day=start)
    valid = g.whole("young_worker.certificate_months", work_day=start)
    if (
        light_work
        or (end is not None and end < start + relativedelta(months=short))
        or (certificate is not None and certificate + relativedelta(months=valid) > start)
    ):
        g.because("young_worker.no_health_check", "11", "light or short work, or a recent certificate")
        return g.decide(None)
    by = start + relativedelta(months=g.whole("young_worker.health_check_months", work_day=start))
    g.because("young_worker.health_check", "11", f"made by {by}", by=by)
    return g.decide(by)


def belongs_on_list(start: date, end: date | None, book: Book) -> Decision[bool]:
    """13 §: whether the young worker is entered in the employer's list: work of at least two months."""
    g = Grounds(ACT, LINK, book)
    months = g.whole("young_worker.list_after_months", work_day=start)
    listed = end is None or end + timedelta(days=1) >= start + relativedelta(months=months)
    g.because(
        "young_worker.listed" if listed else "young_worker.not_listed", "13", f"from {months} months on", months=months
    )
    return g.decide(listed)
