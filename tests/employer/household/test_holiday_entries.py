"""Saved, moved and paid holiday in the household file: read, worked through, and written again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer.clock import HELSINKI
from employer.effective import Hand
from employer.errors import Refused
from employer.household import queries, service
from employer.household.reading import read
from employer.household.running import Outcome, run
from employer.household.schemas import Unreadable
from employer.household.writing import text_of
from tests.employer.household.test_running import TREE, as_json, household

YEAR = "2025-04-01/2026-03-31"
MOVED = {
    "employment": "ilona-1", "kind": "moved", "credit_year": YEAR, "days": 4, "day": "2026-07-06", "ground": "sick",
    "asked": "2026-07-06",
}  # fmt: skip
ILL = {"employment": "ilona-1", "kind": "sick", "first": "2026-07-06", "last": "2026-07-09"}
AGAIN = {
    "employment": "ilona-1", "kind": "annual_holiday", "first": "2026-09-07", "last": "2026-09-10",
    "moved_from": "2026-07-06",
}  # fmt: skip
HAND = Hand("Salla Aallonkoski", datetime(2026, 12, 30, 9, 30, tzinfo=HELSINKI))


def opened(**changes: Any) -> tuple[tuple[str, Any], ...]:
    """The example's employment from April 2025, with 30 days of that credit year open on 1 April 2026 and the week
    two days shorter from September on."""
    april, long = "2025-04-01", ["mon", "tue", "wed", "thu"]
    pattern = {"start": "14:00", "end": "18:00", "break_minutes": 0, "skip": "public_holidays"}
    return (
        ("employments.0.start", april),
        ("employments.0.wages", [{"unit": "hour", "euros": "13.20", "from": april}]),
        ("employments.0.weekly_minutes", [
            {"minutes": "960", "from": april, "until": "2026-08-31"}, {"minutes": "480", "from": "2026-09-01"},
        ]),
        ("employments.0.patterns", [
            {**pattern, "from": april, "until": "2026-08-31", "weekdays": long},
            {**pattern, "from": "2026-09-01", "until": None, "weekdays": long[:2]},
        ]),
        ("shifts", []), ("trainings", []), ("absences", []),
        ("opening", [{
            "employment": "ilona-1", "day": "2026-04-01", "card_used": "2534.40",
            "year_so_far": {"gross": "2534.40", "withholding": "304.13"},
            "holiday": {"credit_year": YEAR, "days": "30", "pay_base": "9926.40", "work_days": "188",
                        "minutes": "45120"},
        }]),
        *changes.items(),
    )  # fmt: skip


def line(kind: str, days: int, day: str, **more: Any) -> dict[str, Any]:
    return {"employment": "ilona-1", "kind": kind, "credit_year": YEAR, "days": str(days), "day": day, **more}


SAVED = line("saved", 6, "2026-04-20", ground="agreement")
PAID = line("paid_saved", 6, "2026-09-15", ground="part_time", asked="2026-09-15", asked_by="Ilona Rantavirta")


def lines_of(outcome: Outcome, kind: str) -> dict[str, list[str]]:
    """The amounts of the lines of a kind, by the pay day of their payslip."""
    found = {
        name[-15:-5]: [one["amount"] for one in as_json(outcome, name)["lines"] if one["kind"] == kind]
        for name in outcome.files
        if name.startswith("payslips/") and name.endswith(".json")
    }
    return {day: euros for day, euros in found.items() if euros}


def test_a_moved_holiday_is_taken_and_paid_at_its_new_time() -> None:
    outcome = run(household(("absences", [ILL, AGAIN]), ("holiday_entries", [MOVED])))
    # 4 days of a year that earned four: 52.80 a day and some Sunday pay, × 4/5 × 3.6
    assert list(lines_of(outcome, "holiday_pay")) == ["2026-09-30"]


def test_saved_leave_is_paid_on_the_payslip_of_the_request() -> None:
    runs = [one for one in TREE["pay_runs"] if one["from"] >= "2026-04-01"]
    outcome = run(household(*opened(holiday_entries=[SAVED, PAID], pay_runs=runs)))
    # 9926.40 ÷ 188 × 4/5 × 27.8 × 6/30 = 234.8544
    assert lines_of(outcome, "holiday_compensation") == {"2026-09-30": ["234.85"]}
    (year,) = [one for one in as_json(outcome, "holidays.json")["ilona-1"] if one["credit_year"] == YEAR]
    assert (year["days_earned"], year["days_taken"], year["days_left"]) == (30, 0, 24)


def test_it_is_written_as_it_was_read(session: Session) -> None:
    given = household(("absences", [ILL, AGAIN]), ("holiday_entries", [MOVED]))
    employer_id = service.load(session, given, HAND)
    written = queries.household(session, employer_id, HAND.day)
    assert written.holiday_entries == given.holiday_entries
    assert read(text_of(written).encode()).absences == given.absences


SHORTER = line("shortened", 6, "2026-09-15", asked_by="Ilona Rantavirta")


def test_shorter_working_days_come_in_and_go_out(session: Session) -> None:
    given = household(*opened(holiday_entries=[SHORTER]))
    employer_id = service.load(session, given, HAND)
    written = queries.household(session, employer_id, HAND.day)
    assert written.holiday_entries == given.holiday_entries
    assert read(text_of(written).encode()).holiday_entries == given.holiday_entries


CHECK = {"employment": "ilona-1", "kind": "prenatal_check", "first": "2026-03-03", "last": "2026-03-03"}


def test_a_check_of_a_part_of_a_day_comes_in_and_goes_out_and_is_paid(session: Session) -> None:
    given = household(("absences", [{**CHECK, "start": "15:00", "end": "16:30"}]))
    employer_id = service.load(session, given, HAND)
    written = text_of(queries.household(session, employer_id, HAND.day))
    assert read(written.encode()).absences == given.absences
    assert "start: '15:00'" in written
    # Ninety minutes at 13.20 are 19.80; the rest of the shift is worked.
    assert lines_of(run(given), "hindrance_pay") == {"2026-03-31": ["19.80"]}


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"start": "16:30", "end": "15:00"}, "end"),
        ({"start": "15:00"}, "end"),
        ({"start": "15:00", "end": "16:30", "kind": "study"}, "start"),
        ({"start": "15:00", "end": "16:30", "last": "2026-03-04"}, "last"),
    ],
)
def test_a_part_of_a_day_that_cannot_be_is_refused_at_its_place(
    session: Session, times: dict[str, str], field: str
) -> None:
    with pytest.raises((Unreadable, Refused)) as refused:
        service.load(session, household(("absences", [{**CHECK, **times}])), HAND)
    assert f"absences[0].{field}" in [getattr(one, "place", None) or one.field for one in refused.value.problems]


def test_holiday_paid_when_service_begins_comes_in_and_goes_out(session: Session) -> None:
    row = line("paid_service", 30, "2026-09-15", asked="2026-09-15", asked_by="Ilona Rantavirta")
    employer_id = service.load(session, household(*opened(holiday_entries=[row])), HAND)
    (written,) = queries.household(session, employer_id, HAND.day).holiday_entries
    assert (written.kind, written.days, written.asked_by, written.ground) == (
        "paid_service",
        30,
        "Ilona Rantavirta",
        None,
    )


def test_saved_leave_and_its_payment_come_in_and_go_out(session: Session) -> None:
    given = household(*opened(holiday_entries=[PAID, SAVED]))
    employer_id = service.load(session, given, HAND)
    written = queries.household(session, employer_id, HAND.day)
    assert sorted(one.kind for one in written.holiday_entries) == ["paid_saved", "saved"]
    paid = next(one for one in written.holiday_entries if one.kind == "paid_saved")
    assert (paid.asked_by, paid.ground, paid.days) == ("Ilona Rantavirta", "part_time", 6)


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ([line("saved", 31, "2026-04-20", ground="agreement")], "holiday_entries[0].days"),
        ([SAVED, {**PAID, "days": "7"}], "holiday_entries[1].days"),
        ([SAVED, {**PAID, "ground": "laid_off"}], "holiday_entries[1].ground"),
        ([line("paid_moved", 6, "2026-09-15", moved_from="2026-07-06")], "holiday_entries[0].moved_from"),
    ],
)
def test_what_the_law_does_not_give_is_refused_at_its_place(
    session: Session, entries: list[dict[str, Any]], field: str
) -> None:
    with pytest.raises((Unreadable, Refused)) as refused:
        service.load(session, household(*opened(holiday_entries=entries)), HAND)
    assert field in [getattr(one, "place", None) or one.field for one in refused.value.problems]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "sold"}, "holiday_entries[0].kind"),
        ({"credit_year": "2025-01-01/2025-12-31"}, "holiday_entries[0].credit_year"),
        ({"days": "0"}, "holiday_entries[0].days"),
        ({"day": "2025-07-06"}, "holiday_entries[0].day"),
        ({"employment": "nobody"}, "holiday_entries[0].employment"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Unreadable) as refused:
        household(("absences", [ILL, AGAIN]), ("holiday_entries", [{**MOVED, **change}]))
    assert field in [one.place for one in refused.value.problems]
