"""The household, its payslips, and a county that pays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import budget, pay, people
from employer.contracts.schemas import Agreement, Terms
from employer.effective import Hand
from employer.exports import ledger_csv
from employer.exports.prepared.amounts.service import tax_cents
from employer.exports.prepared.payments.service import payment
from employer.exports.prepared.postings.service import ledger_entries
from employer.exports.prepared.reports.service import separate_report, wage_report
from employer.exports.sepa.service import transfers_of
from employer.pay.schemas import Issued
from employer.people.schemas import AccidentInsurance, Account, PensionInsurance, SelfAssessedTax
from tests.employer.exports.prepared.builders import (
    KNOWN,
    MADE,
    PAY_DAY,
    TOTALS,
    a_payslip,
    say,
    told,
)


@pytest.fixture
def issued(monkeypatch: pytest.MonkeyPatch) -> list[Issued]:
    """What has been issued: the list that the tests fill."""
    kept: list[Issued] = []

    def payslips(
        session: Session,
        employer_id: int,
        *,
        first_pay_day: date | None = None,
        last_pay_day: date | None = None,
        **_: Any,
    ) -> tuple[Issued, ...]:
        return tuple(
            one
            for one in kept
            if one.employer_id == employer_id
            and (first_pay_day or date.min) <= one.payment_day <= (last_pay_day or date.max)
        )

    monkeypatch.setattr(pay, "payslips", payslips, raising=False)
    return kept


@pytest.fixture
def family(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> Callable[..., tuple[int, int, int]]:
    """Adds a household with one employee; gives the ids of employer, employee and employment."""

    def add(
        phone: str | None = "+358401234567",
        occupation: Any = "53112",
        iban: str | None = "FI8657810020088880",
        **changes: Any,
    ) -> tuple[int, int, int]:
        employer_id = an_employer(
            phone=phone, self_assessed_tax=SelfAssessedTax("99900020260119", "FI8333010001100775"), **changes
        )
        pension = PensionInsurance("contract", "46", "Malli Eläke", "46-12345678", Decimal("24.85"))
        people.set_pension(session, employer_id, pension, hand)
        accident = AccidentInsurance("9876543-0", "Malli Vakuutus", "TT 1002003", Decimal("1.20"), None)
        people.set_accident(session, employer_id, accident, hand)
        people.set_employer_account(session, employer_id, Account("FI2112345600000785"), hand)
        employee_id = an_employee(employer_id)
        if iban is not None:
            people.set_employee_account(session, employer_id, employee_id, Account(iban), hand)
        employment_id = an_employment(
            employer_id,
            employee_id,
            terms=Terms(occupation_code=occupation),
            agreements=(Agreement("none"),),
        )
        return employer_id, employee_id, employment_id

    return add


@pytest.fixture
def county_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The decision is in force on 30 January, not on the 15th."""
    monkeypatch.setattr(budget, "county_pays_wages", lambda _session, _employer, on, _known: on == PAY_DAY)


@pytest.mark.usefixtures("county_pays")
def test_who_reports_the_employers_own_part_is_asked_when_the_county_pays(
    session: Session, family: Any, issued: list[Issued]
) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    for made in (
        wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN),
        separate_report(session, ids[0], date(2026, 1, 1), MADE, KNOWN),
        payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=True),
    ):
        assert made.file is None
        assert [question.topic for _, question in made.questions] == ["county_reports"]


@pytest.mark.usefixtures("county_pays")
def test_the_employer_tells_and_pays_only_its_own_part_when_the_county_pays(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    say(session, ids[0], "no", hand)
    made = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file
    assert made is not None
    assert told(made.file) == [("321", "633.60")]  # no wages, tax or employee's contributions: the county tells them
    separate = separate_report(session, ids[0], date(2026, 1, 1), MADE, KNOWN).file
    assert separate is not None
    assert b"12.10" in separate.file
    file = payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=True).file
    assert file is not None
    assert transfers_of(file.file) == (("tax-2026-01-hameenlinna", 1210),)  # the health contribution alone
    assert tax_cents(session, ids[0], issued, KNOWN) == 1210
    early = a_payslip(ids, "2026-0002", payment_day=date(2026, 1, 15))  # before the decision: the household paid
    assert tax_cents(session, ids[0], [*issued, early], KNOWN) == 1210 + 8813


@pytest.mark.usefixtures("county_pays")
@pytest.mark.parametrize(
    ("free", "codes"),
    [
        (("employer_health",), ["322", "323", "324"]),
        (("employer_pension", "pension_employee"), ["323", "324", "325"]),
        (("employer_unemployment", "unemployment_employee"), ["322", "324", "325"]),
    ],
)
def test_each_contribution_is_told_by_itself_when_one_is_not_owed(
    session: Session, family: Any, issued: list[Issued], hand: Hand, free: tuple[str, ...], codes: list[str]
) -> None:
    ids = family()
    issued.append(a_payslip(ids, totals={**TOTALS, **dict.fromkeys(free, 0)}))
    say(session, ids[0], "no", hand)
    made = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file
    assert made is not None
    assert told(made.file) == [(code, "633.60") for code in codes]


@pytest.mark.usefixtures("county_pays")
def test_a_county_with_a_mandate_reports_and_pays_everything(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    say(session, ids[0], "yes", hand)
    for made in (
        wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN),
        separate_report(session, ids[0], date(2026, 1, 1), MADE, KNOWN),
        payment(session, ids[0], PAY_DAY, MADE, KNOWN, with_tax=True),
    ):
        assert (made.file, made.questions) == (None, ())
    issued.append(a_payslip(ids, "2026-0002", payment_day=date(2026, 1, 15)))  # before the decision
    separate = separate_report(session, ids[0], date(2026, 1, 1), MADE, KNOWN).file
    assert separate is not None
    assert told(separate.file)[0][1] == "12.10"


@pytest.mark.usefixtures("county_pays")
@pytest.mark.parametrize(
    ("answer", "owed"),
    [
        (None, {"3010": "581.71", "2980": "51.89", "2985": "132.86"}),
        (
            "no",
            {"3010": "581.71", "2980": "51.89", "2930": "111.20", "2940": "1.96", "2925": "12.10", "2950": "7.60"},
        ),
        ("yes", {"3010": "766.46"}),
    ],
)
def test_what_the_county_pays_is_no_debt_and_no_payment_of_the_household(
    session: Session, family: Any, issued: list[Issued], answer: str | None, owed: dict[str, str], hand: Hand
) -> None:
    ids = family()
    if answer is not None:
        say(session, ids[0], answer, hand)
    issued.append(a_payslip(ids))
    rows = [
        row.split(";")
        for row in ledger_csv(ledger_entries(session, ids[0], date(2026, 12, 31))).decode().splitlines()[1:]
    ]
    pay = [row for row in rows if row[1] == "P2026-0001"]
    assert {row[2]: row[5] for row in pay if row[5] != "0.00"} == owed
    assert sum(Decimal(row[4]) for row in pay if row[2] >= "5000") == Decimal("766.46")
    paid = [(row[1], row[5]) for row in rows if row[2] == "1910"]
    assert paid == ([("V2026-01", "12.10")] if answer == "no" else [])  # the health contribution is the employer's own
