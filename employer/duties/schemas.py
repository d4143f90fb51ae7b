"""One thing to do, as frozen plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do at the latest on ``day``. The words are ``duties.<code>``, filled in by ``facts``.

    ``section``: the rule it rests on, with its ``link``. ``subject``: an employment's code, or empty for the household.
    ``done``: whether the records say that it has been done.
    """

    day: date
    code: str
    section: str
    done: bool
    subject: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    link: str = ""
