"""Reports to the Incomes Register from issued payslips."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from employer import answers, contracts, people
from employer.answers.schemas import Answer
from employer.contracts.schemas import Ending, Terms
from employer.effective import NOT_SAID, Hand
from employer.errors import Conflict
from employer.exports import cancellation_xml, keep_report, paydays, report_file
from employer.exports.incomes_register.schemas import Cancellation, CancelledItem, Delivery, Identifier, Payer
from employer.exports.paydays import Step
from employer.exports.paydays.schemas import Making
from employer.exports.prepared.reports.service import report_months, separate_report, wage_report
from employer.exports.queries import standing
from employer.exports.schemas import ExportRefused, NewReport
from employer.pay.schemas import Issued
from employer.people.schemas import PensionInsurance
from payroll.inputs import Expense as Trip
from payroll.inputs import to_text
from tests.employer.exports.builders import SALLA
from tests.employer.exports.prepared.builders import (
    BASE,
    KNOWN,
    MADE,
    PAY_DAY,
    TOTALS,
    a_line,
    a_payslip,
    end_told,
)
from tests.payroll.builders import an_insurance, inputs


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


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        (Ending(date(2026, 1, 31), end_reason="resignation"), "1"),
        (Ending(date(2026, 1, 31), end_reason="agreed"), "5"),
        (Ending(date(2026, 1, 31), "sijaisuus", "fixed_term_ended"), "7"),
        (Ending(date(2026, 1, 31), "sijaisuus"), "7"),
        (Ending(date(2026, 1, 31), end_reason="cancelled_by_employee"), "1"),
        (Ending(date(2026, 1, 31), end_reason="cancelled_by_employer"), "3"),
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


@pytest.mark.parametrize(
    ("first", "second", "told", "starts"),
    [
        (None, None, [], ["2026-01-12"]),
        (None, "resignation", ["1"], ["2026-01-19"]),  # the report describes the employment that ended
        ("resignation", "resignation", ["1"], ["2026-01-12", "2026-01-19"]),
        ("resignation", "agreed", [], ["2026-01-12", "2026-01-19"]),  # a report has room for one reason
        ("resignation", "trial_period", [], ["2026-01-12", "2026-01-19"]),
    ],
)
def test_the_ends_of_two_employments_on_one_pay_day(
    session: Session,
    family: Any,
    issued: list[Issued],
    hand: Hand,
    an_employment: Any,
    first: str | None,
    second: str | None,
    told: list[str],
    starts: list[str],
) -> None:
    ids = family()
    other = an_employment(ids[0], ids[1], code="ilona-2", start=date(2026, 1, 19), patterns=())
    for employment_id, reason in ((ids[2], first), (other, second)):
        if reason is not None:
            ending = Ending(date(2026, 1, 31), end_reason=reason)
            contracts.end_employment(session, ids[0], employment_id, ending, hand)
    issued += [a_payslip(ids), a_payslip(ids, "2026-0002", employment_id=other, employment="ilona-2")]
    made = wage_report(session, ids[0], ids[1], PAY_DAY, MADE, KNOWN)
    assert made.file is not None
    assert end_told(made) == told
    root = etree.fromstring(made.file.file)
    assert [one.text for one in root.iterfind(".//EmploymentPeriods/Period/StartDate")] == starts
    asked = [(code, one.topic) for code, one in made.questions]
    assert asked == ([("ilona-2", "end_ground")] if second == "trial_period" else [])


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
