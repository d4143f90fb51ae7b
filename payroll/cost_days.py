"""What a payslip costs the employer day by day, so that each budget decision can bear the days that fall in it.

Documented choices: ``choice.cost_of_a_day`` and ``choice.cost_day_remainder``. These are shares of totals that the
payslip has already; no amount of the payslip is made of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import lcm

from payroll.draft import Line
from payroll.payslip import Payslip
from rules import Period


@dataclass(frozen=True, slots=True)
class DayCost:
    """One day's part of the cost in cents, and the minutes worked on the day.

    ``wages``: pay in money without the part that Kela pays; ``contributions``: pension, unemployment and health;
    ``accident``: accident and group life insurance.
    """

    day: date
    wages: int
    contributions: int
    accident: int
    minutes: int


def cost_by_day(payslip: Payslip, period: Period) -> tuple[DayCost, ...]:
    """The days of the pay period that bear something of the payslip's cost, in order; together exactly the whole.

    A line falls on the days on which its time was worked or paid; one that knows only its first and last day is spread
    evenly over them. Days outside the period count as its nearest day. The employer's contributions follow the pay.
    Raises ``ValueError`` while an open question withholds a total.
    """
    totals = {key: cents for key, cents in payslip.totals.items() if cents is not None}
    if len(totals) != len(payslip.totals):
        raise ValueError("an open question withholds the cost")
    taxable = [line for line in payslip.lines if line.taxable]
    cash = [line for line in taxable if line.cash]
    insured = _weights(taxable, period)
    paid = insured if len(cash) == len(taxable) else _weights(cash, period)
    contributions = sum(totals[f"employer_{kind}"] for kind in ("pension", "unemployment", "health"))
    accident = totals["employer_accident"] + totals["employer_group_life"]
    wages = shared(totals["employer_cost"] - totals["employer_total"], paid, period.last)
    others = [shared(cents, insured, period.last) for cents in (contributions, accident)]
    minutes = dict(payslip.hours.by_day)
    days = sorted({*wages, *others[0], *others[1], *minutes})
    found = (
        DayCost(day, wages.get(day, 0), others[0].get(day, 0), others[1].get(day, 0), minutes.get(day, 0))
        for day in days
    )
    return tuple(one for one in found if one.wages or one.contributions or one.accident or one.minutes)


def shared(cents: int, weights: Mapping[date, int], otherwise: date) -> dict[date, int]:
    """Cents by day in proportion to the weights; all of them on the day ``otherwise`` when there is no weight.

    What the days up to any one cost together is rounded down to the cent, so that the days are exactly the whole.
    """
    whole = sum(weights.values())
    if not whole:
        return {otherwise: cents}
    found: dict[date, int] = {}
    reached, before = 0, 0
    for day in sorted(weights):
        reached += weights[day]
        upto = cents * reached // whole
        found[day], before = upto - before, upto
    return found


def _weights(lines: Sequence[Line], period: Period) -> dict[date, int]:
    """The lines' cents by day, unrounded: in such parts of a cent that every day has a whole number of them."""
    parts = [line.by_day or _even(line, period) for line in lines]
    wholes = [sum(part for _, part in one) for one in parts]
    in_a_cent = lcm(*wholes)
    weights: dict[date, int] = defaultdict(int)
    for line, days, whole in zip(lines, parts, wholes, strict=True):
        for day, part in days:
            weights[min(max(day, period.first), period.last)] += line.amount_cents * part * (in_a_cent // whole)
    return weights


def _even(line: Line, period: Period) -> tuple[tuple[date, int], ...]:
    first = period.last if line.first is None else line.first
    return tuple((day, 1) for day in Period.closed(first, line.last or first))
