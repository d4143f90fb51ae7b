"""Makes the paper in which the employer gives the reasons for refusing a partial parental leave (55/2001 4:2 a)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from employer import contracts, documents, formats, leave, people, texts
from employer.documents import Rendered


def refusal(session: Session, employer_id: int, absence_id: int, language: str, made_on: date) -> Rendered:
    """The reasons of a refusal in writing. Raises ``LookupError``, also for a leave that was not refused."""
    absence = leave.absence(session, employer_id, absence_id, made_on)
    if absence.answer != "refused" or absence.answered is None:
        raise LookupError(f"absence {absence_id} was not refused")
    employment = contracts.employment(session, employer_id, absence.employment_id, made_on)
    employee = people.employee(session, employer_id, employment.employee_id, made_on)
    employer = people.employer_facts(session, employer_id, made_on, made_on)

    def say(key: str) -> str:
        return texts.say(language, f"procedures.paper.{key}")

    names = (employer.details.name.full, employee.details.name.full)
    facts = [
        [say("employer"), names[0]],
        [say("employee"), names[1]],
        [say("kind"), texts.say(language, f"hours.away.{absence.kind}")],
        [say("when"), formats.days(absence.first, absence.last)],
    ]
    if absence.told is not None:
        facts.append([say("refusal.asked"), formats.day(absence.told)])
    facts.append([say("refusal.answered"), formats.day(absence.answered)])
    reasons = {
        "heading": say("refusal.reasons"),
        "text": (absence.answer_ground or "").splitlines(),
        "facts": [],
        "columns": [],
        "numbers": [],
        "rows": [],
    }
    data: dict[str, Any] = {
        "draft": False,
        "heading": say("refusal"),
        "lead": [say("refusal.about")],
        "facts": facts,
        "parts": [reasons],
        "signatures": list(names),
    }
    return documents.render("record", data, language, made_on, employment.code)
