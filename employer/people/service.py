"""Doing things with people: each verb checks, writes, records the change and gives plain data back; none commits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from employer import audit, effective, formats
from employer.effective import NOT_SAID, Dated, Hand, NotSaid
from employer.errors import Problem, Problems, Sentence
from employer.people import models, queries, schemas
from employer.people.schemas import (
    AccidentInsurance,
    Account,
    Address,
    Card,
    EmployeeDetails,
    EmployerDetails,
    Mandate,
    Name,
    PensionInsurance,
)
from employer.sealed import written
from rules import Days, NoValueForDay, UnknownValue, UnverifiedValue, load_book

_HUNDRED = Decimal(100)


def new_employer(session: Session, details: EmployerDetails, hand: Hand) -> int:
    """Adds a household and gives back its id, the ``employer_id`` of everything else.

    Raises ``Refused`` with every wrong field, or when a household with the same code is there already.
    """
    problems = Problems()
    if queries.employer_id_of(session, details.code) is not None:
        problems.add("id", "code_taken", code=details.code)
    _check_employer(problems, details)
    problems.refuse()
    row = models.Employer(created_at=hand.at)
    _write_employer(row, details)
    session.add(row)
    session.flush()
    audit.record(session, row.id, hand.by, "changes.employer_added", None, {"code": details.code}, at=hand.at)
    return row.id


def change_employer(session: Session, employer_id: int, details: EmployerDetails, hand: Hand) -> EmployerDetails:
    """Writes the household's undated details anew. Raises ``Refused``, or ``LookupError`` for an unknown household."""
    row = queries.employer_row(session, employer_id)
    problems = Problems()
    if details.code != row.code and queries.employer_id_of(session, details.code) is not None:
        problems.add("id", "code_taken", code=details.code)
    _check_employer(problems, details)
    problems.refuse()
    before = _employer_words(queries.employer_details(session, employer_id))
    _write_employer(row, details)
    session.flush()
    _record_difference(session, employer_id, hand, "changes.employer_changed", before, _employer_words(details))
    return queries.employer_details(session, employer_id)


def set_employer_account(session: Session, employer_id: int, account: Account, hand: Hand) -> int:
    """Adds the account that pays wages from a day on; gives back the row's id. Raises ``Refused``."""
    problems = Problems()
    _check_days(problems, account.first, account.until)
    _check_iban(problems, account.iban)
    row = _filled(models.EmployerIban(), hand, employer_id, account, iban=_plain(account.iban))
    _add(session, problems, row, _known(session, models.EmployerIban, employer_id, hand))
    _record(session, employer_id, hand, "changes.employer_account", row, account="…")
    return int(row.id)


def set_pension(session: Session, employer_id: int, pension: PensionInsurance, hand: Hand) -> int:
    """Adds the pension insurance from a day on; gives back the row's id. Raises ``Refused``.

    A contract states its total percentage or leaves it out (then it is asked); a temporary employer has none.
    """
    problems = Problems()
    _check_days(problems, pension.first, pension.until)
    if pension.kind is not None:
        _check_choice(problems, "kind", pension.kind, schemas.PENSION_KINDS)
    _check_percent(problems, "total_percent", pension.total_percent)
    _check_share(problems, pension, pension.first or hand.day)
    row = _filled(
        models.Pension(),
        hand,
        employer_id,
        pension,
        kind=pension.kind,
        provider=pension.provider,
        provider_name=pension.provider_name,
        policy_number=pension.policy_number,
        total_percent=pension.total_percent,
    )
    _add(session, problems, row, _known(session, models.Pension, employer_id, hand))
    _record(session, employer_id, hand, "changes.pension", row, kind=row.kind, provider=row.provider_name)
    return int(row.id)


def set_accident(session: Session, employer_id: int, accident: AccidentInsurance, hand: Hand) -> int:
    """Adds the accident and group life insurance from a day on; gives back the row's id. Raises ``Refused``."""
    problems = Problems()
    _check_days(problems, accident.first, accident.until)
    if isinstance(accident.insurer, str) and not schemas.is_business_id(accident.insurer):
        problems.add("insurer", "business_id_wrong", text=accident.insurer)
    _check_percent(problems, "percent", accident.percent)
    _check_percent(problems, "group_life_percent", accident.group_life_percent)
    row = _filled(
        models.Accident(),
        hand,
        employer_id,
        accident,
        insured=accident.insured,
        insurer=accident.insurer,
        insurer_name=accident.insurer_name,
        policy_number=accident.policy_number,
        percent=accident.percent,
        group_life_percent=accident.group_life_percent,
    )
    _add(session, problems, row, _known(session, models.Accident, employer_id, hand))
    _record(session, employer_id, hand, "changes.accident", row, insurer=row.insurer_name, percent=row.percent)
    return int(row.id)


def add_delegate(session: Session, employer_id: int, mandate: Mandate, hand: Hand) -> int:
    """Adds somebody who may act for the household; gives back the mandate's id. Raises ``Refused``."""
    problems = Problems()
    _check_days(problems, mandate.first, mandate.until)
    _check_name(problems, "name", mandate.name)
    _check_email(problems, mandate.email)
    if not mandate.may:
        problems.add("may", "choose_one_at_least", choices=", ".join(schemas.MANDATES))
    for one in mandate.may:
        _check_choice(problems, "may", one, schemas.MANDATES)
    problems.refuse()
    row = _delegate_row(employer_id, mandate, hand)
    session.add(row)
    session.flush()
    words = {"name": mandate.name.full, "may": row.may, "from": mandate.first, "until": mandate.until}
    audit.record(session, employer_id, hand.by, "changes.delegate_added", None, words, at=hand.at)
    return row.id


def end_delegate(session: Session, employer_id: int, mandate_id: int, last: date, hand: Hand) -> int:
    """Ends a mandate on its last day: a new row replaces the old. Gives back the new row's id. Raises ``Refused``."""
    row = _one(session, models.Delegate, employer_id, mandate_id, hand)
    problems = Problems()
    _check_days(problems, row.valid_from, last)
    problems.refuse()
    mandate = Mandate(
        name=Name(row.first_name, row.last_name),
        email=row.email,
        may=tuple(row.may.split()),
        organisation=row.organisation,
        first=row.valid_from,
        until=last,
    )
    replacement = _delegate_row(employer_id, mandate, hand)
    replacement.replaces_id = row.id
    session.add(replacement)
    session.flush()
    words = {"name": mandate.name.full}
    audit.record(
        session,
        employer_id,
        hand.by,
        "changes.delegate_ended",
        words | {"until": row.valid_until},
        words | {"until": last},
        at=hand.at,
    )
    return replacement.id


def add_employee(session: Session, employer_id: int, details: EmployeeDetails, hand: Hand) -> int:
    """Adds an employee and gives back the id. Raises ``Refused`` with every wrong field.

    The day of birth and the sex follow from the identity code; without one both must be given.
    """
    problems = Problems()
    _check_employee(session, employer_id, problems, details, None)
    problems.refuse()
    row = models.Employee(employer_id=employer_id, created_at=hand.at)
    _write_employee(row, details)
    session.add(row)
    session.flush()
    words = {"code": details.code, "name": details.name.full}
    audit.record(session, employer_id, hand.by, "changes.employee_added", None, words, at=hand.at)
    return row.id


def change_employee(
    session: Session, employer_id: int, employee_id: int, details: EmployeeDetails, hand: Hand
) -> EmployeeDetails:
    """Writes an employee's undated details anew. Raises ``Refused``, or ``LookupError`` for an unknown employee."""
    row = queries.employee_row(session, employer_id, employee_id)
    problems = Problems()
    _check_employee(session, employer_id, problems, details, employee_id)
    problems.refuse()
    before = _employee_words(queries.details_of(row))
    _write_employee(row, details)
    session.flush()
    _record_difference(session, employer_id, hand, "changes.employee_changed", before, _employee_words(details))
    return queries.details_of(row)


def set_employee_account(session: Session, employer_id: int, employee_id: int, account: Account, hand: Hand) -> int:
    """Adds the account that the wages are paid to from a day on; gives back the row's id.

    Raises ``Refused``, ``LookupError``.
    """
    queries.employee_row(session, employer_id, employee_id)
    problems = Problems()
    _check_days(problems, account.first, account.until)
    _check_iban(problems, account.iban)
    row = _filled(models.EmployeeIban(), hand, employer_id, account, iban=_plain(account.iban))
    row.employee_id = employee_id
    _add(session, problems, row, _known(session, models.EmployeeIban, employer_id, hand, employee_id))
    _record(session, employer_id, hand, "changes.employee_account", row, account="…")
    return int(row.id)


def add_tax_card(session: Session, employer_id: int, employee_id: int, card: Card, hand: Hand) -> int:
    """Adds a tax card from its first day on; a later card ends the earlier one. Gives back its id. Raises ``Refused``.

    A wage card with a ceiling needs the additional percentage that applies above it; a card for tax at source has
    neither, but says whether the deduction applies.
    """
    queries.employee_row(session, employer_id, employee_id)
    problems = Problems()
    _check_days(problems, card.first, card.until)
    _check_choice(problems, "kind", card.kind, schemas.CARD_KINDS)
    _check_percent(problems, "percent", card.percent)
    _check_percent(problems, "additional_percent", card.additional_percent)
    if card.first is None:
        problems.add("from", "day_needed")
    if card.ceiling is not None and card.ceiling < 0:
        problems.add("ceiling", "not_negative", text=str(card.ceiling))
    if card.kind == "wage":
        if card.ceiling is not None and card.additional_percent is None:
            problems.add("additional_percent", "additional_percent_needed")
        if card.deduction is not None:
            problems.add("deduction", "only_for_source_card")
    elif card.kind == "source" and (card.ceiling is not None or card.additional_percent is not None):
        problems.add("ceiling", "only_for_wage_card")
    row = _filled(
        models.TaxCard(),
        hand,
        employer_id,
        card,
        kind=card.kind,
        percent=written(card.percent),
        additional_percent=written(card.additional_percent),
        ceiling=written(card.ceiling),
        deduction=written(card.deduction),
    )
    row.employee_id = employee_id
    _add(session, problems, row, _known(session, models.TaxCard, employer_id, hand, employee_id))
    _record(session, employer_id, hand, "changes.tax_card", row, kind=card.kind, figures="…")
    return int(row.id)


def withdraw_tax_card(session: Session, employer_id: int, card_id: int, hand: Hand) -> None:
    """Takes a tax card back that should not have been entered. Raises ``LookupError``."""
    row = _one(session, models.TaxCard, employer_id, card_id, hand)
    effective.withdraw(session, row, hand)
    words = {"from": row.valid_from, "kind": row.kind}
    audit.record(session, employer_id, hand.by, "changes.tax_card_withdrawn", words, None, at=hand.at)


# --- checks -----------------------------------------------------------------------------------------------------------


def _check_days(problems: Problems, first: date | None, until: date | None) -> None:
    if first is not None and until is not None and until < first:
        problems.add("until", "ends_before_it_begins", first=first, last=until)


def _check_choice(problems: Problems, field: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        problems.add(field, "not_a_choice", text=value, choices=", ".join(choices))


def _check_name(problems: Problems, field: str, name: Name) -> None:
    for part, text in (("first", name.first), ("last", name.last)):
        if not text.strip():
            problems.add(f"{field}.{part}", "text_needed")
        elif len(text) > 100:
            problems.add(f"{field}.{part}", "text_too_long", most=100)


def _check_email(problems: Problems, email: str | None) -> None:
    if email is None:
        return
    name, at, host = email.rpartition("@")
    if not (name and at and "." in host.strip(".")) or any(sign.isspace() for sign in email) or len(email) > 254:
        problems.add("email", "email_wrong")


def _check_iban(problems: Problems, iban: str | None, field: str = "iban") -> None:
    if iban is not None and not schemas.is_iban(iban):
        problems.add(field, "iban_wrong")


def _check_percent(problems: Problems, field: str, percent: Decimal | NotSaid | None) -> None:
    if isinstance(percent, Decimal) and not 0 <= percent <= _HUNDRED:
        problems.add(field, "percent_wrong", text=format(percent, "f"))


def _check_share(problems: Problems, pension: PensionInsurance, day: date) -> None:
    """A contract's whole contribution holds the employee's share, so it is not below the lowest one of a day."""
    if not isinstance(pension.total_percent, Decimal):
        return
    try:
        shares = load_book().value("pension.employee_percent", Days(payment_day=day))
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return  # the calculation holds it against the share of the day of payment
    lowest = min(row["percent"] for row in shares.number)
    if 0 <= pension.total_percent < lowest:
        facts: dict[str, object] = {
            "total": formats.number(pension.total_percent),
            "employee": formats.number(lowest),
        }
        what, do = (Sentence(f"cannot.pension_percent_low.{part}", facts) for part in ("what", "do"))
        problems.found.append(Problem("total_percent", what, do))


def _check_address(problems: Problems, address: Address | None) -> None:
    if address is None:
        return
    for part, text in (("street", address.street), ("postal_code", address.postal_code), ("city", address.city)):
        if not text.strip():
            problems.add(f"address.{part}", "text_needed")
    code = address.postal_code
    if address.country == "FI" and code.strip() and not (len(code) == 5 and code.isascii() and code.isdigit()):
        problems.add("address.postal_code", "postal_code_wrong", text=code)
    if not (len(address.country) == 2 and address.country.isascii() and address.country.isupper()):
        problems.add("address.country", "country_wrong", text=address.country)


def _check_employer(problems: Problems, details: EmployerDetails) -> None:
    _check_choice(problems, "kind", details.kind, schemas.EMPLOYER_KINDS)
    _check_name(problems, "name", details.name)
    if not schemas.is_identity_code(details.identity_code):
        problems.add("identity_code", "identity_code_wrong")
    _check_address(problems, details.address)
    _check_choice(problems, "language", details.language, schemas.LANGUAGES)
    _check_email(problems, details.email)
    _check_choice(problems, "cared_for.relation", details.cared_for.relation, schemas.RELATIONS)
    _check_choice(problems, "employer_register", details.employer_register, schemas.REGISTERS)
    tax = details.self_assessed_tax
    if tax is not None and not isinstance(tax, NotSaid):
        if not schemas.is_reference(tax.reference):
            problems.add("self_assessed_tax.reference", "reference_wrong", text=tax.reference)
        _check_iban(problems, tax.iban, "self_assessed_tax.iban")


def _check_employee(
    session: Session, employer_id: int, problems: Problems, details: EmployeeDetails, own_id: int | None
) -> None:
    holder = queries.employee_id_of(session, employer_id, details.code)
    if holder is not None and holder != own_id:
        problems.add("id", "code_taken", code=details.code)
    _check_name(problems, "name", details.name)
    _check_address(problems, details.address)
    _check_choice(problems, "language", details.language, schemas.LANGUAGES)
    _check_email(problems, details.email)
    code = details.identity_code
    if code is None:
        if details.born is None:
            problems.add("born", "born_needed")
        if details.sex not in (1, 2):
            problems.add("sex", "sex_needed")
        return
    if not schemas.is_identity_code(code):
        problems.add("identity_code", "identity_code_wrong")
        return
    if details.born is not None and details.born != schemas.born_of(code):
        problems.add("born", "born_differs")
    if details.sex is not None and details.sex != schemas.sex_of(code):
        problems.add("sex", "sex_differs")
    for other in session.scalars(select(models.Employee).where(models.Employee.employer_id == employer_id)):
        if other.id != own_id and other.identity_code == code:
            problems.add("identity_code", "identity_code_taken", name=f"{other.first_name} {other.last_name}")


# --- writing ----------------------------------------------------------------------------------------------------------


def _plain(iban: str | None) -> str | None:
    return None if iban is None else schemas.plain_iban(iban)


def _write_employer(row: models.Employer, details: EmployerDetails) -> None:
    row.code, row.kind = details.code, details.kind
    row.first_name, row.last_name = details.name.first, details.name.last
    row.identity_code = details.identity_code
    row.street, row.postal_code = details.address.street, details.address.postal_code
    row.city, row.country = details.address.city, details.address.country
    row.municipality, row.language = details.municipality, details.language
    row.email, row.phone = details.email, details.phone
    cared_for = details.cared_for
    row.cared_for_relation, row.cared_for_born = cared_for.relation, written(cared_for.born)
    row.cared_for_first_name = "" if cared_for.name is None else cared_for.name.first
    row.cared_for_last_name = "" if cared_for.name is None else cared_for.name.last
    row.employer_register = details.employer_register
    tax = details.self_assessed_tax
    row.tax_said = tax is not NOT_SAID
    row.tax_reference = row.tax_iban = None
    if tax is not None and not isinstance(tax, NotSaid):
        row.tax_reference, row.tax_iban = tax.reference, schemas.plain_iban(tax.iban)


def _write_employee(row: models.Employee, details: EmployeeDetails) -> None:
    code = details.identity_code
    row.code, row.identity_code = details.code, code
    row.first_name, row.last_name = details.name.first, details.name.last
    if code is not None:
        row.born, row.sex = schemas.born_of(code), schemas.sex_of(code)
    elif details.born is not None and details.sex is not None:
        row.born, row.sex = details.born, details.sex
    address = details.address
    row.street = None if address is None else address.street
    row.postal_code = None if address is None else address.postal_code
    row.city = None if address is None else address.city
    row.country = None if address is None else address.country
    row.language, row.email, row.phone = details.language, details.email, details.phone
    row.protected_address = details.protected_address
    row.right_to_work_basis, row.right_to_work_until = details.right_to_work_basis, details.right_to_work_until


def _delegate_row(employer_id: int, mandate: Mandate, hand: Hand) -> models.Delegate:
    row: models.Delegate = effective.fill(
        models.Delegate(),
        hand,
        employer_id,
        {
            "first_name": mandate.name.first,
            "last_name": mandate.name.last,
            "email": mandate.email,
            "organisation": mandate.organisation,
            "may": " ".join(mandate.may),
            "valid_from": mandate.first,
            "valid_until": mandate.until,
        },
    )
    return row


def _filled(row: Any, hand: Hand, employer_id: int, command: Any, **facts: Any) -> Any:
    return effective.fill(row, hand, employer_id, facts | {"valid_from": command.first, "valid_until": command.until})


def _add(session: Session, problems: Problems, row: Dated, others: list[Any]) -> None:
    problems.refuse()
    try:
        effective.add(session, row, others)
    except effective.Overlap as overlap:
        problems.add("from", "overlaps", first=overlap.first or "…", last=overlap.until or "…")
        problems.refuse()


def _known(session: Session, model: Any, employer_id: int, hand: Hand, employee_id: int | None = None) -> list[Any]:
    wanted = effective.known(model, employer_id, hand.day)
    if employee_id is not None:
        wanted = wanted.where(model.employee_id == employee_id)
    return list(session.scalars(wanted))


def _one(session: Session, model: Any, employer_id: int, row_id: int, hand: Hand) -> Any:
    row = session.scalar(effective.known(model, employer_id, hand.day).where(model.id == row_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no {model.__tablename__} {row_id}")
    return row


def _record(session: Session, employer_id: int, hand: Hand, what: str, row: Any, **facts: object) -> None:
    words = facts | {"from": row.valid_from, "until": row.valid_until}
    audit.record(session, employer_id, hand.by, what, None, words, at=hand.at)


def _record_difference(
    session: Session,
    employer_id: int,
    hand: Hand,
    what: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        audit.record(
            session,
            employer_id,
            hand.by,
            what,
            {name: "…" if name in _HIDDEN else before[name] for name in changed},
            {name: "…" if name in _HIDDEN else after[name] for name in changed},
            at=hand.at,
        )


# Encrypted fields are told by name only, never by value.
_HIDDEN = frozenset({"identity_code", "self_assessed_tax"})


def _employer_words(details: EmployerDetails) -> dict[str, object]:
    return {
        "kind": details.kind,
        "name": details.name.full,
        "identity_code": details.identity_code,
        "address": ", ".join(details.address.lines),
        "municipality": details.municipality,
        "language": details.language,
        "email": details.email,
        "phone": details.phone,
        "cared_for": details.cared_for.relation,
        "self_assessed_tax": details.self_assessed_tax,
        "employer_register": details.employer_register,
    }


def _employee_words(details: EmployeeDetails) -> dict[str, object]:
    return {
        "name": details.name.full,
        "identity_code": details.identity_code,
        "address": None if details.address is None else ", ".join(details.address.lines),
        "language": details.language,
        "email": details.email,
        "phone": details.phone,
        "protected_address": details.protected_address,
        "right_to_work": details.right_to_work_basis,
        "right_to_work_until": details.right_to_work_until,
    }
