"""Today in Finland and now in UTC. Together with ``config`` the only readers of the outside world's state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Finland."""
    return datetime.now(HELSINKI).date()
