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
)
