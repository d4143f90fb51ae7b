"""Arrangements: noted from a day on, in the payslips of their days, and in the reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from employer import arrangements, budget, contracts, pay
from employer.arrangements import Benefit, Garnishment, KelaPart, travel
from employer.arrangements.travel.schemas import Trip
from employer.effective import Hand
from employer.errors import Refused
from employer.exports.prepared.service import _deductions, _earned
from tests.employer.pay.conftest import KNOWN, month_run

FIRST = date(2026, 1, 1)
FEBRUARY = date(2026, 2, 1)


@pytest.fixture
def paid_january(payer: tuple[int, int], pay_month: Callable[..., pay.Issued]) -> tuple[int, int]:
    """The paying household when January has been paid."""
    issued = pay_month(*payer, 1)
    assert issued.totals["garnishment"] == 0
    return payer


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.field for one in refused.value.problems]


def test_an_order_is_followed_from_its_day_on(session: Session, paid_january: tuple[int, int], hand: Hand) -> None:
    arrangements.set_garnishment(session, *paid_january, Garnishment("1234/2026", FEBRUARY, fixed_cents=5000), hand)
    february = pay.draft(session, *paid_january, month_run(2), KNOWN)
    assert february.payslip.totals["garnishment"] == 5000
    totals = february.payslip.totals
    assert totals["paid"] == totals["net"] - 5000  # type: ignore[operator]


def test_the_protected_sum_of_the_order_decides(session: Session, paid_january: tuple[int, int], hand: Hand) -> None:
    order = Garnishment("1234/2026", FIRST, protected_cents=60000)
    arrangements.set_garnishment(session, *paid_january, order, hand)
    made = pay.draft(session, *paid_january, month_run(2), KNOWN).payslip
    # 16 shifts of four hours at 13.20 are 844.80; the net is between the protected sum and twice it
    net = made.totals["net"]
    assert net is not None
    assert 60000 < net < 120000
    assert made.totals["garnishment"] == round((net - 60000) * 2 / 3)


def test_a_newer_order_takes_the_place_of_the_older(
    session: Session, paid_january: tuple[int, int], hand: Hand
) -> None:
    arrangements.set_garnishment(session, *paid_january, Garnishment("1", FIRST, fixed_cents=5000), hand)
    arrangements.set_garnishment(session, *paid_january, Garnishment("2", FEBRUARY, fixed_cents=7000), hand)
    found = arrangements.of_employment(session, *paid_january, KNOWN)
    assert [(one.number, one.until) for one in found.garnishments] == [("1", date(2026, 1, 31)), ("2", None)]
    assert pay.draft(session, *paid_january, month_run(2), KNOWN).payslip.totals["garnishment"] == 7000


def test_a_benefit_is_taxed_but_not_paid(session: Session, paid_january: tuple[int, int], hand: Hand) -> None:
    plain = pay.draft(session, *paid_january, month_run(2), KNOWN).payslip
    arrangements.set_benefit(session, *paid_january, Benefit("phone", "Puhelinetu", 2000, FEBRUARY), hand)
    made = pay.draft(session, *paid_january, month_run(2), KNOWN).payslip
    assert made.totals["gross"] == plain.totals["gross"]
    assert made.totals["taxable"] == plain.totals["taxable"] + 2000  # type: ignore[operator]
    line = next(one for one in made.lines if one.kind == "fringe_benefit")
    assert (line.income_type, line.amount_cents, line.cash, line.title) == (330, 2000, False, "Puhelinetu")


def test_a_part_of_a_month_gives_its_days_of_the_monthly_sum() -> None:
    found = arrangements.Arrangements(benefits=(Benefit("phone", "Puhelin", 2000, date(2026, 1, 17)),))
    january = arrangements.shares(found, FIRST, date(2026, 1, 31), date(2026, 1, 31), FIRST, None)
    assert january.benefits == (("Puhelin", 968, 330),)  # 20.00 × 15/31
    ended = arrangements.shares(found, FEBRUARY, date(2026, 2, 28), date(2026, 2, 28), FIRST, date(2026, 2, 14))
    assert ended.benefits == (("Puhelin", 1000, 330),)


def test_kelas_part_is_in_the_contributions_but_not_in_the_tax_or_the_money(
    session: Session,
    paid_january: tuple[int, int],
    hand: Hand,
    pay_month: Callable[..., pay.Issued],
) -> None:
    plain = pay.draft(session, *paid_january, month_run(2), KNOWN).payslip.totals
    arrangements.set_kela_part(session, *paid_january, KelaPart(30000, FEBRUARY), hand)
    issued = pay_month(*paid_january, 2)
    assert issued.totals["gross"] == 84480 == plain["gross"]
    assert issued.totals["withholding"] == 6538  # 12 % of 544.80
    assert issued.totals["pension_employee"] == plain["pension_employee"]
    assert issued.totals["paid"] == issued.totals["net"] - 30000
    data = pay.payslip_data(issued)
    assert "kela_part" in [one["code"] for one in data["notices"]]
    lines = {(one.code, one.cents) for one in _earned([issued], ())}
    assert lines == {(201, 54480), (322, 30000), (325, 30000)}
    assert ("other_deductions", 0) in _deductions([issued])


def test_an_order_states_exactly_one_sum(session: Session, payer: tuple[int, int], hand: Hand) -> None:
    for wrong in (Garnishment("1", FIRST), Garnishment("1", FIRST, protected_cents=1, fixed_cents=1)):
        with pytest.raises(Refused) as refused:
            arrangements.set_garnishment(session, *payer, wrong, hand)
        assert fields(refused) == ["protected"]


def test_what_cannot_be_is_refused(
    session: Session,
    payer: tuple[int, int],
    hand: Hand,
    an_employment: Callable[..., int],
) -> None:
    with pytest.raises(Refused) as refused:
        arrangements.set_benefit(session, *payer, Benefit("car", "Auto", 0, FEBRUARY, FIRST), hand)
    assert fields(refused) == ["until", "kind", "euros"]
    employee_id = contracts.employment(session, *payer, KNOWN).employee_id
    assistant = an_employment(payer[0], employee_id, code="ilona-2", job="personal_assistance", patterns=())
    with pytest.raises(Refused) as refused:
        arrangements.set_kela_part(session, payer[0], assistant, KelaPart(100, FIRST), hand)
    assert fields(refused) == ["euros"]
    ending = Benefit("phone", "Puhelin", 2000, FIRST, date(2026, 3, 31))
    arrangements.set_benefit(session, *payer, ending, hand)
    with pytest.raises(Refused) as refused:
        arrangements.set_benefit(session, *payer, Benefit("phone", "Puhelin", 2100, FEBRUARY), hand)
    assert fields(refused) == ["first"]


def test_another_household_finds_nothing(
    session: Session,
    payer: tuple[int, int],
    hand: Hand,
    an_employer: Callable[..., int],
) -> None:
    row = arrangements.set_benefit(session, *payer, Benefit("phone", "Puhelin", 2000, FIRST), hand)
    stranger = an_employer(code="muu")
    assert arrangements.arrangements(session, stranger, None, KNOWN) == {}
    with pytest.raises(LookupError):
        arrangements.take_back(session, stranger, payer[1], "benefit", row, hand)
    with pytest.raises(LookupError):
        arrangements.set_benefit(session, stranger, payer[1], Benefit("phone", "Puhelin", 1, FIRST), hand)
    arrangements.take_back(session, *payer, "benefit", row, hand)
    assert arrangements.of_employment(session, *payer, KNOWN) == arrangements.NOTHING


# -- work trips --------------------------------------------------------------------------------------------------------

TRIP = Trip(date(2026, 2, 10), "Tampere", False, Decimal("120"), 1, 11 * 60, Decimal("60"), Decimal("55"))


def test_a_trip_is_paid_back_with_the_pay_free_of_tax(session: Session, payer: tuple[int, int], hand: Hand) -> None:
    ids = travel.claim(session, *payer, TRIP, hand)
    assert len(ids) == 2
    kept = [(one.kind, one.cents) for one in budget.expenses(session, payer[0], KNOWN)]
    assert kept == [("mileage", 7080), ("per_diem", 5400)]  # 120 × (0.55 + 0.04); a full per diem
    made = pay.draft(session, *payer, month_run(2), KNOWN).payslip
    assert made.totals["tax_free"] == 12480


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"between_home_and_work": True}, "between_home_and_work"),
        ({"kilometres": None, "minutes": None}, "kilometres"),
        ({"minutes": 1441}, "length"),
        ({"home_km": None}, "home_km"),
        ({"work_km": None}, "work_km"),
        ({"day": date(2027, 2, 1)}, "day"),
        ({"kilometres": None, "minutes": 60}, "length"),
        ({"day": date(2026, 1, 2)}, "day"),
    ],
)
def test_a_trip_that_gives_nothing_free_of_tax_is_refused(
    session: Session,
    payer: tuple[int, int],
    hand: Hand,
    changes: dict[str, object],
    field: str,
) -> None:
    from dataclasses import replace

    with pytest.raises(Refused) as refused:
        travel.claim(session, *payer, replace(TRIP, **changes), hand)  # type: ignore[arg-type]
    assert fields(refused) == [field]
    assert budget.expenses(session, payer[0], KNOWN) == ()
