"""Shifts are cut in whole minutes: over midnight, over both changes of daylight saving, with breaks."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.hours import Limits, Piece, sort_minutes, split
from payroll.inputs import Shift

HELSINKI = ZoneInfo("Europe/Helsinki")
LAW = Limits(daily=480, weekly=2400, daily_first_step=120)


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI, fold=fold)


def pieces(start: str, end: str, break_minutes: int = 0, cuts: tuple[int, ...] = ()) -> list[tuple[str, int, int]]:
    shift = Shift(at(start), at(end), break_minutes)
    return [(piece.day.isoformat(), piece.start_minute, piece.minutes) for piece in split(shift, cuts)]


def test_an_afternoon_is_one_piece():
    assert pieces("2026-01-12T14:00", "2026-01-12T18:00") == [("2026-01-12", 840, 240)]


def test_a_night_is_cut_at_midnight():
    assert pieces("2026-01-12T22:00", "2026-01-13T06:30") == [("2026-01-12", 1320, 120), ("2026-01-13", 0, 390)]


def test_a_shift_that_ends_at_midnight_stays_on_its_day():
    assert pieces("2026-01-12T20:00", "2026-01-13T00:00") == [("2026-01-12", 1200, 240)]


def test_the_night_to_summer_time_is_an_hour_shorter():
    # 29 March 2026: 03:00 becomes 04:00
    assert pieces("2026-03-28T22:00", "2026-03-29T06:00") == [("2026-03-28", 1320, 120), ("2026-03-29", 0, 300)]


def test_the_night_to_winter_time_is_an_hour_longer():
    # 25 October 2026: 04:00 becomes 03:00
    assert pieces("2026-10-24T22:00", "2026-10-25T06:00") == [("2026-10-24", 1320, 120), ("2026-10-25", 0, 420)]


def test_the_hour_that_comes_twice_is_told_apart():
    first, second = (
        Shift(at("2026-10-25T03:30"), at("2026-10-25T03:30", fold=1)),
        Shift(at("2026-10-25T03:30", fold=1), at("2026-10-25T04:30")),
    )
    assert [piece.minutes for piece in split(first)] == [60]
    assert [piece.minutes for piece in split(second)] == [60]


def test_a_break_is_taken_in_the_middle():
    # 8 hours over midnight, half an hour off from 23:45 to 00:15
    assert pieces("2026-01-12T20:00", "2026-01-13T04:00", 30) == [
        ("2026-01-12", 1200, 225),
        ("2026-01-13", 15, 225),
    ]


def test_cuts_at_clock_times():
    assert pieces("2026-01-12T14:00", "2026-01-12T20:00", cuts=(1080,)) == [
        ("2026-01-12", 840, 240),
        ("2026-01-12", 1080, 120),
    ]


def test_a_shift_that_is_all_break_has_no_minutes():
    assert pieces("2026-01-12T14:00", "2026-01-12T15:00", 60) == []


@pytest.mark.parametrize(("end", "rest"), [("2026-01-12T14:00", 0), ("2026-01-12T13:00", 0), ("2026-01-12T15:00", 61)])
def test_impossible_shifts_are_refused(end, rest):
    with pytest.raises(ValueError, match="a shift from"):
        split(Shift(at("2026-01-12T14:00"), at(end), rest))


@given(
    start=st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2026-12-31")),
    length=st.integers(1, 1800),
    rest=st.integers(0, 90),
    cuts=st.sets(st.integers(1, 1439), max_size=4),
)
def test_no_minute_is_lost_or_found(start, length, rest, cuts):
    begins = start.replace(second=0, microsecond=0, tzinfo=ZoneInfo("UTC"))
    shift = Shift(begins, begins + timedelta(minutes=length), min(rest, length))
    found = split(shift, tuple(sorted(cuts)))
    assert sum(piece.minutes for piece in found) == length - min(rest, length)
    assert all(piece.minutes > 0 for piece in found)


def piece(day: str, minutes: int, start: int = 480) -> Piece:
    return Piece(date.fromisoformat(day), start, minutes)


def sums(found, field):
    return sum(getattr(one, field) for one in found)


def test_time_beyond_the_agreed_week_is_additional():
    week = [piece(f"2026-04-{day}", 240) for day in (20, 21)] + [piece("2026-04-22", 330), piece("2026-04-23", 240)]
    found = sort_minutes(week, [(date(2026, 1, 12), 960)], LAW)
    assert (sums(found, "plain"), sums(found, "additional")) == (960, 90)
    assert found[-1].additional == 90  # the last minutes of the week
    assert sums(found, "overtime_first") == sums(found, "overtime_weekly") == 0


def test_daily_overtime_has_two_steps():
    found = sort_minutes([piece("2026-04-20", 660)], [(date(2026, 1, 1), 2400)], LAW)
    assert (found[0].overtime_first, found[0].overtime_rest, found[0].plain) == (120, 60, 660)


def test_the_steps_of_a_day_go_on_in_the_next_shift():
    day = [piece("2026-04-20", 540, 360), piece("2026-04-20", 120, 1000)]
    found = sort_minutes(day, [(date(2026, 1, 1), 2400)], LAW)
    assert [(one.overtime_first, one.overtime_rest) for one in found] == [(60, 0), (60, 60)]


def test_weekly_overtime_is_what_is_not_daily_overtime():
    week = [piece(f"2026-04-{day}", 540) for day in (20, 21, 22, 23, 24)] + [piece("2026-04-25", 120)]
    found = sort_minutes(week, [(date(2026, 1, 1), 2400)], LAW)
    assert sums(found, "overtime_first") == 300
    assert sums(found, "overtime_weekly") == 120


def test_a_new_week_begins_on_monday():
    days = [piece(f"2026-04-{day}", 480) for day in (22, 23, 24, 25, 26, 27)]
    found = sort_minutes(days, [(date(2026, 1, 1), 2400)], LAW)
    assert sums(found, "overtime_weekly") == 0


def test_agreed_time_that_changes_in_the_week_counts_from_its_day():
    week = [piece("2026-04-20", 300), piece("2026-04-23", 300)]
    found = sort_minutes(week, [(date(2026, 1, 1), 300), (date(2026, 4, 22), 500)], LAW)
    assert [one.additional for one in found] == [0, 100]


def extra(day: str, minutes: int, start_minute: int = 1020) -> Piece:
    return Piece(date.fromisoformat(day), start_minute, minutes, "emergency")


def by_kind(rows):
    return [
        (one.day.isoformat(), one.plain, one.additional, one.overtime_first, one.overtime_rest, one.overtime_weekly)
        for one in rows
        if one.kind == "emergency"
    ]


def test_emergency_work_comes_after_the_other_work_of_its_day():
    """Four hours in the morning, six of emergency, two in the evening: two of the six fit into eight hours, two are in
    the first step of overtime and two beyond it."""
    day = date(2026, 1, 12)
    worked = [Piece(day, 480, 240), extra("2026-01-12", 360, 720), Piece(day, 1200, 120)]
    rows = sort_minutes(worked, [(date(2026, 1, 1), 960)], LAW)
    assert [(one.plain, one.additional, one.overtime_first) for one in rows if one.kind == "work"] == [
        (240, 0, 0), (120, 0, 0),
    ]  # fmt: skip
    assert by_kind(rows) == [("2026-01-12", 360, 0, 120, 120, 0)]


def test_emergency_work_is_weekly_overtime_beyond_forty_hours_and_never_additional_work():
    monday = date(2026, 1, 12)
    week = [Piece(monday + timedelta(days=number), 480, 480) for number in range(5)]
    agreed = [(date(2026, 1, 1), 2400)]
    rows = sort_minutes([*week, extra("2026-01-17", 180)], agreed, LAW)
    assert by_kind(rows) == [("2026-01-17", 180, 0, 0, 0, 180)]
    # on the Monday the eight hours are full already: all is daily overtime, and the Friday keeps its regular hours
    rows = sort_minutes([*week, extra("2026-01-12", 180)], agreed, LAW)
    assert by_kind(rows) == [("2026-01-12", 180, 0, 120, 60, 0)]
    assert [(one.plain, one.additional, one.overtime_weekly) for one in rows if one.kind == "work"] == [(480, 0, 0)] * 5
    # a week of 38 hours: two of three hours fit
    rows = sort_minutes([*week[:4], Piece(monday + timedelta(days=4), 480, 360), extra("2026-01-17", 180)], agreed, LAW)
    assert by_kind(rows) == [("2026-01-17", 180, 0, 0, 0, 60)]
    rows = sort_minutes([*week, extra("2026-01-17", 180)], agreed, LAW, frozenset({monday}))
    assert by_kind(rows) == [("2026-01-17", 180, 0, 0, 0, 0)]  # averaged: settled over the weeks together


def test_pieces_of_emergency_work_add_up_over_the_day_and_the_week():
    monday = date(2026, 1, 12)
    week = [Piece(monday + timedelta(days=number), 480, 480) for number in range(4)]
    rows = sort_minutes(
        [*week, extra("2026-01-16", 300, 480), extra("2026-01-16", 300, 900), extra("2026-01-17", 60)],
        [(date(2026, 1, 1), 1920)],
        LAW,
    )
    assert by_kind(rows) == [
        ("2026-01-16", 300, 0, 0, 0, 0),
        ("2026-01-16", 300, 0, 120, 0, 0),  # 10 hours: two beyond eight; 32 + 8 = 40 hours in the week
        ("2026-01-17", 60, 0, 0, 0, 60),
    ]
