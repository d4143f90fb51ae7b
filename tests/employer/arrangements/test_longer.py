"""Agreements on longer regular hours: noted within the law's limits, and followed by the roster and by overtime."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from employer import hours, pay
from employer.arrangements import longer
from employer.arrangements.longer import LongerTime
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.errors import Refused
from employer.hours.schemas import Shift
from employer.rosters import register
from tests.employer.pay.conftest import KNOWN, month_run

Payer = tuple[int, int]
AGREED = LongerTime(600, 2400, date(2026, 1, 20), "Ilona Ahvenainen", "sopimus, kansio 1", date(2026, 2, 1))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"day_minutes": 601}, "day_minutes"),
        ({"week_minutes": 2880}, None),
        ({"week_minutes": 2881}, "day_minutes"),
        ({"document": None}, "document"),
        ({"document": None, "until": date(2026, 2, 13)}, None),  # thirteen days
        ({"document": None, "until": date(2026, 2, 14)}, "document"),  # two weeks
        ({"until": date(2026, 1, 31)}, "until"),
        ({"agreed_on": date(2026, 2, 1)}, None),
        ({"agreed_on": date(2026, 2, 2)}, "agreed_on"),
        ({"first": date(2020, 1, 1), "agreed_on": date(2020, 1, 1)}, "first"),
    ],
)
def test_what_may_be_agreed(session: Session, payer: Payer, hand: Hand, changes: dict[str, object], field: str) -> None:
    agreed = replace(AGREED, **changes)
    if field is None:
        row_id = longer.note_longer(session, *payer, agreed, hand)
        assert longer.longer_of(session, *payer, hand.day) == (replace(agreed, id=row_id),)
        longer.take_back(session, *payer, row_id, hand)
        assert longer.longer_of(session, *payer, hand.day) == ()
        return
    with pytest.raises(Refused) as refused:
        longer.note_longer(session, *payer, agreed, hand)
    assert field in [one.field for one in refused.value.problems]


def test_daily_overtime_begins_after_the_agreed_day(session: Session, payer: Payer, hand: Hand) -> None:
    for day in (3, 10):
        start, end = (datetime(2026, 2, day, hour, tzinfo=HELSINKI) for hour in (6, 17))  # eleven hours
        hours.add_shift(session, payer[0], Shift(payer[1], start, end), hand)
    longer.note_longer(session, *payer, replace(AGREED, until=date(2026, 2, 8)), hand)
    lines = pay.draft(session, *payer, month_run(2), KNOWN).payslip.lines
    minutes = {
        kind: sum(one.minutes or 0 for one in lines if one.kind == kind) for kind in ("overtime_50", "overtime_100")
    }
    assert minutes == {"overtime_50": 60 + 120, "overtime_100": 60}  # one hour beyond ten; three beyond eight
    known = register.register(session, *payer, date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1))
    of_day = {one.day.day: (one.overtime_50, one.overtime_100) for one in known.days}
    assert (of_day[3], of_day[10]) == ((60, 0), (120, 60))
