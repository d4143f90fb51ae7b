"""What the calculation refuses to do, in words."""

from __future__ import annotations


class CannotCalculate(Exception):
    """The inputs contradict themselves: which field, why, and the way out. Questions are not errors.

    ``field`` is a field of ``Inputs``, with the row's number from nought: ``absences[1].last``. ``code`` and ``facts``
    tell the same to whoever says it in another language: facts are days, moments, numbers or words.
    """

    def __init__(self, field: str, reason: str, way_out: str, *, code: str, **facts: object) -> None:
        super().__init__(f"{field}: {reason}. {way_out}.")
        self.field = field
        self.reason = reason
        self.way_out = way_out
        self.code = code
        self.facts = facts
