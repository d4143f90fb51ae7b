"""What is looked at when a contract was cancelled at once, or treated as ended by an absence without word."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from employer.contracts.cancelling import looks, unsaid
from employer.contracts.cancelling.service import STEPS
from employer.contracts.schemas import END_REASONS, WITHOUT_NOTICE, Ending

END = date(2026, 11, 20)


def cancelled(reason: str = "cancelled_by_employer", **given: Any) -> Ending:
    facts = {"breach_known": date(2026, 11, 10), "cancel_sent": END, "employee_heard": True}
    return Ending(END, None, reason, **{**facts, **given})


def test_only_endings_without_notice_are_looked_at() -> None:
    assert {reason for reason in END_REASONS if looks(Ending(END, "Sijaisuus", reason)) is not None} == {
        *WITHOUT_NOTICE
    }
    assert looks(Ending()) is None
    assert set(STEPS) == set(WITHOUT_NOTICE)


def test_what_nobody_has_said_of_a_cancelled_contract() -> None:
    nothing: dict[str, Any] = {"breach_known": None, "cancel_sent": None, "employee_heard": None}
    assert unsaid(cancelled(**nothing)) == ("breach_known", "cancel_sent", "employee_heard")
    assert unsaid(cancelled("cancelled_by_employee", **nothing)) == ("breach_known", "cancel_sent")
    assert unsaid(cancelled()) == unsaid(Ending(END, None, "absence_without_word")) == unsaid(Ending()) == ()


def test_a_cancelling_in_time_and_in_person_has_its_last_day_and_why() -> None:
    found = looks(cancelled())
    assert found is not None
    assert (found.by, found.known) == (date(2026, 11, 24), None)
    assert found.warnings == ("cancel_is_for_the_gravest", "no_notice_pay", "get_advice")
    assert [one.section for one in found.reasons] == ["55/2001 8:2 §"]
    assert found.steps[:2] == ("hear_the_employee", "cancel_in_time")


@pytest.mark.parametrize(
    ("given", "warning"),
    [
        ({"breach_known": date(2026, 11, 6)}, None),  # the fourteenth day
        ({"breach_known": date(2026, 11, 5)}, "cancel_too_late"),
        ({"breach_known": date(2026, 11, 5), "cancel_sent": date(2026, 11, 19)}, None),  # sent in time, known after
        ({"cancel_sent": date(2026, 11, 13)}, None),  # known on the seventh day
        ({"cancel_sent": date(2026, 11, 12)}, "known_by_then"),
        ({"employee_heard": False}, "was_not_heard"),
        ({"employee_heard": None}, "cancelling_not_said"),
        ({"breach_known": None}, "cancelling_not_said"),
        ({"cancel_sent": None}, "cancelling_not_said"),
    ],
)
def test_what_a_cancelling_is_warned_of(given: dict[str, Any], warning: str | None) -> None:
    found = looks(cancelled(**given))
    assert found is not None
    assert found.warnings[:-3] == (() if warning is None else (warning,))


def test_a_sent_cancelling_says_when_it_is_deemed_known() -> None:
    found = looks(cancelled(cancel_sent=date(2026, 11, 16)))
    assert found is not None
    assert found.known == date(2026, 11, 23)
    assert [one.section for one in found.reasons] == ["55/2001 8:2 §", "55/2001 9:4 §"]


def test_an_employee_who_cancels_is_not_heard() -> None:
    found = looks(cancelled("cancelled_by_employee", employee_heard=None))
    assert found is not None
    assert found.warnings == ("cancel_is_for_the_gravest", "no_notice_pay", "get_advice")
    assert "hear_the_employee" not in found.steps


def test_an_absence_without_word_is_told_to_be_undone_by_a_hindrance() -> None:
    found = looks(Ending(END, None, "absence_without_word"))
    assert found is not None
    assert (found.by, found.warnings) == (None, ("undone_by_hindrance", "no_notice_pay", "get_advice"))
    assert found.steps[0] == "try_to_reach"
