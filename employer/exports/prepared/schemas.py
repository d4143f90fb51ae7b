"""A file that was made from what is kept, or the questions that have to be answered before it can be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from rules import Question

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Prepared(Generic[T]):
    """``file`` is None when a question is open that it depends on, or when there is nothing to tell.

    ``questions``: (employment's code, question). ``payslips``: ids of the payslips that the file is about.
    """

    file: T | None
    questions: tuple[tuple[str, Question], ...] = ()
    payslips: tuple[int, ...] = ()
