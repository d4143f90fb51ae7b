"""Sums of the end of an employment: noted as facts, calculated on the payslip of the last day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from employer import answers, audit, contracts, documents, pay, rosters, texts
from employer.arrangements import final_pay
from employer.arrangements.final_pay import Advance, NoticeLoss, NoticePay, SetOff, WaitingPay
from employer.contracts.schemas import Ending, Notice, Terms, VariableHours, Wage
from employer.effective import Hand
from employer.errors import Refused
from employer.exports.ledger.service import ledger_csv
from employer.exports.prepared.earned.service import deductions_of, insurance_exceptions
from employer.exports.prepared.postings.service import ledger_entries
from employer.hours.months.schemas import DayTyped
from employer.pay.schemas import Draft, IssuePayslip
from employer.rosters import Publish, changing
from tests.employer.conftest import on
from tests.employer.pay.conftest import KNOWN, month_run

LAST = date(2026, 3, 10)  # a Tuesday; 16 hours a week at 13.20
Payer = tuple[int, int]


@pytest.fixture
def ended(session: Session, payer: Payer, hand: Hand, pay_month: Callable[..., pay.Issued]) -> Payer:
    """The paying household whose employment ends on 10 March; January and February are paid."""
    pay_month(*payer, 1)
    pay_month(*payer, 2)
    contracts.end_employment(session, *payer, Ending(LAST, None, "notice_by_employer"), hand)
    return payer


def drafted(session: Session, payer: Payer, month: int = 3, known_on: date = KNOWN) -> Draft:
    return pay.draft(session, *payer, month_run(month), known_on)


def amounts(draft: Draft) -> dict[str, int]:
    return {line.kind: line.amount_cents for line in draft.payslip.lines}


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.field for one in refused.value.problems]


def test_notice_is_paid_on_the_payslip_of_the_last_day(session: Session, ended: Payer, hand: Hand) -> None:
    final_pay.note_notice(session, *ended, NoticePay("employer", LAST), hand)
    made = drafted(session, ended)
    assert made.payslip.questions == ()
    assert amounts(made)["notice_pay"] == 42240  # 14 days of a 16-hour week
    assert "notice_pay" not in amounts(drafted(session, ended, 2))


def test_the_contracts_own_notice_counts(session: Session, ended: Payer, hand: Hand) -> None:
    contracts.set_terms(session, *ended, Terms(notice=Notice(28, 14)), hand)
    final_pay.note_notice(session, *ended, NoticePay("employer", LAST), hand)
    assert amounts(drafted(session, ended))["notice_pay"] == 84480


def test_noting_again_takes_the_place_of_the_earlier(session: Session, ended: Payer, hand: Hand) -> None:
    final_pay.note_notice(session, *ended, NoticePay("employee", LAST), hand)
    final_pay.note_notice(session, *ended, NoticePay("employer", date(2026, 3, 3)), on(date(2026, 3, 12)))
    known = final_pay.sums_of(session, *ended, KNOWN).notice
    assert known is not None
    assert (known.by, known.known) == ("employer", date(2026, 3, 3))
    before = final_pay.sums_of(session, *ended, date(2026, 3, 11)).notice
    assert before is not None
    assert before.by == "employee"
    assert amounts(drafted(session, ended))["notice_pay"] == 21120  # 7 days


def test_what_is_taken_back_is_paid_no_more(session: Session, ended: Payer, hand: Hand) -> None:
    row = final_pay.note_notice(session, *ended, NoticePay("employer", LAST), hand)
    with pytest.raises(LookupError):
        final_pay.take_back(session, ended[0], ended[1] + 1, row, hand)
    final_pay.take_back(session, *ended, row, hand)
    assert final_pay.sums(session, ended[0], None, KNOWN) == {}
    assert "notice_pay" not in amounts(drafted(session, ended))
    session.flush()
    assert [one.what for one in audit.changes(session, ended[0])][-2:] == [
        "final_pay.change.notice_pay",
        "final_pay.change.notice_pay_removed",
    ]


def test_a_late_pay_gives_pay_for_waiting(session: Session, ended: Payer, hand: Hand) -> None:
    final_pay.note_waiting(session, *ended, WaitingPay(LAST, date(2026, 3, 14)), hand)
    assert amounts(drafted(session, ended))["waiting_pay"] == 12069  # 4 × 16 h × 13.20 ÷ 7


def test_a_late_pay_after_its_payslip_is_a_correction(
    session: Session, ended: Payer, hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    final = pay_month(*ended, 3)
    final_pay.note_waiting(session, *ended, WaitingPay(date(2026, 3, 31), date(2026, 4, 2)), hand)
    made = pay.draft_correction(session, ended[0], final.id, KNOWN)
    found = {line.kind: line.amount_cents for line in made.payslip.lines if line.amount_cents}
    assert found == {"waiting_pay": 6034}  # 2 × 30.1714…
    assert made.payslip.totals["pension_employee"] == 0
    assert made.payslip.totals["withholding"] == 724


def test_a_claim_is_set_off_within_the_limit(session: Session, ended: Payer, hand: Hand) -> None:
    row = SetOff("Liikaa maksettu palkka", 10_000, date(2026, 2, 3), dependants=0)
    final_pay.note_set_off(session, *ended, row, hand)
    february = pay.draft_correction(session, ended[0], pay.payslips(session, ended[0])[1].id, KNOWN)
    # a net of some 680 euros is below the protected 990.90
    assert february.payslip.totals["other_deductions"] == 0
    assert amounts(drafted(session, ended)) == amounts(drafted(session, ended))
    assert drafted(session, ended).inputs.claims == ()


def test_dependants_that_nobody_told_are_asked(session: Session, ended: Payer, hand: Hand) -> None:
    final_pay.note_set_off(session, *ended, SetOff("Avain", 1_000, LAST), hand)
    made = drafted(session, ended)
    assert [question.topic for question in made.payslip.questions] == ["set_off_dependants"]


@pytest.mark.parametrize(
    ("notice", "field"),
    [
        (NoticePay("somebody", LAST), "by"),
        (NoticePay("employer", date(2026, 3, 11)), "known"),
        (NoticePay("employer", date(2025, 12, 31)), "known"),
    ],
)
def test_notice_that_cannot_be_is_refused(
    session: Session, ended: Payer, hand: Hand, notice: NoticePay, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        final_pay.note_notice(session, *ended, notice, hand)
    assert fields(refused) == [field]


@pytest.mark.parametrize(
    "reason", ["cancelled_by_employer", "cancelled_by_employee", "absence_without_word", "trial_period", "age"]
)
def test_a_contract_that_ended_without_notice_has_no_notice_pay(
    session: Session, ended: Payer, hand: Hand, reason: str
) -> None:
    final_pay.note_notice(session, *ended, NoticePay("employer", LAST), hand)
    assert "notice_pay" in amounts(drafted(session, ended))
    later = on(KNOWN)
    contracts.end_employment(session, *ended, Ending(LAST, None, reason), later)
    assert "notice_pay" not in amounts(drafted(session, ended))
    with pytest.raises(Refused) as refused:
        final_pay.note_notice(session, *ended, NoticePay("employer", LAST), later)
    assert fields(refused) == ["by"]
    with pytest.raises(Refused) as refused:
        final_pay.note_loss(session, *ended, NoticeLoss(LAST), later)
    assert fields(refused) == ["known"]


@pytest.mark.parametrize(
    ("waiting", "field"),
    [
        (WaitingPay(date(2026, 3, 9)), "due"),
        (WaitingPay(LAST, date(2026, 3, 9)), "paid"),
        (WaitingPay(LAST, None, True, date(2026, 3, 9)), "complained"),
    ],
)
def test_waiting_that_cannot_be_is_refused(
    session: Session, ended: Payer, hand: Hand, waiting: WaitingPay, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        final_pay.note_waiting(session, *ended, waiting, hand)
    assert fields(refused) == [field]


def test_a_running_employment_has_neither(session: Session, payer: Payer, hand: Hand) -> None:
    for note, command in (
        (final_pay.note_notice, NoticePay("employer", LAST)),
        (final_pay.note_loss, NoticeLoss(LAST)),
        (final_pay.note_waiting, WaitingPay(LAST)),
    ):
        with pytest.raises(Refused):
            note(session, *payer, command, hand)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("claim", "field"),
    [(SetOff("Avain", 0, LAST), "euros"), (SetOff("Avain", 100, date(2026, 3, 11)), "day")],
)
def test_a_claim_that_cannot_be_is_refused(
    session: Session, ended: Payer, hand: Hand, claim: SetOff, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        final_pay.note_set_off(session, *ended, claim, hand)
    assert fields(refused) == [field]


def test_hours_that_vary_need_the_average_week(session: Session, ended: Payer, hand: Hand) -> None:
    contracts.set_terms(session, *ended, Terms(variable_hours=VariableHours(0, 1200, "viikonloput")), hand)
    for note, command in (
        (final_pay.note_notice, NoticePay("employer", LAST)),
        (final_pay.note_waiting, WaitingPay(LAST)),
    ):
        with pytest.raises(Refused) as refused:
            note(session, *ended, command, hand)  # type: ignore[operator]
        assert fields(refused) == ["weekly"]
    final_pay.note_notice(session, *ended, NoticePay("employer", LAST, weekly=840), hand)
    made = drafted(session, ended)
    assert made.inputs.notice is not None
    assert made.inputs.notice.hours_vary
    assert amounts(made)["notice_pay"] == 36960  # 2 × 14 h × 13.20


# -- less work in the notice period ------------------------------------------------------------------------------------


def said(topic: str, value: str) -> answers.Answer:
    return answers.Answer(f"{topic}:ilona-1:2026-03-31", value, "list of hours", LAST)


def test_whether_work_was_missing_is_asked_when_the_hours_vary(session: Session, ended: Payer, hand: Hand) -> None:
    assert [one.topic for one in drafted(session, ended).payslip.questions] == []
    contracts.set_terms(session, *ended, Terms(variable_hours=VariableHours(600, 1200, None)), hand)
    (asked,) = drafted(session, ended).payslip.questions
    assert (asked.topic, asked.blocks) == ("notice_loss", False)
    answers.record_answer(session, ended[0], said("notice_loss", "ei"), hand)
    assert drafted(session, ended).payslip.questions == ()


def test_missing_work_of_the_notice_period_is_paid_when_the_hours_vary(
    session: Session, ended: Payer, hand: Hand
) -> None:
    contracts.set_terms(session, *ended, Terms(variable_hours=VariableHours(600, 1200, None)), hand)
    final_pay.note_loss(session, *ended, NoticeLoss(date(2026, 2, 24)), hand)
    made = drafted(session, ended)
    assert [one.topic for one in made.payslip.questions] == ["average_week", "notice_offered"]
    final_pay.note_loss(session, *ended, NoticeLoss(date(2026, 2, 24), weekly=1200), hand)
    answers.record_answer(session, ended[0], said("notice_offered", "24"), hand)
    made = drafted(session, ended)
    assert made.payslip.questions == ()
    assert amounts(made)["notice_loss"] == 21120  # 2 × 20 h less 24 h, at 13.20
    assert "notice_loss" not in amounts(drafted(session, ended, 2))
    row = next(one for one in pay.payslip_data(made)["earnings"] if one["kind"] == "notice_loss")
    for language in texts.LANGUAGES:
        words = documents.say_line(language, row).replace("\xa0", " ")
        assert "16 " in words
        assert "13,20" in words
    kept = final_pay.sums_of(session, *ended, KNOWN).loss
    assert kept is not None
    final_pay.take_back(session, *ended, kept.id, hand)
    assert "notice_loss" not in amounts(drafted(session, ended))


def test_fixed_hours_are_asked_whether_they_were_exceeded(session: Session, ended: Payer, hand: Hand) -> None:
    final_pay.note_loss(session, *ended, NoticeLoss(date(2026, 2, 24), weekly=4000), hand)
    asked = drafted(session, ended)
    assert [one.topic for one in asked.payslip.questions] == ["exceeded_fourfold"]
    answers.record_answer(session, ended[0], said("exceeded_fourfold", "ei"), hand)
    made = drafted(session, ended)
    assert made.payslip.questions == ()
    assert "notice_loss" not in amounts(made)
    assert "notice_loss_not_covered" in [one.code for one in made.payslip.notices]


@pytest.mark.parametrize("known", [date(2026, 3, 11), date(2025, 12, 31)])
def test_a_notice_outside_the_employment_has_no_missing_work(
    session: Session, ended: Payer, hand: Hand, known: date
) -> None:
    with pytest.raises(Refused) as refused:
        final_pay.note_loss(session, *ended, NoticeLoss(known), hand)
    assert fields(refused) == ["known"]


# -- shifts cancelled late ---------------------------------------------------------------------------------------------


def test_a_published_shift_of_variable_hours_that_is_cancelled_late_is_asked(
    session: Session, payer: Payer, hand: Hand
) -> None:
    contracts.set_terms(session, *payer, Terms(variable_hours=VariableHours(600, 1200, None)), hand)
    rosters.publish(session, *payer, date(2026, 3, 1), Publish("consent"), on(date(2026, 2, 10)))
    monday = Hand("Salla Aallonkoski", datetime(2026, 3, 9, 12, tzinfo=UTC))  # 22 hours before Tuesday 14.00
    for day in (date(2026, 3, 10), date(2026, 3, 12)):
        changing.alter(session, *payer, "cancel", DayTyped(day, agreed="consent"), monday, by_employee=False)
    made = drafted(session, payer)
    topics = [question.topic for question in made.payslip.questions if "cancelled" in question.topic]
    assert topics == ["cancelled_shift.2026-03-10T14:00"]  # Thursday's was cancelled three days before
    assert len(made.inputs.cancelled) == 2


def test_fixed_hours_have_no_such_question(session: Session, payer: Payer) -> None:
    rosters.publish(session, *payer, date(2026, 3, 1), Publish(), on(date(2026, 2, 10)))
    late = Hand("Salla Aallonkoski", datetime(2026, 3, 10, 6, tzinfo=UTC))
    changing.alter(session, *payer, "cancel", DayTyped(LAST, agreed="consent"), late, by_employee=False)
    assert drafted(session, payer).inputs.cancelled == ()


def test_pay_that_is_not_insured_leaves_the_months_sums(
    session: Session, ended: Payer, hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    """A second payslip of the month does not take the pension of pay in place of notice."""
    final_pay.note_notice(session, *ended, NoticePay("employer", LAST), hand)
    issued = pay_month(*ended, 3)
    insured = issued.totals["taxable"] - 42240
    assert issued.bases["pension_base"] == insured
    assert issued.bases["health_base"] == insured
    assert issued.totals["pension_employee"] == round(Decimal(insured) * Decimal("0.073"))
    later = contracts.schemas.PayRun(date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 31), "supplementary")
    again = pay.draft(session, *ended, later, KNOWN)
    assert again.inputs.year.month_gross_cents == insured
    assert "monthly_threshold" not in [question.topic for question in again.payslip.questions]


# -- shown and reported ------------------------------------------------------------------------------------------------


def test_the_payslip_says_what_the_sums_are(session: Session, ended: Payer, hand: Hand) -> None:
    final_pay.note_notice(session, *ended, NoticePay("employer", LAST), hand)
    final_pay.note_waiting(session, *ended, WaitingPay(LAST, date(2026, 3, 14)), hand)
    data = pay.payslip_data(drafted(session, ended))
    said = {row["kind"]: row for row in data["earnings"]}
    for language in texts.LANGUAGES:
        words = documents.say_line(language, said["notice_pay"]).replace("\xa0", " ")
        assert "14" in words
        assert "11.3." in words
        assert "30,17" in words
        assert "4" in documents.say_line(language, said["waiting_pay"])
        assert documents.say_title(language, said["waiting_pay"])
    assert said["notice_pay"]["quantity"] == "14"
    assert [source["title"] for source in data["sources"] if "55/2001" in source["title"]]


def test_a_set_off_is_a_deduction_of_its_own(session: Session, ended: Payer, hand: Hand) -> None:
    contracts.set_wage(session, *ended, Wage("hour", Decimal("60.00"), date(2026, 3, 1)), hand)
    final_pay.note_set_off(session, *ended, SetOff("Avain", 5_000, LAST, dependants=0), hand)
    made = drafted(session, ended)
    assert made.payslip.totals["other_deductions"] == 5_000
    row = next(one for one in pay.payslip_data(made)["deductions"] if one["kind"] == "other_deduction")
    assert row["because"] == "set_off.because"
    for language in texts.LANGUAGES:
        assert "50,00" in documents.say_line(language, row).replace("\xa0", " ")


def test_pay_in_advance_is_taken_off_told_and_posted(
    session: Session, ended: Payer, hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    final_pay.note_advance(session, *ended, Advance(20_000, date(2026, 1, 5), LAST), hand)
    row = next(
        one for one in pay.payslip_data(drafted(session, ended))["deductions"] if one["kind"] == "other_deduction"
    )
    assert row["because"] == "advance.because"
    for language in texts.LANGUAGES:
        assert "200,00" in documents.say_line(language, row).replace("\xa0", " ")
    issued = pay_month(*ended, 3)
    assert issued.totals["other_deductions"] == 20_000  # of 290 euros net: more than a set-off could take
    assert ("other_deductions", 20_000) in deductions_of([issued])
    posted = [
        line.split(";")
        for line in ledger_csv(ledger_entries(session, ended[0], date(2026, 12, 31))).decode().splitlines()
    ]
    assert [(one[0], one[4], one[5]) for one in posted if one[2] == "1760"] == [
        ("2026-01-05", "200.00", "0.00"),
        ("2026-03-31", "0.00", "200.00"),
    ]
    assert [one for one in posted if one[2] == "2970"] == []


@pytest.mark.parametrize(
    ("advance", "field"),
    [
        (Advance(0, date(2026, 1, 5), LAST), "euros"),
        (Advance(100, date(2026, 1, 6), LAST), "paid"),
        (Advance(100, date(2026, 1, 5), date(2026, 3, 11)), "day"),
    ],
)
def test_an_advance_that_cannot_be_is_refused(
    session: Session, ended: Payer, hand: Hand, advance: Advance, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        final_pay.note_advance(session, *ended, advance, hand)
    assert fields(refused) == [field]


def test_the_register_is_told_of_each_sum_by_its_type(
    session: Session, ended: Payer, hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    contracts.set_wage(session, *ended, Wage("hour", Decimal("60.00"), date(2026, 3, 1)), hand)
    final_pay.note_notice(session, *ended, NoticePay("employer", LAST), hand)
    final_pay.note_waiting(session, *ended, WaitingPay(LAST, date(2026, 3, 14)), hand)
    final_pay.note_set_off(session, *ended, SetOff("Avain", 5_000, LAST, dependants=0), hand)
    issued = pay_month(*ended, 3)
    told = {line.income_type: line.amount_cents for line in issued.lines}
    assert (told[208], told[217]) == (192000, 54857)
    assert ("other_deductions", 5_000) in deductions_of([issued])
    assert insurance_exceptions([issued]) == ()
    assert [one.agrees for one in pay.replay_issued(session, ended[0])] == [True, True, True]


def test_pay_for_waiting_alone_tells_no_exception_of_insurance(
    session: Session, ended: Payer, hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    final = pay_month(*ended, 3)
    final_pay.note_waiting(session, *ended, WaitingPay(date(2026, 3, 31), date(2026, 4, 2)), hand)
    made = pay.draft_correction(session, ended[0], final.id, KNOWN)
    corrected = pay.issue(session, ended[0], IssuePayslip(made, reason="Palkka myöhästyi"), hand)
    assert corrected.totals["employer_pension"] == 0
    assert insurance_exceptions([corrected]) == ()
