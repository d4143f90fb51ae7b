"""The retroactive run: past payslips calculated again, oldest first, with what became known later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from employer import contracts, documents, pay
from employer.contracts.schemas import Agreement, Wage
from employer.pay.retroactive import recalculate
from employer.pay.schemas import Issued
from tests.employer.conftest import on

Issue = Callable[..., Issued]
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


@pytest.fixture
def three_months(payer: tuple[int, int], pay_month: Issue) -> tuple[int, int]:
    """A household that has paid January, February and March at 13.20 an hour."""
    for month in (1, 2, 3):
        pay_month(*payer, month)
    return payer


def raise_wage(session: Session, payer: tuple[int, int], euros: str, first: date) -> None:
    contracts.set_wage(session, *payer, Wage("hour", Decimal(euros), first), on(date(2026, 4, 20)))


def test_a_raise_recorded_later_is_paid_for_every_month(session: Session, three_months: tuple[int, int]) -> None:
    raise_wage(session, three_months, "14.20", date(2026, 2, 1))
    rows = recalculate(session, three_months[0], FIRST, LAST, on(date(2026, 4, 21)))
    assert [(row.number, row.outcome) for row in rows] == [
        ("2026-0001", "same"),
        ("2026-0002", "corrected"),
        ("2026-0003", "corrected"),
    ]
    # February has 16 shifts of four hours from Monday to Thursday, March 18: one euro more for each hour
    assert [row.lines for row in rows[1:]] == [{"base_pay": 6400}, {"base_pay": 7200}]
    assert [row.differences["gross"] for row in rows[1:]] == [6400, 7200]
    kept = [one for one in pay.payslips(session, three_months[0]) if one.revision]
    assert [one.number for one in kept] == [row.correction for row in rows[1:]]
    # the pay was out: both are paid on the day of the run, by the contributions of that day
    assert [(one.payment_day, one.own_day) for one in kept] == [(date(2026, 4, 21), True)] * 2
    assert len({one.name for one in kept}) == 2
    assert kept[0].reason == "Palkka laskettiin uudelleen niillä tiedoilla, jotka nyt ovat voimassa."
    assert all(len(documents.kept(session, three_months[0], "payslip", one.number)) == 1 for one in kept)


def test_a_second_run_makes_nothing(session: Session, three_months: tuple[int, int]) -> None:
    raise_wage(session, three_months, "14.20", date(2026, 1, 12))
    recalculate(session, three_months[0], FIRST, LAST, on(date(2026, 4, 21)), papers=False)
    count = len(pay.payslips(session, three_months[0]))
    again = recalculate(session, three_months[0], FIRST, LAST, on(date(2026, 4, 22)), papers=False)
    assert {row.outcome for row in again} == {"same"}
    assert len(pay.payslips(session, three_months[0])) == count == 6


def test_only_the_period_is_touched(session: Session, three_months: tuple[int, int]) -> None:
    raise_wage(session, three_months, "14.20", date(2026, 1, 12))
    day = date(2026, 2, 15)
    rows = recalculate(session, three_months[0], day, day, on(date(2026, 4, 21)), papers=False)
    assert [row.number for row in rows] == ["2026-0002"]
    with pytest.raises(ValueError, match="before"):
        recalculate(session, three_months[0], LAST, FIRST, on(date(2026, 4, 21)))


def test_an_agreement_that_binds_later_asks_what_nobody_has_said(
    session: Session, three_months: tuple[int, int]
) -> None:
    agreement = Agreement("heta", employer_is_member=True, first=date(2026, 2, 1))
    contracts.set_agreement(session, *three_months, agreement, on(date(2026, 4, 20)))
    rows = recalculate(session, three_months[0], FIRST, LAST, on(date(2026, 4, 21)), papers=False)
    assert [(row.agreement, row.outcome) for row in rows] == [("none", "same"), ("heta", "waits"), ("heta", "waits")]
    assert rows[1].questions
    assert all("ilona-1" in one.id for one in rows[1].questions)
    assert not [one for one in pay.payslips(session, three_months[0]) if one.revision]


def test_another_household_is_left_alone(
    session: Session, three_months: tuple[int, int], an_employer: Callable[..., int]
) -> None:
    raise_wage(session, three_months, "14.20", date(2026, 1, 12))
    stranger = an_employer(code="muu")
    assert recalculate(session, stranger, FIRST, LAST, on(date(2026, 4, 21))) == ()
    assert len(pay.payslips(session, three_months[0])) == 3
