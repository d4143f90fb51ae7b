"""Overtime taken as time off: noted, not paid when worked, taken, due by a day, and paid when the employment ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from employer import audit, contracts, hours, leave, pay
from employer.arrangements import time_off
from employer.arrangements.time_off import NO_BALANCE, TimeOff
from employer.clock import HELSINKI
from employer.contracts.schemas import Ending
from employer.duties import duties, facts_told
from employer.duties.front import employee_page
from employer.effective import Hand
from employer.errors import Refused
from employer.forecast import service as forecast
from employer.hours.schemas import Shift
from employer.leave.schemas import Absence
from employer.pay import gathering
from employer.rosters.register import as_csv, as_document, register
from payroll import CannotCalculate
from tests.employer.conftest import on
from tests.employer.pay.conftest import KNOWN, month_run

Payer = tuple[int, int]
WORKED, AGREED = date(2026, 2, 9), date(2026, 2, 10)
TWO = TimeOff(WORKED, "overtime_50", 120, AGREED)
ONE = TimeOff(WORKED, "overtime_100", 60, AGREED)
HAND = on(date(2026, 6, 30))


@pytest.fixture
def eleven_hours(session: Session, payer: Payer, hand: Hand) -> Payer:
    """A Monday of eleven hours: two hours of overtime at fifty percent, one at a hundred."""
    start = datetime(2026, 2, 9, 8, tzinfo=HELSINKI)
    hours.add_shift(session, payer[0], Shift(payer[1], start, start.replace(hour=19)), hand)
    return payer


def lines(session: Session, payer: Payer, month: int) -> dict[str, list[tuple[int | None, int]]]:
    found: dict[str, list[tuple[int | None, int]]] = {}
    for line in pay.draft(session, *payer, month_run(month), KNOWN).payslip.lines:
        found.setdefault(line.kind, []).append((line.minutes, line.amount_cents))
    return found


def test_what_is_exchanged_is_paid_when_the_time_off_is_taken(session: Session, eleven_hours: Payer) -> None:
    before = lines(session, eleven_hours, 2)
    assert before["overtime_50"] == [(120, 1320)]
    assert before["overtime_100"] == [(60, 1320)]
    for one in (TWO, ONE):
        time_off.note_time_off(session, *eleven_hours, one, HAND)
    february = pay.draft(session, *eleven_hours, month_run(2), KNOWN).payslip
    assert not {"overtime_50", "overtime_100", "time_off"} & {one.kind for one in february.lines}
    plain = sum(minutes or 0 for kind in ("base_pay", "additional_hours") for minutes, _ in before[kind])
    now = lines(session, eleven_hours, 2)
    assert sum(m or 0 for k in ("base_pay", "additional_hours") for m, _ in now.get(k, [])) == plain - 180
    told = [(one.code, dict(one.facts)) for one in february.notices if one.code.startswith("time_off")]
    assert told[-1] == ("time_off_left", {"left": "300", "last": "2026-08-09"})
    # Monday the 2nd and Tuesday the 3rd of March: four hours each would have been worked, five hours are there
    absence = Absence(eleven_hours[1], "time_off", date(2026, 3, 2), date(2026, 3, 2))
    leave.add_absence(session, eleven_hours[0], absence, HAND)
    march = [
        one for one in pay.draft(session, *eleven_hours, month_run(3), KNOWN).payslip.lines if one.kind == "time_off"
    ]
    assert [(one.minutes, one.amount_cents, one.income_type, one.holiday_base is None) for one in march] == [
        (180, 3960, 201, False),
        (60, 1320, 201, True),
    ]
    assert time_off_left(session, eleven_hours, date(2026, 3, 31)) == (300, 240, 60, date(2026, 8, 9))
    leave.add_absence(session, eleven_hours[0], replace(absence, first=date(2026, 3, 3), last=date(2026, 3, 3)), HAND)
    with pytest.raises(CannotCalculate, match="180 minutes more time off"):
        pay.draft(session, *eleven_hours, month_run(3), KNOWN)


def test_what_is_left_when_the_employment_ends_is_paid_and_planned_for(
    session: Session, eleven_hours: Payer, hand: Hand
) -> None:
    for one in (TWO, ONE):
        time_off.note_time_off(session, *eleven_hours, one, HAND)
    employment = contracts.employment(session, *eleven_hours, KNOWN)
    now = pay.situation(session, eleven_hours[0], KNOWN)
    first, end = date(2026, 2, 1), date(2026, 3, 31)
    work = forecast._exchanged(session, eleven_hours[0], employment, now, first, end)
    assert work == {WORKED: Fraction("-39.60")}  # three hours are not paid when they are worked
    contracts.end_employment(session, *eleven_hours, Ending(end, end_reason="resignation"), HAND)
    final = [
        one for one in pay.draft(session, *eleven_hours, month_run(3), KNOWN).payslip.lines if one.kind == "time_off"
    ]
    assert [(one.minutes, one.amount_cents, dict(one.facts)["at_end"]) for one in final] == [
        (180, 3960, "yes"),
        (120, 2640, "yes"),
    ]
    ended = contracts.employment(session, *eleven_hours, KNOWN)
    planned = forecast._exchanged(session, eleven_hours[0], ended, now, date(2026, 3, 1), date(2026, 4, 1))
    assert planned == {end: Fraction("66.00")}


def test_an_hour_of_a_monthly_wage_is_planned_by_the_regular_hours_of_its_month(session: Session, payer: Payer) -> None:
    employment = contracts.employment(session, *payer, KNOWN)
    by_month = replace(employment, wages=(replace(employment.wages[0], unit="month", euros=Decimal("2000.00")),))
    # sixteen afternoons of four hours in February: 2,000 euros for 64 hours
    assert gathering.pay_of_minutes(by_month, date(2026, 2, 27), 60) == Fraction("31.25")
    assert gathering.pay_of_minutes(employment, date(2026, 2, 27), 60) == Fraction("13.20")
    assert gathering.pay_of_minutes(by_month, date(2025, 2, 27), 60) == 0


def test_an_additional_run_leaves_time_off_to_the_ordinary_one(session: Session, eleven_hours: Payer) -> None:
    time_off.note_time_off(session, *eleven_hours, TWO, HAND)
    contracts.declare_pay_run(session, eleven_hours[0], month_run(2), HAND)
    extra = gathering.gather(session, *eleven_hours, month_run(2, "supplementary"), KNOWN)
    assert (extra.time_off, extra.time_off_taken) == ((), ())
    alone = gathering.gather(session, *eleven_hours, month_run(3, "supplementary"), KNOWN)
    assert [one.minutes for one in alone.time_off] == [120]


def test_time_off_is_a_duty_until_it_is_given(session: Session, eleven_hours: Payer) -> None:
    time_off.note_time_off(session, *eleven_hours, TWO, HAND)
    rest = TimeOff(date(2026, 2, 15), "weekly_rest", 60)
    time_off.note_time_off(session, *eleven_hours, rest, HAND)

    def due() -> list[tuple[date, str, str, str]]:
        found = duties(session, eleven_hours[0], date(2026, 2, 20), KNOWN)
        return [
            (one.day, one.code, one.section, facts_told(one.facts, "en")["minutes"].replace("\xa0", " "))
            for one in found
            if one.code in ("time_off", "weekly_rest_given")
        ]

    assert due() == [
        (date(2026, 5, 15), "weekly_rest_given", "872/2019 28 §", "1 hour"),
        (date(2026, 8, 9), "time_off", "872/2019 21 §", "3 hours"),
    ]
    absence = Absence(eleven_hours[1], "time_off", date(2026, 3, 2), date(2026, 3, 2))
    leave.add_absence(session, eleven_hours[0], absence, HAND)  # four hours that are still to come
    assert due() == []


def test_the_register_and_the_employee_see_it(session: Session, eleven_hours: Payer) -> None:
    time_off.note_time_off(session, *eleven_hours, TWO, HAND)
    found = register(session, *eleven_hours, date(2026, 2, 1), date(2026, 2, 28), KNOWN)
    assert [(one.day, one.kind, one.minutes, one.time_off) for one in found.time_off] == [
        (WORKED, "overtime_50", 120, 180)
    ]
    assert b"time_off;2026-02-09;;;120;" in as_csv(found)
    assert "Vuorokautinen ylity" in as_document(found, "fi", KNOWN).html
    employee = contracts.employment(session, *eleven_hours, KNOWN).employee_id
    (page,) = employee_page(session, eleven_hours[0], employee, datetime(2026, 7, 1, 12, tzinfo=HELSINKI))
    assert (page.time_off.left_minutes, page.time_off.by) == (180, date(2026, 8, 9))


@pytest.mark.parametrize(
    ("noted", "field"),
    [
        (replace(TWO, minutes=0), "minutes"),
        (replace(TWO, kind="overtime_weekly", minutes=61), "minutes"),
        (replace(TWO, kind="night"), "kind"),
        (replace(TWO, day=date(2025, 12, 31)), "day"),
        (replace(TWO, kind="additional", increase_only=True), "increase_only"),
        (replace(TWO, kind="weekly_rest", increase_only=True), "increase_only"),
        (replace(TWO, agreed=None), "agreed"),
        (replace(TWO, agreed=date(2026, 7, 1)), "agreed"),
        (replace(TWO, by=date(2026, 2, 8)), "by"),
    ],
)
def test_what_cannot_be_is_refused(session: Session, payer: Payer, noted: TimeOff, field: str) -> None:
    with pytest.raises(Refused) as refused:
        time_off.note_time_off(session, *payer, noted, HAND)
    assert [one.field for one in refused.value.problems] == [field]


def test_an_exchange_is_taken_back_and_stands_in_the_changes(session: Session, payer: Payer) -> None:
    row = time_off.note_time_off(session, *payer, TWO, HAND)
    assert time_off.time_off_of(session, *payer, KNOWN) == (replace(TWO, id=row),)
    time_off.take_back(session, *payer, row, HAND)
    assert time_off.time_off_of(session, *payer, KNOWN) == ()
    employment = contracts.employment(session, *payer, KNOWN)
    assert time_off.balance(session, payer[0], employment, KNOWN, KNOWN) == NO_BALANCE
    session.flush()
    said = [one.what for one in audit.changes(session, payer[0])][-2:]
    assert said == ["changes.time_off", "changes.time_off_removed"]
    with pytest.raises(LookupError):
        time_off.take_back(session, payer[0], payer[1] + 1, row, HAND)


def test_answered_hours_of_time_off_count_as_taken(session: Session, payer: Payer) -> None:
    employment = contracts.employment(session, *payer, KNOWN)
    free = Absence(payer[1], "time_off", date(2026, 3, 7), date(2026, 3, 7))  # a Saturday without a shift
    said = [SimpleNamespace(question=f"time_off_hours.2026-03-07:{employment.code}:2026-03-31", value="1,5")]
    assert time_off.taken(employment, (), [free], said, date(2026, 4, 1)) == ((date(2026, 3, 7), 90),)
    assert time_off.taken(employment, (), [free], said, date(2026, 3, 7)) == ()
    said[0].value = "many"
    assert time_off.taken(employment, (), [free], said, date(2026, 4, 1)) == ((date(2026, 3, 7), 0),)


def time_off_left(session: Session, payer: Payer, day: date) -> tuple[int, int, int, date | None]:
    employment = contracts.employment(session, *payer, KNOWN)
    found = time_off.balance(session, payer[0], employment, day, KNOWN)
    return found.earned, found.taken, found.left_minutes, found.by
