"""Overpaid pay from the correction to its recovery: the claim, the payslip, the reports and the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from employer import contracts, db, pay
from employer.arrangements import final_pay
from employer.clock import HELSINKI
from employer.duties.queries import duties
from employer.effective import Hand
from employer.errors import Refused
from employer.exports import keep_payment_file, keep_report, ledger_csv, outbox
from employer.exports.ledger.schemas import IssuedPay
from employer.exports.prepared.amounts.service import tax_cents
from employer.exports.prepared.payments.service import payment
from employer.exports.prepared.postings.service import ledger_entries
from employer.exports.prepared.reports.service import wage_report
from employer.forecast.picture import budget_page
from employer.hours.schemas import Shift
from employer.hours.service import add_shift
from employer.household import queries
from employer.household import service as household
from employer.household.reading import EXPORT_MARK, read
from employer.household.writing import text_of
from employer.pay import paying, recovering
from employer.pay.recovering.schemas import RecoveryTyped, RepaidTyped, TaxedYearTyped
from employer.pay.schemas import Draft, Issued, IssuePayslip

EXAMPLE = Path(__file__).resolve().parents[4] / "employer" / "household" / "demo" / "hameenlinna-childminder.yaml"
LATE = date(2026, 2, 10)
JANUARY, FEBRUARY, MARCH = 0, 1, 2


def on(day: date) -> Hand:
    return Hand("Salla Aallonkoski", datetime(day.year, day.month, day.day, 12, tzinfo=HELSINKI))


class Home:
    """The example at twice the wage, so that a part of the pay is above what is protected."""

    def __init__(self, session: Session) -> None:
        text = EXAMPLE.read_text(encoding="utf-8").replace("'13.20'", "'26.40'")
        self.session = session
        self.id = household.load(session, read(text.encode()), on(date(2026, 1, 2)))
        [employment] = contracts.employments(session, self.id, LATE)
        self.employment = employment.id
        self.employee = employment.employee_id

    def draft(self, number: int, known: date) -> Draft:
        run = contracts.pay_runs(self.session, self.id, known)[number]
        return pay.draft(self.session, self.id, self.employment, run, known)

    def issue(self, number: int, day: date) -> Issued:
        return pay.issue(self.session, self.id, IssuePayslip(self.draft(number, day)), on(day))

    def run(self, number: int) -> int:
        return contracts.pay_runs(self.session, self.id, LATE)[number].id

    def correct(self, day: date) -> Issued:
        """January corrected on a day: the shift of the 29th was not worked."""
        start = datetime(2026, 1, 29, 14, tzinfo=HELSINKI)
        shift = Shift(self.employment, start, start.replace(hour=18), 0, "work", "cancelled")
        add_shift(self.session, self.id, shift, on(day))
        [january] = pay.payslips(self.session, self.id)
        made = pay.draft_correction(self.session, self.id, january.id, day)
        return pay.issue(self.session, self.id, IssuePayslip(made, reason="vuoro jäi pois"), on(day))

    def claim(self) -> recovering.Overpaid:
        found = recovering.open_claim(self.session, self.id, pay.payslips(self.session, self.id)[0].id)
        assert found is not None
        return found

    def note(self, cents: int, number: int, agreed: date = LATE) -> int:
        typed = RecoveryTyped(self.run(number), cents, agreed, 0)
        return recovering.note(self.session, self.id, self.claim().payslip_id, typed, on(LATE))

    def report(self, day: date) -> list[tuple[str, str, str | None, str | None]]:
        """Code, euros, and whether it was paid without grounds or is taken back."""
        made = wage_report(self.session, self.id, self.employee, day, on(day).at, date(2026, 4, 1))
        assert not made.questions
        assert made.file is not None
        found = []
        for one in etree.fromstring(made.file.file).iter("Transaction"):
            basic = one.find("TransactionBasic")
            found.append(
                (
                    basic.findtext("TransactionCode"),
                    basic.findtext("Amount"),
                    basic.findtext("UnjustEnrichment"),
                    one.findtext("RecoveryData/RecoveryDate"),
                )
            )
        return found


@pytest.fixture
def home(session: Session) -> Home:
    """January paid, and corrected on 10 February: 105.60 less pay, 84.28 less money."""
    found = Home(session)
    found.issue(JANUARY, date(2026, 1, 29))
    return found


def test_a_correction_after_the_pay_day_is_a_claim_by_income_type(home: Home) -> None:
    correction = home.correct(LATE)
    # 12 %, 7.30 % and 0.89 % of 105.60 less, each rounded on its own payslip
    assert (correction.totals["gross"], correction.totals["paid"]) == (-10560, -8428)
    claim = home.claim()
    assert (claim.cents, claim.open_cents, claim.payment_day) == (8428, 8428, date(2026, 1, 30))
    assert [(one.income_type, one.cents) for one in claim.parts] == [(201, 10560)]


def test_pay_added_to_a_pay_that_took_a_claim_back_leaves_it_taken(home: Home) -> None:
    home.correct(LATE)
    home.note(5000, FEBRUARY)
    february = home.issue(FEBRUARY, date(2026, 2, 26))
    start = datetime(2026, 2, 15, 12, tzinfo=HELSINKI)  # a Sunday
    late = date(2026, 3, 4)
    add_shift(home.session, home.id, Shift(home.employment, start, start.replace(hour=13)), on(late))
    made = pay.draft_correction(home.session, home.id, february.id, late)
    added = pay.issue(home.session, home.id, IssuePayslip(made, reason="tunti puuttui"), on(late))
    assert (added.payment_day, added.totals["gross"], added.totals["other_deductions"]) == (late, 5280, 0)
    assert home.claim().recovered_cents == 5000
    # 12 % of it; alone in its month so far it has no pension contribution; 0.89 %
    told = home.report(late)
    assert [one for one in told if one[0] in ("402", "414")] == [
        ("402", "6.34", None, None),
        ("414", "0.47", None, None),
    ]
    assert sum(Decimal(euros) for code, euros, *_ in told if code not in ("402", "413", "414")) == Decimal("52.80")
    assert all(recovery is None for *_, recovery in told)
    entries = [one for one in ledger_entries(home.session, home.id, date(2026, 4, 1)) if one.day == late]
    assert [one.totals["gross"] for one in entries if isinstance(one, IssuedPay)] == [5280]
    assert all(one.agrees for one in pay.compare_issued(home.session, home.id))


def test_a_correction_before_the_pay_day_is_no_claim(home: Home) -> None:
    home.correct(date(2026, 1, 29))
    january = pay.payslips(home.session, home.id)[0]
    assert recovering.open_claim(home.session, home.id, january.id) is None
    assert {code for code, _, unjust, _ in home.report(date(2026, 1, 30)) if unjust} == set()
    made = wage_report(home.session, home.id, home.employee, date(2026, 1, 30), on(LATE).at, LATE)
    assert made.file is not None
    [unit] = etree.fromstring(made.file.file).iter("UnitWage")  # the 48 hours less the four that were taken off
    assert (unit.findtext("UnitPrice"), unit.findtext("UnitAmount")) == ("26.40", "44.00")


def test_the_claim_is_taken_back_from_two_pays_and_told_to_the_register(home: Home) -> None:
    home.correct(LATE)
    told = home.report(date(2026, 1, 30))
    assert ("201", "1161.60", None, None) in told
    assert ("201", "105.60", "true", None) in told
    assert ("402", "139.39", None, None) in told  # the tax is corrected on the pay's own report

    home.note(5000, FEBRUARY)
    home.note(3428, MARCH)
    before = home.draft(FEBRUARY, date(2026, 2, 9)).payslip.totals
    february = home.issue(FEBRUARY, date(2026, 2, 26))
    assert february.totals["other_deductions"] == 5000
    assert february.totals["paid"] == (before["paid"] or 0) - 5000
    [notice] = [one for one in february.shown.notices if one.code == "pay_recovered"]
    assert dict(notice.facts) == {"cents": "5000", "number": "2026-0001", "day": "2026-02-10"}
    # 50.00 of 84.28 is 62.65 of the 105.60 before tax; the second pay tells the rest of it
    assert ("201", "62.65", None, "2026-02-27") in home.report(date(2026, 2, 27))
    assert home.claim().open_cents == 3428
    home.issue(MARCH, date(2026, 3, 30))
    march = home.report(date(2026, 3, 31))
    assert ("201", "42.95", None, "2026-03-31") in march
    assert "408" not in {code for code, *_ in march}
    assert home.claim().open_cents == 0
    assert all(one.agrees for one in pay.replay_issued(home.session, home.id))


def test_the_ledger_keeps_the_claim_until_the_money_is_back(home: Home) -> None:
    home.correct(LATE)
    home.note(8428, FEBRUARY)
    home.issue(FEBRUARY, date(2026, 2, 26))
    text = ledger_csv(ledger_entries(home.session, home.id, date(2026, 3, 1))).decode()
    rows = [row.split(";") for row in text.splitlines()[1:]]
    claims = [(row[1], row[4], row[5]) for row in rows if row[2] == "1765"]
    assert claims == [("K2026-0002", "84.28", "0.00"), ("P2026-0003", "0.00", "84.28")]
    # the bank paid January as it was first given
    assert [(row[1], row[5]) for row in rows if row[2] == "1910" and row[1].startswith("M2026-000")][:1] == [
        ("M2026-0001", "1011.35")
    ]
    assert not [row for row in rows if row[1] == "M2026-0002"]


def test_a_corrected_sum_that_left_the_account_was_not_overpaid(home: Home) -> None:
    home.correct(LATE)
    made = payment(home.session, home.id, date(2026, 1, 30), on(LATE).at, LATE, with_tax=False)
    assert made.file is not None
    keep_payment_file(home.session, home.id, made.file, on(LATE))
    assert not [one for one in home.report(date(2026, 1, 30)) if one[2]]


def test_the_protected_part_of_the_pay_is_not_touched(home: Home) -> None:
    home.correct(LATE)
    typed = RecoveryTyped(home.run(FEBRUARY), 8428, LATE, 20)  # with twenty dependants everything is protected
    recovering.note(home.session, home.id, home.claim().payslip_id, typed, on(LATE))
    february = home.issue(FEBRUARY, date(2026, 2, 26))
    assert february.totals["other_deductions"] == 0
    assert "set_off_limited" in {one.code for one in february.shown.notices}
    assert home.claim().open_cents == 8428
    assert not [one for one in home.report(date(2026, 2, 27)) if one[3]]


def test_what_cannot_be_taken_back_is_refused(home: Home) -> None:
    home.correct(LATE)

    def fields(cents: int, agreed: date = LATE) -> list[str]:
        with pytest.raises(Refused) as refused:
            home.note(cents, MARCH, agreed)
        return [one.field for one in refused.value.problems]

    assert fields(8429) == ["cents"]
    assert fields(100, date(2026, 2, 11)) == ["agreed"]
    home.note(5000, FEBRUARY)
    assert fields(3429) == ["cents"]
    home.note(3428, MARCH)
    with pytest.raises(LookupError):
        home.note(100, JANUARY)  # it has been given


def test_a_pay_of_another_year_is_refused(home: Home) -> None:
    home.correct(LATE)
    next_year = contracts.schemas.PayRun(date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 15), "ordinary")
    run = contracts.declare_pay_run(home.session, home.id, next_year, on(LATE))
    with pytest.raises(Refused) as refused:
        recovering.note(home.session, home.id, home.claim().payslip_id, RecoveryTyped(run, 100, LATE), on(LATE))
    assert [one.field for one in refused.value.problems] == ["run"]


def test_a_recovery_can_be_taken_back_before_it_is_paid(home: Home) -> None:
    home.correct(LATE)
    row = home.note(5000, FEBRUARY)
    final_pay.take_back(home.session, home.id, home.employment, row, on(date(2026, 2, 11)))
    assert home.draft(FEBRUARY, date(2026, 2, 26)).payslip.totals["other_deductions"] == 0


def test_a_recovering_payslip_calculated_again_recovers_the_same(home: Home) -> None:
    home.correct(LATE)
    home.note(5000, FEBRUARY)
    february = home.issue(FEBRUARY, date(2026, 2, 26))
    again = pay.draft_correction(home.session, home.id, february.id, date(2026, 2, 27))
    assert (again.whole.totals["other_deductions"], again.payslip.totals["other_deductions"]) == (5000, 0)
    assert replace(again.inputs, known_on=february.known_on).claims[0].before_cents == 0


# -- money that comes back outside the pay -----------------------------------------------------------------------------

BACK = date(2026, 2, 20)


def repaid(home: Home, cents: int, day: date = BACK, known: date = date(2026, 3, 1), document: str = "tiliote") -> int:
    typed = RepaidTyped(cents, day, document)
    return recovering.note_repaid(home.session, home.id, home.claim().payslip_id, typed, on(known))


def refused_fields(call: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        call()
    return [(one.field, one.what.key.removeprefix("refused.").removesuffix(".what")) for one in refused.value.problems]


def test_money_paid_back_outside_the_pay_is_told_and_closes_the_claim(home: Home) -> None:
    home.correct(LATE)
    repaid(home, 5000)
    assert home.claim().open_cents == 3428
    # 50.00 of 84.28 is 62.65 of the 105.60 before tax; nothing else is on the report of that day
    assert home.report(BACK) == [("201", "62.65", None, "2026-02-20")]
    repaid(home, 3428, date(2026, 2, 27))
    home.issue(FEBRUARY, date(2026, 2, 26))
    told = home.report(date(2026, 2, 27))  # on a pay day it is told with the pay
    assert ("201", "42.95", None, "2026-02-27") in told
    assert "402" in {code for code, *_ in told}
    assert home.claim().open_cents == 0


def test_the_report_of_a_repayment_is_made_again_when_more_came_back_on_the_day(home: Home) -> None:
    home.correct(LATE)
    repaid(home, 5000)
    made = wage_report(home.session, home.id, home.employee, BACK, on(BACK).at, BACK)
    assert made.file is not None
    assert (made.file.action, made.file.payslips) == ("new", ("2026-0001 +0-5000",))
    keep_report(home.session, home.id, made.file, on(BACK))
    same = wage_report(home.session, home.id, home.employee, BACK, on(BACK).at, BACK)
    assert same.file is not None
    assert same.file.file == made.file.file
    repaid(home, 428)
    again = wage_report(home.session, home.id, home.employee, BACK, on(BACK).at, BACK)
    assert again.file is not None
    assert again.file.action == "replacement"
    # 54.28 of 84.28 of the 105.60 is 68.01: the 62.65 and 5.36 are two lines of one income type
    assert sum(Decimal(euros) for _, euros, *_ in home.report(BACK)) == Decimal("68.01")


def test_a_repayment_and_a_recovery_from_the_pay_add_up(home: Home) -> None:
    home.correct(LATE)
    home.note(3000, FEBRUARY)
    assert refused_fields(lambda: repaid(home, 5429)) == [("cents", "recovery_too_much")]
    repaid(home, 5428)
    home.issue(FEBRUARY, date(2026, 2, 26))
    assert home.claim().open_cents == 0
    # 68.01 was told on the day of the repayment, the other 37.59 with the pay
    assert home.report(BACK) == [("201", "68.01", None, "2026-02-20")]
    assert ("201", "37.59", None, "2026-02-27") in home.report(date(2026, 2, 27))


def test_a_pay_calculated_again_knows_what_had_come_back_when_it_was_given(home: Home) -> None:
    home.correct(LATE)
    repaid(home, 1000)
    home.note(5000, FEBRUARY)
    february = home.issue(FEBRUARY, date(2026, 3, 2))
    repaid(home, 2428, known=date(2026, 3, 3))
    again = pay.draft_correction(home.session, home.id, february.id, date(2026, 3, 4))
    assert again.inputs.claims[0].before_cents == 1000
    assert again.payslip.totals["other_deductions"] == 0


def test_the_ledger_brings_the_money_to_the_bank(home: Home) -> None:
    home.correct(LATE)
    row = repaid(home, 8428)
    text = ledger_csv(ledger_entries(home.session, home.id, date(2026, 3, 1))).decode()
    rows = [line.split(";") for line in text.splitlines()[1:]]
    assert [(one[2], one[4], one[5]) for one in rows if one[1] == f"B{row}"] == [
        ("1910", "84.28", "0.00"),
        ("1765", "0.00", "84.28"),
    ]
    assert sum(Decimal(one[4]) - Decimal(one[5]) for one in rows if one[2] == "1765") == 0
    # the day before it had not come back
    assert f"B{row};" not in ledger_csv(ledger_entries(home.session, home.id, date(2026, 2, 19))).decode()


def test_the_budgets_own_account_lacks_what_has_not_come_back(home: Home) -> None:
    home.correct(LATE)

    def account() -> tuple[int, int]:
        page = budget_page(home.session, home.id, date(2026, 3, 1))
        assert page is not None
        assert page.account is not None
        return page.account.overpaid, page.account.left

    before = account()
    assert before[0] == 8428
    repaid(home, 8000)
    assert account() == (428, before[1] + 8000)


def test_what_cannot_have_come_back_is_refused(home: Home) -> None:
    home.correct(LATE)
    assert refused_fields(lambda: repaid(home, 8429)) == [("cents", "recovery_too_much")]
    assert refused_fields(lambda: repaid(home, 100, date(2026, 3, 2))) == [("day", "repaid_to_come")]
    assert refused_fields(lambda: repaid(home, 100, date(2026, 1, 29))) == [("day", "repaid_before_paid")]
    assert refused_fields(lambda: repaid(home, 100, document=" ")) == [("document", "text_needed")]
    repaid(home, 100, date(2026, 1, 30))  # the pay day itself
    repaid(home, 8328, date(2026, 3, 1))  # today, and the last cent


def test_a_repayment_is_taken_back_by_an_addition_and_only_the_last(home: Home) -> None:
    home.correct(LATE)
    first, second = repaid(home, 1000), repaid(home, 2000)
    claim, late = home.claim(), on(date(2026, 3, 2))

    def remove(row: int) -> None:
        recovering.remove_repaid(home.session, home.id, claim.payslip_id, row, late)

    assert refused_fields(lambda: remove(first)) == [("cents", "repaid_not_last")]
    remove(second)
    remove(first)
    assert home.claim().open_cents == 8428
    with pytest.raises(LookupError):
        remove(first)
    kept = home.session.execute(text("SELECT document FROM pay_repayment")).scalars().all()
    assert len(kept) == 4
    assert not [one for one in kept if "tiliote" in one]
    for statement in ("UPDATE pay_repayment SET cents = 1", "DELETE FROM pay_repayment"):
        with pytest.raises(DBAPIError), home.session.begin_nested():
            home.session.execute(text(statement))


def test_a_report_given_before_the_correction_is_a_duty_until_it_is_given_again(home: Home) -> None:
    day = date(2026, 1, 30)

    def report(on_day: date) -> None:
        made = wage_report(home.session, home.id, home.employee, day, on(on_day).at, on_day)
        assert made.file is not None
        outbox.carried(home.session, home.id, keep_report(home.session, home.id, made.file, on(on_day)), on(on_day))

    def found() -> list[date]:
        listed = duties(home.session, home.id, LATE, LATE)
        return [one.day for one in listed if one.code == "report_changed"]

    report(day)
    assert found() == []
    home.correct(LATE)
    assert found() == [LATE]
    report(LATE)
    assert found() == []


def test_the_report_of_a_repayment_is_a_duty_until_it_is_made(home: Home) -> None:
    home.correct(LATE)
    repaid(home, 5000)

    def found() -> list[tuple[date, bool]]:
        listed = duties(home.session, home.id, date(2026, 3, 1), date(2026, 3, 1))
        return [(one.day, one.done) for one in listed if one.code == "repayment_report"]

    assert found() == [(date(2026, 3, 5), False)]  # a casual household: by the 5th of the month after
    made = wage_report(home.session, home.id, home.employee, BACK, on(BACK).at, BACK)
    assert made.file is not None
    kept = keep_report(home.session, home.id, made.file, on(BACK))
    assert found() == [(date(2026, 3, 5), False)]  # a file that nobody has taken to the register
    outbox.carried(home.session, home.id, kept, on(BACK))
    assert found() == [(date(2026, 3, 5), True)]
    repaid(home, 100)  # more of the same day is not in it
    assert found() == [(date(2026, 3, 5), False)]


# -- another year than the pay's ---------------------------------------------------------------------------------------

SPRING, AUTUMN = date(2027, 3, 1), date(2027, 11, 1)


def answer(home: Home, completed: bool, asked: date = SPRING, known: date | None = None) -> int:
    typed = TaxedYearTyped(completed, asked, "OmaVero")
    return recovering.note_taxed_year(home.session, home.id, home.claim().payslip_id, typed, on(known or asked))


def test_another_year_waits_for_the_answer_of_the_tax_administration(home: Home) -> None:
    home.correct(LATE)
    call = lambda: repaid(home, 8428, SPRING, SPRING)  # noqa: E731
    assert refused_fields(call) == [("day", "recovery_other_year")]
    repaid(home, 1, date(2026, 12, 31), SPRING)  # the same year's last day needs none
    answer(home, completed=False)
    repaid(home, 8427, SPRING, SPRING)
    assert not home.claim().gross
    assert ("402", "139.39", None, None) in home.report(date(2026, 1, 30))  # the tax stays corrected


def test_a_completed_year_is_got_back_with_its_tax_which_stays_on_the_report(home: Home) -> None:
    home.correct(LATE)
    answer(home, completed=True, asked=AUTUMN)
    claim = home.claim()
    # 12 % of 105.60 was taken off the tax: 12.67, which the employee gives back too
    assert (claim.tax_cents, claim.cents, claim.gross) == (1267, 9695, True)
    repaid(home, 9695, AUTUMN, AUTUMN)
    january = home.report(date(2026, 1, 30))
    assert ("402", "152.06", None, None) in january
    assert ("201", "105.60", "true", None) in january
    assert home.claim().open_cents == 0
    rows = [line.split(";") for line in ledger_csv(ledger_entries(home.session, home.id, AUTUMN)).decode().splitlines()]
    for account in ("1765", "2920"):  # the claim and the debt of tax are even
        assert sum(Decimal(one[4]) - Decimal(one[5]) for one in rows[1:] if one[2] == account) == 0


def test_the_tax_of_a_completed_year_is_paid_as_it_was(home: Home) -> None:
    home.correct(LATE)
    issued = pay.payslips(home.session, home.id)
    net = tax_cents(home.session, home.id, issued, AUTUMN)
    answer(home, completed=True, asked=AUTUMN)
    assert tax_cents(home.session, home.id, issued, AUTUMN) == net + 1267


def test_a_correction_of_an_earlier_years_pay_is_not_reported_before_the_answer(home: Home) -> None:
    home.correct(SPRING)
    day = date(2026, 1, 30)
    made = wage_report(home.session, home.id, home.employee, day, on(SPRING).at, SPRING)
    assert made.file is None
    assert [one.topic for _, one in made.questions] == ["taxed_year"]
    answer(home, completed=False)
    assert ("402", "139.39", None, None) in home.report(day)


def test_answers_that_cannot_be_are_refused(home: Home) -> None:
    home.correct(LATE)
    assert refused_fields(lambda: answer(home, True, date(2026, 12, 31))) == [("asked", "taxed_year_not_over")]
    assert refused_fields(lambda: answer(home, True, AUTUMN, SPRING)) == [("asked", "taxed_year_asked_to_come")]
    answer(home, False, date(2027, 1, 1))
    repaid(home, 100, SPRING, SPRING)
    assert refused_fields(lambda: answer(home, True, AUTUMN)) == [("completed", "taxed_year_recovered")]
    answer(home, False, AUTUMN)  # the same answer again
    assert recovering.taxed_years(home.session, home.id)["2026-0001"].asked == AUTUMN


def test_money_of_the_same_year_is_not_mixed_with_a_completed_year(home: Home) -> None:
    home.correct(LATE)
    answer(home, True, AUTUMN)
    call = lambda: repaid(home, 100, date(2026, 12, 31), AUTUMN)  # noqa: E731
    assert refused_fields(call) == [("day", "recovery_mixed")]
    repaid(home, 100, date(2027, 1, 1), AUTUMN)


def test_a_household_that_comes_back_from_its_file_has_its_repayments(home: Home) -> None:
    home.correct(LATE)
    answer(home, False, date(2027, 1, 4))
    repaid(home, 5000)
    whole = queries.household(home.session, home.id, date(2027, 1, 5), with_kept=True)
    engine = db.make_engine("sqlite://")
    db.Base.metadata.create_all(engine)
    with db.unit_of_work(db.make_sessions(engine)) as session:
        again = household.import_file(session, read((EXPORT_MARK + text_of(whole)).encode()))
        [payslip, *_] = pay.payslips(session, again)
        claim = recovering.open_claim(session, again, payslip.id)
        assert claim is not None
        assert (claim.open_cents, claim.number) == (3428, "2026-0001")
        assert [(one.cents, one.document) for one in recovering.repayments(session, again)] == [(5000, "tiliote")]
        assert recovering.taxed_years(session, again)["2026-0001"].document == "OmaVero"
    engine.dispose()


def test_a_household_that_comes_back_from_its_file_has_its_added_pay(home: Home) -> None:
    start = datetime(2026, 1, 18, 12, tzinfo=HELSINKI)  # a Sunday
    add_shift(home.session, home.id, Shift(home.employment, start, start.replace(hour=13)), on(LATE))
    [january] = pay.payslips(home.session, home.id)
    made = pay.draft_correction(home.session, home.id, january.id, LATE)
    added = pay.issue(home.session, home.id, IssuePayslip(made, reason="tunti puuttui"), on(LATE))
    assert (added.payment_day, added.own_day) == (LATE, True)
    assert paying.move_day(home.session, home.id, LATE, "paid", on(LATE))
    whole = queries.household(home.session, home.id, LATE, with_kept=True)
    engine = db.make_engine("sqlite://")
    db.Base.metadata.create_all(engine)
    with db.unit_of_work(db.make_sessions(engine)) as session:
        again = household.import_file(session, read((EXPORT_MARK + text_of(whole)).encode()))
        [_, back] = pay.payslips(session, again)
        assert (back.number, back.payment_day, back.own_day) == (added.number, LATE, True)
        assert paying.told_paid(session, again, LATE, LATE) == {added.number}
        assert all(one.agrees for one in (*pay.replay_issued(session, again), *pay.compare_issued(session, again)))
    engine.dispose()
