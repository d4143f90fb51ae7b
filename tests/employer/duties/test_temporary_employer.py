"""A household that pays as a temporary employer is told when it is not one any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from employer import contracts, pay, people
from employer.contracts.schemas import Ending, Wage
from employer.duties import duties
from employer.effective import Hand
from employer.people.schemas import PensionInsurance
from tests.employer.pay.conftest import KNOWN

TEMPORARY = PensionInsurance("temporary", first=date(2026, 1, 1))
CODES = ("pension_permanent_employee", "pension_six_months_limit")


def told(session: Session, employer_id: int) -> list[tuple[str, date, bool]]:
    found = duties(session, employer_id, date(2026, 2, 28), KNOWN)
    return [(one.code, one.day, one.done) for one in found if one.code in CODES]


def test_a_permanent_employee_needs_a_policy_from_the_first_pay_day(
    session: Session, payer: tuple[int, int], hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    pay_month(*payer, 1)
    assert told(session, payer[0]) == []  # a policy is in force
    people.set_pension(session, payer[0], TEMPORARY, hand)
    assert told(session, payer[0]) == [("pension_permanent_employee", date(2026, 1, 31), False)]
    contract = PensionInsurance("contract", total_percent=Decimal("24.85"), first=date(2026, 2, 1))
    people.set_pension(session, payer[0], contract, hand)
    assert told(session, payer[0]) == [("pension_permanent_employee", date(2026, 1, 31), True)]


@pytest.mark.parametrize(("price", "expected"), [("91.71", []), ("91.72", ["pension_six_months_limit"])])
def test_a_fixed_term_needs_one_when_the_wages_of_six_months_reach_the_limit(
    session: Session,
    payer: tuple[int, int],
    hand: Hand,
    pay_month: Callable[..., pay.Issued],
    price: str,
    expected: list[str],
) -> None:
    people.set_pension(session, payer[0], TEMPORARY, hand)
    contracts.end_employment(session, *payer, Ending(date(2026, 6, 30), "sijaisuus"), hand)
    contracts.set_wage(session, *payer, Wage("hour", Decimal(price), date(2026, 1, 12)), hand)
    pay_month(*payer, 1)  # 48 hours
    pay_month(*payer, 2)  # 64 hours: 112 in all, and 10,272 is the limit
    assert [code for code, _, _ in told(session, payer[0])] == expected
