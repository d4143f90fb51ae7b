"""The bank's file of a pay day from issued payslips."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import people
from employer.effective import NOT_SAID, Hand
from employer.errors import Conflict
from employer.exports import keep_payment_file
from employer.exports.prepared.payments.service import payment
from employer.exports.schemas import ExportRefused
from employer.exports.sepa.service import transfers_of
from employer.pay.schemas import Issued
from employer.people.schemas import Account
from tests.employer.exports.builders import SALLA
from tests.employer.exports.prepared.builders import (
    KNOWN,
    MADE,
    PAY_DAY,
    TOTALS,
    a_payslip,
)


def test_the_payment_of_the_month(session: Session, family: Any, issued: list[Issued]) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    made = payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=True)
    assert made.file is not None
    assert made.file.cents == 50568 + 7603 + 1210
    assert b"SALA" in made.file.file
    assert SALLA.encode() not in made.file.file
    without = payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=False)
    assert without.file is not None
    assert without.file.cents == 50568


def test_a_second_payment_file_holds_only_what_the_first_does_not(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    first = payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=True).file
    assert first is not None
    keep_payment_file(session, ids[0], first, hand)
    later = MADE.replace(hour=20)
    assert payment(session, ids[0], PAY_DAY, later, KNOWN, with_tax=True).file is None  # everything is in the first
    issued.append(
        a_payslip(ids, "2026-0002", totals={**TOTALS, "paid": 1000, "withholding": 200, "employer_health": 20})
    )
    second = payment(session, ids[0], PAY_DAY, later, KNOWN, with_tax=True).file
    assert second is not None
    own = dict(transfers_of(first.file)), dict(transfers_of(second.file))
    assert own[0] == {"ilona-1-2026-01-30": 50568, "tax-2026-01-hameenlinna": 8813}
    assert own[1] == {"ilona-1-2026-01-30-v2": 1000, "tax-2026-01-hameenlinna-v2": 220}
    assert (first.reference, second.reference) == ("hameenlinna-2026-01-30", "hameenlinna-2026-01-30-v2")
    with pytest.raises(Conflict):  # made at the same time by somebody else
        keep_payment_file(session, ids[0], replace(second, reference=first.reference), hand)
    keep_payment_file(session, ids[0], second, hand)
    assert payment(session, ids[0], PAY_DAY, later, KNOWN, with_tax=True).file is None


def test_a_correction_that_takes_money_away_pays_nothing_more(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    first = payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=False).file
    assert first is not None
    keep_payment_file(session, ids[0], first, hand)
    issued.append(a_payslip(ids, "2026-0002", totals={**TOTALS, "paid": -1}))
    assert payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=False).file is None


def test_who_had_no_account_is_paid_by_the_next_file(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family(iban=None)
    issued.append(a_payslip(ids))
    first = payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=True)
    assert first.file is not None
    assert [question.topic for _, question in first.questions] == ["iban_employee"]
    assert (first.file.cents, first.file.payslips) == (8813, ())  # the taxes alone
    keep_payment_file(session, ids[0], first.file, hand)
    people.set_employee_account(session, ids[0], ids[1], Account("FI8657810020088880"), hand)
    second = payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=True).file
    assert second is not None
    assert (second.cents, second.payslips) == (50568, ("2026-0001",))


def test_the_banks_faults_are_told_with_the_questions(
    session: Session, family: Any, issued: list[Issued], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = family()
    issued += [a_payslip(ids), a_payslip(ids, "2026-0002", employment="e 1", employment_id=ids[2])]
    facts = people.employer_facts
    monkeypatch.setattr(people, "employer_facts", lambda *given: replace(facts(*given), iban=NOT_SAID))
    made = payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=False)
    assert (made.file, [question.topic for _, question in made.questions]) == (None, ["iban_employer"])
    issued.append(a_payslip(ids, "2026-0003", employment="ä"))  # no bank takes such a reference
    with pytest.raises(ExportRefused) as refused:
        payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=False)
    assert [fault.rule for fault in refused.value.faults] == ["payment_id_form"]
    assert [question.topic for _, question in refused.value.questions] == ["iban_employer"]
