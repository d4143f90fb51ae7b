"""Rosters: checked before they are given, published, changed with consent; and the working-time register."""

from employer.rosters.changing import waiting
from employer.rosters.queries import cancelled, changes, publications
from employer.rosters.rostered import rostered_minutes
from employer.rosters.schemas import Cancelled, Changed, Publish, RosterOfMonth
from employer.rosters.service import publish, roster_of_month

__all__ = [
    "Cancelled",
    "Changed",
    "Publish",
    "RosterOfMonth",
    "cancelled",
    "changes",
    "publications",
    "publish",
    "roster_of_month",
    "rostered_minutes",
    "waiting",
]
