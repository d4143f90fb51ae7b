"""Puts answers into the household file's own fields, where the file says nothing about them.

An answer never changes what the file says. Topics that the calculation asks on its own (a premium, a line of the
agreement) are left to it: they stay answers, with their document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from marshmallow import ValidationError

from employer.answers.schemas import YES
from employer.contracts.schemas import CANCELLED
from employer.effective import NOT_SAID
from employer.household.reading.schemas import BankAccount, Day, Matching, Reference, Text, Word
from employer.household.schemas import (
    Account,
    Address,
    AgreementRow,
    AnswerRow,
    EmployeePart,
    EmploymentPart,
    Fault,
    Household,
    Pension,
    Problem,
    SelfAssessedTax,
    Unspent,
)
from employer.people.schemas import read_address

NOTHING = ("none", "null", "ei", "nej")


def fill(household: Household, answers: Iterable[AnswerRow]) -> tuple[Household, list[Problem]]:
    """The household with the facts that were answered, and the problems of answers that cannot be such a fact."""
    problems: list[Problem] = []
    order = list(PUTTERS)
    for answer in sorted(answers, key=lambda one: order.index(_topic(one)) if _topic(one) in PUTTERS else len(order)):
        rest = answer.question.partition(":")[2]
        put = PUTTERS.get(_topic(answer))
        if put is None:
            continue
        try:
            household = put(household, rest.partition(":")[0], answer)
        except ValidationError as error:
            faults: list[Any] = error.messages if isinstance(error.messages, list) else []
            problems += [Problem(f"{answer.question}.value", fault) for fault in faults if isinstance(fault, Fault)]
    return household, problems


def _topic(answer: AnswerRow) -> str:
    return answer.question.partition(":")[0]


Putter = Callable[[Household, str, AnswerRow], Household]


def _employer(field: str, value_of: Callable[[AnswerRow], Any], open_value: Any = NOT_SAID) -> Putter:
    def put(household: Household, subject: str, answer: AnswerRow) -> Household:
        if getattr(household.employer, field) is not open_value:
            return household
        return replace(household, employer=replace(household.employer, **{field: value_of(answer)}))

    return put


def _employment(field: str, value_of: Callable[[AnswerRow], Any]) -> Putter:
    def put(household: Household, subject: str, answer: AnswerRow) -> Household:
        def filled(part: EmploymentPart) -> EmploymentPart:
            if part.id != subject or getattr(part, field) is not NOT_SAID:
                return part
            return replace(part, **{field: value_of(answer)})

        return replace(household, employments=tuple(filled(part) for part in household.employments))

    return put


def _cancelled(field: str, value_of: Callable[[AnswerRow], Any]) -> Putter:
    """What nobody said of a cancelled contract; of another ending it is no fact."""

    def put(household: Household, subject: str, answer: AnswerRow) -> Household:
        def filled(part: EmploymentPart) -> EmploymentPart:
            is_open = part.id == subject and part.end_reason in CANCELLED and getattr(part, field) is None
            return replace(part, **{field: value_of(answer)}) if is_open else part

        return replace(household, employments=tuple(filled(part) for part in household.employments))

    return put


def _employee_account(household: Household, subject: str, answer: AnswerRow) -> Household:
    people = {part.employee for part in household.employments if part.id == subject}

    def filled(part: EmployeePart) -> EmployeePart:
        if part.id not in people or part.iban is not NOT_SAID:
            return part
        return replace(part, iban=_account(answer))

    return replace(household, employees=tuple(filled(part) for part in household.employees))


def _pension(household: Household, subject: str, answer: AnswerRow) -> Household:
    """The kind, and the provider's code after it when it was told."""
    if household.employer.pension is not NOT_SAID:
        return household
    kind, _, provider = answer.value.strip().partition(" ")
    row = Pension(
        Word("temporary", "contract").read(kind.strip(",;").lower()),
        _provider_code(provider) if provider.strip() else NOT_SAID,
        None,
        NOT_SAID,
        NOT_SAID,
    )
    return replace(household, employer=replace(household.employer, pension=(row,)))


def _provider_code(text: str) -> str:
    return Matching(r"[0-9]{1,3}", "not_provider").read(text.strip())


def _pension_provider(household: Household, subject: str, answer: AnswerRow) -> Household:
    rows = household.employer.pension
    if not isinstance(rows, tuple):
        return household
    code = _provider_code(answer.value)
    filled = tuple(row if isinstance(row.provider, str) else replace(row, provider=code) for row in rows)
    return replace(household, employer=replace(household.employer, pension=filled))


def _policy_number(household: Household, subject: str, answer: AnswerRow) -> Household:
    rows = household.employer.pension
    if not isinstance(rows, tuple):
        return household
    number = Text(most=40).read(answer.value)
    filled = tuple(row if isinstance(row.policy_number, str) else replace(row, policy_number=number) for row in rows)
    return replace(household, employer=replace(household.employer, pension=filled))


def _unspent(household: Household, subject: str, answer: AnswerRow) -> Household:
    budget = household.budget
    if budget is None or budget.unspent is not NOT_SAID:
        return household
    nothing = answer.value.strip().lower() in NOTHING
    return replace(
        household, budget=replace(budget, unspent=Unspent(None if nothing else Day().read(answer.value.strip())))
    )


def _account(answer: AnswerRow) -> tuple[Account, ...]:
    return (Account(BankAccount().read(answer.value)),)


def _tax(answer: AnswerRow) -> SelfAssessedTax:
    """The reference and the account, in this order, with a space or a comma between."""
    parts = re.split(r"[\s,;]+", answer.value.strip(), maxsplit=1)
    if len(parts) != 2:
        raise ValidationError([Fault("not_reference_and_account")])
    return SelfAssessedTax(Reference().read(parts[0]), BankAccount().read(parts[1]))


def _duties(answer: AnswerRow) -> tuple[str, ...]:
    return tuple(Text().read(part) for part in re.split(r"[;\n]", answer.value) if part.strip())


def _agreement(answer: AnswerRow) -> tuple[AgreementRow, ...]:
    name = Word("none", "heta", "other").read(answer.value.strip())
    return (AgreementRow(name, answer.document, NOT_SAID, NOT_SAID, NOT_SAID, NOT_SAID),)


def _employee_address(household: Household, subject: str, answer: AnswerRow) -> Household:
    """The address of an employee without an identity code, which only the report needs."""
    people = {part.employee for part in household.employments if part.id == subject}
    read = read_address(answer.value)
    if read is None:
        raise ValidationError([Fault("not_address")])
    address = Address(read.street, read.postal_code, read.city, read.country)

    def filled(part: EmployeePart) -> EmployeePart:
        return part if part.id not in people or part.address is not None else replace(part, address=address)

    return replace(household, employees=tuple(filled(part) for part in household.employees))


PUTTERS: dict[str, Putter] = {
    "employee_address": _employee_address,
    "pension": _pension,
    "pension_provider": _pension_provider,
    "iban_employer": _employer("iban", _account),
    "contact_phone": _employer("phone", lambda answer: Text(most=40).read(answer.value), open_value=None),
    "self_assessed_tax": _employer("self_assessed_tax", _tax),
    "iban_employee": _employee_account,
    "policy_number": _policy_number,
    "occupation_code": _employment(
        "occupation_code", lambda answer: Matching(r"[0-9]{1,5}", "not_occupation").read(answer.value)
    ),
    "workplace": _employment("workplace", lambda answer: Text().read(answer.value)),
    "duties": _employment("duties", _duties),
    "agreement": _employment("agreement", _agreement),
    "breach_known": _cancelled("breach_known", lambda answer: Day().read(answer.value.strip())),
    "cancel_sent": _cancelled("cancel_sent", lambda answer: Day().read(answer.value.strip())),
    "employee_heard": _cancelled("employee_heard", lambda answer: answer.value.strip().lower() in YES),
    "unspent": _unspent,
}
