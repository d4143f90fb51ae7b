"""What every export says when it refuses, and the authorities' schema files beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from employer.errors import Problem, Refused, Sentence

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
    """The data breaks rules of the receiver, and nothing was written. ``faults`` lists everything that was found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(
            Problem(
                fault.place,
                Sentence(f"exports.fault.{fault.rule}.what", dict(fault.facts)),
                Sentence(f"exports.fault.{fault.rule}.do", dict(fault.facts)),
            )
            for fault in faults
        )
        self.faults = faults


class SchemaRefused(Exception):
    """A finished file does not follow the receiver's schema: a mistake in the program, never in the person's data."""


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
