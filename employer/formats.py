"""The Finnish way to write money, hours, dates and percentages; the templates' only filters.

Money, dates and numbers look the same in every language; only words and the sign inside a time differ. Spaces inside
a number never break a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from babel.dates import format_date

from employer.clock import HELSINKI

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

_LONG_DAY = {"fi": "cccc d. MMMM y", "sv": "cccc d MMMM y", "en": "cccc d MMMM y"}
_HOUR_WORDS = {
    "fi": (("tunti", "tuntia"), ("minuutti", "minuuttia")),
    "sv": (("timme", "timmar"), ("minut", "minuter")),
    "en": (("hour", "hours"), ("minute", "minutes")),
}


def _language(language: str) -> str:
    return "fi" if language == "selko" else language


def _grouped(digits: str) -> str:
    """``1234567`` as ``1 234 567``."""
    first = len(digits) % 3
    groups = ([digits[:first]] if first else []) + [digits[at : at + 3] for at in range(first, len(digits), 3)]
    return NBSP.join(groups)


def number(value: int | Decimal | str, decimals: int | None = None) -> str:
    """A number with a decimal comma: ``1 234,5``. ``decimals`` pads with zeros and never cuts digits off."""
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"{value!r} is not a number that can be shown")
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    fraction = fraction.rstrip("0") if decimals is None else fraction.rstrip("0").ljust(decimals, "0")
    sign = MINUS if exact < 0 else ""
    return sign + _grouped(whole) + (f",{fraction}" if fraction else "")


def money(cents: int) -> str:
    """Whole cents as ``1 234,50 €``."""
    if isinstance(cents, bool) or not isinstance(cents, int):
        raise TypeError(f"money is whole cents, not {cents!r}")
    euros, rest = divmod(abs(cents), 100)
    sign = MINUS if cents < 0 else ""
    return f"{sign}{_grouped(str(euros))},{rest:02d}{NBSP}€"


def price(euros: Decimal | str | int) -> str:
    """A unit price in euros with at least two decimals: ``13,20 €``, ``0,265 €``."""
    return f"{number(euros, 2)}{NBSP}€"


def percent(value: Decimal | str | int) -> str:
    """A percentage as printed in law: ``14,5 %``."""
    return f"{number(value)}{NBSP}%"


def _day(value: date | str) -> date:
    """A day from a day, a moment (its day in Finland) or ISO text."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if isinstance(value, datetime):
        return (value.astimezone(HELSINKI) if value.tzinfo else value).date()
    return value


def day(value: date | str) -> str:
    """``2.11.2026``."""
    that = _day(value)
    return f"{that.day}.{that.month}.{that.year}"


def days(first: date | str, last: date | str) -> str:
    """A span of days: ``1.11.–30.11.2026``, ``1.12.2026–31.1.2027``; one day once."""
    one, other = _day(first), _day(last)
    if one == other:
        return day(one)
    start = f"{one.day}.{one.month}." if one.year == other.year else day(one)
    return f"{start}–{day(other)}"


def long_day(value: date | str, language: str = "fi") -> str:
    """``maanantai 2. marraskuuta 2026``."""
    return format_date(_day(value), _LONG_DAY[_language(language)], locale=_language(language))


def weekday(value: date | str, language: str = "fi") -> str:
    """``maanantai``."""
    return format_date(_day(value), "cccc", locale=_language(language))


def month(value: date | str, language: str = "fi") -> str:
    """``marraskuu 2026``; also from ``2026-11``."""
    if isinstance(value, str) and len(value) == 7:
        value = f"{value}-01"
    return format_date(_day(value), "LLLL y", locale=_language(language))


def clock_time(value: datetime | time | int | str, language: str = "fi") -> str:
    """``7.05``, in English ``7:05``. A moment is shown in Finnish time; whole minutes count from midnight."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else time.fromisoformat(value)
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(HELSINKI)
    hour, minute = divmod(value, 60) if isinstance(value, int) else (value.hour, value.minute)
    return f"{hour}{':' if language == 'en' else '.'}{minute:02d}"


def moment(value: datetime | str, language: str = "fi") -> str:
    """``2.11.2026 klo 7.05``."""
    word = {"fi": " klo", "sv": " kl.", "en": " at"}[_language(language)]
    return f"{day(value)}{word}{NBSP}{clock_time(value, language)}"


def hours(minutes: int, language: str = "fi") -> str:
    """Whole minutes in words: ``7 tuntia 30 minuuttia``."""
    if isinstance(minutes, bool) or not isinstance(minutes, int):
        raise TypeError(f"time is whole minutes, not {minutes!r}")
    hour_words, minute_words = _HOUR_WORDS[_language(language)]
    whole, rest = divmod(abs(minutes), 60)
    parts = []
    if whole or not rest:
        parts.append(f"{_grouped(str(whole))}{NBSP}{hour_words[whole != 1]}")
    if rest:
        parts.append(f"{rest}{NBSP}{minute_words[rest != 1]}")
    return (MINUS if minutes < 0 else "") + " ".join(parts)


def clock_hours(minutes: int) -> str:
    """Whole minutes for table cells: ``7 h 30 min``."""
    if isinstance(minutes, bool) or not isinstance(minutes, int):
        raise TypeError(f"time is whole minutes, not {minutes!r}")
    whole, rest = divmod(abs(minutes), 60)
    sign = MINUS if minutes < 0 else ""
    if not rest:
        return f"{sign}{_grouped(str(whole))}{NBSP}h"
    return f"{sign}{_grouped(str(whole))}{NBSP}h{NBSP}{rest}{NBSP}min" if whole else f"{sign}{rest}{NBSP}min"


def account(iban: str) -> str:
    """A bank account in groups of four: ``FI21 1234 5600 0007 85``."""
    plain = "".join(iban.split()).upper()
    return NBSP.join(plain[at : at + 4] for at in range(0, len(plain), 4))


def masked_account(iban: str) -> str:
    """The last four characters: all of an account that a page or document may show."""
    return f"…{NBSP}{''.join(iban.split())[-4:]}"


def masked_identity_code(code: str) -> str:
    """``010190-****``: the birth date and the separator, nothing that identifies."""
    return f"{code[:7]}****"


def person(by: str) -> str:
    """Who did something, as a reader knows them: the name without the account's number (``access.actor``)."""
    return re.sub(r" \([0-9]+\)$", "", by)


FILTERS: dict[str, Callable[..., Any]] = {
    "money": money,
    "price": price,
    "number": number,
    "percent": percent,
    "day": day,
    "days": days,
    "long_day": long_day,
    "weekday": weekday,
    "month": month,
    "clock_time": clock_time,
    "moment": moment,
    "hours": hours,
    "clock_hours": clock_hours,
    "account": account,
    "masked_account": masked_account,
    "masked_identity_code": masked_identity_code,
    "person": person,
}
"""What templates may use, by name. ``app`` gives the ones with a ``language`` the reader's language."""
