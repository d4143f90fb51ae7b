"""A monthly wage on a day of which an absence takes a part: January 2026 has 22 workdays, a day is 100 euros."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import payroll
from payroll.inputs import Absence, Agreement, Answer, MissedPart, Wage, WeeklyTime
from rules import Period, load_book
from tests.payroll.builders import day, inputs

BOOK = load_book()
TUESDAY = day("2026-01-13")


def a_month(absence, **changes):
    workdays = tuple(one for one in Period.closed(day("2026-01-01"), day("2026-01-31")) if one.weekday() < 5)
    settings = {
        "employment_first": day("2025-01-01"),
        "wages": (Wage(day("2025-01-01"), None, "month", Decimal("2200.00")),),
        "weekly_time": (WeeklyTime(day("2025-01-01"), None, 2400),),
        "workdays": workdays,
        "regular_minutes": ((day("2026-01-01"), 480 * len(workdays)),),
        "shifts": (),
        "absences": (absence,),
    }
    return payroll.calculate(inputs(**{**settings, **changes}), BOOK)


def away(kind, missed=240, last="2026-01-13", **facts):
    """Away on Tuesday 13 January for some minutes of eight hours, and on the whole days after it."""
    return Absence(kind, TUESDAY, day(last), (), missed_parts=(MissedPart(TUESDAY, missed, 480),), **facts)


def sums(payslip):
    return [(line.kind, line.amount_cents) for line in payslip.lines]


@pytest.mark.parametrize("kind", ["compelling", "carer", "child_sick", "unpaid", "public_duty"])
def test_of_an_unpaid_leave_only_the_missed_part_is_taken_off(kind):
    assert sums(a_month(away(kind))) == [("base_pay", 220000), ("base_pay", -5000)]
    assert sums(a_month(away(kind, missed=160))) == [("base_pay", 220000), ("base_pay", -3333)]  # a third
    assert sums(a_month(away(kind, missed=0))) == [("base_pay", 220000)]


@pytest.mark.parametrize("kind", ["hindrance", "hindrance_strike", "prenatal_check"])
def test_what_is_paid_as_work_takes_nothing_off(kind):
    assert sums(a_month(away(kind))) == [("base_pay", 220000)]


def test_a_hindrance_agreed_to_be_unpaid_takes_its_part_off():
    assert sums(a_month(away("hindrance", no_pay="agreed")))[1] == ("base_pay", -5000)


def test_falling_ill_at_noon_is_paid_in_full_and_the_days_after_it_as_sick_pay():
    assert sums(a_month(away("sick"))) == [("base_pay", 220000)]
    assert sums(a_month(away("sick", last="2026-01-14"))) == [("base_pay", 210000), ("sick_pay", 10000)]


def test_in_the_first_month_half_of_the_missed_part_is_paid():
    payslip = a_month(away("sick", last="2026-01-14"), employment_first=day("2026-01-01"))
    assert sums(payslip) == [("base_pay", 210000), ("sick_pay", 5000), ("base_pay", -2500)]


def test_an_illness_without_pay_takes_its_part_off():
    for why in ("own_fault", "after_allowance", "proof_missing"):
        assert ("base_pay", -5000) in sums(a_month(away("sick", no_pay=why)))


def test_a_last_day_after_the_window_is_not_paid_while_one_in_it_is():
    # ill from Friday 2 January: the ninth weekday after it is Wednesday 14 January (the 6th is Epiphany)
    part = (MissedPart(day("2026-01-15"), 120, 480),)
    late = Absence("sick", day("2026-01-02"), day("2026-01-15"), (), missed_parts=part)
    assert [one for one in sums(a_month(late)) if one[1] < 0] == [("base_pay", -2500)]
    part = (MissedPart(day("2026-01-14"), 120, 480),)
    inside = Absence("sick", day("2026-01-02"), day("2026-01-14"), (), missed_parts=part)
    assert [one for one in sums(a_month(inside)) if one[1] < 0] == []


def test_a_part_is_not_taken_off_while_it_is_asked_whether_the_illness_goes_on():
    between = ((day("2026-01-10"), day("2026-01-12")),)
    payslip = a_month(away("sick", since=day("2026-01-02"), unnoted=between))
    assert [one.topic for one in payslip.questions] == ["illness_lasted.2026-01-10"]
    assert [one for one in sums(payslip) if one[1] < 0] == []


def test_a_binding_agreement_pays_the_first_working_days_of_a_childs_illness():
    heta = (Agreement(day("2024-01-01"), None, "heta", None, True, "A", 0, "muu_suomi"),)
    answers = tuple(
        Answer(f"{topic}:ilona-1:2026-01-30", value, "agreement", day("2026-01-01"))
        for topic, value in (("unverified_law_value.heta.child_sick_paid_workdays", "3"),)
    )
    payslip = a_month(away("child_sick"), agreements=heta, job="personal_assistance", answers=answers)
    assert "unverified_law_value.heta.child_sick_paid_workdays" not in [one.topic for one in payslip.questions]
    assert [one for one in sums(payslip) if one[1] < 0] == []
    # ill since Thursday the 8th: the 13th is the fourth working day, and its missed half is not paid any more
    longer = replace(away("child_sick"), first=day("2026-01-08"))
    after = a_month(longer, agreements=heta, job="personal_assistance", answers=answers)
    assert [one for one in sums(after) if one[1] < 0] == [("base_pay", -5000)]
    unpaid = a_month(away("child_sick"), job="home_care")
    assert [one for one in sums(unpaid) if one[1] < 0] == [("base_pay", -5000)]


def test_a_part_that_no_roster_knows_is_asked():
    payslip = a_month(away("compelling", missed=None))
    assert [(one.topic, one.blocks) for one in payslip.questions] == [("missed_hours.2026-01-13", True)]
    for hours, taken in (("2", -2500), ("12", -10000)):  # more than the day is the day
        answer = Answer("missed_hours.2026-01-13:ilona-1:2026-01-30", hours, "messages", day("2026-01-13"))
        assert sums(a_month(away("compelling", missed=None), answers=(answer,)))[1] == ("base_pay", taken)


def test_two_absences_of_one_day_are_paid_each_by_its_own_law():
    """The child ill in the morning, unpaid by law, and own illness in the afternoon, paid: four hours each of eight."""
    child = away("child_sick", start_minute=480, end_minute=720)
    own = away("sick", last="2026-01-14", start_minute=720)
    payslip = a_month(child, absences=(child, own), job="home_care")
    assert sums(payslip) == [("base_pay", 210000), ("sick_pay", 10000), ("base_pay", -5000)]
    assert payroll.replay(payslip.trace)["gross"] == 215000


def test_two_parts_of_a_day_that_no_roster_knows_are_asked_apart():
    both = (away("compelling", None, start_minute=480, end_minute=600), away("carer", None, start_minute=725))
    asked = a_month(both[0], absences=both).questions
    assert [one.topic for one in asked] == ["missed_hours.2026-01-13", "missed_hours_other.2026-01-13_725"]
    assert dict(asked[1].facts)["times"] == "12.05–24.00"
    earlier = (both[0], replace(both[1], end_minute=840))
    assert dict(a_month(both[0], absences=earlier).questions[1].facts)["times"] == "12.05–14.00"
    said = tuple(
        Answer(f"{one.topic}:ilona-1:2026-01-30", hours, "messages", day("2026-01-13"))
        for one, hours in zip(asked, ("2", "4"), strict=True)
    )
    assert sums(a_month(both[0], absences=both, answers=said))[1:] == [("base_pay", -2500), ("base_pay", -5000)]


def test_the_part_replays_and_an_hourly_wage_has_none():
    payslip = a_month(away("compelling", missed=161))
    assert [one.name for one in payslip.lines[1].values] == ["choice.missed_part_of_day"]
    assert payslip.holiday_base == ((day("2025-04-01"), 220000 - 3354),)  # what is not paid earns no holiday pay
    assert payroll.replay(payslip.trace)["gross"] == payslip.totals["gross"] == 220000 - 3354
    hourly = Absence("compelling", TUESDAY, TUESDAY, (), missed_parts=(MissedPart(TUESDAY, 60, 240),))
    plain = payroll.calculate(inputs(), BOOK)
    assert payroll.calculate(inputs(absences=(hourly,)), BOOK).totals == plain.totals
