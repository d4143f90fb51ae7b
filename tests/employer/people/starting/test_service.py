"""A signed-in person becomes an employer and lets others act; rights follow from mandates."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from employer import accounts, people
from employer.accounts import service as account_service
from employer.accounts.schemas import NewAccount
from employer.effective import Hand
from employer.errors import Conflict, NotFound
from employer.people import starting
from employer.people.schemas import Mandate, Name, StartForm


def a_form() -> StartForm:
    return StartForm(
        first_name="Salla",
        last_name="Aallonkoski",
        identity_code="020586-902L",
        street="Esimerkkikatu 4",
        postal_code="13100",
        city="Hämeenlinna",
        municipality="Hämeenlinna",
        relation="child",
        cared_first_name="Otso",
        cared_last_name="Aallonkoski",
        cared_born=date(2020, 8, 21),
    )


def a_person(session: Session, name: str) -> int:
    return account_service.create_account(session, NewAccount(f"{name}@example.invalid", name, "fi", None, demo=True))


def a_mandate(**changes: object) -> Mandate:
    facts: dict[str, object] = {"email": "onni@example.invalid", "may": ("prepare", "see_money"), **changes}
    return Mandate(Name("Onni", "Aallonkoski"), **facts)  # type: ignore[arg-type]


def roles(session: Session, person_id: int, day: date) -> list[str]:
    return [right.role for right in accounts.rights(session, person_id, day)]


def test_a_person_becomes_an_employer_once(session: Session, hand: Hand) -> None:
    person = a_person(session, "salla")
    employer_id = starting.start_household(session, person, a_form(), "fi", hand)
    assert roles(session, person, hand.day) == ["client"]
    facts = people.employer_facts(session, employer_id, hand.day, hand.day)
    assert facts.details.cared_for.relation == "child"
    with pytest.raises(Conflict):
        starting.start_household(session, person, a_form(), "fi", hand)


def test_a_mandate_gives_its_person_the_rights_and_ending_it_takes_them(session: Session, hand: Hand) -> None:
    client, carer = a_person(session, "salla"), a_person(session, "onni")
    employer_id = starting.start_household(session, client, a_form(), "fi", hand)
    mandate = starting.let_act(session, employer_id, a_mandate(), hand)
    assert roles(session, carer, hand.day) == ["carer"]
    starting.give_rights(session, employer_id, mandate, hand)
    assert roles(session, carer, hand.day) == ["carer"]  # not twice
    starting.end_mandate(session, employer_id, mandate, hand.day, hand)
    assert roles(session, carer, date(hand.day.year + 1, 1, 1)) == []


def test_a_mandate_of_somebody_without_an_account_waits(session: Session, hand: Hand) -> None:
    employer_id = starting.start_household(session, a_person(session, "salla"), a_form(), "fi", hand)
    mandate = starting.let_act(session, employer_id, a_mandate(), hand)
    carer = a_person(session, "onni")
    assert roles(session, carer, hand.day) == []
    starting.give_rights(session, employer_id, mandate, hand)
    assert roles(session, carer, hand.day) == ["carer"]


def test_an_unknown_mandate_is_not_found(session: Session, hand: Hand) -> None:
    employer_id = starting.start_household(session, a_person(session, "salla"), a_form(), "fi", hand)
    with pytest.raises(NotFound):
        starting.end_mandate(session, employer_id, 99_999, hand.day, hand)
