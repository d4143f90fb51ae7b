"""Reading shifts and checking facts against each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from marshmallow import ValidationError

from employer.law.calculators import question, reads
from employer.law.calculators.schemas import Several, Shifts


def test_shifts_are_read_line_by_line_and_put_in_order() -> None:
    read = Shifts().deserialize("7.12.2026 8.00-16.30 30 min\n\n 6.12.2026  22 - 6\n8.12.2026 20:00-24:00")
    assert [(str(one.start), str(one.end), one.break_minutes) for one in read] == [
        ("2026-12-06 22:00:00", "2026-12-07 06:00:00", 0),
        ("2026-12-07 08:00:00", "2026-12-07 16:30:00", 30),
        ("2026-12-08 20:00:00", "2026-12-09 00:00:00", 0),
    ]


@pytest.mark.parametrize(
    "wrong",
    ["7.12.2026 8-16 480", "7.12.2026 8-25", "32.12.2026 8-16", "7.12.2026", "", "\n", 7, [7], ["x"],
     "7.12.2026 8-16\n8.12.2026 8-16\n7.12.2026 15-20", "1.1.2026 8-9\n1.6.2026 8-9",
     "\n".join(["7.12.2026 8-9"] * 63)],
)  # fmt: skip
def test_shifts_that_cannot_be_are_refused(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        Shifts().deserialize(wrong)


def test_a_shift_of_the_night_when_summer_time_begins_has_the_time_that_passes() -> None:
    (shift,) = Shifts().deserialize("28.3.2026 22-6 30")
    assert shift.minutes == 390
    # from 3.30, which is not on the clock of that night, to 4.00 no time passes
    with pytest.raises(ValidationError):  # forty-five minutes pass
        Shifts().deserialize("29.3.2026 2.30-4.15 45")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("29.3.2026 3.30-8", "shift_skipped"),
        ("28.3.2026 22-3.30", "shift_skipped"),
        ("29.3.2026 3-4", "shift_skipped"),
        ("28.3.2026 14.00-14.00", "shift_same_time"),
        ("28.3.2026 0-0", "shift_same_time"),
    ],
)
def test_a_skipped_time_and_a_shift_without_length_are_told_with_their_line(line: str, key: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Shifts().deserialize(f"1.3.2026 8-16\n{line}")
    (told,) = refused.value.messages
    assert [part.key for part in told.parts] == [f"law.wrong.{key}.what", f"law.wrong.{key}.do"]
    assert told.parts[0].facts == {"line": 2}


def test_a_day_and_a_night_is_two_shifts_that_meet_or_midnight_to_twenty_four() -> None:
    first, second = Shifts().deserialize("7.12.2026 14-24\n8.12.2026 0-14")
    assert first.end == second.start
    assert [one.minutes for one in Shifts().deserialize("7.12.2026 0.00-24.00")] == [1440]


@pytest.mark.parametrize(
    ("name", "changes", "wrong"),
    [
        ("rest-break", {"start": "14:00", "end": "14:00"}, {"end": "same_time"}),
        ("night-work", {"start": "0:00", "end": "0:00"}, {"end": "same_time"}),
        ("shift-cost", {"start": "14:00", "end": "14:00"}, {"end": "same_time"}),
        ("heta-supplements", {"start": "14:00", "end": "14:00"}, {"end": "same_time"}),
        ("rest-break", {"day": "2026-03-29", "start": "3:30", "end": "8:00"}, {"start": "skipped_time"}),
        ("night-work", {"day": "2026-03-28", "start": "22:00", "end": "3:30"}, {"end": "skipped_time"}),
        ("shift-cost", {"day": "2026-03-29", "start": "3:00", "end": "3:59"},
         {"start": "skipped_time", "end": "skipped_time"}),
        ("cancelled-shift", {"cancelled_day": "2026-03-29", "cancelled_at": "3:30"}, {"cancelled_at": "skipped_time"}),
        ("cancelled-shift", {"cancelled_day": "2026-12-01", "cancelled_at": "16:00"},
         {"cancelled_at": "cancelled_after"}),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_are_told_at_their_field(
    name: str, changes: dict[str, Any], wrong: dict[str, str]
) -> None:
    asked = question(name)
    form = reads(asked, {**asked.example, **changes})
    told = {field: one.parts[0].key for field, (one,) in form.problems.items()}
    assert told == {field: f"law.wrong.{key}.what" for field, key in wrong.items()}


@pytest.mark.parametrize("wrong", [7, [7], [["mon"]], {"mon": 1}, ["monday"]])
def test_several_choices_are_words_of_the_list(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        Several(("mon", "tue")).deserialize(wrong)


def test_several_choices_keep_the_order_of_the_list() -> None:
    assert Several(("mon", "tue")).deserialize(["tue", "", "mon"]) == ("mon", "tue")
    assert Several(("mon", "tue")).deserialize("tue") == ("tue",)


def test_all_problems_come_together() -> None:
    form = reads(question("withholding"), {"pay": "-1", "card": "wage", "ceiling": "x"})
    assert set(form.problems) == {"pay", "payment_day", "year_wages", "ceiling"}
    form = reads(question("withholding"), {"pay": "1", "card": "wage", "year_wages": "0", "payment_day": "2026-11-30"})
    assert set(form.problems) == {"card_first", "card_percent"}


def test_json_truths_and_counts_are_understood_and_floats_are_not() -> None:
    facts = {"year": 2026, "month": 12, "day_of_month": None}
    assert reads(question("pay-day"), facts).command == {"year": 2026, "month": 12}
    assert not reads(question("pay-day"), {**facts, "month": 12.0}).ok
    assert not reads(question("pay-day"), {**facts, "month": True}).ok
    read = reads(question("insured"), {"born": "1.2.2000", "payment_day": "2026-11-30"}).command
    assert read == {"born": date(2000, 2, 1), "payment_day": date(2026, 11, 30)}


def test_days_too_far_apart_are_refused() -> None:
    form = reads(question("notice-period"), {"by": "employer", "known": "2059-01-01", "employment_start": "2001-01-01"})
    assert set(form.problems) == {"known"}


@pytest.mark.parametrize(
    ("name", "facts", "fields"),
    [
        # the employee may use the employer's time when it is shorter: that time has to be known
        ("notice-period", {"by": "employee", "known": "2026-11-05", "agreed_amount": 2, "agreed_unit": "months"},
         {"employment_start"}),
        ("notice-period", {"by": "employer", "known": "2026-11-05", "employment_start": "2025-01-07",
                           "employer_amount": 1, "employer_unit": "months"}, {"employer_amount"}),
        ("holiday-rule", {"year": 2026, "hours": "fixed", "weekly_days": "1", "weekly_hours": "25"}, {"weekly_hours"}),
        ("holiday-from-months", {"employment_start": "2026-02-01", "year": 2026, "full_months": 3}, {"full_months"}),
        ("holiday-from-months", {"employment_start": "2026-04-01", "year": 2026, "full_months": 0}, {"year"}),
        ("heta-holiday", {"employment_start": "2026-02-01", "year": 2026, "similar_months": 0, "full_months": 3},
         {"full_months"}),
        ("sick-pay", {"first": "2026-11-02", "last": "2026-11-08", "employment_start": "2026-03-02", "wage": "13",
                      "shifts": ["2026-11-09 8-16"]}, {"shifts"}),
        ("sick-pay", {"first": "2026-11-02", "last": "2026-11-08", "employment_start": "2026-03-02",
                      "weekdays": ["mon"], "shifts": ["2026-11-02 8-16"]}, {"shifts", "wage"}),
        ("holiday-pay", {"method": "percentage", "year": 2026, "days_earned": 30, "days_taken": 10, "year_pay": "100",
                         "overtime_increases": "101", "lasted_a_year": True}, {"overtime_increases"}),
        ("hindrance", {"cause": "employer_side", "first": "2026-11-09", "employee_ready": True,
                       "agreed_otherwise": False, "saved": "10"}, {"time"}),
        ("hourly-price", {"monthly_pay": "2400", "month_hours": "0"}, {"month_hours"}),
        ("net-pay", {"pay": "100", "payment_day": "2026-06-30", "born": "1990-01-01", "pension": "contract",
                     "month_wages": "2", "year_wages": "1", "others_wages": "0", "card": "wage", "kela_part": "101"},
         {"pension_percent", "card_first", "card_percent", "month_wages", "kela_part"}),
    ],
)  # fmt: skip
def test_facts_that_contradict_each_other_are_refused_by_field(
    name: str, facts: dict[str, Any], fields: set[str]
) -> None:
    assert set(reads(question(name), facts).problems) == fields


def test_notice_of_both_sides_or_of_the_employer_alone_needs_no_first_day() -> None:
    agreed = {"known": "2026-11-05", "agreed_amount": 2, "agreed_unit": "months"}
    assert reads(question("notice-period"), {"by": "employer", **agreed}).ok
    both = {"by": "employee", **agreed, "employer_amount": 1, "employer_unit": "months"}
    assert reads(question("notice-period"), both).ok
