"""Entering shifts, and the calendar of some days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from employer import audit, contracts, hours
from employer.contracts.schemas import EmploymentFacts, Ending, HolidayTerm, Pattern, Terms, Wage, WeeklyTime
from employer.effective import Hand
from employer.errors import Refused
from employer.hours.schemas import Roster, Shift, Span

HELSINKI = ZoneInfo("Europe/Helsinki")
START = date(2026, 1, 12)
TUESDAY = date(2026, 2, 3)


@dataclass(frozen=True)
class Away:
    first: date
    last: date
    start_minute: int | None = None
    end_minute: int | None = None


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI, fold=fold)


def facts(*patterns: Pattern, start: date = START, end: date | None = None) -> EmploymentFacts:
    return EmploymentFacts(
        id=7,
        employer_id=1,
        employee_id=1,
        employee_code="ilona",
        code="ilona-1",
        job="childminding",
        start=start,
        end=end,
        fixed_term_ground=None,
        end_reason=None,
        terms=(Terms(),),
        wages=(Wage("hour", Decimal("13.20")),),
        weekly_times=(WeeklyTime(960),),
        agreements=(),
        holiday_terms=(HolidayTerm(),),
        patterns=patterns,
        gates=(),
    )


AFTERNOONS = Pattern(START, None, (0, 1, 2, 3), 840, 1080, 0, "public_holidays")
NIGHTS = Pattern(START, None, (0, 1, 2, 3, 4, 5, 6), 1320, 360)


def entered(start: str, end: str, **changes: Any) -> Shift:
    return Shift(7, at(start), at(end), id=changes.pop("id", 1), **changes)


def times(spans: tuple[Span, ...]) -> list[str]:
    return [f"{span.start:%d.%m. %H:%M}–{span.end:%H:%M}" for span in spans]


def test_a_pattern_fills_its_weekdays_from_its_first_day() -> None:
    january = hours.expand(facts(AFTERNOONS), (), date(2026, 1, 1), date(2026, 2, 1))
    assert [span.start.day for span in january.spans] == [12, 13, 14, 15, 19, 20, 21, 22, 26, 27, 28, 29]
    assert {hours.worked_minutes(span) for span in january.spans} == {240}
    assert {(span.status, span.from_pattern) for span in january.spans} == {("worked", True)}


def test_a_pattern_ends_on_its_last_day_and_with_the_employment() -> None:
    pattern = replace(AFTERNOONS, until=date(2026, 1, 20))
    whole = (date(2026, 1, 1), date(2026, 2, 1))
    assert len(hours.expand(facts(pattern), (), *whole).spans) == 6
    assert len(hours.expand(facts(pattern, end=date(2026, 1, 14)), (), *whole).spans) == 3
    assert len(hours.expand(facts(pattern, start=date(2026, 1, 20)), (), *whole).spans) == 1


def test_public_holidays_and_both_eves_are_left_out_and_told_apart() -> None:
    skipping = replace(AFTERNOONS, weekdays=(0, 1, 2, 3, 4, 5, 6))
    june = hours.expand(facts(skipping), (), date(2026, 6, 1), date(2026, 7, 1))
    assert [span.start.day for span in june.skipped] == [19, 20]  # Midsummer Eve and Midsummer Day
    december = hours.expand(facts(skipping), (), date(2026, 12, 1), date(2027, 1, 1))
    assert [span.start.day for span in december.skipped] == [6, 24, 25, 26]
    assert len(december.spans) == 27
    easter = hours.expand(facts(skipping), (), date(2026, 4, 3), date(2026, 4, 7))
    assert [span.start.day for span in easter.spans] == [4]  # Easter Saturday is no public holiday


def test_a_pattern_that_skips_nothing_works_on_christmas() -> None:
    december = hours.expand(facts(NIGHTS), (), date(2026, 12, 24), date(2026, 12, 26))
    assert december.skipped == ()
    assert len(december.spans) == 3


def test_an_entered_shift_replaces_the_patterns_shift_of_its_day() -> None:
    longer = entered("2026-04-22T14:00", "2026-04-22T19:30")
    roster = hours.expand(facts(AFTERNOONS), [longer], date(2026, 4, 20), date(2026, 4, 27))
    assert times(roster.spans) == [
        "20.04. 14:00–18:00",
        "21.04. 14:00–18:00",
        "22.04. 14:00–19:30",
        "23.04. 14:00–18:00",
    ]
    assert [span.from_pattern for span in roster.spans] == [True, True, False, True]


def test_an_entered_shift_on_a_day_off_is_added() -> None:
    sunday = entered("2026-03-08T12:00", "2026-03-08T17:00", break_minutes=30)
    roster = hours.expand(facts(AFTERNOONS), [sunday], date(2026, 3, 2), date(2026, 3, 9))
    assert len(roster.spans) == 5
    assert hours.worked_minutes(roster.spans[-1]) == 270


def test_both_entered_shifts_of_a_day_stand_and_replace_every_pattern_of_it() -> None:
    mornings = Pattern(START, None, (0,), 480, 600)
    own = [entered("2026-01-12T07:00", "2026-01-12T09:00"), entered("2026-01-12T20:00", "2026-01-12T21:00", id=2)]
    roster = hours.expand(facts(AFTERNOONS, mornings), own, START, date(2026, 1, 13))
    assert times(roster.spans) == ["12.01. 07:00–09:00", "12.01. 20:00–21:00"]


def test_a_cancelled_shift_removes_the_patterns() -> None:
    cancelled = entered("2026-01-13T14:00", "2026-01-13T18:00", status="cancelled")
    roster = hours.expand(facts(AFTERNOONS), [cancelled], START, date(2026, 1, 15))
    assert times(roster.spans) == ["12.01. 14:00–18:00", "14.01. 14:00–18:00"]
    assert roster.skipped == ()


def test_a_planned_shift_stays_planned() -> None:
    planned = entered("2026-01-13T14:00", "2026-01-13T18:00", status="planned")
    roster = hours.expand(facts(AFTERNOONS), [planned], START, date(2026, 1, 15))
    assert [span.status for span in roster.spans] == ["worked", "planned", "worked"]


def test_work_on_independence_day_is_worked_and_not_skipped() -> None:
    sundays = replace(AFTERNOONS, weekdays=(6,))
    day = (date(2026, 12, 6), date(2026, 12, 7))
    free = hours.expand(facts(sundays), (), *day)
    assert (len(free.spans), len(free.skipped)) == (0, 1)
    worked = hours.expand(facts(sundays), [entered("2026-12-06T10:00", "2026-12-06T12:00")], *day)
    assert (len(worked.spans), len(worked.skipped)) == (1, 0)
    cancelled = entered("2026-12-06T14:00", "2026-12-06T18:00", status="cancelled")
    left_free = hours.expand(facts(replace(sundays, skip="none")), [cancelled], *day)
    assert (len(left_free.spans), len(left_free.skipped)) == (0, 1)


def test_a_night_that_began_the_evening_before_belongs_to_the_days_it_touches() -> None:
    roster = hours.expand(facts(NIGHTS), (), date(2026, 2, 2), date(2026, 2, 3))
    assert times(roster.spans) == ["01.02. 22:00–06:00", "02.02. 22:00–06:00"]


@pytest.mark.parametrize(
    ("night", "minutes"),
    [(date(2026, 3, 28), 420), (date(2026, 10, 24), 540), (date(2026, 3, 27), 480)],
)
def test_a_night_is_as_long_as_the_time_that_passed(night: date, minutes: int) -> None:
    roster = hours.expand(facts(NIGHTS), (), night, night + timedelta(days=1))
    ours = [span for span in roster.spans if span.start.date() == night]
    assert [hours.worked_minutes(span) for span in ours] == [minutes]


def test_time_in_an_absence_is_set_apart() -> None:
    sick = Away(date(2026, 2, 5), date(2026, 2, 11))
    roster = hours.expand(facts(AFTERNOONS), (), date(2026, 2, 1), date(2026, 3, 1), [sick])
    assert [span.start.day for span in roster.absent] == [5, 9, 10, 11]
    assert {span.absence for span in roster.absent} == {0}
    assert [span.start.day for span in roster.spans] == [2, 3, 4, 12, 16, 17, 18, 19, 23, 24, 25, 26]


@pytest.mark.parametrize(
    ("start", "end", "worked", "away"),
    [
        (900, 960, ["14:00–15:00", "16:00–18:00"], ["15:00–16:00"]),
        (780, 960, ["16:00–18:00"], ["14:00–16:00"]),  # it began before the shift
        (960, 1200, ["14:00–16:00"], ["16:00–18:00"]),
        (600, 840, ["14:00–18:00"], []),  # over when the shift begins
        (1080, 1140, ["14:00–18:00"], []),
        (840, 1080, [], ["14:00–18:00"]),
    ],
)
def test_a_part_of_a_day_leaves_the_rest_at_work(start: int, end: int, worked: list[str], away: list[str]) -> None:
    """A shift from 14 to 18 on Tuesday 3 February 2026."""
    check = Away(date(2026, 2, 3), date(2026, 2, 3), start, end)
    roster = hours.expand(facts(AFTERNOONS), (), date(2026, 2, 3), date(2026, 2, 4), [check])
    assert [one.removeprefix("03.02. ") for one in times(roster.spans)] == worked
    assert [one.removeprefix("03.02. ") for one in times(roster.absent)] == away
    assert sum(map(hours.worked_minutes, (*roster.spans, *roster.absent))) == 240


def test_a_part_of_a_day_cuts_the_night_that_begins_on_it_and_the_break_stays_where_it_is() -> None:
    check = Away(date(2026, 2, 3), date(2026, 2, 3), 60, 120)
    roster = hours.expand(facts(replace(NIGHTS, break_minutes=60)), (), date(2026, 2, 3), date(2026, 2, 4), [check])
    assert times(roster.absent) == ["03.02. 01:00–02:00"]
    assert [hours.worked_minutes(span) for span in roster.absent] == [30]  # the break is from 1.30 to 2.30
    assert sum(map(hours.worked_minutes, (*roster.spans, *roster.absent))) == 2 * 420


def test_a_night_is_cut_at_the_midnight_where_an_absence_begins() -> None:
    sick = Away(date(2026, 2, 3), date(2026, 2, 3))
    nights = replace(NIGHTS, break_minutes=60)
    roster = hours.expand(facts(nights), (), date(2026, 2, 2), date(2026, 2, 5), [sick])
    assert times(roster.absent) == ["03.02. 00:00–06:00", "03.02. 22:00–00:00"]
    # The break of an hour lies in the middle of the night (1.30 to 2.30), so in the part after midnight.
    assert [hours.worked_minutes(span) for span in roster.absent] == [300, 120]
    assert times(roster.spans) == [
        "01.02. 22:00–06:00",
        "02.02. 22:00–00:00",
        "04.02. 00:00–06:00",
        "04.02. 22:00–06:00",
    ]
    assert sum(map(hours.worked_minutes, (*roster.spans, *roster.absent))) == 4 * 420


@pytest.mark.parametrize(
    ("start", "end", "worked", "missed"),
    [
        (15 * 60, None, [(2, 60)], [(2, 180), (3, 240), (4, 240)]),  # ill an hour after work began, to Wednesday
        (None, 15 * 60, [(4, 180)], [(2, 240), (3, 240), (4, 60)]),  # back at three on Wednesday
        (18 * 60, 14 * 60, [(2, 240), (4, 240)], [(3, 240)]),
        (None, None, [], [(2, 240), (3, 240), (4, 240)]),
    ],
)
def test_an_absence_of_several_days_may_begin_and_end_within_a_day(
    start: int | None, end: int | None, worked: list[tuple[int, int]], missed: list[tuple[int, int]]
) -> None:
    pattern = Pattern(START, None, (0, 1, 2, 3), 14 * 60, 18 * 60, 0, "none")
    away = Away(date(2026, 2, 2), date(2026, 2, 4), start, end)
    roster = hours.expand(facts(pattern), (), date(2026, 2, 2), date(2026, 2, 5), [away])
    assert [(one.start.day, hours.worked_minutes(one)) for one in roster.spans] == worked
    assert [(one.start.day, hours.worked_minutes(one)) for one in roster.absent] == missed


def test_an_illness_that_begins_in_the_night_takes_the_rest_of_it() -> None:
    pattern = Pattern(START, None, (0,), 20 * 60, 6 * 60, 0, "none")
    away = Away(date(2026, 2, 2), date(2026, 2, 3), 22 * 60 + 30)
    roster = hours.expand(facts(pattern), (), date(2026, 2, 2), date(2026, 2, 5), [away])
    assert [hours.worked_minutes(one) for one in roster.spans] == [150]
    assert [hours.worked_minutes(one) for one in roster.absent] == [450]


def test_which_part_of_its_days_an_absence_takes() -> None:
    away = Away(date(2026, 2, 2), date(2026, 2, 4), 720, 600)
    found = [hours.away_within(away, date(2026, 2, number)) for number in (2, 3, 4)]
    assert found == [(720, 1440), None, (0, 600)]
    assert hours.away_within(Away(date(2026, 2, 2), date(2026, 2, 2), 720, 780), date(2026, 2, 2)) == (720, 780)


def test_two_absences_of_one_day_take_each_their_own_time() -> None:
    """The child ill until 15, then an hour at work, then own illness; a shift from 14 to 18."""
    away = [Away(TUESDAY, TUESDAY, 960, None), Away(TUESDAY, TUESDAY, None, 900)]
    roster = hours.expand(facts(AFTERNOONS), (), TUESDAY, TUESDAY + timedelta(days=1), away)
    assert times(roster.spans) == ["03.02. 15:00–16:00"]
    assert [(span.absence, f"{span.start:%H}–{span.end:%H}") for span in roster.absent] == [(1, "14–15"), (0, "16–18")]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (Away(TUESDAY, TUESDAY, None, 720), Away(TUESDAY, TUESDAY, 720, None), False),
        (Away(TUESDAY, TUESDAY, None, 721), Away(TUESDAY, TUESDAY, 720, None), True),
        (Away(TUESDAY, TUESDAY), Away(TUESDAY, TUESDAY, 720, 780), True),
        (Away(TUESDAY, TUESDAY, 480, 600), Away(TUESDAY, TUESDAY + timedelta(days=3), 600, None), False),
        (Away(date(2026, 1, 30), TUESDAY, None, 600), Away(TUESDAY, TUESDAY, 600, 660), False),
        (Away(date(2026, 1, 30), TUESDAY), Away(TUESDAY + timedelta(days=1), date(2026, 2, 9)), False),
        (Away(date(2026, 1, 30), TUESDAY), Away(TUESDAY, TUESDAY, 600, 660), True),
    ],
)
def test_absences_overlap_by_their_clock_times(one: Away, other: Away, together: bool) -> None:
    assert hours.overlap(one, other) is hours.overlap(other, one) is together


def test_two_absences_in_a_row_keep_their_own_parts() -> None:
    away = [Away(date(2026, 2, 2), date(2026, 2, 2)), Away(date(2026, 2, 3), date(2026, 2, 3))]
    roster = hours.expand(facts(NIGHTS), (), date(2026, 2, 2), date(2026, 2, 4), away)
    assert [(span.absence, hours.worked_minutes(span)) for span in roster.absent] == [
        (0, 360),
        (0, 120),
        (1, 360),
        (1, 120),
    ]


def test_a_skipped_day_in_an_absence_says_so() -> None:
    sick = Away(date(2026, 12, 1), date(2026, 12, 24))
    roster = hours.expand(facts(AFTERNOONS), (), date(2026, 12, 1), date(2027, 1, 1), [sick])
    assert [(span.start.day, span.absence) for span in roster.skipped] == [(24, 0)]


def test_only_the_employments_own_shifts_count() -> None:
    other = replace(entered("2026-01-13T08:00", "2026-01-13T09:00"), employment_id=8)
    roster = hours.expand(facts(AFTERNOONS), [other], date(2026, 1, 13), date(2026, 1, 14))
    assert times(roster.spans) == ["13.01. 14:00–18:00"]


@given(
    cut=st.integers(0, 90),
    sick=st.tuples(st.integers(0, 90), st.integers(0, 20)),
    break_minutes=st.integers(0, 400),
    start=st.integers(0, 1439),
)
def test_the_minutes_of_three_months_do_not_depend_on_where_they_are_split_or_who_was_ill(
    cut: int, sick: tuple[int, int], break_minutes: int, start: int
) -> None:
    pattern = Pattern(START, None, (0, 2, 4, 6), start, (start + 480) % 1440, break_minutes)
    first, after = date(2026, 2, 1), date(2026, 5, 1)
    middle = first + timedelta(days=min(cut, (after - first).days))
    ill = Away(first + timedelta(days=sick[0]), first + timedelta(days=sick[0] + sick[1]))

    def by_start(roster: Roster) -> dict[date, int]:
        found: dict[date, int] = {}
        for span in (*roster.spans, *roster.absent):
            day = span.start.date()
            if span.start.hour == 0 and span.start.minute == 0 and start != 0:
                day -= timedelta(days=1)  # the part after midnight
            found[day] = found.get(day, 0) + hours.worked_minutes(span)
        return found

    healthy = by_start(hours.expand(facts(pattern), (), first, after))
    inside = {day: minutes for day, minutes in healthy.items() if day >= first}
    with_illness = by_start(hours.expand(facts(pattern), (), first, after, [ill]))
    assert {day: minutes for day, minutes in with_illness.items() if day >= first} == inside
    halves: dict[date, int] = {}
    for begin, end in ((first, middle), (middle, after)):
        halves |= {
            day: minutes
            for day, minutes in by_start(hours.expand(facts(pattern), (), begin, end)).items()
            if begin <= day
        }
    assert halves == inside


def new(household: tuple[int, int], start: str, end: str, **changes: Any) -> Shift:
    return Shift(household[1], at(start), at(end), **changes)


def test_emergency_work_leaves_the_patterns_shift_of_its_day_standing() -> None:
    extra = entered("2026-01-12T19:00", "2026-01-12T22:00", kind="emergency")
    roster = hours.expand(facts(AFTERNOONS), [extra], date(2026, 1, 12), date(2026, 1, 14))
    assert times(roster.spans) == ["12.01. 14:00–18:00", "12.01. 19:00–22:00", "13.01. 14:00–18:00"]
    assert [one.kind for one in roster.spans] == ["work", "emergency", "work"]
    moved = entered("2026-01-12T08:00", "2026-01-12T12:00", id=2)
    roster = hours.expand(facts(AFTERNOONS), [extra, moved], date(2026, 1, 12), date(2026, 1, 13))
    assert times(roster.spans) == ["12.01. 08:00–12:00", "12.01. 19:00–22:00"]


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [
        ("2026-01-13T18:00", "2026-01-13T19:00", False),
        ("2026-01-13T17:59", "2026-01-13T19:00", True),
        ("2026-01-13T13:00", "2026-01-13T14:00", False),
        ("2026-01-13T13:00", "2026-01-13T14:01", True),
        ("2026-01-12T22:00", "2026-01-13T15:00", True),
    ],
)
def test_time_within_the_patterns_shift_is_no_emergency_work(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand], start: str, end: str, refused: bool
) -> None:
    hand = hand_on(date(2026, 1, 14))
    shift = new(household, start, end, kind="emergency")
    if not refused:
        shift_id = hours.add_shift(session, household[0], shift, hand)
        assert hours.change_shift(session, household[0], shift_id, replace(shift, break_minutes=5), hand)
        return
    with pytest.raises(Refused) as found:
        hours.add_shift(session, household[0], shift, hand)
    assert [one.what.key for one in found.value.problems] == ["refused.emergency_in_regular_time.what"]


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.field for problem in refused.value.problems]


def test_a_shift_is_entered_corrected_and_taken_back(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    employer_id, employment_id = household
    first = hours.add_shift(
        session, employer_id, new(household, "2026-01-18T12:00", "2026-01-18T17:00"), hand_on(date(2026, 1, 18))
    )
    session.expire_all()
    second = hours.change_shift(
        session,
        employer_id,
        first,
        new(household, "2026-01-18T12:00", "2026-01-18T16:00", break_minutes=15, kind="standby"),
        hand_on(date(2026, 1, 20)),
    )
    hours.remove_shift(session, employer_id, second, hand_on(date(2026, 1, 22)))
    known = [
        [(shift.end.hour, shift.break_minutes, shift.kind) for shift in hours.shifts(session, *household, day)]
        for day in (date(2026, 1, 17), date(2026, 1, 18), date(2026, 1, 20), date(2026, 1, 22))
    ]
    assert known == [[], [(17, 0, "work")], [(16, 15, "standby")], []]
    assert [change.what for change in audit.changes(session, employer_id)[-3:]] == [
        "changes.shift_added",
        "changes.shift_changed",
        "changes.shift_removed",
    ]
    with pytest.raises(LookupError):
        hours.shift(session, employer_id, second, date(2026, 1, 22))
    assert hours.shift(session, employer_id, second, date(2026, 1, 21)).employment_id == employment_id


def test_moments_come_back_in_finnish_time(session: Session, household: tuple[int, int], hand: Hand) -> None:
    hours.add_shift(session, household[0], new(household, "2026-03-29T00:30", "2026-03-29T05:00"), hand)
    session.expire_all()
    (shift,) = hours.shifts(session, *household, date(2026, 1, 31))
    assert (shift.start.isoformat(), shift.end.isoformat()) == (
        "2026-03-29T00:30:00+02:00",
        "2026-03-29T05:00:00+03:00",
    )
    assert (shift.end.astimezone(UTC) - shift.start.astimezone(UTC)) == timedelta(minutes=210)


def test_shifts_of_some_days_are_those_that_touch_them(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    for day in (30, 31):
        start = datetime(2026, 1, day, 22, tzinfo=HELSINKI)
        shift = Shift(household[1], start, start + timedelta(hours=8))
        hours.add_shift(session, household[0], shift, hand)
    february = hours.shifts(session, household[0], None, date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1))
    assert [shift.start.day for shift in february] == [31]
    january = hours.shifts(session, household[0], None, date(2026, 3, 1), date(2026, 1, 1), date(2026, 1, 31))
    assert [shift.start.day for shift in january] == [30]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"end": at("2026-01-18T12:00")}, ["end"]),
        ({"end": at("2026-01-19T13:00")}, ["end"]),
        ({"end": at("2026-01-19T12:00")}, []),
        ({"break_minutes": 300}, ["break_minutes"]),
        ({"break_minutes": -1}, ["break_minutes"]),
        ({"kind": "rest", "status": "done"}, ["kind", "status"]),
        ({"start": at("2026-01-18T12:00:30")}, ["start"]),
        ({"start": at("2026-01-11T12:00"), "end": at("2026-01-11T13:00")}, ["start"]),
    ],
)
def test_shifts_that_cannot_be(
    session: Session, household: tuple[int, int], hand: Hand, changes: dict[str, Any], expected: list[str]
) -> None:
    shift = replace(new(household, "2026-01-18T12:00", "2026-01-18T17:00"), **changes)
    if not expected:
        hours.add_shift(session, household[0], shift, hand)
        return
    with pytest.raises(Refused) as refused:
        hours.add_shift(session, household[0], shift, hand)
    assert fields(refused) == expected


def test_one_person_is_not_in_two_shifts_at_once(
    session: Session, household: tuple[int, int], hand: Hand, an_employment: Callable[..., int]
) -> None:
    employer_id, first = household
    employee_id = contracts.employment(session, employer_id, first, date(2026, 1, 31)).employee_id
    second = an_employment(employer_id, employee_id, code="ilona-2")
    hours.add_shift(session, employer_id, new(household, "2026-01-18T22:00", "2026-01-19T06:00"), hand)
    with pytest.raises(Refused) as refused:
        hours.add_shift(session, employer_id, Shift(second, at("2026-01-19T05:59"), at("2026-01-19T08:00")), hand)
    assert fields(refused) == ["start"]
    assert refused.value.problems[0].what == "The same employee already has a shift on 18.1.2026 at 22.00–06.00."
    hours.add_shift(session, employer_id, Shift(second, at("2026-01-19T06:00"), at("2026-01-19T08:00")), hand)
    cancelled = Shift(second, at("2026-01-18T23:00"), at("2026-01-19T01:00"), status="cancelled")
    hours.add_shift(session, employer_id, cancelled, hand)


def test_a_shift_does_not_clash_with_its_own_earlier_form(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    shift = new(household, "2026-01-18T12:00", "2026-01-18T17:00")
    shift_id = hours.add_shift(session, household[0], shift, hand)
    hours.change_shift(session, household[0], shift_id, replace(shift, break_minutes=30), hand)


def test_another_households_shift_is_not_found(
    session: Session, household: tuple[int, int], hand: Hand, an_employer: Callable[..., int]
) -> None:
    shift = new(household, "2026-01-18T12:00", "2026-01-18T17:00")
    shift_id = hours.add_shift(session, household[0], shift, hand)
    other = an_employer(code="other")
    for attempt in (
        lambda: hours.add_shift(session, other, shift, hand),
        lambda: hours.change_shift(session, other, shift_id, shift, hand),
        lambda: hours.remove_shift(session, other, shift_id, hand),
        lambda: hours.shift(session, other, shift_id, date(2026, 1, 31)),
    ):
        with pytest.raises(LookupError):
            attempt()
    assert hours.shifts(session, other, None, date(2026, 1, 31)) == ()


def test_an_approval_ends_when_a_shift_is_changed_after_it(
    session: Session, household: tuple[int, int], hand: Hand, hand_on: Callable[[date], Hand]
) -> None:
    january = (date(2026, 1, 1), date(2026, 1, 31))
    hours.approve_hours(session, *household, *january, 2880, hand_on(date(2026, 2, 1)))

    def holding(known_on: date) -> list[tuple[int, bool]]:
        found = hours.approvals(session, *household, date(2026, 1, 1), date(2026, 2, 1), known_on)
        return [(one.minutes, one.holds) for one in found]

    assert holding(date(2026, 1, 31)) == []
    assert holding(date(2026, 2, 1)) == [(2880, True)]
    february = new(household, "2026-02-08T12:00", "2026-02-08T17:00")
    hours.add_shift(session, household[0], february, hand_on(date(2026, 2, 9)))
    assert holding(date(2026, 2, 9)) == [(2880, True)]
    late = new(household, "2026-01-31T22:00", "2026-02-01T02:00")
    hours.add_shift(session, household[0], late, hand_on(date(2026, 2, 10)))
    assert holding(date(2026, 2, 9)) == [(2880, True)]
    assert holding(date(2026, 2, 10)) == [(2880, False)]
    hours.approve_hours(session, *household, *january, 3000, hand_on(date(2026, 2, 11)))
    assert holding(date(2026, 2, 11)) == [(2880, False), (3000, True)]


def test_an_approval_that_cannot_be(session: Session, household: tuple[int, int], hand: Hand) -> None:
    with pytest.raises(Refused) as refused:
        hours.approve_hours(session, *household, date(2026, 2, 1), date(2026, 1, 31), -1, hand)
    assert fields(refused) == ["until", "minutes"]


def test_an_ended_employment_takes_no_more_shifts(session: Session, household: tuple[int, int], hand: Hand) -> None:
    contracts.end_employment(session, *household, Ending(date(2026, 1, 17), None, "trial_period"), hand)
    with pytest.raises(Refused) as refused:
        hours.add_shift(session, household[0], new(household, "2026-01-18T12:00", "2026-01-18T17:00"), hand)
    assert fields(refused) == ["start"]
