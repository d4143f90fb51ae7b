"""What gathering works with: everything that is known of a household at one moment, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from employer.arrangements import Arrangements
from employer.arrangements.averaging import Averaging
from employer.arrangements.final_pay import Sums
from employer.arrangements.longer import LongerTime
from employer.arrangements.time_off import TimeOff
from employer.contracts.schemas import EmploymentFacts, Opening, PayRun
from employer.people.schemas import EmployeeFacts, EmployerFacts


@dataclass(frozen=True, slots=True)
class Situation:
    """A household as known on a day: what every payslip of a pay run reads alike. By id, all of it plain data.

    ``planned``: for an estimate only, the pay by day in exact euros of the shifts for which no payslip has been given;
    nothing of an employment in it: holiday pay waits for its payslips.
    """

    known_on: date
    employer: EmployerFacts
    employees: Mapping[int, EmployeeFacts]
    employments: Mapping[int, EmploymentFacts]
    openings: Mapping[int, Opening]
    runs: tuple[PayRun, ...]
    absences: Mapping[int, tuple[Any, ...]]
    trainings: Mapping[int, tuple[Any, ...]]
    expenses: Mapping[int, tuple[Any, ...]]
    answers: tuple[Any, ...]
    arrangements: Mapping[int, Arrangements] = field(default_factory=dict)
    sums: Mapping[int, Sums] = field(default_factory=dict)
    averaging: Mapping[int, tuple[Averaging, ...]] = field(default_factory=dict)
    longer: Mapping[int, tuple[LongerTime, ...]] = field(default_factory=dict)
    time_off: Mapping[int, tuple[TimeOff, ...]] = field(default_factory=dict)
    entries: Mapping[int, tuple[Any, ...]] = field(default_factory=dict)
    planned: Mapping[int, Mapping[date, Any]] = field(default_factory=dict)
    shifts: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    accounts: dict[tuple[int, date], Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaidSums:
    """What was paid before a payment in its calendar year, in cents: to the employee and to everyone."""

    year: Mapping[str, int]
    month: Mapping[str, int]
    everyone_year: Mapping[str, int]
    everyone_month: Mapping[str, int]
    later_year: int  # taxable pay of the employee already issued for later days of the year
    everyone_later_year: int
    by_day: tuple[tuple[date, int], ...]  # the employee's taxable pay by payment day, from the earliest card on
    month_uninsured: int = 0  # of the employee's month: pay of which no pension contribution is taken
