"""What can go wrong when the law book is read or asked."""

from __future__ import annotations

from datetime import date


class BookError(Exception):
    """The data files contradict themselves or cannot be read; the text says file, line and what to do."""


class NoSuchValue(BookError):
    """The book was asked for a name that it does not hold: a mistake in the program, not in the law."""


class _Unanswered(Exception):
    """A value of the book cannot be used on a day; carries what a person needs to supply it."""

    def __init__(self, name: str, day: date, question: str) -> None:
        super().__init__(f"{name} on {day.isoformat()}: {question}")
        self.name = name
        self.day = day
        self.question = question


class NoValueForDay(_Unanswered):
    """No entry covers the day: someone must add it to the data files (or wait for the authority)."""


class UnknownValue(_Unanswered):
    """The entry is written as not known; its question must be answered with a document."""


class UnverifiedValue(_Unanswered):
    """The entry has not been verified; a person must confirm it before it drives a payment."""

    def __init__(self, name: str, day: date, question: str, suggestion: str) -> None:
        super().__init__(name, day, question)
        self.suggestion = suggestion
