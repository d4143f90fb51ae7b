"""The bank's file of a pay day: net wages, what was taken for enforcement, and the month's taxes.

What is missing for a transfer becomes a question; the rest is written. What kept files hold is not paid again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from employer import arrangements, pay, people
from employer.effective import NOT_SAID, at
from employer.exports.prepared.amounts.service import (
    ASKED,
    COUNTY_REPORTS,
    LONGEST_FILE_REFERENCE,
    by_employment,
    county_part,
    of_month,
    paid_already,
    rest_of,
    shortened,
    tax_cents,
)
from employer.exports.prepared.needs.service import faults_besides, question_of
from employer.exports.prepared.schemas import Prepared
from employer.exports.schemas import ExportRefused, NewPaymentFile
from employer.exports.sepa.schemas import PaymentFile, TaxTransfer, Transfer
from employer.exports.sepa.service import bank_name, payment_faults, payment_xml
from employer.pay import paying
from employer.pay.schemas import Issued
from employer.people.schemas import EmployerFacts
from rules import Question

ENFORCEMENT = "Ulosottolaitos"


def payment(
    session: Session,
    employer_id: int,
    pay_day: date,
    made_at: datetime,
    known_on: date,
    *,
    with_tax: bool,
    version: str = "09",
) -> Prepared[NewPaymentFile]:
    """The bank's file of one pay day's net wages; ``with_tax``: the month's self-assessed taxes too.

    An employee without an account, and a tax transfer without its reference, become questions; the rest is written.
    What the month's kept files hold already is not paid again: the file holds the rest, under references of its own.
    """
    issued = pay.payslips(session, employer_id, first_pay_day=pay_day, last_pay_day=pay_day)
    paid, earlier = paid_already(session, employer_id, pay_day)
    employer = people.employer_facts(session, employer_id, pay_day, known_on)
    code = issued[0].employment if issued else ""
    needs: list[tuple[str, Question]] = []
    if employer.iban is NOT_SAID:
        needs.append((code, question_of("iban_employer", pay_day)))
    county = county_part(session, employer_id, pay_day, known_on)
    # What the county pays itself is never paid from here, nor what a person has told to be paid without a file.
    told = frozenset() if earlier else paying.told_paid(session, employer_id, pay_day, known_on)
    own_wages = () if county else tuple(one for one in issued if one.number not in told)
    transfers, held, without_account = _wages(session, employer_id, own_wages, pay_day, known_on, paid)
    needs.extend((one, question_of("iban_employee", pay_day)) for one in without_account)
    enforcement, unsaid_accounts = _enforcement(session, employer_id, own_wages, pay_day, known_on, paid)
    needs.extend((one, question_of("enforcement_account", pay_day)) for one in unsaid_accounts)
    month = {one.payment_day for one in of_month(session, employer_id, pay_day.replace(day=1))}
    taxes_known = with_tax and all(county_part(session, employer_id, day, known_on) != ASKED for day in month)
    tax, missing = _tax(session, employer_id, employer, pay_day, paid, known_on) if taxes_known else (None, False)
    if county == ASKED:
        needs.append((code, question_of(COUNTY_REPORTS, pay_day)))
    if missing:
        needs.append((code, question_of("self_assessed_tax", pay_day)))
    ids = tuple(one.id for one in issued)
    if employer.iban is None or not (transfers or enforcement or tax):
        return Prepared(None, tuple(needs), ids)
    number = f"-v{earlier + 1}" if earlier else ""
    reference = shortened(f"{employer.details.code}-{pay_day.isoformat()}{number}", LONGEST_FILE_REFERENCE)
    content = PaymentFile(
        reference,
        made_at,
        bank_name(employer.details.name.full),
        employer.iban if isinstance(employer.iban, str) else "",
        pay_day,
        transfers,
        tax,
        enforcement=enforcement,
    )
    wrong = faults_besides(needs, payment_faults(content))
    if wrong:
        raise ExportRefused(wrong, tuple(needs))
    if not content.payer_iban:
        return Prepared(None, tuple(needs), ids)
    file = payment_xml(content, version)
    cents = sum(transfer.cents for transfer in (*transfers, *enforcement)) + (0 if tax is None else tax.cents)
    made = NewPaymentFile(reference, pay_day, version, cents, file, held)
    return Prepared(made, tuple(needs), ids)


def _wages(
    session: Session,
    employer_id: int,
    issued: Sequence[Issued],
    pay_day: date,
    known_on: date,
    paid: Mapping[str, int],
) -> tuple[tuple[Transfer, ...], tuple[str, ...], tuple[str, ...]]:
    """The transfers of net wages, the numbers of the payslips in them, and the employments without a known account."""
    transfers: list[Transfer] = []
    held: list[str] = []
    unsaid: list[str] = []
    for employment, payslips in by_employment(issued).items():
        whole = sum(one.totals["paid"] for one in payslips)
        cents, own = rest_of(paid, whole, employment, pay_day.isoformat())
        if cents <= 0:
            continue
        employee = people.employee(session, employer_id, payslips[0].employee_id, known_on)
        account = at(employee.ibans, pay_day)
        if account is None:
            unsaid.append(employment)
        if account is None or account.iban is None:
            continue
        name = bank_name(employee.details.name.full)
        message = _message(employee.details.language, payslips[0])
        transfers.append(Transfer(name, account.iban, cents, own, text=message))
        held += [one.number for one in payslips]
    return tuple(transfers), tuple(held), tuple(unsaid)


def _tax(
    session: Session,
    employer_id: int,
    employer: EmployerFacts,
    pay_day: date,
    paid: Mapping[str, int],
    known_on: date,
) -> tuple[TaxTransfer | None, bool]:
    """The month's transfer to the Tax Administration, and whether it lacks its reference and account."""
    whole = tax_cents(session, employer_id, of_month(session, employer_id, pay_day.replace(day=1)), known_on)
    cents, own = rest_of(paid, whole, "tax", f"{pay_day:%Y-%m}", employer.details.code)
    if cents <= 0:
        return None, False
    details = employer.details.self_assessed_tax
    if details is NOT_SAID:
        return None, True
    if details is None:
        return None, False
    return TaxTransfer(details.iban, cents, details.reference, own, pay_day), False


def _enforcement(
    session: Session,
    employer_id: int,
    issued: Sequence[Issued],
    pay_day: date,
    known_on: date,
    paid: Mapping[str, int],
) -> tuple[tuple[Transfer, ...], tuple[str, ...]]:
    """What was taken from the pay for enforcement: a payment for each employment, to the account and with the reference
    of its order; and the employments whose order has none."""
    transfers, missing = [], []
    for employment, payslips in by_employment(issued).items():
        whole = sum(one.totals["garnishment"] for one in payslips)
        cents, own = rest_of(paid, whole, "enf", employment, pay_day.isoformat())
        if cents <= 0:
            continue
        orders = arrangements.of_employment(session, employer_id, payslips[0].employment_id, known_on).garnishments
        order = at(orders, pay_day)
        if order is None or order.iban is None or order.reference is None:
            missing.append(employment)
            continue
        transfers.append(Transfer(ENFORCEMENT, order.iban, cents, own, reference=order.reference))
    return tuple(transfers), tuple(missing)


def _message(language: str, one: Issued) -> str:
    """Neutral words for the bank statement: only what it is and for when."""
    word = {"sv": "Lön", "en": "Pay"}.get(language, "Palkka")
    return f"{word} {one.last.month}/{one.last.year}"
