"""Overpaid pay from the correction to its recovery: the claim, the payslip, the reports and the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from employer import contracts, pay
from employer.arrangements import final_pay
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.errors import Refused
from employer.exports import keep_payment_file, ledger_csv
from employer.exports.prepared.service import ledger_entries, payment, wage_report
from employer.hours.schemas import Shift
from employer.hours.service import add_shift
from employer.household import service as household
from employer.household.reading import read
from employer.pay import recovering
from employer.pay.recovering.schemas import RecoveryTyped
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
