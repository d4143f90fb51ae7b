"""Issued payslips of an invented household, for the files that are made from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from lxml import etree
from sqlalchemy.orm import Session

from employer import answers
from employer.answers.schemas import Answer
from employer.budget.schemas import Decision, Line
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.pay.schemas import Issued, IssuedLine
from payroll.inputs import to_text
from tests.payroll.builders import inputs

MADE = datetime(2026, 1, 31, 12, tzinfo=HELSINKI)

PAY_DAY, KNOWN = date(2026, 1, 30), date(2026, 1, 31)

TOTALS = {
    "gross": 63360,
    "taxable": 63360,
    "withholding": 7603,
    "pension_employee": 4625,
    "unemployment_employee": 564,
    "garnishment": 0,
    "other_deductions": 0,
    "tax_free": 0,
    "net": 50568,
    "paid": 50568,
    "employer_pension": 11120,
    "employer_unemployment": 196,
    "employer_health": 1210,
    "employer_accident": 760,
    "employer_group_life": 0,
    "employer_total": 13286,
    "employer_cost": 76646,
}

DECISION = Decision(
    "HML 1/2026",
    "Kanta-Hämeen hyvinvointialue",
    "1572860-0",
    "675/2023 11 §",
    date(2026, 1, 1),
    date(2026, 12, 31),
    "advance",
    (Line("wages", "Palkat", ("wages", "employer_contributions"), 1_000_000), Line("other", "Muut", ("other",), 1)),
)


def a_line(kind: str, income_type: int | None, cents: int, **changes: Any) -> IssuedLine:
    usual: dict[str, Any] = {
        "position": 1,
        "kind": kind,
        "income_type": income_type,
        "unit": "euro",
        "amount_cents": cents,
        "minutes": None,
        "days": None,
        "unit_price": None,
        "first": None,
        "last": None,
        "taxable": True,
        "cash": True,
        "holiday_base": None,
        "title": None,
        "figure": 1,
    }
    return IssuedLine(**(usual | changes))


BASE = a_line("base_pay", 201, 63360, unit="hour", minutes=2880, unit_price="13.20")


def a_payslip(ids: tuple[int, int, int], number: str = "2026-0001", **changes: Any) -> Issued:
    """January's payslip as issued."""
    usual: dict[str, Any] = {
        "id": int(number[-4:]),
        "employer_id": ids[0],
        "employee_id": ids[1],
        "employment_id": ids[2],
        "employment": "ilona-1",
        "number": number,
        "first": date(2026, 1, 1),
        "last": date(2026, 1, 31),
        "payment_day": PAY_DAY,
        "kind": "ordinary",
        "run_kind": "ordinary",
        "revision": 0,
        "corrects": None,
        "corrects_number": None,
        "reason": None,
        "known_on": PAY_DAY,
        "totals": TOTALS,
        "bases": {},
        "lines": (BASE,),
        "rules_edition": "test",
        "code_version": "test",
        "inputs_sha256": "",
        "trace_sha256": "",
        "issued_at": MADE,
        "issued_by": "Salla Aallonkoski",
        "shown": None,
        "inputs_text": to_text(inputs()),
        "trace": '{"format":"trace/1","results":{},"rows":[]}',
    }
    return Issued(**(usual | changes))


def end_told(made: Any) -> list[str | None]:
    root = etree.fromstring(made.file.file)
    assert [one.text for one in root.iterfind(".//EmploymentEnding/Type")] in ([], ["3"])
    return [one.text for one in root.iterfind(".//EmploymentEnding/Code")]


def say(session: Session, employer_id: int, value: str, hand: Hand) -> None:
    question = f"county_reports:ilona-1:{PAY_DAY.isoformat()}"
    answers.record_answer(session, employer_id, Answer(question, value, "mandate", PAY_DAY), hand)


def told(file: bytes) -> list[tuple[str | None, str | None]]:
    return [
        (one.findtext("TransactionCode"), one.findtext("Amount"))
        for one in etree.fromstring(file).iter("TransactionBasic")
    ]
