"""The section or clause behind a line that nothing has to decide, and what is asked where no section sets a sum."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rules import calendar
from rules.decisions import pay_grounds as grounds

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 6)
SPAN = {"first": "2026-03-02", "last": "2026-03-06"}
YEAR = calendar.credit_year(FIRST)


@pytest.mark.parametrize(
    ("reason", "code", "section", "place"),
    [
        (partial(grounds.training, required=True), "training", "55/2001 2:19 §", "20010055"),
        (partial(grounds.training, required=False), "training", "55/2001 2:1 §", "20010055"),
        (grounds.hindrance, "hindrance", "55/2001 2:12 §", "20010055"),
        (grounds.hindrance_taken_off, "contract.hindrance_taken_off", "55/2001 2:12 §", "20010055"),
        (grounds.supplementary_day, "supplementary_days", "162/2005 7 a §", "20050162"),
        (grounds.standby, "standby", "872/2019 4 §", "20190872"),
        (grounds.beyond_roster, "overtime_beyond_roster", "872/2019 16 §", "20190872"),
        (grounds.emergency_work, "emergency_work", "872/2019 19 §", "20190872"),
        (grounds.weekday_holiday_off, "weekday_holiday_off", "Heta, weekday holidays", "heta-liitto"),
        (grounds.agreement_eve, "eve_agreement", "Heta, working time", "heta-liitto"),
        (grounds.agreement_short_shift, "short_shift_agreement", "Heta, working time", "heta-liitto"),
        (grounds.agreement_overtime, "overtime_agreed", "Heta, working time", "heta-liitto"),
        (grounds.agreement_training, "training_agreement", "Heta, training", "heta-liitto"),
        (grounds.agreement_cancelled_shift, "cancelled_shift_agreement", "Heta, cancelled shifts", "heta-liitto"),
        (partial(grounds.agreement_absence, "day_off_agreement"), "day_off_agreement", "Heta, absence", "heta-liitto"),
        (partial(grounds.agreement_child_sick, "3"), "child_sick_agreement", "Heta, absence", "heta-liitto"),
        (partial(grounds.agreement_isolation, "100"), "isolation_agreement", "Heta, absence", "heta-liitto"),
    ],
)
def test_a_line_says_where_it_stands(reason, code, section, place) -> None:
    made = reason()
    assert (made.code, made.section) == (code, section)
    assert place in made.link


@pytest.mark.parametrize(
    ("question", "topic", "section", "facts"),
    [
        (partial(grounds.question_sick_hours, "sick_hours.x", FIRST, LAST, vary=True), "sick_hours.x", "2:11", SPAN),
        (
            partial(grounds.question_sick_hours, "sick_extra_hours.x", FIRST, LAST, vary=False),
            "sick_extra_hours.x",
            "2:11",
            SPAN,
        ),
        (
            partial(grounds.question_hindrance_lasted, "hindrance_lasted.x", FIRST, LAST),
            "hindrance_lasted.x",
            "2:12",
            SPAN,
        ),
        (
            partial(grounds.question_hindrance_taken_off, "hindrance_taken_off.x", FIRST, LAST),
            "hindrance_taken_off.x",
            "2:12",
            SPAN,
        ),
        (partial(grounds.question_supplementary_day, 3), "supplementary_day", "7 a §", {"days": "3"}),
        (
            partial(grounds.question_benefit_in_holiday, "benefit_in_money.x", "Lunch", (FIRST, LAST)),
            "benefit_in_money.x",
            "9 §",
            {"title": "Lunch", **SPAN},
        ),
        (
            partial(grounds.question_benefit_in_holiday, "benefit_in_compensation.x", "Lunch", None),
            "benefit_in_compensation.x",
            "9 and 17 §",
            {"title": "Lunch"},
        ),
        (
            partial(grounds.question_shortened_holiday, "2026-03-02", 2),
            "holiday_shortened_pay.2026-03-02",
            "9 §",
            {"days": "2", "day": "2026-03-02"},
        ),
        (
            partial(grounds.question_regular_supplements, YEAR),
            "regular_supplements.2025-04-01",
            "10 §",
            {"credit_year": "2025-04-01/2026-03-31"},
        ),
        (
            partial(grounds.question_average_without_work, YEAR),
            "average_pay_without_work.2025-04-01",
            "11 §",
            {"credit_year": "2025-04-01/2026-03-31"},
        ),
        (
            partial(grounds.question_two_systems, YEAR, "left", 5),
            "holiday_two_systems.2025-04-01.left",
            "14 §",
            {"credit_year": "2025-04-01/2026-03-31", "days": "5"},
        ),
        (
            partial(grounds.question_monthly_pay, YEAR, "2300.00"),
            "holiday_monthly_pay.2025-04-01",
            "10 §",
            {"credit_year": "2025-04-01/2026-03-31", "euros": "2300.00"},
        ),
        (
            partial(grounds.question_opening_holiday, YEAR),
            "opening_holiday.2025-04-01",
            "11 and 12 §",
            {"credit_year": "2025-04-01/2026-03-31"},
        ),
        (grounds.question_standby, "standby_pay", "4 §", {}),
        (
            partial(grounds.question_averaging_period, "2026-03-02"),
            "averaging_period",
            "5 and 16 §",
            {"first": "2026-03-02"},
        ),
        (partial(grounds.question_time_off_hours, "time_off_hours.x", FIRST, LAST), "time_off_hours.x", "21 §", SPAN),
        (
            partial(grounds.question_rest_paid, "time_off_rest_paid.x", FIRST),
            "time_off_rest_paid.x",
            "28 §",
            {"day": FIRST.isoformat()},
        ),
        (
            partial(grounds.question_rostered_day, "rostered_day.x", FIRST),
            "rostered_day.x",
            "16 §",
            {"first": "2026-03-02", "last": "2026-03-02"},
        ),
        (
            partial(grounds.question_rostered_as_worked, "rostered_as_worked.x", FIRST, LAST),
            "rostered_as_worked.x",
            "16 §",
            SPAN,
        ),
        (partial(grounds.question_averaging_settlement, FIRST, LAST), "averaging_settlement", "22 §", SPAN),
        (partial(grounds.question_averaging_plan, "2026-03-02"), "averaging_plan", "29 §", {"first": "2026-03-02"}),
        (
            partial(grounds.question_cancelled_shift, "2026-03-02T08:00"),
            "cancelled_shift.2026-03-02T08:00",
            "30 a §",
            {"start": "2026-03-02T08:00"},
        ),
    ],
)
def test_a_sum_that_no_section_sets_is_asked(question, topic, section, facts) -> None:
    asked = question()
    assert asked.topic == topic
    assert section in asked.why
    assert dict(asked.facts) == facts
    assert asked.blocks is (topic != "hindrance_taken_off.x")  # without that answer all is paid
    assert asked.suggestion == facts.get("euros")
