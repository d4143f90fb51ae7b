"""An agreement that became generally binding after the wages were paid: one run, and the difference payslips.

The personal assistants' agreement of 1 May 2025 was confirmed as generally binding on 6 October 2025, from 1 May. Here
May and June 2025 are paid with a law book that does not know the decision, and recalculated with the one that does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from employer import answers, contracts, documents, pay, people
from employer.answers.schemas import Answer
from employer.contracts.schemas import Agreement, Ending, Pattern, Wage
from employer.effective import Hand
from employer.pay.retroactive import recalculate
from employer.pay.schemas import IssuePayslip
from employer.people.schemas import AccidentInsurance, Card, PensionInsurance
from rules import Book, load_book
from tests.employer.conftest import on
from tests.employer.pay.conftest import month_run

START, FIRST, LAST = date(2025, 5, 5), date(2025, 5, 1), date(2025, 6, 30)
DECIDED, RUN = date(2026, 2, 14), date(2026, 2, 15)
ANSWERS = {
    "pay_group": "B1",
    "region": "muu_suomi",
    "experience_months": "30",
    "agreement_wage": "13,70",
    "missing_law_value.heta.evening.percent": "15 %",
}


@pytest.fixture
def knowing(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Chooses the law book: with the decision of general bindingness, or as it was before (members only)."""
    now = load_book()
    editions = [one for name in now.agreements() for one in now.editions(name)]
    before = Book(
        (now.entry(name) for name in now.names()),
        (replace(one, binds="members") if one.edition == "heta-2025" else one for one in editions),
    )

    def choose(decided: bool) -> None:
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in ("employer", "payroll") and hasattr(module, "load_book"):
                monkeypatch.setattr(module, "load_book", lambda: now if decided else before)

    return choose


@pytest.fixture
def assisted(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    knowing: Callable[[bool], None],
    hand: Hand,
) -> tuple[int, int, int]:
    """A household with an assistant at 12.60 an hour on evenings and a childminder, both paid for May and June 2025."""
    employer_id = an_employer()
    year = date(2025, 1, 1)
    people.set_pension(
        session, employer_id, PensionInsurance(kind="contract", total_percent=Decimal("24.85"), first=year), hand
    )
    people.set_accident(
        session, employer_id, AccidentInsurance(percent=Decimal("1.20"), group_life_percent=None, first=year), hand
    )
    made = []
    for code, born, job in (
        ("ilona", "140301A904V", "personal_assistance"),
        ("venla", "010190-900P", "childminding"),
    ):
        employee_id = an_employee(employer_id, code=code, identity_code=born)
        card = Card("wage", Decimal("12.0"), Decimal("30.0"), Decimal("12000.00"), first=year)
        people.add_tax_card(session, employer_id, employee_id, card, hand)
        employment_id = an_employment(
            employer_id,
            employee_id,
            code=f"{code}-1",
            job=job,
            start=START,
            wages=(Wage("hour", Decimal("12.60"), START),),
            patterns=(Pattern(START, None, (0, 1, 2, 3), 17 * 60, 21 * 60, 0, "public_holidays"),),
        )
        said = Agreement("none", "the employer is no member", employer_is_member=False)
        contracts.set_agreement(session, employer_id, employment_id, said, hand)
        made.append(employment_id)
    knowing(False)
    for month in (5, 6):
        for employment_id in made:
            run = month_run(month, year=2025)
            run = replace(run, first=max(run.first, START))
            draft = pay.draft(session, employer_id, employment_id, run, date(2026, 1, 31))
            pay.issue(session, employer_id, IssuePayslip(draft), hand)
    knowing(True)
    return employer_id, made[0], made[1]


def answer_all(session: Session, employer_id: int) -> None:
    for topic, value in ANSWERS.items():
        given = Answer(f"{topic}:ilona-1:2025-05-31", value, "the agreement of 2025 and its wage table", FIRST)
        answers.record_answer(session, employer_id, given, on(DECIDED))


def test_what_the_agreement_leaves_open_is_asked_before_anything_is_paid(
    session: Session, assisted: tuple[int, int, int]
) -> None:
    rows = {row.number: row for row in recalculate(session, assisted[0], FIRST, LAST, on(RUN), papers=False)}
    assert {row.employment: row.agreement for row in rows.values()} == {"ilona-1": "heta", "venla-1": "none"}
    waiting = [row for row in rows.values() if row.outcome == "waits"]
    assert [row.employment for row in waiting] == ["ilona-1", "ilona-1"]
    assert {one.id.partition(":")[0] for one in waiting[0].questions} == set(ANSWERS)
    assert not [one for one in pay.payslips(session, assisted[0]) if one.revision]


def test_the_differences_of_an_agreement_that_bound_later(session: Session, assisted: tuple[int, int, int]) -> None:
    employer_id = assisted[0]
    before = {one.number: (one.trace, one.totals) for one in pay.payslips(session, employer_id)}
    answer_all(session, employer_id)
    rows = recalculate(session, employer_id, FIRST, LAST, on(RUN))
    # The childminder gets nothing more or less; the employer's health contribution is counted of everyone's month
    # together, so that a cent of it may move to her payslip.
    childminder = [row for row in rows if row.employment == "venla-1"]
    assert all(not row.lines and "paid" not in row.differences for row in childminder)
    assert sum(row.differences.get("employer_cost", 0) for row in childminder) in (0, 1)
    may, june = (row for row in rows if row.employment == "ilona-1")
    # May: 15 shifts of 4 hours, 60 h * (13.70 - 12.60) = 66.00; evenings from 18 to 21, 45 h * 13.70 * 15 % = 92.475;
    # Ascension Day is off with a fifth of the week's 16 hours, 3.2 h * 13.70 = 43.84.
    assert may.lines == {"base_pay": 6600, "evening": 9248, "public_holiday_off": 4384}
    # June: 17 shifts, 68 h. Midsummer Eve is off and takes 3.2 hours off its week, so that as much of the week's work
    # is additional hours: base (68 - 3.2) h * 13.70 - 68 h * 12.60 = 30.96; evenings 51 h * 13.70 * 15 % = 104.805.
    assert june.lines == {
        "base_pay": 3096,
        "additional_hours": 4384,
        "evening": 10481,
        "public_holiday_off": 4384,
    }
    assert [row.differences["gross"] for row in (may, june)] == [66_00 + 92_48 + 43_84, 30_96 + 43_84 + 104_81 + 43_84]
    kept = pay.payslips(session, employer_id)
    assert {one.number: (one.trace, one.totals) for one in kept if not one.revision} == before
    corrections = [one for one in kept if one.revision]
    assert {may.correction, june.correction} <= {one.number for one in corrections}
    assert all(documents.kept(session, employer_id, "payslip", one.number) for one in corrections)
    raised = next(one for one in corrections if one.number == may.correction)
    assert {notice.code for notice in raised.shown.notices} >= {
        "agreement_binds_by_law",
        "wage_raised_to_minimum",
    }
    assert all(row.agrees for row in pay.replay_issued(session, employer_id))


def test_the_run_done_again_makes_nothing(session: Session, assisted: tuple[int, int, int]) -> None:
    answer_all(session, assisted[0])
    recalculate(session, assisted[0], FIRST, LAST, on(RUN), papers=False)
    again = recalculate(session, assisted[0], FIRST, LAST, on(date(2026, 2, 16)), papers=False)
    assert {row.outcome for row in again} == {"same"}


def test_a_member_was_bound_before_and_gets_nothing_more(
    session: Session, assisted: tuple[int, int, int], knowing: Callable[[bool], None], hand: Hand
) -> None:
    """Her pay followed the agreement from the start: 60 h * 13.70 in May, with the evenings and Ascension Day."""
    employer_id, employment_id, _ = assisted
    member = Agreement("heta", employer_is_member=True, first=date(2025, 7, 1))
    contracts.set_agreement(session, employer_id, employment_id, member, on(date(2026, 2, 1)))
    answer_all(session, employer_id)
    knowing(False)
    draft = pay.draft(session, employer_id, employment_id, month_run(7, year=2025), DECIDED)
    # 19 shifts: 76 h * 13.70, evenings 57 h * 13.70 * 15 %
    assert [(line.kind, line.amount_cents) for line in draft.payslip.lines] == [
        ("base_pay", 1041_20), ("evening", 117_14),
    ]  # fmt: skip
    pay.issue(session, employer_id, IssuePayslip(draft), hand)
    knowing(True)
    july = (date(2025, 7, 1), date(2025, 7, 31))
    (row,) = recalculate(session, employer_id, *july, on(RUN), papers=False)
    assert (row.employment, row.agreement, row.outcome) == ("ilona-1", "heta", "same")


def test_no_answer_lowers_what_the_law_binds(session: Session, assisted: tuple[int, int, int]) -> None:
    answer_all(session, assisted[0])
    denied = Answer("agreement:ilona-1:2025-05-31", "none", "nobody told us", FIRST)
    answers.record_answer(session, assisted[0], denied, on(DECIDED))
    rows = recalculate(session, assisted[0], FIRST, LAST, on(RUN), papers=False)
    assert {row.agreement for row in rows if row.employment == "ilona-1"} == {"heta"}
    assert {row.outcome for row in rows if row.employment == "ilona-1"} == {"corrected"}


def test_an_employment_that_has_ended_gets_its_difference_with_the_holiday_compensation(
    session: Session, assisted: tuple[int, int, int], knowing: Callable[[bool], None]
) -> None:
    employer_id, employment_id, _ = assisted
    ended = Ending(date(2025, 7, 31), None, "resignation")
    contracts.end_employment(session, employer_id, employment_id, ended, on(date(2026, 2, 1)))
    knowing(False)
    draft = pay.draft(session, employer_id, employment_id, month_run(7, year=2025), date(2026, 2, 1))
    # 19 shifts, 76 h * 12.60; compensation (756.00 + 856.80 + 957.60) / 51 days * 5.4 * 4/5
    assert [(line.kind, line.amount_cents) for line in draft.payslip.lines] == [
        ("base_pay", 957_60), ("holiday_compensation", 217_73),
    ]  # fmt: skip
    pay.issue(session, employer_id, IssuePayslip(draft), on(date(2026, 2, 1)))
    knowing(True)
    answer_all(session, employer_id)
    rows = recalculate(session, employer_id, FIRST, date(2025, 7, 31), on(RUN), papers=False)
    (last,) = (row for row in rows if row.employment == "ilona-1" and row.first == date(2025, 7, 1))
    # 76 h * 1.10; evenings 57 h * 13.70 * 15 % = 117.135; the year's pay for work is now 3,109.23, and so the
    # compensation 3,109.23 / 51 * 5.4 * 4/5 = 263.37
    assert last.lines == {"base_pay": 83_60, "evening": 117_14, "holiday_compensation": 263_37 - 217_73}
    assert last.differences["gross"] == 246_38
