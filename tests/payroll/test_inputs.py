"""Inputs survive being written and read, whatever is in them."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.inputs import (
    Absence,
    Answer,
    Expense,
    HolidayPart,
    Inputs,
    Insurance,
    Party,
    Shift,
    TaxCard,
    Training,
    Wage,
    WeeklyTime,
    YearSoFar,
    from_plain,
    from_text,
    to_plain,
    to_text,
)
from rules import Period, Reason

HELSINKI = ZoneInfo("Europe/Helsinki")
EARLIEST, LATEST = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2099-01-01")
YEAR = YearSoFar(
    known=True,
    gross_cents=0,
    withheld_cents=0,
    pension_employee_cents=0,
    unemployment_employee_cents=0,
    planned_gross_cents=None,
    all_gross_cents=0,
    all_planned_gross_cents=None,
    month_gross_cents=0,
    month_planned_gross_cents=0,
    month_pension_base_cents=0,
    month_health_base_cents=0,
    month_health_cents=0,
)
SMALL = Inputs(
    employment="ilona-1",
    kind="ordinary",
    period=Period(date(2026, 1, 1), date(2026, 2, 1)),
    payment_day=date(2026, 1, 30),
    known_on=date(2026, 1, 30),
    employer=Party("Salla Aallonkoski", ("Esimerkkikatu 4 A 2", "13100 Hämeenlinna")),
    employee=Party("Ilona Rantavirta"),
    born=date(2001, 3, 14),
    job="childminding",
    employment_first=date(2026, 1, 12),
    employment_last=None,
    insurance=Insurance("contract", Decimal("24.85"), Decimal("1.20"), True, None, True),
    wages=(Wage(date(2026, 1, 12), None, "hour", Decimal("13.20")),),
    weekly_time=(WeeklyTime(date(2026, 1, 12), None, 960),),
    agreements=(),
    tax_cards=(),
    shifts=(),
    year=YEAR,
)

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**7), max_value=10**7)
cents = st.integers(-(10**9), 10**9)
words = st.text(max_size=20)
moments = st.datetimes(EARLIEST, LATEST, timezones=st.just(HELSINKI), allow_imaginary=False)
shifts = st.builds(
    Shift,
    moments,
    moments,
    st.integers(0, 600),
    st.sampled_from(("work", "standby")),
)
maybe_day = st.none() | days
cards = st.builds(
    TaxCard,
    days,
    maybe_day,
    st.sampled_from(("wage", "source")),
    numbers,
    st.none() | numbers,
    st.none() | numbers,
    st.none() | st.booleans(),
    st.none() | cents,
)
ACT = "https://www.finlex.fi/fi/laki/ajantasa/2005/20050162"
GROUNDS = (
    Reason("annual_holiday.pay_average", "162/2005 11 §", "hourly pay", (), ACT),
    Reason("annual_holiday.rule_14_days", "162/2005 6 §", "at least 20 days", (("least_days", "20"),), ACT),
)
holidays = st.builds(
    HolidayPart,
    credit_year=st.builds(lambda first: Period(first, first + timedelta(days=365)), days),
    rule=words,
    method=words,
    days=cents,
    days_earned=cents,
    full_months=cents,
    days_per_month=numbers,
    base_cents=cents,
    base_known=st.booleans(),
    work_days=cents,
    excess_minutes=cents,
    weekly_days_numerator=cents,
    weekly_days_denominator=cents,
    percent=st.none() | numbers,
    absence_pay_cents=cents,
    first=maybe_day,
    last=maybe_day,
    reasons=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    bonus_percent=st.none() | numbers,
)


def tuples(of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(of, max_size=3).map(tuple)


inputs = st.builds(
    lambda **changes: replace(SMALL, **changes),
    employment=words,
    shifts=tuples(shifts),
    tax_cards=tuples(cards),
    absences=tuples(st.builds(Absence, words, days, days, tuples(shifts), maybe_day, maybe_day, maybe_day, maybe_day)),
    trainings=tuples(st.builds(Training, days, words, cents, st.booleans(), st.booleans())),
    expenses=tuples(st.builds(Expense, days, words, cents, words)),
    holidays=tuples(holidays),
    answers=tuples(st.builds(Answer, words, words, words, days)),
    workdays=tuples(days),
    regular_minutes=tuples(st.tuples(days, cents)),
    corrects=st.none() | words,
    notes=tuples(words),
)


def test_the_reasons_of_a_holiday_survive_being_written_and_read() -> None:
    part = HolidayPart(
        credit_year=Period(date(2025, 4, 1), date(2026, 4, 1)), rule="14_days", method="average_daily_pay", days=4,
        days_earned=4, full_months=2, days_per_month=Decimal(2), base_cents=234_960, base_known=True, work_days=43,
        excess_minutes=0, weekly_days_numerator=4, weekly_days_denominator=5, percent=None, absence_pay_cents=0,
        first=None, last=None, grounds=GROUNDS,
    )  # fmt: skip
    some = replace(SMALL, holidays=(part,))
    assert from_text(to_text(some)) == some


@given(inputs)
def test_inputs_survive_being_written_and_read(some: Inputs) -> None:
    read = from_text(to_text(some))
    assert read == some
    assert to_text(read) == to_text(some)


def test_every_field_is_written() -> None:
    assert list(to_plain(SMALL)) == [field.name for field in fields(Inputs)]


def test_a_decimal_keeps_its_digits() -> None:
    assert to_plain(SMALL)["insurance"]["accident_percent"] == "1.20"
    assert str(from_text(to_text(SMALL)).insurance.accident_percent) == "1.20"


def test_a_moment_in_the_repeated_hour_keeps_its_offset() -> None:
    second_time = datetime(2026, 10, 25, 3, 30, tzinfo=HELSINKI, fold=1)
    shift = Shift(second_time, second_time + timedelta(hours=1))
    written = to_text(replace(SMALL, shifts=(shift,)))
    assert "2026-10-25T03:30:00+02:00" in written
    assert from_text(written).shifts[0].start.utcoffset() == timedelta(hours=2)


def test_a_field_added_later_takes_its_default() -> None:
    plain = to_plain(SMALL)
    del plain["notes"], plain["year"]["net_cents"]
    assert from_plain(plain) == SMALL


def test_a_float_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="float"):
        to_plain(replace(SMALL, year=replace(YEAR, gross_cents=0.1)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("payment_day",), "2026-02-30"),
        (("insurance", "accident_percent"), "much"),
        (("insurance", "accident_percent"), [1]),
        (("wages",), [{"first": "2026-01-01"}]),
        (("unheard_of",), 1),
        (("regular_minutes",), [["2026-01-01"]]),
    ],
)
def test_what_is_not_inputs_is_refused(path: tuple[str, ...], value: object) -> None:
    plain = json.loads(to_text(SMALL))
    place = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValueError, match=r".+"):
        from_plain(plain)
