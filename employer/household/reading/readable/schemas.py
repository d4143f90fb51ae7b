"""The readable rest of a household file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from employer.household.schemas import Household


@dataclass(frozen=True, slots=True)
class Readable:
    """``household``: the file without its faulty parts. ``tree``: the whole file as it is written.

    ``left_out``: the places without which it was read; ``was``: the place of a row in the file by its place here.
    """

    household: Household
    tree: Mapping[str, Any]
    left_out: frozenset[str]
    was: Mapping[str, str]
