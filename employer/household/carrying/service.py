"""A household comes in from a file, or goes out as one, by the hand of a person who has signed in.

What was issued elsewhere comes in by the installation's own command only: nobody here can vouch for a file that
somebody may have changed. Who may act for the household is not taken from the file either, but for what a client could
give in the browser, and a helper's own mandate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from employer import accounts, audit, people
from employer.effective import Hand
from employer.errors import NotFound
from employer.household import queries
from employer.household.carrying.schemas import CLIENTS, OWN
from employer.household.reading import EXPORT_MARK, read
from employer.household.running import service_problems, with_the_rest
from employer.household.schemas import Fault, Household, Problem, Unreadable
from employer.household.service import load
from employer.household.writing import text_of
from employer.people import starting


def choices(session: Session, person_id: int, day: date) -> tuple[str, ...]:
    """Whose household a person may bring in: the own one when there is none yet, a client's as a county's helper."""
    own = any(right.role == "client" for right in accounts.rights(session, person_id, day))
    helps = accounts.counties_of(session, person_id, day)
    return (() if own else (OWN,)) + ((CLIENTS,) if helps else ())


def bring_in(session: Session, person_id: int, content: bytes, whose: str, hand: Hand, language: str) -> int:
    """Loads the household of a file's bytes for a person and gives back its ``employer_id``.

    ``whose``: one of the person's ``choices``. A client's file must name the person's e-mail among its delegates: those
    mandates are the person's. Raises ``NotFound`` for another choice, ``Unreadable`` with every problem of the file in
    ``language``; the caller's unit of work then rolls everything back.
    """
    if whose not in choices(session, person_id, hand.day):
        raise NotFound
    try:
        household = read(content, language)
    except Unreadable as refused:
        raise with_the_rest(content, refused) from None
    mandates = _mandates(household, accounts.account_of(session, person_id).email)
    refusals = {"kept": ("kept_by_command", bool(household.kept))}
    refusals["employer.delegates"] = ("not_named", whose == CLIENTS and not mandates)
    problems = tuple(Problem(place, Fault(code)) for place, (code, wrong) in refusals.items() if wrong)
    if problems:
        raise Unreadable((*service_problems(household, language), *problems), language)
    employer_id = load(session, household, hand, language)
    if whose == OWN:
        accounts.relate(session, employer_id, accounts.NewRelation(person_id, "client", hand.day), actor=hand.by)
        for delegate in people.employer_facts(session, employer_id, hand.day, hand.day).delegates:
            starting.give_rights(session, employer_id, delegate.id, hand)
    else:
        # What the file says of the county is not believed: it is the one that the person helps others for.
        county, *_ = accounts.counties_of(session, person_id, hand.day)
        relation = accounts.NewRelation(person_id, "helper", hand.day, None, mandates, None, county)
        accounts.relate(session, employer_id, relation, actor=hand.by)
    audit.note(session, "imported", employer_id)
    return employer_id


def _mandates(household: Household, email: str) -> frozenset[str]:
    """What the file lets the person with an e-mail address do."""
    address = email.strip().lower()
    return frozenset(may for one in household.employer.delegates if one.email.lower() == address for may in one.may)


def has_protected(session: Session, employer_id: int, known_on: date) -> bool:
    """Whether somebody's contact details must not be shown, so that what was issued does not go out either."""
    return any(one.details.protected_address for one in people.employees(session, employer_id, known_on))


def take_out(session: Session, employer_id: int, known_on: date, *, with_kept: bool) -> str:
    """The household file's text as known on a day, with what was issued when asked, and notes that it went out.

    Contact details of an employee whose address is protected are left out, and what was issued with them.
    """
    protected = has_protected(session, employer_id, known_on)
    whole = queries.household(session, employer_id, known_on, with_kept=with_kept and not protected)
    whole = replace(whole, employees=tuple(_shown(one) for one in whole.employees))
    audit.note(session, "exported", employer_id, what="household")
    text = text_of(whole if whole.kept else _of_one_decision(whole))
    return EXPORT_MARK + text if whole.kept else text


def _shown(employee: Any) -> Any:
    return replace(employee, address=None, email=None, phone=None) if employee.protected_address else employee


def _of_one_decision(household: Household) -> Household:
    """Without what belongs to another decision than the file's own: nobody could tell which line it names."""
    budget = household.budget
    codes = set() if budget is None else {line.id for line in budget.lines}

    def known(rows: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(row if row.line in codes else replace(row, line=None) for row in rows)

    if budget is not None:
        days = budget.decision
        received = (row for row in budget.received if days.first <= row.day <= days.until)
        budget = replace(budget, received=known(received), returned=known(budget.returned))
    return replace(household, budget=budget, trainings=known(household.trainings), expenses=known(household.expenses))
