"""Reading people: always within one employer, always as known on a day, always as frozen plain data."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from employer import effective, sealed
from employer.effective import NOT_SAID, said
from employer.people import models
from employer.people.schemas import (
    AccidentInsurance,
    Account,
    Address,
    Card,
    CaredFor,
    EmployeeDetails,
    EmployeeFacts,
    EmployerDetails,
    EmployerFacts,
    Mandate,
    Name,
    PensionInsurance,
    SelfAssessedTax,
)
from employer.read_once import every, read_once


def employer_row(session: Session, employer_id: int) -> models.Employer:
    """The household's own row. Raises ``LookupError`` when there is none."""
    row = session.get(models.Employer, employer_id)
    if row is None:
        raise LookupError(f"there is no employer {employer_id}")
    return row


def employer_id_of(session: Session, code: str) -> int | None:
    """The id of the household whose file has this ``id``, or None."""
    return session.scalar(select(models.Employer.id).where(models.Employer.code == code))


@read_once
def employer_details(session: Session, employer_id: int) -> EmployerDetails:
    """The household's undated details. Raises ``LookupError``."""
    row = employer_row(session, employer_id)
    tax: Any = NOT_SAID
    if row.tax_said:
        tax = None if row.tax_reference is None else SelfAssessedTax(row.tax_reference, str(row.tax_iban))
    cared_for_name = None
    if row.cared_for_first_name:
        cared_for_name = Name(row.cared_for_first_name, row.cared_for_last_name or "")
    return EmployerDetails(
        code=row.code,
        name=Name(row.first_name, row.last_name),
        identity_code=row.identity_code,
        address=Address(row.street, row.postal_code, row.city, row.country),
        kind=row.kind,
        municipality=row.municipality,
        language=row.language,
        email=row.email,
        phone=row.phone,
        cared_for=CaredFor(row.cared_for_relation, cared_for_name, sealed.day_of(row.cared_for_born)),
        self_assessed_tax=tax,
        employer_register=row.employer_register,
    )


@read_once
def employer_facts(session: Session, employer_id: int, on: date, known_on: date) -> EmployerFacts:
    """The household on day ``on`` as it was known on ``known_on``. Raises ``LookupError``."""

    def rows(model: Any) -> tuple[Any, ...]:
        return effective.rows(session, model, employer_id, known_on)

    ibans = accounts(rows(models.EmployerIban))
    pensions = tuple(
        PensionInsurance(
            kind=spell.row.kind,
            provider=said(spell.row, "provider"),
            provider_name=said(spell.row, "provider_name"),
            policy_number=said(spell.row, "policy_number"),
            total_percent=said(spell.row, "total_percent"),
            first=spell.first,
            until=spell.until,
            id=spell.row.id,
        )
        for spell in effective.timeline(rows(models.Pension))
    )
    accidents = tuple(
        AccidentInsurance(
            insurer=said(spell.row, "insurer"),
            insurer_name=said(spell.row, "insurer_name"),
            policy_number=said(spell.row, "policy_number"),
            percent=said(spell.row, "percent"),
            group_life_percent=said(spell.row, "group_life_percent"),
            insured=spell.row.insured,
            first=spell.first,
            until=spell.until,
            id=spell.row.id,
        )
        for spell in effective.timeline(rows(models.Accident))
    )
    delegates = tuple(
        Mandate(
            name=Name(row.first_name, row.last_name),
            email=row.email,
            may=tuple(row.may.split()),
            organisation=row.organisation,
            first=row.valid_from,
            until=row.valid_until,
            id=row.id,
        )
        for row in rows(models.Delegate)
    )
    account, pension, accident = effective.at(ibans, on), effective.at(pensions, on), effective.at(accidents, on)
    return EmployerFacts(
        id=employer_id,
        details=employer_details(session, employer_id),
        on=on,
        iban=NOT_SAID if account is None else account.iban,
        pension=NOT_SAID if pension is None else pension if pension.kind is not None else None,
        accident=NOT_SAID if accident is None else accident if accident.insured else None,
        ibans=ibans,
        pensions=pensions,
        accidents=accidents,
        delegates=delegates,
    )


@read_once
def employees(session: Session, employer_id: int, known_on: date) -> tuple[EmployeeFacts, ...]:
    """Every employee of the household, in the order in which they were added."""
    rows = every(session, models.Employee, employer_id)
    return _with_history(session, employer_id, known_on, rows)


def employee(session: Session, employer_id: int, employee_id: int, known_on: date) -> EmployeeFacts:
    """One employee. Raises ``LookupError`` when the household has no such employee."""
    for one in employees(session, employer_id, known_on):
        if one.id == employee_id:
            return one
    raise LookupError(f"employer {employer_id} has no employee {employee_id}")


def employee_row(session: Session, employer_id: int, employee_id: int) -> models.Employee:
    """One employee's own row. Raises ``LookupError``, also for another household's employee."""
    row = session.get(models.Employee, employee_id)
    if row is None or row.employer_id != employer_id:
        raise LookupError(f"employer {employer_id} has no employee {employee_id}")
    return row


def employee_id_of(session: Session, employer_id: int, code: str) -> int | None:
    """The id of the household's employee with this code, or None."""
    return session.scalar(
        select(models.Employee.id).where(models.Employee.employer_id == employer_id, models.Employee.code == code)
    )


def free_employee_code(session: Session, employer_id: int, name: str) -> str:
    """A code for a new employee that nobody of the household has: the name in plain letters, numbered when taken."""
    letters = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(sign for sign in letters if sign.isascii() and sign.isalnum())[:30] or "employee"
    taken = set(employee_codes(session, employer_id).values())
    number = 1
    code = plain
    while code in taken:
        number += 1
        code = f"{plain}-{number}"
    return code


@read_once
def employee_codes(session: Session, employer_id: int) -> Mapping[int, str]:
    """The code of each employee of the household, by id."""
    rows = session.execute(
        select(models.Employee.id, models.Employee.code).where(models.Employee.employer_id == employer_id)
    )
    return {row.id: row.code for row in rows}


def tax_cards(session: Session, employer_id: int, employee_id: int, known_on: date) -> tuple[Card, ...]:
    """An employee's tax cards in order; a later card ends the earlier one. Raises ``LookupError``."""
    employee_row(session, employer_id, employee_id)
    rows = effective.rows(session, models.TaxCard, employer_id, known_on)
    return _cards(row for row in rows if row.employee_id == employee_id)


def _with_history(
    session: Session, employer_id: int, known_on: date, rows: Iterable[models.Employee]
) -> tuple[EmployeeFacts, ...]:
    cards: dict[int, list[models.TaxCard]] = defaultdict(list)
    for card in effective.rows(session, models.TaxCard, employer_id, known_on):
        cards[card.employee_id].append(card)
    ibans: dict[int, list[models.EmployeeIban]] = defaultdict(list)
    for account in effective.rows(session, models.EmployeeIban, employer_id, known_on):
        ibans[account.employee_id].append(account)
    return tuple(
        EmployeeFacts(
            id=row.id,
            details=details_of(row),
            born=row.born,
            sex=row.sex,
            ibans=accounts(ibans[row.id]),
            tax_cards=_cards(cards[row.id]),
        )
        for row in rows
    )


def details_of(row: models.Employee) -> EmployeeDetails:
    """The undated details of an employee's row."""
    address = None
    if row.street is not None:
        address = Address(row.street, row.postal_code or "", row.city or "", row.country or "FI")
    return EmployeeDetails(
        code=row.code,
        name=Name(row.first_name, row.last_name),
        identity_code=row.identity_code,
        born=row.born,
        sex=row.sex,
        address=address,
        language=row.language,
        email=row.email,
        phone=row.phone,
        protected_address=row.protected_address,
        right_to_work_basis=row.right_to_work_basis,
        right_to_work_until=row.right_to_work_until,
    )


def accounts(rows: Iterable[Any]) -> tuple[Account, ...]:
    """The accounts of one owner in order of their days."""
    return tuple(
        Account(iban=spell.row.iban, first=spell.first, until=spell.until, id=spell.row.id)
        for spell in effective.timeline(rows)
    )


def _cards(rows: Iterable[models.TaxCard]) -> tuple[Card, ...]:
    def number(text: str | None) -> Decimal | None:
        return Decimal(text) if text else None

    return tuple(
        Card(
            kind=spell.row.kind,
            percent=Decimal(spell.row.percent),
            additional_percent=number(spell.row.additional_percent),
            ceiling=number(spell.row.ceiling),
            deduction=sealed.truth_of(spell.row.deduction),
            first=spell.first,
            until=spell.until,
            id=spell.row.id,
        )
        for spell in effective.timeline(rows)
    )
