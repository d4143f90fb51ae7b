"""Young Workers Act: hiring, hours, overtime, time of day, rest, health check, list."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from rules import load_book
from rules.decisions import young_workers as young
from rules.decisions.young_workers import Allowed

BOOK = load_book()
DAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("born", "done", "light", "may"),
    [
        (date(2011, 11, 9), True, False, True),
        (date(2011, 11, 9), False, False, False),
        (date(2011, 11, 9), None, False, None),
        (date(2011, 11, 10), True, False, False),
        (date(2012, 12, 31), None, True, True),  # turns fourteen in the year
        (date(2013, 1, 1), None, True, False),
        (date(2008, 11, 9), None, False, True),
    ],
)
def test_hiring(born, done, light, may) -> None:
    decision = young.may_be_hired(born, DAY, BOOK, basic_education_done=done, light_work=light)
    assert decision.outcome is may
    assert bool(decision.questions) == (may is None)


def test_the_act_protects_until_the_eighteenth_birthday() -> None:
    assert young.is_young(date(2008, 11, 10), DAY, BOOK)
    assert not young.is_young(date(2008, 11, 9), DAY, BOOK)


@pytest.mark.parametrize(
    ("age", "minutes", "school", "at_school", "expected"),
    [
        (16, 570, None, 0, Allowed(False, 540)),
        (15, 540, None, 0, Allowed(True, 540)),
        (14, 421, None, 0, Allowed(False, 420)),
        (15, 421, "day_off", 0, Allowed(False, 420)),
        (15, 120, "school_day", 300, Allowed(True, 120)),
        (15, 120, "school_day", 420, Allowed(False, 60)),
        (15, 1, "school_day", 500, Allowed(False, 0)),
        (18, 800, None, 0, Allowed(True, 1440)),
    ],
)
def test_hours_in_a_day(age, minutes, school, at_school, expected) -> None:
    assert young.daily_hours(age, minutes, DAY, BOOK, school=school, school_minutes=at_school).outcome == expected


def test_an_unknown_school_day_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind"):
        young.daily_hours(15, 1, DAY, BOOK, school="holiday")


@pytest.mark.parametrize(
    ("age", "minutes", "term", "expected"),
    [
        (15, 2880, False, Allowed(True, 2880)),
        (17, 2881, False, Allowed(False, 2880)),
        (14, 2101, False, Allowed(False, 2100)),
        (15, 721, True, Allowed(False, 720)),
        (18, 4000, False, Allowed(True, 10080)),
    ],
)
def test_hours_in_a_week(age, minutes, term, expected) -> None:
    assert young.weekly_hours(age, minutes, DAY, BOOK, in_term=term).outcome == expected


@pytest.mark.parametrize(
    ("age", "minutes", "consent", "allowed"),
    [(16, 4800, True, True), (16, 4801, True, False), (16, 1, False, False), (14, 1, True, False), (14, 0, True, True),
     (18, 99999, False, True)],
)  # fmt: skip
def test_overtime_in_a_year(age, minutes, consent, allowed) -> None:
    assert young.overtime(age, minutes, DAY, BOOK, consent=consent).outcome.allowed is allowed


def breaches(age: int, start: str, end: str, pause: int = 30, rest: int | None = None, **changes: bool) -> list[str]:
    found = young.shift_breaches(
        age, datetime.fromisoformat(f"2026-11-{start}"), datetime.fromisoformat(f"2026-11-{end}"), pause, rest, BOOK,
        **changes,
    ).outcome  # fmt: skip
    return [reason.code.removeprefix("young_worker.") for reason in found]


def test_the_time_of_day_by_age() -> None:
    assert breaches(16, "09T06:00", "09T12:00") == []
    assert breaches(16, "09T05:59", "09T12:00") == ["time_of_day"]
    assert breaches(16, "09T18:00", "09T22:00") == []
    assert breaches(16, "09T18:00", "09T22:01") == ["time_of_day"]
    assert breaches(16, "09T18:00", "09T23:00", household_consent=True) == []
    assert breaches(16, "09T18:00", "10T00:30", household_consent=True) == ["time_of_day"]
    assert breaches(15, "09T06:00", "09T12:00", rest=720) == []
    assert breaches(14, "09T08:00", "09T12:00") == []
    assert breaches(14, "09T07:00", "09T12:00") == ["special_reason_needed"]
    assert breaches(14, "09T07:59", "09T20:00") == ["special_reason_needed"]
    assert breaches(14, "09T05:59", "09T12:00") == ["time_of_day"]
    assert breaches(14, "09T05:59", "09T12:00", special_reason=True) == ["time_of_day"]
    assert breaches(14, "09T07:00", "09T20:01", 60) == ["time_of_day"]  # no reason lets it end later
    assert breaches(15, "09T05:59", "09T12:00", special_reason=True) == ["time_of_day"]
    assert breaches(14, "09T07:00", "09T12:00", special_reason=True) == []
    assert breaches(14, "09T18:00", "09T20:30") == ["time_of_day"]
    assert breaches(18, "09T18:00", "10T04:30", 0, 60) == []


def test_rest_and_breaks_by_age() -> None:
    assert breaches(16, "09T08:00", "09T12:30", 0) == []
    assert breaches(16, "09T08:00", "09T12:31", 29) == ["break"]
    # from 2 to 7 in the night in which an hour is skipped, four hours pass: no break is needed
    skipped = [datetime(2026, 3, 29, hour) for hour in (2, 7)]  # noqa: DTZ001
    assert [one.code for one in young.shift_breaches(16, *skipped, 0, None, BOOK).outcome] == [
        "young_worker.time_of_day"
    ]
    assert breaches(16, "09T08:00", "09T12:00", rest=720) == []
    assert breaches(16, "09T08:00", "09T12:00", rest=719) == ["daily_rest"]
    assert breaches(14, "09T08:00", "09T12:00", rest=839) == ["daily_rest"]
    assert young.weekly_rest_is_enough(16, 2280, DAY, BOOK).outcome is True
    assert young.weekly_rest_is_enough(16, 2279, DAY, BOOK).outcome is False
    assert young.weekly_rest_is_enough(18, 0, DAY, BOOK).outcome is True


@pytest.mark.parametrize(
    ("end", "light", "certificate", "by"),
    [
        (None, False, None, date(2026, 12, 9)),
        (None, True, None, None),
        (date(2027, 2, 8), False, None, None),
        (date(2027, 2, 9), False, None, date(2026, 12, 9)),
        (None, False, date(2025, 11, 10), None),
        (None, False, date(2025, 11, 9), date(2026, 12, 9)),
    ],
)
def test_the_health_check(end, light, certificate, by) -> None:
    assert young.health_check_by(DAY, end, BOOK, light_work=light, certificate=certificate).outcome == by


@pytest.mark.parametrize(("end", "listed"), [(None, True), (date(2027, 1, 8), True), (date(2027, 1, 7), False)])
def test_the_list_of_young_workers(end, listed) -> None:
    assert young.belongs_on_list(DAY, end, BOOK).outcome is listed
