"""What comes in when people sign in, choose a language or whom to act for; and new accounts and relations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from employer.forms import Choice, FormSchema, Text, Whole
from employer.texts import LANGUAGES


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A new account. ``password`` is None for a demo person, who signs in with one click."""

    email: str
    name: str
    language: str
    password: str | None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class NewRelation:
    """What a person becomes to an employer. ``last`` is the last valid day, None until further notice."""

    person_id: int
    role: str
    first: date
    last: date | None = None
    mandates: frozenset[str] = frozenset()
    employee_id: int | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Credentials:
    """E-mail address and password as typed, and the page to go to afterwards."""

    email: str
    password: str
    next: str = ""


class CredentialsSchema(FormSchema):
    """The sign-in form."""

    command: ClassVar[type] = Credentials
    email = Text(254, required=True, metadata={"missing": "email"})
    password = Text(1000, required=True, metadata={"missing": "password"})
    next = Text(500)


@dataclass(frozen=True, slots=True)
class ChosenLanguage:
    """A language and the page to come back to."""

    language: str
    back: str = "/"


class LanguageSchema(FormSchema):
    """The language switch."""

    command: ClassVar[type] = ChosenLanguage
    language = Choice(LANGUAGES, required=True)
    back = Text(500)


@dataclass(frozen=True, slots=True)
class DemoChoice:
    """The demo person who signs in with one click, and the page to go to."""

    person: int
    next: str = ""


class DemoSchema(FormSchema):
    """The demo's sign-in buttons."""

    command: ClassVar[type] = DemoChoice
    person = Whole(lowest=1, highest=2_000_000_000, required=True)
    next = Text(500)


PURPOSES = ("pay", "budget", "guidance", "decision", "supervision")
"""Why county staff open a client's matters; the words for people are ``accounts.purpose.<word>``."""


@dataclass(frozen=True, slots=True)
class ActFor:
    """The employer whose matters one chooses to handle, the page to go to, and a county helper's purpose."""

    employer: int
    next: str = ""
    purpose: str | None = None
    asked: str = ""


class ActForSchema(FormSchema):
    """The buttons of the page "Kenen asioita hoidat?", and a helper's answer why (``asked``: it was asked)."""

    command: ClassVar[type] = ActFor
    employer = Whole(lowest=1, highest=2_000_000_000, required=True)
    next = Text(500)
    purpose = Choice(PURPOSES)
    asked = Text(1)


@dataclass(frozen=True, slots=True)
class BreakingGlass:
    """The household that a supervisor opens, and why."""

    employer: int
    reason: str


class BreakingGlassSchema(FormSchema):
    """The form of opening a household without being assigned to it."""

    command: ClassVar[type] = BreakingGlass
    employer = Whole(lowest=1, highest=2_000_000_000, required=True, metadata={"missing": "choice"})
    reason = Text(1000, required=True, lines=True, shortest=20)
