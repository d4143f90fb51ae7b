"""Which hours carry which supplement of the personal assistants' agreement."""

from dataclasses import replace
from datetime import date

import pytest

from rules import load_book
from rules.decisions import supplements
from rules.decisions.supplements import Edges, kinds_at

BOOK = load_book()
WEDNESDAY, SATURDAY, SUNDAY, MONDAY = date(2024, 8, 7), date(2024, 8, 3), date(2024, 8, 4), date(2024, 8, 5)
EDGES = Edges(
    evening_first=1080,
    evening_after=1260,
    night_first=1260,
    night_after=None,
    saturday_first=None,
    saturday_certain_from=840,
    saturday_after=1260,
    sunday_eve_first=1260,
    sunday_after=None,
    morning=480,
)


def kinds(day, clock, edges=EDGES, holiday=False):
    hour, minute = clock.split(":")
    found = kinds_at(day, int(hour) * 60 + int(minute), edges, holiday)
    return found.kinds, found.unknown_edges


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (WEDNESDAY, "17:59", ()),
        (WEDNESDAY, "18:00", ("evening",)),
        (WEDNESDAY, "20:59", ("evening",)),
        (WEDNESDAY, "21:00", ("night",)),
        (SATURDAY, "14:00", ("saturday",)),
        (SATURDAY, "18:00", ("saturday", "evening")),
        (SATURDAY, "21:00", ("sunday", "night")),
        (SUNDAY, "12:00", ("sunday",)),
        (MONDAY, "08:00", ()),
    ],
)
def test_known_hours(day, clock, expected):
    assert kinds(day, clock) == (expected, ())


@pytest.mark.parametrize(
    ("day", "clock", "edge"),
    [
        (SATURDAY, "13:59", "heta.saturday.first"),
        (WEDNESDAY, "07:59", "heta.night.after"),
    ],
)
def test_hours_beyond_a_known_edge_are_asked(day, clock, edge):
    assert edge in kinds(day, clock)[1]


def test_the_morning_after_a_sunday_asks_where_sunday_ends():
    assert kinds(MONDAY, "05:00")[1] == ("heta.sunday.after", "heta.night.after")


def test_answered_edges_decide():
    known = replace(EDGES, night_after=360, saturday_first=600, sunday_after=360)
    assert kinds(WEDNESDAY, "05:59", known) == (("night",), ())
    assert kinds(WEDNESDAY, "06:00", known) == ((), ())
    assert kinds(SATURDAY, "09:59", known) == ((), ())
    assert kinds(SATURDAY, "10:00", known) == (("saturday",), ())
    assert kinds(MONDAY, "05:00", known) == (("sunday", "night"), ())
    assert kinds(MONDAY, "06:00", known) == ((), ())


def test_a_weekday_holiday_contains_the_sunday_part():
    assert kinds(date(2025, 1, 6), "12:00", holiday=True) == (("public_holiday",), ())


def test_cuts_are_every_clock_time_at_which_something_changes():
    assert EDGES.cuts == (480, 840, 1080, 1260)
    assert replace(EDGES, night_after=360, sunday_after=0).cuts == (360, 840, 1080, 1260)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("saturday", "evening", "yes"),
        ("evening", "saturday", "yes"),
        ("saturday", "sunday", "no"),
        ("sunday", "evening", "unknown"),
        ("night", "standby", "unknown"),
    ],
)
def test_what_stacks(one, other, together):
    assert supplements.stacks(BOOK, WEDNESDAY, one, other) == together


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        (date(2025, 1, 3), date(2025, 1, 16), True),
        (date(2025, 1, 3), date(2025, 1, 15), False),
        (date(2025, 1, 5), None, True),
    ],
)
def test_two_weeks_of_employment_give_weekday_holidays(first, last, right):
    assert supplements.weekday_holiday_right(BOOK, date(2025, 1, 6), first, last).outcome is right


def test_weekday_holidays():
    assert supplements.weekday_holiday(date(2025, 1, 6))
    assert not supplements.weekday_holiday(date(2026, 12, 26))  # a Saturday
