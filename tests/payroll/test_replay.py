"""A stored trace is checked by arithmetic alone, and every tampering is found."""

import ast
import json
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.figures import Trace
from payroll.replay import DoesNotReplay, replay


def a_trace() -> str:
    trace = Trace()
    pay = trace.product(
        "base_pay",
        trace.given("minutes", 2880, "minutes"),
        trace.given("wage", Decimal("13.20"), "euros_per_hour"),
        rounding="cent_half_up",
    )
    average = trace.quotient("average", pay, trace.given("days", 7, "days"), unit="euros")
    holiday = trace.product(
        "holiday_pay", average, trace.given("coefficient", "3.6", "number"), rounding="cent_half_up"
    )
    gross = trace.result("gross", trace.total("gross", (pay, holiday)))
    tax = trace.product("tax", gross, trace.given("rate", "12.5", "percent"), rounding="cent_half_up")
    limited = trace.at_least("limited", trace.at_most("most", tax, gross), trace.given("nothing", 0, "euros"))
    trace.result("net", trace.less("net", gross, limited))
    return trace.text()


def test_results_come_out_in_cents():
    # 633.60; 633.60 / 7 * 3.6 = 325.851… -> 325.85; 959.45 * 12.5 % = 119.93125 -> 119.93
    assert replay(a_trace()) == {"gross": 95945, "net": 83952}


def test_every_changed_number_that_matters_is_found():
    rows = json.loads(a_trace())["rows"]
    matters = [number for number, row in enumerate(rows) if row[1] != "nothing"]  # the limit below does not bite
    assert len(matters) == len(rows) - 1
    for number in matters:
        changed = json.loads(a_trace())
        changed["rows"][number][2] = str(Decimal("0.01") + 7)
        with pytest.raises(DoesNotReplay):
            replay(json.dumps(changed))


@pytest.mark.parametrize(
    "damage",
    [
        lambda trace: trace["rows"][2].__setitem__(0, "power"),
        lambda trace: trace["rows"][2].__setitem__(4, [0, 5]),
        lambda trace: trace["rows"][2].__setitem__(5, "bankers"),
        lambda trace: trace["rows"][0].__setitem__(4, [0]),
        lambda trace: trace["results"].__setitem__("net", 4),
        lambda trace: trace.pop("rows"),
    ],
)
def test_damage_is_told(damage):
    trace = json.loads(a_trace())
    damage(trace)
    with pytest.raises(DoesNotReplay):
        replay(json.dumps(trace))


@pytest.mark.parametrize("number", ["", "1.", ".5", "1e2", "1_0", " 1", "1/0", "1/-7", "1.-5", "--1", "٣"])
def test_a_number_written_otherwise_is_told(number):
    trace = json.loads(a_trace())
    trace["rows"][0][2] = number
    with pytest.raises(DoesNotReplay, match="is not a number of a trace"):
        replay(json.dumps(trace))


def test_a_division_by_nothing_is_told():
    trace = json.loads(a_trace())
    trace["rows"][3][2] = "0"
    with pytest.raises(DoesNotReplay, match="a division by nothing"):
        replay(json.dumps(trace))


numbers = st.one_of(
    st.integers(-(10**7), 10**7),
    st.decimals(-(10**5), 10**5, places=3),
    st.fractions(-1000, 1000, max_denominator=60),
)
units = st.sampled_from(("euros", "percent", "minutes", "euros_per_hour"))
roundings = st.sampled_from((None, "cent_half_up", "euro_down", "day_up"))


@given(st.lists(st.tuples(numbers, units), min_size=2, max_size=6), roundings)
def test_gives_what_the_figures_gave(parts, rounding):
    """Every operation on whole numbers, decimals and fractions of either sign; a trace that differs does not replay."""
    trace = Trace()
    one, other, *others = (trace.given("part", number, unit) for number, unit in parts)
    made = [
        trace.product("product", one, other, *others, rounding=rounding),
        trace.total("total", (one, other, *others), rounding=rounding),
        trace.less("less", one, other, *others),
        trace.at_most("at_most", one, other),
        trace.at_least("at_least", one, other),
    ]
    if other.value:
        made.append(trace.quotient("quotient", one, other, unit="euros", rounding=rounding))
    for figure in made:
        trace.result(str(figure.row), trace.total("cents", (figure,), rounding="cent_half_up"))
    assert replay(trace.text()) == {key: figure.cents for key, figure in trace.results.items()}


def test_text_that_is_no_trace_is_told():
    with pytest.raises(DoesNotReplay, match="cannot be read"):
        replay("not json")


def test_uses_the_standard_library_only():
    tree = ast.parse(Path(sys.modules["payroll.replay"].__file__).read_text(encoding="utf-8"))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    assert names <= set(sys.stdlib_module_names)


def test_rounds_like_the_figures():
    for value in ("0.005", "-0.005", "12.344", "12.345", "-12.345"):
        trace = Trace()
        cents = trace.total("x", (trace.given("x", value, "euros"),), rounding="cent_half_up")
        trace.result("x", cents)
        assert replay(trace.text()) == {"x": cents.cents}
    trace = Trace()
    down = trace.total("x", (trace.given("x", "12.99", "euros"),), rounding="euro_down")
    up = trace.total("y", (trace.given("y", "7.5", "days"),), rounding="day_up")
    trace.result("x", down)
    trace.result("y", up)
    assert replay(trace.text()) == {"x": 1200, "y": 800}
