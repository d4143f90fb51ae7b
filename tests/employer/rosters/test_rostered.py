"""The roster of a day as it was before the day was worked, and what payslip, register and questions make of it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from employer import answers, hours, pay, rosters
from employer.answers.schemas import Answer
from employer.arrangements import averaging, longer
from employer.arrangements.averaging.schemas import AveragingTyped
from employer.arrangements.longer import LongerTime
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.hours.schemas import Shift
from employer.rosters import Publish, register
from payroll.inputs import RosteredDay
from payroll.payslip import Payslip
from tests.employer.conftest import on
from tests.employer.pay.conftest import month_run

MARCH, LAST = date(2026, 3, 1), date(2026, 3, 31)
KNOWN = date(2026, 4, 10)
MONDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 15)
EARLY = date(2026, 2, 10)
Payer = tuple[int, int]


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=HELSINKI)


def enter(session: Session, payer: Payer, day: int, start: int, end: int, by: Hand, status: str = "worked") -> int:
    return hours.add_shift(session, payer[0], Shift(payer[1], at(day, start), at(day, end), status=status), by)


def averaged(session: Session, payer: Payer, plan: str | None = "16 16") -> None:
    """Two weeks from 2 March; the contract's own shifts are 16 hours a week."""
    averaging.note_averaging(session, *payer, AveragingTyped(MONDAY, SUNDAY, plan), on(EARLY))


def known(session: Session, payer: Payer) -> dict[int, int]:
    """The rostered minutes of the days of March in the payslip's inputs."""
    inputs = pay.draft(session, *payer, month_run(3), KNOWN).inputs
    assert inputs.rostered is not None
    return {one.day.day: one.minutes for one in inputs.rostered}


def asked(payslip: Payslip) -> list[str]:
    return [one.topic for one in payslip.questions if one.topic.startswith("rostered_day")]


def test_without_averaging_no_roster_is_looked_at(session: Session, payer: Payer) -> None:
    assert pay.draft(session, *payer, month_run(3), KNOWN).inputs.rostered is None


def test_the_contract_s_repeating_shifts_are_the_roster(session: Session, payer: Payer, hand: Hand) -> None:
    averaged(session, payer)
    enter(session, payer, 3, 14, 20, hand)
    enter(session, payer, 6, 8, 12, hand)
    week = [240, 240, 240, 240, 0, 0, 0]
    assert [known(session, payer)[day] for day in range(2, 16)] == week * 2
    assert set(known(session, payer)) == set(range(2, 16))  # no other day is averaged


def test_repeating_shifts_that_the_plan_does_not_agree_with_are_no_roster(
    session: Session,
    payer: Payer,
) -> None:
    averaged(session, payer, "16 30")
    assert set(known(session, payer)) == set(range(2, 9))


def test_the_newest_roster_given_before_the_day_tells_it(session: Session, payer: Payer) -> None:
    averaged(session, payer, "20 30")
    planned = enter(session, payer, 4, 8, 17, on(EARLY), "planned")
    rosters.publish(session, *payer, MARCH, Publish(), on(date(2026, 2, 20)))
    assert (known(session, payer)[4], known(session, payer)[5], known(session, payer)[6]) == (540, 240, 0)
    hours.change_shift(session, payer[0], planned, Shift(payer[1], at(4, 8), at(4, 19)), on(date(2026, 3, 5)))
    enter(session, payer, 11, 8, 14, on(date(2026, 3, 5)), "planned")
    rosters.publish(session, *payer, MARCH, Publish("consent"), on(date(2026, 3, 5)))
    assert known(session, payer)[4] == 540  # the roster given on the fifth tells of the fourth as it was worked
    assert known(session, payer)[11] == 360


def test_what_still_stands_as_planned_is_the_roster_and_what_was_worked_is_none(
    session: Session,
    payer: Payer,
) -> None:
    averaged(session, payer, "20 30")
    enter(session, payer, 4, 8, 17, on(EARLY), "planned")
    enter(session, payer, 5, 8, 17, on(EARLY))
    found = known(session, payer)
    assert found.get(4) == 540
    assert 5 not in found


def test_night_work_belongs_to_the_day_it_falls_on(session: Session, payer: Payer) -> None:
    averaged(session, payer, "20 30")
    shift = Shift(payer[1], at(4, 22), at(5, 6), status="planned")
    hours.add_shift(session, payer[0], shift, on(EARLY))
    rosters.publish(session, *payer, MARCH, Publish(), on(date(2026, 2, 20)))
    assert (known(session, payer)[4], known(session, payer)[5]) == (120, 600)


def test_payslip_and_register_count_beyond_the_roster_s_day(session: Session, payer: Payer) -> None:
    averaged(session, payer, "20 30")
    agreed = LongerTime(600, 2400, EARLY, "Ilona Rantavirta", "agreement of February", MONDAY, None)
    longer.note_longer(session, *payer, agreed, on(EARLY))
    planned = enter(session, payer, 4, 8, 17, on(EARLY), "planned")
    rosters.publish(session, *payer, MARCH, Publish(), on(date(2026, 2, 20)))
    hours.change_shift(session, payer[0], planned, Shift(payer[1], at(4, 8), at(4, 19)), on(date(2026, 3, 5)))
    payslip = pay.draft(session, *payer, month_run(3), KNOWN).payslip
    assert asked(payslip) == []
    assert [(line.minutes, line.first) for line in payslip.lines if line.kind == "overtime_50"] == [
        (120, date(2026, 3, 4))
    ]
    found = register.register(session, *payer, MARCH, LAST, KNOWN)
    assert [(one.day.day, one.overtime_50, one.overtime_100) for one in found.days if one.overtime_50] == [(4, 120, 0)]


@pytest.mark.parametrize(("told", "over"), [("9", (120, 0)), ("0", (120, 60)), ("4", (120, 300))])
def test_an_unknown_day_is_asked_and_its_answer_holds_in_payslip_and_register(
    session: Session,
    payer: Payer,
    told: str,
    over: tuple[int, int],
) -> None:
    averaged(session, payer, "16 30")
    if told == "9":
        agreed = LongerTime(540, 2400, EARLY, "Ilona Rantavirta", "agreement of February", MONDAY, None)
        longer.note_longer(session, *payer, agreed, on(EARLY))
    for day in (9, 10, 12):
        hours.add_shift(session, payer[0], Shift(payer[1], at(day, 14), at(day, 18), status="cancelled"), on(EARLY))
    enter(session, payer, 11, 8, 19, on(EARLY))
    question = "rostered_day.2026-03-11"
    assert asked(pay.draft(session, *payer, month_run(3), KNOWN).payslip) == [question]
    given = Answer(f"{question}:ilona-1:2026-03-31", told, "roster on paper", LAST)
    answers.record_answer(session, payer[0], given, on(LAST))
    payslip = pay.draft(session, *payer, month_run(3), KNOWN).payslip
    assert asked(payslip) == []
    found = {line.kind: line.minutes for line in payslip.lines}
    assert (found.get("overtime_50", 0), found.get("overtime_100", 0)) == over
    days = register.register(session, *payer, MARCH, LAST, KNOWN).days
    assert [(one.overtime_50, one.overtime_100) for one in days if one.day.day == 11] == [over]


def test_days_that_went_as_rostered_are_answered_at_once_in_payslip_and_register(
    session: Session, payer: Payer
) -> None:
    averaged(session, payer, "16 30")
    for day in (9, 10):
        hours.add_shift(session, payer[0], Shift(payer[1], at(day, 14), at(day, 18), status="cancelled"), on(EARLY))
    enter(session, payer, 11, 8, 15, on(EARLY))
    enter(session, payer, 12, 8, 19, on(EARLY))
    question = "rostered_as_worked.2026-03-01_2026-03-31"
    draft = pay.draft(session, *payer, month_run(3), KNOWN).payslip
    assert [one.topic for one in draft.questions if one.topic.startswith("rostered")] == [question]
    given = Answer(f"{question}:ilona-1:2026-03-31", "kyllä", "roster on paper", LAST)
    answers.record_answer(session, payer[0], given, on(LAST))
    payslip = pay.draft(session, *payer, month_run(3), KNOWN).payslip
    assert not [one.topic for one in payslip.questions if one.topic.startswith("rostered")]
    found = {line.kind: line.minutes for line in payslip.lines}
    # eleven hours of a roster are three beyond the eight that it can make regular; seven are none
    assert (found.get("overtime_50", 0), found.get("overtime_100", 0)) == (120, 60)
    days = register.register(session, *payer, MARCH, LAST, KNOWN).days
    told = {one.day.day: (one.overtime_50, one.overtime_100) for one in days}
    assert (told[11], told[12]) == ((0, 0), (120, 60))


def test_the_inputs_hold_days_in_order(session: Session, payer: Payer) -> None:
    averaged(session, payer)
    inputs = pay.draft(session, *payer, month_run(3), KNOWN).inputs
    assert inputs.rostered is not None
    assert inputs.rostered[0] == RosteredDay(MONDAY, 240)
    assert [one.day for one in inputs.rostered] == sorted(one.day for one in inputs.rostered)
