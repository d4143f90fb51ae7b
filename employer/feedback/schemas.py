"""What the form of the accessibility page takes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from employer.forms import FormSchema, Text


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """What somebody says, and where they want the answer (None: nowhere)."""

    message: str
    contact: str | None = None


class FeedbackSchema(FormSchema):
    """The form of the accessibility page."""

    command: ClassVar[type] = NewFeedback
    message = Text(4000, required=True, lines=True)
    contact = Text(200)
