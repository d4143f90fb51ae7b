"""What a unit of work has read is remembered until it writes, and not beyond its transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy import text
from sqlalchemy.orm import Session

from employer import contracts, people
from employer.contracts.schemas import Wage
from employer.effective import Hand
from employer.read_once import forget, read_once

TODAY = date(2026, 3, 10)


class Asked:
    """A query that counts how often the database was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, session: Session, employer_id: int) -> int:
        self.times += 1
        return employer_id


def test_the_same_question_is_asked_of_the_database_once(session: Session) -> None:
    count = Asked()

    @read_once
    def query(session: Session, employer_id: int) -> int:
        return count(session, employer_id)

    assert [query(session, 1), query(session, 1), query(session, 2)] == [1, 1, 2]
    assert count.times == 2


def test_after_a_change_the_facts_are_read_anew(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    before = contracts.employment(session, *household, TODAY)
    assert contracts.employment(session, *household, TODAY) is before
    contracts.set_wage(session, *household, Wage("hour", Decimal("14.00"), TODAY, None), hand_on(TODAY))
    after = contracts.employment(session, *household, TODAY)
    assert [one.euros for one in after.wages] == [Decimal("13.20"), Decimal("14.00")]


def test_a_change_that_waits_to_be_written_is_seen(session: Session, household: tuple[int, int]) -> None:
    employer_id, _ = household
    before = people.employee_codes(session, employer_id)
    (employee,) = before
    people.queries.employee_row(session, employer_id, employee).code = "another"
    assert people.employee_codes(session, employer_id) == {employee: "another"}


def test_what_is_rolled_back_is_forgotten(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    session.flush()
    before = contracts.employments(session, household[0], TODAY)
    attempt = session.begin_nested()
    contracts.set_wage(session, *household, Wage("hour", Decimal("14.00"), TODAY, None), hand_on(TODAY))
    assert contracts.employments(session, household[0], TODAY) != before
    attempt.rollback()
    assert contracts.employments(session, household[0], TODAY) == before


def test_a_new_transaction_reads_anew(session: Session, household: tuple[int, int]) -> None:
    before = contracts.employments(session, household[0], TODAY)
    session.commit()
    assert contracts.employments(session, household[0], TODAY) is not before


def test_who_writes_past_the_unit_of_work_says_so(session: Session, household: tuple[int, int]) -> None:
    session.flush()
    (employee,) = people.employee_codes(session, household[0])
    session.execute(text("UPDATE employee SET code = 'written' WHERE id = :id"), {"id": employee})
    assert people.employee_codes(session, household[0]) != {employee: "written"}
    forget(session)
    assert people.employee_codes(session, household[0]) == {employee: "written"}
