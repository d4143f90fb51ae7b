"""The JSON of the household file's page: amounts as text with two decimals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from employer import texts
from employer.leave.schemas import CreditYear
from rules import Reason


def as_json(data: Any) -> bytes:
    """Plain data as UTF-8 JSON, keys in the order given, ended by a line break."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def euros(cents: int) -> str:
    """Cents as euros with two decimals: ``-0.05``."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _two(number: Fraction) -> str:
    hundredths = Decimal(number.numerator * 100) / number.denominator
    return format(hundredths.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-2), "f")


def _four(number: Fraction) -> str:
    parts = Decimal(number.numerator * 10000) / number.denominator
    return format(parts.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-4), "f")


# Holidays


@dataclass(frozen=True, slots=True)
class HolidayPay:
    """A payslip line of holiday pay, paid or not: its sum in cents and the facts of its calculation."""

    credit_year: str
    cents: int
    facts: Mapping[str, str]
    paid: bool


def holidays(years: Sequence[CreditYear], pay: Sequence[HolidayPay], language: str) -> list[dict[str, Any]]:
    """The holiday credit years of an employment, with what was or would be paid for the holidays of each."""
    return [_year(year, [one for one in pay if one.credit_year == span(year)], language) for year in years]


def span(year: CreditYear) -> str:
    return f"{year.credit_year.first.isoformat()}/{year.credit_year.last.isoformat()}"


def _year(year: CreditYear, pay: Sequence[HolidayPay], language: str) -> dict[str, Any]:
    return {
        "credit_year": span(year),
        "rule": year.rule,
        "closed": year.closed,
        "months": [
            {
                "month": month.month,
                "days": month.days,
                "minutes": month.minutes,
                "full": month.full,
                "why": _why(month.why, language),
            }
            for month in year.months
        ],
        "days_per_month": _plain(year.days_per_month),
        "days_earned": _days(year.days_earned, year.closed),
        "days_taken": year.days_taken,
        "days_planned": year.days_planned,
        "days_left": _days(year.days_earned - year.days_taken - year.days_paid, year.closed),
        "free_time_days": year.free_time_days,
        "pay": _pay(pay),
    }


def _days(days: Decimal, closed: bool) -> int | str:
    """Whole days of a closed year; of a running one the unrounded sum as text."""
    return int(days) if closed and days == days.to_integral_value() else _plain(days)


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _why(reason: Reason, language: str) -> str:
    key = f"household.{reason.code.replace('annual_holiday.', 'holiday.')}"
    return texts.say(language, key, **dict(reason.facts)) if texts.has(key) else reason.says


def _pay(pay: Sequence[HolidayPay]) -> dict[str, Any] | None:
    """How the holidays of a credit year were paid, or would be; None while that cannot be said."""
    if not pay:
        return None
    facts = pay[-1].facts
    data: dict[str, Any] = {"method": facts["method"], "paid": all(one.paid for one in pay)}
    if facts["method"] == "average_daily_pay":
        data["average_daily_pay"] = _four(_exact(facts["average"]))
        data["weekly_days_factor"] = facts["factor"]
        data["coefficient"] = facts["coefficient"]
    elif facts["method"] == "percentage":
        data["percent"] = facts["percent"]
        data["base"] = _two(_exact(facts["base"]))
    data["amount"] = euros(sum(one.cents for one in pay))
    return data


def _exact(text: str) -> Fraction:
    upper, stroke, lower = text.partition("/")
    return Fraction(Decimal(upper)) / Fraction(Decimal(lower)) if stroke else Fraction(Decimal(upper))
