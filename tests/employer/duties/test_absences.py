"""Duties that follow from absences: what is told to whom and by when, and what Kela pays back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from employer import leave, texts
from employer.duties import duties
from employer.duties.queries import _Asked
from employer.duties.schemas import Duty
from employer.effective import Hand
from employer.leave.schemas import Absence
from rules import load_book

AS_OF = date(2026, 6, 30)


@pytest.fixture
def found(session: Session, household: tuple[int, int], hand: Hand) -> Callable[..., dict[str, Duty]]:
    """The duties of the household after an absence has been noted, by their code."""

    def note(kind: str, first: date, last: date) -> dict[str, Duty]:
        leave.add_absence(session, household[0], Absence(household[1], kind, first, last), hand)
        return {one.code: one for one in duties(session, household[0], AS_OF)}

    return note


def test_an_accident_is_reported_in_ten_weekdays(found: Callable[..., dict[str, Duty]]) -> None:
    duty = found("accident", date(2026, 4, 13), date(2026, 4, 15))["accident_report"]
    assert duty.day == date(2026, 4, 24)  # Monday to Saturday count, the day itself does not
    assert duty.section == "459/2015 111 §"


def test_an_absence_of_a_month_is_told_to_occupational_health(found: Callable[..., dict[str, Duty]]) -> None:
    assert "occupational_health_absence" not in found("sick", date(2026, 3, 2), date(2026, 4, 1))


def test_the_day_a_month_is_full_makes_the_duty(found: Callable[..., dict[str, Duty]]) -> None:
    duty = found("sick", date(2026, 3, 2), date(2026, 4, 2))["occupational_health_absence"]
    assert duty.day == date(2026, 4, 2)


def test_a_long_illness_is_claimed_from_kela_in_two_months(found: Callable[..., dict[str, Duty]]) -> None:
    listed = found("sick", date(2026, 4, 13), date(2026, 5, 3))
    assert listed["sickness_claim"].day == date(2026, 6, 13)
    assert "sickness_claim_amount" not in listed  # no year of pay before it is known here


@pytest.mark.parametrize(
    ("kind", "last", "told"),
    [
        ("parental", date(2026, 9, 30), date(2026, 6, 1)),
        ("parental", date(2026, 8, 13), date(2026, 7, 1)),  # at most twelve weekdays: a month
        ("childcare", date(2026, 12, 31), date(2026, 6, 1)),
    ],
)
def test_a_family_leave_shows_when_it_had_to_be_told(
    found: Callable[..., dict[str, Duty]], kind: str, last: date, told: date
) -> None:
    assert found(kind, date(2026, 8, 1), last)["family_leave_notice"].day == told


def test_a_holiday_is_announced_a_month_before(found: Callable[..., dict[str, Duty]]) -> None:
    assert found("annual_holiday", date(2026, 7, 6), date(2026, 7, 11))["holiday_notice"].day == date(2026, 6, 6)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_duty_of_absences_has_its_words(language: str) -> None:
    for code in ("accident_report", "occupational_health_absence", "family_leave_notice"):
        assert "1.4.2026" in texts.say(language, f"duties.{code}", first="1.4.2026")
    said = texts.say(language, "duties.sickness_claim_amount", first="1.4.2026", amount="100,00 €")
    assert "100,00" in said


@pytest.mark.parametrize(
    ("wages_cents", "begun", "cents"),
    [
        # 20 000 less 9.07 % is 18 186.00; 70 % of it over 300 days is 42.43 a day; seven days
        (2_000_000, date(2024, 1, 1), 29701),
        (0, date(2024, 1, 1), None),  # nothing is known of the year before
        (2_000_000, date(2025, 6, 1), None),  # the year before is not whole
    ],
)
def test_kelas_amount_needs_a_whole_year_of_pay(
    session: Session, household: tuple[int, int], wages_cents: int, begun: date, cents: int | None
) -> None:
    asked = _Asked(session, household[0], AS_OF, AS_OF, load_book())
    one = replace(asked.employments[0], start=begun)
    paid = SimpleNamespace(totals={"taxable": wages_cents}, employee_id=one.employee_id, payment_day=date(2025, 6, 30))
    asked.issued = (paid,)  # type: ignore[assignment]
    # ten weekdays are the employer's: 13 to 23 April; then seven weekdays, May Day left out
    absence = Absence(one.id, "sick", date(2026, 4, 13), date(2026, 5, 3))
    found = asked.allowance(one, absence)
    assert found == cents
