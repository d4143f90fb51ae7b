"""Answers about who may do the work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from employer.law.calculators.gathering.service import (
    Gathered,
    answering,
    yes_or_no,
)
from employer.law.calculators.schemas import (
    Answer,
    Facts,
    Minutes,
    Said,
    Word,
)
from rules import Reason
from rules.decisions import (
    carers,
    contract,
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
    broken = g.take(
        lambda: young_workers.shift_breaches(
            age,
            begins,
            ends,
            rest,
            None,
            book,
            household_consent=facts.get("household_consent", False),
            special_reason=facts.get("special_reason", False),
        )
    )
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
    outcome: dict[str, Any] = {"extract": Word(found)}
    said = [Said(f"criminal_record.{found}", {})]
    if found != "none":
        outcome |= _notes(g)
        said.append(Said("criminal_extract.notes", {}))
    return g.answer(outcome, *said)


def _notes(g: Gathered) -> dict[str, Any]:
    """What may be done with an extract that was shown."""
    notes = g.take(contract.criminal_extract_notes)
    return {"may_copy": notes.may_copy, "may_record": [{"item": Word(f"note_{one}")} for one in notes.may_record]}


@answering
def young_overtime(g: Gathered, facts: Facts) -> Answer:
    """Whether a young person's overtime of the year and weekly rest are allowed."""
    day = facts["day"]
    age = young_workers.age_on(facts["born"], day)
    allowed = g.take(lambda: young_workers.overtime(age, facts["year_overtime"], day, g.book, consent=facts["consent"]))
    if not young_workers.is_young(facts["born"], day, g.book):
        return g.answer({"age": age, "overtime_allowed": True}, Said("young_overtime.adult", {}))
    outcome: dict[str, Any] = {
        "age": age,
        "overtime_allowed": allowed.allowed,
        "overtime_limit": Minutes(allowed.limit_minutes),
    }
    said = [Said(f"young_overtime.{yes_or_no(allowed.allowed)}", {"time": Minutes(allowed.limit_minutes)})]
    if "longest_rest" in facts:
        enough = g.take(lambda: young_workers.weekly_rest_is_enough(age, facts["longest_rest"], day, g.book))
        outcome["enough"] = enough
        said.append(Said(f"weekly_rest.{yes_or_no(enough)}", {}))
    return g.answer(outcome, *said)


@answering
def young_health_check(g: Gathered, facts: Facts) -> Answer:
    """Whether a young person needs a health check and belongs on the employer's list."""
    start, end = facts["employment_start"], facts.get("employment_end")
    if not young_workers.is_young(facts["born"], start, g.book):
        g.reasons.append(Reason("young_worker.adult", "998/1993 1 §", "eighteen or older", (), young_workers.LINK))
        return g.answer({"health_check_needed": False, "on_list": False}, Said("young_health_check.none", {}))
    by = g.take(
        lambda: young_workers.health_check_by(
            start, end, g.book, light_work=facts["light_work"], certificate=facts.get("certificate_day")
        )
    )
    listed = g.take(lambda: young_workers.belongs_on_list(start, end, g.book))
    outcome: dict[str, Any] = {"health_check_needed": by is not None, "on_list": listed}
    if by is not None:
        outcome["check_by"] = by
    check = Said("young_health_check.none", {}) if by is None else Said("young_health_check", {"day": by})
    return g.answer(outcome, check, Said(f"young_health_check.list.{yes_or_no(listed)}", {}))


@answering
def who_may_sign(g: Gathered, facts: Facts) -> Answer:
    """Whether a representative may sign the contract of this worker."""
    may = g.take(lambda: contract.may_represent(representative=facts["representative"], worker=facts["relation"]))
    outcome = {"may_sign": may} | ({} if may else {"instead": Word("substitute_guardian")})
    return g.answer(outcome, Said(f"who_may_sign.{yes_or_no(may)}", {}))


@answering
def criminal_extract(g: Gathered, facts: Facts) -> Answer:
    """Whether an extract is recent enough, and what may be noted of it."""
    valid = g.take(
        lambda: duties.criminal_extract_valid(g.book, extract_day=facts["extract_day"], shown=facts["shown_day"])
    )
    return g.answer(
        {"valid": valid, **_notes(g)},
        Said(f"criminal_extract.{yes_or_no(valid)}", {}),
        Said("criminal_extract.notes", {}),
    )


@answering
def young_signs(g: Gathered, facts: Facts) -> Answer:
    """Whether a young person signs alone, and whether the custodian may cancel the contract."""
    born, day = facts["born"], facts["day"]
    alone = g.take(lambda: young_workers.signs_alone(born, day, g.book))
    may = g.take(lambda: young_workers.custodian_may_cancel(born, day, g.book, harms=facts["harms"]))
    return g.answer(
        {"signs_alone": alone, "custodian_may_cancel": may},
        Said(f"young_signs.{yes_or_no(alone)}", {}),
        Said(f"young_signs.cancel.{yes_or_no(may)}", {}),
    )


@answering
def light_work(g: Gathered, facts: Facts) -> Answer:
    """Whether light work of a fourteen-year-old fits."""
    fits = g.take(
        lambda: young_workers.light_work_fits(
            facts["holiday_days"],
            facts["light_work_days"],
            facts["day"],
            g.book,
            in_term=facts["in_term"],
            short_and_temporary=facts["short_and_temporary"],
        )
    )
    return g.answer({"work_allowed": fits}, Said(f"light_work.{yes_or_no(fits)}", {}))


@answering
def who_is_employed(g: Gathered, facts: Facts) -> Answer:
    """Whether a carer is an employee of the household."""
    employed = g.take(lambda: carers.is_employed(facts["carer"]))
    return g.answer({"is_employee": employed}, Said(f"who_is_employed.{yes_or_no(employed)}", {}))


@answering
def relative_assistant(g: Gathered, facts: Facts) -> Answer:
    """Whether a family member may be the personal assistant."""
    may = g.take(
        lambda: carers.relative_as_assistant(
            g.book,
            relative=facts["relative"],
            employment_start=facts["employment_start"],
            county_allows=facts.get("county_allows"),
        )
    )
    if may is None:
        return g.answer(None)
    return g.answer({"may_assist": may}, Said(f"relative_assistant.{yes_or_no(may)}", {}))
