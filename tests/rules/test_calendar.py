"""The legal sets of days, checked against the Easter computus and the movable-day rules."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from rules import Period, calendar

# Moved to Saturdays by the law of 1973-1990; the Church Order's rule holds from 1991.
EXCEPTIONS = {(1990, calendar.ASCENSION): date(1990, 5, 19)}


def easter_sunday(year: int) -> date:
    """Gregorian computus (anonymous algorithm), independent of the package under test."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    moon = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * moon) // 433
    month = (h + moon - 7 * m + 90) // 25
    return date(year, month, (h + moon - 7 * m + 33 * month + 19) % 32)


def saturday_from(day: date) -> date:
    while day.weekday() != 5:
        day += timedelta(days=1)
    return day


def expected(year: int) -> dict[str, date]:
    easter = easter_sunday(year)
    midsummer = saturday_from(date(year, 6, 20))
    return {
        "New Year's Day": date(year, 1, 1),
        "Epiphany": date(year, 1, 6),
        "Good Friday": easter - timedelta(days=2),
        "Easter Sunday": easter,
        "Easter Monday": easter + timedelta(days=1),
        "May Day": date(year, 5, 1),
        "Ascension Day": EXCEPTIONS.get((year, "Ascension Day"), easter + timedelta(days=39)),
        "Pentecost": easter + timedelta(days=49),
        "Midsummer Eve": midsummer - timedelta(days=1),
        "Midsummer Day": midsummer,
        "All Saints' Day": saturday_from(date(year, 10, 31)),
        "Independence Day": date(year, 12, 6),
        "Christmas Eve": date(year, 12, 24),
        "Christmas Day": date(year, 12, 25),
        "Second Day of Christmas": date(year, 12, 26),
    }


@pytest.mark.parametrize("year", range(1990, 2101))
def test_every_set_follows_the_computus(year: int) -> None:
    days = expected(year)
    assert set(calendar.public_holidays(year)) == set(days.values())
    for name, day in days.items():
        assert calendar.holiday_named(year, name) == day
    easter_saturday = easter_sunday(year) - timedelta(days=1)
    assert calendar.easter_saturday(year) == easter_saturday
    eves = {days["Midsummer Eve"], days["Christmas Eve"]}
    red = set(days.values()) - eves
    for day in Period(date(year, 1, 1), date(year + 1, 1, 1)):
        sunday = day.weekday() == 6
        assert calendar.is_public_holiday(day) == (day in red | eves)
        assert calendar.is_sunday_rate(day) == (sunday or day in red)
        assert calendar.uses_holiday_day(day) == (not sunday and day not in red | eves | {easter_saturday})
        assert calendar.is_sick_weekday(day) == (not sunday and day not in red)
        assert calendar.is_business_day(day) == (day.weekday() < 5 and day not in red | eves)


def test_names_sharing_a_day_are_both_kept() -> None:
    assert calendar.public_holidays(2008)[date(2008, 5, 1)] == "Ascension Day; May Day"
    assert calendar.is_sunday_rate(date(2008, 5, 1))


def test_published_counts_of_weekday_holidays() -> None:
    # University Almanac Office: Monday to Friday, both eves included.
    counts = {2020: 9, 2022: 7, 2026: 9, 2027: 8}
    for year, count in counts.items():
        assert sum(1 for day in calendar.public_holidays(year) if day.weekday() < 5) == count


def test_uncounted_weekdays_of_2026() -> None:
    days = " ".join(day.strftime("%m-%d") for day in calendar.uncounted_weekdays(2026))
    assert days == "01-01 01-06 04-03 04-04 04-06 05-01 05-14 06-19 06-20 10-31 12-24 12-25 12-26"


def test_holiday_days_and_last_day_agree() -> None:
    assert calendar.holiday_days(Period.closed(date(2026, 6, 8), date(2026, 7, 7))) == 24
    assert calendar.last_holiday_day(date(2026, 6, 8), 24) == date(2026, 7, 7)
    assert calendar.last_holiday_day(date(2026, 6, 7), 1) == date(2026, 6, 8)
    with pytest.raises(ValueError, match="at least one"):
        calendar.last_holiday_day(date(2026, 6, 8), 0)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [("2026-01-15", "2026-05-13", 4), ("2026-01-15", "2026-05-14", 4), ("2026-01-15", "2026-05-15", 5),
     ("2025-10-31", "2026-02-27", 4), ("2025-10-31", "2026-02-28", 5), ("2026-03-01", "2026-03-01", 1)],
)  # fmt: skip
def test_a_day_beyond_whole_months_begins_another(first, last, months) -> None:
    after = date.fromisoformat(last) + timedelta(days=1)
    assert calendar.begun_months(date.fromisoformat(first), after) == months


def test_heta_free_days() -> None:
    # 6.12.2026 is a Sunday and 26.12.2026 a Saturday.
    assert sorted(calendar.heta_free_days(2026)) == [
        date(2026, 1, 1), date(2026, 1, 6), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14),
        date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 25),
    ]  # fmt: skip
    assert date(2024, 5, 9) not in calendar.heta_free_days(2024)
    assert date(2025, 5, 29) in calendar.heta_free_days(2025)
    assert date(2019, 1, 1) not in calendar.heta_free_days(2019)  # a Tuesday: New Year's Day counts from 2020
    assert date(2020, 1, 1) in calendar.heta_free_days(2020)


def test_business_days_around_a_weekend_and_easter() -> None:
    assert calendar.previous_business_day(date(2026, 10, 31)) == date(2026, 10, 30)
    assert calendar.previous_business_day(date(2026, 4, 6)) == date(2026, 4, 2)
    assert calendar.previous_business_day(date(2026, 12, 24)) == date(2026, 12, 23)
    assert calendar.previous_business_day(date(2026, 6, 19)) == date(2026, 6, 18)
    assert calendar.previous_business_day(date(2026, 6, 18)) == date(2026, 6, 18)
    assert calendar.next_business_day(date(2026, 4, 3)) == date(2026, 4, 7)
    assert calendar.next_business_day(date(2026, 9, 12)) == date(2026, 9, 14)


def test_credit_years_and_seasons() -> None:
    assert calendar.credit_year(date(2026, 3, 31)) == Period(date(2025, 4, 1), date(2026, 4, 1))
    assert calendar.credit_year(date(2026, 4, 1)) == Period(date(2026, 4, 1), date(2027, 4, 1))
    years = list(calendar.credit_years(date(2024, 3, 31), date(2026, 3, 31)))
    assert [year.first.year for year in years] == [2023, 2024, 2025]
    assert list(calendar.credit_years(date(2024, 4, 1), date(2024, 3, 1))) == []
    assert len(list(calendar.credit_years(date(2024, 3, 31), date(2024, 4, 1)))) == 2
    season = calendar.holiday_season(2026)
    assert date(2026, 5, 1) not in season
    assert date(2026, 5, 2) in season
    assert date(2026, 9, 30) in season
    assert date(2026, 10, 1) not in season


def test_months_are_cut_to_the_period() -> None:
    cut = list(calendar.months(Period.closed(date(2026, 11, 15), date(2027, 1, 3))))
    assert [(part.first, part.last) for part in cut] == [
        (date(2026, 11, 15), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 3)),
    ]


def test_a_warm_look_up_costs_about_a_microsecond() -> None:
    day = date(2026, 5, 14)
    calendar.is_sunday_rate(day)
    best = min(_thousand_calls(day) for _ in range(7))
    assert best < 3_000_000  # nanoseconds for a thousand calls; three times the budget, for a busy machine


def _thousand_calls(day: date) -> int:
    before = time.perf_counter_ns()
    for _ in range(1000):
        calendar.is_sunday_rate(day)
    return time.perf_counter_ns() - before


def test_a_moment_without_an_offset_is_finnish_time() -> None:
    winter, summer = datetime(2026, 1, 15, 12), datetime(2026, 7, 15, 12)  # noqa: DTZ001
    assert calendar.in_utc(winter) == datetime(2026, 1, 15, 10, tzinfo=UTC)
    assert calendar.in_utc(summer) == datetime(2026, 7, 15, 9, tzinfo=UTC)
    elsewhere = datetime(2026, 7, 15, 12, tzinfo=timezone(timedelta(hours=1)))
    assert calendar.in_utc(elsewhere) == datetime(2026, 7, 15, 11, tzinfo=UTC)
    assert calendar.in_utc(elsewhere).tzinfo is UTC


def test_the_change_to_summer_time_skips_an_hour() -> None:
    hour = datetime(2026, 3, 29)  # noqa: DTZ001
    assert calendar.on_the_clock(hour + timedelta(minutes=179))
    assert not calendar.on_the_clock(hour + timedelta(minutes=180))
    assert not calendar.on_the_clock((hour + timedelta(minutes=239)).replace(tzinfo=ZoneInfo("Europe/Helsinki")))
    assert calendar.on_the_clock(hour + timedelta(minutes=240))
    assert calendar.on_the_clock(datetime(2026, 10, 25, 3, 30))  # noqa: DTZ001 - twice
