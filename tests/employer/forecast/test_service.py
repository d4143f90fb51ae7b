"""The budget's money: accrued holiday pay, committed time, what is left and when it runs out, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import arrangements, budget, forecast, leave, training
from employer.arrangements import KelaPart
from employer.budget.schemas import Decision, Expense, Line, Received
from employer.contracts.schemas import Ending, HolidayTerm, Pattern, Wage, WeeklyTime
from employer.effective import Hand
from employer.forecast import service
from employer.leave.schemas import Absence
from employer.pay.schemas import Issued
from employer.training.schemas import Training
from tests.employer.pay.conftest import a_draft, insured, month_run, pay_month, payer

__all__ = ["a_draft", "insured", "pay_month", "payer"]

Issue = Callable[..., Issued]
MARCH = date(2026, 3, 31)


def decision(*lines: Line, until: date = date(2026, 4, 30)) -> Decision:
    return Decision(
        number="HB-1",
        authority="Kanta-Hämeen hyvinvointialue",
        authority_id="9990001-6",
        ground="SHL 19",
        first=date(2026, 1, 1),
        until=until,
        money_model="advance",
        lines=lines,
    )


PAY = Line("pay", "Palkka ja sivukulut", ("wages", "employer_contributions", "accident_insurance"), cents=600_000)
OTHER = Line("other", "Muut", ("other",), cents=10_000)


@pytest.fixture
def paid(session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand) -> tuple[int, int]:
    """January to March paid from a budget that ends in April."""
    budget.record_decision(session, payer[0], decision(PAY, OTHER), hand)
    budget.record_received(session, payer[0], Received(date(2026, 1, 2), 300_000), hand)
    for month in (1, 2, 3):
        pay_month(*payer, month)
    return payer


def test_without_a_decision_there_is_no_forecast(session: Session, payer: tuple[int, int]) -> None:
    assert forecast.budget_forecast(session, payer[0], MARCH) is None


def test_the_sums_are_worked_out_by_hand(session: Session, paid: tuple[int, int]) -> None:
    found = forecast.budget_forecast(session, paid[0], MARCH)
    assert found is not None
    total = found.total
    assert (total.granted, total.received) == (610_000, 300_000)
    # 46 shifts of 52.80 are 2428.80 with 12, 16 and 18 of them in the months
    assert total.spent == 76646 + 102196 + 114969
    # 11.5 % would need a year by 31 March 2026, so 9 % of 2428.80: 218.59, and of it 38.36 + 0.68 + 4.18 + 2.62
    assert total.accrued == 21859 + 3836 + 68 + 418 + 262
    # April: 17 shifts of 52.80 (Easter Monday is off): 897.60, and 157.53 + 2.78 + 17.14 + 10.77
    assert total.committed == 89760 + 15753 + 278 + 1714 + 1077
    # 11.5 % of April's pay, of the credit year that ends in 2027: 103.22, and 18.12 + 0.32 + 1.97 + 1.24
    assert total.accrues == 10322 + 1812 + 32 + 197 + 124
    assert total.available == 610_000 - total.spent - total.accrued - total.committed
    assert total.forecast_end == total.available - total.accrues
    assert found.runs_out is None
    assert found.not_included == ()


def test_kelas_part_of_the_wage_is_not_committed(session: Session, paid: tuple[int, int], hand: Hand) -> None:
    before = forecast.budget_forecast(session, paid[0], MARCH)
    arrangements.set_kela_part(session, *paid, KelaPart(30_000, date(2026, 4, 16)), hand)
    after = forecast.budget_forecast(session, paid[0], MARCH)
    assert before is not None
    assert after is not None
    # 300.00 × 15 ÷ 30 of April; the contributions stay those of the whole wage
    assert before.total.committed - after.total.committed == 15_000
    assert after.total.accrues == before.total.accrues
    assert after.total.available == before.total.available + 15_000


@pytest.mark.parametrize(
    ("born", "euros", "committed"),
    [
        # an hour on the three Fridays beside Good Friday: below the pension insurance's limit of a month and the
        # person's 1,500 of the year; the unemployment contribution goes by what everyone gets, 0.31 %
        (date(1990, 5, 5), "13.20", 3960 + 12 + 48),
        # the 68th birthday in March was the health insurance's last month: pension 17.55 % and accident 1.20 %
        (date(1958, 3, 10), "640.00", 192_000 + 33_696 + 2_304),
        # the 69th in March: no pension insurance either
        (date(1957, 3, 10), "640.00", 192_000 + 2_304),
    ],
)
def test_pay_of_another_employee_has_the_contributions_that_its_payslips_will_have(
    session: Session,
    paid: tuple[int, int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    born: date,
    euros: str,
    committed: int,
) -> None:
    before = forecast.budget_forecast(session, paid[0], MARCH)
    april = date(2026, 4, 1)
    an_employment(
        paid[0],
        an_employee(paid[0], code="aino", identity_code=None, born=born, sex=2),
        code="aino-1",
        start=april,
        wages=(Wage("hour", Decimal(euros), april),),
        weekly_times=(WeeklyTime(60),),
        patterns=(Pattern(april, None, (4,), 840, 900, 0, "public_holidays"),),
        holiday_terms=(HolidayTerm("by_law", None),),
    )
    after = forecast.budget_forecast(session, paid[0], MARCH)
    assert before is not None
    assert after is not None
    assert after.total.committed - before.total.committed == committed


@pytest.mark.parametrize(
    ("end", "accrues"),
    [
        # the 69th birthday in March 2027, 11.5 % of three hours from May 2027 on: no pension insurance any more
        (None, 22_080 + 265),
        # 9 % at the end in April 2026: pension 17.55 % and accident 1.20 %
        (date(2026, 4, 30), 17_280 + 3_033 + 207),
    ],
)
def test_holiday_pay_has_the_contributions_of_the_age_at_which_it_is_paid(
    session: Session,
    paid: tuple[int, int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    end: date | None,
    accrues: int,
) -> None:
    before = forecast.budget_forecast(session, paid[0], MARCH)
    april = date(2026, 4, 1)
    an_employment(
        paid[0],
        an_employee(paid[0], code="aino", identity_code=None, born=date(1958, 3, 10), sex=2),
        code="aino-1",
        start=april,
        ending=Ending(end, None if end is None else "sijaisuus"),
        wages=(Wage("hour", Decimal("640.00"), april),),
        weekly_times=(WeeklyTime(60),),
        patterns=(Pattern(april, None, (4,), 840, 900, 0, "public_holidays"),),
        holiday_terms=(HolidayTerm("by_law", None),),
    )
    after = forecast.budget_forecast(session, paid[0], MARCH)
    assert before is not None
    assert after is not None
    assert after.total.accrues - before.total.accrues == accrues


def test_lines_bear_what_they_cover(session: Session, paid: tuple[int, int]) -> None:
    found = forecast.budget_forecast(session, paid[0], MARCH)
    assert found is not None
    lines = {line.code: line.sums for line in found.lines}
    assert lines["pay"].accrued == found.total.accrued
    assert lines["pay"].committed == found.total.committed
    assert lines["other"] == replace(lines["other"], accrued=0, committed=0, accrues=0, spent=0, granted=10_000)


def test_months_hold_what_was_spent_and_what_is_committed(session: Session, paid: tuple[int, int]) -> None:
    found = forecast.budget_forecast(session, paid[0], MARCH)
    assert found is not None
    assert [(one.month, one.spent > 0, one.committed > 0) for one in found.months] == [
        ("2026-01", True, False),
        ("2026-02", True, False),
        ("2026-03", True, False),
        ("2026-04", False, True),
    ]
    assert sum(one.committed for one in found.months) == found.total.committed


def test_work_that_no_pay_run_has_paid_is_committed(session: Session, paid: tuple[int, int]) -> None:
    end_of_march = forecast.budget_forecast(session, paid[0], MARCH)
    middle_of_april = forecast.budget_forecast(session, paid[0], date(2026, 4, 15))
    assert end_of_march is not None
    assert middle_of_april is not None
    assert middle_of_april.total.committed == end_of_march.total.committed


def test_a_coming_holiday_is_paid_from_what_has_accrued(session: Session, paid: tuple[int, int], hand: Hand) -> None:
    before = forecast.budget_forecast(session, paid[0], MARCH)
    leave.add_absence(session, paid[0], Absence(paid[1], "annual_holiday", date(2026, 4, 13), date(2026, 4, 16)), hand)
    after = forecast.budget_forecast(session, paid[0], MARCH)
    assert before is not None
    assert after is not None
    assert after.total.accrued == before.total.accrued
    # four shifts of 52.80 less: 686.40 instead of 897.60
    assert after.total.committed == 68640 + 12046 + 213 + 1311 + 824


def test_an_illness_that_lasted_over_a_weekend_has_one_window() -> None:
    """Ill from Monday 2 March, noted to Thursday and again from Monday: one window ends on the 12th, a new one on the
    19th."""
    first = Absence(1, "sick", date(2026, 3, 2), date(2026, 3, 5))
    again = Absence(1, "sick", date(2026, 3, 9), date(2026, 3, 26), same_illness_as=first.first)
    employment: Any = SimpleNamespace(start=date(2025, 1, 7))

    def paid(number: int, lasted: list[date]) -> bool:
        return service._pays(again, (first, again), date(2026, 3, number), employment, lasted)

    assert [paid(12, []), paid(19, []), paid(20, [])] == [True, True, False]
    assert [paid(12, [date(2026, 3, 6)]), paid(13, [date(2026, 3, 6)])] == [True, False]


def test_prevented_work_that_lasted_over_a_weekend_has_its_paid_days_once() -> None:
    """A fire on Monday 2 March, noted to Thursday and again from Monday: fourteen days end on the 15th."""
    first = Absence(1, "hindrance_independent", date(2026, 3, 2), date(2026, 3, 5))
    again = Absence(1, "hindrance_independent", date(2026, 3, 9), date(2026, 3, 26))
    employment: Any = SimpleNamespace(start=date(2025, 1, 7))

    def paid(number: int, lasted: list[date]) -> bool:
        return service._pays(again, (first, again), date(2026, 3, number), employment, lasted)

    assert [paid(22, []), paid(23, [])] == [True, False]
    assert [paid(15, [date(2026, 3, 6)]), paid(16, [date(2026, 3, 6)])] == [True, False]


def test_known_sick_days_are_committed_for_as_long_as_they_are_paid(
    session: Session, paid: tuple[int, int], hand: Hand
) -> None:
    before = forecast.budget_forecast(session, paid[0], MARCH)
    leave.add_absence(session, paid[0], Absence(paid[1], "sick", date(2026, 4, 1), date(2026, 4, 2)), hand)
    same = forecast.budget_forecast(session, paid[0], MARCH)
    leave.add_absence(session, paid[0], Absence(paid[1], "unpaid", date(2026, 4, 20), date(2026, 4, 23)), hand)
    less = forecast.budget_forecast(session, paid[0], MARCH)
    assert before is not None
    assert same is not None
    assert less is not None
    assert same.total.committed == before.total.committed
    assert less.total.committed < before.total.committed


def test_a_planned_training_is_committed(session: Session, paid: tuple[int, int], hand: Hand) -> None:
    before = forecast.budget_forecast(session, paid[0], MARCH)
    training.add_training(session, paid[0], Training(paid[1], "Ensiapu", date(2026, 4, 11), 240, True, True), hand)
    after = forecast.budget_forecast(session, paid[0], MARCH)
    assert before is not None
    assert after is not None
    # 897.60 + 52.80 = 950.40
    assert after.total.committed == 95040 + 16680 + 295 + 1815 + 1140


def test_money_that_runs_out_names_its_day(session: Session, paid: tuple[int, int], hand: Hand) -> None:
    small = replace(PAY, cents=340_000)
    old = budget.decisions(session, paid[0], MARCH)[0]
    budget.record_decision(session, paid[0], decision(small), hand, replaces=old.id)
    found = forecast.budget_forecast(session, paid[0], MARCH)
    assert found is not None
    assert found.total.forecast_end is not None
    assert found.total.forecast_end < 0
    assert found.runs_out is not None
    assert date(2026, 4, 1) <= found.runs_out <= date(2026, 4, 30)


def test_money_that_is_used_up_already_names_the_day_it_was(
    session: Session, paid: tuple[int, int], hand: Hand
) -> None:
    small = replace(PAY, cents=150_000)
    old = budget.decisions(session, paid[0], MARCH)[0]
    budget.record_decision(session, paid[0], decision(small, OTHER), hand, replaces=old.id)
    budget.record_expense(session, paid[0], Expense(date(2026, 1, 9), "Ote", 1_200, "other"), hand)
    found = forecast.budget_forecast(session, paid[0], MARCH)
    assert found is not None
    assert found.runs_out == month_run(2).pay_day
    assert {line.code: line.runs_out for line in found.lines}["other"] is None


def test_what_is_not_known_of_contributions_is_named(session: Session, household: tuple[int, int], hand: Hand) -> None:
    budget.record_decision(session, household[0], decision(PAY), hand)
    found = forecast.budget_forecast(session, household[0], date(2026, 1, 31))
    assert found is not None
    assert set(found.not_included) == {"pension", "accident", "group_life"}
    assert forecast.budget_json(found)["not_included"] == ["accident", "group_life", "pension"]


def test_the_file_says_the_same_in_text(session: Session, paid: tuple[int, int]) -> None:
    found = forecast.budget_forecast(session, paid[0], MARCH)
    assert found is not None
    plain = forecast.budget_json(found)
    assert plain["as_of"] == "2026-03-31"
    assert list(plain["total"]) == [
        "granted",
        "received",
        "spent",
        "accrued",
        "committed",
        "available",
        "forecast_end",
        "runs_out",
    ]
    assert plain["total"]["granted"] == "6100.00"
    assert set(plain["lines"]) == {"pay", "other"}
    assert plain["months"][0] == {"month": "2026-01", "received": "3000.00", "spent": "766.46", "committed": "0.00"}
