"""A household that pays: insurances, a tax card and monthly pay runs of 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import contracts, pay, people
from employer.contracts.schemas import Agreement, PayRun
from employer.effective import Hand
from employer.pay.schemas import Draft, Issued, IssuePayslip
from employer.people.schemas import AccidentInsurance, Card, PensionInsurance

KNOWN = date(2026, 12, 31)
JANUARY = date(2026, 1, 1)


def month_run(month: int, kind: str = "ordinary", year: int = 2026) -> PayRun:
    """The pay run of a calendar month, paid on its last day."""
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return PayRun(first, last, last, kind)


@pytest.fixture
def insured(session: Session, hand: Hand) -> Callable[..., None]:
    """Gives an employer a contract pension, accident insurance and no group life insurance."""

    def insure(employer_id: int, **changes: Any) -> None:
        pension = {"kind": "contract", "total_percent": Decimal("24.85"), "first": JANUARY}
        people.set_pension(session, employer_id, PensionInsurance(**(pension | changes.get("pension", {}))), hand)
        people.set_accident(
            session,
            employer_id,
            AccidentInsurance(percent=Decimal("1.20"), group_life_percent=None, first=JANUARY),
            hand,
        )

    return insure


@pytest.fixture
def payer(session: Session, household: tuple[int, int], hand: Hand, insured: Callable[..., None]) -> tuple[int, int]:
    """An insured household with one employment and a tax card: (employer id, employment id)."""
    employer_id, employment_id = household
    insured(employer_id)
    contracts.set_agreement(session, employer_id, employment_id, Agreement("none", "childminding at home"), hand)
    employee_id = contracts.employment(session, employer_id, employment_id, KNOWN).employee_id
    people.add_tax_card(
        session,
        employer_id,
        employee_id,
        Card("wage", Decimal("12.0"), Decimal("30.0"), Decimal("12000.00"), first=JANUARY),
        hand,
    )
    return employer_id, employment_id


@pytest.fixture
def pay_month(session: Session, hand: Hand) -> Callable[..., Issued]:
    """Issues the payslip of a month (or of a run) and gives it back."""

    def issue(employer_id: int, employment_id: int, run: PayRun | int, **command: Any) -> Issued:
        chosen = month_run(run) if isinstance(run, int) else run
        made = pay.draft(session, employer_id, employment_id, chosen, KNOWN)
        return pay.issue(session, employer_id, IssuePayslip(made, **command), hand)

    return issue


@pytest.fixture
def a_draft(session: Session, payer: tuple[int, int]) -> Callable[..., Draft]:
    """The draft of a month of the paying household."""

    def make(run: PayRun | int = 1) -> Draft:
        return pay.draft(session, *payer, month_run(run) if isinstance(run, int) else run, KNOWN)

    return make
