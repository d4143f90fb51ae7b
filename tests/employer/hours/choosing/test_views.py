"""Whose employments a page may be about: everybody's for the employer and the carer, for an employee their own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from employer import clock
from tests.conftest import Demo, Signer
from tests.pages import visit

pytestmark = pytest.mark.demo

OTHER = 999


def test_an_employee_reaches_their_own_employment_and_no_other(demo: Demo, signer: Signer) -> None:
    employee = signer.client(demo.people["employee"])
    visit(employee, f"/e/{demo.employer_id}/hours/1/shift")
    visit(employee, f"/e/{demo.employer_id}/hours/{OTHER}/shift", status=404)


@pytest.mark.parametrize("mandates", [("prepare",), ("prepare", "see_money")])
def test_what_a_page_asks_besides_its_policy_is_looked_at_first(
    demo: Demo, signer: Signer, mandates: tuple[str, ...]
) -> None:
    person = signer.person()
    signer.relate(person, demo.employer_id, "carer", *mandates, first=clock.today() - timedelta(days=30))
    carer = signer.client(person, acting_for=demo.employer_id)
    visit(carer, f"/e/{demo.employer_id}/leave/1/absence")
    visit(carer, f"/e/{demo.employer_id}/arrangements/1/trip", status=200 if "see_money" in mandates else 404)
    visit(carer, f"/e/{demo.employer_id}/arrangements/{OTHER}/trip", status=404)
