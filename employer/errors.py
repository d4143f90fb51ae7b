"""What is refused or goes wrong, said so that a person can put it right; one table from errors to pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy.exc import OperationalError
from werkzeug import exceptions as http

from employer import formats, texts
from payroll import CannotCalculate


class Sentence(str):
    """A sentence in English that also knows its place in the texts, so that a page can say it in its own language."""

    __slots__ = ("facts", "key")

    key: str
    facts: dict[str, object]

    def __new__(cls, key: str, facts: dict[str, object]) -> Sentence:
        sentence = super().__new__(cls, texts.say("en", key, **facts))
        sentence.key, sentence.facts = key, facts
        return sentence

    def say(self, language: str) -> str:
        """The sentence in a language of the catalogue."""
        return texts.say(language, self.key, **self.facts)


class Problem(NamedTuple):
    """One thing that stands in the way: the field's name, what is wrong with it, and what to do."""

    field: str
    what: str
    what_to_do: str


class Refused(Exception):
    """A service did nothing because of the problems, all of them listed together."""

    def __init__(self, problems: Iterable[Problem | tuple[str, str, str]]) -> None:
        self.problems = tuple(Problem(*problem) for problem in problems)
        super().__init__("; ".join(f"{one.field}: {one.what} {one.what_to_do}".strip() for one in self.problems))


class Problems:
    """Collects problems, so that all are told at once. The sentences are ``refused.<code>.what`` and ``.do``."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, field: str, code: str, /, **facts: object) -> None:
        """Notes a problem of a field; ``facts`` fill in the sentences, days written as 31.1.2026."""
        facts = {
            name: f"{fact.day}.{fact.month}.{fact.year}" if isinstance(fact, date) else fact
            for name, fact in facts.items()
        }
        self.found.append(
            Problem(field, Sentence(f"refused.{code}.what", facts), Sentence(f"refused.{code}.do", facts))
        )

    def refuse(self) -> None:
        """Raises ``Refused`` when there is any problem."""
        if self.found:
            raise Refused(self.found)


def cannot_calculate(error: CannotCalculate) -> Problem:
    """What the calculation refuses, in sentences of every language: ``cannot.<code>.what`` and ``.do``."""
    facts: dict[str, object] = {name: _shown(name, fact) for name, fact in error.facts.items()}
    what, do = (Sentence(f"cannot.{error.code}.{part}", facts) for part in ("what", "do"))
    return Problem(error.field, what, do)


def _shown(name: str, fact: object) -> object:
    if isinstance(fact, datetime):
        return f"{formats.day(fact)} {fact:%H:%M}"
    if isinstance(fact, date):
        return f"{fact.month}/{fact.year}" if name == "month" else formats.day(fact)
    return formats.number(fact) if isinstance(fact, Decimal) else fact


def problems_of(error: BaseException) -> tuple[Problem, ...]:
    """Every problem that an error tells a person; none for an error that only stops."""
    if isinstance(error, CannotCalculate):
        return (cannot_calculate(error),)
    return error.problems if isinstance(error, Refused) else ()


_AREAS = ("errors.field.", "errors.program.", "errors.page.", "law.wrong.", "refused.", "cannot.")


def code_of(key: str) -> str:
    """The lasting name of a problem for programs, from its place in the texts: ``refused.too_long.what`` is
    ``too_long``."""
    area = next((one for one in _AREAS if key.startswith(one)), "")
    return key.removeprefix(area).removesuffix(".what")


def said(part: str, language: str) -> str:
    """A part of a problem in a language of the catalogue."""
    return part.say(language) if isinstance(part, Sentence) else part


# What stops a request, and how it is said ---------------------------------------------------------------------------


class NotFound(Exception):
    """The thing does not exist, or is not yours: nobody is told which."""


class SignInNeeded(Exception):
    """The page is for people who have signed in.

    ``why``: ``ended`` when a sign-in had ended by itself, ``kept`` when its form was kept besides; else empty.
    """

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


class FormExpired(Exception):
    """The form does not carry this session's token."""


class Conflict(Exception):
    """The thing has changed since the page was opened: somebody else did it, or it was done twice."""


class Answer(NamedTuple):
    """A status code and the area of its words: ``errors.page.<words>.title``, ``.what`` and ``.do``."""

    status: int
    words: str


ANSWERS: tuple[tuple[type[Exception], Answer], ...] = (
    (NotFound, Answer(404, "not_found")),
    (http.NotFound, Answer(404, "not_found")),
    (http.MethodNotAllowed, Answer(405, "wrong_method")),
    (http.RequestEntityTooLarge, Answer(413, "too_large")),
    (FormExpired, Answer(400, "form_expired")),
    (Refused, Answer(422, "refused")),
    (CannotCalculate, Answer(422, "refused")),
    (Conflict, Answer(409, "conflict")),
    (http.BadRequest, Answer(400, "bad_request")),
    (http.HTTPException, Answer(400, "bad_request")),
    (OperationalError, Answer(503, "busy")),
    (Exception, Answer(500, "broken")),
)
"""The one table from errors to pages, the most special first."""


def answer_for(error: BaseException) -> Answer:
    """How an error is answered. A plain ``LookupError`` is a query that found nothing; its kin are faults of ours."""
    if type(error) is LookupError:
        return Answer(404, "not_found")
    return next(answer for kind, answer in ANSWERS if isinstance(error, kind))
