"""The questions of people."""

from __future__ import annotations

from employer.law.calculators.people import schemas, service
from employer.law.calculators.schemas import Question

QUESTIONS = (
    Question(
        "young-worker",
        "people",
        schemas.YoungWorker,
        service.young_worker,
        {
            "born": "2010-05-20",
            "day": "2026-12-02",
            "start": "16:00",
            "end": "20:00",
            "light_work": True,
            "education_done": True,
            "school": "none",
        },
    ),
    Question(
        "criminal-record",
        "people",
        schemas.CriminalRecord,
        service.criminal_record,
        {"employment_start": "2026-12-01", "client_minor": True, "custodian_present": False, "months_in_year": 6},
    ),
    Question(
        "young-overtime",
        "people",
        schemas.YoungOvertime,
        service.young_overtime,
        {"born": "2010-05-20", "day": "2026-12-02", "year_overtime": "20", "consent": True, "longest_rest": "40"},
    ),
    Question(
        "young-health-check",
        "people",
        schemas.YoungHealthCheck,
        service.young_health_check,
        {"born": "2010-05-20", "employment_start": "2026-12-01", "light_work": False},
    ),
    Question(
        "who-may-sign",
        "people",
        schemas.WhoMaySign,
        service.who_may_sign,
        {"representative": "guardian", "relation": "other"},
    ),
    Question(
        "criminal-extract",
        "people",
        schemas.CriminalExtract,
        service.criminal_extract,
        {"extract_day": "2026-10-15", "shown_day": "2026-12-01"},
    ),
    Question(
        "young-signs",
        "people",
        schemas.YoungSigns,
        service.young_signs,
        {"born": "2010-05-20", "day": "2026-12-01", "harms": False},
    ),
    Question(
        "light-work",
        "people",
        schemas.LightWork,
        service.light_work,
        {
            "day": "2027-06-07",
            "holiday_days": 70,
            "light_work_days": 40,
            "in_term": False,
            "short_and_temporary": False,
        },
    ),
    Question("who-is-employed", "people", schemas.WhoIsEmployed, service.who_is_employed, {"carer": "assistant"}),
    Question(
        "relative-assistant",
        "people",
        schemas.RelativeAssistant,
        service.relative_assistant,
        {"employment_start": "2026-12-01", "relative": True, "county_allows": True},
    ),
)
