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
)
