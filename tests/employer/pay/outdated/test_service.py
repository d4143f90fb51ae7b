"""Payslips whose days were changed after they were given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from employer import hours, leave, pay
from employer.arrangements import time_off
from employer.arrangements.time_off import TimeOff
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.hours.schemas import Shift
from employer.leave.schemas import Absence
from employer.pay.outdated import outdated
from employer.pay.schemas import IssuePayslip
from rules import load_book

TODAY = date(2026, 3, 20)
LATER = datetime(2026, 3, 10, 12, tzinfo=HELSINKI)


def found(session: Session, employer_id: int) -> list[tuple[str, date]]:
    """The days of the payslips that a later change concerns, with the day of the change."""
    seen = outdated(session, employer_id, pay.payslip_sums(session, employer_id), TODAY, load_book())
    return [(f"{one.newest.first:%-m}", one.changed_at.astimezone(HELSINKI).date()) for one in seen]


def worked(employment_id: int, day: date, start: int, end: int) -> Shift:
    """A worked shift of whole hours."""
    return Shift(
        employment_id,
        datetime(day.year, day.month, day.day, start, tzinfo=HELSINKI),
        datetime(day.year, day.month, day.day, end, tzinfo=HELSINKI),
    )


def paid(payer: tuple[int, int], pay_month: Callable[..., Any]) -> tuple[int, int]:
    """January and February are paid."""
    for month in (1, 2):
        pay_month(*payer, month)
    return payer


def test_nothing_is_told_while_nothing_changes(
    session: Session, payer: tuple[int, int], pay_month: Callable[..., Any]
) -> None:
    employer_id, _ = paid(payer, pay_month)
    assert found(session, employer_id) == []


def test_an_hour_entered_afterwards_is_told_until_the_pay_is_corrected(
    session: Session, payer: tuple[int, int], pay_month: Callable[..., Any]
) -> None:
    employer_id, employment_id = paid(payer, pay_month)
    late = Hand("Salla Aallonkoski", LATER)
    hours.add_shift(session, employer_id, worked(employment_id, date(2026, 2, 13), 9, 12), late)
    assert found(session, employer_id) == [("2", date(2026, 3, 10))]

    february = pay.payslips(session, employer_id)[-1]
    made = pay.draft_correction(session, employer_id, february.id, TODAY)
    pay.issue(session, employer_id, IssuePayslip(made, reason="hour"), Hand("Salla", LATER.replace(day=11)))
    assert found(session, employer_id) == []


def test_overtime_exchanged_for_time_off_afterwards_is_told_and_again_when_that_is_taken_back(
    session: Session, payer: tuple[int, int], pay_month: Callable[..., Any], hand: Hand
) -> None:
    employer_id, employment_id = payer
    hours.add_shift(session, employer_id, worked(employment_id, date(2026, 2, 9), 8, 18), hand)
    paid(payer, pay_month)
    late = Hand("Salla Aallonkoski", LATER)
    off = TimeOff(date(2026, 2, 9), "overtime_50", 120, date(2026, 2, 9))
    row = time_off.note_time_off(session, employer_id, employment_id, off, late)
    assert found(session, employer_id) == [("2", date(2026, 3, 10))]
    time_off.take_back(session, employer_id, employment_id, row, Hand("Salla Aallonkoski", LATER.replace(day=11)))
    assert found(session, employer_id) == []


def test_a_shift_that_is_moved_to_another_month_is_told_of_the_month_it_left(
    session: Session, payer: tuple[int, int], pay_month: Callable[..., Any], hand: Hand
) -> None:
    employer_id, employment_id = payer
    first = worked(employment_id, date(2026, 1, 23), 9, 12)
    shift_id = hours.add_shift(session, employer_id, first, hand)
    paid(payer, pay_month)
    moved = replace(worked(employment_id, date(2026, 3, 6), 9, 12), id=shift_id)
    hours.change_shift(session, employer_id, shift_id, moved, Hand("Salla", LATER))
    assert [month for month, _ in found(session, employer_id)] == ["1"]


def test_an_absence_noted_afterwards_is_told(
    session: Session, payer: tuple[int, int], pay_month: Callable[..., Any]
) -> None:
    employer_id, employment_id = paid(payer, pay_month)
    monday = date(2026, 2, 16)
    noted = Absence(employment_id, "unpaid", monday, monday)
    leave.add_absence(session, employer_id, noted, Hand("Salla Aallonkoski", LATER))
    assert found(session, employer_id) == [("2", date(2026, 3, 10))]


def test_a_shift_that_is_confirmed_as_it_was_planned_moves_no_money(
    session: Session, payer: tuple[int, int], pay_month: Callable[..., Any]
) -> None:
    employer_id, employment_id = paid(payer, pay_month)
    as_planned = worked(employment_id, date(2026, 2, 16), 14, 18)
    hours.add_shift(session, employer_id, as_planned, Hand("Salla Aallonkoski", LATER))
    assert found(session, employer_id) == []


def test_hours_of_days_that_are_not_paid_yet_are_not_told(
    session: Session, payer: tuple[int, int], pay_month: Callable[..., Any]
) -> None:
    employer_id, employment_id = paid(payer, pay_month)
    shift = worked(employment_id, date(2026, 3, 6), 9, 12)
    hours.add_shift(session, employer_id, shift, Hand("Salla", LATER))
    assert found(session, employer_id) == []


def test_another_household_is_not_told(
    session: Session,
    payer: tuple[int, int],
    pay_month: Callable[..., Any],
    an_employer: Callable[..., int],
) -> None:
    employer_id, employment_id = paid(payer, pay_month)
    hours.add_shift(session, employer_id, worked(employment_id, date(2026, 2, 13), 9, 12), Hand("Salla", LATER))
    other = an_employer(code="toinen", identity_code="020586-903M")
    sums = pay.payslip_sums(session, employer_id)
    assert outdated(session, other, sums, TODAY, load_book()) == ()
