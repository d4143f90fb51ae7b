"""The budget: decision, money, expenses and the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from employer import budget, chain, training
from employer.budget.schemas import Decision, Entry, Expense, Line, PayEntry, Received, Returned, Unspent
from employer.effective import NOT_SAID, Hand
from employer.errors import Refused
from employer.training.schemas import Training

WAGES = Line("wages", "Palkka", ("wages", "employer_contributions", "accident_insurance"), 14_100_00)
OTHER = Line("other", "Muut kulut", ("other",), 300_00)
DECISION = Decision(
    number="HB-2026-0117",
    authority="Kanta-Hämeen hyvinvointialue",
    authority_id="9990001-6",
    ground="SHL 19",
    first=date(2026, 1, 1),
    until=date(2026, 12, 31),
    money_model="advance",
    lines=(WAGES, OTHER),
    unspent=Unspent(date(2027, 1, 31)),
)
JANUARY = PayEntry(
    payslip="2026-0001",
    employment="ilona-1",
    day=date(2026, 1, 30),
    first=date(2026, 1, 1),
    last=date(2026, 1, 31),
    wages_cents=633_60,
    contributions_cents=130_00,
    accident_cents=7_60,
    minutes=2880,
)
KNOWN = date(2026, 12, 31)


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.field for problem in refused.value.problems]


def test_a_decision_comes_back_with_its_lines(session: Session, household: tuple[int, int], hand: Hand) -> None:
    given = replace(
        DECISION,
        cents=14_400_00,
        minutes=60_000,
        carry_over="next_period",
        lines=(WAGES, replace(OTHER, minutes=600, period="month", money_model="voucher")),
    )
    decision_id = budget.record_decision(session, household[0], replace(given, cents=18_000_00), hand)
    session.expire_all()
    (read,) = budget.decisions(session, household[0], KNOWN)
    assert read.id == decision_id
    assert (read.cents, read.minutes, read.carry_over, read.unspent) == (
        18_000_00,
        60_000,
        "next_period",
        Unspent(date(2027, 1, 31)),
    )
    assert [(line.code, line.cents, line.minutes, line.period, line.money_model) for line in read.lines] == [
        ("wages", 14_100_00, None, "decision", None),
        ("other", 300_00, 600, "month", "voucher"),
    ]
    assert read.lines[0].covers == ("wages", "employer_contributions", "accident_insurance")


@pytest.mark.parametrize(
    ("unspent", "read"), [(NOT_SAID, NOT_SAID), (None, Unspent(None)), (Unspent(None), Unspent(None))]
)
def test_unspent_money_nobody_spoke_of_differs_from_nothing_agreed(
    session: Session, household: tuple[int, int], hand: Hand, unspent: Any, read: Any
) -> None:
    budget.record_decision(session, household[0], replace(DECISION, unspent=unspent), hand)
    assert budget.decisions(session, household[0], KNOWN)[0].unspent == read


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"number": " ", "authority_id": "9990001-5"}, ["decision.number", "decision.authority_id"]),
        ({"until": date(2025, 12, 31)}, ["decision.until"]),
        ({"unspent": Unspent(date(2025, 12, 31))}, ["unspent.return_by"]),
        ({"unspent": Unspent(date(2026, 1, 1))}, []),
        ({"money_model": "cash", "carry_over": "always"}, ["money_model", "carry_over"]),
        ({"lines": ()}, ["lines"]),
        ({"cents": 14_399_99}, ["lines"]),
        ({"cents": 14_400_00}, []),
        ({"lines": (WAGES, WAGES)}, ["lines[1].id"]),
        ({"lines": (replace(WAGES, cents=None),)}, ["lines[0].euros"]),
        ({"lines": (replace(WAGES, cents=-1, covers=()),)}, ["lines[0].covers", "lines[0].euros"]),
        ({"lines": (replace(WAGES, covers=("food",), period="day"),)}, ["lines[0].covers", "lines[0].period"]),
        ({"lines": (replace(WAGES, money_model="cash"),)}, ["lines[0].money_model"]),
        ({"cents": 14_400_00, "lines": (replace(OTHER, cents=1_200_01, period="month"),)}, ["lines"]),
        ({"minutes": 52 * 600 - 1, "lines": (replace(OTHER, minutes=600, period="week"),)}, ["lines"]),
        ({"minutes": 52 * 600, "lines": (replace(OTHER, minutes=600, period="week"),)}, []),
    ],
)
def test_decisions_that_cannot_be(
    session: Session, household: tuple[int, int], hand: Hand, changes: dict[str, Any], expected: list[str]
) -> None:
    decision = replace(DECISION, **changes)
    if not expected:
        budget.record_decision(session, household[0], decision, hand)
        return
    with pytest.raises(Refused) as refused:
        budget.record_decision(session, household[0], decision, hand)
    assert fields(refused) == expected


def test_a_corrected_decision_replaces_and_a_new_one_may_not_overlap(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    employer_id = household[0]
    first = budget.record_decision(session, employer_id, DECISION, hand_on(date(2026, 1, 2)))
    more = replace(DECISION, lines=(replace(WAGES, cents=15_000_00), OTHER))
    with pytest.raises(Refused) as refused:
        budget.record_decision(session, employer_id, more, hand_on(date(2026, 6, 1)))
    assert fields(refused) == ["decision.from"]
    budget.record_decision(session, employer_id, more, hand_on(date(2026, 6, 1)), replaces=first)
    granted = [
        [one.granted_cents for one in (budget.state(session, employer_id, day),) if one is not None]
        for day in (date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 1))
    ]
    assert granted == [[], [14_400_00], [15_300_00]]
    with pytest.raises(LookupError):
        budget.record_decision(session, employer_id, more, hand_on(date(2026, 6, 2)), replaces=first)


def test_the_decision_of_a_day_is_the_last_begun_or_else_the_first_to_come(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    employer_id = household[0]
    following = replace(DECISION, number="HB-2027", first=date(2027, 1, 1), until=date(2027, 12, 31))
    budget.record_decision(session, employer_id, following, hand)
    budget.record_decision(session, employer_id, DECISION, hand)
    numbers = []
    for day in (date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 1), date(2028, 6, 1)):
        decision = budget.decision_on(session, employer_id, day, KNOWN)
        numbers.append(None if decision is None else decision.number)
    assert numbers == ["HB-2026-0117", "HB-2026-0117", "HB-2027", "HB-2027"]


def test_money_received_and_expenses_name_known_lines(session: Session, household: tuple[int, int], hand: Hand) -> None:
    employer_id, employment_id = household
    budget.record_decision(session, employer_id, DECISION, hand)
    with pytest.raises(Refused) as refused:
        budget.record_received(session, employer_id, Received(date(2026, 1, 2), 0, "wage"), hand)
    assert fields(refused) == ["euros", "line"]
    wrong = Expense(date(2026, 1, 9), "", 0, "others", "taxi")
    with pytest.raises(Refused) as refused:
        budget.record_expense(session, employer_id, wrong, hand)
    assert fields(refused) == ["title", "euros", "kind", "line"]
    mileage = Expense(date(2026, 1, 20), "Matka", 12_00, "other", "mileage", employment_id)
    expense_id = budget.record_expense(session, employer_id, mileage, hand)
    assert budget.expenses(session, employer_id, KNOWN) == (replace(mileage, id=expense_id),)
    budget.remove_expense(session, employer_id, expense_id, hand)
    assert budget.expenses(session, employer_id, KNOWN) == ()
    received_id = budget.record_received(session, employer_id, Received(date(2026, 1, 2), 3_600_00, "wages"), hand)
    budget.remove_received(session, employer_id, received_id, hand)
    assert budget.received(session, employer_id, KNOWN) == ()


@pytest.fixture
def spent(session: Session, household: tuple[int, int], hand: Hand) -> int:
    """The example's decision, three instalments, one payslip, an expense and a training."""
    employer_id, employment_id = household
    budget.record_decision(session, employer_id, DECISION, hand)
    for month in (1, 4, 7):
        budget.record_received(session, employer_id, Received(date(2026, month, 2), 3_600_00), hand)
    budget.record_received(session, employer_id, Received(date(2026, 1, 3), 100_00, "other"), hand)
    budget.post_pay(session, employer_id, JANUARY, hand)
    budget.record_expense(session, employer_id, Expense(date(2026, 1, 9), "Rikostaustaote", 12_00, "other"), hand)
    course = Training(employment_id, "Hätäensiapu 4 h", date(2026, 5, 9), 240, True, True, 65_00, "other")
    training.add_training(session, employer_id, course, hand)
    return employer_id


def test_what_is_granted_received_and_spent_by_line_and_month(session: Session, spent: int) -> None:
    state = budget.state(session, spent, date(2026, 5, 31), known_on=KNOWN)
    assert state is not None
    assert (state.granted_cents, state.received_cents, state.spent_cents) == (
        14_400_00,
        7_300_00,
        633_60 + 130_00 + 7_60 + 12_00 + 65_00,
    )
    assert (state.used_minutes, state.uncovered_cents, state.granted_minutes) == (2880, 0, None)
    assert [
        (line.line.code, line.granted_cents, line.received_cents, line.spent_cents, line.unspent_cents)
        for line in state.lines
    ] == [
        ("wages", 14_100_00, 0, 771_20, 13_328_80),
        ("other", 300_00, 100_00, 77_00, 223_00),
    ]
    assert [(one.month, one.received_cents, one.spent_cents, one.by_line) for one in state.months] == [
        ("2026-01", 3_700_00, 783_20, (("wages", 771_20), ("other", 12_00))),
        ("2026-02", 0, 0, ()),
        ("2026-03", 0, 0, ()),
        ("2026-04", 3_600_00, 0, ()),
        ("2026-05", 0, 65_00, (("other", 65_00),)),
    ]
    assert sum(one.spent_cents for one in state.months) == state.spent_cents


def test_what_comes_after_the_day_does_not_count_yet(session: Session, spent: int) -> None:
    state = budget.state(session, spent, date(2026, 1, 29), known_on=KNOWN)
    assert state is not None
    assert (state.spent_cents, state.received_cents) == (12_00, 3_700_00)
    assert budget.state(session, spent, date(2026, 1, 29), known_on=date(2026, 1, 4)) is None


def test_decembers_pay_in_january_belongs_to_the_old_decision(session: Session, spent: int, hand: Hand) -> None:
    following = replace(DECISION, number="HB-2027", first=date(2027, 1, 1), until=date(2027, 12, 31))
    budget.record_decision(session, spent, following, hand)
    december = replace(
        JANUARY, payslip="2026-0012", day=date(2027, 1, 8), first=date(2026, 12, 1), last=date(2026, 12, 31)
    )
    budget.post_pay(session, spent, december, hand)
    old = budget.of_decision(DECISION, (), budget.costs(session, spent, KNOWN), date(2027, 1, 31))
    assert old.spent_cents == 2 * 771_20 + 77_00
    assert [one.month for one in old.months][-1] == "2027-01"
    new = budget.state(session, spent, date(2027, 1, 31), known_on=KNOWN)
    assert new is not None
    assert new.spent_cents == 0


def test_a_decision_that_is_over_is_still_told_with_what_was_paid_later(
    session: Session, spent: int, hand: Hand
) -> None:
    assert budget.other_states(session, spent, date(2026, 12, 31)) == ()
    following = replace(DECISION, number="HB-2027", first=date(2027, 1, 1), until=date(2027, 12, 31))
    budget.record_decision(session, spent, following, hand)
    december = replace(
        JANUARY, payslip="2026-0012", day=date(2027, 1, 8), first=date(2026, 12, 1), last=date(2026, 12, 31)
    )
    budget.post_pay(session, spent, december, hand)
    assert budget.other_states(session, spent, date(2026, 12, 31)) == ()
    for day, wages in ((date(2027, 1, 7), 771_20), (date(2027, 1, 8), 2 * 771_20)):
        (old,) = budget.other_states(session, spent, day)
        assert (old.decision.number, old.spent_cents) == ("HB-2026-0117", wages + 77_00)
        assert old.received_cents == 10_900_00


def test_a_correction_is_an_entry_of_its_own(session: Session, spent: int, hand: Hand) -> None:
    difference = replace(
        JANUARY,
        payslip="2026-0002",
        day=date(2026, 2, 27),
        wages_cents=-13_20,
        contributions_cents=-2_70,
        accident_cents=0,
        minutes=-60,
        correction=True,
    )
    budget.post_pay(session, spent, difference, hand)
    entries = budget.entries(session, spent, KNOWN)
    assert [(one.account, one.cents, one.minutes, one.reason, one.belongs_to) for one in entries] == [
        ("wages", 633_60, 2880, "payslip", "payslip 2026-0001"),
        ("employer_contributions", 130_00, 0, "payslip", "payslip 2026-0001"),
        ("accident_insurance", 7_60, 0, "payslip", "payslip 2026-0001"),
        ("wages", -13_20, -60, "correction", "payslip 2026-0002"),
        ("employer_contributions", -2_70, 0, "correction", "payslip 2026-0002"),
    ]
    state = budget.state(session, spent, date(2026, 2, 28), known_on=KNOWN)
    assert state is not None
    assert state.lines[0].spent_cents == 771_20 - 15_90
    assert state.lines[0].used_minutes == 2820


def by_days(*rows: tuple[int, int, int]) -> dict[str, tuple[tuple[date, int, int], ...]]:
    """Wages of days of December 2026 and January 2027: day (from 1 December on), cents, minutes."""
    return {"wages": tuple((date(2026, 11, 30) + timedelta(days=day), cents, minutes) for day, cents, minutes in rows)}


@pytest.fixture
def two_decisions(session: Session, household: tuple[int, int], hand: Hand) -> int:
    """A decision for each of two years, and a pay run from mid-December to mid-January."""
    employer_id = household[0]
    following = replace(DECISION, number="HB-2027", first=date(2027, 1, 1), until=date(2027, 12, 31))
    for decision in (DECISION, following):
        budget.record_decision(session, employer_id, decision, hand)
    budget.post_pay(session, employer_id, OVER_THE_YEAR, hand)
    return employer_id


OVER_THE_YEAR = replace(
    JANUARY,
    payslip="2027-0001",
    day=date(2027, 1, 15),
    first=date(2026, 12, 15),
    last=date(2027, 1, 14),
    wages_cents=300_01,
    contributions_cents=0,
    accident_cents=0,
    minutes=600,
    by_account=by_days((31, 100_00, 240), (32, 150_01, 300), (33, 50_00, 60)),
)
IN_2027 = date(2027, 1, 31)


def spent_by(session: Session, employer_id: int) -> list[tuple[str, int, int]]:
    new = budget.state(session, employer_id, IN_2027)
    assert new is not None
    return [
        (one.decision.number, one.spent_cents, one.used_minutes)
        for one in (*budget.other_states(session, employer_id, IN_2027), new)
    ]


def test_each_decision_bears_the_days_that_fall_in_it(session: Session, two_decisions: int) -> None:
    assert spent_by(session, two_decisions) == [("HB-2026-0117", 100_00, 240), ("HB-2027", 200_01, 360)]
    assert budget.out_of_balance(session, two_decisions) == ()
    (entry,) = budget.entries(session, two_decisions, IN_2027)
    assert (entry.cents, entry.minutes) == (300_01, 600)
    assert budget.shared_costs(session, two_decisions, date(2027, 1, 14)) == ()
    (shared,) = budget.shared_costs(session, two_decisions, IN_2027)
    assert shared.cents == 300_01
    assert shared.parts == (
        ("HB-2026-0117", date(2026, 12, 31), date(2026, 12, 31), 100_00),
        ("HB-2027", date(2027, 1, 1), date(2027, 1, 2), 200_01),
    )


def test_a_correction_puts_every_day_right(session: Session, two_decisions: int, hand: Hand) -> None:
    """The day of December was worked an hour longer, and the second of January not at all: 10.00 less in all."""
    correction = replace(
        OVER_THE_YEAR,
        payslip="2027-0002",
        day=date(2027, 1, 29),
        wages_cents=-10_00,
        minutes=0,
        correction=True,
        corrects="2027-0001",
        by_account=by_days((31, 140_00, 300), (32, 150_01, 300)),
    )
    budget.post_pay(session, two_decisions, correction, hand)
    assert spent_by(session, two_decisions) == [("HB-2026-0117", 140_00, 300), ("HB-2027", 150_01, 300)]
    assert budget.out_of_balance(session, two_decisions) == ()
    posted = budget.entries(session, two_decisions, IN_2027)[-1]
    assert posted.cents == -10_00
    assert sum(cents for _, cents, _ in posted.by_day) == -10_00


def test_days_without_a_decision_are_told(session: Session, household: tuple[int, int], hand: Hand) -> None:
    budget.record_decision(session, household[0], DECISION, hand)
    budget.post_pay(session, household[0], OVER_THE_YEAR, hand)
    (shared,) = budget.shared_costs(session, household[0], IN_2027)
    assert [(number, cents) for number, _, _, cents in shared.parts] == [("HB-2026-0117", 100_00), (None, 200_01)]


def test_the_days_of_a_cost_are_encrypted_and_part_of_the_chain(session: Session, two_decisions: int) -> None:
    session.flush()
    assert chain.verify(session) == ()
    kept = session.execute(text("SELECT by_day FROM ledger_entry WHERE account = 'wages'")).scalars().all()
    assert [one[:3] for one in kept] == ["v1|"]
    owed = session.execute(text("SELECT by_day FROM ledger_entry WHERE account = 'owed'")).scalars().all()
    assert owed == [None]


WEEKLY = replace(WAGES, cents=700_00, minutes=1200, period="week")


def a_cost(day: date, cents: int, minutes: int) -> Entry:
    return Entry("wages", cents, "payslip", day, day, "payslip 2026-0001", minutes=minutes)


def test_a_week_of_the_budget_runs_from_monday_to_sunday_and_grants_its_days() -> None:
    """The year 2026 begins on a Thursday: four days of the first week, and four of the last."""
    decision = replace(DECISION, lines=(WEEKLY, OTHER))
    costs = [a_cost(date(2026, 1, 4), 400_00, 686), a_cost(date(2026, 1, 5), 700_01, 1200)]
    first, second = budget.ceilings(decision, WEEKLY, costs, date(2026, 1, 11))
    assert (first.first, first.last) == (date(2026, 1, 1), date(2026, 1, 4))
    assert (first.granted, first.granted_minutes) == (400_00, 685)  # 1200 × 4 ÷ 7 = 685.7
    assert (first.over, first.over_minutes, first.lapsed) == (0, 1, 0)
    assert (second.first, second.last) == (date(2026, 1, 5), date(2026, 1, 11))
    assert (second.granted, second.over, second.over_minutes) == (700_00, 1, 0)
    whole_year = budget.ceilings(decision, WEEKLY, [], decision.until)
    assert (len(whole_year), whole_year[-1].first, whole_year[-1].granted) == (53, date(2026, 12, 28), 400_00)


def test_unused_hours_of_a_week_come_over_where_the_decision_says_so() -> None:
    decision = replace(DECISION, first=date(2026, 1, 5), lines=(WEEKLY, OTHER), carry_over="next_period")
    costs = [a_cost(date(2026, 1, 5), 0, 1000), a_cost(date(2026, 1, 12), 0, 1400)]
    found = budget.ceilings(decision, WEEKLY, costs, date(2026, 1, 19))
    assert [(one.granted_minutes, one.over_minutes) for one in found] == [(1200, 0), (1400, 0), (1200, 0)]
    none = budget.ceilings(replace(decision, carry_over="none"), WEEKLY, costs, date(2026, 1, 19))
    assert [(one.granted_minutes, one.over_minutes) for one in none] == [(1200, 0), (1200, 200), (1200, 0)]


# Money returned to the authority

BACK = Returned(date(2026, 11, 2), 250_00, "recovered", date(2026, 1, 1), "Päätös HB 12/2026", "Kurssi", "other")


def test_returned_money_is_used_up_and_has_left_the_account(session: Session, spent: int, hand: Hand) -> None:
    before = budget.state(session, spent, date(2026, 11, 1), known_on=KNOWN)
    budget.record_returned(session, spent, BACK, hand)
    again = budget.state(session, spent, date(2026, 11, 1), known_on=KNOWN)
    assert before == again  # the day before
    state = budget.state(session, spent, BACK.day, known_on=KNOWN)
    assert state is not None
    assert (state.returned_cents, [one.returned_cents for one in state.lines]) == (250_00, [0, 250_00])
    account = budget.own_account(state)
    assert account is not None
    assert (account.returned, account.left) == (250_00, account.received - account.spent - 250_00)


def test_money_returned_after_its_decision_belongs_to_it_all_the_same(
    session: Session, two_decisions: int, hand: Hand
) -> None:
    late = replace(BACK, day=date(2027, 1, 20), kind="unspent", decision_day=date(2026, 12, 31), line=None)
    budget.record_returned(session, two_decisions, late, hand)
    new = budget.state(session, two_decisions, IN_2027)
    (old,) = budget.other_states(session, two_decisions, IN_2027)
    assert new is not None
    assert (new.returned_cents, old.returned_cents) == (0, 250_00)
    assert budget.returned(session, two_decisions, IN_2027, new.decision) == ()


def test_a_note_of_returned_money_is_taken_back_by_an_addition(session: Session, spent: int, hand: Hand) -> None:
    returned_id = budget.record_returned(session, spent, BACK, hand)
    (noted,) = budget.returned(session, spent, KNOWN)
    assert noted == replace(BACK, id=returned_id)
    budget.remove_returned(session, spent, returned_id, hand)
    assert budget.returned(session, spent, KNOWN) == ()
    kept = session.execute(text("SELECT document FROM budget_returned")).scalars().all()
    assert len(kept) == 2
    assert all(one.startswith("v1|") for one in kept)
    with pytest.raises(LookupError):
        budget.remove_returned(session, spent, returned_id, hand)
    for statement in ("UPDATE budget_returned SET cents = 1", "DELETE FROM budget_returned"):
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(text(statement))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cents": 0}, "euros"),
        ({"kind": "lost"}, "kind"),
        ({"document": " "}, "document"),
        ({"decision_day": date(2025, 12, 31)}, "decision"),
        ({"line": "nowhere"}, "line"),
    ],
)
def test_a_wrong_return_is_refused(
    session: Session, spent: int, hand: Hand, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        budget.record_returned(session, spent, replace(BACK, **changes), hand)
    assert fields(refused) == [field]


def test_costs_that_no_line_covers_are_told(session: Session, household: tuple[int, int], hand: Hand) -> None:
    employer_id = household[0]
    only_wages = replace(DECISION, lines=(replace(WAGES, covers=("wages",)),))
    budget.record_decision(session, employer_id, only_wages, hand)
    budget.post_pay(session, employer_id, JANUARY, hand)
    state = budget.state(session, employer_id, date(2026, 1, 31), known_on=KNOWN)
    assert state is not None
    assert (state.lines[0].spent_cents, state.uncovered_cents, state.spent_cents) == (633_60, 137_60, 771_20)
    assert state.months[0].by_line == (("wages", 633_60), (None, 137_60))


def test_an_entry_may_name_its_line(session: Session, spent: int, hand: Hand) -> None:
    day = date(2026, 2, 27)
    entry = Entry("wages", 50_00, "payslip", day, day, "payslip 2026-0003", line="other")
    budget.post(session, spent, [entry, replace(entry, cents=0)], hand)
    state = budget.state(session, spent, date(2026, 2, 28), known_on=KNOWN)
    assert state is not None
    assert state.lines[1].spent_cents == 62_00


def test_the_ledger_refuses_what_it_does_not_know(session: Session, spent: int, hand: Hand) -> None:
    day = date(2026, 2, 27)
    for account, reason in (("food", "payslip"), ("wages", "whim")):
        with pytest.raises(ValueError, match="ledger has no account"):
            budget.post(session, spent, [Entry(account, 1, reason, day, day, "x")], hand)


@pytest.mark.parametrize("statement", ["UPDATE ledger_entry SET cents = 0", "DELETE FROM ledger_entry"])
def test_the_database_keeps_ledger_entries_as_they_are(session: Session, spent: int, statement: str) -> None:
    session.flush()
    with pytest.raises(DBAPIError, match="kept as they are"), session.begin_nested():
        session.execute(text(statement))
    assert len(budget.entries(session, spent, KNOWN)) == 3


@pytest.mark.parametrize(
    ("first", "until", "period", "expected"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "month", 12),
        (date(2026, 1, 1), date(2026, 12, 31), "year", 1),
        (date(2026, 1, 1), date(2026, 12, 31), "week", 52),
        (date(2026, 1, 15), date(2026, 3, 14), "month", 2),
        (date(2026, 1, 15), date(2026, 3, 13), "month", 1),
        (date(2026, 1, 1), date(2027, 12, 31), "year", 2),
        (date(2026, 1, 1), date(2026, 1, 5), "week", 1),
        (date(2026, 1, 1), date(2027, 12, 31), "decision", 1),
    ],
)
def test_whole_periods_of_a_decision(first: date, until: date, period: str, expected: int) -> None:
    assert budget.whole_periods(replace(DECISION, first=first, until=until), period) == expected


def test_another_households_money_is_not_seen(
    session: Session, spent: int, hand: Hand, an_employer: Callable[..., int]
) -> None:
    other = an_employer(code="other")
    assert budget.state(session, other, KNOWN) is None
    assert budget.entries(session, other, KNOWN) == ()
    assert budget.costs(session, other, KNOWN) == ()
    expense_id = budget.expenses(session, spent, KNOWN)[0].id
    received_id = budget.received(session, spent, KNOWN)[0].id
    with pytest.raises(LookupError):
        budget.remove_expense(session, other, expense_id, hand)
    with pytest.raises(LookupError):
        budget.remove_received(session, other, received_id, hand)


@pytest.mark.parametrize(
    ("models", "expected"),
    [
        # 10,900 received (100 of it for the other costs), 771.20 of wages and 77 of other costs spent, 14,400 granted
        (("advance", None, None), (10_900_00, 848_20, 3_500_00)),
        (("reimbursement", None, None), (10_900_00, 848_20, 3_500_00)),
        (("advance", None, "voucher"), (10_800_00, 771_20, 3_300_00)),
        (("substitute_payer", None, "reimbursement"), (10_900_00, 77_00, 0)),
        (("substitute_payer", None, None), None),
    ],
)
def test_money_on_the_employers_own_account(
    session: Session, spent: int, models: tuple[str | None, ...], expected: tuple[int, int, int] | None
) -> None:
    whole, wages, other = models
    lines = (replace(DECISION.lines[0], money_model=wages), replace(DECISION.lines[1], money_model=other))
    decision = replace(DECISION, money_model=whole or "", lines=lines)
    got, costs = budget.received(session, spent, KNOWN), budget.costs(session, spent, KNOWN)
    found = budget.own_account(budget.of_decision(decision, got, costs, date(2026, 5, 31)))
    assert (found and (found.received, found.spent, found.to_come)) == expected
    if expected is not None:
        assert found is not None
        assert found.left == expected[0] - expected[1]


@pytest.mark.parametrize(
    ("carry_over", "granted", "lapsed"),
    [
        # 100 hours a month; 80, 110 and 0 used; it is 15 April
        ("none", [6000, 6000, 6000, 6000], [1200, 0, 6000, 0]),
        ("next_period", [6000, 7200, 6600, 12000], [0, 0, 600, 0]),
        ("within_decision", [6000, 7200, 6600, 12600], [0, 0, 0, 0]),
    ],
)
def test_hours_of_a_month_lapse_or_come_over_as_the_decision_says(
    carry_over: str, granted: list[int], lapsed: list[int]
) -> None:
    line = Line("wages", "Palkka", ("wages",), minutes=6000, period="month")
    decision = replace(DECISION, lines=(line,), carry_over=carry_over)
    days = {date(2026, 1, 31): 4800, date(2026, 2, 28): 6600}
    costs = [Entry("wages", 0, "payslip", day, day, "payslip", minutes=minutes) for day, minutes in days.items()]
    months = budget.ceilings(decision, line, costs, date(2026, 4, 15))
    assert [one.granted_minutes for one in months] == granted
    assert [one.used_minutes for one in months] == [4800, 6600, 0, 0]
    assert [one.lapsed_minutes for one in months] == lapsed
    assert {(one.granted, one.lapsed) for one in months} == {(None, None)}
    assert (months[-1].first, months[-1].last) == (date(2026, 4, 1), date(2026, 4, 30))
    # on a month's last day it still runs, on the day after it does not
    assert budget.ceilings(decision, line, costs, date(2026, 1, 31))[0].lapsed_minutes == 0
    assert budget.ceilings(decision, line, costs, date(2026, 2, 1))[0].lapsed_minutes == lapsed[0]
    assert budget.ceilings(decision, replace(line, period="decision"), costs, date(2026, 4, 15)) == ()
