"""What the forecast tells: the budget's money on a day and to the decision's end. Money is whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from employer.budget.schemas import BudgetState, Decision


@dataclass(frozen=True, slots=True)
class Sums:
    """The money of a budget line, or of the whole budget.

    ``accrued``: holiday pay earned and not yet paid; ``committed``: what is planned from the last closed pay run to the
    decision's end; both with the employer's contributions. ``accrues``: what the rest of the time still adds to holiday
    pay. ``granted`` None: not granted in euros, and then nothing can be said to be left. ``returned``: paid back to the
    authority, so that it cannot be used any more.
    """

    granted: int | None
    received: int
    spent: int
    accrued: int
    committed: int
    accrues: int
    returned: int = 0

    @property
    def available(self) -> int | None:
        """Granted and neither returned, spent, accrued nor committed."""
        return None if self.granted is None else self.granted - self.gone - self.committed

    @property
    def gone(self) -> int:
        """What cannot be used for work to come: spent, set aside for earned holidays, or returned."""
        return self.spent + self.accrued + self.returned

    @property
    def forecast_end(self) -> int | None:
        """What is left at the decision's end when everything goes as planned; below zero: what is missing."""
        return None if self.available is None else self.available - self.accrues


@dataclass(frozen=True, slots=True)
class LineForecast:
    """A budget line as of a day."""

    code: str
    title: str
    sums: Sums
    runs_out: date | None


@dataclass(frozen=True, slots=True)
class MonthForecast:
    """A calendar month (``YYYY-MM``): received, spent, and committed for its work."""

    month: str
    received: int
    spent: int
    committed: int


@dataclass(frozen=True, slots=True)
class BudgetForecast:
    """The budget as of a day. ``not_included``: contributions that nobody knows, so that they are in no sum.

    ``state``: what was granted, received and spent, from which the forecast was made.
    """

    as_of: date
    decision: Decision
    total: Sums
    runs_out: date | None
    lines: tuple[LineForecast, ...]
    months: tuple[MonthForecast, ...]
    not_included: tuple[str, ...]
    state: BudgetState
