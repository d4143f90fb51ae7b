"""The demo's household further on: months that have been paid, for pages that show money and deadlines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from employer import clock, contracts, pay
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.pay.schemas import IssuePayslip
from tests.conftest import Demo, Signer

NOVEMBER = datetime(2026, 11, 10, 10, tzinfo=UTC)
"""A moment after the demo's last declared pay run."""


def stop_clock(monkeypatch: pytest.MonkeyPatch, now: datetime = NOVEMBER) -> None:
    """Every reader of the clock sees this moment."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: now.astimezone(HELSINKI).date())


def pay_all(signer: Signer, demo: Demo) -> None:
    """Issues the payslips of the demo's declared pay runs that wait for their visitor."""
    with signer.unit() as session:
        known_on = clock.today()
        (employment,) = contracts.employments(session, demo.employer_id, known_on)
        paid = {one.payment_day for one in pay.payslips(session, demo.employer_id)}
        for run in contracts.pay_runs(session, demo.employer_id, known_on):
            if run.pay_day not in paid:
                made = pay.draft(session, demo.employer_id, employment.id, run, known_on)
                pay.issue(session, demo.employer_id, IssuePayslip(made), Hand.of("Salla Aallonkoski"))
