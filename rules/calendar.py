"""One named set of days for each legal purpose.

"Holiday" means different days for Sunday pay, for counting annual holiday, for sick pay and for pay days; there is no
general list here. The public days and their names come from the ``holidays`` package (its list for Finland has the two
eves in it and lacks Easter Saturday); the legal sets are made from them. Every set is cached by year.

Sources: Annual Holidays Act 162/2005 4 §; Working Time Act 872/2019 17 and 20 §; Employment Contracts Act 55/2001 2:11
and 2:15; Church Order 657/2023 1:4; May Day Act 272/1944; Independence Day Act 388/1937.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays as _package

from rules.days import Period

NEW_YEAR = "New Year's Day"
EPIPHANY = "Epiphany"
GOOD_FRIDAY = "Good Friday"
EASTER_SUNDAY = "Easter Sunday"
EASTER_MONDAY = "Easter Monday"
MAY_DAY = "May Day"
ASCENSION = "Ascension Day"
MIDSUMMER_EVE = "Midsummer Eve"
INDEPENDENCE_DAY = "Independence Day"
CHRISTMAS_EVE = "Christmas Eve"
CHRISTMAS_DAY = "Christmas Day"
SECOND_CHRISTMAS_DAY = "Second Day of Christmas"

_EVES = frozenset({MIDSUMMER_EVE, CHRISTMAS_EVE})
_HETA_ALWAYS = frozenset({GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, MIDSUMMER_EVE})
_HETA_ON_WEEKDAYS = frozenset(
    {NEW_YEAR, EPIPHANY, MAY_DAY, INDEPENDENCE_DAY, CHRISTMAS_EVE, CHRISTMAS_DAY, SECOND_CHRISTMAS_DAY}
)
_HETA_FIRST_YEARS = {NEW_YEAR: 2020, ASCENSION: 2025}
_ONE_DAY = timedelta(days=1)
_HELSINKI = ZoneInfo("Europe/Helsinki")
_SATURDAY, _SUNDAY = 5, 6


@lru_cache(maxsize=512)
def public_holidays(year: int) -> Mapping[date, str]:
    """The church holidays, May Day, Independence Day, Midsummer Eve and Christmas Eve of a year, with English names.

    This is the list for ``skip: public_holidays`` of a work pattern. Two that fall on one day share its entry with
    their names joined by ``"; "`` (Ascension and May Day in 2008). Source: the ``holidays`` package, checked by tests
    against the Easter computus.
    """
    package: Mapping[date, str] = _package.country_holidays("FI", years=year, language="en_US")
    return MappingProxyType(dict(sorted(package.items())))


@lru_cache(maxsize=512)
def _named(year: int) -> dict[str, date]:
    return {name: day for day, names in public_holidays(year).items() for name in names.split("; ")}


def holiday_named(year: int, name: str) -> date:
    """The day of a public holiday by its English name (the constants of this module). Raises ``KeyError``."""
    return _named(year)[name]


@lru_cache(maxsize=512)
def _doubled_weekdays(year: int) -> frozenset[date]:
    return frozenset(day for name, day in _named(year).items() if name not in _EVES)


@lru_cache(maxsize=512)
def easter_saturday(year: int) -> date:
    """The Saturday between Good Friday and Easter Sunday: not a public holiday, yet never a holiday day (4 §)."""
    return _named(year)[EASTER_SUNDAY] - _ONE_DAY


@lru_cache(maxsize=512)
def _uncounted(year: int) -> frozenset[date]:
    return frozenset(public_holidays(year)) | {easter_saturday(year)}


def is_public_holiday(day: date) -> bool:
    """Whether the day is in ``public_holidays``: the eves are, ordinary Sundays are not."""
    return day in public_holidays(day.year)


def is_sunday_rate(day: date) -> bool:
    """Whether work on the day is paid with the Sunday increase by law.

    Sundays, church holidays, May Day and Independence Day; not the eves, not Easter Saturday.
    Source: Working Time Act 17 and 20 §.
    """
    return day.weekday() == _SUNDAY or day in _doubled_weekdays(day.year)


def uses_holiday_day(day: date) -> bool:
    """Whether the day consumes a day of annual holiday (Annual Holidays Act 4 §).

    Monday to Saturday, except church holidays, Independence Day, Christmas Eve, Midsummer Eve, Easter Saturday and
    May Day.
    """
    return day.weekday() != _SUNDAY and day not in _uncounted(day.year)


def holiday_days(period: Period) -> int:
    """How many days of annual holiday a period of calendar days consumes."""
    return sum(1 for day in period if uses_holiday_day(day))


def uncounted_weekdays(year: int) -> tuple[date, ...]:
    """The days of a year, Sundays left out, that consume no annual holiday (4 §), in order."""
    return tuple(sorted(day for day in _uncounted(year) if day.weekday() != _SUNDAY))


def last_holiday_day(first: date, days: int) -> date:
    """The last calendar day of a holiday of ``days`` holiday days that begins on ``first``.

    Raises ``ValueError`` when ``days`` is below one.
    """
    if days < 1:
        raise ValueError("a holiday has at least one day")
    day, left = first, days
    while True:
        if uses_holiday_day(day):
            left -= 1
            if left == 0:
                return day
        day += _ONE_DAY


def is_sick_weekday(day: date) -> bool:
    """Whether the day counts among the nine weekdays of sick pay (Employment Contracts Act 2:11).

    Monday to Saturday without public holidays; the eves and Easter Saturday count.
    """
    return day.weekday() != _SUNDAY and day not in _doubled_weekdays(day.year)


def is_business_day(day: date) -> bool:
    """Whether wages may fall due on the day: Monday to Friday, not a church holiday, May Day, Independence Day or eve.

    Source: Employment Contracts Act 2:15.
    """
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def previous_business_day(day: date) -> date:
    """The day itself when it is a business day, otherwise the nearest one before it (the wage due rule)."""
    while not is_business_day(day):
        day -= _ONE_DAY
    return day


def next_business_day(day: date) -> date:
    """The day itself when it is a business day, otherwise the nearest one after it (deadlines to authorities)."""
    while not is_business_day(day):
        day += _ONE_DAY
    return day


@lru_cache(maxsize=512)
def heta_free_days(year: int) -> frozenset[date]:
    """The paid weekday holidays of the Heta agreement in a year.

    Good Friday, Easter Monday, Ascension (since 2025) and Midsummer Eve always; New Year's Day (since 2020), Epiphany,
    May Day, Independence Day, Christmas Eve, Christmas Day and 26 December when they fall on Monday to Friday.
    Source: heta-liitto.fi, information bank, weekday holidays.
    """
    named = {name: day for name, day in _named(year).items() if year >= _HETA_FIRST_YEARS.get(name, year)}
    free = {named[name] for name in _HETA_ALWAYS & named.keys()}
    free |= {named[name] for name in _HETA_ON_WEEKDAYS & named.keys() if named[name].weekday() < _SATURDAY}
    return frozenset(free)


def credit_year(day: date) -> Period:
    """The holiday credit year (1 April to 31 March) a day belongs to (Annual Holidays Act 4 §)."""
    first = date(day.year if day.month >= 4 else day.year - 1, 4, 1)
    return Period(first, date(first.year + 1, 4, 1))


def credit_years(first: date, last: date) -> Iterator[Period]:
    """Every holiday credit year that has a day between ``first`` and ``last``, in order."""
    year = credit_year(first)
    while year.first <= last:
        yield year
        year = credit_year(year.after)


def holiday_season(year: int) -> Period:
    """The holiday season of a calendar year: 2 May to 30 September (Annual Holidays Act 4 §)."""
    return Period(date(year, 5, 2), date(year, 10, 1))


def begun_months(first: date, after: date) -> int:
    """How many months have begun from ``first`` to the day before ``after``: a day beyond whole months is one more."""
    return (after.year - first.year) * 12 + after.month - first.month + (after.day > first.day)


def months(period: Period) -> Iterator[Period]:
    """The calendar months of a period, the first and last cut to it."""
    day = period.first
    while day < period.after:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        yield Period(day, min(following, period.after))
        day = following


def in_utc(moment: datetime) -> datetime:
    """The moment in universal time; one without an offset is the time in Finland.

    What lies between two moments is counted so: by the clock it would be an hour off on the nights when summer time
    begins and ends.
    """
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=_HELSINKI)).astimezone(UTC)


def on_the_clock(moment: datetime) -> bool:
    """Whether Finnish clocks ever show the moment's day and time: the change to summer time skips an hour."""
    shown = moment.replace(tzinfo=None)
    return in_utc(shown).astimezone(_HELSINKI).replace(tzinfo=None) == shown
