"""What a calculation gathers while it runs: lines, notices, questions and the trace they all stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from payroll.figures import Figure, Trace, exact
from payroll.inputs import Answer, Inputs
from rules import (
    Book,
    Confidence,
    Days,
    Decision,
    NoValueForDay,
    Question,
    Reason,
    UnknownValue,
    UnverifiedValue,
    Value,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a payslip. ``amount_cents`` is rounded once; ``figure`` is its row in the trace.

    ``unit``: hour | day | month | euro. ``minutes`` or ``days`` say how many; ``unit_price`` is exact.
    ``facts`` fill in the sentence that says why.
    """

    kind: str
    income_type: int | None  # None: not reported (an expense paid back against a receipt)
    unit: str
    amount_cents: int
    figure: int
    minutes: int | None = None
    days: Decimal | None = None
    unit_price: str | None = None
    first: date | None = None
    last: date | None = None
    taxable: bool = True
    cash: bool = True  # false for a fringe benefit
    holiday_base: date | None = None  # first day of the credit year whose holiday pay this line's amount belongs to
    reasons: tuple[Reason, ...] = ()
    values: tuple[Value, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    title: str | None = None  # a title given by a person (an expense, a training)
    by_day: tuple[tuple[date, int], ...] = ()  # how much of it falls on each day: minutes or workdays; not said: evenly


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the employer or the employee should know; it stops nothing."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that this payslip raises. ``id`` is ``topic:employment:day``; ``blocks`` stops the issuing."""

    id: str
    topic: str
    asks: str
    why: str
    where_to_find: str
    blocks: bool
    facts: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = None


@lru_cache(maxsize=1024)
def _income_type(book: Book, kind: str, payment_day: date) -> int:
    return int(book.value("codes.line_income_type", Days(payment_day=payment_day)).row(kind=kind)["code"])


class Draft:
    """One calculation under way."""

    def __init__(self, inputs: Inputs, book: Book) -> None:
        self.inputs = inputs
        self.book = book
        self.trace = Trace()
        self.lines: list[Line] = []
        self.amounts: list[Figure] = []  # the figures of the lines, in step
        self.collected: list[Figure] = []  # what the employee pays for benefits out of this pay
        self.advance: Figure | None = None  # what was paid of this pay in advance
        self.taken_off: list[Figure] = []  # saved or earned elsewhere while work was prevented: less pay is due for it
        self.missed_tax: tuple[Figure, Figure] | None = None  # left out below the yearly limit: its pay, its tax
        self.missed_health: Figure | None = None  # beside tax at source: the employee's health contribution of that pay
        self.claims: list[Figure] = []  # the employer's own claims, to be set off as far as the law lets them
        self.notices: list[Notice] = []
        self.questions: dict[str, OpenQuestion] = {}
        self.days = Days(
            work_day=inputs.period.last,
            payment_day=inputs.payment_day,
            period_end=inputs.period.last,
            employment_start=inputs.employment_first,
        )
        self._laws: dict[tuple[str, Days], Value | None] = {}
        self._single_sources: dict[str, tuple[Value, ...]] = {}
        self._law_figures: dict[tuple[str, Days], Figure | None] = {}

    def paid_on_its_own_day(self, inputs: Inputs) -> Draft:
        """A calculation of the same lines, questions and notices whose totals follow ``inputs``: its days, its year so
        far. Nothing that was to be taken off the pay of this one is taken off there."""
        other = Draft(inputs, self.book)
        other.trace, other.notices, other.questions = self.trace, self.notices, self.questions
        other.lines, other.amounts = self.lines, self.amounts
        other._single_sources = self._single_sources
        return other

    # -- asking ---------------------------------------------------------------------------------------------------

    def ask(self, question: Question) -> None:
        """Notes a question, unless the same has been asked already."""
        topic = question.topic
        if topic not in self.questions:
            self.questions[topic] = OpenQuestion(
                f"{topic}:{self.inputs.employment}:{self.inputs.payment_day.isoformat()}",
                topic,
                question.asks,
                question.why,
                question.where_to_find,
                question.blocks,
                question.facts,
                question.suggestion,
            )

    def answered(self, topic: str, on: date | None = None) -> Answer | None:
        """What a person has answered to a topic, valid on the payment day; the newest wins.

        ``on``: the day that chooses among answers that hold from different days. The first one holds before its day
        too, for it was given to a question about this pay.
        """
        prefix = f"{topic}:{self.inputs.employment}:"
        given = [
            one for one in self.inputs.answers if one.question.startswith(prefix) and one.day <= self.inputs.payment_day
        ]
        if on is None or not given:
            return given[-1] if given else None
        first = min(one.day for one in given)
        holds = [one for one in given if one.day <= max(on, first)]
        newest = max(one.day for one in holds)
        return [one for one in holds if one.day == newest][-1]

    def notice(self, code: str, *values: Value, **facts: str) -> None:
        """Adds a notice."""
        self.notices.append(Notice(code, tuple(facts.items()), values))

    # -- the law --------------------------------------------------------------------------------------------------

    def value(self, name: str, days: Days | None = None) -> Value | None:
        """A value of the book, or None after asking for it when the book cannot say."""
        key = (name, days or self.days)
        if key not in self._laws:
            try:
                value = self._laws[key] = self.book.value(name, key[1])
                self._note_source(value)
            except (NoValueForDay, UnknownValue) as missing:
                self._laws[key] = None
                self._ask_for(name, "missing_law_value", missing.day, missing.question, None)
            except UnverifiedValue as unverified:
                self._laws[key] = None
                self._ask_for(name, "unverified_law_value", unverified.day, unverified.question, unverified.suggestion)
        return self._laws[key]

    def look_up(self, find: Callable[[Book], T]) -> T | None:
        """What ``find`` makes of the book; None after asking when the book cannot say."""
        try:
            return find(self.book)
        except (NoValueForDay, UnknownValue) as missing:
            self._ask_for(missing.name, "missing_law_value", missing.day, missing.question, None)
        except UnverifiedValue as unverified:
            self._ask_for(
                unverified.name, "unverified_law_value", unverified.day, unverified.question, unverified.suggestion
            )
        return None

    def decide(self, decision: Callable[..., Decision[T]], *facts: Any, **named: Any) -> Decision[T] | None:
        """A decision by the book for some facts, its questions asked; None after asking when the book cannot say."""
        decided = self.look_up(lambda book: decision(book, *facts, **named))
        if decided is None:
            return None
        for question in decided.questions:
            self.ask(question)
        for value in decided.values:
            self._note_source(value)
        return decided

    def _note_source(self, value: Value) -> None:
        if value.confidence is Confidence.SINGLE:
            self._single_sources[value.name] = (value,)

    def note_single_sources(self, names: Iterable[str]) -> None:
        """Notes values of law that decided an input and that only one source or practice supports."""
        for name in names:
            self._single_sources.setdefault(name, ())

    def tell_single_sources(self) -> None:
        """A notice for each value of law that this pay rests on and only one source or practice supports, by name."""
        for name in sorted(self._single_sources):
            self.notice("single_source", *self._single_sources[name], name=name)

    def _ask_for(self, name: str, topic: str, day: date, question: str, suggestion: str | None) -> None:
        if self.answered(f"{topic}.{name}") is None:
            self.ask(
                Question(
                    topic=f"{topic}.{name}",
                    asks=f"What is {name} on {day.isoformat()}?",
                    why=question,
                    where_to_find="The authority's decision or page for that year, or the agreement's text.",
                    day=day,
                    suggestion=suggestion,
                    facts=(("name", name), ("day", day.isoformat())),
                )
            )

    def law(self, name: str, days: Days | None = None, unit: str | None = None) -> Figure | None:
        """The figure of a plain value of the book, or of a person's answer to it; None when it has to be asked."""
        key = (name, days or self.days)
        if key not in self._law_figures:
            value = self.value(name, days)
            figure: Figure | None
            if value is not None:
                figure = self.trace.law(value, unit=unit)
            else:
                entry = self.book.entry(name)
                on: date | None = getattr(days or self.days, entry.decided_by)
                figure = self.answer_to_law(name, unit or str(entry.unit), on)
            self._law_figures[key] = figure
        return self._law_figures[key]

    def answer_to_law(self, name: str, unit: str, on: date | None = None) -> Figure | None:
        """A person's answer to a value that the book lacks or is not sure of, as a figure; None while it is open."""
        answer = self.answered(f"missing_law_value.{name}", on) or self.answered(f"unverified_law_value.{name}", on)
        if answer is None:
            return None
        return self.trace.answer(name, answer.value, unit, answer.question, answer.document)

    # -- lines ----------------------------------------------------------------------------------------------------

    def add_line(self, amount: Figure, line: Line) -> Figure:
        """Adds a line whose rounded amount is ``amount``."""
        self.lines.append(line)
        self.amounts.append(amount)
        return amount

    def income_type(self, kind: str) -> int | None:
        """The Incomes Register's income type of a line kind; None after asking for a day older than the register."""
        return self.look_up(lambda book: _income_type(book, kind, self.inputs.payment_day))

    def cents(self, name: str, cents: int) -> Figure:
        """An input in cents as a figure in euros."""
        return self.trace.given(name, exact(Decimal(cents).scaleb(-2)), "euros")
