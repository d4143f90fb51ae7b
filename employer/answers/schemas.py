"""What comes in and goes out about answers: frozen plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marshmallow import post_load

from employer import forms


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answered: the question's id (``topic:employment:day``), the value as text, the document, from when.

    ``by`` and ``at`` say who answered and when; they are filled in when an answer is read back.
    """

    question: str
    value: str
    document: str
    day: date
    by: str = ""
    at: datetime | None = None
    id: int = 0

    @property
    def topic(self) -> str:
        """What the question is about."""
        return self.question.partition(":")[0]


class AnswerText(forms.Text):
    """An answer as text; a number in any usual writing ("24,85 %") becomes the plain number that calculations read."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **given: Any) -> str:
        read = super()._deserialize(value, attr, data, **given)
        number = forms.decimal_number(read, words=("%", "€", "eur", "euroa", "euro"))
        return read if number is None else format(number, "f")


class AnswerSchema(forms.FormSchema):
    """The form for an answer; which question it answers is said by the address."""

    value = AnswerText(500, required=True)
    document = forms.Text(500, required=True)
    day = forms.Day(required=True, metadata={"missing": "day"})

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> Answer:
        """The answer, still without its question."""
        return Answer("", data["value"], data["document"], data["day"])
