"""Issuing, corrections, the checks of what was issued and the states of pay runs, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from employer import audit, budget, contracts, documents, pay, people
from employer.budget.schemas import Decision, Line
from employer.contracts.schemas import PayRun, Wage
from employer.documents import Rendered
from employer.effective import Hand
from employer.errors import Conflict, Refused
from employer.hours.schemas import Shift
from employer.hours.service import add_shift
from employer.pay import queries, recovering
from employer.pay.schemas import Draft, Issued, IssuePayslip
from employer.people.schemas import Card
from payroll import replay
from payroll.inputs import from_text
from tests.employer.conftest import on
from tests.employer.pay.conftest import KNOWN, month_run

Issue = Callable[..., Issued]


def test_what_was_issued_is_read_back_whole(session: Session, payer: tuple[int, int], pay_month: Issue) -> None:
    issued = pay_month(*payer, 1)
    read = pay.payslip(session, payer[0], issued.id)
    assert read == issued
    assert (issued.number, issued.name, issued.kind) == ("2026-0001", "ilona-1-2026-01-31", "ordinary")
    # 12 shifts of four hours at 13.20: 633.60; tax 12 %, pension 7.30 %, unemployment 0.89 %
    assert issued.totals["gross"] == 63360
    assert issued.totals["withholding"] == 7603
    assert issued.totals["pension_employee"] == 4625
    assert issued.totals["unemployment_employee"] == 564
    assert issued.totals["paid"] == 63360 - 7603 - 4625 - 564
    assert issued.totals["employer_pension"] == 15745 - 4625
    assert replay(issued.trace) == issued.totals
    inputs = from_text(issued.inputs_text)
    assert inputs.employment == "ilona-1"
    assert inputs.period.last == date(2026, 1, 31)


def test_numbers_run_by_employer_and_year(session: Session, payer: tuple[int, int], pay_month: Issue) -> None:
    assert [pay_month(*payer, month).number for month in (1, 2, 3)] == ["2026-0001", "2026-0002", "2026-0003"]


@pytest.mark.parametrize("table", ["issued_payslip", "issued_line"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET employer_id = employer_id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_issued(
    session: Session, payer: tuple[int, int], pay_month: Issue, table: str, verb: str
) -> None:
    pay_month(*payer, 1)
    with pytest.raises(DBAPIError, match="kept as they are"), session.begin_nested():
        session.execute(text(verb.format(table)))


def test_lines_of_a_kind_are_found_also_where_the_kind_was_kept_clear(
    session: Session, payer: tuple[int, int], pay_month: Issue
) -> None:
    employer_id, employment_id = payer
    issued = pay_month(*payer, 1)
    credit_year, first, last = date(2025, 4, 1), date(2026, 1, 1), date(2026, 1, 31)

    def found() -> tuple[object, ...]:
        return (
            queries.paid_of_kinds(session, employer_id, issued.employee_id, ("evening", "notice_loss"), first, last),
            queries.paid_of_kinds(session, employer_id, issued.employee_id, ("base_pay",), first, last),
            queries.holiday_supplements(session, employer_id, employment_id, last),
            [one.cents for one in queries.holiday_paid(session, employer_id, employment_id)],
        )

    assert found() == (0, 63360, {}, [])
    rows = (("evening", 100), ("sick_pay", 20), ("holiday_pay", 3))
    for position, (kind, cents) in enumerate(rows, 1001):
        # as a release before the kinds were encrypted wrote it
        session.execute(
            text(
                "INSERT INTO issued_line (employer_id, employment_id, payslip_id, position, kind, unit, amount, "
                "taxable, cash, holiday_base, credit_year, figure, why) VALUES (:employer, :employment, :payslip, "
                ":position, :kind, 'hour', :cents, true, true, :base, :base, 1, '{}')"
            ),
            {
                "employer": employer_id,
                "employment": employment_id,
                "payslip": issued.id,
                "position": position,
                "kind": kind,
                "cents": cents,
                "base": credit_year.isoformat(),
            },
        )
    assert found() == (100, 63360, {credit_year: 100}, [3])
    later = (employer_id, issued.employee_id, ("evening",), date(2026, 2, 1), date(2026, 2, 28))
    assert queries.paid_of_kinds(session, *later) == 0
    assert queries.paid_of_kinds(session, *later[:3], first, last, root_id=issued.id) == 0


def test_the_same_days_are_not_paid_twice(session: Session, payer: tuple[int, int], pay_month: Issue) -> None:
    pay_month(*payer, 1)
    again = pay.draft(session, *payer, PayRun(date(2026, 1, 31), date(2026, 2, 14), date(2026, 2, 14)), KNOWN)
    with pytest.raises(Refused, match="2026-0001"):
        pay.issue(session, payer[0], IssuePayslip(again), on(KNOWN))


def test_the_same_form_sent_twice_gives_the_first_answer(
    session: Session, payer: tuple[int, int], a_draft: Callable[..., Draft], hand: Hand
) -> None:
    command = IssuePayslip(a_draft(1), request_key="form-1")
    first = pay.issue(session, payer[0], command, hand)
    assert pay.issue(session, payer[0], command, hand) == first
    assert len(pay.payslips(session, payer[0])) == 1


def test_one_form_does_not_issue_two_payslips(
    session: Session, payer: tuple[int, int], a_draft: Callable[..., Draft], hand: Hand
) -> None:
    pay.issue(session, payer[0], IssuePayslip(a_draft(1), request_key="form-1"), hand)
    with pytest.raises(Conflict):
        pay.issue(session, payer[0], IssuePayslip(a_draft(2), request_key="form-1"), hand)


def test_a_draft_made_before_another_payment_is_stale(
    session: Session, payer: tuple[int, int], a_draft: Callable[..., Draft], pay_month: Issue, hand: Hand
) -> None:
    february = a_draft(2)
    pay_month(*payer, 1)
    with pytest.raises(Conflict, match="paid since"):
        pay.issue(session, payer[0], IssuePayslip(february), hand)


def test_a_changed_calculation_is_not_issued(
    session: Session, payer: tuple[int, int], a_draft: Callable[..., Draft], hand: Hand
) -> None:
    made = a_draft(1)
    changed = replace(made.payslip, trace=made.payslip.trace.replace("633.6", "733.6"))
    others = (
        replace(made, payslip=changed),
        replace(made, payslip=changed, whole=changed),
        replace(made, inputs_text=made.inputs_text.replace("13.20", "14.20")),
        replace(made, shown_text=made.shown_text.replace('"gross",', '"net",')),
    )
    for other in others:
        assert other != made
        with pytest.raises(Conflict, match="content has changed"):
            pay.issue(session, payer[0], IssuePayslip(other), hand)
    assert pay.payslips(session, payer[0]) == ()


def test_a_draft_of_another_edition_of_the_rules_is_not_issued(
    session: Session, payer: tuple[int, int], a_draft: Callable[..., Draft], hand: Hand
) -> None:
    made = a_draft(1)
    older = replace(made.payslip, edition="0" * 64)
    with pytest.raises(Conflict, match="rules have changed"):
        pay.issue(session, payer[0], IssuePayslip(replace(made, payslip=older, whole=older)), hand)


def test_an_open_question_stops_the_issuing(session: Session, household: tuple[int, int], hand: Hand) -> None:
    made = pay.draft(session, *household, month_run(1), KNOWN)  # nobody has said how pensions are insured
    assert not made.payslip.can_be_issued
    with pytest.raises(Refused):
        pay.issue(session, household[0], IssuePayslip(made), hand)
    assert pay.payslips(session, household[0]) == ()


def test_another_household_does_not_find_the_payslip(
    session: Session, payer: tuple[int, int], pay_month: Issue, an_employer: Callable[..., int]
) -> None:
    issued = pay_month(*payer, 1)
    stranger = an_employer(code="other", identity_code="010190-900P")
    with pytest.raises(LookupError):
        pay.payslip(session, stranger, issued.id)
    with pytest.raises(LookupError):
        pay.draft(session, stranger, payer[1], month_run(1), KNOWN)
    with pytest.raises(LookupError):
        pay.draft_correction(session, stranger, issued.id, KNOWN)
    assert pay.payslips(session, stranger) == ()
    assert pay.replay_issued(session, stranger) == ()


def test_documents_ledger_and_log_are_kept_with_the_payslip(
    session: Session, payer: tuple[int, int], a_draft: Callable[..., Draft], hand: Hand
) -> None:
    employer_id = payer[0]
    line = Line("wages", "Palkka", ("wages", "employer_contributions"), cents=1_000_000)
    insurance = Line("insurance", "Vakuutus", ("accident_insurance",), cents=100_000)
    budget.record_decision(
        session,
        employer_id,
        Decision(
            number="HB-1",
            authority="Hyvinvointialue",
            authority_id="9990001-6",
            ground="SHL 19",
            first=date(2026, 1, 1),
            until=KNOWN,
            money_model="advance",
            lines=(line, insurance),
        ),
        hand,
    )
    paper = Rendered("Palkkalaskelma", "fi", "<article></article>", "<html></html>", b"%PDF", "1")
    issued = pay.issue(session, employer_id, IssuePayslip(a_draft(1), (paper,)), hand)
    (kept,) = documents.kept(session, employer_id, "payslip", issued.number)
    assert kept.pdf == b"%PDF"
    totals = issued.totals
    found = {entry.account: entry.cents for entry in budget.entries(session, employer_id, KNOWN)}
    assert found == {
        "wages": 63360,
        "employer_contributions": totals["employer_pension"]
        + totals["employer_unemployment"]
        + totals["employer_health"],
        "accident_insurance": 760,
    }
    assert sum(found.values()) == totals["employer_cost"]
    assert audit.changes(session, employer_id)[-1].what == "pay.change.issued"


def test_running_totals_equal_the_payslips(session: Session, payer: tuple[int, int], pay_month: Issue) -> None:
    for month in (1, 2, 3):
        pay_month(*payer, month)
    kept = queries.running_totals(session, payer[0])
    assert kept == queries.totals_from_payslips(session, payer[0])
    assert sum(sums["gross"] for (owner, _), sums in kept.items() if owner == 0) == sum(
        one.totals["gross"] for one in pay.payslips(session, payer[0])
    )


# -- corrections -------------------------------------------------------------------------------------------------------


def test_a_correction_with_nothing_new_is_all_zeros(
    session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand
) -> None:
    for month in (1, 2, 3):
        pay_month(*payer, month)
    issued = pay.payslips(session, payer[0])[1]
    made = pay.draft_correction(session, payer[0], issued.id, KNOWN)
    assert {line.amount_cents for line in made.payslip.lines} == {0}
    assert set(made.payslip.totals.values()) == {0}
    assert replay(made.payslip.trace) == made.payslip.totals


def test_a_raise_agreed_before_the_pay_is_out_is_paid_as_the_difference_on_the_same_day(
    session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand
) -> None:
    january = pay_month(*payer, 1)
    contracts.set_wage(
        session, payer[0], payer[1], Wage("hour", Decimal("14.20"), date(2026, 1, 12)), on(date(2026, 1, 29))
    )
    made = pay.draft_correction(session, payer[0], january.id, date(2026, 1, 29))
    corrected = pay.issue(session, payer[0], IssuePayslip(made, reason="palkankorotus"), hand)
    # 48 hours at one euro more
    assert [(line.kind, line.amount_cents) for line in corrected.lines] == [("base_pay", 4800)]
    assert corrected.totals["gross"] == 4800
    assert corrected.totals["withholding"] == 8179 - 7603
    assert corrected.totals["paid"] == (68160 - 8179 - 4976 - 607) - january.totals["paid"]
    assert (corrected.kind, corrected.name) == ("correction", "ilona-1-2026-01-31-c1")
    assert (corrected.payment_day, corrected.own_day) == (january.payment_day, False)
    assert (corrected.corrects, corrected.corrects_number) == (january.id, "2026-0001")
    assert corrected.reason == "palkankorotus"
    assert pay.payslip(session, payer[0], january.id) == january
    assert all(one.agrees for one in pay.replay_issued(session, payer[0]))
    assert all(one.agrees for one in pay.compare_issued(session, payer[0]))
    assert queries.running_totals(session, payer[0]) == queries.totals_from_payslips(session, payer[0])


def test_what_was_paid_for_hours_holds_the_corrections_and_touches_the_days(
    session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand
) -> None:
    january = pay_month(*payer, 1)
    pay_month(*payer, 2)
    contracts.set_wage(
        session, payer[0], payer[1], Wage("hour", Decimal("14.20"), date(2026, 1, 12)), on(date(2026, 3, 1))
    )
    made = pay.draft_correction(session, payer[0], january.id, KNOWN)
    pay.issue(session, payer[0], IssuePayslip(made, reason="palkankorotus"), hand)
    (found,) = queries.pay_of_hours(session, *payer, date(2026, 1, 31), date(2026, 1, 31))
    assert (found.number, found.first, found.last) == ("2026-0001", date(2026, 1, 1), date(2026, 1, 31))
    assert found.cents == {"worked": 63360 + 4800}
    both = queries.pay_of_hours(session, *payer, date(2026, 1, 31), date(2026, 2, 1))
    assert [one.number for one in both] == ["2026-0001", "2026-0002"]
    assert queries.pay_of_hours(session, *payer, date(2026, 3, 1), date(2026, 3, 31)) == ()
    assert queries.pay_of_hours(session, payer[0] + 1, payer[1], date(2026, 1, 1), date(2026, 1, 31)) == ()
    assert queries.pay_of_hours(session, payer[0], payer[1] + 1, date(2026, 1, 1), date(2026, 1, 31)) == ()


def test_a_second_correction_counts_what_the_first_one_paid(
    session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand
) -> None:
    january = pay_month(*payer, 1)
    for euros, day in (("14.20", 1), ("14.70", 2)):
        contracts.set_wage(
            session, payer[0], payer[1], Wage("hour", Decimal(euros), date(2026, 1, 12)), on(date(2026, 3, day))
        )
        made = pay.draft_correction(session, payer[0], january.id, KNOWN)
        last = pay.issue(session, payer[0], IssuePayslip(made), hand)
    assert last.totals["gross"] == 2400  # 48 hours at half a euro more than the first correction
    assert last.name == "ilona-1-2026-01-31-c2"
    assert [one.number for one in pay.chain(session, payer[0], last.id)] == ["2026-0001", "2026-0002", "2026-0003"]
    nothing = pay.draft_correction(session, payer[0], january.id, KNOWN)
    assert set(nothing.payslip.totals.values()) == {0}


def test_a_later_payslip_counts_the_correction_in_its_year(
    session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand
) -> None:
    january = pay_month(*payer, 1)
    contracts.set_wage(
        session, payer[0], payer[1], Wage("hour", Decimal("14.20"), date(2026, 1, 12)), on(date(2026, 2, 9))
    )
    correction = pay.draft_correction(session, payer[0], january.id, date(2026, 2, 10))
    pay.issue(session, payer[0], IssuePayslip(correction), hand)
    february = pay.draft(session, *payer, month_run(2), KNOWN)
    assert february.inputs.year.gross_cents == 63360 + 4800
    assert february.inputs.tax_cards[0].paid_cents == 63360 + 4800


def test_a_forgotten_shift_comes_with_the_correction(
    session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand
) -> None:
    january = pay_month(*payer, 1)
    sunday = date(2026, 1, 18)
    moment = on(sunday).at
    add_shift(
        session,
        payer[0],
        Shift(payer[1], moment.replace(hour=10), moment.replace(hour=12)),
        on(date(2026, 2, 10)),
    )
    made = pay.draft_correction(session, payer[0], january.id, KNOWN)
    found = {line.kind: line.amount_cents for line in made.payslip.lines}
    # two hours beyond the agreed sixteen of the week, and the Sunday increase on them
    assert found == {"base_pay": 0, "additional_hours": 2640, "sunday": 2640}
    issued = pay.issue(session, payer[0], IssuePayslip(made), hand)
    assert issued.totals["gross"] == 5280


# -- pay added when the pay was out ------------------------------------------------------------------------------------


def raised(session: Session, payer: tuple[int, int], euros: str, day: date) -> None:
    contracts.set_wage(session, *payer, Wage("hour", Decimal(euros), date(2026, 1, 12)), on(day))


def correct(session: Session, payer: tuple[int, int], issued: Issued, day: date) -> Issued:
    made = pay.draft_correction(session, payer[0], issued.id, day)
    return pay.issue(session, payer[0], IssuePayslip(made, reason="palkankorotus"), on(day))


def all_agree(session: Session, payer: tuple[int, int]) -> bool:
    assert queries.running_totals(session, payer[0]) == queries.totals_from_payslips(session, payer[0])
    checks = (*pay.replay_issued(session, payer[0]), *pay.compare_issued(session, payer[0]))
    return all(one.agrees for one in checks) and pay.spoiled(session, payer[0]) == ()


def test_a_raise_agreed_when_the_pay_was_out_is_paid_on_a_day_of_its_own(
    session: Session, payer: tuple[int, int], pay_month: Issue
) -> None:
    january, _ = pay_month(*payer, 1), pay_month(*payer, 2)
    raised(session, payer, "14.20", date(2026, 3, 6))
    employee = contracts.employment(session, *payer, KNOWN).employee_id
    card = Card("wage", Decimal("20.0"), Decimal("30.0"), Decimal("12000.00"), first=date(2026, 3, 1))
    people.add_tax_card(session, payer[0], employee, card, on(date(2026, 3, 2)))
    added = correct(session, payer, january, date(2026, 3, 7))  # a Saturday
    assert (added.payment_day, added.own_day, added.corrects_day) == (date(2026, 3, 9), True, january.payment_day)
    assert (added.first, added.last) == (january.first, january.last)
    assert (added.kind, added.revision, added.name) == ("correction", 1, "ilona-1-2026-01-31-c1")
    assert (added.corrects, added.corrects_number) == (january.id, january.number)
    # 48 hours at one euro more, by the card of March; below the pension's limit alone, but March's pay, whose run
    # nobody has declared, is still to come in the month
    assert {key: added.totals[key] for key in ("gross", "withholding", "pension_employee", "paid")} == {
        "gross": 4800,
        "withholding": 960,
        "pension_employee": 350,
        "paid": 4800 - 960 - 350 - 43,
    }
    assert added.bases["health_base"] == 4800
    assert dict(added.shown.year)["gross"] == 63360 + 84480 + 4800
    assert pay.payslip(session, payer[0], january.id) == january
    assert all_agree(session, payer)
    nothing = pay.draft_correction(session, payer[0], january.id, date(2026, 3, 10))
    assert set(nothing.payslip.totals.values()) == {0}


def test_what_goes_down_after_an_addition_is_corrected_on_the_pay_s_own_day(
    session: Session, payer: tuple[int, int], pay_month: Issue
) -> None:
    january = pay_month(*payer, 1)
    raised(session, payer, "14.20", date(2026, 3, 6))
    correct(session, payer, january, date(2026, 3, 9))
    raised(session, payer, "13.70", date(2026, 3, 12))
    down = correct(session, payer, january, date(2026, 3, 13))
    assert (down.payment_day, down.own_day, down.revision) == (january.payment_day, False, 2)
    # 12 % of 609.60 is 73.15, of 633.60 it was 76.03
    assert (down.totals["gross"], down.totals["withholding"]) == (-2400, 7315 - 7603)
    assert all_agree(session, payer)
    raised(session, payer, "14.70", date(2026, 4, 7))
    again = correct(session, payer, january, date(2026, 4, 8))
    # what was taken off has not come back, so that it is given back first
    assert (again.payment_day, again.totals["gross"], again.revision) == (january.payment_day, 4800, 3)
    assert all_agree(session, payer)
    raised(session, payer, "15.20", date(2026, 4, 13))
    last = correct(session, payer, january, date(2026, 4, 14))
    assert (last.payment_day, last.totals["gross"], last.revision) == (date(2026, 4, 14), 2400, 4)
    assert all_agree(session, payer)
    nothing = pay.draft_correction(session, payer[0], january.id, date(2026, 4, 15))
    assert set(nothing.payslip.totals.values()) == {0}


def test_an_addition_on_the_pay_day_itself_is_paid_on_it(
    session: Session, payer: tuple[int, int], pay_month: Issue
) -> None:
    run = replace(month_run(1), pay_day=date(2026, 1, 30))
    january = pay_month(*payer, run)
    raised(session, payer, "14.20", date(2026, 1, 29))
    assert not correct(session, payer, january, date(2026, 1, 30)).own_day


def test_an_addition_on_a_saturday_before_a_pay_day_on_sunday_is_paid_with_the_pay(
    session: Session, payer: tuple[int, int], pay_month: Issue
) -> None:
    january = pay_month(*payer, replace(month_run(1), pay_day=date(2026, 2, 1)))
    raised(session, payer, "14.20", date(2026, 1, 30))
    assert not correct(session, payer, january, date(2026, 1, 31)).own_day


def test_an_addition_is_paid_in_the_budget_on_its_day_and_borne_by_its_days(
    session: Session, payer: tuple[int, int], pay_month: Issue
) -> None:
    january = pay_month(*payer, 1)
    raised(session, payer, "14.20", date(2026, 3, 6))
    added = correct(session, payer, january, date(2026, 3, 9))
    raised(session, payer, "13.70", date(2026, 3, 12))
    correct(session, payer, january, date(2026, 3, 13))
    entries = budget.entries(session, payer[0], KNOWN)
    of_added = [one for one in entries if one.belongs_to == f"payslip {added.number}"]
    assert {(one.account, one.day) for one in of_added} == {
        (account, date(2026, 3, 9)) for account in ("wages", "employer_contributions", "accident_insurance")
    }
    for one in entries:
        assert not one.by_day or sum(cents for _, cents, _ in one.by_day) == one.cents
    wages = [one for one in entries if one.account == "wages"]
    assert [one.cents for one in wages] == [63360, 4800, -2400]
    assert [one.minutes for one in wages] == [2880, 0, 0]


def test_an_addition_is_not_issued_when_another_was_paid_since(
    session: Session, payer: tuple[int, int], pay_month: Issue
) -> None:
    january, february = pay_month(*payer, 1), pay_month(*payer, 2)
    raised(session, payer, "14.20", date(2026, 3, 6))
    day = date(2026, 3, 9)
    made = [pay.draft_correction(session, payer[0], one.id, day) for one in (january, february)]
    pay.issue(session, payer[0], IssuePayslip(made[0]), on(day))
    for stale in made:
        with pytest.raises(Conflict):
            pay.issue(session, payer[0], IssuePayslip(stale), on(day))


def test_an_addition_takes_what_was_claimed_back_first(
    session: Session, payer: tuple[int, int], pay_month: Issue
) -> None:
    january = pay_month(*payer, 1)
    raised(session, payer, "12.70", date(2026, 3, 6))
    down = correct(session, payer, january, date(2026, 3, 9))
    claim = recovering.open_claim(session, payer[0], january.id)
    assert claim is not None
    assert claim.cents == -down.totals["paid"]
    raised(session, payer, "13.20", date(2026, 3, 10))
    assert not correct(session, payer, january, date(2026, 3, 11)).own_day  # nothing is to be paid: it never came back
    assert recovering.open_claim(session, payer[0], january.id) is None
    raised(session, payer, "14.20", date(2026, 3, 12))
    assert correct(session, payer, january, date(2026, 3, 13)).own_day
    assert recovering.open_claim(session, payer[0], january.id) is None
    assert all_agree(session, payer)


# -- checks of what was issued -----------------------------------------------------------------------------------------


def test_a_kept_payslip_replays_and_recalculates(session: Session, payer: tuple[int, int], pay_month: Issue) -> None:
    issued = pay_month(*payer, 1)
    (replayed,) = pay.replay_issued(session, payer[0], issued.id)
    (compared,) = pay.compare_issued(session, payer[0], issued.id)
    assert replayed.agrees
    assert compared.agrees
    assert not replayed.differences
    assert not compared.differences


# -- pay runs ----------------------------------------------------------------------------------------------------------


def test_a_pay_run_moves_once_from_a_state(session: Session, payer: tuple[int, int], hand: Hand) -> None:
    run_id = contracts.declare_pay_run(session, payer[0], month_run(1), hand)
    seen = pay.open_run(session, payer[0], run_id, hand)
    assert seen.state == "draft"
    moved = pay.move_run(session, payer[0], seen, "calculated", hand)
    assert moved.version == seen.version + 1
    with pytest.raises(Conflict):
        pay.move_run(session, payer[0], seen, "calculated", hand)
    assert pay.open_run(session, payer[0], run_id, hand).state == "calculated"


def test_a_pay_run_does_not_jump(session: Session, payer: tuple[int, int], hand: Hand) -> None:
    run_id = contracts.declare_pay_run(session, payer[0], month_run(1), hand)
    seen = pay.open_run(session, payer[0], run_id, hand)
    with pytest.raises(ValueError, match="draft to paid"):
        pay.move_run(session, payer[0], seen, "paid", hand)
