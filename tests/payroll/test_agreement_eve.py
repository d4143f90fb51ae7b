"""Work on eves: asked once whether the agreement pays for it, and then how much for each eve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from payroll.agreement_eve import is_eve
from payroll.replay import replay
from tests.payroll.builders import a_shift, day
from tests.payroll.test_agreement import GROUP_A, answer, asked, lines, result

GIVES, EVE = "agreement_gives.eve", "agreement_eve.2024-12-31"
SHIFT = (a_shift("2024-12-31", "10:00", "15:00"),)  # a Tuesday: New Year's Eve


def december(*given, agreement=GROUP_A, shifts=SHIFT):
    return result("2024-12", agreement=agreement, shifts=shifts, answers=given)


def kinds(payslip):
    return [line[0] for line in lines(payslip)]


@pytest.mark.parametrize(
    ("on", "eve"),
    [
        ("2026-12-31", True),
        ("2026-04-04", True),  # the Saturday before Easter
        ("2026-04-30", True),  # before May Day
        ("2026-12-24", False),  # a weekday holiday of the agreement
        ("2026-06-19", False),  # Midsummer Eve too
        ("2026-12-23", False),
        ("2026-04-05", False),  # Easter Sunday itself
        ("2026-11-28", False),  # before an ordinary Sunday
        ("2022-12-24", True),  # a Christmas Eve on a Saturday is no weekday holiday
    ],
)
def test_which_days_are_eves(on, eve):
    assert is_eve(date.fromisoformat(on)) is eve


def test_it_is_asked_once_and_nothing_is_paid_until_then():
    payslip = december()
    assert [(one.topic, one.blocks) for one in payslip.questions] == [(GIVES, False)]
    assert kinds(payslip) == ["base_pay", "public_holiday_off"]  # Independence Day and Christmas are off
    no = december(answer(GIVES, "no"))
    assert (asked(no), lines(no)) == ([], lines(payslip))


def test_the_sum_of_each_eve_is_asked_and_paid():
    assert [(one.topic, one.blocks) for one in december(answer(GIVES, "yes")).questions] == [(EVE, True)]
    paid = december(answer(GIVES, "yes"), answer(EVE, "12.505"))
    [line] = [one for one in paid.lines if one.kind == "eve"]
    assert (line.amount_cents, line.first, line.holiday_base) == (1251, day("2024-12-31"), day("2024-04-01"))
    assert [one.code for one in line.reasons] == ["eve_agreement"]
    assert paid.totals["gross"] == december(answer(GIVES, "no")).totals["gross"] + 1251
    replay(paid.trace)
    nothing = december(answer(GIVES, "yes"), answer(EVE, "0"))
    assert kinds(nothing) == ["base_pay", "public_holiday_off"]


def test_other_days_and_other_employments_are_not_asked():
    assert asked(december(shifts=(a_shift("2024-12-30", "10:00", "15:00"),))) == []
    assert asked(december(agreement=replace(GROUP_A, name="none", employer_is_member=False))) == []
