"""What the search of the calculators asks."""

from __future__ import annotations

from employer.forms import FormSchema, Text


class Search(FormSchema):
    """The words that somebody looks for; nothing is a visit of the whole list."""

    search = Text(100)
