"""Figures are exact, rounded only by name, and written out so that they can be read again."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.figures import Trace, as_text, cent_half_up, day_up, euro_down, exact, rows_of


def test_a_float_raises():
    with pytest.raises(TypeError):
        Trace().given("wage", 13.2, "euros_per_hour")


def test_a_truth_value_is_no_number():
    with pytest.raises(TypeError):
        exact(True)


@pytest.mark.parametrize(
    ("value", "cents"),
    [
        ("0.005", "0.01"),
        ("0.0049", "0"),
        ("1.675", "1.68"),
        ("-1.675", "-1.68"),
        ("54.375", "54.38"),
        ("28.6375", "28.64"),
    ],
)
def test_half_a_cent_goes_away_from_zero(value, cents):
    assert cent_half_up(Fraction(value)) == Fraction(cents)


def test_other_roundings_say_their_direction():
    assert euro_down(Fraction("12.99")) == 12
    assert day_up(Fraction("7.5")) == 8
    assert day_up(8) == 8


def test_a_third_stays_exact_until_it_is_rounded():
    trace = Trace()
    average = trace.quotient(
        "average", trace.given("pay", Decimal("1000.15"), "euros"), trace.given("days", 3, "days"), unit="euros"
    )
    pay = trace.product("pay", average, trace.given("coefficient", Decimal("2.7"), "number"), rounding="cent_half_up")
    assert as_text(average.value) == "20003/60"
    assert pay.cents == 90014  # 900.135 exactly; decimals alone give 900.13


def test_minutes_times_a_price_per_hour_are_hours():
    trace = Trace()
    amount = trace.product(
        "base_pay",
        trace.given("minutes", 90, "minutes"),
        trace.given("wage", Decimal("13.20"), "euros_per_hour"),
        rounding="cent_half_up",
    )
    assert amount.cents == 1980


def test_a_percentage_is_divided_by_one_hundred_in_one_place():
    trace = Trace()
    amount = trace.product(
        "pension",
        trace.given("gross", Decimal("321.45"), "euros"),
        trace.given("rate", Decimal("7.30"), "percent"),
        rounding="cent_half_up",
    )
    assert amount.cents == 2347


def test_unrounded_euros_are_not_cents():
    trace = Trace()
    amount = trace.product("tax", trace.given("pay", Decimal("0.33"), "euros"), trace.given("rate", 33, "percent"))
    with pytest.raises(ValueError, match="not whole cents"):
        _ = amount.cents


def test_limits_keep_the_smaller_and_the_larger():
    trace = Trace()
    two, five = trace.given("two", 2, "euros"), trace.given("five", 5, "euros")
    assert trace.at_most("most", five, two).value == 2
    assert trace.at_least("least", two, five).value == 5
    assert trace.less("difference", five, two).value == 3
    assert trace.total("nothing", ()).value == 0


def test_the_trace_lists_each_row_with_its_parts_and_source():
    trace = Trace()
    trace.product(
        "base_pay",
        trace.given("minutes", 60, "minutes"),
        trace.given("wage", "13.20", "euros_per_hour", since="2026-01-12"),
        rounding="cent_half_up",
    )
    assert rows_of(trace.text()) == [
        ["given", "minutes", "60", "minutes", [], None, None],
        ["given", "wage", "13.2", "euros_per_hour", [], None, {"since": "2026-01-12"}],
        ["product", "base_pay", "13.2", "euros", [0, 1], "cent_half_up", None],
    ]


@given(st.fractions(max_denominator=10_000))
def test_text_of_a_number_reads_back_as_the_same_number(number):
    assert Fraction(as_text(exact(number))) == number


@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10_000))
def test_rounding_moves_a_number_by_half_a_cent_at_most(number):
    assert abs(Fraction(cent_half_up(number)) - number) <= Fraction(1, 200)
