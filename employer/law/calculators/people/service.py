"""Answers about who may do the work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from employer.law.calculators.gathering.service import (
    Gathered,
    answering,
)
from employer.law.calculators.schemas import (
    Answer,
    Facts,
    Minutes,
    Said,
    Word,
)
from rules.decisions import (
    duties,
    young_workers,
)


@answering
def young_worker(g: Gathered, facts: Facts) -> Answer:
    """Whether a young person may be hired and may work a shift."""
    born, day, book = facts["born"], facts["day"], g.book
    hired = g.take(
        lambda: young_workers.may_be_hired(
            born, day, book, basic_education_done=facts.get("education_done"), light_work=facts["light_work"]
        )
    )
    age = young_workers.age_on(born, day)
    begins, ends = datetime.combine(day, facts["start"]), datetime.combine(day, facts["end"])
    rest = facts.get("break_minutes", 0)
    minutes = int((ends - begins).total_seconds()) // 60 - rest
    school = None if facts["school"] == "none" else facts["school"]
    daily = g.take(
        lambda: young_workers.daily_hours(
            age, minutes, day, book, school=school, school_minutes=facts.get("school_hours", 0)
        )
    )
    outcome: dict[str, Any] = {
        "may_be_hired": hired,
        "age": age,
        "hours_allowed": daily.allowed,
        "daily_limit": Minutes(daily.limit_minutes),
    }
    allowed = daily.allowed
    if "week_hours" in facts:
        weekly = g.take(
            lambda: young_workers.weekly_hours(age, facts["week_hours"], day, book, in_term=school is not None)
        )
        outcome["week_allowed"] = weekly.allowed
        outcome["weekly_limit"] = Minutes(weekly.limit_minutes)
        allowed = allowed and weekly.allowed
    broken = g.take(lambda: young_workers.shift_breaches(age, begins, ends, rest, None, book))
    g.reasons.extend(reason for reason in broken if reason not in g.reasons)
    outcome["time_allowed"] = not broken
    if hired is None:
        return g.answer(outcome)
    key = "hire" if not hired else "yes" if allowed and not broken else "no"
    return g.answer(outcome, Said(f"young_worker.{key}", {"age": age}))


@answering
def criminal_record(g: Gathered, facts: Facts) -> Answer:
    """Whether an extract of the criminal record must, may or may not be asked for."""
    found = g.take(
        lambda: duties.criminal_record(
            g.book,
            facts["employment_start"],
            client_is_minor=facts["client_minor"],
            custodian_present=facts.get("custodian_present"),
            months_within_year=facts.get("months_in_year"),
            employer_model=facts.get("employer_model"),
        )
    )
    if found is None:
        return g.answer(None)
    return g.answer({"extract": Word(found)}, Said(f"criminal_record.{found}", {}))
