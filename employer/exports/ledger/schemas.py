"""What is posted to the ledger, and the chart of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import yaml

DEFAULT_CHART = Path(__file__).parent / "accounts.yaml"


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One line of an issued payslip: its kind, cents (negative in a correction), and the budget line if it has its own.

    ``cash`` is false for a fringe benefit, which is pay but not money. ``taxed`` is false for an expense paid back,
    which has the ``cost_centre`` of its own day.
    """

    kind: str
    cents: int
    line: str = ""
    cash: bool = True
    taxed: bool = True
    cost_centre: str = ""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A budget decision that bears a part of a payslip's cost: its number, its lines, and its cents of each cost."""

    cost_centre: str
    wages_line: str
    contributions_line: str
    accident_line: str
    wages: int = 0
    contributions: int = 0
    accident: int = 0


@dataclass(frozen=True, slots=True)
class IssuedPay:
    """One issued payslip. ``totals`` are its totals in cents under the payslip's own names.

    ``wages_line``, ``contributions_line`` and ``accident_line`` are the budget lines that carry the costs.
    ``kela_cents``: the part of the wage that Kela pays; ``collected_cents``: what the employee paid for benefits;
    ``employee_health_cents``: the employee's own health contribution beside tax at source; ``advance_cents``: what was
    paid in advance and taken off; ``recovered_cents``: overpaid pay that was
    taken back. ``others``: further decisions that bear a part of the cost. ``county``: empty when
    the household pays the wages; else the county pays them, and this says who pays the employer's own part: ``county``,
    ``employer`` or ``asked``.
    """

    voucher: str
    day: date
    employment: str
    first: date
    last: date
    lines: tuple[PaidLine, ...]
    totals: Mapping[str, int]
    kela_cents: int = 0
    collected_cents: int = 0
    employee_health_cents: int = 0
    advance_cents: int = 0
    recovered_cents: int = 0
    wages_line: str = ""
    contributions_line: str = ""
    accident_line: str = ""
    cost_centre: str = ""
    others: tuple[Bearer, ...] = ()
    county: str = ""


@dataclass(frozen=True, slots=True)
class _OfPay:
    """One sum of an employment's pay from the day ``first`` to ``last``."""

    voucher: str
    day: date
    employment: str
    first: date
    last: date
    cents: int
    cost_centre: str = ""


class PaidWages(_OfPay):
    """Net wages that left the account."""

    __slots__ = ()


class OverpaidWages(_OfPay):
    """Net wages that left the account and that the employee has to give back, after a correction."""

    __slots__ = ()


class RepaidWages(_OfPay):
    """Overpaid wages that came back to the account outside the pay."""

    __slots__ = ()


class ClaimedTax(_OfPay):
    """Tax of overpaid wages that stays paid, and that the employee gives back with them."""

    __slots__ = ()


class PaidEnforcement(_OfPay):
    """What was taken from a pay for enforcement and left the account."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PaidAdvance:
    """Pay that left the account before its pay day."""

    voucher: str
    day: date
    employment: str
    cents: int
    cost_centre: str = ""


@dataclass(frozen=True, slots=True)
class PaidTaxes:
    """The month's self-assessed taxes that left the account. ``month`` is the wage payments' month (its first day).

    ``health_cents``: the employer's contribution; ``employee_health_cents``: the employees' own beside tax at source.
    """

    voucher: str
    day: date
    month: date
    withheld_cents: int
    health_cents: int
    cost_centre: str = ""
    employee_health_cents: int = 0


@dataclass(frozen=True, slots=True)
class PaidExpense:
    """An expense paid from the account."""

    voucher: str
    day: date
    title: str
    cents: int
    line: str = ""
    cost_centre: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedMoney:
    """Budget money that came to the account; ``line`` is empty when it is for all lines."""

    voucher: str
    day: date
    cents: int
    line: str = ""
    cost_centre: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedMoney:
    """Budget money that was paid back to the authority; ``line`` is empty when it is for no line in particular."""

    voucher: str
    day: date
    cents: int
    line: str = ""
    cost_centre: str = ""


Entry = (
    IssuedPay
    | PaidWages
    | OverpaidWages
    | RepaidWages
    | ClaimedTax
    | PaidAdvance
    | PaidEnforcement
    | PaidTaxes
    | PaidExpense
    | ReceivedMoney
    | ReturnedMoney
)


@dataclass(frozen=True, slots=True)
class Account:
    """An account: its number and its title by language."""

    number: str
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chart:
    """Accounts by use, and the use of each kind of payslip line that is not plain wages."""

    accounts: Mapping[str, Account]
    use_of_kind: Mapping[str, str]


@lru_cache(maxsize=8)
def chart(path: Path = DEFAULT_CHART) -> Chart:
    """The chart of accounts in a file, every number kept as text.

    Raises ``ValueError`` when a use or a kind is written twice, and ``KeyError`` when a row lacks a field.
    """
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["accounts"]  # noqa: S506 - text only
    accounts: dict[str, Account] = {}
    kinds: dict[str, str] = {}
    for row in rows:
        if row["use"] in accounts or any(kind in kinds for kind in row.get("kinds", ())):
            raise ValueError(f"{path.name}: {row['use']} or one of its kinds is written twice")
        accounts[row["use"]] = Account(row["number"], MappingProxyType(dict(row["title"])))
        kinds.update(dict.fromkeys(row.get("kinds", ()), row["use"]))
    return Chart(MappingProxyType(accounts), MappingProxyType(kinds))
