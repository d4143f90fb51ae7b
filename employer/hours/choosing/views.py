"""The employments that the pages of one request may be about: an employee's own, everybody's for the others."""

from __future__ import annotations

from employer import access, clock
from employer.errors import NotFound
from employer.hours.months import Choice, chosen


def choices(employer_id: int) -> tuple[Choice, ...]:
    """The employments that the signed-in person may look at, the running ones first."""
    right = access.right()
    # 0 is nobody's number: an employee is never shown everybody.
    own = (right.employee_id or 0) if right.role == "employee" else None
    return chosen(access.session(), employer_id, clock.today(), own)


def named(employer_id: int, employment_id: int, mandate: str | None = None) -> Choice:
    """The employment that an address names, also an ended one.

    ``mandate``: what the person must be allowed besides the route's policy. Raises ``NotFound`` when it is not theirs
    to look at, so that an address does not tell whether there is such an employment.
    """
    if mandate is not None and not access.may(mandate):
        raise NotFound
    for one in choices(employer_id):
        if one.id == employment_id:
            return one
    raise NotFound
