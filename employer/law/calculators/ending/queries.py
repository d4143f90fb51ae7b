"""The questions of ending."""

from __future__ import annotations

from employer.law.calculators.ending import schemas, service
from employer.law.calculators.schemas import Question

QUESTIONS = (
    Question(
        "notice-period",
        "ending",
        schemas.NoticePeriod,
        service.notice_period,
        {"by": "employer", "known": "2026-12-01", "employment_start": "2022-05-02"},
    ),
    Question(
        "notice-delivery",
        "ending",
        schemas.NoticeDelivery,
        service.notice_delivery,
        {"means": "letter", "sent": "2026-12-01"},
    ),
    Question("layoff-notice", "ending", schemas.LayoffNotice, service.layoff_notice, {"layoff_start": "2026-12-21"}),
    Question(
        "waiting-pay",
        "ending",
        schemas.WaitingPay,
        service.waiting_pay,
        {"due": "2026-11-19", "paid": "2026-11-24", "disputed": False},
    ),
    Question("employer-died", "ending", schemas.EmployerDied, service.employer_died, {"death": "2026-11-10"}),
    Question(
        "missing-notice",
        "ending",
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
        "claim-deadline",
        "ending",
        schemas.ClaimDeadline,
        service.claim_deadline,
        {"claim": "pay", "due": "2026-11-30"},
    ),
    Question(
        "layoff",
        "ending",
        schemas.Layoff,
        service.layoff,
        {"layoff_start": "2026-12-21", "estimated_days": 60, "other_work": False},
    ),
    Question(
        "dismissal",
        "ending",
        schemas.Dismissal,
        service.dismissal,
        {"notice_day": "2026-12-01", "ground": "breach", "very_serious": False, "ability_changed": False},
    ),
    Question("cancel-contract", "ending", schemas.CancelContract, service.cancel_contract, {"learned": "2026-12-01"}),
    Question(
        "absent-without-word",
        "ending",
        schemas.AbsentWithoutWord,
        service.absent_without_word,
        {"absent_from": "2026-11-20", "day": "2026-11-30", "reason_told": False, "could_not_tell": False},
    ),
    Question(
        "retirement-end",
        "ending",
        schemas.RetirementEnd,
        service.retirement_end,
        {"born": "1958-08-20", "day": "2026-12-01"},
    ),
    Question(
        "variable-notice",
        "ending",
        schemas.VariableNotice,
        service.variable_notice,
        {
            "employment_start": "2025-01-07",
            "known": "2026-12-01",
            "average_weekly": "12:30",
            "weeks": "2",
            "offered": "10",
        },
    ),
    Question(
        "job-search",
        "ending",
        schemas.JobSearch,
        service.job_search,
        {"known": "2026-12-01", "notice_last": "2027-02-01", "age": 40, "service_years": 5},
    ),
    Question(
        "re-employment",
        "ending",
        schemas.Reemployment,
        service.reemployment,
        {"notice_known": "2026-12-01", "employment_end": "2027-01-01", "service_years": 4, "employees": 1},
    ),
    Question(
        "certificate",
        "ending",
        schemas.Certificate,
        service.certificate,
        {"employment_end": "2026-11-30", "with_assessment": False},
    ),
    Question(
        "economic-ground",
        "ending",
        schemas.EconomicGround,
        service.economic_ground,
        {"reduced": True, "lasting": True, "other_work": False, "hired_for_similar": False},
    ),
    Question(
        "layoff-fixed-term",
        "ending",
        schemas.LayoffFixedTerm,
        service.layoff_fixed_term,
        {"replaces_someone": True, "other_could_be_laid_off": False},
    ),
    Question(
        "layoff-resigning",
        "ending",
        schemas.LayoffResigning,
        service.layoff_resigning,
        {"day": "2026-12-01", "layoff_last": "2026-12-31"},
    ),
)
