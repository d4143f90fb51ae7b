"""Time off in place of money on the payslip: paid when taken, told when exchanged, paid out at the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import payroll
from payroll import CannotCalculate, replay
from payroll.inputs import Absence, Answer, Averaging, Inputs, TimeOff, Wage
from rules import Period, load_book
from tests.payroll.builders import a_shift, day, inputs

BOOK = load_book()
MONDAY, OFF = day("2026-01-12"), day("2026-01-20")
ALL = (TimeOff(MONDAY, "overtime_50", 120), TimeOff(MONDAY, "overtime_100", 60))
LONG = inputs(shifts=(a_shift("2026-01-12", "08:00", "19:00"),))  # 8 hours, 2 at 50 %, 1 at 100 %, at 13.20


def away(minutes: int = 240, on: date = OFF) -> Absence:
    end = f"{14 + minutes // 60:02}:{minutes % 60:02}"
    return Absence("time_off", on, on, (a_shift(on.isoformat(), "14:00", end),))


def monthly(**changes: Any) -> Inputs:
    """The same work at 2,000 euros a month, of 10,000 regular minutes: 12.00 an hour."""
    days = tuple(one for one in Period.closed(day("2026-01-01"), day("2026-01-31")) if one.weekday() < 5)
    wage = (Wage(MONDAY, None, "month", Decimal("2000.00")),)
    more = {"workdays": days, "regular_minutes": ((day("2026-01-01"), 10_000),), **changes}
    return replace(LONG, wages=wage, **more)


def lines(given: Inputs) -> list[tuple[str, int | None, int, bool]]:
    made = payroll.calculate(given, BOOK)
    replay(made.trace)
    return [(one.kind, one.minutes, one.amount_cents, one.holiday_base is not None) for one in made.lines]


def told(given: Inputs) -> list[tuple[str, dict[str, str]]]:
    found = payroll.calculate(given, BOOK).notices
    return [(one.code, dict(one.facts)) for one in found if one.code.startswith("time_off")]


def test_all_of_it_paid_later_is_as_much_as_money_at_once() -> None:
    at_once = payroll.calculate(LONG, BOOK).totals["gross"]
    exchanged = replace(LONG, time_off=ALL, employment_last=day("2026-01-31"))
    assert payroll.calculate(exchanged, BOOK).totals["gross"] == at_once == 171_60
    assert told(exchanged)[-1] == ("time_off_used", {"hours": "0", "left": "0"})
    assert lines(exchanged) == [
        ("base_pay", 480, 105_60, True),
        ("time_off", 180, 39_60, True),
        ("time_off", 120, 26_40, False),
    ]


def test_time_off_that_is_taken_is_paid_at_the_price_of_its_day() -> None:
    wages = (*LONG.wages, Wage(day("2026-01-19"), None, "hour", Decimal("14.00")))
    given = replace(LONG, wages=wages, time_off=ALL, absences=(away(),))
    assert lines(given)[1:] == [("time_off", 180, 42_00, True), ("time_off", 60, 14_00, False)]
    assert told(given) == [
        ("time_off_exchanged", {"day": "2026-01-12", "hours": "120", "time_off": "180"}),
        ("time_off_exchanged", {"day": "2026-01-12", "hours": "60", "time_off": "120"}),
        ("time_off_used", {"hours": "240", "left": "60"}),
        ("time_off_left", {"left": "60", "last": "2026-07-12"}),
    ]


def test_what_was_exchanged_of_the_last_day_belongs_to_the_period() -> None:
    saturday = day("2026-01-31")
    given = replace(LONG, shifts=(a_shift("2026-01-31", "08:00", "18:00"),), time_off=(replace(ALL[0], day=saturday),))
    assert told(given)[0] == ("time_off_exchanged", {"day": "2026-01-31", "hours": "120", "time_off": "180"})
    assert [one for one in lines(given) if one[0].startswith("overtime")] == []


def test_what_was_taken_before_is_not_there_again() -> None:
    february = Period.closed(day("2026-02-01"), day("2026-02-28"))
    taken = ((day("2025-12-30"), 1), (day("2026-01-13"), 240))  # a minute before there was any stays unsaid here
    given = replace(LONG, period=february, shifts=(), time_off=ALL, time_off_taken=taken)
    assert told(given)[-1] == ("time_off_left", {"left": "60", "last": "2026-07-12"})
    with pytest.raises(CannotCalculate) as refused:
        payroll.calculate(replace(given, absences=(away(90, day("2026-02-03")),)), BOOK)
    assert (refused.value.code, refused.value.facts) == ("time_off_balance", {"day": day("2026-02-03"), "minutes": 30})


def test_only_the_increase_is_taken_as_time_off() -> None:
    given = replace(LONG, time_off=(replace(ALL[0], increase_only=True),), absences=(away(60),))
    assert lines(given) == [
        ("base_pay", 660, 145_20, True),
        ("overtime_100", 60, 13_20, False),
        ("time_off", 60, 13_20, False),
    ]
    assert told(given)[0] == ("time_off_increase", {"day": "2026-01-12", "hours": "120", "time_off": "60"})


def test_a_monthly_wage_goes_on_and_what_is_left_at_the_end_is_paid() -> None:
    given = monthly(time_off=tuple(replace(one, increase_only=True) for one in ALL), absences=(away(90),))
    assert lines(given) == [("base_pay", None, 136_364, True)]
    assert lines(replace(given, employment_last=day("2026-01-30")))[1:] == [("time_off", 30, 6_00, False)]


def test_until_the_employment_ends_what_is_left_stays_time_off() -> None:
    given = replace(LONG, time_off=ALL, employment_last=day("2026-02-28"))  # known in January already
    assert [one[0] for one in lines(given)] == ["base_pay"]
    assert told(given)[-1] == ("time_off_left", {"left": "300", "last": "2026-07-12"})


def test_its_line_says_by_which_section_and_when_it_is_paid() -> None:
    taken = payroll.calculate(replace(LONG, time_off=ALL, absences=(away(),)), BOOK)
    at_end = payroll.calculate(replace(LONG, time_off=ALL, employment_last=day("2026-01-31")), BOOK)
    for made, when in ((taken, None), (at_end, "yes")):
        work, increase = (one for one in made.lines if one.kind == "time_off")
        assert [dict(one.facts)["of"] for one in (work, increase)] == ["work", "increase"]
        assert [dict(one.facts).get("at_end") for one in (work, increase)] == [when, when]
        assert "872/2019 21 §" in {one.section for one in work.reasons}
    rest = replace(LONG, time_off=(TimeOff(MONDAY, "weekly_rest", 300),), absences=(away(),))
    paid = Answer(f"time_off_rest_paid.{OFF}:ilona-1:2026-01-30", "yes", "agreed", OFF)
    [line] = [one for one in payroll.calculate(replace(rest, answers=(paid,)), BOOK).lines if one.kind == "time_off"]
    assert {one.section for one in line.reasons} == {"872/2019 28 §"}


def test_hours_of_time_off_without_a_shift_are_asked() -> None:
    given = replace(LONG, time_off=ALL, absences=(Absence("time_off", OFF, day("2026-01-21"), ()),))
    asked = payroll.calculate(given, BOOK)
    assert [one.topic for one in asked.questions] == ["time_off_hours.2026-01-20"]
    answer = Answer("time_off_hours.2026-01-20:ilona-1:2026-01-30", "4.5", "messages", day("2026-01-20"))
    assert lines(replace(given, answers=(answer,)))[1:] == [
        ("time_off", 180, 39_60, True),
        ("time_off", 90, 19_80, False),
    ]
    none = replace(answer, value="0")
    assert told(replace(given, answers=(none,)))[-1] == ("time_off_left", {"left": "300", "last": "2026-07-12"})


@pytest.mark.parametrize(("answer", "paid"), [(None, []), ("no", []), ("yes", [("time_off", 240, 52_80, False)])])
def test_whether_an_hourly_wage_is_paid_for_rest_given_back_is_asked(answer: str | None, paid: list[Any]) -> None:
    given = replace(LONG, time_off=(TimeOff(MONDAY, "weekly_rest", 300),), absences=(away(),))
    if answer is not None:
        question = f"time_off_rest_paid.{OFF}:ilona-1:2026-01-30"
        given = replace(given, answers=(Answer(question, answer, "agreed", OFF),))
    made = payroll.calculate(given, BOOK)
    assert [one.topic for one in made.questions] == ([] if answer else [f"time_off_rest_paid.{OFF}"])
    assert lines(given)[3:] == paid
    assert told(given)[0] == ("time_off_rest", {"day": "2026-01-12", "hours": "300", "time_off": "300"})
    ended = replace(given, absences=(), employment_last=day("2026-01-31"))
    assert "time_off" not in [one.kind for one in payroll.calculate(ended, BOOK).lines]  # money needs its consent
    assert told(ended)[-1] == ("time_off_left", {"left": "300", "last": "2026-04-12"})


def test_of_an_averaging_period_the_increase_of_its_weekly_overtime_is_exchanged() -> None:
    weeks = tuple(
        a_shift(one.isoformat(), "08:00", "16:00")
        for one in Period.closed(MONDAY, day("2026-01-25"))
        if one.weekday() < 6
    )
    period = Averaging(MONDAY, day("2026-01-25"), (2400, 2400))
    given = replace(LONG, shifts=weeks, averaging=(period,))
    assert ("overtime_50", 960, 105_60, False) in lines(given)
    off = TimeOff(day("2026-01-25"), "overtime_weekly", 600, increase_only=True)
    assert ("overtime_50", 360, 39_60, False) in lines(replace(given, time_off=(off,)))
    everything = replace(off, minutes=960)
    assert "overtime_50" not in [one[0] for one in lines(replace(given, time_off=(everything,)))]


def test_an_additional_run_leaves_time_off_to_the_ordinary_one() -> None:
    given = replace(LONG, kind="supplementary", absences=(away(),))
    assert "time_off" not in [one[0] for one in lines(given)]
    with pytest.raises(CannotCalculate, match="240 minutes more time off"):
        payroll.calculate(replace(given, kind="ordinary"), BOOK)


def test_work_before_the_law_that_the_book_holds_is_asked() -> None:
    made = payroll.calculate(replace(LONG, time_off=(replace(ALL[0], day=day("2019-12-31")),)), BOOK)
    assert any(one.topic.startswith("missing_law_value.working_time") for one in made.questions)
