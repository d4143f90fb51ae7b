"""Sick pay: the window, full and half pay, relapse, variable hours, accident and proof."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import NoValueForDay, Period, calendar, load_book
from rules.decisions import sick_leave

BOOK = load_book()
LONG_AGO = date(2020, 1, 1)


def window(first: str, last: str, **changes: object) -> sick_leave.PayWindow | None:
    usual = {"employment_first": LONG_AGO, "first": date.fromisoformat(first), "last": date.fromisoformat(last)}
    return sick_leave.pay_window(BOOK, **(usual | changes)).outcome


@pytest.mark.parametrize("last", ["2026-02-13", "2026-03-20"])  # within the window, and long after it
def test_a_month_of_employment_that_is_reached_while_ill_is_paid_as_was_decided(last: str) -> None:
    found = window("2026-02-05", last, employment_first=date(2026, 1, 12), full_from_month=True)
    assert found is not None
    # employed since 12 January; the ninth weekday after 5 February is Monday the 16th
    assert (found.percent, found.full_from) == (50, date(2026, 2, 12))
    assert found.last == min(date.fromisoformat(last), date(2026, 2, 16))


def test_saturdays_and_eves_are_weekdays_of_the_window_and_public_holidays_are_not() -> None:
    christmas = window("2026-12-14", "2027-01-31")
    assert christmas is not None
    # 15-19 (5), 21-24 (4): Christmas Eve is the ninth weekday
    assert christmas.last == date(2026, 12, 24)
    assert christmas.allowance_from == date(2026, 12, 28)
    easter = window("2026-03-30", "2026-05-31")
    assert easter is not None
    # 31.3.-2.4. (3), Easter Saturday (4), 7-11.4. (9)
    assert easter.last == date(2026, 4, 11)
    assert easter.allowance_from == date(2026, 4, 13)


def test_a_short_illness_ends_the_window() -> None:
    short = window("2026-11-02", "2026-11-04")
    assert short == sick_leave.PayWindow(date(2026, 11, 2), date(2026, 11, 4), 100, None)
    to_the_end = window("2026-11-02", "2026-11-12")
    assert to_the_end is not None
    assert to_the_end.allowance_from is None
    one_more = window("2026-11-02", "2026-11-13")
    assert one_more is not None
    assert (one_more.last, one_more.allowance_from) == (date(2026, 11, 12), date(2026, 11, 13))


@pytest.mark.parametrize(
    ("began", "percent"),
    [(date(2026, 10, 2), 100), (date(2026, 10, 3), 50), (date(2026, 11, 2), 50), (date(2026, 9, 30), 100)],
)
def test_full_pay_after_a_month(began, percent) -> None:
    found = window("2026-11-02", "2026-11-30", employment_first=began)
    assert found is not None
    assert found.percent == percent


def test_contradicting_days_and_own_fault() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        window("2026-11-02", "2026-11-01")
    with pytest.raises(ValueError, match="before the employment"):
        window("2026-11-02", "2026-11-03", employment_first=date(2026, 11, 3))
    assert window("2026-11-02", "2026-11-03", own_fault=True) is None


def test_a_relapse_after_paid_allowance_is_paid_for_one_day() -> None:
    back = window("2026-11-30", "2026-12-11", relapse_of_first=date(2026, 10, 26), relapse_of_last=date(2026, 11, 13))
    assert back == sick_leave.PayWindow(date(2026, 11, 30), date(2026, 11, 30), 100, date(2026, 12, 1))
    said = window("2026-11-30", "2026-12-11", kela_relapse=True)
    assert said == back


def test_an_earlier_illness_without_allowance_shortens_nothing() -> None:
    back = window("2026-11-16", "2026-12-31", relapse_of_first=date(2026, 11, 2), relapse_of_last=date(2026, 11, 5))
    assert back is not None
    assert back.last == date(2026, 11, 26)


@pytest.mark.parametrize(("ended", "relapse"), [(date(2026, 11, 12), False), (date(2026, 11, 13), True)])
def test_allowance_begins_after_the_ninth_weekday(ended, relapse) -> None:
    decision = sick_leave.is_relapse(
        BOOK, first=date(2026, 11, 20), earlier_first=date(2026, 11, 2), earlier_last=ended
    )
    assert decision.outcome is relapse


@pytest.mark.parametrize(
    ("ended", "returned", "relapse"),
    [
        ("2026-03-14", "2026-03-20", False),  # the ninth weekday after 4 March is Saturday 14 March
        ("2026-03-15", "2026-03-20", False),  # a Sunday: no day of allowance has come
        ("2026-03-16", "2026-03-20", True),
        ("2026-03-22", "2026-04-20", True),  # the last paid day of a spell that ends on Sunday is Saturday 21 March
        ("2026-03-22", "2026-04-21", False),
    ],
)
def test_only_weekdays_of_allowance_make_a_relapse(ended, returned, relapse) -> None:
    decision = sick_leave.is_relapse(
        BOOK,
        first=date.fromisoformat(returned),
        earlier_first=date(2026, 3, 4),
        earlier_last=date.fromisoformat(ended),
    )
    assert decision.outcome is relapse


@pytest.mark.parametrize(
    ("earlier", "relapse"),
    [
        # paid in March; back on 1 April with one day of waiting, so that 2 April was paid too
        ((("2026-03-02", "2026-03-20"), ("2026-04-01", "2026-04-02")), True),
        # ended on its day of waiting: 20 March was the last paid day
        ((("2026-03-02", "2026-03-20"), ("2026-04-01", "2026-04-01")), False),
        # nothing was ever paid
        ((("2026-03-02", "2026-03-06"), ("2026-04-01", "2026-04-02")), False),
    ],
)
def test_a_relapse_counts_from_the_last_paid_day_of_every_earlier_spell(earlier, relapse) -> None:
    spells = [Period.closed(*map(date.fromisoformat, one)) for one in earlier]
    decision = sick_leave.is_relapse(
        BOOK,
        first=date(2026, 4, 27),
        earlier_first=spells[-1].first,
        earlier_last=spells[-1].last,
        earlier=spells,
    )
    assert decision.outcome is relapse


def test_an_earlier_illness_whose_end_is_not_known_is_asked() -> None:
    decision = sick_leave.pay_window(
        BOOK,
        first=date(2026, 11, 30),
        last=date(2026, 12, 11),
        employment_first=LONG_AGO,
        relapse_of_first=date(2026, 10, 1),
    )
    assert decision.outcome is None
    assert [question.topic for question in decision.questions] == ["sick_leave.earlier_illness"]


@pytest.mark.parametrize(("returned", "relapse"), [("2026-12-13", True), ("2026-12-14", False)])
def test_the_same_illness_within_thirty_days(returned, relapse) -> None:
    decision = sick_leave.is_relapse(
        BOOK,
        first=date.fromisoformat(returned),
        earlier_first=date(2026, 10, 26),
        earlier_last=date(2026, 11, 13),
    )
    assert decision.outcome is relapse


def test_an_unknown_earlier_spell_is_asked() -> None:
    decision = sick_leave.pay_window(
        BOOK,
        first=date(2026, 11, 30),
        last=date(2026, 12, 11),
        employment_first=LONG_AGO,
        relapse_of_last=date(2026, 11, 13),
    )
    assert decision.outcome is None
    assert [question.topic for question in decision.questions] == ["sick_leave.earlier_allowance"]
    with pytest.raises(ValueError, match="cannot return"):
        sick_leave.is_relapse(BOOK, first=date(2026, 11, 13), earlier_first=None, earlier_last=date(2026, 11, 13))


@pytest.mark.parametrize(
    ("variable", "roster", "agreed", "clear", "covered"),
    [
        (False, False, False, None, True),
        (True, True, False, None, True),
        (True, False, True, None, True),
        (True, False, False, True, True),
        (True, False, False, False, False),
        (True, False, False, None, None),
    ],
)
def test_shifts_of_variable_hours(variable, roster, agreed, clear, covered) -> None:
    decision = sick_leave.shift_is_covered(
        variable_hours=variable, in_roster=roster, otherwise_agreed=agreed, clear_anyway=clear
    )
    assert decision.outcome is covered
    assert bool(decision.questions) == (covered is None)


@pytest.mark.parametrize(
    ("agreed", "worked", "exceeded"), [(100, 400, True), (1, 4, True), (100, 399, False), (0, 400, False)]
)
def test_fourfold_hours(agreed: int, worked: int, exceeded: bool) -> None:
    assert sick_leave.exceeded_fourfold(agreed, worked, BOOK, absence_first=date(2026, 11, 9)) is exceeded


def test_extra_work_is_looked_at_since_the_rule_is_in_force() -> None:
    began = date(2018, 6, 1)
    assert sick_leave.extra_work_months(BOOK, absence_first=began) == 6
    assert sick_leave.exceeded_fourfold(1, 4, BOOK, absence_first=began)
    before = began - timedelta(days=1)
    assert sick_leave.extra_work_months(BOOK, absence_first=before) is None
    with pytest.raises(NoValueForDay):
        sick_leave.exceeded_fourfold(1, 4, BOOK, absence_first=before)


@pytest.mark.parametrize(("days", "paid"), [(0, 0), (2, 0), (3, 3), (10, 10)])
def test_three_days_are_a_condition_and_no_deductible(days, paid) -> None:
    found = sick_leave.accident_at_work(days, BOOK, incident_day=date(2026, 11, 9)).outcome
    assert found == sick_leave.AccidentPay(paid, employer_pays=True)


def test_proof_is_missing_only_when_asked_for_and_not_shown() -> None:
    assert sick_leave.proof(asked=True, shown=False).outcome is True
    assert sick_leave.proof(asked=True, shown=True).outcome is False
    assert sick_leave.proof(asked=False, shown=False).outcome is False


@given(st.dates(date(2021, 1, 1), date(2035, 12, 31)), st.integers(0, 400))
def test_the_window_never_has_more_than_nine_weekdays_after_its_first_day(first, length) -> None:
    found = sick_leave.pay_window(
        BOOK, first=first, last=first + timedelta(days=length), employment_first=LONG_AGO
    ).outcome
    assert found is not None
    weekdays = [one for one in Period(found.first + timedelta(days=1), found.last + timedelta(days=1))
                if calendar.is_sick_weekday(one)]  # fmt: skip
    assert len(weekdays) <= 9
    if found.allowance_from is not None:
        assert len(weekdays) == 9
        assert found.last < found.allowance_from
        assert calendar.is_sick_weekday(found.allowance_from)


def test_weekdays_after_zero_is_the_day_itself() -> None:
    assert sick_leave.weekdays_after(date(2026, 11, 15), 0) == date(2026, 11, 15)
