"""What a yearly limit that was passed late left uncollected: asked with its sum, taken only as answered."""

from __future__ import annotations

from decimal import Decimal

import pytest

import payroll
from payroll import missed, replay
from payroll.figures import rows_of
from payroll.inputs import Answer
from tests.payroll.builders import a_card, a_year, day
from tests.payroll.test_payslip import BOOK, inputs


def result(**changes):
    return payroll.calculate(inputs(**changes), BOOK)


def answers(on="2026-01-12", **values):
    return tuple(Answer(f"{topic}:ilona-1:{on}", value, "OmaVeron viesti", day(on)) for topic, value in values.items())


EARLIER = {"gross_not_withheld_cents": 100_000, "gross_cents": 100_000, "all_gross_cents": 100_000}
FROM_PAY = answers(limit_passed_withholding="from_pay")


def settled(payslip):
    return [int(Decimal(value) * 100) for _, name, value, *_ in rows_of(payslip.trace) if name == missed.SETTLED]


def topics(payslip):
    return [one.topic for one in payslip.questions]


def test_the_tax_of_earlier_pay_is_taken_when_that_was_answered():
    payslip = result(year=a_year(**EARLIER), answers=FROM_PAY)
    # 12 % of 633.60 is 76.03; 12 % of the 1,000.00 paid without tax is 120.00
    assert payslip.totals["withholding"] == 7603 + 12_000
    assert payslip.totals["net"] == 63360 - 7603 - 12_000 - 4625 - 564
    assert topics(payslip) == []
    [notice] = [one for one in payslip.notices if one.code == "missed_tax_taken"]
    assert dict(notice.facts) == {"cents": "12000", "amount": "1000.00"}
    assert settled(payslip) == [100_000]
    assert replay(payslip.trace) == payslip.totals


def test_nothing_is_taken_when_that_was_answered():
    payslip = result(year=a_year(**EARLIER), answers=answers(limit_passed_withholding="not"))
    assert payslip.totals["withholding"] == 7603
    assert topics(payslip) == []
    assert settled(payslip) == []


def test_an_answer_of_last_year_says_nothing_of_this_year():
    old = answers(on="2025-12-31", limit_passed_withholding="from_pay")
    payslip = result(year=a_year(**EARLIER), answers=old)
    assert topics(payslip) == ["limit_passed_withholding"]
    assert payslip.totals["withholding"] == 7603


def test_what_the_pay_does_not_cover_waits_for_the_next_pay():
    much = {**EARLIER, "gross_not_withheld_cents": 600_000}
    payslip = result(year=a_year(**much), answers=FROM_PAY)
    left = 63360 - 7603 - 4625 - 564  # of which 12 % of 6,000.00, 720.00, cannot be taken
    assert payslip.totals["withholding"] == 7603 + left
    assert (payslip.totals["net"], payslip.totals["paid"]) == (0, 0)
    assert settled(payslip) == [421_400]  # 505.68 / 0.12
    assert payslip.can_be_issued
    assert replay(payslip.trace) == payslip.totals


def test_without_a_card_the_missed_tax_is_60_percent():
    payslip = result(year=a_year(**{**EARLIER, "gross_not_withheld_cents": 10_000}), answers=FROM_PAY, tax_cards=())
    assert payslip.totals["withholding"] == 38016 + 6000


def test_a_card_of_nothing_has_missed_nothing():
    payslip = result(year=a_year(**EARLIER), tax_cards=(a_card("0"),))
    assert topics(payslip) == []


def test_the_old_tax_at_source_is_never_worked_out():
    card = a_card("35", kind="source", additional_percent=None, ceiling_euros=None, deduction=False)
    payslip = result(year=a_year(**EARLIER), tax_cards=(card,), answers=FROM_PAY + answers(tax_at_source_health="no"))
    assert topics(payslip) == ["limit_passed_source"]
    assert payslip.totals["withholding"] == 22176
    noted = answers(tax_at_source_health="no", limit_passed_source="maksetaan itse")
    assert topics(result(year=a_year(**EARLIER), tax_cards=(card,), answers=noted)) == []


@pytest.mark.parametrize(
    ("field", "kind"),
    [("gross_without_health_cents", "health"), ("all_gross_without_unemployment_cents", "unemployment")],
)
def test_the_employer_s_own_contributions_are_asked_until_they_are_settled(field, kind):
    year = a_year(**{field: 100_000})
    assert topics(result(year=year, answers=answers(**{f"limit_passed_{kind}": "no"}))) == [f"limit_passed_{kind}"]
    done = result(year=year, answers=answers(**{f"limit_passed_{kind}": "yes"}))
    assert topics(done) == []
    assert done.totals["paid"] == 63360 - 7603 - 4625 - 564  # the employee pays nothing of it


def test_a_corrected_payslip_is_not_taxed_again_for_what_a_later_one_took():
    assert result(year=a_year(withheld_later_cents=63360)).totals["withholding"] == 0
    assert result(year=a_year(withheld_later_cents=60000)).totals["withholding"] == 403  # 12 % of 33.60
