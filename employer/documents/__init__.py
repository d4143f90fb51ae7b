"""Documents: one source of words for the page and the PDF, and the bytes as they were given to people."""

from employer.documents.queries import find, kept
from employer.documents.schemas import DocumentError, Rendered, StoredDocument
from employer.documents.service import (
    Asked,
    keep,
    render,
    render_html,
    say_line,
    say_notice,
    say_question,
    say_reason,
    say_title,
)

__all__ = [
    "Asked",
    "DocumentError",
    "Rendered",
    "StoredDocument",
    "find",
    "keep",
    "kept",
    "render",
    "render_html",
    "say_line",
    "say_notice",
    "say_question",
    "say_reason",
    "say_title",
]
