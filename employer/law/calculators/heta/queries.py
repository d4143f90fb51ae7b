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
    Question(
        "heta-experience",
        "heta",
        schemas.HetaExperience,
        service.heta_experience,
        {"day": "2023-03-01", "table_wage": "11.31"},
    ),
    Question(
        "heta-wage-range",
        "heta",
        schemas.HetaWageRange,
        service.heta_wage_range,
        {"pay_group": "A", "region": "muu_suomi"},
    ),
    Question("heta-raise", "heta", schemas.HetaRaise, service.heta_raise, {"day": "2026-12-01", "wage": "16.00"}),
    Question(
        "heta-back-pay",
        "heta",
        schemas.HetaBackPay,
        service.heta_back_pay,
        {"day": "2025-06-16", "pay_group": "A", "region": "muu_suomi", "time": "60", "wage": "11.31"},
    ),
    Question(
        "heta-monthly-pay",
        "heta",
        schemas.HetaMonthlyPay,
        service.heta_monthly_pay,
        {"day": "2026-11-02", "weekly_hours": "20", "wage": "13.50"},
    ),
    Question(
        "heta-one-off", "heta", schemas.HetaOneOff, service.heta_one_off, {"day": "2023-12-15", "time_share": "0.5"}
    ),
    Question(
        "county-wage",
        "heta",
        schemas.CountyWage,
        service.county_wage,
        {"county": "varsinais_suomi", "day": "2024-08-01", "pay_group": "B2"},
    ),
    Question(
        "heta-weekday-holiday",
        "heta",
        schemas.HetaWeekdayHoliday,
        service.heta_weekday_holiday,
        {"day": "2026-01-06", "employment_start": "2025-01-07", "wage": "13.20", "worked": "5"},
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
    Question("heta-shift", "heta", schemas.HetaShift, service.heta_shift, {"day": "2026-11-30", "time": "2"}),
    Question("heta-overtime", "heta", schemas.HetaOvertime, service.heta_overtime, {"day": "2026-11-30"}),
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
    Question(
        "sostes-supplements",
        "heta",
        schemas.SostesSupplements,
        service.sostes_supplements,
        {"day": "2026-01-03", "start": "14:00", "end": "22:00"},
    ),
)
