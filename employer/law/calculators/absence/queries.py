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
    Question("pregnancy-leave", "absence", schemas.PregnancyLeave, service.pregnancy_leave, {"due_day": "2027-03-15"}),
    Question(
        "parental-leave",
        "absence",
        schemas.ParentalLeave,
        service.parental_leave,
        {"periods": ["2027-01-11 - 2027-03-31", "2027-06-01 - 2027-08-31"]},
    ),
    Question(
        "childcare-leave",
        "absence",
        schemas.ChildcareLeave,
        service.childcare_leave,
        {
            "child_born": "2025-05-20",
            "first": "2027-01-11",
            "last": "2027-05-31",
            "earlier_periods": 0,
            "adopted": False,
        },
    ),
    Question(
        "partial-childcare-leave",
        "absence",
        schemas.PartialChildcareLeave,
        service.partial_childcare_leave,
        {"child_born": "2015-05-20", "first": "2027-01-11", "months_in_service": 8, "disabled_or_ill": True},
    ),
    Question("leave-change", "absence", schemas.LeaveChange, service.leave_change, {"first": "2027-03-01"}),
    Question(
        "compelling-reason",
        "absence",
        schemas.CompellingReason,
        service.compelling_reason,
        {"presence_necessary": True, "unforeseen": True},
    ),
    Question("leave-pay", "absence", schemas.LeavePay, service.leave_pay, {"leave": "parental"}),
    Question(
        "study-leave-application",
        "absence",
        schemas.StudyLeaveApplication,
        service.study_leave_application,
        {"first": "2027-01-11", "short": False, "postponed_before": 0, "employees": 1},
    ),
    Question(
        "sick-shift",
        "absence",
        schemas.SickShift,
        service.sick_shift,
        {"variable_hours": True, "in_roster": True, "otherwise_agreed": False},
    ),
    Question("sick-proof", "absence", schemas.SickProof, service.sick_proof, {"asked_for": True, "was_shown": False}),
    Question(
        "accident-at-work",
        "absence",
        schemas.AccidentAtWork,
        service.accident_at_work,
        {"incident_day": "2026-12-01", "known": "2026-12-01", "incapable_days": 5},
    ),
    Question(
        "occupational-health",
        "absence",
        schemas.OccupationalHealth,
        service.occupational_health,
        {"employment_start": "2025-01-07", "absence_first": "2026-11-02"},
    ),
    Question(
        "kela-claims",
        "absence",
        schemas.KelaClaims,
        service.kela_claims,
        {"compensation": "sickness_allowance", "day": "2026-11-02"},
    ),
    Question(
        "sickness-refund",
        "absence",
        schemas.SicknessRefund,
        service.sickness_refund,
        {"first": "2026-11-13", "last": "2026-11-30", "year_wages": "18000.00", "pay": "900.00"},
    ),
)
