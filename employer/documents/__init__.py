"""Documents: one source of words for the page and the PDF, and the bytes as they were given to people."""

from employer.documents.queries import find, kept, kept_at, spoiled
from employer.documents.schemas import DocumentError, Rendered, StoredDocument
from employer.documents.service import (
    LEVELS,
    Asked,
    SaidTerm,
    keep,
    plain_term,
    render,
    render_html,
    say_line,
    say_notice,
    say_question,
    say_reason,
    say_term,
    say_title,
)
from employer.documents.typeset import not_on_paper

__all__ = [
    "LEVELS",
    "Asked",
    "DocumentError",
    "Rendered",
    "SaidTerm",
    "StoredDocument",
    "find",
    "keep",
    "kept",
    "kept_at",
    "not_on_paper",
    "plain_term",
    "render",
    "render_html",
    "say_line",
    "say_notice",
    "say_question",
    "say_reason",
    "say_term",
    "say_title",
    "spoiled",
]
