"""Kept papers as plain data, and who may see which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

READERS: Mapping[str, tuple[str, ...]] = {
    "certificate": ("prepare", "approve"),
    "guide": ("prepare", "approve"),
    "holiday_notice": ("prepare", "approve", "employee"),
    "holiday_ledger": ("see_money", "employee"),
    "holiday_statement": ("see_money", "employee"),
    "leave_refusal": ("see_absence_reasons", "employee"),
}
"""The kinds of papers, and the roles and mandates of those who may see them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A kept paper, without its bytes."""

    id: int
    kind: str
    title: str
    language: str
    kept_at: datetime
