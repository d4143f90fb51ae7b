"""Sick pay: relapse, the monthly wage, and what is asked. Plain cases stand in test_payslip."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import payroll
from payroll.inputs import Absence, Answer, Wage
from rules import Period, load_book
from tests.payroll.builders import a_shift, day, inputs

BOOK = load_book()
MARCH = {"period": Period.closed(day("2026-03-01"), day("2026-03-31")), "payment_day": day("2026-03-31"), "shifts": ()}


def result(*absences, **changes):
    return payroll.calculate(inputs(**{**MARCH, "absences": absences, **changes}), BOOK)


def sick(first, last, *days, **changes):
    return Absence("sick", day(first), day(last), tuple(a_shift(one) for one in days), **changes)


def paid(payslip):
    return sum(line.minutes or 0 for line in payslip.lines if line.kind == "sick_pay")


def test_the_same_illness_after_paid_allowance_pays_the_first_day_only():
    back = sick(
        "2026-03-23", "2026-03-26", "2026-03-23", "2026-03-24", "2026-03-25",
        same_illness_as=day("2026-02-16"), earlier_last=day("2026-03-12"),
    )  # fmt: skip
    assert paid(result(back)) == 240


def test_another_illness_starts_a_new_window():
    payslip = result(sick("2026-03-23", "2026-03-26", "2026-03-23", "2026-03-24", "2026-03-25"))
    assert paid(payslip) == 720
    assert {one.section for line in payslip.lines for one in line.reasons} == {"55/2001 2:11 §"}


def test_whether_allowance_was_paid_earlier_is_asked_and_answered():
    back = sick("2026-03-23", "2026-03-25", "2026-03-23", "2026-03-24", earlier_last=day("2026-03-12"))
    payslip = result(back)
    assert [question.topic for question in payslip.questions] == ["sick_leave.earlier_allowance"]
    for value, minutes in (("yes", 240), ("no", 480)):
        given = (Answer("sick_leave.earlier_allowance:ilona-1:2026-03-31", value, "Kela", day("2026-03-31")),)
        assert paid(result(back, answers=given)) == minutes


def test_the_rest_of_an_incapacity_has_the_window_of_its_beginning():
    # ill since 2 March: nine weekdays to 12 March; the second note of it begins on the 7th
    days = ("2026-03-09", "2026-03-12", "2026-03-16")
    rest = sick("2026-03-07", "2026-03-22", *days, same_illness_as=day("2026-03-02"), since=day("2026-03-02"))
    assert paid(result(rest)) == 480
    assert paid(result(replace(rest, since=day("2026-03-07"), same_illness_as=None))) == 720


def test_an_answer_about_an_illness_of_before_does_not_hold_for_a_later_one():
    back = sick(
        "2026-03-23", "2026-03-25", "2026-03-23", "2026-03-24", same_illness_as=day("2025-12-01"),
        since=day("2026-03-23"),
    )  # fmt: skip
    for asked_with, topics in (
        ("2026-02-27", ["sick_leave.earlier_illness"]), ("2026-03-31", []), ("2026-03-23", []), ("2026-03-22",
        ["sick_leave.earlier_illness"]),
    ):  # fmt: skip
        given = (Answer(f"sick_leave.earlier_illness:ilona-1:{asked_with}", "yes", "Kela", day("2026-02-27")),)
        assert [one.topic for one in result(back, answers=given).questions] == topics


def test_a_weekend_that_nobody_noted_is_asked_before_the_window_is_known():
    # ill 2 to 6 March and from the 9th: one incapacity has its window to 12 March, a returned one its own to the 19th
    rest = sick(
        "2026-03-09", "2026-03-22", "2026-03-09", "2026-03-12", "2026-03-16", same_illness_as=day("2026-03-02"),
        since=day("2026-03-09"), earlier_spells=((day("2026-03-02"), day("2026-03-06")),),
        unnoted=((day("2026-03-07"), day("2026-03-08")),),
    )  # fmt: skip
    asked = result(rest)
    assert [(one.topic, one.blocks) for one in asked.questions] == [("illness_lasted.2026-03-07", True)]
    assert paid(asked) == 0
    for value, minutes in (("yes", 480), ("no", 720)):
        given = (Answer("illness_lasted.2026-03-07:ilona-1:2026-03-31", value, "certificate", day("2026-03-31")),)
        assert paid(result(rest, answers=given)) == minutes


def test_earlier_spells_that_were_one_incapacity_had_their_allowance():
    # 2 to 13 February with an unnoted weekend: as one it had allowance for the 13th, so that its return is a relapse
    spells = ((day("2026-02-02"), day("2026-02-06")), (day("2026-02-09"), day("2026-02-13")))
    back = sick(
        "2026-03-09", "2026-03-12", "2026-03-09", "2026-03-10", same_illness_as=day("2026-02-09"),
        since=day("2026-03-09"), earlier_spells=spells, unnoted=((day("2026-02-07"), day("2026-02-08")),),
    )  # fmt: skip
    for value, minutes in (("yes", 240), ("no", 480)):
        given = (Answer("illness_lasted.2026-02-07:ilona-1:2026-03-31", value, "certificate", day("2026-03-31")),)
        assert paid(result(back, answers=given)) == minutes


def test_a_spell_after_two_others_counts_from_the_last_paid_day():
    spells = ((day("2026-02-02"), day("2026-02-20")), (day("2026-03-02"), day("2026-03-04")))
    back = sick(
        "2026-03-23", "2026-03-26", "2026-03-23", "2026-03-24", same_illness_as=day("2026-03-02"),
        earlier_last=day("2026-03-04"), since=day("2026-03-23"), earlier_spells=spells,
    )  # fmt: skip
    assert paid(result(back)) == 240
    assert paid(result(replace(back, earlier_spells=spells[1:]))) == 480


def test_an_earlier_illness_of_before_the_records_is_asked():
    back = sick(
        "2026-03-23", "2026-03-25", "2026-03-23", "2026-03-24", same_illness_as=day("2025-12-01"),
        since=day("2026-03-23"),
    )  # fmt: skip
    assert [one.topic for one in result(back).questions] == ["sick_leave.earlier_illness"]
    for value, minutes in (("yes", 240), ("no", 480)):
        given = (Answer("sick_leave.earlier_illness:ilona-1:2026-03-31", value, "Kela", day("2026-03-31")),)
        assert paid(result(back, answers=given)) == minutes


def test_a_window_that_began_before_the_period_goes_on_in_it():
    # ill since 26 February, a Thursday; the ninth weekday after it is 9 March
    days = ("2026-03-02", "2026-03-09", "2026-03-10")
    assert paid(result(sick("2026-02-26", "2026-03-12", *days))) == 480


def test_an_accident_is_paid_like_an_illness():
    absence = Absence("accident", day("2026-03-23"), day("2026-03-24"), (a_shift("2026-03-23"),))
    assert paid(result(absence)) == 240


def test_half_pay_of_a_monthly_wage():
    workdays = tuple(one for one in Period.closed(day("2026-01-01"), day("2026-01-31")) if one.weekday() < 5)
    payslip = payroll.calculate(
        inputs(
            wages=(Wage(day("2026-01-12"), None, "month", Decimal("2200.00")),),
            workdays=workdays,
            regular_minutes=((day("2026-01-01"), 450 * len(workdays)),),
            shifts=(),
            absences=(Absence("sick", day("2026-01-19"), day("2026-01-20"), ()),),
        ),
        BOOK,
    )
    # 22 workdays in January: 13 of 15 worked, two at half pay
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [("base_pay", 130000), ("sick_pay", 10000)]
    # full time at half the price: 1100.00 × 2 ÷ 22
    assert [(line.days, line.unit_price) for line in payslip.lines] == [(13, "2200.00"), (2, "1100.00")]
    assert [on for on, _ in payslip.lines[1].by_day] == [day("2026-01-19"), day("2026-01-20")]


@pytest.mark.parametrize("why", ["own_fault", "after_allowance", "proof_missing"])
def test_an_illness_without_pay_by_law_says_why(why):
    ill = sick("2026-03-23", "2026-03-26", "2026-03-23", "2026-03-24", no_pay=why)
    payslip = result(ill)
    assert paid(payslip) == 0
    told = {"first": "2026-03-23", "last": "2026-03-26"}
    assert [(one.code, dict(one.facts)) for one in payslip.notices if one.code.startswith("no_pay")] == [
        (f"no_pay_{why}", told)
    ]


def test_an_illness_of_another_month_is_not_told():
    before = sick("2026-02-16", "2026-02-20", no_pay="own_fault")
    assert [one.code for one in result(before).notices if one.code.startswith("no_pay")] == []


def test_a_monthly_wage_is_less_by_an_illness_without_pay():
    workdays = tuple(one for one in MARCH["period"] if one.weekday() < 5)
    assert len(workdays) == 22
    payslip = result(
        Absence("sick", day("2026-03-23"), day("2026-03-24"), (), no_pay="own_fault"),
        wages=(Wage(day("2026-01-01"), None, "month", Decimal("2200.00")),),
        workdays=workdays,
        regular_minutes=((day("2026-03-01"), 360 * 22),),
    )
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [("base_pay", 200000)]


def test_a_month_reached_during_an_illness_is_asked_and_half_is_paid_meanwhile():
    # employed since 24 February: a month on 24 March; ill from the 23rd
    ill = sick("2026-03-23", "2026-03-26", "2026-03-23", "2026-03-24", "2026-03-25")
    new = {"employment_first": day("2026-02-24"), "wages": (Wage(day("2026-02-24"), None, "hour", Decimal("20.00")),)}
    payslip = result(ill, **new)
    assert [(one.topic, one.blocks) for one in payslip.questions] == [("sick_leave.month_in_illness", False)]
    found = {None: [(720, 12000)]}
    for value in ("no", "yes"):
        given = (Answer("sick_leave.month_in_illness:ilona-1:2026-03-31", value, "advice", day("2026-03-31")),)
        answered = result(ill, answers=given, **new)
        assert answered.questions == ()
        found[value] = [(line.minutes, line.amount_cents) for line in answered.lines]
    assert [(line.minutes, line.amount_cents) for line in payslip.lines] == found[None] == found["no"]
    assert found["yes"] == [(240, 4000), (480, 16000)]
    later = {**new, "employment_first": day("2026-02-27")}  # a month on the 27th, after the illness
    assert result(ill, **later).questions == ()


def test_a_monthly_wage_becomes_full_from_the_day_that_was_decided():
    workdays = tuple(one for one in MARCH["period"] if one.weekday() < 5)
    given = (Answer("sick_leave.month_in_illness:ilona-1:2026-03-31", "yes", "advice", day("2026-03-31")),)
    payslip = result(
        Absence("sick", day("2026-03-23"), day("2026-03-25"), ()),
        wages=(Wage(day("2026-02-24"), None, "month", Decimal("2200.00")),),
        employment_first=day("2026-02-24"),
        workdays=workdays,
        regular_minutes=((day("2026-03-01"), 360 * 22),),
        answers=given,
    )
    # 22 workdays: 100.00 a day; the 23rd at half, the 24th and 25th in full
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [
        ("base_pay", 190000), ("sick_pay", 5000), ("sick_pay", 20000),
    ]  # fmt: skip


def hours_said(value):
    return (Answer("sick_hours.2026-03-23:ilona-1:2026-03-31", value, "messages", day("2026-03-31")),)


def test_variable_hours_without_a_shift_in_the_roster_are_asked():
    ill = sick("2026-03-23", "2026-03-26", hours_vary=True)
    payslip = result(ill)
    assert [(one.topic, one.blocks) for one in payslip.questions] == [("sick_hours.2026-03-23", True)]
    assert payslip.totals["gross"] is None
    for value, lines in (("0", []), ("7.5", [("sick_pay", 450, 9900, 201)])):
        answered = result(ill, answers=hours_said(value))
        assert answered.questions == ()
        assert [(one.kind, one.minutes, one.amount_cents, one.income_type) for one in answered.lines] == lines


def test_half_of_the_hours_said_is_paid_in_the_first_month():
    new = {"employment_first": day("2026-03-02"), "wages": (Wage(day("2026-03-02"), None, "hour", Decimal("20.00")),)}
    ill = sick("2026-03-23", "2026-03-26", hours_vary=True)
    assert [one.amount_cents for one in result(ill, answers=hours_said("7.5"), **new).lines] == [7500]


def test_fixed_hours_and_a_shift_in_the_roster_ask_nothing():
    assert result(sick("2026-03-23", "2026-03-26")).questions == ()
    assert paid(result(sick("2026-03-23", "2026-03-26", "2026-03-24", hours_vary=True))) == 240
    assert result(sick("2026-02-16", "2026-02-20", hours_vary=True)).questions == ()  # another month's


def test_hours_beyond_the_roster_are_asked_where_extra_work_exceeded_the_fixed_hours_fourfold():
    ill = replace(sick("2026-03-23", "2026-03-26", "2026-03-23"), worked_fourfold=True)
    payslip = result(ill)
    assert [(one.topic, one.blocks) for one in payslip.questions] == [("sick_extra_hours.2026-03-23", True)]
    for hours, minutes in (("0", 240), ("6", 600)):
        answer = Answer("sick_extra_hours.2026-03-23:ilona-1:2026-03-31", hours, "messages", day("2026-03-31"))
        assert paid(result(ill, answers=(answer,))) == minutes
