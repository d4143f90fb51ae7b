"""One thing to do, as frozen plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from employer import formats, texts
from rules import load_book


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do at the latest on ``day``. The words are ``duties.<code>``, filled in by ``facts``.

    ``section``: the rule it rests on, with its ``link``. ``subject``: an employment's code, or empty for the household.
    ``done``: whether the records say that it has been done. ``place``: the ids (or the day, as an address has it) of
    the one page where it is done, when there is one.
    """

    day: date
    code: str
    section: str
    done: bool
    subject: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    link: str = ""
    place: tuple[tuple[str, int | str], ...] = ()


def facts_told(facts: Iterable[tuple[str, str]], language: str) -> dict[str, str]:
    """A duty's facts as its sentence shows them: a value of law (``law``), a ``source`` and a
    length of time (``minutes``) in the reader's language."""
    told = dict(facts)
    if "law" in told and told["law"] in load_book().names():
        titles = dict(load_book().entry(told["law"]).title)
        told["law"] = titles["fi" if language == "selko" else language]
    if "minutes" in told:
        told["minutes"] = formats.hours(int(told["minutes"]), language)
    if "source" in told:
        told["source"] = texts.say_source(language, told["source"])
    return told
