"""What a decision stands on, gathered while it is made: values of the book, reasons, questions.

Covered: no section of its own; every module of decisions uses it. Not covered: what a missing fact asks, whose words
stand with the decision that asks it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from rules.book import Book
from rules.days import Days
from rules.errors import NoValueForDay, UnknownValue, UnverifiedValue
from rules.values import Decision, Question, Reason, Unit, Value

T = TypeVar("T")


class Grounds:
    """Collects, in order, what led to one outcome. One object per decision; never shared."""

    __slots__ = ("_act", "_book", "_link", "_questions", "_reasons", "_values")

    def __init__(self, act: str, link: str, book: Book | None = None) -> None:
        """``act`` is the number that every section is written after (``162/2005``); ``link`` its address."""
        self._act = act
        self._link = link
        self._book = book
        self._reasons: list[Reason] = []
        self._questions: list[Question] = []
        self._values: dict[str, Value] = {}

    def law(self, name: str, **days: date) -> Value:
        """The book's value on the given days (the fields of ``Days``), remembered for the outcome.

        Raises what ``Book.value`` raises.
        """
        if self._book is None:
            raise ValueError(f"{name} was asked without a book")
        value = self._book.value(name, Days(**days))
        self._values[name] = value
        return value

    def number(self, name: str, **days: date) -> Decimal:
        """The number of a value, as the source prints it."""
        number: Decimal = self.law(name, **days).number
        return number

    def whole(self, name: str, **days: date) -> int:
        """A count of a value (days, weekdays, months, weeks, years); hours become minutes."""
        value = self.law(name, **days)
        number: Any = value.number * 60 if value.unit is Unit.HOURS else value.number
        if number != int(number):
            raise ValueError(f"{name} is no whole number: {number}")
        return int(number)

    def word(self, name: str, **days: date) -> str:
        """The word of a value: a documented choice."""
        return str(self.law(name, **days).number)

    def or_ask(self, name: str, *, where: str, blocks: bool = True, **days: date) -> Any:
        """The number of a value, or None with a question when the book cannot answer on that day.

        The topic is ``missing_law_value`` or, for a figure that nobody has verified, ``unverified_law_value``, a dot
        and the name; a table is no figure that could be confirmed by a yes, so it is always missing.
        """
        try:
            return self.law(name, **days).number
        except (NoValueForDay, UnknownValue, UnverifiedValue) as open_value:
            suggestion = getattr(open_value, "suggestion", None)
            table = self._book is not None and self._book.entry(name).unit == Unit.TABLE
            topic = "missing_law_value" if suggestion is None or table else "unverified_law_value"
            self._questions.append(
                Question(
                    topic=f"{topic}.{name}",
                    asks=open_value.question,
                    why=f"{self._act}: the law book has no confirmed value for {name}",
                    where_to_find=where,
                    day=open_value.day,
                    suggestion=None if table else suggestion,
                    blocks=blocks,
                    facts=(("name", name), ("day", open_value.day.isoformat())),
                )
            )
            return None

    def because(self, code: str, section: str, says: str, **facts: object) -> Reason:
        """Adds a reason: ``code`` names its sentence, ``facts`` fill it in."""
        reason = self.reason(code, section, says, **facts)
        self._reasons.append(reason)
        return reason

    def reason(self, code: str, section: str, says: str, **facts: object) -> Reason:
        """A reason that is not (yet) part of the outcome's own. A ``section`` without a number is a clause's name."""
        numbered = any(sign.isdigit() for sign in section)
        place = f"{self._act} {section} §" if numbered else f"{self._act}, {section}"
        return Reason(code, place, says, tuple((name, str(fact)) for name, fact in facts.items()), self._link)

    def ask(self, topic: str, asks: str, why: str, where: str, *, blocks: bool = True, **facts: object) -> None:
        """Adds a question that only a person can answer."""
        self._questions.append(
            Question(topic, asks, why, where, blocks=blocks, facts=tuple((k, str(v)) for k, v in facts.items()))
        )

    @property
    def asked(self) -> bool:
        """Whether any question is open."""
        return bool(self._questions)

    def decide(self, outcome: T) -> Decision[T]:
        """The decision with everything gathered so far."""
        return Decision(outcome, tuple(self._reasons), tuple(self._questions), tuple(self._values.values()))

    def include(self, decision: Decision[T]) -> T:
        """Takes over what another decision stands on, and gives its outcome."""
        self._reasons.extend(decision.reasons)
        self._questions.extend(decision.questions)
        self._values.update((value.name, value) for value in decision.values)
        return decision.outcome
