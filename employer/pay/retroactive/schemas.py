"""What a retroactive run tells of each payslip. Money is whole cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from employer.errors import Problem
from payroll import OpenQuestion

OUTCOMES = ("corrected", "same", "waits", "fails")


@dataclass(frozen=True, slots=True)
class Recalculated:
    """One issued payslip, looked at again.

    ``outcome``: ``corrected`` (a difference payslip ``correction`` was made), ``same`` (nothing to pay), ``waits`` (the
    ``questions`` have to be answered first) or ``fails`` (``problem`` says in every language why it cannot be
    calculated). ``agreement``: what binds on the period's last day by what is known now (none, heta, other).
    ``differences`` hold the totals that change and ``lines`` the kinds of lines that change, in cents.
    """

    number: str
    employment: str
    first: date
    last: date
    payment_day: date
    agreement: str
    outcome: str
    correction: str | None = None
    differences: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    questions: tuple[OpenQuestion, ...] = ()
    problem: Problem | None = None
