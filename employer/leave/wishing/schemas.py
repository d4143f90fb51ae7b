"""What the forms of wishes send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from employer.forms import FormSchema, Text, Ticked


@dataclass(frozen=True, slots=True)
class Answer:
    """The employer's answer in words, and whether days in advance have been agreed on in writing."""

    answer: str | None = None
    agreed: bool = False


class AnswerSchema(FormSchema):
    """The forms that accept or decline a wish."""

    command: ClassVar[type] = Answer
    answer = Text(300)
    agreed = Ticked()
