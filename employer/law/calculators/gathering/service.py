"""What an answer is gathered from, and the inputs of a calculation with nothing in them but what a question needs.

Every answer is made from its facts and the book alone; nothing is read or kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from employer.errors import Refused, cannot_calculate
from employer.law.calculators.schemas import (
    Answer,
    Asked,
    Cents,
    Facts,
    Question,
    Said,
    Used,
    wrong,
)
from payroll import CannotCalculate, Payslip, calculate
from payroll.draft import Draft
from payroll.figures import Trace, rows_of
from payroll.inputs import (
    Agreement,
    Inputs,
    Insurance,
    Party,
    WeeklyTime,
    YearSoFar,
)
from rules import (
    Decision,
    NoValueForDay,
    Period,
    Reason,
    UnknownValue,
    UnverifiedValue,
    Value,
    load_book,
)
from rules.book import Book
from rules.values import Unit

HELSINKI = ZoneInfo("Europe/Helsinki")


ONE_DAY = timedelta(days=1)


YEAR = timedelta(days=365)


FULL_WEEK = 2400


T = TypeVar("T")


class Open(Exception):
    """The book cannot answer: the question that it raised is the answer."""


@dataclass(slots=True)
class Gathered:
    """Reasons, values and questions in the order in which they came; one object for each answer."""

    book: Book
    reasons: list[Reason] = field(default_factory=list)
    values: dict[tuple[str, str], Used] = field(default_factory=dict)
    questions: dict[str, Asked] = field(default_factory=dict)

    def take(self, decide: Callable[[], Decision[T]]) -> T:
        """The outcome of a decision, with what it stands on. Raises ``Open`` when the book cannot answer."""
        try:
            decision = decide()
        except (NoValueForDay, UnknownValue, UnverifiedValue) as unanswered:
            self.ask_for(unanswered)
            raise Open from unanswered
        return self.include(decision)

    def include(self, decision: Decision[T]) -> T:
        """Takes over what a decision stands on, and gives its outcome."""
        self.reasons.extend(reason for reason in decision.reasons if reason not in self.reasons)
        for value in decision.values:
            self.use(value)
        for one in decision.questions:
            self.ask(Asked(one.topic, one.asks, one.why, one.where_to_find, one.facts, one.suggestion, one.blocks))
        return decision.outcome

    def use(self, value: Value) -> None:
        """Notes a value of the book."""
        number = value.number
        shown = None if isinstance(number, tuple) else str(number)
        if value.unit == Unit.TIME:
            shown = f"{int(value.number) // 60:02d}:{int(value.number) % 60:02d}"
        source = value.source
        self.values[value.name, value.first.isoformat()] = Used(
            value.name,
            shown,
            str(value.unit),
            value.first.isoformat(),
            source.title,
            source.clause,
            source.link,
            str(value.confidence),
        )

    def ask(self, asked: Asked) -> None:
        """Notes a question once."""
        self.questions.setdefault(asked.topic, asked)

    def ask_for(self, unanswered: NoValueForDay | UnknownValue | UnverifiedValue) -> None:
        """Notes what the book cannot answer."""
        facts = (("name", unanswered.name), ("day", unanswered.day.isoformat()))
        suggestion = unanswered.suggestion if isinstance(unanswered, UnverifiedValue) else None
        self.ask(Asked(unanswered.name, unanswered.question, "", "", facts, suggestion))

    def trace(self, trace: Trace) -> None:
        """Notes the values and decisions that a calculation used."""
        self.rows(trace.text())

    def rows(self, text: str) -> None:
        """Notes the values and decisions of a written trace."""
        for operation, name, number, unit, _, _, about in rows_of(text):
            if operation == "law":
                confidence = str(self.book.entry(name).items[-1].confidence or "")
                self.values.setdefault(
                    (name, about["since"]),
                    Used(
                        name, number, unit, about["since"], about["source"], about["clause"], about["link"], confidence
                    ),
                )

    def calculate(self, inputs: Inputs) -> Payslip:
        """The payslip of the inputs. Raises ``Open`` when the book cannot answer."""
        return self.take(lambda: Decision(calculate(inputs, self.book), ()))

    def payslip(self, payslip: Payslip) -> None:
        """Takes over the questions of a calculation."""
        for one in payslip.questions:
            self.ask(Asked(one.topic, one.asks, one.why, one.where_to_find, one.facts, one.suggestion, one.blocks))

    def draft(self, draft: Draft) -> None:
        """Takes over what a part of a calculation asked and used."""
        for one in draft.questions.values():
            self.ask(Asked(one.topic, one.asks, one.why, one.where_to_find, one.facts, one.suggestion, one.blocks))
        self.trace(draft.trace)

    def answer(self, outcome: Mapping[str, Any] | None, *sentences: Said) -> Answer:
        """The answer with everything gathered."""
        return Answer(
            outcome,
            sentences,
            tuple(self.reasons),
            tuple(self.values.values()),
            tuple(self.questions.values()),
            self.book.edition,
        )


def _gathered() -> Gathered:
    return Gathered(load_book())


_FIELDS = {"born": "born", "insurance.pension_total_percent": "pension_percent"}
"""The fields of a calculation whose contradictions stand at a question's own field."""


def answer(question: Question, facts: Facts) -> Answer:
    """The answer to facts that the question's schema has read.

    Raises ``Refused`` when the facts contradict each other in a way that only the law's own conditions show.
    """
    try:
        return question.answers(facts)
    except CannotCalculate as contradiction:
        told, field = cannot_calculate(contradiction), _FIELDS.get(contradiction.field, "")
        place = field if field in question.schema._declared_fields else ""
        raise Refused([(place, told.what, told.what_to_do)]) from contradiction
    except ValueError as contradiction:
        both = wrong("contradiction").messages[0]
        raise Refused([("", *both.parts)]) from contradiction


def answering(decide: Callable[[Gathered, Facts], Answer]) -> Callable[[Facts], Answer]:
    """Makes a function of facts from one that gathers: an open value of the book ends it with its question."""

    def answered(facts: Facts) -> Answer:
        g = _gathered()
        try:
            return decide(g, facts)
        except Open:
            return g.answer(None)

    return answered


def yes_or_no(outcome: bool) -> str:
    """The end of a sentence's key for a yes and a no."""
    return "yes" if outcome else "no"


def payslip_inputs(first: date, *, last: date | None = None, **changes: Any) -> Inputs:
    """Inputs of one calculation with nothing in them but what a question needs."""
    begin = first - YEAR
    given: dict[str, Any] = {
        "employment": "calculator",
        "kind": "ordinary",
        "period": Period.closed(first, last or first),
        "payment_day": last or first,
        "known_on": last or first,
        "employer": Party(""),
        "employee": Party(""),
        "born": date(first.year - 40, 1, 1),
        "job": "childminding",
        "employment_first": begin,
        "employment_last": None,
        "insurance": Insurance(None, None, None, False, None, False),
        "wages": (),
        "weekly_time": (WeeklyTime(begin, None, FULL_WEEK),),
        "agreements": (Agreement(begin, None, "none"),),
        "tax_cards": (),
        "shifts": (),
        "year": paid_besides(0, 0),
    }
    return Inputs(**(given | changes))


def paid_besides(year_cents: int, month_cents: int) -> YearSoFar:
    """What is paid besides in the year and in the month, all of it as planned."""
    return YearSoFar(
        known=True,
        gross_cents=0,
        withheld_cents=0,
        pension_employee_cents=0,
        unemployment_employee_cents=0,
        planned_gross_cents=year_cents,
        all_gross_cents=0,
        all_planned_gross_cents=year_cents,
        month_gross_cents=0,
        month_planned_gross_cents=month_cents,
        month_pension_base_cents=0,
        month_health_base_cents=0,
        month_health_cents=0,
    )


def in_euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def to_cents(text: str) -> Cents:
    hundredfold = Fraction(text) * 100
    return Cents((2 * hundredfold.numerator + hundredfold.denominator) // (2 * hundredfold.denominator))
