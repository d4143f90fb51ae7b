"""The questions of heta."""

from __future__ import annotations

from employer.law.calculators.heta import schemas, service
from employer.law.calculators.schemas import Question

QUESTIONS = (
    Question(
        "heta-binding",
        "heta",
        schemas.HetaBinding,
        service.heta_binding,
        {"day": "2026-11-30", "job": "personal_assistance", "employer": "natural_person"},
    ),
    Question(
        "heta-pay-group",
        "heta",
        schemas.HetaPayGroup,
        service.heta_pay_group,
        {"day": "2025-03-03", "tasks": ["everyday_assistance", "stoma"]},
    ),
    Question(
        "heta-wage",
        "heta",
        schemas.HetaWage,
        service.heta_wage,
        {"day": "2024-11-04", "pay_group": "A", "region": "muu_suomi", "experience_months": 0},
    ),
    Question("weekday-holidays", "heta", schemas.WeekdayHolidays, service.weekday_holidays, {"year": 2026}),
    Question(
        "heta-old-group",
        "heta",
        schemas.HetaOldGroup,
        service.heta_old_group,
        {"day": "2024-02-01", "group_before": "B"},
    ),
    Question(
        "heta-region", "heta", schemas.HetaRegion, service.heta_region, {"day": "2026-11-30", "municipality": "Espoo"}
    ),
    Question(
        "heta-notice", "heta", schemas.HetaNotice, service.heta_notice, {"day": "2026-12-01", "employment_months": 30}
    ),
    Question("heta-layoff", "heta", schemas.HetaLayoff, service.heta_layoff, {"day": "2025-01-10", "sudden": False}),
    Question("heta-roster", "heta", schemas.HetaRoster, service.heta_roster, {"first": "2026-12-14", "weeks": 4}),
    Question(
        "heta-pay-day", "heta", schemas.HetaPayDay, service.heta_pay_day, {"day": "2026-12-03", "monthly_agreed": False}
    ),
    Question(
        "heta-holiday",
        "heta",
        schemas.HetaHoliday,
        service.heta_holiday,
        {"employment_start": "2025-01-07", "year": 2026, "similar_months": 0},
    ),
    Question(
        "heta-bonus", "heta", schemas.HetaBonus, service.heta_bonus, {"day": "2026-11-30", "employment_months": 6}
    ),
    Question(
        "heta-certificate",
        "heta",
        schemas.HetaCertificate,
        service.heta_certificate,
        {"day": "2026-11-30", "absence_days": 3, "agreed_from_first_day": False},
    ),
    Question(
        "heta-day-off", "heta", schemas.HetaDayOff, service.heta_day_off, {"day": "2026-11-30", "event": "birthday_50"}
    ),
    Question(
        "heta-travel-day",
        "heta",
        schemas.HetaTravelDay,
        service.heta_travel_day,
        {"day": "2024-06-03", "start": "8:00", "end": "20:00"},
    ),
    Question(
        "heta-supplements",
        "heta",
        schemas.HetaSupplements,
        service.heta_supplements,
        {"day": "2024-06-03", "start": "15:00", "end": "21:30"},
    ),
)
