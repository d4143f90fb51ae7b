"""What overtime exchanged for time off gives, how it is used up, and what is not paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from payroll import CannotCalculate
from payroll.exchanged import credit, exchanged_at_end, settle, without_exchanged
from payroll.hours import EMERGENCY, TRAINING, Sorted
from payroll.inputs import TimeOff
from rules import Period, load_book
from tests.payroll.builders import day, inputs

BOOK = load_book()
MONDAY = day("2026-01-12")
LONG = Sorted(MONDAY, 480, 660, 480, 180, 120, 60, 0)  # eight hours to 19, eight of them agreed: three of overtime


def exchange(kind: str = "overtime_50", minutes: int = 120, **more: Any) -> TimeOff:
    return replace(TimeOff(MONDAY, kind, minutes), **more)


@pytest.mark.parametrize(
    ("noted", "parts", "by"),
    [
        (exchange(), (120, 60, 0), date(2026, 7, 12)),
        (exchange("overtime_100", 60), (60, 60, 0), date(2026, 7, 12)),
        (exchange("overtime_weekly", 60), (60, 30, 0), date(2026, 7, 12)),
        (exchange("additional", 61), (61, 0, 0), date(2026, 7, 12)),
        (exchange(increase_only=True), (0, 60, 0), date(2026, 7, 12)),
        (exchange(by=day("2026-12-31")), (120, 60, 0), date(2026, 12, 31)),
        (exchange("weekly_rest", 300), (0, 0, 300), date(2026, 4, 12)),
        (exchange(day=day("2025-08-31")), (120, 60, 0), date(2026, 2, 28)),
    ],
)
def test_an_exchange_gives_time_off_longer_by_its_increase(noted: TimeOff, parts: tuple[int, ...], by: date) -> None:
    given = credit(noted, BOOK)
    assert (given.work, given.increase, given.rest) == parts
    assert (given.by, given.minutes) == (by, sum(parts))


def test_minutes_that_give_no_whole_minute_are_refused() -> None:
    with pytest.raises(ValueError, match="whole"):
        credit(exchange("overtime_weekly", 61), BOOK)


def test_time_off_is_used_by_its_last_day_and_the_work_before_its_increase() -> None:
    early, late = credit(exchange(by=day("2026-02-01")), BOOK), credit(exchange("additional", 30), BOOK)
    later = credit(exchange("overtime_100", 60, day=day("2026-01-20"), by=day("2026-01-31")), BOOK)
    settled = settle([late, later, early], [(day("2026-01-19"), 130), (day("2026-01-21"), 150)])
    assert [(one.day.day, one.minutes, one.of, one.credit is early) for one in settled.shares] == [
        (19, 120, "work", True),
        (19, 10, "increase", True),
        (21, 60, "work", False),  # its last day is the first, and it was not there on the 19th
        (21, 60, "increase", False),
        (21, 30, "increase", True),
    ]
    assert settled.left_minutes == 20 + 30
    assert settled.beyond == ()


def test_what_is_taken_beyond_is_told_day_by_day() -> None:
    settled = settle([credit(exchange("additional", 30), BOOK)], [(MONDAY, 40), (day("2026-01-13"), 5)])
    assert settled.beyond == ((MONDAY, 10), (day("2026-01-13"), 5))
    assert settle([credit(exchange(), BOOK)], [(day("2026-01-11"), 10)]).beyond == ((day("2026-01-11"), 10),)


@pytest.mark.parametrize(
    ("noted", "hourly", "expected"),
    [
        (exchange(), True, {"additional": 60, "overtime_first": 0}),
        (exchange("overtime_100", 60), True, {"additional": 120, "overtime_rest": 0}),
        (exchange("overtime_100", 60), False, {"additional": 120, "overtime_rest": 0}),
        (exchange("overtime_50", 60), True, {"additional": 120, "overtime_first": 60}),
        (exchange(minutes=60, increase_only=True), True, {"overtime_first": 60}),
    ],
)
def test_what_was_exchanged_is_not_paid(noted: TimeOff, hourly: bool, expected: dict[str, int]) -> None:
    made = inputs(time_off=(noted,))
    assert without_exchanged(made, [LONG], lambda _: hourly, ()) == [replace(LONG, **expected)]


def test_overtime_within_the_agreed_week_comes_off_the_plain_time() -> None:
    row = replace(LONG, plain=660, additional=0)
    made = inputs(time_off=(exchange(),))
    assert without_exchanged(made, [row], lambda _: True, ()) == [replace(row, plain=540, overtime_first=0)]
    with pytest.raises(CannotCalculate, match="there are 0"):  # the monthly wage holds the hour already
        without_exchanged(made, [row], lambda _: False, ())


@pytest.mark.parametrize("hourly", [True, False])  # a monthly wage has not paid them either
def test_overtime_early_in_a_week_takes_away_the_additional_work_that_it_put_at_the_end(hourly: bool) -> None:
    # ten hours on Tuesday in a week of forty agreed ones: two are beyond them, counted on Friday and on Saturday
    tuesday = Sorted(day("2026-01-13"), 480, 600, 600, 0, 120, 0, 0)
    friday = Sorted(day("2026-01-16"), 480, 480, 390, 90, 0, 0, 0)
    saturday = Sorted(day("2026-01-17"), 480, 330, 0, 330, 0, 0, 300)
    next_week = Sorted(day("2026-01-19"), 480, 330, 0, 330, 0, 0, 0)
    rows = [tuesday, friday, saturday, next_week]
    made = inputs(time_off=(exchange(day=tuesday.day),))
    assert without_exchanged(made, rows, lambda _: hourly, ()) == [
        replace(tuesday, plain=480, overtime_first=0),
        replace(friday, plain=480, additional=0),
        replace(saturday, plain=30, additional=300),
        next_week,
    ]
    increase = inputs(time_off=(exchange(day=tuesday.day, increase_only=True),))
    assert without_exchanged(increase, rows, bool, ()) == [replace(tuesday, overtime_first=0), *rows[1:]]


def test_weekly_overtime_and_additional_work_are_exchanged_too() -> None:
    row = Sorted(MONDAY, 480, 480, 300, 180, 0, 0, 120)
    made = inputs(time_off=(exchange("overtime_weekly", 120), exchange("additional", 60)))
    assert without_exchanged(made, [row], lambda _: True, ()) == [replace(row, additional=0, overtime_weekly=0)]
    assert without_exchanged(made, [row], lambda _: False, ()) == [replace(row, additional=0, overtime_weekly=0)]


@pytest.mark.parametrize(
    "row", [replace(LONG, kind=EMERGENCY), replace(LONG, start_minute=TRAINING), replace(LONG, overtime_first=118)]
)
def test_more_than_the_day_has_is_refused(row: Sorted) -> None:
    with pytest.raises(CannotCalculate) as refused:
        without_exchanged(inputs(time_off=(exchange(),)), [row], lambda _: True, ())
    assert refused.value.code == "time_off_minutes"
    there = row.overtime_first if row.overtime_first < 120 else 0
    assert refused.value.facts == {"day": MONDAY, "minutes": 120, "offered": there}


def test_additional_work_and_weekly_overtime_belong_to_their_week() -> None:
    tuesday = Sorted(day("2026-01-13"), 480, 480, 480, 0, 0, 0, 0)  # the shift beyond the agreed week
    friday = Sorted(day("2026-01-16"), 480, 480, 180, 300, 0, 0, 60)  # at whose end it is counted
    noted = (exchange("additional", 200, day=tuesday.day), exchange("overtime_weekly", 60, day=day("2026-01-18")))
    made = without_exchanged(inputs(time_off=noted), [tuesday, friday], lambda _: True, ())
    assert made == [tuesday, replace(friday, additional=40, overtime_weekly=0)]
    with pytest.raises(CannotCalculate, match="there are 0"):
        without_exchanged(inputs(time_off=(replace(noted[0], day=day("2026-01-19")),)), [tuesday, friday], bool, ())


def test_hours_that_are_there_only_because_of_overtime_are_no_additional_work() -> None:
    # thirty agreed hours, ten on Tuesday: of the four hours beyond them on Thursday two are the overtime's own
    tuesday = Sorted(day("2026-01-13"), 480, 600, 600, 0, 120, 0, 0)
    thursday = Sorted(day("2026-01-15"), 480, 480, 240, 240, 0, 0, 0)
    rows = [tuesday, thursday]
    off = exchange("additional", 120, day=thursday.day)
    paid = without_exchanged(inputs(time_off=(off,)), rows, bool, ())
    assert paid == [tuesday, replace(thursday, additional=120)]
    for order in ((exchange(day=tuesday.day), off), (off, exchange(day=tuesday.day))):
        both = without_exchanged(inputs(time_off=order), rows, bool, ())
        assert both == [replace(tuesday, plain=480, overtime_first=0), replace(thursday, plain=360, additional=0)]
    increase = exchange(day=tuesday.day, increase_only=True)
    for noted in (replace(off, minutes=121), exchange("additional", 1, day=tuesday.day)):
        more = inputs(time_off=(increase, off, noted) if noted.minutes == 1 else (increase, noted))
        with pytest.raises(CannotCalculate) as refused:
            without_exchanged(more, rows, bool, ())
        assert dict(refused.value.facts)["offered"] == (0 if noted.minutes == 1 else 120)


def test_of_the_hours_beyond_the_week_those_that_overtime_put_there_are_no_additional_work() -> None:
    # eleven hours on Tuesday in a week of forty agreed ones; 240 minutes beyond them at its end, 180 by the overtime
    tuesday = Sorted(day("2026-01-13"), 480, 660, 660, 0, 120, 60, 0)
    friday = Sorted(day("2026-01-16"), 480, 480, 240, 240, 0, 0, 0)
    made = without_exchanged(inputs(time_off=(exchange("additional", 60),)), [tuesday, friday], bool, ())
    assert made == [tuesday, replace(friday, additional=180)]
    with pytest.raises(CannotCalculate, match="there are 60"):
        without_exchanged(inputs(time_off=(exchange("additional", 61),)), [tuesday, friday], bool, ())


def test_additional_work_is_taken_from_before_the_overtime_of_a_week() -> None:
    friday = Sorted(day("2026-01-16"), 480, 480, 390, 90, 0, 0, 0)
    saturday = Sorted(day("2026-01-17"), 480, 330, 0, 330, 0, 0, 300)  # its first half hour is within forty hours
    made = without_exchanged(inputs(time_off=(exchange("additional", 100),)), [friday, saturday], bool, ())
    assert made == [replace(friday, additional=20), replace(saturday, additional=300)]


def test_the_rest_of_the_last_week_is_not_of_the_period() -> None:
    period = Period.closed(day("2026-01-01"), day("2026-01-14"))
    thursday = exchange("additional", 60, day=day("2026-01-15"))
    row = Sorted(day("2026-01-14"), 480, 480, 450, 30, 0, 0, 0)
    made = inputs(time_off=(thursday,), period=period)
    assert without_exchanged(made, [row], lambda _: True, ()) == [replace(row, additional=0)]


def test_rest_and_other_days_leave_the_pay_as_it_is() -> None:
    others = (exchange("weekly_rest"), exchange(day=day("2025-12-31")), exchange("overtime_weekly"))
    assert without_exchanged(inputs(time_off=others), [LONG], lambda _: True, (MONDAY,)) == [LONG]
    # and what was noted after them is exchanged all the same
    made = without_exchanged(inputs(time_off=(*others, exchange())), [LONG], lambda _: True, (MONDAY,))
    assert made == [replace(LONG, additional=60, overtime_first=0)]


def test_of_averaged_weeks_only_the_increase_is_exchanged_at_their_end() -> None:
    last = day("2026-01-25")
    made = inputs(time_off=(exchange("overtime_weekly", 60, day=last, increase_only=True), exchange()))
    assert exchanged_at_end(made, last, 90) == 60
    assert exchanged_at_end(made, day("2026-02-01"), 0) == 0
    with pytest.raises(CannotCalculate, match="there are 30"):
        exchanged_at_end(made, last, 30)
    whole = inputs(time_off=(exchange("overtime_weekly", 60, day=last),))
    with pytest.raises(CannotCalculate, match="there are 0"):
        exchanged_at_end(whole, last, 90)
