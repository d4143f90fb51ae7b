"""Dated records: what was in force on a day, as it was known on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from employer import contracts, effective
from employer.contracts import models
from employer.contracts.schemas import Gate, Wage
from employer.effective import NOT_SAID, Hand
from employer.errors import Refused
from employer.read_once import forget

JANUARY = date(2026, 1, 12)


def euros(session: Session, household: tuple[int, int], on: date, known_on: date) -> Decimal | None:
    facts = contracts.employment(session, *household, known_on)
    wage = effective.at(facts.wages, on)
    return None if wage is None else wage.euros


def raise_wage(
    session: Session, household: tuple[int, int], amount: str, first: date, hand: Hand, until: date | None = None
) -> int:
    return contracts.set_wage(session, *household, Wage("hour", Decimal(amount), first, until), hand)


def test_a_rise_agreed_in_march_from_february_is_not_known_in_february(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    raise_wage(session, household, "14.00", date(2026, 2, 1), hand_on(date(2026, 3, 10)))
    assert euros(session, household, date(2026, 2, 15), date(2026, 3, 9)) == Decimal("13.20")
    assert euros(session, household, date(2026, 2, 15), date(2026, 3, 10)) == Decimal("14.00")
    assert euros(session, household, date(2026, 1, 31), date(2026, 3, 10)) == Decimal("13.20")


def test_the_later_row_ends_the_earlier_on_the_day_before(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    raise_wage(session, household, "13.60", date(2026, 6, 1), hand_on(date(2026, 1, 6)))
    wages = contracts.employment(session, *household, date(2026, 1, 6)).wages
    assert [(wage.first, wage.until) for wage in wages] == [
        (JANUARY, date(2026, 5, 31)),
        (date(2026, 6, 1), None),
    ]


def test_a_row_between_two_known_rows_takes_only_its_own_days(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    raise_wage(session, household, "13.60", date(2026, 6, 1), hand_on(date(2026, 1, 6)))
    raise_wage(session, household, "13.40", date(2026, 3, 1), hand_on(date(2026, 3, 5)))
    known = date(2026, 3, 5)
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1))
    assert [str(euros(session, household, day, known)) for day in days] == ["13.20", "13.40", "13.40", "13.60"]


def test_a_row_with_the_same_first_day_corrects_and_the_mistake_stays_readable(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    raise_wage(session, household, "12.30", JANUARY, hand_on(date(2026, 1, 20)))
    raise_wage(session, household, "13.20", JANUARY, hand_on(date(2026, 1, 25)))
    assert [str(euros(session, household, JANUARY, date(2026, 1, day))) for day in (19, 20, 24, 25)] == [
        "13.20",
        "12.30",
        "12.30",
        "13.20",
    ]
    assert len(contracts.employment(session, *household, date(2026, 2, 1)).wages) == 1


def test_after_a_stated_last_day_nothing_is_in_force(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    raise_wage(session, household, "15.00", date(2026, 7, 1), hand_on(date(2026, 6, 1)), date(2026, 7, 31))
    known = date(2026, 6, 1)
    assert euros(session, household, date(2026, 7, 31), known) == Decimal("15.00")
    assert euros(session, household, date(2026, 8, 1), known) is None


def test_days_claimed_to_a_stated_end_cannot_be_claimed_again(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    raise_wage(session, household, "15.00", date(2026, 7, 1), hand_on(date(2026, 6, 1)), date(2026, 7, 31))
    with pytest.raises(Refused) as refused:
        raise_wage(session, household, "16.00", date(2026, 7, 31), hand_on(date(2026, 6, 2)))
    assert [problem.field for problem in refused.value.problems] == ["from"]
    assert "31.7.2026" in refused.value.problems[0].what
    raise_wage(session, household, "16.00", date(2026, 8, 1), hand_on(date(2026, 6, 2)))


def test_a_withdrawn_row_is_gone_from_then_on(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    row_id = raise_wage(session, household, "15.00", date(2026, 7, 1), hand_on(date(2026, 6, 1)))
    row = session.get(models.Wage, row_id)
    assert row is not None
    effective.withdraw(session, row, hand_on(date(2026, 6, 10)))
    assert euros(session, household, date(2026, 7, 1), date(2026, 6, 9)) == Decimal("15.00")
    assert euros(session, household, date(2026, 7, 1), date(2026, 6, 10)) == Decimal("13.20")


def test_the_day_of_recording_is_the_day_in_finland() -> None:
    from datetime import UTC, datetime

    assert Hand("a", datetime(2026, 6, 30, 21, 0, tzinfo=UTC)).day == date(2026, 7, 1)
    assert Hand("a", datetime(2026, 6, 30, 20, 59, tzinfo=UTC)).day == date(2026, 6, 30)


def test_what_must_be_said_cannot_be_left_out(hand: Hand) -> None:
    with pytest.raises(ValueError, match=r"Wage\.euros must be said"):
        effective.fill(models.Wage(), hand, 1, {"euros": NOT_SAID})


def test_not_said_is_neither_true_nor_none() -> None:
    assert not NOT_SAID
    assert NOT_SAID is not None
    assert repr(NOT_SAID) == "NOT_SAID"


@dataclass(frozen=True)
class Fact:
    first: date | None
    until: date | None


@pytest.mark.parametrize(
    ("first", "until", "day", "holds"),
    [
        (None, None, date(2026, 1, 1), True),
        (date(2026, 1, 2), None, date(2026, 1, 1), False),
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1), True),
        (None, date(2025, 12, 31), date(2026, 1, 1), False),
    ],
)
def test_both_ends_belong_to_a_fact(first: date | None, until: date | None, day: date, holds: bool) -> None:
    assert effective.holds(Fact(first, until), day) is holds


def test_rows_of_several_households_read_ahead_are_each_ones_own(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    hand_on: Callable[[date], Hand],
) -> None:
    known_on = date(2026, 3, 10)
    homes = []
    for number in (1, 2, 3):
        employer_id = an_employer(code=f"home-{number}")
        homes.append((employer_id, an_employment(employer_id, an_employee(employer_id))))
        raise_wage(session, homes[-1], f"14.0{number}", date(2026, 3, 1), hand_on(known_on))
    session.flush()
    tables = (models.Wage, models.AgreementTerm, models.WorkPattern)
    alone = {one: [effective.rows(session, table, one, known_on) for table in tables] for one, _ in homes}
    forget(session)
    effective.read_ahead(session, [one for one, _ in homes[:2]], known_on)
    asked: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))
    for employer_id, _ in homes[:2]:
        assert [effective.rows(session, table, employer_id, known_on) for table in tables] == alone[employer_id]
    assert asked == []  # it was read ahead
    assert [row.euros for row in effective.rows(session, models.Wage, homes[2][0], known_on)][-1] == Decimal("14.03")
    assert asked


def test_a_table_that_was_empty_is_read_once_something_is_in_it(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    known_on = date(2026, 3, 10)
    assert effective.rows(session, models.Gate, household[0], known_on) == ()
    gate = Gate("risk_assessment", date(2026, 3, 1), document="kansio")
    contracts.set_gate(session, *household, gate, hand_on(known_on))
    assert len(effective.rows(session, models.Gate, household[0], known_on)) == 1
