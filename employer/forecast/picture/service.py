"""Works out what the budget's page says and draws: how long the money lasts, and bars whose lengths are whole numbers.

*Left* on the page is what is granted less what is spent and less what is set aside for holidays already earned: money
for work that is still to come. A part of it is planned; the rest is free.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from employer import budget, training
from employer.budget.schemas import (
    BudgetState,
    Ceiling,
    Decision,
    Entry,
    Expense,
    OwnAccount,
    Received,
    Returned,
    SharedCost,
)
from employer.forecast.schemas import BudgetForecast, MonthForecast, Sums
from employer.forecast.service import budget_forecast
from employer.pay import recovering
from employer.training.schemas import Training

WIDTH = 600
"""The length of a whole bar in the picture's own units."""
HEIGHT = 200
"""The height of the months' columns in the picture's own units."""
KINDS = ("spent", "returned", "accrued", "committed", "free")


@dataclass(frozen=True, slots=True)
class Shape:
    """One piece of a bar: where it begins and how long it is (0 to ``WIDTH`` or ``HEIGHT``), and its sum in cents."""

    kind: str
    at: int
    length: int
    cents: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of pieces that lie one after the other; ``over``: more is used than was granted."""

    shapes: tuple[Shape, ...]
    over: bool


@dataclass(frozen=True, slots=True)
class LinePage:
    """A budget line: its sums, its bar (None when nothing was granted in euros), and its hours where granted so.

    ``ceilings``: its months or weeks up to the day, where it is granted by them (``period``).
    """

    code: str
    title: str
    sums: Sums
    left: int | None
    runs_out: date | None
    bar: Bar | None
    granted_minutes: int | None
    used_minutes: int
    ceilings: tuple[Ceiling, ...] = ()
    period: str = "decision"

    @property
    def lapsed(self) -> int:
        """Cents of ended months or weeks that nobody can use any more."""
        return sum(month.lapsed or 0 for month in self.ceilings)

    @property
    def lapsed_minutes(self) -> int:
        """Minutes of ended months or weeks that nobody can use any more."""
        return sum(month.lapsed_minutes or 0 for month in self.ceilings)


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """Everything the page needs. ``weeks``: how many whole weeks the money lasts at the planned hours, None: no plans.

    ``weeks_to_go``: whole weeks from the day to the decision's end. ``account``: money that goes through the employer's
    own account, None when none does. ``earlier``: the decisions before, each with its own account. ``shared``: the pay
    runs that more than one decision bears.
    """

    forecast: BudgetForecast
    left: int | None
    free: int | None
    weeks: int | None
    weeks_to_go: int
    bar: Bar | None
    lines: tuple[LinePage, ...]
    columns: tuple[tuple[MonthForecast, Bar], ...]
    uncovered: int
    received: tuple[Received, ...]
    expenses: tuple[Expense, ...]
    account: OwnAccount | None
    earlier: tuple[tuple[BudgetState, OwnAccount | None], ...] = ()
    returned: tuple[Returned, ...] = ()
    shared: tuple[SharedCost, ...] = ()
    trainings: tuple[Training, ...] = ()  # those that cost something

    @property
    def short_lines(self) -> tuple[LinePage, ...]:
        """The lines whose own money does not last until the decision ends, whatever is left in others."""
        return tuple(one for one in self.lines if one.sums.forecast_end is not None and one.sums.forecast_end < 0)


def budget_page(session: Session, employer_id: int, as_of: date) -> BudgetPage | None:
    """The budget in force on a day as its page shows it; None when there is no decision."""
    forecast = budget_forecast(session, employer_id, as_of)
    if forecast is None:
        return None
    decision, state = forecast.decision, forecast.state
    by_period = any(line.period in ("month", "week") for line in decision.lines)
    costs = budget.costs(session, employer_id, as_of) if by_period else ()
    claims = recovering.claims_of(session, employer_id)
    return BudgetPage(
        forecast=forecast,
        left=left(forecast.total),
        free=forecast.total.forecast_end,
        weeks=weeks(forecast),
        weeks_to_go=max(0, (decision.until - as_of).days // 7),
        bar=bar(forecast.total),
        lines=_lines(forecast, state, costs),
        columns=_columns(forecast.months),
        uncovered=state.uncovered_cents,
        received=tuple(
            one for one in budget.received(session, employer_id, as_of) if decision.first <= one.day <= decision.until
        ),
        expenses=tuple(
            one for one in budget.expenses(session, employer_id, as_of) if decision.first <= one.day <= decision.until
        ),
        account=budget.own_account(state, _overpaid(claims, decision)),
        earlier=tuple(
            (one, budget.own_account(one, _overpaid(claims, one.decision)))
            for one in budget.other_states(session, employer_id, as_of)
        ),
        returned=budget.returned(session, employer_id, as_of),
        shared=budget.shared_costs(session, employer_id, as_of),
        trainings=tuple(
            one
            for one in training.trainings(session, employer_id, None, as_of)
            if one.cost_cents and decision.first <= one.day <= decision.until
        ),
    )


def _overpaid(claims: Sequence[recovering.Overpaid], decision: Decision) -> int:
    """What has not come back of overpaid pay of a decision's days, in cents."""
    return sum(one.open_cents for one in claims if decision.first <= one.last <= decision.until)


def left(sums: Sums) -> int | None:
    """What is granted less what is spent, returned and set aside for earned holidays: cents, None without a grant."""
    return None if sums.granted is None else sums.granted - sums.gone


@dataclass(frozen=True, slots=True)
class Pace:
    """How far the money and the time of a decision have gone, both in whole percent rounded down."""

    money_percent: int
    time_percent: int


def pace(forecast: BudgetForecast) -> Pace | None:
    """The money spent and set aside for earned holidays against the days gone; None without a grant in euros."""
    total, decision, as_of = forecast.total, forecast.decision, forecast.as_of
    if not total.granted or as_of < decision.first:
        return None
    days = (decision.until - decision.first).days + 1
    gone = min(days, (as_of - decision.first).days + 1)
    return Pace((total.spent + total.accrued) * 100 // total.granted, gone * 100 // days)


def weeks(forecast: BudgetForecast) -> int | None:
    """How many whole weeks the money left lasts when every week costs what the planned ones do on average.

    None when nothing is granted in euros, nothing is planned, or the decision has ended; 0 when nothing is left.
    """
    money = left(forecast.total)
    planned = forecast.total.committed + forecast.total.accrues
    days = (forecast.decision.until - forecast.as_of).days
    if money is None or planned <= 0 or days <= 0:
        return None
    return max(0, money * days // (planned * 7))


def bar(sums: Sums) -> Bar | None:
    """The sums as pieces of one bar: spent, set aside, planned, free. Longer than granted: the bar is its own whole."""
    if not sums.granted:
        return None
    free = sums.forecast_end or 0
    planned = sums.committed + sums.accrues
    parts = (sums.spent, sums.returned, sums.accrued, planned, max(0, free))
    return Bar(_pieces(KINDS, parts, max(sums.granted, sum(parts)), WIDTH), free < 0)


def _pieces(kinds: Sequence[str], cents: Sequence[int], whole: int, length: int) -> tuple[Shape, ...]:
    """Pieces from one edge to the next; both edges are rounded down, so that the pieces never leave a gap."""
    found, before = [], 0
    for kind, part in zip(kinds, cents, strict=True):
        after = before + max(0, part)
        start, end = (edge * length // whole if whole else 0 for edge in (before, after))
        if end > start:
            found.append(Shape(kind, start, end - start, part))
        before = after
    return tuple(found)


def _lines(forecast: BudgetForecast, state: BudgetState, costs: Sequence[Entry]) -> tuple[LinePage, ...]:
    return tuple(
        LinePage(
            code=line.code,
            title=line.title,
            sums=line.sums,
            left=left(line.sums),
            runs_out=line.runs_out,
            bar=bar(line.sums),
            granted_minutes=counted.granted_minutes,
            used_minutes=counted.used_minutes,
            ceilings=budget.ceilings(state.decision, counted.line, costs, state.as_of),
            period=counted.line.period,
        )
        for line, counted in zip(forecast.lines, state.lines, strict=True)
    )


def _columns(months: Sequence[MonthForecast]) -> tuple[tuple[MonthForecast, Bar], ...]:
    """A column for each month: what was spent and what is planned, to the scale of the dearest month."""
    highest = max((month.spent + month.committed for month in months), default=0)
    return tuple(
        (
            month,
            Bar(_pieces(("spent", "committed"), (month.spent, month.committed), max(highest, 1), HEIGHT), False),
        )
        for month in months
    )
