"""What must hold for everything that the rules and the calculation ever make, watched in every test of theirs.

A test under the fixture ``everything_made_is_sound`` fails when, while it runs,

* a row of a trace has a name that is neither in the glossary nor a value of law, or a unit nobody knows;
* a line or a total is whole cents by luck, because nothing rounded it;
* a payslip line contradicts itself or the trace, or is of a kind that has no title;
* a reason, question, notice or refusal has no words, or lacks a fact that its sentence shows, in any of the languages;
* any of them is not as ``register.yaml`` has it: the section and the address that a reason cites, the facts that a
  sentence is given, the unit and the rounding of a row. Who changes one of these changes the register too, on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from employer import documents, texts
from employer.errors import cannot_calculate, said
from payroll import CannotCalculate
from payroll.draft import Draft, Line, Notice
from payroll.figures import Figure, Trace
from rules import Question, Reason, Value, load_book
from rules.loading import as_plain, read_tree
from tests.rules.test_glossary import ENDINGS, GLOSSARY

REGISTER = Path(__file__).with_name("register.yaml")
LANGUAGES = ("fi", "selko", "sv", "en")
UNITS = {
    "euros", "percent", "days", "weekdays", "workdays", "months", "years", "weeks", "hours", "minutes", "number",
    "euros_per_hour", "euros_per_month", "euros_per_day", "euros_per_kilometre", "kilometres", "persons", "count",
}  # fmt: skip
# What tests give to a calculation of a part by itself.
OWN = {
    "adjusted", "base", "five", "floor", "income", "least", "minutes", "month", "paid_day_off", "phone_benefit",
    "phone_part", "price", "share", "side_costs", "step", "too_much", "wage_part", "wages", "weekly", "weekly_workdays",
    "with_step", "work",
}  # fmt: skip
COUNTED = {"hour": "minutes", "day": "days", "month": "days"}  # what a line of a unit says how many of


@cache
def names() -> frozenset[str]:
    """Every name that a row may have."""
    tree = read_tree(GLOSSARY)
    assert tree is not None
    glossary: dict[str, dict[str, Any]] = as_plain(tree)
    return frozenset(glossary["terms"]) | frozenset(glossary["figures"])


@cache
def known(name: str) -> bool:
    """Whether a name of a row can be shown to a person."""
    return name in names() or any(name.endswith(end) and name[: -len(end)] in names() for end in ENDINGS)


def _say(say: Callable[[str], object], key: object) -> None:
    for language in LANGUAGES:
        said = say(language)
        assert said, f"{key} in {language}"


def words(*parts: object) -> None:
    """Plain English words stand in every part."""
    assert all(isinstance(part, str) and part.strip() for part in parts), parts


def facts_are_text(facts: Iterable[object]) -> None:
    """Facts are pairs of texts."""
    for pair in facts:
        assert isinstance(pair, tuple), pair
        assert [type(one) for one in pair] == [str, str], pair


# -- the register ------------------------------------------------------------------------------------------------------


@cache
def registered() -> dict[str, dict[str, frozenset[str]]]:
    """What there is: part of the register, name, its allowed shapes."""
    tree = read_tree(REGISTER)
    assert tree is not None
    return {part: {name: frozenset(shapes) for name, shapes in names.items()} for part, names in as_plain(tree).items()}


def in_register(part: str, name: str, shape: str) -> None:
    """The shape is one that the register has for the name."""
    assert shape in registered()[part].get(name, ()), f"register.yaml has no {part} {name}: {shape!r}"


def _fact_names(facts: Iterable[tuple[str, str]]) -> str:
    pairs = list(facts)
    assert all(fact != "None" for _, fact in pairs), f"a fact is None: {pairs}"
    return " ".join(name for name, _ in pairs)


# -- rows --------------------------------------------------------------------------------------------------------------

_WHOLE: dict[int, list[bool]] = {}  # by trace: whether each row is whole cents by what made it


def row_is_sound(
    trace: Trace, operation: str, name: str, unit: str, parts: str, rounding: str | None, about: str
) -> None:
    """A row's name and unit are known, and a law's row is a value of the book."""
    _note_whole(trace, operation, parts, rounding)
    assert unit in UNITS, f"the unit {unit} of {name}"
    if operation == "law":
        assert name in load_book().names(), name
    elif name not in OWN:
        assert known(name) or name in load_book().names(), f"{name} is not in the glossary"
    if name not in OWN and operation != "law":
        in_register("rows", name, f"{operation}; {unit}; {rounding or ''}")
    if operation == "answer":
        assert "null" not in about, f"the answer {name} does not say its question and document"


def _note_whole(trace: Trace, operation: str, parts: str, rounding: str | None) -> None:
    rows = [int(part) for part in parts.split(",") if part]
    whole = _WHOLE[id(trace)]
    if operation in ("product", "quotient"):
        whole.append(rounding is not None)
    elif operation in ("total", "less", "at_most", "at_least"):
        whole.append(rounding is not None or all(whole[row] for row in rows))
    else:
        whole.append(True)


def result_is_sound(trace: Trace, key: str, figure: Figure) -> None:
    """A result is euros, rounded somewhere on its way."""
    assert figure.unit == "euros", key
    assert _WHOLE[id(trace)][figure.row], f"nothing rounds {key}"


def line_is_sound(draft: Draft, amount: Figure, line: Line) -> None:
    """A line says what its row says, counts what its unit counts, and has a title."""
    assert line.figure == amount.row
    assert line.amount_cents == amount.cents
    assert amount.unit == "euros"
    assert _WHOLE[id(draft.trace)][amount.row], f"nothing rounds the line {line.kind}"
    assert line.unit in {*COUNTED, "euro"}, line.unit
    counted = COUNTED.get(line.unit)
    if counted is not None:
        assert getattr(line, counted) is not None, f"{line.kind} does not say how many {counted}"
    assert line.unit != "hour" or line.unit_price is not None, line.kind
    assert line.title or texts.has(f"lines.{line.kind}.title"), line.kind
    assert line.income_type is None or 100 <= line.income_type <= 999
    assert (line.first is None) == (line.last is None), line.kind
    if line.first is not None and line.last is not None:
        assert isinstance(line.first, date)
        assert line.first <= line.last
    assert line.holiday_base is None or (line.holiday_base.month, line.holiday_base.day) == (4, 1)
    assert isinstance(line.taxable, bool)
    assert isinstance(line.cash, bool)
    assert all(isinstance(one, Reason) for one in line.reasons)
    assert all(isinstance(one, Value) for one in line.values)
    facts_are_text(line.facts)
    shape = f"{line.unit}; {line.income_type}; {'taxed' if line.taxable else 'free'}; {_fact_names(line.facts)}"
    in_register("lines", line.kind, shape)


# -- words -------------------------------------------------------------------------------------------------------------


@cache
def reason_is_sound(code: str, section: str, says: str, facts: tuple[tuple[str, str], ...], link: str) -> None:
    """A reason has words, and the facts of its sentence."""
    words(code, section, says)
    assert isinstance(link, str)
    assert not link or link.startswith("https://"), link
    facts_are_text(facts)
    assert texts.has(f"reasons.{code}"), f"the reason {code} has no sentence"
    _say(lambda language: documents.say_reason(language, code, dict(facts), says), code)
    in_register("reasons", code, f"{section}; {_fact_names(facts)}; {link}")


@cache
def question_is_sound(
    topic: str,
    asks: str,
    why: str,
    where: str,
    facts: tuple[tuple[str, str], ...],
    suggestion: str | None,
    blocks: bool,
) -> None:
    """A question has words, and the facts of its sentences."""
    words(topic, asks, why, where)
    facts_are_text(facts)
    plain = {
        "topic": topic, "asks": asks, "why": why, "where_to_find": where, "facts": dict(facts),
        "suggestion": suggestion,
    }  # fmt: skip
    key = "a value of law" if topic in load_book().names() else topic.partition(".")[0]
    in_register("questions", key, f"{'blocks' if blocks else 'waits'}; {_fact_names(facts)}")
    if topic in load_book().names():
        return  # a value of law that is not known is asked by its title
    assert texts.has(f"questions.{topic}.asks") or texts.has(f"questions.{topic.partition('.')[0]}.asks"), topic
    if dict(facts) or "_law_value." not in topic:  # the calculation names the value when it passes the question on
        _say(lambda language: documents.say_question(language, plain).asks, topic)


@cache
def notice_is_sound(code: str, facts: tuple[tuple[str, str], ...]) -> None:
    """A notice has its words."""
    facts_are_text(facts)
    assert texts.has(f"notices.{code}"), f"the notice {code} has no sentence"
    in_register("notices", code, _fact_names(facts))


def refusal_is_sound(refused: CannotCalculate) -> None:
    """What is refused says the field, and has its words and the facts of its sentences."""
    words(refused.field, refused.reason, refused.way_out, refused.code)
    assert None not in refused.facts.values(), refused.facts
    problem = cannot_calculate(refused)
    for part in (problem.what, problem.what_to_do):
        _say(partial(said, part), refused.code)


class Watch:
    """Keeps what was found wrong, so that code which catches exceptions cannot hide it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, check: Callable[..., None], *parts: Any) -> None:
        """Runs a check and keeps its complaint."""
        try:
            check(*parts)
        except (AssertionError, texts.TextError, TypeError, AttributeError, KeyError, ValueError) as problem:
            self.found.append(f"{check.__name__}: {problem}")


FREE = {
    "test_figures.py",
    "test_replay.py",
    "test_values.py",
    "test_grounds.py",
}  # tests of the parts themselves, with names of their own


@pytest.fixture(autouse=True)
def everything_made_is_sound(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Watches traces, lines, reasons, questions and notices while a test runs."""
    if request.path.name in FREE:
        yield
        return
    watch = Watch()
    add, result, add_line = Trace._add, Trace.result, Draft.add_line
    reason, question, notice = Reason.__init__, Question.__init__, Notice.__init__
    refusal = CannotCalculate.__init__

    def watched_add(self: Trace, operation: str, name: str, value: Any, unit: str, parts: str, *rest: Any) -> Figure:
        if not self._rows:
            _WHOLE[id(self)] = []
        watch(row_is_sound, self, operation, name, unit, parts, *rest)
        return add(self, operation, name, value, unit, parts, *rest)

    def watched_result(self: Trace, key: str, figure: Figure) -> Figure:
        watch(result_is_sound, self, key, figure)
        return result(self, key, figure)

    def watched_line(self: Draft, amount: Figure, line: Line) -> Figure:
        watch(line_is_sound, self, amount, line)
        return add_line(self, amount, line)

    def watched_reason(self: Reason, *parts: Any, **named: Any) -> None:
        reason(self, *parts, **named)
        watch(reason_is_sound, self.code, self.section, self.says, self.facts, self.link)

    def watched_question(self: Question, *parts: Any, **named: Any) -> None:
        question(self, *parts, **named)
        one = self
        watch(question_is_sound, one.topic, one.asks, one.why, one.where_to_find, one.facts, one.suggestion, one.blocks)

    def watched_notice(self: Notice, *parts: Any, **named: Any) -> None:
        notice(self, *parts, **named)
        watch(notice_is_sound, self.code, self.facts)

    def watched_refusal(self: CannotCalculate, *parts: Any, **named: Any) -> None:
        refusal(self, *parts, **named)
        watch(refusal_is_sound, self)

    monkeypatch.setattr(Trace, "_add", watched_add)
    monkeypatch.setattr(Trace, "result", watched_result)
    monkeypatch.setattr(Draft, "add_line", watched_line)
    monkeypatch.setattr(Reason, "__init__", watched_reason)
    monkeypatch.setattr(Question, "__init__", watched_question)
    monkeypatch.setattr(Notice, "__init__", watched_notice)
    monkeypatch.setattr(CannotCalculate, "__init__", watched_refusal)
    yield
    _WHOLE.clear()
    assert not watch.found, sorted(set(watch.found))
