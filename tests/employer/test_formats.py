"""How numbers, days and times are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from employer import formats

N, M = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"
NIGHT = datetime(2026, 11, 1, 22, 5, tzinfo=UTC)  # in Finland already the next day


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (formats.money(123450), f"1{N}234,50{N}€"),
        (formats.money(0), f"0,00{N}€"),
        (formats.money(5), f"0,05{N}€"),
        (formats.money(-5), f"{M}0,05{N}€"),
        (formats.money(-123456789), f"{M}1{N}234{N}567,89{N}€"),
        (formats.price(Decimal("13.2")), f"13,20{N}€"),
        (formats.price("0.265"), f"0,265{N}€"),
        (formats.price("1234"), f"1{N}234,00{N}€"),
        (formats.percent("14.50"), f"14,5{N}%"),
        (formats.percent("30.0"), f"30{N}%"),
        (formats.percent(Decimal("0.89")), f"0,89{N}%"),
        (formats.number("-1234567.5"), f"{M}1{N}234{N}567,5"),
        (formats.number("1E+3"), f"1{N}000"),
        (formats.number("3.6000", 2), "3,60"),
        (formats.day(date(2026, 11, 2)), "2.11.2026"),
        (formats.day("2026-11-02"), "2.11.2026"),
        (formats.day(NIGHT), "2.11.2026"),
        (formats.days("2026-11-01", "2026-11-30"), "1.11.–30.11.2026"),
        (formats.days("2026-12-01", "2027-01-31"), "1.12.2026–31.1.2027"),
        (formats.days("2026-12-01", "2026-12-01"), "1.12.2026"),
        (formats.long_day(date(2026, 11, 2)), "maanantai 2. marraskuuta 2026"),
        (formats.long_day(date(2026, 11, 2), "selko"), "maanantai 2. marraskuuta 2026"),
        (formats.long_day(date(2026, 11, 2), "sv"), "måndag 2 november 2026"),
        (formats.long_day("2026-11-02", "en"), "Monday 2 November 2026"),
        (formats.weekday("2026-11-02", "sv"), "måndag"),
        (formats.month("2026-11"), "marraskuu 2026"),
        (formats.month(date(2026, 11, 2), "en"), "November 2026"),
        (formats.clock_time(time(7, 5)), "7.05"),
        (formats.clock_time(time(7, 5), "sv"), "7.05"),
        (formats.clock_time("07:05", "en"), "7:05"),
        (formats.clock_time(NIGHT), "0.05"),
        (formats.clock_time(425), "7.05"),
        (formats.moment(NIGHT), f"2.11.2026 klo{N}0.05"),
        (formats.moment(NIGHT, "en"), f"2.11.2026 at{N}0:05"),
        (formats.hours(450), f"7{N}tuntia 30{N}minuuttia"),
        (formats.hours(61), f"1{N}tunti 1{N}minuutti"),
        (formats.hours(0), f"0{N}tuntia"),
        (formats.hours(45, "sv"), f"45{N}minuter"),
        (formats.hours(-90, "en"), f"{M}1{N}hour 30{N}minutes"),
        (formats.clock_hours(450), f"7{N}h{N}30{N}min"),
        (formats.clock_hours(480), f"8{N}h"),
        (formats.clock_hours(5), f"5{N}min"),
        (formats.account("FI2112345600000785"), f"FI21{N}1234{N}5600{N}0007{N}85"),
        (formats.masked_account("FI21 1234 5600 0007 85"), f"…{N}0785"),
        (formats.masked_identity_code("010190-900P"), "010190-****"),
        (formats.masked_identity_code("140301A904V"), "140301A****"),
    ],
)
def test_it_is_written_the_finnish_way(shown: str, text: str) -> None:
    assert shown == text


@pytest.mark.parametrize(
    ("do", "wrong"),
    [
        (formats.money, 12.5),
        (formats.money, True),
        (formats.money, "12"),
        (formats.hours, 7.5),
        (formats.clock_hours, True),
    ],
)
def test_only_whole_cents_and_minutes_are_written(do: Callable[[object], str], wrong: object) -> None:
    with pytest.raises(TypeError):
        do(wrong)


def test_what_is_no_number_is_not_shown() -> None:
    with pytest.raises(ValueError, match="not a number"):
        formats.number("NaN")


def test_padding_never_cuts_digits() -> None:
    assert formats.number("1.2345", 2) == "1,2345"


@pytest.mark.parametrize(
    ("by", "shown"),
    [
        ("Salla Aallonkoski (1)", "Salla Aallonkoski"),
        ("Salla Aallonkoski", "Salla Aallonkoski"),
        ("A (B) (12)", "A (B)"),
    ],
)
def test_who_did_it_is_shown_by_name(by: str, shown: str) -> None:
    assert formats.person(by) == shown


def test_the_filters_are_the_functions() -> None:
    assert all(formats.FILTERS[name] is getattr(formats, name) for name in formats.FILTERS)
