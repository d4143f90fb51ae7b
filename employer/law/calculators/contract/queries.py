"""The questions of contract."""

from __future__ import annotations

from employer.law.calculators.contract import schemas, service
from employer.law.calculators.schemas import Question

QUESTIONS = (
    Question(
        "notice-period",
        "contract",
        schemas.NoticePeriod,
        service.notice_period,
        {"by": "employer", "known": "2026-12-01", "employment_start": "2022-05-02"},
    ),
    Question(
        "notice-delivery",
        "contract",
        schemas.NoticeDelivery,
        service.notice_delivery,
        {"means": "letter", "sent": "2026-12-01"},
    ),
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
    Question("layoff-notice", "contract", schemas.LayoffNotice, service.layoff_notice, {"layoff_start": "2026-12-21"}),
    Question(
        "waiting-pay",
        "contract",
        schemas.WaitingPay,
        service.waiting_pay,
        {"due": "2026-11-19", "paid": "2026-11-24", "disputed": False},
    ),
    Question("employer-died", "contract", schemas.EmployerDied, service.employer_died, {"death": "2026-11-10"}),
    Question(
        "trial-extension",
        "contract",
        schemas.TrialExtension,
        service.trial_extension,
        {"employment_start": "2026-06-01", "trial_last": "2026-11-30", "absence_days": 35, "told_on": "2026-11-20"},
    ),
    Question(
        "missing-notice",
        "contract",
        schemas.MissingNotice,
        service.missing_notice,
        {
            "known": "2026-12-01",
            "notice_last": "2026-12-15",
            "left": "2026-12-08",
            "weekly_hours": "16",
            "wage": "13.20",
        },
    ),
    Question(
        "hindrance",
        "contract",
        schemas.Hindrance,
        service.hindrance,
        {"cause": "employer_side", "first": "2026-12-01", "employee_ready": True, "agreed_otherwise": False},
    ),
    Question(
        "claim-deadline",
        "contract",
        schemas.ClaimDeadline,
        service.claim_deadline,
        {"claim": "pay", "due": "2026-11-30"},
    ),
)
