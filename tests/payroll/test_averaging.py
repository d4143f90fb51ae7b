"""Averaged working time: nothing week by week, weekly overtime where the period ends."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import payroll
from payroll.errors import CannotCalculate
from payroll.inputs import Answer, Averaging, LongerDay, RosteredDay, Wage, WeeklyTime, from_plain, to_plain
from rules import Period, load_book
from tests.payroll.builders import a_month_of_shifts, a_shift, day, inputs

BOOK = load_book()
TWO_WEEKS = Averaging(day("2026-01-12"), day("2026-01-25"), (2640, 2160))  # 44 and 36 hours


def weeks(second: str = "16:00", **changes):
    """A 40-hour week at 13.20 from 12 January: 44 hours in the first week, 32 hours and a Friday in the second."""
    shifts = (
        *a_month_of_shifts("2026-01-12", "2026-01-16", "mon tue wed thu fri", start="08:00", end="16:00"),
        a_shift("2026-01-17", "08:00", "12:00"),
        *a_month_of_shifts("2026-01-19", "2026-01-22", start="08:00", end="16:00"),
        a_shift("2026-01-23", "08:00", second),
    )
    usual = {
        "shifts": shifts,
        "weekly_time": (WeeklyTime(day("2026-01-12"), None, 2400),),
        "averaging": (TWO_WEEKS,),
    }
    return inputs(**{**usual, **changes})


def result(given):
    payslip = payroll.calculate(given, BOOK)
    if None not in payslip.totals.values():
        assert payroll.replay(payslip.trace) == payslip.totals
    return payslip


def lines(payslip):
    return [(line.kind, line.minutes, line.amount_cents) for line in payslip.lines]


def test_without_averaging_a_long_week_has_overtime_of_its_own():
    assert lines(result(weeks("12:00", averaging=()))) == [
        ("base_pay", 4560, 100320),
        ("additional_hours", 240, 5280),
        ("overtime_50", 240, 2640),
    ]


def test_weeks_that_balance_have_no_overtime():
    assert lines(result(weeks("12:00"))) == [("base_pay", 4800, 105600)]


def test_what_goes_beyond_the_average_is_overtime_at_the_end():
    payslip = result(weeks("16:00"))  # 84 hours in two weeks: 4 more than the plan and than 40 a week
    assert lines(payslip) == [("base_pay", 4800, 105600), ("additional_hours", 240, 5280), ("overtime_50", 240, 2640)]
    overtime = payslip.lines[-1]
    assert (overtime.first, overtime.last, overtime.income_type) == (day("2026-01-12"), day("2026-01-25"), 235)
    assert dict(overtime.facts)["averaged"] == "2"
    assert [one.name for one in overtime.values] == ["working_time.overtime_weekly_percent"]


def test_a_minute_beyond_is_a_minute():
    assert ("overtime_50", 1, 11) in lines(result(weeks("12:01")))  # 0.11 = 13.20 ÷ 60 × 50 %


def test_time_up_to_the_average_is_additional_work():
    part_time = weeks("16:00", weekly_time=(WeeklyTime(day("2026-01-12"), None, 2100),))
    plan = (Averaging(day("2026-01-12"), day("2026-01-25"), (2280, 1920)),)  # 38 and 32 hours
    got = lines(result(part_time.__class__(**{**_fields(part_time), "averaging": plan})))
    # 84 hours: 38 + 32 are agreed, 6 + 8 additional, 4 beyond 80
    assert got == [("base_pay", 4200, 92400), ("additional_hours", 840, 18480), ("overtime_50", 240, 2640)]


def _fields(one):
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_daily_overtime_is_paid_at_once_and_not_counted_twice():
    shifts = (*weeks("12:00").shifts[:-1], a_shift("2026-01-23", "08:00", "19:00"))  # 11 hours
    # 79 regular hours and the 8 of Friday: 44 + 32 + 8 = 84, and 3 daily
    assert lines(result(weeks(shifts=shifts)))[2:] == [
        ("overtime_50", 120, 1320),
        ("overtime_100", 60, 1320),
        ("overtime_50", 240, 2640),
    ]


def test_the_payslip_before_the_end_has_no_line():
    first_half = weeks("16:00", period=Period.closed(day("2026-01-01"), day("2026-01-18")))
    assert lines(result(first_half)) == [("base_pay", 2640, 58080)]


def test_the_payslip_with_the_end_looks_back_over_the_whole_period():
    second_half = weeks("16:00", period=Period.closed(day("2026-01-19"), day("2026-01-31")))
    assert lines(result(second_half)) == [
        ("base_pay", 2160, 47520),
        ("additional_hours", 240, 5280),
        ("overtime_50", 240, 2640),
    ]


def test_training_of_earlier_payslips_counts():
    one = Averaging(day("2026-01-12"), day("2026-01-25"), (2640, 2160), training_minutes=60)
    assert lines(result(weeks("12:00", averaging=(one,))))[-1] == ("overtime_50", 60, 660)


def test_a_week_after_the_period_is_an_ordinary_week():
    more = a_month_of_shifts("2026-01-26", "2026-01-31", "mon tue wed thu fri sat", start="08:00", end="16:00")
    got = lines(result(weeks(shifts=(*weeks("12:00").shifts, *more))))
    assert got == [("base_pay", 7200, 158400), ("additional_hours", 480, 10560), ("overtime_50", 480, 5280)]
    # 20 hours a week agreed from the day after the period: 28 of the 48 are beyond them, 8 of these beyond 40
    fewer = (WeeklyTime(day("2026-01-12"), None, 2400), WeeklyTime(day("2026-01-26"), None, 1200))
    got = lines(result(weeks(shifts=(*weeks("12:00").shifts, *more), weekly_time=fewer)))
    assert got == [("base_pay", 6000, 132000), ("additional_hours", 1680, 36960), ("overtime_50", 480, 5280)]


@pytest.mark.parametrize(
    ("one", "topic"),
    [
        (Averaging(day("2026-01-12"), None, (2640, 2160)), "averaging_period"),
        (Averaging(day("2026-01-12"), day("2026-01-25"), None), "averaging_plan"),
    ],
)
def test_a_missing_end_or_plan_is_asked(one, topic):
    asked = result(weeks(averaging=(one,)))
    assert [question.topic for question in asked.questions] == [topic]
    assert asked.totals["gross"] is None


@pytest.mark.parametrize(
    ("one", "field"),
    [
        (Averaging(day("2026-01-13"), day("2026-01-25"), (2640, 2160)), "first"),
        (Averaging(day("2026-01-12"), day("2026-01-24"), (2640, 2160)), "last"),
        (Averaging(day("2026-01-12"), day("2026-01-11"), ()), "last"),
        (Averaging(day("2026-01-12"), day("2026-01-25"), (2640,)), "week_minutes"),
    ],
)
def test_a_period_that_cannot_be_is_refused(one, field):
    with pytest.raises(CannotCalculate) as refused:
        payroll.calculate(weeks(averaging=(one,)), BOOK)
    assert refused.value.field == f"averaging[0].{field}"


def test_an_hourly_wage_has_paid_all_when_the_employment_ends_in_the_middle():
    payslip = result(weeks("16:00", employment_last=day("2026-01-23"), kind="final"))
    assert [line.kind for line in payslip.lines] == ["base_pay", "additional_hours"]
    assert "averaging_ended" in [notice.code for notice in payslip.notices]


def test_the_last_day_of_the_period_is_its_end():
    payslip = result(weeks("16:00", employment_last=day("2026-01-25"), kind="final"))
    assert [line.kind for line in payslip.lines][-1] == "overtime_50"


def test_a_monthly_wage_asks_for_the_hours_above_the_average():
    monthly = {
        "wages": (Wage(day("2026-01-12"), None, "month", Decimal("2000.00")),),
        "workdays": (day("2026-01-22"), day("2026-01-23")),
        "regular_minutes": ((day("2026-01-01"), 9600),),
        "employment_last": day("2026-01-23"),
        "kind": "final",
    }
    asked = result(weeks("12:00", **monthly))
    assert [question.topic for question in asked.questions] == ["averaging_settlement"]
    four = (Answer("averaging_settlement:ilona-1:2026-01-30", "4", "list of hours", day("2026-01-30")),)
    told = result(weeks("12:00", **monthly, answers=four))
    assert ("additional_hours", 240, 5000) in lines(told)  # 2,000 ÷ 160 h × 4 h
    none = (Answer("averaging_settlement:ilona-1:2026-01-30", "0", "list of hours", day("2026-01-30")),)
    assert [line.kind for line in result(weeks("12:00", **monthly, answers=none)).lines] == ["base_pay"]
    later = replace(TWO_WEEKS, last=day("2026-02-08"), week_minutes=(2640, 2160, 2400, 2400))
    goes_on = weeks("12:00", **{**monthly, "employment_last": day("2026-02-04"), "averaging": (later,)})
    assert result(goes_on).questions == ()  # asked in February, when it ends


# -- daily overtime beyond the day of the roster -----------------------------------------------------------------------

LONG = (LongerDay(day("2026-01-01"), None, 600),)


def rostered(**minutes: int):
    """The roster's minutes of January days: d21=540."""
    return tuple(RosteredDay(day(f"2026-01-{name[1:]}"), told) for name, told in minutes.items())


def one_day(start: str, end: str, **changes):
    """Wednesday 21 January alone, at 12 euros an hour, in the averaging period."""
    usual = {
        "shifts": (a_shift("2026-01-21", start, end),),
        "wages": (Wage(day("2026-01-01"), None, "hour", Decimal("12.00")),),
        "longer_days": LONG,
    }
    return weeks(**{**usual, **changes})


def test_daily_overtime_goes_beyond_the_day_of_the_roster():
    payslip = result(one_day("08:00", "19:00", rostered=rostered(d21=540)))  # 11 hours on a rostered day of nine
    assert lines(payslip) == [("base_pay", 660, 13200), ("overtime_50", 120, 1200)]
    assert sum(line.amount_cents for line in payslip.lines) == 14400
    assert [reason.code for reason in payslip.lines[1].reasons] == ["overtime_beyond_roster"]


def test_a_payslip_of_before_rosters_were_looked_at_stays_as_it_was():
    payslip = result(one_day("08:00", "19:00"))  # beyond the agreed day of ten hours
    assert lines(payslip) == [("base_pay", 660, 13200), ("overtime_50", 60, 600)]
    assert payslip.lines[1].reasons == ()
    assert payslip.questions == ()
    kept = to_plain(one_day("08:00", "19:00"))
    del kept["rostered"]
    assert from_plain(kept).rostered is None


@pytest.mark.parametrize(
    ("told", "longer", "over"),
    [
        (600, LONG, (60, 0)),  # a rostered day of ten hours, as agreed
        (660, LONG, (60, 0)),  # no roster makes the day longer than what was agreed
        (540, (), (120, 60)),  # nor than the law where nothing was agreed
        (360, (), (120, 180)),  # a short day of the roster
        (0, (), (120, 60)),  # left free by the roster: the statutory day
    ],
)
def test_the_roster_s_day_the_agreed_one_and_the_law_s(told, longer, over):
    payslip = result(one_day("08:00", "19:00", rostered=rostered(d21=told), longer_days=longer))
    found = {line.kind: line.minutes for line in payslip.lines}
    assert (found.get("overtime_50", 0), found.get("overtime_100", 0)) == over


def test_a_worked_day_without_a_known_roster_is_asked():
    asked = result(one_day("08:00", "19:00", rostered=()))
    assert [(one.topic, one.blocks) for one in asked.questions] == [("rostered_day.2026-01-21", True)]
    assert asked.totals["gross"] is None
    for hours, over in (("9", 120), ("10", 60)):
        told = (Answer("rostered_day.2026-01-21:ilona-1:2026-01-30", hours, "roster", day("2026-01-30")),)
        payslip = result(one_day("08:00", "19:00", rostered=(), answers=told))
        assert payslip.questions == ()
        assert ("overtime_50", over) in [(line.kind, line.minutes) for line in payslip.lines]


def test_several_days_are_asked_about_at_once_and_only_if_they_differed_day_by_day():
    both = (a_shift("2026-01-20", "08:00", "15:00"), a_shift("2026-01-21", "08:00", "19:00"))
    topic = "rostered_as_worked.2026-01-01_2026-01-31"

    def told(*answers):
        given = [Answer(f"{name}:ilona-1:2026-01-30", value, "roster", day("2026-01-30")) for name, value in answers]
        return result(one_day("08:00", "19:00", shifts=both, rostered=(), answers=tuple(given)))

    assert [(one.topic, one.blocks) for one in told().questions] == [(topic, True)]
    as_rostered = told((topic, "yes"))
    assert as_rostered.questions == ()
    by_law = result(one_day("08:00", "19:00", shifts=both, rostered=rostered(d20=420, d21=660)))
    assert as_rostered.totals["gross"] == by_law.totals["gross"]
    days = ["rostered_day.2026-01-20", "rostered_day.2026-01-21"]
    assert [one.topic for one in told((topic, "no")).questions] == days
    one_differs = told((topic, "yes"), ("rostered_day.2026-01-20", "5"))
    assert one_differs.questions == ()
    overtime = {one.kind: one.minutes for one in one_differs.lines}
    plain = {one.kind: one.minutes for one in as_rostered.lines}
    assert overtime["overtime_50"] == plain["overtime_50"] + 120


def test_days_outside_the_averaging_period_need_no_roster():
    later = a_shift("2026-01-28", "08:00", "19:00")
    assert result(one_day("08:00", "17:00", shifts=(later,), longer_days=(), rostered=())).questions == ()


def test_an_earlier_day_is_asked_where_the_period_is_settled():
    second_half = Period.closed(day("2026-01-19"), day("2026-01-31"))
    both = (a_shift("2026-01-13"), a_shift("2026-01-21"))
    asked = result(weeks(shifts=both, rostered=(), period=second_half))
    assert [one.topic for one in asked.questions] == ["rostered_day.2026-01-13", "rostered_day.2026-01-21"]
    running = (Averaging(day("2026-01-12"), day("2026-02-01"), (2400, 2400, 2400)),)
    asked = result(weeks(shifts=both, rostered=(), period=second_half, averaging=running))
    assert [one.topic for one in asked.questions] == ["rostered_day.2026-01-21"]


def test_emergency_work_comes_on_top_of_the_roster_s_day():
    shifts = (a_shift("2026-01-21", "08:00", "14:00"), a_shift("2026-01-21", "15:00", "16:00", kind="emergency"))
    payslip = result(weeks(shifts=shifts, rostered=rostered(d21=360)))
    assert ("overtime_50", 60, 660) in lines(payslip)
