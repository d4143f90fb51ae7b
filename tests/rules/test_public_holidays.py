"""Independence Day is the only public holiday that statute pays for a day off."""

from datetime import date

import pytest

from rules import load_book
from rules.decisions.public_holidays import independence_day_pay


@pytest.mark.parametrize(
    ("day", "first", "paid"),
    [
        (date(2024, 12, 6), date(2024, 11, 29), True),  # Friday: 29 and 30 November, 2–5 December are six working days
        (date(2024, 12, 6), date(2024, 11, 30), False),
        (date(2025, 12, 6), date(2020, 1, 1), True),  # a Saturday counts too
        (date(2026, 12, 6), date(2020, 1, 1), False),  # a Sunday: only the Sunday rules
        (date(2024, 12, 26), date(2020, 1, 1), False),
        (date(2024, 12, 6), date(2025, 1, 1), False),  # not employed yet
    ],
)
def test_independence_day_pay(day, first, paid):
    decision = independence_day_pay(load_book(), day, first)
    assert decision.outcome is paid
    assert decision.reasons[0].section == "388/1937"


@pytest.mark.parametrize(
    ("day", "first", "code", "facts"),
    [
        (date(2024, 12, 26), date(2020, 1, 1), "other_holiday_unpaid", ()),
        (date(2024, 11, 6), date(2020, 1, 1), "other_holiday_unpaid", ()),
        (date(2026, 12, 6), date(2020, 1, 1), "independence_day_sunday", ()),
        (
            date(2024, 12, 6),
            date(2024, 11, 30),
            "independence_day_too_new",
            (("employment_first", "2024-11-30"), ("working_days", "5")),
        ),
        (
            date(2024, 12, 6),
            date(2024, 11, 29),
            "independence_day",
            (("employment_first", "2024-11-29"), ("working_days", "6")),
        ),
    ],
)
def test_why_it_is_or_is_not_paid(day, first, code, facts):
    decision = independence_day_pay(load_book(), day, first)
    (reason,) = decision.reasons
    assert (reason.code, reason.facts) == (code, facts)
    assert reason.link.startswith("https://www.finlex.fi/")
    assert [value.name for value in decision.values] == (["independence_day.working_days_before"] if facts else [])
