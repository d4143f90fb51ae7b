"""The strict HTML subset that every document is written in, and its two forms: tidy HTML and Typst."""

from employer.documents.markup.service import Element, MarkupError, parse, to_html, to_typst

__all__ = ["Element", "MarkupError", "parse", "to_html", "to_typst"]
