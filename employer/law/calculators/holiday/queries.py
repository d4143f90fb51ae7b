"""The questions of holiday."""

from __future__ import annotations

from employer.law.calculators.holiday import schemas, service
from employer.law.calculators.schemas import Question

QUESTIONS = (
    Question(
        "holiday-days",
        "holiday",
        schemas.HolidayDays,
        service.holiday_days,
        {
            "employment_start": "2025-01-07",
            "year": 2026,
            "weekdays": ["mon", "tue", "wed", "thu"],
            "daily_hours": "4",
            "public_holidays": False,
        },
    ),
    Question(
        "holiday-used",
        "holiday",
        schemas.HolidayUsed,
        service.holiday_used,
        {"first": "2026-06-15", "last": "2026-07-12"},
    ),
    Question(
        "holiday-pay",
        "holiday",
        schemas.HolidayPay,
        service.holiday_pay,
        {
            "method": "average_daily_pay",
            "year": 2026,
            "days_earned": 24,
            "days_taken": 12,
            "year_pay": "9800.00",
            "work_days": 190,
            "weekly_days": "4",
        },
    ),
    Question(
        "holiday-notice",
        "holiday",
        schemas.HolidayNotice,
        service.holiday_notice,
        {"first": "2026-06-15", "kind": "ordinary"},
    ),
    Question(
        "holiday-illness",
        "holiday",
        schemas.HolidayIllness,
        service.holiday_illness,
        {
            "first": "2026-07-06",
            "last": "2026-08-02",
            "sick_first": "2026-07-13",
            "sick_last": "2026-07-26",
            "days_earned": 30,
            "requested": True,
        },
    ),
    Question(
        "saved-leave",
        "holiday",
        schemas.SavedLeave,
        service.saved_leave,
        {"year": 2026, "days_earned": 30, "agreed_saving": True},
    ),
)
