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
    for nothing in ("29.3.2026 3.30-4.00", "29.3.2026 2.30-4.15 60"):
        with pytest.raises(ValidationError):
            Shifts().deserialize(nothing)


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
