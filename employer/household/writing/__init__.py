"""Writes a household as the text of a household file."""

from employer.household.writing.service import text_of, tree_of

__all__ = ["text_of", "tree_of"]
