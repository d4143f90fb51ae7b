"""Weeks beyond what the budget grants are told before the roster is given and when hours are approved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from employer import budget, clock
from employer.effective import Hand
from employer.forecast import weeks
from tests.conftest import Demo, Signer
from tests.employer.households import stop_clock
from tests.pages import visit

pytestmark = pytest.mark.demo
MONDAY = date(2026, 11, 16)
MONTH = (date(2026, 11, 1), date(2026, 11, 30))
Grants = Callable[..., None]


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)


@pytest.fixture
def grants(signer: Signer, demo: Demo) -> Grants:
    """Makes the decision grant its wages by the week."""

    def make(cents: int | None, minutes: int | None) -> None:
        with signer.unit() as session:
            (decision,) = budget.decisions(session, demo.employer_id, clock.today())
            wages, other = decision.lines
            weekly = replace(wages, cents=cents, minutes=minutes, period="week")
            given = replace(decision, cents=None, lines=(weekly, other))
            budget.record_decision(session, demo.employer_id, given, Hand.of("Salla Aallonkoski"), decision.id)

    return make


def planned(signer: Signer, demo: Demo, first: date, last: date) -> tuple[weeks.WeekOver, ...]:
    with signer.unit() as session:
        return weeks.over(session, demo.employer_id, first, last, clock.today())


def test_without_a_line_by_the_week_nothing_is_told(signer: Signer, demo: Demo) -> None:
    assert planned(signer, demo, *MONTH) == ()


def test_a_planned_week_may_use_exactly_what_is_granted(signer: Signer, demo: Demo, grants: Grants) -> None:
    """Four afternoons of four hours: sixteen hours a week."""
    sunday = MONDAY + timedelta(days=6)
    grants(None, 960)
    assert planned(signer, demo, MONDAY, sunday) == ()
    grants(None, 959)
    (found,) = planned(signer, demo, MONDAY, sunday)
    assert (found.week.first, found.week.last) == (MONDAY, sunday)
    assert (found.week.used_minutes, found.week.over_minutes) == (960, 1)


def test_a_week_of_euros_counts_the_employers_contributions(signer: Signer, demo: Demo, grants: Grants) -> None:
    """Sixteen hours at 13.20 are 211.20 without contributions."""
    sunday = MONDAY + timedelta(days=6)
    grants(211_20, None)
    (found,) = planned(signer, demo, MONDAY, sunday)
    assert 40_00 < found.week.over < 60_00
    grants(found.week.used, None)
    assert planned(signer, demo, MONDAY, sunday) == ()


@pytest.mark.parametrize("page", ["rosters/1", "hours"])
def test_the_roster_and_the_hours_show_the_weeks_that_are_over(
    signer: Signer, demo: Demo, grants: Grants, page: str
) -> None:
    salla: FlaskClient = signer.client(demo.people["client"])
    address = f"/e/{demo.employer_id}/{page}?month=2026-11"
    grants(None, 960)
    assert "Budjetti ei riitä" not in visit(salla, address).words()
    grants(None, 930)
    words = visit(salla, address).words().replace("\N{NO-BREAK SPACE}", " ")
    assert "16.11.–22.11.2026" in words
    assert "yhteensä 16 tuntia. Päätös antaa 15 tuntia 30 minuuttia. Ylitys on 30 minuuttia." in words
    employee = signer.client(demo.people["employee"])
    assert "Budjetti ei riitä" not in visit(employee, address).words()
