"""Rosters: checked, published, changed with consent; the working-time register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from employer import contracts, hours, rosters, training
from employer.arrangements import averaging
from employer.arrangements.averaging.schemas import AveragingTyped
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.errors import Refused
from employer.hours.schemas import Shift
from employer.rosters import Publish, register
from employer.training.schemas import Training
from tests.employer.conftest import on

MARCH = date(2026, 3, 1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=HELSINKI)


def enter(
    session: Session, household: tuple[int, int], start: datetime, end: datetime, hand: Hand, status: str = "worked"
) -> int:
    return hours.add_shift(session, household[0], Shift(household[1], start, end, status=status), hand)


def test_a_roster_in_order_breaks_nothing(session: Session, household: tuple[int, int]) -> None:
    found = rosters.roster_of_month(session, *household, MARCH, date(2026, 2, 10))
    assert len(found.shifts) == 18  # Mondays to Thursdays of March
    assert found.minutes == 18 * 240
    assert found.breaches == ()
    assert (found.give_by, found.late) == (date(2026, 2, 22), False)


def test_each_breach_names_its_section(session: Session, household: tuple[int, int], hand: Hand) -> None:
    enter(session, household, at(9, 6), at(9, 23, 30), hand)  # replaces Monday's shift; long, late and without a break
    enter(session, household, at(15, 10), at(15, 12), hand)  # a Sunday
    found = rosters.roster_of_month(session, *household, MARCH, date(2026, 2, 10))
    sections = {(one.day.day, one.section) for one in found.breaches}
    assert (9, "872/2019 5 §") in sections
    assert (9, "872/2019 8 §") in sections
    assert (9, "872/2019 24 §") in sections
    assert (9, "872/2019 25 §") in sections
    assert (15, "872/2019 17 §") in sections


def test_the_weeks_of_an_averaging_period_are_judged_together(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    saturdays = (13, 14)
    for day in (9, 10, 11, 12):
        enter(session, household, at(day, 7), at(day, 15), hand)
    for day in saturdays:
        enter(session, household, at(day, 8), at(day, 14), hand)

    def told() -> bool:
        found = rosters.roster_of_month(session, *household, MARCH, date(2026, 2, 10))
        return any(one.code == "working_time.long_week" for one in found.breaches)

    assert told()
    typed = AveragingTyped(date(2026, 3, 2), date(2026, 3, 15), "30 50")
    averaging.note_averaging(session, *household, typed, on(date(2026, 2, 9)))
    assert not told()


def test_publishing_keeps_who_when_and_what(session: Session, household: tuple[int, int]) -> None:
    rosters.publish(session, *household, MARCH, Publish(), on(date(2026, 2, 20)))
    found = rosters.roster_of_month(session, *household, MARCH, date(2026, 2, 21))
    assert found.published is not None
    assert (found.published.by, found.published.late) == ("Salla Aallonkoski", False)
    assert found.published.shifts == found.shifts
    assert found.changes == ()
    with pytest.raises(Refused):
        rosters.publish(session, *household, MARCH, Publish(), on(date(2026, 2, 21)))


def test_repeating_shifts_of_the_contract_have_been_given_until_further_notice(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    late = date(2026, 2, 24)
    found = rosters.roster_of_month(session, *household, MARCH, late)
    assert (found.late, found.breaches) == (False, ())
    enter(session, household, at(10, 14), at(10, 18), hand)  # the same hours by hand are the same schedule
    assert not rosters.roster_of_month(session, *household, MARCH, late).late
    enter(session, household, at(11, 15), at(11, 18), hand, "planned")
    found = rosters.roster_of_month(session, *household, MARCH, late)
    assert (found.late, [one.code for one in found.breaches]) == (True, ["working_time.roster_notice"])
    rosters.publish(session, *household, MARCH, Publish(), on(late))
    published = rosters.roster_of_month(session, *household, MARCH, on(late).day).published
    assert published is not None
    assert published.late


def test_repeating_shifts_that_were_agreed_too_late_are_late(session: Session, household: tuple[int, int]) -> None:
    pattern = contracts.employment(session, *household, date(2026, 2, 1)).patterns[0]
    ended = replace(pattern, until=date(2026, 2, 28))
    contracts.change_pattern(session, *household, pattern.id, ended, on(date(2026, 2, 10)))
    new = replace(pattern, first=MARCH, start_minute=600, end_minute=840, id=0)
    contracts.add_pattern(session, *household, new, on(date(2026, 2, 23)))
    assert rosters.roster_of_month(session, *household, MARCH, date(2026, 2, 24)).late


def test_a_roster_given_in_the_last_week_is_late(session: Session, household: tuple[int, int], hand: Hand) -> None:
    enter(session, household, at(11, 15), at(11, 18), hand, "planned")
    rosters.publish(session, *household, MARCH, Publish(), on(date(2026, 2, 23)))
    found = rosters.roster_of_month(session, *household, MARCH, date(2026, 2, 24))
    assert found.published is not None
    assert found.published.late


def test_a_published_shift_changes_with_consent_or_a_weighty_reason(
    session: Session, household: tuple[int, int]
) -> None:
    rosters.publish(session, *household, MARCH, Publish(), on(date(2026, 2, 10)))
    enter(session, household, at(10, 9), at(10, 13), on(date(2026, 2, 15)), "planned")
    later = on(date(2026, 2, 16))
    found = rosters.roster_of_month(session, *household, MARCH, later.day)
    assert [(one.day.day, one.before[0].start.hour, one.now[0].start.hour) for one in found.changes] == [(10, 14, 9)]
    for order, field in ((Publish(), "agreed"), (Publish("weighty_reason"), "why")):
        with pytest.raises(Refused) as refused:
            rosters.publish(session, *household, MARCH, order, later)
        assert [one.field for one in refused.value.problems] == [field]
    rosters.publish(session, *household, MARCH, Publish("consent"), later)
    found = rosters.roster_of_month(session, *household, MARCH, later.day)
    assert found.changes == ()
    assert found.published is not None
    assert found.published.agreed == "consent"
    given = rosters.publications(session, *household, MARCH, date(2026, 3, 31), later.day)
    assert [one.agreed for one in given] == [None, "consent"]


def test_another_household_finds_no_roster(
    session: Session, household: tuple[int, int], an_employer: Callable[..., int], hand: Hand
) -> None:
    rosters.publish(session, *household, MARCH, Publish(), on(date(2026, 2, 10)))
    stranger = an_employer(code="muu")
    assert rosters.publications(session, stranger, household[1], MARCH, MARCH, date(2026, 3, 1)) == ()
    with pytest.raises(LookupError):
        rosters.publish(session, stranger, household[1], MARCH, Publish(), hand)


def test_the_register_holds_hours_and_what_is_increased(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    enter(session, household, at(9, 8), at(9, 19), hand)  # eleven hours: two at 50 %, one at 100 %
    enter(session, household, at(15, 10), at(15, 12), hand)  # a Sunday
    enter(session, household, at(28, 22), at(29, 5), hand)  # over midnight into a Sunday that is 23 hours long
    found = register.register(session, *household, MARCH, date(2026, 3, 31), date(2026, 4, 10))
    days = {one.day.day: one for one in found.days}
    assert (days[9].worked, days[9].overtime_50, days[9].overtime_100) == (660, 120, 60)
    assert (days[15].worked, days[15].sunday) == (120, 120)
    assert (days[28].worked, days[28].sunday) == (120, 0)
    assert (days[29].worked, days[29].sunday) == (240, 240)  # the clocks go from 3 to 4
    weeks = {one.monday.day: one for one in found.weeks}
    # agreed 16 hours; worked 11 + 4 + 4 + 4 + 2 = 25, three of them daily overtime
    assert (weeks[9].additional, weeks[9].weekly_overtime) == (360, 0)
    assert found.kept_until == date(2028, 12, 31)


def test_emergency_work_has_its_own_column_and_is_no_additional_work(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    for start, end in ((at(9, 19), at(9, 23)), (at(15, 22), at(16, 1))):  # after four hours; a Sunday night
        hours.add_shift(session, household[0], Shift(household[1], start, end, kind="emergency"), hand)
    for day in (12, 13):
        enter(session, household, at(day, 8), at(day, 16), hand)  # 12 March in the place of four hours
    found = register.register(session, *household, MARCH, date(2026, 3, 31), date(2026, 4, 10))
    days = {one.day.day: one for one in found.days}
    assert (days[9].worked, days[9].emergency, days[9].overtime_50) == (480, 240, 0)
    assert (days[15].worked, days[15].emergency, days[15].sunday) == (120, 120, 120)
    assert (days[16].worked, days[16].emergency) == (300, 60)
    assert (days[10].worked, days[10].emergency) == (240, 0)
    # agreed 16 hours; 4 + 4 + 4 + 8 + 8 = 28 beside 6 of emergency work: 34 hours are no overtime
    weeks = {one.monday.day: (one.additional, one.weekly_overtime) for one in found.weeks}
    assert (weeks[9], weeks[16]) == ((720, 0), (0, 0))
    assert found.total("emergency") == 420
    enter(session, household, at(14, 8), at(14, 16), hand)  # 36 hours and 6 of emergency work are 42
    found = register.register(session, *household, MARCH, date(2026, 3, 31), date(2026, 4, 10))
    weeks = {one.monday.day: (one.additional, one.weekly_overtime) for one in found.weeks}
    assert weeks[9] == (1200, 120)
    assert register.as_csv(found).decode("utf-8-sig").splitlines()[0].endswith(";sunday;emergency;standby")
    assert "Hätätyö" in register.as_document(found, "fi", date(2026, 4, 10)).html


def test_training_that_is_required_or_paid_is_working_time(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    for day, required, paid in ((13, True, False), (14, False, True), (15, False, False), (22, True, True)):
        one = Training(household[1], "Ensiapu", date(2026, 3, day), 180, required, paid)
        training.add_training(session, household[0], one, hand)
    found = register.register(session, *household, MARCH, date(2026, 3, 31), date(2026, 4, 10))
    days = {one.day.day: one for one in found.days}
    assert [days[day].worked for day in (13, 14, 22)] == [180, 180, 180]
    assert 15 not in days
    assert (days[14].sunday, days[22].sunday, days[22].times) == (0, 180, ())  # the 22nd is a Sunday
    weeks = {one.monday.day: one for one in found.weeks}
    assert (weeks[9].additional, weeks[16].additional) == (360, 180)
    early = register.register(session, *household, MARCH, date(2026, 3, 31), date(2026, 3, 21))
    assert 22 not in {one.day.day for one in early.days}


def test_the_weekly_overtime_of_an_averaging_period_stands_in_its_last_week(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    for day in (*range(2, 7), *range(9, 14)):
        enter(session, household, at(day, 8), at(day, 16), hand)
    enter(session, household, at(7, 8), at(7, 14), hand)  # 46 hours, and 40 in the second week

    def weeks() -> dict[int, tuple[int, int]]:
        found = register.register(session, *household, MARCH, date(2026, 3, 31), date(2026, 4, 10))
        return {one.monday.day: (one.additional, one.weekly_overtime) for one in found.weeks}

    assert weeks()[2] == (1440, 360)  # 16 hours are agreed
    typed = AveragingTyped(date(2026, 2, 23), date(2026, 3, 15), "40 44 36")
    averaging.note_averaging(session, *household, typed, on(date(2026, 2, 9)))
    # 16 hours in the week of 23 February: 102 hours in three weeks are under 120
    assert (weeks()[2], weeks()[9]) == ((120, 0), (240, 0))
    for day in (24, 25, 26, 27):
        start = datetime(2026, 2, day, 7, tzinfo=HELSINKI)
        enter(session, household, start, start.replace(hour=15), hand)
    late = datetime(2026, 2, 28, 7, tzinfo=HELSINKI)
    enter(session, household, late, late.replace(hour=10), hand)
    # 4 + 4 × 8 + 3 hours in the first week: 39 + 46 + 40 are five over 120
    assert (weeks()[2], weeks()[9]) == ((120, 0), (240, 300))
    assert weeks()[16] == (0, 0)


def test_planned_hours_are_not_in_the_register(session: Session, household: tuple[int, int], hand: Hand) -> None:
    enter(session, household, at(10, 9), at(10, 13), hand, "planned")
    found = register.register(session, *household, MARCH, date(2026, 3, 31), date(2026, 4, 10))
    assert found.unconfirmed == (date(2026, 3, 10),)
    assert 10 not in {one.day.day for one in found.days}


def test_the_register_as_a_table_file_and_a_document(session: Session, household: tuple[int, int]) -> None:
    found = register.register(session, *household, MARCH, date(2026, 3, 31), date(2026, 4, 10))
    lines = register.as_csv(found).decode("utf-8-sig").splitlines()
    assert lines[0].split(";")[:4] == ["employment", "day_or_week", "from", "worked"]
    assert lines[1] == "ilona-1;day;2026-03-02;240;;0;0;;0;0;0"
    rendered = register.as_document(found, "sv", date(2026, 4, 10))
    assert rendered.pdf.startswith(b"%PDF")
    assert "Arbetstidsbokföring" in rendered.html
    assert "Ilona Rantavirta" in rendered.html
