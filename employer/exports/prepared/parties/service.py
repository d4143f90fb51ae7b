"""Who a report to the Incomes Register is about: the payer, its contact, the earner and the employments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from employer import answers, contracts
from employer.answers.schemas import asked_about
from employer.contracts.schemas import EmploymentFacts
from employer.effective import NOT_SAID, at
from employer.exports.incomes_register.schemas import (
    BUSINESS_ID,
    Accident,
    Address,
    Contact,
    Earner,
    Employment,
    Ending,
    Identifier,
    International,
    Name,
    Payer,
    Pension,
    Profession,
    Span,
)
from employer.exports.prepared.earned.service import NO_INSURANCE, NO_PENSION, insurance_exceptions
from employer.pay import recovering
from employer.pay.schemas import Issued
from employer.people.schemas import Address as PostalAddress
from employer.people.schemas import EmployeeFacts, EmployerFacts, read_address

HOUSEHOLD, TEMPORARY_EMPLOYER = 2, 3
PERSONAL_ASSISTANTS, NO_AGREEMENT, OTHER_AGREEMENT = 35, 195, 194
"""Agreement codes of the Incomes Register."""
UNTIL_FURTHER_NOTICE, FIXED_TERM = 1, 2
MONTHLY, HOURLY = 1, 2


def home_of(
    session: Session, employer_id: int, employee: EmployeeFacts, day: date, known_on: date
) -> PostalAddress | None:
    """The address abroad of a person taxed at source: the kept one, or else as a person answered."""
    kept = employee.details.address
    if kept is not None and kept.country != "FI":
        return kept
    own = {one.code for one in contracts.employments(session, employer_id, known_on) if one.employee_id == employee.id}
    found = None
    for one in sorted(answers.answers_known(session, employer_id, known_on), key=lambda given: given.day):
        if asked_about(one.question)[0] == "home_abroad" and asked_about(one.question)[1] in own and one.day <= day:
            found = one
    return None if found is None else read_address(found.value)


def provider_id(business_id: str | None) -> Identifier | None:
    return None if business_id is None else Identifier(BUSINESS_ID, business_id)


def contact_of(employer: EmployerFacts) -> Contact:
    return Contact(employer.details.name.full, employer.details.phone or "", employer.details.email, 1)


def payer_of(employer: EmployerFacts, *, temporary: bool) -> Payer:
    """A household by its identity code; a temporary employer with the name and address that the register then wants."""
    details = employer.details
    identifiers = (Identifier(2, details.identity_code),)
    if not temporary:
        return Payer(identifiers, (HOUSEHOLD,))
    return Payer(
        identifiers,
        (HOUSEHOLD, TEMPORARY_EMPLOYER),
        Name(details.name.last, details.name.first),
        _address(details.address),
    )


def _address(address: Any) -> Address:
    return Address(address.postal_code, address.city, street=address.street, country=address.country)


def earner_of(
    employer: EmployerFacts,
    employee: EmployeeFacts,
    employments: Sequence[EmploymentFacts],
    issued: Sequence[Issued],
    day: date,
    home: PostalAddress | None,
    told: Sequence[EmploymentFacts],
    endings: tuple[Ending, ...],
) -> Earner:
    """``issued``: the payslips that the report is about; ``home``: the address in the country of residence, for a
    person who is taxed at source; ``told``: the employments whose periods are told, the first with its hours and
    form of pay; ``endings``: why they ended."""
    details, main = employee.details, employments[0]
    terms = at(main.terms, day) or main.terms[-1]
    agreement = at(main.agreements, day)
    exceptions = insurance_exceptions(issued)
    known_by_code = details.identity_code is not None
    non_resident = any(recovering.taxed_at_source(one) for one in issued)
    address = home if non_resident else None if known_by_code else details.address
    return Earner(
        identifiers=(Identifier(2, details.identity_code),) if details.identity_code is not None else (),
        name=Name(details.name.last, details.name.first, born=None if known_by_code else employee.born),
        sex=None if known_by_code else employee.sex,
        addresses=() if address is None else (_address(address),),
        employment=replace(
            _employment(told[0], day), periods=tuple(Span(one.start, one.end) for one in told), endings=endings
        ),
        professions=(Profession(terms.occupation_code),) if isinstance(terms.occupation_code, str) else (),
        pension=_pension(employer) if not {NO_PENSION, NO_INSURANCE} & set(exceptions) else None,
        accident=_accident(employer),
        exceptions=exceptions,
        international=None if address is None or not non_resident else International(True, address.country),
        agreement=None
        if agreement is None
        else {"none": NO_AGREEMENT, "heta": PERSONAL_ASSISTANTS}.get(agreement.name, OTHER_AGREEMENT),
    )


def _employment(employment: EmploymentFacts, day: date) -> Employment:
    weekly, wage = at(employment.weekly_times, day), at(employment.wages, day)
    hours = None
    if weekly is not None and weekly.minutes * 5 % 3 == 0:  # whole hundredths of an hour
        hours = Decimal(weekly.minutes * 5 // 3).scaleb(-2)
    return Employment(
        employed=True,
        term=UNTIL_FURTHER_NOTICE if employment.agreed_end is None else FIXED_TERM,
        hours_per_week=hours,
        wage_kinds=() if wage is None else (MONTHLY if wage.unit == "month" else HOURLY,),
    )


def _pension(employer: EmployerFacts) -> Pension | None:
    pension = employer.pension
    if pension is NOT_SAID or pension is None:
        return None
    if not isinstance(pension.provider, str) or not isinstance(pension.policy_number, str):
        return None  # asked
    return Pension(1, int(pension.provider), pension.policy_number, pension.kind == "temporary")


def _accident(employer: EmployerFacts) -> Accident | None:
    """Optional in a report, so it is left out where it is not known in full."""
    accident = employer.accident
    if accident is NOT_SAID or accident is None or not accident.insured:
        return None
    if not isinstance(accident.insurer, str) or not isinstance(accident.policy_number, str):
        return None
    return Accident(Identifier(1, accident.insurer), "".join(accident.policy_number.split()))
