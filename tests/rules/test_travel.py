"""Work trips: what is one, and which per diem it gives."""

from __future__ import annotations

from datetime import date, timedelta
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


FAR = (Decimal(60), Decimal(55))
NEAR = (Decimal(15), Decimal(15))
HOUR = 60


@pytest.mark.parametrize(
    ("minutes", "gives"),
    [
        (6 * HOUR, ""),
        (6 * HOUR + 1, "P"),
        (10 * HOUR, "P"),
        (10 * HOUR + 1, "F"),
        (24 * HOUR, "F"),
        (24 * HOUR + 119, "F"),
        (24 * HOUR + 120, "FP"),
        (30 * HOUR, "FP"),
        (30 * HOUR + 1, "FF"),
        (48 * HOUR, "FF"),
        (50 * HOUR, "FFP"),
        (56 * HOUR, "FFF"),
    ],
)
def test_the_travel_days_of_a_trip(minutes: int, gives: str) -> None:
    found = travel.travel_days(minutes, *FAR, DAY, load_book())
    assert "".join(one.per_diem[0].upper() for one in found.outcome) == gives
    assert [one.day for one in found.outcome] == [DAY + timedelta(days=n) for n in range(len(gives))]


def test_a_long_trip_to_a_near_place_gives_nothing() -> None:
    found = travel.travel_days(56 * HOUR, *NEAR, DAY, load_book())
    assert found.outcome == ()
    assert [one.code for one in found.reasons] == ["travel.too_near"]


def test_free_meals_halve_the_days_they_were_given_on() -> None:
    found = travel.travel_days(50 * HOUR, *FAR, DAY, load_book(), full_with_meals=1, partial_with_meals=1).outcome
    assert [(one.per_diem, one.halved) for one in found] == [("full", True), ("full", False), ("partial", True)]
    for full, partial in ((3, 0), (0, 2), (-1, 0)):
        with pytest.raises(ValueError, match="per diems with free meals"):
            travel.travel_days(50 * HOUR, *FAR, DAY, load_book(), full_with_meals=full, partial_with_meals=partial)
    with pytest.raises(ValueError, match="has no time"):
        travel.travel_days(0, *FAR, DAY, load_book())


@pytest.mark.parametrize(
    ("meals", "per_diem", "usual", "gives"),
    [
        (1, False, False, "travel.one_meal_euros"),
        (2, False, False, "travel.two_meals_euros"),
        (1, True, False, None),
        (1, False, True, None),
    ],
)
def test_a_meal_allowance_needs_no_per_diem_and_another_place(
    meals: int, per_diem: bool, usual: bool, gives: str | None
) -> None:
    found = travel.meal_allowance(meals, per_diem_paid=per_diem, usual_place=usual, day=DAY, book=load_book())
    assert found.outcome == gives
    assert found.reasons


@pytest.mark.parametrize("meals", [0, 3])
def test_a_meal_allowance_is_for_one_meal_or_two(meals: int) -> None:
    with pytest.raises(ValueError, match="one meal or two"):
        travel.meal_allowance(meals, per_diem_paid=False, usual_place=False, day=DAY, book=load_book())


@pytest.mark.parametrize(
    ("vehicle", "trailer", "passengers", "cents"),
    [("car", True, 0, 6400), ("car", True, 1, 6800), ("motorcycle", False, 0, 4200), ("motorcycle", False, 1, 4600)],
)
def test_a_trailer_and_a_motorcycle(vehicle: str, trailer: bool, passengers: int, cents: int) -> None:
    # 0.55 + 0.09 + 0.04 a passenger; 0.42
    figure = euros.mileage(Trace(), load_book(), DAY, Decimal(100), passengers, vehicle=vehicle, trailer=trailer)
    assert figure.cents == cents


@pytest.mark.parametrize(
    ("kind", "days", "halved", "cents"),
    [("full", 3, False, 16200), ("full", 1, True, 2700), ("partial", 1, True, 1250), ("partial", 2, True, 2500)],
)
def test_per_diems_of_several_days(kind: str, days: int, halved: bool, cents: int) -> None:
    assert euros.per_diem(Trace(), load_book(), DAY, kind, days=days, halved=halved).cents == cents


@pytest.mark.parametrize(
    ("minutes", "per_diems", "nights"),
    [
        (24 * 60, 1, 1),
        (26 * 60, 2, 1),  # two hours of the last day hold no night
        (28 * 60 - 1, 2, 1),
        (28 * 60, 2, 2),
        (28 * 60, 0, 0),  # no per diem, no night
        (24 * 60 + 60, 1, 1),  # an hour gives no per diem
        (11 * 60, 1, 1),
    ],
)
def test_a_night_needs_a_per_diem_and_four_hours(minutes: int, per_diems: int, nights: int) -> None:
    decided = travel.nights_at_most(minutes, per_diems, DAY, load_book())
    assert decided.outcome == nights
    assert [(one.code, dict(one.facts)) for one in decided.reasons] == [
        ("travel.nights", {"nights": str(nights), "minutes": "240"})
    ]


def test_nights_of_no_trip_are_refused() -> None:
    with pytest.raises(ValueError, match="no time"):
        travel.nights_at_most(0, 0, DAY, load_book())


def test_meals_and_nights() -> None:
    assert euros.meals(Trace(), load_book(), DAY, "travel.one_meal_euros").cents == 1350
    assert euros.meals(Trace(), load_book(), DAY, "travel.two_meals_euros").cents == 2700
    assert euros.nights(Trace(), load_book(), DAY, 2).cents == 3200
