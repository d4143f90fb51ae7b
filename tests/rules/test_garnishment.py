"""Garnishment: the days of a protected portion, pay that is not periodic, the transfer."""

from __future__ import annotations

from datetime import date

import pytest

from rules import Period, load_book
from rules.decisions import garnishment

BOOK = load_book()
DAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-03-01", "2026-03-31", 30),
        ("2026-02-01", "2026-02-28", 30),
        ("2026-01-16", "2026-02-15", 30),  # a month from any day
        ("2026-01-31", "2026-02-27", 30),
        ("2026-03-01", "2026-04-30", 60),
        ("2026-03-01", "2026-03-15", 15),
        ("2026-03-16", "2026-03-31", 15),
        ("2026-02-16", "2026-02-28", 15),
        ("2026-03-02", "2026-03-15", 14),
        ("2026-03-01", "2026-03-14", 14),
        ("2026-03-16", "2026-03-30", 15),  # its real days
        ("2026-03-09", "2026-03-15", 7),
        ("2026-03-09", "2026-03-22", 14),
        ("2026-03-01", "2026-03-16", 16),
    ],
)
def test_days_of_a_protected_portion(first: str, last: str, days: int) -> None:
    period = Period.closed(date.fromisoformat(first), date.fromisoformat(last))
    decided = garnishment.protected_days(BOOK, period, DAY)
    assert decided.outcome == days
    assert decided.reasons[0].section == "705/2007 4:48 §"


def test_a_half_month_and_real_days_are_told_apart() -> None:
    def code(first: int, last: int) -> str:
        period = Period.closed(date(2026, 3, first), date(2026, 3, last))
        return garnishment.protected_days(BOOK, period, DAY).reasons[0].code

    assert code(1, 31) == "garnishment.days_of_month"
    assert code(16, 31) == "garnishment.days_of_half_month"
    assert code(16, 30) == "garnishment.days_as_they_are"


@pytest.mark.parametrize(
    ("over", "year", "gives"),
    [(False, None, "third"), (False, True, "third"), (True, False, "third"), (True, True, "table"), (True, None, None)],
)
def test_pay_that_is_not_periodic(over: bool, year: bool | None, gives: str | None) -> None:
    decided = garnishment.not_periodic_share(BOOK, over_four_times=over, year_over_four_times=year, payment_day=DAY)
    assert decided.outcome == gives
    assert [one.topic for one in decided.questions] == ([] if gives else ["garnishment_year_average"])
    assert decided.values[0].name == "garnishment.nonperiodic"


def test_what_was_taken_is_transferred_on_the_pay_day() -> None:
    decided = garnishment.transfer_due(BOOK, DAY)
    assert decided.outcome == DAY
    assert decided.values[0].name == "garnishment.transfer"
    assert [(one.code, dict(one.facts)) for one in decided.reasons] == [
        ("garnishment.transfer", {"day": DAY.isoformat()})
    ]
