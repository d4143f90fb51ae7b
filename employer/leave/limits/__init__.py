"""What of a noted absence goes beyond the employee's right by law, and by when it is told."""

from employer.leave.limits.service import beyond, compensation, notice

__all__ = ["beyond", "compensation", "notice"]
