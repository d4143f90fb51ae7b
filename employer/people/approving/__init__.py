"""Two persons approve, where the household has chosen so."""

from employer.people.approving.service import (
    approve,
    approved_by_another,
    require_two,
    stop_requiring_two,
    two_needed,
)

__all__ = ["approve", "approved_by_another", "require_two", "stop_requiring_two", "two_needed"]
