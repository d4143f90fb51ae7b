"""What the law says on a day, for a case: values with their sources, and decisions with their reasons."""

from rules.book import Book, load_book
from rules.days import Days, Period
from rules.errors import BookError, NoSuchValue, NoValueForDay, UnknownValue, UnverifiedValue
from rules.values import Band, Confidence, Decision, Question, Reason, Source, Unit, Value, Window

__all__ = [
    "Band",
    "Book",
    "BookError",
    "Confidence",
    "Days",
    "Decision",
    "NoSuchValue",
    "NoValueForDay",
    "Period",
    "Question",
    "Reason",
    "Source",
    "Unit",
    "UnknownValue",
    "UnverifiedValue",
    "Value",
    "Window",
    "load_book",
]
