"""Work trips: what is one, and which per diem it gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from payroll import travel as euros
from payroll.figures import Trace
from rules import NoValueForDay, load_book
from rules.decisions import travel

DAY = date(2026, 3, 10)


def test_the_way_between_home_and_work_is_no_work_trip() -> None:
    assert travel.is_work_trip(between_home_and_work=True).outcome is False
    assert travel.is_work_trip(between_home_and_work=False).outcome is True


@pytest.mark.parametrize(
    ("minutes", "home_km", "work_km", "gives"),
    [
        (601, "16", "6", "full"),
        (600, "16", "6", "partial"),
        (361, "6", "15.1", "partial"),
        (360, "16", "6", None),
        (1440, "15", "15", None),
        (1440, "100", "5", None),
        (1440, "5.1", "15.1", "full"),
    ],
)
def test_time_and_distance_decide_the_per_diem(minutes: int, home_km: str, work_km: str, gives: str | None) -> None:
    found = travel.per_diem(minutes, Decimal(home_km), Decimal(work_km), DAY, load_book())
    assert found.outcome == gives
    assert found.reasons[0].section == "1535/1992 73 §"
    assert found.values


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_a_trip_is_at_most_a_day(minutes: int) -> None:
    with pytest.raises(ValueError, match="at most a day"):
        travel.per_diem(minutes, Decimal(20), Decimal(20), DAY, load_book())


@pytest.mark.parametrize(
    ("day", "kilometres", "passengers", "cents"),
    [
        (date(2024, 5, 2), "100", 0, 5700),
        (date(2025, 5, 2), "100", 1, 6300),
        (DAY, "41.5", 0, 2283),  # 41.5 × 0.55 = 22.825, half up
        (DAY, "10", 2, 630),
    ],
)
def test_mileage_follows_its_year(day: date, kilometres: str, passengers: int, cents: int) -> None:
    assert euros.mileage(Trace(), load_book(), day, Decimal(kilometres), passengers).cents == cents


@pytest.mark.parametrize(("kind", "cents"), [("full", 5400), ("partial", 2500)])
def test_per_diems_of_2026(kind: str, cents: int) -> None:
    assert euros.per_diem(Trace(), load_book(), DAY, kind).cents == cents


def test_a_year_without_its_decision_has_no_value() -> None:
    with pytest.raises(NoValueForDay):
        euros.mileage(Trace(), load_book(), date(2027, 1, 2), Decimal(1), 0)
