"""The questions of contract."""

from __future__ import annotations

from employer.law.calculators.contract import schemas, service
from employer.law.calculators.schemas import Question

QUESTIONS = (
    Question(
        "trial-period",
        "contract",
        schemas.TrialPeriod,
        service.trial_period,
        {"employment_start": "2026-12-01", "employment_end": "2027-03-31", "trial_months": 6},
    ),
    Question(
        "fixed-term",
        "contract",
        schemas.FixedTerm,
        service.fixed_term,
        {
            "signed": "2026-12-01",
            "employment_start": "2027-01-01",
            "employment_end": "2027-06-30",
            "ground": False,
            "employee_asked": False,
            "long_term_unemployed": False,
            "earlier": "none",
        },
    ),
    Question(
        "written-terms",
        "contract",
        schemas.WrittenTerms,
        service.written_terms,
        {"employment_start": "2026-12-01", "weekly_hours": "16"},
    ),
    Question(
        "trial-extension",
        "contract",
        schemas.TrialExtension,
        service.trial_extension,
        {"employment_start": "2026-06-01", "trial_last": "2026-11-30", "absence_days": 35, "told_on": "2026-11-20"},
    ),
    Question(
        "hindrance",
        "contract",
        schemas.Hindrance,
        service.hindrance,
        {"cause": "employer_side", "first": "2026-12-01", "employee_ready": True, "agreed_otherwise": False},
    ),
    Question(
        "fixed-term-renewal",
        "contract",
        schemas.FixedTermRenewal,
        service.fixed_term_renewal,
        {
            "signed": "2026-12-01",
            "first_start": "2026-07-01",
            "end_before": "2026-12-31",
            "employment_end": "2027-06-30",
            "ground": False,
            "employee_asked": False,
            "long_term_unemployed": False,
        },
    ),
    Question(
        "fixed-term-notice",
        "contract",
        schemas.FixedTermNotice,
        service.fixed_term_notice,
        {
            "signed": "2026-06-15",
            "employment_start": "2026-07-01",
            "day": "2026-12-01",
            "ground": True,
            "notice_agreed": False,
        },
    ),
    Question(
        "work-after-end",
        "contract",
        schemas.WorkAfterEnd,
        service.work_after_end,
        {"employment_end": "2026-11-30", "worked_on": "2026-12-02"},
    ),
    Question(
        "variable-hours",
        "contract",
        schemas.VariableHours,
        service.variable_hours,
        {"employer_asked": True, "need_is_fixed": False},
    ),
    Question(
        "variable-hours-review",
        "contract",
        schemas.VariableHoursReview,
        service.variable_hours_review,
        {"last_review": "2025-12-01", "reviewed_on": "2026-12-01", "agreed_minimum": "10", "needed": "14:30"},
    ),
    Question(
        "written-items",
        "contract",
        schemas.WrittenItems,
        service.written_items,
        {"fixed_term": False, "trial": True, "variable_hours": False},
    ),
    Question(
        "request-reply",
        "contract",
        schemas.RequestReply,
        service.request_reply,
        {"requested": "2026-12-01", "employment_start": "2025-01-07", "employees": 1},
    ),
    Question(
        "keep-records",
        "contract",
        schemas.KeepRecords,
        service.keep_records,
        {"record": "wage_records", "day": "2026-11-30"},
    ),
    Question(
        "which-terms",
        "contract",
        schemas.Terms,
        service.which_terms,
        {"day": "2026-11-30", "employment_start": "2025-01-07", "agreement": "heta"},
    ),
    Question(
        "work-abroad",
        "contract",
        schemas.WorkAbroad,
        service.work_abroad,
        {"departure": "2027-01-10", "months_abroad": 2},
    ),
    Question(
        "work-permit-end", "contract", schemas.WorkPermitEnd, service.work_permit_end, {"employment_end": "2026-11-30"}
    ),
)
