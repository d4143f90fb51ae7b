"""The questions of time."""

from __future__ import annotations

from employer.law.calculators.schemas import Question
from employer.law.calculators.time import schemas, service

QUESTIONS = (
    Question(
        "shift-cost",
        "time",
        schemas.ShiftCost,
        service.shift_cost,
        {
            "wage": "13.20",
            "day": "2026-12-06",
            "start": "14:00",
            "end": "18:00",
            "born": "1990-05-20",
            "job": "childminding",
            "agreement": "none",
            "month_wages": "800.00",
            "year_wages": "9000.00",
            "pension": "contract",
            "pension_percent": "24.85",
            "accident_percent": "1.2",
            "group_life": "no",
        },
    ),
    Question(
        "overtime",
        "time",
        schemas.Overtime,
        service.overtime,
        {"day": "2026-12-02", "worked": "10:30", "agreed": "6:00", "wage": "13.20"},
    ),
    Question(
        "weekly-overtime",
        "time",
        schemas.WeeklyOvertime,
        service.weekly_overtime,
        {"monday": "2026-11-30", "mon": "8", "tue": "10", "wed": "8", "thu": "8", "fri": "8", "sat": "4"},
    ),
    Question(
        "roster-check",
        "time",
        schemas.RosterCheck,
        service.roster_check,
        {"shifts": ["2026-11-30 8:00-20:00 30", "2026-12-01 6:00-14:00 60"], "published_on": "2026-11-20"},
    ),
)
