"""The employee's request for the holiday ledger in writing (162/2005 29 §)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from employer import audit
from employer.effective import Hand
from employer.leave import requesting


def test_a_request_is_noted_with_its_day_and_moment(session: Session, household: tuple[int, int], hand: Hand) -> None:
    assert requesting.ledger_requests(session, *household, hand.day) == ()
    requesting.request_ledger(session, *household, hand)
    ((day, at),) = requesting.ledger_requests(session, *household, hand.day)
    assert (day, at) == (hand.day, hand.at)
    (*_, change) = audit.changes(session, household[0])
    assert (change.what, change.actor) == ("changes.ledger_request", hand.by)


def test_a_request_is_not_known_before_it_was_made_nor_by_another_household(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    requesting.request_ledger(session, *household, hand)
    assert requesting.ledger_requests(session, *household, date(2026, 1, 4)) == ()
    assert requesting.ledger_requests(session, household[0] + 1, household[1], hand.day) == ()
    with pytest.raises(LookupError):
        requesting.request_ledger(session, household[0] + 1, household[1], hand)
