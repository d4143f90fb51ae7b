"""A signed-in person becomes an employer, and names others who may act for the household.

A mandate is a fact about the household; the right to sign in follows from it as soon as the named person has an
account. Nobody is told whether there is an account for an address. None of the verbs commits.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from employer import accounts
from employer.effective import Hand
from employer.errors import Conflict, NotFound
from employer.people import queries, service
from employer.people.schemas import GIVEN_MANDATES, Mandate, StartForm


def start_household(session: Session, person_id: int, form: StartForm, language: str, hand: Hand) -> int:
    """Begins a household of the signed-in person and gives back its ``employer_id``.

    Raises ``Conflict`` when the person is an employer already, ``Refused`` with every wrong field.
    """
    if any(right.role == "client" for right in accounts.rights(session, person_id, hand.day)):
        raise Conflict("the person is an employer already")
    employer_id = service.new_employer(session, form.details(f"household-{person_id}", language), hand)
    relation = accounts.NewRelation(person_id, "client", hand.day)
    accounts.relate(session, employer_id, relation, actor=hand.by)
    return employer_id


def let_act(session: Session, employer_id: int, mandate: Mandate, hand: Hand) -> int:
    """Adds a mandate and gives its person the rights; gives back the mandate's id. Raises ``Refused``."""
    mandate_id = service.add_delegate(session, employer_id, mandate, hand)
    give_rights(session, employer_id, mandate_id, hand)
    return mandate_id


def give_rights(session: Session, employer_id: int, mandate_id: int, hand: Hand) -> None:
    """Gives the mandate's person the right to sign in, when the address has an account and no such right yet.

    Raises ``NotFound`` for an unknown mandate.
    """
    mandate = _mandate(session, employer_id, mandate_id, hand)
    account = accounts.account_by_email(session, mandate.email or "")
    mandates = frozenset(mandate.may) & set(GIVEN_MANDATES)
    last = mandate.until
    if account is None or not account.active or not mandates or (last is not None and last < hand.day):
        return
    first = max(mandate.first or hand.day, hand.day)
    for one, right in accounts.people_of(session, employer_id):
        open_still = right.last is None or right.last >= hand.day
        same = right.role == "client" or (right.role, right.mandates, right.last) == ("carer", mandates, last)
        if one.person_id == account.person_id and open_still and same:
            return
    relation = accounts.NewRelation(account.person_id, "carer", first, last, mandates, None, mandate.organisation or "")
    accounts.relate(session, employer_id, relation, actor=hand.by)


def end_mandate(session: Session, employer_id: int, mandate_id: int, last: date, hand: Hand) -> None:
    """Ends a mandate and the rights that came of it. Raises ``Refused``, ``NotFound``."""
    mandate = _mandate(session, employer_id, mandate_id, hand)
    service.end_delegate(session, employer_id, mandate_id, last, hand)
    account = accounts.account_by_email(session, mandate.email or "")
    if account is not None:
        accounts.end_relations(session, employer_id, account.person_id, "carer", last, actor=hand.by)


def _mandate(session: Session, employer_id: int, mandate_id: int, hand: Hand) -> Mandate:
    facts = queries.employer_facts(session, employer_id, hand.day, hand.day)
    found = next((one for one in facts.delegates if one.id == mandate_id), None)
    if found is None:
        raise NotFound
    return found
