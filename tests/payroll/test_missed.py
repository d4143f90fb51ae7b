"""What a yearly limit that was passed late left uncollected: asked with its sum, taken only as answered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import payroll
from payroll import missed, replay
from payroll.figures import rows_of
from payroll.inputs import Answer, UntaxedPay
from payroll.payslip import parts_of_other_deductions
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


@pytest.mark.parametrize("kind", ["withholding", "source"])
def test_a_pay_that_its_own_deductions_take_whole_pays_nothing_of_the_old_tax(kind):
    """95 % of tax and 8.19 % of contributions leave nothing."""
    card = a_card("95") if kind == "withholding" else replace(SOURCE, percent=Decimal(95))
    given = answers(tax_at_source_health="no", **{f"limit_passed_{kind}": "from_pay"})
    payslip = result(year=paid_before(untaxed(10_000)), answers=given, tax_cards=(card,))
    assert settled(payslip) == []
    assert payslip.totals == result(answers=given, tax_cards=(card,)).totals


def test_without_a_card_the_missed_tax_is_60_percent():
    payslip = result(year=a_year(**{**EARLIER, "gross_not_withheld_cents": 10_000}), answers=FROM_PAY, tax_cards=())
    assert payslip.totals["withholding"] == 38016 + 6000


def test_a_card_of_nothing_has_missed_nothing():
    payslip = result(year=a_year(**EARLIER), tax_cards=(a_card("0"),))
    assert topics(payslip) == []


SOURCE = a_card("35", kind="source", additional_percent=None, ceiling_euros=None, deduction=False)
WITH_DEDUCTION = replace(SOURCE, deduction=True)


def untaxed(cents, on="2026-01-09", whole=False, days=4, before=0):
    return UntaxedPay(day(on), cents, whole, days, before)


def paid_before(*payments, left=None):
    cents = sum(one.cents for one in payments)
    earlier = {"gross_cents": cents, "all_gross_cents": cents, "not_withheld": payments}
    return a_year(gross_not_withheld_cents=cents if left is None else left, **earlier)


def asked_sum(payslip):
    [question] = [one for one in payslip.questions if one.topic == "limit_passed_source"]
    return dict(question.facts)["due"]


def test_the_old_tax_at_source_is_asked_with_its_sum_and_not_taken():
    payslip = result(
        year=paid_before(untaxed(100_000)), tax_cards=(SOURCE,), answers=answers(tax_at_source_health="no")
    )
    assert asked_sum(payslip) == "350.00"
    assert payslip.totals["withholding"] == 22176
    for said in ("not", "maksetaan itse"):
        noted = answers(tax_at_source_health="no", limit_passed_source=said)
        settled_otherwise = result(year=paid_before(untaxed(100_000)), tax_cards=(SOURCE,), answers=noted)
        assert topics(settled_otherwise) == []
        assert settled_otherwise.totals["withholding"] == 22176


def test_the_health_contribution_beside_the_old_tax_at_source_is_asked_with_it():
    year = paid_before(untaxed(100_000))
    payslip = result(year=year, tax_cards=(SOURCE,), answers=answers(tax_at_source_health="yes"))
    # 35 % of 1,000.00, and 1.10 % of it; the year stays under the limit of the daily allowance contribution
    assert asked_sum(payslip) == "361.00"


@pytest.mark.parametrize(
    ("payments", "due"),
    [
        ((untaxed(100_000, days=4),), "326.20"),  # 35 % of (1,000.00 less 4 days of 17.00)
        ((untaxed(100_000, whole=True),), "171.50"),  # less the month's 510.00
        ((untaxed(51_000, whole=True),), None),  # the deduction leaves nothing
        ((replace(untaxed(51_000), half_month=True),), "89.25"),  # a half month's 255.00
        ((untaxed(51_100, whole=True),), "0.35"),
        (
            (untaxed(40_000, whole=True), untaxed(40_000, whole=True, before=40_000)),
            "101.50",
        ),  # 110.00 of the month left
        ((untaxed(40_000, whole=True), untaxed(40_000, whole=True, before=60_000)), "140.00"),  # nothing of it left
        ((untaxed(40_000, whole=True), untaxed(60_000, whole=True)), "31.50"),  # each payment has its own month
    ],
)
def test_the_deduction_of_each_earlier_payment_lessens_the_old_tax(payments, due):
    year, answered = paid_before(*payments), answers(tax_at_source_health="no")
    payslip = result(year=year, tax_cards=(WITH_DEDUCTION,), answers=answered)
    if due is None:
        assert topics(payslip) == []
    else:
        assert asked_sum(payslip) == due
    assert payslip.totals["withholding"] == (63360 - 12 * 1700) * 35 // 100  # this pay is taxed by itself


def test_the_old_tax_at_source_is_taken_when_that_was_answered():
    answered = answers(tax_at_source_health="yes", limit_passed_source="from_pay")
    payslip = result(year=paid_before(untaxed(50_000)), tax_cards=(SOURCE,), answers=answered)
    # 35 % of 633.60 and of 500.00; 1.10 % of 633.60 (6.97) and of 500.00 (5.50)
    assert payslip.totals["withholding"] == 22176 + 17500
    assert payslip.totals["other_deductions"] == 697 + 550
    assert payslip.totals["paid"] == 63360 - 22176 - 17500 - 4625 - 564 - 697 - 550
    assert topics(payslip) == []
    [notice] = [one for one in payslip.notices if one.code == "missed_source_taken"]
    assert dict(notice.facts) == {"cents": "18050", "amount": "500.00"}
    assert settled(payslip) == [50_000]
    assert parts_of_other_deductions(payslip.trace)["health"] == 697 + 550
    assert replay(payslip.trace) == payslip.totals


def test_who_is_not_insured_here_owes_the_old_tax_alone():
    answered = answers(tax_at_source_health="no", limit_passed_source="from_pay")
    payslip = result(year=paid_before(untaxed(50_000)), tax_cards=(SOURCE,), answers=answered)
    assert payslip.totals["withholding"] == 22176 + 17500
    assert payslip.totals["other_deductions"] == 0
    assert settled(payslip) == [50_000]
    assert replay(payslip.trace) == payslip.totals


def test_old_tax_at_source_that_the_pay_does_not_cover_waits():
    answered = answers(tax_at_source_health="yes", limit_passed_source="from_pay")
    first = result(year=paid_before(untaxed(200_000)), tax_cards=(SOURCE,), answers=answered)
    left = 63360 - 22176 - 4625 - 564 - 697  # 352.98 of the 722.00 that are missing
    assert first.totals["paid"] == 0
    assert first.totals["withholding"] - 22176 + first.totals["other_deductions"] - 697 == left
    assert first.totals["withholding"] == 22176 + 34222  # 700.00 × 352.98 / 722.00
    assert settled(first) == [97_778]
    assert replay(first.trace) == first.totals
    year = paid_before(untaxed(200_000), left=200_000 - 97_778)
    then = result(year=year, tax_cards=(SOURCE,), answers=answers(tax_at_source_health="yes"))
    assert asked_sum(then) == "369.02"  # 35 % and 1.10 % of the 1,022.22 that are left


def test_payments_that_are_not_listed_are_asked_with_the_tax_of_their_sum():
    answered = answers(tax_at_source_health="no", limit_passed_source="from_pay")
    payslip = result(year=a_year(**EARLIER), tax_cards=(SOURCE,), answers=answers(tax_at_source_health="no"))
    assert asked_sum(payslip) == "350.00"
    assert result(year=a_year(**EARLIER), tax_cards=(SOURCE,), answers=answered).totals["withholding"] == 22176


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
