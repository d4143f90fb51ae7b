"""What issued payslips post to the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import budget
from employer.budget.schemas import Expense, Line
from employer.effective import Hand
from employer.exports import ledger_csv
from employer.exports.ledger.schemas import PaidEnforcement
from employer.exports.prepared.postings.service import ledger_entries
from employer.pay.schemas import Issued
from tests.employer.exports.prepared.builders import (
    BASE,
    DECISION,
    PAY_DAY,
    TOTALS,
    a_line,
    a_payslip,
)


def test_the_ledger_of_what_was_issued_balances(session: Session, family: Any, issued: list[Issued]) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    entries = ledger_entries(session, ids[0], date(2026, 12, 31))
    rows = [row.split(";") for row in ledger_csv(entries).decode().splitlines()[1:]]
    assert sum(Decimal(row[4]) for row in rows) == sum(Decimal(row[5]) for row in rows) > 0
    assert ledger_entries(session, ids[0], date(2026, 1, 29)) == ()


def test_each_decision_bears_its_days_in_the_ledger_too(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    first = replace(DECISION, until=date(2026, 1, 14))
    second = replace(
        DECISION,
        number="HML 2/2026",
        first=date(2026, 1, 15),
        lines=(Line("pay", "Palkat", ("wages", "employer_contributions", "accident_insurance"), 1_000_000),),
    )
    for decision in (first, second):
        budget.record_decision(session, ids[0], decision, hand)
    issued.append(a_payslip(ids))
    days = (date(2026, 1, 14), date(2026, 1, 15))
    spent = {"wages": (23_001, 40_359), "employer_contributions": (4_000, 8_526), "accident_insurance": (100, 660)}
    given = budget.PayEntry(
        issued[0].number,
        "ilona-1",
        PAY_DAY,
        issued[0].first,
        issued[0].last,
        63_360,
        12_526,
        760,
        2880,
        by_account={
            account: tuple((day, cents, 0) for day, cents in zip(days, parts, strict=True))
            for account, parts in spent.items()
        },
    )
    budget.post_pay(session, ids[0], given, hand)
    rows = [
        row.split(";")
        for row in ledger_csv(ledger_entries(session, ids[0], date(2026, 12, 31))).decode().splitlines()[1:]
    ]
    assert sum(Decimal(row[4]) for row in rows) == sum(Decimal(row[5]) for row in rows)
    borne: dict[tuple[str, str, str], Decimal] = {}
    for row in rows:
        if row[2] >= "5000":
            key = (row[7], row[6], row[2][0])
            borne[key] = borne.get(key, Decimal(0)) + Decimal(row[4]) - Decimal(row[5])
    assert borne == {
        ("HML 1/2026", "wages", "5"): Decimal("230.01"),
        ("HML 2/2026", "pay", "5"): Decimal("403.59"),
        ("HML 1/2026", "wages", "6"): Decimal("40.00"),
        ("HML 1/2026", "", "6"): Decimal("1.00"),
        ("HML 2/2026", "pay", "6"): Decimal("91.86"),
    }


def test_the_debt_to_enforcement_is_paid_on_the_day_of_the_wages(
    session: Session, family: Any, issued: list[Issued]
) -> None:
    ids = family()
    issued.append(a_payslip(ids, totals={**TOTALS, "garnishment": 5000, "paid": TOTALS["paid"] - 5000}))
    entries = ledger_entries(session, ids[0], date(2026, 12, 31))
    rows = [row.split(";") for row in ledger_csv(entries).decode().splitlines()[1:]]
    assert [(row[0], row[4], row[5]) for row in rows if row[2] == "2960"] == [
        ("2026-01-30", "0.00", "50.00"),
        ("2026-01-30", "50.00", "0.00"),
    ]
    assert sum(Decimal(row[4]) for row in rows) == sum(Decimal(row[5]) for row in rows)


def test_without_garnishment_nothing_is_posted_for_enforcement(
    session: Session, family: Any, issued: list[Issued]
) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    entries = ledger_entries(session, ids[0], date(2026, 12, 31))
    assert not any(isinstance(one, PaidEnforcement) for one in entries)


def test_money_paid_back_for_an_expense_stands_on_the_budget_line_of_the_expense(
    session: Session, family: Any, issued: list[Issued], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = family()
    noted = Expense(date(2026, 1, 15), "Museum ticket", 700, "other", "other", ids[2])
    monkeypatch.setattr(budget, "expenses", lambda *_: (noted,))
    monkeypatch.setattr(budget, "decisions", lambda *_: (DECISION,))
    ticket = a_line("expense", None, 700, taxable=False, first=noted.day, last=noted.day, title=noted.title, position=2)
    paid = {**TOTALS, "tax_free": 700, "paid": TOTALS["paid"] + 700}
    issued.append(a_payslip(ids, lines=(BASE, ticket), totals=paid))
    entries = ledger_entries(session, ids[0], date(2026, 12, 31))
    rows = [row.split(";") for row in ledger_csv(entries).decode().splitlines()[1:]]
    assert [(row[4], row[6]) for row in rows if row[2] in ("5000", "7000")] == [("633.60", "wages"), ("7.00", "other")]
