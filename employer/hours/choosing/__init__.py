"""Which employments of a household the person at a page may choose among."""

from employer.hours.choosing.views import choices, named

__all__ = ["choices", "named"]
