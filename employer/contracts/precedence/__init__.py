"""The terms of an employment as statute, agreement and contract set them, and which of the three decides each."""

from employer.contracts.precedence.service import (
    GROUPS,
    OF_STEP,
    Preview,
    PreviewFacts,
    SettledTerms,
    preview,
    preview_of,
    settled_terms,
    shortest_shift,
    typed_facts,
    written_terms,
)

__all__ = [
    "GROUPS",
    "OF_STEP",
    "Preview",
    "PreviewFacts",
    "SettledTerms",
    "preview",
    "preview_of",
    "settled_terms",
    "shortest_shift",
    "typed_facts",
    "written_terms",
]
