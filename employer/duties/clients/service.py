"""Sorts a helper's clients by what needs a person now, with one reason each; every look is written down.

The order: something late, the money that does not last, a question that holds back a payslip, something due soon,
and then those where nothing waits. Money counts only for a helper who may see it.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from employer import audit, effective, people
from employer.access import Right
from employer.duties import asking
from employer.duties.front.service import to_do
from employer.forecast import BudgetForecast, budget_forecast
from employer.forecast.picture import Pace, pace
from employer.pay.showing.service import euros

NEEDS = ("late", "money", "question", "soon", "nothing")
"""Why a client needs a person, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Client:
    """One client: how pressing (``NEEDS``), and the facts of the one sentence that says why.

    ``duty``: the words of a duty that is late or soon, ``day`` its last day, ``count`` how many such things there are.
    ``order``: the name as lists sort it, the family name first. ``pace``: how far the money and the time of the
    decision have gone, ``forecast``: the budget itself; both for a helper who may see money.
    """

    employer_id: int
    name: str
    need: str
    order: str = ""
    count: int = 0
    day: date | None = None
    duty: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    pace: Pace | None = None
    forecast: BudgetForecast | None = None


COLUMNS = (
    *("client", "name", "need", "day", "decision", "from", "until", "granted", "received", "spent", "accrued"),
    *("planned", "remains", "runs_out", "money_percent", "time_percent"),
)
"""The columns of the overview as a file: money in euros with a point, days as YYYY-MM-DD, empty when not to be seen."""
_DANGEROUS_START = ("=", "+", "-", "@")
_LAST_LETTERS = str.maketrans("åäö", "{|}")  # after z, in this order


def client_list(session: Session, rights: Iterable[Right], as_of: date, route: str) -> tuple[Client, ...]:
    """The clients of a helper's rights, the most pressing first; notes in each client's log that it was looked at."""
    helped: dict[int, Right] = {}
    for right in rights:
        if right.role == "helper":
            helped.setdefault(right.employer_id, right)
    if len(helped) > 1:
        effective.read_ahead(session, tuple(helped), as_of)
    found = []
    for employer_id, right in helped.items():
        audit.note(session, "viewed_by_county", employer_id, route=route)
        budget = budget_forecast(session, employer_id, as_of) if right.covers("see_money") else None
        one = _client(session, right, as_of, budget)
        found.append(replace(one, pace=budget and pace(budget), forecast=budget))
    return tuple(sorted(found, key=lambda one: (NEEDS.index(one.need), one.day or date.max, one.order)))


def named(clients: Iterable[Client], words: str) -> tuple[Client, ...]:
    """The clients whose name has every one of the words, or its beginning or middle, in any order and case."""
    wanted = _alphabetical(words).split()
    return tuple(one for one in clients if all(word in one.order for word in wanted))


def _alphabetical(words: str) -> str:
    """For sorting as Finnish and Swedish lists do: å, ä and ö last, other marks on letters unseen, in any case."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", words).casefold().translate(_LAST_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _client(session: Session, right: Right, as_of: date, budget: BudgetForecast | None) -> Client:
    employer_id = right.employer_id
    name = people.employer_details(session, employer_id).name
    plain = Client(employer_id, name.full, "nothing", _alphabetical(f"{name.last} {name.first}"))
    pressing = to_do(
        session,
        employer_id,
        as_of,
        with_money=right.covers("see_money"),
        with_absence_reasons=right.covers("see_absence_reasons"),
    ).pressing
    late = [one for one in pressing if one.day < as_of]
    if late:
        first = late[0]
        return replace(plain, need="late", count=len(late), day=first.day, duty=first.code, facts=dict(first.facts))
    free = None if budget is None else budget.total.forecast_end
    if budget is not None and free is not None and free < 0:
        return replace(plain, need="money", day=budget.runs_out)
    questions = [one for one in asking.open_questions(session, employer_id, as_of) if one.blocks]
    if questions:
        return replace(plain, need="question", count=len(questions))
    if pressing:
        first = pressing[0]
        return replace(plain, need="soon", count=len(pressing), day=first.day, duty=first.code, facts=dict(first.facts))
    return plain


def overview_csv(session: Session, clients: Iterable[Client]) -> bytes:
    """The clients as a file for a spreadsheet or another program (UTF-8, semicolons); notes that it went out.

    Planned money holds what planned work adds to holidays; ``remains`` is what is left at the decision's end.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in clients:
        audit.note(session, "exported", one.employer_id, what="overview")
        money: tuple[object, ...] = ("",) * 11
        if one.forecast is not None:
            sums, decision = one.forecast.total, one.forecast.decision
            cents = (sums.granted, sums.received, sums.spent, sums.accrued, sums.committed + sums.accrues)
            money = (_cell(decision.number), decision.first, decision.until, *map(euros, cents))
            money += (euros(sums.forecast_end), one.forecast.runs_out or "")
            money += ("", "") if one.pace is None else (one.pace.money_percent, one.pace.time_percent)
        writer.writerow([one.employer_id, _cell(one.name), one.need, one.day or "", *money])
    return out.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS_START) else text
