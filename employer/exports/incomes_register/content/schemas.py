"""The register's code lists, read from ``codes.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import yaml

_FILE = Path(__file__).parent.parent / "codes.yaml"
REGISTER_START = date(2019, 1, 1)


@dataclass(frozen=True, slots=True)
class IncomeType:
    """One income type: its group (total, wage, other, deduction) and what the register allows with it.

    ``insured`` holds the letters of the default insurances (p pension, a accident, u unemployment, h health).
    """

    code: int
    group: str
    insured: frozenset[str]
    own_insurance: bool
    negative: bool
    recoverable: bool
    first_payment_day: date
    fi: str
    en: str


@dataclass(frozen=True, slots=True)
class Codes:
    """Every code list: income types by code, and the other lists by name."""

    income_types: Mapping[int, IncomeType]
    lists: Mapping[str, frozenset[int]]

    def pension_provider(self, code: int) -> bool:
        """Whether the code can be a pension provider's: a listed company, or a fund with five digits."""
        return code in self.lists["pension_providers"] or 70000 <= code <= 80999


@lru_cache(maxsize=1)
def codes() -> Codes:
    """The code lists, read once."""
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    types = {
        row["code"]: IncomeType(
            row["code"],
            row["group"],
            frozenset((row["flags"] or "").replace("-", "")),
            row["own_insurance"],
            row["negative"],
            row["recoverable"],
            date.fromisoformat(row["from"]) if "from" in row else REGISTER_START,
            row["fi"],
            row["en"],
        )
        for row in read.pop("income_types")
    }
    return Codes(MappingProxyType(types), MappingProxyType({name: frozenset(row) for name, row in read.items()}))
