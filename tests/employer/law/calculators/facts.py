"""Facts for any question, made from its schema: fitting ones, near misses and junk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from marshmallow import fields

from employer.forms import Choice, ClockTime, Day, Duration, Euros, Percent, Text, Ticked, Whole, YesNo
from employer.law.calculators import Question, answer, question, reads, told
from employer.law.calculators.schemas import Periods, Several, Shifts
from employer.law.calculators.telling.service import problems

CLOCKS = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
RECENT = st.dates(date(2019, 1, 1), date(2028, 12, 31)).map(date.isoformat)
DECIMALS = st.builds("{}.{:02d}".format, st.integers(0, 4000), st.integers(0, 99))
SHIFT = st.builds(
    "{} {}-{} {}".format, st.dates(date(2026, 1, 5), date(2026, 2, 8)), CLOCKS, CLOCKS, st.integers(0, 90)
)
PERIOD = st.builds(
    lambda first, days: f"{first} - {first + timedelta(days=days)}",
    st.dates(date(2025, 1, 5), date(2027, 2, 8)),
    st.integers(0, 200),
)
JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=20),
        st.sampled_from(["", "0", "-1", "25:00", "31.2.2026", "9999-99-99", "1e400", "NaN", "٣", "\x00", "2060-12-31"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def fitting(one: fields.Field[Any]) -> st.SearchStrategy[Any]:
    """Values that a field reads."""
    if isinstance(one, Several):
        return st.lists(st.sampled_from(one.choices), min_size=1, max_size=5, unique=True)
    if isinstance(one, Choice):
        return st.sampled_from(one.choices)
    if isinstance(one, (YesNo, Ticked)):
        return st.booleans()
    if isinstance(one, Whole):
        return st.integers(one.lowest, one.highest)
    if isinstance(one, Day):
        return RECENT if one.earliest.year > 1900 else st.dates(date(1930, 1, 1), date(2026, 1, 1)).map(date.isoformat)
    if isinstance(one, ClockTime):
        return CLOCKS
    if isinstance(one, Duration):
        return st.builds("{}:{:02d}".format, st.integers(0, one.highest_minutes // 60 - 1), st.integers(0, 59))
    if isinstance(one, Percent):
        return st.builds("{}.{}".format, st.integers(0, 99), st.integers(0, 9))
    if isinstance(one, Shifts):
        return st.lists(SHIFT, min_size=1, max_size=5)
    if isinstance(one, Periods):
        return st.lists(PERIOD, min_size=1, max_size=4)
    if isinstance(one, Text):
        return st.sampled_from(["Espoo", "Hämeenlinna", "kauniainen"])
    if isinstance(one, Euros):
        return DECIMALS
    return st.builds("{}.{}".format, st.integers(1, 6), st.integers(0, 9))


def facts(question: Question, *, junk: bool) -> st.SearchStrategy[dict[str, Any]]:
    """Facts of a question; with ``junk`` any of them may be anything, and there may be others."""
    known = question.schema().fields
    values = {name: fitting(one) | JUNK if junk else fitting(one) for name, one in known.items()}
    required = {name: value for name, value in values.items() if known[name].required and not junk}
    optional = {name: value for name, value in values.items() if name not in required}
    made = st.fixed_dictionaries(required, optional=optional)
    if not junk:
        return made
    return st.builds(lambda one, other: {**one, **other}, made, st.dictionaries(st.text(max_size=8), JUNK, max_size=2))


def ask(name: str, **given: Any) -> dict[str, Any]:
    """The answer of a question in English and plain data; facts as JSON has them."""
    asked = question(name)
    form = reads(asked, given)
    assert form.ok, problems(form, "en")
    return told(answer(asked, form.command), "en")
