"""What the hours of one under eighteen break: school days, days, weeks, rest and the year's overtime."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from employer.clock import HELSINKI
from employer.contracts.schemas import EmploymentFacts, LateWork, Schooling, Terms
from employer.hours import young
from rules import load_book

BOOK = load_book()
SIXTEEN = date(2010, 1, 1)
FOURTEEN = date(2012, 1, 1)
GROWN = date(2008, 3, 9)  # eighteen on Monday 9 March 2026
SCHOOL = (360, 360, 360, 360, 360, 0, 0)


@dataclass(frozen=True)
class Shift:
    start: datetime
    end: datetime
    break_minutes: int = 0


def shift(day: int, start: float, end: float, pause: int = 0) -> Shift:
    midnight = datetime(2026, 3, day, tzinfo=HELSINKI)
    return Shift(midnight + timedelta(hours=start), midnight + timedelta(hours=end), pause)


def employment(*schooling: Schooling, late: tuple[LateWork, ...] = ()) -> EmploymentFacts:
    return EmploymentFacts(
        1, 1, 1, "aino", "aino-1", "childminding", date(2026, 1, 1), None, None, None,
        (), (), (), (), (), (), (), schooling, late_work=late,
    )  # fmt: skip


def broken(
    born: date, *shifts: Shift, school: Schooling | None = None, late: tuple[LateWork, ...] = ()
) -> set[tuple[int, str]]:
    known = employment(*(() if school is None else (school,)), late=late)
    return {(day.day, reason.code) for day, reason in young.breaches(known, born, shifts, BOOK)}


TOO_MANY = "young_worker.too_many_hours"


@pytest.mark.parametrize(
    ("school", "day", "hours", "told"),
    [
        (Schooling("term", SCHOOL), 9, 2, False),  # two hours on a school day
        (Schooling("term", SCHOOL), 9, 2.25, True),
        (Schooling("term", (390, *SCHOOL[1:])), 9, 1.5, False),  # eight hours with the school's
        (Schooling("term", (390, *SCHOOL[1:])), 9, 1.75, True),
        (Schooling("term", SCHOOL), 14, 7, False),  # seven hours on a day off in the term
        (Schooling("term", SCHOOL), 14, 7.25, True),
        (Schooling("holiday"), 9, 9, False),
        (Schooling("finished"), 9, 9, False),
        (Schooling("finished"), 9, 9.25, True),
        (None, 9, 9, False),  # not known: asked, not judged
    ],
)
def test_the_day_of_one_who_goes_to_school(school: Schooling | None, day: int, hours: float, told: bool) -> None:
    assert ((day, TOO_MANY) in broken(SIXTEEN, shift(day, 8, 8.5 + hours, 30), school=school)) is told


def test_the_week_of_a_term_has_at_most_twelve_hours() -> None:
    week = [shift(day, 15, 17) for day in (9, 10, 11, 12, 13)]
    assert broken(SIXTEEN, *week, shift(14, 6, 8), school=Schooling("term", SCHOOL)) == set()
    over = broken(SIXTEEN, *week, shift(14, 6, 8.25), school=Schooling("term", SCHOOL))
    assert over == {(9, TOO_MANY)}
    # The term begins on the week's Sunday: the week is already one of the term.
    late = Schooling("term", SCHOOL, first=date(2026, 3, 15))
    assert broken(SIXTEEN, *week, shift(14, 6, 8.25), school=late) == {(9, TOO_MANY)}


REST = "young_worker.weekly_rest_broken"


def test_the_weekly_rest_may_run_on_into_the_next_week() -> None:
    days = [shift(day, 9, 12) for day in (9, 10, 11, 12, 13)]
    saturday, monday = shift(14, 9, 20), shift(16, 10, 13)
    # from Saturday at 20 to Monday at 10: 38 hours, of which 28 are in the week
    assert (9, REST) not in broken(SIXTEEN, *days, saturday, monday)
    assert (9, REST) in broken(SIXTEEN, *days, saturday, shift(16, 9.75, 13))
    # the rest is used by its week: the next one, with work from Monday to Sunday, has none left
    every = [shift(day, 9, 12) for day in (17, 18, 19, 20, 21, 22)]
    assert (16, REST) in broken(SIXTEEN, *days, saturday, monday, *every)
    # after the last week work goes on as it began: Saturday at 20 to Monday at 9 is 37 hours
    assert (9, REST) in broken(SIXTEEN, *days, saturday)
    # a week without work between two has nothing to break
    assert broken(SIXTEEN, shift(9, 9, 12), shift(23, 9, 12)) == set()


def test_the_limits_end_on_the_day_of_turning_eighteen() -> None:
    evening = (shift(9, 20, 22.5), shift(8, 20, 22.5))
    assert broken(GROWN, *evening[1:]) == {(8, "young_worker.time_of_day")}
    assert broken(GROWN, *evening[:1]) == set()


def test_the_overtime_of_a_year_is_at_most_eighty_hours() -> None:
    # Four weeks of five days of nine hours: an hour of daily overtime each day; ages under fifteen may do none.
    days = [shift(day, 8, 17.5, 30) for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]
    assert young.overtime_breach(SIXTEEN, days, date(2026, 3, 31), BOOK) is None
    child = young.overtime_breach(FOURTEEN, days, date(2026, 3, 31), BOOK)
    assert child is not None
    assert (child.code, child.section) == ("young_worker.too_much_overtime", "998/1993 5 §")
    assert young.overtime_breach(FOURTEEN, days, date(2026, 3, 1), BOOK) is None  # not yet worked
    long_days = [shift(day, 6, 22, 0) for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]  # eight hours of overtime each
    assert young.overtime_breach(SIXTEEN, long_days, date(2026, 3, 31), BOOK) is None  # 80 hours
    more = [*long_days, shift(16, 8, 16.25)]
    assert young.overtime_breach(SIXTEEN, more, date(2026, 3, 31), BOOK) is not None


def test_an_early_morning_under_fifteen_tells_that_it_needs_a_special_reason() -> None:
    assert broken(FOURTEEN, shift(9, 7, 9)) == {(9, "young_worker.special_reason_needed")}
    assert broken(FOURTEEN, shift(9, 5.75, 9)) == {(9, "young_worker.time_of_day")}
    assert broken(SIXTEEN, shift(9, 7, 9)) == set()


LATE = (9, "young_worker.time_of_day")
AGREED = LateWork(True, "Vuoroa ei voi aikaistaa", first=date(2026, 3, 9), until=date(2026, 3, 10), in_home=True)


@pytest.mark.parametrize(
    ("born", "end", "late", "told"),
    [
        (SIXTEEN, 22, (), False),
        (SIXTEEN, 22.25, (), True),
        (SIXTEEN, 23, (AGREED,), False),
        (SIXTEEN, 23.25, (AGREED,), True),
        (SIXTEEN, 22.25, (LateWork(False, first=date(2026, 3, 9)),), True),
        (SIXTEEN, 22.25, (LateWork(True, "Syy", first=date(2026, 3, 10), in_home=True),), True),  # from the day after
        (FOURTEEN, 20.25, (AGREED,), True),  # under fifteen nobody can agree to it
    ],
)
def test_consent_to_late_work_counts_on_its_days_up_to_its_own_limit(
    born: date, end: float, late: tuple[LateWork, ...], told: bool
) -> None:
    assert (LATE in broken(born, shift(9, 18, end), late=late)) is told


def test_consent_to_late_work_is_asked_where_it_decides_and_nobody_has_said() -> None:
    school = Schooling("finished")

    def asked(born: date, end: float, *late: LateWork) -> tuple[str, ...]:
        return young.asks(employment(school, late=late), born, [shift(9, 18, end)], BOOK)

    assert asked(SIXTEEN, 22) == ()
    assert asked(SIXTEEN, 22.25) == ("late",)
    assert asked(SIXTEEN, 23.25) == ()  # consent would not help
    assert asked(SIXTEEN, 22.25, AGREED) == ()
    assert asked(SIXTEEN, 22.25, LateWork(False)) == ()
    assert asked(SIXTEEN, 22.25, LateWork(True, "Syy", until=date(2026, 3, 8), in_home=True)) == ("late",)
    assert asked(SIXTEEN, 22.25, LateWork(True, "Syy")) == ("late",)  # nobody has said where
    assert asked(SIXTEEN, 22.25, LateWork(True, "Syy", in_home=False)) == ()  # it does not help elsewhere
    assert asked(FOURTEEN, 20.25) == ()
    assert asked(GROWN, 22.25) == ()


@pytest.mark.parametrize(
    ("in_home", "workplaces", "told", "asked"),
    [
        (True, ("koti", None), False, ()),
        (True, ("koti", "mökki"), True, ("late",)),  # another workplace since the consent
        (True, ("koti", "koti"), False, ()),
        (False, ("koti", None), True, ()),
        (None, ("koti", None), True, ("late",)),
    ],
)
def test_consent_to_late_work_holds_for_the_home_it_was_given_for(
    in_home: bool | None, workplaces: tuple[str, str | None], told: bool, asked: tuple[str, ...]
) -> None:
    first, later = workplaces
    terms = [Terms(workplace=first, first=None, until=None if later is None else date(2026, 3, 8))]
    if later is not None:
        terms.append(Terms(workplace=later, first=date(2026, 3, 9)))
    consent = LateWork(True, "Syy", first=date(2026, 3, 2), in_home=in_home)
    known = replace(employment(Schooling("finished"), late=(consent,)), terms=tuple(terms))
    work = [shift(9, 18, 22.5)]
    assert (LATE in {(day.day, reason.code) for day, reason in young.breaches(known, SIXTEEN, work, BOOK)}) is told
    assert young.asks(known, SIXTEEN, work, BOOK) == asked


def test_school_is_asked_only_of_the_young_on_days_that_nobody_has_told() -> None:
    days = [shift(8, 10, 12), shift(9, 10, 12)]
    school = ("schooling",)
    assert young.asks(employment(), SIXTEEN, days, BOOK) == school
    assert young.asks(employment(), SIXTEEN, [], BOOK) == ()
    assert young.asks(employment(), GROWN, days[1:], BOOK) == ()
    assert young.asks(employment(), GROWN, days, BOOK) == school
    known = Schooling("holiday", first=date(2026, 3, 8), until=date(2026, 3, 8))
    assert young.asks(employment(known), SIXTEEN, days, BOOK) == school
    assert young.asks(employment(known), SIXTEEN, days[:1], BOOK) == ()
