"""Averaging periods: noted with their plan, settled on the payslip that holds their end."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from employer import audit, hours, pay
from employer.arrangements import averaging
from employer.arrangements.averaging import Averaging
from employer.arrangements.averaging.schemas import AveragingTyped
from employer.arrangements.averaging.service import read_plan
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.errors import Refused
from employer.hours.schemas import Shift
from tests.employer.conftest import on
from tests.employer.pay.conftest import KNOWN, month_run

MONDAY, SUNDAY = date(2026, 1, 26), date(2026, 2, 8)  # two weeks over the end of January
Payer = tuple[int, int]


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.field for one in refused.value.problems]


def long_days(session: Session, payer: Payer, hand: Hand, *days: int) -> None:
    """Eight hours on days of February, from six in the morning."""
    for day in days:
        start, end = datetime(2026, 2, day, 6, tzinfo=HELSINKI), datetime(2026, 2, day, 14, tzinfo=HELSINKI)
        hours.add_shift(session, payer[0], Shift(payer[1], start, end), hand)


def test_the_overtime_stands_on_the_payslip_with_the_end(session: Session, payer: Payer, hand: Hand) -> None:
    averaging.note_averaging(session, *payer, AveragingTyped(MONDAY, SUNDAY, "16 64"), hand)
    # 26.–29.1. four times 4 hours; 2.–8.2. seven times 8: 72 hours, no overtime of the second week
    long_days(session, payer, hand, *range(2, 9))
    january = pay.draft(session, *payer, month_run(1), KNOWN)
    february = pay.draft(session, *payer, month_run(2), KNOWN)
    assert january.inputs.averaging == february.inputs.averaging
    kinds = [line.kind for line in (*january.payslip.lines, *february.payslip.lines)]
    assert "overtime_50" not in kinds
    assert min(shift.start.date() for shift in february.inputs.shifts) == MONDAY


def test_time_above_the_average_is_paid_with_an_increase(session: Session, payer: Payer, hand: Hand) -> None:
    averaging.note_averaging(session, *payer, AveragingTyped(MONDAY, SUNDAY, "16 64"), hand)
    long_days(session, payer, hand, *range(2, 9))
    for day in (30, 31):  # 16 hours more in January: 88 in all, 8 above 80
        start, end = datetime(2026, 1, day, 6, tzinfo=HELSINKI), datetime(2026, 1, day, 14, tzinfo=HELSINKI)
        hours.add_shift(session, payer[0], Shift(payer[1], start, end), hand)
    february = pay.draft(session, *payer, month_run(2), KNOWN).payslip
    overtime = [
        (line.minutes, line.amount_cents, line.first, line.last)
        for line in february.lines
        if line.kind == "overtime_50"
    ]
    assert overtime == [(480, 5280, MONDAY, SUNDAY)]
    january = pay.draft(session, *payer, month_run(1), KNOWN).payslip
    assert [line.kind for line in january.lines if "overtime" in line.kind] == []


def test_what_is_missing_is_asked_and_told_later(session: Session, payer: Payer, hand: Hand) -> None:
    averaging.note_averaging(session, *payer, AveragingTyped(MONDAY), hand)
    asked = pay.draft(session, *payer, month_run(1), KNOWN).payslip.questions
    assert {question.topic for question in asked} == {"averaging_period", "averaging_plan"}
    averaging.note_averaging(session, *payer, AveragingTyped(MONDAY, SUNDAY, "16; 64:00"), on(date(2026, 1, 20)))
    known = averaging.averaging_of(session, *payer, KNOWN)
    assert [(one.first, one.until, one.plan) for one in known] == [(MONDAY, SUNDAY, (960, 3840))]
    assert averaging.averaging_of(session, *payer, date(2026, 1, 10))[0].plan is None
    assert pay.draft(session, *payer, month_run(1), KNOWN).payslip.questions == ()


def test_a_period_is_taken_back(session: Session, payer: Payer, hand: Hand) -> None:
    row = averaging.note_averaging(session, *payer, AveragingTyped(MONDAY, SUNDAY, "40 40"), hand)
    with pytest.raises(LookupError):
        averaging.take_back(session, payer[0], payer[1] + 1, row, hand)
    averaging.take_back(session, *payer, row, hand)
    assert averaging.averaging(session, payer[0], None, KNOWN) == {}
    with pytest.raises(LookupError):
        averaging.take_back(session, *payer, row, hand)
    session.flush()
    assert [one.what for one in audit.changes(session, payer[0])][-2:] == [
        "averaging.change.noted",
        "averaging.change.removed",
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (AveragingTyped(date(2026, 1, 27), SUNDAY), "first"),
        (AveragingTyped(MONDAY, date(2026, 2, 7)), "until"),
        (AveragingTyped(MONDAY, date(2026, 1, 25)), "until"),
        (AveragingTyped(date(2025, 12, 29), date(2026, 1, 4)), "first"),
        (AveragingTyped(MONDAY, SUNDAY, "40"), "plan"),
        (AveragingTyped(MONDAY, SUNDAY, "40 paljon"), "plan"),
        (AveragingTyped(MONDAY, SUNDAY, "40 40:01"), "plan"),
        (AveragingTyped(MONDAY, None, "40 40"), "until"),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    session: Session, payer: Payer, hand: Hand, typed: AveragingTyped, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        averaging.note_averaging(session, *payer, typed, hand)
    assert fields(refused) == [field]


def test_two_periods_do_not_overlap(session: Session, payer: Payer, hand: Hand) -> None:
    averaging.note_averaging(session, *payer, AveragingTyped(MONDAY, SUNDAY, "40 40"), hand)
    with pytest.raises(Refused) as refused:
        averaging.note_averaging(session, *payer, AveragingTyped(date(2026, 2, 2), date(2026, 2, 15)), hand)
    assert fields(refused) == ["first"]
    averaging.note_averaging(session, *payer, AveragingTyped(date(2026, 2, 9), date(2026, 2, 22), "40 40"), hand)
    assert len(averaging.averaging_of(session, *payer, KNOWN)) == 2


def test_a_plan_is_read_as_people_write_it() -> None:
    assert read_plan(" 44 36,5;\n37:30 ") == (2640, 2190, 2250)
    assert read_plan("44,36 40") is None
    assert read_plan("169") is None
    assert Averaging(MONDAY, SUNDAY, (1,)).id == 0
