"""Gathers what the written contract says: Employment Contracts Act 55/2001 2:4, from the terms in force at the start.

Later agreed raises of pay are shown as agreed; other later terms belong to an amendment of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import answers, documents, people, texts
from employer.contracts import queries
from employer.contracts.precedence import written_terms
from employer.contracts.schemas import EmploymentFacts, Terms
from employer.effective import NOT_SAID, at
from employer.people.schemas import EmployeeFacts, EmployerFacts
from payroll.agreement import REGIONS
from rules import Book, Days, NoValueForDay, UnknownValue, UnverifiedValue, Value, load_book
from rules.decisions import contract, young_workers
from rules.decisions.carers import relative_as_assistant
from rules.decisions.coverage import HETA

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class ContractDocument:
    """``data``: as in the document's ``sample.json``; a draft while ``questions`` (topics) are open.

    ``language``: the employee's.
    """

    data: dict[str, Any]
    language: str
    questions: tuple[str, ...]


def contract_document(
    session: Session,
    employer_id: int,
    employment_id: int,
    known_on: date,
    trainings: Sequence[str] = (),
    book: Book | None = None,
) -> ContractDocument:
    """The contract of an employment as known on a day. ``trainings``: titles of training that was agreed.

    What nobody has said is an open question, and the contract stays a draft. Raises ``LookupError``.
    """
    book = book or load_book()
    employment = queries.employment(session, employer_id, employment_id, known_on)
    employee = people.employee(session, employer_id, employment.employee_id, known_on)
    employer = people.employer_facts(session, employer_id, employment.start, known_on)
    start = employment.start
    terms = at(employment.terms, start) or employment.terms[0]
    followed = written_terms(session, employer_id, employment, known_on)
    questions = (
        *_open(employer, employment, terms, followed),
        *_of_relative(session, employment, terms, known_on, book),
        *_of_fixed_term(session, employment, known_on, book),
        *_of_young(session, employment, employee.born, known_on, book),
    )
    employer_notice = _law(book, "notice.employer", start, known_on)
    employee_notice = _law(book, "notice.employee", start, known_on)
    agreed = _agreed_notice(terms)
    by_agreement = _notice_of_agreement(book, followed)
    data = {
        "draft": bool(questions),
        "job": employment.job,
        "employer": _employer(employer),
        "cared_for": _cared_for(employer),
        "employee": _employee(employee),
        "start": start.isoformat(),
        "end": None if employment.agreed_end is None else employment.agreed_end.isoformat(),
        "end_kind": _end_kind(employment),
        "end_ground": employment.fixed_term_ground,
        "trial": _trial(employment, terms, book),
        "workplace": _said(terms.workplace),
        "duties": None if not isinstance(terms.duties, tuple) else list(terms.duties),
        "working_time": _working_time(employment, terms),
        "pay": _pay(employment, terms),
        "holiday": _holiday(employment),
        "notice": {
            "agreed": agreed,
            "set_by": "law" if by_agreement is None else "agreement",
            "by_law": []
            if agreed is not None and None not in agreed.values()
            else by_agreement or _by_law(employer_notice, employee_notice),
        },
        "agreement": _agreement(employment, followed),
        "pension": _policy(employer.pension, "provider_name", "provider"),
        "accident": _policy(employer.accident, "insurer_name", "insurer"),
        "training": list(trainings),
        "followed": followed,
        "abroad": None,
        "other_terms": [],
        "custodian_signs": _custodian_signs(employee.born, start, book),
        "questions": [{"topic": topic, "facts": {}} for topic in questions],
        "sources": _sources((employer_notice, employee_notice), followed),
    }
    return ContractDocument(data, employee.details.language, questions)


def _law(book: Book, name: str, start: date, known_on: date) -> Value:
    """The periods of the law when the work began; for a contract older than the book those of today."""
    try:
        return book.value(name, Days(notice_day=start))
    except NoValueForDay:
        return book.value(name, Days(notice_day=known_on))


def _said(value: Any) -> Any:
    return None if value is NOT_SAID else value


def _open(
    employer: EmployerFacts, employment: EmploymentFacts, terms: Terms, followed: dict[str, Any]
) -> tuple[str, ...]:
    """The topics that the contract still waits for."""
    missing = []
    if _said(terms.duties) is None:
        missing.append("duties")
    if _said(terms.workplace) is None:
        missing.append("workplace")
    if terms.variable_hours is not None and terms.variable_hours.when is None:
        missing.append("variable_when")
    if terms.variable_hours is not None and terms.variable_hours.times is None:
        missing.append("variable_times")
    agreement = _agreement(employment, followed)
    if agreement is None or (agreement["name"] == "other" and agreement["title"] is None):
        missing.append("agreement")
    if _policy(employer.pension, "provider_name", "provider") is None:
        missing.append("pension")
    if _policy(employer.accident, "insurer_name", "insurer") is None:
        missing.append("accident")
    return tuple(missing)


def _of_relative(
    session: Session, employment: EmploymentFacts, terms: Terms, known_on: date, book: Book
) -> tuple[str, ...]:
    """The question of a family member as a personal assistant, open until the county's decision is said to allow it."""
    if employment.job != "personal_assistance":
        return ()
    question = f"relative_decision:{employment.code}:{employment.start.isoformat()}"
    given = answers.answer(session, employment.employer_id, question, date.max, known_on)
    decided = relative_as_assistant(
        book,
        relative=terms.family_member is not None,
        employment_start=employment.start,
        county_allows=None if given is None else given.value == "yes",
    )
    return () if decided.outcome else ("relative_decision",)


def _of_fixed_term(session: Session, employment: EmploymentFacts, known_on: date, book: Book) -> tuple[str, ...]:
    """What is open of a fixed term without a ground: the day on which it was made, which decides its rule, and whether
    there was an earlier employment between the parties, until it is said that there was none or that it ended long
    enough before that day."""
    start, end = employment.start, employment.end
    if not employment.fixed_without_ground or end is None:
        return ()
    topic = "contract.earlier_employment"
    employer_id = employment.employer_id
    question = f"{topic}:{employment.code}:{start.isoformat()}"
    given = answers.answer(session, employer_id, question, date.max, known_on)
    noted = queries.earlier_end(session, employer_id, employment.employee_id, start, known_on)
    told = None if given is None or given.value == "no" else date.fromisoformat(given.value)
    decided = contract.fixed_term(
        book,
        signed=employment.signed or start,
        start=start,
        end=end,
        ground=None,
        earlier_end=max((day for day in (noted, told) if day is not None), default=None),
        earlier_known=given is not None,
    )
    unsigned = () if employment.signed is not None else ("contract.signed",)
    return unsigned if decided.outcome is not None and decided.outcome.valid else (*unsigned, topic)


def _of_young(session: Session, employment: EmploymentFacts, born: date, known_on: date, book: Book) -> tuple[str, ...]:
    """What is asked of one under eighteen at the beginning: basic education, and where it does not allow the work by
    itself, whether the work is light; open until it is said to be. Schooling that is noted is not asked again."""

    def told(topic: str) -> bool | None:
        question = f"{topic}:{employment.code}:{employment.start.isoformat()}"
        given = answers.answer(session, employment.employer_id, question, date.max, known_on)
        return None if given is None else given.value == "yes"

    education, light = "young_worker.education", "young_worker.light_work"
    finished, school = told(education), at(employment.schooling, employment.start)
    if finished is None and school is not None:
        finished = school.kind == "finished"
    try:
        decided = young_workers.may_be_hired(
            born, employment.start, book, basic_education_done=finished, light_work=told(light) is True
        )
    except NoValueForDay:
        return ()  # begun before the act that the law book holds
    if decided.questions:
        return (education,)
    return () if decided.outcome else (light,)


def _custodian_signs(born: date, start: date, book: Book) -> bool:
    """998/1993 3 §: whether the employee is too young to make the contract alone."""
    try:
        return not young_workers.signs_alone(born, start, book).outcome
    except NoValueForDay:
        return False  # begun before the act that the law book holds


def _employer(employer: EmployerFacts) -> dict[str, Any]:
    details = employer.details
    return {
        "kind": details.kind,
        "name": details.name.full,
        "address": list(details.address.lines),
        "phone": details.phone,
        "email": details.email,
        "represented_by": None,
    }


def _cared_for(employer: EmployerFacts) -> str | None:
    cared_for = employer.details.cared_for
    return None if cared_for.name is None else cared_for.name.full


def _employee(employee: EmployeeFacts) -> dict[str, Any]:
    details = employee.details
    return {
        "name": details.name.full,
        "born": employee.born.isoformat(),
        "address": [] if details.address is None else list(details.address.lines),
        "protected_address": details.protected_address,
        "phone": details.phone,
        "email": details.email,
    }


def _end_kind(employment: EmploymentFacts) -> str | None:
    """Why the contract is for a fixed term; a ground in words stands for itself."""
    if employment.long_term_unemployed:
        return "long_term_unemployed"
    return "no_ground" if employment.fixed_without_ground else None


def _trial(employment: EmploymentFacts, terms: Terms, book: Book) -> dict[str, Any] | None:
    if terms.trial_months == 0:
        return None
    try:
        last = contract.last_trial_day(employment.start, employment.agreed_end, terms.trial_months, book)
    except NoValueForDay:
        return None  # long over: older than the book
    agreed = employment.start + relativedelta(months=terms.trial_months) - timedelta(days=1)
    # What was agreed beyond the law is void: the contract does not name its months.
    return {"months": terms.trial_months if last.outcome == agreed else None, "last": last.outcome.isoformat()}


def _working_time(employment: EmploymentFacts, terms: Terms) -> dict[str, Any]:
    weekly = at(employment.weekly_times, employment.start) or employment.weekly_times[0]
    patterns = [pattern for pattern in employment.patterns if _from_the_start(pattern, employment.start)]
    variable = terms.variable_hours
    return {
        "weekly_minutes": weekly.minutes,
        "variable": None
        if variable is None
        else {
            "min_minutes": variable.min_minutes,
            "max_minutes": variable.max_minutes,
            "when": variable.when,
            "times": None if variable.times is None else [_weekly(one) for one in variable.times],
        },
        "patterns": [_weekly(pattern) | {"break_minutes": pattern.break_minutes} for pattern in patterns],
        "public_holidays_off": bool(patterns) and all(pattern.skip == "public_holidays" for pattern in patterns),
    }


def _weekly(row: Any) -> dict[str, Any]:
    """Weekdays with the times of day from which and to which something holds on them."""
    return {
        "weekdays": [WEEKDAYS[weekday] for weekday in row.weekdays],
        "start": _clock(row.start_minute),
        "end": _clock(row.end_minute),
    }


def _from_the_start(pattern: Any, start: date) -> bool:
    """In the contract's first week, whichever of its days the pattern begins on."""
    return bool((pattern.first - start).days < 7 and (pattern.until is None or pattern.until >= start))


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _pay(employment: EmploymentFacts, terms: Terms) -> dict[str, Any]:
    first = at(employment.wages, employment.start) or employment.wages[0]
    later = [wage for wage in employment.wages if wage.first is not None and wage.first > employment.start]
    agreement = at(employment.agreements, employment.start)
    group = None
    if agreement is not None and agreement.pay_group is not None:
        group = {
            "name": agreement.pay_group,
            "experience_months": agreement.experience_months,
            "region": _region(agreement.region),
        }
    return {
        "unit": first.unit,
        "euros": format(first.euros, "f"),
        "raises": [
            {"from": wage.first.isoformat(), "unit": wage.unit, "euros": format(wage.euros, "f")}
            for wage in later
            if wage.first is not None and wage is not first
        ],
        "group": group,
        "rhythm": terms.pay.rhythm,
        "pay_days": list(terms.pay.pay_days),
    }


def _region(said: str | None) -> str | None:
    """The wage table's word for the region, or what was written when the table knows no such word."""
    return None if said is None else REGIONS.get(said.strip().casefold(), said)


def _holiday(employment: EmploymentFacts) -> dict[str, Any]:
    term = at(employment.holiday_terms, employment.start) or employment.holiday_terms[0]
    known = term.bonus_percent is not NOT_SAID
    return {
        "rule": term.accrual,
        "bonus_percent": None if not known or term.bonus_percent is None else format(term.bonus_percent, "f"),
        "bonus_known": known,
    }


def _agreed_notice(terms: Terms) -> dict[str, Any] | None:
    """What was agreed of the notice periods; a side of which nothing was agreed is None, and the table holds it."""
    notice = terms.notice
    if notice is None or notice.employer_days is notice.employee_days is None:
        return None
    return {"employer_days": notice.employer_days, "employee_days": notice.employee_days}


def _by_law(employer: Value, employee: Value) -> list[dict[str, Any]]:
    """The statutory periods as one table: a row for every length of employment at which one of them changes."""
    edges = sorted({int(row["over_years"]) for value in (employer, employee) for row in value.number})
    rows = []
    for number, over in enumerate(edges):
        at_most = edges[number + 1] if number + 1 < len(edges) else None
        rows.append(
            {
                "more_than_years": over or None,
                "at_most_years": at_most,
                "employer": _length(employer, over),
                "employee": _length(employee, over),
            }
        )
    return rows


def _notice_of_agreement(book: Book, followed: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The notice periods of the agreement that is followed, the same for both sides; None where the law's hold."""
    if followed["agreement"] != HETA:
        return None
    days = Days(notice_day=date.fromisoformat(followed["day"]))
    try:
        months, long, years = (
            int(book.value(f"heta.notice_{name}", days).number)
            for name in ("months", "long_months", "long_after_years")
        )
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return None
    return [
        {"more_than_years": over, "at_most_years": most, "employer": length, "employee": length}
        for over, most, length in (
            (None, years, {"count": months, "unit": "months"}),
            (years, None, {"count": long, "unit": "months"}),
        )
    ]


def _length(value: Value, over: int) -> dict[str, Any]:
    row = max((row for row in value.number if row["over_years"] <= over), key=lambda row: row["over_years"])
    return {"count": int(row["amount"]), "unit": str(row["unit"])}


def _agreement(employment: EmploymentFacts, followed: dict[str, Any]) -> dict[str, Any] | None:
    """The agreement that the contract names: what binds by law comes before what the parties say (55/2001 2:7)."""
    if followed["agreement"] == HETA:
        return {"name": HETA, "title": None, "reason": None}
    if not employment.agreements:
        return None
    agreement = at(employment.agreements, employment.start) or employment.agreements[0]
    title = agreement.reason if agreement.name == "other" else None
    return {"name": agreement.name, "title": title, "reason": None if title else agreement.reason}


def _policy(insurance: Any, name: str, code: str) -> dict[str, Any] | None:
    """An insurer and the policy's number; None where nobody has said them."""
    if insurance is NOT_SAID or insurance is None:
        return None
    insurer = _said(getattr(insurance, name)) or _said(getattr(insurance, code))
    if insurer is None:
        return None
    return {
        "provider" if name == "provider_name" else "insurer": insurer,
        "policy_number": _said(insurance.policy_number),
    }


def _sources(values: Sequence[Value], followed: dict[str, Any]) -> list[dict[str, Any]]:
    """The sources of the values and of the terms that are followed, each once."""
    sources = dict.fromkeys((value.source.title, value.source.clause, value.source.link) for value in values)
    for group in followed["groups"]:
        for term in group["terms"]:
            amounts = (term[level] for level in documents.LEVELS)
            sources |= dict.fromkeys(tuple(one["source"]) for one in amounts if one is not None and one["source"])
    return [{"title": title, "clause": clause, "link": link, "says": None} for title, clause, link in sources]


def tells_protected(
    session: Session, employer_id: int, employee_id: int, paper: documents.StoredDocument, known_on: date
) -> bool:
    """Whether a kept paper may hold an address, phone or e-mail of an employee who is protected now (661/2009 36 §).

    A paper from before the protection stays as it is, whatever address it tells; nobody but the employee is shown it.
    One that was made under the protection says that the address is not shown.
    """
    if not people.employee(session, employer_id, employee_id, known_on).details.protected_address:
        return False
    told = paper.html.decode("utf-8")
    return not any(escape(texts.say(one, "contract.parties.address_not_shown")) in told for one in texts.LANGUAGES)
