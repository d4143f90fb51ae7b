"""What the files for others need and nobody has said, and what is wrong with a file whatever is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from employer import contracts, people
from employer.contracts.schemas import EmploymentFacts
from employer.effective import NOT_SAID, at
from employer.exports.prepared.amounts.service import COUNTY_REPORTS
from employer.exports.prepared.earned.service import NO_ACCIDENT, NO_INSURANCE, insurance_exceptions
from employer.exports.schemas import Fault
from employer.pay.schemas import Issued
from employer.people.schemas import EmployerFacts
from rules import NoValueForDay, Question, load_book
from rules.decisions.insurance import pension_insured

_UNKNOWN_UNTIL_ANSWERED: Mapping[str, tuple[str, ...]] = {
    "contact_phone": ("contacts",),
    "pension": (".pension", "payer.types"),
    "pension_provider": (".pension", "payer.types"),
    "policy_number": (".pension", "payer.types"),
    "occupation_code": (".professions",),
    "home_abroad": (".addresses", ".international"),
    "employee_address": (".addresses",),
    "per_diem_kind": (".lines",),
    "car_benefit_codes": (".lines",),
    COUNTY_REPORTS: (".lines", ".professions", ".pension"),
    "iban_employer": ("payer_iban",),
}
"""Which places of a file an open question leaves empty: what is found there is no fault of the data."""


def faults_besides(needs: Sequence[tuple[str, Question]], faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults that are there whatever is answered."""
    parts = tuple(part for _, one in needs for part in _UNKNOWN_UNTIL_ANSWERED.get(one.topic, ()))
    return tuple(fault for fault in faults if not any(part in fault.place for part in parts))


def question_of(topic: str, day: date) -> Question:
    """A question whose words are in the catalogue under its topic."""
    return Question(topic, topic, topic, topic, day=day)


def contact_needs(employer: EmployerFacts, employment: EmploymentFacts) -> list[tuple[str, Question]]:
    if employer.details.phone is None:
        return [(employment.code, question_of("contact_phone", employer.on))]
    return []


def unsaid(
    session: Session, employer_id: int, employment_id: int, pay_day: date, known_on: date
) -> tuple[tuple[str, Question], ...]:
    """What the reports and the payments of a payslip will ask, told while the payslip itself still waits for answers.

    Each is (employment's code, question). Raises ``LookupError`` for an unknown employment.
    """
    employer = people.employer_facts(session, employer_id, pay_day, known_on)
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    employee = people.employee(session, employer_id, employment.employee_id, known_on)
    needs = contact_needs(employer, employment)
    needs += _report_needs(employer, employment, pay_day, insured=employer.pension not in (NOT_SAID, None))
    if employer.pension is NOT_SAID and _of_pension_age(employee.born, pay_day):
        needs.append(
            (employment.code, question_of("policy_number", pay_day))
        )  # with the question of the pension itself
    if employer.iban is NOT_SAID:
        needs.append((employment.code, question_of("iban_employer", pay_day)))
    if at(employee.ibans, pay_day) is None:
        needs.append((employment.code, question_of("iban_employee", pay_day)))
    if employer.details.self_assessed_tax is NOT_SAID:
        needs.append((employment.code, question_of("self_assessed_tax", pay_day)))
    return tuple(needs)


def _of_pension_age(born: date, pay_day: date) -> bool:
    try:
        return bool(pension_insured(load_book(), born, pay_day).outcome)
    except NoValueForDay:
        return True  # the calculation asks for the age limits of such a day itself


def wage_needs(
    employer: EmployerFacts, employment: EmploymentFacts, issued: Sequence[Issued]
) -> list[tuple[str, Question]]:
    insured = any(one.totals["employer_pension"] or one.totals["pension_employee"] for one in issued)
    work_insured = not {NO_ACCIDENT, NO_INSURANCE} & set(insurance_exceptions(issued))
    return _report_needs(employer, employment, issued[0].payment_day, insured=insured, work_insured=work_insured)


def _report_needs(
    employer: EmployerFacts, employment: EmploymentFacts, day: date, *, insured: bool, work_insured: bool = True
) -> list[tuple[str, Question]]:
    """``insured``: for a pension; ``work_insured``: against accidents, which is what the occupation is told for."""
    topics = []
    if insured:
        pension = employer.pension
        if pension is NOT_SAID or pension is None:
            topics.append("pension")
        else:
            if not isinstance(pension.provider, str):
                topics.append("pension_provider")
            if not isinstance(pension.policy_number, str):
                topics.append("policy_number")
    terms = at(employment.terms, day) or employment.terms[-1]
    if work_insured and not isinstance(terms.occupation_code, str):
        topics.append("occupation_code")
    return [(employment.code, question_of(topic, day)) for topic in topics]
