"""What the calculation refuses to do, in words."""

from __future__ import annotations


class CannotCalculate(Exception):
    """The inputs contradict themselves; the text says which and what to do. Questions are not errors."""
