"""Half-open periods of days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import Days, Period

JANUARY = Period(date(2026, 1, 1), date(2026, 2, 1))


def test_the_first_day_is_inside_and_the_day_after_is_not():
    assert date(2026, 1, 1) in JANUARY
    assert date(2026, 1, 31) in JANUARY
    assert date(2026, 2, 1) not in JANUARY
    assert date(2025, 12, 31) not in JANUARY
    assert "2026-01-15" not in JANUARY


def test_a_period_is_written_with_its_last_day_by_people():
    assert Period.closed(date(2026, 1, 1), date(2026, 1, 31)) == JANUARY
    assert JANUARY.last == date(2026, 1, 31)
    assert JANUARY.days == 31
    assert (min(JANUARY), max(JANUARY)) == (date(2026, 1, 1), date(2026, 1, 31))


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_an_empty_period_has_no_days():
    empty = Period(date(2026, 1, 1), date(2026, 1, 1))
    assert (empty.days, list(empty)) == (0, [])


@pytest.mark.parametrize(
    ("first", "after", "common"),
    [
        ("2025-12-01", "2026-01-01", None),
        ("2025-12-01", "2026-01-02", ("2026-01-01", "2026-01-02")),
        ("2026-01-31", "2026-03-01", ("2026-01-31", "2026-02-01")),
        ("2026-02-01", "2026-03-01", None),
        ("2026-01-10", "2026-01-20", ("2026-01-10", "2026-01-20")),
    ],
)
def test_the_days_common_to_two_periods(first, after, common):
    other = Period(date.fromisoformat(first), date.fromisoformat(after))
    expected = None if common is None else Period(*(date.fromisoformat(each) for each in common))
    assert JANUARY.overlap(other) == expected
    assert other.overlap(JANUARY) == expected


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(0, 400), DAYS, st.integers(0, 400))
def test_an_overlap_holds_exactly_the_days_of_both(one, length, two, width):
    first = Period(one, date.fromordinal(one.toordinal() + length))
    second = Period(two, date.fromordinal(two.toordinal() + width))
    common = first.overlap(second)
    assert set(common or ()) == set(first) & set(second)


def test_no_deciding_day_is_given_by_default():
    assert all(getattr(Days(), name) is None for name in Days.__dataclass_fields__)
