"""The questions of absence."""

from __future__ import annotations

from employer.law.calculators.absence import schemas, service
from employer.law.calculators.schemas import Question

QUESTIONS = (
    Question(
        "sick-pay",
        "absence",
        schemas.SickPay,
        service.sick_pay,
        {
            "first": "2026-11-02",
            "last": "2026-11-20",
            "employment_start": "2025-01-07",
            "wage": "13.20",
            "weekdays": ["mon", "tue", "wed", "thu"],
            "daily_hours": "4",
        },
    ),
    Question(
        "sickness-allowance",
        "absence",
        schemas.SicknessAllowance,
        service.sickness_allowance,
        {"first": "2026-11-02", "year_wages": "18000.00"},
    ),
    Question(
        "family-leave-notice",
        "absence",
        schemas.FamilyLeaveNotice,
        service.family_leave_notice,
        {"leave": "parental", "first": "2027-03-01", "weekdays_count": 40},
    ),
    Question(
        "sick-child",
        "absence",
        schemas.SickChild,
        service.sick_child,
        {"first": "2026-12-01", "child_age": 6, "needed_days": 3, "other_parent": False},
    ),
    Question(
        "carers-leave",
        "absence",
        schemas.CarersLeave,
        service.carers_leave,
        {"first": "2026-12-01", "needed_days": 4, "used_days": 2},
    ),
    Question(
        "study-leave",
        "absence",
        schemas.StudyLeave,
        service.study_leave,
        {"first": "2027-01-11", "service_months": 18, "used_days": 0},
    ),
)
