"""The budget's forecast as the household's ``budget.json``: amounts as text with two decimals."""

from __future__ import annotations

from datetime import date
from typing import Any

from employer.forecast.schemas import BudgetForecast, Sums
from employer.pay.showing.service import euros


def budget_json(forecast: BudgetForecast) -> dict[str, Any]:
    """``as_of``, ``total``, ``lines`` by their id and ``months``; an amount that cannot be said is null.

    ``not_included`` is there only when a contribution's percentage is not known: it is then in no sum; ``returned``
    only where money has been paid back to the authority.
    """
    found: dict[str, Any] = {
        "as_of": forecast.as_of.isoformat(),
        "total": _sums(forecast.total, forecast.runs_out),
        "lines": {line.code: _sums(line.sums, line.runs_out) for line in forecast.lines},
        "months": [
            {
                "month": month.month,
                "received": euros(month.received),
                "spent": euros(month.spent),
                "committed": euros(month.committed),
            }
            for month in forecast.months
        ],
    }
    if forecast.not_included:
        found["not_included"] = list(forecast.not_included)
    return found


def _sums(sums: Sums, runs_out: date | None) -> dict[str, Any]:
    found = {
        "granted": euros(sums.granted),
        "received": euros(sums.received),
        "spent": euros(sums.spent),
        "accrued": euros(sums.accrued),
        "committed": euros(sums.committed),
        "available": euros(sums.available),
        "forecast_end": euros(sums.forecast_end),
        "runs_out": None if runs_out is None else runs_out.isoformat(),
    }
    return found | ({"returned": euros(sums.returned)} if sums.returned else {})
