"""Arrangements: noted from a day on, in the payslips of their days, and in the reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from employer import answers, arrangements, budget, contracts, pay, people
from employer.answers.schemas import Answer
from employer.arrangements import Benefit, Garnishment, KelaPart, travel
from employer.arrangements.travel.schemas import Trip
from employer.contracts.schemas import FamilyMember, PayRun, Terms
from employer.effective import Hand
from employer.errors import Refused
from employer.exports import prepared
from employer.exports.incomes_register.schemas import CarBenefit, IncomeLine
from employer.exports.incomes_register.service import income_lines
from employer.exports.ledger.service import ledger_csv
from employer.exports.prepared.earned.service import Told, deductions_of, earned_lines, told_of
from employer.exports.sepa.schemas import rf_reference
from employer.people.schemas import Account
from tests.employer.pay.conftest import KNOWN, month_run

FIRST = date(2026, 1, 1)
FEBRUARY = date(2026, 2, 1)
MADE = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


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


def test_a_free_month_is_an_order_of_nothing_between_two(
    session: Session, paid_january: tuple[int, int], hand: Hand
) -> None:
    """What the page says to do when enforcement grants a month free of garnishment."""
    order = Garnishment("1", FIRST, protected_cents=60000)
    march = date(2026, 3, 1)
    free = replace(order, first=FEBRUARY, until=date(2026, 2, 28), protected_cents=None, fixed_cents=0)
    for one in (order, free, replace(order, first=march)):
        arrangements.set_garnishment(session, *paid_january, one, hand)
    assert pay.draft(session, *paid_january, month_run(2), KNOWN).payslip.totals["garnishment"] == 0
    assert pay.draft(session, *paid_january, month_run(3), KNOWN).payslip.totals["garnishment"]


def test_a_benefit_is_taxed_but_not_paid(session: Session, paid_january: tuple[int, int], hand: Hand) -> None:
    plain = pay.draft(session, *paid_january, month_run(2), KNOWN).payslip
    arrangements.set_benefit(session, *paid_january, Benefit("phone", "Puhelinetu", 2000, FEBRUARY), hand)
    made = pay.draft(session, *paid_january, month_run(2), KNOWN).payslip
    assert made.totals["gross"] == plain.totals["gross"]
    assert made.totals["taxable"] == plain.totals["taxable"] + 2000  # type: ignore[operator]
    line = next(one for one in made.lines if one.kind == "fringe_benefit")
    assert (line.income_type, line.amount_cents, line.cash, line.title) == (330, 2000, False, "Puhelinetu")


def test_a_benefit_comes_with_its_days_in_the_period() -> None:
    found = arrangements.Arrangements(benefits=(Benefit("phone", "Puhelin", None, date(2026, 1, 17)),))

    def days(first: date, last: date, start: date, end: date | None) -> list[tuple[date, date | None]]:
        return [(one.first, one.until) for one in arrangements.shares(found, first, last, last, start, end).benefits]

    assert days(FIRST, date(2026, 1, 31), FIRST, None) == [(date(2026, 1, 17), date(2026, 1, 31))]
    assert days(FEBRUARY, date(2026, 2, 28), FIRST, date(2026, 2, 14)) == [(FEBRUARY, date(2026, 2, 14))]
    assert days(FIRST, date(2026, 1, 16), FIRST, None) == []
    assert days(FEBRUARY, date(2026, 2, 28), date(2026, 2, 9), None) == [(date(2026, 2, 9), date(2026, 2, 28))]


def test_kelas_part_of_a_part_of_a_month_goes_by_its_days() -> None:
    found = arrangements.Arrangements(kela_parts=(KelaPart(31000, date(2026, 1, 17)),))
    january = arrangements.shares(found, FIRST, date(2026, 1, 31), date(2026, 1, 31), FIRST, None)
    assert january.kela_cents == 15000


def test_meals_follow_the_days_at_work_and_the_employees_price(
    session: Session, paid_january: tuple[int, int], hand: Hand
) -> None:
    meals = Benefit(
        "meal",
        "Lounas",
        None,
        FEBRUARY,
        variant="ordinary",
        number=Decimal(1),
        cost_cents=900,
        collected_cents=300,
    )
    arrangements.set_benefit(session, *paid_january, meals, hand)
    made = pay.draft(session, *paid_january, month_run(2), KNOWN).payslip
    # 16 days at work: 16 × 8.80, of which the employee pays 16 × 3.00 out of the pay
    in_kind = [(one.income_type, one.amount_cents) for one in made.lines if not one.cash]
    assert in_kind == [(334, 14080), (407, -4800)]
    assert made.totals["other_deductions"] == 4800
    assert made.totals["taxable"] == made.totals["gross"] + 9280  # type: ignore[operator]


def test_a_benefit_of_a_law_value_keeps_no_sum(session: Session, payer: tuple[int, int], hand: Hand) -> None:
    home = Benefit("housing", "Asunto", 99900, FIRST, variant="other_finland", number=Decimal("20.5"))
    other = Benefit("housing", "Mökki", 15000, FIRST, variant="given")
    for one in (Benefit("phone", "Puhelin", 2000, FIRST), home, other):
        arrangements.set_benefit(session, *payer, one, hand)
    kept = arrangements.of_employment(session, *payer, KNOWN).benefits
    assert {one.title: (one.cents, one.number) for one in kept} == {
        "Puhelin": (None, None),
        "Asunto": (None, Decimal("20.5")),
        "Mökki": (15000, None),
    }


@pytest.mark.parametrize(
    ("benefit", "field"),
    [
        (Benefit("housing", "x", None, FIRST), "variant"),
        (Benefit("housing", "x", None, FIRST, variant="other_finland"), "number"),
        (Benefit("housing", "x", None, FIRST, variant="given"), "euros"),
        (Benefit("full_board", "x", None, FIRST, variant="ordinary"), "variant"),
        (Benefit("meal", "x", None, FIRST, variant="ordinary", number=Decimal(1)), "cost"),
        (Benefit("meal", "x", None, FIRST, variant="supervised", number=Decimal("1.5")), "number"),
        (Benefit("meal", "x", None, FIRST, variant="supervised"), "number"),
        (Benefit("car", "x", None, FIRST, variant="full"), "euros"),
        (Benefit("car", "x", 30000, FIRST), "variant"),
        (Benefit("other", "x", 0, FIRST), "euros"),
    ],
)
def test_a_benefit_needs_the_facts_of_its_kind(
    session: Session, payer: tuple[int, int], hand: Hand, benefit: Benefit, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        arrangements.set_benefit(session, *payer, benefit, hand)
    assert fields(refused) == [field]


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
    lines = {(one.code, one.cents) for one in earned_lines([issued], Told())}
    assert lines == {(201, 54480), (322, 30000), (325, 30000)}
    assert ("other_deductions", 0) in deductions_of([issued])


def test_kelas_part_does_not_use_up_the_ceiling_of_the_familys_card(
    session: Session,
    paid_january: tuple[int, int],
    hand: Hand,
    pay_month: Callable[..., pay.Issued],
) -> None:
    arrangements.set_kela_part(session, *paid_january, KelaPart(30000, FEBRUARY), hand)
    february = pay_month(*paid_january, 2)
    (card,) = pay.draft(session, *paid_january, month_run(3), KNOWN).inputs.tax_cards
    assert card.paid_cents == 63360 + 84480 - 30000
    again = pay.draft_correction(session, paid_january[0], february.id, KNOWN)
    assert [one.paid_cents for one in again.inputs.tax_cards] == [63360]


IBAN = "FI21 1234 5600 0007 85"


def test_an_order_may_say_where_the_money_is_sent(session: Session, payer: tuple[int, int], hand: Hand) -> None:
    def note(**facts: Any) -> None:
        order = Garnishment("1", FIRST, fixed_cents=5000, **facts)
        arrangements.set_garnishment(session, *payer, order, hand)

    note(iban=IBAN, reference="1232")
    kept = arrangements.of_employment(session, *payer, KNOWN).garnishments[0]
    assert (kept.iban, kept.reference, kept.periodic) == (IBAN, "1232", True)
    note(iban=IBAN, reference=rf_reference("1232"))
    for facts, field in (
        ({"iban": IBAN}, "reference"),
        ({"reference": "1232"}, "iban"),
        ({"iban": "FI21 1234 5600 0007 86", "reference": "1232"}, "iban"),
        ({"iban": IBAN, "reference": "1233"}, "reference"),
        ({"iban": IBAN, "reference": "RF18 5390 0754 7034"}, "reference"),  # holds no Finnish reference
    ):
        with pytest.raises(Refused) as refused:
            note(**facts)
        assert fields(refused) == [field]


def test_an_order_of_pay_that_is_not_periodic_needs_no_sum(
    session: Session, paid_january: tuple[int, int], hand: Hand
) -> None:
    arrangements.set_garnishment(session, *paid_january, Garnishment("1", FIRST, periodic=False), hand)
    totals = pay.draft(session, *paid_january, month_run(2), KNOWN).payslip.totals
    assert totals["garnishment"] == round(totals["net"] / 3)  # type: ignore[operator]


def test_further_pay_of_the_same_days_counts_with_what_was_taken(
    session: Session, payer: tuple[int, int], hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    arrangements.set_garnishment(session, *payer, Garnishment("1", FIRST, protected_cents=60000), hand)
    issued = pay_month(*payer, 1)
    totals = issued.totals
    extra = PayRun(FIRST, date(2026, 1, 31), date(2026, 2, 13), "supplementary")
    gathered = pay.draft(session, *payer, extra, KNOWN).inputs.garnishment
    assert gathered is not None
    assert (gathered.earlier_net_cents, gathered.earlier_taken_cents) == (totals["net"], totals["garnishment"])
    # a payslip that is calculated again does not count itself
    again = pay.draft(session, *payer, month_run(2), KNOWN).inputs.garnishment
    assert again is not None
    assert again.earlier_net_cents == 0


@pytest.mark.parametrize(
    ("family", "field"),
    [
        (None, []),
        (FamilyMember(same_household=False), []),
        (FamilyMember(same_household=True), ["euros"]),
        (FamilyMember(), ["euros"]),
    ],
)
def test_kela_pays_no_childminder_of_the_same_household(
    session: Session,
    payer: tuple[int, int],
    hand: Hand,
    an_employment: Callable[..., int],
    family: FamilyMember | None,
    field: list[str],
) -> None:
    employee_id = contracts.employment(session, *payer, KNOWN).employee_id
    minder = an_employment(payer[0], employee_id, code="ilona-3", patterns=(), terms=Terms(family_member=family))
    if not field:
        arrangements.set_kela_part(session, payer[0], minder, KelaPart(100, FIRST), hand)
        return
    with pytest.raises(Refused) as refused:
        arrangements.set_kela_part(session, payer[0], minder, KelaPart(100, FIRST), hand)
    assert fields(refused) == field


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
        arrangements.set_benefit(session, *payer, Benefit("yacht", "Vene", 0, FEBRUARY, FIRST), hand)
    assert fields(refused) == ["until", "kind"]
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
    lines = {one.kind: one for one in made.lines if not one.taxable}
    assert (lines["per_diem"].days, lines["per_diem"].unit_price) == (1, "54.00")
    assert [value.name for value in lines["mileage"].values] == [
        "travel.car_kilometre_euros",
        "travel.passenger_kilometre_euros",
    ]


def test_a_trip_of_several_days(session: Session, payer: tuple[int, int], hand: Hand) -> None:
    from dataclasses import replace

    # 50 hours: two full travel days, one of them with free meals, and a partial one; a night without paid lodging
    trip = replace(TRIP, kilometres=None, minutes=50 * 60, full_with_meals=1, nights=1)
    found = travel.look_at(trip)
    assert [(row.what, row.count, row.cents) for row in found.rows] == [
        ("full", 1, 5400),
        ("full_halved", 1, 2700),
        ("partial", 1, 2500),
        ("night", 1, 1600),
    ]
    assert len(travel.claim(session, *payer, trip, hand)) == 4
    made = pay.draft(session, *payer, month_run(2), KNOWN).payslip
    assert made.totals["tax_free"] == 12200
    assert sorted((one.kind, one.income_type) for one in made.lines if not one.taxable) == [
        ("expense", None),
        ("per_diem", 331),
        ("per_diem", 331),
        ("per_diem", 331),
    ]


def test_a_trip_over_the_new_year_has_each_years_values() -> None:
    from dataclasses import replace

    trip = replace(TRIP, day=date(2025, 12, 31), kilometres=None, minutes=48 * 60)
    assert [(row.day, row.cents) for row in travel.look_at(trip).rows] == [
        (date(2025, 12, 31), 5300),
        (date(2026, 1, 1), 5400),
    ]


@pytest.mark.parametrize(
    ("day", "minutes", "asked"),
    [
        (date(2025, 12, 31), 5 * 60, True),  # begun in the evening, it ends in the new year
        (date(2025, 12, 30), 23 * 60, False),
        (date(2025, 12, 30), 24 * 60, True),
        (date(2025, 12, 31), None, False),  # driven on its day
    ],
)
def test_kilometres_of_a_trip_that_may_go_into_the_new_year_are_divided(
    day: date, minutes: int | None, asked: bool
) -> None:
    from dataclasses import replace

    trip = replace(TRIP, day=day, minutes=minutes, passengers=0)
    if not asked:
        assert travel.look_at(trip).rows[0].cents == 7080  # 120 × 0.59
        return
    with pytest.raises(Refused) as refused:
        travel.look_at(trip)
    assert fields(refused) == ["kilometres_new_year"]
    divided = travel.look_at(replace(trip, kilometres_new_year=Decimal("70"))).rows[:2]
    assert [(row.day, row.count, row.cents) for row in divided] == [
        (day, Decimal("50"), 2950), (date(2026, 1, 1), Decimal("70"), 3850),
    ]  # fmt: skip
    assert travel.look_at(replace(trip, kilometres_new_year=Decimal("0"))).rows[0].cents == 7080
    with pytest.raises(Refused) as refused:
        travel.look_at(replace(trip, kilometres_new_year=Decimal("120.1")))
    assert fields(refused) == ["kilometres_new_year"]


def test_nights_of_a_trip_over_the_new_year_are_divided() -> None:
    from dataclasses import replace

    trip = replace(TRIP, day=date(2026, 12, 30), kilometres=None, minutes=30 * 60, nights=2)
    with pytest.raises(Refused) as refused:
        travel.look_at(trip)
    assert fields(refused) == ["nights_new_year"]
    assert [row.what for row in travel.look_at(replace(trip, nights_new_year=0)).rows] == ["full", "partial", "night"]
    with pytest.raises(Refused) as refused:  # what a night gives in 2027 is not known yet
        travel.look_at(replace(trip, nights_new_year=1))
    assert fields(refused) == ["day"]


def test_meals_without_a_per_diem(session: Session, payer: tuple[int, int], hand: Hand) -> None:
    from dataclasses import replace

    trip = replace(TRIP, kilometres=None, minutes=5 * 60, meals=2)
    travel.claim(session, *payer, trip, hand)
    made = pay.draft(session, *payer, month_run(2), KNOWN).payslip
    assert [(one.income_type, one.amount_cents) for one in made.lines if not one.taxable] == [(303, 2700)]
    # driven on a motorcycle with a trailer
    driven = replace(TRIP, minutes=None, vehicle="motorcycle", passengers=0, trailer=True)
    assert travel.look_at(driven).cents == 6120  # 120 × (0.42 + 0.09)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"between_home_and_work": True}, "between_home_and_work"),
        ({"kilometres": None, "minutes": None}, "kilometres"),
        ({"nights": 2}, "nights"),
        ({"minutes": 26 * 60, "nights": 2}, "nights"),  # two hours of the last day hold no night
        ({"abroad": True}, "abroad"),
        ({"full_with_meals": 2}, "full_with_meals"),
        ({"partial_with_meals": 1}, "partial_with_meals"),
        ({"meals": 1}, "meals"),
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


# -- what is reported and paid over ------------------------------------------------------------------------------------


def told(session: Session, payer: tuple[int, int], issued: pay.Issued) -> dict[int, IncomeLine]:
    """The lines of the earnings payment report of a payslip, by their codes."""
    facts = told_of(session, payer[0], issued.employment, issued.payment_day, KNOWN, [issued])
    assert facts.missing == ()
    return {line.code: line for line in income_lines(earned_lines([issued], facts), deductions_of([issued]))}


def test_a_trip_is_reported_with_its_kilometres_and_kind(
    session: Session,
    payer: tuple[int, int],
    hand: Hand,
    pay_month: Callable[..., pay.Issued],
) -> None:
    from dataclasses import replace

    pay_month(*payer, 1)
    travel.claim(session, *payer, replace(TRIP, kilometres=Decimal("120.5"), minutes=30 * 60), hand)
    issued = pay_month(*payer, 2)
    found = told(session, payer, issued)
    assert (found[311].cents, found[311].kilometres) == (7110, 121)  # 120.5 × 0.59 = 71.095
    assert (found[331].cents, found[331].allowances) == (7900, (2, 3))


def test_benefits_are_reported_with_what_was_collected_for_them(
    session: Session,
    payer: tuple[int, int],
    hand: Hand,
    pay_month: Callable[..., pay.Issued],
) -> None:
    pay_month(*payer, 1)
    for one in (
        Benefit("phone", "Puhelin", None, FEBRUARY, collected_cents=500),
        Benefit("other", "Sauna", 1000, FEBRUARY, collected_cents=1000, from_pay=False),
    ):
        arrangements.set_benefit(session, *payer, one, hand)
    issued = pay_month(*payer, 2)
    assert issued.totals["other_deductions"] == 500
    found = told(session, payer, issued)
    assert [found[code].cents for code in (330, 317, 407)] == [2000, 1000, 1500]
    assert 408 not in found
    assert found[317].benefits == (4,)
    rows = [row.split(";") for row in ledger_csv(entries(session, payer)).decode().splitlines()[1:]]
    assert sum(Decimal(row[4]) for row in rows) == sum(Decimal(row[5]) for row in rows)
    assert [row for row in rows if row[2] == "2970"] == []  # nothing is owed for what was collected


def entries(session: Session, payer: tuple[int, int]) -> Any:
    return prepared.ledger_entries(session, payer[0], date(2026, 12, 31))


def test_kelas_part_is_no_cost_of_the_household(
    session: Session,
    paid_january: tuple[int, int],
    hand: Hand,
    pay_month: Callable[..., pay.Issued],
) -> None:
    arrangements.set_kela_part(session, *paid_january, KelaPart(30000, FEBRUARY), hand)
    issued = pay_month(*paid_january, 2)
    assert issued.totals["employer_cost"] == issued.totals["gross"] - 30000 + issued.totals["employer_total"]
    wages = [one.cents for one in budget.entries(session, paid_january[0], KNOWN) if one.account == "wages"]
    assert sum(wages) == 63360 + 84480 - 30000
    rows = [row.split(";") for row in ledger_csv(entries(session, paid_january)).decode().splitlines()[1:]]
    assert sum(Decimal(row[4]) for row in rows) == sum(Decimal(row[5]) for row in rows)
    assert [row for row in rows if row[2] == "2970"] == []


def test_a_car_asks_the_registers_codes(
    session: Session,
    payer: tuple[int, int],
    hand: Hand,
    pay_month: Callable[..., pay.Issued],
) -> None:
    pay_month(*payer, 1)
    arrangements.set_benefit(session, *payer, Benefit("car", "Auto", 20000, FEBRUARY, variant="limited"), hand)
    issued = pay_month(*payer, 2)
    asked = told_of(session, payer[0], issued.employment, issued.payment_day, KNOWN, [issued])
    assert asked.missing == ("car_benefit_codes",)
    question = f"car_benefit_codes:{issued.employment}:{issued.payment_day.isoformat()}"
    answers.record_answer(session, payer[0], Answer(question, "2 3", "Rekisteriote", issued.payment_day), hand)
    found = told(session, payer, issued)
    assert (found[304].cents, found[304].car) == (20000, CarBenefit(2, 3))


def test_full_board_is_reported_as_housing_and_meals(
    session: Session, payer: tuple[int, int], hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    pay_month(*payer, 1)
    board = Benefit("full_board", "Täysihoito", None, FEBRUARY, date(2026, 2, 7), variant="own", from_pay=True)
    arrangements.set_benefit(session, *payer, board, hand)
    found = told(session, payer, pay_month(*payer, 2))
    assert (found[317].cents, found[317].benefits) == (16500, (1, 3))  # 660.00 × 7 ÷ 28


def test_what_was_taken_goes_to_enforcement_with_the_wages(
    session: Session,
    payer: tuple[int, int],
    hand: Hand,
    pay_month: Callable[..., pay.Issued],
) -> None:
    order = Garnishment("1", FIRST, fixed_cents=5000)
    arrangements.set_garnishment(session, *payer, order, hand)
    people.set_employer_account(session, payer[0], Account("FI2112345600000785"), hand)
    issued = pay_month(*payer, 1)

    def made() -> Any:
        return prepared.payment(session, payer[0], issued.payment_day, MADE, KNOWN, with_tax=False)

    assert "enforcement_account" in [question.topic for _, question in made().questions]
    from dataclasses import replace

    reference = rf_reference("1232")
    arrangements.set_garnishment(session, *payer, replace(order, iban=IBAN, reference=reference), hand)
    file = made()
    assert "enforcement_account" not in [question.topic for _, question in file.questions]
    root = etree.fromstring(file.file.file)
    batches = [one for one in root.iterfind(".//{*}PmtInf") if one.findtext("{*}PmtInfId", "").endswith("-enf")]
    (batch,) = batches
    assert batch.findtext(".//{*}InstdAmt") == "50.00"
    assert batch.findtext(".//{*}CdtrAcct/{*}Id/{*}IBAN") == IBAN.replace(" ", "")
    assert batch.findtext(".//{*}Ref") == reference
    assert file.file.cents == 5000  # the employee has no account yet
