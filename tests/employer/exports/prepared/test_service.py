"""Files prepared from issued payslips: reported once, replaced when more is issued, asked when not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from employer import answers, budget, contracts, pay, people
from employer.answers.schemas import Answer
from employer.budget.schemas import Decision, Expense, Line
from employer.clock import HELSINKI
from employer.contracts.schemas import Agreement, Ending, Terms
from employer.effective import NOT_SAID, Hand
from employer.errors import Conflict
from employer.exports import cancellation_xml, keep_payment_file, keep_report, ledger_csv, paydays, report_file
from employer.exports.incomes_register.schemas import Cancellation, CancelledItem, Delivery, Identifier, Payer
from employer.exports.ledger.schemas import PaidEnforcement
from employer.exports.paydays import Step
from employer.exports.paydays.schemas import Making
from employer.exports.prepared.amounts.service import tax_cents
from employer.exports.prepared.payments.service import payment
from employer.exports.prepared.postings.service import ledger_entries
from employer.exports.prepared.reports.service import report_months, separate_report, wage_report
from employer.exports.queries import standing
from employer.exports.schemas import ExportRefused, NewReport
from employer.exports.sepa.service import transfers_of
from employer.pay.schemas import Issued, IssuedLine
from employer.people.schemas import AccidentInsurance, Account, PensionInsurance, SelfAssessedTax
from payroll.inputs import Expense as Trip
from payroll.inputs import to_text
from tests.employer.exports.builders import SALLA
from tests.payroll.builders import an_insurance, inputs

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


def test_a_payslip_becomes_a_report(session: Session, family: Any, issued: list[Issued]) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    made = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert made.questions == ()
    assert made.file is not None
    assert (made.file.action, made.file.reference, made.file.payslips) == (
        "new",
        "wage-ilona-2026-01-30",
        ("2026-0001",),
    )
    root = etree.fromstring(made.file.file)
    told = {
        line.findtext("TransactionBasic/TransactionCode"): line.findtext("TransactionBasic/Amount")
        for line in root.iterfind(".//Transaction")
    }
    assert told == {"201": "633.60", "402": "76.03", "413": "46.25", "414": "5.64"}
    assert root.findtext(".//AccInsPolicyNo") == "TT1002003"
    assert root.findtext(".//ProductionEnvironment") == "false"
    assert root.find(".//Absence") is None
    assert root.find(".//Addresses") is None


def test_nothing_issued_nothing_reported(session: Session, family: Any, issued: list[Issued]) -> None:
    ids = family()
    assert wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file is None
    assert separate_report(session, ids[0], date(2026, 1, 1), MADE, KNOWN).file is None


def test_what_is_reported_is_not_reported_anew(session: Session, family: Any, issued: list[Issued], hand: Hand) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    first = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file
    assert first is not None
    report_id = keep_report(session, ids[0], first, hand)
    later = wage_report(session, ids[0], ids[1], PAY_DAY, MADE.replace(hour=15), KNOWN).file
    assert later == first
    assert keep_report(session, ids[0], later, hand) == report_id


def test_more_pay_of_the_same_day_replaces_the_report(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    first = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file
    assert first is not None
    keep_report(session, ids[0], first, hand)
    issued.append(a_payslip(ids, "2026-0002", totals=TOTALS | {"withholding": 100}))
    second = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file
    assert second is not None
    assert (second.action, second.reference, second.delivery) == (
        "replacement",
        "wage-ilona-2026-01-30",
        "wage-ilona-2026-01-30-v2",
    )
    keep_report(session, ids[0], second, hand)
    root = etree.fromstring(second.file)
    assert root.findtext(".//ActionCode") == "2"
    assert root.findtext(".//ReportId") == first.reference
    assert [amount.text for amount in root.iterfind(".//TransactionBasic/Amount")][:2] == ["1267.20", "77.03"]


def test_a_cancelled_reference_is_not_used_again(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    first = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file
    assert first is not None
    keep_report(session, ids[0], first, hand)
    cancellation = Cancellation(
        Delivery(MADE, "cancel-1", "employer"),
        Payer((Identifier(2, SALLA),)),
        "wage",
        (CancelledItem(first.reference),),
    )
    gone = NewReport(
        "wage", "cancellation", first.reference, "cancel-1", "ilona", PAY_DAY, cancellation_xml(cancellation), False
    )
    keep_report(session, ids[0], gone, hand)
    again = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file
    assert again is not None
    assert (again.action, again.reference, again.delivery) == ("new", *["wage-ilona-2026-01-30-2"] * 2)
    keep_report(session, ids[0], again, hand)


def test_what_is_not_known_is_asked(session: Session, family: Any, issued: list[Issued]) -> None:
    ids = family(phone=None)
    issued.append(a_payslip(ids))
    made = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert made.file is None
    assert [(code, question.topic) for code, question in made.questions] == [("ilona-1", "contact_phone")]


def end_told(made: Any) -> list[str | None]:
    root = etree.fromstring(made.file.file)
    assert [one.text for one in root.iterfind(".//EmploymentEnding/Type")] in ([], ["3"])
    return [one.text for one in root.iterfind(".//EmploymentEnding/Code")]


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        (Ending(date(2026, 1, 31), end_reason="resignation"), "1"),
        (Ending(date(2026, 1, 31), end_reason="agreed"), "5"),
        (Ending(date(2026, 1, 31), "sijaisuus", "fixed_term_ended"), "7"),
        (Ending(date(2026, 1, 31), "sijaisuus"), "7"),
    ],
)
def test_the_pay_of_the_last_day_tells_why_the_employment_ended(
    session: Session, family: Any, issued: list[Issued], hand: Hand, ending: Ending, code: str
) -> None:
    ids = family()
    contracts.end_employment(session, ids[0], ids[2], ending, hand)
    issued.append(a_payslip(ids))
    made = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert (made.questions, end_told(made)) == ((), [code])
    issued[:] = [a_payslip(ids, last=date(2026, 1, 30))]  # the last day is paid later
    assert end_told(wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)) == []


def test_a_reason_that_the_list_does_not_name_is_asked_and_the_report_does_not_wait(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    contracts.end_employment(session, ids[0], ids[2], Ending(date(2026, 1, 31), end_reason="notice_by_employer"), hand)
    issued.append(a_payslip(ids))

    def made() -> Any:
        return wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)

    def answered(value: str) -> None:
        question = Answer("end_ground:ilona-1:2026-01-31", value, "irtisanominen", PAY_DAY)
        answers.record_answer(session, ids[0], question, hand)

    first = made()
    assert [(one.topic, one.day, one.blocks) for _, one in first.questions] == [
        ("end_ground", date(2026, 1, 31), False)
    ]
    assert end_told(first) == []
    keep_report(session, ids[0], first.file, hand)
    assert (made().file, bool(made().questions)) == (first.file, True)
    answered("economic")
    second = made()
    assert (second.file.action, end_told(second), second.questions) == ("replacement", ["4"], ())
    keep_report(session, ids[0], second.file, hand)
    assert made().file.file == second.file.file  # what is told is not told anew
    assert "economic" not in str(second.file.payslips)  # the reason stands in the report alone
    answered("person")
    third = made()
    assert (third.file.delivery, end_told(third)) == ("wage-ilona-2026-01-30-v3", ["3"])
    keep_report(session, ids[0], third.file, hand)
    answered("not_told")
    assert (made().file.action, end_told(made()), made().questions) == ("replacement", [], ())


def test_the_occupation_is_asked_only_when_the_work_is_insured(
    session: Session, family: Any, issued: list[Issued]
) -> None:
    ids = family(occupation=NOT_SAID)
    issued.append(a_payslip(ids))
    made = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert [question.topic for _, question in made.questions] == ["occupation_code"]
    uninsured = to_text(inputs(insurance=an_insurance(accident_percent=None, accident_known=False)))
    issued[:] = [a_payslip(ids, totals={**TOTALS, "employer_accident": 0}, inputs_text=uninsured)]
    told = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert told.questions == ()
    assert told.file is not None
    root = etree.fromstring(told.file.file)
    assert [one.text for one in root.iterfind(".//InsuranceExceptions//ExceptionCode")] == ["4"]
    assert root.find(".//Professions") is None


def test_wages_without_a_health_contribution_are_no_month_without_wages(
    session: Session, family: Any, issued: list[Issued]
) -> None:
    ids = family(employer_register="regular")
    without = {**TOTALS, "employer_health": 0}
    issued.append(a_payslip(ids, totals=without))
    made = separate_report(session, ids[0], date(2026, 1, 1), MADE, KNOWN).file
    assert made is not None
    root = etree.fromstring(made.file)
    assert (root.findtext(".//SummaryTransactionCode"), root.findtext(".//Amount")) == ("102", "0.00")
    issued.clear()
    empty = separate_report(session, ids[0], date(2026, 1, 1), MADE, KNOWN).file
    assert empty is not None
    root = etree.fromstring(empty.file)
    assert (root.findtext(".//SummaryTransactionCode"), root.findtext(".//Amount")) == ("101", None)


def test_the_report_of_added_pay_tells_what_it_adds(session: Session, family: Any, issued: list[Issued]) -> None:
    """A raise is no hours, and the kilometres are those of the trip that was forgotten."""
    ids = family()
    first, second = date(2025, 12, 3), date(2025, 12, 10)
    trips = (
        Trip(first, "Neuvola", 1100, "mileage", number=Decimal(20)),
        Trip(second, "Kauppa", 1650, "mileage", number=Decimal(30)),
    )
    lines = (
        a_line("base_pay", 201, 63360, unit="hour", minutes=0, unit_price="14.20"),
        a_line("mileage", 311, 0, taxable=False, first=first, title="Neuvola", facts={"amount_paid_before": "1100"}),
        a_line("mileage", 311, 1650, taxable=False, first=second, title="Kauppa", facts={"amount_paid_before": "0"}),
    )
    december = {"first": date(2025, 12, 1), "last": date(2025, 12, 31), "corrects_day": date(2025, 12, 30)}
    added = a_payslip(ids, lines=lines, revision=1, corrects=7, inputs_text=to_text(inputs(expenses=trips)), **december)
    assert added.own_day
    issued.append(added)
    made = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert made.questions == ()
    assert made.file is not None
    assert (made.file.action, made.file.day) == ("new", PAY_DAY)
    root = etree.fromstring(made.file.file)
    assert [one.text for one in root.iter("{*}Kilometers")] == ["30"]
    assert list(root.iter("{*}UnitWage")) == []


def test_a_daily_allowance_is_asked_about_and_then_told(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    issued.append(a_payslip(ids, lines=(BASE, a_line("per_diem", 331, 2400, taxable=False))))
    asked = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert [question.topic for _, question in asked.questions] == ["per_diem_kind"]
    assert asked.file is None
    question = "per_diem_kind:ilona-1:2026-01-30"
    answers.record_answer(session, ids[0], Answer(question, "jokin", "Matkalasku", PAY_DAY), hand)
    assert wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file is None
    clear = Answer(question, "Kokopäiväraha, osapäiväraha", "Matkalasku", PAY_DAY)
    answers.record_answer(session, ids[0], clear, hand)
    told = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file
    assert told is not None
    codes = etree.fromstring(told.file).iterfind(".//DailyAllowance/AllowanceCode")
    assert [code.text for code in codes] == ["2", "3"]


@pytest.mark.parametrize(
    ("registered", "until", "months"),
    [
        (False, "2026-04-30", (1, 3)),
        (True, "2026-02-27", (1, 3)),
        (True, "2026-02-28", (1, 2, 3)),
        (True, "2026-04-29", (1, 2, 3)),
        (True, "2026-04-30", (1, 2, 3, 4)),
    ],
)
def test_months_that_may_need_a_separate_report(registered: bool, until: str, months: tuple[int, ...]) -> None:
    days = (date(2026, 1, 30), date(2026, 3, 31), date(2026, 3, 15))
    assert report_months(days, registered, date.fromisoformat(until)) == [date(2026, month, 1) for month in months]
    assert report_months((), registered, date.fromisoformat(until)) == []


def test_the_month_has_one_separate_report(session: Session, family: Any, issued: list[Issued], hand: Hand) -> None:
    ids = family()
    issued += [a_payslip(ids), a_payslip(ids, "2026-0002", payment_day=date(2026, 1, 15))]
    made = separate_report(session, ids[0], date(2026, 1, 1), MADE, KNOWN).file
    assert made is not None
    root = etree.fromstring(made.file)
    assert root.findtext(".//TransactionBasic/Amount") == "24.20"
    assert root.findtext(".//ReportDate") == "2026-01-31"
    keep_report(session, ids[0], made, hand)
    assert separate_report(session, ids[0], date(2026, 1, 1), MADE.replace(hour=20), KNOWN).file == made
    issued.append(a_payslip(ids, "2026-0003"))
    second = separate_report(session, ids[0], date(2026, 1, 1), MADE, KNOWN).file
    assert second is not None
    assert (second.action, second.delivery) == ("replacement", "separate-2026-01-v2")
    assert etree.fromstring(second.file).findtext(".//ActionCode") == "2"


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


def test_what_only_a_cancellation_can_change_is_cancelled_and_reported_anew(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    cancelling = Making("cancel_wage", ids[1])
    later = replace(hand, at=MADE)

    def step() -> Step:
        found = paydays.pay_day(session, ids[0], PAY_DAY, later, "fi", production=False)
        return next(one for one in found.steps if one.kind == "wage")

    paydays.make(session, ids[0], PAY_DAY, Making("wage", ids[1]), later, production=False)
    with pytest.raises(Conflict):  # nothing has changed: a cancellation would only take the report away
        paydays.make(session, ids[0], PAY_DAY, cancelling, later, production=False)
    issued.append(a_payslip(ids, "2026-0002"))
    assert (step().state, step().cancels) == ("changed", False)  # a replacement does
    with pytest.raises(Conflict):
        paydays.make(session, ids[0], PAY_DAY, cancelling, later, production=False)
    pension = PensionInsurance("contract", "46", "Malli Eläke", "46-87654321", Decimal("24.85"))
    people.set_pension(session, ids[0], pension, later)
    assert (step().state, step().cancels) == ("refused", True)
    assert paydays.pay_days(session, ids[0])[0][3] == "open"
    paydays.make(session, ids[0], PAY_DAY, cancelling, later, production=False)
    told = step()
    assert (told.state, told.cancels) == ("ready", False)
    assert [(one.action, one.way) for one in told.files] == [("new", "carry"), ("cancellation", "carry")]
    cancelled = etree.fromstring(report_file(session, ids[0], told.files[1].id) or b"")
    assert cancelled.findtext(".//DeliveryDataType") == "105"
    assert cancelled.findtext(".//ItemId") == "wage-ilona-2026-01-30"
    assert cancelled.findtext(".//DeliveryDataOwner/Code") == SALLA
    assert standing(session, ids[0]) == ()
    paydays.make(session, ids[0], PAY_DAY, Making("wage", ids[1]), later, production=False)
    (stands,) = standing(session, ids[0])
    assert (stands.action, stands.reference) == ("new", "wage-ilona-2026-01-30-2")
    assert step().state == "made"
    assert paydays.pay_days(session, ids[0])[0][3] == "carry"


def test_a_report_of_which_nothing_is_left_is_cancelled(
    session: Session, family: Any, issued: list[Issued], hand: Hand
) -> None:
    ids = family()
    nothing = dict.fromkeys(TOTALS, 0)
    issued.append(a_payslip(ids, lines=(), totals=nothing))
    assert wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file is None  # and nothing was reported
    issued[0] = a_payslip(ids)
    paydays.make(session, ids[0], PAY_DAY, Making("wage", ids[1]), hand, production=False)
    issued[0] = a_payslip(ids, "2026-0002", lines=(), totals=nothing)
    with pytest.raises(ExportRefused) as refused:
        wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert [fault.rule for fault in refused.value.faults] == ["nothing_left"]
    paydays.make(session, ids[0], PAY_DAY, Making("cancel_wage", ids[1]), hand, production=False)
    made = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert (made.file, made.questions) == (None, ())
    assert standing(session, ids[0]) == ()


# What is asked and what is wrong are told together


def test_the_registers_faults_are_told_with_the_questions(session: Session, family: Any, issued: list[Issued]) -> None:
    ids = family(phone=None, occupation="5311")  # a profession has five digits
    issued.append(a_payslip(ids))
    with pytest.raises(ExportRefused) as refused:
        wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert [fault.rule for fault in refused.value.faults] == ["profession_form"]
    assert [question.topic for _, question in refused.value.questions] == ["contact_phone"]


def test_a_report_of_which_nearly_everything_is_unknown_only_asks(
    session: Session, family: Any, issued: list[Issued], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = family(phone=None)
    issued.append(a_payslip(ids))
    facts = people.employer_facts
    monkeypatch.setattr(people, "employer_facts", lambda *given: replace(facts(*given), pension=NOT_SAID))
    employment = contracts.employment
    unsaid = (replace(Terms(), occupation_code=NOT_SAID),)
    monkeypatch.setattr(contracts, "employment", lambda *given: replace(employment(*given), terms=unsaid))
    made = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert made.file is None
    assert [question.topic for _, question in made.questions] == ["contact_phone", "pension", "occupation_code"]


def test_what_an_open_question_leaves_empty_is_no_fault(session: Session, family: Any, issued: list[Issued]) -> None:
    ids = family(phone=None)
    issued.append(a_payslip(ids))
    for made in (
        wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN),
        separate_report(session, ids[0], date(2026, 1, 1), MADE, KNOWN),
    ):
        assert made.file is None
        assert [question.topic for _, question in made.questions] == ["contact_phone"]


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


# The county pays the wages as the substitute payer


@pytest.fixture
def county_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The decision is in force on 30 January, not on the 15th."""
    monkeypatch.setattr(budget, "county_pays_wages", lambda _session, _employer, on, _known: on == PAY_DAY)


def say(session: Session, employer_id: int, value: str, hand: Hand) -> None:
    question = f"county_reports:ilona-1:{PAY_DAY.isoformat()}"
    answers.record_answer(session, employer_id, Answer(question, value, "mandate", PAY_DAY), hand)


def told(file: bytes) -> list[tuple[str | None, str | None]]:
    return [
        (one.findtext("TransactionCode"), one.findtext("Amount"))
        for one in etree.fromstring(file).iter("TransactionBasic")
    ]


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


def test_another_household_sees_nothing(session: Session, family: Any, issued: list[Issued], hand: Hand) -> None:
    ids = family()
    issued.append(a_payslip(ids))
    first = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN).file
    assert first is not None
    keep_report(session, ids[0], first, hand)
    other = family(code="toinen", identity_code="010594Y9032")
    issued.append(replace(a_payslip(other), number="2026-0001"))
    own = wage_report(session, other[0], other[1], PAY_DAY, MADE, KNOWN).file
    assert own is not None
    assert own.action == "new"
    assert SALLA.encode() not in own.file
