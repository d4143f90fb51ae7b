"""What of a noted absence goes beyond the employee's right by law."""

from employer.leave.limits.service import beyond

__all__ = ["beyond"]
