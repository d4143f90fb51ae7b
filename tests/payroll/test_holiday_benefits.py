"""Fringe benefits and annual holiday: which go on, what is left out, and what is paid in money."""

from __future__ import annotations

from dataclasses import replace

import pytest

import payroll
from payroll.inputs import Absence, Answer, Benefit
from rules import Period, load_book
from tests.payroll.builders import a_month_of_shifts, day, inputs
from tests.payroll.test_holiday_pay import a_part

BOOK = load_book()
JULY = Period.closed(day("2026-07-01"), day("2026-07-31"))
WHOLE = {"first": JULY.first, "last": JULY.last}
PHONE = Benefit("Puhelin", None, None, "phone", **WHOLE)
BOARD = Benefit("Ylläpito", None, None, "full_board", "own", **WHOLE)
HOLIDAY = Absence("annual_holiday", day("2026-07-06"), day("2026-07-09"), ())
PAID_IN_MONEY = "benefit_in_money.full_board-2026-07-31"


def said(topic, value):
    return Answer(f"{topic}:ilona-1:2026-07-31", value, "contract", day("2026-07-31"))


def result(*benefits, answers=(), absences=(HOLIDAY,), holidays=None, **changes):
    given = {
        "period": JULY,
        "payment_day": JULY.last,
        "shifts": a_month_of_shifts("2026-07-13", "2026-07-30"),
        "absences": absences,
        "holidays": (a_part(),) if holidays is None else holidays,
        "benefits": benefits,
        "answers": answers,
    }
    return payroll.calculate(inputs(**{**given, **changes}), BOOK)


def amounts(payslip):
    return [(line.kind, line.amount_cents) for line in payslip.lines if line.kind != "base_pay"]


def asked(payslip):
    return [one.topic for one in payslip.questions]


def test_a_telephone_goes_on_undiminished_and_nothing_is_asked():
    payslip = result(PHONE)
    assert amounts(payslip) == [("holiday_pay", 15737), ("fringe_benefit", 2000)]
    assert "annual_holiday.benefit_goes_on" in [one.code for one in payslip.lines[-1].reasons]
    assert not asked(payslip)


def test_full_board_is_asked_and_goes_on_when_the_answer_is_yes():
    whole = amounts(result(BOARD, absences=(), holidays=()))
    assert not asked(result(BOARD, absences=(), holidays=()))
    [question] = result(BOARD).questions
    assert (question.topic, dict(question.facts)) == ("benefit_in_holiday.full_board", {"title": "Ylläpito"})
    kept = result(BOARD, answers=(said("benefit_in_holiday.full_board", "yes"),))
    assert amounts(kept) == [("holiday_pay", 15737), *whole]
    assert not asked(kept)


def test_a_benefit_that_cannot_be_used_is_not_taxed_for_those_days_and_is_paid_in_money():
    no = said("benefit_in_holiday.full_board", "no")
    assert asked(result(BOARD, answers=(no,))) == [PAID_IN_MONEY]
    ((_, whole),) = amounts(result(BOARD, absences=(), holidays=()))
    payslip = result(BOARD, answers=(no, said(PAID_IN_MONEY, "61.50")))
    # four of July's 31 days without the benefit
    assert amounts(payslip) == [
        ("holiday_pay", 15737), ("fringe_benefit", (whole * 27 * 2 + 31) // (31 * 2)), ("holiday_pay", 6150),
    ]  # fmt: skip
    line = payslip.lines[-1]
    assert (line.cash, line.first, line.last) == (True, day("2026-07-06"), day("2026-07-09"))
    assert [one.code for one in line.reasons] == ["annual_holiday.benefit_in_money"]
    assert payroll.replay(payslip.trace) == payslip.totals


def test_nothing_agreed_for_it_makes_no_line():
    no = said("benefit_in_holiday.full_board", "no")
    payslip = result(BOARD, answers=(no, said(PAID_IN_MONEY, "0")))
    assert [kind for kind, _ in amounts(payslip)] == ["holiday_pay", "fringe_benefit"]


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [("2026-07-01", "2026-07-31", True), ("2026-07-01", "2026-07-09", False), ("2026-07-11", "2026-07-31", True)],
)
def test_a_holiday_after_the_period_is_of_the_benefits_that_go_on(first, last, held):
    """A holiday of August is paid in July."""
    ahead = a_part(first=day("2026-08-03"), last=day("2026-08-06"))
    board = replace(BOARD, first=day(first), last=day(last))
    found = asked(result(board, absences=(), holidays=(ahead,)))
    assert found == ["benefit_in_holiday.full_board"] * held


def test_a_benefit_that_begins_after_the_holiday_is_not_asked():
    assert not asked(result(replace(BOARD, first=day("2026-07-10"))))


def test_at_the_end_every_benefit_is_asked_for_the_compensation():
    last = a_part(first=None, last=None, compensation=True)
    ends = {"kind": "final", "employment_last": day("2026-07-31"), "absences": (), "holidays": (last,)}
    topic = "benefit_in_compensation.phone-2026-07-31"
    assert asked(result(PHONE, **ends)) == [topic]
    payslip = result(PHONE, answers=(said(topic, "5.00"),), **ends)
    assert amounts(payslip) == [
        ("holiday_compensation", 15737),
        ("fringe_benefit", 2000),
        ("holiday_compensation", 500),
    ]
    assert not asked(result(replace(PHONE, last=day("2026-07-30")), **ends))
    running = {**ends, "kind": "ordinary", "employment_last": None}  # free time not used: the benefit goes on
    assert not asked(result(PHONE, **running))


@pytest.mark.parametrize("method", ["carried_over", "supplementary_days", "beyond_earned"])
def test_what_moves_on_or_is_no_holiday_asks_for_no_benefit(method):
    moved = a_part(method=method, first=day("2026-08-03"), last=day("2026-08-03"), compensation=method[0] == "s")
    ends = {"kind": "final", "employment_last": day("2026-07-31"), "absences": (), "holidays": (moved,)}
    assert not [one for one in asked(result(BOARD, **ends)) if one.startswith("benefit")]


def test_a_benefit_of_an_older_payslip_has_no_kind_and_is_left_as_it_was():
    old = Benefit("Puhelin", 2000, 330)
    assert amounts(result(old)) == [("holiday_pay", 15737), ("fringe_benefit", 2000)]
