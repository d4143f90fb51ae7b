"""Overpaid pay taken back: the set-off shared out among claims, and the recovered pay before tax."""

from __future__ import annotations

from decimal import Decimal

import payroll
from payroll import recovery, replay
from payroll.inputs import Claim, RecoveredPart, Wage
from tests.payroll.builders import day, inputs
from tests.payroll.test_payslip import BOOK

PARTS = (RecoveredPart(201, 10_000), RecoveredPart(221, 3_333), RecoveredPart(None, 100))


def overpaid(cents: int, before: int = 0) -> Claim:
    return Claim(
        "",
        cents,
        payslip="2026-0001",
        whole_cents=9_000,
        before_cents=before,
        parts=PARTS,
        paid=day("2026-01-02"),
        first=day("2025-12-01"),
        last=day("2025-12-31"),
        agreed=day("2026-01-05"),
    )


def result(*claims: Claim, euros: str = "40.00"):
    """January at a wage of which about 350 euros are above the protected part."""
    given = inputs(claims=claims, dependants=0, wages=(Wage(day("2026-01-12"), None, "hour", Decimal(euros)),))
    return given, payroll.calculate(given, BOOK)


def test_the_recovered_pay_is_the_share_of_the_claim_and_the_shares_add_up():
    given, first = result(overpaid(3_000))
    assert first.totals["other_deductions"] == 3_000
    ((_, net, parts),) = recovery.recovered_of(given, first.trace)
    assert (net, parts) == (3_000, ((201, 3_333), (221, 1_111), (None, 33)))
    given, second = result(overpaid(6_000, before=3_000))
    ((_, net, rest),) = recovery.recovered_of(given, second.trace)
    assert (net, rest) == (6_000, ((201, 6_667), (221, 2_222), (None, 67)))
    assert replay(second.trace) == second.totals
    assert [dict(one.facts) for one in first.notices if one.code == "pay_recovered"] == [
        {"cents": "3000", "number": "2026-0001", "day": "2026-01-05"}
    ]


def test_other_claims_come_first():
    both = result(Claim("Avain", 5_000), overpaid(9_000))
    alone = result(overpaid(9_000))
    assert recovery.recovered_of(*traced(alone))[0][1] == 9_000
    much = result(Claim("Avain", 1_000_000), overpaid(9_000))
    assert recovery.recovered_of(*traced(much))[0][1] == 0
    assert not [one for one in much[1].notices if one.code == "pay_recovered"]
    assert both[1].totals["other_deductions"] == 14_000
    assert recovery.recovered_of(*traced(both))[0][1] == 9_000


def traced(made):
    given, payslip = made
    return given, payslip.trace


def test_nothing_is_recovered_from_a_pay_that_is_protected():
    given, payslip = result(overpaid(9_000), euros="13.20")
    assert payslip.totals["other_deductions"] == 0
    assert recovery.recovered_of(given, payslip.trace)[0][1:] == (0, ((201, 0), (221, 0), (None, 0)))


def test_a_payslip_without_overpaid_pay_has_no_rows_of_it():
    given, payslip = result(Claim("Avain", 5_000))
    assert "recovered" not in payslip.trace
    assert recovery.recovered_of(given, payslip.trace) == ()


def test_what_is_repaid_outside_the_pay_is_shared_as_on_a_payslip():
    assert recovery.repaid_of(PARTS, 9_000, 0, 3_000) == ((201, 3_333), (221, 1_111), (None, 33))
    assert recovery.repaid_of(PARTS, 9_000, 3_000, 6_000) == ((201, 6_667), (221, 2_222), (None, 67))
    # exactly half a cent goes up: half of 3,333 is 1,666.5
    assert recovery.repaid_of((RecoveredPart(221, 3_333),), 9_000, 0, 4_500) == ((221, 1_667),)
    given, payslip = result(overpaid(4_500))
    assert recovery.recovered_of(given, payslip.trace)[0][2] == recovery.repaid_of(PARTS, 9_000, 0, 4_500)
