"""Doing things with people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from employer import audit, people
from employer.effective import NOT_SAID, Hand
from employer.errors import Refused
from employer.people.schemas import (
    AccidentInsurance,
    Account,
    Address,
    Card,
    CaredFor,
    EmployeeDetails,
    EmployerDetails,
    Mandate,
    Name,
    PensionInsurance,
    SelfAssessedTax,
)

JANUARY = date(2026, 1, 5)
SALLA = EmployerDetails(
    code="hameenlinna",
    name=Name("Salla", "Aallonkoski"),
    identity_code="020586-902L",
    address=Address("Esimerkkikatu 4 A 2", "13100", "Hämeenlinna"),
    municipality="Hämeenlinna",
    email="salla.aallonkoski@example.invalid",
    phone="+358401234567",
    cared_for=CaredFor("child", Name("Otso", "Aallonkoski"), date(2020, 8, 21)),
    self_assessed_tax=SelfAssessedTax("99900020260119", "FI83 3301 0001 1007 75"),
)


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.field for problem in refused.value.problems]


def test_a_household_comes_back_as_it_was_given(session: Session, hand: Hand) -> None:
    employer_id = people.new_employer(session, SALLA, hand)
    session.expire_all()
    read = people.employer_details(session, employer_id)
    assert read.self_assessed_tax == SelfAssessedTax("99900020260119", "FI8333010001100775")
    assert (read.name, read.cared_for, read.identity_code) == (SALLA.name, SALLA.cared_for, "020586-902L")
    assert people.employer_id_of(session, "hameenlinna") == employer_id


def test_what_was_not_said_differs_from_what_is_not(session: Session, an_employer: Callable[..., int]) -> None:
    silent, without = an_employer(code="a"), an_employer(code="b", self_assessed_tax=None)
    assert people.employer_details(session, silent).self_assessed_tax is NOT_SAID
    assert people.employer_details(session, without).self_assessed_tax is None


def test_every_problem_of_a_household_is_told_at_once(session: Session, hand: Hand) -> None:
    wrong = EmployerDetails(
        code="x",
        kind="company",
        name=Name(" ", "A" * 101),
        identity_code="020586-902M",
        address=Address("", "1310", "Hämeenlinna", "Suomi"),
        language="de",
        email="salla at example",
        cared_for=CaredFor("cousin"),
        self_assessed_tax=SelfAssessedTax("123", "FI00"),
        employer_register="yes",
    )
    with pytest.raises(Refused) as refused:
        people.new_employer(session, wrong, hand)
    assert fields(refused) == [
        "kind",
        "name.first",
        "name.last",
        "identity_code",
        "address.street",
        "address.country",
        "language",
        "email",
        "cared_for.relation",
        "employer_register",
        "self_assessed_tax.reference",
        "self_assessed_tax.iban",
    ]
    assert all(problem.what and problem.what_to_do for problem in refused.value.problems)


def test_problems_are_told_in_the_readers_language(session: Session, an_employer: Callable[..., int]) -> None:
    an_employer()
    with pytest.raises(Refused) as refused:
        an_employer()
    problem = refused.value.problems[0]
    assert problem.what == "The id hameenlinna is already in use."
    assert problem.what.say("fi") == "Tunnus hameenlinna on jo käytössä."  # type: ignore[attr-defined]


def test_a_change_is_recorded_without_the_secret_itself(session: Session, hand: Hand) -> None:
    employer_id = people.new_employer(session, SALLA, hand)
    changed = EmployerDetails(
        code="hameenlinna", name=Name("Salla", "Uusinimi"), identity_code="020586Y902L", address=SALLA.address
    )
    people.change_employer(session, employer_id, changed, hand)
    last = audit.changes(session, employer_id)[-1]
    assert last.what == "changes.employer_changed"
    assert (last.before["name"], last.after["name"]) == ("Salla Aallonkoski", "Salla Uusinimi")
    assert last.after["identity_code"] == "…"
    assert "address" not in last.after


def test_nothing_secret_stands_in_the_database_in_plain(
    session: Session, hand: Hand, an_employee: Callable[..., int]
) -> None:
    employer_id = people.new_employer(session, SALLA, hand)
    employee_id = an_employee(employer_id)
    people.set_employer_account(session, employer_id, Account("FI2112345600000785"), hand)
    people.set_employee_account(session, employer_id, employee_id, Account("FI8657810020088880"), hand)
    people.add_tax_card(session, employer_id, employee_id, Card("wage", Decimal("12.7"), first=JANUARY), hand)
    kept = ""
    for table in ("employer", "employee", "employer_iban", "employee_iban", "tax_card", "change"):
        kept += repr(session.execute(text(f'SELECT * FROM "{table}"')).all())  # noqa: S608
    for secret in ("020586-902L", "140301A904V", "FI2112345600000785", "FI8657810020088880", "12.7"):
        assert secret not in kept


def test_the_pension_in_force_follows_the_day(session: Session, hand: Hand, an_employer: Callable[..., int]) -> None:
    employer_id = an_employer()
    assert people.employer_facts(session, employer_id, JANUARY, JANUARY).pension is NOT_SAID
    people.set_pension(session, employer_id, PensionInsurance("temporary", first=date(2026, 1, 1)), hand)
    contract = PensionInsurance("contract", "46", "Malli Eläke", "46-12345678", Decimal("24.85"), date(2026, 5, 1))
    people.set_pension(session, employer_id, contract, hand)
    april = people.employer_facts(session, employer_id, date(2026, 4, 30), JANUARY).pension
    may = people.employer_facts(session, employer_id, date(2026, 5, 1), JANUARY).pension
    assert isinstance(april, PensionInsurance)
    assert isinstance(may, PensionInsurance)
    assert (april.kind, april.policy_number, april.until) == ("temporary", NOT_SAID, date(2026, 4, 30))
    assert (may.kind, may.total_percent) == ("contract", Decimal("24.85"))


def test_a_group_life_insurance_agreed_away_is_known(
    session: Session, hand: Hand, an_employer: Callable[..., int]
) -> None:
    employer_id = an_employer()
    people.set_accident(session, employer_id, AccidentInsurance(percent=Decimal("1.20")), hand)
    first = people.employer_facts(session, employer_id, JANUARY, JANUARY).accident
    assert isinstance(first, AccidentInsurance)
    assert first.group_life_percent is NOT_SAID
    people.set_accident(session, employer_id, AccidentInsurance(percent=Decimal("1.20"), group_life_percent=None), hand)
    second = people.employer_facts(session, employer_id, JANUARY, JANUARY).accident
    assert isinstance(second, AccidentInsurance)
    assert second.group_life_percent is None
    assert format(second.percent, "f") == "1.20"  # type: ignore[arg-type]
    people.set_accident(session, employer_id, AccidentInsurance(insured=False), hand)
    assert people.employer_facts(session, employer_id, JANUARY, JANUARY).accident is None


def test_wrong_insurances_are_refused(session: Session, hand: Hand, an_employer: Callable[..., int]) -> None:
    employer_id = an_employer()
    with pytest.raises(Refused) as refused:
        people.set_accident(
            session,
            employer_id,
            AccidentInsurance(
                insurer="9876543-1", percent=Decimal("101"), first=date(2026, 2, 1), until=date(2026, 1, 1)
            ),
            hand,
        )
    assert fields(refused) == ["until", "insurer", "percent"]
    with pytest.raises(Refused) as refused:
        people.set_pension(session, employer_id, PensionInsurance("own", total_percent=Decimal("-1")), hand)
    assert fields(refused) == ["kind", "total_percent"]
    low_share = PensionInsurance("contract", total_percent=Decimal("7.29"), first=date(2026, 1, 1))
    with pytest.raises(Refused) as low:
        people.set_pension(session, employer_id, low_share, hand)
    assert low.value.problems[0].field == "total_percent"
    assert "7,29 %" in low.value.problems[0].what


def test_an_employee_without_an_identity_code_needs_birth_and_sex(
    session: Session, an_employer: Callable[..., int], an_employee: Callable[..., int]
) -> None:
    employer_id = an_employer()
    with pytest.raises(Refused) as refused:
        an_employee(employer_id, identity_code=None)
    assert fields(refused) == ["born", "sex"]
    employee_id = an_employee(employer_id, identity_code=None, born=date(1990, 2, 3), sex=2)
    facts = people.employee(session, employer_id, employee_id, JANUARY)
    assert (facts.born, facts.sex, facts.details.identity_code) == (date(1990, 2, 3), 2, None)


def test_birth_and_sex_follow_from_the_identity_code(
    session: Session, an_employer: Callable[..., int], an_employee: Callable[..., int]
) -> None:
    employer_id = an_employer()
    with pytest.raises(Refused) as refused:
        an_employee(employer_id, born=date(2001, 3, 15), sex=1)
    assert fields(refused) == ["born", "sex"]
    facts = people.employee(session, employer_id, an_employee(employer_id), JANUARY)
    assert (facts.born, facts.sex) == (date(2001, 3, 14), 2)


def test_one_person_is_not_added_twice(
    session: Session, an_employer: Callable[..., int], an_employee: Callable[..., int]
) -> None:
    employer_id = an_employer()
    an_employee(employer_id)
    with pytest.raises(Refused) as refused:
        an_employee(employer_id)
    assert fields(refused) == ["id", "identity_code"]
    other = an_employer(code="other")
    assert an_employee(other) > 0


def test_another_households_employee_is_not_found(
    session: Session, hand: Hand, an_employer: Callable[..., int], an_employee: Callable[..., int]
) -> None:
    mine, other = an_employer(), an_employer(code="other")
    employee_id = an_employee(other)
    with pytest.raises(LookupError):
        people.employee(session, mine, employee_id, JANUARY)
    with pytest.raises(LookupError):
        people.tax_cards(session, mine, employee_id, JANUARY)
    with pytest.raises(LookupError):
        people.set_employee_account(session, mine, employee_id, Account(None), hand)
    assert people.employees(session, mine, JANUARY) == ()
    assert people.employee_id_of(session, mine, "ilona") is None


def test_a_later_tax_card_ends_the_earlier(
    session: Session, hand: Hand, an_employer: Callable[..., int], an_employee: Callable[..., int]
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id)
    whole = Card("wage", Decimal("12.0"), Decimal("30.0"), Decimal("12000.00"), first=date(2026, 1, 1))
    people.add_tax_card(session, employer_id, employee_id, whole, hand)
    later = people.add_tax_card(
        session, employer_id, employee_id, Card("wage", Decimal("14.5"), first=date(2026, 4, 1)), hand
    )
    cards = people.tax_cards(session, employer_id, employee_id, JANUARY)
    assert [(str(card.percent), card.until) for card in cards] == [("12.0", date(2026, 3, 31)), ("14.5", None)]
    assert (cards[0].ceiling, cards[0].additional_percent) == (Decimal("12000.00"), Decimal("30.0"))
    people.withdraw_tax_card(session, employer_id, later, hand)
    assert [card.until for card in people.tax_cards(session, employer_id, employee_id, JANUARY)] == [None]


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (Card("wage", Decimal("12"), None, Decimal("100"), first=JANUARY), ["additional_percent"]),
        (Card("wage", Decimal("12"), deduction=True, first=JANUARY), ["deduction"]),
        (Card("source", Decimal("35"), Decimal("40"), first=JANUARY), ["ceiling"]),
        (Card("wage", Decimal("120"), first=JANUARY), ["percent"]),
        (Card("wage", Decimal("12")), ["from"]),
        (Card("freelance", Decimal("12"), first=JANUARY), ["kind"]),
        (Card("wage", Decimal("12"), Decimal("30"), Decimal("-1"), first=JANUARY), ["ceiling"]),
    ],
)
def test_tax_cards_that_cannot_be(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    card: Card,
    expected: list[str],
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id)
    with pytest.raises(Refused) as refused:
        people.add_tax_card(session, employer_id, employee_id, card, hand)
    assert fields(refused) == expected


def test_an_account_with_a_wrong_check_digit_is_refused_and_none_is_an_answer(
    session: Session, hand: Hand, an_employer: Callable[..., int]
) -> None:
    employer_id = an_employer()
    with pytest.raises(Refused) as refused:
        people.set_employer_account(session, employer_id, Account("FI2112345600000786"), hand)
    assert fields(refused) == ["iban"]
    assert people.employer_facts(session, employer_id, JANUARY, JANUARY).iban is NOT_SAID
    people.set_employer_account(session, employer_id, Account(None), hand)
    assert people.employer_facts(session, employer_id, JANUARY, JANUARY).iban is None


def test_a_mandate_is_given_and_ended(
    session: Session, hand: Hand, hand_on: Callable[[date], Hand], an_employer: Callable[..., int]
) -> None:
    employer_id = an_employer()
    mandate = Mandate(
        Name("Onni", "Aallonkoski"), "onni@example.invalid", ("prepare", "see_money"), first=date(2026, 1, 1)
    )
    mandate_id = people.add_delegate(session, employer_id, mandate, hand)
    people.end_delegate(session, employer_id, mandate_id, date(2026, 6, 30), hand_on(date(2026, 6, 1)))
    before = people.employer_facts(session, employer_id, JANUARY, date(2026, 5, 31)).delegates
    after = people.employer_facts(session, employer_id, JANUARY, date(2026, 6, 1)).delegates
    assert [one.until for one in before] == [None]
    assert [(one.until, one.may) for one in after] == [(date(2026, 6, 30), ("prepare", "see_money"))]
    with pytest.raises(LookupError):
        people.end_delegate(session, employer_id, mandate_id, date(2026, 7, 1), hand_on(date(2026, 6, 2)))


def test_a_mandate_to_nothing_is_refused(session: Session, hand: Hand, an_employer: Callable[..., int]) -> None:
    with pytest.raises(Refused) as refused:
        people.add_delegate(session, an_employer(), Mandate(Name("Onni", "A"), None, ()), hand)
    assert fields(refused) == ["may"]


def test_a_changed_employee(
    session: Session, hand: Hand, an_employer: Callable[..., int], an_employee: Callable[..., int]
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id)
    details = EmployeeDetails(
        "ilona",
        Name("Ilona", "Rantavirta"),
        "140301A904V",
        address=Address("Malliraitti 7", "13210", "Hämeenlinna"),
        protected_address=True,
        right_to_work_basis="oleskelulupa",
        right_to_work_until=date(2027, 1, 1),
    )
    people.change_employee(session, employer_id, employee_id, details, hand)
    read = people.employee(session, employer_id, employee_id, JANUARY).details
    assert (read.address, read.protected_address, read.right_to_work_until) == (
        details.address,
        True,
        date(2027, 1, 1),
    )
    assert people.employee_codes(session, employer_id) == {employee_id: "ilona"}
