"""What every export says when it refuses, and the authorities' schema files beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from employer.errors import Problem, Refused, Sentence
from rules import Question

INCOMES_REGISTER = Path(__file__).parent / "incomes-register"

_IDENTITY_CODE = re.compile(r"(?<!\d)\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Za-z](?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a file from being written.

    ``place`` is the path of the field in the given data, for example ``reports[0].lines[2].cents``; ``rule`` names the
    sentences ``exports.fault.<rule>.what`` and ``.do``; ``facts`` fills them in. Facts never hold an identity code or a
    whole account number, so that a fault can be shown and logged.
    """

    place: str
    rule: str
    facts: tuple[tuple[str, str], ...] = ()


class ExportRefused(Refused):
    """The data breaks rules of the receiver, and nothing was written. ``faults`` lists everything that was found.

    ``questions``: what is open besides (employment's code, question), so that both are told together.
    """

    def __init__(self, faults: tuple[Fault, ...], questions: tuple[tuple[str, Question], ...] = ()) -> None:
        super().__init__(
            Problem(
                fault.place,
                Sentence(f"exports.fault.{fault.rule}.what", dict(fault.facts)),
                Sentence(f"exports.fault.{fault.rule}.do", dict(fault.facts)),
            )
            for fault in faults
        )
        self.faults = faults
        self.questions = questions


class SchemaRefused(Exception):
    """A finished file does not follow the receiver's schema: a mistake in the program, never in the person's data."""


def schema_errors(checked: Any) -> str:
    """Where a document breaks its schema and which rule, without the document's values."""
    return "; ".join(f"{entry.path}: {entry.type_name}" for entry in checked.error_log)


class Faults:
    """Collects faults, so that all of them are told at once."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, place: str, rule: str, **facts: object) -> None:
        """Notes a fault at a place; ``facts`` fill in its sentences."""
        self.found.append(Fault(place, rule, tuple((name, str(fact)) for name, fact in facts.items())))

    def refuse(self) -> None:
        """Raises ``ExportRefused`` when anything was found."""
        if self.found:
            raise ExportRefused(tuple(self.found))


def holds_identity_code(text: str) -> bool:
    """Whether a text holds something that looks like a Finnish personal identity code."""
    return _IDENTITY_CODE.search(text) is not None


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report file to keep. ``kind``: wage | separate. ``action``: new | replacement | cancellation.

    ``reference`` is the report's lasting reference, ``delivery`` this message's own (DeliveryId). ``subject`` is the
    employee's or month's name for people, ``day`` the payment date or the month's first day, ``payslips`` the numbers
    of the payslips that the report tells of. ``provider`` is the Business ID of the service provider that sends the
    message over the register's interface; without one a person carries the file.
    """

    kind: str
    action: str
    reference: str
    delivery: str
    subject: str
    day: date
    file: bytes
    production: bool
    payslips: tuple[str, ...] = ()
    provider: str | None = None

    @property
    def data_type(self) -> int:
        """The register's code of the message's kind: 100 and 101 reports, 105 and 106 their cancellations."""
        return {"wage": 100, "separate": 101}[self.kind] + (5 if self.action == "cancellation" else 0)


@dataclass(frozen=True, slots=True)
class NewPaymentFile:
    """A payment file to keep: its reference for the bank, the wages' day, the schema's version and the sum in cents."""

    reference: str
    pay_day: date
    schema_version: str
    cents: int
    file: bytes
    payslips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The register's answer about one report. ``state``: accepted | rejected | processing | cancelled | unknown."""

    report_id: int
    response_id: str
    state: str
    register_id: str | None
    register_version: int | None
    errors: tuple[tuple[str, str, str | None], ...]
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A kept report without its file. ``receipts`` in the order in which they were recorded."""

    id: int
    kind: str
    action: str
    data_type: int
    reference: str
    version: int
    delivery: str
    subject: str
    day: date
    payslips: tuple[str, ...]
    production: bool
    sha256: str
    made_at: datetime
    made_by: str
    receipts: tuple[Receipt, ...]

    @property
    def state(self) -> str:
        """The state of the newest receipt, or ``made`` while the register has not answered."""
        return max(self.receipts, key=lambda receipt: receipt.answered_at).state if self.receipts else "made"

    @property
    def refused(self) -> bool:
        """Whether the register has refused it and never taken it: what it tells has not been reported."""
        return {receipt.state for receipt in self.receipts} - {"processing"} == {"rejected"}


@dataclass(frozen=True, slots=True)
class KeptPaymentFile:
    """A kept payment file without its bytes."""

    id: int
    reference: str
    pay_day: date
    schema_version: str
    cents: int
    payslips: tuple[str, ...]
    sha256: str
    made_at: datetime
    made_by: str
