"""Shifts shorter than the agreement's shortest: asked once, and paid up to it where the agreement says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from payroll.inputs import Answer, Wage
from payroll.replay import replay
from tests.payroll.builders import a_shift, day
from tests.payroll.test_agreement import GROUP_A, SHORTEST, answer, asked, lines, result

GIVES = "agreement_gives.short_shift"
SHORT = (a_shift("2024-08-07", "08:00", "10:00"),)
THREE_HOURS, YES = answer(SHORTEST, "180"), answer(GIVES, "yes")
OWN_LENGTH = ("base_pay", 120, "12.51", 2502)


def august(*given: Answer, shifts=SHORT, **changes):
    return result(shifts=shifts, answers=given, shortest_told=False, **changes)


def test_a_short_shift_makes_the_shortest_be_asked_and_pays_its_own_length_until_then():
    payslip = august()
    assert [(one.topic, one.blocks) for one in payslip.questions] == [(SHORTEST, False)]
    assert lines(payslip) == [OWN_LENGTH]
    [question] = payslip.questions
    assert dict(question.facts) == {"name": "heta.minimum_shift_minutes", "day": "2024-08-07"}


@pytest.mark.parametrize(("start", "asks"), [("10:01", True), ("10:00", False)])
def test_it_is_asked_below_half_a_regular_day(start, asks):
    assert (asked(august(shifts=(a_shift("2024-08-07", start, "14:00"),))) == [SHORTEST]) is asks


def test_shifts_that_follow_without_a_pause_are_one_and_a_break_is_no_work():
    two = (a_shift("2024-08-07", "08:00", "10:00"), a_shift("2024-08-07", "10:00", "12:00"))
    assert asked(august(shifts=two)) == []
    assert asked(august(shifts=(replace(two[0], end=two[1].end, break_minutes=30),))) == [SHORTEST]


def test_nothing_more_is_paid_where_the_agreement_sets_none_or_pays_none():
    assert lines(august(answer(SHORTEST, "0"))) == [OWN_LENGTH]
    unsaid = august(THREE_HOURS)
    assert [(one.topic, one.blocks) for one in unsaid.questions] == [(GIVES, True)]
    none = august(THREE_HOURS, answer(GIVES, "no"))
    assert (asked(none), lines(none)) == ([], [OWN_LENGTH])


@pytest.mark.parametrize(("end", "paid"), [("09:30", 90), ("10:59", 1), ("11:00", None), ("12:00", None)])
def test_the_missing_time_is_paid_at_the_plain_price(end, paid):
    payslip = august(THREE_HOURS, YES, shifts=(a_shift("2024-08-07", "08:00", end),))
    more = [line for line in payslip.lines if line.kind == "hindrance_pay"]
    assert [line.minutes for line in more] == ([] if paid is None else [paid])
    for line in more:
        assert [one.code for one in line.reasons] == ["short_shift_agreement"]
        assert dict(line.facts) == {"first": "2024-08-07", "last": "2024-08-07", "least": "180", "shifts": "1"}
    replay(payslip.trace)


def test_ninety_minutes_to_the_cent():
    # 12.51 x 1.5 h = 18.765, to the cent upwards
    payslip = august(THREE_HOURS, YES, shifts=(a_shift("2024-08-07", "08:00", "09:30"),))
    assert [line[0::3] for line in lines(payslip)] == [("base_pay", 1877), ("hindrance_pay", 1877)]


def test_a_shift_is_judged_where_it_begins():
    over = (a_shift("2024-08-31", "23:00", "00:30"),)
    asks_nothing = [answer(f"missing_law_value.heta.{name}", "0") for name in ("night.percent", "evening.percent")]
    edges = [answer(f"missing_law_value.heta.{name}.after", "06:00") for name in ("night", "sunday")]
    august_end = august(THREE_HOURS, YES, *asks_nothing, *edges, shifts=over)
    assert [line.minutes for line in august_end.lines if line.kind == "hindrance_pay"] == [90]
    after = result(month="2024-09", shifts=over, answers=(THREE_HOURS, YES, *asks_nothing, *edges), shortest_told=False)
    assert not [line for line in after.lines if line.kind == "hindrance_pay"]


def test_a_monthly_wage_and_an_employment_outside_the_agreement_ask_nothing():
    monthly = (Wage(day("2024-01-01"), None, "month", 2300),)
    months = {"regular_minutes": ((day("2024-08-01"), 7800),), "workdays": (day("2024-08-07"),)}
    assert SHORTEST not in asked(august(wages=monthly, **months))
    outside = replace(GROUP_A, name="none", employer_is_member=False)
    assert asked(august(agreement=outside)) == []


def test_only_the_shifts_since_the_agreement_binds_are_paid_up_to_the_shortest():
    both = (*SHORT, a_shift("2024-08-14", "08:00", "10:00"))
    payslip = august(THREE_HOURS, YES, shifts=both, agreement=replace(GROUP_A, first=day("2024-08-12")))
    [line] = [one for one in payslip.lines if one.kind == "hindrance_pay"]
    assert (line.minutes, dict(line.facts)["shifts"], line.first) == (60, "1", day("2024-08-14"))


def test_an_edition_without_the_clause_asks_nothing():
    row = replace(GROUP_A, first=day("2022-09-01"))
    early = {
        "employment_first": day("2022-06-01"), "wages": (replace(WAGE, first=day("2022-06-01")),),
        "shifts": (a_shift("2022-09-07", "08:00", "10:00"),),
    }  # fmt: skip
    assert SHORTEST not in asked(result("2022-09", agreement=row, shortest_told=False, **early))


WAGE = Wage(day("2024-01-01"), None, "hour", 12)
