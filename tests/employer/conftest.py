"""Builders of invented households: a test states only what matters to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import contracts, people
from employer.contracts.schemas import HolidayTerm, NewEmployment, Pattern, Wage, WeeklyTime
from employer.effective import Hand
from employer.people.schemas import Address, EmployeeDetails, EmployerDetails, Name

START = date(2026, 1, 12)


def on(day: date, by: str = "Salla Aallonkoski") -> Hand:
    """A hand that writes at noon (UTC) of a day."""
    return Hand(by, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@pytest.fixture
def hand() -> Hand:
    """The employer's hand on 5 January 2026."""
    return on(date(2026, 1, 5))


@pytest.fixture
def hand_on() -> Callable[[date], Hand]:
    """A hand on a chosen day."""
    return on


@pytest.fixture
def an_employer(session: Session, hand: Hand) -> Callable[..., int]:
    """Adds an employer and gives the id."""

    def add(**changes: Any) -> int:
        given = {
            "code": "hameenlinna",
            "name": Name("Salla", "Aallonkoski"),
            "identity_code": "020586-902L",
            "address": Address("Esimerkkikatu 4 A 2", "13100", "Hämeenlinna"),
        } | changes
        return people.new_employer(session, EmployerDetails(**given), hand)

    return add


@pytest.fixture
def an_employee(session: Session, hand: Hand) -> Callable[..., int]:
    """Adds an employee to an employer and gives the id."""

    def add(employer_id: int, **changes: Any) -> int:
        given = {
            "code": "ilona",
            "name": Name("Ilona", "Rantavirta"),
            "identity_code": "140301A904V",
        } | changes
        return people.add_employee(session, employer_id, EmployeeDetails(**given), hand)

    return add


@pytest.fixture
def an_employment(session: Session, hand: Hand) -> Callable[..., int]:
    """Adds an employment: Monday to Thursday from 14 to 18 for 13.20 an hour, unless said otherwise."""

    def add(employer_id: int, employee_id: int, **changes: Any) -> int:
        given = {
            "code": "ilona-1",
            "employee_id": employee_id,
            "job": "childminding",
            "start": START,
            "wages": (Wage("hour", Decimal("13.20"), START),),
            "weekly_times": (WeeklyTime(960),),
            "holiday_terms": (HolidayTerm("14_days", None),),
            "patterns": (Pattern(START, None, (0, 1, 2, 3), 840, 1080, 0, "public_holidays"),),
        } | changes
        return contracts.add_employment(session, employer_id, NewEmployment(**given), hand)

    return add


@pytest.fixture
def household(
    an_employer: Callable[..., int], an_employee: Callable[..., int], an_employment: Callable[..., int]
) -> tuple[int, int]:
    """An employer with one ordinary employment: (employer id, employment id)."""
    employer_id = an_employer()
    return employer_id, an_employment(employer_id, an_employee(employer_id))
