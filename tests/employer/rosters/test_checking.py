"""Every rule of working time that a roster can break reaches the page, with its section; both sides of each limit."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from employer.arrangements.longer import LongerTime
from employer.clock import HELSINKI
from employer.contracts.schemas import EmploymentFacts, LateWork, Terms, VariableHours, WeeklyTime, WorkTime
from employer.rosters.checking import found
from employer.rosters.checking.service import Asked
from employer.rosters.schemas import Found, Planned
from rules import load_book

MARCH, LAST = date(2026, 3, 1), date(2026, 3, 31)
GROWN = date(1990, 5, 5)


def at(day: int, hour: float) -> datetime:
    return datetime(2026, 3, day, tzinfo=HELSINKI) + timedelta(minutes=int(hour * 60))


def shift(day: int, start: float, end: float, pause: int = 0) -> Planned:
    return Planned(at(day, start), at(day, end), pause)


def look(
    *shifts: Planned,
    weekly: int | None = None,
    variable: VariableHours | None = None,
    before: dict[date, int] | None = None,
    born: date = GROWN,
    given_on: date = date(2026, 2, 1),
    start: date = date(2025, 1, 1),
    averaged: tuple[int, ...] = (),
    longer: tuple[LongerTime, ...] = (),
    late: tuple[LateWork, ...] = (),
    shortest: int = 0,
) -> dict[tuple[int, str], Found]:
    """What the shifts break, by the day of March and the section."""
    times = () if weekly is None else (WeeklyTime(weekly),)
    employment = EmploymentFacts(
        1, 1, 1, "ilona", "ilona-1", "childminding", start, None, None, None,
        (Terms(variable_hours=variable),), (), times, (), (), (), (), late_work=late,
    )  # fmt: skip
    asked = Asked(employment, sorted(shifts), None, before or {}, MARCH, LAST, born, given_on,
                  frozenset(date(2026, 3, day) for day in averaged), longer, shortest)  # fmt: skip
    return {(one.day.day, one.section): one for one in found(asked, load_book())}


def found_of(told: dict[tuple[int, str], Found], day: int) -> set[str]:
    """The codes of what a day breaks; of one section the last one that was told."""
    return {one.code for (number, _), one in told.items() if number == day}


WEEK = (9, 10, 11, 12, 13)


def test_a_common_week_breaks_nothing() -> None:
    assert look(*(shift(day, 8, 17, 60) for day in WEEK), weekly=2400) == {}
    assert look(*(shift(day, 8, 14) for day in WEEK), weekly=1800) == {}


@pytest.mark.parametrize(
    ("pause", "breaks", "consent"),
    [(60, False, False), (59, True, True), (30, True, True), (29, True, False)],
)
def test_a_shorter_break_is_possible_when_it_is_agreed(pause: int, breaks: bool, consent: bool) -> None:
    told = look(shift(9, 8, 16, pause)).get((9, "872/2019 24 §"))
    assert (told is not None) is breaks
    assert (told is not None and told.consent) is consent


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ((shift(9, 8, 17.5, 60),), (9, "872/2019 5 §")),  # over eight hours
        ((*(shift(day, 8, 16, 60) for day in (*WEEK, 14)),), (9, "872/2019 5 §")),  # 42 hours in the week
        ((shift(9, 22, 23.5),), (9, "872/2019 8 §")),
        ((shift(9, 14, 22), shift(10, 8, 12)), (9, "872/2019 25 §")),
        ((shift(15, 10, 12),), (15, "872/2019 17 §")),  # a Sunday
    ],
)
def test_each_check_of_the_act_names_its_section(what: tuple[Planned, ...], key: tuple[int, str]) -> None:
    assert key in look(*what)


@pytest.mark.parametrize(("averaged", "told"), [((), True), ((9,), False), ((2, 16), True)])
def test_a_long_week_of_an_averaging_period_is_neither_overtime_nor_additional_work(
    averaged: tuple[int, ...], told: bool
) -> None:
    long_week = tuple(shift(day, 8, 16, 60) for day in (*WEEK, 14))  # 42 hours
    found_then = look(*long_week, weekly=2160, averaged=averaged)
    assert ((9, "872/2019 5 §") in found_then, (9, "872/2019 16 §") in found_then) == (told, told)
    assert (9, "872/2019 5 §") in look(shift(9, 8, 17.5, 60), averaged=averaged)  # a day of over eight hours stays


def test_weekly_rest_of_under_35_hours() -> None:
    # Work on every day of three weeks, so that no two weeks average out.
    everyday = look(*(shift(day, 8, 12) for day in range(2, 23)))
    assert (9, "872/2019 27 §") in everyday
    assert dict(everyday[9, "872/2019 28 §"].facts)["by"] == "2026-06-15"  # three months from the week's end
    assert (9, "872/2019 27 §") not in look(*(shift(day, 8, 12) for day in range(2, 23) if day not in (8, 15, 22)))


@pytest.mark.parametrize(("given_on", "late"), [(date(2026, 2, 22), False), (date(2026, 2, 23), True)])
def test_a_roster_is_given_a_week_before(given_on: date, late: bool) -> None:
    told = look(shift(9, 8, 12), given_on=given_on).get((1, "872/2019 30 §"))
    assert (told is not None) is late
    if told is not None:
        assert told.consent


@pytest.mark.parametrize(("weekly", "additional"), [(960, False), (959, True)])
def test_work_beyond_the_agreed_week_needs_consent(weekly: int, additional: bool) -> None:
    told = look(*(shift(day, 8, 12) for day in WEEK[:4]), weekly=weekly).get((9, "872/2019 16 §"))
    assert (told is not None) is additional
    if told is not None:
        assert told.consent


@pytest.mark.parametrize(("minimum", "days"), [(960, []), (959, [12]), (480, [11, 12])])
def test_variable_hours_above_the_minimum_need_consent_shift_by_shift(minimum: int, days: list[int]) -> None:
    told = look(*(shift(day, 8, 12) for day in WEEK[:4]), weekly=960, variable=VariableHours(minimum, 2400))
    assert sorted(told) == [(day, "872/2019 30 a §") for day in days]


def agreed(day: int = 600, first: date = date(2026, 3, 1), until: date | None = None, week: int = 2880) -> LongerTime:
    return LongerTime(day, week, date(2025, 1, 1), "Ilona", "paperi", first, until)


def test_an_agreed_longer_day_is_not_overtime_and_ends_with_the_agreement() -> None:
    ten, more = shift(9, 8, 19, 60), shift(9, 8, 19.25, 60)
    key = (9, "872/2019 5 §")
    assert key in look(ten)
    assert key not in look(ten, longer=(agreed(),))
    assert key in look(more, longer=(agreed(),))
    assert key in look(ten, longer=(agreed(599),))
    assert key in look(ten, longer=(agreed(until=date(2026, 3, 8)),))


def test_longer_weeks_that_average_out_have_their_highest_and_even_out_in_four_months() -> None:
    week = [shift(day, 8, 17.6, 0) for day in (*WEEK,)]  # 48 hours
    key = (9, "872/2019 11 §")
    assert key not in look(*week, averaged=(9,), longer=(agreed(),))
    assert key in look(*week, shift(14, 8, 9), averaged=(9,), longer=(agreed(),))
    whole = 121 * 40 * 60 // 7  # 1 December to 31 March
    old = agreed(first=date(2025, 12, 1))
    at_most = {date(2025, 12, 1): whole - 240}
    assert (31, "872/2019 11 §") not in look(shift(9, 8, 12), before=at_most, longer=(old,))
    beyond = {date(2025, 12, 1): whole - 240 + 18}
    assert (31, "872/2019 11 §") in look(shift(9, 8, 12), before=beyond, longer=(old,))
    assert (31, "872/2019 11 §") not in look(shift(9, 8, 12), before=beyond, longer=(agreed(first=date(2025, 12, 2)),))


@pytest.mark.parametrize(
    ("week", "hours", "code"),
    [
        (2640, 8.8, None),  # 44 hours of 44 agreed
        (2639, 8.8, "working_time.beyond_agreed_week"),
        (2640, 9.8, "working_time.agreed_too_long"),  # 49 hours: beyond what may be agreed at all
    ],
)
def test_a_longer_week_is_held_against_what_was_agreed(week: int, hours: float, code: str | None) -> None:
    shifts = [shift(day, 8, 8 + hours) for day in WEEK]
    told = look(*shifts, averaged=(9,), longer=(agreed(week=week),)).get((9, "872/2019 11 §"))
    assert (told and (told.code, told.consent)) == (code and (code, True))
    assert (9, "872/2019 11 §") not in look(*shifts, longer=(agreed(week=week),))  # the common week counts then


NIGHTS = (WorkTime((0, 1, 2, 3), 480, 960), WorkTime((4,), 1320, 360), WorkTime((5,), 360, 600), WorkTime((6,), 0, 0))


@pytest.mark.parametrize(
    ("what", "outside"),
    [
        (shift(9, 8, 16), False),  # Monday, to the minute
        (shift(9, 7.75, 12), True),
        (shift(9, 12, 16.25), True),
        (shift(13, 22, 30), False),  # the night from Friday on
        (shift(13, 22, 34), False),  # two rows that meet on Saturday morning
        (shift(13, 22, 34.25), True),
        (shift(13, 21, 30), True),
        (shift(15, 0, 24), False),  # the whole Sunday
        (shift(15, 22, 25), True),  # into Monday
    ],
)
def test_a_shift_of_variable_hours_outside_the_agreed_times_needs_consent(what: Planned, outside: bool) -> None:
    told = look(what, variable=VariableHours(2400, 2400, None, NIGHTS))
    own = [one for one in told.values() if one.section == "872/2019 30 a §"]
    assert [(one.code, one.consent) for one in own] == (
        [("working_time.variable_outside_times", True)] if outside else []
    )
    unsaid = look(what, variable=VariableHours(2400, 2400))
    assert not any(one.section == "872/2019 30 a §" for one in unsaid.values())


@pytest.mark.parametrize(("minutes", "over"), [(0, False), (1, True)])
def test_the_highest_average_counts_the_months_before(minutes: int, over: bool) -> None:
    # 1 December to 31 March: 121 days at 48 hours a week are 49,782 6/7 minutes.
    whole = 121 * 48 * 60 // 7
    told = look(shift(9, 8, 12), before={date(2025, 12, 1): whole - 240 + minutes, date(2025, 11, 30): 9999})
    assert ((31, "872/2019 18 §") in told) is over


def test_a_new_employment_is_averaged_over_itself() -> None:
    busy = [shift(day, 6, 18, 60) for day in (23, 24, 25, 26, 27)]  # 55 hours in nine days
    assert (31, "872/2019 18 §") not in look(*busy, start=date(2026, 3, 23))
    busy.append(shift(28, 6, 14, 60))  # 62 hours in nine days: 48.2 a week
    assert (31, "872/2019 18 §") in look(*busy, start=date(2026, 3, 23))


@pytest.mark.parametrize(("end", "further"), [(19, False), (19.25, True)])
def test_a_day_of_over_ten_hours_has_a_further_break(end: float, further: bool) -> None:
    told = found_of(look(shift(9, 8, end, 60)), 9)
    assert ("working_time.long_day_break" in told) is further


YOUNG = date(2009, 1, 1)  # seventeen in March 2026


@pytest.mark.parametrize(
    ("what", "section", "day", "broken"),
    [
        ((shift(9, 8, 18, 60),), "998/1993 6 §", 9, False),  # nine hours
        ((shift(9, 8, 18.5, 60),), "998/1993 6 §", 9, True),
        ((shift(9, 18, 22),), "998/1993 7 §", 9, False),
        ((shift(9, 18, 22.25),), "998/1993 7 §", 9, True),
        ((shift(9, 8, 12.5),), "998/1993 8 §", 9, False),  # four and a half hours need no break
        ((shift(9, 8, 12.75),), "998/1993 8 §", 9, True),
        ((shift(9, 16, 20), shift(10, 8, 12)), "998/1993 8 §", 10, False),  # twelve hours of rest
        ((shift(9, 16, 20.25), shift(10, 8, 12)), "998/1993 8 §", 10, True),
        ((*(shift(day, 8, 12) for day in range(9, 16)),), "998/1993 8 §", 9, True),  # work on every day of the week
        ((*(shift(day, 8, 17, 60) for day in range(9, 15)),), "998/1993 6 §", 9, False),  # 48 hours
        ((*(shift(day, 8, 17.25, 60) for day in range(9, 15)),), "998/1993 6 §", 9, True),
    ],
)
def test_the_rules_for_those_under_eighteen(what: tuple[Planned, ...], section: str, day: int, broken: bool) -> None:
    assert ((day, section) in look(*what, born=YOUNG)) is broken
    assert (day, section) not in look(*what, born=GROWN)


@pytest.mark.parametrize(("late", "broken"), [((), True), ((LateWork(True, "Syy", in_home=True),), False)])
def test_a_late_shift_of_one_under_eighteen_is_allowed_by_their_consent(
    late: tuple[LateWork, ...], broken: bool
) -> None:
    told = look(shift(9, 18, 22.5), born=YOUNG, late=late)
    assert ((9, "998/1993 7 §") in told) is broken


def test_nothing_is_said_of_days_without_shifts_or_of_other_months() -> None:
    assert look(given_on=date(2026, 3, 1)) == {}
    april = Planned(datetime(2026, 4, 1, 6, tzinfo=HELSINKI), datetime(2026, 4, 1, 20, tzinfo=HELSINKI))
    told = look(shift(30, 8, 12), april)
    assert {key for key in told if key[0] < 30} == set()


@pytest.mark.parametrize(("shortest", "end", "breaks"), [(0, 10, False), (180, 10, True), (180, 11, False)])
def test_a_shift_shorter_than_the_agreement_s_shortest_is_told(shortest: int, end: float, breaks: bool) -> None:
    told = look(shift(9, 8, end), shortest=shortest)
    assert ((9, "Heta, working time") in told) is breaks
    assert found_of(told, 9) == ({"short_shift"} if breaks else set())
    # two that follow without a pause are one shift
    assert look(shift(9, 8, 10), shift(9, 10, 11), shortest=shortest) == {}
