"""Weekly rest that was missed and is paid in money: noted with its consent, a payslip line, reported and exported."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from employer import audit, hours, pay, rosters
from employer.arrangements import final_pay
from employer.arrangements.final_pay import MissedRest
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.errors import Refused
from employer.hours.schemas import Shift
from tests.employer.conftest import on
from tests.employer.pay.conftest import KNOWN, month_run

Payer = tuple[int, int]
MISSED, AGREED = date(2026, 2, 9), date(2026, 2, 20)
REST = MissedRest(12_000, MISSED, AGREED)


def test_the_agreed_sum_is_a_line_of_the_pay_of_its_day(session: Session, payer: Payer) -> None:
    row = final_pay.note_missed_rest(session, *payer, REST, on(AGREED))
    line = next(
        one for one in pay.draft(session, *payer, month_run(2), KNOWN).payslip.lines if one.kind == "missed_weekly_rest"
    )
    assert (line.amount_cents, line.income_type, line.first, line.holiday_base) == (12_000, 232, MISSED, None)
    assert dict(line.facts) == {"agreed": AGREED.isoformat()}
    assert [(one.code, one.section) for one in line.reasons] == [("working_time.missed_rest_paid", "872/2019 28 §")]
    march = pay.draft(session, *payer, month_run(3), KNOWN).payslip
    assert "missed_weekly_rest" not in [one.kind for one in march.lines]
    final_pay.take_back(session, *payer, row, on(AGREED))
    assert final_pay.sums_of(session, *payer, KNOWN).missed_rests == ()
    session.flush()
    assert [one.what for one in audit.changes(session, payer[0])][-2:] == [
        "final_pay.change.missed_rest",
        "final_pay.change.missed_rest_removed",
    ]


def test_it_raises_pay_and_contributions_like_wages(session: Session, payer: Payer) -> None:
    before = pay.draft(session, *payer, month_run(2), KNOWN).payslip.totals
    final_pay.note_missed_rest(session, *payer, REST, on(AGREED))
    after = pay.draft(session, *payer, month_run(2), KNOWN).payslip.totals
    assert after["gross"] == (before["gross"] or 0) + 12_000
    assert (after["pension_employee"] or 0) > (before["pension_employee"] or 0)


@pytest.mark.parametrize(
    ("rest", "field"),
    [
        (MissedRest(0, MISSED, AGREED), "euros"),
        (MissedRest(100, date(2025, 12, 31), AGREED), "day"),
        (MissedRest(100, MISSED, date(2026, 2, 21)), "agreed"),
    ],
)
def test_what_cannot_be_is_refused(session: Session, payer: Payer, rest: MissedRest, field: str) -> None:
    with pytest.raises(Refused) as refused:
        final_pay.note_missed_rest(session, *payer, rest, on(AGREED))
    assert [one.field for one in refused.value.problems] == [field]


def test_the_roster_tells_of_the_rest_that_is_made_good(session: Session, payer: Payer, hand: Hand) -> None:
    for day in range(9, 23):  # two weeks without a day off
        start = datetime(2026, 3, day, 8, tzinfo=HELSINKI)
        hours.add_shift(session, payer[0], Shift(payer[1], start, start.replace(hour=20)), hand)
    found = rosters.roster_of_month(session, *payer, date(2026, 3, 1), date(2026, 2, 10))
    assert "working_time.missed_rest_given" in {one.code for one in found.breaches}
