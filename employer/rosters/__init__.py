"""Rosters: checked before they are given, published, changed with consent; and the working-time register."""

from employer.rosters.queries import publications
from employer.rosters.schemas import Publish, RosterOfMonth
from employer.rosters.service import publish, roster_of_month

__all__ = ["Publish", "RosterOfMonth", "publications", "publish", "roster_of_month"]
