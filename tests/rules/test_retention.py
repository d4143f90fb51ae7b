"""How long records are kept: to the day, on both sides of the end of an employment."""

from __future__ import annotations

from datetime import date

import pytest

from rules import NoValueForDay
from rules.book import load_book
from rules.decisions import retention

BOOK = load_book()


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(
    ("kind", "noted", "end", "until", "code"),
    [
        ("wage_records", "2026-11-30", None, "2032-12-31", "keep_wage_records"),
        ("wage_records", "2026-01-30", "2026-06-30", "2032-12-31", "keep_wage_records"),
        ("working_time_record", "2026-03-01", None, "2028-12-31", "working_time.record_kept"),
        ("working_time_record", "2026-03-01", "2026-06-30", "2028-06-30", "working_time.record_kept"),
        ("holiday_record", "2026-07-01", None, "2028-12-31", "retention.holiday_record"),
        ("holiday_record", "2026-07-01", "2027-02-28", "2029-02-28", "retention.holiday_record"),
        ("holiday_record", "2023-07-01", "2026-02-28", "2025-12-31", "retention.holiday_record"),  # had lapsed
        ("pay_basis", "2026-11-30", None, "2032-12-31", "ending.pay_claim"),  # pay can be claimed to 30 November 2031
        ("certificate_data", "2026-01-01", "2024-02-29", "2034-02-28", "ending.certificate"),
        ("right_to_work_data", "2026-01-01", "2026-10-31", "2028-10-31", "contract.right_to_work_data"),
        ("household_credit_receipts", "2026-01-01", None, "2029-12-31", "retention.household_credit"),
        ("household_credit_receipts", "2026-12-31", None, "2029-12-31", "retention.household_credit"),
        ("household_credit_receipts", "2027-01-01", None, "2030-12-31", "retention.household_credit"),
        ("camera_recording", "2024-02-29", None, "2025-02-28", "retention.camera"),
        ("health_data", "2026-11-30", None, "2031-11-30", "retention.health_data"),
    ],
)
def test_a_record_is_kept_until_a_day(kind: str, noted: str, end: str | None, until: str, code: str) -> None:
    moment = day(noted)
    assert moment is not None
    found = retention.kept_until(kind, moment, day(end), BOOK)
    assert found.outcome == day(until)
    assert code in [one.code for one in found.reasons]
    assert found.values


def test_what_cannot_be_told_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of record"):
        retention.kept_until("diary", date(2026, 1, 1), None, BOOK)
    for kind in retention.AFTER_THE_END:
        with pytest.raises(ValueError, match="runs from the end"):
            retention.kept_until(kind, date(2026, 1, 1), None, BOOK)
    with pytest.raises(NoValueForDay):  # the act on the receipts is of 2026
        retention.kept_until("household_credit_receipts", date(2025, 12, 31), None, BOOK)
